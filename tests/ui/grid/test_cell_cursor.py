"""One current cell: frame, selection, record and command agree, whatever keys are pressed in whichever grid."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typed_cells import holding_risks, shown_alone

from csp_desktop.ui.context import Context
from csp_desktop.ui.funding.funding_tab import FundingTab
from csp_desktop.ui.grid.cell_cursor import selected_ranges
from csp_desktop.ui.grid.columns import field_columns
from csp_desktop.ui.grid.keys import STEPS
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.indicators.indicators_tab import IndicatorsTab
from csp_desktop.ui.look.rating import RatingChoice
from csp_desktop.ui.partners.partners_tab import PartnersTab
from csp_desktop.ui.plan.action_plan_tab import ActionPlanTab
from csp_desktop.ui.risks.risks_tab import RisksTab
from csp_desktop.ui.tab import Tab

TABS = (
    (ActionPlanTab, ("All",)),
    (IndicatorsTab, ("All",)),
    (RisksTab, ("All",)),
    (FundingTab, ("Streams", "Allocations", "Bids", "Entries")),
    (PartnersTab, ("Agencies", "People", "Groups")),
)
WALKS = [*STEPS, "Tab", "Shift+Tab", "Return", "Shift+Return"]


def press(widget: QWidget, keys: str, qtbot: QtBot) -> None:
    pressed = QKeySequence(keys)[0]
    qtbot.keyClick(widget, pressed.key(), pressed.keyboardModifiers())


def agree(grid: RegisterGrid, chosen: list[object]) -> None:
    """The frame stands on one of the selected cells, and the record beside is its row's."""
    view = grid.view
    index = view.currentIndex()
    assert index.isValid() and not view.isColumnHidden(index.column())
    assert view.selectionModel().isSelected(index)
    if grid.at_foot:
        # There is no record yet: none is shown, and none can be deleted or moved.
        assert grid.current is None and (not chosen or chosen[-1] is None)
    else:
        assert grid.current in view.selected_rows()
        assert not chosen or chosen[-1] == grid.current.id
    for cells in selected_ranges(view):
        assert not any(view.isColumnHidden(column) for column in range(cells.left(), cells.right() + 1))


def grids(made: type[Tab], chips: tuple[str, ...], context: Context, qtbot: QtBot) -> Iterator[RegisterGrid]:
    """Every grid of a tab, each as it is seen."""
    tab = made(context)
    qtbot.addWidget(tab)
    tab.resize(1300, 700)
    tab.show()
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    seen: set[int] = set()
    for chip in chips:
        tab.choose_chip(chip)
        QApplication.processEvents()
        for grid in tab.findChildren(RegisterGrid):
            if grid.isVisible() and grid.model.rows and id(grid) not in seen:
                seen.add(id(grid))
                yield grid


@pytest.mark.parametrize(
    ("made", "chips"),
    [
        pytest.param(*tab, id=tab[0].name, marks=() if tab[0].name == "Action plan" else pytest.mark.slow)
        for tab in TABS
    ],
)
def test_any_keys_leave_frame_selection_record_and_command_agreed(
    made: type[Tab], chips: tuple[str, ...], context: Context, qtbot: QtBot
) -> None:
    some = False
    for grid in grids(made, chips, context, qtbot):
        some = True
        chosen: list[object] = []
        grid.row_chosen.connect(lambda row, chosen=chosen: chosen.append(row.id if row else None))
        keys = random.Random(grid.name)
        grid.view.setFocus()
        for row in (len(grid.model.rows) - 1, 0):
            grid.view.go_to(row)
            QApplication.processEvents()
        for number in range(60):
            press(grid.view, keys.choice(WALKS), qtbot)
            if QApplication.focusWidget() is not grid.view:
                grid.view.setFocus()
            QApplication.processEvents()
            qtbot.waitUntil(lambda grid=grid: not grid._tell_later.isActive())
            agree(grid, chosen)
            if number % 20 == 19 and grid.row_acts._new is not None:
                _delete_and_bring_back(grid, context, qtbot)
                QApplication.processEvents()
                agree(grid, chosen)
    assert some


