"""How much the words of a heading say for each field of a register, in log-odds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from csp_desktop.excel.recognising.heading_words import ASKING_WHO, alike_words
from csp_desktop.excel.recognising.wordings import like_words
from csp_desktop.excel.recognising.wordings.cell_words import STATUS_WORDS
from csp_desktop.excel.recognising.wordings.kept import KEPT, KEPT_OF, WORKED_OUT
from csp_desktop.excel.recognising.wordings.of_others import NONE_OF_OURS
from csp_desktop.excel.recognising.wordings.of_registers import OF_THE_WHOLE, TABLES, WORDINGS
from csp_desktop.excel.recognising.wordings.plain_english import PLAINLY_KEPT, PLAINLY_WORKED_OUT
from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.explained import without_explanation
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
_NUMBERS = {"id", "ref", "no", "code", "index"}
_LONGEST = 60
_SHORTEST_SLIP = 6
_LIKENESS = 90
# "What are the consequences?": the consequences.
# Up to when it is told says nothing of what is told: “Update – end of June 2026”.
_TO_AN_END = re.compile(
    r"\W*\b(?:(?:(?:as )?at|up to|to|by|for|until) )?(?:the )?end (?:of )?(?:the )?"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b\.?(?:,? ['’]?(?:20)?\d\d\b)?\)?",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(r"what(?:['’]s| is| are| will be)? (?:the|your|our) ", re.IGNORECASE)

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
    ("risks", "inherent_scores"): "Inherent likelihood × impact",
    ("risks", "current_scores"): "Current likelihood × impact",
    ("risks", "target_scores"): "Target likelihood × impact",
    ("funding_entries", "actual"): "Spent",
    ("funding_entries", "forecast"): "Forecast",
    ("funding_entries", "committed"): "Committed",
    ("funding_entries", "claimed"): "Claimed",
}
# Fields the program keeps for itself, or that hold what no one column says.
_NOT_OF_COLUMNS = {
    "plan", "item", "parent", "position", "copied_from", "return_file", "risk", "indicator", "partnership",
    "allocation", "entry", "meeting", "months", "done", "of", "quarter", "carried_from",
    "shared_with", "joint_with", "chair", "stated_target", "return_form", "on_date", "amber_in",
}  # fmt: skip


_OF_THE_PERSON = {("group_members", "agency"), ("group_members", "person")}
# Fields that only a person points a column to: their own names are other fields' headings.
_BY_HAND = {"baseline_state", "target_kind", "value_state"}


class Wording(NamedTuple):
    """One way of heading a field: its words made alike, and how much it says in log-odds."""

    words: tuple[str, ...]
    weight: float


class HeadingForm(NamedTuple):
    """One reading of a heading: all of it, without what explains it, or a half of it; with what that costs.

    `behind` are its words after “for”: a “note for the board” is a note.
    """

    words: tuple[str, ...]
    share: float
    behind: frozenset[str] = frozenset()


@cache
def wordings_of(register: str) -> dict[Key, tuple[Wording, ...]]:
    """Every wording of every field a column of a register's table can fill, with those kept there and those ignored."""
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
    # What is told by its cells and neighbours alone has no wording of its own.
    for key in (*(key for key in ABOVE if key[0] == register), *OF_THE_WHOLE.get(register, ())):
        wordings.setdefault(key, ())
    if register in KEPT_OF:
        wordings[NOTES] = _parsed(KEPT_OF[register])
    if register in WORKED_OUT:
        wordings[register, IGNORE] = _parsed(
            "|".join((WORKED_OUT[register], *filter(None, [PLAINLY_WORKED_OUT.get(register)])))
        )
    return wordings


