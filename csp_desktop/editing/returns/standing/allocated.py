"""A figure of money against the allocation it is spent from."""

from __future__ import annotations

from csp_desktop.editing.returns.values import RecordedValues
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.fields import Value
from csp_desktop.registers.issued_form import IssuedRow
from csp_desktop.registers.return_form import InputColumn

# What counts as spent, and what was given back of it.
_COUNTED = {"actual": 1, "returned": -1}


def over_allocation(recorded: RecordedValues, issued: IssuedRow, column: InputColumn, value: Value) -> str:
    """What is asked about a figure that goes beyond its allocation; "" where it does not.

    Spending counts with what was spent in earlier quarters. Amounts are in pence.
    """
    allocation = recorded.records.allocation.get(issued.record)
    if column.field.kind != "money" or allocation is None or not isinstance(value, int):
        return ""
    allocated = allocation["amount"]
    before = 0
    if column.entry == "actual":
        before = sum(
            (entry["amount"] or 0) * _COUNTED[entry["kind"]]
            for entry in recorded.records.entries_of.get(issued.record, ())
            if entry["kind"] in _COUNTED and entry["quarter"] < recorded.quarter.code
        )
    if allocated is None or value + before <= allocated or value <= 0:
        return ""
    spent = f" with the {format_money(before)} spent before" if before else ""
    return (
        f"{format_money(value)}{spent} is more than the {format_money(allocated)} allocated. "
        f"Did they mean {format_money(value)}?"
    )
