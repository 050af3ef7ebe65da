"""Settling the questions returns left open, each in one step that can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from csp_desktop.editing.merge import Decision, ReturnFinding
from csp_desktop.editing.returns.changes import (
    RecordChanges,
    chosen_value,
    keep,
    kept_findings,
    provenance,
)
from csp_desktop.editing.returns.proposals import (
    ProposalKind,
    decide_proposal,
    made_of_proposal,
    tie_to_record,
)
from csp_desktop.editing.returns.values import RecordedValues, column_of
from csp_desktop.editing.workspace import Insert, Step, Update, Workspace
from csp_desktop.errors import BadRequest
from csp_desktop.periods import Quarter
from csp_desktop.registers.fields import Record, Value


def settle(ws: Workspace, file_id: str, index: int, decision: Decision, typed: object = None) -> Step:
    """Settle one open question: take theirs, keep ours, join the two narratives, or write what is typed.

    "beside" takes theirs where their value is known, and puts their words into the row's box for words.

    Raises InvalidValue where what is typed is not of the field's kind, InvalidChange where its register does not take
    it, BadRequest where nothing of the partner's can be taken for it.
    """
    kept, findings = _kept(ws, file_id)
    finding = findings[index]
    returned = _return(ws, kept)
    finding.decision = decision
    changes: Sequence[Insert | Update] = ()
    if decision != "ours":
        if not finding.key or not finding.record:
            raise BadRequest(
                "This cannot be written anywhere by itself; nothing was changed. Enter it where it belongs, "
                "then mark it as settled."
            )
        column = column_of(finding)
        if decision == "typed":
            finding.chosen = column.field.parse(typed)
        recorded = RecordedValues(ws.plan_records(returned["plan"]), Quarter.parse(returned["quarter"]))
        current = recorded.value(column, finding.record)
        write, value = chosen_value(finding, current)
        beside = decision == "beside" and bool(finding.words_into)
        if not (write or beside) or recorded.owner(column.kept.subject, finding.record) is None:
            raise BadRequest(
                "The partner's cell holds nothing that could be taken as it is; nothing was changed. "
                "Type what is meant."
            )
        gathered = RecordChanges(recorded)
        finding.chosen = value if write else current
        if write:
            gathered.write(finding, value, provenance(kept))
        if beside:
            gathered.put_beside(finding, provenance(kept))
        changes = gathered.changes()
        finding.done = "applied"
    else:
        finding.done = "settled"
    return ws.apply([*changes, *keep(ws, kept, findings)], f"question of return {returned['return_code']}")


def accept_proposal(
    ws: Workspace,
    file_id: str,
    index: int,
    kind: ProposalKind,
    under: str | None,
    values: Mapping[str, Value] | None = None,
) -> Step:
    """Make a proposed row an action (under an item), a risk (of an item, or none), a mitigation or a log entry.

    `values` go over what the partner wrote. Raises BadRequest where `under` is missing or not of the plan.
    """
    kept, findings = _kept(ws, file_id)
    finding = findings[index]
    returned = _return(ws, kept)
    decide_proposal(finding, kind, under, values)
    insert = made_of_proposal(ws, returned, finding)
    finding.done = "applied"
    return ws.apply([insert, *keep(ws, kept, findings)], f"proposed row of return {returned['return_code']}")


def tie_proposal(ws: Workspace, file_id: str, index: int, record: str, words: str = "") -> Step:
    """Put the words of a proposed row into the update, comment or progress of a record there is already."""
    kept, findings = _kept(ws, file_id)
    finding = findings[index]
    returned = _return(ws, kept)
    decide_proposal(finding, "tie", record, {"title": words} if words else None)
    recorded = RecordedValues(ws.plan_records(returned["plan"]), Quarter.parse(returned["quarter"]))
    tie_to_record(recorded, finding)
    gathered = RecordChanges(recorded)
    _, finding.chosen = chosen_value(finding, gathered.value(finding))
    gathered.write(finding, finding.chosen, provenance(kept))
    finding.done = "applied"
    return ws.apply(
        [*gathered.changes(), *keep(ws, kept, findings)], f"proposed row of return {returned['return_code']}"
    )


def _kept(ws: Workspace, file_id: str) -> tuple[Record, list[ReturnFinding]]:
    kept = ws.record("return_files", file_id)
    if kept is None:
        raise BadRequest("The returned workbook is no longer in the file; nothing was changed.")
    return kept, kept_findings(kept)


def _return(ws: Workspace, kept: Record) -> Record:
    returned = ws.record("returns", kept["return"])
    assert returned is not None  # the foreign key says so
    return returned
