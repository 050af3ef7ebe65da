"""The boxes of a record form. Each saves itself: when left, and when typing pauses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.registers.fields import Value
from csp_desktop.ui.grid.option_picker import Option, OptionPicker
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import give_hint
from csp_desktop.ui.look.screen_room import room_around
from csp_desktop.ui.look.style_sheet import Role

PAUSE = 1500
"""Milliseconds without typing after which a box saves itself."""


class _SavesItself:
    """What the two text boxes share: saved text, the pause, Esc, and undo that goes on to the file.

    While there is typing to take back, Ctrl+Z takes back typing; after that it is the window's.
    """

    @property
    def _widget(self) -> QWidget:
        assert isinstance(self, QWidget)  # this stands beside one
        return self

    def _start(self) -> None:
        self._saved = ""
        self._pause = QTimer(self._widget)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.save)

    def _typed(self) -> str:
        raise NotImplementedError

    def _put(self, text: str) -> None:
        raise NotImplementedError

    def _can_take_back(self, redo: bool) -> bool:
        raise NotImplementedError

    def _hand_on(self, text: str) -> None:
        raise NotImplementedError

    def _tell_typing(self, on: bool) -> None:
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Show what is recorded, unless something newer is being typed."""
        untouched = self._typed() == self._saved
        self._told = False
        self._saved = text
        if untouched or not self._widget.hasFocus():
            if self._typed() != text:
                self._put(text)
        elif self._typed().strip() == text.strip():
            self._saved = self._typed()
        self._tell_typing(self._typed() != self._saved)

    def save(self) -> None:
        """Hand on what was typed, if it is new."""
        self._pause.stop()
        if self._typed() != self._saved:
            self._saved = self._typed()
            self._hand_on(self._saved)
        self._tell_typing(False)

    def _changed(self) -> None:
        self._tell_typing(self._typed() != self._saved)
        if self._typed() != self._saved:
            self._pause.start()

    def _handles(self, event: QEvent) -> bool:
        """Whether a key was dealt with here."""
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            redo = event.matches(QKeySequence.StandardKey.Redo)
            if (redo or event.matches(QKeySequence.StandardKey.Undo)) and not self._can_take_back(redo):
                event.ignore()
                return True
        escape = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape
        if escape and self._typed() != self._saved:
            self._pause.stop()
            self._put(self._saved)
            self._tell_typing(False)
            return True
        # With nothing typed Esc is for what the box stands in, a dialog to be closed.
        return False


