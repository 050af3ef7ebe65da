"""The search: what matches nothing, what else does, verbs, other years, and the filter named on every tab."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csp_desktop.editing.changes import Insert
from csp_desktop.ui.look.marking import marked_parts
from csp_desktop.ui.window.main_window import MainWindow
from csp_desktop.ui.window.search_elsewhere import asks_for


def search(window: MainWindow, qtbot: QtBot, words: str) -> list[str]:
    """What the list says for these words."""
    box = window.bar.search
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    box.setFocus()
    box.setText(words)
    box._wait.stop()
    box._search()
    lines = box._list._lines
    return [lines.item(row).text() for row in range(lines.count())]


def test_nothing_matches_is_said_with_what_holds_some_of_the_words(window: MainWindow, qtbot: QtBot) -> None:
    told = search(window, qtbot, "zzqx")
    assert told == ["Nothing matches “zzqx”. Try fewer letters, or another word."]
    told = search(window, qtbot, "police zzqx")
    assert told[0].startswith("Nothing matches “police zzqx”; these hold some") and len(told) > 1
    grid = window.show_tab("Action plan").seen_grid()
    assert not grid.model.rows and "zzqx" in grid.model.filter.nothing_words


@pytest.mark.parametrize(
    ("typed", "label", "meant"),
    [
        (["new", "risk"], "New risk", True),
        (["add", "risk"], "New risk", True),
        (["create", "agency"], "New agency", True),
        (["export", "returns"], "Send returns", True),
        (["email", "returns"], "Send returns", True),
        (["new", "risk"], "Send returns", False),
    ],
)
def test_verbs_that_ask_for_the_same_are_taken_for_it(typed: list[str], label: str, meant: bool) -> None:
    assert asks_for(label, typed) is meant


def test_new_risk_begins_one(window: MainWindow, qtbot: QtBot) -> None:
    assert "Do: New risk" in search(window, qtbot, "add risk")
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    assert window.tab.name == "Risks" and window.tab.grid.current.draft
    assert window.tab.grid.current.register.name == "risks"


def test_plans_of_other_years_are_found_and_opened(window: MainWindow, qtbot: QtBot) -> None:
    context = window.context
    plan = Insert(
        "plans",
        {
            "partnership": context.records.partnership["id"],
            "title": "Annual plan 2009/10",
            "first_year": 2009,
            "last_year": 2009,
        },
    )
    item = Insert(
        "plan_items", {"plan": plan.id, "level": "priority", "ref": "9", "title": "Tame the zebra crossing"}
    )
    shown = context.plan_id
    context.apply([plan, item])
    context.choose_plan(shown)
    told = search(window, qtbot, "zebra")
    assert told == ["Plan item 2009/10: 9 Tame the zebra crossing"]
    window.bar.search._list._lines.setCurrentRow(0)
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    assert context.plan_id == plan.id and window.tab.name == "Action plan"
    assert window.tab.grid.current.id == item.id


def test_the_filter_is_named_and_ended_on_any_tab(window: MainWindow, qtbot: QtBot) -> None:
    line = window.filter_line
    assert not line.isVisible()
    search(window, qtbot, "police")
    for title in ("Risks", "Overview", "Action plan"):
        window.show_tab(title)
        assert line.isVisible() and line.words.text() == "Only rows with “police” are shown."
    grid = window.tab.seen_grid()
    grid.model.show_only("lead_agencies", frozenset({"Police"}))
    assert "Lead: only Police" in line.words.text()
    line.all.click()
    assert not line.isVisible() and not window.context.search and not grid.model.filter.only
    assert len(grid.model.rows) == len(window.context.records.plan_items)


def test_what_was_just_added_stays_in_sight_of_a_search(window: MainWindow, qtbot: QtBot) -> None:
    search(window, qtbot, "police")
    grid = window.show_tab("Indicators").seen_grid()
    grid.view.go_to(
        len(grid.model.rows), next(at for at, one in enumerate(grid.model.columns) if one.key == "title")
    )
    grid.blocks.fill_selection("Crossings walked")
    assert [row.record["title"] for row in grid.model.rows][-1] == "Crossings walked"
    search(window, qtbot, "police officers")
    assert "Crossings walked" not in [row.record["title"] for row in grid.model.rows]


def test_the_words_are_marked_where_they_stand() -> None:
    assert marked_parts("Police and POLICE", ["police"]) == [(0, 6), (11, 6)]
    assert marked_parts("Bikes", ["police", ""]) == []
    assert marked_parts("İstanbul police", ["police"]) == []
