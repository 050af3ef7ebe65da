"""History as one window: the timeline and its ways back, two states side by side, the backups."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import SmallFile
from PySide6.QtCore import QDate
from pytestqt.qtbot import QtBot

from csp_desktop.editing.workspace import Delete, Update, Workspace
from csp_desktop.settings import settings
from csp_desktop.storage.backups import make_backup
from csp_desktop.storage.keeping.second_copies import SETTING
from csp_desktop.ui.history import timeline_page
from csp_desktop.ui.history.history_window import HistoryWindow
from csp_desktop.ui.look.background import end_jobs
from csp_desktop.ui.window.main_window import MainWindow


@pytest.fixture(autouse=True)
def _backups_only_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The backup that follows the opening of a file would come in between, sooner or later."""
    monkeypatch.setattr("csp_desktop.ui.window.backing_up._AFTER_OPENING", 10**8)


@pytest.fixture
def window(qtbot: QtBot, small: SmallFile) -> Iterator[MainWindow]:
    with Workspace.open(small.path, backup=False, user="Deputy") as deputy:
        deputy.apply([Update("plan_items", small.action, {"title": "Deputy's words"})])
    made = MainWindow(preload=False)
    made.open_file(small.path)
    made.show()
    yield made
    made.close()
    end_jobs()
    made.deleteLater()


def history(window: MainWindow) -> HistoryWindow:
    return next(child for child in window.findChildren(HistoryWindow) if child.isVisible())


def title(window: MainWindow, record: str) -> str | None:
    kept = window.context.workspace.record("plan_items", record)
    return kept and kept["title"]


def test_undo_stops_at_anothers_step_and_offers_history(window: MainWindow, small: SmallFile) -> None:
    window.context.apply([Update("plan_items", small.action, {"title": "My words"})])
    window.menus._undo.trigger()
    assert title(window, small.action) == "Deputy's words"
    window.status.say("")
    window.menus._undo.trigger()
    assert "is Deputy’s and not yours" in window.notice._words.text() and window.status.said.text() == ""
    window.notice._act.click()
    page = history(window).timeline
    step = next(step for step in page.steps.rows if step.made_by == "Deputy")
    page.steps.choose(step)
    (line,) = page.changes.rows
    assert (line.record, line.before, line.after) == (
        "Plan item: 1.1 Deputy's words",
        "Mark bicycles",
        "Deputy's words",
    )
    page.step_back.click()
    assert title(window, small.action) == "Mark bicycles"
    assert "Ctrl+Z undoes that" in page.said.text()


