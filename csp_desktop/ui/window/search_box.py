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

from csp_desktop.periods import Quarter
from csp_desktop.registers.catalog import register_named
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.marking import paint_marks
from csp_desktop.ui.look.notice import announce
from csp_desktop.ui.window.search_elsewhere import Elsewhere, Hit, PlanTexts, asks_for

_MOST = 14
_MOST_OF_HELP = 2
_SUGGESTION = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Suggestion:
    """One line of the list: what it is, what it says, and what happens when it is chosen."""

    kind: str
    words: str
    act: Callable[[], object]


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
        self._elsewhere: Elsewhere | None = None
        self._here: PlanTexts | None = None
        self._listed = ""
        self._list: _SuggestionList | None = None
        # The list comes at once, one search for all the keys that wait; the tab, which is slower, when typing pauses.
        self._wait = _timer(self, 0, self._list_found)
        self._pause = _timer(self, 120, self._search)
        self.textChanged.connect(lambda _: (self._wait.start(), self._pause.start()))

    def show_context(self, context: Context) -> None:
        """Search an open file."""
        self._context = context
        self._elsewhere = Elsewhere(context, self._found_more)
        self._here = None
        context.stepped.connect(lambda _: self._list_anew())
        context.plan_changed.connect(self._list_anew)

    def _list_anew(self) -> None:
        """What is listed may no longer be so."""
        self._listed = ""

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
        self._search()

    def _search(self) -> None:
        """Filter the tab, and list what is found where it is not listed yet."""
        if self._wait.isActive() or self._listed != self.text():
            self._list_found()
        self._pause.stop()
        if self._context is not None:
            self._context.choose_search(self.text().strip())

    def _list_found(self) -> None:
        self._wait.stop()
        self._listed = self.text()
        if self._context is None:
            return
        text = self.text().strip()
        if len(text) < 2 or not self.hasFocus():
            self._close_list()
            return
        suggestions = self._suggestions(text.casefold().split())
        if self._list is None:
            self._list = _SuggestionList(self)
        self._list.show_suggestions(suggestions, text.casefold().split())

    def _suggestions(self, words: Sequence[str]) -> list[Suggestion]:
        assert self._elsewhere is not None
        lines = [Suggestion("Do", label, act) for label, act in self.commands() if asks_for(label, words)][:4]
        here = self._plan_texts()
        elsewhere = [
            Suggestion(self._elsewhere.kind(hit), hit.line, partial(self._open, hit))
            for hit in self._elsewhere.matches(words, here)
        ]
        lines += self._records(words)
        lines = [
            *lines[: _MOST - _MOST_OF_HELP - len(elsewhere)],
            *elsewhere,
            *(Suggestion("Help", title, act) for title, act in self.help_on(words)[:_MOST_OF_HELP]),
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

    def _plan_texts(self) -> PlanTexts | None:
        """The texts of the plan shown, gathered anew after each change."""
        records = self._context.records if self._context is not None else None
        if self._here is None or self._here.records is not records:
            self._here = PlanTexts(records) if records is not None else None
        return self._here

    def _records(self, words: Sequence[str]) -> list[Suggestion]:
        here = self._plan_texts()
        return [
            Suggestion(register_named(hit.register).label, hit.line, partial(self._open, hit))
            for hit in (here.holding(words) if here is not None else ())
        ]

    def _open(self, hit: Hit) -> None:
        """Show a record in the plan and quarter it belongs to."""
        assert self._context is not None and self._elsewhere is not None
        self.clear_search()
        if not self._holds(hit):
            plan = self._elsewhere.plan_of(hit)
            if plan is not None:
                self._context.choose_plan(plan["id"])
        if hit.record.get("quarter") and self._context.records is not None:
            quarter, plan = Quarter.parse(hit.record["quarter"]), self._context.records.plan
            if plan["first_year"] <= quarter.year <= plan["last_year"]:
                self._context.choose_quarter(quarter)
        self._context.opened.emit(hit.register, hit.record["id"])

    def _holds(self, hit: Hit) -> bool:
        """Whether a record is among those of the plan shown."""
        here = self._plan_texts()
        return here is not None and hit.record["id"] in here.ids

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
            if self._pause.isActive():
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

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._elsewhere is not None:
            self._elsewhere.freshen()

    def _found_more(self) -> None:
        """The index of the other years has come up to date: what is listed may have more to it."""
        if self._list is not None and self._list.isVisible():
            chosen = self._list.chosen()
            if chosen is None or chosen.kind == "Do":
                self._list_found()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._close_list()


def _timer(box: SearchBox, milliseconds: int, act: Callable[[], object]) -> QTimer:
    timer = QTimer(box)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(act)
    return timer


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
        if event.type() == QEvent.Type.Resize and self.isVisible():
            # The window may only have grown for the line that names the filter: what was found stays under the box.
            self._stand_under_box()
        return False

    def _stand_under_box(self) -> None:
        box = self._box
        width = max(box.width(), theme.px(440))
        place = box.mapTo(box.window(), QPoint(box.width() - width, box.height() + theme.px(4)))
        height = self._lines.count() * theme.px(29) + theme.px(12)
        self.setGeometry(max(place.x(), 0), place.y(), width, height)

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
        self._stand_under_box()
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
