"""Which rows add others up: told by their words, and where those could name a record too, by arithmetic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, takewhile

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.wordings.around_tables import (
    BELOW_TOTALS,
    LEFT_OVER,
    MAYBE_SUMMARIES,
    SUMMARIES,
)
from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.sums import MAYBE_TOTAL, TOTAL
from csp_desktop.registers.as_written.amounts import parse_money, parse_number
from csp_desktop.registers.as_written.word_meanings import says_nothing

_SAID = re.compile(r"total|sum\b|\btot\b|\bttl\b", re.IGNORECASE)
_IN_SAID = ("tot", "sum", "ttl")
# What stands before or behind the name of what a total is of.
_TOTAL_OF = re.compile(
    r"^\W*(?:sub[- ]?)?totals?(?:\s+(?:for|of))?\b|\b(?:sub[- ]?)?totals?\W*$", re.IGNORECASE
)
# “Unspent at 30 September”: when it was counted.
_COUNTED = r"(?:\s+(?:as\s+)?(?:at|to|by|on|for)\s+(?=[^:]*\d)[^:]{1,30})?\s*:?"
_SUMMARY = re.compile(rf"(?:{SUMMARIES}){_COUNTED}", re.IGNORECASE)
_MAY_SUM_UP = re.compile(rf"(?:{MAYBE_SUMMARIES}){_COUNTED}", re.IGNORECASE)
_BELOW_TOTAL = re.compile(rf"(?:{BELOW_TOTALS}){_COUNTED}", re.IGNORECASE)
_LEFT_OVER = re.compile(rf"(?:{LEFT_OVER}){_COUNTED}", re.IGNORECASE)
# Below what it is of, the word stands in one of so many first cells.
_FIRST_CELLS = 5
_NEARLY = 0.005
_LONGEST = 90
_FEWEST, _LONGEST_SUMMARY = 2, 60


def is_total(grid: Grid, row: int, columns: Sequence[int], above: Sequence[int], later: int | None) -> bool:
    """Does a row of a table add up rows above it, in the columns given? `later` is what `word_after` says of it."""
    values = grid.held(row)
    first = next((column for column in columns if column in values), None)
    if first is None:
        return False
    opening = grid.text(row, first)[:_LONGEST]
    # Hardly any row gets further: it says so, in its first cell or a later one, or it opens with a figure.
    said = _SAID.search(opening)
    if not said and later is not None:
        return _is_later_total(grid, row, later, columns, above)
    if not said and figure_at(grid, row, first) is None:
        return False
    if TOTAL.fullmatch(opening):
        return True
    worded = said is not None and MAYBE_TOTAL.fullmatch(opening) is not None
    held = [column for column in columns if column in values]
    if not worded and any(figure_at(grid, row, column) is None for column in held):
        return False
    added = [
        _adds_up(grid, row, column, above) for column in held if figure_at(grid, row, column) is not None
    ]
    if worded and (_of_one_row(grid, row, columns, above) or _of_noughts(grid, row, held, above)):
        return True
    if worded and len(held) == 2 and not added.count(True) and figure_at(grid, row, held[1]) == len(above):
        return True  # "Total risks: 12": how many there are
    # Words that could name a record need one sum; a row of nothing but figures must be sums all over.
    return any(added) if worded else len(added) > 1 and all(added)


def _of_one_row(grid: Grid, row: int, columns: Sequence[int], above: Sequence[int]) -> bool:
    """Is “Home Office total” that of the one row above, which names the Home Office and what it is for?"""
    held = [column for column in columns if (row, column) in grid.values]
    figures = [column for column in held if figure_at(grid, row, column) is not None]
    if not above or not figures or figures != held[1:]:
        return False
    over = max(above)
    named = plain(_TOTAL_OF.sub(" ", grid.text(row, held[0])))
    further = any(
        column > held[0] and (row, column) not in grid.values and figure_at(grid, over, column) is None
        for column in grid.columns_by_row[over]
    )
    same = all(figure_at(grid, over, column) == figure_at(grid, row, column) for column in figures)
    return further and same and bool(named) and named == plain(grid.seen(over, held[0]))


def _of_noughts(grid: Grid, row: int, held: Sequence[int], above: Sequence[int]) -> bool:
    """Does a row hold nothing but noughts beside its words, under several rows of which each has one there and no other figure?"""
    figures = {column: figure_at(grid, row, column) for column in held[1:]}
    if len(above) < _FEWEST or not figures or any(figure != 0 for figure in figures.values()):
        return False
    over = [figure_at(grid, at, column) for at in above for column in figures]
    return over.count(0.0) >= _FEWEST and all(figure in (None, 0.0) for figure in over)


def word_after(grid: Grid, row: int, columns: Sequence[int], above: Sequence[int]) -> int | None:
    """The column in which a row that names nothing of its own says it is a sum: “Safer Streets | Total | – | 9,500”.

    What else it says in words stands in the row above or below it too.
    """
    values = grid.held(row)
    held = (column for column in columns if column in values)
    word = next((column for column in islice(held, 1, _FIRST_CELLS) if _may_sum_up(values[column])), None)
    if word is None:
        return None
    before = sorted(above, reverse=True)
    if before and _goes_on_counting(grid, row, before[0], columns[0]):
        return None
    for column in (at for at in columns if at in values):
        text = grid.text(row, column)
        if column == word or says_nothing(text) or figure_at(grid, row, column) is not None:
            continue
        over = next((said for at in before if (said := grid.seen(at, column))), "")
        if plain(text) not in (plain(over), plain(grid.text(row + 1, column))):
            return None
    return word


def _goes_on_counting(grid: Grid, row: int, above: int, column: int) -> bool:
    """Is a row numbered as the records above it are: “3 | Burglary | Total” is the third indicator?"""
    number, before = figure_at(grid, row, column), figure_at(grid, above, column)
    return number is not None and before is not None and number == before + 1


# Asked of several cells of every row, whose words come again and again in a column.
@lru_cache(maxsize=4_096)
def _may_sum_up(value: object) -> bool:
    """Could a cell be the word of a sum, or of what is left?"""
    if not isinstance(value, str) or len(value) > _LONGEST:
        return False
    folded = value.casefold()
    # Looked for first letter by letter: far sooner done than by a pattern.
    if any(part in folded for part in _IN_SAID) and _SAID.search(value):
        return MAYBE_TOTAL.fullmatch(value.strip()) is not None or TOTAL.fullmatch(value.strip()) is not None
    return _LEFT_OVER.fullmatch(value.strip()) is not None


def _is_later_total(grid: Grid, row: int, word: int, columns: Sequence[int], above: Sequence[int]) -> bool:
    """Is a row that says so in a later cell a total: by its sum, or by its word where an amount above cannot be read?"""
    said = grid.text(row, word)
    surely = TOTAL.fullmatch(said) is not None
    held = [column for column in columns if (text := grid.text(row, column)) and not says_nothing(text)]
    after = [column for column in held if column > word]
    figures = [column for column in after if figure_at(grid, row, column) is not None]
    if not surely and not (MAYBE_TOTAL.fullmatch(said) and figures == after):
        return False
    if any(_adds_up(grid, row, column, above) for column in figures):
        return True
    of = next((at for at in held if at < word and figure_at(grid, row, at) is None), None)
    own = sorted(above, reverse=True)
    if of is not None:
        named = ("", plain(grid.text(row, of)))
        own = list(takewhile(lambda over: plain(grid.seen(over, of)) in named, own))
    for column in figures if surely else ():
        amounts = [figure_at(grid, over, column) for over in own]
        # Beside figures that can all be read and come to another sum, it may be the figure of a whole.
        if None not in amounts and (len(own) != 1 or amounts[0] != figure_at(grid, row, column)):
            return False
    return surely and bool(own)


def sums_up(
    grid: Grid,
    row: int,
    columns: Sequence[int],
    above: Sequence[int],
    totals: Sequence[int],
    later: int | None,
) -> bool | None:
    """Does a row say what those above it come to, in words that name no record? None where only somebody can tell.

    `totals` are the rows before it that add others up: below the last of them “Grant received” names no project.
    `later` is what `word_after` says of it.
    """
    if later is not None:
        said = grid.text(row, later)
        counted = any(figure_at(grid, row, column) is not None for column in columns if column > later)
        if TOTAL.fullmatch(said) or (counted and _LEFT_OVER.fullmatch(said)):
            return None
    opening = grid.text(row, columns[0])
    if len(above) < _FEWEST or not 0 < len(opening) <= _LONGEST_SUMMARY:
        return False
    opening = " ".join(opening.split())
    if _SUMMARY.fullmatch(opening):
        return True
    if totals and totals[-1] > max(above) and _BELOW_TOTAL.fullmatch(opening):
        return None
    if not _MAY_SUM_UP.fullmatch(opening):
        return False
    figures = [column for column in columns if figure_at(grid, row, column) is not None]
    if any(_adds_up(grid, row, column, above) or _averages(grid, row, column, above) for column in figures):
        return True
    return None


def _averages(grid: Grid, row: int, column: int, above: Sequence[int]) -> bool:
    """Is a figure the average of all those over it?"""
    wanted = figure_at(grid, row, column)
    figures = [figure for over in above if (figure := figure_at(grid, over, column)) is not None]
    if not wanted or len(figures) < _FEWEST:
        return False
    return abs(sum(figures) / len(figures) - wanted) <= _NEARLY * abs(wanted)


def _adds_up(grid: Grid, row: int, column: int, above: Sequence[int]) -> bool:
    """Is a figure the sum of the two or more over it, of all of them or of those next above?"""
    wanted = figure_at(grid, row, column)
    whole, count = 0.0, 0
    for over in sorted(above, reverse=True):
        figure = figure_at(grid, over, column)
        if figure is None:
            continue
        whole, count = whole + figure, count + 1
        if count > 1 and wanted and abs(whole - wanted) <= _NEARLY * max(1.0, abs(wanted)) * 0.1:
            return True
    return False


def figure_at(grid: Grid, row: int, column: int) -> float | None:
    """The figure of a cell, amounts in pounds; None where it holds none."""
    raw = grid.value(row, column)
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int | float):
        return float(raw)
    text = grid.text(row, column)
    figure = parse_number(text)
    pence = parse_money(text) if figure is None and text else None
    return figure if pence is None else pence / 100
