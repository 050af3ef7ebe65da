"""Where items of the plan go."""

from __future__ import annotations

import pytest

from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.errors import InvalidChange
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.ui.plan.plan_moves import moved_in, moved_out, moved_under, new_item, next_ref


def item(ws: Workspace, plan: str, ref: str, level: str, parent: str | None, position: int) -> str:
    made = Insert(
        "plan_items",
        {"plan": plan, "ref": ref, "level": level, "parent": parent, "position": position, "title": ref},
    )
    ws.apply([made])
    return made.id


@pytest.fixture
def plan(workspace: Workspace, small: object) -> dict[str, str]:
    """1 (1.1, 1.2 from the small file, 1.3 an objective with 1.3.1) and 2; ids by ref, and "plan"."""
    ids = {"plan": small.plan, "1": small.priority, "1.1": small.action, "1.2": small.other}
    ids["1.3"] = item(workspace, small.plan, "1.3", "objective", ids["1"], 2)
    ids["1.3.1"] = item(workspace, small.plan, "1.3.1", "action", ids["1.3"], 0)
    ids["2"] = item(workspace, small.plan, "2", "priority", None, 1)
    return ids


def records(ws: Workspace, plan: dict[str, str]) -> PlanRecords:
    return ws.plan_records(plan["plan"])


def outline(ws: Workspace, plan: dict[str, str]) -> list[tuple[str, str]]:
    return [(one["ref"], one["level"]) for one in records(ws, plan).outline()]


def test_refs_carry_on(workspace: Workspace, plan: dict[str, str]) -> None:
    found = records(workspace, plan)
    assert next_ref(found, None) == "3"
    assert next_ref(found, found.item[plan["1"]]) == "1.4"
    assert next_ref(found, found.item[plan["1.3"]]) == "1.3.2"
    assert next_ref(found, found.item[plan["2"]]) == "2.1"


def test_a_new_action_stands_by_its_like(workspace: Workspace, plan: dict[str, str]) -> None:
    found = records(workspace, plan)
    values, after = new_item(found, "action", found.item[plan["1.1"]])
    assert (values["parent"], after) == (plan["1"], plan["1.1"])
    values, after = new_item(found, "action", found.item[plan["1.3"]])
    assert (values["parent"], values["ref"], after) == (plan["1.3"], "1.3.2", plan["1.3.1"])
    values, after = new_item(found, "priority", found.item[plan["1.3.1"]])
    assert (values["parent"], after) == (None, plan["2"])


def test_nothing_but_a_priority_can_be_first(workspace: Workspace, plan: dict[str, str]) -> None:
    empty = PlanRecords(partnership={}, plan={"id": "p"})
    with pytest.raises(InvalidChange):
        new_item(empty, "action", None)
    assert new_item(empty, "priority", None)[0]["ref"] == "1"


def test_in_and_out_again(workspace: Workspace, plan: dict[str, str]) -> None:
    before = outline(workspace, plan)
    found = records(workspace, plan)
    workspace.apply(moved_out(found, found.item[plan["1.3.1"]]))
    assert outline(workspace, plan)[3:5] == [("1.3", "objective"), ("1.3.1", "action")]
    found = records(workspace, plan)
    assert found.item[plan["1.3.1"]]["parent"] == plan["1"]
    workspace.apply(moved_in(found, found.item[plan["1.3.1"]]))
    assert outline(workspace, plan) == before
    assert records(workspace, plan).item[plan["1.3.1"]]["parent"] == plan["1.3"]


def test_a_priority_goes_in_as_an_objective(workspace: Workspace, plan: dict[str, str]) -> None:
    found = records(workspace, plan)
    workspace.apply(moved_in(found, found.item[plan["2"]]))
    assert outline(workspace, plan)[-1] == ("2", "objective")
    found = records(workspace, plan)
    workspace.apply(moved_out(found, found.item[plan["2"]]))
    assert outline(workspace, plan)[-1] == ("2", "priority")


@pytest.mark.parametrize(
    ("ref", "under"), [("1", "1.3"), ("1", "1"), ("1.1", "1.2"), ("1.3", "1.1")], ids=str
)
def test_what_cannot_be_is_said(workspace: Workspace, plan: dict[str, str], ref: str, under: str) -> None:
    found = records(workspace, plan)
    with pytest.raises(InvalidChange) as refused:
        moved_under(found, found.item[plan[ref]], found.item[plan[under]])
    assert str(refused.value).endswith(".")


def test_the_first_has_nothing_to_go_under(workspace: Workspace, plan: dict[str, str]) -> None:
    found = records(workspace, plan)
    with pytest.raises(InvalidChange):
        moved_in(found, found.item[plan["1.1"]])
    with pytest.raises(InvalidChange):
        moved_out(found, found.item[plan["1"]])


def test_an_item_with_items_becomes_no_action(workspace: Workspace, plan: dict[str, str]) -> None:
    other = item(workspace, plan["plan"], "2.1", "objective", plan["2"], 0)
    found = records(workspace, plan)
    with pytest.raises(InvalidChange):
        moved_under(found, found.item[plan["1.3"]], found.item[other])
