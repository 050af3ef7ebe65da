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
