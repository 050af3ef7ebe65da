"""What a screen reader is told, walked as it walks: each control has a name, each cell a row and a column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import PROJECT
from every_dialog import DIALOGS
from PySide6 import QtGui
from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.editing.workspace import Update, Workspace
from csp_desktop.periods import Quarter
from csp_desktop.registers.fields import RAG_WORDS
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.cell_editing import CellEditing
from csp_desktop.ui.grid.listing import Listing, ListingColumn
from csp_desktop.ui.grid.register_tab import RegisterTab
from csp_desktop.ui.grid.view import GridView
from csp_desktop.ui.look import background
from csp_desktop.ui.look.background import end_jobs
from csp_desktop.ui.look.card import ElidedLink
from csp_desktop.ui.look.preview_dialog import PreviewDialog
from csp_desktop.ui.look.rating import RatingChoice
from csp_desktop.ui.painted.fact_table import FactTable
from csp_desktop.ui.painted.facts import Fact, FactColumn
from csp_desktop.ui.plan.action_plan_tab import ActionPlanTab
from csp_desktop.ui.plan.connected import ConnectedLines, connected_lines
from csp_desktop.ui.returns.keying_dialog import KeyingDialog
from csp_desktop.ui.returns.keying_table import KeyingTable
from csp_desktop.ui.window.main_window import MainWindow

_ROLE = QAccessible.Role
_CONTROLS = {
    *(_ROLE.PushButton, _ROLE.CheckBox, _ROLE.RadioButton, _ROLE.ComboBox, _ROLE.EditableText, _ROLE.Link),
    *(_ROLE.Table, _ROLE.Tree, _ROLE.List, _ROLE.Slider, _ROLE.SpinBox, _ROLE.PageTab, _ROLE.MenuItem),
    *(_ROLE.ButtonMenu, _ROLE.ButtonDropDown),
}
_ITEMS = {_ROLE.Cell, _ROLE.ListItem, _ROLE.TreeItem, _ROLE.ColumnHeader}
_CHILDREN = 120
"""How many cells of a table are heard; its rows and columns all are."""
_STOPS = 200
"""More than any dialog has of what Tab comes to."""


def said(interface: QAccessibleInterface) -> str:
    return interface.text(QAccessible.Text.Name).strip()


def walk(widget: QWidget) -> Iterator[QAccessibleInterface]:
    """Everything a screen reader comes to in a window, without the items of its tables."""
    waiting = [QAccessible.queryAccessibleInterface(widget)]
    while waiting:
        interface = waiting.pop()
        if interface is None or not interface.isValid() or interface.state().invisible:  # type: ignore[attr-defined]
            continue
        yield interface
        if not isinstance(interface.object(), QAbstractItemView):
            waiting += [interface.child(place) for place in range(interface.childCount())]


def unsaid(widget: QWidget) -> list[str]:
    """What of a window says nothing: controls without a name, cells without words, a row or a column."""
    silent = []
    for interface in walk(widget):
        thing = interface.object()
        reached = isinstance(thing, QWidget) and bool(thing.focusPolicy() & Qt.FocusPolicy.TabFocus)
        # Here Qt calls such a box by what is chosen in it, on Windows by its name.
        name = thing.accessibleName() if isinstance(thing, QComboBox) else said(interface)
        if (interface.role() in _CONTROLS or reached) and not name.strip():
            silent.append(f"{type(widget).__name__}: a {interface.role().name} in {thing.parent()}")
        if isinstance(thing, QTableView):
            silent += [f"{type(widget).__name__}: {line}" for line in _unsaid_of_table(thing)]
        if isinstance(thing, QAbstractItemView) and thing.model() is not None:
            for place in range(min(interface.childCount(), _CHILDREN)):
                item = interface.child(place)
                if item.role() in _ITEMS and not item.state().invisible and not said(item):  # type: ignore[attr-defined]
                    silent.append(f"{type(widget).__name__}: a {item.role().name} of {said(interface)}")
    return silent


def trap(window: QWidget, qtbot: QtBot) -> list[str]:
    """Where Tab stays for good: everything else that takes the keys has to be reached from there."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    seen: list[QWidget] = []
    for _ in range(_STOPS):
        now = QApplication.focusWidget()
        if now is None or (now in seen and now is not seen[-1]):
            return []
        seen.append(now)
        if isinstance(now, KeyingTable):
            now.setCurrentCell(now.rowCount() - 1, now.columnCount() - 1)
        if isinstance(now, GridView):
            # In a grid Tab walks the cells; Escape, then Tab leaves it.
            qtbot.keyClick(now, Qt.Key.Key_Escape)
        qtbot.keyClick(now, Qt.Key.Key_Tab)
    others = [
        widget for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget not in seen
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]  # fmt: skip
    if not others:
        return []
    return [f"{type(window).__name__}: Tab never came round; it is in {seen[-1]}"]


