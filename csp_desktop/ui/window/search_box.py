"""The search: filters the tab as you type, and lists what is found elsewhere and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.marking import paint_marks
from csp_desktop.ui.look.notice import announce
from csp_desktop.ui.window.search_elsewhere import OtherYears, asks_for

_SEARCHED = (
    "plan_items",
    "updates",
    "indicators",
    "risks",
    "mitigations",
    "funding_streams",
    "bids",
    "allocations",
    "log_entries",
    "agencies",
    "people",
    "groups",
)
_MOST_OF_EACH = 4
_MOST = 14
_MOST_OF_HELP = 2
_SUGGESTION = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Suggestion:
    """One line of the list: what it is, what it says, and what happens when it is chosen."""

    kind: str
    words: str
    act: Callable[[], object]


def found_records(records: PlanRecords, words: Sequence[str]) -> list[tuple[str, Record, str]]:
    """(register, record, its words) for records of the plan that hold all the words, a few of each register."""
    hits: list[tuple[str, Record, str]] = []
    for name in _SEARCHED:
        register = register_named(name)
        texts = [field.name for field in register.fields if field.kind in ("text", "narrative")]
        of_this = 0
        for record in records.of(name) or ():
            text = " ".join(str(record[field]) for field in texts if record[field]).casefold()
            if all(word in text for word in words):
                hits.append((name, record, _line(records, name, record)))
                of_this += 1
                if of_this >= _MOST_OF_EACH:
                    break
    return hits


def _line(records: PlanRecords, name: str, record: Record) -> str:
    title = " ".join(str(record.get(register_named(name).title) or "").split())
    ref = record.get("ref") or record.get("short_name") or ""
    if name == "updates":
        item = records.item.get(record["item"])
        ref = f"{item['ref'] or ''} {record['quarter'][-2:]}".strip() if item else ""
    return f"{ref}  {title}".strip()


class SearchBox(QLineEdit):
    """Type to filter the tab; the list below opens records anywhere in the plan and runs menu commands.

    Up and Down choose in the list, Enter takes what is chosen or goes to the filtered tab, Esc clears.
    """

    left = Signal()
    """Enter was pressed with nothing chosen: the keys belong to the filtered tab now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("Search everything, or type what to do")
        self.setAccessibleName("Search everything, or type what to do")
        self.setAcceptDrops(False)
        self.setMaximumWidth(theme.px(420))
        self.setMinimumWidth(theme.px(110))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(theme.px(32))
        self.setTextMargins(0, 0, theme.px(48), 0)
        self.commands: Callable[[], Sequence[tuple[str, Callable[[], object]]]] = list
        self.help_on: Callable[[Sequence[str]], list[tuple[str, Callable[[], object]]]] = lambda words: []
        self._context: Context | None = None
        self._other_years: OtherYears | None = None
        self._list: _SuggestionList | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(120)
        self._wait.timeout.connect(self._search)
        self.textChanged.connect(lambda _: self._wait.start())

    def show_context(self, context: Context) -> None:
        """Search an open file."""
        self._context = context
        self._other_years = OtherYears(context)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.text():
            return
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(11))
        words = "Ctrl K"
        width = QFontMetrics(painter.font()).horizontalAdvance(words) + theme.px(12)
        box = QRectF(self.width() - width - theme.px(8), self.height() / 2 - theme.px(9), width, theme.px(18))
        painter.setPen(QColor(c.field_line))
        painter.setBrush(QColor(c.surface))
        painter.drawRoundedRect(box, theme.px(4), theme.px(4))
        painter.setPen(QColor(c.soft))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def clear_search(self) -> None:
        """Show everything again."""
        self.clear()
        self._wait.stop()
        self._search()

    def _search(self) -> None:
        if self._context is None:
            return
        text = self.text().strip()
        self._context.choose_search(text)
        if len(text) < 2 or not self.hasFocus():
            self._close_list()
            return
        suggestions = self._suggestions(text.casefold().split())
        if self._list is None:
            self._list = _SuggestionList(self)
        self._list.show_suggestions(suggestions, text.casefold().split())

    def _suggestions(self, words: Sequence[str]) -> list[Suggestion]:
        context = self._context
        assert context is not None
        lines = [Suggestion("Do", label, act) for label, act in self.commands() if asks_for(label, words)][:4]
        lines += self._records(words)
        if self._other_years is not None:
            for name, record, line in self._other_years.matches(words):
                kind = self._other_years.kind(name, record)
                lines.append(Suggestion(kind, line, partial(self._open_other, name, record)))
        lines = lines[: _MOST - _MOST_OF_HELP] + [
            Suggestion("Help", title, act) for title, act in self.help_on(words)[:_MOST_OF_HELP]
        ]
        if lines:
            return lines
        # Nothing holds all the words: what holds all but one of them may be meant.
        some = [
            suggestion
            for word in words
            if len(words) > 1
            for suggestion in self._records([other for other in words if other != word])
        ]
        unique = {(suggestion.kind, suggestion.words): suggestion for suggestion in some}
        told = f"Nothing matches “{self.text().strip()}”"
        told += "; these hold some of the words:" if unique else ". Try fewer letters, or another word."
        return [Suggestion("", told, lambda: None), *unique.values()][:_MOST]

    def _records(self, words: Sequence[str]) -> list[Suggestion]:
        records = self._context.records if self._context is not None else None
        return [
            Suggestion(register_named(name).label, line, partial(self._open, name, record["id"]))
            for name, record, line in (found_records(records, words) if records is not None else ())
        ]

    def _open_other(self, register: str, record: Record) -> None:
        assert self._context is not None
        self._context.choose_plan(record["plan"])
        self._open(register, record["id"])

    def _open(self, register: str, record: str) -> None:
        assert self._context is not None
        self.clear_search()
        self._context.opened.emit(register, record)

    def _close_list(self) -> None:
        if self._list is not None:
            self._list.hide()

    def take(self, suggestion: Suggestion) -> None:
        """Do what a line of the list stands for."""
        self._close_list()
        if suggestion.kind == "Do":
            self.clear_search()
        suggestion.act()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self._list is not None and self._list.isVisible():
                self._close_list()
            elif self.text():
                self.clear_search()
            else:
                self.left.emit()
            return
        listed = self._list if self._list is not None and self._list.isVisible() else None
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._wait.isActive():
                self._wait.stop()
                self._search()
                listed = self._list if self._list is not None and self._list.isVisible() else None
            chosen = listed.chosen() if listed else None
            if chosen is not None:
                self.take(chosen)
            else:
                self._close_list()
                self.left.emit()
            return
        if listed and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            listed.step(1 if event.key() == Qt.Key.Key_Down else -1)
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._close_list()


