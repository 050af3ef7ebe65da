"""Cards: records laid out as small forms, a label with its value beside it, below or next to one another."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from csp_desktop.excel.foreign.rearranging.card_rows import (
    Card,
    CardsFound,
    is_label,
    label,
    laid_out,
    number_over,
    uncounted,
)
from csp_desktop.excel.opening.grid import Grid, Position
from csp_desktop.excel.recognising.finding.header_rows import Known
from csp_desktop.excel.recognising.finding.upright import stands_upright
from csp_desktop.excel.recognising.tables_found import GatheredGrid
from csp_desktop.excel.wording.cells import plain

_MOST_ROWS, _MOST_COLUMNS, _LOOKED_AT = 1_000, 16, 60
_FEWEST_LABELS = 3
# Some labels nobody knows stand among those that are known, and a value may read like a heading.
_MOST_UNKNOWN, _MOST_AMONG_VALUES, _MOST_BESIDE = 0.4, 0.35, 0.25


def cards(grid: Grid, known: Known) -> GatheredGrid | None:
    """The cards of a sheet as the rows of a table; None where it holds anything else."""
    if not 2 <= len(grid.rows) <= _MOST_ROWS:
        return None
    columns = _label_columns(grid, known, grid.rows[:_LOOKED_AT])
    if not columns or columns != _label_columns(grid, known, grid.rows):
        return None
    if stands_upright(grid, list(grid.rows), known):
        return None
    groups = _beside_each_other(grid, columns)
    found = CardsFound()
    for at, group in enumerate(groups):
        end = groups[at + 1][0] if at + 1 < len(groups) else _MOST_COLUMNS + 1
        _read_group(grid, known, group, end, found)
    if len(found.cards) < 2 and max(map(len, groups)) < 2:
        return None  # one form with one column of labels is one laid out sideways
    if not _are_cards(grid, known, found):
        return None
    if len(groups) > 1 and all(not card.title or number_over(grid.text(*card.title)) for card in found.cards):
        # Read across and then down, as they are looked at.
        found.cards.sort(key=lambda card: min(min(places) for places in card.values.values()))
    return laid_out(grid, found)


class PartOfSheet(NamedTuple):
    """A sheet or some rows of it, and the same as the rows of a table where it holds cards."""

    grid: Grid
    as_cards: GatheredGrid | None = None


def with_cards_apart(grid: Grid, known: Known) -> list[PartOfSheet]:
    """A sheet in the parts before, at and after the cards that stand among its tables; whole where none do.

    What stands alone right over the cards goes with them.
    """
    blocks = grid.blocks
    wide = [any(len(grid.columns_by_row[row]) > 1 for row in block) for block in blocks]
    like = [several and _may_be_card(grid, known, block) for several, block in zip(wide, blocks, strict=True)]
    starts = [0]
    found: dict[int, GatheredGrid] = {}
    at = 0
    while at < len(blocks):
        end = at + 1
        while end < len(blocks) and like[at] and (like[end] or not wide[end]):
            end += 1
        last = max((one for one in range(at, end) if like[one]), default=at)
        over = at - 1 if at and not wide[at - 1] else at
        if last > at and (as_cards := cards(grid.between(blocks[over][0], blocks[last][-1]), known)):
            starts += [over, last + 1]
            found[over] = as_cards
        at = last + 1
    bounds = [*dict.fromkeys(start for start in starts if start < len(blocks)), len(blocks)]
    if len(bounds) < 3:
        return [PartOfSheet(grid)]
    return [
        PartOfSheet(grid.between(blocks[first][0], blocks[after - 1][-1]), found.get(first))
        for first, after in pairwise(bounds)
    ]


def _may_be_card(grid: Grid, known: Known, rows: list[int]) -> bool:
    return len(rows) >= _FEWEST_LABELS and bool(_label_columns(grid, known, rows))


def _label_columns(grid: Grid, known: Known, rows: list[int]) -> list[int]:
    """The columns that hold labels, each with a column of values after it; none where the sheet is anything else."""
    cells: dict[int, list[str]] = {}
    strangers = set()
    for row in rows:
        texts = grid.row_texts(row)
        if len(texts) == 1:
            continue
        for column, text in texts.items():
            if isinstance(grid.value(row, column), str):
                cells.setdefault(column, []).append(text)
            else:
                strangers.add(column)
    if not cells or max(cells) > _MOST_COLUMNS:
        return []
    labels = [
        column
        for column, texts in sorted(cells.items())
        if column not in strangers
        and len(texts) > 1
        and sum(is_label(text, known) for text in texts) >= (1 - _MOST_UNKNOWN) * len(texts)
    ]
    # A body may stand in one label's value and head another: “Council”.
    apart: list[int] = []
    for column in labels:
        if not apart or column > apart[-1] + 1:
            apart.append(column)
    return apart if apart and apart[0] == min(cells.keys() | strangers) else []


def _beside_each_other(grid: Grid, columns: list[int]) -> list[list[int]]:
    """The columns of labels by the forms they belong to: where the first labels come again, the next form begins."""
    said = {column: {plain(label(grid.text(row, column))) for row in grid.rows} - {""} for column in columns}
    groups = [columns[:1]]
    for column in columns[1:]:
        first = said[groups[-1][0]]
        if len(first & said[column]) >= 0.6 * min(len(first), len(said[column])):
            groups.append([column])
        else:
            groups[-1].append(column)
    return groups


def _read_group(grid: Grid, known: Known, group: list[int], end: int, found: CardsFound) -> None:
    """The cards that stand one below the other under some columns of labels."""
    anchor, card, last_row = "", Card(), 0
    alone: Position | None = None  # a label whose value stands below it
    last: dict[int, str] = {}
    for row in grid.rows:
        held = [column for column in grid.columns_by_row[row] if group[0] <= column < end]
        if not held:
            continue
        if len(held) == 1 and (not anchor or _is_title(grid, known, row, held[0], group, found)):
            if alone == (row - 1, held[0]):
                card.values[last[held[0]]] = [(row, held[0])]
            elif not anchor:
                found.titles.append((row, held[0]))
            else:
                card = Card(title=(row, held[0]))
            last_row = row
            continue
        for at, column in enumerate(group):
            until = group[at + 1] if at + 1 < len(group) else end
            values = [(row, other) for other in held if column < other < until]
            if column not in held:
                if values and column in last:
                    card.put(last[column], values)
                continue
            key = plain(label(grid.text(row, column)))
            apart = row - last_row > 1
            if column == group[0] and (apart or not anchor):
                key = uncounted(key)
            last[column] = key
            anchor = anchor or key
            again = key in card.values and apart
            if card.values and column == group[0] and (key == anchor or again):
                card = Card()
            if not card.values:
                found.cards.append(card)
                if not card.title and found.titles and len(found.cards) == 1:
                    card.title = _own_title(grid, found)
            found.labels.setdefault(key, (row, column))
            found.every_label.append((row, column))
            # An empty value may still have a colour.
            card.put(key, values or [(row, column + 1)])
        alone = (row, held[0]) if len(held) == 1 else None
        last_row = row


def _is_title(grid: Grid, known: Known, row: int, column: int, group: list[int], found: CardsFound) -> bool:
    """Is a text that stands alone what heads the form below it, rather than a label without its value?"""
    text = grid.text(row, column)
    if column not in group:
        return column not in {first + 1 for first in group}
    if plain(label(text)) in found.labels:
        return False
    return grid.width_of(row, column) > 1 or text[-1:].isdigit() or not is_label(text, known)


def _own_title(grid: Grid, found: CardsFound) -> Position | None:
    """The number right over the first card, “Action 1”, which is not what heads them all."""
    return found.titles.pop() if number_over(grid.text(*found.titles[-1])) else None


def _are_cards(grid: Grid, known: Known, found: CardsFound) -> bool:
    """Have the forms the same labels, most with one value each that is no heading itself?"""
    if not found.cards:
        return False
    often = Counter(key for card in found.cards for key in card.values)
    shared = {key for key, times in often.items() if times * 2 >= len(found.cards)}
    sure = sum(is_label(grid.text(*found.labels[key]), known) for key in shared)
    pairs = sum(often.values())
    values = [
        [grid.text(*place) for place in places if place in grid.values]
        for card in found.cards
        for places in card.values.values()
    ]
    filled = [texts for texts in values if texts]
    texts = [text for texts in filled for text in texts]
    return (
        len(shared) >= _FEWEST_LABELS
        and sure >= _FEWEST_LABELS
        and sum(often[key] for key in shared) >= 0.6 * pairs
        and len(filled) * 2 >= pairs
        and len(texts) - len(filled) <= _MOST_BESIDE * pairs
        and sum(is_label(text, known) for text in texts) <= _MOST_AMONG_VALUES * len(texts)
    )
