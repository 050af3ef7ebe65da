"""Answering one's own rows in the window: the questions of the return, without a workbook."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QWidget

from csp_desktop.editing.returns.asked import Recipient
from csp_desktop.editing.returns.own_answers import take_answers
from csp_desktop.errors import AppError
from csp_desktop.registers.issued_form import IssuedForm, IssuedSheet
from csp_desktop.ui.context import Context
from csp_desktop.ui.returns.form_dialog import FormDialog
from csp_desktop.ui.returns.keying_table import KeyingTable

_CODE, _TITLE = 0, 2


class OwnRowsDialog(FormDialog):
    """Takes what a recipient is asked for a quarter as it is typed here."""

    def __init__(
        self, context: Context, form: IssuedForm, recipient: Recipient, parent: QWidget | None = None
    ) -> None:
        self._recipient = recipient
        super().__init__(
            context,
            form,
            f"Answer for {form.recipient_name}",
            f"The questions of the {form.period.label} return. Enter goes on to the next box; what you save can be undone.",
            "Save answers",
            parent,
        )

    def table(self, sheet: IssuedSheet) -> KeyingTable:
        """The table for one sheet: what was said last quarter in place of codes."""
        return _OwnTable(self._form, sheet, self)

    def apply(self) -> None:
        """Record what was typed, or go to the first box whose words cannot be taken."""
        self.take_typing()
        if not self.act.isEnabled() or self.context.plan_id is None:
            return
        typed = {}
        for sheet in self._form.sheets:
            keys = {column.header: column.key for column in sheet.form.inputs}
            if sheet.key in self.tables:
                for (record, heading), words in self.tables[sheet.key].typed().items():
                    typed[sheet.key, record, keys[heading]] = words
        workspace, plan = self.context.workspace, self.context.plan_id
        try:
            taken = take_answers(workspace, plan, self._form, self._recipient, typed, self.context.today)
        except AppError as problem:
            self.refuse(problem.sentence)
            return
        if not isinstance(taken, list):
            self.context.said.emit(f"Answers of {self._form.recipient_name} saved.")
            self.accept()
            return
        first = taken[0]
        others = len(taken) - 1
        more = f" {others} other box{'' if others == 1 else 'es'} must be corrected too." if others else ""
        self._chips.choose(first.sheet)
        table = self.tables[first.sheet]
        sheet = next(sheet for sheet in self._form.sheets if sheet.key == first.sheet)
        table.go_to(
            [row.record for row in sheet.rows].index(first.record),
            [column.key for column in sheet.form.inputs].index(first.key),
        )
        self.refuse(f"{first.sentence} Nothing is saved yet.{more}")


class _OwnTable(KeyingTable):
    """One sheet of the questions, with what was said of each before."""

    asked_width = 380

    def __init__(self, form: IssuedForm, sheet: IssuedSheet, parent: QWidget | None = None) -> None:
        super().__init__(form, sheet, parent)
        self.setAccessibleName(f"{self.title}, to answer")
        self.setColumnHidden(_CODE, True)
        for number, row in enumerate(sheet.rows):
            asked = self.item(number, _TITLE)
            assert asked is not None  # made with the table
            asked.setText("\n".join([row.title, *sheet.known(row, form.period)]))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
