"""How much the words of a heading say for each field of a register, in log-odds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from csp_desktop.excel.recognising.wordings import (
    KEPT,
    LIGHT_WORDS,
    NONE_OF_OURS,
    SAME_WORD,
    SMALL_WORDS,
    TABLES,
    WORDINGS,
    WORKED_OUT,
)
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Content

Key = tuple[str, str]
"""A register and one of its fields."""

NOTES: Key = ("", "notes")
"""A column known to have no field: it is kept in the notes of its record."""
IGNORE = "ignored"
"""The field of a column that is left out on purpose, because the program works it out itself."""

_USUAL_WEIGHT = 5.0
_WHAT_IT_IS = {"risk", "action", "task", "project", "indicator"}
# "How to reduce the risk" says something of a risk and does not name it.
_SAID_OF_IT = {
    "how", "reduce", "reducing", "reduction", "manage", "managing", "prevent", "preventing", "mitigation", "control", "impact", "effect",
    "likelihood", "response", "source", "level", "step", "measure", "date", "type", "reason", "link", "affected", "exposed",
}  # fmt: skip
_NUMBERS = {"id", "ref", "no", "code", "index"}
_ARTICLES = {"the", "a", "an", "our", "your", "please"}
_LONGEST = 60
_LONG_WORD = 7
# "riskScore": words run together, as a program writes its headings out.
_RUN_TOGETHER = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z])|(?<=[a-z]{2})(?=ID\b)")
# "riskowner", "duedate": as a column of a database is called.
_OF_DATABASE = re.compile(r"(?<=\brisk)(?=[a-z]{3}|id\b)|(?<=\bdue|\bend)(?=date\b)|(?<=\bstart)(?=date\b)")
# "Date to be completed" lies ahead, "date completed" behind.
_AHEAD = re.compile(r"\bto be\b")
# An “asset at risk” is no risk: it is what one threatens.
_EXPOSED = re.compile(r"(?<=\w )at risk\b")

# What a row may say that is no field of its own record: what it stands under, parts of a name, kinds of entry.
ABOVE: dict[Key, str] = {
    ("plan_items", "priority"): "Priority",
    ("plan_items", "objective"): "Objective",
    ("mitigations", "control"): "Existing control",
    ("allocations", "stream"): "Funding stream",
    ("bids", "stream"): "Funding stream",
    ("people", "agency"): "Agency",
    ("people", "first_name"): "First name",
    ("people", "last_name"): "Last name",
    ("risks", "item"): "Priority",
    ("indicators", "item"): "Priority",
    ("allocations", "item"): "Priority",
    ("funding_entries", "actual"): "Spent",
    ("funding_entries", "forecast"): "Forecast",
    ("funding_entries", "committed"): "Committed",
    ("funding_entries", "claimed"): "Claimed",
}
# Fields the program keeps for itself, or that hold what no one column says.
_NOT_OF_COLUMNS = {
    "plan", "item", "parent", "position", "copied_from", "return_file", "level", "risk", "indicator", "partnership",
    "allocation", "entry", "meeting", "original_due_on", "months", "out_of", "done", "of", "quarter", "carried_from",
    "shared_with", "joint_with", "chair", "stated_target", "return_form", "on_date", "amber_in",
}  # fmt: skip


# Fields that only a person points a column to: their own names are other fields' headings.
_BY_HAND = {"baseline_state", "target_kind", "value_state"}


class Wording(NamedTuple):
    """One way of heading a field: its words made alike, and how much it says in log-odds."""

    words: tuple[str, ...]
    weight: float


class HeadingForm(NamedTuple):
    """One reading of a heading: all of it, without what explains it, or a half of it; with what that costs."""

    words: tuple[str, ...]
    share: float


@cache
def alike_words(text: str) -> tuple[str, ...]:
    """The words of a heading made alike: case, plurals, spellings and small words do not count."""
    words: list[str] = []
    text = _OF_DATABASE.sub(" ", _RUN_TOGETHER.sub(" ", text))
    every = plain(text.replace("_", " ").replace("#", " no ").replace("%", " % ")).split()
    every = _EXPOSED.sub("exposed", _AHEAD.sub("ahead", " ".join(every))).split()
    telling = sum(word not in SMALL_WORDS for word in every)
    for at, word in enumerate(every):
        # "To date" is no date, and in "Inherent risk I" the letter at the end is the heading's own.
        dropped = SMALL_WORDS if telling > 1 else _ARTICLES
        if word in dropped and len(every) > 1 and not (len(word) == 1 and at == len(every) - 1):
            continue
        if (
            word not in SAME_WORD
            and len(word) > 3
            and word.endswith("s")
            and not word.endswith(("ss", "us", "is"))
        ):
            word = word[:-1]
        word = _spelt(word)
        words.append(SAME_WORD.get(word, word))
    return tuple(words) or tuple(every)


@cache
def _spelt(word: str) -> str:
    """A long word of a heading as it is spelt where a letter of it has slipped: "likelhood", "clssification"."""
    if len(word) < _LONG_WORD or word in _vocabulary():
        return word
    meant = process.extractOne(word, _vocabulary(), scorer=fuzz.ratio, score_cutoff=90)
    return str(meant[0]) if meant else word


@cache
def _vocabulary() -> frozenset[str]:
    """Every long word headings are known to be worded with."""
    texts = [KEPT, *WORKED_OUT.values(), *NONE_OF_OURS.values(), *SAME_WORD, *SAME_WORD.values()]
    texts += [text for fields in WORDINGS.values() for text in fields.values()]
    words = {word for text in texts for word in re.findall(r"[a-z]+", text)}
    words |= {word.removesuffix("s") for word in words}
    return frozenset(word for word in words if len(word) >= _LONG_WORD - 1)


@cache
def wordings_of(register: str) -> dict[Key, tuple[Wording, ...]]:
    """Every wording of every field a column of a register's table can fill, with those kept and those ignored."""
    wordings = {key: _parsed(text) for key, text in WORDINGS[register].items()}
    for owner in (register, *TABLES[register]):
        label = register_named(owner).label
        for field in register_named(owner).fields:
            key = (owner, field.name)
            if not _of_columns(owner, field.name):
                continue
            if field.name in _BY_HAND:
                wordings.setdefault(key, ())
                continue
            own = [field.label, field.name.replace("_", " ")]
            if owner != register:
                # Beside another record, its own name alone says less than the name with what it is of.
                own = [f"{label} {name}" for name in own]
            wordings[key] = (*wordings.get(key, ()), *(Wording(alike_words(name), 4.8) for name in own))
    wordings[NOTES] = _parsed(KEPT)
    if register in WORKED_OUT:
        wordings[register, IGNORE] = _parsed(WORKED_OUT[register])
    return wordings


