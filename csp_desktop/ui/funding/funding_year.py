"""An allocation's year: a row for each kind of entry, a column for each quarter."""

from __future__ import annotations

from dataclasses import dataclass

from csp_desktop.editing.changes import Change, Delete, Insert, Update
from csp_desktop.errors import InvalidValue
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.fields import Field, Value
from csp_desktop.registers.funding import FUNDING_ENTRIES
from csp_desktop.registers.typed_records import Allocation, FundingEntry
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.columns import Column, DerivedColumn
from csp_desktop.ui.grid.rows.row import Row

ENTRY_KINDS = {
    "forecast": "Forecast",
    "committed": "Committed",
    "actual": "Spent",
    "claimed": "Claimed",
    "returned": "Returned",
}


@dataclass(kw_only=True)
class QuarterEntryColumn(Column):
    """What was entered of one kind in one quarter; typed where it is one entry or none."""

    context: Context
    quarter: Quarter

    def field(self, row: Row) -> Field | None:
        return FUNDING_ENTRIES["amount"] if len(self._entries(row)) < 2 else None

    def of_quarter(self, row: Row) -> str:
        return self.quarter.code

    def value(self, row: Row) -> Value:
        amounts = [entry["amount"] for entry in self._entries(row) if entry["amount"] is not None]
        return sum(amounts) if amounts else None

    def text(self, row: Row) -> str:
        value = self.value(row)
        return "" if value is None else format_money(value)

    def hover(self, row: Row) -> str:
        entries = self._entries(row)
        if len(entries) > 1:
            return f"{len(entries)} entries in {self.quarter.label}; change them under Entries."
        return str(entries[0]["note"] or "") if entries else ""

    def parse(self, row: Row, raw: object) -> Value:
        if len(self._entries(row)) > 1:
            raise InvalidValue("There are several entries here; change them under Entries.")
        return FUNDING_ENTRIES["amount"].parse(raw)

    def changes(self, row: Row, value: Value) -> list[Change]:
        entries = self._entries(row)
        if entries:
            entry = entries[0]
            if value is None:
                return [Delete("funding_entries", entry["id"])]
            if entry["amount"] == value:
                return []
            return [Update("funding_entries", entry["id"], {"amount": value})]
        if value is None:
            return []
        asked = row.typed(FundingEntry)
        made = {
            "allocation": asked["allocation"],
            "kind": asked["kind"],
            "quarter": self.quarter.code,
            "amount": value,
        }
        return [Insert("funding_entries", made)]

    def amount(self, row: Row) -> float | None:
        value = self.value(row)
        return None if value is None else float(value)

    def sum_text(self, total: float) -> str:
        return format_money(round(total))

    def _entries(self, row: Row) -> list[FundingEntry]:
        asked = row.typed(FundingEntry)
        return [
            entry
            for entry in self.context.shown_records.entries_of.get(asked["allocation"], [])
            if entry["kind"] == asked["kind"] and entry["quarter"] == self.quarter.code
        ]


def year_columns(context: Context, year: FinancialYear) -> list[Column]:
    """An allocation's year: a row for each kind of entry, a column for each quarter."""
    return [
        DerivedColumn(
            key="kind", label="", width=96, of=lambda row: ENTRY_KINDS[row.typed(FundingEntry)["kind"]]
        ),
        *(
            QuarterEntryColumn(
                key=f"q{quarter.number}",
                label=quarter.short,
                width=70,
                right=True,
                context=context,
                quarter=quarter,
            )
            for quarter in year.quarters
        ),
    ]


def year_rows(allocation: Allocation) -> list[Row]:
    """One row for each kind of entry."""
    return [
        Row(
            FUNDING_ENTRIES,
            {"id": f"{allocation['id']}@{kind}", "allocation": allocation["id"], "kind": kind},
        )
        for kind in ENTRY_KINDS
    ]
