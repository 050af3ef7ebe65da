"""Generated tables come out as meant: registers, rows and columns, and hardly anything wrong without a word."""

from __future__ import annotations

import os

import pytest
from reading_laid_out import counted, share

_SAMPLE = range(60)


def test_of_generated_tables_hardly_a_value_is_wrong_without_a_word() -> None:
    found = counted(_SAMPLE, take_doubtful=False)
    assert share(found, "values wrong", "values") <= 0.01
    assert share(found, "columns asked", "columns") <= 0.10
    assert share(found, "registers right", "tables") >= 0.85


@pytest.mark.slow
def test_of_generated_tables_nearly_all_is_right_with_the_likely_taken_too() -> None:
    found = counted(_SAMPLE, take_doubtful=True)
    assert share(found, "registers right", "tables") >= 0.95
    assert share(found, "rows right", "rows") >= 0.95
    assert share(found, "columns right", "columns") >= 0.90


@pytest.mark.slow
def test_the_same_holds_of_many_more() -> None:
    # CSP_TABLES=2000 makes the long run of it.
    found = counted(range(int(os.environ.get("CSP_TABLES", "1000"))), take_doubtful=True)
    assert share(found, "registers right", "tables") >= 0.95
    assert share(found, "columns right", "columns") >= 0.90
