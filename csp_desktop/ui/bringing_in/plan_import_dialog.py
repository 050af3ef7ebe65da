"""Importing a plan or register from somebody's file: looked at first, source beside result, then applied as one step."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.editing.bringing_in.plan_import import (
    ImportPreview,
    Proposal,
    apply_import,
    make_import_ready,
    write_import,
)
from csp_desktop.editing.bringing_in.source_tables import SourceTable
from csp_desktop.editing.workspace import Step
from csp_desktop.excel.foreign.reading import SourceCell
from csp_desktop.ui.bringing_in.deciding_row import Answer, DecidingRow, waits
from csp_desktop.ui.bringing_in.import_choices import ImportChoices
from csp_desktop.ui.bringing_in.import_listings import (
    EVERY,
    cell_chips,
    cell_listing,
    record_chips,
    record_listing,
    table_listing,
)
from csp_desktop.ui.bringing_in.import_wording import (
    ProposalWords,
    state,
    summary,
)
from csp_desktop.ui.bringing_in.mapping_page import MappingPage
from csp_desktop.ui.bringing_in.source_reading import SourceReading
from csp_desktop.ui.bringing_in.source_settling import SourceSettling
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.chips import ChipBar
from csp_desktop.ui.look.folders import ask_for_file
from csp_desktop.ui.look.plain_words import Label, MessageBox, counted
from csp_desktop.ui.look.preview_dialog import open_at, plain_button
from csp_desktop.ui.writing_dialog import WritingDialog

FILES = "Spreadsheets and documents (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.docx);;All files (*)"
_TABLES_SHOWN = 4


class PlanImportDialog(WritingDialog):
    """Shows the tables of a file, each beside what it would bring; nothing is done before Import."""

    def __init__(self, context: Context, path: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            "Import a plan or register",
            "Nothing is changed until you press Import. Everything can be undone in one step.",
            "Import",
            parent,
        )
        open_at(self, 1280, 760)
        # Enter in a list or anywhere else neither imports nor closes.
        self.act.setAutoDefault(False)
        self.act.setDefault(False)
        self.preview: ImportPreview | None = None
        self._filling = False
        self._to_focus: QWidget | None = None
        self._lay_out()
        self.tell(
            "Choose the file a plan, risk register or list of contacts is in: Excel, LibreOffice, CSV or Word. "
            "It is looked at first; nothing is changed until you say so."
        )
        self._choose.setFocus()
        if path is not None:
            self.read(path)

    # What it looks like

    def _lay_out(self) -> None:
        self.head.addWidget(plain_button("Paste a table", self.paste, "From Word, Excel or a web page", self))
        self._choose = plain_button("Choose a file…", self.browse, parent=self)
        self.head.addWidget(self._choose)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.paste)
        self.choices = ImportChoices(self.context, self)
        self.source = SourceReading(self.context, self.choices, self)
        settling = self.settling = SourceSettling(self.context, self.source, self.choices, self)
        self.source.began.connect(self._began)
        self.source.begun_again.connect(lambda: self.act.setEnabled(False))
        self.source.told.connect(self.tell)
        settling.told.connect(self.tell)
        settling.was_compared.connect(self._was_compared)
        settling.not_compared.connect(self._not_compared)
        self._notes = Label(parent=self)
        self._notes.setWordWrap(True)
        theme.set_role(self._notes, "warning")
        self._files = table_listing(settling.goes_into, settling.is_left_out, settling.lacks, self)
        self._files.chose.connect(self._show_table)
        self._files.fitted.connect(self._size_tables)
        self._files.ticks_changed.connect(self._ticks_changed)
        # On a small screen or with large text only the top of the card is seen.
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._message.setMargin(theme.px(20))

        self.columns = MappingPage(self)
        self.columns.chosen.connect(self.source.map_table)
        self._source_card = QFrame(self)
        theme.set_role(self._source_card, "card")
        inside = QVBoxLayout(self._source_card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.columns)

        self._chips = ChipBar("Which records to show", self)
        self._chips.chosen.connect(lambda _: self._show_rows())
        self._records = record_listing(lambda proposal: self._words.changes(proposal), self)
        self._cells = cell_listing(self)
        self._records.chose.connect(self._record_chosen)
        self._cells.chose.connect(self._cell_chosen)
        self.pages.addWidget(self._records)
        self.pages.addWidget(self._cells)
        self.deciding = DecidingRow(self)
        self.deciding.decided.connect(self.decide)
        result = QWidget(self)
        column = QVBoxLayout(result)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self._chips)
        column.addWidget(self.card, 1)
        column.addWidget(self.deciding)
        self._beside = QSplitter(Qt.Orientation.Horizontal, self)
        self._beside.setChildrenCollapsible(False)
        self._beside.setHandleWidth(theme.px(10))
        self._beside.addWidget(self._source_card)
        self._beside.addWidget(result)
        self._beside.setSizes([theme.px(640), theme.px(560)])
        self._foot_counts = ChipBar("What became of every value", self)
        self._foot_counts.chosen.connect(lambda _: self._show_rows())
        # On a small screen or with large text there is more than fits: it scrolls, and the buttons stay.
        page = QWidget(self)
        all_of_it = QVBoxLayout(page)
        all_of_it.setContentsMargins(0, 0, 0, 0)
        all_of_it.setSpacing(theme.px(10))
        for widget in (self.choices, self._notes, self._files):
            all_of_it.addWidget(widget)
        self._beside.setMinimumHeight(theme.px(250))
        all_of_it.addWidget(self._beside, 1)
        all_of_it.addWidget(self._foot_counts)
        self._scrolled = scrolled = QScrollArea(self)
        scrolled.setAccessibleName("What was read")
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setWidgetResizable(True)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setWidget(page)
        self.middle.addWidget(scrolled, 1)

    # Reading

    def browse(self) -> None:
        """Ask for a file."""
        chosen = ask_for_file(self, "Import", FILES, "plans")
        if chosen is not None and self._may_lose_answers("Read the other file"):
            self.read(chosen)

    def read(self, path: Path) -> None:
        """Read a file and show what it would bring."""
        self.source.read_file(path)

    def paste(self) -> None:
        """Take the table on the clipboard, unless something is being brought in."""
        if self._writing is None and self._may_lose_answers("Paste the table"):
            self.source.read_clipboard()

    def _may_lose_answers(self, instead: str) -> bool:
        """May what somebody said of this file be lost? Asked where they said anything; `instead` names what they do."""
        if not self.settling.is_anything_said:
            return True
        box = MessageBox(
            MessageBox.Icon.Question,
            "Keep your answers?",
            f"Keep your answers about {self.source.name}? They are not imported yet.",
            self,
        )
        lose = box.add_danger(instead)
        keep = box.addButton("Keep my answers", MessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.exec()
        return box.clickedButton() is lose

    def _began(self) -> None:
        self._to_focus = self._files
        self.heading.setText(self.source.name)

    def _was_compared(self) -> None:
        assert self.settling.compared is not None
        self.preview = self.settling.compared.preview
        self._show_preview()

    def _not_compared(self, sentence: str) -> None:
        self.tell(sentence)
        # What is missing may be in a column that was taken for nothing.
        self._show_tables()

    # Showing

    def tell(self, sentence: str) -> None:
        self.preview = None
        # What goes away takes the focus with it: it comes back with what is shown next.
        now = self.focusWidget()
        if self._to_focus is None and self._scrolled.isAncestorOf(now):
            self._to_focus = now
        for widget in (self._chips, self._notes, self.deciding, self._files, self._foot_counts):
            widget.setVisible(False)
        self._source_card.setVisible(False)
        self.choices.setVisible(self.source.reading is not None and self._writing is None)
        super().tell(sentence)
        self._scrolled.verticalScrollBar().setValue(0)
        self.name_act("Import", False)

    def _show_tables(self) -> None:
        """The list of what is in the file, and the sheet of the one chosen in it."""
        place = self._files.current.place if self._files.current else None
        self._filling = True
        tables = self.settling.tables
        self._files.set_rows(tables)
        self._files.tick(self.settling.is_ticked, self.settling.cannot_be_ticked)
        self._size_tables()
        same = next((table for table in tables if table.place == place), None)
        first = next((table for table in tables if table.taken), tables[0])
        self._files.choose(same or first)
        self._filling = False
        for widget in (self._files, self._source_card, self.choices):
            widget.setVisible(True)
        self._show_table(self._files.current)
        if self._to_focus is not None:
            self._to_focus.setFocus()
            self._to_focus = None

    def _size_tables(self) -> None:
        """Room for the first tables of the list, however many lines each of them takes."""
        self._files.setFixedHeight(self._files.content_height(_TABLES_SHOWN))

    def _show_preview(self) -> None:
        assert self.preview is not None
        preview = self.preview
        self._words = ProposalWords(self.context.names, preview.proposals)
        self._foot_counts.set_chips(cell_chips(preview.cell_counts))
        notes = self.settling.notes
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
        self._foot_counts.setVisible(True)
        self._chips.setVisible(True)
        self._summarise(preview)
        self._show_tables()

    def _summarise(self, preview: ImportPreview) -> None:
        self.summarise(summary(preview, self.settling.tables))
        number = sum(proposal.outcome in ("new", "updated") for proposal in preview.proposals)
        self.name_act(f"Import {counted(number, 'record')}" if number else "Import", bool(preview.changes))

    def _show_table(self, table: SourceTable | None) -> None:
        if self._filling or self.source.reading is None:
            return
        self._turn_to(table)
        self._show_rows()

    def _turn_to(self, table: SourceTable | None) -> None:
        """Show the sheet of a table; its records are those that are listed next."""
        assert self.source.reading is not None
        self.columns.show_table(table, self.source.reading)
        compared = self.settling.compared
        if self.preview is not None and compared is not None:
            self._own = compared.proposals_of(table) if table is not None else []
            self._chips.set_chips(record_chips(self._own))

    def _show_rows(self) -> None:
        if self.preview is None:
            return
        self.deciding.offer(None)
        fate, outcome = self._foot_counts.current, self._chips.current
        self._chips.setVisible(fate == EVERY)
        if fate != EVERY:
            self._cells.set_rows([cell for cell in self.preview.reading.cells if cell.mark.outcome == fate])
            self.pages.setCurrentWidget(self._cells)
            return
        rows = [proposal for proposal in self._own if outcome in (EVERY, state(proposal))]
        self._filling = True
        self._records.set_rows(rows)
        self.pages.setCurrentWidget(self._records)
        if rows and self._records.current is None:
            self._records.choose(rows[0])
        self._filling = False
        self._offer_answers(self._records.current)

    def _cell_chosen(self, cell: SourceCell | None) -> None:
        """Show where a value stands in the file."""
        if cell is None:
            return
        table = next((table for table in self.settling.tables if table.holds(cell.place)), None)
        if table is not None and table != self._files.current:
            self._filling = True
            self._files.choose(table)
            self._filling = False
            self._turn_to(table)
        self.columns.sheet.show_cell(cell.place)

    # Deciding

    def _ticks_changed(self) -> None:
        """Tables are brought in or left out as they are ticked."""
        if not self._filling:
            self.settling.tick({table.place for table in self._files.ticked or ()})

    def _record_chosen(self, proposal: Proposal | None) -> None:
        """Point at where a record somebody chose stands in the file."""
        if self._filling:
            return
        place = next(iter(proposal.places.values()), None) if proposal else None
        if place is not None:
            self.columns.sheet.show_cell(place)
        self._offer_answers(proposal)

    def _offer_answers(self, proposal: Proposal | None) -> None:
        """Of a table that is left out no record is asked about: its tick brings it back."""
        table = self._files.current
        left_out = table is not None and self.settling.is_left_out(table)
        self.deciding.offer(None if left_out else proposal)

    def decide(self, answer: Answer) -> None:
        """Settle what becomes of the record chosen in the list."""
        proposal = self._records.current
        if self.preview is None or proposal is None:
            return
        place = self._records.currentIndex().row()
        if self.deciding.isAncestorOf(self.focusWidget()):
            # The button pressed goes away: the next press must not be another's.
            self._records.setFocus()
        self.settling.answer(proposal, answer, lambda: self._go_on_from(proposal, place))

    def _go_on_from(self, answered: Proposal, place: int) -> None:
        """After a question the next one of the list; after anything else the same record, or what took its place."""
        rows = self._records.rows
        if not rows or self.pages.currentWidget() is not self._records:
            return
        onward = (*rows[place:], *rows[:place])
        following = next((row for row in onward if waits(row)), None) if waits(answered) else None
        same = next((row for row in rows if row.key == answered.key), None)
        self._records.choose(following or same or rows[min(place, len(rows) - 1)])
        # What it has room for is known once the chips and buttons of that row are laid out.
        QTimer.singleShot(0, self._records, lambda: self._records.scrollTo(self._records.currentIndex()))

    def apply(self) -> None:
        """Write what is proposed, as one step, and close."""
        if self.preview is None or not self.act.isEnabled():
            return
        preview = self.preview

        def not_written(sentence: str) -> None:
            self.preview = preview
            self._show_preview()
            self.refuse(sentence)

        self.write(
            len(preview.reading.drafts),
            lambda workspace: apply_import(workspace, preview),
            lambda workspace, cancelled: make_import_ready(workspace, preview, cancelled),
            lambda workspace: write_import(workspace, preview),
            lambda step: self._written(step, preview),
            not_written,
        )

    def _written(self, step: Step | None, preview: ImportPreview) -> None:
        self.step = step
        number = sum(outcomes["new"] + outcomes["updated"] for outcomes in preview.counts.values())
        it = "it" if number == 1 else "them"
        self.context.said.emit(
            f"Imported {counted(number, 'record')} from {preview.file}; Ctrl+Z takes {it} back."
        )
        made = next(
            (
                proposal
                for proposal in preview.proposals
                if proposal.register == "plans" and proposal.outcome == "new"
            ),
            None,
        )
        if made is not None and self.context.workspace.record("plans", made.record):
            self.context.choose_plan(made.record)
        self.accept()

    def reject(self) -> None:
        """Close the dialog; where somebody answered something, only once they say so."""
        if self._writing is not None or self._may_lose_answers("Close without importing"):
            super().reject()

    def done(self, result: int) -> None:
        self.source.cancel()
        super().done(result)
