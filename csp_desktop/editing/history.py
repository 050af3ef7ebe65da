"""What a file remembers of its own past: its steps, and its registers as they stood after any of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from csp_desktop.errors import FileDamaged
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Values
from csp_desktop.storage import steps
from csp_desktop.storage.csp_file import CspFile
from csp_desktop.storage.history import earlier
from csp_desktop.storage.steps import NumberedChange, TimedStep


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
