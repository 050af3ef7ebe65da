"""A figure is the same wherever it is met: in the readable views, on the printed page, in the return sent out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from conftest import SmallFile
from log_content import SmallLog

from csp_desktop.editing.county.gathering import county_records
from csp_desktop.editing.returns.paper import paper_returns
from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.issued_form import IssuedRow
from csp_desktop.reports.blocks import Badge, Block, Form, Row, Table, Words
from csp_desktop.reports.catalog import gather
from csp_desktop.reports.documents import handover
from csp_desktop.reports.options import ReportOptions

Q1, Q2 = Quarter(2010, 1), Quarter(2010, 2)
TODAY = date(2010, 7, 20)
AT_Q1 = ReportOptions(quarter=Q1, printed_on=TODAY)


@pytest.fixture
def figures(workspace: Workspace, small: SmallFile) -> Workspace:
    """The small plan with an update, an indicator, a risk and money of the first quarter."""
    indicator = Insert(
        "indicators",
        {"plan": small.plan, "item": small.priority, "title": "Burglaries", "owner": small.police, "baseline_state": "known",
         "baseline_value": 1250.0, "target_kind": "percent change", "target_value": -10.0},
    )  # fmt: skip
    risk = Insert(
        "risks",
        {"plan": small.plan, "item": small.priority, "title": "Nobody comes", "owner_agency": small.police,
         "current_likelihood": 2, "current_impact": 4},
    )  # fmt: skip
    stream = Insert(
        "funding_streams",
        {"partnership": small.partnership, "name": "Grant", "year": 2010, "amount": 20_000_00},
    )
    money = Insert(
        "allocations",
        {
            "stream": stream.id,
            "item": small.action,
            "project": "Bicycles",
            "amount": 9_000_00,
            "status": "approved",
        },
    )
    workspace.apply(
        [
            Insert(
                "updates",
                {"item": small.action, "quarter": Q1.code, "narrative": "Forty marked.", "rag": "amber"},
            ),
            indicator,
            Insert("measurements", {"indicator": indicator.id, "quarter": Q1.code, "value": 281.0}),
            risk,
            Insert("risk_reviews", {"risk": risk.id, "quarter": Q1.code, "likelihood": 4}),
            stream,
            money,
            Insert(
                "funding_entries",
                {"allocation": money.id, "quarter": Q1.code, "kind": "actual", "amount": 1_234_56},
            ),
            Insert(
                "funding_entries",
                {"allocation": money.id, "quarter": Q1.code, "kind": "returned", "amount": 34_56},
            ),
        ]
    )
    return workspace


def viewed(workspace: Workspace, what: str) -> list[Any]:
    with closing(sqlite3.connect(workspace.path)) as connection:
        return connection.execute(what).fetchall()


def printed(workspace: Workspace, small: SmallFile, form: str, block: str) -> Iterator[list[list[str]]]:
    """The words in every cell of a form's tables of one name at the end of the first quarter."""
    yield from of_form(gather(workspace.plan_records(small.plan), form, AT_Q1), block)


def of_county(workspace: Workspace, form: str, block: str) -> Iterator[list[list[str]]]:
    """The same of a form of the county."""
    yield from of_form(gather(county_records(workspace, FinancialYear(2010)), form, AT_Q1), block)


def of_form(form: Form, block: str) -> Iterator[list[list[str]]]:
    tables = [sheet.blocks[block] for sheet in form.sheets if block in sheet.blocks]
    assert tables
    for table in tables:
        yield from told(table)


def told(table: Block) -> Iterator[list[list[str]]]:
    """The words in every cell of a table, row by row."""
    assert isinstance(table, Table)
    for row in table.rows:
        if isinstance(row, Row):
            yield [
                [piece.text if isinstance(piece, Words) else piece.rag for piece in said if isinstance(piece, Words | Badge)]
                for said in row.cells
            ]  # fmt: skip


def returned(workspace: Workspace, small: SmallFile, sheet: str, title: str) -> IssuedRow:
    """A row of the return that goes out for the second quarter."""
    return next(
        row
        for form in paper_returns(workspace, small.plan, Q2)
        for of_sheet, row in form.rows()
        if of_sheet.key == sheet and row.title == title
    )


def test_an_update_and_its_rating(figures: Workspace, small: SmallFile) -> None:
    ((said, rag),) = viewed(
        figures, "SELECT narrative, rag FROM action_plan WHERE ref = '1.1' AND quarter = '2010-Q1'"
    )
    sheet = next(row for row in printed(figures, small, "quarterly-sheet", "milestones") if row[0] == ["1.1"])
    assert (sheet[2], said in sheet[3]) == ([rag], True)
    plan = next(row for row in printed(figures, small, "action-plan", "priority 0") if row[0] == ["1.1"])
    assert [rag, said] in plan
    (paid,) = printed(figures, small, "funder", "done")
    assert paid[1:] == [[rag], [said]]
    (priority,) = printed(figures, small, "committee-page", "priorities")
    assert priority[3] == [f"1 {rag}, 1 not rated"]
    sent = returned(figures, small, "action updates", "Mark bicycles").context
    assert (sent["last"], str(sent["last_rag"]).lower()) == (said, rag)


