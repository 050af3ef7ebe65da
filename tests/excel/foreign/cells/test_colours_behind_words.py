"""Colours of somebody's workbook: levels told by colour alone are kept, colours behind words are said to be left."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_source
from csp_desktop.periods import FinancialYear

RED, AMBER, GREEN, BAND = "FF0000", "FFC000", "00B050", "9DC3E6"
Cell = object
Rows = list[tuple[Cell, ...]]


def _read(folder: Path, rows: Rows, name: str = "Register") -> Reading:
    """A workbook of one sheet; a cell given as (text, colour) is coloured."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    for row, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells, 1):
            text, colour = cell if isinstance(cell, tuple) else (cell, "")
            made = sheet.cell(row, column, text)
            if colour:
                made.fill = PatternFill("solid", start_color=f"FF{colour}")
    path = folder / "Somebody's.xlsx"
    book.save(path)
    return read_source(path, year=FinancialYear(2026))


def _notes(reading: Reading, register: str) -> list[object]:
    return [draft.values.get("notes") for draft in reading.drafts if draft.register == register]


def _coloured(reading: Reading) -> list[str]:
    return [note for note in reading.notes if "colour" in note]


@pytest.mark.parametrize("heading", ["RAG", "Current rating", "Residual", "Inherent"])
def test_the_level_of_a_risk_told_by_colour_alone_is_kept(tmp_path: Path, heading: str) -> None:
    rows: Rows = [
        ("Ref", "Risk", "Mitigation", heading, "Owner"),
        ("1", "Hub closure", "Find a site", (None, RED), "Council"),
        ("2", "Data breach", "Encrypt", (None, AMBER), "Council"),
        ("3", "Flooded station", "Flood plan", (None, GREEN), "Council"),
    ]
    reading = _read(tmp_path, rows)
    assert _notes(reading, "risks") == [f"{heading}: Red", f"{heading}: Amber", f"{heading}: Green"]
    assert _coloured(reading) == [
        f"“{heading}” in Register: 3 ratings were read from the colour of the cell alone and kept in the notes."
    ]


def test_a_coloured_level_beside_scores_is_worked_out(tmp_path: Path) -> None:
    rows: Rows = [
        ("Ref", "Risk", "Likelihood", "Impact", "RAG", "Owner"),
        ("1", "Hub closure", 4, 5, (None, RED), "Council"),
        ("2", "Data breach", 2, 4, (None, AMBER), "Council"),
    ]
    reading = _read(tmp_path, rows)
    assert _notes(reading, "risks") == [None, None]
    assert _coloured(reading) == []


@pytest.mark.parametrize("worded", ["RAG {}", "{} RAG", "{} BRAG"])
def test_ratings_by_month_in_colour(tmp_path: Path, worded: str) -> None:
    months = [worded.format(month) for month in ("Apr", "May", "Jun", "Jul")]
    rows: Rows = [
        ("Ref", "Action", "Lead agency", *months),
        ("1", "Drug bins", "Essex Police", (None, RED), (None, AMBER), (None, AMBER), (None, GREEN)),
        ("2", "Forum", "Council", (None, GREEN), (None, GREEN), (None, RED), (None, AMBER)),
    ]
    reading = _read(tmp_path, rows, "Action plan")
    updates = [draft.values for draft in reading.drafts if draft.register == "updates"]
    assert [(one["quarter"], one["rag"]) for one in updates] == [
        ("2026-Q1", "amber"),
        ("2026-Q2", "green"),
        ("2026-Q1", "red"),
        ("2026-Q2", "amber"),
    ]
    assert updates[0]["notes"] == "RAG by month: Apr: Red, May: Amber, Jun: Amber"


PLAN: Rows = [
    ("Ref", "Action", "Lead agency", "Due date", "Status"),
    ("1", "Fit drug bins", "Essex Police", "31/07/2026", "Complete"),
    ("2", "Hold a forum", "Council", "30/09/2026", "On track"),
    ("3", "Survey residents", "Council", "31/10/2026", "Delayed"),
    ("4", "Train bar staff", "Council", "30/11/2026", "On track"),
]


def _shaded(column: int | None, colours: list[str]) -> Rows:
    """The plan with a colour for each row: behind one column, or behind all of them."""
    return [
        PLAN[0],
        *(
            tuple(
                (text, colour) if column in (None, at) and colour else text for at, text in enumerate(cells)
            )
            for cells, colour in zip(PLAN[1:], colours, strict=True)
        ),
    ]


