"""Who would get a return for a quarter, how much is asked of them, who receives it there, and who is let off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from csp_desktop.editing.returns.asked import Recipient
from csp_desktop.editing.returns.return_particulars import receivers, with_line
from csp_desktop.editing.returns.rows import AskedRow, rows_by_recipient
from csp_desktop.editing.returns.standing.since_sent import SinceSent, since_sent
from csp_desktop.editing.returns.values import RecordedValues
from csp_desktop.editing.workspace import Delete, Insert, Step, Update, Workspace
from csp_desktop.periods import Quarter
from csp_desktop.registers.fields import Record
from csp_desktop.registers.issued_form import IssuedForm
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.return_form import BY_KEY
from csp_desktop.registers.row_codes import new_return_code
from csp_desktop.rules.return_states import BACK


@dataclass(frozen=True)
class ReturnRecipient:
    """One recipient with anything to report for a quarter.

    `rows` and `asked` cells are waited for, `empty` of the cells hold nothing yet; `people` receive returns
    there; `return_record` is the return there is already, `changed` what is asked otherwise than it was sent.
    """

    recipient: Recipient
    short_name: str
    name: str
    rows: int
    asked: int
    empty: int
    people: tuple[Record, ...]
    return_record: Record | None
    changed: SinceSent | None = None
    said: tuple[str, ...] = ()
    """All words that its workbook would hold of the plan."""


def return_recipients(
    records: PlanRecords, quarter: Quarter, on: date, forms: Mapping[str, IssuedForm]
) -> list[ReturnRecipient]:
    """Everybody with anything to report, by name; `forms` are the newest sent, by return."""
    recorded = RecordedValues(records, quarter)
    existing = {
        Recipient("agency", return_record["agency"])
        if return_record["agency"]
        else Recipient("group", return_record["group"]): return_record
        for return_record in records.returns
        if return_record["quarter"] == quarter.code
    }
    recipients = []
    for recipient, sheets in rows_by_recipient(records, quarter).items():
        of_agency = recipient.kind == "agency"
        named = records.agency[recipient.id] if of_agency else records.group[recipient.id]
        return_record = existing.get(recipient)
        form = forms.get(return_record["id"]) if return_record else None
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
                return_record,
                since_sent(form, sheets, recorded, answered=return_record["state"] in BACK)
                if return_record and form
                else None,
                (*_of_partnership(records), *_said(recorded, sheets)),
            )
        )
    return sorted(recipients, key=lambda recipient: recipient.name.casefold())


def _of_partnership(records: PlanRecords) -> tuple[str, ...]:
    """Whom a workbook is to be sent back to."""
    return tuple(
        str(records.partnership[name]) for name in ("chair", "phone", "email") if records.partnership[name]
    )


def _said(recorded: RecordedValues, sheets: Mapping[str, Iterable[AskedRow]]) -> tuple[str, ...]:
    """What the locked cells say, and what stands in those to be filled."""
    words: list[str] = []
    for key, rows in sheets.items():
        for row in rows:
            words += [str(value) for value in row.context.values() if value]
            values = (recorded.value(column, row.record) for column in BY_KEY[key].inputs)
            words += [value for value in values if isinstance(value, str)]
    return tuple(words)


def still_empty(recorded: RecordedValues, rows: Iterable[tuple[str, str]]) -> int:
    """How many cells that are waited for hold nothing yet, of rows given by (sheet key, record id)."""
    return sum(
        recorded.value(column, record) is None
        for key, record in rows
        for column in BY_KEY[key].inputs
        if column.asked
    )


def waive(
    ws: Workspace,
    records: PlanRecords,
    recipient: Recipient,
    quarter: Quarter,
    reason: str,
    on: date,
) -> Step:
    """Waive a recipient's return; one that was not sent yet is recorded for it."""
    register = records.agency if recipient.kind == "agency" else records.group
    name = register[recipient.id]["short_name"]
    return_record = next(
        (
            kept
            for kept in records.returns
            if kept["quarter"] == quarter.code and kept[recipient.kind] == recipient.id
        ),
        None,
    )
    if return_record is not None:
        values = {"state": "waived", "note": with_line(return_record, reason)}
        return ws.apply([Update("returns", return_record["id"], values)], f"waived {name}")
    agency = recipient.id if recipient.kind == "agency" else None
    group = recipient.id if recipient.kind == "group" else None
    people = receivers(records, agency, group, on)
    near = [kept["return_code"] for kept in records.returns if kept["quarter"] == quarter.code]
    made = {
        "plan": records.plan["id"],
        "quarter": quarter.code,
        recipient.kind: recipient.id,
        "person": people[0]["id"] if people else None,
        "return_code": new_return_code({kept["return_code"] for kept in ws.records("returns")}, near),
        "state": "waived",
        "note": reason,
    }
    return ws.apply([Insert("returns", made)], f"waived {name}")


def cancel_waiver(ws: Workspace, return_record: Record, short_name: str) -> Step:
    """Expect a waived return again; one that was never sent is as if it had not been waived."""
    files = ws.records("return_files", {"return": return_record["id"]})
    reason = f"cancelled the waiver of {short_name}"
    if not files:
        return ws.apply([Delete("returns", return_record["id"])], reason)
    state = "sent" if return_record["sent_on"] else "prepared"
    return ws.apply([Update("returns", return_record["id"], {"state": state})], reason)
