"""Finding the tables on a sheet: where the header stands, which rows are data, and which head or total others."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.fields import parse_number

Known = Callable[[str], float]
"""How sure it is that a text is the heading of a column of some register: 0 to 1."""

_TOTAL = re.compile(r"(?:grand |sub[- ]?)?totals?\b(?: .{0,30})?:?|sum", re.IGNORECASE)
_LONGEST_HEADING = 90
_LONGEST_EXPLAINED = 400


@dataclass
class FoundColumn:
    """One column of a table: its heading with those merged over it, the same without explanations, its own part."""

    column: int
    heading: str
    number: int = 1
    bare: str = ""
    own: str = ""

    @property
    def key(self) -> str:
        """The heading as remembered."""
        return f"{plain(self.heading)} {self.number}" if self.number > 1 else plain(self.heading)


@dataclass
class FoundTable:
    """A table on a sheet: header rows, columns, data rows, texts that head the rows after them, totals."""

    grid: Grid
    header: tuple[int, ...]
    columns: list[FoundColumn]
    rows: list[int] = field(default_factory=list)
    sections: dict[int, str] = field(default_factory=dict)
    totals: list[int] = field(default_factory=list)
    titles: dict[int, str] = field(default_factory=dict)

    @property
    def shape(self) -> str:
        """What the header looks like, to know it again."""
        return " | ".join(column.key for column in self.columns)

    @property
    def name(self) -> str:
        """What stands over the table, or the sheet's name."""
        return next(iter(self.titles.values()), self.grid.name)


def find_tables(grid: Grid, known: Known) -> list[FoundTable]:
    """The tables of a sheet from top to bottom; `known` says how sure a text is a known heading."""
    tables: list[FoundTable] = []
    rows = grid.rows
    start = 0
    while start < len(rows):
        at = _best_header(grid, rows, start, known)
        if at is None:
            break
        table, end = _table_at(grid, rows, at, known)
        table.titles = {
            row: lone[1]
            for row in rows[start:at]
            if (lone := grid.lone_text(row)) and row not in table.header
        }
        tables.append(table)
        start = end
    return tables


# Headers


def _best_header(grid: Grid, rows: list[int], start: int, known: Known) -> int | None:
    """Where in `rows` the next header stands: the likeliest of the next forty that hold something."""
    best, best_score = None, 0.0
    looked_at = range(start, min(start + 40, len(rows)))
    widths = [len(grid.columns_by_row[rows[at]]) for at in looked_at]
    wide = next(
        (at for at, width in zip(looked_at, widths, strict=True) if width >= 0.6 * max(widths)), start
    )
    for at in looked_at:
        # The first row as wide as the table is its header, more likely than not.
        score = _header_score(grid, rows, at, known) + (1.2 if at == wide else 0.0)
        # A later row must be clearly more of a header: data rows often read like one.
        if score > best_score * 1.15 + 0.01:
            best, best_score = at, score
    return best if best_score >= 1.5 else None


def _header_score(grid: Grid, rows: list[int], at: int, known: Known) -> float:
    texts = _wordings(grid, rows[at])
    if len(texts) < 2 or any(len(text) > _LONGEST_EXPLAINED for text in texts):
        return -1.0
    # A heading may be explained under it or in brackets.
    texts = [bare_heading(text) for text in texts]
    if any(len(text) > _LONGEST_HEADING for text in texts):
        return -1.0
    if sum(_is_value(text) for text in texts) > len(texts) / 3:
        return -1.0
    alike = len(texts) - len({plain(text) for text in texts})
    filled = [len(grid.columns_by_row[row]) for row in rows[at + 1 : at + 6]]
    followed = sum(count >= 2 for count in filled)
    if not followed:
        return -1.0
    sure = sum(certainty for text in texts if (certainty := known(text)) >= 0.75)
    return 0.35 * len(texts) + 2 * sure - 0.3 * alike + 0.1 * followed


def bare_heading(text: str) -> str:
    """A heading without what explains it in brackets or on further lines."""
    bare = (
        re.sub(r"\([^()]*\)|\[[^\[\]]*\]|=.*|\b\d+\s*(?:-|–|to)\s*\d+\s*$", " ", text).strip().split("\n")[0]
    )
    return " ".join((bare or text).split())


def _wordings(grid: Grid, row: int) -> list[str]:
    return [text for text in grid.row_texts(row).values() if text]


def _is_value(text: str) -> bool:
    """A number, an amount or a date rather than words."""
    return (
        parse_number(text.strip("£% ")) is not None
        or re.fullmatch(r"\d{1,2} [A-Z][a-z]+ \d{4}", text) is not None
    )


