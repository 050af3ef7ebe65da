"""Minutes with a small table without headings after each item: its actions and decisions, and none of its words as people."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Draft, Reading, partner_cells
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Row = tuple[object, ...]
_OPENING: list[Row] = [
    ("Marlcote Joint Action Group",),
    ("Notes of the meeting held on Thursday 8 October 2026 at 2.00 pm in the Scout Hall",),
]
_PRESENT: list[Row] = [
    ("Present:",),
    (),
    ("Name", "From", "Post"),
    ("Ann Elm", "Marlcote Council", "Community Safety Manager"),
    ("Bob Oak", "Marlcote Police", "Neighbourhood Sergeant"),
]
_ITEMS: list[Row] = [
    (),
    ("1. Motorbikes on the green",),
    ("The sergeant said that calls have doubled since August.",),
    (),
    ("ACTION MJ/41", "Cost a gate at the north entrance", "Marlcote Council", "by 30 October 2026"),
    ("ACTION MJ/42", "Warn the three known riders", "Marlcote Police", "16/10/2026"),
    (),
    ("2. Bonfires",),
    (),
    ("DECISION MJ/7", "To spend £600 of the float on skips"),
    (),
    ("ACTION MJ/43", "Collect pallets from the trading estate", "Marlcote Council", "2 November 2026"),
    (),
]
_NEXT: list[Row] = [
    ("When we meet next",),
    (),
    ("Date", "Time", "Where"),
    ("12 November 2026", "2.00 pm", "Scout Hall"),
    ("10 December 2026", "2.00 pm", "Guildhall"),
    ("14 January 2027", "10.00 am", "Fire Station"),
]


def _read(*rows: Row, name: str = "Document") -> Reading:
    return read_grids([Grid.of_rows(name, list(rows))], FinancialYear(2026), Mappings())


def _of(reading: Reading, register: str) -> list[Draft]:
    return [draft for draft in reading.drafts if draft.register == register]


def _told(reading: Reading) -> list[tuple[object, ...]]:
    """Every entry by number, title, who has it, when it is due and which item it comes from."""
    return [
        (
            values["ref"],
            values["title"],
            *([cell.text for cell in partner_cells(values.get("lead_agencies"))] or [None]),
            values.get("due_on"),
            values["source"],
        )
        for values in (draft.values for draft in _of(reading, "log_entries"))
    ]


@pytest.mark.parametrize("present", [_PRESENT, []])
def test_boxes_are_actions_and_decisions_of_the_meeting(present: list[Row]) -> None:
    reading = _read(*_OPENING, *present, *_ITEMS, *_NEXT)
    motorbikes, bonfires, council = "1. Motorbikes on the green", "2. Bonfires", "Marlcote Council"
    assert sorted(_told(reading)) == [
        ("MJ/41", "Cost a gate at the north entrance", council, "2026-10-30", motorbikes),
        ("MJ/42", "Warn the three known riders", "Marlcote Police", "2026-10-16", motorbikes),
        ("MJ/43", "Collect pallets from the trading estate", council, "2026-11-02", bonfires),
        ("MJ/7", "To spend £600 of the float on skips", None, None, bonfires),
    ]
    assert {draft.values["raised_on"] for draft in _of(reading, "log_entries")} == {"2026-10-08"}
    meetings = {draft.values["held_on"]: draft.values["place"] for draft in _of(reading, "meetings")}
    assert meetings == {
        "2026-10-08": "Scout Hall",
        "2026-11-12": "Scout Hall",
        "2026-12-10": "Guildhall",
        "2027-01-14": "Fire Station",
    }
    assert [draft.values["name"] for draft in _of(reading, "people")] == [row[0] for row in present[3:]]
    asked = [cell.text for cell in reading.cells if cell.mark.outcome == "asked"]
    assert "The sergeant said that calls have doubled since August." in asked


def test_a_box_without_a_number_has_none() -> None:
    boxes: list[Row] = [
        ("ACTION", "Cost a gate at the north entrance"),
        (),
        ("Action:", "Warn the three riders"),
    ]
    entries = _of(_read(*_OPENING, (), ("1. Motorbikes",), (), *boxes), "log_entries")
    assert [entry.values["title"] for entry in entries] == [boxes[0][1], boxes[2][1]]
    assert not any("ref" in entry.values for entry in entries)


@pytest.mark.parametrize(
    "rows",
    [
        # A table that is headed says itself what its first column is.
        [
            *_OPENING,
            (),
            ("Type", "What was agreed", "Owner", "Due date"),
            ("Action", "Cost a gate at the north entrance", "Marlcote Council", "30/10/2026"),
            ("Action", "Warn the three known riders", "Marlcote Police", "16/10/2026"),
            ("Decision", "To spend £600 of the float on skips", "Marlcote Council", "16/10/2026"),
        ],
        # Nothing speaks of a meeting.
        [("Marlcote Action Plan",), *_ITEMS],
    ],
)
def test_other_rows_are_no_boxes(rows: list[Row]) -> None:
    reading = _read(*rows)

    assert not [draft for draft in _of(reading, "log_entries") if draft.values.get("source")]
