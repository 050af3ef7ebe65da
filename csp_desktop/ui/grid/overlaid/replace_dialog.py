"""Words replaced by others in the cells of a grid, all at once as one step."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from csp_desktop.ui.grid.blocks import GridBlocks
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import Label, allow, counted
from csp_desktop.ui.look.screen_room import Dialog


class ReplaceDialog(Dialog):
    """Asks what to replace by what, says how often it stands there, and replaces it. Show it with `open`."""

    def __init__(self, blocks: GridBlocks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Replace")
        self._blocks = blocks
        self._selected = blocks.selected_places()
        several = len(self._selected) > 1
        self.sought, self.by = QLineEdit(), QLineEdit()
        form = QFormLayout()
        form.setVerticalSpacing(theme.px(10))
        for label, box in (("&Find", self.sought), ("Re&place with", self.by)):
            box.setAccessibleName(label.replace("&", ""))
            form.addRow(Label(label, buddy=box), box)
        self.case = QCheckBox("Match &case")
        self.within = QCheckBox("Only in the &selected cells")
        self.within.setChecked(several)
        allow(self.within, "" if several else "Select more than one cell first.")
        self._count = Label()
        theme.set_role(self._count, "soft")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.replace = buttons.addButton("Replace all", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.set_role(self.replace, "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.px(20)] * 4)
        layout.setSpacing(theme.px(10))
        layout.addLayout(form)
        for widget in (self.case, self.within, self._count, buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(theme.px(400))
        self.sought.textChanged.connect(lambda _: self._recount())
        for check in (self.case, self.within):
            check.toggled.connect(lambda _: self._recount())
        self._recount()

    def _recount(self) -> None:
        cells = (
            self._blocks.replacements(self._pattern(), self.by.text(), self._where())
            if self.sought.text()
            else []
        )
        words = self.sought.text()
        lacking = "No cell that can be changed holds these words." if words else "Type what to find first."
        allow(self.replace, "" if cells else lacking)
        self._count.setText(
            f"Found in {counted(len(cells), 'cell')}." if cells
            else f"“{words}” was not found in any cell that can be changed." if words
            else "All the rows shown are searched."
        )  # fmt: skip

    def _pattern(self) -> re.Pattern[str]:
        return re.compile(
            re.escape(self.sought.text()), re.NOFLAG if self.case.isChecked() else re.IGNORECASE
        )

    def _where(self) -> list[tuple[int, int]] | None:
        return self._selected if self.within.isChecked() else None

    def accept(self) -> None:
        super().accept()
        self._blocks.replace(self._pattern(), self.by.text(), self._where())
