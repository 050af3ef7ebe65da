"""The `.csp` file: one SQLite database that knows what it is."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlite_utils import Database

from csp_desktop.errors import FileProblem, InvalidChange
from csp_desktop.registers.catalog import register_named
from csp_desktop.storage.lease import Lease
from csp_desktop.storage.migrations import MIGRATIONS, SCHEMA_VERSION

APPLICATION_ID = 0x43535044  # "CSPD"
_SQLITE_HEADER = b"SQLite format 3\x00"
_BUSY_SECONDS = 5.0


class CspFile:
    """An open file: its connection, and whether it may be edited."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lease: Lease | None) -> None:
        self.path = path
        self.connection = connection
        self._lease = lease

    @property
    def read_only(self) -> bool:
        return self._lease is None

    @classmethod
    def create(cls, path: Path) -> CspFile:
        """Make an empty file; raises FileProblem where one stands there or the folder cannot be written."""
        try:
            with path.open("xb"):
                pass
        except FileExistsError as problem:
            raise FileProblem(
                f"“{path.name}” exists already and was left as it is; choose another name."
            ) from problem
        except OSError as problem:
            raise FileProblem(
                f"“{path.name}” cannot be written in {path.parent}; choose a folder you may write to."
            ) from problem
        lease = Lease(path)
        try:
            connection = connect(path, "rw")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            _migrate(connection)
        except BaseException:
            lease.release()
            path.unlink(missing_ok=True)
            raise
        return cls(path, connection, lease)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> CspFile:
        """Open a file of ours; raises FileProblem in one sentence for anything else, FileInUse where held."""
        version = identify(path)
        if version < SCHEMA_VERSION and read_only:
            raise FileProblem(
                f"“{path.name}” was made by an older version of the program; open it for editing once "
                "to bring it up to date (a backup is made first)."
            )
        lease = None if read_only else Lease(path)
        try:
            connection = connect(path, "ro" if read_only else "rw")
            try:
                if version < SCHEMA_VERSION:
                    _migrate(connection)
            except BaseException:
                connection.close()
                raise
        except sqlite3.Error as problem:
            if lease:
                lease.release()
            raise FileProblem(
                f"“{path.name}” cannot be opened ({problem}); it was left as it is. "
                "Try a copy in another folder, or restore a backup."
            ) from problem
        return cls(path, connection, lease)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, begun immediate so that it waits for others instead of failing half way."""
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
        except sqlite3.IntegrityError as problem:
            raise _refused(problem) from problem
        except sqlite3.OperationalError as problem:
            raise FileProblem(
                f"“{self.path.name}” could not be written ({problem}); the last change was not saved, all "
                "before it is safe. Check that the disk or network folder is there, then try again."
            ) from problem

    def close(self) -> None:
        """Close the file and let others edit it."""
        self.connection.close()
        if self._lease:
            self._lease.release()
            self._lease = None


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection with this program's settings: rollback journal, durable commits, foreign keys on."""
    address = path.resolve().as_posix()
    slashes = "file://" if address.startswith("/") else "file:///"
    connection = sqlite3.connect(
        f"{slashes}{quote(address)}?mode={mode}", uri=True, timeout=_BUSY_SECONDS, isolation_level=None
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        if mode != "ro":
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA synchronous = EXTRA")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def identify(path: Path) -> int:
    """The schema version of a file of ours; raises FileProblem for anything else."""
    try:
        with path.open("rb") as stream:
            header = stream.read(16)
    except FileNotFoundError as problem:
        raise FileProblem(f"There is no file “{path}”; check its name and folder.") from problem
    except OSError as problem:
        raise FileProblem(f"“{path.name}” cannot be read; check that you may open it.") from problem
    not_ours = FileProblem(f"“{path.name}” is not a CSP Desktop file; it was left as it is.")
    if header != _SQLITE_HEADER:
        raise not_ours
    try:
        connection = connect(path, "ro")
        try:
            identity = connection.execute("PRAGMA application_id").fetchone()[0]
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            planted = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchone()
        finally:
            connection.close()
    except sqlite3.Error as problem:
        raise FileProblem(
            f"“{path.name}” is damaged or being written just now ({problem}); it was left as it is. "
            "Try again, or restore a backup."
        ) from problem
    if identity != APPLICATION_ID:
        raise not_ours
    if version > SCHEMA_VERSION:
        raise FileProblem(
            f"“{path.name}” was made by a newer version of the program; it was left as it is. "
            "Bring this program up to date to open it."
        )
    if planted:
        raise FileProblem(
            f"“{path.name}” holds a trigger this program did not make (“{planted[0]}”); it was not opened. "
            "Restore a backup."
        )
    return version


def _migrate(connection: sqlite3.Connection) -> None:
    database = Database(connection)
    MIGRATIONS.apply(database)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _refused(problem: sqlite3.IntegrityError) -> InvalidChange:
    match = re.fullmatch(r"UNIQUE constraint failed: (\w+)\.(.+)", str(problem))
    if match:
        register = register_named(match[1])
        names = [part.split(".")[-1] for part in match[2].split(", ")]
        labels = " and ".join(register[name].label.lower() for name in names if name in register.by_name)
        return InvalidChange(
            f"Another {register.label.lower()} has the same {labels or 'id'}; "
            "nothing was changed. Give this one its own.",
            register=register.name,
            field=names[-1],
        )
    if "FOREIGN KEY" in str(problem):
        return InvalidChange(
            "Something this refers to is no longer in the file; nothing was changed. Choose it again."
        )
    raise problem
