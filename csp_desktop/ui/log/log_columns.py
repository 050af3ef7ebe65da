"""Columns over the log: each kind of entry with its own headings, the chosen quarter's update, and meetings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from csp_desktop.palette import ColourRole
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.fields import Record, Value
from csp_desktop.registers.log import LOG_ENTRIES, LOG_UPDATES
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import LogEntry, LogUpdate
from csp_desktop.rules.log import EntryState, LogLine, entry_lines, entry_state, entry_states
from csp_desktop.rules.log_kinds import KINDS, STATUS, UPDATE, LogKind
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.columns import (
    Column,
    DerivedColumn,
    FieldColumn,
    RelatedColumn,
    field_column,
    related_column,
    with_others,
)
from csp_desktop.ui.grid.rows.row import Row

_RAGS = {
    "not started": "none",
    "in progress": "green",
    "complete": "blue",
    "stopped": "none",
    "lapsed": "none",
}
_LINE_WORDS = {
    "late": "Late",
    "expired": "Expired",
    "review late": "Review late",
    "expiring": "Expiring",
}
_WIDTHS = {
    "ref": 66, "meeting": 124, "raised_on": 94, "source": 112, "title": 190, "area": 96, "lead_agencies": 84,
    "owner": 96, "due_on": 92, "starts_on": 92, "review_on": 92, "expires_on": 92, "completed_on": 104,
    "outcome": 150, "evidence": 130,
}  # fmt: skip
# What is read in the record beside the grid, and left to the column chooser there, so that the update is seen.
_ASIDE = {
    "meeting action": {"raised_on", "source", "completed_on", "outcome"},
    "review recommendation": {"area", "completed_on", "outcome", "evidence"},
    "order or agreement": {"owner", "source", "evidence"},
    "duty": {"ref", "review_on", "owner", "completed_on", "evidence"},
}
_OF_ANY_KIND = frozenset(name for kind in KINDS for name, _ in kind.columns)


def state_of(context: Context, entry: LogEntry) -> EntryState:
    """How an entry stands at the chosen quarter."""
    return entry_state(context.shown_records, entry, context.quarter)


def line_of(context: Context, entry: LogEntry) -> LogLine | None:
    """What is late or expiring about an entry, the first of it; None for nothing."""
    records = context.shown_records
    state = entry_state(records, entry, context.quarter)
    return next(entry_lines(records, state, context.quarter, context.today), None)


def _related(context: Context) -> dict[str, Any]:
    def find(row: Row) -> LogUpdate | None:
        return context.shown_records.log_update(row.id, context.quarter)

    def owner(row: Row) -> Mapping[str, Value]:
        return {"entry": row.id, "quarter": context.quarter.code}

    return {"find": find, "owner": owner}


@dataclass(kw_only=True)
class _Status(RelatedColumn):
    """How an entry stands as a badge, lateness before anything else; typed, it is the quarter's update."""

    def text(self, row: Row) -> str:
        if row.draft:
            return super().text(row)
        line = line_of(self.context, row.typed(LogEntry))
        if line is not None:
            return _LINE_WORDS[line.what]
        return state_of(self.context, row.typed(LogEntry)).status.capitalize()

    def rating(self, row: Row) -> str | None:
        if row.draft:
            return ""
        line = line_of(self.context, row.typed(LogEntry))
        return line.rag if line else _RAGS[state_of(self.context, row.typed(LogEntry)).status]

    def hover(self, row: Row) -> str:
        line = None if row.draft else line_of(self.context, row.typed(LogEntry))
        return f"{line.words[:1].upper()}{line.words[1:]}." if line else self.hint

    def sort_key(self, row: Row) -> tuple[bool, Any]:
        return (False, self.text(row))

    def parse(self, row: Row, raw: object) -> Value:
        # "Late" is how the cell reads, not a status of its own.
        if str(raw).strip().casefold() in {words.casefold() for words in _LINE_WORDS.values()}:
            return self.value(row)
        return super().parse(row, raw)


@dataclass(kw_only=True)
class _Due(FieldColumn):
    """The day an entry falls due or runs out, and below the date since given."""

    def under(self, row: Row) -> str:
        if row.draft:
            return ""
        due = state_of(self.context, row.typed(LogEntry)).due
        moved = due is not None and due.isoformat() != row.record[self.name]
        return f"now {format_date(due.isoformat(), short=True)}" if due and moved else ""

    def tone(self, row: Row) -> ColourRole:
        line = None if row.draft else line_of(self.context, row.typed(LogEntry))
        return "red" if line is not None and line.what in ("late", "expired") else "ink"


