"""The table itself: keys as in a spreadsheet, rows as tall as their text, the first column always in sight."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from csp_desktop.ui.grid.columns import Column, Row
from csp_desktop.ui.grid.model import GridModel
from csp_desktop.ui.grid.painting import GridDelegate
from csp_desktop.ui.grid.selection import selected_ranges
from csp_desktop.ui.look import theme
from csp_desktop.ui.tab import GridAction

_SIZED_AT_ONCE = 300


class GridView(QTableView):
    """A table over a GridModel. What keys and menus ask for is announced by name through `asked`."""

    asked = Signal(str)
    """A GridAction."""
    selected = Signal()
    """The current row or the selected cells are new."""

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows_model = model
        self.write: Callable[[Row, Column, object], None] = lambda row, column, raw: None
        self.setModel(model)
        self._delegate = GridDelegate(model, self, lambda row, column, raw: self.write(row, column, raw))
        self._delegate.moved_on.connect(self._move_on)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme.px(24))
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(False)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(theme.px(36))
        header.sectionResized.connect(self._column_resized)
        self._frozen = _FrozenColumn(self)
        self.horizontalScrollBar().valueChanged.connect(lambda _: self._frozen.settle())
        self.verticalScrollBar().valueChanged.connect(lambda _: self._frozen.update())
        self.selectionModel().selectionChanged.connect(lambda *_: self._selection_changed())
        self.selectionModel().currentChanged.connect(lambda *_: self._selection_changed())
        self._sizing = QTimer(self)
        self._sizing.setSingleShot(True)
        self._sizing.timeout.connect(self.size_rows)
        self._size_rest = QTimer(self)
        self._size_rest.setInterval(0)
        self._size_rest.timeout.connect(self._size_some)
        self._sized = 0
        self._heights: dict[tuple[object, ...], int] = {}

    # Heights and widths

    def size_rows(self) -> None:
        """Make rows as tall as their text: those near the top at once, the others when there is time."""
        self._sizing.stop()
        if len(self._heights) > 20_000:
            self._heights.clear()
        self._sized = 0
        self._size_some()
        if self._sized < len(self._rows_model.rows):
            self._size_rest.start()

    def _size_some(self) -> None:
        rows = self._rows_model.rows
        header, vertical = self.horizontalHeader(), self.verticalHeader()
        wrapping = [
            (column, header.sectionSize(place))
            for place, column in enumerate(self._rows_model.columns)
            if column.wraps and not header.isSectionHidden(place)
        ]
        shape = (theme.px(100), *(width for _, width in wrapping))
        stop = min(self._sized + _SIZED_AT_ONCE, len(rows))
        for place in range(self._sized, stop):
            row = rows[place]
            words = ((column.text(row), column.under(row)) for column, _ in wrapping)
            key = (row.heading, row.depth, *words, shape)
            height = self._heights.get(key)
            if height is None:
                height = self._delegate.height_of(row, iter(wrapping))
                self._heights[key] = height
            if vertical.sectionSize(place) != height:
                vertical.resizeSection(place, height)
        self._sized = stop
        if stop >= len(rows):
            self._size_rest.stop()
        self._frozen.update()

    def _column_resized(self) -> None:
        self._frozen.settle()
        self._sizing.start(80)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._frozen.settle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_sizing"):
            self._sizing.start(0)

    def finish_editing(self) -> None:
        """Take what is being typed in a cell, and close its editor."""
        editor = self._delegate.editor
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    # Selection

    def selected_rows(self) -> list[Row]:
        """The rows any selected cell is in, from the top."""
        places: set[int] = set()
        for cells in selected_ranges(self):
            places.update(range(cells.top(), cells.bottom() + 1))
        if not places and self.currentIndex().isValid():
            places = {self.currentIndex().row()}
        return [
            self._rows_model.rows[place] for place in sorted(places) if place < len(self._rows_model.rows)
        ]

    def current_row(self) -> Row | None:
        """The row the current cell is in."""
        place = self.currentIndex().row()
        return self._rows_model.rows[place] if 0 <= place < len(self._rows_model.rows) else None

    def visual_columns(self) -> list[int]:
        """The shown columns, from the left, by their number in the model."""
        header = self.horizontalHeader()
        order = [header.logicalIndex(visual) for visual in range(header.count())]
        return [column for column in order if not header.isSectionHidden(column)]

    def _selection_changed(self) -> None:
        self.viewport().update()
        self._frozen.update()
        self.selected.emit()

    def go_to(self, place: int, column: int | None = None, *, extend: bool = False) -> None:
        """Make a cell current and bring it into sight."""
        shown = self.visual_columns()
        if not shown or not 0 <= place < len(self._rows_model.rows):
            return
        at = self.currentIndex().column() if column is None else column
        index = self._rows_model.index(place, at if at in shown else shown[0])
        command = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.Select if extend else command
        )
        self.scrollTo(index)

    def _move_on(self, rows: int, columns: int) -> None:
        self.setFocus()
        current = self.currentIndex()
        if not current.isValid():
            return
        column = current.column()
        if columns:
            shown = self.visual_columns()
            at = shown.index(column) + columns if column in shown else 0
            column = shown[max(0, min(at, len(shown) - 1))]
        last = len(self._rows_model.rows) - 1
        self.go_to(max(0, min(current.row() + rows, last)), column)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, with_keys = event.key(), event.modifiers()
        control = bool(with_keys & Qt.KeyboardModifier.ControlModifier)
        alt = bool(with_keys & Qt.KeyboardModifier.AltModifier)
        asked: GridAction | None = None
        if event.matches(QKeySequence.StandardKey.Copy):
            asked = "copy"
        elif event.matches(QKeySequence.StandardKey.Cut):
            asked = "cut"
        elif event.matches(QKeySequence.StandardKey.Paste):
            asked = "paste"
        elif control and key == Qt.Key.Key_D:
            asked = "fill"
        elif control and key in (Qt.Key.Key_Minus, Qt.Key.Key_Delete):
            asked = "delete"
        elif key == Qt.Key.Key_Insert or (control and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal)):
            asked = "insert"
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not control and not alt:
            asked = "clear"
        elif alt and key in _MOVES:
            asked = _MOVES[key]
        elif control and key == Qt.Key.Key_Space:
            asked = "fold"
        if asked is not None:
            self.asked.emit(asked)
            event.accept()
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._move_on(-1 if with_keys & Qt.KeyboardModifier.ShiftModifier else 1, 0)
            return
        if key == Qt.Key.Key_Escape:
            self.asked.emit("escape")
            return
        if control or alt:
            # Nothing typed with Ctrl or Alt opens an editor.
            if key in _NAVIGATION or event.matches(QKeySequence.StandardKey.SelectAll):
                super().keyPressEvent(event)
            else:
                event.ignore()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows_model.rows:
            self.go_to(0)

    def focusNextPrevChild(self, next: bool) -> bool:
        return QWidget.focusNextPrevChild(self, next)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._rows_model.rows and self.property("empty"):
            painter = QPainter(self.viewport())
            painter.setPen(theme.colour("soft"))
            painter.setFont(theme.font())
            place = self.viewport().rect().adjusted(theme.px(24), theme.px(24), -theme.px(24), 0)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, str(self.property("empty"))
            )

    def option_for(self, index: QModelIndex, rect: QRect) -> QStyleOptionViewItem:
        """How a cell is to be painted somewhere else than in its place."""
        option = QStyleOptionViewItem()
        option.rect = rect
        if self.selectionModel().isSelected(index):
            option.state |= QStyle.StateFlag.State_Selected
        return option


_MOVES: dict[int, GridAction] = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Right: "in",
    Qt.Key.Key_Left: "out",
}
_NAVIGATION = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}


class _FrozenColumn(QWidget):
    """The first column once more, over the left edge, while the others are scrolled away under it."""

    def __init__(self, view: GridView) -> None:
        super().__init__(view)
        self._view = view
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
        shown = view.visual_columns()
        if not view.horizontalScrollBar().value() or not shown:
            self.hide()
            return
        width = header.sectionSize(shown[0])
        place = view.viewport().geometry()
        self.setGeometry(place.left(), header.y(), width, header.height() + place.height())
        self.show()
        self.raise_()
        self.update()

    def _rows(self) -> list[tuple[QModelIndex, QRect]]:
        view = self._view
        shown = view.visual_columns()
        model = view.model()
        top = view.horizontalHeader().height()
        cells: list[tuple[QModelIndex, QRect]] = []
        place = max(view.rowAt(0), 0)
        while shown and place < model.rowCount():
            y = view.rowViewportPosition(place)
            if y > view.viewport().height():
                break
            cells.append(
                (model.index(place, shown[0]), QRect(0, top + y, self.width(), view.rowHeight(place)))
            )
            place += 1
        return cells

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.colours()
        painter = QPainter(self)
        top = self._view.horizontalHeader().height()
        painter.fillRect(self.rect(), QColor(c.surface))
        painter.setClipRect(0, top, self.width(), self.height() - top)
        for index, rect in self._rows():
            self._view.itemDelegate().paint(painter, self._view.option_for(index, rect), index)
        painter.setClipping(False)
        painter.fillRect(0, 0, self.width(), top, QColor(c.section))
        painter.setPen(QColor(c.soft))
        painter.setFont(self._view.horizontalHeader().font())
        shown = self._view.visual_columns()
        label = str(self._view.model().headerData(shown[0], Qt.Orientation.Horizontal)) if shown else ""
        painter.drawText(QRect(theme.px(10), 0, self.width(), top), Qt.AlignmentFlag.AlignVCenter, label)
        painter.fillRect(0, top - 1, self.width(), 1, QColor(c.line))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(c.field_line))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for index, rect in self._rows():
            if rect.contains(event.position().toPoint()):
                self._view.setFocus()
                flag = QItemSelectionModel.SelectionFlag
                self._view.selectionModel().setCurrentIndex(index, flag.ClearAndSelect)
                return

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._view.horizontalScrollBar().setValue(0)
        self._view.edit(self._view.currentIndex())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._view.customContextMenuRequested.emit(event.pos())
