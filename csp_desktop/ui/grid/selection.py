"""The selected cells of a table, by the ranges Qt keeps them in."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionRange
from PySide6.QtWidgets import QAbstractItemView


def selected_ranges(view: QAbstractItemView) -> list[QItemSelectionRange]:
    """The ranges of selected cells; never cell by cell, for there may be very many."""
    selection = view.selectionModel().selection()
    return [selection.at(place) for place in range(selection.count())]


def selected_cells(view: QAbstractItemView) -> int:
    """How many cells are selected."""
    return sum(cells.width() * cells.height() for cells in selected_ranges(view))