def entry_columns(context: Context, kind: LogKind) -> list[Column]:
    """The columns of one kind of entry: its own, and by choice the fields every kind has."""
    columns: list[Column] = []
    for name, heading in kind.columns:
        hidden = name in _ASIDE[kind.name]
        if name == STATUS:
            columns.append(
                _Status(
                    key="status", label=heading, width=108, context=context, declared=LOG_UPDATES["status"],
                    register="log_updates", name="status", hint="Typed here it is said of the chosen quarter.",
                    **_related(context),
                )
            )  # fmt: skip
        elif name == UPDATE:
            columns.append(
                related_column(
                    context, "log_updates", "narrative", key="update", label=heading, width=200,
                    blanks=lambda row: "No update yet", **_related(context),
                )
            )  # fmt: skip
        elif name == kind.dated_by:
            columns.append(
                _Due(
                    key=name, name=name, declared=LOG_ENTRIES[name], context=context, label=heading,
                    width=_WIDTHS[name],
                )
            )  # fmt: skip
        else:
            columns.append(
                field_column(context, "log_entries", name, label=heading, width=_WIDTHS[name], hidden=hidden)
            )
    return with_others(context, "log_entries", columns, hidden=True, elsewhere=_OF_ANY_KIND)


def entry_form(context: Context, kind: LogKind) -> list[Column]:
    """The boxes of one kind of entry beside its grid; what was said by quarter stands above them."""
    columns: list[Column] = [
        field_column(context, "log_entries", name, label=heading)
        for name, heading in kind.columns
        if name not in (STATUS, UPDATE)
    ]
    return with_others(context, "log_entries", columns, elsewhere=_OF_ANY_KIND)


def entry_rows(records: PlanRecords, kind: LogKind, quarter: Quarter) -> list[Row]:
    """All entries of a kind in their order, those raised after the quarter shown last."""
    ordered = [state.entry for state in entry_states(records, quarter)]
    here = {entry["id"] for entry in ordered}
    ordered += [entry for entry in records.log_entries if entry["id"] not in here]
    return [Row(LOG_ENTRIES, entry) for entry in ordered if entry["kind"] == kind.name]


def update_columns(context: Context) -> list[Column]:
    """The columns of one entry's updates by quarter."""

    def at(row: Row) -> Quarter:
        return Quarter.parse(row.typed(LogUpdate)["quarter"])

    def called(row: Row) -> str:
        return at(row).short if at(row).year == context.quarter.year else at(row).label

    return with_others(
        context,
        "log_updates",
        [
            DerivedColumn(
                key="quarter", label="Quarter", width=62, of=lambda row: row.typed(LogUpdate)["quarter"],
                says=called,
                tones=lambda row: "ink" if at(row) == context.quarter else "soft",
            ),
            field_column(context, "log_updates", "status", width=88),
            field_column(context, "log_updates", "narrative", width=120),
            field_column(context, "log_updates", "new_due_on", label="New date", width=84),
        ],
        hidden=True,
    )  # fmt: skip


def update_rows(records: PlanRecords, entry: LogEntry, year: FinancialYear) -> list[Row]:
    """One row for each quarter of a year, its update or a draft of one, below those of earlier years."""
    said: dict[str, Record] = {
        update["quarter"]: update for update in records.log_updates_of.get(entry["id"], [])
    }
    codes = sorted({*(quarter.code for quarter in year.quarters), *said})
    return [
        Row(LOG_UPDATES, said.get(code) or _blank_update(entry["id"], code), draft=code not in said)
        for code in codes
    ]


def _blank_update(entry: str, quarter: str) -> Record:
    return {**LOG_UPDATES.blank(), "id": f"{entry}@{quarter}", "entry": entry, "quarter": quarter}


def meeting_columns(context: Context) -> list[Column]:
    """The columns of meetings."""

    def actions(row: Row) -> int | None:
        return sum(entry["meeting"] == row.id for entry in context.shown_records.log_entries) or None

    return with_others(
        context,
        "meetings",
        [
            field_column(context, "meetings", "held_on", width=110),
            field_column(context, "meetings", "group", width=140),
            field_column(context, "meetings", "place", width=180),
            DerivedColumn(key="actions", label="Actions", width=76, right=True, of=actions),
            field_column(context, "meetings", "notes", width=260),
        ],
        hidden=True,
    )
