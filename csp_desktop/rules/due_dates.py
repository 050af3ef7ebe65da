"""When a plan item is due after every slip reported, and what is overdue."""

from __future__ import annotations

from datetime import date

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import PlanItem
from csp_desktop.rules.timescales import read_timescale

FINISHED = ("complete", "stopped")


def due_date(records: PlanRecords, item: PlanItem, quarter: Quarter) -> date | None:
    """When an item is due: the newest date reported up to a quarter, else its own, else its timescale's."""
    # ISO quarter codes sort in time.
    slips = [
        update
        for update in records.updates_of.get(item["id"], [])
        if update["new_due_on"] and update["quarter"] <= quarter.code
    ]
    if slips:
        return date.fromisoformat(max(slips, key=lambda update: str(update["quarter"]))["new_due_on"])
    if item["due_on"]:
        return date.fromisoformat(item["due_on"])
    return read_timescale(item["timescale"], FinancialYear(records.plan["first_year"])).due_on


def is_past(due: date | None, quarter: Quarter, today: date) -> bool:
    """Due within or before a quarter, and gone by today: a quarter is judged at its end, not with hindsight."""
    return due is not None and due <= quarter.end and due < today


def overdue(records: PlanRecords, item: PlanItem, quarter: Quarter, today: date) -> date | None:
    """The date an unfinished item missed by the end of a quarter; None where it missed none."""
    if item["status"] in FINISHED:
        completed = item["completed_on"]
        # Finished since: what the quarter could not know is not held against it, nor for it.
        if not completed or date.fromisoformat(completed) <= quarter.end:
            return None
    due = due_date(records, item, quarter)
    return due if is_past(due, quarter, today) else None
