"""Lists of the days on which groups meet, and lists of other days."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

_DAYS = ("10/06/2026", "16/09/2026", "09/12/2026", "10/03/2027")
_PAPERS = ("03/06/2026", "09/09/2026", "02/12/2026", "03/03/2027")
_VENUES = ("Guildhall", "Teams", "Guildhall", "Guildhall")
_ITEMS = ("Strategic assessment", "Alley gates", "Budget", "Next year's plan")
_PEOPLE = ("Ann Elm", "Bob Oak", "Ann Elm", "Ivy Ash")


def _read(sheet: str, headings: tuple[str, ...], *columns: tuple[object, ...]) -> Reading:
    grid = Grid.of_rows(sheet, [headings, *zip(*columns, strict=True)])
    return read_grids([grid], FinancialYear(2026), Mappings())


def _meetings(reading: Reading) -> list[str]:
    return [str(draft.values["held_on"]) for draft in reading.drafts if draft.register == "meetings"]


@pytest.mark.parametrize(
    ("sheet", "headings", "columns"),
    [
        (
            "Meetings",
            ("Date of Board", "Venue", "Papers out", "Main item"),
            (_DAYS, _VENUES, _PAPERS, _ITEMS),
        ),
        (
            "Board dates 2026-27",
            ("Date", "Venue", "Deadline for papers", "Focus"),
            (_DAYS, _VENUES, _PAPERS, _ITEMS),
        ),
        (
            "Diary",
            ("Meeting", "Date", "Where", "Theme"),
            (("Board", "JAG", "Board", "JAG"), _DAYS, _VENUES, _ITEMS),
        ),
        (
            "Dates",
            ("Meeting", "Date of meeting", "Where", "Theme", "Chaired by", "Contact"),
            (("Board", "JAG", "Board", "JAG"), _DAYS, _VENUES, _ITEMS, _PEOPLE, _PEOPLE),
        ),
        ("Year ahead", ("Board meeting date", "Location", "Key business"), (_DAYS, _VENUES, _ITEMS)),
    ],
)
def test_what_a_meeting_is_about_may_stand_beside_its_day(
    sheet: str, headings: tuple[str, ...], columns: tuple[tuple[object, ...], ...]
) -> None:
    reading = _read(sheet, headings, *columns)
    assert _meetings(reading) == ["2026-06-10", "2026-09-16", "2026-12-09", "2027-03-10"]
    assert [draft.values["place"] for draft in reading.drafts if draft.register == "meetings"] == [*_VENUES]
    notes = [str(draft.values["notes"]) for draft in reading.drafts if draft.register == "meetings"]
    assert all(item in note for item, note in zip(_ITEMS, notes, strict=True))
    assert not any(mark.outcome == "asked" for mark in reading.cells.marks.values())


@pytest.mark.parametrize(
    ("sheet", "headings", "columns"),
    [
        ("Training", ("Date", "Venue", "Topic", "Speaker"), (_DAYS, _VENUES, _ITEMS, _PEOPLE)),
        ("Events", ("Date", "Event", "Venue", "Theme"), (_DAYS, _ITEMS, _VENUES, _ITEMS)),
        # An agenda has a row for each item.
        (
            "Board agenda",
            ("Meeting", "Date", "Item", "Lead"),
            (("Board",) * 4, (_DAYS[0],) * 4, _ITEMS, _PEOPLE),
        ),
        ("Board", ("Date", "Item", "Venue"), ((_DAYS[0],) * 4, _ITEMS, _VENUES)),
    ],
)
def test_other_days_are_no_meetings(
    sheet: str, headings: tuple[str, ...], columns: tuple[tuple[object, ...], ...]
) -> None:
    assert _meetings(_read(sheet, headings, *columns)) == []


_BOARD, _JAG = ("10/06/2026", "16/09/2026"), ("5 May 2026", "7 July 2026")


@pytest.mark.parametrize(
    ("sheet", "rows"),
    [
        (
            "Who meets when",
            [
                ("Group", "First sitting", "Second sitting", "Place"),
                ("CSP Board", *_BOARD, "Guildhall"),
                ("Tasking Group", *_JAG, "Teams"),
            ],
        ),
        (
            "Diary",
            [
                ("Meeting", "Q1", "Q2", "Where"),
                ("CSP Board", *_BOARD, "Guildhall"),
                ("Tasking Group", *_JAG, "Teams"),
            ],
        ),
        (
            "Meeting dates",
            [("", "CSP Board", "Tasking Group"), *zip(("Q1", "Q2"), _BOARD, _JAG, strict=True)],
        ),
    ],
)
def test_a_grid_of_days_is_a_list_of_meetings(sheet: str, rows: list[tuple[str, ...]]) -> None:
    reading = read_grids([Grid.of_rows(sheet, rows)], FinancialYear(2026), Mappings())
    met = {
        (draft.values["group"].text, draft.values["held_on"], draft.values.get("place"))
        for draft in reading.drafts
        if draft.register == "meetings"
    }
    placed = len(rows[0]) > 3
    assert met == {
        ("CSP Board", "2026-06-10", "Guildhall" if placed else None),
        ("CSP Board", "2026-09-16", "Guildhall" if placed else None),
        ("Tasking Group", "2026-05-05", "Teams" if placed else None),
        ("Tasking Group", "2026-07-07", "Teams" if placed else None),
    }
    assert not any(mark.outcome == "asked" for mark in reading.cells.marks.values())


@pytest.mark.parametrize(
    ("sheet", "headings"),
    [
        ("Groups and meetings", ("Group", "Last meeting", "Next meeting")),
        ("Meeting papers", ("Group", "Papers due Q1", "Papers due Q2")),
        ("Deadlines for meetings", ("Group", "Q1", "Q2")),
    ],
)
def test_other_days_of_groups_are_no_meetings(sheet: str, headings: tuple[str, ...]) -> None:
    rows = [headings, ("CSP Board", *_BOARD), ("Tasking Group", *_JAG)]
    assert not _meetings(read_grids([Grid.of_rows(sheet, rows)], FinancialYear(2026), Mappings()))


def test_what_was_decided_at_meetings_is_no_list_of_them() -> None:
    decided = (
        "Merge the two analyst posts",
        "Adopt the drugs strategy",
        "Make Riverside a hot spot",
        "Stop the mobile cinema",
    )
    columns = (("M/1", "M/2", "M/3", "M/4"), _DAYS, ("Board",) * 4, decided)
    reading = _read("Decided", ("Minute", "When", "Which group", "What was decided"), *columns)
    assert {draft.register for draft in reading.drafts} >= {"log_entries"}
    assert len([draft for draft in reading.drafts if draft.register == "log_entries"]) == 4
