"""Which record of the file a drafted one is: by its ref, its wording, or wording much alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from csp_desktop.excel.foreign.reading import Draft
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.fields import Values
from csp_desktop.registers.register import Register

ALIKE = 90.0
"""From this likeness (of 100) on, wordings under the same heading are taken for the same record."""

SAME_NUMBER_ONLY = 55.0
"""Below this likeness, a record of the same number is asked about, not taken for the same."""

WORTH_ASKING = 80.0
"""From this likeness on, a record is shown as perhaps the same."""


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
    for ways in (None, *range(deepest)):
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
            found = next((record for record in index.get(key, ()) if record["id"] in free), None)
            if found is None:
                continue
            likeness = _likeness(register, values, found)
            if fields == ("ref",) and likeness < SAME_NUMBER_ONLY:
                # Everybody's first risk is R1: a number alone does not make it this one.
                nearest[draft.key] = Nearest(found["id"], str(found[register.title]), likeness)
            else:
                take(draft.key, found)
    titles = _titles(register, free.values())
    for draft, values in list(waiting.values()):
        near = _nearest(register, values, titles, free, len(waiting))
        if near is None:
            continue
        nearest[draft.key] = near
        if near.likeness >= ALIKE and draft.key not in apart:
            take(draft.key, free[near.record])
            del titles[near.record]
    return Pairing(same, nearest)


def nearest_elsewhere(
    register: Register, drafts: Sequence[tuple[Draft, Mapping[str, Any]]], records: Sequence[Values]
) -> dict[str, Nearest]:
    """By draft key, the record of the same level worded most alike that stands somewhere else: to be asked about."""
    by_id = {record["id"]: record for record in records}
    by_level: dict[Any, dict[str, str]] = {}
    for found, title in _titles(register, records).items():
        by_level.setdefault(by_id[found].get("level"), {})[found] = title
    nearest: dict[str, Nearest] = {}
    for draft, values in drafts:
        titles = by_level.get(values.get("level"), {})
        near = _nearest(register, values, titles, by_id, len(drafts))
        if near:
            nearest[draft.key] = near
            del titles[near.record]
    return nearest


def _likeness(register: Register, values: Mapping[str, Any], record: Values) -> float:
    """How alike a draft and a record are worded, 0 to 100; 100 where one of them says nothing."""
    said, known = (plain(str(one.get(register.title) or "")) for one in (values, record))
    return fuzz.token_set_ratio(said, known) if said and known else 100.0


def _titles(register: Register, records: Iterable[Values]) -> dict[str, str]:
    return {record["id"]: plain(str(record[register.title] or "")) for record in records}


def _nearest(
    register: Register,
    values: Mapping[str, Any],
    titles: Mapping[str, str],
    records: Mapping[str, Values],
    drafts: int,
) -> Nearest | None:
    wording = plain(str(values.get(register.title) or ""))
    # Comparing everything with everything is worth it only while a person can look at the answer.
    if len(wording) < 8 or not titles or drafts * len(titles) > 1_000_000:
        return None
    best = process.extractOne(wording, titles, scorer=fuzz.token_sort_ratio, score_cutoff=WORTH_ASKING)
    return Nearest(best[2], str(records[best[2]][register.title]), best[1]) if best else None


def _key(fields: tuple[str, ...], values: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """What a record is known by, comparable; None where one of the fields says nothing."""
    found = []
    for name in fields:
        value = values.get(name)
        if value is None or value in ("", ()):
            return None
        found.append((name, plain(value) or value if isinstance(value, str) else value))
    return tuple(found)
