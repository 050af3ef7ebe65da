"""Money told as spent so far is counted once, whatever heads it and in whatever order its quarters come."""

from __future__ import annotations

from typing import Any

import pytest

from csp_desktop.editing.bringing_in.plan_import import (
    ImportPreview,
    apply_import,
    choose,
    compare,
    map_table,
)
from csp_desktop.editing.changes import Update
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

_COLUMNS = ("Grant", "Project", "Provider", "Amount")
_BUS, _GATES = (
    ("Safer Streets", "Night bus", "Night Safe", 9_000),
    ("Violence Duty", "Gates", "Council", 4_000),
)


def compared(ws: Workspace, sheet: str, headings: tuple[str, ...], *rows: tuple[Any, ...]) -> ImportPreview:
    mappings = Mappings(take_doubtful=True)
    reading = read_grids([Grid.of_rows(sheet, [headings, *rows])], FinancialYear(2026), mappings)
    return compare(ws, reading, "grants.xlsx", mappings=mappings)


def tracker(
    ws: Workspace, quarter: str, bus: object, gates: object, heading: str = "Spent to date"
) -> ImportPreview:
    preview = compared(ws, f"Grants {quarter}", (*_COLUMNS, heading), (*_BUS, bus), (*_GATES, gates))
    apply_import(ws, preview)
    return preview


def with_rest(ws: Workspace, quarter: str, bus: int, gates: int, heading: str, rest: str) -> ImportPreview:
    rows = ((*_BUS, bus, 9_000 - bus), (*_GATES, gates, 4_000 - gates))
    preview = compared(ws, f"Grants {quarter}", (*_COLUMNS, heading, rest), *rows)
    apply_import(ws, preview)
    return preview


def spent(ws: Workspace) -> list[tuple[str, str, int]]:
    projects = {found["id"]: found["project"] for found in ws.records("allocations")}
    kept = ws.records("funding_entries")
    return sorted(
        (projects[found["allocation"]], found["quarter"][5:], found["amount"] // 100) for found in kept
    )


def asked(preview: ImportPreview) -> dict[str, str]:
    return {
        cell.place.address: cell.mark.message
        for cell in preview.reading.cells
        if cell.mark.outcome == "asked"
    }


@pytest.mark.parametrize(
    ("heading", "rest"),
    [
        ("Spent", "Remaining"),
        ("Expenditure", "Balance"),
        ("Actual spend", "Left to spend"),
        ("Claimed", "Underspend"),
    ],
)
def test_what_leaves_the_rest_of_the_amount_is_spent_so_far(ws: Workspace, heading: str, rest: str) -> None:
    for quarter, bus, gates in (("Q1", 1_000, 0), ("Q2", 4_500, 2_000), ("Q3", 9_000, 4_000)):
        assert not asked(with_rest(ws, quarter, bus, gates, heading, rest))
    assert spent(ws) == [
        ("Gates", "Q1", 0),
        ("Gates", "Q2", 2_000),
        ("Gates", "Q3", 2_000),
        ("Night bus", "Q1", 1_000),
        ("Night bus", "Q2", 3_500),
        ("Night bus", "Q3", 4_500),
    ]


def test_what_is_spent_and_what_is_committed_may_leave_the_rest_together(ws: Workspace) -> None:
    headings = (*_COLUMNS, "Spent", "Committed", "Balance")
    for quarter, gone, committed in (("Q1", 1_000, 500), ("Q2", 4_500, 2_000)):
        row = (*_BUS, gone, committed, 9_000 - gone - committed)
        apply_import(ws, compared(ws, f"Grants {quarter}", headings, row))
    by_kind = sorted(
        (entry["kind"], entry["quarter"], entry["amount"]) for entry in ws.records("funding_entries")
    )
    assert by_kind == [
        ("actual", "2026-Q1", 100_000),
        ("actual", "2026-Q2", 350_000),
        ("committed", "2026-Q1", 50_000),
        ("committed", "2026-Q2", 150_000),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Spent at 30 June", "Spent at 30 September"),
        ("Spend to end of June 2026", "Spend to end of September 2026"),
        ("Expenditure as at 30 June 2026", "Expenditure as at 30 September 2026"),
    ],
)
def test_what_is_spent_at_the_end_of_a_quarter_runs_to_that_quarter(
    ws: Workspace, first: str, second: str
) -> None:
    assert not asked(tracker(ws, "2026-27", 1_000, 0, first))
    assert not asked(tracker(ws, "2026-27", 4_500, 2_000, second))
    assert spent(ws) == [
        ("Gates", "Q1", 0),
        ("Gates", "Q2", 2_000),
        ("Night bus", "Q1", 1_000),
        ("Night bus", "Q2", 3_500),
    ]


