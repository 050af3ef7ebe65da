"""What is known of a column before anything is settled: what its values say, and what stands beside it."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.table_columns import Column, profiled
from csp_desktop.excel.wording.heard_words import words_of
from csp_desktop.periods import FinancialYear

_ROWS = [
    ("Action", "Lead officer", "Due"),
    ("Fit the lights", "Head of Service", "June 2026"),
    ("Survey the street", "Head of Highways", ""),
    ("Train the staff", "Analyst", "May 2026"),
]


def _columns() -> list[Column]:
    (found,) = read_grids([Grid.of_rows("Plan", _ROWS)], FinancialYear(2026), Mappings()).mapped
    return profiled(found.table)


def test_the_words_of_a_column_are_shares_of_what_is_filled() -> None:
    _, lead, due = _columns()
    assert lead.said["head"] == pytest.approx(2 / 3)
    assert lead.said["analyst"] == pytest.approx(1 / 3)
    assert due.said["0"] == 1.0


def test_what_stands_beside_a_column_and_where_it_stands() -> None:
    columns = _columns()
    assert [column.beside for column in columns] == [
        (None, "Lead officer"),
        ("Action", "Due"),
        ("Lead officer", None),
    ]
    assert [column.place for column in columns] == [0.0, 0.5, 1.0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Action_Due_Dt", ["action", "due", "dt"]),
        ("TargetDate", ["target", "date"]),
        ("% done by 2026/27?", ["%", "done", "by", "0", "0", "?"]),
        ("Police officers' progress", ["police", "officer", "progress"]),
    ],
)
def test_words_are_heard_as_they_are_said(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("values", "say_when"),
    [(("March", "by Sept 2026", "4 dec"), 1.0), (("Marlcote Police", "Maya Decker", "Junction Homes"), 0.0)],
)
def test_names_that_begin_as_a_month_does_say_no_time(values: tuple[str, ...], say_when: float) -> None:
    rows = [
        ("Action", "Lead"),
        *zip(("Fit the lights", "Survey the street", "Train staff"), values, strict=True),
    ]
    (found,) = read_grids([Grid.of_rows("Plan", rows)], FinancialYear(2026), Mappings()).mapped
    assert profiled(found.table)[1].seen.when == say_when
