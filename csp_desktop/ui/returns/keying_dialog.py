"""Keying in a return that came back on paper: its rows and boxes in the order they were printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QMessageBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from csp_desktop.editing.returns.values import said
from csp_desktop.excel.returns.filling import fill_in
from csp_desktop.passing_copies import let_go, passing_folder
from csp_desktop.paths import legal_file_name
from csp_desktop.registers.fields import Record
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow, IssuedSheet
from csp_desktop.registers.return_form import CLEAR, NEW_ITEMS, ROW_CODE
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.chips import Chip, ChipBar
from csp_desktop.ui.look.plain_words import MessageBox
from csp_desktop.ui.look.preview_dialog import PreviewDialog

_ASKED = 2
_LOCKED = 3
_NEW_ROWS = 6
_NARROWEST = 134
"""Of a column of words, for 13 px text."""
_WIDTHS = {"rag": 90, "date": 110}


class FormDialog(PreviewDialog):
    """The sheets of a form as tables to type into, one shown at a time; `act` says what its button does."""

    takes_new = False
    """Whether it has rows for new items."""

    def __init__(
        self,
        context: Context,
        form: IssuedForm,
        title: str,
        promise: str,
        act: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, title, promise, act, parent)
        self._form, self._act = form, act
        self._chips = ChipBar("Sheets", self)
        self._chips.chosen.connect(self._show_sheet)
        self.middle.insertWidget(0, self._chips)
        self.tables: dict[str, KeyingTable] = {}
        for sheet in form.sheets:
            if sheet.rows or (sheet.key == NEW_ITEMS and self.takes_new):
                table = self.table(sheet)
                table.itemChanged.connect(lambda _: self._count())
                table.finished.connect(self._next_sheet)
                self.tables[sheet.key] = table
                self.pages.addWidget(table)
        if not self.tables:
            self.tell("Nothing is asked on this return.")
            return
        self._chips.set_chips(
            [Chip(key, table.title, len(table.codes)) for key, table in self.tables.items()]
        )
        self._show_sheet(next(iter(self.tables)))
        self._count()

    def table(self, sheet: IssuedSheet) -> KeyingTable:
        """The table for one sheet."""
        return KeyingTable(self._form, sheet, self)

    def _show_sheet(self, key: str) -> None:
        self.pages.setCurrentWidget(self.tables[key])
        self.tables[key].begin()

    def _next_sheet(self) -> None:
        keys = list(self.tables)
        place = keys.index(self._chips.current) + 1
        if place < len(keys):
            self._chips.choose(keys[place])
        else:
            self.act.setFocus()

    def _typed(self) -> int:
        """How many cells are typed."""
        return sum(len(table.typed()) + sum(map(len, table.added())) for table in self.tables.values())

    def _count(self) -> None:
        number = self._typed()
        self.summarise(f"{number} cell{'' if number == 1 else 's'} typed.")
        self.name_act(self._act, number > 0)
        self.context.unsaved.note(self, number)

    def reject(self) -> None:
        """Close, once it is sure that nothing typed is lost by it."""
        self.take_typing()
        number = self._typed()
        if not number or self._may_lose(number):
            super().reject()

    def take_typing(self) -> None:
        """Take what is still being typed into a box."""
        for table in self.tables.values():
            table.finish_editing()

    def done(self, result: int) -> None:
        """Close: what was typed is taken, or given up."""
        self.context.unsaved.note(self, 0)
        super().done(result)

    def _may_lose(self, number: int) -> bool:
        them = "it" if number == 1 else "them"
        sentence = f"{number} cell{' is' if number == 1 else 's are'} typed and not saved. Go back, or close without {them}."
        box = MessageBox(QMessageBox.Icon.Warning, "Not everything is saved", sentence, self)
        back = box.addButton("Go back", QMessageBox.ButtonRole.RejectRole)
        box.addButton(f"Close without {them}", QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(back)
        box.setEscapeButton(back)
        box.exec()
        return box.clickedButton() is not back


class KeyingDialog(FormDialog):
    """Takes what is written on paper into a copy of the workbook sent, which then comes back like any other.

    `kept` is the record of the workbook sent, with its snapshot.
    """

    takes_new = True

    def __init__(self, context: Context, kept: Record, parent: QWidget | None = None) -> None:
        form = IssuedForm.from_json(kept["snapshot"])
        super().__init__(
            context,
            form,
            f"Key in the return of {form.recipient_name}",
            "Type what is written on the form, row by row. It is compared first; nothing is changed until you apply it.",
            "Compare…",
            parent,
        )
        self._kept = kept

    def apply(self) -> None:
        """Put what was typed into a copy of the workbook, and open its preview."""
        self.take_typing()
        if not self.act.isEnabled():
            return
        path = self._filled()
        if path is None:
            return
        from csp_desktop.ui.returns.returns_import_dialog import ReturnsImportDialog

        dialog = ReturnsImportDialog(self.context, [path], self.parentWidget())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _: self._compared(path.parent, dialog.step is not None))
        self.hide()
        dialog.open()

    def _compared(self, folder: Path, applied: bool) -> None:
        """Be done with what was typed, or where it was not applied, show it again; its workbook goes in either case."""
        let_go(folder)
        if applied:
            self.accept()
        else:
            self.open()

    def _filled(self) -> Path | None:
        typed = {code: words for table in self.tables.values() for code, words in table.typed().items()}

        def answer(heading: str, row: dict[str, Any]) -> str | None:
            words = typed.get((str(row[ROW_CODE]), heading))
            return CLEAR if words == "" else words

        content = self.context.workspace.content("return_files", self._kept["id"], "content")
        try:
            folder = passing_folder()
            source = folder / "sent.xlsx"
            target = folder / f"Keyed in {legal_file_name(self._kept['file_name'], 'return')}"
            source.write_bytes(content or b"")
            fill_in(source, target, answer, [row for table in self.tables.values() for row in table.added()])
        except OSError as problem:
            self.refuse(
                f"What was typed could not be put together ({problem.strerror}); nothing was changed and it is still "
                "here. Make room on the disk and compare again."
            )
            return None
        return target


class _Box(QTableWidgetItem):
    """A box to type into; a screen reader says so where nothing is in it."""

    def data(self, role: int) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.text() or "empty"
        return super().data(role)


class _Asked(QTableWidgetItem):
    """What is asked: to be read, not typed into."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
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
        theme.set_role(self, "sheet")
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
        """A line more than the words take: the space at their sides is not reckoned in, and may break another."""
        return super().sizeHintForRow(row) + self.fontMetrics().lineSpacing()

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
