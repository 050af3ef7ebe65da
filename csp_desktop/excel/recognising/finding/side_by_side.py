"""Tables that stand beside each other under one row of headings or several, parted by empty columns."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.columns.charts import take_titles_of_charts
from csp_desktop.excel.recognising.finding.columns_under import columns_under
from csp_desktop.excel.recognising.finding.header_rows import Known, best_header, header_rows, well_told
from csp_desktop.excel.recognising.finding.headings_between import heading_between
from csp_desktop.excel.recognising.finding.matrices import is_matrix
from csp_desktop.excel.recognising.finding.remarks import REMARK_ROW, is_remark
from csp_desktop.excel.recognising.finding.totals import is_total, word_after
from csp_desktop.excel.recognising.tables_found import FoundColumn, FoundTable
from csp_desktop.excel.wording.cells import plain

# A table with more gaps is one laid out loosely.
_MOST_GAPS = 5
_JUDGED = 60
# Tables beside each other have their headings among the first rows of a sheet.
_HEADED_WITHIN = 300
# So many columns are a table.
_FEWEST = 3
_WIDEST_LIST = 2
_NUMBERS = {"ref", "no", "id", "number", "reference", "ref no", "item", "item no"}


def headed_apart(grid: Grid, known: Known) -> list[Grid]:
    """The parts of a sheet beside each other, an empty column between, whose headings stand in different rows."""
    several = [row for row in grid.rows if len(grid.columns_by_row[row]) > 1]
    filled = sorted({column for row in several for column in grid.columns_by_row[row]})
    ends = [last for last, first in pairwise(filled) if _is_gap(grid, last, first)][:_MOST_GAPS]
    if not ends:
        return [grid]
    top = grid.top(_HEADED_WITHIN)
    for last in ends:
        here, there = (_rows_headed(side, known) for side in _halves(top, last))
        if not here or not there or not here.isdisjoint(there):
            continue
        left, right = _halves(grid, last)
        if max(*here, *there) < min(left.rows[-1], right.rows[-1]):
            return [*headed_apart(left, known), *headed_apart(right, known)]
    return [grid]


def _is_gap(grid: Grid, last: int, first: int) -> bool:
    """Does an empty column stand between two? One that nobody sees parts nothing, nor does one cells are merged over."""
    empty = {column for column in range(last + 1, first) if column not in grid.hidden_columns}
    if not empty:
        return False
    widths = [end for _, start, _, end in grid.merged if start == last < end]
    # One row merged over several columns may be a title.
    return len(widths) < 2 or min(widths) < max(empty)


def _halves(grid: Grid, last: int) -> tuple[Grid, Grid]:
    """A sheet up to a column, and after it; what stands alone over it all is of the left."""
    left, right = (
        replace(grid, values={at: value for at, value in grid.values.items() if (at[1] <= last) is before})
        for before in (True, False)
    )
    return left, right


def _rows_headed(grid: Grid, known: Known) -> set[int]:
    """The rows of the first header of some columns; none where their headings are not surely known."""
    at = best_header(grid, grid.rows, 0, known) if grid.rows else None
    return (
        set(header_rows(grid, grid.rows, at))
        if at is not None and well_told(grid, grid.rows[at], known)
        else set()
    )


def side_by_side(table: FoundTable, known: Known) -> list[FoundTable]:
    """The tables that stand beside each other, parted by an empty column, under one row of headings or several."""
    runs = _runs(table)
    if len(runs) > 1 and _runs_past_header(table, runs[-1], known):
        beside, runs = runs[-1], runs[:-1]
        own = {
            row: text
            for row, text in table.titles.items()
            if table.grid.columns_by_row[row][0] < beside[0].column
        }
        table = replace(table, columns=[column for run in runs for column in run], titles=own)
    parted = runs[:1]
    for run in runs[1:]:
        if _stands_alone(table, parted[-1], run, known) or _headed_lower(table, run, known):
            parted.append(run)
        else:
            parted[-1] = [*parted[-1], *run]
    if len(parted) > 1 and _headed_lower(table, parted[0], known):
        return [*_parts(table, parted[:1], known), *_parts(table, parted[1:], known)]
    return _parts(table, parted, known) if len(parted) > 1 else [table]


def _runs_past_header(table: FoundTable, run: list[FoundColumn], known: Known) -> bool:
    """Does a list beside a table, a key as may be, begin above its headings and go on past them to its first rows only?"""
    grid, header = table.grid, table.header
    if len(run) > _WIDEST_LIST or any(known(column.own) >= 0.75 for column in run):
        return False
    past = all((row, column.column) in grid.values for column in run for row in (header[0] - 1, *header))
    held = [row for row in table.rows if any((row, column.column) in grid.values for column in run)]
    return past and held == table.rows[: len(held)] and len(held) * 2 <= len(table.rows)


def _runs(table: FoundTable) -> list[list[FoundColumn]]:
    """The columns of a table in runs without an empty one between them."""
    runs: list[list[FoundColumn]] = []
    for column in table.columns:
        if runs and not _is_gap(table.grid, runs[-1][-1].column, column.column):
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
    """Where a table may part into two: its empty columns, with headings on both sides, and where it begins anew."""
    after = [run[-1].column + 1 for run in _runs(table)[: _MOST_GAPS - 1]]
    anew = begins_anew(table)
    return [
        gap
        for gap in (*([anew] if anew else ()), *after)
        if all(sum(bool(column.heading) for column in side) > 1 for side in _sides(table, gap))
    ]


def begins_anew(table: FoundTable) -> int:
    """The column in which other records begin, their numbers headed as those of the first are; 0 where none does."""
    first, *others = table.columns
    said = plain(first.own)
    again = next((column for column in others if plain(column.own) == said), None)
    if not said or again is None or any(len(side) < _FEWEST for side in _sides(table, again.column)):
        return 0
    own = [plain(column.own) for column in table.columns]
    at = table.columns.index(again)
    if said not in _NUMBERS and own[at : at + _FEWEST] != own[:_FEWEST]:
        return 0
    grid = table.grid
    both = [
        (grid.text(row, first.column), grid.text(row, again.column))
        for row in table.rows[:_JUDGED]
        if grid.text(row, again.column)
    ]
    # The same number again is that of the same record.
    return again.column if both and sum(one == other for one, other in both) * 2 < len(both) else 0


def _sides(table: FoundTable, gap: int) -> list[list[FoundColumn]]:
    """The columns before an empty one, and those after it."""
    return [
        [column for column in table.columns if (column.column < gap) is before] for before in (True, False)
    ]


def split_at(table: FoundTable, gap: int, *, judged: bool = False) -> list[FoundTable]:
    """A table as two, parted at an empty column; of its first rows alone where they are only to be `judged`."""
    if judged:
        table = replace(table, rows=table.rows[:_JUDGED], totals=[], sections={}, remarks={})
    parts = _parts(table, _sides(table, gap), _nothing_known)
    for part in parts:
        take_titles_of_charts(part)
    return parts


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
    columns = columns_under(part.grid, (at,), rows)
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
    if is_matrix(table, headed):
        return True
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
    return len(here ^ there) > 0.3 * len(here | there) and not _scattered(here, there)


def _scattered(here: set[int], there: set[int]) -> bool:
    """Do rows on the right fill only some of those on the left, here and there? They are further columns of the same."""
    within = {row for row in here if row <= max(there)}
    return there <= here and len(within - there) > 0.3 * len(within)


def _part_of(table: FoundTable, columns: list[FoundColumn], *, first: bool) -> FoundTable:
    """One of several tables that stand side by side."""
    own = {column.column for column in columns}
    held = table.grid.columns_by_row
    numbers: dict[str, int] = {}
    again = []
    for column in columns:
        numbers[plain(column.heading)] = numbers.get(plain(column.heading), 0) + 1
        again.append(replace(column, number=numbers[plain(column.heading)]))
    part = FoundTable(table.grid, table.header, again, over=table.over, over_charts=table.over_charts)
    part.rows = [row for row in table.rows if own & set(held[row])]
    part.totals = [row for row in table.totals if own & set(held[row])]
    part.sections = {row: text for row, text in table.sections.items() if own & set(held[row])}
    part.remarks = {row: why for row, why in table.remarks.items() if own & set(held[row])}
    part.titles = table.titles if first else {}
    across = sorted(own)
    for row in list(part.rows):
        above = part.rows[: bisect_left(part.rows, row)]
        if is_remark(table.grid, row, across, len(own)):
            part.rows.remove(row)
            part.remarks[row] = REMARK_ROW
        elif is_total(table.grid, row, across, above, word_after(table.grid, row, across, above)):
            part.rows.remove(row)
            part.totals.append(row)
        elif heading := heading_between(table.grid, row, [at for at in held[row] if at in own], own):
            part.rows.remove(row)
            part.sections[row] = heading
    return part
