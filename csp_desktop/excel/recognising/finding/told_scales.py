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
_FEWEST, _MOST, _LONGEST = 3, 10, 40


def tells_scale(headings: Sequence[str], steps: Sequence[str]) -> bool:
    """Do headings, and the first cells of the rows under them, make a scale: 1, 2, 3 in turn, or each word or range once?"""
    if len(headings) < 2 or not _heads_steps(headings[0]):
        return False
    said = [plain(heading) for heading in headings]
    if not _OF_RECORDS.isdisjoint(said) or _HEADS.isdisjoint(" ".join(said).split()):
        return False
    if 1 < len(steps) <= _MOST and all(map(RANGE.fullmatch, steps)):
        return len(set(steps)) == len(steps)
    if not _FEWEST <= len(steps) <= _MOST:
        return False
    words = {plain(step) for step in steps}
    if len(words) == len(steps) and words <= LEVEL_WORDS:
        return True
    figures = [int(match[1]) for step in steps if (match := _STEP.match(step))]
    counted = list(range(1, len(steps) + 1))
    return figures in (counted, counted[::-1])


def _heads_steps(heading: str) -> bool:
    """Is a heading made of nothing but words for scales?"""
    words = plain(heading[: _LONGEST + 1]).split()
    return bool(words) and len(heading) <= _LONGEST and _AROUND.issuperset(words)


def scale_rows(grid: Grid, rows: Sequence[int], at: int) -> int:
    """How many of the rows from `at` on are a scale with its headings; 0 where none begins there."""
    columns = grid.columns_by_row[rows[at]]
    if len(columns) < 2 or not _heads_steps(grid.text(rows[at], columns[0])):
        return 0
    if RANGE.fullmatch(grid.text(rows[at] + 1, columns[0])) and (at == 0 or rows[at] - rows[at - 1] > 1):
        return 0  # after a gap ranges of scores are a table of their own, shown as the legend it is
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
