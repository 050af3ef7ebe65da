"""The merging rules, line by line: issued, returned, current."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_desktop.editing.merge import NOTHING, ReturnFinding, joined, merge_cell, same
from csp_desktop.registers.answer import Answer
from csp_desktop.registers.return_form import BY_KEY

TEXT = BY_KEY["action updates"].input("narrative").field
RAG = BY_KEY["action updates"].input("rag").field
PROVISIONAL = BY_KEY["indicators"].input("provisional").field
STATUS = BY_KEY["mitigations"].input("status").field
BLANK = Answer("blank")


def said(value: Any) -> Answer:
    return Answer("value", value, str(value))


@pytest.mark.parametrize(
    ("issued", "returned", "current", "outcome"),
    [
        ("amber", "amber", "amber", "unchanged"),
        ("amber", "amber", "green", "unchanged"),
        ("amber", "red", "amber", "changed"),
        (None, "red", None, "changed"),
        ("amber", "red", "red", "unchanged"),
        ("amber", "red", "green", "clash"),
        (None, "red", "green", "clash"),
        ("amber", "red", None, "clash"),
    ],
)
def test_three_values_decide(issued: Any, returned: Any, current: Any, outcome: str) -> None:
    merged = merge_cell(RAG, issued, issued, said(returned), current)
    assert merged.outcome == outcome
    if outcome in ("changed", "clash"):
        assert merged.value == returned and merged.takeable


def test_a_blank_where_a_value_was_sent_is_asked_about() -> None:
    merged = merge_cell(RAG, "amber", "amber", BLANK, "amber")
    assert (merged.outcome, merged.value, merged.takeable) == ("ask", None, True)
    assert "[clear]" in merged.message
    assert merge_cell(RAG, "amber", "amber", BLANK, None).outcome == "unchanged"
    assert merge_cell(RAG, None, None, BLANK, "green").outcome == "unchanged"


def test_the_word_clear_clears() -> None:
    clear = Answer("clear", None, "[clear]")
    merged = merge_cell(TEXT, "words", "words", clear, "words")
    assert (merged.outcome, merged.value) == ("changed", None)
    assert merge_cell(TEXT, "words", "words", clear, "other words").outcome == "clash"
    assert merge_cell(TEXT, None, None, clear, None).outcome == "unchanged"
    assert merge_cell(PROVISIONAL, True, True, clear, True).value is False
    assert merge_cell(STATUS, "in progress", "in progress", clear, "in progress").outcome == "rejected"


def test_what_could_not_be_read_is_rejected_or_asked() -> None:
    rejected = merge_cell(
        RAG, "amber", "amber", Answer("rejected", None, "Purple", "not on the list"), "amber"
    )
    assert (rejected.outcome, rejected.message, rejected.takeable) == ("rejected", "not on the list", False)
    asked = merge_cell(TEXT, None, None, Answer("unsure", "as above", "as above", "which?"), None)
    assert (asked.outcome, asked.value, asked.takeable) == ("ask", "as above", True)
    nothing_likely = merge_cell(TEXT, None, None, Answer("unsure", None, "?", "which?"), None)
    assert (nothing_likely.outcome, nothing_likely.takeable) == ("ask", False)
    unasked = merge_cell(TEXT, "as above", "as above", Answer("unsure", "as above", "as above"), "as above")
    assert unasked.outcome == "unchanged"
    struck = Answer("unsure", "words", "words", "crossed out", struck=True)
    assert merge_cell(TEXT, "words", "words", struck, "words").outcome == "ask"


def test_a_box_sent_empty_beside_a_known_value_compares_with_that_value() -> None:
    date = BY_KEY["mitigations"].input("due_on").field
    assert merge_cell(date, None, "2010-12-31", BLANK, "2010-12-31").outcome == "unchanged"
    assert merge_cell(date, None, "2010-12-31", said("2010-12-31"), "2010-12-31").outcome == "unchanged"
    assert merge_cell(date, None, "2010-12-31", said("2011-03-31"), "2010-12-31").outcome == "changed"
    assert merge_cell(date, None, "2010-12-31", said("2011-03-31"), "2011-01-31").outcome == "clash"


@pytest.mark.parametrize(
    ("issued", "earlier", "returned", "current", "outcome"),
    [
        (None, "one", "one", "one", "unchanged"),
        (None, "one", "two", "one", "changed"),
        (None, "one", "two", "mine", "clash"),
        (None, "one", "two", "two", "unchanged"),
        ("sent", "one", "sent", "one", "ask"),
        (None, "one", None, "one", "unchanged"),
        ("sent", "one", None, "one", "ask"),
    ],
)
def test_a_second_version_is_compared_with_what_the_first_changed(
    issued: Any, earlier: Any, returned: Any, current: Any, outcome: str
) -> None:
    answer = BLANK if returned is None else said(returned)
    assert merge_cell(TEXT, issued, issued, answer, current, earlier).outcome == outcome


def test_a_cut_text_that_came_back_as_sent_is_unchanged() -> None:
    long = "y" * 40_000
    from csp_desktop.registers.return_form import cell_text

    assert merge_cell(TEXT, long, long, said(cell_text(long)), long).outcome == "unchanged"
    changed = merge_cell(TEXT, long, long, said("short"), long)
    assert (changed.outcome, changed.value) == ("ask", "short")


def test_what_programs_do_to_a_text_does_not_count() -> None:
    assert same(TEXT, "one\ntwo", "one\r\ntwo ")
    assert same(TEXT, "a\tb", "ab")
    assert same(TEXT, "a_x000D_\nb", "a\nb")
    assert same(TEXT, None, "")
    assert not same(TEXT, "one two", "one\ntwo")
    assert not same(TEXT, "One", "one")
    assert same(PROVISIONAL, None, False) and not same(PROVISIONAL, None, True)
    assert same(BY_KEY["indicators"].input("value").field, 0.1 + 0.2, 0.3)
    assert not same(BY_KEY["indicators"].input("value").field, "TBC", 1.0)


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_nothing_is_invented_and_nothing_overwritten_unasked(
    issued: str, returned: str, current: str
) -> None:
    sent, came, now = issued.strip() or None, returned.strip(), current.strip() or None
    merged = merge_cell(TEXT, sent, sent, said(came) if came else BLANK, now)
    if merged.outcome == "changed":
        assert merged.value == came and same(TEXT, now, sent)
    assert merged.value in (came, None)


def test_two_narratives_are_joined_each_once() -> None:
    assert joined("Ours.", "Theirs.") == "Ours.\nTheirs."
    assert joined("", "Theirs.") == "Theirs." and joined("Ours.", "") == "Ours."
    assert joined("Same.", "Same.") == "Same."
    assert joined("First.", "First. And more.") == "First. And more."
    assert joined("First. And more.", "First.") == "First. And more."


def test_a_finding_survives_being_kept() -> None:
    found = ReturnFinding("changed", "updates", "1.1", "rag", value=0, takeable=True, near=[{"id": "x"}])
    assert ReturnFinding.from_json(found.as_json()) == found
    assert "takeable" not in ReturnFinding("unchanged").as_json()
    assert NOTHING is not None


def test_a_choice_that_came_back_empty_cannot_be_emptied() -> None:
    merged = merge_cell(STATUS, "in progress", "in progress", BLANK, "in progress")
    assert (merged.outcome, merged.takeable) == ("ask", False)


def test_a_no_typed_where_the_form_was_sent_empty_corrects_an_earlier_yes() -> None:
    final = merge_cell(PROVISIONAL, None, False, said(False), True, True)
    assert (final.outcome, final.value) == ("changed", False)
    assert merge_cell(PROVISIONAL, None, False, said(False), True, True, "part").outcome == "clash"
    assert merge_cell(PROVISIONAL, None, False, BLANK, True, True).outcome == "unchanged"
    # A No that was sent may only have been left alone.
    assert merge_cell(PROVISIONAL, False, False, said(False), True, True).outcome == "ask"
    assert merge_cell(PROVISIONAL, None, False, said(False), False).outcome == "unchanged"
