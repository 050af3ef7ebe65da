"""The keys stay in the grid: after undo and redo, a paste, a dialog, the search; F6 comes back to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.window.main_window import MainWindow


def plan_grid(window: MainWindow, qtbot: QtBot) -> RegisterGrid:
    grid = window.show_tab("Action plan").grid
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    grid.view.setFocus()
    grid.view.go_to(2, next(at for at, column in enumerate(grid.model.columns) if column.key == "title"))
    return grid


def stays(grid: RegisterGrid) -> bool:
    QApplication.processEvents()
    return QApplication.focusWidget() is grid.view


def test_undo_redo_and_paste_keep_the_keys_in_the_grid(window: MainWindow, qtbot: QtBot) -> None:
    grid = plan_grid(window, qtbot)
    before = grid.current.record["title"]
    QApplication.clipboard().setText("Pasted words")
    window.act_on_focus("paste")
    assert stays(grid) and grid.current.record["title"] == "Pasted words"
    window.menus._undo.trigger()
    assert stays(grid) and grid.current.record["title"] == before
    window.menus._redo.trigger()
    assert stays(grid) and grid.view.currentIndex().row() == 2


def test_undo_goes_to_what_it_brought_back(window: MainWindow, qtbot: QtBot) -> None:
    grid = plan_grid(window, qtbot)
    gone = grid.current.id
    window.act_on_focus("delete")
    grid.view.go_to(20)
    window.menus._undo.trigger()
    assert stays(grid) and grid.current.id == gone


def test_undo_takes_what_is_being_typed_first_into_the_file(window: MainWindow, qtbot: QtBot) -> None:
    grid = plan_grid(window, qtbot)
    grid._typed(
        grid.model.rows[5], grid.model.columns[grid.view.currentIndex().column()], "Something to undo"
    )
    before = grid.current.record["title"]
    qtbot.keyClicks(grid.view, "S")
    qtbot.keyClicks(grid.view.findChild(QPlainTextEdit), "ome")
    window.menus._undo.trigger()
    assert stays(grid) and grid.current.record["title"] == before
    assert window.context.workspace.redoable is not None


def test_a_closed_dialog_and_a_left_search_give_the_keys_back(window: MainWindow, qtbot: QtBot) -> None:
    grid = plan_grid(window, qtbot)
    window.dialogs.show_help("keys")
    dialog = next(one for one in window.findChildren(QDialog) if one.isVisible())
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not grid.view)
    dialog.reject()
    # A window manager does so.
    window.activateWindow()
    qtbot.waitUntil(lambda: stays(grid))
    window.menus._find()
    assert not stays(grid)
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Escape)
    assert stays(grid)


def test_f6_leaves_the_grid_and_comes_back(window: MainWindow, qtbot: QtBot) -> None:
    grid = plan_grid(window, qtbot)
    qtbot.keyClick(grid.view, Qt.Key.Key_F6)
    assert not stays(grid)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert stays(grid) and grid.view.currentIndex().row() == 2
