"""Rows that may be no records are asked about; sparse records stay records."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings, read_tables
from csp_desktop.excel.foreign.reading import Reading, SourceCells
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Row = tuple[object, ...]
_YEAR = FinancialYear(2026)
_NUMBERED: list[Row] = [
    ("Ref", "Action", "Lead agency", "Due date", "Status", "Progress"),
    ("1.1", "Visit each secondary school", "Police", "30/09/2026", "On track", "Four of nine visited"),
    ("1.2", "Put cameras at the bus station", "Council", "31/12/2026", "Not started", None),
    ("1.3", "Train the door staff", "Fire and Rescue", "31/03/2027", "On track", "First evening held"),
    ("1.4", "Hold a safety week in the market", "Council", "31/10/2026", "Delayed", "Stalls not booked"),
]
_PLAIN: list[Row] = [
    ("Indicator", "Baseline", "Target", "Q1", "Q2"),
    ("Burglary per 1,000 households", 5.1, 4.8, 1.2, 1.1),
    ("Calls about anti-social behaviour", 2100, 2000, 510, 540),
    ("Repeat victims of domestic abuse", 31, 28, 30, 29),
    ("First-time entrants", 40, 35, 9, 8),
]
_MONEY: list[Row] = [
    ("Project", "Provider", "Allocated", "Spent to date"),
    ("Outreach worker", "Youth charity", 32000, 8000),
    ("Cameras", "Council", 15000, 15000),
    ("Advocate", "Refuge charity", 41000, 20500),
]


def _titles(rows: list[Row], *, likely: bool = False) -> list[str]:
    reading = _read(rows, likely=likely)
    return [
        str(draft.values.get("title") or draft.values.get("project"))
        for draft in reading.drafts
        if draft.register in ("indicators", "allocations") or draft.values.get("level") == "action"
    ]


def _read(rows: list[Row], *, likely: bool = False) -> Reading:
    grid = Grid.of_rows("Sheet1", rows)
    reading = Reading("mapped", SourceCells([grid]))
    read_tables([grid], reading, _YEAR, Mappings(plans_year=_YEAR, take_doubtful=likely))
    return reading


def _between(rows: list[Row], odd: Row) -> list[Row]:
    return [*rows[:3], odd, *rows[3:]]


@pytest.mark.parametrize(
    ("rows", "odd"),
    [
        (_NUMBERED, (None, "Work with licensed premises")),
        (_NUMBERED, (None, "On track", 3)),
        (_NUMBERED, ("1.5", "Merged with 1.2")),
        (_NUMBERED, ("1.5", "Not used", "Council")),
        (_NUMBERED, ("Green", "On track or complete")),
        (_NUMBERED, (None, "High", "Likely to slip")),
        (_NUMBERED, (None, "Updated by", "Safety officer", "12/06/2026")),
        (_PLAIN, ("Most similar force average", None, None, 1.4, 1.3)),
        (_PLAIN, ("England: first-time entrants", None, None, 1400, 1300)),
        (_PLAIN, ("First-time entrants (Scotland)", None, None, 1400, 1300)),
        (_PLAIN, ("Comments", None, None, "A good start", "Slower")),
        (_MONEY, ("Income from the county", None, -60000)),
        (_MONEY, ("Carried forward from 2025/26", None, 3000)),
        (_MONEY, ("Balance per statement 30 September", None, 8000)),
        (_NUMBERED, ("Signed", "Head of Homes", None, "Return completed 13 July 2026")),
    ],
)
def test_a_row_that_may_be_no_record_is_asked_about(rows: list[Row], odd: Row) -> None:
    for asked in ([*rows, odd], _between(rows, odd)):
        named = [str(row[1] if rows is _NUMBERED else row[0]) for row in rows[1:]]
        reading = _read(asked)
        assert _titles(asked) == named
        at = asked.index(odd) + 1
        outcomes = {cell.mark.outcome for cell in reading.cells if cell.place.row == at}
        # What plainly tells of the document at the end of a table needs nobody.
        assert outcomes in ({"asked"}, {"ignored"} if {"Updated by", "Signed"} & set(odd) else {"asked"})


def test_sums_below_nothing_are_asked_about_as_such_however_many() -> None:
    given_back = [(f"Refund of scheme {number}", "Council", "(£325)", "£0") for number in range(3)]
    rows = [*_MONEY, *given_back]
    reading = _read(rows)
    assert _titles(rows) == [row[0] for row in _MONEY[1:]]
    said = {cell.mark.message for cell in reading.cells if cell.place.row > len(_MONEY)}
    assert said == {"“(£325)” is less than nothing: is it money given back, or moved to another project?"}
    assert len(_titles(rows, likely=True)) == 6


@pytest.mark.parametrize(
    ("rows", "sparse"),
    [
        (_NUMBERED, ("1.5", "Write to landlords")),
        (_NUMBERED, (None, "Write to landlords", "Council")),
        (_NUMBERED, (None, "Review the closure order", None, "TBC", "Not started")),
        (_NUMBERED, ("1.5", "Close the footpath", None, None, None, None)),
        (_PLAIN, ("People who feel safe", None, 80)),
        (_PLAIN, ("Average time to first contact", "2 days")),
        (_PLAIN, ("People who feel safe", "TBC", "TBC", "TBC", "TBC")),
        (_MONEY, ("Contingency", None, 2500)),
        (_MONEY, ("Total Respect theatre visits", "Youth charity", 900)),
    ],
)
def test_a_record_that_says_little_is_one(rows: list[Row], sparse: Row) -> None:
    name = sparse[1] if rows is _NUMBERED else sparse[0]
    for asked in ([*rows, sparse], _between(rows, sparse)):
        assert name in _titles(asked)


def test_a_name_alone_comes_in_with_the_likely_but_not_what_reads_as_a_note() -> None:
    rows = [
        *_NUMBERED,
        (None, "Work with licensed premises"),
        (None, "See the exploitation plan for the rest."),
    ]
    assert _titles(rows, likely=True)[4:] == ["Work with licensed premises"]


def test_in_a_list_nobody_has_filled_in_yet_names_are_records() -> None:
    rows = [*_NUMBERED, *((None, f"Meet the residents of ward {ward}") for ward in ("A", "B", "C", "D"))]
    assert len(_titles(rows)) == 8


@pytest.mark.parametrize(
    "remark",
    [
        "No further actions this quarter",
        "Please return by 14 July",
        "Actions shaded grey are closed",
        "Green = on track",
        "Continued on next sheet",
        "Continued overleaf",
        "Last updated 12/06/2026",
        "5 actions, 3 on track, 1 delayed",
    ],
)
def test_words_to_the_reader_between_rows_are_no_records(remark: str) -> None:
    for place in range(2):
        row: Row = (*(None,) * place, remark)
        asked = _between(_NUMBERED, row)
        assert _titles(asked, likely=True) == [str(row[1]) for row in _NUMBERED[1:]]
        assert not [
            draft
            for draft in _read(asked).drafts
            if draft.values.get("level") == "priority" and draft.values["title"] == remark
        ]


def test_a_sentence_between_rows_that_nothing_heads_heads_none_of_them() -> None:
    words = "The actions above were agreed by the steering group in April."
    asked = [*_NUMBERED[:3], (words,), *_NUMBERED[3:]]
    assert words not in {draft.values.get("title") for draft in _read(asked).drafts}
    heading = [*_NUMBERED[:3], ("Town centre",), *_NUMBERED[3:]]
    assert "Town centre" in {draft.values.get("title") for draft in _read(heading).drafts}


def test_a_row_to_be_typed_over_is_no_record() -> None:
    template: Row = ("[Ref]", "[Action title]", "[Lead]", "[Month / year]", "[Status]", "[Update]")
    assert _titles([*_NUMBERED, template], likely=True) == [str(row[1]) for row in _NUMBERED[1:]]


def test_a_rating_under_no_name_is_not_that_of_the_record_above() -> None:
    rows: list[Row] = [
        ("Action", "Lead", "Progress Q1", "RAG Q1"),
        ("Visit each school", "Police", "Four visited", "Green"),
        ("Train the staff", "Fire", "One evening held", "Green"),
        ("Hold a safety week", "Council", "Booked", "Green"),
        (None, None, "Overall for the plan", "Amber"),
    ]
    ratings = [draft.values.get("rag") for draft in _read(rows).drafts if draft.register == "updates"]
    assert ratings == ["green", "green", "green"]
