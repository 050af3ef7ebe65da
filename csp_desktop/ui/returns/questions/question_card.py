"""One question about a returned cell: what was sent, what stands here, what came back, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.editing.merge import Decision, ReturnFinding, joined
from csp_desktop.editing.returns.values import column_of, detail_of, said
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.as_written.wordings import in_short
from csp_desktop.registers.fields import Field, Value
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.chips import FlowLayout
from csp_desktop.ui.look.plain_words import Label, give_hint
from csp_desktop.ui.returns.questions.answer_box import AnswerBox
from csp_desktop.ui.returns.questions.wording_side import WordingSide

LATER = "later"
_NARROW = 620
_JOINABLE = ("text", "narrative")
_KEYS = {
    Qt.Key.Key_K: "ours",
    Qt.Key.Key_T: "theirs",
    Qt.Key.Key_J: "join",
    Qt.Key.Key_Y: "typed",
    Qt.Key.Key_A: "add",
    Qt.Key.Key_P: "beside",
    Qt.Key.Key_L: LATER,
}


# Where words outside the form stand; the words themselves are below.
_OUTSIDE = {
    "note": "Left in a note",
    "shape": "Written in a text box",
    "link": "An address behind a cell",
    "column": "In a column that was added",
    "sheet": "On a sheet that was added",
    "stray": "Outside the table",
    "locked": "Written over a locked cell",
    "heading": "Written over a heading",
    "struck": "Crossed out",
    "embedded": "Laid over the cells",
    "email": "Written in the email",
    "page": "Printed at the head or foot of the pages",
}


@dataclass(frozen=True)
class Sent:
    """What a card tells about the form that went out: its date (ISO, "" where not known) and rating words."""

    issued_on: str
    rag_words: Mapping[str, str]


class QuestionCard(QFrame):
    """Shows one finding that needs a person. The keys on its buttons work while it has the focus."""

    decided = Signal(object, object)
    """A Decision and the value typed or joined; None and None for "decide later"."""
    wanted = Signal()
    """A proposed row is to be added, or put with something there is already; it is to be asked which."""
    tied = Signal(str)
    """A proposed row is about the record of this id."""
    typing = Signal(bool)
    """Words are being typed in answer, or the box was left."""

    def __init__(self, finding: ReturnFinding, sent: Sent, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = finding
        self.sent = sent
        self.header, self.field = self.subject()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sides: dict[str, WordingSide] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._editing: Decision = "typed"
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(theme.px(10), theme.px(2), 0, theme.px(4))
        self._whole.setSpacing(theme.px(6))
        heading = Label(self.told(), self)
        heading.setWordWrap(True)
        theme.set_role(heading, "heading")
        self._whole.addWidget(heading)
        # A clash tells its story side by side; its sentence is for those who listen.
        told = "" if finding.ours_from else finding.message
        place = "" if finding.ours_from else _place(finding)
        why = " · ".join(part for part in (place, told, finding.note) if part)
        if why:
            label = Label(why, self)
            label.setWordWrap(True)
            theme.set_role(label, "soft")
            self._whole.addWidget(label)
        self._boxes = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._boxes.setSpacing(theme.px(10))
        self.show_sides()
        if self._sides:
            self._whole.addLayout(self._boxes)
        row = QWidget(self)
        self._row = FlowLayout(row)
        self._whole.addWidget(row)
        self.offer()
        self._answer = AnswerBox(self.field, sent.rag_words, f"{self.header}, what they meant", self)
        self._answer.used.connect(self._used)
        self._answer.typing.connect(self.typing)
        self._whole.addWidget(self._answer)
        self.setAccessibleName(f"{finding.ref} {finding.title}: {heading.text()}".strip())
        self.setAccessibleDescription(finding.message or why)
        self.show_decision()

    # What it shows

    def subject(self) -> tuple[str, Field | None]:
        """What the question is about in words, and the field a decision would write; None where there is none."""
        if not self.finding.key:
            return self.finding.field, None
        column = column_of(self.finding)
        return column.header, column.field

    def told(self) -> str:
        """What the question is, in a line."""
        return _heading(self.finding, self.header)

    def words_of(self, value: Value) -> str:
        """A value of the field as the person reads it."""
        return said(column_of(self.finding), value, self.sent.rag_words)

    def show_sides(self) -> None:
        """Show the wordings the question is between."""
        finding = self.finding
        if finding.outcome == "clash":
            when = f", {format_date(self.sent.issued_on)}" if self.sent.issued_on else ""
            self.add_side("sent", f"As sent{when}", finding.issued, "")
            ours = f"Ours, {finding.ours_from}" if finding.ours_from else "Ours now"
            self.add_side("ours", ours, finding.current, finding.returned)
            self.add_side("theirs", _theirs(finding), finding.returned, finding.current)
        elif finding.outcome == "ask" and finding.key:
            if finding.current:
                self.add_side("ours", "Ours now", finding.current, "")
            self.add_side("theirs", _theirs(finding), finding.returned, "")
        elif finding.outcome == "proposed row":
            if detail := detail_of(finding.proposal):
                self.add_side("theirs", "In their words", detail, "")
        elif finding.returned:
            if finding.current:
                self.add_side("ours", "Ours now", finding.current, "")
            self.add_side("theirs", _theirs(finding), finding.returned, "")

    def add_side(self, name: str, title: str, text: str, other: str) -> None:
        """Show a wording beside the others; what differs from `other` is marked."""
        rag = None
        if self.field is not None and self.field.kind == "rag":
            by_word = {word.casefold(): rag for rag, word in self.sent.rag_words.items()}
            rag = by_word.get(text.strip().casefold())
        side = WordingSide(title, text, other, rag, removed=name == "ours", parent=self)
        self._sides[name] = side
        self._boxes.addWidget(side, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(_NARROW)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._boxes.direction() != direction:
            self._boxes.setDirection(direction)

    # What can be done

    def offer(self) -> None:
        """Offer what can be done about it."""
        finding = self.finding
        writable = bool(finding.key and finding.record)
        if finding.outcome == "clash":
            self.add_button("ours", "Keep ours", "K")
            if finding.takeable:
                self.add_button("theirs", "Take theirs", "T")
            if finding.takeable and self.field is not None and self.field.kind in _JOINABLE:
                self.add_button("join", "Join both…", "J")
        elif finding.outcome == "proposed row":
            self.add_button("add", "Add it…", "A")
            if finding.near:
                self.add_button("theirs", f"Same as {_named(finding.near[0])}", "T")
            self.add_button("ours", "Leave it out", "K")
        else:
            suggested = self._suggestion() if finding.takeable and writable else ""
            if finding.words_into:
                box = column_of(finding.as_words()).header
                said = f"{suggested}, put the words into {box}" if suggested else f"Put it into {box}"
                self.add_button("beside", said, "P")
            if suggested:
                self.add_button("theirs", suggested, "T")
            kept = "Keep ours" if writable else "It is settled"
            self.add_button("ours", "Set aside" if finding.outside else kept, "K")
        if writable and finding.outcome != "proposed row":
            self.add_button("typed", "Type another…", "Y")
        self.add_button(LATER, "Decide later", "L")

    def _suggestion(self) -> str:
        if self.finding.beside:
            return f"Put it into {self.header}"
        words = in_short(self.words_of(self.finding.value), 38)
        return f"Take “{words}”" if words else "Empty it"

    def add_button(self, what: str, label: str, key: str) -> None:
        """Offer one answer, also by a key."""
        button = QPushButton(label.replace("&", "&&"), self)
        button.setAutoDefault(False)
        button.setCheckable(what != LATER)
        give_hint(button, f"{key} while this question has the focus")
        button.clicked.connect(lambda _=False: self.choose(what))
        self._buttons[what] = button
        self._row.addWidget(button)

    def choose(self, what: str) -> None:
        """Do what a button does: "ours", "theirs", "beside", "join", "typed" or "later"."""
        if what not in self._buttons:
            return
        if what in ("join", "typed"):
            self._open_editor("join" if what == "join" else "typed")
            self._answer.give_keys()
            self.show_decision()
            return
        self._answer.hide()
        if what == "add":
            self.show_decision()
            self.wanted.emit()
        elif what == "theirs" and self.finding.outcome == "proposed row":
            self.tied.emit(self.finding.near[0]["id"])
        elif what == LATER:
            self.decided.emit(None, None)
        else:
            self.decided.emit(what, None)

    def show_decision(self) -> None:
        """Mark what has been decided."""
        decision: str | None = self.finding.decision
        if self.finding.proposal.get("as", {}).get("kind", "tie") != "tie":
            decision = "add"
        for what, button in self._buttons.items():
            on = what == decision or (what == "join" and decision == "typed" and self._editing == "join")
            button.setChecked(on)
        for name, side in self._sides.items():
            side.set_chosen(name == ("theirs" if decision == "beside" else decision))

    # Typing

    def _open_editor(self, decision: Decision) -> None:
        again = decision == self._editing and self._answer.typed_in
        self._editing = decision
        finding = self.finding
        # Put off or decided otherwise in between: the words are still there.
        words = None
        if not again:
            words = joined(finding.current, finding.returned) if decision == "join" else finding.returned
            if finding.decision == "typed":
                words = self.words_of(finding.chosen)
        self._answer.open(words, whole=decision == "join")

    @property
    def typed(self) -> object:
        """What was typed or chosen, before it was parsed."""
        return self._answer.entered

    @property
    def unused(self) -> str | None:
        """What was typed and not used yet; None where there is nothing."""
        return self._answer.unused

    def take_typing(self) -> bool:
        """Use what was typed and not used yet; False where it cannot be taken, which the card then says."""
        return self._answer.take()

    def type_again(self, words: str) -> None:
        """Hold what was typed in an earlier card of the same question and not used yet."""
        self._editing = "typed"
        self._answer.type_again(words)

    def give_typing(self) -> None:
        """Give the keys to the words typed and not used yet."""
        self._answer.give_keys()

    def _used(self, value: Value) -> None:
        self.decided.emit("typed", value)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        what = _KEYS.get(Qt.Key(event.key()))
        if what in self._buttons and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.choose(what)
        elif event.key() == Qt.Key.Key_Escape and self._answer.isVisible():
            self._answer.hide()
            self.setFocus()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.fillRect(0, 0, theme.px(3), self.height(), theme.colour("accent"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


def _named(near: Mapping[str, str]) -> str:
    """ "1.2 Light the alleys", short enough for a button."""
    return in_short(f"{near['ref']} {near['title']}", 29)


def _theirs(finding: ReturnFinding) -> str:
    place = _place(finding)
    return f"Theirs, in {place}" if place else "Theirs"


def _place(finding: ReturnFinding) -> str:
    return f"{finding.sheet} {finding.cell}".strip()


def _heading(finding: ReturnFinding, header: str) -> str:
    if finding.outcome == "clash":
        return f"Both of you changed “{header}”"
    if finding.outcome == "proposed row":
        return f"New {finding.proposal.get('kind', 'row')}: {finding.title}"
    if finding.outside == "colour":
        return f"“{header}” is coloured but empty"
    if finding.outcome == "ask" and header and not finding.returned:
        return f"“{header}” came back empty"
    short = in_short(finding.returned)
    if finding.beside:
        return _OUTSIDE[finding.outside]
    if finding.outcome == "rejected" and short and not finding.record:
        return f"{header}: “{short}” is in a row that was not sent with this return"
    if finding.outcome == "rejected":
        return f"{header}: “{short}” could not be read" if header else "A row could not be read"
    return f"{header}: “{short}”" if short and header else f"{header or finding.sheet}: a question"
