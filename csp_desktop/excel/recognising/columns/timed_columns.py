"""Columns of quarters and months: which period each is of, and which adds up the others."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import date

from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.column_words import reason_for
from csp_desktop.excel.recognising.finding.totals import figure_at
from csp_desktop.excel.recognising.headings import heading_evidence
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.cells import (
    month_said,
    month_spoken_of,
    plain,
    quarter_number,
    quarter_said,
    year_in_short,
    years_in,
)
from csp_desktop.excel.wording.to_date import quarter_ended, quarter_up_to
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.dates import month_number, parse_date

# What a figure or rating is called beside its month: “Actual Apr 2026”, “Spend in May”, “RAG Jun”.
_OF_FIGURES = re.compile(
    r"\b(?:actuals?|value|figures?|result|out-?turn|spen[dt]|claim(?:ed)?|paid|forecast|profile|planned|budget|target|"
    r"total|count|number|b?rag|month of|in|for)\b",
    re.IGNORECASE,
)
# What is told of a month is called beside it: “April update”, “RAG – May 2026”.
_TOLD = re.compile(
    r"\b(?:progress|updates?|positions?|b?rag|rating|comments?|commentary|narrative|notes?|report|as (?:at|of)|for|in|of)\b",
    re.IGNORECASE,
)
_OF_PROGRESS = re.compile(
    r"update|progress|position|rag|actual|comment|commentary|\bwhere (?:we|are|it|things)\b|\bwhat (?:we|has|have|was)\b|achieve",
    re.IGNORECASE,
)
# What is told half way through a year, or at its end.
_OF_HALVES = re.compile(
    r"\b(?:updates?|progress|reviews?|b?rag|comments?|commentary|narrative)\b", re.IGNORECASE
)
# These head figures and money as well: in words alone they are told.
_OF_ENDS = re.compile(r"\bposition\b", re.IGNORECASE)
_NO_PROGRESS = re.compile(r"\b(?:date|due|target|planned|forecast|next)\b", re.IGNORECASE)
_HALVES = (
    (2, re.compile(r"\b(?:mid[ -]?year|half[ -]?year(?:ly)?|(?:6|six)[ -]months?)\b", re.IGNORECASE)),
    (
        4,
        re.compile(
            r"\b(?:year[ -]?end|end[ -]of[ -](?:the )?year|full[ -]year|(?:12|twelve)[ -]months?)\b"
            r"|\b(?:annual|final)[ -](?:review|position|update|progress|commentary|comments?|narrative)\b",
            re.IGNORECASE,
        ),
    ),
)
_OF_A_MONTH = re.compile(r"(?:actual|value|spen[dt]|claimed|paid)\b.*\d", re.IGNORECASE)
_OF_YEAR = re.compile(
    r"[\d/–—'’£-]+|\b(?:to|fy|out-?turn|actual|result|figure|performance|years?|yr|end|value|past|previous|earlier)\b",
    re.IGNORECASE,
)
_OF_ALL_ITS_QUARTERS = re.compile(r"\b(?:total|whole|full)\b", re.IGNORECASE)
_OF_TWO_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d\s*[/–-]\s*(?:\d\d){1,2}(?!\d)")
_ONE_YEAR = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<=['’])\d\d(?!\d)|(?<=\bFY)\d\d(?!\d)|(?<=\bFY )\d\d(?!\d)", re.IGNORECASE
)
_WHOLE = {"total", "ytd", "sum", "date", "cumulative"}
_JUDGED = 200
_FEW_FIGURES = 0.2


def periods_said(columns: list[Column], year: FinancialYear | None) -> None:
    """Set the quarter or month of each column: its heading's own, else that of the column it stands beside."""
    months = sum(_month_of(column, year) is not None for column in columns)
    told = _months_told(columns, year)
    ends = _told_up_to(columns, year)
    periods = [
        month or _period(column, year, months) or end
        for column, month, end in zip(columns, told, ends, strict=True)
    ]
    before = ""
    for column, period in zip(columns, periods, strict=True):
        own = period or _half_told(column, year, periods)
        column.own_quarter = bool(own)
        column.quarter = own or (before if _goes_with(column) else "")
        before = column.quarter
        column.years_off = _years_off(column.in_table.dated, year) if year else 0
        ended = quarter_ended(column.in_table.dated, year)
        column.to_end_of = ended.code if ended else ""
        column.years_before = _years_before(column.in_table.heading, year) if year else 0
    if year:
        _of_other_years(columns, year)
    for column, after in itertools.pairwise(columns):
        if not column.quarter and after.own_quarter and _goes_with(column):
            column.quarter = after.quarter
    for column in _of_no_one_quarter(columns):
        column.quarter = ""
    for column, quarter in _said_after_each(columns):
        column.quarter = quarter


