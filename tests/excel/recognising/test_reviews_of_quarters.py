"""Scores and comments a register of risks gives quarter by quarter are those of the reviews of its quarters."""

from __future__ import annotations

from typing import Any

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.periods import FinancialYear

_RISKS = ("The grant ends in spring", "The analyst leaves for another post", "Radios fail at the fair")
_ACTIONS = ("Bid for a second year", "Share an analyst with the county", "Test radios each month")
_FIRST, _SECOND = (
    ("Bid is being written", "No change", "Two were mended"),
    ("Bid sent in", "Post advertised", ""),
)


def read(*columns: tuple[str, tuple[Any, ...]]) -> Reading:
    every = (("Ref", ("R1", "R2", "R3")), ("Risk", _RISKS), *columns)
    rows = [tuple(heading for heading, _ in every), *zip(*(values for _, values in every), strict=True)]
    return read_grids([Grid.of_rows("Risk register", rows)], FinancialYear(2026), Mappings())


def uses(reading: Reading) -> dict[str, ColumnUse]:
    return {use.heading: use for use in reading.mapped[0].mapping.columns}


def reviews(reading: Reading, name: str) -> list[tuple[object, object]]:
    return [
        (draft.values["quarter"], draft.values.get(name))
        for draft in reading.drafts
        if draft.register == "risk_reviews"
    ]


@pytest.mark.parametrize(
    ("likelihood", "impact"),
    [
        ("Likelihood {}", "Impact {}"),
        ("{} likelihood (1-5)", "{} impact (1-5)"),
        ("{} L", "{} I"),
        ("{} probability", "{} severity"),
        ("Current likelihood {}", "Current impact {}"),
    ],
)
@pytest.mark.parametrize("quarter", ["Q{}", "Q{} 2026/27", "Quarter {}"])
def test_scores_of_quarters_are_of_their_reviews(likelihood: str, impact: str, quarter: str) -> None:
    first, second = quarter.format(1), quarter.format(2)
    reading = read(
        (likelihood.format(first), (4, 3, 2)),
        (impact.format(first), (5, 2, 3)),
        (f"{first} score", (20, 6, 6)),
        (likelihood.format(second), (3, 3, 2)),
        (impact.format(second), (5, 2, 4)),
        (f"{second} score", (15, 6, 8)),
    )
    assert [use.heading for use in uses(reading).values() if use.asked] == []
    assert reviews(reading, "likelihood")[:2] == [("2026-Q1", 4), ("2026-Q2", 3)]
    assert reviews(reading, "impact")[-2:] == [("2026-Q1", 3), ("2026-Q2", 4)]
    assert not any("notes" in draft.values for draft in reading.drafts if draft.register == "risks")


@pytest.mark.parametrize(
    "heading", ["{} comment", "{} update", "Commentary {}", "Position at {}", "{} review notes"]
)
def test_comments_of_quarters_are_of_their_reviews(heading: str) -> None:
    reading = read(
        ("Likelihood", (4, 3, 2)),
        ("Impact", (5, 2, 3)),
        ("Mitigation", _ACTIONS),
        (heading.format("Q1"), _FIRST),
        (heading.format("Q2"), _SECOND),
    )
    assert not uses(reading)[heading.format("Q1")].asked
    assert reviews(reading, "comment") == [
        ("2026-Q1", _FIRST[0]),
        ("2026-Q2", _SECOND[0]),
        ("2026-Q1", _FIRST[1]),
        ("2026-Q2", _SECOND[1]),
        ("2026-Q1", _FIRST[2]),
    ]


def test_words_under_nothing_but_a_quarter_are_asked_about() -> None:
    use = uses(read(("Likelihood", (4, 3, 2)), ("Impact", (5, 2, 3)), ("Q1", _FIRST), ("Q2", _SECOND)))["Q2"]
    assert (use.register, use.field, use.quarter, use.asked) == ("risk_reviews", "comment", "2026-Q2", True)


@pytest.mark.parametrize(
    "heading", ["Target likelihood Q4", "Inherent likelihood Q1", "Q1 action progress", "Q1 review date"]
)
def test_what_is_of_no_review_is_not_taken_for_one(heading: str) -> None:
    scores = "likelihood" in heading
    values = (1, 2, 1) if scores else ("30/06/2026",) * 3 if "date" in heading else _FIRST
    use = uses(read(("Likelihood", (4, 3, 2)), ("Impact", (5, 2, 3)), (heading, values)))[heading]
    assert use.register != "risk_reviews"


def test_comments_of_months_stand_together_in_their_quarter() -> None:
    reading = read(
        ("Likelihood", (4, 3, 2)),
        ("Impact", (5, 2, 3)),
        ("Update April 2026", _FIRST),
        ("Update May 2026", _SECOND),
        ("Update July 2026", _FIRST),
    )
    assert sorted(reviews(reading, "comment")[:2]) == [
        ("2026-Q1", f"Apr: {_FIRST[0]}\nMay: {_SECOND[0]}"),
        ("2026-Q2", _FIRST[0]),
    ]
