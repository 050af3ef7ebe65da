"""The four forms of the log: what is in them, in which order, and what they say where there is nothing."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import SmallFile
from log_content import SmallLog
from record_building import Building

from csp_desktop.editing.changes import Insert, Update
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import ReportProblem
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.blocks import Badge, Band, Row, Table
from csp_desktop.reports.catalog import gather


@pytest.fixture
def log(workspace: Workspace, small: SmallFile) -> SmallLog:
    group = {"partnership": small.partnership, "name": "Steering group", "short_name": "SG"}
    workspace.apply([Insert("groups", group)])
    made = SmallLog(workspace.plan_records(small.plan))
    workspace.apply(made.changes)
    return made


@pytest.fixture
def records(workspace: Workspace, small: SmallFile, log: SmallLog) -> PlanRecords:
    return workspace.plan_records(small.plan)


def table(records: PlanRecords, form: str, block: str, options: object) -> Table:
    found = gather(records, form, options).sheets[0].blocks[block]
    assert isinstance(found, Table)
    return found


def words(row: Row | Band) -> list[str]:
    if isinstance(row, Band):
        return [row.title]
    return [
        " / ".join(getattr(piece, "text", "") or getattr(piece, "word", "") for piece in cell)
        for cell in row.cells
    ]


def test_the_action_log_is_for_the_next_meeting_with_what_was_done_since_the_last(records, options):
    sheet = gather(records, "action-log", options()).sheets[0]
    assert sheet.title == "Action log: Steering group"
    facts = dict(sheet.blocks["facts"].facts)
    # On 22 October the last meeting is the one of the 20th: none is planned.
    assert facts["Meeting"][0].text == "20 October 2010"
    assert facts["Meeting before"][0].text == "6 July 2010"
    rows = [words(row) for row in table(records, "action-log", "actions", options()).rows]
    assert [row[1].split(" / ")[0] for row in rows] == [
        "Map the alleys without light",
        "Write to the bus company",
    ]
    assert rows[0][4] == "Late" and rows[1][4] == "Complete"
    assert "Half of the wards walked" in rows[0][5] and "Said in Q1 2010/11." in rows[0][5]


def test_a_meeting_today_is_the_next_and_what_was_done_in_the_quarter_is_listed(
    records, workspace, small, options
):
    own = {"partnership": small.partnership, "group": records.groups[0]["id"]}
    planned = Insert("meetings", {**own, "held_on": "2010-11-30"})
    done = Insert("log_entries", {**own, "kind": "meeting action", "ref": "9", "title": "Count the bins"})
    update = Insert("log_updates", {"entry": done.id, "quarter": "2010-Q2", "status": "complete"})
    workspace.apply([planned, done, update])
    records = workspace.plan_records(small.plan)
    for day, meeting in ((date(2010, 10, 20), "20 October 2010"), (date(2010, 10, 21), "30 November 2010")):
        sheet = gather(records, "action-log", options(printed_on=day)).sheets[0]
        assert dict(sheet.blocks["facts"].facts)["Meeting"][0].text == meeting
    assert "9" in [words(row)[0] for row in sheet.blocks["actions"].rows]


def test_a_group_that_is_not_there_is_named_in_one_sentence(records, options):
    with pytest.raises(ReportProblem, match="no group “JAG”.* are SG"):
        gather(records, "action-log", options(recipient="JAG"))


def test_recommendations_stand_under_their_review(records, workspace, small, options):
    other = {
        "partnership": small.partnership, "kind": "review recommendation", "source": "Review A", "ref": "2",
        "title": "Share the protocol", "raised_on": "2010-06-10", "evidence": "minutes.docx",
    }  # fmt: skip
    workspace.apply([Insert("log_entries", other)])
    rows = table(workspace.plan_records(small.plan), "recommendations", "recommendations", options()).rows
    assert isinstance(rows[0], Band) and rows[0].title == "Review A"
    assert len([row for row in rows if isinstance(row, Band)]) == 1
    assert {words(row)[0] for row in rows[1:]} == {"2", "3"}


def test_orders_say_what_expires_and_what_runs_too_long(records, workspace, small, log, options):
    (row,) = table(records, "orders", "orders", options()).rows
    assert Badge("amber", "Expiring") in row.cells[6]
    assert "14 Nov 2010" in words(row)[4]
    workspace.apply([Update("log_entries", log.order, {"expires_on": "2011-01-14"})])
    (row,) = table(workspace.plan_records(small.plan), "orders", "orders", options()).rows
    assert "For more than 3 years" in words(row)[4]


def test_the_forward_plan_goes_month_by_month_for_a_year(records, options):
    rows = table(records, "forward-plan", "coming", options()).rows
    bands = [row.title for row in rows if isinstance(row, Band)]
    assert bands == [
        "July 2010",
        "September 2010",
        "October 2010",
        "November 2010",
        "December 2010",
        "March 2011",
    ]
    said = [words(row)[1] for row in rows if isinstance(row, Row)]
    assert {"Meeting", "Order or agreement expires", "Order or agreement to review", "Duty due"} <= set(said)
    assert not any("bus company" in words(row)[2] for row in rows if isinstance(row, Row))


def test_a_risk_reviewed_in_its_quarter_is_not_to_be_reviewed_on_its_day(options):
    plan = Building()
    reviewed = plan.risk(ref="R1", review_on="2010-09-30")
    plan.add("risk_reviews", risk=reviewed["id"], quarter="2010-Q2", likelihood=2, impact=2)
    before = plan.risk(ref="R2", review_on="2010-09-30")
    plan.add("risk_reviews", risk=before["id"], quarter="2010-Q1", likelihood=2, impact=2)
    later = plan.risk(ref="R3", review_on="2010-12-31")
    plan.add("risk_reviews", risk=later["id"], quarter="2010-Q2", likelihood=2, impact=2)
    rows = table(plan.records(), "forward-plan", "coming", options()).rows
    assert [words(row)[2][:2] for row in rows if isinstance(row, Row)] == ["R2", "R3"]


@pytest.mark.parametrize("form", ["action-log", "recommendations", "orders", "forward-plan"])
def test_an_empty_log_says_so(form, workspace, small, options):
    sheet = gather(workspace.plan_records(small.plan), form, options()).sheets[0]
    assert any(isinstance(block, Table) and not block.rows and block.empty for block in sheet.blocks.values())
