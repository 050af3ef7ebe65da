"""Beside the grids of the log: the chosen entry with what was said of it by quarter, and the chosen meeting."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import LogEntry, Meeting
from csp_desktop.rules.agenda import AgendaLine, agenda, last_meeting, standing_words
from csp_desktop.rules.log_kinds import LogKind
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.columns import field_columns, with_others
from csp_desktop.ui.grid.record_form import RecordForm
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.log.log_columns import entry_form, line_of, state_of, update_columns, update_rows
from csp_desktop.ui.look.card import Card, caption
from csp_desktop.ui.look.plain_words import Label, with_article
from csp_desktop.ui.look.theme import set_role
from csp_desktop.ui.painted.fact_table import FactTable
from csp_desktop.ui.painted.facts import Fact, FactColumn, Opens


class ChosenEntry(Card):
    """One entry of a kind: how it stands, its updates by quarter to type in, and its record."""

    def __init__(self, context: Context, kind: LogKind, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.context = context
        self.kind = kind
        self._shown = ""
        self.about = caption()
        self.updates = RegisterGrid(
            context, update_columns(context), name=f"{kind.label}: updates by quarter", key="log updates"
        )
        set_role(self.updates, "")
        self.updates.model.arranged.connect(self._fit)
        self.form = RecordForm(context, entry_form(context, kind), name=kind.label)
        for widget in (self.about, self.updates, self.form):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.show_row(None)

    def show_row(self, row: Row | None) -> None:
        """Show an entry, a new one that is not in the file yet, or that none is chosen."""
        records = self.context.records
        self.form.show_row(row)
        self.form.setVisible(row is not None)
        standing = row is not None and not row.draft and records is not None
        self.about.setVisible(standing)
        self.updates.setVisible(standing)
        if row is None or row.draft or records is None:
            self.set_heading(
                f"New {self.kind.label.lower()}"
                if row
                else f"Choose {with_article(self.kind.label.lower())}, or add one"
            )
            self.updates.set_rows([])
            return
        entry = row.typed(LogEntry)
        self.set_heading(f"{self.kind.label} {entry['ref']}" if entry["ref"] else self.kind.label)
        self.about.setText(self._about(entry))
        other = entry["id"] != self._shown
        self._shown = entry["id"]
        rows = update_rows(records, entry, FinancialYear(self.context.quarter.year))
        self.updates.set_rows(rows)
        if other:
            # What is said now is said of the quarter shown.
            self.updates.select(
                next(row.id for row in rows if row.record["quarter"] == self.context.quarter.code)
            )

    def _about(self, entry: LogEntry) -> str:
        line, state = line_of(self.context, entry), state_of(self.context, entry)
        return f"{state.status.capitalize()}; {line.words}." if line else f"{standing_words(state)}."

    def _fit(self) -> None:
        view = self.updates.view
        self.updates.setFixedHeight(
            view.verticalHeader().length()
            + view.horizontalHeader().sizeHint().height()
            + view.horizontalScrollBar().sizeHint().height()
            + 2
        )


class ChosenMeeting(Card):
    """One meeting: when and of whom, and the agenda proposed for it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.context = context
        self.form = RecordForm(
            context,
            with_others(
                context,
                "meetings",
                field_columns(context, "meetings", ("held_on", "group", "place", "notes")),
            ),
            name="Meeting",
        )
        self.proposed = Label("Proposed agenda")
        set_role(self.proposed, "heading")
        self.basis = caption()
        self.agenda = FactTable(
            "Proposed agenda", [FactColumn("What"), FactColumn("Why", 152)], self, headed=False, ruled=True
        )
        self.agenda.opened.connect(lambda opens: opens.follow(context))
        for widget in (self.form, self.proposed, self.basis, self.agenda):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.show_row(None)

    def show_row(self, row: Row | None) -> None:
        """Show a meeting, a new one, or that none is chosen."""
        records = self.context.records
        self.form.show_row(row)
        self.form.setVisible(row is not None)
        standing = row is not None and not row.draft and records is not None
        for widget in (self.proposed, self.basis, self.agenda):
            widget.setVisible(standing)
        if row is None or row.draft or records is None:
            self.set_heading("New meeting" if row else "Choose a meeting, or add one")
            return
        meeting = row.typed(Meeting)
        group = self.context.names.short("groups", meeting["group"])
        day = format_date(meeting["held_on"])
        self.set_heading(f"{group}, {day}" if group else f"Meeting of {day}")
        self._propose(records, meeting)

    def _propose(self, records: PlanRecords, meeting: Meeting) -> None:
        lines = agenda(records, meeting, self.context.quarter)
        before = last_meeting(records, meeting)
        since = f"The meeting before was on {format_date(before['held_on'])}. " if before else ""
        self.basis.setText(
            f"{since}Judged at {self.context.quarter.label}."
            if lines
            else f"{since}Nothing is open, late or off target at {self.context.quarter.label}."
        )
        self.agenda.show_rows(_agenda_rows(lines))


def _agenda_rows(lines: Sequence[AgendaLine]) -> list[list[Fact]]:
    """Each heading, and under it what there is to speak about and why."""
    rows: list[list[Fact]] = []
    heading = ""
    for line in lines:
        if line.heading != heading:
            heading = line.heading
            rows.append([Fact(heading, "bold"), Fact("")])
        opens = Opens(record=(line.register, line.record["id"]))
        rows.append([Fact(_named(line.record), opens=opens), _why(line, opens)])
    return rows


def _why(line: AgendaLine, opens: Opens) -> Fact:
    mark = line.rag if line.rag != "none" else None
    return Fact(line.words, "soft", mark=mark, opens=opens)


def _named(record: Record) -> str:
    title = " ".join(str(record["title"]).split())
    return f"{record['ref']} {title}" if record.get("ref") else title
