"""The open file looked into beside its window: on a connection of its own that only reads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TypeVar

from csp_desktop.editing.workspace import Workspace

# What a comparison finds is marked on what was read: one that was given up must end before the next begins.
_ONE_AT_A_TIME = Lock()
_Found = TypeVar("_Found")


def look_beside(path: Path, look: Callable[[Workspace], _Found]) -> _Found:
    """What `look` finds in the file at a path, one look at a time; raises AppError. Not for the window's thread."""
    with _ONE_AT_A_TIME, Workspace.open(path, read_only=True) as workspace:
        return look(workspace)
