"""Verified copies of a file, the newest ten kept in a folder beside it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from datetime import datetime
from pathlib import Path

from csp_desktop.errors import FileProblem
from csp_desktop.storage.csp_file import connect, identify

KEPT = 10


def backup_folder(path: Path) -> Path:
    """Where a file's backups are kept."""
    return path.with_name(f"{path.stem} backups")


def backups_of(path: Path) -> list[Path]:
    """A file's backups, newest first."""
    folder = backup_folder(path)
    return sorted(folder.glob("*.csp"), reverse=True) if folder.is_dir() else []


def make_backup(path: Path) -> Path:
    """Copy a file as it stands, check the copy, keep the newest ten; the newest one if nothing changed since.

    Raises FileProblem where the copy could not be made or does not check; older backups are left alone.
    """
    stamp = path.stat().st_mtime_ns
    kept = backups_of(path)
    if kept and kept[0].stat().st_mtime_ns == stamp:
        return kept[0]
    folder = backup_folder(path)
    target = folder / f"{path.stem} {datetime.now():%Y-%m-%d %H%M%S %f}.csp"
    partial = target.with_suffix(".partial")
    try:
        folder.mkdir(exist_ok=True)
        _copy(path, partial)
        _check(partial)
        os.utime(partial, ns=(stamp, stamp))
        partial.replace(target)
        for old in backups_of(path)[KEPT:]:
            old.unlink()
    except (OSError, sqlite3.Error) as problem:
        partial.unlink(missing_ok=True)
        raise FileProblem(
            f"No backup of “{path.name}” could be made in {folder} ({problem}); the file itself is safe. "
            "Make room there or allow writing, then try again."
        ) from problem
    return target


def restore(backup: Path, target: Path) -> None:
    """Make a new file from a backup, never over an existing one; raises FileProblem."""
    identify(backup)
    if target.exists():
        raise FileProblem(f"“{target.name}” exists already and was left as it is; choose another name.")
    partial = target.with_name(target.name + ".partial")
    try:
        _check(backup)
        shutil.copyfile(backup, partial)
        partial.replace(target)
    except (OSError, sqlite3.Error) as problem:
        partial.unlink(missing_ok=True)
        raise FileProblem(
            f"“{backup.name}” could not be restored to {target} ({problem}); the backup is as it was. "
            "Try another folder or an older backup."
        ) from problem


def _copy(path: Path, target: Path) -> None:
    source = connect(path, "ro")
    try:
        copy = sqlite3.connect(target)
        try:
            source.backup(copy)
        finally:
            copy.close()
    finally:
        source.close()


def _check(path: Path) -> None:
    identify(path)
    connection = connect(path, "ro")
    try:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    finally:
        connection.close()
    if found != "ok":
        raise sqlite3.DatabaseError(str(found))
