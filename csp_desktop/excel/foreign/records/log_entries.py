"""Entries of a log: which kind they are, which meeting they come from, and what tells them apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from csp_desktop.excel.foreign.reading import Draft, Reading, To
from csp_desktop.excel.foreign.records.meetings import Meetings
from csp_desktop.excel.foreign.sheets_of_years import headed_alike
from csp_desktop.excel.opening.grid import Grid, Place
from csp_desktop.excel.recognising.beside.meetings_between import MeetingNamed, meeting_named
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.mapped_values import day_within
from csp_desktop.excel.recognising.register_worth import headed_as_review
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.dates import parse_date
from csp_desktop.registers.fields import Values

_ENTRY_KINDS = (
    (
        "meeting action",
        r"\bactions? (?:log|tracker|list|register|points?|arising)\b|\bmatters arising\b|\bminutes\b|\bmeeting actions?\b",
    ),
    ("review recommendation", r"\brecommendations?\b|\bdhrs?\b|\bdardrs?\b|\blearning points?\b"),
    ("order or agreement", r"\bpspos?\b|\borders?\b|\bagreements?\b|\bprotocols?\b"),
    ("duty", r"\bdut(?:y|ies)\b"),
)
FROM_MEETINGS = "meeting action"
"""The kind of what was agreed at meetings, and of entries that say no other."""
# What the log has no kind for.
_PLURALS = {"issue": "issues", "decision": "decisions", "query": "queries", "concern": "concerns"}
_NO_KIND = re.compile(r"\b(issue|decision|query|concern)s?\b", re.IGNORECASE)
# A date or a number headed so is that of a meeting.
_OF_MEETING = re.compile(r"\bmeeting\b|\bmin(?:ute)?s?\b|\bagenda\b", re.IGNORECASE)
# A line that says which meeting all below it come from.
_MINUTES_OF = re.compile(rf"{_OF_MEETING.pattern}|\baction (?:notes?|sheet)\b", re.IGNORECASE)
# And which speaks of another one, or of what is wanted before it.
_ANOTHER = re.compile(
    r"\b(?:next|following|future|forthcoming|due|before|deadlines?|circulated)\b",
    re.IGNORECASE,
)
# “Date of meeting | 8 October 2026”, and beside minutes “Date | 8 October 2026”.
_DAY_OF = re.compile(
    r"(?P<said>date of (?:the )?meeting|meeting date|date held|held on|meeting held(?: on)?)|date",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"\bminutes\b|\b(?:action )?notes?\b", re.IGNORECASE)
# What a heading calls the review that the recommendations below it come from.
_A_REVIEW = re.compile(
    r"\b(?:dhrs?|dardrs?|sars?|scrs?|l?cspr?s?|mhhrs?|cdops?|hmic(?:frs)?|pfd|(?<!under )(?<!for )(?<!in )(?<!to )reviews?|inquests?|inspections?|audits?|inquir(?:y|ies)|"
    r"homicides?|thematic|regulation 28)\b",
    re.IGNORECASE,
)
_FOR_THOSE_BELOW = "For those below it too, up to the next one."
# What a heading says of the actions below it and of no action: which come from an earlier meeting, and which are new.
_HOW_OLD = re.compile(
    r"\W*(?:(?:actions?|items?|matters|those) )?(?:carried|brought) (?:over|forward)(?: (?:actions?|items?))?(?: from\b.*)?\W*"
    r"|\W*new (?:actions?|items?)(?: (?:agreed|raised|from|at|this)\b.*)?\W*|\W*(?:previous|earlier|old) (?:actions?|items?)\W*"
    r"|\W*(?:actions?|matters|items?) (?:(?:arising|agreed|raised) )?(?:from|at|in) (?:the )?(?:last|previous|earlier|this) meetings?\W*",
    re.IGNORECASE,
)
_AS_AT = re.compile(r"\bas (?:at|of)\b|\bposition\b|\bupdated?\b|\bstatus\b", re.IGNORECASE)
# The lines in which minutes say of which meeting they are.
_OPENING = 12


class LogEntries:
    """Says of the entries of one table what their table, their sheet and their meeting say of them."""

    def __init__(
        self, table: FoundTable, uses: list[ColumnUse], reading: Reading, meetings: Meetings
    ) -> None:
        self.table, self.grid, self.uses, self.cells = table, table.grid, uses, reading.cells
        self.meetings, self.notes = meetings, reading.notes
        said = _kind_said(table, uses)
        self.kind = said or FROM_MEETINGS
        self.unsaid = "" if said else _no_kind_of_ours(table, uses)
        self._source: tuple[str, Place] | None = None

    def start_section(self) -> None:
        """What follows stands below another heading, and not below the source named last."""
        self._source = None

    def says_how_old(self, heading: str) -> bool:
        """Does a heading only say which entries are new and which carried forward?"""
        return _HOW_OLD.fullmatch(heading) is not None

    def names_review(self, heading: str) -> bool:
        """Does a heading between the rows name the review its recommendations come from, where no column does?"""
        of_reviews = self.kind == "review recommendation" and self._source_column is None
        return of_reviews and _A_REVIEW.search(heading) is not None

    def say(
        self,
        own: Values,
        places: dict[str, Place],
        above: tuple[MeetingNamed, Place] | None,
        review: tuple[str, Place] | None,
    ) -> None:
        """Put the kind of an entry, by what its table is called, and its meeting, by the meeting's date.

        `above` is the meeting, and `review` the review, that a heading between the rows names, with its place.
        """
        if self.unsaid and "kind" not in own:
            self.notes.append(
                f"The log has no kind for {self.unsaid}: the rows of “{self.table.name}” are kept as meeting actions. "
                "Choose another kind where that is not right."
            )
            self.unsaid = ""
        kind = own.setdefault("kind", self.kind)
        if kind == "review recommendation":
            self._say_review(own, places, review)
        if kind == "order or agreement" and "raised_on" in own and "starts_on" not in own:
            # The day an agreement was agreed is the day it began.
            own["starts_on"], places["starts_on"] = own.pop("raised_on"), places.pop("raised_on")
        if kind != FROM_MEETINGS:
            return
        if "raised_on" not in own and (over := above or self._meeting_over):
            meeting, place = over
            own["raised_on"], places["raised_on"] = meeting.day.isoformat(), place
            own["meeting"] = To(self.meetings.named(meeting, place).key)
            self.cells.taken(place, "log_entries", "raised_on", "The meeting of the rows below.")
        elif own.get("raised_on") and self._is_of_meeting("raised_on"):
            own["meeting"] = To(self.meetings.of_day(own["raised_on"], places["raised_on"]).key)

    def _say_review(self, own: Values, places: dict[str, Place], review: tuple[str, Place] | None) -> None:
        """The review a recommendation comes from: of its row, of the heading above, named once over it, or the table's."""
        if self._source_column is None:
            own["source"], at = review or (self.table.name, None)
            if at:
                places["source"] = at
        elif "source" in own:
            self._source = own["source"], places["source"]
        elif self._is_named_once and self._source:
            own["source"], places["source"] = self._source
            self.cells.add_message(places["source"], _FOR_THOSE_BELOW)

    @cached_property
    def _source_column(self) -> int | None:
        """The column that says where entries come from."""
        return next((use.column for use in self.uses if use.field == "source"), None)

    @cached_property
    def _is_named_once(self) -> bool:
        """Is each review named once, in the row of its first recommendation?"""
        said = [self.grid.text(row, self._source_column or 0) for row in self.table.rows]
        named = [text for text in said if text]
        return bool(said and said[0]) and len(named) == len(set(named)) < len(said)

    def tell_apart(self, draft: Draft) -> None:
        """Say by what an entry that has a number is known again."""
        if "ref" not in draft.values:
            return
        # Every meeting and every review begins with number 1.
        beside = "source" if draft.values["kind"] == "review recommendation" else "raised_on"
        if draft.values.get(beside):
            draft.known_by = (("kind", beside, "ref"),)
        else:
            draft.known_by = () if self._is_of_meeting("ref") else (("ref",),)
        draft.known_by += (("kind", "title"),)

    @cached_property
    def _meeting_over(self) -> tuple[MeetingNamed, Place] | None:
        """The meeting whose day stands over the table, else where the sheet opens; None where no one day does."""
        for rows in (self.table.titles, self.grid.rows[:_OPENING]):
            said: dict[date, tuple[MeetingNamed, Place]] = {}
            for row in rows:
                lone = self.grid.lone_text(row) if row < self.table.header[0] else None
                said_of_it = lone and _MINUTES_OF.search(lone[1]) and not _ANOTHER.search(lone[1])
                if lone and said_of_it and (day := day_within(lone[1])):
                    meeting = meeting_named(lone[1]) or MeetingNamed(day)
                    if day not in said or said[day][0].says_no_more:
                        said[day] = meeting, self.grid.place(row, lone[0])
            if said:
                return next(iter(said.values())) if len(said) == 1 else None
        return self._meeting_beside_label

    @cached_property
    def _meeting_beside_label(self) -> tuple[MeetingNamed, Place] | None:
        """The meeting whose day stands beside “Date of meeting” where the sheet opens."""
        over = [row for row in self.grid.rows[:_OPENING] if row < self.table.header[0]]
        minuted = any((lone := self.grid.lone_text(row)) and _MINUTES.search(lone[1]) for row in over)
        for row in over:
            label, *others = self.grid.columns_by_row[row]
            said = _DAY_OF.fullmatch(self.grid.text(row, label).rstrip(" :"))
            day = day_within(self.grid.text(row, others[0])) if said and len(others) == 1 else None
            if said and day and (said["said"] or minuted):
                return MeetingNamed(day), self.grid.place(row, others[0])
        return None

    def told_on(self, above: tuple[MeetingNamed, Place] | None) -> str:
        """The day on which an entry stood as told: of the meeting above it, or of its sheet where others are of other days."""
        day = above[0].day if above else self._day_of_sheet
        return day.isoformat() if day else ""

    @cached_property
    def quarter_told(self) -> Quarter | None:
        """The quarter of the day a sheet is of, where others are of other days."""
        return Quarter.of(self._day_of_sheet) if self._day_of_sheet else None

    @cached_property
    def _day_of_sheet(self) -> date | None:
        own = _day_of(self.grid)
        others = (grid for grid in self.cells.grids if grid.name != self.grid.name)
        dated = own and any(
            (other := _day_of(grid)) and other != own and headed_alike(grid, self.grid) for grid in others
        )
        return own if dated else None

    def _is_of_meeting(self, field: str) -> bool:
        """Is the day or the number of entries that of their meeting, and so comes again and again?"""
        return any(use.field == field and _OF_MEETING.search(use.heading) for use in self.uses)


