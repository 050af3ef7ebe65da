"""The list of what is in the file: what can be ticked, what cannot and why, and what is said of its cells then."""

from __future__ import annotations

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
    place = next(at for at, table in enumerate(dialog._tables) if table.grid.name == sheet)
    return dialog._files.model().index(place, 0).data()


def tick(qtbot, dialog, sheet):
    dialog._files.choose(next(table for table in dialog._tables if table.grid.name == sheet))
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
