"""A sheet as plain cells: what the recognisers of plans and tables look at, whatever file it came from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from csp_desktop.excel.opening.cells_by_row import CellsByRow, Row
from csp_desktop.registers.as_written.amounts import format_number
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.fields import is_blank

Position = tuple[int, int]
Range = tuple[int, int, int, int]
_NOTHING: Row = {}
_ESCAPED_RETURN = re.compile(r"_x000D_")
# Spaces and hyphens that look like the plain ones, and what is not seen at all. Joiners and marks
# of direction are part of how some languages are written, and stay.
_LOOK_PLAIN = str.maketrans(
    {
        **dict.fromkeys(
            "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
        ),
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff", ""),
        **dict.fromkeys("\u2010\u2011", "-"),
    }
)


class Unreadable(str):
    """What an error cell or a formula without a stored result shows: no value anybody meant."""


class ShownNumber(float):
    """A number whose cell shows its digits in a way of its own: 1.1 shown as "1.10", 7 as "007"."""

    digits: str

    def __new__(cls, number: float, digits: str) -> ShownNumber:
        made = super().__new__(cls, number)
        made.digits = digits
        return made


class Pounds(float):
    """A number whose cell shows it in pounds."""


class Place(NamedTuple):
    """One cell of one sheet, rows and columns counted from 1."""

    sheet: str
    row: int
    column: int

    @property
    def address(self) -> str:
        """ "C12"."""
        return f"{column_letters(self.column)}{self.row}"


def column_letters(column: int) -> str:
    """1 as "A", 28 as "AB"."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def mail_address(address: str) -> str:
    """The address a link writes an email to; "" for any other link."""
    written = re.fullmatch(r"mailto:([^?]+)(?:\?.*)?", address, re.IGNORECASE | re.DOTALL)
    return written[1].strip() if written else ""


def cell_text(value: object) -> str:
    """A cell's value as a person reads it; line breaks kept, spaces at the ends not."""
    if isinstance(value, str) and value.isascii() and "\r" not in value and "_x" not in value:
        return value.strip()
    if type(value) is int:
        return str(value)
    if is_blank(value):
        return ""
    if isinstance(value, str):
        text = _ESCAPED_RETURN.sub("", value).replace("\r\n", "\n").replace("\r", "\n")
        return text.translate(_LOOK_PLAIN).strip()
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, ShownNumber):
        return value.digits
    if isinstance(value, datetime) and (value.hour or value.minute):
        return f"{format_date(value.date().isoformat())} {value:%H:%M}"
    if isinstance(value, datetime):
        return format_date(value.date().isoformat())
    if isinstance(value, date):
        return format_date(value.isoformat())
    if isinstance(value, float):
        return format_number(value).replace(",", "")
    return str(value)


