"""Which record of the file a drafted one is: by its ref, its wording, or wording much alike; or which it may be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from csp_desktop.excel.foreign.reading import Draft
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.fields import Date, Quarter, Values, Year
from csp_desktop.registers.funding import FUNDING_ENTRIES
from csp_desktop.registers.register import Register

ALIKE = 90.0
"""From this likeness (of 100) on, wordings under the same heading are taken for the same record."""

SAME_NUMBER_ONLY = 55.0
"""Below this likeness, a record of the same number is asked about, not taken for the same."""

WORTH_ASKING = 70.0
"""From this likeness on, a record that nothing else is taken for is asked about."""

_WHOLE_WITHIN = 85.0
"""As alike as a wording and the same with words added are taken to be."""


# Records that are parts of another, few to each.
_PARTS = ("mitigations",)


class Nearest(NamedTuple):
    """A record that may be the same as a draft, with how alike their wordings are (0 to 100)."""

    record: str
    title: str
    likeness: float


@dataclass
class Pairing:
    """Drafts of one place in the file paired with its records, by draft key."""

    same: dict[str, Values]
    nearest: dict[str, Nearest]


def pair(
    register: Register,
    drafts: Sequence[tuple[Draft, Mapping[str, Any]]],
    records: Sequence[Values],
    apart: frozenset[str] = frozenset(),
) -> Pairing:
    """Pair drafts (with their resolved values) and records; drafts in `apart` are records of their own."""
    free = {record["id"]: record for record in records}
    waiting = {draft.key: (draft, values) for draft, values in drafts}
    same: dict[str, Values] = {}
    nearest: dict[str, Nearest] = {}
    by_number: dict[str, Nearest] = {}

    def take(key: str, record: Values) -> None:
        same[key] = record
        del free[record["id"]], waiting[key]

    for draft, _ in list(waiting.values()):
        if draft.record_id and draft.record_id in free:
            take(draft.key, free[draft.record_id])
    # Of drafts and records called alike, each draft is first the record that holds all it says; those that say
    # most choose first.
    called: dict[Any, list[Values]] = {}
    for record in free.values():
        called.setdefault(record[register.title], []).append(record)
    for draft, values in sorted(waiting.values(), key=lambda draft: -len(draft[1])):
        alike = called.get(values.get(register.title), ()) if draft.key not in apart else ()
        exact = (
            record
            for record in alike
            if record["id"] in free and all(record.get(name) == value for name, value in values.items())
        )
        if same_record := next(exact, None):
            take(draft.key, same_record)
    deepest = max((len(draft.known_by) for draft, _ in drafts), default=0)
    # First those that agree in everything they are known by, then by each way of knowing alone.
    for ways in (None, *range(deepest)) if free else ():
        index: dict[tuple[Any, ...], list[Values]] = {}
        fields_indexed: set[tuple[str, ...]] = set()
        for draft, values in list(waiting.values()):
            if ways is not None and ways >= len(draft.known_by):
                continue
            fields = (
                tuple(name for way in draft.known_by for name in way)
                if ways is None
                else draft.known_by[ways]
            )
            if draft.key in apart and fields not in register.unique:
                continue
            key = _key(fields, {**draft.starting, **values})
            if key is None:
                continue
            if fields not in fields_indexed:
                fields_indexed.add(fields)
                for record in free.values():
                    other = _key(fields, record)
                    if other is not None:
                        index.setdefault(other, []).append(record)
            known_record = next((record for record in index.get(key, ()) if record["id"] in free), None)
            if known_record is None:
                continue
            likeness = _likeness(register, values, known_record)
            if fields == ("ref",) and likeness < SAME_NUMBER_ONLY:
                # Everybody's first risk is R1: a number alone does not make it this one.
                by_number[draft.key] = Nearest(
                    known_record["id"], str(known_record[register.title]), likeness
                )
            else:
                take(draft.key, known_record)
    for draft_key, near in _most_alike(register, waiting.values(), free.values()).items():
        nearest[draft_key] = near
        if near.likeness >= ALIKE and draft_key not in apart:
            take(draft_key, free[near.record])
    if register.name in _PARTS and len(waiting) == len(free) == 1:
        # What is done about a risk is written anew as it goes on: one before and one after may well be the same.
        (draft, values), (record,) = *waiting.values(), free.values()
        likeness = _likeness(register, values, record)
        if draft.key not in nearest and likeness >= SAME_NUMBER_ONLY:
            nearest[draft.key] = Nearest(record["id"], str(record[register.title]), likeness)
    asked = {near.record for near in nearest.values()}
    for draft_key, near in by_number.items():
        # What has found its own in the meantime is nobody's question any more.
        if draft_key in waiting and draft_key not in nearest and near.record in free.keys() - asked:
            nearest[draft_key] = near
    return Pairing(same, nearest)


def nearest_elsewhere(
    register: Register, drafts: Sequence[tuple[Draft, Mapping[str, Any]]], records: Sequence[Values]
) -> dict[str, Nearest]:
    """By draft key, the record of the same level worded most alike that stands somewhere else: to be asked about."""
    nearest: dict[str, Nearest] = {}
    for level in {values.get("level") for _, values in drafts}:
        nearest |= _most_alike(
            register,
            [(draft, values) for draft, values in drafts if values.get("level") == level],
            [record for record in records if record.get("level") == level],
        )
    return nearest


def _likeness(register: Register, values: Mapping[str, Any], record: Values) -> float:
    """How alike a draft and a record are worded, 0 to 100; 100 where one of them says nothing."""
    said, known = (plain(str(side.get(register.title) or "")) for side in (values, record))
    return fuzz.token_set_ratio(said, known) if said and known else 100.0


def _most_alike(
    register: Register, drafts: Iterable[tuple[Draft, Mapping[str, Any]]], records: Iterable[Values]
) -> dict[str, Nearest]:
    """By draft key, the record worded most alike; each record is one draft's, the most alike first."""
    if isinstance(register[register.title], Date):
        return {}  # two days are not one day worded otherwise
    if register.name == "group_members":
        return {}  # two members are not one for both being the vice chair
    by_id = {record["id"]: record for record in records}
    if not by_id:
        return {}
    titles = {record_id: plain(str(record[register.title] or "")) for record_id, record in by_id.items()}
    wordings = {draft.key: plain(str(values.get(register.title) or "")) for draft, values in drafts}
    # Comparing everything with everything is worth it only while a person can look at the answer.
    if len(wordings) * len(titles) > 1_000_000:
        return {}
    likenesses: list[tuple[float, str, str]] = []
    drafted = {draft.key: values for draft, values in drafts}
    told_apart = _told_apart(register)
    for key, wording in wordings.items():
        if len(wording) < 8:
            continue
        own = [(name, value) for name in told_apart if (value := drafted[key].get(name)) is not None]
        others = (
            titles
            if not own
            else {
                record_id: title
                for record_id, title in titles.items()
                if all(by_id[record_id][name] in (None, value) for name, value in own)
            }
        )
        likenesses += [(likeness, key, record_id) for likeness, record_id in _alike(wording, others)]
    nearest: dict[str, Nearest] = {}
    for likeness, key, record_id in sorted(likenesses, key=lambda pair: -pair[0]):
        if key not in nearest and record_id in titles:
            nearest[key] = Nearest(record_id, str(by_id[record_id][register.title]), likeness)
            del titles[record_id]
    return nearest


