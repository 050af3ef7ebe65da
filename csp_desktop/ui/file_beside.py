"""The open file looked into beside its window, on a connection of its own that only reads; and when that is worth it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TypeVar

from csp_desktop.editing.workspace import Workspace

# What a comparison finds is marked on what was read: one that was given up must end before the next begins.
_ONE_AT_A_TIME = Lock()
_Found = TypeVar("_Found")
_MOST_AT_ONCE = 500
# Bytes; the backup before anything is brought in takes a twentieth of a second from here on.
_LARGE_FILE = 10_000_000


def look_beside(path: Path, look: Callable[[Workspace], _Found]) -> _Found:
    """What `look` finds in the file at a path, one look at a time; raises AppError. Not for the window's thread."""
    with _ONE_AT_A_TIME, Workspace.open(path, read_only=True) as workspace:
        return look(workspace)


def is_many(number: int) -> bool:
    """Would the window stand still so long that it is felt, were so many records compared at once?"""
    return number > _MOST_AT_ONCE


def is_felt(path: Path, number: int) -> bool:
    """The same of bringing them into the file at a path."""
    return is_many(number) or path.stat().st_size > _LARGE_FILE
