"""A list of payments brought in again with new rows: what was paid is known again, what is new is new."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from csp_desktop.editing.bringing_in.plan_import import apply_import, compare
from csp_desktop.editing.workspace import Insert, Workspace
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
