"""Progress in rows of its own below each action is that of its quarter, and no action."""

from __future__ import annotations

from typing import Any

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Row = tuple[Any, ...]
_HEAD: Row = ("Ref", "Action and progress", "Lead", "By", "RAG")


def read(*rows: Row, merged: tuple[tuple[int, int, int, int], ...] = ()) -> Reading:
    return read_grids([Grid.of_rows("Plan", list(rows), merged)], FinancialYear(2026), Mappings())


def titles(reading: Reading) -> list[str]:
    return [d.values["title"] for d in reading.drafts if d.values.get("level") == "action"]


def updates(reading: Reading) -> list[tuple[str, str | None, str | None]]:
    return [
        (d.values["quarter"], d.values.get("narrative"), d.values.get("rag"))
        for d in reading.drafts
        if d.register == "updates"
    ]


def plan(label: str) -> list[Row]:
    """Two priorities with headings of their own, an action each, and rows of progress below it."""
    return [
        ("Priority 1: Violence",),
        _HEAD,
        ("1.1", "Taxi rank volunteers", "Street Pastors", "25/09/2026", None),
        (None, label.format(1, "Twelve vetted."), None, None, "Green"),
        (None, label.format(2, "Ten Fridays covered."), None, None, "Amber"),
        (None, label.format(3, ""), None, None, None),
        (),
        ("Priority 2: Driving",),
        _HEAD,
        ("2.1", "Dispersal powers", "Police", "Ongoing", None),
        (None, label.format(1, "Used on two nights."), None, None, "Amber"),
        (None, label.format(2, "Used on five nights."), None, None, "Red"),
    ]


@pytest.mark.parametrize(
    "label", ["Q{}: {}", "Q{} – {}", "Quarter {}: {}", "Q{} update: {}", "Q{} 2026/27: {}"]
)
def test_rows_of_quarters_are_the_actions_progress(label: str) -> None:
    reading = read(*plan(label), merged=((3, 1, 6, 1), (10, 1, 12, 1)))
    assert titles(reading) == ["Taxi rank volunteers", "Dispersal powers"]
    assert set(updates(reading)) == {
        ("2026-Q1", "Twelve vetted.", "green"),
        ("2026-Q2", "Ten Fridays covered.", "amber"),
        ("2026-Q1", "Used on two nights.", "amber"),
        ("2026-Q2", "Used on five nights.", "red"),
    }
    assert {cell.mark.outcome for cell in reading.cells} <= {"taken", "ignored"}
    told = next(cell for cell in reading.cells if cell.place.address == "B4")
    assert (told.mark.register, told.mark.field) == ("updates", "narrative")


def test_an_action_that_speaks_of_a_quarter_stays_one() -> None:
    reading = read(
        _HEAD,
        ("1", "Q1: hold patrols", "Police", "30/06/2026", "Green"),
        ("2", "Q2: fit bins", "Council", "30/09/2026", "Green"),
        ("3", "Q3: train staff", "Fire Service", "31/12/2026", "Amber"),
    )
    assert titles(reading) == ["Q1: hold patrols", "Q2: fit bins", "Q3: train staff"]


def test_actions_called_by_quarters_below_another_stay_actions() -> None:
    reading = read(
        ("Activity", "Lead", "Due"),
        ("Campaign calendar agreed by partners", "Council", "30/04/2026"),
        ("Q1: Burglary campaign", "Police", "30/06/2026"),
        ("Q2: Summer campaign", "Council", "30/09/2026"),
    )
    assert titles(reading)[1:] == ["Q1: Burglary campaign", "Q2: Summer campaign"]


def test_the_rating_in_an_actions_own_row_is_of_the_latest_quarter_told_below() -> None:
    reading = read(
        ("Action", "Lead", "Due", "RAG"),
        ("Hold a street surgery each month", "Police", "31/03/2027", "Amber"),
        ("Q1: twelve held", None, None, None),
        ("Q2: three held", None, None, None),
        ("Fit alley gates", "Council", "30/09/2026", "Green"),
        ("Q1: two fitted", None, None, None),
        ("Q2: all fitted", None, None, None),
    )
    assert sorted(updates(reading)[:2]) == [
        ("2026-Q1", "twelve held", None),
        ("2026-Q2", "three held", "amber"),
    ]
