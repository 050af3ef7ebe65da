""" "Saved" and "not saved" are true at once, in every grid and form; the red stands where the fault is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from typed_cells import column_of

from csp_desktop.editing.changes import Insert
from csp_desktop.periods import Quarter
from csp_desktop.ui.grid.record_form import RecordForm
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.look import theme
from csp_desktop.ui.window.main_window import MainWindow

GRIDS = {
    "plan": ("Action plan", "", "due_on"),
    "indicators": ("Indicators", "", "now"),
    "risks": ("Risks", "", "now"),
    "streams": ("Funding", "Streams", "amount"),
    "allocations": ("Funding", "Allocations", "amount"),
    "entries": ("Funding", "Entries", "amount"),
    "bids": ("Funding", "Bids", "amount_sought"),
    "people": ("Partners", "People", "left_on"),
}


def said(window: MainWindow) -> str:
    return window.status.saved.text()


def shown_grid(window: MainWindow, name: str) -> RegisterGrid:
    title, chip, _ = GRIDS[name]
    tab = window.show_tab(title)
    if chip:
        tab.choose_chip(chip)
    return tab.grid


def put_in(grid: RegisterGrid, row: int, key: str, raw: str) -> None:
    grid._typed(grid.model.rows[row], grid.model.columns[column_of(grid, key)], raw)


def row_taking(grid: RegisterGrid, key: str, start: int = 0) -> int:
    column = grid.model.columns[column_of(grid, key)]
    return next(at for at, row in enumerate(grid.model.rows) if at >= start and column.field(row) is not None)


SLOWER = [pytest.param(name, marks=pytest.mark.slow if at % 3 else ()) for at, name in enumerate(GRIDS)]
"""One grid in three; the others are tried where there is more time."""


@pytest.mark.parametrize("name", SLOWER)
def test_a_fault_in_any_grid_is_told_at_once_and_walked_to(window: MainWindow, name: str) -> None:
    grid, key = shown_grid(window, name), GRIDS[name][2]
    row = row_taking(grid, key)
    assert said(window) == "✓ Saved" and not window.status.saved.isEnabled()
    put_in(grid, row, key, "nonsense")
    record = grid.model.rows[row].id
    assert said(window) == "▲ 1 not saved" and window.status.saved.property("role") == "late"
    window.show_tab("Overview")
    window.status.saved.click()
    assert window.tab.title == GRIDS[name][0] and grid.isVisible()
    assert grid.current.id == record and grid.view.currentIndex().column() == column_of(grid, key)
    assert "nonsense" in window.status.said.text()
    grid.do("escape")
    assert said(window) == "✓ Saved" and window.status.saved.property("role") == "good"
    # Nor does the line beside it go on about a fault that is mended.
    assert window.status.said.text() == ""


def test_the_button_walks_from_fault_to_fault(window: MainWindow) -> None:
    plan = shown_grid(window, "plan")
    places = [row_taking(plan, "due_on"), row_taking(plan, "due_on", 6)]
    for row in places:
        put_in(plan, row, "due_on", "soon")
    bids = shown_grid(window, "bids")
    put_in(bids, 0, "amount_sought", "lots")
    assert said(window) == "▲ 3 not saved"
    walked = []
    for _ in range(4):
        window.status.saved.click()
        grid = window.tab.grid
        walked.append((window.tab.title, grid.view.currentIndex().row()))
    assert walked == [
        ("Action plan", places[0]),
        ("Action plan", places[1]),
        ("Funding", 0),
        ("Action plan", places[0]),
    ]
    # What cannot be taken is not tried again whenever the rest is saved.
    told = window.status.said.text()
    plan.save()
    assert window.status.said.text() == told


def test_saved_is_not_said_while_something_is_being_typed(window: MainWindow, qtbot: QtBot) -> None:
    grid = shown_grid(window, "plan")
    grid.view.setFocus()
    grid.view.go_to(3, column_of(grid, "due_on"))
    qtbot.keyClicks(grid.view, "1")
    editor = grid.view.findChild(QLineEdit)
    qtbot.keyClicks(editor, "/2")
    assert said(window) == "… Typing"
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: said(window) == "✓ Saved")
    qtbot.waitUntil(lambda: window.tab.panel.update_form.box("update") is not None)
    box = window.tab.panel.update_form.box("update")
    box.setFocus()
    qtbot.keyClicks(box, "More")
    assert said(window) == "… Typing"
    box.save()
    assert said(window) == "✓ Saved"


def test_a_fault_in_a_form_is_told_and_walked_to(window: MainWindow, qtbot: QtBot) -> None:
    grid = shown_grid(window, "plan")
    grid.view.go_to(3)
    record = grid.current.id
    qtbot.waitUntil(lambda: window.tab.panel.facts.box("due_on") is not None)
    box = window.tab.panel.facts.box("due_on")
    box.setText("whenever")
    box.save()
    assert said(window) == "▲ 1 not saved"
    grid.view.go_to(5)
    window.show_tab("Risks")
    window.status.saved.click()
    assert grid.current.id == record and window.focusWidget() is box


def test_what_a_new_row_lacks_is_red_where_it_is_typed(window: MainWindow, qtbot: QtBot) -> None:
    grid = shown_grid(window, "plan")
    grid.view.go_to(2)
    grid.insert_row()
    grid.save()
    row = grid.current
    update, title = (grid.model.columns[column_of(grid, key)] for key in ("update", "title"))
    grid._typed(row, update, "Begun already")
    assert said(window) == "▲ 1 not saved"
    assert grid.model.fault(row, title) is not None and "needed" in grid.model.fault(row, title).reason
    grid.view.go_to(0)
    place = grid.model.place_of(row.id)
    red = QColor(theme.colours().red.tint)

    def ground(key: str) -> QColor:
        index = grid.model.index(place, column_of(grid, key))
        grid.view.scrollTo(index)
        box = grid.view.visualRect(index)
        return grid.view.viewport().grab(box).toImage().pixelColor(3, 3)

    assert ground("title") == red and ground("update") != red
    # What waited goes in with what completes the row, as one step.
    grid._typed(row, title, "A task with an update")
    assert said(window) == "✓ Saved"
    made = next(one for one in window.context.records.plan_items if one["title"] == "A task with an update")
    assert window.context.records.update(made["id"], window.context.quarter)["narrative"] == "Begun already"
    window.context.undo()
    assert made["id"] not in window.context.records.item


def test_what_was_refused_keeps_its_text_through_undo_and_redo(window: MainWindow) -> None:
    grid = shown_grid(window, "plan")
    last = len(grid.model.rows) - 1
    grid.view.go_to(last, column_of(grid, "title"))
    QApplication.clipboard().setText("The last\t\t\r\nA new one\tNobody\tsoon\r\n")
    grid.pasting.paste()
    new = grid.model.rows[-1]
    assert said(window) == "▲ 2 not saved"
    window.context.undo()
    assert grid.model.place_of(new.id) is None and said(window) == "✓ Saved"
    window.context.redo()
    place = grid.model.place_of(new.id)
    assert said(window) == "▲ 2 not saved"
    assert grid.model.data(grid.model.index(place, column_of(grid, "due_on"))) == "soon"
    assert grid.model.data(grid.model.index(place, column_of(grid, "lead_agencies"))) == "Nobody"


def undo(window: MainWindow) -> None:
    action = next(action for action in window.findChildren(QAction) if action.text().startswith("&Undo"))
    assert action.isEnabled()
    action.trigger()


def test_undo_takes_back_a_refused_entry_before_an_older_step(window: MainWindow) -> None:
    grid = shown_grid(window, "plan")
    title, due = column_of(grid, "title"), column_of(grid, "due_on")
    row = row_taking(grid, "due_on", 3)
    ref = grid.model.rows[row].record["ref"]

    def cell(column: int) -> str:
        return str(grid.model.index(row, column).data())

    def update() -> str:
        return str(grid.model.index(row + 1, column_of(grid, "update")).data())

    titled, dated, updated = cell(title), cell(due), update()
    put_in(grid, row + 1, "update", "My long careful update")
    grid.view.go_to(row, title)
    grid.do("clear")
    put_in(grid, row, "due_on", "31/02/2011")
    assert said(window) == "▲ 2 not saved" and (cell(title), cell(due)) == ("", "31/02/2011")
    undo(window)
    assert (cell(title), cell(due)) == ("", dated) and said(window) == "▲ 1 not saved"
    assert window.status.said.text() == f"Took back {ref} Due, which was not saved."
    undo(window)
    assert cell(title) == titled and update() == "My long careful update" and said(window) == "✓ Saved"
    undo(window)
    assert update() == updated
    window.context.redo()
    assert update() == "My long careful update"


def test_undo_takes_back_a_whole_entry_that_was_refused(window: MainWindow) -> None:
    grid = shown_grid(window, "plan")
    lead, update = column_of(grid, "lead_agencies"), column_of(grid, "update")

    def leads() -> list[str]:
        return [str(grid.model.index(row, lead).data()) for row in range(5)]

    before, said_before = leads(), str(grid.model.index(7, update).data())
    put_in(grid, 7, "update", "My long careful update")
    grid.view.cells.select_block(
        (0, grid.view.cells.columns().index(lead)), (4, grid.view.cells.columns().index(lead))
    )
    grid.blocks.fill_selection("A body of another county")
    assert said(window) == "▲ 5 not saved" and leads() == ["A body of another county"] * 5
    undo(window)
    assert said(window) == "✓ Saved" and leads() == before
    assert window.status.said.text() == "Took back the entry in 5 cells, which was not saved."
    assert str(grid.model.index(7, update).data()) == "My long careful update"
    undo(window)
    assert str(grid.model.index(7, update).data()) == said_before


def test_of_a_block_undo_meets_what_was_taken_before_what_was_refused(window: MainWindow) -> None:
    grid = shown_grid(window, "plan")
    row, title = row_taking(grid, "due_on", 3), column_of(grid, "title")

    def cells() -> tuple[str, ...]:
        return tuple(str(grid.model.index(row, column_of(grid, key)).data()) for key in ("title", "due_on"))

    before = cells()
    put_in(grid, row + 1, "update", "My long careful update")
    grid.view.go_to(row, title)
    QApplication.clipboard().setText("A clearer title\tECC\twhenever")
    grid.pasting.paste()
    pasted = ("A clearer title", "whenever")
    assert cells() == pasted and said(window) == "▲ 1 not saved"
    undo(window)
    assert cells() == (before[0], "whenever")
    window.context.redo()
    assert cells() == pasted
    undo(window)
    undo(window)
    assert cells() == before and said(window) == "✓ Saved"
    assert str(grid.model.index(row + 1, column_of(grid, "update")).data()) == "My long careful update"
    undo(window)
    assert str(grid.model.index(row + 1, column_of(grid, "update")).data()) != "My long careful update"


def test_an_entry_refused_before_the_first_step_is_undone_after_it(window: MainWindow) -> None:
    grid = shown_grid(window, "plan")
    row = row_taking(grid, "due_on", 3)
    put_in(grid, row, "due_on", "soonish")
    put_in(grid, row, "update", "First")
    assert window.context.workspace.undoable is not None
    for saved in ("▲ 1 not saved", "✓ Saved"):
        undo(window)
        assert said(window) == saved
    assert window.context.undoable is None


def test_undo_meets_steps_and_unwritten_entries_in_their_turn(window: MainWindow) -> None:
    grid = shown_grid(window, "plan")
    row = row_taking(grid, "due_on", 3)

    def update() -> str:
        return str(grid.model.index(row, column_of(grid, "update")).data())

    before = update()
    put_in(grid, row, "update", "First")
    put_in(grid, row, "due_on", "soonish")
    put_in(grid, row, "update", "Second")
    undo(window)
    assert update() == "First" and said(window) == "▲ 1 not saved"
    undo(window)
    assert update() == "First" and said(window) == "✓ Saved"
    undo(window)
    assert update() == before
    # One that was mended or given up is not met again.
    put_in(grid, row, "due_on", "soonish")
    grid.view.go_to(row, column_of(grid, "due_on"))
    grid.do("escape")
    put_in(grid, row, "due_on", "whenever")
    put_in(grid, row, "due_on", "31/03/2011")
    undo(window)
    assert said(window) == "✓ Saved" and window.context.entries.last is None


def test_a_refused_entry_of_a_form_is_taken_back(window: MainWindow, qtbot: QtBot) -> None:
    grid = shown_grid(window, "plan")
    grid.view.go_to(3)
    qtbot.waitUntil(lambda: window.tab.panel.facts.box("due_on") is not None)
    box = window.tab.panel.facts.box("due_on")
    before = box.text()
    box.setText("whenever")
    box.save()
    assert said(window) == "▲ 1 not saved"
    undo(window)
    assert said(window) == "✓ Saved" and box.text() == before


def test_a_new_row_whose_only_words_were_given_up_is_none(window: MainWindow) -> None:
    grid = shown_grid(window, "plan")
    ghost = grid.model.ghost
    grid._typed(ghost, grid.model.columns[column_of(grid, "due_on")], "31/02/2011")
    place = grid.model.place_of(ghost.id)
    assert said(window) == "▲ 1 not saved"
    grid.view.go_to(place, column_of(grid, "due_on"))
    grid.do("escape")
    assert said(window) == "✓ Saved"
    grid.view.go_to(0)
    grid._after_paint()
    assert grid.model.place_of(ghost.id) is None
    # One that holds other words as well stays.
    ghost = grid.model.ghost
    grid._typed(ghost, grid.model.columns[column_of(grid, "timescale")], "by June")
    grid._typed(ghost, grid.model.columns[column_of(grid, "due_on")], "31/02/2011")
    grid.view.go_to(grid.model.place_of(ghost.id), column_of(grid, "due_on"))
    grid.do("escape")
    assert said(window) == "▲ 1 not saved"


def test_what_was_said_of_a_fault_given_up_goes(window: MainWindow) -> None:
    grid = shown_grid(window, "plan")
    row = row_taking(grid, "due_on", 3)
    put_in(grid, row, "due_on", "soonish")
    put_in(grid, row + 1, "due_on", "whenever")
    assert "whenever" in window.status.said.text()
    grid.view.go_to(row + 1, column_of(grid, "due_on"))
    grid.do("escape")
    assert said(window) == "▲ 1 not saved" and window.status.said.text() == ""


def test_a_fault_belongs_to_its_quarter(window: MainWindow) -> None:
    for name, key in (("plan", "rag"), ("indicators", "now"), ("risks", "now")):
        grid = shown_grid(window, name)
        row = row_taking(grid, key, 3)
        put_in(grid, row, key, "purple")
        window.context.choose_quarter(Quarter(2010, 3))
        now = grid.model.columns[column_of(grid, key)]
        assert grid.model.fault(grid.model.rows[row], now) is None
        assert said(window) == "▲ 1 not saved"
        window.status.saved.click()
        at = grid.view.currentIndex()
        assert at.data() == "purple" and grid.model.columns[at.column()].of_quarter(grid.current) == "2010-Q2"
        assert at.row() == row
        grid.do("escape")
        window.context.choose_quarter(Quarter(2010, 2))


def test_a_fault_is_walked_to_whatever_is_filtered(window: MainWindow) -> None:
    grid = shown_grid(window, "risks")
    row = grid.model.rows[row_taking(grid, "when")]
    put_in(grid, grid.model.place_of(row.id), "when", "one day")
    grid.model.show_only("ref", frozenset({"no such"}))
    window.context.choose_search("qqq")
    window.show_tab("Overview")
    window.status.saved.click()
    assert grid.current.id == row.id and grid.view.currentIndex().data() == "one day"
    assert not window.context.search and not grid.values_words


def test_a_new_row_is_gone_on_with_in_the_record_beside_it(window: MainWindow, qtbot: QtBot) -> None:
    grid = shown_grid(window, "bids")
    grid._typed(grid.model.ghost, grid.model.columns[column_of(grid, "amount_sought")], "500")
    begun = grid.model.rows[-1]
    assert begun.draft and said(window) == "▲ 1 not saved"
    grid.select(begun.id)
    form = next(
        form for form in window.tab.findChildren(RecordForm) if form.isVisible() and form.row is begun
    )
    # What cannot be taken stands on both; what completes it takes the row into the file.
    for words, unsaved in (("soon", 1), ("1/5/2010", 1)):
        form.box("submitted_on").committed.emit(words)
        assert grid.unsaved == unsaved and form.unsaved == 0
    form.box("project").committed.emit("A second camera")
    made = window.context.workspace.record("bids", begun.id)
    assert (made["project"], made["amount_sought"], made["submitted_on"]) == (
        "A second camera",
        50_000,
        "2010-05-01",
    )
    assert said(window) == "✓ Saved"


def test_why_something_was_not_saved_is_told_until_it_is(window: MainWindow) -> None:
    grid = shown_grid(window, "plan")
    row = row_taking(grid, "due_on")
    put_in(grid, row, "due_on", "soon")
    window.context.refused.emit("The disk is full.")
    assert window.notice.isVisible()
    put_in(grid, row, "due_on", "1 May 2010")
    assert not window.notice.isVisible()
    # What was told since is about something else, and stays.
    put_in(grid, row, "due_on", "soon")
    window.notice.tell("The backup on the stick was not written.")
    put_in(grid, row, "due_on", "2 May 2010")
    assert said(window) == "✓ Saved" and window.notice.isVisible()


def test_what_was_typed_in_a_plan_stays_with_it(window: MainWindow) -> None:
    context, shown = window.context, window.context.plan_id
    grid = shown_grid(window, "risks")
    fault = grid.model.rows[row_taking(grid, "when")]
    put_in(grid, grid.model.place_of(fault.id), "when", "one day")
    grid._typed(grid.model.ghost, grid.model.columns[column_of(grid, "ref")], "R77")
    begun = grid.model.rows[-1]
    values = {"partnership": context.records.partnership["id"], "first_year": 2011, "last_year": 2011}
    other = Insert("plans", {**values, "title": "Plan 2011/12"})
    context.apply([other])
    for row, key in ((fault, "when"), (begun, "title")):
        context.choose_plan(other.id)
        assert grid.model.rows == [] and said(window) == "▲ 2 not saved"
        window.status.saved.click()
        assert context.plan_id == shown and grid.current.id == row.id
        assert grid.view.currentIndex().column() == column_of(grid, key)


@pytest.mark.slow
def test_a_record_asked_for_is_found_whatever_is_searched_for(window: MainWindow) -> None:
    grid = shown_grid(window, "risks")
    window.context.choose_search("qqq")
    window.context.opened.emit("risks", grid.model.all_rows[0].id)
    assert grid.current.id == grid.model.all_rows[0].id


def test_the_word_is_a_button_with_a_name(window: MainWindow) -> None:
    grid = shown_grid(window, "plan")
    put_in(grid, row_taking(grid, "due_on"), "due_on", "soon")
    assert isinstance(window.status.saved, QPushButton) and window.status.saved.isEnabled()
    assert window.status.saved.accessibleDescription()


def test_moving_looks_for_nothing_through_the_window(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An arrow key walks no widgets, and the record beside is filled after the cell is painted."""
    window.tabs.make_all()
    grid = shown_grid(window, "plan")
    grid.view.setFocus()
    grid.view.go_to(2)
    order: list[str] = []
    paint = grid.view.paintEvent
    grid.row_chosen.connect(lambda row: order.append("panel"))
    with monkeypatch.context() as patched:
        for tab in window.tabs.made:
            patched.setattr(tab, "typed_into", lambda: order.append("walked") or [])
        patched.setattr(grid.view, "paintEvent", lambda event: (order.append("paint"), paint(event)))
        qtbot.keyClick(grid.view, Qt.Key.Key_Down)
        assert order == []
        qtbot.waitUntil(lambda: "panel" in order)
    assert order[0] == "paint" and "walked" not in order


