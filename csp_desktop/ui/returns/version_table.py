"""Two versions of one return side by side, cell by cell: what the one before said, what this one says, what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.editing.returns.comparing.earlier import CellTwice
from csp_desktop.editing.returns.values import column_of, said
from csp_desktop.palette import ColourRole
from csp_desktop.ui.grid.listing import Listing, ListingColumn
from csp_desktop.ui.look import theme

_TITLE, _BECOMES = 1, 5
_NARROW = 810


class VersionTable(Listing):
    """Cells of one return in which a version says something; `rating_words` gives those of its form."""

    def __init__(self, rating_words: Callable[[], Mapping[str, str]], parent: QWidget | None = None) -> None:
        self._rating_words = rating_words
        super().__init__(
            "Both versions",
            [
                ListingColumn("Ref", lambda cell: cell.about.ref, 56, lambda cell: "soft", names=True),
                ListingColumn(
                    "What it is about", lambda cell: " ".join(cell.about.title.split()), 150, names=True
                ),
                ListingColumn("Field", lambda cell: column_of(cell.about).header, 92, lambda cell: "soft"),
                ListingColumn(
                    "Before",
                    lambda cell: _says(cell.before),
                    badges=lambda cell: self._badges(_says(cell.before), cell),
                ),
                ListingColumn(
                    "This version",
                    lambda cell: _says(cell.now),
                    badges=lambda cell: self._badges(_says(cell.now), cell),
                ),
                ListingColumn(
                    "Becomes", self._becomes, 0, _tone, lambda cell: self._badges(self._becomes(cell), cell)
                ),
            ],
            parent,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Where there is little room, what the two say comes first.
        for place in (_TITLE, _BECOMES):
            self.setColumnHidden(place, self.width() < theme.px(_NARROW))
        super().resizeEvent(event)

    def _badges(self, words: str, cell: CellTwice) -> list[tuple[str, str]]:
        if column_of(cell.about).field.kind != "rag":
            return []
        return [
            (rag, word) for rag, word in self._rating_words().items() if word.casefold() == words.casefold()
        ]

    def _becomes(self, cell: CellTwice) -> str:
        now = cell.now
        if now is None or (now.outcome == "unchanged" and cell.before is not None):
            return "as before"
        if now.question:
            return "asks you"
        if now.outcome == "unchanged" or now.decision == "ours":
            return now.current
        return said(
            column_of(now), now.chosen if now.decision == "typed" else now.value, self._rating_words()
        )


def _says(finding: ReturnFinding | None) -> str:
    return finding.returned if finding is not None else ""


def _tone(cell: CellTwice) -> ColourRole:
    return "red" if cell.now is not None and cell.now.question else "soft"
