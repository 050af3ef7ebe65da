"""The headers of plans of numbered sections: which column says what, and which are quarters of which year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from csp_desktop.excel.layouts.headings import heading_role
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.headings import known_heading
from csp_desktop.excel.wording.cells import bulleted, plain, quarter_number, years_in
from csp_desktop.periods import FinancialYear, Quarter

# A plan of sections names its priorities over its tables, and has one column for each quarter.
_ABOVE = ("priority", "strategic priority", "priority area", "theme", "strategic theme")
_RATED = {"rag", "brag", "rating"}
# How each row stands, in a column of its own, is said of the action the row is about.
_STANDING = ("status", "action status", "current status", "overall status", "progress status")
_JAG = "jag ref"


@dataclass
class SectionHeader:
    """One header: which column says what, and which columns are quarters (of year 0 where none is said)."""

    rows: tuple[int, ...]
    columns: dict[str, int]
    quarters: dict[int, Quarter]
    year_said: FinancialYear | None


def section_headers(grid: Grid) -> dict[int, SectionHeader]:
    """Headers by their first row."""
    headers: dict[int, SectionHeader] = {}
    used: set[int] = set()
    for row in grid.rows:
        if row in used or len(grid.columns_by_row[row]) < 3:
            continue
        header = _header_at(grid, row)
        if header:
            headers[row] = header
            used.update(header.rows)
    return headers


def are_of_objectives(grid: Grid, headers: dict[int, SectionHeader]) -> bool:
    """Do the rows of a sheet stand for objectives, each with a list of actions in one cell?

    Where each row is one action, with its own lead and its own words, it is a plan of rows.
    """
    texts = [plain(text) for row in headers for text in grid.row_texts(row).values()]
    if _JAG in texts:
        return True
    if any(text in _STANDING or _RATED & set(text.split()) for text in texts):
        return False
    within = {row for header in headers.values() for row in header.rows}
    header: SectionHeader | None = None
    actions = lists = of_their_own = 0
    for row in grid.rows:
        header = headers.get(row, header)
        if header is None or row in within or not (text := grid.text(row, header.columns["actions"])):
            continue
        actions += 1
        lists += len(bulleted(text).bullets) > 1
        own = {column for name, column in header.columns.items() if name == "ref"} | set(header.quarters)
        named = bool(grid.text(row, header.columns["objective"]))
        of_their_own += not named and any(grid.text(row, column) for column in own)
    return lists > of_their_own and 2 * lists >= actions


def _header_at(grid: Grid, row: int) -> SectionHeader | None:
    columns: dict[str, int] = {}
    for column, text in grid.row_texts(row).items():
        role = heading_role(text)
        if role and role not in columns:
            columns[role] = column
    if not {"objective", "actions"} <= set(columns) or _is_of_rows(grid, row):
        return None
    quarter_rows = [row, *(next_row for next_row in (row + 1, row + 2) if next_row in grid.columns_by_row)]
    for quarter_row in quarter_rows:
        numbers = {
            column: number
            for column, text in grid.row_texts(quarter_row).items()
            if len(text) < 40 and (number := quarter_number(text))
        }
        texts = grid.row_texts(quarter_row)
        if not numbers or (quarter_row != row and len(texts) > len(numbers) + 1):
            continue
        if _is_parted(grid, quarter_row, numbers):
            return None
        said = {column: _year_over(grid, row, quarter_row, column) for column in numbers}
        year = next((said_year for said_year in said.values() if said_year), None)
        quarters = {
            column: Quarter(within.first if (within := said[column] or year) else 0, number)
            for column, number in numbers.items()
        }
        rows = tuple(sorted({row, quarter_row} | set(range(row, quarter_row + 1)) & set(grid.rows)))
        return SectionHeader(rows, columns, quarters, year)
    if "ref" in columns and len(columns) >= 4:
        return SectionHeader((row,), columns, {}, None)
    return None


def _is_of_rows(grid: Grid, row: int) -> bool:
    """Does each row stand for itself: under a column of priorities, or with a rating in a column of its quarter?"""
    texts = [plain(text) for text in grid.row_texts(row).values()]
    rated = any(quarter_number(text) and _RATED & set(text.split()) for text in texts)
    return rated or any(text in _ABOVE for text in texts)


def _is_parted(grid: Grid, row: int, quarters: Iterable[int]) -> bool:
    """Do columns stand under each quarter, “Progress” and “BRAG”, so that every row has its own?"""
    below = grid.columns_by_row.get(row + 1, ())
    return bool(below) and all(
        known_heading(grid.text(row + 1, column)) and column >= min(quarters) for column in below
    )


def _year_over(grid: Grid, first_row: int, quarter_row: int, column: int) -> FinancialYear | None:
    """The year said in a quarter's own heading or in those above it, merged or merely to the left."""
    for row in range(quarter_row, first_row - 1, -1):
        said = years_in(grid.seen(row, column))
        if said:
            return said.first
    for left in range(column, 0, -1):
        text = grid.text(first_row, left)
        if text:
            said = years_in(text)
            return said.first if said else None
    return None
