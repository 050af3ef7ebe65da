"""The columns under a header, with the headings seen over each."""

from __future__ import annotations

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.finding.header_rows import heads_beside, heads_in_place
from csp_desktop.excel.recognising.tables_found import FoundColumn
from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.explained import with_its_year, without_explanation


def columns_under(grid: Grid, header: tuple[int, ...], data: list[int]) -> list[FoundColumn]:
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
        own, dated = (bare[-1], with_its_year(parts[-1])) if parts else ("", "")
        columns.append(FoundColumn(column, heading, number, " ".join(bare), own, dated))
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
    # One that is merged says itself how far it goes.
    return grid.text(row, before[-1]) if before and grid.width_of(row, before[-1]) == 1 else ""
