"""Verified copies of a file, the newest ten kept in a folder beside it."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from csp_desktop.errors import FileProblem
from csp_desktop.registers.register import new_id
from csp_desktop.storage import steps
from csp_desktop.storage.connection import connect, explained
from csp_desktop.storage.identity import open_ours
from csp_desktop.storage.placing import place, refuse_taken, unhindered_rename

KEPT = 10
# Long names leave room for the date within what file systems take.
_NAME_KEPT = 40
_DATED = re.compile(r".* (\d{4}-\d\d-\d\d \d{6} \d{6})\.csp")
_ABANDONED_SECONDS = 3600


def backup_folder(path: Path) -> Path:
    """Where a file's backups are kept."""
    real = path.resolve() if path.is_symlink() else path
    name = real.stem if real.suffix.lower() == ".csp" else real.name
    return real.with_name(f"{name} backups")


def backups_of(path: Path) -> list[Path]:
    """A file's backups, newest first; what else a person put in their folder is not among them."""
    folder = backup_folder(path)
    if not folder.is_dir():
        return []
    dated = [(match[1], one) for one in folder.iterdir() if (match := _DATED.fullmatch(one.name))]
    return [one for _, one in sorted(dated, reverse=True)]


def make_backup(path: Path) -> Path:
    """Copy a file as it stands, check the copy, keep the newest ten; the newest one if nothing changed since.

    Raises FileProblem where the file is not ours or damaged, or the copy could not be made; older backups
    are left alone.
    """
    folder = backup_folder(path)
    target = folder / f"{path.stem[:_NAME_KEPT]} {datetime.now():%Y-%m-%d %H%M%S %f}.csp"
    partial = target.with_suffix(".partial")
    with (
        explained(path, f"could not be backed up in {folder}", "Older backups were kept."),
        contextlib.closing(open_ours(path, "ro")[0]) as source,
    ):
        try:
            stamp = path.stat().st_mtime_ns
            kept = backups_of(path)
            if kept and _unchanged(source, stamp, kept[0]):
                return kept[0]
            folder.mkdir(exist_ok=True)
            with _removed_where_unfinished(partial):
                _copy(path, source, partial)
                os.utime(partial, ns=(stamp, stamp))
                unhindered_rename(partial, target)
        except OSError as problem:
            raise FileProblem(
                f"“{path.name}” could not be backed up in {folder} ({problem.strerror}); the file itself is safe. "
                "Make room there or allow writing, then try again."
            ) from problem
    _tidy(folder, [one for one in backups_of(path) if one != target][KEPT - 1 :])
    return target


def restore(backup: Path, target: Path) -> None:
    """Make a new file from a backup, never over an existing one; raises FileProblem."""
    partial = target.with_name(f"{new_id()}.partial")
    with (
        explained(backup, f"could not be restored to {target}", "The backup is as it was."),
        contextlib.closing(open_ours(backup, "ro")[0]) as source,
    ):
        refuse_taken(target)
        try:
            with _removed_where_unfinished(partial):
                _copy(backup, source, partial)
                place(partial, target)
        except OSError as problem:
            raise FileProblem(
                f"“{backup.name}” could not be restored to {target} ({problem.strerror}); the backup is as it "
                "was. Try another folder."
            ) from problem


def _unchanged(source: sqlite3.Connection, stamp: int, backup: Path) -> bool:
    """Same time and same last step: some disks know the time only to two seconds."""
    if backup.stat().st_mtime_ns != stamp:
        return False
    try:
        with contextlib.closing(connect(backup, "ro")) as kept:
            return steps.last_number(kept) == steps.last_number(source)
    except sqlite3.Error:
        return False


def _copy(path: Path, source: sqlite3.Connection, target: Path) -> None:
    """Copy through SQLite, which waits for a writer at work, and read the copy to its end."""
    # Takes the read lock within the usual waiting time; the copying alone would wait for ever.
    source.execute("BEGIN")
    source.execute("SELECT name FROM sqlite_schema").fetchone()
    with contextlib.closing(connect(target, "rwc")) as copy:
        source.backup(copy)
    source.execute("COMMIT")
    with contextlib.closing(connect(target, "ro")) as copy:
        found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise FileProblem(
            f"“{path.name}” is damaged, so no copy was made of it ({found}); older backups were kept. "
            "Restore one of them."
        )


@contextlib.contextmanager
def _removed_where_unfinished(partial: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        _remove(partial, partial.with_name(partial.name + "-journal"))
        raise


def _tidy(folder: Path, surplus: list[Path]) -> None:
    """Remove backups that are one too many, and what a crash left unfinished."""
    long_ago = time.time() - _ABANDONED_SECONDS
    for one in folder.glob("*.partial*"):
        with contextlib.suppress(OSError):
            if one.stat().st_mtime < long_ago:
                surplus = [*surplus, one]
    _remove(*surplus)


def _remove(*paths: Path) -> None:
    # One held by another program is removed the next time.
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
