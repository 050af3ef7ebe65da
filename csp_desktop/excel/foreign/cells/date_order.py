"""Which order the dates of a column have: one that can only be month-first puts all of them in question.

Where nothing in another column of the same table is surely day-first, it is in question too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from csp_desktop.excel.opening.grid import Position
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Date

_IN_FIGURES = re.compile(r"\b(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d\d)\b")


def doubts_of_dates(table: FoundTable, uses: Iterable[ColumnUse]) -> dict[int, str]:
    """By column, the question about dates that may be month-first, as one in their table can only be."""
    dated = [use for use in uses if _is_dated(use)]
    proofs = {use.column: proof for use in dated if (proof := _first(table, use, month_first=True))}
    if not proofs:
        return {}
    elsewhere = min(proofs.values())
    return {
        use.column: _question(table, use, proofs.get(use.column) or elsewhere)
        for use in dated
        if not use.dates
        and (
            use.column in proofs or (_holds_figures(table, use) and not _first(table, use, month_first=False))
        )
    }


def _question(table: FoundTable, use: ColumnUse, proof: Position) -> str:
    cell, text = table.cell(*proof).address, table.grid.text(*proof)
    return (
        f"“{text}” in {cell} can only be month before day, so every date in figures under “{use.heading}” is in "
        "doubt and none was taken: is the month first or the day?"
    )


def _first(table: FoundTable, use: ColumnUse, *, month_first: bool) -> Position | None:
    """The first cell of a column with a date in figures that can only have its month first, or only its day."""
    for row in table.rows:
        raw = table.grid.value(row, use.column)
        for one, _, other, _ in _IN_FIGURES.findall(raw) if isinstance(raw, str) else ():
            month, day = (int(one), int(other)) if month_first else (int(other), int(one))
            if month <= 12 < day <= 31:
                return row, use.column
    return None


def _holds_figures(table: FoundTable, use: ColumnUse) -> bool:
    return any(
        isinstance(raw := table.grid.value(row, use.column), str) and _IN_FIGURES.search(raw)
        for row in table.rows
    )


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
