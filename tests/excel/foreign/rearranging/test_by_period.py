"""A row for each quarter, month or year of a record is one record, with what each row says in its quarter."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Draft, Reading, To
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Row = tuple[Any, ...]


def read(sheet: str, *rows: Row) -> Reading:
    return read_grids([Grid.of_rows(sheet, list(rows))], FinancialYear(2026), Mappings())


def of(reading: Reading, register: str) -> list[Draft]:
    return [draft for draft in reading.drafts if draft.register == register]


def figures(reading: Reading) -> dict[tuple[str, str], Any]:
    """Each figure by the indicator's name and the quarter."""
    names = {draft.key: draft.values["title"] for draft in of(reading, "indicators")}
    said = {}
    for draft in of(reading, "measurements"):
        to = draft.values["indicator"]
        assert isinstance(to, To)
        said[names[to.key], draft.values["quarter"]] = draft.values["value"]
    return said


def outcomes(reading: Reading) -> set[str]:
    return {cell.mark.outcome for cell in reading.cells}


@pytest.mark.parametrize(
    "said",
    [
        ("Q1 2026/27", "Q2 2026/27"),
        ("2026-Q1", "2026-Q2"),
        ("Q1", "Q2"),
        ("Quarter 1", "Quarter 2"),
        ("Apr-Jun 2026", "Jul-Sep 2026"),
    ],
)
def test_an_indicator_in_a_row_for_each_quarter_is_one(said: tuple[str, str]) -> None:
    first, second = said
    reading = read(
        "Performance data",
        ("Ref", "Indicator", "Quarter", "Target", "Actual", "Comment"),
        ("K1", "Burglaries", first, 45, 40, "Fewer in the north"),
        ("K1", "Burglaries", second, 45, 38, None),
        ("K2", "Repeat victims", first, 10, 12, None),
        ("K2", "Repeat victims", second, 10, 9, "The new officer began"),
    )
    assert [(draft.values["ref"], draft.values["title"]) for draft in of(reading, "indicators")] == [
        ("K1", "Burglaries"),
        ("K2", "Repeat victims"),
    ]
    assert [draft.values["target_value"] for draft in of(reading, "indicators")] == [45, 10]
    assert figures(reading) == {
        ("Burglaries", "2026-Q1"): 40,
        ("Burglaries", "2026-Q2"): 38,
        ("Repeat victims", "2026-Q1"): 12,
        ("Repeat victims", "2026-Q2"): 9,
    }
    notes = [draft.values.get("note") for draft in of(reading, "measurements")]
    assert sorted(filter(None, notes)) == ["Fewer in the north", "The new officer began"]
    assert outcomes(reading) <= {"taken", "ignored"}


def test_months_down_the_side_are_summed_and_years_are_the_baseline_and_this_one() -> None:
    months = (date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 30))
    reading = read(
        "Data",
        ("Indicator", "Month", "Value"),
        *(("Burglaries", month, value) for month, value in zip(months, (14, 13, 12), strict=True)),
        *(("Repeat victims", month, value) for month, value in zip(months, (4, 4, 1), strict=True)),
    )
    assert figures(reading) == {("Burglaries", "2026-Q1"): 39, ("Repeat victims", "2026-Q1"): 9}
    yearly = read(
        "Outturns",
        ("Indicator", "Year", "Outturn"),
        *(("Burglaries", year, value) for year, value in (("2025/26", 50), ("2026/27", 44))),
        *(("Repeat victims", year, value) for year, value in (("2025/26", 20), ("2026/27", 18))),
    )
    assert [draft.values["baseline_value"] for draft in of(yearly, "indicators")] == [50, 20]


def test_a_year_and_a_quarter_in_columns_of_their_own_are_one_period() -> None:
    reading = read(
        "Figures",
        ("Year", "Quarter", "Indicator", "Target", "Actual", "RAG"),
        ("2025/26", "Q4", "Burglaries", 50, 52, "Red"),
        ("2026/27", "Q1", "Burglaries", 45, 40, "Green"),
        ("2025/26", "Q4", "Shed thefts", 31, 30, "Green"),
        ("2026/27", "Q1", "Shed thefts", 28, 29, "Amber"),
    )
    assert figures(reading)["Burglaries", "2025-Q4"] == 52
    assert figures(reading)["Shed thefts", "2026-Q1"] == 29
    # What was wanted of a quarter of last year is no step of this one.
    assert [draft.values.get("trajectory_q1") for draft in of(reading, "indicators")] == [45, 28]
    assert not any("trajectory_q4" in draft.values for draft in of(reading, "indicators"))