def test_one_value_and_a_whole_day_are_put_back(
    window: MainWindow, small: SmallFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.context.apply(
        [
            Update("plan_items", small.action, {"title": "One", "target": "Two"}),
            Update("plan_items", small.other, {"title": "Three"}),
        ]
    )
    window.context.history_asked.emit([small.action], "1.1")
    page = history(window).timeline
    assert page.of_record.text() == "Only 1.1  ×"
    page.steps.choose(page.steps.rows[0])
    assert {line.change.record for line in page.changes.rows} == {small.action}
    page.changes.choose(next(line for line in page.changes.rows if line.change.field == "title"))
    page.value_back.click()
    assert title(window, small.action) == "Deputy's words" and title(window, small.other) == "Three"
    page.of_record.click()
    page.day_back.click()
    assert title(window, small.action) == "Mark bicycles" and title(window, small.other) == "Light the alleys"
    assert not window.context.workspace.record("plan_items", small.action)["target"]
    monkeypatch.setattr(timeline_page, "_MOST_STEPS", 2)
    page.fill()
    assert page.said.text() == "The newest 2 steps; choose a register or words to see older ones."
    page.words.setText("nobody wrote this")
    page.fill()
    assert page.steps.rows == [] and not page.step_back.isEnabled()


def test_a_register_beside_itself_as_it_stood_is_printed_and_brought_back(
    window: MainWindow, small: SmallFile, tmp_path: Path
) -> None:
    connection = window.context.workspace._connection
    connection.execute("UPDATE steps SET made_at = '2010-05-01T10:00:00+00:00' WHERE made_by <> 'Deputy'")
    window.context.apply([Delete("plan_items", small.other)])
    window.dialogs.show_history([], "")
    shown = history(window)
    shown.show_page("side")
    page = shown.side
    page.left.day.setDate(QDate(2010, 5, 2))
    assert page.left.what == date(2010, 5, 2) and page.said.text() == "2 records differ."
    told = {(line.name, line.left, line.right) for line in page.lines.rows}
    assert told == {
        ("1.1 Deputy's words", "Mark bicycles", "Deputy's words"),
        ("1.2 Light the alleys", "Light the alleys", ""),
    }
    page.everything.setChecked(True)
    assert ("Level", "Action", "Action") in {
        (line.field.label, line.left, line.right) for line in page.lines.rows if line.field
    }
    page.everything.setChecked(False)
    assert page.print_to(tmp_path / "side.pdf") and (tmp_path / "side.pdf").read_bytes().startswith(b"%PDF")
    assert not page.back.isEnabled()
    page.lines.tick(lambda line: line.field is None)
    page.back.click()
    assert (
        title(window, small.other) == "Light the alleys" and title(window, small.action) == "Deputy's words"
    )
    page.right.choose("day")
    assert not page.back.isVisible() and page.lines.rows is not None
    for side in (page.left, page.right):
        side.choose("now")
    assert not page.back.isVisible() and page.said.text() == "Nothing differs."


def test_backups_in_a_folder_chosen_come_in_once_it_answers(
    window: MainWindow, small: SmallFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    make_backup(small.path, at_leisure=True)
    window.context.apply([Update("plan_items", small.action, {"title": "After the backup"})])
    stick = tmp_path / "stick"
    stick.mkdir()
    settings().put(SETTING, str(stick))
    make_backup(small.path, at_leisure=True)
    answered = threading.Event()

    def ask() -> str:
        assert threading.current_thread() is not threading.main_thread()
        answered.wait()
        return "The stick is full."

    monkeypatch.setattr("csp_desktop.ui.history.backups_page.unreachable", ask)
    window.menus._backups()
    page = history(window).backups
    near = ["Beside the file", "Beside the file", "In your own profile"]
    assert [each.where for each in page.list.rows] == near
    assert page.said.text() == "A backup is never changed by looking into it."
    answered.set()
    qtbot.waitUntil(lambda: page.said.text() == "The stick is full.")
    assert sorted(each.where for each in page.list.rows) == [*near[:2], f"In {stick}", near[2]]


def test_a_backup_is_looked_into_and_becomes_a_new_file(
    window: MainWindow, small: SmallFile, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    backup = make_backup(small.path, at_leisure=True)
    kept = backup.read_bytes()
    window.context.apply([Update("plan_items", small.action, {"title": "After the backup"})])
    window.menus._backups()
    shown = history(window)
    page = shown.backups
    assert [each.where for each in page.list.rows] == ["Beside the file", "In your own profile"]
    page.check.click()
    qtbot.waitUntil(lambda: page.said.text().endswith(" is whole."))
    page.list.choose(page.list.rows[1])
    page.compare.click()
    assert [(line.left, line.right) for line in shown.side.lines.rows] == [
        ("Deputy's words", "After the backup")
    ]
    shown.side.lines.tick(lambda _: True)
    shown.side.back.click()
    assert title(window, small.action) == "Deputy's words"
    shown.show_page("backups")
    monkeypatch.setattr("csp_desktop.ui.history.backups_page.ask_where_to_save", lambda *_: small.path)
    page.whole.click()
    assert window.context.workspace.path == small.path
    assert "small.csp" in page.said.text() and title(window, small.action) == "Deputy's words"
    target = small.path.with_name("brought back.csp")
    monkeypatch.setattr("csp_desktop.ui.history.backups_page.ask_where_to_save", lambda *_: target)
    page.whole.click()
    assert window.context.workspace.path == target and title(window, small.action) == "Deputy's words"
    assert backup.read_bytes() == kept
    assert not [child for child in window.findChildren(HistoryWindow) if child.isVisible()]
