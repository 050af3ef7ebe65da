"""A grid's cells by their record and column: gone to, typed over and read as somebody at the keyboard does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.grid.rows.row import rows_of


@contextmanager
def holding_risks(grid: RegisterGrid, context: Context) -> Iterator[None]:
    """A grid by itself shows the risks of the plan, after each change anew."""

    def fill() -> None:
        grid.set_rows(rows_of("risks", context.records.risks))

    context.stepped.connect(fill)
    fill()
    yield
    context.stepped.disconnect(fill)


def shown_alone(qtbot: QtBot, window: QWidget, width: int, height: int) -> None:
    """A window of px shown, with the keys in it."""
    qtbot.addWidget(window)
    window.resize(width, height)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def column_of(grid: RegisterGrid, key: str) -> int:
    """The place of a column, hidden ones counted."""
    return next(place for place, column in enumerate(grid.model.columns) if column.key == key)


def text_of(grid: RegisterGrid, record: str, key: str) -> str:
    """What a cell shows."""
    row = grid.model.rows[grid.model.place_of(record)]
    return grid.model.columns[column_of(grid, key)].text(row)


def go_to(grid: RegisterGrid, record: str, key: str) -> None:
    """Make a cell current, with the keys in its grid."""
    grid.view.go_to(grid.model.place_of(record), column_of(grid, key))
    grid.view.setFocus()


def type_in(qtbot: QtBot, grid: RegisterGrid, record: str, key: str, text: str) -> None:
    """Type over a cell and press Enter."""
    go_to(grid, record, key)
    qtbot.keyClick(grid.view, Qt.Key.Key_F2)
    editor = next(box for box in grid.view.findChildren(QLineEdit) if box.isVisible())
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not grid.context.untold)
