"""The sheets of somebody's file as grids, read safely whatever it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from csp_desktop.errors import WorkbookProblem
from csp_desktop.excel.opening.cells_by_row import CellsByRow
from csp_desktop.excel.opening.grid import Grid, Position, Pounds, ShownNumber, Unreadable, cell_text
from csp_desktop.excel.opening.read_cells import ReadCell, SheetRead
from csp_desktop.excel.opening.safe_reading import Limits, read_workbook
from csp_desktop.registers.as_written.amounts import format_number
from csp_desktop.registers.fields import is_blank

# What a cell of these kinds holds is what it says, unless its look says more.
_AS_THEY_ARE = frozenset(("text", "number", "date", "time", "boolean"))
# A register of twenty thousand rows is unusual, not suspicious.
_LIMITS = Limits(cells=1_500_000, memory_bytes=1_500_000_000, seconds=60.0)


def open_grids(
    path: Path, sheet: str | None = None, cancelled: Callable[[], bool] | None = None
) -> list[Grid]:
    """The sheets of a file that hold anything, or the one named; raises WorkbookProblem, Stopped where cancelled."""
    read = read_workbook(path, fills=True, documents=True, limits=_LIMITS, cancelled=cancelled)
    grids = [_grid(sheet_read, path) for sheet_read in read.sheets]
    if sheet is not None:
        grids = [grid for grid in grids if grid.name.casefold() == sheet.strip().casefold()]
        if not grids:
            names = ", ".join(f"“{sheet_read.title}”" for sheet_read in read.sheets)
            raise WorkbookProblem(f"“{path.name}” has no sheet called “{sheet}”; its sheets are {names}.")
    grids = [grid for grid in grids if grid.values]
    if not grids:
        raise WorkbookProblem(
            f"“{path.name}” has nothing in it, so nothing was brought in; choose another file."
        )
    return grids


def _grid(sheet: SheetRead, path: Path) -> Grid:
    odd = {row for row, _ in (*sheet.part_struck, *sheet.pounds, *sheet.shown_texts)}
    rows = {}
    for row, cells in sheet.rows.items():
        plain = _AS_THEY_ARE if row not in odd else ()
        held = {
            column: value
            for column, cell in cells.items()
            if not is_blank(value := cell[1] if cell[0] in plain else _value(sheet, (row, column), cell))
        }
        if held:
            rows[row] = held
    values = CellsByRow(rows)
    return Grid(
        sheet.title or path.stem,
        values,
        sheet.merged,
        fills=sheet.fills,
        comments=sheet.comments,
        struck=sheet.struck - sheet.part_struck.keys(),
        visible=sheet.visible,
        struck_words={place: crossed for place, (_, crossed) in sheet.part_struck.items()},
        hidden_words=sheet.part_hidden,
        links={place: address for place, address in sheet.links.items() if place in values},
        hidden_rows=_hidden(rows, sheet.hidden_rows),
        hidden_columns=_hidden((column for _, column in values), sheet.hidden_columns),
        choices=sheet.choices,
    )


def _hidden(filled: Iterable[int], hidden: tuple[tuple[int, int], ...]) -> frozenset[int]:
    """Of the rows or columns that hold something, those hidden."""
    if not hidden:
        return frozenset()
    return frozenset(
        number for number in set(filled) if any(first <= number <= last for first, last in hidden)
    )


def _value(sheet: SheetRead, place: Position, cell: ReadCell) -> object:
    if place in sheet.part_struck:
        return sheet.part_struck[place][0]
    if place in sheet.pounds and cell.kind == "number":
        return Pounds(cell.value)
    shown_text = sheet.shown_texts.get(place)
    if shown_text and cell.kind == "number" and shown_text != cell_text(cell.value):
        return ShownNumber(cell.value, shown_text)
    if cell.kind == "error":
        return Unreadable(str(cell.value))
    if cell.kind == "no value":
        return Unreadable("(a formula without its result)")
    if cell.kind == "percent":
        return f"{format_number(round(cell.value * 100, 8))}%"
    return cell.value
