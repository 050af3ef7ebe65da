"""Indicators made by others: which way is better, what figures are counted in, and baselines that say of when."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from csp_desktop.editing.bringing_in.plan_import import apply_import, compare, preview_import
from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

YEAR = FinancialYear(2025)
_ROWS: list[tuple[Any, ...]] = [
    ("Ref", "Performance indicator", "Source", "Baseline", "Target 2025/26", "Q1"),
    ("I1", "Residents satisfied with how we deal with litter", "Survey", "87 per cent", "85 percent", "eighty per cent"),
    ("I2", "Repeat victims of domestic abuse", "Police", "Police IRS 2009/2010 (140)", None, 30),
    ("I3", "Homes made safe after a break-in", "Housing", "140 (2009/10)", None, 40),
    ("I4", "Calls for service", "Police", 900, None, 250),
    ("I5", "Spend on target hardening", "Council", None, 5000, 1200),
    ("I6", "Value of goods given back", "Police", "£4,000", "£5,000", 900),
]  # fmt: skip


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Indicators by ref, as brought in from one workbook."""
    path = tmp_path_factory.mktemp("indicators")
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Indicators"
    for row in _ROWS:
        sheet.append(row)
    for cell in ("E6", "F6"):
        sheet[cell].number_format = '_-"£"* #,##0_-'
    made.save(path / "theirs.xlsx")
    with Workspace.create(path / "mine.csp") as ws:
        ws.apply([Insert("partnerships", {"name": "Meadowshire", "short_name": "MCSP"})], kind="start")
        preview = preview_import(ws, path / "theirs.xlsx", year=YEAR)
        apply_import(ws, preview)
        assert [cell for cell in preview.as_json()["cells"] if cell["outcome"] == "asked"] == []
        return {found["ref"]: found for found in ws.records("indicators")}


def test_which_way_is_better_is_left_open_where_nothing_tells(held: dict[str, Any]) -> None:
    ways = {ref: found["better"] for ref, found in held.items()}
    # A target below what was reached before does not turn satisfaction round.
    assert ways == {"I1": "higher", "I2": "lower", "I3": "higher", "I4": None, "I5": None, "I6": "higher"}


def test_what_figures_are_counted_in(held: dict[str, Any]) -> None:
    units = {ref: found["unit"] for ref, found in held.items()}
    assert units == {
        "I1": "percent",
        **dict.fromkeys(("I2", "I3", "I4"), "count"),
        "I5": "money",
        "I6": "money",
    }
    assert (held["I1"]["baseline_value"], held["I1"]["target_value"]) == (87, 85)


def test_a_baseline_says_of_when_and_keeps_its_words(held: dict[str, Any]) -> None:
    said = [(held[ref]["baseline_value"], held[ref]["baseline_period"]) for ref in ("I2", "I3")]
    assert said == [(140, "2009/2010"), (140, "2009/10")]
    assert (held["I2"]["notes"], held["I3"]["notes"]) == ("Baseline: Police IRS 2009/2010 (140)", None)


@pytest.mark.parametrize(
    ("heading", "cells", "ways"),
    [
        ("Aim", ("Increase", "Reduce", "Increase", "Maintain"), ["higher", "lower", "higher", None]),
        ("Desired direction", ("↑", "↓", "↑", "↓"), ["higher", "lower", "higher", "lower"]),
        ("Polarity", ("+", "-", "+", "-"), ["higher", "lower", "higher", "lower"]),
        ("Bigger is better", ("Yes", "No", "Yes", "No"), ["higher", "lower", "higher", "lower"]),
        ("Lower is better?", ("Y", "N", "Y", "N"), ["lower", "higher", "lower", "higher"]),
        # Which way figures went says nothing of which way they should go.
        ("Direction", ("↑", "↓", "→", "↓"), [None, None, None, None]),
    ],
)
def test_columns_that_say_which_way_is_better(
    heading: str, cells: tuple[str, ...], ways: list[str | None]
) -> None:
    names = ("Calls for service", "Notices served", "Referrals made", "Licensed premises called on")
    rows: list[tuple[Any, ...]] = [
        ("Ref", "Indicator", "Baseline", "Target", heading, "Q1"),
        *(
            (f"I{at}", name, 100, 100, cell, 20)
            for at, (name, cell) in enumerate(zip(names, cells, strict=True))
        ),
    ]
    reading = read_grids([Grid.of_rows("Indicators", rows)], YEAR, Mappings())
    drafts = [draft for draft in reading.drafts if draft.register == "indicators"]
    assert [draft.values.get("better") for draft in drafts] == ways


def test_last_year_is_the_year_before_this_one() -> None:
    rows: list[tuple[Any, ...]] = [
        ("Indicator", "Where were we last year?", "Target", "Q1"),
        ("Repeat victims of domestic abuse", 140, 120, 30),
        ("Homes made safe after a break-in", 60, 80, 20),
    ]
    reading = read_grids([Grid.of_rows("Indicators", rows)], YEAR, Mappings())
    held = [draft.values for draft in reading.drafts if draft.register == "indicators"]
    assert [(one["baseline_value"], one["baseline_period"]) for one in held] == [
        (140, "2024/25"),
        (60, "2024/25"),
    ]


