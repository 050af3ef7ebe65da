"""The words of a heading made alike: spelling, case, plurals, and phrases that mean the same."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz, process

from csp_desktop.excel.recognising.wordings import like_words
from csp_desktop.excel.recognising.wordings.kept import KEPT, KEPT_OF, WORKED_OUT
from csp_desktop.excel.recognising.wordings.of_others import NONE_OF_OURS
from csp_desktop.excel.recognising.wordings.of_registers import WORDINGS
from csp_desktop.excel.recognising.wordings.plain_english import PLAINLY_KEPT
from csp_desktop.excel.wording.cells import plain

_ARTICLES = {"the", "a", "an", "our", "your", "please"}
ASKING_WHO = {"by", "with", "from", "to"}
"""At its end these say that a heading asks who or where: “action taken by” is not the action taken."""
_LONG_WORD = 7
# "riskScore": words run together, as a program writes its headings out.
_RUN_TOGETHER = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z])|(?<=[a-z]{2})(?=ID\b)")
# "riskowner", "duedate": as a column of a database is called.
_OF_DATABASE = re.compile(
    r"(?<=\brisk)(?=[a-z]{3}|id\b)|(?<=\bdue|\bend)(?=date\b)|(?<=\bstart)(?=date\b)|(?<=\bdata)(?=source\b)|(?i:(?<=\bunit|\bdate|\bname|\btype)(?=of\b))"
)
# "Date to be completed" and "date to complete" lie ahead, "date completed" behind; "paid to date" is no date of payment, and
# "completed by date" is not the date something was completed.
_AHEAD = re.compile(r"\bto be\b|\bto(?= complete\b)")
_SO_FAR = re.compile(r"\bto date\b")
_BY_DATE = re.compile(r"\bby (?:what )?date\b")
# A heading as it is written here: nothing in it has to be made alike but its words.
_SIMPLE = re.compile(r"[a-z]+(?: [a-z0-9]+)+")
# What is left of a word run into the one before: "we've", "who's", "manager's".
_RUN_INTO = re.compile(r"(?<=\w\w)['’](?=(?:s|ve|re|ll)\b)", re.IGNORECASE)
# Two words that are one: "e-mail", "time scale", "per cent", "likely hood".
_ONE_WORD = re.compile(
    r"\b(?:e mail|l(?:ikely)? hood|per cent|time scale|time frame|time line|dead line|mile stone|out turn|draw down|roll over|"
    r"stake holder|counter measure|co ordinator|re (?:assessment|forecast|baselined?|scheduled|profiled)|sub (?:task|action|group))s?\b"
)
# An “asset at risk” is no risk: it is what one threatens.
_EXPOSED = re.compile(r"(?<=\w )at risk\b")

# "% of target" is no target in per cent.
_SHARE_OF = re.compile(r"\bpercent(?:age)? of\b")
_PHRASES = (
    (_BY_DATE, "until date"), (_AHEAD, "ahead"), (_SO_FAR, "sofar date"), (_EXPOSED, "exposed"), (_SHARE_OF, "share"),
)  # fmt: skip
# "Frequency H/M/L", "Risk level 1-9": the steps a scale has say nothing of what it is of.
_STEPS = re.compile(
    r"\b(likelihood|probability|impact|severity|consequence|frequency|level|score|rating|grading)"
    r" (?:h l m|h m l|l m h|hml|lmh|high med(?:ium)? low|low med(?:ium)? high|1 (?:to )?(?:[3-9]|1[026]|25))$"
)
# A word of each of these: where none stands in a heading, none need be looked for.
_IN_PHRASES = re.compile(
    r"\bby\b|\bto\b|\brisk\b|\bpercent|\b[el] |\b(?:re|sub|co|likely|per|time|dead|mile|out|draw|roll|stake|counter) "
)


@cache
def alike_words(text: str) -> tuple[str, ...]:
    """The words of a heading made alike: case, plurals, spellings and small words do not count."""
    words: list[str] = []
    joined = text if _SIMPLE.fullmatch(text) else _as_words(text)
    if _IN_PHRASES.search(joined):
        joined = _ONE_WORD.sub(lambda found: found[0].replace(" ", ""), joined)
        for phrase, said in _PHRASES:
            joined = phrase.sub(said, joined)
    every = _STEPS.sub(r"\1", joined).split()
    telling = sum(word not in like_words.SMALL_WORDS for word in every)
    for at, word in enumerate(every):
        # "To date" is no date, and in "Inherent risk I" the letter at the end is the heading's own.
        dropped = like_words.SMALL_WORDS if telling > 1 else _ARTICLES
        last = at == len(every) - 1
        if word in dropped and len(every) > 1 and not (last and (len(word) == 1 or word in ASKING_WHO)):
            continue
        if (
            word not in like_words.SAME_WORD
            and len(word) > 3
            and word.endswith("s")
            and not word.endswith(("ss", "us", "is"))
        ):
            word = word[:-1]
        if len(word) >= _LONG_WORD:
            word = _spelt(word)
        words.append(like_words.SAME_WORD.get(word, word))
    return tuple(words) or tuple(every)


def _as_words(text: str) -> str:
    """A heading in small letters with one space between its words, however they were written."""
    text = _OF_DATABASE.sub(" ", _RUN_TOGETHER.sub(" ", _RUN_INTO.sub(" ", text)))
    return plain(text.replace("_", " ").replace("#", " no ").replace("%", " percent "))


@cache
def _spelt(word: str) -> str:
    """A long word of a heading as it is spelt where a letter of it has slipped: "likelhood", "clssification"."""
    if word in _vocabulary():
        return word
    meant = process.extractOne(word, _vocabulary(), scorer=fuzz.ratio, score_cutoff=90)
    return str(meant[0]) if meant else word


@cache
def _vocabulary() -> frozenset[str]:
    """Every long word headings are known to be worded with."""
    texts = [
        KEPT,
        PLAINLY_KEPT,
        *KEPT_OF.values(),
        *WORKED_OUT.values(),
        *NONE_OF_OURS.values(),
        *like_words.SAME_WORD,
        *like_words.SAME_WORD.values(),
    ]
    texts += [text for fields in WORDINGS.values() for text in fields.values()]
    words = {word for text in texts for word in re.findall(r"[a-z]+", text)}
    words |= {word.removesuffix("s") for word in words}
    return frozenset(word for word in words if len(word) >= _LONG_WORD - 1)
