"""Corrections workbooks: a partner's own answers back, the faulty cells explained and only those open."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.editing.returns.changes import kept_findings, kept_outcome
from csp_desktop.editing.returns.values import column_of
from csp_desktop.editing.returns.writing_workbooks import FileToWrite, ReturnNames, WrittenFile, write_files
from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.excel.returns.writer import Correction, write_return
from csp_desktop.periods import Quarter
from csp_desktop.registers.fields import Record, Value
from csp_desktop.registers.issued_form import IssuedForm
from csp_desktop.registers.return_form import NEW_ITEMS, InputColumn

# The partner is spoken to in a corrections workbook, and spoken of in the preview.
_SPOKEN_OF = re.compile(r"\b([Dd]o|[Dd]id) they\b")


@dataclass(frozen=True)
class WrittenCorrection:
    """One corrections workbook: of which return, and where it stands."""

    return_id: str
    file: WrittenFile

    @property
    def path(self) -> Path:
        """Where the workbook stands."""
        return self.file.path


def write_corrections(ws: Workspace, plan_id: str, quarter: Quarter, folder: Path) -> list[WrittenCorrection]:
    """For each return of a quarter with faulty cells, its newest version back for the partner to put right.

    The return code stays the same, so what comes back is merged like any other return. Raises
    FileProblem where the folder cannot be written.
    """
    plan = ws.record("plans", plan_id)
    if plan is None:
        return []
    names = ReturnNames(ws, plan["partnership"], quarter.code)
    files: list[FileToWrite] = []
    kept: list[Insert] = []
    now = datetime.now().isoformat(timespec="microseconds")
    for return_record in ws.records("returns", {"plan": plan_id, "quarter": quarter.code}):
        received = ws.records(
            "return_files", {"return": return_record["id"], "direction": "received"}, ("saved_on",)
        )
        sent = ws.records("return_files", {"return": return_record["id"], "direction": "sent"}, ("saved_on",))
        if not received or not sent:
            continue
        form = _form(received[-1], sent)
        correction = _correction(received, form)
        if not correction.faults:
            continue
        form.sheets = [sheet for sheet in form.sheets if sheet.rows or correction.proposals]
        content = write_return(form, correction)
        file = names.workbook(return_record["id"], form.recipient, content, "Corrections")
        files.append(file)
        kept.append(
            Insert(
                "return_files",
                {
                    "return": return_record["id"],
                    "direction": "corrections",
                    "file_name": file.name,
                    "sha256": hashlib.sha256(content).hexdigest(),
                    "saved_on": now,
                    "content": content,
                },
            )
        )
    if not files:
        return []

    def record(paths: list[Path]) -> None:
        changes = [
            Insert("return_files", {**insert.values, "file_name": path.name})
            for insert, path in zip(kept, paths, strict=True)
        ]
        ws.apply(changes, f"corrections {quarter.label}")

    written = write_files(folder, files, record)
    return [
        WrittenCorrection(insert.values["return"], file) for insert, file in zip(kept, written, strict=True)
    ]


def _form(newest: Record, sent: Sequence[Record]) -> IssuedForm:
    """The issue the newest version answers."""
    issue = kept_outcome(newest).get("form", {}).get("issue")
    forms = [IssuedForm.from_json(sent_file["snapshot"]) for sent_file in sent if sent_file["snapshot"]]
    return next((form for form in forms if form.issue == issue), forms[-1])


def _correction(received: Sequence[Record], form: IssuedForm) -> Correction:
    """What the partner wrote over all versions, and which cells are still at fault."""
    answers: dict[tuple[str, str], Any] = {}
    faults: dict[tuple[str, str], str] = {}
    proposals: list[Mapping[str, Any]] = []
    known = {row.code for _, row in form.rows()}
    for version in received:
        for finding in kept_findings(version):
            place = (finding.code, finding.key)
            if finding.proposal and finding.form == NEW_ITEMS:
                proposal = {
                    key: finding.proposal.get(name)
                    for key, name in (
                        ("kind", "kind"),
                        ("title", "title"),
                        ("detail", "detail"),
                        ("due_on", "due"),
                    )
                }
                if proposal not in proposals:
                    proposals.append(proposal)
            if not finding.key or finding.beside or finding.code not in known:
                continue
            column = column_of(finding)
            if finding.done == "applied":
                answers[place] = _in_cell(column, finding.chosen, form)
            elif finding.outcome == "rejected" and column.field.kind == "narrative":
                answers[place] = (
                    None  # an error or a lost formula: its words would be taken for the partner's
                )
            elif finding.returned or finding.outcome == "ask":
                answers[place] = finding.returned or None
            if _faulty(finding):
                faults[place] = _SPOKEN_OF.sub(r"\1 you", finding.message)
            elif not finding.repeated:
                faults.pop(place, None)
    return Correction(answers, faults, proposals)


def _faulty(finding: ReturnFinding) -> bool:
    """What only the partner can put right: a cell that could not be read with certainty."""
    return finding.done == "open" and finding.outcome in ("rejected", "ask")


def _in_cell(column: InputColumn, value: Value, form: IssuedForm) -> Any:
    """A stored value as its cell holds it."""
    kind = column.field.kind
    if value is None:
        return None
    if kind == "date":
        return date.fromisoformat(value)
    if kind == "money":
        return value / 100
    if kind == "rag":
        return form.rag_words[value]
    return value if kind in ("narrative", "whole number", "number or TBC") else column.field.format(value)
