"""The County tab: there only where there is a county, one row a partnership, and every figure opens its own."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from shown_tab import shown_tab

from csp_desktop.editing.changes import Delete, Insert, Update
from csp_desktop.editing.county.gathering import county_records
from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.register import id_from
from csp_desktop.reports.catalog import COUNTY_REPORTS
from csp_desktop.rules.county.county_records import CountyRecords
from csp_desktop.ui.context import Context
from csp_desktop.ui.county import county_tab
from csp_desktop.ui.county.county_panels import per_cent
from csp_desktop.ui.county.county_tab import CountyTab
from csp_desktop.ui.look.chips import ChipButton
from csp_desktop.ui.painted.fact_table import FactTable
from csp_desktop.ui.printing.print_window import PrintWindow
from csp_desktop.ui.window.main_window import MainWindow

TODAY = date(2010, 10, 22)


def district(name: str, region: str, rag: str, spent: int, **partnership: object) -> list[Insert]:
    """A partnership with one priority, one stream a third of which is allocated, and one risk."""
    home, plan, priority, stream, gift = (
        id_from(f"{name}/{what}") for what in ("home", "plan", "priority", "stream", "gift")
    )
    risk = {"plan": plan, "title": "Nobody comes", "ref": "R1", "current_likelihood": 4, "current_impact": 4}
    return [
        Insert("partnerships", {"name": f"{name} Partnership", "short_name": name, "region": region, **partnership}, home),
        Insert("plans", {"partnership": home, "title": "Annual plan", "first_year": 2010, "last_year": 2010}, plan),
        Insert("plan_items", {"plan": plan, "level": "priority", "title": "Reduce domestic abuse"}, priority),
        Insert("updates", {"item": priority, "quarter": "2010-Q1", "rag": "green"}),
        Insert("updates", {"item": priority, "quarter": "2010-Q2", "rag": rag}),
        Insert("funding_streams", {"partnership": home, "name": "Home Office", "year": 2010, "amount": 30_000_00, "route": "through the county"}, stream),
        Insert("allocations", {"stream": stream, "project": "Panel", "amount": 10_000_00, "status": "approved"}, gift),
        Insert("funding_entries", {"allocation": gift, "quarter": "2010-Q2", "kind": "actual", "amount": spent}),
        Insert("risks", risk),
    ]  # fmt: skip


def county() -> list[Insert]:
    """A county group with its plan, three districts, and one that works jointly with the first and has no plan."""
    group, plan = id_from("county group"), id_from("county plan")
    return [
        Insert("partnerships", {"name": "Safer County", "short_name": "County", "kind": "county group"}, group),
        Insert("plans", {"partnership": group, "title": "Agreement", "first_year": 2010, "last_year": 2010}, plan),
        Insert("plan_items", {"plan": plan, "level": "priority", "title": "Domestic abuse"}, id_from("abuse")),
        Insert("plan_items", {"plan": plan, "level": "priority", "title": "Serious violence"}),
        *district("Averley", "North", "red", 1_000_00),
        *district("Brack", "North", "amber", 2_000_00),
        *district("Carrow", "South", "green", 3_000_00),
        Insert("partnerships", {"name": "Denby", "short_name": "Denby", "region": "North",
                                "joint_with": (id_from("Averley/home"),)}, id_from("Denby/home")),
        Insert("groups", {"partnership": id_from("Averley/home"), "name": "Abuse panel", "short_name": "AP",
                          "shared_with": (id_from("Brack/home"),)}),
    ]  # fmt: skip


def made_file(path: Path, records: list[Insert]) -> Workspace:
    workspace = Workspace.create(path)
    workspace.apply(records, kind="start")
    return workspace


@pytest.fixture(scope="module")
def county_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("county") / "county.csp"
    made_file(path, county()).close()
    return path


@pytest.fixture
def context(county_file: Path, qapp: object) -> Iterator[Context]:
    made = Context(Workspace.open(county_file, read_only=True), today=TODAY)
    made.choose_quarter(Quarter(2010, 2))
    yield made
    made.close()


@pytest.fixture
def tab(context: Context, qtbot: QtBot) -> CountyTab:
    return shown_tab(qtbot, CountyTab(context), 1366, 700)


def headings(table: FactTable) -> list[str]:
    return [
        table.model().headerData(place, Qt.Orientation.Horizontal)
        for place in range(table.model().columnCount())
    ]


def shown(table: FactTable) -> list[list[str]]:
    return [
        [fact.text or " ".join(f"{part.words} {part.label}" for part in fact.segments) for fact in row]
        for row in table._facts.rows
    ]


def test_one_row_a_partnership_and_their_sum(tab: CountyTab) -> None:
    rows = shown(tab.standing.facts)
    assert [row[0] for row in rows] == ["Averley with Denby", "Brack", "Carrow", "All 3"]
    assert [row[2] for row in rows] == ["1 red", "1 amber", "1 green", "1 green 1 amber 1 red"]
    assert [row[3] for row in rows] == ["1 worse", "1 worse", "none worse", "2 worse"]
    looks = [tab.standing.facts.fact_at(row, 3).look for row in range(4)]
    assert looks == ["late", "late", "soft", "late"]
    assert [row[6] for row in rows] == ["£1,000", "£2,000", "£3,000", "£6,000"]
    assert [row[7] for row in rows] == ["£30,000"] * 3 + ["£90,000"]
    assert [row[9] for row in rows] == ["1", "1", "1", "3"]
    assert tab.summary() == "Q2 2010/11 · 3 partnerships"


def test_without_regions_the_buttons_stay_small_at_the_right(
    tab: CountyTab, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    def places() -> list[tuple[int, int]]:
        buttons = [each for each in tab.findChildren(QPushButton) if each.text() in ("Directory", "Print")]
        return [(each.x(), each.width()) for each in buttons]

    in_regions, table = places(), tab.standing.facts
    assert tab.chips.isVisible() and headings(table)[1] == "Region"

    def unplaced(*asked: Any) -> CountyRecords:
        known = county_records(*asked)
        return replace(known, partnerships=[{**each, "region": None} for each in known.partnerships])

    monkeypatch.setattr(county_tab, "county_records", unplaced)
    before = table.columnWidth(0)
    tab.refresh()
    QApplication.processEvents()
    assert not tab.chips.isVisible() and places() == in_regions
    assert "Region" not in headings(table) and table.columnWidth(0) > before


def test_the_plans_are_not_all_in_memory_at_once(
    tab: CountyTab, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[weakref.ref[PlanRecords]] = []
    reading = Workspace.plan_records

    def watched(workspace: Workspace, plan: str) -> PlanRecords:
        assert [one() for one in read] == [None] * len(read)
        records = reading(workspace, plan)
        read.append(weakref.ref(records))
        return records

    before = [shown(panel.facts) for panel in (tab.common, tab.joint, tab.money)]
    assert context.records
    monkeypatch.setattr(Workspace, "plan_records", watched)
    tab.refresh()
    assert len(read) == 3
    assert [shown(panel.facts) for panel in (tab.common, tab.joint, tab.money)] == before


def test_a_region_shows_its_own_and_their_sum(tab: CountyTab) -> None:
    assert {chip.text(): chip.count for chip in tab.chips.findChildren(ChipButton)} == {
        "All": 3, "North": 2, "South": 1,
    }  # fmt: skip
    tab.choose_chip("North")
    rows = shown(tab.standing.facts)
    assert [(row[0], row[6]) for row in rows] == [
        ("Averley with Denby", "£1,000"), ("Brack", "£2,000"), ("All 2", "£3,000"),
    ]  # fmt: skip
    tab.choose_chip("South")
    assert [row[0] for row in shown(tab.standing.facts)] == ["Carrow"]


def test_what_is_searched_for_is_shown(tab: CountyTab, context: Context) -> None:
    context.choose_search("brack")
    assert [row[0] for row in shown(tab.standing.facts)] == ["Brack"]


def test_the_countys_priorities_with_those_that_serve_them(tab: CountyTab) -> None:
    rows = tab.common.facts._facts.rows
    assert [row[0].text for row in rows] == ["Domestic abuse", "Serious violence"]
    assert [label for label, _, _ in rows[0][2].several] == [
        "Red · Averley · Reduce domestic abuse",
        "Amber · Brack · Reduce domestic abuse",
        "Green · Carrow · Reduce domestic abuse",
    ]
    assert rows[1][2].text == "none yet"


def test_joint_ones_shared_groups_and_shared_money_stand_once(tab: CountyTab) -> None:
    assert shown(tab.joint.facts) == [
        ["Working jointly", "Averley and Denby"],
        ["Abuse panel", "Averley and Brack"],
    ]
    assert shown(tab.money.facts) == [
        ["Home Office", "£90,000", ""],
        ["Averley", "£30,000", "33%"], ["Brack", "£30,000", "33%"], ["Carrow", "£30,000", "33%"],
    ]  # fmt: skip


def test_a_small_share_is_not_nothing() -> None:
    assert [per_cent(pence, 100_000) for pence in (0, 1, 499, 500, 33_333, 100_000)] == [
        "0%", "under 1%", "under 1%", "under 1%", "33%", "100%",
    ]  # fmt: skip
    assert per_cent(0, 0) == ""


def test_a_narrow_window_has_the_figures_in_one_cell(tab: CountyTab) -> None:
    assert len(headings(tab.standing.facts)) == 10
    tab.resize(683, 500)
    assert headings(tab.standing.facts) == ["Partnership", "Priorities", "Figures"]
    assert tab.standing.facts.fact_at(0, 2).text.split("\n") == [
        "£1,000 of £30,000 spent", "1 risk above appetite", "1 worse",
    ]  # fmt: skip


@pytest.fixture
def window(county_file: Path, qtbot: QtBot) -> MainWindow:
    made = MainWindow(preload=False)
    qtbot.addWidget(made)
    made.show_workspace(Workspace.open(county_file, read_only=True), remember=False, today=TODAY)
    made.resize(1366, 768)
    made.show()
    return made


def test_enter_opens_the_partnership_at_the_same_quarter(window: MainWindow, qtbot: QtBot) -> None:
    assert window.context is not None
    window.context.choose_quarter(Quarter(2010, 1))
    tab = window.show_tab("County")
    assert isinstance(tab, CountyTab)
    table = tab.standing.facts
    table.go_to(2)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert window.context.plan_id == id_from("Carrow/plan") and window.context.quarter == Quarter(2010, 1)
    assert window.tab is not None and window.tab.name == "Overview"
    window.show_tab("County")
    table.follow(0, 6)
    assert window.context.plan_id == id_from("Averley/plan") and window.tab.name == "Funding"
    window.show_tab("County")
    tab.common.facts.fact_at(0, 0).opens.follow(window.context)
    assert window.context.plan_id == id_from("county plan") and window.tab.name == "Action plan"


def test_the_tab_comes_with_a_second_partnership_and_goes_with_it(tmp_path: Path, qtbot: QtBot) -> None:
    window = MainWindow(preload=False)
    qtbot.addWidget(window)
    workspace = made_file(tmp_path / "one.csp", district("Averley", "North", "red", 1))
    window.show_workspace(workspace, remember=False, today=TODAY)
    window.show()
    in_menu = next(action for action in window.menus._all if action.text() == "County")
    assert "County" not in window.tabs.titles and not in_menu.isVisible()
    assert window.show_tab("County") is None
    workspace.apply([Insert("partnerships", {"name": "Brack", "short_name": "Brack"}, id_from("brack"))])
    assert window.tabs.titles[-1] == "County" and in_menu.isVisible() and in_menu.isEnabled()
    tab = window.show_tab("County")
    assert isinstance(tab, CountyTab) and [row[0] for row in shown(tab.standing.facts)][:2] == [
        "Averley",
        "Brack",
    ]
    workspace.apply([Delete("partnerships", id_from("brack"))])
    assert "County" not in window.tabs.titles and not in_menu.isVisible()
    workspace.apply([Update("partnerships", id_from("Averley/home"), {"kind": "county group"})])
    assert window.tabs.titles[-1] == "County"


def test_who_they_are_is_shown_while_nobody_has_a_plan(tmp_path: Path, qtbot: QtBot) -> None:
    brack = {
        "name": "Brack",
        "short_name": "Brack",
        "region": "North",
        "chair": "Chief executive",
        "phone": "01632 960101",
    }
    workspace = made_file(
        tmp_path / "none.csp",
        [
            Insert("partnerships", {"name": "Averley", "short_name": "Averley"}),
            Insert("partnerships", brack, id_from("Brack/home")),
        ],
    )
    window = MainWindow(preload=False)
    qtbot.addWidget(window)
    window.show_workspace(workspace, remember=False, today=TODAY)
    window.resize(1366, 768)
    window.show()
    tab = window.show_tab("County")
    assert isinstance(tab, CountyTab)
    assert headings(tab.standing.facts) == ["Partnership", "Region", "Chair", "Telephone and email"]
    assert shown(tab.standing.facts) == [
        ["Averley", "", "not recorded", "not recorded"],
        ["Brack", "North", "Chief executive", "01632 960101"],
    ]
    tab.standing.facts.follow(1, 0)
    assert window.tab is not None and window.tab.name == "Partners"
    assert window.tab.panel.form.row.id == id_from("Brack/home")
    # With the first plan the figures are there.
    workspace.apply(
        [
            Insert(
                "plans",
                {
                    "partnership": id_from("Brack/home"),
                    "title": "Plan",
                    "first_year": 2010,
                    "last_year": 2010,
                },
            )
        ]
    )
    window.show_tab("County")
    assert "Spent" in headings(tab.standing.facts)
    tab.standing.facts.follow(0, 0)
    assert window.tab.name == "Partners"


def test_only_a_county_is_offered_its_forms(tmp_path: Path, qtbot: QtBot) -> None:
    window = MainWindow(preload=False)
    qtbot.addWidget(window)
    workspace = made_file(tmp_path / "one.csp", district("Averley", "North", "red", 1))
    window.show_workspace(workspace, remember=False, today=TODAY)
    window.menus._fill_print()
    offered = {action.text(): action for action in window.menus._print_menu.actions()}
    of_county = [offered[f"{report.title}…"] for report in COUNTY_REPORTS.values()]
    assert not any(action.isVisible() or action.isEnabled() for action in of_county)
    workspace.apply([Insert("partnerships", {"name": "Brack", "short_name": "Brack"})])
    assert all(action.isVisible() and action.isEnabled() for action in of_county)


def test_the_directory_is_printed_from_a_file_without_a_plan(tmp_path: Path, qtbot: QtBot) -> None:
    districts = [Insert("partnerships", {"name": name, "short_name": name}) for name in ("Averley", "Brack")]
    context = Context(made_file(tmp_path / "none.csp", districts), today=TODAY)
    window = PrintWindow(context, "county-directory")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.content is not None, timeout=20_000)
    assert window.form.title == "Directory of partnerships"
    assert "Averley" in window.preview.document.getAllText(0).text()
    window.save_word_to(tmp_path / "directory.docx")
    assert (tmp_path / "directory.docx").read_bytes().startswith(b"PK")
    context.close()
