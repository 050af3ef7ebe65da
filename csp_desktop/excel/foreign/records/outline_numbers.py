"""Priorities and objectives told by their numbers: “1” and “1.1” over the actions 1.1.1 and 1.1.2."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.tables_found import FoundTable

_NUMBERED = re.compile(r"[A-Za-z]{0,4}[ .-]?\d+(?:\.\d+)*(?:\.|\(?[a-z]\)?)?")
# “1a” is below “1” as “1.1” is.
_LETTERED = re.compile(r"(?<=\d)\(?([a-z])\)?$")
_LEVELS = ("priority", "objective")


def levels_by_number(table: FoundTable, uses: Iterable[ColumnUse], *, named: bool) -> dict[int, str]:
    """The level of the rows that have the next row's number below theirs.

    They say nothing but their number and name, or the whole table is numbered so and its priority is not `named` otherwise.
    """
    columns = {use.field: use.column for use in uses if use.register == "plan_items"}
    if not {"ref", "title"} <= columns.keys() or columns.keys() & {"level", "priority", "objective"}:
        return {}
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
