from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook
from plan_documents import sections_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from csp_desktop.ui.bringing_in.plan_import_dialog import PlanImportDialog
from csp_desktop.ui.context import Context


@pytest.fixture
def context(workspace):
    return Context(workspace, date(2010, 10, 19))


def opened(qtbot, context, path) -> PlanImportDialog:
    dialog = PlanImportDialog(context, path)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog._job is None, timeout=20_000)
    return dialog


def test_shows_every_record_and_cell_before_anything_is_written(qtbot, context, tmp_path):
    before = context.workspace.dump()
    dialog = opened(qtbot, context, sections_workbook(tmp_path / "plan.xlsx"))
    assert dialog.preview is not None
    titles = [one.title for one in dialog._records.rows]
    assert "Tell residents what is being done" in titles
    shown = sum(chip.chip.count for chip in dialog._kinds.values() if chip.of_cells)
    assert shown == len(dialog._listed_cells)
    assert context.workspace.dump() == before

    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.step is not None)
    plan = next(one for one in context.plans if one["first_year"] == 2009)
    assert context.plan_id == plan["id"]
    assert [item["title"] for item in context.records.priorities]
    context.undo()
    assert context.workspace.dump(["plan_items"]) == {"plan_items": before["plan_items"]}


def test_bringing_the_same_file_in_again_changes_nothing(qtbot, context, tmp_path):
    path = sections_workbook(tmp_path / "plan.xlsx")
    opened(qtbot, context, path).apply()
    again = opened(qtbot, context, path)
    assert not again.act.isEnabled()
    assert "here already" in again.summary.text()


def test_a_record_left_out_stays_out_with_what_stands_under_it(qtbot, context, tmp_path):
    dialog = opened(qtbot, context, sections_workbook(tmp_path / "plan.xlsx"))
    section = next(one for one in dialog._records.rows if one.values.get("level") == "priority")
    dialog._records.choose(section)
    before = dialog.act.text()
    dialog.decide("leave out")
    assert dialog.act.text() != before
    dialog._chips.choose("left out")
    assert section.key in {one.key for one in dialog._records.rows}
    dialog.apply()
    assert not context.workspace.records("plan_items", {"title": section.title})


def test_a_file_that_is_no_workbook_is_one_sentence(qtbot, context, tmp_path):
    path = tmp_path / "letter.xlsx"
    path.write_bytes(b"Dear colleague")
    dialog = opened(qtbot, context, path)
    assert "letter.xlsx" in dialog._message.text()
    assert not dialog.act.isEnabled()


def test_an_empty_workbook_is_one_sentence(qtbot, context, tmp_path):
    path = tmp_path / "empty.xlsx"
    Workbook().save(path)
    dialog = opened(qtbot, context, path)
    assert "nothing in it" in dialog._message.text()


def register_workbook(path):
    book = Workbook()
    sheet = book.active
    sheet.title = "Register"
    sheet.append([None, "Risk register of the partnership 2010-11"])
    sheet.append([])
    sheet.append([None, "No.", "Risk description", "Likelihood", "Impact", "Wibble"])
    sheet.append([None, "R1", "The grant is not renewed", 3, 4, "Treasurer"])
    sheet.append([None, "R2", "Too few volunteers come forward", 2, 3, "Co-ordinator"])
    book.save(path)
    return path


def test_columns_of_any_table_are_shown_on_the_sheet_and_changed_by_pointing(qtbot, context, tmp_path, small):
    dialog = opened(qtbot, context, register_workbook(tmp_path / "risks.xlsx"))
    dialog._chips.choose("columns")
    page = dialog.columns
    assert page.register.currentData() == "risks"
    headings = [page._model.headerData(place, Qt.Orientation.Horizontal) for place in range(5)]
    section = next(place for place, heading in enumerate(headings) if heading.endswith("Wibble"))
    assert headings[section].startswith("not brought in")
    page.take(section, "risks", "owner")
    qtbot.waitUntil(lambda: dialog._job is None, timeout=20_000)
    assert dialog.columns._model.headerData(section, Qt.Orientation.Horizontal).startswith("Owner")
    dialog.apply()
    risks = {found["ref"]: found for found in context.workspace.records("risks")}
    assert risks["R1"]["owner"] == "Treasurer" and risks["R2"]["title"] == "Too few volunteers come forward"
    again = opened(qtbot, context, register_workbook(tmp_path / "risks.xlsx"))
    assert "here already" in again.summary.text()


def test_a_table_is_pasted_from_another_program(qtbot, context, small):
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("Risk\tLikelihood\tImpact\nThe hall is closed\t2\t5\n")
    dialog = PlanImportDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.paste()
    qtbot.waitUntil(lambda: dialog._job is None, timeout=20_000)
    assert [one.title for one in dialog._records.rows if one.register == "risks"] == ["The hall is closed"]
    clipboard.setText("just words")
    dialog.paste()
    qtbot.waitUntil(lambda: dialog._job is None, timeout=20_000)
    assert "no table on the clipboard" in dialog._message.text()
