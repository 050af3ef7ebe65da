"""Copies of the file brought back: questions first, what is certain ready to apply, as with returned workbooks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from csp_desktop.editing.copies.copy_finding import CopyFinding
from csp_desktop.editing.copies.district import names_others
from csp_desktop.editing.copies.questions import CopyQuestion, open_questions, settle
from csp_desktop.editing.copies.taking_in import (
    Choices,
    ComparedCopy,
    CopiesPreview,
    apply_copies,
    preview_copies,
)
from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.errors import AppError
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.as_written.wordings import listed
from csp_desktop.registers.catalog import BY_NAME
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.listing import Listing, ListingColumn
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.chips import Chip, ChipBar
from csp_desktop.ui.look.folders import ask_for_files
from csp_desktop.ui.look.plain_words import Label
from csp_desktop.ui.look.preview_dialog import PreviewDialog, open_at, plain_button
from csp_desktop.ui.returns.questions.copy_card import CopyCard
from csp_desktop.ui.returns.questions.question_card import QuestionCard, Sent
from csp_desktop.ui.returns.questions.question_list import QuestionList
from csp_desktop.ui.returns.return_file_list import NEEDS, READY, UNCHANGED, kind_of

_CHIPS = {NEEDS: "Needs you", READY: "Ready", UNCHANGED: "Unchanged"}


def choose_copies(context: Context, parent: QWidget) -> list[Path]:
    """Ask which copies; none where that is cancelled."""
    title = (
        "Which copies of this file, or districts’ own files?"
        if names_others(context.workspace)
        else "Which copies of this file?"
    )
    usual = context.workspace.path.parent
    return ask_for_files(parent, title, "CSP Desktop (*.csp);;All files (*)", "copies", usual)


class CopiesDialog(PreviewDialog):
    """What copies changed since they parted. Nothing happens before Apply; what stays undecided can be decided later.

    Opened with no copy it shows the `questions` still open of those taken in before; these are settled at once.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "Bring a copy back", "", "Apply", parent)
        open_at(self, 1240, 780)
        self.preview: CopiesPreview | None = None
        self.questions: list[CopyQuestion] = open_questions(context.workspace)
        self._lay_out()
        if self.questions:
            self._show_open()

    def _lay_out(self) -> None:
        self.head.addWidget(plain_button("Choose a copy…", self._choose, "", self))
        self._chips = ChipBar("Which findings are shown", self)
        self._chips.chosen.connect(lambda _: self._show())
        self._next = plain_button("Next question", self.next_question, "F8", self)
        row = QHBoxLayout()
        row.addWidget(self._chips, 1)
        row.addWidget(self._next)
        self.middle.insertLayout(0, row)
        QShortcut(QKeySequence(Qt.Key.Key_F8), self, self.next_question)
        self.cards = QuestionList(self)
        self.cards.decided.connect(self._decide)
        self.table = Listing(
            "Findings",
            [
                ListingColumn("Ref", lambda finding: finding.ref, 70, lambda finding: "soft", names=True),
                ListingColumn(
                    "What it is about", lambda finding: " ".join(finding.title.split()), 260, names=True
                ),
                ListingColumn("Field", _field, 150, lambda finding: "soft", names=True),
                ListingColumn("Change", _change, 0),
                ListingColumn("Who", _who, 200, lambda finding: "soft"),
            ],
            self,
        )
        self._body = QSplitter(Qt.Orientation.Vertical, self)
        self._body.addWidget(self.cards)
        self._body.addWidget(self.table)
        self._body.setChildrenCollapsible(False)
        self._body.setHandleWidth(1)
        theme.set_role(self._body, "ruled")
        self.pages.addWidget(self._body)

    # Comparing

    def _choose(self) -> None:
        paths = choose_copies(self.context, self)
        if paths:
            self.compare(paths)

    def compare(self, paths: Sequence[Path]) -> None:
        """Show what copies changed since they parted."""
        self.questions = []
        self.preview = preview_copies(self.context.workspace, paths)
        promise = "Nothing is changed yet. Each copy you take in can be undone in one step."
        self.promise.setText(
            "\n".join([*(copy.district for copy in self.preview.copies if copy.district), promise])
        )
        refused = [copy.message for copy in self.preview.copies if copy.message]
        if len(refused) == len(self.preview.copies):
            self.tell("\n\n".join(refused))
            self._chips.hide()
            self._next.hide()
            return
        self.heading.setText(listed([f"“{copy.path.name}”" for copy in self._compared()]))
        self._chips.show()
        self._next.show()
        self.pages.setCurrentWidget(self._body)
        counts = self._count()
        self._chips.choose(next((kind for kind in _CHIPS if counts[kind]), NEEDS))
        self._show()
        self.next_question()

    def _compared(self) -> list[ComparedCopy]:
        return [copy for copy in self.preview.copies if not copy.message] if self.preview else []

    def _findings(self) -> list[CopyFinding]:
        if self.preview is None:
            return [question.finding for question in self.questions]
        return self.preview.findings

    def _count(self) -> Counter[str]:
        counts = Counter(kind_of(finding) for finding in self._findings())
        self._chips.set_chips([Chip(kind, label, counts[kind]) for kind, label in _CHIPS.items()])
        self._next.setEnabled(counts[NEEDS] > 0)
        if self.preview is not None:
            parts = [f"{counts[READY]:,} ready"]
            if counts[NEEDS]:
                parts.append(f"{counts[NEEDS]:,} question{'' if counts[NEEDS] == 1 else 's'} will wait")
            if not counts[READY] and not counts[NEEDS]:
                parts = ["There is nothing in it that is not here"]
            self.summarise(" · ".join(parts))
            self.name_act(
                f"Apply {counts[READY]:,}" if counts[READY] else "Take in", counts[READY] + counts[NEEDS] > 0
            )
        return counts

    def _show(self) -> None:
        kind = self._chips.current
        findings = self._findings()
        asked = [finding for finding in findings if finding.outcome == "clash"] if kind == NEEDS else []
        if kind == NEEDS and self.preview is not None:
            rows = [
                finding for finding in findings if kind_of(finding) == READY and finding.outcome != "clash"
            ]
        else:
            rows = [finding for finding in findings if kind_of(finding) == kind and finding not in asked]
        refused = (
            [_told(copy.message) for copy in self.preview.copies if copy.message] if self.preview else []
        )
        sent = Sent("", self.context.rating_words)
        self.cards.show_questions(asked, lambda finding: CopyCard(finding, sent), refused)
        self.cards.setVisible(bool(asked or refused))
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))

    def next_question(self) -> None:
        """Go to the next question nobody has decided."""
        if self._chips.current != NEEDS and self._findings():
            return
        focused = next((card for card in self.cards.cards if card.isAncestorOf(self.focusWidget() or self)
                        or card is self.focusWidget()), None)  # fmt: skip
        if not self.cards.focus_next(focused):
            self.cards.focus_next()

    # Deciding

    def _decide(self, card: QuestionCard, decision: str | None, value: object) -> None:
        finding = card.finding
        if self.preview is None:
            self._settle(card, decision, value)
            return
        finding.decision, finding.chosen = decision, value  # type: ignore[assignment]
        card.show_decision()
        self._count()
        if not self.cards.focus_next(card):
            card.setFocus()

    def _settle(self, card: QuestionCard, decision: str | None, value: object) -> None:
        question = next(asked for asked in self.questions if asked.finding is card.finding)
        if decision is None:
            self.cards.focus_next(card)
            return
        try:
            settle(self.context.workspace, question, decision, card.typed if decision == "typed" else value)  # type: ignore[arg-type]
        except AppError as problem:
            self.refuse(problem.sentence)
            return
        self.questions = open_questions(self.context.workspace)
        if self.questions:
            self._show_open()
        else:
            self.context.said.emit("All questions about copies are settled.")
            self.accept()

    def _show_open(self) -> None:
        names = list(dict.fromkeys(question.file_name for question in self.questions))
        self.heading.setText(f"Still to decide: {', '.join(f'“{name}”' for name in names)}")
        self.promise.setText("What you decide is done at once, and each can be undone.")
        self._chips.hide()
        self._next.setVisible(len(self.questions) > 1)
        self.act.hide()
        self.cancel.setText("Close")
        self.pages.setCurrentWidget(self._body)
        self._count()
        self._chips.choose(NEEDS)
        self._show()
        self.summarise(f"{len(self.questions):,} open")

    # Applying

    def apply(self) -> None:
        """Take in what is certain and what was decided."""
        if self.preview is None or not self.act.isEnabled() or not self.cards.take_typing():
            return
        choices: dict[Path, Choices] = {
            copy.path: {
                (finding.register, finding.record, finding.field): (finding.decision, finding.chosen)
                for finding in copy.findings
                if finding.decision is not None
            }
            for copy in self._compared()
        }
        try:
            applied = apply_copies(
                self.context.workspace, list(choices), choices=choices, today=self.context.today
            )
        except AppError as problem:
            self.refuse(problem.sentence)
            return
        refused = [copy.message for copy in applied.copies if copy.message]
        if refused:
            self.refuse(" ".join(refused))
            return
        left = sum(len(copy.questions) for copy in applied.copies)
        taken = sum(finding.done == "applied" for finding in applied.findings)
        words = f"{taken:,} change{'' if taken == 1 else 's'} taken in; Ctrl+Z takes them back."
        if left:
            words += f" {left:,} to decide: Plan ▸ Bring a copy back."
        self.context.said.emit(words)
        self.accept()


def _told(sentence: str) -> Label:
    label = Label(sentence)
    label.setWordWrap(True)
    theme.set_role(label, "warning")
    return label


def _field(finding: ReturnFinding) -> str:
    register = BY_NAME[finding.register]
    return register[finding.field].label if finding.field else register.label


def _change(finding: CopyFinding) -> str:
    if finding.removes:
        return "Deleted"
    if (
        finding.outcome == "unchanged"
        or not finding.current
        or len(finding.current) + len(finding.returned) > 80
    ):
        return " ".join(finding.returned.split())
    return f"{finding.current} → {finding.returned or 'empty'}"


def _who(finding: CopyFinding) -> str:
    return f"{finding.who}, {format_date(finding.when[:10])}"
