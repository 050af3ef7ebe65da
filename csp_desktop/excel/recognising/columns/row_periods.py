"""Columns that say of which quarter, month or year each row of a table is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.column_mapping import NOTED, ColumnUse
from csp_desktop.excel.recognising.heading_words import alike_words
from csp_desktop.excel.recognising.headings import IGNORE
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.cells import (
    month_said,
    plain,
    quarter_number,
    quarter_said,
    year_in_short,
    years_in,
)
from csp_desktop.excel.wording.to_date import quarter_at, quarter_stated
from csp_desktop.periods import FinancialYear, Quarter, month_start
from csp_desktop.registers.as_written.dates import parse_date
from csp_desktop.registers.catalog import register_named

# What heads a column that says which period each row is of.
_PERIOD_WORDS = frozenset(
    ["quarter", "qtr", "q", "period", "month", "year", "fy", "ending", "reporting", "as", "position"]
)
# A quarter headed so is when something is wanted, planned or began, not the one its row tells of.
_OF_SOMETHING_ELSE = frozenset(
    [
        "due",
        "target",
        "start",
        "starting",
        "starts",
        "begin",
        "beginning",
        "from",
        "deadline",
        "delivery",
        "planned",
        "completion",
        "complete",
        "by",
        "baseline",
        "review",
        "next",
        "last",
        "previous",
        "prior",
        "expected",
        "milestone",
        "timescale",
        "base",
    ]
)
# What says that a row is what somebody reported, whatever it is of.
_REPORTED = frozenset({"reporting", "ending", "as", "position"})
_OF_UPDATE = {
    frozenset(words.split())
    for words in (
        "date update",
        "last updated",
        "last update",
        "updated on",
        "updated",
        "date updated",
        "date reported",
        "date of update",
        "reported on",
        "update date",
        "date of last update",
        "date last updated",
    )
}
_UPDATED_ON = ("updates", "reported_on")
# What there is for each quarter of a record.
_TIMED = ("updates", "measurements", "funding_entries", "log_updates", "risk_reviews")
# Registers whose rows tell of figures and money: a quarter or year beside them is theirs.
_OF_FIGURES = ("indicators", "allocations", "bids")
# Any month does to tell whether a word is one.
_ANY_YEAR = FinancialYear(2000)


class Period(NamedTuple):
    """What a cell says of when: "Q1 2026/27", "April 2026" or "2025/26"."""

    said: str
    kind: str


@dataclass(frozen=True)
class RowPeriods:
    """When the rows of a table say they are of: `codes` a quarter or month such as 2026-06, `years` a year, by row.

    `columns` are those that say nothing else.
    """

    columns: frozenset[int] = frozenset()
    codes: Mapping[int, str] = field(default_factory=dict)
    years: Mapping[int, FinancialYear] = field(default_factory=dict)

    def use_at(self, row: int, use: ColumnUse) -> ColumnUse:
        """What a column is taken for in a row: of the row's own quarter where its heading names none, or no year."""
        if use.register not in _TIMED:
            return use
        if not use.quarter:
            code = self.codes.get(row, "")
        else:
            code = _in_year(use, self.years.get(row)) if self.years else use.quarter
        return use if code == use.quarter else replace(use, quarter=code)


def row_periods(
    table: FoundTable, register: str, uses: Iterable[ColumnUse], year: FinancialYear | None
) -> RowPeriods:
    """When the rows of a table say they are of, as far as its columns are taken for nothing else."""
    uses = list(uses)
    timed = any(use.register in _TIMED and use.field not in ("", NOTED, IGNORE) for use in uses)
    of_entries = {use.field for use in uses if use.register == "funding_entries"}
    payments = bool(of_entries & {"on_date", "reference"})
    if not (timed or register in (*_OF_FIGURES, "risks", "plan_items")):
        return RowPeriods()
    free = {use.column: alike_words(use.heading) for use in uses if use.field in (NOTED, IGNORE) or use.asked}
    when = columns_of_period(table, free)
    if not when:
        return RowPeriods() if payments else _by_days(table, uses, free)
    said = [periods_in(table, at, free[at]) for at in when]
    of_years = said[-1]
    one = all(len(set(periods.values())) == 1 for periods in said)
    reported = any(_REPORTED & set(free[at]) for at in when)
    again = _come_again(table, register, uses)
    by_year = said[0][table.rows[0]].kind == "year"
    if payments and by_year:
        return RowPeriods()
    if register not in _OF_FIGURES and (by_year or not (one or reported or again)):
        return RowPeriods()
    if not (timed or again or by_year or (one and register == "risks")):
        return RowPeriods()
    years = {row: own for row in table.rows if (own := _year_of(of_years[row]))}
    codes = {row: code for row in table.rows if (code := _code(said[0][row], years.get(row, year)))}
    return RowPeriods(frozenset(when), codes, years)


def in_order(periods: Iterable[Period]) -> list[Period]:
    """Periods from the earliest to the latest."""
    return sorted(periods, key=lambda period: _code(period, _ANY_YEAR) or period.said)


def year_of_rows(table: FoundTable) -> FinancialYear | None:
    """The one year that all rows of a table with quarters say they are of; None where they say none or several."""
    words = {column.column: alike_words(column.heading) for column in table.columns}
    when = columns_of_period(table, words)
    if not when or not table.rows:
        return None
    said = periods_in(table, when[-1], words[when[-1]])
    codes = {code for period in said.values() if (code := _code(period, None))}
    years = {
        Quarter.parse(code).year if "Q" in code else Quarter.of(month_start(code)).year for code in codes
    }
    by_quarter = len(when) > 1 or any(quarter_number(column.heading) for column in table.columns)
    if by_quarter and not codes:
        years = {own.first for period in said.values() if (own := _year_of(period))}
    return FinancialYear(years.pop()) if len(years) == 1 else None


