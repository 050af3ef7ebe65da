"""What every tab is: a widget that draws itself anew when shown and something it shows has changed."""

from __future__ import annotations

import sys
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from csp_desktop.editing.changes import Step
from csp_desktop.ui.context import Context
from csp_desktop.ui.reading_order import put_in_reading_order


@dataclass(frozen=True)
class UnsavedCell:
    """A cell that could not be taken: whose record's, what its column calls it, of which quarter, and why.

    `plan` is the plan that was shown when it was typed.
    """

    register: str
    record: str
    cell: str
    quarter: str
    reason: str
    plan: str | None


class HoldsTyping:
    """Beside QWidget, the base of what people type into: a grid, a form.

    The window asks it to save what is being typed, and what could not be taken, without knowing its kind.
    """

    @property
    def unsaved(self) -> int:
        """How many cells, boxes or rows hold something that is not in the file."""
        raise NotImplementedError

    def save(self) -> None:
        """Take what is being typed."""
        raise NotImplementedError

    def unsaved_cells(self) -> Sequence[UnsavedCell]:
        """The cells that have to be mended, in the order they are walked."""
        raise NotImplementedError

    def show_unsaved(self, cell: UnsavedCell) -> bool:
        """Give the keys to a cell that has to be mended; False where its record is not shown."""
        raise NotImplementedError


GridAction = Literal[
    "copy",
    "cut",
    "paste",
    "clear",
    "paste values",
    "fill",
    "fill right",
    "today",
    "replace",
    "filter values",
    "insert",
    "delete",
    "up",
    "down",
    "in",
    "out",
    "fold",
    "unfold",
    "escape",
]
"""What a key or a menu asks a grid to do: "in" and "out" change the level of an outline, "fold" hides what is under a row."""


class CellGrid(QFrame, HoldsTyping):
    """The base of a grid: the window's menus act on it without knowing its kind."""

    def do(self, action: GridAction) -> None:
        """Do what a key or a menu asks for."""
        raise NotImplementedError

    def begin_typing(self) -> None:
        """Go to where a new record is typed."""
        raise NotImplementedError

    def show_changed(self, changed: Set[tuple[str, str]]) -> None:
        """Go to what a step changed, as (register, record id), where it is shown and not where one stands."""
        raise NotImplementedError

    def columns_menu(self) -> QMenu:
        """The column chooser: a menu that ticks the columns shown."""
        raise NotImplementedError

    @property
    def values_words(self) -> str:
        """Which values of which columns are shown only; "" for all."""
        raise NotImplementedError

    def show_all_values(self) -> None:
        """Show rows with any values again."""
        raise NotImplementedError

    def choose_columns(self) -> None:
        """Open the column chooser below the headings."""
        raise NotImplementedError


class Tab(QWidget):
    """Base of the tabs. A tab sets `name` and `title`, builds its widgets once and fills them in `refresh`."""

    name = ""
    title = ""
    summarised = Signal(str)
    """What is shown has changed: the new summary for the status bar."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.at_leisure = False
        """Whether what takes longest may be filled in once the rest has been painted."""
        self._stale = True
        context.stepped.connect(self._stepped)
        context.plan_changed.connect(self.go_stale)
        context.quarter_changed.connect(self.go_stale)
        context.search_changed.connect(self.go_stale)

    def refresh(self) -> None:
        """Fill the widgets from `context.records`, the quarter and the search."""
        raise NotImplementedError

    def reveal(self, register: str, record: str) -> bool:
        """Select a record and bring it into view; False where this tab does not show it."""
        return False

    def uncover(self, holder: HoldsTyping) -> None:
        """Show the part of the tab where a grid or form is, where it has several."""

    def choose_chip(self, chip: str) -> None:
        """Choose one of the tab's filter chips by name."""

    def begin_typing(self) -> None:
        """Put the cursor where a new record is typed, where there is such a place."""
        grid = self.seen_grid()
        if grid is not None:
            grid.begin_typing()

    def paste(self) -> None:
        """Take what was copied, where nothing in the tab that takes it has the keys."""

    def count(self) -> tuple[str, str]:
        """What stands beside the tab's title ("12", "3 late"; "" for nothing) and its rating ("none", "red").

        Computed from `context.records` whether or not the tab has been shown.
        """
        return "", "none"

    def summary(self) -> str:
        """What is shown, for the status bar: "46 rows · 1 selected"."""
        return ""

    def typed_into(self) -> list[HoldsTyping]:
        """The grids and forms of the tab."""
        return [widget for widget in self.findChildren(QWidget) if isinstance(widget, HoldsTyping)]

    def seen_grid(self) -> CellGrid | None:
        """The grid that is seen, where there is one: the keys go there, and its columns can be chosen."""
        return next(
            (
                widget
                for widget in self.findChildren(QWidget)
                if isinstance(widget, CellGrid) and widget.isVisible()
            ),
            None,
        )

    def go_stale(self) -> None:
        """Refresh now if seen, else when next shown; within a step once, when that is told."""
        self._stale = True
        if self.isVisible() and not self.context.in_step:
            self._freshen()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._freshen()
        put_in_reading_order(self)

    def focusNextPrevChild(self, forward: bool) -> bool:
        # What was made since the last time, the boxes of a record above all, stands at the end until then.
        put_in_reading_order(self)
        return super().focusNextPrevChild(forward)

    def _stepped(self, step: Step) -> None:
        self.go_stale()

    def _freshen(self) -> None:
        if self._stale:
            self._stale = False
            try:
                self.refresh()
            except Exception as defect:
                # Qt calls this while it shows the tab: an error let through there leaves the window between two tabs, and
                # one raised by Python itself ends the program before 3.12.
                sys.excepthook(type(defect), defect, defect.__traceback__)
