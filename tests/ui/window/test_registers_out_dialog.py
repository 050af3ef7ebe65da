"""Registers saved as a workbook from the window, and back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from csp_desktop.editing.bringing_in.plan_import import preview_import
from csp_desktop.editing.workspace import Insert
from csp_desktop.ui.context import Context
from csp_desktop.ui.window.registers_out_dialog import RegistersOutDialog


def test_the_ticked_registers_are_saved_and_known_again(qtbot, workspace, tmp_path):
    context = Context(workspace, date(2010, 10, 19))
    dialog = RegistersOutDialog(context)
    qtbot.addWidget(dialog)
    assert "plan_items" in dialog.chosen
    for row in range(dialog.registers.count()):
        item = dialog.registers.item(row)
        wanted = item.data(Qt.ItemDataRole.UserRole) in ("plan_items", "agencies")
        item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
    assert dialog.save_button.text() == "Save 2 registers…"
    said = []
    context.said.connect(said.append)
    dialog.save(tmp_path / "registers.xlsx")
    assert said and "registers.xlsx" in said[0]
    preview = preview_import(workspace, tmp_path / "registers.xlsx")
    assert set(preview.counts) == {"plan_items", "agencies"}
    assert preview.changes == []


def test_a_folder_that_is_not_there_is_said_and_the_dialog_stays(qtbot, workspace, tmp_path):
    context = Context(workspace, date(2010, 10, 19))
    dialog = RegistersOutDialog(context)
    qtbot.addWidget(dialog)
    refused = []
    context.refused.connect(refused.append)
    dialog.save(tmp_path / "nowhere" / "registers.xlsx")
    assert len(refused) == 1
    assert dialog.result() == 0


@pytest.mark.parametrize(("answer", "content"), [("Leave it", b"mine"), ("Replace it", b"PK")])
def test_a_name_completed_here_goes_over_nothing_unasked(
    qtbot, workspace, tmp_path, monkeypatch, answer, content
):
    there = tmp_path / "registers.xlsx"
    there.write_bytes(b"mine")
    monkeypatch.setattr(
        "csp_desktop.ui.look.saving_as.QFileDialog.getSaveFileName",
        lambda *args: (str(tmp_path / "registers"), ""),
    )
    asked = []

    def press(box):
        asked.append(box.text())
        next(button for button in box.buttons() if button.text() == answer).click()

    monkeypatch.setattr("csp_desktop.ui.look.saving_as.QMessageBox.exec", press)
    dialog = RegistersOutDialog(Context(workspace, date(2010, 10, 19)))
    qtbot.addWidget(dialog)
    dialog._ask_where()
    assert len(asked) == 1 and "“registers.xlsx”" in asked[0]
    assert there.read_bytes().startswith(content)


def test_nothing_ticked_is_nothing_to_save(qtbot, workspace):
    dialog = RegistersOutDialog(Context(workspace, date(2010, 10, 19)))
    qtbot.addWidget(dialog)
    assert dialog.save_button.isEnabled()
    for row in range(dialog.registers.count()):
        dialog.registers.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.save_button.isEnabled()


def test_what_of_people_the_workbook_holds_is_listed_before_it_is_saved(qtbot, workspace):
    workspace.apply([Insert("people", {"name": "Duty Inspector", "email": "duty@example.org"})])
    dialog = RegistersOutDialog(Context(workspace, date(2010, 10, 19)))
    qtbot.addWidget(dialog)
    assert dialog.held.text() == "It holds 1 name and 1 email address."
    assert dialog.held.toolTip().splitlines() == ["Duty Inspector", "duty@example.org"]
    for row in range(dialog.registers.count()):
        item = dialog.registers.item(row)
        if item.data(Qt.ItemDataRole.UserRole) == "people":
            item.setCheckState(Qt.CheckState.Unchecked)
    assert dialog.held.text() == "It holds nobody’s name, address or number."
