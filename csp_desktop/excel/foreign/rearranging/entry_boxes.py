"""Minutes with a small table without headings after each item: “ACTION LX/41 | what | who | by when”, read as a log."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import takewhile

from csp_desktop.excel.foreign.rearranging.cards import PartOfSheet
from csp_desktop.excel.opening.grid import Grid, Position
from csp_desktop.excel.recognising.finding.header_rows import Known
from csp_desktop.excel.recognising.mapped_values import day_within
from csp_desktop.excel.recognising.tables_found import GatheredGrid
from csp_desktop.excel.recognising.wordings.cell_words import STATUS_WORDS
from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.meeting_days import day_held
from csp_desktop.excel.wording.who_is_named import is_body

# What opens a box: what it holds, and its number where it has one.
_LABEL = re.compile(
    r"(?P<what>action|decision)s?(?:\s+point)?(?:\s*(?:no\.?|ref\.?|number|#))?[\s:.–-]*(?P<number>(?=.*\d)[\w/.()-]{1,14}?)?[\s:.]*",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"\b(?:meeting|minutes|notes? of|action notes?)\b", re.IGNORECASE)
# What names an item of the agenda: “3. Half-term and bonfire plans”, and no sentence.
_ITEM = re.compile(
    r"(?:item )?\d{1,2}(?:\.\d{1,2})?[.):]?\s+\S.{0,118}|(?=.*[^\W\d_]).{3,60}[^.:;,?!]", re.IGNORECASE
)
_OPENING, _FEWEST, _MOST_CELLS, _SURE = 12, 2, 6, 0.75
_HEADINGS = {"action": "Meeting action", "decision": "Decision agreed"}
_BODY = "Lead agency"
_NUMBER, _WHO, _WHEN, _HOW_FAR, _FROM = "Ref", "Owner", "Due date", "Status", "Source"
_OPENS = "It says what the box holds."
_BY = re.compile(r"(?:due(?: by| on)?|by|before|on)?[\s:]*", re.IGNORECASE)


def boxes_apart(grid: Grid, known: Known) -> list[PartOfSheet]:
    """A sheet in the boxes of its actions, those of its decisions and all else; whole where it is no minutes with boxes."""
    whole = [PartOfSheet(grid)]
    opening = [lone[1] for row in grid.rows[:_OPENING] if (lone := grid.lone_text(row))]
    if not any(map(_MINUTES.search, opening)):
        return whole
    boxes = _boxes(grid, known)
    if len(boxes) < _FEWEST:
        return whole
    items = _items(grid, boxes)
    rest = grid.without_rows({*boxes, *_said_between(grid, boxes)})
    of_each = {what: [row for row, said in boxes.items() if said == what] for what in _HEADINGS}
    laid_out = [
        PartOfSheet(rest, _laid_out(grid, rows, what, items)) for what, rows in of_each.items() if rows
    ]
    return [*laid_out, PartOfSheet(rest)]


def _boxes(grid: Grid, known: Known) -> dict[int, str]:
    """The rows of boxes with what each holds: in a block of rows no other stands beside them, and no table heads them."""
    boxes: dict[int, str] = {}
    headed = False
    for block in grid.blocks:
        several = [row for row in block if not grid.lone_text(row)]
        held = {row: _held(grid, row, known) for row in several}
        if several and all(held.values()) and not headed:
            boxes |= held
        elif several:
            headed = not all(held.values())
        if not several or block[-1] != several[-1]:
            headed = False  # words part what stands below from the table above
    return boxes


def _items(grid: Grid, boxes: Collection[int]) -> dict[int, int]:
    """By the row of each box, the row that names the item of the agenda it comes from."""
    items: dict[int, int] = {}
    item = 0
    for row in grid.rows:
        lone = grid.lone_text(row)
        if lone and _ITEM.fullmatch(lone[1]):
            item = row
        elif row in boxes and item:
            items[row] = item
        elif not lone:
            item = 0
    return items


def _said_between(grid: Grid, boxes: Collection[int]) -> list[int]:
    """What was said at the meeting, among the boxes: lines that are of no other table."""
    first, last = min(boxes), max(boxes)
    tables = [row for row in grid.rows if row < first and not grid.lone_text(row)]
    start = tables[-1] if tables else grid.rows[0]
    return [row for row in grid.rows if start < row < last and grid.lone_text(row)]


def _held(grid: Grid, row: int, known: Known) -> str:
    """What the box of a row holds, "action" or "decision"; "" where it is none."""
    texts = [text for text in grid.row_texts(row).values() if text]
    said = _LABEL.fullmatch(texts[0]) if 1 < len(texts) <= _MOST_CELLS else None
    if said is None or known(texts[1]) >= _SURE or len(texts[1].split()) < 2:
        return ""
    return said["what"].casefold()


def _laid_out(grid: Grid, rows: Sequence[int], what: str, items: Mapping[int, int]) -> GatheredGrid:
    """The boxes as rows of a table, under headings that no cell holds, below what opens the minutes."""
    values: dict[Position, object] = {}
    origins: dict[Position, Position] = {}
    labels: dict[Position, str] = {}
    over = list(
        takewhile(lambda row: grid.lone_text(row) and row not in items.values(), grid.rows[:_OPENING])
    )
    for at, row in enumerate(over, 1):
        origin = row, grid.columns_by_row[row][0]
        values[at, 1], origins[at, 1] = grid.value(*origin), origin
    header = len(over) + 1
    headings = _headings(grid, rows, what)
    of_item = max(headings) + 1
    for column, heading in headings.items():
        values[header, column], origins[header, column] = heading, (rows[0], column)
    for at, row in enumerate(rows, header + 1):
        first, *others = grid.columns_by_row[row]
        origins |= {(at, column): (row, column) for column in (first, *others)}
        said = _LABEL.fullmatch(grid.text(row, first))
        if said and said["number"]:
            values[at, first] = said["number"]
        else:
            labels[row, first] = _OPENS
        if row in items:
            origin = items[row], grid.columns_by_row[items[row]][0]
            values[at, of_item], origins[at, of_item] = grid.value(*origin), origin
            values[header, of_item], origins[header, of_item] = _FROM, origin
        values |= {(at, column): _day(grid.text(row, column)) or grid.value(row, column) for column in others}
    return GatheredGrid(grid.name, values, visible=grid.visible, origins=origins, labels=labels)


def _headings(grid: Grid, rows: Sequence[int], what: str) -> dict[int, str]:
    """What each column of the boxes would be headed."""
    first = grid.columns_by_row[rows[0]][0]
    columns = sorted({column for row in rows for column in grid.columns_by_row[row]} - {first})
    headings = {first: _NUMBER}
    for column in columns:
        texts = [text for row in rows if (text := grid.text(row, column))]
        heading = _HEADINGS[what] if column == columns[0] else _told_by(texts)
        headings[column] = "" if heading in headings.values() else heading
    return headings


def _told_by(texts: Iterable[str]) -> str:
    """What stands behind an action: by when, how far it is, else by which body or whom."""
    said = list(texts)
    if all(_day(text) or day_within(text) for text in said):
        return _WHEN
    if all(plain(text) in STATUS_WORDS for text in said):
        return _HOW_FAR
    return _BODY if all(map(is_body, said)) else _WHO


def _day(text: str) -> str:
    """The day in “by 30 October 2026”, as text; "" for anything else."""
    bare = _BY.sub("", text, count=1) if text[:1].isalpha() else text
    day = day_held(bare, None)
    return day.isoformat() if day else ""
