"""Figures that run to the end of a quarter are of that quarter, and the indicator adds none of them up again."""

from __future__ import annotations

from typing import Any

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.wording.to_date import quarter_ended
from csp_desktop.periods import FinancialYear

_MEASURES = ("Victims offered support", "Homes given better locks", "Speedwatch sessions held")
_FIRST, _SECOND = (40, 12, 9), (85, 30, 17)
_YEAR = FinancialYear(2026)


def read(*columns: tuple[str, tuple[Any, ...]]) -> Reading:
    every = (("Measure", _MEASURES), ("Target", (160, 60, 40)), *columns)
    rows = [tuple(heading for heading, _ in every), *zip(*(values for _, values in every), strict=True)]
    return read_grids([Grid.of_rows("Performance measures", rows)], _YEAR, Mappings())


def figures(reading: Reading) -> list[tuple[object, object]]:
    return [
        (draft.values["quarter"], draft.values["value"])
        for draft in reading.drafts
        if draft.register == "measurements"
    ]


def kinds(reading: Reading) -> list[object]:
    return [draft.values.get("kind") for draft in reading.drafts if draft.register == "indicators"]


def uses(reading: Reading) -> dict[str, ColumnUse]:
    return {use.heading: use for use in reading.mapped[0].mapping.columns}


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("To end June 2026", "To end Sept 2026", "cumulative"),
        ("Total to 30 June 2026", "Total to 30 September 2026", "cumulative"),
        ("YTD June", "YTD Sep", "cumulative"),
        ("Q1 cumulative", "Q2 cumulative", "cumulative"),
        ("Apr-Jun 26", "Apr-Sep 26", "cumulative"),
        ("As at 30 June 2026", "As at 30 Sept 2026", "snapshot"),
        ("At end of June", "At end of September", "snapshot"),
        ("12 months to June 2026", "12 months to Sept 2026", "snapshot"),
        ("Q1", "Q2", None),
        ("Apr - Jun 2026", "Jul - Sep 2026", None),
    ],
)
def test_the_quarter_and_what_kind_of_figure_it_is(first: str, second: str, kind: str | None) -> None:
    reading = read((first, _FIRST), (second, _SECOND))
    assert figures(reading)[:2] == [("2026-Q1", 40), ("2026-Q2", 85)]
    assert kinds(reading) == [kind] * 3
    assert any("as its heading says" in note for note in reading.notes) == bool(kind)


def test_what_a_row_says_of_its_figures_goes_before_their_headings() -> None:
    said = ("Cumulative", "Rolling 12 months", "Discrete")
    reading = read(("Period type", said), ("To end June 2026", _FIRST), ("To end Sept 2026", _SECOND))
    assert kinds(reading) == ["cumulative", "snapshot", "per quarter"]


def test_a_figure_so_far_beside_one_of_a_quarter_alone_is_asked_about() -> None:
    found = uses(read(("Q1", _FIRST), ("Q2 cumulative", _SECOND)))
    assert (found["Q1"].asked, found["Q2 cumulative"].asked) == (False, True)


def test_where_the_quarter_has_a_column_the_figure_so_far_is_none_of_its_figures() -> None:
    reading = read(("Q1", _FIRST), ("Q2", (45, 18, 8)), ("To end Sept 2026", _SECOND))
    assert figures(reading)[:2] == [("2026-Q1", 40), ("2026-Q2", 45)]


@pytest.mark.parametrize(
    "heading",
    ["June 2026", "To end May 2026", "Actions to Sept 2026", "Year to March 2026", "Year end", "To date"],
)
def test_what_names_no_end_of_a_quarter(heading: str) -> None:
    assert quarter_ended(heading, _YEAR) is None


@pytest.mark.parametrize("heading", ["Annual limit", "Ceiling", "Limit for the year", "Not to exceed"])
def test_a_limit_is_a_target_and_says_not_which_way_is_better(heading: str) -> None:
    rows = [("Measure", "Q1", heading), *zip(_MEASURES, _FIRST, (160, 60, 40), strict=True)]
    reading = read_grids([Grid.of_rows("Performance measures", rows)], _YEAR, Mappings())
    indicators = [draft.values for draft in reading.drafts if draft.register == "indicators"]
    assert [one["target_value"] for one in indicators] == [160, 60, 40]
    assert "better" not in indicators[0]


def test_how_often_a_figure_is_told_is_kept_and_no_question() -> None:
    figures_of = (("Q1 actual", _FIRST), ("Q2 actual", _SECOND))
    reading = read(("Frequency", ("Quarterly", "Quarterly", "Monthly")), *figures_of)
    assert (uses(reading)["Frequency"].field, uses(reading)["Frequency"].asked) == ("notes", False)
    assert not [cell.text for cell in reading.cells if cell.mark.outcome == "asked"]

    # What says how it counts stays that.
    reading = read(("Reporting basis", ("Cumulative", "Cumulative", "Cumulative")), *figures_of)
    assert kinds(reading) == ["cumulative"] * 3
