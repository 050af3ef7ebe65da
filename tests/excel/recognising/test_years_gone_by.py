"""What is headed by a year gone by is of no quarter of this one, whatever it is; and of two targets this year's is taken."""

from __future__ import annotations

from typing import Any

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.headings import IGNORE
from csp_desktop.periods import FinancialYear

Rows = tuple[tuple[Any, ...], ...]

_MEASURES: Rows = (("Burglaries", 120), ("Repeat victims", 20), ("People who feel safe (%)", 80))
_PROJECTS: Rows = (("Wardens", "£1,000"), ("Cameras", "£2,000"), ("Outreach", "£500"))
_ACTIONS: Rows = (
    ("Fit lights by the mill", "Police", "30 June 2026"),
    ("Survey the high street", "Meadow Council", "31 March 2027"),
    ("Train the ward team", "Fire Service", "1 May 2026"),
)
_PLAN, _MONEY, _KPIS = ("Action", "Lead", "Due date"), ("Project", "Allocation"), ("Measure", "Target")
_FIGURES = (131, 17, 71)


def read(
    headings: tuple[str, ...], rows: Rows, heading: str, cells: tuple[Any, ...], *, likely: bool = False
) -> Reading:
    table = [(*headings, heading), *((*row, cell) for row, cell in zip(rows, cells, strict=True))]
    return read_grids([Grid.of_rows("Sheet1", table)], FinancialYear(2026), Mappings(take_doubtful=likely))


def use(reading: Reading, heading: str) -> ColumnUse:
    (table,) = reading.mapped
    return next(use for use in table.mapping.columns if use.heading == heading)


@pytest.mark.parametrize(
    ("headings", "rows", "heading", "cells"),
    [
        *((_KPIS, _MEASURES, heading, _FIGURES) for heading in (
            "12 months to March 2019", "12 months to March 2026", "Value at 2014", "Value at ’14", "FY19 actual", "Year to June 2018",
            "Reading from 2011", "Group average 2014", "Actual 18/19",
        )),
        *((_MONEY, _PROJECTS, heading, ("£900", "£800", "£70")) for heading in (
            "Spend 2019", "Spent in 2018/19", "Claimed 2014", "Forecast 2019",
        )),
        *((_PLAN, _ACTIONS, heading, ("Green", "Red", "Amber")) for heading in ("RAG 2019", "Update 2014", "Status in 2018")),
        *((_PLAN, _ACTIONS, heading, ("Work began in the spring", "Nothing to say", "Half are trained")) for heading in (
            "Progress 2019", "Progress in 2024/25", "Update 2014",
        )),
    ],
)  # fmt: skip
def test_nothing_of_years_gone_by_is_taken_for_a_quarter(
    headings: tuple[str, ...], rows: Rows, heading: str, cells: tuple[Any, ...]
) -> None:
    for likely in (False, True):
        reading = read(headings, rows, heading, cells, likely=likely)
        assert not [draft for draft in reading.drafts if draft.values.get("quarter")]
        kept = " ".join(str(value) for draft in reading.drafts for value in draft.values.values())
        shown = [cell for cell in reading.cells if cell.text == str(cells[0])]
        assert str(cells[0]).strip("£") in kept or any(cell.mark.outcome == "asked" for cell in shown)


@pytest.mark.parametrize("other", ["Target 2019", "Target 2024/25", "Target 2030"])
def test_beside_a_target_of_no_year_one_of_another_year_is_kept(other: str) -> None:
    reading = read(_KPIS, _MEASURES, other, _FIGURES)
    assert (use(reading, "Target").field, use(reading, other).field) == ("target_value", "notes")


def test_the_only_target_is_a_question_where_its_year_is_gone_by() -> None:
    reading = read(("Measure", "Q1"), _MEASURES, "Target 2019", _FIGURES)
    assert use(reading, "Target 2019").asked
    assert not use(read(("Measure", "Q1"), _MEASURES, "Target 2026/27", _FIGURES), "Target 2026/27").asked


@pytest.mark.parametrize(
    ("heading", "quarter"),
    [
        ("Value at 31 March 2026", "2025-Q4"),
        ("To end June 2026", "2026-Q1"),
        ("As at 30 September", "2026-Q2"),
        ("Q4 to March 2019", "2018-Q4"),
    ],
)
def test_a_figure_at_the_end_of_a_quarter_is_of_that_quarter_in_preview_and_record(
    heading: str, quarter: str
) -> None:
    reading = read(_KPIS, _MEASURES, heading, _FIGURES)
    assert use(reading, heading).quarter == quarter
    figures = [draft for draft in reading.drafts if draft.register == "measurements"]
    assert [draft.values["quarter"] for draft in figures] == [quarter] * 3


