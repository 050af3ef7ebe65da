"""One partnership of several: which, what becomes of what, the questions; then done as one step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.editing.combine.combining import Combination, combine
from csp_desktop.editing.combine.making import Line
from csp_desktop.editing.combine.questions import Question
from csp_desktop.errors import AppError
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.catalog import BY_NAME
from csp_desktop.registers.fields import Record
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.listing import Listing, ListingColumn
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.chips import Chip, ChipBar
from csp_desktop.ui.look.plain_words import Label
from csp_desktop.ui.look.preview_dialog import PreviewDialog, open_at, plain_button
from csp_desktop.ui.look.scrolled_page import keep_tall

_YEARS_AHEAD = 3
_NARROW = 820
"""A window less wide than this, in px for 13 px text, has what is chosen above what becomes of it."""
_ANY_WIDTH = 16_777_215
_FATES: dict[str, tuple[str, str]] = {
    "new": ("blue", "New"),
    "one": ("green", "Become one"),
    "carried": ("none", "Carried over"),
    "apart": ("none", "Kept apart"),
    "left": ("none", "Stays"),
    "asked": ("amber", "Asked"),
    "answered": ("green", "Answered"),
}
_Row = Line | Question


class CombineDialog(PreviewDialog):
    """Shows what one partnership made of several would hold; nothing is written before Combine."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            "Combine partnerships",
            "This is a trial run: nothing is changed until you press Combine. It can be undone in one step.",
            "Combine",
            parent,
        )
        self.trial: Combination | None = None
        self.done_with: Combination | None = None
        self.answers: dict[str, str] = {}
        open_at(self, 1180, 740)
        self._lay_out()
        self._fill()
        self._try_out()

    # What it looks like

    def _lay_out(self) -> None:
        self.parts = Listing(
            "Which partnerships become one",
            [
                ListingColumn("Which become one?", lambda home: home["short_name"], names=True),
                ListingColumn("Region", lambda home: home["region"] or "", 96, lambda home: "soft"),
            ],
            self,
        )
        self.parts.ticks_changed.connect(self._chosen)
        self.name, self.short_name = QLineEdit(self), QLineEdit(self)
        self.year = QComboBox(self)
        form = self._form = QFormLayout()
        form.setContentsMargins(*[theme.px(10)] * 4)
        form.setVerticalSpacing(theme.px(8))
        form.setHorizontalSpacing(theme.px(10))
        for label, box in (("&Name", self.name), ("&Short name", self.short_name), ("Plan &for", self.year)):
            box.setAccessibleName(label.replace("&", ""))
            form.addRow(Label(label, self, buddy=box), box)
        for typed in (self.name, self.short_name):
            typed.editingFinished.connect(self._try_out)
        self.year.currentIndexChanged.connect(lambda _: self._try_out())
        left = QFrame(self)
        theme.set_role(left, "card")
        inside = QVBoxLayout(left)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self.parts, 1)
        inside.addLayout(form)
        self._left = left

        self._chips = ChipBar("What to show", self)
        self._chips.chosen.connect(lambda _: self._show_rows())
        self._list = Listing(
            "What becomes of what",
            [
                ListingColumn(
                    "What happens", lambda row: _fate(row)[1], 114, badges=lambda row: [_fate(row)]
                ),
                ListingColumn("What it is", lambda row: BY_NAME[row.register].label, 92, lambda row: "soft"),
                ListingColumn("Ref", lambda row: getattr(row, "ref", ""), 84, lambda row: "soft", names=True),
                ListingColumn("Title", lambda row: row.title, names=True),
                ListingColumn("Of", self._whose, 136, lambda row: "soft"),
                ListingColumn("In the new one", _becomes, 176),
            ],
            self,
        )
        self._list.chose.connect(self._offer)
        self.pages.addWidget(self._list)

        self._asking = QWidget(self)
        self._asking_row = asking = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(theme.px(8))
        self._question = Label(parent=self)
        self._question.setWordWrap(True)
        self.answer = QComboBox(self)
        self.answer.setAccessibleName("Answer")
        self.answer.activated.connect(lambda _: self._answered())
        asking.addWidget(self._question, 1)
        asking.addWidget(self.answer)
        self._likely = plain_button(
            "What looks the same is the same",
            self.take_likely,
            "Answers the questions that names speak for",
            self,
        )

        self.parts.setMinimumHeight(theme.px(150))
        self.card.setMinimumHeight(theme.px(190))
        self.middle.removeWidget(self.card)
        chips = QHBoxLayout()
        chips.addWidget(self._chips, 1)
        chips.addWidget(self._likely)
        right = QVBoxLayout()
        right.setSpacing(theme.px(10))
        right.addLayout(chips)
        right.addWidget(self.card, 1)
        right.addWidget(self._asking)
        sides = QWidget(self)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, sides)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(theme.px(12))
        self._sides.addWidget(left)
        self._sides.addLayout(right, 1)
        keep_tall(sides)
        scroll = QScrollArea(self)
        scroll.setWidget(sides)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.middle.addWidget(scroll, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(_NARROW)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(direction)
        self._asking_row.setDirection(direction)
        # Beside the preview a name of several districts needs the whole width.
        self._form.setRowWrapPolicy(
            QFormLayout.RowWrapPolicy.DontWrapRows if narrow else QFormLayout.RowWrapPolicy.WrapAllRows
        )
        self._left.setMaximumWidth(_ANY_WIDTH if narrow else theme.px(300))
        self._left.setMinimumWidth(0 if narrow else theme.px(300))
        self.answer.setMaximumWidth(_ANY_WIDTH if narrow else theme.px(340))

    def _fill(self) -> None:
        homes = [
            home
            for home in self.context.workspace.records("partnerships", order=("name",))
            if home["merged_into"] is None and home["kind"] != "county group"
        ]
        self.parts.set_rows(homes)
        self.parts.tick(lambda home: False)

    # The trial run

    def _chosen(self) -> None:
        """Propose names and years for those ticked, and try that out."""
        ticked: list[Record] = list(self.parts.ticked or ())
        areas = [home["area"] or home["short_name"] for home in ticked]
        together = " and ".join(filter(None, (", ".join(areas[:-1]), *areas[-1:])))
        for box, word in ((self.name, "Community Safety Partnership"), (self.short_name, "CSP")):
            if not box.isModified():
                box.setText(f"{together} {word}" if len(ticked) > 1 else "")
                box.setCursorPosition(0)
        ids = {home["id"] for home in ticked}
        newest = max(
            (plan["last_year"] for plan in self.context.plans if plan["partnership"] in ids), default=None
        )
        first = newest if newest is not None else FinancialYear.of(self.context.today).first
        kept = self.year.currentData()
        self.year.blockSignals(True)
        self.year.clear()
        for ahead in range(_YEARS_AHEAD + 1):
            self.year.addItem(FinancialYear(first + ahead).label, FinancialYear(first + ahead))
        self.year.setCurrentIndex(max(self.year.findData(kept), 0) if kept is not None else 0)
        self.year.blockSignals(False)
        self._try_out()

    def _combine(self, *, dry_run: bool) -> Combination:
        return combine(
            self.context.workspace,
            [home["id"] for home in self.parts.ticked or ()],
            self.name.text(),
            self.short_name.text(),
            self.year.currentData(),
            answers=self.answers,
            dry_run=dry_run,
        )

    def _try_out(self) -> None:
        if len(self.parts.ticked or ()) < 2:
            self.tell("Tick the partnerships that become one: two, or more.")
            return
        try:
            self.trial = self._combine(dry_run=True)
        except AppError as problem:
            self.tell(problem.sentence)
            return
        trial = self.trial
        kinds: dict[str, tuple[str, list[_Row]]] = {
            "questions": ("Questions", list(trial.questions)),
            "all": ("Everything", list(trial.lines)),
            **{
                kind: (_FATES[kind][1], [line for line in trial.lines if line.outcome == kind])
                for kind in ("one", "carried", "apart", "left")
            },
        }
        self._rows = {kind: rows for kind, (_, rows) in kinds.items()}
        self._chips.set_chips(
            [Chip(kind, label, len(rows)) for kind, (label, rows) in kinds.items() if rows or kind == "all"]
        )
        self._chips.setVisible(True)
        self._likely.setVisible(any(question.likely for question in trial.open_questions))
        self.pages.setCurrentWidget(self._list)
        self._show_rows()
        self.summarise(_in_words(trial))
        self.name_act("Combine", True)

    def tell(self, sentence: str) -> None:
        self.trial = None
        for shown in (self._chips, self._asking, self._likely):
            shown.setVisible(False)
        super().tell(sentence)

    def _show_rows(self) -> None:
        place = max(self._list.currentIndex().row(), 0)
        rows = self._rows.get(self._chips.current, [])
        self._list.set_rows(rows)
        if rows:
            self._list.choose(rows[min(place, len(rows) - 1)])
        self._offer(self._list.current)

    def _whose(self, row: _Row) -> str:
        whose = row.whose if isinstance(row, Question) else row.was
        everybody = self.trial is not None and whose == self.trial.lines[0].was
        return "All" if everybody and len(self.trial.parts) > 2 else whose  # type: ignore[union-attr]

    # Answering

    def _offer(self, row: _Row | None) -> None:
        asked = isinstance(row, Question)
        self._asking.setVisible(asked)
        if not isinstance(row, Question):
            return
        self._question.setText(row.words)
        self.answer.clear()
        self.answer.addItem("Not decided: they stay separate", "")
        for option in row.options:
            self.answer.addItem(option.words, option.answer)
        self.answer.setCurrentIndex(max(self.answer.findData(row.answer or ""), 0))

    def _answered(self) -> None:
        row = self._list.current
        if isinstance(row, Question):
            self.answers[row.key] = self.answer.currentData()
            self._try_out()

    def take_likely(self) -> None:
        """Answer what the names speak for, and run the trial again."""
        if self.trial is not None:
            self.answers |= {
                question.key: question.likely for question in self.trial.open_questions if question.likely
            }
            self._try_out()

    def apply(self) -> None:
        """Make one partnership of those ticked, show its plan, and close."""
        self._try_out()
        if self.trial is None or not self.act.isEnabled():
            return
        try:
            self.done_with = self._combine(dry_run=False)
        except AppError as problem:
            self.refuse(problem.sentence)
            return
        self.context.choose_plan(self.done_with.plan["id"])
        self.context.said.emit(f"“{self.done_with.partnership['name']}” is made; Ctrl+Z undoes it.")
        self.accept()


def _fate(row: _Row) -> tuple[str, str]:
    if isinstance(row, Question):
        return _FATES["answered" if row.answer else "asked"]
    return _FATES[row.outcome]


def _becomes(row: _Row) -> str:
    if not isinstance(row, Question):
        return row.words
    return next((option.words for option in row.options if option.answer == row.holds), "")


def _in_words(trial: Combination) -> str:
    made = trial.made
    parts = [f"{made.get('plan_items', 0):,} items", f"{made.get('indicators', 0):,} indicators"]
    parts.append(f"{format_money(trial.money)} of funding")
    said = f"Makes “{trial.partnership['short_name']}” of {len(trial.parts)}: {', '.join(parts)}."
    waiting = len(trial.open_questions)
    if not waiting:
        return said
    return (
        f"{said} {waiting:,} question{'' if waiting == 1 else 's'} open: what they ask about stays separate."
    )
