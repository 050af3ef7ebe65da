"""The scale a workbook says its words are on: a list of them on another sheet, or a legend beside the table."""

from __future__ import annotations

from collections.abc import Iterable

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.headings import known_heading
from csp_desktop.excel.recognising.mapped_values import step_of
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.as_written.amounts import parse_number

_MOST_STEPS = 10
# Where the figures of a scale may stand beside its words, nearest first.
_BESIDE = (-1, 1, 2, -2, 3, -3)


def own_scale(grids: Iterable[Grid], table: FoundTable, texts: Iterable[str]) -> dict[str, int]:
    """Steps from 1 to 5 by word, where some list of the workbook holds every word of a column; else empty."""
    words = {plain(text) for text in texts if parse_number(text) is None} - {""}
    if len(words) < 2:
        return {}
    for grid in grids:
        for run in _runs(grid, table if grid is table.grid else None):
            steps = [plain(grid.text(row, column)) for row, column in run]
            if (
                words <= set(steps)
                and len(set(steps)) == len(steps)
                and (scale := _stepped(grid, run, steps))
            ):
                return scale
    return {}


def _runs(grid: Grid, table: FoundTable | None) -> Iterable[list[tuple[int, int]]]:
    """Texts that stand under one another outside the table, as many as a scale has steps."""
    inside = set(table.rows) | set(table.header) if table else set()
    columns: dict[int, list[int]] = {}
    for row in grid.rows:
        if row not in inside:
            for column in grid.columns_by_row[row]:
                columns.setdefault(column, []).append(row)
    for column, rows in columns.items():
        run: list[tuple[int, int]] = []
        for row in [*rows, 0]:
            if run and row != run[-1][0] + 1:
                # A heading may stand over the list.
                for start in (0, 1):
                    if 3 <= len(run) - start <= _MOST_STEPS:
                        yield run[start:]
                run = []
            if row and isinstance(grid.value(row, column), str):
                run.append((row, column))


def _stepped(grid: Grid, run: list[tuple[int, int]], steps: list[str]) -> dict[str, int]:
    """The steps by the figures of their rows, else by their order; empty where nothing says which end is the lower."""
    order = list(range(len(run)))
    for beside in _BESIDE:
        figures = [parse_number(grid.text(row, column + beside)) for row, column in run]
        if None not in figures and len(set(figures)) == len(figures):
            order.sort(key=lambda at: figures[at] or 0.0)
            break
    else:
        # A heading is no step of its scale.
        if step_of(steps[0]) is None and known_heading(steps[0]) >= 0.75:
            return {}
        known = [step for step in map(step_of, steps) if step is not None]
        if (
            len(known) < 2
            or known[0] == known[-1]
            or known not in (sorted(known), sorted(known, reverse=True))
        ):
            return {}
        if known[0] > known[-1]:
            order.reverse()
    top = len(order) - 1
    return {steps[at]: round(1 + place * 4 / top) for place, at in enumerate(order)}
