from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from typed_cells import text_of

from csp_desktop.editing.forgetting import Forgotten
from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.ui.context import Context
from csp_desktop.ui.partners.forgetting_box import what_is_left
from csp_desktop.ui.partners.hand_over_dialog import HandOverDialog
from csp_desktop.ui.partners.partner_grids import SECTIONS, PartnerGrid
from csp_desktop.ui.partners.partner_panel import PartnerPanel
from csp_desktop.ui.partners.partners_tab import PartnersTab
from csp_desktop.ui.partners.rename_dialog import RenameDialog


@pytest.fixture
def tab(qtbot, workspace, small):
    workspace.apply(
        [
            Insert("groups", {"partnership": small.partnership, "name": "Steering group", "short_name": "SG"}, "sg"),
            Insert(
                "groups",
                {"partnership": small.partnership, "name": "Action group", "short_name": "JAG", "parent": "sg"},
                "jag",
            ),
            Insert("people", {"name": "Inspector", "agency": small.police, "receives_returns": True}, "one"),
        ]
    )  # fmt: skip
    context = Context(workspace, date(2010, 10, 19))
    tab = PartnersTab(context)
    qtbot.addWidget(tab)
    tab.resize(1200, 700)
    tab.show()
    return tab


@pytest.mark.parametrize(
    ("register", "words"),
    [("agencies", "an agency"), ("people", "a person"), ("groups", "a group")],
)
def test_where_none_is_chosen_the_panel_says_so_in_plain_words(tab, register, words):
    section = next(section for section in SECTIONS if section.register == register)
    panel = PartnerPanel(tab.context, section, tab)
    assert f"Choose {words}, or add one" in [label.text() for label in panel.findChildren(QLabel)]


def test_agencies_show_what_they_lead_and_where_returns_go(tab, small):
    assert text_of(tab.grid, small.police, "leads") == "2"
    assert text_of(tab.grid, small.police, "receivers") == "Inspector"
    assert text_of(tab.grid, small.council, "receivers") == "none"
    grid = tab.seen_grid()
    column = next(column for column in grid.model.columns if column.key == "receivers")
    place = grid.model.place_of(small.council)
    assert "under People" in column.hover(grid.model.rows[place])
    said = []
    tab.context.said.connect(said.append)
    grid.view.setCurrentIndex(grid.model.index(place, grid.model.columns.index(column)))
    QTest.keyClicks(grid.view, "a")
    assert said[-1].startswith("“Returns go to” cannot be changed here") and "under People" in said[-1]


def test_a_grid_first_chosen_in_a_low_window_has_rows_of_one_line_as_the_others(tab):
    tab.resize(1200, 340)
    for chip in ("Agencies", "People"):
        tab.choose_chip(chip)
        assert tab.grid.view.horizontalHeader().property("role") == "tight", chip
    tab.resize(1200, 700)
    for chip in ("People", "Groups"):
        tab.choose_chip(chip)
        assert not tab.grid.view.horizontalHeader().property("role"), chip


def test_the_rows_of_the_register_shown_are_counted_and_those_of_no_other(tab, qtbot):
    told = []
    tab.summarised.connect(told.append)
    for chip in ("People", "Groups", "Agencies"):
        tab.choose_chip(chip)
        assert told[-1] == tab.grid.summary() and told[-1].startswith(f"{len(tab.grid.model.rows)} row")
        tab.grid.view.selectAll()
        qtbot.waitUntil(lambda: told[-1] == tab.grid.summary())
    others = [grid for grid in tab.findChildren(PartnerGrid) if grid is not tab.grid]
    for grid in others:
        grid.summarised.emit("rows nobody sees")
    assert told[-1] == tab.grid.summary()


def test_groups_stand_as_a_tree_and_a_new_one_beside_its_neighbour(tab):
    tab.choose_chip("Groups")
    assert [(row.id, row.depth) for row in tab.grid.model.rows] == [("sg", 1), ("jag", 2)]
    tab.grid.select("jag")
    tab.grid.insert_row()
    draft = tab.grid.model.rows[-1]
    assert draft.draft and draft.record["parent"] == "sg"


def test_a_group_renamed_stays_where_the_hand_is_while_the_tree_is_the_same(tab, workspace, small):
    road = {"partnership": small.partnership, "name": "Road group", "short_name": "RG", "parent": "sg"}
    workspace.apply([Insert("groups", road, "road")])
    tab.choose_chip("Groups")
    model = tab.grid.model
    name = next(column for column in model.columns if column.key == "name")
    assert [row.id for row in model.rows] == ["sg", "jag", "road"]
    tab.grid.select("jag")
    tab.grid._typed(tab.grid.current, name, "Youth group")
    assert [row.id for row in model.rows] == ["sg", "jag", "road"] and tab.grid.current.id == "jag"
    workspace.apply([Update("groups", "road", {"parent": None})])
    assert [(row.id, row.depth) for row in model.rows] == [("road", 1), ("sg", 1), ("jag", 2)]


