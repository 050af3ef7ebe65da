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
