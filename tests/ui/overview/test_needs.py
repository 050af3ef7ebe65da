"""What needs you: the path of a new file, and numbers that are those of the lists they open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csp_desktop.editing.changes import Insert
from csp_desktop.editing.new_file import first_records
from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import FinancialYear
from csp_desktop.settings import settings
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.background import end_jobs
from csp_desktop.ui.look.chips import ChipButton
from csp_desktop.ui.overview.overview_tab import OverviewTab
from csp_desktop.ui.printing.print_window import PrintWindow
from csp_desktop.ui.returns.owners_dialog import OwnersDialog
from csp_desktop.ui.returns.returns_export_dialog import ReturnsExportDialog
from csp_desktop.ui.window.main_window import MainWindow


@pytest.fixture
def new(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window on a new file of 2010/11."""
    path = tmp_path / "new.csp"
    with Workspace.create(path) as workspace:
        records = first_records("Anytown Community Safety Partnership", "Anytown", FinancialYear(2010))
        workspace.apply(records, "new file", kind="start")
    window = MainWindow(preload=False)
    window.show_workspace(Workspace.open(path, backup=False), remember=False, today=date(2010, 5, 3))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window._may_lose = lambda unsaved: True
    window.close()
    end_jobs()
    window.deleteLater()


def overview(window: MainWindow) -> OverviewTab:
    tab = window.show_tab("Overview")
    assert isinstance(tab, OverviewTab)
    return tab


def lines(tab: OverviewTab) -> list[tuple[str, str]]:
    facts = tab.needs.facts
    return [
        (facts.fact_at(row, 0).text, facts.fact_at(row, 1).text) for row in range(facts.model().rowCount())
    ]


def step(window: MainWindow, number: int) -> None:
    overview(window).needs.facts.follow(number - 1, 1)


def test_a_new_file_is_five_steps_and_no_noughts(new: MainWindow) -> None:
    tab = overview(new)
    assert [word for word, _ in lines(tab)] == ["To do"] * 5
    assert [panel for panel in tab.panels if panel.isVisible()] == [tab.needs]


def test_each_step_opens_its_place_with_the_cursor_in_it_and_ticks_itself(
    new: MainWindow, qtbot: QtBot
) -> None:
    for number, title, typed in (
        (1, "Partners", "Council"),
        (2, "Action plan", "Reduce burglary"),
        (3, "Indicators", "Burglaries of homes"),
        (3, "Risks", "The post is not funded"),
    ):
        step(new, number)
        assert new.tab is not None and new.tab.name == title
        grid = new.tab.seen_grid()
        assert grid is not None and grid.at_foot and grid.view.hasFocus()
        QTest.keyClick(grid.view, typed[0])
        editor = grid.view.itemDelegate().editor
        QTest.keyClicks(editor, typed[1:])
        QTest.keyClick(editor, Qt.Key.Key_Return)
        if number == 1:
            # An agency needs its full name too.
            grid.view.go_to(0, next(at for at, one in enumerate(grid.model.columns) if one.key == "name"))
            grid.blocks.fill_selection("District Council")
            # Nor is it known yet who there gets the returns.
            assert lines(overview(new))[0][0] == "To do"
            step(new, 1)
            people = new.tab.seen_grid()
            assert new.tab.chips.current == "People" and people.at_foot and people.view.hasFocus()
            council = new.context.workspace.records("agencies")[0]["id"]
            person = {"name": "Jo Marsh", "agency": council}
            for receives, word in ((False, "To do"), (True, "Done")):
                new.context.apply([Insert("people", {**person, "receives_returns": receives})])
                assert lines(overview(new))[0][0] == word
        assert any(
            typed in str(record) for record in new.context.workspace.records(grid.model.rows[0].register.name)
        )
    assert [word for word, _ in lines(overview(new))[:5]] == ["Done", "Done", "Done", "To do", "To do"]
    for number, kind in ((4, ReturnsExportDialog), (5, PrintWindow)):
        step(new, number)
        dialog = new.findChild(kind)
        assert dialog is not None and dialog.isVisible()
        dialog.close()
    new.context.printed.emit()
    assert lines(overview(new))[4][0] == "Done"
    assert str(new.context.workspace.path) in settings().get("printed", [])


def test_the_path_ends_when_a_return_has_come_back(new: MainWindow) -> None:
    context = new.context
    agency = Insert("agencies", {"name": "Police", "short_name": "Police"})
    context.apply(
        [agency, Insert("returns", {"plan": context.plan_id, "quarter": "2010-Q1", "agency": agency.id, "state": "applied", "return_code": "A-1"})]
    )  # fmt: skip
    assert not any("Enter the plan" in words for _, words in lines(overview(new)))


def test_every_number_is_that_of_the_list_it_opens(
    context: Context, sample_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = MainWindow(preload=False)
    window.show_workspace(context.workspace, remember=False, today=context.today)
    window.show()
    checked = 0
    for quarter in FinancialYear(2010).quarters[:2]:
        window.context.choose_quarter(quarter)
        tab = overview(window)
        for row in range(tab.needs.facts.model().rowCount()):
            fact = tab.needs.facts.fact_at(row, 1)
            number = fact.text.split(" ")[0]
            if fact.opens.chip is None or not number.isdigit():
                continue
            tab.needs.facts.follow(row, 1)
            shown = window.tab.chips
            on = next(chip for chip in shown.findChildren(ChipButton) if chip.isChecked())
            assert (window.tab.name, on.count) == (fact.opens.chip[0], int(number)), fact.text
            checked += 1
            overview(window)
    assert checked >= 2
    window.tabs.clear()
    window.context = None
    window.close()
    window.deleteLater()


def test_rows_that_name_nobody_are_one_line_and_are_named_from_it(new: MainWindow, qtbot: QtBot) -> None:
    workspace = new.context.workspace
    plan = workspace.records("plans")[0]["id"]
    names = ("Anytown District Council", "ADC"), ("County Police", "Police")
    council, police = (Insert("agencies", {"name": name, "short_name": short}) for name, short in names)
    owned = [
        Insert("indicators", {"plan": plan, "ref": f"K{n}", "title": f"Figure {n}"}) for n in range(1, 7)
    ]
    new.context.apply([council, police, *owned], "typed")
    row = [word for word, _ in lines(overview(new))].index("Waiting")
    told = overview(new).needs.facts.fact_at(row, 1)
    assert told.text == "6 rows name nobody to report"
    assert told.under == "K1, K2, K3, K4 and 2 more. ADC is asked until you name an agency."
    told.opens.follow(new.context)
    dialog = new.findChild(OwnersDialog)
    assert dialog is not None and dialog.agency.currentData() == council.id
    dialog.list.tick(lambda row: row.ref in ("K1", "K2"))
    dialog.agency.setCurrentIndex(dialog.agency.findData(police.id))
    dialog.apply()
    assert [row.ref for row in dialog.list.rows] == ["K3", "K4", "K5", "K6"]
    dialog.agency.setCurrentIndex(dialog.agency.findData(council.id))
    dialog.apply()
    owners = [kept["owner"] for kept in workspace.records("indicators")]
    assert owners == [police.id] * 2 + [council.id] * 4
    assert not dialog.isVisible() and "name nobody" not in str(lines(overview(new)))
