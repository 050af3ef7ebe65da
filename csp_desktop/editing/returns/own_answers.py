"""Answering a return in the window, without a workbook: the same questions, read as a returned cell is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.editing.returns.asked import Recipient
from csp_desktop.editing.returns.changes import Provenance, RecordChanges
from csp_desktop.editing.returns.paper import form_to_fill
from csp_desktop.editing.returns.rows import rows_by_recipient
from csp_desktop.editing.returns.values import RecordedValues
from csp_desktop.editing.workspace import Insert, Step, Update, Workspace
from csp_desktop.excel.opening.read_cells import ReadCell
from csp_desktop.excel.returns.cells.answers import read_answer
from csp_desktop.periods import Quarter
from csp_desktop.registers.fields import Value
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow, IssuedSheet
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.return_form import InputColumn
from csp_desktop.registers.row_codes import new_return_code

ANSWERED = "Answered here, without a workbook."
Typed = Mapping[tuple[str, str, str], str]
"""What was typed, by sheet key, record and column key; "" where a box was emptied."""


@dataclass(frozen=True)
class NotTaken:
    """A box whose words cannot be taken: its sheet key, record and column key, and why, in a sentence."""

    sheet: str
    record: str
    key: str
    sentence: str


def own_form(records: PlanRecords, quarter: Quarter, recipient: Recipient) -> IssuedForm | None:
    """What a recipient would be asked now, each row under its record; None where that is nothing."""
    rows = rows_by_recipient(records, quarter).get(recipient)
    if not rows:
        return None
    form = form_to_fill(records, quarter, recipient, rows, RecordedValues(records, quarter))
    # What is new the coordinator adds to the plan itself.
    form.sheets = [sheet for sheet in form.sheets if sheet.rows]
    for sheet in form.sheets:
        sheet.rows = [replace(row, code=row.record) for row in sheet.rows]
    return form


def take_answers(
    ws: Workspace, plan_id: str, form: IssuedForm, recipient: Recipient, typed: Typed, today: date
) -> Step | list[NotTaken]:
    """Record what was typed, in one step; else what of it cannot be taken, and then nothing is recorded.

    Where nothing that is waited for stays empty the return is in: the one that was sent, or one made for it.
    """
    records = ws.plan_records(plan_id)
    recorded = RecordedValues(records, form.period)
    changes = RecordChanges(recorded)
    source = Provenance(None, None, today.isoformat())
    refused: list[NotTaken] = []
    complete = True
    for sheet, row in form.rows():
        for column in sheet.form.inputs:
            words = typed.get((sheet.key, row.record, column.key))
            if words is None:
                complete &= not column.asked or recorded.value(column, row.record) is not None
                continue
            sentence, value = _read(words, column, form, sheet, row, recorded)
            complete &= not column.asked or value is not None
            if sentence:
                refused.append(NotTaken(sheet.key, row.record, column.key, sentence))
            else:
                changes.write(_finding(sheet, row, column), value, source)
    if refused:
        return refused
    made: list[Insert | Update] = changes.changes()
    if complete:
        made.append(_in(ws, records, form, recipient))
    return ws.apply(made, f"answers of {form.recipient} for {form.period.short}")


def _in(ws: Workspace, records: PlanRecords, form: IssuedForm, recipient: Recipient) -> Insert | Update:
    """The return of a recipient and quarter as one that is in."""
    about = {"plan": records.plan["id"], "quarter": form.quarter, recipient.kind: recipient.id}
    for known in ws.records("returns", about):
        return Update("returns", known["id"], {"state": "applied"})
    code = new_return_code({known["return_code"] for known in ws.records("returns")})
    return Insert("returns", {**about, "return_code": code, "state": "applied", "note": ANSWERED})


def _read(
    words: str,
    column: InputColumn,
    form: IssuedForm,
    sheet: IssuedSheet,
    row: IssuedRow,
    recorded: RecordedValues,
) -> tuple[str, Value]:
    """Why words cannot be taken ("" where they can), and what they say."""
    place = f"{row.ref}, {column.header}: "
    if recorded.owner(sheet.form.register, row.record) is None:
        return f"{place}this has been deleted since; close the window and open it again.", None
    if recorded.in_several(column, row.record):
        return (
            f"{place}several entries make up this figure; change the one that is meant on the Funding tab.",
            None,
        )
    answer = read_answer(ReadCell("text", words), column, form, str(row.context.get("unit") or ""))
    if answer.state in ("blank", "clear"):
        if column.field.kind == "choice":
            return f"{place}this cannot be empty; choose one of the list.", None
        return "", None
    return ("", answer.value) if answer.state == "value" else (f"{place}{answer.message}", None)


def _finding(sheet: IssuedSheet, row: IssuedRow, column: InputColumn) -> ReturnFinding:
    return ReturnFinding(
        "changed",
        column.register,
        row.ref,
        column.field.name,
        record=row.record,
        key=column.key,
        form=sheet.key,
        entry=column.entry,
    )
