"""What a workbook's own key says of its ratings: the words and letters that stand for them, and that colours do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from csp_desktop.errors import InvalidValue
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.finding.keys import steps_told
from csp_desktop.excel.recognising.mapped_values import ReadValue
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.cells import plain
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
_OR = re.compile(r"\s*(?:/|\bor\b|;)\s*")


class OwnRatings:
    """What the keys of a workbook say of the ratings in one of its tables; its sheets are looked through once."""

    def __init__(self, grids: Iterable[Grid], table: FoundTable) -> None:
        self._grids, self._table = grids, table

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
            for pairs in _keys(grid, self._table if grid is self._table.grid else None):
                for word, rating in pairs:
                    meant.setdefault(word, set()).add(rating)
        return {word: ratings.pop() for word, ratings in meant.items() if len(ratings) == 1}


def _says_itself(text: str) -> bool:
    try:
        return _RATING.parse(text) is not None
    except InvalidValue:
        return False


def _keys(grid: Grid, table: FoundTable | None) -> Iterator[list[tuple[str, str]]]:
    """The words with their ratings of each key of a sheet: in one text, or in cells each beside what it means."""
    rows = set(table.rows) if table else set()
    down: list[tuple[str, str]] = []
    for row in grid.rows:
        if row in rows:
            continue
        texts = [text for text in grid.row_texts(row).values() if 0 < len(text) <= _LONGEST]
        yield from filter(None, map(_in_line, texts))
        beside = texts[len(texts) % 2 :]
        told = [_either(step, said) for step, said in zip(beside[::2], beside[1::2], strict=True)]
        if all(told):
            down += [pair for pairs in told for pair in pairs]
    if len({rating for _, rating in down}) > 1:
        yield down


def _in_line(text: str) -> list[tuple[str, str]]:
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


def _either(one: str, other: str) -> list[tuple[str, str]]:
    """The words for a rating, whichever of two texts is its colour."""
    return _told(one, other) or _told(other, one)


def _told(step: str, said: str) -> list[tuple[str, str]]:
    """The words for a rating that its colour is explained by: “Amber” and “at risk or slipping”."""
    rating = _COLOURS.get(plain(step)) or _LETTERS.get(plain(step))
    words = [plain(part) for part in _OR.split(said)] if rating else []
    return [(word, rating) for word in (plain(said), *words) if rating and word and word not in _COLOURS]


def _letters(letters: str, said: str) -> list[tuple[str, str]]:
    """Letters that stand for a word which is a rating by itself: “NS” and “not started”."""
    if len(letters) > _LONGEST_LETTERS or not letters.isupper() or not _says_itself(said):
        return []
    return [(plain(letters), str(_RATING.parse(said)))]