def test_an_indicators_figure_and_target(figures: Workspace, small: SmallFile) -> None:
    ((value, target),) = viewed(figures, "SELECT value, target_number FROM indicator_position")
    for form, block in (("quarterly-sheet", "indicators"), ("indicators", "table")):
        (row,) = printed(figures, small, form, block)
        assert (row[2][0], row[3][0]) == (f"{target:,.0f}", f"{value:.0f}")
    (row,) = printed(figures, small, "plan-document", "indicators")
    assert row[2] == [f"{target:,.0f}"]
    sent = returned(figures, small, "indicators", "Burglaries").context
    assert (sent["target"], sent["last"]) == (f"{target:,.0f}", f"{value:.0f}")


def test_a_risks_score(figures: Workspace, small: SmallFile) -> None:
    ((score,),) = viewed(figures, "SELECT current_score FROM risk_register")
    (row,) = printed(figures, small, "quarterly-sheet", "risks")
    assert row[-2][0].split()[0] == str(score)
    (row,) = printed(figures, small, "risk-register", "open")
    assert row[3][0].split()[0] == str(score)
    assert str(returned(figures, small, "risks", "Nobody comes").context["last_score"]).endswith(f"= {score}")


def test_money_spent_less_what_came_back(figures: Workspace, small: SmallFile) -> None:
    entries = "sum(CASE kind WHEN 'actual' THEN pounds ELSE -pounds END)"
    ((allocated, spent),) = viewed(figures, f"SELECT max(allocated_pounds), {entries} FROM funding_position")
    (row,) = printed(figures, small, "funding-statement", "allocations")
    assert [said[0] for said in row[2:5]] == [f"£{allocated:,.2f}", "£0.00", f"£{spent:,.2f}"]
    (row,) = printed(figures, small, "funder", "money")
    assert [said[0] for said in row[1:4]] == [f"£{allocated:,.2f}", f"£{spent:,.2f}", f"£{spent:,.2f}"]
    (row,) = printed(figures, small, "committee-page", "money")
    assert row[2] == [f"£{spent:,.2f}"]
    (row,) = of_county(figures, "county-funding", "districts")
    assert [said[0] for said in row[2:4]] == [f"£{allocated:,.2f}", f"£{spent:,.2f}"]
    sent = returned(figures, small, "funding", "Bicycles").context
    assert (sent["amount"], sent["spent"]) == (
        format_money(int(allocated * 100)),
        format_money(round(spent * 100)),
    )


def test_where_an_entry_of_the_log_stands(figures: Workspace, small: SmallFile) -> None:
    """The day it falls due after every date given, and its status; what is over is in no plan of what comes."""
    log = SmallLog(figures.plan_records(small.plan))
    moved = Insert(
        "log_updates", {"entry": log.review, "quarter": Q1.code, "narrative": "Room found.", "new_due_on": "2011-02-01"}
    )  # fmt: skip
    stopped = Insert("log_updates", {"entry": log.duty, "quarter": Q1.code, "status": "stopped"})
    figures.apply([*log.changes, moved, stopped])
    stands = {
        ref: (format_date(due, short=True) if due else "", status)
        for ref, due, status in viewed(figures, "SELECT DISTINCT ref, due_now, status_now FROM log")
    }
    assert (stands["3"], stands[None][1]) == (("1 Feb 2011", "not started"), "stopped")
    (action,) = (row for row in printed(figures, small, "action-log", "actions") if row[0] == ["1"])
    (review,) = printed(figures, small, "recommendations", "recommendations")
    (order,) = printed(figures, small, "orders", "orders")
    assert (action[3], review[3][0], order[4]) == ([stands["1"][0]], stands["3"][0], [stands["PSPO 1"][0]])
    assert (action[4], order[6]) == (["green"], ["green"]) and stands["1"][1] == stands["PSPO 1"][1]
    handed = handover.gather(figures.plan_records(small.plan), AT_Q1, handover.HandedOver())
    for ref, title, planned in (
        ("1", "Map the alleys", False),
        ("3", "Train reception", True),
        ("PSPO 1", "High Street", True),
    ):
        due = [stands[ref][0]]
        assert due in [row[0] for row in of_form(handed, "calendar") if title in row[1][0]], ref
        # The plan of the quarter does not know yet what was raised after it.
        coming = [row[0] for row in printed(figures, small, "forward-plan", "coming") if title in row[2][0]]
        assert (due in coming) == planned, ref
    assert "Scrutiny" not in repr(handed) + repr([*printed(figures, small, "forward-plan", "coming")])
    # The agenda speaks of the order when it is about to run out.
    autumn = gather(figures.plan_records(small.plan), "action-log", replace(AT_Q1, quarter=Q2))
    (spoken,) = (row for row in of_form(autumn, "agenda") if "High Street" in row[0][0])
    ((expires,),) = viewed(figures, "SELECT DISTINCT due_now FROM log WHERE ref = 'PSPO 1'")
    assert spoken[1] == [f"Expires on {format_date(expires)}"]


