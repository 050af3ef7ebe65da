"""The plan and the partnership themselves, as forms; and a new plan."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.editing.changes import Insert, Update
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import RAG_WORDS
from csp_desktop.rules.rag import worded_ratings
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.columns import field_columns, with_others
from csp_desktop.ui.grid.record_form import RecordForm
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import Label
from csp_desktop.ui.look.screen_room import Dialog
from csp_desktop.ui.look.scrolled_page import keep_tall

_PLAN = ("title", "first_year", "last_year", "status", "introduction")
_PARTNERSHIP = (
    "name",
    "short_name",
    "kind",
    "area",
    "region",
    "chair",
    "coordinator",
    "phone",
    "email",
    "website",
    "authorities",
    "joint_with",
    "vision",
    "risk_amber_from",
    "risk_red_from",
    "risk_appetite",
)


class DetailsDialog(Dialog):
    """Everything recorded about the chosen plan and its partnership; saved as it is changed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowTitle("Plan and partnership details")
        self.plan = RecordForm(
            context, with_others(context, "plans", field_columns(context, "plans", _PLAN)), name="Plan"
        )
        self.partnership = RecordForm(
            context,
            with_others(
                context,
                "partnerships",
                field_columns(context, "partnerships", _PARTNERSHIP),
                elsewhere=("merged_into",),
            ),
            name="Partnership",
        )
        page = QWidget()
        keep_tall(page)
        inner = QVBoxLayout(page)
        inner.setSpacing(theme.px(10))
        for heading, form in (("Plan", self.plan), ("Partnership", self.partnership)):
            label = Label(heading)
            theme.set_role(label, "title")
            inner.addWidget(label)
            inner.addWidget(form)
        label = Label("What ratings are called")
        theme.set_role(label, "title")
        inner.addWidget(label)
        inner.addLayout(self._rating_words())
        inner.addStretch(1)
        area = QScrollArea()
        area.setAccessibleName(self.windowTitle())
        area.setWidgetResizable(True)
        area.setWidget(page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.px(18)] * 4)
        layout.addWidget(area)
        layout.addWidget(buttons)
        self.resize(theme.px(620), theme.px(680))
        context.stepped.connect(self._fill)
        self._fill()

    def _rating_words(self) -> QFormLayout:
        form = QFormLayout()
        self.words: dict[str, QLineEdit] = {}
        for rag, usual in RAG_WORDS.items():
            box = QLineEdit()
            box.setAccessibleName(f"Word for {usual}")
            box.setPlaceholderText(usual)
            box.editingFinished.connect(self._save_words)
            box.setEnabled(self.context.editable)
            self.words[rag] = box
            form.addRow(Label(usual, buddy=box), box)
        return form

    def _fill(self) -> None:
        records = self.context.records
        if records is None:
            self.plan.show_row(None)
            self.partnership.show_row(None)
            return
        self.plan.show_row(Row(register_named("plans"), records.plan))
        self.partnership.show_row(Row(register_named("partnerships"), records.partnership))
        for rag, word in self.context.rating_words.items():
            if not self.words[rag].hasFocus():
                self.words[rag].setText("" if word == RAG_WORDS[rag] else word)

    def _save_words(self) -> None:
        records = self.context.records
        if records is None:
            return
        wanted = worded_ratings({rag: box.text() for rag, box in self.words.items()})
        if wanted != records.partnership["rag_words"]:
            self.context.apply(
                [Update("partnerships", records.partnership["id"], {"rag_words": wanted})],
                "words for ratings",
            )

    def done(self, result: int) -> None:
        self.plan.save()
        self.partnership.save()
        super().done(result)


class NewPlanDialog(Dialog):
    """A plan beside those that are there: for which partnership and years."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowTitle("Add a plan")
        self.title = QLineEdit()
        self.partnership = QComboBox()
        for partnership in context.workspace.records("partnerships", order=("name",)):
            self.partnership.addItem(partnership["name"], partnership["id"])
        self.year = QComboBox()
        latest = max((plan["last_year"] for plan in context.plans), default=context.quarter.year)
        for first in range(latest + 2, latest - 12, -1):
            self.year.addItem(FinancialYear(first).label, first)
        self.year.setCurrentIndex(1)
        self.year.currentIndexChanged.connect(lambda _: self._propose())
        form = QFormLayout()
        form.setVerticalSpacing(theme.px(10))
        for label, box in (("&Title", self.title), ("&Partnership", self.partnership), ("&Year", self.year)):
            box.setAccessibleName(label.replace("&", ""))
            form.addRow(Label(label, buddy=box), box)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.add = buttons.addButton("Add", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.set_role(self.add, "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.px(20)] * 4)
        layout.setSpacing(theme.px(14))
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.setMinimumWidth(theme.px(460))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._propose()

    def _propose(self) -> None:
        if not self.title.isModified():
            self.title.setText(f"Annual plan {self.year.currentText()}")

    def accept(self) -> None:
        first = self.year.currentData()
        plan = Insert(
            "plans",
            {
                "partnership": self.partnership.currentData(),
                "title": self.title.text().strip() or None,
                "first_year": first,
                "last_year": first,
            },
        )
        if self.context.apply([plan], f"added {self.title.text().strip()}") is not None:
            super().accept()
            self.context.choose_plan(plan.id)
