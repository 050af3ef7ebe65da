"""A whole in its parts: one bar of segments, each of which can be pointed at, reached by key and opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from csp_desktop.palette import ColourRole
from csp_desktop.ui.look.plain_words import show_hint
from csp_desktop.ui.look.rating import paint_shape
from csp_desktop.ui.look.theme import colour, colours, font, ink_on, px
from csp_desktop.ui.painted import LABEL_SIZE

_GAP = 2.0


@dataclass(frozen=True)
class Segment:
    """One part: its name and value in words, its size, and the role that fills it or the rating it counts.

    `edge` outlines a part whose fill is pale. Roles, not colours: light and dark change while a bar is shown.
    """

    label: str
    words: str
    value: float
    fill: ColourRole = "none"
    rag: str | None = None
    hatched: bool = False
    edge: ColourRole | None = None

    @property
    def colour(self) -> QColor:
        """What fills it now."""
        return colour(self.fill) if self.rag is None else QColor(colours().rating(self.rag).bar)


def rating_segments(counts: dict[str, int], words: dict[str, str]) -> list[Segment]:
    """Counts by rating as segments, worst last, in the partnership's words."""
    return [
        Segment(words[rag].lower(), str(counts[rag]), counts[rag], rag=rag)
        for rag in ("blue", "green", "amber", "red", "none")
        if counts.get(rag)
    ]


def segment_boxes(area: QRectF, segments: Sequence[Segment], whole: float = 0.0) -> list[tuple[int, QRectF]]:
    """The places of the segments that show, each with its rectangle."""
    total = max(whole, sum(max(0.0, segment.value) for segment in segments))
    left = area.left()
    boxes = []
    for place, segment in enumerate(segments):
        if segment.value > 0:
            # Three pixels at least: a part that exists is never invisible.
            width = max(3.0, area.width() * segment.value / total - _GAP)
            if area.right() - left - width < _GAP + 0.5:
                width = max(3.0, area.right() - left)  # No gap stands after the last.
            boxes.append((place, QRectF(left, area.top(), width, area.height())))
            left += width + _GAP
    return boxes


def segment_at(area: QRectF, segments: Sequence[Segment], spot: QPointF, whole: float = 0.0) -> int | None:
    """The place of the segment under a point."""
    return next((place for place, box in segment_boxes(area, segments, whole) if box.contains(spot)), None)


def paint_segments(
    painter: QPainter, area: QRectF, segments: Sequence[Segment], used: QFont, whole: float = 0.0
) -> None:
    """Draw the segments side by side; what is left of the whole stays pale."""
    outline = QPainterPath()
    outline.addRoundedRect(area, px(4), px(4))
    painter.save()
    painter.fillPath(outline, QColor(colours().none.tint))
    painter.setClipPath(outline)
    painter.setFont(used)
    metrics = QFontMetricsF(used)
    for place, box in segment_boxes(area, segments, whole):
        segment = segments[place]
        painter.fillRect(box.adjusted(0, 0, _GAP, 0), colour("surface"))
        painter.fillRect(box, segment.colour)
        if segment.hatched:
            painter.fillRect(box, QBrush(colour("surface"), Qt.BrushStyle.BDiagPattern))
        if segment.edge:
            painter.setPen(QPen(colour(segment.edge), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        if segment.rag is not None:
            _paint_count(painter, box, segment, metrics)
    painter.restore()


def _paint_count(painter: QPainter, box: QRectF, segment: Segment, metrics: QFontMetricsF) -> None:
    """The rating's shape and count, or the count alone, where there is room."""
    side, gap = px(7), px(3)
    words = metrics.horizontalAdvance(segment.words)
    if box.width() < words + px(3):
        return
    ink = ink_on(segment.colour)
    left = box.center().x() - words / 2
    if box.width() >= side + gap + words + px(6):
        left = box.center().x() - (side + gap + words) / 2
        paint_shape(
            painter, QRectF(left, box.center().y() - side / 2, side, side), segment.rag or "none", ink
        )
        left += side + gap
    painter.setPen(ink)
    painter.drawText(
        QRectF(left, box.top(), words + 1, box.height()), Qt.AlignmentFlag.AlignVCenter, segment.words
    )


class StackedBar(QWidget):
    """Segments side by side. Left and Right go from one to the next; Enter or a click opens one."""

    opened = Signal(int)
    """The place of the segment somebody wants to see behind, counted over those given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._segments: Sequence[Segment] = ()
        self._whole = 0.0
        self._at = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_segments(self, name: str, segments: Sequence[Segment], whole: float | None = None) -> None:
        """Draw these parts; of a `whole` larger than their sum the rest stays empty."""
        self._name, self._segments, self._whole = name, segments, whole or 0.0
        self._at = -1
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.in_words())
        shows = any(segment.value > 0 for segment in segments)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if shows else Qt.FocusPolicy.NoFocus)
        self.update()

    def in_words(self) -> str:
        """All parts: "spent £31,400, committed £24,000"."""
        said = [f"{segment.label} {segment.words}" for segment in self._segments if segment.value]
        return ", ".join(said) or "nothing yet"

    def sizeHint(self) -> QSize:
        return QSize(px(120), px(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(64), self.sizeHint().height())

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(px(2), px(4), -px(2), -px(4))

    def _shown(self) -> list[int]:
        return [place for place, segment in enumerate(self._segments) if segment.value > 0]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places = self._shown()
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and places:
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            index = places.index(self._at) + step if self._at in places else 0
            self._at = places[min(max(index, 0), len(places) - 1)]
            self.setAccessibleDescription(self._said(self._at))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and places:
            self.opened.emit(self._at if self._at in places else places[0])
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = segment_at(self._area(), self._segments, event.position(), self._whole)
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(place)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = segment_at(self._area(), self._segments, QPointF(event.pos()), self._whole)
            show_hint(event.globalPos(), self.in_words() if place is None else self._said(place), self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._at = -1
        self.setAccessibleDescription(self.in_words())
        super().focusOutEvent(event)
        self.update()

    def _said(self, place: int) -> str:
        return f"{self._segments[place].label} {self._segments[place].words}"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self._area()
        paint_segments(painter, area, self._segments, font(LABEL_SIZE), self._whole)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(5), px(5))
        for place, box in segment_boxes(area, self._segments, self._whole):
            if place == self._at:
                painter.setPen(QPen(colour("ink"), 2))
                painter.drawRect(box.adjusted(1, 1, -1, -1))
