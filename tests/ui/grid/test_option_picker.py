"""Choosing from a list by typing: Enter takes what is typed or marked, and never takes anything off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csp_desktop.editing.changes import Update
from csp_desktop.errors import InvalidValue
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.option_picker import Option, OptionPicker
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.plan.action_plan_tab import ActionPlanTab

AGENCIES = [Option(name.lower(), name) for name in (
    "Police", "Fire and Rescue", "Probation", "County Council", "District Council", "Health", "Victim Support",
    "Youth Offending", "Housing",
)]  # fmt: skip
STATES = [
    Option(None, "None"),
    Option("open", "Open"),
    Option("in progress", "In progress"),
    Option("done", "Done"),
]


def picker_of(
    qtbot: QtBot, options: list[Option], value: object, *, several: bool
) -> tuple[OptionPicker, list]:
    made = OptionPicker("Lead", options, value, several=several)
    qtbot.addWidget(made)
    made.show()
    ended: list[tuple[int, int]] = []
    made.settled.connect(lambda rows, columns: ended.append((rows, columns)))
    return made, ended


def seen(picker: OptionPicker) -> list[str]:
    items = [picker.list.item(row) for row in range(picker.list.count())]
    return [item.text() for item in items if not item.isHidden()]


def test_enter_ticks_what_is_typed_and_closes(qtbot: QtBot) -> None:
    picker, ended = picker_of(qtbot, AGENCIES, ("police",), several=True)
    qtbot.keyClicks(picker.line, "prob")
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert picker.value == ("police", "probation") and ended == [(1, 0)]


def test_enter_never_takes_a_tick_off(qtbot: QtBot) -> None:
    for typed in ("", "police"):
        picker, ended = picker_of(qtbot, AGENCIES, ("police", "housing"), several=True)
        qtbot.keyClicks(picker.line, typed)
        qtbot.keyClick(picker.line, Qt.Key.Key_Return)
        assert picker.value == ("police", "housing") and ended == [(1, 0)]


def test_enter_on_a_list_just_opened_changes_nothing(qtbot: QtBot) -> None:
    picker, ended = picker_of(qtbot, AGENCIES, (), several=True)
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert picker.value == () and ended == [(1, 0)]


def test_a_comma_takes_a_name_and_the_next_words_narrow_anew(qtbot: QtBot) -> None:
    picker, ended = picker_of(qtbot, AGENCIES, (), several=True)
    qtbot.keyClicks(picker.line, "fire,")
    assert (
        picker.value == ("fire and rescue",)
        and picker.line.text() == ""
        and len(seen(picker)) == len(AGENCIES)
    )
    qtbot.keyClicks(picker.line, "council")
    assert seen(picker) == ["County Council", "District Council"]
    qtbot.keyClick(picker.line, Qt.Key.Key_Down)
    qtbot.keyClick(picker.line, Qt.Key.Key_Tab)
    assert picker.value == ("fire and rescue", "district council") and ended == [(0, 1)]


def test_space_ticks_and_takes_off(qtbot: QtBot) -> None:
    picker, _ = picker_of(qtbot, AGENCIES, (), several=True)
    for expected in (("police",), ()):
        if not expected:
            assert picker.value
        else:
            qtbot.keyClick(picker.line, Qt.Key.Key_Down)
        qtbot.keyClick(picker.line, Qt.Key.Key_Space)
        assert picker.value == expected


@pytest.mark.parametrize("several", [True, False])
def test_words_on_no_list_are_told_and_kept(qtbot: QtBot, several: bool) -> None:
    value = ("police",) if several else "police"
    picker, ended = picker_of(qtbot, AGENCIES, value, several=several)
    qtbot.keyClicks(picker.line, "ambulance")
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert ended == [] and picker.value == value and picker.line.text() == "ambulance"
    assert "ambulance" in picker.nothing.text() and picker.nothing.isVisible()
    picker.line.setText("health")
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert ended and "health" in (picker.value if several else (picker.value,))


@pytest.mark.parametrize(
    ("typed", "taken"),
    [("d", "done"), ("o", "open"), ("prog", "in progress"), ("none", None)],
)
def test_a_short_list_takes_what_is_marked(qtbot: QtBot, typed: str, taken: str | None) -> None:
    picker, ended = picker_of(qtbot, STATES, "open", several=False)
    qtbot.keyClicks(picker.line, typed)
    assert picker.list.currentItem().text().lower() == (taken or "none")
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert picker.value == taken and ended == [(1, 0)]


@pytest.mark.parametrize(("typed", "answer"), [("in", "in progress"), ("d", "done"), ("n", "n"), ("g", "g")])
def test_the_only_name_that_begins_so_is_taken_where_a_list_is_left_by_a_click(
    qtbot: QtBot, typed: str, answer: str
) -> None:
    states = [*STATES, Option("waiting", "Waiting"), Option("ended", "Ended"), Option("no", "No")]
    picker, _ = picker_of(qtbot, states, "open", several=False)
    qtbot.keyClicks(picker.line, typed)
    assert picker.answer() == answer


@pytest.mark.parametrize("typed", ["z", "zd", "ended", "banana"])
def test_words_a_short_list_does_not_know_take_nothing(qtbot: QtBot, typed: str) -> None:
    picker, ended = picker_of(qtbot, STATES, "open", several=False)
    assert picker.line.height() == 0
    qtbot.keyClicks(picker.line, typed)
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert ended == [] and picker.value == "open" and picker.answer() == typed
    # She sees what she typed, and that it was not understood.
    assert picker.line.height() > 0 and picker.line.text() == typed
    assert typed in picker.nothing.text() and picker.nothing.isVisible()
    qtbot.keyClick(picker.line, Qt.Key.Key_Escape)
    assert ended == [] and picker.value == "open"


def column_of(grid: RegisterGrid, key: str) -> int:
    at = next(at for at, column in enumerate(grid.model.columns) if column.key == key)
    grid.view.setColumnHidden(at, False)
    return at


def type_into(qtbot: QtBot, grid: RegisterGrid, row: int, key: str, words: str) -> OptionPicker | None:
    """Type into a cell and press Enter; the list, where it stays open."""
    grid.view.setFocus()
    grid.view.go_to(row, column_of(grid, key))
    qtbot.keyClicks(grid.view, words[0])
    picker = grid.view.findChildren(OptionPicker)[-1]
    qtbot.keyClicks(picker.line, words[1:])
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    return None if grid.view.hasFocus() else picker


@pytest.fixture
def plan(context: Context, qtbot: QtBot) -> ActionPlanTab:
    tab = ActionPlanTab(context)
    qtbot.addWidget(tab)
    tab.resize(1300, 700)
    tab.show()
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    return tab


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("status", "Done"), ("status", "Cancelled"), ("status", "Started"), ("status", "Delayed"), ("status", "stop"),
        ("rag", "Blue"), ("rag", "Yellow"), ("rag", "a"), ("rag", "Amber/Red"), ("rag", "TBC"), ("rag", "n/a"),
    ],
)  # fmt: skip
def test_a_word_typed_means_what_it_means_pasted(
    plan: ActionPlanTab, qtbot: QtBot, key: str, words: str
) -> None:
    grid = plan.grid
    column = grid.model.columns[column_of(grid, key)]
    row = next(at for at, row in enumerate(grid.model.rows) if not row.heading and column.field(row))
    line = grid.model.rows[row]
    try:
        pasted = column.parse(line, words)
    except InvalidValue:
        pasted = None
    before = column.value(line)
    picker = type_into(qtbot, grid, row, key, words)
    after = column.value(grid.model.rows[row])
    if pasted is not None:
        assert picker is None and after == pasted and grid.unsaved == 0
    elif words == "stop":
        assert picker is None and after == "stopped"
    else:
        assert picker is not None and after == before and words in picker.nothing.text()
        qtbot.keyClick(picker.line, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("Police", "Police"), ("police", "Police"), ("VS", "VS"), ("Essex County Council", "ECC"), ("Po", "Police"),
     ("EPA", "EPA"), ("Pol, VS", "Police, VS"), ("RDC; VS", "RDC, VS"), ("RDC, VS, ", "RDC, VS")],
)  # fmt: skip
def test_a_name_typed_in_full_is_that_agency(
    plan: ActionPlanTab, context: Context, qtbot: QtBot, typed: str, shown: str
) -> None:
    grid = plan.grid
    row = next(at for at, row in enumerate(grid.model.rows) if not row.heading)
    item = grid.model.rows[row]
    context.workspace.apply([Update("plan_items", item.id, {"lead_agencies": ()})], "none")
    assert type_into(qtbot, grid, row, "lead_agencies", typed) is None
    assert grid.model.index(row, column_of(grid, "lead_agencies")).data() == shown


def test_part_of_several_names_is_taken_with_a_key_and_not_by_leaving(qtbot: QtBot) -> None:
    picker, ended = picker_of(qtbot, AGENCIES, (), several=True)
    qtbot.keyClicks(picker.line, "council")
    picker.leave()
    assert ended == [(0, 0)] and picker.answer() == "council"
    for key in (Qt.Key.Key_Down, None):
        picker, _ = picker_of(qtbot, AGENCIES, (), several=True)
        qtbot.keyClicks(picker.line, "council")
        qtbot.keyClick(picker.line, key or Qt.Key.Key_Return)
        picker.leave()
        assert picker.answer() == (("district council",) if key else ("county council",))


@pytest.mark.parametrize("typed", ["vs", "v", "vs n"])
def test_a_click_takes_what_is_clicked_whatever_is_typed(qtbot: QtBot, typed: str) -> None:
    named = [Option("a", "VS"), Option("b", "VS North"), *AGENCIES]
    picker, ended = picker_of(qtbot, named, "police", several=False)
    qtbot.keyClicks(picker.line, typed)
    place = picker.list.visualItemRect(picker.list.item(1)).center()
    qtbot.mouseClick(picker.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert ended == [(0, 0)] and picker.answer() == "b"


def test_a_comma_after_words_on_no_list_keeps_them(qtbot: QtBot) -> None:
    picker, ended = picker_of(qtbot, AGENCIES, (), several=True)
    qtbot.keyClicks(picker.line, "police, ambulance, fire")
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert ended == [] and picker.value == ("police",) and picker.line.text() == "ambulance, fire"


def test_a_name_that_holds_a_comma_is_typed_as_it_is(qtbot: QtBot) -> None:
    named = [*AGENCIES, Option("hart", "Hart, Ash and Beech")]
    picker, _ = picker_of(qtbot, named, (), several=True)
    qtbot.keyClicks(picker.line, "hart, ash")
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert picker.value == ("hart",)


def test_an_arrow_goes_on_from_what_words_mean(qtbot: QtBot) -> None:
    named = [Option("a", "VS"), Option("b", "VS North"), Option("c", "RRAVS"), *AGENCIES]
    picker, _ = picker_of(qtbot, named, "police", several=False)
    qtbot.keyClicks(picker.line, "vs")
    assert picker.list.currentItem().text() == "VS"
    qtbot.keyClick(picker.line, Qt.Key.Key_Down)
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert picker.value == "b"


def test_none_is_chosen_by_its_name(qtbot: QtBot) -> None:
    picker, _ = picker_of(qtbot, [Option(None, "None"), *AGENCIES], "police", several=False)
    qtbot.keyClicks(picker.line, "none")
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert picker.value is None


def test_after_enter_the_next_words_go_into_the_cell_below(context: Context, qtbot: QtBot) -> None:
    tab = ActionPlanTab(context)
    qtbot.addWidget(tab)
    tab.resize(1300, 700)
    tab.show()
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    view = tab.grid.view
    keys = [tab.grid.model.columns[column].key for column in view.cells.columns()]
    leads = keys.index("lead_agencies")
    view.setFocus()
    view.cells.go((3, leads))
    before = [row.record["lead_agencies"] for row in tab.grid.model.rows[3:5]]
    for row in (3, 4):
        assert view.cells.spot == (row, leads) and view.hasFocus()
        qtbot.keyClicks(view, "v")
        picker = view.findChildren(OptionPicker)[-1]
        picker.line.setText("victim")
        qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    after = [row.record["lead_agencies"] for row in tab.grid.model.rows[3:5]]
    assert [set(new) - set(old) for new, old in zip(after, before, strict=True)] == [{after[0][-1]}] * 2


def test_words_left_by_a_click_elsewhere_are_taken_or_told(context: Context, qtbot: QtBot) -> None:
    tab, beside = ActionPlanTab(context), QLineEdit()
    around = QWidget()
    qtbot.addWidget(around)
    layout = QVBoxLayout(around)
    layout.addWidget(tab)
    layout.addWidget(beside)
    around.resize(1300, 700)
    around.show()
    around.activateWindow()
    qtbot.waitUntil(around.isActiveWindow)
    grid = tab.grid
    leads = next(at for at, column in enumerate(grid.model.columns) if column.key == "lead_agencies")
    for row, words, unsaved in ((3, "victim", 0), (4, "ambulance", 1)):
        before = grid.model.rows[row].record["lead_agencies"]
        grid.view.setFocus()
        grid.view.go_to(row, leads)
        qtbot.keyClicks(grid.view, words[0])
        qtbot.keyClicks(grid.view.findChildren(OptionPicker)[-1].line, words[1:])
        assert context.unsaved.typing
        qtbot.mouseClick(beside, Qt.MouseButton.LeftButton)
        # The keys stay where they were called to.
        assert beside.hasFocus() and not context.unsaved.typing and grid.unsaved == unsaved
        assert len(grid.model.rows[row].record["lead_agencies"]) == len(before) + 1 - unsaved
    assert str(grid.model.index(4, leads).data()).endswith(", ambulance")
    # Opened and left again, it holds what it held; chosen anew, it is settled.
    for key, unsaved in ((Qt.Key.Key_Escape, 1), (Qt.Key.Key_Return, 0)):
        grid.view.setFocus()
        grid.view.go_to(4, leads)
        qtbot.keyClick(grid.view, Qt.Key.Key_F2)
        picker = grid.view.findChildren(OptionPicker)[-1]
        if not unsaved:
            qtbot.keyClicks(picker.line, "victim")
        qtbot.keyClick(picker.line, key)
        assert grid.unsaved == unsaved
    # So it is where nothing but what is recorded already is chosen in place of words on no list.
    for words, unsaved in (("ambulance", 1), ("victim", 0)):
        grid.view.setFocus()
        grid.view.go_to(4, leads)
        qtbot.keyClick(grid.view, Qt.Key.Key_F2)
        line = grid.view.findChildren(OptionPicker)[-1].line
        qtbot.keyClicks(line, words)
        qtbot.mouseClick(beside, Qt.MouseButton.LeftButton)
        assert grid.unsaved == unsaved
