"""Is a file whole: its identity, its shape, SQLite's own checks and the program's."""

from __future__ import annotations

import json
import sqlite3
from functools import cache
from pathlib import Path

from csp_desktop.registers.catalog import BY_NAME, REGISTERS
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan import LEVELS
from csp_desktop.registers.register import Register
from csp_desktop.storage import tables
from csp_desktop.storage.csp_file import connect, identify
from csp_desktop.storage.migrations import MIGRATIONS

_HOUSEKEEPING = ("sqlite_", "_sqlite_")


def verify(path: Path) -> list[str]:
    """What is wrong with a file of ours, a sentence each; empty where it is whole.

    Raises FileProblem where it is not ours or cannot be opened at all.
    """
    identify(path)
    connection = connect(path, "ro")
    try:
        found = _schema_problems(connection)
        if found:
            return found
        found = [f"SQLite finds the file damaged: {row[0]}." for row in _damage(connection)]
        found += [
            f"A {BY_NAME[table].label.lower() if table in BY_NAME else table} refers to a record of "
            f"{parent} that is not there."
            for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check")
        ]
        if not found:
            found = [*_broken_parents(connection), *_funding_sums(connection), *_history(connection)]
        return found
    except sqlite3.DatabaseError as problem:
        return [f"SQLite cannot read the file to its end ({problem}); restore a backup."]
    finally:
        connection.close()


def _damage(connection: sqlite3.Connection) -> list[tuple[str]]:
    return [row for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]


def _schema(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {name: sql for name, sql in rows if not name.split(" ", 1)[1].startswith(_HOUSEKEEPING)}


@cache
def _expected_schema() -> dict[str, str]:
    from sqlite_utils import Database

    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        MIGRATIONS.apply(Database(connection))
        return _schema(connection)
    finally:
        connection.close()


def _schema_problems(connection: sqlite3.Connection) -> list[str]:
    expected, present = _expected_schema(), _schema(connection)
    return [
        *(f"The {name} is missing." for name in sorted(expected.keys() - present.keys())),
        *(f"The {name} was not made by this program." for name in sorted(present.keys() - expected.keys())),
        *(
            f"The {name} has been changed by something other than this program."
            for name in sorted(expected.keys() & present.keys())
            if expected[name] != present[name]
        ),
    ]


def _broken_parents(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        """SELECT coalesce(i.ref, i.title), i.level, p.level, i.plan = p.plan
        FROM plan_items i JOIN plan_items p ON p.id = i.parent"""
    )
    return [
        f"Plan item {name} stands under one it cannot stand under."
        for name, level, above, same_plan in rows
        if not same_plan
        or level == "priority"
        or above == "action"
        or LEVELS.index(above) >= LEVELS.index(level)
    ]


def _funding_sums(connection: sqlite3.Connection) -> list[str]:
    """Money under the streams must be the money in the registers: nothing counted twice or not at all."""
    sums = {
        "allocations": "SELECT total(a.amount) FROM funding_streams s JOIN allocations a ON a.stream = s.id",
        "funding_entries": """SELECT total(e.amount) FROM funding_streams s
            JOIN allocations a ON a.stream = s.id JOIN funding_entries e ON e.allocation = a.id""",
    }
    found = []
    for register, by_stream in sums.items():
        whole = connection.execute(f"SELECT total(amount) FROM {register}").fetchone()[0]
        if connection.execute(by_stream).fetchone()[0] != whole:
            found.append(f"The {register} do not add up to those of the funding streams.")
    return found


def _history(connection: sqlite3.Connection) -> list[str]:
    """Every record must be as its history left it, or part of a step was lost."""
    latest: dict[tuple[str, str], Record | None] = {}
    for register, record, field, after in connection.execute(
        "SELECT register, record, field, after FROM changes ORDER BY id"
    ):
        key = (register, record)
        value = None if after is None else json.loads(after)
        if not field:
            latest[key] = value
        else:
            known = latest.get(key)
            if known is not None:
                known[field] = value
    found = []
    for register in REGISTERS:
        for record in tables.select(connection, register):
            recorded = latest.pop((register.name, record["id"]), None)
            if recorded is None or not _same(register, record, recorded):
                found.append(
                    f"{register.label} “{_known_as(register, record)}” is not as its history left it."
                )
    found += [
        f"A {BY_NAME[name].label.lower()} in the history is no longer in its register."
        for (name, _), recorded in latest.items()
        if recorded is not None
    ]
    return found[:50]


def _same(register: Register, record: Record, recorded: Record) -> bool:
    kept = {field.name for field in register.contents}
    for field in register.fields:
        if field.name in kept or field.name not in recorded:
            continue
        present, expected = record[field.name], recorded[field.name]
        if (list(present) if isinstance(present, tuple) else present) != expected:
            return False
    return True


def _known_as(register: Register, record: Record) -> str:
    return str(record.get("ref") or record.get(register.title) or record["id"])
