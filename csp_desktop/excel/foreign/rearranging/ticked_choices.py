"""One choice spread over columns, “Short term | Medium term | Long term” with a tick under one, read as one column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from csp_desktop.excel.foreign.reading import COLUMN_HEADING
from csp_desktop.excel.foreign.rearranging.by_period import Tables
from csp_desktop.excel.opening.grid import Grid, Position
from csp_desktop.excel.recognising.columns.tick_marks import CROSSES, NOES, TICKS
from csp_desktop.excel.recognising.tables_found import FoundColumn, FoundTable, GatheredGrid
from csp_desktop.excel.recognising.wordings.cell_words import STATUS_WORDS
from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.who_is_named import is_body

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
    """What one column may say instead of several: which headings it takes, whether several may be ticked, and by which marks.

    `says` are the headings it has then, each with the marks that say it.
    """

    takes: Callable[[str], bool]
    says: Mapping[str, frozenset[str]]
    several: bool = False


_LEADS, _SUPPORTS = frozenset(("l", "lead", "leads")), frozenset(("s", "support", "supports"))
_ANY_MARK = _MARKS | NOES | _LEADS | _SUPPORTS
# What a cell says that repeats its heading: “G” under “G”.
_REPEATED, _UNTICKED = "✓", "It is not ticked."
_BODIES = _Kind(is_body, {"Lead agencies": _LEADS, "Supported by": _SUPPORTS}, several=True)
_KINDS = (
    _Kind(lambda text: _TERM.fullmatch(text) is not None, {"Timescale": _MARKS}, several=True),
    _Kind(lambda text: plain(text) in STATUS_WORDS and plain(text) not in _RATINGS, {"Status": _MARKS}),
    _Kind(lambda text: plain(text) in _RATINGS, {"RAG": _MARKS}),
)


def ticked_choices(grid: Grid, found: Tables) -> GatheredGrid | None:
    """A sheet with each choice that stands in several columns in one of them; None where it has none.

    Letters under the names of bodies say which of them leads and which support it.
    """
    if not _has_marks(grid):
        return None
    runs = [(table, kind, run) for table in found() for kind, run in _runs(table)]
    if not runs:
        return None
    values = dict(grid.values)
    origins: dict[Position, Position] = {}
    labels: dict[Position, str] = {}
    besides: dict[Position, str] = {}
    for table, kind, run in runs:
        # What stands over them all is in the row of the other headings.
        header = min(row for row in table.header if (row, run[0].column) in values)
        for column in run:
            for row in table.header:
                if values.pop((row, column.column), None) is not None:
                    labels[row, column.column] = COLUMN_HEADING
        marked = {
            (row, column.column): (column, mark)
            for row in table.rows
            for column in run
            if (mark := _mark(table, row, column))
        }
        for place, (_, mark) in marked.items():
            del values[place]
            if mark in NOES:
                besides[place] = _UNTICKED
        for at, (heading, marks) in zip((column.column for column in run), kind.says.items(), strict=False):
            values[header, at], origins[header, at] = heading, (header, at)
            labels.pop((header, at), None)
            for row in table.rows:
                chosen = [
                    marked[row, column.column][0]
                    for column in run
                    if marked.get((row, column.column), ("", ""))[1] in marks
                ]
                if chosen:
                    values[row, at] = ", ".join(_chosen(column) for column in chosen)
                    origins[row, at] = row, chosen[0].column
                for column in chosen[1:]:
                    besides[row, column.column] = (
                        f"Read together with {grid.place(*origins[row, at]).address}."
                    )
    within = {(row, column.column) for table, _, run in runs for row in table.header for column in run}
    merged = tuple(area for area in grid.merged if area[:2] not in within)
    return GatheredGrid.over(grid, values, merged=merged, origins=origins, labels=labels, besides=besides)


def _chosen(column: FoundColumn) -> str:
    """What a tick under a heading chooses: “Short” beside “Medium” and “Long” is the short term."""
    said = column.own.strip()
    return f"{said} term" if said.casefold() in _TERMS else said


def _has_marks(grid: Grid) -> bool:
    return any(
        text.casefold() in _ANY_MARK
        for row in grid.rows[:_LOOKED_AT]
        for text in grid.row_texts(row).values()
    )


def _runs(table: FoundTable) -> Iterator[tuple[_Kind, Sequence[FoundColumn]]]:
    """The columns beside each other that hold nothing but marks, under headings that are choices of one kind."""
    run: list[FoundColumn] = []
    of: _Kind | None = None
    for column in (*table.columns, None):
        kind = _kind_of(table, column) if column else None
        if run and (kind is not of or column is None):
            if of and len(run) >= _fewest(run) and _is_chosen(table, run, of):
                yield of, run
            run = []
        of = kind
        if column and kind:
            run.append(column)


def _fewest(run: Sequence[FoundColumn]) -> int:
    return _FEWEST_LETTERS if any(len(column.own.strip()) == 1 for column in run) else 2


def _kind_of(table: FoundTable, column: FoundColumn) -> _Kind | None:
    """Of which kind is the choice that a column of marks, or an empty one, is headed by?"""
    marks: set[str] = set()
    for row in table.rows:
        if mark := _mark(table, row, column):
            if mark not in _ANY_MARK:
                return None
            marks.add(mark)
    if marks <= _LEADS | _SUPPORTS and (marks or is_body(column.own.strip())):
        return _BODIES
    kind = next((kind for kind in _KINDS if kind.takes(column.own.strip())), None)
    return kind if kind and marks <= _MARKS | NOES else None


def _mark(table: FoundTable, row: int, column: FoundColumn) -> str:
    mark = table.grid.text(row, column.column).casefold()
    return _REPEATED if mark and mark == column.own.strip().casefold() else mark


def _is_chosen(table: FoundTable, run: Sequence[FoundColumn], kind: _Kind) -> bool:
    """Is one of these columns marked in most rows, and only one unless `kind` has several, in one way of marking?"""
    marks = [
        [mark for column in run if (mark := _mark(table, row, column)) and mark not in NOES]
        for row in table.rows
    ]
    if kind is _BODIES:
        bodies = sum(is_body(column.own.strip()) for column in run)
        led = sum(len(_LEADS.intersection(row)) == 1 for row in marks)
        return bodies * 2 >= len(run) and led * 2 > len(marks)
    ticked = sum(map(bool, marks))
    one_way = len({mark for row in marks for mark in row}) == 1
    alone = kind.several or all(len(row) < 2 for row in marks)
    return ticked >= max(_FEWEST_ROWS, len(marks) / 2) and one_way and alone
