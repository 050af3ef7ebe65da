"""The print window: the real PDF beside its options, onto paper, into a file, or into the PDF reader."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressDialog,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.editing.paper_returns import paper_returns
from csp_desktop.errors import AppError, FileProblem
from csp_desktop.reports.catalog import REPORTS, print_report
from csp_desktop.reports.typesetting import write_pdf
from csp_desktop.ui import theme
from csp_desktop.ui.background import Job, run_in_background
from csp_desktop.ui.context import Context
from csp_desktop.ui.pdf_paper import chosen_pages, load_pdf, print_pages
from csp_desktop.ui.print_options import PrintOptions

_PAUSE_MS = 250
_LARGEST_ZOOM, _SMALLEST_ZOOM, _ZOOM_STEP = 4.0, 0.25, 1.25


class PrintWindow(QDialog):
    """Previews one form of the plan shown, and prints it.

    `form`, `item` and `recipient` are chosen at the start where given: a report's name, a priority's id
    and a recipient's short name.
    """

    def __init__(
        self,
        context: Context,
        form: str | None = None,
        *,
        item: str | None = None,
        recipient: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context = context
        self.content: bytes | None = None
        self._job: Job | None = None
        self._buffer: QBuffer | None = None
        self._folder = Path(tempfile.mkdtemp(prefix="csp-desktop-"))
        self.setWindowTitle("Print")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(theme.px(1160), theme.px(780))

        self._options = PrintOptions(context, self)
        self._document = QPdfDocument(self)
        self._view = QPdfView(self)
        self._view.setDocument(self._document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setAccessibleName("Preview")
        self._view.setAccessibleDescription(
            "A picture of the printed pages; Open in the PDF reader gives their text to a screen reader."
        )
        self._message = QLabel(self)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        self._message.setMargin(theme.px(48))
        self._shown = QStackedWidget(self)
        self._shown.addWidget(self._message)
        self._shown.addWidget(self._view)

        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._typeset)
        self._options.changed.connect(self._pause.start)
        context.stepped.connect(self._plan_stepped)
        context.plan_changed.connect(self._plan_stepped)
        self._view.pageNavigator().currentPageChanged.connect(self._page_changed)
        self._allow(False)
        if form or item or recipient:
            self._options.choose(form or next(iter(REPORTS)), item=item, recipient=recipient)
            self._pause.stop()
        self._typeset()

    # What it looks like

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        bar.setSpacing(theme.px(4))
        self._earlier = _tool("‹", "Page before", self._go_earlier)
        self._later = _tool("›", "Next page", self._go_later)
        self._page = QSpinBox(self)
        self._page.setAccessibleName("Page")
        self._page.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self._page.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._page.setKeyboardTracking(False)
        self._page.setMinimumWidth(theme.px(52))
        self._page.valueChanged.connect(self._go_to)
        self._of = QLabel(self)
        self._state = QLabel(self)
        theme.set_role(self._state, "soft")
        self._tools = [
            self._earlier,
            self._later,
            _tool("−", "Smaller", lambda: self._zoom(1 / _ZOOM_STEP)),
            _tool("+", "Larger", lambda: self._zoom(_ZOOM_STEP)),
            _tool("Width", "Fit the width", lambda: self._fit(QPdfView.ZoomMode.FitToWidth)),
            _tool("Page", "Fit the page", lambda: self._fit(QPdfView.ZoomMode.FitInView)),
        ]
        for widget in (self._earlier, self._page, self._of, self._later):
            bar.addWidget(widget)
        bar.addSpacing(theme.px(16))
        for widget in self._tools[2:]:
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self._state)

        paper = QFrame(self)
        theme.set_role(paper, "bar")
        paper.setLayout(bar)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(paper)
        right.addWidget(self._shown, 1)

        self._print = _button("Print…", "Choose a printer and pages", self.print_on_paper, "primary")
        self._save = _button("Save as PDF…", "Save these pages as a PDF file", self.save)
        self._read = _button(
            "Open in the PDF reader", "Open these pages in the program that reads PDF", self.read
        )
        close = _button("Close", "Close this window", self.close)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        foot.setSpacing(theme.px(8))
        foot.addWidget(self._read)
        foot.addStretch(1)
        for button in (close, self._save, self._print):
            button.setAutoDefault(False)
            foot.addWidget(button)
        self._read.setAutoDefault(False)

        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self._options)
        top.addLayout(right, 1)
        rule = QFrame(self)
        theme.set_role(rule, "rule")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top, 1)
        whole.addWidget(rule)
        whole.addLayout(foot)

        for keys, act in (
            (QKeySequence.StandardKey.Print, self.print_on_paper),
            (QKeySequence.StandardKey.Save, self.save),
            (QKeySequence.StandardKey.Open, self.read),
            (QKeySequence.StandardKey.ZoomIn, lambda: self._zoom(_ZOOM_STEP)),
            (QKeySequence.StandardKey.ZoomOut, lambda: self._zoom(1 / _ZOOM_STEP)),
        ):
            QShortcut(QKeySequence(keys), self, act)
        QShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_PageDown), self, self._go_later)
        QShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_PageUp), self, self._go_earlier)

    # Typesetting

    def _plan_stepped(self, *_: object) -> None:
        if self.isVisible():
            self._options.fill()
            self._pause.start()

    def _typeset(self) -> None:
        records = self.context.records
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if records is None:
            self._tell("There is no plan to print yet. Add one, or bring one in from a workbook.")
            return
        form, options = self._options.form, self._options.options()
        if form == "return-form" and self.context.plan_id and options.quarter:
            issued = paper_returns(self.context.workspace, self.context.plan_id, options.quarter)
            options = replace(options, issued=issued)
        self._state.setText("Setting the pages…")
        if self.content is None:
            self._tell("Setting the pages…")
        self._job = run_in_background(
            lambda job: print_report(records, form, options),
            done=self._typeset_done,
            failed=self._tell,
            parent=self,
        )

    def _typeset_done(self, content: bytes) -> None:
        self._job = None
        page = self._view.pageNavigator().currentPage() if self.content else 0
        try:
            buffer = load_pdf(self._document, content)
        except AppError as problem:
            self._tell(problem.sentence)
            return
        self._buffer, self.content = buffer, content
        count = self._document.pageCount()
        with_page = min(page, count - 1)
        self._page.blockSignals(True)
        self._page.setRange(1, count)
        self._page.setValue(with_page + 1)
        self._page.blockSignals(False)
        self._of.setText(f"of {count}")
        size = self._document.pagePointSize(0)
        turn = "across" if size.width() > size.height() else "upright"
        self._state.setText(f"{count} page{'' if count == 1 else 's'}, {turn}")
        self._shown.setCurrentWidget(self._view)
        self._allow(True)
        self._jump(with_page)

    def _tell(self, sentence: str) -> None:
        """Show a sentence where the pages would be."""
        self._job = None
        self.content = None
        self._message.setText(sentence)
        self._message.setAccessibleName(sentence)
        self._shown.setCurrentWidget(self._message)
        self._state.setText("")
        self._of.setText("")
        self._allow(False)

    def _allow(self, there: bool) -> None:
        for widget in (*self._tools, self._page, self._print, self._save, self._read):
            widget.setEnabled(there)

    # Moving about

    def _jump(self, page: int) -> None:
        self._view.pageNavigator().jump(page, QPointF(), self._view.pageNavigator().currentZoom())
        self._page_changed(page)

    def _go_to(self, number: int) -> None:
        if self.content is not None and number - 1 != self._view.pageNavigator().currentPage():
            self._jump(number - 1)

    def _go_earlier(self) -> None:
        self._page.setValue(self._page.value() - 1)

    def _go_later(self) -> None:
        self._page.setValue(self._page.value() + 1)

    def _page_changed(self, page: int) -> None:
        self._page.blockSignals(True)
        self._page.setValue(page + 1)
        self._page.blockSignals(False)
        self._earlier.setEnabled(page > 0)
        self._later.setEnabled(page + 1 < self._document.pageCount())

    def _zoom(self, factor: float) -> None:
        if self.content is None:
            return
        now = self._view.zoomFactor()
        if self._view.zoomMode() != QPdfView.ZoomMode.Custom:
            now = self._fitted_zoom()
        self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(min(max(now * factor, _SMALLEST_ZOOM), _LARGEST_ZOOM))

    def _fitted_zoom(self) -> float:
        points = self._document.pagePointSize(self._view.pageNavigator().currentPage())
        inches = points.width() / 72
        return self._view.viewport().width() / (inches * self._view.logicalDpiX())

    def _fit(self, mode: QPdfView.ZoomMode) -> None:
        self._view.setZoomMode(mode)

    # Paper, file, reader

    @property
    def title(self) -> str:
        """The form and quarter, as a file name without its ending."""
        options = self._options.options()
        quarter = f" {options.quarter.code}" if options.quarter else ""
        return f"{REPORTS[self._options.form].title}{quarter}"

    def print_on_paper(self) -> None:
        """Ask for a printer and pages, and print."""
        if self.content is None:
            return
        if not QPrinterInfo.availablePrinterNames():
            self._state_alarm(
                "No printer is set up on this computer; nothing was printed. Save the PDF instead, or add a "
                "printer in the system's settings."
            )
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.title)
        printer.setFromTo(1, self._document.pageCount())
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage)
        dialog.setMinMax(1, self._document.pageCount())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_to(printer)

    def print_to(self, printer: QPrinter) -> int:
        """Print the pages a printer is set to; how many were printed."""
        pages = chosen_pages(printer, self._document.pageCount(), self._view.pageNavigator().currentPage())
        progress = QProgressDialog("Sending pages to the printer…", "Stop", 0, len(pages), self)
        progress.setWindowModality(Qt.WindowModality.WindowModal)
        progress.setMinimumDuration(500)

        def proceed(done: int) -> bool:
            progress.setValue(done)
            QApplication.processEvents()
            return not progress.wasCanceled()

        try:
            done = print_pages(self._document, printer, pages, proceed)
        except AppError as problem:
            self._state_alarm(problem.sentence)
            return 0
        finally:
            progress.close()
        self._say(f"{done} of {len(pages)} pages sent to the printer.")
        return done

    def save(self) -> None:
        """Ask where, and save the PDF."""
        if self.content is None:
            return
        start = self.context.workspace.path.with_name(f"{self.title}.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, "Save as PDF", str(start), "PDF files (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Save the PDF shown."""
        assert self.content is not None
        path = path if path.suffix.casefold() == ".pdf" else path.with_name(path.name + ".pdf")
        try:
            write_pdf(path, self.content)
        except FileProblem as problem:
            self._state_alarm(problem.sentence)
            return
        self._say(f"Saved as {path.name} in {path.parent}.")

    def read(self) -> None:
        """Open the PDF shown in the program that reads PDF."""
        if self.content is None:
            return
        path = self._folder / f"{self.title}.pdf"
        number = 2
        while path.exists():  # a reader may still hold the one before
            path = self._folder / f"{self.title} ({number}).pdf"
            number += 1
        try:
            write_pdf(path, self.content)
        except FileProblem as problem:
            self._state_alarm(problem.sentence)
            return
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._say("Opened in the PDF reader.")
        else:
            self._state_alarm(
                "No program for PDF files was found, so nothing was opened. Save the PDF and open it from there."
            )

    def _say(self, sentence: str) -> None:
        theme.set_role(self._state, "soft")
        self._state.setText(sentence)
        self._state.setAccessibleName(sentence)
        self.context.said.emit(sentence)

    def _state_alarm(self, sentence: str) -> None:
        theme.set_role(self._state, "late")
        self._state.setText(sentence)
        self._state.setAccessibleName(sentence)
        self.context.refused.emit(sentence)

    def done(self, result: int) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        super().done(result)


def _tool(text: str, name: str, act: Callable[[], object]) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.clicked.connect(lambda: act())
    return button


def _button(text: str, hint: str, act: Callable[[], object], role: str = "") -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(hint)
    button.setAccessibleName(text.rstrip("…"))
    button.setAccessibleDescription(hint)
    button.clicked.connect(lambda: act())
    if role:
        theme.set_role(button, role)
    return button
