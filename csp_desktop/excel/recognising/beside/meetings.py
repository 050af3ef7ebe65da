"""A list of dates of meetings: in each row a day, and the group that meets or the place where it does."""

from __future__ import annotations

import re

from csp_desktop.excel.recognising.none_of_ours import names_over
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.excel.recognising.tables_found import FoundTable

_CALLED = re.compile(
    r"\b(?:meetings?|board|committee|panel|group|forum)\b.{0,40}\b(?:dates?|calendar|schedule|diary|timetable|cycle)\b|"
    r"\b(?:dates?|calendar|schedule|diary|timetable|cycle)\b.{0,40}\b(?:meetings?|boards?|committees?|panels?|groups?|forums?)\b|"
    r"\bmeetings\b|\b(?:when|where|who)\b.{0,20}\bmeets?\b",
    re.IGNORECASE,
)
# “Date of Board”, “Board meeting date”, “CSP meeting”: what heads the day on which a group meets.
_MEETS = r"(?:[\w&'’-]+ ){0,3}(?:meetings?|board|committee|panel|group|forum)"
_DAY_OF = re.compile(rf"(?:date|day) of (?:the )?{_MEETS}|{_MEETS}(?: dates?)?", re.IGNORECASE)
# All that stands beside the day of a meeting: where and when in the day, by when its papers are wanted, who chairs it.
_BESIDE = {
    "date", "day", "time", "when", "venue", "place", "location", "where", "room", "address", "held", "meeting", "group", "board",
    "committee", "panel", "forum", "body", "paper", "report", "deadline", "agenda", "note", "comment", "chair", "minute",
    "format", "link", "cycle", "quarter", "week", "month", "no", "ref", "host", "start", "finish", "end", "start time",
    "type", "what", "event", "title", "agenda paper", "attendance", "apology", "recording", "webcast", "document",
    "end time", "circulated", "invite", "booked", "online", "teams", "hybrid", "clerk", "status", "confirmed", "sent", "out",
    "chaired", "contact", "organiser", "secretary", "officer", "admin", "support", "quorate", "quorum", "approved",
}  # fmt: skip
_MEETING = {"meeting", "group", "board", "committee", "panel", "forum"}
# What a meeting is about, in a word.
_ABOUT = {"item", "topic", "theme", "focus", "subject", "business", "discussion"}
_HELD = {"minute", "paper", "agenda", "webcast", "recording"}
# Who is there for a meeting, whatever it does.
_WHO = {
    "chair",
    "chaired",
    "host",
    "clerk",
    "contact",
    "organiser",
    "secretary",
    "officer",
    "admin",
    "support",
}
# What was done there has a row for each thing, and a meeting may have several.
_DONE_THERE = {"decided", "decision", "agreed", "resolved", "resolution", "action"}
_TOLD = 14
_WHERE = {"venue", "place", "location", "where", "room", "held", "time"}
_MOST, _SOME = 0.6, 0.3
# A list of groups has one day for each, the next.
_GROUPS = {"purpose", "frequency", "chair", "next", "last", "remit", "term"}


def are_meetings(table: FoundTable, columns: list[Column]) -> bool:
    """Is each row of a table the day of a meeting, and nothing that was done or is to be done there?"""
    # Some dates are still to be confirmed, and some have the time beside them.
    days = [
        column
        for column in columns
        if column.seen.dates > _SOME and min(column.seen.when, column.seen.filled) > _MOST
    ]
    called = _is_called_so(table, columns, days)
    # An agenda names the same day again, for each of its items.
    once = any(column.seen.distinct == 1 for column in days)
    beside = _BESIDE | _ABOUT if called and once else _BESIDE
    if not days or not all(beside & set(column.words) or not column.seen.count for column in columns):
        return False
    if any(_DONE_THERE & set(column.words) and column.seen.average >= _TOLD for column in columns):
        return False
    if any(
        column.seen.persons + column.seen.posts > _MOST for column in columns if not _WHO & set(column.words)
    ):
        return False
    groups = [
        column
        for column in columns
        if column.seen.groups > _MOST and column not in days and not _WHERE & set(column.words)
    ]
    if groups:
        return groups[0].seen.distinct < 1.0 or not any(_GROUPS & set(column.words) for column in columns)
    where_or_what = any((_WHERE | _HELD) & set(column.words) for column in columns)
    return where_or_what and (called or any(column.said.get("meeting", 0.0) > _SOME for column in columns))


def _is_called_so(table: FoundTable, columns: list[Column], days: list[Column]) -> bool:
    """Does the name of a list, the heading of its days or a column of groups say that those are days of meetings?"""
    return _CALLED.search(names_over(table)) is not None or any(
        _DAY_OF.fullmatch(column.in_table.own)
        if column in days
        else column.seen.groups > _MOST and _MEETING & set(column.words)
        for column in columns
    )
