"""Verified copies of a file, kept in a folder beside it: the newest, and some of each day, week and month before."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from csp_desktop.errors import FileProblem
from csp_desktop.passing_copies import PREFIX
from csp_desktop.paths import itself, why
from csp_desktop.registers.register import new_id
from csp_desktop.storage import forgetting, steps
from csp_desktop.storage.checking.soundness import is_large, short
from csp_desktop.storage.connection import connect, explained
from csp_desktop.storage.identity import NAMED_FILES, file_id, open_ours
from csp_desktop.storage.keeping.packing import for_the_owner_only, pack, unpacked
from csp_desktop.storage.keeping.retention import FOLDER_ENDING, PLAIN, backups_in, name_of_next, surplus
from csp_desktop.storage.keeping.second_copies import keep_second
from csp_desktop.storage.placing import place, refuse_taken, unhindered_rename

_ABANDONED_SECONDS = 3600


def backup_folder(path: Path) -> Path:
    """Where a file's backups are kept."""
    real = itself(path)
    name = real.stem if real.suffix.lower() == ".csp" else real.name
    return real.with_name(f"{name}{FOLDER_ENDING}")


def backups_of(path: Path) -> list[Path]:
    """A file's backups, newest first; what else a person put in their folder is not among them."""
    return [backup.path for backup in backups_in(backup_folder(path))]


def make_backup(path: Path, *, at_leisure: bool = False) -> Path:
    """Copy a file as it stands, check the copy, thin out older ones; the newest one if nothing changed since.

    A copy that does not agree with itself is kept apart under a name that says so, and pushes out no other.
    `at_leisure` a large file too is checked all through, its older backups packed, and kept in a second place.
    Raises FileProblem where the file is not ours or damaged, or the copy could not be made; older backups
    are left alone.
    """
    folder = backup_folder(path)
    with (
        explained(path, f"could not be backed up in {folder}", "Older backups were kept."),
        _open(path) as (source, version),
    ):
        thorough = at_leisure or not is_large(source)
        try:
            stamp = path.stat().st_mtime_ns
            present = backups_in(folder)
            if present and _unchanged(source, stamp, newest := present[0].path):
                # The stick that was away when it was made may be there now.
                if (
                    at_leisure
                    and not present[0].failed
                    and newest.suffix == ".csp"
                    and version >= NAMED_FILES
                ):
                    keep_second(newest, file_id(source), path.stem)
                return newest
            folder.mkdir(mode=0o700, exist_ok=True)
            partial = folder / f"{new_id()}.partial"
            with _removed_where_unfinished(partial):
                _copy(path, source, partial)
                failed = thorough and _contradicts_itself(partial)
                os.utime(partial, ns=(stamp, stamp))
                for_the_owner_only(partial)
                target = folder / name_of_next(path.stem, present, datetime.now(), failed=failed)
                unhindered_rename(partial, target)
        except OSError as problem:
            raise FileProblem(
                f"“{path.name}” could not be backed up in {folder} ({why(problem, folder / path.name)}); the file itself is safe. "
                "Make room there or allow writing, then try again."
            ) from problem
        if thorough and not failed and version >= NAMED_FILES:
            keep_second(target, file_id(source), path.stem)
    _tidy(folder, path, pack_older=thorough)
    return target


def restore(backup: Path, target: Path) -> None:
    """Make a new file from a backup, never over an existing one; raises FileProblem."""
    partial = target.with_name(f"{new_id()}.partial")
    with (
        explained(backup, f"could not be restored to {target}", "The backup is as it was."),
        unpacked(backup) as plain,
        contextlib.closing(open_ours(plain, "ro")[0]) as source,
    ):
        refuse_taken(target)
        try:
            with _removed_where_unfinished(partial):
                # The system says why there can be none; SQLite only that there is none.
                partial.touch(exist_ok=False)
                _copy(backup, source, partial)
                for_the_owner_only(partial)
                place(partial, target)
        except OSError as problem:
            raise FileProblem(
                f"“{backup.name}” could not be restored to {target} ({why(problem, target)}); the backup is as it "
                "was. Try another folder."
            ) from problem


