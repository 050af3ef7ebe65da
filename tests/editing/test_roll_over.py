"""Next year's plan in a real file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from csp_desktop.editing.changes import Insert, Update
from csp_desktop.editing.roll_over import roll_over
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import BadRequest
from csp_desktop.periods import FinancialYear
from csp_desktop.rules.figures import figure
from csp_desktop.storage.backups import backups_of

NEXT = FinancialYear(2011)


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "plan.csp") as workspace:
        yield workspace


@pytest.fixture
def plan(ws: Workspace) -> str:
    partnership = Insert("partnerships", {"name": "Rochford CSP", "short_name": "RCSP"})
    plan = Insert(
        "plans",
        {
            "partnership": partnership.id,
            "title": "Annual plan 2010/11",
            "first_year": 2010,
            "last_year": 2010,
        },
    )
    agency = Insert("agencies", {"name": "Essex Police", "short_name": "Police"})
    priority = Insert(
        "plan_items", {"plan": plan.id, "level": "priority", "ref": "1", "title": "Cut burglary"}
    )
    actions = [
        Insert(
            "plan_items",
            {
                "plan": plan.id,
                "parent": priority.id,
                "ref": f"1.{number}",
                "title": f"Action {number}",
                "status": status,
                "lead_agencies": (agency.id,),
            },
        )
        for number, status in enumerate(("ongoing", "complete", "stopped"), 1)
    ]
    indicator = Insert(
        "indicators",
        {
            "plan": plan.id,
            "item": priority.id,
            "title": "Burglaries",
            "baseline_state": "known",
            "baseline_value": 170,
            "target_kind": "percent change",
            "target_value": 5,
        },
    )
    measured = [
        Insert("measurements", {"indicator": indicator.id, "quarter": f"2010-Q{number}", "value": 38})
        for number in (1, 2, 3, 4)
    ]
    risk = Insert(
        "risks",
        {
            "plan": plan.id,
            "item": priority.id,
            "ref": "R1",
            "title": "No money",
            "current_likelihood": 3,
            "current_impact": 4,
        },
    )
    mitigation = Insert("mitigations", {"risk": risk.id, "title": "Bid"})
    stream = Insert(
        "funding_streams",
        {
            "partnership": partnership.id,
            "name": "Reserve",
            "year": 2010,
            "amount": 200_000,
            "carry_forward": "allowed",
        },
    )
    allocation = Insert(
        "allocations", {"stream": stream.id, "project": "Locks", "amount": 100_000, "status": "approved"}
    )
    spent = Insert("funding_entries", {"allocation": allocation.id, "quarter": "2010-Q2", "amount": 75_000})
    ws.apply(
        [
            partnership,
            plan,
            agency,
            priority,
            *actions,
            indicator,
            *measured,
            risk,
            mitigation,
            stream,
            allocation,
            spent,
        ]
    )
    return plan.id


def test_it_says_what_it_would_do_and_then_does_it(ws: Workspace, plan: str) -> None:
    before = ws.dump()
    dry = roll_over(ws, plan, NEXT, dry_run=True)
    assert ws.dump() == before and dry.step is None and not backups_of(ws.path)
    expected = {
        "plan": "Annual plan 2011/12",
        "carried": 2,
        "closed": 1,
        "dropped": 1,
        "already_there": 0,
        "baselines": 1,
        "money_carried": 125_000,
        "risks": 1,
        "mitigations": 1,
        "achievements": 2,
        "quarters_to_come": [],
    }
    assert dry.as_json() == expected
    done = roll_over(ws, plan, NEXT)
    assert done.as_json() == expected
    with Workspace.open(backups_of(ws.path)[0], read_only=True) as backup:
        assert backup.dump() == before
    assert done.step is not None and done.step.reason == "roll over to 2011/12"
    records = ws.plan_records(done.plan_id)
    assert [item["ref"] for item in records.outline()] == ["1", "1.1"]
    assert records.lead_names(records.outline()[1]) == "Police"
    assert records.plan["copied_from"] == plan
    assert records.funding_streams[0]["amount"] == 125_000
    assert records.indicators[0]["baseline_value"] == 152


def test_twice_equals_once(ws: Workspace, plan: str) -> None:
    roll_over(ws, plan, NEXT)
    once = ws.dump()
    again = roll_over(ws, plan, NEXT)
    assert again.step is None and ws.dump() == once
    counts = again.as_json()
    assert (counts["carried"], counts["already_there"], counts["closed"], counts["dropped"]) == (0, 2, 1, 1)
    assert (counts["baselines"], counts["money_carried"]) == (0, 0)


def test_what_was_edited_in_the_new_plan_stays(ws: Workspace, plan: str) -> None:
    done = roll_over(ws, plan, NEXT)
    item = ws.plan_records(done.plan_id).outline()[1]
    ws.apply([Update("plan_items", item["id"], {"title": "Reworded"})])
    after = ws.dump()
    roll_over(ws, plan, NEXT)
    assert ws.dump() == after


def test_undo_takes_the_whole_year_back(ws: Workspace, plan: str) -> None:
    before = ws.dump([register for register in ws.dump() if register != "changes"])
    roll_over(ws, plan, NEXT)
    ws.undo()
    assert ws.dump(list(before)) == before


def test_last_years_figures_are_seen_from_the_new_plan(ws: Workspace, plan: str) -> None:
    done = roll_over(ws, plan, NEXT)
    records = ws.plan_records(done.plan_id)
    last = FinancialYear(2010).quarters
    assert [figure(records, records.indicators[0], quarter) for quarter in last] == [38, 38, 38, 38]
    assert ws.plan_records(plan).later_streams[0]["amount"] == 125_000


def test_decisions_overrule(ws: Workspace, plan: str) -> None:
    items = {item["ref"]: item["id"] for item in ws.plan_records(plan).plan_items}
    done = roll_over(ws, plan, NEXT, decisions={items["1.1"]: "drop", items["1.2"]: "carry"})
    assert [item["ref"] for item in ws.plan_records(done.plan_id).outline()] == ["1", "1.2"]


def test_a_year_already_covered_is_refused(ws: Workspace, plan: str) -> None:
    with pytest.raises(BadRequest, match="choose a later year"):
        roll_over(ws, plan, FinancialYear(2010))


def test_each_year_rolled_over_to_has_a_plan_of_its_own(ws: Workspace, plan: str) -> None:
    first, second = (roll_over(ws, plan, FinancialYear(year)) for year in (2011, 2012))
    assert first.plan_id != second.plan_id
    assert [found["first_year"] for found in ws.records("plans")].count(2012) == 1
    assert roll_over(ws, plan, NEXT).plan_id == first.plan_id