def test_columns_to_date_beside_each_other_are_counted_once(ws: Workspace) -> None:
    headings = (*_COLUMNS, "Q1 spend to date", "Q2 spend to date")
    apply_import(ws, compared(ws, "Grants", headings, (*_BUS, 500, 900)))
    assert spent(ws) == [("Night bus", "Q1", 500), ("Night bus", "Q2", 400)]


def test_the_total_of_a_quarter_is_that_quarters_alone(ws: Workspace) -> None:
    for quarter, bus in (("Q1", 500), ("Q2", 900)):
        tracker(ws, "2026-27", bus, 100, f"{quarter} total spend")
    assert spent(ws)[2:] == [("Night bus", "Q1", 500), ("Night bus", "Q2", 900)]


def test_money_of_no_quarter_that_may_be_so_far_is_asked_about(ws: Workspace) -> None:
    assert not asked(tracker(ws, "Q1", 1_000, 800, "Spent"))
    assert not asked(tracker(ws, "Q1", 1_000, 800, "Spent"))
    preview = tracker(ws, "Q2", 4_500, 500, "Spent")
    # Less than was spent before is spent in this quarter alone.
    assert list(asked(preview)) == ["E2"]
    assert asked(preview)["E2"] == (
        "Is £4,500 all so far or Q2 2026/27 alone, as earlier quarters have £1,000 already? Nothing was taken: choose "
        "Q2 2026/27 for this column where it is that quarter's alone; where it is all so far, head the column “to "
        "date” and bring the workbook in again."
    )
    assert spent(ws) == [("Gates", "Q1", 800), ("Gates", "Q2", 500), ("Night bus", "Q1", 1_000)]
    assert not asked(tracker(ws, "2026-27", 4_500, 500, "Q2 spend"))
    assert ("Night bus", "Q2", 4_500) in spent(ws)


@pytest.mark.parametrize("heading", ["Full year forecast", "Forecast outturn", "Year end forecast"])
def test_a_forecast_for_the_whole_year_is_counted_once(ws: Workspace, heading: str) -> None:
    for quarter, bus in (("Q1", 8_000), ("Q2", 8_000), ("Q3", 8_500)):
        assert not asked(tracker(ws, quarter, bus, 4_000, heading))
    assert spent(ws) == [
        ("Gates", "Q1", 4_000),
        ("Gates", "Q2", 0),
        ("Gates", "Q3", 0),
        ("Night bus", "Q1", 8_000),
        ("Night bus", "Q2", 0),
        ("Night bus", "Q3", 500),
    ]
    assert asked(tracker(ws, "Q4", 8_200, 4_000, heading)) == {
        "E2": "£8,200 in all is less than the £8,500 recorded for earlier quarters, so it was not taken."
    }


def test_the_quarter_somebody_chooses_makes_it_that_quarters_alone(ws: Workspace) -> None:
    tracker(ws, "Q1", 1_000, 800, "Spent")
    preview = compared(ws, "Grants", (*_COLUMNS, "Spent"), (*_BUS, 4_500), (*_GATES, 2_000))
    (table,) = preview.reading.mapped
    mapping = table.mapping.with_column(5, "funding_entries", "actual", "2026-Q2")
    preview = map_table(ws, preview, table, mapping, FinancialYear(2026))
    assert not asked(preview)
    apply_import(ws, preview)
    assert ("Night bus", "Q2", 4_500) in spent(ws)


