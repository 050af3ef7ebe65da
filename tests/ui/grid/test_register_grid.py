"""A register as a spreadsheet: typed, pasted, filled, cleared, added, moved, deleted, and undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from typed_cells import holding_risks

from csp_desktop.editing.changes import Step
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.clipboard import taken_block
from csp_desktop.ui.grid.columns import field_columns
from csp_desktop.ui.grid.option_picker import OptionPicker
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.grid.rows.row import rows_of

NAMES = ("ref", "title", "owner_agency", "current_likelihood", "status", "review_on")
REF, TITLE, OWNER, LIKELIHOOD, STATUS, REVIEW = range(6)


@pytest.fixture
def grid(context: Context, qtbot: QtBot) -> Iterator[RegisterGrid]:
    """The risks of the sample in a grid that refills itself."""
    made = RegisterGrid(
        context,
        field_columns(context, "risks", NAMES),
        name="Risks",
        key="risks in a test",
        register="risks",
        new=lambda above: {"plan": context.plan_id},
    )
    qtbot.addWidget(made)

    with holding_risks(made, context):
        made.resize(900, 500)
        made.show()
        qtbot.waitExposed(made)
        made.view.setFocus()
        yield made


def select(grid: RegisterGrid, top: int, left: int, bottom: int, right: int) -> None:
    model = grid.model
    flag = QItemSelectionModel.SelectionFlag
    grid.view.selectionModel().setCurrentIndex(model.index(top, left), flag.ClearAndSelect)
    block = QItemSelection(model.index(top, left), model.index(bottom, right))
    grid.view.selectionModel().select(block, flag.ClearAndSelect)


def shown(grid: RegisterGrid, row: int, column: int) -> str:
    return grid.model.data(grid.model.index(row, column))


def put(text: str) -> None:
    QApplication.clipboard().setText(text)


def steps(context: Context) -> int:
    return len({change["step"] for change in context.workspace.dump(["changes"])["changes"]})


def test_typing_replaces_a_cell_and_enter_moves_down(
    grid: RegisterGrid, context: Context, qtbot: QtBot
) -> None:
    grid.view.go_to(0, REVIEW)
    qtbot.keyClicks(grid.view, "3")
    editor = grid.view.findChild(QLineEdit)
    editor.setText("31/3/11")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert context.records.risks[0]["review_on"] == "2011-03-31"
    assert (grid.view.currentIndex().row(), grid.view.currentIndex().column()) == (1, REVIEW)
    assert context.workspace.undoable == "changed R1 Review on"


def type_over(grid: RegisterGrid, qtbot: QtBot, row: int, column: int, text: str) -> None:
    grid.view.go_to(row, column)
    qtbot.keyClick(grid.view, Qt.Key.Key_F2)
    editor = grid.view._delegate.editor
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_a_typed_cell_is_painted_before_what_follows_from_it_is_shown(
    grid: RegisterGrid, context: Context, qtbot: QtBot
) -> None:
    told: list[Step] = []
    painted: list[tuple[int, str]] = []
    context.stepped.connect(told.append)
    type_over(grid, qtbot, 0, REVIEW, "31/3/11")
    grid.view.painted.connect(lambda: painted.append((len(told), shown(grid, 0, REVIEW))))
    assert told == [] and context.untold
    assert context.records.risks[0]["review_on"] == "2011-03-31"
    qtbot.waitUntil(lambda: not context.untold)
    assert painted[0] == (0, "31 Mar 2011") and len(told) == 1


def test_whatever_comes_next_finds_told_what_was_typed(
    grid: RegisterGrid, context: Context, qtbot: QtBot
) -> None:
    told: list[str] = []
    context.stepped.connect(lambda step: told.append(step.reason))
    type_over(grid, qtbot, 0, REVIEW, "31/3/11")
    qtbot.keyClicks(grid.view, "1")
    assert told == ["changed R1 Review on"] and grid.view._delegate.editor is not None
    qtbot.keyClick(grid.view._delegate.editor, Qt.Key.Key_Escape)
    type_over(grid, qtbot, 1, REVIEW, "1/4/11")
    context.undo()
    assert told[1:] == ["changed R2 Review on", "undo changed R2 Review on"]
    type_over(grid, qtbot, 1, REVIEW, "2/4/11")
    context.choose_search("anti")
    assert told[3:] == ["changed R2 Review on"]


def test_only_rows_that_look_different_are_painted_anew(grid: RegisterGrid, qtbot: QtBot) -> None:
    grid.view.go_to(0, REVIEW)
    qtbot.wait(60)
    areas = Painted(grid.view.viewport())
    whole = grid.view.viewport().height()
    qtbot.keyClick(grid.view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: bool(areas.heights))
    assert max(areas.heights) <= sum(map(grid.view.rowHeight, (0, 1))) < whole
    areas.heights.clear()
    qtbot.keyClick(grid.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: bool(areas.heights))
    # Of several chosen cells each looks different, and again once they are not.
    assert max(areas.heights) == whole


class Painted(QObject):
    """How high what is painted of a widget is, each time."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.heights: list[int] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.heights.append(event.region().boundingRect().height())
        return False


