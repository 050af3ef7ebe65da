"""Which order the dates of a column have: one that can only be month-first puts all of them in question."""

from __future__ import annotations

import re
from datetime import date

from csp_desktop.excel.opening.grid import cell_text
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Date

_IN_FIGURES = re.compile(r"\b(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d\d)\b")


def doubt_of_dates(table: FoundTable, use: ColumnUse) -> str:
    """The question about a column of dates one of which can only be month-first; "" where there is no doubt."""
    if not _is_dated(use) or use.dates:
        return ""
    values = table.grid.values
    for row in table.rows:
        raw = values.get((row, use.column))
        if not isinstance(raw, str):
            continue
        for first, _, second, _ in _IN_FIGURES.findall(raw):
            if int(first) <= 12 < int(second) <= 31:
                cell = table.cell(row, use.column).address
                return (
                    f"“{cell_text(raw)}” in {cell} can only be month before day, so every date in figures under “{use.heading}” is in "
                    "doubt and none was taken: is the month first or the day?"
                )
    return ""


def _is_dated(use: ColumnUse) -> bool:
    """Does a column hold days: in a field for them, or as a plan words when something is due?"""
    if use.field == "timescale" or not use.register:
        return use.field == "timescale"
    return isinstance(register_named(use.register).by_name.get(use.field), Date)


def is_in_doubt(raw: object) -> bool:
    """Can the order of day and month be mistaken in this cell? Not in words: “Ongoing”, “18 March 2027”."""
    return isinstance(raw, date) or (isinstance(raw, str) and _IN_FIGURES.search(raw) is not None)


def month_first_value(raw: object) -> object:
    """A cell of a column whose dates are month-first, with day and month where they belong.

    A real date among such text was read day-first by the spreadsheet wherever it could be, so it is turned too.
    """
    if isinstance(raw, date):
        return date(raw.year, raw.day, raw.month) if raw.day <= 12 else raw
    if not isinstance(raw, str):
        return raw

    def spelled(match: re.Match[str]) -> str:
        month, day = int(match[1]), int(match[3])
        year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
        try:
            return format_date(date(year, month, day).isoformat())
        except ValueError:
            return match[0]

    return _IN_FIGURES.sub(spelled, raw)
