from __future__ import annotations

import threading
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from plan_documents import sections_workbook
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QStyle

from csp_desktop.editing.bringing_in.plan_import import write_import
from csp_desktop.editing.workspace import Update
from csp_desktop.excel.opening.safe_reading import Stopped
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.ui import file_beside
from csp_desktop.ui.bringing_in import mapping_page, plan_import_dialog
from csp_desktop.ui.bringing_in.import_wording import FATES
from csp_desktop.ui.bringing_in.plan_import_dialog import PlanImportDialog
from csp_desktop.ui.look import background


def test_shows_every_record_and_cell_before_anything_is_written(qtbot, context, opened, tmp_path):
    before = context.workspace.dump()
    dialog = opened(sections_workbook(tmp_path / "plan.xlsx"))
    assert dialog.preview is not None
    titles = [one.title for one in dialog._records.rows]
    assert "Tell residents what is being done" in titles
    # What the rows say comes before whom they name, and the plan that is made for them.
    kinds = [one.register for one in dialog._records.rows]
    assert list(dict.fromkeys(kinds)) == ["plan_items", "updates", "agencies", "groups", "plans"]
    found, *by_fate = (dialog._foot_counts._chips[name].count for name in ("all", *FATES))
    assert found == sum(by_fate) == len(list(dialog.preview.reading.cells))
    assert context.workspace.dump() == before

    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.step is not None)
    plan = next(one for one in context.plans if one["first_year"] == 2009)
    assert context.plan_id == plan["id"]
    assert [item["title"] for item in context.records.priorities]
    context.undo()
    assert context.workspace.dump(["plan_items"]) == {"plan_items": before["plan_items"]}


def test_bringing_the_same_file_in_again_changes_nothing(qtbot, context, opened, tmp_path):
    path = sections_workbook(tmp_path / "plan.xlsx")
    opened(path).apply()
    again = opened(path)
    assert not again.act.isEnabled()
    assert again.preview.cell_counts["asked"] == 1
    assert again.summary.text() == (
        "There is nothing certain to import. "
        "1 value is left out until somebody decides; bring the file in again for it."
    )


def test_a_record_left_out_stays_out_with_what_stands_under_it(qtbot, context, opened, tmp_path):
    dialog = opened(sections_workbook(tmp_path / "plan.xlsx"))
    section = next(one for one in dialog._records.rows if one.values.get("level") == "priority")
    dialog._records.choose(section)
    before = dialog.act.text()
    dialog.decide("leave out")
    assert dialog.act.text() != before
    dialog._chips.choose("left out")
    assert section.key in {one.key for one in dialog._records.rows}
    dialog.apply()
    assert not context.workspace.records("plan_items", {"title": section.title})


def test_what_is_large_is_compared_beside_the_window_and_comes_out_the_same(
    qtbot, context, opened, tmp_path, monkeypatch
):
    path = sections_workbook(tmp_path / "plan.xlsx")
    at_once = opened(path)
    monkeypatch.setattr(file_beside, "_MOST_AT_ONCE", 0)
    dialog = PlanImportDialog(context, path)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "Comparing" in dialog._message.text())
    assert dialog.preview is None
    assert not dialog.act.isEnabled()
    qtbot.waitUntil(lambda: dialog.source.job is None)
    told, told_at_once = (
        sorted((one.register, one.outcome, one.title) for one in shown.preview.proposals)
        for shown in (dialog, at_once)
    )
    assert told == told_at_once
    assert dialog.preview.cell_counts == at_once.preview.cell_counts
    assert dialog.act.text() == at_once.act.text()

    section = next(one for one in dialog._records.rows if one.values.get("level") == "priority")
    dialog._records.choose(section)
    dialog.decide("leave out")
    qtbot.waitUntil(lambda: dialog.source.job is None)
    assert dialog.act.text() != at_once.act.text()
    # Few records are written beside the window too, where the file is large.
    monkeypatch.setattr(file_beside, "_MOST_AT_ONCE", 500)
    monkeypatch.setattr(file_beside, "_LARGE_FILE", 0)
    before = context.workspace.dump(["plan_items", "plans"])
    dialog.apply()
    assert dialog.step is None and context.workspace.dump(["plan_items", "plans"]) == before
    qtbot.waitUntil(lambda: dialog.step is not None)
    assert not context.workspace.records("plan_items", {"title": section.title})
    assert context.workspace.dump(["plan_items", "plans"]) != before
    context.undo()
    assert context.workspace.dump(["plan_items", "plans"]) == before


