"""Words shown as they are: the only place where labels, hints and message boxes are made.

Qt takes words that look like markup for markup: a picture named in a partner's note would be fetched from
where the note says. Nothing here ever guesses.
"""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import Qt as RichText
from PySide6.QtWidgets import QLabel, QMessageBox, QTextBrowser, QToolTip, QWidget

_MOST_LETTERS = 4000
READ_ONLY = "This file is open to read only."


class Label(QLabel):
    """A label that shows any words as they are."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, buddy: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if buddy is not None:
            self.setBuddy(buddy)
        self.setText(text)


class MarkedLabel(QLabel):
    """A label of pieces of words, each shown as it is in a look of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)

    def show_pieces(self, pieces: list[tuple[str, str]]) -> None:
        """Show pieces of words, each with its look in CSS; "" for none."""
        self.setText("".join(_piece(words, look) for words, look in pieces))


class OwnPages(QTextBrowser):
    """Pages of the program's own, in Markdown; whatever they name, nothing is loaded from anywhere."""

    def loadResource(self, kind: int, name: QUrl | str) -> None:
        return None


def _piece(words: str, look: str) -> str:
    escaped = escape(words).replace("\n", "<br>")
    return f'<span style="{look}">{escaped}</span>' if look else escaped


def counted(number: int, singular: str, plural: str = "") -> str:
    """ "1 cell", "3 cells", "1,200 cells"; `plural` where it is not `singular` with an s."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def as_hint(words: str) -> str:
    """Words as a tooltip takes them, so that it shows them as they are."""
    if not RichText.mightBeRichText(words):
        return words
    return f'<div style="white-space:pre-wrap">{escape(words)}</div>'


def give_hint(to: Any, words: str) -> None:
    """Let a widget, action or entry of a list show these words while the pointer rests on it."""
    to.setToolTip(as_hint(words))


def allow(control: Any, refused: str) -> None:
    """Let a control be used, its hint what it describes itself as; or not, its hint why it is refused."""
    control.setEnabled(not refused)
    give_hint(control, refused or control.accessibleDescription())


def show_hint(at: Any, words: str, over: QWidget) -> None:
    """Show a hint now, at a point of the screen."""
    QToolTip.showText(at, as_hint(words), over)


class MessageBox(QMessageBox):
    """A box with a title and one sentence, shown as they are."""

    def __init__(self, icon: QMessageBox.Icon, title: str, sentence: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setIcon(icon)
        self.setWindowTitle(title)
        # Qt ends the program laying out a million letters.
        self.setText(sentence if len(sentence) <= _MOST_LETTERS else sentence[:_MOST_LETTERS] + "…")
