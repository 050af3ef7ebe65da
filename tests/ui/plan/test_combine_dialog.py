from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from two_districts import Pair

from csp_desktop.editing.workspace import Workspace
from csp_desktop.ui.context import Context
from csp_desktop.ui.plan.combine_dialog import CombineDialog


@pytest.fixture
def context(tmp_path, qapp):
    workspace = Workspace.create(tmp_path / "county.csp")
    workspace.apply(Pair().inserts, "start", kind="start")
    made = Context(workspace, date(2010, 10, 19))
    yield made
    made.close()


@pytest.fixture
def dialog(qtbot, context):
    dialog = CombineDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    return dialog


def tick_both(dialog):
    for home in dialog.parts.rows:
        dialog.parts.choose(home)
        QTest.keyClick(dialog.parts, Qt.Key.Key_Space)


def test_nothing_is_offered_until_two_are_ticked(dialog):
    assert [home["short_name"] for home in dialog.parts.rows] == ["Ferry Hill SP", "Upton SP"]
    assert not dialog.act.isEnabled()
    assert "Tick the partnerships" in dialog._message.text()
    tick_both(dialog)
    assert dialog.act.isEnabled()
    assert dialog.short_name.text() == "Ferry Hill and Upton CSP"
    assert dialog.summary.text().endswith("3 questions open: what they ask about stays separate.")


def test_an_answer_is_tried_out_and_kept(dialog):
    tick_both(dialog)
    money = next(row for row in dialog._list.rows if row.title == "Home Office")
    dialog._list.choose(money)
    dialog.answer.setCurrentIndex(dialog.answer.findData("one"))
    dialog.answer.activated.emit(dialog.answer.currentIndex())
    [answered] = [row for row in dialog._list.rows if row.answer]
    assert (answered.title, dialog._list.columns[5].text(answered)) == (
        "Home Office",
        "One stream of £20,500",
    )
    dialog.take_likely()
    assert [row.title for row in dialog._list.rows if row.answer is None] == ["Residents who feel safe"]
    dialog._list.choose(answered)
    dialog.answer.setCurrentIndex(0)
    dialog.answer.activated.emit(0)
    assert "Home Office" in [row.title for row in dialog._list.rows if row.answer is None]


def test_combined_in_one_step_and_shown(qtbot, dialog, context):
    before = context.workspace.dump(["plan_items", "partnerships"])
    tick_both(dialog)
    dialog.name.setText("Twin Safer Partnership")
    dialog.short_name.setText("Twin SP")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.done_with is not None)
    assert context.records.partnership["name"] == "Twin Safer Partnership"
    assert context.plan_id == dialog.done_with.plan["id"]
    context.undo()
    assert context.workspace.dump(["plan_items", "partnerships"]) == before


def test_a_name_that_is_taken_is_said(dialog):
    tick_both(dialog)
    dialog.name.setText("County group")
    dialog.name.editingFinished.emit()
    assert "already" in dialog._message.text()
    assert not dialog.act.isEnabled()
