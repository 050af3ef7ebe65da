"""Columns of money beside an allocation: which run on from quarter to quarter, until when, and which are of one alone."""

from __future__ import annotations

import re
from functools import cached_property

from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.columns.timed_columns import of_month
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.cells import quarter_number
from csp_desktop.excel.wording.to_date import half_ended, quarter_ended, said_until, says_so_far
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.amounts import parse_money
from csp_desktop.registers.catalog import register_named

_REMAINS = re.compile(r"\b(?:remain(?:s|ing|der)?|balance|left|unspent|under-?spen[dt])\b", re.IGNORECASE)
_A_POUND = 100
_IN_QUARTER = re.compile(
    r"\b(?:in|this|for|during)(?: the| this)? (?:quarter|period)\b|\bquarterly\b", re.IGNORECASE
)
_WHOLE_YEAR = re.compile(r"\b(?:full|whole|total)[ -]year\b|\byear[ -]end\b|\bout-?turn\b", re.IGNORECASE)
_WHOLE_SPENT = re.compile(r"\btotal (?:spen[dt]|spending|expenditure|claimed|paid)\b", re.IGNORECASE)


class MoneyColumns:
    """What the headings and figures of a table's columns of money say of the time each is of."""

    def __init__(self, table: FoundTable, uses: list[ColumnUse], year: FinancialYear | None) -> None:
        self._table, self._uses, self._year = table, uses, year

    @cached_property
    def so_far(self) -> frozenset[int]:
        """The columns of money that runs on from quarter to quarter: “Spent to date”, or what leaves the rest of it."""
        runs_on = {use.column for use in self._columns if self._runs_on(use)}
        return frozenset(runs_on | self._leaving_the_rest_together)

    def _runs_on(self, use: ColumnUse) -> bool:
        """Whichever quarter somebody chose for it: is what a column of money has that of all quarters to its own?"""
        gone = use.field != "forecast"
        if not gone and _WHOLE_YEAR.search(use.heading):
            return True
        if _names_period(use):
            # “Q1” and “Q2” that stand under “Spend to date” together have each their own.
            own = next(column.own for column in self._table.columns if column.column == use.column)
            alone = sum(other.field == use.field for other in self._columns) == 1
            return gone and (says_so_far(own) or (alone and self._leaves_the_rest([use])))
        if half := half_ended(use.heading, self._year):
            return gone and half.number == 2  # the first half runs from April, the second does not
        if says_so_far(use.heading) or _WHOLE_SPENT.search(use.heading):
            return True
        return gone and (bool(said_until(use.heading)) or self._leaves_the_rest([use]))

    @cached_property
    def _columns(self) -> list[ColumnUse]:
        """The columns of money by its kind."""
        kinds = register_named("funding_entries")["kind"].options  # type: ignore[attr-defined]
        return [use for use in self._uses if use.register == "funding_entries" and use.field in kinds]

    @cached_property
    def of_one_quarter(self) -> frozenset[int]:
        """The columns of money that say they have one quarter's alone: “Spend in quarter”."""
        return frozenset(use.column for use in self._columns if _IN_QUARTER.search(use.heading))

    @cached_property
    def until(self) -> dict[int, Quarter]:
        """The quarter at whose end a column of money says it stands: “Spent at 30 September”."""
        ended = {
            use.column: half_ended(use.heading, self._year)
            or quarter_ended(said_until(use.heading), self._year)
            for use in self._columns
            if use.column in self.so_far
        }
        return {column: quarter for column, quarter in ended.items() if quarter}

    @cached_property
    def halves(self) -> dict[int, Quarter]:
        """The last quarter of the half year that a column of money is of: “Spend Oct–Mar”."""
        halves = {use.column: half_ended(use.heading, self._year) for use in self._columns}
        return {column: quarter for column, quarter in halves.items() if quarter}

    @cached_property
    def _leaving_the_rest_together(self) -> frozenset[int]:
        """What is spent and what is committed besides, where both together leave the rest."""
        together = [use for use in self._columns if use.field != "forecast" and not _names_period(use)]
        fits = len(together) > 1 and self._leaves_the_rest(together)
        return frozenset(use.column for use in together) if fits else frozenset()

    def _leaves_the_rest(self, spent: list[ColumnUse]) -> bool:
        """Is what remains of each amount, by its own column, all that these have not spent?"""
        amount = next(
            (use.column for use in self._uses if (use.register, use.field) == ("allocations", "amount")), None
        )
        if amount is None:
            return False
        for rest in self._table.columns:
            if not _REMAINS.search(rest.heading):
                continue
            judged = [
                (whole, gone, left)
                for row in self._table.rows
                if (whole := self._pence(row, amount)) is not None
                and (left := self._pence(row, rest.column)) is not None
                and (gone := sum(self._pence(row, use.column) or 0 for use in spent))
            ]
            if judged and all(abs(whole - gone - left) <= _A_POUND for whole, gone, left in judged):
                return True
        return False

    def _pence(self, row: int, column: int) -> int | None:
        return parse_money(self._table.grid.values.get((row, column)))


def _names_period(use: ColumnUse) -> bool:
    """Is a column headed by its quarter or month, rather than of one somebody chose or nobody said?"""
    return bool(quarter_number(use.heading) or of_month(use.quarter))
