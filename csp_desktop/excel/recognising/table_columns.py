"""The columns of a table with what is known of each before anything is settled."""

from __future__ import annotations

from dataclasses import dataclass

from csp_desktop.excel.opening.grid import Unreadable, cell_text
from csp_desktop.excel.recognising.headings import alike_words
from csp_desktop.excel.recognising.tables_found import FoundColumn, FoundTable
from csp_desktop.excel.recognising.value_profiles import Profile, profile
from csp_desktop.excel.wording.colours import rag_of_fill

_LOOKED_AT = 400


@dataclass
class Column:
    """A column with what is known of it before anything is settled.

    `years_off` is how many years before (less than 0) or after this one its heading names; `scores` what the fitted
    weights say for each field.
    """

    in_table: FoundColumn
    seen: Profile
    quarter: str = ""
    own_quarter: bool = False
    to_end_of: str = ""
    years_before: int = 0
    of_another_year: bool = False
    years_off: int = 0
    sums: bool = False
    chart: str = ""
    shaded: float = 0.0
    scores: dict[str, float] | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The words of its heading, made alike."""
        return alike_words(self.in_table.heading)


def profiled(table: FoundTable) -> list[Column]:
    """Every column of a table with the profile of its values."""
    grid, rows = table.grid, table.rows[:_LOOKED_AT]
    columns = []
    for column in table.columns:
        held = [
            (raw, cell_text(raw))
            for row in rows
            if (raw := grid.values.get((row, column.column))) is not None and not isinstance(raw, Unreadable)
        ]
        shades = [
            rating
            for row in rows
            if (row, column.column) not in grid.values
            and (rating := rag_of_fill(grid.fills.get((row, column.column), "")))
        ]
        seen = profile(held, len(rows), len(shades))
        columns.append(Column(column, seen, shaded=len(shades) / len(rows) if rows else 0.0))
    return columns
