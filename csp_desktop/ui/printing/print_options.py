"""The form or pack to print and how: the side panel of the print window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.editing.county.gathering import of_a_county
from csp_desktop.periods import FinancialYear, Quarter, month_start, months_on
from csp_desktop.registers.as_written.dates import format_month
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.catalog import COUNTY_REPORTS, REPORTS, ReportOptions, report_named
from csp_desktop.reports.shown import named
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.date_box import day_in
from csp_desktop.ui.look.emptying import empty_layout
from csp_desktop.ui.look.plain_words import Label, give_hint

_PAPERS = (("a4", "A4"), ("a3", "A3"))
_ORIENTATIONS = ((None, "As designed"), ("portrait", "Portrait"), ("landscape", "Landscape"))
_RATINGS = (("moderated", "Our own, where they differ"), ("lead", "As the leads reported them"))
# What each choice of content is called among the options a form says it uses.
_CONTENT = ("item", "stream", "recipient", "since", "month", "which_rag")
_NAME, _PACK = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class _ColumnBox(QCheckBox):
    """A box to tick for a column; a long heading is shortened to the room there is, and whole in its hint."""

    def __init__(self, heading: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._heading = heading
        self.setAccessibleName(heading)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        give_hint(self, f"{heading}: untick to leave this column out")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - theme.px(32)
        words = self.fontMetrics().elidedText(self._heading, Qt.TextElideMode.ElideRight, room)
        self.setText(words.replace("&", "&&"))


class PrintOptions(QWidget):
    """Choice of form or pack, and options; says so when any of them changes."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._filling = True
        self._list = QListWidget(self)
        self._list.setAccessibleName("Form or pack to print")
        self._list.setUniformItemSizes(True)
        self._list.currentRowChanged.connect(self._form_chosen)
        self._purpose = Label(parent=self)
        self._purpose.setWordWrap(True)
        theme.set_role(self._purpose, "soft")

        self._quarter = self._choice("Quarter")
        self._since = self._choice("Compare with")
        self._month = self._choice("Month")
        self._item = self._choice("Priority")
        self._stream = self._choice("Funding stream")
        self._recipient = self._choice("Recipient")
        self._rag = self._choice("Ratings", _RATINGS)
        self._paper = self._choice("Paper", _PAPERS)
        self._orientation = self._choice("Orientation", _ORIENTATIONS)
        self._meeting = QLineEdit(self)
        self._meeting.setAccessibleName("Meeting")
        self._meeting.editingFinished.connect(self._announce)
        today = context.today
        self._meeting_on = QDateEdit(QDate(today.year, today.month, today.day), self)
        self._meeting_on.setAccessibleName("Held on")
        self._meeting_on.setDisplayFormat("d MMMM yyyy")
        self._meeting_on.setCalendarPopup(True)
        self._meeting_on.dateChanged.connect(lambda _: self._announce())
        self._large = self._check("Large print, 18 point", "Laid out again at 18 point, not just enlarged.")
        self._draft = self._check("Mark as draft", "Prints “Draft” on every page.")
        self._rows = QFormLayout()
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setVerticalSpacing(theme.px(6))
        for field in (
            self._quarter, self._since, self._month, self._item, self._stream, self._recipient, self._meeting, self._meeting_on,
            self._rag, self._paper, self._orientation,
        ):  # fmt: skip
            label = Label(field.accessibleName(), self)
            theme.set_role(label, "caption")
            label.setBuddy(field)
            self._rows.addRow(label, field)
        self._rows.addRow(self._large)
        self._rows.addRow(self._draft)
        self._columns: dict[str, QCheckBox] = {}
        self._columns_of = ""
        self._columns_title = Label("Columns", self)
        theme.set_role(self._columns_title, "caption")
        self._columns_title.hide()
        self._column_boxes = QVBoxLayout()
        self._column_boxes.setSpacing(0)

        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(16), theme.px(14), theme.px(14), theme.px(16))
        column.setSpacing(theme.px(8))
        heading = Label("Form or pack", inner)
        theme.set_role(heading, "heading")
        column.addWidget(heading)
        column.addWidget(self._list)
        column.addWidget(self._purpose)
        self.under_list = QVBoxLayout()
        column.addLayout(self.under_list)
        column.addLayout(self._rows)
        column.addWidget(self._columns_title)
        column.addLayout(self._column_boxes)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setAccessibleName("What is printed")
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self.setMinimumWidth(theme.px(260))
        self.fill()
        self._filling = False

    # What is chosen

    @property
    def form(self) -> str:
        """The name of the form chosen; "" where a pack is."""
        item = self._list.currentItem()
        return item.data(_NAME) if item else next(iter(REPORTS))

    @property
    def pack(self) -> Record | None:
        """The record of the pack chosen; None where a form is."""
        item = self._list.currentItem()
        return item.data(_PACK) if item else None

    @property
    def title(self) -> str:
        """What the form or pack is called."""
        return self._list.currentItem().text() if self._list.currentItem() else ""

    @property
    def meeting(self) -> str:
        """The title of the meeting a pack is for; "" for the pack's own name."""
        return self._meeting.text().strip()

    @property
    def meeting_on(self) -> date:
        """The day of that meeting."""
        return day_in(self._meeting_on)

    def options(self) -> ReportOptions:
        """How it is to be printed."""
        used = {name: self._used(name) for name in _CONTENT}
        since = self._since.currentData() if used["since"] else None
        month = self._month.currentData() if used["month"] else None
        return ReportOptions(
            quarter=Quarter.parse(self._quarter.currentData()) if self._quarter.count() else None,
            # A stream is named where a priority would be.
            item=self._item.currentData()
            if used["item"]
            else self._stream.currentData()
            if used["stream"]
            else None,
            recipient=self._recipient.currentData() if used["recipient"] else None,
            since=Quarter.parse(since) if since else None,
            month=month_start(month) if month else None,
            large_print=self._large.isChecked(),
            paper=self._paper.currentData(),
            orientation=self._orientation.currentData(),
            which_rag=self._rag.currentData(),
            draft=self._draft.isChecked(),
            without=frozenset(name for name, check in self._columns.items() if not check.isChecked()),
            printed_on=self.context.today,
        )

    def choose(self, form: str, *, item: str | None = None, recipient: str | None = None) -> None:
        """Choose a form by name or a pack by its id, and what of it, announced once."""
        self._filling = True
        for row in range(self._list.count()):
            entry = self._list.item(row)
            pack = entry.data(_PACK)
            if entry.data(_NAME) == form or (pack is not None and pack["id"] == form):
                self._list.setCurrentRow(row)
        _select(self._item, item)
        _select(self._recipient, recipient)
        self._filling = False
        self._show_used()
        self.changed.emit()

    # What is offered

    def fill(self) -> None:
        """Offer the packs, quarters, priorities and recipients there are, keeping what is chosen."""
        records = self.context.records
        filling, self._filling = self._filling, True
        self._fill_list(records)
        if records is not None:
            years = range(records.plan["first_year"], records.plan["last_year"] + 1)
            quarters = [quarter for year in years for quarter in FinancialYear(year).quarters]
            here = self.context.quarter.code
            _fill(self._quarter, [(quarter.code, quarter.label) for quarter in quarters], here)
            earlier = [(quarter.code, quarter.label) for quarter in (quarters[0].previous, *quarters)]
            _fill(self._since, [(None, "The quarter before"), *earlier])
            # The report on a year's last month is made in the month after it.
            months = [months_on(quarters[0].start, number) for number in range(len(quarters) * 3 + 1)]
            by_name = [(f"{month:%Y-%m}", format_month(month)) for month in months]
            _fill(self._month, [(None, "The quarter's latest"), *by_name])
            priorities = [(priority["id"], named(priority)) for priority in records.priorities]
            _fill(self._item, [(None, "All priorities"), *priorities])
            streams = [(stream["id"], stream["name"]) for stream in records.funding_streams]
            _fill(self._stream, [(None, "All streams of the year"), *streams])
            _fill(self._recipient, [(None, "All recipients"), *_recipients(records)])
        self._filling = filling
        self._show_used()

    def _fill_list(self, records: PlanRecords | None) -> None:
        pack, form, chosen = self.pack, self.form, self._list.currentRow()
        self._list.clear()
        county = of_a_county(self.context.workspace)
        # A county's file need have no plan: then only what asks for none is offered.
        names = [*(REPORTS if records is not None or not county else ()), *(COUNTY_REPORTS if county else ())]
        for name in names:
            report = report_named(name)
            self._add(report.title, name, None, f"{report.purpose}.")
        partnership = records.partnership["id"] if records else None
        for kept in self.context.workspace.records("packs", {"partnership": partnership}, ("name",)):
            self._add(kept["name"], "", kept, "A pack: several forms as one PDF.")
        for row in range(self._list.count()):
            entry = self._list.item(row)
            same_pack = pack is not None and entry.data(_PACK) and entry.data(_PACK)["id"] == pack["id"]
            if chosen >= 0 and (same_pack or (pack is None and entry.data(_NAME) == form)):
                self._list.setCurrentRow(row)
        if self._list.currentRow() < 0:
            self._list.setCurrentRow(0)
        self._fit_list()

    def _add(self, title: str, name: str, pack: Record | None, purpose: str) -> None:
        entry = QListWidgetItem(title if pack is None else f"{title} (pack)")
        entry.setData(_NAME, name)
        entry.setData(_PACK, pack)
        give_hint(entry, purpose)
        entry.setData(Qt.ItemDataRole.AccessibleDescriptionRole, purpose)
        self._list.addItem(entry)

    def offer_columns(self, columns: Mapping[str, str]) -> None:
        """Offer the columns of the form chosen, by name and heading, to be left out."""
        if self._columns_of == self.form and set(columns) == set(self._columns):
            return
        self._columns_of = self.form
        empty_layout(self._column_boxes)
        self._columns = {}
        for name, heading in columns.items():
            check = _ColumnBox(heading or name, self)
            check.setChecked(True)
            check.toggled.connect(lambda _: self._announce())
            self._columns[name] = check
            self._column_boxes.addWidget(check)
        self._columns_title.setVisible(bool(columns))

    def _used(self, option: str) -> bool:
        return bool(self.form) and option in report_named(self.form).uses

    def _show_used(self) -> None:
        of_pack = self.pack is not None
        choices = (self._item, self._stream, self._recipient, self._since, self._month, self._rag)
        for name, choice in zip(_CONTENT, choices, strict=True):
            self._rows.setRowVisible(choice, self._used(name))
        for field in (self._meeting, self._meeting_on):
            self._rows.setRowVisible(field, of_pack)
        # Without a plan there are no quarters to choose from.
        self._rows.setRowVisible(self._quarter, self._quarter.count() > 0)
        # A pack has its own say on these.
        self._rows.setRowVisible(self._orientation, not of_pack)
        self._rows.setRowVisible(self._large, not of_pack)
        entry = self._list.currentItem()
        self._purpose.setText(entry.data(Qt.ItemDataRole.AccessibleDescriptionRole) if entry else "")

    def _form_chosen(self, row: int) -> None:
        if row >= 0 and not self._filling:
            self._columns = {}
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
        check = QCheckBox(name.replace("&", "&&"), self)
        check.setAccessibleName(name)
        give_hint(check, hint)
        check.toggled.connect(lambda _: self._announce())
        return check

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_list()

    def _fit_list(self) -> None:
        self._list.setFixedHeight(self._list.sizeHintForRow(0) * self._list.count() + theme.px(2))


def _recipients(records: PlanRecords) -> list[tuple[str, str]]:
    """Agencies and groups that lead anything, and groups that meet, by name."""
    agencies = {lead for item in records.plan_items for lead in item["lead_agencies"]}
    groups = {lead for item in records.plan_items for lead in item["lead_groups"]}
    groups |= {meeting["group"] for meeting in records.meetings if meeting["group"]}
    leading = [
        *(records.agency[lead] for lead in agencies),
        *(records.group[lead] for lead in groups if lead in records.group),
    ]
    return sorted(((lead["short_name"], lead["name"]) for lead in leading), key=lambda pair: pair[1])


def _fill(choice: QComboBox, options: Sequence[tuple[object, str]], first: object = None) -> None:
    """Put options in, keeping what was chosen where it is still there, else starting from `first`."""
    chosen = choice.currentData() if choice.count() else first
    choice.clear()
    for value, label in options:
        choice.addItem(label, value)
    _select(choice, chosen)


def _select(choice: QComboBox, value: object) -> None:
    choice.setCurrentIndex(max(choice.findData(value), 0))
