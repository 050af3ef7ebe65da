"""What somebody can say of a record an import proposes: whether it is one that is there, is new, or stays out."""

from __future__ import annotations

from functools import partial
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from csp_desktop.editing.bringing_in.gone_records import RETIRED
from csp_desktop.editing.bringing_in.plan_import import Choice, Proposal
from csp_desktop.registers.catalog import register_named
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.chips import FlowLayout
from csp_desktop.ui.look.plain_words import Label
from csp_desktop.ui.look.preview_dialog import plain_button

Answer = Choice | Literal["take back"]
_ANSWERS: tuple[tuple[Answer, str, str], ...] = (
    ("update", "Same record", "Change the record that is there"),
    ("add", "New record", "Add a record of its own"),
    ("retire", "Retire", "Close it, or stop it: the file does not name it any more"),
    ("take back", "Do not retire", "Leave it as it is"),
    ("leave out", "Leave out", "Neither this record nor what stands under it"),
)
_NARROWEST = 200
"""Of the room for a question beside its answers, for 13 px text."""
# Whom others name is made or found by name; a plan is chosen above.
_NOT_DECIDED_HERE = ("plans", "agencies", "groups")


class DecidingRow(QWidget):
    """The question about a record, and a button for each answer."""

    decided = Signal(str)
    """The answer given."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._asking = Label(parent=self)
        self._asking.setWordWrap(True)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._asking, 1)
        answers = QWidget(self)
        self._answers = FlowLayout(answers, 6)
        self._row.addWidget(answers)
        self._buttons: dict[Answer, QPushButton] = {}
        for name, label, hint in _ANSWERS:
            button = plain_button(label, partial(self.decided.emit, name), hint, self)
            self._answers.addWidget(button)
            self._buttons[name] = button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Put the answers below their question where beside them it would be a narrow column."""
        beside = self.width() - self._answers.sizeHint().width()
        below = bool(self._asking.text()) and beside < theme.px(_NARROWEST)
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        )

    def offer(self, proposal: Proposal | None) -> None:
        """Offer what can be said of a record; nothing where there is nothing to say."""
        if proposal is None or proposal.is_named or proposal.register in _NOT_DECIDED_HERE:
            self.setVisible(False)
            return
        self._asking.setText(_question(proposal))
        can = _answers(proposal)
        for name, button in self._buttons.items():
            button.setVisible(name in can)
        self.setVisible(bool(can))
        self._share_width()


def waits(proposal: Proposal) -> bool:
    """Is it a question of its own that somebody can answer?"""
    if proposal.outcome == "asked":
        return proposal.nearest is not None
    return proposal.outcome == "gone" and bool(_answers(proposal))


def _question(proposal: Proposal) -> str:
    if proposal.outcome == "asked":
        return proposal.question
    if proposal.outcome == "gone":
        return "It is not in the file any more."
    if proposal.is_retired:
        return "It is not in the file any more and will be retired."
    if proposal.outcome == "updated" and proposal.nearest is not None:
        return f"Taken for “{proposal.nearest.title}”, which is there already."
    return ""


def _answers(proposal: Proposal) -> set[Answer]:
    outcome, near = proposal.outcome, proposal.nearest
    if proposal.is_retired:
        return {"take back"}
    if proposal.is_followed:
        return {"update"} if outcome == "left out" else {"leave out"}
    if outcome == "gone":
        return {"retire"} if proposal.register in RETIRED else set()
    if outcome == "asked":
        return {"update", "add", "leave out"} if near else {"leave out"}
    if outcome == "new":
        return {"leave out"} if near is None else {"update", "leave out"}
    if outcome == "left out":
        return {"add"}
    told_apart = not register_named(proposal.register).unique
    return {"add", "leave out"} if outcome == "updated" and (near or told_apart) else set()