def _of_columns(register: str, name: str) -> bool:
    field = register_named(register)[name]
    return (
        register != "funding_entries"  # a column of money is of one kind of entry
        and name not in _NOT_OF_COLUMNS
        and not isinstance(field, Content)
        and name != "notes"
        and (register, name) not in ABOVE
    )


@cache
def column_fields(register: str) -> tuple[Key, ...]:
    """Everything a column of a register's table can be taken for; of a register beside others, its own fields."""
    if register not in TABLES:
        tables = [name for name, beside in TABLES.items() if register in beside]
        return tuple(key for name in tables for key in column_fields(name) if key[0] == register)
    keys = [key for key in wordings_of(register) if key != NOTES and key[1] != IGNORE]
    return tuple(keys)


def _parsed(text: str) -> tuple[Wording, ...]:
    weights: dict[tuple[str, ...], float] = {}
    for part in text.split("|"):
        words, _, weight = part.partition(":")
        key = alike_words(words)
        weights[key] = max(float(weight) if weight else _USUAL_WEIGHT, weights.get(key, 0.0))
    return tuple(Wording(words, weight) for words, weight in weights.items())


@cache
def heading_evidence(register: str, bare: str, own: str, whole: str) -> dict[Key, float]:
    """Log-odds that a heading speaks of each field of a register, those it says nothing of left out."""
    return _index_of(register).evidence(_forms(bare, own, whole))


@cache
def none_evidence(own: str) -> dict[Key, float]:
    """Log-odds of a heading for each kind of table that is none of ours."""
    said = _none_index().evidence([HeadingForm(alike_words(own), 1.0)])
    return {key: strength for key, strength in said.items() if strength >= 2}


class _Index:
    """Wordings by their first word, by all their words, and as one text for slips of the pen."""

    def __init__(self, wordings: Iterable[tuple[Key, Wording]]) -> None:
        self.by_first: dict[str, list[tuple[Key, Wording]]] = {}
        self.by_text: dict[str, list[tuple[Key, Wording]]] = {}
        for key, wording in wordings:
            self.by_first.setdefault(wording.words[0], []).append((key, wording))
            self.by_text.setdefault(" ".join(wording.words), []).append((key, wording))
        # A slip of the pen adds no word and leaves none out.
        self.texts: dict[int, list[str]] = {}
        for text in self.by_text:
            if len(text) >= 6:
                self.texts.setdefault(text.count(" ") + 1, []).append(text)

    def evidence(self, forms: Iterable[HeadingForm]) -> dict[Key, float]:
        """The most each field is spoken of by any reading of a heading."""
        strengths: dict[Key, float] = {}
        for words, share in forms:
            said: dict[Key, float] = {}
            for word in dict.fromkeys(words):
                for key, wording in self.by_first.get(word, ()):
                    said[key] = max(said.get(key, 0.0), _said(words, wording))
            joined = " ".join(words)
            if joined not in self.by_text and len(joined) >= 6:
                for text, likeness, _ in process.extract(
                    joined, self.texts.get(len(words), ()), scorer=fuzz.ratio, score_cutoff=90, limit=3
                ):
                    for key, wording in self.by_text[text]:
                        said[key] = max(said.get(key, 0.0), wording.weight * likeness / 100 * 0.95)
            for key, strength in said.items():
                strengths[key] = max(strengths.get(key, 0.0), share * strength)
        return {key: strength for key, strength in strengths.items() if strength > 0.5}


