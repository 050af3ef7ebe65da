from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_desktop import periods
from csp_desktop.errors import InvalidValue
from csp_desktop.registers.catalog import BY_NAME, REGISTERS
from csp_desktop.registers.fields import (
    Date,
    Field,
    Links,
    Money,
    Number,
    Quarter,
    Rag,
    Reference,
    WholeNumber,
    Year,
    YesNo,
    format_money,
    format_number,
    parse_date,
    parse_money,
    parse_number,
)


@given(st.integers(-(10**12), 10**12))
def test_money_reads_back_as_written(pence: int) -> None:
    assert parse_money(format_money(pence).replace("−", "-")) == pence


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_dates_read_back_as_written(day: date) -> None:
    field = Date(name="d", label="Day")
    assert field.parse(field.format(day.isoformat())) == day.isoformat()
    assert parse_date(day.strftime("%d/%m/%Y")) == day
    assert parse_date(datetime(day.year, day.month, day.day)) == day


@given(st.floats(-1e9, 1e9).map(lambda value: round(value, 6)))
def test_numbers_read_back_as_written(value: float) -> None:
    assert parse_number(format_number(value)) == pytest.approx(value)


def test_numbers_have_no_more_figures_than_were_typed() -> None:
    typed = {
        12_345_678.9: "12,345,678.9",
        0.999_999_999_99: "1",
        1_872.5: "1,872.5",
        -0.1: "-0.1",
        1e14 + 0.5: "100,000,000,000,000.5",
    }
    assert {value: format_number(value) for value in typed} == typed


@pytest.mark.parametrize(
    ("raw", "pence"),
    [("£1,200.50", 120050), ("20k", 2000000), ("1.2k", 120000), (310000, 31000000), (" 9500 ", 950000)],
)
def test_money_in_its_usual_forms(raw: object, pence: int) -> None:
    assert parse_money(raw) == pence


@pytest.mark.parametrize("raw", ["13/25/2010", "March", "31/02/2010", "2010", "next week"])
def test_what_is_no_date_is_refused_with_what_would_be_right(raw: str) -> None:
    with pytest.raises(InvalidValue, match="is not a date; write it as"):
        Date(name="d", label="Due").parse(raw)


def test_examples_are_of_the_year_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    class Day(date):
        @classmethod
        def today(cls) -> Day:
            return cls(2031, 2, 3)

    monkeypatch.setattr(periods, "date", Day)
    due, when, year = (
        Date(name="d", label="Due"),
        Quarter(name="q", label="Quarter"),
        Year(name="y", label="Year"),
    )
    with pytest.raises(InvalidValue, match="“soon” is not a date; write it as 31/03/2031 or 31 March 2031."):
        due.parse("soon")
    with pytest.raises(InvalidValue, match=r"write it as 2030-Q2 \(July to September 2030\)"):
        when.parse("soon")
    with pytest.raises(InvalidValue, match="write it as 2030/31"):
        year.parse("soon")
    assert when.check("Q2 2010/11") == "Quarter must be a quarter such as 2030-Q2."
    assert year.check(1900) == "Year must be a financial year such as 2030/31."


def test_day_comes_before_month() -> None:
    assert parse_date("04/03/2011") == date(2011, 3, 4)
    assert parse_date("31/3/11") == date(2011, 3, 31)
    assert parse_date("2011/01/05") == parse_date("2011.1.5") == date(2011, 1, 5)
    assert parse_date("2011/13/05") is None and parse_date("2011/1.5") is None
    assert parse_date("1st April 2010") == date(2010, 4, 1)


@pytest.mark.parametrize(("raw", "value"), [("● Green", "green"), ("A", "amber"), ("complete", "blue")])
def test_ratings_by_word_letter_and_shape(raw: str, value: str) -> None:
    assert Rag(name="rag", label="RAG").parse(raw) == value


@pytest.mark.parametrize("field", [Money, Number, WholeNumber, YesNo, Rag])
def test_nothing_is_not_a_fault_and_nonsense_is(field: type[Field]) -> None:
    made = field(name="x", label="It")
    assert made.parse("  ") is None
    with pytest.raises(InvalidValue):
        made.parse("certainly")


def test_references_point_at_registers_that_exist() -> None:
    for register in REGISTERS:
        assert register.title in register.by_name
        for field in register.fields:
            if isinstance(field, Reference | Links):
                assert field.to in BY_NAME, f"{register.name}.{field.name}"
