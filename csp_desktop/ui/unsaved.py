"""What was typed in the window and is not in the file: counted where it is held, added up here."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Unsaved(QObject):
    """How many cells and rows could not be taken, and whether anything is just being typed.

    Who holds such things tells it at once; nobody needs to look for them.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[int, int] = {}
        self._typing: set[int] = set()

    @property
    def count(self) -> int:
        """How many cells and rows hold something that could not be taken."""
        return sum(self._counts.values())

    @property
    def typing(self) -> bool:
        """Whether something is being typed that was not handed on yet."""
        return bool(self._typing)

    def note(self, holder: QObject, count: int) -> None:
        """A holder holds so many cells and rows."""
        key = id(holder)
        if self._counts.get(key, 0) == count:
            return
        if key not in self._counts:
            holder.destroyed.connect(lambda: self._forget(key))
        self._counts[key] = count
        self.changed.emit()

    def note_typing(self, holder: QObject, typing: bool) -> None:
        """Typing into an editor or a box began, or what was typed there was handed on or given up."""
        key = id(holder)
        if (key in self._typing) == typing:
            return
        if typing:
            self._typing.add(key)
            holder.destroyed.connect(lambda: self._forget(key))
        else:
            self._typing.discard(key)
        self.changed.emit()

    def _forget(self, key: int) -> None:
        if self._counts.pop(key, 0) or key in self._typing:
            self._typing.discard(key)
            self.changed.emit()