@pytest.mark.slow
def test_what_is_large_can_be_given_up_until_it_is_written(qtbot, context, opened, tmp_path, monkeypatch):
    monkeypatch.setattr(file_beside, "_MOST_AT_ONCE", 0)
    before = context.workspace.dump()
    begun, go_on = threading.Event(), threading.Event()

    def waiting(workspace, preview, cancelled=None):
        begun.set()
        go_on.wait(20)
        if cancelled is not None and cancelled():
            raise Stopped
        return write_import(workspace, preview)

    with monkeypatch.context() as slow:
        slow.setattr(plan_import_dialog, "make_import_ready", waiting)
        dialog = opened(sections_workbook(tmp_path / "plan.xlsx"))
        dialog.apply()
        qtbot.waitUntil(begun.is_set)
        dialog.reject()
        assert not dialog.isVisible()
        go_on.set()
        qtbot.waitUntil(lambda: not background._running)
    assert "csp-background" not in {thread.name for thread in threading.enumerate()}
    assert context.workspace.dump() == before
    # Nothing keeps the window from writing now.
    context.workspace.apply([Update("plans", context.plan_id, {"title": "Typed"})])
    context.undo()

    monkeypatch.setattr(plan_import_dialog, "write_import", waiting)
    begun.clear()
    go_on.clear()
    dialog = opened(tmp_path / "plan.xlsx")
    dialog.apply()
    qtbot.waitUntil(begun.is_set)
    dialog.reject()
    assert dialog.isVisible()
    assert not dialog.cancel.isEnabled()
    # Nor is another file or way of reading chosen meanwhile.
    assert not dialog.choices.isVisible()
    assert not any(dialog.head.itemAt(place).widget().isEnabled() for place in range(dialog.head.count()))
    dialog.paste()
    assert dialog.source.job is None
    go_on.set()
    qtbot.waitUntil(lambda: dialog.step is not None)
    assert not dialog.isVisible()
    assert context.workspace.dump(["plan_items"]) != {"plan_items": before["plan_items"]}


def test_a_file_that_is_no_workbook_is_one_sentence(qtbot, context, opened, tmp_path):
    path = tmp_path / "letter.xlsx"
    path.write_bytes(b"Dear colleague")
    dialog = opened(path)
    assert "letter.xlsx" in dialog._message.text()
    assert not dialog.act.isEnabled()


def test_an_empty_workbook_is_one_sentence(qtbot, context, opened, tmp_path):
    path = tmp_path / "empty.xlsx"
    Workbook().save(path)
    dialog = opened(path)
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


def heading_over(dialog, column):
    """What stands over a column of the sheet, counted from 1: where it goes, and its letter."""
    return dialog.columns.sheet.model().headerData(column - 1, Qt.Orientation.Horizontal)


