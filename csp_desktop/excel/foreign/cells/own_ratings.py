"""What a workbook's own key says of its ratings: the words and letters that stand for them, and that colours do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from csp_desktop.errors import InvalidValue
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.finding.keys import steps_told
from csp_desktop.excel.recognising.mapped_values import ReadValue
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.colours import rag_of_fill
from csp_desktop.registers.catalog import register_named

_RATING = register_named("updates")["rag"]
_COLOURS = {
    "green": "green",
    "amber": "amber",
    "yellow": "amber",
    "orange": "amber",
    "red": "red",
    "blue": "blue",
}
_LETTERS = {"g": "green", "a": "amber", "r": "red", "b": "blue"}
_LONGEST, _LONGEST_LETTERS = 250, 3
# “C (complete)”, “On track (green)”.
_IN_BRACKETS = re.compile(r"([A-Za-z][A-Za-z ]{0,24}?)\s*\(([A-Za-z][A-Za-z ]{0,24})\)")
_OF_RATINGS = re.compile(r"\bb?rag\b|\bratings?\b|\bkey\b|\bcolou?rs?\b", re.IGNORECASE)
# “green on track, amber slipping”, “B complete / G on track”.
_PARTS = re.compile(r"[,;:|\n]|\s/\s|\s[–-]\s")
_COLOUR_FIRST = re.compile(rf"({'|'.join(_COLOURS)}|[BGAR])\s+(\S.*)", re.IGNORECASE | re.DOTALL)
# Hardly any row of a large sheet has one of these.
_OF_KEYS = re.compile(
    rf"(?i:\b(?:{'|'.join(_COLOURS)})\b|{_OF_RATINGS.pattern})|\b[BGAR]\b|\b[bgar]\s*[=:–-]|^\s*[bgar]\s*$"
)
_OR = re.compile(r"\s*(?:/|\bor\b|;)\s*")
# A key in colours says so at most so many rows above it, and its words are no longer than this.
_SAID_ABOVE, _BESIDE_COLOUR = 2, 80

_Pairs = list[tuple[str, str]]
"""Words, each with the rating it stands for."""


class _RowOfKey(NamedTuple):
    """A row that may be of a key: what each of its texts says by itself, and its cells beside one another."""

    number: int
    in_line: list[_Pairs]
    beside: _Pairs


class BookKeys:
    """What may be keys of ratings on the sheets of a workbook, each looked through once."""

    def __init__(self) -> None:
        self._of_sheets: dict[int, tuple[Grid, list[_RowOfKey]]] = {}

    def on(self, grid: Grid) -> list[_RowOfKey]:
        """The rows of a sheet that may be of a key."""
        if id(grid) not in self._of_sheets:
            self._of_sheets[id(grid)] = grid, list(_rows_of_keys(grid))
        return self._of_sheets[id(grid)][1]


class OwnRatings:
    """What the keys of a workbook say of the ratings in one of its tables."""

    def __init__(self, keys: BookKeys, grids: Iterable[Grid], table: FoundTable) -> None:
        self._keys, self._grids, self._table = keys, grids, table

    def of(self, text: str) -> ReadValue | None:
        """The rating that a word or a letter stands for by the key; None where the key, or the word alone, says."""
        said = plain(text)
        if not said or _says_itself(text):
            return None
        meant = self._words.get(said)
        if meant is None and len(said) > _LONGEST_LETTERS:
            fuller = {rating for word, rating in self._words.items() if word.startswith(f"{said} ")}
            meant = fuller.pop() if len(fuller) == 1 else None
        if meant is None:
            return None
        return ReadValue(
            meant, f"“{text}” is read as {_RATING.format(meant)}, as the key of the workbook says."
        )

    @cached_property
    def tell_of_colours(self) -> bool:
        """Does the key say what the colours stand for?"""
        return len(set(self._words.values())) > 1

    @cached_property
    def _words(self) -> dict[str, str]:
        """The one rating each word of the keys stands for."""
        meant: dict[str, set[str]] = {}
        for grid in self._grids:
            records = set(self._table.rows) if self._table.is_on(grid) else set()
            rows = [row for row in self._keys.on(grid) if row.number not in records]
            for pairs in (*(pairs for row in rows for pairs in row.in_line), _down(rows)):
                for word, rating in pairs:
                    meant.setdefault(word, set()).add(rating)
        return {word: ratings.pop() for word, ratings in meant.items() if len(ratings) == 1}


def _says_itself(text: str) -> bool:
    try:
        return _RATING.parse(text) is not None
    except InvalidValue:
        return False


def _rows_of_keys(grid: Grid) -> Iterator[_RowOfKey]:
    """The rows that say something of ratings: in one text, or in cells each beside what it means, or in its colour.

    Colours say it right below a line that speaks of ratings, a key or colours.
    """
    said = -1 - _SAID_ABOVE
    for row in grid.rows:
        texts = [text for text in grid.row_texts(row).values() if 0 < len(text) <= _LONGEST]
        of_keys = any(map(_OF_KEYS.search, texts))
        if of_keys and any(map(_OF_RATINGS.search, texts)):
            said = row
        if row - said <= _SAID_ABOVE and (coloured := _in_colours(grid, row)):
            said = row
            yield _RowOfKey(row, [], coloured)
        if not of_keys:
            continue
        beside = texts[len(texts) % 2 :]
        told = [_either(step, said_of_it) for step, said_of_it in zip(beside[::2], beside[1::2], strict=True)]
        in_line = list(filter(None, map(_in_line, texts)))
        yield _RowOfKey(row, in_line, list(chain.from_iterable(told)) if all(told) else [])


def _in_colours(grid: Grid, row: int) -> _Pairs:
    """The words of a row that holds nothing but colours with the words for them; none for any other row."""
    texts = grid.row_texts(row)
    beside = [
        (plain(text), rating)
        for column, text in texts.items()
        if len(text) <= _BESIDE_COLOUR and (rating := _colour_of(grid, row, column))
    ]
    return beside if len(beside) == len(texts) else []


def _colour_of(grid: Grid, row: int, column: int) -> str | None:
    """The rating of the colour behind a text, or of the empty cell before it."""
    own = rag_of_fill(grid.fills.get((row, column), ""))
    if own or (row, column - 1) in grid.values:
        return own
    return rag_of_fill(grid.fills.get((row, column - 1), ""))


def _down(rows: Iterable[_RowOfKey]) -> _Pairs:
    """What steps with their meanings beside them say one under the other; nothing where they are of one rating only."""
    down = [pair for row in rows for pair in row.beside]
    return down if len({rating for _, rating in down}) > 1 else []


def _in_line(text: str) -> _Pairs:
    """What a key in one line says: of two colours at least, or of letters under words that speak of ratings."""
    said_plainly = [
        match.groups() for part in _PARTS.split(text) if (match := _COLOUR_FIRST.fullmatch(part.strip(" .")))
    ]
    for steps in (steps_told(text), said_plainly if _OF_RATINGS.search(text) else []):
        pairs = [pair for step, said in steps for pair in _either(step, said)]
        if len({rating for _, rating in pairs}) > 1:
            break
        pairs = []
    if _OF_RATINGS.search(text):
        for step, said in _IN_BRACKETS.findall(text):
            pairs += _either(step, said) or _letters(step.strip(), said)
    return pairs


def _either(one: str, other: str) -> _Pairs:
    """The words for a rating, whichever of two texts is its colour."""
    return _told(one, other) or _told(other, one)


def _told(step: str, said: str) -> _Pairs:
    """The words for a rating that its colour is explained by: “Amber” and “at risk or slipping”."""
    rating = _COLOURS.get(plain(step)) or _LETTERS.get(plain(step))
    words = [plain(part) for part in _OR.split(said)] if rating else []
    return [(word, rating) for word in (plain(said), *words) if rating and word and word not in _COLOURS]


def _letters(letters: str, said: str) -> _Pairs:
    """Letters that stand for a word which is a rating by itself: “NS” and “not started”."""
    if len(letters) > _LONGEST_LETTERS or not letters.isupper() or not _says_itself(said):
        return []
    return [(plain(letters), str(_RATING.parse(said)))]
