"""How a cell of a grid is edited: the editor that fits its field, and the keys that end it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.fields import Field, Links, Narrative
from csp_desktop.ui.grid.cell_text import line_height, text_lines
from csp_desktop.ui.grid.columns import Column
from csp_desktop.ui.grid.form_boxes import put_words
from csp_desktop.ui.grid.option_picker import OptionPicker, options_for
from csp_desktop.ui.grid.rows.model import GridModel
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.look import theme

Index = QModelIndex | QPersistentModelIndex
_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class CellEditing(QStyledItemDelegate):
    """Opens editors over cells, and hands on what was typed.

    `replacing` says, before one is opened, that what is typed takes the place of what is there; else the
    caret stands at its end.
    """

    filled = Signal(object)
    """What was typed is for every selected cell."""
    stepped = Signal(int, int)
    """An arrow key ended an edit that began by typing: how many rows and columns to go."""
    moving_on = Signal(int)
    """An edit is finished with a key that moves so many rows on; its editor is still open."""
    moved_on = Signal(int, int)
    """An edit was finished with a key: how many rows and columns to move on."""

    def __init__(
        self, model: GridModel, view: QTableView, write: Callable[[Row, Column, object], None]
    ) -> None:
        super().__init__(view)
        self._model, self._view, self._write = model, view, write
        self.editor: QWidget | None = None
        """The editor that is open."""
        self.replacing = False

    def _declared(self, index: Index) -> tuple[Row, Column, Field]:
        row, column = self._model.lines[index.row()], self._model.columns[index.column()]
        field = column.field(row)
        assert field is not None  # the model's flags say so
        return row, column, field

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        row, column, field = self._declared(index)
        options = options_for(self._model.context, field)
        named = f"{column.label}, {row.called}"
        editor: QWidget
        if options is not None:
            editor = OptionPicker(
                named,
                options,
                column.value(row),
                several=isinstance(field, Links),
                reads=lambda words: column.parse(row, words),
                parent=parent,
            )
            editor.settled.connect(lambda rows, columns: self._finish(editor, rows, columns))
            editor.filled.connect(lambda: self._fill(editor))
            editor.left.connect(
                lambda: self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            )
        elif isinstance(field, Narrative):
            editor = QPlainTextEdit(parent)
            editor.setTabChangesFocus(True)
            editor.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            editor.textChanged.connect(lambda: self._grow(editor))
        else:
            editor = QLineEdit(parent)
            if column.right:
                editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        if not isinstance(editor, OptionPicker):
            theme.set_role(editor, "in-cell")
            editor.setAccessibleName(named)
        self.editor = editor
        if isinstance(editor, QLineEdit):
            editor.textEdited.connect(lambda text: self._note_typing(editor, text))
        elif isinstance(editor, QPlainTextEdit):
            editor.textChanged.connect(lambda: self._note_typing(editor, editor.toPlainText()))
        elif isinstance(editor, OptionPicker):
            editor.line.textChanged.connect(lambda text: self._note_typing(editor, text))
        return editor

    def _note_typing(self, editor: QWidget, text: str) -> None:
        """Let the window know whether an editor holds anything new."""
        opened = editor.property("opened")
        self._model.context.unsaved.note_typing(editor, opened is not None and text != opened)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self.editor = None
        self._model.context.unsaved.note_typing(editor, False)
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        row, column, _field = self._declared(index)
        fault = self._model.fault(row, column)
        text = fault.raw if fault else column.text(row)
        editor.setProperty("opened", "" if isinstance(editor, OptionPicker) else text)
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(text)
            if self.replacing:
                editor.selectAll()
            else:
                editor.end(False)
        elif isinstance(editor, QPlainTextEdit) and not editor.document().isModified():
            put_words(editor, text)
            if self.replacing:
                editor.selectAll()
            else:
                editor.moveCursor(QTextCursor.MoveOperation.End)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        row, column, _ = self._declared(index)
        fault = self._model.fault(row, column)
        text = fault.raw if fault else column.text(row)
        if isinstance(editor, OptionPicker):
            answer = editor.answer()
            if answer != column.value(row) or (fault and editor.chosen_anew):
                self._write(row, column, answer)
        elif isinstance(editor, QLineEdit):
            if fault or editor.text() != text:
                self._write(row, column, editor.text())
        elif isinstance(editor, QPlainTextEdit) and (fault or editor.toPlainText() != text):
            self._write(row, column, editor.toPlainText())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        cell, within = QRect(option.rect), self._view.viewport().rect()
        if isinstance(editor, OptionPicker):
            size = editor.sizeHint()
            width = max(size.width(), cell.width())
            height = min(size.height(), within.height())
            left = min(cell.left(), max(within.right() - width, 0))
            top = cell.top() if cell.top() + height <= within.bottom() else max(within.bottom() - height, 0)
            editor.setGeometry(left, top, width, height)
        elif isinstance(editor, QPlainTextEdit):
            editor.setProperty("cell", cell)
            self._grow(editor)
        else:
            # A row of one line may be lower than the editor's frame lets its words be.
            height = max(cell.height() - 1, editor.minimumSizeHint().height())
            top = max(cell.top() - (height - cell.height() + 1) // 2, 0)
            editor.setGeometry(cell.left(), top, cell.width(), height)

    def _grow(self, editor: QPlainTextEdit) -> None:
        cell: QRect | None = editor.property("cell")
        if cell is None:
            return
        within = self._view.viewport().rect()
        width = max(cell.width(), theme.px(220))
        lines = len(text_lines(editor.toPlainText(), width - theme.px(24), theme.font(), 40))
        height = max(cell.height(), round((lines + 1) * line_height()) + theme.px(10))
        height = min(height, within.height())
        left = min(cell.left(), max(within.right() - width, 0))
        top = min(cell.top(), max(within.bottom() - height, 0))
        editor.setGeometry(left, top, width, height)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        pressed = event if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if pressed is not None and self._ends(editor, pressed):
            return True
        return super().eventFilter(editor, event)

    def _ends(self, editor: QObject, event: QKeyEvent) -> bool:
        """Whether a key was dealt with: one that ends editing, or writes something of its own."""
        modifiers = Qt.KeyboardModifier
        key, held = event.key(), event.modifiers() & ~modifiers.KeypadModifier
        text = isinstance(editor, QLineEdit | QPlainTextEdit)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if held == modifiers.ControlModifier:
                return self._fill(editor)
            if held == modifiers.AltModifier and isinstance(editor, QPlainTextEdit):
                editor.insertPlainText("\n")
                return True
            return text and self._finish(editor, -1 if held & modifiers.ShiftModifier else 1)
        if text and key == Qt.Key.Key_Tab:
            return self._finish(editor, 0, 1)
        if text and key == Qt.Key.Key_Backtab:
            return self._finish(editor, 0, -1)
        if text and key == Qt.Key.Key_Semicolon and held == modifiers.ControlModifier:
            today = format_date(self._model.context.today.isoformat(), short=True)
            if isinstance(editor, QPlainTextEdit):
                editor.insertPlainText(today)
            elif isinstance(editor, QLineEdit):
                editor.insert(today)
            return True
        # What is gone about in, with a click or Home, is typed over no more.
        self.replacing = self.replacing and not (text and key in _ARROWS and not _at_end(editor))
        if text and self.replacing and key in _ARROWS and not held:
            # As in a spreadsheet: what was begun by typing ends with an arrow, what was begun with F2 does not.
            down, right = _ARROWS[key]
            if editor is self.editor:
                self._finish(editor, 0)
                self.stepped.emit(down, right)
            return True
        return False

    def _fill(self, editor: QObject) -> bool:
        """What was typed goes into every selected cell."""
        if editor is self.editor:
            raw: object = None
            if isinstance(editor, OptionPicker):
                raw = editor.answer()
            elif isinstance(editor, QLineEdit):
                raw = editor.text()
            elif isinstance(editor, QPlainTextEdit):
                raw = editor.toPlainText()
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self.filled.emit(raw)
        return True

    def _finish(self, editor: QObject, rows: int, columns: int = 0) -> bool:
        if editor is not self.editor:
            return True
        self.commitData.emit(editor)
        self.moving_on.emit(rows)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.moved_on.emit(rows, columns)
        return True


def _at_end(editor: QObject) -> bool:
    """Whether the caret of an editor stands behind what was typed."""
    if isinstance(editor, QPlainTextEdit):
        return editor.textCursor().atEnd()
    return isinstance(editor, QLineEdit) and editor.cursorPosition() == len(editor.text())
