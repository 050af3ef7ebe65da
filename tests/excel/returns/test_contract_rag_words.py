"""Ratings typed into returns of a partnership with words of its own."""

from __future__ import annotations

import pytest

from csp_desktop.excel.opening.read_cells import ReadCell
from csp_desktop.excel.returns.cells.answers import read_answer
from csp_desktop.registers.fields import RAG_WORDS
from csp_desktop.registers.issued_form import IssuedForm
from csp_desktop.registers.return_form import BY_KEY

FORM = IssuedForm(
    "RET-7KQ4-2M9X", 1, "2010-Q2", "Police", "County Police", "Anytown CSP", "Plan", "2010-10-15", "us",
    "2010-09-30", {**RAG_WORDS, "blue": "Minor", "amber": "At risk", "none": "To start"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "state", "rag"),
    [
        ("Minor", "value", "blue"),
        ("blue", "value", "blue"),
        ("B", "value", "blue"),
        ("AMBER", "value", "amber"),
        ("yellow", "value", "amber"),
        ("at  risk", "value", "amber"),
        ("Green", "value", "green"),
        ("to start", "value", "none"),
        ("Complete", "rejected", None),
        ("completed", "rejected", None),
    ],
)
def test_only_words_that_mean_a_rating_here_are_taken(typed: str, state: str, rag: str | None) -> None:
    column = BY_KEY["action updates"].input("rag")
    answer = read_answer(ReadCell("text", typed), column, FORM)
    assert (answer.state, answer.value) == (state, rag)
    if state == "rejected":
        assert "Minor" in answer.message
