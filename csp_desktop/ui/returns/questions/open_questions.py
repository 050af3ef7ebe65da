"""The questions a return left open, as cards, and what was typed in answer to them and not used yet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csp_desktop.editing.merge import Decision
from csp_desktop.editing.returns.questions import OpenQuestion
from csp_desktop.errors import AppError
from csp_desktop.registers.as_written.wordings import in_short
from csp_desktop.registers.fields import Record
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.card import caption
from csp_desktop.ui.look.emptying import empty_layout
from csp_desktop.ui.look.plain_words import Label
from csp_desktop.ui.returns.questions.question_card import QuestionCard, Sent
from csp_desktop.ui.tab import HoldsTyping, UnsavedCell

if TYPE_CHECKING:
    from csp_desktop.editing.returns.proposals import ProposalKind


class OpenQuestions(QWidget, HoldsTyping):
    """The open questions of the return shown beside the board; hidden where it has none."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._title = Label(parent=self)
        theme.set_role(self._title, "heading")
        self._whole = QVBoxLayout()
        self._whole.setSpacing(theme.px(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self._title)
        column.addLayout(self._whole)
        self.cards: list[QuestionCard] = []
        self._asked: list[OpenQuestion] = []
        """The questions of the cards."""
        self._unused: dict[tuple[str, int], tuple[OpenQuestion, str]] = {}
        """The questions in answer to which something was typed and not used yet, by their file and place there."""

    def show_questions(
        self, return_record: Record | None, asked: Sequence[OpenQuestion], sent_on: str
    ) -> None:
        """Show the questions of a return that was sent on a day (ISO, "" where not known)."""
        self._gather_unused()
        empty_layout(self._whole)
        self.cards = []
        self.setVisible(bool(asked))
        self._title.setText(f"Open questions ({len(asked)})")
        self._asked = list(asked)
        for question in asked:
            self._add_card(question, sent_on)
        still = {(question.file_id, question.index) for question in asked}
        shown = return_record["id"] if return_record else None
        for place, (question, _) in list(self._unused.items()):
            if question.return_record["id"] == shown and place not in still:
                # It was settled in the meantime.
                del self._unused[place]
        self.context.unsaved.note(self, len(self._unused))

    def _add_card(self, question: OpenQuestion, sent_on: str) -> None:
        finding = question.finding
        about = " · ".join(part for part in (finding.ref, " ".join(finding.title.split())) if part)
        if about and finding.outcome != "proposed row":
            self._whole.addWidget(caption(about))
        card = QuestionCard(finding, Sent(sent_on, self.context.rating_words))
        card.setEnabled(self.context.editable)
        card.decided.connect(lambda decision, value: self._settle(question, card, decision))
        card.wanted.connect(lambda: self._ask_what_becomes_of(question))
        card.tied.connect(lambda record: self._tie(question, record))
        self.cards.append(card)
        self._whole.addWidget(card)
        card.typing.connect(lambda typing: self._typing(card, typing))
        _, words = self._unused.get((question.file_id, question.index), (None, None))
        if words is not None:
            card.type_again(words)

    # What was typed in answer and not used yet

    def _gather_unused(self) -> None:
        for question, card in zip(self._asked, self.cards, strict=False):
            place = (question.file_id, question.index)
            self._unused.pop(place, None)
            if card.unused is not None:
                self._unused[place] = (question, card.unused)

    def _typing(self, card: QuestionCard, typing: bool) -> None:
        self.context.unsaved.note_typing(card, typing)
        if not typing:
            self.save()

    @property
    def unsaved(self) -> int:
        """How many answers were typed and not used yet."""
        return len(self._unused)

    def save(self) -> None:
        """Take nothing, only count it: an answer is used when its button says so."""
        self._gather_unused()
        self.context.unsaved.note(self, len(self._unused))

    def unsaved_cells(self) -> list[UnsavedCell]:
        return [
            UnsavedCell(
                "returns",
                question.return_record["id"],
                f"{file} {index}",
                question.return_record["quarter"],
                "what was typed in answer to a question was not used yet.",
                question.return_record["plan"],
            )
            for (file, index), (question, _) in self._unused.items()
        ]

    def show_unsaved(self, cell: UnsavedCell) -> bool:
        for question, card in zip(self._asked, self.cards, strict=False):
            if f"{question.file_id} {question.index}" == cell.cell and self.isVisible():
                card.give_typing()
                return True
        return False

    def _settle(self, question: OpenQuestion, card: QuestionCard, decision: Decision | None) -> None:
        from csp_desktop.editing.returns.settling import settle

        if decision is None:
            return
        try:
            settle(self.context.workspace, question.file_id, question.index, decision, card.typed)
        except AppError as problem:
            self.context.refused.emit(problem.sentence)

    def _ask_what_becomes_of(self, question: OpenQuestion) -> None:
        from csp_desktop.ui.returns.questions.proposal_dialog import ProposalDialog

        ProposalDialog(self.context, question.finding, partial(self._add, question), self).open()

    def _add(self, question: OpenQuestion, kind: ProposalKind, place: str | None, title: str) -> None:
        """Make a record of a proposed row, or put its words with one there is already; raises BadRequest."""
        from csp_desktop.editing.returns.settling import accept_proposal, tie_proposal

        ws, file_id, index = self.context.workspace, question.file_id, question.index
        if kind == "tie":
            tie_proposal(ws, file_id, index, place or "", title)
        else:
            accept_proposal(ws, file_id, index, kind, place, {"title": title})
        self.context.said.emit(f"Added “{in_short(title)}”; Ctrl+Z takes it back.")

    def _tie(self, question: OpenQuestion, record: str) -> None:
        from csp_desktop.editing.returns.settling import tie_proposal

        try:
            tie_proposal(self.context.workspace, question.file_id, question.index, record)
        except AppError as problem:
            self.context.refused.emit(problem.sentence)
