"""The years in a plan's title become others; numbers that are no years stay."""

from __future__ import annotations

import pytest

from csp_desktop.rules.year_titles import retitled


@pytest.mark.parametrize(
    ("title", "years", "becomes"),
    [
        ("Annual plan 2010/11", {2010: 2011}, "Annual plan 2011/12"),
        ("Annual plan 2010-2011", {2010: 2011}, "Annual plan 2011-2012"),
        ("Plan 2010–11, second edition", {2010: 2026}, "Plan 2026–27, second edition"),
        ("Plan 1999/00", {1999: 2000}, "Plan 2000/01"),
        ("Plan 2008-11", {2008: 2011, 2010: 2013}, "Plan 2011-14"),
        ("Plan 2008/09 to 2010/11", {2008: 2011, 2010: 2013}, "Plan 2011/12 to 2013/14"),
        ("Plan 2009/10 to 2010/11", {2009: 2010, 2010: 2011}, "Plan 2010/11 to 2011/12"),
        ("Plan 2009/10", {2010: 2011}, "Plan 2009/10"),
        ("Resolution 2010/112", {2010: 2011}, "Resolution 2010/112"),
        ("Safer together", {2010: 2011}, "Safer together"),
    ],
)
def test_the_years_a_title_names_become_others(title: str, years: dict[int, int], becomes: str) -> None:
    assert retitled(title, years) == becomes
