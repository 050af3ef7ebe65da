"""Finding the tables on a sheet: where the header stands, which rows are data, and which head or total others."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from csp_desktop.excel.opening.grid import Grid, Place
from csp_desktop.excel.recognising.header_rows import (
    LONGEST_HEADING,
    Known,
    best_header,
    header_rows,
    header_score,
    heads_beside,
    heads_in_place,
    says_one_word,
    wordings,
)
from csp_desktop.excel.recognising.mapped_values import LEVEL_WORDS
from csp_desktop.excel.recognising.remarks import (
    EXAMPLE_ROW,
    GUIDANCE_ROW,
    REMARK_ROW,
    UNFILLED_ROW,
    is_example,
    is_guidance,
    is_remark,
    is_unfilled,
)
from csp_desktop.excel.recognising.totals import is_total
from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.explained import without_explanation
from csp_desktop.registers.as_written.amounts import parse_number

# A table with more gaps is one laid out loosely.
_MOST_GAPS = 5
_MOST_TITLES, _NEAREST = 12, 3

_OF_ROWS = re.compile(r"(?:strategic )?(?:priority|theme|objective|aim)\b\s*(?:\d|[:–-])", re.IGNORECASE)

TablePlace = tuple[str, int, int]
"""A sheet, and the row and column a table's header starts in."""


