"""A rating or comment of no quarter beside the words of several: how things stand now, and what is kept in the notes."""

from __future__ import annotations

from datetime import date

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

TODAY = date(2026, 11, 29)
Cells = dict[str, tuple[object, ...]]
ACTIONS: Cells = {
    "Ref": ("1.1", "1.2"),
    "Action": ("Fit alley gates in the town", "Visit all of the hostels"),
    "Lead agency": ("Council", "Police"),
    "Due date": (date(2026, 12, 31), date(2027, 1, 31)),
}
WORDS: Cells = {"Q1 update": ("Gates were ordered", None), "Q2 update": ("Half are fitted", "No trainer yet")}
LATER: Cells = {"Q3 update": (None, None), "Q4 update": (None, None)}


def _read(columns: Cells) -> Reading:
    rows = [tuple(columns), *zip(*columns.values(), strict=True)]
    mappings = Mappings(today=TODAY, plans_year=FinancialYear(2026))
    return read_grids([Grid.of_rows("Plan", rows)], None, mappings)


def _updates(reading: Reading) -> list[tuple[object, ...]]:
    return [
        tuple(draft.values.get(name) for name in ("quarter", "narrative", "rag"))
        for draft in reading.drafts
        if draft.register == "updates"
    ]


NOW = [
    ("2026-Q1", "Gates were ordered", None),
    ("2026-Q2", "Half are fitted", "amber"),
    ("2026-Q2", "No trainer yet", "red"),
]


@pytest.mark.parametrize("heading", ["RAG", "Overall RAG", "Current RAG", "BRAG", "RAG rating"])
@pytest.mark.parametrize("before", [True, False])
def test_a_rating_before_or_behind_all_quarters_is_of_the_latest_its_row_tells_of(
    heading: str, before: bool
) -> None:
    rating: Cells = {heading: ("Amber", "Red")}
    told = {**WORDS, **LATER}
    reading = _read({**ACTIONS, **rating, **told} if before else {**ACTIONS, **told, **rating})
    assert _updates(reading) == NOW
    assert reading.notes[-1] == (
        f"“{heading}” in Plan names no quarter: each rating was put with the latest quarter its row has words for. "
        "Choose one quarter for all where that is not right."
    )


def test_each_row_has_a_latest_quarter_of_its_own() -> None:
    words: Cells = {
        "Q1 update": ("Gates were ordered", "Letters sent"),
        "Q2 update": ("Half are fitted", None),
    }
    assert _updates(_read({**ACTIONS, "RAG": ("Amber", "Red"), **words})) == [
        ("2026-Q1", "Gates were ordered", None),
        ("2026-Q2", "Half are fitted", "amber"),
        ("2026-Q1", "Letters sent", "red"),
    ]


def test_a_row_without_words_is_rated_with_the_latest_quarter_of_the_table() -> None:
    words: Cells = {"Q1 update": ("Gates were ordered", None), "Q2 update": ("Half are fitted", None)}
    reading = _read({**ACTIONS, "RAG": ("Amber", "Red"), **words, **LATER})
    assert _updates(reading)[-1] == ("2026-Q2", None, "red")
    assert "or with Q2 2026/27 where it has none" in reading.notes[-1]


def test_a_row_without_words_that_is_not_rated_yet_has_no_update() -> None:
    words: Cells = {"Q1 update": ("Gates were ordered", None), "Q2 update": ("Half are fitted", None)}
    reading = _read({**ACTIONS, "RAG": ("Amber", "Not started"), **words})
    assert _updates(reading) == NOW[:2]


def test_what_is_planned_for_a_quarter_to_come_is_not_what_is_rated() -> None:
    words = {**WORDS, "Q4 update": ("Will be signed off", None)}
    assert NOW[1] in _updates(_read({**ACTIONS, "RAG": ("Amber", "Red"), **words}))


def test_a_rating_beside_each_update_stays_with_it() -> None:
    pairs: Cells = {
        "Q1 update": ("Gates were ordered", "Letters sent"),
        "RAG": ("Green", "Green"),
        "Q2 update": ("Half are fitted", "No trainer yet"),
        "RAG ": ("Amber", "Red"),
    }
    assert _updates(_read({**ACTIONS, **pairs})) == [
        ("2026-Q1", "Gates were ordered", "green"),
        ("2026-Q2", "Half are fitted", "amber"),
        ("2026-Q1", "Letters sent", "green"),
        ("2026-Q2", "No trainer yet", "red"),
    ]


@pytest.mark.parametrize("before", [True, False])
def test_a_rating_beside_one_update_is_of_its_quarter(before: bool) -> None:
    rating: Cells = {"RAG": ("Amber", "Red")}
    words: Cells = {"Q2 update": ("Half are fitted", None)}
    reading = _read({**ACTIONS, **rating, **words} if before else {**ACTIONS, **words, **rating})
    assert _updates(reading) == [("2026-Q2", "Half are fitted", "amber"), ("2026-Q2", None, "red")]
    assert not any("names no quarter" in note for note in reading.notes)


def _notes(reading: Reading) -> list[object]:
    return [draft.values.get("notes") for draft in reading.drafts if draft.values.get("level") == "action"]


def _asked(reading: Reading) -> list[str]:
    return [cell.text for cell in reading.cells if cell.mark.outcome == "asked"]


