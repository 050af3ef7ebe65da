"""The scale a workbook says its words are on: a list of them on a sheet, a legend, or the words cells may be given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from csp_desktop.excel.opening.grid import Grid, Position
from csp_desktop.excel.recognising.headings import known_heading
from csp_desktop.excel.recognising.mapped_values import scale_word, stated_top, step_of
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.registers.as_written.amounts import parse_number

_FEWEST_STEPS, _MOST_STEPS = 3, 10
# How far from its words the figures of a scale may stand, nearest first.
_BESIDE = (-1, 1, 2, -2, 3, -3)
_OF_SCALES = re.compile(
    r"\b(?:scor|scal|rat(?:ed|ing)|likelihood|probability|impact|severity)", re.IGNORECASE
)
_FIGURE = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


class _Run(NamedTuple):
    """Texts in a line, and what stands in the lines beside it, nearest first."""

    texts: list[str]
    beside: list[list[str]]


def own_scale(grids: Iterable[Grid], table: FoundTable, texts: Iterable[str]) -> dict[str, int]:
    """Steps from 1 to 5 by word, where some list of the workbook holds every word of a column; else empty."""
    words = {scale_word(text) for text in texts if parse_number(text) is None} - {""}
    if len(words) < 2:
        return {}
    for grid in grids:
        for run in _runs(grid, table if grid is table.grid else None):
            steps = [scale_word(text) for text in run.texts]
            if words <= set(steps) and len(set(steps)) == len(steps) and (scale := _stepped(run, steps)):
                return scale
    return {}


def own_top(grids: Iterable[Grid], table: FoundTable, texts: Iterable[str]) -> int | None:
    """How far the figures of a column go on the workbook's own scale; None where it says none, or they go beyond it.

    It says so over the table ("scores are out of 4"), or in a legend whose steps are numbered from 1.
    """
    figures = [figure for text in texts if (figure := parse_number(text)) is not None]
    if not figures:
        return None
    tops = [top for title in table.titles.values() if _OF_SCALES.search(title) and (top := stated_top(title))]
    if not tops:
        for grid in grids:
            for run in _runs(grid, table if grid is table.grid else None):
                if 2 * sum(step_of(scale_word(text)) is not None for text in run.texts) > len(run.texts):
                    tops += [len(run.texts) for said in _figures_of(run) if _numbered(said)]
    top = max(tops, default=None)
    return top if top and max(figures) <= top else None


def _figures_of(run: _Run) -> list[list[str]]:
    """The lines in which the figures of a scale's steps may stand: those beside them, and the steps themselves."""
    return [*run.beside, [_figure_in(text) for text in run.texts]]


def _numbered(figures: list[str]) -> bool:
    numbers = sorted(number for figure in figures if (number := parse_number(figure)) is not None)
    return numbers == list(range(1, len(figures) + 1))


def _runs(grid: Grid, table: FoundTable | None) -> Iterator[_Run]:
    """Texts outside the table, as many as a scale has steps: under or beside one another, or on offer in a cell."""
    yield from (_Run(list(choices), []) for choices in grid.choices)
    rows = set(table.rows) | set(table.header) if table else set()
    columns = {column.column for column in table.columns} if table else set()
    places = [
        (row, column)
        for row in grid.rows
        for column in grid.columns_by_row[row]
        if row not in rows or column not in columns
    ]
    for down, across in ((1, 0), (0, 1)):
        run: list[Position] = []
        for row, column in [*sorted(places, key=lambda place: place[:: -1 if down else 1]), (0, 0)]:
            if run and (row, column) != (run[-1][0] + down, run[-1][1] + across):
                # A heading may stand over the list or before it.
                for start in (0, 1):
                    if _FEWEST_STEPS <= len(run) - start <= _MOST_STEPS:
                        yield _run_of(grid, run[start:], down, across)
                run = []
            if row and isinstance(grid.value(row, column), str):
                run.append((row, column))


def _run_of(grid: Grid, run: list[Position], down: int, across: int) -> _Run:
    return _Run(
        [grid.text(row, column) for row, column in run],
        [[grid.text(row + by * across, column + by * down) for row, column in run] for by in _BESIDE],
    )


def _stepped(run: _Run, steps: list[str]) -> dict[str, int]:
    """The steps by the figures beside them or in them, else by their order; empty where nothing says which is lower."""
    order = list(range(len(steps)))
    for said in _figures_of(run):
        figures = [parse_number(figure) for figure in said]
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


def _figure_in(text: str) -> str:
    """The one figure a step says itself: "4" for "4 – Probable"; "" for none or several."""
    figures = _FIGURE.findall(text)
    return figures[0] if len(figures) == 1 else ""
