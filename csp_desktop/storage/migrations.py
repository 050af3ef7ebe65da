"""How the file came to its present shape, step by step.

Each migration is written by hand, in SQL, in a file of its own, and never edited once the issue that brought
it is resolved. The views are no part of them: they are made anew at the end, from `views.sql`. A test asserts
that all of them together agree with the declared registers.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from csp_desktop.paths import own_text
from csp_desktop.storage.connection import as_damage
from csp_desktop.storage.history import images
from csp_desktop.storage.history.step_names import name_file_and_steps
from csp_desktop.storage.schema import MIGRATED, schema_of, views

# What SQL alone cannot do, after the statements of a migration.
_AFTERWARDS: dict[str, Callable[[sqlite3.Connection], None]] = {"0002_step_names": name_file_and_steps}


def _script(migration: str) -> str:
    return own_text(Path(__file__).with_name(f"{migration}.sql"))


def _run(migration: str, db: Database) -> None:
    # executescript would commit the migration's own transaction before it starts.
    for statement in _script(migration).split(";\n"):
        if statement.strip():
            db.conn.execute(statement)
    if migration in _AFTERWARDS:
        _AFTERWARDS[migration](db.conn)


def make_tables(connection: sqlite3.Connection, version: int, *, to_read: bool = False) -> None:
    """Run the migrations that a file lacks, up to those of `version`, within a transaction.

    In a copy only made `to_read`, images stay as large as they are: that is quicker.
    """
    connection.create_function("shrunk", 2, images.as_it_is if to_read else images.shrunk)
    migrations = Migrations("csp_desktop")
    for name, _ in MIGRATED[:version]:
        migrations(name=name)(partial(_run, name))
    migrations.apply(Database(connection))


def make_views(connection: sqlite3.Connection) -> None:
    """Make the views of this version anew, within a transaction."""
    _drop_views(connection)  # The first migration made some, from before there was one script of them.
    for statement in views().values():
        connection.execute(statement)


def _drop_views(connection: sqlite3.Connection) -> None:
    for name in views():
        connection.execute(f'DROP VIEW IF EXISTS "{name}"')


def migrate(
    connection: sqlite3.Connection, application_id: int, version: int, *, to_read: bool = False
) -> None:
    """Bring a file, or a copy only made `to_read`, to the schema `version` of this program: all of the way or not at all.

    Raises sqlite3.DatabaseError with SQLite's number for damage where records do not fit it.
    """
    # References may be broken while tables are made anew; that they are whole again is checked before the end.
    connection.execute("PRAGMA foreign_keys = OFF")
    dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
    connection.execute("BEGIN IMMEDIATE")
    try:
        # First, because a table that a view reads cannot be made anew.
        _drop_views(connection)
        make_tables(connection, version, to_read=to_read)
        make_views(connection)
        connection.execute(f"PRAGMA application_id = {application_id}")
        connection.execute(f"PRAGMA user_version = {version}")
        if connection.execute("PRAGMA foreign_key_check").fetchone() != dangling:
            raise sqlite3.IntegrityError("a record refers to a missing one after migration")
        connection.execute("COMMIT")
    except BaseException as problem:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(problem, sqlite3.DatabaseError) and _unfit(problem):
            # What this program wrote goes over as it is; what does not was changed by something else.
            raise as_damage(str(problem)) from problem
        raise
    connection.execute("PRAGMA foreign_keys = ON")


def _unfit(problem: sqlite3.DatabaseError) -> bool:
    """Whether records were refused; of a column that is added, SQLite says so as of any other error."""
    return isinstance(problem, sqlite3.IntegrityError) or "constraint failed" in str(problem)


def expected_schema(version: int) -> Mapping[str, str]:
    """The schema after the first `version` migrations."""
    return _schema_left(version, (*(_script(name) for name, _ in MIGRATED[:version]), *views().values()))


@lru_cache
def _schema_left(version: int, scripts: tuple[str, ...]) -> Mapping[str, str]:
    """What the migrations leave, found once in a sitting: running them takes longer than opening a file.

    `scripts` are what they and the views are made of: of others it is found anew.
    """
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        make_tables(connection, version)
        make_views(connection)
        return MappingProxyType(schema_of(connection))
    finally:
        connection.close()
