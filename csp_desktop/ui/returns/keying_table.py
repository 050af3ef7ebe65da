"""One sheet of a return's form as a table to type into."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from csp_desktop.editing.returns.values import said
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow, IssuedSheet
from csp_desktop.registers.return_form import NEW_ITEMS, ROW_CODE
from csp_desktop.ui.look import theme

_ASKED = 2
_LOCKED = 3
_NEW_ROWS = 6
_NARROWEST = 134
"""Of a column of words, for 13 px text."""
_WIDTHS = {"rag": 90, "date": 110}
_PADDING = 7
"""Around the words of a cell, for 13 px text; the looks of a table of boxes have the same."""
_TALLEST = 100_000
# However much is asked in a row, what stands in it begins on one line.
_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class _Box(QTableWidgetItem):
    """A box to type into; a screen reader says so where nothing is in it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTextAlignment(_TOP)

    def data(self, role: int) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.text() or "empty"
        return super().data(role)


class _Asked(QTableWidgetItem):
    """What is asked: to be read, not typed into."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTextAlignment(_TOP)
        self.setFlags(Qt.ItemFlag.ItemIsEnabled)

    def data(self, role: int) -> Any:
        return theme.colour("soft") if role == Qt.ItemDataRole.ForegroundRole else super().data(role)


class _BoxEditing(QStyledItemDelegate):
    """Opens an editor that says which box it is over."""

    editor: QWidget | None = None
    """The editor that is open."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = super().createEditor(parent, option, index)
        editor.setAccessibleName(index.data(Qt.ItemDataRole.AccessibleDescriptionRole))
        self.editor = editor
        return editor

    def destroyEditor(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        self.editor = None
        super().destroyEditor(editor, index)


class KeyingTable(QTableWidget):
    """One sheet of the form: locked what is asked, then a cell for each box. Enter goes on to the next box.

    The sheet of new items has rows without a code, as many as the paper has room for.
    """

    asked_width = 240
    """Width of what is asked, for 13 px text, where there is room."""

    finished = Signal()
    """Enter was pressed in the last box."""

    def __init__(self, form: IssuedForm, sheet: IssuedSheet, parent: QWidget | None = None) -> None:
        new = sheet.key == NEW_ITEMS
        rows = [IssuedRow("", "", {}) for _ in range(_NEW_ROWS)] if new else sheet.rows
        super().__init__(len(rows), _LOCKED + len(sheet.form.inputs), parent)
        self.title = sheet.form.title
        self.codes = [row.code for row in rows if row.code]
        """The codes of its rows; none for rows that are new."""
        self._headers = [column.header for column in sheet.form.inputs]
        self._before: dict[tuple[int, int], str] = {}
        self.setAccessibleName(f"{self.title}, to key in")
        self.setHorizontalHeaderLabels([ROW_CODE, "Ref", "What is asked", *self._headers])
        self._editing = _BoxEditing(self)
        self.setItemDelegate(self._editing)
        self.setTabKeyNavigation(True)
        self.setWordWrap(True)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.verticalHeader().hide()
        theme.set_role(self, "boxes")
        named = [" ".join(f"{row.ref} {row.title}".split()) for row in rows]
        named = [name or f"New item {number}" for number, name in enumerate(named, 1)]
        # Nobody sees them; a screen reader says them with each cell.
        self.setVerticalHeaderLabels(named)
        for number, row in enumerate(rows):
            for place, text in enumerate((row.code, row.ref, " ".join(row.title.split()))):
                self.setItem(number, place, _Asked(text))
            for place, column in enumerate(sheet.form.inputs, _LOCKED):
                words = said(column, row.shown(column.key), form.rag_words)
                self._before[number, place] = words
                item = _Box(words)
                item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, f"{column.header}, {named[number]}")
                self.setItem(number, place, item)
        for place in range(_LOCKED if new else 0):
            self.setColumnHidden(place, True)
        self._kinds = [column.field.kind for column in sheet.form.inputs]
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self._share_width()
        self.verticalHeader().setMinimumSectionSize(theme.px(32))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Give each column its width, and what is left to the boxes for words.

        Where that is too little what is asked gives way first; no column is narrower than its heading, and
        no box for words than can be typed into: the table then scrolls.
        """
        header = self.horizontalHeader()
        wished = [76, 54, self.asked_width, *(_WIDTHS.get(kind, 100) for kind in self._kinds)]
        shown = [place for place in range(self.columnCount()) if not self.isColumnHidden(place)]
        widths = {place: max(theme.px(wished[place]), header.sectionSizeHint(place)) for place in shown}
        words = [place for place in shown if place >= _LOCKED and self._kinds[place - _LOCKED] == "narrative"]
        for place in words:
            widths[place] = max(theme.px(_NARROWEST), header.sectionSizeHint(place))
        spare = self.viewport().width() - sum(widths.values())
        if spare < 0 and _ASKED in widths:
            widths[_ASKED] = max(widths[_ASKED] + spare, theme.px(_NARROWEST), header.sectionSizeHint(_ASKED))
        for place in words:
            widths[place] += max(spare, 0) // len(words)
        for place, width in widths.items():
            self.setColumnWidth(place, width)

    def sizeHintForRow(self, row: int) -> int:
        """What the words take with the space around them, which Qt does not reckon in where they break."""
        room = 2 * theme.px(_PADDING)
        # A table leaves three more pixels at either side of a text, and one for the line between two columns.
        across = [(place, self.columnWidth(place) - room - 7) for place in range(self.columnCount())]
        tallest = self.fontMetrics().lineSpacing()
        for place, width in across:
            item = self.item(row, place)
            if item is not None and item.text() and not self.isColumnHidden(place):
                taken = self.fontMetrics().boundingRect(
                    QRect(0, 0, width, _TALLEST), Qt.TextFlag.TextWordWrap, item.text()
                )
                tallest = max(tallest, taken.height())
        return tallest + room + 2

    def begin(self) -> None:
        """Go to the first box."""
        self.setCurrentCell(0, _LOCKED)
        self.setFocus()

    def go_to(self, row: int, box: int) -> None:
        """Go to one box, by its row and its place among the boxes of the row."""
        self.setCurrentCell(row, _LOCKED + box)
        self.setFocus()

    def finish_editing(self) -> None:
        """Take what is being typed into a box, and close its editor."""
        editor = self._editing.editor
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def typed(self) -> dict[tuple[str, str], str]:
        """What was changed: words by (row code, heading); "" where a box was emptied."""
        if not self.codes:
            return {}
        return {(self.codes[number], heading): words for (number, heading), words in self._changed().items()}

    def added(self) -> list[dict[str, str]]:
        """The rows that are new, words by heading."""
        if self.codes:
            return []
        rows: dict[int, dict[str, str]] = {}
        for (number, heading), words in self._changed().items():
            rows.setdefault(number, {})[heading] = words
        return list(rows.values())

    def _changed(self) -> dict[tuple[int, str], str]:
        changed = {}
        for (number, place), before in self._before.items():
            box = self.item(number, place)
            words = box.text().strip() if box is not None else before.strip()
            if words != before.strip():
                changed[number, self._headers[place - _LOCKED]] = words
        return changed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            # The editor passes its Enter on; it goes on itself once it is closed.
            if self.state() != QAbstractItemView.State.EditingState:
                self._go_on()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and self._at_end(event.key()):
            # Tab walks the boxes and then goes on; without this it would begin again for ever.
            QWidget.focusNextPrevChild(self, event.key() == Qt.Key.Key_Tab)
        elif event.key() == Qt.Key.Key_Delete and self.currentColumn() >= _LOCKED:
            self.currentItem().setText("")
        else:
            super().keyPressEvent(event)

    def _at_end(self, key: int) -> bool:
        """Whether there is no box left in the direction of Tab or Shift+Tab."""
        if key == Qt.Key.Key_Tab:
            return (self.currentRow(), self.currentColumn()) == (self.rowCount() - 1, self.columnCount() - 1)
        return self.currentRow() <= 0 and self.currentColumn() <= _LOCKED

    def _go_on(self) -> None:
        row, column = self.currentRow(), self.currentColumn() + 1
        if column >= self.columnCount():
            row, column = row + 1, _LOCKED
        if row < self.rowCount():
            self.setCurrentCell(row, max(column, _LOCKED))
        else:
            self.finished.emit()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            QTimer.singleShot(0, self, self._go_on)  # once the editor is gone
