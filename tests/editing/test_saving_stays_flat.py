"""A save reads what it touches, however much else the file holds."""

from __future__ import annotations

from collections.abc import Callable

from conftest import SmallFile

from csp_desktop.editing.changes import Change, Delete, Insert, Update
from csp_desktop.editing.workspace import Workspace

_YEARS, _ITEMS = 12, 40


def _instructions(workspace: Workspace, save: Callable[[], object]) -> int:
    """How many steps SQLite's engine takes: what is searched by an index grows with it hardly, what is read through does."""
    taken = [0]

    def one_more() -> int:
        taken[0] += 1
        return 0

    workspace._connection.set_progress_handler(one_more, 1)
    try:
        save()
    finally:
        workspace._connection.set_progress_handler(None, 1)
    return taken[0]


def _earlier_years(small: SmallFile) -> list[Change]:
    """Closed plans with actions and a report on each."""
    changes: list[Change] = []
    for year in range(2010 - _YEARS, 2010):
        values = {"partnership": small.partnership, "first_year": year, "last_year": year, "status": "closed"}
        plan = Insert("plans", {**values, "title": f"Plan {year}"})
        first = Insert(
            "plan_items", {"plan": plan.id, "level": "priority", "ref": "1", "title": "Less of it"}
        )
        changes += [plan, first]
        for place in range(_ITEMS):
            item = Insert(
                "plan_items",
                {"plan": plan.id, "level": "action", "parent": first.id, "position": place, "title": "Do"},
            )
            changes += [
                item,
                Insert("updates", {"item": item.id, "quarter": f"{year}-Q1", "narrative": "Done"}),
            ]
    return changes


def test_a_save_costs_the_same_beside_many_closed_plans(small: SmallFile, workspace: Workspace) -> None:
    report = Insert("updates", {"item": small.action, "quarter": "2010-Q1", "narrative": "Begun"})
    another = Insert("updates", {"item": small.other, "quarter": "2010-Q1", "narrative": "Begun"})
    workspace.apply([report])
    there_and_back = {
        "a text": [Update("updates", report.id, {"narrative": words}) for words in ("Half done", "Begun")],
        "a choice": [
            Update("plan_items", small.action, {"status": status})
            for status in ("in progress", "not started")
        ],
        "a new record and its removal": [another, Delete("updates", another.id)],
    }

    def costs() -> dict[str, int]:
        return {
            what: _instructions(
                workspace, lambda changes=changes: [workspace.apply([one]) for one in changes]
            )
            for what, changes in there_and_back.items()
        }

    costs()
    alone = costs()
    workspace.apply(_earlier_years(small), kind="start")
    costs()
    beside = costs()
    assert {what: cost for what, cost in beside.items() if cost > alone[what] * 1.1} == {}


def test_undo_writes_a_record_once_whatever_was_changed_in_it(small: SmallFile, workspace: Workspace) -> None:
    before = workspace.dump(["plan_items"])
    workspace.apply(
        [
            Update("plan_items", small.action, {"title": "First", "target": "Ten", "notes": "Asked"}),
            Update("plan_items", small.other, {"title": "Second", "target": "Ten"}),
            Update("plan_items", small.other, {"title": "Third", "notes": "Asked again"}),
        ]
    )
    after = workspace.dump(["plan_items"])
    said: list[str] = []
    for revert, then in ((workspace.undo, before), (workspace.redo, after)):
        said.clear()
        workspace._connection.set_trace_callback(said.append)
        assert revert()
        workspace._connection.set_trace_callback(None)
        assert sum(words.startswith('UPDATE "plan_items"') for words in said) == 2
        assert workspace.dump(["plan_items"]) == then
