from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from csp_desktop.ui.look.plain_words import MarkedLabel
from csp_desktop.ui.returns.questions.word_marks import differing, marked_pieces

OURS = "Referral form agreed, first four young people visited with parents."
THEIRS = "Referral form agreed, first six young people visited; two refused."


def marked(text: str, other: str) -> str:
    return "|".join(piece.strip() for piece, differs in differing(text, other) if differs)


def test_the_words_that_differ_are_marked_and_no_others():
    assert marked(OURS, THEIRS) == "four|with parents"
    assert "six" in marked(THEIRS, OURS) and "two refused" in marked(THEIRS, OURS)
    assert "young" not in marked(THEIRS, OURS)


@settings(max_examples=60)
@given(st.text(), st.text())
def test_no_character_is_lost(text, other):
    assert "".join(piece for piece, _ in differing(text, other)) == text
    assert not any(differs for _, differs in differing(text, text))


def test_markup_is_shown_as_typed(qtbot):
    label = MarkedLabel()
    qtbot.addWidget(label)
    label.show_pieces(marked_pieces("<b>one</b> &amp;\ntwo", "two", removed=True))
    shown = QTextDocument()
    shown.setHtml(label.text())
    assert shown.toPlainText() == "<b>one</b> &amp;\ntwo"
    assert "line-through" in label.text()


def test_long_texts_are_compared_too():
    text = "One sentence of it. " * 1500
    assert "".join(piece for piece, _ in differing(text, text + "More.")) == text
