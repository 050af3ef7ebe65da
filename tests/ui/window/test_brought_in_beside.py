"""Something large being brought in while the window is closed or opens another file."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from plan_documents import sections_workbook
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from csp_desktop.excel.opening.safe_reading import Stopped
from csp_desktop.ui import file_beside
from csp_desktop.ui.bringing_in import plan_import_dialog
from csp_desktop.ui.bringing_in.plan_import_dialog import PlanImportDialog
from csp_desktop.ui.look import background
from csp_desktop.ui.window.main_window import MainWindow

pytestmark = pytest.mark.slow


def test_the_file_goes_only_before_or_after_it_is_written(
    window: MainWindow, tmp_path: Path, sample_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_beside, "_MOST_AT_ONCE", 0)
    context, first = window.context, window.context.workspace.path
    other = tmp_path / "other.csp"
    other.write_bytes(sample_file.read_bytes())
    before = context.workspace.dump(["plan_items"])
    begun = threading.Event()

    def until_given_up(workspace, preview, cancelled):
        begun.set()
        while not cancelled():
            threading.Event().wait(0.01)
        raise Stopped

    monkeypatch.setattr(plan_import_dialog, "make_import_ready", until_given_up)
    dialog = PlanImportDialog(context, sections_workbook(tmp_path / "plan.xlsx"), window)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.preview is not None, timeout=20_000)
    dialog.apply()
    qtbot.waitUntil(begun.is_set)
    assert window.open_file(other)
    assert not dialog.isVisible()
    (box,) = window.findChildren(QMessageBox)
    assert f"“{first.name}” was closed before anything was brought in" in box.text()
    box.close()
    qtbot.waitUntil(lambda: not background._running)
    assert "csp-background" not in {thread.name for thread in threading.enumerate()}
    assert window.context.workspace.dump(["plan_items"]) == before

    # What is being written stays, and so does its file until it is in.
    assert window.open_file(first)
    writing = window.context.workspace.stand_aside()
    writing.begun = True
    assert not window.close_file()
    assert not window.open_file(other)
    assert window.context.workspace.path == first
    assert window.context.workspace.dump(["plan_items"]) == before
    writing.end()
    assert window.close_file()
