"""A grid that ticks who sits on which group gives a membership for every tick, and other grids give none."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Rows = list[tuple[object, ...]]

_BODIES = ("Northam District Council", "Northshire Police", "Fire and Rescue Service")
_LONG, _SHORT = ("Executive Board", "Joint Action Group"), ("EXB", "JAG")
_GROUPS = Grid.of_rows("Groups", [("Group", "Short name"), *zip(_LONG, _SHORT, strict=True)])


def read(sheet: str, rows: Rows) -> Reading:
    return read_grids([Grid.of_rows(sheet, rows), _GROUPS], FinancialYear(2026), Mappings())


def seats(reading: Reading) -> list[tuple[str, str, object]]:
    """Group, body and part of each membership."""
    return [
        (own["group"].text, own["agency"].text, own.get("role"))
        for own in (draft.values for draft in reading.drafts if draft.register == "group_members")
    ]


@pytest.mark.parametrize(
    ("sheet", "over", "chair", "tick", "no"),
    [
        ("Who sits where", "✓ = member, C = chair", "C", "✓", None),
        ("Membership", "Members of the groups", "Chair", "x", None),
        ("Sub-groups", "", "c", "✓", "x"),
        ("Members", "Y member, N not", "Chair", "Y", "N"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("groups", [_LONG, _SHORT])
def test_each_mark_is_a_seat(
    sheet: str, over: str, chair: str, tick: str, no: str | None, turned: bool, groups: tuple[str, str]
) -> None:
    grid: Rows = [("", *groups), (_BODIES[0], chair, tick), (_BODIES[1], tick, no), (_BODIES[2], no, tick)]
    grid = [tuple(row) for row in zip(*grid, strict=True)] if turned else grid
    grid[0] = ("Group" if turned else "Organisation", *grid[0][1:])
    reading = read(sheet, [(over,), (), *grid])
    wanted = [
        (groups[0], _BODIES[0], "Chair"), (groups[1], _BODIES[0], "Member"), (groups[0], _BODIES[1], "Member"),
        (groups[1], _BODIES[2], "Member"),
    ]  # fmt: skip
    assert sorted(seats(reading)) == sorted(wanted)
    left = {
        cell.mark.outcome
        for cell in reading.cells
        if cell.place.sheet == sheet and cell.text in (*_BODIES, tick)
    }
    assert left == {"taken"}


def test_people_have_their_seats_for_their_bodies() -> None:
    rows: Rows = [
        ("Name", "Organisation", *_LONG),
        ("Ann Reed", _BODIES[0], "C", "✓"),
        ("Bob Hill", _BODIES[1], None, "✓"),
    ]
    reading = read("Who sits where", rows)
    people = {draft.key: draft.values["name"] for draft in reading.drafts if draft.register == "people"}
    members = [draft.values for draft in reading.drafts if draft.register == "group_members"]
    assert [(people[one["person"].key], one["group"].text, one["agency"].text) for one in members] == [
        ("Ann Reed", _LONG[0], _BODIES[0]), ("Ann Reed", _LONG[1], _BODIES[0]), ("Bob Hill", _LONG[1], _BODIES[1]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "across"),
    [
        ("Priorities", ("ASB", "VAWG")),
        ("Attendance", ("Executive Board", "Joint Action Group")),
        ("Groups", ("Board 12 May", "Board 9 September")),
        ("Papers for each group", ("Executive Board", "Joint Action Group")),
        ("Data sharing", ("Executive Board", "Joint Action Group")),
    ],
)
def test_marks_for_anything_else_are_no_seats(sheet: str, across: tuple[str, str]) -> None:
    rows: Rows = [
        ("Agency", *across),
        (_BODIES[0], "✓", "✓"),
        (_BODIES[1], "✓", None),
        (_BODIES[2], None, "✓"),
    ]
    assert not seats(read(sheet, rows))


def test_a_note_beside_seats_is_asked_about() -> None:
    rows: Rows = [
        ("Agency", *_LONG, "Notes"),
        (_BODIES[0], "✓", "✓", "Leaves in May"),
        (_BODIES[1], "✓", None, None),
    ]
    reading = read("Membership", rows)
    assert len(seats(reading)) == 3
    assert [cell.mark.outcome for cell in reading.cells if cell.text == "Leaves in May"] == ["asked"]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("Group", "Member organisation", "Role"),
            (_LONG[0], _BODIES[0], "Chair"),
            (_LONG[0], _BODIES[1], "Member"),
            (_LONG[1], _BODIES[1], "Chair"),
        ],
        [
            ("Partner", "Board", "Capacity"),
            (_BODIES[0], _LONG[0], "Chair"),
            (_BODIES[1], _LONG[0], "Member"),
            (_BODIES[1], _LONG[1], "Chair"),
        ],
        [
            ("Group", "Members", "Role"),
            (_LONG[0], _BODIES[0], "Chair"),
            (None, _BODIES[1], "Member"),
            (_LONG[1], _BODIES[1], "Chair"),
        ],
    ],
)
def test_a_row_for_each_body_on_each_group_is_a_seat(rows: Rows) -> None:
    reading = read("Membership", rows)
    assert seats(reading) == [
        (_LONG[0], _BODIES[0], "Chair"),
        (_LONG[0], _BODIES[1], "Member"),
        (_LONG[1], _BODIES[1], "Chair"),
    ]
    assert {cell.mark.outcome for cell in reading.cells if cell.place.row > 1} == {"taken"}


@pytest.mark.parametrize(
    "rows",
    [
        # Each group once with the body that leads it.
        [
            ("Group", "Organisation"),
            (_LONG[0], _BODIES[0]),
            (_LONG[1], _BODIES[1]),
            ("ASB Group", _BODIES[2]),
        ],
        [
            ("Group", "Partner", "Report"),
            (_LONG[0], _BODIES[0], "Crime figures"),
            (_LONG[0], _BODIES[1], "Fire figures"),
            (_LONG[1], _BODIES[1], "Spending"),
        ],
    ],
)
def test_other_lists_of_groups_and_bodies_are_no_seats(rows: Rows) -> None:
    assert not seats(read("Groups and partners", rows))
