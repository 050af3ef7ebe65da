"""Naming who reports the rows of a plan that name nobody: an agency for those ticked, as often as needed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from csp_desktop.editing.returns.asked import named_by_nobody
from csp_desktop.editing.returns.standing.naming_owners import named_in, naming
from csp_desktop.registers.return_form import BY_KEY
from csp_desktop.rules.body_kinds import home_council
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.listing import Listing, ListingColumn
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import Label, counted
from csp_desktop.ui.look.preview_dialog import PreviewDialog, open_at


class OwnersDialog(PreviewDialog):
    """Lists the rows that name nobody; those ticked get the agency chosen, and the rest stay to be named."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            "Name who reports",
            "These rows name no agency or group. Tick those of one agency, name it, then go on with the rest.",
            "Name",
            parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_at(self, 900, 600)
        self.agency = QComboBox(self)
        self.agency.setAccessibleName("Agency")
        # The longest name of an agency takes no room from what is to be done here.
        self.agency.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.agency.setMinimumContentsLength(30)
        for option in context.names.options("agencies"):
            self.agency.addItem(option.full, option.id)
        label = Label("&Agency", self)
        theme.set_role(label, "soft")
        label.setBuddy(self.agency)
        self.head.addWidget(label)
        self.head.addWidget(self.agency, 1)
        self.list = Listing(
            "Rows that name nobody",
            [
                ListingColumn("Ref", lambda row: row.ref or "", 90, names=True),
                ListingColumn("What", lambda row: row.title, names=True),
                ListingColumn("On the sheet", lambda row: BY_KEY[row.sheet].title, 150, lambda row: "soft"),
                ListingColumn("It becomes", lambda row: named_in(row.sheet), 170, lambda row: "soft"),
            ],
            self,
        )
        self.list.ticks_changed.connect(self._ticked)
        self.pages.addWidget(self.list)
        home = home_council(context.records) if context.records is not None else None
        if home is not None:
            self.agency.setCurrentIndex(self.agency.findData(home["id"]))
        self._fill()

    def _fill(self) -> None:
        records = self.context.records
        rows = named_by_nobody(records, self.context.quarter) if records is not None else []
        if not rows or not self.agency.count():
            self.tell(
                "There is no agency yet. Add one on the Partners tab."
                if rows
                else "Every row names who reports it."
            )
            self.name_act("Name", False)
            self.summarise("")
            return
        self.pages.setCurrentWidget(self.list)
        self.list.set_rows(rows)
        self.list.tick(lambda row: True)
        self._ticked()

    def _ticked(self) -> None:
        number = len(self.list.ticked or ())
        self.summarise(f"{number} of {len(self.list.rows)} ticked.")
        self.name_act(f"Name on {counted(number, 'row')}", number > 0)

    def apply(self) -> None:
        """Name the agency on the rows ticked; close once none is left."""
        records, ticked = self.context.records, self.list.ticked
        if records is None or not ticked:
            return
        name = self.agency.currentText()
        changes = naming(records, ticked, self.agency.currentData())
        if self.context.apply(changes, f"named {name} on {counted(len(ticked), 'row')}") is None:
            return
        self.context.said.emit(f"{name} reports {counted(len(ticked), 'row')} more; Ctrl+Z takes it back.")
        if len(ticked) == len(self.list.rows):
            self.accept()
        else:
            self._fill()
