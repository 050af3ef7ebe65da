"""A choice spread over columns of ticks is what the ticked heading says, in one column; other ticks stay as they are."""

from __future__ import annotations

from typing import Any

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Row = tuple[Any, ...]
_PLAN = (("Hold patrols", "Police"), ("Fit bins", "Council"), ("Train staff", "Fire Service"))
_FIRST, _SECOND, _THIRD = ("x", None, None), (None, "x", None), (None, None, "x")


def read(*rows: Row, name: str = "Plan", merged: tuple[tuple[int, int, int, int], ...] = ()) -> Reading:
    return read_grids([Grid.of_rows(name, list(rows), merged)], FinancialYear(2026), Mappings())


def plan(headings: Row, *marks: Row, before: Row = ()) -> Reading:
    """A plan with columns of marks; `before` heads one column of words in front of them."""
    words = [("Begun",)] * 3 if before else [()] * 3
    rows = [(*own, *word, *mark) for own, word, mark in zip(_PLAN, words, marks, strict=True)]
    return read(("Action", "Lead", *before, *headings), *rows)


def said(reading: Reading, field: str, register: str = "plan_items") -> list[Any]:
    return [
        draft.values.get(field)
        for draft in reading.drafts
        if draft.register == register and draft.values.get("level") != "priority"
    ]


def outcomes(reading: Reading) -> set[str]:
    return {cell.mark.outcome for cell in reading.cells}


@pytest.mark.parametrize("mark", ["x", "✓", "Yes", "√"])
@pytest.mark.parametrize(
    ("headings", "means"),
    [
        (("Short term", "Medium term", "Long term"), ("Short term", "Medium term", "Long term")),
        (("Year 1", "Year 2", "Year 3"), ("Year 1", "Year 2", "Year 3")),
        (("Short", "Medium", "Long"), ("Short term", "Medium term", "Long term")),
    ],
)
def test_a_tick_under_a_term_is_the_timescale(mark: str, headings: Row, means: Row) -> None:
    marks = [tuple(one and mark for one in row) for row in (_FIRST, _SECOND, _THIRD)]
    reading = plan(headings, *marks)
    assert said(reading, "timescale") == list(means)
    assert outcomes(reading) <= {"taken", "ignored"}


def test_a_tick_under_a_word_for_how_far_it_is_says_so() -> None:
    reading = plan(("Not started", "In progress", "Complete"), _SECOND, _THIRD, _FIRST)
    assert said(reading, "status") == ["in progress", "complete", "not started"]
    assert outcomes(reading) <= {"taken", "ignored"}


@pytest.mark.parametrize("headings", [("Red", "Amber", "Green"), ("R", "A", "G")])
def test_a_tick_under_a_colour_is_the_rating(headings: Row) -> None:
    reading = plan(headings, _THIRD, _SECOND, _FIRST, before=("Q1 update",))
    assert said(reading, "rag", "updates") == ["green", "amber", "red"]
    assert outcomes(reading) <= {"taken", "ignored"}


@pytest.mark.parametrize(("yes", "no"), [("Yes", "No"), ("Y", "N"), ("☑", "☐")])
def test_what_is_not_ticked_counts_for_nothing(yes: str, no: str) -> None:
    marks = [tuple(yes if one else no for one in row) for row in (_SECOND, _THIRD, _FIRST)]
    reading = plan(("Not started", "In progress", "Complete"), *marks)
    assert said(reading, "status") == ["in progress", "complete", "not started"]
    assert outcomes(reading) <= {"taken", "ignored"}


def test_a_letter_under_itself_is_the_rating() -> None:
    letters = (None, None, "G"), (None, "A", None), ("R", None, None)
    reading = plan(("R", "A", "G"), *letters, before=("Q1 update",))
    assert said(reading, "rag", "updates") == ["green", "amber", "red"]
    assert outcomes(reading) <= {"taken", "ignored"}


def test_choices_under_one_heading_are_its_values() -> None:
    reading = read(
        ("Action", "Timescale", None, None, "Lead"),
        (None, "Short", "Medium", "Long", None),
        ("Hold patrols", "x", None, None, "Police"),
        ("Fit bins", None, "x", "x", "Council"),
        ("Train staff", None, None, "x", "Fire Service"),
        merged=((1, 2, 1, 4),),
    )
    assert said(reading, "timescale") == ["Short term", "Medium term, Long term", "Long term"]
    told = {cell.place.address: cell.mark.message for cell in reading.cells if cell.mark.outcome == "ignored"}
    assert told["D4"] == "Read together with C4."
    assert outcomes(reading) <= {"taken", "ignored"}


@pytest.mark.parametrize(
    ("headings", "marks"),
    [
        (("Red", "Amber", "Green"), [("x", "x", None), _SECOND, _THIRD]),  # which of the two?
        (("Short term", "Medium term", "Long term"), [("x", None, None), (None, "by June", None), _THIRD]),
        (("ASB", "Violence", "Burglary"), [_FIRST, _SECOND, _THIRD]),
        (("R", "A", "Notes"), [_FIRST, _SECOND, (None, None, "late")]),
    ],
)
def test_other_columns_stay_as_they_are(headings: Row, marks: list[Row]) -> None:
    reading = plan(headings, *marks, before=("Due date",))
    assert not {"Short term", "Medium term"} & set(said(reading, "timescale"))
    assert said(reading, "rag", "updates") == []
    # Not a mark is lost without a word.
    assert len([cell for cell in reading.cells if cell.text in ("x", "by June", "late")]) == sum(
        one is not None for row in marks for one in row
    )


@pytest.mark.parametrize(("lead", "support"), [("L", "S"), ("Lead", "Support")])
def test_letters_under_bodies_say_who_leads_and_who_supports(lead: str, support: str) -> None:
    reading = read(
        ("Ref", "Action", "When", "Council", "Police", "Education", "Youth Justice"),
        ("1", "Hold patrols", "by end Q3", support, lead, None, None),
        ("2", "Fit bins", "by end Q2", lead, None, None, None),
        ("3", "Train staff", "by end Q4", None, support, lead, support),
    )
    assert [names.text for names in said(reading, "lead_agencies")] == ["Police", "Council", "Education"]
    assert said(reading, "notes") == ["Supported by: Council", None, "Supported by: Police, Youth Justice"]
    assert outcomes(reading) <= {"taken", "noted", "ignored"}


def test_letters_under_other_headings_are_no_leads() -> None:
    reading = read(
        ("Action", "By when", "Size", "Speed"),
        ("Hold patrols", "30/09/2026", "L", "S"),
        ("Fit bins", "30/09/2026", "S", "L"),
        ("Train staff", "30/09/2026", "L", "L"),
    )
    assert said(reading, "notes") == [
        "Size: L\nSpeed: S",
        "Size: S\nSpeed: L",
        "Size: L\nSpeed: L",
    ]


def test_bars_of_quarters_are_a_chart_still() -> None:
    reading = plan(("Q1", "Q2", "Q3"), _FIRST, _SECOND, _THIRD)
    assert said(reading, "timescale") == [None, None, None]
