"""The window around its tabs: what stands above and below them, what it says, and how all of it fits the screen."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QMainWindow,
    QMessageBox,
    QPlainTextEdit,
    QStackedWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.settings import settings
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.notice import Notice, announce
from csp_desktop.ui.look.plain_words import MessageBox
from csp_desktop.ui.look.screen_room import is_low
from csp_desktop.ui.tab import CellGrid, GridAction, Tab
from csp_desktop.ui.window.frame.context_bar import ContextBar
from csp_desktop.ui.window.frame.filter_line import FilterLine
from csp_desktop.ui.window.frame.status_line import StatusLine
from csp_desktop.ui.window.frame.tab_pages import TabPages
from csp_desktop.ui.window.start_page import StartPage


class WindowFrame(QMainWindow):
    """Shows the tabs of a file, or the start page where there is none."""

    begin_asked = Signal(str)
    """On the start page: “new”, “open” or “sample”."""
    file_chosen = Signal(object)
    """On the start page: the Path of a recent file."""
    possible_changed = Signal()
    """Another file, or none, or another tab: what can be done is another matter now."""

    def __init__(self, *, preload: bool) -> None:
        super().__init__()
        self.context: Context | None = None
        self.tabs = TabPages(self, preload=preload)
        self.setWindowTitle("CSP Desktop")
        self.setAcceptDrops(True)
        self.bar = ContextBar()
        self.notice = Notice()
        top = QFrame()
        theme.set_role(top, "bar")
        over = QVBoxLayout(top)
        over.setContentsMargins(0, 0, 0, 0)
        over.setSpacing(0)
        over.addWidget(self.bar)
        strip_row = QWidget()
        beside = QVBoxLayout(strip_row)
        beside.setContentsMargins(theme.px(6), 0, theme.px(6), 0)
        beside.addWidget(self.tabs.strip)
        over.addWidget(strip_row)
        file_page = QWidget()
        whole = QVBoxLayout(file_page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(top)
        whole.addWidget(self.notice)
        self.filter_line = FilterLine()
        self.filter_line.cleared.connect(self._show_all_rows)
        whole.addWidget(self.filter_line)
        whole.addWidget(self.tabs.stack, 1)
        self._file_page = file_page
        self._middle = QStackedWidget()
        self._middle.addWidget(file_page)
        self.setCentralWidget(self._middle)
        self.status = StatusLine()
        self.setStatusBar(self.status)
        self.bar.search.left.connect(self.tabs.give_keys)
        self.bar.asked_returns.connect(lambda: self.show_tab("Returns"))
        self.tabs.summarised.connect(self._summarised)
        self.tabs.tab_shown.connect(self._shown)
        self.tabs.county_changed.connect(self.possible_changed)

    @cached_property
    def start(self) -> StartPage:
        """The start page, made when it is first shown: most days a file is opened at once."""
        page = StartPage()
        page.asked.connect(self.begin_asked)
        page.chosen.connect(self.file_chosen)
        self._middle.addWidget(page)
        return page

    def showEvent(self, event: QShowEvent) -> None:
        # Shown again after it was put down on the task bar, it shows what it showed.
        if self.context is None and not event.spontaneous():
            self.show_start()
        super().showEvent(event)

    def show_file(self, context: Context) -> None:
        """Show what is of a file in place of the start page, and what its pages ask to see."""
        self.context = context
        context.opened.connect(self.reveal)
        context.filtered.connect(self._filtered)
        context.search_changed.connect(lambda _: self._name_filter())
        context.typing_asked.connect(self._type_at)
        context.said.connect(self.say)
        self.bar.show_context(context)
        self.setWindowTitle(f"{context.workspace.path.name} — CSP Desktop")
        self._middle.setCurrentWidget(self._file_page)

    def show_start(self) -> None:
        """Show the start page: no file is open."""
        self.setWindowTitle("CSP Desktop")
        self._middle.setCurrentWidget(self.start)
        self.start.show_recent(settings().recent)
        self.status.clear_file()

    # Tabs

    @property
    def tab(self) -> Tab | None:
        """The tab shown."""
        return self.tabs.current

    def show_tab(self, title: str) -> Tab | None:
        """Go to a tab by its title; None where there is no such tab."""
        return self.tabs.show(title)

    def _summarised(self, tab: Tab, words: str) -> None:
        if tab is self.tab:
            self.status.summary.setText(words)
            self._name_filter()

    def _shown(self, tab: Tab) -> None:
        self._summarised(tab, tab.summary())
        self.possible_changed.emit()

    def _name_filter(self) -> None:
        """Say above the tab what is shown only: a search, or certain values."""
        if self.context is not None:
            grid = self.tab.seen_grid() if self.tab is not None else None
            self.filter_line.show_filter(self.context.search, grid.values_words if grid is not None else "")

    def _show_all_rows(self) -> None:
        grid = self.tab.seen_grid() if self.tab is not None else None
        if grid is not None:
            grid.show_all_values()
        self.bar.search.clear_search()
        self._name_filter()
        self.tabs.give_keys()

    def end_filters(self) -> None:
        """Show all rows on every tab again."""
        for holder in self.tabs.typed_into():
            if isinstance(holder, CellGrid):
                holder.show_all_values()
        self.bar.search.clear_search()
        self._name_filter()

    def reveal(self, register: str, record: str) -> None:
        """Show a record on the tab it belongs to, even if a search or a filter hides it."""
        if self.tabs.reveal(register, record):
            return
        self.end_filters()
        if not self.tabs.reveal(register, record):
            self.say("That record is no longer shown anywhere; it may have been deleted.")

    def _filtered(self, title: str, chip: str) -> None:
        tab = self.show_tab(title)
        if tab is not None:
            tab.choose_chip(chip)

    def _type_at(self, title: str, chip: str) -> None:
        tab = self.show_tab(title)
        if tab is not None:
            tab.choose_chip(chip)
            tab.begin_typing()

    # What it says

    def say(self, words: str) -> None:
        self.status.say(words)
        announce(self, words)

    def say_problem(self, title: str, sentence: str) -> QMessageBox:
        """A dialog with one sentence, open until it is closed."""
        box = MessageBox(QMessageBox.Icon.Warning, title, sentence, self)
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
        return box

    # Around the window

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        if event.type() == QEvent.Type.FontChange and hasattr(self, "status"):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Have what stands above and below the tabs give way to them where the window is low for its text."""
        low = is_low(self)
        theme.set_role(self.menuBar(), "tight" if low else "")
        for part in (self.bar, self.notice, self.tabs.strip, self.status):
            part.fit_window(low=low)

    def act_on_focus(self, action: GridAction) -> None:
        """Copy, cut, paste and the like, in whatever has the keys."""
        focused = self.focusWidget()
        grid = focused.parent() if focused is not None else None
        if isinstance(grid, CellGrid):
            grid.do(action)
        elif isinstance(focused, QLineEdit | QPlainTextEdit | QTextEdit):
            acts = {"copy": focused.copy, "cut": focused.cut, "paste": focused.paste}
            if action in acts:
                acts[action]()
        elif action == "paste" and (tab := self.tabs.current) is not None:
            tab.paste()
