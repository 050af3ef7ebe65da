"""Calendars of meetings laid out as a grid, a column for each sitting or for each group: read as a list of meetings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from csp_desktop.excel.foreign.reading import COLUMN_HEADING
from csp_desktop.excel.foreign.rearranging.by_period import Tables
from csp_desktop.excel.foreign.records.meetings import names_group
from csp_desktop.excel.opening.grid import Grid, Position
from csp_desktop.excel.recognising.column_mapping import TableMapping
from csp_desktop.excel.recognising.recognition import propose
from csp_desktop.excel.recognising.tables_found import FoundColumn, FoundTable, GatheredGrid
from csp_desktop.excel.wording.cells import month_said, quarter_number
from csp_desktop.excel.wording.meeting_days import day_held
from csp_desktop.periods import FinancialYear

# What heads the days of one sitting after another: “First sitting”, “Meeting 2”, “3rd date”, “Spring term”.
_MET = r"(?:meetings?|dates?|sittings?|sessions?|days?|board|cycle|round)"
_IN_TURN = (
    r"(?:first|second|third|fourth|fifth|sixth|1st|2nd|3rd|[4-9]th|1[0-2]th|one|two|three|four|five|six)"
)
_SITTING = re.compile(
    rf"{_IN_TURN}(?: {_MET}){{0,2}}|{_MET} (?:no\.? ?)?(?:\d{{1,2}}|{_IN_TURN})|\d{{1,2}}|"
    rf"(?:spring|summer|autumn|winter)(?: term)?(?: {_MET})?",
    re.IGNORECASE,
)
_OF_MEETINGS = re.compile(
    r"\bmeet(?:s|ings?)?\b|\bsittings?\b|\bcalendar\b|\bdiary\b|\bdates\b", re.IGNORECASE
)
# Days of groups that are none of their meetings.
_OTHER_DAYS = re.compile(
    r"\b(?:deadlines?|papers?|reports?|reporting|reviews?|reviewed|training|visits?|audits?|returns?|set up|formed|founded|last|next)\b",
    re.IGNORECASE,
)
_FEWEST, _NEARLY_ALL, _HALF, _DATE, _GROUP = 2, 0.8, 0.5, "Date of meeting", "Group"
_SURE, _WHY = 0.95, "Each day in it is one on which a group meets."


class _Calendar(NamedTuple):
    """A grid of days: its table, the columns of days, what names the groups, down its side or over the days, and the rest."""

    table: FoundTable
    days: Sequence[FoundColumn]
    groups: FoundColumn | None
    others: Sequence[FoundColumn]


def sittings(grid: Grid, found: Tables, year: FinancialYear | None) -> GatheredGrid | None:
    """A sheet that is a grid of the days on which groups meet as a list of them; None where it is anything else."""
    if not _OF_MEETINGS.search(" ".join((grid.name, *_opening(grid)))):
        return None
    tables = found()
    calendar = _calendar(tables[0], year) if len(tables) == 1 else None
    return _laid_out(calendar, year) if calendar else None


def sittings_as_mapped(table: FoundTable, year: FinancialYear | None) -> TableMapping:
    """What the columns of a list of sittings are: it was laid out so."""
    proposed = propose(table, year)
    known = {(use.register, use.field) for use in proposed.columns if not use.asked}
    if not {("meetings", "held_on"), ("meetings", "group")} <= known:
        return proposed
    return replace(proposed, sureness=max(proposed.sureness, _SURE), why=_WHY)


def _opening(grid: Grid) -> Iterator[str]:
    """The words over a calendar and in its headings."""
    return (text for row in grid.rows[:6] for text in grid.row_texts(row).values())


def _calendar(table: FoundTable, year: FinancialYear | None) -> _Calendar | None:
    around = (table.grid.name, *table.titles.values(), *(column.own for column in table.columns))
    if table.sections or any(map(_OTHER_DAYS.search, around)):
        return None
    days = [column for column in table.columns if _holds_days(table, column, year)]
    others = [column for column in table.columns if column not in days]
    if len(days) < _FEWEST:
        return None
    if all(names_group(column.own) for column in days):
        return _Calendar(table, days, None, others)
    groups = next((column for column in others if _names_groups(table, column)), None)
    if groups is None or not all(_is_sitting(column.own, year) for column in days):
        return None
    return _Calendar(table, days, groups, [column for column in others if column is not groups])


def _holds_days(table: FoundTable, column: FoundColumn, year: FinancialYear | None) -> bool:
    texts = [text for row in table.rows if (text := table.grid.text(row, column.column))]
    held = sum(day_held(text, year) is not None for text in texts)
    return held > 0 and held >= _HALF * len(texts)  # others are still to be confirmed


def _names_groups(table: FoundTable, column: FoundColumn) -> bool:
    texts = [text for row in table.rows if (text := table.grid.text(row, column.column))]
    named = sum(map(names_group, texts))
    return len(set(texts)) == len(texts) >= _FEWEST and named >= _NEARLY_ALL * len(texts)


def _is_sitting(heading: str, year: FinancialYear | None) -> bool:
    said = heading.strip()
    told = _SITTING.fullmatch(said) or quarter_number(said) or month_said(said, year)
    return bool(told)


def _laid_out(calendar: _Calendar, year: FinancialYear | None) -> GatheredGrid:
    """A row for each day, with its group and what else stands in its row."""
    table, grid, groups = calendar.table, calendar.table.grid, calendar.groups
    header = table.header[-1]
    origins: dict[Position, Position] = {
        (row, at): (row, at) for row in grid.rows if row < table.header[0] for at in grid.columns_by_row[row]
    }
    values: dict[Position, object] = {place: grid.value(*place) for place in origins}
    first = calendar.days[0].column
    headings = [
        (_DATE, (header, first)),
        (_GROUP, (header, groups.column if groups else first)),
        *((column.own, (header, column.column)) for column in calendar.others),
    ]
    for at, (heading, origin) in enumerate(headings, 1):
        values[header, at], origins[header, at] = heading, origin
    labels = {(row, at): COLUMN_HEADING for row in table.header for at in grid.columns_by_row[row]}
    row_at = header
    for row in table.rows:
        for column in calendar.days:
            if day_held(grid.text(row, column.column), year) is None:
                continue
            row_at += 1
            group = (row, groups.column) if groups else (header, column.column)
            labels.pop(group, None)
            cells = [(row, column.column), group, *((row, one.column) for one in calendar.others)]
            for at, origin in enumerate(cells, 1):
                if origin in grid.values:
                    values[row_at, at], origins[row_at, at] = grid.values[origin], origin
    return GatheredGrid(grid.name, values, visible=grid.visible, origins=origins, labels=labels)