class LineBox(_SavesItself, QLineEdit):
    """One line: a date, an amount, a short text."""

    committed = Signal(str)
    """What was typed, once it is to be saved."""
    typing = Signal(bool)
    """Whether it holds something typed that was not handed on yet."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._start()
        self.setAccessibleName(name)
        # Files dropped here are for the window.
        self.setAcceptDrops(False)
        theme.set_role(self, "in-form")
        self.textEdited.connect(lambda _: self._changed())
        self.returnPressed.connect(self.save)

    def _typed(self) -> str:
        return self.text()

    def _put(self, text: str) -> None:
        self.setText(text)
        self.setCursorPosition(0)

    def _hand_on(self, text: str) -> None:
        self.committed.emit(text)

    def _tell_typing(self, on: bool) -> None:
        self.typing.emit(on)

    def _can_take_back(self, redo: bool) -> bool:
        return self.isRedoAvailable() if redo else self.isUndoAvailable()

    def event(self, event: QEvent) -> bool:
        return True if self._handles(event) else QLineEdit.event(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        QLineEdit.focusOutEvent(self, event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.save()


# Qt breaks a word over lines in a time that grows with its length times the lines: a million signs take minutes.
_LONGEST_WORD = 50_000


def put_words(box: QPlainTextEdit, text: str) -> None:
    """Put a text into a box; one with a word longer than any person wrote stands in it on lines of its own length."""
    endless = len(text) > _LONGEST_WORD and max(map(len, text.split()), default=0) > _LONGEST_WORD
    if endless:
        box.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    box.setPlainText(text)
    if not endless:
        # Only now: what stood in it before may be such a word.
        box.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)


class TextBox(_SavesItself, QPlainTextEdit):
    """Text of any length; as tall as what is in it."""

    committed = Signal(str)
    """What was typed, once it is to be saved."""
    typing = Signal(bool)
    """Whether it holds something typed that was not handed on yet."""

    def __init__(
        self,
        name: str,
        *,
        lines: int = 1,
        most: int = 16,
        role: Role = "in-form",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._start()
        self._least, self._most = lines, most
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.document().setDocumentMargin(1)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.set_role(self, role)
        self.textChanged.connect(self._fit)
        self.textChanged.connect(self._changed)

    def _typed(self) -> str:
        return self.toPlainText()

    def _put(self, text: str) -> None:
        before = self.lineWrapMode()
        put_words(self, text)
        if self.lineWrapMode() != before:
            self._fit()

    def _hand_on(self, text: str) -> None:
        self.committed.emit(text)

    def _tell_typing(self, on: bool) -> None:
        self.typing.emit(on)

    def _can_take_back(self, redo: bool) -> bool:
        return self.document().isRedoAvailable() if redo else self.document().isUndoAvailable()

    def _fit(self) -> None:
        # A plain text document measures itself in lines, not pixels.
        wanted = round(self.document().size().height())
        lines = max(self._least, min(wanted, self._most))
        frame = self.contentsMargins().top() + self.contentsMargins().bottom()
        height = ceil(lines * QFontMetricsF(self.font()).lineSpacing()) + frame + 4
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if wanted > self._most else policy.ScrollBarAlwaysOff
        )
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_least"):
            self._fit()

    def event(self, event: QEvent) -> bool:
        return True if self._handles(event) else QPlainTextEdit.event(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        QPlainTextEdit.focusOutEvent(self, event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.save()


class _Popup(QFrame):
    """What a list stands in, over everything else."""

    closing = Signal()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)


class PickerBox(QPushButton):
    """A value chosen from a list, shown by name; a click, Enter, Space or typing opens the list."""

    committed = Signal(object)
    """What was chosen; all of it in words where some that were typed are on no list."""

    def __init__(
        self,
        name: str,
        options: Callable[[], Sequence[Option]],
        *,
        several: bool = False,
        reads: Callable[[str], Value] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._options, self._several, self._reads = name, options, several, reads
        self._value: Value = None
        self._words = ""
        self._popup: _Popup | None = None
        theme.set_role(self, "in-form")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self.open_list())

    def set_value(self, value: Value, text: str) -> None:
        """Show a value by its words."""
        self._value, self._words = value, text
        self.setText("")
        give_hint(self, text)
        self.setAccessibleName(f"{self._name}: {text or 'none'}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), self.fontMetrics().height() + theme.px(10))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = self.rect().adjusted(theme.px(7) + 3, 0, -theme.px(24), 0)
        words = self._words
        painter.setPen(theme.colour("ink" if words and self.isEnabled() else "soft"))
        elided = self.fontMetrics().elidedText(words or "–", Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
        if self.isEnabled() and (self.underMouse() or self.hasFocus()):
            x, y, side = self.width() - theme.px(16), self.height() / 2, theme.px(4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("soft"))
            painter.drawPolygon(
                QPolygonF(
                    [
                        QPoint(x - side, round(y - 2)),
                        QPoint(x + side, round(y - 2)),
                        QPoint(x, round(y + side - 1)),
                    ]
                )
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_F2):
            self.open_list()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            empty: Value = () if self._several else None
            if any(option.value is None for option in self._options()) or self._several:
                self.committed.emit(empty)
        elif self._types(event):
            self.open_list(event.text())
        else:
            super().keyPressEvent(event)

    def _types(self, event: QKeyEvent) -> bool:
        """Whether a key is a letter to look for; Esc brings a text too, which is none."""
        text = event.text()
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        return text.isprintable() and bool(text.strip()) and not held

    def open_list(self, typed: str = "") -> None:
        """Show the list under the box."""
        popup = _Popup(self.window(), Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker = OptionPicker(
            self._name,
            self._options(),
            self._value,
            several=self._several,
            reads=self._reads,
            parent=popup,
        )
        layout = QVBoxLayout(popup)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(picker)
        picker.settled.connect(lambda _, columns: self._take(picker, popup, columns))
        picker.left.connect(popup.close)
        # A click beside it closes it too.
        popup.closing.connect(picker.leave)
        self._popup = popup
        size = picker.sizeHint()
        size.setWidth(max(size.width(), self.width()))
        popup.resize(size)
        place = self.mapToGlobal(QPoint(0, self.height() + 2))
        within = room_around(self)
        if place.y() + size.height() > within.bottom():
            place = self.mapToGlobal(QPoint(0, -size.height() - 2))
        place.setX(max(min(place.x(), within.right() - size.width()), within.left()))
        popup.move(place)
        popup.show()
        picker.line.setFocus()
        picker.line.setText(typed)

    def _take(self, picker: OptionPicker, popup: QFrame, step: int) -> None:
        value = picker.answer()
        popup.close()
        self.setFocus()
        if step:
            self.focusNextPrevChild(step > 0)
        if value != self._value or picker.chosen_anew:
            self.committed.emit(value)
