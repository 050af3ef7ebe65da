"""The sheets of somebody's file as grids, read safely whatever it is."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from csp_desktop.errors import WorkbookProblem
from csp_desktop.excel.grid import Grid


def open_grids(path: Path, sheet: str | None = None) -> list[Grid]:
    """The sheets of a file that hold anything, or the one named; raises WorkbookProblem."""
    book = openpyxl.load_workbook(path)
    grids = []
    for ws in book.worksheets:
        values = {(c.row, c.column): c.value for row in ws.iter_rows() for c in row if c.value is not None}
        merged = tuple((m.min_row, m.min_col, m.max_row, m.max_col) for m in ws.merged_cells.ranges)
        if values:
            grids.append(Grid(ws.title, values, merged))
    if sheet is not None:
        named = [grid for grid in grids if grid.name.casefold() == sheet.casefold()]
        if not named:
            raise WorkbookProblem("no such sheet")
        return named
    return grids