@pytest.mark.parametrize("heading", ["Comments", "Comment", "Notes", "Remarks", "General comments"])
@pytest.mark.parametrize("before", [True, False])
def test_comments_beside_the_words_of_quarters_are_kept_in_the_notes(heading: str, before: bool) -> None:
    comments: Cells = {heading: ("Chase the clerk", "See minutes of September")}
    told = {**WORDS, **LATER}
    reading = _read({**ACTIONS, **comments, **told} if before else {**ACTIONS, **told, **comments})
    assert _notes(reading) == [f"{heading}: Chase the clerk", f"{heading}: See minutes of September"]
    assert [update[:2] for update in _updates(reading)] == [update[:2] for update in NOW]
    assert _asked(reading) == []


def test_comments_of_a_quarter_stay_its_words() -> None:
    words: Cells = {
        "Q1 comments": ("Gates were ordered", None),
        "Q2 comments": ("Half are fitted", "No trainer yet"),
    }
    assert [update[:2] for update in _updates(_read({**ACTIONS, **words}))] == [update[:2] for update in NOW]


def test_comments_that_are_all_a_plan_tells_stay_its_words() -> None:
    reading = _read({**ACTIONS, "Progress / comments": ("Gates were ordered", "Letters sent")})
    assert [update[1] for update in _updates(reading)] == ["Gates were ordered", "Letters sent"]


def test_an_update_of_no_quarter_beside_one_of_its_quarter_is_not_lost() -> None:
    reading = _read({**ACTIONS, **WORDS, "Latest update": ("All fitted now", "Trainer found")})
    assert _notes(reading) == ["Latest update: All fitted now", "Latest update: Trainer found"]
    assert not any("names no quarter" in note for note in reading.notes)
    assert [update[:2] for update in _updates(reading)] == [update[:2] for update in NOW]
    assert _asked(reading) == ["All fitted now", "Trainer found"]


RATED: Cells = {
    "Q1 update": ("Gates were ordered", None),
    "Q1 RAG": ("Green", None),
    "Q2 update": ("Half are fitted", "No trainer yet"),
    "Q2 RAG": ("Amber", "Red"),
}


@pytest.mark.parametrize("heading", ["Overall RAG", "RAG", "Current RAG"])
@pytest.mark.parametrize("before", [True, False])
def test_a_rating_more_than_each_quarter_has_is_how_things_stand_now(heading: str, before: bool) -> None:
    rated = [("2026-Q1", "Gates were ordered", "green"), *NOW[1:]]
    for now, asked in ((("Amber", "Red"), []), (("Red", "Red"), ["Red"])):
        overall = {heading: now}
        reading = _read({**ACTIONS, **overall, **RATED} if before else {**ACTIONS, **RATED, **overall})
        assert _updates(reading) == rated
        questions = [place for place, mark in reading.cells.marks.items() if mark.outcome == "asked"]
        assert [reading.cells.grids[0].text(place.row, place.column) for place in questions] == asked


def test_a_rating_of_now_behind_ratings_of_quarters_to_come_makes_no_update_of_theirs() -> None:
    ratings: Cells = {"Q1 RAG": ("Green", "Red"), "Q2 RAG": ("Amber", "Red")}
    later: Cells = {"Q3 RAG": (None, None), "Q4 RAG": (None, None), "Current RAG": ("Amber", "Red")}
    assert _updates(_read({**ACTIONS, **ratings, **later})) == [
        ("2026-Q1", None, "green"),
        ("2026-Q2", None, "amber"),
        ("2026-Q1", None, "red"),
        ("2026-Q2", None, "red"),
    ]


@pytest.mark.parametrize("heading", ["Status", "Current status", "Progress status", "Overall Status"])
@pytest.mark.parametrize(
    ("cells", "means"),
    [
        (("Green", "Amber", "Red"), ("green", "amber", "red")),
        (("G", "A", "R"), ("green", "amber", "red")),
        (("Green", "Complete", "Red"), ("green", "blue", "red")),
    ],
)
def test_colours_under_status_are_ratings(
    heading: str, cells: tuple[str, ...], means: tuple[str, ...]
) -> None:
    reading = _plan_with(heading, cells)
    assert [d.values["rag"] for d in reading.drafts if d.register == "updates"] == list(means)
    assert {cell.mark.outcome for cell in reading.cells} <= {"taken", "ignored"}


@pytest.mark.parametrize(
    ("second", "rated"), [("RED: no trainer yet", ["amber", "red"]), ("Red tape held it up", [None, None])]
)
def test_words_that_all_open_with_a_rating_are_rated_so_and_kept_whole(second: str, rated: list[str]) -> None:
    reading = _read({**ACTIONS, "Q2 position": ("Amber – half are fitted", second)})
    assert _updates(reading) == [
        ("2026-Q2", narrative, rating)
        for narrative, rating in zip(("Amber – half are fitted", second), rated, strict=True)
    ]


@pytest.mark.parametrize("cells", [("In progress", "Complete", "Not started"), ("Open", "Closed", "Open")])
def test_words_under_status_are_how_far_it_is(cells: tuple[str, ...]) -> None:
    reading = _plan_with("Status", cells)
    assert not [draft for draft in reading.drafts if draft.register == "updates"]


def _plan_with(heading: str, cells: tuple[str, ...]) -> Reading:
    rows = [("Ref", "Action", "Lead", "By when", heading), *((f"1.{at}", f"Fit the {what}", "Police", "30/09/2026", cell) for at, (what, cell) in enumerate(zip(("gates", "bins", "lights"), cells, strict=True), 1))]  # fmt: skip
    return read_grids([Grid.of_rows("Plan", rows)], FinancialYear(2026), Mappings())
