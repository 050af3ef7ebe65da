"""Asks for a reason before something unusual is done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.ui.look.plain_words import Label, allow
from csp_desktop.ui.look.screen_room import Dialog
from csp_desktop.ui.look.theme import px, set_role


class ReasonDialog(Dialog):
    """Says what is at stake and takes a reason; without one it cannot be confirmed. Show it with `open`."""

    confirmed = Signal(str)
    """The reason given."""

    def __init__(self, title: str, sentence: str, confirm: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = Label(sentence)
        words.setWordWrap(True)
        label = Label("&Reason")
        set_role(label, "caption")
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName("Reason")
        self.reason.setTabChangesFocus(True)
        self.reason.setMinimumHeight(px(72))
        label.setBuddy(self.reason)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.confirm = QPushButton(confirm)
        set_role(self.confirm, "primary")
        self.confirm.setDefault(True)
        buttons.addButton(self.confirm, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.reason.textChanged.connect(self._allow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(18), px(16), px(18), px(14))
        layout.setSpacing(px(8))
        layout.addWidget(words)
        layout.addWidget(label)
        layout.addWidget(self.reason)
        layout.addWidget(buttons)
        self.setMinimumWidth(px(440))
        self.reason.setFocus()
        self._allow()

    def _allow(self) -> None:
        allow(self.confirm, "" if self._given() else "Give a reason first.")

    def _given(self) -> str:
        return self.reason.toPlainText().strip()

    def accept(self) -> None:
        if not self._given():
            return
        reason = self._given()
        super().accept()
        self.confirmed.emit(reason)
