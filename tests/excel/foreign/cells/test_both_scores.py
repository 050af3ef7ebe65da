"""Likelihood and impact in one cell, "4 x 5 = 20", and which way a risk's score went."""

from __future__ import annotations

from typing import Any

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

_RISKS = (
    "Home Office grant ends early",
    "Key staff leave the team",
    "Cameras fail over Christmas",
    "Volunteers stop coming",
)


def _read(columns: dict[str, tuple[object, ...]], **mappings: Any) -> tuple[Reading, list[dict[str, Any]]]:
    rows = zip(_RISKS, *columns.values(), ("Chair", "Clerk", "Chair", "Clerk"), strict=True)
    grid = Grid.of_rows("Risks", [("Risk", *columns, "Owner"), *rows])
    reading = read_grids([grid], FinancialYear(2025), Mappings(**mappings))
    return reading, [draft.values for draft in reading.drafts if draft.register == "risks"]


def _scores(found: dict[str, Any], phase: str) -> tuple[Any, Any]:
    return found.get(f"{phase}_likelihood"), found.get(f"{phase}_impact")


def test_two_columns_of_both_are_before_and_now_and_a_wrong_product_is_asked_about() -> None:
    columns = {
        "Inherent score (L x I)": ("4 x 5 = 20", "3x4=12", "5 × 4", "2 x 3 = 7"),
        "Residual score (L x I)": ("3 x 4 = 12", "2 x 4 = 8", "4 x 3 = 12", "2 x 2 = 4"),
    }
    reading, found = _read(columns)
    assert [_scores(one, "inherent") for one in found] == [(4, 5), (3, 4), (5, 4), (None, None)]
    assert [_scores(one, "current") for one in found] == [(3, 4), (2, 4), (4, 3), (2, 2)]
    (asked,) = [mark.message for _, mark in reading.cells.marks.items() if mark.outcome == "asked"]
    assert asked == "The sheet says 7, but 2 × 3 is 6. Its words are kept in the notes."
    assert found[3]["notes"] == "Inherent score (L x I): 2 x 3 = 7"


def test_headings_of_two_letters_and_of_when_say_which_comes_first() -> None:
    columns = {
        "Inherent (L/I)": ("4/5", "3/3", "5/4", "2/4"),
        "Current L, I": ("3, 5", "2, 3", "3, 4", "2, 3"),
    }
    reading, found = _read(columns)
    assert [_scores(one, "inherent") for one in found] == [(4, 5), (3, 3), (5, 4), (2, 4)]
    assert [_scores(one, "current") for one in found] == [(3, 5), (2, 3), (3, 4), (2, 3)]
    assert not any(mark.outcome == "asked" for _, mark in reading.cells.marks.items())


@pytest.mark.parametrize(
    ("heading", "cells", "scores"),
    [
        (
            "Score (Impact x Likelihood)",
            ("4 x 5", "3 x 4", "5 x 4", "2 x 3"),
            [(5, 4), (4, 3), (4, 5), (3, 2)],
        ),
        ("Score", ("L4 x I5 = 20", "L3 x I4", "L5 x I4", "L2 x I3"), [(4, 5), (3, 4), (5, 4), (2, 3)]),
        ("Score (L x I)", ("20 (4x5)", "12 (3x4)", "20 (5x4)", "6 (2x3)"), [(4, 5), (3, 4), (5, 4), (2, 3)]),
        (
            "Risk rating (likelihood x impact)",
            ("High – 20 (4x5)", "12 [3 x 4] Medium", "20 = 5 x 4", "Low 6: 2x3"),
            [(4, 5), (3, 4), (5, 4), (2, 3)],
        ),
        (
            "Current score",
            ("20 (L4 x I5)", "L3 I4 (12)", "Likelihood 5, impact 4", "6 (L2/I3)"),
            [(4, 5), (3, 4), (5, 4), (2, 3)],
        ),
        ("Score (L/I)", ("4/5", "3/4", "5/4", "2/3"), [(4, 5), (3, 4), (5, 4), (2, 3)]),
        ("Likelihood/Impact", ("4/5", "3/4", "5/4", "2/3"), [(4, 5), (3, 4), (5, 4), (2, 3)]),
        ("Impact, likelihood", ("4, 5", "3, 4", "5, 4", "2, 3"), [(5, 4), (4, 3), (4, 5), (3, 2)]),
        # Nothing says which comes first.
        ("Score", ("4 x 5 = 20", "3 x 4 = 12", "5 x 4 = 20", "2 x 3 = 6"), [(None, None)] * 4),
    ],
)
def test_which_of_the_two_comes_first(heading: str, cells: tuple[str, ...], scores: list[Any]) -> None:
    reading, found = _read({heading: cells})
    assert [_scores(one, "current") for one in found] == scores
    asked = {use.heading: use.why for use in reading.mapped[0].mapping.columns if use.asked}
    question = "Is the first figure under “Score” the likelihood and the second the impact?"
    assert asked == ({} if scores[0][0] else {"Score": question})


def test_what_comes_of_the_two_is_checked_where_it_stands_in_front() -> None:
    reading, found = _read({"Score (L x I)": ("20 (4x5)", "12 (3x4)", "18 (5x4)", "6 (2x3)")})
    assert [_scores(one, "current") for one in found] == [(4, 5), (3, 4), (None, None), (2, 3)]
    (asked,) = [mark.message for _, mark in reading.cells.marks.items() if mark.outcome == "asked"]
    assert asked == "The sheet says 18, but 5 × 4 is 20. Its words are kept in the notes."


