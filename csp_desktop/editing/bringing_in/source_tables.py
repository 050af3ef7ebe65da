"""The tables of a file, one by one: where each stands, what it looks like, and which records come of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from csp_desktop.excel.foreign.reading import Draft, Reading, To
from csp_desktop.excel.opening.grid import Grid, Place, Position, Range, column_letters
from csp_desktop.excel.recognising.column_mapping import ColumnUse, MappedTable
from csp_desktop.excel.recognising.column_words import table_called
from csp_desktop.excel.recognising.tables_found import GatheredGrid, Rearranged, TurnedGrid
from csp_desktop.registers.catalog import register_named


@dataclass(frozen=True)
class SourceTable:
    """A table, or a whole sheet read in one go: its sheet, bounds, number of rows and what it looks like.

    `register` is "" where nothing was recognised; `why` says more; `taken` where its records come in.
    """

    grid: Grid
    bounds: Range
    rows: int
    register: str
    taken: bool
    why: str = ""
    mapped: MappedTable | None = None

    @property
    def place(self) -> tuple[str, int, int]:
        """What it is told from others by: sheet, first row, first column."""
        return (self.grid.name, *self.bounds[:2])

    @property
    def range(self) -> str:
        """ "B3:J40"."""
        first_row, first_column, last_row, last_column = self.bounds
        return f"{column_letters(first_column)}{first_row}:{column_letters(last_column)}{last_row}"

    @property
    def looks_like(self) -> str:
        """ "an action plan"; "nothing recognised"."""
        if not self.register:
            return "nothing recognised"
        return table_called(self.register)

    @property
    def is_empty(self) -> bool:
        """Has it headings and nothing under them?"""
        return self.mapped is not None and not (self.mapped.table.rows or self.mapped.table.sections)

    @property
    def is_left_out(self) -> bool:
        """Did somebody say that it is none of ours?"""
        return self.mapped is not None and self.mapped.chosen and not self.register

    @property
    def may_be_ours(self) -> bool:
        """Is it a table of which nothing says for certain that it is none of ours?"""
        return self.mapped is not None and not self.mapped.mapping.certain_none

    @property
    def is_form(self) -> bool:
        """Do its values stand beside their labels, so that no column of the sheet is of one field?"""
        return self.mapped is not None and isinstance(self.mapped.table.grid, Rearranged)

    @property
    def top(self) -> int:
        """The row its headings start in."""
        return self.bounds[0] if self.mapped is None or self.is_form else self.mapped.table.header[0]

    @cached_property
    def uses(self) -> dict[int, ColumnUse]:
        """What its columns are taken for, as they are read."""
        return {use.column: use for use in self.mapped.mapping.columns} if self.mapped else {}

    @cached_property
    def _of_form(self) -> dict[Position, int]:
        """Where the cells of a form stand on the sheet, with the column each is read in."""
        assert self.mapped is not None
        table = self.mapped.table
        of_table = {*table.header, *table.rows}
        return {table.cell(row, column)[1:]: column for row, column in table.grid.values if row in of_table}

    def use_at(self, row: int, column: int) -> ColumnUse | None:
        """What a cell of the sheet is taken for, or what it heads; None outside the table."""
        if not self.is_form:
            return self.uses.get(column)
        at = self._of_form.get((row, column))
        if at is None and self.heads(row, column):
            # The labels of the first form head the columns; those of the others are told by what stands beside them.
            at = self._of_form.get((row, column + 1))
        return self.uses.get(at or 0)

    def heads(self, row: int, column: int) -> bool:
        """Does a cell of the sheet head a column, or label the value beside it?"""
        if self.mapped is None or not self.holds(Place(self.grid.name, row, column)):
            return False
        table = self.mapped.table
        if isinstance(table.grid, GatheredGrid):
            return (row, column) in table.grid.labels
        at = column + len(table.grid.over) if isinstance(table.grid, TurnedGrid) else row
        return at in table.header

    def holds(self, place: Place) -> bool:
        """Does a cell stand in it?"""
        first_row, first_column, last_row, last_column = self.bounds
        return (
            place.sheet == self.grid.name
            and first_row <= place.row <= last_row
            and first_column <= place.column <= last_column
        )


def source_tables(reading: Reading) -> list[SourceTable]:
    """Every table found, in the order of the sheets; a sheet with none is one of nothing recognised."""
    tables: list[SourceTable] = []
    for grid in reading.cells.grids:
        mapped = [table for table in reading.mapped if table.table.grid.name == grid.name]
        tables += [_of_mapped(grid, table) for table in mapped] or [_of_sheet(grid, reading)]
    return tables


def _of_mapped(grid: Grid, mapped: MappedTable) -> SourceTable:
    table = mapped.table
    rows = [*table.header, *table.titles, *table.rows, *table.sections, *table.totals, *table.remarks]
    bounds = table.bounds(*rows)
    register, taken, why = mapped.mapping.register, mapped.taken, mapped.mapping.why
    if not (table.rows or table.sections):
        taken, why = False, "It has headings and no rows."
    return SourceTable(grid, bounds, len(table.rows), register, taken, why, mapped)


def _of_sheet(grid: Grid, reading: Reading) -> SourceTable:
    columns = [column for _, column in grid.values]
    bounds = (grid.rows[0], min(columns), grid.rows[-1], max(columns))
    own = [draft for draft in reading.drafts if _first_sheet(draft) == grid.name]
    register = Counter(draft.register for draft in own).most_common(1)[0][0] if own else ""
    why = "" if own else "No table was found on it." if grid.visible else "Hidden in the workbook."
    return SourceTable(grid, bounds, len(own), register, bool(own), why)


def _first_sheet(draft: Draft) -> str:
    place = naming_cell(draft)
    return place.sheet if place else ""


def naming_cell(draft: Draft) -> Place | None:
    """The cell that names a draft, or the first it was read from."""
    named = draft.places.get(register_named(draft.register).title)
    return named or next(iter(draft.told_at.values()), None)


def drafts_of(reading: Reading, table: SourceTable) -> set[str]:
    """The keys of the drafts that come of a table, with those nothing but they stand under."""
    own = {draft.key for draft in reading.drafts if (place := naming_cell(draft)) and table.holds(place)}
    under: dict[str, set[str]] = {}
    for draft in reading.drafts:
        for value in draft.values.values():
            if isinstance(value, To):
                under.setdefault(value.key, set()).add(draft.key)
    # A priority named by the sheet alone stands in no cell.
    for draft in reversed(reading.drafts):
        if not draft.told_at and under.get(draft.key) and under[draft.key] <= own:
            own.add(draft.key)
    return own
