"""Generated samples of county size: many partnerships, many years, the same content for the same numbers."""

from __future__ import annotations

from collections.abc import Iterator

from csp_desktop.editing.changes import Insert
from csp_desktop.errors import BadRequest
from csp_desktop.periods import FinancialYear
from csp_desktop.sample.county_partnership import Partnership, shared_agencies
from csp_desktop.sample.county_words import DISTRICTS
from csp_desktop.sample.county_year import LATEST_YEAR, PlanYear

# The earliest year a plan can have is 1990/91.
MOST_YEARS = LATEST_YEAR - 1990 + 1


def county_sample(partnerships: int, years: int) -> Iterator[list[Insert]]:
    """The records, one list for the shared agencies and one for each partnership; raises BadRequest.

    Each partnership has a plan for every year up to 2010/11.
    """
    if not (1 <= partnerships <= len(DISTRICTS) and 1 <= years <= MOST_YEARS):
        raise BadRequest(
            f"A generated sample has 1 to {len(DISTRICTS)} partnerships and 1 to {MOST_YEARS} years; "
            "nothing was written."
        )
    return _steps(partnerships, years)


def _steps(partnerships: int, years: int) -> Iterator[list[Insert]]:
    yield shared_agencies()
    for district, region in DISTRICTS[:partnerships]:
        home = Partnership(district, region)
        for first in range(LATEST_YEAR - years + 1, LATEST_YEAR + 1):
            PlanYear(home, FinancialYear(first)).fill()
        yield home.records
