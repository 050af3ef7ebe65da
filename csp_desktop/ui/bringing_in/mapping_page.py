"""One table of a file at a time: its sheet, what it contains, and each column's meaning with the evidence for it."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QPoint, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from csp_desktop.editing.bringing_in.source_tables import SourceTable
from csp_desktop.excel.foreign.quarters_of_columns import with_quarter
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.opening.grid import column_letters
from csp_desktop.excel.recognising.column_mapping import ColumnUse, TableMapping, choices, registers
from csp_desktop.excel.recognising.recognition import propose_as
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.wordings import in_short
from csp_desktop.registers.catalog import register_named
from csp_desktop.ui.bringing_in.import_wording import FATES, joins, meaning
from csp_desktop.ui.bringing_in.source_sheet import SourceSheet
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import Label, MessageBox
from csp_desktop.ui.look.preview_dialog import plain_button
from csp_desktop.ui.look.screen_room import room_around

# Records told quarter by quarter.
_QUARTERLY = ("updates", "measurements", "funding_entries", "log_updates", "risk_reviews")
# How dates in figures are read, in words with an example.
_ORDERS = {"month first": "Month first: 03/04 is 4 March", "day first": "Day first: 03/04 is 3 April"}


class MappingPage(QWidget):
    """The sheet of one table under what its columns become. Changes are announced, not made."""

    chosen = Signal(object, object)
    """A MappedTable and the TableMapping a person wants for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading: Reading | None = None
        self.table: SourceTable | None = None
        self.title = Label(parent=self)
        theme.set_role(self.title, "heading")
        self.register = QComboBox(self)
        self.register.setAccessibleName("What the table contains")
        self.register.addItem("Leave out", "")
        for name in registers():
            self.register.addItem(register_named(name).plural, name)
        self.register.activated.connect(lambda _: self._register_chosen())
        self._contains = Label("contains", self)
        theme.set_role(self._contains, "soft")
        self._contains.setBuddy(self.register)
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        row.setSpacing(theme.px(8))
        row.addWidget(self.title)
        row.addWidget(self._contains)
        row.addWidget(self.register)
        row.addStretch(1)
        self.sheet = SourceSheet(self)
        self.sheet.asked.connect(self.open_menu)
        self.sheet.pointed.connect(self._show_evidence)
        self.sheet.horizontalHeader().sectionClicked.connect(lambda _: self.open_menu())
        self.evidence = Label(parent=self)
        self.evidence.setWordWrap(True)
        self._change = plain_button("Change…", self.open_menu, "Enter on a cell of the column", self)
        below = QHBoxLayout()
        below.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        below.setSpacing(theme.px(8))
        below.addWidget(self.evidence, 1)
        below.addWidget(self._change)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row)
        whole.addWidget(self.sheet, 1)
        whole.addLayout(below)

    def show_table(self, table: SourceTable | None, reading: Reading) -> None:
        """Show the sheet of a table as it was read."""
        self._reading, self.table = reading, table
        named = table.mapped is not None if table else False
        self.title.setText(f"{table.grid.name}, {table.range}" if table else "")
        self.register.setVisible(named)
        self._contains.setVisible(named)
        self._change.setVisible(named)
        self.register.setCurrentIndex(max(self.register.findData(table.register if table else ""), 0))
        # Of a long column the evidence takes a while: it is shown once, below.
        with QSignalBlocker(self.sheet):
            self.sheet.show_table(table, reading.cells.marked)
        self._show_evidence()

    @property
    def _year(self) -> FinancialYear | None:
        """The year the table was read in."""
        mapped = self.table.mapped if self.table is not None else None
        return mapped.mapping.year if mapped is not None else None

    @property
    def use(self) -> ColumnUse | None:
        """What the column pointed at is taken for; None outside the table."""
        return self.sheet.use

    # The column pointed at

    def _show_evidence(self) -> None:
        use = self.use
        self._change.setEnabled(use is not None and bool(self.table and self.table.register))
        if use is not None:
            self.evidence.setText(self._evidence(use))
        elif self.table is not None and self.table.mapped is None:
            self.evidence.setText(
                "This sheet is read as a whole, in the way it is laid out."
                if self.table.register
                else self.table.why
            )
        elif self.table is not None and self.table.is_form:
            self.evidence.setText("Point at a value, or the label beside it, to see where it goes.")
        else:
            self.evidence.setText("The top line shows where each column goes; shaded columns are guesses.")

    def _evidence(self, use: ColumnUse) -> str:
        """Where a column goes, why, and what became of its cells."""
        assert self._reading is not None and self.table is not None and self.table.mapped is not None
        heading = " ".join(use.heading.split())
        column = "" if self.table.is_form else f"Column {column_letters(use.column)}"
        name = ", ".join(part for part in (column, f"“{heading}”" if heading else "") if part)
        goes = f"goes to {meaning(use)}" if use.field else "is not brought in"
        read = self.table.mapped.table
        became = Counter(
            self._reading.cells.marked(read.cell(row, use.column)).outcome
            for row in read.rows
            if (row, use.column) in read.grid.values
        )
        counts = ", ".join(
            f"{became[fate]:,} {label.lower()}" for fate, (_, label) in FATES.items() if became[fate]
        )
        why = (
            self.table.mapped.said.get(use.column)
            or use.why
            or ("A guess from its heading." if use.asked else "")
        )
        others = [
            other
            for other in self.table.mapped.mapping.columns
            if other is not use
            and use.field
            and (other.register, other.field, other.quarter) == (use.register, use.field, use.quarter)
        ]
        together = (
            f"Joined with “{' '.join(others[0].heading.split())}”, each under its heading."
            if others and joins(use.register, use.field)
            else ""
        )
        comma = "" if self.table.is_form else ","
        first = f"{name}{comma} {goes}{f': {counts}' if counts else ''}."
        return " ".join(part for part in (first, why, together) if part)

    def open_menu(self) -> None:
        """Offer what the column pointed at can be taken for."""
        use = self.use
        if use is None or self.table is None or not self.table.register:
            return
        menu = QMenu(self)
        menu.setAccessibleName(f"What the column {use.heading} holds")
        mapped = self.table.mapped
        if mapped is not None and (use.dates or use.column in mapped.said):
            for order, words in _ORDERS.items():
                action = menu.addAction(words)
                action.setCheckable(True)
                action.setChecked(use.dates == order)
                action.triggered.connect(lambda _=False, order=order: self.take_dates(order))
            menu.addSeparator()
        menu.addAction("Leave out").triggered.connect(lambda: self.take("", ""))
        menu.addSeparator()
        for owner, name, label in choices(self.table.register):
            if owner in _QUARTERLY and self._year is not None:
                # An update says nothing without its quarter.
                quarters = menu.addMenu(label.replace("&", "&&"))
                for quarter in self._year.quarters:
                    action = quarters.addAction(quarter.label)
                    action.setCheckable(True)
                    action.setChecked((owner, name, quarter.code) == (use.register, use.field, use.quarter))
                    action.triggered.connect(
                        lambda _=False, owner=owner, name=name, code=quarter.code: self.take(
                            owner, name, code
                        )
                    )
                continue
            action = menu.addAction(label.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked((owner, name) == (use.register, use.field))
            action.triggered.connect(lambda _=False, owner=owner, name=name: self.take(owner, name))
        menu.aboutToHide.connect(menu.deleteLater)
        if menu.sizeHint().width() > room_around(self).width():
            # With large text the last of several columns would be off the screen.
            menu.setStyleSheet("QMenu { menu-scrollable: 1; }")
        header = self.sheet.horizontalHeader()
        left = header.sectionViewportPosition(self.sheet.currentIndex().column())
        menu.popup(header.viewport().mapToGlobal(QPoint(left, header.height())))

    def take_dates(self, order: str) -> None:
        """Read the dates of the column pointed at "day first" or "month first"."""
        use = self.use
        if use is not None and self.table is not None and self.table.mapped is not None:
            mapped = self.table.mapped
            self.chosen.emit(mapped, mapped.mapping.with_dates(use.column, order))

    def take(self, register: str, field: str, quarter: str = "") -> None:
        """Take the column pointed at for a field; "" for nothing."""
        use = self.use
        if use is None or self.table is None or self.table.mapped is None:
            return
        mapping = self.table.mapped.mapping
        wanted = (register, field, quarter)
        other = next(
            (
                column
                for column in mapping.columns
                if field and column is not use and (column.register, column.field, column.quarter) == wanted
            ),
            None,
        )
        if other is not None and not joins(register, field):
            if not self._asked_which(use, other, meaning(other)):
                return
            mapping = mapping.with_column(other.column, "", "")
        if register == use.register:
            mapping = with_quarter(mapping, use, quarter)
        self.chosen.emit(self.table.mapped, mapping.with_column(use.column, register, field, quarter))

    def _asked_which(self, use: ColumnUse, other: ColumnUse, goes_to: str) -> bool:
        """Of two columns for a field that holds one value, is the newly chosen one to be used?"""
        box = MessageBox(
            MessageBox.Icon.Question,
            "Two columns for one field",
            f"“{' '.join(other.heading.split())}” goes to {goes_to} already, which holds one value. Which column is it?",
            self,
        )
        this = box.addButton(f"Use {_on_button(use.heading)}", MessageBox.ButtonRole.AcceptRole)
        box.addButton(f"Keep {_on_button(other.heading)}", MessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is this

    def _register_chosen(self) -> None:
        table, name = self.table, self.register.currentData()
        if table is None or table.mapped is None or (name == table.register and (name or table.is_left_out)):
            return
        if name:
            mapping = propose_as(name, table.mapped.table, self._year)
        else:
            uses = table.mapped.mapping.columns
            mapping = TableMapping("", tuple(ColumnUse(use.column, use.heading) for use in uses))
        self.chosen.emit(table.mapped, mapping)


def _on_button(heading: str) -> str:
    """A heading in quotes, as it fits on a button."""
    return f"“{in_short(heading, 30)}”".replace("&", "&&")
