"""The empty row at the foot of a grid: what it says, and what typing and pasting there does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typed_cells import column_of

from csp_desktop.editing.changes import Delete
from csp_desktop.ui.context import Context
from csp_desktop.ui.funding.funding_tab import FundingTab
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.indicators.indicators_tab import IndicatorsTab
from csp_desktop.ui.partners.partners_tab import PartnersTab
from csp_desktop.ui.plan.action_plan_tab import ActionPlanTab
from csp_desktop.ui.risks.risks_tab import RisksTab
from csp_desktop.ui.tab import Tab


def opened(tab: Tab, qtbot: QtBot) -> RegisterGrid:
    qtbot.addWidget(tab)
    tab.resize(1300, 700)
    tab.show()
    grid = tab.seen_grid()
    assert isinstance(grid, RegisterGrid)
    return grid


def at_foot(grid: RegisterGrid, key: str) -> None:
    grid.view.setFocus()
    grid.view.go_to(len(grid.model.rows), column_of(grid, key))
    assert grid.at_foot


def typed(grid: RegisterGrid, words: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    QTest.keyClick(grid.view, words[0])
    editor = grid.view.itemDelegate().editor
    assert editor is not None
    QTest.keyClicks(editor, words[1:])
    QTest.keyClick(editor, key)


def put(*lines: str) -> None:
    QApplication.clipboard().setText("\r\n".join(lines))


def shown(grid: RegisterGrid) -> str:
    index = grid.model.index(len(grid.model.rows), column_of(grid, "title"))
    return str(grid.model.data(index, Qt.ItemDataRole.AccessibleTextRole))


@pytest.fixture
def plan(context: Context, qtbot: QtBot) -> RegisterGrid:
    return opened(ActionPlanTab(context), qtbot)


@pytest.mark.parametrize("tab", [ActionPlanTab, IndicatorsTab, RisksTab, FundingTab, PartnersTab])
def test_every_grid_says_at_its_foot_what_goes_there_and_holds_nothing_yet(
    context: Context, qtbot: QtBot, tab: type[Tab]
) -> None:
    whole = tab(context)
    opened(whole, qtbot)
    for grid in whole.findChildren(RegisterGrid):
        if grid.row_acts.below(grid.current) is None:
            continue  # Members belong to a group, and none is chosen.
        foot = grid.model.ghost
        assert foot is not None and grid.model.ghost_words.startswith("New "), grid.name
        assert "for example “" in grid.model.ghost_words
        place = len(grid.model.rows)
        assert grid.model.rowCount() == place + 1 and foot not in grid.model.rows
        assert {grid.model.index(place, at).data() for at in range(len(grid.model.columns))} == {""}
        assert not grid.model.unsaved


def test_typing_at_the_foot_makes_a_risk_with_the_next_ref(context: Context, qtbot: QtBot) -> None:
    grid = opened(RisksTab(context), qtbot)
    risks = context.records.risks
    grid.select(risks[-1]["id"])
    highest = max(int(risk["ref"].removeprefix("R")) for risk in risks)
    at_foot(grid, "title")
    typed(grid, "A new risk")
    made = context.records.risks[-1]
    assert (made["title"], made["ref"]) == ("A new risk", f"R{highest + 1}")
    assert grid.at_foot, "Enter goes on to the next new row"
    context.undo()
    assert len(context.records.risks) == len(risks) and context.workspace.redoable


def test_the_step_of_a_new_row_is_named_after_what_it_is(context: Context, qtbot: QtBot) -> None:
    tab = PartnersTab(context)
    grid = opened(tab, qtbot)
    at_foot(grid, "short_name")
    row = grid.model.ghost
    for key, words in (("short_name", "NHS"), ("name", "National Health Service")):
        grid._typed(row, grid.model.columns[column_of(grid, key)], words)
    assert context.workspace.undoable == "new agency"
    grid._typed(
        grid.model.rows[grid.model.place_of(row.id)], grid.model.columns[column_of(grid, "name")], "The NHS"
    )
    assert context.workspace.undoable == "changed National Health Service Name"
    # Begun with its name it is no less new.
    row = grid.model.ghost
    for key, words in (("name", "Probation Trust"), ("short_name", "PT")):
        grid._typed(row, grid.model.columns[column_of(grid, key)], words)
    assert context.workspace.undoable == "new agency Probation Trust"


def test_an_item_goes_under_the_parent_that_was_chosen(plan: RegisterGrid, context: Context) -> None:
    item = next(item for item in context.records.plan_items if item["level"] == "action")
    plan.select(item["id"])
    parent = context.records.item[item["parent"]]
    assert parent["ref"] in shown(plan)
    at_foot(plan, "title")
    typed(plan, "Walk the estate at dusk")
    children = context.records.children(parent["id"])
    assert children[-1]["title"] == "Walk the estate at dusk"
    assert children[-1]["ref"] not in {child["ref"] for child in children[:-1]}


def test_with_no_item_chosen_the_plan_says_how_to_type_an_action(plan: RegisterGrid) -> None:
    plan._chosen = None
    plan._stand_ghost()
    assert plan.model.ghost_words.startswith("New priority, for example “")
    assert plan.model.ghost_words.endswith("; for an action, choose its priority first")
    plan.view.go_to(0, column_of(plan, "title"))
    plan._after_paint()
    assert plan.model.ghost_words.startswith("New action under 1, for example “")
    context = plan.context
    context.apply([Delete("plan_items", priority["id"]) for priority in context.records.priorities])
    assert plan.model.ghost_words.startswith("New priority") and plan.model.ghost_words.endswith("”")


@pytest.mark.parametrize("tabs", [0, 1])
def test_after_a_row_that_went_up_under_its_parent_enter_goes_to_the_foot_again(
    tabs: int, plan: RegisterGrid, context: Context
) -> None:
    first = next(item for item in context.records.plan_items if item["level"] == "priority")
    plan.select(first["id"])
    titles = [row.record["title"] for row in plan.model.rows]
    at_foot(plan, "title")
    for words in ("Walk the estate at dusk", "Light the alley"):
        typed(plan, words, Qt.Key.Key_Tab if tabs else Qt.Key.Key_Return)
        if tabs:
            assert plan.current is not None and plan.current.record["title"] == words
            QTest.keyClick(plan.view, Qt.Key.Key_Return)
        assert plan.at_foot
    assert [child["title"] for child in context.records.children(first["id"])][-2:] == [
        "Walk the estate at dusk",
        "Light the alley",
    ]
    assert set(titles) <= {row.record["title"] for row in plan.model.rows}
    # Shift+Enter goes up, wherever the row typed last has gone.
    typed(plan, "Mend the lamp", Qt.Key.Key_Tab)
    row = plan.view.currentIndex().row()
    QTest.keyClick(plan.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert plan.view.currentIndex().row() == row - 1
    # Come back to by hand, it is a row like any other.
    place = plan.model.place_of(context.records.children(first["id"])[-1]["id"])
    plan.view.go_to(place, column_of(plan, "title"))
    QTest.keyClick(plan.view, Qt.Key.Key_Return)
    assert plan.view.currentIndex().row() == place + 1


def test_a_block_pasted_at_the_foot_becomes_rows_and_is_selected(
    plan: RegisterGrid, context: Context
) -> None:
    count = len(context.records.plan_items)
    at_foot(plan, "title")
    put("First", "Second", "Third")
    plan.pasting.paste()
    made = context.records.plan_items[count:]
    titles = {item["title"] for item in context.records.plan_items}
    assert len(made) == 3 and {"First", "Second", "Third"} <= titles
    rows = plan.view.selected_rows()
    assert [row.record["title"] for row in rows] == ["First", "Second", "Third"]
    assert all(row.record["ref"] for row in rows) and len({row.record["ref"] for row in rows}) == 3
    before = context.workspace.undoable
    context.undo()
    assert len(context.records.plan_items) == count, before


def test_a_block_that_runs_over_the_foot_changes_rows_and_adds_the_rest(
    context: Context, qtbot: QtBot
) -> None:
    grid = opened(IndicatorsTab(context), qtbot)
    count = len(context.records.indicators)
    grid.view.go_to(len(grid.model.rows) - 1, column_of(grid, "title"))
    put("Changed", "New one", "New two")
    grid.pasting.paste()
    assert [row.record["title"] for row in grid.view.selected_rows()] == ["Changed", "New one", "New two"]
    assert len(context.records.indicators) == count + 2


def test_what_cannot_be_taken_keeps_its_words_through_undo_and_redo(context: Context, qtbot: QtBot) -> None:
    grid = opened(RisksTab(context), qtbot)
    grid.select(context.records.risks[-1]["id"])
    at_foot(grid, "title")
    due = next(
        at
        for at, one in enumerate(grid.model.columns)
        if (field := one.field(grid.model.lines[-1])) is not None and field.kind == "date"
    )
    shown_columns = grid.view.cells.columns()
    first, last = sorted((shown_columns.index(column_of(grid, "title")), shown_columns.index(due)))
    put("\t".join(["A risk with a bad day", *[""] * (last - first - 1), "soonish"]))
    grid.pasting.paste()
    place = next(
        at for at, row in enumerate(grid.model.rows) if row.record["title"] == "A risk with a bad day"
    )
    assert grid.model.index(place, due).data() == "soonish"
    context.undo()
    assert not any(row.record["title"] == "A risk with a bad day" for row in grid.model.rows)
    context.redo()
    place = next(
        at for at, row in enumerate(grid.model.rows) if row.record["title"] == "A risk with a bad day"
    )
    assert grid.model.index(place, due).data() == "soonish"


def test_leaving_the_foot_empty_leaves_the_file_as_it_was(plan: RegisterGrid, context: Context) -> None:
    steps = context.workspace.undoable
    at_foot(plan, "title")
    plan.do("clear")
    plan.do("delete")
    put("")
    plan.pasting.paste()
    QTest.keyClick(plan.view, Qt.Key.Key_F2)
    QTest.keyClick(plan.view.itemDelegate().editor, Qt.Key.Key_Escape)
    assert context.workspace.undoable == steps and not context.unsaved.count
    assert plan.at_foot and plan.model.ghost is not None


def test_nothing_is_selected_copied_or_counted_that_is_not_there(plan: RegisterGrid) -> None:
    plan.view.setFocus()
    plan.view.go_to(0)
    rows = len(plan.model.rows)
    QTest.keyClick(plan.view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert plan.view.currentIndex().row() == rows - 1
    QTest.keyClick(plan.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(plan.view.selected_rows()) == rows
    QTest.keyClick(plan.view, Qt.Key.Key_Down)
    assert plan.at_foot and f"{rows} rows" in plan.summary()
