"""Entries that made no step, in their turn among the steps: what was done last is what undo takes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True)
class UnwrittenEntry:
    """An entry that made no step: what it is called, whether any of it still stands, and what takes it back."""

    called: str
    stands: Callable[[], bool]
    take_back: Callable[[], None]


class UnwrittenEntries(QObject):
    """The entries of the open file that were refused or wait in a new row, and the steps made after them."""

    changed = Signal()
    """Another entry is the last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: list[UnwrittenEntry | None] = []
        """In the order they were done; None for a step."""

    @property
    def last(self) -> UnwrittenEntry | None:
        """The entry made since the last step, where it still stands."""
        while self._done and self._done[-1] is not None:
            if self._done[-1].stands():
                return self._done[-1]
            self._done.pop()
        return None

    def note(self, entry: UnwrittenEntry, *, stepped: bool = False) -> None:
        """An entry made no step; where it `stepped`, the rest of it did, and undo meets that step first."""
        if stepped and self._done:
            self._done.pop()
        self._done += [entry, None] if stepped else [entry]
        self.changed.emit()

    def note_step(self) -> None:
        """A step was made; what was entered before it waits until that is undone."""
        if self._done:
            self._done.append(None)

    def note_undone(self) -> None:
        """The last step, and what undid it, stand no longer between an entry and undo."""
        for _ in range(2):
            if self._done and self._done[-1] is None:
                self._done.pop()
        self.changed.emit()

    def take_back(self) -> str:
        """Take back the last entry, and say what it is called; "" where a step comes first."""
        entry = self.last
        if entry is None:
            return ""
        self._done.pop()
        entry.take_back()
        self.changed.emit()
        return entry.called
