"""Making a record of a row a partner proposed, or putting its words with one there is already."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.editing.returns.proposals import ProposalKind
from csp_desktop.editing.returns.values import detail_of
from csp_desktop.errors import AppError
from csp_desktop.registers.fields import Record
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import Label
from csp_desktop.ui.look.preview_dialog import plain_button
from csp_desktop.ui.look.screen_room import Dialog

_KINDS: tuple[tuple[ProposalKind, str], ...] = (
    ("action", "New action"),
    ("risk", "New risk"),
    ("mitigation", "New mitigation"),
    ("log entry", "New log entry"),
    ("tie", "Already recorded"),
)

Act = Callable[[ProposalKind, str | None, str], None]
"""What is done about the row: its kind, the record it goes under or belongs to, its title or words."""


class ProposalDialog(Dialog):
    """Asks what the proposed row is and where it belongs, and has `act` do it. Show it with `open`."""

    def __init__(
        self, context: Context, finding: ReturnFinding, act: Act, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context = context
        self._finding = finding
        self._act = act
        proposal = finding.proposal
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
        self._labels: dict[QWidget, Label] = {}
        for name, widget in (("It is", self.kind), ("Under", self.under), ("Title", self.title)):
            self._labels[widget] = label = Label(name, self)
            theme.set_role(label, "soft")
            label.setBuddy(widget)
            widget.setAccessibleName(name)
            form.addRow(label, widget)
        detail = detail_of(proposal)
        self._detail = Label(detail, self)
        self._detail.setWordWrap(True)
        theme.set_role(self._detail, "said")
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
        whole.addWidget(self._detail)
        whole.addLayout(buttons)
        self._offer_places()

    def _offer_places(self) -> None:
        records = self.context.records
        self.under.clear()
        if records is None:
            return
        kind = self.kind.currentData()
        tied = kind == "tie"
        self._name(self.under, "Which one" if tied else "Under")
        self._name(self.title, "Words to add to it" if tied else "Title")
        # Of what is added to a record there is already, the detail stands in the box itself.
        self._detail.setVisible(bool(self._detail.text()) and not tied)
        proposal = self._finding.proposal
        self.title.setPlainText((tied and proposal.get("detail")) or proposal.get("title", ""))
        near = [record["id"] for record in self._finding.near]
        candidates: Sequence[Record]
        if kind == "log entry":
            candidates = []
            self.under.addItem("The log", None)
        elif tied:
            candidates = [
                *(item for item in records.outline() if item["level"] != "priority"),
                *records.risks,
                *records.mitigations,
                *records.log_entries,
            ]
            candidates.sort(
                key=lambda record: near.index(record["id"]) if record["id"] in near else len(near)
            )
        elif kind == "mitigation":
            candidates = [risk for risk in records.risks if risk["status"] == "open"]
        else:
            candidates = [item for item in records.outline() if item["level"] != "action"]
            if kind == "risk":
                self.under.addItem("No item of the plan", None)
        for record in candidates:
            name = f"{record.get('ref') or ''} {' '.join(record['title'].split())}".strip()
            self.under.addItem(name, record["id"])
        parents = {records.item[record_id]["parent"] for record_id in near if record_id in records.item}
        places = range(self.under.count())
        best = next((place for place in places if not tied and self.under.itemData(place) in parents), 0)
        self.under.setCurrentIndex(best)

    def _name(self, widget: QWidget, name: str) -> None:
        self._labels[widget].setText(name)
        widget.setAccessibleName(name)

    def accept(self) -> None:
        """Have it done; what stands in the way is told here."""
        title = self.title.toPlainText().strip()
        if not title:
            self._fault.setText("Type a title first.")
            return
        try:
            self._act(self.kind.currentData(), self.under.currentData(), title)
        except AppError as problem:
            self._fault.setText(problem.sentence)
            return
        super().accept()
