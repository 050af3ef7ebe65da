"""The action plan: outline and record together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from csp_desktop.editing.changes import Insert, Update
from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.form_boxes import LineBox, TextBox
from csp_desktop.ui.plan.action_plan_tab import ActionPlanTab
from csp_desktop.ui.plan.connected import connected_lines
from csp_desktop.ui.plan.record_history import HistoryLine


@pytest.fixture
def tab(context: Context, qtbot: QtBot) -> ActionPlanTab:
    made = ActionPlanTab(context)
    qtbot.addWidget(made)
    made.resize(1300, 800)
    made.show()
    qtbot.waitExposed(made)
    return made


def item(context: Context, ref: str) -> dict[str, object]:
    return next(one for one in context.records.plan_items if one["ref"] == ref)


def update(context: Context, ref: str) -> dict[str, object] | None:
    return context.records.update(item(context, ref)["id"], context.quarter)


def choose(tab: ActionPlanTab, ref: str) -> None:
    assert tab.grid.select(item(tab.context, ref)["id"])


def column(tab: ActionPlanTab, key: str) -> int:
    return next(place for place, one in enumerate(tab.grid.model.columns) if one.key == key)


def test_the_outline_is_the_plan_in_order(tab: ActionPlanTab, context: Context) -> None:
    assert [row.id for row in tab.grid.model.rows] == [one["id"] for one in context.records.outline()]
    assert [row.heading for row in tab.grid.model.rows] == [
        one["level"] == "priority" for one in context.records.outline()
    ]


def test_an_update_typed_in_the_record_is_saved_and_shown_in_the_grid(
    tab: ActionPlanTab, context: Context, qtbot: QtBot
) -> None:
    choose(tab, "1.2")
    box = tab.panel.update_form.box("update")
    assert isinstance(box, TextBox)
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "Four visits made")
    assert tab.panel._words.text() == "3 words"
    box.clearFocus()
    assert update(context, "1.2")["narrative"] == "Four visits made"
    place = tab.grid.model.place_of(item(context, "1.2")["id"])
    assert tab.grid.model.data(tab.grid.model.index(place, column(tab, "update"))) == "Four visits made"
    assert context.workspace.undoable == "changed 1.2 Update"


def test_the_first_update_of_a_quarter_makes_its_record(tab: ActionPlanTab, context: Context) -> None:
    context.choose_quarter(Quarter(2010, 4))
    choose(tab, "1.2")
    assert update(context, "1.2") is None
    box = tab.panel.update_form.box("update")
    box.setPlainText("Begun")
    box.save()
    made = update(context, "1.2")
    assert (made["narrative"], made["quarter"], made["rag"]) == ("Begun", "2010-Q4", None)
    context.undo()
    assert update(context, "1.2") is None


def test_last_quarters_words_stand_beside(tab: ActionPlanTab, context: Context) -> None:
    choose(tab, "1.2")
    before = context.records.update(item(context, "1.2")["id"], context.quarter.previous)
    assert tab.panel._last_said.text() == before["narrative"]
    context.choose_quarter(Quarter(2010, 1))
    assert tab.panel._last_said.text() == "Nothing was said."


def test_a_moved_due_date_shows_what_it_was_and_nobody_types_that(
    tab: ActionPlanTab, context: Context
) -> None:
    choose(tab, "1.2")
    was = item(context, "1.2")["due_on"]
    for day in (was or "30/06/2010", "30/09/2010"):
        box = tab.panel.facts.box("due_on")
        box.setText(day)
        box.save()
    first = item(context, "1.2")["original_due_on"]
    assert first == (was or "2010-06-30") and item(context, "1.2")["due_on"] == "2010-09-30"
    assert tab.panel.more.box("original_due_on") is None
    row = tab.grid.model.rows[tab.grid.model.place_of(item(context, "1.2")["id"])]
    shown = next(one for one in tab.grid.model.columns if one.key == "original_due_on")
    assert shown.hidden and shown.field(row) is None and shown.text(row) == format_date(first, short=True)


def test_lead_officers_are_people_and_stand_with_the_leads(tab: ActionPlanTab, context: Context) -> None:
    choose(tab, "1.2")
    officer = context.records.people[0]
    row = tab.grid.model.rows[tab.grid.model.place_of(item(context, "1.2")["id"])]
    shown = next(one for one in tab.grid.model.columns if one.key == "lead_officers")
    context.workspace.apply(shown.changes(row, shown.parse(row, officer["name"])))
    assert item(context, "1.2")["lead_officers"] == (officer["id"],)
    assert tab.panel.facts.box("lead_officers").accessibleName() == f"Officer: {officer['name']}"


def test_an_item_typed_complete_is_so_in_the_chosen_quarter(tab: ActionPlanTab, context: Context) -> None:
    choose(tab, "1.2")
    before = item(context, "1.2")
    assert before["status"] not in ("complete", "stopped")
    shown = next(one for one in tab.grid.model.columns if one.key == "status")
    seen = []
    for typed in ("complete", "in progress", "Done", "stopped"):
        row = tab.grid.model.rows[tab.grid.model.place_of(before["id"])]
        context.workspace.apply(shown.changes(row, shown.parse(row, typed)))
        seen.append((item(context, "1.2")["status"], item(context, "1.2")["completed_on"]))
    # It is October; what is reported on is July to September.
    done = ("complete", "2010-09-30")
    assert seen == [done, ("in progress", None), done, ("stopped", None)]
    context.workspace.apply([Update("plan_items", before["id"], {"completed_on": "2010-08-12"})])
    box = tab.panel.facts.box("status")
    box.committed.emit("complete")
    assert item(context, "1.2")["completed_on"] == "2010-08-12"
    for typed in ("ongoing", "complete"):
        box.committed.emit(typed)
    assert (item(context, "1.2")["status"], item(context, "1.2")["completed_on"]) == done


def test_two_ratings_and_the_reason(tab: ActionPlanTab, context: Context, qtbot: QtBot) -> None:
    choose(tab, "1.2")
    lead = update(context, "1.2")["rag"]
    assert tab.panel.lead_rating.value == lead
    alike = tab.panel.reported.box("moderation_reason")
    assert alike is None or not alike.isVisibleTo(tab.panel)
    tab.panel.our_rating.setFocus()
    qtbot.keyClicks(tab.panel.our_rating, "R")
    assert update(context, "1.2")["moderated_rag"] == "red"
    assert update(context, "1.2")["rag"] == lead
    reason = tab.panel.reported.box("moderation_reason")
    assert reason.isVisibleTo(tab.panel)
    reason.setPlainText("The service has left")
    reason.save()
    assert update(context, "1.2")["moderation_reason"] == "The service has left"
    place = tab.grid.model.place_of(item(context, "1.2")["id"])
    index = tab.grid.model.index(place, column(tab, "rag"))
    assert tab.grid.model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Red"
    assert "The service has left" in tab.grid.model.data(index, Qt.ItemDataRole.ToolTipRole)
    qtbot.keyClick(tab.panel.our_rating, Qt.Key.Key_Delete)
    assert update(context, "1.2")["moderated_rag"] is None


def test_chips_count_what_they_show(tab: ActionPlanTab, context: Context) -> None:
    before = {name: button.count for name, button in tab.chips._chips.items()}
    priority = context.records.priorities[0]
    context.apply([Update("plan_items", priority["id"], {"due_on": "2010-05-01"})])
    assert tab.standing().missed(context.records.item[priority["id"]]) is not None
    assert {name: button.count for name, button in tab.chips._chips.items()} == before
    for name, button in tab.chips._chips.items():
        tab.choose_chip(name)
        shown = [row for row in tab.grid.model.rows if name == "All" or tab._keep(row)]
        assert button.count == len(shown), name
    tab.choose_chip("All")
    assert len(tab.grid.model.rows) == len(context.records.plan_items)
    # Priorities stand above what a chip counts, and are not counted themselves.
    context.choose_quarter(Quarter(2010, 4))
    tab.choose_chip("No update")
    counted = [row.record["level"] for row in tab.grid.model.rows if tab._keep(row)]
    assert set(counted) == {"objective", "action"}


def test_an_update_typed_beside_a_filtered_list_stays_the_same_actions(
    tab: ActionPlanTab, context: Context, qtbot: QtBot
) -> None:
    tab.choose_chip("No update")
    chosen = next(row.id for row in tab.grid.model.rows if tab._keep(row))
    tab.grid.select(chosen)
    box = tab.panel.update_form.box("update")
    box.setFocus()
    for words in ("Begun", " and still being typed"):
        qtbot.keyClicks(box, words)
        box.save()
        QApplication.processEvents()
    said = [update["narrative"] for update in context.records.updates if update["item"] == chosen]
    assert said[-1] == "Begun and still being typed"
    # Asked for anew, it is among those without an update no longer.
    tab.choose_chip("No update")
    assert tab.grid.model.place_of(chosen) is None


def test_what_is_being_typed_goes_into_the_quarter_it_was_typed_in(
    tab: ActionPlanTab, context: Context, qtbot: QtBot
) -> None:
    action = item(context, "1.1")
    tab.grid.select(action["id"])
    box = tab.panel.update_form.box("update")
    box.setFocus()
    qtbot.keyClicks(box, "In the box. ")
    context.choose_quarter(Quarter(2010, 3))
    tab.grid.view.setFocus()
    tab.grid.view.go_to(tab.grid.model.place_of(action["id"]), column(tab, "update"))
    qtbot.keyClicks(tab.grid.view, "I")
    tab.grid.view.findChild(QPlainTextEdit).setPlainText("In the cell")
    context.choose_quarter(Quarter(2010, 4))
    said = {
        one["quarter"]: one["narrative"] for one in context.records.updates if one["item"] == action["id"]
    }
    assert "In the box. " in said["2010-Q2"] and said["2010-Q3"] == "In the cell"
    assert not said.get("2010-Q4")


def test_leads_narrow_the_outline(tab: ActionPlanTab, context: Context) -> None:
    police = next(one["id"] for one in context.records.agencies if one["short_name"] == "Police")
    tab.chips._narrow("lead", "Lead", police, "Police")
    shown = [row for row in tab.grid.model.rows if not row.heading and row.record["level"] == "action"]
    assert shown and all(police in row.record["lead_agencies"] for row in shown)


def test_groups_narrow_the_outline(tab: ActionPlanTab, context: Context) -> None:
    group = next(lead for one in context.records.plan_items for lead in one["lead_groups"])
    tab.chips._narrow("group", "Group", group, "JAG")
    kept = {row.id for row in tab.grid.model.rows if row.record["level"] == "action"}
    assert kept == {
        one["id"]
        for one in context.records.plan_items
        if one["level"] == "action" and group in one["lead_groups"]
    }


def test_search_keeps_what_stands_above(tab: ActionPlanTab, context: Context) -> None:
    context.choose_search("halloween")
    refs = [row.record["ref"] for row in tab.grid.model.rows]
    assert refs[0] == "1" and "1.3.2" in refs and len(refs) < 10


def test_adding_an_action_in_the_outline(tab: ActionPlanTab, context: Context, qtbot: QtBot) -> None:
    choose(tab, "1.2")
    tab.add("action")
    editor = QApplication.focusWidget()
    qtbot.keyClicks(editor, "A new thing to do")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    children = [one["title"] for one in context.records.children(item(context, "1")["id"])]
    assert children.index("A new thing to do") == 2
    made = next(one for one in context.records.plan_items if one["title"] == "A new thing to do")
    assert (made["level"], made["parent"]) == ("action", item(context, "1")["id"])
    context.undo()
    assert "A new thing to do" not in [one["title"] for one in context.records.plan_items]


def test_a_pasted_block_adds_actions_at_the_end(tab: ActionPlanTab, context: Context) -> None:
    last = tab.grid.model.rows[-1]
    before = len(context.records.plan_items)
    QApplication.clipboard().setText(f"{last.record['title']}\r\nOne more\r\nAnd another\r\n")
    tab.grid.view.go_to(len(tab.grid.model.rows) - 1, column(tab, "title"))
    tab.grid.pasting.paste()
    assert len(context.records.plan_items) == before + 2
    assert [row.record["title"] for row in tab.grid.model.rows[-2:]] == ["One more", "And another"]
    context.undo()
    assert len(context.records.plan_items) == before


def test_updates_and_ratings_paste_over_the_visible_rows(tab: ActionPlanTab, context: Context) -> None:
    context.choose_quarter(Quarter(2010, 4))
    choose(tab, "1.1")
    tab.grid.view.go_to(tab.grid.view.currentIndex().row(), column(tab, "update"))
    QApplication.clipboard().setText("Done this\tGreen\r\nDone that\tRed\r\n")
    tab.grid.pasting.paste()
    assert (update(context, "1.1")["narrative"], update(context, "1.1")["rag"]) == ("Done this", "green")
    assert (update(context, "1.2")["narrative"], update(context, "1.2")["rag"]) == ("Done that", "red")
    context.undo()
    assert update(context, "1.1") is None and update(context, "1.2") is None


def test_moving_in_and_out_by_key(tab: ActionPlanTab, context: Context, qtbot: QtBot) -> None:
    choose(tab, "1.4")
    qtbot.keyClick(tab.grid.view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert item(context, "1.4")["parent"] == item(context, "1.3")["id"]
    qtbot.keyClick(tab.grid.view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert item(context, "1.4")["parent"] == item(context, "1")["id"]


def test_folding_hides_what_stands_under(tab: ActionPlanTab, context: Context, qtbot: QtBot) -> None:
    choose(tab, "1")
    alt_shift = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(tab.grid.view, Qt.Key.Key_Left, alt_shift)
    assert [row.record["ref"] for row in tab.grid.model.rows][:2] == ["1", "2"]
    assert tab.reveal("plan_items", item(context, "1.3.1")["id"])
    assert tab.grid.current.record["ref"] == "1.3.1"


def test_deleting_a_priority_takes_all_under_it_and_comes_back(tab: ActionPlanTab, context: Context) -> None:
    before = len(context.records.plan_items)
    choose(tab, "1")
    tab.grid.delete_rows()
    assert not [one for one in context.records.plan_items if str(one["ref"]).startswith("1.")]
    context.undo()
    assert len(context.records.plan_items) == before


def test_connected_things_lead_there(tab: ActionPlanTab, context: Context, qtbot: QtBot) -> None:
    choose(tab, "1")
    links = [
        one for one in tab.panel.findChildren(QPushButton) if (one.accessibleName() or "").startswith("Risk")
    ]
    assert links
    with qtbot.waitSignal(context.opened) as asked:
        links[0].click()
    assert asked.args[0] == "risks"


def test_the_record_says_when_it_was_changed_and_leads_to_its_history(
    tab: ActionPlanTab, context: Context, qtbot: QtBot
) -> None:
    choose(tab, "1.2")
    box = tab.panel.facts.box("timescale")
    assert isinstance(box, LineBox)
    box.setText("by June 11")
    box.save()
    line = tab.panel.findChild(HistoryLine)
    words = next(label.text() for label in line.findChildren(QLabel))
    assert words.startswith("Last changed ") and words.endswith(
        f"by {context.workspace.user}: changed 1.2 Timescale"
    )
    with qtbot.waitSignal(context.history_asked) as asked:
        line.findChild(QPushButton).click()
    ids, name = asked.args
    assert ids[0] == item(context, "1.2")["id"] and name == "1.2"


def test_moving_under_another_in_the_record(tab: ActionPlanTab, context: Context) -> None:
    choose(tab, "1.1")
    tab.panel.more.box("parent").committed.emit(item(context, "2")["id"])
    assert item(context, "1.1")["parent"] == item(context, "2")["id"]


def test_what_hangs_on_an_item_says_what_rose_and_falls_back_on_its_priority(
    tab: ActionPlanTab, context: Context
) -> None:
    choose(tab, "1.2")
    of_priority = [risk["ref"] for risk in context.records.risks if risk["item"] == item(context, "1")["id"]]
    lines = connected_lines(context, item(context, "1.2"))
    assert [line[3].split()[0] for line in lines if line[0] == "Risk"] == of_priority != []
    risk = {"plan": context.plan_id, "ref": "R90", "title": "Lamps fail", "item": item(context, "1.2")["id"]}
    made = Insert("risks", risk)
    reviews = [
        Insert("risk_reviews", {"risk": made.id, "quarter": code, "likelihood": placed, "impact": 4})
        for code, placed in (("2010-Q1", 1), ("2010-Q2", 4))
    ]
    context.apply([made, *reviews])
    told = [line[3:] for line in connected_lines(context, item(context, "1.2")) if line[0] == "Risk"]
    assert told == [("R90 Lamps fail", "16, was 4 ↑", "late")]


def test_what_changed_this_quarter_is_another_rating_than_the_last(
    tab: ActionPlanTab, context: Context
) -> None:
    def listed() -> bool:
        return any(row.record["ref"] == "1.2" for row in tab.grid.model.rows)

    tab.choose_chip("Changed this quarter")
    assert not listed()
    context.apply([Update("updates", update(context, "1.2")["id"], {"rag": "red"})])
    assert listed()


def test_what_is_late_is_told_as_a_fault(tab: ActionPlanTab, context: Context) -> None:
    late = next(one["id"] for one in context.records.plan_items if tab.standing().missed(one))
    for one, role in ((late, "fault"), (item(context, "1.3.3")["id"], "caption")):
        assert tab.grid.select(one)
        assert tab.panel._due.property("role") == role


def test_an_items_return_is_due_when_the_first_of_its_leads_is_asked_for(
    tab: ActionPlanTab, context: Context
) -> None:
    leads = [agency["id"] for agency in context.records.agencies[:2]]
    context.apply([Update("plan_items", item(context, "1.2")["id"], {"lead_agencies": tuple(leads)})])
    context.apply(
        [
            Insert(
                "returns",
                {
                    "plan": context.plan_id, "quarter": "2010-Q2", "agency": agency, "due_on": due,
                    "return_code": f"T-{agency}", "state": "sent",
                },
            )
            for agency, due in zip(leads, ("2010-10-22", "2010-10-15"), strict=True)
        ]
    )  # fmt: skip
    assert tab.standing().return_due(item(context, "1.2")) == "2010-10-15"


def test_ratings_cannot_be_pressed_in_a_file_opened_to_read(sample_file: Path, qtbot: QtBot) -> None:
    context = Context(Workspace.open(sample_file, read_only=True), today=date(2010, 10, 19))
    tab = ActionPlanTab(context)
    qtbot.addWidget(tab)
    tab.show()
    choose(tab, "1.2")
    assert not tab.panel.lead_rating.isEnabled() and not tab.panel.our_rating.isEnabled()
    context.close()


def test_the_sheet_of_the_priority_chosen_is_printed(
    tab: ActionPlanTab, context: Context, qtbot: QtBot
) -> None:
    choose(tab, "2.1")
    with qtbot.waitSignal(context.print_asked) as asked:
        next(one for one in tab.findChildren(QPushButton) if one.text() == "Print quarterly sheet").click()
    assert asked.args == ["quarterly-sheet", item(context, "2")["id"]]
