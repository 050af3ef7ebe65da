"""The county: how its partnerships stand at the chosen quarter, one row each, and what they have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from csp_desktop.editing.county.gathering import county_records
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Partnership
from csp_desktop.reports.county.position import PartnershipPosition, position_of
from csp_desktop.reports.options import ReportOptions
from csp_desktop.rules.county.county_records import CountyRecords
from csp_desktop.rules.county.shared import in_common
from csp_desktop.ui.context import Context
from csp_desktop.ui.county.county_panels import (
    CommonPanel,
    CountyPanel,
    CountyShown,
    JointPanel,
    SharedMoneyPanel,
)
from csp_desktop.ui.county.standing_panel import StandingPanel
from csp_desktop.ui.look.chips import Chip, ChipBar
from csp_desktop.ui.look.emptying import empty_layout
from csp_desktop.ui.look.plain_words import give_hint
from csp_desktop.ui.look.scrolled_page import column_of, keep_tall, scrolled
from csp_desktop.ui.look.theme import px, set_role
from csp_desktop.ui.tab import Tab

_ALL = "All"
_NO_REGION = "No region"
_WIDE = 1100
"""Width for 13 px text from which what is shared has room beside the priorities."""


class CountyTab(Tab):
    """The partnerships of a file, by region where wanted."""

    name = "County"
    title = "County"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.chips = ChipBar("Which regions are shown")
        self.chips.chosen.connect(lambda _: self.go_stale())
        self.standing = StandingPanel(context)
        self.common = CommonPanel(context)
        self.joint = JointPanel(context)
        self.money = SharedMoneyPanel(context)
        directory = QPushButton("Directory")
        give_hint(directory, "Print the partnerships with their chairs and contacts")
        directory.clicked.connect(lambda: context.print_asked.emit("county-directory", ""))
        page = QPushButton("Print")
        set_role(page, "primary")
        give_hint(page, "Print the county's position")
        page.clicked.connect(lambda: context.print_asked.emit("county-position", ""))
        bar = QHBoxLayout()
        bar.setSpacing(px(8))
        bar.setContentsMargins(px(16), px(9), px(16), px(9))
        bar.addWidget(self.chips, 1)
        # Holds the buttons at the right where there are no chips.
        bar.addStretch()
        for button in (directory, page):
            bar.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._page = QWidget()
        keep_tall(self._page)
        inner = QVBoxLayout(self._page)
        inner.setContentsMargins(px(16), 0, px(16), px(14))
        inner.setSpacing(px(12))
        inner.addWidget(self.standing)
        self._below = QHBoxLayout()
        self._below.setSpacing(px(12))
        inner.addLayout(self._below)
        inner.addStretch(1)
        self._arranged: list[list[CountyPanel]] = []
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(bar)
        whole.addWidget(scrolled(self._page, "The county"), 1)
        self._summary = ""

    @property
    def panels(self) -> Sequence[CountyPanel]:
        """All cards, in reading order."""
        return self.standing, self.common, self.joint, self.money

    def refresh(self) -> None:
        context = self.context
        options = ReportOptions(quarter=context.quarter, printed_on=context.today)
        positions: dict[str, PartnershipPosition] = {}

        def kept(records: PlanRecords) -> PlanRecords:
            shared = in_common(records)
            position = position_of(records, context.quarter, options)
            positions[records.partnership["id"]] = replace(position, records=shared)
            return shared

        county = county_records(context.workspace, FinancialYear(context.quarter.year), context.records, kept)
        regions = county.regions
        self.chips.set_chips(
            [
                Chip(_ALL, _ALL, len(county.standing)),
                *(
                    Chip(region or _NO_REGION, region or _NO_REGION, len(_of_region(county, region)))
                    for region in regions
                    if len(regions) > 1
                ),
            ]
        )
        self.chips.setVisible(len(regions) > 1)
        shown = [each for each in self._of_chip(county) if self._found(each)]
        for panel in self.panels:
            panel.fill(CountyShown(county, shown, positions))
        self._arrange()
        number = len(shown)
        self._summary = f"{context.quarter.label} · {number} partnership{'' if number == 1 else 's'}"
        self.summarised.emit(self._summary)

    def _of_chip(self, county: CountyRecords) -> list[Partnership]:
        chosen = self.chips.current
        if chosen == _ALL:
            return county.standing
        return _of_region(county, "" if chosen == _NO_REGION else chosen)

    def _found(self, partnership: Partnership) -> bool:
        """Whether the words searched for are in what is shown of who it is."""
        held = " ".join(
            str(partnership[name] or "") for name in ("name", "short_name", "area", "region")
        ).casefold()
        return all(word in held for word in self.context.search.casefold().split())

    def choose_chip(self, chip: str) -> None:
        """Show one region."""
        if self._stale:
            self._freshen()
        if chip != self.chips.current:
            self.chips.choose(chip)

    def summary(self) -> str:
        return self._summary

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """What is shared in two columns where there is room, the first of it at the left."""
        told = [panel for panel in self.panels[1:] if not panel.isHidden()]
        # Those with nothing to say stand last, where they are seen as soon as they have.
        below = [*told, *(panel for panel in self.panels[1:] if panel not in told)]
        two = self.width() >= px(_WIDE) and len(told) > 1
        columns = [below[:1], below[1:]] if two else [below]
        if columns == self._arranged:
            return
        self._arranged = columns
        empty_layout(self._below)
        for panels in columns:
            self._below.addWidget(column_of(panels), 1)


def _of_region(county: CountyRecords, region: str) -> list[Partnership]:
    return [each for each in county.standing if str(each["region"] or "").strip() == region]
