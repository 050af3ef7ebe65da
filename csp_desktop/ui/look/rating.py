"""Ratings as people see them: a word and a shape on a tint, painted, as a badge, and as buttons to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QGroupBox, QRadioButton, QWidget

from csp_desktop.registers.fields import RAG_WORDS
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import give_hint


def paint_shape(painter: QPainter, box: QRectF, rag: str, ink: QColor) -> None:
    """The rating's own shape in a square box: disc, triangle, square, tick or ring."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    if rag == "green":
        painter.drawEllipse(box)
    elif rag == "amber":
        painter.drawPolygon(
            QPolygonF([box.bottomLeft(), box.bottomRight(), QPointF(box.center().x(), box.top())])
        )
    elif rag == "red":
        painter.drawRect(box)
    else:
        pen = QPen(ink, max(box.width() / 5, 1.2))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if rag == "blue":
            painter.drawPolyline(
                QPolygonF(
                    [
                        QPointF(box.left(), box.center().y()),
                        QPointF(box.left() + box.width() * 0.38, box.bottom() - box.height() * 0.08),
                        QPointF(box.right(), box.top() + box.height() * 0.08),
                    ]
                )
            )
        else:
            inset = pen.widthF() / 2
            painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
    painter.restore()


def badge_size(rag: str | None, word: str | None = None) -> QSize:
    """How large a badge is, in pixels."""
    metrics = QFontMetricsF(theme.font(12))
    text = word if word is not None else RAG_WORDS[rag or "none"]
    return QSize(round(metrics.horizontalAdvance(text)) + theme.px(30), theme.px(21))


def paint_badge(
    painter: QPainter, rect: QRectF, rag: str | None, word: str | None = None, *, bold: bool = False
) -> QRectF:
    """A badge at the left of `rect`, top aligned, no wider than it; its outline. None is "not rated"."""
    rag = rag or "none"
    tone = theme.colours().rating(rag)
    text = word if word is not None else RAG_WORDS[rag]
    size = badge_size(rag, text)
    outline = QRectF(rect.left(), rect.top(), min(size.width(), rect.width()), size.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tone.tint))
    painter.drawRoundedRect(outline, theme.px(4), theme.px(4))
    side = theme.px(8)
    shape = QRectF(outline.left() + theme.px(8), outline.center().y() - side / 2, side, side)
    paint_shape(painter, shape, rag, QColor(tone.ink))
    painter.setPen(QColor(tone.ink))
    font = theme.font(12, bold=bold)
    painter.setFont(font)
    words = outline.adjusted(theme.px(22), 0, -theme.px(4), 0)
    fitting = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, words.width() + 1)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fitting)
    painter.restore()
    return outline


