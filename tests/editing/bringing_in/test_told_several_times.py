"""The same record on a sheet, or in a row, for each quarter is one record with what was told of it each time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from csp_desktop.editing.bringing_in.plan_import import ImportPreview, apply_import, compare, mappings_for
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Row = tuple[Any, ...]
TODAY = date(2026, 12, 1)


def bring_in(ws: Workspace, sheets: dict[str, list[Row]], *, doubtful: bool = False) -> ImportPreview:
    mappings = replace(mappings_for(ws, None, None), today=TODAY, take_doubtful=doubtful)
    grids = [Grid.of_rows(name, rows) for name, rows in sheets.items()]
    preview = compare(ws, read_grids(grids, FinancialYear(2026), mappings), "year.xlsx", mappings=mappings)
    apply_import(ws, preview)
    return preview


def outcomes(preview: ImportPreview) -> set[str]:
    return {cell.mark.outcome for cell in preview.reading.cells}


def actions(quarter: str, status: str) -> list[Row]:
    return [
        ("Priority", "Ref", "Action", "Lead", "Status", "Update", "RAG"),
        ("Violence", "1.1", "Fund two youth workers", "Council", "In progress", f"{quarter}: both in post", "Green"),
        ("ASB", "2.1", "Issue a newsletter", "Police", status, f"{quarter}: printed", "Amber"),
    ]  # fmt: skip


def test_a_sheet_for_each_quarter_of_a_plan_is_one_plan(ws: Workspace) -> None:
    for said in (("Q1",), ("Q1", "Q2"), ("Q2", "Q1"), ("Q1", "Q2", "Q3")):
        sheets = {f"{quarter} 2026-27": actions(quarter, "In progress" if quarter == "Q1" else "Complete") for quarter in said}  # fmt: skip
        preview = bring_in(ws, sheets)
        assert outcomes(preview) <= {"taken", "ignored"}
    found = {item["ref"]: item["status"] for item in ws.records("plan_items", {"level": "action"})}
    assert found == {"1.1": "in progress", "2.1": "complete"}
    told = {(update["quarter"], update["narrative"][:2]) for update in ws.records("updates")}
    assert told == {("2026-Q1", "Q1"), ("2026-Q2", "Q2"), ("2026-Q3", "Q3")}
    assert len(ws.records("updates")) == 6
    assert any(note.startswith("2 records are told several times") for note in preview.notes)
    assert not any("stands 3 times" in note for note in preview.notes)


def test_a_sheet_for_each_quarter_of_figures_and_of_money_is_one_list(ws: Workspace) -> None:
    def figures(burglary: int, robbery: int) -> list[Row]:
        return [("Ref", "Indicator", "Target", "Actual"), ("K1", "Burglary", 50, burglary), ("K2", "Robbery", 30, robbery)]  # fmt: skip

    def grants(bus: int, gates: int) -> list[Row]:
        return [
            ("Grant", "Project", "Provider", "Amount", "Spend in quarter"),
            ("Safer Streets", "Night bus", "Bus Co", 9_000, bus),
            ("Safer Streets", "Gates", "Council", 4_000, gates),
        ]

    bring_in(ws, {"Q1": figures(45, 20), "Q2": figures(47, 21)})
    bring_in(ws, {"Q1": grants(1_000, 500), "Q2": grants(1_500, 700)})
    assert sorted(found["title"] for found in ws.records("indicators")) == ["Burglary", "Robbery"]
    assert sorted((one["quarter"], one["value"]) for one in ws.records("measurements")) == [
        ("2026-Q1", 20), ("2026-Q1", 45), ("2026-Q2", 21), ("2026-Q2", 47),
    ]  # fmt: skip
    assert sorted(found["amount"] for found in ws.records("allocations")) == [400_000, 900_000]
    assert sorted((one["quarter"], one["amount"]) for one in ws.records("funding_entries")) == [
        ("2026-Q1", 50_000), ("2026-Q1", 100_000), ("2026-Q2", 70_000), ("2026-Q2", 150_000),
    ]  # fmt: skip


def risks(ws: Workspace) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Each risk as it stands, and each review."""
    standing = [(one["title"], one["current_likelihood"], one["status"]) for one in ws.records("risks")]
    reviews = [(one["quarter"], one["likelihood"], one["impact"]) for one in ws.records("risk_reviews")]
    return sorted(standing), sorted(reviews)


