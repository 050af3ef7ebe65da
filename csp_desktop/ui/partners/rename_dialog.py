"""Giving an agency or group another name: both its names at once, the old one kept in its notes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.editing.changes import Update
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.fields import Record
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import Label, allow
from csp_desktop.ui.look.screen_room import Dialog


class RenameDialog(Dialog):
    """Asks for the new name and short name and writes them as one step; all that names it follows."""

    def __init__(
        self, context: Context, register: str, record: Record, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self._register, self._record = register, record
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Rename")
        heading = Label(f"Rename {record['short_name']}", self)
        theme.set_role(heading, "title")
        promise = Label("Everything that names it follows. The old name is kept in its notes.", self)
        promise.setWordWrap(True)
        theme.set_role(promise, "soft")
        self.name, self.short_name = QLineEdit(str(record["name"])), QLineEdit(str(record["short_name"]))
        form = QFormLayout()
        form.setVerticalSpacing(theme.px(10))
        for label, box in (("&Name", self.name), ("&Short name", self.short_name)):
            box.setAccessibleName(label.replace("&", ""))
            box.textChanged.connect(lambda _: self._can())
            form.addRow(Label(label, buddy=box), box)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.act = buttons.addButton("Rename", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.set_role(self.act, "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.px(20)] * 4)
        layout.setSpacing(theme.px(12))
        layout.addWidget(heading)
        layout.addWidget(promise)
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.setMinimumWidth(theme.px(440))
        self._can()

    @property
    def _said(self) -> dict[str, str]:
        return {"name": self.name.text().strip(), "short_name": self.short_name.text().strip()}

    def _can(self) -> None:
        said = self._said
        changed = any(self._record[name] != said[name] for name in said)
        lacking = "Both names are needed." if not all(said.values()) else "Type another name first."
        allow(self.act, "" if changed and all(said.values()) else lacking)

    def accept(self) -> None:
        """Write both names; where they are refused, the sentence is shown and the dialog stays."""
        old = f"{self._record['name']} ({self._record['short_name']})"
        until = f"Called {old} until {format_date(self.context.today.isoformat())}."
        notes = "\n".join(part for part in (self._record["notes"], until) if part)
        change = Update(self._register, self._record["id"], {**self._said, "notes": notes})
        if self.context.apply([change], f"renamed {self._record['short_name']}") is not None:
            self.context.said.emit(f"Renamed {self._record['short_name']}; Ctrl+Z takes it back.")
            super().accept()
