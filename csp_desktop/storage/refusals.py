"""What the file's own rules refuse, in words of the registers."""

from __future__ import annotations

import re
import sqlite3

from csp_desktop.errors import InvalidChange
from csp_desktop.registers.catalog import BY_NAME, REGISTERS
from csp_desktop.registers.fields import Links, Reference
from csp_desktop.registers.register import Register
from csp_desktop.storage.tables import link_table, quoted


def refused(connection: sqlite3.Connection, problem: sqlite3.IntegrityError) -> InvalidChange | None:
    """Why a change was refused, asked before it is rolled back; None for a defect of the program."""
    if problem.sqlite_errorcode in (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY):
        return _not_unique(str(problem))
    if problem.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return _nowhere(connection)
    return None


def _not_unique(problem: str) -> InvalidChange | None:
    match = re.fullmatch(r"UNIQUE constraint failed: (\w+)\.(.+)", problem)
    register = BY_NAME.get(match[1]) if match else None
    if match is None or register is None:
        return None
    names = [part.split(".")[-1] for part in match[2].split(", ")]
    labels = " and ".join(register[name].label.lower() for name in names if name in register.by_name)
    return InvalidChange(
        f"Another {register.label.lower()} has the same {labels or 'id'}; "
        "nothing was changed. Give this one its own.",
        register=register.name,
        field=names[-1],
    )


def _nowhere(connection: sqlite3.Connection) -> InvalidChange:
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    place = _place(connection, *broken) if broken else None
    if place is None:
        return InvalidChange(
            "Something this refers to is no longer in the file; nothing was changed. Choose it again."
        )
    register, field, record = place
    return InvalidChange(
        f"What “{field.label}” names is no longer in the file; nothing was changed. Choose it again.",
        register=register.name,
        record=record,
        field=field.name,
    )


def _place(
    connection: sqlite3.Connection, table: str, rowid: int | None, parent: str, number: int
) -> tuple[Register, Reference | Links, str] | None:
    """(register, field, record id) that refers to nothing; record "" for one of many."""
    for register in REGISTERS:
        for field in register.links:
            if link_table(register, field) == table:
                return register, field, ""
    if table not in BY_NAME:
        return None
    columns = {row[0]: row[3] for row in connection.execute(f"PRAGMA foreign_key_list({quoted(table)})")}
    field_found = BY_NAME[table][columns[number]]
    record = connection.execute(f"SELECT id FROM {quoted(table)} WHERE rowid = ?", [rowid]).fetchone()[0]
    assert isinstance(field_found, Reference)  # no other field refers to anything
    return BY_NAME[table], field_found, record
