"""The program as a person starts it, telling on request where things stand on the screen; pressing is left to hands.

Started by `real_window`: each line on standard input is a question in JSON, each answer a line on standard output.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from every_dialog import DIALOGS
from PySide6.QtCore import QObject, QPoint, QRect, QSocketNotifier, Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QMenu,
    QMenuBar,
    QScrollArea,
    QTableView,
    QWidget,
)
from shiboken6 import getCppPointer

from csp_desktop.app import application, run_window
from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.periods import Quarter
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import background
from csp_desktop.ui.window.main_window import MainWindow

Question = dict[str, Any]


def _windows() -> list[QWidget]:
    """The windows one can see, the one in front first."""
    front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    seen = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    return sorted(seen, key=lambda window: window is not front)


def _texts(widget: QWidget) -> Iterator[str]:
    for name in ("text", "currentText", "title"):
        said = getattr(widget, name, None)
        if callable(said):
            yield str(said()).replace("&", "").split("\t")[0]
    yield widget.accessibleName()


def _on_screen(widget: QWidget, inside: QRect) -> list[int] | None:
    """The middle of what one can see of a rectangle of a widget, in pixels of the screen."""
    seen = inside & widget.visibleRegion().boundingRect()
    if seen.isEmpty():
        return None
    middle = widget.mapToGlobal(seen.center())
    scale = widget.devicePixelRatioF()
    return [round(middle.x() * scale), round(middle.y() * scale)]


def _place(question: Question) -> list[int] | None:
    """Where a button, a box or a menu of a name is."""
    wanted = question["name"]
    for window in _windows():
        for bar in window.findChildren(QMenuBar):
            for action in bar.actions():
                if action.text().replace("&", "") == wanted:
                    return _on_screen(bar, bar.actionGeometry(action))
        if isinstance(window, QMenu):
            for action in window.actions():
                if _said_by(action) == wanted:
                    return _on_screen(window, window.actionGeometry(action))
        for kind in (QAbstractButton, QComboBox, QWidget):
            for widget in window.findChildren(kind):
                if widget.isVisible() and wanted in _texts(widget):
                    found = _on_screen(widget, widget.rect())
                    if found:
                        return found
    return None


def _said_by(action: QAction) -> str:
    return action.text().replace("&", "").split("\t")[0]


def _cell(question: Question) -> list[int] | None:
    """Where the cell of a column stands in the row that holds some words."""
    for window in _windows():
        for view in window.findChildren(QAbstractItemView):
            model = view.model()
            if not view.isVisible() or model is None:
                continue
            columns = [
                column
                for column in range(model.columnCount())
                if model.headerData(column, Qt.Orientation.Horizontal) == question["column"]
            ]
            for row in range(model.rowCount()):
                texts = [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
                if columns and question["row"] in texts:
                    index = model.index(row, columns[0])
                    view.scrollTo(index)
                    return _on_screen(view.viewport(), view.visualRect(index))
    return None


def _cells(question: Question) -> list[list[Any]]:
    """[table, row, column, text] of each cell of a table that can be seen and is not empty."""
    told = []
    for view in _windows()[0].findChildren(QTableView):
        model, seen = view.model(), view.viewport().visibleRegion().boundingRect()
        if not view.isVisible() or model is None or seen.isEmpty():
            continue
        for row in range(max(view.rowAt(seen.top()), 0), model.rowCount()):
            if view.rowViewportPosition(row) > seen.bottom():
                break
            for column in range(model.columnCount()):
                index = model.index(row, column)
                text = str(index.data() or "").strip()
                if text and not (view.visualRect(index) & seen).isEmpty():
                    told.append([view.accessibleName(), row, column, text])
    return told


def _words(question: Question) -> list[str]:
    """All one can read in the window in front."""
    window = _windows()[0]
    return [
        text
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and isinstance(widget, QLabel | QAbstractButton)
        and not widget.visibleRegion().isEmpty()
        for text in _texts(widget)
        if text
    ]


def _state(question: Question) -> dict[str, Any]:
    """What has the keys, what stands in front, and how far the work is."""
    focus = QApplication.focusWidget()
    window = _main_window()
    context = window.context if window is not None else None
    active = QApplication.activeWindow()
    return {
        "title": active.windowTitle() if active is not None else "",
        "dialog": isinstance(active, QDialog),
        "busy": bool(background._running),
        "popup": QApplication.activePopupWidget() is not None,
        "focus": [type(focus).__name__, focus.accessibleName()] if focus is not None else None,
        "tab": window.tab.title if window is not None and window.tab is not None else "",
        "quarter": context.quarter.label.split()[0] if context is not None else "",
        "ink": QApplication.palette().color(QPalette.ColorRole.WindowText).name(),
        "saved": window.status.saved.text() if window is not None else "",
    }


def _main_window() -> MainWindow | None:
    return next((each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)), None)


def _context() -> Context:
    window = _main_window()
    assert window is not None and window.context is not None
    return window.context


def _send(question: Question) -> str:
    """Send a quarter's returns out into a folder; one of them."""
    context, quarter = _context(), Quarter.parse(question["quarter"])
    context.choose_quarter(quarter)
    assert context.plan_id is not None
    return str(export_returns(context.workspace, context.plan_id, quarter, Path(question["to"]))[0].path)


