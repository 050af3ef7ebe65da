from __future__ import annotations

from datetime import date

import pytest

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
)


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


def test_a_day_refused_within_a_plan_gets_an_example_of_its_year() -> None:
    due = Date(name="d", label="Due")
    with pytest.raises(InvalidValue, match="write it as 31/03/2011 or 31 March 2011."):
        due.parse_in("soon", periods.FinancialYear(2010))
    assert due.parse_in(" ", periods.FinancialYear(2010)) is None
    assert due.parse_in("4/4/09", periods.FinancialYear(2010)) == "2009-04-04"


@pytest.mark.parametrize("value", [None, "", " ", "x", -1, 2, True, (), ("a", "a")])
def test_a_new_record_is_as_sound_as_it_is_with_all_that_it_does_not_say(value: object) -> None:
    for register in REGISTERS:
        for values in ({}, *({field.name: value} for field in register.fields)):
            whole = {**register.blank(), **values}
            assert register.problems_of_new(values) == register.problems(whole), (register.name, values)
