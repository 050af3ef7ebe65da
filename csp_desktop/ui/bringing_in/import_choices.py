"""What somebody chooses for a whole import: the plan it goes into, the year, and what else comes in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from csp_desktop.periods import FinancialYear
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.chips import FlowLayout
from csp_desktop.ui.look.plain_words import Label


class ImportChoices(QWidget):
    """The plan on the screen is chosen until somebody chooses another, or a file is a whole plan of another year."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.plan_chosen = False
        self.target = self._combo("Goes into")
        for plan in context.plans:
            name = f"{plan['title']} ({plan['partnership_short']})"
            self.target.addItem(name, (plan["partnership"], plan["id"]))
        self.target.addItem("The plan named in the file", (None, None))
        self.target.activated.connect(lambda _: self._plan_was_chosen())
        self._year = self._combo("Year")
        self._year.addItem("As named in the file", None)
        for first in range(context.today.year + 1, 1998, -1):
            self._year.addItem(FinancialYear(first).label, first)
        self._year.activated.connect(lambda _: self.changed.emit())
        self.hidden = QCheckBox("Include what is hidden or crossed out", self)
        self.doubtful = QCheckBox("Take likely matches without asking", self)
        row = FlowLayout(self, spacing=20)
        for combo in (self.target, self._year):
            row.addWidget(_labelled(combo))
        for box in (self.hidden, self.doubtful):
            box.setFixedHeight(self.target.sizeHint().height())
            box.clicked.connect(lambda _: self.changed.emit())
            row.addWidget(box)
        self.aim()

    @property
    def plan(self) -> tuple[str | None, str | None]:
        """The partnership and the plan chosen, by id; None for those the file names."""
        partnership, plan = self.target.currentData()
        return partnership, plan

    @property
    def year(self) -> FinancialYear | None:
        """The year chosen; None for the one the file names."""
        first = self._year.currentData()
        return None if first is None else FinancialYear(first)

    def start(self) -> None:
        """Another file: the plan on the screen once more."""
        self.plan_chosen = False
        self.aim()

    def aim(self, *, elsewhere: bool = False) -> None:
        """Choose the plan on the screen, or the one the file names."""
        wanted = None if elsewhere else self._context.plan_id
        for place in range(self.target.count()):
            if self.target.itemData(place)[1] == wanted:
                self.target.setCurrentIndex(place)

    def _plan_was_chosen(self) -> None:
        self.plan_chosen = True
        self.changed.emit()

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox(self)
        combo.setAccessibleName(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return combo


def _labelled(combo: QComboBox) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    label = Label(combo.accessibleName())
    theme.set_role(label, "soft")
    label.setBuddy(combo)
    row.addWidget(label)
    row.addWidget(combo)
    return whole
