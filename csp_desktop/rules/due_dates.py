"""How far a plan item is: when it is due after every slip reported, what is overdue, what is counted as done."""

from __future__ import annotations

from datetime import date

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import PlanItem
from csp_desktop.rules.timescales import read_timescale

FINISHED = ("complete", "stopped")


def due_date(records: PlanRecords, item: PlanItem, quarter: Quarter) -> date | None:
    """When an item is due: the newest date reported up to a quarter, else its own, else its timescale's.

    A date typed for the item after its lead reported one is the newer word, and counts.
    """
    day = reported_date(records, item, quarter) or item["due_on"]
    return date.fromisoformat(day) if day else _date_in_words(records, item)


def reported_date(records: PlanRecords, item: PlanItem, quarter: Quarter | None = None) -> str | None:
    """The newest date a lead reported (up to a quarter) that no date typed since has replaced, ISO."""
    # ISO quarter codes sort in time.
    slips = [
        (update["quarter"], update["new_due_on"])
        for update in records.updates_of.get(item["id"], [])
        if update["new_due_on"]
        and update["id"] not in records.overtaken
        and (quarter is None or update["quarter"] <= quarter.code)
    ]
    return max(slips)[1] if slips else None


def first_due_date(records: PlanRecords, item: PlanItem) -> date | None:
    """When an item was due at first, before its date was ever moved."""
    first = item["original_due_on"] or item["due_on"]
    return date.fromisoformat(first) if first else _date_in_words(records, item)


def _date_in_words(records: PlanRecords, item: PlanItem) -> date | None:
    """The date an item's timescale tells; None where it tells none."""
    return read_timescale(item["timescale"], FinancialYear(records.plan["first_year"])).due_on


def is_past(due: date | None, quarter: Quarter, today: date) -> bool:
    """Due within or before a quarter, and gone by today: a quarter is judged at its end, not with hindsight."""
    return due is not None and due <= quarter.end and due < today


def finished(item: PlanItem, quarter: Quarter) -> bool:
    """Whether an item was complete or stopped by the end of a quarter.

    Finished since: what the quarter could not know is not held against it, nor for it.
    """
    completed = item["completed_on"]
    return item["status"] in FINISHED and (not completed or date.fromisoformat(completed) <= quarter.end)


def overdue(records: PlanRecords, item: PlanItem, quarter: Quarter, today: date) -> date | None:
    """The date an unfinished item missed by the end of a quarter; None where it missed none."""
    if finished(item, quarter):
        return None
    due = due_date(records, item, quarter)
    return due if is_past(due, quarter, today) else None


def is_counted(records: PlanRecords, item: str, quarter: Quarter) -> bool:
    """Whether an item's progress has been counted up to a quarter, or is to be."""
    return any(
        update["done"] is not None or update["of"] is not None
        for update in records.updates_of.get(item, [])
        if update["quarter"] <= quarter.code
    )


def counted_progress(records: PlanRecords, item: str, quarter: Quarter) -> str:
    """ "14 of 22", or "14 done" where nobody said of how many; "" where a quarter counted nothing.

    How many there are in all holds on until another number is given.
    """
    update = records.update(item, quarter)
    if update is None or update["done"] is None:
        return ""
    totals = {
        said["quarter"]: said["of"]
        for said in records.updates_of.get(item, [])
        if said["of"] is not None and said["quarter"] <= quarter.code
    }
    return f"{update['done']} of {totals[max(totals)]}" if totals else f"{update['done']} done"
