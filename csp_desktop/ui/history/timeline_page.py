"""The timeline: every step with who made it and when, what it changed, and ways to take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from csp_desktop.editing import as_it_stood
from csp_desktop.editing.as_it_stood import State, name_of
from csp_desktop.editing.timeline import ToldChange, taken_back, told
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.as_written.wordings import in_short
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Content, Record, Reference, Value
from csp_desktop.registers.register import Register
from csp_desktop.storage.steps import TimedStep
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.listing import Listing, ListingColumn
from csp_desktop.ui.history.history_registers import TOLD
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.card import caption
from csp_desktop.ui.look.plain_words import READ_ONLY, allow, counted
from csp_desktop.ui.look.preview_dialog import plain_button

_MOST_STEPS = 1000
_MOST_CHANGES = 2000
_LONGEST = 300
_NARROW = 1060


@dataclass(frozen=True)
class _Line:
    """One change as it is listed."""

    change: ToldChange
    record: str
    field: str
    before: str
    after: str


class TimelinePage(QWidget):
    """Steps on the left, newest first; on the right what the chosen one changed, before beside after."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._records: Sequence[str] = ()
        self._gone: dict[str, Record] = {}
        self.register = QComboBox(self)
        self.register.setAccessibleName("Which register")
        self.register.addItem("All registers", "")
        for register in TOLD:
            self.register.addItem(register.plural[:1].upper() + register.plural[1:], register.name)
        self.register.currentIndexChanged.connect(lambda _: self.fill())
        self.words = QLineEdit(self)
        self.words.setPlaceholderText("Who, what or which words")
        self.words.setAccessibleName("Find in the history")
        self.words.setClearButtonEnabled(True)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(300)
        self._typed.timeout.connect(self.fill)
        self.words.textChanged.connect(lambda _: self._typed.start())
        self.of_record = plain_button("", self._show_all, "Show the changes of all records again", self)
        self.said = caption()
        top = QHBoxLayout()
        top.setSpacing(theme.px(8))
        top.addWidget(self.register)
        top.addWidget(self.words, 1)
        top.addWidget(self.of_record)
        self.steps = Listing(
            "Steps, newest first",
            [
                ListingColumn("When", _when, 136, lambda step: "soft", names=True),
                ListingColumn("Who", lambda step: step.made_by, 96),
                ListingColumn(
                    "What", _what, 0, lambda step: "ink" if step.state == "done" else "soft", names=True
                ),
                ListingColumn("Changes", lambda step: f"{step.changes:,}", 70, lambda step: "soft"),
            ],
            self,
        )
        self.steps.chose.connect(self._show_step)
        self.changes = Listing(
            "What the step changed",
            [
                ListingColumn("Record", lambda line: line.record, 150, names=True),
                ListingColumn("Field", lambda line: line.field, 90, lambda line: "soft", names=True),
                ListingColumn("Before", lambda line: line.before, 0, lambda line: "soft"),
                ListingColumn("After", lambda line: line.after, 0),
                ListingColumn("From", lambda line: line.change.source, 100, lambda line: "soft"),
            ],
            self,
        )
        self.changes.chose.connect(lambda _: self._allow())
        body = self._body = QSplitter(Qt.Orientation.Horizontal, self)
        body.addWidget(self.steps)
        body.addWidget(self.changes)
        body.setStretchFactor(0, 2)
        body.setStretchFactor(1, 3)
        body.setChildrenCollapsible(False)
        body.setHandleWidth(1)
        theme.set_role(body, "ruled")
        self.value_back = plain_button(
            "Put back the value", self.put_value_back, "Of the change chosen", self
        )
        self.step_back = plain_button("Take back the step", self.take_step_back, "All it changed", self)
        self.day_back = plain_button("Take back the whole day", self.take_day_back, "", self)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addWidget(self.said, 1)
        for button in (self.value_back, self.step_back, self.day_back):
            foot.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(12))
        whole.setSpacing(theme.px(8))
        whole.addLayout(top)
        whole.addWidget(body, 1)
        whole.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(_NARROW)
        self._body.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)

    def show_records(self, records: Sequence[str], name: str) -> None:
        """Show only what touched some records, called by a name; of all records where there are none."""
        self._records = records
        self.of_record.setText(f"Only {name}  ×")
        self.of_record.setVisible(bool(records))
        self.fill()

    def _show_all(self) -> None:
        self.show_records((), "")

    def fill(self) -> None:
        """Read the steps again."""
        steps = self.context.workspace.history.steps(
            register=self.register.currentData(),
            records=self._records,
            words=self.words.text().strip(),
            limit=_MOST_STEPS,
        )
        self.steps.set_rows(steps)
        if steps and self.steps.current is None:
            self.steps.choose(steps[0])
        self._show_step(self.steps.current)
        more = len(steps) == _MOST_STEPS
        self.said.setText(
            f"The newest {_MOST_STEPS:,} steps; choose a register or words to see older ones."
            if more
            else counted(len(steps), "step")
        )

    def _show_step(self, step: TimedStep | None) -> None:
        lines: list[_Line] = []
        if step is not None:
            changes = told(self.context.workspace, [step.step])[:_MOST_CHANGES]
            present = as_it_stood.now(self.context.workspace)
            self._gone = {
                change.record: change.before
                for change in changes
                if not change.field and isinstance(change.before, dict)
            }
            lines = [self._line(present, change) for change in changes]
            if self._records:
                wanted = set(self._records)
                lines = [line for line in lines if line.change.record in wanted] or lines
        self.changes.set_rows(lines)
        self._allow()

    def _line(self, present: State, change: ToldChange) -> _Line:
        register = register_named(change.register)
        name = self._name(present, register, change)
        name = f"{register.label}: {' '.join(name.split())}"
        if not change.field:
            sides = [self._image(present, change.register, side) for side in (change.before, change.after)]
            return _Line(change, name, "Added" if change.before is None else "Deleted", *sides)
        field = register[change.field]
        sides = [
            self._words(present, change.register, change.field, side)
            for side in (change.before, change.after)
        ]
        return _Line(change, name, field.label, *sides)

    def _name(self, present: State, register: Register, change: ToldChange) -> str:
        if present.record(change.register, change.record):
            return name_of(present, register, change.record)
        image = change.after if not change.field and isinstance(change.after, dict) else {}
        return _called(register, self._gone.get(change.record, image)) or register.label

    def _image(self, present: State, register: str, image: Record | None) -> str:
        """A record as a whole, in words: each field that says something."""
        if not isinstance(image, dict):
            return ""
        declared = register_named(register)
        parts = []
        for field in declared.fields:
            value = image.get(field.name)
            if (
                value in (None, "", [], False)
                or isinstance(field, Content)
                or field.name in ("position", declared.within)
            ):
                continue
            parts.append(f"{field.label}: {self._words(present, register, field.name, value)}")
        return in_short("; ".join(parts), _LONGEST)

    def _words(self, present: State, register: str, field: str, value: Value) -> str:
        declared = register_named(register)[field]
        if isinstance(declared, Reference) and value and not present.record(declared.to, value):
            gone = self._gone.get(value)
            return (_called(register_named(declared.to), gone) if gone else "") or "no longer there"
        try:
            return in_short(
                as_it_stood.words_of(present, declared, value, self.context.rating_words), _LONGEST
            )
        except (ValueError, TypeError, AttributeError):
            return in_short(str(value), _LONGEST)  # A field that once was of another kind.

    # Taking back

    def _allow(self) -> None:
        step, line = self.steps.current, self.changes.current
        editable = self.context.editable
        one_value = line is not None and bool(line.change.field)
        done_here = step is not None and step.changes > 0 and step.kind != "start"
        for button, can, lacking in (
            (self.value_back, one_value, "Choose a changed value first."),
            (self.step_back, done_here, "Choose a step that changed something first."),
            (self.day_back, done_here, "Choose a step that changed something first."),
        ):
            allow(button, READ_ONLY if not editable else "" if can else lacking)
        if step is not None:
            self.day_back.setText(f"Take back all of {_day(step)}")

    def put_value_back(self) -> None:
        """Put back what stood before the change chosen."""
        line = self.changes.current
        if line is not None:
            self._take_back(
                [line.change], f"put back {line.field.casefold()} of {line.record.partition(': ')[2]}"
            )

    def take_step_back(self) -> None:
        """Take back all of the step chosen."""
        step = self.steps.current
        if step is not None:
            self._take_back(told(self.context.workspace, [step.step]), f"took back {step.reason}")

    def take_day_back(self) -> None:
        """Take back all that was done on the day of the step chosen."""
        step = self.steps.current
        if step is None:
            return
        history = self.context.workspace.history
        of_day = [
            other.step
            for other in history.steps(limit=1_000_000)
            if _day(other) == _day(step) and other.kind != "start"
        ]
        self._take_back(told(self.context.workspace, of_day), f"took back {_day(step)}")

    def _take_back(self, changes: Sequence[ToldChange], reason: str) -> None:
        back, left = taken_back(self.context.workspace, changes)
        stays = (
            f" {counted(left, 'value')} changed again since {'stays' if left == 1 else 'stay'}."
            if left
            else ""
        )
        if not back:
            self.said.setText(f"Nothing to take back: it stands so already.{stays}")
            return
        if self.context.apply(back, reason) is not None:
            self.fill()
            self.said.setText(f"Taken back, {counted(len(back), 'change')}; Ctrl+Z undoes that.{stays}")


def _called(register: Register, image: Record) -> str:
    """What a record that is gone was called, by its image in the history."""
    words = f"{image.get('ref') or ''} {image.get('short_name') or image.get(register.title) or ''}".split()
    return " ".join(words)


def _when(step: TimedStep) -> str:
    return f"{_day(step)} {datetime.fromisoformat(step.made_at):%H:%M}"


def _day(step: TimedStep) -> str:
    return format_date(step.made_at[:10], short=True)


def _what(step: TimedStep) -> str:
    return step.reason if step.state == "done" else f"{step.reason} (undone)"
