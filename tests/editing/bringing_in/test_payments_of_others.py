"""A list of payments brought in again with new rows: what was paid is known again, what is new is new."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from csp_desktop.editing.bringing_in.plan_import import ImportPreview, apply_import, choose, compare
from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

_HEADINGS = ("Date", "Project", "Payee", "Order no.", "Description", "Net £")
_APRIL = (date(2026, 4, 17), "Taxi marshals", "Nightwatch Ltd", "PO5521", "Weekend marshals", 1360.5)
_KITS = (date(2026, 5, 29), "Door kits", "LockStore", "PO5560", "60 sash jammers", 512.4)
_MAY = (date(2026, 5, 15), "Taxi marshals", "Nightwatch Ltd", "PO5521", "Weekend marshals", 1360.5)
_JULY = (date(2026, 7, 17), "Taxi marshals", "Nightwatch Ltd", "PO5521", "Weekend marshals", 1360.5)


def bring_in(ws: Workspace, *rows: tuple[object, ...]) -> None:
    reading = read_grids(
        [Grid.of_rows("Ledger", [_HEADINGS, *rows])], FinancialYear(2026), Mappings(take_doubtful=True)
    )
    apply_import(ws, compare(ws, reading, "ledger.xlsx"))


def paid(ws: Workspace) -> list[tuple[object, object]]:
    return sorted((entry["on_date"], entry["quarter"]) for entry in ws.records("funding_entries"))


def test_payments_brought_in_again_with_new_ones(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "mine.csp") as ws:
        ws.apply([Insert("partnerships", {"name": "Westmere", "short_name": "W"})], kind="start")
        bring_in(ws, _APRIL, _KITS, _MAY)
        first = [("2026-04-17", "2026-Q1"), ("2026-05-15", "2026-Q1"), ("2026-05-29", "2026-Q1")]
        assert paid(ws) == first
        bring_in(ws, _APRIL, _KITS, _MAY)
        assert paid(ws) == first
        # Only what is new, worded as what was paid before.
        bring_in(ws, _JULY, _KITS)
        assert paid(ws) == [*first, ("2026-07-17", "2026-Q2")]
        assert [made["project"] for made in ws.records("allocations")] == ["Taxi marshals", "Door kits"]


_INVOICES = ("Date", "Grant", "Project", "Supplier", "Invoice no", "Amount")
_BUS = (date(2026, 4, 20), "Safer Streets", "Night bus", "Bus Co", "INV1", 500)
_BUS_IN_MAY = (date(2026, 5, 20), "Safer Streets", "Night bus", "Bus Co", "INV2", 500)
_GATES = (date(2026, 6, 2), "Safer Streets", "Gates", "Steel Ltd", "S-77", 2_500)


def _compared(ws: Workspace, headings: tuple[str, ...], *rows: tuple[Any, ...]) -> ImportPreview:
    mappings = Mappings()
    reading = read_grids(
        [Grid.of_rows("Payments", [headings, *rows])], FinancialYear(2026), Mappings(take_doubtful=True)
    )
    return compare(ws, reading, "payments.xlsx", mappings=mappings)


def _spent(ws: Workspace) -> list[tuple[Any, ...]]:
    kept = ws.records("funding_entries")
    return sorted((entry["on_date"], entry["reference"], entry["amount"], entry["note"]) for entry in kept)


def _asked(preview: ImportPreview) -> list[str]:
    return [proposal.question for proposal in preview.proposals if proposal.outcome == "asked"]


def test_a_list_that_grows_each_month_is_not_counted_again_once_its_suppliers_are_told(ws: Workspace) -> None:
    untold = tuple((*row[:3], None, *row[4:]) for row in (_BUS, _BUS_IN_MAY, _GATES))
    apply_import(ws, _compared(ws, _INVOICES, *untold))
    in_july = (date(2026, 7, 20), "Safer Streets", "Night bus", "Bus Co", "INV3", 500)
    credit = (date(2026, 7, 21), "Safer Streets", "Gates", "Steel Ltd", "CN-77", -200)
    preview = _compared(ws, _INVOICES, _BUS, _BUS_IN_MAY, _GATES, in_july, credit)
    apply_import(ws, preview)
    assert _spent(ws) == [
        ("2026-04-20", "INV1", 50_000, "Supplier: Bus Co"),
        ("2026-05-20", "INV2", 50_000, "Supplier: Bus Co"),
        ("2026-06-02", "S-77", 250_000, "Supplier: Steel Ltd"),
        ("2026-07-20", "INV3", 50_000, "Supplier: Bus Co"),
        ("2026-07-21", "CN-77", -20_000, "Supplier: Steel Ltd"),
    ]
    assert not _asked(preview) and not preview.needs_a_person
    assert not preview.notes


@pytest.mark.parametrize(
    ("at", "put_right", "becomes"),
    [
        (3, "The Bus Company Ltd", ("2026-04-20", "INV1", 50_000, "Supplier: The Bus Company Ltd")),
        (0, date(2026, 4, 21), ("2026-04-21", "INV1", 50_000, "Supplier: Bus Co")),
    ],
)
def test_a_payment_of_the_same_invoice_is_put_right_and_not_paid_again(
    ws: Workspace, at: int, put_right: object, becomes: tuple[object, ...]
) -> None:
    apply_import(ws, _compared(ws, _INVOICES, _BUS, _BUS_IN_MAY, _GATES))
    preview = _compared(ws, _INVOICES, (*_BUS[:at], put_right, *_BUS[at + 1 :]), _BUS_IN_MAY, _GATES)
    apply_import(ws, preview)
    assert len(_spent(ws)) == 3 and becomes in _spent(ws)
    assert not preview.needs_a_person


@pytest.mark.parametrize(("at", "other"), [(0, date(2026, 7, 1)), (5, 550)])
def test_an_invoice_in_another_quarter_or_of_another_sum_is_asked_about(
    ws: Workspace, at: int, other: object
) -> None:
    apply_import(ws, _compared(ws, _INVOICES, _BUS, _BUS_IN_MAY, _GATES))
    before = _spent(ws)
    preview = _compared(ws, _INVOICES, (*_BUS[:at], other, *_BUS[at + 1 :]), _BUS_IN_MAY, _GATES)
    assert _asked(preview) == ["Is this “INV1, £500, 20 April 2026”, which is there already?"]
    apply_import(ws, preview)
    assert _spent(ws) == before
    (key,) = (proposal.key for proposal in preview.proposals if proposal.outcome == "asked")
    apply_import(ws, choose(ws, preview, {key: "update"}))
    assert len(_spent(ws)) == 3


def test_payments_without_a_number_are_known_by_day_sum_and_payee(ws: Workspace) -> None:
    headings = ("Date", "Grant", "Project", "Payee", "Amount")
    bus, rail = ((*_BUS[:3], payee, 500) for payee in ("Bus Co", "Rail Co"))
    apply_import(ws, _compared(ws, headings, bus, rail))
    later = (date(2026, 5, 20), *bus[1:])
    preview = _compared(ws, headings, (*bus[:3], "Bus Co Ltd", 500), rail, later)
    apply_import(ws, preview)
    assert _spent(ws) == [
        ("2026-04-20", None, 50_000, "Payee: Bus Co Ltd"),
        ("2026-04-20", None, 50_000, "Payee: Rail Co"),
        ("2026-05-20", None, 50_000, "Payee: Bus Co"),
    ]
    assert not _asked(preview)
    preview = _compared(ws, headings, (*bus[:3], "Taxi Firm", 500))
    assert _asked(preview) == ["Is this “£500, 20 April 2026”, which is there already?"]


def test_a_number_many_payments_have_tells_none_of_them(ws: Workspace) -> None:
    rows = [(date(2026, month, 20), *_BUS[1:4], "DD", 500) for month in (4, 5, 6)]
    apply_import(ws, _compared(ws, _INVOICES, *rows[:2]))
    preview = _compared(ws, _INVOICES, *rows)
    apply_import(ws, preview)
    assert [day for day, *_ in _spent(ws)] == ["2026-04-20", "2026-05-20", "2026-06-20"]
    apply_import(ws, _compared(ws, _INVOICES, (date(2026, 7, 20), *rows[0][1:])))
    assert len(_spent(ws)) == 4


def test_a_payment_put_under_another_project_is_asked_about(ws: Workspace) -> None:
    apply_import(ws, _compared(ws, _INVOICES, _BUS, _BUS_IN_MAY, _GATES))
    moved = (*_BUS[:2], "Gates", *_BUS[3:])
    preview = _compared(ws, _INVOICES, moved, _BUS_IN_MAY, _GATES)
    assert _asked(preview) == [
        "Is this “INV1, £500, 20 April 2026”, which is there already? It stands under another project."
    ]
    (key,) = (proposal.key for proposal in preview.proposals if proposal.outcome == "asked")
    apply_import(ws, choose(ws, preview, {key: "update"}))
    assert len(_spent(ws)) == 3
    assert not _compared(ws, _INVOICES, moved, _BUS_IN_MAY, _GATES).changes


def test_an_invoice_for_two_projects_is_paid_for_both(ws: Workspace) -> None:
    apply_import(ws, _compared(ws, _INVOICES, _BUS, _GATES))
    preview = _compared(ws, _INVOICES, _BUS, (*_BUS[:2], "Gates", *_BUS[3:]), _GATES)
    assert not _asked(preview)
    apply_import(ws, preview)
    assert len(_spent(ws)) == 3


def test_what_somebody_added_to_the_note_of_a_payment_stays(ws: Workspace) -> None:
    apply_import(ws, _compared(ws, _INVOICES, _BUS))
    (entry,) = ws.records("funding_entries")
    ws.apply([Update("funding_entries", entry["id"], {"note": "Supplier: Bus Co\nChecked with the bank"})])
    respelt = (*_BUS[:3], "The Bus Company Ltd", *_BUS[4:])
    apply_import(ws, _compared(ws, _INVOICES, respelt))
    (entry,) = ws.records("funding_entries")
    assert entry["note"] == "Supplier: The Bus Company Ltd\nChecked with the bank"
    assert not _compared(ws, _INVOICES, respelt).changes
