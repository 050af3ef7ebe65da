"""What a workbook's own lists say its short forms stand for: initials of people and codes of priorities."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, pairwise
from typing import NamedTuple

from csp_desktop.excel.opening.grid import Grid, Place, Position
from csp_desktop.excel.recognising.columns.tick_marks import is_tick
from csp_desktop.excel.recognising.headings import known_heading
from csp_desktop.excel.recognising.wordings.cell_words import STATUS_WORDS
from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.who_is_named import is_person, may_be_person
from csp_desktop.registers.as_written.word_meanings import says_not_yet, says_nothing

_SHORT = re.compile(
    r"(?:initials?|acronyms?|abbreviations?|abbrev|abbr|short(?: name| form| code)?|letters?|codes?|ref|no|"
    r"priority (?:code|no|number|ref)|used (?:here|in this)|we (?:write|say)|in short)",
    re.IGNORECASE,
)
_PRIORITY = re.compile(
    r"(?:our |csp |strategic )?(?:priority|priorities|theme|aim)(?: (?:name|title|area|theme))?",
    re.IGNORECASE,
)
_IN_FULL = re.compile(
    r"(?:full |contact )?names?|officer|who|person|stands for|means|meaning|in full|full (?:name|title|form)|"
    r"agency|organisation|organization|partner|body|(?:what )?it means|definition|description|lead|lead officer",
    re.IGNORECASE,
)
# What heads a column of codes of priorities.
_OF_PRIORITIES = re.compile(
    r"(?:csp |strategic |plan )?(?:pr|pri|prty|priority|priorities|theme|aim)(?: (?:no|code|ref|number))?",
    re.IGNORECASE,
)
_PRIORITY_COLUMN = "Priority"
_SHORT_FORM = re.compile(r"[A-Za-z][A-Za-z&.]{0,5}|[A-Za-z]{1,3}\s?\d{1,2}|\d{1,2}")
_JOINED = re.compile(r"\s*[/,;+&\n]\s*|\s+and\s+")
_HEADING = 0.9
_FEWEST, _LONGEST_HEADING, _MOST_CELLS = 2, 40, 3
# Of a sheet longer than this only what stands at its top may be such a list.
_SHORT_SHEET, _TOP = 400, 60


class _List(NamedTuple):
    """A list of short forms: the cells it stands in, and whom or which priority each means."""

    cells: frozenset[Place]
    people: Mapping[str, str]
    priorities: Mapping[str, str]


class ShortForms:
    """Reads short forms on the sheets of a workbook as what its own lists say they stand for."""

    def __init__(self, grids: Iterable[Grid]) -> None:
        lists = [found for grid in grids for found in _lists(grid)]
        self._listed = frozenset(chain.from_iterable(found.cells for found in lists))
        self._people = _agreed(found.people for found in lists)
        self._priorities = _agreed(found.priorities for found in lists)
        self.told: dict[Place, str] = {}

    def spelt_out(self, grid: Grid) -> Grid:
        """A sheet with its short forms in full, but for the lists themselves; what is said of each stands in `told`."""
        if not self._people and not self._priorities:
            return grid
        full: dict[Position, object] = {}
        for (row, column), text in chain(self._names(grid), self._titles(grid)):
            place = grid.place(row, column)
            if place not in self._listed:
                full[row, column] = text
                self.told[place] = (
                    f"“{grid.text(row, column)}” is read as {text}, as the workbook's own list says."
                )
        return replace(grid, values={**grid.values, **full}) if full else grid

    def _names(self, grid: Grid) -> Iterator[tuple[Position, str]]:
        """The cells that hold nothing but initials of people on the list, with their names.

        Initials that are a word as well, “NA” or “OK”, are somebody only in a column that names others.
        """
        named: dict[Position, str] = {}
        of_people: set[int] = set()
        for place, value in grid.values.items() if self._people else ():
            if isinstance(value, str) and len(value) <= _LONGEST_HEADING:
                parts = _JOINED.split(value.strip())
                names = [self._people.get(part) for part in parts]
                if all(names) and known_heading(value) < _HEADING:
                    named[place] = ", ".join(filter(None, names))
                    if not any(map(_is_a_word, parts)):
                        of_people.add(place[1])
        yield from ((place, names) for place, names in named.items() if place[1] in of_people)

    def _titles(self, grid: Grid) -> Iterator[tuple[Position, str]]:
        """The cells below a heading of priorities that hold nothing but codes of them, with their titles."""
        headed: dict[int, int] = {}
        for row in grid.rows if self._priorities else ():
            for column, text in grid.row_texts(row).items():
                titles = [self._priorities.get(part) for part in _JOINED.split(text)]
                if column in headed and all(titles):
                    yield (headed[column], column), _PRIORITY_COLUMN
                    yield (row, column), ", ".join(filter(None, titles))
                elif len(text) <= _LONGEST_HEADING and _OF_PRIORITIES.fullmatch(text.strip(" .:")):
                    headed[column] = row
                elif column in headed and known_heading(text) >= _HEADING:
                    del headed[column]


def _is_a_word(text: str) -> bool:
    return says_nothing(text) or says_not_yet(text) or is_tick(text) or plain(text) in STATUS_WORDS


def _agreed(told: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """What every list that names a short form says of it."""
    meant: dict[str, set[str]] = {}
    for short, full in chain.from_iterable(one.items() for one in told):
        meant.setdefault(short, set()).add(full)
    return {short: full.pop() for short, full in meant.items() if len(full) == 1}


def _lists(grid: Grid) -> Iterator[_List]:
    for at, row in enumerate(grid.rows if len(grid.rows) <= _SHORT_SHEET else grid.rows[:_TOP]):
        texts = {
            column: text.strip(" .:")
            for column, text in grid.row_texts(row).items()
            if len(text) <= _LONGEST_HEADING
        }
        for short in (column for column, text in texts.items() if _SHORT.fullmatch(text)):
            beside = [
                column
                for column, text in texts.items()
                if column != short and (_IN_FULL.fullmatch(text) or _PRIORITY.fullmatch(text))
            ]
            if beside:
                # What is in full stands right of what is short, where it stands on either side.
                full = min(beside, key=lambda column: (abs(column - short), column < short))
                pairs = dict(_pairs(grid, at, short, full))
                if len(pairs) >= _FEWEST and len(set(pairs.values())) == len(pairs):
                    cells = frozenset(
                        grid.place(below, column) for below in grid.rows[at:] for column in (short, full)
                    )
                    narrow = len(grid.columns_by_row[row]) <= _MOST_CELLS
                    is_of_priorities = narrow and _PRIORITY.fullmatch(texts[full]) is not None
                    initials = texts[short].casefold().startswith("initial")
                    yield _List(
                        cells,
                        _of_people(pairs, may_be_person if initials else is_person),
                        pairs if is_of_priorities else {},
                    )


def _pairs(grid: Grid, at: int, short: int, full: int) -> Iterator[tuple[str, str]]:
    """What stands in two columns below their headings, as far as there is a short form beside what is longer."""
    for before, row in pairwise(grid.rows[at:]):
        form, text = grid.text(row, short), grid.text(row, full)
        if row - before > 1 or not _SHORT_FORM.fullmatch(form) or len(text) <= len(form):
            return
        yield form, text


def _of_people(pairs: Mapping[str, str], names_somebody: Callable[[str], bool]) -> dict[str, str]:
    """The pairs that are somebody's initials and name."""
    return {
        short: name
        for short, name in pairs.items()
        if short.isupper()
        and len(short) > 1
        and short.isalpha()
        and (is_person(name) or names_somebody(name))
        and short[0] in _initials(name)
    }


def _initials(name: str) -> set[str]:
    return {word[0] for word in re.findall(r"[A-Z][\w’']*", name)}