def _open(question: Question) -> str:
    """Open a kind of dialog in front of everything; its title."""
    kind = next(kind for kind in DIALOGS if kind.__name__ == question["dialog"])
    dialog = DIALOGS[kind](_context(), Path(question["sent"]))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setModal(True)
    dialog.show()
    _opened[:] = [dialog]
    return dialog.windowTitle()


_opened: list[QDialog] = []


def _stops(question: Question) -> dict[str, Any]:
    """What has taken the keys since this was last asked, each by a number of its own; and all that Tab may come to, each
    with where it is."""
    came = _came[:]
    _came.clear()
    front = QApplication.activeWindow()
    may = [
        widget
        for widget in (front.findChildren(QWidget) if front is not None else ())
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    return {"came": came, "may": [[*_called(widget), _where(widget)] for widget in may]}


_came: list[list[Any]] = []


def _called(widget: QWidget) -> list[Any]:
    (number,) = getCppPointer(widget)
    return [number, type(widget).__name__, widget.accessibleName() or next(_texts(widget))]


def _where(widget: QWidget) -> list[list[int]]:
    """What is scrolled with a widget in it, from the outside in, and the widget last: number, left, top, right, bottom."""
    around: list[QWidget] = [widget]
    while (outer := around[0].parentWidget()) is not None and not around[0].isWindow():
        around.insert(0, outer)
    placed = []
    for one in around:
        if one is widget or isinstance(one, QScrollArea):
            corner = one.mapToGlobal(QPoint(0, 0))
            sides = [corner.x(), corner.y(), corner.x() + one.width(), corner.y() + one.height()]
            placed.append([*getCppPointer(one), *sides])
    return placed


def _took(_: QWidget | None, now: QWidget | None) -> None:
    if now is not None:
        _came.append(_called(now))


ANSWERS = {
    "place": _place,
    "cell": _cell,
    "cells": _cells,
    "words": _words,
    "state": _state,
    "send": _send,
    "open": _open,
    "stops": _stops,
}


class Answering(QObject):
    """Answers between two events of the window."""

    def __init__(self) -> None:
        super().__init__()
        self._told = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._told.activated.connect(self._answer)
        self._rest = b""

    def _answer(self) -> None:
        read = os.read(0, 65536)
        if not read:
            self._told.setEnabled(False)
            return
        *lines, self._rest = (self._rest + read).split(b"\n")
        for line in lines:
            question = json.loads(line)
            print(json.dumps(ANSWERS[question["ask"]](question)), flush=True)


if __name__ == "__main__":
    application().focusChanged.connect(_took)
    answering = Answering()
    sys.exit(run_window(Path(sys.argv[1]) if sys.argv[1:] else None))
