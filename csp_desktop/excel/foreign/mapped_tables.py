"""Reading tables of any shape into drafts, column by column as mapped; every cell's fate is marked."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from csp_desktop.errors import InvalidValue
from csp_desktop.excel.foreign.column_mapping import (
    ColumnUse,
    MappedTable,
    TableMapping,
    propose,
    remembered_mapping,
)
from csp_desktop.excel.foreign.column_names import ABOVE, IGNORE, known_heading
from csp_desktop.excel.foreign.mapped_records import RowRecords
from csp_desktop.excel.foreign.mapped_rows import RowSaid
from csp_desktop.excel.foreign.mapped_values import ReadValue, Scale, read_value
from csp_desktop.excel.foreign.reading import Label, Mark, PartnersInCell, Reading, only_one
from csp_desktop.excel.foreign.tables_found import FoundTable, find_tables
from csp_desktop.excel.opening.grid import Grid, Place, Unreadable, cell_text
from csp_desktop.excel.opening.safe_reading import Stopped
from csp_desktop.excel.wording.cells import quarter_said, years_in
from csp_desktop.excel.wording.colours import rag_of_fill
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Choice, Date, Links, Rag, Reference, Text, Values, WholeNumber
from csp_desktop.registers.word_meanings import says_not_yet
from csp_desktop.rules.targets import stated_percent

NAME = "mapped"

Cancelled = Callable[[], bool]


# What "TBC" says where a figure is asked for.
_TBC: dict[tuple[str, str], Values] = {
    ("indicators", "baseline_value"): {"baseline_state": "TBC"},
    ("indicators", "target_value"): {"target_kind": "value"},
    ("measurements", "value"): {"value_state": "TBC"},
}


# Columns that name records of their own.
_NAMING = {
    ("plan_items", "priority"): "A priority.",
    ("plan_items", "objective"): "An objective.",
    ("mitigations", "control"): "A control.",
}
_SIGNED = re.compile(r"[-+−]\s*\d+(?:\.\d+)?\s*%")
# A baseline or figure in per cent says what is measured; a target may only say how much less or more.
_OF_UNIT = {("indicators", "baseline_value"), ("measurements", "value")}


@dataclass
class Mappings:
    """How tables are to be read: those remembered by shape, and those a person chose by sheet and header row.

    `hidden` brings in hidden sheets, rows and columns too; `plans_year` is the year of the plan a file goes
    into, for tables that name none.
    """

    remembered: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[tuple[str, int], TableMapping] = field(default_factory=dict)
    hidden: bool = False
    plans_year: FinancialYear | None = None

    def of(self, table: FoundTable, year: FinancialYear | None) -> TableMapping:
        """The mapping of a table: chosen, remembered, or proposed."""
        chosen = self.chosen.get((table.grid.name, table.header[0]))
        if chosen:
            return chosen
        if table.shape in self.remembered:
            # One that cannot be read any more is as good as none.
            with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError):
                return remembered_mapping(table, self.remembered[table.shape])
        return propose(table, year)


def read_tables(
    grids: list[Grid],
    reading: Reading,
    year: FinancialYear | None = None,
    mappings: Mappings | None = None,
    cancelled: Cancelled = lambda: False,
) -> None:
    """Find and read every table of some sheets; raises Stopped where cancelled."""
    mappings = mappings or Mappings()
    for grid in grids:
        for table in find_tables(grid, known_heading):
            reading.tables += 1
            said = _years_said(table)
            within = year or (said[0] if said else None) or (reading.years[0] if reading.years else None)
            within = within or mappings.plans_year
            mapping = mappings.of(table, within)
            chosen = (grid.name, table.header[0]) in mappings.chosen
            taken = bool(mapping.register) and mapping.sureness > 0
            reading.mapped.append(MappedTable(table, mapping, chosen, taken))
            if said and not reading.years:
                reading.years = said
            _mark_header(table, mapping, reading)
            if taken:
                _Rows(table, mapping, reading, within, cancelled).read()
    if year:
        reading.years = (year, year)
    elif mappings.plans_year and not reading.years:
        reading.years = (mappings.plans_year, mappings.plans_year)


def _years_said(table: FoundTable) -> tuple[FinancialYear, FinancialYear] | None:
    """The year in what stands over the table, in its headings or in the sheet's name."""
    for text in (*table.titles.values(), table.grid.name, *(column.heading for column in table.columns)):
        said = years_in(text) if len(text) < 150 else None
        if said:
            return (said.first, said.last)
    return None


def _mark_header(table: FoundTable, mapping: TableMapping, reading: Reading) -> None:
    grid, cells = table.grid, reading.cells
    for row in table.header:
        for column in grid.columns_by_row.get(row, ()):
            cells.ignored(grid.place(row, column), "A column heading.")
    for row in table.titles:
        if len(table.titles[row]) <= 150:
            cells.ignored(grid.place(row, grid.columns_by_row[row][0]), "A heading over the table.")
    for row in table.totals:
        for column in grid.columns_by_row[row]:
            cells.ignored(grid.place(row, column), "A total: the program adds up itself.")


