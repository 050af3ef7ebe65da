"""Targets in one row and what was reached in the next are one record; neither is taken for the other."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Row = tuple[object, ...]
_MEDIATION, _VISITS = "Mediation referrals made", "Home security visits completed"


def read(sheet: str, rows: list[Row], merged: tuple[tuple[int, int, int, int], ...] = ()) -> Reading:
    return read_grids([Grid.of_rows(sheet, rows, merged)], FinancialYear(2025), Mappings())


def drafts(reading: Reading, register: str) -> list[dict[str, object]]:
    return [draft.values for draft in reading.drafts if draft.register == register]


def figures(reading: Reading) -> list[tuple[object, object]]:
    return [(figure["quarter"], figure["value"]) for figure in drafts(reading, "measurements")]


@pytest.mark.parametrize("second", [None, _MEDIATION])
@pytest.mark.parametrize("heading", ["", "Type", "Target / Actual"])
@pytest.mark.parametrize("turned", [False, True])
def test_targets_and_what_was_reached_in_rows_of_their_own(
    second: str | None, heading: str, *, turned: bool
) -> None:
    pairs: list[Row] = [("Target", 20, 20, 20), ("Actual", 15, 22, None)]
    others: list[Row] = [("Target", 60, 60, 60), ("Actual", 71, 64, None)]
    if turned:
        pairs.reverse()
        others.reverse()
    rows: list[Row] = [
        ("Indicator", heading, "Q1", "Q2", "Q3"),
        (_MEDIATION, *pairs[0]),
        (second, *pairs[1]),
        (_VISITS, *others[0]),
        (second and _VISITS, *others[1]),
    ]
    reading = read("Scorecard", rows)
    indicators = drafts(reading, "indicators")
    assert [one["title"] for one in indicators] == [_MEDIATION, _VISITS]
    assert [one["trajectory_q1"] for one in indicators] == [20, 60]
    assert [one["trajectory_q3"] for one in indicators] == [20, 60]
    assert not any("notes" in one for one in indicators)
    assert figures(reading) == [("2025-Q1", 15), ("2025-Q2", 22), ("2025-Q1", 71), ("2025-Q2", 64)]
    assert not [cell for cell in reading.cells if cell.mark.outcome == "asked"]


def test_what_else_stands_in_a_row_of_its_own_is_kept_under_its_word() -> None:
    rows: list[Row] = [
        ("Ref", "Indicator", "", "Q1", "Q2", "Lead"),
        ("A1", _MEDIATION, "Last year", 12, 18, "Council"),
        (None, None, "Target", 20, 20, None),
        (None, None, "Actual", 15, 22, None),
        (None, None, "RAG", "Red", "Green", None),
        ("A2", _VISITS, "Last year", 50, 55, "Fire Service"),
        (None, None, "Target", 60, 60, None),
        (None, None, "Actual", 71, 64, None),
        (None, None, "RAG", "Green", "Green", None),
    ]
    merged = tuple((top, column, top + 3, column) for top in (2, 6) for column in (1, 2, 6))
    reading = read("Scorecard", rows, merged)
    first, second = drafts(reading, "indicators")
    assert (first["ref"], second["ref"]) == ("A1", "A2")
    assert str(first["notes"]).split("\n") == [
        "Last year, Q1: 12",
        "Last year, Q2: 18",
        "RAG, Q1: Red",
        "RAG, Q2: Green",
    ]
    assert figures(reading)[:2] == [("2025-Q1", 15), ("2025-Q2", 22)]


def test_a_budget_in_one_row_is_not_spent_in_the_next() -> None:
    rows: list[Row] = [
        ("Project", "", "Q1", "Q2"),
        ("Night bus", "Budget", 3000, 3000),
        (None, "Actual", 2750, 3100),
        ("Street marshals", "Budget", 1000, 1000),
        (None, "Actual", 900, 1200),
    ]
    reading = read("Spending 2025-26", rows)
    entries = [(one["quarter"], one["kind"], one["amount"]) for one in drafts(reading, "funding_entries")]
    assert entries[:4] == [
        ("2025-Q1", "forecast", 300_000),
        ("2025-Q2", "forecast", 300_000),
        ("2025-Q1", "actual", 275_000),
        ("2025-Q2", "actual", 310_000),
    ]
    assert [one["project"] for one in drafts(reading, "allocations")] == ["Night bus", "Street marshals"]


def test_indicators_one_a_row_are_not_put_together() -> None:
    rows: list[Row] = [
        ("Indicator", "Kind of figure", "Q1", "Q2"),
        (_MEDIATION, "Actual", 15, 22),
        (_VISITS, "Actual", 71, 64),
        ("Deliberate fires", "Actual", 11, 9),
        ("Drug litter finds", "Provisional", 62, 71),
    ]
    reading = read("Scorecard", rows)
    assert len(drafts(reading, "indicators")) == 4
    assert len(figures(reading)) == 8


def test_years_in_rows_of_their_own_are_each_of_their_year() -> None:
    rows: list[Row] = [
        ("Measure", "Year", "Q1", "Q2", "Q3"),
        ("Residential burglary", "2024/25", 55, 61, 58),
        (None, "2025/26", 52, 49, None),
        ("Robbery", "2024/25", 14, 17, 12),
        (None, "2025/26", 15, 13, None),
    ]
    reading = read("Crime", rows)
    assert [one["title"] for one in drafts(reading, "indicators")] == ["Residential burglary", "Robbery"]
    assert figures(reading)[:5] == [
        ("2024-Q1", 55),
        ("2024-Q2", 61),
        ("2024-Q3", 58),
        ("2025-Q1", 52),
        ("2025-Q2", 49),
    ]
    months = read(
        "Crime",
        [
            ("Measure", "Year", "Apr", "May", "Jun"),
            ("Residential burglary", "2024/25", 5, 6, 7),
            (None, "2025/26", 4, 4, 4),
            ("Robbery", "2024/25", 1, 1, 2),
            (None, "2025/26", 2, 1, 1),
        ],
    )
    assert figures(months) == [("2024-Q1", 18), ("2025-Q1", 12), ("2024-Q1", 4), ("2025-Q1", 4)]


def test_last_years_spending_is_no_spending_of_this_one() -> None:
    rows: list[Row] = [
        ("Project", "Year", "Q1", "Q2"),
        ("Night bus", "2024/25", 3000, 3000),
        (None, "2025/26", 2750, 3100),
        ("Street marshals", "2024/25", 1000, 1000),
        (None, "2025/26", 900, 1200),
    ]
    reading = read("Spending", rows)
    entries = [(one["quarter"], one["amount"]) for one in drafts(reading, "funding_entries")]
    assert entries[:2] == [("2025-Q1", 275_000), ("2025-Q2", 310_000)]
    assert "2024/25, Q1: 3000" in str(drafts(reading, "allocations")[0]["notes"])
