"""Files as earlier versions of the program left them, made from files of today."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path

from csp_desktop.storage import migrations
from csp_desktop.storage.history.images import in_full
from csp_desktop.storage.identity import APPLICATION_ID

SMALL_IMAGES = 4  # The version from which the history keeps the images of records small.


def make_earlier(path: Path, version: int = 1) -> None:
    """Put in the place of a file what the program of `version` would have written, with the same records."""
    made = path.with_suffix(".earlier")
    with contextlib.closing(sqlite3.connect(made, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        migrations.make_tables(connection, version)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("COMMIT")
        connection.execute("ATTACH ? AS today", [str(path)])
        tables = connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'").fetchall()
        for (name,) in tables:
            names = [row[1] for row in connection.execute(f'PRAGMA main.table_info("{name}")')]
            listed = ", ".join(f'"{column}"' for column in names)
            rows = f'SELECT {listed} FROM today."{name}"'
            if name == "_sqlite_migrations":
                rows += f" WHERE id <= {version}"
            connection.execute(f'DELETE FROM main."{name}"')
            if name == "changes" and version < SMALL_IMAGES:
                connection.create_function("in_full", 2, in_full)
                rows = (
                    "SELECT id, step, register, record, field, before, in_full(record, after) "
                    "FROM today.changes"
                )
            connection.execute(f'INSERT INTO main."{name}" ({listed}) {rows}')
        _forget_later_fields(connection, {name for (name,) in tables})
    path.unlink()
    made.rename(path)


def _forget_later_fields(connection: sqlite3.Connection, tables: set[str]) -> None:
    """Take out of the history what the program of then did not know a record to have."""
    rows = connection.execute(
        "SELECT id, register, before, after FROM main.changes WHERE field = ''"
    ).fetchall()
    for number, register, *sides in rows:
        known = {row[1] for row in connection.execute(f'PRAGMA main.table_info("{register}")')}
        then = [
            side
            and json.dumps(
                {
                    name: value
                    for name, value in json.loads(side).items()
                    if name in known or f"{register}_{name}" in tables
                },
                ensure_ascii=False,
                separators=(",", ":"),
            )
            for side in sides
        ]
        connection.execute("UPDATE main.changes SET before = ?, after = ? WHERE id = ?", [*then, number])