def kept_open(window: QDialog, qtbot: QtBot) -> list[str]:
    """Kinds of control in which Esc does not close a dialog nothing was typed into."""
    kept: list[str] = []
    kinds = {type(widget): widget for widget in window.findChildren(QWidget)
             if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus}  # fmt: skip
    for kind, widget in kinds.items():
        window.show()
        widget.setFocus()
        # The first in a grid discards what could not be saved.
        for _ in range(2 if isinstance(widget, GridView) else 1):
            qtbot.keyClick(widget, Qt.Key.Key_Escape)
        if window.isVisible():
            kept.append(f"{type(window).__name__}: Esc in a {kind.__name__}")
    return kept


def _unsaid_of_table(table: QTableView) -> Iterator[str]:
    model = table.model()
    for row in range(model.rowCount()):
        named = model.headerData(row, Qt.Orientation.Vertical)
        if not named or named == row + 1:
            yield f"row {row + 1} of “{table.accessibleName()}”"
    for column in range(model.columnCount()):
        if not table.isColumnHidden(column) and not model.headerData(column, Qt.Orientation.Horizontal):
            yield f"column {column + 1} of “{table.accessibleName()}”"


def test_rows_of_every_kind_of_table_are_called_by_what_they_are_about(qtbot: QtBot) -> None:
    listing = Listing("Money", [ListingColumn("", lambda one: "Moves"), ListingColumn("Of", str, names=True)])
    listing.set_rows(["2 Wardens"])
    facts = FactTable("Late", [FactColumn("State", 90), FactColumn("What")], headed=False)
    facts.show_rows([[Fact("Late"), Fact("1.2 Patrols", under="by a month")]])
    for table, row in ((listing, "2 Wardens"), (facts, "1.2 Patrols, by a month")):
        qtbot.addWidget(table)
        assert table.model().headerData(0, Qt.Orientation.Vertical) == row
    # What is missing is heard; a walk that heard nothing would find nothing.
    listing.show()
    assert unsaid(listing) == ["Listing: column 1 of “Money”", "Listing: a ColumnHeader of Money"]


def test_every_column_of_a_listing_is_called_something() -> None:
    made = {
        path.name: re.findall(r'\bListingColumn\(\s*"(\w*)', path.read_text(encoding="utf-8"))
        for path in (PROJECT / "csp_desktop" / "ui").rglob("*.py")
    }
    assert sum(map(len, made.values())) > 20
    assert [name for name, labels in made.items() if "" in labels] == []


def test_a_cell_and_its_editor_say_their_row_and_column(context: Context, qtbot: QtBot) -> None:
    tab = ActionPlanTab(context)
    qtbot.addWidget(tab)
    tab.show()
    view = tab.grid.view
    row = next(row for row in tab.grid.model.rows if row.record["ref"] == "1.1")
    place = tab.grid.model.place_of(row.id)
    wanted = f"1.1 {row.record['title']}"
    assert view.model().headerData(place, Qt.Orientation.Vertical) == wanted
    ghost = view.model().headerData(view.model().rowCount() - 1, Qt.Orientation.Vertical)
    assert ghost == tab.grid.model.ghost_words
    delegate = view.itemDelegate()
    assert isinstance(delegate, CellEditing)
    for number, column in enumerate(tab.grid.model.columns):
        if column.field(row) is not None and not view.isColumnHidden(number):
            view.edit(view.model().index(place, number, QModelIndex()))
            assert delegate.editor is not None
            assert delegate.editor.accessibleName() == f"{column.label}, {wanted}"
            view.finish_editing()


