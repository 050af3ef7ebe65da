"""A year's figures as a line the height of a word, with its target; drawn inside a cell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from csp_desktop.ui.look.theme import colour


def paint_sparkline(
    painter: QPainter,
    box: QRectF,
    values: Sequence[float | None],
    target: float | None,
) -> None:
    """Draw the values left to right, the last one as a dot, the target as a dashed level."""
    known = [value for value in values if value is not None]
    if not known:
        return
    levels = [*known, *([] if target is None else [target])]
    low, high = min(levels), max(levels)
    height = (high - low) or 1.0
    area = box.adjusted(4, 5, -6, -5)
    if high == low:
        low -= 0.5

    def y(value: float) -> float:
        return area.bottom() - area.height() * (value - low) / height

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if target is not None:
        painter.setPen(QPen(colour("green"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(area.left(), y(target)), QPointF(area.right(), y(target)))
    path = QPainterPath()
    previous = None
    spot = QPointF()
    for place, value in enumerate(values):
        if value is None:
            continue
        spot = QPointF(area.left() + area.width() * place / max(1, len(values) - 1), y(value))
        if previous == place - 1:
            path.lineTo(spot)
        else:
            path.moveTo(spot)
        previous = place
    painter.setPen(QPen(colour("accent"), 1.6))
    painter.drawPath(path)
    painter.setBrush(colour("accent"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(spot, 2.8, 2.8)
    painter.restore()
