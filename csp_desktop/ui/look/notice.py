"""A strip above the tabs for what a person should see before going on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import Label


class Notice(QFrame):
    """One sentence, something to do about it where there is, and a way to close it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "banner")
        self._words = Label()
        self._words.setWordWrap(True)
        self._act = QPushButton()
        self._close = QPushButton("Close")
        self._close.setAccessibleName("Close this message")
        self._close.clicked.connect(self.hide)
        self._follow: Callable[[], object] = lambda: None
        self._act.clicked.connect(lambda: self._follow())
        layout = self._line = QHBoxLayout(self)
        self.fit_window(low=False)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._act)
        layout.addWidget(self._close)
        self.hide()

    def fit_window(self, *, low: bool) -> None:
        """Take less of a window that is `low` for its text."""
        above = theme.px(1 if low else 6)
        self._line.setContentsMargins(theme.px(16), above, theme.px(16), above)

    @property
    def words(self) -> str:
        """The sentence it shows, or showed last."""
        return self._words.text()

    def tell(
        self, sentence: str, act: str = "", follow: Callable[[], object] | None = None, *, stays: bool = False
    ) -> None:
        """Show a sentence, with a button where there is something to do; one that `stays` cannot be closed."""
        self._words.setText(sentence)
        self._act.setText(act)
        self._act.setVisible(bool(act))
        self._close.setVisible(not stays)
        self._follow = follow or (lambda: None)
        self.show()
        announce(self, sentence)


def announce(widget: QWidget, sentence: str) -> None:
    """Have a screen reader say a sentence."""
    # Imported here because it takes longer than all else in this module, and the start says nothing aloud.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))
