"""One edit, against one durable commit of the same file settings."""

from __future__ import annotations

import sqlite3
from itertools import count
from pathlib import Path

from measuring import Row, in_turns

from csp_desktop.editing.workspace import Update, Workspace


def edit(file: Path, on: str) -> Row:
    """A typed update of one field, with its history."""
    bare = sqlite3.connect(file.with_name(f"bare {on}.db"), isolation_level=None)
    bare.execute("PRAGMA journal_mode = DELETE")
    bare.execute("PRAGMA synchronous = EXTRA")
    bare.execute("CREATE TABLE t (id TEXT PRIMARY KEY, words TEXT)")
    bare.execute("INSERT INTO t VALUES ('one', '')")
    numbers = count()

    def commit() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("UPDATE t SET words = ? WHERE id = 'one'", [f"Written {next(numbers)}"])
        bare.execute("COMMIT")

    with Workspace.open(file, backup=False) as workspace:
        update = workspace.records("updates", {"item.plan": workspace.plans()[0]["id"]})[0]["id"]

        def typed() -> None:
            workspace.apply([Update("updates", update, {"narrative": f"Written {next(numbers)}"})])

        figure, floor = in_turns(typed, commit, 101)
        while workspace.undo():
            pass
    bare.close()
    return Row("edit, saved", on, figure, floor, "a durable sqlite3 commit", 2)
