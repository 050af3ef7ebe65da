"""Which quarter the columns of a table are of: as their headings say, as somebody chose, and in another year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from csp_desktop.excel.recognising.column_mapping import ColumnUse, TableMapping
from csp_desktop.excel.recognising.recognition import columns_of
from csp_desktop.excel.recognising.second_opinion import timed
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.cells import quarter_said
from csp_desktop.periods import FinancialYear


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


def with_quarter(mapping: TableMapping, use: ColumnUse, quarter: str) -> TableMapping:
    """A mapping of a column whose quarter somebody chose; what is of its old one for the same reason goes along.

    A rating beside the progress of a quarter says none of its own.
    """
    if not use.quarter or not quarter:
        return mapping
    said = quarter_said(use.heading, mapping.year)
    columns = tuple(
        replace(other, quarter=quarter)
        if (other.register, other.quarter) == (use.register, use.quarter)
        and quarter_said(other.heading, mapping.year) in (None, said)
        else other
        for other in mapping.columns
    )
    return replace(mapping, columns=columns)


def _in_year(period: str, before: FinancialYear, year: FinancialYear) -> str:
    """The same quarter or month of another year; one that is not of the year before stays."""
    if not (match := re.fullmatch(r"(\d{4})-(Q[1-4]|(\d\d))", period)):
        return period
    early = match[3] is not None and int(match[3]) < 4
    return f"{year.first + early}-{match[2]}" if int(match[1]) - early == before.first else period
