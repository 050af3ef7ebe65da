"""Small tables whose records are named like headings: they stand upright all the same."""

from __future__ import annotations

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.finding.header_rows import Known
from csp_desktop.excel.recognising.wordings.cell_words import PARTS_IN_GROUPS
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.as_written.amounts import parse_number
from csp_desktop.registers.as_written.dates import parse_date

_FEWEST_ACROSS, _SURE = 2, 0.75


def stands_upright(grid: Grid, rows: list[int], known: Known, *, by_headings: bool = False) -> bool:
    """Is the first row of a table wholly headings, over values of one sort down each column rather than along each row?

    “Forum” or “Communications” may be the name of an action, and head a column elsewhere. `by_headings` says that
    four headings in a row are those of a table where the sorts tell nothing.
    """
    first = next((row for row in rows if len(grid.columns_by_row[row]) > 1), None)
    if first is None:
        return False
    headings = grid.row_texts(first)
    beside = list(headings)[1:]
    if len(beside) < _FEWEST_ACROSS or not all(_is_heading(text, known) for text in headings.values()):
        return False
    below = [row for row in rows if row > first]
    if len(set(headings.values())) < len(headings) or any(
        grid.text(row, column) == heading for row in below for column, heading in headings.items()
    ):
        return False  # the labels of cards come again, those of columns do not
    sorts = {(row, column): _sort_of(grid, row, column) for row in below for column in beside}
    down = sum(len({sorts[row, column] for row in below} - {""}) > 1 for column in beside)
    along = sum(len({sorts[row, column] for column in beside} - {""}) > 1 for row in below)
    return down < along or (by_headings and down == along and len(beside) > _FEWEST_ACROSS)


def _is_heading(text: str, known: Known) -> bool:
    return known(text) >= _SURE and not text.endswith(":")


def _sort_of(grid: Grid, row: int, column: int) -> str:
    """Whether a cell holds a day, a figure, somebody's part in a group or other words; "" for an empty one."""
    if (row, column) not in grid.values:
        return ""
    if parse_date(grid.value(row, column)):
        return "day"
    if plain(grid.text(row, column)) in PARTS_IN_GROUPS:
        return "part"
    return "words" if parse_number(grid.text(row, column).strip("£% ")) is None else "figure"
