"""Going from one cell that could not be saved to the next, through all tabs."""

from __future__ import annotations

from collections.abc import Callable

from csp_desktop.periods import Quarter
from csp_desktop.ui.context import Context
from csp_desktop.ui.tab import CellGrid, UnsavedCell
from csp_desktop.ui.window.frame.tab_pages import TabPages


class UnsavedWalk:
    """Remembers which cell was shown last, so that each call shows the next one.

    `show_all` ends every search and filter of the window: what has to be mended may be hidden by one.
    """

    def __init__(self, tabs: TabPages, show_all: Callable[[], None]) -> None:
        self._tabs, self._show_all = tabs, show_all
        self._shown: tuple[int, UnsavedCell] | None = None

    def go_on(self, context: Context) -> str:
        """Give the keys to the next cell that could not be saved; which it is and why, "" where there is none."""
        cells = [
            (tab, holder, cell)
            for tab in self._tabs.made
            for holder in tab.typed_into()
            if holder.unsaved
            for cell in holder.unsaved_cells()
        ]
        if not cells:
            return ""
        known = [(id(holder), cell) for _, holder, cell in cells]
        place = (known.index(self._shown) + 1) % len(cells) if self._shown in known else 0
        self._shown = known[place]
        tab, holder, cell = cells[place]
        self._tabs.show(tab.title)
        tab.uncover(holder)
        if not isinstance(holder, CellGrid):
            # A form shows what is chosen.
            tab.reveal(cell.register, cell.record)
        if not holder.show_unsaved(cell):
            if cell.plan in {plan["id"] for plan in context.plans}:
                context.choose_plan(str(cell.plan))
            if cell.quarter and cell.quarter != context.quarter.code:
                context.choose_quarter(Quarter.parse(cell.quarter))
            if not tab.reveal(cell.register, cell.record):
                self._show_all()
                tab.reveal(cell.register, cell.record)
            holder.show_unsaved(cell)
        return f"{place + 1} of {len(cells)} not saved: {cell.reason}"
