"""Cells between tabs, as other programs write and read them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from csp_desktop.excel.opening.clipboard_text import read_tab_separated, tab_separated

cells = st.text(alphabet=st.sampled_from('ab,"\t\n '), max_size=6)
blocks = st.integers(2, 3).flatmap(
    lambda wide: st.lists(st.lists(cells, min_size=wide, max_size=wide), min_size=1, max_size=4)
)


@given(blocks)
@settings(max_examples=150, deadline=None)
def test_a_block_comes_back_as_it_was(block: list[list[str]]) -> None:
    assert read_tab_separated(tab_separated(block)) == block


def test_text_from_excel_ends_with_a_line_break() -> None:
    assert read_tab_separated("a\tb\r\nc\td\r\n") == [["a", "b"], ["c", "d"]]


def test_empty_cells_and_lines_keep_their_place() -> None:
    assert read_tab_separated("a\t\n\nb\t\n") == [["a", ""], [""], ["b", ""]]


def test_a_quote_inside_plain_text_stands_for_itself() -> None:
    assert read_tab_separated('5" pipe\t"unclosed') == [['5" pipe', '"unclosed']]
