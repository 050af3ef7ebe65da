"""Rows that add others up: told by their words, and where those could name a record, by arithmetic."""

from __future__ import annotations

from typing import Any

import pytest

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.finding.tables import find_tables
from csp_desktop.excel.recognising.headings import known_heading


@pytest.mark.parametrize(
    ("last", "is_total"),
    [
        (("Total", 999), True),
        (("Grand total:", None), True),
        (("Total recorded crime", 47), False),
        (("Total for the three wards", 60), True),
        (("Whole district total", "60"), True),
        (("Total project", 61), True),
        (("Total recorded crime", 30), False),
        (("Burglary", 60), False),
    ],
)
def test_a_total_is_told_by_its_words_or_by_its_sum(last: tuple[Any, ...], is_total: bool) -> None:
    rows: list[tuple[Any, ...]] = [
        ("Indicator", "Actual"),
        ("Robbery", 10),
        ("Theft", 20),
        ("Arson", 30),
        last,
    ]
    (table,) = find_tables(Grid.of_rows("Figures", rows), known_heading)
    assert table.totals == ([5] if is_total else [])
    assert table.rows == ([2, 3, 4] if is_total else [2, 3, 4, 5])


def test_a_row_of_sums_alone_is_a_total() -> None:
    rows: list[tuple[Any, ...]] = [
        ("Project", "Allocated", "Spent"), ("Lights", 100, 40), ("Gates", 300, 60), (None, 400, 100), ("Paint", 50, 5),
    ]  # fmt: skip
    (table,) = find_tables(Grid.of_rows("Money", rows), known_heading)
    assert (table.totals, table.rows) == ([4], [2, 3, 5])


def test_a_row_that_says_how_many_there_are_is_a_total() -> None:
    rows: list[tuple[Any, ...]] = [
        ("Ref", "Risk", "Owner"),
        ("1", "The grant ends", "Police"),
        ("2", "Staff leave", "Council"),
        ("Total risks", 2, None),
    ]
    (table,) = find_tables(Grid.of_rows("Risks", rows), known_heading)
    assert (len(table.rows), len(table.totals)) == (2, 1)
