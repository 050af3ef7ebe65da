"""Next year's plan from this one: a trial run to look at and decide in, then done as one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from csp_desktop.editing.roll_over import RollOver, roll_over
from csp_desktop.errors import AppError
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.amounts import format_money, format_number
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import PlanItem
from csp_desktop.rules.carry_over import CarryOver, Fate, proposed_fate
from csp_desktop.rules.new_dates import DateChoice
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.listing import Listing, ListingColumn
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.chips import Chip, ChipBar
from csp_desktop.ui.look.plain_words import Label
from csp_desktop.ui.look.preview_dialog import PreviewDialog, open_at, plain_button

_YEARS_AHEAD = 3
_FATES: dict[str, tuple[str, str]] = {
    "carry": ("green", "Carried forward"),
    "close": ("blue", "Closed"),
    "drop": ("none", "Dropped"),
    "there": ("none", "Already there"),
}
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


@dataclass(frozen=True)
class _Line:
    """One thing in the list: an item with its fate, or another record that would be made.

    `before` is how it stands in the old plan, `words` how it would stand in the new one.
    """

    kind: str
    register: str
    record: Record
    before: str = ""
    words: str = ""


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
                    "What happens", lambda line: _fate(line)[1], 128, badges=lambda line: [_fate(line)]
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
        self._lines = self._lines_of(self.trial)
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
        self._kinds: dict[str, Callable[[_Line], bool]] = {name: keep for name, (_, keep) in kinds.items()}
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
        self._plans.setText(_both_plans(records, self.trial.carrying))
        self._plans.setVisible(True)
        self.pages.setCurrentWidget(self._list)
        self._show_lines()
        carrying = self.trial.carrying
        nothing = not carrying.made and not carrying.completed
        self.summarise(
            f"“{carrying.plan['title']}” already exists; there is nothing to add."
            if nothing
            else _in_words(carrying.plan["title"], self.trial.as_json(), carrying.is_new)
        )
        self.name_act("Roll over", not nothing)

    def tell(self, sentence: str) -> None:
        self.trial = None
        self._chips.setVisible(False)
        self._plans.setVisible(False)
        self._deciding.setVisible(False)
        super().tell(sentence)

    def _lines_of(self, trial: RollOver) -> list[_Line]:
        carrying = trial.carrying
        records = self.context.records
        assert records is not None
        fates = {
            item["id"]: kind
            for kind, items in (
                ("carry", carrying.carried),
                ("close", carrying.closed),
                ("drop", carrying.dropped),
                ("there", carrying.already_there),
            )
            for item in items
        }
        new = {record["copied_from"]: record for record in carrying.made_in("plan_items")}
        lines = [
            _Line(
                fates[item["id"]],
                "plan_items",
                item,
                _standing(item),
                _next_year(item, new.get(item["id"]), fates[item["id"]]),
            )
            for item in records.outline()
            if item["id"] in fates
        ]
        told: tuple[tuple[str, str, Callable[[Record], str]], ...] = (
            ("indicators", "copied_from", _baseline),
            ("risks", "copied_from", _score),
            ("mitigations", "copied_from", _standing),
            ("funding_streams", "carried_from", lambda record: format_money(record["amount"] or 0)),
            ("achievements", "", lambda record: "kept with the new plan"),
        )
        for register, copied, words in told:
            old = {record["id"]: record for record in records.of(register) or ()}
            lines.extend(
                _Line(
                    "made",
                    register,
                    record,
                    words(old[record[copied]]) if copied and record[copied] in old else "",
                    words(record),
                )
                for record in carrying.made_in(register)
            )
        return lines

    def _show_lines(self) -> None:
        keep = self._kinds[self._chips.current]
        rows = [line for line in self._lines if keep(line)]
        self._list.set_rows(rows)
        if rows and self._list.current is None:
            self._list.choose(rows[0])
        self._offer(self._list.current)

    # Deciding

    def _offer(self, line: _Line | None) -> None:
        settled = line is not None and line.register == "plan_items" and line.kind != "there"
        self._deciding.setVisible(settled)
        records = self.context.records
        if line is None or not settled or records is None:
            return
        item = records.item[line.record["id"]]
        chosen = self._decisions.get(item["id"]) or proposed_fate(records, item)
        for fate, button in self._decision_buttons.items():
            button.setChecked(fate == chosen)
        self._asking.setText(_why(line, chosen))

    def decide(self, fate: Fate) -> None:
        """Say what becomes of the item chosen in the list, and run the trial again."""
        line = self._list.current
        if line is None:
            return
        place = self._list.currentIndex().row()
        self._decisions[line.record["id"]] = fate
        self._try_out()
        rows: Sequence[_Line] = self._list.rows
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


def _fate(line: _Line) -> tuple[str, str]:
    if line.register == "plan_items":
        return _FATES[line.kind]
    words = {
        "indicators": "Indicator",
        "risks": "Risk",
        "mitigations": "Mitigation",
        "funding_streams": "Money",
    }
    return ("none", words.get(line.register, "Achievement"))


def _standing(record: Record) -> str:
    """ "In progress, due 30 Jun 2010": of an item or a mitigation."""
    status = str(record["status"])
    when = f"due {format_date(record['due_on'], short=True)}" if record["due_on"] else record.get("timescale")
    said = status.capitalize()
    return said if not when or when.casefold() == status else f"{said}, {when}"


def _next_year(item: PlanItem, new: Record | None, fate: str) -> str:
    """How an item would stand in the new plan, or why it is not there."""
    if new is None:
        words = {"close": "Not carried: it is done", "drop": "Not carried: dropped", "there": "Already there"}
        return words.get(fate, "")
    left = len(item["lead_officers"]) - len(new["lead_officers"])
    return f"{_standing(new)}; {_many(left, 'lead officer')} left" if left else _standing(new)


def _both_plans(records: PlanRecords, carrying: CarryOver) -> str:
    """What the old plan is and what the new one would be."""
    old, new = records.plan, carrying.plan
    introduction = "" if new["introduction"] else " Its introduction is still to be written."
    return (
        f"“{old['title']}” stays as it is: {old['status']}. "
        f"“{new['title']}” {'begins as' if carrying.is_new else 'is'} {_article(new['status'])}.{introduction}"
    )


def _article(status: str) -> str:
    return f"a {status}" if status == "draft" else status


def _baseline(record: Record) -> str:
    if record["baseline_state"] == "known":
        return f"baseline {format_number(record['baseline_value'])} ({record['baseline_period']})"
    return "no baseline" if record["baseline_state"] == "none" else "baseline TBC until the year is complete"


def _score(record: Record) -> str:
    likelihood, impact = record["inherent_likelihood"], record["inherent_impact"]
    return (
        f"starts at {likelihood * impact} ({likelihood} × {impact})"
        if likelihood and impact
        else "not scored"
    )


def _why(line: _Line, chosen: Fate) -> str:
    if line.kind == "carry" and chosen == "close":
        return "It is done, but is carried forward because something under it is."
    if line.kind == "drop" and chosen != "drop":
        return "It is dropped because what it is under is dropped."
    return {
        "carry": "It goes into next year's plan.",
        "close": "It is done and stays in this year's plan.",
        "drop": "It is dropped and stays in this year's plan.",
    }[chosen]


def _in_words(title: str, counts: dict[str, Any], is_new: bool) -> str:
    parts = [
        _many(counts["carried"], "item"),
        f"{_many(counts['baselines'], 'baseline')} set",
        _many(counts["risks"], "risk"),
    ]
    if counts["money_carried"]:
        parts.append(f"{format_money(counts['money_carried'])} carried forward")
    said = f"{'Makes' if is_new else 'Adds to'} “{title}”: {', '.join(parts)}."
    to_come = [Quarter.parse(code).label for code in counts["quarters_to_come"]]
    if not to_come:
        return said
    return f"{said} {' and '.join(to_come)} still to come: roll over again then to complete it."


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
