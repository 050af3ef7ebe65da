"""One return beside the board: how it stands, what can be done, its files and its open questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csp_desktop.editing.returns.board import BoardLine
from csp_desktop.editing.returns.recipients import cancel_waiver, waive
from csp_desktop.editing.returns.return_particulars import receivers
from csp_desktop.editing.returns.standing.missing import missing_said
from csp_desktop.editing.returns.writing_workbooks import names_said
from csp_desktop.editing.workspace import Update
from csp_desktop.errors import AppError
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Record
from csp_desktop.rules.return_states import BACK, OUT, return_state
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.columns import field_columns, with_others
from csp_desktop.ui.grid.listing import Listing, ListingColumn
from csp_desktop.ui.grid.record_form import RecordForm
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.card import caption
from csp_desktop.ui.look.chips import FlowLayout
from csp_desktop.ui.look.kept_files import open_kept_file, save_kept_file
from csp_desktop.ui.look.opening import open_document
from csp_desktop.ui.look.plain_words import Label
from csp_desktop.ui.look.preview_dialog import plain_button
from csp_desktop.ui.look.rating import RatingBadge
from csp_desktop.ui.look.reason_dialog import ReasonDialog
from csp_desktop.ui.returns.questions.open_questions import OpenQuestions

if TYPE_CHECKING:
    from csp_desktop.editing.returns.email_drafts import Purpose

_DIRECTIONS = {"sent": "Sent", "received": "Received", "corrections": "Corrections"}


class ReturnPanel(QFrame):
    """The return of one recipient for the chosen quarter."""

    asked_send = Signal()
    """The return is to be written and sent."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "card")
        self.context = context
        self.setAccessibleName("Return chosen")
        self._line: BoardLine | None = None
        self._return_record: Record | None = None
        self._kind = caption()
        self._title = Label(parent=self)
        self._title.setWordWrap(True)
        theme.set_role(self._title, "title")
        self._badge = RatingBadge(parent=self)
        self._stands = Label(parent=self)
        self._stands.setWordWrap(True)
        theme.set_role(self._stands, "soft")
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self._title, 1)
        head.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)

        self.send = plain_button("Send return…", self.asked_send.emit, "Writes its workbook", self)
        self.mark = plain_button("Mark as sent", self.mark_sent, "Records today as the day it went out", self)
        self.draft = plain_button(
            "Email it…", lambda: self.write_draft("send"), "Opens an unsent email", self
        )
        self.chase = plain_button(
            "Chase…", lambda: self.write_draft("chase"), "Opens an unsent reminder", self
        )
        self.waive = plain_button("Waive…", self.ask_waive, "Nothing is expected; asks for the reason", self)
        self.expect = plain_button(
            "Cancel the waiver", self.take_back_waiver, "The return is expected again", self
        )
        self.answer = plain_button(
            "Answer here…", self.answer_here, "For your own rows: no workbook is written", self
        )
        self.key = plain_button("Key in…", self.key_in, "For a return that came back on paper", self)
        acts = QWidget(self)
        flow = FlowLayout(acts)
        for button in (
            self.send,
            self.answer,
            self.mark,
            self.draft,
            self.chase,
            self.key,
            self.waive,
            self.expect,
        ):
            flow.addWidget(button)
        self._acts = acts

        self.form = RecordForm(
            context,
            with_others(
                context,
                "returns",
                field_columns(context, "returns", ["due_on", "sent_on", "person", "note"]),
            ),
            name="Return",
            parent=self,
        )
        self._files_title = Label("Files", self)
        theme.set_role(self._files_title, "heading")
        self.files = Listing(
            "Files of the return",
            [
                ListingColumn("What", lambda kept: _DIRECTIONS[kept["direction"]], 92, lambda kept: "soft"),
                ListingColumn("File", lambda kept: kept["file_name"], names=True),
                ListingColumn("When", _when, 96, lambda kept: "soft"),
            ],
            self,
        )
        self.files.opened.connect(lambda kept: self.open_file(kept))
        self._open = plain_button("Open", lambda: self.open_file(self.files.current), "Opens a copy", self)
        self._save = plain_button(
            "Save a copy…",
            lambda: self.save_file(self.files.current),
            "The file exactly as it went or came",
            self,
        )
        self._file_acts = QWidget(self)
        file_row = QHBoxLayout(self._file_acts)
        file_row.setContentsMargins(0, 0, 0, 0)
        file_row.addWidget(self._open)
        file_row.addWidget(self._save)
        file_row.addStretch(1)
        self.questions = OpenQuestions(context, self)

        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(14))
        column.setSpacing(theme.px(6))
        for part in (self._kind, head, self._stands, acts, self.questions, self.form,
                     self._files_title, self.files, self._file_acts):  # fmt: skip
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        column.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(inner)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(self._scroll)
        self.setMinimumWidth(theme.px(340))
        self.show_line(None)

    # Showing

    def show_line(self, line: BoardLine | None) -> None:
        """Show a recipient's return for the chosen quarter, or that there is none."""
        self._line = line
        quarter = self.context.quarter
        return_record = line.returns.get(quarter.code) if line else None
        self._return_record = return_record
        self._title.setText(line.name if line else "Choose a recipient")
        self._kind.setText(f"Return for {quarter.label}" if line else "")
        self._badge.setVisible(return_record is not None)
        if return_record is not None:
            asked = line.questions_by_quarter[quarter.code] if line else 0
            lacking = line.outstanding(quarter.code) if line else 0
            badge = return_state(return_record, self.context.today, asked, lacking)
            self._badge.set_rating(badge.rag, badge.word)
        self._stands.setText("\n".join(self._words(line, return_record)) if line else "")
        editable = self.context.editable
        state = return_record["state"] if return_record else ""
        # One that came back empty or in part can still be chased, or nothing more be expected of it.
        in_part = state in BACK and line is not None and line.outstanding(quarter.code) > 0
        out = state in OUT or in_part
        self._acts.setVisible(line is not None and editable)
        can_send = line is not None and line.prospect is not None and state not in ("applied", "waived")
        self.send.setVisible(can_send)
        self.send.setText("Send again…" if return_record else "Send return…")
        self.answer.setVisible(line is not None and line.prospect is not None and state != "waived")
        self.mark.setVisible(state == "prepared")
        self.draft.setVisible(state in OUT)
        self.chase.setVisible(out)
        self.key.setVisible(bool(self._sent()) and state not in ("", "waived"))
        self.waive.setVisible(out or (can_send and return_record is None))
        self.expect.setVisible(state == "waived")
        self.form.setVisible(return_record is not None)
        self.form.show_row(Row(register_named("returns"), return_record) if return_record else None)
        files = list(reversed(line.files)) if line and return_record else []
        for widget in (self._files_title, self.files, self._file_acts):
            widget.setVisible(bool(files))
        self.files.set_rows(files)
        if files:
            self.files.choose(files[0])
            self.files.setFixedHeight(min(theme.px(220), self.files.content_height()))
        sent_on = max((kept["saved_on"] for kept in self._sent()), default="")
        of_it = [
            question
            for question in (line.questions if line else [])
            if question.return_record["quarter"] == quarter.code
        ]
        self.questions.show_questions(return_record, of_it, sent_on[:10])

    def _words(self, line: BoardLine, return_record: Record | None) -> list[str]:
        words = []
        if return_record is None:
            if line.prospect is None:
                return ["Nothing to report for this quarter."]
            words.append(f"Not sent yet: {line.prospect.rows:,} rows, {line.empty:,} cells to fill.")
        else:
            due = f" · due {format_date(return_record['due_on'])}" if return_record["due_on"] else ""
            words.append(f"{return_record['return_code']}{due}")
            if return_record["state"] != "waived":
                words.append(f"{line.empty:,} of {line.asked:,} cells still empty")
            if return_record["state"] in BACK and (missing := line.missing.get(self.context.quarter.code)):
                words.append(f"Still missing: {missing_said(missing)}")
            if return_record["state"] in OUT and line.prospect is not None and line.prospect.changed:
                words.append(f"Since it was sent: {line.prospect.changed.said()}")
            if line.versions > 1:
                words.append(f"{line.versions} versions received")
            if return_record["state"] == "waived" and return_record["note"]:
                words.append(f"Waived: {return_record['note'].splitlines()[-1]}")
        records = self.context.records
        if records is not None:
            agency = line.recipient.id if line.recipient.kind == "agency" else None
            group = line.recipient.id if line.recipient.kind == "group" else None
            people = receivers(records, agency, group, self.context.today)
            names = ", ".join(person["name"] for person in people)
            words.append(f"Goes to {names}" if names else "No contact: choose a contact on the Partners tab")
        return words

    def _sent(self) -> list[Record]:
        return [kept for kept in self._line.files if kept["direction"] == "sent"] if self._line else []

    # Doing

    def mark_sent(self) -> None:
        """Record today as the day the return went out."""
        if self._return_record is not None and self._line is not None:
            values = {"state": "sent", "sent_on": self.context.today.isoformat()}
            self.context.apply(
                [Update("returns", self._return_record["id"], values)],
                f"marked {self._line.short_name} as sent",
            )

    def ask_waive(self) -> None:
        """Ask for the reason, then expect nothing any more."""
        line = self._line
        if line is None:
            return
        dialog = ReasonDialog(
            "Waive a return",
            f"Nothing more is expected from {line.name} for {self.context.quarter.label}.",
            "Waive",
            self,
        )
        dialog.confirmed.connect(lambda reason: self._waive(line, reason))
        dialog.open()

    def _waive(self, line: BoardLine, reason: str) -> None:
        records = self.context.records
        if records is None:
            return
        try:
            waive(
                self.context.workspace,
                records,
                line.recipient,
                self.context.quarter,
                reason,
                self.context.today,
            )
        except AppError as problem:
            self.context.refused.emit(problem.sentence)

    def take_back_waiver(self) -> None:
        """Expect a waived return again."""
        if self._return_record is not None and self._line is not None:
            try:
                cancel_waiver(self.context.workspace, self._return_record, self._line.short_name)
            except AppError as problem:
                self.context.refused.emit(problem.sentence)

    def answer_here(self) -> None:
        """Answer the questions of the return in the window."""
        from csp_desktop.editing.returns.own_answers import own_form
        from csp_desktop.ui.returns.own_rows_dialog import OwnRowsDialog

        records = self.context.records
        if self._line is None or records is None:
            return
        form = own_form(records, self.context.quarter, self._line.recipient)
        if form is not None:
            dialog = OwnRowsDialog(self.context, form, self._line.recipient, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def key_in(self) -> None:
        """Key in what came back on paper."""
        from csp_desktop.ui.returns.keying_dialog import KeyingDialog

        if self._sent():
            dialog = KeyingDialog(self.context, self._sent()[-1], self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def write_draft(self, purpose: Purpose) -> None:
        """Write an email draft for this return and open it in the mail program."""
        if self._return_record is None or self.context.plan_id is None:
            return
        # Imported here because what emails are made with takes a while, and memory.
        from csp_desktop.editing.returns.email_drafts import write_drafts

        folder = self.context.workspace.path.parent / f"Returns {self.context.quarter.code}"
        try:
            (draft,) = write_drafts(
                self.context.workspace,
                self.context.plan_id,
                [self._return_record["id"]],
                folder,
                purpose,
                self.context.today,
            )
        except AppError as problem:
            self.context.refused.emit(problem.sentence)
            return
        said = f"Email draft written: {draft.path}."
        self.context.said.emit(" ".join([said, *names_said([draft.file])]))
        if not open_document(draft.path):
            self.context.refused.emit(
                f"No mail program opened. The draft is in {folder}: attach it to a message, or open it from there."
            )

    def save_file(self, kept: Record | None) -> None:
        """Save a copy of a kept file."""
        if kept is not None:
            save_kept_file(self.context, "return_files", kept, kept["file_name"], self)

    def open_file(self, kept: Record | None) -> None:
        """Open a copy of a kept file."""
        if kept is not None:
            open_kept_file(self.context, "return_files", kept, kept["file_name"])


def _when(kept: Record) -> str:
    return format_date(kept["saved_on"][:10], short=True) if kept["saved_on"] else ""