@pytest.mark.parametrize(
    ("before", "wanted", "plans_year", "quarter"),
    [
        ("Baseline 2025/26", "Target 2026/27", 2026, "2026-Q1"),
        ("Baseline 2025/26", "Target 2026/27", 2025, "2026-Q1"),  # the plan may be of another year
        ("Baseline 2025/26", "Target 2028/29", 2026, "2026-Q1"),
        ("Baseline 2025/26", "Target", 2026, "2026-Q1"),
        ("2024/25", "Target", 2025, "2025-Q1"),
        ("Last year (2024/25)", "Goal 2025/26", 2025, "2025-Q1"),
        ("2024/25 actual", "2025/26 target", 2025, "2025-Q1"),
        ("2024/25 actual", "Target", 2025, "2025-Q1"),
    ],
)
def test_the_year_of_a_baseline_is_not_that_of_the_quarters(
    before: str, wanted: str, plans_year: int, quarter: str
) -> None:
    rows: list[tuple[Any, ...]] = [
        ("Indicator", before, wanted, "Q1"),
        ("Repeat victims of domestic abuse", 140, 120, 30),
        ("Burglaries of homes", 60, 50, 12),
    ]
    grid = Grid.of_rows("Indicators", rows)
    reading = read_grids([grid], None, Mappings(plans_year=FinancialYear(plans_year), today=date(2026, 8, 1)))
    figures = [draft.values for draft in reading.drafts if draft.register == "measurements"]
    assert [(figure["quarter"], figure["value"]) for figure in figures] == [(quarter, 30), (quarter, 12)]


def test_the_last_year_before_the_target_is_the_one_before_it() -> None:
    rows: list[tuple[Any, ...]] = [
        ("Indicator", "2022/23", "2023/24", "2024/25 actual", "2025/26 target"),
        ("Reports of fly-tipping", 910, 880, 905, 850),
        ("Deliberate fires", 61, 70, 66, 60),
    ]
    reading = read_grids([Grid.of_rows("Trend", rows)], None, Mappings())
    assert reading.years == (YEAR, YEAR)
    held = [draft.values for draft in reading.drafts if draft.register == "indicators"]
    assert [(one["baseline_value"], one["target_value"]) for one in held] == [(905, 850), (66, 60)]


@pytest.mark.parametrize(("plans_year", "target"), [(2025, 790), (2026, 770)])
def test_of_targets_for_several_years_the_one_for_the_plans_year_is_taken(
    plans_year: int, target: int
) -> None:
    rows: list[tuple[Any, ...]] = [
        ("Measure", "Baseline (2024/25)", "Target 2025/26", "Target 2026/27", "Target 2027/28"),
        ("Recorded violence with injury", 812, 790, 770, 750),
        ("Repeat victims of burglary", 31, 28, 25, 22),
    ]
    grid = Grid.of_rows("Outcomes", rows)
    reading = read_grids([grid], None, Mappings(plans_year=FinancialYear(plans_year)))
    first = next(draft.values for draft in reading.drafts if draft.register == "indicators")
    assert first["target_value"] == target
    # What the others say is kept under their headings.
    assert first["notes"].count("Target 202") == 2


@pytest.mark.parametrize(
    ("sheet", "title", "quarter"),
    [
        ("Scorecard", "Scorecard: Quarter 2 2025/26", "2025-Q2"),
        ("Q3 report", "Community safety indicators", "2025-Q3"),
        ("Scorecard", "Scorecard, July to September", "2025-Q2"),
        ("Scorecard", "Scorecard, Q1 and Q2", "2025-Q4"),  # of several nobody says which
    ],
)
def test_figures_that_name_no_quarter_are_of_the_one_the_table_is_called_by(
    sheet: str, title: str, quarter: str
) -> None:
    rows: list[tuple[Any, ...]] = [
        (title,),
        ("Measure", "Previous quarter", "This quarter", "Target"),
        ("Deliberate fires", 14, 11, 12),
        ("Drug litter finds", 62, 71, 60),
    ]
    grid = Grid.of_rows(sheet, rows)
    reading = read_grids([grid], YEAR, Mappings(today=date(2026, 11, 28)))
    figures = [draft.values for draft in reading.drafts if draft.register == "measurements"]
    assert [(figure["quarter"], figure["value"]) for figure in figures] == [(quarter, 11), (quarter, 71)]


