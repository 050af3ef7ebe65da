"""Questions that stay open after a copy was taken in, kept with it until a person settles them."""

from __future__ import annotations

from dataclasses import dataclass

from csp_desktop.editing.changes import Step, Update
from csp_desktop.editing.copies.copy_finding import TAKEN_IN_VERSION, CopyFinding, findings_kept
from csp_desktop.editing.copies.deciding import decide
from csp_desktop.editing.merge import Decision
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import BadRequest, InvalidValue
from csp_desktop.registers.catalog import BY_NAME
from csp_desktop.registers.fields import Record, Values
from csp_desktop.registers.kept_json import keep_json


@dataclass(frozen=True)
class CopyQuestion:
    """One open question: the copy it came with, its place there, and when that was taken in (ISO)."""

    taken_id: str
    index: int
    finding: CopyFinding
    file_name: str
    taken_on: str


def open_questions(ws: Workspace) -> list[CopyQuestion]:
    """All questions still open, those of the copy taken in first before the others."""
    return [
        CopyQuestion(taken["id"], index, finding, taken["file"], taken["taken_on"] or "")
        for taken in ws.records("copies_taken_in")
        for index, finding in enumerate(_findings(taken))
        if finding.done == "open"
    ]


def settle(ws: Workspace, question: CopyQuestion, decision: Decision, typed: object = None) -> Step:
    """Settle a question: take theirs, keep ours, join the two, or write what is typed; one step.

    Raises InvalidValue where what is typed is not of the field's kind, BadRequest where theirs cannot be taken.
    """
    taken = ws.record("copies_taken_in", question.taken_id)
    if taken is None:
        raise BadRequest("That copy is no longer among those taken in; nothing was changed.")
    findings = _findings(taken)
    finding = findings[question.index]
    finding.decision = decision
    if decision == "typed":
        field = BY_NAME[finding.register][finding.field]
        finding.chosen = field.parse(typed)
        problem = field.check(finding.chosen)
        if problem:
            raise InvalidValue(problem)
    elif decision != "ours" and not finding.takeable:
        raise BadRequest(f"Theirs cannot be taken as it is; nothing was changed. {finding.message}")
    elif decision != "ours" and finding.field and not finding.brings and not _stands(ws, finding):
        raise BadRequest("What this belongs to is no longer in the file; nothing was changed. Keep ours.")
    changes = decide(ws, [finding], _no_contents)
    outcome = {**findings_kept(taken), "findings": [asked.as_json() for asked in findings]}
    kept = Update("copies_taken_in", taken["id"], {"findings": keep_json(TAKEN_IN_VERSION, outcome)})
    reason = f"question of copy {taken['file'].removesuffix('.csp')}"
    return ws.apply([*changes, kept], reason, of_copy=True)


def _stands(ws: Workspace, finding: CopyFinding) -> bool:
    return ws.record(finding.register, finding.record) is not None


def _no_contents(register: str, record: str) -> Values:
    if BY_NAME[register].contents:
        raise BadRequest(
            "The file kept there is in the copy alone; nothing was changed. Bring the copy back again."
        )
    return {}


def _findings(taken: Record) -> list[CopyFinding]:
    return [CopyFinding.from_json(plain) for plain in findings_kept(taken).get("findings", ())]
