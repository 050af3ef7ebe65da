"""Cards whose labels stand in the same places in each, however uneven their rows, with small tables of their own."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from csp_desktop.excel.foreign.rearranging.card_rows import (
    REFS,
    Card,
    CardsFound,
    is_label,
    label,
    laid_out,
    uncounted,
)
from csp_desktop.excel.opening.grid import Grid, Position
from csp_desktop.excel.recognising.finding.bands import name_beside
from csp_desktop.excel.recognising.finding.header_rows import Known
from csp_desktop.excel.recognising.tables_found import GatheredGrid
from csp_desktop.excel.wording.cells import plain, quarter_number

_MOST_ROWS, _FEWEST_LABELS, _FEWEST_CARDS = 1_000, 3, 2
# What stands in so many of the cards is a label of each, unless it is a value beside one.
_SHARED = 0.6
_DOUBT = "Each form has a list of its own: bring it in if the rows of the lists should be the records."
_HEADINGS, _MOST_AMONG_VALUES, _MOST_BESIDE = 0.66, 0.35, 0.25


def cards_with_lists(grid: Grid, known: Known) -> GatheredGrid | None:
    """The cards of a sheet as the rows of a table, a row more for each further row of the small tables in them.

    None where the sheet holds anything else, or the cards are priorities or objectives over what is done for them.
    """
    starts = _starts(grid, known)
    if len(starts) < _FEWEST_CARDS:
        return None
    reader = _Reader(grid, known, starts)
    if not reader.read():
        return None
    rows = laid_out(grid, reader.found)
    rows.doubt = _DOUBT if any(card.listed for card in reader.found.cards) else ""
    return rows


def _starts(grid: Grid, known: Known) -> list[int]:
    """The rows in which the label comes again that the first card begins with, over another value each time."""
    if not 2 <= len(grid.rows) <= _MOST_ROWS:
        return []
    labelled = [row for row in grid.rows if len(grid.columns_by_row[row]) > 1]
    if not labelled:
        return []
    first, left = labelled[0], grid.columns_by_row[labelled[0]][0]
    anchor = uncounted(_key(grid, first, left))
    if not is_label(anchor, known):
        return []
    starts = [row for row in labelled if uncounted(_key(grid, row, left)) == anchor]
    beside = {grid.text(row, grid.columns_by_row[row][1]) for row in starts}
    return starts if len(beside) * 2 > len(starts) else []


def _key(grid: Grid, row: int, column: int) -> str:
    return plain(label(grid.text(row, column)))


class _Reader:
    """The cards of a sheet that begin in some rows, read row by row."""

    def __init__(self, grid: Grid, known: Known, starts: list[int]) -> None:
        self.grid, self.known = grid, known
        self.found, self.starts = CardsFound(), frozenset(starts)
        self.left = grid.columns_by_row[starts[0]][0]
        self.bounds = self._bounds(starts)
        often = Counter(place for rows in self.bounds for place in self._texts_of(rows))
        fewest = max(_FEWEST_CARDS, _SHARED * len(starts))
        self.shared = {place for place, times in often.items() if times >= fewest}

    def read(self) -> bool:
        """Read every card; False where what stands there is none."""
        return (
            all(map(self._read_card, self.found.cards, self.bounds))
            and all(card.values for card in self.found.cards)
            and self._are_cards()
        )

    def _bounds(self, starts: list[int]) -> list[list[int]]:
        """The rows of each card, and what stands over it and over them all put down as their titles."""
        rows, grid = self.grid.rows, self.grid
        self.found.titles = [(row, grid.columns_by_row[row][0]) for row in rows if row < starts[0]]
        over = [rows[at - 1] if (at := rows.index(start)) else 0 for start in starts]
        titled = all(row and grid.lone_text(row) for row in over)
        if titled:
            self.found.titles.pop()
        self.found.cards = [
            Card(title=(row, grid.columns_by_row[row][0]) if titled else None) for row in over
        ]
        ends = [*(over if titled else starts)[1:], rows[-1] + 1]
        return [[row for row in rows if start <= row < end] for start, end in zip(starts, ends, strict=True)]

    def _key(self, row: int, column: int) -> str:
        key = _key(self.grid, row, column)
        return uncounted(key) if row in self.starts and column == self.left else key

    def _texts_of(self, rows: list[int]) -> set[tuple[int, str]]:
        return {
            (column, self._key(row, column))
            for row in rows
            for column in self.grid.columns_by_row[row]
            if isinstance(self.grid.value(row, column), str)
        }

    def _is_shared(self, row: int, column: int) -> bool:
        return (column, self._key(row, column)) in self.shared

    def _read_card(self, card: Card, rows: list[int]) -> bool:
        listed, last = None, ""
        for before, row in pairwise([rows[0] - 1, *rows]):
            columns = self.grid.columns_by_row[row]
            if listed and row - before == 1 and self._is_of_list(row, listed):
                self._put_in_list(card, row, listed)
            elif self._heads_list(row, rows):
                listed = {column: self._put_label(row, column, listed=True) for column in columns}
            elif row - before > 1 and not any(self._is_shared(row, column) for column in columns):
                # Words after a gap are none of the last card.
                return rows is self.bounds[-1] and all(
                    self.grid.lone_text(other) for other in rows if other >= row
                )
            else:
                listed, last = None, self._read_pairs(card, row, last)
                if not last:
                    return False
        return True

    def _heads_list(self, row: int, rows: list[int]) -> bool:
        """Do headings of every card stand in a row, over one that holds other things?"""
        columns = self.grid.columns_by_row[row]
        if len(columns) < 2 or row + 1 not in rows or not all(self._is_shared(row, at) for at in columns):
            return False
        sure = sum(is_label(self.grid.text(row, column), self.known) for column in columns)
        below = self.grid.columns_by_row[row + 1]
        return (
            sure >= _HEADINGS * len(columns)
            and below[-1] <= columns[-1]
            and (
                below[0] < columns[0]
                or not self._is_shared(row + 1, below[0])
                or self._of_quarters({column: self._key(row, column) for column in columns})
            )
        )

    def _is_of_list(self, row: int, listed: dict[int, str]) -> bool:
        """Does a row go on with a list, or name one of its rows before the first of its headings?"""
        columns = self.grid.columns_by_row[row]
        if columns[0] >= self._first_of_list(listed):
            return all(column in listed for column in columns) and not self._is_shared(row, columns[0])
        beside = columns[1:]
        return len(beside) >= self._fewest_of(listed) and all(column in listed for column in beside)

    def _first_of_list(self, listed: dict[int, str]) -> int:
        """The first column of a list that holds values: beyond “Quarter” stand the quarters, and before them what they are of."""
        first, *others = listed
        return (
            others[0]
            if others and self._of_quarters(listed) and quarter_number(listed[first]) is None
            else first
        )

    def _fewest_of(self, listed: dict[int, str]) -> int:
        """So many figures at least stand beside each other: later quarters may be empty as yet."""
        return 1 if self._of_quarters(listed) else 2

    @staticmethod
    def _of_quarters(listed: dict[int, str]) -> bool:
        return all(quarter_number(said) is not None for said in list(listed.values())[1:])

    def _put_in_list(self, card: Card, row: int, listed: dict[int, str]) -> None:
        columns = self.grid.columns_by_row[row]
        if columns[0] >= self._first_of_list(listed):
            card.listed.append({listed[column]: (row, column) for column in columns})
            return
        # “Inherent” beside a figure under “Likelihood” says what both say.
        self.found.every_label.append((row, columns[0]))
        for column in columns[1:]:
            heading = self.grid.text(*self.found.listed[listed[column]])
            both = label(self.grid.text(row, columns[0])), heading
            said = " ".join(both[::-1] if quarter_number(heading) else both)
            key = plain(said)
            self.found.labels.setdefault(key, (row, columns[0]))
            self.found.said[key] = said
            card.put(key, [(row, column)])

    def _put_label(self, row: int, column: int, *, listed: bool = False) -> str:
        key = self._key(row, column)
        (self.found.listed if listed else self.found.labels).setdefault(key, (row, column))
        self.found.every_label.append((row, column))
        return key

    def _read_pairs(self, card: Card, row: int, last: str) -> str:
        """Read labels and the values after each; the last of them, "" where a value stands before any label."""
        waits: Position | None = None
        for column in self.grid.columns_by_row[row]:
            reads = is_label(self.grid.text(row, column), self.known)
            shared = self._is_shared(row, column)
            alone = column == self.left and len(self.grid.columns_by_row[row]) > 1
            if alone or (shared and (reads or not waits)):
                if waits:
                    card.put(last, [waits])
                last, waits = self._put_label(row, column), (row, column + 1)
            elif last:
                if not any(place in self.grid.values for place in card.values.get(last, ())):
                    card.values.pop(last, None)
                card.put(last, [(row, column)])
                waits = None
            else:
                return ""
        if waits:
            # An empty value may still have a colour.
            card.put(last, [waits])
        return last

    def _are_cards(self) -> bool:
        """Are enough of the labels known, most with one value that is no heading, and no value what others stand under?"""
        grid, found = self.grid, self.found
        sure = sum(is_label(said, self.known) for said in map(self._said, found.labels))
        held = [
            (key, [grid.text(*place) for place in places if place in grid.values])
            for card in found.cards
            for key, places in card.values.items()
        ]
        texts = [text for _, said in held for text in said]
        filled = sum(bool(said) for _, said in held)
        return (
            sure >= max(_FEWEST_LABELS, 0.5 * len(found.labels))
            and filled * 2 >= len(held)
            and len(texts) - filled <= _MOST_BESIDE * len(held)
            and sum(is_label(text, self.known) for text in texts) <= _MOST_AMONG_VALUES * len(texts)
            and not any(
                name_beside(self._said(key), text)
                for key, said in held
                if key == self._naming
                for text in said
            )
        )

    @property
    def _naming(self) -> str:
        """The first label that does not ask for a number: what the cards are called by."""
        return next((key for key in self.found.labels if not REFS & set(key.split())), "")

    def _said(self, key: str) -> str:
        return self.found.said.get(key) or label(self.grid.text(*self.found.labels[key]))
