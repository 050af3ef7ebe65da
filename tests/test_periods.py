from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_desktop.errors import InvalidValue
from csp_desktop.periods import FinancialYear, Quarter

quarters = st.builds(Quarter, st.integers(1990, 2098), st.integers(1, 4))


@given(quarters)
def test_a_quarter_reads_back_from_its_code_and_its_label(quarter: Quarter) -> None:
    assert Quarter.parse(quarter.code) == quarter
    assert Quarter.parse(quarter.label) == quarter


@given(quarters)
def test_quarters_follow_one_another_without_gap(quarter: Quarter) -> None:
    assert quarter.next.start == quarter.end + timedelta(days=1)
    assert quarter.next.previous == quarter
    assert Quarter.of(quarter.start) == Quarter.of(quarter.end) == quarter


def test_the_year_starts_in_april() -> None:
    assert FinancialYear.of(date(2011, 3, 31)).label == "2010/11"
    assert FinancialYear.of(date(2011, 4, 1)).label == "2011/12"
    assert Quarter.of(date(2011, 1, 1)).code == "2010-Q4"
    assert Quarter(2010, 4).months == "January to March"
    assert FinancialYear(1999).label == "1999/00"


@pytest.mark.parametrize(
    "text", ["Q2", "q2", "Quarter 2", "Qtr 2", "2010/11 Q2", "2010/11, Quarter 2", "Q2, 2010"]
)
def test_a_quarter_is_read_as_people_write_it_in_a_year(text: str) -> None:
    assert Quarter.parse(text, FinancialYear(2010)).code == "2010-Q2"
    assert Quarter.parse("Q2 2011/12", FinancialYear(2010)).code == "2011-Q2"


def test_an_example_is_of_the_year_that_is_known() -> None:
    with pytest.raises(InvalidValue, match="write it as 2010-Q2"):
        Quarter.parse("soon", FinancialYear(2010))


@pytest.mark.parametrize("text", ["2010-Q7", "soon", "Q0 2010/11", "Q2 2010/12", "Q2", "Quarter 2", ""])
def test_what_is_no_quarter_is_said_so(text: str) -> None:
    with pytest.raises(InvalidValue, match="is not a"):
        Quarter.parse(text)
