"""Which layout a workbook has, and what it says: the way in for plans and registers made by others."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from csp_desktop.excel import (
    plan_layouts_achievements,
    plan_layouts_contacts,
    plan_layouts_east_herts,
    plan_layouts_priority_form,
    plan_layouts_rochford_2004,
)
from csp_desktop.excel.grid import Grid
from csp_desktop.excel.plan_reading import Reading, SourceCells
from csp_desktop.excel.source_files import open_grids
from csp_desktop.periods import FinancialYear


class _Layout(Protocol):
    def recognises(self, grids: list[Grid]) -> bool: ...

    def read(self, grids: list[Grid], year: FinancialYear | None = None) -> Reading: ...


_LAYOUTS: tuple[_Layout, ...] = (
    plan_layouts_east_herts,
    plan_layouts_priority_form,
    plan_layouts_rochford_2004,
    plan_layouts_achievements,
    plan_layouts_contacts,
)


def read_grids(grids: list[Grid], year: FinancialYear | None = None) -> Reading:
    """Read sheets in whichever layout they have; `year` overrides the year they say."""
    for layout in _LAYOUTS:
        if layout.recognises(grids):
            return layout.read(grids, year)
    return Reading("mapped", SourceCells(grids))


def read_source(path: Path, sheet: str | None = None, year: FinancialYear | None = None) -> Reading:
    """Read a file in whichever layout it has; raises WorkbookProblem where it cannot be read."""
    return read_grids(open_grids(path, sheet), year)
