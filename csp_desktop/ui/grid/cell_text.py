"""Text in the cells of a grid: wrapped at our line height, and cut where there is more than fits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from csp_desktop.ui.look import theme
from csp_desktop.ui.look.marking import paint_marks

MOST_LINES = 6
"""A cell shows no more lines than this; the record beside the grid shows all."""
_AHEAD = 40
"""How many characters of what comes after a line may be begun at its end."""


def line_height() -> float:
    """The distance of lines of text: generous, for reading."""
    return round(QFontMetricsF(theme.font()).height() * 1.24)


def lines_in(rect: QRectF) -> int:
    """How many lines a box has room for, at least one."""
    return max(int((rect.height() + line_height() * 0.3) // line_height()), 1)


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
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    ink: QColor,
    *,
    right: bool = False,
    marked: Sequence[str] = (),
) -> None:
    """Text wrapped into a box at our line height, the last line that fits elided where there is more.

    Words that are `marked` stand on a tint.
    """
    metrics = QFontMetricsF(font)
    height = line_height()
    painter.setFont(font)
    painter.setPen(ink)
    room = lines_in(rect)
    flat = text.replace("\n", "\u2028")
    lines = text_lines(text, rect.width(), font, room)
    y = rect.top() + (height - metrics.height()) / 2 + metrics.ascent()
    for number, (start, length) in enumerate(lines[:room]):
        part = flat[start : start + length].rstrip("\u2028 ")
        if number == room - 1 and len(lines) > room:
            # What begins the next word is more than the end of the line left empty.
            rest = " ".join(flat[start : start + length + _AHEAD].split())
            part = metrics.elidedText(rest + "…", Qt.TextElideMode.ElideRight, rect.width())
        x = rect.right() - metrics.horizontalAdvance(part) if right else rect.left()
        if marked:
            top = y - metrics.ascent()
            paint_marks(painter, QRectF(x, top, rect.width(), metrics.height()), part, metrics, marked)
        painter.drawText(QPointF(x, y), part)
        y += height


def line_count(text: str, width: float, font: QFont) -> int:
    """How many lines a text takes, up to the most a cell shows."""
    if not text or ("\n" not in text and QFontMetricsF(font).horizontalAdvance(text) <= width):
        return 1
    return min(len(text_lines(text, max(width, 20), font)), MOST_LINES)
