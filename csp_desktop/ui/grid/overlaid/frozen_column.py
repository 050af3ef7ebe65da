"""The first column of a grid once more, in sight while the others are scrolled away under it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionViewItem, QTableView, QWidget

from csp_desktop.ui.grid.cell_cursor import CellCursor
from csp_desktop.ui.look import theme


class FrozenColumn(QWidget):
    """The first column once more, over the left edge, while the others are scrolled away under it."""

    def __init__(self, view: QTableView, cells: CellCursor) -> None:
        super().__init__(view)
        self._view, self._cells = view, cells
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.UpdateRequest, QEvent.Type.Wheel):
            self.update()
        return False

    def settle(self) -> None:
        """Show over the first column, where that is out of sight; else hide."""
        view = self._view
        header: QHeaderView = view.horizontalHeader()
        shown_columns = self._cells.columns()
        if not view.horizontalScrollBar().value() or not shown_columns:
            self.hide()
            return
        width = header.sectionSize(shown_columns[0])
        place = view.viewport().geometry()
        self.setGeometry(place.left(), header.y(), width, header.height() + place.height())
        self.show()
        self.raise_()
        self.update()

    def _rows(self) -> list[tuple[QModelIndex, QRect]]:
        view = self._view
        shown_columns = self._cells.columns()
        model = view.model()
        top = view.horizontalHeader().height()
        cells: list[tuple[QModelIndex, QRect]] = []
        place = max(view.rowAt(0), 0)
        while shown_columns and place < model.rowCount():
            y = view.rowViewportPosition(place)
            if y > view.viewport().height():
                break
            cells.append(
                (model.index(place, shown_columns[0]), QRect(0, top + y, self.width(), view.rowHeight(place)))
            )
            place += 1
        return cells

    def _option(self, index: QModelIndex, rect: QRect) -> QStyleOptionViewItem:
        """How a cell is painted here instead of in its place."""
        option = QStyleOptionViewItem()
        option.rect = rect
        if self._view.selectionModel().isSelected(index):
            option.state |= QStyle.StateFlag.State_Selected
        return option

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.colours()
        painter = QPainter(self)
        top = self._view.horizontalHeader().height()
        painter.fillRect(self.rect(), QColor(c.surface))
        painter.setClipRect(0, top, self.width(), self.height() - top)
        for index, rect in self._rows():
            self._view.itemDelegate().paint(painter, self._option(index, rect), index)
        painter.setClipping(False)
        painter.fillRect(0, 0, self.width(), top, QColor(c.section))
        painter.setPen(QColor(c.soft))
        painter.setFont(self._view.horizontalHeader().font())
        shown_columns = self._cells.columns()
        label = (
            str(self._view.model().headerData(shown_columns[0], Qt.Orientation.Horizontal))
            if shown_columns
            else ""
        )
        painter.drawText(QRect(theme.px(10), 0, self.width(), top), Qt.AlignmentFlag.AlignVCenter, label)
        painter.fillRect(0, top - 1, self.width(), 1, QColor(c.line))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(c.rule))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for index, rect in self._rows():
            if rect.contains(event.position().toPoint()):
                self._view.setFocus()
                self._cells.press((index.row(), 0), event)
                return

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._view.horizontalScrollBar().setValue(0)
        self._view.edit(self._view.currentIndex())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._view.customContextMenuRequested.emit(event.pos())