def _header_rows(grid: Grid, rows: list[int], at: int) -> tuple[int, ...]:
    """The header with the row of group headings over it, or of sub-headings under it."""
    row = rows[at]
    header = [row]
    above = rows[at - 1] if at else None
    if above == row - 1 and _heads_several(grid, above, row) and not _heads_all(grid, above, row):
        header.insert(0, above)
    below = rows[at + 1] if at + 1 < len(rows) else None
    if below == row + 1 and _heads_several(grid, row, below) and _all_short_words(grid, below):
        header.append(below)
    return tuple(header)


def _heads_several(grid: Grid, upper: int, lower: int) -> bool:
    """Does a text of the upper row spread, merged, over several texts of the lower one?"""
    for column in grid.columns_by_row[upper]:
        width = grid.width_of(upper, column)
        under = [found for found in grid.columns_by_row[lower] if column <= found < column + width]
        if width > 1 and len(under) > 1 and len(grid.columns_by_row[upper]) > 1:
            return True
    return False


def _heads_all(grid: Grid, upper: int, lower: int) -> bool:
    """Does one text of the upper row spread over most of the lower one? It is the table's title then."""
    widest = max(grid.width_of(upper, column) for column in grid.columns_by_row[upper])
    return widest >= 0.7 * len(grid.columns_by_row[lower])


def _all_short_words(grid: Grid, row: int) -> bool:
    values = [grid.value(row, column) for column in grid.columns_by_row[row]]
    return all(isinstance(value, str) and len(value) < 40 for value in values)


def _columns(grid: Grid, header: tuple[int, ...], data: list[int]) -> list[FoundColumn]:
    """Every column with a heading or with data; headings of several rows are read top to bottom."""
    lefts = {column for row in header for column in grid.columns_by_row.get(row, ())}
    merged = {
        column
        for row in header
        for anchor in grid.columns_by_row.get(row, ())
        for column in range(anchor, anchor + grid.width_of(row, anchor))
        if len(header) > 1
    }
    used = {column for row in data for column in grid.columns_by_row[row]}
    numbers: dict[str, int] = {}
    columns = []
    for column in sorted(lefts | used | (merged & used)):
        parts = list(dict.fromkeys(text for row in header if (text := grid.seen(row, column))))
        heading = " ".join(" ".join(parts).split())
        bare = [bare_heading(part) for part in parts]
        number = numbers[plain(heading)] = numbers.get(plain(heading), 0) + 1
        columns.append(FoundColumn(column, heading, number, " ".join(bare), bare[-1] if bare else ""))
    return columns


# Rows


def _table_at(grid: Grid, rows: list[int], at: int, known: Known) -> tuple[FoundTable, int]:
    """The table whose header stands at `at`, and where the rows after it start."""
    header = _header_rows(grid, rows, at)
    first = rows.index(header[-1]) + 1 if len(header) > 1 else at + 1
    heading_columns = {column for row in header for column in grid.columns_by_row[row]}
    header_texts = {plain(text) for text in _wordings(grid, header[-1])}
    table = FoundTable(grid, header, [])
    end = first
    again: list[int] = []
    while end < len(rows):
        row = rows[end]
        columns = grid.columns_by_row[row]
        opening = grid.text(row, columns[0])
        if (
            len(columns) > 1
            and plain(opening[:_LONGEST_HEADING]) in header_texts
            and _repeats(grid, row, header_texts)
        ):
            again.append(row)  # the header once more, after a page break
        elif row - rows[end - 1] > 1 and _starts_another(grid, rows, end, known):
            break
        elif _TOTAL.fullmatch(opening[:_LONGEST_HEADING]):
            table.totals.append(row)
        elif len(columns) == 1 and _is_section(grid, row, heading_columns):
            table.sections[row] = opening
        else:
            table.rows.append(row)
        end += 1
    table.header = (*header, *again)
    table.columns = _columns(grid, header, table.rows)
    return table, end


def _repeats(grid: Grid, row: int, header_texts: set[str]) -> bool:
    return {plain(text) for text in _wordings(grid, row)} <= header_texts


def _starts_another(grid: Grid, rows: list[int], at: int, known: Known) -> bool:
    """After a gap: is this row, or the one after a title here, the header of another table?"""
    for later in (at, at + 1):
        if later >= len(rows):
            return False
        texts = _wordings(grid, rows[later])
        sure = sum(known(text) >= 0.8 for text in texts)
        if (
            len(texts) >= 2
            and sure >= 2
            and sure >= len(texts) / 2
            and _header_score(grid, rows, later, known)
        ):
            return True
        if len(texts) > 1:
            return False
    return False


def _is_section(grid: Grid, row: int, columns: set[int]) -> bool:
    """A text alone in the first columns, or merged across, heads the rows that follow."""
    lone = grid.lone_text(row)
    if lone is None or len(columns) < 3 or isinstance(grid.value(row, lone[0]), int | float | date):
        return False
    return lone[0] <= sorted(columns)[0] or grid.width_of(row, lone[0]) > 2
