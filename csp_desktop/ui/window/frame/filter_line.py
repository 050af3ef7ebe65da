"""Which rows are shown only, on every tab, and how to see them all again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from csp_desktop.ui.look import theme
from csp_desktop.ui.look.card import link_button
from csp_desktop.ui.look.plain_words import Label


class FilterLine(QFrame):
    """A line above the tab: "Only rows with “bicycle” are shown", and a link that ends it."""

    cleared = Signal()
    """Everything is to be shown again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "banner")
        self.words = Label()
        self.all = link_button("Show all", self.cleared.emit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(16), theme.px(2), theme.px(16), theme.px(2))
        layout.addWidget(self.words)
        layout.addWidget(self.all)
        layout.addStretch(1)
        self.hide()

    def show_filter(self, search: str, values: str) -> None:
        """Name what is filtered by: the words searched for, and the values chosen; "" for neither."""
        parts = [f"with “{search}”" if search else "", values]
        told = ", ".join(part for part in parts if part)
        self.words.setText(f"Only rows {told} are shown.")
        self.setVisible(bool(told))
