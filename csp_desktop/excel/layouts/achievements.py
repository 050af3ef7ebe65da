"""The table of last year's priorities: last year, this year, the change, a rating, or what was achieved."""

from __future__ import annotations

import re

from csp_desktop.excel.foreign.reading import COLUMN_HEADING, Reading
from csp_desktop.excel.layouts.headings import is_rating
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.wording.cells import YearsSaid, plain, years_in
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.amounts import parse_number
from csp_desktop.registers.catalog import register_named

NAME = "achievements"

_YEAR_TO_DATE = re.compile(
    r"\b(?:year to date|last year|this year|previous year|current year|outturn)\b", re.IGNORECASE
)
_LAST_YEAR = re.compile(r"\b(?:last|previous|prior) year\b", re.IGNORECASE)
_WORDS_OF_YEARS = re.compile(r"\b(?:apr(?:il)?|mar(?:ch)?|to|year|actual)\b|[\d/()–—\s-]", re.IGNORECASE)
_THIS_YEAR = re.compile(r"\b(?:this|current) year\b", re.IGNORECASE)
_RATING = {"performance indicator", "rag", "rag rating", "rating", "rag status", "status"}


def recognises(grids: list[Grid]) -> bool:
    """Is there a table of priorities with two years' figures or their achievements, and a rating?"""
    return any(_headers(grid) for grid in grids)


def read(grids: list[Grid], reading: Reading, year: FinancialYear | None = None) -> None:
    """The achievements of every such table; `year` overrides the year they are of."""
    said: YearsSaid | None = None
    for grid in grids:
        headers = _headers(grid)
        if not headers:
            continue
        said = said or _year_said(grid, headers)
        for row in (row for row in grid.rows if row < min(headers)):
            lone = grid.lone_text(row)
            if lone and len(lone[1]) <= 150:
                reading.cells.ignored(grid.place(row, lone[0]), "A heading over the table.")
        _read_rows(grid, headers, reading)
    if reading.years is None and (year or said):
        # A plan tells what was achieved in the year before its own.
        own = year or FinancialYear(said.last.first + 1)  # type: ignore[union-attr]
        reading.years = (own, own)


def _headers(grid: Grid) -> dict[int, dict[str, int]]:
    """Columns by role, for every header row."""
    headers: dict[int, dict[str, int]] = {}
    for row in grid.rows:
        texts = grid.row_texts(row)
        if len(texts) < 3:
            continue
        columns: dict[str, int] = {}
        figures: list[int] = []
        for column, text in texts.items():
            wording = plain(text)
            if len(text) > 80:
                break
            if wording in _RATING:
                columns["rag"] = column
            elif wording.endswith("achievements") or wording == "achievement":
                columns["narrative"] = column
            elif "%" in text or wording.endswith("change"):
                columns["change"] = column
            elif wording.endswith("priority"):
                columns["title"] = column
            elif _YEAR_TO_DATE.search(text) or _is_year(text):
                figures.append(column)
        columns |= _in_order(texts, figures[:2])
        # A table with much besides is a register of something else.
        if len(texts) - len(columns) > 1:
            continue
        if "title" in columns and "rag" in columns and ("narrative" in columns or "this_year" in columns):
            headers[row] = columns
    return headers


def _in_order(texts: dict[int, str], figures: list[int]) -> dict[str, int]:
    """Which column of figures is of the year before and which of the year told of; left to right where none says."""
    if len(figures) < 2:
        return {"last_year": figures[0]} if figures else {}
    first, second = figures
    years = [_year_of(texts[column]) for column in figures]
    turned = bool(years[0] and years[1] and years[0].first > years[1].first)
    turned = turned or bool(_THIS_YEAR.search(texts[first]) and _LAST_YEAR.search(texts[second]))
    return {"last_year": second, "this_year": first} if turned else {"last_year": first, "this_year": second}


def _year_of(heading: str) -> FinancialYear | None:
    """The year a column of figures is of: "2009/10", "Apr 09 – Mar 10"; None where its heading names none."""
    match = re.search(r"\bMar(?:ch)?\s+(?:20)?(\d\d)\b", heading)
    if match:
        return FinancialYear(2000 + int(match[1]) - 1)
    said = years_in(heading)
    return said.last if said else None


def _is_year(heading: str) -> bool:
    """Is a heading nothing but a year: "2009/10", "Apr 09 – Mar 10"?"""
    rest = _WORDS_OF_YEARS.sub("", heading)
    return not rest and _year_of(heading) is not None


def _year_said(grid: Grid, headers: dict[int, dict[str, int]]) -> YearsSaid | None:
    for row, columns in headers.items():
        said = years_in(grid.text(row, columns["title"]))
        if said:
            return said
        year = _year_of(grid.text(row, columns.get("this_year", 0)))
        if year:
            return YearsSaid(year, year)
    return None


def _read_rows(grid: Grid, headers: dict[int, dict[str, int]], reading: Reading) -> None:
    rag = register_named("achievements")["rag"]
    cells = reading.cells
    columns: dict[str, int] = {}
    for row in grid.rows:
        if row in headers:
            columns = headers[row]
            reading.tables += 1
            for column in grid.columns_by_row[row]:
                cells.ignored(grid.place(row, column), COLUMN_HEADING)
            continue
        title = grid.text(row, columns["title"]) if columns else ""
        if not title or len(grid.columns_by_row[row]) < 2:
            continue
        place = grid.place(row, columns["title"])
        draft = reading.add(NAME, {"title": title}, known_by=(("title",),), places={"title": place})
        cells.taken(place, NAME, "title")
        for name in ("last_year", "this_year", "narrative", "change", "rag"):
            place = grid.place(row, columns.get(name, 0))
            text = grid.text(row, place.column)
            if not text:
                continue
            if name == "rag":
                if not is_rating(text):
                    cells.asked(place, f"“{text}” is no rating; write Red, Amber, Green or Complete.")
                    continue
                reading.take(draft, name, rag.parse(text), place)
            elif name in ("last_year", "this_year"):
                figure = parse_number(text)
                if figure is None:
                    cells.asked(place, f"“{text}” is not a number.")
                    continue
                reading.take(draft, name, figure, place)
            elif name == "change":
                # The program works the change out itself; what the document says stays beside it.
                reading.take(draft, "stated_change", text, place)
            else:
                reading.take(draft, name, text, place)
