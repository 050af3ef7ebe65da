"""What of a return's form is answered by now, and what is still missing, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from csp_desktop.editing.returns.values import RecordedValues
from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.wordings import listed
from csp_desktop.registers.issued_form import IssuedForm
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Return

_NAMED = 6


@dataclass(frozen=True)
class MissingRow:
    """A row with cells that are waited for and hold nothing: its ref, and the headings of those cells."""

    ref: str
    headings: tuple[str, ...]


def newest_forms(ws: Workspace, returns: Iterable[str]) -> dict[str, IssuedForm]:
    """By return, the form that was sent last."""
    sent = ws.records("return_files", {"return": tuple(returns), "direction": "sent"}, ("saved_on",))
    newest = {kept["return"]: kept["snapshot"] for kept in sent if kept["snapshot"]}
    return {return_id: IssuedForm.from_json(snapshot) for return_id, snapshot in newest.items()}


def missing_rows(form: IssuedForm, recorded: RecordedValues) -> tuple[int, list[MissingRow]]:
    """How many cells a form waits for, and the rows in which some are recorded nowhere yet.

    Rows whose record is no longer in the file are not waited for.
    """
    asked, missing = 0, []
    for sheet, row in form.rows():
        if recorded.owner(sheet.form.register, row.record) is None:
            continue
        waited = [column for column in sheet.form.inputs if column.asked and column.register]
        asked += len(waited)
        empty = [column.header for column in waited if recorded.value(column, row.record) is None]
        if empty:
            missing.append(MissingRow(row.ref, tuple(empty)))
    return asked, missing


def missing_by_return(
    ws: Workspace, records: PlanRecords, quarter: Quarter, wanted: Iterable[Return]
) -> dict[str, int]:
    """In how many rows something is missing still, by return that was taken in."""
    settled = [asked["id"] for asked in wanted if asked["state"] == "applied"]
    if not settled:
        return {}
    recorded = RecordedValues(records, quarter)
    return {
        return_id: len(missing_rows(form, recorded)[1])
        for return_id, form in newest_forms(ws, settled).items()
    }


def missing_said(rows: Sequence[MissingRow]) -> str:
    """ "Update and RAG of 1.2 and 1.5; Actual of NI 16"; of many, the first few are named."""
    by_headings: dict[tuple[str, ...], list[str]] = {}
    for row in rows[:_NAMED]:
        by_headings.setdefault(row.headings, []).append(row.ref)
    said = [f"{listed(headings)} of {listed(refs)}" for headings, refs in by_headings.items()]
    more = len(rows) - _NAMED
    return "; ".join(said) + (f"; and {more} more row{'' if more == 1 else 's'}" if more > 0 else "")
