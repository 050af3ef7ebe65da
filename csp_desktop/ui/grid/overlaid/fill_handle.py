"""The small square at the corner of the selection: dragged it copies on, double-clicked it fills down."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QTableView

from csp_desktop.ui.grid.cell_cursor import CellCursor, Spot
from csp_desktop.ui.grid.rows.model import GridModel
from csp_desktop.ui.look import theme

_SIDE = 7


class FillHandle(QObject):
    """Drawn and dragged over a view; `filled` says how far what is selected is to be copied."""

    filled = Signal(object)
    """The Spot of the last cell to fill: below, above, right or left of what is selected."""

    def __init__(self, view: QTableView, cells: CellCursor, model: GridModel) -> None:
        super().__init__(view)
        self._view, self._cells, self._model = view, cells, model
        self._to: Spot | None = None

    @property
    def dragged(self) -> bool:
        """Whether it is being dragged."""
        return self._to is not None

    def _block(self) -> tuple[int, int, int, int] | None:
        """Top, left, bottom and right of what is selected, where that can be copied on."""
        if not self._model.context.editable or self._cells.spot is None or not self._cells.in_one_block:
            return None
        block = self._cells.bounds()
        return block if block[2] < len(self._model.rows) else None

    def _rect(self, top: int, left: int, bottom: int, right: int) -> QRect:
        shown_columns = self._cells.columns()
        corners = ((top, left), (bottom, right))
        first, last = (
            self._view.visualRect(self._model.index(row, shown_columns[at])) for row, at in corners
        )
        return first.united(last)

    @property
    def place(self) -> QRect:
        """Where it is, in the viewport; empty where there is none."""
        block = self._block()
        if block is None:
            return QRect()
        side = theme.px(_SIDE)
        corner = self._rect(*block).bottomRight()
        return QRect(corner.x() - side, corner.y() - side, side + 1, side)

    def holds(self, point: QPoint) -> bool:
        """Whether a point of the viewport is on it, or as good as."""
        place = self.place
        return not place.isEmpty() and place.adjusted(-2, -2, 3, 3).contains(point)

    def begin(self) -> None:
        """It was pressed."""
        block = self._block()
        self._to = block[2:] if block is not None else None

    def drag(self, spot: Spot) -> None:
        """The pointer is over another cell."""
        block = self._block()
        if block is None:
            return
        top, left, bottom, right = block
        row, column = min(spot[0], len(self._model.rows) - 1), spot[1]
        beyond_rows = max(row - bottom, top - row, 0)
        beyond_columns = max(column - right, left - column, 0)
        # As in a spreadsheet it goes one way only: the one it was dragged further.
        if beyond_rows >= beyond_columns:
            self._to = (row if beyond_rows else bottom, right)
        else:
            self._to = (bottom, column)
        self._view.scrollTo(self._model.index(self._to[0], self._cells.columns()[self._to[1]]))
        self._view.viewport().update()

    def end(self) -> None:
        """It was let go."""
        to, self._to = self._to, None
        self._view.viewport().update()
        block = self._block()
        if to is not None and block is not None and to != block[2:]:
            self.filled.emit(to)

    def fill_down(self) -> None:
        """Fill as far down as the cells beside reach, as a double click does."""
        block = self._block()
        if block is None:
            return
        _, left, bottom, right = block
        for beside in (left - 1, right + 1):
            last = bottom
            while last + 1 < len(self._model.rows) and self._cells.filled((last + 1, beside)):
                last += 1
            if last > bottom:
                self.filled.emit((last, right))
                return

    def paint(self, painter: QPainter) -> None:
        """Draw it, and while it is dragged, what would be filled."""
        block, place = self._block(), self.place
        if block is None or place.isEmpty() or not self._view.hasFocus():
            return
        c = theme.colours()
        if self._to is not None and self._to != block[2:]:
            top, left, bottom, right = block
            row, column = self._to
            reach = self._rect(min(top, row), min(left, column), max(bottom, row), max(right, column))
            painter.setPen(QPen(QColor(c.accent), 1, Qt.PenStyle.DashLine))
            painter.drawRect(reach.adjusted(0, 0, -1, -2))
        painter.fillRect(place.adjusted(-1, -1, 1, 1), QColor(c.surface))
        painter.fillRect(place, QColor(c.accent))
