"""Rows that add others up: told by their words, and where those could name a record, by arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.finding.remarks import MAYBE_SUMMARY_ROW, SUMMARY_ROW
from csp_desktop.excel.recognising.finding.tables import find_tables
from csp_desktop.excel.recognising.finding.totals import word_after
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
        (("tot", 60), True),
        (("TOT.", None), True),
        (("Total of the crime lines above", 47), True),
        (("Sum of offences", 60), True),
        (("Sum of offences", 47), False),
        (("Tots and toddlers", 60), False),
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


@pytest.mark.parametrize(
    ("above", "last", "is_total"),
    [
        ((0, 0), ("Totals (other funding)", 0, 0), True),
        ((0, 0), ("Total (all partners)", None, 0), True),
        ((0, 0), ("Total warmth scheme", 0, 500), False),
        ((0, 300), ("Total warmth scheme", 0, 0), False),
        ((None, None), ("Total warmth scheme", 0, 0), False),
    ],
)
def test_a_total_of_noughts_is_one_where_nothing_but_noughts_stands_above(
    above: tuple[Any, Any], last: tuple[Any, ...], is_total: bool
) -> None:
    first, second = above
    rows: list[tuple[Any, ...]] = [
        ("Project", "Allocated", "Spent"), ("Lights", first, first), ("Gates", second, second), last,
    ]  # fmt: skip
    (table,) = find_tables(Grid.of_rows("Money", rows), known_heading)
    assert table.totals == ([4] if is_total else [])


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


_FUNDED: list[tuple[Any, ...]] = [
    ("Funding stream", "Project", "Provider", "Amount", "Status"),
    ("Safer Streets", "Mentors", "Trust", 4000, "Approved"),
    ("Safer Streets", "Stewards", "Kent Police", 5500, "Approved"),
]


@pytest.mark.parametrize(
    "last",
    [
        ("Safer Streets", "Total", None, 9500, None),
        ("Safer Streets", "Sub-total:", "–", "£9,500", None),
        ("Safer Streets", "Total allocated", None, 9500, "Approved"),
        ("Safer Streets", "Safer Streets total", None, 9500, None),
        ("SAFER STREETS", "TOTAL", None, None, None),
    ],
)
def test_a_total_may_be_named_beside_what_it_is_of(last: tuple[Any, ...]) -> None:
    (table,) = find_tables(Grid.of_rows("Funding", [*_FUNDED, last]), known_heading)
    assert (table.rows, table.totals, table.remarks) == ([2, 3], [4], {})


def test_a_total_of_one_row_or_of_amounts_nobody_can_read_is_told_by_its_word() -> None:
    rows: list[tuple[Any, ...]] = [
        *_FUNDED,
        ("Safer Streets", "Lights", "Council", "TBC", "Approved"),
        ("Safer Streets", "Total", None, 11000, None),
        ("PCC Fund", "Van", "Kent Police", 1000, "Approved"),
        ("PCC Fund", "Total", None, 1000, None),
        ("TOTAL", None, None, 12000, None),
    ]
    (table,) = find_tables(Grid.of_rows("Funding", rows), known_heading)
    assert (table.rows, table.totals) == ([2, 3, 4, 6], [5, 7, 8])


@pytest.mark.parametrize(
    "last",
    [
        ("Safer Streets", "Total", None, 12000, None),
        ("Safer Streets", "Balance remaining", None, 500, None),
        ("Safer Streets", "Unspent", "-", "£500", None),
    ],
)
def test_what_is_left_and_a_total_that_does_not_add_up_are_asked_about(last: tuple[Any, ...]) -> None:
    (table,) = find_tables(Grid.of_rows("Funding", [*_FUNDED, last]), known_heading)
    assert (table.rows, table.totals, table.remarks) == ([2, 3], [], {4: MAYBE_SUMMARY_ROW})


def test_a_total_over_its_parts_is_asked_about() -> None:
    rows = [_FUNDED[0], ("Safer Streets", "Total", None, 12000, None), *_FUNDED[1:]]
    (table,) = find_tables(Grid.of_rows("Funding", rows), known_heading)
    assert (table.rows, table.remarks) == ([3, 4], {2: MAYBE_SUMMARY_ROW})


@pytest.mark.parametrize(
    "last",
    [
        ("Safer Streets", "Total Respect programme", "Kent Police", 9500, "Approved"),
        ("Safer Streets", "Total Respect programme", None, 700, None),
        ("Safer Streets", "Lights", "Total Energy", 9500, "Approved"),
        ("Shop Watch", "Total", None, 700, None),
        ("Safer Streets", "Clear up the balance pond", "Kent Police", 700, "Approved"),
        ("Safer Streets", "Lights", "Kent Police", 700, "Outstanding"),
    ],
)
def test_a_record_that_only_speaks_of_a_total_stays_one(last: tuple[Any, ...]) -> None:
    (table,) = find_tables(Grid.of_rows("Funding", [*_FUNDED, last]), known_heading)
    assert (table.rows, table.totals, table.remarks) == ([2, 3, 4], [], {})


def test_a_total_of_crime_under_its_theme_stays_an_indicator() -> None:
    rows: list[tuple[Any, ...]] = [
        ("Theme", "Indicator", "Baseline", "Target"),
        ("Crime", "Burglary", 10, 9),
        ("Crime", "Robbery", 20, 18),
        ("Crime", "Total recorded crime", 900, 850),
    ]
    (table,) = find_tables(Grid.of_rows("Indicators", rows), known_heading)
    assert (table.rows, table.totals, table.remarks) == ([2, 3, 4], [], {})


def test_a_total_beside_what_it_is_of_is_told_in_tables_side_by_side() -> None:
    rows: list[tuple[Any, ...]] = [
        ("Funding stream", "Project", "Amount", None, "Name", "Email", "Role"),
        ("Safer Streets", "Mentors", 4000, None, "The clerk", "clerk@mdc.example", "Minutes"),
        ("Safer Streets", "Stewards", 5500),
        ("Safer Streets", "Total", 9500),
        ("PCC Fund", "Van", 1000),
    ]
    money, people = find_tables(Grid.of_rows("Money", rows), known_heading)
    assert (money.rows, money.totals, people.rows) == ([2, 3, 5], [4], [2])


def test_an_indicator_of_a_total_with_a_number_of_its_own_stays_one() -> None:
    rows = [
        ("Ref", "Indicator", "Area", "Baseline", "Target", "Q1"),
        ("1", "Burglary", "Rochford", 310, 300, 80),
        ("2", "Burglary", "Castle Point", 210, 200, 50),
        ("3", "Burglary", "Total", 520, 500, 130),
    ]
    (table,) = find_tables(Grid.of_rows("KPIs", rows), known_heading)
    assert table.rows == [2, 3, 4]


_GROUPED: list[tuple[Any, ...]] = [
    ("Funder", "Project", "Amount"),
    ("OPCC", "Youth mentors", 12000),
    ("OPCC", "CCTV", 2000),
    ("OPCC total", None, 14000),
    ("Home Office", "Safe hub", 8000),
]


@pytest.mark.parametrize(
    "named", ["Home Office total", "Home Office Total:", "Total Home Office", "Total for Home Office", "Home Office – sub-total"]
)  # fmt: skip
def test_a_group_of_one_row_has_a_total_too(named: str) -> None:
    rows = [*_GROUPED, (named, None, 8000), ("Grand total", None, 22000)]
    (table,) = find_tables(Grid.of_rows("Grants", rows), known_heading)
    assert (table.rows, table.totals) == ([2, 3, 5], [4, 6, 7])


@pytest.mark.parametrize(
    "last",
    [
        ("Home Office total", None, 9000),  # comes to something else
        ("Police total", None, 8000),  # of nobody above
        ("Home Office total", "Hub rent", 8000),  # names what it is for
    ],
)
def test_a_row_that_is_not_of_the_one_above_is_no_total_of_it(last: tuple[Any, ...]) -> None:
    (table,) = find_tables(Grid.of_rows("Grants", [*_GROUPED, last]), known_heading)
    assert table.totals == [4]


def test_an_indicator_alone_and_in_total_stay_two() -> None:
    rows: list[tuple[Any, ...]] = [
        ("Indicator", "Baseline", "Q1"),
        ("Knife crime", 40, 9),
        ("Total knife crime", 40, 9),
    ]
    (table,) = find_tables(Grid.of_rows("KPIs", rows), known_heading)
    assert (table.rows, table.totals) == ([2, 3], [])


_SPENT: list[tuple[Any, ...]] = [
    ("Project", "Funder", "Amount"),
    ("CCTV", "OPCC", 5000),
    ("Lighting", "OPCC", 4500),
    ("Total", None, 9500),
]


@pytest.mark.parametrize("named", ["Grant received", "Funding available", "Income received to date", "Carried forward"])  # fmt: skip
def test_what_a_total_is_set_against_is_asked_about(named: str) -> None:
    rows = [*_SPENT, (named, None, 10000), ("Balance", None, 500)]
    (table,) = find_tables(Grid.of_rows("Grants", rows), known_heading)
    assert (table.rows, table.totals) == ([2, 3], [4])
    assert table.remarks == {5: MAYBE_SUMMARY_ROW, 6: MAYBE_SUMMARY_ROW}


def test_what_is_received_above_or_far_from_a_total_stays_a_record() -> None:
    rows = [*_SPENT, ("Mentors", "OPCC", 700), ("Grant received", "OPCC", 10000)]
    (table,) = find_tables(Grid.of_rows("Grants", rows), known_heading)
    assert (table.rows, table.totals, table.remarks) == ([2, 3, 5, 6], [4], {})


@pytest.mark.parametrize("named", ["Contingency left", "Grant remaining", "Not yet allocated", "To be allocated", "Unallocated", "Funding available"])  # fmt: skip
def test_what_is_left_above_a_total_is_asked_about(named: str) -> None:
    rows = [*_SPENT[:3], (named, None, 500), ("Total", None, 10000)]
    (table,) = find_tables(Grid.of_rows("Grants", rows), known_heading)
    assert (table.rows, table.totals, table.remarks) == ([2, 3], [5], {4: MAYBE_SUMMARY_ROW})


@pytest.mark.parametrize(
    "named", ["Claimed so far", "Spent to date", "Amount paid out this year", "All claims"]
)
def test_what_rows_of_money_come_to_so_far_is_no_record(named: str) -> None:
    for amount, why in ((9500, SUMMARY_ROW), (9600, MAYBE_SUMMARY_ROW)):
        (table,) = find_tables(Grid.of_rows("Grants", [*_SPENT[:3], (named, None, amount)]), known_heading)
        assert (table.rows, table.remarks) == ([2, 3], {4: why})


@pytest.mark.parametrize("named", ["Contingency", "Reserve", "Match funding", "Left luggage scheme"])
def test_money_kept_for_something_is_a_record(named: str) -> None:
    rows = [*_SPENT[:3], (named, None, 500), ("Total", None, 10000)]
    (table,) = find_tables(Grid.of_rows("Grants", rows), known_heading)
    assert (table.rows, table.remarks) == ([2, 3, 4], {})


def test_the_rows_above_are_looked_at_only_where_a_row_says_it_is_a_sum() -> None:
    class Above(list[int]):
        looked_at = 0

        def __iter__(self) -> Iterator[int]:
            self.looked_at += 1
            return super().__iter__()

    rows: list[tuple[Any, ...]] = [
        ("Theme", "Row", "Figure"),
        ("Streets", "Kits", 5),
        ("Streets", "Gates", 7),
    ]
    above = Above([2])
    assert word_after(Grid.of_rows("Figures", rows), 3, [1, 2, 3], above) is None
    assert not above.looked_at
    grid = Grid.of_rows("Figures", [*rows[:2], ("Streets", "Total", 5)])
    assert word_after(grid, 3, [1, 2, 3], above) == 2
    assert above.looked_at