@pytest.mark.parametrize("year", [2024, 2025])
def test_figures_by_month_are_of_the_year_their_headings_name(year: int) -> None:
    months = ("Apr", "May", "June", "July")
    headings = ("Measure", *(f"{month} {year}" for month in months))
    rows = [(name, *(figure + at for at in range(4))) for name, figure in _MEASURES]
    reading = read_grids([Grid.of_rows("Indicators", [headings, *rows])], FinancialYear(2025), Mappings())
    assert [use(reading, heading).quarter for heading in headings[1:]] == [
        f"{year}-{month:02d}" for month in range(4, 8)
    ]


def test_months_of_two_years_are_each_of_their_own() -> None:
    headings = (
        "Measure",
        *(f"{month} {year}" for year in (2024, 2025) for month in ("April", "May", "June")),
    )
    rows = [(name, *(figure + at for at in range(6))) for name, figure in _MEASURES]
    reading = read_grids([Grid.of_rows("Indicators", [headings, *rows])], FinancialYear(2025), Mappings())
    assert [use(reading, heading).quarter for heading in headings[1:]] == [
        f"{year}-{month:02d}" for year in (2024, 2025) for month in (4, 5, 6)
    ]


@pytest.mark.parametrize(
    "heading", ["2025/26 total", "Total 2025/26", "2025/26 full year", "Past years 2025/26"]
)
def test_the_total_of_last_year_is_the_baseline_and_not_worked_out(heading: str) -> None:
    rows = (("Burglary", 200, 45), ("Robbery", 80, 20), ("Arson", 20, 4))
    grid = Grid.of_rows("KPIs", [("Indicator", heading, "Q1"), *rows])
    reading = read_grids([grid], FinancialYear(2026), Mappings())
    made = [draft.values for draft in reading.drafts if draft.register == "indicators"]
    assert [(values["baseline_value"], values["baseline_period"]) for values in made] == [
        (200, "2025/26"), (80, "2025/26"), (20, "2025/26"),
    ]  # fmt: skip


def test_a_total_of_years_gone_by_beside_a_baseline_is_kept_in_the_notes() -> None:
    rows = (("Burglary", 210, 200, 45), ("Robbery", 90, 80, 20), ("Arson", 25, 20, 4))
    grid = Grid.of_rows("KPIs", [("Indicator", "Baseline", "2025/26 total", "Q1"), *rows])
    reading = read_grids([grid], FinancialYear(2026), Mappings())
    made = [draft.values for draft in reading.drafts if draft.register == "indicators"]
    assert [(values["baseline_value"], values["notes"]) for values in made] == [
        (210, "2025/26 total: 200"), (90, "2025/26 total: 80"), (25, "2025/26 total: 20"),
    ]  # fmt: skip


def test_what_it_was_at_the_same_time_last_year_is_no_baseline_beside_that_of_the_whole_year() -> None:
    table = [
        ("Measure", "Hoped-for total", "Full yr 25/26", "Same time last yr", "Q1"),
        *(
            (*row, *more)
            for row, more in zip(_MEASURES, ((318, 151, 72), (60, 31, 9), (75, 74, 75)), strict=True)
        ),
    ]
    (mapped,) = read_grids([Grid.of_rows("Sheet1", table)], FinancialYear(2026), Mappings()).mapped
    fields = [use.field for use in mapped.mapping.columns if not use.asked]
    assert fields == ["title", "target_value", "baseline_value", "notes", "value"]


@pytest.mark.parametrize("heading", ["Total", "2026/27 total"])
def test_the_total_of_this_year_is_worked_out(heading: str) -> None:
    rows = (("Burglary", 45, 47, 92), ("Robbery", 20, 21, 41), ("Arson", 4, 5, 9))
    reading = read_grids(
        [Grid.of_rows("KPIs", [("Indicator", "Q1", "Q2", heading), *rows])], FinancialYear(2026), Mappings()
    )
    assert use(reading, heading).field == IGNORE


@pytest.mark.parametrize(
    ("headings", "year"),
    [
        (("2025/26 total", "Target 2026/27", "Q1", "Q2"), 2026),
        (("2025/26 outturn", "Target", "Q1", "Q2"), 2026),
        (("2025-26 actual", "Apr", "May", "Jun"), 2026),
        (("Q1", "Q2", "Target", "2025/26 total"), 2025),
    ],
)
def test_what_the_year_before_came_to_says_nothing_of_the_year_of_the_quarters(
    headings: tuple[str, ...], year: int
) -> None:
    rows = [("Measure", *headings)]
    rows += [(name, 412 - at, 390 - at, 98 + at, 90 + at) for at, (name, _) in enumerate(_MEASURES)]
    mappings = Mappings(plans_year=FinancialYear(2026), take_doubtful=True)
    reading = read_grids([Grid.of_rows("Sheet1", rows)], None, mappings)
    told = {draft.values["quarter"][:4] for draft in reading.drafts if draft.register == "measurements"}
    assert told == {str(year)}
