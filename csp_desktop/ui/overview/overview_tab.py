"""The overview: how the plan stands at the chosen quarter, on one page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csp_desktop.registers.as_written.dates import MONTHS
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.card import Card, caption, link_button
from csp_desktop.ui.look.emptying import empty_layout
from csp_desktop.ui.look.plain_words import READ_ONLY, allow
from csp_desktop.ui.look.scrolled_page import column_of, scrolled
from csp_desktop.ui.look.theme import px
from csp_desktop.ui.overview.checks_panel import ChecksPanel
from csp_desktop.ui.overview.needs_panel import NeedsPanel
from csp_desktop.ui.overview.overview_panels import (
    MoneyPanel,
    OffTargetPanel,
    Panel,
    PrioritiesPanel,
    ReturnsPanel,
    RisksPanel,
)
from csp_desktop.ui.tab import Tab

_WIDE, _MIDDLE = 1320, 880
"""Widths for 13 px text from which three columns, or two, have room."""
_PAINTED = 40
"""Milliseconds after which the page has been painted, and keys and clicks been heard."""


class OverviewTab(Tab):
    """Cards in one, two or three columns, as there is room."""

    name = "Overview"
    title = "Overview"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.needs = NeedsPanel(context)
        self.priorities = PrioritiesPanel(context)
        self.off_target = OffTargetPanel(context)
        self.returns = ReturnsPanel(context)
        self.risks = RisksPanel(context)
        self.money = MoneyPanel(context)
        self.checks = ChecksPanel(context)
        self._nothing = Card("There is no plan in this file yet")
        # Until it is known that there is none, it takes no room from the window.
        self._nothing.hide()
        self._nothing.body.addWidget(
            caption("Drop the plan you have on this window, or begin with an empty one.")
        )
        for label, asks in (("Add a plan…", "add plan"), ("Import a plan or register…", "import plan")):
            link = link_button(label, partial(context.requested.emit, asks))
            allow(link, "" if context.editable else READ_ONLY)
            self._nothing.body.addWidget(link)
        self._page = QWidget()
        self._columns = QHBoxLayout(self._page)
        self._columns.setContentsMargins(px(16), px(14), px(16), px(14))
        self._columns.setSpacing(px(12))
        self._arranged = 0
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignTop)
        whole.addWidget(scrolled(self._page, "Overview"))

    @property
    def panels(self) -> Sequence[Panel]:
        """All cards, in reading order."""
        return (
            *(self.needs, self.priorities, self.off_target),
            *(self.returns, self.risks, self.money, self.checks),
        )

    def refresh(self) -> None:
        # Arranging is dear: where the width is known already it was done once and right.
        self._arrange(self._arranged or 3)
        records = self.context.records
        self._nothing.setVisible(records is None)
        self._page.setVisible(records is not None)
        if records is not None:
            for panel in self.panels[:-1]:
                panel.fill(records, self.context.quarter)
            if self.at_leisure and not self.checks.filled:
                # Half of what it takes to show a file would be spent on what stands lowest.
                # Its time begins when the window has come to rest: on a slow computer it would be over before that.
                QTimer.singleShot(0, self, lambda: QTimer.singleShot(_PAINTED, self, self._fill_checks))
            else:
                self._fill_checks()
            # Noughts tell nothing: a new file shows its path alone.
            empty = self.needs.on_path and not any(
                (records.plan_items, records.indicators, records.risks, records.funding_streams)
            )
            for panel in self.panels[1:]:
                panel.setVisible(not empty)
        self.summarised.emit(self.summary())

    def _fill_checks(self) -> None:
        if self.context.records is not None:
            self.checks.fill(self.context.records, self.context.quarter)

    def reveal(self, register: str, record: str) -> bool:
        if register != "accepted_findings":
            return False
        if self._stale:
            self._freshen()
        if not self.checks.filled:
            self._fill_checks()
        return self.checks.reveal(record)

    def summary(self) -> str:
        quarter = self.context.quarter
        return f"{quarter.label} · figures to {quarter.end.day} {MONTHS[quarter.end.month - 1]}"

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        self._arrange(3 if width >= px(_WIDE) else 2 if width >= px(_MIDDLE) else 1)

    def _arrange(self, number: int) -> None:
        if number == self._arranged:
            return
        self._arranged = number
        plan, money = [self.needs, self.priorities, self.off_target], [self.money, self.checks]
        partners = [self.returns, self.risks]
        columns = {
            1: [[*plan, *partners, *money]],
            2: [[*plan, self.money], [*partners, self.checks]],
            3: [plan, partners, money],
        }[number]
        empty_layout(self._columns)
        for place, panels in enumerate(columns):
            self._columns.addWidget(column_of(panels), 5 if place == 0 and number > 1 else 4)
