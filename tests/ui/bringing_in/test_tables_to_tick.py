"""The list of what is in the file: what can be ticked, what cannot and why, and what is said of its cells then."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

RISKS = (
    ("Ref", "Risk", "Likelihood", "Impact", "Wibble"),
    ("Z1", "The hall is closed", 2, 5, "Caretaker"),
    ("Z2", "Nobody volunteers", 2, 2, "Secretary"),
)
COVER = (("Harlow Safer Communities",), (), ("Read the guidance before you fill this in.",))


def sentence(dialog, sheet):
    place = next(at for at, table in enumerate(dialog.settling.tables) if table.grid.name == sheet)
    return dialog._files.model().index(place, 0).data()


def tick(qtbot, dialog, sheet):
    dialog._files.choose(next(table for table in dialog.settling.tables if table.grid.name == sheet))
    QTest.keyClick(dialog._files, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.source.job is None, timeout=20_000)


def ticked(dialog):
    return [table.grid.name for table in dialog._files.ticked]


def marks(dialog, sheet):
    return {
        (cell.mark.outcome, cell.mark.message)
        for cell in dialog.preview.reading.cells
        if cell.place.sheet == sheet
    }


def test_a_cover_sheet_is_nobodys_question_and_says_why_it_cannot_be_ticked(qtbot, opened, written, small):
    path = written("risks.xlsx", {"Front page": COVER, "Risks": RISKS})
    book = load_workbook(path)
    book["Front page"]["A3"].comment = Comment("Ask the clerk", "Clerk")
    book.save(path)
    dialog = opened(path)
    assert marks(dialog, "Front page") == {("ignored", "On a sheet that is not brought in.")}
    assert dialog._foot_counts._chips["asked"].count == 0
    front = dialog._files.model().index(0, 0)
    assert front.data(Qt.ItemDataRole.CheckStateRole) is None
    assert front.data(Qt.ItemDataRole.ToolTipRole) == "No table was found on it."
    tick(qtbot, dialog, "Front page")
    assert ticked(dialog) == ["Risks"]
    # What stands beside a table that is brought in is still asked about; on one left out it is not.
    tick(qtbot, dialog, "Risks")
    assert ticked(dialog) == []
    assert dialog._foot_counts._chips["asked"].count == 0


def leave_out(qtbot, dialog):
    """Says of the table shown that it contains nothing to bring in."""
    register = dialog.columns.register
    register.setCurrentIndex(register.findText("Leave out"))
    register.activated.emit(register.currentIndex())
    qtbot.waitUntil(lambda: dialog.source.job is None, timeout=20_000)


def test_a_table_left_out_is_said_to_be_and_ticked_again_is_read_as_before(qtbot, opened, written, small):
    dialog = opened(written("risks.xlsx", {"Risks": RISKS}))
    dialog.columns.sheet.point(4)
    dialog.columns.take("risks", "owner")
    qtbot.waitUntil(lambda: dialog.source.job is None, timeout=20_000)
    leave_out(qtbot, dialog)
    assert sentence(dialog, "Risks") == "Risks: 2 rows, left out by you."
    assert ticked(dialog) == []
    assert marks(dialog, "Risks") == {("ignored", "A column heading."), ("ignored", "Left out by you.")}
    assert dialog.summary.text().startswith("Nothing is ticked yet.")
    tick(qtbot, dialog, "Risks")
    assert ticked(dialog) == ["Risks"]
    assert {one.values.get("owner") for one in dialog._own if one.register == "risks"} == {
        "Caretaker",
        "Secretary",
    }


def test_an_unticked_table_is_left_out_by_whoever_unticked_it(qtbot, opened, written, small):
    dialog = opened(written("risks.xlsx", {"Risks": RISKS}))
    tick(qtbot, dialog, "Risks")
    assert sentence(dialog, "Risks") == "Risks: 2 rows, looks like a risk register, left out by you."
    assert {outcome for outcome, _ in marks(dialog, "Risks")} == {"ignored"}


def test_a_table_that_is_none_of_ours_can_be_left_out_for_good(qtbot, opened, written, small):
    dialog = opened(written("rooms.xlsx", {"Rooms": (("Aaa", "Bbb"), ("one thing", "x"), ("another", "y"))}))
    assert dialog._foot_counts._chips["asked"].count
    leave_out(qtbot, dialog)
    assert sentence(dialog, "Rooms") == "Rooms: 2 rows, left out by you."
    assert not dialog._foot_counts._chips["asked"].count
    tick(qtbot, dialog, "Rooms")
    assert ticked(dialog) == []


def test_headings_without_rows_are_left_unticked_and_said_to_be_so(qtbot, opened, written, small):
    dialog = opened(written("risks.xlsx", {"Risks": RISKS[:1]}))
    assert sentence(dialog, "Risks").endswith("It has headings and no rows.")
    tick(qtbot, dialog, "Risks")
    assert ticked(dialog) == []
    assert (
        dialog.summary.text() == "There are headings and no rows in this file, so there is nothing to import."
    )
    assert dialog.act.text() == "Import" and not dialog.act.isEnabled()


def test_a_table_of_which_nothing_comes_says_which_column_is_missing(qtbot, opened, written, small):
    rooms = (("Day", "Room"), ("3 May 2010", "Hall"), ("4 May 2010", "Kitchen"))
    dialog = opened(written("rooms.xlsx", {"Rooms": rooms, "Risks": RISKS}))
    dialog._files.choose(next(table for table in dialog.settling.tables if table.grid.name == "Rooms"))
    register = dialog.columns.register
    register.setCurrentIndex(register.findData("log_entries"))
    register.activated.emit(register.currentIndex())
    qtbot.waitUntil(lambda: dialog.source.job is None, timeout=20_000)
    assert "goes into" not in sentence(dialog, "Rooms")
    assert sentence(dialog, "Rooms").endswith("No column says what each log entry is.")
    tick(qtbot, dialog, "Rooms")
    tick(qtbot, dialog, "Risks")
    assert ticked(dialog) == []
    assert sentence(dialog, "Rooms").endswith("No column says what each log entry is.")


def test_what_is_gone_and_whom_a_sheet_names_stand_under_their_own_sheet(
    qtbot, context, opened, written, small
):
    measures = (
        ("Indicator", "Unit", "Baseline", "Target"),
        ("Burglaries", "Number", 40, 30),
        ("Thefts of bicycles", "Number", 20, 10),
    )
    risks = (
        ("Ref", "Risk", "Likelihood", "Impact", "Lead agency"),
        ("Z1", "The hall is closed", 2, 5, "Wildlife Trust"),
        ("Z2", "Nobody volunteers", 2, 2, "Wildlife Trust"),
        ("Z3", "The minibus breaks down", 2, 2, "Wildlife Trust"),
    )
    opened(written("april.xlsx", {"Measures": measures, "Risks": risks})).apply()
    later = tuple((*row[:4], "Canal Trust") for row in risks[1:3])
    dialog = opened(written("july.xlsx", {"Measures": measures, "Risks": (risks[0], *later)}))
    shown = {}
    for table in dialog.settling.tables:
        dialog._files.choose(table)
        shown[table.grid.name] = {(one.outcome, one.title) for one in dialog._records.rows}
    for expected in (("gone", "The minibus breaks down"), ("new", "Canal Trust")):
        assert expected in shown["Risks"]
        assert expected not in shown["Measures"]


def test_a_value_chosen_at_the_foot_turns_to_its_table_and_that_tables_records(qtbot, opened, written, small):
    other = (RISKS[0], ("Z7", "The roof leaks", 2, 5, "Caretaker"))
    dialog = opened(written("two.xlsx", {"Risks": RISKS, "More": other}))
    dialog._foot_counts.choose("taken")
    dialog._cells.choose(next(cell for cell in dialog._cells.rows if cell.text == "The roof leaks"))
    assert dialog._files.current.grid.name == "More"
    assert dialog._cells.current.text == "The roof leaks"
    dialog._foot_counts.choose("all")
    assert [one.title for one in dialog._records.rows] == ["The roof leaks"]


@pytest.mark.slow
def test_far_down_a_long_and_wide_register_its_place_is_shown_too(qtbot, opened, written, small):
    extra = [f"Extra {at}" for at in range(100)]
    many = [
        (f"Z{at}", f"The hall {at} is closed", 2, 5, *[f"{at}-{one}" for one in extra]) for at in range(600)
    ]
    dialog = opened(written("many.xlsx", {"Risks": [(*RISKS[0][:4], *extra), *many]}))
    dialog._records.choose(next(one for one in dialog._records.rows if one.title == "The hall 550 is closed"))
    sheet = dialog.columns.sheet
    assert sheet.currentIndex().data() in ("Z550", "The hall 550 is closed")
    seen = sheet.viewport().rect
    qtbot.waitUntil(lambda: sheet.visualRect(sheet.currentIndex()).intersects(seen()))
    sheet.point(103)
    assert "Column CZ, “Extra 99”" in dialog.columns.evidence.text()


def test_what_became_of_a_value_is_said_in_the_words_of_the_plan(qtbot, opened, written, small):
    rows = (
        ("Ref", "Action", "Lead", "Due date", "Q1 progress"),
        ("1.1", "Renew the alley gates", "Police", "30/09/2010", "Half of them are done"),
        ("1.2", "Clear the underpass", "Police", "30/09/2010", "Cleared twice since"),
    )
    dialog = opened(written("actions.xlsx", {"Actions": rows}))
    dialog._foot_counts.choose("taken")
    told = {cell.text: dialog._cells.columns[2].words(cell) for cell in dialog._cells.rows}
    assert told["Half of them are done"] == "Update. Q1 2010/11"


def test_figures_are_listed_as_people_write_them(qtbot, opened, written, small):
    rows = (
        ("Ref", "Indicator", "Target", "Q1", "Q2"),
        ("K1", "Number of burglaries", 390, 94, 0),
        ("K2", "Number of robberies", 20, 7.5, 1_200),
    )
    dialog = opened(written("figures.xlsx", {"KPIs": rows}))
    shown = [one for one in dialog._records.rows if one.register == "measurements"]
    assert [dialog._records.columns[1].words(one) for one in shown] == [
        "Measurement: 94",
        "Measurement: 0",
        "Measurement: 7.5",
        "Measurement: 1,200",
    ]