@dataclass
class Grid:
    """The cells of one sheet that hold something, its merged ranges and the fills people gave cells.

    `values` maps (row, column) to what the cell holds; `merged` lists (first row, first column, last
    row, last column); `fills` maps a position to an RRGGBB colour, `comments` to the note left there;
    `struck` cells are crossed out; of those crossed out in part the words left are the value, the others
    stand in `struck_words`. `hidden_words` are those of a cell that are not shown, with all it says; `links` maps a position to the address behind it; `hidden_rows` and
    `hidden_columns` are those a person does not see; `choices` are the lists of words typed into the drop-downs
    of cells. Values hidden under a merged range are not kept.
    """

    name: str
    values: Mapping[Position, object]
    merged: tuple[Range, ...] = ()
    fills: Mapping[Position, str] = field(default_factory=dict)
    comments: Mapping[Position, str] = field(default_factory=dict)
    struck: frozenset[Position] = frozenset()
    visible: bool = True
    struck_words: Mapping[Position, str] = field(default_factory=dict)
    hidden_words: Mapping[Position, tuple[str, str]] = field(default_factory=dict)
    links: Mapping[Position, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    choices: tuple[tuple[str, ...], ...] = ()
    by_row: CellsByRow = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.values = self.by_row = CellsByRow.of(self.values)

    @classmethod
    def of_rows(cls, name: str, rows: Iterable[Iterable[object]], merged: tuple[Range, ...] = ()) -> Grid:
        """A grid from rows of values that start in A1."""
        values = {
            (row, column): value
            for row, cells in enumerate(rows, 1)
            for column, value in enumerate(cells, 1)
            if not is_blank(value)
        }
        hidden = {
            (row, column)
            for first_row, first_column, last_row, last_column in merged
            for row in range(first_row, last_row + 1)
            for column in range(first_column, last_column + 1)
            if (row, column) != (first_row, first_column)
        }
        return cls(name, {place: value for place, value in values.items() if place not in hidden}, merged)

    @cached_property
    def columns_by_row(self) -> dict[int, list[int]]:
        """The columns that hold something, for every row that does, in order."""
        return {row: sorted(self.by_row.rows[row]) for row in sorted(self.by_row.rows)}

    @cached_property
    def rows(self) -> list[int]:
        """The rows that hold something, in order."""
        return list(self.columns_by_row)

    @cached_property
    def blocks(self) -> list[list[int]]:
        """The rows that hold something by where they stand together; a row nobody sees parts nothing."""
        blocks = [self.rows[:1]] if self.rows else []
        for before, row in pairwise(self.rows):
            if any(empty not in self.hidden_rows for empty in range(before + 1, row)):
                blocks.append([])
            blocks[-1].append(row)
        return blocks

    @cached_property
    def _anchors(self) -> dict[Position, Position]:
        anchors: dict[Position, Position] = {}
        for first_row, first_column, last_row, last_column in self.merged:
            # A range merged over whole columns or sheets says nothing more than its first thousand cells.
            for row in range(first_row, min(last_row, first_row + 1000) + 1):
                for column in range(first_column, min(last_column, first_column + 100) + 1):
                    anchors[row, column] = (first_row, first_column)
        return anchors

    def top(self, rows: int) -> Grid:
        """The same sheet as far as its first so many rows that hold something."""
        if len(self.rows) <= rows:
            return self
        last, held = self.rows[rows - 1], self.by_row.rows
        return Grid(
            self.name,
            CellsByRow({row: held[row] for row in self.rows[:rows]}),
            tuple(area for area in self.merged if area[0] <= last),
            visible=self.visible,
        )

    def between(self, first: int, last: int) -> Grid:
        """The same sheet as far as it stands from one row to another."""
        return replace(
            self,
            values=CellsByRow({row: held for row, held in self.by_row.rows.items() if first <= row <= last}),
            merged=tuple(area for area in self.merged if first <= area[0] <= last),
        )

    def without_hidden(self) -> Grid:
        """The same sheet as far as a person sees its rows and columns."""
        if not self.hidden_rows and not self.hidden_columns:
            return self
        values = {place: value for place, value in self.values.items() if not self.hides(*place)}
        values |= {seen: self.values[first] for first, seen in self.seen_below.items()}
        merged = tuple((*self.seen_below.get(area[:2], area[:2]), *area[2:]) for area in self.merged)
        return replace(self, values=values, merged=merged)

    @cached_property
    def seen_below(self) -> dict[Position, Position]:
        """By the first cell of a merged range that nobody sees, the cell of the range where its value is seen."""
        below = {}
        for first_row, first_column, last_row, last_column in self.merged:
            first = first_row, first_column
            if first not in self.values or not self.hides(*first):
                continue
            rows = (row for row in range(first_row, last_row + 1) if row not in self.hidden_rows)
            columns = (
                column for column in range(first_column, last_column + 1) if column not in self.hidden_columns
            )
            row, column = next(rows, None), next(columns, None)
            if row is not None and column is not None:
                below[first] = row, column
        return below

    @cached_property
    def crossed_out(self) -> frozenset[Position]:
        """The cells crossed out from their first word to their last."""
        return frozenset(self.struck - self.struck_words.keys()) & self.values.keys()

    @cached_property
    def rows_crossed_out(self) -> frozenset[int]:
        """The rows most of whose cells are crossed out, two or more: why is often said beside the line through them."""
        crossed = Counter(row for row, _ in self.crossed_out)
        return frozenset(
            row
            for row, count in crossed.items()
            if count > 1 and count * 3 >= len(self.columns_by_row[row]) * 2
        )

    def without_rows(self, rows: Collection[int]) -> Grid:
        """The same sheet without some of its rows."""
        if not rows:
            return self
        kept = {row: held for row, held in self.by_row.rows.items() if row not in rows}
        return replace(self, values=CellsByRow(kept))

    def hides(self, row: int, column: int) -> bool:
        """Does the cell stand in a row or column nobody sees?"""
        return row in self.hidden_rows or column in self.hidden_columns

    def address_behind(self, row: int, column: int) -> str:
        """The address behind a cell, where its words do not say it themselves; "" where there is none or they do."""
        address = self.links.get((row, column), "")
        bare = mail_address(address) or re.sub(r"^https?://|/$", "", address, flags=re.IGNORECASE)
        said = cell_text(self.value(row, column)).casefold()
        return "" if bare.casefold() in said else address

    def value(self, row: int, column: int) -> object:
        """What the cell itself holds; None for nothing."""
        return self.held(row).get(column)

    def text(self, row: int, column: int) -> str:
        """What the cell itself holds, as text; nothing where it shows an error."""
        value = self.by_row.rows.get(row, _NOTHING).get(column)
        return "" if isinstance(value, Unreadable) else cell_text(value)

    def held(self, row: int) -> Row:
        """What the cells of a row hold, by column."""
        return self.by_row.rows.get(row, _NOTHING)

    def anchor(self, row: int, column: int) -> Position:
        """The cell whose value is seen here: itself, or the first cell of the range it is merged into."""
        return self._anchors.get((row, column), (row, column))

    def seen(self, row: int, column: int) -> str:
        """The text seen at a cell, through merged ranges."""
        return self.text(*self.anchor(row, column))

    def row_texts(self, row: int) -> dict[int, str]:
        """The texts of a row by column, in order."""
        return {column: self.text(row, column) for column in self.columns_by_row.get(row, ())}

    def lone_text(self, row: int) -> tuple[int, str] | None:
        """(column, text) where a row holds one text and nothing else."""
        columns = self.columns_by_row.get(row, ())
        return (columns[0], self.text(row, columns[0])) if len(columns) == 1 else None

    def width_of(self, row: int, column: int) -> int:
        """How many columns the cell spreads over."""
        for first_row, first_column, _, last_column in self.merged:
            if (first_row, first_column) == (row, column):
                return last_column - first_column + 1
        return 1

    def place(self, row: int, column: int) -> Place:
        """The cell, with its sheet."""
        return Place(self.name, row, column)
