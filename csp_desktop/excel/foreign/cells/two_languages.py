"""Sheets in two languages, “Statws / Status” over “Gwyrdd / Green”: headings and the words of a choice are read in English."""

from __future__ import annotations

from dataclasses import replace

from csp_desktop.excel.opening.grid import Grid, Place, Position
from csp_desktop.excel.recognising.headings import known_heading
from csp_desktop.excel.recognising.wordings.cell_words import (
    DIRECTION_WORDS,
    LEVEL_WORDS,
    RATING_WORDS,
    RESPONSE_WORDS,
    STATUS_WORDS,
    UNIT_WORDS,
)
from csp_desktop.excel.wording.cells import plain

_BETWEEN = " / "
_CHOICES = (RATING_WORDS, STATUS_WORDS, LEVEL_WORDS, RESPONSE_WORDS, DIRECTION_WORDS, UNIT_WORDS)
_HEADING = 0.75
# A heading or two may have a stroke in one language, “Date / time”.
_FEWEST = 3
_LOOKED_AT = 60
_LONGEST = 40


def in_english(grid: Grid) -> tuple[Grid, dict[Place, str]]:
    """A sheet with headings and the words of choices in English alone, and what is said of each; as it is in one language.

    A heading that is better known with both its languages stays as it is.
    """
    sides = {row: side for row in grid.rows[:_LOOKED_AT] if (side := _english_side(grid, row)) is not None}
    if not sides:
        return grid, {}
    english = sides[min(sides)]
    read: dict[Position, object] = {}
    said: dict[Place, str] = {}
    for place, value in grid.values.items():
        if isinstance(value, str) and value.count(_BETWEEN) == 1:
            parts = value.split(_BETWEEN)
            word, other = parts[english].strip(), parts[1 - english].strip()
            if sides.get(place[0]) == english:
                if max(known_heading(value), _HEADING) <= known_heading(word):
                    read[place] = word
            elif len(value) <= _LONGEST and any(
                plain(word) in words and plain(other) not in words for words in _CHOICES
            ):
                read[place] = word
                said[grid.place(*place)] = f"“{value}” is read as {word}."
    return (replace(grid, values={**grid.values, **read}) if read else grid), said


def _english_side(grid: Grid, row: int) -> int | None:
    """On which side of the stroke the headings of a row are English, 0 or 1; None where it has none, or in one language.

    There are some on that side, and hardly any on the other: months and quarters are none to speak of on either.
    """
    texts = list(grid.row_texts(row).values())
    parted = [text.split(_BETWEEN) for text in texts if text.count(_BETWEEN) == 1]
    if len(parted) < _FEWEST or len(parted) * 2 < len(texts):
        return None
    known = [sum(known_heading(part[side].strip()) >= _HEADING for part in parted) for side in (0, 1)]
    for side in (0, 1):
        if known[side] >= _FEWEST and known[side] > 2 * known[1 - side]:
            return side
    return None
