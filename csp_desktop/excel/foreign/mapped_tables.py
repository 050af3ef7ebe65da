"""Reading tables of any shape into drafts, column by column as mapped; every cell's fate is marked."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, partial

from csp_desktop.excel.foreign.cells.own_short_forms import ShortForms
from csp_desktop.excel.foreign.cells.two_languages import in_english
from csp_desktop.excel.foreign.named_by_number import named_by_number
from csp_desktop.excel.foreign.quarters_of_columns import in_year
from csp_desktop.excel.foreign.reading import COLUMN_HEADING, Reading
from csp_desktop.excel.foreign.rearranging.by_period import Tables, by_period, comes_again
from csp_desktop.excel.foreign.rearranging.cards import PartOfSheet, cards, with_cards_apart
from csp_desktop.excel.foreign.rearranging.cards_with_lists import cards_with_lists
from csp_desktop.excel.foreign.rearranging.contact_blocks import contact_blocks
from csp_desktop.excel.foreign.rearranging.entry_boxes import boxes_apart
from csp_desktop.excel.foreign.rearranging.members_listed import members_listed
from csp_desktop.excel.foreign.rearranging.progress_rows import progress_rows
from csp_desktop.excel.foreign.rearranging.seats_on_groups import seats_as_mapped, seats_on_groups
from csp_desktop.excel.foreign.rearranging.sittings import sittings, sittings_as_mapped
from csp_desktop.excel.foreign.rearranging.ticked_choices import ticked_choices
from csp_desktop.excel.foreign.rearranging.turned_forms import is_turned, reading_apart, take_back, turned
from csp_desktop.excel.foreign.records.remarks_between import ask_of_remarks, ask_of_sentences
from csp_desktop.excel.foreign.remembered_mapping import RememberedMapping
from csp_desktop.excel.foreign.sheets_of_years import sheets_left_apart
from csp_desktop.excel.foreign.table_rows import Cancelled, TableRows
from csp_desktop.excel.foreign.told_again import put_together
from csp_desktop.excel.foreign.told_apart import in_doubt, told_apart
from csp_desktop.excel.foreign.years_of_tables import years_said
from csp_desktop.excel.opening.grid import Grid, Place
from csp_desktop.excel.recognising.column_mapping import NOTED, MappedTable, TableMapping
from csp_desktop.excel.recognising.column_words import table_called
from csp_desktop.excel.recognising.columns.timed_columns import says_two_years
from csp_desktop.excel.recognising.finding.about_document import ABOUT_DOCUMENT
from csp_desktop.excel.recognising.finding.header_rows import heads_groups_again
from csp_desktop.excel.recognising.finding.keys import KEY_ROW
from csp_desktop.excel.recognising.finding.over_plans import line_over
from csp_desktop.excel.recognising.finding.remarks import ASKED_ROWS
from csp_desktop.excel.recognising.finding.tables import find_tables
from csp_desktop.excel.recognising.headings import IGNORE, known_heading
from csp_desktop.excel.recognising.recognition import propose
from csp_desktop.excel.recognising.tables_found import FoundTable, GatheredGrid, Rearranged, TablePlace
from csp_desktop.excel.wording.cells import plain, year_in_short, years_in
from csp_desktop.periods import FinancialYear

NAME = "mapped"

# A form is laid out sideways for a few records with some fields each.
_LONGEST_FORM, _WIDEST_FORM = 30, 12
_MOST_WITH_FORMS = 200
# What is kept and no longer followed.
_KEPT_ONLY = re.compile(
    r"\b(?:kept|left)(?: here)? for (?:info|information|reference)\b|\bfor (?:info|information|reference) only\b",
    re.IGNORECASE,
)
# So far from the plan's year may two figures be, “26-27”, to be the year of a file.
_NEAR = 5
_SAID_OVER: dict[str, str] = {"key": KEY_ROW, "title": ABOUT_DOCUMENT, "aside": ABOUT_DOCUMENT}
# What has figures, progress or spending for each quarter.
_IN_DOUBT = 0.6
_BY_QUARTER = ("indicators", "plan_items", "allocations")
# What a plan has one list of each year.
_IN_A_PLAN = ("plan_items", "indicators", "risks")
# Money is always of a year; what stands in a plan has the plan's.
_OF_A_YEAR = ("funding_streams", "allocations", "bids")

Propose = Callable[[FoundTable, FinancialYear | None], TableMapping]


@dataclass
class Mappings:
    """How tables are to be read: those remembered by shape, and those a person chose by where they stand.

    `hidden` brings in hidden sheets, rows and columns too; `plans_year` is the year of the plan a file goes
    into, for tables that name none; `take_doubtful` takes what is only likely too;
    `today` tells the quarter of progress that names none.
    """

    remembered: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[TablePlace, TableMapping] = field(default_factory=dict)
    hidden: bool = False
    plans_year: FinancialYear | None = None
    take_doubtful: bool = False
    today: date = field(default_factory=date.today)

    def of(self, table: FoundTable, year: FinancialYear | None, proposed: Propose = propose) -> TableMapping:
        """The mapping of a table: chosen, remembered, or proposed."""
        chosen = self.chosen.get(table.place)
        if chosen:
            return in_year(chosen, table, year)
        if table.shape in self.remembered:
            # One that cannot be read any more is as good as none.
            with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError):
                return RememberedMapping.from_json(self.remembered[table.shape]).on(table, year)
        return _doubted(table, in_doubt(table, proposed(table, year)))


def read_tables(
    grids: list[Grid],
    reading: Reading,
    year: FinancialYear | None = None,
    mappings: Mappings | None = None,
    cancelled: Cancelled = lambda: False,
) -> None:
    """Find and read every table of some sheets; raises Stopped where cancelled."""
    mappings = mappings or Mappings()
    first_read = len(reading.drafts)
    short_forms = ShortForms(grids)
    grids, in_words = _told_alike([short_forms.spelt_out(grid) for grid in grids])
    left_apart = sheets_left_apart(grids, year, mappings.plans_year)
    boxed = (part for whole in grids for part in boxes_apart(whole, known_heading))
    parts = (
        part
        for one in boxed
        for part in ([one] if one.as_cards else _forms_apart(one.grid, year or mappings.plans_year))
    )
    for grid, as_cards in parts:
        tables, seats, met = cache(partial(find_tables, grid, known_heading)), None, None
        rearranged: Rearranged | None = (
            as_cards
            or contact_blocks(grid, known_heading)
            or progress_rows(grid, tables)
            or ticked_choices(grid, tables)
            or (seats := seats_on_groups(grid, tables, grids) or members_listed(grid, tables))
            or (met := sittings(grid, tables, year or mappings.plans_year))
            or _of_periods(grid, tables, year or mappings.plans_year)
        )
        proposed, why_apart = _once(), left_apart.get(grid.name, "")
        if rearranged is None and _is_sideways(grid, tables, year or mappings.plans_year, proposed):
            rearranged = turned(grid, known_heading)
        if rearranged is None:
            _read_found(tables(), reading, year, mappings, cancelled, why_apart, proposed)
            continue
        first, apart = len(reading.drafts), reading_apart(rearranged, reading)
        laid_out_so = sittings_as_mapped if rearranged is met else propose
        as_read = seats_as_mapped if rearranged is seats else laid_out_so
        _read_found(
            find_tables(rearranged, known_heading), apart, year, mappings, cancelled, why_apart, as_read
        )
        take_back(rearranged, apart, reading, first)
        if isinstance(rearranged, GatheredGrid):
            for at, why in (*rearranged.labels.items(), *rearranged.besides.items()):
                reading.cells.ignored(grid.place(*at), why)
    for place, said in {**short_forms.told, **in_words}.items():
        if reading.cells.marked(place).outcome == "taken":
            reading.cells.add_message(place, said)
    put_together(reading, first_read)
    if year:
        reading.years = (year, year)
    elif not reading.years and (own := _year_of_file(reading, mappings)):
        reading.years = (own, own)
    elif not reading.years and mappings.plans_year:
        reading.years, reading.year_supposed = (mappings.plans_year, mappings.plans_year), True


def _told_alike(grids: list[Grid]) -> tuple[list[Grid], dict[Place, str]]:
    """Sheets with the words of choices in English where they are in two languages, and what is said of each cell."""
    read = [in_english(grid) for grid in grids]
    return [grid for grid, _ in read], {place: text for _, said in read for place, text in said.items()}


def _doubted(table: FoundTable, mapping: TableMapping) -> TableMapping:
    """A mapping, in doubt where its rows are kept for information only, or several of one quarter are of the same record."""
    if mapping.register not in _BY_QUARTER:
        return mapping
    why = table.grid.doubt if isinstance(table.grid, GatheredGrid) else ""
    over = table.titles[max(table.titles)] if table.titles else ""
    if not why and _KEPT_ONLY.search(over):
        why = f"It stands under “{over}”: bring it in only if it still counts."
    if not why and comes_again(table):
        why = "The same name has several rows for one quarter, month or year: bring it in if each should be a record."
    return replace(mapping, sureness=min(mapping.sureness, _IN_DOUBT), why=why) if why else mapping


def _of_periods(grid: Grid, tables: Tables, year: FinancialYear | None) -> GatheredGrid | None:
    """A sheet of a row for each quarter put together by record, where so it is a register that has quarters."""
    gathered = by_period(grid, tables)
    if gathered is None:
        return None
    read = [propose(table, year).register for table in find_tables(gathered, known_heading)]
    return gathered if len(read) == 1 and read[0] in _BY_QUARTER else None


def _forms_apart(grid: Grid, year: FinancialYear | None) -> list[PartOfSheet]:
    """A sheet in the parts it is read in: each form laid out sideways, and the tables before, between and after them."""
    as_cards = cards(grid, known_heading) or cards_with_lists(grid, known_heading)
    if len(grid.rows) > _MOST_WITH_FORMS or as_cards:
        return [PartOfSheet(grid, as_cards)]
    by_cards = with_cards_apart(grid, known_heading)
    if len(by_cards) > 1:
        return [
            part for one in by_cards for part in ([one] if one.as_cards else _forms_apart(one.grid, year))
        ]
    bounds = _bounds_of_forms(grid, year)
    if not bounds:
        return [PartOfSheet(grid)]
    parts = (grid.between(first, last) for first, last in bounds)
    return [PartOfSheet(part, cards(part, known_heading)) for part in parts]


def _bounds_of_forms(grid: Grid, year: FinancialYear | None) -> list[tuple[int, int]]:
    """The first and last row of each form laid out sideways and of each table beside them; none where no form is.

    What stands over a form or a table goes with it.
    """
    parts = [grid.between(block[0], block[-1]) for block in grid.blocks]
    forms = [len(parts) > 1 and is_turned(part, known_heading) for part in parts]
    if not any(forms):
        return []
    headed = [
        not form and bool(find_tables(part, known_heading)) for form, part in zip(forms, parts, strict=True)
    ]
    if not any(headed):
        return []
    sideways = [
        propose(table, year)
        for form, part in zip(forms, parts, strict=True)
        if form
        for table in find_tables(turned(part, known_heading), known_heading)
    ]
    if not all(map(_is_form, sideways)):
        return []
    bounds: list[tuple[int, int]] = []
    first = grid.rows[0]
    for form, head, part in zip(forms, headed, parts, strict=True):
        if form or head:
            bounds.append((first, part.rows[-1]))
            first = part.rows[-1] + 1
    return [*bounds[:-1], (bounds[-1][0], grid.rows[-1])]


def _is_sideways(grid: Grid, tables: Tables, year: FinancialYear | None, proposed: Propose) -> bool:
    """Is a sheet a form laid out sideways: by its headings, or because only so it is a register at all?"""
    if is_turned(grid, known_heading):
        return True
    if not 0 < len(grid.rows) <= _LONGEST_FORM or (
        grid.columns_by_row and max(map(len, grid.columns_by_row.values())) > _WIDEST_FORM
    ):
        return False
    turned_over = [
        table
        for table in find_tables(turned(grid, known_heading), known_heading)
        if len(table.columns) >= 3 and not _headed_again(table)
    ]
    # Weighing what a table may be takes far longer than finding it.
    if not turned_over:
        return False
    upright = [proposed(table, year) for table in tables()]
    if any(mapping.register or mapping.certain_none for mapping in upright):
        return False
    return any(_is_form(propose(table, year)) for table in turned_over)


def _once() -> Propose:
    """What tables are likeliest to be, weighed once for each table and year."""
    known: dict[tuple[int, FinancialYear | None], tuple[FoundTable, TableMapping]] = {}

    def proposed(table: FoundTable, year: FinancialYear | None) -> TableMapping:
        if (id(table), year) not in known:
            known[id(table), year] = table, propose(table, year)
        return known[id(table), year][1]

    return proposed


def _headed_again(table: FoundTable) -> bool:
    """Do headings come again? What a form asks for it asks once; “Lead” again and again stands in a column."""
    said = [plain(column.heading) for column in table.columns if column.heading]
    return len(set(said)) < len(said)


def _is_form(sideways: TableMapping) -> bool:
    """Is a table turned sideways surely a register, with a field for half of what stands down its side?"""
    with_field = sum(use.field not in (NOTED, IGNORE) for use in sideways.columns)
    return sideways.certain and with_field * 2 >= len(sideways.columns)


def _read_found(
    found: list[FoundTable],
    reading: Reading,
    year: FinancialYear | None,
    mappings: Mappings,
    cancelled: Cancelled,
    why_apart: str = "",
    proposed: Propose = propose,
) -> None:
    """Read the tables of a sheet; `why_apart` asks about one that is not of the plan the others go into."""
    for table in (part for whole in found for part in told_apart(whole, year or mappings.plans_year)):
        reading.tables += 1
        said = years_said(table)
        within = year or (said[0] if said else None) or (reading.years[0] if reading.years else None)
        within = within or _year_of_file(reading, mappings)
        supposed = within is None
        within = within or mappings.plans_year
        mapping = replace(mappings.of(table, within, proposed), year=within)
        by_number = named_by_number(table, mapping, reading)
        if by_number:
            table = by_number.table
            mapping = replace(mappings.of(table, within, proposed), year=within)
        chosen = table.place in mappings.chosen
        mapped = MappedTable(table, mapping, chosen)
        mapped.taken = bool(mapping.register) and (chosen or mapping.certain or mappings.take_doubtful)
        reading.mapped.append(mapped)
        if why_apart and not chosen and mapping.register in _IN_A_PLAN:
            mapped.mapping = replace(mapping, sureness=min(mapping.sureness, _IN_DOUBT), why=why_apart)
            mapped.taken = False
        if said and not reading.years and not why_apart:
            reading.years = said
        if mapping.register == "plan_items":
            ask_of_remarks(table, mapping.columns)
        elif mapping.register == "log_entries":
            ask_of_sentences(table, mapping.columns)
        _mark_header(table, reading)
        if mapped.taken:
            rows = TableRows(
                mapped, reading, within, mappings.take_doubtful, cancelled, mappings.today, supposed=supposed
            )
            if within is None and mapping.register in _OF_A_YEAR and not rows.periods.years:
                within = FinancialYear.of(mappings.today)
                rows = TableRows(mapped, reading, within, mappings.take_doubtful, cancelled, mappings.today)
                reading.notes.append(
                    f"Nothing says which year the money in {table.grid.name} is of: read as {within.label}. "
                    "Choose another where that is not right."
                )
            rows.read()
            if by_number:
                by_number.say(reading.cells)
        else:
            _leave_out(mapped, reading)


def _year_of_file(reading: Reading, mappings: Mappings) -> FinancialYear | None:
    """The one financial year that a file's name says in two: “KPIs 2026-27”, “KPIs 26-27”; None where it says none."""
    said = years_in(reading.file_stem) if says_two_years(reading.file_stem) else None
    if said:
        return said.first if said.first == said.last else None
    short, near = year_in_short(reading.file_stem), mappings.plans_year or FinancialYear.of(mappings.today)
    return short if short and abs(short.first - near.first) <= _NEAR else None


