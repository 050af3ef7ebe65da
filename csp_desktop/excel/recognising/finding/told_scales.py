"""Scales of likelihood, impact or score that say beside each step what it means: no records of any register."""

from __future__ import annotations

import re
from collections.abc import Sequence

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.wordings.around_tables import BESIDE_KEYS, KEYS
from csp_desktop.excel.recognising.wordings.cell_words import LEVEL_WORDS
from csp_desktop.excel.wording.cells import plain

_HEADS = frozenset(KEYS.split("|"))
_AROUND = _HEADS | frozenset(BESIDE_KEYS.split("|"))
# What heads the names or the people of records, which no scale has.
_OF_RECORDS = frozenset((
    "risk", "risks", "risk description", "hazard", "threat", "action", "actions", "indicator", "measure", "project",
    "ref", "no", "owner", "risk owner", "lead", "mitigation", "mitigations", "controls",
))  # fmt: skip
_STEP = re.compile(r"\(?(\d{1,2})\b(?!\s*[-–]\s*\d)")
RANGE = re.compile(r"[<>≤≥] ?\d{1,3}|\d{1,3} ?\+|\d{1,3} ?(?:[-–—]|to) ?\d{1,3}")
"""Scores from one to another: “1-6”, “15+”."""
_FEWEST, _MOST = 3, 10


def tells_scale(headings: Sequence[str], steps: Sequence[str]) -> bool:
    """Do headings, and the first cells of the rows under them, make a scale: 1, 2, 3 in turn, or each word or range once?"""
    first, *others = (plain(heading) for heading in headings)
    words = set(first.split())
    if not others or not words or not words <= _AROUND or _OF_RECORDS & {first, *others}:
        return False
    if not _HEADS & words.union(*(other.split() for other in others)):
        return False
    if 1 < len(steps) <= _MOST and all(map(RANGE.fullmatch, steps)):
        return len(set(steps)) == len(steps)
    if not _FEWEST <= len(steps) <= _MOST:
        return False
    said = [plain(step) for step in steps]
    if len(set(said)) == len(said) and LEVEL_WORDS.issuperset(said):
        return True
    figures = [int(match[1]) for step in steps if (match := _STEP.match(step))]
    counted = list(range(1, len(steps) + 1))
    return figures in (counted, counted[::-1])


def scale_rows(grid: Grid, rows: Sequence[int], at: int) -> int:
    """How many of the rows from `at` on are a scale with its headings; 0 where none begins there."""
    columns = grid.columns_by_row[rows[at]]
    headings = [grid.text(rows[at], column) for column in columns]
    steps: list[str] = []
    longest = 0
    for row, before in zip(rows[at + 1 : at + 1 + _MOST], rows[at:], strict=False):
        step = grid.text(row, columns[0])
        if row != before + 1 or not step or len(grid.columns_by_row[row]) < 2:
            break
        steps.append(step)
        if tells_scale(headings, steps):
            longest = len(steps) + 1
    return longest
