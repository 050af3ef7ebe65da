from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_desktop.registers.as_written.amounts import format_money, format_number, parse_money, parse_number


@given(st.integers(-(10**12), 10**12))
def test_money_reads_back_as_written(pence: int) -> None:
    assert parse_money(format_money(pence).replace("−", "-")) == pence


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
    [
        ("£1,200.50", 120050),
        ("20k", 2000000),
        ("1.2k", 120000),
        (310000, 31000000),
        (" 9500 ", 950000),
        ("1.234k", 123400),
        ("£7.500", None),
        (" £-   ", 0),
        ("£ -", 0),
        ("-£-", 0),
        ("-", None),
        ("£", None),
        ("£-5", -500),
        ("7.5", 750),
    ],
)
def test_money_in_its_usual_forms(raw: object, pence: int | None) -> None:
    assert parse_money(raw) == pence
