"""What somebody can say of a record an import proposes: whether it is one that is there, is new, or stays out."""

from __future__ import annotations

from functools import partial
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from csp_desktop.editing.bringing_in.gone_records import RETIRED
from csp_desktop.editing.bringing_in.plan_import import Choice, Proposal
from csp_desktop.registers.catalog import register_named
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
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._asking, 1)
        self._buttons: dict[Answer, QPushButton] = {}
        for name, label, hint in _ANSWERS:
            button = plain_button(label, partial(self.decided.emit, name), hint, self)
            row.addWidget(button)
            self._buttons[name] = button

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
