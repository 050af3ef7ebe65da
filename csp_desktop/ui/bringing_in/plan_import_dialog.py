"""Bringing in a plan or register from somebody's file: looked at first, then applied as one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QPushButton, QWidget

from csp_desktop.editing.bringing_in.plan_import import (
    ImportPreview,
    Proposal,
    apply_import,
    choose,
    compare,
    mappings_for,
)
from csp_desktop.editing.bringing_in.preview import Choice
from csp_desktop.editing.workspace import Step
from csp_desktop.errors import AppError
from csp_desktop.excel.foreign.column_mapping import MappedTable, TableMapping
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.pasted_tables import pasted_grids
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_again, read_grids, read_source
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import register_named
from csp_desktop.ui.bringing_in.import_listings import Shown, cell_listing, kinds_of, record_listing
from csp_desktop.ui.bringing_in.import_wording import ProposalWords, how_near, in_file_order
from csp_desktop.ui.bringing_in.mapping_page import MappingPage
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.background import Job, run_in_background
from csp_desktop.ui.look.chips import Chip, ChipBar, FlowLayout
from csp_desktop.ui.look.plain_words import Label
from csp_desktop.ui.look.preview_dialog import PreviewDialog, plain_button

FILES = "Spreadsheets and documents (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.docx);;All files (*)"
_CHOICES: tuple[tuple[Choice, str, str], ...] = (
    ("update", "It is that record", "Change the record it is like"),
    ("add", "Add it as new", "Add a record of its own"),
    ("leave out", "Leave it out", "Bring in neither this record nor what stands under it"),
)


_COLUMNS = "columns"
# Reads a sheet (None for all) for a year (None for the one it says) by mappings, until cancelled.
_Source = Callable[[str | None, FinancialYear | None, Mappings, Callable[[], bool]], Reading]


class PlanImportDialog(PreviewDialog):
    """Shows what a file would bring, record by record and cell by cell; nothing is done before Bring in."""

    def __init__(self, context: Context, path: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            "Bring in a plan or register",
            "Nothing is changed until you press Bring in. Everything can be undone in one step.",
            "Bring in",
            parent,
        )
        self.preview: ImportPreview | None = None
        self.step: Step | None = None
        self._name = ""
        self._source: _Source | None = None
        self._reading: Reading | None = None
        self._chosen: dict[tuple[str, int], TableMapping] = {}
        self._job: Job | None = None
        self._lay_out()
        self._offer_targets()
        self.tell(
            "Choose the file a plan, risk register or list of contacts is in: Excel, LibreOffice, CSV or Word. "
            "It is looked at first; nothing is changed until you say so."
        )
        if path is not None:
            self.read(path)

    # What it looks like

    def _lay_out(self) -> None:
        self.head.addWidget(plain_button("Paste a table", self.paste, "From Word, Excel or a web page", self))
        self.head.addWidget(plain_button("Choose a file…", self.browse, parent=self))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.paste)
        self._sheet = self._choice("Sheet")
        self._year = self._choice("Year")
        self._year.addItem("The year it says", None)
        for first in range(self.context.today.year + 1, 1998, -1):
            self._year.addItem(FinancialYear(first).label, first)
        self._target = self._choice("Goes into")
        asked = FlowLayout(spacing=20)
        self._asked = QWidget(self)
        self._asked.setLayout(asked)
        for choice in (self._sheet, self._year, self._target):
            asked.addWidget(_labelled(choice))

        self._notes = Label(parent=self)
        self._notes.setWordWrap(True)
        theme.set_role(self._notes, "warning")
        self._chips = ChipBar("What to show", self)
        self._chips.chosen.connect(lambda _: self._show_rows())
        self._records = record_listing(lambda one: self._words.changes(one), self)
        self._cells = cell_listing(self)
        self._records.chose.connect(self._offer_choices)
        self.pages.addWidget(self._records)
        self.pages.addWidget(self._cells)
        self.columns = MappingPage(self)
        self.columns.chosen.connect(self._map)
        self.pages.addWidget(self.columns)

        self._asking = Label(parent=self)
        self._asking.setWordWrap(True)
        self._deciding = QWidget(self)
        deciding = QHBoxLayout(self._deciding)
        deciding.setContentsMargins(0, 0, 0, 0)
        deciding.addWidget(self._asking, 1)
        self._choice_buttons: dict[str, QPushButton] = {}
        for name, label, hint in _CHOICES:
            button = plain_button(label, partial(self.decide, name), hint, self)
            deciding.addWidget(button)
            self._choice_buttons[name] = button

        for place, widget in enumerate((self._asked, self._notes, self._chips)):
            self.middle.insertWidget(place, widget)
        self.middle.addWidget(self._deciding)

    def _choice(self, name: str) -> QComboBox:
        choice = QComboBox(self)
        choice.setAccessibleName(name)
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        choice.activated.connect(lambda _: self._asked_anew(choice))
        return choice

    def _offer_targets(self) -> None:
        """The plan the file says, or one of those in this file."""
        self._target.addItem("The plan it says", (None, None))
        for plan in self.context.plans:
            name = f"{plan['partnership_short']} · {plan['title']}"
            self._target.addItem(name, (plan["partnership"], plan["id"]))

    # Reading

    def browse(self) -> None:
        """Ask for a file."""
        chosen, _ = QFileDialog.getOpenFileName(self, "Bring in", "", FILES)
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Read a file and show what it would bring."""
        self._begin(
            path.name,
            lambda sheet, year, mappings, cancelled: read_source(path, sheet, year, mappings, cancelled),
        )

    def paste(self) -> None:
        """Take the table on the clipboard."""
        data = QGuiApplication.clipboard().mimeData()
        html, text = data.html(), data.text()
        self._begin(
            "Pasted table",
            lambda sheet, year, mappings, cancelled: read_grids(
                pasted_grids(html, text), year, mappings, cancelled
            ),
        )

    def _begin(self, name: str, source: _Source) -> None:
        self._name, self._source = name, source
        self._chosen = {}
        self.heading.setText(name)
        self._sheet.clear()
        self._sheet.addItem("All sheets", None)
        self._read_again()

    def _asked_anew(self, choice: QComboBox) -> None:
        if choice is self._target:
            self._compare()
        else:
            self._read_again()

    @property
    def _asked_year(self) -> FinancialYear | None:
        first = self._year.currentData()
        return None if first is None else FinancialYear(first)

    def _read_again(self) -> None:
        source, sheet, year = self._source, self._sheet.currentData(), self._asked_year
        if source is None:
            return
        mappings = self._mappings()
        self._reading = None
        self.tell(f"Reading {self._name}…")
        self._run(lambda job: source(sheet, year, mappings, lambda: job.cancelled))

    def _map(self, table: MappedTable, mapping: TableMapping) -> None:
        """Read a table again as somebody says it is to be read."""
        reading, year = self._reading, self._asked_year
        if reading is None:
            return
        self._chosen[table.place] = mapping
        mappings = self._mappings()
        self._run(lambda job: read_again(reading, mappings, year, lambda: job.cancelled))

    def _mappings(self) -> Mappings:
        partnership, plan = self._target.currentData()
        return replace(mappings_for(self.context.workspace, partnership, plan), chosen=dict(self._chosen))

    def _run(self, work: Callable[[Job], Reading]) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = run_in_background(work, done=self._was_read, failed=self.tell, parent=self)

    def _was_read(self, reading: Reading) -> None:
        self._job = None
        self._reading = reading
        if self._sheet.count() == 1:
            for name in dict.fromkeys(cell.place.sheet for cell in reading.cells):
                self._sheet.addItem(name, name)
        self._compare()

    def _compare(self) -> None:
        if self._reading is None:
            return
        partnership, plan = self._target.currentData()
        try:
            self.preview = compare(
                self.context.workspace, self._reading, self._name, partnership=partnership, plan=plan
            )
        except AppError as problem:
            self.tell(problem.sentence)
            if self._reading.mapped:
                # What is missing may be in a column that was taken for nothing.
                self._offer_columns()
            return
        self._show_preview()

    def _offer_columns(self) -> None:
        assert self._reading is not None
        sentence = self._message.text()
        self._kinds = {_COLUMNS: Shown(Chip(_COLUMNS, "Columns"), False, lambda one: False)}
        self._chips.set_chips([self._kinds[_COLUMNS].chip])
        self.columns.show_tables(self._reading.mapped, self._asked_year)
        self.pages.setCurrentWidget(self.columns)
        self._notes.setText(sentence)
        self._notes.setVisible(True)

    # Showing

    def tell(self, sentence: str) -> None:
        self._job = None
        self.preview = None
        for widget in (self._chips, self._notes, self._deciding):
            widget.setVisible(False)
        self._asked.setVisible(self._source is not None)
        super().tell(sentence)
        self.name_act("Bring in", False)

    def _show_preview(self) -> None:
        assert self.preview is not None
        preview = self.preview
        self._words = ProposalWords(self.context.names, preview.proposals)
        self._listed_cells = list(preview.reading.cells)
        fates = Counter(cell.mark.outcome for cell in self._listed_cells)
        outcomes = Counter(one.outcome for one in preview.proposals)
        self._kinds = kinds_of(preview.proposals, fates)
        shown = [kind.chip for kind in self._kinds.values() if kind.chip.count]
        if preview.reading.mapped:
            self._kinds[_COLUMNS] = Shown(
                Chip(_COLUMNS, "Columns", len(preview.reading.mapped)), False, lambda one: False
            )
            shown.append(self._kinds[_COLUMNS].chip)
            self.columns.show_tables(preview.reading.mapped, self._asked_year)
        self._chips.set_chips(shown)
        self._chips.setVisible(True)
        self._asked.setVisible(True)
        self._notes.setText("\n".join(preview.notes))
        self._notes.setVisible(bool(preview.notes))
        counts = preview.counts
        parts = [
            _counted(name, found["new"] + found["updated"])
            for name, found in counts.items()
            if found["new"] or found["updated"]
        ]
        open_cells = fates["asked"]
        doubt = (
            f" {open_cells} cell{' needs' if open_cells == 1 else 's need'} a decision." if open_cells else ""
        )
        number = outcomes["new"] + outcomes["updated"]
        self.summarise(
            (f"Brings in {', '.join(parts)}." if parts else "Everything in this file is here already.")
            + doubt
        )
        self.name_act(f"Bring in {number:,}", bool(preview.changes))
        self._show_rows()

    def _show_rows(self) -> None:
        if self.preview is None:
            return
        shown = self._kinds.get(self._chips.current)
        self._deciding.setVisible(False)
        if shown is not None and shown.chip.name == _COLUMNS:
            self.pages.setCurrentWidget(self.columns)
        elif shown is None:
            self._records.set_rows([])
            self.pages.setCurrentWidget(self._records)
        elif shown.of_cells:
            self._cells.set_rows([cell for cell in self._listed_cells if shown.keep(cell)])
            self.pages.setCurrentWidget(self._cells)
        else:
            rows = in_file_order([one for one in self.preview.proposals if shown.keep(one)])
            self._records.set_rows(rows)
            self.pages.setCurrentWidget(self._records)
            if rows:
                self._records.choose(rows[0])

    # Deciding

    def _offer_choices(self, one: Proposal | None) -> None:
        named = one is not None and not register_named(one.register).unique
        offered = one is not None and (
            one.nearest is not None
            or one.outcome in ("new", "left out")
            or (named and one.outcome == "updated")
        )
        self._deciding.setVisible(
            bool(offered) and one is not None and one.register not in ("plans", "agencies", "groups")
        )
        if one is None or not offered:
            return
        near = one.nearest
        self._asking.setText(f"{how_near(near)}, which is already there." if near else "")
        self._choice_buttons["update"].setVisible(near is not None)
        self._choice_buttons["add"].setVisible(near is not None or one.outcome in ("left out", "updated"))
        self._choice_buttons["leave out"].setVisible(one.outcome != "left out")

    def decide(self, choice: Choice) -> None:
        """Settle what becomes of the record chosen in the list."""
        one = self._records.current
        if self.preview is None or one is None:
            return
        place = self._records.currentIndex().row()
        self.preview = choose(self.context.workspace, self.preview, {one.key: choice})
        self._show_preview()
        rows = self._records.rows
        if rows and self.pages.currentWidget() is self._records:
            self._records.choose(rows[min(place, len(rows) - 1)])

    def apply(self) -> None:
        """Write what is proposed, as one step, and close."""
        if self.preview is None or not self.act.isEnabled():
            return
        preview = self.preview
        try:
            self.step = apply_import(self.context.workspace, preview)
        except AppError as problem:
            self.refuse(problem.sentence)
            return
        number = sum(found["new"] + found["updated"] for found in preview.counts.values())
        self.context.said.emit(f"{number:,} records brought in from {preview.file}; Ctrl+Z takes them back.")
        made = next(
            (one for one in preview.proposals if one.register == "plans" and one.outcome == "new"), None
        )
        if made is not None and self.context.workspace.record("plans", made.record):
            self.context.choose_plan(made.record)
        self.accept()

    def done(self, result: int) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        super().done(result)


def _labelled(choice: QComboBox) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    label = Label(choice.accessibleName())
    theme.set_role(label, "soft")
    label.setBuddy(choice)
    row.addWidget(label)
    row.addWidget(choice)
    return whole


def _counted(name: str, number: int) -> str:
    register = register_named(name)
    return f"{number:,} {(register.label if number == 1 else register.plural).lower()}"