def _delete_and_bring_back(grid: RegisterGrid, context: Context, qtbot: QtBot) -> None:
    """What Ctrl+− takes is what is selected."""
    press(grid.view, "Left", qtbot)
    selected = {
        (row.register.name, row.id) for row in grid.view.selected_rows() if row is not grid.model.ghost
    }
    changed: list[frozenset[tuple[str, str]]] = []
    end = context.workspace.subscribe(lambda step: changed.append(step.changed))
    before = [row.id for row in grid.model.rows]
    press(grid.view, "Ctrl+-", qtbot)
    end()
    for dialog in grid.window().findChildren(QWidget, "hand over") + QApplication.topLevelWidgets():
        if dialog is not grid.window() and dialog.isVisible() and dialog.isModal():
            dialog.close()
    if changed:
        assert selected <= changed[0]
        assert len(grid.model.rows) < len(before)
        context.undo()
        assert sorted(row.id for row in grid.model.rows) == sorted(before)


@pytest.fixture
def grid(context: Context, qtbot: QtBot) -> Iterator[RegisterGrid]:
    """The risks of the sample between two other boxes."""
    window = QWidget()
    made = RegisterGrid(
        context,
        field_columns(context, "risks", ("ref", "title", "owner", "current_likelihood", "review_on")),
        name="Risks", key="risks by key", register="risks", new=lambda above: {"plan": context.plan_id},
    )  # fmt: skip
    layout = QVBoxLayout(window)
    for widget in (QComboBox(), made, QLineEdit()):
        layout.addWidget(widget)
    with holding_risks(made, context):
        shown_alone(qtbot, window, 900, 400)
        made.view.setFocus()
        made.view.go_to(0, 0)
        yield made


def at(grid: RegisterGrid) -> tuple[int, int]:
    return grid.view.currentIndex().row(), grid.view.currentIndex().column()


def block(grid: RegisterGrid) -> tuple[int, int, int, int]:
    return grid.view.cells.bounds()


def test_moving_far_takes_the_selection_along(grid: RegisterGrid, context: Context, qtbot: QtBot) -> None:
    last = len(grid.model.rows) - 1
    for keys, spot in (
        ("Ctrl+End", (last, 4)),
        ("Ctrl+Home", (0, 0)),
        ("Ctrl+Down", (last, 0)),
        ("End", (last, 4)),
    ):
        press(grid.view, keys, qtbot)
        assert at(grid) == spot and block(grid) == (*spot, *spot)
    gone = grid.current.id
    press(grid.view, "Ctrl+-", qtbot)
    assert gone not in context.records.risk and len(context.records.risks) == last


def test_ctrl_and_an_arrow_stop_at_the_edges_of_the_data(grid: RegisterGrid, qtbot: QtBot) -> None:
    for row in (2, 5):
        grid._typed(grid.model.rows[row], grid.model.columns[2], "somebody")
    for row in (0, 1, 3, 4):
        grid._typed(grid.model.rows[row], grid.model.columns[2], "")
    grid.view.go_to(0, 2)
    for expected in (2, 5):
        press(grid.view, "Ctrl+Down", qtbot)
        assert at(grid) == (expected, 2)
    press(grid.view, "Ctrl+Up", qtbot)
    assert at(grid) == (2, 2)
    press(grid.view, "Ctrl+Left", qtbot)
    assert at(grid) == (2, 0)