def test_a_word_typed_in_the_form_is_saved_at_once_and_can_be_undone(qtbot, tab, workspace, small):
    tab.grid.select(small.police)
    box = tab.panel.form.box("name")
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "Anyshire Police")
    QTest.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: workspace.record("agencies", small.police)["name"] == "Anyshire Police")
    tab.context.undo()
    assert workspace.record("agencies", small.police)["name"] == "County Police"


def test_deleting_an_agency_that_leads_something_asks_who_takes_over(qtbot, tab, workspace, small):
    tab.grid.select(small.police)
    tab.grid.delete_rows()
    dialog = tab.findChild(HandOverDialog)
    assert workspace.record("agencies", small.police)
    assert [dialog.heir.itemData(place) for place in range(dialog.heir.count())] == [None, small.council]
    dialog.heir.setCurrentIndex(dialog.heir.findData(small.council))
    assert dialog.confirm.text() == "Transfer and delete"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert workspace.record("agencies", small.police) is None
    assert workspace.record("plan_items", small.action)["lead_agencies"] == (small.council,)
    assert workspace.record("people", "one")["agency"] == small.council
    tab.context.undo()
    assert workspace.record("plan_items", small.other)["lead_agencies"] == (small.council, small.police)


def test_an_agency_nothing_names_goes_without_asking(tab, workspace):
    workspace.apply([Insert("agencies", {"name": "Nobody", "short_name": "N"}, "n")])
    tab.grid.select("n")
    tab.grid.delete_rows()
    assert workspace.record("agencies", "n") is None
    assert tab.findChild(HandOverDialog) is None


def test_members_are_edited_beside_their_group(tab, workspace, small):
    workspace.apply([Insert("group_members", {"group": "jag", "agency": small.police}, "m")])
    assert tab.reveal("group_members", "m")
    assert tab.section.chip == "Groups" and tab.grid.current.id == "jag"
    assert [row.id for row in tab.panel.members.model.rows] == ["m"]


def test_search_and_narrowing_leave_only_what_fits(tab, workspace, small):
    workspace.apply([Update("agencies", small.council, {"responsible_until": "2010-03-31"})])
    tab.chips._narrow("shown", "Show", "past", "Past")
    assert [row.id for row in tab.grid.model.rows] == [small.council]
    tab.chips._narrow("shown", "Show", None, "All")
    tab.context.choose_search("county")
    assert [row.id for row in tab.grid.model.rows] == [small.police]


def test_what_would_be_lost_is_told_in_red_until_somebody_takes_over(tab, workspace, small):
    workspace.apply([Insert("group_members", {"group": "jag", "agency": small.police}, "m")])
    tab.grid.select(small.police)
    tab.grid.delete_rows()
    dialog = tab.findChild(HandOverDialog)
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Has 1 person; has 1 group membership; leads 2 plan items." in words
    told = next(label for label in dialog.findChildren(QLabel) if "1 group membership will" in label.text())
    assert told.property("role") == "alarm" and dialog.confirm.text() == "Delete everything"
    dialog.heir.setCurrentIndex(1)
    assert told.text().startswith("Nothing else is deleted") and told.property("role") == "soft"


def test_leads_to_whom_no_return_goes_are_red_and_can_be_listed(tab, small):
    model = tab.grid.model
    column = next(column for column in model.columns if column.key == "receivers")
    tones = {row.id: column.tone(row) for row in model.rows}
    assert tones == {small.police: "ink", small.council: "red"}
    tab.chips._narrow("shown", "Show", "nobody", "Leads, but nobody receives returns")
    assert [row.id for row in tab.grid.model.rows] == [small.council]


def test_who_has_left_and_what_ends_soon_stand_apart(tab, workspace, small):
    def tones(key: str) -> dict[str, str]:
        model = tab.grid.model
        column = next(column for column in model.columns if column.key == key)
        return {row.id: column.tone(row) for row in model.rows}

    workspace.apply(
        [
            Insert("people", {"name": "Sergeant", "agency": small.police, "left_on": "2010-09-01"}, "gone"),
            Update("groups", "jag", {"kind": "task and finish", "ends_on": "2010-11-30"}),
            Insert("group_members", {"group": "jag", "agency": small.police}, "m"),
            Insert("group_members", {"group": "jag", "agency": small.council}, "n"),
        ]
    )
    tab.choose_chip("People")
    assert tones("name") == {"one": "ink", "gone": "soft"}
    tab.choose_chip("Groups")
    assert tones("standing") == {"sg": "ink", "jag": "amber"}
    assert (text_of(tab.grid, "sg", "members"), text_of(tab.grid, "jag", "members")) == ("", "2")


