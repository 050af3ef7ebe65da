"""Which quarter and year progress and figures are of that name none in their heading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from csp_desktop.editing.bringing_in.plan_import import (
    ImportPreview,
    apply_import,
    choose,
    compare,
    is_of_another_year,
    mappings_for,
)
from csp_desktop.editing.changes import Insert
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid

Row = tuple[Any, ...]
TODAY = date(2026, 11, 29)
ACTIONS = ("Recruit three champions", "Map the hot spots", "Fund an advocate")
HEADINGS = ("Ref", "Action", "Lead", "Due date", "Status", "Latest update")


def make_plan(ws: Workspace, year: int) -> str:
    (partnership,) = ws.records("partnerships")
    plan = Insert(
        "plans",
        {
            "partnership": partnership["id"],
            "title": f"Action plan {year}",
            "first_year": year,
            "last_year": year,
            "status": "agreed",
        },
    )
    ws.apply([plan], kind="start")
    return plan.id


def look(
    ws: Workspace, *rows: Row, sheet: str = "Action plan", file: str = "later.xlsx", today: date = TODAY
) -> ImportPreview:
    mappings = replace(mappings_for(ws, None, None), today=today)
    reading = read_grids([Grid.of_rows(sheet, list(rows))], None, mappings, file=file)
    return compare(ws, reading, file, mappings=mappings)


def bring_in(ws: Workspace, *rows: Row, **how: Any) -> ImportPreview:
    preview = look(ws, *rows, **how)
    apply_import(ws, preview)
    return preview


def actions(words: str, due: str = "31/03/2027") -> list[Row]:
    return [
        (f"1.{at}", title, "Police", due, "In progress", f"{words}: {title} is under way")
        for at, title in enumerate(ACTIONS, 1)
    ]


def quarters(ws: Workspace, register: str = "updates") -> set[str]:
    return {record["quarter"] for record in ws.records(register)}


def asked(preview: ImportPreview) -> set[str]:
    return {cell.mark.message for cell in preview.reading.cells if cell.mark.outcome == "asked"}


@pytest.mark.parametrize(
    "over",
    [
        ("Position at 30 June 2026",),
        ("Quarter ending 30 June 2026",),
        ("Reporting period: 1 April to 30 June 2026",),
        ("Reporting period:", "Q1"),
        ("Progress to the end of June",),
        ("Performance report as at 30/06/2026",),
        ("Period: 01/04/2026 - 30/06/2026",),
    ],
)
def test_the_quarter_over_the_table_is_that_of_its_progress(ws: Workspace, over: Row) -> None:
    make_plan(ws, 2026)
    bring_in(ws, over, HEADINGS, *actions("Done"))
    assert quarters(ws) == {"2026-Q1"}


@pytest.mark.parametrize("sheet", ["June 26", "Quarter 1", "Q1 2026-27"])
def test_the_quarter_in_the_sheets_name_is_that_of_its_progress(ws: Workspace, sheet: str) -> None:
    make_plan(ws, 2026)
    bring_in(ws, HEADINGS, *actions("Done"), sheet=sheet, file="Action plan Q2.xlsx")
    assert quarters(ws) == {"2026-Q1"}


@pytest.mark.parametrize(
    "file", ["Action plan Q1.xlsx", "Action_plan_Q1_2026-27.xlsx", "Update June 2026 Q1.xlsx"]
)
def test_the_quarter_in_the_files_name_is_read_last(ws: Workspace, file: str) -> None:
    make_plan(ws, 2026)
    preview = bring_in(ws, HEADINGS, *actions("Done"), file=file)
    assert quarters(ws) == {"2026-Q1"}
    assert any("read as Q1 2026/27" in note for note in preview.notes)


@pytest.mark.parametrize(
    "over",
    [
        "Report to Sarah June, Chief Executive",
        "Agreed by the Board on 14 July 2026",
        "Action plan 2026 to 2029",
    ],
)
def test_a_name_or_the_day_it_was_agreed_says_no_quarter(ws: Workspace, over: str) -> None:
    make_plan(ws, 2026)
    bring_in(ws, (over,), HEADINGS, *actions("Done"))
    assert quarters(ws) == {"2026-Q3"}


def test_the_last_day_of_march_is_of_the_year_that_ends_with_it(ws: Workspace) -> None:
    plan = make_plan(ws, 2026)
    bring_in(ws, ("Position at 31 March 2027",), HEADINGS, *actions("Done"), today=date(2027, 4, 20))
    assert quarters(ws) == {"2026-Q4"}
    assert [found["id"] for found in ws.records("plans")] == [plan]


def test_the_year_in_the_files_name_says_which_plan_it_belongs_to(ws: Workspace) -> None:
    last, this = make_plan(ws, 2026), make_plan(ws, 2027)
    headings = ("Ref", "Indicator", "Target", "Q1", "Q2", "Q3", "Q4")
    rows = [("1", "Burglary", 180, 45, 46, 47, 48), ("2", "Robbery", 70, 20, 21, 22, 23)]
    preview = bring_in(
        ws, headings, *rows, sheet="KPIs", file="KPI outturn 2026-27.xlsx", today=date(2027, 5, 10)
    )
    assert {found["plan"] for found in ws.records("indicators")} == {last}
    assert quarters(ws, "measurements") == {"2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"}
    assert is_of_another_year(ws, preview.reading, this)
    assert not is_of_another_year(ws, preview.reading, last)


def told(ws: Workspace) -> dict[str, set[str]]:
    """The first word of each update, by quarter."""
    said: dict[str, set[str]] = {}
    for update in ws.records("updates"):
        said.setdefault(update["quarter"], set()).add(update["narrative"].split(":")[0])
    return said


def test_a_latest_update_sent_in_the_weeks_after_a_quarter_is_of_that_quarter(ws: Workspace) -> None:
    make_plan(ws, 2026)
    days = (date(2026, 7, 8), date(2026, 10, 8), date(2027, 1, 12), date(2027, 4, 12))
    for number, day in enumerate(days, 1):
        preview = bring_in(ws, HEADINGS, *actions(f"Words of Q{number}"), today=day)
        assert asked(preview) == set()
        assert any(f"names no quarter: read as Q{number} 2026/27" in note for note in preview.notes)
    assert told(ws) == {f"2026-Q{number}": {f"Words of Q{number}"} for number in (1, 2, 3, 4)}


def test_later_in_a_quarter_a_latest_update_is_of_that_quarter(ws: Workspace) -> None:
    make_plan(ws, 2026)
    bring_in(ws, HEADINGS, *actions("Words"), today=date(2026, 8, 20))
    assert quarters(ws) == {"2026-Q2"}


def test_other_words_of_a_quarter_only_supposed_stay_until_somebody_says_which_it_is(ws: Workspace) -> None:
    make_plan(ws, 2026)
    bring_in(ws, (*HEADINGS[:-1], "Q2 update"), *actions("Told before"), today=date(2026, 9, 20))
    rows = [(*row, "Green") for row in actions("Told since")]
    preview = bring_in(ws, (*HEADINGS, "RAG"), *rows, today=date(2026, 10, 8))
    assert told(ws) == {"2026-Q2": {"Told before"}}
    assert {update["rag"] for update in ws.records("updates")} == {None}
    assert all(why.startswith("Is this of Q2 2026/27?") and "Told before" in why for why in asked(preview))
    assert len(asked(preview)) == 3
    # What says of when it is may correct it.
    bring_in(ws, (*HEADINGS[:-1], "Q2 update"), *actions("Told since"), today=date(2026, 10, 8))
    assert told(ws) == {"2026-Q2": {"Told since"}}


def test_the_same_words_or_more_of_them_ask_nothing(ws: Workspace) -> None:
    make_plan(ws, 2026)
    for more in ("", "", " and one is done"):
        rows = [(*row[:-1], f"{row[-1]}{more}") for row in actions("Told")]
        assert asked(bring_in(ws, HEADINGS, *rows)) == set()
    updates = ws.records("updates")
    assert updates and all(update["narrative"].endswith("one is done") for update in updates)


def test_figures_and_spending_of_a_quarter_only_supposed_are_not_replaced(ws: Workspace) -> None:
    make_plan(ws, 2026)
    for actual, spent in ((45, 1_000), (47, 1_500)):
        figures = bring_in(ws, ("Indicator", "Actual"), ("Burglary", actual), ("Arson", 5), sheet="KPIs")
        money = bring_in(
            ws, ("Grant", "Project", "Amount", "Spend in quarter"), ("Safer Streets", "Night bus", 9_000, spent),
            ("Violence Duty", "Gates", 4_000, 100), sheet="Grants",
        )  # fmt: skip
    assert sorted(found["value"] for found in ws.records("measurements")) == [5, 45]
    assert sorted(found["amount"] for found in ws.records("funding_entries")) == [10_000, 100_000]
    assert [len(asked(preview)) for preview in (figures, money)] == [1, 1]


def test_nothing_is_taken_of_a_quarter_that_has_not_begun(ws: Workspace) -> None:
    make_plan(ws, 2027)
    day = date(2027, 4, 10)
    preview = bring_in(ws, (*HEADINGS[:-1], "Q4 update"), *actions("Words", due="31/03/2028"), today=day)
    assert ws.records("updates") == []
    assert asked(preview) == {
        "Q4 2027/28 has not begun, so this was not brought in; choose another year where it is of that."
    }
    assert any(note.startswith("Q4 2027/28 has not begun") for note in preview.notes)
    preview = bring_in(
        ws, ("Indicator", "Target", "Q1", "Q2", "Q3"), ("Burglary", 50, 45, 46, 0), ("Arson", 9, 5, None, 0),
        sheet="KPIs", today=day,
    )  # fmt: skip
    assert quarters(ws, "measurements") == {"2027-Q1"}
    # A nought a formula left in a quarter to come is nothing to ask about.
    assert asked(preview) == {
        "Q2 2027/28 has not begun, so this was not brought in; choose another year where it is of that."
    }
    preview = bring_in(
        ws, ("Grant", "Project", "Amount", "Q1 spend", "Q4 spend", "Q4 forecast"),
        ("Safer Streets", "Night bus", 9_000, 1_000, 2_000, 3_000), ("Violence Duty", "Gates", 4_000, 500, 600, 700),
        sheet="Grants", today=day,
    )  # fmt: skip
    assert {(found["quarter"], found["kind"]) for found in ws.records("funding_entries")} == {
        ("2027-Q1", "actual"),
        ("2027-Q4", "forecast"),
    }


def asked_records(preview: ImportPreview) -> set[str]:
    return {one.title for one in preview.proposals if one.outcome == "asked" and one.nearest}


def test_last_years_due_dates_do_not_set_those_of_the_plan_rolled_over_back(ws: Workspace) -> None:
    make_plan(ws, 2027)
    day = date(2027, 4, 10)
    bring_in(ws, HEADINGS[:-1], *[row[:-1] for row in actions("", due="31/03/2028")], today=day)
    preview = bring_in(ws, (*HEADINGS[:-1], "Q4 update"), *actions("Words"), today=day)
    dues = {item["due_on"] for item in ws.records("plan_items", {"level": "action"})}
    assert dues == {"2028-03-31"}
    assert asked_records(preview) == set(ACTIONS)
    assert any(note.startswith("Most days in the rows lie in 2026/27") for note in preview.notes)
    answers = {one.key: "update" for one in preview.proposals if one.outcome == "asked" and one.nearest}
    apply_import(ws, choose(ws, preview, answers))  # type: ignore[arg-type]
    dues = {item["due_on"] for item in ws.records("plan_items", {"level": "action"})}
    assert dues == {"2027-03-31"}


def test_one_action_that_slips_into_next_year_asks_nothing(ws: Workspace) -> None:
    make_plan(ws, 2026)
    bring_in(ws, HEADINGS, *actions("Words"))
    rows = actions("Words")
    preview = bring_in(ws, HEADINGS, (*rows[0][:3], "30/06/2027", *rows[0][4:]), *rows[1:])
    assert asked(preview) == set()
    assert not any("lie in" in note for note in preview.notes)


def test_next_years_bids_do_not_replace_last_years(ws: Workspace) -> None:
    make_plan(ws, 2026)
    headings = ("Funding body", "Bid for", "Amount requested", "Submitted", "Outcome", "Amount granted")

    def bids(year: int, outcome: str, amount: int | None) -> ImportPreview:
        rows = [("Home Office", "CCTV", 50_000, date(year, 5, 1), outcome, amount), ("PCC", "Night bus", 9_000, date(year, 5, 9), outcome, amount)]  # fmt: skip
        return bring_in(ws, headings, *rows, sheet="Bids", today=date(year, 9, 1))

    assert asked(bids(2026, "Successful", 50_000)) == set()
    preview = bids(2027, "Awaiting outcome", None)
    assert {bid["decision"] for bid in ws.records("bids")} == {"awarded"}
    assert asked_records(preview) == {"CCTV", "Night bus"}
    assert "Is this “CCTV”, which is there already? That was submitted in 2026/27, this in 2027/28." in asked(preview)  # fmt: skip


def test_a_new_years_sheet_does_not_replace_the_figures_of_a_plan_that_has_ended(ws: Workspace) -> None:
    make_plan(ws, 2026)
    headings = ("Indicator", "Target", "Q1", "Q2", "Q3", "Q4")
    rows = [("Burglary", 180, 45, 46, 47, None), ("Robbery", 70, 20, 21, 22, None)]
    bring_in(ws, headings, *rows, sheet="KPIs", today=date(2027, 1, 20))
    # The last quarter comes when the year is over, as it always does.
    late = bring_in(ws, headings, *[(*row[:-1], 48) for row in rows], sheet="KPIs", today=date(2027, 7, 1))
    assert asked(late) == set()
    assert any(note.startswith("Action plan 2026 has ended") for note in late.notes)
    before = ws.records("measurements")
    assert len(before) == 8
    new = [("Burglary", 180, 41, None, None, None), ("Robbery", 60, 15, None, None, None)]
    preview = bring_in(ws, headings, *new, sheet="KPIs", today=date(2027, 7, 10))
    assert ws.records("measurements") == before
    assert asked_records(preview) == {"Robbery"}
    assert any(why.startswith("Is this of Q1 2026/27? That year is over, and Q1 2026/27 holds “45”") for why in asked(preview))  # fmt: skip


def test_a_plan_in_its_year_takes_corrections_of_earlier_quarters(ws: Workspace) -> None:
    make_plan(ws, 2026)
    for first in (45, 44):
        rows = [("Burglary", 180, first, 46), ("Robbery", 70, 20, 21)]
        preview = bring_in(ws, ("Indicator", "Target", "Q1", "Q2"), *rows, sheet="KPIs")
        assert asked(preview) == set()
    assert 44 in {found["value"] for found in ws.records("measurements")}
