"""A table found on a sheet: its header, columns and rows, and what heads, totals or explains them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from csp_desktop.excel.opening.grid import Grid, Place, Position, Range
from csp_desktop.excel.wording.cells import plain

TablePlace = tuple[str, int, int]
"""A sheet, and the row and column a table's header starts in."""


class Rearranged(Grid):
    """A sheet whose cells are put elsewhere to be read as a table."""

    def origin(self, row: int, column: int) -> Position:
        """Where what is read here stands on the sheet itself."""
        return row, column


@dataclass
class TurnedGrid(Rearranged):
    """A sheet with rows for columns: a form laid out sideways, read as a table below what stands `over` it."""

    over: Mapping[Position, Position] = field(default_factory=dict)

    def origin(self, row: int, column: int) -> Position:
        return self.over.get((row, column), (column, row - len(self.over)))


@dataclass
class GatheredGrid(Rearranged):
    """Cells of a sheet gathered into rows, from forms or from a row for each quarter.

    `labels` are the cells that head others, `besides` those that say when others are of, or what another says
    already, with why. `doubt` asks whether they belong together so.
    """

    origins: Mapping[Position, Position] = field(default_factory=dict)
    labels: Mapping[Position, str] = field(default_factory=dict)
    besides: Mapping[Position, str] = field(default_factory=dict)
    doubt: str = ""

    @classmethod
    def over(cls, grid: Grid, values: Mapping[Position, object], **told: Any) -> GatheredGrid:
        """A sheet with other values, and what is `told` of them; all else stays as it is."""
        kept = {field.name: getattr(grid, field.name) for field in fields(Grid) if field.init}
        return cls(**{**kept, "values": values, **told})

    def origin(self, row: int, column: int) -> Position:
        return self.origins.get((row, column), (row, column))


@dataclass
class FoundColumn:
    """One column of a table: its heading with those merged over it, the same without explanations, its own part.

    `dated` is its own part with the year it is of.
    """

    column: int
    heading: str
    number: int = 1
    bare: str = ""
    own: str = ""
    dated: str = ""

    @property
    def key(self) -> str:
        """The heading as remembered."""
        return f"{plain(self.heading)} {self.number}" if self.number > 1 else plain(self.heading)


@dataclass
class FoundTable:
    """A table on a sheet: header rows, columns, data rows, texts that head the rows after them, totals.

    `remarks` are rows that are no records, each with why; `over` are the rows between it and the table before;
    `over_charts` are texts over a chart beside it, which name nothing of it; `parted` is an empty column beyond which
    another table may stand, 0 for none.
    """

    grid: Grid
    header: tuple[int, ...]
    columns: list[FoundColumn]
    rows: list[int] = field(default_factory=list)
    sections: dict[int, str] = field(default_factory=dict)
    totals: list[int] = field(default_factory=list)
    titles: dict[int, str] = field(default_factory=dict)
    remarks: dict[int, str] = field(default_factory=dict)
    over: tuple[int, ...] = ()
    over_charts: dict[int, str] = field(default_factory=dict)
    parted: int = 0

    @property
    def place(self) -> TablePlace:
        """Its sheet, and the row and column its header starts in."""
        first = self.cell(self.header[0], min(column.column for column in self.columns))
        return first.sheet, first.row, first.column

    def is_on(self, grid: Grid) -> bool:
        """Does it stand on this sheet, cell by cell where the sheet has them?"""
        return self.grid.name == grid.name and not isinstance(self.grid, Rearranged)

    def cell(self, row: int, column: int) -> Place:
        """Where a row and column of the table stand on the sheet itself."""
        at = self.grid.origin(row, column) if isinstance(self.grid, Rearranged) else (row, column)
        return self.grid.place(*at)

    def bounds(self, *rows: int) -> Range:
        """The first row, first column, last row and last column on the sheet of what stands in some rows of it."""
        columns = {column.column for column in self.columns}
        at = [(row, column) for row in (min(rows), max(rows)) for column in (min(columns), max(columns))]
        if isinstance(self.grid, Rearranged):
            held = self.grid.values.keys()
            every = [(row, column) for row in rows for column in columns if (row, column) in held]
            at = [self.grid.origin(*place) for place in every or at]
        if isinstance(self.grid, GatheredGrid):
            at += self.grid.besides
        down, across = [row for row, _ in at], [column for _, column in at]
        return min(down), min(across), max(down), max(across)

    def title_place(self, row: int) -> Place:
        """Where what stands over the table in a row stands."""
        texts = self.grid.row_texts(row)
        return self.grid.place(
            row, next(column for column, text in texts.items() if text == self.titles[row])
        )

    def section_place(self, row: int) -> Place:
        """Where what heads the rows after a row stands, or the most of it."""
        said = self.sections[row]
        own = {column: text for column, text in self.grid.row_texts(row).items() if text in said}
        return self.grid.place(row, max(own, key=lambda column: len(own[column])))

    @property
    def range(self) -> str:
        """Where it stands on its sheet: "B3:J40"."""
        rows = (*self.rows, *self.totals, *self.sections, *self.remarks, *self.header)
        top, left, bottom, right = self.bounds(*(row for row in rows if row >= self.header[0]))
        return f"{self.grid.place(top, left).address}:{self.grid.place(bottom, right).address}"

    @property
    def shape(self) -> str:
        """What the header looks like, to know it again."""
        return " | ".join(column.key for column in self.columns)

    @property
    def name(self) -> str:
        """What stands over the table, or the sheet's name."""
        return next(iter(self.titles.values()), self.grid.name)
