"""Money under a heading that says thousands is so many thousands of pounds, and that is said once."""

from __future__ import annotations

import pytest

from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid


def read(*rows: tuple[object, ...]) -> tuple[list[object], list[str]]:
    """The amounts of a table in pence, and what is said of it."""
    reading = read_grids([Grid.of_rows("Budget", rows)])
    amounts = [draft.values.get("amount") for draft in reading.drafts if draft.register == "allocations"]
    return amounts, [note for note in reading.notes if "pounds" in note]


@pytest.mark.parametrize(
    ("heading", "times"),
    [
        ("Budget £000", 1_000),
        ("Budget (£k)", 1_000),
        ("Budget £'000s", 1_000),
        ("Budget (£ millions)", 1_000_000),
        ("Budget (£)", 1),
    ],
)
def test_by_the_heading(heading: str, times: int) -> None:
    amounts, said = read(
        ("Funding stream", "Project", heading),
        ("Fund", "Night bus", 12.5),
        ("Fund", "Boxing", "£3"),
        ("Fund", "Gates", "2k"),
    )
    assert amounts == [1_250 * times, 300 * times, 200_000]
    assert len(said) == (times > 1)


@pytest.mark.parametrize(
    ("over", "pence"),
    [("All figures in thousands", 1_250_000), ("(£000)", 1_250_000), ("Thousands took part", 1_250)],
)
def test_by_what_stands_over_the_table(over: str, pence: int) -> None:
    rows = ("Funding stream", "Project", "Budget"), ("Fund", "Night bus", 12.5), ("Fund", "Boxing", 3)
    amounts, _ = read((over,), *rows)
    assert amounts[0] == pence
