from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_desktop.registers.as_written.dates import parse_date
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
    ],
)
def test_the_moments_programs_write_are_days(written: str, day: date | None) -> None:
    assert parse_date(written) == day
