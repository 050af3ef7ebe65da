"""The room a window has, also while there is no screen."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csp_desktop.ui.look.screen_room import room_around


def test_a_window_without_a_screen_has_a_small_laptops_room(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    assert room_around(widget) == widget.screen().availableGeometry()
    monkeypatch.setattr(QWidget, "screen", lambda self: None)
    monkeypatch.setattr(QGuiApplication, "primaryScreen", lambda: None)
    assert (room_around(widget).width(), room_around(widget).height()) == (1280, 720)
