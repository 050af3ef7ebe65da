"""What a file remembers of its own past: its steps, what they changed, and its registers as they stood."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from csp_desktop.errors import FileDamaged
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Record, Values
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.rules.log_kinds import kind_of
from csp_desktop.storage import steps
from csp_desktop.storage.csp_file import CspFile
from csp_desktop.storage.history import earlier
from csp_desktop.storage.steps import MadeChange, NumberedChange, TimedStep


class History:
    """Reads the history of one open file."""

    def __init__(self, file: CspFile) -> None:
        self._file = file

    def last_step_by(self, day: date) -> int:
        """The number of the last step made on a day or before it; 0 where there is none."""
        with self._file.reading():
            return earlier.last_step_by(self._file.connection, day.isoformat())

    def after(self, step: int) -> Callable[[str, Mapping[str, Any] | None], list[Values]]:
        """What reads the records of a register as they stood after a step, without file contents.

        With `where` as for `Workspace.records` it reads those that match now, and all that were changed since.
        """
        known: dict[str, earlier.Firsts] = {}

        def read(register: str, where: Mapping[str, Any] | None = None) -> list[Values]:
            declared, connection = register_named(register), self._file.connection
            with self._readable():
                if register not in known:
                    known[register] = earlier.first_changes(connection, declared, step)
                return earlier.stood(connection, declared, known[register], where)

        return read

    def steps(
        self, *, register: str = "", records: Sequence[str] = (), words: str = "", limit: int = 1000
    ) -> list[TimedStep]:
        """The newest steps, newest first; of one register, of some records, or with words in what they say."""
        with self._file.reading():
            return steps.timeline(self._file.connection, register, records, words, limit)

    def changes_of(self, numbers: Sequence[int]) -> list[NumberedChange]:
        """All changes of some steps, in the order made, with the number of each one's step."""
        with self._file.reading():
            return steps.changes_of_all(self._file.connection, numbers)

    def changes_to(self, record: str) -> list[Values]:
        """The history of one record, newest first; `before` and `after` as values."""
        with self._file.reading():
            changes = steps.changes_to(self._file.connection, record)
        for change in changes:
            for side in ("before", "after"):
                try:
                    change[side] = None if change[side] is None else json.loads(change[side])
                except (ValueError, RecursionError) as problem:
                    raise FileDamaged(
                        f"The history in “{self._file.path.name}” is damaged at step {change['step']} and cannot be "
                        "shown; nothing was changed. Restore a backup."
                    ) from problem
        return changes

    def overtaken(self, records: PlanRecords) -> frozenset[str]:
        """The updates whose new date no longer counts, as another due date was typed for their record since."""
        # A date typed as its lead gave it puts that in the plan, and takes nothing of it back.
        slips: list[tuple[str, Record, str]] = [
            (update["id"], item, "due_on")
            for update in records.updates
            if update["new_due_on"]
            and (item := records.item[update["item"]])["due_on"] not in (None, update["new_due_on"])
        ]
        for moved in records.log_updates:
            entry: Record = records.log_entry[moved["entry"]]
            name = kind_of(records.log_entry[moved["entry"]]).dated_by
            if moved["new_due_on"] and entry[name] not in (None, moved["new_due_on"]):
                slips.append((moved["id"], entry, name))
        if not slips:
            return frozenset()
        with self._file.reading():
            replaced = earlier.values_before(
                self._file.connection,
                [(update, "new_due_on", record["id"], name) for update, record, name in slips],
            )
        # A date typed and taken back says nothing.
        return frozenset(
            update
            for update, record, name in slips
            if update in replaced and replaced[update] != json.dumps(record[name])
        )

    def deleted(self, records: Iterable[str]) -> set[str]:
        """Those of some records, by id, that were in the file and were deleted, other than by undo."""
        with self._file.reading():
            return {
                record
                for record, kind in steps.removed_by(self._file.connection, records).items()
                if kind != "undo"
            }

    def step_numbers(self) -> dict[str, int]:
        """The number of each step by the id that all copies of the file share, oldest first."""
        with self._file.reading():
            return steps.numbers(self._file.connection)

    def changes_after(self, step: int) -> list[MadeChange]:
        """All changes made after a step, in the order made, `before` and `after` as JSON text."""
        with self._file.reading():
            return steps.changes_after(self._file.connection, step)

    def made_after(self, step: int) -> dict[tuple[str, str], str]:
        """Why each record was made that was made after a step, by its register and id."""
        with self._file.reading():
            return steps.made_after(self._file.connection, step)

    @contextmanager
    def _readable(self) -> Iterator[None]:
        with self._file.reading():
            try:
                yield
            except (ValueError, RecursionError) as problem:
                raise FileDamaged(
                    f"The history in “{self._file.path.name}” is damaged and cannot be shown that far back; nothing was "
                    "changed. Restore a backup."
                ) from problem
