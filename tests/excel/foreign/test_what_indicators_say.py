"""How far off target is still amber, what kind of figures stand, and targets in words, in lists of others."""

from __future__ import annotations

from typing import Any

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Mark, Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

YEAR = FinancialYear(2026)


def read(*rows: tuple[Any, ...]) -> tuple[Grid, Reading]:
    grid = Grid.of_rows("Indicators", list(rows))
    return grid, read_grids([grid], YEAR, Mappings())


def indicators(reading: Reading) -> list[dict[str, Any]]:
    return [draft.values for draft in reading.drafts if draft.register == "indicators"]


def margins(heading: str, cell: object) -> tuple[list[tuple[Any, Any]], list[Mark]]:
    """What is amber of an indicator in per cent and of one that is counted, and the marks of their cells."""
    grid, reading = read(
        ("Ref", "Indicator", "Unit", "Better", "Baseline", "Target", heading, "Q1"),
        ("A", "Young people misusing substances", "%", "Lower", "10.9%", "8.5%", cell, "12%"),
        ("B", "Robberies", "number", "Lower", 23, 22, cell, 5),
    )
    held = [(one.get("amber_within"), one.get("amber_in")) for one in indicators(reading)]
    return held, [reading.cells.marked(grid.place(row, 7)) for row in (2, 3)]


SHARE = "per cent of the target"


@pytest.mark.parametrize(
    ("heading", "cell", "within"),
    [
        ("Amber within", "10", 10),
        ("Amber within", 10, 10),
        ("Amber within", "10%", 10),
        ("Amber within %", "7.5", 7.5),
        ("Amber within", "10 per cent", 10),
        ("Amber within", "10% of target", 10),
        ("Amber within", "within 5% of the target", 5),
        ("Amber within", "±2%", 2),
        ("Amber within (percentage points)", "5% of target", 5),
    ],
)
def test_a_share_of_the_target(heading: str, cell: object, within: float) -> None:
    held, marks = margins(heading, cell)
    assert held == [(within, SHARE)] * 2
    assert [mark.outcome for mark in marks] == ["taken", "taken"]


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Amber within (percentage points)", 5),
        ("Amber within (percentage points)", "5%"),
        ("Amber within (% points)", "5"),
        ("Amber within", "5 percentage points"),
        ("Amber within", "5pp"),
        ("Amber within", "5 ppts"),
        ("Amber within", "5% points"),
        ("Amber if within", "+/- 5% pts"),
    ],
)
def test_percentage_points_are_no_share_of_the_target(heading: str, cell: object) -> None:
    held, marks = margins(heading, cell)
    assert held == [(5, "points"), (None, None)]
    # Of what is counted nobody knows what they are.
    assert [mark.outcome for mark in marks] == ["taken", "asked"]
    assert "is that 5% of the target, or 5 more or less?" in marks[1].message


def test_plain_points_are_the_difference_whatever_is_counted() -> None:
    held, marks = margins("Amber within", "5 points")
    assert held == [(5, "points")] * 2 and [mark.outcome for mark in marks] == ["taken", "taken"]


@pytest.mark.parametrize("cell", [0.1, "5 to 10%", "a little"])
def test_what_may_mean_something_else_is_asked(cell: object) -> None:
    held, marks = margins("Amber within", cell)
    assert held == [(None, None)] * 2 and [mark.outcome for mark in marks] == ["asked", "asked"]


def target(text: object, unit: str = "number", figures: tuple[Any, ...] = (20, 21)) -> tuple[Any, ...]:
    """What kind of target, of which figure, the words kept, and what became of the cell."""
    grid, reading = read(
        ("Ref", "Indicator", "Unit", "Better", "Baseline", "Target", "Q1", "Q2"),
        ("A", "Calls for service", unit, "Lower", 100, text, *figures),
        ("B", "Robberies", unit, "Lower", 23, 22, *figures),
    )
    own = indicators(reading)[0]
    mark = reading.cells.marked(grid.place(2, 6))
    return own.get("target_kind"), own.get("target_value"), own.get("stated_target"), mark.outcome


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("90 by March 2027", 90),
        ("90 by the end of March 2027", 90),
        ("1,872 by 2026/27", 1872),
        ("90*", 90),
        ("90 (10% down)", 90),
        ("≈90", 90),
        ("c. 90", 90),
        ("hold at 100", 100),
        ("12 per year", 12),
        ("90 p.a.", 90),
        ("90 or fewer", 90),
        ("<90", 90),
        ("Reduce to 90", 90),
    ],
)
def test_a_target_with_words_that_name_one_figure(text: str, figure: float) -> None:
    assert target(text) == ("value", figure, text, "taken")


