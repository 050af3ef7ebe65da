"""The Partners tab: agencies, people, groups, linked plans and partnerships."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.register_tab import RegisterTab
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.look.chips import Chip
from csp_desktop.ui.look.screen_room import is_low
from csp_desktop.ui.partners.partner_grids import (
    SECTIONS,
    SHOWN,
    PartnerGrid,
    Section,
    partner_grid,
    rows_without_plan,
)
from csp_desktop.ui.partners.partner_panel import PartnerPanel
from csp_desktop.ui.partners.rename_dialog import RenameDialog
from csp_desktop.ui.tab import HoldsTyping


class PartnersTab(RegisterTab):
    """A grid for each register of partners, and the chosen record beside it."""

    name = "Partners"
    title = "Partners"
    holds = "partners"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.chips.narrowed.connect(lambda *_: self.go_stale())
        self._grids: dict[str, PartnerGrid] = {}
        self._panels: dict[str, PartnerPanel] = {}
        self._left, self._right = QStackedWidget(self), QStackedWidget(self)
        self._make(SECTIONS[0])
        self.stand_beside(self._left, self._right, 380)
        self.add_columns_button()
        self.rename_button = self.add_button(
            "Rename…",
            self.rename,
            "Give the body another name, and keep the old one in its notes",
            changes=True,
        )
        self.add = self.add_button(
            SECTIONS[0].add_label,
            lambda: self.grid.insert_row(),
            "A new row below the current one (Insert)",
            changes=True,
        )
        self.chips.set_chips([Chip(section.chip, section.chip) for section in SECTIONS])
        self.chips.add_menu("shown", "Show", lambda: [(key, SHOWN[key]) for key in self.section.narrowings])

    def _make(self, section: Section) -> None:
        """The grid and the panel of a section, once it is to be shown."""
        if section.chip in self._grids:
            return
        grid = partner_grid(self.context, section, self)
        grid.set_empty_words(
            f"{section.about} Type the first one in the row above, or paste rows from Excel there."
        )
        panel = PartnerPanel(self.context, section, self)
        grid.row_chosen.connect(panel.show_row)
        grid.summarised.connect(partial(self._summarised, section))
        grid.view.set_tight(is_low(self))
        self._grids[section.chip], self._panels[section.chip] = grid, panel
        self._left.addWidget(grid)
        self._right.addWidget(panel)

    @property
    def section(self) -> Section:
        """The section shown."""
        return next(section for section in SECTIONS if section.chip == self.chips.current)

    @property
    def grid(self) -> PartnerGrid:
        """The grid shown."""
        self._make(self.section)
        return self._grids[self.section.chip]

    @property
    def panel(self) -> PartnerPanel:
        """The record panel shown."""
        self._make(self.section)
        return self._panels[self.section.chip]

    def refresh(self) -> None:
        records = self.context.records
        section, grid, panel = self.section, self.grid, self.panel
        chips = []
        for each in SECTIONS:
            rows = each.rows(self.context, records) if records else rows_without_plan(self.context, each)
            if each.chip in self._grids:
                self._grids[each.chip].set_rows(rows, by_value=True)
            chips.append(Chip(each.chip, each.chip, len(rows)))
        self.chips.set_chips(chips)
        self._left.setCurrentWidget(grid)
        self._right.setCurrentWidget(panel)
        self.add.setText(section.add_label)
        self.rename_button.setVisible(section.register in ("agencies", "groups"))
        keep = section.narrowings.get(str(self.chips.narrowing("shown")))

        def kept(row: Row) -> bool:
            return keep is None or keep(self.context, row)

        grid.set_filter(kept if keep else None, self.context.search)
        grid.choose_first()

        self.summarised.emit(self.summary())

    def _summarised(self, section: Section, words: str) -> None:
        if section is self.section:
            self.summarised.emit(words)

    def reveal(self, register: str, record: str) -> bool:
        if register == "group_members":
            member = self.context.workspace.record("group_members", record)
            register, record = ("groups", member["group"]) if member else ("groups", "")
        for section in SECTIONS:
            if section.register == register:
                self.choose_chip(section.chip)
                if self._stale:
                    self._freshen()
                return self.grid.select(record)
        return False

    def uncover(self, holder: HoldsTyping) -> None:
        for chip, grid in self._grids.items():
            if grid is holder:
                self.choose_chip(chip)

    def summary(self) -> str:
        return self.grid.summary()

    def rename(self) -> None:
        """Ask for other names for the agency or group chosen."""
        row = self.grid.current
        if row is not None and not row.draft:
            RenameDialog(self.context, row.register.name, row.record, self).open()