def test_esc_leaves_the_cell_as_it_was(grid: RegisterGrid, context: Context, qtbot: QtBot) -> None:
    before = context.records.risks[0]["title"]
    grid.view.go_to(0, TITLE)
    qtbot.keyClick(grid.view, Qt.Key.Key_F2)
    editor = grid.view.findChild(QPlainTextEdit)
    editor.setPlainText("something else")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert context.records.risks[0]["title"] == before


def test_a_cell_that_cannot_be_taken_stays_in_sight_until_mended(
    grid: RegisterGrid, context: Context
) -> None:
    before = context.records.risks[0]["review_on"]
    grid._typed(grid.model.rows[0], grid.model.columns[REVIEW], "next spring")
    index = grid.model.index(0, REVIEW)
    assert shown(grid, 0, REVIEW) == "next spring"
    assert "not a date" in grid.model.data(index, Qt.ItemDataRole.ToolTipRole)
    assert context.records.risks[0]["review_on"] == before
    assert grid.model.unsaved == 1
    grid._typed(grid.model.rows[0], grid.model.columns[REVIEW], "1 May 2011")
    assert context.records.risks[0]["review_on"] == "2011-05-01"
    assert grid.model.unsaved == 0


def test_esc_gives_up_a_cell_that_was_not_taken(grid: RegisterGrid, qtbot: QtBot) -> None:
    before = shown(grid, 0, REVIEW)
    grid._typed(grid.model.rows[0], grid.model.columns[REVIEW], "next spring")
    grid.view.go_to(0, REVIEW)
    qtbot.keyClick(grid.view, Qt.Key.Key_Escape)
    assert shown(grid, 0, REVIEW) == before
    assert grid.model.unsaved == 0


def test_a_reference_is_chosen_by_typing(grid: RegisterGrid, context: Context, qtbot: QtBot) -> None:
    grid.view.go_to(0, OWNER)
    qtbot.keyClicks(grid.view, "F")
    picker = grid.view.findChild(OptionPicker)
    picker.line.setText("fire")
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert context.names.short("agencies", context.records.risks[0]["owner_agency"]) == "Fire"


def test_a_block_is_pasted_as_one_step_and_undone_as_one(grid: RegisterGrid, context: Context) -> None:
    before = [dict(risk) for risk in context.records.risks]
    count = steps(context)
    put('A new title\tPolice\t4\r\n"Two\nlines"\tRDC\t2\r\n')
    select(grid, 0, TITLE, 0, TITLE)
    grid.pasting.paste()
    first, second = context.records.risks[:2]
    assert (first["title"], first["current_likelihood"]) == ("A new title", 4)
    assert (second["title"], second["current_likelihood"]) == ("Two\nlines", 2)
    assert steps(context) == count + 1
    context.undo()
    assert context.records.risks == before


def test_one_cell_is_pasted_into_all_selected(grid: RegisterGrid, context: Context) -> None:
    put("Closed")
    select(grid, 0, STATUS, 3, STATUS)
    grid.pasting.paste()
    assert [risk["status"] for risk in context.records.risks[:4]] == ["closed"] * 4


