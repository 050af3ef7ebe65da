"""One thing that does not add up: where, why it matters, and what would settle it."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.wordings import in_short
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import PlanItem

Kind = Literal["error", "query", "note"]


class CheckFinding(NamedTuple):
    """What was found about one record; `accepted` is the reason it was accepted with, if it was."""

    kind: Kind
    code: str
    register: str
    ref: str
    record: str
    message: str
    why: str
    settle: str
    quarter: str | None = None
    accepted: str | None = None
    field: str = ""
    """The field of the record it is about; "" for the record as a whole."""

    @property
    def key(self) -> str:
        """What an acceptance is remembered by: the same as long as the record (and the quarter) is."""
        return ":".join(part for part in (self.code, self.record, self.quarter) if part)

    def as_json(self) -> dict[str, Any]:
        """As `check --json` prints it."""
        return {
            "kind": self.kind,
            "code": self.code,
            "register": self.register,
            "ref": self.ref,
            "field": self.field,
            "message": self.message,
            "why": self.why,
            "settle": self.settle,
            "accepted": self.accepted,
            "record": self.record,
            "finding": self.key,
        }


class Check(NamedTuple):
    """One kind of finding: its code, how grave it is, why it matters and what settles it.

    Where `quarterly`, each quarter's finding is accepted on its own.
    """

    code: str
    kind: Kind
    why: str
    settle: str
    quarterly: bool = False
    field: str = ""

    def finds(
        self, register: str, record: Record, message: str, quarter: Quarter, kind: Kind | None = None
    ) -> CheckFinding:
        """The finding about a record; `kind` where this case is graver or milder than usual."""
        return CheckFinding(
            kind=kind or self.kind,
            code=self.code,
            register=register,
            ref=record.get("ref") or "",
            record=record["id"],
            message=message,
            why=self.why,
            settle=self.settle,
            quarter=quarter.code if self.quarterly else None,
            field=self.field,
        )


def called(register: str, record: Record) -> str:
    """How a record is spoken of: "1.1", or its title in quotes, cut short where long."""
    if record.get("ref"):
        return str(record["ref"])
    return f"“{in_short(str(record[register_named(register).title] or ''))}”"


def scope(records: PlanRecords, item: PlanItem) -> set[str]:
    """The ids of an item and all that stands under it."""
    return {item["id"], *(below["id"] for below in records.outline(item["id"]))}