def _day_of(grid: Grid) -> date | None:
    """The one day a sheet is of: that of the meeting, or of how things stand, where it opens, else in its name."""
    lone = filter(None, map(grid.lone_text, grid.rows[:_OPENING]))
    lines = [text for _, text in lone if not _ANOTHER.search(text)]
    for words in (_OF_MEETING, _AS_AT):
        said = {day for text in lines if words.search(text) and (day := day_within(text))}
        if said:
            return said.pop() if len(said) == 1 else None
    named = day_within(grid.name) or parse_date(grid.name)
    return named if isinstance(named, date) else None


def _kind_said(table: FoundTable, uses: Iterable[ColumnUse]) -> str:
    """The kind of the entries of a table, by what it and they are called; "" where nothing says it."""
    reviewed = any(headed_as_review(column.own) for column in table.columns)
    return next(
        (
            kind
            for called in _called(table, uses)
            for kind, words in _ENTRY_KINDS
            if re.search(words, called, re.IGNORECASE)
        ),
        "review recommendation" if reviewed else "",
    )


def _no_kind_of_ours(table: FoundTable, uses: Iterable[ColumnUse]) -> str:
    """What the entries of a table are called that the log has no kind for: “issues”; "" where they are called nothing such."""
    found = next(filter(None, map(_NO_KIND.search, reversed(_called(table, uses)))), None)
    return _PLURALS.get(found[1].casefold(), "") if found else ""


def _called(table: FoundTable, uses: Iterable[ColumnUse]) -> tuple[str, str]:
    """What a table is called, and what its entries are."""
    naming = [use.heading for use in uses if (use.register, use.field) == ("log_entries", "title")]
    return " ".join((table.grid.name, *table.titles.values())).replace("_", " "), " ".join(naming)
