"""An open file watched from time to time: what others write into it, and whether it can still be written."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import NamedTuple

from csp_desktop.storage.csp_file import CspFile
from csp_desktop.storage.lease import Holder, Waiting


class Sighting(NamedTuple):
    """What a look at an open file found.

    `changed` says by whom it was changed since the last look, "" for by nobody; where it is `stale` what is shown
    cannot be read anew, only opened anew. `trouble` is a sentence why nothing can be written any more, and `now_at`
    where the file is now, if that is known. For a file open to read only, `holder` is who edits it and `silent`
    whether nothing was heard of them for long.
    """

    changed: str = ""
    stale: bool = False
    trouble: str = ""
    now_at: Path | None = None
    holder: Holder | None = None
    silent: bool = False


class FileWatch:
    """Looks at one open file; each look costs a few calls to the system and writes nothing."""

    def __init__(self, file: CspFile) -> None:
        self._file = file
        self._path = file.path
        self._identity = _identity(file.path)
        self._waiting = Waiting(file.path)
        (_, _, self._reads) = file.connection.execute("PRAGMA database_list").fetchone()
        self._stamp = _stamp(file.path)

    def look(self) -> Sighting:
        """What is to be told of the file now."""
        if self._file.connection.in_transaction:
            return Sighting()
        trouble, now_at = self._trouble()
        if trouble:
            return Sighting(trouble=trouble, now_at=now_at)
        changed, stale = self._changed()
        if not self._file.read_only:
            return Sighting(changed, trouble=self._cannot_write())
        holder, silent = self._waiting.look()
        return Sighting(changed, stale, holder=holder, silent=silent)

    def _changed(self) -> tuple[str, bool]:
        """By whom it was changed, and whether it must be opened anew to be seen."""
        if self._reads:
            with contextlib.suppress(sqlite3.Error):
                return self._file.changed_meanwhile(), False
            # A write that was cut short, or a disk that does not answer: writing or opening says which.
            if not self._file.read_only:
                return "", False
        stamp, before = _stamp(self._path), self._stamp
        self._stamp = stamp
        return ("by another program", True) if stamp != before else ("", False)

    def _trouble(self) -> tuple[str, Path | None]:
        """Why the file is not the one that was opened, and where that is."""
        name, folder = f"“{self._path.name}”", self._path.parent
        identity = _identity(self._path)
        if identity == self._identity:
            return "", None
        kept = "What is shown here is as it was last saved; save it as a new file, or put the file back."
        if identity is not None:
            return (
                f"{name} was replaced by another file, perhaps by a program that synchronises files; nothing more is "
                "written. What is shown here is as it was last saved: save it as a new file, or open what is there now.",
                self._path,
            )
        if _identity(folder) is None:
            return (
                f"The folder of {name} is gone: {folder}. What is shown here is as it was last saved; connect the disk "
                "or network folder again, or save it as a new file.",
                None,
            )
        renamed = _same_in(folder, self._identity)
        if renamed is not None:
            return f"{name} was renamed to “{renamed.name}”; nothing more is written. Go on there.", renamed
        return f"{name} was deleted or moved away; nothing more is written. {kept}", None

    def _cannot_write(self) -> str:
        """Why the file, still there, cannot be written any more."""
        other = self._file.taken_by
        if other:
            return (
                f"“{self._path.name}” is being edited by {other}, who took it over; nothing more is written from here, "
                "and what you typed stays where it is. Go on when they have closed it."
            )
        if not (_writable(self._path) and _writable(self._path.parent)):
            return (
                f"“{self._path.name}” or its folder has become write-protected; what you type stays where it is, but is "
                "not saved. Allow writing again, or save it as a new file."
            )
        return ""


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells one file from another at the same path; None where there is none."""
    try:
        known = path.stat()
    except OSError:
        return None
    return known.st_dev, known.st_ino


def _stamp(path: Path) -> tuple[int, int]:
    try:
        known = path.stat()
    except OSError:
        return 0, 0
    return known.st_mtime_ns, known.st_size


def _same_in(folder: Path, identity: tuple[int, int] | None) -> Path | None:
    if identity is None or not identity[1]:
        return None  # The share does not tell files apart.
    with contextlib.suppress(OSError):
        return next((path for path in folder.iterdir() if _identity(path) == identity), None)
    return None


def _writable(path: Path) -> bool:
    try:
        return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
    except OSError:
        return True
