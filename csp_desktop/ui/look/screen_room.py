"""How much room a window has, and windows that keep within it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QDialog, QRadioButton, QWidget

from csp_desktop.ui.look import theme
from csp_desktop.ui.reading_order import put_in_reading_order

_WITHOUT_A_SCREEN = QRect(0, 0, 1280, 720)
_LOW = 480
"""px for 13 px text: less high than this are 768 lines with text of 18 pt, and 720 with text twice its size."""


def is_low(widget: QWidget) -> bool:
    """Whether the window a widget stands in is low for its text: what is around a grid then gives way to it."""
    return is_low_for_text(widget.window().height())


def is_low_for_text(height: int) -> bool:
    """Whether a window of such a height is low for its text."""
    return height < theme.px(_LOW)


def room_around(widget: QWidget) -> QRect:
    """What a widget's screen leaves to windows, in pixels; a small laptop's where the screen has just gone."""
    # While a laptop is undocked or a remote session is taken over there may be none.
    screen = widget.screen() or QGuiApplication.primaryScreen()
    return screen.availableGeometry() if screen is not None else QRect(_WITHOUT_A_SCREEN)


def room_inside(window: QWidget) -> QRect:
    """What a window's own frame and title bar leave of its room."""
    room = room_around(window)
    frame, inner = window.frameGeometry(), window.geometry()
    # Until the system has drawn the frame, only the style knows about how tall a title bar is.
    # Imported here because its many enumerations take longer than anything else the first page asks Qt for.
    from PySide6.QtWidgets import QStyle

    usual = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
    title = max(inner.top() - frame.top(), usual)
    return room.adjusted(inner.left() - frame.left(), title, inner.right() - frame.right(), 0)


class Dialog(QDialog):
    """A dialog that is never larger than the screen when it is shown, nor off it; Tab goes through it as it is read.

    Enter presses the button it falls on; Qt would have it press the one that acts, from “Cancel” too.
    """

    _falls_on: QWidget | None = None
    """What had the focus when a key was pressed."""

    def showEvent(self, event: QShowEvent) -> None:
        room = room_inside(self)
        size = self.size().boundedTo(room.size())
        if size != self.size():
            self.resize(size)
        place = self.geometry()
        place.moveLeft(max(room.left(), min(place.left(), room.right() + 1 - place.width())))
        place.moveTop(max(room.top(), min(place.top(), room.bottom() + 1 - place.height())))
        if place != self.geometry():
            self.setGeometry(place)
        super().showEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            # Comes before the key itself: what that falls on may move the focus before it comes here.
            self._falls_on = self.focusWidget()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        button = self.focusWidget()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_ticked = isinstance(button, (QCheckBox, QRadioButton))
        if is_enter and isinstance(button, QAbstractButton) and not is_ticked and button is self._falls_on:
            # Held down it presses once: a button that can do no more hands the focus to the next.
            if not event.isAutoRepeat():
                button.click()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        stops = put_in_reading_order(self)
        # Imported here because no page has one, and the first is to be painted soon.
        from PySide6.QtWidgets import QDialogButtonBox

        # Qt hands Tab to the button made last in such a box, and passes over those before it.
        for box in self.findChildren(QDialogButtonBox):
            first = next((stop for stop in stops if box.isAncestorOf(stop)), None)
            if first is not None and box.focusProxy() is not first:
                box.setFocusProxy(first)
        return super().focusNextPrevChild(forward)
