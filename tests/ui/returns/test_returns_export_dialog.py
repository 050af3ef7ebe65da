from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QTest

from csp_desktop.editing.workspace import Insert, Update
from csp_desktop.periods import Quarter
from csp_desktop.ui.context import Context
from csp_desktop.ui.returns.returns_export_dialog import ReturnsExportDialog


@pytest.fixture
def context(workspace, small):
    workspace.apply(
        [
            Insert(
                "people",
                {
                    "name": "Inspector",
                    "agency": small.police,
                    "receives_returns": True,
                    "email": "i@p.example",
                },
            )
        ]
    )
    context = Context(workspace, date(2010, 10, 5))
    context.choose_quarter(Quarter(2010, 2))
    return context


@pytest.fixture
def dialog(qtbot, context):
    dialog = ReturnsExportDialog(context)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_says_who_is_asked_and_who_receives_nothing(dialog):
    assert [one.short_name for one in dialog._list.rows] == ["ATC", "Police"]
    assert "2 workbooks, 3 rows" in dialog.summary.text()
    assert "No contact for ATC: choose a contact on the Partners tab." in dialog.summary.text()
    assert dialog._due.date() == QDate(2010, 10, 15)


def test_what_of_people_the_workbooks_hold_is_listed_before_they_are_written(qtbot, context, small):
    context.apply([Update("plan_items", small.action, {"title": "Ring Inspector: 01632 960 000"})])
    dialog = ReturnsExportDialog(context)
    qtbot.addWidget(dialog)
    assert "They hold 1 name and 1 telephone number." in dialog.summary.text()
    assert dialog.summary.toolTip().splitlines() == ["Inspector", "01632 960 000"]


def test_writes_the_ticked_ones_with_drafts_and_marks_them_as_sent(qtbot, dialog, context, tmp_path, small):
    dialog._list.setFocus()
    QTest.keyClick(dialog._list, Qt.Key.Key_Space)
    assert dialog.act.text() == "Write 1 workbook"
    dialog._folder.setText(str(tmp_path / "out"))
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.act.text() == "Done")
    written = {path.suffix: path for path in (tmp_path / "out").iterdir()}
    assert set(written) == {".xlsx", ".eml"}
    assert "Start here" in load_workbook(written[".xlsx"]).sheetnames
    assert b"i@p.example" in written[".eml"].read_bytes()
    (found,) = context.workspace.records("returns")
    assert (found["agency"], found["state"], found["due_on"]) == (small.police, "prepared", "2010-10-15")
    QTest.mouseClick(dialog._mark, Qt.MouseButton.LeftButton)
    (found,) = context.workspace.records("returns")
    assert (found["state"], found["sent_on"]) == ("sent", "2010-10-05")


def test_a_folder_that_cannot_be_is_told_and_nothing_recorded(dialog, context, small):
    dialog._folder.setText(str(Path(small.path) / "inside a file"))
    dialog.apply()
    assert "could not be written" in dialog.summary.text()
    assert context.workspace.records("returns") == []
    assert dialog.isVisible()


def test_a_plan_nobody_leads_says_so(qtbot, context, small):
    context.choose_quarter(Quarter(2010, 3))
    context.apply(
        [Update("plan_items", found, {"lead_agencies": ()}) for found in (small.action, small.other)]
    )
    # The only council is asked what nobody leads; without one there is nobody to ask.
    asked = ReturnsExportDialog(context)
    qtbot.addWidget(asked)
    assert [recipient.short_name for recipient in asked._list.rows] == ["ATC"]
    context.apply([Update("agencies", small.council, {"name": "Anytown Wardens"})])
    dialog = ReturnsExportDialog(context)
    qtbot.addWidget(dialog)
    assert not dialog.act.isEnabled()
    assert "Nobody has anything to report for Q3 2010/11" in dialog._message.text()


def test_what_was_replaced_or_left_in_the_folder_is_named(qtbot, dialog, context, tmp_path):
    dialog._folder.setText(str(tmp_path / "out"))
    dialog.apply()
    assert "replaced what" not in dialog._message.text()
    (filled,) = [found.path for found in dialog.exported if found.recipient == "ATC"]
    with filled.open("ab") as stream:
        stream.write(b"typed by a partner")
    kept = filled.read_bytes()
    again = ReturnsExportDialog(context)
    qtbot.addWidget(again)
    again._folder.setText(str(tmp_path / "out"))
    assert not again._list.ticked  # nothing changed since
    again._list.tick(lambda one: True)
    assert "2 reissued, same code" in again.summary.text()
    again.apply()
    words = again._message.text()
    assert "“Return 2010-Q2 Police.xlsx” replaced" in words
    assert "“Return 2010-Q2 ATC.xlsx” was there already" in words and "“Return 2010-Q2 ATC (2).xlsx”" in words
    assert filled.read_bytes() == kept


