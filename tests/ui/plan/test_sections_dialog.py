"""Sections of the plan document: added, written, moved and printed from one dialog."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton

from csp_desktop.editing.workspace import Insert
from csp_desktop.ui.context import Context
from csp_desktop.ui.plan.sections_dialog import SectionsDialog


@pytest.fixture
def context(workspace):
    return Context(workspace, date(2010, 10, 19))


def opened(qtbot, context):
    dialog = SectionsDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def press(dialog, text):
    next(button for button in dialog.findChildren(QPushButton) if button.text() == text).click()


def sections(workspace):
    return [
        (section["title"], section["text"])
        for section in workspace.records("plan_sections", order=("position",))
    ]


def test_a_section_is_added_and_its_text_written(qtbot, context, workspace):
    dialog = opened(qtbot, context)
    press(dialog, "Add section")
    dialog.grid.save()
    dialog.grid._typed(dialog.grid.current, dialog.grid.model.columns[0], "Introduction")
    qtbot.waitUntil(lambda: dialog.form.row is not None and not dialog.form.row.draft)
    dialog.form.box("text").setPlainText("What this is.")
    dialog.close()
    assert sections(workspace) == [("Introduction", "What this is.")]


def test_sections_are_moved_and_deleted_and_the_plan_printed(qtbot, context, workspace, small):
    workspace.apply(
        [
            Insert("plan_sections", {"plan": small.plan, "title": title, "position": at})
            for at, title in enumerate(("Introduction", "Our district", "Contacts"))
        ]
    )
    asked = []
    context.print_asked.connect(lambda *what: asked.append(what))
    dialog = opened(qtbot, context)
    dialog.grid.view.go_to(2)
    press(dialog, "Up")
    assert [title for title, _ in sections(workspace)] == ["Introduction", "Contacts", "Our district"]
    dialog.grid.view.go_to(0)
    press(dialog, "Delete")
    assert [title for title, _ in sections(workspace)] == ["Contacts", "Our district"]
    press(dialog, "Print the plan…")
    assert asked == [("plan-document", "")]
