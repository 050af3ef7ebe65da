"""How an entry of the log stands at a quarter, and which are late or run out soon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from csp_desktop.patterns import late_pattern
from csp_desktop.periods import Quarter, months_on
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.log import LOG_KINDS
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import LogEntry, LogUpdate
from csp_desktop.rules.due_dates import is_past
from csp_desktop.rules.log_kinds import kind_of
from csp_desktop.rules.natural_order import natural_order

ORDER_YEARS = 3
"""A public spaces protection order has effect for at most three years, and so has each extension of it
(Anti-social Behaviour, Crime and Policing Act 2014, section 60)."""
EXPIRING_MONTHS = 3
"""How long before its end an order or agreement is called expiring."""

FINISHED = ("complete", "stopped", "lapsed")

# An agreement between bodies may run for as long as they agree.
_AGREEMENT = late_pattern(
    r"\b(?:agreements?|protocols?|memorand(?:um|a)|mou|contracts?|[di]sa|sla|terms of reference)\b",
    re.IGNORECASE,
)


class EntryState(NamedTuple):
    """How an entry stands at a quarter.

    `status` is what its newest update says of it; `update` is the newest of its updates up to the quarter and
    `before` the one of an earlier quarter. `due` is when it falls due (runs out, for an order) after every date
    given since; `is_open` is no once that date no longer matters.
    """

    entry: LogEntry
    status: str
    update: LogUpdate | None
    before: LogUpdate | None
    due: date | None
    is_open: bool


class LogLine(NamedTuple):
    """An entry that needs somebody: what about it, since or by when, and the words for it.

    `what`: late (due and not done), expired, review late, expiring.
    """

    entry: LogEntry
    what: Literal["late", "expired", "review late", "expiring"]
    on: date
    words: str

    @property
    def rag(self) -> str:
        """Amber for what can still be put right in time, red for the rest."""
        return "amber" if self.what == "expiring" else "red"


def entry_state(records: PlanRecords, entry: LogEntry, quarter: Quarter) -> EntryState:
    """How an entry stands at the end of a quarter."""
    kind = kind_of(entry)
    # ISO quarter codes sort in time.
    updates = sorted(
        (
            update
            for update in records.log_updates_of.get(entry["id"], [])
            if update["quarter"] <= quarter.code
        ),
        key=lambda update: str(update["quarter"]),
        reverse=True,
    )
    said = next((update for update in updates if update["status"]), None)
    done = _before(entry["completed_on"], quarter)
    if done and said and said["quarter"] > Quarter.of(date.fromisoformat(entry["completed_on"])).code:
        done = said["status"] in FINISHED  # opened again since
    runs_out = kind.runs_out
    begun = runs_out and _before(entry["starts_on"], quarter)
    own = entry["expires_on"] if runs_out else entry["due_on"]
    dates = (update["new_due_on"] for update in updates if update["id"] not in records.overtaken)
    moved = next(filter(None, dates), own)
    status = said["status"] if said else "in progress" if begun else "not started"
    if done and status not in FINISHED:
        status = "complete"
    return EntryState(
        entry=entry,
        status=status,
        update=updates[0] if updates else None,
        before=next((update for update in updates if update["quarter"] < quarter.code), None),
        due=date.fromisoformat(moved) if moved else None,
        is_open=status not in kind.over and not done,
    )


def _before(iso: str | None, quarter: Quarter) -> bool:
    return bool(iso) and date.fromisoformat(str(iso)) <= quarter.end


def entry_states(records: PlanRecords, quarter: Quarter) -> list[EntryState]:
    """All entries of the log at a quarter, in their order; those raised later are not there yet."""
    return [
        entry_state(records, entry, quarter)
        for entry in sorted(records.log_entries, key=_place)
        if not entry["raised_on"] or _before(entry["raised_on"], quarter)
    ]


def falls_due(state: EntryState) -> str | None:
    """When an entry falls due, as its owner is told: "31 Jul 2026"; for what runs out also when it is to be reviewed."""
    entry, due = state.entry, format_date(state.due.isoformat(), short=True) if state.due else None
    review = format_date(entry["review_on"], short=True) if entry["review_on"] else None
    if due and kind_of(entry).runs_out:
        due = f"expires {due}"
    told = "; ".join(part for part in (due, review and f"review by {review}") if part)
    return told[:1].upper() + told[1:] or None


def origin(records: PlanRecords, entry: LogEntry) -> str | None:
    """Where an entry comes from: the meeting ("JAG 14 Jul 2026") and minute, the review, the law; None if unsaid."""
    meeting = records.meeting.get(entry["meeting"] or "")
    parts = [entry["source"]]
    if meeting is not None:
        group = records.group.get(meeting["group"] or "")
        named = f"{group['short_name']} " if group else ""
        parts.insert(0, named + format_date(meeting["held_on"], short=True))
    elif entry["kind"] == "meeting action" and entry["raised_on"]:
        parts.insert(0, format_date(entry["raised_on"], short=True))
    return ", ".join(part for part in parts if part) or None


def _place(entry: LogEntry) -> tuple[object, ...]:
    """By kind; what was raised on one day, or by one review, together; then by ref, "2" before "10"."""
    return (
        LOG_KINDS.index(entry["kind"]),
        entry["raised_on"] or entry["starts_on"] or "",
        (entry["source"] or "") if entry["kind"] == "review recommendation" else "",
        natural_order(entry["ref"] or ""),
        entry["title"],
    )


def late_or_expiring(records: PlanRecords, quarter: Quarter, today: date) -> list[LogLine]:
    """What needs somebody, longest late first, then what runs out soon; a past quarter is judged at its end."""
    lines = [
        line
        for state in entry_states(records, quarter)
        for line in entry_lines(records, state, quarter, today)
    ]
    return sorted(lines, key=lambda line: (line.what == "expiring", line.on))


def entry_lines(records: PlanRecords, state: EntryState, quarter: Quarter, today: date) -> Iterator[LogLine]:
    """What is late or expiring about one entry."""
    if not state.is_open:
        return
    entry, due = state.entry, state.due
    runs_out = kind_of(entry).runs_out
    if due is not None:
        day = format_date(due.isoformat())
        if is_past(due, quarter, today):
            yield (
                LogLine(entry, "expired", due, f"expired on {day}")
                if runs_out
                else LogLine(entry, "late", due, f"was due on {day}")
            )
        elif runs_out and due <= _months_later(min(quarter.end, today), EXPIRING_MONTHS):
            yield LogLine(entry, "expiring", due, f"expires on {day}")
    review = date.fromisoformat(entry["review_on"]) if entry["review_on"] else None
    if (
        review is not None
        and is_past(review, quarter, today)
        and not _reviewed(records, entry, review, quarter)
    ):
        yield LogLine(
            entry, "review late", review, f"was to be reviewed by {format_date(review.isoformat())}"
        )


def _reviewed(records: PlanRecords, entry: LogEntry, review: date, quarter: Quarter) -> bool:
    """Whether anything was said of an entry in the quarter its review fell due, or since."""
    return any(
        Quarter.of(review).code <= update["quarter"] <= quarter.code
        for update in records.log_updates_of.get(entry["id"], [])
    )


def too_long(records: PlanRecords, entry: LogEntry) -> tuple[date, date] | None:
    """From when until when an order runs for more than three years in one go; None where it does not.

    An extension counts from the day the order would have ended. Agreements may run for longer.
    """
    if not kind_of(entry).runs_out or _AGREEMENT.search(f"{entry['title']} {entry['source'] or ''}"):
        return None
    if not entry["starts_on"]:
        return None
    updates = sorted(records.log_updates_of.get(entry["id"], []), key=lambda update: str(update["quarter"]))
    ends = [entry["expires_on"], *(update["new_due_on"] for update in updates)]
    days = [date.fromisoformat(end) for end in (entry["starts_on"], *ends) if end]
    for start, end in pairwise(days):
        if end > _months_later(start, 12 * ORDER_YEARS):
            return start, end
    return None


def _months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day."""
    first = months_on(day, months)
    last = (months_on(day, months + 1) - first).days
    return first.replace(day=min(day.day, last))
