"""Bars beside a plan are said to be left, and ratings of indicators without figures are kept."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Rows = list[tuple[object, ...]]


def _read(name: str, rows: Rows) -> Reading:
    return read_grids([Grid.of_rows(name, rows)], FinancialYear(2026), Mappings())


def test_the_bars_of_a_plan_are_said_to_be_left() -> None:
    rows: Rows = [
        ("Ref", "Action", "Lead agency", "Apr", "May", "Jun", "Jul", "Aug", "Sep"),
        ("1", "Fit drug bins", "Essex Police", "x", "x", None, None, None, None),
        ("2", "Hold a forum", "Council", None, None, "x", "x", "x", None),
        ("3", "Survey residents", "Council", None, None, None, None, "x", "x"),
    ]
    reading = _read("Plan", rows)
    assert "6 columns of Plan, “Apr” to “Sep”, are a chart: its bars are not brought in." in reading.notes


WEEKS: Rows = [
    ("Night-time safety",),
    (None, None, None, "Project timeline 2026/27 (weeks)"),
    ("Action", "Lead agency", "Due date", *(f"Wk {week}" for week in range(1, 7))),
    ("Fit drug bins", "Essex Police", "30/06/2026", "x", "x"),
    ("Hold a forum", "Council", "31/07/2026", None, None, "x", "x", "x"),
    ("Survey residents", "Council", "31/08/2026", None, None, None, None, "x", "x"),
]


@pytest.mark.parametrize("chosen", [False, True])
def test_what_stands_over_the_bars_of_a_plan_names_no_priority(chosen: bool) -> None:
    reading = _read("Plan", WEEKS)
    if chosen:
        (mapped,) = reading.mapped
        mappings = Mappings(chosen={mapped.table.place: mapped.mapping})
        reading = read_grids([Grid.of_rows("Plan", WEEKS)], FinancialYear(2026), mappings)
    priorities = [draft for draft in reading.drafts if draft.values.get("level") == "priority"]
    assert [draft.values["title"] for draft in priorities] == ["Night-time safety"]


def test_what_stands_over_the_bars_of_a_plan_says_its_year() -> None:
    reading = read_grids([Grid.of_rows("Plan", WEEKS)], None, Mappings())
    assert reading.years == (FinancialYear(2026), FinancialYear(2026))


MONTHS = "AMJJASONDJFM"


def _by_initial(*marks: str, heads: str = MONTHS) -> Reading:
    rows: Rows = [("Priority", "Action", "Lead agency", "End date", "Status", *heads)]
    for row, mark in zip(
        [("ASB", "Fit alarms", "Police"), ("ASB", "Train staff", "Council")], marks, strict=True
    ):
        rows.append((*row, "31/12/2026", "In progress", *(sign if sign != "." else None for sign in mark)))
    return _read("Plan", rows)


@pytest.mark.parametrize("heads", [MONTHS, "JFMAMJJASOND", MONTHS.lower()])
@pytest.mark.parametrize("marks", [("xxxxx.......", "..xxxxxxx..."), ("■■■.........", "...■■■■■■...")])
def test_bars_under_the_first_letters_of_months_are_said_to_be_left(
    heads: str, marks: tuple[str, str]
) -> None:
    reading = _by_initial(*marks, heads=heads)
    said = f"12 columns of Plan, “{heads[0]}” to “{heads[-1]}”, are a chart: its bars are not brought in."
    assert said in reading.notes
    assert not any(draft.values.get("notes") for draft in reading.drafts)


@pytest.mark.parametrize("told", [4, 7, 8])
@pytest.mark.parametrize("total", [(), ("YTD",)])
def test_months_to_come_of_a_list_of_figures_are_no_chart(told: int, total: tuple[str, ...]) -> None:
    months = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
    figures = {"Burglary of homes": (14, 16, 12, 18, 17, 11, 15, 13), "Robbery": (3, 2, 4, 5, 1, 2, 3, 6)}
    rows: Rows = [("Indicator", "Target", *months, *total)]
    for name, said in figures.items():
        rows.append((name, 180, *said[:told], *[None] * (12 - told), *(sum(said[:told]) for _ in total)))
    reading = _read("KPI", rows)
    assert not any("chart" in note for note in reading.notes)
    assert [cell.text for cell in reading.cells if cell.mark.outcome == "asked"] == []
    told_of = {draft.values["quarter"] for draft in reading.drafts if draft.register == "measurements"}
    assert told_of == {f"2026-Q{number}" for number in range(1, (told + 2) // 3 + 1)}


def test_figures_under_the_first_letters_of_months_are_no_bars() -> None:
    reading = _by_initial("142211......", "231112......")
    assert not any("chart" in note for note in reading.notes)


def test_letters_that_are_no_run_of_months_are_no_bars() -> None:
    reading = _by_initial("x..x", ".xx.", heads="RACI")
    assert not any("chart" in note for note in reading.notes)


def _indicators(rows: Rows) -> list[object]:
    reading = _read("KPI", rows)
    return [draft.values.get("notes") for draft in reading.drafts if draft.register == "indicators"]


@pytest.mark.parametrize("headings", [("Q1 RAG", "Q2 RAG"), ("Q1 rating", "Q2 rating")])
def test_ratings_of_indicators_without_figures_are_kept(headings: tuple[str, str]) -> None:
    first, second = headings
    rows: Rows = [
        ("Ref", "Indicator", "Owner", first, second),
        ("1", "Burglary of homes", "Essex Police", "G", "A"),
        ("2", "Hate crime reports", "Council", "R", "R"),
    ]
    assert _indicators(rows) == [f"{first}: G\n{second}: A", f"{first}: R\n{second}: R"]


def test_ratings_beside_figures_are_worked_out() -> None:
    rows: Rows = [
        ("Ref", "Indicator", "Target", "Q1", "Q1 RAG", "Q2", "Q2 RAG"),
        ("1", "Burglary of homes", 400, 98, "G", 101, "A"),
        ("2", "Hate crime reports", 60, 15, "R", 14, "R"),
    ]
    assert _indicators(rows) == [None, None]
