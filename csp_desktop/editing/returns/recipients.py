"""Who would get a return for a quarter, how much is asked of them, and who receives it there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from csp_desktop.editing.returns.email_drafts import receivers
from csp_desktop.editing.returns.rows import Recipient, rows_by_recipient
from csp_desktop.editing.returns.values import RecordedValues
from csp_desktop.periods import Quarter
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.return_form import BY_KEY


@dataclass(frozen=True)
class ReturnRecipient:
    """One recipient with anything to report for a quarter.

    `rows` and `asked` cells are waited for, `empty` of the cells hold nothing yet; `people` receive returns
    there; `found` is the return there is already.
    """

    recipient: Recipient
    short_name: str
    name: str
    rows: int
    asked: int
    empty: int
    people: tuple[Record, ...]
    found: Record | None


def return_recipients(records: PlanRecords, quarter: Quarter, on: date) -> list[ReturnRecipient]:
    """Everybody with anything to report, by name."""
    recorded = RecordedValues(records, quarter)
    existing = {
        Recipient("agency", found["agency"]) if found["agency"] else Recipient("group", found["group"]): found
        for found in records.returns
        if found["quarter"] == quarter.code
    }
    recipients = []
    for recipient, sheets in rows_by_recipient(records, quarter).items():
        of_agency = recipient.kind == "agency"
        named = records.agency[recipient.id] if of_agency else records.group[recipient.id]
        asked = [(key, row.record) for key, rows in sheets.items() for row in rows]
        people = receivers(
            records, recipient.id if of_agency else None, None if of_agency else recipient.id, on
        )
        recipients.append(
            ReturnRecipient(
                recipient,
                named["short_name"],
                named["name"],
                len(asked),
                sum(column.asked for key, _ in asked for column in BY_KEY[key].inputs),
                still_empty(recorded, asked),
                tuple(people),
                existing.get(recipient),
            )
        )
    return sorted(recipients, key=lambda one: one.name.casefold())


def still_empty(recorded: RecordedValues, rows: Iterable[tuple[str, str]]) -> int:
    """How many cells that are waited for hold nothing yet, of rows given by (sheet key, record id)."""
    return sum(
        recorded.value(column, record) is None
        for key, record in rows
        for column in BY_KEY[key].inputs
        if column.asked
    )