@cache
def _index_of(register: str) -> _Index:
    return _Index((key, wording) for key, known in wordings_of(register).items() for wording in known)


@cache
def _none_index() -> _Index:
    return _Index(
        (("", reason), wording) for reason, text in NONE_OF_OURS.items() for wording in _parsed(text)
    )


@cache
def _whole_index() -> _Index:
    every = [wording for register in TABLES for known in wordings_of(register).values() for wording in known]
    every += [wording for text in NONE_OF_OURS.values() for wording in _parsed(text)]
    return _Index((NOTES, Wording(words, _USUAL_WEIGHT)) for words in {wording.words for wording in every})


def _forms(bare: str, own: str, whole: str) -> list[HeadingForm]:
    """A heading in the ways it may be meant, fullest first."""
    shares: dict[tuple[str, ...], float] = {}
    texts = [(own, 1.0), (bare, 1.0), (whole, 0.97)]
    # "Lead officer / agency", "Initiative/Activity": each half may be what is meant.
    halves = re.split(r"\s*/\s*|\s+(?:and|or|&)\s+", own)
    texts += [(half, 0.8) for half in halves if len(halves) > 1]
    for text, share in texts:
        words = alike_words(text[:120])
        if words:
            shares.setdefault(words, share)
    return [HeadingForm(words, share) for words, share in shares.items()]


def _said(words: tuple[str, ...], wording: Wording) -> float:
    """What a heading says for a field through one wording whose words are all in it."""
    known, weight = wording
    if words == known:
        return weight
    if len(known) > len(words) or not set(known) <= set(words):
        return 0.0
    if len(words) == len(known):
        return weight * 0.97
    if len(known) == 1 and (len(known[0]) < 3 or len(words) > 6):
        return 0.0
    # "Number of incidents" counts them: it is not how likely one is, nor what it was.
    if words[0] == "no" and "no" not in known and len(words) > 1:
        return 0.0
    # "Budget ID" is no budget.
    if words[-1] in _NUMBERS and words[-1] not in known and not {"yes", "y"} & set(words):
        return 0.0
    # "Risk type" is no risk, "Key task" is a task: what a record is called counts where a heading ends in it.
    names_it = words[-1] == known[0] in _WHAT_IT_IS and not _SAID_OF_IT & set(words)
    if len(known) == 1 and known[0] in LIGHT_WORDS and not names_it:
        return 0.0
    extra = [word for word in words if word not in known]
    cost = sum(0.07 if word in LIGHT_WORDS or word.isdigit() else 0.2 for word in extra)
    if ("ahead" in words) != ("ahead" in known):
        cost += 0.6
    # What a heading is about stands at its end: "Mitigation status" is a status.
    if words[-1] not in known and words[-1] not in LIGHT_WORDS and not words[-1].isdigit():
        cost += 0.25
    return weight * max(0.0, 0.92 - cost)


@cache
def known_heading(text: str) -> float:
    """How sure it is that a text is the heading of some column: 0 to 1."""
    own = without_explanation(text)
    if not own or len(own) > _LONGEST:
        return 0.0
    if own.casefold() == "no":
        return 0.6  # a number's heading, or an answer
    said = _whole_index().evidence(_forms(own, own, own))
    return min(max(said.values(), default=0.0) / _USUAL_WEIGHT, 1.0)


def without_explanation(text: str) -> str:
    """A heading without what explains it in brackets, after an equals sign or on further lines."""
    bare = (
        re.sub(r"\([^()]*\)|\[[^\[\]]*\]|=.*|\b\d+\s*(?:-|–|to)\s*\d+\s*$", " ", text).strip().split("\n")[0]
    )
    bare = " ".join((bare or text).split())
    # "Target 2026/27" is a target; a heading that is nothing but a year stays.
    bare = re.sub(r"\s*\b(?:19|20)\d\d(?:\s*[/–-]\s*(?:\d\d){1,2})?\b", "", bare).strip(" -–:") or bare
    # A question with its examples after it.
    asked = re.match(r"([^?]{8,80}\?)\s+\S", bare)
    return asked[1] if asked else bare
