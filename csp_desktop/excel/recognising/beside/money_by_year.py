"""Money year by year: a fund, or a body that is paid, in each row and a column for each year."""

from __future__ import annotations

import re
from dataclasses import dataclass

from csp_desktop.excel.recognising.beside.money import REGISTERS, SPOKEN_OF_MONEY
from csp_desktop.excel.recognising.columns.timed_columns import year_alone
from csp_desktop.excel.recognising.settling import CLEAR, PLAINLY, Option, Spoken
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import register_named

# What money is stated in beside its year: “2009-10 (£ million)”.
_STATED_IN = re.compile(
    r"[£()$€,]|['’]?000s?\b|\b(?:k|m|bn|millions?|thousands?|pounds?|approved|allocated|award(?:ed)?|grant)\b",
    re.IGNORECASE,
)
# What heads bodies that are given money, in words made alike.
_BODIES = {
    "agency", "area", "association", "authority", "board", "body", "charity", "council", "club", "district", "force", "group",
    "organisation", "partner", "partnership", "police", "provider", "recipient", "region", "school", "service", "team", "trust",
}  # fmt: skip
_SOME = 0.4
_OF_MONEY = ("funding_streams", "allocations")
# What it says for money, and against indicators, that it stands year by year; and what is worth a question.
_YEARLY, _ASKED = 6.0, 4.0
_FUNDS = {
    "contribution", "fund", "funding", "grant", "grants", "income", "initiative", "levy", "precept", "precepts", "program", "programme",
    "rates", "reserves", "source", "stream", "tax",
}  # fmt: skip


def years_of_money(columns: list[Column], over: str) -> dict[int, FinancialYear]:
    """The year of each column, by its place, that holds the money of one year; none where fewer than two do.

    `over` is what stands over the table.
    """
    years = {}
    marked = SPOKEN_OF_MONEY.search(over) is not None
    for at, column in enumerate(columns):
        heading, seen = column.in_table.heading, column.seen
        year = year_alone(_STATED_IN.sub(" ", heading))
        if year and seen.numbers + seen.money > 0.5 and seen.percents < 0.2:
            years[at] = year
            marked = marked or seen.money > 0.5 or "£" in heading
    return years if marked and len(set(years.values())) > 1 else {}


@dataclass(frozen=True)
class MoneyByYear:
    """A table of money by year read as one register; `years` tells the year of each column of one, by its place.

    `fits` says that its rows are what that register holds, `called` that their heading says so by itself.
    """

    register: str
    years: dict[int, FinancialYear]
    fits: bool
    called: bool

    @classmethod
    def read(cls, register: str, columns: list[Column], spoken: Spoken, over: str) -> MoneyByYear | None:
        """None where a table is none; else what speaks for its columns is changed.

        What is of the latest year that is not ahead is how much it is, and what stands before the years names it.
        """
        years = years_of_money(columns, over)
        if not years or min(years) == 0 or register not in (*_OF_MONEY, "indicators"):
            return None
        title = register_named(register).title
        fits = register in _OF_MONEY and _of_funds(columns[0]) == (register == "funding_streams")
        found = cls(register, years, fits, (register, title, "") in spoken.options[0])
        if fits:
            found._weigh(columns, spoken, title)
        return found

    def _weigh(self, columns: list[Column], spoken: Spoken, title: str) -> None:
        amount: Option = (self.register, REGISTERS[self.register][1], "")
        now = [at for at in self.years if columns[at].years_off <= 0] or list(self.years)
        for at in self.years:
            spoken.options[at].clear()
        spoken.options[max(now, key=self.years.__getitem__)][amount] = CLEAR + PLAINLY
        seen = columns[0].seen
        if not self.called and seen.distinct > 0.9 and seen.numbers < 0.2:
            bodies = seen.bodies > _SOME or _BODIES & set(columns[0].words)
            name = "provider" if bodies and self.register == "allocations" else title
            spoken.options[0].clear()
            spoken.options[0][self.register, name, ""] = CLEAR + PLAINLY
            spoken.heads[0][self.register, name] = CLEAR

    def judged(self, worth: float, *, hinted: bool) -> float:
        """What a table is worth as the register, told what it is worth otherwise and whether its name speaks of it."""
        if self.register == "indicators":
            return worth if hinted else worth - _YEARLY
        worth += _YEARLY if self.fits else -_YEARLY
        # Whether what is paid year by year is a fund or what a fund pays for is a question.
        return worth if self.fits and self.called else min(worth, _ASKED)


def _of_funds(naming: Column) -> bool:
    """Does a heading call the rows funds, or are many called so, rather than what they pay or who is paid?"""
    words = set(naming.words)
    called = words & _FUNDS or sum(naming.said.get(word, 0.0) for word in _FUNDS) >= _SOME
    return bool(called) and (naming.words[-1:] == () or naming.words[-1] in _FUNDS or not words & _BODIES)
