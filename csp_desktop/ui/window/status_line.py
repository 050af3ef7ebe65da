"""Below all tabs: what is saved, what is shown, the last backup, and who is editing."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStatusBar, QWidget

from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import Label, give_hint

_SAID_FOR = 9000


class StatusLine(QStatusBar):
    """One line of small print; what was said last stands in the middle for a while."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.saved = Label()
        self.summary = Label()
        self.said = Label()
        self.backup = Label()
        self.editing = Label()
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.summary.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        theme.set_role(self.said, "heading")
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(theme.px(12), theme.px(3), theme.px(12), theme.px(3))
        layout.setSpacing(theme.px(20))
        for label in (self.saved, self.summary):
            layout.addWidget(label)
        layout.addWidget(self.said, 1)
        for label in (self.backup, self.editing):
            theme.set_role(label, "soft")
            layout.addWidget(label)
        theme.set_role(self.summary, "soft")
        self.addWidget(line, 1)
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.timeout.connect(lambda: self.say(""))

    def say(self, words: str) -> None:
        """Show a line for a while."""
        self.said.setText(words)
        give_hint(self.said, words)
        if words:
            self._forget.start(_SAID_FOR)

    def show_saved(self, unsaved: int) -> None:
        """Whether everything typed is in the file."""
        if unsaved:
            self.saved.setText(f"▲ {unsaved} not saved yet")
            give_hint(self.saved, "Cells or rows that hold something that could not be taken are marked red.")
        else:
            self.saved.setText("✓ Saved")
            give_hint(self.saved, "Everything is in the file.")
        theme.set_role(self.saved, "late" if unsaved else "good")

    def clear_file(self) -> None:
        """No file is open."""
        for label in (self.saved, self.summary, self.said, self.backup, self.editing):
            label.clear()