@pytest.mark.parametrize("cells", [("45", "34", "54", "23"), ("16 days", "12 (of 20)", "20", "6 (2)")])
def test_figures_alone_are_no_two_scores(cells: tuple[str, ...]) -> None:
    _, found = _read({"Days open": cells})
    assert [_scores(one, "current") for one in found] == [(None, None)] * 4


def test_figures_only_parted_are_scores_only_where_their_heading_says_so() -> None:
    _, found = _read({"Sessions held": ("3/4", "2/4", "4/4", "1/4")})
    assert [one["notes"] for one in found] == [
        f"Sessions held: {said}" for said in ("3/4", "2/4", "4/4", "1/4")
    ]
    assert [_scores(one, "current") for one in found] == [(None, None)] * 4


@pytest.mark.parametrize(
    ("headings", "phases"),
    [
        (("Now L", "Now I"), ("current",)),
        (("Prob", "Imp"), ("current",)),
        (("L (before)", "I (before)", "L (after)", "I (after)"), ("inherent", "current")),
        (("Lik before", "Imp before", "Lik now", "Imp now"), ("inherent", "current")),
    ],
)
def test_scores_headed_by_a_letter_or_cut_short(headings: tuple[str, ...], phases: tuple[str, ...]) -> None:
    figures: list[tuple[object, ...]] = [(4, 3, 5, 2), (5, 3, 4, 2), (3, 2, 4, 1), (4, 3, 3, 2)]
    _, found = _read(dict(zip(headings, figures, strict=False)))
    for at, phase in enumerate(phases):
        pairs = list(zip(*figures[2 * at : 2 * at + 2], strict=True))
        assert [_scores(one, phase) for one in found] == pairs
    assert not any("notes" in one for one in found)


def test_words_of_the_books_own_scale_under_impact_are_no_consequence() -> None:
    columns = {
        "Likelihood": ("Expected", "Possible", "Seldom", "Possible"),
        "Impact": ("Serious", "Slight", "Grave", "Slight"),
        "Residual likelihood": ("Possible", "Seldom", "Seldom", "Seldom"),
        "Residual impact": ("Slight", "Slight", "Serious", "Slight"),
    }
    rows = zip(_RISKS, *columns.values(), strict=True)
    words = (
        ("Expected", "Likely", "Possible", "Seldom", "Never"),
        ("Grave", "Serious", "Medium", "Slight", "None"),
    )
    scale = [("Likelihood", "Impact", "Score"), *zip(*words, (5, 4, 3, 2, 1), strict=True)]
    grids = [Grid.of_rows("Risks", [("Risk", *columns), *rows]), Grid.of_rows("Lists", scale)]
    reading = read_grids(grids, FinancialYear(2025), Mappings())
    found = [draft.values for draft in reading.drafts if draft.register == "risks"]
    assert [_scores(one, "inherent") for one in found] == [(5, 4), (3, 2), (2, 5), (3, 2)]
    assert [_scores(one, "current") for one in found] == [(3, 2), (2, 2), (2, 4), (2, 2)]
    assert not any("consequence" in one for one in found)


def test_what_an_impact_is_in_words_stays_the_consequence() -> None:
    told = ("Posts cut", "No patrols", "Footage lost", "Groups fold")
    _, found = _read({"Likelihood": (4, 3, 5, 2), "Impact": told})
    assert [one.get("consequence") for one in found] == list(told)
    sorts = ("Money", "Good name", "Money", "Money")
    _, found = _read({"Likelihood": (4, 3, 5, 2), "Impact": sorts})
    assert [one.get("consequence") for one in found] == list(sorts)


def test_columns_of_their_own_say_more_than_both_together() -> None:
    columns = {
        "Score": ("4 x 5", "3 x 4", "5 x 4", "2 x 3"),
        "Likelihood": (4, 3, 5, 2),
        "Impact": (5, 4, 4, 3),
    }
    _, found = _read(columns)
    assert [_scores(one, "current") for one in found] == [(4, 5), (3, 4), (5, 4), (2, 3)]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Trend", ("↑", "→", "↓", "↑")),
        ("Direction", ("Increasing", "Static", "Reducing", "Static")),
        ("Previous score", (16, 6, 20, 6)),
    ],
)
def test_which_way_a_score_went_is_kept(heading: str, cells: tuple[object, ...]) -> None:
    columns = {"Likelihood": (4, 3, 5, 2), "Impact": (5, 4, 4, 3), "Score": (20, 12, 20, 6), heading: cells}
    reading, found = _read(columns)
    assert [one["notes"] for one in found] == [f"{heading}: {cell}" for cell in cells]
    assert {use.heading: use.field for use in reading.mapped[0].mapping.columns}["Score"] == "ignored"


@pytest.mark.parametrize("letters", [("L", "S"), ("S", "L"), ("P", "S"), ("C", "L")])
def test_a_letter_beside_the_likelihood_is_the_impact_where_nothing_else_is(letters: tuple[str, str]) -> None:
    scores = {letters[0]: (4, 3, 2, 1), letters[1]: (5, 3, 4, 2)}
    _, found = _read({**scores, "Total": (20, 9, 8, 2)})
    likelihood, impact = letters if letters[0] in "LP" else letters[::-1]
    assert [_scores(one, "current") for one in found] == list(
        zip(scores[likelihood], scores[impact], strict=True)
    )
    assert not any("notes" in one for one in found)


def test_a_letter_beside_likelihood_and_impact_is_their_score() -> None:
    _, found = _read({"L": (4, 3, 2, 1), "I": (5, 3, 4, 2), "S": (20, 9, 8, 2)})
    assert [_scores(one, "current") for one in found] == [(4, 5), (3, 3), (2, 4), (1, 2)]
    assert not any("notes" in one for one in found)
