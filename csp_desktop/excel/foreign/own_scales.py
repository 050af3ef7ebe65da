"""The scale a workbook says its words are on: a list of them on a sheet, a legend, or the words cells may be given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
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

    @property
    def figures(self) -> list[list[str]]:
        """The lines in which the figures of its steps may stand: those beside them, and the steps themselves."""
        return [*self.beside, [_figure_in(text) for text in self.texts]]


class OwnScales:
    """What the sheets of a workbook say of the scores in one of its tables; they are looked through once."""

    def __init__(self, grids: Iterable[Grid], table: FoundTable) -> None:
        self._grids, self._table = grids, table

    @cached_property
    def _runs(self) -> list[_Run]:
        return [
            run
            for grid in self._grids
            for run in _runs(grid, self._table if grid is self._table.grid else None)
        ]

    def of_words(self, texts: Iterable[str]) -> dict[str, int]:
        """Steps from 1 to 5 by word, where some list of the workbook holds every word of a column; else empty."""
        words = {scale_word(text) for text in texts if parse_number(text) is None} - {""}
        if len(words) < 2:
            return {}
        for run in self._runs:
            steps = [scale_word(text) for text in run.texts]
            if words <= set(steps) and len(set(steps)) == len(steps) and (scale := _stepped(run, steps)):
                return scale
        return {}

    def top(self, texts: Iterable[str]) -> int | None:
        """How far the figures of a column go on the workbook's own scale; None where it says none, or they go beyond it.

        It says so over the table ("scores are out of 4"), or in a legend whose steps are numbered from 1.
        """
        figures = [figure for text in texts if (figure := parse_number(text)) is not None]
        top = max((self._said_over or self._numbered) if figures else (), default=None)
        return top if top and max(figures) <= top else None

    @property
    def _said_over(self) -> list[int]:
        titles = filter(_OF_SCALES.search, self._table.titles.values())
        return [top for title in titles if (top := stated_top(title))]

    @cached_property
    def _numbered(self) -> list[int]:
        """How many steps each scale has whose steps are numbered from 1."""
        return [
            len(run.texts)
            for run in self._runs
            if 2 * sum(step_of(scale_word(text)) is not None for text in run.texts) > len(run.texts)
            and any(map(_counts_up, run.figures))
        ]


def _counts_up(figures: list[str]) -> bool:
    numbers = sorted(number for figure in figures if (number := parse_number(figure)) is not None)
    return numbers == list(range(1, len(figures) + 1))


def _runs(grid: Grid, table: FoundTable | None) -> Iterator[_Run]:
    """Texts outside the table, as many as a scale has steps: under or beside one another, or on offer in a cell."""
    yield from (_Run(list(choices), []) for choices in grid.choices)
    rows = {*table.rows, *table.header} if table else set()
    columns = {column.column for column in table.columns} if table else set()
    down: dict[int, list[int]] = {}
    for row in grid.rows:
        texts = [
            column
            for column in grid.columns_by_row[row]
            if isinstance(grid.values[row, column], str) and not (row in rows and column in columns)
        ]
        for column in texts:
            down.setdefault(column, []).append(row)
        for run in _lists(texts):
            yield _run_of(grid, [(row, column) for column in run], beside=(1, 0))
    for column, filled in down.items():
        for run in _lists(filled):
            yield _run_of(grid, [(row, column) for row in run], beside=(0, 1))


def _lists(places: list[int]) -> Iterator[range]:
    """Places that follow on one another, as many as a scale has steps, with and without the first: it may be a heading."""
    start = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or places[at] != places[at - 1] + 1:
            for first in (start, start + 1):
                if _FEWEST_STEPS <= at - first <= _MOST_STEPS:
                    yield range(places[first], places[at - 1] + 1)
            start = at


def _run_of(grid: Grid, run: list[Position], beside: Position) -> _Run:
    down, across = beside
    return _Run(
        [grid.text(row, column) for row, column in run],
        [[grid.text(row + by * down, column + by * across) for row, column in run] for by in _BESIDE],
    )


def _stepped(run: _Run, steps: list[str]) -> dict[str, int]:
    """The steps by the figures beside them or in them, else by their order; empty where nothing says which is lower."""
    order = list(range(len(steps)))
    for said in run.figures:
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
