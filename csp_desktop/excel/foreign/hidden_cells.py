"""What a workbook hides: sheets, rows, columns and words, which come in only where a person says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from csp_desktop.excel.foreign.reading import Mark, Reading
from csp_desktop.excel.opening.grid import Grid, column_letters

_WHY = (
    "Hidden in the workbook, so it was left out; include what is hidden, or show it there and import again."
)
_INCLUDED = Mark("ignored", message="Hidden words, read with the rest of the cell.")


def seen_grids(grids: list[Grid], reading: Reading, *, hidden: bool) -> list[Grid]:
    """The sheets to be read; what is hidden is named, and asked about unless it is to come in too."""
    named = []
    seen = []
    for grid in grids:
        if not grid.visible and len(grids) > 1:
            named.append(f"the sheet {grid.name}")
            if hidden:
                seen.append(grid)
            else:
                for row, column in grid.values:
                    reading.cells.asked(grid.place(row, column), _WHY)
            continue
        if grid.hidden_rows:
            named.append(f"{_several('row', map(str, sorted(grid.hidden_rows)))} of {grid.name}")
        if grid.hidden_columns:
            letters = map(column_letters, sorted(grid.hidden_columns))
            named.append(f"{_several('column', letters)} of {grid.name}")
        if grid.hidden_words:
            addresses = (grid.place(*place).address for place in sorted(grid.hidden_words))
            named.append(f"words in {_several('cell', addresses)} of {grid.name}")
        if hidden:
            seen.append(_with_hidden_words(grid, reading))
            continue
        for row, column in grid.values:
            if grid.hides(row, column):
                reading.cells.asked(grid.place(row, column), _WHY)
        seen.append(grid.without_hidden())
    if named:
        said = "Hidden in the workbook and included" if hidden else "Hidden in the workbook and left out"
        reading.notes.append(f"{said}: {'; '.join(named)}.")
    return seen


def _with_hidden_words(grid: Grid, reading: Reading) -> Grid:
    """The same sheet with all that its cells say, hidden or not."""
    if not grid.hidden_words:
        return grid
    for place, (gone, _) in grid.hidden_words.items():
        reading.cells.mark_beside(grid.place(*place), gone, _INCLUDED)
    written = {place: text for place, (_, text) in grid.hidden_words.items()}
    return replace(grid, values={**grid.values, **written})


def _several(what: str, names: Iterable[str]) -> str:
    """ "row 4", "rows 4, 5 and 2 more"."""
    listed = list(names)
    if len(listed) == 1:
        return f"{what} {listed[0]}"
    named = listed if len(listed) <= 6 else listed[:5]
    more = f" and {len(listed) - len(named)} more" if len(named) < len(listed) else ""
    return f"{what}s {', '.join(named)}{more}"
