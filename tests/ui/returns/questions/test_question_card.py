"""One question of a returned workbook, as it is asked."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.registers.fields import RAG_WORDS
from csp_desktop.ui.returns.questions.question_card import QuestionCard, Sent


def test_an_ampersand_in_a_title_stays_one_on_a_button(qtbot: QtBot) -> None:
    near = {"id": "1", "ref": "1.2", "title": "Alleys & yards"}
    finding = ReturnFinding("proposed row", proposal={"kind": "action", "title": "Light alleys"}, near=[near])
    card = QuestionCard(finding, Sent("2010-07-01", RAG_WORDS))
    qtbot.addWidget(card)
    # "&&" is how Qt is told of a sign that underlines nothing.
    assert "Same as 1.2 Alleys && yards" in [button.text() for button in card.findChildren(QPushButton)]
