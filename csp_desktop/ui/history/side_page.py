"""One register in two states side by side: as it stood on two days, at the end of quarters, in a backup, or now."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QHBoxLayout, QVBoxLayout, QWidget

from csp_desktop.editing.as_it_stood import (
    Comparison,
    Difference,
    State,
    brought_back,
    in_backup,
    now,
    on_day,
)
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import AppError
from csp_desktop.paths import legal_name
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.side_by_side import Line, print_side_by_side
from csp_desktop.reports.typesetting import write_pdf
from csp_desktop.storage.keeping.packing import unpacked
from csp_desktop.storage.keeping.retention import backup_at
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.listing import Listing, ListingColumn
from csp_desktop.ui.history.history_registers import TOLD
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.card import caption
from csp_desktop.ui.look.chips import FlowLayout
from csp_desktop.ui.look.date_box import day_in
from csp_desktop.ui.look.opening import open_document
from csp_desktop.ui.look.plain_words import Label, allow, counted
from csp_desktop.ui.look.preview_dialog import plain_button
from csp_desktop.ui.look.saving_as import ask_where_to_save

_NOW, _DAY = "now", "day"


class StateChoice(QWidget):
    """Which state: now, on a day, at the end of a quarter, or in a backup."""

    changed = Signal()

    def __init__(self, context: Context, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = QComboBox(self)
        self.kind.setAccessibleName(name)
        self.kind.addItem("As it is now", _NOW)
        self.kind.addItem("As it stood on", _DAY)
        if context.records is not None:
            for quarter in context.records.year.quarters:
                if quarter.end <= context.today:
                    self.kind.addItem(f"End of {quarter.label}", quarter.end)
        self.day = QDateEdit(self)
        self.day.setAccessibleName(f"{name}: day")
        self.day.setDisplayFormat("d MMM yyyy")
        self.day.setCalendarPopup(True)
        today = context.today
        self.day.setDate(QDate(today.year, today.month, today.day).addDays(-1))
        self.kind.currentIndexChanged.connect(lambda _: self._chosen())
        self.day.dateChanged.connect(lambda _: self.changed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self.kind)
        row.addWidget(self.day)
        self.day.hide()

    def _chosen(self) -> None:
        self.day.setVisible(self.kind.currentData() == _DAY)
        self.changed.emit()

    def choose(self, what: str | date | Path) -> None:
        """Choose a state: "now", "day", a day, or the path of a backup."""
        place = next((at for at in range(self.kind.count()) if self.kind.itemData(at) == what), -1)
        if place < 0 and isinstance(what, Path):
            backup = backup_at(what)
            when = f"{backup.made:%d/%m/%Y %H:%M}" if backup else what.name
            self.kind.addItem(f"Backup of {when}", what)
            place = self.kind.count() - 1
        self.kind.setCurrentIndex(place)

    @property
    def what(self) -> str | date | Path:
        """ "now", a day, or the path of a backup."""
        kind = self.kind.currentData()
        return day_in(self.day) if kind == _DAY else kind


class SidePage(QWidget):
    """Chooses the register and the two states, lists what differs or everything, prints it, brings parts back."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._opened: dict[Path, Workspace] = {}
        self._holding = ExitStack()
        self._states: tuple[State, State] | None = None
        self.register = QComboBox(self)
        self.register.setAccessibleName("Which register")
        for register in TOLD:
            self.register.addItem(register.plural[:1].upper() + register.plural[1:], register.name)
        self.register.setCurrentIndex(self.register.findData("plan_items"))
        self.left = StateChoice(context, "Left side", self)
        self.right = StateChoice(context, "Right side", self)
        self.left.choose(_DAY)
        self.everything = QCheckBox("Show what is the same too", self)
        self.everything.toggled.connect(lambda _: self.fill())
        self.register.currentIndexChanged.connect(lambda _: self.fill())
        for side in (self.left, self.right):
            side.changed.connect(self.fill)
        beside = Label("beside")
        theme.set_role(beside, "soft")
        for low in (beside, self.everything):
            low.setMinimumHeight(self.register.sizeHint().height())
        # With large text they stand on two lines.
        top = FlowLayout()
        for widget in (self.register, self.left, beside, self.right, self.everything):
            top.addWidget(widget)
        self.lines = Listing(
            "Both states side by side",
            [
                ListingColumn("Record", lambda line: line.name, 240, names=True),
                ListingColumn("Field", _field, 150, lambda line: "soft", names=True),
                ListingColumn("Left", lambda line: line.left, 0),
                ListingColumn("Right", lambda line: line.right, 0),
            ],
            self,
        )
        self.lines.ticks_changed.connect(self._allow)
        self.said = caption()
        self.back = plain_button(
            "Bring back what is ticked", self.bring_back, "Puts the left side in place", self
        )
        self.print = plain_button("Save as PDF…", self._ask_and_print, "To print it or pass it on", self)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addWidget(self.said, 1)
        foot.addWidget(self.back)
        foot.addWidget(self.print)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(12))
        whole.setSpacing(theme.px(8))
        whole.addLayout(top)
        whole.addWidget(self.lines, 1)
        whole.addLayout(foot)

    def close_backups(self) -> None:
        """Let go of the backups looked into."""
        self._holding.close()
        self._opened.clear()

    def compare_backup(self, backup: Path) -> None:
        """Show a backup beside what is there now."""
        self.right.choose(_NOW)
        self.left.choose(backup)

    def fill(self) -> None:
        """Compare again."""
        if not self.isVisible():
            return
        try:
            self._states = self._state(self.left), self._state(self.right)
            rows = self._compared(self._states)
        except AppError as problem:
            self._states, rows = None, []
            self.said.setText(problem.sentence)
        else:
            records = len({row.record for row in rows})
            self.said.setText(
                f"{counted(records, 'record')}, {counted(len(rows), 'line')}."
                if self.everything.isChecked()
                else f"{counted(records, 'record')} differ{'s' if records == 1 else ''}."
                if rows
                else "Nothing differs."
            )
        for place, state in enumerate(self._states or (), 2):
            self.lines.set_header(place, state.label)
        self.lines.set_rows(rows)
        if self._can_bring_back:
            self.lines.tick(lambda _: False)
        self._allow()

    def _compared(self, states: tuple[State, State]) -> list[Difference]:
        left, right = states
        words = self.context.rating_words
        compared = Comparison(left, right, self.register.currentData(), self.context.plan_id, words)
        return compared.everything if self.everything.isChecked() else compared.differences

    def _state(self, choice: StateChoice) -> State:
        what = choice.what
        if isinstance(what, Path):
            if what not in self._opened:
                plain = self._holding.enter_context(unpacked(what))
                self._opened[what] = self._holding.enter_context(Workspace.open(plain, read_only=True))
            return in_backup(self._opened[what], choice.kind.currentText())
        if isinstance(what, date):
            return on_day(self.context.workspace, what)
        return now(self.context.workspace)

    @property
    def _can_bring_back(self) -> bool:
        states = self._states
        return self.context.editable and states is not None and states[1].is_now and not states[0].is_now

    def _allow(self) -> None:
        self.back.setVisible(self._can_bring_back)
        allow(self.back, "" if self.lines.ticked else "Tick what is to be brought back first.")
        shown = self._states is not None and self.context.records is not None
        allow(self.print, "" if shown else "Choose two states first.")

    def bring_back(self) -> None:
        """Put what is ticked as it stands on the left; a record comes with all that hung on it."""
        if self._states is None or not self.lines.ticked:
            return
        left, right = self._states
        changes = brought_back(left, right, self.lines.ticked)
        label = left.label[:1].lower() + left.label[1:]
        if self.context.apply(changes, f"brought back from {label}") is not None:
            self.fill()
            self.said.setText(f"Brought back, {counted(len(changes), 'record')}; Ctrl+Z undoes that.")

    def _ask_and_print(self) -> None:
        register = self.register.currentText()
        start = self.context.workspace.path.with_name(
            legal_name(f"{register} side by side", "Side by side") + ".pdf"
        )
        chosen = ask_where_to_save(self, "Save as PDF", start, "PDF files (*.pdf)", "print")
        if chosen is not None and self.print_to(chosen):
            open_document(chosen)

    def print_to(self, path: Path) -> bool:
        """Write what is shown as a PDF; whether it could be."""
        records = self.context.records
        if self._states is None or records is None:
            return False
        left, right = (state.label for state in self._states)
        lines = [Line(line.name, _field(line), line.left, line.right) for line in self.lines.rows]
        options = replace(ReportOptions(), printed_on=self.context.today)
        try:
            content = print_side_by_side(records, self.register.currentText(), left, right, lines, options)
            write_pdf(path, content)
        except AppError as problem:
            self.said.setText(problem.sentence)
            return False
        self.said.setText(f"Saved as {path.name} in {path.parent}.")
        return True


def _field(line: Difference) -> str:
    if line.field is not None:
        return line.field.label
    return "Not there any more" if line.left else "Added since"