def test_shift_selects_from_where_one_stands(grid: RegisterGrid, qtbot: QtBot) -> None:
    grid.view.go_to(1, 1)
    for keys in ("Shift+Down", "Shift+Down", "Shift+Right"):
        press(grid.view, keys, qtbot)
    assert at(grid) == (1, 1) and block(grid) == (1, 1, 3, 2)
    press(grid.view, "Shift+Space", qtbot)
    assert at(grid) == (1, 1) and block(grid) == (1, 0, 3, 4)
    press(grid.view, "Down", qtbot)
    assert at(grid) == (2, 1) and block(grid) == (2, 1, 2, 1)
    press(grid.view, "Ctrl+Space", qtbot)
    assert at(grid) == (2, 1) and block(grid) == (0, 1, len(grid.model.rows) - 1, 1)


def test_whole_rows_and_columns_are_gone_on_with_whole(grid: RegisterGrid, qtbot: QtBot) -> None:
    last = len(grid.model.rows) - 1
    for keys, expected in (
        (("Shift+Space", "Shift+Down", "Shift+Down"), (2, 0, 4, 4)),
        (("Shift+Space", "Shift+Down", "Shift+Up", "Shift+Up"), (1, 0, 2, 4)),
        (("Shift+Down", "Shift+Space", "Shift+Down"), (2, 0, 4, 4)),
        (("Shift+Space", "Ctrl+Shift+Down"), (2, 0, last, 4)),
        (("Ctrl+Space", "Shift+Right"), (0, 1, last, 2)),
        (("Ctrl+A", "Shift+Down"), (0, 0, last, 4)),
        (("Shift+Space", "Down", "Shift+Down"), (3, 1, 4, 1)),
    ):
        grid.view.go_to(2, 1)
        for key in keys:
            press(grid.view, key, qtbot)
        assert block(grid) == expected and grid.view.cells.in_one_block, keys


def test_rows_chosen_apart_stay_apart(grid: RegisterGrid, qtbot: QtBot) -> None:
    def click(row: int, column: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.ControlModifier) -> None:
        place = grid.view.visualRect(grid.model.index(row, column)).center()
        qtbot.mouseClick(grid.view.viewport(), Qt.MouseButton.LeftButton, held, place)

    def rows() -> list[int]:
        return [grid.model.rows.index(row) for row in grid.view.selected_rows()]

    click(0, 1, Qt.KeyboardModifier.NoModifier)
    click(3, 1)
    press(grid.view, "Shift+Space", qtbot)
    assert rows() == [0, 3] and grid.view.cells.count == 2 * 5
    press(grid.view, "Shift+Down", qtbot)
    assert rows() == [0, 3, 4] and grid.view.cells.count == 3 * 5
    # A second block is drawn beside the first.
    click(0, 1, Qt.KeyboardModifier.NoModifier)
    click(2, 2)
    click(3, 3, Qt.KeyboardModifier.ShiftModifier)
    assert grid.view.cells.count == 1 + 4 and rows() == [0, 2, 3] and at(grid) == (2, 2)


def test_the_mouse_selects_as_the_keys_do(grid: RegisterGrid, qtbot: QtBot) -> None:
    view = grid.view

    def middle(row: int, column: int) -> QPoint:
        return view.visualRect(grid.model.index(row, column)).center()

    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=middle(1, 1))
    qtbot.mouseMove(view.viewport(), middle(3, 3))
    view.cells.extend((3, 3))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=middle(3, 3))
    assert at(grid) == (1, 1) and block(grid) == (1, 1, 3, 3)
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, middle(2, 2)
    )
    assert at(grid) == (1, 1) and block(grid) == (1, 1, 2, 2)
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, middle(4, 0)
    )
    assert at(grid) == (4, 0)
    assert [row.id for row in view.selected_rows()] == [grid.model.rows[row].id for row in (1, 2, 4)]


def test_tab_walks_the_cells_and_enter_goes_back_to_where_it_began(grid: RegisterGrid, qtbot: QtBot) -> None:
    grid.view.go_to(1, 1)
    for keys, spot in (("Tab", (1, 2)), ("Tab", (1, 3)), ("Shift+Tab", (1, 2)), ("Return", (2, 1))):
        press(grid.view, keys, qtbot)
        assert at(grid) == spot
    grid.view.go_to(1, 4)
    press(grid.view, "Tab", qtbot)
    assert at(grid) == (2, 0)


