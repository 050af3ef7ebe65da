"""Writing into the cells of a grid: typed, pasted, filled or cleared, always as one step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from csp_desktop.editing.changes import Change, Delete, Insert, Update
from csp_desktop.errors import AppError, InvalidChange, InvalidValue
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import is_blank
from csp_desktop.ui.grid.columns import Column, Row
from csp_desktop.ui.grid.model import Fault, GridModel

Cell = tuple[Row, Column, object]
"""A row, a column of it, and what was typed there."""


@dataclass
class Outcome:
    """What became of the cells: how many were written, are flagged, or could not be edited at all."""

    written: int = 0
    flagged: int = 0
    locked: int = 0
    reasons: list[str] = field(default_factory=list)


def row_name(row: Row) -> str:
    """What people call a row: its ref, or the start of its title."""
    if row.record.get("ref"):
        return str(row.record["ref"])
    title = " ".join(str(row.record.get(row.register.title) or "").split())
    return title if len(title) <= 30 else title[:29].rstrip() + "…"


def write_cells(model: GridModel, cells: Iterable[Cell], reason: str) -> Outcome:
    """Write cells as one undoable step.

    A cell that cannot be taken stays on the screen with its raw text and the reason. A draft goes into
    the file as soon as nothing it needs is missing.
    """
    outcome = Outcome()
    by_place: dict[tuple[str, str], tuple[Cell, list[Change]]] = {}
    drafts: dict[str, Row] = {}
    for row, column, raw in cells:
        if column.field(row) is None:
            outcome.locked += 0 if str(raw) == column.text(row) else 1
            continue
        place = (row.id, column.key)
        try:
            value = column.parse(row, raw)
        except InvalidValue as problem:
            _flag(model, outcome, place, raw, problem.sentence)
            if row.draft:
                model.touch(row)
            continue
        if row.draft:
            drafts[row.id] = row
            if not is_blank(raw):
                model.touch(row)
        by_place[place] = ((row, column, raw), column.changes(row, value))
    _write(model, by_place, drafts, reason, outcome)
    return outcome


def _write(
    model: GridModel,
    by_place: dict[tuple[str, str], tuple[Cell, list[Change]]],
    drafts: dict[str, Row],
    reason: str,
    outcome: Outcome,
) -> None:
    inserts: list[Change] = []
    complete: list[Row] = []
    pending = dict(by_place)
    for row in drafts.values():
        own = {place: found for place, found in pending.items() if place[0] == row.id}
        for place, (_, changes) in own.items():
            # What goes into the draft's own record needs no change of its own once the record is made.
            for change in changes:
                if isinstance(change, Update) and change.id == row.id:
                    row.record = {**row.record, **change.values}
                    model.faults.pop(place, None)
        problems = row.register.problems(row.record)
        if problems:
            for place, ((_, _, raw), changes) in own.items():
                if any(not (isinstance(change, Update) and change.id == row.id) for change in changes):
                    _flag(model, outcome, place, raw, f"This row is not in the file yet: {problems[0][1]}")
                pending.pop(place)
        else:
            complete.append(row)
            for place, (cell, changes) in own.items():
                rest = [
                    change for change in changes if not (isinstance(change, Update) and change.id == row.id)
                ]
                pending[place] = (cell, rest)
    if complete:
        inserts.extend(model.making(complete))
    while inserts or any(changes for _, changes in pending.values()):
        made = [*inserts, *gathered(change for _, changes in pending.values() for change in changes)]
        try:
            model.check(made)
            model.context.workspace.apply(made, reason)
        except InvalidChange as problem:
            at_fault = _places_at_fault(model, pending, problem)
            if not at_fault:
                at_fault = list(pending)
                inserts = []
            for place in at_fault:
                (row, _, raw), _ = pending.pop(place)
                _flag(model, outcome, place, raw, problem.sentence)
                if row.draft:
                    inserts = [one for one in inserts if one.id != row.id]
            continue
        except AppError as problem:
            for place, ((_, _, raw), _) in pending.items():
                _flag(model, outcome, place, raw, problem.sentence)
            model.context.refused.emit(problem.sentence)
            return
        break
    for place in pending:
        model.faults.pop(place, None)
    outcome.written += len(pending)


def _places_at_fault(
    model: GridModel, pending: dict[tuple[str, str], tuple[Cell, list[Change]]], problem: InvalidChange
) -> list[tuple[str, str]]:
    """The cells whose changes a refusal speaks of."""
    found = []
    for place, ((row, _, _), changes) in pending.items():
        if row.draft and row.id == problem.record:
            found.append(place)
            continue
        for change in changes:
            same = change.register == problem.register
            record = not problem.record or change.id == problem.record
            values = {} if isinstance(change, Delete) else change.values
            if same and record and (not problem.field or problem.field in values):
                found.append(place)
                break
    return found


def _flag(model: GridModel, outcome: Outcome, place: tuple[str, str], raw: object, reason: str) -> None:
    model.faults[place] = Fault("" if raw is None else str(raw), reason)
    outcome.flagged += 1
    outcome.reasons.append(reason)


def gathered(changes: Iterable[Change]) -> list[Change]:
    """The same changes with those to one record put together.

    Two cells of one update that does not exist yet must make one record, not two.
    """
    found: dict[tuple[Any, ...], Change] = {}
    for change in changes:
        key: tuple[Any, ...]
        if isinstance(change, Insert):
            unique = next(
                (
                    names
                    for names in register_named(change.register).unique
                    if all(change.values.get(name) is not None for name in names)
                ),
                None,
            )
            key = (change.register, *(change.values[name] for name in unique)) if unique else (change.id,)
        elif isinstance(change, Update):
            key = (change.register, change.id)
        else:
            key = ("delete", change.register, change.id)
        before = found.get(key)
        if isinstance(before, Insert | Update) and isinstance(change, Insert | Update):
            found[key] = replace(before, values={**before.values, **change.values})
        else:
            found[key] = change
    return list(found.values())