def test_the_scores_of_an_earlier_sheet_of_risks_are_its_quarters_review(ws: Workspace) -> None:
    def register(likelihood: int, status: str) -> list[Row]:
        headings = ("Ref", "Risk", "Likelihood", "Impact", "Status")
        return [headings, ("R1", "Loss of grant", likelihood, 4, "Open"), ("R2", "Failure to share", 3, 3, status)]  # fmt: skip

    preview = bring_in(ws, {"Q1 Risk register": register(4, "Open"), "Q2 Risk register": register(2, "Closed")})  # fmt: skip
    assert outcomes(preview) <= {"taken", "ignored"}
    standing, reviews = risks(ws)
    assert standing == [("Failure to share", 3, "closed"), ("Loss of grant", 2, "open")]
    assert reviews == [("2026-Q1", 3, 3), ("2026-Q1", 4, 4)]
    earlier = next(cell for cell in preview.reading.cells if cell.place.address == "E3")
    assert earlier.mark.message == "It is told otherwise later at Q2 Risk register E3, and that counts."


def test_a_row_of_a_risk_for_each_quarter_is_one_risk(ws: Workspace) -> None:
    names = ("Loss of grant", "Staff turnover", "Cyber attack")
    for last in (1, 2):
        rows = [(f"Q{quarter}", name, quarter, 3) for quarter in range(1, last + 1) for name in names]
        bring_in(ws, {"Risk register": [("Quarter", "Risk", "Likelihood", "Impact"), *rows]})
    standing, reviews = risks(ws)
    assert standing == [(name, 2, "open") for name in sorted(names)]
    assert reviews == [("2026-Q1", 1, 3)] * 3
    assert not any(risk["notes"] for risk in ws.records("risks"))


def test_what_a_later_sheet_says_of_an_earlier_quarter_counts(ws: Workspace) -> None:
    def plan(*said: str) -> list[Row]:
        return [("Ref", "Action", "Lead", "Q1 update", "Q2 update"), ("1.1", "Fund two youth workers", "Council", *said)]  # fmt: skip

    bring_in(ws, {"Q1": plan("One is in post"), "Q2": plan("One was in post by June", "Both are in post")})
    assert {(one["quarter"], one["narrative"]) for one in ws.records("updates")} == {
        ("2026-Q1", "One was in post by June"),
        ("2026-Q2", "Both are in post"),
    }


def test_the_same_record_on_two_sheets_that_say_nothing_of_when_is_asked_about(ws: Workspace) -> None:
    preview = bring_in(ws, {"Plan": actions("New", "Complete"), "Plan 2": actions("Old", "In progress")})
    assert len(ws.records("plan_items", {"level": "action"})) == 2
    assert {one["narrative"][:3] for one in ws.records("updates")} == {"New"}
    asked = {cell.mark.message for cell in preview.reading.cells if cell.mark.outcome == "asked"}
    assert (
        "“1.1” stands on Plan too, and nothing says of when each is, so this was not brought in: name each sheet by its "
        "quarter, or leave one out."
    ) in asked


def test_what_two_sheets_of_one_quarter_call_alike_stays_apart(ws: Workspace) -> None:
    rows = [("Ref", "Risk", "Likelihood", "Impact"), ("R1", "Loss of grant", 4, 4), ("R2", "Staff turnover", 3, 3)]  # fmt: skip
    bring_in(ws, {"Police Q1": rows, "Council Q1": rows})
    assert len(ws.records("risks")) == 4


def test_the_latest_quarters_status_is_how_an_action_stands(ws: Workspace) -> None:
    titles = ("Fund two youth workers", "Map hot spots", "Issue a newsletter")
    for last in (1, 2, 3):
        rows = [
            (f"Q{quarter}", f"1.{at}", title, "Police", "Complete" if quarter >= 2 and at == 3 else "In progress", f"Words of Q{quarter}", "Green")
            for quarter in range(1, last + 1)
            for at, title in enumerate(titles, 1)
        ]  # fmt: skip
        headings = ("Quarter", "Ref", "Action", "Lead", "Status", "Progress", "RAG")
        preview = bring_in(ws, {"Monitoring": [headings, *reversed(rows)]})
        assert outcomes(preview) <= {"taken", "ignored"}
    found = {item["ref"]: item["status"] for item in ws.records("plan_items", {"level": "action"})}
    assert found == {"1.1": "in progress", "1.2": "in progress", "1.3": "complete"}
    told = {(update["quarter"], update["narrative"]) for update in ws.records("updates")}
    assert told == {(f"2026-Q{quarter}", f"Words of Q{quarter}") for quarter in (1, 2, 3)}


