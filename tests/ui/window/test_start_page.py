"""The start page: the newest file, a plan dropped on it, a new file the same however it is made."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from csp_desktop.cli import program
from csp_desktop.editing.workspace import Workspace
from csp_desktop.settings import settings
from csp_desktop.ui.bringing_in.plan_import_dialog import PlanImportDialog
from csp_desktop.ui.look.background import end_jobs
from csp_desktop.ui.look.theme import dress
from csp_desktop.ui.window.main_window import MainWindow
from csp_desktop.ui.window.opening.new_file_dialog import NewFileDialog


def test_enter_on_the_start_page_opens_the_newest_file(
    sample_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    dress()
    paths = [tmp_path / "newest.csp", tmp_path / "older.csp"]
    for path in paths:
        path.write_bytes(sample_file.read_bytes())
    settings().put("recent", [str(path) for path in paths])
    made = MainWindow(preload=False)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    QTest.keyClick(made.focusWidget(), Qt.Key.Key_Return)
    assert made.context is not None and made.context.workspace.path == paths[0]
    made.close()
    made.deleteLater()


def test_plans_dropped_on_the_start_page_make_a_file_and_come_in_one_after_the_other(
    tmp_path: Path, qtbot: QtBot
) -> None:
    plan, risks = tmp_path / "plan.csv", tmp_path / "risks.csv"
    plan.write_text("Ref,Action,Lead\n1.1,Light the alley,Council\n", encoding="utf-8")
    risks.write_text("Ref,Risk,Likelihood,Impact\nR1,The grant ends,2,3\n", encoding="utf-8")
    made = MainWindow(preload=False)
    made.show()
    made.take_files([plan, risks])
    dialog = made.findChild(NewFileDialog)
    assert "plan.csv" in dialog._promise.text()
    dialog.name.setText("Anytown Community Safety Partnership")
    dialog.short_name.setText("Anytown")
    dialog.write(tmp_path / "Anytown.csp")
    assert made.context.workspace.path.name == "Anytown.csp"

    def shown() -> list[PlanImportDialog]:
        return [dialog for dialog in made.findChildren(PlanImportDialog) if dialog.isVisible()]

    (first,) = shown()
    assert first.promise.text().endswith("1 more file follows.")
    qtbot.waitUntil(lambda: first.heading.text() == "plan.csv" and first.preview is not None)
    first.apply()
    qtbot.waitUntil(lambda: [dialog.heading.text() for dialog in shown()] == ["risks.csv"])
    (second,) = shown()
    assert "follow" not in second.promise.text()
    second.close()
    qtbot.wait(50)
    assert not shown()
    made.close()
    end_jobs()
    made.deleteLater()


def test_a_drop_whose_files_cannot_be_fetched_any_more_says_nothing(qtbot: QtBot) -> None:
    made = MainWindow(preload=False)
    made.show()
    gone = QMimeData()
    point = QPointF(50, 50)
    made.dropEvent(
        QDropEvent(
            point,
            Qt.DropAction.CopyAction,
            gone,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    QApplication.processEvents()
    assert not made.findChildren(QDialog)
    made.close()
    made.deleteLater()


def test_the_command_and_the_menu_make_the_same_new_file(tmp_path: Path, qtbot: QtBot) -> None:
    dialog = NewFileDialog()
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.name.setText("Anytown CSP")
    dialog.short_name.setText("Anytown")
    dialog.year.setCurrentIndex(dialog.year.findData(2010))
    dialog.write(tmp_path / "menu.csp")
    words = ["new", str(tmp_path / "command.csp"), "--name", "Anytown CSP", "--short-name", "Anytown"]
    assert CliRunner().invoke(program, [*words, "--year", "2010"]).exit_code == 0
    made = []
    for name in ("menu", "command"):
        with Workspace.open(tmp_path / f"{name}.csp", backup=False) as workspace:
            made.append(
                [
                    {key: value for key, value in record.items() if key not in ("id", "partnership")}
                    for register in ("partnerships", "plans")
                    for record in workspace.records(register)
                ]
            )
    assert made[0] == made[1] and len(made[0]) == 2