@pytest.mark.parametrize(
    ("text", "unit", "kind", "figure"),
    [
        ("Reduce by 10", "number", "increase from baseline by", -10),
        ("Increase by 10 by March 2027", "number", "increase from baseline by", 10),
        ("10 fewer than last year", "number", "increase from baseline by", -10),
        ("+10", "number", "increase from baseline by", 10),
        ("no increase", "number", "increase from baseline by", 0),
        ("Maintain", "number", "increase from baseline by", 0),
        ("+5 percentage points", "%", "increase from baseline by", 5),
        ("2 percentage point reduction", "%", "increase from baseline by", -2),
        ("2% points reduction", "%", "increase from baseline by", -2),
        ("10% reduction", "number", "percent change", -10),
        ("-10%", "number", "percent change", -10),
        ("–10%", "number", "percent change", -10),
        ("1,872 (10% reduction)", "number", "percent change", -10),
        ("10% reduction on baseline", "%", "percent change", -10),
    ],
)
def test_a_target_that_asks_for_a_change(text: str, unit: str, kind: str, figure: float) -> None:
    assert target(text, unit) == (kind, figure, text, "taken")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("22 per quarter", "number"),
        ("3 per month", "number"),
        ("2026/27: 90; 2027/28: 80", "number"),
        ("between 80 and 90", "number"),
        ("90 (80)", "number"),
        ("reduce by 10 to 90", "number"),
        ("10% below 3 year average", "number"),
        ("90%", "number"),
        ("£90", "number"),
        ("+5 percentage points", "number"),
        ("+5%", "%"),
        ("5% increase", "%"),
        ("Reduce by 10", "%"),
    ],
)
def test_a_target_that_may_mean_several_figures_is_asked_with_its_words_kept(text: str, unit: str) -> None:
    assert target(text, unit) == (None, None, text, "asked")


@pytest.mark.parametrize(
    "text",
    ["90" + "*" * 100 + "x", "1 more" + " than than" * 14 + "!", "90 by the year " + "end " * 30 + "!"],
)
def test_a_cell_made_to_be_hard_to_read_takes_no_time(text: str) -> None:
    assert target(text)[3] == "asked"


def test_a_target_without_a_figure_is_kept_in_words() -> None:
    assert target("Top quartile") == (None, None, "Top quartile", "taken")


@pytest.mark.parametrize(
    ("text", "unit", "figure"),
    [(90, "number", 90), ("85%", "%", 85), ("£12k", "£", 12_000), ("£90", "£", 90)],
)
def test_a_plain_target_is_taken(text: object, unit: str, figure: float) -> None:
    kind, value, _, outcome = target(text, unit)
    assert (kind, value, outcome) == ("value", figure, "taken")


@pytest.mark.parametrize(
    ("baseline", "wanted", "figure", "unit"),
    [
        (None, "90%", None, "percent"),
        (87, "90%", 85, "percent"),
        (None, "10%", None, None),
        (140, "90%", 30, None),
        (None, "90%", 30, None),
    ],
)
def test_a_level_in_per_cent_is_what_is_counted_where_nothing_beside_it_says_otherwise(
    baseline: object, wanted: str, figure: object, unit: str | None
) -> None:
    grid, reading = read(
        ("Ref", "Indicator", "Baseline", "Target", "Q1"),
        ("A", "Tenancies kept", baseline, wanted, figure),
        ("B", "Robberies", 23, 22, 5),
    )
    own = indicators(reading)[0]
    assert (own.get("unit"), own.get("target_value")) == (unit, float(wanted.rstrip("%")) if unit else None)
    assert reading.cells.marked(grid.place(2, 4)).outcome == ("taken" if unit else "asked")


