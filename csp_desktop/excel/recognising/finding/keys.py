"""Keys and scales beside a table: what its colours, words and figures stand for, and the matrix that scores make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.finding.told_scales import RANGE, scale_rows
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.recognising.wordings.around_tables import BESIDE_KEYS, KEYS
from csp_desktop.excel.recognising.wordings.cell_words import (
    LEVEL_WORDS,
    RATING_WORDS,
    RESPONSE_WORDS,
    STATUS_WORDS,
)
from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.colours import is_coloured, rag_of_fill
from csp_desktop.registers.as_written.amounts import parse_number

KEY_ROW = "A key or scale beside the table: no record."

_HEADS, _BESIDE = frozenset(KEYS.split("|")), frozenset(BESIDE_KEYS.split("|"))
_NAMES = frozenset(("key", "keys", "legend"))
_COLOURS = (RATING_WORDS | {"w", "y"}) - {"complete", "completed"}
# How a record stands.
_SAID_OF_RECORDS = STATUS_WORDS - RESPONSE_WORDS - LEVEL_WORDS - _COLOURS
_RED = {"r", "red"}
_RATINGS = {"rag", "brag", "ragb"}
_STEP = re.compile(r"\d{1,2}")
_AS_WELL = re.compile(r"[/()]")
_NUMBERED = re.compile(r"[\d()\[\].:=–—-]+")
# What a line says step by step: “Green = on track, Amber = slipping”, “1 Rare to 5 Almost certain”.
_PARTS = re.compile(r"[,;|\n]|\s+to\s+(?=\d)|\s/\s|\s{2,}")
_BETWEEN_COLOURS = re.compile(r"[,;|/\n]|\s{2,}")
_SAYS = re.compile(r"(?P<step>[^=:–—-]{1,25}?)\s*(?:=|:|\s[–—-])\s*(?P<said>\S.*)", re.DOTALL)
_OPENS = re.compile(r"(?P<head>[^:=–—]{2,40}?)\s*[:=–—]\s*(?P<rest>\S.*)", re.DOTALL)
_BEFORE = re.compile(
    r"(?P<figures>\d{1,3}(?: ?[-–] ?\d{1,3})?\+?) ?[(=:–-]? ?(?P<word>[^\d()]+)\)?", re.DOTALL
)
# Short forms with what each stands for.
_SHORT_FORM = r"[A-Z][A-Z&/]{1,7}\s*=\s*[^=,;|\n]{3,}"
_SHORT_FORMS = re.compile(rf"{_SHORT_FORM}(?:[,;|\n]\s*{_SHORT_FORM})+")
_LONGEST, _LONGEST_NAME = 250, 25
_MOST_LABELS, _FEWEST_STEPS, _HIGHEST, _MOST_POINTS = 2, 3, 100, 10
_JUDGED, _LARGEST_GAP = 60, 4
# A key beside a table is no wider, and of no fewer colours; the last column a sheet may have.
_WIDEST_KEY, _FEWEST_COLOURS, _PAST_ALL = 2, 3, 1 << 20


class _KeyRow(NamedTuple):
    """What a row of a key is, and the steps it explains, or the figure it gives one."""

    kind: Literal["", "title", "step", "line", "matrix"]
    steps: frozenset[str] = frozenset()
    figure: float | None = None
    alone: bool = False


def start_of_key(grid: Grid, header: Sequence[int]) -> int:
    """The column in which a key of colours begins that stands beside the headings of a table and below; past all others for none.

    An empty column parts it from them, and each of its cells is of another colour.
    """
    filled = {
        column
        for row in header
        for first in grid.columns_by_row[row]
        for column in range(first, first + grid.width_of(row, first))
    }
    past = max(filled) + 1
    gap = next((last + 1 for last, after in pairwise(sorted(filled)) if after - last > 1), past)
    beside = [column for column in filled if column > gap]
    if not 0 < len(beside) <= _WIDEST_KEY or len(filled) - len(beside) <= _WIDEST_KEY:
        return _PAST_ALL
    return gap if _is_coloured_key(grid, header[-1], range(gap, past)) else _PAST_ALL


def _is_coloured_key(grid: Grid, row: int, columns: range) -> bool:
    """Do some columns hold a word and a colour in this row and in those next to it, each colour another?"""

    def colour(row: int) -> str:
        said = any((row, column) in grid.values for column in columns)
        return (
            next((grid.fills[row, column] for column in columns if (row, column) in grid.fills), "")
            if said
            else ""
        )

    first = last = row
    while colour(first - 1):
        first -= 1
    while colour(last + 1):
        last += 1
    colours = [colour(at) for at in range(first, last + 1)]
    return len(colours) >= _FEWEST_COLOURS and all(colours) and len(set(colours)) == len(colours)


def take_keys(table: FoundTable) -> bool:
    """Take a key or scale that stands under the last row of a table out of its rows; was there one?"""
    grid = table.grid
    own = sorted((*table.rows, *table.sections, *table.totals))
    at = len(own)
    while at and _read(grid, own[at - 1]).kind:
        at -= 1
    while at < len(own) and not _is_strange(grid, own[at], own[:at]):
        at += 1
    found = own[at:] if any(row in table.rows for row in own[:at]) else []
    if not _explains([_read(grid, row) for row in found]):
        found = _under_its_name(table, own)
    for row in found:
        table.sections.pop(row, None)
        table.remarks[row] = KEY_ROW
    table.rows = [row for row in table.rows if row not in found]
    table.totals = [row for row in table.totals if row not in found]
    return bool(found)


def take_keys_below(grid: Grid, rows: Sequence[int], table: FoundTable, end: int) -> int:
    """Put a key or scale that follows a table, `end` being where it ended, beside it; where what follows starts."""
    after = end
    told = 0
    while after < len(rows) and _follows(rows, after):
        scale = scale_rows(grid, rows, after)
        if not scale and not _read(grid, rows[after]).kind:
            break
        told += scale
        after += scale or 1
    # What heads the table that follows is none of the key.
    while after > end and after < len(rows) and _heads_on(grid, rows[after - 1], rows[after]):
        after -= 1
    found = list(rows[end:after])
    if not told and not _explains([_read(grid, row) for row in found]):
        after = end + 1
        while (
            after < len(rows)
            and len(grid.columns_by_row[rows[after]]) > 1
            and rows[after] - rows[after - 1] == 1
        ):
            after += 1
        found = _under_its_name(table, rows[end:after])
    if not table.rows or not found or found[0] != rows[end]:
        return end
    table.remarks.update(dict.fromkeys(found, KEY_ROW))
    return after


def take_keys_over(grid: Grid, table: FoundTable) -> None:
    """The rows of a key over a table that say more than a title does are none of any table, nor name one."""
    for at in range(len(table.over)):
        table.remarks |= dict.fromkeys(table.over[at : at + scale_rows(grid, table.over, at)], KEY_ROW)
    run: list[int] = []
    for row in (*table.over, 0):
        if row and _read(grid, row).kind:
            run.append(row)
            continue
        if _explains([_read(grid, over) for over in run]):
            said = [over for over in run if not grid.lone_text(over) or _read(grid, over).kind == "step"]
            table.remarks.update(dict.fromkeys(said, KEY_ROW))
            table.titles = {over: text for over, text in table.titles.items() if over not in said}
        run = []


def is_key_line(text: str) -> bool:
    """Is a text a key in one line, “Green = on track, Red = off track” or “ABC = Anytown Council, PCC = …”, or what heads one?"""
    if len(text) > _LONGEST:
        return False
    if _is_title(text) or _SHORT_FORMS.fullmatch(text):
        return True
    return (line := _said_across([text])) is not None and line.alone


def steps_told(text: str) -> list[tuple[str, str]]:
    """Each part of a key in one line with what it says of it: “Green = on track, Red = off track”."""
    opened = _OPENS.fullmatch(text)
    if opened and (_is_opened(text) or _says_all_of_it(opened["rest"])):
        text = opened["rest"]
    told = (_SAYS.fullmatch(part.strip(" .()")) for part in _PARTS.split(text))
    return [(said["step"].strip(), said["said"].strip()) for said in told if said]


def _heads_on(grid: Grid, row: int, after: int) -> bool:
    return after == row + 1 and _read(grid, row).kind == "title"


def _follows(rows: Sequence[int], at: int) -> bool:
    return at == 0 or rows[at] - rows[at - 1] <= _LARGEST_GAP


def _under_its_name(table: FoundTable, rows: Sequence[int]) -> list[int]:
    """One of the rows that says “Key” and no more, with those after it, all narrower than the table: short forms."""
    grid = table.grid
    named = [row for row in rows if (lone := grid.lone_text(row)) and plain(lone[1]) in _NAMES]
    if not named:
        return []
    above = [len(grid.columns_by_row[row]) for row in table.rows if row < named[-1]]
    below = [row for row in rows if row > named[-1]]
    narrow = all(
        len(grid.columns_by_row[row]) == _MOST_LABELS
        and len(grid.text(row, grid.columns_by_row[row][0])) <= _LONGEST_NAME
        for row in below
    )
    wide = sum(width > _MOST_LABELS for width in above) * 2 > len(above)
    return [named[-1], *below] if below and narrow and wide else []


def _explains(rows: Sequence[_KeyRow]) -> bool:
    """Do rows make a key: a line that says all of it, a matrix, or several steps one under the other?"""
    if any(row.alone for row in rows):
        return True
    titled = any(row.kind == "title" for row in rows)
    if sum(row.kind == "matrix" for row in rows) >= _FEWEST_STEPS - titled:
        return True
    steps = frozenset[str]().union(*(row.steps for row in rows))
    if not titled:
        steps -= _SAID_OF_RECORDS  # unless a key is headed as one, they may be those of records
    letters = {step for step in steps if len(step) == 1 and step in _COLOURS}
    if letters and not ("r" in letters and letters & {"a", "g"}):
        steps -= letters  # A and B number records
    figures = [row.figure for row in rows if row.figure is not None]
    if figures and (
        max(figures) > _MOST_POINTS or figures not in (sorted(set(figures)), sorted(set(figures))[::-1])
    ):
        return False  # how many there are of each
    # Two colours are a key where one of them is red.
    few = titled or bool(steps & _RED and len(steps & _COLOURS) > 1)
    return len(steps) >= _FEWEST_STEPS - few


def _is_strange(grid: Grid, row: int, above: Sequence[int]) -> bool:
    """Does a row hold words of a scale, or figures of a matrix, where the rows above it hold nothing of the kind?"""
    said = _read(grid, row)
    if said.kind == "title" or (said.kind in ("line", "step") and grid.lone_text(row)):
        return True
    if said.kind == "step" and not _is_narrow(grid, row, above):
        return False
    for column, text in grid.row_texts(row).items():
        alike = [over for at in above[-_JUDGED:] if (over := grid.text(at, column))]
        if (_is_step(text) or _is_range(grid, row, column)) and not any(map(_is_step, alike)):
            return True
        if (
            said.kind == "matrix"
            and _STEP.fullmatch(text)
            and not any(parse_number(over) is not None for over in alike)
        ):
            return True
    return False


def _is_narrow(grid: Grid, row: int, above: Sequence[int]) -> bool:
    """Does a row hold fewer cells than those above mostly do, or no more than a step and its meaning where they hold two?"""
    width = len(grid.columns_by_row[row])
    fewest = width + (width > _MOST_LABELS)
    judged = [len(grid.columns_by_row[at]) >= fewest for at in above[-_JUDGED:]]
    return sum(judged) * 2 >= len(judged)


def _read(grid: Grid, row: int) -> _KeyRow:
    """What a row would be in a key."""
    texts = {column: text for column, text in grid.row_texts(row).items() if text}
    said = list(texts.values())
    if not said or any(len(text) > _LONGEST for text in said):
        return _KeyRow("")
    if _is_title(" ".join(said)):
        return _KeyRow("title")
    if in_line := _said_across(said):
        return in_line
    if _is_of_matrix(said):
        return _KeyRow("matrix")
    if len(said) == 1 and (colour := _colour_of(grid, row, next(iter(texts)))):
        return _KeyRow("step", frozenset((colour,)))
    if len(said) > _FEWEST_STEPS and all(map(_STEP.fullmatch, said[::2])) and all(map(_is_word, said[1::2])):
        return _KeyRow("step", frozenset(map(plain, said[1::2])))
    if 1 < len(said) <= _FEWEST_STEPS:
        return _pair(grid, row, list(texts)[:2])
    return _KeyRow("")


def _colour_of(grid: Grid, row: int, column: int) -> str:
    """The colour that a text alone in its row explains: of its cell, or of the empty one in front; "" for none."""
    fills = (grid.fills.get((row, at), "") for at in (column, column - 1))
    fill = next((fill for fill in fills if is_coloured(fill)), "")
    return rag_of_fill(fill) or fill


def _said_across(texts: Sequence[str]) -> _KeyRow | None:
    """A key in one row or cell: “RAG key | Green = on track | Red = off track”, “Key | R | Off track | G | On track”."""
    rest = texts[1:] if _is_title(texts[0]) else texts
    headed = len(rest) < len(texts)
    lines = [_line(text) for text in rest]
    if all(lines):
        explained = frozenset[str]().union(*lines)
        opened = headed or any(map(_is_opened, rest))
        return _KeyRow("line", explained, alone=len(explained) >= _FEWEST_STEPS - opened)
    if not headed:
        return None
    # “Key: | On track | Some delay | Off track”; without the colon it may head a column.
    if len(rest) > 1 and texts[0].rstrip().endswith(":") and not _NAMES.isdisjoint(plain(texts[0]).split()):
        return _KeyRow("line", frozenset(map(plain, rest)), alone=True)
    steps, meanings = rest[::2], rest[1::2]
    # Without its meaning a colour may be the rating of a quarter: “RAG | Red | Amber | Green”.
    if len(rest) > 1 and all(map(_is_word, rest)) and not _NAMES.isdisjoint(plain(texts[0]).split()):
        return _KeyRow("line", frozenset(map(plain, rest)), alone=True)
    told_once = len(set(steps)) == len(steps) > 1
    if (
        told_once
        and all(map(_is_word, steps))
        and not any(_is_title(text) or _is_word(text) for text in meanings)
    ):
        return _KeyRow("line", frozenset(map(plain, steps)), alone=True)
    return None


def _pair(grid: Grid, row: int, columns: Sequence[int]) -> _KeyRow:
    """A step and what it means: “G | On track”, “5 | Almost certain”, “Low | 1-6”."""
    step, meaning = (grid.text(row, column) for column in columns)
    steps = frozenset((plain(step),))
    if _is_step(step) or _SAID_OF_RECORDS.issuperset(steps):
        return _KeyRow("step", steps, parse_number(meaning))
    numbered = _STEP.fullmatch(step) or _is_range(grid, row, columns[0])
    return _KeyRow("step", steps) if numbered and _is_word(meaning) else _KeyRow("")


def _line(text: str) -> frozenset[str]:
    """The steps that a text explains: “Green = on track”, “Scoring: 1-6 Low, 8-12 Medium, 15-25 High”."""
    opened = _OPENS.fullmatch(text)
    if opened and (colours := _colours_told(opened)):
        return colours
    if opened and (_is_opened(text) or _says_all_of_it(opened["rest"])):
        text = opened["rest"]
    return frozenset(step for part in _PARTS.split(text) if (step := _explained(part.strip(" .()"))))


def _colours_told(opened: re.Match[str]) -> frozenset[str]:
    """The colours a line on ratings goes through: “BRAG: B complete, G on track, R off track”, “RAG letters: G/A/R”."""
    if (
        _is_word(opened["head"])
        or not _RATINGS & set(plain(opened["head"]).split())
        or not _is_title(opened["head"])
    ):
        return frozenset()
    told = [plain(part).split() for part in _BETWEEN_COLOURS.split(opened["rest"])]
    colours = frozenset(words[0] for words in told if words and words[0] in _COLOURS)
    return colours if len(colours) >= _FEWEST_STEPS and colours & _RED else frozenset()


def _says_all_of_it(text: str) -> bool:
    """ "1 = High, 2 = Medium, 3 = Low", whatever it is of."""
    parts = [part.strip(" .()") for part in _PARTS.split(text)]
    return len(parts) >= _FEWEST_STEPS and all("=" in part and _explained(part) for part in parts)


def _explained(part: str) -> str:
    if numbered := _BEFORE.fullmatch(part):
        return plain(numbered["word"]) if _is_word(numbered["word"]) else ""
    said = _SAYS.fullmatch(part)
    if said and _is_step(said["step"]):
        return plain(said["step"])
    # “Low 1-6”
    return plain(_NUMBERED.sub(" ", part)) if re.search(r"\d", part) and _is_word(part) else ""


def _is_opened(text: str) -> bool:
    """ "Scoring: …", "RAG key – …"."""
    opened = _OPENS.fullmatch(text)
    return opened is not None and _is_title(opened["head"]) and not _is_word(opened["head"])


def _is_title(text: str) -> bool:
    """ "Key", "RAG ratings", "Likelihood scale": nothing but what heads a key."""
    words = set(plain(text).split())
    return bool(words & _HEADS) and words <= _HEADS | _BESIDE


def _is_step(text: str) -> bool:
    """A colour, a step of a scale, or what may be done about a risk: "Treat", "Tolerate"."""
    return _is_word(text) or plain(text) in RESPONSE_WORDS


def _is_word(text: str) -> bool:
    """A colour or a step of a scale, its figure beside it or not: "Amber", "Low", "High risk", "5 – Severe"."""
    said = plain(text)
    if said in LEVEL_WORDS or said in _COLOURS:
        return True
    parts = [plain(_NUMBERED.sub(" ", part)).removesuffix(" risk") for part in _AS_WELL.split(text)]
    said_so = [part for part in parts if part]
    return bool(said_so) and all(
        len(part) > 1 and (part in LEVEL_WORDS or part in _COLOURS) for part in said_so
    )


def _is_range(grid: Grid, row: int, column: int) -> bool:
    """ "1-6", "15+"; spreadsheets make a day of the first."""
    return isinstance(grid.value(row, column), date) or RANGE.fullmatch(grid.text(row, column)) is not None


def _is_of_matrix(texts: Sequence[str]) -> bool:
    """Are these the steps of a scale side by side, or scores that rise or fall in equal steps, labelled or not?"""
    for labels in range(_MOST_LABELS + 1):
        if not all(map(_is_label, texts[:labels])):
            return False
        if len(texts) - labels >= _FEWEST_STEPS and _in_turn(texts[labels:]):
            return True
    return False


def _in_turn(texts: Sequence[str]) -> bool:
    figures = [parse_number(text) for text in texts]
    if None not in figures:
        steps = {later - figure for figure, later in pairwise(_known(figures))}
        return len(steps) == 1 and steps != {0.0} and max(_known(figures)) <= _HIGHEST
    words = sum(map(_is_word, texts))
    return words > 1 and all(_is_word(text) or _STEP.fullmatch(text) for text in texts)


def _known(figures: Iterable[float | None]) -> list[float]:
    return [figure for figure in figures if figure is not None]


def _is_label(text: str) -> bool:
    return _STEP.fullmatch(text) is not None or _is_word(text) or _is_title(_NUMBERED.sub(" ", text) or text)
