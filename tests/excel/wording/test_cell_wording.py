"""Cells taken apart: bullets, section numbers, years and quarters as people write them."""

from __future__ import annotations

import pytest

from csp_desktop.excel.wording.cells import (
    bulleted,
    plain,
    quarter_number,
    quarter_said,
    section_number,
    years_in,
)
from csp_desktop.excel.wording.to_date import quarter_stated
from csp_desktop.periods import FinancialYear


@pytest.mark.parametrize(
    ("text", "lead_in", "bullets"),
    [
        ("Write to all shops", "Write to all shops", []),
        ("○ Write\n○ Visit", "", ["Write", "Visit"]),
        ("• Write • Visit", "", ["Write", "Visit"]),
        ("- Write\n- Visit the\nbig shops", "", ["Write", "Visit the big shops"]),
        ("o Write\no Visit", "", ["Write", "Visit"]),
        ("1. Write\n2) Visit", "", ["Write", "Visit"]),
        ("Referrals to:\n○ Housing\n○ Work", "Referrals to:", ["Housing", "Work"]),
        ("○ Hold events:\n- spring\n- autumn\n○ Write", "", ["Hold events:\n– spring\n– autumn", "Write"]),
        ("on-going work\nwith shops", "on-going work\nwith shops", []),
        ("20 visits a year", "20 visits a year", []),
    ],
)
def test_bullets(text: str, lead_in: str, bullets: list[str]) -> None:
    found = bulleted(text)
    assert (found.lead_in, found.bullets) == (lead_in, bullets)


def test_empty_bullets_are_counted() -> None:
    found = bulleted("○\n○ Write\n•")
    assert found.bullets == ["Write"]
    assert found.empty == 2


def test_section_numbers() -> None:
    assert section_number("1. FEEL SAFER") == ("1", "FEEL SAFER")
    assert section_number("Priority 2: Less burglary") == ("2", "Less burglary")
    assert section_number("FEEL SAFER") is None
    assert section_number("2008-2009 plan") is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Update: 2008-2009", 2008, 2008),
        ("Plan 2010/11", 2010, 2010),
        ("Strategy 2008–2011", 2008, 2010),
        ("Plan for 2010", 2010, 2010),
    ],
)
def test_years(text: str, first: int, last: int) -> None:
    assert years_in(text) == (FinancialYear(first), FinancialYear(last))


def test_quarters() -> None:
    assert [quarter_number(text) for text in ("Quarter 1", "Q2", "3rd quarter", "Jan - Mar", "Actual")] == [
        1,
        2,
        3,
        4,
        None,
    ]
    assert [quarter_number(text) for text in ("First quarter", "Quarter two", "Quarterly", "First")] == [
        *(1, 2, None, None)
    ]
    assert quarter_said("March 2004 Update", None).code == "2003-Q4"  # type: ignore[union-attr]
    assert quarter_said("Q2 2010/11", None).code == "2010-Q2"  # type: ignore[union-attr]
    assert quarter_said("Position at 30/09/2026", None).code == "2026-Q2"  # type: ignore[union-attr]
    assert quarter_said("Update as at 31.12.26", None).code == "2026-Q3"  # type: ignore[union-attr]
    assert quarter_said("Update of 09/30/2026", None) is None
    assert quarter_said("Update 1.2.3.26", None) is None
    assert quarter_said("Quarter 3", FinancialYear(2009)).code == "2009-Q3"  # type: ignore[union-attr]
    assert quarter_said("Update", FinancialYear(2009)) is None


@pytest.mark.parametrize(
    ("text", "quarter"),
    [
        ("This edition shows where each step stood on 30 September 2026.", "2026-Q2"),
        ("How each action stands on 31 December", "2026-Q3"),
        ("The lamp stands on 30 Mill Lane", None),
    ],
)
def test_a_line_over_a_table_says_on_which_day_things_stood(text: str, quarter: str | None) -> None:
    said = quarter_stated(text, FinancialYear(2026))
    assert (said.code if said else None) == quarter


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Jan–Mar 2026", "2025-Q4"),
        ("January to March 26", "2025-Q4"),
        ("Q4 (Jan–Mar) 2026", "2025-Q4"),
        ("Oct–Dec 2025", "2025-Q3"),
        ("Apr to Jun ’26", "2026-Q1"),
        ("Jan–Mar 2025/26", "2025-Q4"),
        ("Jan-Mar 25-26", "2025-Q4"),
        ("Jan–Mar", "2026-Q4"),
        ("Q4 2026", "2026-Q4"),
        ("Quarter ending June 2026", "2026-Q1"),
        ("Qtr ended 31 March 2026", "2025-Q4"),
        ("Q/E Sept 26", "2026-Q2"),
        ("3 months to December", "2026-Q3"),
        ("Quarter ending March 2025/26", "2025-Q4"),
    ],
)
def test_a_year_behind_months_is_the_calendars_unless_it_is_two(heading: str, code: str) -> None:
    quarter = quarter_said(heading, FinancialYear(2026))
    assert quarter is not None and quarter.code == code


@pytest.mark.parametrize(
    "text", ["R&D: 'ready' by_May-26", " It's (2) the_Ward's\tplan\n", "50% of A/B", "—"]
)
def test_words_are_compared_alike_whatever_letters_stand_beside_them(text: str) -> None:
    assert plain(f"{text} é") == f"{plain(text)} é".strip()
