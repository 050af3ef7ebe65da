"""Is a file ours, of which version, and has nobody planted anything in it."""

from __future__ import annotations

import contextlib
import sqlite3
import stat
from pathlib import Path
from typing import Literal

from csp_desktop.errors import FileDamaged, FileProblem
from csp_desktop.storage.connection import as_damage, connect, error_code, explained
from csp_desktop.storage.leftovers.unfinished import read_without_writing, settle, settle_log
from csp_desktop.storage.leftovers.write_ahead import in_use, keeps_log, log_beside
from csp_desktop.storage.schema import (
    MIGRATED,
    SCHEMA_VERSION,
    fingerprint,
    migrations_in,
    schema_of,
)

APPLICATION_ID = 0x43535044  # "CSPD"
NAMED_FILES = 2  # The version from which files and steps have names that their copies share.
_SQLITE_HEADER = b"SQLite format 3\x00"
_UNFINISHED = {sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_READONLY_RECOVERY}


def identify(path: Path) -> int:
    """The schema version of a file of ours; raises FileProblem for anything else."""
    connection, version = open_ours(path, "ro")
    connection.close()
    return version


def file_id(connection: sqlite3.Connection) -> str:
    """The id that all copies of a file share; raises sqlite3.DatabaseError, as for damage, where it is gone."""
    row = connection.execute("SELECT id FROM this_file").fetchone()
    if row is None:
        raise as_damage("which file it is")
    return str(row[0])


def open_ours(path: Path, mode: Literal["ro", "rw"]) -> tuple[sqlite3.Connection, int]:
    """A connection to a file of ours, and its schema version; raises FileProblem for anything else.

    Where a write was cut short or a log lies beside it, a file to be read is read from a copy in which that is
    settled; for editing `take_back_unfinished` comes first.
    """
    _refuse_special(path)
    with explained(path, "cannot be opened", "It was left as it is."):
        if log_beside(path) or (mode == "ro" and keeps_log(path)):
            return _opened_copy(path, mode)
        try:
            return _open(path, mode)
        except sqlite3.OperationalError as problem:
            if error_code(problem) == sqlite3.SQLITE_CANTOPEN:
                _refuse_unreadable(path, problem)
            if error_code(problem) == sqlite3.SQLITE_ERROR:
                raise _changed(path) from problem
            if error_code(problem) not in _UNFINISHED:
                raise
        except sqlite3.DatabaseError as problem:
            if error_code(problem) == sqlite3.SQLITE_NOTADB:
                raise _not_ours(path) from problem
            raise
        return _opened_copy(path, mode)


def _opened_copy(path: Path, mode: Literal["ro", "rw"]) -> tuple[sqlite3.Connection, int]:
    _refuse_strangers(path)
    if mode == "rw":
        raise in_use(path)
    connection = read_without_writing(path)
    try:
        return connection, _version(path, connection)
    except BaseException:
        connection.close()
        raise


def _open(path: Path, mode: Literal["ro", "rw"]) -> tuple[sqlite3.Connection, int]:
    connection = connect(path, mode)
    try:
        return connection, _version(path, connection)
    except BaseException:
        connection.close()
        raise


def _version(path: Path, connection: sqlite3.Connection) -> int:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise _not_ours(path)
    known = [name for name, _ in MIGRATED]
    applied = migrations_in(connection)
    stated = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if stated > SCHEMA_VERSION or not set(applied) <= set(known):
        raise FileProblem(
            f"“{path.name}” was made by a newer version of the program; it was left as it is. "
            "Bring this program up to date to open it."
        )
    schema = schema_of(connection)
    planted = next((name for name in schema if name.startswith("trigger ")), None)
    if planted:
        raise FileDamaged(
            f"“{path.name}” holds a {planted} that this program did not make; it was not opened. "
            "Restore a backup."
        )
    version = len(applied)
    if not applied or applied != known[:version] or not _tables_fit(schema, version):
        raise _changed(path)
    return version


def _tables_fit(schema: dict[str, str], version: int) -> bool:
    """All tables are there as they were made. What others added beside them does no harm."""
    if fingerprint(schema) == MIGRATED[version - 1][1]:
        return True
    # Imported here because it takes longer than opening a file, and is seldom wanted.
    from csp_desktop.storage.migrations import expected_schema

    expected = expected_schema(version)
    return all(schema.get(name) == sql for name, sql in expected.items() if name.startswith("table "))


def take_back_unfinished(path: Path, aside: Path) -> str:
    """For who has the right to edit: settle what a crash left beside the file; a sentence where it was not the file's.

    Copies are put into the folder `aside` first. Raises FileProblem where the file is not ours, or not whole.
    """
    said = ""
    if log_beside(path):
        _refuse_strangers(path)
        said = settle_log(path, aside)
    if keeps_log(path):
        return said  # Reading would begin a log; opening for editing ends that mode.
    try:
        with contextlib.closing(connect(path, "ro")) as connection:
            connection.execute("SELECT name FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError as problem:
        if error_code(problem) in _UNFINISHED:
            _refuse_strangers(path)
            return settle(path, aside)
    return said


def _refuse_strangers(path: Path) -> None:
    # Not through SQLite, which would take back the write of another program just as well.
    with path.open("rb") as stream:
        header = stream.read(100)
    if header[:16] != _SQLITE_HEADER or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise _not_ours(path)


def _changed(path: Path) -> FileDamaged:
    return FileDamaged(
        f"The tables of “{path.name}” have been changed by something other than this program; "
        "it was not opened. Restore a backup."
    )


def _refuse_special(path: Path) -> None:
    """Raise FileProblem for what is no file at all: reading from a pipe or a device may never end."""
    try:
        kind = path.stat().st_mode
    except (OSError, ValueError):
        return  # Opening it says why it cannot be.
    if stat.S_ISDIR(kind):
        raise FileProblem(f"“{path}” is a folder, not a file; choose the .csp file in it.")
    if not stat.S_ISREG(kind):
        raise FileProblem(f"“{path}” is a device or a pipe, not a file; choose a .csp file.")


def _not_ours(path: Path) -> FileProblem:
    if path.name.lower().endswith(".csp.gz"):
        return FileProblem(
            f"“{path.name}” is packed, as older backups are; it was left as it is. Restore it to a new file first, and "
            "take that."
        )
    empty = " (it is empty)" if path.stat().st_size == 0 else ""
    was_one = " If it was one, restore a backup of it." if path.name.lower().endswith(".csp") else ""
    return FileProblem(f"“{path.name}” is not a CSP Desktop file{empty}; it was left as it is.{was_one}")


def _refuse_unreadable(path: Path, problem: sqlite3.Error) -> None:
    """Raise FileProblem where the system itself says why a file cannot be opened."""
    try:
        with path.open("rb"):
            pass
    except FileNotFoundError:
        raise FileProblem(f"There is no file “{path}”; check its name and folder.") from problem
    except OSError:
        raise FileProblem(
            f"“{path.name}” cannot be read; check that you may open it and no other program holds it."
        ) from problem
