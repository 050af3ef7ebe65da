"""The agenda a meeting might have: the last one's actions, what is still open, late, and off target."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, cast

from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import LogEntry, Meeting, PlanItem
from csp_desktop.rules.due_dates import overdue
from csp_desktop.rules.log import EntryState, entry_state, late_or_expiring
from csp_desktop.rules.rag import rate

LAST, OPEN, LATE, OFF = (
    "Actions of the last meeting",
    "Still open from earlier meetings",
    "Late or running out",
    "Off target",
)


class AgendaLine(NamedTuple):
    """One thing to speak about: under which heading, whose record, why it is here, and its rating ("none")."""

    heading: str
    register: str
    record: Record
    words: str
    rag: str = "none"


def last_meeting(records: PlanRecords, meeting: Meeting) -> Meeting | None:
    """The one the same group held before it; None where it is the first."""
    earlier = [
        held
        for held in records.meetings
        if held["group"] == meeting["group"] and held["held_on"] < meeting["held_on"]
    ]
    return max(earlier, key=lambda held: str(held["held_on"]), default=None)


def next_meeting(records: PlanRecords, group: str | None, today: date) -> Meeting | None:
    """A group's next meeting, today's included; where none is planned, its last one; None where it has none."""
    held = sorted(
        (meeting for meeting in records.meetings if meeting["group"] == group),
        key=lambda meeting: str(meeting["held_on"]),
    )
    to_come = [meeting for meeting in held if meeting["held_on"] >= today.isoformat()]
    return to_come[0] if to_come else held[-1] if held else None


def actions_of(records: PlanRecords, group: str | None) -> list[LogEntry]:
    """The meeting actions of a group: raised at one of its meetings, or given to it."""
    held = {meeting["id"] for meeting in records.meetings if meeting["group"] == group}
    return [
        entry
        for entry in records.log_entries
        if entry["kind"] == "meeting action"
        and (entry["meeting"] in held if entry["meeting"] else entry["group"] == group)
    ]


def agenda(records: PlanRecords, meeting: Meeting, quarter: Quarter) -> list[AgendaLine]:
    """What a meeting has to speak about, under its headings, judged at a quarter as of the meeting's day.

    A group that leads something hears of that; one that leads nothing, as a steering group, of the whole plan.
    """
    led = [item for item in records.outline() if meeting["group"] in item["lead_groups"]]
    return [
        *_actions(records, meeting, quarter),
        *_late(records, meeting, quarter, led),
        *_off_target(records, quarter, led),
    ]


def standing_words(state: EntryState) -> str:
    """ "In progress, due 4 May 2010"."""
    said = state.status.capitalize()
    return f"{said}, due {format_date(state.due.isoformat(), short=True)}" if state.due else said


def _actions(records: PlanRecords, meeting: Meeting, quarter: Quarter) -> Iterator[AgendaLine]:
    before = last_meeting(records, meeting)
    for heading in (LAST, OPEN):
        for entry in actions_of(records, meeting["group"]):
            state = entry_state(records, entry, quarter)
            if entry["meeting"] == meeting["id"]:
                continue
            of_last = before is not None and entry["meeting"] == before["id"]
            if of_last == (heading == LAST) and (of_last or state.is_open):
                rag = "blue" if state.status == "complete" else "none"
                yield AgendaLine(heading, "log_entries", entry, standing_words(state), rag)


def _late(
    records: PlanRecords, meeting: Meeting, quarter: Quarter, led: list[PlanItem]
) -> Iterator[AgendaLine]:
    day = date.fromisoformat(meeting["held_on"])
    for item in led or records.outline():
        since = overdue(records, item, quarter, day)
        if since:
            yield AgendaLine(LATE, "plan_items", item, f"Was due {format_date(since.isoformat())}", "red")
    for line in late_or_expiring(records, quarter, day):
        entry = line.entry
        # Meeting actions stand above, with those of their own group.
        if entry["kind"] != "meeting action" and (not led or entry["group"] == meeting["group"]):
            yield AgendaLine(LATE, "log_entries", entry, line.words[:1].upper() + line.words[1:], line.rag)


def _off_target(records: PlanRecords, quarter: Quarter, led: list[PlanItem]) -> Iterator[AgendaLine]:
    priorities = {priority["id"] for item in led if (priority := records.priority_of(item["id"])) is not None}
    rated = [
        (rate(records, indicator, quarter), indicator)
        for indicator in records.indicators
        if not led or indicator["item"] in priorities
    ]
    for wanted in ("red", "amber"):
        for rating, indicator in rated:
            if rating.rag == wanted:
                yield AgendaLine(OFF, "indicators", cast(Record, indicator), rating.words, rating.rag)
