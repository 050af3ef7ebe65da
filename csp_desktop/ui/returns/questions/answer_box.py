"""The box in which an answer to a question is typed or chosen, as the kind of the field asks for."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.errors import InvalidValue
from csp_desktop.registers.fields import Choice, Field, Value, YesNo
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import Label


class AnswerBox(QWidget):
    """Hidden until it is opened; what is typed stays in it until it is used, whatever is decided meanwhile.

    `field` is None where a question is none of a value: then it is never opened.
    """

    used = Signal(object)
    """An answer that can be taken is used: its value."""
    typing = Signal(bool)
    """Words are being typed, or the box was left."""

    def __init__(
        self, field: Field | None, rag_words: Mapping[str, str], called: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._field, self._rag_words, self._called = field, rag_words, called
        self._editor: QPlainTextEdit | QLineEdit | QComboBox | None = None
        self._whole = False
        self.entered: object = None
        """What was typed or chosen, before it was parsed."""
        self.hide()

    def open(self, words: str | None, *, whole: bool) -> None:
        """Show it, with these words to begin with; with None as it was left.

        Words that are `whole` are an answer as they stand, before anything is typed.
        """
        assert self._field is not None
        self._whole = whole
        if self._editor is None:
            self._make_editor(self._field)
        self._fault.setText("")
        self.show()
        if words is None:
            return
        if isinstance(self._editor, QPlainTextEdit):
            self._editor.setPlainText(words)
            self._editor.moveCursor(QTextCursor.MoveOperation.End)
        elif isinstance(self._editor, QLineEdit):
            self._editor.setText(words)

    def _make_editor(self, field: Field) -> None:
        """Make what it is typed in: when it is first wanted, as most questions are answered by a button."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(6))
        self._editor = _editor(field, self._rag_words, self)
        self._editor.setAccessibleName(self._called)
        self._editor.installEventFilter(self)
        self._fault = Label(parent=self)
        self._fault.setWordWrap(True)
        theme.set_role(self._fault, "fault")
        use = QPushButton("Use this", self)
        use.setAutoDefault(False)
        theme.set_role(use, "primary")
        use.clicked.connect(lambda _=False: self.use())
        buttons = QHBoxLayout()
        buttons.addWidget(use)
        buttons.addWidget(self._fault, 1)
        layout.addWidget(self._editor)
        layout.addLayout(buttons)
        if isinstance(self._editor, QLineEdit):
            self._editor.returnPressed.connect(self.use)

    @property
    def typed_in(self) -> bool:
        """Whether anything was typed since words were put in."""
        editor = self._editor
        if isinstance(editor, QPlainTextEdit):
            return editor.document().isModified()
        return isinstance(editor, QLineEdit) and editor.isModified()

    @property
    def unused(self) -> str | None:
        """What was typed and not used yet; None where there is nothing."""
        editor = self._editor
        if self.isHidden() or not (self.typed_in or self._whole):
            return None
        if isinstance(editor, QPlainTextEdit):
            return editor.toPlainText()
        return editor.text() if isinstance(editor, QLineEdit) else None

    def take(self) -> bool:
        """Use what was typed and not used yet; False where it cannot be taken, which is then said."""
        if self.unused is None:
            return True
        self.use()
        return self.isHidden()

    def type_again(self, words: str) -> None:
        """Show it with what was typed elsewhere and not used yet."""
        self.open(words, whole=False)
        if isinstance(self._editor, QPlainTextEdit):
            self._editor.document().setModified(True)
        elif isinstance(self._editor, QLineEdit):
            self._editor.setModified(True)

    def use(self) -> None:
        """Use what stands in it, or say why it cannot be taken."""
        field = self._field
        assert field is not None
        try:
            value = self._value(field)
        except InvalidValue as problem:
            self._fault.setText(problem.sentence)
            return
        fault = field.check(value) if value is not None else None
        if fault:
            self._fault.setText(fault)
            return
        self.hide()
        self.used.emit(value)

    def _value(self, field: Field) -> Value:
        assert self._editor is not None
        if isinstance(self._editor, QComboBox):
            self.entered = self._editor.currentData()
            return self.entered
        editor = self._editor
        text = editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()
        self.entered = text
        return field.parse(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._editor and event.type() in (QEvent.Type.KeyRelease, QEvent.Type.FocusOut):
            self.typing.emit(event.type() == QEvent.Type.KeyRelease and self.unused is not None)
        return super().eventFilter(watched, event)

    def give_keys(self) -> None:
        """Give the keys to what it is typed in."""
        if self._editor is not None:
            self._editor.setFocus(Qt.FocusReason.OtherFocusReason)


def _editor(
    field: Field, rag_words: Mapping[str, str], parent: QWidget
) -> QPlainTextEdit | QLineEdit | QComboBox:
    if isinstance(field, Choice | YesNo):
        choice = QComboBox(parent)
        options = field.options if isinstance(field, Choice) else (True, False)
        for option in options:
            words = rag_words[str(option)] if field.kind == "rag" else field.format(option)
            choice.addItem(words, option)
        return choice
    if field.kind == "narrative":
        text = QPlainTextEdit(parent)
        text.setTabChangesFocus(True)
        text.setFixedHeight(theme.px(96))
        return text
    return QLineEdit(parent)
