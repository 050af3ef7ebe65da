"""A list of dates of meetings: in each row a day, and the group that meets or the place where it does."""

from __future__ import annotations

import re

from csp_desktop.excel.recognising.none_of_ours import names_over
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.excel.recognising.tables_found import FoundTable

_CALLED = re.compile(
    r"\b(?:meetings?|board|committee|panel|group|forum)\b.{0,40}\b(?:dates?|calendar|schedule|diary|timetable|cycle)\b|"
    r"\b(?:dates?|calendar|schedule|diary|timetable|cycle)\b.{0,40}\b(?:meetings?|boards?|committees?|panels?|groups?|forums?)\b|"
    r"\bmeetings\b",
    re.IGNORECASE,
)
# All that stands beside the day of a meeting: where and when in the day, by when its papers are wanted, who chairs it.
_BESIDE = {
    "date", "day", "time", "when", "venue", "place", "location", "where", "room", "address", "held", "meeting", "group", "board",
    "committee", "panel", "forum", "body", "paper", "report", "deadline", "agenda", "note", "comment", "chair", "minute",
    "format", "link", "cycle", "quarter", "week", "month", "no", "ref", "host", "start", "finish", "end", "start time",
    "type", "what", "event", "title", "agenda paper", "attendance", "apology", "recording", "webcast", "document",
    "item", "topic", "theme", "focus", "business", "end time", "circulated", "invite", "booked", "online", "teams", "hybrid", "clerk", "status", "confirmed", "sent", "out",
}  # fmt: skip
_HELD = {"minute", "paper", "agenda", "webcast", "recording"}
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
    if not days or not all(_BESIDE & set(column.words) or not column.seen.count for column in columns):
        return False
    if any(
        column.seen.persons + column.seen.posts > _MOST
        for column in columns
        if not {"chair", "host", "clerk"} & set(column.words)
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
    called = _CALLED.search(names_over(table)) is not None or any("meeting" in day.words for day in days)
    return where_or_what and (called or any(column.said.get("meeting", 0.0) > _SOME for column in columns))
