"""Sheets in two languages, “Statws / Status” over “Gwyrdd / Green”: the words of a choice are read in English."""

from __future__ import annotations

from collections.abc import Collection
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
    """A sheet with the words of its choices in English alone, and what is said of each cell; as it is in one language."""
    english = _english_side(grid)
    if english is None:
        return grid, {}
    read: dict[Position, object] = {}
    said: dict[Place, str] = {}
    for place, value in grid.values.items():
        if isinstance(value, str) and len(value) <= _LONGEST and value.count(_BETWEEN) == 1:
            parts = value.split(_BETWEEN)
            word, other = parts[english].strip(), parts[1 - english].strip()
            if any(plain(word) in words and plain(other) not in words for words in _CHOICES):
                read[place] = word
                said[grid.place(*place)] = f"“{value}” is read as {word}."
    return (replace(grid, values={**grid.values, **read}) if read else grid), said


def _english_side(grid: Grid) -> int | None:
    """On which side of the stroke the headings of a sheet are English, 0 or 1; None where they are in one language."""
    for row in grid.rows[:_LOOKED_AT]:
        texts = list(grid.row_texts(row).values())
        parted = [text.split(_BETWEEN) for text in texts if text.count(_BETWEEN) == 1]
        if len(parted) < _FEWEST or len(parted) * 2 < len(texts):
            continue
        for side in (0, 1):
            if _are_headings([part[side] for part in parted]) and not _are_headings(
                [part[1 - side] for part in parted]
            ):
                return side
    return None


def _are_headings(texts: Collection[str]) -> bool:
    """Are most of some texts surely headings?"""
    return sum(known_heading(text.strip()) >= _HEADING for text in texts) * 2 > len(texts)
