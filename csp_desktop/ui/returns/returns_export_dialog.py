"""Sending returns out: which quarter, by when, to whom, into which folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, QSignalBlocker, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from csp_desktop.editing.returns.asked import asked_of_nobody
from csp_desktop.editing.returns.email_drafts import WrittenDraft, write_drafts
from csp_desktop.editing.returns.going_out import DAYS_TO_RETURN, ExportedReturn, default_due, export_returns
from csp_desktop.editing.returns.recipients import ReturnRecipient, return_recipients
from csp_desktop.editing.returns.rows import has_short_form
from csp_desktop.editing.returns.standing.missing import newest_forms
from csp_desktop.editing.returns.writing_workbooks import names_said
from csp_desktop.editing.workspace import Update
from csp_desktop.errors import AppError
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.rules.personal_words import personal_data
from csp_desktop.rules.return_states import return_state
from csp_desktop.settings import settings
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.listing import Listing, ListingColumn
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.chips import FlowLayout
from csp_desktop.ui.look.date_box import day_in
from csp_desktop.ui.look.opening import open_folder
from csp_desktop.ui.look.plain_words import Label, counted, give_hint
from csp_desktop.ui.look.preview_dialog import PreviewDialog, open_at, plain_button


class ReturnsExportDialog(PreviewDialog):
    """Writes one workbook for each recipient ticked, and email drafts to send them with where wanted."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            "Send returns",
            "Writes one workbook for each recipient. Nothing is emailed: you send them, or open the drafts.",
            "Write",
            parent,
        )
        self.exported: list[ExportedReturn] = []
        self.drafts: list[WrittenDraft] = []
        self._folder_typed = False
        self._without_drafts = ""
        open_at(self, 900, 640)
        self._lay_out()
        if context.records is None:
            self.tell("There is no plan to report on yet. Add one, or bring one in from a workbook.")
            return
        self._quarter_chosen()

    # What it looks like

    def _lay_out(self) -> None:
        self._quarter = QComboBox(self)
        self._quarter.setAccessibleName("Quarter")
        self._due = QDateEdit(self)
        self._due.setAccessibleName("Due date")
        self._due.setDisplayFormat("d MMMM yyyy")
        self._due.setCalendarPopup(True)
        records = self.context.records
        if records is not None:
            for year in range(records.plan["first_year"], records.plan["last_year"] + 1):
                for quarter in FinancialYear(year).quarters:
                    self._quarter.addItem(quarter.label, quarter)
            place = self._quarter.findText(self.context.quarter.label)
            self._quarter.setCurrentIndex(max(place, 0))
        self._quarter.currentIndexChanged.connect(lambda _: self._quarter_chosen())
        for name, widget in (("Quarter", self._quarter), ("Back by", self._due)):
            label = Label(name, self)
            theme.set_role(label, "soft")
            label.setBuddy(widget)
            self.head.addWidget(label)
            self.head.addWidget(widget)

        self._list = Listing(
            "Recipients",
            [
                ListingColumn("Recipient", lambda recipient: recipient.name, 200),
                ListingColumn("Rows", lambda recipient: f"{recipient.rows:,}", 56, lambda recipient: "soft"),
                ListingColumn(
                    "To fill", lambda recipient: f"{recipient.empty:,}", 64, lambda recipient: "soft"
                ),
                ListingColumn(
                    "Form",
                    lambda recipient: "short" if self._is_short(recipient) else "full",
                    56,
                    lambda recipient: "soft",
                ),
                ListingColumn("Contact", _people, 0, lambda recipient: "ink" if recipient.people else "red"),
                ListingColumn("So far", self._so_far, 180, lambda recipient: "soft"),
            ],
            self,
        )
        self._list.ticks_changed.connect(self._count)
        self._list.chose.connect(self._offer_short)
        self._short = QCheckBox("Short form", self)
        give_hint(
            self._short, "Leaves out second ratings, dates, notes and new items; kept for the next quarters"
        )
        self._short.clicked.connect(self._shorten)
        self.pages.addWidget(self._list)

        self._folder = QLineEdit(self)
        self._folder.setAccessibleName("Folder")
        self._folder.textEdited.connect(self._folder_edited)
        self._with_drafts = QCheckBox("Email drafts too, with the workbooks attached", self)
        give_hint(self._with_drafts, "One .eml file for each recipient, which your mail program opens unsent")
        self._with_drafts.setChecked(True)
        self._by_officer = QCheckBox("One workbook for each lead officer", self)
        give_hint(
            self._by_officer,
            "Where a recipient's actions have several; each part comes back into the one return",
        )
        into = Label("Into the folder", self)
        theme.set_role(into, "soft")
        into.setBuddy(self._folder)
        self._choose_folder = plain_button("Choose…", self._browse, "Choose the folder", self)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(into)
        row.addWidget(self._folder, 1)
        row.addWidget(self._choose_folder)
        self.middle.addLayout(row)
        choices = QWidget(self)
        flow = FlowLayout(choices, 16)
        for choice in (self._short, self._by_officer, self._with_drafts):
            flow.addWidget(choice)
        self.middle.addWidget(choices)
        self._open = plain_button("Open the folder", self._open_folder, parent=self)
        self._mark = plain_button(
            "Mark as sent",
            self._mark_sent,
            "Once they have gone out: records today as the day they went",
            self,
        )
        for place, button in enumerate((self._open, self._mark)):
            self.foot.insertWidget(1 + place, button)
            button.hide()

    def _quarter_chosen(self) -> None:
        records = self.context.records
        if records is None:
            return
        quarter: Quarter = self._quarter.currentData()
        returns = [kept["id"] for kept in records.returns if kept["quarter"] == quarter.code]
        forms = newest_forms(self.context.workspace, returns)
        recipients = return_recipients(records, quarter, self.context.today, forms)
        self._by_officer.setVisible(any(item["lead_officers"] for item in records.plan_items))
        due = max(
            (
                recipient.return_record["due_on"]
                for recipient in recipients
                if recipient.return_record and recipient.return_record["due_on"]
            ),
            default=None,
        )
        day = (
            date.fromisoformat(due)
            if due
            else default_due(quarter, settings().get("due_days", DAYS_TO_RETURN))
        )
        self._due.setDate(QDate(day.year, day.month, day.day))
        if not self._folder_typed:
            folder = self.context.workspace.path.parent / f"Returns {quarter.code}"
            self._folder.setText(str(folder))
        if not recipients:
            self._list.set_rows([])
            self.tell(
                f"Nobody has anything to report for {quarter.label}: no open action, indicator, risk, allocation or "
                "entry of the log names an agency. “Name who reports” on the Overview does it for several at once."
            )
            return
        self.pages.setCurrentWidget(self._list)
        with QSignalBlocker(self._list):
            self._list.set_rows(recipients)
            self._list.choose(recipients[0])
        self._offer_short(self._list.current)
        self._list.tick(_worth_sending)

    def _so_far(self, recipient: ReturnRecipient) -> str:
        if recipient.return_record is None:
            return ""
        state = return_state(recipient.return_record, self.context.today).word
        if recipient.return_record["sent_on"] and recipient.return_record["state"] == "sent":
            state = f"Sent {format_date(recipient.return_record['sent_on'], short=True)}"
        return f"{state}; {recipient.changed.said()}" if recipient.changed is not None else state

    def _is_short(self, recipient: ReturnRecipient) -> bool:
        records = self.context.records
        return records is not None and has_short_form(records, recipient.recipient)

    def _offer_short(self, recipient: ReturnRecipient | None) -> None:
        """Offer the short form to the recipient the list stands on."""
        self._short.setEnabled(recipient is not None)
        self._short.setChecked(recipient is not None and self._is_short(recipient))
        whom = f" for {recipient.short_name}" if recipient is not None else ""
        self._short.setText(f"Short form{whom}: updates, ratings, scores and figures only")

    def _shorten(self, short: bool) -> None:
        recipient: ReturnRecipient = self._list.current
        register = "agencies" if recipient.recipient.kind == "agency" else "groups"
        change = Update(register, recipient.recipient.id, {"return_form": "short" if short else "full"})
        self.context.apply([change], f"{'short' if short else 'full'} return form for {recipient.short_name}")
        self._offer_short(recipient)
        self._list.viewport().update()

    def _count(self) -> None:
        chosen = self._list.ticked or []
        rows = sum(recipient.rows for recipient in chosen)
        records = self.context.records
        held = personal_data(
            (text for recipient in chosen for text in recipient.said), records.people if records else ()
        )
        give_hint(self.summary, held.listed)
        lacking = [recipient.short_name for recipient in chosen if not recipient.people]
        again = sum(recipient.return_record is not None for recipient in chosen)
        words = f"{counted(len(chosen), 'workbook')}, {counted(rows, 'row')}"
        words += f"; {again} reissued, same code." if again else "."
        if chosen:
            words += f" They hold {held}."
        if lacking:
            named = ", ".join(lacking[:3]) + (f" and {len(lacking) - 3} more" if len(lacking) > 3 else "")
            words += f" No contact for {named}: choose a contact on the Partners tab."
        nobody = asked_of_nobody(records, self._quarter.currentData()) if records else []
        self.summarise(" ".join((words, *nobody)))
        self.name_act(f"Write {counted(len(chosen), 'workbook')}", bool(chosen))

    # Folder

    def _folder_edited(self) -> None:
        self._folder_typed = True

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Folder for the returns", self._folder.text())
        if chosen:
            self._folder_typed = True
            self._folder.setText(chosen)

    @property
    def folder(self) -> Path:
        """The folder chosen."""
        return Path(self._folder.text().strip()).expanduser()

    # Writing

    def apply(self) -> None:
        """Write the workbooks, and the drafts where wanted; then say where they are."""
        if not self.act.isEnabled() or self.context.plan_id is None:
            return
        if self.exported:
            self.accept()
            return
        if not self._folder.text().strip():
            self.refuse("Choose a folder for the workbooks; nothing was written.")
            self._folder.setFocus()
            return
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self._write()
        except AppError as problem:
            self.refuse(problem.sentence)
            return
        finally:
            QGuiApplication.restoreOverrideCursor()
        self._say_where()

    def _write(self) -> None:
        plan = self.context.plan_id
        assert plan is not None
        chosen = [recipient.recipient for recipient in self._list.ticked or []]
        workspace = self.context.workspace
        self.exported = export_returns(
            workspace,
            plan,
            self._quarter.currentData(),
            self.folder,
            chosen,
            day_in(self._due),
            by_officer=self._by_officer.isChecked(),
        )
        if self._with_drafts.isChecked():
            ids = dict.fromkeys(exported.return_id for exported in self.exported)
            try:
                self.drafts = write_drafts(workspace, plan, ids, self.folder, "send", self.context.today)
            except AppError as problem:
                self._without_drafts = problem.sentence

    def _say_where(self) -> None:
        lines = [f"{counted(len(self.exported), 'workbook')} written to {self.folder}."]
        lines += names_said(exported.file for exported in self.exported)
        if self.drafts:
            unaddressed = sum(not draft.addresses for draft in self.drafts)
            lines.append(
                f"{counted(len(self.drafts), 'email draft')} beside them"
                + (f", {unaddressed} without an address yet." if unaddressed else ".")
                + " Open one in your mail program and press Send."
            )
            lines += names_said(draft.file for draft in self.drafts)
        elif self._without_drafts:
            lines.append(self._without_drafts)
        lines.append("Mark them as sent when they have gone out; the Returns tab keeps a copy of each.")
        self.tell("\n\n".join(lines))
        for widget in (
            self._quarter,
            self._due,
            self._folder,
            self._choose_folder,
            self._with_drafts,
            self._by_officer,
            self._short,
        ):
            widget.setEnabled(False)
        self._open.show()
        self._mark.show()
        self.cancel.hide()
        self.name_act("Done", True)
        self.context.said.emit(lines[0])

    def _open_folder(self) -> None:
        open_folder(self.folder)

    def _mark_sent(self) -> None:
        today = self.context.today.isoformat()
        waiting = self.context.workspace.records(
            "returns", {"id": tuple(exported.return_id for exported in self.exported), "state": "prepared"}
        )
        changes = [
            Update("returns", return_record["id"], {"state": "sent", "sent_on": today})
            for return_record in waiting
        ]
        if not changes or self.context.apply(changes, "marked returns as sent") is not None:
            self._mark.setEnabled(False)
            self.summarise(f"Marked as sent on {format_date(today)}.")


def _worth_sending(recipient: ReturnRecipient) -> bool:
    """Whether there is something to fill in that is not with them already."""
    if recipient.return_record is None or recipient.changed is None:
        return recipient.empty > 0 and (
            recipient.return_record is None or recipient.return_record["state"] != "waived"
        )
    return (
        bool(recipient.changed)
        and recipient.empty > 0
        and recipient.return_record["state"] not in ("applied", "waived")
    )


def _people(recipient: ReturnRecipient) -> str:
    if not recipient.people:
        return "none"
    return ", ".join(
        person["name"] if person["email"] else f"{person['name']} (no email)" for person in recipient.people
    )
