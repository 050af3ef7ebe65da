"""Words that stand in a cell instead of what its column asks for: nobody, as above, no controls."""

from __future__ import annotations

from bisect import bisect_left

from csp_desktop.excel.opening.grid import Place, Unreadable, cell_text
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.registers.as_written.word_meanings import (
    says_no_mitigation,
    says_nobody,
    says_nobody_in_particular,
    says_same_again,
    speaks_of_not_yet,
)

_NAMED = {
    ("risks", "owner"), ("mitigations", "owner"), ("log_entries", "owner"), ("indicators", "owner"), ("linked_plans", "owner"),
}  # fmt: skip
_LONGEST, _LONGEST_MARK = 60, 20
_DONE_ABOUT_IT = {("mitigations", "title"), ("mitigations", "control")}


class PointingAbove:
    """The cells of a table that only point at the one above them: “As above”, “Ditto”, and the marks for it."""

    def __init__(self, table: FoundTable) -> None:
        self._grid, self._rows = table.grid, table.rows
        self._read: dict[tuple[int, int], tuple[object, str]] = {}

    def read(self, place: Place, raw: object) -> tuple[object, str]:
        """What a cell says, and how that was read; "" where it says so itself or nothing stands above it."""
        if not isinstance(raw, str) or not _points_above(raw):
            return raw, ""
        meant = self._above(place.row, place.column)
        if meant is None:
            return raw, ""
        self._read[place.row, place.column] = meant
        above, address = meant
        return above, f"“{raw.strip()}” is read as “{cell_text(above)}” in {address}."

    def _above(self, row: int, column: int) -> tuple[object, str] | None:
        """What stands over a cell, and where; None where that is nothing, or nothing that can be read."""
        for at in range(bisect_left(self._rows, row) - 1, -1, -1):
            over = self._rows[at], column
            if over in self._read:
                return self._read[over]
            above = self._grid.values.get(over)
            if above is None or isinstance(above, Unreadable):
                return None
            if not (isinstance(above, str) and _points_above(above)):
                return above, self._grid.place(*over).address
        return None


def _points_above(text: str) -> bool:
    """“As below” points nowhere that is certain."""
    return len(text) <= _LONGEST_MARK and says_same_again(text) and "below" not in text.casefold()


def instead_of(register: str, field: str, text: str) -> tuple[str, bool] | None:
    """Why a cell's words are not what its field holds, and whether that must be asked; None where they may be.

    Either way they are kept in the notes.
    """
    if len(text) > _LONGEST:
        return None
    if says_same_again(text):
        return f"“{text}” points at another cell, and nothing there can be taken.", True
    if (register, field) in _NAMED:
        if says_nobody(text):
            return f"“{text}” names nobody; kept in the notes.", False
        if says_nobody_in_particular(text):
            return f"“{text}” names nobody in particular; kept in the notes.", False
        if speaks_of_not_yet(text) or text.rstrip(" )").endswith("?"):
            return f"“{text}” is not certain yet, so no owner was taken.", True
    if (register, field) in _DONE_ABOUT_IT and says_no_mitigation(text):
        return f"“{text}” names no mitigation; kept in the notes.", False
    return None
