"""Returned workbooks looked at before anything is done: questions first, what is certain ready to apply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from csp_desktop.editing.merge import Decision, ReturnFinding, Version
from csp_desktop.editing.returns.coming_in import (
    ReturnsPreview,
    apply_returns,
    compare_returns,
    make_returns_ready,
    write_returns,
)
from csp_desktop.editing.returns.comparing.earlier import side_by_side
from csp_desktop.editing.returns.comparing.previewed_file import PreviewedFile
from csp_desktop.editing.returns.proposals import ProposalKind, decide_proposal, made_of_proposal
from csp_desktop.editing.workspace import Step
from csp_desktop.excel.opening.wrapped_files import read_returned
from csp_desktop.ui.context import Context
from csp_desktop.ui.file_beside import look_beside
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.background import Job, run_in_background
from csp_desktop.ui.look.chips import Chip, ChipBar
from csp_desktop.ui.look.folders import ask_for_files
from csp_desktop.ui.look.plain_words import Label, counted
from csp_desktop.ui.look.preview_dialog import open_at, plain_button
from csp_desktop.ui.returns.about_workbook import AboutWorkbook
from csp_desktop.ui.returns.change_table import ChangeTable
from csp_desktop.ui.returns.questions.proposal_dialog import ProposalDialog
from csp_desktop.ui.returns.questions.question_card import QuestionCard, Sent
from csp_desktop.ui.returns.questions.question_list import QuestionList
from csp_desktop.ui.returns.return_file_list import (
    NEEDS,
    READY,
    REFUSED,
    UNCHANGED,
    ReturnFileList,
    could_not_be_read,
    in_order,
    kind_of,
)
from csp_desktop.ui.returns.version_table import VersionTable
from csp_desktop.ui.writing_dialog import WritingDialog

_WORKBOOKS = "Workbooks (*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.txt *.eml *.zip);;All files (*)"

_FILES_WIDE = 340
"""Of the list of workbooks, for 13 px text: what is to be said of one has its line."""


def choose_returned(parent: QWidget) -> list[Path]:
    """Ask which returned workbooks; none where that is cancelled."""
    return ask_for_files(parent, "Which returned workbooks?", _WORKBOOKS, "returns")


_CHIPS = {NEEDS: "Needs you", READY: "Ready", UNCHANGED: "Unchanged", REFUSED: "Could not be read"}
_TABLES = {
    NEEDS: "Ready to apply",
    READY: "Ready to apply",
    UNCHANGED: "Stays as it is",
    REFUSED: "Could not be read, and why",
}


class ReturnsImportDialog(WritingDialog):
    """Nothing happens before Apply; then all that is certain or decided is one step, the rest stays open."""

    def __init__(self, context: Context, paths: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            f"{counted(len(paths), 'returned workbook')}",
            "Nothing is changed yet. Everything you take in can be undone in one step.",
            "Apply",
            parent,
        )
        self.setWindowTitle("Import returned workbooks")
        self.preview: ReturnsPreview | None = None
        self._job: Job | None = None
        open_at(self, 1240, 780)
        self._lay_out()
        self._read([Path(path) for path in paths])

    # What it looks like

    def _lay_out(self) -> None:
        self._chips = ChipBar("Which findings are shown", self)
        self._chips.chosen.connect(lambda _: self._show_file())
        self._next = plain_button("Next question", self.next_question, "F8", self)
        row = QHBoxLayout()
        row.addWidget(self._chips, 1)
        row.addWidget(self._next)
        self.middle.insertLayout(0, row)
        QShortcut(QKeySequence(Qt.Key.Key_F8), self, self.next_question)

        self.files = ReturnFileList(self)
        self.files.currentRowChanged.connect(lambda _: self._show_file())
        self.questions = QuestionList(self)
        self.questions.decided.connect(self._decide)
        self._table_title = Label(parent=self)
        theme.set_role(self._table_title, "heading")
        self._table_title.setContentsMargins(theme.px(10), theme.px(8), 0, theme.px(4))
        self._about = AboutWorkbook(self)
        self._about.pairing_asked.connect(self._pair)
        self._about.slid_said.connect(self._say_slid)
        self._about.taking_asked.connect(self._take_to)
        self._about.version_said.connect(self._say_version)
        self._about.now_said.connect(self._say_now)
        self._about.plan_import_asked.connect(self.context.bring_in_asked)
        self.table = ChangeTable(self._rating_words, self)
        self.versions = VersionTable(self._rating_words, self)
        self._under = QWidget(self)
        # Until there is something to show, or what it may hold makes the dialog taller than a small screen.
        self._under.hide()
        under = QVBoxLayout(self._under)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(0)
        under.addWidget(self._table_title)
        under.addWidget(self.table, 1)
        under.addWidget(self.versions, 1)
        self._right = QSplitter(Qt.Orientation.Vertical, self)
        self._right.addWidget(self.questions)
        self._right.addWidget(self._under)
        self._right.setChildrenCollapsible(False)
        whole = QSplitter(Qt.Orientation.Horizontal, self)
        whole.addWidget(self.files)
        whole.addWidget(self._right)
        whole.setStretchFactor(1, 1)
        whole.setSizes([theme.px(_FILES_WIDE), theme.px(900)])
        whole.setChildrenCollapsible(False)
        whole.setHandleWidth(1)
        theme.set_role(whole, "ruled")
        self._right.setHandleWidth(1)
        theme.set_role(self._right, "ruled")
        self._body = whole
        self.pages.addWidget(whole)

    # Reading

    def _read(self, paths: list[Path]) -> None:
        self.tell(f"Reading {counted(len(paths), 'workbook')}…")
        self._set_controls(False)

        path = self.context.workspace.path

        def read(job: Job) -> ReturnsPreview:
            reads = []
            for place, read_file in enumerate(read_returned(paths, cancelled=lambda: job.cancelled), 1):
                reads.append(read_file)
                job.progress(place, max(place, len(paths)), read_file.path.name)
            return look_beside(path, lambda workspace: compare_returns(workspace, job.going_through(reads)))

        self._job = run_in_background(read, done=self._was_compared, failed=self.tell, parent=self)
        self._job.progressed.connect(self._tell_progress)

    def _tell_progress(self, done: int, total: int, name: str) -> None:
        if self.preview is None and done < total:
            self.say(f"Read {done} of {total}: {name}")

    def _was_compared(self, preview: ReturnsPreview) -> None:
        self._job = None
        preview.files = in_order(preview.files)
        self.preview = preview
        self._set_controls(True)
        self.pages.setCurrentWidget(self._body)
        self._count()
        self._choose_filled_chip()
        self.files.setCurrentRow(0)
        self.next_question()

    def _set_controls(self, on: bool) -> None:
        self._chips.setVisible(on)
        self._next.setVisible(on)

    # Showing

    def _choose_filled_chip(self) -> None:
        counts = self._counts()
        self._chips.choose(next((kind for kind in _CHIPS if counts[kind]), NEEDS))

    @property
    def file(self) -> PreviewedFile | None:
        """The workbook chosen."""
        place = self.files.currentRow()
        return self.preview.files[place] if self.preview and 0 <= place < len(self.preview.files) else None

    def _taken(self) -> list[PreviewedFile]:
        """The workbooks Apply takes in."""
        files = self.preview.files if self.preview else []
        return [file for file in files if file.status == "recognised" and not file.again]

    def _counts(self) -> Counter[str]:
        return Counter(kind_of(finding) for file in self._taken() for finding in file.findings)

    def _count(self) -> None:
        """Tell anew how many there are of each kind, and what Apply would do."""
        assert self.preview is not None
        counts = self._counts()
        self._chips.set_chips([Chip(kind, label, counts[kind]) for kind, label in _CHIPS.items()])
        self.files.show_files(self.preview.files)
        taken = self._taken()
        still_open = sum(len(file.questions) for file in taken)
        parts = [f"{counts[READY]:,} ready"]
        if still_open:
            parts.append(f"{counted(still_open, 'question')} will wait on the Returns tab")
        if not taken:
            parts = ["There is nothing to take in"]
        self.summarise(" · ".join(parts))
        self.name_act(f"Apply {counts[READY]:,}" if counts[READY] else "Take in", bool(taken))
        self._next.setEnabled(still_open > 0)

    def _show_file(self) -> None:
        file = self.file
        if file is None:
            return
        kind = self._chips.current
        asked = [finding for finding in file.findings if _asks(finding)]
        shown_questions = [finding for finding in asked if could_not_be_read(finding) == (kind == REFUSED)]
        if kind not in (NEEDS, REFUSED) or file.again:
            shown_questions = []
        if kind == NEEDS:
            rows = [finding for finding in file.findings if kind_of(finding) == READY and not _asks(finding)]
        else:
            rows = [
                finding
                for finding in file.findings
                if kind_of(finding) == kind and finding not in shown_questions
            ]
        if file.again:
            rows = []
        above = self._about.widgets(file, asking=kind == NEEDS)
        self.questions.show_questions(shown_questions, lambda finding: self._card(file, finding), above)
        self.questions.setVisible(bool(shown_questions or above))
        both = file.later and not file.again and kind in (NEEDS, READY)
        cells = side_by_side(file.before, file.findings) if both else []
        self.table.set_rows(rows)
        self.versions.set_rows(cells)
        self.table.setVisible(not cells)
        self.versions.setVisible(bool(cells))
        below = len(cells or rows)
        self._under.setVisible(bool(below) or not (shown_questions or above))
        title = _TABLES[kind] if rows else "Nothing of this kind in this workbook"
        self._table_title.setText(_both_named(file) if cells else title)
        self._share_room()

    def _share_room(self) -> None:
        """Give what is told above no more room than it needs, and questions most of it."""
        if self.questions.isHidden() or self._under.isHidden():
            return
        height = self._right.height()
        needed = max(theme.px(190) * len(self.questions.cards), self.questions.height_of_all())
        top = min(needed, height * 62 // 100)
        self._right.setSizes([top, height - top])

    def _take_to(self, file: PreviewedFile, return_id: str, take: bool) -> None:
        assert self.preview is not None
        self.preview.take_to(self.context.workspace, file, return_id, take=take)
        self._count()
        self._choose_filled_chip()
        self._show_file()

    def _say_slid(self, file: PreviewedFile, sheet: str, slid: bool | None) -> None:
        assert self.preview is not None
        self.preview.say_slid(self.context.workspace, file, sheet, slid)
        self._count()
        self._choose_filled_chip()
        self._show_file()

    def _say_version(self, file: PreviewedFile, version: Version) -> None:
        assert self.preview is not None
        self.preview.say_version(self.context.workspace, file, "" if file.version == version else version)
        self._count()
        self._show_file()

    def _say_now(self, file: PreviewedFile, now: bool) -> None:
        assert self.preview is not None
        self.preview.say_now(self.context.workspace, file, now=now)
        self._count()
        self._choose_filled_chip()
        self._show_file()

    def _card(self, file: PreviewedFile, finding: ReturnFinding) -> QuestionCard:
        assert file.form is not None
        card = QuestionCard(finding, Sent(file.form.issued_on, file.form.rag_words))
        card.wanted.connect(
            lambda: ProposalDialog(self.context, finding, partial(self._place, card), self).open()
        )
        card.tied.connect(lambda record: self._place(card, "tie", record, ""))
        return card

    def _place(self, card: QuestionCard, kind: ProposalKind, place: str | None, words: str) -> None:
        """Decide what becomes of a proposed row, which is made on applying; raises BadRequest where it cannot be."""
        values = {"title": words} if words else None
        returned = self.context.workspace.record("returns", self.file.return_id) if self.file else None
        if kind != "tie" and returned is not None:
            trial = replace(card.finding, proposal={**card.finding.proposal})
            decide_proposal(trial, kind, place, values)
            made_of_proposal(self.context.workspace, returned, trial)
        decide_proposal(card.finding, kind, place, values)
        self._decide(card, "theirs", None)

    def _rating_words(self) -> Mapping[str, str]:
        """The words of the ratings, as the form of the workbook chosen has them."""
        own = self.file.form.rag_words if self.file is not None and self.file.form is not None else {}
        return {**self.context.rating_words, **own}

    # Deciding

    def _decide(self, card: QuestionCard, decision: Decision | None, value: object) -> None:
        finding = card.finding
        finding.decision, finding.chosen = decision, value
        card.show_decision()
        self._count()
        if not self.questions.focus_next(card):
            card.setFocus()

    def next_question(self) -> None:
        """Go to the next question nobody has decided, in whichever workbook it is."""
        walk = self._walk()
        at = next((place for place, (_, finding) in enumerate(walk) if finding is self._focused()), None)
        if at is None:
            at = next((place for place, (row, _) in enumerate(walk) if row >= self.files.currentRow()), 0) - 1
        for row, finding in [*walk[at + 1 :], *walk[: at + 1]]:
            if finding.question:
                kind = REFUSED if could_not_be_read(finding) else NEEDS
                if self._chips.current != kind:
                    self._chips.choose(kind)
                self.files.setCurrentRow(row)
                self.questions.focus_on(finding)
                one_choice = self.file is not None and (self.file.now or self.file.slid_sheets)
                if one_choice and self.questions.cards[0].finding is finding:
                    self.questions.verticalScrollBar().setValue(0)  # one choice above may answer them all
                return

    def _walk(self) -> list[tuple[int, ReturnFinding]]:
        """All questions of all workbooks in the order they are gone through, each with its workbook's row."""
        files = self.preview.files if self.preview else []
        return [
            (row, finding)
            for row, file in enumerate(files)
            if file.status == "recognised" and not file.again
            for refused in (False, True)
            for finding in file.findings
            if _asks(finding) and could_not_be_read(finding) == refused
        ]

    def _focused(self) -> ReturnFinding | None:
        """The question with the keyboard focus."""
        widget = self.focusWidget()
        card = next(
            (card for card in self.questions.cards if widget is card or card.isAncestorOf(widget or self)),
            None,
        )
        return card.finding if card is not None else None

    def _pair(self, file: PreviewedFile, sheet: str) -> None:
        assert self.preview is not None
        self.preview.pair_by_title(self.context.workspace, file, sheet)
        self._count()
        self._show_file()

    # Applying

    def apply(self) -> None:
        """Apply what is certain and what was decided, as one step."""
        if not self.act.isEnabled() or self.preview is None:
            return
        if self.preview.applied:
            self.accept()
            return
        if not self.questions.take_typing():
            return
        preview, today = self.preview, self.context.today
        self._set_controls(False)
        self.write(
            len(preview.findings),
            lambda workspace: apply_returns(workspace, preview, today=today),
            lambda workspace, cancelled: make_returns_ready(workspace, preview, cancelled=cancelled),
            lambda workspace: write_returns(workspace, preview, today=today),
            self._written,
            self._not_written,
        )

    def _not_written(self, sentence: str) -> None:
        assert self.preview is not None
        self.preview.applied = False
        self._set_controls(True)
        self.pages.setCurrentWidget(self._body)
        self._count()
        self._show_file()
        self.refuse(sentence)

    def _written(self, step: Step | None) -> None:
        self.step = step
        taken = self._taken()
        findings = [finding for file in taken for finding in file.findings]
        applied = sum(
            finding.done == "applied" and bool(finding.key or finding.register == "returns")
            for finding in findings
        )
        still_open = [finding for finding in findings if finding.done == "open"]
        books = counted(len(taken), "workbook")
        words = (
            f"{counted(applied, 'cell')} applied from {books}; Ctrl+Z takes them all back."
            if applied
            else f"{books} taken in with no cell to apply; Ctrl+Z takes that back."
        )
        self.context.said.emit(words)
        if not still_open:
            self.accept()
            return
        lines = [words, f"{counted(len(still_open), 'question')} will wait on the Returns tab."]
        faulty = sum(map(could_not_be_read, still_open))
        if faulty:
            lines.append(
                f"{counted(faulty, 'cell')} could not be read: settle them there, or send the partner a corrections "
                "workbook that explains each fault."
            )
        self._set_controls(False)
        self.tell("\n\n".join(lines))
        self.cancel.setText("Go to the Returns tab")
        self.cancel.clicked.disconnect()
        self.cancel.clicked.connect(self._go_to_returns)
        self.name_act("Done", True)

    def _go_to_returns(self) -> None:
        self.accept()
        self.context.filtered.emit("Returns", "Questions")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        left = min(theme.px(_FILES_WIDE), self.width() * 3 // 10)
        self._body.setSizes([left, self.width() - left])
        self._share_room()

    def done(self, result: int) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        super().done(result)


def _both_named(file: PreviewedFile) -> str:
    before = " and ".join(f"“{name}”" for name in file.files_before)
    return f"Side by side: {before}, and this one, “{file.path.name}”"


def _asks(finding: ReturnFinding) -> bool:
    """Is it a question, decided or not?"""
    return finding.outcome in ("clash", "ask", "proposed row", "rejected")
