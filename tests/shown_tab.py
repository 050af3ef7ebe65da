"""A tab of the window by itself, as large as it stands there."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

Shown = TypeVar("Shown", bound=QWidget)


def shown_tab(qtbot: QtBot, tab: Shown, width: int = 1400, height: int = 800) -> Shown:
    """Show a tab until its test is over."""
    qtbot.addWidget(tab)
    tab.resize(width, height)
    tab.show()
    return tab
