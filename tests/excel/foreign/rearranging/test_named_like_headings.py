"""Small tables whose records are named like headings stand upright; forms with such values stay sideways."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Rows = list[tuple[object, ...]]

ACTIONS: Rows = [
    ("Action", "Lead officer", "Lead agency", "Target date"),
    ("Drug bins", "Dale Hart", "Essex Police", "31/07/2026"),
    ("Forum", "Head of Housing", "Council", "30/09/2026"),
    ("Survey", "Policy Officer", "Council", "31/10/2026"),
]


def _read(name: str, rows: Rows) -> Reading:
    return read_grids([Grid.of_rows(name, rows)], FinancialYear(2026), Mappings())


def _values(reading: Reading, register: str, field: str) -> list[object]:
    return [
        draft.values.get(field)
        for draft in reading.drafts
        if draft.register == register and draft.values.get("level", "action") == "action"
    ]


@pytest.mark.parametrize("total", [("Total", None, 74_000, 16_000, 18_500), ()])
def test_grants_whose_projects_are_named_like_headings(total: tuple[object, ...]) -> None:
    rows: Rows = [
        ("Project", "Funder", "Amount", "Spent Q1", "Spent Q2"),
        ("Mentors", "PCC", 20_000, 5_000, 5_500),
        ("Hub", "Home Office", 42_000, 9_000, 10_000),
        ("Evaluation", "Council", 12_000, 2_000, 3_000),
        total,
    ]
    reading = _read("Grants", rows)
    assert _values(reading, "allocations", "project") == ["Mentors", "Hub", "Evaluation"]
    assert _values(reading, "allocations", "amount") == [2_000_000, 4_200_000, 1_200_000]
    assert len(_values(reading, "funding_entries", "amount")) == 6


@pytest.mark.parametrize("over", [[], [("Action plan 2026/27",), ()]])
def test_actions_named_like_headings(over: Rows) -> None:
    reading = _read("Action plan", over + ACTIONS)
    assert _values(reading, "plan_items", "title") == ["Drug bins", "Forum", "Survey"]
    assert _values(reading, "plan_items", "timescale") == ["31/07/2026", "30/09/2026", "31/10/2026"]


def test_three_columns_of_actions_named_like_headings() -> None:
    rows: Rows = [(row[0], row[2], row[3]) for row in ACTIONS] + [("Communications", "Council", "31/12/2026")]
    reading = _read("Action plan", rows)
    assert _values(reading, "plan_items", "title") == ["Drug bins", "Forum", "Survey", "Communications"]


def test_a_sideways_form_whose_records_are_named_like_headings() -> None:
    rows: Rows = list(zip(*ACTIONS, strict=True))
    rows[0] = ("Action", "Communications", "Forum", "Walk the night route")
    reading = _read("Action plan", rows)
    assert _values(reading, "plan_items", "title") == ["Communications", "Forum", "Walk the night route"]
    assert _values(reading, "plan_items", "timescale") == ["31/07/2026", "30/09/2026", "31/10/2026"]


def test_cards_whose_values_are_named_like_headings() -> None:
    rows: Rows = []
    for project, body, day in (
        ("Communications", "Council", "31/07/2026"),
        ("Forum", "Health", "30/09/2026"),
    ):
        rows += [
            ("Action", project, "Lead agency", body),
            ("Target date", day, "Status", "In progress"),
            ("Progress", "Two sessions held in the town", "Evidence", "Minutes of the June meeting"),
            (),
        ]
    reading = _read("Action plan", rows)
    assert _values(reading, "plan_items", "title") == ["Communications", "Forum"]


@pytest.mark.parametrize(
    "income", [("Source", "c/f from 2025-26", "2026-27", "Available"), ("Funder", "Brought forward", "Award")]
)
@pytest.mark.parametrize("projects", [("Cameras", "Parent groups"), ("Training", "Communications")])
def test_income_over_spending_stands_upright(
    income: tuple[object, ...], projects: tuple[object, ...]
) -> None:
    rows: Rows = [
        ("Income",),
        income,
        ("PCC grant", 3_150, 26_400, 29_550),
        (),
        ("Spending",),
        ("Project", "Budget", "Q1", "Q2", "Q3", "Q4", "Spent to date", "Remaining"),
        (projects[0], 11_000, 0, 1_450, None, None, 1_450, 9_550),
        (projects[1], 9_600, 2_400, 2_400, None, None, 4_800, 4_800),
        ("Total", 20_600, 2_400, 3_850, None, None, 6_250, 14_350),
    ]
    reading = _read("Finance", rows)
    assert _values(reading, "allocations", "project") == list(projects)
    assert _values(reading, "allocations", "amount") == [1_100_000, 960_000]
    assert len(_values(reading, "funding_entries", "amount")) == 4


def test_two_columns_of_projects_and_amounts_stand_upright() -> None:
    rows: Rows = [("Project", "Amount"), ("Cameras", "£12,000"), ("Contingency", "£5,000"), ("Training", "£500"), ("Total", "£17,500")]  # fmt: skip
    reading = _read("PCC fund", rows)
    assert _values(reading, "allocations", "project") == ["Cameras", "Contingency", "Training"]
    assert _values(reading, "allocations", "amount") == [1_200_000, 500_000, 50_000]


def test_a_form_of_two_columns_stays_sideways() -> None:
    reading = _read("KPI", [("Indicator", "Burglary"), ("Target", 100), ("Q1", 22), ("Q2", 25)])
    assert _values(reading, "indicators", "title") == ["Burglary"]
    assert _values(reading, "measurements", "value") == [22, 25]
