"""The keys of the help's table do what it says, in every grid."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from shown_tab import shown_tab
from typed_cells import column_of, holding_risks, shown_alone

from csp_desktop.editing.changes import Update
from csp_desktop.ui.context import Context
from csp_desktop.ui.funding.funding_tab import FundingTab
from csp_desktop.ui.grid.columns import field_columns
from csp_desktop.ui.grid.keys import ACTIONS, GRID_KEYS, STEPS
from csp_desktop.ui.grid.option_picker import OptionPicker
from csp_desktop.ui.grid.overlaid.replace_dialog import ReplaceDialog
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.indicators.indicators_tab import IndicatorsTab
from csp_desktop.ui.partners.partners_tab import PartnersTab
from csp_desktop.ui.plan.action_plan_tab import ActionPlanTab
from csp_desktop.ui.risks.risks_tab import RisksTab
from csp_desktop.ui.tab import Tab

NAMES = ("ref", "title", "cause", "owner_agency", "current_likelihood", "current_impact", "review_on")
REF, TITLE, CAUSE, OWNER, LIKELIHOOD, IMPACT, REVIEW = range(7)
OF_EDITORS = {"F2", "Alt+Return", "Ctrl+Return", "Backspace", "Esc", "Tab", "Shift+Tab", "F6", "Shift+F6"}


def press(widget: QWidget, keys: str, qtbot: QtBot) -> None:
    pressed = QKeySequence(keys)[0]
    qtbot.keyClick(widget, pressed.key(), pressed.keyboardModifiers())


@pytest.fixture
def grid(context: Context, qtbot: QtBot) -> Iterator[RegisterGrid]:
    """The risks of the sample."""
    made = RegisterGrid(
        context, field_columns(context, "risks", NAMES), name="Risks", key="risks of keys", register="risks",
        new=lambda above: {"plan": context.plan_id},
    )  # fmt: skip
    with holding_risks(made, context):
        shown_alone(qtbot, made, 1000, 500)
        made.view.setFocus()
        yield made


def recorded(context: Context, name: str, rows: range) -> list[object]:
    return [context.records.risks[row][name] for row in rows]


def test_every_key_of_the_grid_stands_in_the_help_once() -> None:
    told = [keys for line in GRID_KEYS for keys in line.keys]
    assert len(told) == len(set(told))
    assert set(told) == {*STEPS, *ACTIONS, *OF_EDITORS, "Return", "Shift+Return"}


def test_f2_edits_at_the_end_and_typing_replaces(grid: RegisterGrid, context: Context, qtbot: QtBot) -> None:
    before = context.records.risks[0]["title"]
    grid.view.go_to(0, TITLE)
    press(grid.view, "F2", qtbot)
    editor = grid.view.findChild(QPlainTextEdit)
    assert not editor.textCursor().hasSelection() and editor.textCursor().atEnd()
    qtbot.keyClicks(editor, " too")
    press(editor, "Return", qtbot)
    assert context.records.risks[0]["title"] == f"{before} too"
    QApplication.processEvents()
    grid.view.go_to(0, REF)
    qtbot.keyClicks(grid.view, "X")
    assert grid.view.findChild(QLineEdit).selectedText() in ("", context.records.risks[0]["ref"])
    editor = grid.view.findChild(QLineEdit)
    editor.setText("X9")
    press(editor, "Return", qtbot)
    assert context.records.risks[0]["ref"] == "X9"


def test_a_sign_typed_with_altgr_begins_an_edit(grid: RegisterGrid, qtbot: QtBot) -> None:
    grid.view.go_to(0, TITLE)
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    for key, text in ((Qt.Key.Key_J, "\n"), (Qt.Key.Key_4, "€")):
        QApplication.sendEvent(grid.view, QKeyEvent(QEvent.Type.KeyPress, key, held, text))
    assert grid.view.findChild(QPlainTextEdit).toPlainText() == "€"


def test_alt_enter_makes_a_line_and_shift_enter_goes_up(
    grid: RegisterGrid, context: Context, qtbot: QtBot
) -> None:
    grid.view.go_to(1, CAUSE)
    press(grid.view, "F2", qtbot)
    editor = grid.view.findChild(QPlainTextEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "One")
    press(editor, "Alt+Return", qtbot)
    qtbot.keyClicks(editor, "two")
    press(editor, "Shift+Return", qtbot)
    assert context.records.risks[1]["cause"] == "One\ntwo"
    assert grid.view.cells.spot == (0, CAUSE)


@pytest.mark.parametrize("column", [LIKELIHOOD, REVIEW, CAUSE, OWNER])
def test_ctrl_enter_fills_the_selection(
    grid: RegisterGrid, context: Context, qtbot: QtBot, column: int
) -> None:
    name = NAMES[column]
    typed = {LIKELIHOOD: "2", REVIEW: "1/2/2011", CAUSE: "Weather", OWNER: "fire"}[column]
    grid.view.cells.select_block((1, column), (3, column))
    before = recorded(context, name, range(5))
    qtbot.keyClicks(grid.view, typed[0])
    editor = next(
        one for kind in (OptionPicker, QPlainTextEdit, QLineEdit) for one in grid.view.findChildren(kind)
    )
    (editor.line if isinstance(editor, OptionPicker) else editor).setFocus()
    if isinstance(editor, OptionPicker):
        editor.line.setText(typed)
        press(editor.line, "Ctrl+Return", qtbot)
    else:
        editor.setText(typed) if isinstance(editor, QLineEdit) else editor.setPlainText(typed)
        press(editor, "Ctrl+Return", qtbot)
    after = recorded(context, name, range(5))
    assert len(set(after[1:4])) == 1 and after[1] not in (None, "")
    assert (after[0], after[4]) == (before[0], before[4])
    assert grid.view.cells.spot == (1, column) and len(grid.view.selected_rows()) == 3
    context.undo()
    assert recorded(context, name, range(5)) == before


def test_fill_down_and_right(grid: RegisterGrid, context: Context, qtbot: QtBot) -> None:
    grid._typed(grid.model.rows[0], grid.model.columns[LIKELIHOOD], "5")
    grid._typed(grid.model.rows[1], grid.model.columns[LIKELIHOOD], "1")
    grid.view.go_to(1, LIKELIHOOD)
    press(grid.view, "Ctrl+D", qtbot)
    assert context.records.risks[1]["current_likelihood"] == 5
    grid.view.cells.select_block((0, LIKELIHOOD), (2, IMPACT))
    press(grid.view, "Ctrl+R", qtbot)
    assert recorded(context, "current_impact", range(3)) == recorded(context, "current_likelihood", range(3))
    grid.view.go_to(3, IMPACT)
    grid._typed(grid.model.rows[3], grid.model.columns[LIKELIHOOD], "2")
    press(grid.view, "Ctrl+R", qtbot)
    assert context.records.risks[3]["current_impact"] == 2


def test_cells_chosen_apart_are_written_to_and_no_others(
    grid: RegisterGrid, context: Context, qtbot: QtBot
) -> None:
    before = context.workspace.records("risks")
    chosen = {(0, "cause"), (2, "title"), (3, "title")}

    def choose() -> None:
        grid.view.go_to(0, CAUSE)
        grid.view.cells.add((2, TITLE))
        grid.view.cells.add((3, TITLE))

    def written() -> set[tuple[int, str]]:
        now = context.workspace.records("risks")
        at = {risk["id"]: row for row, risk in enumerate(context.records.risks)}
        return {
            (at[after["id"]], name)
            for was, after in zip(before, now, strict=True)
            for name in NAMES
            if was[name] != after[name]
        }

    choose()
    press(grid.view, "Del", qtbot)
    # A risk cannot be without a title: those two wait, nothing else is cleared.
    assert written() == {(0, "cause")} and grid.unsaved == 2
    context.undo()
    for row in (2, 3):
        grid.view.go_to(row, TITLE)
        press(grid.view, "Esc", qtbot)
    choose()
    grid.blocks.fill_selection("All alike")
    assert written() == chosen
    context.undo()
    choose()
    QApplication.clipboard().setText("Pasted")
    press(grid.view, "Ctrl+V", qtbot)
    assert written() == chosen
    context.undo()
    choose()
    press(grid.view, "Ctrl+D", qtbot)
    assert written() == {(3, "title")}
    context.undo()
    choose()
    press(grid.view, "Ctrl+H", qtbot)
    dialog = grid.window().findChild(ReplaceDialog)
    dialog.sought.setText("e")
    dialog.by.setText("E")
    dialog.case.setChecked(True)
    dialog.replace.click()
    assert written() == chosen
    context.undo()
    assert written() == set()


def test_cells_that_make_no_block_are_neither_copied_nor_cut(
    grid: RegisterGrid, context: Context, qtbot: QtBot
) -> None:
    said: list[str] = []
    context.refused.connect(said.append)
    QApplication.clipboard().setText("1\t2")
    grid.view.go_to(0, CAUSE)
    grid.view.cells.add((2, TITLE))
    assert grid.view.handle.place.isEmpty()
    for keys in ("Ctrl+C", "Ctrl+X", "Ctrl+V"):
        press(grid.view, keys, qtbot)
    assert [words.partition(":")[0] for words in said] == [
        "Nothing was copied", "Nothing was copied", "Nothing was pasted",
    ]  # fmt: skip
    assert QApplication.clipboard().text() == "1\t2" and context.workspace.undoable is None
    # The same cells of several rows are a block, as in a spreadsheet.
    grid.view.go_to(0, CAUSE)
    grid.view.cells.add((2, CAUSE))
    press(grid.view, "Ctrl+C", qtbot)
    first, _, third = recorded(context, "cause", range(3))
    assert QApplication.clipboard().text() == f"{first}\r\n{third}"


def test_figures_and_days_are_copied_to_be_reckoned_with(
    grid: RegisterGrid, context: Context, qtbot: QtBot
) -> None:
    context.apply([Update("risks", context.records.risks[0]["id"], {"ref": "1.10", "title": "30 Jun 2010"})])
    grid.view.go_to(0, REF)
    press(grid.view, "Shift+Space", qtbot)
    press(grid.view, "Ctrl+C", qtbot)
    cells = QApplication.clipboard().mimeData().html().partition("</tr>")[2].split("<td")[1:]
    assert [name for name, cell in zip(NAMES, cells, strict=True) if "sdval" in cell] == [
        "current_likelihood", "current_impact", "review_on",
    ]  # fmt: skip


def test_what_an_indicator_began_with_and_aims_at_is_copied_as_figures(
    context: Context, qtbot: QtBot
) -> None:
    grid = shown_tab(qtbot, IndicatorsTab(context)).grid
    known = next(row for row in grid.model.rows if row.record.get("baseline_value"))
    for key in ("baseline", "target"):
        grid.columns.show_column(column_of(grid, key), True)
        grid.view.go_to(grid.model.place_of(known.id), column_of(grid, key))
        grid.do("copy")
        assert "sdval" in QApplication.clipboard().mimeData().html()


def test_todays_date(grid: RegisterGrid, context: Context, qtbot: QtBot) -> None:
    grid.view.go_to(0, REVIEW)
    press(grid.view, "Ctrl+;", qtbot)
    assert context.records.risks[0]["review_on"] == context.today.isoformat()
    grid.view.go_to(0, CAUSE)
    words = grid.model.columns[CAUSE].text(grid.model.rows[0])
    press(grid.view, "Ctrl+;", qtbot)
    editor = grid.view.findChild(QPlainTextEdit)
    assert editor.toPlainText() == f"{words} 19 Oct 2010".strip()
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    press(editor, "Ctrl+;", qtbot)
    assert editor.toPlainText().startswith("19 Oct 2010")


def test_delete_clears_and_backspace_clears_to_type(
    grid: RegisterGrid, context: Context, qtbot: QtBot
) -> None:
    grid.view.cells.select_block((0, REVIEW), (1, REVIEW))
    press(grid.view, "Del", qtbot)
    assert recorded(context, "review_on", range(2)) == [None, None]
    grid.view.go_to(2, REF)
    press(grid.view, "Backspace", qtbot)
    editor = grid.view.findChild(QLineEdit)
    assert editor.text() == ""
    qtbot.keyClicks(editor, "Z1")
    press(editor, "Down", qtbot)
    assert context.records.risks[2]["ref"] == "Z1" and grid.view.cells.spot == (3, REF)


def test_an_arrow_ends_what_typing_began_and_not_what_f2_began(
    grid: RegisterGrid, context: Context, qtbot: QtBot
) -> None:
    grid.view.go_to(1, LIKELIHOOD)
    qtbot.keyClicks(grid.view, "4")
    editor = grid.view.findChild(QLineEdit)
    editor.setText("4")
    press(editor, "Right", qtbot)
    assert context.records.risks[1]["current_likelihood"] == 4 and grid.view.cells.spot == (1, IMPACT)
    grid.view.go_to(1, REF)
    press(grid.view, "F2", qtbot)
    editor = grid.view.findChildren(QLineEdit)[-1]
    press(editor, "Left", qtbot)
    assert grid.view.cells.spot == (1, REF) and editor.cursorPosition() == len(editor.text()) - 1


def test_an_arrow_ends_typing_over_a_long_text(grid: RegisterGrid, context: Context, qtbot: QtBot) -> None:
    grid.view.go_to(0, TITLE)
    for words, keys in (("Task A", "Down"), ("Task B", "Down"), ("Task C", "Up"), ("Task D", "Right")):
        qtbot.keyClicks(grid.view, words[0])
        editor = grid.view.findChildren(QPlainTextEdit)[-1]
        qtbot.keyClicks(editor, words[1:])
        press(editor, keys, qtbot)
        assert grid.view.hasFocus()
    assert recorded(context, "title", range(3)) == ["Task A", "Task D", "Task C"]
    assert grid.view.cells.spot == (1, CAUSE)
    # What was begun with F2 is gone about in.
    grid.view.go_to(0, TITLE)
    press(grid.view, "F2", qtbot)
    editor = grid.view.findChildren(QPlainTextEdit)[-1]
    for keys in ("Left", "Up", "Down"):
        press(editor, keys, qtbot)
    assert grid.view.itemDelegate().editor is editor
    qtbot.keyClicks(editor, "!")
    press(editor, "Return", qtbot)
    assert "!" in context.records.risks[0]["title"]


@pytest.mark.parametrize("column", [REF, TITLE])
def test_an_arrow_moves_in_what_was_typed_once_the_caret_was_set_in_it(
    grid: RegisterGrid, qtbot: QtBot, column: int
) -> None:
    grid.view.go_to(1, column)
    qtbot.keyClicks(grid.view, "T")
    editor = grid.view.itemDelegate().editor
    qtbot.keyClicks(editor, "ask")
    press(editor, "Home", qtbot)
    for keys in ("Right", "Up", "Down", "Left"):
        press(editor, keys, qtbot)
        assert grid.view.itemDelegate().editor is editor
    press(editor, "Return", qtbot)
    assert grid.view.cells.spot == (2, column)


def test_today_put_after_other_words_is_gone_on_with(grid: RegisterGrid, qtbot: QtBot) -> None:
    grid.view.go_to(1, CAUSE)
    press(grid.view, "Ctrl+;", qtbot)
    editor = grid.view.findChildren(QPlainTextEdit)[-1]
    press(editor, "Left", qtbot)
    assert grid.view.itemDelegate().editor is editor and not editor.textCursor().atEnd()


@pytest.mark.parametrize("column", [REF, TITLE, OWNER])
@pytest.mark.parametrize("keys", ["Ctrl+Down", "PgDown", "Ctrl+Home", "Ctrl+-", "Ctrl+D", "Alt+Up"])
def test_keys_of_the_grid_do_nothing_while_a_cell_is_gone_about_in(
    grid: RegisterGrid, context: Context, qtbot: QtBot, qtlog: object, column: int, keys: str
) -> None:
    before = [dict(risk) for risk in context.records.risks]
    grid.view.go_to(2, column)
    press(grid.view, "F2", qtbot)
    editor = grid.view.itemDelegate().editor
    press(editor.focusProxy() or editor, keys, qtbot)
    assert grid.view.itemDelegate().editor is editor and grid.view.cells.spot == (2, column)
    press(editor.focusProxy() or editor, "Esc", qtbot)
    assert [dict(risk) for risk in context.records.risks] == before
    assert not any("commitData" in record.message for record in qtlog.records)


def test_a_list_stays_open_and_an_entry_is_ended_by_keys_that_go_far(
    grid: RegisterGrid, context: Context, qtbot: QtBot, qtlog: object
) -> None:
    grid.view.go_to(1, OWNER)
    owner = context.records.risks[1]["owner_agency"]
    qtbot.keyClicks(grid.view, "f")
    editor = grid.view.itemDelegate().editor
    for keys in ("PgDown", "Ctrl+Home", "Ctrl+End"):
        press(editor.line, keys, qtbot)
    assert grid.view.itemDelegate().editor is editor and grid.view.cells.spot == (1, OWNER)
    press(editor.line, "Esc", qtbot)
    assert context.records.risks[1]["owner_agency"] == owner
    grid.view.go_to(1, REF)
    qtbot.keyClicks(grid.view, "9")
    press(grid.view.itemDelegate().editor, "PgDown", qtbot)
    assert context.records.risks[1]["ref"] == "9" and grid.view.cells.spot[0] > 1
    assert grid.view.hasFocus() and not any("commitData" in record.message for record in qtlog.records)


def test_the_current_cell_is_not_behind_the_first_column(grid: RegisterGrid, qtbot: QtBot) -> None:
    grid.resize(420, 400)
    QApplication.processEvents()
    view = grid.view
    for walk in (
        ["End", "Left", "Left", "Left", "Left", "Left"],
        ["End", "Tab", "Tab"],
        ["Home", "Tab", "Tab", "Return"],
    ):
        for keys in walk:
            press(view, keys, qtbot)
            column = view.currentIndex().column()
            left = view.columnViewportPosition(column)
            assert column == REF or not view.horizontalScrollBar().value() or left >= view.columnWidth(REF), (
                keys
            )
    view.go_to(0, REVIEW)
    view.go_to(0, CAUSE)
    assert view.horizontalScrollBar().value() and view.columnViewportPosition(CAUSE) == view.columnWidth(REF)


def test_what_is_selected_is_counted_summed_and_averaged(grid: RegisterGrid, context: Context) -> None:
    for row, value in enumerate(("1", "2", "5", "")):
        grid._typed(grid.model.rows[row], grid.model.columns[LIKELIHOOD], value)
    grid.view.cells.select_block((0, LIKELIHOOD), (3, LIKELIHOOD))
    assert "count 3 · sum 8 · average 2.67" in grid.summary()
    grid.view.cells.select_block((0, REF), (2, TITLE))
    assert grid.summary().endswith("count 6")


def test_values_only_is_what_every_paste_does(grid: RegisterGrid, context: Context, qtbot: QtBot) -> None:
    QApplication.clipboard().setText("A title pasted")
    for keys in ("Ctrl+Shift+V", "Ctrl+Alt+V"):
        grid.view.go_to(0, TITLE)
        press(grid.view, keys, qtbot)
        assert context.records.risks[0]["title"] == "A title pasted"
        context.undo()


TABS: tuple[tuple[type[Tab], tuple[str, ...]], ...] = (
    (ActionPlanTab, ("All",)),
    (IndicatorsTab, ("All",)),
    (RisksTab, ("All",)),
    (FundingTab, ("Streams", "Allocations", "Bids", "Entries")),
    (PartnersTab, ("Agencies", "People", "Groups")),
)


SLOWER = [
    pytest.param(made, chips, id=made.name, marks=pytest.mark.slow if len(chips) > 1 else ())
    for made, chips in TABS
]
"""One grid of each shape; tabs of several are tried where there is more time."""


@pytest.mark.parametrize(("made", "chips"), SLOWER)
def test_the_keys_work_in_every_grid(
    made: type[Tab], chips: tuple[str, ...], context: Context, qtbot: QtBot
) -> None:
    """Typing, filling and clearing a column of text, each undone as one step."""
    tab = made(context)
    qtbot.addWidget(tab)
    tab.resize(1300, 700)
    tab.show()
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    tried = 0
    for chip in chips:
        tab.choose_chip(chip)
        QApplication.processEvents()
        grid = tab.grid
        register = grid.model.rows[-1].register.name
        column = next(
            place
            for place, at in enumerate(grid.view.cells.columns())
            if (field := grid.model.columns[at].field(grid.model.rows[-1])) is not None
            and field.kind in ("text", "narrative")
        )  # fmt: skip
        last = len(grid.model.rows) - 1
        record = grid.model.rows[last].id
        before = context.workspace.records(register)
        grid.view.setFocus()
        grid.view.cells.go((last, column))
        press(grid.view, "F2", qtbot)
        editor = next(one for kind in (QPlainTextEdit, QLineEdit) for one in grid.view.findChildren(kind))
        editor.selectAll()
        qtbot.keyClicks(editor, "Q7")
        press(editor, "Return", qtbot)
        # Where rows stand by name it is elsewhere now.
        grid.view.cells.go((grid.model.place_of(record), column))

        def words(grid: RegisterGrid = grid, column: int = column, record: str = record) -> str:
            return grid.model.data(
                grid.model.index(grid.model.place_of(record), grid.view.cells.columns()[column])
            )

        assert words() == "Q7" and context.workspace.records(register) != before
        press(grid.view, "Del", qtbot)
        assert words() == ""
        if grid.model.unsaved:
            # What is needed is refused, and stays in sight until it is given up.
            press(grid.view, "Esc", qtbot)
            assert words() == "Q7"
        else:
            context.undo()
        context.undo()
        assert context.workspace.records(register) == before
        tried += 1
        # Words are replaced in what is selected, and one value of the column is shown alone, in any grid.
        grid.view.setFocus()
        grid.view.cells.go((last, column))
        press(grid.view, "F2", qtbot)
        editor = grid.view.itemDelegate().editor
        editor.selectAll()
        qtbot.keyClicks(editor, "Q7 and q7")
        press(editor, "Return", qtbot)
        grid.view.cells.go((grid.model.place_of(record), column))
        press(grid.view, "Ctrl+H", qtbot)
        dialog = grid.window().findChild(ReplaceDialog)
        dialog.sought.setText("Q7")
        dialog.by.setText("Z8")
        dialog.replace.click()
        assert words() == "Z8 and Z8"
        press(grid.view, "Ctrl+Shift+L", qtbot)
        qtbot.keyClicks(grid.view.findChild(OptionPicker).line, "z8 and")
        press(grid.view.findChild(OptionPicker).line, "Return", qtbot)
        assert words() == "Z8 and Z8"
        listed = [row for row in grid.model.rows if not row.heading]
        assert record in {row.id for row in grid.model.rows} and len(listed) < 4
        assert "only Z8 and Z8" in grid.summary()
        grid.model.show_only(grid.model.columns[grid.view.cells.columns()[column]].key, frozenset())
        context.undo()
        context.undo()
        assert context.workspace.records(register) == before
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert tried == len(chips)


def drag(grid: RegisterGrid, to: tuple[int, int]) -> None:
    """Drag the square at the corner of the selection to a cell."""
    view, port = grid.view, grid.view.viewport()
    cell = view.visualRect(grid.model.index(to[0], view.cells.columns()[to[1]])).center()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=view.handle.place.center())
    for point in (view.handle.place.center() + QPoint(2, 8), cell):
        QApplication.sendEvent(
            port,
            QMouseEvent(
                QEvent.Type.MouseMove, point.toPointF(), port.mapToGlobal(point.toPointF()),
                Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
            ),
        )  # fmt: skip
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=cell)


def test_the_square_at_the_corner_copies_on_as_one_step(grid: RegisterGrid, context: Context) -> None:
    before = recorded(context, "cause", range(5))
    grid.view.cells.select_block((0, CAUSE), (1, CAUSE))
    drag(grid, (4, CAUSE))
    first, second = before[:2]
    assert recorded(context, "cause", range(5)) == [first, second, first, second, first]
    assert grid.view.cells.bounds() == (0, CAUSE, 4, CAUSE)
    context.undo()
    assert recorded(context, "cause", range(5)) == before
    grid.view.cells.go((0, LIKELIHOOD))
    drag(grid, (0, IMPACT))
    assert context.records.risks[0]["current_impact"] == context.records.risks[0]["current_likelihood"]


def test_dragged_down_a_ref_is_numbered_on(grid: RegisterGrid, context: Context, qtbot: QtBot) -> None:
    grid.view.cells.go((1, REF))
    drag(grid, (3, REF))
    assert recorded(context, "ref", range(1, 4)) == ["R2", "R3", "R4"] and context.workspace.undoable is None
    context.apply([Update("risks", context.records.risks[1]["id"], {"ref": "9.9"})])
    grid.view.cells.select_block((1, REF), (1, TITLE))
    drag(grid, (3, TITLE))
    assert recorded(context, "ref", range(1, 4)) == ["9.9", "9.10", "9.11"]
    assert len(set(recorded(context, "title", range(1, 4)))) == 1
    # What hangs below keeps its own number, and none beyond is counted on.
    plan = shown_tab(qtbot, ActionPlanTab(context)).grid
    refs = [plan.blocks.text(row, 0) for row in range(15)]
    assert refs[3:5] == ["1.3", "1.3.1"] and refs[12:15] == ["1.9", "2", "2.1"]
    context.apply([Update("plan_items", plan.model.rows[3].id, {"ref": "1.30"})])
    plan.view.cells.go((3, 0))
    drag(plan, (14, 0))
    assert [plan.blocks.text(row, 0) for row in range(15)] == [
        *refs[:3], "1.30", *refs[4:7], *(f"1.{number}" for number in range(31, 37)), *refs[13:],
    ]  # fmt: skip
    # A ref without a number is copied as any words are.
    context.apply([Update("risks", context.records.risks[1]["id"], {"ref": "Rx"})])
    grid.view.cells.go((1, REF))
    drag(grid, (2, REF))
    assert recorded(context, "ref", range(1, 3)) == ["Rx", "Rx"]


def test_a_double_click_on_it_fills_as_far_as_the_cells_beside(grid: RegisterGrid, context: Context) -> None:
    grid.view.go_to(0, OWNER)
    grid.model.columns[OWNER].text(grid.model.rows[0])
    last = next(
        (place - 1 for place, row in enumerate(grid.model.rows) if not row.record["cause"]),
        len(grid.model.rows) - 1,
    )
    QTest.mouseDClick(grid.view.viewport(), Qt.MouseButton.LeftButton, pos=grid.view.handle.place.center())
    owner = context.records.risks[0]["owner_agency"]
    assert recorded(context, "owner_agency", range(last + 1)) == [owner] * (last + 1)
    assert grid.view.selected_rows()[-1] is grid.model.rows[last]


@pytest.mark.parametrize("away", [False, True], ids=["in sight", "scrolled away from"])
def test_the_menu_key_opens_the_menu_at_the_current_cell(grid: RegisterGrid, away: bool) -> None:
    grid.view.go_to(4, TITLE)
    if away:
        grid.view.scrollToBottom()
        assert grid.view.visualRect(grid.view.currentIndex()).bottom() < 0
    middle = grid.view.rect().center()
    key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, grid.view.mapToGlobal(middle))
    QApplication.sendEvent(grid.view, key)
    menu = next(menu for menu in grid.findChildren(QMenu) if menu.isVisible())
    cell = grid.view.visualRect(grid.view.currentIndex())
    at = grid.view.viewport().mapFromGlobal(menu.pos())
    assert (
        cell.contains(at) and grid.view.viewport().rect().contains(at) and (away or not cell.contains(middle))
    )
    menu.close()


def test_what_was_just_added_is_seen_until_another_filter_is_chosen(
    grid: RegisterGrid, context: Context, qtbot: QtBot
) -> None:
    owner = grid.model.columns[OWNER].text(grid.model.rows[0])
    grid.model.show_only("owner_agency", frozenset({owner}))
    listed = len(grid.model.rows)
    assert 0 < listed < len(context.records.risks)
    grid.view.go_to(listed, TITLE)
    QApplication.clipboard().setText("A risk of nobody’s")
    press(grid.view, "Ctrl+V", qtbot)
    assert [row.record["title"] for row in grid.model.rows][listed:] == ["A risk of nobody’s"]
    grid.model.show_only("owner_agency", frozenset({owner}))
    assert len(grid.model.rows) == listed


def test_the_values_of_a_column_are_listed_in_their_order(context: Context, qtbot: QtBot) -> None:
    tab = FundingTab(context)
    shown_alone(qtbot, tab, 1300, 700)
    tab.choose_chip("Bids")
    for label, first in (
        ("Submitted on", ["29 Jan 2010", "12 Feb 2010", "30 Apr 2010"]),
        ("Amount sought", ["£1,200", "£2,150", "£3,000"]),
        ("Project", ["Cameras for two Rayleigh car parks"]),
    ):
        at = next(place for place, column in enumerate(tab.grid.model.columns) if column.label == label)
        tab.grid.values.choose(at)
        picker = tab.grid.view.findChild(OptionPicker)
        shown = [picker.list.item(row).text() for row in range(picker.list.count())]
        assert shown[: len(first)] == first
        press(picker.line, "Esc", qtbot)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_refs_that_look_like_days_are_listed_as_refs(
    grid: RegisterGrid, context: Context, qtbot: QtBot
) -> None:
    first, second, third = (risk["id"] for risk in context.records.risks[:3])
    context.apply(
        [
            Update("risks", one, {"ref": ref})
            for one, ref in ((first, "1.1.10"), (second, "1.1.9"), (third, "1.1"))
        ]
    )
    grid.values.choose(REF)
    picker = grid.view.findChild(OptionPicker)
    assert [picker.list.item(row).text() for row in range(3)] == ["1.1", "1.1.9", "1.1.10"]
    press(picker.line, "Esc", qtbot)


@pytest.mark.parametrize("times", [1, 2])
def test_a_new_row_stays_where_it_was_begun_in_a_sorted_grid(
    times: int, grid: RegisterGrid, context: Context, qtbot: QtBot
) -> None:
    for _ in range(times):
        grid.model.sort_by(REVIEW)
    before = [row.id for row in grid.model.rows]
    grid.view.go_to(3, TITLE)
    press(grid.view, "Ctrl++", qtbot)
    editor = grid.view.itemDelegate().editor
    qtbot.keyClicks(editor, "A new risk")
    press(editor, "Return", qtbot)
    made = next(risk["id"] for risk in context.records.risks if risk["title"] == "A new risk")
    assert [row.id for row in grid.model.rows] == [*before[:4], made, *before[4:]]
    assert grid.view.currentIndex().row() == 5
    # Sorted anew it goes where it belongs.
    for _ in range(3):
        grid.model.sort_by(REVIEW)
    assert [row.id for row in grid.model.rows][-1] == made


def test_a_new_row_of_a_sorted_grid_stays_below_one_that_waits(
    grid: RegisterGrid, context: Context, qtbot: QtBot
) -> None:
    grid.model.sort_by(REVIEW)
    before = [row.id for row in grid.model.rows]
    grid.view.go_to(3, TITLE)
    press(grid.view, "Ctrl++", qtbot)
    editor = grid.view.itemDelegate().editor
    press(editor, "Esc", qtbot)
    waiting = grid.model.rows[4]
    grid._typed(waiting, grid.model.columns[CAUSE], "No title yet")
    grid.view.go_to(4, TITLE)
    press(grid.view, "Ctrl++", qtbot)
    editor = grid.view.itemDelegate().editor
    qtbot.keyClicks(editor, "Another")
    press(editor, "Return", qtbot)
    made = next(risk["id"] for risk in context.records.risks if risk["title"] == "Another")
    assert waiting.draft
    kept = [row.id for row in grid.model.rows if row.id != waiting.id]
    assert kept == [*before[:4], made, *before[4:]]


def test_words_typed_down_a_sorted_or_filtered_column_go_into_rows_that_stay(
    grid: RegisterGrid, context: Context, qtbot: QtBot
) -> None:
    owners = {grid.model.columns[OWNER].text(row) for row in grid.model.rows} - {""}
    grid.model.show_only("owner_agency", frozenset(owners))
    grid.model.sort_by(TITLE)
    rows = [row.id for row in grid.model.rows]
    assert len(rows) > 2
    for column, words in ((TITLE, "Zz"), (OWNER, "None")):
        grid.view.go_to(0, column)
        for _ in range(2):
            grid.blocks.fill_selection(words)
            grid.view.cells.enter(1)
        assert [row.id for row in grid.model.rows] == rows and grid.current.id == rows[2]
    for _ in range(3):
        grid.model.sort_by(TITLE)
    assert {row.id for row in grid.model.rows[-2:]} == set(rows[:2])
    grid.model.filter_anew()
    assert {row.id for row in grid.model.rows} == set(rows[2:])
