"""Which quarter and year progress and figures are of that name none in their heading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from csp_desktop.editing.bringing_in.plan_import import (
    ImportPreview,
    apply_import,
    compare,
    is_of_another_year,
    mappings_for,
)
from csp_desktop.editing.changes import Insert
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid

Row = tuple[Any, ...]
TODAY = date(2026, 11, 29)
ACTIONS = ("Recruit three champions", "Map the hot spots", "Fund an advocate")
HEADINGS = ("Ref", "Action", "Lead", "Due date", "Status", "Latest update")


def make_plan(ws: Workspace, year: int) -> str:
    (partnership,) = ws.records("partnerships")
    plan = Insert(
        "plans",
        {
            "partnership": partnership["id"],
            "title": f"Action plan {year}",
            "first_year": year,
            "last_year": year,
            "status": "agreed",
        },
    )
    ws.apply([plan], kind="start")
    return plan.id


def look(
    ws: Workspace, *rows: Row, sheet: str = "Action plan", file: str = "later.xlsx", today: date = TODAY
) -> ImportPreview:
    mappings = replace(mappings_for(ws, None, None), today=today)
    reading = read_grids([Grid.of_rows(sheet, list(rows))], None, mappings, file=file)
    return compare(ws, reading, file, mappings=mappings)


def bring_in(ws: Workspace, *rows: Row, **how: Any) -> ImportPreview:
    preview = look(ws, *rows, **how)
    apply_import(ws, preview)
    return preview


def actions(words: str, due: str = "31/03/2027") -> list[Row]:
    return [
        (f"1.{at}", title, "Police", due, "In progress", f"{words}: {title} is under way")
        for at, title in enumerate(ACTIONS, 1)
    ]


def quarters(ws: Workspace, register: str = "updates") -> set[str]:
    return {record["quarter"] for record in ws.records(register)}


def asked(preview: ImportPreview) -> set[str]:
    return {cell.mark.message for cell in preview.reading.cells if cell.mark.outcome == "asked"}


@pytest.mark.parametrize(
    "over",
    [
        ("Position at 30 June 2026",),
        ("Quarter ending 30 June 2026",),
        ("Reporting period: 1 April to 30 June 2026",),
        ("Reporting period:", "Q1"),
        ("Progress to the end of June",),
        ("Performance report as at 30/06/2026",),
        ("Period: 01/04/2026 - 30/06/2026",),
    ],
)
def test_the_quarter_over_the_table_is_that_of_its_progress(ws: Workspace, over: Row) -> None:
    make_plan(ws, 2026)
    bring_in(ws, over, HEADINGS, *actions("Done"))
    assert quarters(ws) == {"2026-Q1"}


@pytest.mark.parametrize("sheet", ["June 26", "Quarter 1", "Q1 2026-27"])
def test_the_quarter_in_the_sheets_name_is_that_of_its_progress(ws: Workspace, sheet: str) -> None:
    make_plan(ws, 2026)
    bring_in(ws, HEADINGS, *actions("Done"), sheet=sheet, file="Action plan Q2.xlsx")
    assert quarters(ws) == {"2026-Q1"}


@pytest.mark.parametrize(
    "file", ["Action plan Q1.xlsx", "Action_plan_Q1_2026-27.xlsx", "Update June 2026 Q1.xlsx"]
)
def test_the_quarter_in_the_files_name_is_read_last(ws: Workspace, file: str) -> None:
    make_plan(ws, 2026)
    preview = bring_in(ws, HEADINGS, *actions("Done"), file=file)
    assert quarters(ws) == {"2026-Q1"}
    assert any("read as Q1 2026/27" in note for note in preview.notes)


@pytest.mark.parametrize(
    "over",
    [
        "Report to Sarah June, Chief Executive",
        "Agreed by the Board on 14 July 2026",
        "Action plan 2026 to 2029",
    ],
)
def test_a_name_or_the_day_it_was_agreed_says_no_quarter(ws: Workspace, over: str) -> None:
    make_plan(ws, 2026)
    bring_in(ws, (over,), HEADINGS, *actions("Done"))
    assert quarters(ws) == {"2026-Q3"}


def test_the_last_day_of_march_is_of_the_year_that_ends_with_it(ws: Workspace) -> None:
    plan = make_plan(ws, 2026)
    bring_in(ws, ("Position at 31 March 2027",), HEADINGS, *actions("Done"), today=date(2027, 4, 20))
    assert quarters(ws) == {"2026-Q4"}
    assert [found["id"] for found in ws.records("plans")] == [plan]


def test_the_year_in_the_files_name_says_which_plan_it_belongs_to(ws: Workspace) -> None:
    last, this = make_plan(ws, 2026), make_plan(ws, 2027)
    headings = ("Ref", "Indicator", "Target", "Q1", "Q2", "Q3", "Q4")
    rows = [("1", "Burglary", 180, 45, 46, 47, 48), ("2", "Robbery", 70, 20, 21, 22, 23)]
    preview = bring_in(
        ws, headings, *rows, sheet="KPIs", file="KPI outturn 2026-27.xlsx", today=date(2027, 5, 10)
    )
    assert {found["plan"] for found in ws.records("indicators")} == {last}
    assert quarters(ws, "measurements") == {"2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"}
    assert is_of_another_year(ws, preview.reading, this)
    assert not is_of_another_year(ws, preview.reading, last)
