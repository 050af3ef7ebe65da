"""What each column of a table is taken for: its field, its scale, and what its cells are marked as."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from csp_desktop.excel.foreign.cells.both_scores import is_both
from csp_desktop.excel.foreign.cells.date_order import doubts_of_dates
from csp_desktop.excel.foreign.cells.indicator_cells import FIGURES, kind_told
from csp_desktop.excel.foreign.cells.own_ratings import OwnRatings
from csp_desktop.excel.foreign.cells.own_scales import OwnScales
from csp_desktop.excel.foreign.cells.rated_words import RatedWords
from csp_desktop.excel.foreign.cells.said_instead import may_say_nobody
from csp_desktop.excel.foreign.cells.stated_units import counted_in
from csp_desktop.excel.foreign.quarters_of_columns import period_called
from csp_desktop.excel.foreign.reading import SAYS_WHEN, Mark, SourceCells
from csp_desktop.excel.foreign.records.beside_records import BesideRecords
from csp_desktop.excel.foreign.rows_in_doubt import rows_of_no_record
from csp_desktop.excel.opening.grid import cell_text
from csp_desktop.excel.recognising.column_mapping import NOTED, ColumnUse, MappedTable
from csp_desktop.excel.recognising.columns.charts import CHART
from csp_desktop.excel.recognising.columns.choice_columns import asks_for_kind
from csp_desktop.excel.recognising.columns.coloured_cells import colours_left, levels_by_colour, shades
from csp_desktop.excel.recognising.columns.row_periods import RowPeriods, row_periods
from csp_desktop.excel.recognising.columns.score_pairs import both_scores, first_said
from csp_desktop.excel.recognising.columns.score_scales import (
    Scale,
    each_of_three,
    only_three,
    score_figures,
    stated_top,
    states_falling,
)
from csp_desktop.excel.recognising.columns.ticks import TickedColumn
from csp_desktop.excel.recognising.finding.rows_of_one import RowsOfOne, is_of_part, rows_of_one
from csp_desktop.excel.recognising.headings import ABOVE, IGNORE
from csp_desktop.excel.recognising.none_of_ours import kinds_of_entries
from csp_desktop.excel.wording.cells import month_said, quarter_said
from csp_desktop.excel.wording.leads import are_beside_bodies
from csp_desktop.excel.wording.who_is_named import are_initials, names_persons
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.amounts import parse_number
from csp_desktop.registers.as_written.wordings import listed
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Choice, Date, Links, Money, Rag, Reference, WholeNumber, YesNo

LED = {("plan_items", "lead_agencies"), ("plan_items", "lead_officers")}
"""The fields of a plan that name who leads."""
# A heading that asks for somebody and for their body in one cell: "Lead (name and organisation)".
_OF_BOTH = re.compile(
    r"(?=.*\b(?:name|officer|person|contact)\b).*\b(?:organi[sz]ation|agency|body|partner|authority)\b",
    re.IGNORECASE | re.DOTALL,
)
_OF_OFFICERS = re.compile(r"\b(?:officers?|persons?|names?|managers?)\b", re.IGNORECASE)
# Columns that name records of their own.
_NAMING = {
    ("plan_items", "priority"): "A priority.",
    ("plan_items", "objective"): "An objective.",
}


class TakenColumns:
    """The columns of one table as they are taken.

    `uses` are those taken, `doubted` the question about those whose dates may be month-first, `noted` those kept
    in notes, `left` the marks of the rest, `periods` when each row says it is of; the sets and mappings are of columns of the sheet: `above` names what a row
    stands under, `naming` the record itself, `carried` holds for every row it is merged beside, `personal` names persons,
    `of_bodies` persons beside the bodies they are of, `initialled` may hold somebody's initials. `no_records` are the rows
    that are none, or are asked about first, with what is said of them.
    """

    def __init__(
        self, mapped: MappedTable, cells: SourceCells, year: FinancialYear | None, take_doubtful: bool
    ) -> None:
        self.mapped, self.table, self.grid, self.cells = mapped, mapped.table, mapped.table.grid, cells
        mapping = mapped.mapping
        self.register = register_named(mapping.register)
        self.uses: list[ColumnUse] = []
        self.noted: list[ColumnUse] = []
        self.marks: dict[int, Mark] = {}
        self.doubted: dict[int, Mark] = {}
        mapped_uses = [of_quarter(use, year) for use in mapping.columns]
        self.periods = row_periods(self.table, mapping.register, mapped_uses, year)
        if not self.periods.codes and (month := self._month_of_sheet(year)):
            self.periods = replace(self.periods, codes=dict.fromkeys(self.table.rows, month))
        self.dates_in_doubt = doubts_of_dates(self.table, mapped_uses)
        for use in mapped_uses:
            self._sort(use, take_doubtful)
        own_title = (
            {self.register.title, "objective"} if mapping.register == "plan_items" else {self.register.title}
        )
        self.naming = {
            use.column for use in self.uses if use.register == mapping.register and use.field in own_title
        }
        self.together = self._rows_of_one()
        if self.together.words and self.together.column in self.periods.columns:
            # The years of one record's rows are told there already.
            self.periods = RowPeriods()
        self.scales = self._scales([use for use in self.uses if _is_score(use)])
        both = [use for use in self.uses if is_both(use)]
        self.both = {use.column for use in both}
        self.figures = {use.column for use in self.uses if (use.register, use.field) in FIGURES}
        self.led = {use.column for use in self.uses if (use.register, use.field) in LED}
        self.worded = {use.column for use in self.uses if may_say_nobody(use)}
        # Where a plus stands in a column, a minus says the other way.
        self.ways = {use.column: "+" in self._texts(use) for use in self.uses if use.field == "better"}
        self.scales |= self._scales_of_both(both)
        # Where one heading says which of the two comes first, it holds for all of the table.
        self.first_scores = next(filter(None, (first_said(use.heading) for use in both)), "")
        self.fields = {
            use.column: register_named(use.register)[use.field]
            for use in self.uses
            if use.field in register_named(use.register).by_name
        }
        mitigation = register_named("mitigations")["title"]
        self.fields |= {use.column: mitigation for use in self.uses if use.field == "control"}
        amount = register_named("funding_entries")["amount"]
        self.fields |= {use.column: amount for use in self.uses if _is_of_entries(use)}
        self.ticked = {
            use.column: TickedColumn(use.register, use.heading, self._texts(use), gaps=self._has_gaps(use))
            for use in self.uses
            if isinstance(field := self.fields.get(use.column), YesNo)
            or (isinstance(field, Choice) and field.name in ("status", "carry_forward"))
            or asks_for_kind(use)
        }
        self.carried = self._carried_columns()
        self.ratings = {column for column, field in self.fields.items() if isinstance(field, Rag)}
        self.own_ratings = OwnRatings(self.cells.rating_keys, self.cells.grids, self.table)
        self.shades = {column: shades(self.table, [column]).get(column, {}) for column in self.ratings}
        self.rated_words = RatedWords(
            self.table,
            self.uses,
            self.ratings,
            has_key=bool(self.grid.fills) and self.own_ratings.tell_of_colours,
        )
        self.levels = {use.column: told for use in self.noted if (told := levels_by_colour(self.table, use))}
        self.amounts = {column for column, field in self.fields.items() if isinstance(field, Money)}
        counted = {use.column: counted_in(self.table, use.heading) for use in self.uses}
        self.counted_in = {
            column: times for column, times in counted.items() if times > 1 and column in self.amounts
        }
        own = mapping.register
        self.above = {
            use.column
            for use in self.uses
            if (use.register, use.field) in ABOVE
            and use.register == own
            and use.field not in ("first_name", "last_name")
            and use.column not in self.both
        }
        taken = {use.column for use in (*self.uses, *self.noted)}
        self.left = [(column, mark) for column, mark in self.marks.items() if column not in taken]
        self.personal = {
            use.column
            for use in self.uses
            if use.field == "lead_agencies" and names_persons("\n".join(self._texts(use)))
        }
        self.of_bodies = {
            use.column
            for use in self.uses
            if use.column in self.led
            and (_OF_BOTH.search(use.heading) or are_beside_bodies(self._texts(use)))
        }
        self.initialled = {
            use.column
            for use in self.uses
            if use.column in self.led and (_OF_OFFICERS.search(use.heading) or are_initials(self._texts(use)))
        }
        self.no_records = kinds_of_entries(self.table) if own == "risks" else {}
        self.no_records |= rows_of_no_record(
            self.table, own, mapping.columns, self.naming, take_doubtful=take_doubtful
        )

    def _month_of_sheet(self, year: FinancialYear | None) -> str:
        """The month a sheet is named by, in a workbook with a sheet for each month; "" for any other."""
        months = {grid.name: said for grid in self.cells.grids if (said := month_said(grid.name, year))}
        own = months.get(self.grid.name)
        return f"{own:%Y-%m}" if own and len(set(months.values())) > 1 else ""

    def _rows_of_one(self) -> RowsOfOne:
        """The rows that are a record together; what says which part each holds is no field of it."""
        if self.register.name not in ("indicators", "allocations") or not any(map(is_of_part, self.uses)):
            return RowsOfOne()
        together = rows_of_one(self.table, self.naming)
        if together.words:
            self.uses = [use for use in self.uses if use.column != together.column]
            self.noted = [use for use in self.noted if use.column != together.column]
            self.marks[together.column] = Mark("ignored", message="Says what its row holds.")
        return together

    def _scales(self, scores: list[ColumnUse]) -> dict[int, Scale]:
        """The scale of each column of scores; likelihoods share one, and so do impacts, most often the same."""
        scales: dict[int, Scale] = {}
        said_by_book = OwnScales(self.cells.grids, self.table)
        said = next(filter(None, (stated_top(use.heading) for use in scores)), None)
        for kind in ("likelihood", "impact"):
            alike = [use for use in scores if use.field.endswith(kind)]
            texts = [text for use in alike for text in self._texts(use)]
            explained = next((use.heading for use in alike if stated_top(use.heading)), "")
            # One that only ever says "Low" is told by the other's words.
            told = each_of_three(texts) or not only_three(texts)
            every = texts if told else [text for use in scores for text in self._texts(use)]
            # What is said of the one half holds for the other that says nothing and does not go beyond it.
            top = said_by_book.top(every) or (said if said and _fits(texts, said) else None)
            own, falls = said_by_book.of_words(texts, kind), said_by_book.falls(every, kind)
            heading = explained or next((use.heading for use in alike if states_falling(use.heading)), "")
            scales |= {
                use.column: Scale(every, heading or use.heading, own, top, falls=falls) for use in alike
            }
        for place in said_by_book.told_by:
            if place not in self.cells.marks:
                self.cells.ignored(place, "The workbook's own scale of scores.")
        return scales

    def _scales_of_both(self, both: list[ColumnUse]) -> dict[int, Scale]:
        """The one scale of all cells that give likelihood and impact together."""
        if not both:
            return {}
        pairs = [pair for use in both for text in self._texts(use) if (pair := both_scores(text))]
        figures = sorted({str(score) for pair in pairs for score in pair.scores})
        explained = next((use.heading for use in both if stated_top(use.heading)), "")
        top = OwnScales(self.cells.grids, self.table).top(figures)
        return {use.column: Scale(figures, explained, None, top) for use in both}

    def _sort(self, use: ColumnUse, take_doubtful: bool) -> None:
        """Whether a column is taken, noted, left out or asked about, and what its cells are marked as."""
        if doubt := self.dates_in_doubt.get(use.column):
            self.mapped.said[use.column] = doubt
            self.doubted[use.column] = Mark("asked", use.register, use.field, doubt)
        if not use.field:
            self.marks[use.column] = Mark("ignored", message="Left out by you.")
        elif use.column in self.periods.columns:
            self.marks[use.column] = Mark("ignored", message=SAYS_WHEN)
        elif use.field == IGNORE:
            self.marks[use.column] = Mark("ignored", message=use.why or "The program works this out itself.")
        elif use.field == NOTED:
            self.noted.append(use)
            kept = f"Kept in the notes under “{use.heading}”." if use.heading else "Kept in the notes."
            self.marks[use.column] = Mark("noted", self.register.name, NOTED, kept)
        elif use.asked and not take_doubtful:
            self.marks[use.column] = Mark("asked", use.register, use.field, use.why)
        else:
            self.uses.append(use)
            self.marks[use.column] = mark_of(use)

    def say_what_was_supposed(
        self,
        beside: BesideRecords,
        notes: list[str],
        coloured: Mapping[int, int],
        purple: Mapping[int, int],
    ) -> None:
        """Say once for a column what is said of each of its cells: a quarter nobody named, ratings told by colour."""
        headings = {use.column: use.heading for use in (*self.uses, *self.noted)}
        quarters: dict[Quarter, list[str]] = {}
        for column, quarter in sorted(beside.unsaid.items()):
            if column not in beside.by_row:
                quarters.setdefault(quarter, []).append(f"“{headings.get(column, '')}”")
        for column in sorted(beside.by_row):
            other = beside.unsaid.get(column)
            notes.append(
                f"“{headings.get(column, '')}” in {self.grid.name} names no quarter: each rating was put with the latest "
                f"quarter its row has words for{f', or with {other.label} where it has none' if other else ''}. "
                "Choose one quarter for all where that is not right."
            )
        for quarter, named in quarters.items():
            verb = "names" if len(named) == 1 else "name"
            notes.append(
                f"{' and '.join(named)} in {self.grid.name} {verb} no quarter: read as {quarter.label}. "
                "Choose another where that is not right."
            )
        if early := [quarter.label for quarter in sorted(beside.not_begun)]:
            have = "has" if len(early) == 1 else "have"
            notes.append(
                f"{' and '.join(early)} {have} not begun, so what {self.grid.name} says of "
                f"{'it' if len(early) == 1 else 'them'} was not brought in. Choose another year where it is of that."
            )
        for column, count in coloured.items():
            cells = "1 rating" if count == 1 else f"{count} ratings"
            were = "was" if count == 1 else "were"
            kept = " and kept in the notes" if column in self.levels else ""
            notes.append(
                f"“{headings[column]}” in {self.grid.name}: {cells} {were} read from the colour of the cell alone{kept}."
            )
        for column, count in purple.items():
            cells = "1 cell is" if count == 1 else f"{count} cells are"
            notes.append(
                f"“{headings[column]}” in {self.grid.name}: {cells} purple, which may mean one rating or another, and "
                "brought none in; choose it on the record."
            )
        behind_words = self.rated_words.coloured
        if behind_words:
            count = sum(map(len, behind_words.values()))
            named = [f"“{' '.join(headings[column].split())}”" for column in behind_words]
            behind = listed(named)
            notes.append(
                f"{'1 rating' if count == 1 else f'{count} ratings'} in {self.grid.name} "
                f"{'was' if count == 1 else 'were'} read from the colours behind the words of {behind}, "
                "as the key of the workbook says."
            )
        coloured_as_said = self.ratings | self.scales.keys() | self.levels.keys() | behind_words.keys()
        if left := colours_left(self.table, (*self.uses, *self.noted), coloured_as_said):
            notes.append(left)
        for column, times in sorted(self.counted_in.items()):
            figures = (parse_number(self.grid.text(row, column)) for row in self.table.rows)
            first = next((figure for figure in figures if figure), 0.0)
            notes.append(
                f"“{headings[column]}” in {self.grid.name} is in {'thousands' if times == 1_000 else 'millions'} of "
                f"pounds: {first:g} was read as £{first * times:,.0f}."
            )
        if kind := kind_told(self.uses):
            are = "for the year so far" if kind == "cumulative" else "as it stands at the end of each quarter"
            notes.append(
                f"Each figure in {self.grid.name} is taken {are}, as its heading says, unless its row says otherwise."
            )
        notes += self._said_of_scales()
        bars = [
            use.heading for use in self.mapped.mapping.columns if use.why == CHART and use.field == IGNORE
        ]
        if bars:
            named = [" ".join(heading.split()) for heading in bars if heading]
            run = f", “{named[0]}” to “{named[-1]}”," if len(named) > 1 else ""
            notes.append(
                f"{len(bars)} columns of {self.grid.name}{run} are a chart: its bars are not brought in."
            )

    def _said_of_scales(self) -> Iterator[str]:
        """A sentence for each scale that is not from 1 to 5, or has its highest at 1, or is not explained anywhere."""
        kinds: dict[tuple[int, bool], list[str]] = {}
        alone = False
        for use in self.uses:
            scale = self.scales.get(use.column)
            if scale is None:
                continue
            kind = use.field.rpartition("_")[2]
            alone |= scale.words_alone
            for top, falls in ((scale.top, scale.falls), (scale.own.top, False)):
                if top != 5 or falls:
                    kinds.setdefault((top, falls), []).append(kind)
        sheet = self.grid.name
        for (top, falls), named in sorted(kinds.items()):
            who = (
                "Likelihood and impact" if len(set(named)) > 1 or "scores" in named else named[0].capitalize()
            )
            are, each = ("are", "each") if " and " in who else ("is", "it")
            on = f"a scale of 1 to {top}" + (", on which 1 is the highest" if falls else "")
            turned = "turned round and put" if falls else "put"
            yield f"{who} in {sheet} {are} on {on}: {each} was {turned} on 1 to 5."
        if alone:
            yield f"No scale in the workbook explains the scores in {sheet}: high, medium and low were read as 5, 3 and 1 of 5."

    def _texts(self, use: ColumnUse) -> list[str]:
        """The different texts of a column, in order."""
        column = use.column
        held = (values[column] for values in map(self.grid.held, self.table.rows) if column in values)
        return list(dict.fromkeys(map(cell_text, held)))

    def _has_gaps(self, use: ColumnUse) -> bool:
        """Do some rows hold nothing in a column?"""
        return any(use.column not in values for values in map(self.grid.held, self.table.rows))

    def _carried_columns(self) -> frozenset[int]:
        """Columns whose merged cells hold for every row they stand beside; figures and long texts do not."""
        kinds = Reference | Links | Choice | Date | Rag | WholeNumber
        title = self.register.title
        return frozenset(
            use.column
            for use in self.uses
            if ((use.register, use.field) in ABOVE and use.register == self.register.name)
            or (use.register, use.field) == ("group_members", "group")
            or (
                use.register == self.register.name
                and use.field != title
                and (
                    isinstance(field := self.fields.get(use.column), kinds)
                    or (field and field.kind == "text")
                )
            )
        )


def of_quarter(use: ColumnUse, year: FinancialYear | None) -> ColumnUse:
    """A column of updates, reviews or measurements, of the quarter its heading names where none is chosen."""
    if use.register not in ("updates", "measurements", "risk_reviews") or use.quarter:
        return use
    said = quarter_said(use.heading, year)
    return replace(use, quarter=said.code) if said else use


def _fits(texts: list[str], top: int) -> bool:
    """Do scores keep within a scale, and go beyond 5 where it does?"""
    highest = max(score_figures(texts), default=0.0)
    return (5 if top > 5 else 0) < highest <= top


def mark_of(use: ColumnUse) -> Mark:
    """What a cell of a column is marked as once it is taken."""
    if is_both(use):
        return Mark("taken", "risks", use.field.replace("_scores", "_likelihood"))
    if use.register == "mitigations" and use.field == "control":
        return Mark("taken", "mitigations", "title", "A control.")
    if _is_of_entries(use):
        return Mark("taken", "funding_entries", "amount", f"{ABOVE['funding_entries', use.field]}.")
    if use.register == "people" and use.field in ("first_name", "last_name"):
        return Mark("taken", "people", "name")
    if (use.register, use.field) in _NAMING:
        return Mark("taken", use.register, "parent", _NAMING[use.register, use.field])
    return Mark("taken", use.register, use.field, period_called(use.quarter) if use.quarter else "")


def _is_of_entries(use: ColumnUse) -> bool:
    """Does a column hold money of one kind: spent, forecast, committed or claimed?"""
    return use.register == "funding_entries" and (use.register, use.field) in ABOVE


def _is_score(use: ColumnUse) -> bool:
    return use.register in ("risks", "risk_reviews") and use.field.endswith(("likelihood", "impact"))
