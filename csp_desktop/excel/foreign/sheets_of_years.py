"""Which financial year a sheet says it is of, and which sheets are of another than the rest of their workbook or put aside."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.columns.timed_columns import says_two_years
from csp_desktop.excel.recognising.finding.about_document import is_document_line
from csp_desktop.excel.wording.cells import plain, quarter_number, quarter_said, year_in_short, years_in
from csp_desktop.excel.wording.to_date import quarter_stated
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.dates import month_number

# What a sheet is called that was put aside, and what such a name says besides.
_PUT_ASIDE = re.compile(
    r"\b(?:old|archived?|superseded|obsolete|outdated|historic(?:al)?|previous(?:ly)?|do not use|not (?:in use|used))\b",
    re.IGNORECASE,
)
_BESIDE_ASIDE = (
    "the|of|in|no|longer|as|v|version|versions|draft|copy|plan|plans|action|actions|delivery|risk|risks|register|registers|log|kpi|kpis|"
    "indicator|indicators|performance|list|sheet|tab|data|table|items|priorities|year|years|original"
)
_LAST_YEAR = re.compile(r"\b(?:last|previous|prior) (?:financial )?year\b|\byear before\b", re.IGNORECASE)
# "April 2025 – March 2026", whatever stands before it.
_WHOLE_YEAR = re.compile(
    r"\bapr(?:il)?\W+((?:19|20)\d\d)\s*(?:[-–—]|to)\s*(?:31 )?mar(?:ch)?\W+((?:19|20)\d\d)\b", re.IGNORECASE
)
# How far down a sheet its headings stand, and how many cells they have.
_TOP, _FEWEST_HEADINGS, _MOST_ALIKE = 15, 3, 2 / 3


def year_of(text: str) -> tuple[FinancialYear, FinancialYear] | None:
    """The financial years a text names, the first and the last of them; None where it names none."""
    said = years_in(text) if len(text) < 150 else None
    if said and said.first == said.last and not says_two_years(text):
        # “Position at 31 March 2027” is of the financial year that ends then.
        told = quarter_said(text, said.first) if quarter_number(text) else quarter_stated(text, said.first)
        if told:
            return FinancialYear(told.year), FinancialYear(told.year)
    return (said.first, said.last) if said else None


def sheets_left_apart(
    grids: Sequence[Grid], year: FinancialYear | None, plans_year: FinancialYear | None
) -> dict[str, str]:
    """Why each sheet that is not of the plan the others go into is left until somebody says so."""
    others = {
        name: f"{name} is of {said.label}, and the rest goes elsewhere: bring it in with that year chosen."
        for name, said in _of_other_years(grids, year, plans_year).items()
    }
    return {
        name: f"{name} looks like an old version: bring it in only if it still counts."
        for name in _put_aside(grids)
    } | others


def _of_other_years(
    grids: Sequence[Grid], year: FinancialYear | None, plans_year: FinancialYear | None
) -> dict[str, FinancialYear]:
    """The sheets of another year than the one a workbook is brought in for: the year chosen, or that of its plan.

    A sheet is named by its year in full, as others are by theirs; or it says it otherwise, and another sheet of the
    same headings is of this year.
    """
    named = {
        grid.name: said[0]
        for grid in grids
        if says_two_years(grid.name) and (said := year_of(grid.name)) and said[0] == said[1]
    }
    own = _own(named.values(), year, plans_year)
    others = {name: said for name, said in named.items() if said != own}
    called = {grid.name: one for grid in grids if (one := _whole_year(_words(grid.name)))}
    told = {grid.name: one for grid in grids if (one := called.get(grid.name) or _year_over(grid))}
    now = _own(told.values(), year, plans_year)
    undated = [grid for grid in grids if grid.name not in told and not _LAST_YEAR.search(_words(grid.name))]
    wanted = year or plans_year or now
    for grid in grids:
        of_year = told.get(grid.name)
        beside = [one for one in grids if told.get(one.name) == now != of_year]
        if of_year is None and wanted and _LAST_YEAR.search(_words(grid.name)):
            of_year, beside = FinancialYear(wanted.first - 1), [*beside, *undated]
        elif grid.name in called and of_year and wanted and of_year < wanted:
            # What names no year beside “Plan 25-26” is of this one.
            beside += undated
        if of_year and grid.name not in others and any(headed_alike(grid, one, fewer=True) for one in beside):
            others[grid.name] = of_year
    return others


def _put_aside(grids: Sequence[Grid]) -> frozenset[str]:
    """The sheets called old, or an archive, of a workbook that has another one with the same headings."""
    aside = [grid for grid in grids if _is_called_aside(grid.name)]
    others = [grid for grid in grids if grid not in aside]
    return frozenset(grid.name for grid in aside if any(headed_alike(grid, one) for one in others))


def _is_called_aside(name: str) -> bool:
    rest, said = _PUT_ASIDE.subn(" ", _words(name))
    return said > 0 and set(re.findall(r"[^\W\d_]+", rest.casefold())) <= set(_BESIDE_ASIDE.split("|"))


def _own(said: Collection[FinancialYear], *wanted: FinancialYear | None) -> FinancialYear | None:
    return next((one for one in wanted if one in said), None) or max(said, default=None)


def _year_over(grid: Grid) -> FinancialYear | None:
    """The one year a line over the table of a sheet says, where its name is not that of a quarter or month."""
    if quarter_number(grid.name) or any(map(month_number, plain(grid.name).split())):
        return None
    return next(filter(None, map(_whole_year, _lines_over(grid))), None)


def _whole_year(text: str) -> FinancialYear | None:
    whole = _WHOLE_YEAR.search(text)
    if whole and int(whole[2]) == int(whole[1]) + 1:
        return FinancialYear(int(whole[1]))
    if quarter_number(text) or any(map(month_number, plain(text).split())) or is_document_line(text):
        return None
    said = year_of(text)
    if said:
        return said[0] if said[0] == said[1] else None
    return year_in_short(text)


def _words(name: str) -> str:
    return re.sub(r"(?<=\d)_(?=\d\d)", "-", name).replace("_", " ")


def _lines_over(grid: Grid) -> Iterator[str]:
    for row in grid.rows[:_TOP]:
        if len(grid.columns_by_row[row]) >= _FEWEST_HEADINGS:
            return
        if lone := grid.lone_text(row):
            yield lone[1]


def headed_alike(grid: Grid, other: Grid, *, fewer: bool = False) -> bool:
    """Has a row at the top of one sheet mostly the words of one at the top of the other, which may have `fewer`?"""
    wider = min if fewer else max
    rows = [_headings(one) for one in (grid, other)]
    return any(
        len(row & like) >= max(_FEWEST_HEADINGS, _MOST_ALIKE * wider(len(row), len(like)))
        for row in rows[0]
        for like in rows[1]
    )


def _headings(grid: Grid) -> list[set[str]]:
    rows = ({plain(text) for text in grid.row_texts(row).values()} - {""} for row in grid.rows[:_TOP])
    return [row for row in rows if len(row) >= _FEWEST_HEADINGS]
