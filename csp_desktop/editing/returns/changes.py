"""From what was found in returned workbooks to changes of records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from csp_desktop.editing.merge import OUTCOME_VERSION, ReturnFinding, joined
from csp_desktop.editing.returns.values import RecordedValues, column_of
from csp_desktop.editing.step_rules.completion import completion_day
from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.registers.as_written.dates import parse_date
from csp_desktop.registers.fields import Record, Value
from csp_desktop.registers.kept_json import keep_json, kept_json
from csp_desktop.registers.return_form import TBC, WORDS, InputColumn


@dataclass(frozen=True)
class Provenance:
    """Where values come from: the received file (None where they were typed here), who completed it and when."""

    return_file: str | None
    author: str | None
    reported_on: str


def provenance(kept: Record) -> Provenance:
    """Where the values of a file taken in before come from."""
    signed = kept_outcome(kept).get("signed", {})
    day = parse_date(signed["date"]) if signed.get("date") else None
    return Provenance(kept["id"], signed.get("completed_by") or None, (day or date.today()).isoformat())


@dataclass
class _Target:
    register: str
    id: str
    owner: dict[str, Any]
    values: dict[str, Any] = field(default_factory=dict)


def chosen_value(finding: ReturnFinding, current: Value) -> tuple[bool, Value]:
    """Whether a finding is to be written, and the value: theirs, the two joined, or one typed instead.

    Words from beside the answers, and of a row tied to a record, are added to what stands where they are put.
    """
    if finding.decision == "ours":
        return False, None
    added = finding.beside or finding.outcome == "proposed row"
    if added and finding.decision is not None and column_of(finding).field.kind in WORDS:
        words = finding.chosen if finding.decision == "typed" else finding.value
        return finding.takeable or finding.decision == "typed", joined(str(current or ""), str(words or ""))
    if finding.decision == "typed":
        return True, finding.chosen
    if finding.decision == "join":
        return True, joined(str(current or ""), str(finding.value or ""))
    if finding.decision in ("theirs", "beside"):
        return finding.takeable, finding.value
    return finding.outcome == "changed", finding.value


class RecordChanges:
    """Gathers values for the records of one plan and quarter; later ones go over earlier ones."""

    def __init__(self, recorded: RecordedValues) -> None:
        self.recorded = recorded
        self._targets: dict[tuple[str, str, str], _Target] = {}

    def value(self, finding: ReturnFinding) -> Value:
        """What will stand where a finding is to be written: a value gathered before, else what is recorded."""
        column = column_of(finding)
        target = self._targets.get((column.register, finding.record, column.entry))
        if target is not None and column.field.name in target.values:
            return target.values[column.field.name]
        return self.recorded.value(column, finding.record)

    def write(self, finding: ReturnFinding, value: Value, source: Provenance) -> None:
        """Write the value of a finding into the record its column stands for, and of the other rows it is for."""
        for record in (finding.record, *(row["record"] for row in finding.also)):
            self._write(column_of(finding), record, value, source)

    def put_beside(self, finding: ReturnFinding, source: Provenance) -> None:
        """Add the words of a cell that asks for a value to what stands in the box of its row for words."""
        words = finding.as_words()
        self.write(words, joined(str(self.value(words) or ""), finding.returned), source)

    def _write(self, column: InputColumn, record: str, value: Value, source: Provenance) -> None:
        target = self._target(column, record)
        if column.kept.completion:
            day = completion_day(self.recorded.quarter, source.reported_on, date.today())
            target.values.update(
                {"status": "complete", "completed_on": day}
                if value
                else {"status": "in progress", "completed_on": None}
            )
            return
        if column.key == "value":
            target.values["value_state"] = TBC if value == TBC else "known"
            target.values["value"] = None if value == TBC else value
        elif column.field.kind == "yes/no":
            target.values[column.field.name] = bool(value)
        else:
            target.values[column.field.name] = value
        if column.kept.sourced:
            target.values["return_file"] = source.return_file
        if column.kept.signed:
            target.values["reported_on"] = source.reported_on
            if source.author:
                target.values["author"] = source.author

    def changes(self) -> list[Insert | Update]:
        """The gathered changes, those of one register together."""
        changes: list[Insert | Update] = []
        for target in sorted(self._targets.values(), key=lambda to: to.register):
            if target.id:
                changes.append(Update(target.register, target.id, target.values))
            else:
                changes.append(Insert(target.register, {**target.owner, **target.values}))
        return changes

    def _target(self, column: InputColumn, record: str) -> _Target:
        place = (column.register, record, column.entry)
        if place not in self._targets:
            existing = self.recorded.target(column, record)
            quarter = self.recorded.quarter.code
            owner: dict[str, Any] = {"quarter": quarter}
            if column.kept.owner:
                owner[column.kept.owner] = record
            if column.kept.several:
                owner["kind"] = column.entry
            self._targets[place] = _Target(column.register, existing["id"] if existing else "", owner)
        return self._targets[place]


def supersede(earlier: Sequence[ReturnFinding], later: Sequence[ReturnFinding]) -> bool:
    """Close the questions of an earlier version that a later one answers or asks anew; whether any."""
    spoken = {
        _asked_in(finding)
        for finding in later
        if not finding.beside
        and (finding.code or finding.register == "returns")
        and all(_asked_in(finding))
        and not finding.repeated
        and (finding.done != "nothing" or finding.returned)
    }
    closed = [
        finding
        for finding in earlier
        if finding.done == "open" and not finding.beside and _asked_in(finding) in spoken
    ]
    for finding in closed:
        finding.done = "settled"
        finding.message = f"{finding.message} A later version of this return took its place.".strip()
    return bool(closed)


def _asked_in(finding: ReturnFinding) -> tuple[str, str]:
    """Which cell of the form a finding is about: by row code and column, in the signature by what is signed."""
    signed = finding.register == "returns"
    return (finding.register, finding.field) if signed else (finding.code, finding.key)


def kept_outcome(kept: Record) -> dict[str, Any]:
    """What was done with a received file: who signed it ("signed"), which issue it answers, its "findings".

    "as_now" says that it was the form of an earlier quarter, or held rows of one, taken for the quarter asked about then.
    """
    return kept_json(kept["outcome"] or "{}", OUTCOME_VERSION, {})


def kept_findings(kept: Record) -> list[ReturnFinding]:
    """What became of every cell of a received file."""
    return [ReturnFinding.from_json(plain) for plain in kept_outcome(kept).get("findings", ())]


def outcome_with(kept: Record, findings: Iterable[ReturnFinding]) -> str:
    """The outcome of a received file with its findings as they are now."""
    outcome = {**kept_outcome(kept), "findings": [finding.as_json() for finding in findings]}
    return keep_json(OUTCOME_VERSION, outcome)


def settled_state(findings: Iterable[ReturnFinding], *, empty: bool) -> str:
    """The state of a return whose findings were dealt with: applied, or received while any stays open.

    One that came back `empty`, with nothing to put into it from beside the answers, is received only.
    """
    findings = list(findings)
    if any(finding.done == "open" for finding in findings):
        return "received"
    taken = any(
        finding.done == "applied" and finding.key and finding.register != "returns" for finding in findings
    )
    return "received" if empty and not taken else "applied"


def came_empty(received: Iterable[Record]) -> bool:
    """Whether of several versions of a return none had anything in the cells that are waited for."""
    return all(kept_outcome(kept).get("empty", False) for kept in received)


def keep(ws: Workspace, kept: Record, findings: Sequence[ReturnFinding]) -> list[Insert | Update]:
    """A received file's outcome with its findings as they are now, and the state of its return."""
    everything = [*findings]
    received = ws.records("return_files", {"return": kept["return"], "direction": "received"})
    for other in received:
        if other["id"] != kept["id"]:
            everything += kept_findings(other)
    return [
        Update("return_files", kept["id"], {"outcome": outcome_with(kept, findings)}),
        Update("returns", kept["return"], {"state": settled_state(everything, empty=came_empty(received))}),
    ]
