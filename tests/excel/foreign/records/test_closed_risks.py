"""What says that a risk is closed: the day it was, or a heading over it; neither is its category or its cause."""

from __future__ import annotations

from typing import Any

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

_HEADER = ("Ref", "Risk", "Likelihood", "Impact", "Owner")
_OPEN = [
    ("R1", "The grant ends in spring", 4, 5, "Police"),
    ("R2", "The analyst leaves for another post", 2, 3, "Council"),
]
_CLOSED = [
    ("R3", "Radios fail at the summer fair", 2, 2, "Council"),
    ("R4", "Fireworks are let off in the square", 3, 2, "Fire Service"),
]


def read(rows: list[tuple[Any, ...]], sheet: str = "Risk register") -> tuple[Reading, list[dict[str, Any]]]:
    reading = read_grids([Grid.of_rows(sheet, rows)], FinancialYear(2026), Mappings())
    return reading, [draft.values for draft in reading.drafts if draft.register == "risks"]


def asked(reading: Reading) -> list[str]:
    return [mark.message for mark in reading.cells.marks.values() if mark.outcome == "asked"]


@pytest.mark.parametrize("heading", ["Date closed", "Closed on", "Closed", "Date risk closed", "When closed"])
@pytest.mark.parametrize("why", ["Reason", "Reason for closure", "Outcome"])
def test_the_day_it_was_closed_closes_a_risk_and_is_kept_with_why(heading: str, why: str) -> None:
    days = (
        (None, None),
        (None, None),
        ("07/11/2025", "It went by well"),
        ("01/06/2026", "All were replaced"),
    )
    rows = [(*row, *more) for row, more in zip((*_OPEN, *_CLOSED), days, strict=True)]
    reading, found = read([(*_HEADER, heading, why), *rows])
    assert [one.get("status") for one in found] == [None, None, "closed", "closed"]
    assert found[2]["notes"] == f"{heading}: 07/11/2025\n{why}: It went by well"
    assert not any("cause" in one or "consequence" in one for one in found)
    assert asked(reading) == []


def test_beside_a_status_the_day_is_only_kept() -> None:
    rows = [(*row, "Open", None) for row in _OPEN] + [(*row, "Closed", "07/11/2025") for row in _CLOSED]
    _, found = read([(*_HEADER, "Status", "Date closed"), *rows])
    assert [one["status"] for one in found] == ["open", "open", "closed", "closed"]
    assert found[3]["notes"] == "Date closed: 07/11/2025"


@pytest.mark.parametrize("heading", ["Target closure date", "Planned closure", "Expected to be closed by"])
def test_a_day_it_is_to_be_closed_by_closes_nothing(heading: str) -> None:
    _, found = read([(*_HEADER, heading), *((*row, "31/03/2027") for row in (*_OPEN, *_CLOSED))])
    assert not any("status" in one for one in found)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Open risks", "Closed risks"),
        ("LIVE RISKS", "RISKS CLOSED 2025/26"),
        ("Current risks", "Archived risks"),
    ],
)
def test_a_heading_between_the_rows_says_how_risks_stand_and_is_no_category(first: str, second: str) -> None:
    reading, found = read([_HEADER, (first,), *_OPEN, (second,), *_CLOSED])
    assert [one["status"] for one in found] == ["open", "open", "closed", "closed"]
    assert not any("category" in one for one in found)
    assert asked(reading) == []


def test_a_heading_that_says_what_kind_they_are_is_still_their_category() -> None:
    _, found = read([_HEADER, ("People",), *_OPEN, ("Closed circuit television",), *_CLOSED])
    assert [one["category"] for one in found] == ["People"] * 2 + ["Closed circuit television"] * 2
    assert not any("status" in one for one in found)


@pytest.mark.parametrize("gap", [0, 1])
def test_closed_risks_with_headings_of_their_own_are_a_table_of_their_own(gap: int) -> None:
    closed = [
        (*row[:2], day, "No longer needed")
        for row, day in zip(_CLOSED, ("07/11/2025", "01/06/2026"), strict=True)
    ]
    rows = [
        ("OPEN RISKS",),
        _HEADER,
        *_OPEN,
        *[()] * gap,
        ("CLOSED RISKS",),
        ("Ref", "Risk", "Date closed", "Reason"),
        *closed,
    ]
    reading, found = read(rows)
    assert [one["ref"] for one in found] == ["R1", "R2", "R3", "R4"]
    assert [one.get("status") for one in found] == [None, None, "closed", "closed"]
    assert found[0]["current_likelihood"] == 4
    assert asked(reading) == []


def test_a_sheet_of_closed_risks_closes_them_and_says_so() -> None:
    reading, found = read([_HEADER, *_CLOSED], "Closed risks")
    assert [one["status"] for one in found] == ["closed", "closed"]
    assert "The risks in Closed risks are taken as closed, as their sheet is called." in reading.notes
    assert not any("status" in one for one in read([_HEADER, *_OPEN], "Open and closed risks")[1])
