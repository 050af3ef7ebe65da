"""Below all tabs: what is saved, what is shown, the last backup, and who is editing."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QStatusBar, QWidget

from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import Label, give_hint

_SAID_FOR = 9000


class _Shortened(Label):
    """A line of words that ends in an ellipsis where there is no room for all of them; its hint says them all."""

    def setText(self, text: str) -> None:
        super().setText(text)
        give_hint(self, text)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        QPainter(self).drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, words)


class StatusLine(QStatusBar):
    """One line of small print; what was said last stands in the middle for a while."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.saved = QPushButton()
        self.saved.setAccessibleDescription("Goes to the next cell that could not be saved")
        # Before it is ever dressed: to dress it anew Python would have to learn of all there is to say of styles.
        theme.set_role(self.saved, "good")
        self.summary = _Shortened()
        self.said = Label()
        self.backup = Label()
        self.editing = Label()
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.summary.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        theme.set_role(self.said, "heading")
        line = QWidget()
        layout = self._line = QHBoxLayout(line)
        self.fit_window(low=False)
        layout.setSpacing(theme.px(20))
        for widget in (self.saved, self.summary):
            layout.addWidget(widget)
        layout.addWidget(self.said, 1)
        for label in (self.backup, self.editing):
            theme.set_role(label, "soft")
            layout.addWidget(label)
        theme.set_role(self.summary, "soft")
        self.addWidget(line, 1)
        self._unsaved = 0
        self._of_unsaved = False
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.timeout.connect(lambda: self.say(""))

    def fit_window(self, *, low: bool) -> None:
        """Take less of a window that is `low` for its text."""
        above = 0 if low else theme.px(3)
        self._line.setContentsMargins(theme.px(12), above, theme.px(12), above)

    def say(self, words: str) -> None:
        """Show a line for a while."""
        self._of_unsaved = self._unsaved > 0
        self.said.setText(words)
        give_hint(self.said, words)
        if words:
            self._forget.start(_SAID_FOR)

    def show_saved(self, unsaved: int, typing: bool) -> None:
        """Whether everything typed is in the file: how much is not, or whether something is being typed."""
        before, self._unsaved = self._unsaved, unsaved
        if self._of_unsaved and unsaved < before:
            # What was said of a cell that was not saved may no longer hold.
            self.say("")
        if unsaved:
            self.saved.setText(f"▲ {unsaved} not saved")
            give_hint(
                self.saved, "Click to go to each in turn; cells that could not be saved are marked red."
            )
        elif typing:
            self.saved.setText("… Typing")
            give_hint(self.saved, "What you type is saved when you leave the cell.")
        else:
            self.saved.setText("✓ Saved")
            give_hint(self.saved, "Everything is saved.")
        self.saved.setEnabled(bool(unsaved))
        theme.set_role(self.saved, "late" if unsaved else "soft" if typing else "good")

    def clear_file(self) -> None:
        """No file is open."""
        for label in (self.summary, self.said, self.backup, self.editing):
            label.clear()
        self.saved.setText("")
        self.saved.setEnabled(False)
        theme.set_role(self.saved, "good")
