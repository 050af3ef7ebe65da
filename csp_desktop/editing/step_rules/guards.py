"""Checks on changed records that need a look at other records."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Set
from typing import Any, cast

from csp_desktop.errors import InvalidChange, LargeRemoval
from csp_desktop.registers.catalog import REGISTERS, register_named
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Allocation, Partnership, Plan
from csp_desktop.rules.money.funding_position import (
    amount_given,
    amount_known,
    over_allocation,
    stream_position,
)
from csp_desktop.storage import tables
from csp_desktop.storage.csp_file import CspFile
from csp_desktop.storage.hierarchy import Misplaced, looping_groups, misplaced_items
from csp_desktop.storage.steps import ChangeRow


def guard(file: CspFile, changed: Set[tuple[str, str]]) -> None:
    """Raise InvalidChange where changed records, as (register, id), do not fit with the others."""
    items = {record for register, record in changed if register == "plan_items"}
    refused = [
        InvalidChange(
            _why_not_there(misplaced, misplaced.item in items),
            register="plan_items",
            record=misplaced.item if misplaced.item in items else misplaced.parent,
            field="parent" if misplaced.item in items else "level",
        )
        for misplaced in (misplaced_items(file.connection, items) if items else ())
    ]
    if any(register == "groups" for register, _ in changed):
        refused.extend(
            InvalidChange(
                f"“{name}” cannot report to itself, not even through others; nothing was changed.",
                register="groups",
                record=group,
                field="parent",
            )
            for group, name in looping_groups(file.connection)
        )
    InvalidChange.raise_all(refused)


def guard_names(file: CspFile, rows: Iterable[ChangeRow]) -> None:
    """Raise InvalidChange for every short name a step gives that another has but for its case and spacing.

    People type and paste names in any case, and whichever were meant, both would be read as one of them.
    """
    given: dict[str, dict[str, None]] = {}
    for row in rows:
        if row.field == "short_name" or (not row.field and row.before is None):
            given.setdefault(row.register, {})[row.record] = None
    refused: list[InvalidChange] = []
    for register in (register_named(name) for name in given):
        names = next((names for names in register.unique if "short_name" in names), None)
        if names is None:
            continue
        new = given[register.name]
        owners: dict[tuple[object, ...], str] = {}
        # What stands already has its name before what is given one.
        for record in sorted(tables.select(file.connection, register), key=lambda held: held["id"] in new):
            owner = owners.setdefault(register.alike(names, record), record["short_name"])
            if record["id"] in new and owner != record["short_name"]:
                refused.append(
                    InvalidChange(
                        f"Another {register.label.lower()} has the same short name, “{owner}”; nothing was changed. "
                        "Give this one its own.",
                        register=register.name,
                        record=record["id"],
                        field="short_name",
                    )
                )
    InvalidChange.raise_all(refused)


# Of fewer records a person sees at a glance what goes.
_FEW = 5
_LARGE = 5  # One in so many.


def guard_removal(file: CspFile, rows: Iterable[ChangeRow]) -> None:
    """Raise LargeRemoval where a step removes more than a fifth of a register, and more than a few records."""
    made, removed = Counter[str](), Counter[str]()
    for row in rows:
        if not row.field:
            (removed if row.after is None else made)[row.register] += 1
    # In this order what goes comes before what only goes with it.
    for register in REGISTERS:
        number = removed[register.name]
        if number < _FEW:
            continue
        before = tables.count(file.connection, register) + number - made[register.name]
        if number * _LARGE > before:
            others = {
                other.noun(removed[other.name]): removed[other.name]
                for other in REGISTERS
                if other is not register
            }
            raise LargeRemoval(
                register.noun(before), number, before, {name: gone for name, gone in others.items() if gone}
            )


def guard_streams(file: CspFile, rows: Iterable[ChangeRow]) -> None:
    """Raise InvalidChange for every allocation by which a step gives away more than its stream has."""
    before = _written_before(rows)
    if not before:
        return

    def read(register: str, name: str, of: Iterable[str]) -> Any:
        return tables.select(file.connection, register_named(register), {name: list(of)})

    changed: list[Allocation] = read("allocations", "id", before)
    streams = {allocation["stream"] for allocation in changed}
    allocations: list[Allocation] = read("allocations", "stream", streams)
    records = PlanRecords(
        # Where a stream stands asks nothing of the plan.
        partnership=cast(Partnership, {}),
        plan=cast(Plan, {}),
        funding_streams=read("funding_streams", "id", streams),
        later_streams=read("funding_streams", "carried_from", streams),
        bids=read("bids", "stream", streams),
        allocations=allocations,
        funding_entries=read("funding_entries", "allocation", (held["id"] for held in allocations)),
    )
    refused = []
    for allocation in changed:
        stream = records.stream[allocation["stream"]]
        if allocation["status"] != "approved" or not amount_known(records, stream):
            continue
        takes_more = amount_given(allocation) > _held_before(allocation, before[allocation["id"]])
        if takes_more and stream_position(records, stream).over_allocated:
            sentence = over_allocation(records, stream, amount_given(allocation), allocation)
            if sentence:
                # Amount, status and stream hang together: none of them is at fault alone.
                refused.append(InvalidChange(sentence, register="allocations", record=allocation["id"]))
    InvalidChange.raise_all(refused)


def _written_before(rows: Iterable[ChangeRow]) -> dict[str, dict[str, Any] | None]:
    """By allocation whose amount, status or stream a step wrote: what they were; None for one it made."""
    earlier: dict[str, dict[str, Any] | None] = {}
    for row in rows:
        if row.register != "allocations":
            continue
        if not row.field:
            if row.before is None:
                earlier[row.record] = None
            continue
        if row.field in ("amount", "status", "stream"):
            known = earlier.setdefault(row.record, {})
            if known is not None:
                known.setdefault(row.field, json.loads(row.before or "null"))
    return earlier


def _held_before(allocation: Allocation, earlier: dict[str, Any] | None) -> int:
    """What an allocation held of its present stream before the step, in pence."""
    if earlier is None:
        return 0
    was: Record = {**allocation, **earlier}
    return (
        int(was["amount"] or 0) if (was["status"], was["stream"]) == ("approved", allocation["stream"]) else 0
    )


def _why_not_there(misplaced: Misplaced, moved: bool) -> str:
    if not misplaced.same_plan:
        return "An item cannot be under one of another plan; nothing was changed."
    level, above = _with_article(misplaced.level), _with_article(misplaced.parent_level)
    if moved:
        return f"{level.capitalize()} cannot be under {above}; nothing was changed."
    return (
        f"“{misplaced.known_as}” is under this one, and {level} cannot be under {above}; "
        "nothing was changed. Move it first."
    )


def _with_article(level: str) -> str:
    return f"a {level}" if level == "priority" else f"an {level}"
