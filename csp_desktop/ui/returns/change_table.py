"""What is certain in a returned workbook, a line each: what was, what is now, and in which cell it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.editing.returns.values import column_of
from csp_desktop.ui.grid.listing import Listing, ListingColumn
from csp_desktop.ui.look import theme
from csp_desktop.ui.returns.return_file_list import READY, REFUSED, kind_of

_REF, _CELL = 0, 5
_NARROW = 720


class ChangeTable(Listing):
    """Findings of one workbook; `rating_words` gives those of its form."""

    def __init__(self, rating_words: Callable[[], Mapping[str, str]], parent: QWidget | None = None) -> None:
        self._rating_words = rating_words
        super().__init__(
            "Findings",
            [
                ListingColumn("Ref", lambda finding: finding.ref, 64, lambda finding: "soft", names=True),
                ListingColumn(
                    "What it is about", lambda finding: " ".join(finding.title.split()), 180, names=True
                ),
                ListingColumn("Field", _field, 104, lambda finding: "soft"),
                ListingColumn("Was", _was, 140, lambda finding: "soft", badges=self._was_badges),
                ListingColumn("Now", _now, 0, badges=self._now_badges),
                ListingColumn(
                    "Cell", lambda finding: f"{finding.sheet} {finding.cell}", 140, lambda finding: "soft"
                ),
            ],
            parent,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where there is little room, what changes comes before where it stands.
        for place in (_REF, _CELL):
            self.setColumnHidden(place, self.width() < theme.px(_NARROW))

    def _ratings(self, finding: ReturnFinding) -> Mapping[str, str]:
        """The words of the ratings, where a change is of one; none else."""
        rated = finding.key and column_of(finding).field.kind == "rag" and kind_of(finding) == READY
        return self._rating_words() if rated else {}

    def _was_badges(self, finding: ReturnFinding) -> list[tuple[str, str]]:
        return [(rag, word) for rag, word in self._ratings(finding).items() if word == finding.current]

    def _now_badges(self, finding: ReturnFinding) -> list[tuple[str, str]]:
        rating = finding.chosen if finding.decision == "typed" else finding.value
        return [(rag, word) for rag, word in self._ratings(finding).items() if rag == rating]


def _was(finding: ReturnFinding) -> str:
    alone = finding.decision == "beside" and not finding.takeable  # the words are added to other words
    if kind_of(finding) != READY or finding.outcome == "proposed row" or alone:
        return ""
    return finding.current or "empty"


def _now(finding: ReturnFinding) -> str:
    if kind_of(finding) == REFUSED:
        said = f"“{' '.join(finding.returned.split())}”: " if finding.returned else ""
        return f"{said}{finding.message}"
    return finding.returned or finding.message


def _field(finding: ReturnFinding) -> str:
    if finding.key:
        alone = finding.decision == "beside" and not finding.takeable
        return column_of(finding.as_words() if alone else finding).header
    return finding.field.replace("_", " ").capitalize()
