"""The `.csp` file, open: one connection, and whether it may be edited."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

from csp_desktop.errors import AppError, FileChanged, FileNotSound, FileProblem, FileTaken, InvalidChange
from csp_desktop.paths import why
from csp_desktop.registers.register import new_id
from csp_desktop.storage import steps
from csp_desktop.storage.backups import backup_folder, make_backup
from csp_desktop.storage.checking.looked_through import known_sound, remember_sound
from csp_desktop.storage.checking.others import refuse_others
from csp_desktop.storage.checking.soundness import damage, is_large, refuse_damaged, refuse_unsound
from csp_desktop.storage.connection import as_damage, connect, explained, trouble
from csp_desktop.storage.identity import APPLICATION_ID, identify, open_ours, take_back_unfinished
from csp_desktop.storage.keeping.packing import for_the_owner_only
from csp_desktop.storage.lease import Holder, Lease
from csp_desktop.storage.leftovers.unfinished import stale
from csp_desktop.storage.placing import place, refuse_taken
from csp_desktop.storage.refusals import refused
from csp_desktop.storage.schema import SCHEMA_VERSION

__all__ = ["CspFile", "identify"]


class Known(NamedTuple):
    """An open file as its window knows it: its lease, the number the disk knows it by (0 for none), its last step.

    `alone` says whether nobody else wrote it since it was opened.
    """

    lease: Lease | None
    number: int
    last: int
    alone: bool


class CspFile:
    """An open file: its connection, and whether it may be edited."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lease: Lease | None) -> None:
        self.path = path
        self.connection = connection
        self._lease = lease
        self.remark = ""
        """What a person should know of how it was opened, a sentence."""
        self._as_opened = self._others_left()
        # The revision no longer says anything after a fault of this program's own: then the last step alone does.
        self._known: tuple[int | None, int] = self._revision(), steps.last_number(connection)

    def _others_left(self) -> tuple[int, int]:
        """Which file stands at the path, and a number that changes when anybody but this connection writes."""
        try:
            (version,) = self.connection.execute("PRAGMA data_version").fetchone()
            return self.path.stat().st_ino, version
        except (OSError, sqlite3.Error):
            return 0, 0

    @property
    def read_only(self) -> bool:
        return self._lease is None

    def take_back(self) -> None:
        """Go on editing after another had taken the file over; raises FileInUse, FileNotWritable."""
        if self._lease is not None and self._lease.taken_by():
            fresh = Lease(self.path)
            self._lease.release()
            self._lease = fresh

    @property
    def taken_by(self) -> str:
        """Who has taken the file over since it was opened for editing, in words; "" for nobody."""
        return self._lease.taken_by() if self._lease is not None else ""

    @classmethod
    def create(cls, path: Path) -> CspFile:
        """Make an empty file; raises FileProblem where one stands there or the folder cannot be written."""
        # Made under a name of its own, so that nobody ever finds half a file under the one asked for.
        unfinished = path.with_name(f"{new_id()}.partial")
        try:
            refuse_taken(path)
            with explained(path, "could not be made", "Nothing was left behind."):
                with contextlib.closing(connect(unfinished, "rwc")) as connection:
                    _migrate(connection)
                for_the_owner_only(unfinished)
                place(unfinished, path)
        except OSError as problem:
            raise FileProblem(
                f"“{path.name}” could not be made in {path.parent} ({why(problem, path)}); nothing was left "
                "behind. Choose another name, or a folder you may write to."
            ) from problem
        finally:
            for leftover in (unfinished, unfinished.with_name(unfinished.name + "-journal")):
                with contextlib.suppress(OSError):
                    leftover.unlink(missing_ok=True)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, take_over: Holder | None = None) -> CspFile:
        """Open a file of ours; raises FileProblem in one sentence for anything else, FileInUse where held.

        With `take_over`, a holder who is not heard of any more, it is taken from that one.

        What is in it must fit what the registers declare, or it is not opened. It is checked all through before
        it is edited, unless it is as this program left it or found it sound; a large one only after a crash. A file
        of an older version is backed up and brought up to date.
        """
        if read_only:
            connection = _open_to_read(path)
            try:
                with explained(path, "cannot be read", "It was left as it is."):
                    if not known_sound(path):
                        refuse_unsound(path, connection)
                        if is_large(connection):
                            remember_sound(path)  # Of a large one no more is asked before it is edited.
            except BaseException:
                connection.close()
                raise
            opened = cls(path, connection, None)
            opened.remark = stale(path)
            return opened
        identify(path)
        lease = Lease(path, take_over)
        try:
            remark = take_back_unfinished(path, backup_folder(path))
            connection, version = open_ours(path, "rw")
            try:
                with explained(path, "cannot be opened for editing", "It was left as it is."):
                    # Says at once where the file cannot be written; only a write finds that out.
                    connection.execute("BEGIN IMMEDIATE")
                    connection.execute("DELETE FROM steps WHERE 0")
                    connection.execute("ROLLBACK")
                    refuse_others(path, connection, version)
                    if lease.after_crash or not known_sound(path):
                        _look_through(path, connection, version, after_crash=lease.after_crash)
                        remember_sound(path)
                    if version < SCHEMA_VERSION:
                        _refuse_dangling(path, connection)
                        make_backup(path)
                        _migrate(connection)
                        _give_back_room(connection)
            except BaseException:
                connection.close()
                raise
        except BaseException:
            lease.hand_on()
            raise
        opened = cls(path, connection, lease)
        opened.remark = remark
        return opened

    def reading(self) -> AbstractContextManager[None]:
        """Say in one sentence why the file cannot be read, where it cannot."""
        return explained(self.path, "could not be read", "Nothing was changed.")

    def contradiction(self) -> str:
        """The first thing in which the file does not agree with itself; "" where it does, or is too large to ask."""
        from csp_desktop.storage.checking.wholeness import first_contradiction

        if is_large(self.connection):
            return ""
        return first_contradiction(self.connection, SCHEMA_VERSION) or ""

    @contextmanager
    def one_state(self) -> Iterator[None]:
        """Reading in which everything is of one state of the file, whoever writes meanwhile."""
        with self.reading():
            if self.connection.in_transaction:
                yield
                return
            self.connection.execute("BEGIN")
            try:
                yield
            finally:
                self._roll_back()

    def as_known(self) -> Known:
        """What another thread must know to write the file; raises FileTaken or FileChanged where writing would."""
        self._refuse_taken()
        alone = self._others_left() == self._as_opened != (0, 0)
        with self.reading():
            self._refuse_changed(steps.last_number(self.connection))
        return Known(self._lease, self._as_opened[0], self._known[1], alone)

    def know(self, last: int, *, alone: bool) -> None:
        """Take what another thread wrote, up to a step, for written here; `alone` says that nobody else wrote."""
        # Its revision counts that as anybody's: the last step alone says whether others wrote since.
        self._known = None, last
        if alone:
            self._as_opened = self._others_left()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, begun immediate so that it waits for others instead of failing half way.

        Raises FileTaken where another edits the file now, who took it over. Raises FileChanged where anybody else has written since this was last asked: what is to be written was
        decided on without seeing that. Asked again it is done. Raises InvalidChange where the file's own rules
        refuse what was written, FileProblem where the disk or another program does; then nothing of it is in the
        file.
        """
        self._refuse_taken()
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            before = steps.last_number(self.connection)
            self._refuse_changed(before)
            yield self.connection
            after = steps.last_number(self.connection)
            self._commit(before)
            self._known = self._known[0], after
        except sqlite3.DatabaseError as problem:
            # Asked before the rollback takes the evidence away.
            said = self._said(problem)
            self._roll_back()
            self._known = None, self._known[1]
            if said is None:
                raise
            raise said from problem
        except BaseException as problem:
            self._roll_back()
            if not isinstance(problem, FileChanged | InvalidChange):
                self._known = None, self._known[1]
            raise

    def _revision(self) -> int:
        """A number that changes when anybody but this connection writes."""
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def _refuse_taken(self) -> None:
        other = self.taken_by
        if other:
            raise FileTaken(
                f"“{self.path.name}” is being edited by {other}, who took it over; this was not written and stays "
                "where you typed it. Go on when they have closed it."
            )

    def changed_meanwhile(self) -> str:
        """By whom the file was changed since this was last asked, or this program last wrote; "" for by nobody."""
        return self._changed_since(steps.last_number(self.connection))

    def _changed_since(self, last: int) -> str:
        """By whom the file was changed, where it is not as this program left it; `last` is the number of its last step."""
        revision, known = self._revision(), self._known
        self._known = revision, last
        if last == known[1] and known[0] in (revision, None):
            return ""
        step = steps.step_at(self.connection, last) if last > known[1] else None
        return f"by {step.made_by} at {step.made_at[11:16]}" if step else "by another program"

    def _refuse_changed(self, last: int) -> None:
        """Raise FileChanged where the file is not as this program left it; `last` is the number of its last step."""
        who = self._changed_since(last)
        if who:
            raise FileChanged(
                f"“{self.path.name}” was changed meanwhile {who}, so this was not written; what they wrote is safe and "
                "shown now. Look at it, then do yours again."
            )

    def _commit(self, before: int) -> None:
        """End a transaction that began after step number `before`."""
        try:
            self.connection.execute("COMMIT")
        except sqlite3.OperationalError:
            # All may be written, and only the very last confirmation by the disk have failed.
            self._known = None, self._known[1]
            if self.connection.in_transaction or self._last_step() == before:
                raise

    def _last_step(self) -> int:
        unknown = "Whether the last change was saved shows when it is opened again."
        with explained(self.path, "could not be written to the end", unknown):
            return steps.last_number(self.connection)

    def _said(self, problem: sqlite3.DatabaseError) -> AppError | None:
        if isinstance(problem, sqlite3.IntegrityError):
            return refused(self.connection, problem)
        return trouble(
            self.path,
            problem,
            "could not be written",
            "The last change was not saved, all before it is safe.",
        )

    def _roll_back(self) -> None:
        # Where even this fails, the journal stays, and the next to open the file takes the change back.
        with contextlib.suppress(sqlite3.Error):
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")

    def tidy(self) -> None:
        """Write the file anew without its free pages."""
        with explained(self.path, "could not be tidied", "All in it is safe."):
            self.connection.execute("VACUUM")
            self._known = self._revision(), self._known[1]

    def copy_to(self, target: Path) -> None:
        """Write a copy of the file as it is read, under a name that is free; raises FileProblem."""
        with (
            explained(target, "could not be written", "The file that is open is as it was."),
            contextlib.closing(connect(target, "rwc")) as copy,
        ):
            self.connection.backup(copy)
        for_the_owner_only(target)

    def close(self) -> None:
        """Close the file and let others edit it."""
        alone = self._lease is not None and self._others_left() == self._as_opened != (0, 0)
        try:
            self.connection.close()
            if alone:
                # What this program alone has written since is sound.
                remember_sound(self.path)
        finally:
            if self._lease:
                self._lease.release()
                self._lease = None


def _open_to_read(path: Path) -> sqlite3.Connection:
    """A connection to read a file; a damaged one or one of an older version is read from a mended copy."""
    connection, version = open_ours(path, "ro")
    try:
        with explained(path, "cannot be opened", "It was left as it is."):
            if version == SCHEMA_VERSION and (
                is_large(connection) or known_sound(path) or next(damage(connection), None) is None
            ):
                return connection
            copy = _copy_up_to_date(connection, version, put_in_order=True)
    except BaseException:
        connection.close()
        raise
    connection.close()
    return copy


@contextmanager
def _up_to_date(connection: sqlite3.Connection, version: int) -> Iterator[sqlite3.Connection]:
    """The file as this version of the program sees it: itself, or for a while a copy brought up to date."""
    if version == SCHEMA_VERSION:
        yield connection
        return
    with contextlib.closing(_copy_up_to_date(connection, version)) as copy:
        yield copy


def _look_through(path: Path, connection: sqlite3.Connection, version: int, *, after_crash: bool) -> None:
    """Refuse to edit what is not sound; after a crash a large file is looked through like any other."""
    with _up_to_date(connection, version) as as_it_will_be:
        refuse_unsound(path, as_it_will_be)
    if not is_large(connection):
        refuse_damaged(path, connection)
    if after_crash:
        _refuse_unless_whole(path, connection, version)
    elif not is_large(connection):
        _refuse_contradicting(path, connection, version)


def _copy_up_to_date(
    connection: sqlite3.Connection, version: int, *, put_in_order: bool = False
) -> sqlite3.Connection:
    """A copy as this version of the program sees it; put in order, no index answers other than its table does."""
    # A file without a name, which SQLite deletes when it is closed.
    copy = sqlite3.connect("", isolation_level=None)
    try:
        connection.backup(copy)
        if put_in_order:
            _make_indexes_anew(copy)
        if version < SCHEMA_VERSION:
            _migrate(copy, to_read=True)
        copy.execute("PRAGMA query_only = ON")
    except BaseException:
        copy.close()
        raise
    return copy


def _make_indexes_anew(connection: sqlite3.Connection) -> None:
    try:
        connection.execute("REINDEX")
    except sqlite3.IntegrityError as problem:
        # Two records where the file allows one: damage too.
        raise as_damage(str(problem)) from problem


def _refuse_unless_whole(path: Path, connection: sqlite3.Connection, version: int) -> None:
    from csp_desktop.storage.checking.wholeness import problems_in

    problems = problems_in(connection, version)
    if problems:
        raise FileProblem(
            f"“{path.name}” was not closed properly, and not all of it is there: {problems[0]} "
            "It can be opened to read only; to go on editing, restore a backup."
        )


def _refuse_contradicting(path: Path, connection: sqlite3.Connection, version: int) -> None:
    from csp_desktop.storage.checking.wholeness import first_contradiction

    contradiction = first_contradiction(connection, version)
    if contradiction:
        raise FileNotSound(
            f"“{path.name}” does not agree with itself and was not opened for editing "
            f"({contradiction.rstrip('.')}); it was left as it is. It can be opened to read only; to go on editing, "
            "restore a backup."
        )


def _refuse_dangling(path: Path, connection: sqlite3.Connection) -> None:
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken:
        raise FileProblem(
            f"“{path.name}” holds a {broken[0]} that refers to a missing {broken[2]}, so it was not brought up to "
            "date and is as it was. It can be opened to read only; to go on editing, restore a backup."
        )


def _migrate(connection: sqlite3.Connection, *, to_read: bool = False) -> None:
    # Imported here because it takes longer than opening a file, and is seldom wanted.
    from csp_desktop.storage.migrations import migrate

    migrate(connection, APPLICATION_ID, SCHEMA_VERSION, to_read=to_read)


def _give_back_room(connection: sqlite3.Connection) -> None:
    """Write a file anew where much of it is empty; where there is no room for that, it is whole as it is."""
    empty, pages = (
        connection.execute(f"PRAGMA {what}").fetchone()[0] for what in ("freelist_count", "page_count")
    )
    if empty > pages / 10:
        with contextlib.suppress(sqlite3.OperationalError):
            connection.execute("VACUUM")
