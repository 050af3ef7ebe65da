"""The print window: the real PDF beside its options, onto paper, into a file, or into the PDF reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QDialog,
    QFrame,
    QHBoxLayout,
    QMenu,
    QProgressDialog,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.editing.workspace import Delete, Insert
from csp_desktop.errors import AppError, FileProblem
from csp_desktop.passing_copies import only_for_reading
from csp_desktop.paths import free_path, legal_name
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.typed_records import Person
from csp_desktop.reports.catalog import (
    REPORTS,
)
from csp_desktop.reports.typesetting import let_go_of_pages, write_pdf
from csp_desktop.rules.personal_words import personal_data
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.background import Job, run_in_background
from csp_desktop.ui.look.kept_files import open_kept_file
from csp_desktop.ui.look.opening import folder_to_open_from, open_document
from csp_desktop.ui.look.plain_words import give_hint
from csp_desktop.ui.look.preview_dialog import open_at, plain_button
from csp_desktop.ui.look.saving_as import ask_where_to_save
from csp_desktop.ui.look.screen_room import Dialog, room_inside
from csp_desktop.ui.look.style_sheet import Role
from csp_desktop.ui.printing.chosen_form import ChosenForm, Made
from csp_desktop.ui.printing.pack_dialog import PackDialog
from csp_desktop.ui.printing.pdf_paper import chosen_pages, print_pages
from csp_desktop.ui.printing.pdf_preview import PdfPreview
from csp_desktop.ui.printing.print_options import PrintOptions

_PAUSE_MS = 250
_FOOT_IN_ONE_LINE = 860


class PrintWindow(Dialog):
    """Previews a form or a pack of the plan shown, and prints it.

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
        self._job: Job | None = None
        self._folder: Path | None = None
        self.setWindowTitle("Print")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        open_at(self, 1180, 800)
        self._options = PrintOptions(context, self)
        self.form = ChosenForm(context, self._options)
        self.preview = PdfPreview(self)
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._typeset)
        self._options.changed.connect(self._pause.start)
        context.stepped.connect(self._plan_stepped)
        context.plan_changed.connect(self._plan_stepped)
        self._allow()
        if form or item or recipient:
            self._options.choose(form or next(iter(REPORTS)), item=item, recipient=recipient)
            self._pause.stop()
        self._typeset()

    def _lay_out(self) -> None:
        packs = QHBoxLayout()
        packs.setSpacing(theme.px(6))
        self._change_pack = plain_button("Change…", self.change_pack, "Other forms, or another order", self)
        self._drop_pack = plain_button("Delete", self.delete_pack, "Delete this pack; its copies stay", self)
        new = plain_button("New pack…", self.new_pack, "Several forms as one PDF", self)
        new.setEnabled(self.context.editable and self.context.records is not None)
        for button in (new, self._change_pack, self._drop_pack):
            packs.addWidget(button)
        packs.addStretch(1)
        self._options.under_list.addLayout(packs)

        self._print = _button("Print…", "Choose a printer and pages", self.print_on_paper, "primary")
        self._save = _button("Save as PDF…", "Save these pages as a PDF file", self.save)
        self._word = _button("Save for Word…", "A Word document that can be edited", self.save_for_word)
        self._read = _button("Open in the PDF reader", "Open these pages in your PDF program", self.read)
        self._keep = _button(
            "Save as issued", "Save these pages in the plan's file, as issued today", self.keep
        )
        self._kept = _button("Issued copies", "Open a copy issued before", self.show_kept)
        foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        foot.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        foot.setSpacing(theme.px(8))
        left, right = QHBoxLayout(), QHBoxLayout()
        for part in (left, right):
            part.setSpacing(theme.px(8))
            foot.addLayout(part)
        for button in (self._read, self._keep, self._kept):
            left.addWidget(button)
        left.addStretch(1)
        right.addStretch(1)
        for button in (
            _button("Close", "Close this window", self.close),
            self._word,
            self._save,
            self._print,
        ):
            right.addWidget(button)
        if room_inside(self).width() < theme.px(_FOOT_IN_ONE_LINE):
            # In two lines where large text leaves no room for one.
            foot.setDirection(QBoxLayout.Direction.TopToBottom)
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self._options)
        top.addWidget(self.preview, 1)
        rule = QFrame(self)
        theme.set_role(rule, "rule")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top, 1)
        whole.addWidget(rule)
        whole.addLayout(foot)
        key = QKeySequence.StandardKey
        for keys, act in ((key.Print, self.print_on_paper), (key.Save, self.save), (key.Open, self.read)):
            QShortcut(QKeySequence(keys), self, act)

    @property
    def content(self) -> bytes | None:
        """The PDF shown; None while there is none."""
        return self.preview.content

    def _allow(self) -> None:
        there = self.content is not None
        for button in (self._print, self._save, self._read):
            button.setEnabled(there)
        pack = self._options.pack
        self._word.setEnabled(there and pack is None)
        self._keep.setEnabled(there and self.context.editable and self.context.plan_id is not None)
        for button in (self._change_pack, self._drop_pack):
            button.setVisible(pack is not None and self.context.editable)

    # Typesetting

    def _plan_stepped(self, *_: object) -> None:
        if self.isVisible():
            self._options.fill()
            self._pause.start()

    def _typeset(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        records = self.form.records
        if records is None:
            self._tell("There is no plan to print yet. Add one, or bring one in from a workbook.")
            return
        self.preview.say("Preparing the pages…")
        if self.content is None:
            self.preview.tell("Preparing the pages…")
        try:
            work = self.form.work(records)
        except AppError as problem:
            self._tell(problem.sentence)
            return
        self._job = run_in_background(work, done=self._typeset_done, failed=self._tell, parent=self)

    def _typeset_done(self, made: Made) -> None:
        self._job = None
        content, columns = made
        self._options.offer_columns(columns)
        self.preview.show_pdf(content)
        self._say_what_of_people()
        self._allow()
        run_in_background(lambda job: let_go_of_pages(), done=lambda _: None, failed=self._alarm, parent=self)

    def _say_what_of_people(self) -> None:
        """List what of people is on the pages before they go out."""
        if self.content is None:
            return
        document = self.preview.document
        pages = (document.getAllText(page).text() for page in range(document.pageCount()))
        held = personal_data(pages, self._people())
        self.preview.say(f"{self.preview.state.text()}, holds {held}")
        give_hint(self.preview.state, held.listed)

    def _people(self) -> Sequence[Person]:
        records = self.context.records
        return records.people if records else cast(list[Person], self.context.workspace.records("people"))

    def _tell(self, sentence: str) -> None:
        self._job = None
        self.preview.tell(sentence)
        self._allow()

    # Packs

    def new_pack(self) -> None:
        """Put a pack together and show it."""
        self._open_pack(PackDialog(self.context, parent=self))

    def change_pack(self) -> None:
        """Change the pack chosen."""
        try:
            self._open_pack(PackDialog(self.context, self._options.pack, self))
        except AppError as problem:
            self._alarm(problem.sentence)

    def _open_pack(self, dialog: PackDialog) -> None:
        def show() -> None:
            self._options.fill()
            self._options.choose(dialog.made)

        dialog.accepted.connect(show)
        dialog.open()

    def delete_pack(self) -> None:
        """Delete the pack chosen; it can be undone."""
        pack = self._options.pack
        if pack is not None and self.context.apply(
            [Delete("packs", pack["id"])], f"deleted pack {pack['name']}"
        ):
            self._say(f"Deleted the pack “{pack['name']}”; Ctrl+Z brings it back.")

    # Copies kept

    def keep(self) -> None:
        """Keep these pages in the plan's file, as issued today."""
        if self.content is None or self.context.plan_id is None:
            return
        options = self._options.options()
        values = {
            "plan": self.context.plan_id,
            "quarter": options.quarter.code if options.quarter else None,
            "title": self.form.title,
            "issued_on": self.context.today.isoformat(),
            "content": self.content,
        }
        if (
            self.context.apply([Insert("printed_reports", values)], f"saved {self.form.title} as issued")
            is not None
        ):
            self._say(f"Saved {self.form.title} in the plan's file, as issued today.")

    def show_kept(self) -> None:
        """Offer the copies kept, newest first, to be opened."""
        kept = self.context.workspace.records(
            "printed_reports", {"plan": self.context.plan_id}, ("issued_on",)
        )
        menu = QMenu(self)
        for report in reversed(kept):
            when = format_date(report["issued_on"], short=True) if report["issued_on"] else ""
            action = menu.addAction(f"{report['title']}, {when}".replace("&", "&&"))
            action.triggered.connect(
                lambda _=False, report=report: open_kept_file(
                    self.context, "printed_reports", report, f"{legal_name(report['title'], 'Report')}.pdf"
                )
            )
        if not kept:
            menu.addAction("None issued yet").setEnabled(False)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._kept.mapToGlobal(self._kept.rect().topLeft()))

    # Paper, file, reader

    def print_on_paper(self) -> None:
        """Ask for a printer and pages, and print."""
        if self.content is None:
            return
        if not QPrinterInfo.availablePrinterNames():
            self._alarm(
                "No printer is set up on this computer; nothing was printed. Save the PDF instead, or add a "
                "printer in the system's settings."
            )
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.form.title)
        dialog = QPrintDialog(printer, self)
        offered = QPrintDialog.PrintDialogOption
        for option in (offered.PrintPageRange, offered.PrintCurrentPage):
            dialog.setOption(option)
        dialog.setMinMax(1, self.preview.document.pageCount())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_to(printer)

    def print_to(self, printer: QPrinter) -> int:
        """Print the pages a printer is set to; how many were printed."""
        document = self.preview.document
        pages = chosen_pages(printer, document.pageCount(), self.preview.page)
        progress = QProgressDialog("Sending pages to the printer…", "Stop", 0, len(pages), self)
        progress.setWindowModality(Qt.WindowModality.WindowModal)
        progress.setMinimumDuration(500)

        def proceed(done: int) -> bool:
            progress.setValue(done)
            QApplication.processEvents()
            return not progress.wasCanceled()

        try:
            done = print_pages(document, printer, pages, proceed)
        except AppError as problem:
            self._alarm(problem.sentence)
            return 0
        finally:
            progress.close()
        self.context.printed.emit()
        self._say(f"{done} of {len(pages)} pages sent to the printer.")
        return done

    def save(self) -> None:
        """Ask where, and save the PDF."""
        if self.content is not None:
            self._ask_and_save("Save as PDF", ".pdf", "PDF files (*.pdf)", self.save_to)

    def save_for_word(self) -> None:
        """Ask where, and save the form as a Word document."""
        if self._word.isEnabled():
            self._ask_and_save("Save for Word", ".docx", "Word documents (*.docx)", self.save_word_to)

    def _ask_and_save(self, title: str, ending: str, kinds: str, save: Callable[[Path], None]) -> None:
        start = self.context.workspace.path.with_name(legal_name(self.form.title, "Report") + ending)
        chosen = ask_where_to_save(self, title, start, kinds, "print")
        if chosen is not None:
            save(chosen)

    def save_to(self, path: Path) -> None:
        """Save the PDF shown."""
        assert self.content is not None
        self._put(_with_ending(path, ".pdf"), self.content)

    def save_word_to(self, path: Path) -> None:
        """Save the form chosen as a Word document."""
        records = self.form.records
        if records is None:
            return
        try:
            content = self.form.word_document(records)
        except AppError as problem:
            self._alarm(problem.sentence)
            return
        self._put(_with_ending(path, ".docx"), content)

    def _put(self, path: Path, content: bytes) -> bool:
        try:
            write_pdf(path, content)
        except FileProblem as problem:
            self._alarm(problem.sentence)
            return False
        self.context.printed.emit()
        self._say(f"Saved as {path.name} in {path.parent}.")
        return True

    def read(self) -> None:
        """Open the PDF shown in the program that reads PDF."""
        if self.content is None:
            return
        if self._folder is None:
            try:
                self._folder = folder_to_open_from()
            except FileProblem as problem:
                self._alarm(problem.sentence)
                return
        # A reader may still hold the one before.
        path = free_path(self._folder, f"{legal_name(self.form.title, 'Report')}.pdf")
        if not self._put(path, self.content):
            return
        only_for_reading(path)
        if open_document(path):
            self._say("Opened in the PDF reader.")
        else:
            self._alarm(
                "No program for PDF files was found, so nothing was opened. Save the PDF and open it from there."
            )

    def _say(self, sentence: str) -> None:
        self.preview.say(sentence)
        self.context.said.emit(sentence)

    def _alarm(self, sentence: str) -> None:
        self.preview.alarm(sentence)
        self.context.refused.emit(sentence)

    def done(self, result: int) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        super().done(result)


def _with_ending(path: Path, ending: str) -> Path:
    return path if path.suffix.casefold() == ending else path.with_name(path.name + ending)


def _button(text: str, hint: str, act: Callable[[], object], role: Role = "") -> QPushButton:
    button = plain_button(text, act, hint)
    button.setAccessibleName(text.rstrip("…"))
    if role:
        theme.set_role(button, role)
    return button
