"""The tabs of the window: which there are, made when first shown, counted beside their titles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget

from csp_desktop.editing.county.gathering import of_a_county
from csp_desktop.ui.context import Context
from csp_desktop.ui.tab import HoldsTyping, Tab
from csp_desktop.ui.window.frame.tab_strip import TabStrip


def _overview(context: Context) -> Tab:
    from csp_desktop.ui.overview.overview_tab import OverviewTab

    return OverviewTab(context)


def _plan(context: Context) -> Tab:
    from csp_desktop.ui.plan.action_plan_tab import ActionPlanTab

    return ActionPlanTab(context)


def _indicators(context: Context) -> Tab:
    from csp_desktop.ui.indicators.indicators_tab import IndicatorsTab

    return IndicatorsTab(context)


def _risks(context: Context) -> Tab:
    from csp_desktop.ui.risks.risks_tab import RisksTab

    return RisksTab(context)


def _funding(context: Context) -> Tab:
    from csp_desktop.ui.funding.funding_tab import FundingTab

    return FundingTab(context)


def _returns(context: Context) -> Tab:
    from csp_desktop.ui.returns.returns_tab import ReturnsTab

    return ReturnsTab(context)


def _partners(context: Context) -> Tab:
    from csp_desktop.ui.partners.partners_tab import PartnersTab

    return PartnersTab(context)


def _log(context: Context) -> Tab:
    from csp_desktop.ui.log.log_tab import LogTab

    return LogTab(context)


def _county(context: Context) -> Tab:
    from csp_desktop.ui.county.county_tab import CountyTab

    return CountyTab(context)


TABS: Sequence[tuple[str, Callable[[Context], Tab]]] = (
    ("Overview", _overview),
    ("Action plan", _plan),
    ("Indicators", _indicators),
    ("Risks", _risks),
    ("Funding", _funding),
    ("Returns", _returns),
    ("Partners", _partners),
    ("Log", _log),
)
"""Title and maker of each tab any file has; a tab is imported and made when it is first shown."""
COUNTY = "County"
"""The title of the tab that only a file of several partnerships has."""
_TABS = (*TABS, (COUNTY, _county))
_LOG, _COUNTY = len(TABS) - 1, len(TABS)
"""The places of the log, which is not there before it has a row or is asked for, and of the county."""


_SETTLED, _BETWEEN, _CHANGED = 600, 120, 60
"""Milliseconds after opening until unseen tabs are made, between two of them, and until counts are new."""


class TabPages(QObject):
    """The strip of tabs and the pages under it, for one open file at a time.

    With `preload`, tabs not yet seen are made one by one once the window has settled, and what takes longest on
    the one that is seen is filled in once it has been painted.
    """

    tab_shown = Signal(object)
    """Another tab is shown: the Tab."""
    summarised = Signal(object, str)
    """A tab has other things to show: the Tab and its summary."""
    all_made = Signal()
    """No tab is left to be made ahead."""
    county_changed = Signal()
    """The file has become one of a county, or is one no longer."""

    def __init__(self, parent: QObject, *, preload: bool) -> None:
        super().__init__(parent)
        self.strip = TabStrip()
        self.stack = QStackedWidget()
        self._context: Context | None = None
        self._made: dict[int, Tab] = {}
        self._preload = preload
        for title, _ in _TABS:
            self.strip.addTab(title)
        self._hide_some()
        self.strip.currentChanged.connect(self._show_place)
        self._count_later = QTimer(self)
        self._count_later.setSingleShot(True)
        self._count_later.timeout.connect(self._count)
        self._make_later = QTimer(self)
        self._make_later.setSingleShot(True)
        self._make_later.timeout.connect(self._make_next)

    @property
    def titles(self) -> Sequence[str]:
        """The titles of the tabs that are there, in order."""
        return [_TABS[place][0] for place in self._places]

    @property
    def _places(self) -> list[int]:
        return [place for place in range(len(_TABS)) if self.strip.isTabVisible(place)]

    @property
    def current(self) -> Tab | None:
        """The tab shown."""
        return self._made.get(self.strip.currentIndex())

    def open(self, context: Context) -> None:
        """Show a file on the tab that is chosen."""
        self._context = context
        context.stepped.connect(self._changed)
        context.plan_changed.connect(self._changed)
        for news in (context.stepped, context.plan_changed):
            news.connect(self._bring_some)
        self._bring_some()
        context.quarter_changed.connect(self._changed)
        self._show_place(self.strip.currentIndex())
        self.give_keys()
        self._changed()
        if self._preload:
            self._make_later.start(_SETTLED)

    def clear(self) -> None:
        """Take all tabs of the file away."""
        self._make_later.stop()
        self._count_later.stop()
        self._context = None
        for tab in self._made.values():
            self.stack.removeWidget(tab)
            tab.hide()
            tab.deleteLater()
        self._made.clear()
        for place in range(len(_TABS)):
            self.strip.set_count(place, "", "none")
        self._hide_some()

    def show(self, title: str) -> Tab | None:
        """Go to a tab by its title and give it the keys; None where there is no such tab."""
        place = next((place for place, (called, _) in enumerate(_TABS) if called == title), None)
        if place is None or self._context is None or (place == _COUNTY and not self.of_a_county):
            return None
        self.strip.setTabVisible(place, True)
        self.strip.setCurrentIndex(place)
        self.give_keys()
        return self._tab(place)

    def step(self, by: int) -> None:
        """Go to the next tab (+1) or the one before (−1), round and round."""
        places = self._places
        self.strip.setCurrentIndex(places[(places.index(self.strip.currentIndex()) + by) % len(places)])
        self.give_keys()

    def give_keys(self) -> None:
        """Let the keys go to the grid of the tab; where it has none, to the page, so that Tab enters it."""
        grid = self.current.seen_grid() if self.current is not None else None
        (grid or self.stack).setFocus()

    def reveal(self, register: str, record: str) -> bool:
        """Show a record on the tab it belongs to, the one shown first; False where no tab shows it."""
        places = sorted(self._places, key=lambda place: place != self.strip.currentIndex())
        for place in places:
            tab = self._tab(place)
            if tab.reveal(register, record):
                self.strip.setCurrentIndex(place)
                # A tab that was hidden refreshes when it is shown.
                tab.reveal(register, record)
                return True
        return False

    @property
    def made(self) -> Sequence[Tab]:
        """The tabs made so far, in order."""
        return [self._made[place] for place in sorted(self._made)]

    def typed_into(self) -> Iterator[HoldsTyping]:
        """The grids and forms of all tabs made so far."""
        for tab in self._made.values():
            yield from tab.typed_into()

    def make_all(self) -> None:
        """Make the tabs not yet seen, and count for them all."""
        for place in range(len(_TABS)):
            if place != _COUNTY or self.of_a_county:
                self._tab(place)
        self._count()

    def _tab(self, place: int) -> Tab:
        tab = self._made.get(place)
        if tab is None:
            _, make = _TABS[place]
            assert self._context is not None  # tabs are over an open file
            tab = make(self._context)
            tab.at_leisure = self._preload
            tab.summarised.connect(lambda words, tab=tab: self.summarised.emit(tab, words))
            self._made[place] = tab
            self.stack.addWidget(tab)
        return tab

    def _show_place(self, place: int) -> None:
        if self._context is not None and place >= 0:
            tab = self._tab(place)
            self.stack.setAccessibleName(_TABS[place][0])
            focused = self.stack.window().focusWidget()
            leaves = focused is not None and focused is not self.stack and self.stack.isAncestorOf(focused)
            if leaves:
                # A page that is hidden with the keys gives them to whatever comes next, which is then read out.
                self.stack.setFocus()
            self.stack.setCurrentWidget(tab)
            if leaves:
                self.give_keys()
            self.tab_shown.emit(tab)

    def _make_next(self) -> None:
        missing = [place for place in self._places if place not in self._made]
        if missing:
            self._tab(missing[0])
            self._make_later.start(_BETWEEN)
        else:
            self.all_made.emit()
        self._changed()

    @property
    def of_a_county(self) -> bool:
        """Whether the open file has a county group or several partnerships."""
        return self._context is not None and of_a_county(self._context.workspace)

    def _hide_some(self) -> None:
        for place in (_LOG, _COUNTY):
            self.strip.setTabVisible(place, False)

    def _bring_some(self, *_news: object) -> None:
        """Show the county's tab where there is a county, and the log's once it has something: it then stays."""
        county = self.of_a_county
        if county != self.strip.isTabVisible(_COUNTY):
            self.strip.setTabVisible(_COUNTY, county)
            self.county_changed.emit()
        records = self._context.records if self._context is not None else None
        if records is not None and (records.log_entries or records.meetings):
            self.strip.setTabVisible(_LOG, True)

    def _changed(self) -> None:
        self._count_later.start(_CHANGED)

    def _count(self) -> None:
        for place, tab in self._made.items():
            self.strip.set_count(place, *tab.count())
