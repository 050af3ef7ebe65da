"""How high a row must be for its words, where a program shows the height stored until somebody types in it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

# Advance widths of Arial (and of what stands in for it) in thousandths of its size; others as the digits.
_ADVANCES = {
    letter: width
    for width, letters in (
        (191, "'"),
        (222, "ijl"),
        (278, " !,./:;I[\\]ft|"),
        (333, "()-r{}"),
        (355, '"'),
        (389, "*"),
        (500, "Jckvsxyz"),
        (584, "+<=>~"),
        (611, "FTZ"),
        (667, "&ABEKPSVXY"),
        (722, "CDHNRUw"),
        (778, "GOQ"),
        (833, "Mm"),
        (889, "%"),
        (944, "W"),
        (1015, "@"),
    )
    for letter in letters
}
_DIGIT = 556
_WIDE = 1000
_PIXELS_PER_POINT = 96 / 72
_COLUMN_PIXELS = 7  # of one character of a column's width, in the font a workbook opens with
_BESIDE = 14  # the indent and the space at both edges of a cell
_SPARE = 0.95  # programs set letters a little wider on screen than on paper
_BREAKS = re.compile(r"[^\s-]*-+|[^\s-]+|\s+")

LINE = 13.0
"""Points from line to line in ten-point words."""
HIGHEST = 409.0
"""Points a row can have."""


@lru_cache(maxsize=2_000)
def lines_of(text: str, width: float, points: float = 10) -> int:
    """How many lines a text takes in a column so many characters wide, broken between words."""
    room = (width * _COLUMN_PIXELS - _BESIDE) * _SPARE / (points * _PIXELS_PER_POINT / 1000)
    return sum(_lines_of_paragraph(paragraph, max(room, _WIDE)) for paragraph in text.split("\n"))


def _lines_of_paragraph(text: str, room: float) -> int:
    lines, used = 1, 0.0
    for part in _BREAKS.findall(text):
        long = _length(part)
        if used and used + long > room and not part.isspace():
            lines, used = lines + 1, 0.0
        used += long
        if used > room and not part.isspace():
            # A word wider than its column is broken anywhere.
            lines, used = lines + int((used - 1) // room), used % room
    return lines


@cache
def _advance(letter: str) -> int:
    wide = letter not in _ADVANCES and unicodedata.east_asian_width(letter) in "WF"
    return _WIDE if wide else _ADVANCES.get(letter, _DIGIT)


@lru_cache(maxsize=10_000)
def _length(part: str) -> int:
    """How long a word or a space is; the words of a plan come again and again."""
    return sum(map(_advance, part))