def test_colours_behind_words_are_said_to_be_left(tmp_path: Path) -> None:
    reading = _read(tmp_path, _shaded(4, ["", GREEN, RED, ""]), "Plan")
    assert _coloured(reading) == [
        "2 cells of “Status” in Plan are coloured: colours behind words or figures are not brought in."
    ]


def test_whole_rows_in_colour_are_said_to_be_left(tmp_path: Path) -> None:
    reading = _read(tmp_path, _shaded(None, [GREEN, RED, AMBER, ""]), "Plan")
    assert _coloured(reading) == [
        "3 whole rows in Plan are coloured: colours behind words or figures are not brought in."
    ]


@pytest.mark.parametrize(
    ("column", "colours"),
    [
        (None, ["", BAND, "", BAND]),
        (None, [BAND, BAND, BAND, BAND]),
        (4, [AMBER, AMBER, AMBER, AMBER]),
        (4, [GREEN, "", "", ""]),
    ],
)
def test_bands_shaded_columns_and_colours_that_say_the_same_need_no_word(
    tmp_path: Path, column: int | None, colours: list[str]
) -> None:
    assert _coloured(_read(tmp_path, _shaded(column, colours), "Plan")) == []


def test_scores_in_the_colours_of_their_matrix_need_no_word(tmp_path: Path) -> None:
    rows: Rows = [
        ("Ref", "Risk", "Likelihood", "Impact", "Score", "Owner"),
        ("1", "Hub closure", (4, RED), (5, RED), (20, RED), "Council"),
        ("2", "Data breach", (2, GREEN), (4, AMBER), (8, AMBER), "Council"),
        ("3", "Flooded station", (1, GREEN), (2, GREEN), (2, GREEN), "Council"),
    ]
    assert _coloured(_read(tmp_path, rows)) == []


def test_empty_cells_of_coloured_rows_say_nothing(tmp_path: Path) -> None:
    rows: Rows = [
        ("Ref", "Risk", "Mitigation", "Owner", "Anything else"),
        (("1", RED), ("Hub closure", RED), ("Find a site", RED), ("Council", RED), (None, RED)),
        (("2", GREEN), ("Data breach", GREEN), ("Encrypt", GREEN), ("Council", GREEN), (None, GREEN)),
    ]
    assert _notes(_read(tmp_path, rows), "risks") == [None, None]


RATED = ("Ref", "Action", "Lead agency", "Due date", "Q2 update", "BRAG")
KEY_LINE = "BRAG: Blue = complete, Green = on track, Amber = at risk, Red = off track"


def _rated(
    folder: Path,
    ratings: list[Cell],
    over: Sequence[tuple[Cell, ...]] = (),
    key: Sequence[tuple[Cell, ...]] = (),
) -> Reading:
    """A plan with these ratings, under some lines and over some others."""
    actions = ("Fit drug bins", "Hold a forum", "Survey residents", "Train bar staff")
    rows: Rows = [
        (str(at), action, "Council", "31/12/2026", f"Told of {at}", rating)
        for at, (action, rating) in enumerate(zip(actions, ratings, strict=False), 1)
    ]
    return _read(folder, [*over, RATED, *rows, *key], "Plan")


def _ratings(reading: Reading) -> list[object]:
    return [draft.values.get("rag") for draft in reading.drafts if draft.register == "updates"]


def _asked(reading: Reading) -> list[tuple[str, str]]:
    return [(cell.text, cell.mark.message) for cell in reading.cells if cell.mark.outcome == "asked"]


WORDS: list[Cell] = ["On track", "At risk", "Off track", "Complete"]


@pytest.mark.parametrize("over", [[], [("Delivery plan",), (KEY_LINE,), ()]])
def test_the_usual_words_of_a_rating_are_read(tmp_path: Path, over: Rows) -> None:
    reading = _rated(tmp_path, WORDS, over)
    assert _ratings(reading) == ["green", "amber", "red", "blue"]
    assert _asked(reading) == []
    said = [cell.mark.message for cell in reading.cells if cell.text == "On track"]
    assert said[0].startswith("“On track” is read as Green")


