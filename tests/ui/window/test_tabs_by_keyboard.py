"""Overview, Indicators, Risks and Funding without a mouse: everything is reached, and says what it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from csp_desktop.editing.workspace import Workspace
from csp_desktop.ui.context import Context
from csp_desktop.ui.funding.funding_tab import FundingTab
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.grid.register_tab import RegisterTab
from csp_desktop.ui.grid.view import GridView
from csp_desktop.ui.indicators.indicators_tab import IndicatorsTab
from csp_desktop.ui.log.log_tab import LogTab
from csp_desktop.ui.look.chips import ChipButton
from csp_desktop.ui.look.theme import apply_theme
from csp_desktop.ui.overview.overview_tab import OverviewTab
from csp_desktop.ui.painted.fact_table import FactTable
from csp_desktop.ui.painted.heat_map import HeatMap
from csp_desktop.ui.painted.stacked_bar import StackedBar
from csp_desktop.ui.painted.trend_chart import TrendChart
from csp_desktop.ui.partners.partners_tab import PartnersTab
from csp_desktop.ui.plan.action_plan_tab import ActionPlanTab
from csp_desktop.ui.returns.returns_tab import ReturnsTab
from csp_desktop.ui.risks.risks_tab import RisksTab
from csp_desktop.ui.tab import Tab

TABS = (OverviewTab, IndicatorsTab, RisksTab, FundingTab)


def shown(made: type[Tab], context: Context, qtbot: object) -> Tab:
    tab = made(context)
    qtbot.addWidget(tab)
    tab.resize(1400, 850)
    tab.show()
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    grid = getattr(tab, "grid", None)
    if grid is not None:
        grid.view.setFocus()
        grid.view.go_to(0)
    return tab


def tab_stops(tab: Tab, qtbot: object, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """Every widget the Tab key reaches, until it comes round again; or Shift+Tab (Backtab)."""
    start = QApplication.focusWidget()
    found = [start]
    for _ in range(250):
        if isinstance(QApplication.focusWidget(), GridView):
            # In a grid Tab walks the cells.
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        qtbot.keyClick(QApplication.focusWidget(), key)
        now = QApplication.focusWidget()
        if now is start:
            return found
        found.append(now)
    raise AssertionError(f"Tab never came back; it was last in {found[-1]}")


@pytest.mark.parametrize("made", TABS)
def test_tab_reaches_everything_and_each_has_a_name(made: type[Tab], context: Context, qtbot: object) -> None:
    tab = shown(made, context, qtbot)
    if made is OverviewTab:
        tab.priorities.facts.setFocus()
    stops = tab_stops(tab, qtbot)
    for widget in stops:
        spoken = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        assert spoken, f"{widget} has no name"
    wanted = [
        widget
        for kind in (FactTable, StackedBar, TrendChart, ChipButton)
        for widget in tab.findChildren(kind)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (isinstance(widget, FactTable) and not widget.model().rowCount())
    ]  # fmt: skip
    wanted += [grid.view for grid in tab.findChildren(RegisterGrid) if grid.isVisible()]
    wanted += [
        button for button in tab.findChildren(QAbstractButton)
        if button.isVisible() and button.isEnabled() and button.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]  # fmt: skip
    missed = [widget for widget in wanted if widget not in stops]
    assert not missed
    for heat_map in tab.findChildren(HeatMap):
        assert sum(heat_map.isAncestorOf(widget) for widget in stops) == 1


@pytest.mark.parametrize("made", TABS)
@pytest.mark.parametrize("points", [pytest.param(0.0, marks=pytest.mark.slow), 18.0])
def test_every_target_is_large_enough(
    made: type[Tab], points: float, context: Context, qtbot: object, qapp: QApplication
) -> None:
    apply_theme(qapp, "light", points)
    try:
        tab = shown(made, context, qtbot)
        for button in tab.findChildren(QAbstractButton):
            if button.isVisible():
                assert min(button.width(), button.height()) >= 24, button.text()
    finally:
        apply_theme(qapp, "light")


@pytest.mark.slow
@pytest.mark.parametrize("read_only", [False, True])
def test_every_button_of_a_register_says_what_it_does_or_why_it_is_off(
    sample_file: Path, tmp_path: Path, qtbot: object, read_only: bool
) -> None:
    path = tmp_path / "read.csp"
    path.write_bytes(sample_file.read_bytes())
    with Workspace.open(path, backup=False, read_only=read_only) as workspace:
        context = Context(workspace, date(2010, 10, 19))
        for made in (ActionPlanTab, IndicatorsTab, RisksTab, FundingTab, PartnersTab):
            tab = shown(made, context, qtbot)
            buttons = [tab._buttons.itemAt(place).widget() for place in range(tab._buttons.count())]
            assert buttons
            for button in buttons:
                assert button.toolTip(), (made.title, button.text())
                if read_only and not button.isEnabled():
                    assert "read only" in button.toolTip(), (made.title, button.text())


@pytest.mark.slow
@pytest.mark.parametrize(
    "made", [ActionPlanTab, IndicatorsTab, RisksTab, FundingTab, ReturnsTab, PartnersTab, LogTab]
)
def test_tab_goes_as_the_eye_does(made: type[RegisterTab], context: Context, qtbot: object) -> None:
    tab = shown(made, context, qtbot)
    if made is ReturnsTab:
        tab.board.setFocus()
    stops = tab_stops(tab, qtbot)
    back = tab_stops(tab, qtbot, Qt.Key.Key_Backtab)
    assert back == [stops[0], *reversed(stops[1:])]
    parts = (tab.chips, tab, tab.splitter.widget(0), tab.splitter.widget(1))
    """The filters, the buttons beside them, and what stands below at the left and at the right."""

    def read(stop: QWidget) -> tuple[int, int, int]:
        part = next(place for place in (0, 2, 3, 1) if parts[place].isAncestorOf(stop))
        top_left = stop.mapTo(tab, QPoint(0, 0))
        # Buttons stand side by side; in a record, so does what begins within a line of its neighbour.
        return part, 0 if part < 2 else round(top_left.y() / 20), top_left.x()

    begun = next(place for place, stop in enumerate(stops) if tab.chips.isAncestorOf(stop))
    # Where Tab enters the page; what is before it was reached on the way round.
    first = next(place for place in range(begun, -1, -1) if not tab.chips.isAncestorOf(stops[place - 1]))
    order = [*stops[first:], *stops[:first]]
    assert [read(stop)[0] for stop in order] == sorted(read(stop)[0] for stop in order)
    assert order == sorted(order, key=read)
    assert len(order) > 8


def test_the_keys_go_to_the_register_and_not_to_a_grid_in_the_record_beside_it(
    context: Context, qtbot: object
) -> None:
    for made in (IndicatorsTab, RisksTab):
        tab = shown(made, context, qtbot)
        grids = tab.findChildren(RegisterGrid)
        qtbot.waitUntil(lambda grids=grids: sum(grid.isVisible() for grid in grids) == 2)
        assert tab.seen_grid() is tab.grid