def test_only_those_who_are_asked_something_new_are_ticked_again(qtbot, dialog, context, small, tmp_path):
    dialog._folder.setText(str(tmp_path / "out"))
    dialog.apply()
    update = {"quarter": "2010-Q2", "narrative": "All of it.", "rag": "green"}
    context.apply(
        [
            Update("plan_items", small.action, {"title": "Mark bicycles and scooters"}),
            Insert("updates", {"item": small.other, **update}),
            *(
                Insert(
                    "plan_items",
                    {
                        "plan": small.plan, "parent": small.priority, "level": "action", "title": title,
                        "lead_agencies": (small.police,),
                    },
                )
                for title in ("Walk the estate", "Lend out locks")
            ),
        ]
    )  # fmt: skip
    again = ReturnsExportDialog(context)
    qtbot.addWidget(again)
    assert [one.short_name for one in again._list.ticked or ()] == ["Police"]
    council, police = again._list.rows
    assert council.empty == 0 and again._so_far(police) == "Prepared; 2 rows new, 2 changed"


def test_of_two_recipients_called_alike_the_ticked_one_is_written(qtbot, context, small, tmp_path):
    context.apply(
        [
            Insert(
                "groups", {"partnership": small.partnership, "name": "A group", "short_name": "Police"}, "g"
            ),
            Update("plan_items", small.other, {"lead_agencies": (), "lead_groups": ("g",)}),
        ]
    )
    dialog = ReturnsExportDialog(context)
    qtbot.addWidget(dialog)
    dialog._list.tick(lambda one: one.recipient.kind == "group")
    dialog._folder.setText(str(tmp_path / "out"))
    dialog.apply()
    (found,) = context.workspace.records("returns")
    assert (found["group"], found["agency"]) == ("g", None)


def test_the_short_form_is_chosen_where_it_is_sent_and_kept_with_the_agency(qtbot, dialog, context, small):
    chosen = dialog._list.current
    assert chosen.short_name == "ATC" and not dialog._short.isChecked()
    ticked = [one.short_name for one in dialog._list.ticked]
    qtbot.mouseClick(dialog._short, Qt.MouseButton.LeftButton, pos=QPoint(8, dialog._short.height() // 2))
    assert context.workspace.record("agencies", small.council)["return_form"] == "short"
    form = [dialog._list.model().index(row, 3).data() for row in range(2)]
    assert form == ["short", "full"] and [one.short_name for one in dialog._list.ticked] == ticked
    dialog._list.choose(dialog._list.rows[1])
    assert not dialog._short.isChecked() and "for Police:" in dialog._short.text()
    context.workspace.undo()
    assert context.workspace.record("agencies", small.council)["return_form"] == "full"


def test_the_short_form_is_kept_with_a_group(qtbot, context, small):
    group = Insert("groups", {"partnership": small.partnership, "name": "A group", "short_name": "AG"})
    leads = {"lead_agencies": (), "lead_groups": (group.id,)}
    context.apply([group, Update("plan_items", small.other, leads)])
    dialog = ReturnsExportDialog(context)
    qtbot.addWidget(dialog)
    dialog._list.choose(next(one for one in dialog._list.rows if one.recipient.kind == "group"))
    dialog._short.click()
    assert context.workspace.record("groups", group.id)["return_form"] == "short"
    assert "for AG:" in dialog._short.text()


def test_a_workbook_for_each_lead_officer_is_offered_where_actions_have_them(
    qtbot, dialog, context, small, tmp_path
):
    assert not dialog._by_officer.isVisible()
    officer = Insert("people", {"name": "Crime analyst", "agency": small.police})
    context.apply([officer, Update("plan_items", small.action, {"lead_officers": (officer.id,)})], "typed")
    again = ReturnsExportDialog(context)
    qtbot.addWidget(again)
    again.show()
    assert again._by_officer.isVisible()
    again._by_officer.setChecked(True)
    again._folder.setText(str(tmp_path / "out"))
    again.apply()
    assert sorted(path.name for path in (tmp_path / "out").glob("*.xlsx")) == [
        "Return 2010-Q2 ATC.xlsx",
        "Return 2010-Q2 Police, Crime analyst.xlsx",
        "Return 2010-Q2 Police, other rows.xlsx",
    ]
    assert len(list((tmp_path / "out").glob("*.eml"))) == 2