@pytest.mark.parametrize(
    ("over", "key"),
    [
        ([("Plan",), ("RAG key: Green = going well, Amber = on track with help, Red = stuck",), ()], []),
        ([("Plan",), ("BRAG: B done, G going well, A on track with help, R stuck",), ()], []),
        ([("Plan",), ("Colours: green going well, amber on track with help, red stuck",), ()], []),
        ([("Plan",), ("RAG ratings: going well (green), on track with help (amber), stuck (red)",), ()], []),
        ([], [(), ("Key",), ("Green", "Going well"), ("Amber", "On track with help"), ("Red", "Stuck")]),
        ([], [(), ("Key", "Green", "Going well", "Amber", "On track with help", "Red", "Stuck")]),
    ],
)
def test_the_key_of_the_workbook_says_what_its_words_mean(tmp_path: Path, over: Rows, key: Rows) -> None:
    reading = _rated(tmp_path, ["Going well", "On track with help", "Stuck", "On track"], over, key)
    assert _ratings(reading) == ["green", "amber", "red", "amber"]
    assert _asked(reading) == []


def test_letters_the_key_explains_are_ratings(tmp_path: Path) -> None:
    line = "RAG letters: G/A/R/C (complete)/NS (not started)"
    assert _ratings(_rated(tmp_path, ["G", "C", "NS", "R"], [(line,), ()])) == [
        "green",
        "blue",
        "none",
        "red",
    ]


def test_words_that_nothing_explains_are_still_asked_about(tmp_path: Path) -> None:
    reading = _rated(tmp_path, ["Going well", "Delayed", "Green", "C"])
    assert _ratings(reading) == [None, None, "green", None]
    assert [text for text, _ in _asked(reading)] == ["Going well", "Delayed", "C"]


def test_a_word_and_a_colour_that_disagree_are_asked_about(tmp_path: Path) -> None:
    ratings: list[Cell] = [("On track", AMBER), ("Green", RED), ("Off track", RED), ("Complete", GREEN)]
    reading = _rated(tmp_path, ratings)
    assert _ratings(reading) == [None, None, "red", "blue"]
    assert _asked(reading) == [
        (
            text,
            f"“{text}” stands in a cell coloured {colour}: which of them is the rating? "
            "Its words are kept in the notes.",
        )
        for text, colour in (("On track", "amber"), ("Green", "red"))
    ]
    assert _notes(reading, "plan_items")[-4:] == ["BRAG: On track", "BRAG: Green", None, None]


def test_a_band_of_colour_behind_whole_rows_disagrees_with_no_word(tmp_path: Path) -> None:
    rows: Rows = [
        tuple((text, AMBER) for text in (str(at), action, "Council", "31/12/2026", "Told", word))
        if at % 2
        else (str(at), action, "Council", "31/12/2026", "Told", word)
        for at, (action, word) in enumerate([("Fit bins", "Green"), ("Hold a forum", "Red")], 1)
    ]
    reading = _read(tmp_path, [RATED, *rows], "Plan")
    assert _ratings(reading) == ["green", "red"]


@pytest.mark.parametrize("word", ["On target", "Stalled", "Slipping"])
def test_what_stalls_or_is_on_target_is_still_in_progress(tmp_path: Path, word: str) -> None:
    rows: Rows = [*PLAN, ("5", "Light the subway", "Council", "31/12/2026", word)]
    statuses = [
        draft.values.get("status")
        for draft in _read(tmp_path, rows, "Plan").drafts
        if draft.register == "plan_items" and draft.values.get("level") == "action"
    ]
    assert statuses[-1] == "in progress"


@pytest.mark.parametrize("word", ["At risk", "Off track", "Delayed", "Stalled", "On hold"])
def test_what_holds_an_action_up_is_kept_where_its_status_says_less(tmp_path: Path, word: str) -> None:
    rows: Rows = [
        ("Ref", "Action", "Lead agency", "Due date", "Status"),
        ("1", "Fit drug bins", "Council", "31/12/2026", "On track"),
        ("2", "Hold a forum", "Police", "31/01/2027", word),
        ("3", "Light the subway", "Council", "31/12/2026", "Complete"),
    ]
    reading = _read(tmp_path, rows, "Plan")
    assert _notes(reading, "plan_items")[-3:] == [None, f"Status: {word}", None]


