"""What does not add up in the log: what is late, runs out, runs for too long, or is nobody's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import LogEntry
from csp_desktop.rules.checks.finding import Check, CheckFinding, Kind, called
from csp_desktop.rules.log import EntryState, entry_lines, entry_states, too_long
from csp_desktop.rules.log_kinds import kind_of

_LATE = Check(
    "log-late",
    "note",
    "The date has passed, and nobody has said that it is done or when it will be.",
    "Record how it stands, or ask its owner for a new date.",
    quarterly=True,
    field="due_on",
)
_EXPIRED = Check(
    "log-expired",
    "query",
    "Nothing done under it since then has effect.",
    "Record the day it was extended to, or that it has lapsed.",
    quarterly=True,
    field="expires_on",
)
_EXPIRING = Check(
    "log-expiring",
    "note",
    "Renewing it takes a review, and for an order a consultation.",
    "Ask its owner whether it is to be renewed.",
    quarterly=True,
    field="expires_on",
)
_REVIEW = Check(
    "log-review-late",
    "query",
    "Whether it is still needed should be known before it runs out.",
    "Record the review, or set a new date for it.",
    quarterly=True,
    field="review_on",
)
_TOO_LONG = Check(
    "order-too-long",
    "query",
    "A public spaces protection order, and each extension of it, has effect for three years at most.",
    "Correct the dates, or give an extension as the new date of an update; for an agreement between bodies, accept this "
    "and say so.",
    field="expires_on",
)
_NO_OWNER = Check(
    "log-no-owner",
    "query",
    "It is on no one's return, so no one will report on it.",
    "Name a lead agency, a group or an owner.",
    field="lead_agencies",
)
_BY_LINE = {"late": _LATE, "expired": _EXPIRED, "expiring": _EXPIRING, "review late": _REVIEW}


def check_log(records: PlanRecords, quarter: Quarter, today: date) -> Iterator[CheckFinding]:
    """Findings about open entries of the log."""
    for state in entry_states(records, quarter):
        if state.is_open:
            yield from _entry(records, state, quarter, today)


def _entry(records: PlanRecords, state: EntryState, quarter: Quarter, today: date) -> Iterator[CheckFinding]:
    entry = state.entry
    name = _named(entry)
    for line in entry_lines(records, state, quarter, today):
        # What the law asks for by a day is more than a note.
        graver: Kind | None = "query" if line.what == "late" and entry["kind"] == "duty" else None
        yield _BY_LINE[line.what].finds("log_entries", entry, f"{name} {line.words}.", quarter, graver)
    if (run := too_long(records, entry)) is not None:
        start, end = (format_date(day.isoformat()) for day in run)
        message = f"{name} runs from {start} to {end}, longer than three years."
        yield _TOO_LONG.finds("log_entries", entry, message, quarter)
    if not (entry["lead_agencies"] or entry["group"] or entry["owner"]):
        yield _NO_OWNER.finds("log_entries", entry, f"{name} has no owner.", quarter)


def _named(entry: LogEntry) -> str:
    """ "Meeting action “Invite the deputy”": numbers begin anew with each meeting and review, so the title names it."""
    return f"{kind_of(entry).label} {called('log_entries', {**entry, 'ref': None})}"
