"""Priorities and objectives among the rows: told by their numbers, “1” over 1.1, or called so: “Outcome 1: …”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.finding.bands import Band, band_of
from csp_desktop.excel.recognising.tables_found import FoundTable

_NUMBERED = re.compile(r"[A-Za-z]{0,4}[ .-]?\d+(?:\.\d+)*(?:\.|\(?[a-z]\)?)?")
# “1a” is below “1” as “1.1” is.
_LETTERED = re.compile(r"(?<=\d)\(?([a-z])\)?$")
_LEVELS = ("priority", "objective")
_DOWN: tuple[Band, ...] = ("priority", "middle", "objective")
# What an action says of itself, and its priority hardly ever: when it is due, and who does it.
_DUE, _DONE_BY = ("timescale", "due_on"), ("lead_agencies", "lead_officers", "lead_groups", "status")
# So few of the others may say as little.
_FEW = 0.2


def levels_by_number(table: FoundTable, uses: Iterable[ColumnUse], *, named: bool) -> dict[int, str]:
    """The level of the rows that are called a priority or objective, or have the next row's number below theirs.

    These say nothing but their number and name, or the whole table is numbered so and its priority is not `named` otherwise.
    """
    columns = {use.field: use.column for use in uses if use.register == "plan_items"}
    if "title" not in columns or columns.keys() & {"level", "priority", "objective"}:
        return {}
    called = _levels_called(table, columns)
    if called or "ref" not in columns:
        return called
    numbers = {row: _number(table.grid.text(row, columns["ref"])) for row in table.rows}
    alone = {columns["ref"], columns["title"]}
    throughout = not (named or table.sections) and _are_outline(list(numbers.values()))
    levels: dict[int, str] = {}
    above: list[str] = []
    for row, following in pairwise(table.rows):
        above = [number for number in above if numbers[row].startswith(f"{number}.")]
        if (
            numbers[row]
            and numbers[following].startswith(f"{numbers[row]}.")
            and (throughout or set(table.grid.columns_by_row[row]) <= alone)
            and len(above) < len(_LEVELS)
        ):
            levels[row] = _LEVELS[len(above)]
            above.append(numbers[row])
    return levels


def _levels_called(table: FoundTable, columns: Mapping[str, int]) -> dict[int, str]:
    """The level of the rows called “Priority 2 – …”, with a word beside it and little else, over rows that say more.

    None where one so called says as much as an action does, or one not so called as little.
    """
    grid, title = table.grid, columns["title"]
    called = {row: band for row in table.rows if (band := band_of(grid.text(row, title)))}
    others = [row for row in table.rows if row not in called]
    due = {columns[name] for name in _DUE if name in columns}
    own = due | {columns[name] for name in _DONE_BY if name in columns}
    told = {row: own.intersection(grid.columns_by_row[row]) for row in table.rows}
    if not called or len(called) >= len(others):
        return {}
    usual = median(len(told[row]) for row in others)
    sparse = {row for row in table.rows if len(told[row]) * 2 < usual and told[row].isdisjoint(due)}
    if not called.keys() <= sparse or len(sparse) - len(called) > _FEW * len(others):
        return {}
    if not _have_rows_below(table.rows, called):
        return {}
    over = (*table.titles.values(), *table.sections.values())
    named = "priority" in called.values() or any(band_of(text) == "priority" for text in over)
    return {
        row: "objective" if band == "objective" or (band == "middle" and named) else "priority"
        for row, band in called.items()
    }


def _have_rows_below(rows: Sequence[int], called: Mapping[int, Band]) -> bool:
    """Does each row called so stand right over one that is not, or that is called what stands below it?"""
    return rows[-1] not in called and all(
        _DOWN.index(called[row]) < _DOWN.index(called[following])
        for row, following in pairwise(rows)
        if row in called and following in called
    )


def _are_outline(numbers: Sequence[str]) -> bool:
    """Is each number below that of a row before it, or one that others are below, of which there are several?"""
    present = set(numbers)
    over = {number: next((above for above in _above(number) if above in present), "") for number in numbers}
    tops = {number for number, above in over.items() if not above}
    led = tops <= {above for number in numbers for above in _above(number)}
    return all(numbers) and len(present) == len(numbers) and len(tops) > 1 and led


def _above(number: str) -> Iterator[str]:
    """The numbers that one may stand below: “1.2” and “1” for “1.2.3”."""
    while "." in number:
        number = number.rpartition(".")[0]
        yield number


def _number(text: str) -> str:
    said = text.strip()
    return _LETTERED.sub(r".\1", said.rstrip(".")) if _NUMBERED.fullmatch(said) else ""
