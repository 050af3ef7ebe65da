"""The search: what matches nothing, what else does, verbs, other years, and the filter named on every tab."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csp_desktop.editing.changes import Insert, Update
from csp_desktop.periods import Quarter
from csp_desktop.storage.search_index import SEARCHED
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


def test_what_was_found_stays_while_the_window_grows(window: MainWindow, qtbot: QtBot) -> None:
    search(window, qtbot, "add risk")
    window.resize(window.width() + 60, window.height() + 20)
    box, found = window.bar.search, window.bar.search._list
    qtbot.waitUntil(lambda: found.geometry().top() >= box.mapTo(window, box.rect().bottomLeft()).y())
    assert found.isVisible()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert window.tab.name == "Risks" and window.tab.grid.current.draft


def test_new_risk_begins_one(window: MainWindow, qtbot: QtBot) -> None:
    assert "Do: New risk" in search(window, qtbot, "add risk")
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    assert window.tab.name == "Risks" and window.tab.grid.current.draft
    assert window.tab.grid.current.register.name == "risks" and window.bar.search.text() == ""


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


def of_last_year(window: MainWindow) -> tuple[Insert, Insert, Insert]:
    """A plan of 2009/10 with an item and what was said of it in its third quarter, beside the one shown."""
    context = window.context
    partnership = context.records.partnership["id"]
    values = {"partnership": partnership, "title": "Plan 2009/10", "first_year": 2009, "last_year": 2009}
    plan = Insert("plans", values)
    item = Insert(
        "plan_items", {"plan": plan.id, "level": "priority", "ref": "9.8.7", "title": "Quiet nights"}
    )
    said = "It went on as agreed with everybody, and then a zebra crossed the High Street in the night."
    update = Insert("updates", {"item": item.id, "quarter": "2009-Q3", "narrative": said})
    shown = context.plan_id
    context.apply([plan, item, update])
    context.choose_plan(shown)
    return plan, item, update


def indexed(window: MainWindow, qtbot: QtBot) -> None:
    """The search begun, and its index of the other years made."""
    window.activateWindow()
    window.bar.search.clearFocus()
    window.bar.search.setFocus()
    qtbot.waitUntil(lambda: window.bar.search._elsewhere._index.ready)
    qtbot.waitUntil(lambda: window.bar.search._elsewhere._job is None)


def test_what_was_said_in_other_years_is_found_and_opened_at_its_quarter(
    window: MainWindow, qtbot: QtBot
) -> None:
    plan, item, _ = of_last_year(window)
    indexed(window, qtbot)
    assert search(window, qtbot, "9.8.7") == ["Plan item 2009/10: 9.8.7 Quiet nights"]
    told = search(window, qtbot, "zebra cross")
    assert told == ["Update 2009/10: 9.8.7 Q3 …with everybody, and then a zebra crossed the High Street in the night."]  # fmt: skip
    window.bar.search._list._lines.setCurrentRow(0)
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    assert window.context.plan_id == plan.id and window.context.quarter == Quarter(2009, 3)
    assert window.tab.name == "Action plan" and window.tab.grid.current.id == item.id


def test_another_partnerships_records_say_whose_they_are(window: MainWindow, qtbot: QtBot) -> None:
    shown = window.context.plan_id
    other = Insert("partnerships", {"name": "Anytown CSP", "short_name": "Anytown"})
    values = {"partnership": other.id, "title": "Plan", "first_year": 2010, "last_year": 2010}
    plan = Insert("plans", values)
    risk = Insert("risks", {"plan": plan.id, "ref": "R1", "title": "Zebra escapes"})
    group = Insert("groups", {"partnership": other.id, "name": "Zebra watch", "short_name": "ZW"})
    window.context.apply([other, plan, risk, group])
    window.context.choose_plan(shown)
    indexed(window, qtbot)
    assert search(window, qtbot, "zebra") == [
        "Group 2010/11, Anytown: ZW Zebra watch",
        "Risk 2010/11, Anytown: R1 Zebra escapes",
    ]
    window.bar.search._list._lines.setCurrentRow(0)
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    assert window.context.plan_id == plan.id and window.tab.grid.current.id == group.id


def test_what_is_typed_after_the_search_began_is_found(window: MainWindow, qtbot: QtBot) -> None:
    indexed(window, qtbot)
    _, _, update = of_last_year(window)
    assert len(search(window, qtbot, "zebra")) == 1
    window.context.apply([Update("updates", update.id, {"narrative": "A giraffe crossed"})])
    assert search(window, qtbot, "zebra")[0].startswith("Nothing matches")
    assert search(window, qtbot, "giraffe") == ["Update 2009/10: 9.8.7 Q3 A giraffe crossed"]
    window.context.undo()
    assert len(search(window, qtbot, "zebra")) == 1


def test_without_full_text_tables_titles_of_other_years_are_found_all_the_same(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("csp_desktop.storage.search_index", "csp_desktop.ui.window.search_elsewhere"):
        monkeypatch.setattr(f"{module}.can_index", lambda: False)
    of_last_year(window)
    assert search(window, qtbot, "quiet") == ["Plan item 2009/10: 9.8.7 Quiet nights"]
    assert not window.bar.search._elsewhere._index.ready


def test_the_list_comes_at_once_and_the_tab_follows(window: MainWindow, qtbot: QtBot) -> None:
    window.show_tab("Action plan")
    window.activateWindow()
    box = window.bar.search
    box.setFocus()
    qtbot.keyClicks(box, "police")
    qtbot.waitUntil(lambda: box._list is not None and box._list.isVisible())
    assert box._listed == "police" and not box._wait.isActive()
    qtbot.waitUntil(lambda: window.context.search == "police")


@pytest.mark.slow
def test_every_register_searched_is_shown_by_some_tab(window: MainWindow) -> None:
    shown = set()
    for name in SEARCHED:
        records = window.context.records.of(name) or ()
        shown |= {name} if any(window.tabs.reveal(name, record["id"]) for record in records[:3]) else set()
    assert shown == {name for name in SEARCHED if window.context.records.of(name)}
