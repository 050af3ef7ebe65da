"""What can still be read of a damaged file: rows of its tables around what is broken, and its history."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from csp_desktop.errors import FileProblem
from csp_desktop.passing_copies import PREFIX
from csp_desktop.registers.catalog import BY_NAME, REGISTERS
from csp_desktop.registers.fields import Content, Values
from csp_desktop.registers.register import Register
from csp_desktop.storage.checking.described_anew import describe_anew, fill_up
from csp_desktop.storage.checking.soundness import unreadable_steps
from csp_desktop.storage.connection import connect, error_code
from csp_desktop.storage.history.carried_on import CHANGES, STEPS, Past, put
from csp_desktop.storage.history.images import in_full
from csp_desktop.storage.identity import APPLICATION_ID
from csp_desktop.storage.leftovers.unfinished import journal_of, wanted_by_damaged
from csp_desktop.storage.schema import SCHEMA_VERSION
from csp_desktop.storage.tables import link_table, quoted
from csp_desktop.storage.writing import as_held


@dataclass
class Salvaged:
    """Records by register and id as the tables have them, and as the history left them; what could not be read.

    `half_linked` are the fields, by register and name, of which some links could not be read; `past` is the history
    itself, None where its steps cannot all be read.
    """

    tables: dict[str, dict[str, Values]] = field(default_factory=dict)
    history: dict[str, dict[str, Values]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    half_linked: set[tuple[str, str]] = field(default_factory=set)
    past: Past | None = None


def salvaged_from(path: Path) -> Salvaged:
    """All that can be read of a damaged file of ours; it is read from a copy. Raises FileProblem where that is nothing."""
    try:
        with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
            copy = Path(folder) / "copy.csp"
            shutil.copyfile(path, copy)
            if wanted_by_damaged(path):
                shutil.copyfile(journal_of(path), journal_of(copy))
            fill_up(copy)
            try:
                return _read(copy)
            except sqlite3.DatabaseError as problem:
                _pass_over(problem)
                if not describe_anew(copy):
                    raise
                return _read(copy)
    except FileNotFoundError as problem:
        raise FileProblem(f"There is no file “{path}”; check its name and folder.") from problem
    except (OSError, sqlite3.DatabaseError) as problem:
        raise FileProblem(
            f"Nothing could be read of “{path.name}” ({problem}); it was left as it is. Restore a backup."
        ) from problem


def _read(copy: Path) -> Salvaged:
    with contextlib.closing(connect(copy, "rw")) as connection:
        return _read_tables(connection)


def _read_tables(connection: sqlite3.Connection) -> Salvaged:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        strange = sqlite3.DatabaseError("it is not a CSP Desktop file")
        strange.sqlite_errorcode = sqlite3.SQLITE_NOTADB
        raise strange
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    salvaged = Salvaged()
    for register in REGISTERS:
        if register.name in there:
            salvaged.tables[register.name] = _records(connection, register, there, salvaged)
    changes = _changes(connection, salvaged.unread) if "changes" in there else []
    salvaged.history = _as_left(changes)
    salvaged.past = _past(connection, changes)
    salvaged.unread += _not_found(connection, there)
    return salvaged


def _not_found(connection: sqlite3.Connection, there: set[str]) -> Iterator[str]:
    """A sentence for each table that a file of its version has and that is not there."""
    # Imported here because it takes longer than opening a file, and is seldom wanted.
    from csp_desktop.storage.migrations import expected_schema

    version = connection.execute("PRAGMA user_version").fetchone()[0]
    wanted = {
        name.removeprefix("table ")
        for name in expected_schema(min(version, SCHEMA_VERSION))
        if name.startswith("table ")
    }
    for register in REGISTERS:
        if register.name in wanted - there:
            yield f"{register.plural}: they could not be found where they are kept."
        for linked in register.links:
            if link_table(register, linked) in wanted - there:
                yield f"{register.plural}: {linked.label} could not be found where they are kept."
    if "changes" in wanted - there:
        yield "The history could not be found where it is kept."


def _records(
    connection: sqlite3.Connection, register: Register, there: set[str], salvaged: Salvaged
) -> dict[str, Values]:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({quoted(register.name)})")]
    names = [name for name in columns if name == "id" or name in register.by_name]
    records = {}
    for row in _rows(connection, register.name, names, register.plural, salvaged.unread):
        record = dict(zip(names, row, strict=True))
        if isinstance(record["id"], str):
            records[record["id"]] = record
    for linked in register.links:
        table = link_table(register, linked)
        if table not in there:
            continue
        links: dict[str, list[tuple[Any, str]]] = {}
        called, unread = f"{register.plural}: {linked.label}", len(salvaged.unread)
        rows = _rows(connection, table, ["record", "target", "position"], called, salvaged.unread)
        if len(salvaged.unread) > unread:
            salvaged.half_linked.add((register.name, linked.name))
        for record_id, target, position in rows:
            links.setdefault(str(record_id), []).append((position, target))
        for record_id, record in records.items():
            ordered = sorted(links.get(record_id, ()), key=lambda link: (str(type(link[0])), link[0]))
            record[linked.name] = tuple(dict.fromkeys(target for _, target in ordered))
    return records


def _rows(
    connection: sqlite3.Connection, table: str, names: list[str], called: str, unread: list[str]
) -> list[tuple[Any, ...]]:
    """All rows that can be read: from the first on, from the last back, and those between one by one by their keys."""
    listed = ", ".join(map(quoted, names))
    key = "rowid" if "id" in names else "record, target"
    rows: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    width = key.count(",") + 1
    for direction in ("ASC", "DESC"):
        order = ", ".join(f"{part} {direction}" for part in key.split(", "))
        try:
            for row in connection.execute(f"SELECT {key}, {listed} FROM {quoted(table)} ORDER BY {order}"):
                rows[row[:width]] = row[width:]
        except sqlite3.DatabaseError as problem:
            _pass_over(problem)
            continue
        return list(rows.values())
    if key == "rowid":
        for number in _keys(connection, table, rows):
            if (number,) not in rows:
                with _passing_over():
                    row = connection.execute(
                        f"SELECT {listed} FROM {quoted(table)} WHERE rowid = ?", [number]
                    ).fetchone()
                    if row:
                        rows[number,] = row
    unread.append(f"{called}: part of them could not be read where they are kept.")
    return list(rows.values())


def _keys(
    connection: sqlite3.Connection, table: str, rows: dict[tuple[Any, ...], tuple[Any, ...]]
) -> Iterator[int]:
    """The numbers of the rows of a table as its index of ids knows them, else all between those read."""
    try:
        yield from [
            number
            for (number,) in connection.execute(
                f'SELECT rowid FROM {quoted(table)} INDEXED BY "sqlite_autoindex_{table}_1" ORDER BY id'
            )
        ]
    except sqlite3.DatabaseError as problem:
        _pass_over(problem)
        known = sorted(number for (number,) in rows)
        yield from range(known[0], known[-1]) if known else ()


def _changes(connection: sqlite3.Connection, unread: list[str]) -> list[tuple[Any, ...]]:
    """The changes of the history that can be read, in the order made."""
    # A table whose rows have an id of their own is read by that.
    rows = sorted(_rows(connection, "changes", list(CHANGES), "The history", unread), key=lambda row: row[0])
    return [row for row in rows if _readable(row)]


def _readable(change: tuple[Any, ...]) -> bool:
    *_, record_id, _, before, after = change
    try:
        for side in (before, in_full(str(record_id), after)):
            json.loads(side or "null")
    except (ValueError, RecursionError, TypeError):
        return False
    return True


def _past(connection: sqlite3.Connection, changes: list[tuple[Any, ...]]) -> Past | None:
    """The history, where all of its steps can be read: by them copies are known."""
    unread: list[str] = []
    steps: list[tuple[Any, ...]] = []
    name = None
    with _passing_over():
        name = connection.execute("SELECT id FROM this_file").fetchone()
        steps = _rows(connection, "steps", list(STEPS), "", unread)
    if not (name and name[0] and steps) or unread:
        return None
    by_number = {step[STEPS.index("step")]: step for step in steps}
    with contextlib.closing(_empty_history()) as trial:
        ordered = [by_number[number] for number in sorted(by_number)]
        if not _takes(trial, "steps", STEPS, ordered) or any(unreadable_steps(trial)):
            return None
        kept = changes if _takes(trial, "changes", CHANGES, changes) else []
        kept = kept or [change for change in changes if _takes(trial, "changes", CHANGES, [change])]
    return Past(str(name[0]), ordered, kept)


def _empty_history() -> sqlite3.Connection:
    """The tables of the history as a new file has them, in memory: what they do not take, no file can carry on."""
    # Imported here because it takes longer than opening a file, and is seldom wanted.
    from csp_desktop.storage.migrations import expected_schema

    trial = sqlite3.connect(":memory:", isolation_level=None)
    trial.execute("PRAGMA foreign_keys = ON")
    for table in ("steps", "changes"):
        trial.execute(expected_schema(SCHEMA_VERSION)[f"table {table}"])
    return trial


def _takes(
    trial: sqlite3.Connection, table: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> bool:
    """Whether a table of the history takes all of some rows; where it does not, none of them stays."""
    trial.execute("BEGIN")
    try:
        put(trial, table, names, rows)
    except (sqlite3.Error, OverflowError):
        trial.execute("ROLLBACK")
        return False
    trial.execute("COMMIT")
    return True


def _as_left(changes: list[tuple[Any, ...]]) -> dict[str, dict[str, Values]]:
    """Records as their history left them; of kept files without the bytes."""
    tables: dict[str, dict[str, Values]] = {}
    for _, _, name, record_id, changed, _, after in changes:
        register = BY_NAME.get(name)
        if register is None:
            continue
        records = tables.setdefault(name, {})
        with contextlib.suppress(AttributeError, TypeError):
            if changed:
                if record_id in records and changed in register.by_name:
                    records[record_id][changed] = as_held(json.loads(after or "null"))
            elif after is None:
                records.pop(record_id, None)
            else:
                image = json.loads(in_full(str(record_id), after) or "")
                records[record_id] = {
                    field.name: as_held(image[field.name])
                    for field in register.fields
                    if field.name in image and not isinstance(field, Content)
                } | {"id": record_id}
    return tables


@contextlib.contextmanager
def _passing_over() -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as problem:
        _pass_over(problem)


def _pass_over(problem: sqlite3.DatabaseError) -> None:
    """Let damage be; a disk that does not answer, and a defect of the program, are no damage."""
    if error_code(problem) & 0xFF not in (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_ERROR,
    ):
        raise problem
