"""A cover sheet tells of the document and its other sheets: nothing on it is asked about, and what may be more is."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from csp_desktop.excel.layouts.recognised import read_grids, read_source
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.finding.covers import COVER
from csp_desktop.periods import FinancialYear

Rows = list[tuple[object, ...]]
_SHEETS: dict[str, Rows] = {
    "Action plan": [("Ref", "Action", "Lead", "Due date"), (1, "Brief licensees", "Kent Police", "30/09/2026"), (2, "Fit lights", "Council", "30/09/2026")],
    "Risk register": [("Ref", "Risk", "Likelihood", "Impact"), ("R1", "Grant ends", 3, 4), ("R2", "Van fails", 2, 2)],
}  # fmt: skip
_COVER: Rows = [
    ("Ashford Community Safety Partnership",), ("Community safety plan 2026/27",), (), ("Version", "3.1"), ("Owner", "Community safety manager"),
    ("Last updated", "12 June 2026"), (), ("Contents",), ("1", "Action plan"), ("2", "Risk register"),
]  # fmt: skip


def left_out(cover: Rows, name: str = "Sheet1") -> set[str]:
    """What is said of the cells of a sheet before the two registers."""
    grids = [Grid.of_rows(sheet, rows) for sheet, rows in {name: cover, **_SHEETS}.items()]
    reading = read_grids(grids, FinancialYear(2026))
    assert {mapped.mapping.register for mapped in reading.mapped} >= {"plan_items", "risks"}
    return {cell.mark.message for cell in reading.cells if cell.place.sheet == name}


@pytest.mark.parametrize(
    "cover",
    [
        _COVER,
        [("Community safety plan",), ("Prepared by the CSP Officer",), ("Version 3 – draft",)],
        [("Delivery papers",), ("Sheet", "Description"), ("Action plan", "What we will do and who leads"), ("Risk register", "What could go wrong")],
        [("Action plan",), ("Risk register",)],
        [("Ashford CSP",), ("Version 4 – updated 19 October 2026 by the analyst",), ("Tab", "What is on it"), ("Action plan", "What we will do"), ("Risk register", "Strategic risks")],
        [("Ashford – tracker file",), ("Tab 1 Action plan",), ("Tab 2: Risk register",)],
        [("Ashford CSP",), ("Owner: Partnerships Officer",), ("Next board: 10 December 2026",)],
        [("Plan",), ("Partnership:", "Ashford"), ("Period", "April 2026 to March 2027"), ("Date of issue", "1 May 2026"), ("Approved by", "The board"), ("OFFICIAL",)],
    ],
)  # fmt: skip
def test_a_cover_is_left_out_with_the_reason(cover: Rows) -> None:
    assert left_out(cover) == {COVER}


def test_a_cover_called_so_may_hold_titles_alone() -> None:
    titles: Rows = [("Ashford Community Safety Partnership",), ("Delivery plan 2026/27",)]
    assert left_out(titles, "Front cover") == {COVER}
    assert COVER not in left_out(titles)


_READ_ME: Rows = [
    ("Ashford Community Safety Partnership",),
    ("Working workbook 2026/27",),
    ("Please do not change the grey columns.",),
    ("Updates by the 10th of the month after quarter end.",),
    (
        "Jo keeps the master copy; whoever changes a sheet tells her first, so that two of us never work at once. "
        * 2,
    ),
]


@pytest.mark.parametrize(
    "name", ["Read me", "README", "Instructions", "How to use this workbook", "0. Guidance"]
)
def test_a_sheet_that_tells_how_the_others_are_filled_in_asks_nothing(name: str) -> None:
    assert left_out(_READ_ME, name) == {COVER}
    records: Rows = [("Name", "Organisation", "Email"), ("Jo Clerk", "Council", "jo@council.example")]
    assert COVER not in left_out([*_READ_ME, *records], name)


@pytest.mark.parametrize("name", ["Notes", "Sheet1"])
def test_lines_that_stand_in_no_table_are_not_called_one(name: str) -> None:
    (said,) = left_out([("Ring Dawn about the dates",), ("Chase September figures",)], name)
    assert said.startswith("No table was found here")


@pytest.mark.parametrize(
    "sheet",
    [
        [*_COVER, ("Crime has fallen by a tenth since the last plan, and this plan says what we will do next.",)],
        [*_COVER[:2], ("Our partnership brings together the police, the council, the fire service and health. " * 3,), *_COVER[3:]],
        [*_COVER, ("Our priorities",), ("Tackle violence",), ("Reduce burglary",)],
        [("Action plan", "Kent Police"), ("Risk register", "Council")],
        [*_COVER[:6], ("Name", "Organisation", "Email", "Telephone"), ("Jo Clerk", "Council", "jo@council.example", "01233 000000")],
        [("Ashford",), ("Violence",), ("Burglary",)],
        [("Ashford",), ("Version 3",), ("Last updated 12 June",), ("Our vision: an Ashford where everybody feels safe",)],
    ],
)  # fmt: skip
def test_a_sheet_that_says_more_is_read_or_asked_about(sheet: Rows) -> None:
    assert COVER not in left_out(sheet)


def test_a_cover_of_a_workbook_asks_nothing(tmp_path: Path) -> None:
    book = Workbook()
    for name, rows in {"Cover": _COVER, **_SHEETS}.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    book.save(tmp_path / "plan.xlsx")
    reading = read_source(tmp_path / "plan.xlsx", None, FinancialYear(2026))
    assert [mapped.table.grid.name for mapped in reading.mapped] == list(_SHEETS)
    cells = [cell.mark for cell in reading.cells if cell.place.sheet == "Cover"]
    assert {(mark.outcome, mark.message) for mark in cells} == {("ignored", COVER)}
    assert len(cells) == 13
