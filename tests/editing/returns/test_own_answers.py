"""The coordinator's own rows, answered in the window: the same questions, without a workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from returning_partner import Q2, ReportingPlan, send, state

from csp_desktop.editing.returns.asked import Recipient
from csp_desktop.editing.returns.own_answers import own_form, take_answers
from csp_desktop.editing.workspace import Insert, Step, Update, Workspace

TODAY = date(2010, 10, 5)
ACTIONS = "action updates"


def take(
    ws: Workspace, plan: ReportingPlan, typed: dict[tuple[str, str, str], str], agency: str = ""
) -> Step | list[str]:
    recipient = Recipient("agency", agency or plan.police)
    form = own_form(ws.plan_records(plan.plan), Q2, recipient)
    assert form is not None
    taken = take_answers(ws, plan.plan, form, recipient, typed, TODAY)
    return taken if isinstance(taken, Step) else [one.sentence for one in taken]


def test_the_questions_are_those_of_the_return(ws: Workspace, plan: ReportingPlan) -> None:
    recipient = Recipient("agency", plan.police)
    form = own_form(ws.plan_records(plan.plan), Q2, recipient)
    assert form is not None and not form.return_code
    asked = {sheet.form.title: [column.header for column in sheet.form.inputs] for sheet in form.sheets}
    assert list(asked) == ["Action updates", "Indicators", "Risks", "Mitigations", "Funding", "Log"]
    assert asked["Action updates"] == ["Update", "RAG", "Outcome RAG", "New due date"]
    first = form.sheets[0].rows[0]
    assert (first.code, first.context["last"], first.shown("rag")) == (
        plan.items[0], "Forty marked.", "green",
    )  # fmt: skip
    assert own_form(ws.plan_records(plan.plan), Q2, Recipient("agency", plan.stream)) is None


def test_answers_are_recorded_in_one_step_as_a_return_would_be(ws: Workspace, plan: ReportingPlan) -> None:
    before = state(ws)
    typed = {
        (ACTIONS, plan.items[0], "rag"): "complete",
        (ACTIONS, plan.items[1], "narrative"): "Six lamps mended.",
        (ACTIONS, plan.items[1], "new_due_on"): "30/6/2011",
        ("indicators", plan.indicator, "value"): "TBC",
        ("indicators", plan.percent, "provisional"): "",
        ("risks", plan.risk, "likelihood"): "3",
        ("mitigations", plan.mitigation, "progress"): "",
        ("funding", plan.allocation, "actual"): "£1,250.50",
    }
    assert isinstance(take(ws, plan, typed), Step)
    first, second = (
        ws.records("updates", {"item": item, "quarter": "2010-Q2"})[0] for item in plan.items[:2]
    )
    assert (first["rag"], first["narrative"], first["reported_on"]) == (
        "blue", "Sixty by August.", "2010-10-05",
    )  # fmt: skip
    assert (second["narrative"], second["new_due_on"]) == ("Six lamps mended.", "2011-06-30")
    item = ws.record("plan_items", plan.items[0])
    assert item and (item["status"], item["completed_on"]) == ("complete", "2010-09-30")
    measured = {one["indicator"]: one for one in ws.records("measurements", {"quarter": "2010-Q2"})}
    assert measured[plan.indicator]["value_state"] == "TBC" and not measured[plan.percent]["provisional"]
    mitigation = ws.record("mitigations", plan.mitigation)
    assert mitigation and mitigation["progress"] is None
    assert [one["amount"] for one in ws.records("funding_entries", {"kind": "actual"})] == [125_050]
    # Much is still open, so nothing is said of a return.
    assert ws.records("returns") == []
    ws.undo()
    assert state(ws) == before


def test_what_cannot_be_taken_is_told_and_nothing_is_recorded(ws: Workspace, plan: ReportingPlan) -> None:
    entry = {"allocation": plan.allocation, "quarter": "2010-Q2", "kind": "committed", "amount": 1}
    ws.apply([Insert("funding_entries", entry)])
    before = state(ws)
    refused = take(
        ws,
        plan,
        {
            (ACTIONS, plan.items[0], "narrative"): "Sixty-one.",
            (ACTIONS, plan.items[1], "rag"): "purple",
            ("indicators", plan.indicator, "value"): "about 500",
            ("mitigations", plan.mitigation, "status"): "",
            ("funding", plan.allocation, "committed"): "7",
        },
    )
    assert isinstance(refused, list) and len(refused) == 4
    assert refused[0].startswith("1.2, RAG: “purple” is not on the list; choose Green")
    assert "500" in refused[1] and refused[2].endswith("choose one of the list.")
    assert "several entries" in refused[3]
    assert state(ws) == before


@pytest.mark.parametrize("sent", [False, True])
def test_a_return_answered_in_full_is_in(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path, sent: bool
) -> None:
    if sent:
        send(ws, plan, tmp_path / "out", "ATC")
    before = state(ws)
    ws.apply([Update("agencies", plan.council, {"return_form": "short"})])
    take(ws, plan, {(ACTIONS, plan.shared_item, "narrative"): "Shared each week."}, plan.council)
    assert [one["state"] for one in ws.records("returns")] == (["prepared"] if sent else [])
    take(ws, plan, {(ACTIONS, plan.shared_item, "rag"): "G"}, plan.council)
    (kept,) = ws.records("returns")
    assert (kept["state"], kept["agency"], kept["quarter"]) == ("applied", plan.council, "2010-Q2")
    for _ in range(3):
        ws.undo()
    assert state(ws) == before
