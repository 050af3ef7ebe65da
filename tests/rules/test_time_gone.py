"""How much of the year is gone, in words: a quarter counts once it has ended, and not before."""

from __future__ import annotations

from datetime import date

import pytest

from csp_desktop.periods import Quarter
from csp_desktop.rules.time_gone import quarters_ended, year_gone


@pytest.mark.parametrize(
    ("quarter", "today", "ended", "words"),
    [
        (3, date(2026, 11, 25), 2, "65% of the year gone"),
        (3, date(2026, 12, 31), 2, "75% of the year gone"),
        (3, date(2027, 1, 1), 3, "three quarters of the year gone"),
        (2, date(2026, 11, 25), 2, "half of the year gone"),
        (1, date(2026, 3, 31), 0, "the year not begun"),
        (4, date(2027, 3, 31), 3, "99% of the year gone"),
        (4, date(2027, 4, 1), 4, "all of the year gone"),
    ],
)
def test_three_quarters_are_gone_when_the_third_has_ended(
    quarter: int, today: date, ended: int, words: str
) -> None:
    asked = Quarter(2026, quarter)
    assert (quarters_ended(asked, today), year_gone(asked, today)) == (ended, words)
