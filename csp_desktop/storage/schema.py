"""The shape a file has after each migration, known without running them."""

from __future__ import annotations

import hashlib
import sqlite3

# The migrations in order, each with the fingerprint of the tables it leaves. Never edited once released.
MIGRATED = (("0001_registers", "ec01115f798b584fa4edea14b051f06701762ec633d6dbfa2c6d3df24c129ffe"),)
SCHEMA_VERSION = len(MIGRATED)

# What SQLite and sqlite-utils keep for themselves, with the indexes of the latter.
_HOUSEKEEPING = ("sqlite_", "_sqlite_", "idx__sqlite_")


def schema_of(connection: sqlite3.Connection) -> dict[str, str]:
    """The SQL of each table, index, view and trigger, under its kind and name ("table risks")."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {f"{kind} {name}": sql for kind, name, sql in rows if not name.startswith(_HOUSEKEEPING)}


def fingerprint(schema: dict[str, str]) -> str:
    """What two schemas with the same tables have in common."""
    tables = sorted((name, sql) for name, sql in schema.items() if name.startswith("table "))
    return hashlib.sha256(repr(tables).encode("utf-8")).hexdigest()


def migrations_in(connection: sqlite3.Connection) -> list[str]:
    """The names of the migrations a file has been through, in order."""
    try:
        rows = connection.execute(
            "SELECT name FROM _sqlite_migrations WHERE migration_set = 'csp_desktop' ORDER BY id"
        )
    except sqlite3.OperationalError as problem:
        if problem.sqlite_errorcode == sqlite3.SQLITE_ERROR:
            return []  # There is no such table.
        raise
    return [row[0] for row in rows]


def expected_schema(version: int) -> dict[str, str]:
    """The schema after the first `version` migrations."""
    # Imported here because it takes longer than opening a file, and is seldom wanted.
    from sqlite_utils import Database

    from csp_desktop.storage.migrations import MIGRATIONS

    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        later = [name for name, _ in MIGRATED[version:]]
        MIGRATIONS.apply(Database(connection), stop_before=later)
        return schema_of(connection)
    finally:
        connection.close()
