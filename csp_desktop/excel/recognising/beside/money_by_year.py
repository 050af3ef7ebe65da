"""Money year by year: a fund, or a body that is paid, in each row and a column for each year."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from csp_desktop.excel.recognising.beside.money import REGISTERS
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.columns.timed_columns import year_alone
from csp_desktop.excel.recognising.headings import heading_evidence
from csp_desktop.excel.recognising.settling import CLEAR, PLAINLY, Option, Spoken
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import register_named

_SPOKEN_OF = re.compile(
    r"\b(?:grants?|funds?|funding|funded|budgets?|allocations?|spend(?:ing)?|expenditure|money|monies|payments?|awards?|income)\b",
    re.IGNORECASE,
)
# What is counted is no money, whatever pays for it.
_COUNTED = re.compile(
    r"\b(?:numbers?|referrals?|visit(?:s|ors)?|days|hours|posts|staff|bids|applications?|cases|clients|people|incidents|offences|"
    r"calls|sessions|meetings|households|users|notices|helped|members|pupils|rates?|per cent|percentages?)\b|%",
    re.IGNORECASE,
)
# What money is stated in beside its year: “2009-10 (£ million)”.
_STATED_IN = re.compile(
    r"[£()$€,]|['’]?000s?\b|\b(?:k|m|bn|millions?|thousands?|pounds?|approved|allocated|award(?:ed)?|grant)\b",
    re.IGNORECASE,
)
# Money that is not given: what is saved, missing, left or paid back.
_NOT_GIVEN = re.compile(
    r"\b(?:savings?|reductions?|cuts?|pressures?|gaps?|shortfalls?|under-?spends?|over-?spends?|recovered|repa(?:id|y)\w*|returned|"
    r"balances?|carried forward|benefits?|fees|charges)\b",
    re.IGNORECASE,
)
# What has gone out, or is thought to, is not what was given.
_SPENT = {
    "actual", "expenditure", "forecast", "outturn", "paid", "performance", "projected", "result", "spend", "spent",
}  # fmt: skip
# What heads bodies that are given money, in words made alike.
_BODIES = {
    "agency", "area", "association", "authority", "board", "body", "charity", "council", "club", "district", "force", "group",
    "organisation", "partner", "partnership", "police", "provider", "recipient", "region", "school", "service", "team", "trust",
}  # fmt: skip
# What heads where money comes from, in words made alike, or what its names say.
_FUNDS = {
    "contribution", "contributor", "donor", "fund", "funder", "funding", "grant", "grants", "income", "initiative", "levy", "precept",
    "precepts", "program", "programme", "rates", "reserves", "source", "stream", "tax",
}  # fmt: skip
_SOME = 0.4
_OF_MONEY = ("funding_streams", "allocations")
# What it says for money, and against indicators, that it stands year by year; and what is worth a question.
_YEARLY, _ASKED = 6.0, 4.0
_QUESTION = 0.8
# What it says for streams besides that pounds stand beside what is called a fund: a name and a value are of anything.
_IN_POUNDS_OF_FUNDS = 10.0


@dataclass(frozen=True)
class MoneyByYear:
    """A table of money by year read as one register; `years` tells the year of each column of one, by its place.

    `fits` says that its rows are what that register holds, `marked` that its figures are in pounds, `sure` that pounds,
    the one year this is and the heading of the rows all say so: everything else is a question.
    """

    register: str
    years: dict[int, FinancialYear]
    fits: bool
    marked: bool
    sure: bool

    @classmethod
    def read(cls, register: str, columns: list[Column], spoken: Spoken, over: str) -> MoneyByYear | None:
        """None where a table is none; else what speaks for its columns is changed.

        What is of the latest year that is not ahead is how much it is, and what stands before the years names it.
        `over` is what stands over the table.
        """
        if register not in (*_OF_MONEY, "indicators"):
            return None
        years = _years(columns)
        marked = any(columns[at].seen.money > 0.5 or "£" in columns[at].in_table.heading for at in years)
        # Pounds alone may be prices or pay: what they are must be said, over the table or by what its rows are.
        told = _speaks_of_money(over, columns) or (marked and _of_funds(columns[0]))
        told = told and not _NOT_GIVEN.search(over)
        if not years or not told or not _names_rows(columns[0]):
            return None
        if register == "indicators":
            return cls(register, years, fits=False, marked=marked, sure=False)
        amount: Option = (register, REGISTERS[register][1], "")
        if any(own.get(amount, 0.0) > CLEAR for at, own in enumerate(spoken.options) if at not in years):
            return None
        title = register_named(register).title
        named = spoken.heads[0].get((register, title), 0.0) >= CLEAR
        this_year = [at for at in years if columns[at].years_off == 0]
        fits = _of_funds(columns[0]) == (register == "funding_streams")
        found = cls(register, years, fits, marked, sure=fits and marked and named and len(this_year) == 1)
        if fits:
            found._weigh(columns, spoken, "" if named else title)
        return found

    def _weigh(self, columns: list[Column], spoken: Spoken, title: str) -> None:
        """`title` is the field that names the rows, "" where their heading says so by itself."""
        amount: Option = (self.register, REGISTERS[self.register][1], "")
        for at in self.years:
            spoken.options[at].clear()
        gone = [at for at in self.years if columns[at].years_off <= 0]
        if gone:
            spoken.options[max(gone, key=self.years.__getitem__)][amount] = CLEAR + PLAINLY
        if title:
            bodies = columns[0].seen.bodies > _SOME or _BODIES & set(columns[0].words)
            name = "provider" if bodies and self.register == "allocations" else title
            spoken.options[0].clear()
            spoken.options[0][self.register, name, ""] = CLEAR + PLAINLY

    def with_questions(self, uses: list[ColumnUse]) -> list[ColumnUse]:
        """The uses, how much it is as a question where not everything says so."""
        if self.sure or not self.fits:
            return uses
        return [
            replace(
                use,
                sureness=min(use.sureness, _QUESTION),
                why=f"Is “{use.heading}” how much it is, in pounds?",
            )
            if use.field == REGISTERS[self.register][1]
            else use
            for use in uses
        ]

    def judged(self, worth: float, *, hinted: bool) -> float:
        """What a table is worth as the register, told what it is worth otherwise and whether its name speaks of it."""
        if self.register == "indicators":
            return worth if hinted else worth - _YEARLY
        worth += _YEARLY if self.fits else -_YEARLY
        if self.fits and self.marked and self.register == "funding_streams":
            worth += _IN_POUNDS_OF_FUNDS
        return worth if self.sure and hinted else min(worth, _ASKED)


def _years(columns: list[Column]) -> dict[int, FinancialYear]:
    """The year of each column that holds figures of one year and nothing else, behind one that names the rows; none for one alone."""
    years = {}
    for at, column in enumerate(columns):
        year = year_alone(_STATED_IN.sub(" ", column.in_table.heading))
        figures = column.seen.numbers + column.seen.money > 0.5 and column.seen.percents < 0.2
        if year and figures and not _SPENT & set(column.words):
            years[at] = year
    return years if len(set(years.values())) > 1 and min(years) == 1 else {}


def _speaks_of_money(over: str, columns: list[Column]) -> bool:
    said = " ".join((over, *(column.in_table.heading for column in columns)))
    return _SPOKEN_OF.search(over) is not None and not _COUNTED.search(said)


def _names_rows(column: Column) -> bool:
    """Does a column name what stands in each row, and no indicator by that very word?"""
    of, seen = column.in_table, column.seen
    said = heading_evidence("indicators", of.bare, of.own, of.heading) if of.heading else {}
    return seen.distinct > 0.9 and seen.numbers < 0.2 and said.get(("indicators", "title"), 0.0) < CLEAR


def _of_funds(naming: Column) -> bool:
    """Does a heading call the rows funds, or are many called so, rather than what they pay or who is paid?"""
    words = set(naming.words)
    called = words & _FUNDS or sum(naming.said.get(word, 0.0) for word in _FUNDS) >= _SOME
    return bool(called) and (naming.words[-1:] == () or naming.words[-1] in _FUNDS or not words & _BODIES)
