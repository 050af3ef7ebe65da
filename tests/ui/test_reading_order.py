"""Tab's order through a page."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QGridLayout,
    QLineEdit,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from csp_desktop.ui.look.screen_room import Dialog
from csp_desktop.ui.reading_order import put_in_reading_order


def test_the_menus_stay_where_a_page_that_was_ordered_goes(qapp: QApplication) -> None:
    window, page = QMainWindow(), QWidget()
    act = window.menuBar().addMenu("File").addAction("Open")
    window.setCentralWidget(page)
    layout = QVBoxLayout(page)
    for place in (0, 0):
        # The one made last, after which Qt's own order comes round to the window, stands first.
        layout.insertWidget(place, QLineEdit(page))
    put_in_reading_order(page)
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(page) and shiboken6.isValid(act)
    window.deleteLater()


def test_tab_goes_through_a_dialog_as_it_is_read(qtbot: QtBot) -> None:
    dialog = Dialog()
    qtbot.addWidget(dialog)
    layout = QVBoxLayout(dialog)
    last, first = QLineEdit(), QLineEdit()
    layout.addWidget(last)
    layout.insertWidget(0, first)
    # A table of boxes, made column by column, is read row by row.
    grid, boxes = QGridLayout(), [QLineEdit() for _ in range(4)]
    layout.addLayout(grid)
    for box, (row, column) in zip(boxes, ((0, 0), (1, 0), (0, 1), (1, 1)), strict=True):
        grid.addWidget(box, row, column)
    dialog.show()
    first.setFocus()
    late, later = QLineEdit(), QLineEdit()
    for made in (late, later):
        layout.insertWidget(1, made)
        made.show()
    for expected in (later, late, last, boxes[0], boxes[2], boxes[1], boxes[3], first):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() is expected


def test_tab_comes_to_cancel_before_the_button_that_acts(qtbot: QtBot) -> None:
    dialog = Dialog()
    qtbot.addWidget(dialog)
    layout = QVBoxLayout(dialog)
    typed, buttons = QLineEdit(), QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    acts = buttons.addButton("Save", QDialogButtonBox.ButtonRole.AcceptRole)
    acts.setDefault(True)
    layout.addWidget(typed)
    layout.addWidget(buttons)
    dialog.show()
    qtbot.waitExposed(dialog)
    typed.setFocus()
    came: list[QWidget | None] = []
    for _ in range(3):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        came.append(dialog.focusWidget())
    cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
    left_to_right = sorted((cancel, acts), key=lambda button: button.x())
    assert came == [*left_to_right, typed]