def test_progress_and_spending_in_a_row_for_each_quarter() -> None:
    plan = read(
        "Delivery plan updates",
        ("Safer Anytown delivery plan",),
        ("Ref", "Action", "Lead", "Quarter", "Progress", "RAG"),
        ("1.1", "Fit lights in the alley", "Council", "Q1", "Lights ordered", "Amber"),
        ("1.1", "Fit lights in the alley", "Council", "Q2", "Lights fitted", "Green"),
        ("1.2", "Brief all door staff", "Police", "Q1", "Half briefed", "Green"),
        ("1.2", "Brief all door staff", "Police", "Q2", "All briefed", "Blue"),
    )
    assert sum(draft.values["level"] == "action" for draft in of(plan, "plan_items")) == 2
    assert [
        (draft.values["quarter"], draft.values["narrative"], draft.values["rag"])
        for draft in of(plan, "updates")
    ] == [
        ("2026-Q1", "Lights ordered", "amber"),
        ("2026-Q2", "Lights fitted", "green"),
        ("2026-Q1", "Half briefed", "green"),
        ("2026-Q2", "All briefed", "blue"),
    ]
    money = read(
        "Spend",
        ("Project", "Grant", "Quarter", "Spend"),
        *(("Youth club", "Home Office", quarter, 400) for quarter in ("Q1", "Q2")),
        *(("Street pastors", "Home Office", quarter, 150) for quarter in ("Q1", "Q2")),
    )
    assert len(of(money, "allocations")) == 2
    assert [draft.values["amount"] for draft in of(money, "funding_entries")] == [
        40_000,
        40_000,
        15_000,
        15_000,
    ]


def test_rows_told_apart_by_area_too_are_asked_about_and_then_one_an_area() -> None:
    rows = [
        ("Indicator", "Area", "Quarter", "Value"),
        *(
            ("Burglaries", area, quarter, figure)
            for quarter, figure in (("Q1", 4), ("Q2", 6))
            for area in ("North", "South")
        ),
    ]
    reading = read("Figures", *rows)
    (table,) = reading.mapped
    assert table.mapping.register == "indicators" and not table.taken and not reading.drafts
    assert "“Burglaries – North”" in table.mapping.why
    taken = read_grids([Grid.of_rows("Figures", rows)], FinancialYear(2026), Mappings(take_doubtful=True))
    assert figures(taken) == {
        (f"Burglaries – {area}", quarter): figure
        for area in ("North", "South")
        for quarter, figure in (("2026-Q1", 4), ("2026-Q2", 6))
    }


def test_targets_and_what_was_reached_in_rows_of_their_own_are_of_one_indicator() -> None:
    reading = read(
        "Figures",
        ("Indicator", "Measure", "Quarter", "Value"),
        *(
            (name, kind, quarter, figure)
            for name, kind, figures_said in (
                ("Burglaries", "Target", (45, 40)),
                ("Burglaries", "Actual", (41, 42)),
                ("Shed thefts", "Target", (9, 8)),
                ("Shed thefts", "Actual", (7, 6)),
            )
            for quarter, figure in zip(("Q1", "Q2"), figures_said, strict=True)
        ),
    )
    assert [
        (draft.values["title"], draft.values["trajectory_q1"], draft.values["trajectory_q2"])
        for draft in of(reading, "indicators")
    ] == [("Burglaries", 45, 40), ("Shed thefts", 9, 8)]
    assert figures(reading) == {
        ("Burglaries", "2026-Q1"): 41,
        ("Burglaries", "2026-Q2"): 42,
        ("Shed thefts", "2026-Q1"): 7,
        ("Shed thefts", "2026-Q2"): 6,
    }


def test_the_same_name_twice_in_a_quarter_is_asked_about() -> None:
    rows = [("Burglaries", quarter, figure) for quarter in ("Q1", "Q2") for figure in (4, 5)]
    reading = read("Figures", ("Indicator", "Quarter", "Value"), *rows)
    (table,) = reading.mapped
    assert table.mapping.register == "indicators" and not table.taken


def test_names_that_do_not_come_again_and_grants_of_each_year_stay_rows() -> None:
    plan = read(
        "Plan",
        ("Action", "Quarter", "Lead"),
        *((f"Visit estate {at} with the wardens", f"Q{at}", "Council") for at in (1, 2, 3, 4)),
    )
    assert sum(draft.values["level"] == "action" for draft in of(plan, "plan_items")) == 4
    grants = read(
        "Funds",
        ("Fund", "Year", "Amount", "Funder"),
        *(
            (fund, year, 4_000, "PCC")
            for fund in ("Safer Streets", "Community fund")
            for year in ("2025/26", "2026/27")
        ),
    )
    assert len(of(grants, "funding_streams")) == 4


def test_every_cell_keeps_its_place_and_what_is_said_again_says_where() -> None:
    rows = [
        ("Indicator", "Quarter", "Value"),
        ("Burglaries", "Q1", 40),
        ("Burglaries", "Q2", "n/k yet"),
        ("Shed thefts", "Q1", 7),
        ("Shed thefts", "Q2", 6),
    ]
    reading = read("Figures", *rows)
    marks = {(cell.place.row, cell.place.column): cell.mark for cell in reading.cells}
    assert len(marks) == sum(len(row) for row in rows)
    assert reading.mapped[0].table.range == "A1:C5"
    assert marks[3, 1].message == "Says the same as A2."
    assert marks[3, 3].outcome == "asked"
    assert marks[5, 3].outcome == "taken"