def _by_days(table: FoundTable, uses: list[ColumnUse], free: Mapping[int, Collection[str]]) -> RowPeriods:
    """Rows with a day each: the one their figures stand at, or the one their progress was told on."""
    stands = [column for column, words in free.items() if says_when(words)]
    told = [use.column for use in uses if (use.register, use.field) == _UPDATED_ON and not use.asked]
    told += [column for column, words in free.items() if frozenset(words) in _OF_UPDATE]
    for column in (*stands, *told):
        held = {row: raw for row in table.rows if (raw := _held(table.grid, row, column)) is not None}
        codes = {row: quarter_at(day).code for row, raw in held.items() if (day := _day(raw))}
        if codes and len(codes) == len(held):
            return RowPeriods(frozenset({column}.intersection(stands)), codes)
    return RowPeriods()


def columns_of_period(table: FoundTable, headings: Mapping[int, Collection[str]]) -> list[int]:
    """The column that says when each row is of, or the one of the year and the one of its quarter or month.

    `headings` are the words of each column's heading.
    """
    found: dict[str, int] = {}
    for at, words in headings.items():
        if not says_when(words):
            continue
        kinds = {period.kind for period in periods_in(table, at, words).values()}
        if len(kinds) == 1 and (kind := kinds.pop()):
            found.setdefault(kind, at)
    part = found.get("quarter") or found.get("month")
    if part and "year" in found and any(_is_bare(table.grid, row, part) for row in table.rows):
        return [part, found["year"]]
    return [part] if part else [found["year"]] if "year" in found else []


def says_when(words: Collection[str]) -> bool:
    """Do the words of a heading say that a period stands below it, and not the one something is wanted by?"""
    return bool(_PERIOD_WORDS & set(words)) and not _OF_SOMETHING_ELSE & set(words)


def periods_in(table: FoundTable, column: int, words: Collection[str]) -> dict[int, Period]:
    """What a column says of when, by row; kind "" where a cell says nothing of it."""
    grid = table.grid
    days = {row: _day(_held(grid, row, column)) for row in table.rows}
    if "month" not in words and all(day and quarter_at(day).end == day for day in days.values()):
        return {row: Period(Quarter.of(day).label, "quarter") for row, day in days.items() if day}
    return {row: _period(grid, row, column, days[row], words) for row in table.rows}


def _period(grid: Grid, row: int, column: int, day: date | None, words: Collection[str]) -> Period:
    if day:
        # The first or last day of a month stands for it.
        whole = day.day == 1 or (day + timedelta(days=1)).day == 1
        return Period(f"{day:%B %Y}", "month") if whole else Period("", "")
    text = grid.seen(row, column)
    if "quarter" in words and text in ("1", "2", "3", "4"):
        return Period(f"Q{text}", "quarter")
    if quarter_number(text):
        return Period(text, "quarter")
    if month_said(text, _ANY_YEAR):
        return Period(text, "month")
    if stated := quarter_stated(f"Period {text}", _ANY_YEAR):
        return Period(text if stated.year == _ANY_YEAR.first else stated.label, "quarter")
    short = year_in_short(text)
    said = years_in(text)
    if len(text) <= 10 and (short or (said and said.first == said.last)):
        return Period(short.label if short else text, "year")
    return Period("", "")


def _held(grid: Grid, row: int, column: int) -> object:
    """What is seen in a cell, through the one merged over it."""
    return grid.value(*grid.anchor(row, column))


def _day(raw: object) -> date | None:
    """A day, as a date or written as one; a month in figures is none."""
    return parse_date(raw) if isinstance(raw, datetime | date | str) else None


def _is_bare(grid: Grid, row: int, column: int) -> bool:
    """Does a cell say a quarter or month of no year?"""
    text = grid.seen(row, column)
    return _day(_held(grid, row, column)) is None and years_in(text) is None and year_in_short(text) is None


def _come_again(table: FoundTable, register: str, uses: Iterable[ColumnUse]) -> bool:
    """Do the names of the records come again from row to row?"""
    naming = (register, register_named(register).title)
    titles = [
        plain(table.grid.seen(row, use.column))
        for use in uses
        if (use.register, use.field) == naming
        for row in table.rows
    ]
    return len(set(titles)) < len(titles)


def _code(period: Period, year: FinancialYear | None) -> str:
    """A quarter's or a month's code, in the given year where the cell names none; "" for a year alone."""
    if period.kind == "quarter":
        said = quarter_said(period.said, year) or (
            quarter_stated(f"Period {period.said}", year) if year else None
        )
        return said.code if said else ""
    month = month_said(period.said, year) if period.kind == "month" else None
    return f"{month:%Y-%m}" if month else ""


def _year_of(period: Period) -> FinancialYear | None:
    said = year_in_short(period.said) or years_in(period.said) if period.kind == "year" else None
    return said if isinstance(said, FinancialYear) or said is None else said.first


def _in_year(use: ColumnUse, year: FinancialYear | None) -> str:
    """The quarter or month of a column in the year of a row; a heading that names a year itself is of that."""
    if year is None or years_in(use.heading) or year_in_short(use.heading):
        return use.quarter
    if month := re.fullmatch(r"\d{4}-(\d\d)", use.quarter):
        return f"{year.first + (int(month[1]) < 4)}-{month[1]}"
    return f"{year.first}{use.quarter[4:]}"
