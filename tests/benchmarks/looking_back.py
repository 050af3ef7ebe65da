"""A register as it stood, worked out from the history, against SQLite reading the changes it is worked out from."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from measuring import Row, in_turns

from csp_desktop.editing.as_it_stood import Comparison, now, on_day
from csp_desktop.editing.workspace import Workspace
from csp_desktop.registers.fields import RAG_WORDS


def looking_back(file: Path, on: str) -> tuple[Row, Row]:
    """All updates before the first of them was made, and one plan's today beside those of now."""
    with Workspace.open(file, read_only=True) as workspace, closing(sqlite3.connect(file)) as bare:
        plan = workspace.plans()[0]["id"]

        def before_all() -> None:
            on_day(workspace, date(2000, 1, 1)).records("updates")

        def beside_now() -> None:
            states = on_day(workspace, date.today()), now(workspace)
            _ = Comparison(*states, "updates", plan, RAG_WORDS).everything

        def read() -> None:
            bare.execute(
                "SELECT record, field, before, id FROM changes WHERE register = 'updates'"
            ).fetchall()

        whole, floor = in_turns(before_all, read, 3)
        one, floor_again = in_turns(beside_now, read, 3)
    what = "SQLite reading what changed in the register"
    return (
        Row("all updates as they stood", on, whole, floor, what, None),
        Row("one plan's updates beside now", on, one, floor_again, what, None),
    )
