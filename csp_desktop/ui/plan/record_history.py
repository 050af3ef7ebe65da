"""When a record was last changed and by whom, with the way to its history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.card import link_button
from csp_desktop.ui.look.plain_words import Label, give_hint


class HistoryLine(QWidget):
    """One line about the newest step that touched some records, and a link to all of them in History."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._ids: Sequence[str] = ()
        self._name = ""
        self._words = Label()
        self._words.setWordWrap(True)
        theme.set_role(self._words, "soft")
        link = link_button("History…", lambda: context.history_asked.emit(list(self._ids), self._name))
        give_hint(link, "Every change with what stood before it, and a way back")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words, 1)
        row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)

    def show_records(self, ids: Sequence[str], name: str) -> None:
        """Speak of these records, called by a name."""
        self._ids, self._name = ids, name
        newest = self.context.workspace.history.steps(records=ids, limit=1)
        if not newest:
            self._words.setText("Not changed since the file was made.")
            return
        made = datetime.fromisoformat(newest[0].made_at)
        day = format_date(made.date().isoformat(), short=True)
        self._words.setText(f"Last changed {day} {made:%H:%M} by {newest[0].made_by}: {newest[0].reason}")
