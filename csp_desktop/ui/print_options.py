"""The form to print and how: the side panel of the print window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.catalog import REPORTS, ReportOptions
from csp_desktop.ui import theme
from csp_desktop.ui.context import Context

_PAPERS = (("a4", "A4"), ("a3", "A3"))
_TURNS = ((None, "As the form is made"), ("portrait", "Upright"), ("landscape", "Across"))
_RATINGS = (("moderated", "Our own, where they differ"), ("lead", "As the leads reported them"))

# Options only some forms use; all others are offered for every form.
_ONLY_FOR = {
    "item": {"quarterly-sheet", "action-plan", "progress-update"},
    "recipient": {"return-form"},
    "since": {"since-last"},
    "which_rag": {"quarterly-sheet", "action-plan", "progress-update", "highlight", "since-last"},
}


class PrintOptions(QWidget):
    """Choice of form and options; says so when any of them changes."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._filling = True
        self._form = QListWidget(self)
        self._form.setAccessibleName("Form to print")
        self._form.setUniformItemSizes(True)
        for report in REPORTS.values():
            item = QListWidgetItem(report.title)
            item.setData(Qt.ItemDataRole.UserRole, report.name)
            item.setToolTip(report.purpose)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, report.purpose)
            self._form.addItem(item)
        self._form.currentRowChanged.connect(self._form_chosen)
        self._purpose = QLabel(self)
        self._purpose.setWordWrap(True)
        theme.set_role(self._purpose, "soft")

        self._quarter = self._choice("Quarter")
        self._since = self._choice("Compare with")
        self._item = self._choice("Priority")
        self._recipient = self._choice("Recipient")
        self._rag = self._choice("Ratings", _RATINGS)
        self._paper = self._choice("Paper", _PAPERS)
        self._turn = self._choice("Turned", _TURNS)
        self._large = self._check("Large print, 18 point", "Text is set anew at 18 point, not enlarged.")
        self._draft = self._check("Mark as draft", "“Draft” stands on every page.")

        self._rows = QFormLayout()
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setVerticalSpacing(theme.px(6))
        for choice in (
            self._quarter,
            self._since,
            self._item,
            self._recipient,
            self._rag,
            self._paper,
            self._turn,
        ):
            label = QLabel(choice.accessibleName(), self)
            theme.set_role(label, "caption")
            label.setBuddy(choice)
            self._rows.addRow(label, choice)
        self._rows.addRow(self._large)
        self._rows.addRow(self._draft)

        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(16), theme.px(14), theme.px(14), theme.px(16))
        column.setSpacing(theme.px(8))
        heading = QLabel("Form", inner)
        theme.set_role(heading, "heading")
        column.addWidget(heading)
        column.addWidget(self._form)
        column.addWidget(self._purpose)
        column.addSpacing(theme.px(8))
        column.addLayout(self._rows)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self.setMinimumWidth(theme.px(250))
        self.fill()
        self._filling = False

    @property
    def form(self) -> str:
        """The name of the form chosen."""
        item = self._form.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else next(iter(REPORTS))

    def choose(self, form: str, *, item: str | None = None, recipient: str | None = None) -> None:
        """Choose a form, and what of it, without announcing each choice on its own."""
        self._filling = True
        for row in range(self._form.count()):
            if self._form.item(row).data(Qt.ItemDataRole.UserRole) == form:
                self._form.setCurrentRow(row)
        _select(self._item, item)
        _select(self._recipient, recipient)
        self._filling = False
        self._show_used()
        self.changed.emit()

    def options(self) -> ReportOptions:
        """What is chosen."""
        used = {name: self._used(name) for name in _ONLY_FOR}
        return ReportOptions(
            quarter=Quarter.parse(self._quarter.currentData()) if self._quarter.count() else None,
            item=self._item.currentData() if used["item"] else None,
            recipient=self._recipient.currentData() if used["recipient"] else None,
            since=Quarter.parse(self._since.currentData())
            if used["since"] and self._since.currentData()
            else None,
            large_print=self._large.isChecked(),
            paper=self._paper.currentData(),
            orientation=self._turn.currentData(),
            which_rag=self._rag.currentData(),
            draft=self._draft.isChecked(),
            printed_on=self.context.today,
        )

    def fill(self) -> None:
        """Offer the quarters, priorities and recipients of the plan shown, keeping what is chosen."""
        records = self.context.records
        if records is None:
            return
        filling, self._filling = self._filling, True
        quarters = [
            quarter
            for year in range(records.plan["first_year"], records.plan["last_year"] + 1)
            for quarter in FinancialYear(year).quarters
        ]
        _fill(
            self._quarter, [(quarter.code, quarter.label) for quarter in quarters], self.context.quarter.code
        )
        earlier = [quarters[0].previous, *quarters]
        _fill(self._since, [(None, "The quarter before"), *((found.code, found.label) for found in earlier)])
        _fill(
            self._item,
            [(None, "All priorities"), *((found["id"], _named(found)) for found in records.priorities)],
        )
        _fill(self._recipient, [(None, "All recipients"), *_recipients(records)])
        if self._form.currentRow() < 0:
            self._form.setCurrentRow(0)
        self._filling = filling
        self._show_used()

    def _used(self, option: str) -> bool:
        return self.form in _ONLY_FOR.get(option, {self.form})

    def _show_used(self) -> None:
        for name, choice in (
            ("item", self._item),
            ("recipient", self._recipient),
            ("since", self._since),
            ("which_rag", self._rag),
        ):
            self._rows.setRowVisible(choice, self._used(name))
        self._purpose.setText(f"{REPORTS[self.form].purpose}.")

    def _form_chosen(self, row: int) -> None:
        if row >= 0:
            self._show_used()
            self._announce()

    def _announce(self) -> None:
        if not self._filling:
            self.changed.emit()

    def _choice(self, name: str, options: Sequence[tuple[object, str]] = ()) -> QComboBox:
        choice = QComboBox(self)
        choice.setAccessibleName(name)
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(12)
        _fill(choice, options)
        choice.currentIndexChanged.connect(lambda _: self._announce())
        return choice

    def _check(self, name: str, hint: str) -> QCheckBox:
        check = QCheckBox(name, self)
        check.setAccessibleName(name)
        check.setToolTip(hint)
        check.toggled.connect(lambda _: self._announce())
        return check

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        rows = self._form.count()
        self._form.setFixedHeight(self._form.sizeHintForRow(0) * rows + theme.px(2))


def _named(priority: dict[str, object]) -> str:
    return f"{priority['ref']} {priority['title']}" if priority["ref"] else str(priority["title"])


def _recipients(records: PlanRecords) -> list[tuple[str, str]]:
    agencies = {found for item in records.plan_items for found in item["lead_agencies"]}
    groups = {found for item in records.plan_items for found in item["lead_groups"]}
    named = [
        *(records.agency[found] for found in agencies),
        *(records.group[found] for found in groups if found in records.group),
    ]
    return sorted(((found["short_name"], found["name"]) for found in named), key=lambda pair: pair[1])


def _fill(choice: QComboBox, options: Sequence[tuple[object, str]], first: object = None) -> None:
    """Put options in, keeping what was chosen where it is still there, else starting from `first`."""
    chosen = choice.currentData() if choice.count() else first
    choice.clear()
    for value, label in options:
        choice.addItem(label, value)
    _select(choice, chosen)


def _select(choice: QComboBox, value: object) -> None:
    choice.setCurrentIndex(max(choice.findData(value), 0))
