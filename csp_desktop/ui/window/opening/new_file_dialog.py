"""A new file: which partnership, its first plan, what it begins with, and where to keep it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QLineEdit,
    QScrollArea,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.editing.new_file import Offer, first_records, offers
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import AppError
from csp_desktop.paths import legal_name
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.folders import folder_for, remember_folder
from csp_desktop.ui.look.plain_words import Label, allow, give_hint
from csp_desktop.ui.look.preview_dialog import open_at
from csp_desktop.ui.look.screen_room import Dialog


class NewFileDialog(Dialog):
    """Asks for the partnership and the year, offers what to begin with, asks for the place, and writes the file."""

    made = Signal(object)
    """The Path of the file that was written."""

    def __init__(self, parent: QWidget | None = None, *, filled_from: Path | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("New file")
        self._promise = Label(
            f"“{filled_from.name}” will be read into the new file; you can check what is taken from it first. Is it a return that "
            "came back to you? Then cancel, open your file and drop it there."
            if filled_from is not None
            else ""
        )
        self._promise.setWordWrap(True)
        self._promise.setVisible(filled_from is not None)
        self.name = QLineEdit()
        self.name.setPlaceholderText("Anytown Community Safety Partnership")
        self.short_name = QLineEdit()
        self.short_name.setPlaceholderText("Anytown CSP")
        self.year = QComboBox()
        now = FinancialYear.of(date.today()).first
        for first in range(now + 1, now - 20, -1):
            self.year.addItem(FinancialYear(first).label, first)
        self.year.setCurrentIndex(1)
        form = QFormLayout()
        form.setVerticalSpacing(theme.px(10))
        for label, box in (
            ("&Partnership", self.name),
            ("&Short name", self.short_name),
            ("First plan for", self.year),
        ):
            box.setAccessibleName(label.replace("&", ""))
            form.addRow(Label(label, buddy=box), box)
        self._problem = Label()
        self._problem.setWordWrap(True)
        theme.set_role(self._problem, "alarm")
        self._problem.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.make = buttons.addButton("Choose where to save it…", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.set_role(self.make, "primary")
        self._allow()
        buttons.accepted.connect(self._ask_where)
        buttons.rejected.connect(self.reject)
        for box in (self.name, self.short_name):
            box.textChanged.connect(lambda _: self._allow())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.px(20)] * 4)
        layout.setSpacing(theme.px(14))
        layout.addWidget(self._promise)
        layout.addLayout(form)
        layout.addWidget(self._begin_with(), 1)
        layout.addWidget(self._problem)
        layout.addWidget(buttons)
        open_at(self, 800, 620)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = [column.minimumSize().width() for column in self._each]
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        beside = self.width() >= sum(columns) + theme.px(24 + 8 + 2 * 20) + bar
        self._columns.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        self._columns.setSpacing(theme.px(24) if beside else 0)

    def _allow(self) -> None:
        named = self.name.text().strip() and self.short_name.text().strip()
        allow(self.make, "" if named else "Give the partnership a name and a short name first.")

    def _begin_with(self) -> QWidget:
        """Boxes to tick, in two columns: bodies at the left, groups and priorities at the right; or all in one."""
        self.offered: list[tuple[Offer, QCheckBox]] = []
        self._each: list[QVBoxLayout] = []
        inside = QWidget()
        columns = self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom, inside)
        columns.setContentsMargins(0, 0, theme.px(8), 0)
        for headings in (("Responsible authorities", "Other bodies"), ("Groups", "Priorities")):
            column = QVBoxLayout()
            column.setSpacing(theme.px(2))
            for heading in headings:
                title = Label(heading)
                theme.set_role(title, "heading")
                column.addWidget(title)
                for offer in offers():
                    if _heading(offer) == heading:
                        column.addWidget(self._box(offer))
                column.addSpacing(theme.px(10))
            column.addStretch(1)
            columns.addLayout(column, 1)
            self._each.append(column)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName("What the file begins with")
        return scroll

    def _box(self, offer: Offer) -> QCheckBox:
        since = f", since {format_date(offer.since.isoformat(), short=True)}" if offer.since else ""
        box = QCheckBox(f"{offer.name}{since}".replace("&", "&&"))
        box.setChecked(offer.ticked)
        box.setAccessibleName(f"{_heading(offer)}: {offer.name}")
        give_hint(box, offer.source)
        self.offered.append((offer, box))
        return box

    def _ask_where(self) -> None:
        proposed = f"{legal_name(f'{self.short_name.text()} {self.year.currentText()}', 'Partnership')}.csp"
        start = folder_for("file") / proposed
        name, _ = QFileDialog.getSaveFileName(
            self, "Save the new file", str(start), "CSP Desktop files (*.csp)"
        )
        if name:
            remember_folder("file", Path(name))
            self.write(Path(name))

    def write(self, path: Path) -> None:
        """Write the file; says in the dialog why where that fails."""
        if path.suffix.casefold() != ".csp":
            path = path.with_name(path.name + ".csp")
        year = FinancialYear(self.year.currentData())
        try:
            with Workspace.create(path) as workspace:
                ticked = [offer for offer, box in self.offered if box.isChecked()]
                records = first_records(self.name.text(), self.short_name.text(), year, ticked)
                workspace.apply(records, "new file", kind="start")
        except AppError as problem:
            self._problem.setText(problem.sentence)
            self._problem.show()
            return
        self.accept()
        self.made.emit(path)


def _heading(offer: Offer) -> str:
    """Under which heading something is offered."""
    if offer.what == "agency":
        return "Responsible authorities" if offer.kind == "responsible authority" else "Other bodies"
    return "Groups" if offer.what == "group" else "Priorities"
