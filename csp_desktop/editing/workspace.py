"""An open file and the one way to change it: check, write, record, announce."""

from __future__ import annotations

import base64
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from csp_desktop.editing.changes import Change, Delete, Insert, Step, Update, to_json
from csp_desktop.editing.guards import guard
from csp_desktop.errors import FileProblem, InvalidChange
from csp_desktop.registers.catalog import REGISTERS, register_named
from csp_desktop.registers.fields import Links, Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.register import Register
from csp_desktop.storage import backups, steps, tables
from csp_desktop.storage.csp_file import CspFile
from csp_desktop.storage.lease import user_name
from csp_desktop.storage.steps import ChangeRow, StepKind

__all__ = ["Delete", "Insert", "Step", "Update", "Workspace"]

Listener = Callable[[Step], None]


class Workspace:
    """One file: read by register, changed in steps that can be undone, also after reopening."""

    def __init__(self, file: CspFile, user: str | None = None) -> None:
        self._file = file
        self._connection = file.connection
        self._listeners: list[Listener] = []
        self.user = user or user_name()

    @classmethod
    def create(cls, path: Path, user: str | None = None) -> Workspace:
        """Make an empty file, never over an existing one."""
        return cls(CspFile.create(Path(path)), user)

    @classmethod
    def open(
        cls, path: Path, *, read_only: bool = False, user: str | None = None, backup: bool = True
    ) -> Workspace:
        """Open a file; for editing, a verified backup is made first unless `backup` is off."""
        workspace = cls(CspFile.open(Path(path), read_only=read_only), user)
        if backup and not read_only:
            try:
                workspace.backup()
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

    @property
    def path(self) -> Path:
        return self._file.path

    @property
    def read_only(self) -> bool:
        return self._file.read_only

    def backup(self) -> Path:
        """A verified copy beside the file, the newest ten kept; its path."""
        return backups.make_backup(self.path)

    # Reading

    def records(
        self, register: str, where: Mapping[str, Any] | None = None, order: Sequence[str] = ()
    ) -> list[Record]:
        """Records that match: a value equals, a tuple is any of, None is empty, "item.plan" goes through."""
        return tables.select(self._connection, register_named(register), where, order)

    def record(self, register: str, record: str) -> Record | None:
        """One record by its id."""
        found = self.records(register, {"id": record})
        return found[0] if found else None

    def content(self, register: str, record: str, name: str) -> bytes | None:
        """The bytes of a kept file."""
        return tables.content(self._connection, register_named(register), record, name)

    def plans(self) -> list[Record]:
        """All plans with `partnership_name` and `partnership_short`, newest year first in each partnership."""
        partnerships = {found["id"]: found for found in self.records("partnerships")}
        plans = self.records("plans")
        for plan in plans:
            partnership = partnerships[plan["partnership"]]
            plan["partnership_name"] = partnership["name"]
            plan["partnership_short"] = partnership["short_name"]
        return sorted(plans, key=lambda plan: (plan["partnership_name"], -plan["last_year"], plan["title"]))

    def plan_records(self, plan_id: str) -> PlanRecords:
        """Everything about one plan."""
        plan = self.record("plans", plan_id)
        if plan is None:
            raise FileProblem("That plan is no longer in the file; choose another one.")
        partnership = self.record("partnerships", plan["partnership"])
        assert partnership is not None  # the foreign key says so
        years = tuple(range(plan["first_year"], plan["last_year"] + 1))
        own = {"partnership": partnership["id"]}
        streams = {**own, "year": years}
        stream = {f"stream.{name}": value for name, value in streams.items()}
        of_plan: dict[str, Mapping[str, Any]] = {
            "agencies": {},
            "people": {},
            "groups": own,
            "group_members": {"group.partnership": partnership["id"]},
            "linked_plans": own,
            "updates": {"item.plan": plan_id},
            "measurements": {"indicator.plan": plan_id},
            "risk_reviews": {"risk.plan": plan_id},
            "mitigations": {"risk.plan": plan_id},
            "funding_streams": streams,
            "bids": stream,
            "allocations": stream,
            "funding_entries": {f"allocation.{name}": value for name, value in stream.items()},
        }
        for name in ("plan_items", "indicators", "risks", "returns", "achievements", "accepted_findings"):
            of_plan[name] = {"plan": plan_id}
        positioned = {"plan_items", "indicators", "risks", "mitigations"}
        gathered = {
            name: self.records(name, where, ("position",) if name in positioned else ())
            for name, where in of_plan.items()
        }
        copied = [found["copied_from"] for found in gathered["indicators"] if found["copied_from"]]
        if copied:
            gathered["earlier_measurements"] = self.records("measurements", {"indicator": copied})
        if gathered["funding_streams"]:
            carried = [found["id"] for found in gathered["funding_streams"]]
            later = self.records("funding_streams", {"carried_from": carried})
            gathered["later_streams"] = [found for found in later if found["year"] not in years]
        return PlanRecords(partnership=partnership, plan=plan, **gathered)

    def changes_to(self, record: str) -> list[Record]:
        """The history of one record, newest first; `before` and `after` as values."""
        found = steps.changes_to(self._connection, record)
        for change in found:
            for side in ("before", "after"):
                change[side] = None if change[side] is None else json.loads(change[side])
        return found

    def dump(self, names: Sequence[str] = ()) -> dict[str, list[Record]]:
        """All records by register, ready for JSON; with "changes" the history. File contents as base64."""
        wanted = names or [*(register.name for register in REGISTERS), "changes"]
        dumped: dict[str, list[Record]] = {}
        for name in wanted:
            if name == "changes":
                dumped[name] = steps.all_changes(self._connection)
                continue
            register = register_named(name)
            dumped[name] = self.records(name)
            for record in dumped[name]:
                for field in register.contents:
                    record[field.name] = _base64(self.content(name, record["id"], field.name))
        return dumped

    # Changing

    def apply(self, changes: Iterable[Change], reason: str = "typed", *, kind: StepKind = "edit") -> Step:
        """Make changes all or nothing, as one step in the history.

        Raises InvalidChange where a check refuses one, FileProblem where the file cannot be written;
        then nothing is written. `kind="start"` marks the first filling of a file, which undo leaves be.
        """
        self._refuse_read_only()
        try:
            with self._file.writing():
                written = _Writing(self._connection)
                for change in changes:
                    written.make(change)
                written.flush()
                guard(self._connection, written.changed)
                number = self._record(written.rows, reason, kind, None)
        except sqlite3.IntegrityError as problem:
            raise _refused(problem) from problem
        return self._announce(Step(number, reason, frozenset(written.changed)))

    def undo(self) -> Step | None:
        """Take back the last step that still stands; None where there is none."""
        return self._revert(steps.last_done(self._connection), "undo", "undone")

    def redo(self) -> Step | None:
        """Bring back what was last undone; None where there is none."""
        return self._revert(steps.first_undone(self._connection), "redo", "done")

    @property
    def undoable(self) -> str | None:
        """The reason of the step that undo would take back."""
        step = steps.last_done(self._connection)
        return step.reason if step else None

    @property
    def redoable(self) -> str | None:
        """The reason of the step that redo would bring back."""
        step = steps.first_undone(self._connection)
        return step.reason if step else None

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` of every step; the answer ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _revert(self, step: steps.StepRow | None, kind: StepKind, state: str) -> Step | None:
        if step is None:
            return None
        self._refuse_read_only()
        # What was undone comes back by reverting the step that undid it.
        source = step if kind == "undo" else steps.undoing(self._connection, step.step)
        assert source is not None
        with self._file.writing():
            written = _Writing(self._connection)
            for row in reversed(steps.changes_of(self._connection, source.step)):
                written.revert(row)
            written.flush()
            steps.mark(self._connection, step.step, state)
            number = self._record(written.rows, f"{kind} {step.reason}", kind, step.step)
        return self._announce(Step(number, f"{kind} {step.reason}", frozenset(written.changed)))

    def _record(self, rows: list[ChangeRow], reason: str, kind: StepKind, of_step: int | None) -> int:
        if not rows:
            return 0
        if kind == "edit":
            steps.lapse_undone(self._connection)
        return steps.record_step(
            self._connection,
            made_at=datetime.now().astimezone().isoformat(timespec="seconds"),
            made_by=self.user,
            reason=reason,
            kind=kind,
            of_step=of_step,
            changes=rows,
        )

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


class _Writing:
    """The changes of one step as they are made: rows for the history, records touched.

    Inserts into one register are gathered and written together.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._pending: tuple[Register, list[Record]] | None = None
        self.rows: list[ChangeRow] = []
        self.changed: set[tuple[str, str]] = set()

    def make(self, change: Change) -> None:
        register = register_named(change.register)
        if isinstance(change, Insert):
            self._insert(register, self._checked(register, change))
            return
        self.flush()
        if isinstance(change, Update):
            self._update(register, change.id, change.values)
        else:
            self._delete(register, change.id)

    def revert(self, row: ChangeRow) -> None:
        """Put one recorded change back as it was before."""
        self.flush()
        register = register_named(row.register)
        if row.field:
            self._write(register, row.record, {row.field: (row.after, row.before)})
        elif row.before is None:
            self._remove(register, row.record)
        else:
            record = json.loads(row.before)
            for field in register.contents:
                if record[field.name] is not None:
                    record[field.name] = base64.b64decode(record[field.name])
            self._insert(register, record)

    def flush(self) -> None:
        if self._pending:
            register, records = self._pending
            self._pending = None
            tables.insert(self._connection, register, records)

    def _checked(self, register: Register, change: Insert) -> Record:
        _known_fields(register, change.values)
        record = {**register.blank(), **change.values, "id": change.id}
        problems = register.problems(record)
        if problems:
            raise _problem(register, change.id, problems[0])
        return record

    def _insert(self, register: Register, record: Record) -> None:
        if self._pending is None or self._pending[0] is not register:
            self.flush()
            self._pending = (register, [])
        self._pending[1].append(record)
        kept = {field.name for field in register.contents}
        image = {name: value for name, value in record.items() if name not in kept}
        self.rows.append(ChangeRow(register.name, record["id"], "", None, to_json(image)))
        self.changed.add((register.name, record["id"]))

    def _update(self, register: Register, record_id: str, values: Mapping[str, Any]) -> None:
        _known_fields(register, values)
        current = self._current(register, record_id)
        changed = {
            name: value
            for name, value in values.items()
            if name not in ("id",) and _plain(current.get(name)) != _plain(value)
        }
        if not changed:
            return
        # A record that was at fault before may still be mended field by field.
        problems = [
            found for found in register.problems({**current, **changed}) if found[0] in {"", *changed}
        ]
        if problems:
            raise _problem(register, record_id, problems[0])
        self._write(
            register,
            record_id,
            {name: (to_json(current.get(name)), to_json(value)) for name, value in changed.items()},
        )

    def _write(
        self, register: Register, record_id: str, sides: Mapping[str, tuple[str | None, str | None]]
    ) -> None:
        values = {name: json.loads(after or "null") for name, (_, after) in sides.items()}
        tables.update(self._connection, register, record_id, values)
        self.rows.extend(
            ChangeRow(register.name, record_id, name, before, after)
            for name, (before, after) in sides.items()
        )
        self.changed.add((register.name, record_id))

    def _delete(self, register: Register, record_id: str) -> None:
        self._current(register, record_id)
        for other, field, ids in tables.referring(self._connection, register, record_id):
            for found in ids:
                if isinstance(field, Links):
                    kept = self._current(other, found)[field.name]
                    self._update(other, found, {field.name: tuple(one for one in kept if one != record_id)})
                elif field.on_delete == "cascade":
                    if (other.name, found) != (register.name, record_id):
                        self._delete(other, found)
                elif field.on_delete == "clear":
                    self._update(other, found, {field.name: None})
                else:
                    raise InvalidChange(
                        f"This {register.label.lower()} is still named by a {other.label.lower()}; "
                        "nothing was deleted. Change that first.",
                        register=register.name,
                        record=record_id,
                    )
        self._remove(register, record_id)

    def _remove(self, register: Register, record_id: str) -> None:
        image = dict(self._current(register, record_id))
        for field in register.contents:
            image[field.name] = _base64(tables.content(self._connection, register, record_id, field.name))
        tables.delete(self._connection, register, record_id)
        self.rows.append(ChangeRow(register.name, record_id, "", to_json(image), None))
        self.changed.add((register.name, record_id))

    def _current(self, register: Register, record_id: str) -> Record:
        found = tables.select(self._connection, register, {"id": record_id})
        if not found:
            raise InvalidChange(
                f"This {register.label.lower()} is no longer in the file; nothing was changed.",
                register=register.name,
                record=record_id,
            )
        return found[0]


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _known_fields(register: Register, values: Mapping[str, Any]) -> None:
    unknown = values.keys() - register.by_name.keys() - {"id"}
    if unknown:
        raise KeyError(f"{register.name} has no field {', '.join(sorted(unknown))}")


def _base64(content: bytes | None) -> str | None:
    return None if content is None else base64.b64encode(content).decode("ascii")


def _problem(register: Register, record: str, problem: tuple[str, str]) -> InvalidChange:
    return InvalidChange(problem[1], register=register.name, record=record, field=problem[0])


def _refused(problem: sqlite3.IntegrityError) -> InvalidChange:
    match = re.fullmatch(r"UNIQUE constraint failed: (\w+)\.(.+)", str(problem))
    if match:
        register = register_named(match[1])
        names = [part.split(".")[-1] for part in match[2].split(", ")]
        labels = " and ".join(register[name].label.lower() for name in names if name in register.by_name)
        return InvalidChange(
            f"Another {register.label.lower()} has the same {labels or 'id'}; "
            "nothing was changed. Give this one its own.",
            register=register.name,
            field=names[-1],
        )
    if "FOREIGN KEY" in str(problem):
        return InvalidChange(
            "Something this refers to is no longer in the file; nothing was changed. Choose it again."
        )
    raise problem
