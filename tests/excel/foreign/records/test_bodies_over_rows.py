"""Rows that stand together by body are that body's: by a heading between them, or by the name of their sheet."""

from __future__ import annotations

from typing import Any

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading, partner_cells
from csp_desktop.excel.foreign.records.standing_under import UNNAMED
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Rows = list[tuple[Any, ...]]
_HEADINGS = ("Ref", "Action", "Progress this quarter", "RAG")
_OURS: Rows = [("1.1", "Gate the worst lanes", "Nine gated", "Green"), ("1.2", "Try the noise app", "Still on trial", "Amber")]  # fmt: skip
_THEIRS: Rows = [("2.1", "Patrol the moor road", "Two bikes seized", "Green"), ("2.2", "Brief response teams", "All briefed", "Green")]  # fmt: skip


def read(*sheets: tuple[str, Rows]) -> Reading:
    return read_grids([Grid.of_rows(name, rows) for name, rows in sheets], FinancialYear(2026), Mappings())


def whose(reading: Reading, register: str = "plan_items", field: str = "lead_agencies") -> dict[str, str]:
    """Whose each action or other record is, by its title."""
    return {
        str(draft.values["title"]): ", ".join(cell.text for cell in partner_cells(draft.values.get(field)))
        for draft in reading.drafts
        if draft.register == register and draft.values.get("level", "action") == "action"
    }


def priorities(reading: Reading) -> list[str]:
    return [str(draft.values["title"]) for draft in reading.drafts if draft.values.get("level") == "priority"]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Meadow Council", "Meadow Police"),
        ("MEADOW COUNCIL – received 12 October", "MEADOW POLICE – received 9 October (late)"),
        ("Meadow Council: Q2 return", "Meadow Police: Q2 return"),
        ("Meadow Police", "Meadow Volunteers"),
    ],
)
def test_bodies_between_actions_lead_those_below_them(ours: str, theirs: str) -> None:
    reading = read(("Plan", [_HEADINGS, (ours,), *_OURS, (theirs,), *_THEIRS, ("Probation – nil return",)]))
    led = list(whose(reading).values())
    first, then = (name.split(" –")[0].split(":")[0] for name in (ours, theirs))
    assert led == [first, first, then, then]
    assert priorities(reading) == [UNNAMED]
    assert [cell.text for cell in reading.cells if cell.mark.outcome == "asked"] == ["Probation – nil return"]


def test_bodies_under_priorities_leave_the_priorities_what_they_are() -> None:
    rows = [_HEADINGS, ("Priority 1: Lanes",), ("Meadow Council",), *_OURS]
    reading = read(("Plan", [*rows, ("Priority 2: Bikes",), ("Meadow Police",), *_THEIRS]))
    assert list(whose(reading).values()) == ["Meadow Council"] * 2 + ["Meadow Police"] * 2
    assert priorities(reading) == ["Priority 1: Lanes", "Priority 2: Bikes"]
    assert all(cell.mark.outcome != "asked" for cell in reading.cells)


def test_an_action_two_bodies_answer_on_is_led_by_both() -> None:
    again = ("1.1", "Gate the worst lanes", "Reports are shared", "Amber")
    reading = read(("Plan", [_HEADINGS, ("Meadow Council",), *_OURS, ("Meadow Police",), *_THEIRS, again]))
    assert whose(reading)["Gate the worst lanes"] == "Meadow Council, Meadow Police"
    assert len(whose(reading)) == 4
    assert [draft.values["narrative"] for draft in reading.drafts if draft.register == "updates"].count(
        "Reports are shared"
    ) == 1


@pytest.mark.parametrize(
    "bands", [("Education", "Policing the night"), ("Housing", "Health"), ("Meadow Police", None)]
)
def test_themes_between_actions_stay_priorities(bands: tuple[str, str | None]) -> None:
    named = [band for band in bands if band]
    parts = zip(named, (_OURS, _THEIRS), strict=False)
    reading = read(("Plan", [_HEADINGS, *(row for band, rows in parts for row in [(band,), *rows])]))
    assert priorities(reading) == named
    assert set(whose(reading).values()) == {""}


def test_who_leads_is_said_in_a_column_and_not_by_the_heading() -> None:
    rows = [(*_HEADINGS, "Lead"), ("Meadow Council",), *((*row, "Meadow Trust") for row in _OURS)]
    reading = read(("Plan", [*rows, ("Meadow Police",), *((*row, "Meadow Trust") for row in _THEIRS)]))
    assert set(whose(reading).values()) == {"Meadow Trust"}


def test_actions_on_a_sheet_called_after_a_body_are_led_by_it() -> None:
    reading = read(
        ("Meadow Council Q2 return", [_HEADINGS, *_OURS]), ("Meadow Police", [_HEADINGS, *_THEIRS])
    )
    assert list(whose(reading).values()) == ["Meadow Council"] * 2 + ["Meadow Police"] * 2
    assert priorities(reading) == [UNNAMED]


def test_risks_and_indicators_below_bodies_are_theirs() -> None:
    risks = [
        ("Ref", "Risk", "Likelihood", "Impact"),
        ("Meadow Police",),
        ("R1", "Staff leave the team", 3, 4),
    ]
    risks += [("Meadow Council",), ("R2", "The camera contract fails", 3, 3), ("R3", "The grant ends", 4, 4)]
    reading = read(("Risks", risks))
    assert list(whose(reading, "risks", "owner_agency").values()) == [
        "Meadow Police",
        *["Meadow Council"] * 2,
    ]
    assert all("category" not in draft.values for draft in reading.drafts)
    figures = [
        ("Measure", "Target", "Q1"),
        ("Meadow Police",),
        ("Burglaries", 400, 90),
        ("Robberies", 100, 20),
    ]
    figures += [("Meadow Council",), ("Fly-tips", 1500, 400), ("Noise calls", 900, 200)]
    assert list(whose(read(("KPIs", figures)), "indicators", "owner").values()) == [
        *["Meadow Police"] * 2,
        *["Meadow Council"] * 2,
    ]


def test_whose_an_indicator_is_by_its_own_row_counts_before_the_heading() -> None:
    figures = [
        ("Measure", "Target", "Q1", "Owner"),
        ("Meadow Police",),
        ("Burglaries", 400, 90, None),
        ("Robberies", 100, 20, None),
    ]
    figures += [("Meadow Council",), ("Fly-tips", 1500, 400, None), ("Noise calls", 900, 200, "Meadow Trust")]
    owners = whose(read(("KPIs", figures)), "indicators", "owner")
    assert list(owners.values()) == ["Meadow Police", "Meadow Police", "Meadow Council", "Meadow Trust"]


@pytest.mark.parametrize("over", [("Agency:", "Meadow Constabulary"), ("Return from: Meadow Constabulary",)])
def test_a_line_over_the_table_says_whose_its_rows_are_before_the_sheet_does(over: tuple[str, ...]) -> None:
    reading = read(("Police", [("Our commitments",), over, (), _HEADINGS, *_THEIRS]))
    assert set(whose(reading).values()) == {"Meadow Constabulary"}
    marks = {cell.text: cell.mark.outcome for cell in reading.cells}
    assert marks[over[-1]] == "taken"
    assert "asked" not in marks.values()
