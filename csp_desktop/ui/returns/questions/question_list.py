"""Questions about returned cells one under the other, those of one row together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import Label
from csp_desktop.ui.look.preview_dialog import plain_button
from csp_desktop.ui.returns.questions.question_card import QuestionCard

_AT_ONCE = 30


class QuestionList(QScrollArea):
    """Cards for findings. What is decided is announced with its card; Page keys scroll, Tab goes on."""

    decided = Signal(object, object, object)
    """The card, and the decision and value it announced."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cards: list[QuestionCard] = []
        self._waiting: list[ReturnFinding] = []
        self._make: Callable[[ReturnFinding], QuestionCard] | None = None

    def show_questions(
        self,
        findings: Sequence[ReturnFinding],
        make: Callable[[ReturnFinding], QuestionCard],
        before: Sequence[QWidget] = (),
    ) -> None:
        """Show cards for these; `before` are widgets that stand above them."""
        self.cards = []
        self._waiting = list(findings)
        self._make = make
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(theme.px(8), theme.px(10), theme.px(14), theme.px(12))
        self._column.setSpacing(theme.px(6))
        for widget in before:
            alignment = Qt.AlignmentFlag.AlignLeft if isinstance(widget, QPushButton) else Qt.AlignmentFlag(0)
            self._column.addWidget(widget, 0, alignment)
        self._column.addStretch(1)
        self._row = ""
        self._more()
        self.setWidget(inner)

    def height_of_all(self) -> int:
        """How high it is with all that it shows in sight."""
        inner = self.widget()
        assert inner is not None  # whoever asks has shown something
        width = self.viewport().width()
        return inner.heightForWidth(width) if inner.hasHeightForWidth() else inner.sizeHint().height()

    def _more(self) -> None:
        first, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
        for finding in first:
            self._add(finding)
        if self._waiting:
            button = plain_button(
                f"Show {min(_AT_ONCE, len(self._waiting))} more", lambda: self._go_on(button)
            )
            self._insert(button)

    def _go_on(self, button: QWidget) -> None:
        self._column.removeWidget(button)
        button.deleteLater()
        first = len(self.cards)
        self._more()
        QTimer.singleShot(0, self, lambda: self.cards[first].setFocus())

    def _add(self, finding: ReturnFinding) -> None:
        row = finding.known_as
        place = f"{finding.code or row}{finding.sheet}"
        if place != self._row:
            if self.cards:
                rule = QFrame()
                theme.set_role(rule, "rule")
                self._insert(rule)
            self._row = place
            if finding.outcome != "proposed row" and row:
                label = Label(row)
                label.setWordWrap(True)
                label.setContentsMargins(theme.px(10), 0, 0, 0)
                theme.set_role(label, "soft")
                self._insert(label)
        assert self._make is not None
        card = self._make(finding)
        card.decided.connect(lambda decision, value: self.decided.emit(card, decision, value))
        self.cards.append(card)
        self._insert(card)

    def _insert(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, widget)

    def take_typing(self) -> bool:
        """Use what was typed in any card and not used yet; False, with the first that cannot be taken in sight."""
        for card in self.cards:
            if not card.take_typing():
                self.ensureWidgetVisible(card, 0, theme.px(24))
                return False
        return True

    def focus_on(self, finding: ReturnFinding) -> None:
        """Move to the card of a finding."""
        while all(card.finding is not finding for card in self.cards) and self._waiting:
            self._more()
        for card in self.cards:
            if card.finding is finding:
                card.setFocus()
                self.ensureWidgetVisible(card, 0, theme.px(24))

    def focus_next(self, after: QuestionCard | None = None) -> bool:
        """Move to the next card that is undecided; False where there is none after it."""
        start = self.cards.index(after) + 1 if after in self.cards else 0
        while True:
            for card in self.cards[start:]:
                if card.finding.question:
                    card.setFocus()
                    self.ensureWidgetVisible(card, 0, theme.px(24))
                    return True
            if not self._waiting:
                return False
            start = len(self.cards)
            self._more()
