"""One of the wordings of a question, beside the others."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import Label, MarkedLabel
from csp_desktop.ui.look.rating import RatingBadge
from csp_desktop.ui.returns.questions.word_marks import marked_pieces


class WordingSide(QFrame):
    """Whose wording it is, and its words, those that differ from another marked."""

    def __init__(
        self, title: str, text: str, other: str, rag: str | None, *, removed: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._marked = (text, other or text, removed)
        self._words: MarkedLabel | None = None
        self.set_chosen(False)
        caption = Label(title, self)
        caption.setWordWrap(True)
        theme.set_role(caption, "caption")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(10))
        whole.setSpacing(theme.px(4))
        whole.addWidget(caption)
        if rag is not None:
            badge = RatingBadge(rag, text, self)
            whole.addWidget(badge, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self._words = MarkedLabel(self)
            self._words.setWordWrap(True)
            self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            whole.addWidget(self._words)
        self._mark()
        whole.addStretch(1)
        self.setAccessibleName(f"{title}: {text or 'empty'}")

    def _mark(self) -> None:
        if self._words is not None:
            text, other, removed = self._marked
            pieces = marked_pieces(text, other, removed=removed)
            self._words.show_pieces(pieces or [("empty", "font-style:italic")])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # The marks' colours stand in the text.
        if event.type() == QEvent.Type.StyleChange:
            self._mark()

    def set_chosen(self, chosen: bool) -> None:
        """Frame it where it is what will be kept."""
        theme.set_role(self, "side-chosen" if chosen else "side")
