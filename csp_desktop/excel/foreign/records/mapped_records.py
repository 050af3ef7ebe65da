"""The records a row of a foreign table stands for: its own, those above it and those that hang on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cached_property

from csp_desktop.excel.foreign.indicator_cells import kind_told
from csp_desktop.excel.foreign.mapped_rows import RowSaid, Said
from csp_desktop.excel.foreign.reading import Draft, Label, PartnersInCell, Reading, To
from csp_desktop.excel.foreign.records.beside_records import BesideRecords
from csp_desktop.excel.foreign.records.entry_kinds import kind_of_entries
from csp_desktop.excel.foreign.records.listed_mitigations import RisksByNumber, note_on_mitigations
from csp_desktop.excel.foreign.records.meetings import Meetings, names_group
from csp_desktop.excel.foreign.records.memberships import OF_MEMBERS, Memberships, agency_of_sheet
from csp_desktop.excel.foreign.records.payments import (
    add_payments,
    are_of_payments,
    numbers_invoices,
    project_paid_before,
)
from csp_desktop.excel.foreign.records.risks_under import RisksUnder
from csp_desktop.excel.foreign.records.standing_under import StandingUnder
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.beside.mitigations import are_of_mitigations
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.column_words import row_called
from csp_desktop.excel.recognising.columns.row_periods import RowPeriods
from csp_desktop.excel.recognising.mapped_values import day_within, unit_told
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.recognising.wordings.cell_words import RATING_WORDS
from csp_desktop.excel.recognising.wordings.of_registers import NAMED_IN_WORDS
from csp_desktop.excel.wording.cells import plain, years_in
from csp_desktop.excel.wording.person_names import in_plain_order
from csp_desktop.excel.wording.risk_status import status_headed
from csp_desktop.excel.wording.to_date import quarter_stated
from csp_desktop.excel.wording.which_way import way_asked, way_told_by_name
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.amounts import parse_number
from csp_desktop.registers.as_written.dates import parse_date
from csp_desktop.registers.fields import Values
from csp_desktop.registers.register import Register
from csp_desktop.rules.body_kinds import kind_of_body

# A date or a number headed so is that of a meeting.
_OF_MEETING = re.compile(r"\bmeeting\b|\bmin(?:ute)?s?\b|\bagenda\b", re.IGNORECASE)


# The lines in which minutes say of which meeting they are.
_OPENING = 12
_LAST_YEAR = re.compile(r"\b(?:last|previous|prior) year\b", re.IGNORECASE)
_FUND = re.compile(
    r"\bfund(?:s|ing|ed|er)?\b|\bgrants?\b|\ballocations?\b|\bpots?\b|\breserves?\b|\bmonies\b|\bmoney\b|\bstreams?\b|\blevy\b|\bcontributions?\b|"
    r"\bcommissioner|\bpcc\b|\bopcc\b|\bhome office\b|\bministry\b|\bcouncil\b|\bpolice\b|\bnhs\b|\bicb\b|\blottery\b|\btrust\b|\bfoundation\b|\bprogramme\b|\bbudget\b",
    re.IGNORECASE,
)


def names_a_fund(text: str) -> bool:
    """Does a heading between rows of money name where it comes from, rather than what it is for?"""
    return _FUND.search(text) is not None


# The names of what a row stands under, by register and field.
_Texts = dict[tuple[str, str], str]


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
        self.reading, self.cells, self.year = reading, reading.cells, year
        self.of_payments, self.of_mitigations = are_of_payments(uses), are_of_mitigations(uses)
        self.by_invoice = numbers_invoices(uses)
        self.years = periods.years if periods else {}
        self.beside = BesideRecords(table, uses, reading, year, today, periods, supposed=supposed)
        self.section = ""
        self.section_place: Place | None = None
        self.under = StandingUnder(table, uses, reading)
        self.risks_under = RisksUnder(table, reading)
        self.risks_by_number = RisksByNumber(reading)
        self.memberships = Memberships(table, uses, reading)
        self.last: Draft | None = None
        self.stream: Draft | None = None
        self.meetings = Meetings(reading)
        self.entry_kind = kind_of_entries(table, uses) if register.name == "log_entries" else ""
        self._add_as: dict[str, Callable[[Values, _Texts, dict[str, Place]], Draft | None]] = {
            "allocations": self._add_allocations,
            "bids": self._add_allocations,
            "people": self._add_people,
            "agencies": self._add_agencies,
            "groups": self._add_agencies,
            "meetings": self._add_meetings,
            "risks": self._add_risks,
            "indicators": self._add_indicators,
            "funding_streams": self._add_funding_streams,
            "plan_items": self._add_plan_items,
            "log_entries": self._add_log_entries,
        }
        columns = {(use.register, use.field) for use in uses}
        self.called_by_provider = register.name == "allocations" and ("allocations", "project") not in columns
        self.section_names_stream = (
            register.name in ("allocations", "bids") and (register.name, "stream") not in columns
        )

    def start_section(self, text: str, place: Place) -> str:
        """The rows that follow stand under this heading; says what it is where it is an objective of theirs."""
        self.section, self.section_place = text, place
        if self.register.name == "plan_items":
            return self.under.start(text, place)
        # "Equipment" among the rows of a budget is what they are for, not where the money comes from.
        if names_a_fund(text) or not self.section_names_stream:
            self.stream = None
        return ""

    @property
    def section_is_noted(self) -> bool:
        """Does the heading above name nothing its rows have a field for, so that they keep it in their notes?"""
        if not self.section or self.register.name == "plan_items":
            return False
        if self.register.name == "risks":
            kinds = any((use.register, use.field) == ("risks", "category") for use in self.uses)
            return kinds and not status_headed(self.section)
        if self.register.name == "meetings":
            return not names_group(self.section) or any(use.field == "group" for use in self.uses)
        return not (self.section_names_stream and names_a_fund(self.section)) and not self.section_is_agency

    @property
    def section_is_agency(self) -> bool:
        """Does the heading above name the body the people below it are of?"""
        return self._sections_name_agencies and not OF_MEMBERS.search(self.section)

    @cached_property
    def _sections_name_agencies(self) -> bool:
        """Are most of the headings between people bodies, where no column names theirs?"""
        if self.register.name != "people" or any(use.field == "agency" for use in self.uses):
            return False
        bodies = sum(kind_of_body(text) is not None for text in self.table.sections.values())
        return bodies * 2 > len(self.table.sections)

    def add(self, said: RowSaid) -> bool:
        """Draft what a row says; False where it has no record to put it in."""
        row = said.start.row
        own = said.records.pop((self.register.name, ""), Said())
        said.name_person(own)
        if self.section_is_noted and self.section_place and self.register.title in own.values:
            said.note("Heading", self.section, self.section_place)
        texts = {key: text for key, (text, _) in said.texts.items()}
        places = {name: sources[0] for name, sources in own.sources.items()}
        places |= {name: place for (_, name), (_, place) in said.texts.items()}
        if self._names_nothing(own, row):
            return False
        fund = said.records.pop(("funding_streams", ""), Said())
        draft = self._add_as.get(self.register.name, self._add_plain)(own.values, texts, places)
        self._give_to_fund(fund)
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
        first, draft.when = len(self.reading.drafts), self.beside.told_of(row)
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
        if self.section and self.section_place and self.section_is_agency:
            own["agency"] = PartnersInCell(self.section, self.section_place, one=True)
            places["agency"] = self.section_place
        if not own.get(self.register.title):
            return None
        return self._draft(own, places, starting)

    def _add_people(self, own: Values, texts: _Texts, places: dict[str, Place]) -> Draft | None:
        """Somebody, once for however many groups they sit on; of the body their sheet is named after."""
        name, place = str(own.get("name") or ""), places.get("name")
        if place and (turned := in_plain_order(name)) != name:
            own["name"] = turned
            self.cells.add_message(place, f"Read as {turned}.")
        if place and self._sheets_agency:
            texts[("people", "agency")], places["agency"] = self._sheets_agency, place
            self.cells.add_message(place, f"Of {self._sheets_agency}, as the sheet is called.")
        known = self.memberships.known_person(own, places, texts.get(("people", "agency"), ""))
        return known or self._add_plain(own, texts, places)

    @cached_property
    def _sheets_agency(self) -> str:
        """The body the sheet is named after, where neither a column nor a heading names one; "" where it is none."""
        headed = bool(self.table.sections) and self._sections_name_agencies
        if headed or any((use.register, use.field) == ("people", "agency") for use in self.uses):
            return ""
        return agency_of_sheet(self.grid.name)

    def _add_allocations(self, own: Values, texts: _Texts, places: dict[str, Place]) -> Draft | None:
        """Money from the stream named in its row, in the rows above, over them or over the table."""
        said = texts.pop((self.register.name, "stream"), "")
        if self.called_by_provider and "provider" in own:
            # Where nothing says what for, money is called by who gets it.
            own["project"], places["project"] = own["provider"], places["provider"]
        title = places.get(self.register.title)
        if said:
            self.stream = self._stream(said, places["stream"])
        elif self.stream and title and not self.section_names_stream:
            stream = self.stream.values["name"]
            self.cells.add_message(title, f"From the funding stream of the row above: {stream}.")
        elif self.stream is None and self.section and self.section_place and names_a_fund(self.section):
            self.stream = self._stream(self.section, self.section_place)
        elif self.stream is None and self.section_names_stream and self.table.titles:
            row, text = next(iter(self.table.titles.items()))
            place = self.table.title_place(row)
            self.cells.taken(place, "funding_streams", "name", "The stream the rows below are paid from.")
            self.stream = self._stream(text, place)
        elif self.stream is None and title:
            # A sheet for each quarter is no stream of its own.
            of_time = self.year and quarter_stated(self.grid.name, self.year)
            name = f"Funding {self.year.label}" if self.year and of_time else self.grid.name
            self.stream = self._stream(name, title)
            self.cells.add_message(title, f"No funding stream is named: it is put under “{name}”.")
        if self.stream:
            own["stream"] = To(self.stream.key)
        known = project_paid_before(self.reading, own, places) if self.of_payments else None
        return known or self._add_plain(own, texts, places)

    def _give_to_fund(self, said: Said) -> None:
        """How much a fund is, where it stands beside its projects; another sum for the same fund is asked about."""
        if "amount" not in said.values:
            return
        known = self.stream and self.stream.values.setdefault("amount", said.values["amount"])
        if self.stream and known == said.values["amount"]:
            said.give(self.stream)
            return
        for place in said.sources["amount"]:
            self.cells.asked(place, "Nothing says which fund this sum is of, or it has another one already.")

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
        return self.meetings.add(own, places, self.section, self.section_place)

    def _add_risks(self, own: Values, texts: _Texts, places: dict[str, Place]) -> Draft | None:
        if own.get("title"):
            self.risks_under.say(own, places, self.section, self.section_place)
        elif self.of_mitigations:
            self.last = self.risks_by_number.meant(own, places) or self.last
        return self._add_plain(own, texts, places)

    def _add_indicators(self, own: Values, texts: _Texts, places: dict[str, Place]) -> Draft | None:
        if "baseline_value" in own:
            own["baseline_state"] = "known"
            if self._baseline_year:
                own.setdefault("baseline_period", self._baseline_year)
        if kind := kind_told(self.uses):
            own.setdefault("kind", kind)
        unit = unit_told(str(own.get("title") or "")) or self._headed_unit
        if unit:
            own.setdefault("unit", unit)
        if "better" not in own and (way := way_asked(str(own.get("stated_target") or ""))):
            own["better"] = way
        # What nothing says is left open rather than taken for what is usual.
        starting: Values = {"better": None}
        target, baseline = own.get("target_value"), own.get("baseline_value")
        if target is not None:
            own.setdefault("target_kind", "value")
            # Where a target lies says which way is better.
            start = 0 if own["target_kind"] == "percent change" else baseline
            if start is not None and target != start:
                starting["better"] = "lower" if target < start else "higher"
        if own.get("target_kind") != "percent change" and (
            way := way_told_by_name(str(own.get("title") or ""))
        ):
            # A target may ask for no more than was reached before: 85% satisfied after 87%.
            starting["better"] = way
        return self._add_plain(own, texts, places, starting)

    @cached_property
    def _headed_unit(self) -> str | None:
        """The unit the heading of the indicators, or those of all their figures, speak of: “Measure (%)”."""
        headings = {
            field: [use.heading for use in self.uses if (use.register, use.field) == field]
            for field in (("indicators", "title"), ("measurements", "value"))
        }
        told = [{unit_told(heading) for heading in said} for said in headings.values()]
        return next((units.pop() for units in told if len(units) == 1 and units != {None}), None)

    @cached_property
    def _baseline_year(self) -> str:
        """The year the heading of the baseline names, as people write it; "" where it names none."""
        for use in self.uses:
            if (use.register, use.field) != ("indicators", "baseline_value"):
                continue
            if said := years_in(use.heading):
                return said.last.label if said.first == said.last else ""
            if self.year and _LAST_YEAR.search(use.heading):
                return FinancialYear(self.year.first - 1).label
        return ""

    def _add_funding_streams(self, own: Values, texts: _Texts, places: dict[str, Place]) -> Draft | None:
        if not own.get("name"):
            return None
        if "year" not in own and self.year:
            own["year"] = self.year.first
        return self.reading.add(self.register.name, own, known_by=(("name", "year"),), places=places)

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
        draft = self._draft({**own, "level": level, "parent": To(parent.key)}, places)
        if told == "objective":
            self.under.stand_at(draft)
        return draft

    def _stream(self, name: str, place: Place) -> Draft:
        of = self.years.get(place.row, self.year)
        year = of.first if of else None
        of_year = {"year": year} if place.row in self.years else {}
        stream = self.reading.worded("funding_streams", "name", name, **of_year) or self.reading.add(
            "funding_streams",
            {"name": name, "year": year},
            known_by=(("name", "year"),),
            places={"name": place},
        )
        stream.read_from("name", place)
        return stream

    def _carry_on(self, row: int, own: Values, said: RowSaid) -> Draft | None:
        """A row without a name carries on the one before, where it adds only what a record can have several of."""
        marked = {use.column for use in self.uses if (row, use.column) in self.grid.values}
        # A body whose seat is vacant says nothing of whoever stands above it.
        of_nobody = self.register.name == "people" and said.texts
        if (
            self.last is not None
            and not own
            and not of_nobody
            and not self.of_payments
            and (said.records or said.mitigations or said.notes)
        ):
            return self.last
        numbered = set(own) <= {"ref"} and not said.texts and not said.mitigations
        for column in (*sorted(marked), *(place.column for _, place in said.notes)):
            place = Place(self.grid.name, row, column)
            if numbered and all(self._is_filler(row, filled) for filled in self.grid.columns_by_row[row]):
                self.cells.ignored(place, "A numbered row with nothing in it.")
            else:
                self.cells.asked(place, self._nothing_named)
        return None

    @property
    def _nothing_named(self) -> str:
        if self.register.name == "meetings":
            return "Nothing says plainly on which one day this meeting is held."
        return f"This row has no {row_called(self.register.name)}."

    def _is_filler(self, row: int, column: int) -> bool:
        """A number, a formula's nought or a pattern to be typed over: no words of anybody's."""
        return (
            re.fullmatch(
                r"[\d.,\-£$% ]*|[A-Za-z]{0,5}[-. ]?\d{1,4}|[DMY/\-]+|[a-z]?", self.grid.text(row, column)
            )
            is not None
        )

    def _add_log_entries(self, own: Values, texts: _Texts, places: dict[str, Place]) -> Draft | None:
        """An entry of the log; what its table is called says which kind, a meeting's date which meeting."""
        if not own.get("title"):
            return None
        kind = own.setdefault("kind", self.entry_kind)
        if kind == "review recommendation" and not any(use.field == "source" for use in self.uses):
            own["source"] = self.table.name
        if kind == "order or agreement" and "raised_on" in own and "starts_on" not in own:
            # The day an agreement was agreed is the day it began.
            own["starts_on"], places["starts_on"] = own.pop("raised_on"), places.pop("raised_on")
        of_meeting = self._is_of_meeting("raised_on")
        if kind == "meeting action" and "raised_on" not in own and self._meeting_over:
            of_meeting = True
            own["raised_on"], places["raised_on"] = self._meeting_over
            self.cells.taken(
                places["raised_on"], "log_entries", "raised_on", "The meeting of the rows below."
            )
        if kind == "meeting action" and own.get("raised_on") and of_meeting:
            own["meeting"] = To(self.meetings.of_day(own["raised_on"], places["raised_on"]).key)
        draft = self._add_plain(own, texts, places)
        if draft is not None and "ref" in own:
            # Every meeting and every review begins with number 1.
            beside = "source" if kind == "review recommendation" else "raised_on"
            if own.get(beside):
                draft.known_by = (("kind", beside, "ref"),)
            else:
                draft.known_by = () if self._is_of_meeting("ref") else (("ref",),)
            draft.known_by += (("kind", "title"),)
        return draft

    @cached_property
    def _meeting_over(self) -> tuple[str, Place] | None:
        """The day of the meeting that stands over the table, or where the sheet opens; None where no one day does."""
        over = [*self.table.titles, *self.grid.rows[:_OPENING]]
        lines = [(row, lone) for row in dict.fromkeys(over) if (lone := self.grid.lone_text(row))]
        said = {
            day.isoformat(): self.grid.place(row, column)
            for row, (column, text) in lines
            if row < self.table.header[0] and _OF_MEETING.search(text) and (day := day_within(text))
        }
        return next(iter(said.items())) if len(said) == 1 else None

    def _is_of_meeting(self, field: str) -> bool:
        """Is the day or the number of entries that of their meeting, and so comes again and again?"""
        return any(use.field == field and _OF_MEETING.search(use.heading) for use in self.uses)
