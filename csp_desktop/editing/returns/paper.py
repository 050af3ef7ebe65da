"""The return forms of a quarter for printing: as they were last sent, or as they would be sent now."""

from __future__ import annotations

from csp_desktop.editing.returns.asked import Recipient
from csp_desktop.editing.returns.going_out import default_due
from csp_desktop.editing.returns.rows import AskedRow, issued_values, rows_by_recipient, sheets_for
from csp_desktop.editing.returns.values import RecordedValues
from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import Quarter
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow, IssuedSheet
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.return_form import NEW_ITEMS
from csp_desktop.rules.rag import rag_words


def paper_returns(ws: Workspace, plan_id: str, quarter: Quarter) -> tuple[IssuedForm, ...]:
    """One form for each recipient with anything to report; rows have codes only where they were sent."""
    records = ws.plan_records(plan_id)
    sent = _last_sent(ws, records, quarter)
    recorded = RecordedValues(records, quarter)
    asked = rows_by_recipient(records, quarter)
    forms = [
        sent.get(recipient) or form_to_fill(records, quarter, recipient, rows, recorded)
        for recipient, rows in asked.items()
    ]
    forms.extend(form for recipient, form in sent.items() if recipient not in asked)
    return tuple(sorted(forms, key=lambda form: form.recipient.casefold()))


def _last_sent(ws: Workspace, records: PlanRecords, quarter: Quarter) -> dict[Recipient, IssuedForm]:
    returns = {
        return_record["id"]: return_record
        for return_record in records.returns
        if return_record["quarter"] == quarter.code
    }
    if not returns:
        return {}
    files = ws.records("return_files", {"return": tuple(returns), "direction": "sent"}, order=("saved_on",))
    forms = {}
    for file in files:
        return_record = returns[file["return"]]
        recipient = (
            Recipient("agency", return_record["agency"])
            if return_record["agency"]
            else Recipient("group", return_record["group"])
        )
        if file["snapshot"]:
            forms[recipient] = IssuedForm.from_json(file["snapshot"])
    return forms


def form_to_fill(
    records: PlanRecords,
    quarter: Quarter,
    recipient: Recipient,
    rows: dict[str, list[AskedRow]],
    recorded: RecordedValues,
) -> IssuedForm:
    """The form a recipient would be sent, with these rows; it has no codes."""
    register = records.agency if recipient.kind == "agency" else records.group
    named, partnership = register[recipient.id], records.partnership
    sheets = []
    for declared in sheets_for(records, recipient, rows):
        if declared.key in rows or declared.key == NEW_ITEMS:
            filled = [
                IssuedRow("", row.record, row.context, *issued_values(declared, row.record, recorded))
                for row in rows.get(declared.key, ())
            ]
            sheets.append(IssuedSheet(declared, declared.headers(quarter), 0, filled))
    contact = [partnership[name] for name in ("email", "phone") if partnership[name]]
    return IssuedForm(
        return_code="",
        issue=0,
        quarter=quarter.code,
        recipient=named["short_name"],
        recipient_name=named["name"],
        partnership=partnership["name"],
        plan=records.plan["title"],
        due_on=default_due(quarter).isoformat(),
        contact=", ".join(["The community safety coordinator", *contact]),
        issued_on="",
        rag_words=rag_words(partnership),
        sheets=sheets,
    )
