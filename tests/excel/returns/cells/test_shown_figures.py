"""What a cell's own format shows around its number: the unit of what is counted, or another figure."""

from __future__ import annotations

import pytest

from csp_desktop.excel.returns.cells.shown_figures import shows_only_unit
from csp_desktop.registers.return_form import BY_KEY, InputColumn


def column(sheet: str, key: str) -> InputColumn:
    return next(column for column in BY_KEY[sheet].inputs if column.key == key)


@pytest.mark.parametrize(
    ("shown", "number", "unit"),
    [
        ("012", 12, "count"), ("12.0", 12, "count"), ("1,200", 1200, "count"),
        ("12 offences", 12, "count"), ("1,200 incidents", 1200, "count"), ("12 young people", 12, "count"),
        ("85%", 85, "percent"), ("85.0%", 85, "percent"), ("85 per cent", 85, "percent"),
        ("1.41 per 1,000", 1.412, "rate per 1,000"), ("1.41 offences per 1,000 residents", 1.41, "rate per 1,000"),
        ("GBP 1,200.00", 1200, "money"), ("£1,200", 1200, "money"),
    ],
)  # fmt: skip
def test_a_number_shown_with_its_own_unit_is_that_number(shown: str, number: float, unit: str) -> None:
    assert shows_only_unit(shown, number, column("indicators", "value"), unit)


@pytest.mark.parametrize(
    ("shown", "number", "unit"),
    [
        ("12k", 12, "count"), ("12 thousand", 12, "count"), ("12000", 12, "count"), ("12m", 12, "count"),
        ("12*", 12, "count"), ("12p", 12, "count"), ("c. 12", 12, "count"), ("<12", 12, "count"),
        ("12 (prov)", 12, "count"), ("12 provisional", 12, "count"), ("12 of 20", 12, "count"),
        ("12 hours", 12, "count"), ("12%", 12, "count"), ("12 target", 12, "count"), ("12 March", 12, "count"),
        ("12 tbc", 12, "count"), ("50%", 0.5, "percent"), ("85 offences", 85, "percent"),
        ("1.41 per 100,000", 1.41, "rate per 1,000"), ("£2k", 2, "money"), ("£2000", 2, "money"),
    ],
)  # fmt: skip
def test_a_number_shown_as_another_or_in_doubt_is_not(shown: str, number: float, unit: str) -> None:
    assert not shows_only_unit(shown, number, column("indicators", "value"), unit)
