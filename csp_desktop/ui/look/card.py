"""A card: a heading, links that lead further, and what it is about."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from csp_desktop.ui.look.plain_words import Label, give_hint
from csp_desktop.ui.look.theme import px, set_role


class Card(QFrame):
    """A white, hairlined surface; what stands in it is added to `body`."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.setAccessibleName(heading)
        self._heading = Label(heading)
        self._heading.setWordWrap(True)
        set_role(self._heading, "heading")
        self.head = QHBoxLayout()
        self.head.setSpacing(px(8))
        self.head.addWidget(self._heading, 1, Qt.AlignmentFlag.AlignVCenter)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(px(16), px(12), px(16), px(14))
        self.body.setSpacing(px(8))
        self.body.addLayout(self.head)

    def set_heading(self, heading: str) -> None:
        """Put other words at the top."""
        self._heading.setText(heading)
        self.setAccessibleName(heading)

    def level_heading(self) -> None:
        """Give the heading the height of a link, so that it stands level with those of cards that have one."""
        self._heading.setMinimumHeight(px(24) + 2)

    def add_link(self, label: str, follow: Callable[[], object]) -> QPushButton:
        """A link at the right of the heading."""
        link = link_button(label, follow)
        self.head.addWidget(link, 0, Qt.AlignmentFlag.AlignRight)
        return link


def link_button(label: str, follow: Callable[[], object]) -> QPushButton:
    """A button that reads as a link."""
    link = QPushButton(label)
    set_role(link, "link")
    link.setCursor(Qt.CursorShape.PointingHandCursor)
    link.clicked.connect(lambda: follow())
    return link


class ElidedLink(QPushButton):
    """A link that ends in an ellipsis where there is no room for all of it."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        set_role(self, "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        give_hint(self, words)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - px(12)
        fitting = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(fitting.replace("&", "&&"))


def caption(text: str = "") -> Label:
    """A quiet line that wraps."""
    label = Label(text)
    label.setWordWrap(True)
    set_role(label, "caption")
    return label
