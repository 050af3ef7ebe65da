"""The colours of ratings, each a button that asks for another, and one that takes back the usual ones."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QColorDialog, QPushButton, QWidget

from csp_desktop.rating_colours import RATINGS, choose_colour, chosen_colours, take_usual_colours
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.chips import FlowLayout
from csp_desktop.ui.look.plain_words import allow
from csp_desktop.ui.look.rating import paint_shape


class RatingColoursRow(QWidget):
    """`words` are what the ratings are called."""

    changed = Signal()

    def __init__(self, words: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.buttons = {rag: QPushButton(words[rag].replace("&", "&&"), self) for rag in RATINGS}
        self.usual = QPushButton("As usual", self)
        row = FlowLayout(self, spacing=theme.px(6))
        for rag, button in self.buttons.items():
            button.setAccessibleName(f"Colour of {words[rag]}")
            button.clicked.connect(lambda _=False, asked=rag: self.ask(asked))
            row.addWidget(button)
        self.usual.setAccessibleName("Usual colours of ratings")
        self.usual.clicked.connect(self._take_usual)
        row.addWidget(self.usual)
        self.show_colours()

    def ask(self, rag: str) -> None:
        """Ask for the colour of a rating; it is shown everywhere at once."""
        now = QColor(chosen_colours().get(rag, theme.colours().rating(rag).bar))
        picked = QColorDialog.getColor(now, self, f"Colour of {self._words[rag]}")
        if picked.isValid():
            choose_colour(rag, picked.name().upper())
            self._tell()

    def _take_usual(self) -> None:
        take_usual_colours()
        self._tell()

    def _tell(self) -> None:
        self.changed.emit()
        self.show_colours()

    def show_colours(self) -> None:
        """Show the colours in use."""
        side = theme.px(12)
        ratio = self.devicePixelRatioF()
        for rag, button in self.buttons.items():
            tone = theme.colours().rating(rag)
            shape = QPixmap(QSize(side, side) * ratio)
            shape.setDevicePixelRatio(ratio)
            shape.fill(Qt.GlobalColor.transparent)
            painter = QPainter(shape)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_shape(painter, QRectF(1, 1, side - 2, side - 2), rag, QColor(tone.ink))
            painter.end()
            button.setIcon(QIcon(shape))
            button.setIconSize(QSize(side, side))
        allow(self.usual, "" if chosen_colours() else "The colours are the usual ones.")
