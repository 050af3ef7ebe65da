"""A quarter's returns as a coordinator meets them: out, filled in, back, settled, chased."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QStyle, QStyleOptionViewItem

from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.editing.workspace import Insert, Update
from csp_desktop.periods import Quarter
from csp_desktop.registers.catalog import REGISTERS
from csp_desktop.ui import file_beside
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import background, theme
from csp_desktop.ui.look.reason_dialog import ReasonDialog
from csp_desktop.ui.returns import returns_import_dialog
from csp_desktop.ui.returns.keying_dialog import KeyingDialog
from csp_desktop.ui.returns.own_rows_dialog import OwnRowsDialog
from csp_desktop.ui.returns.questions.proposal_dialog import ProposalDialog
from csp_desktop.ui.returns.returns_import_dialog import ReturnsImportDialog
from csp_desktop.ui.returns.returns_tab import ReturnsTab

Q2 = Quarter(2010, 2)
OURS = "Forty bicycles marked at the station."
THEIRS = "Fifty bicycles marked at the station; two found again."


@pytest.fixture
def context(workspace, small):
    workspace.apply(
        [
            Insert("updates", {"item": small.action, "quarter": Q2.code, "narrative": "Bicycles marked.", "rag": "amber"}),
            Insert("people", {"name": "Inspector", "agency": small.police, "receives_returns": True, "email": "i@p.example"}),
        ]
    )  # fmt: skip
    context = Context(workspace, date(2010, 10, 19))
    context.choose_quarter(Q2)
    return context


@pytest.fixture
def returned(context, small, tmp_path) -> dict[str, Path]:
    """Workbooks as they came back: one clash, one rating off the list, a proposed row, certain cells."""
    exported = export_returns(context.workspace, small.plan, Q2, tmp_path / "out", due=date(2010, 10, 15))
    paths = {one.recipient: one.path for one in exported}
    book = load_workbook(paths["Police"])
    sheet = book["Action updates"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "Row code")
    column = {cell.value: cell.column for cell in header}
    first = header[0].row + 1
    sheet.cell(first, column["Update"]).value = THEIRS
    sheet.cell(first, column["RAG"]).value = "Green"
    sheet.cell(first + 1, column["Update"]).value = "Two alleys lit."
    sheet.cell(first + 1, column["RAG"]).value = "Purple"
    news = book["New items"]
    for row in news.iter_rows():
        for cell in row:
            if cell.value == "Kind":
                news.cell(cell.row + 1, cell.column).value = "Action"
                news.cell(cell.row + 1, cell.column + 1).value = "Street games in the park"
    book.save(paths["Police"])
    update = context.workspace.records("updates", {"item": small.action})[0]
    context.workspace.apply([Update("updates", update["id"], {"narrative": OURS})])
    return paths


def opened(qtbot, context, paths) -> ReturnsImportDialog:
    dialog = ReturnsImportDialog(context, paths)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.preview is not None, timeout=20_000)
    return dialog


def everything(workspace):
    dumped = workspace.dump([register.name for register in REGISTERS])
    return {name: sorted(records, key=lambda record: record["id"]) for name, records in dumped.items()}


def update_of(context, item):
    return context.records.update(item, Q2)


def card(cards, outcome):
    return next(one for one in cards if one.finding.outcome == outcome)


def test_nothing_happens_before_apply_and_one_key_applies_what_is_certain(qtbot, context, returned, small):
    before = everything(context.workspace)
    dialog = opened(qtbot, context, list(returned.values()))
    chips = {name: button.count for name, button in dialog._chips._chips.items()}
    assert (chips["needs"], chips["ready"], chips["refused"]) == (2, 2, 1)
    assert dialog.act.text() == "Apply 2" and "3 questions will wait" in dialog.summary.text()
    assert everything(context.workspace) == before

    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.step is not None)
    assert update_of(context, small.action)["rag"] == "green"
    assert update_of(context, small.action)["narrative"] == OURS
    assert update_of(context, small.other)["narrative"] == "Two alleys lit."
    assert len(context.workspace.records("return_files", {"direction": "received"})) == 1
    context.undo()
    assert everything(context.workspace) == before


def test_what_came_back_is_compared_beside_the_window_and_given_up_with_it(
    qtbot, context, returned, monkeypatch
):
    begun, go_on = threading.Event(), threading.Event()
    compare = returns_import_dialog.compare_returns

    def waiting(workspace, reads):
        begun.set()
        go_on.wait(20)
        return compare(workspace, reads)

    monkeypatch.setattr(returns_import_dialog, "compare_returns", waiting)
    dialog = ReturnsImportDialog(context, [returned["Police"]])
    qtbot.addWidget(dialog)
    qtbot.waitUntil(begun.is_set, timeout=20_000)
    dialog.reject()
    go_on.set()
    qtbot.waitUntil(lambda: not background._running)
    assert dialog.preview is None
    assert "csp-background" not in {thread.name for thread in threading.enumerate()}


@pytest.mark.slow
def test_much_that_came_back_is_written_beside_the_window_and_not_over_others(
    qtbot, context, returned, small, monkeypatch
):
    monkeypatch.setattr(file_beside, "_MOST_AT_ONCE", 0)
    dialog = opened(qtbot, context, list(returned.values()))
    with closing(sqlite3.connect(small.path)) as another, another:
        another.execute("UPDATE plans SET title = 'Theirs'")
    before = everything(context.workspace)
    dialog.apply()
    assert "changed meanwhile by another program" in dialog.summary.text()
    assert dialog.questions.cards and dialog.act.text() == "Apply 2"
    dialog.apply()
    assert dialog.step is None
    qtbot.waitUntil(lambda: dialog.step is not None)
    assert update_of(context, small.other)["narrative"] == "Two alleys lit."
    assert "3 questions will wait" in dialog._message.text()
    context.undo()
    assert everything(context.workspace) == before


def test_a_clash_shows_three_values_and_is_decided_by_key(qtbot, context, returned, small):
    dialog = opened(qtbot, context, [returned["Police"]])
    clash = card(dialog.questions.cards, "clash")
    shown = {name: side.accessibleName() for name, side in clash._sides.items()}
    assert shown["sent"].endswith("Bicycles marked.")
    assert shown["ours"].endswith(OURS) and shown["theirs"].endswith(THEIRS)
    assert "Action updates" in shown["theirs"]
    clash.setFocus()
    QTest.keyClick(clash, Qt.Key.Key_T)
    assert clash.finding.decision == "theirs" and dialog.act.text() == "Apply 3"
    QTest.keyClick(clash, Qt.Key.Key_L)
    assert clash.finding.decision is None and dialog.act.text() == "Apply 2"
    QTest.keyClick(clash, Qt.Key.Key_J)
    assert clash._answer._editor.toPlainText() == f"{OURS}\n{THEIRS}"
    clash._answer._editor.selectAll()
    QTest.keyClicks(clash._answer._editor, "Both told.")
    # “Use this” need not be pressed before “Apply”.
    dialog.apply()
    assert update_of(context, small.action)["narrative"] == "Both told."


def test_a_value_off_the_list_can_be_chosen_instead(qtbot, context, returned, small):
    dialog = opened(qtbot, context, [returned["Police"]])
    dialog._chips.choose("refused")
    rejected = card(dialog.questions.cards, "rejected")
    rejected.choose("typed")
    rejected._answer._editor.setCurrentIndex(rejected._answer._editor.findData("red"))
    rejected._answer.use()
    dialog.apply()
    assert update_of(context, small.other)["rag"] == "red"


def test_what_is_no_return_is_told_and_the_rest_still_goes_in(qtbot, context, returned, tmp_path):
    stranger, broken = tmp_path / "Minutes.xlsx", tmp_path / "copy of return (2).xlsx"
    Workbook().save(stranger)
    broken.write_bytes(b"PK\x03\x04 and no more")
    dialog = opened(qtbot, context, [broken, stranger, returned["Police"]])
    assert next(file.status for file in dialog.preview.files) == "recognised"
    texts = [dialog.files.item(place).text() for place in range(3)]
    assert "2 ready" in texts[0]
    assert any("could not be read" in text for text in texts)
    assert any("not a return" in text for text in texts)
    dialog.apply()
    assert dialog.step is not None


def test_the_same_file_again_has_nothing_to_do(qtbot, context, returned):
    opened(qtbot, context, [returned["Police"]]).apply()
    again = opened(qtbot, context, [returned["Police"]])
    assert not again.act.isEnabled()
    assert again.summary.text() == "There is nothing to take in"


@pytest.fixture
def tab(qtbot, context):
    tab = ReturnsTab(context)
    qtbot.addWidget(tab)
    tab.resize(1300, 800)
    tab.show()
    return tab


def line(tab, short):
    return next(one for one in tab.board.rows if one.short_name == short)


def test_the_board_says_who_is_late_and_what_is_empty(tab, context, returned, small):
    assert tab.count() == ("2 late", "red")
    police = line(tab, "Police")
    tab.board.choose(police)
    assert (police.asked, police.empty) == (4, 2)
    assert "4 days late" in tab.panel._badge.accessibleName()
    assert "2 of 4 cells still empty" in tab.panel._stands.text()


def test_open_questions_are_settled_on_the_tab(qtbot, tab, context, returned, small):
    opened(qtbot, context, [returned["Police"]]).apply()
    tab.choose_chip("Questions")
    assert [one.short_name for one in tab.board.rows] == ["Police"]
    assert len(tab.panel.questions.cards) == 3
    clash = card(tab.panel.questions.cards, "clash")
    clash.choose("join")
    QTest.keyClicks(clash._answer._editor, " and more")
    # What is typed outlives a look at another return, and any change.
    tab.panel.show_line(None)
    tab.refresh()
    clash = card(tab.panel.questions.cards, "clash")
    assert clash.unused == f"{OURS}\n{THEIRS} and more"
    (kept,) = tab.panel.questions.unsaved_cells()
    assert context.unsaved.count == 1 and kept.record == line(tab, "Police").returns["2010-Q2"]["id"]
    assert tab.reveal("returns", kept.record) and tab.panel.questions.show_unsaved(kept)
    clash = card(tab.panel.questions.cards, "clash")
    QTest.keyClicks(clash._answer._editor, "!")
    assert context.unsaved.typing
    tab.panel.questions.save()
    assert context.unsaved.count == 1 and clash.unused.endswith("and more!")
    clash.choose("later")
    clash.choose("typed")
    assert clash.unused.endswith("and more!")
    clash.choose("theirs")
    assert context.unsaved.count == 0
    assert update_of(context, small.action)["narrative"] == THEIRS
    assert len(tab.panel.questions.cards) == 2
    rejected = card(tab.panel.questions.cards, "rejected")
    rejected.choose("typed")
    rejected._answer._editor.setCurrentIndex(rejected._answer._editor.findData("blue"))
    rejected._answer.use()
    assert update_of(context, small.other)["rag"] == "blue"
    card(tab.panel.questions.cards, "proposed row").choose("add")
    dialog = tab.panel.findChild(ProposalDialog)
    dialog.accept()
    (made,) = context.workspace.records("plan_items", {"title": "Street games in the park"})
    assert made["parent"] == small.priority and made["level"] == "action"
    assert context.workspace.records("returns", {"agency": small.police})[0]["state"] == "applied"


def test_corrections_go_back_for_what_was_not_accepted(qtbot, tab, context, returned, tmp_path, monkeypatch):
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda url: True)
    opened(qtbot, context, [returned["Police"]]).apply()
    paths = tab.write_corrections(tmp_path / "corrections")
    assert len(paths) == 1 and load_workbook(paths[0])
    assert {kept["direction"] for kept in line(tab, "Police").files} == {"sent", "received", "corrections"}
    assert (tmp_path / "corrections" / "Police 2010-Q2 corrections.eml").exists()


def test_sent_waived_expected_again_and_chased(qtbot, tab, context, returned, small, monkeypatch):
    opened_urls = []
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda url: opened_urls.append(url) or True)
    tab.board.choose(line(tab, "ATC"))
    tab.panel.mark_sent()
    found = context.workspace.records("returns", {"agency": small.council})[0]
    assert (found["state"], found["sent_on"]) == ("sent", "2010-10-19")
    tab.panel.ask_waive()
    dialog = tab.panel.findChild(ReasonDialog)
    dialog.reason.setPlainText("Post empty")
    dialog.accept()
    found = context.workspace.records("returns", {"agency": small.council})[0]
    assert (found["state"], found["note"]) == ("waived", "Post empty")
    tab.panel.take_back_waiver()
    assert context.workspace.records("returns", {"agency": small.council})[0]["state"] == "sent"
    tab.chase_late()
    drafts = sorted(path.name for path in (tab.folder / "Reminders").iterdir())
    assert drafts == ["ATC 2010-Q2 chase.eml", "Police 2010-Q2 chase.eml"]
    assert len(opened_urls) == 1


def test_a_kept_file_comes_out_as_it_went_in(tab, context, returned, tmp_path, monkeypatch):
    kept = line(tab, "ATC").files[0]
    target = tmp_path / "copy.xlsx"
    monkeypatch.setattr(
        "csp_desktop.ui.look.saving_as.QFileDialog.getSaveFileName", lambda *args: (str(target), "")
    )
    tab.panel.save_file(kept)
    assert target.read_bytes() == returned["ATC"].read_bytes()


def test_a_kept_file_whose_name_leads_elsewhere_is_opened_in_its_own_folder(
    tab, context, returned, monkeypatch
):
    opened_urls = []
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda url: opened_urls.append(url) or True)
    kept = line(tab, "ATC").files[0]
    context.apply([Update("return_files", kept["id"], {"file_name": "../../..\\Return.xlsx"})])
    tab.panel.open_file(context.workspace.record("return_files", kept["id"]))
    path = Path(opened_urls[-1].toLocalFile())
    assert path.parent.name.startswith("csp-desktop-") and path.suffix == ".xlsx"
    assert path.read_bytes() == returned["ATC"].read_bytes()


def test_a_return_is_found_again_from_elsewhere(tab, context, returned, small):
    found = context.workspace.records("returns", {"agency": small.council})[0]
    context.choose_quarter(Quarter(2010, 4))
    assert tab.reveal("returns", found["id"])
    assert context.quarter == Q2 and tab.board.current.short_name == "ATC"


def test_a_return_on_paper_is_keyed_in_and_comes_back_like_any_other(
    qtbot, tab, context, returned, small, monkeypatch, tmp_path
):
    passing = tmp_path / "passing"
    monkeypatch.setattr("tempfile.tempdir", str(passing))
    tab.board.choose(line(tab, "ATC"))
    tab.panel.key_in()
    keying = tab.panel.findChild(KeyingDialog)
    table = keying.tables["action updates"]
    assert table.item(0, 2).text() == "Light the alleys"
    assert not keying.act.isEnabled()
    for wide in (560, 760, 1300):
        table.resize(wide, 400)
        table._share_width()
        header = table.horizontalHeader()
        for place in range(table.columnCount()):
            assert header.sectionSize(place) >= header.sectionSizeHint(place), "no heading is cut"
    assert header.length() == table.viewport().width(), "what is left goes to the words"
    table.setCurrentCell(0, 3)
    QTest.keyClicks(table, "L")
    editor = table.findChild(QLineEdit)
    QTest.keyClicks(editor, "amps ordered")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: (table.currentRow(), table.currentColumn()) == (0, 4))
    table.item(0, 4).setText("Green")
    news = keying.tables["new items"]
    news.item(0, 4).setText("Street games in the park")
    assert keying.summary.text() == "3 cells typed."
    keying.apply()
    assert keying.isVisible() and "could not be put together" in keying.summary.text()
    passing.mkdir()
    keying._count()
    # Nothing typed goes with the preview, nor unasked with the dialog: a new item, or what is in a box still.
    keying.apply()
    assert not keying.isVisible()
    tab.panel.findChild(ReturnsImportDialog).reject()
    assert keying.isVisible() and keying.summary.text() == "3 cells typed."
    asked = []
    monkeypatch.setattr(KeyingDialog, "_may_lose", lambda self, number: asked.append(number))
    for box, words in ((table.item(0, 3), table._before[0, 3]), (table.item(0, 4), table._before[0, 4])):
        box.setText(words)
    keying.reject()
    keying._chips.choose("new items")
    news.setCurrentCell(1, 4)
    QTest.keyClicks(news, "B")
    keying.reject()
    assert asked == [1, 2] and keying.isVisible()
    news.item(1, 4).setText("")
    table.item(0, 3).setText("Lamps ordered")
    table.item(0, 4).setText("Green")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    keying.apply()
    preview = tab.panel.findChild(ReturnsImportDialog)
    qtbot.waitUntil(lambda: preview.preview is not None, timeout=20_000)
    assert preview.act.text() == "Apply 2"
    assert [one.title for one in preview.preview.findings if one.outcome == "proposed row"] == [
        "Street games in the park"
    ]
    preview.apply()
    update = update_of(context, small.other)
    assert (update["narrative"], update["rag"]) == ("Lamps ordered", "green")
    preview.accept()
    assert [path for path in passing.rglob("*") if path.is_file()] == [], "no words are left behind"
    assert context.workspace.record("return_files", update["return_file"])["file_name"].startswith("Keyed in")


def test_rows_pasted_from_an_email_or_word_table_are_known_by_their_codes(
    qtbot, tab, context, returned, small
):
    sheet = load_workbook(returned["ATC"])["Action updates"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "Row code")
    update = next(cell.column for cell in header if cell.value == "Update")
    rows = []
    for row in sheet.iter_rows(min_row=header[0].row + 1):
        seen = {cell.column: str(cell.value or "") for cell in row if cell.column != 2}
        seen[1] = seen[1].replace("-", "\u2011") + "\u00a0"  # as Word and Outlook put it
        seen[update] = "=Lamps, lit; at last"
        rows.append("\t".join(seen.values()))
    refused = []
    context.refused.connect(refused.append)
    QGuiApplication.clipboard().setText("Dear all,\r\nplease find attached.")
    tab.paste()
    assert "no row codes" in refused[0] and tab.findChild(ReturnsImportDialog) is None
    QGuiApplication.clipboard().setText("\r\n".join(rows))
    tab.paste()
    dialog = tab.findChild(ReturnsImportDialog)
    qtbot.waitUntil(lambda: dialog.preview is not None)
    assert dialog.file.recipient == "ATC"
    dialog.apply()
    assert update_of(context, small.other)["narrative"] == "=Lamps, lit; at last"


def test_a_table_from_word_is_pasted_with_its_paragraphs(qtbot, tab, context, returned, small):
    sheet = load_workbook(returned["ATC"])["Action updates"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "Row code")
    update = next(cell.column for cell in header if cell.value == "Update")
    values = [str(cell.value or "") for cell in sheet[header[0].row + 1] if cell.column != 2]
    values[update - 2] = "Lamps ordered.\nTwelve lit."
    cells = "".join(
        f"<td><p class=MsoNormal>{value.replace(chr(10), '</p><p>')}</p></td>" for value in values
    )
    data = QMimeData()
    data.setHtml(
        f"<html><body><p>Dear all</p><table><tr>{cells}</tr></table><p>More by June.</p></body></html>"
    )
    data.setText("Dear all\n" + "\t".join(values) + "\nMore by June.")
    QGuiApplication.clipboard().setMimeData(data)
    tab.paste()
    dialog = tab.findChild(ReturnsImportDialog)
    qtbot.waitUntil(lambda: dialog.preview is not None)
    asked = {finding.returned for finding in dialog.file.findings if finding.question}
    assert asked == {"Dear all", "More by June."}
    dialog.apply()
    assert update_of(context, small.other)["narrative"] == "Lamps ordered.\nTwelve lit."


def test_rows_of_another_return_are_taken_to_it_with_one_press(qtbot, context, returned, small):
    other = load_workbook(returned["ATC"])["Action updates"]
    row = next(row for row in other.iter_rows() if row[0].value == "A001-" + str(row[0].value)[-1])
    book = load_workbook(returned["Police"])
    sheet = book["Action updates"]
    update = next(cell.column for cells in sheet.iter_rows() for cell in cells if cell.value == "Update")
    for cell in row:
        sheet.cell(sheet.max_row + (cell.column == 1), cell.column).value = cell.value
    sheet.cell(sheet.max_row, update).value = "Said for the council."
    book.save(returned["Police"])
    dialog = opened(qtbot, context, [returned["Police"]])
    button = next(
        one
        for one in dialog.questions.findChildren(QPushButton)
        if one.text() == "Take 1 row to the Q2 return of ATC"
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [file.recipient for file in dialog.preview.files] == ["Police", "ATC"]
    # The police have said something of the same action.
    assert dialog.files.item(1).text() == "Anytown Council, Q2 · 0 ready, 1 needs you"
    dialog.files.setCurrentRow(1)
    QTest.keyClick(dialog.questions.cards[0], Qt.Key.Key_T)
    dialog.apply()
    assert update_of(context, small.other)["narrative"] == "Said for the council."


def test_own_rows_are_answered_in_the_window(qtbot, tab, context, returned, small, monkeypatch):
    context.workspace.apply([Insert("updates", {"item": small.other, "quarter": "2010-Q1", "rag": "red"})])
    tab.board.choose(line(tab, "ATC"))
    tab.panel.answer_here()
    dialog = tab.panel.findChild(OwnRowsDialog)
    table = dialog.tables["action updates"]
    assert table.item(
        0, 2
    ).text() == "Light the alleys\nPriority: Less burglary · Q1 rating: Red" and table.isColumnHidden(0)
    assert not dialog.act.isEnabled()
    table.item(0, 3).setText("Lamps ordered")
    table.item(0, 4).setText("purple")
    asked = []
    monkeypatch.setattr(
        "csp_desktop.ui.returns.form_dialog.MessageBox.exec",
        lambda box: (asked.append(box.text()), box.escapeButton().click()),
    )
    dialog.reject()
    assert asked == ["2 cells are typed and not saved. Go back, or close without them."]
    assert dialog.isVisible() and context.unsaved.count == 2
    dialog.apply()
    assert "1.2, RAG: “purple” is not on the list" in dialog.summary.text()
    assert (table.currentRow(), table.currentColumn()) == (0, 4)
    assert context.workspace.records("updates", {"item": small.other, "quarter": "2010-Q2"}) == []
    table.item(0, 4).setText("amber")
    dialog.apply()
    assert context.unsaved.count == 0
    update = update_of(context, small.other)
    assert (update["narrative"], update["rag"], update["return_file"]) == ("Lamps ordered", "amber", None)
    assert line(tab, "ATC").returns["2010-Q2"]["state"] == "applied"


def test_however_long_an_answer_is_its_row_shows_all_of_it(qtbot, tab, context, returned, small):
    tab.board.choose(line(tab, "ATC"))
    tab.panel.answer_here()
    table = tab.panel.findChild(OwnRowsDialog).tables["action updates"]
    for words in ("Lamps ordered", "Lamps ordered for the alley " * 40):
        table.item(0, 3).setText(words)
        QApplication.processEvents()
        begins = {}
        for place in range(1, table.columnCount()):
            index, option = table.model().index(0, place), QStyleOptionViewItem()
            table.initViewItemOption(option)
            table.itemDelegate().initStyleOption(option, index)
            option.rect = table.visualRect(index)
            room = table.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, table)
            within = room.adjusted(3, 0, -3, 0)  # what the words keep clear of
            taken = table.fontMetrics().boundingRect(within, Qt.TextFlag.TextWordWrap, option.text)
            assert taken.height() <= room.height(), table.horizontalHeaderItem(place).text()
            begins[place] = (
                room.top() - option.rect.top() if option.displayAlignment & Qt.AlignmentFlag.AlignTop else -1
            )
        # All begin on one line.
        assert len(set(begins.values())) == 1 and -1 not in begins.values()


def test_a_sheet_sorted_apart_is_paired_by_its_titles_when_asked(qtbot, context, returned, small):
    book = load_workbook(returned["Police"])
    sheet = book["Action updates"]
    first = next(row for row in sheet.iter_rows() if row[0].value == "Row code")[0].row + 1
    for column in range(3, sheet.max_column + 1):  # all but the codes and the hidden ids
        one, other = sheet.cell(first, column), sheet.cell(first + 1, column)
        one.value, other.value = other.value, one.value
    book.save(returned["Police"])
    dialog = opened(qtbot, context, [returned["Police"]])
    assert dialog.act.text() == "Take in"
    said = []
    context.said.connect(said.append)
    dialog.apply()
    assert said == ["1 workbook taken in with no cell to apply; Ctrl+Z takes that back."]
    context.undo()
    dialog = opened(qtbot, context, [returned["Police"]])
    pair = next(
        button
        for button in dialog.questions.findChildren(QPushButton)
        if button.text().startswith("Pair the rows")
    )
    QTest.mouseClick(pair, Qt.MouseButton.LeftButton)
    assert dialog.act.text() == "Apply 2"
    dialog.apply()
    assert update_of(context, small.other)["narrative"] == "Two alleys lit."


def test_answers_left_in_notes_are_put_into_their_cells_with_a_key_each(qtbot, context, small, tmp_path):
    (exported,) = export_returns(context.workspace, small.plan, Q2, tmp_path / "out", ["Police"])
    book = load_workbook(exported.path)
    sheet = book["Action updates"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "Row code")
    update = next(cell.column for cell in header if cell.value == "Update")
    first = header[0].row + 1
    sheet.cell(first, update).comment = Comment("Two of them found again.", "them")
    sheet.cell(first + 1, update).comment = Comment("Two alleys lit.", "them")
    book.save(exported.path)
    dialog = opened(qtbot, context, [exported.path])
    assert "2 need you" in dialog.files.item(0).text()
    assert any("2 outside the form" in label.text() for label in dialog.findChildren(QLabel))
    first = dialog.questions.cards[0]
    assert dialog.focusWidget() is first and "Left in a note" in first.accessibleName()
    for _ in range(2):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_T)
    dialog.apply()
    assert update_of(context, small.action)["narrative"] == "Bicycles marked.\nTwo of them found again."
    assert update_of(context, small.other)["narrative"] == "Two alleys lit."
    assert context.workspace.records("returns")[0]["state"] == "applied"


def in_notes(path: Path, *titles: str) -> None:
    """Put an answer into a note on the Update cell of each action."""
    book = load_workbook(path)
    sheet = book["Action updates"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "Row code")
    update = next(cell.column for cell in header if cell.value == "Update")
    for row in sheet.iter_rows(min_row=header[0].row + 1):
        for title in titles:
            if title in [cell.value for cell in row]:
                sheet.cell(row[0].row, update).comment = Comment(f"{title}: done.", "them")
    book.save(path)


def test_fourteen_answers_in_notes_are_settled_in_fourteen_keystrokes(qtbot, context, small, tmp_path):
    titles = [f"Do the thing numbered {number}" for number in range(14)]
    item = {"plan": small.plan, "level": "action", "parent": small.priority, "lead_agencies": (small.police,)}
    context.apply(
        [
            Insert("plan_items", {**item, "ref": f"2.{number}", "position": 5 + number, "title": title})
            for number, title in enumerate(titles)
        ]
    )
    (exported,) = export_returns(context.workspace, small.plan, Q2, tmp_path / "out", ["Police"])
    in_notes(exported.path, *titles)
    dialog = opened(qtbot, context, [exported.path])
    assert "14 need you" in dialog.files.item(0).text()
    for _ in titles:
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_T)
    assert dialog.act.text() == "Apply 14"
    dialog.apply()
    written = {found["narrative"] for found in context.workspace.records("updates", {"quarter": Q2.code})}
    assert written == {"Bicycles marked.", *(f"{title}: done." for title in titles)}
    assert context.workspace.records("returns")[0]["state"] == "applied"


def test_one_key_walks_all_questions_of_all_workbooks(qtbot, context, returned):
    in_notes(returned["ATC"], "Light the alleys")
    dialog = opened(qtbot, context, list(returned.values()))
    walked = []
    for _ in range(5):
        card = dialog.focusWidget()
        walked.append((dialog.file.recipient, card.finding.outcome))
        QTest.keyClick(dialog, Qt.Key.Key_F8)
    police = [("Police", "clash"), ("Police", "proposed row"), ("Police", "rejected")]
    assert walked in ([*police, ("ATC", "ask"), police[0]], [("ATC", "ask"), *police, ("ATC", "ask")])


def test_a_proposed_row_is_added_or_tied_in_the_preview(qtbot, context, returned, small):
    risk = Insert("risks", {"plan": small.plan, "title": "The lamps fail"})
    context.apply([risk, Insert("mitigations", {"risk": risk.id, "title": "Spare lamps"})])
    before = everything(context.workspace)
    dialog = opened(qtbot, context, [returned["Police"]])
    proposed = card(dialog.questions.cards, "proposed row")
    proposed.choose("add")
    asked = dialog.findChild(ProposalDialog)
    asked.kind.setCurrentIndex(asked.kind.findData("mitigation"))
    asked.under.setCurrentIndex(-1)
    asked.accept()
    assert "belongs to a risk" in asked._fault.text() and proposed.finding.decision is None
    asked.kind.setCurrentIndex(asked.kind.findData("action"))
    asked.accept()
    assert proposed.finding.decision == "theirs" and dialog.act.text() == "Apply 3"
    assert everything(context.workspace) == before
    dialog.apply()
    (made,) = context.workspace.records("plan_items", {"title": "Street games in the park"})
    assert made["parent"] == small.priority
    context.undo()
    dialog = opened(qtbot, context, [returned["Police"]])
    proposed = card(dialog.questions.cards, "proposed row")
    proposed.choose("add")
    asked = dialog.findChild(ProposalDialog)
    asked.kind.setCurrentIndex(asked.kind.findData("tie"))
    asked.under.setCurrentIndex(asked.under.findData(small.other))
    asked.accept()
    dialog.apply()
    assert update_of(context, small.other)["narrative"] == "Two alleys lit.\nStreet games in the park"
    assert not context.workspace.records("plan_items", {"title": "Street games in the park"})


def test_what_is_told_of_a_workbook_leaves_the_room_to_what_it_changes(qtbot, context, returned):
    dialog = opened(qtbot, context, [returned["Police"]])
    dialog._chips.choose("ready")
    qtbot.waitUntil(lambda: dialog.table.isVisible())
    assert dialog.questions.height() < 120


def test_all_that_is_said_of_a_workbook_in_the_list_can_be_read(qtbot, context, returned):
    dialog = opened(qtbot, context, [returned["Police"]])
    dialog.resize(1240, 744)
    QApplication.processEvents()
    said = "Q2 · 10 ready, 2 need you, 8 could not be read"
    room = dialog.files.viewport().width() - theme.px(24)
    assert QFontMetrics(theme.font()).horizontalAdvance(said) <= room


def test_where_two_versions_differ_stands_first(qtbot, context, small, tmp_path):
    (exported,) = export_returns(context.workspace, small.plan, Q2, tmp_path / "out", ["Police"])
    paths = []
    for name, first, second in (("one", "31/12/2010", "Six lit."), ("two", None, "Ten lit.")):
        book = load_workbook(exported.path)
        sheet = book["Action updates"]
        header = next(row for row in sheet.iter_rows() if row[0].value == "Row code")
        column = {cell.value: cell.column for cell in header}
        sheet.cell(header[0].row + 1, column["New due date"]).value = first
        sheet.cell(header[0].row + 2, column["Update"]).value = second
        paths.append(tmp_path / f"{name}.xlsx")
        book.save(paths[-1])
    dialog = opened(qtbot, context, paths)
    later = next(file for file in dialog.preview.files if file.later)
    dialog.files.setCurrentRow(dialog.preview.files.index(later))
    assert [row.about.ref for row in dialog.versions.rows] == ["1.2", "1.1"]
    dialog.resize(683, 384)
    button = next(one for one in dialog.questions.findChildren(QPushButton) if one.text() == "A correction")
    qtbot.waitUntil(lambda: not button.visibleRegion().isEmpty())
    assert button.visibleRegion().boundingRect() == button.rect()


def test_what_a_later_version_is_is_said_once(qtbot, context, small, tmp_path):
    (exported,) = export_returns(context.workspace, small.plan, Q2, tmp_path / "out", ["Police"])
    paths = []
    for name, words, rating in (("one", "Six lit.", "Green"), ("two", "Ten lit.", None)):
        book = load_workbook(exported.path)
        sheet = book["Action updates"]
        header = next(row for row in sheet.iter_rows() if row[0].value == "Row code")
        column = {cell.value: cell.column for cell in header}
        sheet.cell(header[0].row + 2, column["Update"]).value = words
        if rating:
            sheet.cell(header[0].row + 1, column["RAG"]).value = rating
        paths.append(tmp_path / f"{name}.xlsx")
        book.save(paths[-1])
    dialog = opened(qtbot, context, paths)
    later = next(file for file in dialog.preview.files if file.later)
    dialog.files.setCurrentRow(dialog.preview.files.index(later))
    (asked,) = [found for found in later.findings if found.question]  # the rating is as it was sent again
    assert asked.key == "rag"
    assert (dialog.versions.isVisible(), dialog.table.isVisible()) == (True, False)

    def side_by_side() -> list[list[str]]:
        return [
            [column.words(row) for column in (dialog.versions.columns[place] for place in (0, 2, 3, 4, 5))]
            for row in dialog.versions.rows
        ]

    assert side_by_side() == [
        ["1.1", "RAG", "Green", "Amber", "asks you"],
        ["1.2", "Update", "Six lit.", "Ten lit.", "Ten lit."],
    ]
    part = next(
        one for one in dialog.questions.findChildren(QPushButton) if one.text() == "Another office's part"
    )
    QTest.mouseClick(part, Qt.MouseButton.LeftButton)
    assert not [found for found in later.findings if found.question]
    assert [row[-1] for row in side_by_side()] == ["as before", "Six lit.\nTen lit."]
    dialog.apply()
    assert update_of(context, small.other)["narrative"] == "Six lit.\nTen lit."
    assert update_of(context, small.action)["rag"] == "green"
    context.undo()
    dialog = opened(qtbot, context, paths)
    later = next(file for file in dialog.preview.files if file.later)
    dialog._say_version(later, "correction")
    dialog.apply()
    assert update_of(context, small.other)["narrative"] == "Ten lit."
    assert update_of(context, small.action)["rag"] == "amber"
