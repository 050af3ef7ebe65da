"""Words of progress that tell their rating themselves: by the word they open with, or by the colour behind them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.columns.coloured_cells import shades
from csp_desktop.excel.recognising.tables_found import FoundTable

_OPENING = re.compile(r"\W{0,2}(?P<rating>red|amber|green|blue)\W{0,2}\s*[:–—-]\s*\S", re.IGNORECASE)
_FEWEST = 2


class RatedWords:
    """The ratings of columns of progress, by column and row: `opened` by a word, `coloured` by the workbook's key.

    There are none where a column in `ratings` rates the same quarter.
    """

    def __init__(
        self, table: FoundTable, uses: Sequence[ColumnUse], ratings: set[int], *, has_key: bool
    ) -> None:
        rated = {use.quarter for use in uses if use.column in ratings}
        told = [
            use.column
            for use in uses
            if (use.register, use.field) == ("updates", "narrative") and use.quarter not in rated
        ]
        told = [] if "" in rated else told
        self.opened = {column: by_row for column in told if (by_row := _opened(table, column))}
        self.coloured = _coloured(table, told) if told and has_key else {}

    def of(self, row: int, column: int) -> str | None:
        """The rating of a cell; None where it tells none."""
        if not (self.opened or self.coloured):
            return None
        return self.opened.get(column, {}).get(row) or self.coloured.get(column, {}).get(row)


def _opened(table: FoundTable, column: int) -> dict[int, str]:
    """The rating each text of a column opens with: “AMBER – two cases in court”; none where one does not, as it may be a word there."""
    texts = {row: text for row in table.rows if isinstance(text := table.grid.value(row, column), str)}
    said = {row: _OPENING.match(text) for row, text in texts.items()}
    if len(said) < _FEWEST or not all(said.values()):
        return {}
    return {row: opened["rating"].casefold() for row, opened in said.items() if opened}


def _coloured(table: FoundTable, told: Sequence[int]) -> Mapping[int, dict[int, str]]:
    """The ratings that colours behind words stand for."""
    values = table.grid.values
    worded = {
        column: {row: rating for row, rating in by_row.items() if (row, column) in values}
        for column, by_row in shades(table, told).items()
    }
    return {column: by_row for column, by_row in worded.items() if by_row}
