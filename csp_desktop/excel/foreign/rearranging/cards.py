"""Cards: records laid out as small forms, a label with its value beside it, below or next to one another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from csp_desktop.excel.opening.grid import Grid, Position
from csp_desktop.excel.recognising.finding.header_rows import Known
from csp_desktop.excel.recognising.finding.upright import stands_upright
from csp_desktop.excel.recognising.tables_found import GatheredGrid
from csp_desktop.excel.wording.cells import plain, quarter_number

_MOST_ROWS, _MOST_COLUMNS, _LOOKED_AT = 1_000, 16, 60
_LONGEST_LABEL = 60
_FEWEST_LABELS, _SURE = 3, 0.75
# Some labels nobody knows stand among those that are known, and a value may read like a heading.
_MOST_UNKNOWN, _MOST_AMONG_VALUES, _MOST_BESIDE = 0.4, 0.35, 0.25
_NUMBERED = re.compile(
    r"(?:[A-Za-z][a-z]+\.?\s+){1,3}[:#–-]?\s*(?P<ref>[A-Z]{0,4}[ -]?\d+(?:\.\d+)*)\W*|(?P<bare>[A-Z]{0,4}[ -]?\d+(?:\.\d+)*)"
)
_REFS = {"ref", "reference", "no", "number", "id"}
# “Score now (likelihood, impact)” over a cell for each.
_OF_TWO = re.compile(
    r"(?:scores? )?([^()]*?)(?: scores?)? ?\((likelihood|probability|impact|severity) ?[,/x×&] ?(likelihood|probability|impact|severity)\)",
    re.IGNORECASE,
)
_BOTH = 2
# “Risk 1” over its name is the label of each card's first value.
_COUNTED = re.compile(r"([^\W\d]+(?: [^\W\d]+){0,2}) (?:no )?\d{1,3}")


@dataclass
class _Card:
    """One record: the cells of its values by label, in order; `title` is what stands over it."""

    values: dict[str, list[Position]] = field(default_factory=dict)
    title: Position | None = None

    def put(self, key: str, places: Iterable[Position]) -> None:
        self.values.setdefault(key, []).extend(places)


@dataclass
class _Cards:
    """The cards of a sheet as found, with the cells of their labels and the texts over them all."""

    labels: dict[str, Position] = field(default_factory=dict)
    every_label: list[Position] = field(default_factory=list)
    cards: list[_Card] = field(default_factory=list)
    titles: list[Position] = field(default_factory=list)


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
    found = _Cards()
    for at, group in enumerate(groups):
        end = groups[at + 1][0] if at + 1 < len(groups) else _MOST_COLUMNS + 1
        _read_group(grid, known, group, end, found)
    if len(found.cards) < 2 and max(map(len, groups)) < 2:
        return None  # one form with one column of labels is one laid out sideways
    if not _are_cards(grid, known, found):
        return None
    if len(groups) > 1 and all(not card.title or _number(grid.text(*card.title)) for card in found.cards):
        # Read across and then down, as they are looked at.
        found.cards.sort(key=lambda card: min(min(places) for places in card.values.values()))
    return _laid_out(grid, found)


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


def _label(text: str) -> str:
    return text.strip().removesuffix(":").strip()


def _is_label(text: str, known: Known) -> bool:
    if not text or len(text) > _LONGEST_LABEL:
        return False
    return text.endswith(":") or known(_label(text)) >= _SURE or quarter_number(text) is not None


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
        and sum(_is_label(text, known) for text in texts) >= (1 - _MOST_UNKNOWN) * len(texts)
    ]
    # A body may stand in one label's value and head another: “Council”.
    apart: list[int] = []
    for column in labels:
        if not apart or column > apart[-1] + 1:
            apart.append(column)
    return apart if apart and apart[0] == min(cells.keys() | strangers) else []


def _beside_each_other(grid: Grid, columns: list[int]) -> list[list[int]]:
    """The columns of labels by the forms they belong to: where the first labels come again, the next form begins."""
    said = {column: {plain(_label(grid.text(row, column))) for row in grid.rows} - {""} for column in columns}
    groups = [columns[:1]]
    for column in columns[1:]:
        first = said[groups[-1][0]]
        if len(first & said[column]) >= 0.6 * min(len(first), len(said[column])):
            groups.append([column])
        else:
            groups[-1].append(column)
    return groups


def _read_group(grid: Grid, known: Known, group: list[int], end: int, found: _Cards) -> None:
    """The cards that stand one below the other under some columns of labels."""
    anchor, card, last_row = "", _Card(), 0
    last: dict[int, str] = {}
    for row in grid.rows:
        held = [column for column in grid.columns_by_row[row] if group[0] <= column < end]
        if not held:
            continue
        if len(held) == 1 and (not anchor or _is_title(grid, known, row, held[0], group, found)):
            if not anchor:
                found.titles.append((row, held[0]))
            else:
                card = _Card(title=(row, held[0]))
            last_row = row
            continue
        for at, column in enumerate(group):
            until = group[at + 1] if at + 1 < len(group) else end
            values = [(row, other) for other in held if column < other < until]
            if column not in held:
                if values and column in last:
                    card.put(last[column], values)
                continue
            key = plain(_label(grid.text(row, column)))
            apart = row - last_row > 1
            if column == group[0] and (apart or not anchor):
                key = _uncounted(key)
            last[column] = key
            anchor = anchor or key
            again = key in card.values and apart
            if card.values and column == group[0] and (key == anchor or again):
                card = _Card()
            if not card.values:
                found.cards.append(card)
                if not card.title and found.titles and len(found.cards) == 1:
                    card.title = _own_title(grid, found)
            found.labels.setdefault(key, (row, column))
            found.every_label.append((row, column))
            # An empty value may still have a colour.
            card.put(key, values or [(row, column + 1)])
        last_row = row


def _is_title(grid: Grid, known: Known, row: int, column: int, group: list[int], found: _Cards) -> bool:
    """Is a text that stands alone what heads the form below it, rather than a label without its value?"""
    text = grid.text(row, column)
    if column not in group:
        return column not in {label + 1 for label in group}
    if plain(_label(text)) in found.labels:
        return False
    return grid.width_of(row, column) > 1 or text[-1:].isdigit() or not _is_label(text, known)


def _uncounted(key: str) -> str:
    """The label of a card's first value without the card's number: "risk" of “Risk 1”."""
    said = _COUNTED.fullmatch(key)
    return said[1] if said else key


def _own_title(grid: Grid, found: _Cards) -> Position | None:
    """The number right over the first card, “Action 1”, which is not what heads them all."""
    return found.titles.pop() if _number(grid.text(*found.titles[-1])) else None


def _are_cards(grid: Grid, known: Known, found: _Cards) -> bool:
    """Have the forms the same labels, most with one value each that is no heading itself?"""
    if not found.cards:
        return False
    often = Counter(key for card in found.cards for key in card.values)
    shared = {key for key, times in often.items() if times * 2 >= len(found.cards)}
    sure = sum(_is_label(grid.text(*found.labels[key]), known) for key in shared)
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
        and sum(_is_label(text, known) for text in texts) <= _MOST_AMONG_VALUES * len(texts)
    )


def _laid_out(grid: Grid, found: _Cards) -> GatheredGrid:
    """The cards as rows under their labels, with the texts over them above."""
    origins: dict[Position, Position] = {}
    values: dict[Position, object] = {}

    def put(row: int, column: int, origin: Position, value: object = None) -> None:
        origins[row, column] = origin
        if value is None:
            value = grid.value(*origin)
        if value is not None:
            values[row, column] = value

    for row, title in enumerate(found.titles, 1):
        put(row, 1, title)
    header = len(found.titles) + 1
    refs = _refs(grid, found)
    column = 2 if refs else 1
    columns: dict[str, int] = {}
    for key, label in found.labels.items():
        columns[key] = column
        most = max(len(card.values.get(key, ())) for card in found.cards)
        for number in range(most):
            said = _label(grid.text(*label))
            pair = _OF_TWO.fullmatch(said) if most == _BOTH else None
            if pair:
                said = f"{pair[2 + number]} {pair[1].strip()}"
            elif plain(said) != key:
                said = key.capitalize()
            put(header, column + number, label, said)
        column += most
    if refs:
        put(header, 1, next(iter(refs.values())), "Ref")
    at, ignored = header, dict.fromkeys(found.every_label, "A column heading.")
    for card in found.cards:
        at += 1
        if card.title and card.title in refs.values():
            put(at, 1, card.title, _number(grid.text(*card.title)))
        elif card.title and _number(grid.text(*card.title)):
            ignored[card.title] = "The number of the form below it."
        elif card.title:
            put(at, 1, card.title)
            at += 1
        for key, places in card.values.items():
            for number, place in enumerate(places):
                put(at, columns[key] + number, place)
    fills = {place: fill for place, origin in origins.items() if (fill := grid.fills.get(origin))}
    return GatheredGrid(grid.name, values, fills=fills, visible=grid.visible, origins=origins, labels=ignored)


def _number(text: str) -> str:
    """The number in what stands over a card: "R1" of “Risk R1”; "" where it says more than that."""
    said = _NUMBERED.fullmatch(text)
    return (said["ref"] or said["bare"]) if said else ""


def _refs(grid: Grid, found: _Cards) -> dict[int, Position]:
    """The numbers over the cards, where they are refs (“Risk R1”) and no label says them: by the card's place."""
    if any(_REFS & set(key.split()) for key in found.labels):
        return {}
    refs = {}
    for at, card in enumerate(found.cards):
        number = _number(grid.text(*card.title)) if card.title else ""
        if not card.title or not number or number.isdigit():
            return {}
        refs[at] = card.title
    return refs