def test_a_year_beside_quarters_headed_alike_is_the_one_before_and_the_heading_tells_the_unit() -> None:
    rows: list[tuple[Any, ...]] = [
        ("Crime type", "Rate per 1,000 2024/25", "Rate per 1,000 Q1", "Rate per 1,000 Q2", "Region rate Q2"),
        ("Burglary", 3.2, 0.8, 0.7, 0.9),
        ("Vehicle crime", 4.1, 1.1, 1.0, 1.2),
    ]
    reading = read_grids([Grid.of_rows("Rates", rows)], None, Mappings(plans_year=YEAR))
    figures = [draft.values for draft in reading.drafts if draft.register == "measurements"]
    assert [(one["quarter"], one["value"], one.get("group_average")) for one in figures[:2]] == [
        ("2025-Q1", 0.8, None),
        ("2025-Q2", 0.7, 0.9),
    ]
    units = [draft.values["unit"] for draft in reading.drafts if draft.register == "indicators"]
    assert units == ["rate per 1,000", "rate per 1,000"]


@pytest.mark.parametrize(("named", "value"), [("Measure (%)", "Q1"), ("Measure", "Q1 %")])
def test_per_cent_in_a_heading_is_the_unit_of_what_stands_under_it(named: str, value: str) -> None:
    rows: list[tuple[Any, ...]] = [
        (named, value, "Target"),
        ("In education or training", 71, 80),
        ("In suitable accommodation", 91, 95),
    ]
    reading = read_grids([Grid.of_rows("Indicators", rows)], YEAR, Mappings())
    units = [draft.values["unit"] for draft in reading.drafts if draft.register == "indicators"]
    assert units == ["percent", "percent"]


@pytest.mark.parametrize(
    ("over", "called"),
    [
        ("Priority 1 – Violence", "Violence"),
        ("Priority 1: Violence", "Priority 1"),
        ("Violence", "1. Violence"),
        ("Priority 1 – Violence", "Priority 1 - violence"),
    ],
)
def test_a_figure_stands_under_the_priority_its_row_names_with_or_without_its_number(
    ws: Workspace, over: str, called: str
) -> None:
    asked = _under_priorities(ws, [(over,), *_ACTIONS], called)
    items = {found["id"]: found["title"] for found in ws.records("plan_items")}
    assert [items[found["item"]] for found in ws.records("indicators")] == [over]
    assert asked == []


@pytest.mark.parametrize("called", ["Priority 2 – Violence", "Violence and knives", "Priority 3"])
def test_a_priority_of_another_number_or_name_is_asked_about(ws: Workspace, called: str) -> None:
    assert _under_priorities(ws, [("Priority 1 – Violence",), *_ACTIONS], called) == [called]
    assert [found["item"] for found in ws.records("indicators")] == [None]


def test_a_name_two_priorities_have_is_asked_about(ws: Workspace) -> None:
    twice = [("Priority 1 – Violence",), *_ACTIONS, (), ("Priority 2 – Violence",), *_ACTIONS]
    assert _under_priorities(ws, twice, "Violence") == ["Violence"]


def test_a_priority_the_file_has_already_is_known_without_its_number(ws: Workspace) -> None:
    _under_priorities(ws, [("Priority 1 – Violence",), *_ACTIONS], "Robbery")
    grids = [Grid.of_rows("KPIs", _figures("Violence"))]
    apply_import(ws, compare(ws, read_grids(grids, YEAR, Mappings()), "theirs.xlsx"))
    (priority,) = ws.records("plan_items", {"level": "priority"})
    assert [found["item"] for found in ws.records("indicators")] == [priority["id"]]


def test_figures_before_the_plan_stand_under_its_priorities_and_actions(ws: Workspace) -> None:
    grids = [
        Grid.of_rows("KPIs", [*_figures("Violence"), ("1.2", "Robberies", 90, 20, 21, 80)]),
        Grid.of_rows("Plan", [("Priority 1 – Violence",), *_ACTIONS]),
    ]
    preview = compare(ws, read_grids(grids, YEAR, Mappings()), "theirs.xlsx")
    apply_import(ws, preview)
    items = {found["id"]: found["title"] for found in ws.records("plan_items")}
    under = {found["title"]: items.get(found["item"]) for found in ws.records("indicators")}
    assert under == {"Assaults": "Priority 1 – Violence", "Robberies": "Train staff"}


_ACTIONS: list[tuple[Any, ...]] = [
    (),
    ("Ref", "Action", "Lead", "Due date"),
    ("1.1", "Fit alarms", "Police", "31/12/2025"),
    ("1.2", "Train staff", "Council", "31/01/2026"),
]


def _figures(called: str) -> list[tuple[Any, ...]]:
    return [
        ("Priority", "Measure", "Baseline", "Q1", "Q2", "Target"),
        (called, "Assaults", 612, 150, 141, 580),
    ]


def _under_priorities(ws: Workspace, plan: list[tuple[Any, ...]], called: str) -> list[str]:
    """Bring in a plan and a measure whose row names a priority; what is asked about."""
    grids = [Grid.of_rows("Plan", plan), Grid.of_rows("KPIs", _figures(called))]
    preview = compare(ws, read_grids(grids, YEAR, Mappings()), "theirs.xlsx")
    apply_import(ws, preview)
    return [cell["text"] for cell in preview.as_json()["cells"] if cell["outcome"] == "asked"]
