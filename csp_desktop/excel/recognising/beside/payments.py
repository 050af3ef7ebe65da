"""A list of payments: in each row a day, a sum and whom it was paid or by what order, several of one project.

A list of claims is one too: in each row what a funder was asked for, by its number, its day or both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.heading_words import alike_words
from csp_desktop.excel.recognising.settling import CLEAR, PLAINLY, Option
from csp_desktop.excel.recognising.table_columns import Column

_Found = TypeVar("_Found")
_SURELY = CLEAR + 2 * PLAINLY
_FILLED, _FILLED_SO_FAR, _NEARLY_ALL = 0.8, 0.4, 0.8
# Headings in words made alike: “Net” and “Gross” are told apart as figures left and figures at first.
_NET, _GROSS, _LEFT_OUT = {"residual"}, {"inherent"}, {"vat", "tax", "balance", "quantity", "price"}
_SUM = _NET | _GROSS | {"amount", "value", "paid", "payment", "sum", "cost", "total", "spend", "£", "debit"}
_DAY, _OTHER_DAY = (
    {"date", "day", "paid", "posted", "when"},
    {
        "start",
        "end",
        "due",
        "approved",
        "agreed",
        "award",
        "awarded",
        "contract",
        "expiry",
        "until",
        "review",
        "offer",
        "approval",
        "decision",
        "decided",
        "panel",
    },
)
_PAID_TO = {"payee", "supplier", "vendor", "creditor", "merchant"}
_PAPERS = {"invoice", "po", "voucher", "transaction", "receipt", "order", "purchase", "cheque"}
_SET_ASIDE = {
    "budget",
    "allocated",
    "allocation",
    "award",
    "awarded",
    "approved",
    "agreed",
    "given",
    "grant",
    "requested",
    "forecast",
}
_PROJECT = {
    "project",
    "scheme",
    "program",
    "activity",
    "intervention",
    "workstream",
    "budget",
    "centre",
    "heading",
    "line",
}
_TOLD = {"description", "detail", "narrative", "particular", "what", "item", "purpose", "reason", "for"}
# What money is kept for, and comes again with each payment; a day on which none was paid yet.
_PAID_FOR = {"project", "scheme", "program", "workstream", "budget", "centre"}
_SAYS_PAID = {"paid", "payment", "debit"}
_BEFORE_PAID = {
    "submitted",
    "application",
    "applied",
    "received",
    "decision",
    "decided",
    "panel",
    "meeting",
    "raised",
    "created",
    "updated",
    "completed",
}
# What is claimed from a funder, in words made alike; what numbers it, and on which day it was sent; what came of it later.
_CLAIMED = {"claim", "claimed", "drawdown", "drawn", "reclaim", "reclaimed", "recharge", "recharged"}
_NUMBER = {"no", "ref", "number", "id", "reference"}
_SENT = _CLAIMED | {"date", "day", "when", "submitted", "sent", "made", "submission"}
_LATER = {"paid", "payment", "received", "due", "approved", "agreed", "expected", "chased", "settled"}
# Until when money can be claimed is no day of a claim.
_BY_WHEN = {
    "by",
    "before",
    "until",
    "deadline",
    "end",
    "close",
    "closing",
    "window",
    "last",
    "latest",
    "next",
}
_OF_CLAIMS = re.compile(r"\b(?:re)?claims?\b|\bdraw-?downs?\b", re.IGNORECASE)
_OF_SPENDING = re.compile(
    r"\b(?:spen[dt]|spending|expenditure|payments?|paid|ledger|invoices?|costs?)\b", re.IGNORECASE
)
OF_PAYMENTS = {("funding_entries", name) for name in ("on_date", "reference", "note", "kind")}
"""What is said of one payment, and in no other table of money."""


def heads_payee(heading: str) -> bool:
    """Does a heading say to whom something was paid: “Supplier”, “Paid to”?"""
    return _names_payee(alike_words(heading))


def _names_payee(words: Sequence[str]) -> bool:
    return bool(_PAID_TO & set(words)) or {"paid", "to"} <= set(words)


def are_payments(columns: Sequence[Column]) -> bool:
    """Is each row of a table a payment or an order, with its day and its sum, and nothing set aside for a project?"""
    plainly = any(
        column.seen.filled > 0.5
        and (
            (_names_payee(column.words) and column.seen.names > 0.6)
            or (_PAPERS & set(column.words) and not _SUM & set(column.words) and _numbers_papers(column))
        )
        for column in columns
    )
    by_quarter = any(column.own_quarter for column in columns)
    if are_claims(columns):
        return not by_quarter
    set_aside = any(_figures(column) and _SET_ASIDE & set(column.words) for column in columns)
    day, paid = _day(columns), _sum(columns)
    if set_aside or by_quarter or day is None or paid is None:
        return False
    return plainly or _paid_for_projects(columns, day, paid)


def are_claims(columns: Sequence[Column]) -> bool:
    """Is each row a claim of money for a project, with its sum and its number or its day, and nothing set aside for one?"""
    day, claimed = _day_of_claim(columns), _sum_claimed(columns)
    number = _number_of_claim(columns) or (claimed and _number_of_row(columns))
    set_aside = any(
        _figures(column) and (_SET_ASIDE - _LATER) & set(column.words) and not _CLAIMED & set(column.words)
        for column in columns
    )
    says_claimed = any(column and _CLAIMED & set(column.words) for column in (number, claimed))
    if not says_claimed and day and _CLAIMED & set(day.words) and _come_again(columns):
        says_claimed = not any(_SAYS_PAID & set(column.words) for column in columns)
    named = any(_PROJECT & set(column.words) and column.seen.names > 0.6 for column in columns)
    return bool(says_claimed and claimed and (number or day) and named and not set_aside)


def _number_of_claim(columns: Sequence[Column]) -> Column | None:
    """The number of each claim: “Claim no”, “CL/26/01” under “Claim”."""
    return _first(
        column
        for column in columns
        if _CLAIMED & set(column.words)
        and not _SUM & set(column.words)
        and column.seen.dates < _NEARLY_ALL
        and ((column.seen.refs > 0.6 and column.seen.numbers < 0.2) or _NUMBER & set(column.words))
    )


def _number_of_row(columns: Sequence[Column]) -> Column | None:
    """What numbers each row, where its project comes again and so is not what is numbered."""
    again = _come_again(columns)
    numbered = (column for column in columns if _NUMBER & set(column.words) and column.seen.refs > 0.6)
    return _first(column for column in numbered if again and column.seen.distinct > _NEARLY_ALL)


def _come_again(columns: Sequence[Column]) -> bool:
    """Does a project stand in several rows, so that each is not the project itself?"""
    return any(
        _PROJECT & set(column.words) and column.seen.names > 0.6 and column.seen.distinct < _NEARLY_ALL
        for column in columns
    )


def _day_of_claim(columns: Sequence[Column]) -> Column | None:
    """The day each claim was sent, and not the one it was paid on."""
    days = [
        column
        for column in columns
        if column.seen.dates > _NEARLY_ALL
        and column.seen.filled > _FILLED
        and _SENT & set(column.words)
        and not (_LATER | _OTHER_DAY | _BY_WHEN) & set(column.words)
    ]
    return _first(column for column in days if _CLAIMED & set(column.words)) or _first(days)


def _sum_claimed(columns: Sequence[Column]) -> Column | None:
    """What was claimed: the sum that says so, or the only one."""
    number = _number_of_claim(columns)
    sums = [
        column
        for column in columns
        if _figures(column, _NEARLY_ALL)
        and column.seen.filled > _FILLED
        and (_SUM | _CLAIMED) & set(column.words)
        and not (_LEFT_OUT | _NUMBER) & set(column.words)
        and column is not number
    ]
    said = [column for column in sums if _CLAIMED & set(column.words)]
    others = [column for column in sums if not _LATER & set(column.words)]
    return said[0] if len(said) == 1 else others[0] if not said and len(others) == 1 else None


def _paid_for_projects(columns: Sequence[Column], day: Column, paid: Column) -> bool:
    """Has each row a project and its day, the day or the sum being of what was paid, or the project coming again?"""
    project = _first(
        column for column in columns if _PAID_FOR & set(column.words) and column.seen.names > 0.6
    )
    if project is None or day.seen.filled < _NEARLY_ALL or _BEFORE_PAID & set(day.words):
        return False
    says_paid = _SAYS_PAID & {*day.words, *paid.words}
    return bool(says_paid) or project.seen.distinct < _NEARLY_ALL


def weigh(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Settle the columns of payments; of any other table of money none says a day or a number of one."""
    if not are_payments(columns):
        for own in options:
            for register, name in OF_PAYMENTS:
                own.pop((register, name, ""), None)
        return
    claims = are_claims(columns)
    day = _day_of_claim(columns) if claims else _day(columns)
    paid = _sum_claimed(columns) if claims else _sum(columns)
    project = _first(column for column in columns if _PROJECT & set(column.words) and column.seen.names > 0.6)
    number = ((_number_of_claim(columns) or _number_of_row(columns)) if claims else None) or _first(
        column
        for column in columns
        if (_PAPERS & set(column.words) or ("ref" in column.words and _numbers_papers(column)))
        and column is not day
        and not (_SUM & set(column.words) and _figures(column, 0))
    )
    told = _first(column for column in columns if _TOLD & set(column.words) and column is not project)
    kind = None if claims else _first(column for column in columns if column.seen.payments > _NEARLY_ALL)
    settled: tuple[tuple[Column | None, Option], ...] = (
        (project, ("allocations", "project", "")),
        (day, ("funding_entries", "on_date", "")),
        (paid, ("funding_entries", "claimed" if claims else "actual", "")),
        (number, ("funding_entries", "reference", "")),
        (told, ("funding_entries", "note", "")),
        (kind, ("funding_entries", "kind", "")),
    )
    for column, own in zip(columns, options, strict=True):
        source = own.get(("allocations", "stream", ""), 0.0)
        own.clear()
        meant = _first(option for of, option in settled if of is column)
        if meant:
            own[meant] = _SURELY
        elif source > CLEAR:
            own["allocations", "stream", ""] = source


