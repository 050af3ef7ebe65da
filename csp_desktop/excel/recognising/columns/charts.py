"""Charts beside a table: which columns are only its bars, and what stands over them."""

from __future__ import annotations

import re
from datetime import date

from csp_desktop.excel.recognising.columns.timed_columns import periods_said
from csp_desktop.excel.recognising.table_columns import Column, profiled
from csp_desktop.excel.recognising.tables_found import FoundColumn, FoundTable
from csp_desktop.excel.wording.cells import month_said
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.dates import parse_date

_WEEK = re.compile(r"(?:w(?:ee)?k?|wk|week commencing|w/?c|sprint|day)?\s*[-.]?\s*\d{1,3}", re.IGNORECASE)
_WEEK_OF = re.compile(
    r"^(?:w/?[ce]\b|w\.[ce]\.|week (?:commencing|beginning|ending|of))[.:]?\s*", re.IGNORECASE
)
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]?")
_PERIOD = re.compile(
    r"[MTWFS]|mon|tue|wed|thu|fri|sat|sun|\d{1,2}[/-][A-Za-z]{3}|[A-Za-z]{3}[/ -]\d{1,2}|(?:Q|quarter ?)[1-4]",
    re.IGNORECASE,
)
# A heading tells of a month whatever the year.
_ANY_YEAR = FinancialYear(2000)
_FEW = 4
_INITIALS = 2 * "JFMAMJJASOND"
CHART = "A chart beside the table: bars and weeks are not brought in."
"""What is said of a column that is a bar or a week of a chart."""


def charted(columns: list[Column]) -> None:
    """Mark runs of weeks, dates or months whose cells hold marks or nothing: a chart, not a register."""
    run: list[Column] = []
    marks = {column.seen.mark for column in columns if column.seen.count and _is_of_week(column.in_table)}
    # One mark all over is a bar, be it a figure; so is one beside a block or an arrow somebody else drew it with.
    drawn = len(marks) == 2 and not all(mark.isalnum() for mark in marks)
    alike = "" not in marks and (len(marks) == 1 or drawn)
    initials = _months_by_initial(columns)
    # Where other months say something, those with nothing in them are still to come.
    told = any(column.own_quarter and column.seen.count for column in columns)
    for column in [*columns, None]:
        if column is not None and (column in initials or _may_be_bar(column, alike=alike)):
            run.append(column)
            continue
        headed = [bar for bar in run if bar.in_table.heading]
        # Ratings in colour fill nearly every row of their months; bars only some.
        barred = sum(bar.shaded for bar in run) < 0.6 * len(run)
        to_come = told and not any(bar.seen.count or bar.shaded for bar in run)
        if len(run) >= _FEW and len(headed) * 5 >= len(run) and barred and not to_come:
            for bar in run:
                bar.chart = CHART
        run = []


def _months_by_initial(columns: list[Column]) -> list[Column]:
    """Columns of marks headed by the first letters of months that follow on one another: A, M, J, J."""
    found: list[Column] = []
    run: list[Column] = []
    for column in [*columns, None]:
        heading = column.in_table.own.strip().upper() if column else ""
        initials = "".join(one.in_table.own.strip().upper() for one in run)
        if column and len(heading) == 1 and initials + heading in _INITIALS:
            run.append(column)
            continue
        if len(run) >= _FEW and all(
            one.seen.average <= 2 and one.seen.numbers < 0.5 and one.seen.ratings < 0.6 for one in run
        ):
            found += run
        run = [column] if column and len(heading) == 1 and heading in _INITIALS else []
    return found


def _is_of_week(column: FoundColumn) -> bool:
    """Is a column headed by a week or a day?"""
    heading = _WEEK_OF.sub("", column.own.strip())
    return (
        _WEEK.fullmatch(heading) is not None
        or _DAY.fullmatch(heading) is not None
        or isinstance(parse_date(heading), date)
        # The year is no part of its own heading.
        or isinstance(parse_date(_WEEK_OF.sub("", column.heading.strip())), date)
    )


def _is_of_period(column: FoundColumn) -> bool:
    """Is a column headed by a day, a week, a month or a quarter, or by nothing?"""
    heading = column.own.strip()
    return (
        not heading
        or _is_of_week(column)
        or month_said(heading, _ANY_YEAR) is not None
        or _PERIOD.fullmatch(heading) is not None
    )


def _may_be_bar(column: Column, *, alike: bool) -> bool:
    """Is a column headed by a period, over marks that come again and again, or `alike` in all columns of weeks?"""
    seen = column.seen
    again = (
        seen.distinct < 0.6
        or (seen.count <= 2 and seen.numbers < 0.5)
        or (alike and _is_of_week(column.in_table))
    )
    marks = not seen.count or (seen.average <= 2 and again and seen.ratings < 0.6)
    return marks and _is_of_period(column.in_table)


def take_titles_of_charts(table: FoundTable) -> None:
    """Put what stands over a chart, “Week commencing”, apart: it heads the chart and is no title of the table."""
    over = {row: table.title_place(row).column for row in table.titles}
    # Weighing what columns hold takes far longer than looking at their headings.
    if not any(column.column in over.values() and _may_head_bar(column) for column in table.columns):
        return
    columns = profiled(table)
    periods_said(columns, _ANY_YEAR)
    charted(columns)
    bars = {column.in_table.column for column in columns if column.chart}
    own = {row: text for row, text in table.titles.items() if over[row] not in bars}
    table.over_charts = {
        row: text for row, text in table.titles.items() if row not in own
    } | table.over_charts
    table.titles = own


def _may_head_bar(column: FoundColumn) -> bool:
    """Is a column headed as the bars of a chart are: by a period, or the first letter of a month?"""
    return _is_of_period(column) or len(column.own.strip()) == 1
