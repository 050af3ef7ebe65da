"""Above all tabs: partnership and plan, the quarter, when returns are due, and the search."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.rules.return_states import BACK, returns_wanted
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import Label, give_hint
from csp_desktop.ui.window.search_box import SearchBox


class PlanPicker(QPushButton):
    """The chosen partnership and plan in two lines; a click, Enter or Down opens the list of plans."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "tall")
        self._context: Context | None = None
        self._name = ""
        self._low = False
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_list)

    def fit_window(self, *, low: bool) -> None:
        """Take one line in a window that is `low` for its text."""
        if low != self._low:
            self._low = low
            theme.set_role(self, "quiet" if low else "tall")
            self.updateGeometry()
            self.update()

    def show_context(self, context: Context) -> None:
        """Name the plan of a context."""
        self._context = context
        plan = next((plan for plan in context.plans if plan["id"] == context.plan_id), None)
        self._name = f"{plan['partnership_short']} · {plan['title']}" if plan else "No plan yet"
        if plan and plan["status"] == "closed":
            self._name += " (closed)"
        self.setAccessibleName(f"Partnership and plan: {self._name}")
        give_hint(self, f"{plan['partnership_name']}: {plan['title']}" if plan else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self._name + " ▾")
        caption = QFontMetrics(theme.font(11)).horizontalAdvance("Partnership and plan")
        return QSize(max(words, caption) + theme.px(18), self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self._height)

    @property
    def _height(self) -> int:
        return theme.px(26 if self._low else 38)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        inside = self.rect().adjusted(theme.px(6), 0, -theme.px(6), 0)
        middle = self.rect().center().y()
        left = Qt.AlignmentFlag.AlignLeft
        if not self._low:
            painter.setFont(theme.font(11))
            painter.setPen(theme.colour("soft"))
            caption = inside.adjusted(0, 0, 0, middle - theme.px(1) - inside.bottom())
            painter.drawText(caption, Qt.AlignmentFlag.AlignBottom | left, "Partnership and plan")
            inside.setTop(middle)
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("ink"))
        metrics = QFontMetrics(theme.font(bold=True))
        name = metrics.elidedText(
            self._name, Qt.TextElideMode.ElideRight, inside.width() - metrics.horizontalAdvance(" ▾")
        )
        upright = Qt.AlignmentFlag.AlignVCenter if self._low else Qt.AlignmentFlag.AlignTop
        painter.drawText(inside, upright | left, name + " ▾")

    def open_list(self) -> None:
        """Show all plans, by partnership."""
        context = self._context
        if context is None or not context.plans:
            return
        menu = QMenu(self)
        several = len({plan["partnership"] for plan in context.plans}) > 1
        many = len(context.plans) > 24
        under: dict[str, QMenu] = {}
        for plan in context.plans:
            holder = menu
            if several and many:
                name = plan["partnership_name"]
                holder = under.get(name) or under.setdefault(name, menu.addMenu(name.replace("&", "&&")))
                label = plan["title"]
            else:
                label = f"{plan['partnership_short']} · {plan['title']}" if several else plan["title"]
            action = holder.addAction(label.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(plan["id"] == context.plan_id)
            action.triggered.connect(lambda _=False, plan_id=plan["id"]: context.choose_plan(plan_id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))


class _QuarterButton(QPushButton):
    """As wide as the longest quarter, so that the arrows beside it stay where they are."""

    low = False
    """Whether it stands in a window that is low for its text: in one line then, without the months."""

    def sizeHint(self) -> QSize:
        months = QFontMetrics(theme.font(11.5)).horizontalAdvance("October to December")
        return QSize(months + theme.px(18), theme.px(24 if self.low else 35))


class QuarterStepper(QFrame):
    """The chosen quarter between two arrows; Left and Right step, Up opens the list."""

    chosen = Signal(object)
    """The Quarter asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "card")
        # The quarter is read whole; what stands beside it gives way.
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._quarter: Quarter | None = None
        self._first: Quarter | None = None
        self._last: Quarter | None = None
        self._back = self._arrow("‹", "Previous quarter", -1)
        self._on = self._arrow("›", "Next quarter", 1)
        self._words = _QuarterButton()
        self._words.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.set_role(self._words, "tall")
        self._words.clicked.connect(self._open_list)
        self._label, self._months = Label(), Label()
        theme.set_role(self._label, "heading")
        theme.set_role(self._months, "caption")
        inner = QVBoxLayout(self._words)
        inner.setContentsMargins(theme.px(6), 0, theme.px(6), 0)
        inner.setSpacing(0)
        for label in (self._label, self._months):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inner.addWidget(label)
        layout = self._inner = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(2), theme.px(2), theme.px(2), theme.px(2))
        layout.setSpacing(0)
        for widget in (self._back, self._words, self._on):
            layout.addWidget(widget)

    def fit_window(self, *, low: bool) -> None:
        """Take one line in a window that is `low` for its text."""
        if low != self._words.low:
            self._words.low = low
            self._months.setVisible(not low)
            theme.set_role(self._words, "quiet" if low else "tall")
            above = theme.px(0 if low else 2)
            self._inner.setContentsMargins(theme.px(2), above, theme.px(2), above)
            self._words.updateGeometry()

    def _arrow(self, sign: str, name: str, step: int) -> QToolButton:
        button = QToolButton()
        button.setText(sign)
        button.setFont(theme.font(17))
        button.setAccessibleName(name)
        give_hint(button, f"{name} (Alt+Page {'Up' if step < 0 else 'Down'})")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.step(step))
        return button

    def show_quarter(self, quarter: Quarter, years: tuple[int, int]) -> None:
        """Show a quarter of a plan that runs through these years."""
        self._quarter = quarter
        self._first, self._last = (
            Quarter(min(years[0], quarter.year), 1),
            Quarter(max(years[1], quarter.year), 4),
        )
        self._label.setText(quarter.label)
        self._months.setText(quarter.months)
        self._words.setAccessibleName(f"Quarter: {quarter.label}, {quarter.months}")
        self._back.setEnabled(self._first < quarter)
        self._on.setEnabled(quarter < self._last)

    def step(self, by: int) -> None:
        """Ask for an earlier (−1) or later (+1) quarter, within the plan's years."""
        if self._quarter is None or self._first is None or self._last is None:
            return
        to = self._quarter.plus(by)
        if self._first <= to <= self._last:
            self.chosen.emit(to)

    def _open_list(self) -> None:
        if self._first is None or self._last is None:
            return
        menu = QMenu(self)
        for year in range(self._first.year, self._last.year + 1):
            for quarter in FinancialYear(year).quarters:
                action = menu.addAction(f"{quarter.label}   {quarter.months}")
                action.setCheckable(True)
                action.setChecked(quarter == self._quarter)
                action.triggered.connect(lambda _=False, quarter=quarter: self.chosen.emit(quarter))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))