def test_the_day_an_action_falls_due(figures: Workspace, small: SmallFile) -> None:
    group = Insert("groups", {"partnership": small.partnership, "name": "Cycling", "short_name": "CG"})
    (update,) = (each["id"] for each in figures.records("updates", {"item": small.action}))
    figures.apply(
        [
            group,
            Update("plan_items", small.action, {"due_on": "2010-06-30", "lead_groups": (group.id,)}),
            Update("updates", update, {"new_due_on": "2010-09-15"}),
        ]
    )
    ((due,),) = viewed(
        figures, "SELECT coalesce(new_due_on, due_on) FROM action_plan WHERE quarter = '2010-Q1'"
    )
    day = [format_date(due, short=True)]
    (row,) = printed(figures, small, "highlight", "coming")
    assert row[0] == day
    handed = handover.gather(figures.plan_records(small.plan), AT_Q1, handover.HandedOver())
    assert day in [row[0] for row in of_form(handed, "calendar") if row[1] == ["1.1 Mark bicycles"]]
    assert day in [row[0] for row in printed(figures, small, "forward-plan", "coming")]
    assert returned(figures, small, "action updates", "Mark bicycles").context["due"] == day[0]


def test_a_groups_month(figures: Workspace, small: SmallFile) -> None:
    """What the highlight report says of a group's work, measures, risks and money."""
    group = Insert("groups", {"partnership": small.partnership, "name": "Cycling", "short_name": "CG"})
    (risk,), (money,) = (
        [each["id"] for each in figures.records(register)] for register in ("risks", "allocations")
    )
    figures.apply(
        [
            group,
            Update("plan_items", small.action, {"lead_groups": (group.id,)}),
            Update("risks", risk, {"item": small.action}),
            Update("allocations", money, {"group": group.id}),
        ]
    )
    ((said, rag),) = viewed(figures, "SELECT narrative, rag FROM action_plan WHERE quarter = '2010-Q1'")
    (row,) = printed(figures, small, "highlight", "work")
    assert row[2:] == [[rag], [said]]
    ((value,),) = viewed(figures, "SELECT value FROM indicator_position")
    (row,) = printed(figures, small, "highlight", "indicators")
    assert row[2][0].startswith(f"{value:.0f} ")
    ((score,),) = viewed(figures, "SELECT current_score FROM risk_register")
    (row,) = printed(figures, small, "highlight", "risks")
    assert row[1][0].split()[0] == str(score)
    entries = "sum(CASE kind WHEN 'actual' THEN pounds ELSE -pounds END)"
    ((allocated, spent),) = viewed(figures, f"SELECT max(allocated_pounds), {entries} FROM funding_position")
    (row,) = printed(figures, small, "highlight", "money")
    assert row[1:] == [[f"£{pounds:,.2f}"] for pounds in (allocated, 0, spent, allocated - spent)]
    # What is proposed is the same figure here and with its funder, whatever was spent before it is approved.
    figures.apply([Update("allocations", money, {"status": "proposed"})])
    (row,) = printed(figures, small, "highlight", "money")
    (asked,) = printed(figures, small, "funding-statement", "allocations")
    (paid,) = printed(figures, small, "funder", "money")
    assert row[1] == asked[2] == paid[1] == [f"£{allocated:,.2f}"]


def test_a_partnership_among_others(figures: Workspace, small: SmallFile) -> None:
    """What the county's position says of it is what its own pages say."""
    (county,) = of_county(figures, "county-position", "standing")
    ((available, spent),) = viewed(
        figures, "SELECT max(stream_pounds), sum(CASE kind WHEN 'actual' THEN pounds ELSE -pounds END) FROM funding_position"
    )  # fmt: skip
    ((high,),) = viewed(
        figures,
        "SELECT count(*) FROM risk_register JOIN partnerships p ON p.name = partnership WHERE current_score > p.risk_appetite",
    )
    (own,) = printed(figures, small, "committee-page", "money")
    assert (county[-5], county[-4]) == (own[2], own[1]) == ([f"£{spent:,.2f}"], [f"£{available:,.2f}"])
    assert county[-2] == [str(high)]
    (priority,) = printed(figures, small, "committee-page", "priorities")
    assert (county[1:4], priority[2]) == ([["–"], ["1"], ["–"]], ["amber"])  # red, amber, green
