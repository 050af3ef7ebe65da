"""The Returns tab: who was asked for what each quarter, what came back, and what is still open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from csp_desktop.editing.returns.board import BoardLine, board_lines
from csp_desktop.editing.returns.standing.missing import newest_forms
from csp_desktop.editing.returns.writing_workbooks import names_said
from csp_desktop.errors import AppError
from csp_desktop.palette import ColourRole
from csp_desktop.passing_copies import let_go, passing_folder
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.rules.return_states import BACK, OUT, return_state
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.listing import Listing, ListingColumn
from csp_desktop.ui.grid.register_tab import RegisterTab
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.chips import Chip
from csp_desktop.ui.look.folders import ask_for_folder
from csp_desktop.ui.look.opening import open_folder
from csp_desktop.ui.look.plain_words import READ_ONLY, allow
from csp_desktop.ui.returns.return_panel import ReturnPanel

if TYPE_CHECKING:
    from csp_desktop.editing.returns.email_drafts import WrittenDraft

_FIRST_QUARTER = 1
_NARROW = 640


class ReturnsTab(RegisterTab):
    """A board of recipients by quarter, and the chosen return beside it."""

    name = "Returns"
    title = "Returns"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._lines: list[BoardLine] = []
        self.board = Listing(
            "Returns by recipient and quarter",
            [
                ListingColumn("Recipient", lambda line: line.name, 0),
                *(self._quarter_column(number) for number in (1, 2, 3, 4)),
                ListingColumn("Due", self._due, 100, self._due_tone),
                ListingColumn("Still empty", _empty, 88, lambda line: "ink" if line.empty else "soft"),
                ListingColumn(
                    "Received",
                    lambda line: f"{line.versions}×" if line.versions > 1 else "",
                    74,
                    lambda line: "soft",
                ),
            ],
            self,
        )
        self.board.clicked.connect(self._clicked)
        self.panel = ReturnPanel(context, self)
        self.board.chose.connect(self.panel.show_line)
        self.panel.asked_send.connect(self.send_returns)
        card = QFrame(self)
        theme.set_role(card, "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.board)
        self.stand_beside(card, self.panel, 430)
        self.chase = self.add_button(
            "Chase late ones", self.chase_late, "Draft an email for each return that is late", changes=True
        )
        self.corrections = self.add_button(
            "Corrections…",
            self.ask_corrections,
            "Write workbooks that ask partners to put right what could not be read",
            changes=True,
        )
        self.add_button(
            "Import returned…",
            self.import_returns,
            "Take in workbooks that came back; or drop them on the window",
            changes=True,
        )
        self.add_button(
            "Send returns…",
            self.send_returns,
            "Write a workbook for each recipient, with an email to send it with",
            primary=True,
            changes=True,
        )

    # Showing

    def refresh(self) -> None:
        records = self.context.records
        current = self.board.current
        today, code = self.context.today, self.context.quarter.code
        self._lines = (
            board_lines(self.context.workspace, records, self.context.quarter, today) if records else []
        )
        kinds: dict[str, tuple[str, Callable[[BoardLine], bool]]] = {
            "All": ("All", lambda line: True),
            "Late": ("Late", lambda line: self._late(line)),
            "Out": ("Out", lambda line: self._state(line) in OUT),
            "Questions": ("Questions", lambda line: bool(line.questions_by_quarter[code])),
            "In": ("In", lambda line: self._state(line) in BACK),
            "In part": ("In part", self._in_part),
            "Waived": ("Waived", lambda line: self._state(line) == "waived"),
            "Not sent": ("Not sent", lambda line: not self._state(line) and line.prospect is not None),
        }
        self.chips.set_chips(
            [Chip(name, label, sum(map(keep, self._lines))) for name, (label, keep) in kinds.items()]
        )
        keep = kinds[self.chips.current][1]
        words = self.context.search.casefold().split()
        rows = [
            line
            for line in self._lines
            if keep(line) and all(word in f"{line.name} {line.short_name}".casefold() for word in words)
        ]
        self._fit_board()
        self.board.set_header(5, f"Due {self.context.quarter.short}")
        self.board.set_rows(rows)
        same = next((line for line in rows if current and line.recipient == current.recipient), None)
        if rows:
            self.board.choose(same or rows[0])
        self.panel.show_line(self.board.current)
        faulty = any(line.questions_by_quarter[code] for line in self._lines)
        for button, wanted, lacking in (
            (self.chase, any(map(self._to_chase, self._lines)), "No return is late."),
            (self.corrections, faulty, "No return has a question left."),
        ):
            allow(button, READ_ONLY if not self.context.editable else "" if wanted else lacking)
        self.summarised.emit(self.summary())

    def _quarter_column(self, number: int) -> ListingColumn:
        def badges(line: BoardLine) -> list[tuple[str, str]]:
            quarter = Quarter(self.context.quarter.year, number)
            return_record = line.returns.get(quarter.code)
            if return_record is None:
                return []
            asked = line.questions_by_quarter[quarter.code]
            state = return_state(return_record, self.context.today, asked, line.outstanding(quarter.code))
            word = f"{asked} question{'' if asked == 1 else 's'}" if asked else state.short
            return [(state.rag, word)]

        def text(line: BoardLine) -> str:
            chosen = number == self.context.quarter.number
            return "not sent" if chosen and line.prospect is not None else ""

        return ListingColumn(f"Q{number}", text, 112, lambda line: "soft", badges)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_board()

    def fit_window(self, *, low: bool) -> None:
        super().fit_window(low=low)
        self.board.set_tight(low)

    def _fit_board(self) -> None:
        """Where there is little room, the chosen quarter comes before the others."""
        narrow = self.board.width() < theme.px(_NARROW)
        for number in (1, 2, 3, 4):
            away = narrow and number != self.context.quarter.number
            self.board.setColumnHidden(_FIRST_QUARTER + number - 1, away)

    def _state(self, line: BoardLine) -> str:
        return_record = line.returns.get(self.context.quarter.code)
        return str(return_record["state"]) if return_record else ""

    def _late(self, line: BoardLine) -> bool:
        return_record = line.returns.get(self.context.quarter.code)
        return return_record is not None and return_state(return_record, self.context.today).late

    def _in_part(self, line: BoardLine) -> bool:
        """Whether it has come back with something missing, all of it perhaps."""
        return self._state(line) in BACK and line.outstanding(self.context.quarter.code) > 0

    def _to_chase(self, line: BoardLine) -> bool:
        """Whether it was due and something of it is still missing."""
        return_record = line.returns.get(self.context.quarter.code)
        due = (return_record["due_on"] if return_record else None) or ""
        return self._late(line) or (self._in_part(line) and "" < due < self.context.today.isoformat())

    def _due(self, line: BoardLine) -> str:
        return_record = line.returns.get(self.context.quarter.code)
        return (
            format_date(return_record["due_on"], short=True)
            if return_record and return_record["due_on"]
            else ""
        )

    def _due_tone(self, line: BoardLine) -> ColourRole:
        return "red" if self._late(line) else "ink"

    def count(self) -> tuple[str, str]:
        records = self.context.records
        if records is None:
            return "", "none"
        code = self.context.quarter.code
        of_quarter = [return_record for return_record in records.returns if return_record["quarter"] == code]
        late = sum(return_state(return_record, self.context.today).late for return_record in of_quarter)
        if late:
            return f"{late} late", "red"
        asking = sum(return_record["state"] == "received" for return_record in of_quarter)
        return (f"{asking} open", "amber") if asking else ("", "none")

    def summary(self) -> str:
        total, in_sight = len(self._lines), len(self.board.rows)
        recipients = f"{in_sight} of {total} recipients" if in_sight != total else f"{total} recipients"
        came = sum(self._state(line) in BACK for line in self._lines)
        return f"{recipients} · {came} in for {self.context.quarter.short}"

    def reveal(self, register: str, record: str) -> bool:
        if register == "return_files":
            kept = self.context.workspace.record("return_files", record)
            register, record = "returns", kept["return"] if kept else ""
        return_record = self.context.workspace.record("returns", record) if register == "returns" else None
        if return_record is None or return_record["plan"] != self.context.plan_id:
            return False
        self.context.choose_quarter(Quarter.parse(return_record["quarter"]))
        self.show_all()
        if self._stale:
            self._freshen()
        line = next(
            (
                row
                for row in self.board.rows
                if return_record["id"] in {kept["id"] for kept in row.returns.values()}
            ),
            None,
        )
        if line is not None:
            self.board.choose(line)
        return line is not None

    def _clicked(self, index: QModelIndex) -> None:
        """A click on another quarter's state goes to that quarter."""
        number = index.column() - _FIRST_QUARTER + 1
        if 1 <= number <= 4 and self.context.records is not None:
            quarter = Quarter(self.context.quarter.year, number)
            if quarter in FinancialYear(quarter.year).quarters:
                self.context.choose_quarter(quarter)

    # Doing

    def send_returns(self) -> None:
        """Open the dialog that writes the workbooks."""
        from csp_desktop.ui.returns.returns_export_dialog import ReturnsExportDialog

        ReturnsExportDialog(self.context, self).open()

    def import_returns(self) -> None:
        """Ask for returned workbooks and open their preview."""
        from csp_desktop.ui.returns.returns_import_dialog import ReturnsImportDialog, choose_returned

        chosen = choose_returned(self)
        if chosen:
            ReturnsImportDialog(self.context, chosen, self).open()

    def paste(self) -> None:
        """Open the preview of rows copied from an email or a Word table, which are known by their row codes."""
        from csp_desktop.excel.foreign.pasted_tables import pasted_rows
        from csp_desktop.excel.returns.pasted_rows import write_pasted_rows
        from csp_desktop.ui.returns.returns_import_dialog import ReturnsImportDialog

        records = self.context.records
        sent = [kept["id"] for kept in records.returns] if records else []
        forms = newest_forms(self.context.workspace, sent).values()
        data = QGuiApplication.clipboard().mimeData()
        rows = pasted_rows(data.html(), data.text())
        try:
            path = passing_folder() / "Pasted rows.xlsx"
            written = write_pasted_rows(rows, forms, path)
        except OSError as problem:
            self.context.refused.emit(
                f"The rows could not be pasted ({problem.strerror}); nothing was changed. "
                "Make room on the disk and paste again."
            )
            return
        if written:
            dialog = ReturnsImportDialog(self.context, [path], self)
            dialog.finished.connect(lambda _: let_go(path.parent))
            dialog.open()
        else:
            let_go(path.parent)
            self.context.refused.emit(
                "What was copied holds no row codes of a return; nothing was changed. Copy the rows with their "
                "codes and paste again."
            )

    def chase_late(self) -> None:
        """Write a reminder for every return that is late or lacks something, and show the folder they are in."""
        late = [line.returns[self.context.quarter.code]["id"] for line in self._lines if self._to_chase(line)]
        folder = self.folder / "Reminders"
        if not late or self.context.plan_id is None:
            return
        # Imported here and below because what emails are made with takes a while, and memory.
        from csp_desktop.editing.returns.email_drafts import write_drafts

        try:
            drafts = write_drafts(
                self.context.workspace, self.context.plan_id, late, folder, "chase", self.context.today
            )
        except AppError as problem:
            self.context.refused.emit(problem.sentence)
            return
        said = f"{len(drafts)} reminders written to {folder}: open each and press Send."
        self.context.said.emit(" ".join([said, *names_said(draft.file for draft in drafts)]))
        open_folder(folder)

    def ask_corrections(self) -> None:
        """Ask for a folder and write corrections workbooks into it."""
        chosen = ask_for_folder(self, "Folder for the corrections", "corrections", self.folder.parent)
        if chosen is not None:
            self.write_corrections(chosen)

    def write_corrections(self, folder: Path) -> list[Path]:
        """Write the partners' own workbooks back with their faults explained, and emails to send them with."""
        from csp_desktop.editing.returns.corrections import write_corrections

        if self.context.plan_id is None:
            return []
        try:
            corrections = write_corrections(
                self.context.workspace, self.context.plan_id, self.context.quarter, folder
            )
            written = [correction.file for correction in corrections]
            drafts = self._draft_corrections([correction.return_id for correction in corrections], folder)
        except AppError as problem:
            self.context.refused.emit(problem.sentence)
            return []
        number = len(written)
        said = (
            f"{number} corrections workbook{'' if number == 1 else 's'} written to {folder}, each with an email to "
            "send it with."
        )
        self.context.said.emit(
            " ".join([said, *names_said([*written, *(draft.file for draft in drafts)])])
            if written
            else "No cell needs the partner: the questions left are yours to settle here."
        )
        if written:
            open_folder(folder)
        return [file.path for file in written]

    def _draft_corrections(self, returns: list[str], folder: Path) -> list[WrittenDraft]:
        if not returns or self.context.plan_id is None:
            return []
        from csp_desktop.editing.returns.email_drafts import write_drafts

        return write_drafts(
            self.context.workspace, self.context.plan_id, returns, folder, "corrections", self.context.today
        )

    @property
    def folder(self) -> Path:
        """Where the returns of the chosen quarter are written unless somebody says otherwise."""
        return self.context.workspace.path.parent / f"Returns {self.context.quarter.code}"


def _empty(line: BoardLine) -> str:
    return f"{line.empty} of {line.asked}" if line.asked else ""