def test_columns_of_any_table_are_shown_on_the_sheet_and_changed_by_pointing(
    qtbot, context, opened, tmp_path, small
):
    dialog = opened(register_workbook(tmp_path / "risks.xlsx"))
    page = dialog.columns
    assert page.register.currentData() == "risks"
    assert heading_over(dialog, 2) == "Ref\nB"
    assert heading_over(dialog, 6) == "Notes\nF"
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert [page.sheet.model().index(row, 0).data(spoken) for row in (0, 3)] == ["empty", "empty"]
    # The list of what is in the file shows its line whole, however narrow the window.
    dialog.resize(dialog.minimumSizeHint().width(), 700)
    qtbot.waitUntil(lambda: dialog._files.rowHeight(0) > 40)
    qtbot.waitUntil(lambda: dialog._files.viewport().height() >= dialog._files.rowHeight(0))
    called = dialog._records.model().headerData(0, Qt.Orientation.Vertical)
    assert called == "Risk: R1 The grant is not renewed"
    page.sheet.point(1)
    assert "2 of 2 values are reference numbers." in page.evidence.text()
    page.sheet.point(5)
    assert "“Wibble”, goes to Notes: 2 noted" in page.evidence.text()
    page.take("risks", "owner")
    qtbot.waitUntil(lambda: dialog.source.job is None, timeout=20_000)
    assert heading_over(dialog, 6) == "Owner\nF"
    assert "goes to Owner: 2 taken" in page.evidence.text()
    dialog.apply()
    risks = {found["ref"]: found for found in context.workspace.records("risks")}
    assert risks["R1"]["owner"] == "Treasurer" and risks["R2"]["title"] == "Too few volunteers come forward"
    again = opened(register_workbook(tmp_path / "risks.xlsx"))
    assert "here already" in again.summary.text()
    # The sheet looks as it does in the file, with what stands over the table: it runs on over the empty cells beside it.
    sheet = again.columns.sheet
    assert sheet.model().index(0, 1).data() == "Risk register of the partnership 2010-11"
    assert sheet.columnSpan(0, 1) > 1
    assert sheet.columnWidth(1) < sheet.columnWidth(2)
    sheet.point(1)
    assert again.columns.evidence.text() == (
        "Column B, “No.”, goes to Ref: 2 taken. Read as the last table with these headings was."
    )


def test_a_sheet_of_notes_alone_is_shown_as_wide_as_they_are(opened, written):
    note = "What each column is for, which the lead officers are asked to read before they begin"
    dialog = opened(written("plan.xlsx", {"Notes": [[note]] * 4, "More": [["Ref", note], [note], [note]]}))
    rooms = []
    sheet = dialog.columns.sheet
    for table in dialog.settling.tables:
        dialog._files.choose(table)
        rooms.append(sum(sheet.columnWidth(place) for place in range(sheet.columnSpan(1, 0))))
    assert len(rooms) == 2 and min(rooms) > dialog.fontMetrics().horizontalAdvance(note[:20])


def sentences(dialog):
    return [dialog._files.model().index(row, 0).data() for row in range(len(dialog.settling.tables))]


def tick(dialog, row):
    dialog._files.setCurrentIndex(dialog._files.model().index(row, 0))
    QTest.keyClick(dialog._files, Qt.Key.Key_Space)


def test_it_opens_on_the_list_of_what_is_in_the_file(qtbot, context, opened, tmp_path, small):
    path = register_workbook(tmp_path / "risks.xlsx")
    book = load_workbook(path)
    other = book.create_sheet("Useful links")
    other.append(["Read the guidance before you fill this in."])
    book.save(path)
    dialog = opened(path)
    plan = context.workspace.record("plans", context.plan_id)["title"]
    assert sentences(dialog) == [
        f"Register: 2 rows, looks like a risk register, goes into {plan}",
        "Useful links: 0 rows, nothing recognised. No table was found on it.",
    ]
    assert [table.grid.name for table in dialog._files.ticked] == ["Register"]
    assert dialog.act.isEnabled()
    tick(dialog, 0)
    assert not dialog.act.isEnabled()
    assert {one.outcome for one in dialog.preview.proposals if one.register == "risks"} == {"left out"}
    tick(dialog, 0)
    assert dialog.act.isEnabled()


