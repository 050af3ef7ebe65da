"""A finding looked at where it stands: why it matters, and the field to put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csp_desktop.registers.catalog import register_named
from csp_desktop.rules.checks.finding import CheckFinding
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.card import caption, link_button
from csp_desktop.ui.look.theme import px

if TYPE_CHECKING:
    from csp_desktop.ui.grid.record_form import RecordForm


class FindingLook(QWidget):
    """Shows one finding; what is typed here goes into its record at once."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._finding: CheckFinding | None = None
        self._forms: dict[tuple[str, str], RecordForm] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(4), 0, 0, 0)
        self._column.setSpacing(px(4))
        self.why = caption()
        self.go = link_button("Go to it", self._go)
        self._column.addWidget(self.why)
        self._column.addWidget(self.go)
        self.hide()

    @property
    def form(self) -> RecordForm | None:
        """The field to put right, where the finding is about one."""
        if self._finding is None:
            return None
        return self._forms.get((self._finding.register, self._finding.field))

    def show_finding(self, finding: CheckFinding | None) -> None:
        """Look at a finding, or at none."""
        for form in self._forms.values():
            form.save()
            form.hide()
        self._finding = finding
        self.setVisible(finding is not None)
        if finding is None:
            return
        self.why.setText(finding.why)
        # Imported here because the grid takes longer than the Overview itself, which is what a file opens on.
        from csp_desktop.ui.grid.columns import field_columns
        from csp_desktop.ui.grid.record_form import RecordForm
        from csp_desktop.ui.grid.rows.row import Row

        register = register_named(finding.register)
        record = self._context.workspace.record(finding.register, finding.record)
        self.go.setEnabled(record is not None)
        if record is None or finding.field not in register.by_name:
            return
        key = (finding.register, finding.field)
        if key not in self._forms:
            columns = field_columns(self._context, finding.register, [finding.field])
            form = RecordForm(self._context, columns, name=f"Put right: {columns[0].label}")
            self._forms[key] = form
            self._column.insertWidget(1, form)
        self._forms[key].show_row(Row(register, record))
        self._forms[key].show()

    def _go(self) -> None:
        if self._finding is not None:
            self._context.opened.emit(self._finding.register, self._finding.record)
