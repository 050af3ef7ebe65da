"""Figures and dates are never cut, and no word is broken, however narrow the window and large the text."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csp_desktop.ui.context import Context
from csp_desktop.ui.funding.funding_tab import FundingTab
from csp_desktop.ui.grid.painting import GridDelegate
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.indicators.indicators_tab import IndicatorsTab
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.rating import badge_size
from csp_desktop.ui.partners.partners_tab import PartnersTab
from csp_desktop.ui.plan.action_plan_tab import ActionPlanTab
from csp_desktop.ui.risks.risks_tab import RisksTab
from csp_desktop.ui.tab import Tab

TABS = (ActionPlanTab, IndicatorsTab, RisksTab, FundingTab, PartnersTab)


def cut(grid: RegisterGrid) -> list[str]:
    """What does not fit into the cells of a grid: figures, dates, badges, single words."""
    found = []
    across = 2 * GridDelegate.padding()[0]
    for place in grid.view.cells.columns():
        column = grid.model.columns[place]
        room = grid.view.columnWidth(place) - across
        for row in grid.model.rows:
            text, rating = column.text(row), column.rating(row)
            if rating:
                word = text or grid.model.context.rating_words[rating]
                # A badge stands 2 px nearer the edge than words do.
                if badge_size(rating, word).width() > room + theme.px(2) + 1:
                    found.append(f"{column.label}: {word}")
            if not text or rating is not None or column.painter() is not None:
                continue
            metrics = QFontMetricsF(theme.font(bold=column.strong(row)))
            parts = text.split() if column.wraps else [text] if column.right else []
            found += [
                f"{column.label}: {part}" for part in parts if metrics.horizontalAdvance(part) > room + 1
            ]
    return found


@pytest.mark.parametrize("made", TABS)
@pytest.mark.parametrize("points", [0.0, pytest.param(18.0, marks=pytest.mark.slow)])
def test_nothing_is_cut(
    made: type[Tab], points: float, context: Context, qtbot: QtBot, qapp: QApplication
) -> None:
    theme.apply_theme(qapp, "light", points)
    try:
        tab = made(context)
        qtbot.addWidget(tab)
        tab.resize(1366, 620)
        tab.show()
        QApplication.processEvents()
        grids = [grid for grid in tab.findChildren(RegisterGrid) if grid.isVisible()]
        assert grids and [words for grid in grids for words in cut(grid)] == []
    finally:
        theme.apply_theme(qapp, "light")


def test_a_long_name_makes_its_column_wider(context: Context, qtbot: QtBot) -> None:
    tab = FundingTab(context)
    qtbot.addWidget(tab)
    tab.resize(1366, 620)
    tab.show()
    grid = tab.grid
    amount = next(at for at, column in enumerate(grid.model.columns) if column.key == "amount")
    grid._typed(grid.model.rows[0], grid.model.columns[amount], "123456789012.34")
    qtbot.waitUntil(lambda: not context.untold)
    assert cut(grid) == []


@pytest.mark.parametrize(
    ("made", "width"), [(ActionPlanTab, 1180), (ActionPlanTab, 1280), (IndicatorsTab, 1366)]
)
def test_columns_give_way_before_a_grid_scrolls_sideways(
    made: type[ActionPlanTab | IndicatorsTab], width: int, context: Context, qtbot: QtBot
) -> None:
    if QFontInfo(theme.font()).family().startswith("DejaVu"):
        pytest.skip("needs a font as narrow as a council laptop's (Debian: fonts-liberation)")
    tab = made(context)
    qtbot.addWidget(tab)
    tab.resize(width, 560)
    tab.show()
    QApplication.processEvents()
    tab.grid.select(tab.grid.model.rows[0].id)
    # Once for the record beside, which has a grid of its own, and once for the room it takes.
    QApplication.processEvents()
    QApplication.processEvents()
    seen = [grid for grid in tab.findChildren(RegisterGrid) if grid.isVisible()]
    assert len(seen) == (2 if made is IndicatorsTab else 1)
    for grid in seen:
        assert grid.view.horizontalHeader().length() <= grid.view.viewport().width(), (
            grid.view.accessibleName()
        )
        assert cut(grid) == []