@pytest.mark.parametrize("order", [("2025-26", "2026-27"), ("2026-27", "2025-26")])
def test_of_a_sheet_for_each_year_the_plans_own_is_brought_in_and_the_others_asked(
    ws: Workspace, order: tuple[str, ...]
) -> None:
    def figures(first: int) -> list[Row]:
        return [("Ref", "Indicator", "Target", "Q1", "Q2"), ("K1", "Burglary", 50, first, 46), ("K2", "Arson", 9, 5, 6)]  # fmt: skip

    said = {"2025-26": figures(40), "2026-27": figures(45)}
    preview = bring_in(ws, {name: said[name] for name in order})
    assert {one["quarter"] for one in ws.records("measurements")} == {"2026-Q1", "2026-Q2"}
    assert sorted(one["value"] for one in ws.records("measurements")) == [5, 6, 45, 46]
    asked = {(cell.place.sheet, cell.mark.outcome) for cell in preview.reading.cells if cell.place.row > 1}
    assert asked == {("2025-26", "asked"), ("2026-27", "taken")}
    message = next(cell.mark.message for cell in preview.reading.cells if cell.mark.outcome == "asked")
    assert "2025-26 is of 2025/26, and the rest goes elsewhere" in message


_PLAN_HEADINGS = ("Ref", "Action", "Lead", "Due date", "Q1 update", "Q2 update")


def _plan_of(action: str, *lines: str) -> list[Row]:
    return [*((line,) for line in lines), _PLAN_HEADINGS, ("1.1", action, "Police", None, f"{action}: begun", "Half done")]  # fmt: skip


@pytest.mark.parametrize(
    ("now", "line", "before", "line_before"),
    [
        ("Plan 26-27", "Delivery plan", "Plan 25-26 (OLD)", "Delivery plan"),
        ("Plan 26-27", "Delivery plan", "Archive 25_26", "Delivery plan"),
        ("Plan 26-27", "Delivery plan", "Plan 2025", "Delivery plan"),
        ("Plan 26-27", "Delivery plan", "Old plan", "Delivery plan 2025/26"),
        ("Plan", "Delivery plan 2026/27", "Plan last year", "Delivery plan 2025/26"),
        ("Current", "Delivery plan April 2026 – March 2027", "Old", "Delivery plan April 2025 – March 2026"),
        ("Plan", "Delivery plan", "Plan 25-26", "Delivery plan"),
        ("Plan", "Delivery plan", "Last year", "Delivery plan"),
    ],
)
def test_a_sheet_of_last_year_is_asked_about_however_it_says_so(
    ws: Workspace, now: str, line: str, before: str, line_before: str
) -> None:
    sheets = {now: _plan_of("Fit alarms", line), before: _plan_of("Buy alarms", line_before)}
    preview = bring_in(ws, sheets)
    assert {item["title"] for item in ws.records("plan_items", {"level": "action"})} == {"Fit alarms"}
    assert {update["narrative"] for update in ws.records("updates")} == {"Fit alarms: begun", "Half done"}
    message = next(
        cell.mark.message
        for cell in preview.reading.cells
        if cell.place.sheet == before and cell.mark.outcome == "asked"
    )
    assert f"{before} is of 2025/26, and the rest goes elsewhere" in message


@pytest.mark.parametrize("name", ["Old", "OLD plan", "Archive", "Superseded", "Plan v1 (old)", "Do not use"])
def test_a_sheet_put_aside_is_asked_about(ws: Workspace, name: str) -> None:
    preview = bring_in(ws, {"Plan": _plan_of("Fit alarms"), name: _plan_of("Buy alarms")})
    assert {item["title"] for item in ws.records("plan_items", {"level": "action"})} == {"Fit alarms"}
    asked = {cell.mark.message for cell in preview.reading.cells if cell.place.sheet == name}
    assert any(
        f"{name} looks like an old version: bring it in only if it still counts." in message
        for message in asked
    )


@pytest.mark.parametrize("names", [("Plan", "Old Town"), ("Plan", "Older people"), ("Old", "Archive")])
def test_a_sheet_named_after_a_place_or_beside_no_other_is_brought_in(
    ws: Workspace, names: tuple[str, str]
) -> None:
    bring_in(ws, {names[0]: _plan_of("Fit alarms"), names[1]: _plan_of("Buy alarms")})
    items = ws.records("plan_items", {"level": "action"})
    assert {item["title"] for item in items} == {"Fit alarms", "Buy alarms"}


