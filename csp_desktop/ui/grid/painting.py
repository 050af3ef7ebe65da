"""How a cell of a grid is painted and measured."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import (
    QStyle,
    QStyleOptionViewItem,
)

from csp_desktop.ui.grid.cell_cursor import selected_cells
from csp_desktop.ui.grid.cell_editing import CellEditing
from csp_desktop.ui.grid.cell_text import MOST_LINES, line_count, line_height, lines_in, paint_wrapped
from csp_desktop.ui.grid.columns import Column
from csp_desktop.ui.grid.rows.model import Index
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.marking import paint_marks
from csp_desktop.ui.look.rating import paint_badge


class GridDelegate(CellEditing):
    """Paints cells quietly: hairlines, tints, badges."""

    # Measuring

    tight = False
    """Whether every row is one line, so that more of them are seen."""

    @staticmethod
    def padding() -> tuple[int, int]:
        """Space beside and above a cell's content."""
        return theme.px(10), theme.px(8)

    def _above(self) -> int:
        """Space above a cell's content; where rows are tight less than nothing, for a line is generous."""
        if not self.tight:
            return self.padding()[1]
        spare = line_height() - QFontMetricsF(theme.font()).height() - theme.px(1)
        return -int(spare // 2)

    def height_of(self, row: Row, widths: Iterator[tuple[Column, int]]) -> int:
        """How tall a row must be for its wrapping cells, within reason."""
        across, above = self.padding()[0], self._above()
        most = 1
        for column, width in widths:
            if self.tight or not column.wraps:
                continue
            fault = self._model.fault(row, column)
            text = fault.raw if fault else column.text(row) or column.placeholder(row)
            under = column.under(row)
            if row is self._model.ghost:
                text, under = self._words_at_foot(row, column), ""
            if not text and not under:
                continue
            room = width - 2 * across - self.indent(row, column)
            lines = line_count(text, room, self.cell_font(row, column))
            if under:
                lines += line_count(under, room, theme.font())
            most = max(most, min(lines, MOST_LINES))
        return round(most * line_height() + 2 * above + 1)

    def indent(self, row: Row, column: Column) -> int:
        """How far a cell's text stands in: the outline shows in the first wrapping column."""
        if self._model.sorted_by is not None or row.depth < 2:
            return 0
        first = next((candidate for candidate in self._model.columns if candidate.wraps), None)
        return theme.px(14) * (row.depth - 1) if column is first else 0

    @staticmethod
    def cell_font(row: Row, column: Column) -> QFont:
        """Headings and a few cells stand out by weight."""
        return theme.font(bold=column.strong(row))

    # Painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        c = theme.colours()
        row, column = self._model.lines[index.row()], self._model.columns[index.column()]
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
        across, above = self.padding()[0], self._above()
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
        if row is self._model.ghost:
            self._paint_ghost(painter, inside, row, column)
            return
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
            under = column.under(row)
            # What stands below keeps a line of its own, however long the text above it.
            room = lines_in(inside) - 1 if under else 0
            used = min(line_count(text, inside.width(), font), room) * line_height()
            above = QRectF(inside.topLeft(), QSizeF(inside.width(), used)) if used else inside
            paint_wrapped(
                painter, above, text, font, ink, right=column.right, marked=self._model.filter.words
            )
            if used:
                rest = inside.adjusted(0, used, 0, 0)
                paint_wrapped(painter, rest, under, theme.font(), theme.colour("soft"), right=column.right)
        else:
            painter.setFont(font)
            painter.setPen(ink)
            line = QRectF(inside.left(), inside.top(), inside.width(), line_height())
            metrics = QFontMetricsF(font)
            elided = metrics.elidedText(
                text.replace("\n", " "), Qt.TextElideMode.ElideRight, inside.width() + 1
            )
            if self._model.filter.words and not column.right:
                paint_marks(painter, line, elided, metrics, self._model.filter.words)
                painter.setPen(ink)
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter, elided)

    def _words_at_foot(self, row: Row, column: Column) -> str:
        """What a new row begins with, and under its title what may be typed there."""
        text = column.text(row) if column.rating(row) is None else ""
        if not text and column.stored_as(row) == row.register.title:
            return self._model.ghost_words
        first = self._view.horizontalHeader().logicalIndex(0)
        return f"+ {text}".rstrip() if self._model.columns[first] is column else text

    def _paint_ghost(self, painter: QPainter, inside: QRectF, row: Row, column: Column) -> None:
        text = self._words_at_foot(row, column)
        paint_wrapped(painter, inside, text, theme.font(), theme.colour("soft"), right=column.right)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        column = self._model.columns[index.column()]
        return QSize(theme.px(column.width), round(line_height() + 2 * self._above() + 1))