BOXES = ("Ref", "Action", "Lead agency", "Due date", "Q1 progress", "Q2 progress")
COLOUR_LINE = "Colour in the quarter box: green on track, amber slipping, red stuck, blue done"


def _boxes(
    folder: Path,
    line: str = COLOUR_LINE,
    heads: tuple[Cell, ...] = BOXES,
    more: Sequence[tuple[Cell, ...]] = (),
) -> Reading:
    """A plan whose boxes for each quarter are coloured."""
    rows: Rows = [
        ("1", "Fit drug bins", "Council", "31/12/2026", ("Sites agreed", GREEN), ("Two are fitted", AMBER)),
        ("2", "Hold a forum", "Police", "31/01/2027", "Hall booked", ("Nobody came", RED)),
        ("3", "Survey residents", "Council", "28/02/2027", (None, GREEN), None),
    ]
    rows = [(*row, *more[at]) for at, row in enumerate(rows)] if more else rows
    return _read(folder, [("Delivery plan",), (line,), (), heads, *rows], "Plan")


def test_colours_behind_the_words_of_a_quarter_are_its_ratings_where_a_key_explains_them(
    tmp_path: Path,
) -> None:
    reading = _boxes(tmp_path)
    updates = [draft.values for draft in reading.drafts if draft.register == "updates"]
    assert [(one["quarter"], one.get("narrative"), one.get("rag")) for one in updates] == [
        ("2026-Q1", "Sites agreed", "green"),
        ("2026-Q2", "Two are fitted", "amber"),
        ("2026-Q1", "Hall booked", None),
        ("2026-Q2", "Nobody came", "red"),
    ]
    assert _coloured(reading) == [
        "3 ratings in Plan were read from the colours behind the words of “Q1 progress” and “Q2 progress”, "
        "as the key of the workbook says."
    ]


@pytest.mark.parametrize("swatches", [True, False])
def test_a_key_of_colours_with_their_words_beside_or_on_them_explains_them(
    tmp_path: Path, *, swatches: bool
) -> None:
    told = [("On track", GREEN), ("May slip", AMBER), ("Off track", RED)]
    key: Rows = [((None, colour), word) if swatches else ((word, colour),) for word, colour in told]
    rows: Rows = [
        BOXES,
        ("1", "Fit drug bins", "Council", "31/12/2026", ("Sites agreed", GREEN), ("Two are fitted", AMBER)),
        ("2", "Hold a forum", "Police", "31/01/2027", "Hall booked", ("Nobody came", RED)),
    ]
    reading = _read(tmp_path, [("Delivery plan",), ("Colours used:",), *key, (), *rows], "Plan")
    assert _ratings(reading) == ["green", "amber", None, "red"]
    unexplained = _read(tmp_path, [("Delivery plan",), ("Teams:",), *key, (), *rows], "Plan")
    assert _ratings(unexplained) == [None] * 4


def test_colours_behind_words_are_left_where_no_key_explains_them(tmp_path: Path) -> None:
    reading = _boxes(tmp_path, "Please fill in your box by Friday")
    assert _ratings(reading) == [None] * 4
    assert "not brought in" in _coloured(reading)[0]


def test_a_column_of_ratings_goes_before_colours_of_boxes(tmp_path: Path) -> None:
    reading = _boxes(tmp_path, heads=(*BOXES, "Q2 RAG"), more=[("Green",), ("Red",), (None,)])
    rated = [
        (draft.values["quarter"], draft.values.get("rag"))
        for draft in reading.drafts
        if draft.register == "updates"
    ]
    assert rated == [("2026-Q1", "green"), ("2026-Q2", "green"), ("2026-Q1", None), ("2026-Q2", "red")]


def test_purple_is_no_rating_and_is_said_to_have_brought_none(tmp_path: Path) -> None:
    rows: Rows = [
        ("Ref", "Action", "Lead", "RAG"),
        ("1", "Train door staff", "Police", (None, "7030A0")),
        ("2", "Open a youth hub", "Council", (None, GREEN)),
        ("3", "Mark bikes", "Police", (None, RED)),
    ]
    reading = _read(tmp_path, rows, "Action plan")
    assert [draft.values["rag"] for draft in reading.drafts if draft.register == "updates"] == [
        "green",
        "red",
    ]
    assert any("“RAG” in Action plan: 1 cell is purple" in note for note in reading.notes)