@pytest.mark.parametrize(
    ("one", "line", "other", "other_line"),
    [
        ("People", "Delivery plan 2026/27", "Places", "Delivery plan 2026/27"),
        ("People", "Delivery plan 2026/27", "Places", "Delivery plan"),
        ("People", "Delivery plan 2026/27", "Places", "Agreed 12 May 2025"),
        ("People", "Delivery plan 2026/27", "Places", "Part of the strategy for 2025-2028"),
        ("People", "Delivery plan 2025/26", "Places", "Delivery plan"),
        ("Q1", "Delivery plan: quarter 1 2026/27", "Q4", "Delivery plan: quarter 4 2025/26"),
    ],
)
def test_sheets_of_one_plan_are_all_brought_in(
    ws: Workspace, one: str, line: str, other: str, other_line: str
) -> None:
    bring_in(ws, {one: _plan_of("Fit alarms", line), other: _plan_of("Mark bikes", other_line)})
    items = ws.records("plan_items", {"level": "action"})
    assert {item["title"] for item in items} == {"Fit alarms", "Mark bikes"}


def test_sheets_of_the_months_of_a_quarter_are_the_quarters_together(ws: Workspace) -> None:
    def figures(burglary: int, words: str) -> dict[str, list[Row]]:
        indicators = [("Ref", "Indicator", "Target", "Actual"), ("K1", "Burglary", 50, burglary), ("K2", "Arson", 9, 1)]  # fmt: skip
        plan = [("Ref", "Action", "Lead", "Update"), ("1.1", "Fit the alley gates", "Council", words), ("1.2", "Visit hostels", "Police", f"{words} too")]  # fmt: skip
        return {"figures": indicators, "plan": plan}

    months = {"April": figures(12, "Ordered"), "May": figures(13, "Came"), "June": figures(14, "Fitted"), "July": figures(10, "Locked")}  # fmt: skip
    for what in ("figures", "plan"):
        preview = bring_in(ws, {month: said[what] for month, said in months.items()})
        assert outcomes(preview) <= {"taken", "ignored"}
    assert sorted(one["title"] for one in ws.records("indicators")) == ["Arson", "Burglary"]
    told = {(one["quarter"], one["value"], one["months"], bool(one["provisional"])) for one in ws.records("measurements")}  # fmt: skip
    assert told == {
        ("2026-Q1", 39, "Apr 12, May 13, Jun 14", False),
        ("2026-Q2", 10, "Jul 10", True),
        ("2026-Q1", 3, "Apr 1, May 1, Jun 1", False),
        ("2026-Q2", 1, "Jul 1", True),
    }
    assert {(one["quarter"], one["narrative"]) for one in ws.records("updates")} == {
        ("2026-Q1", "Ordered\nCame\nFitted"),
        ("2026-Q2", "Locked"),
        ("2026-Q1", "Ordered too\nCame too\nFitted too"),
        ("2026-Q2", "Locked too"),
    }


def test_payments_on_a_sheet_for_each_quarter_are_each_one_and_of_one_stream(ws: Workspace) -> None:
    headings = ("Date", "Project", "Supplier", "Invoice", "Amount")
    first = [
        headings,
        ("10/4/2026", "Alley gates", "Gates Ltd", "I1", 500),
        ("12/5/2026", "Alley gates", "Gates Ltd", "I2", 700),
        ("20/6/2026", "Cameras", "Cam Ltd", "I3", 900),
    ]
    second = [
        headings,
        ("10/7/2026", "Alley gates", "Gates Ltd", "I4", 500),
        ("12/8/2026", "Alley gates", "Gates Ltd", "I5", 100),
        ("20/9/2026", "Cameras", "Cam Ltd", "I6", 50),
    ]
    for _ in range(2):
        bring_in(ws, {"Q1": first, "Q2": second})
        assert sorted((entry["quarter"], entry["amount"]) for entry in ws.records("funding_entries")) == [
            ("2026-Q1", 50_000), ("2026-Q1", 70_000), ("2026-Q1", 90_000),
            ("2026-Q2", 5_000), ("2026-Q2", 10_000), ("2026-Q2", 50_000),
        ]  # fmt: skip
        assert [stream["name"] for stream in ws.records("funding_streams")] == ["Funding 2026/27"]
        assert len(ws.records("allocations")) == 2


