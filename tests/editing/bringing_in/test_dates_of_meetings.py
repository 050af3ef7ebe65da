"""Calendars of meetings brought in: each day a group meets is made once, and no day is made up."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from csp_desktop.editing.bringing_in.plan_import import apply_import, choose, compare
from csp_desktop.editing.bringing_in.preview import Choice, ImportPreview
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Rows = list[tuple[object, ...]]

_OF_TWO_GROUPS: Rows = [
    ("Community safety: calendar of meetings",),
    (),
    ("Meeting", "Date", "Start time", "Venue", "Papers due"),
    ("Safer Meadow Board", datetime(2026, 6, 16), "10:00", "Mill Room", datetime(2026, 6, 4)),
    ("Safer Meadow Board", datetime(2026, 9, 22), "10:00", "Mill Room", datetime(2026, 9, 10)),
    ("Hate Crime Panel", "Wednesday 13 May 2026", "14:00", "Online", None),
    ("Hate Crime Panel", "8 July 2026 at 2pm", "14:00", "Online", None),
    ("Hate Crime Panel", "TBC January 2027", None, None, None),
]
_UNDER_HEADINGS: Rows = [
    ("Meeting dates 2026/27",),
    ("Date", "Time", "Where", "Reports to the clerk by"),
    ("Safer Meadow Board",),
    ("16 June 2026", "10:00", "Mill Room", "4 June"),
    ("22/09/2026", "10:00", "Mill Room", None),
    ("Hate Crime Panel",),
    ("13th May 2026", "14:00", "Online", None),
    ("8 July", "14:00", "Online", None),
]
_EVENTS: Rows = [
    ("Event", "Date", "Venue", "Organiser"),
    ("Bicycle marking", "12 June 2026", "Market square", "PCSO"),
    ("Partnership stall", "11 July 2026", "Library", "Council"),
    ("Summer fete", "8 August 2026", "Park", "Council"),
]
_OF_A_TASKING: Rows = [
    ("Tasking meetings",),
    ("Date", "Location", "What happened", "Officer"),
    ("12 June 2026", "Market square", "Youths on the roof of the car park", "PCSO"),
    ("11 July 2026", "Library", "Windows broken over night", "PC"),
    ("8 August 2026", "Park", "Bins set alight by the pavilion", "PC"),
]
_GROUPS: Rows = [
    ("Group", "Chair", "Frequency", "Next meeting", "Venue"),
    ("Safer Meadow Board", "Chief Executive", "Quarterly", "16 June 2026", "Mill Room"),
    ("Hate Crime Panel", "Inspector", "Monthly", "13 May 2026", "Online"),
    ("Joint Action Group", "Inspector", "Monthly", "2 May 2026", "Online"),
]


def bring_in(ws: Workspace, rows: Rows) -> ImportPreview:
    preview = compare(
        ws, read_grids([Grid.of_rows("Dates", rows)], FinancialYear(2026), Mappings()), "dates.xlsx"
    )
    apply_import(ws, preview)
    return preview


def held(ws: Workspace) -> list[tuple[str, str, str]]:
    """Group, day and place of each meeting, by day."""
    groups = {group["id"]: group["name"] for group in ws.records("groups")}
    return sorted(
        (groups[meeting["group"]], meeting["held_on"], meeting["place"]) for meeting in ws.records("meetings")
    )


_MEETINGS = [
    ("Hate Crime Panel", "2026-05-13", "Online"),
    ("Hate Crime Panel", "2026-07-08", "Online"),
    ("Safer Meadow Board", "2026-06-16", "Mill Room"),
    ("Safer Meadow Board", "2026-09-22", "Mill Room"),
]


@pytest.mark.parametrize("rows", [_OF_TWO_GROUPS, _UNDER_HEADINGS], ids=["in a column", "under headings"])
def test_days_of_meetings_are_brought_in_once_however_their_groups_are_named(
    ws: Workspace, rows: Rows
) -> None:
    preview = bring_in(ws, rows)
    assert "16 June 2026" in [proposal.title for proposal in preview.proposals]
    assert held(ws) == _MEETINGS
    notes = [
        str(meeting["notes"]) for meeting in ws.records("meetings") if meeting["held_on"] == "2026-06-16"
    ]
    assert len(notes) == 1
    assert "10:00" in notes[0] and "4 June" in notes[0]
    assert not bring_in(ws, rows).changes
    assert held(ws) == _MEETINGS


def test_a_month_is_no_day_of_a_meeting(ws: Workspace) -> None:
    preview = bring_in(ws, _OF_TWO_GROUPS)
    (left,) = (cell for cell in preview.reading.cells if cell.text == "TBC January 2027")
    assert left.mark.outcome == "asked"
    meetings = ws.records("meetings")
    assert meetings and all(meeting["held_on"] < "2027" for meeting in meetings)


@pytest.mark.parametrize("rows", [_EVENTS, _OF_A_TASKING, _GROUPS], ids=["events", "incidents", "groups"])
def test_other_days_and_places_are_no_meetings(ws: Workspace, rows: Rows) -> None:
    bring_in(ws, rows)
    assert not ws.records("meetings")


def test_days_that_can_only_be_month_first_put_all_in_question(ws: Workspace) -> None:
    rows: Rows = [
        ("Meeting dates 2026/27",),
        ("Group", "Date", "Venue"),
        ("Safer Meadow Board", "06/16/2026", "Mill Room"),
        ("Safer Meadow Board", "07/08/2026", "Mill Room"),
        ("Safer Meadow Board", "09/10/2026", "Mill Room"),
    ]
    preview = bring_in(ws, rows)
    dates = [cell.mark.outcome for cell in preview.reading.cells if cell.text.endswith("/2026")]
    assert dates == ["asked"] * 3
    assert not ws.records("meetings")


@pytest.mark.parametrize("heading", ["Spring term", "2026", "All meetings start promptly", "AGENDA ITEMS"])
def test_what_heads_days_and_is_no_group_is_kept_with_them(ws: Workspace, heading: str) -> None:
    bring_in(ws, [*_UNDER_HEADINGS, (heading,), ("1 December 2026", "10:00", "Mill Room")])
    (winter,) = (meeting for meeting in ws.records("meetings") if meeting["held_on"] == "2026-12-01")
    assert winter["group"] is None
    assert heading in str(winter["notes"])
    assert {group["name"] for group in ws.records("groups")} == {"Safer Meadow Board", "Hate Crime Panel"}


def calendar(*days: tuple[str, str]) -> Rows:
    return [("Meeting", "Date", "Venue"), *((group, day, "Mill Room") for group, day in days)]


def bring_in_on(ws: Workspace, today: date, rows: Rows, answer: Choice | None = None) -> ImportPreview:
    """Brought in on a day, with one answer to all that is asked."""
    mappings = Mappings(today=today)
    reading = read_grids([Grid.of_rows("Meeting dates", rows)], FinancialYear(2026), mappings)
    preview = compare(ws, reading, "dates.xlsx", mappings=mappings)
    if answer:
        keys = [one.key for one in preview.proposals if one.outcome == "asked"]
        preview = choose(ws, preview, dict.fromkeys(keys, answer))
    apply_import(ws, preview)
    return preview


def asked_about(preview: ImportPreview) -> list[str]:
    return [proposal.question for proposal in preview.proposals if proposal.outcome == "asked"]


_JAG = ("JAG", "10 June 2026"), ("JAG", "9 September 2026"), ("JAG", "9 December 2026")
_OTHERS = ("Safer Meadow Board", "1 July 2026"), ("Safer Meadow Board", "2 December 2026")


@pytest.mark.parametrize(
    "moved",
    [
        [_JAG[0], ("JAG", "16 September 2026"), _JAG[2]],
        [_JAG[0], ("JAG", "16 September 2026")],
        [_JAG[0], ("JAG", "2 September 2026"), _JAG[2]],
        [_JAG[0], ("JAG", "24 August 2026")],
    ],
    ids=["later", "the last", "earlier", "the last, earlier"],
)
def test_a_meeting_on_another_day_near_by_is_asked_about(ws: Workspace, moved: list[tuple[str, str]]) -> None:
    bring_in_on(ws, date(2026, 5, 1), calendar(*_JAG[: len(moved)], *_OTHERS))
    before = held(ws)
    later = calendar(*moved, *_OTHERS)
    assert asked_about(bring_in_on(ws, date(2026, 8, 1), later)) == [
        "Is this “JAG, 9 September 2026”, which is there already?"
    ]
    assert held(ws) == before
    bring_in_on(ws, date(2026, 8, 1), later, "update")
    assert len(held(ws)) == len(before) and not [day for _, day, _ in held(ws) if day == "2026-09-09"]
    assert not bring_in_on(ws, date(2026, 8, 1), later).changes


def test_two_meetings_on_days_near_by_are_two_where_somebody_says_so(ws: Workspace) -> None:
    bring_in_on(ws, date(2026, 5, 1), calendar(*_JAG, *_OTHERS))
    later = calendar(_JAG[0], ("JAG", "16 September 2026"), _JAG[2], *_OTHERS)
    bring_in_on(ws, date(2026, 8, 1), later, "add")
    assert {day for group, day, _ in held(ws) if group == "JAG"} == {
        "2026-06-10",
        "2026-09-09",
        "2026-09-16",
        "2026-12-09",
    }
    again = bring_in_on(ws, date(2026, 8, 1), later)
    assert not asked_about(again) and not again.changes


@pytest.mark.parametrize(
    ("today", "later"),
    [
        (date(2026, 8, 1), [*_JAG, ("JAG", "23 September 2026")]),
        (date(2026, 8, 1), [_JAG[0], ("JAG", "21 October 2026"), _JAG[2]]),
        (date(2026, 10, 1), [("JAG", "7 October 2026"), _JAG[2]]),
        (date(2026, 11, 1), [("JAG", "6 January 2027"), ("JAG", "7 April 2027")]),
        (date(2026, 8, 1), [_JAG[0], _JAG[2], ("Hate Crime Panel", "16 September 2026")]),
    ],
    ids=["one more", "far off", "over and dropped", "the next calendar", "another group's"],
)
def test_other_meetings_are_not_asked_about(ws: Workspace, today: date, later: list[tuple[str, str]]) -> None:
    bring_in_on(ws, date(2026, 5, 1), calendar(*_JAG, *_OTHERS))
    known = len(held(ws))
    assert not asked_about(bring_in_on(ws, today, calendar(*later, *_OTHERS)))
    assert len(held(ws)) > known