def _said_after_each(columns: list[Column]) -> list[tuple[Column, str]]:
    """Columns headed alike, one behind each of several quarters, with the quarter each is of: “Q1 | Comments | Q2 | Comments”."""
    before = ""
    behind: dict[str, list[tuple[Column, str]]] = {}
    for column in columns:
        if column.own_quarter:
            before = column.quarter
        elif not column.quarter:
            behind.setdefault(plain(column.in_table.own), []).append((column, before))
    return [
        found
        for heading, alike in behind.items()
        if heading and len(alike) > 1 and all(quarter for _, quarter in alike)
        if len({quarter for _, quarter in alike}) == len(alike)
        for found in alike
    ]


def _of_no_one_quarter(columns: list[Column]) -> list[Column]:
    """The ratings that stand before or behind what is told of several quarters, and beside none of them alone.

    How things stand now is of the latest quarter each row tells of. Where quarters have ratings of their own, it is the
    one more at either end.
    """
    timed = [at for at, column in enumerate(columns) if column.own_quarter]
    told = [columns[at] for at in timed]
    ratings = [at for at, column in enumerate(columns) if not column.own_quarter and _goes_with(column)]
    if len({column.quarter for column in told if _goes_with(column)}) > 1:
        overall = len(ratings) == 1 and not timed[0] < ratings[0] < timed[-1]
        return [columns[ratings[0]]] if overall else []
    if len({column.quarter for column in told}) < 2 or not all(
        "Q" in column.quarter and column.seen.numbers < 0.5 and not _goes_with(column) for column in told
    ):
        return []
    between = any(timed[0] < at < timed[-1] for at in ratings)
    apart = bool(ratings) and ratings[0] < timed[0] and ratings[-1] > timed[-1]
    return [] if between or apart else [columns[at] for at in ratings]


def year_alone(heading: str) -> FinancialYear | None:
    """The year that is all a column is headed by: "2024/25", "Outturn 24/25"; None where it says more, or none."""
    return None if _OF_YEAR.sub(" ", heading).strip(" ()") else _one_year(heading)


def says_two_years(text: str) -> bool:
    """Does a text write a year as two: “2026/27”, which no date is?"""
    return _OF_TWO_YEARS.search(text) is not None


def _one_year(heading: str) -> FinancialYear | None:
    said = years_in(heading)
    return year_in_short(heading) if said is None else said.last if said.first == said.last else None


def _years_off(heading: str, year: FinancialYear) -> int:
    """How many years before or after this one are those a heading names; 0 where it names this one, or none.

    Of the calendar year this one ends in nothing tells, without a month, that it is not this one.
    """
    span = years_in(heading) if says_two_years(heading) else None
    short = year_in_short(heading)
    if span:
        off = [span.first.first - year.first, span.last.first - year.first]
        return 0 if off[0] <= 0 <= off[1] else min(off, key=abs)
    if short:
        return short.first - year.first
    words = re.findall(r"[A-Za-z]+", heading)
    months = [number for word in words if (number := month_number(word)) is not None]
    off = [
        _in_full(said) - (bool(months) and max(months) < 4) - year.first
        for said in _ONE_YEAR.findall(heading)
    ]
    return 0 if 0 in off or (1 in off and not months) else min(off, key=abs, default=0)


