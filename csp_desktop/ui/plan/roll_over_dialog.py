"""Next year's plan from this one: a trial run to look at and decide in, then done as one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from csp_desktop.editing.roll_over import RollOver, roll_over
from csp_desktop.errors import AppError
from csp_desktop.periods import FinancialYear
from csp_desktop.rules.carry_over import Fate, proposed_fate
from csp_desktop.rules.new_dates import DateChoice
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.listing import Listing, ListingColumn
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.chips import Chip, ChipBar
from csp_desktop.ui.look.plain_words import Label
from csp_desktop.ui.look.preview_dialog import PreviewDialog, open_at, plain_button
from csp_desktop.ui.plan.roll_over_lines import Line, both_plans, fate_shown, in_words, lines_of, why

_YEARS_AHEAD = 3
_DATES: tuple[tuple[str, DateChoice], ...] = (
    ("moved on into it", "move"),
    ("cleared", "clear"),
    ("kept", "keep"),
)
_DECISIONS: tuple[tuple[Fate, str, str], ...] = (
    ("carry", "Carry forward", "Copy it into next year's plan"),
    ("close", "Close", "It is done: leave it in this year's plan"),
    ("drop", "Drop", "Leave it out, with everything under it"),
)


class RollOverDialog(PreviewDialog):
    """Shows what next year's plan would hold; nothing is written before Roll over."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            "Next year's plan",
            "This is a trial run: nothing is changed until you press Roll over. It can be undone in one step.",
            "Roll over",
            parent,
        )
        self.trial: RollOver | None = None
        self.done_with: RollOver | None = None
        self._decisions: dict[str, Fate] = {}
        self._plan_id = context.plan_id
        open_at(self, 980, 700)
        self._lay_out()
        self._try_out()

    # What it looks like

    def _lay_out(self) -> None:
        self._year = QComboBox(self)
        self._year.setAccessibleName("Year to roll over to")
        records = self.context.records
        if records is not None:
            for ahead in range(1, _YEARS_AHEAD + 1):
                year = FinancialYear(records.year.first + ahead)
                self._year.addItem(year.label, year)
        self._year.currentIndexChanged.connect(lambda _: self._try_out())
        to = Label("To the year", self)
        theme.set_role(to, "soft")
        to.setBuddy(self._year)
        self.head.addWidget(to)
        self.head.addWidget(self._year)
        self._dates = QComboBox(self)
        self._dates.setAccessibleName("Dates before the new year")
        for words, choice in _DATES:
            self._dates.addItem(words, choice)
        self._dates.currentIndexChanged.connect(lambda _: self._try_out())
        passed = Label("Earlier dates are", self)
        theme.set_role(passed, "soft")
        passed.setBuddy(self._dates)
        self.head.addWidget(passed)
        self.head.addWidget(self._dates)

        self._chips = ChipBar("What to show", self)
        self._chips.chosen.connect(lambda _: self._show_lines())
        self._list = Listing(
            "What happens to this year's plan",
            [
                ListingColumn(
                    "What happens",
                    lambda line: fate_shown(line)[1],
                    136,
                    badges=lambda line: [fate_shown(line)],
                ),
                ListingColumn(
                    "Ref", lambda line: str(line.record.get("ref") or ""), 64, lambda line: "soft", names=True
                ),
                ListingColumn(
                    "What it is",
                    lambda line: str(line.record.get("title") or line.record.get("name") or ""),
                    bold=lambda line: line.record.get("level") == "priority",
                    names=True,
                ),
                ListingColumn("This year", lambda line: line.before, 215, lambda line: "soft"),
                ListingColumn(
                    "Next year",
                    lambda line: line.words,
                    235,
                    lambda line: "ink" if line.words != line.before else "soft",
                ),
            ],
            self,
        )
        self._list.chose.connect(self._offer)
        self.pages.addWidget(self._list)

        self._deciding = QWidget(self)
        deciding = QHBoxLayout(self._deciding)
        deciding.setContentsMargins(0, 0, 0, 0)
        self._asking = Label(parent=self)
        self._asking.setWordWrap(True)
        deciding.addWidget(self._asking, 1)
        self._decision_buttons: dict[str, QPushButton] = {}
        for fate, label, hint in _DECISIONS:
            button = plain_button(label, partial(self.decide, fate), hint, self)
            button.setCheckable(True)
            deciding.addWidget(button)
            self._decision_buttons[fate] = button

        self._plans = Label(parent=self)
        self._plans.setWordWrap(True)
        self.middle.insertWidget(0, self._plans)
        self.middle.insertWidget(1, self._chips)
        self.middle.addWidget(self._deciding)

    # The trial run

    def _try_out(self) -> None:
        records = self.context.records
        if records is None or self._plan_id is None:
            self.tell("There is no plan to roll over yet. Add one, or bring one in from a workbook.")
            return
        try:
            self.trial = roll_over(
                self.context.workspace,
                self._plan_id,
                self._year.currentData(),
                True,
                self._decisions,
                self._dates.currentData(),
            )
        except AppError as problem:
            self.tell(problem.sentence)
            return
        self._lines = lines_of(records, self.trial.carrying)
        kinds = {
            "items": ("Whole plan", lambda line: line.register == "plan_items"),
            "carry": ("Carried forward", lambda line: line.kind == "carry"),
            "close": ("Closed", lambda line: line.kind == "close"),
            "drop": ("Dropped", lambda line: line.kind == "drop"),
            "there": ("Already there", lambda line: line.kind == "there"),
            "indicators": ("Indicators", lambda line: line.register == "indicators"),
            "risks": ("Risks and mitigations", lambda line: line.register in ("risks", "mitigations")),
            "money": ("Money", lambda line: line.register == "funding_streams"),
            "achievements": ("Achievements", lambda line: line.register == "achievements"),
        }
        self._kinds: dict[str, Callable[[Line], bool]] = {name: keep for name, (_, keep) in kinds.items()}
        chips = [
            Chip(name, label, count)
            for name, (label, keep) in kinds.items()
            if (count := sum(map(keep, self._lines))) or name == "items"
        ]
        self._chips.set_chips(chips)
        self._chips.setVisible(True)
        year: FinancialYear = self._year.currentData()
        self._list.set_header(3, f"This year, {records.year.label}")
        self._list.set_header(4, f"Next year, {year.label}")
        self._plans.setText(both_plans(records, self.trial.carrying))
        self._plans.setVisible(True)
        self.pages.setCurrentWidget(self._list)
        self._show_lines()
        carrying = self.trial.carrying
        nothing = not carrying.made and not carrying.completed
        self.summarise(
            f"“{carrying.plan['title']}” already exists; there is nothing to add."
            if nothing
            else in_words(carrying.plan["title"], self.trial.as_json(), carrying.is_new)
        )
        self.name_act("Roll over", not nothing)

    def tell(self, sentence: str) -> None:
        self.trial = None
        self._chips.setVisible(False)
        self._plans.setVisible(False)
        self._deciding.setVisible(False)
        super().tell(sentence)

    def _show_lines(self) -> None:
        keep = self._kinds[self._chips.current]
        rows = [line for line in self._lines if keep(line)]
        self._list.set_rows(rows)
        if rows and self._list.current is None:
            self._list.choose(rows[0])
        self._offer(self._list.current)

    # Deciding

    def _offer(self, line: Line | None) -> None:
        settled = line is not None and line.register == "plan_items" and line.kind != "there"
        self._deciding.setVisible(settled)
        records = self.context.records
        if line is None or not settled or records is None:
            return
        item = records.item[line.record["id"]]
        chosen = self._decisions.get(item["id"]) or proposed_fate(records, item)
        for fate, button in self._decision_buttons.items():
            button.setChecked(fate == chosen)
        self._asking.setText(why(line, chosen))

    def decide(self, fate: Fate) -> None:
        """Say what becomes of the item chosen in the list, and run the trial again."""
        line = self._list.current
        if line is None:
            return
        place = self._list.currentIndex().row()
        self._decisions[line.record["id"]] = fate
        self._try_out()
        rows: Sequence[Line] = self._list.rows
        same = next((row for row in rows if row.record["id"] == line.record["id"]), None)
        if same is not None or rows:
            self._list.choose(same or rows[min(place, len(rows) - 1)])

    def apply(self) -> None:
        """Make next year's plan, show it, and close."""
        if self._plan_id is None or not self.act.isEnabled():
            return
        year: FinancialYear = self._year.currentData()
        try:
            self.done_with = roll_over(
                self.context.workspace,
                self._plan_id,
                year,
                False,
                self._decisions,
                self._dates.currentData(),
            )
        except AppError as problem:
            self.refuse(problem.sentence)
            return
        title = self.done_with.carrying.plan["title"]
        self.context.choose_plan(self.done_with.plan_id)
        self.context.said.emit(f"Rolled over to “{title}”; Ctrl+Z undoes it.")
        self.accept()
