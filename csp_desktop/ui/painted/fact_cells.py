"""How facts are painted: words that wrap, badges, marks and bars over a hairline."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from csp_desktop.palette import ColourRole
from csp_desktop.ui.look.rating import badge_size, paint_badge, paint_shape
from csp_desktop.ui.look.theme import colour, colours, font, px
from csp_desktop.ui.painted.facts import Fact, Look
from csp_desktop.ui.painted.stacked_bar import paint_segments

Index = QModelIndex | QPersistentModelIndex
_INKS: dict[Look, ColourRole] = {"soft": "soft", "late": "red", "good": "green"}


class FactView(QTableView):
    """What the painting asks of the table it paints in: whether its rows are ruled, and which are marked."""

    ruled: bool
    chosen_rows: frozenset[int]
    hovered: QPersistentModelIndex

    def fact(self, index: Index) -> Fact:
        """The fact in a cell."""
        raise NotImplementedError


class FactDelegate(QStyledItemDelegate):
    """Paints facts over a hairline; the cell that has the keyboard is tinted and ringed."""

    def __init__(self, view: FactView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        fact = self._view.fact(index)
        width = max(px(20), self._view.columnWidth(index.column()) - px(12))
        if fact.rag is not None:
            return QSize(width, badge_size(fact.rag, fact.text or None).height() + px(12))
        if fact.segments:
            return QSize(width, px(34))
        room = width - _mark_width(fact)
        below = _tail_below(fact, room)
        height = _text_height(fact.text, _font(fact.look), room - (0 if below else _tail_width(fact)))
        if below:
            height += _text_height(fact.tail, font(), room) + px(1)
        if fact.under:
            height += _text_height(fact.under, font(12), width - _mark_width(fact)) + px(1)
        return QSize(width, max(px(30), round(height) + px(12)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = self._view
        fact = view.fact(index)
        box = QRectF(option.rect)
        current = view.hasFocus() and index == view.currentIndex()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current:
            painter.fillRect(box.adjusted(0, 0, 0, -1), colour("accent_tint"))
        elif index.row() in view.chosen_rows:
            painter.fillRect(box.adjusted(0, 0, 0, -1), colour("hover"))
        if view.ruled:
            painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), colour("line"))
        inner = box.adjusted(px(6) if index.column() else px(2), px(6), -px(6), -px(5))
        if fact.rag is not None:
            paint_badge(painter, inner, fact.rag, fact.text or None)
        elif fact.segments:
            paint_segments(painter, bar_box(inner), fact.segments, font(11))
        else:
            self._paint_text(painter, inner, fact, hovered=view.hovered == index and fact.leads)
        if current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("accent"), 1.5))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -2), px(3), px(3))
        painter.restore()

    def _paint_text(self, painter: QPainter, inner: QRectF, fact: Fact, *, hovered: bool) -> None:
        used = QFont(_font(fact.look))
        used.setUnderline(hovered)
        along = Qt.AlignmentFlag.AlignRight if fact.right else Qt.AlignmentFlag.AlignLeft
        flags = int(along | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
        if fact.mark is not None:
            side = px(8)
            top = inner.top() + (QFontMetricsF(used).height() - side) / 2
            ink = QColor(colours().rating(fact.mark).ink)
            paint_shape(painter, QRectF(inner.left(), top, side, side), fact.mark, ink)
            inner = inner.adjusted(_mark_width(fact), 0, 0, 0)
        below = _tail_below(fact, inner.width())
        words = inner.adjusted(0, 0, 0 if below else -_tail_width(fact), 0)
        painter.setFont(used)
        painter.setPen(_ink(fact.look))
        taken = painter.boundingRect(words, flags, fact.text)
        down = taken.height() + px(1)
        painter.drawText(words, flags, fact.text)
        if fact.tail:
            painter.setFont(font())
            painter.setPen(_ink(fact.tail_look))
            base = QFontMetricsF(used).ascent() - QFontMetricsF(font()).ascent()
            if below:
                painter.drawText(inner.adjusted(0, down, 0, 0), flags, fact.tail)
                down += _text_height(fact.tail, font(), inner.width()) + px(1)
            else:
                painter.drawText(
                    QRectF(taken.right() + px(5), inner.top() + base, _tail_width(fact), inner.height()),
                    int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop),
                    fact.tail,
                )
        if fact.under:
            painter.setFont(font(12))
            painter.setPen(colour("soft"))
            painter.drawText(inner.adjusted(0, down, 0, 0), flags, fact.under)


def bar_box(inner: QRectF) -> QRectF:
    """Where a bar is drawn inside a cell."""
    return QRectF(inner.left(), inner.top() + px(1), inner.width(), px(18))


def _mark_width(fact: Fact) -> float:
    return px(14) if fact.mark is not None else 0.0


def _font(look: Look) -> QFont:
    return font(24 if look == "figure" else 13, bold=look in ("bold", "figure"))


def _ink(look: Look) -> QColor:
    return colour(_INKS.get(look, "ink"))


def _tail_width(fact: Fact) -> float:
    return QFontMetricsF(font()).horizontalAdvance(fact.tail) + px(6) if fact.tail else 0.0


def _tail_below(fact: Fact, room: float) -> bool:
    """Whether the tail has a line of its own, as a figure before it would be cut off beside it."""
    measure = QFontMetricsF(_font(fact.look))
    widest = max(map(measure.horizontalAdvance, fact.text.split()), default=0.0)
    return bool(fact.tail) and widest + _tail_width(fact) > room


def _text_height(text: str, used: QFont, width: float) -> float:
    box = QRectF(0, 0, width, 10000)
    return QFontMetricsF(used).boundingRect(box, int(Qt.TextFlag.TextWordWrap), text).height()
