"""Every dialog and window fits a small laptop's screen, its buttons in sight."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from every_dialog import DIALOGS, SENTENCE, every_dialog
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import Quarter
from csp_desktop.ui.bringing_in.plan_import_dialog import PlanImportDialog
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import background, screen_room, theme
from csp_desktop.ui.look.background import end_jobs
from csp_desktop.ui.look.plain_words import MessageBox
from csp_desktop.ui.look.preview_dialog import PreviewDialog
from csp_desktop.ui.look.screen_room import Dialog
from csp_desktop.ui.returns.returns_import_dialog import ReturnsImportDialog
from csp_desktop.ui.window.help.help_pages import show_about, show_places
from csp_desktop.ui.window.main_window import MainWindow
from csp_desktop.ui.window.opening.new_file_dialog import NewFileDialog

TASKBAR = 40
SCREENS = {
    "at 100%": (QRect(0, 0, 1366, 768 - TASKBAR), 0.0),
    "at 125%": (QRect(0, 0, 1092, 614 - TASKBAR), 0.0),
    "at 150%": (QRect(0, 0, 910, 512 - TASKBAR), 0.0),
    "at 200%": (QRect(0, 0, 683, 384), 0.0),
    "at 18 pt": (QRect(0, 0, 1366, 768 - TASKBAR), 18.0),
}
"""What the taskbar leaves of 1366×768 in the pixels a program counts in, and the text size chosen.

At 200% the taskbar hides itself.
"""


@pytest.fixture(scope="module")
def opened(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Context, Path]]:
    """The sample with a quarter sent out, and one of the workbooks."""
    path = tmp_path_factory.mktemp("screens") / "sample.csp"
    path.write_bytes(sample_file.read_bytes())
    with Workspace.open(path, backup=False) as workspace:
        context = Context(workspace, date(2010, 10, 19))
        context.choose_quarter(Quarter(2010, 2))
        assert context.plan_id is not None
        sent = export_returns(workspace, context.plan_id, Quarter(2010, 2), path.parent / "out")
        yield context, sent[0].path
        end_jobs()


@pytest.fixture
def room(
    request: pytest.FixtureRequest, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[QRect]:
    """The screen the windows of a test have, and text in its size."""
    available, points = SCREENS[request.param]
    monkeypatch.setattr(screen_room, "room_around", lambda _: available)
    theme.apply_theme(qapp, "light", points)
    yield available
    theme.apply_theme(qapp, "light")


def off(window: QWidget, room: QRect) -> list[str]:
    """What of a window that is shown cannot be seen on its screen."""
    title = window.style().pixelMetric(window.style().PixelMetric.PM_TitleBarHeight)
    place = window.geometry().adjusted(0, -title, 0, 0)
    # Where a box or a window stands is the system's; a dialog of ours sees to it.
    fits = (
        room.contains(place)
        if isinstance(window, Dialog)
        else room.size().expandedTo(place.size()) == room.size()
    )
    said = [] if fits else [f"{type(window).__name__} at {place} is not within {room}"]
    for button in window.findChildren(QPushButton):
        area: QWidget = button
        while area is not window and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        # What is scrolled into sight is in sight; the place it is scrolled in has to be.
        seen = area if isinstance(area, QScrollArea) else button
        rect = QRect(seen.mapTo(window, QPoint(0, 0)), seen.size())
        if button.isVisible() and not window.rect().contains(rect):
            said.append(f"“{button.text()}” of {type(window).__name__} at {rect}")
    return said


def test_every_kind_of_dialog_is_opened_here_and_keeps_within_its_screen() -> None:
    kinds = every_dialog() - {MessageBox, Dialog}
    assert {kind.__name__ for kind in kinds - DIALOGS.keys()} == set()
    assert all(issubclass(kind, Dialog) for kind in kinds)


SLOWER = [pytest.param(name, marks=() if name == "at 18 pt" else pytest.mark.slow) for name in SCREENS]
"""Large text needs the most room; the others are tried where there is more time."""


@pytest.mark.parametrize("room", SLOWER, indirect=True)
def test_every_dialog_is_on_the_screen_with_its_buttons(
    qtbot: QtBot, opened: tuple[Context, Path], room: QRect
) -> None:
    context, sent = opened
    said: list[str] = []
    for make in DIALOGS.values():
        dialog = make(context, sent)
        dialog.show()
        QApplication.processEvents()
        QApplication.processEvents()
        said += off(dialog, room)
        dialog.close()
        dialog.deleteLater()
    box = MessageBox(QMessageBox.Icon.Warning, "Not everything is saved", SENTENCE, None)
    box.add_danger("Close without them")
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.show()
    said += off(box, room)
    box.close()
    assert not said


@pytest.mark.slow
@pytest.mark.parametrize("room", ["at 150%", "at 18 pt"], indirect=True)
def test_what_is_read_into_a_dialog_does_not_make_it_larger_than_the_screen(
    qtbot: QtBot, opened: tuple[Context, Path], room: QRect
) -> None:
    said: list[str] = []
    for kind in (ReturnsImportDialog, PlanImportDialog, NewFileDialog):
        dialog = DIALOGS[kind](*opened)
        dialog.show()
        qtbot.waitUntil(lambda: not background._running, timeout=20_000)
        QApplication.processEvents()
        said += off(dialog, room)
        for area in dialog.findChildren(QScrollArea):
            assert not area.isVisible() or area.horizontalScrollBar().maximum() == 0, kind
        dialog.close()
        dialog.deleteLater()
    assert not said


@pytest.mark.slow
@pytest.mark.parametrize("room", SCREENS, indirect=True)
def test_the_window_and_its_pages_are_on_the_screen(
    qtbot: QtBot, opened: tuple[Context, Path], room: QRect
) -> None:
    window = MainWindow(preload=False)
    window.show_workspace(
        Workspace.open(opened[0].workspace.path, read_only=True), remember=False, today=date(2010, 10, 19)
    )
    title = window.style().pixelMetric(window.style().PixelMetric.PM_TitleBarHeight)
    window.show()
    window.resize(room.width(), room.height() - title)
    for show in (show_about, lambda parent: show_places(parent, None)):
        show(window)
    QApplication.processEvents()
    said = [line for dialog in window.findChildren(QDialog) for line in off(dialog, room)]
    for dialog in window.findChildren(QDialog):
        dialog.close()
    for title in window.tabs.titles:
        window.show_tab(title)
        QApplication.processEvents()
        said += off(window, room)
    window.close()
    end_jobs()
    window.deleteLater()
    assert not said


def test_no_promise_names_a_button_that_is_not_there(qtbot: QtBot, opened: tuple[Context, Path]) -> None:
    context, sent = opened
    named: list[str] = []
    for make in (make for kind, make in DIALOGS.items() if issubclass(kind, PreviewDialog)):
        dialog = make(context, sent)
        assert isinstance(dialog, PreviewDialog)
        dialog.show()
        qtbot.waitUntil(lambda: not background._running, timeout=20_000)
        pressed = re.search(r"you press ([A-Z][a-z]+)", dialog.promise.text())
        named += [dialog.promise.text()] if pressed and pressed[1] not in dialog.act.text() else []
        dialog.close()
        dialog.deleteLater()
    assert not named
