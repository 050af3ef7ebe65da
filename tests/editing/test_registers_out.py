"""Registers to a clean workbook and back by id."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from csp_desktop.editing.bringing_in.plan_import import apply_import, preview_import
from csp_desktop.editing.registers_out import export_registers, record_labels
from csp_desktop.editing.workspace import Update, Workspace
from csp_desktop.errors import FileProblem
from csp_desktop.registers.catalog import REGISTERS, register_named
from csp_desktop.sample import write_sample

NAMES = [register.name for register in REGISTERS]


def test_every_register_comes_back_the_same(tmp_path: Path) -> None:
    write_sample(tmp_path / "sample.csp")
    with Workspace.open(tmp_path / "sample.csp", backup=False) as sample:
        book = export_registers(sample, tmp_path / "all.xlsx", NAMES)
        preview = preview_import(sample, book)
        assert preview.layout == "csp-sheet"
        assert preview.changes == []
        assert not [cell for cell in preview.as_json()["cells"] if cell["outcome"] == "asked"]
        wanted = sample.dump(NAMES)
    with Workspace.create(tmp_path / "other.csp") as other:
        apply_import(other, preview_import(other, book))
        found = other.dump(NAMES)
    for name in NAMES:
        assert {record["id"]: record for record in found[name]} == {
            record["id"]: record for record in wanted[name]
        }


def test_an_edited_sheet_changes_what_was_edited(workspace: Workspace, tmp_path: Path) -> None:
    ids = {found["ref"]: found["id"] for found in workspace.records("plan_items")}
    workspace.apply([Update("plan_items", ids["1.1"], {"resources": "=1+1", "target": "Thirty"})])
    book = export_registers(workspace, tmp_path / "items.xlsx", ["plan_items"])
    made = load_workbook(book)
    sheet = made["Plan items"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    rows = {sheet.cell(row, 1).value: row for row in range(2, sheet.max_row + 1)}
    assert sheet.cell(rows[ids["1.1"]], columns["Resources"]).value == "=1+1"
    assert sheet.cell(rows[ids["1.1"]], columns["Resources"]).data_type == "s"
    sheet.cell(rows[ids["1.1"]], columns["What is to be done"]).value = "Mark every bicycle"
    sheet.cell(rows[ids["1.1"]], columns["Target"]).value = "[clear]"
    sheet.cell(rows[ids["1.2"]], columns["Lead agencies"]).value = "ATC"
    sheet.cell(rows[ids["1.2"]], columns["Status"]).value = "nearly"
    made.save(book)
    preview = preview_import(workspace, book)
    changed = {found.record: found.differences for found in preview.proposals if found.outcome == "updated"}
    assert set(changed) == {ids["1.1"], ids["1.2"]}
    assert set(changed[ids["1.1"]]) == {"title", "target"}
    assert set(changed[ids["1.2"]]) == {"lead_agencies"}
    assert [cell["text"] for cell in preview.as_json()["cells"] if cell["outcome"] == "asked"] == ["nearly"]
    apply_import(workspace, preview)
    mended = workspace.record("plan_items", ids["1.1"])
    assert mended is not None
    assert (mended["title"], mended["target"], mended["resources"]) == ("Mark every bicycle", None, "=1+1")


def test_rows_stand_in_the_plans_order(workspace: Workspace, tmp_path: Path) -> None:
    ids = {found["ref"]: found["id"] for found in workspace.records("plan_items")}
    workspace.apply([Update("plan_items", ids["1.1"], {"position": 7})])
    sheet = load_workbook(export_registers(workspace, tmp_path / "items.xlsx", ["plan_items"]))["Plan items"]
    written = [sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)]
    assert [ref for id in written for ref in ids if ids[ref] == id] == ["1", "1.2", "1.1"]


def test_a_folder_that_is_not_there(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="items.xlsx"):
        export_registers(workspace, tmp_path / "nowhere" / "items.xlsx", ["plan_items"])


def test_records_called_alike_are_numbered() -> None:
    people = [
        {"id": str(number), "name": name} for number, name in enumerate(("Analyst", "Clerk", "analyst"))
    ]
    labels = record_labels(register_named("people"), people)
    assert list(labels.values()) == ["Analyst", "Clerk", "analyst (2)"]
