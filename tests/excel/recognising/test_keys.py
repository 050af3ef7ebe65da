"""Keys, scales and matrices of scores beside a register are no records of it; records that look like them stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_source
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.finding.keys import KEY_ROW
from csp_desktop.excel.recognising.finding.tables import find_tables
from csp_desktop.excel.recognising.headings import known_heading
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.periods import FinancialYear

Rows = list[tuple[object, ...]]
_RISKS: Rows = [
    ("Ref", "Risk", "Likelihood", "Impact", "Score"),
    ("R1", "Grant ends early", 4, 5, 20),
    ("R2", "Analyst leaves", 3, 3, 9),
    ("R3", "CCTV fails", 3, 4, 12),
]
_PLAN: Rows = [
    ("Ref", "Action", "Lead", "Due date", "RAG"),
    ("1", "Brief licensees", "Kent Police", "30 September 2025", "G"),
    ("2", "Train stewards", "Kent Police", "30 September 2025", "A"),
    ("3", "Fit lights", "Kent Police", "31 December 2025", "R"),
]
_WORDS = ("Rare", "Unlikely", "Possible", "Likely", "Almost certain")
_NUMBERED: Rows = [
    (None, 1, 2, 3, 4, 5),
    *(((None, step, *(step * other for other in range(1, 6)))) for step in (5, 4, 3, 2, 1)),
]
_LABELLED: Rows = [(f"Impact {step}", *(step * other for other in range(1, 6))) for step in (5, 4, 3)]
_RATED: Rows = [
    (None, *_WORDS),
    ("Severe", "Medium", "Medium", "High", "High", "High"),
    ("Moderate", "Low", "Medium", "Medium", "Medium", "High"),
    ("Minor", "Low", "Low", "Low", "Medium", "Medium"),
]
_SCORES: Rows = [("1-6", "Low"), (date(2026, 12, 8), "Medium"), ("15-25", "High")]
_LIKELIHOODS: Rows = [(str(6 - step), word) for step, word in enumerate(reversed(_WORDS), 1)]
_TOLD: Rows = [
    ("Likelihood", "Description"),
    (3, "Expected to happen most weeks"),
    (2, "Might happen"),
    (1, "Rare: once in ten years"),
]
_COLOURS: Rows = [("G", "On track"), ("A", "Some slippage"), ("R", "Off track")]


def tables(rows: Rows) -> list[FoundTable]:
    return find_tables(Grid.of_rows("Sheet1", rows), known_heading)


@pytest.mark.parametrize("gap", [[], [()], [(), ()]])
@pytest.mark.parametrize(
    "key",
    [
        [("Key",), *_SCORES],
        [(word, points) for points, word in _SCORES],
        _LIKELIHOODS,
        [("Likelihood scale",), *_LIKELIHOODS, ("Impact scale",), ("1", "Minor"), ("5", "Severe")],
        [("Score", "Rating", "Action required"), ("15-25", "High", "Tell the board"), ("1-6", "Low", "Watch")],
        [("Scoring: 1-6 Low, 8-12 Medium, 15-25 High",), ("Likelihood: 1 Rare to 5 Almost certain",)],
        [("Scoring matrix",), *_LABELLED, (None, *_WORDS)],
        [("Risk matrix",), (None, "Impact"), ("Likelihood", "1", "2", "3", "4", "5"), *_LABELLED],
        [(None, "Likelihood", 1, 2, 3, 4, 5), ("Impact", *_NUMBERED[1][1:]), *_NUMBERED[2:]],
        [("LIKELIHOOD", "5 - Certain", *_LABELLED[0][1:]), (None, "4 - Likely", *_LABELLED[1][1:]), (None, None, "1 - Low", 2, 3, 4, "5 - High")],
        [("Likelihood", None, "Impact"), (1, "Rare", 1, "Minor"), (3, "Possible", 3, "Moderate"), (5, "Certain", 5, "Severe")],
        [("Risk score", "Rating"), ("1 to 5", "Low (green)"), ("6 to 25", "High (red)")],
        _RATED,
        _TOLD,
        [("Impact scale",), ("Score", "Descriptor", "Loss", "People", "Press"), *((step, "So bad", "£5,000", "Some", "Local") for step in (1, 2, 3, 4, 5))],
        [("Treat", "We act to lower it"), ("Tolerate", "We live with it"), ("Transfer", "Somebody else carries it")],
        [("Status", "Meaning"), ("Open", "Still a risk"), ("Closed", "No longer a risk"), ("Happened", "Now an issue")],
    ],
)  # fmt: skip
def test_a_scale_or_matrix_under_a_risk_register_is_no_risk(key: Rows, gap: Rows) -> None:
    found = tables([*_RISKS, *gap, *key])
    assert len(found) == 1
    assert (found[0].rows, found[0].sections, found[0].totals) == ([2, 3, 4], {}, [])
    first = len(_RISKS) + len(gap) + 1
    assert found[0].remarks == dict.fromkeys(range(first, first + len(key)), KEY_ROW)


@pytest.mark.parametrize("gap", [[], [()]])
@pytest.mark.parametrize(
    "key",
    [
        _COLOURS,
        [("Key:",), ("Green", "On track"), ("Red", "Off track")],
        [("Green = on track",), ("Amber = slipping",), ("Red = off track",)],
        [("RAG: Green = on track, Amber = slipping, Red = off track",)],
        [("Key", "G", "On track", "A", "Slipping", "R", "Off track")],
        [("Key:", "Green", "Amber", "Red")],
        [("R", "Off track"), ("G", "On track")],
        [("Key",), ("PCC", "Police and Crime Commissioner"), ("TBC", "To be confirmed")],
    ],
)  # fmt: skip
def test_a_key_of_colours_or_short_forms_under_a_plan_is_no_action(key: Rows, gap: Rows) -> None:
    found = tables(
        [*_PLAN, *gap, *key, ("Last updated: 12 May 2025 by the CSP Officer",), ("Version 3 – draft",)]
    )
    assert (found[0].rows, found[0].sections) == ([2, 3, 4], {})
    assert not any(table.rows for table in found[1:])


def test_a_key_beside_its_heading_over_a_plan_is_none_of_the_plan() -> None:
    (table,) = tables([("RAG key", "Green = on track", "Amber = slipping", "Red = off track"), (), *_PLAN])
    assert (table.rows, table.remarks) == ([4, 5, 6], {1: KEY_ROW})


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        # Letters and figures that number records.
        (_PLAN[0][:3], [("A", "Brief licensees"), ("B", "Train stewards"), ("C", "Fit lights", "Council"), ("G", "Mark bikes")]),
        (_PLAN[0][:3], [("1", "Brief licensees", "Police"), ("2", "Train stewards"), ("3", "Fit lights"), ("4", "Mark bikes")]),
        # Records in order of how much they matter, or with a rating and no more.
        (("Importance", "Action", "Lead"), [("High", "Brief licensees", "Police"), ("High", "Train stewards"), ("Medium", "Fit lights"), ("Low", "Mark bikes")]),
        (("Action", "RAG"), [("Brief licensees", "Green"), ("Train stewards", "Amber"), ("Fit lights", "Red"), ("Mark bikes", "Green")]),
        (("Ref", "RAG", "Action"), [("1", "Green", "Brief licensees"), ("2", "Amber", "Fit lights"), ("3", "Red", "Mark bikes")]),
        (("Risk level", "Cases", "Rate"), [("High", 12, 3), ("Medium", 30, 7), ("Low", 45, 11)]),
        (("Importance", "Action", "Lead"), [(None, "Brief licensees", "Police"), ("High", "Train stewards", "Police"), ("Medium", "Fit lights", "Council"), ("Low", "Mark bikes", "Council")]),
        (("Measure", "Q1", "Q2", "Q3"), [("Burglary", "Green", "Red", "Red"), ("Robbery", "Red", "Amber", "Red"), ("Severity", "Green", "Amber", "Red")]),
        (("Indicator", "", "Q1", "Q2", "Q3"), [("Burglary", "Target", 20, 20, 20), (None, "Actual", 15, 22, 19), (None, "RAG", "Green", "Red", "Amber")]),
        # Figures that rise by chance, and how many there are of each.
        (("Indicator", "Q1", "Q2", "Q3"), [("Burglary", 10, 20, 30), ("Robbery", 1, 2, 3), ("Arson", 5, 6, 7)]),
        # Records in the order of their scores.
        (("Score", "Risk", "Owner"), [(1, "Grant ends", "Police"), (2, "Analyst leaves", "Police"), (3, "CCTV fails", "Council")]),
        (("Status", "Action"), [("Open", "Brief licensees"), ("Closed", "Train stewards"), ("Complete", "Fit lights")]),
        (("Indicator", "Actual", "Target"), [("Cases heard", 87, 90), ("High", 12), ("Medium", 30), ("Low", 45)]),
    ],
)  # fmt: skip
def test_records_that_look_like_a_key_stay(head: tuple[object, ...], rows: Rows) -> None:
    (table,) = tables([head, *rows])
    assert table.rows == list(range(2, len(rows) + 2))


def test_two_ranges_of_scores_right_under_a_register_are_no_risks() -> None:
    key: Rows = [("Score", "Level", "What to do"), ("1-6", "Low", "Accept"), ("8-25", "High", "Act")]
    (table,) = tables([*_RISKS, *key])
    assert (table.rows, table.remarks) == ([2, 3, 4], dict.fromkeys(range(5, 8), KEY_ROW))


def test_a_scale_told_over_a_register_is_none_of_it() -> None:
    (table,) = tables([("Risk register",), *_TOLD, (), *_RISKS])
    assert (table.rows, table.remarks) == ([8, 9, 10], dict.fromkeys(range(2, 6), KEY_ROW))


def test_what_a_form_over_a_register_says_of_one_risk_is_no_key() -> None:
    found = tables([("Likelihood", "High", "Impact", "Medium"), ("RAG", "Green"), (), *_RISKS])
    assert not any(table.remarks for table in found)


@pytest.mark.parametrize("over", [True, False])
def test_a_key_of_coloured_cells_is_no_action_and_names_none(over: bool) -> None:
    key: Rows = [(None, "On track"), (None, "Slipping"), (None, "Off track")]
    rows = [("Action plan 2025/26",), *key, (), *_PLAN] if over else [*_PLAN, *key]
    first = 2 if over else 5
    fills = {(first + at, 1): fill for at, fill in enumerate(("00B050", "FFC000", "FF0000"))}
    (table,) = find_tables(replace(Grid.of_rows("Sheet1", rows), fills=fills), known_heading)
    assert len(table.rows) == 3 and not table.sections
    assert not {"On track", "Slipping", "Off track"} & {*table.titles.values()}
    assert {row for row, why in table.remarks.items() if why == KEY_ROW} == set(range(first, first + 3))


def test_a_table_headed_in_words_of_scores_under_a_key_is_still_found() -> None:
    first, second = tables(
        [*_RISKS, (), ("Key",), *_COLOURS, (), ("Risk", "Likelihood", "Impact", "Score"), ("Floods", 2, 3, 6)]
    )
    assert (first.rows, second.rows) == ([2, 3, 4], [12])
    first, second = tables(
        [*_RISKS, (), *_COLOURS, (), ("Closed risks",), _RISKS[0], ("R4", "Floods", 2, 3, 6)]
    )
    assert (first.rows, second.rows, list(second.titles.values())) == ([2, 3, 4], [12], ["Closed risks"])


def test_priorities_called_by_a_colour_or_a_level_still_head_their_actions() -> None:
    (table,) = tables(
        [
            _PLAN[0],
            ("Green – parks and streams",),
            _PLAN[1],
            ("Impact of drugs",),
            _PLAN[2],
            ("High harm",),
            _PLAN[3],
        ]
    )
    assert table.rows == [3, 5, 7]
    assert list(table.sections) == [2, 4, 6]


def test_nothing_of_a_matrix_is_asked_about_and_its_words_still_say_what_the_scores_are(
    tmp_path: Path,
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Risk register"
    for row in (
        ("Ref", "Risk", "Likelihood", "Impact", "Owner"),
        ("R1", "Grant ends early", "Probable", "Severe", "Kent Police"),
        ("R2", "Analyst leaves", "Remote", "Slight", "Kent Police"),
        ("Likelihood scale",),
        ("1", "Remote"), ("2", "Unlikely"), ("3", "Possible"), ("4", "Probable"), ("5", "Certain"),
        ("Scoring matrix",),
        *_LABELLED,
    ):  # fmt: skip
        sheet.append(row)
    book.save(tmp_path / "register.xlsx")
    reading = read_source(tmp_path / "register.xlsx", None, FinancialYear(2025), Mappings(take_doubtful=True))
    risks = [draft.values for draft in reading.drafts if draft.register == "risks"]
    assert [risk["current_likelihood"] for risk in risks] == [4, 1]
    cells = list(reading.cells)
    assert {cell.mark.message for cell in cells if cell.place.row > 3} == {KEY_ROW}


@pytest.mark.parametrize("gap", [[], [()]])
@pytest.mark.parametrize(
    "key", ["Priority: 1 = High, 2 = Medium, 3 = Low", "Response: 1 = Low; 2 = Medium; 3 = High"]
)
def test_a_line_that_explains_every_step_is_a_key_whatever_it_is_of(key: str, gap: Rows) -> None:
    (table,) = tables([*_RISKS, *gap, (key,)])
    assert table.rows == [2, 3, 4] and set(table.remarks.values()) == {KEY_ROW}
    (plan,) = tables([*_PLAN, *gap, (key,)])
    assert plan.rows == [2, 3, 4] and not plan.sections


def test_a_key_of_words_in_a_row_over_a_plan_is_none_of_it_and_a_column_called_key_is() -> None:
    (table,) = tables([("Key:", "On track", "Some delay", "Off track", "Complete"), *_PLAN])
    assert table.header == (2,) and table.remarks == {1: KEY_ROW}
    (headed,) = tables([("Key", *_PLAN[0][1:]), *_PLAN[1:]])
    assert headed.header == (1,) and headed.rows == [2, 3, 4]


@pytest.mark.parametrize(
    "text", ["Priority: 3 actions, 2 = late", "Robbery: fewer = better", "Priority 1: High harm"]
)
def test_a_heading_that_explains_no_steps_still_heads_its_rows(text: str) -> None:
    (table,) = tables([_PLAN[0], (text,), *_PLAN[1:]])
    assert table.sections == {2: text}


def test_a_scale_beside_a_register_or_on_its_own_sheet_is_no_risk_even_where_the_likely_is_taken(
    tmp_path: Path,
) -> None:
    book = Workbook()
    sheet, guidance = book["Sheet"], book.create_sheet("Guidance")
    for row, told in zip(_RISKS, _TOLD, strict=True):
        sheet.append((*row, None, *told))
    for line in (
        ("Status key",),
        ("Open", "Still a risk"),
        ("Closed", "No longer"),
        ("Happened", "An issue"),
    ):
        guidance.append(line)
    path = tmp_path / "risks.xlsx"
    book.save(path)
    read = read_source(path, year=FinancialYear(2025), mappings=Mappings(take_doubtful=True))
    risks = [draft.values["title"] for draft in read.drafts if draft.register == "risks"]
    assert risks == ["Grant ends early", "Analyst leaves", "CCTV fails"]
    assert not any(cell.mark.outcome == "asked" for cell in read.cells)
