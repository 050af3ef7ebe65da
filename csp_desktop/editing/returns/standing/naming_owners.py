"""Naming who reports the rows of a plan that name nobody, several at once."""

from __future__ import annotations

from collections.abc import Iterable

from csp_desktop.editing.changes import Change, Update
from csp_desktop.editing.returns.asked import Asked
from csp_desktop.registers.plan_records import PlanRecords

# Register and field of each sheet that say who reports a row. An allocation has no agency of its own: whoever holds
# the stream's money reports what became of it.
_NAMED_IN = {
    "action updates": ("plan_items", "lead_agencies", "Lead agency"),
    "indicators": ("indicators", "owner", "Owner"),
    "risks": ("risks", "owner_agency", "Owner agency"),
    "funding": ("funding_streams", "banker", "Banker of the stream"),
    "log": ("log_entries", "lead_agencies", "Lead agency"),
}


def named_in(sheet: str) -> str:
    """What an agency becomes by being named on a row of a sheet: "Lead agency"."""
    return _NAMED_IN[sheet][2]


def naming(records: PlanRecords, rows: Iterable[Asked], agency: str) -> list[Change]:
    """The changes that name an agency on rows as who reports them."""
    changes: dict[tuple[str, str], Change] = {}
    for row in rows:
        register, field, _ = _NAMED_IN[row.sheet]
        record = records.allocation[row.record]["stream"] if row.sheet == "funding" else row.record
        value = (agency,) if field == "lead_agencies" else agency
        changes[register, record] = Update(register, record, {field: value})
    return list(changes.values())