@pytest.mark.slow
def test_nothing_in_any_dialog_is_unsaid(sample_file: Path, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "sample.csp"
    path.write_bytes(sample_file.read_bytes())
    silent: list[str] = []
    with Workspace.open(path, backup=False) as workspace:
        context = Context(workspace, date(2010, 10, 19))
        context.choose_quarter(Quarter(2010, 2))
        assert context.plan_id is not None
        sent = export_returns(workspace, context.plan_id, Quarter(2010, 2), tmp_path / "out")
        for make in DIALOGS.values():
            dialog = make(context, sent[0].path)
            dialog.show()
            # What is read into it is walked too.
            qtbot.waitUntil(lambda: not background._running, timeout=20_000)
            silent += unsaid(dialog)
            silent += trap(dialog, qtbot)
            if isinstance(dialog, KeyingDialog):
                for table in dialog.findChildren(KeyingTable):
                    table.begin()
                    table.edit(table.currentIndex())
                    editor = QApplication.focusWidget()
                    assert editor.accessibleName().endswith(table.verticalHeaderItem(0).text())
            else:
                silent += kept_open(dialog, qtbot)
            dialog.close()
            dialog.deleteLater()
    assert not silent


@pytest.mark.slow
def test_nothing_in_any_tab_is_unsaid(window: MainWindow) -> None:
    silent = []
    for title in window.tabs.titles:
        window.show_tab(title)
        QApplication.processEvents()
        silent += [f"{title}: {line}" for line in unsaid(window)]
    assert not silent


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader would be told to say."""
    said_now: list[str] = []

    class Listening(QAccessible):
        @staticmethod
        def isActive() -> bool:
            return True

        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:  # type: ignore[override]
            said_now.append(event.message())

    monkeypatch.setattr(QtGui, "QAccessible", Listening)
    return said_now


def test_what_was_found_and_taken_back_is_said(
    window: MainWindow, announced: list[str], qtbot: QtBot
) -> None:
    search = window.bar.search
    window.activateWindow()
    search.setFocus()
    qtbot.waitUntil(search.hasFocus)
    search.setText("halloween")
    search._search()
    lines = search._list._lines
    assert announced[-1] == f"{lines.count()} found. {lines.item(0).text()}"
    qtbot.keyClick(search, Qt.Key.Key_Down)
    assert announced[-1] == f"{lines.currentItem().text()}, {lines.currentRow() + 1} of {lines.count()}"
    search.setText("no such thing at all")
    search._search()
    assert announced[-1].startswith("Nothing matches")
    search.clear_search()

    item = window.context.records.plan_items[0]
    window.context.apply([Update("plan_items", item["id"], {"title": "Another"})], "renamed 1")
    window.menus._step("undo")
    assert announced[-1] == window.status.said.text() == "Undid: renamed 1"


def test_what_a_preview_comes_to_is_said_once_it_is_there(
    context: Context, announced: list[str], qtbot: QtBot
) -> None:
    dialog = PreviewDialog(context, "Returns", "Nothing is changed yet.", "Apply")
    qtbot.addWidget(dialog)
    dialog.tell("Reading 2 workbooks…")
    dialog.summarise("34 ready · 2 questions will wait")
    # What is decided in it is said where it is decided.
    dialog.summarise("35 ready · 1 question will wait")
    assert announced == ["Reading 2 workbooks…", "34 ready, 2 questions will wait"]


def test_a_rating_is_a_group_of_choices_with_a_value(qtbot: QtBot) -> None:
    choice = RatingChoice("Our rating")
    qtbot.addWidget(choice)
    choice.resize(choice.sizeHint())
    choice.show()
    group = QAccessible.queryAccessibleInterface(choice)

    def heard() -> dict[str, bool]:
        return {
            said(radio): bool(radio.state().checked)  # type: ignore[attr-defined]
            for radio in map(group.child, range(group.childCount()))
            if radio.role() == QAccessible.Role.RadioButton
        }

    assert group.role() == QAccessible.Role.Grouping
    assert heard() == dict.fromkeys(RAG_WORDS.values(), False)
    amber = next(group.child(place) for place in range(5) if said(group.child(place)) == RAG_WORDS["amber"])
    with qtbot.waitSignal(choice.chosen) as chosen:
        amber.actionInterface().doAction("Press")
    assert chosen.args == ["amber"]
    assert [word for word, on in heard().items() if on] == [RAG_WORDS["amber"]]
    assert said(group) == f"Our rating: {RAG_WORDS['amber']}"
    choice.set_value(None)
    assert not any(heard().values()) and said(group) == "Our rating: not chosen"
    # Each stands where it is painted.
    assert [radio.rect() for radio in map(group.child, range(5))] == sorted(
        (radio.rect() for radio in map(group.child, range(5))), key=QRect.left
    )


def test_nothing_connected_is_told_by_its_colour_alone(context: Context, qtbot: QtBot) -> None:
    marks = set()
    for item in context.records.plan_items:
        lines = ConnectedLines(context)
        qtbot.addWidget(lines)
        lines.show_item(item)
        for kind, _, _, name, words, look in connected_lines(context, item):
            link = next(one for one in lines.findChildren(ElidedLink) if one._words == name)
            assert not set("●▲■↑↓→") & set(link.accessibleName())
            if look in ("late", "good"):
                assert set("●■↑") & set(words), (kind, name, words)
                marks.add(look)
    assert marks == {"late", "good"}


def mute(window: QWidget) -> list[str]:
    """Buttons that cannot be pressed and do not say why, or bear a sign alone and do not say what they do."""
    silent = []
    for button in window.findChildren(QAbstractButton):
        if not button.isVisible():
            continue
        hint, holder = button.toolTip(), button.parentWidget()
        while not hint and holder is not None and not holder.isEnabled():
            # What holds several says it for them all.
            hint, holder = holder.toolTip(), holder.parentWidget()
        sign = isinstance(button, QToolButton) and not any(map(str.isalpha, button.text()))
        if not hint and (sign or not button.isEnabled()):
            silent.append(f"{type(window).__name__}: “{button.text() or button.accessibleName()}”")
    return silent


@pytest.mark.slow
@pytest.mark.parametrize("read_only", [False, True])
def test_every_button_that_cannot_be_pressed_says_why(
    sample_file: Path, tmp_path: Path, qtbot: QtBot, *, read_only: bool
) -> None:
    path = tmp_path / "sample.csp"
    path.write_bytes(sample_file.read_bytes())
    window = MainWindow(preload=False)
    qtbot.addWidget(window)
    window.show_workspace(Workspace.open(path, read_only=read_only), remember=False, today=date(2010, 10, 19))
    window.context.choose_quarter(Quarter(2010, 2))
    window.show()
    silent: list[str] = []
    for title in window.tabs.titles:
        window.show_tab(title)
        QApplication.processEvents()
        silent += [f"{title}: {line}" for line in mute(window)]
    if not read_only:
        context = window.context
        assert context.plan_id is not None
        sent = export_returns(context.workspace, context.plan_id, Quarter(2010, 2), tmp_path / "out")
        for make in DIALOGS.values():
            dialog = make(context, sent[0].path)
            dialog.show()
            end_jobs()
            QApplication.processEvents()
            silent += mute(dialog)
            dialog.close()
            dialog.deleteLater()
    window.close()
    end_jobs()
    assert not silent


def test_every_button_over_a_register_says_what_it_does_with_its_key(window: MainWindow) -> None:
    seen = set()
    for title in window.tabs.titles:
        window.show_tab(title)
        tab = window.tabs.current
        if not isinstance(tab, RegisterTab):
            continue
        for place in range(tab._buttons.count()):
            button = tab._buttons.itemAt(place).widget()
            assert isinstance(button, QAbstractButton)
            assert button.toolTip(), (title, button.text())
            key = {"Print": "Ctrl+P", "Add": "Insert"}.get(button.text().split()[0], "")
            if button.isEnabled() and button.text() != "Add allocation":
                assert key in button.toolTip(), (title, button.text(), button.toolTip())
            seen.add(button.text())
    assert {"Print", "Columns", "Add risk", "Send returns…", "Add stream"} <= seen
