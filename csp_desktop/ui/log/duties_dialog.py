"""The duties of the law that come with the program, to tick those the log is to keep."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csp_desktop.editing.duties import Duty, duties, in_log, recording
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.listing import Listing, ListingColumn
from csp_desktop.ui.look.preview_dialog import PreviewDialog


class DutiesDialog(PreviewDialog):
    """Lists the duties not in the log yet, each with its source; those ticked are added as one step."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        newest = max(duty.looked_up for duty in duties())
        super().__init__(
            context,
            "Duties of the law",
            f"Tick those you want to keep. Each was looked up on {format_date(newest.isoformat())} in the "
            "source named: check there whether it has changed since.",
            "Add to the log",
            parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = Listing(
            "Duties of the law",
            [
                ListingColumn("What the law asks", lambda duty: duty.title),
                ListingColumn("When", self._when, 200),
                ListingColumn("For", lambda duty: duty.applies, 130, lambda duty: "soft"),
                ListingColumn("Source", lambda duty: duty.source, 250, lambda duty: "soft"),
            ],
            self,
            most_lines=12,
        )
        self.list.ticks_changed.connect(self._ticked)
        self.pages.addWidget(self.list)
        records = context.records
        offered = [duty for duty in duties() if records is not None and not in_log(records, duty)]
        if not offered:
            self.tell("All the duties that come with the program are in the log already.")
            return
        self.pages.setCurrentWidget(self.list)
        self.list.set_rows(offered)
        self.list.tick(lambda duty: False)
        self._ticked()

    def _when(self, duty: Duty) -> str:
        records = self.context.records
        day = duty.due_in(records.year) if records is not None else None
        return f"{duty.when}: by {format_date(day.isoformat(), short=True)}" if day else duty.when

    def _ticked(self) -> None:
        number = len(self.list.ticked or ())
        self.summarise(f"{number} of {len(self.list.rows)} ticked.")
        self.name_act("Add to the log", number > 0)

    def apply(self) -> None:
        """Put the ticked duties into the log, and close."""
        records = self.context.records
        ticked = self.list.ticked
        if records is None or not ticked:
            return
        many = "1 duty" if len(ticked) == 1 else f"{len(ticked)} duties"
        if self.context.apply(recording(records, ticked), f"added {many}") is not None:
            self.context.said.emit(f"Added {many}; Ctrl+Z takes it back.")
            self.accept()
