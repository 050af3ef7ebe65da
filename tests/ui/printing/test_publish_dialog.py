"""The publish dialog: ticks are kept in the file, what would be published is shown first, then written."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from csp_desktop.editing.workspace import Insert, Update
from csp_desktop.periods import Quarter
from csp_desktop.ui.context import Context
from csp_desktop.ui.printing import publish_dialog
from csp_desktop.ui.printing.publish_dialog import PublishDialog


@pytest.fixture
def context(workspace):
    context = Context(workspace, date(2010, 10, 19))
    context.choose_quarter(Quarter(2010, 2))
    return context


def shown(qtbot, context):
    dialog = PublishDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog._job is None, timeout=20_000)
    return dialog


def tick(qtbot, item):
    tree = item.treeWidget()
    tree.setCurrentItem(item)
    qtbot.keyClick(tree, Qt.Key.Key_Space)


def test_ticks_are_kept_and_what_they_publish_is_written(
    qtbot, context, small, workspace, tmp_path, monkeypatch
):
    workspace.apply(
        [
            Insert("updates", {"item": small.action, "quarter": "2010-Q2", "narrative": "Rang Tobin Day."}),
            Insert("people", {"name": "Tobin Day", "job_title": "Inspector"}),
        ]
    )
    dialog = shown(qtbot, context)
    assert not dialog.act.isEnabled() and "Tick a priority" in dialog.preview.message.text()
    row = dialog.priorities.topLevelItem(0)
    assert not row.child(0).flags() & Qt.ItemFlag.ItemIsEnabled
    tick(qtbot, row)
    qtbot.waitUntil(lambda: dialog.made is not None, timeout=20_000)
    assert workspace.record("plan_items", small.priority)["public"]
    assert "Rang" not in dialog.made.files["updates.csv"].decode() and not dialog.withheld.isVisible()
    tick(qtbot, dialog.priorities.topLevelItem(0).child(0))
    qtbot.waitUntil(lambda: dialog.made is not None and bool(dialog.made.withheld), timeout=20_000)
    assert workspace.record("plan_items", small.other)["public"]
    assert "Tobin Day" in dialog.withheld.item(0).text()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "site"))
    dialog.act.click()
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "Rang [name withheld]." in page and "Tobin" not in page


def test_ticks_of_last_time_are_there_and_the_page_can_be_looked_at(
    qtbot, context, small, workspace, monkeypatch
):
    workspace.apply([Update("plan_items", each, {"public": True}) for each in (small.priority, small.action)])
    opened = []
    monkeypatch.setattr(
        publish_dialog, "open_own_page", lambda path: opened.append(path.read_bytes()) or True
    )
    dialog = shown(qtbot, context)
    row = dialog.priorities.topLevelItem(0)
    assert row.checkState(0) == Qt.CheckState.Checked
    assert row.child(0).checkState(0) == Qt.CheckState.PartiallyChecked
    dialog.look.click()
    assert opened == [dialog.made.files["index.html"]]