def _summary(ws: Workspace, latest: int) -> list[dict[str, Any]]:
    """Figures by month on one sheet, those of a quarter on another."""
    months = [("Measure", *(date(2026, month, 1) for month in (4, 5, 6, 7, 8, 9)), "Target 2026/27"), ("Shoplifting", 40, 42, 42, 46, 47, 47, 430), ("Arson", 1, 2, 3, 4, 5, 6, 60), ("Vehicle crime", 19, 20, 18, 17, 16, 16, 235)]  # fmt: skip
    quarter = [("Indicator", "Q2 2026/27", "Comment"), ("Shoplifting", latest, "More tills"), ("Arson", 15, ""), ("Vehicle crime", 49, "")]  # fmt: skip
    bring_in(ws, {"Monthly performance": months, "Performance summary": quarter}, doubtful=True)
    return ws.records("indicators")


def test_an_indicator_on_two_sheets_with_the_same_figures_is_one(ws: Workspace) -> None:
    assert [one["title"] for one in _summary(ws, 140)] == ["Shoplifting", "Arson", "Vehicle crime"]
    told = {(one["quarter"], one["value"]) for one in ws.records("measurements")}
    assert told == {("2026-Q1", 124), ("2026-Q2", 140), ("2026-Q1", 6), ("2026-Q2", 15), ("2026-Q1", 57), ("2026-Q2", 49)}  # fmt: skip


def test_an_indicator_on_two_sheets_with_other_figures_is_two(ws: Workspace) -> None:
    assert [one["title"] for one in _summary(ws, 99)].count("Shoplifting") == 2


def test_of_a_share_and_what_it_is_made_of_the_share_is_the_figure(ws: Workspace) -> None:
    rows: list[Row] = [("Indicator", "Target", "Q1 number", "Q1 out of", "Q1 %"), ("Cases with an outcome", "28%", 31, 124, "25%"), ("Victims called in a day", "95%", 13, 14, "93%"), ("Visits kept", "90%", 9, 10, "90%")]  # fmt: skip
    bring_in(ws, {"Performance": rows}, doubtful=True)
    assert [(one["value"]) for one in ws.records("measurements")] == [25, 93, 90]
    assert "Q1 out of: 124" in ws.records("indicators")[0]["notes"]


_CARDS: list[Row] = [("Ref", "Action", "Lead", "Due", "Progress"), ("D1", "Litter-free beck weekends", "Parish Cluster", "27/09/2026", "Five held"), ("D2", "Repair cafe for riders", "Youth Service", "28/02/2027", "14 regulars"), ("D3", "Speed devices in villages", "Highways", "31/12/2026", "Refused")]  # fmt: skip


def test_a_page_that_lists_actions_again_without_their_numbers_makes_none(ws: Workspace) -> None:
    page = [("Action", "Lead", "RAG"), *((row[1], row[2], "Green") for row in _CARDS[1:])]
    for sheets in ({"Plan": _CARDS, "On a page": page}, {"On a page": page, "Plan": _CARDS}):
        bring_in(ws, sheets, doubtful=True)
        items = ws.records("plan_items", {"level": "action"})
        assert [item["ref"] for item in items] == ["D1", "D2", "D3"]
        assert {item["due_on"] for item in items} == {"2026-09-27", "2027-02-28", "2026-12-31"}
        assert {one["rag"] for one in ws.records("updates") if one["rag"]} == {"green"}


def test_an_action_of_another_lead_or_number_is_another(ws: Workspace) -> None:
    others = [_CARDS[0], ("E1", *_CARDS[1][1:]), (None, _CARDS[2][1], "Police", None, "Begun")]
    bring_in(ws, {"Plan": _CARDS, "Ward plan": others})
    assert len(ws.records("plan_items", {"level": "action"})) == 5