def _of_columns(register: str, name: str) -> bool:
    field = register_named(register)[name]
    return (
        register != "funding_entries"  # a column of money is of one kind of entry
        and name not in _NOT_OF_COLUMNS
        and not isinstance(field, Content)
        and name != "notes"
        and (register, name) not in (*ABOVE, *_OF_THE_PERSON)
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
    said = _index_of(register).evidence(_forms(bare, own, whole))
    kept = _kept_evidence(bare, own, whole)
    if kept > said.get(NOTES, 0.0):
        said[NOTES] = kept
    return said


@cache
def _kept_evidence(bare: str, own: str, whole: str) -> float:
    """Log-odds that a heading speaks of what no register has a field for."""
    return _kept_index().evidence(_forms(bare, own, whole)).get(NOTES, 0.0)


@cache
def none_evidence(own: str) -> dict[Key, float]:
    """Log-odds of a heading for each kind of table that is none of ours."""
    said = _none_index().evidence([HeadingForm(alike_words(own), 1.0)])
    return {key: strength for key, strength in said.items() if strength >= 2}


class _Index:
    """Wordings by their first word."""

    def __init__(self, wordings: Iterable[tuple[Key, Wording]]) -> None:
        self.by_first: dict[str, list[tuple[Key, Wording, frozenset[str]]]] = {}
        for key, wording in wordings:
            entry = (key, wording, frozenset(wording.words))
            self.by_first.setdefault(wording.words[0], []).append(entry)

    def evidence(self, forms: Iterable[HeadingForm]) -> dict[Key, float]:
        """The most each field is spoken of by any reading of a heading."""
        strengths: dict[Key, float] = {}
        for words, share, behind in forms:
            said: dict[Key, float] = {}
            held = frozenset(words)
            for word in held:
                for key, wording, needed in self.by_first.get(word, ()):
                    if needed <= held and not needed <= behind:
                        said[key] = max(said.get(key, 0.0), _said(words, wording))
            for meant, likeness in _slips(words):
                for key, wording, _ in self.by_first.get(meant[0], ()):
                    if wording.words == meant:
                        said[key] = max(said.get(key, 0.0), wording.weight * likeness * 0.95)
            for key, strength in said.items():
                strengths[key] = max(strengths.get(key, 0.0), share * strength)
        return {key: strength for key, strength in strengths.items() if strength > 0.5}


@cache
def _slips(words: tuple[str, ...]) -> tuple[tuple[tuple[str, ...], float], ...]:
    """The wordings a heading may be meant for where a letter has slipped, each with how alike they are."""
    joined = " ".join(words)
    # Words that are all known have not slipped: "activity to deliver" is no "activity delivered".
    if len(joined) < _SHORTEST_SLIP or _known_words().issuperset(words):
        return ()
    # A slip of the pen adds no word and leaves none out, and no more than a letter or two.
    near = _wordings_near(len(words), len(joined))
    found = process.extract(joined, near, scorer=fuzz.ratio, score_cutoff=_LIKENESS, limit=6)
    return tuple((tuple(text.split()), likeness / 100) for text, likeness, _ in found)


@cache
def _wordings_near(count: int, length: int) -> list[str]:
    """The wordings of so many words that are long enough to be as alike as a slip leaves them."""
    spread = (200 - _LIKENESS) / _LIKENESS
    return [
        text
        for size, texts in _wordings_by_length().get(count, {}).items()
        if length / spread <= size <= length * spread
        for text in texts
    ]


@cache
def _every_wording() -> frozenset[tuple[str, ...]]:
    """All wordings of all registers, of what is kept and of what is none of ours."""
    every = {wording.words for name in TABLES for known in wordings_of(name).values() for wording in known}
    texts = [KEPT, PLAINLY_KEPT, *NONE_OF_OURS.values()]
    return frozenset(every | {wording.words for text in texts for wording in _parsed(text)})


@cache
def _known_words() -> frozenset[str]:
    """Every word some heading is known by."""
    return frozenset(word for words in _every_wording() for word in words)


@cache
def _wordings_by_length() -> dict[int, dict[int, list[str]]]:
    """Wordings long enough for a slip of the pen to be told, by how many words and letters they have."""
    texts: dict[int, dict[int, list[str]]] = {}
    for words in sorted(_every_wording()):
        text = " ".join(words)
        if len(text) >= _SHORTEST_SLIP:
            texts.setdefault(len(words), {}).setdefault(len(text), []).append(text)
    return texts


@cache
def _index_of(register: str) -> _Index:
    return _Index((key, wording) for key, known in wordings_of(register).items() for wording in known)


@cache
def _kept_index() -> _Index:
    return _Index((NOTES, wording) for wording in _parsed(f"{KEPT}|{PLAINLY_KEPT}"))


@cache
def _none_index() -> _Index:
    return _Index(
        (("", reason), wording) for reason, text in NONE_OF_OURS.items() for wording in _parsed(text)
    )


@cache
def _whole_index() -> _Index:
    return _Index((NOTES, Wording(words, _USUAL_WEIGHT)) for words in _every_wording())


def _forms(bare: str, own: str, whole: str) -> list[HeadingForm]:
    """A heading in the ways it may be meant, fullest first."""
    forms: dict[tuple[str, ...], HeadingForm] = {}
    texts = [(own, 1.0), (bare, 1.0), (whole, 0.97)]
    # "Lead officer / agency", "Initiative/Activity": each half may be what is meant.
    halves = re.split(r"\s*/\s*|\s+(?:and|or|&)\s+", own)
    texts += [(half, 0.8) for half in halves if len(halves) > 1]
    if (lasting := _TO_AN_END.sub(" ", own)) != own:
        texts.append((lasting, 0.97))
    if asked := _ASKED_FOR.match(own):
        texts.append((own[asked.end() :], 0.95))
    for text, share in texts:
        words = alike_words(text[:120])
        if words:
            forms.setdefault(words, HeadingForm(words, share, _behind(text)))
    return list(forms.values())


def _behind(text: str) -> frozenset[str]:
    before, _, after = text.partition(" for ")
    return frozenset(alike_words(after)).difference(alike_words(before)) if after else frozenset()


def _said(words: tuple[str, ...], wording: Wording) -> float:
    """What a heading says for a field through one wording, all of whose words are in it."""
    known, weight = wording
    if words == known:
        return weight
    if len(known) > len(words):
        return 0.0
    # "Number of steps" counts them, "step number" numbers one; "month on month" is not any month.
    if (words[0] == "no" and known[0] != "no") or any(
        known.count(word) > words.count(word) for word in known
    ):
        return 0.0
    if len(words) == len(known):
        return weight * 0.97
    if len(known) == 1 and (len(known[0]) < 3 or len(words) > 6):
        return 0.0
    # "Budget ID" is no budget.
    if words[-1] in _NUMBERS and words[-1] not in known and not {"yes", "y"} & set(words):
        return 0.0
    # "Risk type" is no risk, "Key task" is a task: what a record is called counts where a heading ends in it.
    names_it = words[-1] == known[0] in _WHAT_IT_IS and not like_words.SAID_OF_IT & set(words)
    if len(known) == 1 and known[0] in like_words.LIGHT_WORDS and not names_it:
        return 0.0
    extra = [word for word in words if word not in known and not (word == "date" and "sofar" in words)]
    if words[0] == known[0] in like_words.ASKS and like_words.TOLD_OF_IT.intersection(extra):
        return 0.0
    fillers = like_words.FILLERS if words[0] == known[0] in like_words.ASKS else frozenset()
    cost = sum(
        0.07
        if word in like_words.LIGHT_WORDS or word.isdigit() or word in ASKING_WHO or word in fillers
        else 0.2
        for word in extra
    )
    if ("ahead" in words) != ("ahead" in known) or (
        "sofar" in words and "date" in known and "sofar" not in known
    ):
        cost += 0.6
    # What a heading is about stands at its end: "Mitigation status" is a status, "spend to date" what was spent.
    end = words[-3] if words[-2:] == ("sofar", "date") and len(words) > 2 else words[-1]
    if end not in known and end not in like_words.LIGHT_WORDS and not end.isdigit() and end not in fillers:
        cost += 0.25
    return weight * max(0.0, 0.92 - cost)


@cache
def known_heading(text: str) -> float:
    """How sure it is that a text is the heading of some column: 0 to 1."""
    own = without_explanation(text)
    if not own or len(own) > _LONGEST:
        return 0.0
    if own.casefold() == "no" or plain(own) in STATUS_WORDS:
        return (
            0.6  # a number's heading or an answer; “Complete” and “Approved” stand in a column far more often
        )
    said = _whole_index().evidence(_forms(own, own, own))
    return min(max(said.values(), default=0.0) / _USUAL_WEIGHT, 1.0)
