"""Two registers beside each other are two, further columns of one stay its columns, and what may be either is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Rows = list[tuple[Any, ...]]
_RISKS: Rows = [
    ("Ref", "Risk", "Likelihood", "Impact", "Owner"),
    ("R1", "The grant ends in spring", 4, 5, "Police"),
    ("R2", "The analyst leaves", 2, 3, "Council"),
    ("R3", "Radios fail", 3, 3, "Council"),
]
_ACTIONS: Rows = [
    ("Ref", "Action", "Lead", "Due date", "Status"),
    ("A1", "Fit lights in the lane", "Council", "30/09/2025", "Open"),
    ("A2", "Walk the night route", "Police", "31/12/2025", "Open"),
    ("A3", "Open a safe space", "Council", "31/03/2026", "Closed"),
]
_MORE: Rows = [
    _ACTIONS[0],
    ("B1", "Survey the shops", "Police", "30/09/2025", "Open"),
    ("B2", "Train door staff", "Council", "01/09/2025", "Open"),
    ("B3", "Print the leaflet", "Council", "01/09/2025", "Open"),
]
_PLANS = ["plan_items", "plan_items"]


def beside(left: Rows, right: Rows, gap: int) -> Rows:
    wide = max(map(len, left))
    longest = max(len(left), len(right))
    lefts, rights = ([*rows, *[()] * (longest - len(rows))] for rows in (left, right))
    return [
        (*row, *(None,) * (wide - len(row) + gap), *other) for row, other in zip(lefts, rights, strict=True)
    ]


def without_refs(rows: Rows) -> Rows:
    return [row[1:] for row in rows]


def read(rows: Rows) -> Reading:
    return read_grids([Grid.of_rows("Overview", rows)], FinancialYear(2025), Mappings())


def registers(reading: Reading) -> list[str]:
    return [mapped.mapping.register for mapped in reading.mapped if mapped.taken]


@pytest.mark.parametrize("gap", [0, 1, 2, 3])
@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        (_RISKS, _ACTIONS, ["risks", "plan_items"]),
        (_RISKS, _ACTIONS[:2], ["risks", "plan_items"]),
        (_RISKS[:2], _ACTIONS, ["risks", "plan_items"]),
        (_ACTIONS, _MORE, _PLANS),
        (_ACTIONS, _MORE[:3], _PLANS),
    ],
)
def test_two_registers(gap: int, left: Rows, right: Rows, found: list[str]) -> None:
    reading = read(beside(left, right, gap))
    assert registers(reading) == found
    assert [len(mapped.table.rows) for mapped in reading.mapped] == [len(left) - 1, len(right) - 1]
    assert not [cell for cell in reading.cells if cell.mark.outcome == "asked"]


@pytest.mark.parametrize(("above_left", "above_right"), [(0, 2), (2, 0), (0, 1)])
@pytest.mark.parametrize("gap", [1, 2])
def test_two_registers_whose_headings_stand_in_different_rows(
    above_left: int, above_right: int, gap: int
) -> None:
    left, right = [*[()] * above_left, *_RISKS], [*[()] * above_right, *_ACTIONS]
    reading = read(beside(left, right, gap))
    assert registers(reading) == ["risks", "plan_items"]
    assert [len(mapped.table.rows) for mapped in reading.mapped] == [3, 3]


@pytest.mark.parametrize("gap", [0, 1])
def test_a_quarter_over_each_names_the_table(gap: int) -> None:
    reading = read(beside([("Q1 actions",), *_ACTIONS], [("Q2 actions",), *_MORE], gap))
    assert registers(reading) == _PLANS
    assert [mapped.table.name for mapped in reading.mapped] == ["Q1 actions", "Q2 actions"]
    assert [column.heading for column in reading.mapped[1].table.columns] == list(_ACTIONS[0])


def test_actions_without_numbers_beside_risks() -> None:
    """Two empty columns part two tables; one may be a space within one, so that is asked."""
    left, right = without_refs(_RISKS), without_refs(_ACTIONS)
    assert registers(read(beside(left, right, 2))) == ["risks", "plan_items"]
    reading = read(beside(left, right, 1))
    assert registers(reading) == ["risks"]
    asked = [cell.text for cell in reading.cells if cell.mark.outcome == "asked"]
    assert {"Fit lights in the lane", "Closed"} <= set(asked)
    assert not [draft for draft in reading.drafts if draft.register == "mitigations"]


@pytest.mark.parametrize(
    "rows",
    [
        beside([row[:4] for row in _RISKS], [("Mitigating action", "Lead", "By when"), *without_refs(_ACTIONS)[1:]], 1),
        beside([row[:4] for row in _RISKS], [("Ref", "Mitigation", "Lead", "By when"), *(row[:4] for row in _ACTIONS[1:])], 0),
        beside([row[:4] for row in _RISKS], [("Ref", "Action", "Lead", "By when"), *((f"R{at}", *row[1:4]) for at, row in enumerate(_ACTIONS[1:], 1))], 0),
        beside([row[:3] for row in _ACTIONS], [row[3:] for row in _ACTIONS], 1),
    ],
    ids=["mitigations", "numbered mitigations", "the same numbers again", "the rest of the plan"],
)  # fmt: skip
def test_further_columns_of_one(rows: Rows) -> None:
    assert len(read(rows).mapped) == 1


_REVIEWED: Rows = [
    ("Ref", "Risk", "Likelihood", "Impact", "Controls", "Next review"),
    ("R1", "The grant ends in spring", 4, 5, "A bid is in", "30/09/2026"),
    ("R2", "The analyst leaves for another post", 2, 3, "A post is shared", "30/09/2026"),
    ("R3", "Radios fail at the summer fair", 3, 3, "Tested each month", "31/12/2026"),
    ("R4", "Fireworks are let off in the square", 3, 2, "A patrol at dusk", "31/12/2026"),
]


def matrix(corner: str, across: tuple[object, ...], down: tuple[object, ...]) -> Rows:
    return [
        (corner, *across),
        *(
            (label, *(step * times for times in range(1, 6)))
            for label, step in zip(down, range(5, 0, -1), strict=True)
        ),
    ]


@pytest.mark.parametrize("gap", [1, 2])
@pytest.mark.parametrize(
    "right",
    [
        matrix("Likelihood →", (1, 2, 3, 4, 5), ("Impact 5", 4, 3, 2, 1)),
        matrix("Impact", ("1", "2", "3", "4", "5"), ("5", "4", "3", "2", "1")),
        matrix(
            "",
            ("Rare", "Unlikely", "Possible", "Likely", "Almost certain"),
            ("Catastrophic", "Major", "Moderate", "Minor", "Negligible"),
        ),
    ],
)
def test_a_matrix_of_scores_beside_a_register_is_none_of_its_columns(right: Rows, gap: int) -> None:
    reading = read(beside(_REVIEWED, right, gap))
    assert registers(reading) == ["risks"]
    risks = [draft.values for draft in reading.drafts if draft.register == "risks"]
    assert [one["current_impact"] for one in risks] == [5, 3, 3, 2]
    assert not any("notes" in one for one in risks)
    assert not [mark for mark in reading.cells.marks.values() if mark.outcome == "asked"]


def test_a_key_that_begins_above_the_headings_is_none_of_the_table() -> None:
    rows: Rows = [
        ("Tasking sheet", None, None, None, None, None, "Key"),
        (None, None, None, None, None, None, "Finished"),
        (None, None, None, None, None, None, "Going well"),
        (*_ACTIONS[0], None, "Bit behind"),
        (*_ACTIONS[1], None, "Stuck"),
        *_ACTIONS[2:],
        ("A4", "Mark the bikes", "Police", "31/03/2026", "Open"),
    ]
    reading = read_grids([Grid.of_rows("Tasking", rows)], FinancialYear(2025), Mappings())
    titles = [draft.values["title"] for draft in reading.drafts if draft.register == "plan_items"]
    assert titles[1:] == [
        "Fit lights in the lane",
        "Walk the night route",
        "Open a safe space",
        "Mark the bikes",
    ]
    assert not any("notes" in draft.values for draft in reading.drafts)
    told = {cell.text: cell.mark.outcome for cell in reading.cells if cell.place.column == 7}
    assert set(told.values()) <= {"asked", "ignored"} and len(told) == 5


def test_a_column_of_remarks_after_a_gap_stays_a_column() -> None:
    rows: Rows = [
        ("Tasking sheet",),
        (),
        (*_ACTIONS[0], None, "Remarks by the chair"),
        (*_ACTIONS[1], None, "Good"),
        *_ACTIONS[2:],
    ]
    reading = read_grids([Grid.of_rows("Tasking", rows)], FinancialYear(2025), Mappings())
    assert "Good" in str([draft.values for draft in reading.drafts])


def test_a_column_nobody_sees_parts_no_table() -> None:
    """Left out, it leaves no gap: what stands right of it goes on saying of the same actions."""
    rows: Rows = [
        ("Area", "Commitment", "Lead", "Office number", "Milestone 1", "Milestone 2", "Finish by", "Comment for board"),
        ("Mill End", "Visit everyone discharged from hospital", "Prevention", "X-412", "Route live (May)", "50 visits (Sept)", "31/03/2026", "62 visits so far."),
        ("Mill End", "Mentor young people who set fires", "Advisers", "X-413", "Second one trained (June)", "All seen (Oct)", "30/09/2025", "The wait is eight days."),
        ("Ringwood", "Put up throw lines at the lake", "Ringwood Station", "X-419", "Sites agreed (April)", "Boards up (July)", "31/07/2025", "Not yet signed."),
        ("Ringwood", "Run two courses for riders", "Road Safety", "X-422", "Course 1 (Sept)", "Course 2 (March)", "31/03/2026", "Course 1 is full."),
    ]  # fmt: skip
    grid = replace(Grid.of_rows("Commitments", rows), hidden_columns=frozenset({4}))
    (mapped,) = read_grids([grid], FinancialYear(2025), Mappings()).mapped
    assert mapped.mapping.register == "plan_items"
    fields = {use.heading: use.field for use in mapped.mapping.columns}
    assert (fields["Commitment"], fields["Finish by"]) == ("title", "timescale")
    assert (fields["Milestone 1"], fields["Milestone 2"]) == ("notes", "notes")


def test_how_far_actions_are_behind_an_empty_column_is_theirs() -> None:
    plan = [("Ref", "Action", "Lead", "Q1", "Q2", "Q3", "Q4", None, "Latest position (9 Oct 2026)", "State"), ("A1", "Code the bicycles", "Police", "✓", "✓", None, None, None, "318 coded", "In progress"), ("A2", "Hand out kits", "Council", "✓", None, None, None, None, "212 kits out", "In progress"), ("A3", "Print the leaflet", "Council", None, "✓", None, None, None, "5,000 handed out", "Complete")]  # fmt: skip
    reading = read_grids(
        [Grid.of_rows("Delivery matrix", plan)], FinancialYear(2026), Mappings(take_doubtful=True)
    )
    items = [d.values for d in reading.drafts if d.values.get("level") == "action"]
    assert [item["status"] for item in items] == ["in progress", "in progress", "complete"]
    assert [d.values["narrative"] for d in reading.drafts if d.register == "updates"] == ["318 coded", "212 kits out", "5,000 handed out"]  # fmt: skip


def test_two_lists_each_with_its_own_numbers_are_two() -> None:
    """The actions on the right are no mitigations of the risks they happen to stand beside."""
    risks: Rows = [row[:4] for row in _RISKS]
    actions: Rows = [("No", *_ACTIONS[0][1:4]), *((at, *row[1:4]) for at, row in enumerate(_ACTIONS[1:], 1))]
    reading = read(beside(risks, actions, 1))
    assert registers(reading)[0] == "risks" and len(reading.mapped) == 2
    assert not [draft for draft in reading.drafts if draft.register == "mitigations"]


@pytest.mark.parametrize("after", [2, 3])
def test_an_empty_column_within_a_register_parts_nothing(after: int) -> None:
    rows: Rows = [
        ("Ref", "Risk", "Likelihood", "Impact", "Priority", "Owner", "Description"),
        ("R1", "Funding ends", 4, 5, "High", "Police", "Grant stops in March and no reserve is there"),
        ("R2", "Lead leaves", 2, 3, "Low", "Council", "One person knows it all"),
    ]
    reading = read([(*row[:after], None, *row[after:]) for row in rows])
    risks = [draft.values for draft in reading.drafts if draft.register == "risks"]
    assert [(risk["ref"], risk["title"], risk["current_likelihood"]) for risk in risks] == [
        ("R1", "Funding ends", 4),
        ("R2", "Lead leaves", 2),
    ]


def test_scores_left_behind_an_empty_column_are_of_the_risks_beside_them() -> None:
    rows: Rows = [
        ("Ref", "Risk", "Probability", "Impact", None, "Residual Probability", "Residual Impact", "Status"),
        ("R1", "Funding ends", "Likely", "Major", None, "Unlikely", "Moderate", "Open"),
        ("R2", "Lead leaves", "Possible", "Moderate", None, "Unlikely", "Minor", "Open"),
        ("R3", "IT fails", "Unlikely", "Major", None, "Rare", "Moderate", "Closed"),
    ]
    risks = [draft.values for draft in read(rows).drafts if draft.register == "risks"]
    assert [(risk["inherent_likelihood"], risk["current_likelihood"], risk["status"]) for risk in risks] == [
        (4, 2, "open"),
        (3, 2, "open"),
        (2, 1, "closed"),
    ]
