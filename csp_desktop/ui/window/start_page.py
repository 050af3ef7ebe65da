"""What the window shows before a file is open: begin one, open one, or look at the sample."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.ui.look import theme
from csp_desktop.ui.look.emptying import empty_layout
from csp_desktop.ui.look.plain_words import Label, give_hint


class StartPage(QWidget):
    """Three ways to begin and the files opened lately."""

    asked = Signal(str)
    """ "new", "open" or "sample"."""
    chosen = Signal(object)
    """The Path of a recent file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = Label("CSP Desktop")
        theme.set_role(title, "figure")
        what = Label(
            "Action plans, indicators, risks, funding and quarterly returns of your partnership, in one file "
            "on this computer."
        )
        what.setWordWrap(True)
        theme.set_role(what, "soft")
        self._newest: Path | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(theme.px(2))
        card = QFrame()
        theme.set_role(card, "card")
        card.setFixedWidth(theme.px(560))
        inner = QVBoxLayout(card)
        inner.setContentsMargins(*[theme.px(28)] * 4)
        inner.setSpacing(theme.px(8))
        inner.addWidget(title)
        inner.addWidget(what)
        inner.addSpacing(theme.px(12))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for name, label, hint in (
            ("new", "New file…", "An empty file for your partnership and its first plan"),
            ("open", "Open…", "A file you already have"),
            ("sample", "Look at the sample", "A made-up partnership in the middle of its year"),
        ):
            button = QPushButton(label)
            give_hint(button, hint)
            button.setAccessibleDescription(hint)
            if name == "new":
                theme.set_role(button, "primary")
            button.clicked.connect(lambda _=False, name=name: self.asked.emit(name))
            row.addWidget(button)
        row.addStretch(1)
        inner.addLayout(row)
        inner.addSpacing(theme.px(14))
        drop = Label(
            "Have a plan or register already? Drop it here, from Excel or Word, and a new file is made of it."
        )
        drop.setWordWrap(True)
        theme.set_role(drop, "caption")
        inner.addWidget(drop)
        self._heading = Label("Recent files – press Enter to open the first")
        theme.set_role(self._heading, "caption")
        inner.addWidget(self._heading)
        inner.addLayout(self._recent)
        page = QWidget()
        centred = QVBoxLayout(page)
        centred.addStretch(2)
        # Between stretches, not aligned: aligned it would not be as tall as its wrapped lines need.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        centred.addLayout(middle)
        centred.addStretch(3)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if isinstance(focused, QPushButton) and focused.hasFocus():
            focused.click()
        elif self._newest is not None:
            self.chosen.emit(self._newest)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Enter opens the newest file; Tab goes to the other ways to begin.
        self.setFocus()

    def show_recent(self, paths: Sequence[Path]) -> None:
        """List the files opened lately."""
        empty_layout(self._recent)
        self._newest = paths[0] if paths else None
        self._heading.setVisible(bool(paths))
        for path in paths[:6]:
            button = QPushButton(path.stem.replace("&", "&&"))
            theme.set_role(button, "link")
            give_hint(button, str(path))
            button.setAccessibleDescription(f"In {path.parent}")
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(lambda _=False, path=path: self.chosen.emit(path))
            folder = Label(str(path.parent))
            theme.set_role(folder, "caption")
            line = QWidget()
            beside = QHBoxLayout(line)
            beside.setContentsMargins(0, 0, 0, 0)
            button.setMinimumHeight(theme.px(26))
            folder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            beside.addWidget(button)
            beside.addWidget(folder, 1)
            self._recent.addWidget(line)
