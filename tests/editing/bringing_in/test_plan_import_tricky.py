"""Tables as people really leave them: merged cells, colours, gaps, headings over nothing, the same thing twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles import PatternFill
from sheets_brought_in import book, bring_in

from csp_desktop.editing.bringing_in.plan_import import (
    ImportPreview,
    apply_import,
    choose,
    compare,
    map_table,
    preview_import,
)
from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.excel.recognising.recognition import propose_as
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import REGISTERS

YEAR = FinancialYear(2010)


def _texts(preview: ImportPreview, outcome: str) -> list[str]:
    return [cell["text"] for cell in preview.as_json()["cells"] if cell["outcome"] == outcome]


def test_merged_cells_hold_for_every_row_but_amounts_only_once(ws: Workspace, tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [
        ("Community Safety Fund 2010/11",),
        (),
        ("Funding source", "Project", "Provider", "Amount", "Approved", "Notes"),
        ("Home Office", "Graffiti removal", "Wardens Ltd", "£12,500", "01/04/2010", "Paid in halves"),
        (None, "Night bus", "Bus Company", "4k", "April 2010"),
        ("PRG", "Taxi marshals", None, 3000),
        ("Sub total", None, None, 19500),
        ("Reserve", "CCTV van", "Council", 20000.5, "1.6.2010"),
        (None, "Radio link", "Police", None, None, "amount to come"),
        (None, "Torches", "Police", "TBC"),
        ("TOTAL", None, None, 40000.5),
    ]
    merges = ("A1:F1", "A4:A5", "D8:D9", "A8:A10")
    preview = bring_in(ws, book(tmp_path / "funding.xlsx", rows, merges))
    streams = {found["id"]: found["name"] for found in ws.records("funding_streams")}
    assert [
        (streams[found["stream"]], found["project"], found["amount"], found["approved_on"])
        for found in ws.records("allocations")
    ] == [
        ("Home Office", "Graffiti removal", 12_500_00, "2010-04-01"),
        ("Home Office", "Night bus", 4_000_00, "2010-04-30"),
        ("PRG", "Taxi marshals", 3_000_00, None),
        ("Reserve", "CCTV van", 20_000_50, "2010-06-01"),
        # An amount beside two rows is the first one's; those without one of their own are left open.
        ("Reserve", "Radio link", None, None),
        ("Reserve", "Torches", None, None),
    ]
    assert _texts(preview, "asked") == []
    assert ws.records("groups") == []
    assert preview_import(ws, tmp_path / "funding.xlsx", year=YEAR).changes == []


def test_money_under_a_heading_comes_from_it(ws: Workspace, tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [
        ("Project", "Provider", "Amount allocated"),
        ("Home Office grant",),
        ("Graffiti removal", "Wardens Ltd", 100),
        ("Reward grant",),
        ("Night bus", "Bus Company", "£1,000.50"),
    ]
    bring_in(ws, book(tmp_path / "money.xlsx", rows))
    streams = {found["id"]: found["name"] for found in ws.records("funding_streams")}
    assert [(streams[found["stream"]], found["amount"]) for found in ws.records("allocations")] == [
        ("Home Office grant", 10_000),
        ("Reward grant", 100_050),
    ]


def test_a_rating_belongs_to_the_quarter_told_of_beside_it(ws: Workspace, tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [
        ("No.", "Action", "Lead", "RAG", "Progress Q2 2010/11"),
        ("1.1", "Mark every bicycle left at the station", "Police", "Amber/Green", "Forty marked"),
        ("1.2", "Close the alley behind the shops", "Council", "15", "Order drafted"),
        ("1.3", "Talk to the landlords of the square", "Council", None, "Talked to two of them"),
    ]
    path = book(tmp_path / "actions.xlsx", rows)
    made = load_workbook(path)
    for cell, colour in (("D3", "FF0000"), ("D4", "00B050")):
        made.active[cell].fill = PatternFill("solid", fgColor=colour)
    made.save(path)
    preview = bring_in(ws, path)
    said = {found["narrative"]: (found["quarter"], found["rag"]) for found in ws.records("updates")}
    assert said == {
        "Forty marked": ("2010-Q2", "amber"),
        "Order drafted": ("2010-Q2", "red"),
        "Talked to two of them": ("2010-Q2", "green"),
    }
    messages = {cell["text"]: cell["message"] for cell in preview.as_json()["cells"]}
    assert "“Amber/Green” is read as Amber." in messages["Amber/Green"]
    assert "from the colour" in messages["15"]


def test_scores_headed_by_their_first_letters_under_a_merged_heading(ws: Workspace, tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [
        ("Risk", None, "Score before", None, "Score after", None),
        ("Ref", "Description", "L", "I", "L", "I"),
        ("R1", "Losing the analyst", 3, 4, 2, 1),
        ("R2", "Losing the grant", "3 - Possible", "4 (Major)", "2", "Rare"),
    ]
    bring_in(ws, book(tmp_path / "risks.xlsx", rows, ("A1:B1", "C1:D1", "E1:F1")))
    scores = ("inherent_likelihood", "inherent_impact", "current_likelihood", "current_impact")
    assert [tuple(found[name] for name in scores) for found in ws.records("risks")] == [
        (3, 4, 2, 1),
        (3, 4, 2, 1),
    ]


def test_a_signed_percentage_is_a_change_and_says_which_way_is_better(ws: Workspace, tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [
        ("Indicator", "Baseline 2009/10", "Target", "Q1", "Q2", "YTD"),
        ("Serious acquisitive crime", "1,234", "-5%", "300", 310, 610),
        ("People who feel safe", "23.4%", "25%", "24%", None, None),
    ]
    bring_in(ws, book(tmp_path / "indicators.xlsx", rows))
    told = ("unit", "target_kind", "target_value", "better")
    assert [tuple(found[name] for name in told) for found in ws.records("indicators")] == [
        ("count", "percent change", -5, "lower"),
        ("percent", "value", 25, "higher"),
    ]


def test_what_one_plan_lacks_is_not_held_against_another(ws: Workspace, tmp_path: Path) -> None:
    partnership = ws.records("partnerships")[0]["id"]
    plans = [
        Insert("plans", {"partnership": partnership, "title": title, "first_year": 2010, "last_year": 2010})
        for title in ("Without", "With")
    ]
    item = {"plan": plans[1].id, "level": "priority", "title": "Burglary"}
    ws.apply([*plans, Insert("plan_items", item)])
    rows: list[tuple[Any, ...]] = [
        ("Ref", "Risk description", "Likelihood", "Impact", "Linked priority"),
        ("R1", "The analyst leaves before spring", 3, 4, "Burglary"),
    ]
    path = book(tmp_path / "risks.xlsx", rows)
    first = preview_import(ws, path, year=YEAR, plan=plans[0].id)
    assert _texts(first, "asked") == ["Burglary"]
    again = compare(ws, first.reading, first.file, plan=plans[1].id)
    assert _texts(again, "asked") == []


def test_a_heading_over_nothing_is_listed(ws: Workspace, tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [
        ("Ref", "Risk description", "Likelihood", "Impact"),
        ("People",),
        ("R1", "The analyst leaves before spring", "High", "Low"),
        ("R2", "The grant is cut by half", "Very high", "Low"),
        ("Buildings",),
    ]
    preview = bring_in(ws, book(tmp_path / "risks.xlsx", rows))
    assert _texts(preview, "asked") == ["Buildings"]
    assert {found["category"] for found in ws.records("risks")} == {"People"}
    # One scale for likelihood and impact: "Low" is the second of five where "Very high" is said beside it.
    assert [(found["current_likelihood"], found["current_impact"]) for found in ws.records("risks")] == [
        (4, 2),
        (5, 2),
    ]


def test_an_item_under_another_priority_is_asked_about(ws: Workspace, tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [
        ("Priority", "Action", "Lead", "By when"),
        ("Burglary", "Mark every bicycle left at the station", "Police", "June 2010"),
        ("Burglary", "Close the alley behind the shops", "Council", "July 2010"),
    ]
    bring_in(ws, book(tmp_path / "first.xlsx", rows))
    rows[1] = ("Cycle theft", "Mark every bicycle left at the stations", "Police", "June 2010")
    preview = preview_import(ws, book(tmp_path / "second.xlsx", rows), year=YEAR)
    moved = next(found for found in preview.proposals if found.title.startswith("Mark"))
    assert moved.outcome == "asked" and moved.nearest is not None
    assert moved.nearest.title == "Mark every bicycle left at the station"
    chosen = choose(ws, preview, {moved.key: "update"})
    apply_import(ws, chosen)
    items = {found["title"]: found for found in ws.records("plan_items")}
    assert len(items) == 4
    priority = items["Cycle theft"]["id"]
    assert items["Mark every bicycle left at the stations"]["parent"] == priority
    assert preview_import(ws, tmp_path / "second.xlsx", year=YEAR).changes == []


def test_two_sheets_of_one_shape_mapped_by_hand(ws: Workspace, tmp_path: Path) -> None:
    path = book(tmp_path / "two.xlsx", [("Aaa", "Bbb"), ("one thing", "x"), ("other thing", "y")], name="A")
    made = load_workbook(path)
    made.copy_worksheet(made["A"]).title = "B"
    made.save(path)
    preview = preview_import(ws, path, year=YEAR)
    assert [found.mapping.register for found in preview.reading.mapped] == ["", ""]
    for number in (0, 1):
        table = preview.reading.mapped[number]
        mapping = propose_as("agencies", table.table).with_column(1, "agencies", "name")
        preview = map_table(ws, preview, table, mapping, YEAR)
    apply_import(ws, preview)
    assert [found["name"] for found in ws.records("agencies")] == ["one thing", "other thing"]
    assert preview_import(ws, path, year=YEAR).changes == []


def test_one_undo_takes_everything_back(ws: Workspace, tmp_path: Path) -> None:
    names = [register.name for register in REGISTERS]
    before = ws.dump(names)
    rows: list[tuple[Any, ...]] = [
        ("Action", "Lead", "Q1", "Q1 RAG"),
        ("Mark every bicycle left at the station", "Police, Rotary Club", "Forty", "G"),
    ]
    bring_in(ws, book(tmp_path / "actions.xlsx", rows))
    assert ws.records("updates")
    ws.undo()
    assert ws.dump(names) == before


def test_a_number_alone_does_not_make_two_risks_one(ws: Workspace, tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [
        ("Ref", "Risk description", "Likelihood", "Impact"),
        ("R1", "The analyst leaves before spring", 3, 4),
        ("R2", "The grant is cut by half", 2, 2),
    ]
    bring_in(ws, book(tmp_path / "first.xlsx", rows))
    rows[1:] = [
        ("R1", "Flooding closes the custody suite", 1, 5),
        ("R2", "The grant is cut by a half in the year", 2, 3),
    ]
    preview = preview_import(ws, book(tmp_path / "second.xlsx", rows), year=YEAR)
    flood, grant = (found for found in preview.proposals if found.register == "risks")
    assert (flood.outcome, grant.outcome) == ("asked", "updated")
    assert flood.nearest is not None and flood.nearest.title == "The analyst leaves before spring"
    # Either can be decided otherwise.
    other = choose(ws, preview, {flood.key: "update", grant.key: "add"})
    assert [found.outcome for found in other.proposals if found.register == "risks"] == ["updated", "new"]
    apply_import(ws, preview)
    assert len(ws.records("risks")) == 2
    apply_import(ws, choose(ws, preview, {flood.key: "add"}))
    assert len(ws.records("risks")) == 3
    assert preview_import(ws, tmp_path / "second.xlsx", year=YEAR).changes == []


def test_a_row_that_stands_twice_is_said(ws: Workspace, tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [
        ("Ref", "Risk description", "Likelihood", "Impact"),
        ("R1", "The analyst leaves before spring", 3, 4),
        ("R2", "The grant is cut by half", 2, 2),
        ("R1", "The analyst leaves before spring", 3, 5),
    ]
    preview = bring_in(ws, book(tmp_path / "twice.xlsx", rows))
    assert len(preview.notes) == 1
    assert "stands 2 times (Sheet1 A2, Sheet1 A4)" in preview.notes[0]
    assert len(ws.records("risks")) == 3
