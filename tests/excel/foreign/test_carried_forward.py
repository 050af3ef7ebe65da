"""Actions carried forward from meeting to meeting stand again on each sheet: they are one record, as they were told last."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

_HEADINGS = ("No.", "Action", "Owner", "Deadline", "Update", "Status")
_NOVEMBER, _FEBRUARY = "12 November 2025", "11 February 2026"
_RAIL = ("25/01", "Write to the rail company about lighting", "Ann Reed", "16/01/26")
_NEEDS = ("25/02", "Bring the needs assessment", "Bo Lund", "11/02/26")
_VENUE = ("26/01", "Find a venue in the south", "Ann Reed", "29/05/26")


def read(
    *meetings: tuple[str, list[tuple[str, ...]]], over: str = "Board – actions from the meeting of"
) -> Reading:
    """A sheet for each meeting, with its actions and how they stand."""
    grids = [
        Grid.of_rows(f"Sheet {at}", [(f"{over} {day}",), (), _HEADINGS, *rows])
        for at, (day, rows) in enumerate(meetings, 1)
    ]
    return read_grids(grids, FinancialYear(2026), Mappings())


def told(reading: Reading) -> dict[str, tuple[str, str, dict[str, tuple[str, str]]]]:
    """Of each entry by its title when it was raised and is due, and by quarter what was said of it and how it stood."""
    entries = {draft.key: draft.values for draft in reading.drafts if draft.register == "log_entries"}
    found = {
        key: (own["title"], own.get("raised_on", ""), own.get("due_on", ""), {})
        for key, own in entries.items()
    }
    for update in (draft.values for draft in reading.drafts if draft.register == "log_updates"):
        said = update.get("narrative", ""), update.get("status", "")
        found[update["entry"].key][3][update["quarter"]] = said
    assert len({title for title, *_ in found.values()}) == len(found)
    return {title: (raised, due, said) for title, raised, due, said in found.values()}


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("over", ["Board – actions from the meeting of", "Action log – position at"])
def test_an_action_told_at_two_meetings_is_one_as_it_stood_last(newest_first: bool, over: str) -> None:
    meetings = [
        (_NOVEMBER, [(*_RAIL, "", "Open"), (*_NEEDS, "Sent", "Closed")]),
        (
            _FEBRUARY,
            [("25/01", _RAIL[1], "Ann Reed", "30/06/26", "Lamps fitted", "Closed"), (*_VENUE, "", "Open")],
        ),
    ]
    found = told(read(*(meetings[::-1] if newest_first else meetings), over=over))
    raised = ("2025-11-12", "2026-02-11") if "meeting" in over else ("", "")
    assert found == {
        _RAIL[1]: (raised[0], "2026-06-30", {"2025-Q3": ("", "in progress"), "2025-Q4": ("Lamps fitted", "complete")}),
        _NEEDS[1]: (raised[0], "2026-02-11", {"2025-Q3": ("Sent", "complete")}),
        _VENUE[1]: (raised[1], "2026-05-29", {"2025-Q4": ("", "in progress")}),
    }  # fmt: skip


def test_what_two_meetings_of_a_quarter_say_of_an_action_stands_together() -> None:
    reading = read(
        ("6 January 2026", [(*_RAIL, "Written", "Open")]), (_FEBRUARY, [(*_RAIL, "Reply received", "Closed")])
    )
    assert told(reading)[_RAIL[1]][2] == {"2025-Q4": ("Written\nReply received", "complete")}


@pytest.mark.parametrize(
    ("again", "why"),
    [
        (("25/01", "Write to the bus company on fares", "Ann Reed", ""), "“25/01” stands on Sheet 1 B4 too, in other words"),
        (("26/09", *_RAIL[1:]), "The same words stand on Sheet 1 B4 too, under another number"),
        (("", _RAIL[1], "Ann Reed", "30/06/26"), "The same words stand on Sheet 1 B4 too, under another number"),
    ],
)  # fmt: skip
def test_a_number_or_words_alone_that_come_again_are_asked_about(again: tuple[str, ...], why: str) -> None:
    reading = read(
        (_NOVEMBER, [(*_RAIL, "", "Open")]), (_FEBRUARY, [(*again, "Begun", "Open"), (*_VENUE, "", "Open")])
    )
    assert list(told(reading)) == [_RAIL[1], _VENUE[1]]
    told_of = {cell.text: cell.mark for cell in reading.cells if cell.place.sheet == "Sheet 2"}
    assert told_of[again[1]].outcome == told_of["Begun"].outcome == "asked"
    assert told_of[again[1]].message.startswith(why)
    assert told_of[f"Board – actions from the meeting of {_FEBRUARY}"].outcome == "taken"


@pytest.mark.parametrize("carried", [False, True])
@pytest.mark.parametrize("number", ["1", "A1", "4.1"])
def test_bare_numbers_begin_anew_unless_most_come_again_with_their_words(number: str, carried: bool) -> None:
    first = (number, _RAIL[1] if carried else _VENUE[1], "Ann Reed", "", "Reply received", "Open")
    reading = read(
        (_NOVEMBER, [(number, *_RAIL[1:], "", "Open"), ("2", *_NEEDS[1:], "Sent", "Closed")]),
        (_FEBRUARY, [first]),
    )
    assert list(told(reading)) == [_RAIL[1], _NEEDS[1], *([] if carried else [_VENUE[1]])]


@pytest.mark.parametrize(("due", "one"), [("16/01/26", True), ("", True), ("30/06/26", False)])
def test_actions_without_numbers_are_one_where_who_acts_and_when_agree(due: str, one: bool) -> None:
    reading = read(
        (_NOVEMBER, [("", *_RAIL[1:], "", "Open"), ("", *_NEEDS[1:], "", "Open")]),
        (_FEBRUARY, [("", _RAIL[1], "Ann Reed", due, "Lamps fitted", "Closed")]),
    )
    assert ("2025-Q4" in told(reading)[_RAIL[1]][2]) == one
    assert [cell.mark.outcome for cell in reading.cells if cell.text == "Lamps fitted"] == [
        "taken" if one else "asked"
    ]


def test_an_action_under_a_later_meeting_of_one_sheet_is_one_too() -> None:
    rows = [
        _HEADINGS, (f"Meeting of {_NOVEMBER}",), (*_RAIL, "Written", "Open"), (*_NEEDS, "Sent", "Closed"),
        (f"Meeting of {_FEBRUARY}",), (*_RAIL, "Lamps fitted", "Closed"), (*_VENUE, "", "Open"),
    ]  # fmt: skip
    reading = read_grids([Grid.of_rows("Action log", rows)], FinancialYear(2026), Mappings())
    raised, _, said = told(reading)[_RAIL[1]]
    assert (raised, list(said.values())) == ("2025-11-12", [("Written\nLamps fitted", "complete")])


@pytest.mark.parametrize("heading", ["Carried forward", "New actions", "Actions from the last meeting"])
def test_which_actions_are_new_is_no_note_of_theirs(heading: str) -> None:
    reading = read((_NOVEMBER, [(*_RAIL, "", "Open"), (heading,), (*_NEEDS, "", "Open")]))
    assert not any(draft.values.get("notes") for draft in reading.drafts)
    assert [cell.mark.outcome for cell in reading.cells if cell.text == heading] == ["ignored"]