class TurnedGrid(Grid):
    """A sheet with rows for columns: a form laid out sideways, read as a table."""


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
    """A table on a sheet: header rows, columns, data rows, texts that head the rows after them, totals.

    `remarks` are rows that are no records, each with why; `over` are the rows between it and the table before.
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

    @property
    def place(self) -> TablePlace:
        """Its sheet, and the row and column its header starts in."""
        first = self.cell(self.header[0], min(column.column for column in self.columns))
        return first.sheet, first.row, first.column

    def cell(self, row: int, column: int) -> Place:
        """Where a row and column of the table stand on the sheet itself."""
        turned = isinstance(self.grid, TurnedGrid)
        return self.grid.place(column, row) if turned else self.grid.place(row, column)

    def title_place(self, row: int) -> Place:
        """Where what stands over the table in a row stands."""
        texts = self.grid.row_texts(row)
        return self.grid.place(
            row, next(column for column, text in texts.items() if text == self.titles[row])
        )

    @property
    def range(self) -> str:
        """Where it stands on its sheet: "B3:J40"."""
        columns = [column.column for column in self.columns]
        last = max((*self.rows, *self.totals, *self.sections, *self.remarks, *self.header))
        corners = [
            self.cell(row, column) for row, column in ((self.header[0], min(columns)), (last, max(columns)))
        ]
        return ":".join(corner.address for corner in corners)

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
        at = best_header(grid, rows, start, known)
        if at is None:
            break
        table, end = _table_at(grid, rows, at, known)
        over = [row for row in rows[start:at] if row not in table.header]
        titles = {row: lone[1] for row in over if (lone := grid.lone_text(row))}
        # Below pages of text only what stands right over a table names it.
        table.titles = titles if len(titles) <= _MOST_TITLES else dict(list(titles.items())[-_NEAREST:])
        table.over = tuple(over)
        _take_first_section(table)
        tables += _side_by_side(table, known)
        start = end
    return tables


def _take_first_section(table: FoundTable) -> None:
    """Where other texts head rows further down, the one right over the header, below the title, heads the first rows."""
    last = max(table.titles, default=0)
    if (
        len(table.titles) > 1
        and last == table.header[0] - 1
        and (table.sections or _OF_ROWS.match(table.titles[last]))
    ):
        table.sections[last] = table.titles.pop(last)


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
        parts = list(
            dict.fromkeys(text for row in header if (text := _heading_over(grid, header, row, column)))
        )
        heading = " ".join(" ".join(parts).split())
        bare = [without_explanation(part) for part in parts]
        number = numbers[plain(heading)] = numbers.get(plain(heading), 0) + 1
        columns.append(FoundColumn(column, heading, number, " ".join(bare), bare[-1] if bare else ""))
    return columns


def _heading_over(grid: Grid, header: tuple[int, ...], row: int, column: int) -> str:
    """The text of a header row seen over a column; of group headings not merged, the nearest to the left."""
    text = grid.seen(row, column)
    if (
        text
        or row == header[-1]
        or not grid.text(header[-1], column)
        or not (heads_in_place(grid, row, header[-1]) or heads_beside(grid, row, header[-1]))
    ):
        return text
    before = [headed_column for headed_column in grid.columns_by_row[row] if headed_column < column]
    return grid.text(row, before[-1]) if before else ""


# Rows


def _table_at(grid: Grid, rows: list[int], at: int, known: Known) -> tuple[FoundTable, int]:
    """The table whose header stands at `at`, and where the rows after it start."""
    header = header_rows(grid, rows, at)
    first = rows.index(header[-1]) + 1 if len(header) > 1 else at + 1
    heading_columns = {column for row in header for column in grid.columns_by_row[row]}
    header_texts = {plain(text) for above in header for text in wordings(grid, above)}
    table = FoundTable(grid, header, [])
    end = first
    again: list[int] = []
    while end < len(rows):
        row = rows[end]
        columns = grid.columns_by_row[row]
        opening = grid.text(row, columns[0])
        if (
            len(columns) > 1
            and plain(opening[:LONGEST_HEADING]) in header_texts
            and any(_repeats(grid, row, above) for above in header)
        ):
            again.append(row)  # the header once more, after a page break
        elif row - rows[end - 1] > 1 and (
            _starts_another(grid, rows, end, known)
            or _only_words_follow(grid, rows, end, table.rows)
            or _is_scale(grid, rows, end, table.rows)
        ):
            break
        elif len(columns) <= 2 and is_remark(grid, row, columns, len(heading_columns)):
            table.remarks[row] = REMARK_ROW
        elif not any(grid.text(row, column) for column in columns):
            pass  # errors and results nobody stored
        elif is_unfilled(grid, row, columns, min(heading_columns)):
            table.remarks[row] = UNFILLED_ROW
        elif is_example(grid, row, columns):
            table.remarks[row] = EXAMPLE_ROW
        elif is_total(grid, row, columns, table.rows):
            table.totals.append(row)
        elif heading := _heading_between(grid, row, heading_columns):
            table.sections[row] = heading
        else:
            table.rows.append(row)
        end += 1
    if (
        len(table.rows) > 1
        and not any(row < table.rows[0] for row in table.sections)
        and is_guidance(grid, table.rows[0], table.rows[1])
    ):
        table.remarks[table.rows.pop(0)] = GUIDANCE_ROW
    end = _without_tail(grid, rows, table, end)
    _take_names_alone(table)
    table.header = (*header, *(row for row in again if end == len(rows) or row < rows[end]))
    table.columns = _columns(grid, header, table.rows)
    return table, end


def _without_tail(grid: Grid, rows: list[int], table: FoundTable, end: int) -> int:
    """Cut off what stands below a table after a gap and fills other columns: legends, sums, remarks."""
    filled = [set(grid.columns_by_row[row]) for row in table.rows]
    if len(filled) < 2:
        return end
    half = max(1, len(filled) // 2)
    core = {
        column
        for column in set().union(*filled)
        if sum(column in row for row in filled[:half]) * 10 >= half * 6
    }
    if len(core) < 2:
        return end
    cut = None
    own = sorted((*table.rows, *table.sections, *table.totals))
    for at in range(len(own) - 1, 0, -1):
        columns = set(grid.columns_by_row[own[at]])
        if len(columns & core) * 2 >= len(core):
            break
        if own[at] - own[at - 1] > 1:
            cut = own[at]
    if cut is None or all(row in table.totals for row in own if row >= cut):
        return end
    table.rows = [row for row in table.rows if row < cut]
    table.totals = [row for row in table.totals if row < cut]
    table.sections = {row: text for row, text in table.sections.items() if row < cut}
    table.remarks = {row: why for row, why in table.remarks.items() if row < cut}
    return next(at for at, row in enumerate(rows) if row >= cut)


def _side_by_side(table: FoundTable, known: Known) -> list[FoundTable]:
    """The tables that stand beside each other, parted by an empty column, under one row of headings or several."""
    runs = _runs(table)
    parted = runs[:1]
    for run in runs[1:]:
        if _stands_alone(table, parted[-1], run, known) or _headed_lower(table, run, known):
            parted.append(run)
        else:
            parted[-1] = [*parted[-1], *run]
    if len(parted) > 1 and _headed_lower(table, parted[0], known):
        return [*_parts(table, parted[:1], known), *_parts(table, parted[1:], known)]
    return _parts(table, parted, known) if len(parted) > 1 else [table]


def _runs(table: FoundTable) -> list[list[FoundColumn]]:
    """The columns of a table in runs without an empty one between them."""
    runs: list[list[FoundColumn]] = []
    for column in table.columns:
        if runs and column.column == runs[-1][-1].column + 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    return runs


def _parts(table: FoundTable, parted: list[list[FoundColumn]], known: Known) -> list[FoundTable]:
    """The parts of a table that stand side by side, each with its own name from the row above."""
    first = min(column.column for column in table.columns)
    parts = []
    for run in parted:
        part = _part_of(table, run, first=run[0].column == first)
        own = range(run[0].column, run[-1].column + 1)
        for row in table.over[-1:]:
            named = [text for column, text in table.grid.row_texts(row).items() if column in own]
            if len(named) == 1 and len(table.grid.columns_by_row[row]) <= max(2, len(parted)):
                part.titles = {**part.titles, row: named[0]}
        at = _headed_lower(table, run, known)
        parts.append(_with_lower_header(part, at) if at else part)
    return parts


def gaps(table: FoundTable) -> list[int]:
    """The empty columns of a table with headings on both sides of them."""
    after = [run[-1].column + 1 for run in _runs(table)[: _MOST_GAPS - 1]]
    return [
        gap
        for gap in after
        if all(sum(bool(column.heading) for column in side) > 1 for side in _sides(table, gap))
    ]


def _sides(table: FoundTable, gap: int) -> list[list[FoundColumn]]:
    """The columns before an empty one, and those after it."""
    return [
        [column for column in table.columns if (column.column < gap) is before] for before in (True, False)
    ]


def split_at(table: FoundTable, gap: int, *, judged: bool = False) -> list[FoundTable]:
    """A table as two, parted at an empty column; of its first rows alone where they are only to be `judged`."""
    if judged:
        table = replace(table, rows=table.rows[:_JUDGED], totals=[], sections={}, remarks={})
    return _parts(table, _sides(table, gap), _nothing_known)


def _nothing_known(text: str) -> float:
    return 0.0


def _headed_lower(table: FoundTable, run: list[FoundColumn], known: Known) -> int | None:
    """The row whose cells head columns that nothing heads in the header of the table: they start lower down."""
    if any(column.heading for column in run) or len(run) < 2:
        return None
    own = {column.column for column in run}
    for row in (*table.rows, *table.totals):
        texts = [text for column, text in table.grid.row_texts(row).items() if column in own]
        if not texts:
            continue
        sure = sum(known(text) >= 0.75 for text in texts)
        return row if len(texts) > 1 and sure > 1 and sure * 2 >= len(texts) else None
    return None


def _with_lower_header(part: FoundTable, at: int) -> FoundTable:
    """A part of a table whose headings stand in one of its rows."""
    rows = [row for row in part.rows if row > at]
    columns = _columns(part.grid, (at,), rows)
    own = {column.column for column in part.columns}
    return replace(
        part,
        header=(at,),
        columns=[column for column in columns if column.column in own],
        rows=rows,
        titles={row: text for row, text in part.titles.items() if row < at},
    )


def _stands_alone(table: FoundTable, left: list[FoundColumn], right: list[FoundColumn], known: Known) -> bool:
    """Is what follows an empty column a table of its own: headings again, or rows that do not match those before?"""
    headed = [column for column in right if column.heading]
    if len(headed) < 2 or len([column for column in left if column.heading]) < 2:
        return False
    values = table.grid.values
    here, there = (
        {row for row in table.rows if any((row, column.column) in values for column in run)}
        for run in (left, right)
    )
    if not there:
        return False
    again = {plain(column.bare) for column in left} & {plain(column.bare) for column in headed}
    sure = sum(known(column.own) >= 0.75 for column in headed)
    if again and sure >= len(headed) / 2 and sum(known(column.own) >= 0.95 for column in headed) >= 2:
        # Scores before and after are headed alike too, but then the rows of one table run through.
        firsts = {plain(column.bare) for column in (left[0], headed[0])}
        return len(firsts) == 1 or len(here ^ there) > 0.3 * len(here | there)
    return len(here ^ there) > 0.3 * len(here | there)


def _part_of(table: FoundTable, columns: list[FoundColumn], *, first: bool) -> FoundTable:
    """One of several tables that stand side by side."""
    own = {column.column for column in columns}
    held = table.grid.columns_by_row
    numbers: dict[str, int] = {}
    again = []
    for column in columns:
        numbers[plain(column.heading)] = numbers.get(plain(column.heading), 0) + 1
        again.append(replace(column, number=numbers[plain(column.heading)]))
    part = FoundTable(table.grid, table.header, again, over=table.over)
    part.rows = [row for row in table.rows if own & set(held[row])]
    part.totals = [row for row in table.totals if own & set(held[row])]
    part.sections = {row: text for row, text in table.sections.items() if own & set(held[row])}
    part.remarks = {row: why for row, why in table.remarks.items() if own & set(held[row])}
    part.titles = table.titles if first else {}
    for row in list(part.rows):
        above = (earlier for earlier in part.rows if earlier < row)
        if is_remark(table.grid, row, sorted(own), len(own)):
            part.rows.remove(row)
            part.remarks[row] = REMARK_ROW
        elif is_total(table.grid, row, sorted(own), above):
            part.rows.remove(row)
            part.totals.append(row)
    return part


def _repeats(grid: Grid, row: int, header: int) -> bool:
    """Does a row hold the headings once more, each in its own column?"""
    return all(
        plain(text) == plain(grid.text(header, column)) for column, text in grid.row_texts(row).items()
    )


def _starts_another(grid: Grid, rows: list[int], at: int, known: Known) -> bool:
    """After a gap: is this row, or the one after a title here, the header of another table?"""
    for later in (at, at + 1):
        if later >= len(rows):
            return False
        texts = wordings(grid, rows[later])
        sure = sum(known(text) >= 0.8 for text in texts)
        if (
            len(texts) >= 2
            and sure >= 2
            and sure >= len(texts) / 2
            and header_score(grid, rows, later, known)
        ):
            return True
        if len(texts) > 1:
            return False
    return False


# So many texts one under the other, after a gap, are words under a table rather than headings in it.
_PARAGRAPHS = 3
_JUDGED = 60
_SEVERAL = 3
_CAPTION = re.compile(r"\w[^:.?]{0,30}:")
_RUNNING = re.compile(r"[A-Za-z]{0,3}\d{1,3}(?:\.\d{1,2})?[.):]?")


def _only_words_follow(grid: Grid, rows: list[int], at: int, above: list[int]) -> bool:
    """After a gap: do several lines of words stand here, and then nothing like the rows above?"""
    after = at
    while after < len(rows) and (grid.lone_text(rows[after]) or says_one_word(grid, rows[after])):
        after += 1
    if after - at < _PARAGRAPHS or len(above) < 2:
        return False
    kinds: dict[int, list[bool]] = {}
    for row in above[-_JUDGED:]:
        for column, text in grid.row_texts(row).items():
            kinds.setdefault(column, []).append(_is_figure(grid.value(row, column), text))
    judged = alike = 0
    for row in rows[after : after + _PARAGRAPHS]:
        for column, text in grid.row_texts(row).items():
            figures = kinds.get(column, [])
            judged += 1
            alike += bool(figures) and _is_figure(grid.value(row, column), text) == (
                sum(figures) * 2 > len(figures)
            )
    return alike < 0.7 * judged if judged else True


def _is_scale(grid: Grid, rows: list[int], at: int, above: list[int]) -> bool:
    """After a gap: is this row, or one of the next below a title, the head of a scale or matrix of scores?

    It says "Low", "Medium", "High" or 1, 2, 3 in columns that hold nothing of the kind in the rows above.
    """
    for row in rows[at : at + _PARAGRAPHS]:
        degrees = {column: text for column, text in grid.row_texts(row).items() if _is_degree(text)}
        strange = [
            column
            for column in degrees
            if not any(_is_degree(grid.text(over, column)) for over in above[-_JUDGED:])
        ]
        if (
            len({plain(text) for text in degrees.values()}) >= _SEVERAL
            and len(degrees) * 2 >= len(grid.columns_by_row[row])
            and len(strange) * 2 >= len(degrees)
        ):
            # Right below the header, one empty row between, these are the first rows of the table.
            return bool(above) or rows[at] - rows[at - 1] > _PARAGRAPHS
        if len(grid.columns_by_row[row]) > _SEVERAL:
            return False
    return False


def _is_degree(text: str) -> bool:
    """A word or figure of a scale: "Low", "Almost certain", "4"."""
    return plain(text) in LEVEL_WORDS or re.fullmatch(r"[1-9]|10", text) is not None


def _is_figure(value: object, text: str) -> bool:
    return isinstance(value, int | float | date) or parse_number(text) is not None


def _heading_between(grid: Grid, row: int, columns: set[int]) -> str:
    """The text that heads the rows that follow: alone in the first columns, or merged across, or "Project 2: Angel Street".

    Its number may stand in a cell before it.
    """
    held = grid.columns_by_row[row]
    if len(columns) < 3 or len(held) > 2:
        return ""
    if _CAPTION.fullmatch(grid.text(row, held[0])):
        return " ".join(grid.text(row, column) for column in held)
    at, text = held[-1], grid.text(row, held[-1])
    if isinstance(grid.value(row, at), int | float | date):
        return ""
    if len(held) == 2:
        numbered = _RUNNING.fullmatch(grid.text(row, held[0])) and grid.width_of(row, held[0]) == 1
        return text if numbered and grid.width_of(row, at) * 2 > len(columns) else ""
    return text if at <= min(columns) or grid.width_of(row, at) > 2 else ""


def _take_names_alone(table: FoundTable) -> None:
    """Texts alone in the first column are records with nothing but a name where they head no rows.

    So it is with several at the end, one under the other, and in a table whose rows mostly hold two cells.
    """
    grid = table.grid
    first = min(grid.columns_by_row[row][0] for row in table.header)
    alone = [
        row
        for row, text in table.sections.items()
        if grid.columns_by_row[row] == [first] and grid.width_of(row, first) == 1 and text
    ]
    last = max(table.rows, default=0)
    at_end = [row for row in alone if row > last]
    named = at_end if _follow_on(at_end, last) else []
    sparse = sum(len(grid.columns_by_row[row]) <= 2 for row in table.rows)
    if sparse * 2 > len(table.rows) and not any(row < min(table.rows) for row in table.sections):
        named = [*named, *(row for row in alone if row < last and row - 1 in table.rows)]
    for row in named:
        del table.sections[row]
    table.rows = sorted((*table.rows, *named))


def _follow_on(rows: list[int], last: int) -> bool:
    """Do several rows follow right on the last of a table, one under the other?"""
    return len(rows) >= _SEVERAL and rows == list(range(last + 1, last + 1 + len(rows)))