def test_tab_and_enter_go_round_inside_a_selection(grid: RegisterGrid, qtbot: QtBot) -> None:
    grid.view.cells.select_block((1, 1), (2, 2))
    for keys, spot in (
        ("Tab", (1, 2)),
        ("Tab", (2, 1)),
        ("Return", (1, 2)),
        ("Return", (2, 2)),
        ("Return", (1, 1)),
    ):
        press(grid.view, keys, qtbot)
        assert at(grid) == spot and block(grid) == (1, 1, 2, 2)


def test_tab_leaves_after_the_last_cell_and_f6_from_anywhere(grid: RegisterGrid, qtbot: QtBot) -> None:
    box = grid.window().findChild(QLineEdit)
    press(grid.view, "Ctrl+End", qtbot)
    press(grid.view, "Tab", qtbot)
    assert grid.at_foot
    press(grid.view, "End", qtbot)
    press(grid.view, "Tab", qtbot)
    assert QApplication.focusWidget() is box
    for leaving in (["F6"], ["Esc", "Tab"]):
        grid.view.setFocus()
        grid.view.go_to(1, 1)
        for keys in leaving:
            press(grid.view, keys, qtbot)
        assert QApplication.focusWidget() is box and at(grid) == (1, 1)
    grid.view.setFocus()
    grid.view.go_to(0, 0)
    press(grid.view, "Shift+Tab", qtbot)
    assert isinstance(QApplication.focusWidget(), QComboBox)
    assert "F6" in grid.view.accessibleDescription() and "Escape" in grid.view.accessibleDescription()


def test_typing_goes_on_in_cells_that_take_it(context: Context, qtbot: QtBot) -> None:
    tab = FundingTab(context)
    qtbot.addWidget(tab)
    tab.resize(1300, 700)
    tab.show()
    view = tab.grid.view
    keys = [tab.grid.model.columns[column].key for column in view.cells.columns()]
    assert keys[:3] == ["name", "bar", "amount"]
    view.setFocus()
    view.cells.go((0, 0))
    qtbot.keyClicks(view, "F")
    editor = view.findChild(QLineEdit)
    editor.setText("A fund renamed")
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert tab.grid.current.record["name"] == "A fund renamed"
    # The bar is worked out: the next cell that takes anything is the amount.
    assert view.cells.spot == (0, 2)
    qtbot.keyClicks(view, "9")
    qtbot.keyClick(view.findChild(QLineEdit), Qt.Key.Key_Return)
    assert view.cells.spot == (1, 0)
    # Without typing Tab walks every cell.
    press(view, "Tab", qtbot)
    assert view.cells.spot == (1, 1)
    said: list[str] = []
    context.said.connect(said.append)
    qtbot.keyClicks(view, "g")
    assert view.cells.spot == (1, 1) and "cannot be changed" in said[-1]


def test_a_bare_arrow_changes_no_rating(context: Context, qtbot: QtBot) -> None:
    choice = RatingChoice("Our rating")
    qtbot.addWidget(choice)
    choice.set_value("green")
    chosen: list[object] = []
    choice.chosen.connect(chosen.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(choice, key)
    assert chosen == [] and choice.value == "green"
    assert "Amber is marked" in choice.accessibleDescription()
    qtbot.keyClick(choice, Qt.Key.Key_Space)
    assert chosen == ["amber"]


def test_the_current_cell_survives_other_rows_and_columns(grid: RegisterGrid, qtbot: QtBot) -> None:
    grid.view.go_to(3, 2)
    record = grid.current.id
    grid._sort(1)
    assert grid.current.id == record and at(grid)[1] == 2
    grid.set_filter(None, "no risk says this")
    assert grid.current is None
    grid.set_filter(None, "")
    assert grid.current.id == record
    grid.columns.show_column(2, False)
    agree(grid, [record])
    grid.columns.show_column(2, True)
