"""Answers pasted one row too low: one button takes each for the row it was meant for, and takes that back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.periods import Quarter
from csp_desktop.ui.context import Context
from csp_desktop.ui.returns.returns_import_dialog import ReturnsImportDialog

Q3 = Quarter(2010, 3)


@pytest.fixture
def slid(workspace, small, tmp_path) -> Path:
    """The return of the police, each answer one row below its own."""
    (sent,) = export_returns(workspace, small.plan, Q3, tmp_path / "out", ["Police"])
    book = load_workbook(sent.path)
    sheet = book["Action updates"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "Row code")
    column = {cell.value: cell.column for cell in header}
    codes = [
        row
        for row in range(header[0].row + 1, sheet.max_row + 1)
        if str(sheet.cell(row, 1).value or "").startswith("A")
    ]
    for at, row in enumerate(codes, 1):
        sheet.cell(row + 1, column["Update"]).value = f"What was done, number {at}."
        sheet.cell(row + 1, column["RAG"]).value = "Amber"
    book.save(sent.path)
    return sent.path


def press(dialog: ReturnsImportDialog, words: str) -> None:
    (button,) = [one for one in dialog.questions.findChildren(QPushButton) if one.text() == words]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_one_button_moves_them_all_and_takes_it_back(qtbot, workspace, small, slid):
    context = Context(workspace, date(2011, 1, 19))
    context.choose_quarter(Q3)
    dialog = ReturnsImportDialog(context, [slid])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.preview is not None, timeout=20_000)
    assert dialog.act.text() == "Take in"
    press(dialog, "Take each for the row above")
    ready = dialog.act.text()
    assert ready.startswith("Apply") and not dialog.file.questions
    press(dialog, "Take each for the row above")
    assert dialog.act.text() == "Take in"
    press(dialog, "Take each for the row above")
    dialog.apply()
    said = workspace.records("updates", {"item": small.action, "quarter": Q3.code})
    assert [one["narrative"] for one in said] == ["What was done, number 1."]
