"""A figure is the same wherever it is met: in the readable views, on the printed page, in the return sent out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import Any

import pytest
from conftest import SmallFile

from csp_desktop.editing.county.gathering import county_records
from csp_desktop.editing.returns.paper import paper_returns
from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.fields import format_money
from csp_desktop.registers.issued_form import IssuedRow
from csp_desktop.reports.blocks import Badge, Block, Row, Table, Words
from csp_desktop.reports.catalog import gather
from csp_desktop.reports.options import ReportOptions

Q1, Q2 = Quarter(2010, 1), Quarter(2010, 2)
TODAY = date(2010, 7, 20)


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
    records = workspace.plan_records(small.plan)
    sheets = gather(records, form, ReportOptions(quarter=Q1, printed_on=TODAY)).sheets
    tables = [sheet.blocks[block] for sheet in sheets if block in sheet.blocks]
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
    county = county_records(figures, FinancialYear(2010))
    sheet = gather(county, "county-funding", ReportOptions(quarter=Q1, printed_on=TODAY)).sheets[0]
    (row,) = told(sheet.blocks["districts"])
    assert [said[0] for said in row[2:4]] == [f"£{allocated:,.2f}", f"£{spent:,.2f}"]
    sent = returned(figures, small, "funding", "Bicycles").context
    assert (sent["amount"], sent["spent"]) == (
        format_money(int(allocated * 100)),
        format_money(round(spent * 100)),
    )
