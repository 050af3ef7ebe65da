"""A return's form filled in in the window: its sheets as tables, one shown at a time."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from csp_desktop.registers.issued_form import IssuedForm, IssuedSheet
from csp_desktop.registers.return_form import NEW_ITEMS
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.chips import Chip, ChipBar
from csp_desktop.ui.look.plain_words import MessageBox
from csp_desktop.ui.look.preview_dialog import PreviewDialog
from csp_desktop.ui.returns.keying_table import KeyingTable


class FormDialog(PreviewDialog):
    """The sheets of a form as tables to type into, one shown at a time; `act` says what its button does."""

    takes_new = False
    """Whether it has rows for new items."""

    def __init__(
        self,
        context: Context,
        form: IssuedForm,
        title: str,
        promise: str,
        act: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, title, promise, act, parent)
        self._form, self._act = form, act
        self._chips = ChipBar("Sheets", self)
        self._chips.chosen.connect(self._show_sheet)
        self.middle.insertWidget(0, self._chips)
        self.tables: dict[str, KeyingTable] = {}
        for sheet in form.sheets:
            if sheet.rows or (sheet.key == NEW_ITEMS and self.takes_new):
                table = self.table(sheet)
                table.itemChanged.connect(lambda _: self._count())
                table.finished.connect(self._next_sheet)
                self.tables[sheet.key] = table
                self.pages.addWidget(table)
        if not self.tables:
            self.tell("Nothing is asked on this return.")
            return
        self._chips.set_chips(
            [Chip(key, table.title, len(table.codes)) for key, table in self.tables.items()]
        )
        self._show_sheet(next(iter(self.tables)))
        self._count()

    def table(self, sheet: IssuedSheet) -> KeyingTable:
        """The table for one sheet."""
        return KeyingTable(self._form, sheet, self)

    def _show_sheet(self, key: str) -> None:
        self.pages.setCurrentWidget(self.tables[key])
        self.tables[key].begin()

    def _next_sheet(self) -> None:
        keys = list(self.tables)
        place = keys.index(self._chips.current) + 1
        if place < len(keys):
            self._chips.choose(keys[place])
        else:
            self.act.setFocus()

    def _typed(self) -> int:
        """How many cells are typed."""
        return sum(len(table.typed()) + sum(map(len, table.added())) for table in self.tables.values())

    def _count(self) -> None:
        number = self._typed()
        self.summarise(f"{number} cell{'' if number == 1 else 's'} typed.")
        self.name_act(self._act, number > 0)
        self.context.unsaved.note(self, number)

    def reject(self) -> None:
        """Close, once it is sure that nothing typed is lost by it."""
        self.take_typing()
        number = self._typed()
        if not number or self._may_lose(number):
            super().reject()

    def take_typing(self) -> None:
        """Take what is still being typed into a box."""
        for table in self.tables.values():
            table.finish_editing()

    def done(self, result: int) -> None:
        """Close: what was typed is taken, or given up."""
        self.context.unsaved.note(self, 0)
        super().done(result)

    def _may_lose(self, number: int) -> bool:
        them = "it" if number == 1 else "them"
        sentence = f"{number} cell{' is' if number == 1 else 's are'} typed and not saved. Go back, or close without {them}."
        box = MessageBox(QMessageBox.Icon.Warning, "Not everything is saved", sentence, self)
        back = box.addButton("Go back", QMessageBox.ButtonRole.RejectRole)
        box.add_danger(f"Close without {them}")
        box.setDefaultButton(back)
        box.setEscapeButton(back)
        box.exec()
        return box.clickedButton() is not back
