"""Filter chips: a row of small choices with counts, of which one is on, and menus that narrow further."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLayout, QLayoutItem, QMenu, QSizePolicy, QWidget

from csp_desktop.ui.look import theme

_LOW = 560
"""A window less high than this, in px for 13 px text, has no room for a second row of chips."""


@dataclass(frozen=True)
class Chip:
    """One filter: the name it is asked for by, its label, and how many it would show (None: not counted)."""

    name: str
    label: str
    count: int | None = None


class ChipButton(QAbstractButton):
    """A chip as painted: filled with the accent when on."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count: int | None = None
        self.setText(label)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_count(self, count: int | None) -> None:
        """Put another count beside the label."""
        self.count = count
        self.setAccessibleName(self.text() if count is None else f"{self.text()}, {count:,}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        # As wide as when it is on and bold, so that nothing moves when it is chosen.
        label = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self.text())
        count = (
            0
            if self.count is None
            else theme.px(7) + QFontMetrics(theme.font(bold=True)).horizontalAdvance(f"{self.count:,}")
        )
        return QSize(label + count + theme.px(25), theme.px(27))

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().adjusted(0, 0, -1, -1).toRectF().translated(0.5, 0.5)
        on = self.isChecked()
        border = c.accent if on or self.hasFocus() else c.field_line
        painter.setPen(QPen(QColor(border), 1))
        painter.setBrush(QColor(c.accent if on else c.hover if self.underMouse() else c.surface))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        if on and self.hasFocus():
            painter.setPen(QPen(QColor(c.accent_ink), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), box.height() / 2, box.height() / 2)
        painter.setPen(QColor(c.accent_ink if on else c.ink if self.isEnabled() else c.faint))
        painter.setFont(theme.font(bold=on))
        inner = self.rect().adjusted(theme.px(12), 0, -theme.px(12), 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.count is not None:
            painter.setFont(theme.font(bold=True))
            if not on and not self.count:
                painter.setPen(QColor(c.soft))
            painter.drawText(
                inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"{self.count:,}"
            )


class FlowLayout(QLayout):
    """Side by side, going on in the next line where the width is used up."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = spacing
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def insert_widget(self, place: int, widget: QWidget) -> None:
        """Put a widget before the others from `place` on."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in sizes) + theme.px(self._gap) * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        gap = theme.px(self._gap)
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + theme.px(6), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + gap
            line = max(line, size.height())
        return y + line - rect.y()


class ChipBar(QWidget):
    """A row of chips, one of them on, then menus. Left and right arrow keys move along it.

    In a window that is low for its text it stays one row: what has no room there is in a menu at its end.
    """

    chosen = Signal(str)
    """The name of the chip that was chosen."""
    narrowed = Signal(str, object)
    """A menu's name and the option chosen in it, None for all."""

    def __init__(self, name: str = "Filters", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._flow = FlowLayout(self)
        self._chips: dict[str, ChipButton] = {}
        self._menus: dict[str, ChipButton] = {}
        self._narrowing: dict[str, object] = {}
        self._offered: dict[str, tuple[str, Callable[[], Sequence[tuple[object, str]]]]] = {}
        self._more: ChipButton | None = None
        self.current = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def event(self, event: QEvent) -> bool:
        # Where it is not seen it folds when it is shown.
        if (
            event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show)
            and self.isVisible()
        ):
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        """Leave as many in the row as it has room for, the one that is on among them."""
        buttons = [*self._chips.values(), *self._menus.values()]
        gap = theme.px(8)
        widths = {button: button.sizeHint().width() + gap for button in buttons}
        room = self.width() + gap
        low = self.window().height() < theme.px(_LOW)
        kept = set(buttons)
        if low and sum(widths.values()) > room:
            if self._more is None:
                self._more = ChipButton("More ▾", self)
                self._more.setAccessibleName("More filters")
                self._more.setCheckable(False)
                self._more.clicked.connect(self._open_more)
            room -= self._more.sizeHint().width() + gap
            # What is on comes first: where it is and how many it shows is to be seen.
            kept = set()
            for button in sorted(buttons, key=lambda button: not button.isChecked()):
                if widths[button] > room:
                    break
                room -= widths[button]
                kept.add(button)
        for button in buttons:
            button.setVisible(button in kept)
        if self._more is not None:
            self._more.setVisible(len(kept) < len(buttons))
            if self._flow.indexOf(self._more) != self._flow.count() - 1:
                self._flow.removeWidget(self._more)
                self._flow.addWidget(self._more)
        # What was hidden or added while the row was laid out has no place yet.
        self._flow.invalidate()
        self._flow.activate()

    def sizeHint(self) -> QSize:
        """As wide as all of them are, in the row or not."""
        widths = [button.sizeHint().width() for button in (*self._chips.values(), *self._menus.values())]
        return QSize(sum(widths) + theme.px(8) * max(len(widths) - 1, 0), theme.px(27))

    def _open_more(self) -> None:
        """The filters the row has no room for."""
        assert self._more is not None  # it was pressed
        menu = QMenu(self)
        for button in [*self._chips.values(), *self._menus.values()]:
            if button.isHidden():
                count = "" if button.count is None else f"  {button.count:,}"
                menu.addAction(f"{button.text()}{count}".replace("&", "&&"), button.click)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height() + theme.px(3))))

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """Show these chips, keeping the one that is on; the first one is on at the start."""
        for name in self._chips.keys() - {chip.name for chip in chips}:
            gone = self._chips.pop(name)
            self._flow.removeWidget(gone)
            gone.deleteLater()
        for place, chip in enumerate(chips):
            button = self._chips.get(chip.name)
            if button is None:
                button = ChipButton(chip.label, self)
                button.clicked.connect(lambda _=False, name=chip.name: self.choose(name))
                self._flow.insert_widget(place, button)
                self._chips[chip.name] = button
                button.show()
            button.setText(chip.label)
            button.show_count(chip.count)
        if self.current not in self._chips and chips:
            self.current = chips[0].name
        self._show_current()

    def choose(self, name: str) -> None:
        """Turn a chip on and say so; turning on what is on goes back to the first."""
        if name not in self._chips:
            return
        if name == self.current:
            name = next(iter(self._chips))
        changed = name != self.current
        self.current = name
        self._show_current()
        if changed:
            self.chosen.emit(name)

    def _show_current(self) -> None:
        for name, button in self._chips.items():
            button.setChecked(name == self.current)
            button.update()
        self._fold()

    def add_menu(self, name: str, label: str, options: Callable[[], Sequence[tuple[object, str]]]) -> None:
        """A chip that opens a menu of (value, label) options; choosing one emits `narrowed`."""
        button = ChipButton(f"{label} ▾", self)
        button.show_count(None)
        button.clicked.connect(lambda: self._open_menu(name, label, options))
        self._flow.addWidget(button)
        self._menus[name] = button
        self._narrowing[name] = None
        self._offered[name] = label, options

    def narrow(self, name: str, value: object) -> None:
        """Set a menu to one of its options, as if it had been chosen; None for all."""
        label, options = self._offered[name]
        self._narrow(name, label, value, dict(options()).get(value, ""))

    def narrowing(self, name: str) -> object:
        """What a menu is set to; None for all."""
        return self._narrowing.get(name)

    def reset_menu(self, name: str) -> None:
        """Set a menu back to all, without announcing it."""
        label = self._menus[name].text().split(":")[0].removesuffix(" ▾")
        self._narrowing[name] = None
        self._menus[name].setText(f"{label} ▾")
        self._menus[name].setChecked(False)
        self._menus[name].show_count(None)

    def _open_menu(self, name: str, label: str, options: Callable[[], Sequence[tuple[object, str]]]) -> None:
        button = self._menus[name]
        button.setChecked(self._narrowing[name] is not None)
        menu = QMenu(self)
        for value, text in [(None, "All"), *options()]:
            action = menu.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(value == self._narrowing[name])
            action.triggered.connect(
                lambda _=False, value=value, text=text: self._narrow(name, label, value, text)
            )
        menu.aboutToHide.connect(menu.deleteLater)
        under = self._more if self._more is not None and button.isHidden() else button
        menu.popup(under.mapToGlobal(QPoint(0, under.height() + theme.px(3))))

    def _narrow(self, name: str, label: str, value: object, text: str) -> None:
        self._narrowing[name] = value
        button = self._menus[name]
        button.setText(f"{label} ▾" if value is None else f"{label}: {text} ▾")
        button.setChecked(value is not None)
        button.show_count(None)
        self._flow.invalidate()
        self.narrowed.emit(name, value)
