"""What somebody said of a record holds for it while they go on choosing how the file is read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from csp_desktop.editing.changes import Insert
from csp_desktop.ui.look import theme

RISKS = (
    ("Ref", "Risk", "Likelihood", "Impact", "Wibble"),
    ("Z1", "The hall is closed", 2, 5, "Caretaker"),
    ("Z2", "Nobody volunteers", 2, 2, "Secretary"),
    ("Z3", "The minibus breaks down", 3, 3, "Treasurer"),
)
JOBS = (
    ("Subject", "Due date", "Assigned to"),
    ("Renew the insurance for the minibus", "30 April 2010", "Treasurer"),
    ("Return the annual report to the regulator", "31 July 2010", "Secretary"),
    ("Deep clean the kitchen and the stores", "3 June 2010", "Caretaker"),
)


def outcome_of(dialog, title):
    return next(one.outcome for one in dialog.preview.proposals if one.title == title)


def answer(dialog, title, choice):
    dialog._records.choose(next(row for row in dialog._records.rows if row.title == title))
    dialog.decide(choice)


def settled(qtbot, dialog):
    qtbot.waitUntil(lambda: dialog.source.job is None and dialog.preview is not None, timeout=20_000)


def change_column(dialog):
    dialog.columns.sheet.point(4)
    dialog.columns.take("risks", "owner")


def take_likely(dialog):
    dialog.choices.doubtful.click()


def include_hidden(dialog):
    dialog.choices.hidden.click()


def tick_jobs(dialog):
    dialog._files.choose(next(table for table in dialog.settling.tables if table.grid.name == "Jobs"))
    dialog._files._toggle(dialog._files.currentIndex().row())


@pytest.mark.parametrize("touch", [change_column, take_likely, include_hidden, tick_jobs])
def test_what_was_left_out_stays_out_when_the_file_is_read_again(
    qtbot, context, opened, written, small, touch
):
    dialog = opened(written("risks.xlsx", {"Jobs": JOBS, "Risks": RISKS}))
    answer(dialog, "Nobody volunteers", "leave out")
    touch(dialog)
    settled(qtbot, dialog)
    assert outcome_of(dialog, "Nobody volunteers") == "left out"
    dialog.apply()
    assert {"Z1", "Z3"} == {one["ref"] for one in context.workspace.records("risks")} & {"Z1", "Z2", "Z3"}


def test_a_retirement_and_the_same_record_hold_when_the_file_is_read_again(
    qtbot, context, opened, written, small
):
    opened(written("april.xlsx", {"Risks": RISKS})).apply()
    later = (
        RISKS[0],
        ("Z1", "Burglaries rise in the winter", 3, 5, "Caretaker"),
        RISKS[2],
    )
    dialog = opened(written("july.xlsx", {"Risks": later}))
    near = next(one for one in dialog._own if one.nearest)
    assert near.outcome == "asked"
    answer(dialog, near.title, "update")
    answer(dialog, "The minibus breaks down", "retire")
    change_column(dialog)
    settled(qtbot, dialog)
    assert outcome_of(dialog, near.title) == "updated"
    assert outcome_of(dialog, "The minibus breaks down") == "updated"
    assert dialog._notes.text() == ""


def test_an_answer_for_what_is_not_read_any_more_is_said_and_holds_once_it_is(
    qtbot, context, opened, written, small
):
    dialog = opened(written("risks.xlsx", {"Risks": RISKS}))
    answer(dialog, "Nobody volunteers", "leave out")
    page = dialog.columns

    def contains(register):
        page.register.setCurrentIndex(page.register.findData(register))
        page.register.activated.emit(page.register.currentIndex())
        settled(qtbot, dialog)

    contains("agencies")
    said = "1 of your answers does not fit what is read and ticked now, so it is not used."
    assert said in dialog._notes.text()
    contains("risks")
    assert said not in dialog._notes.text()
    assert outcome_of(dialog, "Nobody volunteers") == "left out"


def press_of_box(label):
    """Presses a button of the next message box, which says what it asked."""
    asked = []

    def press():
        box = QApplication.activeModalWidget()
        asked.append((box.text(), box.defaultButton().text()))
        next(button for button in box.buttons() if button.text() == label).click()

    QTimer.singleShot(0, press)
    return asked


def questions(opened, written):
    opened(written("april.xlsx", {"Risks": RISKS})).apply()
    later = (RISKS[0], *((ref, f"Something else, number {ref}", 3, 3, "") for ref in ("Z1", "Z2", "Z3")))
    dialog = opened(written("july.xlsx", {"Risks": later}))
    assert [one.outcome for one in dialog._records.rows].count("asked") == 3
    return dialog


def test_by_keyboard_each_answer_leads_to_the_next_question_and_nothing_else_is_pressed(
    qtbot, opened, written, small
):
    dialog = questions(opened, written)
    dialog._records.choose(next(row for row in dialog._records.rows if row.outcome == "asked"))
    first = dialog._records.current.key
    dialog.deciding._buttons["add"].setFocus()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
    settled(qtbot, dialog)
    assert dialog.focusWidget() is dialog._records
    assert dialog._records.current.outcome == "asked" and dialog._records.current.key != first
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
    settled(qtbot, dialog)
    assert dialog.heading.text() == "july.xlsx"
    assert [one.outcome for one in dialog._records.rows].count("asked") == 2


def test_answers_are_not_lost_to_another_table_unasked(qtbot, opened, written, small):
    QGuiApplication.clipboard().setText("just words")
    dialog = opened(written("risks.xlsx", {"Risks": RISKS}))
    answer(dialog, "Nobody volunteers", "leave out")
    asked = press_of_box("Keep my answers")
    QTest.keyClick(dialog, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert asked == [("Keep your answers about risks.xlsx? They are not imported yet.", "Keep my answers")]
    assert dialog.source.job is None
    assert outcome_of(dialog, "Nobody volunteers") == "left out"
    press_of_box("Paste the table")
    dialog.paste()
    qtbot.waitUntil(lambda: dialog.source.job is None, timeout=20_000)
    assert "no table on the clipboard" in dialog._message.text()
    # Of a file nothing was said of, nothing is lost.
    dialog.paste()
    assert dialog.source.job is not None
    qtbot.waitUntil(lambda: dialog.source.job is None, timeout=20_000)


def test_a_retired_record_stays_in_view_and_can_only_be_taken_back(qtbot, context, opened, written, small):
    many = [(f"Z{number}", f"The {number}th hall is closed", 2, 5, "") for number in range(1, 41)]
    opened(written("april.xlsx", {"Risks": (RISKS[0], *many)})).apply()
    dialog = opened(written("july.xlsx", {"Risks": (RISKS[0], *many[:-1])}))
    dialog.resize(1280, 740)
    dialog._chips.choose("gone")
    answer(dialog, many[-1][1], "retire")
    assert dialog._chips.current == "all"
    record = dialog._records.current
    assert record.title == many[-1][1]

    def in_view():
        place = dialog._records.visualRect(dialog._records.currentIndex())
        return dialog._records.viewport().rect().contains(place)

    qtbot.waitUntil(in_view)
    offered = [button for button in dialog.deciding._buttons.values() if button.isVisible()]
    assert [button.text() for button in offered] == ["Do not retire"]
    offered[0].click()
    assert outcome_of(dialog, many[-1][1]) == "gone"
    assert not dialog.act.isEnabled()


def test_what_is_new_changed_and_retired_is_told_apart(qtbot, context, opened, written, small):
    said = []
    context.said.connect(said.append)
    opened(written("april.xlsx", {"Risks": RISKS})).apply()
    later = (RISKS[0], RISKS[1], ("Z2", "Nobody volunteers", 3, 2, "Secretary"), ("Z4", "Frost", 1, 1, ""))
    dialog = opened(written("july.xlsx", {"Risks": later}))
    answer(dialog, "The minibus breaks down", "retire")
    assert dialog.summary.text() == "Imports 1 new risk, 1 changed, 1 retired."
    assert dialog.act.text() == "Import 3 records"
    dialog.apply()
    one_more = opened(written("august.xlsx", {"Risks": (*later, ("Z5", "Heavy snow", 1, 1, ""))}))
    assert one_more.summary.text() == "Imports 1 new risk."
    one_more.apply()
    assert said[-2:] == [
        "Imported 3 records from july.xlsx; Ctrl+Z takes them back.",
        "Imported 1 record from august.xlsx; Ctrl+Z takes it back.",
    ]


def test_it_opens_on_the_list_of_sheets_and_enter_neither_imports_nor_closes(
    qtbot, context, opened, written, small
):
    before = context.workspace.dump(["risks"])
    dialog = opened(written("risks.xlsx", {"Risks": RISKS}))
    assert dialog.focusWidget() is dialog._files
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.isVisible() and dialog.step is None
    assert context.workspace.dump(["risks"]) == before
    # Nothing was answered: nothing is asked.
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_enter_presses_the_button_it_falls_on(qtbot, context, opened, written, small):
    dialog = opened(written("risks.xlsx", {"Risks": RISKS}))
    dialog._records.choose(next(row for row in dialog._records.rows if row.title == "Nobody volunteers"))
    dialog.deciding._buttons["leave out"].setFocus()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    settled(qtbot, dialog)
    assert outcome_of(dialog, "Nobody volunteers") == "left out"
    assert dialog.isVisible() and dialog.step is None


def test_escape_asks_once_where_something_was_answered(qtbot, context, opened, written, small):
    dialog = opened(written("risks.xlsx", {"Risks": RISKS}))
    answer(dialog, "Nobody volunteers", "leave out")
    asked = press_of_box("Keep my answers")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert len(asked) == 1 and dialog.isVisible()
    asked = press_of_box("Close without importing")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert len(asked) == 1 and not dialog.isVisible()


def test_where_another_file_is_opened_nothing_is_asked(qtbot, context, opened, written, small):
    dialog = opened(written("risks.xlsx", {"Risks": RISKS}))
    answer(dialog, "Nobody volunteers", "leave out")
    context.closed.emit()
    assert not dialog.isVisible()


def test_no_answer_is_offered_that_would_change_nothing(qtbot, opened, written, small):
    actions = (
        ("Ref", "Action", "Lead officer", "Due date"),
        ("1", "Light the path", "Jane Smith, Harlow Council", "30/09/2010"),
        ("2", "Cut the hedge", "Peter Jones, Harlow Council", "30/09/2010"),
    )
    dialog = opened(written("plan.xlsx", {"Actions": actions}))
    people = [row for row in dialog._records.rows if row.register == "people" and row.outcome == "new"]
    assert people
    dialog._records.choose(people[0])
    assert not dialog.deciding.isVisible()
    dialog._records.choose(next(row for row in dialog._records.rows if row.title == "Cut the hedge"))
    assert dialog.deciding.isVisible()
    QTest.keyClick(dialog._files, Qt.Key.Key_Space)
    dialog._records.choose(next(row for row in dialog._records.rows if row.title == "Cut the hedge"))
    assert dialog._records.current.outcome == "left out"
    assert not dialog.deciding.isVisible()


def test_money_that_follows_from_earlier_quarters_is_left_out_or_changed_and_never_new(
    qtbot, context, opened, written, small
):
    columns = ("Grant", "Project", "Provider", "Amount", "Spent to date")
    for quarter, spent in (("Q1", 500), ("Q2", 900)):
        row = ("Safer Streets", "Night bus", "Night Safe", 9_000, spent)
        opened(written(f"{quarter}.xlsx", {f"Grants {quarter}": (columns, row)})).apply()
    late = ("Safer Streets", "Night bus", "Night Safe", 9_000, 450)
    dialog = opened(written("again.xlsx", {"Grants Q1": (columns, late)}))

    def offered(row):
        dialog._records.choose(row)
        return [name for name, button in dialog.deciding._buttons.items() if button.isVisible()]

    follows = next(row for row in dialog._records.rows if row.is_followed)
    assert offered(follows) == ["leave out"]
    dialog.decide("leave out")
    left = next(row for row in dialog._records.rows if row.key == follows.key)
    assert left.outcome == "left out"
    assert offered(left) == ["update"]
    dialog.decide("update")
    again = next(row for row in dialog._records.rows if row.key == follows.key)
    assert again.differences == {"amount": (40_000, 45_000)}


def sheet_of_priority(number):
    return (
        ("Ref", "Action", "Lead", "Due date", "Progress", "RAG", "Wibble"),
        (f"{number}.1", f"Renew the gates of ward {number}", "Police", "30/09/2010", f"Begun in {number}.", "Green", "a"),
        (f"{number}.2", f"Clear the underpass of ward {number}", "Police", "30/09/2010", "Cleared.", "Red", "b"),
    )  # fmt: skip


def quarters(dialog):
    return {one.values["quarter"] for one in dialog.preview.proposals if one.register == "updates"}


def test_what_a_column_is_holds_for_the_sheets_of_a_plan_that_are_headed_alike(
    qtbot, context, opened, written, small
):
    sheets = {
        name: sheet_of_priority(number) for number, name in enumerate(("Violence", "Abuse", "Cohesion"), 1)
    }
    dialog = opened(written("plan.xlsx", sheets))
    page = dialog.columns
    page.sheet.point(4)
    page.take("updates", "narrative", "2010-Q1")
    settled(qtbot, dialog)
    assert quarters(dialog) == {"2010-Q1"}
    assert "What you chose on Violence holds for Abuse and Cohesion too" in dialog._notes.text()
    page.sheet.point(6)
    page.take("plan_items", "resources")
    settled(qtbot, dialog)
    assert {table.uses[7].field for table in dialog.settling.tables} == {"resources"}
    # What somebody says of one of the others is of that, and what they said before of the first stays.
    dialog._files.choose(dialog.settling.tables[1])
    page.sheet.point(6)
    page.take("plan_items", "notes")
    settled(qtbot, dialog)
    assert [table.uses[7].field for table in dialog.settling.tables] == ["resources", "notes", "notes"]


def test_what_a_column_is_holds_for_the_tables_of_a_sheet_that_are_headed_alike(
    qtbot, context, opened, written, small
):
    below = [
        line
        for number in (1, 2, 3)
        for line in ((f"Priority {number}: Theme",), *sheet_of_priority(number), (), ())
    ]
    dialog = opened(written("plan.xlsx", {"Plan": below}))
    said = dialog._notes.text().splitlines()
    assert len(dialog.settling.tables) == 3 and said and len(said) == len(set(said))
    dialog.columns.sheet.point(4)
    dialog.columns.take("updates", "narrative", "2010-Q1")
    settled(qtbot, dialog)
    assert quarters(dialog) == {"2010-Q1"}
    assert "What you chose on Plan holds for the other 2 tables there too" in dialog._notes.text()


def test_nothing_is_imported_while_a_file_is_read_again(qtbot, context, opened, written, small):
    dialog = opened(written("plan.xlsx", {"Violence": sheet_of_priority(1)}))
    known = {one["id"] for one in context.workspace.records("updates")}
    dialog.columns.sheet.point(4)
    dialog.columns.take("updates", "narrative", "2010-Q1")
    dialog.act.click()
    assert {one["id"] for one in context.workspace.records("updates")} == known and dialog.isVisible()
    settled(qtbot, dialog)
    dialog.act.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    new = [one for one in context.workspace.records("updates") if one["id"] not in known]
    assert {one["quarter"] for one in new} == {"2010-Q1"}


def test_a_quarter_holds_for_no_sheet_that_is_of_another(qtbot, context, opened, written, small):
    dialog = opened(written("plan.xlsx", {"Q1": sheet_of_priority(1), "Q2": sheet_of_priority(2)}))
    assert quarters(dialog) == {"2010-Q1", "2010-Q2"}
    dialog.columns.sheet.point(4)
    dialog.columns.take("updates", "narrative", "2010-Q2")
    settled(qtbot, dialog)
    assert quarters(dialog) == {"2010-Q2"}
    assert "holds for" not in dialog._notes.text()


def test_with_large_text_every_answer_is_in_sight(qapp, qtbot, context, opened, written, small):
    context.apply([Insert("risks", {"plan": small.plan, "ref": "Z9", "title": "Nobody volunteers any more"})])
    theme.apply_theme(qapp, "light", 18.0)
    try:
        dialog = opened(written("risks.xlsx", {"Risk register 2010-11": RISKS}))
        dialog.resize(1362, 728)
        asked = next(row for row in dialog._records.rows if row.outcome == "asked")
        dialog._records.choose(asked)
        QApplication.processEvents()
        page = dialog._scrolled.widget()
        buttons = [button for button in dialog.deciding._buttons.values() if button.isVisible()]
        assert len(buttons) == 3
        assert page.minimumSizeHint().width() <= dialog._scrolled.viewport().width()
        for button in buttons:
            assert dialog.deciding.rect().contains(button.mapTo(dialog.deciding, button.rect().topRight()))
    finally:
        theme.apply_theme(qapp, "light")
