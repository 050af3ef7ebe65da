"""A file as somebody settles it: its tables, those they leave out and their answers, compared with what is here."""

from __future__ import annotations

from collections.abc import Callable, Set

from PySide6.QtCore import QObject, Signal

from csp_desktop.editing.bringing_in.plan_import import Proposal
from csp_desktop.editing.bringing_in.source_tables import SourceTable, source_tables
from csp_desktop.errors import AppError
from csp_desktop.excel.recognising.tables_found import TablePlace
from csp_desktop.registers.catalog import register_named
from csp_desktop.ui.bringing_in.deciding_row import Answer
from csp_desktop.ui.bringing_in.import_answers import ImportAnswers
from csp_desktop.ui.bringing_in.import_choices import ImportChoices
from csp_desktop.ui.bringing_in.import_wording import answers_unused, cannot_be_ticked, what_it_lacks
from csp_desktop.ui.bringing_in.source_comparing import Compared, SourceComparing
from csp_desktop.ui.bringing_in.source_reading import SourceReading
from csp_desktop.ui.context import Context


class SourceSettling(QObject):
    """Compares what was read again after each thing somebody says of it.

    `compared` is None while nothing is.
    """

    told = Signal(str)
    """What is being done where it takes a while."""
    was_compared = Signal()
    not_compared = Signal(str)
    """Why it could not be."""

    def __init__(
        self, context: Context, source: SourceReading, choices: ImportChoices, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context, self._source, self._choices = context, source, choices
        self.tables: list[SourceTable] = []
        self.compared: Compared | None = None
        self._left_out: set[TablePlace] = set()
        self._answers = ImportAnswers()
        source.began.connect(self._began)
        source.was_read.connect(self._was_read)

    @property
    def is_anything_said(self) -> bool:
        """Did somebody say anything of this file?"""
        return bool(self._answers or self._left_out or self._source.is_chosen)

    def is_left_out(self, table: SourceTable) -> bool:
        """Did somebody take the tick of a table away?"""
        return table.place in self._left_out

    def is_ticked(self, table: SourceTable) -> bool:
        """Do the records of a table come in?"""
        return table.taken and not self.is_left_out(table)

    def _began(self) -> None:
        self._left_out, self._answers, self.compared = set(), ImportAnswers(), None

    def _was_read(self) -> None:
        assert self._source.reading is not None
        self.compared = None
        self.tables = source_tables(self._source.reading)
        self._answers.find_in(self._source.reading)
        self._compare()

    # What somebody says

    def tick(self, ticked: Set[TablePlace]) -> None:
        """Bring in the tables that are ticked and leave the others out."""
        for table in self.tables:
            if table.place not in ticked or table.taken or table.mapped is None:
                continue
            # What is only likely is taken once somebody ticks it; what they left out, as it was read before.
            mapping = table.mapped.mapping if table.register else self._source.earlier(table.mapped)
            if mapping is not None:
                self._source.map_table(table.mapped, mapping)
                return
        self._left_out = {
            table.place
            for table in self.tables
            if table.taken and table.place not in ticked and not self.cannot_be_ticked(table)
        }
        self._compare()

    def answer(self, proposal: Proposal, answer: Answer, then: Callable[[], object]) -> None:
        """Settle what becomes of a record; `then` is called when it is shown."""
        assert self._source.reading is not None
        if answer == "take back":
            self._answers.take_back(proposal)
        else:
            self._answers.give(proposal, answer, self._source.reading)
        self._compare(then)

    # Against what is here

    def _compare(self, then: Callable[[], object] = lambda: None) -> None:
        assert self._source.reading is not None
        comparing = SourceComparing(
            self._source.reading,
            self._source.name,
            *self._choices.plan,
            tuple(self.tables),
            frozenset(self._left_out),
            self._answers.choices,
            self._source.mappings,
        )

        def done(compared: Compared) -> None:
            if self._answers.drop_mistaken(compared.preview):
                self._compare(then)
                return
            self.compared = compared
            self.was_compared.emit()
            then()

        if comparing.is_large:
            self.told.emit(f"Comparing {self._source.name} with what is here…")
            path = self._context.workspace.path
            self._source.run(lambda job: comparing.on_file(path, lambda: job.cancelled), done, self._failed)
            return
        try:
            compared = comparing.on(self._context.workspace)
        except AppError as problem:
            self._failed(problem.sentence)
            return
        done(compared)

    def _failed(self, sentence: str) -> None:
        self.compared = None
        self.not_compared.emit(sentence)

    # What is said of it

    @property
    def notes(self) -> list[str]:
        """Sentences about the whole of it, each once."""
        assert self.compared is not None
        preview = self.compared.preview
        said_year = self._source.said_year if not self._choices.year else ""
        of_reading = [said for said in (said_year, self._source.said_alike) if said]
        return list(
            dict.fromkeys([*preview.notes, *of_reading, *answers_unused(self._answers.unused(preview))])
        )

    def goes_into(self, table: SourceTable) -> str:
        """The plan, or for what belongs to no plan the partnership, the records of a table go into."""
        if not table.register or self.compared is None:
            return ""
        workspace, preview = self._context.workspace, self.compared.preview
        if register_named(table.register).within != "plan" and table.register not in (
            "updates",
            "measurements",
        ):
            record = workspace.record("partnerships", preview.partnership)
            return str(record["name"]) if record else "this file"
        plan = next((proposal for proposal in preview.proposals if proposal.register == "plans"), None)
        if plan is None:
            return self._choices.target.currentText()
        known = workspace.record("plans", plan.record) or {}
        return str({**known, **plan.values}["title"])

    def lacks(self, table: SourceTable) -> str:
        """Why nothing comes of a table that is read; "" where something does."""
        if self.compared is None or not table.taken or self.compared.drafts[table.place]:
            return ""
        return what_it_lacks(table)

    def cannot_be_ticked(self, table: SourceTable) -> str:
        """Why there is nothing to tick in a table; "" where there is."""
        if lacks := self.lacks(table):
            return lacks
        read_before = table.mapped is not None and self._source.earlier(table.mapped) is not None
        return cannot_be_ticked(table, read_before=read_before)
