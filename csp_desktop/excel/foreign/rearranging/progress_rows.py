"""Progress told in rows of its own below each record, “Q1: two gates fitted”, read as columns of the record's row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from csp_desktop.excel.foreign.rearranging.by_period import Tables
from csp_desktop.excel.opening.grid import Grid, Position
from csp_desktop.excel.recognising.tables_found import FoundTable, GatheredGrid

_LABEL = re.compile(
    r"(?P<quarter>(?:q|qtr|quarter)\s?[1-4](?:\s(?:20)?\d\d[/–-]\d\d)?)(?:\s(?:update|progress))?\s*[:.–—-]\s*(?P<told>.*)",
    re.IGNORECASE | re.DOTALL,
)
# A register of more rows than this is no plan with its progress below each action.
_FEWEST, _MOST_ROWS = 2, 2_000
_UNTOLD = "Nothing is told of this quarter."


@dataclass(frozen=True)
class _Told:
    """A row of progress: the record's row it is below, the column it is written in, its quarter and words."""

    record: int
    row: int
    column: int
    quarter: str
    words: str


def progress_rows(grid: Grid, found: Tables) -> GatheredGrid | None:
    """A sheet with what rows below a record tell of its quarters in that record's row; None where there is no such row."""
    if len(grid.rows) > _MOST_ROWS or sum(map(_opens_so, grid.values.values())) < _FEWEST:
        return None
    told = [(table, rows) for table in found() if len(rows := list(_told(table))) >= _FEWEST]
    if not told:
        return None
    values = dict(grid.values)
    origins: dict[Position, Position] = {}
    besides: dict[Position, str] = {}
    columns: dict[str, int] = {}
    after = max(column for _, column in grid.values) + 1

    def put(table: FoundTable, one: _Told, heading: str, value: object, origin: Position) -> None:
        at = columns.setdefault(f"{one.quarter} {heading}", after + len(columns))
        values[table.header[-1], at] = f"{one.quarter} {heading}"
        origins[table.header[-1], at] = table.header[-1], one.column
        values[one.record, at], origins[one.record, at] = value, origin

    for table, rows in told:
        headings = {column.column: column.heading for column in table.columns}
        for one in rows:
            del values[one.row, one.column]
            if one.words:
                put(table, one, "update", one.words, (one.row, one.column))
            else:
                besides[one.row, one.column] = _UNTOLD
            for column in grid.columns_by_row[one.row]:
                if column != one.column:
                    put(
                        table, one, headings.get(column, ""), values.pop((one.row, column)), (one.row, column)
                    )
    return GatheredGrid.over(grid, values, origins=origins, besides=besides)


def _opens_so(value: object) -> bool:
    return (
        isinstance(value, str)
        and value.lstrip()[:1] in ("Q", "q")
        and _LABEL.match(value.strip()) is not None
    )


def _told(table: FoundTable) -> Iterator[_Told]:
    """The rows that open with a quarter where their record's row has what it is called, and say nothing before it."""
    record = 0
    for row in sorted((*table.rows, *table.sections)):
        first = table.grid.columns_by_row[row][0]
        said = _LABEL.fullmatch(table.grid.text(row, first))
        if said is None:
            record = row if row in table.rows else 0
        elif record and (record, first) in table.grid.values:
            yield _Told(record, row, first, " ".join(said["quarter"].split()), said["told"].strip())