def _told_apart(register: Register) -> tuple[str, ...]:
    """The fields that tell records apart however alike they are worded: another quarter, year or day, other money.

    “No change” in two quarters is said twice, and a grant of the same name comes again each year.
    """
    times = [field.name for field in register.fields if isinstance(field, Quarter | Year)]
    return (*times, "on_date", "kind") if register is FUNDING_ENTRIES else tuple(times)


def _alike(wording: str, titles: Mapping[str, str]) -> list[tuple[float, str]]:
    """(likeness, record) of the records worded most like a draft."""
    likenesses = {
        record_id: likeness
        for _, likeness, record_id in process.extract(
            wording, titles, scorer=fuzz.token_sort_ratio, score_cutoff=WORTH_ASKING, limit=3
        )
    }
    # Words added to a wording, or taken from it, leave the rest as it was.
    for title, _, record_id in process.extract(
        wording, titles, scorer=fuzz.token_set_ratio, score_cutoff=100, limit=3
    ):
        if min(len(title.split()), len(wording.split())) >= 3:
            likenesses[record_id] = max(likenesses.get(record_id, 0.0), _WHOLE_WITHIN)
    numbers = _numbers(wording)
    return [
        # "Unit 1" and "Unit 2" are nearly the same words.
        (likeness if _numbers(titles[record_id]) == numbers else min(likeness, ALIKE - 1), record_id)
        for record_id, likeness in likenesses.items()
    ]


def _numbers(wording: str) -> list[str]:
    return sorted(re.findall(r"\d+", wording))


def _key(fields: tuple[str, ...], values: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """What a record is known by, comparable; None where one of the fields says nothing."""
    parts = []
    for name in fields:
        value = values.get(name)
        if value is None or value in ("", ()):
            return None
        parts.append((name, plain(value) or value if isinstance(value, str) else value))
    return tuple(parts)
