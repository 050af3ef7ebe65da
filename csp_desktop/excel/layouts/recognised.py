"""Which layout a workbook has, and what it says: the way in for plans and registers made by others."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from csp_desktop.errors import WorkbookProblem
from csp_desktop.excel.foreign import mapped_tables
from csp_desktop.excel.foreign.beside_cells import keep_unknown_columns, keep_what_stands_beside
from csp_desktop.excel.foreign.hidden_cells import mark_as_seen, seen_grids
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading, SourceCells
from csp_desktop.excel.foreign.table_rows import Cancelled
from csp_desktop.excel.layouts import achievements as plan_layouts_achievements
from csp_desktop.excel.layouts import contacts as plan_layouts_contacts
from csp_desktop.excel.layouts import east_herts as plan_layouts_east_herts
from csp_desktop.excel.layouts import priority_form as plan_layouts_priority_form
from csp_desktop.excel.layouts import register_sheets
from csp_desktop.excel.layouts import rochford_2004 as plan_layouts_rochford_2004
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.opening.source_files import open_grids
from csp_desktop.excel.recognising.finding.covers import COVER, is_cover
from csp_desktop.keeping_all import keeping_all
from csp_desktop.periods import FinancialYear

# Whoever lays a plan out in one of these ways has its first header among the first rows.
_LOOKED_AT = 300


class _Layout(Protocol):
    NAME: str

    def recognises(self, grids: list[Grid]) -> bool: ...

    def read(self, grids: list[Grid], reading: Reading, year: FinancialYear | None = None) -> None: ...


_LAYOUTS: tuple[_Layout, ...] = (
    plan_layouts_east_herts,
    plan_layouts_priority_form,
    plan_layouts_rochford_2004,
    plan_layouts_achievements,
    plan_layouts_contacts,
)


@keeping_all()
def read_grids(
    grids: list[Grid],
    year: FinancialYear | None = None,
    mappings: Mappings | None = None,
    cancelled: Cancelled = lambda: False,
    file: str = "",
) -> Reading:
    """Read each sheet in whichever layout it has, others table by table; `year` overrides the year they say.

    `file` is what their file is called, which may say a quarter or year nothing in it says. A sheet whose table a person mapped, now or before, is read by that mapping. Raises Stopped where cancelled.
    """
    mappings = mappings or Mappings()
    reading = Reading(mapped_tables.NAME, SourceCells(grids), file=file)
    if register_sheets.recognises(grids):
        reading.layout = register_sheets.NAME
        register_sheets.read(grids, reading, year)
        keep_what_stands_beside(reading)
        return reading
    mapped = {sheet for sheet, _, _ in mappings.chosen}
    seen = seen_grids(grids, reading, hidden=mappings.hidden)
    left = [grid for grid in seen if grid.name not in mapped]
    tops = {grid.name: grid.top(_LOOKED_AT) for grid in left}
    for layout in _LAYOUTS:
        own = [grid for grid in left if layout.recognises([tops[grid.name]])]
        if own:
            if reading.layout == mapped_tables.NAME:
                reading.layout = layout.NAME
            layout.read(own, reading, year)
            keep_unknown_columns(reading, own)
            left = [grid for grid in left if grid not in own]
    for cover in [grid for grid in left if is_cover(grid, [other.name for other in grids])]:
        left.remove(cover)
        for row, column in cover.values:
            reading.cells.ignored(cover.place(row, column), COVER)
    rest = [grid for grid in seen if grid in left or grid.name in mapped]
    mapped_tables.read_tables(rest, reading, year, mappings, cancelled)
    mark_as_seen(grids, reading)
    keep_what_stands_beside(reading)
    return reading


def read_again(
    reading: Reading,
    mappings: Mappings,
    year: FinancialYear | None = None,
    cancelled: Cancelled = lambda: False,
) -> Reading:
    """The same sheets read with other mappings or another year."""
    return read_grids(reading.cells.grids, year, mappings, cancelled, reading.file)


@keeping_all()
def read_source(
    path: Path,
    sheet: str | None = None,
    year: FinancialYear | None = None,
    mappings: Mappings | None = None,
    cancelled: Cancelled = lambda: False,
) -> Reading:
    """Read a file in whichever layout it has; raises WorkbookProblem where it cannot be read."""
    grids = open_grids(path, sheet, cancelled)
    if {"Start here", "_meta"} <= {grid.name for grid in grids}:
        raise WorkbookProblem(
            f"“{path.name}” is a quarterly return, so nothing was brought in here; bring it in on the Returns tab."
        )
    return read_grids(grids, year, mappings, cancelled, path.name)
