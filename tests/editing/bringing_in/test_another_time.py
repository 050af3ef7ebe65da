"""The same words in another quarter, and a grant of the same name in another year, are other records."""

from __future__ import annotations

from typing import Any

import pytest

from csp_desktop.editing.bringing_in.plan_import import ImportPreview, apply_import, compare
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

UNCHANGED = "No change since last quarter"


def bring_in(ws: Workspace, sheet: str, rows: list[tuple[Any, ...]], year: int = 2026) -> ImportPreview:
    mappings = Mappings(take_doubtful=True)
    reading = read_grids([Grid.of_rows(sheet, rows)], FinancialYear(year), mappings)
    preview = compare(ws, reading, "later.xlsx", mappings=mappings)
    apply_import(ws, preview)
    return preview


def changed(preview: ImportPreview) -> list[str]:
    return [proposal.register for proposal in preview.proposals if proposal.outcome in ("updated", "asked")]


@pytest.mark.parametrize("words", [UNCHANGED, "Patrols go on as planned every Friday"])
def test_progress_told_in_the_same_words_leaves_last_quarters_where_it_is(ws: Workspace, words: str) -> None:
    for quarter in ("Q1", "Q2"):
        said = [
            ("1.1", "Close the alley gates", "Council", words, "Green"),
            ("1.2", "Visit every hostel", "Police", f"{quarter}: {words}", "Amber"),
        ]
        preview = bring_in(
            ws, "Plan", [("Ref", "Action", "Lead", f"{quarter} update", f"{quarter} RAG"), *said]
        )
        assert not changed(preview)
    told = sorted((update["quarter"], update["narrative"]) for update in ws.records("updates"))
    assert told == sorted(
        (f"2026-{quarter}", text) for quarter in ("Q1", "Q2") for text in (words, f"{quarter}: {words}")
    )


def test_a_review_in_the_same_words_leaves_last_quarters_where_it_is(ws: Workspace) -> None:
    for quarter in ("Q1", "Q2"):
        headings = ("Risk ref", "Risk", "Likelihood", "Impact", f"{quarter} review comment", f"{quarter} likelihood")  # fmt: skip
        bring_in(ws, "Risk register", [headings, ("R1", "Funding ends in March", 3, 4, UNCHANGED, 3)])
    assert sorted((review["quarter"], review["comment"]) for review in ws.records("risk_reviews")) == [
        ("2026-Q1", UNCHANGED),
        ("2026-Q2", UNCHANGED),
    ]


def test_next_years_grants_leave_this_years_where_they_are(ws: Workspace) -> None:
    headings = ("Grant", "Funder", "Amount", "Spend by")
    for year, amount in ((2026, 42_000), (2027, 43_500)):
        grants = [
            ("Community Safety Fund", "PCC", amount, f"31/3/{year + 1}"),
            ("Serious Violence Duty", "Home Office", 12_000, f"31/3/{year + 1}"),
        ]
        assert not changed(bring_in(ws, "Grants", [headings, *grants], year))
    kept = sorted(
        (stream["year"], stream["name"], stream["amount"]) for stream in ws.records("funding_streams")
    )
    assert kept == [
        (2026, "Community Safety Fund", 4_200_000),
        (2026, "Serious Violence Duty", 1_200_000),
        (2027, "Community Safety Fund", 4_350_000),
        (2027, "Serious Violence Duty", 1_200_000),
    ]


def test_the_same_year_and_quarter_again_changes_what_is_there(ws: Workspace) -> None:
    headings = ("Ref", "Action", "Lead", "Q1 update")
    for words in ("Gates were ordered from the supplier", "Gates were ordered from the supplier in May"):
        bring_in(ws, "Plan", [headings, ("1.1", "Close the alley gates", "Council", words)])
    (update,) = ws.records("updates")
    assert update["narrative"] == "Gates were ordered from the supplier in May"


@pytest.mark.parametrize("heading", ["Spent to date", "Spend YTD", "Total spent", "Cumulative spend"])
def test_money_spent_so_far_is_not_counted_again_each_quarter(ws: Workspace, heading: str) -> None:
    def tracker(quarter: str, gates: int, cameras: int) -> ImportPreview:
        rows = [
            ("Funding stream", "Project", "Provider", "Amount", heading),
            ("Safer Streets", "Alley gates", "Council", 9_000, gates),
            ("Safer Streets", "Town park cameras", "Council", 40_000, cameras),
        ]
        return bring_in(ws, f"Grants {quarter}", rows)

    tracker("Q1", 4_000, 40_000)
    tracker("Q2", 9_000, 40_000)
    tracker("Q2", 9_000, 40_000)
    projects = {found["id"]: found["project"] for found in ws.records("allocations")}

    def entries() -> list[tuple[str, str, int]]:
        kept = ws.records("funding_entries")
        return sorted((projects[found["allocation"]], found["quarter"], found["amount"]) for found in kept)

    spent = [
        ("Alley gates", "2026-Q1", 400_000),
        ("Alley gates", "2026-Q2", 500_000),
        ("Town park cameras", "2026-Q1", 4_000_000),
        ("Town park cameras", "2026-Q2", 0),
    ]
    assert entries() == spent
    less = tracker("Q3", 8_000, 40_000)
    asked = {
        cell.place.address: cell.mark.message for cell in less.reading.cells if cell.mark.outcome == "asked"
    }
    assert asked == {
        "E2": "£8,000 so far is less than the £9,000 recorded for earlier quarters, so it was not taken."
    }
    assert entries() == [*spent, ("Town park cameras", "2026-Q3", 0)]


@pytest.mark.parametrize(
    ("sheet", "headings", "register", "told"),
    [
        ("Risk register", ("Ref", "Risk", "Likelihood", "Impact"), "risks", (2, 4)),
        ("Action plan", ("Ref", "Action", "Lead", "By when"), "plan_items", ("Police", "31/3/2027")),
    ],
)
def test_a_number_given_to_something_else_overwrites_nothing(
    ws: Workspace, sheet: str, headings: tuple[str, ...], register: str, told: tuple[object, ...]
) -> None:
    first = [
        ("1", "Home Office grant ends in March", *told),
        ("2", "Analyst post stays vacant", *told),
        ("3", "Partners leave the data hub", *told),
    ]
    bring_in(ws, sheet, [headings, *first])
    later = [
        ("1", "Analyst post stays vacant", *told),
        ("2", "Home Office grant ends in March", *told),
        ("3", "New order is challenged in court", *told),
    ]
    preview = bring_in(ws, sheet, [headings, *later])
    assert [one.title for one in preview.proposals if one.outcome == "asked"] == [
        "New order is challenged in court"
    ]
    assert sorted(str(one["title"]) for one in ws.records(register) if one["ref"]) == sorted(
        title for _, title, *_ in first
    )


def test_a_number_given_to_the_same_in_other_words_is_that(ws: Workspace) -> None:
    headings = ("Ref", "Risk", "Likelihood", "Impact")
    bring_in(ws, "Risk register", [headings, ("1", "Partners leave the data hub", 2, 4)])
    assert changed(
        bring_in(ws, "Risk register", [headings, ("1", "Two partners may go from data hub", 3, 4)])
    ) == ["risks"]
    assert [(risk["title"], risk["current_likelihood"]) for risk in ws.records("risks")] == [
        ("Two partners may go from data hub", 3)
    ]
