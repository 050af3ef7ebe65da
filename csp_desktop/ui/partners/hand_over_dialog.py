"""Before an agency, person or group is deleted: what it holds, and who takes that over."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from csp_desktop.editing.deleting import deleted_words
from csp_desktop.editing.reassignment import Tie, deletion, ties
from csp_desktop.errors import AppError
from csp_desktop.registers.catalog import register_named
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import Label
from csp_desktop.ui.look.screen_room import Dialog


class HandOverDialog(Dialog):
    """Deletes records of one register, handing over what names them. Show it with `open`."""

    def __init__(
        self, context: Context, register: str, records: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context = context
        self._register = register
        self._records = list(records)
        self._ties = ties(context.workspace, register, self._records)
        names = context.names
        self._what = (
            names.short(register, self._records[0])
            if len(self._records) == 1
            else f"{len(self._records)} {register_named(register).plural.lower()}"
        )
        self.setWindowTitle(f"Delete {self._what}")
        self.setMinimumWidth(theme.px(480))

        heading = Label(f"Delete {self._what}?", self)
        theme.set_role(heading, "title")
        held = Label(_told(self._ties, len(self._records) > 1), self)
        held.setWordWrap(True)
        label = Label("&Transfer everything to", self)
        theme.set_role(label, "soft")
        self.heir = QComboBox(self)
        self.heir.setAccessibleName("Transfer everything to")
        self.heir.addItem("No one", None)
        for option in names.options(register):
            if option.id not in self._records:
                self.heir.addItem(option.full, option.id)
        label.setBuddy(self.heir)
        self._consequence = Label(parent=self)
        self._consequence.setWordWrap(True)
        self.heir.currentIndexChanged.connect(lambda _: self._tell())
        self.confirm = QPushButton("Delete", self)
        self.confirm.setAutoDefault(False)
        self.confirm.clicked.connect(self.accept)
        cancel = self._cancel = QPushButton("Cancel", self)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.confirm)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(14))
        whole.setSpacing(theme.px(8))
        for widget in (heading, held, label, self.heir, self._consequence):
            whole.addWidget(widget)
        whole.addSpacing(theme.px(8))
        whole.addLayout(buttons)
        self._tell()

    def _tell(self) -> None:
        # What takes others with it is neither blue nor what Enter presses.
        safe = self.heir.currentData() is not None
        theme.set_role(self.confirm, "primary" if safe else "danger")
        (self.confirm if safe else self._cancel).setDefault(True)
        lost = [tie for tie in self._ties if tie.lost]
        if self.heir.currentData() is not None:
            theme.set_role(self._consequence, "soft")
            self._consequence.setText("Nothing else is deleted. Ctrl+Z undoes it.")
            self.confirm.setText("Transfer and delete")
        elif lost:
            theme.set_role(self._consequence, "alarm")
            gone = " and ".join(tie.counted for tie in lost)
            self._consequence.setText(
                f"With no one to take over, {gone} will be deleted too. Ctrl+Z brings everything back."
            )
            self.confirm.setText("Delete everything")
        else:
            theme.set_role(self._consequence, "warning")
            self._consequence.setText("All of these stay, with no one named. Ctrl+Z brings everything back.")
            self.confirm.setText("Delete")

    def accept(self) -> None:
        """Hand over and delete, as one step."""
        try:
            changes = deletion(self.context.workspace, self._register, self._records, self.heir.currentData())
        except AppError as problem:
            self.context.refused.emit(problem.sentence)
            return
        what = self._what
        if self.heir.currentData() is None:
            workspace = self.context.workspace
            told = {
                (self._register, record["id"]): record
                for record in workspace.records(self._register, {"id": tuple(self._records)})
            }
            what = deleted_words(workspace, told)
        if self.context.apply(changes, f"deleted {what}") is not None:
            self.context.said.emit(f"Deleted {what}; Ctrl+Z brings it back.")
            super().accept()


def _told(held: Sequence[Tie], many: bool) -> str:
    """ "Leads 5 plan items; was sent 1 return."; of several, "They lead 5 plan items." """
    words = "; ".join(tie.said_of(many) for tie in held)
    return f"They {words}." if many else f"{words[0].upper()}{words[1:]}."
