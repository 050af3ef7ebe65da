"""Words that stand in a cell instead of what its column asks for: nobody, as above, no controls."""

from __future__ import annotations

import re
from bisect import bisect_left

from csp_desktop.excel.foreign.reading import Mark
from csp_desktop.excel.opening.grid import Place, Unreadable, cell_text
from csp_desktop.excel.recognising.column_mapping import NOTED, ColumnUse
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.leads import parted_leads
from csp_desktop.registers.as_written.word_meanings import (
    says_no_mitigation,
    says_nobody,
    says_nobody_in_particular,
    says_same_again,
    speaks_of_not_yet,
)

_NAMED = {
    ("risks", "owner"), ("mitigations", "owner"), ("log_entries", "owner"), ("indicators", "owner"), ("linked_plans", "owner"),
    ("people", "name"),
}  # fmt: skip
# Owners that are agencies: posts and persons that stand there are none.
_BODIES = {("indicators", "owner")}
_LONGEST, _LONGEST_MARK = 60, 20
# “Co-ordinator (vacant)”, and “Vacant – covered by Ann Reed”, which may name somebody.
_VACANT_POST = re.compile(
    r"\w.*(?:\s|[(\[–—:,-])(?:(?:post|currently|now|is) )*(?:vacant|vacancy|unfilled)\W*", re.IGNORECASE
)
_COVERED = re.compile(
    r"\W*(?:(?:post|role|position|currently|is) )*(?:vacant|vacancy|unfilled)\b.*", re.IGNORECASE | re.DOTALL
)
POINTERS = frozenset(" \n\u00a0aAdDsS-\"”“〃'")
"""What a cell that points at another begins with."""
_DONE_ABOUT_IT = {("mitigations", "title"), ("mitigations", "control")}


class PointingAbove:
    """The cells of a table that only point at the one above them: “As above”, “Ditto”, and the marks for it."""

    def __init__(self, table: FoundTable) -> None:
        self._grid, self._rows = table.grid, table.rows
        self._read: dict[tuple[int, int], tuple[object, str]] = {}

    def read(self, place: Place, raw: str) -> tuple[object, str]:
        """What a cell that points elsewhere says, and how that was read; "" where nothing stands above it."""
        # “As below” points nowhere that is certain.
        meant = self._above(place.row, place.column) if "below" not in raw.casefold() else None
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
            if not (isinstance(above, str) and points_elsewhere(above)):
                return above, self._grid.place(*over).address
        return None


def points_elsewhere(text: str) -> bool:
    """Does a cell say nothing itself, but point at another: “As above”, “Ditto”, “As below”?"""
    return len(text) <= _LONGEST_MARK and says_same_again(text)


def nothing_there(use: ColumnUse, text: str) -> Mark:
    """What becomes of a cell that points at another where nothing can be taken; its words are noted."""
    return _asked(use, f"“{text}” points at another cell, and nothing there can be taken.")


def may_say_nobody(use: ColumnUse) -> bool:
    """May a column hold words for nobody, or for no mitigation, in place of what it asks for?"""
    return (use.register, use.field) in _NAMED | _DONE_ABOUT_IT


def instead_of(register: str, use: ColumnUse, text: str) -> Mark | None:
    """What becomes of words for nobody or for no mitigation, noted with a record of a `register`; None where they are none."""
    if len(text) > _LONGEST:
        return None
    why = ""
    if (use.register, use.field) in _NAMED:
        if speaks_of_not_yet(text) or text.rstrip(" )").endswith("?"):
            return _asked(use, f"“{text}” is not certain yet, so no owner was taken.")
        if says_nobody(text) or _VACANT_POST.fullmatch(text):
            why = "names nobody"
        elif _COVERED.fullmatch(text):
            return _asked(use, f"“{text}” may name somebody who stands in.")
        elif says_nobody_in_particular(text):
            why = "names nobody in particular"
        elif (use.register, use.field) in _BODIES and _names_no_body(text):
            why = "is a person or a post, not an agency"
    elif says_no_mitigation(text):
        why = "names no mitigation"
    return Mark("noted", register, NOTED, f"“{text}” {why}; kept in the notes.") if why else None


def nothing_in(text: str) -> Mark:
    """The mark of a cell whose words say nothing."""
    return Mark("ignored", message=f"“{text}” says nothing.")


def _names_no_body(text: str) -> bool:
    posts, bodies, theirs = parted_leads(text, officers=False)
    return bool(posts) and not bodies and not theirs


def _asked(use: ColumnUse, why: str) -> Mark:
    return Mark("asked", use.register, use.field, f"{why} Its words are kept in the notes.")
