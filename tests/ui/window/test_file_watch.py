"""What befalls the open file is told above the tabs, with a way out; what was typed stays."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SmallFile
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from csp_desktop.editing.workspace import Update, Workspace
from csp_desktop.storage import lease
from csp_desktop.storage.lease import holder_of
from csp_desktop.ui.look.background import end_jobs
from csp_desktop.ui.window import file_watch
from csp_desktop.ui.window.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(preload=False)
    yield made
    made._may_lose = lambda unsaved: True
    made.close()
    end_jobs()
    made.deleteLater()


def told(window: MainWindow) -> str:
    window.watching.look()
    return window.notice._words.text() if not window.notice.isHidden() else ""


def test_looks_often_enough_to_tell_within_two_seconds(window: MainWindow, small: SmallFile) -> None:
    assert not window.watching._timer.isActive()
    window.open_file(small.path)
    assert window.watching._timer.isActive() and window.watching._timer.interval() * 2 <= 2000
    window.close_file()
    assert not window.watching._timer.isActive()


def test_a_reader_sees_changes_then_that_the_file_is_free(
    window: MainWindow, small: SmallFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.open(small.path, backup=False, user="Deputy") as deputy:
        window.open_file(small.path, read_only=True)
        assert "is open to read only" in told(window)
        deputy.apply([Update("plans", small.plan, {"title": "Seen at once"})])
        window.watching.look()
        assert window.context.plans[0]["title"] == "Seen at once"
        assert window.status.said.text().startswith("Changed by Deputy at ")
        with monkeypatch.context() as silence:
            silence.setattr(lease, "STALE_SECONDS", 0.0)
            assert "nothing has been heard of them" in told(window)
        deputy._file._lease.beat()
        assert "is open to read only" in told(window)
    assert told(window) == "“small.csp” is free: nobody edits it any more."
    window.notice._act.click()
    assert window.context.editable and told(window) == ""


def test_a_silent_editor_is_taken_over_by_a_question_that_history_keeps(
    window: MainWindow, small: SmallFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleeper = Workspace.open(small.path, backup=False, user="Deputy")
    holder = holder_of(small.path)
    window.open_file(small.path, read_only=True)
    monkeypatch.setattr(lease, "STALE_SECONDS", 0.0)
    window.watching.look()
    asked: list[QMessageBox] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box))
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: box.buttons()[1])
    window.notice._act.click()
    assert not window.context.editable and "The history will say that you took over" in asked[0].text()
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: box.buttons()[0])
    window.watching._holder = holder
    window.notice._act.click()
    assert window.context.editable
    newest = "SELECT reason FROM steps ORDER BY step DESC LIMIT 1"
    (reason,) = window.context.workspace._connection.execute(newest).fetchone()
    assert reason == f"took over editing from {holder}"
    sleeper.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody move or replace an open file")
def test_what_was_typed_stays_while_the_file_is_away(
    window: MainWindow, small: SmallFile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window.open_file(small.path)
    window.show()
    grid = window.show_tab("Action plan").grid
    row = next(row for row in grid.model.rows if row.record["title"] == "Less burglary")
    title = next(column for column in grid.model.columns if column.key == "title")
    (tmp_path / "elsewhere").mkdir()
    away = small.path.rename(tmp_path / "elsewhere" / "small.csp")
    assert "“small.csp” was deleted or moved away" in told(window)
    grid._typed(row, title, "Typed while the file was away")
    leads = next(column for column in grid.model.columns if column.key == "lead_agencies")
    chosen = [agency["id"] for agency in window.context.records.agencies]
    grid._typed(row, leads, tuple(chosen))
    grid._typed(grid.model.ghost, title, "New while the file was away")
    assert window.context.unsaved.count == 3
    # Also what was chosen from a list stands in words.
    raws = [fault.raw for fault in grid.model.faults.values()]
    assert raws == ["Typed while the file was away", "Police, ATC", "New while the file was away"]
    window.say_saved()
    monkeypatch.setattr(file_watch, "ask_where_to_save", lambda *_: None)
    window.notice._act.click()
    assert window.context.unsaved.count == 3
    away.rename(small.path)
    # It goes in by itself as soon as it can.
    assert told(window) == "" and window.status.said.text().startswith("Already saved")
    assert window.context.unsaved.count == 0
    items = {item["title"]: item for item in window.context.workspace.records("plan_items")}
    assert items["Typed while the file was away"]["lead_agencies"] == tuple(chosen)
    assert "New while the file was away" in items


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody move or replace an open file")
def test_a_file_that_was_replaced_or_renamed_is_gone_on_with(
    window: MainWindow, small: SmallFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    another = small.path.with_name("another.csp")
    shutil.copy(small.path, another)
    with Workspace.open(another, backup=False) as other:
        other.apply([Update("plans", small.plan, {"title": "What is there now"})])
    window.open_file(small.path)
    another.replace(small.path)
    assert "was replaced by another file" in told(window)
    saved = small.path.with_name("saved.csp")
    window.notice._act.click()
    assert told(window) == "" and window.context.plans[0]["title"] == "What is there now"
    small.path.rename(another)
    assert "was renamed to “another.csp”" in told(window)
    window.notice._act.click()
    assert window.context.workspace.path == another and told(window) == ""
    another.unlink()
    assert "was deleted or moved away" in told(window)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(saved), ""))
    window.notice._act.click()
    assert window.context.workspace.path == saved and told(window) == ""
    assert window.context.plans[0]["title"] == "What is there now"
