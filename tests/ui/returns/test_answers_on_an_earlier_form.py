"""Last quarter's form with this quarter's answers: one button takes them all to this quarter's return."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from csp_desktop.editing.returns.coming_in import apply_returns, preview_returns
from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.periods import Quarter
from csp_desktop.ui.context import Context
from csp_desktop.ui.returns.return_file_list import could_not_be_read, state_of
from csp_desktop.ui.returns.returns_import_dialog import ReturnsImportDialog

Q1, Q2 = Quarter(2010, 1), Quarter(2010, 2)


def answered(path: Path, words: str, rating: str, name: str) -> Path:
    book = load_workbook(path)
    sheet = book["Action updates"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "Row code")
    column = {cell.value: cell.column for cell in header}
    sheet.cell(header[0].row + 1, column["Update"]).value = words
    sheet.cell(header[0].row + 1, column["RAG"]).value = rating
    book.save(path.with_name(name))
    return path.with_name(name)


@pytest.fixture
def again(workspace, small, tmp_path) -> Path:
    """The Q1 form, taken in for Q1, with other answers; the Q2 form has gone out since."""
    (sent,) = export_returns(workspace, small.plan, Q1, tmp_path / "out", ["Police"])
    apply_returns(
        workspace, preview_returns(workspace, [answered(sent.path, "Ten marked.", "Amber", "q1.xlsx")])
    )
    export_returns(workspace, small.plan, Q2, tmp_path / "out", ["Police"])
    return answered(sent.path, "Forty marked.", "Green", "again.xlsx")


def opened(qtbot, workspace, path) -> ReturnsImportDialog:
    context = Context(workspace, date(2010, 10, 19))
    context.choose_quarter(Q2)
    dialog = ReturnsImportDialog(context, [path])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.preview is not None, timeout=20_000)
    return dialog


def press(dialog: ReturnsImportDialog) -> QPushButton:
    (button,) = [
        one for one in dialog.questions.findChildren(QPushButton) if one.text() == "These answers are for Q2"
    ]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    return button


def told(dialog: ReturnsImportDialog) -> str:
    assert dialog.file is not None
    return "".join(words for words, _ in state_of(dialog.file))


def test_one_button_moves_them_all_and_takes_them_back(qtbot, workspace, small, again):
    dialog = opened(qtbot, workspace, again)
    assert told(dialog) == "Q1 form, again, Q2 is asked for, 2 need you"
    press(dialog)
    assert told(dialog) == "Q2 on the Q1 form · 2 ready" and dialog.act.text() == "Apply 2"
    press(dialog)
    assert told(dialog) == "Q1 form, again, Q2 is asked for, 2 need you"
    press(dialog)
    dialog.apply()
    said = {one["quarter"]: one["narrative"] for one in workspace.records("updates", {"item": small.action})}
    assert said == {Q1.code: "Ten marked.", Q2.code: "Forty marked."}


def test_rows_of_another_return_are_not_said_to_be_unreadable(qtbot, workspace, again, tmp_path):
    (sent,) = (tmp_path / "out").glob("Return 2010-Q2 Police*.xlsx")
    book, rows = load_workbook(sent), load_workbook(again)["Action updates"]
    for row in rows.iter_rows():
        for cell in row:
            book["Action updates"][cell.coordinate].value = cell.value
    book.save(sent)
    dialog = opened(qtbot, workspace, sent)
    assert dialog.file is not None
    assert {found.outcome for found in dialog.file.questions} == {"rejected"}
    assert not any(map(could_not_be_read, dialog.file.questions))
    assert told(dialog) == "Q2 · 0 ready, 2 need you" and len(dialog.questions.cards) == 2
    press(dialog)
    assert told(dialog) == "Q2 · 2 ready"
