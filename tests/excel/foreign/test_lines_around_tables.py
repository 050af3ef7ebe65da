"""Who made a document and when, averages and sums below a table are no records, and each is listed."""

from __future__ import annotations

from typing import Any

import pytest

from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Rows = tuple[tuple[Any, ...], ...]
_PLAN: Rows = (
    ("Action", "Lead agency", "Due date", "Status"),
    ("Train the door staff", "Police", "30/09/2025", "In progress"),
    ("Open a safe space", "Council", "31/12/2025", "Not started"),
    ("Light the path", "Council", "31/03/2026", "Not started"),
)
_RISKS: Rows = (
    ("Risk ID", "Risk", "Likelihood", "Impact", "Owner"),
    ("R1", "The grant may end", 3, 4, "Council"),
    ("R2", "The lead may leave", 2, 3, "Police"),
    ("R3", "The hall may close", 1, 4, "Council"),
)
_LOG: Rows = (
    ("Meeting date", "No", "Action", "Owner"),
    ("04/06/2025", "1", "Invite the new health lead", "Council"),
    ("04/06/2025", "2", "Share the burglary analysis", "Police"),
)
_FIGURES: Rows = (
    ("Indicator", "Baseline", "Target", "Q1"),
    ("Burglary", 120, 110, 27),
    ("Robbery", 40, 35, 11),
    ("Criminal damage", 210, 200, 55),
)
_MONEY: Rows = (
    ("Project", "Provider", "Allocated", "Spent to date"),
    ("Youth outreach", "Council", 12_000, 3_000),
    ("CCTV", "Council", 8_000, 2_000),
)
_TABLES = {
    "Action plan": ("plan_items", _PLAN), "Risk register": ("risks", _RISKS), "Action log": ("log_entries", _LOG),
    "Performance": ("indicators", _FIGURES), "Allocations": ("allocations", _MONEY),
}  # fmt: skip
_LINES: Rows = (
    ("Prepared by the Community Safety Manager",), ("Last updated 12 June",), ("Chair",), ("Date 1 July",),
    ("Approved by",), ("Version 3",), ("Version 3 – draft",), ("Version 2.1 (draft)",), ("Last updated: 12 May 2025 by the CSP Officer",), ("Source: the force",), ("Note: provisional",),
)  # fmt: skip
_PAIRS: Rows = (
    ("Prepared by:", "Analyst"), ("Date:", "1 July 2025"), ("Approved by", "Chair"), ("Version", 3), ("Signed",),
    ("Last updated", "12 June 2025"), ("Chair", "Head of service"), ("Next review", "1 October 2025"),
)  # fmt: skip


def read(sheet: str, *rows: tuple[Any, ...]) -> Reading:
    return read_grids([Grid.of_rows(sheet, list(rows))], FinancialYear(2025))


def titles(reading: Reading, sheet: str) -> list[object]:
    register = _TABLES[sheet][0]
    name = "project" if register == "allocations" else "title"
    return [
        draft.values[name]
        for draft in reading.drafts
        if draft.register == register and draft.values.get("level") != "priority"
    ]


def expected(sheet: str) -> list[object]:
    at = {"Risk register": 1, "Action log": 2}.get(sheet, 0)
    return [row[at] for row in _TABLES[sheet][1][1:]]


def outcomes(reading: Reading, after: int) -> set[str]:
    return {cell.mark.outcome for cell in reading.cells if cell.place.row > after}


@pytest.mark.parametrize("lines", [_LINES, ((), *_LINES), _PAIRS, ((None, "Printed 3 May 2025"),)])
@pytest.mark.parametrize("sheet", _TABLES)
def test_lines_about_the_document_below_a_table_are_no_records(sheet: str, lines: Rows) -> None:
    table = _TABLES[sheet][1]
    reading = read(sheet, *table, *lines)
    assert titles(reading, sheet) == expected(sheet)
    assert outcomes(reading, len(table)) == {"ignored"}


@pytest.mark.parametrize("sheet", ["Action plan", "Allocations"])
def test_lines_about_the_document_over_a_table_name_nothing_of_it(sheet: str) -> None:
    reading = read(sheet, ("Version 3",), ("Last updated", "12 June 2025"), *_TABLES[sheet][1])
    assert titles(reading, sheet) == expected(sheet)
    drafted = [str(value) for draft in reading.drafts for value in draft.values.values()]
    assert not [text for text in drafted if "Version" in text or "12 June" in text]


@pytest.mark.parametrize(
    ("sheet", "row"),
    [
        ("Action plan", ("Approved by cabinet", "Council", "30/09/2025", "Not started")),
        ("Risk register", ("R4", "Date of the hearing may slip", None, None, None)),
        ("Performance", ("Total recorded crime", 900, 880, 200)),
        ("Performance", ("Overall satisfaction with the police", None, 80, 71)),
        ("Performance", ("Average response time", 12, 10, 11)),
        ("Performance", ("All wards burglary", 41, 39, 11)),
        ("Allocations", ("Contingency", None, 2_500, None)),
    ],
)
def test_a_record_worded_much_like_them_stays_one(sheet: str, row: tuple[Any, ...]) -> None:
    own = row[1] if sheet == "Risk register" else row[0]
    assert titles(read(sheet, *_TABLES[sheet][1], row), sheet) == [*expected(sheet), own]


def test_a_chair_in_a_list_of_people_is_somebody() -> None:
    rows = (("Role", "Name", "Email"), ("Analyst", "A. Sample", "a@example.org"), ("Chair", "B. Sample"))
    people = [draft.values["name"] for draft in read("Contacts", *rows).drafts if draft.register == "people"]
    assert people == ["A. Sample", "B. Sample"]


@pytest.mark.parametrize(
    ("sheet", "row", "outcome"),
    [
        *(("Performance", (word, None, None, 31), "ignored") for word in ("Average", "Mean", "Overall average", "Median")),
        *(("Performance", (word, 370, 345, 93), "ignored") for word in ("Overall", "All wards", "Running total", "Sub-total")),
        ("Performance", ("All wards", 3.1, 3.3, 3.4), "asked"),
        ("Performance", ("% complete", None, None, 0.5), "ignored"),
        ("Allocations", ("Average", None, 10_000, 2_500), "ignored"),
        ("Allocations", ("Overall", None, 20_000, 5_000), "ignored"),
        ("Allocations", ("Balance", None, None, 15_000), "asked"),
        ("Risk register", ("Average", None, 2.4, 3.6), "ignored"),
        ("Risk register", ("% closed", "40%"), "ignored"),
        ("Risk register", ("Highest", "12"), "asked"),
        ("Action plan", ("Overall", None, None, "Amber"), "asked"),
    ],
)  # fmt: skip
def test_a_row_that_says_what_those_above_come_to_is_no_record(
    sheet: str, row: tuple[Any, ...], outcome: str
) -> None:
    table = _TABLES[sheet][1]
    reading = read(sheet, *table, row)
    assert titles(reading, sheet) == expected(sheet)
    assert outcomes(reading, len(table)) == {outcome}
