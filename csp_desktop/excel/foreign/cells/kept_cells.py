"""What becomes of one cell of a table: a value of its record, words in the notes, or a question; and how it is marked."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property

from csp_desktop.errors import InvalidValue
from csp_desktop.excel.foreign.cells.both_scores import keep_both
from csp_desktop.excel.foreign.cells.contact_cells import keep_details, may_say_more
from csp_desktop.excel.foreign.cells.date_order import is_in_doubt
from csp_desktop.excel.foreign.cells.indicator_cells import (
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
from csp_desktop.excel.foreign.cells.said_instead import instead_of, nothing_in
from csp_desktop.excel.foreign.cells.stated_units import in_pounds
from csp_desktop.excel.foreign.cells.worded_targets import is_change, target_in_words
from csp_desktop.excel.foreign.mapped_rows import RowSaid
from csp_desktop.excel.foreign.reading import Label, Mark, PartnersInCell, Posts, SourceCells, only_one
from csp_desktop.excel.foreign.taken_columns import TakenColumns, mark_of
from csp_desktop.excel.opening.grid import Place, ShownNumber, cell_text
from csp_desktop.excel.recognising.column_mapping import NOTED, ColumnUse, MappedTable
from csp_desktop.excel.recognising.columns.contact_details import without_addresses
from csp_desktop.excel.recognising.columns.score_pairs import first_said
from csp_desktop.excel.recognising.mapped_values import (
    ReadValue,
    day_within,
    is_duration,
    is_open_ended,
    read_value,
    says_more,
)
from csp_desktop.excel.recognising.wordings.cell_words import RATING_WORDS
from csp_desktop.excel.wording.cells import is_unmade_choice
from csp_desktop.excel.wording.colours import rag_of_fill
from csp_desktop.excel.wording.figures import figure_of_period, rate_in_words, share_in_words
from csp_desktop.excel.wording.leads import CALLED_LEAD, parted_leads
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.dates import meant_as_day, parse_date
from csp_desktop.registers.as_written.word_meanings import says_not_yet, says_nothing, says_nought
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Date, Field, Links, Money, Reference, Text, Values

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
_STANDS, _CLOSED = ("risks", "status"), re.compile(r"\bclosed\b", re.IGNORECASE)
_PROVISIONAL = re.compile(r"([\d.,£%]+)\s*(?:\*+|\(?\s*(?:p|prov|provisional)\.?\s*\)?)", re.IGNORECASE)
_HEADED_PROVISIONAL = re.compile(r"\bprov(?:isional)?\b|\(p\)", re.IGNORECASE)


class KeptCells(TakenColumns):
    """Puts what a cell says with what its row says, as its column was taken."""

    def __init__(
        self,
        mapped: MappedTable,
        cells: SourceCells,
        year: FinancialYear | None,
        take_doubtful: bool,
        today: date,
    ) -> None:
        super().__init__(mapped, cells, year, take_doubtful)
        self.year, self.today = year, today
        self.known: dict[int, dict[tuple[type, object], ReadValue]] = {}

    def keep_part(self, use: ColumnUse, raw: object, place: Place, said: RowSaid) -> Mark:
        """Put a figure where what its row holds belongs: a target, what was reached in which year, or in the notes."""
        here = self.together.use_at(place.row, use)
        if here is None:
            said.note(f"{self.together.words[place.row]}, {use.heading}", cell_text(raw), place)
            return Mark("noted", self.register.name, NOTED, "Kept in the notes.")
        mark = self.keep(here, raw, place, said)
        return mark_of(here) if mark.outcome == "taken" and here != use else mark

    def keep(self, use: ColumnUse, raw: object, place: Place, said: RowSaid) -> Mark:
        """Put a cell's value with what its row says; the mark says whether it went in."""
        plain = self._plain.get(use.column)
        # Whatever is asked below was asked of these words before, and they are a value and nothing else.
        if plain and (again := plain.get((type(raw), raw))) and not again.message:
            held_another = self._put(use, self.fields[use.column], again.value, raw, place, said)
            return held_another or self.marks[use.column]
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
        if other := self._keep_otherwise(use, raw, text, place, said, mark):
            return other
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
        if figure and is_bare_share(self.grid, place.row, raw, self.figures | self.naming, self.table.rows):
            said.note(use.heading, text, place)
            why = f"Is {text} meant as {float(str(read.value)) * 100:g}%? Figures beside it are in per cent."
            return Mark("asked", use.register, use.field, why)
        if marked and not read.message:
            read = read._replace(message=f"“{text}” is read as provisional.")
        if read.message:
            mark = mark._replace(message=read.message)
            self._keep_words_beside(use, field, read.value, (raw, text), place, said)
        if use.column in self.led:
            return self._keep_leads(use, text, place, said)
        if use.register == "funding_entries" and use.column in self.amounts:
            said.entries.append((use.field, use.quarter, read.value, place))
            return mark
        if held_another := self._put(use, field, read.value, text, place, said):
            return held_another
        if figure:
            take_unit(use, raw, text, said)
        return mark

    def _put(
        self, use: ColumnUse, field: Field, value: object, words: object, place: Place, said: RowSaid
    ) -> Mark | None:
        """Put a value into its field; where that holds another, the mark of its words, which are noted instead."""
        if said.put(use, field, value, place):
            return None
        said.note(use.heading, cell_text(words), place)
        return Mark("noted", self.register.name, NOTED, only_one(field))

    @cached_property
    def _plain(self) -> dict[int, dict[tuple[type, object], ReadValue]]:
        """What cells said so far in columns where a cell's own words alone decide what becomes of it."""
        decided = {*self.figures, *self.amounts, *self.ratings, *self.led, *self._of_people}
        return {
            column: self.known.setdefault(column, {})
            for column, field in self.fields.items()
            if column not in decided and not isinstance(field, Links | Reference) and not self.together.words
        }

    def _keep_otherwise(
        self, use: ColumnUse, raw: object, text: str, place: Place, said: RowSaid, mark: Mark
    ) -> Mark | None:
        """Put what is no value of its own where it belongs: words for nothing, parts of names, pairs of scores."""
        if (
            (says_nothing(text) or says_not_yet(text))
            and not isinstance(raw, bool)
            and not self._is_state(use, text)
        ) or is_unmade_choice(text):
            if use.column in self.amounts and says_not_yet(text):
                said.note(use.heading, text, place)
                return Mark("noted", self.register.name, NOTED, "Not known yet, so it is left open.")
            return nothing_in(text)
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
        if use.column in self._of_people:
            return keep_details(use, text, place, said, self._of_people[use.column])
        return None

    @cached_property
    def _of_people(self) -> dict[int, set[str]]:
        """By column that may say who somebody is and how to reach them together, what others say of people."""
        told = [use for use in self.uses if use.register == "people"]
        return {
            use.column: {other.field for other in told if other != use} for use in told if may_say_more(use)
        }

    def _keep_words_beside(
        self,
        use: ColumnUse,
        field: Field,
        value: object,
        cell: tuple[object, str],
        place: Place,
        said: RowSaid,
    ) -> None:
        """Keep what the words of a cell, given as it is and as text, say beyond the value that was read from them."""
        raw, text = cell
        if (use.register, use.field, value) == ("plan_items", "status", "complete"):
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
            or ((use.register, use.field) == ("log_updates", "status") and text.casefold() in RATING_WORDS)
            or ((use.register, use.field) == _STANDS and parse_date(raw))
            or (use.field.endswith("_likelihood") and "%" in text)
            or ((use.register, use.field) == ("agencies", "kind") and value == "other")
            or (use.register, use.field) == ("log_entries", "kind")
        ):
            # The words say more than the day, the amount, the status, the kind or the score read from them.
            said.note(use.heading, text, place)

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
        named = without_addresses(text)
        if named != text:
            said.note(use.heading, text, place)
        posts, bodies, theirs = parted_leads(
            named,
            officers=use.field == "lead_officers" or use.column in self.personal,
            beside_bodies=use.column in self.of_bodies,
        )
        if use.field == "lead_agencies" or len(self.led) == 1:
            # The body somebody is of leads with them, unless a column of its own says which does.
            bodies = list(dict.fromkeys((*bodies, *theirs)))
        if len(posts) + len(bodies) > 1 and CALLED_LEAD.search(text) and named == text:
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
        if isinstance(field, Links | Reference):
            return ReadValue(_named(field, cell_text(raw), place))
        if isinstance(raw, ShownNumber) and isinstance(field, Text):
            # One number may show its digits in several ways.
            return self._read(use, field, raw)
        known = self.known.setdefault(use.column, {})
        key = (type(raw), raw)
        if key not in known:
            if len(known) > 5_000:
                known.clear()
            known[key] = self._read(use, field, raw)
        return known[key]

    def _read(self, use: ColumnUse, field: Field, raw: object) -> ReadValue:
        """The value in a field that names nobody; raises InvalidValue."""
        if isinstance(field, Text):
            text = cell_text(raw)
            if use.field == "timescale" and meant_as_day(text) and parse_date(raw) is None:
                raise InvalidValue(f"There is no such day as “{text}”.")
            return ReadValue(text)
        if (use.register, use.field) == ("indicators", "target_value") and is_change(cell_text(raw)):
            # "-5%" is a change, whatever the indicator counts in: read as a target in words is.
            raise InvalidValue(f"“{cell_text(raw)}” is a change, not a figure.")
        if (use.register, use.field) == _STANDS and _CLOSED.search(use.heading) and parse_date(raw):
            return ReadValue("closed", f"It was closed on “{cell_text(raw)}”.")
        ticked = self.ticked.get(use.column)
        if ticked and ticked.holds(raw):
            return ticked.read(field, raw)
        if use.column in self.ratings and (by_key := self.own_ratings.of(cell_text(raw))):
            return by_key
        scale, pounds = self.scales.get(use.column), in_pounds(raw, self.counted_in.get(use.column, 1))
        read = scale.read(cell_text(raw)) if scale else read_value(field, pounds, self.year)
        if isinstance(field, Money) and read.message and not self._is_of_a_year(use):
            raise InvalidValue(f"“{cell_text(raw)}” is what it is for a year.")
        return read

    def _is_of_a_year(self, use: ColumnUse) -> bool:
        """Can an amount in this column be one for a year, in pounds?"""
        return use.register != "funding_entries" and use.column not in self.counted_in

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


def _second_of(use: ColumnUse) -> str:
    return f"Another column of this row says its {use.field} already, so this one was not taken."
