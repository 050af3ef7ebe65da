"""A meeting of a calendar that may be one the file has on another day near by, of which the calendar says no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from csp_desktop.editing.bringing_in.known_records import WORTH_ASKING, Nearest, Pairing
from csp_desktop.excel.foreign.reading import Draft
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.fields import Values

_FURTHEST_DAYS = 28


def moved_meetings(
    drafts: Sequence[tuple[Draft, Values]],
    records: Sequence[Values],
    pairing: Pairing,
    groups: Mapping[str, str],
    today: date,
) -> dict[str, Nearest]:
    """By the key of a draft that is new, the meeting of its group that it may be; `groups` says what each is called.

    A calendar says no more of a meeting where it tells of days before and after it, or where it is yet to come and the
    calendar tells of another one the file knows. One that begins where the last one ended moves nothing.
    """
    moved: dict[str, Nearest] = {}
    listed = [
        (draft, values)
        for draft, values in drafts
        if values.get("group") and ("group", "held_on") in draft.known_by
    ]
    named = {record["id"] for record in pairing.same.values()}
    for group in {values["group"]: None for _, values in listed}:
        ours = [(draft, values) for draft, values in listed if values["group"] == group]
        days = [values["held_on"] for _, values in ours]
        told = any(draft.key in pairing.same for draft, _ in ours)
        left = [
            record
            for record in records
            if record["group"] == group
            and record["id"] not in named
            and (
                min(days) < record["held_on"] < max(days) or (told and record["held_on"] > today.isoformat())
            )
        ]
        near = sorted(
            (_days_apart(values["held_on"], record["held_on"]), draft.key, at)
            for draft, values in ours
            if draft.key not in pairing.same
            for at, record in enumerate(left)
        )
        taken: set[int] = set()
        for apart, key, at in near:
            if apart <= _FURTHEST_DAYS and key not in moved and at not in taken:
                taken.add(at)
                day = format_date(left[at]["held_on"])
                moved[key] = Nearest(left[at]["id"], f"{groups.get(group, '')}, {day}", WORTH_ASKING)
    return moved


def _days_apart(day: str, other: str) -> int:
    return abs((date.fromisoformat(day) - date.fromisoformat(other)).days)
