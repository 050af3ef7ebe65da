"""The history in the file: steps, and the changes each one made."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from csp_desktop.registers.fields import Values
from csp_desktop.registers.register import new_id
from csp_desktop.storage.history import images

StepKind = Literal["start", "edit", "undo", "redo"]


class ChangeRow(NamedTuple):
    """One field of one record, before and after, as JSON text.

    A record made or deleted is one row with no field name: its whole self as JSON on one side, None on
    the other. In the file what it was when it was made is kept small, as `images` says.
    """

    register: str
    record: str
    field: str
    before: str | None
    after: str | None


def side_of(text: str | None) -> Any:
    """One side of a change as a value; None for nothing, and for what can no longer be read."""
    try:
        return None if text is None else json.loads(text)
    except (ValueError, RecursionError):
        return None


class StepRow(NamedTuple):
    """One step as recorded."""

    step: int
    made_at: str
    made_by: str
    reason: str
    kind: StepKind
    state: str
    of_step: int | None


class MadeChange(NamedTuple):
    """One change with who made it and when."""

    made_by: str
    made_at: str
    change: ChangeRow


class TimedStep(NamedTuple):
    """One step for the timeline: with how many changes it made, and in which registers."""

    step: int
    made_at: str
    made_by: str
    reason: str
    kind: StepKind
    state: str
    changes: int
    names: str | None

    @property
    def registers(self) -> tuple[str, ...]:
        """The names of the registers it touched."""
        return tuple(self.names.split(",")) if self.names else ()


class NumberedChange(NamedTuple):
    """One change with the number of its step."""

    step: int
    change: ChangeRow


_STEP_COLUMNS = "step, made_at, made_by, reason, kind, state, of_step"


def record_step(
    connection: sqlite3.Connection,
    *,
    made_at: str,
    made_by: str,
    reason: str,
    kind: StepKind,
    of_step: int | None,
    changes: Iterable[ChangeRow],
) -> int:
    """Write a step with its changes; its number."""
    cursor = connection.execute(
        "INSERT INTO steps (id, made_at, made_by, reason, kind, state, of_step) "
        "VALUES (?, ?, ?, ?, ?, 'done', ?)",
        [new_id(), made_at, made_by, reason, kind, of_step],
    )
    number = int(cursor.lastrowid or 0)
    connection.executemany(
        "INSERT INTO changes (step, register, record, field, before, after) VALUES (?, ?, ?, ?, ?, ?)",
        ((number, *_kept(change)) for change in changes),
    )
    return number


def _kept(change: ChangeRow) -> tuple[str, str, str, str | None, images.Kept]:
    """A change as the file keeps it."""
    register, record, field, before, after = change
    return register, record, field, before, images.kept(record, field, after)


def change_read(register: str, record: str, field: str, before: str | None, after: images.Kept) -> ChangeRow:
    """A change as the file keeps it, its image in full."""
    return ChangeRow(register, record, field, before, images.in_full(record, after))


def mark(connection: sqlite3.Connection, step: int, state: str) -> None:
    """Say whether a step still stands."""
    connection.execute("UPDATE steps SET state = ? WHERE step = ?", [state, step])


def lapse_undone(connection: sqlite3.Connection) -> None:
    """After a new edit, what was undone can no longer be redone."""
    if first_undone(connection) is not None:  # seldom, and asking takes a third of the time of changing none
        connection.execute("UPDATE steps SET state = 'lapsed' WHERE kind = 'edit' AND state = 'undone'")


def last_done(connection: sqlite3.Connection) -> StepRow | None:
    """The step that undo would take back."""
    return _one(connection, "kind = 'edit' AND state = 'done' ORDER BY step DESC")


def first_undone(connection: sqlite3.Connection) -> StepRow | None:
    """The step that redo would bring back."""
    return _one(connection, "kind = 'edit' AND state = 'undone' ORDER BY step")


def step_at(connection: sqlite3.Connection, step: int) -> StepRow | None:
    """The step of that number."""
    return _one(connection, "step = ?", [step])


def undoing(connection: sqlite3.Connection, step: int) -> StepRow | None:
    """The latest step that undid a step."""
    return _one(connection, "step > ? AND kind = 'undo' AND of_step = ? ORDER BY step DESC", [step, step])


def _one(connection: sqlite3.Connection, rest: str, parameters: Iterable[Any] = ()) -> StepRow | None:
    row = connection.execute(
        f"SELECT {_STEP_COLUMNS} FROM steps WHERE {rest} LIMIT 1", list(parameters)
    ).fetchone()
    return StepRow(*row) if row else None


def last_number(connection: sqlite3.Connection) -> int:
    """The number of the newest step; 0 where there is none."""
    return int(connection.execute("SELECT coalesce(max(step), 0) FROM steps").fetchone()[0])


def numbers(connection: sqlite3.Connection) -> dict[str, int]:
    """The number of each step by its id, which all copies of a file share; oldest first."""
    return dict(connection.execute("SELECT id, step FROM steps ORDER BY step").fetchall())


def last_change_by(connection: sqlite3.Connection, step: int) -> int:
    """The number of the last change of a step or of those before it; 0 for none. They are numbered as they were made."""
    (last,) = connection.execute(
        "SELECT max(id) FROM changes WHERE step = (SELECT max(step) FROM changes WHERE step <= ?)", [step]
    ).fetchone()
    return int(last or 0)


def changes_after(connection: sqlite3.Connection, step: int) -> list[MadeChange]:
    """All changes made after a step, in the order made."""
    rows = connection.execute(
        "SELECT s.made_by, s.made_at, c.register, c.record, c.field, c.before, c.after "
        "FROM changes c JOIN steps s ON s.step = c.step WHERE c.id > ? AND c.step > ? ORDER BY c.id",
        [last_change_by(connection, step), step],
    )
    return [MadeChange(made_by, made_at, change_read(*change)) for made_by, made_at, *change in rows]


def made_after(connection: sqlite3.Connection, step: int) -> dict[tuple[str, str], str]:
    """Why each record was made that was made after a step, by its register and id."""
    rows = connection.execute(
        "SELECT c.register, c.record, s.reason FROM changes c JOIN steps s ON s.step = c.step "
        "WHERE c.id > ? AND c.step > ? AND c.field = '' AND c.before IS NULL ORDER BY c.id",
        [last_change_by(connection, step), step],
    )
    return {(register, record): reason for register, record, reason in rows}


def removed_by(connection: sqlite3.Connection, records: Iterable[str]) -> dict[str, StepKind]:
    """Of some records those whose last mark in the history is their removal, with the kind of step it was."""
    rows = connection.execute(
        "SELECT c.record, s.kind, c.after IS NULL, max(c.id) FROM changes c JOIN steps s ON s.step = c.step "
        "WHERE c.field = '' AND c.record IN (SELECT value FROM json_each(?)) GROUP BY c.record",
        [json.dumps(list(records))],
    )
    return {record: kind for record, kind, removed, _ in rows if removed}


def changes_to_revert(connection: sqlite3.Connection, step: int) -> list[ChangeRow]:
    """The changes of a step, in the order made, without the images of what it made: those are not asked for."""
    rows = connection.execute(
        "SELECT register, record, field, before, CASE WHEN field <> '' THEN after END FROM changes "
        "WHERE step = ? ORDER BY id",
        [step],
    )
    return [ChangeRow(*row) for row in rows]


def timeline(
    connection: sqlite3.Connection, register: str, records: Iterable[str], words: str, limit: int
) -> list[TimedStep]:
    """The newest steps, newest first: of one register, of some records, or with words in what they changed."""
    conditions, parameters = ["1"], []
    if register:
        conditions.append("EXISTS (SELECT 1 FROM changes c WHERE c.step = s.step AND c.register = ?)")
        parameters.append(register)
    wanted = list(records)
    if wanted:
        conditions.append(
            "s.step IN (SELECT step FROM changes WHERE record IN (SELECT value FROM json_each(?)))"
        )
        parameters.append(json.dumps(wanted))
    if words:
        like = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        conditions.append(
            "(s.reason LIKE ? ESCAPE '\\' OR s.made_by LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM changes c WHERE "
            "c.step = s.step AND (c.before LIKE ? ESCAPE '\\' OR in_full(c.record, c.after) LIKE ? ESCAPE '\\')))"
        )
        connection.create_function("in_full", 2, images.in_full)
        parameters += [like] * 4
    rows = connection.execute(
        "SELECT step, made_at, made_by, reason, kind, state, (SELECT count(*) FROM changes c WHERE c.step = s.step), "
        "(SELECT group_concat(register) FROM (SELECT DISTINCT register FROM changes c WHERE c.step = s.step)) "
        f"FROM steps s WHERE {' AND '.join(conditions)} ORDER BY step DESC LIMIT ?",
        [*parameters, limit],
    )
    return [TimedStep(*row) for row in rows]


def changes_of_all(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[NumberedChange]:
    """All changes of some steps, in the order made."""
    rows = connection.execute(
        "SELECT step, register, record, field, before, after FROM changes "
        "WHERE step IN (SELECT value FROM json_each(?)) ORDER BY id",
        [json.dumps(list(numbers))],
    )
    return [NumberedChange(step, change_read(*change)) for step, *change in rows]


def changes_to(connection: sqlite3.Connection, record: str, limit: int = 200) -> list[Values]:
    """The newest changes of one record, newest first, with who, when and why."""
    return _changes(connection, "WHERE c.record = ? ORDER BY c.id DESC LIMIT ?", [record, limit])


def all_changes(connection: sqlite3.Connection) -> list[Values]:
    """Every change, oldest first, with who, when and why."""
    return _changes(connection, "ORDER BY c.id", [])


def _changes(connection: sqlite3.Connection, rest: str, parameters: list[Any]) -> list[Values]:
    names = ("step", "made_at", "made_by", "reason", *ChangeRow._fields)
    rows = connection.execute(
        "SELECT c.step, s.made_at, s.made_by, s.reason, c.register, c.record, c.field, c.before, c.after "
        f"FROM changes c JOIN steps s ON s.step = c.step {rest}",
        parameters,
    )
    return [dict(zip(names, (*row[:4], *change_read(*row[4:])), strict=True)) for row in rows]
