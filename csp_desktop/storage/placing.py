"""Giving a finished file its name: never over another, and never beside the leavings of one."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from csp_desktop.errors import FileProblem

_TRIES = 10


def refuse_taken(target: Path) -> None:
    """Raise FileProblem where a file stands already, or the unfinished business of an earlier one."""
    if target.exists() or target.is_symlink():
        raise FileProblem(f"“{target.name}” exists already and was left as it is; choose another name.")
    for ending in ("-journal", "-wal"):
        leftover = target.with_name(target.name + ending)
        if leftover.exists():
            # SQLite would take it for the new file's own and write the old one's pages into it.
            raise FileProblem(
                f"“{leftover.name}” is left of an earlier file called “{target.name}”, so none was made; "
                "move it away or choose another name."
            )


def place(made: Path, target: Path) -> None:
    """Rename a finished, closed file; raises FileProblem where the name is taken, OSError where refused."""
    refuse_taken(target)
    if sys.platform == "win32":
        unhindered_rename(made, target)  # Windows itself never renames over another file.
        return
    try:
        os.link(made, target)
    except FileExistsError:
        refuse_taken(target)
        raise
    except OSError:
        made.rename(target)  # Some shares and sticks know no links.
    else:
        made.unlink()


def unhindered_rename(made: Path, target: Path) -> None:
    """Rename, waiting a moment for virus scanners, which open every new file; raises OSError."""
    for attempt in range(_TRIES):
        try:
            made.rename(target)
        except PermissionError:
            if sys.platform != "win32" or attempt == _TRIES - 1:
                raise
            time.sleep(0.1)
        else:
            return
