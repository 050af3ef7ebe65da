"""The changes of steps as people read them, where each came from, and how they are taken back."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from csp_desktop.editing.changes import Change, Delete, Insert, Update
from csp_desktop.editing.workspace import Workspace
from csp_desktop.registers.catalog import BY_NAME, register_named
from csp_desktop.registers.fields import Content, Links, Record
from csp_desktop.registers.register import Register
from csp_desktop.storage.steps import side_of
from csp_desktop.storage.writing import as_held


@dataclass(frozen=True)
class ToldChange:
    """One change of a step: the field's values before and after; "" as field for a record made or deleted.

    Of a record made or deleted the one side is its whole self, the other None. `source` says from which sheet and
    cell of which workbook it came, "" where it was typed here.
    """

    step: int
    register: str
    record: str
    field: str
    before: Any
    after: Any
    source: str = ""


def told(ws: Workspace, numbers: Sequence[int]) -> list[ToldChange]:
    """The changes of some steps, in the order made; what no register knows (a damaged history) is left out."""
    changes: list[ToldChange] = []
    rows = ws.history.changes_of(numbers)
    sources: dict[int, dict[tuple[str, str, str], str]] = {}
    for step, row in rows:
        if row.register == "return_files" and row.field in ("", "outcome"):
            sources.setdefault(step, {}).update(_cells(ws, row.record, row.after))
    for step, row in rows:
        register = BY_NAME.get(row.register)
        if register is None or (row.field and row.field not in register.by_name):
            continue
        before, after = side_of(row.before), side_of(row.after)
        source = _source(ws, register, row.record, row.field, after, sources[step]) if step in sources else ""
        changes.append(ToldChange(step, row.register, row.record, row.field, before, after, source))
    return changes


def _source(
    ws: Workspace,
    register: Register,
    record: str,
    field: str,
    after: Any,
    cells: Mapping[tuple[str, str, str], str],
) -> str:
    """The cell a change came from: a row of a return is about a record, or about what the record belongs to."""
    values = after if not field and isinstance(after, dict) else ws.record(register.name, record)
    owner = values.get(register.within, "") if values and register.within else ""
    names = [field] if field else [name for name, value in (values or {}).items() if value is not None]
    places = (cells.get((register.name, about, name), "") for about in (record, owner) for name in names)
    return next((place for place in places if place), "")


def _cells(ws: Workspace, kept: str, recorded: str | None) -> dict[tuple[str, str, str], str]:
    """By register, record and field: workbook, sheet and cell of each answer taken from a received file."""
    outcome = side_of(recorded)
    if isinstance(outcome, dict) and "outcome" in outcome:
        outcome = outcome["outcome"]
    outcome = side_of(outcome) if isinstance(outcome, str) else outcome
    file = ws.record("return_files", kept)
    findings = outcome.get("findings", ()) if isinstance(outcome, dict) else ()
    return {
        (finding.get("register", ""), finding.get("record", ""), finding.get("field", "")): ", ".join(
            part
            for part in (file["file_name"] if file else "", finding.get("sheet", ""), finding.get("cell", ""))
            if part
        )
        for finding in findings
        if isinstance(finding, dict) and finding.get("done") == "applied"
    }


def taken_back(ws: Workspace, changes: Iterable[ToldChange]) -> tuple[list[Change], int]:
    """What puts back what stood before some changes, and how many of them are left: changed again since."""
    net: dict[tuple[str, str, str], ToldChange] = {}
    for change in changes:
        key = (change.register, change.record, change.field)
        first = net.get(key)
        net[key] = change if first is None else _joined(first, change)
    back: list[Change] = []
    left = 0
    # What went and is back is as any other; of the rest all goes, or comes back, with the record.
    whole = {
        (register, record)
        for (register, record, field), change in net.items()
        if not field and (change.before is None or change.after is None)
    }
    stood: dict[tuple[str, str], dict[str, Any]] = {}
    for (register, record, field), change in net.items():
        if field:
            stood.setdefault((register, record), {})[field] = change.before
    current: dict[tuple[str, str], Record | None] = {}
    for (register, record, field), change in net.items():
        if (register, record) not in current:
            current[register, record] = ws.record(register, record)
        present = current[register, record]
        if not field:
            if (change.before is None) == (change.after is None):
                continue  # Made and deleted again, or the other way round.
            if change.before is None and present is not None:
                back.append(Delete(register, record))
            elif change.after is None and present is None:
                image = {**change.before, **stood.get((register, record), {})}
                back.append(_inserted(register_named(register), record, image))
            else:
                left += 1
        elif (register, record) in whole:
            continue
        elif present is None or as_held(present[field]) != as_held(change.after):
            left += 1
        elif as_held(change.before) != as_held(change.after):
            back.append(Update(register, record, {field: as_held(change.before)}))
    # What is deleted goes last, what refers to it first; what comes back comes in the order it was made.
    inserts = [change for change in back if isinstance(change, Insert)][::-1]
    updates = [change for change in back if isinstance(change, Update)]
    deletes = [change for change in back if isinstance(change, Delete)][::-1]
    return [*inserts, *updates, *deletes], left


def _joined(first: ToldChange, last: ToldChange) -> ToldChange:
    return ToldChange(
        first.step, first.register, first.record, first.field, first.before, last.after, last.source
    )


def _inserted(register: Register, record: str, image: Mapping[str, Any]) -> Insert:
    """A record that was deleted, as its deletion recorded it; the bytes of kept files with it."""
    values: dict[str, Any] = {}
    for name, value in image.items():
        if name == "id" or name not in register.by_name:
            continue
        held = isinstance(register[name], Content) and isinstance(value, str)
        values[name] = base64.b64decode(value) if held else as_held(value)
    for field in register.fields:
        if isinstance(field, Links):
            values.setdefault(field.name, ())
    return Insert(register.name, values, record)