def forget_in_backup(backup: Path, person: str, words: Iterable[str], who: str) -> None:
    """Make a person anonymous in a backup, which otherwise stays as it is; raises FileProblem."""
    with (
        explained(backup, "could not be rewritten", "It is as it was."),
        unpacked(backup) as plain,
        tempfile.TemporaryDirectory(prefix=PREFIX) as folder,
    ):
        copy = Path(folder) / "backup.csp"
        shutil.copyfile(plain, copy)
        connection, version = open_ours(copy, "rw")
        with contextlib.closing(connection):
            connection.execute("BEGIN IMMEDIATE")
            forgetting.rewrite(connection, person, words)
            if version >= NAMED_FILES:
                forgetting.record(
                    connection, person, who, datetime.now().astimezone().isoformat(timespec="seconds")
                )
            connection.execute("COMMIT")
            connection.execute("VACUUM")
        with contextlib.closing(connect(copy, "ro")) as checked:
            if checked.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise FileProblem(f"“{backup.name}” is damaged, so nobody was made anonymous in it.")
        shutil.copystat(backup, copy)
        try:
            if backup.name.lower().endswith(".gz"):
                pack(copy, backup)
            else:
                partial = backup.with_name(f"{backup.name}.partial")
                shutil.copy2(copy, partial)
                for_the_owner_only(partial)
                partial.replace(backup)
        except OSError as problem:
            raise FileProblem(
                f"“{backup.name}” could not be rewritten ({problem.strerror}); make room there or allow writing."
            ) from problem


@contextlib.contextmanager
def _open(path: Path) -> Iterator[tuple[sqlite3.Connection, int]]:
    connection, version = open_ours(path, "ro")
    with contextlib.closing(connection):
        yield connection, version


def _unchanged(source: sqlite3.Connection, stamp: int, backup: Path) -> bool:
    """Same time and same last step: some disks know the time only to two seconds."""
    if backup.stat().st_mtime_ns != stamp:
        return False
    try:
        with unpacked(backup) as plain, contextlib.closing(connect(plain, "ro")) as kept:
            return steps.last_number(kept) == steps.last_number(source)
    except (sqlite3.Error, FileProblem):
        return False


def _copy(path: Path, source: sqlite3.Connection, target: Path) -> None:
    """Copy through SQLite, which waits for a writer at work, and read the copy to its end."""
    # Takes the read lock within the usual waiting time; the copying alone would wait for ever.
    source.execute("BEGIN")
    source.execute("SELECT name FROM sqlite_schema").fetchone()
    _keep_little(source)
    with contextlib.closing(connect(target, "rwc")) as copy:
        _keep_little(copy)
        source.backup(copy)
    source.execute("COMMIT")
    with contextlib.closing(connect(target, "ro")) as copy:
        _keep_little(copy)
        verdict = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise FileProblem(
            f"“{path.name}” is damaged, so no copy was made of it ({short(verdict)}); older backups were kept. "
            "Restore one of them."
        )


def _keep_little(connection: sqlite3.Connection) -> None:
    """Keep 2 MB of what is read or written: a page hardly comes by twice, and what it took is seldom given back."""
    connection.execute("PRAGMA cache_size = -2048")


@contextlib.contextmanager
def _removed_where_unfinished(partial: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        _remove(partial, partial.with_name(partial.name + "-journal"))
        raise


def _contradicts_itself(copy: Path) -> bool:
    connection, version = open_ours(copy, "ro")
    _keep_little(connection)
    with contextlib.closing(connection):
        # Imported here because it takes longer than opening a file, and is seldom wanted.
        from csp_desktop.storage.checking.wholeness import first_contradiction

        return first_contradiction(connection, version) is not None


def _tidy(folder: Path, path: Path, *, pack_older: bool) -> None:
    """Remove backups that need not be kept, pack all but the newest, remove what a crash left unfinished."""
    long_ago = time.time() - _ABANDONED_SECONDS
    for unfinished in folder.glob("*.partial*"):
        with contextlib.suppress(OSError):
            if unfinished.stat().st_mtime < long_ago:
                _remove(unfinished)
    with contextlib.suppress(OSError, FileProblem):
        present = backups_in(folder)
        if pack_older:
            sound = [backup for backup in present if not backup.failed]
            for backup in sound[PLAIN:]:
                if backup.path.suffix == ".csp":
                    pack(backup.path, backup.path.with_name(backup.path.name + ".gz"))
                    _remove(backup.path)
            present = backups_in(folder)
        _remove(*(backup.path for backup in surplus(present, path.stat().st_size)))


def _remove(*paths: Path) -> None:
    # One held by another program is removed the next time.
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
