"""The records a row of a foreign table stands for: its own, those above it and those that hang on it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from datetime import date
from typing import ClassVar

from csp_desktop.excel.foreign.mapped_rows import RowSaid, Said
from csp_desktop.excel.foreign.reading import Draft, Label, PartnersInCell, Reading, To, joined
from csp_desktop.excel.foreign.records.beside_records import BesideRecords
from csp_desktop.excel.foreign.records.bodies_over_rows import WHOSE
from csp_desktop.excel.foreign.records.first_due import due_unless_revised
from csp_desktop.excel.foreign.records.heading_above import HeadingAbove
from csp_desktop.excel.foreign.records.indicators_told import IndicatorsTold
from csp_desktop.excel.foreign.records.listed_mitigations import RisksByNumber, note_on_mitigations
from csp_desktop.excel.foreign.records.log_entries import LogEntries
from csp_desktop.excel.foreign.records.meetings import Meetings
from csp_desktop.excel.foreign.records.memberships import Memberships
from csp_desktop.excel.foreign.records.payments import (
    add_payments,
    are_of_payments,
    numbers_invoices,
    project_paid_before,
)
from csp_desktop.excel.foreign.records.risks_under import RisksUnder
from csp_desktop.excel.foreign.records.standing_under import StandingUnder
from csp_desktop.excel.foreign.records.streams import Streams, fund_named_before
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.beside.mitigations import are_of_mitigations
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.column_words import row_called
from csp_desktop.excel.recognising.columns.row_periods import RowPeriods
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.recognising.wordings.cell_words import RATING_WORDS
from csp_desktop.excel.recognising.wordings.of_registers import NAMED_IN_WORDS
from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.person_names import in_plain_order
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.amounts import parse_number
from csp_desktop.registers.as_written.dates import parse_date
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Text, Values
from csp_desktop.registers.register import Register

# What a row says of itself before anybody has filled it in.
_AT_THE_START = frozenset(("not started", "not yet started", "to do", "open", "new"))
# What says how a record stands in a quarter.
_OF_A_QUARTER = ("updates", "log_updates", "risk_reviews")
_NAME_CROSSED_OUT = (
    "What names this row is crossed out in the workbook, so it was left out; include what is crossed out, or take the "
    "line away there and import again."
)
# The names of what a row stands under, by register and field.
_Texts = dict[tuple[str, str], str]


def _goes_on(said: tuple[tuple[str, str], Said]) -> bool:
    """Can what a row says of a record go on from the row above? Of how one stands only texts can; it has one rating."""
    (register, _), values = said
    by_name = register_named(register).by_name
    return register not in _OF_A_QUARTER or all(isinstance(by_name[name], Text) for name in values.values)


class RowRecords:
    """Makes drafts of the rows of one table, each under the heading, priority or objective it stands below.

    `periods` are those the rows say they are of.
    """

    def __init__(
        self,
        table: FoundTable,
        register: Register,
        uses: list[ColumnUse],
        reading: Reading,
        year: FinancialYear | None,
        today: date,
        periods: RowPeriods | None = None,
        *,
        supposed: bool = False,
    ) -> None:
        self.table, self.grid, self.register, self.uses = table, table.grid, register, uses
        self.reading, self.cells, self.year, self.today = reading, reading.cells, year, today
        self.of_payments, self.of_mitigations = are_of_payments(uses), are_of_mitigations(uses)
        self.by_invoice = numbers_invoices(uses)
        self.of_log = register.name == "log_entries"
        self.years = periods.years if periods else {}
        self.beside = BesideRecords(table, uses, reading, year, today, periods, supposed=supposed)
        self.under = StandingUnder(table, uses, reading)
        self.risks_under = RisksUnder(table, reading)
        self.risks_by_number = RisksByNumber(reading)
        self.memberships = Memberships(table, uses, reading)
        self.last: Draft | None = None
        self._of_bodies: dict[tuple[str, str], Draft] = {}
        self.streams = Streams(table, register.name, uses, reading, year, self.years)
        self.indicators = IndicatorsTold(uses, year, table.grid, reading.cells)
        self.meetings = Meetings(reading)
        self.log_entries = LogEntries(table, uses, reading, self.meetings)
        self.above = HeadingAbove(table, register, uses, self.cells, self.streams, self.log_entries, today)
        if self.of_log:
            self.beside.of_day = self.log_entries.quarter_told
        columns = {(use.register, use.field) for use in uses}
        first_due = [use for use in uses if (use.register, use.field) == ("plan_items", "original_due_on")]
        self.first_due = first_due[0] if first_due and ("plan_items", "timescale") in columns else None
        self.called_by_provider = register.name == "allocations" and ("allocations", "project") not in columns

    def start_section(self, text: str, place: Place, called: str = "") -> str:
        """The rows that follow stand under this heading; says what it is where it is an objective of theirs, or whose they are.

        `called` is what the cell before it calls it, “Priority:”.
        """
        self.above.start(text, place)
        self.log_entries.start_section()
        if self.above.body:
            return "body"
        if self.register.name == "plan_items":
            return self.under.start(text, place, called)
        self.streams.start_section(text, place)
        return ""

    def add(self, said: RowSaid) -> bool:
        """Draft what a row says; False where it has no record to put it in."""
        row = said.start.row
        if self.first_due:
            due_unless_revised(said, self.first_due, self.cells)
        own = said.records.pop((self.register.name, ""), Said())
        said.name_person(own)
        self.above.give(said, own)
        texts = {key: text for key, (text, _) in said.texts.items()}
        places = {name: sources[0] for name, sources in own.sources.items()}
        places |= {name: place for (_, name), (_, place) in said.texts.items()}
        if self._names_nothing(own, row):
            return False
        if self.register.name == "people" and self.memberships.add_seat(said, own):
            return True
        fund = said.records.pop(("funding_streams", ""), Said())
        add = self._ADD_AS.get(self.register.name, RowRecords._add_plain)
        draft = add(self, own.values, texts, places)
        self.streams.give(fund)
        if draft is None:
            draft = self._carry_on(row, own.values, said)
            if draft is None:
                return False
        else:
            self.last = draft
            self.under.record_added()
            own.give(draft)
            said.give_parents(draft)
            # What stands beside several rows, merged, is not this row's alone.
            draft.places = {name: place for name, place in draft.places.items() if place.row == row}
        if self.of_payments:
            add_payments(self.reading, draft, said, by_invoice=self.by_invoice)
            return True
        if self.register.name == "people":
            self.memberships.add(draft, said)
        if self.of_mitigations:
            note_on_mitigations(self.reading, said)
        said.give_notes(draft)
        first = len(self.reading.drafts)
        draft.when = self.log_entries.told_on(self.above.meeting) if self.of_log else ""
        draft.when = draft.when or self.beside.told_of(row)
        self.beside.add(draft, said)
        for beside in self.reading.drafts[first:]:
            beside.when = draft.when
        return True

    def _names_nothing(self, own: Said, row: int) -> bool:
        """Is what should name the record a figure, a day or a colour, beside one other cell at most: “% complete | 40%”?"""
        title = own.values.get(self.register.title)
        held = self.grid.columns_by_row.get(row, ())
        if self.register.name not in NAMED_IN_WORDS or not isinstance(title, str) or not 1 < len(held) <= 2:
            return False
        if (
            parse_number(title.rstrip("% ")) is None
            and parse_date(title) is None
            and plain(title) not in RATING_WORDS
        ):
            return False
        for column in held:
            self.cells.asked(
                self.grid.place(row, column), f"“{title}” names no {row_called(self.register.name)}."
            )
        return True

    def _add_plain(
        self,
        own: Values,
        texts: _Texts,
        places: dict[str, Place],
        starting: Values | None = None,
    ) -> Draft | None:
        for (register, name), text in texts.items():
            if register == "people":
                own[name] = PartnersInCell(text, places[name], one=True)
            else:
                own[name] = Label(text, places[name])
        if not own.get(self.register.title):
            return None
        return self._draft(own, places, starting)

    def _add_people(self, own: Values, texts: _Texts, places: dict[str, Place]) -> Draft | None:
        """Somebody, once for however many groups they sit on; of the body their sheet is named after."""
        name, place = str(own.get("name") or ""), places.get("name")
        if place and (turned := in_plain_order(name)) != name:
            own["name"] = turned
            self.cells.add_message(place, f"Read as {turned}.")
        if place and (of_sheet := self.above.bodies.of_sheet):
            texts[("people", "agency")], places["agency"] = of_sheet, place
            self.cells.add_message(place, f"Of {of_sheet}, as the sheet is called.")
        known = self.memberships.known_person(own, places, texts.get(("people", "agency"), ""))
        return known or self._add_plain(own, texts, places)

    def _add_allocations(self, own: Values, texts: _Texts, places: dict[str, Place]) -> Draft | None:
        """Money from the stream named in its row, in the rows above, over them or over the table."""
        named = texts.pop((self.register.name, "stream"), "")
        if self.called_by_provider and "provider" in own:
            # Where nothing says what for, money is called by who gets it.
            own["project"], places["project"] = own["provider"], places["provider"]
        title = places.get(self.register.title)
        self.streams.say(own, named, places, title)
        known = project_paid_before(self.reading, own, places) if self.of_payments else None
        return known or self._add_plain(own, texts, places)

    def _draft(self, own: Values, places: dict[str, Place], starting: Values | None = None) -> Draft:
        ways: tuple[tuple[str, ...], ...] = ((self.register.title,),)
        if "ref" in own:
            ways = (("ref",), *ways)
        elif "short_name" in self.register.by_name and own.get("short_name"):
            ways = (("short_name",), *ways)
        return self.reading.add(
            self.register.name, own, known_by=ways, starting=starting or {}, places=places
        )

    def _add_agencies(self, own: Values, texts: _Texts, places: dict[str, Place]) -> Draft | None:
        name = own.get("name") or own.get("short_name")
        if not name:
            return None
        own.setdefault("name", name)
        # A long name is known by itself until somebody gives it a short one.
        return self._draft(own, places, starting={"short_name": name})

    def _add_meetings(self, own: Values, texts: _Texts, places: dict[str, Place]) -> Draft | None:
        return self.meetings.add(own, places, self.above.text, self.above.place)

    def _add_risks(self, own: Values, texts: _Texts, places: dict[str, Place]) -> Draft | None:
        if own.get("title"):
            section = "" if self.above.body else self.above.text
            self.risks_under.say(own, places, section, self.above.place)
        elif self.of_mitigations:
            self.last = self.risks_by_number.meant(own, places) or self.last
        return self._add_plain(own, texts, places)

    def _add_indicators(self, own: Values, texts: _Texts, places: dict[str, Place]) -> Draft | None:
        return self._add_plain(own, texts, places, self.indicators.say(own, places))

    def _add_funding_streams(self, own: Values, texts: _Texts, places: dict[str, Place]) -> Draft | None:
        if not own.get("name"):
            return None
        if "year" not in own and self.year:
            own["year"] = self.year.first
        known = fund_named_before(self.reading, own, places)
        return known or self.reading.add(self.register.name, own, known_by=(("name", "year"),), places=places)

    def _add_plan_items(self, own: Values, texts: _Texts, places: dict[str, Place]) -> Draft | None:
        """An item under its priority and objective: from their columns, the heading above, or the table's name."""
        priority_text = texts.get(("plan_items", "priority"), "")
        objective_text = texts.get(("plan_items", "objective"), "")
        if not own.get("title") and not objective_text:
            return None
        told = own.pop("level", "") or self.under.level_by_number(places.get("title"))
        if told == "priority":
            draft = self._draft({**own, "level": told}, places)
            self.under.stand_at(draft)
            return draft
        of_objective = told == "objective" or not own.get("title")
        priority, objective = self.under.parents(
            priority_text, objective_text, places, is_objective=of_objective
        )
        if not own.get("title"):
            own["title"], places["title"] = objective_text, places["objective"]
        if own.get("completed_on"):
            # The day it was finished says that it is, where nothing says how it stands.
            own.setdefault("status", "complete")
        level, parent = ("objective", priority) if of_objective else ("action", objective or priority)
        known = self._told_by_another(own) if level == "action" else None
        draft = known or self._draft({**own, "level": level, "parent": To(parent.key)}, places)
        if self.above.body and own.get("ref"):
            self._of_bodies[own["ref"], plain(str(own["title"]))] = draft
        if told == "objective":
            self.under.stand_at(draft)
        return draft

    def _told_by_another(self, own: Values) -> Draft | None:
        """The action of the same number and name that stands below another body's heading too: both lead it."""
        if not self.above.body or not own.get("ref"):
            return None
        known = self._of_bodies.get((own["ref"], plain(str(own["title"]))))
        if known is not None:
            field = WHOSE["plan_items"]
            known.values[field] = joined(self.register[field], known.values[field], own[field])
        return known

    def _carry_on(self, row: int, own: Values, said: RowSaid) -> Draft | None:
        """A row without a name carries on the one before, where it adds only what a record can have several of."""
        marked = {use.column for use in self.uses if (row, use.column) in self.grid.values}
        # A body whose seat is vacant says nothing of whoever stands above it.
        of_nobody = self.register.name == "people" and said.texts
        crossed = any((row, column) in self.grid.crossed_out for column in self.grid.columns_by_row[row])
        if (
            self.last is not None
            and not crossed
            and not own
            and not of_nobody
            and not self.of_payments
            and (said.records or said.mitigations or said.notes)
            and (self.beside.told_of(row) or all(map(_goes_on, said.records.items())))
        ):
            return self.last
        numbered = set(own) <= {"ref", "status"} and not said.texts and not said.mitigations
        filled_down = self._is_filled_down(row)
        for column in (*sorted(marked), *(place.column for _, place in said.notes)):
            place = Place(self.grid.name, row, column)
            if filled_down:
                self.cells.ignored(place, "Filled down from the row above, with nothing else in its row.")
            elif numbered and all(self._is_filler(row, filled) for filled in self.grid.columns_by_row[row]):
                self.cells.ignored(place, "A numbered row with nothing in it.")
            else:
                self.cells.asked(place, _NAME_CROSSED_OUT if crossed else self._nothing_named)
        return None

    @property
    def _nothing_named(self) -> str:
        if self.register.name == "meetings":
            return "Nothing says plainly on which one day this meeting is held."
        return f"This row has no {row_called(self.register.name)}."

    def _is_filled_down(self, row: int) -> bool:
        """Does a row only say again what the one above it says in the same columns?"""
        at = bisect_left(self.table.rows, row)
        return at > 0 and all(
            self.grid.text(row, column) == self.grid.text(self.table.rows[at - 1], column)
            for column in self.grid.columns_by_row[row]
        )

    def _is_filler(self, row: int, column: int) -> bool:
        """A number, a formula's nought, a pattern to be typed over or how every new row begins: no words of anybody's."""
        return (
            self.grid.text(row, column).casefold() in _AT_THE_START
            or re.fullmatch(
                r"[\d.,\-£$% ]*|[A-Za-z]{0,5}[-. ]?\d{1,4}|[DMY/\-]+|[a-z]?", self.grid.text(row, column)
            )
            is not None
        )

    def _add_log_entries(self, own: Values, texts: _Texts, places: dict[str, Place]) -> Draft | None:
        if not own.get("title"):
            return None
        self.log_entries.say(own, places, self.above.meeting, self.above.review)
        draft = self._add_plain(own, texts, places)
        if draft is not None:
            self.log_entries.tell_apart(draft)
        return draft

    # How the row of a register is drafted, where that is more than its cells: not bound to one table, whose records
    # would hold on to themselves.
    _ADD_AS: ClassVar[
        Mapping[str, Callable[[RowRecords, Values, _Texts, dict[str, Place]], Draft | None]]
    ] = {
        "allocations": _add_allocations,
        "bids": _add_allocations,
        "people": _add_people,
        "agencies": _add_agencies,
        "groups": _add_agencies,
        "meetings": _add_meetings,
        "risks": _add_risks,
        "indicators": _add_indicators,
        "funding_streams": _add_funding_streams,
        "plan_items": _add_plan_items,
        "log_entries": _add_log_entries,
    }
