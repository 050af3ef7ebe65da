"""Words searched for, marked where they stand in painted text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from csp_desktop.ui.look import theme


def marked_parts(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """(start, length) of each of the words (in lower case) in a text, capital letters or not."""
    # Lower case may be longer than what was written ("İ"): such a text is marked nowhere rather than wrongly.
    folded = text.casefold()
    if len(folded) != len(text):
        return []
    parts: list[tuple[int, int]] = []
    for word in words:
        at = folded.find(word) if word else -1
        while at >= 0:
            parts.append((at, len(word)))
            at = folded.find(word, at + len(word))
    return parts


def paint_marks(
    painter: QPainter, line: QRectF, text: str, metrics: QFontMetricsF, words: Sequence[str]
) -> None:
    """Tint the ground behind words of a line of text that is painted from the left of `line`."""
    for start, length in marked_parts(text, words):
        left = line.left() + metrics.horizontalAdvance(text[:start])
        width = metrics.horizontalAdvance(text[start : start + length])
        painter.fillRect(
            QRectF(left - 1, line.top(), width + 2, line.height()), QColor(theme.colours().amber.tint)
        )
