"""Facts to read: what one cell says, and where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from csp_desktop.ui.context import Context, Request
from csp_desktop.ui.painted.stacked_bar import Segment

Look = Literal["plain", "soft", "bold", "late", "good", "figure"]


@dataclass(frozen=True)
class Opens:
    """Where a fact leads: a record by register and id, or a tab with one of its chips chosen.

    `typing` is a tab and chip where a new record is to be typed; `asks` what else the window is asked for. With a
    `plan`, by its id, it is that plan's, at the quarter shown.
    """

    record: tuple[str, str] | None = None
    chip: tuple[str, str] | None = None
    typing: tuple[str, str] | None = None
    asks: Request | None = None
    plan: str | None = None

    def follow(self, context: Context) -> None:
        """Go there."""
        if self.plan is not None:
            quarter = context.quarter
            context.choose_plan(self.plan)
            context.choose_quarter(quarter)
        if self.record is not None:
            context.opened.emit(*self.record)
        elif self.chip is not None:
            context.filtered.emit(*self.chip)
        elif self.typing is not None:
            context.typing_asked.emit(*self.typing)
        elif self.asks is not None:
            context.requested.emit(self.asks)


@dataclass(frozen=True)
class Fact:
    """One cell: words, a badge where `rag` is given, or a bar; `under` is a second, quieter line.

    `mark` is a rating's shape before the words; `tail` follows the words in its own look ("↑4"). `several` leads to more than one place: label,
    destination and, for a bar, the segment each belongs to.
    """

    text: str = ""
    look: Look = "plain"
    rag: str | None = None
    mark: str | None = None
    under: str = ""
    tail: str = ""
    tail_look: Look = "soft"
    segments: Sequence[Segment] = ()
    right: bool = False
    said: str = ""
    opens: Opens | None = None
    several: Sequence[tuple[str, Opens, int]] = ()

    @property
    def leads(self) -> bool:
        """Whether there is somewhere to go."""
        return self.opens is not None or bool(self.several)

    @property
    def words(self) -> str:
        """The cell as a screen reader says it."""
        if self.said:
            return self.said
        parts = [self.text, self.tail, self.under]
        parts += [f"{segment.label} {segment.words}" for segment in self.segments if segment.value]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class FactColumn:
    """A heading, said even where it is not shown, and a width for 13 px text; 0 shares what is left."""

    heading: str
    width: int = 0
    right: bool = False
