"""Folders in the system's temporary one for copies that are only looked at or read, and their end.

They hold what the plan's file holds: names, telephone numbers, partners' words. So they go when the program ends,
and what could not go then (another program held it, the machine was switched off) goes at a later end.
"""

from __future__ import annotations

import contextlib
import shutil
import stat
import tempfile
import time
from pathlib import Path

PREFIX = "csp-desktop-"
"""How the name of every temporary folder of the program begins."""

_LEFT_AFTER = 24 * 60 * 60.0  # Seconds: another window may still be at work in a younger one.
_made: set[Path] = set()


def passing_folder() -> Path:
    """A new folder for copies, gone when the program ends; raises OSError."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    _made.add(folder)
    return folder


def let_go(folder: Path) -> None:
    """Remove a passing folder now; where another program still holds it, it goes when this one ends."""
    _remove(folder)
    if not folder.exists():
        _made.discard(folder)


def only_for_reading(copy: Path) -> None:
    """Mark a copy handed to another program, so that nobody types into what is about to go."""
    with contextlib.suppress(OSError):  # Not every system can; the copy is shown all the same.
        copy.chmod(stat.S_IREAD)


def remove_passing_folders() -> None:
    """Remove this program's folders, and those older than a day that one ended by force has left."""
    for folder in (*_made, *_left()):
        _remove(folder)
    _made.clear()


def _left() -> list[Path]:
    before = time.time() - _LEFT_AFTER
    left = []
    with contextlib.suppress(OSError):
        for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
            with contextlib.suppress(OSError):
                told = folder.lstat()
                if stat.S_ISDIR(told.st_mode) and told.st_mtime < before:
                    left.append(folder)
    return left


def _remove(folder: Path) -> None:
    for inside in (path for path in folder.rglob("*") if not path.is_symlink()):
        # Windows removes nothing that is marked as only for reading.
        with contextlib.suppress(OSError):
            inside.chmod(stat.S_IREAD | stat.S_IWRITE | stat.S_IEXEC)
    shutil.rmtree(folder, ignore_errors=True)