def _in_full(said: str) -> int:
    return int(said) if len(said) == 4 else 2000 + int(said)


def _of_other_years(columns: list[Column], year: FinancialYear) -> None:
    """Mark the columns headed like one of this year, or of no year, but for theirs; or by a later year alone.

    “Target 2026/27” beside “Target 2025/26”, or beside “Target”.
    """
    named = [
        (frozenset(word for word in column.words if word.isalpha()), _one_year(column.in_table.heading))
        for column in columns
    ]
    of_this = {words for words, own in named if own == year or (own is None and words)}
    for column, (words, own) in zip(columns, named, strict=True):
        later = own is not None and own > year and year_alone(column.in_table.heading) is not None
        column.of_another_year = later or (own is not None and own != year and words in of_this)


def _years_before(heading: str, year: FinancialYear) -> int:
    """How long before is the year that is all a column is headed by? 0 where it is none."""
    own = year_alone(_OF_ALL_ITS_QUARTERS.sub(" ", heading))
    return 0 if own is None else max(0, year.first - own.first)


def _period(column: Column, year: FinancialYear | None, months: int) -> str:
    heading = column.in_table.heading
    if quarter_number(heading):
        said = quarter_said(heading, year)
        return said.code if said else ""
    # One month alone may be anything; three or more are the months of a year, and “Actual May 2026” is what it says.
    month = _month_of(column, year)
    if month and (months >= 3 or _OF_A_MONTH.match(column.in_table.own.strip())):
        return f"{month.year}-{month.month:02d}"
    if _OF_PROGRESS.search(heading):
        said = quarter_said(heading, year)
        if said is None and year and (spoken_of := month_spoken_of(heading, year)):
            said = of_month(f"{spoken_of:%Y-%m}")
        return said.code if said else ""
    return ""


def _months_told(columns: list[Column], year: FinancialYear | None) -> list[str]:
    """The month each column tells of; "" where none, or where no other tells of another month of the same quarter."""
    months = [_month_told(column, year) for column in columns]
    different: dict[Quarter | None, set[str]] = {}
    for month in months:
        different.setdefault(of_month(month), set()).add(month)
    return [month if month and len(different[of_month(month)]) > 1 else "" for month in months]


def _told_up_to(columns: list[Column], year: FinancialYear | None) -> list[str]:
    """The quarter up to whose end each column tells, where another headed alike tells up to that of another quarter.

    Figures up to a day are those of all quarters before it.
    """
    ends = [
        quarter_up_to(column.in_table.heading, year) if year and column.seen.numbers < _FEW_FIGURES else None
        for column in columns
    ]
    different: dict[frozenset[str], set[Quarter]] = {}
    for column, end in zip(columns, ends, strict=True):
        if end:
            different.setdefault(_words_apart(column), set()).add(end)
    return [
        end.code if end and len(different[_words_apart(column)]) > 1 else ""
        for column, end in zip(columns, ends, strict=True)
    ]


def _month_told(column: Column, year: FinancialYear | None) -> str:
    """The month that what is told in a column is of, and nothing else its heading names: “April update”."""
    own = column.in_table.own
    said = month_said(_TOLD.sub(" ", own).strip(" :–—-()"), year) if _TOLD.search(own) else None
    return f"{said:%Y-%m}" if said else ""


def _half_told(column: Column, year: FinancialYear | None, periods: list[str]) -> str:
    """The second or last quarter, where a column tells of half a year or all of it and no other is of that quarter."""
    heading = column.in_table.heading
    told = _OF_HALVES.search(heading) or (_OF_ENDS.search(heading) and column.seen.numbers < 0.5)
    if year is None or not told or _NO_PROGRESS.search(heading):
        return ""
    quarters = [Quarter(year.first, number).code for number, half in _HALVES if half.search(heading)]
    return quarters[0] if len(quarters) == 1 and quarters[0] not in periods else ""