def test_a_body_is_renamed_in_one_step_and_its_old_name_is_kept(qtbot, tab, workspace, small):
    tab.grid.select(small.police)
    tab.rename_button.click()
    dialog = tab.findChild(RenameDialog)
    assert not dialog.act.isEnabled()
    dialog.name.setText("Anyshire Constabulary")
    dialog.short_name.setText("ATC")
    dialog.accept()
    # The council is called so already: refused, and nothing is half renamed.
    assert dialog.isVisible() and workspace.record("agencies", small.police)["name"] == "County Police"
    dialog.short_name.setText("Cons")
    dialog.accept()
    renamed = workspace.record("agencies", small.police)
    assert (renamed["name"], renamed["short_name"]) == ("Anyshire Constabulary", "Cons")
    assert renamed["notes"] == "Called County Police (Police) until 19 October 2010."
    assert text_of(tab.grid, small.police, "leads") == "2"
    tab.context.undo()
    assert workspace.record("agencies", small.police)["short_name"] == "Police"


def test_a_person_who_has_left_is_made_anonymous(tab, workspace, monkeypatch):
    tab.choose_chip("People")

    def offered():
        tab.grid.select("one")
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        buttons = tab.findChildren(QPushButton)
        return [one for one in buttons if one.text() == "Make anonymous…" and one.isVisibleTo(tab)]

    assert not offered()
    workspace.apply([Update("people", "one", {"name": "Dana Reed", "left_on": "2010-06-30"})])
    workspace.apply(
        [Update("partnerships", workspace.records("partnerships")[0]["id"], {"vision": "Reed’s"})]
    )
    warned: list[str] = []
    tab.context.refused.connect(warned.append)
    (link,) = offered()
    answers = ["Leave as it is", "Make anonymous"]
    monkeypatch.setattr(QMessageBox, "exec", lambda box: None)
    monkeypatch.setattr(
        QMessageBox,
        "clickedButton",
        lambda box: next(button for button in box.buttons() if button.text() == answers[0]),
    )
    link.click()
    assert workspace.forgotten == set()
    answers.pop(0)
    link.click()
    assert workspace.forgotten == {"one"}
    assert workspace.record("people", "one")["name"] == "Former officer"
    assert warned == [
        "1 text still holds “Reed” alone, which may be somebody else’s name. Search for it and take it out where this "
        "person is meant."
    ]


def test_where_a_name_may_still_stand_is_said_in_whole_sentences() -> None:
    assert what_is_left(Forgotten(3, 0)) == ""
    assert what_is_left(Forgotten(3, 2, 1, ("one",))) == (
        "2 kept returns and printed forms may still hold the name. 1 backup, which could not be rewritten, still holds "
        "the name. Delete what must not keep it."
    )
    assert what_is_left(Forgotten(3, 0, unreached="E:\\copies")) == (
        "Second copies in E:\\copies, which cannot be reached now, still hold the name. Delete what must not keep it."
    )


def test_the_dangerous_choice_is_neither_blue_nor_what_enter_presses(tab, small, qtbot):
    dialog = HandOverDialog(tab.context, "agencies", [small.police])
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.confirm.property("role") == "danger" and not dialog.confirm.isDefault()
    assert [button.text() for button in dialog.findChildren(QPushButton) if button.isDefault()] == ["Cancel"]


def test_a_file_without_a_plan_shows_who_is_in_it(tmp_path: Path, qtbot: QtBot) -> None:
    workspace = Workspace.create(tmp_path / "none.csp")
    police = Insert("agencies", {"name": "Police", "short_name": "Police"})
    homes = [
        Insert(
            "partnerships",
            {"name": name, "short_name": name, "chair": "Chief executive", "authorities": (police.id,)},
        )
        for name in ("Brack", "Averley")
    ]
    workspace.apply([police, *homes])
    context = Context(workspace)
    tab = PartnersTab(context)
    qtbot.addWidget(tab)
    tab.show()
    tab.choose_chip("Partnerships")
    assert [row.record["name"] for row in tab.grid.model.rows] == ["Averley", "Brack"]
    assert tab.grid.select(homes[0].id) and tab.panel.form.row.record["authorities"] == (police.id,)
    # In order by name, a row renamed stays where the hand is until something else is asked for.
    name = next(column for column in tab.grid.model.columns if column.key == "name")
    tab.grid._typed(tab.grid.model.rows[0], name, "Zedley")
    assert [row.record["name"] for row in tab.grid.model.rows] == ["Zedley", "Brack"]
    tab.choose_chip("Agencies")
    assert [row.record["name"] for row in tab.grid.model.rows] == ["Police"]
    tab.choose_chip("Partnerships")
    assert [row.record["name"] for row in tab.grid.model.rows] == ["Brack", "Zedley"]
    context.close()
