"""Money year by year: a fund, or a body that is paid, in each row and a column for each year."""

from __future__ import annotations

import re

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


def are_of(register: str, columns: list[Column], years: dict[int, FinancialYear]) -> bool:
    """Do funds stand before their years, for `register` "funding_streams"; what they pay or who is paid, for "allocations"?"""
    return min(years) > 0 and _of_funds(columns[0]) == (register == "funding_streams")


def weigh(register: str, columns: list[Column], spoken: Spoken, years: dict[int, FinancialYear]) -> None:
    """Take the money of the latest year that is not ahead for how much it is, and what stands before the years for its name."""
    amount: Option = (register, REGISTERS[register][1], "")
    now = [at for at in years if columns[at].years_off <= 0] or list(years)
    latest = max(now, key=years.__getitem__)
    for at in years:
        spoken.options[at].clear()
    spoken.options[latest][amount] = CLEAR + PLAINLY
    naming, title = columns[0], register_named(register).title
    if (
        (register, title, "") not in spoken.options[0]
        and naming.seen.distinct > 0.9
        and naming.seen.numbers < 0.2
    ):
        bodies = naming.seen.bodies > _SOME or _BODIES & set(naming.words)
        name = "provider" if bodies and register == "allocations" else title
        spoken.options[0].clear()
        spoken.options[0][register, name, ""] = CLEAR + PLAINLY
        spoken.heads[0][register, name] = CLEAR


def _of_funds(naming: Column) -> bool:
    """Does a heading call the rows funds, or are many called so, rather than what they pay or who is paid?"""
    words = set(naming.words)
    called = words & _FUNDS or sum(naming.said.get(word, 0.0) for word in _FUNDS) >= _SOME
    return bool(called) and (naming.words[-1:] == () or naming.words[-1] in _FUNDS or not words & _BODIES)
