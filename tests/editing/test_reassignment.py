from __future__ import annotations

from pathlib import Path

import pytest

from csp_desktop.editing.reassignment import deletion, ties
from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.errors import InvalidChange
from csp_desktop.registers.catalog import REGISTERS


@pytest.fixture
def ws(tmp_path: Path):
    ws = Workspace.create(tmp_path / "ties.csp")
    ws.apply(
        [
            Insert("partnerships", {"name": "Mere CSP", "short_name": "MCSP"}, "p"),
            Insert("agencies", {"name": "Mere Police", "short_name": "Police"}, "a"),
            Insert("agencies", {"name": "Mere Fire", "short_name": "Fire"}, "b"),
            Insert("people", {"agency": "a", "name": "Inspector"}, "one"),
            Insert("groups", {"partnership": "p", "name": "Steering", "short_name": "SG"}, "g"),
            Insert("groups", {"partnership": "p", "name": "Action", "short_name": "JAG", "parent": "g"}, "h"),
            Insert("group_members", {"group": "g", "agency": "a"}, "m1"),
            Insert("group_members", {"group": "g", "agency": "b"}, "m2"),
            Insert("group_members", {"group": "h", "agency": "a", "person": "one"}, "m3"),
            Insert("plans", {"partnership": "p", "title": "Plan", "first_year": 2010, "last_year": 2010}, "plan"),
            Insert("plan_items", {"plan": "plan", "level": "priority", "title": "1", "lead_agencies": ("a", "b")}, "i1"),
            Insert("plan_items", {"plan": "plan", "level": "priority", "title": "2", "lead_agencies": ("a",)}, "i2"),
            Insert("returns", {"plan": "plan", "quarter": "2010-Q1", "agency": "a", "return_code": "R"}, "r"),
        ]
    )  # fmt: skip
    yield ws
    ws.close()


def everything(ws):
    dumped = ws.dump([register.name for register in REGISTERS])
    return {name: sorted(records, key=lambda record: record["id"]) for name, records in dumped.items()}


def test_ties_say_what_names_an_agency_and_what_would_go_with_it(ws):
    told = {tie.said_of(many=False): tie.lost for tie in ties(ws, "agencies", ["a"])}
    assert told == {
        "has 1 person": False,
        "has 2 group memberships": True,
        "leads 2 plan items": False,
        "has 1 return": True,
    }
    assert "lead 2 plan items" in {tie.said_of(many=True) for tie in ties(ws, "agencies", ["a", "b"])}


def test_what_is_deleted_together_ties_nothing_down(ws):
    assert {(tie.field.name, tie.records) for tie in ties(ws, "groups", ["g"])} >= {("parent", ("h",))}
    assert "parent" not in {tie.field.name for tie in ties(ws, "groups", ["g", "h"])}


def test_handing_over_moves_everything_and_is_one_step(ws):
    before = everything(ws)
    ws.apply(deletion(ws, "agencies", ["a"], "b"), "deleted Police")
    assert ws.record("agencies", "a") is None
    assert ws.record("plan_items", "i1")["lead_agencies"] == ("b",)
    assert ws.record("plan_items", "i2")["lead_agencies"] == ("b",)
    assert ws.record("people", "one")["agency"] == "b"
    assert ws.record("returns", "r")["agency"] == "b"
    assert {member["id"]: member["agency"] for member in ws.records("group_members")} == {
        "m2": "b",
        "m3": "b",
    }
    ws.undo()
    assert everything(ws) == before


def test_without_an_heir_links_are_forgotten(ws):
    ws.apply(deletion(ws, "agencies", ["a"], None))
    assert ws.record("plan_items", "i2")["lead_agencies"] == ()
    assert ws.records("returns") == []


def test_a_group_hands_over_to_the_one_that_reported_to_it(ws):
    ws.apply(deletion(ws, "groups", ["g"], "h"))
    assert ws.record("groups", "h")["parent"] is None
    assert {member["agency"] for member in ws.records("group_members", {"group": "h"})} == {"a", "b"}


def test_nobody_hands_over_to_themselves(ws):
    with pytest.raises(InvalidChange):
        deletion(ws, "agencies", ["a"], "a")


def test_two_deleted_together_leave_one_membership_and_one_lead(ws):
    ws.apply([Insert("agencies", {"name": "Mere Council", "short_name": "MC"}, "c")])
    ws.apply(deletion(ws, "agencies", ["a", "b"], "c"))
    assert ws.record("plan_items", "i1")["lead_agencies"] == ("c",)
    assert [member["agency"] for member in ws.records("group_members", {"group": "g"})] == ["c"]
    ws.undo()
    assert ws.record("plan_items", "i1")["lead_agencies"] == ("a", "b")
