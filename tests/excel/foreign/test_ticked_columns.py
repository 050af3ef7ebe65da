"""Ticks, crosses and yes or no say what their heading asks: done, still to be done, begun; or they are asked about."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

_ACTIONS = (
    "Train the door staff",
    "Open a safe space",
    "Light the path",
    "Map the alleys",
    "Mark the bicycles",
)
_RISKS = (
    "The grant may end",
    "The lead may leave",
    "The hall may close",
    "No data may come",
    "The van may fail",
)
_OWNERS = ("Police", "Council", "Fire", "Police", "Health")
_PLAN, _RISK, _LOG, _MITIGATION = "Action plan", "Risk register", "Action log", "Risks"


def read(sheet: str, heading: str, marks: tuple[Any, ...], *more: tuple[Any, ...]) -> Reading:
    """A table of a plan, of risks with or without mitigations, or of a log, with a column of marks."""
    if sheet == _PLAN:
        head: tuple[Any, ...] = ("Ref", "Action", "Lead", "Due date")
        rows = [(f"1.{at}", title, _OWNERS[at], "30/09/2025") for at, title in enumerate(_ACTIONS)]
    elif sheet == _LOG:
        head = ("Meeting date", "No", "Action", "Owner")
        rows = [("04/06/2025", str(at), title, _OWNERS[at]) for at, title in enumerate(_ACTIONS)]
    else:
        head = ("Risk ID", "Risk", "Likelihood", "Impact", "Owner")
        rows = [(f"R{at}", title, 1 + at % 4, 4, _OWNERS[at]) for at, title in enumerate(_RISKS)]  # type: ignore[misc]
    if sheet == _MITIGATION:
        head = (*head, "Mitigation")
        rows = [(*row, f"{title} sooner") for row, title in zip(rows, _ACTIONS, strict=True)]  # type: ignore[misc]
    for other, values in (*more, (heading, marks)):
        head = (*head, other)
        rows = [(*row, value) for row, value in zip(rows, values, strict=True)]  # type: ignore[misc]
    return read_grids([Grid.of_rows(sheet, [head, *rows])], FinancialYear(2025), Mappings())


def said(reading: Reading, register: str, field: str = "status") -> list[Any]:
    """What the drafts of a register say; of plan items the actions only."""
    return [
        draft.values.get(field)
        for draft in reading.drafts
        if draft.register == register and draft.values.get("level") != "priority"
    ]


def outcomes(reading: Reading) -> list[str]:
    last = max(cell.place.column for cell in reading.cells)
    return [cell.mark.outcome for cell in reading.cells if cell.place.column == last and cell.place.row > 1]


_X, _TICK = ("x", None, "X", None, None), ("✓", None, "✔", None, None)
_DONE = ["complete", None, "complete", None, None]
_BOTH = ["complete", "not started", "complete", "not started", "not started"]
_LEFT = ["not started", "complete", "not started", "complete", "complete"]
_OPEN, _CLOSED = ["open", "closed", "open", "closed", "closed"], ["closed", "open", "closed", "open", "open"]
_TRUE, _YES, _Y = (
    (True, False, True, False, False),
    ("Yes", "No", "Yes", "No", "No"),
    ("y", "n", "Y", "N", "n"),
)


@pytest.mark.parametrize(
    ("sheet", "heading", "marks", "status"),
    [
        *((_PLAN, heading, _X, _DONE) for heading in ("Complete?", "Done", "Met?", "Finished", "Achieved")),
        *((_PLAN, heading, _TICK, _DONE) for heading in ("Signed off", "Complete", "Has this been completed?")),
        (_PLAN, "Complete? (tick)", ("ü", None, "ü", None, None), _DONE),
        (_PLAN, "Closed", ("☒", "☐", "☒", "☐", "☐"), _BOTH),
        (_PLAN, "Done", ("✓", "x", "✓", "x", "x"), _BOTH),
        (_PLAN, "Done", ("x", "no", "x", "no", "no"), _BOTH),
        (_PLAN, "Achieved (Y/N)", _Y, _BOTH),
        *((_PLAN, heading, _YES, _LEFT) for heading in ("Outstanding?", "Not complete", "Still to be done?")),
        (_PLAN, "Still open?", _TRUE, ["in progress", "complete", "in progress", "complete", "complete"]),
        (_PLAN, "Started?", _X, ["in progress", None, "in progress", None, None]),
        (_RISK, "Closed?", _TRUE, _CLOSED),
        (_RISK, "Closed", _X, ["closed", None, "closed", None, None]),
        *((_RISK, heading, marks, _OPEN) for heading, marks in (("Still open?", _TRUE), ("Open?", _YES), ("Live?", _Y))),
        *((_MITIGATION, heading, _TRUE, _BOTH) for heading in ("In place?", "Control in place?", "Implemented?")),
        (_MITIGATION, "Mitigation complete?", _X, _DONE),
        (_MITIGATION, "Action outstanding?", _YES, _LEFT),
        (_LOG, "Done", _X, _DONE),
        (_LOG, "Complete", ("✓", "✗", "✓", "✗", "✗"), _BOTH),
        (_LOG, "Outstanding?", _TRUE, _LEFT),
    ],
)  # fmt: skip
def test_a_tick_says_what_its_heading_asks(
    sheet: str, heading: str, marks: tuple[Any, ...], status: list[str | None]
) -> None:
    reading = read(sheet, heading, marks)
    registers = {_PLAN: "plan_items", _RISK: "risks", _LOG: "log_updates", _MITIGATION: "mitigations"}
    known = said(reading, registers[sheet])
    assert known == ([status for status in status if status] if sheet == _LOG else status)
    assert set(outcomes(reading)) == {"taken"}
    if sheet == _MITIGATION:
        assert set(said(reading, "risks")) == {None}


@pytest.mark.parametrize(
    ("sheet", "heading", "marks", "asked"),
    [
        (_PLAN, "Complete", ("x",) * 5, 5),
        (_PLAN, "Complete", ("x", "In progress", None, "Ongoing", None), 1),
        (_PLAN, "Done", ("✗", None, None, "✗", None), 2),
        (_PLAN, "Done", ("y", "x", "n", "y", "n"), 1),
        (_PLAN, "Status", ("x", None, "✓", None, "✓"), 1),
        (_PLAN, "Active?", ("Yes", "No", "Yes", "Yes", "Yes"), 1),
        (_RISK, "Status", _YES, 5),
        (_MITIGATION, "Outstanding?", _TRUE, 5),
    ],
)
def test_a_tick_that_may_say_either_is_asked_about(
    sheet: str, heading: str, marks: tuple[Any, ...], asked: int
) -> None:
    reading = read(sheet, heading, marks)
    assert outcomes(reading).count("asked") == asked
    assert said(reading, "risks" if sheet != _PLAN else "plan_items").count("complete") == (
        marks.count("✓") + marks.count("y")
    )


def test_a_status_in_words_says_more_than_ticks_beside_it() -> None:
    words = ("In progress", "Not started", "Completed", "Ongoing", "Completed")
    reading = read(_PLAN, "Complete?", (None, None, "x", None, "x"), ("Status", words))
    assert said(reading, "plan_items") == ["in progress", "not started", "complete", "ongoing", "complete"]
    assert said(reading, "plan_items", "notes")[2] == "Complete?: x"


def test_ticks_under_the_names_of_partners_are_no_rating() -> None:
    reading = read(_PLAN, "Health", ("✓",) * 5, ("Police", _TICK))
    assert said(reading, "plan_items", "notes")[0] == "Police: ✓\nHealth: ✓"
    assert not said(reading, "updates", "rag")


def test_a_cross_allows_to_carry_forward_where_others_are_blank() -> None:
    head = ("Grant", "Funder", "Amount", "Carry forward allowed?")
    rows = [("Safer Streets", "Home Office", "£30,000", "x"), ("Duty", "County", "£12,000", None)]
    reading = read_grids([Grid.of_rows("Grants", [head, *rows])], FinancialYear(2025), Mappings())
    assert said(reading, "funding_streams", "carry_forward") == ["allowed", None]


def test_yes_under_approved_says_so_of_money() -> None:
    head = ("Funding stream", "Project", "Amount", "Approved?")
    rows = [("Safer Streets", "Lights", 1000, "Yes"), ("Safer Streets", "Gates", 400, "No")]
    reading = read_grids([Grid.of_rows("Funding", [head, *rows])], FinancialYear(2025), Mappings())
    assert said(reading, "allocations") == ["approved", "proposed"]


@pytest.mark.parametrize(
    ("sheet", "register", "states"),
    [
        (_PLAN, "plan_items", ["complete", "complete", None, None, "not started"]),
        (_LOG, "log_updates", ["complete", "complete", "not started"]),
    ],
)
def test_a_day_among_ticks_is_when_it_was_done(sheet: str, register: str, states: list[Any]) -> None:
    reading = read(sheet, "Done?", ("Yes", date(2025, 6, 14), None, "Part", "No"))
    assert said(reading, register) == states
    kept_in = "log_entries" if sheet == _LOG else register
    assert said(reading, kept_in, "completed_on") == [None, "2025-06-14", None, None, None]


def test_a_day_yet_to_come_is_asked_about_where_others_are_done() -> None:
    reading = read(_PLAN, "Done?", ("Yes", date(2125, 6, 14), "Yes", "Yes", "No"))
    assert outcomes(reading)[1] == "asked"
    assert said(reading, "plan_items")[1] is None