class DeadlineNote(QPushButton):
    """When the quarter's returns are due and how many are in; leads to the Returns tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rag = "none"
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.set_role(self, "quiet")

    def show_context(self, context: Context) -> None:
        """Say how the returns of a context's quarter stand; nothing where none were sent."""
        words, self._rag = returns_note(context)
        self.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(theme.font(12)).horizontalAdvance(self.text()) + theme.px(22), theme.px(29))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), theme.px(29))

    def paintEvent(self, event: QPaintEvent) -> None:
        tone = theme.colours().rating(self._rag)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(tone.ink) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.tint))
        painter.drawRoundedRect(
            self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), theme.px(6), theme.px(6)
        )
        painter.setPen(QColor(tone.ink))
        painter.setFont(theme.font(12))
        inside = self.rect().adjusted(theme.px(10), 0, -theme.px(10), 0)
        words = QFontMetrics(theme.font(12)).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, inside.width() + 1
        )
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, words)


def returns_note(context: Context) -> tuple[str, str]:
    """ "Returns due 15 October · 5 of 8 in" and its rating, for the chosen quarter; ("", "none") for no returns."""
    if context.records is None:
        return "", "none"
    asked = returns_wanted(context.records.returns, context.quarter)
    if not asked:
        return "", "none"
    back = sum(sent["state"] in BACK for sent in asked)
    if back == len(asked):
        in_part = sum(map(bool, context.missing_in_returns.values()))
        if in_part:
            return f"Returns: {back} of {back} in · {in_part} in part", "amber"
        return f"All {back} returns in", "green"
    waiting = [sent["due_on"] for sent in asked if sent["state"] not in BACK and sent["due_on"]]
    count = f"{back} of {len(asked)} in"
    if not waiting:
        return f"Returns: {count}", "none"
    due = min(waiting)
    late = sum(day < context.today.isoformat() for day in waiting)
    day = format_date(due).rsplit(" ", 1)[0]
    if late:
        return f"{late} return{'s' if late > 1 else ''} late since {day} · {count}", "red"
    return f"Returns due {day} · {count}", "amber"


class ContextBar(QFrame):
    """The bar over all tabs."""

    asked_returns = Signal()
    """Somebody pressed the note about returns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Plan, quarter and search")
        self.plan = PlanPicker()
        self.quarter = QuarterStepper()
        self.deadline = DeadlineNote()
        self.search = SearchBox()
        self.deadline.clicked.connect(self.asked_returns)
        layout = self._line = QHBoxLayout(self)
        layout.setSpacing(theme.px(12))
        self.fit_window(low=False)
        layout.addWidget(self.plan)
        layout.addWidget(self.quarter)
        layout.addWidget(self.deadline)
        layout.addStretch(1)
        layout.addWidget(self.search, 2)
        self._context: Context | None = None

    def fit_window(self, *, low: bool) -> None:
        """Take one line in a window that is `low` for its text."""
        above, below = (1, 1) if low else (4, 8)
        self._line.setContentsMargins(theme.px(10), theme.px(above), theme.px(16), theme.px(below))
        self.search.setMinimumHeight(theme.px(27 if low else 32))
        self.plan.fit_window(low=low)
        self.quarter.fit_window(low=low)

    def show_context(self, context: Context) -> None:
        """Show the plan, quarter and returns of an open file, and follow it."""
        if context is not self._context:
            self._context = context
            self.quarter.chosen.connect(context.choose_quarter)
            self.search.show_context(context)
            context.plan_changed.connect(self._refresh)
            context.quarter_changed.connect(self._refresh)
            context.stepped.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        context = self._context
        if context is None:
            return
        self.plan.show_context(context)
        plan = next((plan for plan in context.plans if plan["id"] == context.plan_id), None)
        years = (plan["first_year"], plan["last_year"]) if plan else (context.quarter.year,) * 2
        self.quarter.show_quarter(context.quarter, years)
        self.deadline.show_context(context)
