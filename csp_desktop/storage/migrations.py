"""How the file came to its present shape, step by step.

Each migration is written by hand, in SQL, and never edited once released. A test asserts that all
of them together agree with the declared registers.
"""

from __future__ import annotations

from importlib.resources import files

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("csp_desktop")
SCHEMA_VERSION = 1


@MIGRATIONS(name="0001_registers")  # type: ignore[untyped-decorator]
def _registers(db: Database) -> None:
    """All registers of the data dictionary, their history, and the views for analysts."""
    _run(db, "0001_registers.sql")


def _run(db: Database, script: str) -> None:
    # executescript would commit the migration's own transaction before it starts.
    for statement in files(__package__).joinpath(script).read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            db.conn.execute(statement)
