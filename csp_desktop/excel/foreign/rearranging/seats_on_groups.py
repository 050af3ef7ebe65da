"""Who sits on which group, ticked in a grid of bodies or people against groups: read as a list with a row for each seat."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from csp_desktop.excel.foreign.reading import COLUMN_HEADING
from csp_desktop.excel.foreign.rearranging.by_period import Tables
from csp_desktop.excel.foreign.records.meetings import names_group
from csp_desktop.excel.opening.grid import Grid, Position
from csp_desktop.excel.recognising.column_mapping import NOTED, ColumnUse, TableMapping
from csp_desktop.excel.recognising.columns.tick_marks import CROSSES, NOES, TICKS
from csp_desktop.excel.recognising.tables_found import FoundColumn, FoundTable, GatheredGrid
from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.who_is_named import is_body, is_person, is_post, may_be_person
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.dates import A_MONTH
from csp_desktop.registers.as_written.word_meanings import says_nothing

_MEMBER, _TICKED = "Member", TICKS - NOES
_PARTS = {
    "c": "Chair", "ch": "Chair", "chair": "Chair", "vc": "Vice chair", "v": "Vice chair", "vice chair": "Vice chair",
    "dc": "Deputy chair", "deputy chair": "Deputy chair", "co-chair": "Co-chair", "d": "Deputy", "deputy": "Deputy", "m": _MEMBER,
    "member": _MEMBER, "o": "Observer", "obs": "Observer", "observer": "Observer", "sec": "Secretary", "core": "Core member",
    "attends": "Attends", "by invitation": "By invitation", "invited": "By invitation",
    **dict.fromkeys(_TICKED | CROSSES, _MEMBER),
}  # fmt: skip
_UNTICKED = "It is not ticked: no seat."
# “C = chair”, “✓ member”, in a line over the grid or below it.
_MEANS = re.compile(
    r"(?P<mark>[^\W\d_]{1,3}|[^\w\s=,;:()]{1,2})\s*(?:=|:|–|-|\bis\b)\s*(?:the |a )?(?P<part>[a-z][a-z -]{2,24}?)\s*(?:[,;.)|]|\band\b|$)",
    re.IGNORECASE,
)
_OF_SEATS = re.compile(
    r"\bmembers?(?:hip)?\b|\bsits?\b|\bseats?\b|\battend(?:s|ees|ance list)?\b|\brepresent(?:s|ed|ation|atives?)?\b|\bchairs?\b|"
    r"\bwho(?: is|'s|’s)? (?:on|goes)\b|\b(?:sub-?)?groups?\b|\bboards\b",
    re.IGNORECASE,
)
# What a grid of bodies and groups may be of instead: who came, who gets or gives what.
_OF_OTHERS = re.compile(
    r"\b(?:attendance|attended|apologies|present|absent|papers?|reports?|reporting|shar(?:es?|ing)|responsib\w*|contribut\w*|fund(?:s|ing)?|data|"
    r"priorit(?:y|ies)|themes?|actions?)\b",
    re.IGNORECASE,
)
# A meeting is held on a day; a group is called by none.
_OF_TIME = re.compile(rf"\b{A_MONTH}\b|\bq[1-4]\b|\b(?:19|20)\d\d\b|\d[./]\d", re.IGNORECASE)
_SHORT = re.compile(r"[A-Z][A-Z&/ -]{1,7}")
_FEWEST, _MOST_LABELS, _NEARLY_ALL, _MOSTLY = 2, 4, 0.8, 0.6
_NAME, BODY, GROUP, PART = "Name", "Organisation", "Group", "Role on group"
_FIELDS = {
    **dict.fromkeys(("job title", "post", "position", "job"), ("people", "job_title")),
    **dict.fromkeys(("email", "e mail", "email address"), ("people", "email")),
    **dict.fromkeys(("phone", "telephone", "mobile", "tel"), ("people", "phone")),
    _NAME: ("people", "name"),
    BODY: ("people", "agency"),
    GROUP: ("group_members", "group"),
    PART: ("group_members", "role"),
}
_SURE, _WHY = 0.95, "Each mark in it is a seat on a group."


class _Seats(NamedTuple):
    """A grid of seats: its table, the columns of marks, the one that names who or what stands down its side, and the rest."""

    table: FoundTable
    marked: Sequence[FoundColumn]
    named: FoundColumn
    labels: Sequence[FoundColumn]
    groups_down: bool


def seats_on_groups(grid: Grid, found: Tables, grids: Sequence[Grid]) -> GatheredGrid | None:
    """A sheet that is a grid of seats as a list of them; None where it is anything else, or that is not certain."""
    if not any(text.casefold() in _PARTS for row in grid.rows[:40] for text in grid.row_texts(row).values()):
        return None
    tables = found()
    seats = _seats(tables[0], _names_elsewhere(grid, grids)) if len(tables) == 1 else None
    return _laid_out(seats) if seats else None


def seats_as_mapped(table: FoundTable, year: FinancialYear | None) -> TableMapping:
    """What the columns of a list of seats are: it was laid out so."""
    columns = (
        ColumnUse(
            column.column,
            column.heading,
            *_FIELDS.get(column.heading, _FIELDS.get(plain(column.heading), ("people", NOTED))),
            sureness=1.0,
        )
        for column in table.columns
    )
    return TableMapping("people", tuple(columns), _SURE, _WHY, year)


def _names_elsewhere(grid: Grid, grids: Sequence[Grid]) -> frozenset[str]:
    """What stands in a cell of any other sheet of the workbook."""
    return frozenset(
        plain(text)
        for other in grids
        if other.name != grid.name
        for row in other.rows
        for text in other.row_texts(row).values()
        if len(text) <= 60
    )


def _seats(table: FoundTable, elsewhere: frozenset[str]) -> _Seats | None:
    parts = _parts_told(table)
    marked = [column for column in table.columns if _is_marked(table, column, parts)]
    labels = [column for column in table.columns if column not in marked]
    if len(marked) < _FEWEST or not 0 < len(labels) <= _MOST_LABELS or table.sections:
        return None
    across = [column.own.strip() for column in marked]
    for named in labels:
        down = [text for row in table.rows if (text := table.grid.text(row, named.column))]
        if len(down) < _FEWEST or len(set(down)) < len(down):
            continue
        if _are_groups(across, table, elsewhere) and (_are_bodies(down, elsewhere) or _are_people(down)):
            return _Seats(table, marked, named, [one for one in labels if one is not named], False)
        if _are_groups(down, table, elsewhere) and _are_bodies(across, elsewhere):
            return _Seats(table, marked, named, [one for one in labels if one is not named], True)
    return None


def _is_marked(table: FoundTable, column: FoundColumn, parts: Mapping[str, str]) -> bool:
    """Does a column hold nothing but marks of seats, and some?"""
    texts = [text for row in table.rows if (text := table.grid.text(row, column.column))]
    said = [text for text in texts if not _is_none(text, parts)]
    return bool(column.own.strip() and said) and all(_mark(text) in parts for text in said)


def _mark(text: str) -> str:
    """A mark as it is compared: “Chair.” is “chair”."""
    return text.strip(" .").casefold()


def _is_none(text: str, parts: Mapping[str, str]) -> bool:
    """Does a cell say that there is no seat?"""
    mark = _mark(text)
    return mark not in parts and (mark in NOES | CROSSES or says_nothing(text))


def _parts_told(table: FoundTable) -> dict[str, str]:
    """What each mark says, as the words around the grid tell or else as most do."""
    told: dict[str, str] = {}
    for text in _words_around(table):
        for said in _MEANS.finditer(text):
            told[_mark(said["mark"])] = said["part"].strip().capitalize()
    held = {_mark(table.grid.text(row, column.column)) for row in table.rows for column in table.columns}
    # Beside ticks a cross says no.
    no = CROSSES - TICKS if held & (_TICKED - CROSSES) else frozenset[str]()
    return {mark: part for mark, part in {**_PARTS, **told}.items() if mark not in no or mark in told}


def _words_around(table: FoundTable) -> list[str]:
    """What names the sheet and stands over or under the grid."""
    grid = table.grid
    inside = {*table.rows, *table.header}
    lines = [" ".join(grid.row_texts(row).values()) for row in grid.rows if row not in inside]
    return [grid.name.replace("_", " "), *(line for line in lines if len(line) <= 200)]


def _are_groups(texts: Sequence[str], table: FoundTable, elsewhere: frozenset[str]) -> bool:
    """Are these groups: called so, or by short names where something says that the grid is of seats?"""
    around = _words_around(table)
    if any(map(_OF_TIME.search, texts)) or any(map(_OF_OTHERS.search, around)):
        return False
    called = [names_group(text) and not _SHORT.fullmatch(text) for text in texts]
    if all(called):
        return True
    of_seats = any(map(_OF_SEATS.search, around))
    known = [
        one or plain(text) in elsewhere or _SHORT.fullmatch(text) is not None
        for one, text in zip(called, texts, strict=True)
    ]
    return of_seats and all(known) and (any(called) or any(plain(text) in elsewhere for text in texts))


def _are_bodies(texts: Sequence[str], elsewhere: frozenset[str]) -> bool:
    """Are most of these called as bodies are, and the others known to the workbook or no person or post?"""
    bodies = sum(is_body(text) or plain(text) in elsewhere for text in texts)
    return bodies >= _MOSTLY * len(texts) and not any(is_person(text) or is_post(text) for text in texts)


def _are_people(texts: Sequence[str]) -> bool:
    named = sum(is_person(text) or may_be_person(text) for text in texts)
    return named >= _NEARLY_ALL * len(texts)


def _laid_out(seats: _Seats) -> GatheredGrid:
    """A row for each mark, under the headings of a list of members."""
    table, grid, parts = seats.table, seats.table.grid, _parts_told(seats.table)
    header, side = table.header[-1], seats.named.column
    over = [row for row in grid.rows if row < table.header[0]]
    origins: dict[Position, Position] = {
        (row, at): (row, at) for row in over for at in grid.columns_by_row[row]
    }
    values: dict[Position, object] = {place: grid.value(*place) for place in origins}
    down = [text for row in table.rows if (text := grid.text(row, side))]
    of_side = GROUP if seats.groups_down else _NAME if _are_people(down) else BODY
    of_top = BODY if seats.groups_down else GROUP
    headings = [of_side, *(column.heading for column in seats.labels), of_top, PART]
    if of_side == _NAME:
        headings = [BODY if heading in _called_bodies(seats) else heading for heading in headings]
    first = seats.marked[0].column
    places = [
        (header, side),
        *((header, column.column) for column in seats.labels),
        (header, first),
        (header, first),
    ]
    for at, (heading, origin) in enumerate(zip(headings, places, strict=True), 1):
        values[header, at], origins[header, at] = heading, origin
    labels: dict[Position, str] = {
        (row, at): COLUMN_HEADING for row in table.header for at in grid.columns_by_row[row]
    }
    besides: dict[Position, str] = {}
    row_at = header
    for row in table.rows:
        for column in seats.marked:
            text = grid.text(row, column.column)
            if not text or _is_none(text, parts):
                if text:
                    besides[row, column.column] = _UNTICKED
                continue
            row_at += 1
            top = (table.header[-1], column.column)
            labels.pop(top, None)
            cells: list[tuple[object, Position]] = [
                (grid.value(row, side), (row, side)),
                *((grid.values.get((row, one.column)), (row, one.column)) for one in seats.labels),
                (column.own.strip(), top),
                (parts[_mark(text)], (row, column.column)),
            ]
            for at, (value, origin) in enumerate(cells, 1):
                if value is not None:
                    values[row_at, at], origins[row_at, at] = value, origin
    for row, why in table.remarks.items():
        besides |= {(row, at): why for at in grid.columns_by_row[row]}
    return GatheredGrid(
        grid.name, values, visible=grid.visible, origins=origins, labels=labels, besides=besides
    )


def _called_bodies(seats: _Seats) -> set[str]:
    """The headings of the columns beside names of people that hold bodies."""
    grid, rows = seats.table.grid, seats.table.rows
    held = {
        column.heading: [text for row in rows if (text := grid.text(row, column.column))]
        for column in seats.labels
    }
    return {
        heading
        for heading, texts in held.items()
        if texts and sum(map(is_body, texts)) >= _MOSTLY * len(texts)
    }
