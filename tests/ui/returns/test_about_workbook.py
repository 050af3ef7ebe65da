"""What is told and asked of a returned workbook as a whole."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from csp_desktop.editing.returns.comparing.previewed_file import PreviewedFile
from csp_desktop.ui.returns.about_workbook import AboutWorkbook


def test_what_is_no_return_can_be_brought_in_as_a_plan(qtbot: QtBot) -> None:
    about = AboutWorkbook()
    file = PreviewedFile(Path("Plan.xlsx"), "unrecognised", "It names no return.")
    note, offer = about.widgets(file, asking=True)
    assert note.text() == "It names no return." and isinstance(offer, QPushButton)
    with qtbot.waitSignal(about.plan_import_asked) as asked:
        offer.click()
    assert asked.args == [Path("Plan.xlsx")]
    note.deleteLater()
    offer.deleteLater()
