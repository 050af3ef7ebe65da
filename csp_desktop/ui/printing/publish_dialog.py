"""Publishing: which priorities, and with whose words; the pages are shown before anything is written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QListWidget,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.editing.workspace import Update
from csp_desktop.errors import AppError, FileProblem
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.publishing import PAGE, PDF, Publication, publication, write_publication
from csp_desktop.reports.shown import named
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.background import Job, run_in_background
from csp_desktop.ui.look.folders import ask_for_folder
from csp_desktop.ui.look.opening import folder_to_open_from, open_own_page
from csp_desktop.ui.look.plain_words import Label
from csp_desktop.ui.look.preview_dialog import PreviewDialog, plain_button
from csp_desktop.ui.look.saving_as import may_replace
from csp_desktop.ui.printing.pdf_preview import PdfPreview

_NO_PLAN = "There is no plan to publish yet. Add one, or bring one in from a workbook."


class PublishDialog(PreviewDialog):
    """Ticks per priority, kept in the file; the PDF of what would be published; a folder to write into."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            "Publish",
            "A web page, the same as PDF, and tables as CSV. Risks, people and money are never published.",
            "Publish into a folder…",
            parent,
        )
        self.made: Publication | None = None
        self._job: Job | None = None
        self._filling = False
        self._listed: list[tuple[str, tuple[str, tuple[str, ...]]]] = []
        self.priorities = QTreeWidget(self)
        self.priorities.setHeaderHidden(True)
        self.priorities.setAccessibleName("Priorities to publish")
        self.priorities.itemChanged.connect(self._ticked)
        self.withheld = QListWidget(self)
        self.withheld.setAccessibleName("Withheld from the published words")
        self.withheld.setWordWrap(True)
        self.withheld.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._withheld_title = Label("Withheld from the published words", self)
        theme.set_role(self._withheld_title, "heading")
        title = Label("Tick what the public may see", self)
        theme.set_role(title, "heading")
        beside = QWidget(self)
        column = QVBoxLayout(beside)
        column.setContentsMargins(theme.px(14), theme.px(12), theme.px(10), theme.px(12))
        column.setSpacing(theme.px(8))
        column.addWidget(title)
        column.addWidget(self.priorities, 2)
        column.addWidget(self._withheld_title)
        column.addWidget(self.withheld, 1)
        self.preview = PdfPreview(self)
        both = QSplitter(Qt.Orientation.Horizontal, self)
        both.addWidget(beside)
        both.addWidget(self.preview)
        both.setSizes([theme.px(380), theme.px(700)])
        both.setChildrenCollapsible(False)
        self.pages.addWidget(both)
        self.look = plain_button("Look at the page", self.look_at_page, "In the web browser", self)
        self.head.addWidget(self.look)
        if context.records is None:
            self.tell(_NO_PLAN)
            self.look.setEnabled(False)
            return
        self.pages.setCurrentWidget(both)
        self._show_withheld([])
        self._fill(context.records)
        context.stepped.connect(self._stepped)
        self._make()

    # The ticks

    def _fill(self, records: PlanRecords) -> None:
        """The priorities with what is ticked; a row stays where it is while its tick changes."""
        self._filling = True
        wanted = [(named(each), _places(records, each["id"])) for each in records.priorities]
        if wanted != self._listed:
            self._listed = wanted
            self.priorities.clear()
            for name, (_, below) in wanted:
                added = QTreeWidgetItem(self.priorities, [name])
                if below:
                    QTreeWidgetItem(added, ["with the updates on its actions"])
            self.priorities.expandAll()
        for at, (_, (priority, below)) in enumerate(wanted):
            row = self.priorities.topLevelItem(at)
            assert row is not None
            row.setCheckState(0, _check([bool(records.item[priority]["public"])]))
            words = row.child(0)
            if words is not None:
                words.setCheckState(0, _check([bool(records.item[item]["public"]) for item in below]))
            self._allow(row)
        self._filling = False

    def _allow(self, row: QTreeWidgetItem) -> None:
        """Words can be ticked where their priority is; nothing in a file that is only read."""
        fixed = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        tickable = fixed | Qt.ItemFlag.ItemIsUserCheckable
        row.setFlags(tickable if self.context.editable else fixed)
        words = row.child(0)
        if words is not None:
            possible = self.context.editable and row.checkState(0) == Qt.CheckState.Checked
            words.setFlags(tickable if possible else Qt.ItemFlag.NoItemFlags)

    def _ticked(self, row: QTreeWidgetItem) -> None:
        if self._filling:
            return
        public = row.checkState(0) == Qt.CheckState.Checked
        above = row.parent()
        _, (priority, below) = self._listed[self.priorities.indexOfTopLevelItem(above or row)]
        items = below if above is not None else (priority,)
        self.context.apply(
            [Update("plan_items", item, {"public": public}) for item in items], "what is published"
        )

    def _stepped(self, *_: object) -> None:
        records = self.context.records
        if self.isVisible() and records is not None:
            self._fill(records)
            self._make()

    # The pages

    def _make(self) -> None:
        if self._job is not None:
            self._job.cancel()
        records = self.context.records
        assert records is not None
        options = ReportOptions(quarter=self.context.quarter, printed_on=self.context.today)
        self.preview.say("Preparing the pages…")
        self._job = run_in_background(
            lambda job: publication(records, options), done=self._made, failed=self._told, parent=self
        )

    def _made(self, made: Publication) -> None:
        self._job = None
        self.made = made
        self.preview.show_pdf(made.files[PDF])
        self._show_withheld([withheld.sentence for withheld in made.withheld])
        count = len(made.withheld)
        self.summarise(
            f"{count} {'place' if count == 1 else 'places'} withheld: read them through before publishing."
            if count
            else f"As it stands in {self.context.quarter.label}."
        )
        self._offer(True)

    def _told(self, sentence: str) -> None:
        self._job = None
        self.made = None
        self.preview.tell(
            "Tick a priority at the left to see what would be published." if not self._any() else sentence
        )
        self._show_withheld([])
        self.summarise("")
        self._offer(False)

    def _any(self) -> bool:
        rows = (self.priorities.topLevelItem(at) for at in range(self.priorities.topLevelItemCount()))
        return any(row is not None and row.checkState(0) == Qt.CheckState.Checked for row in rows)

    def _show_withheld(self, sentences: list[str]) -> None:
        self.withheld.clear()
        self.withheld.addItems(sentences)
        for widget in (self.withheld, self._withheld_title):
            widget.setVisible(bool(sentences))

    def _offer(self, possible: bool) -> None:
        # What is only read may be published all the same.
        self.act.setEnabled(possible)
        self.look.setEnabled(possible)

    # What is done with them

    def look_at_page(self) -> None:
        """Show the page in the web browser, from a folder of its own."""
        if self.made is None:
            return
        try:
            folder = folder_to_open_from()
        except FileProblem as problem:
            self.refuse(problem.sentence)
            return
        if self.write_to(folder) and not open_own_page(folder / PAGE):
            self.refuse(
                "No web browser was found, so nothing was opened; publish into a folder and open it there."
            )

    def apply(self) -> None:
        """Ask for a folder and write there."""
        if self.made is None:
            return
        usual = self.context.workspace.path.parent
        folder = ask_for_folder(self, "Publish into which folder?", "publish", usual)
        if folder is None:
            return
        if (folder / PAGE).exists() and not may_replace(self, "Publish", folder / PAGE):
            return
        if self.write_to(folder):
            self.context.said.emit(f"Published into {folder}: {', '.join(self.made.files)}.")
            self.accept()

    def write_to(self, folder: Path) -> bool:
        """Write the files into a folder; says why where it cannot."""
        assert self.made is not None
        try:
            write_publication(folder, self.made)
        except AppError as problem:
            self.refuse(problem.sentence)
            return False
        return True

    def done(self, result: int) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        super().done(result)


def _places(records: PlanRecords, priority: str) -> tuple[str, tuple[str, ...]]:
    """A priority and what stands below it, by their ids."""
    return priority, tuple(item["id"] for item in records.outline(priority))


def _check(ticked: list[bool]) -> Qt.CheckState:
    if all(ticked):
        return Qt.CheckState.Checked
    return Qt.CheckState.PartiallyChecked if any(ticked) else Qt.CheckState.Unchecked
