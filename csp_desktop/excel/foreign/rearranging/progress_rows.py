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
_FEWEST, _UPDATE = 2, "update"
_NO_MORE_THAN_TOLD = 2
_UNTOLD = "No progress is given for this quarter."


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
    firsts = (grid.text(row, columns[0]) for row, columns in grid.columns_by_row.items())
    if sum(_LABEL.match(text) is not None for text in firsts) < _FEWEST:
        return None
    told = [(table, rows) for table in found() if len(rows := list(_told(table))) >= _FEWEST]
    if not told:
        return None
    values = dict(grid.values)
    origins: dict[Position, Position] = {}
    besides: dict[Position, str] = {}
    after = max(column for _, column in grid.values) + 1
    # The latest stands right behind the record: a rating of its own is of then.
    quarters = {one.quarter: one.quarter.split()[::-1] for _, rows in told for one in rows if one.words}
    latest_first = sorted(quarters, key=lambda quarter: quarters[quarter], reverse=True)
    columns = {f"{quarter} {_UPDATE}": after + at for at, quarter in enumerate(latest_first)}

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
                put(table, one, _UPDATE, one.words, (one.row, one.column))
            else:
                besides[one.row, one.column] = _UNTOLD
            for column in grid.columns_by_row[one.row]:
                if column != one.column:
                    put(
                        table, one, headings.get(column, ""), values.pop((one.row, column)), (one.row, column)
                    )
    return GatheredGrid.over(grid, values, origins=origins, besides=besides)


def _told(table: FoundTable) -> Iterator[_Told]:
    """The rows that open with a quarter where their record's row has what it is called, and say nothing before it.

    One that says all that its record's row does, a lead and a day as may be, is a record of its own.
    """
    record = 0
    for row in sorted((*table.rows, *table.sections)):
        first = table.grid.columns_by_row[row][0]
        said = _LABEL.fullmatch(table.grid.text(row, first))
        if said is None:
            record = row if row in table.rows else 0
        elif record and (record, first) in table.grid.values and not _says_as_much(table.grid, row, record):
            yield _Told(record, row, first, " ".join(said["quarter"].split()), said["told"].strip())


def _says_as_much(grid: Grid, row: int, record: int) -> bool:
    columns = grid.columns_by_row[row]
    return len(columns) > _NO_MORE_THAN_TOLD and set(columns) >= set(grid.columns_by_row[record])
