"""The heading between the rows that others stand below: what it names, and what becomes of its words."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from csp_desktop.excel.foreign.mapped_rows import RowSaid, Said
from csp_desktop.excel.foreign.reading import PartnersInCell, SourceCells, joined
from csp_desktop.excel.foreign.records.bodies_over_people import BodiesOverPeople
from csp_desktop.excel.foreign.records.bodies_over_rows import WHOSE, BodiesOverRows
from csp_desktop.excel.foreign.records.log_entries import FROM_MEETINGS, LogEntries
from csp_desktop.excel.foreign.records.meetings import names_group
from csp_desktop.excel.foreign.records.risks_under import says_category
from csp_desktop.excel.foreign.records.streams import Streams
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.beside.meetings_between import MeetingNamed, meetings_between
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.risk_status import status_headed
from csp_desktop.registers.register import Register


class HeadingAbove:
    """The heading above the row that is read, `text` at `place`; "" and None above the first."""

    def __init__(
        self,
        table: FoundTable,
        register: Register,
        uses: list[ColumnUse],
        cells: SourceCells,
        streams: Streams,
        log_entries: LogEntries,
        today: date,
    ) -> None:
        self.text = ""
        self.place: Place | None = None
        self.bodies = BodiesOverPeople(table, uses)
        self._whose = BodiesOverRows(table, register.name, uses)
        self._table, self._register, self._uses, self._cells = table, register, uses, cells
        self._streams, self._log_entries, self._today = streams, log_entries, today
        self._of_log = register.name == "log_entries"

    def start(self, text: str, place: Place) -> None:
        """The rows that follow stand under this heading."""
        self.text, self.place = text, place

    def give(self, said: RowSaid, own: Said) -> None:
        """Put what it names into what a row below it says; what it names nothing of ours by is kept in the notes."""
        self._say_whose(own)
        if self.agency and self.place:
            said.texts["people", "agency"] = self.agency, self.place
        if self._is_kept and self.place and self._register.title in own.values:
            said.note("Heading", self.text, self.place)

    def take(self, level: str, place: Place) -> None:
        """Say what became of a heading once a record stands under it; `level` is what it was started as."""
        if level == "body":
            self._cells.taken(
                place, self._register.name, WHOSE[self._register.name], "For the rows below it."
            )
        elif self._register.name == "plan_items":
            self._cells.taken(
                place, "plan_items", "title", f"An {level}." if level == "objective" else "A priority."
            )
        elif self.is_noted:
            self._cells.noted(place, self._register.name, "Kept in the notes of the rows below it.")
        elif self._streams.named_by_headings:
            self._cells.taken(place, "funding_streams", "name", "For the rows below it.")
        elif self._register.name == "risks" and says_category(self.text):
            self._cells.taken(place, "risks", "category", "For the risks below it.")
        elif self._register.name == "risks" and status_headed(self.text):
            self._cells.taken(place, "risks", "status", "For the risks below it.")
        elif self.meeting:
            self._cells.taken(place, "log_entries", "raised_on", "The meeting of the rows below.")
        elif self.review:
            self._cells.taken(place, "log_entries", "source", "The review of the rows below.")
        elif self.agency:
            self._cells.taken(place, "people", "agency", "For the people below it.")
        elif self._register.name == "meetings":
            self._cells.taken(place, "meetings", "group", "For the meetings below it.")
        else:
            self._cells.ignored(place, "A heading between the rows.")

    @property
    def body(self) -> str:
        """The body whose rows stand below it; "" where it names none."""
        return self._whose.named_by(self.text)

    @property
    def is_noted(self) -> bool:
        """Does the heading above name nothing its rows have a field for, so that they keep it in their notes?"""
        if not self.text or self.body or self._register.name == "plan_items":
            return False
        if self._register.name == "risks":
            kinds = any((use.register, use.field) == ("risks", "category") for use in self._uses)
            return kinds and not status_headed(self.text)
        if self._register.name == "meetings":
            return not names_group(self.text) or any(use.field == "group" for use in self._uses)
        if self._of_log and self._log_entries.says_how_old(self.text):
            return False
        named = self._streams.are_named_by(self.text) or self.agency or self.review
        return not named and self.meeting is None

    @property
    def _is_kept(self) -> bool:
        """Do the rows keep the heading above in their notes, be it beside the meeting it names?"""
        meeting = self.meeting
        return self.is_noted or (meeting is not None and not meeting[0].alone)

    @property
    def meeting(self) -> tuple[MeetingNamed, Place] | None:
        """The meeting the heading above names by its day, where entries of a log stand below it and say none."""
        if not self._of_log or not self.place:
            return None
        meeting = self._meetings_between.get(self.place.row)
        return (meeting, self.place) if meeting else None

    @property
    def review(self) -> tuple[str, Place] | None:
        """The review the heading above names, where recommendations stand below it and no column names theirs."""
        if not self._of_log or not self.place:
            return None
        return (self.text, self.place) if self._log_entries.names_review(self.text) else None

    @cached_property
    def _meetings_between(self) -> dict[int, MeetingNamed]:
        """The meetings between the rows; a day that says no more is that of one unless things may be due on it."""
        fields = {use.field for use in self._uses}
        if "raised_on" in fields or self._log_entries.kind != FROM_MEETINGS:
            return {}
        between = meetings_between(self._table)
        past = "due_on" in fields or all(meeting.day <= self._today for meeting in between.values())
        return {row: meeting for row, meeting in between.items() if meeting.called or past}

    @property
    def agency(self) -> str:
        """The body the heading above names, where people stand below it; "" where it names none."""
        return self.bodies.named_by(self.text) if self._register.name == "people" else ""

    def _say_whose(self, own: Said) -> None:
        """Put the body whose rows stand together with a record, as a heading, a line over them or the sheet names it."""
        title, over = self._register.title, None if self.body else self._whose.over
        if not own.values.get(title):
            return
        body = self.body or (over.name if over else self._whose.of_sheet)
        place = (
            self.place if self.body else over.place if over else next(iter(own.sources.get(title, ())), None)
        )
        if not body or not place:
            return
        field = WHOSE[self._register.name]
        named = PartnersInCell(body, place, one=True)
        both = joined(self._register[field], named, own.values[field]) if field in own.values else named
        if both is None:
            return  # the row says itself whose it is
        own.values[field] = both
        own.sources.setdefault(field, []).append(place)
        if over:
            self._cells.taken(place, self._register.name, field, "For the rows below it.")
            if over.label:
                self._cells.ignored(over.label, "Goes with the cell beside it.")
        elif not self.body:
            self._cells.add_message(place, f"Of {body}, as the sheet is called.")
