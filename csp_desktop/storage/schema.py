"""The shape a file has after each migration, known without running them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from csp_desktop.lean_sha256 import sha256
from csp_desktop.paths import own_text
from csp_desktop.patterns import late_pattern
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.left_out import plain, standing_by_themselves
from csp_desktop.storage.connection import error_code

# The migrations in order, each with the fingerprint of the tables and indexes it leaves. A test tells
# that of the next one. Never edited once released: once the issue that brought it is resolved.
MIGRATED = (
    ("0001_registers", "5682089d2351fdf15a0cf62a18524e88d72ead990e555115ac0109e9f85c0fa8"),
    ("0002_step_names", "1dbfef212606c59aa80a5fc20f3524a9e556588ae95a170f2628fb6ae9958248"),
    ("0003_log_and_notes", "672887ddfa883660b252ed78fca05acda85d70e09787d9bd26e39be914fcdd06"),
    ("0004_small_images", "31be869dce9b1d042b76c0bbbdcebb5917b603db1dd772027fdb81ea5b5083da"),
    ("0005_lighter_edits", "39381b7f5765ca0daef74a22b2eb7d656d8fa7a8f001eae6f72363a6069c1ea6"),
    ("0006_half_scores", "39381b7f5765ca0daef74a22b2eb7d656d8fa7a8f001eae6f72363a6069c1ea6"),
)
SCHEMA_VERSION = len(MIGRATED)

# What SQLite and sqlite-utils keep for themselves, by kind and whole name: no trigger or view is among them.
_HOUSEKEEPING = late_pattern(
    "table (sqlite_stat[0-9]|sqlite_sequence|_sqlite_migrations)"
    "|index idx__sqlite_migrations_migration_set_name"
)


def schema_of(connection: sqlite3.Connection) -> dict[str, str]:
    """The SQL of each table, index, view and trigger, under its kind and name ("table risks")."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    statements = {f"{kind} {name}": sql for kind, name, sql in rows}
    return {name: sql for name, sql in statements.items() if not _HOUSEKEEPING.fullmatch(name)}


def fingerprint(schema: Mapping[str, str]) -> str:
    """What two schemas with the same tables and indexes have in common, whatever their views."""
    kept = sorted((name, sql) for name, sql in schema.items() if name.startswith(("table ", "index ")))
    return sha256(repr(kept).encode("utf-8")).hexdigest()


_OTHERS = late_pattern(r"/\* others of ([\w ,]+) \*/")


@cache
def views() -> dict[str, str]:
    """The statement that makes each view of this version, by its name.

    Where a view's statement says "others of plan_items i, …", it has a column for each plain field of those
    registers that it does not name and that `registers.left_out` does not list.
    """
    return {re.findall(r'"(\w+)"', statement)[0]: _with_others(statement) for statement in _view_statements()}


@cache
def _view_statements() -> tuple[str, ...]:
    script = own_text(Path(__file__).with_name("views.sql"))
    return tuple(statement.strip() for statement in script.split(";\n") if statement.strip())


def _with_others(statement: str) -> str:
    placeholder = _OTHERS.search(statement)
    if placeholder is None:
        return statement
    taken = set(re.findall(r'(?:AS |\.)"(\w+)"\s*(?:,|\n)', statement))
    columns = []
    for register, alias in (pair.split() for pair in placeholder[1].split(", ")):
        named = re.findall(rf'\b{alias}\."(\w+)"', statement)
        for field in standing_by_themselves(register, named):
            if plain(field):
                name = (
                    field.name
                    if field.name not in taken
                    else f"{register_named(register).label.lower()}_{field.name}"
                )
                taken.add(name)
                columns.append(f', {alias}."{field.name}" AS "{name.replace(" ", "_")}"')
    return statement.replace(placeholder[0], "".join(columns))


def migrations_in(connection: sqlite3.Connection) -> list[str]:
    """The names of the migrations a file has been through, in order."""
    try:
        rows = connection.execute(
            "SELECT name FROM _sqlite_migrations WHERE migration_set = 'csp_desktop' ORDER BY id"
        )
    except sqlite3.OperationalError as problem:
        if error_code(problem) == sqlite3.SQLITE_ERROR:
            return []  # There is no such table.
        raise
    return [row[0] for row in rows]