def test_what_only_looks_like_a_plan_is_unticked_with_its_evidence(qtbot, context, opened, tmp_path):
    path = tmp_path / "jobs.xlsx"
    book = Workbook()
    book.active.title = "Jobs"
    for row in (
        ("Subject", "Due date", "Assigned to"),
        ("Renew the insurance for the minibus", "30 April 2010", "Treasurer"),
        ("Return the annual report to the regulator", "31 July 2010", "Secretary"),
        ("Deep clean the kitchen and the stores", "3 June 2010", "Caretaker"),
    ):
        book.active.append(row)
    book.save(path)
    assert sentences(opened(path)) == [
        "Jobs: 3 rows, looks like an action plan, left out unless you tick it. "
        "3 of 3 rows have a date and a lead, as in an action plan."
    ]


def test_what_is_not_recognised_is_never_called_here_already(qtbot, context, opened, tmp_path):
    path = tmp_path / "other.xlsx"
    book = Workbook()
    for row in (("Aaa", "Bbb"), ("one thing", "x"), ("other thing", "y")):
        book.active.append(row)
    book.save(path)
    dialog = opened(path)
    assert "We could not recognise anything in this file yet" in dialog.summary.text()
    assert not dialog.act.isEnabled()


def test_the_plan_on_the_screen_is_named_and_can_be_changed(qtbot, context, opened, tmp_path, small):
    dialog = opened(register_workbook(tmp_path / "risks.xlsx"))
    assert dialog.choices.plan[1] == context.plan_id
    dialog.apply()
    assert {found["plan"] for found in context.workspace.records("risks")} == {context.plan_id}
    # A whole plan of another year goes where it says, unless somebody chooses otherwise.
    whole = opened(sections_workbook(tmp_path / "plan.xlsx"))
    assert whole.choices.plan == (None, None)
    place = next(
        at for at in range(whole.choices.target.count())
        if whole.choices.target.itemData(at)[1] == context.plan_id
    )  # fmt: skip
    whole.choices.target.setCurrentIndex(place)
    whole.choices.target.activated.emit(place)
    qtbot.waitUntil(lambda: whole.source.job is None, timeout=20_000)
    year = context.workspace.record("plans", context.plan_id)["last_year"]
    quarters = {one.values["quarter"] for one in whole.preview.proposals if one.register == "updates"}
    assert {quarter[:4] for quarter in quarters} == {str(year)}
    assert "its quarters are read as those of" in whole._notes.text()


def two_dates(path):
    book = Workbook()
    sheet = book.active
    sheet.append(["Risk", "Likelihood", "Impact", "Review date", "Wibble", "Cause", "Wobble"])
    sheet.append(["The grant is not renewed", 3, 4, "30/06/2010", "31/07/2010", "Cuts", "Elections"])
    book.save(path)
    return path


def test_two_columns_for_one_field_are_joined_or_asked_about(
    qtbot, context, opened, tmp_path, small, monkeypatch: pytest.MonkeyPatch
):
    dialog = opened(two_dates(tmp_path / "risks.xlsx"))
    page = dialog.columns
    page.sheet.point(6)
    page.take("risks", "cause")
    qtbot.waitUntil(lambda: dialog.source.job is None, timeout=20_000)
    assert "Joined with “Cause”, each under its heading." in page.evidence.text()
    asked = []
    answers = [False, True]

    def answer(use, other, goes_to):
        asked.append((use.heading, other.heading, goes_to))
        return answers.pop(0)

    monkeypatch.setattr(page, "_asked_which", answer)
    page.sheet.point(4)
    page.take("risks", "review_on")
    assert dialog.source.job is None and heading_over(dialog, 5) == "Notes\nE"
    page.take("risks", "review_on")
    qtbot.waitUntil(lambda: dialog.source.job is None, timeout=20_000)
    assert asked == [("Wibble", "Review date", "Review on")] * 2
    assert heading_over(dialog, 4) == "not brought in\nD"
    dialog.apply()
    (risk,) = context.workspace.records("risks", {"title": "The grant is not renewed"})
    assert (risk["review_on"], risk["cause"]) == ("2010-07-31", "Cause: Cuts\nWobble: Elections")