class _Rows:
    """Reads the rows of one table."""

    def __init__(
        self,
        table: FoundTable,
        mapping: TableMapping,
        reading: Reading,
        year: FinancialYear | None,
        cancelled: Cancelled,
    ) -> None:
        self.table, self.grid, self.mapping, self.reading = table, table.grid, mapping, reading
        self.cells, self.year, self.cancelled = reading.cells, year, cancelled
        self.register = register_named(mapping.register)
        self.uses = [of_quarter(use, year) for use in mapping.columns if use.field]
        scores = [use for use in self.uses if _is_score(use)]
        said = [text for use in scores for text in self._texts(use)]
        # Likelihood and impact are told on one scale, even where one of them only ever says "Low".
        self.scales = {use.column: Scale(said, use.heading) for use in scores}
        self.fields = {
            use.column: register_named(use.register)[use.field]
            for use in self.uses
            if use.field in register_named(use.register).by_name
        }
        mitigation = register_named("mitigations")["title"]
        self.fields |= {use.column: mitigation for use in self.uses if use.field == "control"}
        self.carried = self._carried_columns()
        self.rows = frozenset(table.rows)
        self.ratings = {column for column, found in self.fields.items() if isinstance(found, Rag)}
        own = mapping.register
        self.above = {
            use.column for use in self.uses if (use.register, use.field) in ABOVE and use.register == own
        }
        own_title = {self.register.title, "objective"} if own == "plan_items" else {self.register.title}
        self.naming = {use.column for use in self.uses if use.register == own and use.field in own_title}
        self.spread = any(last > first for first, _, last, _ in self.grid.merged)
        self.known: dict[int, dict[tuple[type, object], ReadValue]] = {}
        self.marks = {use.column: _mark_of(use) for use in self.uses}
        self.unknown = {
            use.column: Mark("asked", message=_unknown(use)) for use in mapping.columns if not use.field
        }
        self.heading: Place | None = None
        self.records = RowRecords(table, self.register, self.uses, reading, year)

    def _texts(self, use: ColumnUse) -> list[str]:
        values = self.grid.values
        return [cell_text(values[row, use.column]) for row in self.table.rows if (row, use.column) in values]

    def read(self) -> None:
        """Every row, and the texts that head them."""
        for number, row in enumerate(sorted((*self.table.rows, *self.table.sections))):
            if number % 200 == 0 and self.cancelled():
                raise Stopped
            if row in self.table.sections:
                self._start_section(row)
            else:
                self._read_row(row)

    def _start_section(self, row: int) -> None:
        column = self.grid.columns_by_row[row][0]
        place = self.grid.place(row, column)
        self.records.start_section(self.table.sections[row], place)
        self.heading = place
        self.cells.asked(place, "No record stands under this heading.")

    def _take_heading(self) -> None:
        """A heading counts as taken once a record stands under it."""
        place, self.heading = self.heading, None
        if place is None:
            return
        if self.register.name == "plan_items":
            self.cells.taken(place, "plan_items", "title", "A priority.")
        elif self.records.section_names_stream:
            self.cells.taken(place, "funding_streams", "name", "For the rows below it.")
        elif self.register.name == "risks":
            self.cells.taken(place, "risks", "category", "For the risks below it.")
        else:
            self.cells.ignored(place, "A heading between the rows.")

    # One row

    def _read_row(self, row: int) -> None:
        said = RowSaid(self.grid.place(row, 0))
        held, sheet = self.grid.values, self.grid.name
        for column, mark in self.unknown.items():
            if (row, column) in held:
                self.cells.mark(Place(sheet, row, column), mark)
        for use in self.uses:
            column = use.column
            raw = held.get((row, column))
            place = Place(sheet, row, column)
            if raw is None and self.spread:
                place, raw = self._seen(place, use)
            if raw is None or isinstance(raw, Unreadable):
                if column in self.ratings:
                    self._read_fill(row, use, said)
                continue
            mark = self.marks[column] if use.field == IGNORE else self._keep(use, raw, place, said)
            if place.row == row:
                self.cells.mark(place, mark)
        if self.records.add(said):
            self._take_heading()

    def _keep(self, use: ColumnUse, raw: object, place: Place, said: RowSaid) -> Mark:
        """Put a cell's value with what its row says; the mark says whether it went in."""
        mark, text = self.marks[use.column], cell_text(raw)
        if use.column in self.above:
            if not said.stand_under(use, text, place):
                return Mark("asked", message=_second_of(use))
            return mark
        if use.register == "mitigations" and use.field in ("control", "title"):
            said.mitigations.append((use.field, text, place))
            return mark
        try:
            read = self._value(use, raw, place)
        except InvalidValue as problem:
            return self._keep_as_text(use, raw, place, said, problem)
        if read.message:
            mark = mark._replace(message=read.message)
        field = self.fields[use.column]
        if not said.put(use, field, read.value, place):
            return Mark("asked", message=only_one(field))
        if (use.register, use.field) in _OF_UNIT and text.endswith("%"):
            said.of("indicators").values["unit"] = "percent"
        return mark

    def _value(self, use: ColumnUse, raw: object, place: Place) -> ReadValue:
        """A cell's value; values that come again and again in a column are read once."""
        field = self.fields[use.column]
        if isinstance(field, Text):
            return ReadValue(cell_text(raw))
        if isinstance(field, Links):
            return ReadValue(PartnersInCell(cell_text(raw), place))
        if isinstance(field, Reference):
            text = cell_text(raw)
            return ReadValue(
                PartnersInCell(text, place) if field.to in ("agencies", "groups") else Label(text, place)
            )
        if (use.register, use.field) == ("indicators", "target_value") and _SIGNED.fullmatch(cell_text(raw)):
            # "-5%" is a change, whatever the indicator counts in: read as a target in words is.
            raise InvalidValue(f"“{cell_text(raw)}” is a change, not a figure.")
        known = self.known.setdefault(use.column, {})
        key = (type(raw), raw)
        if key not in known:
            if len(known) > 5_000:
                known.clear()
            scale = self.scales.get(use.column)
            known[key] = scale.read(cell_text(raw)) if scale else read_value(field, raw, self.year)
        return known[key]

    def _carried_columns(self) -> frozenset[int]:
        """Columns whose merged cells hold for every row they stand beside; figures and long texts do not."""
        kinds = Reference | Links | Choice | Date | Rag | WholeNumber
        title = self.register.title
        return frozenset(
            use.column
            for use in self.uses
            if ((use.register, use.field) in ABOVE and use.register == self.register.name)
            or (
                use.register == self.register.name
                and use.field != title
                and (
                    isinstance(found := self.fields.get(use.column), kinds)
                    or (found and found.kind == "text")
                )
            )
        )

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
        if column not in self.naming and use.field != IGNORE and self.cells.marked(above).outcome == "taken":
            self.cells.add_message(above, "It stands beside several rows: it is put with the first.")
        return place, None

    def _read_fill(self, row: int, use: ColumnUse, said: RowSaid) -> None:
        """A rating told by the colour of an empty cell."""
        rating = rag_of_fill(self.grid.fills.get((row, use.column), ""))
        if rating:
            said.put(use, self.fields[use.column], rating, None)

    def _keep_as_text(
        self, use: ColumnUse, raw: object, place: Place, said: RowSaid, problem: InvalidValue
    ) -> Mark:
        """What a figure cannot hold: TBC is a state of its own, a target in words is kept; else it is listed."""
        text = cell_text(raw)
        known: Values = {}
        filled = rag_of_fill(self.grid.fills.get((place.row, place.column), ""))
        if use.column in self.ratings and filled:
            told = said.put(use, self.fields[use.column], filled, None)
            coloured = " The rating is read from the colour." if told else ""
            return Mark("asked", message=f"{problem.sentence}{coloured}")
        if says_not_yet(text):
            known = _TBC.get((use.register, use.field), {})
        elif (use.register, use.field) == ("indicators", "target_value"):
            percent = (
                float(text.replace("−", "-").rstrip("% "))
                if _SIGNED.fullmatch(text)
                else stated_percent(text)
            )
            known = {"stated_target": text}
            if percent is not None:
                known |= {"target_kind": "percent change", "target_value": percent}
        if not known:
            return Mark("asked", message=problem.sentence)
        register = register_named(use.register)
        if not said.put_all(use, {register[name]: value for name, value in known.items()}, place):
            return Mark("asked", message=only_one(self.fields[use.column]))
        return Mark("taken", use.register, next(iter(known)))


def of_quarter(use: ColumnUse, year: FinancialYear | None) -> ColumnUse:
    """A column of updates or measurements with the quarter its heading names, as read for this year."""
    if use.register not in ("updates", "measurements"):
        return use
    said = quarter_said(use.heading, year)
    return replace(use, quarter=said.code) if said else use


def _mark_of(use: ColumnUse) -> Mark:
    """What a cell of a column is marked as once it is taken."""
    if use.field == IGNORE:
        return Mark("ignored", message="The program works this out itself.")
    if (use.register, use.field) in _NAMING:
        return Mark("taken", use.register, "title", _NAMING[use.register, use.field])
    return Mark("taken", use.register, use.field, use.quarter)


def _second_of(use: ColumnUse) -> str:
    return f"Another column of this row says its {use.field} already, so this one was not taken."


def _is_score(use: ColumnUse) -> bool:
    return use.register == "risks" and use.field.endswith(("likelihood", "impact"))


def _unknown(use: ColumnUse) -> str:
    if use.heading:
        return f"No field is known for the column “{use.heading}”; choose what it holds."
    return "This column has no heading; choose what it holds."
