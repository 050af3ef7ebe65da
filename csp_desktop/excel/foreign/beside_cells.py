"""What stands beside the words of a cell: notes left on it, words crossed out in it, the address behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from csp_desktop.excel.foreign.reading import COLUMN_HEADING, Draft, Mark, Reading
from csp_desktop.excel.opening.grid import Grid, Place, Position, mail_address
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Narrative

_NAMES = ("title", "name", "project")
_NO_NOTES = "No record holds this cell, so there is nowhere to keep this; put it where it belongs."


def keep_what_stands_beside(reading: Reading) -> None:
    """Put notes, crossed out words and addresses into the records their cells went into; the rest is asked about."""
    if not any(grid.comments or grid.struck_words or grid.links for grid in reading.cells.grids):
        return
    held = _records_by_cell(reading)
    for grid in reading.cells.grids:
        for place, text in _of(grid, grid.comments):
            _note(reading, held, place, text, "Note on")
        for place, text in _of(grid, grid.struck_words):
            _note(reading, held, place, text, "Crossed out in")
        for place, text in _of(grid, grid.links):
            if grid.address_behind(place.row, place.column):
                _keep_address(reading, held, place, text)


def keep_unknown_columns(reading: Reading, grids: Iterable[Grid]) -> None:
    """Put cells of sheets in a known layout, under headings it does not know, into the notes of their row's record."""
    for grid in grids:
        left = [
            place
            for row, column in sorted(grid.values)
            if (place := grid.place(row, column)) not in reading.cells.marks
        ]
        headed = {
            (place.row, place.column): grid.text(place.row, place.column)
            for place, mark in reading.cells.marks.items()
            if left and place.sheet == grid.name and mark.message == COLUMN_HEADING
        }
        for place in left:
            over = [row for row, column in headed if column == place.column and row < place.row]
            record = _record_of_row(reading, place) if over else None
            if record is not None:
                heading = headed[max(over), place.column]
                _keep(record, "notes", f"{heading}: {grid.text(place.row, place.column)}", place)
                reading.cells.noted(place, record.register, f"Kept in the notes under “{heading}”.")


def _of(grid: Grid, said: Mapping[Position, str]) -> list[tuple[Place, str]]:
    return [(grid.place(*place), text) for place, text in sorted(said.items())]


def _records_by_cell(reading: Reading) -> dict[Place, list[tuple[Draft, str]]]:
    """The drafts, with the field, that each cell was read into."""
    drafts_by_cell: dict[Place, list[tuple[Draft, str]]] = {}
    for draft in reading.drafts:
        for name, places in draft.sources.items():
            for place in places:
                drafts_by_cell.setdefault(place, []).append((draft, name))
    return drafts_by_cell


def _note(
    reading: Reading, held: dict[Place, list[tuple[Draft, str]]], place: Place, text: str, what: str
) -> None:
    for draft, name in held.get(place, ()):
        register = register_named(draft.register)
        notes = next((field for field in ("notes", "note") if field in register.by_name), None)
        if notes is None or name not in register.by_name:
            continue
        _keep(draft, notes, f"{what} {register[name].label}: {text}", place)
        reading.cells.mark_beside(place, text, Mark("noted", draft.register, notes))
        return
    if (of_row := _record_of_row(reading, place)) is not None:
        # Said of an empty cell, or of one no field holds: it is said of the record of its row all the same.
        _keep(of_row, "notes", f"{what} {_heading(reading, place)}: {text}", place)
        reading.cells.mark_beside(place, text, Mark("noted", of_row.register, "notes"))
        return
    reading.cells.mark_beside(place, text, Mark("asked", message=_NO_NOTES))


def _keep(draft: Draft, notes: str, line: str, place: Place) -> None:
    before = draft.values.get(notes)
    draft.values[notes] = f"{before}\n{line}" if before else line
    draft.read_from(notes, place)


def _record_of_row(reading: Reading, place: Place) -> Draft | None:
    """The record a row names, where it has notes."""
    for draft in reading.drafts:
        register = register_named(draft.register)
        named = draft.places.get(register.title)
        if named and (named.sheet, named.row) == (place.sheet, place.row) and "notes" in register.by_name:
            return draft
    return None


def _heading(reading: Reading, place: Place) -> str:
    """The heading a cell stands under, or its address where it has none."""
    for mapped in reading.mapped:
        if mapped.table.grid.name == place.sheet and place.row in mapped.table.rows:
            for column in mapped.table.columns:
                if column.column == place.column and column.heading:
                    return column.heading
    return place.address


def _keep_address(
    reading: Reading, held: dict[Place, list[tuple[Draft, str]]], place: Place, address: str
) -> None:
    """An address stands beside its words in a text; what a record is called stays as it is, with a note."""
    for draft, name in held.get(place, ()):
        register = register_named(draft.register)
        words = draft.values.get(name)
        if words == mail_address(address):
            reading.cells.mark_beside(place, address, Mark("taken", draft.register, name))
            return
        if isinstance(register.by_name.get(name), Narrative) and name not in _NAMES and words:
            draft.values[name] = f"{words} ({address})"
            reading.cells.mark_beside(place, address, Mark("taken", draft.register, name))
            return
    if held.get(place):
        _note(reading, held, place, address, "Link in")
