"""Connections with this program's settings, and what SQLite's troubles mean to a person."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Literal
from urllib.parse import quote

from csp_desktop.errors import FileDamaged, FileNotWritable, FileProblem
from csp_desktop.paths import is_long, itself

_BUSY_SECONDS = 5.0


def connect(path: Path, mode: Literal["ro", "rw", "rwc"]) -> sqlite3.Connection:
    """A connection with this program's settings: rollback journal, durable commits, foreign keys on.

    Raises sqlite3.DatabaseError where it is damaged so that it cannot be read at all.
    """
    connection = sqlite3.connect(
        f"{address(itself(path.absolute()))}?mode={mode}",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        # 1 MB, which holds what one plan is read from. Of more only steps of many thousand records would gain, by a few
        # hundredths, and all of it stays in memory.
        connection.execute("PRAGMA cache_size = -1024")
        if mode != "ro":
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA synchronous = EXTRA")
            # What is deleted is overwritten, not only forgotten; some systems build SQLite so that it is not.
            connection.execute("PRAGMA secure_delete = ON")
    except UnicodeDecodeError as problem:
        # SQLite's complaint of a damaged description of its tables, with bytes in it that are no words.
        connection.close()
        raise as_damage("the description of its tables is damaged") from problem
    except BaseException:
        connection.close()
        raise
    return connection


def as_damage(what: str) -> sqlite3.DatabaseError:
    """An error with SQLite's number for damage: what this program wrote would never be like it."""
    damaged = sqlite3.DatabaseError(what)
    damaged.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return damaged


def address(path: PurePath) -> str:
    """The `file:` address of an absolute path as SQLite reads it, whatever signs are in its name."""
    name = path.as_posix()
    # A share's two slashes stay behind those of the address: SQLite takes no host name.
    slashes = "file://" if name.startswith("/") else "file:///"
    return slashes + quote(os.fsencode(name), safe="/:")


@contextmanager
def explained(path: Path, what: str, safe: str) -> Iterator[None]:
    """Turn SQLite's troubles with the disk or other programs into one sentence; defects pass as they are."""
    try:
        yield
    except sqlite3.DatabaseError as problem:
        said = trouble(path, problem, what, safe)
        if said is None:
            raise
        raise said from problem


def trouble(path: Path, problem: sqlite3.Error, what: str, safe: str) -> FileProblem | None:
    """What befell the file (`what`), what is `safe` and what to do next; None for a defect of the program."""
    code = error_code(problem)
    known = _CAUSES.get(code) or _CAUSES.get(code & 0xFF)
    if known is None:
        return None
    cause, advice = known
    if code & 0xFF == sqlite3.SQLITE_CANTOPEN and is_long(path):
        cause, advice = "its folder and name together are too long", "Move it nearer to the top of the disk."
    return _KINDS.get(code & 0xFF, FileProblem)(f"“{path.name}” {what}: {cause}. {safe} {advice}")


def error_code(problem: sqlite3.Error) -> int:
    """SQLite's own number for an error; 0 for one of Python's."""
    # Text that is no text is found by Python, which gives it no number.
    unreadable = sqlite3.SQLITE_CORRUPT if isinstance(problem, sqlite3.OperationalError) else 0
    return getattr(problem, "sqlite_errorcode", unreadable)


_BUSY = (
    "another program is using it, perhaps one that backs up or synchronises files",
    "Wait a moment, then try again.",
)
_DAMAGED = ("it is damaged", "Restore a backup.")
_TOO_LARGE = ("what is in it is too large to be worked with", "Restore a backup.")
_KINDS = {
    sqlite3.SQLITE_READONLY: FileNotWritable,
    sqlite3.SQLITE_PERM: FileNotWritable,
    sqlite3.SQLITE_CORRUPT: FileDamaged,
    sqlite3.SQLITE_NOTADB: FileDamaged,
    sqlite3.SQLITE_TOOBIG: FileDamaged,
    sqlite3.SQLITE_NOMEM: FileDamaged,
}
_CAUSES = {
    sqlite3.SQLITE_READONLY_DBMOVED: (
        "it has been moved, replaced or deleted meanwhile",
        "Put it back, or open it where it is now.",
    ),
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_PROTOCOL: _BUSY,
    sqlite3.SQLITE_FULL: ("the disk is full", "Make room there, then try again."),
    sqlite3.SQLITE_READONLY: (
        "it is write-protected here",
        "Open it to read only, or copy it to a folder of your own.",
    ),
    sqlite3.SQLITE_PERM: ("it is write-protected here", "Copy it to a folder of your own."),
    sqlite3.SQLITE_CANTOPEN: (
        "it or its folder does not let itself be opened",
        "Check that the disk or network folder is there and that you may write to it, then open it again.",
    ),
    sqlite3.SQLITE_IOERR: (
        "the disk or network folder did not answer as it should",
        "Check that it is there and not full, then open the file again.",
    ),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_TOOBIG: _TOO_LARGE,
    sqlite3.SQLITE_NOMEM: _TOO_LARGE,
}