def test_long_headings_fit_on_the_buttons_that_ask_which_it_is(qtbot, context, opened, tmp_path, small):
    page = opened(two_dates(tmp_path / "risks.xlsx")).columns
    read, asked = [], "Date on which the risk owner & the board will look at this again"
    QTimer.singleShot(
        0,
        lambda: (
            read.extend(button.text() for button in QApplication.activeModalWidget().buttons()),
            QApplication.activeModalWidget().reject(),
        ),
    )
    assert not page._asked_which(ColumnUse(4, asked), ColumnUse(5, "R&D date"), "Review on")
    assert sorted(read) == ["Keep “R&&D date”", "Use “Date on which the risk owner…”"]


def test_an_update_is_of_a_quarter_of_the_plans_year(qtbot, context, opened, tmp_path, small):
    path = tmp_path / "actions.xlsx"
    book = Workbook()
    book.active.append(["Action", "Lead", "Due date", "Wibble"])
    book.active.append(["Renew the alley gates", "Police", "30/09/2010", "Half of them are done"])
    book.active.append(["Clear the underpass", "Police", "30/09/2010", "Cleared twice since"])
    book.save(path)
    dialog = opened(path)
    dialog.columns.sheet.point(3)
    dialog.columns.take("updates", "narrative", "2010-Q3")
    qtbot.waitUntil(lambda: dialog.source.job is None, timeout=20_000)
    assert heading_over(dialog, 4).startswith("Update, Q3")
    dialog.apply()
    told = {one["narrative"]: one["quarter"] for one in context.workspace.records("updates")}
    assert told["Half of them are done"] == "2010-Q3"


def choose_year(qtbot, dialog, year):
    combo = dialog.choices._year
    combo.setCurrentIndex(combo.findData(year))
    combo.activated.emit(combo.currentIndex())
    qtbot.waitUntil(lambda: dialog.source.job is None, timeout=20_000)


def test_quarters_and_months_follow_the_year_though_a_column_was_changed(qtbot, opened, written, small):
    heads = ("Ref", "Indicator", "Target", "Apr", "May", "Jun", "Wibble")
    rows = (("K1", "Burglaries", 100, 31, 28, 40, "x"), ("K2", "Bikes taken", 90, 12, 19, 7, "y"))
    spent = (("Fund", "Project", "Provider", "Allocation", "Q1 spend", "Wibble"),)
    spent += (("Grant", "Mentoring", "Council", 9_000, 120, "x"), ("Grant", "Lights", "Police", 800, 75, "y"))
    dialog = opened(written("figures.xlsx", {"KPIs": (heads, *rows), "Money": spent}))
    for table in dialog.settling.tables:
        dialog._files.choose(table)
        dialog.columns.sheet.point(table.bounds[3] - 1)
        dialog.columns.take("", "")
        qtbot.waitUntil(lambda: dialog.source.job is None, timeout=20_000)
    for year in (2009, 2010):
        choose_year(qtbot, dialog, year)
        told = {(one.register, one.values.get("quarter")) for one in dialog.preview.proposals}
        assert {("measurements", f"{year}-Q1"), ("funding_entries", f"{year}-Q1")} <= told
        assert {quarter for _, quarter in told if quarter} == {f"{year}-Q1"}


def test_a_quarter_chosen_is_that_quarter_of_the_year_chosen_later(qtbot, opened, written, small):
    rows = (
        ("Action", "Lead", "Due date", "Progress", "RAG"),
        ("Renew the alley gates", "Police", "30/09/2010", "Half of them are done", "Green"),
        ("Clear the underpass", "Police", "30/09/2010", "Cleared twice since", "Red"),
    )
    dialog = opened(written("actions.xlsx", {"Actions": rows}))
    dialog.columns.sheet.point(3)
    dialog.columns.take("updates", "narrative", "2010-Q1")
    qtbot.waitUntil(lambda: dialog.source.job is None, timeout=20_000)
    choose_year(qtbot, dialog, 2009)
    told = {one.values["quarter"] for one in dialog.preview.proposals if one.register == "updates"}
    assert told == {"2009-Q1"}
    assert heading_over(dialog, 4).startswith("Update, Q1")


