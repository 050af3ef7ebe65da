"""Which layout a workbook has, and what it says: the way in for plans and registers made by others."""

from __future__ import annotations

from pathlib import Path

from csp_desktop.excel import plan_layouts_east_herts
from csp_desktop.excel.grid import Grid
from csp_desktop.excel.plan_reading import Reading
from csp_desktop.excel.source_files import open_grids
from csp_desktop.periods import FinancialYear


def read_grids(grids: list[Grid], year: FinancialYear | None = None) -> Reading:
    """Read sheets in whichever layout they have; `year` overrides the year they say."""
    return plan_layouts_east_herts.read(grids, year)


def read_source(path: Path, sheet: str | None = None, year: FinancialYear | None = None) -> Reading:
    """Read a file in whichever layout it has; raises WorkbookProblem where it cannot be read."""
    return read_grids(open_grids(path, sheet), year)
