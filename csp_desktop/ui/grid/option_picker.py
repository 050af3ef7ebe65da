"""A list to choose from, with a line to narrow it by typing: for references, links, choices and ratings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.errors import InvalidValue
from csp_desktop.registers.as_written.wordings import as_compared
from csp_desktop.registers.fields import Choice, Field, Links, Rag, Reference, Value, YesNo
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import Label
from csp_desktop.ui.look.rating import badge_size, paint_badge

_NARROWED_FROM = 8
_UNBOUNDED = 2**24 - 1  # what Qt has for no greatest height
_VALUE = Qt.ItemDataRole.UserRole
_ENDS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}
"""The keys that end choosing, and how many rows and columns each moves on."""


@dataclass(frozen=True)
class Option:
    """Something to choose: its value, its label, the rating it stands for where it is one, and what a cell calls it."""

    value: Value
    label: str
    rag: str | None = None
    short: str = ""


def options_for(context: Context, field: Field) -> list[Option] | None:
    """What a field can be set to; None where it is typed freely."""
    if isinstance(field, Reference | Links):
        named = [
            Option(record.id, record.full, short=record.short) for record in context.names.options(field.to)
        ]
        return named if isinstance(field, Links) else [Option(None, "None"), *named]
    if isinstance(field, Rag):
        return [
            Option(None, "Take off"),
            *(Option(rag, word, rag) for rag, word in context.rating_words.items()),
        ]
    if isinstance(field, Choice):
        return [Option(option, field.format(option)) for option in field.options]
    if isinstance(field, YesNo):
        return [Option(True, "Yes"), Option(False, "No")]
    return None


class _OptionDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), theme.px(27))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        c = theme.colours()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(c.accent_tint))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(c.hover))
        offered: Option = index.data(_VALUE)
        rect = QRectF(option.rect).adjusted(theme.px(10), 0, -theme.px(6), 0)
        checked = index.data(Qt.ItemDataRole.CheckStateRole)
        if checked is not None:
            box = QRectF(rect.left(), rect.center().y() - theme.px(7), theme.px(14), theme.px(14))
            on = Qt.CheckState(checked) == Qt.CheckState.Checked
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(c.accent if on else c.field_line))
            painter.setBrush(QColor(c.accent if on else c.surface))
            painter.drawRoundedRect(box, theme.px(3), theme.px(3))
            painter.restore()
            if on:
                from csp_desktop.ui.look.rating import paint_shape

                inset = theme.px(3)
                paint_shape(painter, box.adjusted(inset, inset, -inset, -inset), "blue", QColor(c.accent_ink))
            rect.setLeft(box.right() + theme.px(8))
        if offered.rag:
            size = badge_size(offered.rag, offered.label)
            rect.setTop(rect.center().y() - size.height() / 2)
            paint_badge(painter, rect, offered.rag, offered.label)
            return
        painter.setPen(QColor(c.soft if offered.value is None else c.ink))
        text = option.fontMetrics.elidedText(offered.label, Qt.TextElideMode.ElideRight, round(rect.width()))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


class OptionPicker(QFrame):
    """Options with a line to narrow them.

    Enter and Tab take what is typed or marked and end it; leaving it otherwise than with Esc takes what is
    typed, but part of several names stays as it is. Where several can be chosen, Space and clicks tick and un-tick,
    and a comma or semicolon takes what is typed and goes on; Enter only ever ticks. A name typed in full is that one,
    and words that `reads` knows mean what they mean when they are pasted; `reads` raises InvalidValue for others.
    """

    settled = Signal(int, int)
    """The choice is made; how many rows and columns the key that made it moves on."""
    left = Signal()
    """It was given up with Esc."""
    filled = Signal()
    """The choice is made, for every selected cell (Ctrl+Enter)."""

    def __init__(
        self,
        name: str,
        options: Sequence[Option],
        value: Value,
        *,
        several: bool,
        reads: Callable[[str], Value] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        theme.set_role(self, "card")
        self.setAccessibleName(name)
        self._several, self._options, self._reads = several, options, reads
        self._meant: tuple[Value, ...] = ()
        """What the words typed mean as a whole; nothing where they are only part of a name."""
        self._doubtful = False
        """Whether the words typed are part of several names, of which nobody has taken one.

        Where one can be chosen, the only name that begins with them is it: "in" is In progress, not Waiting.
        """
        self._done = False
        self.chosen_anew = False
        """Whether anything was taken or ticked, be it what was chosen before."""
        self._chosen: list[Value] = list(value or ()) if several else [value]
        self.line = QLineEdit(self)
        self.line.setPlaceholderText("Type to narrow")
        self.line.setAccessibleName(f"{name}: type to narrow")
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._narrow)
        self.list = QListWidget(self)
        self.list.setAccessibleName(name)
        self.list.setItemDelegate(_OptionDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.px(4)] * 4)
        layout.setSpacing(theme.px(4))
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        self.nothing = Label()
        theme.set_role(self.nothing, "soft")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.hide()
        layout.addWidget(self.nothing)
        self.setFocusProxy(self.line)
        self._short = len(options) < _NARROWED_FROM
        self._show_line(False)
        if several:
            # What is ticked stands first, so that it can be seen and taken off.
            options = sorted(options, key=lambda option: option.value not in self._chosen)
        for option in options:
            item = QListWidgetItem(option.label)
            item.setData(_VALUE, option)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, option.label)
            if several:
                item.setCheckState(
                    Qt.CheckState.Checked if option.value in self._chosen else Qt.CheckState.Unchecked
                )
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.list.addItem(item)
            if not several and option.value == value:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and options and not several:
            self.list.setCurrentRow(0)

    @property
    def value(self) -> Value:
        """What is chosen: a value, or a tuple of them where several can be."""
        return tuple(self._chosen) if self._several else self._chosen[0]

    def sizeHint(self) -> QSize:
        rows = min(max(self.list.count(), 2), 12)
        widest = max(
            (
                self.fontMetrics().horizontalAdvance(self.list.item(row).text())
                for row in range(self.list.count())
            ),
            default=0,
        )
        line = 0 if self._short else self.line.sizeHint().height() + theme.px(4)
        return QSize(
            min(max(widest + theme.px(66), theme.px(170)), theme.px(420)),
            rows * theme.px(27) + line + theme.px(14),
        )

    def _show_line(self, typed: bool) -> None:
        """Above a short list a line nobody needs would only be in the way: it is seen once something is typed."""
        if self._short:
            self.line.setMaximumHeight(_UNBOUNDED if typed else 0)
            self.line.setStyleSheet("" if typed else "border: none; padding: 0; min-height: 0;")

    def _narrow(self, text: str) -> None:
        self._show_line(bool(text))
        words = as_compared(text)
        self._meant = self._meaning(text)
        fitting = []
        for row in range(self.list.count()):
            item = self.list.item(row)
            fits = (
                all(word in item.text().casefold() for word in words.split())
                or item.data(_VALUE).value in self._meant
            )
            item.setHidden(not fits)
            if fits:
                fitting.append(item)
        if words:
            first = min(fitting, key=lambda item: self._distance(item.data(_VALUE), words), default=None)
            self.list.setCurrentRow(-1 if first is None else self.list.row(first))
        begun = [item for item in fitting if as_compared(item.text()).startswith(words)]
        only = not self._several and len(begun) == 1
        self._doubtful = len(fitting) > 1 and not self._meant and not only
        self.nothing.setText(f"Nothing on the list matches “{text.strip()}”.")
        self.nothing.setVisible(not fitting)
        self.list.setVisible(bool(fitting))

    def _meaning(self, text: str) -> tuple[Value, ...]:
        """The options that words mean as a whole: by their name, or as the same words would be read when pasted."""
        words = as_compared(text)
        named = [
            option.value
            for option in self._options
            if words and words in (as_compared(option.label), as_compared(option.short))
        ]
        if named or not words or self._reads is None:
            return tuple(named[:1])
        try:
            value = self._reads(text)
        except InvalidValue:
            return ()
        meant = tuple(value or ()) if self._several else (value,)
        return meant if {option.value for option in self._options}.issuperset(meant) else ()

    def _distance(self, option: Option, words: str) -> tuple[bool, bool, bool]:
        """How far an option is from words typed: meant by them, other than "None", beginning with them."""
        begins = as_compared(option.label).startswith(words)
        return option.value not in self._meant, option.value is None, not begins

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._move(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key == Qt.Key.Key_Space and self._several and not self.line.text().strip():
                self._toggle(self.list.currentItem())
                return True
            if event.text() in (",", ";") and self._several and self._ends_a_name(event.text()):
                self.line.clear()
                # A blank typed after it must not take the tick off again.
                self.list.setCurrentRow(-1)
                return True
            if key in _ENDS:
                down, right = _ENDS[key]
                held = event.modifiers()
                if not self._take_marked():
                    return True
                self._doubtful = False
                if down and held & Qt.KeyboardModifier.ControlModifier and not self._done:
                    self._done = True
                    self.filled.emit()
                back = held & Qt.KeyboardModifier.ShiftModifier
                self._settle(-down if back else down, right)
                return True
            if key == Qt.Key.Key_Escape:
                self._done = True
                self.left.emit()
                return True
        if (
            event.type() == QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            and event.reason() != Qt.FocusReason.PopupFocusReason
        ):
            self.leave()
        return super().eventFilter(watched, event)

    def leave(self) -> None:
        """Make the choice of what was ticked and typed so far, unless it was made or given up."""
        self._settle(0, 0)

    def answer(self) -> object:
        """What is chosen, with what is typed taken; all of it in words where those are on no list, or fit several."""
        words = self.line.text().strip()
        if not words or (not self._doubtful and self._take_marked()):
            return self.value
        shorts = {option.value: option.short for option in self._options}
        return ", ".join([*(shorts[value] for value in self._chosen), words]) if self._several else words

    def _ends_a_name(self, sign: str) -> bool:
        """Whether a sign between names ends one that could be taken; not where it is part of a name, or of no name."""
        words = as_compared(self.line.text())
        within = any(as_compared(option.label).startswith(words + sign) for option in self._options)
        return bool(words) and not within and self._take_marked()

    def _take_marked(self) -> bool:
        """Take what is typed or marked; False where what is typed is on no list."""
        item = self.list.currentItem()
        marked = item is not None and not item.isHidden()
        values = self._meant or ((item.data(_VALUE).value,) if item is not None and marked else ())
        if values:
            self.chosen_anew = True
            if self._several:
                for value in values:
                    self._tick(value)
            else:
                self._chosen = list(values)
        return bool(values) or not self.line.text().strip()

    def _tick(self, value: Value) -> None:
        if value not in self._chosen:
            items = (self.list.item(row) for row in range(self.list.count()))
            self._toggle(next(item for item in items if item.data(_VALUE).value == value))

    def _settle(self, rows: int, columns: int) -> None:
        if not self._done:
            self._done = True
            self.settled.emit(rows, columns)

    def _move(self, step: int) -> None:
        row = self.list.currentRow() + step
        while 0 <= row < self.list.count():
            if not self.list.item(row).isHidden():
                self._meant, self._doubtful = (), False
                self.list.setCurrentRow(row)
                return
            row += step

    def _toggle(self, item: QListWidgetItem | None) -> None:
        if item is None or item.isHidden():
            return
        self.chosen_anew = True
        value = item.data(_VALUE).value
        if value in self._chosen:
            self._chosen.remove(value)
        else:
            self._chosen.append(value)
        on = value in self._chosen
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _clicked(self, item: QListWidgetItem | None) -> None:
        if item is None or item.isHidden():
            return
        if self._several:
            self._toggle(item)
            self.line.clear()
        else:
            self.list.setCurrentItem(item)
            self._meant, self._doubtful = (), False
            self.chosen_anew = True
            self._chosen = [item.data(_VALUE).value]
            self._settle(0, 0)