@pytest.mark.parametrize("heading", ["Update (October 2010)", "Q3 progress"])
def test_the_quarter_somebody_chooses_counts_whatever_the_heading_says(
    qtbot, context, opened, written, small, heading
):
    rows = (
        ("Ref", "Action", "Lead", "Due date", heading, "RAG"),
        ("1.1", "Renew the alley gates", "Police", "30/09/2010", "Half of them are done", "Green"),
        ("1.2", "Clear the underpass", "Police", "30/09/2010", "Cleared twice since", "Red"),
    )
    dialog = opened(written("actions.xlsx", {"Actions": rows}))
    assert heading_over(dialog, 5).startswith("Update, Q3")
    dialog.columns.sheet.point(4)
    dialog.columns.take("updates", "narrative", "2010-Q2")
    qtbot.waitUntil(lambda: dialog.source.job is None, timeout=20_000)
    # The rating beside it, which says no quarter of its own, is of the same.
    assert heading_over(dialog, 6).startswith("RAG, Q2")
    dialog.apply()
    told = {(one["narrative"], one["rag"], one["quarter"]) for one in context.workspace.records("updates")}
    assert {
        ("Half of them are done", "green", "2010-Q2"),
        ("Cleared twice since", "red", "2010-Q2"),
    } <= told
    # Brought in once more it is asked, not put into the other quarter.
    again = opened(written("actions.xlsx", {"Actions": rows}))
    assert not again.act.isEnabled()
    again.columns.sheet.point(4)
    assert "Last time it was Q2 2010/11." in again.columns.evidence.text()
    again.columns.take("updates", "narrative", "2010-Q2")
    qtbot.waitUntil(lambda: again.source.job is None, timeout=20_000)
    assert again.preview.cell_counts["asked"] == 0
    assert again.summary.text() == "What was recognised in this file is here already."


def test_of_this_quarters_words_and_the_last_ones_each_is_chosen_for_itself(qtbot, opened, written, small):
    rows = (
        ("Ref", "Action", "Lead", "Due date", "Last report", "Latest position", "RAG"),
        ("1.1", "Renew the alley gates", "Police", "30/09/2010", "Not begun.", "Half of them are done", "Green"),
        ("1.2", "Clear the underpass", "Police", "30/09/2010", "Begun.", "Cleared twice since", "Red"),
    )  # fmt: skip
    dialog = opened(written("actions.xlsx", {"Actions": rows}))
    for column, quarter in ((4, "2010-Q1"), (5, "2010-Q2")):
        dialog.columns.sheet.point(column)
        dialog.columns.take("updates", "narrative", quarter)
        qtbot.waitUntil(lambda: dialog.source.job is None, timeout=20_000)
    told = {
        (one.values["narrative"], one.values.get("rag"), one.values["quarter"])
        for one in dialog.preview.proposals
        if one.register == "updates" and one.values["narrative"]
    }
    assert ("Not begun.", "2010-Q1") in {(words, quarter) for words, _, quarter in told}
    assert ("Half of them are done", "2010-Q2") in {(words, quarter) for words, _, quarter in told}


