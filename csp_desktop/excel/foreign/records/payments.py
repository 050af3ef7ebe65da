"""Rows that are payments or claims: entries of one project each, in the quarter they say or that of their day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from csp_desktop.excel.foreign.mapped_rows import RowSaid, Said
from csp_desktop.excel.foreign.reading import Draft, Reading, To, only_one
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.columns.timed_columns import of_month
from csp_desktop.excel.wording.cells import plain
from csp_desktop.periods import Quarter
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Values

BY_INVOICE = ("allocation", "reference", "amount")
"""A payment is known by its number and sum, whatever its day, where the number is that of an invoice."""

_OF_INVOICE = re.compile(
    r"\b(?:inv(?:oice)?s?|vouchers?|receipts?|transactions?|credit notes?|claims?|draw-?downs?)\b",
    re.IGNORECASE,
)
_IN_NOTE = "Kept in the note of the payment."
_NO_DAY = "Nothing says on which day this was paid."


def numbers_invoices(uses: Iterable[ColumnUse]) -> bool:
    """Are payments numbered by invoice, each its own, and not by an order that many are paid by?"""
    return any(
        (use.register, use.field) == ("funding_entries", "reference") and _OF_INVOICE.search(use.heading)
        for use in uses
    )


def are_of_payments(uses: Iterable[ColumnUse]) -> bool:
    """Is each row a payment, with its day, or a claim, with its number and its sum?"""
    fields = {use.field for use in uses if use.register == "funding_entries"}
    return "on_date" in fields or {"reference", "claimed"} <= fields


def project_paid_before(reading: Reading, own: Values, places: dict[str, Place]) -> Draft | None:
    """The project an earlier row says a payment of; what else this row says of it is asked about where it differs."""
    known = next((draft for draft in reading.drafts if _is_of(draft, own)), None)
    if known:
        known.read_from("stream", *(place for name, place in places.items() if name == "stream"))
        for name, value in own.items():
            if name not in ("project", "stream") and known.values.setdefault(name, value) != value:
                reading.cells.asked(places[name], only_one(register_named("allocations")[name]))
    return known


def _is_of(draft: Draft, own: Values) -> bool:
    """Is a draft the project of the same fund and name?"""
    return (
        draft.register == "allocations"
        and draft.values.get("stream") == own.get("stream")
        and plain(str(draft.values.get("project"))) == plain(str(own.get("project") or ""))
    )


def add_payments(reading: Reading, draft: Draft, said: RowSaid, *, by_invoice: bool) -> None:
    """What a row says was paid on a day, an entry of its own; what has no field stands in its note."""
    periods = {period for register, period in said.records if register == "funding_entries"}
    told_of = {period: said.records.pop(("funding_entries", period)) for period in periods}
    for kind, period, pence, place in said.entries:
        if pence is None:
            continue
        told = told_of.get(period) or told_of.get("") or Said()
        day = told.values.get("on_date")
        quarter = _quarter(period, day)
        if quarter is None:
            reading.cells.asked(place, _NO_DAY)
            continue
        own: Values = {
            "allocation": To(draft.key),
            "quarter": quarter.code,
            "kind": kind,
            **told.values,
            "amount": pence,
            "note": "\n".join(filter(None, [told.values.get("note", ""), *(line for line, _ in said.notes)])),
        }
        entry = reading.add(
            "funding_entries",
            own,
            known_by=_known_by(own, by_invoice=by_invoice),
            places={"amount": place},
        )
        told.give(entry)
        for _, at in said.notes:
            entry.read_from("note", at)
            if reading.cells.marked(at).outcome == "noted":
                reading.cells.taken(at, "funding_entries", "note", _IN_NOTE)


def _known_by(own: Values, *, by_invoice: bool) -> tuple[tuple[str, ...], ...]:
    """What tells a payment again: its day and sum or its number, and of what has neither its quarter and kind."""
    known_by: tuple[tuple[str, ...], ...] = (
        (("allocation", "on_date", "amount"),) if own.get("on_date") else ()
    )
    if own.get("reference") and (by_invoice or not known_by):
        return (BY_INVOICE, *known_by)
    return known_by or (("allocation", "quarter", "kind"),)


def _quarter(period: str, day: str | None) -> Quarter | None:
    """The quarter its row says a payment is of, or else that of its day."""
    if period:
        return of_month(period) or Quarter.parse(period)
    return Quarter.of(date.fromisoformat(day)) if day else None
