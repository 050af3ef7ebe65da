"""Days of meetings as calendars write them, and what only looks like one."""

from __future__ import annotations

import pytest

from csp_desktop.excel.wording.meeting_days import day_held
from csp_desktop.periods import FinancialYear

_YEAR = FinancialYear(2026)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("16 June", "2026-06-16"),
        ("3rd of March", "2027-03-03"),
        ("Tues 22nd September 2026", "2026-09-22"),
        ("Wednesday, 13 May 2026", "2026-05-13"),
        ("8 July 2026 at 2pm", "2026-07-08"),
        ("Thurs 4 Feb 2027, 14:00 - 16:00", "2027-02-04"),
        ("16 June 10.00-12.00", "2026-06-16"),
        ("13/05/2026 14:00", "2026-05-13"),
        ("16-Jun-26", "2026-06-16"),
        ("16 Jun ’26", "2026-06-16"),
        ("June 16th", "2026-06-16"),
        ("June 26, 2026", "2026-06-26"),
    ],
)
def test_one_day_with_its_weekday_and_time(text: str, day: str) -> None:
    held = day_held(text, _YEAR)
    assert held is not None
    assert held.isoformat() == day


@pytest.mark.parametrize(
    "text",
    [
        "June 26", "Sept 27", "July", "3rd week of June 2026", "TBC 3rd week June 2026", "Q1 2026/27", "2026/27", "1.30 pm June",
        "2 weeks before June", "4 meetings by March 2027", "16 June or 17 June 2026", "12-14 May 2026", "10 July 2026 (cancelled)",
        "TBC 14 January 2027", "31 June", "16 Brumaire",
    ],
)  # fmt: skip
def test_what_is_no_one_day_is_none(text: str) -> None:
    assert day_held(text, _YEAR) is None
