"""A file or pasted table being read in the background, again and again as somebody chooses how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from csp_desktop.editing.bringing_in.plan_import import is_of_another_year, mappings_for, year_to_read_again
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.pasted_tables import pasted_grids
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_again, read_grids, read_source
from csp_desktop.excel.recognising.column_mapping import MappedTable, TableMapping
from csp_desktop.excel.recognising.tables_found import TablePlace
from csp_desktop.periods import FinancialYear
from csp_desktop.ui.bringing_in.import_choices import ImportChoices
from csp_desktop.ui.bringing_in.tables_alike import also_changed, just_like
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.background import Job, run_in_background

# Reads a file for a year (None for the one it names) by mappings, until cancelled.
_Source = Callable[[FinancialYear | None, Mappings, Callable[[], bool]], Reading]


class SourceReading(QObject):
    """Says what it is reading, when it was read, and why it could not be.

    `reading` is what was read last, None until then; `said_year` a sentence where quarters are those of another
    year than the file's own, `said_alike` one where what was said of a table holds for others too.
    """

    began = Signal()
    told = Signal(str)
    begun_again = Signal()
    """What was read is being read again: what is shown of it no longer holds."""
    was_read = Signal()

    def __init__(self, context: Context, choices: ImportChoices, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._choices = context, choices
        self._source: _Source | None = None
        self._chosen: dict[TablePlace, TableMapping] = {}
        self._left_out: dict[TablePlace, TableMapping] = {}
        self._changed: set[TablePlace] = set()
        self.name = ""
        self.reading: Reading | None = None
        self.said_year = self.said_alike = ""
        self.job: Job | None = None
        choices.changed.connect(self._asked_anew)

    @property
    def is_chosen(self) -> bool:
        """Did somebody say how a table is to be read?"""
        return bool(self._chosen)

    def read_file(self, path: Path) -> None:
        """Read a file."""
        self._begin(
            path.name,
            lambda year, mappings, cancelled: read_source(path, None, year, mappings, cancelled),
        )

    def read_clipboard(self) -> None:
        """Read the table on the clipboard."""
        data = QGuiApplication.clipboard().mimeData()
        html, text = data.html(), data.text()
        self._begin(
            "Pasted table",
            lambda year, mappings, cancelled: read_grids(pasted_grids(html, text), year, mappings, cancelled),
        )

    def map_table(self, table: MappedTable, mapping: TableMapping) -> None:
        """Read a table again as somebody says it is to be read, and with it others that are just like it.

        A plan has a sheet for each priority: what a column of them is, is said once.
        """
        if self.reading is None:
            return
        if table.mapping.register and not mapping.register:
            self._left_out[table.place] = table.mapping
        self._changed.add(table.place)
        alike = [one for one in just_like(self.reading, table, mapping) if one.place not in self._changed]
        for one in (table, *alike):
            self._chosen[one.place] = replace(mapping, year=table.mapping.year)
        self.said_alike = also_changed(table, alike)
        self._read_again()

    def earlier(self, table: MappedTable) -> TableMapping | None:
        """How a table that is left out was read before it was."""
        return self._left_out.get(table.place)

    @property
    def mappings(self) -> Mappings:
        """How tables are read as the choices are now."""
        partnership, plan = self._choices.plan
        mappings = mappings_for(
            self._context.workspace,
            partnership,
            plan,
            hidden=self._choices.hidden.isChecked(),
            take_doubtful=self._choices.doubtful.isChecked(),
        )
        return replace(mappings, chosen=dict(self._chosen), today=self._context.today)

    def cancel(self) -> None:
        """Stop reading."""
        if self.job is not None:
            self.job.cancel()
            self.job = None

    def _begin(self, name: str, source: _Source) -> None:
        self.name, self._source = name, source
        self.reading, self.said_year, self.said_alike = None, "", ""
        self._chosen, self._left_out, self._changed = {}, {}, set()
        self._choices.start()
        self.began.emit()
        self._read_again()

    def _asked_anew(self) -> None:
        self.said_year = self.said_alike = ""
        self._read_again()

    def _read_again(self, year: FinancialYear | None = None) -> None:
        """Read what was read before as the choices are now; `year` where the plan says another."""
        source, reading = self._source, self.reading
        if source is None:
            return
        mappings, asked = self.mappings, self._choices.year or year
        if reading is None:
            self.told.emit(f"Reading {self.name}…")
            self.run(lambda job: source(asked, mappings, lambda: job.cancelled), self._done, self.told.emit)
        else:
            self.begun_again.emit()
            self.run(
                lambda job: read_again(reading, mappings, asked, lambda: job.cancelled),
                self._done,
                self.told.emit,
            )

    def run(
        self, work: Callable[[Job], Any], done: Callable[[Any], object], failed: Callable[[str], object]
    ) -> None:
        """Do work on what is read beside the window; what was being done before is given up."""

        def ended(deliver: Callable[[Any], object]) -> Callable[[Any], object]:
            def end(result: Any) -> None:
                self.job = None
                deliver(result)

            return end

        if self.job is not None:
            self.job.cancel()
        self.job = run_in_background(work, done=ended(done), failed=ended(failed), parent=self)

    def _done(self, reading: Reading) -> None:
        self.reading = reading
        workspace, plan = self._context.workspace, self._choices.plan[1]
        if plan and not self._choices.plan_chosen and is_of_another_year(workspace, reading, plan):
            self._choices.aim(elsewhere=True)
            plan = None
        other = None if self._choices.year else year_to_read_again(workspace, reading, plan)
        if other is not None and reading.years:
            said = reading.years[0].label
            # Quarters belong to the year of the plan they go into.
            self._read_again(other)
            self.said_year = f"The file speaks of {said}; its quarters are read as those of {other.label}."
            return
        self.was_read.emit()
