"""History as one window: the timeline, two states side by side, and the backups."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csp_desktop.editing.changes import Step
from csp_desktop.ui.context import Context
from csp_desktop.ui.history.backups_page import BackupsPage
from csp_desktop.ui.history.side_page import SidePage
from csp_desktop.ui.history.timeline_page import TimelinePage
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.chips import Chip, ChipBar
from csp_desktop.ui.look.preview_dialog import open_at
from csp_desktop.ui.look.screen_room import Dialog

_PAGES = {"timeline": "Timeline", "side": "Side by side", "backups": "Backups"}


class HistoryWindow(Dialog):
    """Stays open beside the window and follows what is changed there."""

    restored = Signal(object)
    """A backup was made a new file: carries its Path."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowTitle("History")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        open_at(self, 1240, 680)
        self.chips = ChipBar("Which page of the history", self)
        self.chips.set_chips([Chip(name, label) for name, label in _PAGES.items()])
        self.chips.chosen.connect(self.show_page)
        self.timeline = TimelinePage(context, self)
        self.side = SidePage(context, self)
        self.backups = BackupsPage(context, self)
        self.backups.compared.connect(self._compare)
        self.backups.restored.connect(self.restored)
        self.pages = QStackedWidget(self)
        for page in (self.timeline, self.side, self.backups):
            self.pages.addWidget(page)
        top = QWidget(self)
        beside = QVBoxLayout(top)
        beside.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), 0)
        beside.addWidget(self.chips)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(top)
        whole.addWidget(self.pages, 1)
        context.stepped.connect(self._stepped)
        self.timeline.show_records((), "")

    def show_page(self, name: str) -> None:
        """Go to a page by its name: "timeline", "side" or "backups"."""
        if self.chips.current != name:
            self.chips.choose(name)
        self.pages.setCurrentIndex(list(_PAGES).index(name))
        self._fill()

    def show_records(self, records: Sequence[str], name: str) -> None:
        """Show the timeline, of some records called by a name only where there are any."""
        self.timeline.show_records(records, name)
        self.show_page("timeline")

    def _compare(self, backup: Path) -> None:
        self.side.compare_backup(backup)
        self.show_page("side")

    def _fill(self) -> None:
        page = self.pages.currentWidget()
        if isinstance(page, TimelinePage | SidePage | BackupsPage):
            page.fill()

    def _stepped(self, step: Step) -> None:
        if self.isVisible():
            self._fill()

    def done(self, result: int) -> None:
        self.side.close_backups()
        super().done(result)
