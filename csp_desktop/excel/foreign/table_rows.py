"""Reading the rows of one table into drafts, as its columns were taken; every cell is marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property

from csp_desktop.excel.foreign.cells.date_order import month_first_value
from csp_desktop.excel.foreign.cells.kept_cells import KeptCells
from csp_desktop.excel.foreign.cells.said_instead import (
    POINTERS,
    PointingAbove,
    nothing_in,
    nothing_there,
    points_elsewhere,
)
from csp_desktop.excel.foreign.mapped_rows import RowSaid
from csp_desktop.excel.foreign.reading import Mark, Reading
from csp_desktop.excel.foreign.records.mapped_records import RowRecords
from csp_desktop.excel.foreign.records.remarks_between import remarks_on_records
from csp_desktop.excel.foreign.taken_columns import LED, mark_of
from csp_desktop.excel.opening.grid import Place, Unreadable, cell_text
from csp_desktop.excel.opening.safe_reading import Stopped
from csp_desktop.excel.recognising.column_mapping import NOTED, ColumnUse, MappedTable
from csp_desktop.excel.recognising.columns.score_columns import disagreeing
from csp_desktop.excel.recognising.finding.bands import band_of, lead_said, name_beside
from csp_desktop.excel.recognising.finding.rows_of_one import is_of_part
from csp_desktop.excel.recognising.headings import IGNORE, heading_evidence
from csp_desktop.excel.recognising.wordings.of_registers import OF_THE_WHOLE
from csp_desktop.excel.wording.cells import is_unmade_choice
from csp_desktop.excel.wording.colours import is_purple, rag_of_fill
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import register_named

Cancelled = Callable[[], bool]

_OVER_SEVERAL = Mark(
    "noted", "plan_items", NOTED, "It stands over several columns and names no lead; kept in the notes."
)
_RATING = register_named("updates")["rag"]
# So many scores that disagree are said one by one, the rest together.
_OUTCOME, _SURELY = ("plan_items", "outcome"), 5.0
_SAID_SINGLY, _OWN_SCORE = 5, "The program works scores out itself."


class TableRows(KeptCells):
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
        super().__init__(mapped, reading.cells, year, take_doubtful, today)
        self.reading, self.cancelled = reading, cancelled
        self.rows = frozenset(self.table.rows)
        self.crossed_out = self.grid.crossed_out
        self.spread = any(last > first for first, _, last, _ in self.grid.merged)
        self.headings: dict[str, Place] = {}
        self.pointing = PointingAbove(self.table)
        self.coloured: dict[int, int] = {}
        self.purple: dict[int, int] = {}
        self.records = RowRecords(
            self.table, self.register, self.uses, reading, year, today, self.periods, supposed=supposed
        )

    def read(self) -> None:
        """Every row, and the texts that head them."""
        self.records.streams.ask_of_sums_over()
        if self.register.name == "plan_items":
            for row in sorted({*self.table.titles, *self.table.over} - self.table.remarks.keys()):
                if text := self.table.titles.get(row):
                    called, colon, said_of_it = text.partition(":")
                    if said_lead := lead_said(text):
                        self.records.under.lead(said_lead, self.table.title_place(row))
                    elif band_of(text):
                        self._start_section(text, self.table.title_place(row))
                    elif colon and said_of_it.strip() and _asks_for_outcome(called):
                        self.records.under.outcome(said_of_it.strip(), self.table.title_place(row))
                else:
                    self._read_pairs_over(row)
        remarks = {} if self.register.name == "plan_items" else remarks_on_records(self.table, self.uses)
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
                if said is not None:
                    self._keep_remarks(remarks.get(row, ()), said)
        self._add(said)
        self.records.memberships.make()
        beside = self.records.beside
        self.say_what_was_supposed(beside, self.reading.notes, self.coloured, self.purple)
        self._say_what_disagrees()

    def _keep_remarks(self, remarks: Iterable[tuple[str, Place]], said: RowSaid) -> None:
        """Keep what is said of a record elsewhere, by its number, with what its row says."""
        for text, place in remarks:
            said.note("", text, place)
            self.cells.noted(place, self.register.name, "Kept in the notes of the record it names.")

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
            elif _asks_for_outcome(called):
                self.records.under.outcome(text, place)
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
        if level not in ("objective", "body"):
            self.headings.clear()
        self.headings[level] = place
        self.cells.asked(place, "No record stands under this heading.")

    def _take_headings(self) -> None:
        """A heading counts as taken once a record stands under it."""
        headings, self.headings = self.headings, {}
        for level, place in headings.items():
            self.records.above.take(level, place)

    # One row

    def _read_row(self, row: int, above: RowSaid | None) -> RowSaid | None:
        """What a row says, beside what the row above says of the same record; None where it is not to be one."""
        said = above or RowSaid(self.grid.place(row, 0))
        held, sheet = self.grid.held(row), self.grid.name
        other = self.no_records.get(row)
        for column, mark in self.marks.items() if other else self.left:
            if column in held:
                left = Mark("asked", message=other) if other else self.wrong.get((row, column), mark)
                self.cells.mark(Place(sheet, row, column), left)
        if other:
            return None
        timed = self.periods.codes or self.periods.years
        for column_use in self.uses:
            use = self.periods.use_at(row, column_use) if timed else column_use
            column = use.column
            at = row, column
            raw = held.get(column)
            place = Place(sheet, row, column)
            if raw is None and self.spread:
                place, raw = self._seen(place, use)
            if raw is None or isinstance(raw, Unreadable):
                if column in self.ratings:
                    self._read_fill(row, use, said)
                continue
            if at in self.crossed_out:
                said.note(f"Crossed out in {use.heading}", cell_text(raw), place)
                self.cells.mark(place, Mark("noted", self.register.name, NOTED, "Kept in the notes."))
                continue
            if at in self.over_several:
                said.note(", ".join(self.over_several[at]), cell_text(raw), place)
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
            if rating := self.rated_words.of(row, column):
                said.put(use, _RATING, rating, None)
            keep = self.keep_part if self.together.words and is_of_part(use) else self.keep
            mark = keep(use, month_first_value(raw) if use.dates == "month first" else raw, place, said)
            if use is not column_use and mark == self.marks[column]:
                mark = mark_of(use)
            if pointed:
                mark = mark._replace(message=f"{pointed} {mark.message}".rstrip())
            if place.row == row:
                self.cells.mark(place, mark)
        marks, mark_cell, note = self.marks, self.cells.mark, said.note
        for column, heading in self.noted_under:
            raw = held.get(column)
            if raw is not None and not isinstance(raw, Unreadable):
                place, text = Place(sheet, row, column), cell_text(raw)
                if isinstance(raw, str) and is_unmade_choice(text):
                    mark_cell(place, nothing_in(text))
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
        fill = self.grid.fills.get((row, use.column), "")
        if is_purple(fill) and any((row, at) in self.grid.values for at in self.naming):
            self.purple[use.column] = self.purple.get(use.column, 0) + 1
        rating = rag_of_fill(fill)
        if rating:
            said.put(use, self.fields[use.column], rating, None)
            self.coloured[use.column] = self.coloured.get(use.column, 0) + 1


def _asks_for_outcome(label: str) -> bool:
    """Does a label over a plan ask what is to come of it: “What success looks like”, “How we will know”?"""
    evidence = heading_evidence("plan_items", label, label, label)
    return evidence.get(_OUTCOME, 0.0) >= _SURELY and max(evidence, key=evidence.__getitem__) == _OUTCOME
