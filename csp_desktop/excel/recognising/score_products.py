"""Which scores of a table are the product of two others: likelihood times impact."""

from __future__ import annotations

from collections.abc import Sequence

from csp_desktop.excel.recognising.columns.score_scales import leading_number, step_of
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.as_written.amounts import parse_number

_LOOKED_AT = 400


def agreeing(table: FoundTable, column: int, pair: Sequence[int]) -> tuple[int, int]:
    """In how many rows the score of a column is the product of the two columns of a pair, and how many could tell."""
    judged = agree = 0
    for row in table.rows[:_LOOKED_AT]:
        said, first, second = (score_at(table, row, at) for at in (column, *pair))
        # Times one proves nothing: the score may be the other of the two itself.
        if said is not None and first is not None and second is not None and 1 not in (first, second):
            judged += 1
            agree += abs(said - first * second) < 0.01
    return agree, judged


def score_at(table: FoundTable, row: int, column: int) -> float | None:
    """The figure of a cell, or of the step its word is on the usual scale."""
    text = table.grid.text(row, column)
    number = parse_number(text)
    number = leading_number(text) if number is None else number
    return step_of(plain(text)) if number is None else number