@pytest.mark.parametrize("first", ["Action log", "Calendar of meetings"])
def test_the_meeting_a_log_names_by_its_day_is_the_calendars(ws: Workspace, first: str) -> None:
    sheets: dict[str, list[Row]] = {
        "Action log": [("No", "Meeting date", "Action", "Owner", "Due by", "Status"), ("1", "14/07/2026", "Ring the hostel", "Police", "31/08/2026", "Open"), ("2", "11/08/2026", "Mend the gate", "Council", "30/09/2026", "Open"), ("3", "11/08/2026", "Ask for figures", "Council", "30/09/2026", "Closed")],
        "Calendar of meetings": [("Date", "Group", "Venue"), ("14/07/2026", "Monthly Tasking Group", "Teams"), ("11/08/2026", "Monthly Tasking Group", "Town Hall"), ("08/09/2026", "Monthly Tasking Group", "Teams")],
    }  # fmt: skip
    bring_in(
        ws, {name: sheets[name] for name in sorted(sheets, key=lambda name: name != first)}, doubtful=True
    )
    days = {one["id"]: one["held_on"] for one in ws.records("meetings")}
    assert sorted(days.values()) == ["2026-07-14", "2026-08-11", "2026-09-08"]
    assert [days[one["meeting"]] for one in ws.records("log_entries")] == [
        "2026-07-14",
        "2026-08-11",
        "2026-08-11",
    ]


def test_what_stood_before_is_of_the_year_before_and_the_quarters_are_of_this_one(ws: Workspace) -> None:
    rows: list[Row] = [("What we count", "Before (2025/26)", "What we hope for this year", "April to June", "July to September", "Better if it goes"), ("Nights open", 40, 50, 13, 12, "up"), ("People sleeping rough", 19, 10, 17, 21, "down"), ("Calls", 70, 60, 20, 18, "down")]  # fmt: skip
    bring_in(ws, {"How we know": rows}, doubtful=True)
    assert {one["quarter"] for one in ws.records("measurements")} == {"2026-Q1", "2026-Q2"}


@pytest.mark.parametrize("south", [(100, None, None), (None, None, 15), (100, 22, 25)])
def test_an_indicator_of_two_areas_on_sheets_headed_alike_is_two(
    ws: Workspace, south: tuple[int | None, ...]
) -> None:
    head: Row = ("Indicator", "Target", "Q1", "Q2")
    bring_in(ws, {"North": [head, ("Burglary", 100, 22, 25), ("Arson", 40, 9, 8)], "South": [head, ("Burglary", *south), ("Arson", *south)]})  # fmt: skip
    titles = [one["title"] for one in ws.records("indicators")]
    assert sorted(titles) == ["Arson", "Arson", "Burglary", "Burglary"]


def test_the_same_action_under_the_priorities_of_two_sheets_is_two(ws: Workspace) -> None:
    unnumbered = [row[1:] for row in _CARDS]
    bring_in(ws, {"Violence": _CARDS, "Antisocial behaviour": unnumbered})
    above = {item["id"]: item["title"] for item in ws.records("plan_items", {"level": "priority"})}
    actions = ws.records("plan_items", {"level": "action"})
    under = [(above[item["parent"]], item["title"]) for item in actions]
    assert sorted(set(above.values())) == ["Antisocial behaviour", "Violence"]
    assert len(under) == len(set(under)) == 6


def test_last_years_sheet_with_fewer_columns_is_asked_about(ws: Workspace) -> None:
    now: list[Row] = [("CSP Action Plan 2026/27",), (), ("No.", "Priority", "What we will do", "Lead", "Also involved", "Deadline", "RAG Q2", "Q1 comment", "Q2 comment"), ("1.1", "Town centre", "Renew the order", "Council", "Police", "31/10/2026", "G", "Begun", "64 replies"), ("1.2", "Town centre", "Relaunch the scheme", "Police", "", "29/01/2027", "A", "", "Nine signed")]  # fmt: skip
    before: list[Row] = [("Action Plan 2025/26 – year end position",), (), ("No.", "Priority", "What we will do", "Lead", "Deadline", "RAG Q4"), ("1.1", "Town centre", "Install planters", "Council", "30/09/2025", "B"), ("1.2", "Town centre", "Walk and talk", "Police", "31/03/2026", "A")]  # fmt: skip
    bring_in(ws, {"CSP Action Plan": now, "Action Plan 25-26 (Tom)": before})
    items = ws.records("plan_items", {"level": "action"})
    assert {item["title"] for item in items} == {"Renew the order", "Relaunch the scheme"}


def test_a_part_of_a_paper_names_no_priority(ws: Workspace) -> None:
    rows: list[Row] = [("Part A – Milestones",), (), ("Ref", "Action", "Lead", "By when"), ("1", "Install the cameras", "Council", "30/09/2026"), ("2", "Publish the page", "Council", "28/08/2026"), ("3", "Set up the panel", "Police", "18/12/2026")]  # fmt: skip
    bring_in(ws, {"Milestones": rows})
    titles = {item["title"] for item in ws.records("plan_items", {"level": "priority"})}
    assert titles == {"All actions"}