def test_undo_takes_back_what_waits_in_a_new_row_before_an_older_step(window: MainWindow) -> None:
    grid = shown_grid(window, "plan")
    lead, timescale = (grid.model.columns[column_of(grid, key)] for key in ("lead_agencies", "timescale"))
    put_in(grid, 3, "update", "My long careful update")

    def update() -> str:
        return str(grid.model.index(3, column_of(grid, "update")).data())

    grid.view.go_to(len(grid.model.rows), column_of(grid, "timescale"))
    row = grid.model.ghost
    grid._typed(row, timescale, "by June")
    grid._typed(row, lead, "Fire")
    assert said(window) == "▲ 1 not saved" and lead.text(row) == "Fire"
    undo(window)
    assert (timescale.text(row), lead.text(row)) == ("by June", "") and said(window) == "▲ 1 not saved"
    undo(window)
    assert timescale.text(row) == "" and said(window) == "✓ Saved"
    assert update() == "My long careful update"
    undo(window)
    assert update() != "My long careful update"
    # Left empty it is gone; one that went into the file is undone as it was made.
    grid.view.go_to(0)
    grid._after_paint()
    assert grid.model.place_of(row.id) is None
    row = grid.model.ghost
    grid._typed(row, timescale, "by June")
    put_in(grid, grid.model.place_of(row.id), "title", "Light the alley")
    assert said(window) == "✓ Saved" and window.context.records.item[row.id]["timescale"] == "by June"
    undo(window)
    assert row.id not in window.context.records.item and window.context.undoable is None
