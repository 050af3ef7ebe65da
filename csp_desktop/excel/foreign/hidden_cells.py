"""What a workbook hides or crosses out: sheets, rows, columns and words, which come in only where a person says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from csp_desktop.excel.foreign.reading import Mark, Reading
from csp_desktop.excel.foreign.rearranging.turned_forms import put_back
from csp_desktop.excel.opening.grid import Grid, column_letters, mail_address

_WHY = (
    "Hidden in the workbook, so it was left out; include what is hidden, or show it there and import again."
)
_CROSSED_OUT = (
    "Crossed out in the workbook, so it was left out; include what is crossed out, or take the line away there and import "
    "again."
)
_SAYS_NO_ADDRESS = re.compile(
    r"(?:please )?(?:click |send |an? )*(?:e-?mails?|mail|link|here)(?: (?:me|us|here|address|link|them|him|her))?[.!]?",
    re.IGNORECASE,
)
_INCLUDED = Mark("ignored", message="Hidden words, read with the rest of the cell.")


def seen_grids(grids: list[Grid], reading: Reading, *, hidden: bool) -> list[Grid]:
    """The sheets to be read; what is hidden, and what rows are crossed out, is named, and asked about unless it is to come in too."""
    named: list[str] = []
    crossed: list[str] = []
    seen = []
    for grid in map(_with_addresses, grids):
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
        if grid.rows_crossed_out:
            crossed.append(f"{_several('row', map(str, sorted(grid.rows_crossed_out)))} of {grid.name}")
        if hidden:
            seen.append(replace(_with_hidden_words(grid, reading), struck=frozenset()))
            continue
        some = grid.hidden_rows or grid.hidden_columns or grid.rows_crossed_out
        for row, column in grid.values if some else ():
            if grid.hides(row, column):
                reading.cells.asked(grid.place(row, column), _WHY)
            elif row in grid.rows_crossed_out:
                reading.cells.asked(grid.place(row, column), _CROSSED_OUT)
        seen.append(grid.without_hidden().without_rows(grid.rows_crossed_out))
    fate = "included" if hidden else "left out"
    for what, places in (("Hidden", named), ("Crossed out", crossed)):
        if places:
            reading.notes.append(f"{what} in the workbook and {fate}: {'; '.join(places)}.")
    return seen


def _with_addresses(grid: Grid) -> Grid:
    """The same sheet with the address an email goes to where a cell says no more than “Email me”."""
    written = {
        place: mail
        for place, address in grid.links.items()
        if (mail := mail_address(address)) and _SAYS_NO_ADDRESS.fullmatch(grid.text(*place))
    }
    return replace(grid, values={**grid.values, **written}) if written else grid


def mark_as_seen(grids: Iterable[Grid], reading: Reading) -> None:
    """What was read of a merged cell where it is seen was read of its first, which is hidden."""
    first_of = {
        place: grid.place(*first)
        for grid in grids
        for first, seen in grid.seen_below.items()
        if (place := grid.place(*seen)) in reading.cells.marks
    }
    if not first_of:
        return
    for place, first in first_of.items():
        reading.cells.mark(first, reading.cells.marked(place))
    put_back(reading.drafts, lambda place: first_of.get(place, place))


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
