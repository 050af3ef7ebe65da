"""A matrix of scores beside or below a register: the steps of a scale head its columns, over figures."""

from __future__ import annotations

from itertools import pairwise

from csp_desktop.excel.recognising.tables_found import FoundColumn, FoundTable
from csp_desktop.excel.recognising.wordings.cell_words import LEVEL_WORDS
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.as_written.amounts import parse_number

_STEPS = {*"12345", "insignificant", "negligible", *LEVEL_WORDS}
_FEWEST, _NEARLY_ALL = 3, 0.8
# So many columns more may label the rows.
_LABELS = 2


def is_matrix(table: FoundTable, columns: list[FoundColumn]) -> bool:
    """Are columns headed by the steps of a scale, one after the other, over figures that are of no record?"""
    steps = [column for column in columns if plain(column.own) in _STEPS]
    if len(steps) < _FEWEST or len(columns) - len(steps) > _LABELS:
        return False
    figures = [parse_number(column.own) for column in steps]
    in_turn = all(one is None or other is None or abs(other - one) == 1 for one, other in pairwise(figures))
    cells = [text for column in steps for row in table.rows if (text := table.grid.text(row, column.column))]
    scored = sum(parse_number(text) is not None for text in cells)
    return in_turn and len(cells) > len(steps) and scored >= _NEARLY_ALL * len(cells)
