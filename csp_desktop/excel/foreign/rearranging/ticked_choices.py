"""One choice spread over columns, “Short term | Medium term | Long term” with a tick under one, read as one column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from typing import NamedTuple

from csp_desktop.excel.foreign.reading import COLUMN_HEADING
from csp_desktop.excel.foreign.rearranging.by_period import Tables
from csp_desktop.excel.opening.grid import Grid, Position
from csp_desktop.excel.recognising.columns.tick_marks import CROSSES, NOES, TICKS
from csp_desktop.excel.recognising.tables_found import FoundColumn, FoundTable, GatheredGrid
from csp_desktop.excel.recognising.wordings.cell_words import STATUS_WORDS
from csp_desktop.excel.wording.cells import plain

_TERM = re.compile(
    r"(?:immediate|short|medium|long|longer|near)(?:[ -]?term)?(?: \(.{1,30}\))?|(?:year|yr) ?[1-5]|ongoing",
    re.IGNORECASE,
)
_TERMS = ("short", "medium", "long", "longer", "near")
_RATINGS = ("red", "amber", "green", "blue", "grey", "r", "a", "g", "b")
_MARKS = (TICKS | CROSSES) - NOES
_LOOKED_AT, _FEWEST_ROWS = 40, 2
# Two letters beside each other may be of anything, three of “R | A | G” are not.
_FEWEST_LETTERS = 3


class _Kind(NamedTuple):
    """What one column may say instead of several: how it is headed, which headings it takes, and whether several may be ticked."""

    heading: str
    takes: Callable[[str], bool]
    several: bool = False


_KINDS = (
    _Kind("Timescale", lambda text: _TERM.fullmatch(text) is not None, several=True),
    _Kind("Status", lambda text: plain(text) in STATUS_WORDS and plain(text) not in _RATINGS),
    _Kind("RAG", lambda text: plain(text) in _RATINGS),
)


def ticked_choices(grid: Grid, found: Tables) -> GatheredGrid | None:
    """A sheet with each choice that stands in several columns in the first of them; None where it has none."""
    if not _has_ticks(grid):
        return None
    runs = [(table, kind, run) for table in found() for kind, run in _runs(table)]
    if not runs:
        return None
    values = dict(grid.values)
    origins: dict[Position, Position] = {}
    labels: dict[Position, str] = {}
    besides: dict[Position, str] = {}
    for table, kind, run in runs:
        first = run[0].column
        # What stands over them all is in the row of the other headings.
        header = min(row for row in table.header if (row, first) in values)
        for column in run:
            for row in table.header:
                if values.pop((row, column.column), None) is not None:
                    labels[row, column.column] = COLUMN_HEADING
        values[header, first] = kind.heading
        origins[header, first] = header, first
        labels.pop((header, first), None)
        for row in table.rows:
            ticked = [column for column in run if values.pop((row, column.column), None) is not None]
            if not ticked:
                continue
            values[row, first] = ", ".join(_chosen(column) for column in ticked)
            origins[row, first] = row, ticked[0].column
            for column in ticked[1:]:
                besides[row, column.column] = f"It is told with {grid.place(*origins[row, first]).address}."
    kept = {field.name: getattr(grid, field.name) for field in fields(Grid) if field.init}
    within = {(row, column.column) for table, _, run in runs for row in table.header for column in run}
    merged = tuple(area for area in grid.merged if area[:2] not in within)
    kept |= {"values": values, "merged": merged}
    return GatheredGrid(**kept, origins=origins, labels=labels, besides=besides)


def _chosen(column: FoundColumn) -> str:
    """What a tick under a heading chooses: “Short” beside “Medium” and “Long” is the short term."""
    said = column.own.strip()
    return f"{said} term" if said.casefold() in _TERMS else said


def _has_ticks(grid: Grid) -> bool:
    return any(
        text.casefold() in _MARKS for row in grid.rows[:_LOOKED_AT] for text in grid.row_texts(row).values()
    )


def _runs(table: FoundTable) -> Iterator[tuple[_Kind, Sequence[FoundColumn]]]:
    """The columns beside each other that hold nothing but ticks, under headings that are choices of one kind."""
    run: list[FoundColumn] = []
    of: _Kind | None = None
    for column in (*table.columns, None):
        kind = _kind_of(table, column) if column else None
        if run and (kind is not of or column is None):
            if of and len(run) >= _fewest(run) and _is_chosen(table, run, several=of.several):
                yield of, run
            run = []
        of = kind
        if column and kind:
            run.append(column)


def _fewest(run: Sequence[FoundColumn]) -> int:
    return _FEWEST_LETTERS if any(len(column.own.strip()) == 1 for column in run) else 2


def _kind_of(table: FoundTable, column: FoundColumn) -> _Kind | None:
    """Of which kind is the choice that a column of ticks, or an empty one, is headed by?"""
    kind = next((kind for kind in _KINDS if kind.takes(column.own.strip())), None)
    texts = {table.grid.text(row, column.column).casefold() for row in table.rows} - {""}
    return kind if kind and texts <= _MARKS else None


def _is_chosen(table: FoundTable, run: Sequence[FoundColumn], *, several: bool) -> bool:
    """Is in most rows one of these columns ticked, and where not `several` may be no other, in one way of ticking?"""
    marks = [
        [text for column in run if (text := table.grid.text(row, column.column).casefold())]
        for row in table.rows
    ]
    ticked = sum(map(bool, marks))
    one_way = len({mark for row in marks for mark in row}) == 1
    return (
        ticked >= max(_FEWEST_ROWS, len(marks) / 2)
        and one_way
        and (several or all(len(row) < 2 for row in marks))
    )
