"""Notes on cells, crossed out words and addresses go into the records; what is hidden is named and left to choose."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from csp_desktop.editing.bringing_in.plan_import import (
    ImportPreview,
    apply_import,
    choose,
    preview_import,
)
from csp_desktop.editing.changes import Insert, Update
from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import FinancialYear

_YEAR = FinancialYear(2025)
_ADDRESS = "https://example.org/minutes"


@pytest.fixture
def workspace(tmp_path: Path) -> Any:
    with Workspace.create(tmp_path / "mine.csp") as ws:
        ws.apply([Insert("partnerships", {"name": "Meadowshire", "short_name": "MCSP"})], "start")
        yield ws


def plan_sheet(path: Path) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Action plan"
    for row in (
        ("Ref", "Action", "Lead", "Due date", "Status", "Update Q1"),
        ("1", "Train door staff", None, None, "In progress", "See minutes"),
        ("2", "Open a safe space", "Council", "30/06/2025", "In progress", None),
    ):
        sheet.append(row)
    struck = InlineFont(strike=True)
    sheet["C2"] = CellRichText(TextBlock(struck, "Police "), "Council")
    sheet["D2"] = CellRichText(TextBlock(struck, "31/03/2025 "), "30/09/2025")
    sheet["F2"].hyperlink = _ADDRESS
    sheet["B3"].hyperlink = f"{_ADDRESS}/2"
    sheet["D3"].comment = Comment("Agreed in February", "")
    sheet["F3"].comment = Comment("Chase this", "")
    book.save(path)
    return book


def brought(ws: Workspace, path: Path) -> tuple[ImportPreview, dict[str, Any]]:
    preview = preview_import(ws, path, year=_YEAR)
    apply_import(ws, preview)
    return preview, {item["ref"]: item for item in ws.records("plan_items", {"level": "action"})}


def test_words_left_count_and_the_rest_is_kept_in_notes(workspace: Workspace, tmp_path: Path) -> None:
    plan_sheet(tmp_path / "plan.xlsx")
    preview, items = brought(workspace, tmp_path / "plan.xlsx")
    (council,) = workspace.records("agencies")
    assert council["name"] == "Council"
    first, second = items["1"], items["2"]
    assert (first["due_on"], first["lead_agencies"]) == ("2025-09-30", (council["id"],))
    assert "Police" in first["notes"] and "31/03/2025" in first["notes"]
    assert "Agreed in February" in second["notes"] and f"{_ADDRESS}/2" in second["notes"]
    assert "Note on Update Q1: Chase this" in second["notes"]
    (update,) = workspace.records("updates")
    assert update["narrative"] == f"See minutes ({_ADDRESS})"
    outcomes = {cell["text"]: cell["outcome"] for cell in preview.as_json()["cells"]}
    assert {outcomes[text] for text in ("Police", "31/03/2025", "Agreed in February", f"{_ADDRESS}/2")} == {
        "noted"
    }
    assert outcomes[_ADDRESS] == "taken"


def test_bringing_the_same_in_again_changes_nothing_and_her_own_notes_stay(
    workspace: Workspace, tmp_path: Path
) -> None:
    plan_sheet(tmp_path / "plan.xlsx")
    _, items = brought(workspace, tmp_path / "plan.xlsx")
    again = preview_import(workspace, tmp_path / "plan.xlsx", year=_YEAR)
    assert again.changes == []
    typed = f"Mine.\n{items['2']['notes']}"
    workspace.apply([Update("plan_items", items["2"]["id"], {"notes": typed})])
    assert preview_import(workspace, tmp_path / "plan.xlsx", year=_YEAR).changes == []
    workspace.apply([Update("plan_items", items["2"]["id"], {"notes": "Mine."})])
    _, items = brought(workspace, tmp_path / "plan.xlsx")
    assert items["2"]["notes"].startswith("Mine.\n") and "Agreed in February" in items["2"]["notes"]


def test_what_a_record_left_out_said_is_not_called_kept(workspace: Workspace, tmp_path: Path) -> None:
    plan_sheet(tmp_path / "plan.xlsx")
    preview = preview_import(workspace, tmp_path / "plan.xlsx", year=_YEAR)
    key = next(one.key for one in preview.proposals if one.values.get("ref") == "2")
    preview = choose(workspace, preview, {key: "leave out"})
    outcomes = {cell["text"]: cell["outcome"] for cell in preview.as_json()["cells"]}
    assert outcomes["Agreed in February"] == "ignored"
    assert outcomes["Police"] == "noted"


def test_what_is_hidden_is_named_and_comes_in_only_when_chosen(workspace: Workspace, tmp_path: Path) -> None:
    book = plan_sheet(tmp_path / "plan.xlsx")
    sheet = book["Action plan"]
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["E"].hidden = True
    old = book.create_sheet("Old plan")
    for row in (
        ("Ref", "Action", "Lead"),
        ("9", "An old action", "Council"),
        ("10", "Another one", "Council"),
    ):
        old.append(row)
    old.sheet_state = "hidden"
    book.save(tmp_path / "plan.xlsx")
    preview = preview_import(workspace, tmp_path / "plan.xlsx", year=_YEAR)
    named = next(note for note in preview.notes if "left out" in note)
    assert all(
        said in named for said in ("row 3 of Action plan", "column E of Action plan", "the sheet Old plan")
    )
    hidden = [cell for cell in preview.as_json()["cells"] if "Hidden in the workbook" in cell["message"]]
    assert {cell["outcome"] for cell in hidden} == {"asked"}
    assert {"Open a safe space", "In progress", "An old action"} <= {cell["text"] for cell in hidden}
    assert {one.values.get("ref") for one in preview.proposals if one.register == "plan_items"} == {None, "1"}

    chosen = preview_import(workspace, tmp_path / "plan.xlsx", year=_YEAR, hidden=True)
    assert any("included" in note and "Old plan" in note for note in chosen.notes)
    assert {"1", "2", "9", "10"} <= {one.values.get("ref") for one in chosen.proposals}


def _crossed(sheet: Any, *addresses: str) -> None:
    for address in addresses:
        sheet[address].font = openpyxl.styles.Font(strike=True)


def test_rows_crossed_out_are_named_and_come_in_only_when_chosen(
    workspace: Workspace, tmp_path: Path
) -> None:
    book = plan_sheet(tmp_path / "plan.xlsx")
    sheet = book["Action plan"]
    sheet.append(("3", "Light the path", "Police", "30/09/2025", "In progress", "Words of a third"))
    _crossed(sheet, "A3", "B3", "C3", "D3", "E3", "F4", "D4")
    book.save(tmp_path / "plan.xlsx")
    preview, items = brought(workspace, tmp_path / "plan.xlsx")
    assert set(items) == {"1", "3"}
    assert "Crossed out in the workbook and left out: row 3 of Action plan." in preview.notes
    asked = {cell["cell"] for cell in preview.as_json()["cells"] if cell["outcome"] == "asked"}
    assert {"A3", "B3", "C3", "D3", "E3"} <= asked
    # Of a row that stays only what is not crossed out counts.
    third = items["3"]
    assert (third["due_on"], third["timescale"]) == (None, None)
    assert "Crossed out in Due date: 30/09/2025" in third["notes"]
    assert "Crossed out in Update Q1: Words of a third" in third["notes"]
    included = preview_import(workspace, tmp_path / "plan.xlsx", year=_YEAR, hidden=True)
    assert "Crossed out in the workbook and included: row 3 of Action plan." in included.notes
    assert any(proposal.title == "Open a safe space" for proposal in included.proposals)


def test_a_priority_merged_over_a_hidden_row_is_that_of_the_rows_seen(
    workspace: Workspace, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Plan"
    for row in (
        ("Priority", "Action", "Lead", "Due date", "Status"),
        ("Violence", "Close the alley", "Police", "30/06/2025", "Complete"),
        (None, "Brief licensees", "Police", "30/09/2025", "In progress"),
        ("Burglary", "Lock grants", "Council", "31/03/2026", "In progress"),
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[2].hidden = True
    book.save(tmp_path / "plan.xlsx")
    preview = preview_import(workspace, tmp_path / "plan.xlsx", year=_YEAR)
    apply_import(workspace, preview)
    items = {item["id"]: item for item in workspace.records("plan_items")}
    under = {item["title"]: items[item["parent"]]["title"] for item in items.values() if item["parent"]}
    assert under == {"Brief licensees": "Violence", "Lock grants": "Burglary"}
    outcomes = {cell["cell"]: cell["outcome"] for cell in preview.as_json()["cells"]}
    assert outcomes["A2"] == "taken" and outcomes["B2"] == "asked"


def test_addresses_that_links_only_repeat_leave_no_note_and_one_behind_words_is_the_email(
    workspace: Workspace, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Contacts"
    sheet.append(("Name", "Organisation", "Job title", "Email", "Website"))
    sheet.append(("Duty Sergeant", "Police", "Sergeant", "duty@police.example", "www.police.example"))
    sheet.append(("Housing Officer", "Council", "Officer", "Email me", None))
    sheet["D2"].hyperlink = "mailto:duty@police.example"
    sheet["E2"].hyperlink = "http://www.police.example/"
    sheet["D3"].hyperlink = "mailto:housing@council.example?subject=CSP"
    book.save(tmp_path / "contacts.xlsx")
    preview = preview_import(workspace, tmp_path / "contacts.xlsx", year=_YEAR)
    apply_import(workspace, preview)
    people = {person["job_title"]: person for person in workspace.records("people")}
    assert people["Sergeant"]["email"] == "duty@police.example"
    assert "Link in" not in (people["Sergeant"]["notes"] or "")
    assert people["Officer"]["email"] == "housing@council.example"
    assert preview.cell_counts["asked"] == 0


def test_an_address_behind_a_project_is_no_part_of_what_it_is_called(
    workspace: Workspace, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Funding"
    sheet.append(("Funding stream", "Project", "Amount"))
    sheet.append(("Safer Streets", "Lights", 1000))
    sheet["B2"].hyperlink = "https://example.org/lights"
    book.save(tmp_path / "funding.xlsx")
    apply_import(workspace, preview_import(workspace, tmp_path / "funding.xlsx", year=_YEAR))
    (allocation,) = workspace.records("allocations")
    assert allocation["project"] == "Lights"
    assert "https://example.org/lights" in allocation["notes"]


def test_what_stands_beside_a_row_crossed_out_goes_to_no_other_record(
    workspace: Workspace, tmp_path: Path
) -> None:
    book = plan_sheet(tmp_path / "plan.xlsx")
    sheet = book["Action plan"]
    sheet.append(("3", "Light the path", "Police", "30/09/2025", "In progress", "Money ran out in May"))
    sheet.append(("4", "Close the alley", "Police", "30/09/2025", "In progress", "Dropped"))
    _crossed(sheet, "A4", "B4", "C4", "D4", "E4", "B5")
    book.save(tmp_path / "plan.xlsx")
    preview, items = brought(workspace, tmp_path / "plan.xlsx")
    assert set(items) == {"1", "2"}
    assert {update["narrative"] for update in workspace.records("updates")} == {f"See minutes ({_ADDRESS})"}
    messages = {cell["cell"]: cell["message"] for cell in preview.as_json()["cells"]}
    assert messages["F4"].startswith("Crossed out in the workbook")
    assert messages["F5"].startswith("What names this row is crossed out")
