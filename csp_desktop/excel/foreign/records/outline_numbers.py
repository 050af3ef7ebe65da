"""Priorities and objectives told by their numbers: “1” and “1.1” over the actions 1.1.1 and 1.1.2."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.tables_found import FoundTable

_NUMBERED = re.compile(r"[A-Za-z]{0,4}[ .-]?\d+(?:\.\d+)*\.?")
_LEVELS = ("priority", "objective")


def levels_by_number(table: FoundTable, uses: Iterable[ColumnUse]) -> dict[int, str]:
    """The level of the rows that say nothing but their number and name and have the next row's number below theirs."""
    columns = {use.field: use.column for use in uses if use.register == "plan_items"}
    if not {"ref", "title"} <= columns.keys() or columns.keys() & {"level", "priority", "objective"}:
        return {}
    numbers = {row: _number(table.grid.text(row, columns["ref"])) for row in table.rows}
    alone = {columns["ref"], columns["title"]}
    levels: dict[int, str] = {}
    above: list[str] = []
    for row, following in pairwise(table.rows):
        above = [number for number in above if numbers[row].startswith(f"{number}.")]
        if (
            numbers[row]
            and numbers[following].startswith(f"{numbers[row]}.")
            and set(table.grid.columns_by_row[row]) <= alone
            and len(above) < len(_LEVELS)
        ):
            levels[row] = _LEVELS[len(above)]
            above.append(numbers[row])
    return levels


def _number(text: str) -> str:
    return text.strip().rstrip(".") if _NUMBERED.fullmatch(text.strip()) else ""
