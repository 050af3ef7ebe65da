"""Rows that are payments: entries of one project each, in the quarter of their day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from csp_desktop.excel.foreign.mapped_rows import RowSaid, Said
from csp_desktop.excel.foreign.reading import Draft, Reading, To, only_one
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.wording.cells import plain
from csp_desktop.periods import Quarter
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Values

BY_INVOICE = ("allocation", "reference", "amount")
"""A payment is known by its number and sum, whatever its day, where the number is that of an invoice."""

_OF_INVOICE = re.compile(
    r"\b(?:inv(?:oice)?s?|vouchers?|receipts?|transactions?|credit notes?)\b", re.IGNORECASE
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
    """Is each row a payment, with its day?"""
    return any((use.register, use.field) == ("funding_entries", "on_date") for use in uses)


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
    told = said.records.pop(("funding_entries", ""), Said())
    day = told.values.get("on_date")
    lines = [told.values.pop("note", ""), *(line for line, _ in said.notes)]
    for kind, _, pence, place in said.entries:
        if pence is None:
            continue
        if not day:
            reading.cells.asked(place, _NO_DAY)
            continue
        own: Values = {
            "allocation": To(draft.key),
            "quarter": Quarter.of(date.fromisoformat(day)).code,
            "kind": kind,
            **told.values,
            "amount": pence,
            "note": "\n".join(filter(None, lines)),
        }
        known_by = (("allocation", "on_date", "amount"),)
        entry = reading.add(
            "funding_entries",
            own,
            known_by=(BY_INVOICE, *known_by) if by_invoice and own.get("reference") else known_by,
            places={"amount": place},
        )
        told.give(entry)
        for _, at in said.notes:
            entry.read_from("note", at)
            if reading.cells.marked(at).outcome == "noted":
                reading.cells.taken(at, "funding_entries", "note", _IN_NOTE)
