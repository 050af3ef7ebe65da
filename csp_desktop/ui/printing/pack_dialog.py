"""Putting a pack together: which forms, in which order, and how they are printed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.editing.workspace import Insert, Update
from csp_desktop.registers.fields import Record
from csp_desktop.reports.catalog import REPORTS
from csp_desktop.reports.packs import Pack, PackPart
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import Label, give_hint
from csp_desktop.ui.look.preview_dialog import plain_button
from csp_desktop.ui.look.screen_room import Dialog

_PART = Qt.ItemDataRole.UserRole
_FIRST = ("quarterly-sheet", "indicators", "risk-register", "funding-statement")


class PackDialog(Dialog):
    """Makes a pack, or changes one (`kept` is its record). Show it with `open`; `made` is its id afterwards."""

    def __init__(self, context: Context, kept: Record | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context = context
        self._kept = kept
        self.made = ""
        pack = (
            Pack.from_json(kept["name"], kept["contents"])
            if kept
            else Pack("", tuple(PackPart(name) for name in _FIRST))
        )
        self.setWindowTitle("Change the pack" if kept else "New pack")
        self.resize(theme.px(480), theme.px(580))
        self.name = QLineEdit(pack.name, self)
        self.name.setAccessibleName("Name")
        self.name.setPlaceholderText("Steering group")
        self.forms = QListWidget(self)
        self.forms.setAccessibleName("Forms, ticked ones are printed in this order")
        self._fill(pack)
        self.forms.setMinimumHeight(theme.px(72))
        up = plain_button("Up", lambda: self.move_form(-1), "Alt+Up", self)
        down = plain_button("Down", lambda: self.move_form(1), "Alt+Down", self)
        up.setShortcut("Alt+Up")
        down.setShortcut("Alt+Down")
        beside = QVBoxLayout()
        beside.addWidget(up)
        beside.addWidget(down)
        beside.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self.forms, 1)
        row.addLayout(beside)
        self.cover = _check("Cover", pack.cover, self)
        self.contents = _check("Contents with page numbers", pack.contents, self)
        self.large = _check("Large print, 18 point", pack.large_print, self)
        self.rag = QComboBox(self)
        self.rag.setAccessibleName("Ratings")
        self.rag.addItem("Our own ratings, where they differ", "moderated")
        self.rag.addItem("Ratings as the leads reported them", "lead")
        self.rag.setCurrentIndex(self.rag.findData(pack.which_rag))
        self._fault = Label(parent=self)
        self._fault.setWordWrap(True)
        theme.set_role(self._fault, "fault")
        keep = QPushButton("Keep the pack", self)
        theme.set_role(keep, "primary")
        keep.setDefault(True)
        keep.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addWidget(self._fault, 1)
        buttons.addWidget(plain_button("Cancel", self.reject, parent=self))
        buttons.addWidget(keep)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(14))
        whole.setSpacing(theme.px(8))
        for text, widget in (("Name", self.name), ("Forms", self.forms)):
            label = Label(text, self)
            theme.set_role(label, "soft")
            label.setBuddy(widget)
            whole.addWidget(label)
            if widget is self.forms:
                whole.addLayout(row)
            else:
                whole.addWidget(widget)
        for choice in (self.cover, self.contents, self.large, self.rag):
            whole.addWidget(choice)
        whole.addLayout(buttons)

    def _fill(self, pack: Pack) -> None:
        """The forms of the pack in their order, ticked, then the others."""
        for part in pack.parts:
            if part.report in REPORTS:
                self._add(part, ticked=True)
        there = {part.report for part in pack.parts}
        for name in REPORTS:
            if name not in there:
                self._add(PackPart(name), ticked=False)
        self.forms.setCurrentRow(0)

    def _add(self, part: PackPart, *, ticked: bool) -> None:
        report = REPORTS[part.report]
        what = f" ({part.item or part.recipient})" if part.item or part.recipient else ""
        item = QListWidgetItem(f"{report.title}{what}")
        give_hint(item, report.purpose)
        item.setData(_PART, part)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.forms.addItem(item)

    def move_form(self, by: int) -> None:
        """Move the current form up or down."""
        place = self.forms.currentRow()
        if 0 <= place + by < self.forms.count():
            item = self.forms.takeItem(place)
            self.forms.insertItem(place + by, item)
            self.forms.setCurrentItem(item)

    @property
    def pack(self) -> Pack:
        """What is put together."""
        items = [self.forms.item(place) for place in range(self.forms.count())]
        return Pack(
            self.name.text().strip(),
            tuple(item.data(_PART) for item in items if item.checkState() == Qt.CheckState.Checked),
            self.cover.isChecked(),
            self.contents.isChecked(),
            self.large.isChecked(),
            self.rag.currentData(),
        )

    def accept(self) -> None:
        """Keep the pack in the file."""
        pack = self.pack
        if not pack.name:
            self._fault.setText("Give the pack a name, such as Steering group.")
            self.name.setFocus()
            return
        if not pack.parts:
            self._fault.setText("Tick at least one form.")
            return
        records = self.context.records
        assert records is not None
        values = {"name": pack.name, "contents": pack.to_json()}
        if self._kept is not None:
            change: Insert | Update = Update("packs", self._kept["id"], values)
        else:
            change = Insert("packs", {"partnership": records.partnership["id"], **values})
        # Known before anybody hears of the step.
        self.made = change.id
        if self.context.apply([change], f"pack {pack.name}") is not None:
            super().accept()


def _check(text: str, on: bool, parent: QWidget) -> QCheckBox:
    check = QCheckBox(text, parent)
    check.setChecked(on)
    return check
