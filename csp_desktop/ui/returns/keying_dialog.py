"""Keying in a return that came back on paper: its rows and boxes in the order they were printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csp_desktop.excel.returns.filling import fill_in
from csp_desktop.passing_copies import let_go, passing_folder
from csp_desktop.paths import legal_file_name
from csp_desktop.registers.fields import Record
from csp_desktop.registers.issued_form import IssuedForm
from csp_desktop.registers.return_form import CLEAR, ROW_CODE
from csp_desktop.ui.context import Context
from csp_desktop.ui.returns.form_dialog import FormDialog


class KeyingDialog(FormDialog):
    """Takes what is written on paper into a copy of the workbook sent, which then comes back like any other.

    `kept` is the record of the workbook sent, with its snapshot.
    """

    takes_new = True

    def __init__(self, context: Context, kept: Record, parent: QWidget | None = None) -> None:
        form = IssuedForm.from_json(kept["snapshot"])
        super().__init__(
            context,
            form,
            f"Key in the return of {form.recipient_name}",
            "Type what is written on the form, row by row. It is compared first; nothing is changed until you apply it.",
            "Compare…",
            parent,
        )
        self._kept = kept

    def apply(self) -> None:
        """Put what was typed into a copy of the workbook, and open its preview."""
        self.take_typing()
        if not self.act.isEnabled():
            return
        path = self._filled()
        if path is None:
            return
        from csp_desktop.ui.returns.returns_import_dialog import ReturnsImportDialog

        dialog = ReturnsImportDialog(self.context, [path], self.parentWidget())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _: self._compared(path.parent, dialog.step is not None))
        self.hide()
        dialog.open()

    def _compared(self, folder: Path, applied: bool) -> None:
        """Be done with what was typed, or where it was not applied, show it again; its workbook goes in either case."""
        let_go(folder)
        if applied:
            self.accept()
        else:
            self.open()

    def _filled(self) -> Path | None:
        typed = {code: words for table in self.tables.values() for code, words in table.typed().items()}

        def answer(heading: str, row: dict[str, Any]) -> str | None:
            words = typed.get((str(row[ROW_CODE]), heading))
            return CLEAR if words == "" else words

        content = self.context.workspace.content("return_files", self._kept["id"], "content")
        try:
            folder = passing_folder()
            source = folder / "sent.xlsx"
            target = folder / f"Keyed in {legal_file_name(self._kept['file_name'], 'return')}"
            source.write_bytes(content or b"")
            fill_in(source, target, answer, [row for table in self.tables.values() for row in table.added()])
        except OSError as problem:
            self.refuse(
                f"What was typed could not be put together ({problem.strerror}); nothing was changed and it is still "
                "here. Make room on the disk and compare again."
            )
            return None
        return target
