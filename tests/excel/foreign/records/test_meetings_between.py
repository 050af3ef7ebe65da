"""Entries of a log come from the meeting whose day stands over them between the rows."""

from __future__ import annotations

from datetime import date

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading, partner_cells
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

_HEADINGS = ("Ref", "Action", "Owner", "Due date", "Update")
_TITLES = ("Write to the landlord", "Ask for ward figures", "Arrange a visit", "Check the insurance")


def read(*headings: str, due: bool = True) -> Reading:
    """An action log with an entry below each heading."""
    rows: list[tuple[object, ...]] = [("Rolling action log",), (), _HEADINGS]
    for at, (heading, title) in enumerate(zip(headings, _TITLES, strict=False), 1):
        rows += [(heading,), (f"4.{at}", title, "Ann Reed", "30/11/2026", "Begun")]
    if not due:
        rows = [row[:3] + row[4:] for row in rows]
    mappings = Mappings(take_doubtful=True, today=date(2026, 6, 1))
    return read_grids([Grid.of_rows("Action log", rows)], FinancialYear(2026), mappings)


def told(reading: Reading) -> list[tuple[str, str, str, str]]:
    """Of each entry the day, group and place of its meeting, and its notes."""
    by_key = {draft.key: draft for draft in reading.drafts}
    found = []
    for entry in (draft.values for draft in reading.drafts if draft.register == "log_entries"):
        meeting = by_key[entry["meeting"].key].values if "meeting" in entry else {}
        assert entry.get("raised_on") == meeting.get("held_on")
        group = "".join(cell.text for cell in partner_cells(meeting.get("group")))
        found.append((meeting.get("held_on", ""), group, meeting.get("place", ""), entry.get("notes", "")))
    return found


@pytest.mark.parametrize(
    ("heading", "group", "place"),
    [
        ("Meeting of 12 May 2026 – Council Chambers, Anytown", "", "Council Chambers, Anytown"),
        ("Board 12 May 2026", "Board", ""),
        ("12 May 2026", "", ""),
        ("Tuesday 12th May 2026, 2pm (Teams)", "", "Teams"),
        ("Actions from the meeting held on 12/05/2026", "", ""),
        ("COMMUNITY SAFETY BOARD: 12 May 2026 at 10am, Room 4", "COMMUNITY SAFETY BOARD", "Room 4"),
        ("Decisions of the Executive, 12 May 2026", "Executive", ""),
        ("12.05.26 – JAG", "JAG", ""),
        ("Anytown CSP meeting – 12 May 2026", "", ""),
    ],
)
def test_a_meeting_is_told_by_its_day_with_its_group_and_place(heading: str, group: str, place: str) -> None:
    reading = read(heading, "Burglary")
    assert told(reading) == [("2026-05-12", group, place, ""), ("", "", "", "Heading: Burglary")]
    (mark,) = [cell.mark for cell in reading.cells if cell.text == heading]
    assert (mark.outcome, mark.field) == ("taken", "raised_on")


@pytest.mark.parametrize(
    "heading",
    [
        "Meeting of 12 May",
        "May 2026 meeting",
        "Meetings of 12 May 2026 and 18 August 2026",
        "Deferred to the Board of 12 May 2026",
        "Board 12 May 2026 – postponed",
        "Week commencing 12 May 2026",
        "12 May 2026 – launch event",
        "Burglary 12 May 2026",
        "RED 12 May 2026",
    ],
)
def test_a_heading_that_names_no_certain_meeting_stays_a_note(heading: str) -> None:
    notes = [f"Heading: {text}" for text in ("Open", heading, "Violence")]
    assert told(read("Open", heading, "Violence")) == [("", "", "", note) for note in notes]


def test_what_else_is_said_of_a_meeting_is_kept() -> None:
    heading = "Board 12 May 2026 – violence only"
    assert told(read(heading)) == [("2026-05-12", "Board", "", f"Heading: {heading}")]


def test_two_groups_on_one_day_have_a_meeting_each_and_one_group_only_one() -> None:
    reading = read("Board 12 May 2026", "JAG 12 May 2026", "Board – 12/05/2026")
    assert [group for _, group, _, _ in told(reading)] == ["Board", "JAG", "Board"]
    assert sum(draft.register == "meetings" for draft in reading.drafts) == 2


def test_a_day_alone_may_be_when_things_are_due_where_nothing_else_says_so() -> None:
    assert told(read("18 August 2026", "12 May 2026", due=False))[0] == (
        "",
        "",
        "",
        "Heading: 18 August 2026",
    )
    assert [day for day, *_ in told(read("18 May 2026", "12 May 2026", due=False))] == ["2026-05-18", "2026-05-12"]  # fmt: skip


@pytest.mark.parametrize(
    ("over", "day"),
    [
        ([("Minutes of the JAG held on 12 May 2026 at the Guildhall",)], "2026-05-12"),
        ([("Action notes – 12 May 2026",)], "2026-05-12"),
        ([("JAG minutes",), ("Date", "12 May 2026"), ("Venue", "Guildhall")], "2026-05-12"),
        ([("JAG actions",), ("Date of meeting:", "Tuesday 12 May 2026")], "2026-05-12"),
        ([("JAG actions",), ("Date", "12 May 2026")], ""),
        ([("JAG minutes",), ("Next meeting: 12 May 2026",)], ""),
        ([("JAG action log",), ("Papers for the meeting due 12 May 2026",)], ""),
    ],
)
def test_the_meeting_of_a_log_is_the_one_whose_day_stands_over_it(
    over: list[tuple[str, ...]], day: str
) -> None:
    entry = ("4.1", _TITLES[0], "Ann Reed", "30/11/2026", "Begun")
    rows: list[tuple[object, ...]] = [*over, (), _HEADINGS, entry]
    mappings = Mappings(take_doubtful=True, today=date(2026, 6, 1))
    reading = read_grids([Grid.of_rows("Log", rows)], FinancialYear(2026), mappings)
    assert [met for met, *_ in told(reading)] == [day]