def test_a_later_sheet_is_settled_question_by_question(qtbot, context, opened, tmp_path, small):
    def book(name, *rows):
        made = Workbook()
        for row in (("Ref", "Risk", "Likelihood", "Impact", "Mitigation"), *rows):
            made.active.append(row)
        made.save(tmp_path / name)
        return tmp_path / name

    first = (
        ("Z1", "The hall is closed", 2, 5, "Ask the church"),
        ("Z2", "Nobody volunteers", 2, 2, "Advertise"),
    )
    opened(book("april.xlsx", *first)).apply()
    later = opened(
        book("july.xlsx", ("Z1", "The hall is closed", 1, 5, "Ask the church again"), first[1]),
    )
    later._chips.choose("asked")
    assert len(later._records.rows) == 1
    assert later.deciding._asking.text() == "Is this “Ask the church”, which is there already?"
    assert later.summary.text() == (
        "Imports 1 changed risk. 1 value is left out until somebody decides; bring the file in again for it."
    )
    assert later._foot_counts._chips["asked"].count == 1
    later.decide("update")
    assert later.summary.text() == "Imports 1 changed risk, 1 changed mitigation."
    later.apply()
    (risk,) = context.workspace.records("risks", {"ref": "Z1"})
    assert [one["title"] for one in context.workspace.records("mitigations", {"risk": risk["id"]})] == [
        "Ask the church again"
    ]


def test_a_table_is_pasted_from_another_program(qtbot, context, small):
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("Risk\tLikelihood\tImpact\nThe hall is closed\t2\t5\n")
    dialog = PlanImportDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.paste()
    qtbot.waitUntil(lambda: dialog.source.job is None, timeout=20_000)
    assert [one.title for one in dialog._records.rows if one.register == "risks"] == ["The hall is closed"]
    clipboard.setText("just words")
    dialog.paste()
    qtbot.waitUntil(lambda: dialog.source.job is None, timeout=20_000)
    assert "no table on the clipboard" in dialog._message.text()


def test_its_buttons_stay_on_a_small_screen_at_twice_the_size(qtbot, context, opened, tmp_path, small):
    dialog = opened(register_workbook(tmp_path / "risks.xlsx"))
    # A laptop of 1366 by 768 at 200%.
    dialog.resize(683, 384)
    assert dialog.height() == 384
    assert dialog.rect().contains(dialog.act.geometry())


def test_why_a_file_cannot_be_read_is_seen_on_a_small_screen_at_twice_the_size(
    qtbot, opened, tmp_path, small
):
    (tmp_path / "letter.xlsx").write_bytes(b"PK\x03\x04 and no more")
    dialog = opened(register_workbook(tmp_path / "risks.xlsx"))
    dialog.resize(683, 384)
    scrolled = dialog._scrolled.verticalScrollBar()
    scrolled.setValue(scrolled.maximum())
    dialog.read(tmp_path / "letter.xlsx")
    qtbot.waitUntil(lambda: dialog.source.job is None)
    assert "letter.xlsx" in dialog._message.text()
    message, margin = dialog._message, dialog._message.margin()

    def is_seen():
        room = message.rect().adjusted(margin, margin, -margin, -margin)
        lines = int(message.alignment()) | Qt.TextFlag.TextWordWrap
        words = message.fontMetrics().boundingRect(room, lines, message.text())
        return message.visibleRegion().boundingRect().contains(words)

    qtbot.waitUntil(is_seen)


