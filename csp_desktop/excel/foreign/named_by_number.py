"""Money that a table names by number alone, “MG/101”: what another table has called so is what it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from csp_desktop.excel.foreign.reading import Reading, SourceCells
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.column_mapping import NOTED, MappedTable, TableMapping
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.catalog import register_named

_TITLE = register_named("allocations").title
_HEADING = register_named("allocations")[_TITLE].label
# A figure of one or two digits counts rows in any table.
_NUMBER = re.compile(r"(?=.*\d)(?:(?=.*[A-Za-z])[A-Za-z0-9][\w/.\- ]{1,15}|\d{3,10})")
_FEWEST = 2


@dataclass
class NamedByNumber:
    """A table with the names that its numbers stand for, and what is said of each cell that holds a number."""

    table: FoundTable
    said: dict[Place, str]

    def say(self, cells: SourceCells) -> None:
        """Say at each number that went into a record what it was read as."""
        for place, message in self.said.items():
            if cells.marked(place).outcome == "taken":
                cells.add_message(place, message)


def named_by_number(table: FoundTable, mapping: TableMapping, reading: Reading) -> NamedByNumber | None:
    """A table of money that has only the numbers of projects, with their names; None for any other."""
    if mapping.register not in ("", "allocations"):
        return None
    named = {use.column for use in mapping.columns if (use.register, use.field) == ("allocations", _TITLE)}
    numbers = _numbers(reading)
    for column in table.columns if numbers else ():
        held = {row: plain(text) for row in table.rows if (text := table.grid.text(row, column.column))}
        if len(held) < _FEWEST or not numbers.keys() >= set(held.values()) or named - {column.column}:
            continue
        values = dict(table.grid.values)
        values |= {(row, column.column): numbers[number][0] for row, number in held.items()}
        values[table.header[-1], column.column] = _HEADING
        headed = replace(column, heading=_HEADING, bare=_HEADING, own=_HEADING, dated=_HEADING, number=1)
        columns = [headed if each is column else each for each in table.columns]
        said = {
            table.grid.place(row, column.column): _read_as(*numbers[number]) for row, number in held.items()
        }
        return NamedByNumber(replace(table, grid=replace(table.grid, values=values), columns=columns), said)
    return None


def _read_as(name: str, place: Place) -> str:
    return f"Read as {name} ({place.sheet} {place.address})."


def _numbers(reading: Reading) -> dict[str, tuple[str, Place]]:
    """The project each number stands for in the tables of money read so far, and where; none that stand for several."""
    found: dict[str, set[tuple[str, Place]]] = {}
    for mapped in reading.mapped:
        for number, name, place in _numbered(mapped):
            found.setdefault(number, set()).add((name, place))
    return {number: named.pop() for number, named in found.items() if len(named) == 1}


def _numbered(mapped: MappedTable) -> Iterator[tuple[str, str, Place]]:
    """The number, the name and the place of each project of a table of money that numbers them."""
    table, uses = mapped.table, mapped.mapping.columns
    title = next((use.column for use in uses if (use.register, use.field) == ("allocations", _TITLE)), None)
    if not mapped.taken or mapped.mapping.register != "allocations" or title is None:
        return
    for use in uses:
        said = {row: table.grid.text(row, use.column) for row in table.rows}
        told = [text for text in said.values() if text]
        if use.field != NOTED or len(set(told)) < len(told) or not all(map(_NUMBER.fullmatch, told)):
            continue
        for row, number in said.items():
            if number and (name := table.grid.text(row, title)):
                yield plain(number), name, table.grid.place(row, title)
