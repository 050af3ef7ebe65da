"""Enter in a dialog presses the button it falls on, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from every_dialog import DIALOGS
from plan_documents import sections_workbook
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QLineEdit, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from csp_desktop.ui.bringing_in.plan_import_dialog import PlanImportDialog
from csp_desktop.ui.context import Context
from csp_desktop.ui.log.duties_dialog import DutiesDialog
from csp_desktop.ui.look.preview_dialog import PreviewDialog
from csp_desktop.ui.look.screen_room import Dialog
from csp_desktop.ui.plan.roll_over_dialog import RollOverDialog
from csp_desktop.ui.printing.publish_dialog import PublishDialog
from csp_desktop.ui.returns.returns_export_dialog import ReturnsExportDialog


@pytest.mark.parametrize(
    "kind",
    [PlanImportDialog, RollOverDialog, DutiesDialog, PublishDialog, ReturnsExportDialog],
    ids=lambda kind: kind.__name__,
)
def test_enter_on_cancel_closes_and_does_nothing(
    qtbot: QtBot, context: Context, tmp_path: Path, kind: type[QDialog]
) -> None:
    dialog = DIALOGS[kind](context, sections_workbook(tmp_path / "plan.xlsx"))
    assert isinstance(dialog, PreviewDialog)
    said: list[str] = []
    dialog.act.clicked.connect(lambda: said.append("acted"))
    dialog.rejected.connect(lambda: said.append("closed"))
    dialog.show()
    dialog.activateWindow()
    dialog.act.setEnabled(True)
    dialog.cancel.setFocus()
    QTest.keyClick(dialog.cancel, Qt.Key.Key_Return)
    assert said == ["closed"]


def test_enter_on_a_box_to_tick_still_does_what_the_dialog_is_for(qtbot: QtBot) -> None:
    dialog = Dialog()
    qtbot.addWidget(dialog)
    box, act = QCheckBox("Provisional", dialog), QPushButton("Accept", dialog)
    inside = QVBoxLayout(dialog)
    inside.addWidget(box)
    inside.addWidget(act)
    act.setDefault(True)
    pressed: list[str] = []
    act.clicked.connect(lambda: pressed.append("acted"))
    dialog.show()
    dialog.activateWindow()
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert pressed == ["acted"] and not box.isChecked()


def test_enter_in_a_line_presses_no_button_the_focus_goes_to(qtbot: QtBot) -> None:
    dialog = Dialog()
    qtbot.addWidget(dialog)
    line, following = QLineEdit(dialog), QPushButton("Leave out", dialog)
    following.setAutoDefault(False)
    inside = QVBoxLayout(dialog)
    inside.addWidget(line)
    inside.addWidget(following)
    line.returnPressed.connect(following.setFocus)
    pressed: list[str] = []
    following.clicked.connect(lambda: pressed.append("left out"))
    dialog.show()
    dialog.activateWindow()
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert dialog.focusWidget() is following and pressed == []
    # Pressed on it, it is meant; held down, once.
    QTest.keyClick(following, Qt.Key.Key_Return)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True, 1)
    QApplication.sendEvent(following, held)
    assert pressed == ["left out"]
