"""What all tabs share: the open file, the chosen plan and quarter, the search, and news of changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Literal

from PySide6.QtCore import QObject, Signal

from csp_desktop.editing.changes import Change, Step
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import AppError, LargeRemoval, OthersStep
from csp_desktop.periods import Quarter
from csp_desktop.registers.fields import RAG_WORDS, Record
from csp_desktop.registers.plan_records import PlanRecords, plan_to_show
from csp_desktop.rules.rag import rag_words
from csp_desktop.rules.return_states import returns_wanted
from csp_desktop.ui.names import RecordNames
from csp_desktop.ui.unsaved import Unsaved
from csp_desktop.ui.unwritten_entries import UnwrittenEntries

Request = Literal["send returns", "print", "add plan", "import plan", "name owners"]
"""What a page may ask the window to open."""


class Context(QObject):
    """One open file as the window sees it. Tabs read `records`, change through `apply`, and listen."""

    written = Signal(object)
    """A step was made, undone or redone, and may not have been told yet: carries the Step."""
    stepped = Signal(object)
    """A step is told, to show what became of it: carries the Step."""
    closed = Signal()
    """The file is about to be closed: what shows it goes too."""
    turning = Signal()
    """Another plan, quarter or search comes next: what is being typed belongs to what is shown now."""
    plan_changed = Signal()
    quarter_changed = Signal()
    search_changed = Signal(str)
    opened = Signal(str, str)
    """Somebody asks for a record to be shown: register and id."""
    filtered = Signal(str, str)
    """Somebody asks for a tab with one of its filter chips chosen: tab name and chip name."""
    typing_asked = Signal(str, str)
    """Somebody wants to type a new record: tab name and chip name."""
    requested = Signal(str)
    """Somebody asks for a window: carries the Request."""
    printed = Signal()
    """A form of this file went to paper or into a file."""
    print_asked = Signal(str, str)
    """Somebody asks for a form to be printed: its name, and the id of a priority or ""."""
    bring_in_asked = Signal(object)
    """Somebody asks for a workbook to be brought in as a plan or register: carries its Path."""
    history_asked = Signal(list, str)
    """Somebody asks for the history of some records, by their ids, and what they are called; of all for none."""
    left_alone = Signal(str)
    """Undo or redo came to another person's step: the sentence for the person."""
    refused = Signal(str)
    """A change was refused: the sentence for the person."""
    said = Signal(str)
    """Something worth a line in the status bar."""

    def __init__(
        self, workspace: Workspace, today: date | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.today = today or date.today()
        self.search = ""
        self.unsaved = Unsaved(self)
        self.entries = UnwrittenEntries(self)
        self.confirm_removal: Callable[[LargeRemoval], bool] = lambda large: True
        """Asks a person whether so much is to be removed; the window does."""
        self.in_step = False
        """Whether the plan is told as changed because of a step, which itself is told next."""
        self._records: PlanRecords | None = None
        self._known: PlanRecords | None = None
        """The records as they were, of which those of registers that have `_changed` since are read again."""
        self._changed: set[str] = set()
        self._holding = False
        self._untold: list[Step] = []
        self._missing: dict[Quarter, Mapping[str, int]] = {}
        self._rating_words: Mapping[str, str] | None = None
        self._plans = workspace.plans()
        self.plan_id: str | None = self._plan_to_show()
        self.quarter = self._first_quarter()
        self._unsubscribe = workspace.subscribe(self._stepped)
        self.names = RecordNames(workspace, lambda: self.records, lambda: self.rating_words)
        self.plan_changed.connect(lambda: self.names.forget())

    def close(self) -> None:
        """Stop listening and close the file."""
        self._untold.clear()
        self.closed.emit()
        self._unsubscribe()
        self.workspace.close()

    @property
    def plans(self) -> Sequence[Record]:
        """All plans of the file, with the names of their partnerships."""
        return self._plans

    @property
    def records(self) -> PlanRecords | None:
        """Everything about the chosen plan, what has changed read again once; None where there is no plan."""
        if self._records is None and self.plan_id is not None:
            self._records = self.workspace.plan_records(self.plan_id, self._known, self._changed)
            self._known, self._changed = None, set()
        return self._records

    @property
    def shown_records(self) -> PlanRecords:
        """Everything about the chosen plan, where a row of it is shown: so there is one."""
        records = self.records
        assert records is not None
        return records

    @property
    def missing_in_returns(self) -> Mapping[str, int]:
        """In how many rows something is missing, by return of the quarter that was taken in; asked once after a change."""
        records = self.records
        if records is None:
            return {}
        wanted = returns_wanted(records.returns, self.quarter)
        if self.quarter not in self._missing and any(sent["state"] == "applied" for sent in wanted):
            # What returns are compared by is brought in only where one is in.
            from csp_desktop.editing.returns.standing.missing import missing_by_return

            self._missing[self.quarter] = missing_by_return(self.workspace, records, self.quarter, wanted)
        return self._missing.get(self.quarter, {})

    @property
    def rating_words(self) -> Mapping[str, str]:
        """What the partnership calls each rating."""
        if self._rating_words is None:
            records = self.records
            self._rating_words = RAG_WORDS if records is None else rag_words(records.partnership)
        return self._rating_words

    @property
    def editable(self) -> bool:
        """Whether the file was opened for editing."""
        return not self.workspace.read_only

    def choose_plan(self, plan_id: str) -> None:
        """Show another plan, at the same quarter of its own year."""
        if plan_id == self.plan_id:
            return
        self._turn()
        self.plan_id = plan_id
        self._forget_records()
        self.quarter = self._first_quarter()
        self.plan_changed.emit()

    def choose_quarter(self, quarter: Quarter) -> None:
        """Show another quarter."""
        if quarter != self.quarter:
            self._turn()
            self.quarter = quarter
            self.quarter_changed.emit()

    def choose_search(self, text: str) -> None:
        """Filter the shown tab by these words."""
        if text != self.search:
            self._turn()
            self.search = text
            self.search_changed.emit(text)

    def _turn(self) -> None:
        self.turning.emit()
        self.tell()

    # Steps, and when they are told

    @contextmanager
    def holding_news(self) -> Iterator[None]:
        """Steps made meanwhile are not told before one asks to `tell`: once what was typed has been painted.

        What anybody reads here is new all the same, and nothing else is done, undone or turned to before they are told.
        """
        self._holding = True
        try:
            yield
        finally:
            self._holding = False

    @property
    def untold(self) -> bool:
        """Whether there are steps that were not told yet."""
        return bool(self._untold)

    def tell(self) -> None:
        """Tell of steps that were held until now."""
        while self._untold:
            self.stepped.emit(self._untold.pop(0))

    def apply(
        self, changes: Iterable[Change], reason: str = "typed", *, over_allocating: bool = False
    ) -> Step | None:
        """Make changes as one step; where refused, say why and answer None."""
        self.tell()
        changes = list(changes)
        apply = partial(
            self.workspace.apply, changes, reason, over_allocating=over_allocating, today=self.today
        )
        try:
            try:
                return apply(sparing=True)
            except LargeRemoval as large:
                return apply() if self.confirm_removal(large) else None
        except AppError as problem:
            self.refused.emit(problem.sentence)
            return None

    def undo(self) -> Step | None:
        """Take back the last step; None where there is none, or it cannot be.

        An entry refused after it is taken back first: it was done last, and made no step.
        """
        taken = self.entries.take_back()
        if taken:
            self.said.emit(f"Took back {taken}, which was not saved.")
            return None
        step = self._step_back_or_forth(self.workspace.undo)
        if step is not None:
            self.entries.note_undone()
        return step

    @property
    def undoable(self) -> str | None:
        """What undo would take back; None for nothing."""
        entry = self.entries.last
        return entry.called if entry is not None else self.workspace.undoable

    def redo(self) -> Step | None:
        """Bring back what was undone; None where there is nothing, or it cannot be."""
        return self._step_back_or_forth(self.workspace.redo)

    def _step_back_or_forth(self, move: Callable[[], Step | None]) -> Step | None:
        self.tell()
        try:
            return move()
        except OthersStep as problem:
            self.left_alone.emit(problem.sentence)
            return None
        except AppError as problem:
            self.refused.emit(problem.sentence)
            return None

    def _forget_records(self, changed: Set[str] | None = None) -> None:
        """Read again what is asked for next: of the same plan only the registers that have changed."""
        known = self._records or self._known
        self._known = known if changed is not None else None
        self._changed = self._changed | changed if changed is not None else set()
        self._records = None
        self._missing.clear()
        self._rating_words = None

    def _stepped(self, step: Step) -> None:
        self._forget_records(step.registers)
        self.entries.note_step()
        self.names.forget(step.registers)
        of_plans = bool(step.registers & {"plans", "partnerships"})
        if of_plans:
            self.tell()
            self._plans = self.workspace.plans()
            if self.plan_id not in {plan["id"] for plan in self._plans}:
                self.plan_id = self._plan_to_show()
                self.quarter = self._first_quarter()
            self.in_step = True
            try:
                self.plan_changed.emit()
            finally:
                self.in_step = False
        self.written.emit(step)
        self._untold.append(step)
        if of_plans or not self._holding:
            self.tell()

    def _plan_to_show(self) -> str | None:
        return plan_to_show(self._plans, self.today)["id"] if self._plans else None

    def _first_quarter(self) -> Quarter:
        records = self.records
        return records.quarter_to_show(self.today) if records else Quarter.of(self.today)
