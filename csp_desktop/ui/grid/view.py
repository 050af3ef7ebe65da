"""The table itself: keys as in a spreadsheet, rows as tall as their text, the first column always in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from csp_desktop.ui.grid.cell_cursor import CellCursor, Spot, selected_cells, selected_ranges
from csp_desktop.ui.grid.columns import Column
from csp_desktop.ui.grid.keys import ACTIONS, STEPS, key_text
from csp_desktop.ui.grid.option_picker import OptionPicker
from csp_desktop.ui.grid.overlaid.fill_handle import FillHandle
from csp_desktop.ui.grid.overlaid.frozen_column import FrozenColumn
from csp_desktop.ui.grid.painting import GridDelegate
from csp_desktop.ui.grid.rows.model import GridModel
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.grid.rows.row_heights import RowHeights
from csp_desktop.ui.look import theme


class GridView(QTableView):
    """A table over a GridModel. What keys and menus ask for is announced by name through `asked`."""

    asked = Signal(str)
    """A GridAction."""
    filled = Signal(object)
    """What was typed is for every selected cell."""
    locked = Signal()
    """Something was typed into a cell that takes nothing."""
    selected = Signal()
    """The current row or the selected cells are new."""
    painted = Signal()
    """The cells were painted."""

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows_model = model
        self.write: Callable[[Row, Column, object], None] = lambda row, column, raw: None
        self.setModel(model)
        self.cells = CellCursor(self, model)
        self._leaving = False
        self._dragging = False
        self._delegate = GridDelegate(model, self, lambda row, column, raw: self.write(row, column, raw))
        self._delegate.moving_on.connect(self._scroll_on)
        self._delegate.moved_on.connect(self._typed_on)
        self._delegate.stepped.connect(self.cells.move)
        self._delegate.filled.connect(self.filled)
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
        self.setAccessibleDescription("Tab goes from cell to cell. Escape then Tab, or F6, leaves the grid.")
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme.px(24))
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(False)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(theme.px(36))
        header.sectionResized.connect(self._column_resized)
        # What is painted already is only moved when it is scrolled.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._frozen = FrozenColumn(self, self.cells)
        self.handle = FillHandle(self, self.cells, model)
        self.horizontalScrollBar().valueChanged.connect(lambda _: self._frozen.settle())
        self.verticalScrollBar().valueChanged.connect(lambda _: self._frozen.update())
        self._several = False
        self.selectionModel().selectionChanged.connect(lambda *_: self._selection_changed())
        self.selectionModel().currentChanged.connect(self._selection_changed)
        self.heights = RowHeights(self, model, self._delegate)
        self.heights.fitted.connect(self._frozen.update)

    # Heights and widths

    def set_tight(self, tight: bool) -> None:
        """Have rows of one line each under a low heading, or again as tall as their text."""
        if tight != self._delegate.tight:
            self._delegate.tight = tight
            self.verticalHeader().setMinimumSectionSize(0 if tight else theme.px(24))
            theme.set_role(self.horizontalHeader(), "tight" if tight else "")
            self.heights.fit()

    def _column_resized(self) -> None:
        self._frozen.settle()
        self.heights.fit_soon(80)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._frozen.settle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "heights"):
            self.heights.fit_soon(0)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self._delegate.replacing = False

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
            self._rows_model.lines[place] for place in sorted(places) if place < len(self._rows_model.lines)
        ]

    def current_row(self) -> Row | None:
        """The row the current cell is in."""
        place = self.currentIndex().row()
        return self._rows_model.lines[place] if 0 <= place < len(self._rows_model.lines) else None

    def _selection_changed(self, *indexes: QModelIndex) -> None:
        self._paint_chosen(*(index.row() for index in indexes))
        self.selected.emit()

    def _paint_chosen(self, *places: int) -> None:
        """Paint anew what looks different: these rows, but all where several cells are selected or were."""
        before, self._several = self._several, selected_cells(self) > 1
        viewport = self.viewport()
        if before or self._several:
            viewport.update()
        else:
            for place in places:
                viewport.update(0, self.rowViewportPosition(place), viewport.width(), self.rowHeight(place))
        self._frozen.update()

    def go_to(self, place: int, column: int | None = None) -> None:
        """Make a cell current (in the current column, or one by its number in the model), in sight."""
        shown_columns = self.cells.columns()
        if shown_columns and 0 <= place < len(self._rows_model.lines):
            at = self.currentIndex().column() if column is None else column
            self.cells.go((place, shown_columns.index(at) if at in shown_columns else 0))

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        super().scrollTo(index, hint)
        bar, shown_columns = self.horizontalScrollBar(), self.cells.columns()
        if bar.value() and shown_columns and index.column() != shown_columns[0]:
            # The first column stands over what is scrolled under it.
            behind = self.columnWidth(shown_columns[0]) - self.columnViewportPosition(index.column())
            bar.setValue(bar.value() - max(behind, 0))

    def _scroll_on(self, rows: int) -> None:
        """Have the row in sight that comes next: once an editor is gone, Qt paints all cells anew to scroll them."""
        index = self.currentIndex()
        following = index.siblingAtRow(index.row() + rows)
        if rows and following.isValid():
            self.scrollTo(following)

    def _typed_on(self, rows: int, columns: int) -> None:
        """An edit was finished: with a key that moves on, or the keys have gone elsewhere already."""
        if rows or columns:
            self.setFocus()
        if columns:
            self.cells.note_typing()
            if not self.cells.tab(columns):
                self._leave(columns)
        elif rows:
            self.cells.enter(rows)

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = key_text(event)
        editor, focus = self._delegate.editor, QApplication.focusWidget()
        if editor is not None and focus is not None and (focus is editor or editor.isAncestorOf(focus)):
            self._pressed_in_editor(editor, event, pressed)
            return
        leaving, self._leaving = self._leaving, False
        if pressed in STEPS:
            STEPS[pressed](self.cells)
        elif pressed in ACTIONS:
            self.asked.emit(ACTIONS[pressed])
        elif pressed in ("Tab", "Shift+Tab"):
            step = 1 if pressed == "Tab" else -1
            if leaving or not self.cells.tab(step):
                self._leave(step)
        elif pressed in ("F6", "Shift+F6"):
            self._leave(1 if pressed == "F6" else -1)
        elif pressed in ("Return", "Enter", "Shift+Return", "Shift+Enter"):
            self.cells.enter(-1 if pressed.startswith("Shift") else 1)
        elif pressed == "Esc":
            self._leaving = True
            self.asked.emit("escape")
            if leaving:
                # A dialog it stands in is closed by the second.
                event.ignore()
                return
        elif _alt_gr(event) and self._takes_typing():
            self.write_in(event.text())
        elif event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            # Nothing else typed with Ctrl or Alt opens an editor.
            event.ignore()
            return
        elif event.text().isprintable() and event.text() and not self._takes_typing():
            self.locked.emit()
        elif pressed == "Backspace" and self._takes_typing():
            self.write_in("")
        elif pressed == "F2" and self._takes_typing():
            self.edit(self.currentIndex())
        else:
            self._delegate.replacing = True
            super().keyPressEvent(event)
            self._delegate.replacing = self._delegate.replacing and self._delegate.editor is not None
            return
        event.accept()

    def _pressed_in_editor(self, editor: QWidget, event: QKeyEvent, pressed: str) -> None:
        """A key the open editor had no use for: the grid's own are not for the cell that is being edited.

        What moves on ends an entry that was begun by typing, as in a spreadsheet; a list stays open.
        """
        leaves = pressed in ("F6", "Shift+F6")
        if leaves or (pressed in STEPS and self._delegate.replacing and not isinstance(editor, OptionPicker)):
            self.finish_editing()
            if leaves:
                self._leave(1 if pressed == "F6" else -1)
            else:
                STEPS[pressed](self.cells)
        elif pressed not in STEPS and pressed not in ACTIONS:
            event.ignore()
            return
        event.accept()

    def write_in(self, text: str, *, over: bool = True) -> None:
        """Open the editor of the current cell with other words in it, the caret at their end.

        `over`: they take the place of what is there, as what is typed does.
        """
        self._delegate.replacing = over
        self.edit(self.currentIndex())
        editor = self._delegate.editor
        if isinstance(editor, QLineEdit):
            editor.clear()
            editor.insert(text)
        elif isinstance(editor, QPlainTextEdit):
            editor.clear()
            editor.insertPlainText(text)

    def _takes_typing(self) -> bool:
        return bool(self._rows_model.flags(self.currentIndex()) & Qt.ItemFlag.ItemIsEditable)

    def _leave(self, step: int) -> None:
        """Give the keys to what stands after the grid (+1) or before it."""
        QWidget.focusNextPrevChild(self, step > 0)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QContextMenuEvent) and event.reason() == QContextMenuEvent.Reason.Keyboard:
            # The menu of a key opens at the cell it is for, as one of the mouse does.
            index = self.currentIndex()
            self.scrollTo(index)
            seen = self.visualRect(index) & self.viewport().rect()
            self.customContextMenuRequested.emit(seen.center())
            return True
        # Before anything else takes Tab for leaving the grid.
        if isinstance(event, QKeyEvent):
            if event.type() != QEvent.Type.KeyRelease:
                # The next key means what became of the last one, wherever it goes.
                self._rows_model.context.tell()
            pressed = key_text(event)
            if event.type() == QEvent.Type.ShortcutOverride and pressed == "F6":
                # Elsewhere it goes to the grid; here it leaves it.
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and pressed in ("Tab", "Shift+Tab"):
                self.keyPressEvent(event)
                return True
        return super().event(event)

    def keyboardSearch(self, search: str) -> None:
        """Nothing: what is typed edits, it does not look for rows."""

    def selectAll(self) -> None:
        self.cells.select_all()

    def _spot_at(self, event: QMouseEvent) -> Spot | None:
        index, shown_columns = self.indexAt(event.position().toPoint()), self.cells.columns()
        return (index.row(), shown_columns.index(index.column())) if index.isValid() else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._rows_model.context.tell()
        if event.button() == Qt.MouseButton.LeftButton and self.handle.holds(event.position().toPoint()):
            self.handle.begin()
            return
        spot = self._spot_at(event)
        self._leaving = False
        if spot is not None:
            held = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
            if event.button() == Qt.MouseButton.LeftButton and not event.modifiers() & held:
                super().mousePressEvent(event)
            self.cells.press(spot, event)
        self._dragging = event.button() == Qt.MouseButton.LeftButton and spot is not None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.handle.dragged:
            spot = self._spot_at(event)
            if spot is not None:
                self.handle.drag(spot)
        elif self._dragging and event.buttons() & Qt.MouseButton.LeftButton:
            spot = self._spot_at(event)
            if spot is not None and (spot != self.cells.spot or self.cells.reach != spot):
                self.cells.extend(spot)
        else:
            super().mouseMoveEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.handle.holds(event.position().toPoint()):
            self.handle.fill_down()
        else:
            super().mouseDoubleClickEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False
        if self.handle.dragged:
            self.handle.end()
        super().mouseReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        with self._painting_no_more():
            super().focusOutEvent(event)
        self._paint_chosen(self.currentIndex().row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        with self._painting_no_more():
            super().focusInEvent(event)
        self._paint_chosen(self.currentIndex().row())
        if not self.currentIndex().isValid() and self._rows_model.lines:
            self.go_to(0)
        if QAccessible.isActive():
            # Of the table alone one does not hear where in it the keys are; it is told as soon as this is over.
            QTimer.singleShot(0, self, self._tell_cell)

    @contextmanager
    def _painting_no_more(self) -> Iterator[None]:
        """Qt has all cells painted where the keys come or go; only the row they are in looks different."""
        attribute = Qt.WidgetAttribute.WA_UpdatesDisabled
        off = {widget: widget.testAttribute(attribute) for widget in (self, self.viewport())}
        for widget in off:
            widget.setAttribute(attribute, True)
        try:
            yield
        finally:
            for widget, before in off.items():
                widget.setAttribute(attribute, before)

    def _tell_cell(self) -> None:
        """Have a screen reader say the current cell."""
        place = self.currentIndex()
        if self.hasFocus() and place.isValid():
            told = QAccessibleEvent(self, QAccessible.Event.Focus)
            # Qt counts the cells of a table row by row, with the headings of columns and rows among them.
            told.setChild((place.row() + 1) * (self._rows_model.columnCount() + 1) + place.column() + 1)
            QAccessible.updateAccessibility(told)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self.viewport()).fillRect(event.rect(), theme.colour("surface"))
        super().paintEvent(event)
        self.handle.paint(QPainter(self.viewport()))
        words = str(self.property("empty") or "")
        if self._rows_model.all_rows:
            words = self._rows_model.filter.nothing_words
        if not self._rows_model.rows and words:
            painter = QPainter(self.viewport())
            painter.setPen(theme.colour("soft"))
            painter.setFont(theme.font())
            foot = sum(self.rowHeight(line) for line in range(len(self._rows_model.lines)))
            place = self.viewport().rect().adjusted(theme.px(24), foot + theme.px(24), -theme.px(24), 0)
            painter.drawText(place, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, words)
        self.painted.emit()


def _alt_gr(event: QKeyEvent) -> bool:
    """Whether a sign is typed with AltGr ("€", "é"), which Windows tells as Ctrl and Alt."""
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return event.modifiers() & both == both and bool(event.text()) and event.text().isprintable()
