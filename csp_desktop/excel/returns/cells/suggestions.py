"""What words that are no value most likely mean: the one thing they can mean, or nothing at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal

from rapidfuzz import fuzz

from csp_desktop.excel.returns.cells.asides import (
    clauses,
    of_another,
    only_says_another,
    parted,
    without_asides,
)
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.dates import A_MONTH, MONTHS, WEEKDAYS, month_number, parse_date
from csp_desktop.registers.as_written.word_meanings import speaks_of_done
from csp_desktop.rules.timescales import PUT_OFF, Timescale, read_timescale

# Figures

_ABOUT = re.compile(
    r"(?:(?:circa|approx(?:imately)?|about|around|roughly|ca|c)\b\.?\s*|ca?\.?\s*(?=[\d£])|~\s*)(.+)",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"(.+?)\s*(?:\*+|\b(?:prov(?:isional)?|est(?:imate[d]?)?|approx(?:imately)?)\.?)", re.IGNORECASE
)
_PER_CENT = re.compile(r"(?<=\d)\s*(?:%|per ?cent\b|pc\b)", re.IGNORECASE)
_UNITED = re.compile(r"(-?£?-?\d[\d,]*(?:\.\d+)?)\s*([A-Za-z]*)((?:\s+[A-Za-z]+)*)")
_IN_BRACKETS = re.compile(r"[(\[][A-Za-z ]+[)\]]")
_TIMES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "mn": 1_000_000, "mil": 1_000_000, "mill": 1_000_000}
_TIMES |= {"million": 1_000_000, "thou": 1_000, "grand": 1_000}
_PENCE = ("p", "pence")
# With these a number beside them is not the figure itself, or not all of it.
_OTHERWISE = frozenset([
    "a", "about", "above", "all", "and", "awaited", "awaiting", "below", "better", "billion", "bn", "by", "cancelled",
    "cent", "cr", "credit", "day", "days", "decrease", "dollars", "down", "dozen", "dr", "each", "eur", "euro",
    "euros", "ex", "extra", "few", "fewer", "half", "higher", "hour", "hours", "hrs", "hundred", "in", "increase",
    "left", "less", "lower", "many", "min", "mins", "minus", "minutes", "missing", "month", "months", "more", "most",
    "nearly", "not", "of", "off", "or", "out", "outstanding", "over", "overspend", "overspent", "owed", "owing", "pa",
    "pcm", "pending", "per", "percent", "plus", "pm", "points", "pp", "pts", "pw", "quarter", "quarters", "reduction",
    "refund", "refunded", "remaining", "returned", "saved", "saving", "savings", "short", "target", "than", "to",
    "too", "trillion", "under", "underspend", "underspent", "unspent", "up", "usd", "vat", "week", "weeks", "worse",
    "year", "years",
])  # fmt: skip
# Words that say no more of an amount than the amount itself, and those of a column of what was spent. What it was spent
# on may follow "on" or "for".
_PLAINLY = frozenset(["cash", "exactly", "gbp", "only", "pound", "pounds", "sterling"])
_SPENDING = frozenset(["actual", "actually", "paid", "spend", "spending", "spent"])
_SPENT_ON = re.compile(r"\b(?:on|for)\b.*")
# Said in brackets behind an amount: it is not what was spent.
_NOT_SPENT = re.compile(
    r"\b(?:accrued|agreed|allocated|approved|available|awarded|balance|bid|carried|claimed|clawback|committed|credit|due|"
    r"granted|income|invoiced|left|match|not|outstanding|overpaid|overspen[dt]|owed|owing|per|pledged|receipts?|received|"
    r"refund(?:ed)?|remaining|requested|reserved?|returned|ring-?fenced|sav(?:ed|ings?)|short|sought|to be|"
    r"underspen[dt]|unpaid|unspent|yet)\b",
    re.IGNORECASE,
)


def figure_meant(
    text: str,
    parse: Callable[[object], float | int | None],
    quarter: Quarter,
    heading: str,
    *,
    money: bool,
    per_cent: bool = False,
) -> float | int | None:
    """The figure in "c. 40", "40 (was 35)", "£2k spent" or "12 offences"; None where it may be another.

    It is of a `quarter` and stands under a `heading`: under “Committed”, "£2k committed" and "£2k (committed)" are the figure. Where
    figures are `per_cent`, "c. 85%" and "85 per cent" are such too.
    """
    own = set(_words(heading))
    text = _IN_BRACKETS.sub(lambda aside: " " if own.issuperset(_words(aside[0])) else aside[0], text)
    said = without_asides(text, quarter)
    if said is None or (money and any(_no_spending(aside, heading) for aside in parted(text)[1])):
        return None
    if per_cent:
        said = _PER_CENT.sub("", said)
    for pattern in (_ABOUT, _MARKED):
        if match := pattern.fullmatch(said):
            said = match[1].strip()
    number = parse(said)
    match = _UNITED.fullmatch(said)
    if number is not None or match is None or (count := parse(match[1])) is None:
        return number
    unit, words = match[2].casefold(), match[3].casefold().split()
    beside = " ".join((unit, *words))
    if money and not _of_spending(said, unit, beside, heading):
        return None
    if not money and (_OTHERWISE.intersection(beside.split()) or of_another(beside)):
        return None
    glued = bool(unit) and said[match.end(1)].isalpha()
    if unit in _TIMES:
        times: float = _TIMES[unit]
    elif unit in _PENCE and money:
        times = 0.01
    elif glued or unit in _PENCE or len(unit) == 1:
        return None  # "5OO", "40p" where nothing is counted in pence
    else:
        times = 1
    meant = Decimal(str(count)) * Decimal(str(times))
    return int(meant) if isinstance(count, int) else float(meant)


def says_otherwise(words: Collection[str]) -> bool:
    """Whether a number with these words beside it is not the figure itself, or not in its own unit."""
    return not _OTHERWISE.isdisjoint(words) or not _TIMES.keys().isdisjoint(words)


def _of_spending(said: str, unit: str, beside: str, heading: str) -> bool:
    """Whether a number with words is money, and they say no more of it than its column does."""
    own = set(_words(heading))
    known = _PLAINLY.union(own, _SPENDING if own & _SPENDING else (), _TIMES, _PENCE)
    used = _SPENT_ON.search(beside)
    if used and (_OTHERWISE.intersection(used[0].split()) or of_another(used[0])):
        return False
    words = set(_SPENT_ON.sub("", beside).split())
    return words <= known and ("£" in said or unit in (*_TIMES, *_PENCE) or bool(words))


def _no_spending(aside: str, heading: str) -> bool:
    """Whether an aside without an amount of its own says that the one before it is not what its column asks for."""
    own = _words(heading)
    other = [word for word in _NOT_SPENT.findall(aside) if word.casefold() not in own]
    return bool(other) and re.search(r"\d", aside) is None


# Scores

_SCORE = re.compile(
    r"(?:[a-z ]{0,24}[(:=–-]\s*)?([1-5])(?:\s*[)])?(?:\s*(?:out of 5|/\s*5))?(?:\s*[(:=–-]\s*[a-z' -]{0,30}\)?)?",
    re.IGNORECASE,
)
_NOT_NOW = re.compile(r"\b(?:aim(?:ing)?|before|could|if|not|once|should|until|would)\b", re.IGNORECASE)


def score_meant(text: str, quarter: Quarter) -> int | None:
    """The one digit in "3 - medium", "High (4)" or "4 (was 3)"; None where it is of another time, or aimed at."""
    said = without_asides(text, quarter)
    if said is None or _NOT_NOW.search(text):
        return None
    match = _SCORE.fullmatch(text.strip()) or _SCORE.fullmatch(said)
    return int(match[1]) if match and not of_another(match[0]) else None


# Ratings and states

_COLOURED_SIGNS = {
    **dict.fromkeys("🟢💚🟩", "green"),
    **dict.fromkeys("🟡🟠💛🧡🟨🟧", "amber"),
    **dict.fromkeys("🔴❤🟥", "red"),
    **dict.fromkeys("🔵💙🟦", "blue"),
}
# With these beside it, a known word says something else, or only in part.
_TURNED = frozenset([
    "after", "aim", "aimed", "aiming", "aims", "almost", "and", "approaching", "aren", "assuming", "awaiting",
    "bar", "barely", "becoming", "before", "behind", "bordering", "but", "by", "can", "cannot", "close",
    "could", "couldn", "depending", "except", "expect", "expected", "expecting", "far", "from", "half",
    "hardly", "heading", "hope", "hoped", "hopefully", "hoping", "if", "isn", "less", "likely", "may", "maybe",
    "might", "mostly", "must", "near", "nearly", "need", "needs", "never", "next", "no", "not", "nowhere",
    "off", "once", "or", "part", "partially", "partly", "pending", "perhaps", "possibly", "potentially",
    "probable", "probably", "provided", "ready", "reopened", "should", "some", "soon", "subject", "to",
    "towards", "turning", "unless", "until", "verging", "was", "wasn", "when", "will", "without", "won",
    "would", "yet",
])  # fmt: skip
# Before "complete" these say it of all that is asked about; "leaflets complete" says it of a part.
_OF_ALL = frozenset([
    "a", "action", "all", "am", "been", "fully", "has", "have", "is", "it", "item", "milestone", "mitigation",
    "now", "objective", "project", "rag", "rating", "status", "successfully", "task", "the", "this", "work",
])  # fmt: skip
_ALIKE = 80
_ALL_BUT = re.compile(
    r"[(\[]\s*(?:all|almost|apart|awaiting|bar|but|except|excluding|if|mostly|nearly|not|once|other|partly|partially|pending|"
    r"provided|save|still|subject|to be|unless|until|when|will|with)\b",
    re.IGNORECASE,
)
# So much of it, and the rest not: "80% complete", "14 of 22 done".
_COUNTED = re.compile(r"(?<!\d)(?!100\s*%)\d+\s*(?:%|(?:out\s+)?of\b|/\s*\d)")


def rating_meant(
    text: str, words: Mapping[str, str], phrases: Mapping[str, str], quarter: Quarter
) -> str | None:
    """The one rating in "gren", "🟢", "AMBER*" or "green (was amber)".

    `words` are the partnership's own by rating, `phrases` others that stand for one.
    """
    said = without_asides(text, quarter, of_a_month=True)
    if said is None or _COUNTED.search(said):
        return None
    signs = {_COLOURED_SIGNS[sign] for sign in said if sign in _COLOURED_SIGNS}
    letters = _words(said)
    known = {"yellow": "amber", **{rag: rag for rag in words if rag != "none"}, **phrases}
    known |= {" ".join(_words(own)): rag for rag, own in words.items()}
    if len(signs) == 1 and not letters:
        return signs.pop()
    if len(letters) == 1 and len(letters[0]) == 1 and not signs:
        starting = {rag for rag in words if rag != "none" and rag.startswith(letters[0])}  # "G (was A)"
        return starting.pop() if starting else None
    meant = _one_meant(said, known)
    if meant == "blue" and _taken_back(text):
        return None
    return meant if not signs or signs == {meant} else None


def _taken_back(text: str) -> bool:
    """Whether something in brackets says that it is not so yet, or not all of it: "Complete (bar evaluation)"."""
    return any(_ALL_BUT.match(aside) for aside in parted(text)[1])


def _one_meant(said: str, known: Mapping[str, str]) -> str | None:
    """What the one known word or phrase among some words means; else what is spelt like them."""
    letters = _words(said)
    if not letters or _TURNED.intersection(letters):
        return None
    named: set[str] = set()
    for clause in clauses(said):
        spoken = f" {' '.join(_words(clause))} "
        found = [phrase for phrase in known if f" {phrase} " in spoken]
        if of_another(clause) if found else only_says_another(clause):
            return None
        if any(map(speaks_of_done, found)):
            before = spoken.partition(f" {max(found, key=len)} ")[0].split()
            if not _OF_ALL.issuperset(before):
                return None
        named.update(known[phrase] for phrase in found)
    if named:
        return named.pop() if len(named) == 1 else None
    if len(letters) > 2:
        return None
    scores: dict[str, float] = {}
    for phrase, meant in known.items():
        scores[meant] = max(scores.get(meant, 0), likeness(letters, phrase.split()))
    best, *others = sorted(scores, key=lambda meant: -scores[meant]) or [""]
    if scores.get(best, 0) < _ALIKE or (others and scores[best] <= scores[others[0]] + 5):
        return None
    return best


def likeness(said: list[str], phrase: list[str]) -> float:
    """How alike two phrases are spelt, by their least alike words, 0 to 100.

    Words that begin otherwise are others ("incomplete", "off track"), and so are short ones that differ at all.
    """
    if len(said) != len(phrase):
        return 0
    return min(
        fuzz.ratio(word, own) if word == own or (word[0] == own[0] and len(own) > 2) else 0
        for word, own in zip(said, phrase, strict=True)
    )


def state_meant(text: str, phrases: Mapping[str, str], quarter: Quarter) -> str | None:
    """The one state in "complete!", "In progres" or "stopped (was in progress)"; `phrases` stand for each."""
    said = without_asides(text, quarter, of_a_month=True)
    meant = None if said is None or _COUNTED.search(said) else _one_meant(said, phrases)
    return None if meant == "complete" and _taken_back(text) else meant


_YES_OR_NO = re.compile(r"(yes|no|y|n)\b\s*(?:[-–—(,.:;].*)?", re.IGNORECASE | re.DOTALL)


def yes_meant(text: str) -> bool | None:
    """Whether "Yes (2)" or "No - planned" says yes; None where it may be either, or only in part."""
    match = _YES_OR_NO.fullmatch(parted(text)[0] or text)
    letters = _words(text)
    if match is None or _TURNED.intersection(letters[1:]) or {"yes", "no"} <= set(_words(parted(text)[0])):
        return None
    return match[1].casefold().startswith("y")


def names_itself(text: str, heading: str) -> bool:
    """Whether a box to be ticked is answered with its own heading, or the start of it: "Prov." for Provisional."""
    letters = "".join(_words(text))
    return len(letters) > 3 and "".join(_words(heading)).startswith(letters)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


# Days

_NUMERIC = re.compile(r"(?<![\d/.\-])(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d\d)(?![\d/.\-])")
_WEEKDAYS = tuple(day.casefold() for day in WEEKDAYS)
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)

_YEARLESS = re.compile(r"(?:by\s+)?(\d{1,2})[/.](\d{1,2})\.?", re.IGNORECASE)
# As a word of its own a month may be one without its capital, but "may slip" is none.
_MONTH_ALONE = re.compile(rf"\b{A_MONTH}\b(?!\s+[a-z])")
# Not a day, and not the end of anything: "mid-November", "w/c 4 April", "Oct/Nov", "after June", "not before May".
_NO_ONE_DAY = re.compile(
    rf"\bq[1-4]\s*[/&–-]\s*q[1-4]\b|\b(?:mid|middle|early|beginning|start|after|either|or|not|w/?c)\b|\bweek(?:s|end)?\s+(?:of|in)\s+{A_MONTH}\b|{A_MONTH}\s*/\s*{A_MONTH}\b",
    re.IGNORECASE,
)


# What may stand beside the day a thing is now due: another word says what else happens, or happened, on it.
_BESIDE_DAY = frozenset([
    "about", "anticipated", "approx", "approximately", "around", "at", "be", "before", "by", "c", "ca", "circa",
    "completion", "date", "dates", "day", "deadline", "due", "end", "est", "estimate", "estimated", "expected",
    "final", "financial", "finish", "for", "fy", "hopefully", "in", "is", "it", "last", "late", "later",
    "latest", "likely", "nd", "new", "now", "of", "on", "ongoing", "please", "proposed", "prov", "provisional",
    "provisionally", "q", "quarter", "rd", "say", "st", "still", "target", "tba", "tbc", "th", "the", "this",
    "till", "to", "until", "year",
])  # fmt: skip
_WEEKDAY_SHORT = frozenset([
    "fri", "mon", "sat", "sun", "thu", "thur", "thurs", "tue", "tues", "wed", "weds",
])  # fmt: skip
# Before what a day was put off to these may stand too: they are said of the day before it.
_OF_OLD_DAY = frozenset([
    "achieved", "from", "met", "missed", "not", "original", "originally", "previous", "previously", "slipped",
    "was", "were",
])  # fmt: skip
# "to be completed by 31 March" is still to come; "completed 31 March" is not.
_STILL_TO_DO = re.compile(
    r"\b(?:(?:to|will|should|aim(?:ing)? to|hop(?:e|ing) to)\s+(?:now\s+)?(?:be\s+)?(?:fully\s+)?"
    r"(?:completed?|finish(?:ed)?|done|deliver(?:ed)?|in place)|complete(?=\s+by\b)|no later than|aim(?:ing)? for)\b",
    re.IGNORECASE,
)
# What a remark says of a day that is not the one a thing is now due.
_NOT_THAT_DAY = re.compile(
    r"\b(?:achieved|can|cannot|cancelled|completed?|done|earliest|ended|ends|expired|extended|lapsed|"
    r"last (?:quarter|qtr|time|year)|met|miss(?:ed)?|no(?! change)|not|original(?:ly)?|overdue|passed|past|previous(?:ly)?|slip(?:ped|s)?|"
    r"started|stopped|superseded|unachievable|unless|unlikely|unrealistic|was|won)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\b", re.IGNORECASE)
_FROM_TO = re.compile(r"from\s+(.+?)\s+(?:to|until|till)\s+(?:the\s+)?", re.IGNORECASE)
_BEGINS_DAY = re.compile(rf"\d|q[1-4]\b|(?:the\s+)?(?:year\s+)?end\b|{A_MONTH}\b", re.IGNORECASE)


def day_meant(text: str, quarter: Quarter) -> tuple[date | None, Timescale]:
    """The day in "end of Sept" or "31/12/10 (slipped to 31/03/11)", and how the words were read.

    What names no year is read forward from the end of the quarter asked about.
    """
    year = FinancialYear(quarter.year)
    alone, asides = parted(_put_off_to(text, year))
    said = _in_words(alone or text)
    read, later = read_timescale(said, year), read_timescale(said, FinancialYear(quarter.year + 1))
    numeric = {match[0] for match in _NUMERIC.finditer(said)}
    if read.due_on is None or len(numeric) > 1 or _NO_ONE_DAY.search(said):
        return None, read
    if not _due_then(said, year) or any(_denies(aside, year) for aside in asides):
        return None, read
    days = [read.due_on]
    if later.due_on is not None and later.due_on != read.due_on:
        days = [day for day in (read.due_on, later.due_on) if day > quarter.end]
    if weekday := _WEEKDAY.search(said):
        days = [day for day in days if _WEEKDAYS[day.weekday()] == weekday[1].casefold()]
    return (days[0] if days else None), read


def _put_off_to(text: str, year: FinancialYear) -> str:
    """What a day was put off to: "31/03/11)" of "31/12/10 (slipped to 31/03/11)"; the text where it was not."""
    for match in reversed(list(PUT_OFF.finditer(text))):
        rest = text[match.end() :].strip(" \t:")
        if (moved := _FROM_TO.match(rest)) and read_timescale(moved[1], year).due_on:
            rest = rest[moved.end() :]
        before = set(_words(text[: match.start()])) - _OF_OLD_DAY
        if _BEGINS_DAY.match(rest) and all(map(_goes_with_day, before)):
            return rest if "(" in rest else rest.rstrip(")]")
    return text


def _due_then(said: str, year: FinancialYear) -> bool:
    """Whether no words beside a day tell of anything else than that a thing is due then."""
    dated = False
    for clause in clauses(_STILL_TO_DO.sub(" ", said)):
        if dated and _NOT_THAT_DAY.search(clause):
            return False
        if not dated and not all(map(_goes_with_day, _words(clause))):
            return False
        dated = dated or read_timescale(clause, year).due_on is not None
    return True


def _denies(aside: str, year: FinancialYear) -> bool:
    """Whether an aside that names no day itself says that the day before it is not the one meant."""
    named = read_timescale(_FROM.sub(" ", aside.strip("()[]")), year).due_on
    return _NOT_THAT_DAY.search(aside) is not None and named is None


def _goes_with_day(word: str) -> bool:
    named = month_number(word) is not None or word in _WEEKDAYS or word in _WEEKDAY_SHORT
    return named or word in _BESIDE_DAY


def _in_words(text: str) -> str:
    """What stands where a day is asked for, its months with their capital; "31/3" as "31 March"."""
    if (match := _YEARLESS.fullmatch(text)) and 1 <= int(match[2]) <= 12:
        return f"{match[1]} {MONTHS[int(match[2]) - 1]}"
    return _MONTH_ALONE.sub(lambda month: month[0].title(), text)


def month_first(text: str) -> date | None:
    """The day of "03/31/2011" read as Americans write it; None where that is none either."""
    match = _NUMERIC.fullmatch(text.strip())
    return parse_date(f"{match[2]}/{match[1]}/{match[3]}") if match else None


def either_month(text: str) -> bool:
    """Whether "5/11", with no year, could be a day of May or of November."""
    match = _YEARLESS.fullmatch(text.strip())
    return match is not None and match[1] != match[2] and max(int(match[1]), int(match[2])) <= 12


def only_month_first(text: str) -> bool:
    """Whether a date can only have its month first."""
    return month_first(text) is not None and parse_date(text.strip()) is None
