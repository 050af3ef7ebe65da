"""Words shown as they are: the only place where labels, hints and message boxes are made.

Qt takes words that look like markup for markup: a picture named in a partner's note would be fetched from
where the note says. Nothing here ever guesses.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtGui import Qt as RichText
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QTextBrowser, QToolTip, QWidget

from csp_desktop.ui.look.theme import set_role

_MOST_LETTERS = 4000
_LONG = re.compile(r"\S{24,}")
_SIGNS = re.compile(r"(?<=[-_./\\@])(?=\w)")
_MAY_BREAK = "\u200b"
READ_ONLY = "This file is open to read only."


class Label(QLabel):
    """A label that shows any words as they are.

    A long one among them, the name of a file say, may break after a sign in it: what stands in a narrow place would
    else be as wide as that. Words that can be copied are left whole.
    """

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, buddy: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if buddy is not None:
            self.setBuddy(buddy)
        self.setText(text)

    def setText(self, text: str) -> None:
        copied = self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
        super().setText(text if copied else _LONG.sub(_with_breaks, text))

    def text(self) -> str:
        return super().text().replace(_MAY_BREAK, "")

    def setTextInteractionFlags(self, flags: Qt.TextInteractionFlag) -> None:
        super().setTextInteractionFlags(flags)
        self.setText(self.text())


def _with_breaks(word: re.Match[str]) -> str:
    return _SIGNS.sub(_MAY_BREAK, word[0])


class MarkedLabel(QLabel):
    """A label of pieces of words, each shown as it is in a look of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)

    def show_pieces(self, pieces: list[tuple[str, str]]) -> None:
        """Show pieces of words, each with its look in CSS; "" for none."""
        self.setText("".join(_piece(words, look) for words, look in pieces))


class OwnPages(QTextBrowser):
    """Pages of the program's own, in Markdown; of all they name, only pictures of one folder are loaded.

    A picture is named by its file in `pictures`, and by the part to show of it: "2 action plan.png#0,40,960,420"
    (left, top, width and height in its own pixels). It is set at most `wide` logical pixels wide.
    """

    def __init__(self, pictures: Path | None = None, wide: int = 0) -> None:
        super().__init__()
        self._pictures, self._wide = pictures, wide

    def loadResource(self, kind: int, name: QUrl | str) -> QImage | None:
        url = QUrl(name)
        if self._pictures is None or url.path() != url.fileName() or not url.isRelative():
            return None
        picture = QImage(str(self._pictures / url.fileName()))
        if picture.isNull():
            return None
        if url.fragment():
            picture = picture.copy(QRect(*map(int, url.fragment().split(","))))
        beside = self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth()
        room = self.width() - beside - 2 * self.document().documentMargin() - 2
        scale = self.devicePixelRatioF()
        fitting = picture.scaledToWidth(
            round(max(min(self._wide, room), 1) * scale), Qt.TransformationMode.SmoothTransformation
        )
        edge = QPainter(fitting)
        edge.setPen(QColor(128, 128, 128, 110))
        edge.drawRect(fitting.rect().adjusted(0, 0, -1, -1))
        edge.end()
        fitting.setDevicePixelRatio(scale)
        return fitting


def _piece(words: str, look: str) -> str:
    from html import escape

    escaped = escape(words).replace("\n", "<br>")
    return f'<span style="{look}">{escaped}</span>' if look else escaped


def counted(number: int, singular: str, plural: str = "") -> str:
    """ "1 cell", "3 cells", "1,200 cells"; `plural` where it is not `singular` with an s."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def with_article(noun: str) -> str:
    """ "an agency", "a person"."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def as_hint(words: str) -> str:
    """Words as a tooltip takes them, so that it shows them as they are."""
    if not RichText.mightBeRichText(words):
        return words
    from html import escape

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

    def add_danger(self, words: str) -> QPushButton:
        """A button for what loses something, in red; where all others act, at the right of the one that leaves things."""
        button = self.addButton(words, QMessageBox.ButtonRole.AcceptRole)
        button.setAutoDefault(False)
        set_role(button, "danger")
        return button
