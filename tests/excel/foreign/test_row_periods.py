"""A row that says of which quarter, month or year it is, is of that, also where all rows say the same."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading, SoFar
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Row = tuple[Any, ...]
TODAY = date(2026, 11, 29)


def read(sheet: str, *rows: Row, plans_year: int = 2026) -> Reading:
    mappings = Mappings(today=TODAY, plans_year=FinancialYear(plans_year))
    return read_grids([Grid.of_rows(sheet, list(rows))], None, mappings)


def told(reading: Reading, register: str, field: str) -> list[tuple[str, Any]]:
    """The quarter and one value of each record that hangs on another."""
    return [
        (draft.values["quarter"], draft.values.get(field))
        for draft in reading.drafts
        if draft.register == register
    ]


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Quarter", "Q1"),
        ("Quarter", 1),
        ("Period", "Q1 2026/27"),
        ("Reporting period", "Apr-Jun 2026"),
        ("Reporting period", "1 April to 30 June 2026"),
        ("Period ending", date(2026, 6, 30)),
        ("Period ending", "30/06/2026"),
        ("As at", date(2026, 6, 30)),
        ("Month", "Jun-26"),
    ],
)
def test_a_figure_is_of_the_quarter_its_row_says(heading: str, said: object) -> None:
    reading = read(
        "Data", ("Indicator", heading, "Actual"), *((name, said, 45) for name in ("Burglary", "Arson"))
    )
    assert told(reading, "measurements", "value") == [("2026-Q1", 45), ("2026-Q1", 45)]
    assert not any("names no quarter" in note for note in reading.notes)
    assert not any(draft.values.get("notes") for draft in reading.drafts)
    (message,) = {
        cell.mark.message for cell in reading.cells if cell.place.row > 1 and cell.place.column == 2
    }
    assert message == "Says when the rest of its row is of."


@pytest.mark.parametrize(
    ("heading", "said"),
    [("Quarter", "Q1"), ("Reporting period", "Apr-Jun 2026"), ("Date of update", "30/06/2026"),
     ("Date of update", "09/07/2026"), ("Last updated", date(2026, 7, 9))],
)  # fmt: skip
def test_progress_is_of_the_quarter_its_row_says(heading: str, said: object) -> None:
    reading = read(
        "Action plan",
        ("Ref", "Action", "Lead", heading, "Progress", "RAG"),
        ("1.1", "Fit the alley gates in town", "Council", said, "Gates were ordered from the supplier", "Green"),
        ("1.2", "Visit all the hostels", "Police", said, "Half of them were visited in May", "Amber"),
    )  # fmt: skip
    assert [quarter for quarter, _ in told(reading, "updates", "rag")] == ["2026-Q1", "2026-Q1"]


def test_rows_updated_on_different_days_are_each_of_their_own_quarter() -> None:
    reading = read(
        "Action plan",
        ("Ref", "Action", "Lead", "Progress", "Last updated"),
        ("1.1", "Fit the alley gates in town", "Council", "Gates were ordered", date(2026, 6, 30)),
        ("1.2", "Visit all the hostels", "Police", "All of them were visited", date(2026, 9, 14)),
    )
    assert [quarter for quarter, _ in told(reading, "updates", "narrative")] == ["2026-Q1", "2026-Q2"]


def test_the_quarter_an_action_is_due_in_is_not_the_one_its_progress_is_of() -> None:
    reading = read(
        "Action plan",
        ("Ref", "Action", "Lead", "Quarter", "Progress"),
        ("1.1", "Fit the alley gates in town", "Council", "Q2", "Gates were ordered from the supplier"),
        ("1.2", "Visit all the hostels", "Police", "Q4", "Half of them were visited in May"),
    )
    assert {quarter for quarter, _ in told(reading, "updates", "narrative")} == {"2026-Q3"}
    reading = read(
        "KPIs", ("Indicator", "Target quarter", "Actual"), ("Burglary", "Q1", 45), ("Arson", "Q1", 20)
    )
    assert {quarter for quarter, _ in told(reading, "measurements", "value")} == {"2026-Q3"}


def test_spending_is_of_the_quarter_its_row_says() -> None:
    reading = read(
        "Grants",
        ("Grant", "Project", "Quarter", "Budget", "Actual spend"),
        ("Safer Streets", "Night bus", "Q1", 9_000, 1_000),
        ("Violence Duty", "Gates", "Q1", 4_000, 500),
    )
    assert told(reading, "funding_entries", "amount") == [("2026-Q1", 100_000), ("2026-Q1", 50_000)]


def test_money_spent_to_date_in_a_row_of_a_quarter_is_still_what_was_spent_so_far() -> None:
    for said in ("Q2", "Sep-26"):
        reading = read(
            "Grants",
            ("Grant", "Project", "Reporting period", "Budget", "Spent to date"),
            ("Safer Streets", "Night bus", said, 9_000, 1_000),
            ("Violence Duty", "Gates", said, 4_000, 500),
        )
        entries = told(reading, "funding_entries", "amount")
        assert [quarter for quarter, _ in entries] == ["2026-Q2", "2026-Q2"]
        assert all(isinstance(amount, SoFar) for _, amount in entries)


def test_the_year_of_a_row_holds_for_all_its_quarters() -> None:
    headings = ("Indicator", "Year", "Q1", "Q2", "Q3", "Q4")
    reading = read(
        "KPIs",
        headings,
        ("Burglary", "2025/26", 50, 51, 52, 53),
        ("Burglary", "2026/27", 45, None, None, None),
        ("Robbery", "2025/26", 20, 21, 22, 23),
        ("Robbery", "2026/27", 19, None, None, None),
    )
    assert sorted(told(reading, "measurements", "value")) == [
        ("2025-Q1", 20), ("2025-Q1", 50), ("2025-Q2", 21), ("2025-Q2", 51), ("2025-Q3", 22), ("2025-Q3", 52),
        ("2025-Q4", 23), ("2025-Q4", 53), ("2026-Q1", 19), ("2026-Q1", 45),
    ]  # fmt: skip
    reading = read(
        "KPIs", headings, ("Burglary", "2025/26", 50, 51, 52, 53), ("Robbery", "2025/26", 20, 21, 22, 23)
    )
    assert {quarter[:4] for quarter, _ in told(reading, "measurements", "value")} == {"2025"}
    assert reading.years == (FinancialYear(2025), FinancialYear(2025))


def test_grants_of_rows_of_two_years_are_two_years_grants() -> None:
    reading = read(
        "Grants",
        ("Year", "Grant", "Project", "Provider", "Amount"),
        ("2026/27", "Safer Streets", "Night bus", "Bus Co", 9_000),
        ("2026/27", "Violence Duty", "Gates", "Council", 4_000),
        ("2027/28", "Safer Streets", "Night bus", "Bus Co", 9_500),
        ("2027/28", "Violence Duty", "Gates", "Council", 4_100),
    )
    streams = [draft.values for draft in reading.drafts if draft.register == "funding_streams"]
    assert [(stream["name"], stream["year"]) for stream in streams] == [
        ("Safer Streets", 2026),
        ("Violence Duty", 2026),
        ("Safer Streets", 2027),
        ("Violence Duty", 2027),
    ]
    assert not any("Nothing says which year" in note for note in reading.notes)
