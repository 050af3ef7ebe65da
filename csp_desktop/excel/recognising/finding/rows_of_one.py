"""Several rows for one record, and a column that says which each is: target and actual, or this year and the last."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Literal

from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.columns.timed_columns import of_month, year_alone
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.cells import plain
from csp_desktop.periods import FinancialYear, Quarter

Part = Literal["aimed", "reached", "beside"]

_WORDS: dict[Part, str] = {
    "aimed": "target|targets|plan|planned|budget|budgeted|profile|profiled|trajectory|goal|milestone|expected",
    "reached": "actual|actuals|result|results|outturn|achieved|performance|value|spend|spent|actual spend|delivered",
    "beside":
        "variance|difference|rag|rag status|rag rating|status|last year|previous year|prior year|baseline|trend|dot|"
        "direction of travel|comment|comments|commentary|change|percent change|% change|benchmark|average|"
        "national average|regional average|england average|forecast|tolerance|cumulative|ytd|year to date",
}  # fmt: skip
_PARTS: dict[str, Part] = {word: part for part, words in _WORDS.items() for word in words.split("|")}
_FEWEST = 4


@dataclass(frozen=True)
class RowsOfOne:
    """The column that says what each row holds, each row's word, and the rows that carry on the one above them."""

    column: int = 0
    words: dict[int, str] = field(default_factory=dict)
    carried_on: frozenset[int] = frozenset()

    def use_at(self, row: int, use: ColumnUse) -> ColumnUse | None:
        """What a column of figures is taken for in a row; None where nothing of ours holds what stands there."""
        word = self.words.get(row, "")
        if year := year_alone(word):
            return _in_year(use, year)
        part = _PARTS.get(plain(word), "reached")
        return use if part == "reached" else _aimed_at(use) if part == "aimed" else None


def rows_of_one(table: FoundTable, naming: Collection[int]) -> RowsOfOne:
    """The rows of a table that are a record together; none where no column says so by turns.

    `naming` are the columns that name the records.
    """
    for column in table.columns:
        at = column.column
        words = {row: text.strip() for row in table.rows if (text := table.grid.text(row, at)).strip()}
        said = {*words.values()}
        nearly_all = len(words) >= max(_FEWEST, 0.9 * len(table.rows))
        if nearly_all and len(said) * 2 <= len(words) and tells_parts(said):
            return RowsOfOne(at, words, frozenset(_carried_on(table, words, naming)))
    return RowsOfOne()


def tells_parts(words: set[str]) -> bool:
    """Are words those of targets and of what was reached, or years?"""
    parts = {_PARTS.get(plain(word)) for word in words}
    return (None not in parts and parts >= {"aimed", "reached"}) or (
        len(words) > 1 and all(map(year_alone, words))
    )


def _carried_on(table: FoundTable, words: dict[int, str], naming: Collection[int]) -> list[int]:
    """The rows that say another part of the record above them: of the same name, or of none."""
    carried: list[int] = []
    name, met, before = "", set[str](), 0
    for row in table.rows:
        own = " ".join(table.grid.text(row, column) for column in naming).strip()
        word = plain(words.get(row, ""))
        goes_on = bool(met) and own in ("", name) and word not in met
        if goes_on and not any(before < section < row for section in table.sections):
            carried.append(row)
        else:
            name, met = own, set()
        met.add(word)
        before = row
    return carried


def _aimed_at(use: ColumnUse) -> ColumnUse | None:
    """In a row of targets or budgets."""
    if use.register == "measurements" and use.quarter and not of_month(use.quarter):
        return replace(use, register="indicators", field=f"trajectory_q{use.quarter[-1]}", quarter="")
    return replace(use, field="forecast") if use.register == "funding_entries" else None


def _in_year(use: ColumnUse, year: FinancialYear) -> ColumnUse | None:
    """In a row of one year: money of another is none of what is allocated in this one."""
    if not use.quarter:
        return None
    month = of_month(use.quarter)
    if use.register == "funding_entries":
        return use if (month or Quarter.parse(use.quarter)).year == year.first else None
    if month is None:
        return replace(use, quarter=f"{year.first}-{use.quarter[5:]}")
    number = int(use.quarter[5:])
    return replace(use, quarter=f"{year.first + (number < 4)}-{number:02d}")


def is_of_part(use: ColumnUse) -> bool:
    """Does a column hold figures that are another thing in each row of a record?"""
    return (use.register, use.field) in (("measurements", "value"), ("funding_entries", "actual"))
