"""Writing into the cells of a grid: typed, pasted, filled or cleared, always as one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from csp_desktop.editing.changes import Change, Delete, Insert, Update
from csp_desktop.errors import AppError, InvalidChange, InvalidValue
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Record, Reference, is_blank
from csp_desktop.ui.grid.columns import Column
from csp_desktop.ui.grid.rows.faults import Fault, Place
from csp_desktop.ui.grid.rows.model import GridModel
from csp_desktop.ui.grid.rows.row import Row, row_name
from csp_desktop.ui.look.plain_words import counted
from csp_desktop.ui.unwritten_entries import UnwrittenEntry

Cell = tuple[Row, Column, object]
"""A row, a column of it, and what was typed there."""
Pending = tuple[Cell, list[Change]]
"""A cell and what writing it changes."""


@dataclass
class Outcome:
    """What became of the cells: how many were written, are flagged, or could not be edited at all."""

    written: int = 0
    flagged: int = 0
    locked: int = 0
    reasons: list[str] = field(default_factory=list)
    stepped: bool = False
    """Whether any of it made a step."""
    refused: list[Cell] = field(default_factory=list)
    """The cells whose words stay and are not in the file."""
    lacking: dict[str, str] = field(default_factory=dict)
    """What new rows, by their id, still need before they can go into the file."""
    waiting: list[Cell] = field(default_factory=list)
    """The cells that wait in such rows."""
    before: dict[str, Record] = field(default_factory=dict)
    """What such rows held before, by their id."""


def write_cells(model: GridModel, cells: Iterable[Cell], reason: str, *, anew: Sequence[Row] = ()) -> Outcome:
    """Write cells as one undoable step.

    A cell that cannot be taken stays on the screen with its raw text and the reason. A draft goes into
    the file as soon as nothing it needs is missing; never with what it began with where something else was meant.
    Nor goes anything into a row of the file while it is not known what that is to belong to. What waits in the rows
    `anew` is tried again.
    """
    outcome = Outcome()
    by_place: dict[Place, Pending] = {}
    drafts: dict[str, Row] = {}
    # Nothing written at the foot begins no row.
    cells = [cell for cell in cells if cell[0] is not model.ghost or not is_blank(cell[2])]
    if any(row is model.ghost for row, _, _ in cells):
        model.adopt_ghost()
    asked = list(cells)
    before = {row.id: row.record for row, _, _ in asked if row.draft}
    written = {(row.id, column.key) for row, column, _ in cells}
    tried = [*(row for row, _, _ in cells), *anew]
    for row in {row.id: row for row in tried}.values() if model.faults else ():
        # What waited for the row to be complete is tried with what completes it.
        cells += [
            (row, column, raw)
            for column, raw in model.faults.waiting(row, model.columns)
            if (row.id, column.key) not in written
        ]
    drafts.update((row.id, row) for row in anew if row.draft)
    for row, column, raw in cells:
        if column.field(row) is None:
            outcome.locked += 0 if str(raw) == column.text(row) else 1
            continue
        place = (row.id, column.place(row))
        try:
            value = column.parse(row, raw)
        except InvalidValue as problem:
            _flag(model, outcome, place, (row, column, raw), problem.sentence, unread=True)
            if row.draft:
                if says_where(column, row):
                    row.record = {**row.record, column.stored_as(row): None}
                model.drafts.touch(row)
            continue
        changes = column.changes(row, value)
        # One that was not begun by anybody stands for a record that is not there, and says what that would say.
        if row.draft and (changes or row.id in model.drafts):
            drafts[row.id] = row
            if not is_blank(raw):
                model.drafts.touch(row)
        by_place[place] = ((row, column, raw), changes)
    if model.faults:
        _hold_back(model, by_place, outcome)
    model.hold(row for (row, _, _), _ in by_place.values())
    _write(model, by_place, drafts, reason, outcome)
    outcome.waiting = [
        cell
        for cell in asked
        if cell[0].id in outcome.lacking and (cell[0].id, cell[1].place(cell[0])) in by_place
    ]
    outcome.before = {row.id: before[row.id] for row, _, _ in outcome.waiting}
    model.tell_unsaved()
    return outcome


def what_changes(row: Row, column: Column) -> str:
    """What writing into a cell does, for undo and the history: "changed R3 Owner", "new agency Fire"."""
    name = row_name(row)
    if row.draft:
        return f"new {row.register.label.lower()} {name}".strip()
    return f"changed {name} {column.label}" if name else f"changed {column.label}"


def says_where(column: Column, row: Row) -> bool:
    """Whether a cell says what its row's record belongs to, or when it is of."""
    field = column.field(row)
    return (
        bool(column.stored_as(row)) and field is not None and field.kind in ("reference", "quarter", "year")
    )


def _hold_back(model: GridModel, by_place: dict[Place, Pending], outcome: Outcome) -> None:
    """Let cells of rows of the file wait whose row was told to belong to something nobody knows."""
    whereabouts: dict[str, str] = {}
    for place, (cell, changes) in list(by_place.items()):
        row = cell[0]
        if row.draft or not changes:
            continue
        if row.id not in whereabouts:
            whereabouts[row.id] = _unknown_where(model, row, by_place)
        if whereabouts[row.id]:
            _flag(model, outcome, place, cell, whereabouts[row.id], waits=True)
            outcome.flagged += 1
            outcome.reasons.append(whereabouts[row.id])
            del by_place[place]


