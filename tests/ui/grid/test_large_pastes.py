"""Blocks of thousands of rows: what a row costs does not grow with their number, valid or refused."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csp_desktop.ui.context import Context
from csp_desktop.ui.funding.funding_tab import FundingTab
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.partners.partners_tab import PartnersTab
from csp_desktop.ui.plan.action_plan_tab import ActionPlanTab
from csp_desktop.ui.risks.risks_tab import RisksTab

KINDS = {
    "plan": (ActionPlanTab, None, "title", lambda row, bad: f"Task {row}\t{'nobody at all' if bad else ''}\t"),
    "risks": (RisksTab, None, "title", lambda row, bad: f"Risk {row}\t{'very high' if bad else '3x4'}\t4x4"),
    "agencies": (PartnersTab, "Agencies", "short_name", lambda row, bad: f"{'SAME' if bad else 'A'}{'' if bad else row}\tAgency {row}"),
    "bids": (FundingTab, "Bids", "project", lambda row, bad: f"Bid {row}\t{'no such fund' if bad else ''}"),
}  # fmt: skip


@contextmanager
def counted_calls() -> Iterator[Callable[[], int]]:
    """How often anything is called, generators going on included."""
    calls = count()
    total = -1

    def note(frame: Any, event: str, argument: Any) -> None:
        if event in ("call", "c_call"):
            next(calls)

    sys.setprofile(note)
    try:
        yield lambda: total
    finally:
        sys.setprofile(None)
        total = next(calls)


def shown_grid(kind: str, context: Context, qtbot: QtBot) -> tuple[RegisterGrid, str]:
    made, chip, first, _ = KINDS[kind]
    tab = made(context)
    qtbot.addWidget(tab)
    tab.resize(1300, 700)
    tab.show()
    if chip:
        tab.choose_chip(chip)
    QApplication.processEvents()
    grid = tab.grid
    assert isinstance(grid, RegisterGrid)
    return grid, first


def paste_rows(grid: RegisterGrid, first: str, lines: list[str]) -> None:
    """Paste lines beginning at the last row, so that all but the first become new rows."""
    place = next(at for at, column in enumerate(grid.model.columns) if column.key == first)
    grid.view.go_to(len(grid.model.rows) - 1, place)
    QApplication.clipboard().setText("\r\n".join(lines))
    grid.pasting.paste()


@pytest.mark.parametrize(
    "kind", ["plan", *(pytest.param(kind, marks=pytest.mark.slow) for kind in KINDS if kind != "plan")]
)
@pytest.mark.parametrize(
    "bad", [pytest.param(False, id="valid"), pytest.param(True, id="refused", marks=pytest.mark.slow)]
)
def test_a_row_pasted_costs_the_same_among_many(kind: str, bad: bool, context: Context, qtbot: QtBot) -> None:
    grid, first = shown_grid(kind, context, qtbot)
    line = KINDS[kind][3]
    paste_rows(grid, first, [line(row, bad) for row in range(20)])
    if bad:
        assert grid.model.unsaved
    costs = []
    for number in (100, 400):
        with counted_calls() as calls:
            paste_rows(grid, first, [line(f"{number}.{row}", bad) for row in range(number)])
        costs.append(calls() / number)
    assert costs[1] < 1.4 * costs[0]


def test_a_name_that_another_has_is_flagged_alone(context: Context, qtbot: QtBot) -> None:
    grid, first = shown_grid("agencies", context, qtbot)
    before = len(context.records.agencies)
    lines = [f"NEW{row}\tNew agency {row}" for row in range(6)]
    lines[3] = f"{context.records.agencies[0]['short_name']}\tThe same name"
    # The first line is written over the last agency.
    paste_rows(grid, first, lines)
    assert len(context.records.agencies) == before + 4
    (left,) = [row for row in grid.model.rows if row.draft]
    assert left.record["name"] == "The same name"
    assert "has the same short name" in grid.model.faults[left.id, "short_name"].reason


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["plan", "risks"])
def test_five_thousand_rows_are_pasted_undone_and_redone(kind: str, context: Context, qtbot: QtBot) -> None:
    grid, first = shown_grid(kind, context, qtbot)
    register = grid.model.rows[-1].register.name
    before = context.workspace.records(register)
    paste_rows(grid, first, [f"Row {row}" for row in range(5001)])
    titles = [row.record["title"] for row in grid.model.rows[-5001:]]
    assert titles == [f"Row {row}" for row in range(5001)]
    assert grid.model.unsaved == 0
    after = context.workspace.records(register)
    assert len(after) == len(before) + 5000
    context.undo()
    assert context.workspace.records(register) == before
    context.redo()
    assert context.workspace.records(register) == after
