"""Copies of a file that a share, a stick or a person left beside it ("Plan-LAPTOP.csp", "Plan (1).csp")."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from pathlib import Path

from csp_desktop.errors import FileProblem
from csp_desktop.paths import name_key
from csp_desktop.storage import steps
from csp_desktop.storage.identity import NAMED_FILES, file_id, open_ours

# "Plan-LAPTOP", "Plan (1)", "Plan – Copy", "Plan_conflict", "Plan.sync-conflict": never another word that begins alike.
_ADDED = re.compile(r"[ _]?[-–—(_. ].+")
# "Copy of Plan", "Copy (2) of Plan".
_BEFORE = re.compile(r"copy (\(\d+\) )?of ")


def copies_beside(path: Path) -> list[Path]:
    """Files beside one of ours, named after it, that are copies of it and hold steps it does not know."""
    stem = name_key(path.stem)

    def named_after(other: str) -> bool:
        plain = _BEFORE.sub("", other, count=1)
        return (plain == stem != other) or any(
            name.startswith(stem) and _ADDED.fullmatch(name[len(stem) :]) for name in (other, plain)
        )

    named = [other for other in sorted(path.parent.glob("*.csp")) if named_after(name_key(other.stem))]
    if not named:
        return []
    ours = _told_by(path)
    if ours is None:
        return []
    return [
        other
        for other in named
        if (theirs := _told_by(other)) and theirs[0] == ours[0] and theirs[2] not in ours[1]
    ]


def _told_by(path: Path) -> tuple[str, set[str], str] | None:
    """A file's id, the ids of all steps it knows, and of its own last one; None where it cannot be asked."""
    try:
        connection, version = open_ours(path, "ro")
    except FileProblem:
        return None
    with contextlib.closing(connection), contextlib.suppress(sqlite3.Error, ValueError):
        if version < NAMED_FILES:
            return None
        own = list(steps.numbers(connection))
        known = set(own)
        if "copies_taken_in" in {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}:
            for last_step, findings in connection.execute("SELECT last_step, findings FROM copies_taken_in"):
                known |= {last_step, *json.loads(findings or "{}").get("steps", ())}
        return file_id(connection), known, own[-1] if own else ""
    return None
