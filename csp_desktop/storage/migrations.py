"""How the file came to its present shape, step by step.

Each migration is written by hand, in SQL, and never edited once released; its name and the fingerprint
of the tables it leaves stand in `schema.py`. A test asserts that all of them together agree with the
declared registers.
"""

from __future__ import annotations

import sqlite3
from importlib.resources import files

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("csp_desktop")


@MIGRATIONS(name="0001_registers")  # type: ignore[untyped-decorator]
def _registers(db: Database) -> None:
    """All registers of the data dictionary, their history, and the views for analysts."""
    _run(db, "0001_registers.sql")


def _run(db: Database, script: str) -> None:
    # executescript would commit the migration's own transaction before it starts.
    for statement in files(__package__).joinpath(script).read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            db.conn.execute(statement)


def migrate(connection: sqlite3.Connection, application_id: int, version: int) -> None:
    """Bring a file to the schema `version` of this program, all of the way or not at all."""
    # References may be broken while tables are made anew; that they are whole again is checked before the end.
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        MIGRATIONS.apply(Database(connection))
        connection.execute(f"PRAGMA application_id = {application_id}")
        connection.execute(f"PRAGMA user_version = {version}")
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken:
            raise sqlite3.IntegrityError(f"a {broken[0]} refers to a missing {broken[2]} after migration")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("PRAGMA foreign_keys = ON")
