"""A large file after a crash: checked beside the window, which paints meanwhile, and opened only where it is whole."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator

import pytest
from conftest import SmallFile
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from csp_desktop.storage import csp_file
from csp_desktop.storage.checking import looked_through, soundness
from csp_desktop.storage.lease import lock_path
from csp_desktop.ui.window.main_window import MainWindow
from csp_desktop.ui.window.opening import checked_first
from csp_desktop.ui.window.opening.checked_first import CheckingWindow


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """The window with no file open."""
    made = MainWindow(preload=False)
    qtbot.addWidget(made)
    made.show()
    yield made
    assert made.close()


class HeldCheck:
    """The check after a crash, which waits until the test lets it go on."""

    def __init__(self) -> None:
        self.times, self.threads, self.go_on = 0, set(), threading.Event()
        self._check = csp_file._refuse_unless_whole

    def __call__(self, *file: object) -> None:
        self.times += 1
        self.threads.add(threading.current_thread())
        assert self.go_on.wait(20)
        self._check(*file)


@pytest.fixture
def check(small: SmallFile, monkeypatch: pytest.MonkeyPatch) -> HeldCheck:
    """The check of the small file, which counts as large and was left by a crash."""
    monkeypatch.setattr(looked_through, "_LARGE", 0)
    monkeypatch.setattr(soundness, "_READ_THROUGH", 0)
    monkeypatch.setattr(checked_first, "_PATIENCE", 0)
    held = HeldCheck()
    monkeypatch.setattr(csp_file, "_refuse_unless_whole", held)
    lock_path(small.path).touch()
    return held


def when_checking(act: Callable[[CheckingWindow], object]) -> None:
    """Do something as soon as the window that says so is there."""
    shown = QApplication.activeModalWidget()
    if isinstance(shown, CheckingWindow):
        act(shown)
    else:
        QTimer.singleShot(5, lambda: when_checking(act))


def test_a_file_left_by_a_crash_opens_once_its_check_has_passed(
    check: HeldCheck, small: SmallFile, window: MainWindow
) -> None:
    meanwhile = []

    def look(shown: CheckingWindow) -> None:
        meanwhile.append((window.context, shown.isVisible(), not shown.grab().isNull()))
        # The window still hears of time passing, and of whatever else there is.
        QTimer.singleShot(20, check.go_on.set)

    when_checking(look)
    assert window.open_file(small.path)
    assert meanwhile == [(None, True, True)]
    assert check.times == 1 and threading.main_thread() not in check.threads
    assert window.context.editable


def test_a_file_that_is_not_whole_after_a_crash_is_not_edited(
    check: HeldCheck, small: SmallFile, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    with contextlib.closing(sqlite3.connect(small.path)) as connection, connection:
        connection.execute("UPDATE plan_items SET title = 'Not in the history' WHERE id = ?", [small.action])
    when_checking(lambda shown: check.go_on.set())
    assert not window.open_file(small.path)
    assert window.context is None and threading.main_thread() not in check.threads
    [box] = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible()
    ]
    assert "was not closed properly, and not all of it is there" in box.text()
    box.close()
    # To read it is open, and only so.
    monkeypatch.setattr(looked_through, "_LARGE", 2**25)
    assert window.open_file(small.path, read_only=True) and not window.context.editable
    assert check.times == 1


def test_who_does_not_wait_finds_the_same_check_when_asking_again(
    check: HeldCheck, small: SmallFile, window: MainWindow
) -> None:
    when_checking(lambda shown: shown.reject())
    assert not window.open_file(small.path) and window.context is None
    when_checking(lambda shown: check.go_on.set())
    assert window.open_file(small.path) and window.context.editable
    assert check.times == 1


def test_a_large_file_closed_as_it_should_be_opens_at_once(
    check: HeldCheck, small: SmallFile, window: MainWindow
) -> None:
    check.go_on.set()
    assert window.open_file(small.path)
    assert window.close_file() and not looked_through.takes_long(small.path)
    assert window.open_file(small.path) and check.times == 1
