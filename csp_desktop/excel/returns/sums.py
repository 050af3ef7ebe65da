"""Rows a partner added below the table that add its figures up, or are nothing but figures: no new items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from csp_desktop.excel.opening.read_cells import ReadCell
from csp_desktop.excel.returns.cells.quoted_cells import shown_text
from csp_desktop.excel.wording.sums import MAYBE_TOTAL, TOTAL
from csp_desktop.registers.as_written.amounts import parse_money, parse_number
from csp_desktop.registers.fields import is_blank

Cells = Mapping[int, ReadCell]
_NEARLY = 0.005


def only_figures(cells: Cells) -> bool:
    """Whether a row holds figures and no words but those that may name a sum."""
    filled = [cell for cell in cells.values() if cell.kind == "no value" or not is_blank(cell.value)]
    figures = [cell for cell in filled if figure_in(cell) is not None or cell.kind == "no value"]
    words = [cell for cell in filled if cell not in figures]
    return bool(figures) and all(may_name_sum(shown_text(cell)) for cell in words)


def names_sum(cells: Cells) -> bool:
    """Whether such a row surely says that it is a sum."""
    return any(cell.kind == "text" and TOTAL.fullmatch(cell.value.strip()) for cell in cells.values())


def may_name_sum(words: str) -> bool:
    """Whether words surely or perhaps say that a row is a sum."""
    return any(pattern.fullmatch(words.strip()) for pattern in (TOTAL, MAYBE_TOTAL))


def adds_up(cells: Cells, above: Iterable[Cells]) -> bool:
    """Whether every figure of such a row is the sum of its column, or to be calculated from it."""
    rows = list(above)
    for column, cell in cells.items():
        figure = figure_in(cell)
        added = [number for row in rows if column in row and (number := figure_in(row[column])) is not None]
        if figure is not None and (not added or not nearly_equal(sum(added), figure)):
            return False
    return any(cell.kind in ("text", "no value") for cell in cells.values())


def nearly_equal(one: float, other: float) -> bool:
    """Whether two amounts differ by no more than programs lose of them."""
    return abs(one - other) <= _NEARLY


def figure_in(cell: ReadCell) -> float | None:
    """The figure a cell holds, in pounds where it is money; None where it holds none."""
    if cell.kind in ("number", "percent"):
        return float(cell.value)
    if cell.kind != "text":
        return None
    pence = parse_money(cell.value) if "£" in cell.value else None
    return parse_number(cell.value) if pence is None else pence / 100
