"""Which quarter the columns of a table are of: as their headings say, as somebody chose, and in another year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from csp_desktop.excel.recognising.column_mapping import ColumnUse, TableMapping
from csp_desktop.excel.recognising.recognition import columns_of
from csp_desktop.excel.recognising.second_opinion import timed
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.cells import quarter_said
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.dates import format_month

# How sure a column is whose quarter is asked about again.
_LAST_TIME = 0.8


def quarters_said(table: FoundTable, uses: Iterable[ColumnUse], year: FinancialYear | None) -> dict[int, str]:
    """By column the quarter or month its heading says, of those that are of one."""
    columns = {column.in_table.column: column for column in columns_of(table, year)}
    said = {
        use.column: timed(columns[use.column], (use.register, use.field))
        for use in uses
        if use.column in columns
    }
    return {column: quarter for column, quarter in said.items() if quarter}


def in_year(mapping: TableMapping, table: FoundTable, year: FinancialYear | None) -> TableMapping:
    """A mapping somebody chose, its quarters and months those of the year the table is read in now."""
    before = mapping.year
    if before is None or year is None or before == year:
        return mapping
    said_before = quarters_said(table, mapping.columns, before)
    said = quarters_said(table, mapping.columns, year)

    def moved(use: ColumnUse) -> ColumnUse:
        if use.column in said and use.quarter == said_before.get(use.column):
            return replace(use, quarter=said[use.column])
        return replace(use, quarter=_in_year(use.quarter, before, year))

    return replace(mapping, columns=tuple(map(moved, mapping.columns)), year=year)


def period_called(period: str) -> str:
    """A quarter or month as people write it."""
    if period[5:6] == "Q":
        return Quarter.parse(period).label
    return format_month(date.fromisoformat(f"{period}-01"))


def asked_again(use: ColumnUse, before: str) -> ColumnUse:
    """A use whose quarter somebody chose the last time, which would be the wrong one now."""
    return replace(
        use, sureness=_LAST_TIME, why=f"{_which_quarter(use)} Last time it was {period_called(before)}."
    )


def with_quarter(mapping: TableMapping, use: ColumnUse, quarter: str) -> TableMapping:
    """A mapping of a column somebody chose a quarter for; what was of its old one for the same reason goes along.

    A rating beside the progress of a quarter says none of its own. Of two columns for one field, as of this quarter
    and the last, either may be meant.
    """
    said = quarter_said(use.heading, mapping.year)
    beside = [
        other
        for other in mapping.columns
        if (other.register, other.quarter) == (use.register, use.quarter)
        and other.column != use.column
        and quarter_said(other.heading, mapping.year) in (None, said)
    ]
    times = Counter(other.field for other in (use, *beside))
    along = {other.column for other in beside if times[other.field] == 1} if quarter else set()

    def gone_along(other: ColumnUse) -> ColumnUse:
        if other.why.startswith(_which_quarter(other)):
            return replace(other, quarter=quarter, sureness=1.0, why="")
        return replace(other, quarter=quarter)

    columns = tuple(gone_along(other) if other.column in along else other for other in mapping.columns)
    return replace(mapping, columns=columns)


def _which_quarter(use: ColumnUse) -> str:
    return f"Which quarter is “{use.heading}” of?"


def _in_year(period: str, before: FinancialYear, year: FinancialYear) -> str:
    """The same quarter or month of another year; one that is not of the year before stays."""
    if not (match := re.fullmatch(r"(\d{4})-(Q[1-4]|(\d\d))", period)):
        return period
    early = match[3] is not None and int(match[3]) < 4
    return f"{year.first + early}-{match[2]}" if int(match[1]) - early == before.first else period
