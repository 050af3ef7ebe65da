"""Settings: few, at once in effect, and where people look for them."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QColorDialog, QFileDialog
from pytestqt.qtbot import QtBot

from csp_desktop.editing.changes import Update
from csp_desktop.editing.returns.going_out import default_due
from csp_desktop.palette import LIGHT, STRONG_LIGHT
from csp_desktop.periods import Quarter
from csp_desktop.rating_colours import contrast
from csp_desktop.settings import settings
from csp_desktop.storage.keeping.second_copies import SETTING, chosen_folder
from csp_desktop.ui.look import theme
from csp_desktop.ui.returns.returns_export_dialog import ReturnsExportDialog
from csp_desktop.ui.window.details_dialog import DetailsDialog
from csp_desktop.ui.window.main_window import MainWindow
from csp_desktop.ui.window.settings.settings_window import SettingsWindow


@pytest.fixture
def opened(window: MainWindow) -> SettingsWindow:
    """The settings over the window of a file."""
    window.dialogs.show_settings()
    shown = window.findChild(SettingsWindow)
    assert shown is not None and shown.isVisible()
    return shown


def test_look_contrast_and_text_size_take_effect_at_once(opened: SettingsWindow, qapp: QApplication) -> None:
    opened.look.setCurrentIndex(opened.look.findData("light"))
    assert theme.colours() is LIGHT
    opened.contrast.setChecked(True)
    assert theme.colours() is STRONG_LIGHT and settings().get("contrast", False)
    usual = theme.px(100)
    opened.text_size.setCurrentIndex(opened.text_size.findData(18.0))
    assert theme.px(100) > usual
    theme.apply_theme(qapp, "light")
    opened.close()


def test_a_colour_of_a_rating_is_shown_at_once_and_the_usual_ones_come_back(
    opened: SettingsWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = opened.rating_colours
    assert [button.text() for button in row.buttons.values()] == ["Green", "Amber", "Red", "Complete"]
    assert not row.usual.isEnabled()
    shown = theme.colours()
    picked = [QColor(), QColor("#7b2d8e")]
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_: picked.pop(0))
    row.buttons["red"].click()
    assert theme.colours() == shown, "nobody chose"
    row.buttons["red"].click()
    assert theme.colours().red.ink == "#7B2D8E" and theme.colours().amber == shown.amber
    opened.contrast.setChecked(True)
    assert contrast(theme.colours().red.ink, theme.colours().surface) >= 7
    opened.contrast.setChecked(False)
    row.usual.click()
    assert theme.colours() == shown and not row.usual.isEnabled()
    opened.close()


def test_the_name_stands_beside_changes_from_the_next_file_on(
    window: MainWindow, opened: SettingsWindow
) -> None:
    opened.name.setText("Community safety officer")
    opened.close()
    path = window.context.workspace.path
    window.close_file()
    assert window.open_file(path)
    context = window.context
    assert context.workspace.user == "Community safety officer"
    risk = context.records.risks[0]["id"]
    context.apply([Update("risks", risk, {"title": "Another name"})])
    assert context.workspace.history.changes_to(risk)[0]["made_by"] == "Community safety officer"


def test_returns_are_due_after_the_days_chosen(window: MainWindow, opened: SettingsWindow) -> None:
    opened.due_days.setCurrentIndex(opened.due_days.findData(30))
    opened.close()
    assert default_due(Quarter(2010, 2), 30) == date(2010, 11, 1)  # the 30th is a Saturday
    quarter = next(quarter for quarter in (Quarter(2010, 2), Quarter(2010, 3)) if not any(
        kept["quarter"] == quarter.code for kept in window.context.records.returns
    ))  # fmt: skip
    window.context.choose_quarter(quarter)
    dialog = ReturnsExportDialog(window.context, window)
    assert dialog._due.date().toPython() == default_due(quarter, 30)
    dialog.close()


def test_what_belongs_to_the_partnership_is_one_button_away(
    window: MainWindow, opened: SettingsWindow
) -> None:
    opened.details.click()
    assert window.findChild(DetailsDialog).isVisible()


def test_settings_are_found_by_what_they_change(window: MainWindow, qtbot: QtBot) -> None:
    labels = [label for label, _ in window.menus.commands()]
    assert {"Settings", "Text size", "Light or dark", "Contrast"} <= set(labels)


def test_second_copies_go_into_a_folder_of_her_choice(
    opened: SettingsWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()

    def pick(place: int, answer: str) -> None:
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: answer)
        opened.second.setCurrentIndex(place)
        opened.second.activated.emit(place)

    assert opened.second.currentText() == "In your own profile"
    pick(1, "")
    assert opened.second.currentIndex() == 0 and chosen_folder() is None, "nobody chose"
    pick(1, str(stick))
    assert opened.second.currentData() == str(stick) and chosen_folder() == stick
    assert not opened.unreached.isVisible()
    stick.rmdir()
    pick(1, "")
    qtbot.waitUntil(opened.unreached.isVisible)
    assert str(stick) in opened.unreached.text()
    assert opened.unreached.text().endswith("choose another folder above.")
    pick(0, "")
    assert chosen_folder() is None
    qtbot.waitUntil(lambda: not opened.unreached.isVisible())


def test_a_share_that_does_not_answer_is_waited_for_beside_the_window(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = threading.Event()

    def ask(*, where: str) -> str:
        assert threading.current_thread() is not threading.main_thread()
        answered.wait()
        return "The share is gone."

    monkeypatch.setattr("csp_desktop.ui.window.settings.settings_window.unreachable", ask)
    shown = SettingsWindow(window)
    shown.show()
    assert shown.isVisible() and not shown.unreached.isVisible()
    answered.set()
    qtbot.waitUntil(shown.unreached.isVisible)
    assert shown.unreached.text() == "The share is gone."
    shown.close()


def test_a_long_folder_squeezes_nothing_where_text_is_large(qapp: QApplication, qtbot: QtBot) -> None:
    folder = "/media/stick/" + "Community Safety Partnership/" * 4
    settings().put(SETTING, folder)
    theme.apply_theme(qapp, "light", 20.0)
    made = SettingsWindow()
    qtbot.addWidget(made)
    made.show()
    made.resize(theme.px(460), 500)
    QApplication.processEvents()
    boxes = (made.name, made.look, made.contrast, made.text_size, made.due_days, made.second)
    qtbot.waitUntil(made.unreached.isVisible)
    QApplication.processEvents()
    assert [box.height() for box in boxes] == [box.sizeHint().height() for box in boxes]
    assert made.minimumSizeHint().width() <= theme.px(460)
    assert folder in made.second.toolTip()
    theme.apply_theme(qapp, "light")
