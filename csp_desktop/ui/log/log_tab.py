"""The log: dated things beside the plan, kind by kind, the meetings they come from, and the duties of the law."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from csp_desktop.registers.typed_records import LogEntry
from csp_desktop.rules.log import late_or_expiring
from csp_desktop.rules.log_kinds import KINDS, LogKind
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.columns import Column
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.grid.register_tab import RegisterTab, scrolled
from csp_desktop.ui.grid.rows.positions import numbered_on
from csp_desktop.ui.grid.rows.row import Row, rows_of
from csp_desktop.ui.log.log_columns import entry_columns, entry_rows, line_of, meeting_columns, state_of
from csp_desktop.ui.log.log_panels import ChosenEntry, ChosenMeeting
from csp_desktop.ui.look.chips import Chip
from csp_desktop.ui.tab import CellGrid, HoldsTyping

_MEETINGS = "Meetings"
_LATE, _OPEN, _CLOSED = "late", "open", "closed"
_SHOWN = ((_LATE, "Late or expiring"), (_OPEN, "Open"), (_CLOSED, "Closed"))
_FORMS = {
    "meeting action": "action-log",
    "review recommendation": "recommendations",
    "order or agreement": "orders",
    "duty": "forward-plan",
}


@dataclass
class _Section:
    """One part of the tab: its grid, and the record beside it."""

    chip: str
    label: str
    form: str
    grid: RegisterGrid
    panel: ChosenEntry | ChosenMeeting
    kind: LogKind | None = None


class LogTab(RegisterTab):
    """A grid for each kind of entry and one for meetings, the chosen record beside it."""

    name = "Log"
    title = "Log"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.sections = [*(self._of_kind(kind) for kind in KINDS), self._of_meetings()]
        self._left, self._right = QStackedWidget(self), QStackedWidget(self)
        for section in self.sections:
            section.grid.row_chosen.connect(section.panel.show_row)
            section.grid.summarised.connect(partial(self._grid_summarised, section.grid))
            self._left.addWidget(section.grid)
            self._right.addWidget(scrolled(section.panel, 320))
        self.split(self._left, self._right, (97, 42))
        self.chips.narrowed.connect(lambda *_: self.go_stale())
        self.chips.set_chips([Chip(section.chip, section.chip) for section in self.sections])
        self.chips.add_menu("shown", "Show", lambda: _SHOWN)
        self.add_columns_button()
        self.duties_button = self.add_button(
            "Duties of the law…", self.offer_duties, "Tick the duties to follow in the log", changes=True
        )
        self.add = self.add_button("Add", lambda: self.grid.insert_row(), "A new row (Insert)", changes=True)
        self.add_button(
            "Print",
            lambda: self.print_form(self.section.form),
            "Print what is shown (Ctrl+P for other forms)",
            primary=True,
        )

    def _of_kind(self, kind: LogKind) -> _Section:
        grid = self._grid(
            kind.plural, kind.label, entry_columns(self.context, kind), "log_entries", self._new_entry(kind)
        )
        return _Section(
            kind.plural, kind.label, _FORMS[kind.name], grid, ChosenEntry(self.context, kind), kind
        )

    def _of_meetings(self) -> _Section:
        grid = self._grid(_MEETINGS, "Meeting", meeting_columns(self.context), "meetings", self._new_meeting)
        return _Section(_MEETINGS, "Meeting", "action-log", grid, ChosenMeeting(self.context))

    def _grid(
        self,
        plural: str,
        label: str,
        columns: Sequence[Column],
        register: str,
        new: Callable[[Row | None], dict[str, object] | None],
    ) -> RegisterGrid:
        grid = RegisterGrid(
            self.context,
            columns,
            name=plural,
            key=f"log {plural.casefold()}",
            register=register,
            new=new,
            example=lambda *_: f"New {label.lower()}",
        )
        grid.set_empty_words(
            f"No {plural[:1].lower()}{plural[1:]} yet. Add one with Insert, or paste a block from Excel."
        )
        return grid

    @property
    def section(self) -> _Section:
        """The part of the tab that is shown."""
        return next(section for section in self.sections if section.chip == self.chips.current)

    @property
    def grid(self) -> RegisterGrid:
        """The grid shown."""
        return self.section.grid

    # Showing

    def refresh(self) -> None:
        records, quarter = self.context.records, self.context.quarter
        chips = []
        for section in self.sections:
            if records is None:
                rows: list[Row] = []
            elif section.kind is None:
                held = sorted(records.meetings, key=lambda meeting: str(meeting["held_on"]), reverse=True)
                rows = rows_of("meetings", held)
            else:
                rows = entry_rows(records, section.kind, quarter)
            section.grid.set_rows(rows, by_value=True)
            chips.append(Chip(section.chip, section.chip, len(rows)))
        self.chips.set_chips(chips)
        section = self.section
        self._left.setCurrentWidget(section.grid)
        self._right.setCurrentIndex(self.sections.index(section))
        self.add.setText(f"Add {section.label[:1].lower()}{section.label[1:]}")
        self.duties_button.setVisible(section.kind is not None and section.kind.name == "duty")
        narrowed = section.kind is not None and self.chips.narrowing("shown") is not None
        section.grid.set_filter(self._keep if narrowed else None, self.context.search)
        section.grid.choose_first()
        section.panel.show_row(section.grid.current)
        self.summarised.emit(self.summary())

    def _keep(self, row: Row) -> bool:
        wanted = self.chips.narrowing("shown")
        if row.draft or wanted is None:
            return True
        if wanted == _LATE:
            return line_of(self.context, row.typed(LogEntry)) is not None
        return state_of(self.context, row.typed(LogEntry)).is_open == (wanted == _OPEN)

    def count(self) -> tuple[str, str]:
        records = self.context.records
        lines = late_or_expiring(records, self.context.quarter, self.context.today) if records else []
        late = {line.entry["id"] for line in lines if line.rag == "red"}
        expiring = {line.entry["id"] for line in lines} - late
        if late:
            return f"{len(late)} late", "red"
        return (f"{len(expiring)} expiring", "amber") if expiring else ("", "none")

    def summary(self) -> str:
        return self.grid.summary()

    def _grid_summarised(self, grid: RegisterGrid, words: str) -> None:
        if grid is self.grid:
            self.summarised.emit(words)

    def seen_grid(self) -> CellGrid:
        # The grid of updates beside it is for what was said, not the one the keys go to.
        return self.grid

    def uncover(self, holder: HoldsTyping) -> None:
        section = next(
            (section for section in self.sections if holder in (section.grid, section.panel.form)), None
        )
        if section is not None:
            self.choose_chip(section.chip)

    def choose_chip(self, chip: str) -> None:
        """Choose a part of the tab; "Duties: late or expiring" for what needs somebody of it alone."""
        part, _, late = chip.partition(": ")
        super().choose_chip(part)
        if late:
            self.chips.narrow("shown", _LATE)
            self._freshen()

    def reveal(self, register: str, record: str) -> bool:
        records = self.context.records
        if records is None:
            return False
        if register == "log_updates":
            record = next(
                (update["entry"] for update in records.log_updates if update["id"] == record), record
            )
        elif register not in ("log_entries", "meetings"):
            return False
        entry = next((entry for entry in records.log_entries if entry["id"] == record), None)
        chip = (
            _MEETINGS
            if register == "meetings"
            else next((kind.plural for kind in KINDS if entry and kind.name == entry["kind"]), "")
        )
        if not chip:
            return False
        self.choose_chip(chip)
        if self._stale:
            self._freshen()
        if not self.grid.select(record) and self.chips.narrowing("shown") is not None:
            self.chips.reset_menu("shown")
            self.refresh()
        return self.grid.select(record)

    # Adding

    def _new_entry(self, kind: LogKind) -> Callable[[Row | None], dict[str, object] | None]:
        def new(above: Row | None) -> dict[str, object] | None:
            records = self.context.records
            if records is None:
                return None
            refs = [entry["ref"] for entry in records.log_entries if entry["kind"] == kind.name]
            values: dict[str, object] = {
                "partnership": records.partnership["id"],
                "kind": kind.name,
                "ref": numbered_on([above.record["ref"]] if above is not None and above.draft else refs),
            }
            if kind.name == "meeting action" and above is not None:
                # The next action of the same meeting.
                values |= {name: above.record[name] for name in ("meeting", "group", "raised_on")}
            return values

        return new

    def _new_meeting(self, above: Row | None) -> dict[str, object] | None:
        records = self.context.records
        if records is None:
            return None
        return {"partnership": records.partnership["id"], "group": above.record["group"] if above else None}

    def offer_duties(self) -> None:
        """Open the list of duties of the law, to tick those that are kept here."""
        from csp_desktop.ui.log.duties_dialog import DutiesDialog

        DutiesDialog(self.context, self).open()
