"""The years a table tells its figures are of: by what stands over it, its headings or its rows."""

from __future__ import annotations

import re

from csp_desktop.excel.foreign.sheets_of_years import year_of
from csp_desktop.excel.recognising.columns.row_periods import year_of_rows
from csp_desktop.excel.recognising.columns.timed_columns import year_alone
from csp_desktop.excel.recognising.heading_words import alike_words
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.cells import month_said, quarter_number
from csp_desktop.periods import FinancialYear

# Headings that name another year than the one a table is of.
_OF_TARGET = re.compile(r"\btargets?\b|\bgoal\b|\bambition\b", re.IGNORECASE)
_ANOTHER_YEAR = re.compile(
    rf"{_OF_TARGET.pattern}|\bbase(?:line)?\b|\b(?:last|previous|prior|preceding) year|\b(?:starting|start) point\b|\bbefore\b|\bwhere we (?:were|started)\b|\bpreviously\b",
    re.IGNORECASE,
)
# “2025/26 total” in front of the quarters is what the year before came to.
_OF_WHOLE_YEAR = re.compile(
    r"\b(?:totals?|out-?turn|year[- ]end|(?:full|whole) year|final|actuals?|results?|performance|figures?|achieved|average|position)\b",
    re.IGNORECASE,
)


def years_said(table: FoundTable) -> tuple[FinancialYear, FinancialYear] | None:
    """The year in what stands over the table, in the sheet's name, in the headings, or in every row.

    Of the headings a baseline is of a year gone by, and a target may be of one far ahead: “Baseline 2025/26, Target
    2028/29, Q1” says nothing of the year Q1 is of, but a target for the year after the baseline does.
    """
    for text in (*table.titles.values(), *table.over_charts.values(), table.grid.name):
        if said := year_of(text):
            return said
    headings = [(column.heading, said) for column in table.columns if (said := year_of(column.heading))]
    by_quarter = {
        _besides_time(column.heading)
        for column in table.columns
        if quarter_number(column.heading) and not year_of(column.heading)
    }
    # A figure of a whole year beside those of quarters, or beside a target, may be of the year before.
    gone_by = bool(by_quarter) or any(_OF_TARGET.search(heading) for heading, _ in headings)
    before_quarters = _before_quarters(table)
    own = {
        said
        for heading, said in headings
        if not _ANOTHER_YEAR.search(heading)
        and not (gone_by and year_alone(heading))
        and not (heading in before_quarters and _OF_WHOLE_YEAR.search(heading))
        and (_besides_time(heading) not in by_quarter or quarter_number(heading))
    }
    if own:
        # Years beside each other are of figures then and now.
        return own.pop() if len(own) == 1 else None
    before = {said[1] for heading, said in headings if not _OF_TARGET.search(heading)}
    wanted = {said for heading, said in headings if _OF_TARGET.search(heading)}
    if len(wanted) == 1:
        (said,) = wanted
        if (
            said[0] == said[1]
            and max((year.first for year in before), default=said[0].first - 1) == said[0].first - 1
        ):
            return said
    of_rows = year_of_rows(table)
    return (of_rows, of_rows) if of_rows else None


def _before_quarters(table: FoundTable) -> set[str]:
    """The headings in front of the first quarter or month; none where there is neither."""
    any_year = FinancialYear(2000)
    timed = [
        column.column
        for column in table.columns
        if quarter_number(column.heading) or month_said(column.heading, any_year)
    ]
    return {column.heading for column in table.columns if column.column < min(timed, default=0)}


def _besides_time(heading: str) -> frozenset[str]:
    """What a heading says besides a year or quarter: “Rate 2024/25” says no more than “Rate Q1”."""
    return frozenset(
        word for word in alike_words(heading) if word.isalpha() and word not in ("quarter", "qtr")
    )