def test_what_is_so_far_stays_so_in_whatever_quarter_somebody_chooses(ws: Workspace) -> None:
    with_rest(ws, "Q1", 1_000, 0, "Spent", "Remaining")
    rows = ((*_BUS, 4_500, 4_500), (*_GATES, 2_000, 2_000))
    preview = compared(ws, "Grants", (*_COLUMNS, "Spent", "Remaining"), *rows)
    (table,) = preview.reading.mapped
    mapping = table.mapping.with_column(5, "funding_entries", "actual", "2026-Q2")
    apply_import(ws, map_table(ws, preview, table, mapping, FinancialYear(2026)))
    assert ("Night bus", "Q2", 3_500) in spent(ws)


def test_an_earlier_quarter_put_right_changes_what_follows_from_it(ws: Workspace) -> None:
    tracker(ws, "Q1", 500, 100)
    tracker(ws, "Q2", 900, 300)
    preview = compared(ws, "Grants Q1", (*_COLUMNS, "Spent to date"), (*_BUS, 450), (*_GATES, 100))
    (key,) = [
        proposal.key for proposal in preview.proposals if proposal.differences == {"amount": (40_000, 45_000)}
    ]
    assert (
        "“Night bus” in Q2 2026/27 becomes £450: earlier quarters have changed, and £900 so far stays."
        in preview.notes
    )
    left = choose(ws, preview, {key: "leave out"})
    assert [change.values for change in left.changes] == [{"amount": 45_000, "note": "£450 so far"}]
    apply_import(ws, preview)
    assert spent(ws) == [
        ("Gates", "Q1", 100),
        ("Gates", "Q2", 200),
        ("Night bus", "Q1", 450),
        ("Night bus", "Q2", 450),
    ]
    again = compared(ws, "Grants Q1", (*_COLUMNS, "Spent to date"), (*_BUS, 450), (*_GATES, 100))
    assert not again.changes


def test_a_quarter_that_comes_late_is_taken_out_of_the_next(ws: Workspace) -> None:
    tracker(ws, "Q2", 900, 300)
    tracker(ws, "Q1", 500, 100)
    tracker(ws, "Q3", 1_000, 300)
    wanted = [
        ("Gates", "Q1", 100),
        ("Gates", "Q2", 200),
        ("Gates", "Q3", 0),
        ("Night bus", "Q1", 500),
        ("Night bus", "Q2", 400),
        ("Night bus", "Q3", 100),
    ]
    assert spent(ws) == wanted
    more = tracker(ws, "Q1", 950, 100)
    assert asked(more) == {
        "E2": "£950 so far is more than the £900 so far brought in for Q2 2026/27, so it was not taken; put right "
        "which is wrong."
    }
    assert spent(ws) == wanted


def test_a_figure_somebody_put_right_here_stays(ws: Workspace) -> None:
    tracker(ws, "Q1", 500, 100)
    tracker(ws, "Q2", 900, 300)
    (own,) = [entry for entry in ws.records("funding_entries") if entry["amount"] == 40_000]
    ws.apply([Update("funding_entries", own["id"], {"amount": 35_000, "note": "£900 so far\nOne refunded"})])
    tracker(ws, "Q1", 450, 100)
    assert ("Night bus", "Q2", 350) in spent(ws)
    tracker(ws, "Q2", 950, 300)
    (own,) = [entry for entry in ws.records("funding_entries") if entry["id"] == own["id"]]
    assert (own["amount"], own["note"]) == (50_000, "£950 so far\nOne refunded")


def test_money_that_was_spent_starts_as_approved(ws: Workspace) -> None:
    rows: list[tuple[Any, ...]] = [("Project", "Provider", "Amount awarded", "Q1 spend", "Q2 spend"), ("Street pastors", "Churches", 6000, 1500, 1500), ("Knife bins", "Police", 4000, 0, 0), ("Outreach", "Youth Trust", 12000, None, None)]  # fmt: skip
    preview = compare(
        ws, read_grids([Grid.of_rows("Grants", rows)], FinancialYear(2026), Mappings()), "g.xlsx"
    )
    apply_import(ws, preview)
    found = {one["project"]: one["status"] for one in ws.records("allocations")}
    assert found == {"Street pastors": "approved", "Knife bins": "proposed", "Outreach": "proposed"}
    told = [cell.mark.message for cell in preview.reading.cells if "starts as approved" in cell.mark.message]
    assert len(told) == 1
