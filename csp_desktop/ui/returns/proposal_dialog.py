"""Making an action, a risk, a mitigation or a log entry of a row a partner proposed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.editing.returns.questions import OpenQuestion, ProposalKind, accept_proposal
from csp_desktop.errors import AppError
from csp_desktop.registers.fields import Record
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import Label
from csp_desktop.ui.look.preview_dialog import plain_button
from csp_desktop.ui.look.screen_room import Dialog

_KINDS: tuple[tuple[ProposalKind, str], ...] = (
    ("action", "Action"),
    ("risk", "Risk"),
    ("mitigation", "Mitigation"),
    ("log entry", "Log entry"),
)


class ProposalDialog(Dialog):
    """Asks what the proposed row is and where it belongs. Show it with `open`."""

    def __init__(self, context: Context, question: OpenQuestion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context = context
        self._question = question
        proposal = question.finding.proposal
        self.setWindowTitle("Add a proposed row")
        self.setMinimumWidth(theme.px(520))
        self.kind = QComboBox(self)
        for value, words_of_kind in _KINDS:
            self.kind.addItem(words_of_kind, value)
        self.kind.setCurrentIndex(max(self.kind.findData(proposal.get("kind", "action")), 0))
        self.kind.currentIndexChanged.connect(lambda _: self._offer_places())
        self.under = QComboBox(self)
        self.under.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.under.setMinimumContentsLength(36)
        self.title = QPlainTextEdit(proposal.get("title", ""), self)
        self.title.setTabChangesFocus(True)
        self.title.setFixedHeight(theme.px(72))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(theme.px(6))
        for name, widget in (("It is a new", self.kind), ("Under", self.under), ("Title", self.title)):
            label = Label(name, self)
            theme.set_role(label, "soft")
            label.setBuddy(widget)
            widget.setAccessibleName(name)
            form.addRow(label, widget)
        detail = "\n".join(part for part in (proposal.get("detail"), proposal.get("due")) if part)
        words = Label(detail, self)
        words.setWordWrap(True)
        theme.set_role(words, "said")
        words.setVisible(bool(detail))
        self._fault = Label(parent=self)
        self._fault.setWordWrap(True)
        theme.set_role(self._fault, "fault")
        add = QPushButton("Add it", self)
        theme.set_role(add, "primary")
        add.setDefault(True)
        add.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addWidget(self._fault, 1)
        buttons.addWidget(plain_button("Cancel", self.reject, parent=self))
        buttons.addWidget(add)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(14))
        whole.setSpacing(theme.px(10))
        whole.addLayout(form)
        whole.addWidget(words)
        whole.addLayout(buttons)
        self._offer_places()

    def _offer_places(self) -> None:
        records = self.context.records
        self.under.clear()
        if records is None:
            return
        kind = self.kind.currentData()
        found: Sequence[Record]
        if kind == "log entry":
            found = []
            self.under.addItem("The log", None)
        elif kind == "mitigation":
            found = [risk for risk in records.risks if risk["status"] == "open"]
        else:
            found = [item for item in records.outline() if item["level"] != "action"]
            if kind == "risk":
                self.under.addItem("No item of the plan", None)
        for record in found:
            name = f"{record['ref'] or ''} {' '.join(record['title'].split())}".strip()
            self.under.addItem(name, record["id"])
        near = {one["id"] for one in self._question.finding.near}
        parents = {records.item[one]["parent"] for one in near if one in records.item}
        best = next(
            (place for place in range(self.under.count()) if self.under.itemData(place) in parents), 0
        )
        self.under.setCurrentIndex(best)

    def accept(self) -> None:
        """Make the record and settle the question, as one step."""
        title = self.title.toPlainText().strip()
        if not title:
            self._fault.setText("It needs a title.")
            return
        try:
            accept_proposal(
                self.context.workspace,
                self._question.file_id,
                self._question.index,
                self.kind.currentData(),
                self.under.currentData(),
                {"title": title},
            )
        except AppError as problem:
            self._fault.setText(problem.sentence)
            return
        self.context.said.emit(f"Added “{' '.join(title.split())[:60]}”; Ctrl+Z takes it back.")
        super().accept()
