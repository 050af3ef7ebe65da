"""Large text leaves a grid its rows: at 18 pt on 1366×768, and at twice the size on 1280×720."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QTableView
from pytestqt.qtbot import QtBot

from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import Quarter
from csp_desktop.ui.grid.listing import Listing
from csp_desktop.ui.grid.view import GridView
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.background import end_jobs
from csp_desktop.ui.look.chips import ChipBar, ChipButton
from csp_desktop.ui.look.theme import dress
from csp_desktop.ui.window.frame.tab_pages import TABS
from csp_desktop.ui.window.main_window import MainWindow

TASKBAR = 40
SCREENS = {"18 pt on 1366×768": (1366, 768, 18.0), "200% on 1280×720": (1280, 720, 19.5)}
ROWS = 8


@pytest.fixture(scope="module", params=SCREENS)
def large(
    request: pytest.FixtureRequest, sample_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """The window with large text, as large as a small laptop's screen lets it be."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    path = tmp_path_factory.mktemp("large") / "sample.csp"
    path.write_bytes(sample_file.read_bytes())
    width, height, points = SCREENS[request.param]
    dress()
    theme.apply_theme(app, "light", points)
    window = MainWindow(preload=False)
    window.show_workspace(Workspace.open(path, backup=False), remember=False, today=date(2010, 10, 19))
    window.context.choose_quarter(Quarter(2010, 2))
    window.show()
    title = window.style().pixelMetric(window.style().PixelMetric.PM_TitleBarHeight)
    window.resize(width, height - TASKBAR - title)
    yield window
    theme.apply_theme(app, "light")
    window.close()
    end_jobs()
    window.deleteLater()


def table_of(window: MainWindow, title: str) -> QTableView:
    """The grid of a tab, or its list where it has none, once all has its place."""
    window.show_tab(title)
    for _ in range(4):
        QApplication.processEvents()
    tab = window.tabs.current
    grid = tab.seen_grid()
    found = tab.findChildren(Listing) if grid is None else grid.findChildren(QTableView)
    return next(table for table in found if table.isVisible())


@pytest.mark.slow
@pytest.mark.parametrize("title", [title for title, _ in TABS if title != "Overview"])
def test_eight_rows_are_seen_and_the_filters_stand_in_one_row(large: MainWindow, title: str) -> None:
    table = table_of(large, title)
    model = table.model()
    heights = [table.rowHeight(row) for row in range(min(model.rowCount(), ROWS))]
    assert heights, title
    assert table.viewport().height() // max(heights) >= ROWS, (title, heights, table.viewport().height())
    # No record beside the rows is read by scrolling it sideways.
    areas = [area for area in large.tabs.current.findChildren(QScrollArea) if area.isVisible()]
    assert [area for area in areas if area.horizontalScrollBar().maximum()] == []
    # Nor does anything make the window wider than the screen.
    large.status.backup.setText("Last backup 13:42")
    large.status.editing.setText("The sample, not your own file")
    assert large.minimumSizeHint().width() <= 1280, title
    # Nothing that gave way went out of the window, and no chip stands on another.
    whole = large.rect()
    assert whole.contains(table.mapTo(large, QPoint(0, 0)))
    assert whole.contains(table.mapTo(large, table.rect().bottomRight()))
    for bar in large.tabs.current.findChildren(ChipBar):
        places = [chip.geometry() for chip in bar.findChildren(ChipButton) if chip.isVisible()]
        assert len({place.top() for place in places}) == 1, title
        assert not [one for one in places for other in places if one is not other and one.intersects(other)]


@pytest.mark.slow
def test_a_message_over_the_rows_takes_one_of_them_at_most(large: MainWindow) -> None:
    table = table_of(large, "Action plan")
    large.notice.tell("The backup on the stick was not written: it is full.", "Backups…")
    try:
        table_of(large, "Action plan")
        assert table.viewport().height() // table.rowHeight(0) >= ROWS - 1
    finally:
        large.notice.hide()


@pytest.mark.slow
def test_what_is_typed_into_a_row_of_one_line_is_not_cut(large: MainWindow) -> None:
    table = table_of(large, "Action plan")
    assert isinstance(table, GridView)
    for row in (0, 2):
        table.go_to(row, 0)
        table.edit(table.currentIndex())
        (editor,) = table.viewport().findChildren(QLineEdit)
        assert editor.height() >= editor.minimumSizeHint().height() > table.rowHeight(row)
        assert table.viewport().rect().contains(editor.geometry())
        table.finish_editing()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.slow
def test_rows_are_as_tall_as_their_text_again_with_room_for_them(
    sample_file: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    dress()
    theme.apply_theme(qapp, "light", 18.0)
    window = MainWindow(preload=False)
    qtbot.addWidget(window)
    window.show_workspace(Workspace.open(sample_file, read_only=True), remember=False)
    window.show()
    heights = []
    for height in (700, 1300, 700):
        window.resize(1366, height)
        table = table_of(window, "Action plan")
        heights.append([table.rowHeight(row) for row in range(4)])
    # Smaller text in the same window is as good as a larger window.
    theme.apply_theme(qapp, "light")
    table = table_of(window, "Action plan")
    small = [table.rowHeight(row) for row in range(4)]
    months = window.bar.quarter._months.isVisible()
    window.close()
    end_jobs()
    low, tall, again = heights
    assert low == again and len(set(low)) == 1
    assert max(tall) > 2 * max(low)
    assert len(set(small)) > 1 and months
