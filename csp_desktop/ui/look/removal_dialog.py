"""Asks for the number of records to be typed before a large part of a register goes."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from csp_desktop.errors import LargeRemoval
from csp_desktop.ui.look.plain_words import Label, allow
from csp_desktop.ui.look.screen_room import Dialog
from csp_desktop.ui.look.theme import px, set_role


class RemovalDialog(Dialog):
    """Says how much would go; only the number itself, typed, lets it."""

    def __init__(self, large: LargeRemoval, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Delete so much?")
        self._number = large.number
        words = Label(f"This deletes {large.what}. It is one step, and Ctrl+Z brings it back.")
        words.setWordWrap(True)
        label = Label(f"&Type {large.number} to delete them")
        set_role(label, "caption")
        self.typed = QLineEdit()
        self.typed.setAccessibleName(f"Type {large.number} to delete them")
        label.setBuddy(self.typed)
        buttons = QDialogButtonBox()
        self.delete = QPushButton(f"Delete {large.number:,}")
        self.delete.setAutoDefault(False)
        set_role(self.delete, "danger")
        keep = buttons.addButton("Keep them", QDialogButtonBox.ButtonRole.RejectRole)
        keep.setAutoDefault(False)
        buttons.addButton(self.delete, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.rejected.connect(self.reject)
        self.delete.clicked.connect(self.accept)
        self.typed.textChanged.connect(lambda _: self._allow())
        self.typed.returnPressed.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(18), px(16), px(18), px(14))
        layout.setSpacing(px(8))
        for widget in (words, label, self.typed, buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(px(440))
        self._allow()

    def _allow(self) -> None:
        allow(self.delete, "" if self._is_typed() else f"Type {self._number} first.")

    def _is_typed(self) -> bool:
        return self.typed.text().strip().replace(",", "") == str(self._number)

    def accept(self) -> None:
        if self._is_typed():
            super().accept()


def may_remove(large: LargeRemoval, parent: QWidget) -> bool:
    """Ask over a window, and wait for the answer."""
    dialog = RemovalDialog(large, parent)
    answer = dialog.exec()
    dialog.deleteLater()
    return answer == QDialog.DialogCode.Accepted
