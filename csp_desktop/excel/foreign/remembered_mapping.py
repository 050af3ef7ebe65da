"""How a table was read before, remembered by the shape of its header: what somebody settled, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from csp_desktop.excel.foreign.quarters_of_columns import asked_again, quarters_said
from csp_desktop.excel.recognising.column_mapping import ColumnUse, TableMapping
from csp_desktop.excel.recognising.recognition import propose_as
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.kept_json import keep_json, kept_json

_AS_BEFORE = "Read as the last table with these headings was."
_VERSION = 2
"""How a mapping is remembered; raise it with an upgrade when that changes."""
# Any year does to tell whether a heading says a quarter.
_ANY_YEAR = FinancialYear(2000)


class _Settled(NamedTuple):
    """What a column was settled to be; `quarter` is one chosen where the heading says none, or another: it holds that one time."""

    register: str
    field: str
    dates: str = ""
    quarter: str = ""


@dataclass(frozen=True)
class RememberedMapping:
    """A table's register, and what its columns were settled to be, by heading, since columns move.

    `whole` says that the columns not in it were left out.
    """

    register: str
    columns: Mapping[str, _Settled]
    whole: bool = False

    @classmethod
    def of(cls, mapping: TableMapping, table: FoundTable) -> RememberedMapping:
        """What to remember of a mapping: a column that is still a question will be one again."""
        keys = {column.column: column.key for column in table.columns}
        said = quarters_said(table, mapping.columns, _ANY_YEAR)
        return cls(
            mapping.register,
            {
                keys[use.column]: _Settled(
                    use.register, use.field, use.dates, _chosen(use.quarter, said.get(use.column, ""))
                )
                for use in mapping.columns
                if use.column in keys and not use.asked
            },
        )

    def to_json(self) -> str:
        """The mapping as it is kept."""
        return keep_json(
            _VERSION,
            {"register": self.register, "columns": dict(sorted(self.columns.items())), "whole": self.whole},
        )

    @classmethod
    def from_json(cls, text: str) -> RememberedMapping:
        """What `to_json` kept. Raises BadRequest for what a later version kept."""
        kept = kept_json(text, _VERSION, {1: _without_quarters})
        columns = {heading: _Settled(*settled) for heading, settled in kept["columns"].items()}
        return cls(kept["register"], columns, kept["whole"])

    def on(self, table: FoundTable, year: FinancialYear | None) -> TableMapping:
        """The mapping on a table of the same shape; what nobody settled is as it would be proposed in that register."""
        proposed = propose_as(self.register, table, year).columns if self.register and not self.whole else ()
        open_to = {use.column: use for use in proposed}
        uses = []
        for column in table.columns:
            nothing = ColumnUse(column.column, column.heading)
            settled = self.columns.get(column.key)
            uses.append(_settled(nothing, settled) if settled else open_to.get(column.column, nothing))
        said = quarters_said(table, uses, year)
        columns = tuple(self._of_quarter(use, said, table) for use in uses)
        return TableMapping(self.register, columns, 1.0, _AS_BEFORE)

    def _of_quarter(self, use: ColumnUse, said: Mapping[int, str], table: FoundTable) -> ColumnUse:
        """A use with the quarter its heading says; one that was chosen is asked again, or it would be last time's."""
        key = next(column.key for column in table.columns if column.column == use.column)
        before = self.columns[key].quarter if key in self.columns else ""
        use = replace(use, quarter=said.get(use.column, use.quarter))
        return asked_again(use, before) if before else use


def _chosen(quarter: str, said: str) -> str:
    """A quarter or month somebody chose; "" where it is the one the heading says, of whichever year."""
    return "" if quarter[4:] == said[4:] else quarter


def _settled(use: ColumnUse, settled: _Settled) -> ColumnUse:
    use = replace(use, register=settled.register, field=settled.field, dates=settled.dates)
    return replace(use, sureness=1.0, why=_AS_BEFORE) if settled.field else use


def _without_quarters(kept: dict[str, Any]) -> dict[str, Any]:
    """From version 1, which kept every quarter, and nothing of the columns left out."""
    columns = {
        heading: [register, name, "".join(dates)]
        for heading, (register, name, _, *dates) in kept["columns"].items()
    }
    return {**kept, "columns": columns, "whole": True}
