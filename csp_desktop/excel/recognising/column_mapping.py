"""Which register a foreign table is, and which of its columns is which field: as proposed, changed, remembered."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from csp_desktop.excel.recognising.headings import ABOVE, IGNORE, column_fields
from csp_desktop.excel.recognising.tables_found import FoundTable, TablePlace
from csp_desktop.excel.recognising.wordings.of_registers import OF_THE_WHOLE, TABLES
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import register_named

NOTED = "notes"
"""The field of a column that has none of its own: kept in the notes of its record, under its heading."""

CERTAIN = 0.85
"""From this confidence on a column is taken unasked; measured on workbooks, fewer than 1 in 200 values are wrong there."""
CERTAIN_TABLE = 0.8
"""From this confidence on a table is taken for its register unasked."""


@dataclass(frozen=True)
class ColumnUse:
    """What a column is taken for; an empty `field` is left out. `quarter` is set where it is one of a year's.

    `quarter` is a quarter's code, or a month such as 2025-04. `sureness` is 0 to 1; `why` is the evidence in a
    sentence, a question where it is not certain; `dates` says which order dates in figures have, where a person
    chose: "day first" or "month first".
    """

    column: int
    heading: str
    register: str = ""
    field: str = ""
    quarter: str = ""
    sureness: float = 0.0
    why: str = ""
    dates: str = ""

    @property
    def asked(self) -> bool:
        """Is a person asked before the column is taken?"""
        return self.field not in ("", NOTED, IGNORE) and self.sureness < CERTAIN


@dataclass(frozen=True)
class TableMapping:
    """A table's register and the use of each of its columns; register "" where it is none of ours, and why.

    `year` is the one its quarters are read in, where one is known.
    """

    register: str
    columns: tuple[ColumnUse, ...]
    sureness: float = 0.0
    why: str = ""
    year: FinancialYear | None = None

    def __post_init__(self) -> None:
        # The register may be chosen after a column: what no record of it has is then kept in the notes.
        owners = (self.register, *TABLES.get(self.register, ()))
        of_whole = OF_THE_WHOLE.get(self.register, ())
        columns = tuple(
            use
            if not self.register
            or not use.field
            or use.register in owners
            or (use.register, use.field) in of_whole
            else replace(use, register=self.register, field=NOTED, quarter="", sureness=1.0)
            for use in self.columns
        )
        object.__setattr__(self, "columns", columns)

    @property
    def certain(self) -> bool:
        """Is the table taken for its register unasked?"""
        return bool(self.register) and self.sureness >= CERTAIN_TABLE

    @property
    def certain_none(self) -> bool:
        """Is it certainly none of ours, for a reason told?"""
        return not self.register and self.sureness >= CERTAIN_TABLE

    def with_column(self, column: int, register: str, field: str, quarter: str = "") -> TableMapping:
        """The mapping with one column taken for something else; "" for nothing."""
        changed = tuple(
            replace(use, register=register, field=field, quarter=quarter, sureness=1.0, why="")
            if use.column == column
            else use
            for use in self.columns
        )
        return replace(self, columns=changed, sureness=1.0)

    def with_dates(self, column: int, order: str) -> TableMapping:
        """The mapping with the dates of a column read "day first" or "month first"."""
        changed = tuple(replace(use, dates=order) if use.column == column else use for use in self.columns)
        return replace(self, columns=changed, sureness=1.0)


@dataclass
class MappedTable:
    """A table and what its columns were taken for; `chosen` where a person said so, `taken` where it is read."""

    table: FoundTable
    mapping: TableMapping
    chosen: bool = False
    taken: bool = False
    said: dict[int, str] = field(default_factory=dict)

    @property
    def place(self) -> TablePlace:
        """Its sheet, and the row and column its header starts in."""
        return self.table.place

    def as_json(self) -> dict[str, Any]:
        """The table as `import --json` lists it."""
        table, mapping = self.table, self.mapping
        return {
            "sheet": table.grid.name,
            "range": table.range,
            "register": mapping.register,
            "confidence": round(mapping.sureness, 3),
            "ticked": self.taken,
            "why": mapping.why,
            "columns": [
                {
                    "heading": use.heading,
                    "cell": table.cell(table.header[-1], use.column).address,
                    "register": use.register,
                    "field": use.field,
                    "quarter": use.quarter,
                    "confidence": round(use.sureness, 3),
                    "asked": use.asked,
                    "why": self.said.get(use.column, use.why),
                }
                for use in mapping.columns
            ],
        }


def choices(register: str) -> list[tuple[str, str, str]]:
    """(register, field, label) of everything a column of a register's table can be taken for."""
    options = []
    for owner, name in column_fields(register):
        label = ABOVE.get((owner, name)) or register_named(owner)[name].label
        beside = owner != register and (owner, name) not in ABOVE
        options.append((owner, name, f"{register_named(owner).label}: {label}" if beside else label))
    return [*options, (register, NOTED, "Notes")]


def registers() -> list[str]:
    """The registers a table can be taken for."""
    return list(TABLES)
