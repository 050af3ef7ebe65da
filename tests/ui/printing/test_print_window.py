from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageRanges
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from csp_desktop.editing.workspace import Insert, Update
from csp_desktop.errors import ReportProblem
from csp_desktop.periods import Quarter
from csp_desktop.reports.packs import Pack
from csp_desktop.ui.context import Context
from csp_desktop.ui.printing.pack_dialog import PackDialog
from csp_desktop.ui.printing.pdf_paper import chosen_pages, load_pdf, print_pages
from csp_desktop.ui.printing.pdf_preview import PdfPreview
from csp_desktop.ui.printing.print_window import PrintWindow


@pytest.fixture
def context(workspace):
    context = Context(workspace, date(2010, 10, 19))
    context.choose_quarter(Quarter(2010, 2))
    return context


@pytest.fixture
def window(qtbot, context):
    window = PrintWindow(context, "action-plan")
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.content is not None, timeout=20_000)
    return window


def text_of(content: bytes) -> str:
    document = QPdfDocument()
    buffer = load_pdf(document, content)
    found = "".join(document.getAllText(page).text() for page in range(document.pageCount()))
    document.close()
    buffer.close()
    return found


def test_what_is_said_of_the_pages_stands_below_their_controls_where_these_leave_no_room(qtbot):
    preview = PdfPreview()
    qtbot.addWidget(preview)
    preview.say("14 pages, landscape, holds nobody’s name, address or number")
    lines = []
    for width in (900, 420):
        preview.resize(width, 300)
        preview.show()
        QApplication.processEvents()
        needed = preview.state.heightForWidth(preview.state.width())
        lines.append(needed // preview.state.fontMetrics().lineSpacing())
    assert max(lines) <= 2 and preview.state.y() > preview._page.geometry().bottom()


def test_the_preview_is_the_pdf_itself_and_follows_the_options(qtbot, window):
    assert window.content.startswith(b"%PDF")
    assert "Mark bicycles" in text_of(window.content)
    first = window.content
    window._options._draft.setChecked(True)
    qtbot.waitUntil(lambda: window.content not in (None, first), timeout=20_000)
    assert "draft" in text_of(window.content).casefold()


def test_a_change_in_the_plan_is_printed_at_once(qtbot, window, workspace, small):
    workspace.apply([Update("plan_items", small.action, {"title": "Paint every bicycle; 01632 960 000"})])
    qtbot.waitUntil(
        lambda: window.content is not None and "Paint every bicycle" in text_of(window.content),
        timeout=20_000,
    )
    # What of people goes out is listed before it does.
    assert window.preview.state.text().endswith(", holds 1 telephone number")
    assert window.preview.state.toolTip() == "01632 960 000"


def test_saved_under_the_name_given_and_told_where(window, tmp_path, context):
    said = []
    context.said.connect(said.append)
    window.save_to(tmp_path / "Plan for the steering group")
    assert (tmp_path / "Plan for the steering group.pdf").read_bytes() == window.content
    assert "Plan for the steering group.pdf" in said[0]


def test_a_reader_is_given_a_copy_nobody_types_into(window, monkeypatch):
    given = []
    monkeypatch.setattr(
        "PySide6.QtGui.QDesktopServices.openUrl", lambda url: given.append(Path(url.toLocalFile())) or True
    )
    window.read()
    (copy,) = given
    assert copy.read_bytes() == window.content and not copy.stat().st_mode & stat.S_IWRITE


def test_a_folder_that_cannot_be_written_is_told(window, small, context):
    refused = []
    context.refused.connect(refused.append)
    window.save_to(small.path / "inside a file.pdf")
    assert "could not be written" in refused[0]


def test_printed_pages_are_those_of_the_pdf_in_their_size(window, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(120)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    assert window.print_to(printer) == window.preview.document.pageCount()
    paper = QPdfDocument()
    buffer = load_pdf(paper, (tmp_path / "paper.pdf").read_bytes())
    assert paper.pageCount() == window.preview.document.pageCount()
    printed, shown = paper.pagePointSize(0), window.preview.document.pagePointSize(0)
    assert abs(printed.width() - shown.width()) < 2 and abs(printed.height() - shown.height()) < 2
    image = paper.render(0, shown.toSize())
    assert any(
        image.pixelColor(x, y).lightness() < 100
        for x in range(0, image.width(), 3)
        for y in range(40, 200, 3)
    )
    paper.close()
    buffer.close()


def test_page_ranges_and_order_are_kept():
    printer = QPrinter()
    assert chosen_pages(printer, 4) == [0, 1, 2, 3]
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString("1,3-9"))
    assert chosen_pages(printer, 4) == [0, 2, 3]
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert chosen_pages(printer, 4, 2) == [2]
    printer.setPrintRange(QPrinter.PrintRange.AllPages)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert chosen_pages(printer, 2) == [1, 0]


def test_no_pages_and_no_pdf_are_one_sentence():
    with pytest.raises(ReportProblem, match="no such pages"):
        print_pages(QPdfDocument(), QPrinter(), [])
    with pytest.raises(ReportProblem, match="cannot be shown"):
        load_pdf(QPdfDocument(), b"not a pdf")


def test_without_a_printer_the_window_says_what_to_do(window, context, monkeypatch):
    monkeypatch.setattr("csp_desktop.ui.printing.print_window.QPrinterInfo.availablePrinterNames", list)
    refused = []
    context.refused.connect(refused.append)
    QTest.mouseClick(window._print, Qt.MouseButton.LeftButton)
    assert "No printer is set up" in refused[0]


def test_a_form_that_cannot_be_set_says_so_in_place_of_pages(qtbot, window, monkeypatch):
    def fail(*_: object) -> bytes:
        raise ReportProblem("The template is missing; nothing was printed.")

    monkeypatch.setattr("csp_desktop.ui.printing.chosen_form.print_report", fail)
    window._options._large.setChecked(True)
    qtbot.waitUntil(lambda: window.content is None, timeout=20_000)
    assert window.preview.message.text() == "The template is missing; nothing was printed."
    assert not window._save.isEnabled()


def test_a_pack_is_put_together_printed_kept_and_taken_back(qtbot, window, workspace, context):
    window.new_pack()
    dialog = window.findChild(PackDialog)
    dialog.name.setText("Steering group")
    dialog.forms.setCurrentRow(1)
    dialog.move_form(-1)
    dialog.rag.setCurrentIndex(1)
    dialog.accept()
    pack = workspace.records("packs")[0]
    assert [part.report for part in Pack.from_json(pack["name"], pack["contents"]).parts][:2] == [
        "indicators",
        "quarterly-sheet",
    ]
    assert Pack.from_json(pack["name"], pack["contents"]).which_rag == "lead"
    qtbot.waitUntil(
        lambda: window.content is not None and "Steering group" in text_of(window.content), timeout=30_000
    )
    assert window.form.title == "Steering group 2010-Q2"
    assert window._save.isEnabled() and not window._word.isEnabled()
    window.keep()
    (kept,) = workspace.records("printed_reports")
    assert workspace.content("printed_reports", kept["id"], "content") == window.content
    assert (kept["title"], kept["issued_on"]) == ("Steering group 2010-Q2", "2010-10-19")
    window.delete_pack()
    assert workspace.records("packs") == []
    assert workspace.records("printed_reports")


def test_copies_issued_are_offered_newest_first(window, workspace, small):
    for day in ("2010-07-20", "2010-10-19", "2010-04-20"):
        values = {"plan": small.plan, "title": "Action plan", "issued_on": day, "content": window.content}
        workspace.apply([Insert("printed_reports", values)])
    window.show_kept()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == [
        "Action plan, 19 Oct 2010",
        "Action plan, 20 Jul 2010",
        "Action plan, 20 Apr 2010",
    ]
    menu.close()


def test_a_pack_needs_a_name_and_a_form(qtbot, context, workspace):
    dialog = PackDialog(context)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.accept()
    assert "name" in dialog._fault.text() and workspace.records("packs") == []


def test_a_column_left_out_is_not_printed(qtbot, window):
    qtbot.waitUntil(lambda: bool(window._options._columns), timeout=20_000)
    name, check = next(iter(window._options._columns.items()))
    # A long heading is shortened, not cut off: no option stands out over the edge.
    inner = check.parentWidget()
    assert inner.width() == inner.parentWidget().width()
    check.setChecked(False)
    assert window._options.options().without == {name}
    before = window.content
    qtbot.waitUntil(lambda: window.content not in (None, before), timeout=20_000)


def test_a_form_for_word_people(window, tmp_path):
    window.save_word_to(tmp_path / "Plan")
    document = Document(str(tmp_path / "Plan.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any("Mark bicycles" in text for text in cells)


def test_pages_are_turned_by_keys_and_by_number(qtbot, window, workspace, small):
    preview = window.preview
    workspace.apply(
        [
            Insert(
                "plan_items",
                {"plan": small.plan, "level": "action", "parent": small.priority, "title": "Step " * 200},
            )
            for _ in range(30)
        ]
    )
    qtbot.waitUntil(lambda: window.content is not None and preview.document.pageCount() > 2, timeout=20_000)
    QTest.mouseClick(preview._later, Qt.MouseButton.LeftButton)
    assert preview.page == 1 and preview._page.text() == "2"
    preview._page.setText("999")
    QTest.keyClick(preview._page, Qt.Key.Key_Return)
    assert preview.page == preview.document.pageCount() - 1
    assert not preview._later.isEnabled()