def kind(name: str, baseline: object, wanted: object, *figures: object) -> Any:
    """The kind of figures a new indicator starts with; None for what is usual, figures of a quarter each."""
    _, reading = read(
        ("Ref", "Indicator", "Polarity", "Baseline 2025/26", "Target 2026/27", "Q1", "Q2"),
        ("A", name, "Lower", baseline, wanted, *figures),
        ("B", "Robberies", "Lower", 23, 22, 5, 6),
    )
    draft = next(draft for draft in reading.drafts if draft.register == "indicators")
    return draft.values.get("kind") or draft.starting.get("kind")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Serious violence (cumulative)", "cumulative"),
        ("First-time entrants (YTD)", "cumulative"),
        ("First-time entrants, year to date", "cumulative"),
        ("Homes made safe to date", "cumulative"),
        ("Burglary, rolling 12 months", "snapshot"),
        ("Violence with injury in the last 12 months", "snapshot"),
        ("Theft (12 months to date)", "snapshot"),
        ("Average waiting time for housing repairs", "snapshot"),
        # These say it of something else.
        ("Reoffending within 12 months", None),
        ("Prison leavers in employment after twelve months", None),
        ("Contact lists kept up to date", None),
        ("Burglaries against the three year average", None),
        ("Serious violence", None),
    ],
)
def test_the_name_of_an_indicator_says_what_kind_of_figures_it_has(name: str, meant: str | None) -> None:
    assert kind(name, 100, 90, 22, 40) == meant


@pytest.mark.parametrize("name", ["Detection rate", "Re-offending rate of young people", "Rate of arson"])
def test_a_rate_of_which_nothing_else_is_told_is_not_added_up(name: str) -> None:
    assert kind(name, 30, 28, 31, 29) == "snapshot"


def test_what_is_counted_is_no_rate_for_the_word_in_its_name() -> None:
    assert kind("Grants of rate relief", 30, 28, 31, 29) is None


@pytest.mark.parametrize(
    ("figures", "meant"), [((11.2, 12), "snapshot"), ((2.6, 2.7), None), ((None, None), "snapshot")]
)
def test_the_figures_of_a_rate_are_added_up_only_where_they_are_parts_of_the_year(
    figures: tuple[object, ...], meant: str | None
) -> None:
    assert kind("Burglary rate per 1,000 households", 10.45, 10.2, *figures) == meant


def test_what_was_taken_from_a_name_is_said_at_its_cell() -> None:
    grid, reading = read(
        ("Ref", "Indicator", "Baseline", "Target", "Q1", "Q2"),
        ("A", "Serious violence (cumulative)", 412, 400, 98, 210),
        ("B", "Burglary rate per 1,000 households", 10.45, 10.2, 11.2, 12),
    )
    said = [reading.cells.marked(grid.place(row, 2)).message for row in (2, 3)]
    assert said == [
        "Each figure is taken for the year so far, as its name says.",
        "Each figure is taken as it stands, and not added up, for it is a rate.",
    ]


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Change in ASB on last year", False),
        ("Net change in patrol hours", False),
        ("Year on year reduction in burglary", False),
        ("Burglaries", True),
        ("Residents who feel safe", True),
    ],
)
def test_only_the_target_of_a_change_may_be_less_than_nothing(name: str, asked: bool) -> None:
    grid, reading = read(("Ref", "Indicator", "Unit", "Target", "Q1"), ("A", name, "Number", -5, 8))
    assert (reading.cells.marked(grid.place(2, 4)).outcome == "asked") == asked
    assert indicators(reading)[0].get("target_value") == (None if asked else -5)


def test_a_row_of_shares_among_rows_in_per_cent_is_asked_about() -> None:
    _, reading = read(
        ("Indicator", "Baseline", "Target", "Q1"),
        ("Calls answered in time", "85%", "90%", "87.2%"),
        ("Residents feeling safe", 0.71, 0.75, 0.72),
        ("Fires per 1,000 homes", 0.4, 0.3, 0.2),
        ("Burglaries", 310, 300, 80),
    )
    asked = [place.address for place, mark in reading.cells.marks.items() if mark.outcome == "asked"]
    assert asked == ["B3", "C3", "D3"]
