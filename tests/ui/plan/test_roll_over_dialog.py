from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from csp_desktop.editing.workspace import Insert, Update
from csp_desktop.ui.context import Context
from csp_desktop.ui.plan.roll_over_dialog import RollOverDialog


@pytest.fixture
def context(workspace, small):
    workspace.apply([Update("plan_items", small.other, {"status": "complete"})])
    return Context(workspace, date(2011, 2, 1))


@pytest.fixture
def dialog(qtbot, context):
    dialog = RollOverDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    return dialog


def kinds(dialog):
    return {line.record["title"]: line.kind for line in dialog._list.rows}


def test_a_trial_shows_what_becomes_of_everything_and_writes_nothing(dialog, context):
    assert kinds(dialog) == {"Less burglary": "carry", "Mark bicycles": "carry", "Light the alleys": "close"}
    assert dialog.summary.text().startswith("Makes “Plan 2011/12”: 2 items")
    assert len(context.plans) == 1
    # What is another next year stands out from what stays as it is.
    coming = dialog._list.columns[-1]
    tones = {line.words != line.before: coming.tone(line) for line in dialog._list.rows}
    assert tones == {True: "ink", False: "soft"}


def test_what_was_decided_is_done_in_one_step(qtbot, dialog, context, small):
    dialog._list.choose(next(line for line in dialog._list.rows if line.record["id"] == small.action))
    dialog.decide("drop")
    assert kinds(dialog)["Mark bicycles"] == "drop"
    pressed = [button.text() for button in dialog.findChildren(QPushButton) if button.isChecked()]
    assert pressed == ["Drop"]
    dialog._list.choose(next(line for line in dialog._list.rows if line.record["id"] == small.other))
    dialog.decide("carry")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.done_with is not None)
    new = next(plan for plan in context.plans if plan["first_year"] == 2011)
    assert context.plan_id == new["id"]
    titles = {item["title"] for item in context.workspace.records("plan_items", {"plan": new["id"]})}
    assert titles == {"Less burglary", "Light the alleys"}
    context.undo()
    assert [plan["first_year"] for plan in context.plans] == [2010]


def test_a_second_time_says_that_it_is_there(qtbot, dialog, context, small):
    dialog.apply()
    context.choose_plan(small.plan)
    again = RollOverDialog(context)
    qtbot.addWidget(again)
    assert set(kinds(again).values()) == {"there", "close"}
    assert "already exists; there is nothing to add" in again.summary.text() and not again.act.isEnabled()


@pytest.mark.parametrize("new_due", [None, "2011-06-30"])
@pytest.mark.parametrize("timescale", [None, "Ongoing", "15–20 sessions per year", "by June 10"])
@pytest.mark.parametrize("due", [None, "2011-03-31"])
def test_it_opens_whatever_is_said_of_when(qtbot, context, small, due, timescale, new_due):
    context.apply([Update("plan_items", small.action, {"due_on": due, "timescale": timescale})])
    context.apply([Insert("updates", {"item": small.action, "quarter": "2010-Q2", "new_due_on": new_due})])
    dialog = RollOverDialog(context)
    qtbot.addWidget(dialog)
    (line,) = [line for line in dialog._list.rows if line.record["id"] == small.action]
    # What is told in words alone is moved on into the new year.
    expected = new_due or due or timescale == "by June 10"
    assert ("due" in line.words) == bool(expected), line
    # Old and new stand side by side.
    when = "due 31 Mar 2011" if due else timescale
    assert line.before == (f"Not started, {when}" if when else "Not started")


def test_a_plan_that_exists_is_added_to(qtbot, dialog, context, small):
    dialog.apply()
    context.choose_plan(small.plan)
    more = {
        "plan": small.plan,
        "level": "action",
        "parent": small.priority,
        "ref": "1.3",
        "title": "Fit locks",
    }
    context.apply([Insert("plan_items", more)])
    again = RollOverDialog(context)
    qtbot.addWidget(again)
    assert again.summary.text().startswith("Adds to “Plan 2011/12”: 1 item,")


def test_earlier_dates_are_moved_on_or_cleared_or_kept_as_chosen(qtbot, context, small):
    context.apply([Update("plan_items", small.action, {"due_on": "2010-06-30"})])
    context.apply([Insert("updates", {"item": small.action, "quarter": "2010-Q2", "narrative": "Begun."})])
    dialog = RollOverDialog(context)
    qtbot.addWidget(dialog)
    assert "Q3 2010/11 and Q4 2010/11 still to come" in dialog.summary.text()
    told = []
    for choice in ("move", "clear", "keep"):
        dialog._dates.setCurrentIndex(dialog._dates.findData(choice))
        (line,) = [line for line in dialog._list.rows if line.record["id"] == small.action]
        told.append((line.before, line.words))
    now = "Not started, due 30 Jun 2010"
    assert told == [(now, "Not started, due 30 Jun 2011"), (now, "Not started"), (now, now)]
    assert (
        "“Plan 2011/12” begins as a draft. Its introduction is still to be written." in dialog._plans.text()
    )
    dialog._dates.setCurrentIndex(0)
    dialog.apply()
    (new,) = context.workspace.records("plan_items", {"copied_from": small.action})
    assert new["due_on"] == "2011-06-30"
