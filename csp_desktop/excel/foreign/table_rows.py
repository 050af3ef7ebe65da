"""Reading the rows of one table into drafts, as its columns were taken; every cell is marked."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cached_property

from csp_desktop.errors import InvalidValue
from csp_desktop.excel.foreign.both_scores import keep_both
from csp_desktop.excel.foreign.date_order import is_in_doubt, month_first_value
from csp_desktop.excel.foreign.indicator_cells import (
    is_bare_share,
    keep_margin,
    keep_rank,
    keep_stated,
    keep_way,
    rank_said,
    take_unit,
    way_said,
    yes_or_no,
)
from csp_desktop.excel.foreign.mapped_rows import RowSaid
from csp_desktop.excel.foreign.reading import Label, Mark, PartnersInCell, Posts, Reading, only_one
from csp_desktop.excel.foreign.records.mapped_records import RowRecords
from csp_desktop.excel.foreign.records.risks_under import says_category
from csp_desktop.excel.foreign.said_instead import (
    POINTERS,
    PointingAbove,
    instead_of,
    nothing_there,
    points_elsewhere,
)
from csp_desktop.excel.foreign.stated_units import in_pounds
from csp_desktop.excel.foreign.taken_columns import LED, TakenColumns, mark_of
from csp_desktop.excel.foreign.worded_targets import is_change, target_in_words
from csp_desktop.excel.opening.grid import Place, Unreadable, cell_text
from csp_desktop.excel.opening.safe_reading import Stopped
from csp_desktop.excel.recognising.column_mapping import NOTED, ColumnUse, MappedTable
from csp_desktop.excel.recognising.columns.score_columns import disagreeing
from csp_desktop.excel.recognising.columns.score_pairs import first_said
from csp_desktop.excel.recognising.finding.bands import band_of, lead_said, name_beside
from csp_desktop.excel.recognising.finding.rows_of_one import is_of_part
from csp_desktop.excel.recognising.headings import IGNORE
from csp_desktop.excel.recognising.mapped_values import (
    ReadValue,
    day_within,
    is_duration,
    is_open_ended,
    read_value,
    says_more,
)
from csp_desktop.excel.recognising.wordings.cell_words import RATING_WORDS
from csp_desktop.excel.recognising.wordings.of_registers import OF_THE_WHOLE
from csp_desktop.excel.wording.cells import is_unmade_choice
from csp_desktop.excel.wording.colours import rag_of_fill
from csp_desktop.excel.wording.figures import figure_of_period, rate_in_words, share_in_words
from csp_desktop.excel.wording.leads import CALLED_LEAD, parted_leads
from csp_desktop.excel.wording.risk_status import status_headed
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.dates import parse_date
from csp_desktop.registers.as_written.word_meanings import says_not_yet, says_nothing, says_nought
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Date, Links, Money, Reference, Text, Values

Cancelled = Callable[[], bool]

_OVER_SEVERAL = Mark(
    "noted", "plan_items", NOTED, "It stands over several columns and names no lead; kept in the notes."
)

# What "TBC" says where a figure is asked for.
_TBC: dict[tuple[str, str], Values] = {
    ("indicators", "baseline_value"): {"baseline_state": "TBC"},
    ("indicators", "target_value"): {"target_kind": "value"},
    ("measurements", "value"): {"value_state": "TBC"},
}

# What "n/a" says where a figure is asked for, if anything.
_NONE: dict[tuple[str, str], Values] = {("indicators", "baseline_value"): {"baseline_state": "none"}}
# Ratings of what is still going on.
_GOING = {"green", "amber", "red"}
_RATING = register_named("updates")["rag"]
# So many scores that disagree are said one by one, the rest together.
_SAID_SINGLY, _OWN_SCORE = 5, "The program works scores out itself."
_STANDS, _CLOSED = ("risks", "status"), re.compile(r"\bclosed\b", re.IGNORECASE)
_PROVISIONAL = re.compile(r"([\d.,£%]+)\s*(?:\*+|\(?\s*(?:p|prov|provisional)\.?\s*\)?)", re.IGNORECASE)
_HEADED_PROVISIONAL = re.compile(r"\bprov(?:isional)?\b|\(p\)", re.IGNORECASE)


class TableRows(TakenColumns):
    """Reads the rows of one table."""

    def __init__(
        self,
        mapped: MappedTable,
        reading: Reading,
        year: FinancialYear | None,
        take_doubtful: bool,
        cancelled: Cancelled,
        today: date,
        *,
        supposed: bool = False,
    ) -> None:
        super().__init__(mapped, reading.cells, year, take_doubtful)
        self.reading, self.year, self.cancelled, self.today = reading, year, cancelled, today
        self.rows = frozenset(self.table.rows)
        self.crossed_out = self.grid.crossed_out
        self.spread = any(last > first for first, _, last, _ in self.grid.merged)
        self.known: dict[int, dict[tuple[type, object], ReadValue]] = {}
        self.headings: dict[str, Place] = {}
        self.pointing = PointingAbove(self.table)
        self.coloured: dict[int, int] = {}
        self.records = RowRecords(
            self.table, self.register, self.uses, reading, year, today, self.periods, supposed=supposed
        )

    def read(self) -> None:
        """Every row, and the texts that head them."""
        if self.register.name == "plan_items":
            for row in sorted({*self.table.titles, *self.table.over} - self.table.remarks.keys()):
                if text := self.table.titles.get(row):
                    if said_lead := lead_said(text):
                        self.records.under.lead(said_lead, self.table.title_place(row))
                    elif band_of(text):
                        self._start_section(text, self.table.title_place(row))
                else:
                    self._read_pairs_over(row)
        said: RowSaid | None = None
        for number, row in enumerate(sorted((*self.table.rows, *self.table.sections))):
            if number % 200 == 0 and self.cancelled():
                raise Stopped
            if row not in self.together.carried_on:
                self._add(said)
                said = None
            if row in self.table.sections:
                place = self.table.section_place(row)
                before = place._replace(column=place.column - 1)
                if (before.row, before.column) in self.grid.values:
                    self.cells.ignored(before, "Goes with the heading beside it.")
                self._read_section(self.table.sections[row], place)
            else:
                said = self._read_row(row, said)
        self._add(said)
        self.records.memberships.make()
        beside = self.records.beside
        self.say_what_was_supposed(beside, self.reading.notes, self.coloured)
        self._say_what_disagrees()

    def _say_what_disagrees(self) -> None:
        """Say once which scores are not likelihood times impact, and what becomes of them."""
        for at, ((row, column), mark) in enumerate(sorted(self.wrong.items())):
            if at < _SAID_SINGLY:
                self.reading.notes.append(
                    f"{self.grid.name} {self.grid.place(row, column).address}: {mark.message} {_OWN_SCORE}"
                )
        more = len(self.wrong) - _SAID_SINGLY
        if more > 0:
            scores = "1 more score is" if more == 1 else f"{more} more scores are"
            self.reading.notes.append(
                f"{scores} not likelihood times impact in {self.grid.name}. {_OWN_SCORE}"
            )

    def _add(self, said: RowSaid | None) -> None:
        if said is not None and self.records.add(said):
            self._take_headings()

    def _read_pairs_over(self, row: int) -> None:
        """ "Priority: | Burglary" and "Lead: | Essex Police" in two cells each over a plan."""
        columns = self.grid.columns_by_row[row]
        if len(columns) % 2:
            return
        for label, said in zip(columns[::2], columns[1::2], strict=True):
            called, text = self.grid.text(row, label).rstrip(" :"), self.grid.text(row, said)
            place = self.grid.place(row, said)
            if said_lead := lead_said(f"{called}: {text}"):
                self.records.under.lead(said_lead, place)
            elif name := name_beside(called, text):
                self._start_section(name, place, called=f"{called}:")
            else:
                continue
            self.cells.ignored(self.grid.place(row, label), "Goes with the cell beside it.")

    def _read_section(self, text: str, place: Place) -> None:
        """What heads the rows below, or who leads what stands above."""
        if self.register.name == "plan_items" and (said_lead := lead_said(text)):
            self.records.under.lead(said_lead, place)
        elif not self.records.streams.take_sum(text, place):
            self._start_section(text, place)

    def _start_section(self, text: str, place: Place, *, called: str = "") -> None:
        level = self.records.start_section(text, place, called)
        if level != "objective":
            self.headings.clear()
        self.headings[level] = place
        self.cells.asked(place, "No record stands under this heading.")

    def _take_headings(self) -> None:
        """A heading counts as taken once a record stands under it."""
        headings, self.headings = self.headings, {}
        for level, place in headings.items():
            self._take_heading(level, place)

    def _take_heading(self, level: str, place: Place) -> None:
        if self.register.name == "plan_items":
            self.cells.taken(
                place, "plan_items", "title", f"An {level}." if level == "objective" else "A priority."
            )
        elif self.records.section_is_noted:
            self.cells.noted(place, self.register.name, "Kept in the notes of the rows below it.")
        elif self.records.streams.named_by_headings:
            self.cells.taken(place, "funding_streams", "name", "For the rows below it.")
        elif self.register.name == "risks" and says_category(self.records.section):
            self.cells.taken(place, "risks", "category", "For the risks below it.")
        elif self.register.name == "risks" and status_headed(self.records.section):
            self.cells.taken(place, "risks", "status", "For the risks below it.")
        elif self.records.section_is_agency:
            self.cells.taken(place, "people", "agency", "For the people below it.")
        elif self.register.name == "meetings":
            self.cells.taken(place, "meetings", "group", "For the meetings below it.")
        else:
            self.cells.ignored(place, "A heading between the rows.")

    # One row

    def _read_row(self, row: int, above: RowSaid | None) -> RowSaid | None:
        """What a row says, beside what the row above says of the same record; None where it is not to be one."""
        said = above or RowSaid(self.grid.place(row, 0))
        held, sheet = self.grid.values, self.grid.name
        other = self.kinds.get(row)
        for column, mark in self.marks.items() if other else self.left:
            if (row, column) in held:
                left = Mark("asked", message=other) if other else self.wrong.get((row, column), mark)
                self.cells.mark(Place(sheet, row, column), left)
        if other:
            return None
        for column_use in self.uses:
            use = self.periods.use_at(row, column_use)
            column = use.column
            raw = held.get((row, column))
            place = Place(sheet, row, column)
            if raw is None and self.spread:
                place, raw = self._seen(place, use)
            if raw is None or isinstance(raw, Unreadable):
                if column in self.ratings:
                    self._read_fill(row, use, said)
                continue
            if (row, column) in self.crossed_out:
                said.note(f"Crossed out in {use.heading}", cell_text(raw), place)
                self.cells.mark(place, Mark("noted", self.register.name, NOTED, "Kept in the notes."))
                continue
            if (row, column) in self.over_several:
                said.note(", ".join(self.over_several[row, column]), cell_text(raw), place)
                self.cells.mark(place, _OVER_SEVERAL)
                continue
            pointed = ""
            # Asked of every cell: hardly any gets further than its first sign.
            if isinstance(raw, str) and raw[:1] in POINTERS and points_elsewhere(raw):
                meant, pointed = self.pointing.read(place, raw)
                if not pointed:
                    said.note(use.heading, raw, place)
                    self.cells.mark(place, nothing_there(use, raw))
                    continue
                raw = meant
            if rating := self.boxes.get(column, {}).get(row):
                said.put(use, _RATING, rating, None)
            keep = self._keep_part if self.together.words and is_of_part(use) else self._keep
            mark = keep(use, month_first_value(raw) if use.dates == "month first" else raw, place, said)
            if use is not column_use and mark == self.marks[column]:
                mark = mark_of(use)
            if pointed:
                mark = mark._replace(message=f"{pointed} {mark.message}".rstrip())
            if place.row == row:
                self.cells.mark(place, mark)
        marks, mark_cell, note = self.marks, self.cells.mark, said.note
        for column, heading in self.noted_under:
            raw = held.get((row, column))
            if raw is not None and not isinstance(raw, Unreadable):
                place, text = Place(sheet, row, column), cell_text(raw)
                if isinstance(raw, str) and is_unmade_choice(text):
                    mark_cell(place, _nothing_in(text))
                else:
                    note(heading, text, place)
                    mark_cell(place, marks[column])
            elif raw is None and column in self.levels:
                self._note_level(row, column, heading, said)
        return said

    @cached_property
    def over_several(self) -> dict[tuple[int, int], list[str]]:
        """The cells under leads that are merged over columns of other things, with all their headings: no lead's name."""
        fields = {use.column: use for use in self.uses}
        over = {}
        for row, first, _, last in self.grid.merged:
            if last > first and row in self.rows and first in self.led:
                beside = [fields[column] for column in range(first, last + 1) if column in fields]
                if any((use.register, use.field) not in LED for use in beside):
                    over[row, first] = [use.heading for use in beside]
        return over

    def _note_level(self, row: int, column: int, heading: str, said: RowSaid) -> None:
        """Keep the level that the colour of an empty cell tells of the record its row names."""
        rating = self.levels[column].get(row)
        if rating and any((row, at) in self.grid.values for at in self.naming):
            said.note(heading, _RATING.format(rating), self.grid.place(row, column))
            self.coloured[column] = self.coloured.get(column, 0) + 1

    def _keep_part(self, use: ColumnUse, raw: object, place: Place, said: RowSaid) -> Mark:
        """Put a figure where what its row holds belongs: a target, what was reached in which year, or in the notes."""
        here = self.together.use_at(place.row, use)
        if here is None:
            said.note(f"{self.together.words[place.row]}, {use.heading}", cell_text(raw), place)
            return Mark("noted", self.register.name, NOTED, "Kept in the notes.")
        mark = self._keep(here, raw, place, said)
        return mark_of(here) if mark.outcome == "taken" and here != use else mark

    @cached_property
    def noted_under(self) -> list[tuple[int, str]]:
        """The columns kept in notes, with their headings."""
        return [(use.column, use.heading) for use in self.noted]

    @cached_property
    def wrong(self) -> dict[tuple[int, int], Mark]:
        """Scores that are not likelihood times impact, where nearly all of their column are."""
        marks = {}
        for use in self.mapped.mapping.columns:
            if use.field == IGNORE and self.register.name == "risks":
                for row, why in disagreeing(self.table, self.uses, use.column).items():
                    marks[row, use.column] = Mark("ignored", message=why)
        return marks

    def _keep(self, use: ColumnUse, raw: object, place: Place, said: RowSaid) -> Mark:
        """Put a cell's value with what its row says; the mark says whether it went in."""
        mark, text = self.marks[use.column], cell_text(raw)
        if use.column in self.doubted and is_in_doubt(raw):
            return self.doubted[use.column]
        figure = use.column in self.figures
        if (figure or use.column in self.amounts) and says_nought(text):
            raw, text = 0, "0"
        elif figure and (share := share_in_words(text)):
            raw, text, mark = share, share, mark._replace(message=f"“{text}” is read as {share}.")
        elif figure and (rate := rate_in_words(text)):
            raw, mark = rate[0], mark._replace(message=f"“{text}” is read as {rate[0]:g}, a {rate[1]}.")
        elif figure and (answer := yes_or_no(self.grid, place.row, text, self.figures)) is not None:
            said.of("indicators").values.setdefault("unit", "yes/no")
            raw, mark, text = (
                answer,
                mark._replace(message=f"“{text}” is an answer of yes or no."),
                str(answer),
            )
        elif use.column in self.ways and (way := way_said(use, text, signed=self.ways[use.column])):
            return keep_way(use, way, text, place, said, mark)
        if (use.register, use.field) == ("indicators", "amber_within") and (
            kept := keep_margin(use, text, place, said, mark)
        ):
            return kept
        if (
            (says_nothing(text) or says_not_yet(text))
            and not isinstance(raw, bool)
            and not self._is_state(use, text)
        ) or is_unmade_choice(text):
            if use.column in self.amounts and says_not_yet(text):
                said.note(use.heading, text, place)
                return Mark("noted", self.register.name, NOTED, "Not known yet, so it is left open.")
            return _nothing_in(text)
        if use.column in self.worded and (instead := instead_of(self.register.name, use, text)):
            said.note(use.heading, text, place)
            return instead
        if use.column in self.above:
            if not said.stand_under(use, text, place):
                return Mark("asked", message=_second_of(use))
            return mark
        if use.field in ("first_name", "last_name"):
            said.names[use.field] = (text, place)
            return mark
        if use.column in self.both:
            first = first_said(use.heading) or self.first_scores
            return keep_both(use, first, self.scales[use.column], text, place, said)
        if use.register == "mitigations" and use.field in ("control", "title"):
            said.mitigations.append((use.field, text, place))
            return mark
        marked = _PROVISIONAL.fullmatch(text) if figure and use.register == "measurements" else None
        if marked and isinstance(raw, str):
            raw = marked[1]
        if figure and use.register == "measurements" and (marked or _HEADED_PROVISIONAL.search(use.heading)):
            said.of(use.register, use.quarter).values["provisional"] = True
        if use.column in self.ticked and (day := self.ticked[use.column].day_done(raw, self.today)):
            return said.put_done(use, day, place)
        try:
            read = self._value(use, raw, place)
        except InvalidValue as problem:
            return self._keep_as_text(use, raw, place, said, problem)
        field = register_named(use.register).by_name.get(use.field) or self.fields[use.column]
        if use.column in self.ratings and (shade := self._shaded_otherwise(use, place, read.value)):
            said.note(use.heading, text, place)
            why = f"“{text}” stands in a cell coloured {shade}: which of them is the rating?"
            return Mark("asked", use.register, use.field, f"{why} Its words are kept in the notes.")
        if figure and is_bare_share(self.grid, place.row, raw, self.figures | self.naming):
            said.note(use.heading, text, place)
            why = f"Is {text} meant as {float(str(read.value)) * 100:g}%? Figures beside it are in per cent."
            return Mark("asked", use.register, use.field, why)
        if marked and not read.message:
            read = read._replace(message=f"“{text}” is read as provisional.")
        if read.message:
            mark = mark._replace(message=read.message)
            if (use.register, use.field, read.value) == ("plan_items", "status", "complete"):
                self._keep_day_done(text, place, said)
            if (use.register, use.field) == ("log_entries", "completed_on"):
                # "Signed off 22 Sept": the day it was done, and what came of it.
                outcome = register_named("log_entries")["outcome"]
                if not said.of(use.register).put(use, outcome, text, place):
                    said.note(use.heading, text, place)
            elif (use.register, use.field) == ("risks", "response") and len(text.split()) > 3:
                # How the risk is met stands behind the one word.
                if any(other.register == "mitigations" for other in self.uses):
                    said.note(use.heading, text, place)
                else:
                    said.mitigations.append(("title", text, place))
            elif (
                isinstance(field, Date | Money)
                or says_more(field, text)
                or (
                    (use.register, use.field) == ("log_updates", "status") and text.casefold() in RATING_WORDS
                )
                or ((use.register, use.field) == _STANDS and parse_date(raw))
                or ((use.register, use.field) == ("agencies", "kind") and read.value == "other")
            ):
                # The words say more than the day, the amount, the status or the kind read from them.
                said.note(use.heading, text, place)
        if use.column in self.led:
            return self._keep_leads(use, text, place, said)
        if use.register == "funding_entries" and use.column in self.amounts:
            said.entries.append((use.field, use.quarter, read.value, place))
            return mark
        if not said.put(use, field, read.value, place):
            said.note(use.heading, text, place)
            return Mark("noted", self.register.name, NOTED, only_one(field))
        if figure:
            take_unit(use, raw, text, said)
        return mark

    def _shaded_otherwise(self, use: ColumnUse, place: Place, rating: object) -> str:
        """The rating that the colour of a cell stands for, where its words say another; "" where they agree.

        What is complete may be of any colour.
        """
        shade = self.shades[use.column].get(place.row, "")
        return shade if shade != rating and {shade, rating} <= _GOING else ""

    def _keep_day_done(self, text: str, place: Place, said: RowSaid) -> None:
        """The day a status says something was completed, where no column says it."""
        done = register_named("plan_items")["completed_on"]
        day = day_within(text)
        if day and not any(use.field == done.name for use in self.uses):
            said.of("plan_items").values[done.name] = day.isoformat()
            said.of("plan_items").sources.setdefault(done.name, []).append(place)

    def _keep_leads(self, use: ColumnUse, text: str, place: Place, said: RowSaid) -> Mark:
        """Bodies and posts each go where they belong, whichever of them the heading promises."""
        register = register_named("plan_items")
        posts, bodies, theirs = parted_leads(
            text,
            officers=use.field == "lead_officers" or use.column in self.personal,
            beside_bodies=use.column in self.of_bodies,
        )
        if use.field == "lead_agencies" or len(self.led) == 1:
            # The body somebody is of leads with them, unless a column of its own says which does.
            bodies = list(dict.fromkeys((*bodies, *theirs)))
        if len(posts) + len(bodies) > 1 and CALLED_LEAD.search(text):
            # Which of them leads the others has no field.
            said.note(use.heading, text, place)
        if posts:
            said.put(use, register["lead_officers"], Posts("\n".join(posts), place), place)
        if bodies:
            names = PartnersInCell("\n".join(bodies), place, initials=use.column in self.initialled)
            said.put(use, register["lead_agencies"], names, place)
        if len(self.led) == 1 and not (posts and bodies):
            # Where one column says who leads, be it a body or somebody, nobody of the other kind does.
            said.of("plan_items").values["lead_agencies" if posts else "lead_officers"] = ()
        return Mark("taken", "plan_items", "lead_officers" if posts and not bodies else use.field)

    def _is_state(self, use: ColumnUse, text: str) -> bool:
        """Does "TBC" or "n/a" say something here: a figure that is not known yet, a timescale or a rating?"""
        if (use.register, use.field) in _TBC:
            return says_not_yet(text) or (use.register, use.field) in _NONE
        return use.field == "timescale" or use.column in self.ratings

    def _value(self, use: ColumnUse, raw: object, place: Place) -> ReadValue:
        """A cell's value; values that come again and again in a column are read once."""
        field = self.fields[use.column]
        if isinstance(field, Text):
            return ReadValue(cell_text(raw))
        if isinstance(field, Links | Reference):
            return ReadValue(_named(field, cell_text(raw), place))
        if (use.register, use.field) == ("indicators", "target_value") and is_change(cell_text(raw)):
            # "-5%" is a change, whatever the indicator counts in: read as a target in words is.
            raise InvalidValue(f"“{cell_text(raw)}” is a change, not a figure.")
        if _CLOSED.search(use.heading) and (use.register, use.field) == _STANDS and parse_date(raw):
            return ReadValue("closed", f"It was closed on “{cell_text(raw)}”.")
        known = self.known.setdefault(use.column, {})
        key = (type(raw), raw)
        if key not in known:
            if len(known) > 5_000:
                known.clear()
            ticked = self.ticked.get(use.column)
            if ticked and ticked.holds(raw):
                known[key] = ticked.read(field, raw)
                return known[key]
            if use.column in self.ratings and (by_key := self.own_ratings.of(cell_text(raw))):
                known[key] = by_key
                return by_key
            scale, pounds = self.scales.get(use.column), in_pounds(raw, self.counted_in.get(use.column, 1))
            read = scale.read(cell_text(raw)) if scale else read_value(field, pounds, self.year)
            if isinstance(field, Money) and read.message and not self._is_of_a_year(use):
                raise InvalidValue(f"“{cell_text(raw)}” is what it is for a year.")
            known[key] = read
        return known[key]

    def _is_of_a_year(self, use: ColumnUse) -> bool:
        """Can an amount in this column be one for a year, in pounds?"""
        return use.register != "funding_entries" and use.column not in self.counted_in

    def _seen(self, place: Place, use: ColumnUse) -> tuple[Place, object]:
        """What is seen at an empty cell of a row with a name: the cell merged over it, where that holds for each row."""
        row, column = self.grid.anchor(place.row, place.column)
        above = Place(place.sheet, row, column)
        raw = self.grid.values.get((row, column))
        if above == place or column != place.column or row not in self.rows or raw is None:
            return place, None
        if not any((place.row, at) in self.grid.values for at in self.naming):
            return place, None
        if column in self.carried:
            return above, raw
        if (use.register, use.field) in OF_THE_WHOLE.get(self.register.name, ()):
            return place, None
        if column not in self.naming and use.field != IGNORE and self.cells.marked(above).outcome == "taken":
            self.cells.add_message(above, "It stands beside several rows: it is put with the first.")
        return place, None

    def _read_fill(self, row: int, use: ColumnUse, said: RowSaid) -> None:
        """A rating told by the colour of an empty cell."""
        rating = rag_of_fill(self.grid.fills.get((row, use.column), ""))
        if rating:
            said.put(use, self.fields[use.column], rating, None)
            self.coloured[use.column] = self.coloured.get(use.column, 0) + 1

    def _keep_as_text(
        self, use: ColumnUse, raw: object, place: Place, said: RowSaid, problem: InvalidValue
    ) -> Mark:
        """What a figure cannot hold: TBC is a state of its own, a target in words is kept; else it is listed."""
        text = cell_text(raw)
        known: Values = {}
        if use.register == "measurements" and use.quarter and not use.quarter[5:].startswith("Q"):
            said.note(use.heading, text, place)
            return Mark("asked", message=problem.sentence)
        came_of_it = (use.register, use.field) == ("log_entries", "completed_on")
        dated = isinstance(self.fields[use.column], Date) and not came_of_it
        if dated and (is_duration(text) or (is_open_ended(text) and not re.search(r"\d", text))):
            # "Ongoing", "3-6 months": no date, and nothing to ask.
            said.note(use.heading, text, place)
            return Mark("noted", self.register.name, NOTED, f"“{text}” is no date; kept in the notes.")
        filled = rag_of_fill(self.grid.fills.get((place.row, place.column), ""))
        if use.column in self.ratings and filled:
            told = said.put(use, self.fields[use.column], filled, None)
            coloured = " The rating is read from the colour." if told else ""
            said.note(use.heading, text, place)
            return Mark("noted", self.register.name, NOTED, f"{problem.sentence}{coloured}")
        if came_of_it:
            known = {"outcome": text}
        elif (use.register, use.field) == ("indicators", "baseline_value") and (
            stated := figure_of_period(text)
        ):
            return keep_stated(use, stated, text, place, said)
        elif (use.register, use.field) == ("measurements", "rank") and (rank := rank_said(text)):
            return keep_rank(use, rank, text, place, said)
        elif says_not_yet(text):
            known = _TBC.get((use.register, use.field), {})
        elif says_nothing(text):
            known = _NONE.get((use.register, use.field), {})
        elif (use.register, use.field) == ("indicators", "target_value"):
            known = target_in_words(text)
        if not known:
            # The words are kept whatever is answered.
            said.note(use.heading, text, place)
            return Mark(
                "asked", use.register, use.field, f"{problem.sentence} Its words are kept in the notes."
            )
        register = register_named(use.register)
        if not said.put_all(use, {register[name]: value for name, value in known.items()}, place):
            said.note(use.heading, text, place)
            return Mark("noted", self.register.name, NOTED, only_one(self.fields[use.column]))
        words_only = known.keys() == {"stated_target"}
        message = f"“{text}” names no figure: it is kept as the target as written, and no target is set."
        return Mark("taken", use.register, next(iter(known)), message if words_only else "")


def _named(field: Links | Reference, text: str, place: Place) -> Posts | PartnersInCell | Label:
    """The records of another register that a cell names."""
    if field.to == "people":
        return Posts(text, place)
    if isinstance(field, Links) or field.to in ("agencies", "groups"):
        return PartnersInCell(text, place)
    return Label(text, place)


def _nothing_in(text: str) -> Mark:
    return Mark("ignored", message=f"“{text}” says nothing.")


def _second_of(use: ColumnUse) -> str:
    return f"Another column of this row says its {use.field} already, so this one was not taken."
