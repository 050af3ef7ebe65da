"""The scale a workbook says its words are on: a list of them on a sheet, a legend, or the words cells may be given."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import pairwise
from math import inf
from typing import NamedTuple

from csp_desktop.excel.opening.grid import Grid, Place, Position
from csp_desktop.excel.recognising.columns.score_scales import (
    OwnSteps,
    falling,
    scale_word,
    score_figures,
    stated_top,
    states_falling,
    step_of,
)
from csp_desktop.excel.recognising.finding.keys import steps_told
from csp_desktop.excel.recognising.headings import heading_evidence, known_heading
from csp_desktop.excel.recognising.settling import CLEAR
from csp_desktop.excel.recognising.tables_found import FoundTable, Rearranged
from csp_desktop.excel.recognising.wordings.cell_words import LEVEL_WORDS, RATING_WORDS
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.as_written.amounts import parse_number

_FEWEST_STEPS, _MOST_STEPS = 3, 10
# How far from its words the figures of a scale may stand, nearest first.
_BESIDE = (-1, 1, 2, -2, 3, -3)
_OF_SCALES = re.compile(
    r"\b(?:scor|scal|rat(?:ed|ing)|likelihood|probability|impact|severity)", re.IGNORECASE
)
_KINDS = {
    "likelihood": re.compile(r"\b(?:likelihood|probability|frequency)", re.IGNORECASE),
    "impact": re.compile(r"\b(?:impact|severity|consequence)", re.IGNORECASE),
}
# What numbers the lines of a list and is no score.
_NUMBERS_LINES = re.compile(r"\W*(?:no|nr|number|ref|id|item|line|#)?\W*", re.IGNORECASE)
# "B – High": the letter a step is written with.
_LETTERED = re.compile(r"([A-Z])(?:\s*[-–=:.)]\s*|\s+)(?=[A-Za-z])")
_STEP_IN_LINE = re.compile(r"[=:–-]\s*\d|\d\s*[=:–-]")
_LONGEST_LINE, _LONGEST_HEADING = 250, 40
_FIGURE = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
# "8–12", "1 to 6", "15+", "12 or more", "over 15".
_BAND = re.compile(
    r"(?<![\d/.])(?P<low>\d{1,3})\s*(?:(?:[-–—]|\bto\b)\s*(?P<high>\d{1,3})(?![\d/])"
    r"|\+|(?:and|or)\s+(?:over|above|more|higher)\b)|(?:\bover|\babove|\bmore than|[>≥])\s*=?\s*(?P<beyond>\d{1,3})(?!\d)",
    re.IGNORECASE,
)
# "1 Unlikely", "3 = Almost certain", "2 (possible)".
_NUMBERED_STEP = re.compile(
    r"(?<![\d.–-])(?P<figure>\d{1,2})\s*(?:[=:)–-]\s*)?\(?(?P<word>(?:(?:very|almost|highly)\s+)?[a-z]+)",
    re.IGNORECASE,
)
_COLOUR_BEFORE = re.compile(r"\b(?:green|amber|yellow|orange|red)\s*[=:(–-]?\s*$", re.IGNORECASE)
_COLOUR_AFTER = re.compile(r"\s*[=:(–-]?\s*(?:green|amber|yellow|orange|red)\b", re.IGNORECASE)
# From the end of one band of scores to the start of the next: no product lies between 20 and 25.
_LARGEST_GAP = 6
# The scale of likelihood and impact whose highest product ends the bands of scores.
_TOP_OF_PRODUCTS = {9: 3, 16: 4, 25: 5, 36: 6, 100: 10}


class _Run(NamedTuple):
    """Texts in a line, and what stands in the lines beside it, nearest first.

    `headed` is what stands over the texts and over each of those lines; `places` are all cells that may be of the scale.
    """

    texts: list[str]
    beside: list[list[str]]
    headed: list[str]
    places: list[Place]

    @property
    def figures(self) -> list[list[str]]:
        """The lines in which the figures of its steps may stand: those beside them, and the steps themselves."""
        return [*self.beside, [_figure_in(text) for text in self.texts]]

    @property
    def letters(self) -> list[list[str]]:
        """The lines in which the letters of its steps may stand."""
        return [*self.beside, [match[1] if (match := _LETTERED.match(text)) else "" for text in self.texts]]

    @property
    def words(self) -> list[str]:
        """The words of its steps, without the letters they may be written with."""
        bare = [_LETTERED.sub("", text, count=1) for text in self.texts]
        return [scale_word(text) for text in (bare if all(map(_LETTERED.match, self.texts)) else self.texts)]

    @property
    def has_levels(self) -> bool:
        """Are most of its steps, or of what stands in a line beside them, levels or colours?"""
        return any(
            2 * sum(plain(text) in LEVEL_WORDS or plain(text) in RATING_WORDS for text in line) > len(line)
            for line in (self.texts, *self.beside)
        )

    def is_of(self, kind: str) -> bool:
        """Is it headed as a scale of likelihoods, or of impacts, or of scores whichever they are?"""
        if not self.headed:
            return False
        own, around = self.headed[0], " ".join(self.headed)
        named = _kinds_named(own) or _kinds_named(around)
        return kind in named if named else _OF_SCALES.search(around) is not None

    def comes_after(self, kind: str) -> int:
        """How late it is looked at for scores of a kind: those headed as of it come first, those of the other last."""
        named = _kinds_named(self.headed[0]) if self.headed else []
        return 1 if not named else 0 if kind in named else 2

    @property
    def counted(self) -> list[tuple[float, int | None]]:
        """The figure of each step, counted from 1, with its place on the usual scale; empty where none count up."""
        heads = [*self.headed[1:], "", *[""] * len(_BESIDE)]
        for figures, head in zip(self.figures, heads, strict=False):
            if _counts_up(figures):
                if head and _NUMBERS_LINES.fullmatch(head):
                    return []
                return [
                    (parse_number(figure) or 0.0, step_of(word))
                    for figure, word in zip(figures, self.words, strict=True)
                ]
        return []


def _kinds_named(heading: str) -> list[str]:
    return [name for name, pattern in _KINDS.items() if pattern.search(heading)]


class OwnScales:
    """What the sheets of a workbook say of the scores in one of its tables; they are looked through once.

    `told_by` are the cells of the scales that were used.
    """

    def __init__(self, grids: Iterable[Grid], table: FoundTable) -> None:
        self._grids, self._table = grids, table
        self.told_by: list[Place] = []

    @cached_property
    def _runs(self) -> list[_Run]:
        return [
            run
            for grid in self._grids
            for run in _runs(grid, self._table if self._table.grid.name == grid.name else None)
        ]

    def of_words(self, texts: Iterable[str], kind: str) -> OwnSteps | None:
        """The scale of some list of the workbook that holds every word, or letter, of a column; None where none does.

        One headed as of likelihoods, or of impacts, comes before others for those, and after them for the other kind.
        """
        words = {scale_word(text) for text in texts if parse_number(text) is None} - {""}
        if len(words) < 2:
            return None
        for run in sorted(self._runs, key=lambda run: run.comes_after(kind)):
            steps = run.words
            if len(set(steps)) < len(steps):
                continue
            for said in (steps, *([plain(letter) for letter in line] for line in run.letters)):
                if words <= set(said) and len(set(said)) == len(said) and (order := _ordered(run, steps)):
                    self.told_by += run.places
                    return OwnSteps({said[at]: place for place, at in enumerate(order, 1)}, len(order))
        return None

    def falls(self, texts: Iterable[str], kind: str) -> bool:
        """Does the workbook say that 1 is the highest of the scale that figures of likelihood, or impact, are on?"""
        figures = score_figures(texts)
        if not figures:
            return False
        titles = filter(_OF_SCALES.search, self._table.titles.values())
        if any(map(states_falling, titles)):
            return True
        of_kind = [run for run in self._runs if len(run.texts) >= max(figures) and run.is_of(kind)]
        told = [(run, counted) for run in of_kind if (counted := run.counted)]
        down = [run for run, counted in told if falling(counted)]
        up = any(falling([(-figure, step) for figure, step in counted]) for _, counted in told)
        if not down or up:
            return False
        self.told_by += down[0].places
        return True

    def top(self, texts: Iterable[str]) -> int | None:
        """How far the figures of a column go on the workbook's own scale; None where it says none, or they go beyond it.

        It says so over the table ("scores are out of 4"), or in a legend whose steps are numbered from 1.
        """
        figures = score_figures(texts)
        top = max((self._said_over or self._numbered or self._banded) if figures else (), default=None)
        return top if top and max(figures) <= top else None

    @property
    def _said_over(self) -> list[int]:
        titles = filter(_OF_SCALES.search, self._table.titles.values())
        return [top for title in titles if (top := _top_over(title))]

    @cached_property
    def _numbered(self) -> list[int]:
        """How many steps each scale has whose steps are numbered from 1."""
        return [
            len(run.texts)
            for run in self._runs
            if 2 * sum(step_of(scale_word(text)) is not None for text in run.texts) > len(run.texts)
            and any(map(_counts_up, run.figures))
        ]

    @cached_property
    def _banded(self) -> list[int]:
        """The top of each scale whose products are listed in bands, each with its level or colour: 4 where they end at 16."""
        return [
            _TOP_OF_PRODUCTS[end]
            for run in self._runs
            for line in (run.texts, *run.beside)
            if (end := _end_of_bands(line)) in _TOP_OF_PRODUCTS and run.has_levels
        ]


def _end_of_bands(texts: Iterable[str]) -> int:
    """Where bands of scores end that follow on one another from 1 on: 16 for "1-4", "5-9", "10-16"; 0 where none do."""
    bands = [_BAND.fullmatch(text.strip()) for text in texts]
    ranges = sorted(
        (int(band["low"]), int(band["high"])) for band in bands if band and band["low"] and band["high"]
    )
    if len(ranges) < len(bands) or len(ranges) < _FEWEST_STEPS - 1 or ranges[0][0] != 1:
        return 0
    joined = all(0 < low - high <= _LARGEST_GAP for (_, high), (low, _) in pairwise(ranges))
    return ranges[-1][1] if joined else 0


def _top_over(title: str) -> int | None:
    """The top of the scale a line over a table states, be it by the bands its scores lie in: 5 where they end at 25."""
    bands = _bands(title)
    beside = "".join(
        " " if any(band.start() <= at < band.end() for band in bands) else letter
        for at, letter in enumerate(title)
    )
    ends = [band["high"] for band in bands]
    highest = 0 if None in ends else max(map(int, ends), default=0)
    return stated_top(beside) or _TOP_OF_PRODUCTS.get(highest) or _told_step_by_step(title)


def _told_step_by_step(title: str) -> int | None:
    """The top of a scale whose steps a line numbers from 1: 3 for “1 Unlikely, 2 Possible, 3 Likely”."""
    steps = {
        int(said["figure"]) for said in _NUMBERED_STEP.finditer(title) if step_of(scale_word(said["word"]))
    }
    top = max(steps, default=0)
    return top if top >= _FEWEST_STEPS and steps == set(range(1, top + 1)) else None


def _bands(text: str) -> list[re.Match[str]]:
    """The bands of scores in a line: each is of one colour, or follows on another."""
    ranges = list(_BAND.finditer(text))
    follows = [_follow_on(first, second) for first, second in pairwise(ranges)]
    return [
        band
        for band, before, after in zip(ranges, [False, *follows], [*follows, False], strict=False)
        if before
        or after
        or _COLOUR_BEFORE.search(text[: band.start()])
        or _COLOUR_AFTER.match(text, band.end())
    ]


def _follow_on(first: re.Match[str], second: re.Match[str]) -> bool:
    """Does one band start just above where the other ends, whichever is said first?"""
    (low, high), (other_low, other_high) = _ends(first), _ends(second)
    return 0 < other_low - high <= _LARGEST_GAP or 0 < low - other_high <= _LARGEST_GAP


def _ends(band: re.Match[str]) -> tuple[float, float]:
    if band["beyond"]:
        return int(band["beyond"]) + 1, inf
    return int(band["low"]), int(band["high"]) if band["high"] else inf


def _counts_up(figures: list[str]) -> bool:
    numbers = sorted(number for figure in figures if (number := parse_number(figure)) is not None)
    return numbers == list(range(1, len(figures) + 1))


def _runs(grid: Grid, table: FoundTable | None) -> Iterator[_Run]:
    """Texts outside the table, as many as a scale has steps: under or beside one another, or on offer in a cell."""
    yield from (_Run(list(choices), [], [], []) for choices in grid.choices)
    beside = _beside(grid, table) if table else grid.columns_by_row.__getitem__
    down: dict[int, list[int]] = {}
    for row in grid.rows:
        texts = [column for column in beside(row) if isinstance(grid.values[row, column], str)]
        for column in texts:
            down.setdefault(column, []).append(row)
            if told := _in_line(grid.text(row, column), grid.place(row, column)):
                yield told
        for run in _lists(texts):
            yield _run_of(grid, [(row, column) for column in run], beside=(1, 0))
    for column, filled in down.items():
        for run in _lists(filled):
            if table is None and _of_register(grid, run[0]):
                continue
            yield _run_of(grid, [(row, column) for row in run], beside=(0, 1))


def _of_register(grid: Grid, first: int) -> bool:
    """Do the lines of a column stand under the headings of another register, which they may begin with?"""
    return any(_heads_risks(text) for row in (first - 1, first) for text in grid.row_texts(row).values())


@cache
def _heads_risks(text: str) -> bool:
    """Does a heading name risks, so that what stands below is a register and no scale?"""
    title = ("risks", "title")
    return (
        len(text) <= _LONGEST_HEADING and heading_evidence("risks", text, text, text).get(title, 0.0) >= CLEAR
    )


def _beside(grid: Grid, table: FoundTable) -> Callable[[int], Sequence[int]]:
    """The columns that a row of the sheet fills outside a table, be that laid out sideways or in forms."""
    held = grid.columns_by_row
    rows, columns = {*table.rows, *table.header}, {column.column for column in table.columns}
    if isinstance(table.grid, Rearranged):
        origins = {table.grid.origin(row, column) for row in rows for column in columns}
        return lambda row: [column for column in held[row] if (row, column) not in origins]
    return lambda row: sorted(set(held[row]) - columns) if row in rows else held[row]


def _in_line(text: str, place: Place) -> _Run | None:
    """The scale one text tells step by step: “VL = 1, L = 2, M = 3, H = 4, VH = 5”; None where it tells none."""
    if len(text) > _LONGEST_LINE or not _STEP_IN_LINE.search(text):
        return None
    told = [(said, step) if step.isdecimal() else (step, said) for step, said in steps_told(text)]
    told = [(word.strip(), figure.strip()) for word, figure in told]
    if len(told) < _FEWEST_STEPS or not all(
        figure.isdecimal() and word and not word.isdecimal() for word, figure in told
    ):
        return None
    words, figures = [list(line) for line in zip(*told, strict=True)]
    return _Run(words, [figures], [], [place])


def _lists(places: list[int]) -> Iterator[range]:
    """Places that follow on one another, as many as a scale has steps, with and without the first: it may be a heading."""
    start = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or places[at] != places[at - 1] + 1:
            for first in (start, start + 1):
                if _FEWEST_STEPS <= at - first <= _MOST_STEPS:
                    yield range(places[first], places[at - 1] + 1)
            start = at


def _run_of(grid: Grid, run: list[Position], beside: Position) -> _Run:
    down, across = beside
    lines = [[(row + by * down, column + by * across) for row, column in run] for by in (0, *_BESIDE)]
    # What heads a line stands before its first cell: over a list, left of a row.
    heads = [(line[0][0] - across, line[0][1] - down) for line in lines]
    cells = [*heads[:3], *(place for line in lines[:3] for place in line)]
    return _Run(
        [grid.text(*place) for place in run],
        [[grid.text(*place) for place in line] for line in lines[1:]],
        [grid.text(*head) for head in heads],
        [grid.place(*cell) for cell in cells if cell in grid.values],
    )


def _ordered(run: _Run, steps: list[str]) -> list[int]:
    """The steps from the lowest on: by the figures beside them or in them, else by their order; empty where nothing says."""
    order = list(range(len(steps)))
    for said in run.figures:
        figures = [parse_number(figure) for figure in said]
        if figures[0] is None and None not in figures[1:]:
            return []  # what heads a scale is no step of it
        if None not in figures and len(set(figures)) == len(figures):
            order.sort(key=lambda at: figures[at] or 0.0)
            if falling((place, step_of(steps[at])) for place, at in enumerate(order)):
                order.reverse()  # 1 is the highest there
            return order
    # A heading is no step of its scale.
    if step_of(steps[0]) is None and known_heading(steps[0]) >= 0.75:
        return []
    known = [step for step in map(step_of, steps) if step is not None]
    if len(known) < 2 or known[0] == known[-1] or known not in (sorted(known), sorted(known, reverse=True)):
        return []
    return order[::-1] if known[0] > known[-1] else order


def _figure_in(text: str) -> str:
    """The one figure a step says itself: "4" for "4 – Probable"; "" for none or several."""
    figures = _FIGURE.findall(text)
    return figures[0] if len(figures) == 1 else ""
