"""What the file says in place of each cell of a return, and which record would be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.periods import Quarter
from csp_desktop.registers.fields import RAG_WORDS, Record, Value
from csp_desktop.registers.issued_form import input_column
from csp_desktop.registers.plan_records import PlanRecords, Records, by_id
from csp_desktop.registers.return_form import TBC, InputColumn
from csp_desktop.rules.due_dates import FINISHED


def detail_of(proposal: Mapping[str, Any]) -> str:
    """What a proposed row says beside its title, its due date once."""
    detail, due = proposal.get("detail") or "", proposal.get("due") or ""
    return detail if due and detail.endswith(due) else "\n".join(filter(None, (detail, due)))


def column_of(finding: ReturnFinding) -> InputColumn:
    """The input column a finding is about."""
    return input_column(finding.form, finding.key, "", finding.register, finding.field, finding.entry)


def said(column: InputColumn, value: Value, rag_words: Mapping[str, str] = RAG_WORDS) -> str:
    """A value of an input column as people read it."""
    if value is None:
        return ""
    if column.field.kind == "rag":
        return rag_words.get(value, str(value))
    return column.field.format(value)


@dataclass
class RecordedValues:
    """The values of one plan and quarter, addressed as the cells of a return are."""

    records: PlanRecords
    quarter: Quarter

    def __post_init__(self) -> None:
        self._owners: dict[str, Mapping[str, Record]] = {
            "plan_items": self.records.item,
            "indicators": self.records.indicator,
            "risks": self.records.risk,
            "mitigations": by_id(self.records.mitigations),
            "allocations": self.records.allocation,
            "log_entries": self.records.log_entry,
        }
        self._of_quarter: dict[str, Callable[[str, Quarter], Record | None]] = {
            "updates": self.records.update,
            "measurements": self.records.measurement,
            "risk_reviews": self.records.review,
            "log_updates": self.records.log_update,
        }

    def owner(self, register: str, record: str) -> Record | None:
        """What a row about a register is about; None where it is no longer in the file."""
        return self._owners.get(register, {}).get(record)

    def target(self, column: InputColumn, record: str) -> Record | None:
        """The record a column's value is kept in; None where there is none yet, or more than one."""
        kept = column.kept
        if not kept.owner:
            return self.owner(kept.subject, record)
        if column.register in self._of_quarter:
            return self._of_quarter[column.register](record, self.quarter)
        entries = self.entries(column, record)
        return entries[0] if len(entries) == 1 else None

    def in_several(self, column: InputColumn, record: str) -> bool:
        """Whether several records make up what a cell says, so that none of them can be written for it."""
        return column.kept.several and len(self.entries(column, record)) > 1

    def entries(self, column: InputColumn, record: str) -> Records:
        """The funding entries of an allocation that a column stands for."""
        return [
            entry
            for entry in self.records.entries_of.get(record, [])
            if entry["quarter"] == self.quarter.code and entry["kind"] == column.entry
        ]

    def value(self, column: InputColumn, record: str) -> Value:
        """What the file says: several funding entries are summed, their notes put together."""
        if column.kept.several:
            return self._money(column, record)
        target = self.target(column, record)
        if target is None:
            return None
        if column.key == "value" and target["value_state"] == TBC:
            return TBC
        value = target[column.field.name]
        if column.kept.completion:
            value = value in FINISHED
        # "No" is how an empty yes/no field is kept: on the form both are an empty cell.
        return None if column.field.kind == "yes/no" and not value else value

    def _money(self, column: InputColumn, record: str) -> Value:
        name = column.field.name
        entered = [entry[name] for entry in self.entries(column, record) if entry[name] is not None]
        if not entered:
            return None
        return sum(entered) if name == "amount" else "\n".join(entered)