def test_likely_columns_are_taken_at_one_press(qtbot, context, opened, tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "Risks"
    for row in (
        ("Ref", "Risk", "Likelihood", "Impact", "Mitigation", "Target date"),
        ("R1", "The grant ends", 4, 5, "Bid for another", date(2010, 12, 31)),
        ("R2", "The lead leaves", 2, 3, "Name a deputy", date(2011, 1, 31)),
    ):
        sheet.append(row)
    book.save(tmp_path / "risks.xlsx")
    dialog = opened(tmp_path / "risks.xlsx")
    assert dialog.preview.cell_counts["asked"] == 2
    dialog.choices.doubtful.click()
    qtbot.waitUntil(lambda: dialog.source.job is None and dialog.preview is not None, timeout=20_000)
    assert dialog.preview.cell_counts["asked"] == 0


def test_the_order_of_dates_is_asked_once_and_settled_from_the_menu(qtbot, context, opened, tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "Action plan"
    for row in (
        ("Ref", "Action", "Lead", "Due date"),
        ("1", "Light the path", "Council", "03/28/2010"),
        ("2", "Cut the hedge", "Police", "04/05/2010"),
    ):
        sheet.append(row)
    book.save(tmp_path / "plan.xlsx")
    dialog = opened(tmp_path / "plan.xlsx")
    page = dialog.columns
    page.sheet.setCurrentIndex(page.sheet.model().index(1, 3))
    assert page.evidence.text().endswith("is the month first or the day?")
    page.open_menu()
    offered = [action for menu in page.findChildren(QMenu) for action in menu.actions()]
    next(action for action in offered if action.text().startswith("Month first")).trigger()
    page.findChildren(QMenu)[0].close()
    qtbot.waitUntil(lambda: dialog.source.job is None and dialog.preview is not None, timeout=20_000)
    due = {
        one.title: one.values.get("due_on")
        for one in dialog.preview.proposals
        if one.values.get("level") == "action"
    }
    assert due == {"Light the path": "2010-03-28", "Cut the hedge": "2010-04-05"}


@pytest.mark.parametrize("sideways", [False, True])
def test_of_a_form_each_value_says_where_it_goes(qtbot, context, opened, tmp_path, sideways):
    book = Workbook()
    sheet = book.active
    if sideways:
        for row in (
            ("Risk ref", "R1", "R2"),
            ("Risk", "Funding for wardens ends", "The analyst's post stays vacant"),
            ("Likelihood", 4, 3),
            ("Impact", 3, 5),
        ):
            sheet.append(row)
        label, value, heading = (2, 0), (2, 2), "Likelihood"
    else:
        for ref, title in (("R1", "Funding for wardens ends"), ("R2", "The analyst's post stays vacant")):
            sheet.append(("Risk ref", ref, "Risk owner", "Council"))
            sheet.append(("Risk", title, "Status", "Open"))
            sheet.append(("Likelihood", 4, "Impact", 3))
            sheet.append(())
        label, value, heading = (6, 2), (6, 3), "Impact"
    book.save(tmp_path / "forms.xlsx")
    page = opened(tmp_path / "forms.xlsx").columns
    model = page.sheet.model()
    # No column of the sheet is of one field.
    assert [model.headerData(at, Qt.Orientation.Horizontal) for at in range(2)] == ["\nA", "\nB"]
    for place in (label, value):
        page.sheet.setCurrentIndex(model.index(*place))
        assert page.evidence.text().startswith(f"“{heading}” goes to {heading} now: 2 taken.")
    assert model.data(model.index(*label), Qt.ItemDataRole.FontRole).bold()
    assert model.data(model.index(*value), Qt.ItemDataRole.FontRole) is None


def test_what_is_recognised_and_left_to_be_ticked_is_said_to_be_so(qtbot, context, opened, tmp_path):
    book = Workbook()
    book.active.title = "Figures"
    book.active.append(("Indicator", "Area", "Quarter", "Value"))
    for quarter in ("Q1 2010/11", "Q2 2010/11"):
        for area in ("North", "South"):
            book.active.append(("Burglaries", area, quarter, 4))
    book.save(tmp_path / "figures.xlsx")
    dialog = opened(tmp_path / "figures.xlsx")
    assert dialog.summary.text().startswith("Nothing is ticked yet. ")
    (table,) = dialog.preview.reading.mapped
    assert table.mapping.why.endswith("if “Burglaries – North” should be a record of its own.")


def test_of_many_meanings_none_is_off_the_screen(
    qtbot, opened, tmp_path, small, monkeypatch: pytest.MonkeyPatch
):
    dialog = opened(register_workbook(tmp_path / "risks.xlsx"))
    dialog.columns.sheet.point(5)
    monkeypatch.setattr(mapping_page, "room_around", lambda widget: QRect(0, 0, 100, 100))
    dialog.columns.open_menu()
    menu = next(one for one in dialog.columns.findChildren(QMenu) if one.parent() is dialog.columns)
    assert menu.style().styleHint(QStyle.StyleHint.SH_Menu_Scrollable, None, menu)
    menu.close()
