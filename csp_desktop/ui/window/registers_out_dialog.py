"""Saving registers as a workbook that can be brought in again: which ones, and where."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.errors import AppError
from csp_desktop.registers.catalog import REGISTERS, register_named
from csp_desktop.registers.fields import Links, Reference
from csp_desktop.rules.personal_words import personal_data
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.plain_words import Label, allow, give_hint
from csp_desktop.ui.look.saving_as import ask_where_to_save
from csp_desktop.ui.look.screen_room import Dialog
from csp_desktop.ui.look.theme import px, set_role

# What the program keeps for itself is no use in anybody's workbook unless asked for.
_KEPT_BY_THE_PROGRAM = (
    "return_files", "accepted_findings", "import_layouts", "packs", "printed_reports", "copies_taken_in",
)  # fmt: skip


class RegistersOutDialog(Dialog):
    """Offers every register; the ticked ones go to one workbook, a sheet for each."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._read: dict[str, list[str]] = {}
        self.setWindowTitle("Save registers as a workbook")
        words = Label(
            "Each register gets a sheet of its own. Change what you like in Excel and bring the workbook back with "
            "Plan ▸ Import a plan or register: every record is known again by its hidden id."
        )
        words.setWordWrap(True)
        self.registers = QListWidget()
        self.registers.setAccessibleName("Registers")
        for register in REGISTERS:
            item = QListWidgetItem(register.plural)
            item.setSizeHint(QSize(0, px(26)))
            item.setData(Qt.ItemDataRole.UserRole, register.name)
            kept = register.name in _KEPT_BY_THE_PROGRAM
            item.setCheckState(Qt.CheckState.Unchecked if kept else Qt.CheckState.Checked)
            self.registers.addItem(item)
        self.registers.setCurrentRow(0)
        self.registers.itemChanged.connect(lambda _: self._name_save())
        self.held = Label()
        self.held.setWordWrap(True)
        set_role(self.held, "soft")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save_button = QPushButton()
        set_role(self.save_button, "primary")
        self.save_button.setDefault(True)
        buttons.addButton(self.save_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._ask_where)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(18), px(16), px(18), px(14))
        layout.setSpacing(px(10))
        layout.addWidget(words)
        layout.addWidget(self.registers, 1)
        layout.addWidget(self.held)
        layout.addWidget(buttons)
        self.resize(px(480), px(540))
        self._name_save()

    @property
    def chosen(self) -> list[str]:
        """The names of the ticked registers, in order."""
        items = [self.registers.item(row) for row in range(self.registers.count())]
        return [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]

    def _name_save(self) -> None:
        count = len(self.chosen)
        self.save_button.setText(f"Save {count} register{'' if count == 1 else 's'}…")
        allow(self.save_button, "" if count else "Tick a register first.")
        self._say_what_of_people()

    def _say_what_of_people(self) -> None:
        """List what of people would be in the workbook."""
        workspace = self._context.workspace
        people = workspace.records("people")
        held = personal_data((text for name in self.chosen for text in self._texts(name)), people)
        self.held.setText(f"It holds {held}." if self.chosen else "")
        give_hint(self.held, held.listed)

    def _texts(self, name: str) -> list[str]:
        """Every text of a register, with the names of people its records refer to; read once."""
        if name not in self._read:
            names = self._context.names
            register = register_named(name)
            self._read[name] = [
                names.format(field, value) if isinstance(field, Reference | Links) else str(value)
                for record in self._context.workspace.records(name)
                for field in register.fields
                if (value := record.get(field.name))
                and (not isinstance(field, Reference | Links) or field.to == "people")
                if not isinstance(value, bool)
            ]
        return self._read[name]

    def _ask_where(self) -> None:
        path = self._context.workspace.path
        start = path.with_name(f"{path.stem} registers.xlsx")
        chosen = ask_where_to_save(self, "Save registers", start, "Excel workbooks (*.xlsx)", "registers")
        if chosen is not None:
            self.save(chosen)

    def save(self, path: Path) -> None:
        """Write the ticked registers there and close; says why where it cannot."""
        from csp_desktop.editing.registers_out import export_registers

        try:
            export_registers(self._context.workspace, path, self.chosen)
        except AppError as problem:
            self._context.refused.emit(problem.sentence)
            return
        self._context.said.emit(f"Saved as {path.name} in {path.parent}.")
        self.accept()
