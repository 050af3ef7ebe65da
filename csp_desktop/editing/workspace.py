"""An open file and the one way to change it: check, write, record, announce."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from csp_desktop.editing.changes import Change, Delete, Insert, Step, Update
from csp_desktop.editing.history import History
from csp_desktop.editing.plan_gathering import gathered
from csp_desktop.editing.step_rules.closed_plans import guard_closed_plans
from csp_desktop.editing.step_rules.completion import completions
from csp_desktop.editing.step_rules.guards import guard, guard_names, guard_removal, guard_streams
from csp_desktop.editing.step_rules.original_due_dates import with_first_due_date
from csp_desktop.editing.step_rules.plan_titles import with_years_in_title
from csp_desktop.errors import FileChanged, FileProblem, InvalidChange, OthersStep
from csp_desktop.keeping_all import keeping_all
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.catalog import REGISTERS, register_named
from csp_desktop.registers.fields import Links, Reference, Values
from csp_desktop.registers.plan import PLAN_ITEMS, PLANS
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.register import Register
from csp_desktop.storage import backups, forgetting, steps, tables
from csp_desktop.storage.beside import FileBeside
from csp_desktop.storage.csp_file import CspFile
from csp_desktop.storage.history.carried_on import Past, carry_on
from csp_desktop.storage.identity import file_id
from csp_desktop.storage.lease import Holder, user_name
from csp_desktop.storage.search_index import discard_index
from csp_desktop.storage.steps import ChangeRow, StepKind
from csp_desktop.storage.watching import FileWatch, Sighting
from csp_desktop.storage.writing import StepWriting, encoded

__all__ = ["Delete", "Insert", "Step", "Update", "Workspace"]

PROGRAM, SAMPLE = "CSP Desktop", "sample"
"""Who writes the sample, and the reason its history gives."""
_DATED = ("plan_items", "updates", "log_entries", "log_updates")
Listener = Callable[[Step], None]


class Workspace:
    """One file: read by register, changed in steps that can be undone, also after reopening."""

    def __init__(self, file: CspFile, user: str | None = None) -> None:
        self._file = file
        self._connection = file.connection
        self._listeners: list[Listener] = []
        self._watch: FileWatch | None = None
        self._beside: WritingBeside | None = None
        self.user = user or user_name()

    @classmethod
    def create(cls, path: Path, user: str | None = None) -> Workspace:
        """Make an empty file, never over an existing one."""
        return cls(CspFile.create(Path(path)), user)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        user: str | None = None,
        backup: bool = True,
        take_over: Holder | None = None,
    ) -> Workspace:
        """Open a file; for editing, a verified backup is made first unless `backup` is off.

        With `take_over`, a holder who is not heard of any more, editing is taken over from that one; the history
        says so.
        """
        workspace = cls(CspFile.open(Path(path), read_only=read_only, take_over=take_over), user)
        if not read_only:
            try:
                if backup:
                    workspace.backup()
                if take_over is not None:
                    workspace._note(f"took over editing from {take_over}")
            except BaseException:
                workspace.close()
                raise
        return workspace

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._file.close()

    def look(self) -> Sighting:
        """What others have done to the file since the last look; whoever listens is told to read again.

        Nothing while it is written beside: what that writes is this program's own.
        """
        if self._beside is not None:
            return Sighting()
        if self._watch is None:
            self._watch = FileWatch(self._file)
        sighting = self._watch.look()
        if sighting.changed and not sighting.stale:
            self._announce_everything()
        return sighting

    @property
    def taken_by(self) -> str:
        """Who has taken the file over since it was opened for editing, in words; "" for nobody."""
        return self._file.taken_by

    def take_back(self) -> None:
        """Go on editing after another who took the file over has closed it; raises FileInUse, FileNotWritable."""
        self._file.take_back()

    @property
    def remark(self) -> str:
        """What a person should know of how the file was opened, a sentence; "" for nothing."""
        return self._file.remark

    def copy_to(self, target: Path) -> None:
        """Write a copy of the file as it is read, under a name that is free."""
        self._file.copy_to(target)

    @property
    def path(self) -> Path:
        return self._file.path

    @property
    def read_only(self) -> bool:
        return self._file.read_only

    def contradiction(self) -> str:
        """The first thing in which the file does not agree with itself; "" where it does, or is too large to ask."""
        with self._file.one_state():
            return self._file.contradiction()

    def backup(self) -> Path:
        """A verified copy beside the file, the newest ten kept; its path."""
        return backups.make_backup(self.path)

    # Reading

    def records(
        self, register: str, where: Mapping[str, Any] | None = None, order: Sequence[str] = ()
    ) -> list[Values]:
        """Records that match: a value equals, a tuple is any of, None is empty, "item.plan" goes through."""
        with self._file.reading():
            return tables.select(self._connection, register_named(register), where, order)

    def record(self, register: str, record: str) -> Values | None:
        """One record by its id."""
        records = self.records(register, {"id": record})
        return records[0] if records else None

    def content(self, register: str, record: str, name: str) -> bytes | None:
        """The bytes of a kept file."""
        with self._file.reading():
            return tables.content(self._connection, register_named(register), record, name)

    def referring(self, register: str, *records: str) -> list[tuple[Register, Reference | Links, list[str]]]:
        """(register, field, record ids) for all that refers to any of some records of a register."""
        with self._file.reading():
            return tables.referring(self._connection, register_named(register), records)

    def plans(self) -> list[Values]:
        """All plans with `partnership_name` and `partnership_short`, newest year first in each partnership.

        Of one year those that are closed come last.
        """
        partnerships = {kept["id"]: kept for kept in self.records("partnerships")}
        plans = self.records("plans")
        for plan in plans:
            partnership = partnerships[plan["partnership"]]
            plan["partnership_name"] = partnership["name"]
            plan["partnership_short"] = partnership["short_name"]
        return sorted(
            plans,
            key=lambda plan: (
                plan["partnership_name"],
                -plan["last_year"],
                plan["status"] == "closed",
                plan["title"],
            ),
        )

    def plan_records(
        self, plan_id: str, known: PlanRecords | None = None, changed: Set[str] = frozenset()
    ) -> PlanRecords:
        """Everything about one plan; where it was `known` before some registers `changed`, only these are read."""
        with self._file.one_state():
            records = gathered(self.records, plan_id, known, changed)
            if known is not None and changed.isdisjoint(_DATED):
                records.overtaken = known.overtaken
            else:
                records.overtaken = self.history.overtaken(records)
            return records

    @property
    def is_sample(self) -> bool:
        """Whether the file began as the sample: a made-up partnership, nobody's own file."""
        with self._file.reading():
            first = steps.step_at(self._connection, 1)
        return first is not None and (first.kind, first.reason, first.made_by) == ("start", SAMPLE, PROGRAM)

    @property
    def history(self) -> History:
        """What the file remembers of its own past."""
        return History(self._file)

    @property
    def file_id(self) -> str:
        """The id that all copies of this file share."""
        with self._file.reading():
            return file_id(self._connection)

    def dump(self, names: Sequence[str] = ()) -> dict[str, list[Values]]:
        """All records by register, ready for JSON; with "changes" the history. File contents as base64."""
        wanted = names or [*(register.name for register in REGISTERS), "changes"]
        dumped: dict[str, list[Values]] = {}
        for name in wanted:
            if name == "changes":
                with self._file.reading():
                    dumped[name] = steps.all_changes(self._connection)
                continue
            register = register_named(name)
            dumped[name] = self.records(name)
            for record in dumped[name]:
                for field in register.contents:
                    record[field.name] = encoded(self.content(name, record["id"], field.name))
        return dumped

    # Changing

    def stand_aside(self) -> WritingBeside:
        """Leave the file to be written by another thread: until that `ends`, nothing else is.

        Raises FileProblem where it could not be written, FileChanged where others wrote meanwhile.
        """
        self._refuse_read_only()
        try:
            known = self._file.as_known()
        except FileChanged:
            self._announce_everything()
            raise
        self._beside = WritingBeside(partial(FileBeside, self.path, known), self.user, self._go_on)
        return self._beside

    def _go_on(self, beside: FileBeside | None, made: Sequence[Step]) -> None:
        self._beside = None
        if beside is not None:
            self._file.know(beside.last, alone=beside.alone)
        # What shows it makes very many objects at once, while those that were brought in are still there.
        with keeping_all():
            for step in made:
                self._announce(step)

    @property
    def is_written_beside(self) -> bool:
        """Whether another thread writes the file now, which cannot be given up any more."""
        return self._beside is not None and self._beside.begun

    def apply(
        self,
        changes: Iterable[Change],
        reason: str = "typed",
        *,
        kind: StepKind = "edit",
        over_allocating: bool = False,
        of_copy: bool = False,
        sparing: bool = False,
        today: date | None = None,
        day_known: bool = True,
    ) -> Step:
        """Make changes all or nothing, as one step in the history.

        Raises InvalidChange where checks refuse some, FileProblem where the file cannot be written;
        then nothing is written. `kind="start"` marks what undo leaves be: the first filling of a file,
        and how a table was said to be read. `over_allocating` lets allocations exceed their stream: where
        somebody confirmed it with a reason, or a document states it so. `of_copy`: the changes come from a
        copy of the file, with all that followed from them there. `sparing` raises LargeRemoval where more than
        a fifth of a register would go. What is complete from now on is so since `today`, or the day it is; its day
        stays open where not `day_known`: a document that rates it complete may be of long ago.
        """
        self._refuse_read_only()
        changes = list(changes)
        with self._writing():
            written = StepWriting(self._connection)
            written.foresee(
                (change.register, change.id) for change in changes if not isinstance(change, Insert)
            )
            made: set[str] = set()
            refused: dict[str, InvalidChange] = {}
            for change in changes:
                if change.id in refused:
                    continue
                try:
                    self._make(written, change, made)
                except InvalidChange as problem:
                    refused[change.id] = problem
            InvalidChange.raise_all(list(refused.values()))
            written.flush()
            if kind == "edit" and not of_copy:
                day = (today or date.today()) if day_known else None
                for item, values in completions(self._file, changes, written.rows, day):
                    written.update(PLAN_ITEMS, item, values)
            guard(self._file, written.changed)
            if kind == "edit" and not of_copy:
                guard_closed_plans(self._file, written.rows)
                guard_names(self._file, written.rows)
            if kind == "edit" and not (over_allocating or of_copy):
                guard_streams(self._file, written.rows)
            if sparing:
                guard_removal(self._file, written.rows)
            number = self._record(written.rows, reason, kind, None)
        return self._announce(Step(number, reason, frozenset(written.changed)))

    @staticmethod
    def _make(written: StepWriting, change: Change, made: set[str]) -> None:
        """Make one change of a step; `made` are the records the step made so far."""
        register = register_named(change.register)
        if isinstance(change, Insert):
            written.insert(register, change.id, change.values)
            made.add(change.id)
        elif isinstance(change, Update):
            values = change.values
            if register is PLAN_ITEMS and change.id not in made:
                values = with_first_due_date(written.current(register, change.id), values)
            elif register is PLANS and change.id not in made:
                values = with_years_in_title(written.current(register, change.id), values)
            written.update(register, change.id, values)
        else:
            written.delete(register, change.id)

    def forget(self, person: str) -> forgetting.Erased:
        """Make a person anonymous for good, in records and history; what became of their name."""
        from csp_desktop.editing.ways_of_naming import named_alone

        self._refuse_read_only()
        with self._writing():
            words = self.words_for(person)
            alone = {named_alone(name) for name in forgetting.names_of(self._connection, person)} - {""}
            places = forgetting.rewrite(self._connection, person, words)
            files = forgetting.kept_with(self._connection, words)
            texts = forgetting.texts_with(self._connection, alone)
            forgetting.record(self._connection, person, self.user, _moment())
        # What was erased is not to lie about in pages that are free now, nor among the words of the search.
        self._file.tidy()
        discard_index(self.path)
        self._announce_everything()
        return forgetting.Erased(words, places, files, alone, texts)

    def carry_on(self, past: Past, stood: Mapping[str, Mapping[str, Values]], reason: str) -> None:
        """Let this file be the one whose past it is, which left its records as they `stood`."""
        self._refuse_read_only()
        with self._writing():
            carry_on(self._connection, past, stood, made_by=self.user, made_at=_moment(), reason=reason)
        self._file.tidy()
        self._announce_everything()

    def words_for(self, person: str) -> set[str]:
        """The words by which a person is known: names in all ways of writing them, addresses, numbers."""
        # Imported here because it takes longer than opening a file, and is seldom wanted.
        from csp_desktop.editing.ways_of_naming import ways_of_naming

        with self._file.reading():
            return forgetting.words_about(self._connection, person, ways_of_naming)

    @property
    def forgotten(self) -> set[str]:
        """The ids of the people made anonymous."""
        with self._file.reading():
            return set(forgetting.forgotten(self._connection))

    def undo(self) -> Step | None:
        """Take back the last step that still stands; None where there is none. Raises OthersStep."""
        return self._revert(self._to_undo(), "undo", "undone")

    def redo(self) -> Step | None:
        """Bring back what was last undone; None where there is none. Raises OthersStep."""
        return self._revert(self._to_redo(), "redo", "done")

    @property
    def undoable(self) -> str | None:
        """The reason of the step that undo would take back."""
        step = self._to_undo()
        return step.reason if step else None

    @property
    def redoable(self) -> str | None:
        """The reason of the step that redo would bring back."""
        step = self._to_redo()
        return step.reason if step else None

    def _to_undo(self) -> steps.StepRow | None:
        with self._file.reading():
            return steps.last_done(self._connection)

    def _to_redo(self) -> steps.StepRow | None:
        with self._file.reading():
            return steps.first_undone(self._connection)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` of every step; the answer ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _revert(self, step: steps.StepRow | None, kind: StepKind, state: str) -> Step | None:
        if step is None:
            return None
        self._refuse_read_only()
        # A whole register may come and go here, as it was brought in.
        with keeping_all(), self._writing():
            if step.made_by != self.user:
                raise OthersStep(_others(step, kind))
            # What was undone comes back by reverting the step that undid it.
            source = step if kind == "undo" else steps.undoing(self._connection, step.step)
            assert source is not None
            written = StepWriting(self._connection)
            written.revert(steps.changes_to_revert(self._connection, source.step))
            written.flush()
            steps.mark(self._connection, step.step, state)
            number = self._record(written.rows, f"{kind} {step.reason}", kind, step.step)
        return self._announce(Step(number, f"{kind} {step.reason}", frozenset(written.changed)))

    def _record(self, rows: list[ChangeRow], reason: str, kind: StepKind, of_step: int | None) -> int:
        if not rows:
            return 0
        if kind == "edit":
            steps.lapse_undone(self._connection)
        return self._record_step(rows, reason, kind, of_step)

    def _record_step(self, rows: list[ChangeRow], reason: str, kind: StepKind, of_step: int | None) -> int:
        return steps.record_step(
            self._connection,
            made_at=_moment(),
            made_by=self.user,
            reason=reason,
            kind=kind,
            of_step=of_step,
            changes=rows,
        )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction; where somebody else has written meanwhile, whoever listens is told to read again."""
        if self._beside is not None:
            raise FileProblem(
                f"Something large is being brought into “{self.path.name}”, so this was not written and stays where you "
                "typed it. Do it again when that is in."
            )
        try:
            with self._file.writing():
                yield
        except FileChanged:
            self._announce_everything()
            raise

    def _announce_everything(self) -> None:
        everything = frozenset((register.name, "") for register in REGISTERS)
        self._announce(Step(-1, "changed elsewhere", everything))

    def _note(self, words: str) -> None:
        """Put into the history what changed no record."""
        with self._writing():
            self._record_step([], words, "start", None)

    def _announce(self, step: Step) -> Step:
        if step.number:
            for listener in list(self._listeners):
                listener(step)
        return step

    def _refuse_read_only(self) -> None:
        if self.read_only:
            raise FileProblem(
                f"“{self.path.name}” is open to read only, so nothing was changed; "
                "close it where it is being edited and open it again."
            )


class WritingBeside:
    """The one thing that may be written while a workspace stands aside."""

    def __init__(
        self,
        open_beside: Callable[[], FileBeside],
        user: str,
        ended: Callable[[FileBeside | None, Sequence[Step]], None],
    ) -> None:
        self._open, self._user, self._ended = open_beside, user, ended
        self._file: FileBeside | None = None
        self._made: list[Step] = []
        self.begun = False
        """Whether it is written by now, and can no longer be given up. Set before the writing thread starts."""

    def write(self, write: Callable[[Workspace], Step | None]) -> Step | None:
        """Write on a connection of its own, in the thread this is called in; raises AppError."""
        self._file = self._open()
        with keeping_all(), Workspace(self._file, self._user) as beside:
            beside.subscribe(self._made.append)
            return write(beside)

    def end(self) -> None:
        """In the window's thread: write there as before, and tell whoever listens what was written meanwhile."""
        self._ended(self._file, self._made)


def _moment() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _others(step: steps.StepRow, kind: StepKind) -> str:
    when = f"{format_date(step.made_at[:10])} at {step.made_at[11:16]}"
    if kind == "undo":
        return (
            f"The last change, “{step.reason}” on {when}, is {step.made_by}’s and not yours, so it was left. "
            "History shows it, and can take it back."
        )
    return (
        f"What was undone last, “{step.reason}” of {when}, is {step.made_by}’s and not yours, so it was left. "
        "History shows it, and can bring it back."
    )
