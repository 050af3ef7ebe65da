"""Questions that stay open after returns were taken in: clashes, unread cells, proposed rows.

They are kept with the received file until a person settles them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.editing.returns.changes import kept_findings
from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import Quarter
from csp_desktop.registers.fields import Record


@dataclass(frozen=True)
class OpenQuestion:
    """One open question: the received file it is kept with, its place there, and the return."""

    file_id: str
    index: int
    finding: ReturnFinding
    return_record: Record
    file_name: str
    received_on: str


def open_questions(ws: Workspace, plan_id: str, quarter: Quarter | None = None) -> list[OpenQuestion]:
    """The open questions of a plan's returns, of one quarter where given; oldest file first."""
    where: dict[str, Any] = {"plan": plan_id}
    if quarter is not None:
        where["quarter"] = quarter.code
    returns = {returned["id"]: returned for returned in ws.records("returns", where)}
    if not returns:
        return []
    received = ws.records("return_files", {"return": tuple(returns), "direction": "received"}, ("saved_on",))
    return [
        OpenQuestion(
            kept["id"],
            index,
            finding,
            returns[kept["return"]],
            kept["file_name"],
            (kept["saved_on"] or "")[:10],
        )
        for kept in received
        for index, finding in enumerate(kept_findings(kept))
        if finding.done == "open"
    ]
