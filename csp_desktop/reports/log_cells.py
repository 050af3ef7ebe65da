"""What the printed forms of the log show in the same way: who has an entry, how it stands, what was said of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from csp_desktop.periods import Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import LogEntry
from csp_desktop.reports.blocks import Badge, Cell, Words, cell
from csp_desktop.reports.shown import written
from csp_desktop.rules.log import EntryState, LogLine, entry_lines

_RAGS = {"in progress": "green", "complete": "blue"}
_LINE_WORDS = {"late": "Late", "expired": "Expired", "review late": "Review late", "expiring": "Expiring"}


def lines_of(records: PlanRecords, state: EntryState, quarter: Quarter, today: date) -> list[LogLine]:
    """What is late or expiring about an entry."""
    return list(entry_lines(records, state, quarter, today))


def standing(state: EntryState, lines: Sequence[LogLine]) -> Cell:
    """How an entry stands as a badge, lateness before anything else."""
    if lines:
        return cell(Badge(lines[0].rag, _LINE_WORDS[lines[0].what]))
    return cell(Badge(_RAGS.get(state.status, "none"), state.status.capitalize()))


def who(records: PlanRecords, entry: LogEntry) -> Cell:
    """Lead agencies, and the owner named below them."""
    agencies = ", ".join(records.agency[agency]["short_name"] for agency in entry["lead_agencies"])
    return cell(agencies, Words(entry["owner"] or "", "soft" if agencies else "plain"))


def due(state: EntryState, own: str | None, lines: Sequence[LogLine]) -> Cell:
    """The day an entry falls due; where it was moved, the first one below."""
    day = state.due.isoformat() if state.due else ""
    late = any(line.what in ("late", "expired") for line in lines)
    was = f"Was {written(own, short=True)}" if own and own != day else ""
    return cell(Words(written(day, short=True), "alert" if late else "plain"), Words(was, "soft"))


def said(state: EntryState, quarter: Quarter) -> Cell:
    """What was last said of an entry, and when where that was earlier; what came of it where it is over."""
    update = state.update
    outcome = Words(state.entry["outcome"] or "", "strong")
    if update is None or not update["narrative"]:
        return cell(outcome) or cell(
            Words(f"No update for {quarter.short}." if state.is_open else "", "soft")
        )
    earlier = update["quarter"] != quarter.code
    since = f"Said in {Quarter.parse(update['quarter']).label}." if earlier else ""
    return cell(update["narrative"], Words(since, "soft"), outcome)
