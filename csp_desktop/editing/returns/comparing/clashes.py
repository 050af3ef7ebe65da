"""How a clash is told: what was sent, who changed it here and when, and what the partner says."""

from __future__ import annotations

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.editing.returns.values import RecordedValues, column_of, said
from csp_desktop.editing.workspace import Workspace
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.as_written.wordings import in_short
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow


def clash_told(
    ws: Workspace,
    form: IssuedForm,
    recorded: RecordedValues,
    issued: IssuedRow,
    finding: ReturnFinding,
    whose: str,
) -> str:
    """A clash in one sentence; `whose` return of the same import set our side ("" for the file itself).

    Who set our side is told on the finding too.
    """
    sent = f"Sent {format_date(form.issued_on)} as {_quoted(finding.issued)}"
    theirs = f"{form.recipient} say {_quoted(said(column_of(finding), finding.value, form.rag_words))}"
    if whose:
        finding.ours_from = f"the return of {whose}"
        between = f"the return of {whose} in this import says {_quoted(finding.current)}"
    else:
        between = _changed_here(ws, recorded, issued, finding)
    return f"{sent}; {between}; {theirs}."


def _changed_here(ws: Workspace, recorded: RecordedValues, issued: IssuedRow, finding: ReturnFinding) -> str:
    """Who changed our value and when, in words."""
    current = _quoted(finding.current)
    target = recorded.target(column_of(finding), issued.record)
    for change in ws.history.changes_to(target["id"]) if target else ():
        if change["field"] in (finding.field, ""):
            when = format_date(str(change["made_at"])[:10])
            if str(change["reason"]).startswith("return"):
                finding.ours_from = f"from the {change['reason']}, {when}"
                return f"the {change['reason']} made it {current} on {when}"
            who = "you" if change["made_by"] == ws.user else change["made_by"]
            finding.ours_from = f"changed by {who}, {when}"
            return f"{who} changed it to {current} on {when}"
    return f"it is {current} now"


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    if not line:
        return "empty"
    if len(line) <= 24 and line.count(" ") < 3:
        return line
    return f"“{in_short(line)}”"