def _mark_header(table: FoundTable, reading: Reading) -> None:
    grid, cells = table.grid, reading.cells
    own = {column.column for column in table.columns}
    for row in table.header:
        for column in grid.columns_by_row.get(row, ()):
            if column in own:
                cells.ignored(grid.place(row, column), COLUMN_HEADING)
    for row in table.titles:
        if len(table.titles[row]) <= 150:
            cells.ignored(
                table.title_place(row),
                _SAID_OVER.get(line_over(table.titles[row]), "A heading over the table."),
            )
    for row in table.over:
        lone = grid.lone_text(row)
        if lone and row not in table.titles and row not in table.sections and len(lone[1]) <= 150:
            cells.ignored(grid.place(row, lone[0]), "A text over the table.")
        elif not lone and heads_groups_again(grid, row, table.header):
            for column in grid.columns_by_row[row]:
                cells.ignored(grid.place(row, column), "A heading over several columns.")
    for row, why in table.remarks.items():
        for column in grid.columns_by_row[row]:
            # A key was read as one across all of its row.
            if column in own or why == KEY_ROW:
                mark = cells.asked if why in ASKED_ROWS else cells.ignored
                mark(grid.place(row, column), why)
    for row in table.totals:
        for column in grid.columns_by_row[row]:
            if column in own:
                cells.ignored(grid.place(row, column), "A total: the program adds up itself.")


def _leave_out(mapped: MappedTable, reading: Reading) -> None:
    """Mark the cells of a table that is not read: none of ours, or only likely and so asked about."""
    table, mapping, cells = mapped.table, mapped.mapping, reading.cells
    own = {column.column for column in table.columns}
    for row in (*table.rows, *table.sections):
        for column in table.grid.columns_by_row[row]:
            if column not in own:
                continue
            place = table.grid.place(row, column)
            if mapping.register:
                cells.asked(place, f"Is this {table_called(mapping.register)}? {mapping.why}")
            elif mapping.certain_none:
                cells.ignored(place, mapping.why)
            else:
                cells.asked(place, mapping.why)
