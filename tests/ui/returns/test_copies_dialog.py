"""A copy brought back as a coordinator meets it: what is ready, what both changed, what is decided later."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from csp_desktop.editing.copies.questions import open_questions
from csp_desktop.editing.workspace import Delete, Insert, Update, Workspace
from csp_desktop.ui.context import Context
from csp_desktop.ui.returns.copies_dialog import CopiesDialog
from csp_desktop.ui.returns.return_file_list import READY

OURS = "Forty bicycles marked at the station."
THEIRS = "Fifty bicycles marked at the station; two found again."


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Every change is made on one day."""
    monkeypatch.setattr("csp_desktop.editing.workspace._moment", lambda: "2010-10-18T09:30:00+01:00")


@pytest.fixture
def context(workspace):
    return Context(workspace, date(2010, 10, 19))


@pytest.fixture
def copy(workspace, small, tmp_path):
    """A copy with a title both changed, a target only they changed, a new action, and a deletion we touched."""
    path = tmp_path / "small-LAPTOP.csp"
    shutil.copyfile(small.path, path)
    with Workspace.open(path, backup=False, user="Deputy") as home:
        home.apply([Update("plan_items", small.action, {"title": THEIRS, "target": "Sixty"})])
        home.apply(
            [
                Insert(
                    "plan_items",
                    {"plan": small.plan, "parent": small.priority, "ref": "1.3", "title": "Mark vans"},
                )
            ]
        )
        home.apply([Delete("plan_items", small.other)])
    workspace.apply(
        [
            Update("plan_items", small.action, {"title": OURS}),
            Update("plan_items", small.other, {"title": "Light all"}),
        ]
    )
    return path


@pytest.fixture
def dialog(qtbot, context, copy):
    dialog = CopiesDialog(context)
    qtbot.addWidget(dialog)
    dialog.compare([copy])
    dialog.show()
    dialog.activateWindow()
    return dialog


def test_questions_come_first_and_nothing_is_written(dialog, context, small):
    assert [card.finding.field for card in dialog.cards.cards] == ["title", ""]
    first, second = dialog.cards.cards
    assert {side.accessibleName() for side in first._sides.values()} == {
        "When the copy was made: Mark bicycles",
        f"Ours, you, 18 October 2010: {OURS}",
        f"Theirs, Deputy, 18 October 2010: {THEIRS}",
    }
    assert second.told() == "Plan item deleted there, changed here"
    assert (
        set(second._buttons) == {"ours", "theirs", "later"}
        and second._buttons["theirs"].text() == "Delete it"
    )
    assert "4 ready" in dialog.summary.text() and "2 questions will wait" in dialog.summary.text()
    assert context.workspace.record("plan_items", small.action)["target"] is None


def test_what_was_decided_is_applied_and_the_rest_can_be_decided_later(qtbot, dialog, context, small):
    dialog.cards.cards[0].setFocus()
    QTest.keyClick(dialog.cards.cards[0], Qt.Key.Key_T)
    assert "5 ready" in dialog.summary.text()
    with qtbot.waitSignal(context.said) as said:
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "1 to decide: Plan ▸ Bring a copy back" in said.args[0]
    item = context.workspace.record("plan_items", small.action)
    assert (item["title"], item["target"]) == (THEIRS, "Sixty")
    assert context.workspace.record("plan_items", small.other)["title"] == "Light all"

    later = CopiesDialog(context)
    qtbot.addWidget(later)
    later.show()
    (card,) = later.cards.cards
    card.choose("theirs")
    assert context.workspace.record("plan_items", small.other) is None
    assert open_questions(context.workspace) == [] and not later.isVisible()
    context.workspace.undo()
    context.workspace.undo()
    assert context.workspace.record("plan_items", small.action)["title"] == OURS


def test_a_file_that_is_no_copy_is_told_in_a_sentence(qtbot, context, small, tmp_path):
    other = tmp_path / "other.csp"
    Workspace.create(other).close()
    dialog = CopiesDialog(context)
    qtbot.addWidget(dialog)
    dialog.compare([other])
    assert "“other.csp” is not a copy of “small.csp”" in dialog._message.text()
    assert not dialog.act.isEnabled()


def test_what_is_ready_is_listed_with_who_changed_it(dialog):
    dialog._chips.choose(READY)
    rows = dialog.table.rows
    assert {(finding.ref, finding.field, finding.who) for finding in rows} == {
        ("1.1", "target", "Deputy"),
        ("1.3", "title", "Deputy"),
        ("1.3", "parent", "Deputy"),
        ("1.3", "ref", "Deputy"),
    }


def test_a_districts_file_is_said_to_be_one(qtbot, workspace, context, tmp_path):
    workspace.apply([Insert("partnerships", {"name": "Upton", "short_name": "Upton"})], "neighbour")
    path = tmp_path / "upton.csp"
    with Workspace.create(path) as district:
        district.apply(
            [Insert("partnerships", {"name": "Upton", "short_name": "Upton", "chair": "Mayor"})], kind="start"
        )
    dialog = CopiesDialog(context)
    qtbot.addWidget(dialog)
    dialog.compare([path])
    assert "“upton.csp” is a district’s own file, Upton." in dialog.promise.text()
    dialog.apply()
    assert [home["chair"] for home in workspace.records("partnerships", {"short_name": "Upton"})] == ["Mayor"]
    context.undo()
    assert [home["chair"] for home in workspace.records("partnerships", {"short_name": "Upton"})] == [None]


def test_what_a_fresh_file_brings_again_is_closed_or_deleted(qtbot, workspace, tmp_path, small):
    county = Insert("partnerships", {"name": "Safer County", "short_name": "SC", "kind": "county group"})
    stream = {"partnership": small.partnership, "name": "Grant", "year": 2010, "amount": 100}
    plan = Insert(
        "plans", {"partnership": county.id, "title": "County", "first_year": 2010, "last_year": 2010}
    )
    item = Insert("plan_items", {"plan": plan.id, "level": "priority", "title": "Less fear"})
    workspace.apply([county, plan, item, Insert("funding_streams", stream)])
    home = workspace.record("partnerships", small.partnership)
    with Workspace.create(tmp_path / "fresh.csp", user="Deputy") as fresh:
        theirs = Insert("partnerships", {"name": home["name"], "short_name": home["short_name"]})
        again = Insert(
            "plans", {"partnership": theirs.id, "title": "Anew", "first_year": 2010, "last_year": 2010}
        )
        item = Insert("plan_items", {"plan": again.id, "level": "priority", "title": "Less burglary"})
        fresh.apply([theirs, again, item, Insert("funding_streams", {**stream, "partnership": theirs.id})])
        dialog = CopiesDialog(Context(workspace, date(2010, 10, 19)))
        qtbot.addWidget(dialog)
        dialog.compare([fresh.path])
    offered = [
        ([button.text() for button in card._buttons.values()], list(card._sides))
        for card in dialog.cards.cards
        if card.finding.replaced
    ]
    assert offered == [
        (["Leave it open", "Close it", "Decide later"], []),
        (["Keep it", "Delete it", "Decide later"], []),
    ]
