"""Meetings that stand between the rows of a log by their day: “Meeting of 12 May 2026 – Council Chambers”."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.recognising.wordings.cell_words import RATING_WORDS, STATUS_WORDS
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.as_written.dates import A_MONTH, DAY_OF_MONTH, parse_date

_CLOCK = r"\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]m\b)?"
_DAY = re.compile(
    rf"(?:\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?(?:the\s+)?"
    rf"(?P<day>\b\d{{1,2}}(?:[./-]\d{{1,2}}[./-]|(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{A_MONTH}\.?,?[\s-]+)(?:20)?\d\d)"
    rf"(?![\d:]|[.]\d|\s*[ap]m)(?:,?\s*(?:(?:at|from)\s+)?{_CLOCK}(?:\s*(?:to|[-–])\s*{_CLOCK})?)?",
    re.IGNORECASE,
)
_ANOTHER_DAY = re.compile(rf"{DAY_OF_MONTH}|\d[./]\d", re.IGNORECASE)
# “Actions agreed at the Board of 12 May 2026”: what they are does not name the meeting.
_WHAT_COMES_OF_IT = re.compile(
    r"(?:(?:agreed |new )?(?:actions?|decisions?|matters|items|points)(?: (?:and|&) (?:actions?|decisions?))?"
    r"(?: (?:arising|agreed|raised|made|taken))? (?:from|of|at|by) |(?:arising|raised|agreed) (?:from|at) |(?:from|at) )?"
    r"(?:the )?(?:(?:(?:draft|action) )?(?:minutes|notes?) of )?(?:the |a )?",
    re.IGNORECASE,
)
_BEFORE_DAY = re.compile(r"[\s:,(–—-]*(?:\b(?:of|on|held(?: on)?|dated)\b)?[\s:,(–—-]*$", re.IGNORECASE)
_GROUP = (
    r"(?:[\w&'’/-]+ ){0,6}(?:boards?|committee|panel|(?:sub-?)?group|forum|partnership|executive|cabinet|network|tasking|jag|marac|csp)"
    r"|(?-i:(?!MEETING|ASB\b)[A-Z]{3,7})"
)
_MET = re.compile(
    rf"(?P<group>{_GROUP})(?: meetings?)?|(?:[\w'’-]+ ){{0,2}}meetings?(?: (?:no\.? ?)?\d{{1,3}})?",
    re.IGNORECASE,
)
_WHOLE_PARTNERSHIP = re.compile(
    r"(?:.*\b(?:community safety|safer\b.*) )?partnership|(?:.* )?csp", re.IGNORECASE
)
# What is done by, for or since a day, and what was not held on it.
_OTHER_DAY = re.compile(
    r"\b(?:next|due|by|before|after|until|since|complet\w*|clos\w*|defer\w*|carried|postponed|cancel\w*|outstanding|ongoing|week|w/?c|"
    r"ends?|starts?|target)\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(rf"{_OTHER_DAY.pattern}|\b(?:from|to|for|at|on|not)\b", re.IGNORECASE)
_CALLED_OFF = re.compile(r"\b(?:cancel\w*|postponed|deferred|not held|did not)\b", re.IGNORECASE)
_DETAIL = re.compile(r"\s*(?:[–—,;:(-]|\b(?:held|at|in|via|by|on)\b)", re.IGNORECASE)
_BEFORE_PLACE = re.compile(r"(?:held )?(?:at|in|via|by|on) (?:the )?", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:chambers?|halls?|rooms?|teams|zoom|online|on-line|virtual(?:ly)?|hybrid|offices?|centre|library|station|house|church|hub|"
    r"hq|headquarters|school|college|court|buildings?|suite|caf[eé]|hotel|club|pavilion|depot)\b",
    re.IGNORECASE,
)
_LONGEST, _LONGEST_PLACE = 120, 80
_MEETING = {"meeting", "group", "board", "committee", "panel", "forum"}


class MeetingNamed(NamedTuple):
    """A meeting by its day, and the group and place named with it; `alone` where nothing else is said."""

    day: date
    group: str = ""
    place: str = ""
    alone: bool = True
    called: bool = True

    @property
    def says_no_more(self) -> bool:
        """Is nothing known of it but its day?"""
        return not self.group and not self.place


@cache
def meeting_named(text: str) -> MeetingNamed | None:
    """The meeting a text names by one certain day; not `called` one where it says no more than the day and place.

    None for any other text with a day: “Due by 12 May 2026”, “Next meeting 12 May 2026”.
    """
    said = _DAY.search(text) if len(text) <= _LONGEST else None
    day = parse_date(" ".join(said["day"].split())) if said else None
    if said is None or day is None or _ANOTHER_DAY.search(_DAY.sub("", text, count=1)):
        return None
    before, after = text[: said.start()], text[said.end() :]
    name = _BEFORE_DAY.sub("", before).strip()
    if opening := _WHAT_COMES_OF_IT.match(name):
        name = name[opening.end() :]
    detail = after.strip(" :,;().–—-")
    if not name and _MET.fullmatch(detail):
        name, detail = detail, ""
    elif before.strip() and not name:
        return None
    met = _MET.fullmatch(name)
    if (name and (met is None or _NO_NAME.search(name))) or _CALLED_OFF.search(detail):
        return None
    if plain(name) in STATUS_WORDS | RATING_WORDS:
        return None
    place = _BEFORE_PLACE.sub("", detail, count=1) if _is_place(detail) else ""
    if detail and not place and not (met and _DETAIL.match(after)):
        return None
    group = (met["group"] or "") if met else ""
    group = "" if _WHOLE_PARTNERSHIP.fullmatch(group) else group
    return MeetingNamed(day, group, place, alone=not detail or bool(place), called=met is not None)


def meetings_between(table: FoundTable) -> dict[int, MeetingNamed]:
    """The meetings whose names stand between the rows, by row: “TTCG 16 Sep 26”."""
    named = {row: meeting for row, text in table.sections.items() if (meeting := meeting_named(text))}
    return {row: MeetingNamed(day) for row, day in _days_behind_names(table).items()} | named


def are_under_meetings(table: FoundTable) -> bool:
    """Does each heading between the rows name a meeting by its day?"""
    called = [meeting_named(text) for text in table.sections.values()]
    return bool(_days_behind_names(table)) or (
        bool(called) and all(meeting and meeting.called for meeting in called)
    )


def _days_behind_names(table: FoundTable) -> dict[int, date]:
    """The days that end each of the headings between the rows, behind a name; none where any has none."""
    days = {row: parse_date(" ".join(text.split()[-3:])) for row, text in table.sections.items()}
    named = [plain(text).split()[:-3] for text in table.sections.values()]
    held = {row: day for row, day in days.items() if isinstance(day, date)}
    several = len(held) > 1 or any(_MEETING & set(words) for words in named)
    told = all(named) and not any(_OTHER_DAY.search(" ".join(words)) for words in named)
    return held if several and told and len(set(held.values())) == len(days) else {}


def _is_place(detail: str) -> bool:
    return len(detail) <= _LONGEST_PLACE and _PLACE.search(detail) is not None
