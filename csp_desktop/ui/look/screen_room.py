"""How much room a window has."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_WITHOUT_A_SCREEN = QRect(0, 0, 1280, 720)


def room_around(widget: QWidget) -> QRect:
    """What a widget's screen leaves to windows, in pixels; a small laptop's where the screen has just gone."""
    # While a laptop is undocked or a remote session is taken over there may be none.
    screen = widget.screen() or QGuiApplication.primaryScreen()
    return screen.availableGeometry() if screen is not None else QRect(_WITHOUT_A_SCREEN)
