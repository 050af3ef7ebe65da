"""How a cell of a grid is painted, measured and edited."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPen,
    QPolygonF,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from csp_desktop.registers.fields import Field, Links, Narrative
from csp_desktop.ui.grid.columns import Column, Row
from csp_desktop.ui.grid.model import GridModel, Index
from csp_desktop.ui.grid.option_picker import OptionPicker, options_for
from csp_desktop.ui.grid.selection import selected_cells
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.rating import paint_badge

MOST_LINES = 6
"""A cell shows no more lines than this; the record beside the grid shows all."""


def line_height() -> float:
    """The distance of lines of text: generous, for reading."""
    return round(QFontMetricsF(theme.font()).height() * 1.24)


def text_lines(text: str, width: float, font: QFont, most: int = MOST_LINES) -> list[tuple[int, int]]:
    """(start, length) of each line of wrapped text, no more than `most`."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[tuple[int, int]] = []
    while len(lines) <= most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        lines.append((line.textStart(), line.textLength()))
    layout.endLayout()
    return lines


def paint_wrapped(
    painter: QPainter, rect: QRectF, text: str, font: QFont, ink: QColor, *, right: bool = False
) -> None:
    """Text wrapped into a box at our line height, the last line that fits elided where there is more."""
    metrics = QFontMetricsF(font)
    height = line_height()
    painter.setFont(font)
    painter.setPen(ink)
    room = max(int((rect.height() + height * 0.3) // height), 1)
    flat = text.replace("\n", "\u2028")
    lines = text_lines(text, rect.width(), font, room)
    y = rect.top() + (height - metrics.height()) / 2 + metrics.ascent()
    for number, (start, length) in enumerate(lines[:room]):
        part = flat[start : start + length].rstrip("\u2028 ")
        if number == room - 1 and len(lines) > room:
            part = metrics.elidedText(part + "…", Qt.TextElideMode.ElideRight, rect.width())
        x = rect.right() - metrics.horizontalAdvance(part) if right else rect.left()
        painter.drawText(QPointF(x, y), part)
        y += height


def _line_count(text: str, width: float, font: QFont) -> int:
    """How many lines a text takes, up to the most a cell shows."""
    if not text or ("\n" not in text and QFontMetricsF(font).horizontalAdvance(text) <= width):
        return 1
    return min(len(text_lines(text, max(width, 20), font)), MOST_LINES)


class GridDelegate(QStyledItemDelegate):
    """Paints cells quietly (hairlines, tints, badges) and opens the editor that fits the field."""

    moved_on = Signal(int, int)
    """An edit was finished with a key: how many rows and columns to move on."""

    def __init__(
        self, model: GridModel, view: QTableView, write: Callable[[Row, Column, object], None]
    ) -> None:
        super().__init__(view)
        self._model, self._view, self._write = model, view, write
        self.editor: QWidget | None = None
        """The editor that is open."""

    # Measuring

    @staticmethod
    def padding() -> tuple[int, int]:
        """Space beside and above a cell's content."""
        return theme.px(10), theme.px(8)

    def height_of(self, row: Row, widths: Iterator[tuple[Column, int]]) -> int:
        """How tall a row must be for its wrapping cells, within reason."""
        across, above = self.padding()
        most = 1
        for column, width in widths:
            if not column.wraps:
                continue
            fault = self._model.fault(row, column)
            text = fault.raw if fault else column.text(row) or column.placeholder(row)
            under = column.under(row)
            if not text and not under:
                continue
            room = width - 2 * across - self.indent(row, column)
            lines = _line_count(text, room, self.cell_font(row, column))
            if under:
                lines += _line_count(under, room, theme.font())
            most = max(most, min(lines, MOST_LINES))
        return round(most * line_height() + 2 * above + 1)

    def indent(self, row: Row, column: Column) -> int:
        """How far a cell's text stands in: the outline shows in the first wrapping column."""
        if self._model.sorted_by is not None or row.depth < 2:
            return 0
        first = next((one for one in self._model.columns if one.wraps), None)
        return theme.px(14) * (row.depth - 1) if column is first else 0

    @staticmethod
    def cell_font(row: Row, column: Column) -> QFont:
        """Headings and a few cells stand out by weight."""
        return theme.font(bold=column.strong(row))

    # Painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        c = theme.colours()
        row, column = self._model.rows[index.row()], self._model.columns[index.column()]
        fault = self._model.fault(row, column)
        view = self._view
        rect = QRectF(option.rect)
        current = view.currentIndex()
        in_row = current.isValid() and current.row() == index.row()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        ground = c.section if row.heading else c.surface
        if in_row or chosen:
            ground = c.accent_tint
        painter.fillRect(rect, QColor(ground))
        # What a new row still needs is no fault while one is on the way to it.
        red = fault is not None and not fault.waits and not (row.draft and in_row and not fault.raw)
        if red:
            painter.fillRect(rect, QColor(c.red.tint))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), QColor(c.line))
        across, above = self.padding()
        inside = rect.adjusted(across + self.indent(row, column), above, -across, -above + 4)
        painter.setClipRect(rect)
        self._paint_content(painter, inside, row, column, fault.raw if fault else None)
        if red:
            corner = rect.topRight()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.red.ink))
            side = theme.px(7)
            painter.drawPolygon(
                QPolygonF(
                    [corner, QPointF(corner.x() - side, corner.y()), QPointF(corner.x(), corner.y() + side)]
                )
            )
        if current == index and view.hasFocus():
            painter.setPen(QPen(QColor(c.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        elif chosen and selected_cells(view) > 1:
            veil = QColor(c.accent)
            veil.setAlpha(22)
            painter.fillRect(rect.adjusted(0, 0, 0, -1), veil)
        painter.restore()

    def _paint_content(
        self, painter: QPainter, inside: QRectF, row: Row, column: Column, raw: str | None
    ) -> None:
        if raw is None:
            rating = column.rating(row)
            if rating is not None:
                if rating:
                    text = column.text(row) or None
                    word = text or self._model.context.rating_words.get(rating)
                    paint_badge(painter, inside.adjusted(-theme.px(2), -theme.px(1), 0, 0), rating, word)
                return
            own = column.painter()
            if own is not None:
                own(painter, inside, row)
                return
        text = column.text(row) if raw is None else raw
        tone = column.tone(row) if raw is None else "ink"
        if not text:
            text, tone = column.placeholder(row), "soft"
            if row.draft and not text:
                field = column.field(row)
                text = f"{column.label}…" if field is not None and field.required else ""
        if not text:
            return
        ink = theme.colour("soft" if tone == "faint" else tone)
        font = self.cell_font(row, column)
        if column.wraps:
            paint_wrapped(painter, inside, text, font, ink, right=column.right)
            under = column.under(row)
            if under:
                used = _line_count(text, inside.width(), font) * line_height()
                rest = inside.adjusted(0, used, 0, 0)
                paint_wrapped(painter, rest, under, theme.font(), theme.colour("soft"), right=column.right)
        else:
            painter.setFont(font)
            painter.setPen(ink)
            line = QRectF(inside.left(), inside.top(), inside.width(), line_height())
            metrics = QFontMetricsF(font)
            shown = metrics.elidedText(
                text.replace("\n", " "), Qt.TextElideMode.ElideRight, inside.width() + 1
            )
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        column = self._model.columns[index.column()]
        return QSize(theme.px(column.width), round(line_height() + 2 * self.padding()[1] + 1))

    # Editing

    def _declared(self, index: Index) -> tuple[Row, Column, Field]:
        row, column = self._model.rows[index.row()], self._model.columns[index.column()]
        field = column.field(row)
        assert field is not None  # the model's flags say so
        return row, column, field

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        row, column, field = self._declared(index)
        options = options_for(self._model.context, field)
        editor: QWidget
        if options is not None:
            editor = OptionPicker(
                column.label, options, column.value(row), several=isinstance(field, Links), parent=parent
            )
            editor.settled.connect(lambda rows, columns: self._finish(editor, rows, columns))
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
            editor.setAccessibleName(column.label)
        self.editor = editor
        if isinstance(editor, QLineEdit):
            editor.textEdited.connect(lambda text: self._note_typing(editor, text))
        elif isinstance(editor, QPlainTextEdit):
            editor.textChanged.connect(lambda: self._note_typing(editor, editor.toPlainText()))
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
        editor.setProperty("opened", text)
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(text)
            editor.selectAll()
        elif isinstance(editor, QPlainTextEdit) and not editor.document().isModified():
            editor.setPlainText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        row, column, _ = self._declared(index)
        fault = self._model.fault(row, column)
        shown = fault.raw if fault else column.text(row)
        if isinstance(editor, OptionPicker):
            if fault or editor.value != column.value(row):
                self._write(row, column, editor.value)
        elif isinstance(editor, QLineEdit):
            if editor.text() != shown:
                self._write(row, column, editor.text())
        elif isinstance(editor, QPlainTextEdit) and editor.toPlainText() != shown:
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
            editor.setGeometry(cell.adjusted(0, 0, 0, -1))

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
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            moving = event.modifiers() & (
                Qt.KeyboardModifier.AltModifier
                | Qt.KeyboardModifier.ShiftModifier
                | Qt.KeyboardModifier.ControlModifier
            )
            if enter and isinstance(editor, QPlainTextEdit):
                if moving:
                    editor.insertPlainText("\n")
                    return True
                return self._finish(editor, 1)
            if enter and isinstance(editor, QLineEdit):
                return self._finish(editor, -1 if moving & Qt.KeyboardModifier.ShiftModifier else 1)
            if event.key() == Qt.Key.Key_Tab and not isinstance(editor, OptionPicker):
                return self._finish(editor, 0, 1)
            if event.key() == Qt.Key.Key_Backtab and not isinstance(editor, OptionPicker):
                return self._finish(editor, 0, -1)
        return super().eventFilter(editor, event)

    def _finish(self, editor: QObject, rows: int, columns: int = 0) -> bool:
        if editor is not self.editor:
            return True
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.moved_on.emit(rows, columns)
        return True