def _unknown_where(model: GridModel, row: Row, by_place: Mapping[Place, Pending]) -> str:
    """Why cells of a row have to wait: what it must belong to was named in words nobody knows; "" where not."""
    for column in model.columns:
        place = (row.id, column.place(row))
        fault = model.faults.get(place) if place not in by_place else None
        field = column.field(row)
        if (
            fault is not None
            and fault.unread
            and field is not None
            and field.required
            and says_where(column, row)
        ):
            return (
                f"This waits for {column.label} “{fault.raw}”: choose one from the list there, or press Esc in it "
                "to leave the row where it is."
            )
    return ""


def _write(
    model: GridModel,
    by_place: Mapping[Place, Pending],
    drafts: dict[str, Row],
    reason: str,
    outcome: Outcome,
) -> None:
    pending = dict(by_place)
    of_row: dict[str, dict[Place, Pending]] = {}
    for place, waiting in by_place.items():
        if place[0] in drafts:
            of_row.setdefault(place[0], {})[place] = waiting
    complete: list[Row] = []
    for row in drafts.values():
        own = of_row.get(row.id, {})
        for place, (_, changes) in own.items():
            model.faults.pop(place, None)
            # What goes into the draft's own record needs no change of its own once the record is made.
            for change in changes:
                if isinstance(change, Update) and change.id == row.id:
                    row.record = {**row.record, **change.values}
        lacks = _lacks(model, row)
        if lacks:
            for place, (cell, changes) in own.items():
                if any(not (isinstance(change, Update) and change.id == row.id) for change in changes):
                    _flag(
                        model,
                        outcome,
                        place,
                        cell,
                        f"This row is not saved yet: {lacks}",
                        waits=True,
                    )
                pending.pop(place)
            if own:
                outcome.lacking.setdefault(row.id, lacks)
        else:
            complete.append(row)
            for place, (cell, changes) in own.items():
                rest = [
                    change for change in changes if not (isinstance(change, Update) and change.id == row.id)
                ]
                pending[place] = (cell, rest)
    inserts = model.making(complete) if complete else []
    while inserts or any(changes for _, changes in pending.values()):
        together, merged = gathered(change for _, changes in pending.values() for change in changes)
        made = [*inserts, *together]
        try:
            model.check(made)
            model.context.workspace.apply(made, reason)
            outcome.stepped = True
        except InvalidChange as problem:
            at_fault = _places_at_fault(model, pending, made, merged, problem)
            if not at_fault:
                at_fault = dict.fromkeys(pending, problem.sentence)
                inserts = []
            refused = set()
            for place, sentence in at_fault.items():
                cell, _ = pending.pop(place)
                _flag(model, outcome, place, cell, sentence)
                if cell[0].draft:
                    refused.add(cell[0].id)
            inserts = [change for change in inserts if change.id not in refused]
            continue
        except AppError as problem:
            for place, (cell, _) in pending.items():
                _flag(model, outcome, place, cell, problem.sentence, kept=True)
            model.context.refused.emit(problem.sentence)
            return
        break
    for place in pending:
        model.faults.pop(place, None)
    outcome.written += len(pending)


def _lacks(model: GridModel, row: Row) -> str:
    """Why a new row cannot go into the file yet; "" where it can."""
    problems = row.register.problems(row.record)
    if problems:
        return problems[0][1]
    unread = model.faults.instead_of(row, model.columns)
    return unread.reason if unread is not None else ""


def _places_at_fault(
    model: GridModel,
    pending: Mapping[Place, Pending],
    made: Sequence[Change],
    merged: Mapping[str, str],
    problem: InvalidChange,
) -> dict[Place, str]:
    """The cells whose changes a refusal, and what was refused with it, speaks of: each with its sentence."""
    by_record: dict[tuple[str, str], list[InvalidChange]] = {}
    for refused in (problem, *problem.also):
        for record in [refused.record] if refused.record else _told_apart_by_nothing(model, made, refused):
            by_record.setdefault((refused.register, record), []).append(refused)
    at_fault: dict[Place, str] = {}
    for place, ((row, _, _), changes) in pending.items():
        own = by_record.get((row.register.name, row.id)) if row.draft else None
        if own:
            at_fault[place] = own[0].sentence
            continue
        for change in changes:
            values = {} if isinstance(change, Delete) else change.values
            for refused in by_record.get((change.register, merged.get(change.id, change.id)), ()):
                if not refused.field or refused.field in values:
                    at_fault.setdefault(place, refused.sentence)
    return at_fault