class _SuggestionList(QFrame):
    """What was found, under the box. It never takes the keys away from the box."""

    def __init__(self, box: SearchBox) -> None:
        super().__init__(box.window())
        theme.set_role(self, "card")
        self._box = box
        self._lines = QListWidget()
        self._lines.setAccessibleName("Found")
        self._lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lines.setMouseTracking(True)
        self._delegate = _SuggestionDelegate(self._lines)
        self._lines.setItemDelegate(self._delegate)
        self._lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines.itemClicked.connect(lambda item: box.take(item.data(_SUGGESTION)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.px(4)] * 4)
        layout.addWidget(self._lines)
        box.window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.hide()
        return False

    def show_suggestions(self, suggestions: Sequence[Suggestion], words: Sequence[str]) -> None:
        self._lines.clear()
        self._delegate.marked = words
        for suggestion in suggestions:
            item = QListWidgetItem(
                f"{suggestion.kind}: {suggestion.words}" if suggestion.kind else suggestion.words
            )
            item.setData(_SUGGESTION, suggestion)
            if not suggestion.kind:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._lines.addItem(item)
        if suggestions[0].kind == "Do":
            # What was typed names something to do: Enter does it. Enter never opens a record nobody chose.
            self._lines.setCurrentRow(0)
        box = self._box
        width = max(box.width(), theme.px(440))
        place = box.mapTo(box.window(), QPoint(box.width() - width, box.height() + theme.px(4)))
        self.setGeometry(max(place.x(), 0), place.y(), width, len(suggestions) * theme.px(29) + theme.px(12))
        self.show()
        self.raise_()
        # The keys stay in the box, so nothing of the list is heard unless it is told.
        told = [self._lines.item(row).text() for row in range(self._lines.count())]
        count = sum(bool(suggestion.kind) for suggestion in suggestions)
        announce(box, told[0] if not suggestions[0].kind else f"{count} found. {told[0]}")

    def chosen(self) -> Suggestion | None:
        item = self._lines.currentItem()
        suggestion: Suggestion | None = item.data(_SUGGESTION) if item is not None else None
        return suggestion

    def step(self, by: int) -> None:
        row = max(0, min(self._lines.currentRow() + by, self._lines.count() - 1))
        self._lines.setCurrentRow(row)
        announce(self._box, f"{self._lines.item(row).text()}, {row + 1} of {self._lines.count()}")


class _SuggestionDelegate(QStyledItemDelegate):
    marked: Sequence[str] = ()
    """The words searched for."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(200), theme.px(29))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        c = theme.colours()
        suggestion: Suggestion = index.data(_SUGGESTION)
        # Imported here because its many enumerations take longer than anything else the first page asks Qt for.
        from PySide6.QtWidgets import QStyle

        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(option.rect, QColor(c.accent_tint))
        rect = option.rect.adjusted(theme.px(10), 0, -theme.px(8), 0)
        painter.setFont(theme.font(11.5))
        painter.setPen(QColor(c.soft))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, suggestion.kind)
        if suggestion.kind:
            rect.setLeft(rect.left() + theme.px(116))
        painter.setFont(theme.font())
        metrics = QFontMetricsF(theme.font())
        words = metrics.elidedText(suggestion.words, Qt.TextElideMode.ElideRight, rect.width())
        line = QRectF(rect.left(), rect.top() + (rect.height() - metrics.height()) / 2, 0, metrics.height())
        paint_marks(painter, line, words, metrics, self.marked)
        painter.setPen(QColor(c.ink if suggestion.kind else c.soft))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, words)