def called_claims(over: str, uses: Sequence[ColumnUse]) -> list[ColumnUse]:
    """The uses of a list of payments, its sums being claims where `over` it stands so and no heading says otherwise."""
    listed = any((use.register, use.field) in OF_PAYMENTS - {("funding_entries", "kind")} for use in uses)
    if not listed or not _OF_CLAIMS.search(over) or _OF_SPENDING.search(over):
        return list(uses)
    return [
        replace(use, field="claimed")
        if (use.register, use.field) == ("funding_entries", "actual") and not _OF_SPENDING.search(use.heading)
        else use
        for use in uses
    ]


def _first(found: Iterable[_Found]) -> _Found | None:
    return next(iter(found), None)


def _numbers_papers(column: Column) -> bool:
    """Does each row have the number of its own order or invoice?"""
    seen = column.seen
    return seen.refs > 0.6 or (seen.numbers > _NEARLY_ALL and seen.distinct > _NEARLY_ALL)


def _figures(column: Column, share: float = 0.6) -> bool:
    return column.seen.numbers + column.seen.money > share and not column.seen.counted


def _day(columns: Sequence[Column]) -> Column | None:
    """The day each was paid; where there are several the one that says so."""
    # What is only committed yet has no day.
    fewest = _FILLED_SO_FAR if any(column.seen.payments > _NEARLY_ALL for column in columns) else _FILLED
    days = [
        column
        for column in columns
        if column.seen.dates > _NEARLY_ALL
        and column.seen.filled > fewest
        and _DAY & set(column.words)
        and not _OTHER_DAY & set(column.words)
    ]
    return _first(column for column in days if {"paid", "payment"} & set(column.words)) or _first(days)


def _sum(columns: Sequence[Column]) -> Column | None:
    """What was paid: without the tax where that is told apart, and of several sums none but one that says so."""
    sums = [
        column
        for column in columns
        if _figures(column, _NEARLY_ALL)
        and column.seen.filled > _FILLED
        and _SUM & set(column.words)
        and not _LEFT_OUT & set(column.words)
    ]
    net = [column for column in sums if _NET & set(column.words)]
    return net[0] if net else sums[0] if len(sums) == 1 else None
