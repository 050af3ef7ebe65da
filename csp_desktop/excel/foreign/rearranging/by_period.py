"""Rows of one quarter, month or year each, the same record in several of them, read as one row with a column for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from csp_desktop.excel.foreign.reading import COLUMN_HEADING, SAYS_WHEN
from csp_desktop.excel.opening.grid import Grid, Position
from csp_desktop.excel.recognising.columns.row_periods import (
    Period,
    columns_of_period,
    in_order,
    periods_in,
    says_when,
)
from csp_desktop.excel.recognising.finding.remarks import ASKED_ROWS
from csp_desktop.excel.recognising.finding.rows_of_one import tells_parts
from csp_desktop.excel.recognising.heading_words import alike_words
from csp_desktop.excel.recognising.headings import heading_evidence
from csp_desktop.excel.recognising.table_columns import Column, profiled
from csp_desktop.excel.recognising.tables_found import FoundColumn, FoundTable, GatheredGrid
from csp_desktop.excel.wording.cells import month_said, plain, quarter_number
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import register_named

_LOOKED_AT, _FEWEST_ROWS, _MOST_RECORDS, _MOST_PERIODS = 30, 4, 2_000, 60
_MOST_GROUPS = 0.75
_NAMED, _SAID = 2.5, 2.0
# Registers whose records have figures, progress or spending by quarter, the likeliest first.
_REGISTERS = ("indicators", "plan_items", "allocations")
_TIMED = ("measurements", "updates", "funding_entries")
_MONEY = ("allocations", "funding_streams", "funding_entries")
# What is said anew of each quarter, whatever else a heading says.
_ANEW = {"comment", "commentary", "narrative", "note", "update", "progress", "rag", "status", "rating"}


Tables = Callable[[], list[FoundTable]]
"""The tables of a sheet, found when first asked for."""


def by_period(grid: Grid, found: Tables) -> GatheredGrid | None:
    """The records of a sheet whose rows are of a quarter, month or year each; None where it holds anything else."""
    if not _speaks_of_periods(grid):
        return None
    tables = found()
    if len(tables) != 1 or not _is_plain(tables[0]):
        return None
    told = _Told.of(tables[0])
    if told is None or told.is_money_by_year:
        return None
    told = told if told.once_each else told.parted()
    return _laid_out(told) if told else None


def comes_again(table: FoundTable) -> bool:
    """Do the same names come again, each row of some period, and nothing tells those of one period apart?"""
    if not _speaks_of_periods(table.grid):
        return False
    told = _Told.of(table)
    return told is not None and not told.once_each


@dataclass
class _Told:
    """A table whose rows name a record and when they are of, the same record in several of them."""

    table: FoundTable
    columns: list[Column]
    when: list[int]
    named: int
    names: dict[int, str]
    periods: dict[int, Period]
    by: FoundColumn | None = None
    worded: bool = False

    @classmethod
    def of(cls, table: FoundTable) -> _Told | None:
        """What a table tells so; None where it is no such table."""
        words = {column.column: alike_words(column.heading) for column in table.columns}
        when = columns_of_period(table, words)
        if not when:
            return None
        columns = profiled(table)
        named = _naming_column(columns)
        if named is None or named in when:
            return None
        said = [periods_in(table, at, words[at]) for at in when]
        periods = {row: _period_of(said, row) for row in table.rows}
        names = {row: plain(table.grid.text(row, named)) for row in table.rows}
        records = len(set(names.values()))
        few = records <= min(_MOST_GROUPS * len(names), _MOST_RECORDS)
        if not all(names.values()) or not few or not 1 < len(set(periods.values())) <= _MOST_PERIODS:
            return None
        return cls(table, columns, when, named, names, periods)

    @property
    def once_each(self) -> bool:
        """Does every record have one row of a period at most?"""
        return len({(self.names[row], self.periods[row]) for row in self.table.rows}) == len(self.table.rows)

    @property
    def is_money_by_year(self) -> bool:
        """Is it money, which is another grant each year?"""
        by_year = {period.kind for period in self.periods.values()} == {"year"}
        return by_year and any(_strongest(column)[0] in _MONEY for column in self.columns)

    def parted(self) -> _Told | None:
        """The records told apart by one column more, as by area; None where none does."""
        for column in self.columns:
            at = column.in_table.column
            if at == self.named or at in self.when or column.seen.names < 0.8 or column.seen.filled < 1:
                continue
            words = {row: self.table.grid.text(row, at) for row in self.names}
            if tells_parts(set(words.values())):
                # “Target” and “Actual” in rows of their own are two columns of each quarter.
                periods = {
                    row: period._replace(said=f"{words[row]} {period.said}")
                    for row, period in self.periods.items()
                }
                told = replace(self, when=[*self.when, at], periods=periods, worded=True)
                return told if told.once_each else None
            names = {row: f"{name} – {plain(words[row])}" for row, name in self.names.items()}
            told = replace(self, names=names, by=column.in_table)
            if told.once_each and len(set(names.values())) <= _MOST_GROUPS * len(names):
                return told
        return None

    def title(self, row: int) -> str:
        """What the record of a row is called: “Burglaries – North” where the area tells it from others."""
        name = self.table.grid.text(row, self.named)
        return f"{name} – {self.table.grid.text(row, self.by.column)}" if self.by else name


def _speaks_of_periods(grid: Grid) -> bool:
    return len(grid.rows) >= _FEWEST_ROWS and any(
        len(text) < 30 and says_when(plain(text.replace("_", " ")).split())
        for row in grid.rows[:_LOOKED_AT]
        for text in grid.row_texts(row).values()
    )


def _is_plain(table: FoundTable) -> bool:
    """Is a table nothing but a header and rows, with no headings between them and nothing beside it?"""
    own = {column.column for column in table.columns}
    return (
        len(table.rows) >= _FEWEST_ROWS
        and not table.sections
        and not set(table.remarks.values()) & set(ASKED_ROWS)
        and all(last < table.header[0] for _, _, last, _ in table.grid.merged)
        and all(own.issuperset(table.grid.columns_by_row[row]) for row in (*table.header, *table.rows))
        and set(table.grid.rows)
        <= {*table.header, *table.rows, *table.totals, *table.remarks, *_above(table)}
    )


def _above(table: FoundTable) -> Iterable[int]:
    return (row for row in table.grid.rows if row < table.header[0])


def _period_of(said: list[dict[int, Period]], row: int) -> Period:
    """When a row is of: "Q1 2026/27" of a quarter and a year each in a column of its own."""
    parts = [periods[row] for periods in said]
    return Period(" ".join(part.said for part in parts), parts[0].kind)


def _naming_column(columns: list[Column]) -> int | None:
    """The column that names the records, by the register it names them of most surely."""
    best: tuple[float, int] | None = None
    for column in columns:
        told = _heading(column, _REGISTERS)
        said = max((told.get((name, register_named(name).title), 0.0) for name in _REGISTERS), default=0.0)
        if (
            said >= _NAMED
            and column.seen.names + column.seen.sentences > 0.6
            and (not best or said > best[0])
        ):
            best = said, column.in_table.column
    return best[1] if best else None


def _heading(column: Column, registers: Iterable[str]) -> dict[tuple[str, str], float]:
    """What a heading says of the fields of some registers."""
    said: dict[tuple[str, str], float] = {}
    of = column.in_table
    if of.heading:
        for register in registers:
            for key, worth in heading_evidence(register, of.bare, of.own, of.heading).items():
                said[key] = max(said.get(key, 0.0), worth)
    return said


def _strongest(column: Column) -> tuple[str, str]:
    """The field a heading speaks of most; ("", "") where it speaks of none."""
    said = _heading(column, _REGISTERS)
    strongest = max(said, key=said.__getitem__, default=("", ""))
    return strongest if said.get(strongest, 0.0) >= _SAID else ("", "")


def _is_said_anew(column: Column) -> bool:
    """Does a heading name what there is for each quarter: a figure, progress, spending, a comment?"""
    return _strongest(column)[0] in _TIMED or bool(_ANEW & set(column.words))


def _is_status(column: Column) -> bool:
    """Is it how each record stands: in progress, complete?"""
    seen = column.seen
    return "status" in column.words and seen.statuses > 0.6 and seen.statuses > seen.ratings


def _is_of_part(column: Column) -> bool:
    """Does a heading name a quarter or month?"""
    heading = column.in_table.heading
    return quarter_number(heading) is not None or month_said(heading, FinancialYear(2000)) is not None


def _laid_out(told: _Told) -> GatheredGrid:
    """A row for each record, with a column for each period of what differs from row to row of it."""
    table, when, names, periods = told.table, told.when, told.names, told.periods
    grid, header = table.grid, table.header[-1]
    besides: dict[Position, str] = {(row, at): SAYS_WHEN for row in table.rows for at in when}
    for row, why in table.remarks.items():
        besides |= {(row, at): why for at in grid.columns_by_row[row]}
    for row in table.totals:
        besides |= {(row, at): "A total: the program adds up itself." for at in grid.columns_by_row[row]}
    headings = {(row, at) for row in table.header for at in grid.columns_by_row[row]}
    origins: dict[Position, Position] = {
        (row, at): (row, at) for row in _above(table) for at in grid.columns_by_row[row]
    }
    values: dict[Position, object] = {place: grid.value(*place) for place in origins}
    every: list[Period] = list(dict.fromkeys(periods.values()))
    in_turn = in_order(every)
    by_year = every[0].kind == "year"
    record_rows = {name: header + 1 + at for at, name in enumerate(dict.fromkeys(names.values()))}
    at = 1
    for column in told.columns:
        own = column.in_table.column
        if own in when:
            continue
        by_record: dict[str, set[str]] = {}
        for row in table.rows:
            if text := grid.text(row, own):
                by_record.setdefault(names[row], set()).add(text)
        # “Q2” beside a column of years is each year's own, though only one has it so far.
        anew = _is_said_anew(column) or (by_year and _is_of_part(column))
        once = not anew and all(len(texts) == 1 for texts in by_record.values())
        if not once and _is_status(column):
            # How a record stands is how it stood last.
            once = True
            last = {
                names[row]: row
                for row in sorted(table.rows, key=lambda row: in_turn.index(periods[row]))
                if grid.text(row, own)
            }
            for row in table.rows:
                if grid.text(row, own) and row != last[names[row]]:
                    besides[row, own] = (
                        f"It is told anew at {grid.place(last[names[row]], own).address}, and that counts."
                    )
        places: dict[Period | None, int] = (
            {None: at} if once else {period: at + number for number, period in enumerate(every)}
        )
        for period, heading_at in places.items():
            origins[header, heading_at] = (header, own)
            values[header, heading_at] = _headed(column, period, told.worded)
        for row in table.rows:
            raw = grid.values.get((row, own))
            if (row, own) in besides or (raw is None and (row, own) not in grid.fills):
                continue
            to = record_rows[names[row]], places[None if once else periods[row]]
            if to in origins:
                besides[row, own] = f"Says the same as {grid.place(*origins[to]).address}."
                continue
            origins[to] = (row, own)
            if raw is not None:
                values[to] = told.title(row) if own == told.named else raw
        at += len(places)
    doubt = ""
    if told.by:
        doubt = (
            f"The same name has a row for each “{told.by.heading}”: bring it in if “{told.title(table.rows[0])}” should "
            "be a record of its own."
        )
    fills = {to: fill for to, origin in origins.items() if (fill := grid.fills.get(origin))}
    return GatheredGrid(
        grid.name,
        values,
        fills=fills,
        visible=grid.visible,
        origins=origins,
        labels=dict.fromkeys(headings, COLUMN_HEADING),
        besides=besides,
        doubt=doubt,
    )


def _headed(column: Column, period: Period | None, worded: bool) -> str:
    """What heads a column of one period: the figures of a month are headed by the month alone, as people do.

    `worded` periods say themselves whether their figures are targets or were reached.
    """
    if period is None:
        return column.in_table.heading
    figure = column.seen.numbers > 0.5 if worded else _strongest(column) == ("measurements", "value")
    alone = figure and (worded or period.kind == "month")
    return period.said if alone else f"{column.in_table.heading} {period.said}"