class RatingBadge(QWidget):
    """A rating, or any state told the same way ("■ Late"), as a small badge."""

    def __init__(
        self, rag: str | None = None, word: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.set_rating(rag, word)

    def set_rating(self, rag: str | None, word: str | None = None) -> None:
        """Show another rating; `word` where it is not the usual one."""
        self._rag, self._word = rag, word
        self.setAccessibleName(word or RAG_WORDS[rag or "none"])
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return badge_size(self._rag, self._word)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_badge(QPainter(self), QRectF(self.rect()), self._rag, self._word)


class _Segment(QRadioButton):
    """What a screen reader finds where a segment is painted: a choice of a group, taken or not."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing: the group paints its segments."""


class RatingChoice(QGroupBox):
    """A rating chosen from segments side by side.

    Arrow keys only mark one; Space or Enter takes it, so does its first letter or a click. Delete or a
    second click takes it off.
    """

    chosen = Signal(object)
    """The new rating, or None where it was taken off."""

    def __init__(
        self,
        name: str,
        options: Sequence[str] = ("green", "amber", "red", "blue", "none"),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._options = tuple(options)
        self._words: Mapping[str, str] = RAG_WORDS
        self._value: str | None = None
        self._hovered = -1
        self._marked = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._radios = [_Segment(self) for _ in self._options]
        for radio, rag in zip(self._radios, self._options, strict=True):
            radio.clicked.connect(lambda _=False, rag=rag: self._press(rag))
        self._tell()

    @property
    def value(self) -> str | None:
        """The rating shown as chosen."""
        return self._value

    def set_value(self, rag: str | None) -> None:
        """Show a rating, without announcing it."""
        self._value = rag
        self._marked = -1
        self._tell()
        self.update()

    def set_words(self, words: Mapping[str, str]) -> None:
        """Use the partnership's words."""
        self._words = words
        self._tell()
        self.updateGeometry()
        self.update()

    def _tell(self) -> None:
        word = self._words[self._value] if self._value else "not chosen"
        self.setAccessibleName(f"{self._name}: {word}")
        for radio, rag, (box, _) in zip(self._radios, self._options, self._segments(), strict=True):
            radio.setAccessibleName(self._words[rag])
            # A button that excludes others cannot be let go of.
            radio.setAutoExclusive(False)
            radio.setChecked(rag == self._value)
            radio.setAutoExclusive(True)
            radio.setGeometry(box.toAlignedRect())
        marked = f" {self._words[self._options[self._marked]]} is marked." if self._marked >= 0 else ""
        self.setAccessibleDescription(
            f"Left and right arrow keys mark a rating, Space takes it, Delete clears.{marked}"
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def sizeHint(self) -> QSize:
        return QSize(sum(self._wanted()), theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(28) * len(self._options) + self._full_width(), theme.px(28))

    def _full_width(self) -> int:
        metrics = QFontMetricsF(theme.font(12, bold=True))
        return max(round(metrics.horizontalAdvance(word)) for word in self._words.values())

    def _wanted(self) -> list[int]:
        metrics = QFontMetricsF(theme.font(12))
        return [round(metrics.horizontalAdvance(self._words[rag])) + theme.px(34) for rag in self._options]

    def _segments(self) -> list[tuple[QRectF, bool]]:
        """Each option's box and whether its word has room; only the chosen one's has where it is tight."""
        total, wanted = self.width() - 1, self._wanted()
        if sum(wanted) <= total:
            widths = [width * total / sum(wanted) for width in wanted]
            roomy = [True] * len(widths)
        else:
            roomy = [rag == self._value for rag in self._options]
            open_width = self._full_width() + theme.px(32) if any(roomy) else 0
            rest = (total - open_width) / max(len(widths_left := [r for r in roomy if not r]), 1)
            assert widths_left or open_width
            widths = [open_width if room else rest for room in roomy]
        segments, left = [], 0.5
        for width, room in zip(widths, roomy, strict=True):
            segments.append((QRectF(left, 0.5, width, self.height() - 1), room))
            left += width
        return segments

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(c.accent if self.hasFocus() else c.field_line), 1))
        painter.setBrush(QColor(c.surface))
        painter.drawRoundedRect(whole, theme.px(6), theme.px(6))
        for place, (box, room) in enumerate(self._segments()):
            rag = self._options[place]
            tone = c.rating(rag)
            chosen = rag == self._value
            if chosen or place == self._hovered:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tone.tint if chosen else c.hover))
                painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), theme.px(4), theme.px(4))
            elif place and self._options[place - 1] != self._value:
                painter.setPen(QColor(c.line))
                painter.drawLine(
                    QPointF(box.left(), box.top() + theme.px(7)),
                    QPointF(box.left(), box.bottom() - theme.px(7)),
                )
            if place == self._marked:
                painter.setPen(QPen(QColor(c.accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box.adjusted(2.5, 2.5, -2.5, -2.5), theme.px(4), theme.px(4))
            ink = QColor(tone.ink if chosen else c.soft)
            font = theme.font(12, bold=chosen)
            word = self._words[rag] if room else self._words[rag][:1] if box.width() > theme.px(30) else ""
            side = theme.px(8)
            words = QFontMetricsF(font).horizontalAdvance(word)
            left = box.center().x() - (side + (theme.px(6) + words if word else 0)) / 2
            paint_shape(painter, QRectF(left, box.center().y() - side / 2, side, side), rag, ink)
            if word:
                painter.setFont(font)
                painter.setPen(ink)
                text = QRectF(left + side + theme.px(6), box.top(), words + 2, box.height())
                painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, word)

    def _at(self, event: QMouseEvent) -> int:
        for place, (box, _) in enumerate(self._segments()):
            if box.contains(event.position()):
                return place
        return -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered = self._at(event)
        place = self._hovered
        give_hint(self, self._words[self._options[place]] if place >= 0 else "")
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._hovered = -1
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event)
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._press(self._options[place])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps: dict[int, int] = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if event.key() in steps:
            now = self._options.index(self._value) if self._value in self._options else -1
            at = self._marked if self._marked >= 0 else now
            self._mark(max(0, min(at + steps[event.key()], len(self._options) - 1)) if at >= 0 else 0)
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._marked >= 0:
            self._choose(self._options[self._marked])
            self._mark(-1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._choose(None)
        elif event.text() and (
            begun := [
                rag for rag in self._options if self._words[rag][:1].casefold() == event.text().casefold()
            ]
        ):
            self._choose(begun[0])
        else:
            super().keyPressEvent(event)

    def _press(self, rag: str) -> None:
        self._choose(None if rag == self._value else rag)
        self._tell()

    def _mark(self, place: int) -> None:
        self._marked = place
        self._tell()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark(-1)

    def _choose(self, rag: str | None) -> None:
        if rag != self._value and self.isEnabled():
            self.set_value(rag)
            self.chosen.emit(rag)
