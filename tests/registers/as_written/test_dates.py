from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_desktop.registers.as_written.dates import (
    A_MONTH,
    MONTHS,
    format_date,
    format_month,
    meant_as_day,
    month_number,
    parse_date,
    weekday_named,
)
from csp_desktop.registers.fields import Date


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_dates_read_back_as_written(day: date) -> None:
    field = Date(name="d", label="Day")
    assert field.parse(field.format(day.isoformat())) == day.isoformat()
    assert parse_date(day.strftime("%d/%m/%Y")) == day
    assert parse_date(datetime(day.year, day.month, day.day)) == day


def test_day_comes_before_month() -> None:
    assert parse_date("04/03/2011") == date(2011, 3, 4)
    assert parse_date("31/3/11") == date(2011, 3, 31)
    assert parse_date("2011/01/05") == parse_date("2011.1.5") == date(2011, 1, 5)
    assert parse_date("2011/13/05") is None and parse_date("2011/1.5") is None
    assert parse_date("1st April 2010") == date(2010, 4, 1)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-09-30T00:00:00", date(2025, 9, 30)),
        ("2025-09-30T09:15:00.000Z", date(2025, 9, 30)),
        ("2025-12-31 00:00", date(2025, 12, 31)),
        ("2025-09-30T00:00:00+01:00", date(2025, 9, 30)),
        # Midnight on 30 June in British Summer Time.
        ("2025-06-29T23:00:00Z", date(2025, 6, 30)),
        ("2025-09-30 09:15", None),
        ("30/09/2025 00:00", date(2025, 9, 30)),
        ("30/09/2025 0:00:00", date(2025, 9, 30)),
        ("30 Sep 2025 00:00:00", date(2025, 9, 30)),
        ("30/09/2025 09:15", None),
        ("00:00", None),
    ],
)
def test_the_moments_programs_write_are_days(written: str, day: date | None) -> None:
    assert parse_date(written) == day


def test_a_day_is_read_however_it_is_written_out() -> None:
    for said in (
        "31st of March 2011",
        "the 31st March 2011",
        "The 31st of March, 2011",
        "31 MARCH 2011",
        "Thu 31 March 2011",
        "Thurs. 31 Mar 11",
        "Thursday, 31/03/2011",
    ):
        assert parse_date(said) == date(2011, 3, 31), said
    for said in ("31st of the March 2011", "start 31 March 2011", "Mars 31 March 2011", "31 March of 2011"):
        assert parse_date(said) is None, said


def test_the_day_of_the_week_before_a_date_is_told() -> None:
    assert weekday_named("Monday 4 April 2011") == weekday_named("mon. 4 April 2011") == 0
    assert weekday_named("Wed 30/03/2011") == weekday_named("Weds 30/03/2011") == 2
    assert weekday_named("4 April 2011") is None and weekday_named("Monday") is None


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("31/03/2011", True),
        ("31/11/2010", True),
        ("31/11/2010 00:00", True),
        ("12/31/2010", True),
        ("Wed 31st Sept 2010", True),
        ("2010-13-01", True),
        ("June 2010", False),
        ("10/2010", False),
        ("2010/11", False),
        ("Q3 2010/11", False),
        ("Phase 2", False),
        ("Ongoing", False),
    ],
)
def test_a_day_there_is_not_still_stands_as_one(words: str, meant: bool) -> None:
    assert meant_as_day(words) is meant


def test_a_month_is_known_in_full_and_short_and_nothing_like_one_is() -> None:
    for number, name in enumerate(MONTHS, 1):
        for written in (name, name[:3], name.upper()):
            assert re.fullmatch(A_MONTH, written, re.IGNORECASE)
            assert month_number(written) == number
    assert re.fullmatch(A_MONTH, "sept", re.IGNORECASE)
    assert not any(re.fullmatch(A_MONTH, word, re.IGNORECASE) for word in ("mayor", "decem", "marc", "junes"))


def test_a_day_and_its_month_are_written_alike() -> None:
    for short, month in ((False, "September 2010"), (True, "Sep 2010")):
        assert format_date("2010-09-04", short=short) == f"4 {month}"
        assert format_month(date(2010, 9, 4), short=short) == month