def _month_of(column: Column, year: FinancialYear | None) -> date | None:
    """The month a column is headed by, in words or by its first day, which Excel shows as "Apr-25"."""
    for own in (column.in_table.dated, column.in_table.own):
        said = month_said(own, year) or month_said(_OF_FIGURES.sub(" ", own).strip(" :–-"), year)
        if said:
            break
    if said is None and isinstance(day := parse_date(column.in_table.heading), date) and day.day == 1:
        return day
    return said


def _goes_with(column: Column) -> bool:
    """A rating or comment without a period of its own belongs to the column before it."""
    in_table = column.in_table
    said = heading_evidence("plan_items", in_table.bare, in_table.own, in_table.heading)
    strongest = max(said, key=said.__getitem__, default=("", ""))
    return strongest in (("updates", "rag"), ("updates", "outcome_rag")) or (
        column.seen.ratings > 0.6 and said.get(("updates", "rag"), 0) > 2
    )


def as_other_quarters(columns: list[Column], uses: list[ColumnUse]) -> list[ColumnUse]:
    """The columns; one with nothing in it yet is taken unasked for what its like of another quarter is."""
    sure = {
        (use.register, use.field, _words_apart(column)): use.sureness
        for column, use in zip(columns, uses, strict=True)
        if column.own_quarter and not use.asked
    }
    return [
        replace(use, sureness=known, why=reason_for(use, None, column.seen))
        if use.asked
        and not column.seen.count
        and (known := sure.get((use.register, use.field, _words_apart(column)))) is not None
        else use
        for column, use in zip(columns, uses, strict=True)
    ]


def _words_apart(column: Column) -> frozenset[str]:
    """The words of a heading that are of no one quarter or month."""
    return frozenset(
        word for word in column.words if not re.search(r"\d", word) and month_number(word) is None
    )


def summed(table: FoundTable, columns: list[Column]) -> None:
    """Mark the column that adds up those of quarters or months: "Total", "Year to date"."""
    timed = [column for column in columns if column.own_quarter]
    quarters = [column for column in timed if of_month(column.quarter) is None]
    # Beside months a quarter may be their sum: the whole adds up either, not both.
    months = [column for column in timed if column not in quarters]
    # Of “Planned” and “Actual” for each quarter, what was spent adds up one sort.
    sorts = {_words_apart(column) for column in timed}
    alike = [[column for column in timed if _words_apart(column) == words] for words in sorts]
    for column in columns:
        if not column.own_quarter and _WHOLE & set(column.words):
            column.sums = any(_adds_up(table, column, parts) for parts in (timed, quarters, months, *alike))


def _adds_up(table: FoundTable, column: Column, parts: list[Column]) -> bool:
    """Is what a column says the sum of some others in nearly all rows? Early in a year there is one quarter only."""
    if not parts:
        return False
    judged = agreeing = 0
    for row in table.rows[:_JUDGED]:
        said = figure_at(table.grid, row, column.in_table.column)
        told = [
            figure
            for part in parts
            if (figure := figure_at(table.grid, row, part.in_table.column)) is not None
        ]
        if said is not None and told:
            judged += 1
            agreeing += abs(said - sum(told)) < 0.01
    # One row may have the figure of its only quarter for another reason.
    return judged > (len(parts) < 2) and agreeing >= 0.9 * judged


def of_month(period: str) -> Quarter | None:
    """The quarter a month such as 2025-04 lies in; None for a quarter's own code."""
    if not re.fullmatch(r"\d{4}-\d\d", period):
        return None
    year, month = int(period[:4]), int(period[5:])
    return Quarter(year - (month < 4), (month - 4) % 12 // 3 + 1)
