"""Tables, views and indexes that other programs made in a file of ours: told apart, and removed when asked to.

Programs that look into a file may leave something there. It does no harm to reading; but an index or a table
tied to ours may stand in the way of writing, so a file is edited only without.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from csp_desktop.errors import FileHoldsOthers, FileProblem
from csp_desktop.storage.backups import backup_folder, make_backup
from csp_desktop.storage.connection import explained
from csp_desktop.storage.identity import open_ours, take_back_unfinished
from csp_desktop.storage.lease import Lease
from csp_desktop.storage.schema import MIGRATED, SCHEMA_VERSION, fingerprint, schema_of, views
from csp_desktop.storage.tables import quoted

_NAMED = 3


def others_in(connection: sqlite3.Connection, version: int) -> list[str]:
    """What is in a file of a version that this program did not make, or made otherwise: "table notes", ….

    Of our own only views and indexes are among it; a file whose tables were changed is none of ours.
    """
    schema, own_views = schema_of(connection), {f"view {name}": sql for name, sql in views().items()}
    present = {name: sql for name, sql in schema.items() if name.startswith("view ")}
    if fingerprint(schema) == MIGRATED[version - 1][1] and (
        present == own_views or (version < SCHEMA_VERSION and present.keys() == own_views.keys())
    ):
        return []
    expected = _expected(version)
    return sorted({*_odd(schema, expected, version), *(expected.keys() - schema.keys())})


def _odd(schema: Mapping[str, str], expected: Mapping[str, str], version: int) -> list[str]:
    """What is there otherwise than expected; views of an earlier version are made anew in any case."""
    passed = {f"view {name}" for name in views()} if version < SCHEMA_VERSION else set()
    return [name for name, sql in schema.items() if expected.get(name) != sql and name not in passed]


def refuse_others(path: Path, connection: sqlite3.Connection, version: int) -> None:
    """Raise FileHoldsOthers where other programs made something in the file."""
    others = others_in(connection, version)
    if others:
        more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
        raise FileHoldsOthers(
            f"“{path.name}” holds what another program made in it ({', '.join(others[:_NAMED])}{more}), so it can "
            "be read but not edited; nothing was changed. Open it in the window and choose “Remove these”: a "
            "backup is made first."
        )


def remove_others(path: Path) -> list[str]:
    """Remove what other programs made in a file, after a backup; what was removed or put right.

    Raises FileProblem where that cannot be done, FileInUse where somebody edits the file; then it is as it was.
    """
    lease = Lease(path)
    try:
        take_back_unfinished(path, backup_folder(path))
        connection, version = open_ours(path, "rw")
        with contextlib.closing(connection), explained(path, "could not be put right", "It is as it was."):
            others = others_in(connection, version)
            if others:
                make_backup(path)
                _remove(path, connection, version)
        return others
    finally:
        lease.release()


def _remove(path: Path, connection: sqlite3.Connection, version: int) -> None:
    schema, expected = schema_of(connection), _expected(version)
    odd = _odd(schema, expected, version)
    # A virtual table takes its shadows with it; an index goes with its table.
    order = {"view": 0, "table": 2, "index": 3}
    odd.sort(key=lambda name: 1 if _virtual(schema[name]) else order[name.partition(" ")[0]])
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        for name in odd:
            kind, _, called = name.partition(" ")
            connection.execute(f"DROP {kind} IF EXISTS {quoted(called)}")
        there = schema_of(connection)
        for name, sql in expected.items():
            if name not in there:
                connection.execute(sql)
        if others_in(connection, version):
            raise sqlite3.OperationalError("something is left")
        connection.execute("COMMIT")
    except sqlite3.Error as problem:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise FileProblem(
            f"What another program made in “{path.name}” could not be removed, so the file is as it was. "
            "It can be opened to read only; to go on editing, restore a backup."
        ) from problem


def _expected(version: int) -> Mapping[str, str]:
    # Imported here because it takes longer than opening a file, and is seldom wanted.
    from csp_desktop.storage.migrations import expected_schema

    expected = expected_schema(version)
    if version == SCHEMA_VERSION:
        return expected
    return {name: sql for name, sql in expected.items() if not name.startswith("view ")}


def _virtual(sql: str) -> bool:
    return sql.lstrip().upper().startswith("CREATE VIRTUAL")
