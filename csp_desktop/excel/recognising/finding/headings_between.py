"""Texts between the rows of a table: those that head the rows below them, and those that are names alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.finding.bands import band_of, is_band_alone, lead_said
from csp_desktop.excel.recognising.finding.header_rows import LONGEST_HEADING
from csp_desktop.excel.recognising.finding.over_plans import line_over
from csp_desktop.excel.recognising.finding.remarks import MAYBE_REMARK_ROW, reads_as_note
from csp_desktop.excel.recognising.tables_found import FoundTable

_CAPTION = re.compile(r"\w[^:.?]{0,30}:")
_RUNNING = re.compile(r"[A-Za-z]{0,3}\d{1,3}(?:\.\d{1,2})?[.):]?")
# “Reports rose by a quarter in two years.”: how things are, where “Ensure victims are heard.” is an objective.
_SAYS_WHY = re.compile(
    r"(?!(?:to|ensure|make|see|check|reduce|increase|improve|prevent|protect|support|help|tackle|deliver|work|provide|keep|"
    r"build|develop|stop|give|raise)\b)(?:[\w’'-]+,? ){1,4}"
    r"(?:is|are|was|were|has|have|had|rose|fell|grew|went|came|tells?|told|says?|said|remains?|costs?)\b.*\.",
    re.IGNORECASE | re.DOTALL,
)
_SEVERAL = 3
_NAMING = ("name", "subject", "title")


def take_first_heading(table: FoundTable) -> None:
    """Where other texts head rows further down, the one right over the header, below the title, heads the first rows."""
    if (heading := _below_title(table)) and (table.sections or band_of(table.titles[heading])):
        _head_rows(table, heading)


def take_headings_of_parts(tables: Sequence[FoundTable]) -> None:
    """Of tables with the same headings, each under a text of its own, what stands right over the first heads its rows."""
    first, *others = tables
    alike = [table for table in others if _headings(table) == _headings(first)]
    if (heading := _below_title(first)) and any(len(_naming(table)) == 1 for table in alike):
        _head_rows(first, heading)


def _head_rows(table: FoundTable, heading: int) -> None:
    """A text over a table heads its rows, with who leads what it names."""
    led = [row for row in range(heading + 1, table.header[0]) if lead_said(table.titles[row])]
    table.sections |= {row: table.titles.pop(row) for row in (heading, *led)}


def _below_title(table: FoundTable) -> int:
    """The row of a heading's length right over the header and below the title, past who leads it; 0 for none."""
    naming = _naming(table)
    last = max(naming, default=0)
    if (
        len(naming) < 2
        or len(table.titles[last]) > LONGEST_HEADING
        or line_over(table.titles[last]) == "title"
    ):
        return 0
    return last if all(row in table.titles for row in range(last, table.header[0])) else 0


def _naming(table: FoundTable) -> list[int]:
    """The rows over a table that name something, and do not say who leads it or explain."""
    return [row for row, text in table.titles.items() if not lead_said(text) and line_over(text) in _NAMING]


def _headings(table: FoundTable) -> list[str]:
    return [column.heading for column in table.columns]


def heading_between(grid: Grid, row: int, held: Sequence[int], columns: set[int]) -> str:
    """The text that heads the rows that follow: alone in the first columns, or merged across, or "Project 2: Angel Street".

    Its number may stand in a cell before it; `held` are the cells of the row, `columns` those with a heading.
    """
    if len(columns) < 3 or not 0 < len(held) <= 2:
        return ""
    if _CAPTION.fullmatch(grid.text(row, held[0])):
        return " ".join(grid.text(row, column) for column in held)
    at, text = held[-1], grid.text(row, held[-1])
    if band_of(grid.text(row, held[0])) and (len(held) == 1 or is_band_alone(grid.text(row, held[0]))):
        return " ".join(grid.text(row, column) for column in held)
    if isinstance(grid.value(row, at), int | float | date):
        return ""
    if len(held) == 2:
        numbered = _RUNNING.fullmatch(grid.text(row, held[0])) and grid.width_of(row, held[0]) == 1
        return text if numbered and grid.width_of(row, at) * 2 > len(columns) else ""
    return text if at <= min(columns) or grid.width_of(row, at) > 2 else ""


def take_lone_sentence(table: FoundTable) -> None:
    """A sentence or a note that stands alone between rows no heading stands over heads none of them: it is asked about."""
    if len(table.sections) != 1 or not table.rows:
        return
    ((row, text),) = table.sections.items()
    held = table.grid.columns_by_row[row]
    if row < min(table.rows) or band_of(text) or lead_said(text) or not reads_as_note(text):
        return
    if len(held) == 1 and table.grid.width_of(row, held[0]) == 1:
        del table.sections[row]
        table.remarks[row] = MAYBE_REMARK_ROW


def take_words_under_bands(table: FoundTable) -> None:
    """A sentence right under “Priority 2: Rural crime” that says how things are names nothing: it is asked about."""
    above = ""
    for row, text in sorted(table.sections.items()):
        called = band_of(text) is not None
        if (
            above
            and not called
            and table.sections.get(row - 1) == above
            and _SAYS_WHY.fullmatch(text.strip())
        ):
            del table.sections[row]
            table.remarks[row] = MAYBE_REMARK_ROW
        above = text if called else ""


def take_names_alone(table: FoundTable) -> None:
    """Texts alone in the first column are records with nothing but a name where they head no rows.

    So it is with several at the end, one under the other, and in a table whose rows mostly hold two cells.
    """
    grid = table.grid
    first = min(grid.columns_by_row[row][0] for row in table.header)
    alone = [
        row
        for row, text in table.sections.items()
        if grid.columns_by_row[row] == [first] and grid.width_of(row, first) == 1 and text
    ]
    last = max(table.rows, default=0)
    at_end = [row for row in alone if row > last]
    named = at_end if _follow_on(at_end, last) else []
    sparse = sum(len(grid.columns_by_row[row]) <= 2 for row in table.rows)
    if sparse * 2 > len(table.rows) and not any(row < min(table.rows) for row in table.sections):
        named = [*named, *(row for row in alone if row < last and row - 1 in table.rows)]
    for row in named:
        del table.sections[row]
    table.rows = sorted((*table.rows, *named))


def _follow_on(rows: list[int], last: int) -> bool:
    """Do several rows follow right on the last of a table, one under the other?"""
    return len(rows) >= _SEVERAL and rows == list(range(last + 1, last + 1 + len(rows)))
