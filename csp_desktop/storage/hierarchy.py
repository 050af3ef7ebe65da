"""What stands under what: plan items below their parents, groups below those they report to."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from typing import NamedTuple

from csp_desktop.registers.plan import LEVELS
from csp_desktop.storage.tables import quoted


class Misplaced(NamedTuple):
    """A plan item and the one it stands under but cannot."""

    item: str
    known_as: str
    level: str
    parent: str
    parent_level: str
    same_plan: bool


def misplaced_items(connection: sqlite3.Connection, among: Collection[str] | None = None) -> list[Misplaced]:
    """Items under one of another plan, or of no higher level; with `among`, where either is one of these."""
    wanted, parameters = "", {}
    if among is not None:
        # Two questions, each of which an index answers.
        wanted = """AND i.id IN (SELECT value FROM json_each(:among)
            UNION SELECT id FROM plan_items WHERE parent IN (SELECT value FROM json_each(:among)))"""
        parameters = {"among": json.dumps(list(among))}
    rows = connection.execute(
        f"""SELECT i.id, coalesce(i.ref, i.title), i.level, p.id, p.level, i.plan = p.plan
        FROM plan_items i JOIN plan_items p ON p.id = i.parent
        WHERE (i.plan <> p.plan OR {_depth("p")} >= {_depth("i")}) {wanted}
        ORDER BY i.plan, i.position, i.rowid""",
        parameters,
    )
    return [Misplaced(*row) for row in rows]


def _depth(table: str) -> str:
    cases = " ".join(f"WHEN '{level}' THEN {depth}" for depth, level in enumerate(LEVELS))
    return f"CASE {table}.level {cases} END"


def looping_groups(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """(id, name) of groups that report to themselves, be it through others."""
    return connection.execute(
        """WITH RECURSIVE above (below, at) AS (
            SELECT id, parent FROM groups WHERE parent IS NOT NULL
            UNION SELECT above.below, g.parent FROM above JOIN groups g ON g.id = above.at
            WHERE g.parent IS NOT NULL)
        SELECT g.id, g.name FROM above JOIN groups g ON g.id = above.below WHERE above.below = above.at"""
    ).fetchall()


def circles(connection: sqlite3.Connection, table: str, column: str) -> list[str]:
    """Ids from which a column that names another row of the same table leads back to themselves."""
    rows = connection.execute(
        f"SELECT id, {quoted(column)} FROM {quoted(table)} WHERE {quoted(column)} IS NOT NULL"
    )
    above = dict(rows.fetchall())
    settled: set[str] = set()
    circling = []
    for start in above:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in settled and at not in path:
            path[at] = None
            at = above.get(at)
        if at is not None and at in path:
            walked = list(path)
            circling += walked[walked.index(at) :]
        settled.update(path)
    return circling