def _told_apart_by_nothing(model: GridModel, made: Sequence[Change], problem: InvalidChange) -> list[str]:
    """The ids of those records a step makes or writes that would be the same as another where none may be.

    Of a register that may repeat the field at fault: all that the step makes or writes of it.
    """
    written = {
        change.id: change.values
        for change in made
        if change.register == problem.register and not isinstance(change, Delete)
    }
    unique = register_named(problem.register).unique if problem.register else ()
    names = next((names for names in unique if problem.field in names), ())
    recorded = model.context.workspace.records(problem.register) if names else []
    standing = {record["id"]: record for record in recorded}
    for change in made:
        if isinstance(change, Delete):
            standing.pop(change.id, None)
    known: set[tuple[object, ...]] = set()
    same: list[str] = []
    # What stands already has its name before what is new.
    for record in [*(standing.keys() - written.keys()), *written] if names else ():
        values = {**standing.get(record, {}), **written.get(record, {})}
        key = tuple(values.get(name) for name in names)
        if None not in key and key in known:
            same.append(record)
        known.add(key)
    return same or list(written)


def _flag(
    model: GridModel,
    outcome: Outcome,
    place: Place,
    cell: Cell,
    reason: str,
    *,
    waits: bool = False,
    kept: bool = False,
    unread: bool = False,
) -> None:
    row, column, _ = cell
    words, quarter = _words(model, cell), column.of_quarter(row)
    model.faults[place] = Fault(
        words, reason, row.register.name, model.context.plan_id, quarter, waits, kept, unread
    )
    if not waits:
        if not kept:
            outcome.refused.append(cell)
        outcome.flagged += 1
        outcome.reasons.append(reason)


def _words(model: GridModel, cell: Cell) -> str:
    """What was typed; of what was chosen from a list its words, which mean it when they are typed."""
    row, column, raw = cell
    field = column.field(row)
    if isinstance(raw, str):
        chosen = isinstance(field, Reference) and model.context.workspace.record(field.to, raw)
        return model.context.names.typed(field, raw) if field is not None and chosen else raw
    return "" if field is None else model.context.names.typed(field, raw)


def note_unsaved(model: GridModel, outcome: Outcome, shown: Callable[[Row, Column], None]) -> None:
    """Let undo take back, in its turn, what made no step of an entry: it was refused, or waits in a new row.

    `shown` shows what became of its cells, the first one most of all. Beside others that made a step the cells of a
    block keep their words while that is undone and redone.
    """
    cells = [(row, column) for row, column, _ in (*outcome.refused, *outcome.waiting)]
    if not cells:
        return
    row, column = cells[0]
    refused = [(row.id, column.place(row)) for row, column, _ in outcome.refused]
    rows = {row.id: row for row, _, _ in outcome.waiting}

    def stands() -> bool:
        return any(place in model.faults for place in refused) or any(
            record in model.drafts and rows[record].record is not before
            for record, before in outcome.before.items()
        )

    def take_back() -> None:
        for record, before in outcome.before.items():
            rows[record].record = before
        _let_go(model, cells)
        shown(row, column)

    called = (
        f"{row_name(row)} {column.label}".strip()
        if len(cells) == 1
        else f"the entry in {counted(len(cells), 'cell')}"
    )
    model.context.entries.note(UnwrittenEntry(called, stands, take_back), stepped=outcome.stepped)


def give_up(model: GridModel, row: Row, column: Column) -> Outcome | None:
    """Let go of what was not taken in a cell; None where there is nothing."""
    return _let_go(model, [(row, column)]) if (row.id, column.place(row)) in model.faults else None


def _let_go(model: GridModel, cells: Sequence[tuple[Row, Column]]) -> Outcome:
    """Let go of what was not taken in some cells.

    Without those words a new row may hold all it needs, and what waited for them can be taken; or nothing at all.
    """
    for row, column in cells:
        model.faults.pop((row.id, column.place(row)), None)
    rows = {row.id: row for row, _ in cells}
    still = {record for record, _ in model.faults}
    for row in rows.values():
        if row.draft and row.id not in still:
            model.drafts.untouch(row)
    row, column = cells[0]
    holding = [row for row in rows.values() if not row.draft or model.drafts.touched(row)]
    return write_cells(model, [], what_changes(row, column), anew=holding)


def write_again(model: GridModel) -> Outcome | None:
    """Write once more what was kept because the file could not be written; None where there is nothing."""
    rows = {row.id: row for row in (*model.all_rows, *model.rows)}
    kept = {place: fault.raw for place, fault in model.faults.items() if fault.kept and place[0] in rows}
    cells: list[Cell] = [
        (rows[place[0]], column, raw)
        for place, raw in kept.items()
        for column in model.columns
        if column.place(rows[place[0]]) == place[1]
    ]
    return write_cells(model, cells, f"changed {counted(len(cells), 'cell')}") if cells else None


def gathered(changes: Iterable[Change]) -> tuple[list[Change], dict[str, str]]:
    """The same changes with those to one record put together, and the ids this gave others to.

    Two cells of one update that does not exist yet must make one record, not two.
    """
    together: dict[tuple[Any, ...], Change] = {}
    merged: dict[str, str] = {}
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
        before = together.get(key)
        if isinstance(before, Insert | Update) and isinstance(change, Insert | Update):
            together[key] = replace(before, values={**before.values, **change.values})
            merged[change.id] = before.id
        else:
            together[key] = change
    return list(together.values()), merged