def test_bad_cells_of_a_paste_are_flagged_and_the_rest_taken(grid: RegisterGrid, context: Context) -> None:
    put("5\tClosed\tsoon\r\n9\tOpen\t1/1/2011\r\n")
    select(grid, 0, LIKELIHOOD, 0, LIKELIHOOD)
    grid.pasting.paste()
    first, second = context.records.risks[:2]
    assert (first["current_likelihood"], first["status"]) == (5, "closed")
    assert second["review_on"] == "2011-01-01"
    assert (shown(grid, 0, REVIEW), shown(grid, 1, LIKELIHOOD)) == ("soon", "9")
    assert grid.model.unsaved == 2


def test_pasting_past_the_end_adds_rows(grid: RegisterGrid, context: Context) -> None:
    count = len(context.records.risks)
    put("R90\tThe first\r\nR91\tThe second\r\nR92\t\r\n")
    select(grid, count - 1, REF, count - 1, REF)
    put("R89\tThe last one\r\nR90\tThe first\r\nR91\tThe second\r\nR92\t\r\n")
    grid.pasting.paste()
    risks = context.records.risks
    assert [risk["ref"] for risk in risks[count - 1 :]] == ["R89", "R90", "R91"]
    assert [risk["position"] for risk in risks[count:]] == sorted(risk["position"] for risk in risks[count:])
    # What still lacks its title waits in the grid.
    assert grid.model.rows[-1].draft and grid.model.rows[-1].record["ref"] == "R92"
    assert grid.model.unsaved == 1
    context.undo()
    assert len(context.records.risks) == count


def test_copied_cells_can_be_pasted_back_unchanged(grid: RegisterGrid, context: Context) -> None:
    before = [dict(risk) for risk in context.records.risks]
    select(grid, 0, REF, len(before) - 1, REVIEW)
    grid.blocks.copy()
    assert taken_block()[0][REF] == "R1"
    grid.pasting.paste()
    assert context.records.risks == before
    assert grid.model.unsaved == 0


def test_fill_down_and_clear(grid: RegisterGrid, context: Context) -> None:
    select(grid, 0, LIKELIHOOD, 2, LIKELIHOOD)
    grid.blocks.fill_down()
    top = context.records.risks[0]["current_likelihood"]
    assert [risk["current_likelihood"] for risk in context.records.risks[:3]] == [top] * 3
    grid.blocks.clear()
    assert [risk["current_likelihood"] for risk in context.records.risks[:3]] == [None] * 3


def test_what_is_needed_is_not_cleared(grid: RegisterGrid, context: Context) -> None:
    before = context.records.risks[0]["title"]
    select(grid, 0, TITLE, 0, TITLE)
    grid.blocks.clear()
    assert context.records.risks[0]["title"] == before
    assert "needed" in grid.model.data(grid.model.index(0, TITLE), Qt.ItemDataRole.ToolTipRole)


def test_a_new_row_goes_into_the_file_when_it_has_what_it_needs(
    grid: RegisterGrid, context: Context, qtbot: QtBot
) -> None:
    count = len(context.records.risks)
    grid.view.go_to(1, REF)
    grid.insert_row()
    row = grid.model.rows[2]
    assert row.draft
    grid.save()
    grid._typed(row, grid.model.columns[LIKELIHOOD], "3")
    assert len(context.records.risks) == count
    grid._typed(row, grid.model.columns[TITLE], "A risk between")
    assert [risk["title"] for risk in context.records.risks][2] == "A risk between"
    assert context.records.risks[2]["current_likelihood"] == 3
    assert not any(one.draft for one in grid.model.rows)
    context.undo()
    assert len(context.records.risks) == count


def test_an_untouched_new_row_goes_away_when_left(grid: RegisterGrid, qtbot: QtBot) -> None:
    count = len(grid.model.rows)
    grid.insert_row()
    grid.save()
    grid.view.go_to(0)
    qtbot.waitUntil(lambda: len(grid.model.rows) == count)


