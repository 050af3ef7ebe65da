"""A closed plan takes no change until it is opened again, which is recorded; a plan's year changes its title."""

from __future__ import annotations

import pytest
from conftest import SmallFile

from csp_desktop.editing.changes import Change, Delete, Insert, Update
from csp_desktop.editing.roll_over import roll_over
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import InvalidChange
from csp_desktop.periods import FinancialYear


@pytest.fixture
def closed(workspace: Workspace, small: SmallFile) -> Workspace:
    update = {"item": small.other, "quarter": "2010-Q2", "narrative": "Half done"}
    workspace.apply([Insert("updates", update, "update")])
    workspace.apply([Update("plans", small.plan, {"status": "closed"})])
    return workspace


def changes(small: SmallFile) -> dict[str, Change]:
    return {
        "item": Update("plan_items", small.action, {"title": "Other"}),
        "new item": Insert("plan_items", {"plan": small.plan, "level": "priority", "title": "New"}),
        "gone item": Delete("plan_items", small.priority),
        "update": Update("updates", "update", {"narrative": "All done"}),
        "new update": Insert("updates", {"item": small.action, "quarter": "2010-Q2"}),
        "gone update": Delete("updates", "update"),
        "new indicator": Insert("indicators", {"plan": small.plan, "title": "Crimes"}),
        "new risk": Insert("risks", {"plan": small.plan, "title": "Money"}),
    }


@pytest.mark.parametrize(
    "which",
    ["item", "new item", "gone item", "update", "new update", "gone update", "new indicator", "new risk"],
)
def test_nothing_a_closed_plan_holds_is_changed(closed: Workspace, small: SmallFile, which: str) -> None:
    before = closed.dump()
    with pytest.raises(
        InvalidChange, match="“Plan 2010/11” is closed, so nothing was changed.*open it again"
    ):
        closed.apply([changes(small)[which]])
    assert closed.dump() == before


def test_it_is_opened_again_by_a_choice_that_is_recorded(closed: Workspace, small: SmallFile) -> None:
    closed.apply([Update("plans", small.plan, {"status": "agreed"})], "opened the plan again")
    closed.apply([changes(small)["item"]])
    (opened, _closing) = [
        change for change in closed.history.changes_to(small.plan) if change["field"] == "status"
    ]
    assert (opened["before"], opened["after"], opened["reason"]) == (
        "closed",
        "agreed",
        "opened the plan again",
    )


def test_partners_money_and_the_next_plan_go_on(closed: Workspace, small: SmallFile) -> None:
    closed.apply([Update("agencies", small.police, {"name": "Constabulary"})])
    made = roll_over(closed, small.plan, FinancialYear(2011))
    closed.apply(
        [Update("plan_items", made.carrying.made_in("plan_items")[0]["id"], {"title": "Less theft"})]
    )


def test_what_was_done_before_can_still_be_taken_back(closed: Workspace, small: SmallFile) -> None:
    closed.undo()
    closed.apply([changes(small)["item"]])
    assert closed.record("plan_items", small.action)["title"] == "Other"


def test_a_plans_year_changes_its_title_with_it(workspace: Workspace, small: SmallFile) -> None:
    workspace.apply([Update("plans", small.plan, {"last_year": 2011})])
    workspace.apply([Update("plans", small.plan, {"first_year": 2011})])
    assert workspace.record("plans", small.plan)["title"] == "Plan 2011/12"
    workspace.undo()
    assert workspace.record("plans", small.plan)["title"] == "Plan 2010/11"
    workspace.apply([Update("plans", small.plan, {"first_year": 2011, "title": "Ours"})])
    assert workspace.record("plans", small.plan)["title"] == "Ours"
