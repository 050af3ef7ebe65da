"""Figures by quarter as lines: actual, target, trajectory, last year, forecast; read point by point with the keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from csp_desktop.palette import ColourRole
from csp_desktop.registers.as_written.amounts import format_number
from csp_desktop.ui.look.plain_words import give_hint
from csp_desktop.ui.look.theme import colour, font, px
from csp_desktop.ui.painted import LABEL_SIZE
from csp_desktop.ui.painted.scale import axis_ticks, spread


class LineKind(Enum):
    """What a line shows: each kind has its own stroke and mark, so that colour is never needed."""

    ACTUAL = "actual"
    TARGET = "target"
    TRAJECTORY = "trajectory"
    LAST_YEAR = "last year"
    FORECAST = "forecast"


@dataclass(frozen=True)
class ChartLine:
    """One line: a value for each quarter, None where there is none.

    `said` is its name in a sentence, where that is not the label.
    """

    kind: LineKind
    label: str
    values: Sequence[float | None]
    said: str = ""


class TrendChart(QWidget):
    """Lines over quarters, named where they end. Left and Right read the quarters one by one."""

    read = Signal(int)
    """A quarter was pointed at: its place, from 0."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quarters: Sequence[str] = ()
        self._lines: Sequence[ChartLine] = ()
        self._words: Callable[[float], str] = format_number
        self._now = -1
        self._at = -1
        self._title = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_lines(
        self,
        title: str,
        quarters: Sequence[str],
        lines: Sequence[ChartLine],
        words: Callable[[float], str] = format_number,
        now: int = -1,
    ) -> None:
        """Draw these lines; `words` writes a value, `now` is the quarter chosen in the window."""
        self._title, self._quarters, self._lines, self._words, self._now = title, quarters, lines, words, now
        self._at = -1
        self.setAccessibleName(title)
        self.setAccessibleDescription(self.in_words())
        self.update()

    def in_words(self) -> str:
        """Everything drawn, as a sentence for each quarter."""
        return " ".join(self.quarter_in_words(place) for place in range(len(self._quarters)))

    def quarter_in_words(self, place: int) -> str:
        """What is drawn at one quarter: "Q2: actual 1,012, target 936."."""
        drawn = [
            f"{line.said or line.label.lower()} {self._words(value)}"
            for line in self._lines
            if place < len(line.values) and (value := line.values[place]) is not None
        ]
        return f"{self._quarters[place]}: {', '.join(drawn) or 'nothing yet'}."

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 26, line * 14)

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 14, line * 9)

    # Reading with keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._quarters) - 1
        start = self._now if self._at < 0 else self._at
        places = {
            Qt.Key.Key_Left: max(0, start - 1),
            Qt.Key.Key_Right: min(last, start + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        place = places.get(Qt.Key(event.key()))
        if place is None or last < 0:
            super().keyPressEvent(event)
        else:
            self._read(place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._quarters:
            self._read(self._nearest(event.position().x()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._at = -1
        self.setAccessibleDescription(self.in_words())
        super().focusOutEvent(event)

    def _read(self, place: int) -> None:
        self._at = place
        self.setAccessibleDescription(self.quarter_in_words(place))
        give_hint(self, self.quarter_in_words(place))
        self.read.emit(place)
        self.update()

    def _nearest(self, x: float) -> int:
        plot = self._plot(self._ticks())
        return min(range(len(self._quarters)), key=lambda place: abs(self._x(plot, place) - x))

    # Where things are

    def _ticks(self) -> list[float]:
        return axis_ticks(value for line in self._lines for value in line.values if value is not None)

    def _plot(self, ticks: Sequence[float]) -> QRectF:
        """The rectangle the lines are drawn in; labels stand around it."""
        metrics = QFontMetricsF(font(LABEL_SIZE))
        left = max(metrics.horizontalAdvance(self._words(tick)) for tick in ticks) + px(10)
        right = px(14) + max(
            (metrics.horizontalAdvance(line.label) for line in self._lines if _last(line) is not None),
            default=0.0,
        )
        top, bottom = metrics.height() / 2 + px(4), metrics.height() + px(10)
        return QRectF(self.rect()).adjusted(left, top, -min(right, self.width() * 0.4), -bottom)

    def _x(self, plot: QRectF, place: int) -> float:
        return plot.left() + plot.width() * (place + 0.5) / max(1, len(self._quarters))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not any(value is not None for line in self._lines for value in line.values):
            painter.setPen(colour("soft"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "No figures yet")
            self._paint_focus(painter)
            return
        painter.setFont(font(LABEL_SIZE))
        ticks = self._ticks()
        plot = self._plot(ticks)
        height = ticks[-1] - ticks[0]

        def point(place: int, value: float) -> QPointF:
            return QPointF(self._x(plot, place), plot.bottom() - plot.height() * (value - ticks[0]) / height)

        self._paint_axis(painter, plot, ticks)
        if self._at >= 0:
            painter.setPen(QPen(colour("accent"), 1, Qt.PenStyle.DotLine))
            x = self._x(plot, self._at)
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        for line in sorted(self._lines, key=lambda line: line.kind is LineKind.ACTUAL):
            self._paint_line(painter, line, plot, point)
        self._paint_labels(painter, plot, point)
        if self._at >= 0:
            self._paint_reading(painter, plot)
        self._paint_focus(painter)

    def _paint_axis(self, painter: QPainter, plot: QRectF, ticks: Sequence[float]) -> None:
        metrics = QFontMetricsF(painter.font())
        for index, tick in enumerate(ticks):
            y = plot.bottom() - plot.height() * index / (len(ticks) - 1)
            painter.setPen(QPen(colour("line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(colour("soft"))
            box = QRectF(0, y - metrics.height() / 2, plot.left() - px(8), metrics.height())
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._words(tick)
            )
        step = plot.width() / max(1, len(self._quarters))
        for place, quarter in enumerate(self._quarters):
            painter.setFont(font(LABEL_SIZE, bold=place == self._now))
            painter.setPen(colour("ink") if place == self._now else colour("soft"))
            box = QRectF(self._x(plot, place) - step / 2, plot.bottom() + px(6), step, metrics.height() + 2)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, quarter)
        painter.setFont(font(LABEL_SIZE))

    def _paint_line(
        self,
        painter: QPainter,
        line: ChartLine,
        plot: QRectF,
        point: Callable[[int, float], QPointF],
    ) -> None:
        stroke_colour, stroke, width = _stroke(line.kind)
        points = [
            (place, point(place, value)) for place, value in enumerate(line.values) if value is not None
        ]
        if not points:
            return
        path = QPainterPath()
        previous = None
        for place, spot in points:
            if previous is None or (place != previous + 1 and line.kind is not LineKind.FORECAST):
                path.moveTo(spot)
            else:
                path.lineTo(spot)
            previous = place
        if line.kind is LineKind.TARGET and len(points) == len(self._quarters):
            # A target is a level, not a movement: it runs the width of the plot.
            path = QPainterPath(QPointF(plot.left(), points[0][1].y()))
            for _, spot in points:
                path.lineTo(spot)
            path.lineTo(QPointF(plot.right(), points[-1][1].y()))
        pen = QPen(stroke_colour, width, stroke)
        pen.setCapStyle(
            Qt.PenCapStyle.RoundCap if stroke is Qt.PenStyle.SolidLine else Qt.PenCapStyle.FlatCap
        )
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        for place, spot in points:
            _paint_mark(painter, line.kind, spot, stroke_colour, place == self._now)

    def _paint_labels(
        self,
        painter: QPainter,
        plot: QRectF,
        point: Callable[[int, float], QPointF],
    ) -> None:
        """Each line's name at its end, pushed apart where they would overlap."""
        metrics = QFontMetricsF(painter.font())
        ends = []
        for line in self._lines:
            last = _last(line)
            if last is not None:
                ends.append((point(*last).y(), line))
        ends.sort(key=lambda end: end[0])
        half = metrics.height() / 2
        placed = spread([y for y, _ in ends], metrics.height(), half, self.height() - half)
        for y, (_, line) in zip(placed, ends, strict=True):
            painter.setPen(_stroke(line.kind)[0])
            box = QRectF(
                plot.right() + px(8),
                y - metrics.height() / 2,
                self.width() - plot.right() - px(8),
                metrics.height(),
            )
            painter.drawText(
                box,
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                metrics.elidedText(line.label, Qt.TextElideMode.ElideRight, box.width()),
            )

    def _paint_reading(self, painter: QPainter, plot: QRectF) -> None:
        metrics = QFontMetricsF(painter.font())
        words = self.quarter_in_words(self._at).rstrip(".")
        width = min(metrics.horizontalAdvance(words) + 16, self.width() - 4)
        left = min(max(2.0, self._x(plot, self._at) - width / 2), self.width() - width - 2)
        box = QRectF(left, 1, width, metrics.height() + 8)
        painter.setPen(QPen(colour("accent"), 1))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(colour("ink"))
        painter.drawText(
            box,
            Qt.AlignmentFlag.AlignCenter,
            metrics.elidedText(words, Qt.TextElideMode.ElideRight, width - 12),
        )

    def _paint_focus(self, painter: QPainter) -> None:
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


def _last(line: ChartLine) -> tuple[int, float] | None:
    for place in reversed(range(len(line.values))):
        value = line.values[place]
        if value is not None:
            return place, value
    return None


def _stroke(kind: LineKind) -> tuple[QColor, Qt.PenStyle, float]:
    strokes: dict[LineKind, tuple[ColourRole, Qt.PenStyle, float]] = {
        LineKind.ACTUAL: ("accent", Qt.PenStyle.SolidLine, 2.2),
        LineKind.FORECAST: ("accent", Qt.PenStyle.DotLine, 1.6),
        LineKind.TARGET: ("green", Qt.PenStyle.DashLine, 1.4),
        LineKind.TRAJECTORY: ("green", Qt.PenStyle.DotLine, 1.4),
        LineKind.LAST_YEAR: ("soft", Qt.PenStyle.SolidLine, 1.0),
    }
    role, stroke, width = strokes[kind]
    return colour(role), stroke, max(1.0, px(width * 10) / 10)


def _paint_mark(painter: QPainter, kind: LineKind, spot: QPointF, tint: QColor, now: bool) -> None:
    size = px(36) / 10
    painter.setPen(QPen(tint, 1.4))
    painter.setBrush(tint if kind is LineKind.ACTUAL else colour("surface"))
    if kind is LineKind.ACTUAL:
        painter.drawEllipse(spot, size * (1.4 if now else 1), size * (1.4 if now else 1))
    elif kind is LineKind.FORECAST:
        painter.drawEllipse(spot, size, size)
    elif kind is LineKind.TRAJECTORY:
        painter.drawPolygon(
            [spot + QPointF(*step) for step in ((0, -size), (size, 0), (0, size), (-size, 0))]
        )
    elif kind is LineKind.LAST_YEAR:
        painter.drawRect(QRectF(spot.x() - size * 0.7, spot.y() - size * 0.7, size * 1.4, size * 1.4))