def test_rows_are_deleted_and_brought_back(grid: RegisterGrid, context: Context) -> None:
    before = context.records.risks
    select(grid, 1, REF, 2, REF)
    grid.delete_rows()
    assert len(context.records.risks) == len(before) - 2
    # One sentence says what went with them, then and when it is undone.
    assert context.workspace.undoable.startswith("deleted 2 risks, ")
    assert "mitigations" in context.workspace.undoable
    context.undo()
    assert sorted(risk["id"] for risk in context.records.risks) == sorted(risk["id"] for risk in before)


def test_rows_move_up_and_down(grid: RegisterGrid, context: Context) -> None:
    order = [risk["id"] for risk in context.records.risks]
    select(grid, 2, REF, 2, REF)
    grid.move_rows(-1)
    assert [risk["id"] for risk in context.records.risks][:3] == [order[0], order[2], order[1]]
    assert grid.current is not None and grid.current.id == order[2]
    grid.move_rows(1)
    assert [risk["id"] for risk in context.records.risks] == order


def test_a_heading_sorts_up_down_and_back(grid: RegisterGrid, context: Context) -> None:
    natural = [row.id for row in grid.model.rows]
    grid._sort(REF)
    upwards = [row.record["ref"] for row in grid.model.rows]
    assert upwards.index("R9") < upwards.index("R10")
    grid._sort(REF)
    assert [row.record["ref"] for row in grid.model.rows] == upwards[::-1]
    grid._sort(REF)
    assert [row.id for row in grid.model.rows] == natural


def test_words_filter_rows(grid: RegisterGrid) -> None:
    grid.set_filter(None, "victim support")
    assert grid.model.rows and all("Victim Support" in row.record["title"] for row in grid.model.rows)
    assert " of " in grid.summary()
    grid.set_filter(None, "")
    assert " of " not in grid.summary()


def test_the_selection_is_summed(grid: RegisterGrid, context: Context) -> None:
    select(grid, 0, LIKELIHOOD, 2, LIKELIHOOD)
    total = sum(risk["current_likelihood"] for risk in context.records.risks[:3])
    assert f"sum {total}" in grid.summary() and "count 3" in grid.summary()


def test_widths_and_chosen_columns_are_remembered(grid: RegisterGrid, context: Context, qtbot: QtBot) -> None:
    grid.view.horizontalHeader().resizeSection(REVIEW, 222)
    grid.columns.show_column(STATUS, False)
    other = RegisterGrid(
        context, field_columns(context, "risks", NAMES), name="Risks", key="risks in a test", register="risks"
    )
    qtbot.addWidget(other)
    assert other.view.horizontalHeader().isSectionHidden(STATUS)
    assert other.view.horizontalHeader().sectionSize(REVIEW) == 222


def test_the_first_column_stays_in_sight(grid: RegisterGrid, qtbot: QtBot) -> None:
    grid.view.horizontalHeader().resizeSection(TITLE, 1500)
    qtbot.wait(20)
    assert not grid.view._frozen.isVisible()
    grid.view.horizontalScrollBar().setValue(400)
    assert grid.view._frozen.isVisible()
    assert not grid.view.grab().isNull()
    grid.view.horizontalScrollBar().setValue(0)
    assert not grid.view._frozen.isVisible()


def test_five_thousand_rows_are_shown_without_measuring_them_all_first(
    grid: RegisterGrid, context: Context
) -> None:
    rows = rows_of("risks", context.records.risks)
    many = [
        type(row)(row.register, {**row.record, "id": f"{number}"}) for number, row in enumerate(rows * 360)
    ]
    grid.set_rows(many)
    assert len(grid.model.rows) >= 5000
    assert grid.view.heights.unfinished
    grid.set_rows(rows)


def test_every_cell_tells_a_screen_reader_what_it_is(grid: RegisterGrid) -> None:
    index = grid.model.index(0, STATUS)
    assert grid.model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Open"
    assert grid.model.data(index, Qt.ItemDataRole.AccessibleDescriptionRole) == "Status"
    assert grid.view.accessibleName() == "Risks"
