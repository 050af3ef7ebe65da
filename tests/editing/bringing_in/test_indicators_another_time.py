"""Figures brought in again leave an indicator what it is: its kind, its unit, its meaning; final ones are final."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from csp_desktop.editing.bringing_in.plan_import import ImportPreview, apply_import, choose, compare
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear


def bring_in(ws: Workspace, headings: tuple[str, ...], *rows: tuple[Any, ...]) -> ImportPreview:
    mappings = Mappings(today=date(2027, 4, 20))
    reading = read_grids([Grid.of_rows("KPIs", [headings, *rows])], FinancialYear(2026), mappings)
    preview = compare(ws, reading, "kpis.xlsx", mappings=mappings)
    apply_import(ws, preview)
    return preview


def figures(ws: Workspace, of: str) -> dict[str, float]:
    (indicator,) = [found for found in ws.records("indicators") if found["title"] == of]
    kept = ws.records("measurements", {"indicator": indicator["id"]})
    return {each["quarter"][5:]: each["value"] for each in kept}


def kinds(ws: Workspace) -> set[str]:
    return {found["kind"] for found in ws.records("indicators")}


def asked(preview: ImportPreview) -> dict[str, str]:
    return {
        cell.place.address: cell.mark.message
        for cell in preview.reading.cells
        if cell.mark.outcome == "asked"
    }


def test_a_figure_for_the_year_so_far_leaves_quarters_their_own(ws: Workspace) -> None:
    bring_in(ws, ("Indicator", "Q1", "Q2", "Q3"), ("Burglary", 45, 47, 48), ("Robbery", 20, 21, 22))
    preview = bring_in(ws, ("Indicator", "Q4 YTD"), ("Burglary", 188), ("Robbery", 85))
    assert asked(preview)["B2"] == (
        "188 is for the year so far by its heading, and what is recorded of this indicator is of each quarter alone, so "
        "it was not taken: give the quarter’s own figure, or put right the kind on the indicator first and bring the "
        "workbook in again."
    )
    assert kinds(ws) == {"per quarter"}
    assert figures(ws, "Burglary") == {"Q1": 45, "Q2": 47, "Q3": 48}


def test_after_a_first_quarter_figures_may_run_on(ws: Workspace) -> None:
    bring_in(ws, ("Indicator", "Q1"), ("Burglary", 45), ("Robbery", 20))
    assert not asked(bring_in(ws, ("Indicator", "Q2 YTD"), ("Burglary", 92), ("Robbery", 41)))
    assert kinds(ws) == {"cumulative"}
    assert figures(ws, "Burglary") == {"Q1": 45, "Q2": 92}


def test_a_year_told_anew_so_far_turns_all_its_figures(ws: Workspace) -> None:
    bring_in(ws, ("Indicator", "Q1", "Q2"), ("Burglary", 45, 47), ("Robbery", 20, 21))
    again = ("Indicator", "Q1 YTD", "Q2 YTD", "Q3 YTD")
    assert not asked(bring_in(ws, again, ("Burglary", 45, 92, 140), ("Robbery", 20, 41, 63)))
    assert kinds(ws) == {"cumulative"}
    assert figures(ws, "Burglary") == {"Q1": 45, "Q2": 92, "Q3": 140}


def test_a_quarters_own_figures_after_those_of_the_year_so_far_are_asked_about(ws: Workspace) -> None:
    for heading, burglary, robbery, arson in (("Q1 YTD", 45, 20, 1), ("Q2 YTD", 92, 41, 2)):
        bring_in(ws, ("Indicator", heading), ("Burglary", burglary), ("Robbery", robbery), ("Arson", arson))
    preview = bring_in(ws, ("Indicator", "Q3"), ("Burglary", 48), ("Robbery", 21), ("Arson", 4))
    assert asked(preview)["B2"].startswith(
        "Is 48 of Q3 2026/27 alone? 92 is recorded for the year so far at Q2 2026/27, so it was not taken"
    )
    # What is no less than before stands in the same column.
    assert set(asked(preview)) == {"B2", "B3", "B4"}
    assert figures(ws, "Arson") == {"Q1": 1, "Q2": 2}
    assert not asked(bring_in(ws, ("Indicator", "Q3"), ("Burglary", 140), ("Robbery", 62), ("Arson", 4)))
    assert figures(ws, "Burglary") == {"Q1": 45, "Q2": 92, "Q3": 140}


def test_quarters_that_add_up_to_what_was_so_far_are_asked_about(ws: Workspace) -> None:
    bring_in(ws, ("Indicator", "Q1 YTD", "Q2 YTD"), ("Burglary", 45, 92), ("Robbery", 20, 41))
    preview = bring_in(ws, ("Indicator", "Q1", "Q2"), ("Burglary", 45, 47), ("Robbery", 20, 21))
    assert set(asked(preview)) == {"C2", "C3"}
    assert figures(ws, "Burglary") == {"Q1": 45, "Q2": 92}


_UNITS = ("Indicator", "Unit", "Q1 2026/27")
_UNITS_LATER = ("Indicator", "Unit", "Q2 2026/27")


def test_an_indicator_in_another_unit_is_asked_about(ws: Workspace) -> None:
    bring_in(ws, _UNITS, ("ASB incidents", "Rate per 1,000", 3.1), ("Robbery", "Number", 20))
    preview = bring_in(ws, _UNITS_LATER, ("ASB incidents", "Number", 380), ("Robbery", "Number", 21))
    (question,) = [found for found in preview.proposals if found.outcome == "asked" and found.nearest]
    assert question.question == (
        "Is this “ASB incidents”, which is there already? There it is a rate per 1,000, here a number."
    )
    assert figures(ws, "ASB incidents") == {"Q1": 3.1}
    apply_import(ws, choose(ws, preview, {question.key: "add"}))
    units = sorted(found["unit"] for found in ws.records("indicators") if found["title"] == "ASB incidents")
    assert units == ["count", "rate per 1,000"]


def test_a_unit_told_for_the_first_time_is_taken(ws: Workspace) -> None:
    bring_in(ws, ("Indicator", "Q1 2026/27"), ("People who feel safe", 72), ("Robbery", 20))
    assert not asked(bring_in(ws, _UNITS_LATER, ("People who feel safe", "%", 75), ("Robbery", "Number", 21)))
    assert {found["unit"] for found in ws.records("indicators")} == {"percent", "count"}


@pytest.mark.parametrize(("before", "after", "meant"), [(72, 0.75, "75"), (0.72, 75, "0.75")])
def test_a_percentage_written_as_a_share_is_asked_about(
    ws: Workspace, before: float, after: float, meant: str
) -> None:
    bring_in(ws, _UNITS, ("People who feel safe", "%", before), ("Robbery", "Number", 20))
    preview = bring_in(ws, _UNITS_LATER, ("People who feel safe", "%", after), ("Robbery", "Number", 21))
    assert asked(preview)["C2"].startswith(f"Is {after} meant as {meant}%?")
    assert figures(ws, "People who feel safe") == {"Q1": before}


@pytest.mark.parametrize(("before", "after"), [(1.2, 0.9), (72, 64), (5, 0), (0.8, 1.1)])
def test_small_percentages_are_taken_as_they_are(ws: Workspace, before: float, after: float) -> None:
    bring_in(ws, _UNITS, ("Reoffending", "%", before), ("Robbery", "Number", 20))
    assert not asked(bring_in(ws, _UNITS_LATER, ("Reoffending", "%", after), ("Robbery", "Number", 21)))
    assert figures(ws, "Reoffending") == {"Q1": before, "Q2": after}


def provisional(ws: Workspace) -> dict[tuple[str, str], bool]:
    titles = {found["id"]: found["title"] for found in ws.records("indicators")}
    return {
        (titles[each["indicator"]], each["quarter"][5:]): bool(each["provisional"])
        for each in ws.records("measurements")
    }


def test_a_provisional_figure_told_again_without_its_mark_is_final(ws: Workspace) -> None:
    headings = ("Indicator", "Q1", "Q2")
    bring_in(ws, headings, ("Burglary", "45 (p)", None), ("Robbery", "20 (p)", None), ("Arson", 5, None))
    bring_in(ws, headings, ("Burglary", 47, "50 (p)"), ("Robbery", 20, 21), ("Arson", 5, 4))
    assert [key for key, is_provisional in provisional(ws).items() if is_provisional] == [("Burglary", "Q2")]


def test_the_months_of_a_whole_quarter_are_final(ws: Workspace) -> None:
    headings = ("Indicator", "Apr", "May", "Jun", "Jul")
    bring_in(ws, headings, ("Burglary", 10, 11, None, None), ("Robbery", 5, 6, None, None))
    assert all(provisional(ws).values())
    bring_in(ws, headings, ("Burglary", 10, 11, 12, 13), ("Robbery", 5, 6, 7, 8))
    assert {quarter for (_, quarter), is_provisional in provisional(ws).items() if is_provisional} == {"Q2"}


@pytest.mark.parametrize("heading", ["Q1 (provisional)", "Q1 prov", "Q1 2026/27 (p)"])
def test_a_heading_may_mark_its_figures_as_provisional(ws: Workspace, heading: str) -> None:
    rows = (("Burglary", 45), ("Robbery", 20), ("Arson", 5))
    bring_in(ws, ("Indicator", heading), *rows)
    assert list(provisional(ws).values()) == [True] * 3
    bring_in(ws, ("Indicator", "Q1"), *rows)
    assert list(provisional(ws).values()) == [False] * 3


_BY_NUMBER = ("No", "Indicator", "Target", "Q1", "Q2")


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Repeat victims of domestic abuse", "Victims of domestic abuse"),
        ("Victims of domestic abuse", "Repeat victims of domestic abuse"),
        ("Burglary dwelling", "Burglary non-dwelling"),
        ("Male victims of assault in town", "Female victims of assault in town"),
        ("Number of drug offences", "Percentage of drug offences"),
    ],
)
def test_a_measure_of_the_same_number_with_a_word_more_or_less_is_asked_about(
    ws: Workspace, title: str, other: str
) -> None:
    bring_in(ws, _BY_NUMBER, (1, title, 20, 5, None), (2, "Robbery of persons", 70, 20, None))
    preview = bring_in(ws, _BY_NUMBER, (1, other, 400, 95, 99), (2, "Robbery of persons", 70, 20, 21))
    (question,) = [found for found in preview.proposals if found.outcome == "asked" and found.nearest]
    assert (question.title, question.nearest and question.nearest.title) == (other, title)
    assert figures(ws, title) == {"Q1": 5}


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Number of burglaries of homes", "No. of burglary of homes"),
        ("% of victims satisfied", "Percentage of victims satisfied"),
        ("Victims of domestic abuse", "Domestic abuse victims"),
    ],
)
def test_a_measure_spelt_otherwise_stays_the_same(ws: Workspace, title: str, other: str) -> None:
    bring_in(ws, _BY_NUMBER, (1, title, 20, 5, None), (2, "Robbery of persons", 70, 20, None))
    assert not asked(bring_in(ws, _BY_NUMBER, (1, other, 20, 5, 6), (2, "Robbery of persons", 70, 20, 21)))
    assert len(ws.records("indicators")) == 2
