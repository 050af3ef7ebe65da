"""The painted widgets: what they say, how keys move through them, and that they draw."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import ClassVar

import pytest
from heat_map_cells import cell_of
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from csp_desktop.ui.painted.fact_table import FactTable
from csp_desktop.ui.painted.facts import Fact, FactColumn, Opens
from csp_desktop.ui.painted.heat_map import HeatMap, PlacedRisk
from csp_desktop.ui.painted.scale import axis_ticks, spread
from csp_desktop.ui.painted.stacked_bar import Segment, StackedBar, rating_segments, segment_boxes
from csp_desktop.ui.painted.trend_chart import ChartLine, LineKind, TrendChart

WORDS = {"green": "Green", "amber": "Amber", "red": "Red", "blue": "Complete", "none": "Not rated"}


def colours_in(widget: QWidget) -> set[int]:
    """The distinct colours a widget draws."""
    image: QImage = widget.grab().toImage()
    return {image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20))
def test_ticks_enclose_the_values(values: list[float]) -> None:
    ticks = axis_ticks(values)
    assert 2 <= len(ticks) <= 12
    slack = 1e-6 * (1 + max(values) - min(values))
    assert ticks[0] <= min(values) + slack and ticks[-1] >= max(values) - slack


def test_ticks_are_round_and_start_at_zero_unless_far_from_it() -> None:
    assert axis_ticks([480, 2080]) == [0, 500, 1000, 1500, 2000, 2500]
    assert axis_ticks([94.0, 95.5])[0] > 90


@given(st.lists(st.floats(0, 100), max_size=6))
def test_labels_are_pushed_apart_in_order(places: list[float]) -> None:
    apart = spread(sorted(places), 10, 5, 95)
    assert all(after - before >= 9.999 for before, after in itertools.pairwise(apart))


def two_lines() -> list[ChartLine]:
    return [
        ChartLine(LineKind.ACTUAL, "Actual", [480, 1012, None, None]),
        ChartLine(LineKind.TARGET, "Target", [1872] * 4),
    ]


def test_a_chart_is_read_quarter_by_quarter(qtbot: object) -> None:
    chart = TrendChart()
    qtbot.addWidget(chart)
    chart.show_lines("Incidents", ["Q1", "Q2", "Q3", "Q4"], two_lines(), now=1)
    chart.resize(400, 300)
    chart.show()
    assert "Q2: actual 1,012, target 1,872." in chart.accessibleDescription()
    read: list[int] = []
    chart.read.connect(read.append)
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert read == [0]
    assert chart.accessibleDescription() == "Q1: actual 480, target 1,872."
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert chart.accessibleDescription() == "Q4: target 1,872."
    assert len(colours_in(chart)) > 5


def test_a_chart_without_figures_says_so(qtbot: object) -> None:
    chart = TrendChart()
    qtbot.addWidget(chart)
    chart.show_lines("Nothing", ["Q1"], [ChartLine(LineKind.ACTUAL, "Actual", [None])])
    chart.resize(300, 200)
    assert chart.accessibleDescription() == "Q1: nothing yet."
    assert len(colours_in(chart)) > 1


def test_a_bar_opens_the_segment_the_keys_went_to(qtbot: object) -> None:
    bar = StackedBar()
    qtbot.addWidget(bar)
    bar.show_segments("Actions", rating_segments({"green": 4, "red": 1}, WORDS))
    bar.resize(200, 24)
    bar.show()
    bar.setFocus()
    assert bar.accessibleDescription() == "green 4, red 1"
    opened: list[int] = []
    bar.opened.connect(opened.append)
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    assert bar.accessibleDescription() == "red 1"
    qtbot.keyClick(bar, Qt.Key.Key_Return)
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(20, 12))
    assert opened == [1, 0]


def test_parts_that_are_the_whole_fill_a_bar_to_its_end() -> None:
    area = QRectF(0, 0, 140, 20)
    parts = [Segment("green", "3", 3, rag="green"), Segment("red", "1", 1, rag="red")]
    (_, green), (_, red) = segment_boxes(area, parts)
    assert green.right() < red.left() and red.right() == area.right()
    assert segment_boxes(area, parts, 8)[-1][1].right() < area.center().x()


def test_an_empty_bar_takes_no_keyboard(qtbot: object) -> None:
    bar = StackedBar()
    qtbot.addWidget(bar)
    bar.show_segments("Money", [Segment("spent", "£0", 0)], 100)
    assert bar.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert bar.accessibleDescription() == "nothing yet"


@pytest.fixture
def heat_map(qtbot: object) -> HeatMap:
    made = HeatMap()
    qtbot.addWidget(made)
    made.show_risks(
        "Risks now",
        [
            PlacedRisk("a", "R1", "Money stops", (4, 4), (3, 4), (1, 2)),
            PlacedRisk("b", "R2", "Staff leave", (4, 4), (4, 4)),
            PlacedRisk("c", "R3", "Data late", (1, 1), (2, 2)),
        ],
        lambda score: "red" if score >= 12 else "amber" if score >= 6 else "green",
    )
    made.resize(420, 380)
    made.show()
    return made


def test_a_cell_says_its_risks_and_their_movement(heat_map: HeatMap) -> None:
    said = cell_of(heat_map, 4, 4).accessibleName()
    assert said.startswith("Likelihood 4, impact 4, score 16, red.")
    assert "R1 Money stops, rising." in said and "R2 Staff leave, steady." in said
    assert "R3 Data late, falling." in cell_of(heat_map, 1, 1).accessibleName()


def test_keys_move_between_cells_choose_risks_and_filter(heat_map: HeatMap, qtbot: object) -> None:
    chosen: list[str] = []
    filtered: list[object] = []
    heat_map.chosen.connect(chosen.append)
    heat_map.chosen.connect(heat_map.choose)
    heat_map.filtered.connect(filtered.append)
    heat_map.go_to((5, 4))
    qtbot.keyClick(cell_of(heat_map, 5, 4), Qt.Key.Key_Down)
    here = cell_of(heat_map, 4, 4)
    assert here.hasFocus()
    for _ in range(3):
        qtbot.keyClick(here, Qt.Key.Key_Space)
    assert chosen == ["a", "b", "a"]
    qtbot.keyClick(here, Qt.Key.Key_Return)
    assert "Only these risks are listed." in here.accessibleName()
    qtbot.keyClick(here, Qt.Key.Key_Escape)
    assert filtered == [(4, 4), None]


def test_only_one_cell_is_a_tab_stop(heat_map: HeatMap) -> None:
    heat_map.go_to((2, 3))
    stops = [
        button
        for likelihood in range(1, 6)
        for impact in range(1, 6)
        if (button := cell_of(heat_map, likelihood, impact)).focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert stops == [cell_of(heat_map, 2, 3)]


def test_what_has_no_room_in_a_cell_is_counted_beside_its_score(heat_map: HeatMap) -> None:
    many = [PlacedRisk(f"{number}", f"R{number}", "Money stops", (4, 4)) for number in range(40)]
    heat_map.show_risks("Risks now", many, lambda score: "red")

    class Writing(QPainter):
        said: ClassVar[list[str]] = []

        def drawText(self, *told: object) -> None:
            self.said.append(str(told[-1]))

    paper = QImage(60, 60, QImage.Format.Format_RGB32)
    painter = Writing(paper)
    cell_of(heat_map, 4, 4).paint_words(painter)
    painter.end()
    score, *refs = painter.said
    assert 0 < len(refs) < 40 and score == f"16 +{40 - len(refs)}"


def test_a_click_on_a_ref_chooses_it_and_elsewhere_filters(heat_map: HeatMap, qtbot: object) -> None:
    chosen: list[str] = []
    filtered: list[object] = []
    heat_map.chosen.connect(chosen.append)
    heat_map.filtered.connect(filtered.append)
    here = cell_of(heat_map, 4, 4)
    qtbot.mouseClick(here, Qt.MouseButton.LeftButton, pos=QPoint(10, here.height() - 10))
    qtbot.mouseClick(here, Qt.MouseButton.LeftButton, pos=QPoint(here.width() // 2, 8))
    assert chosen == ["a"] and filtered == [(4, 4)]


def facts(qtbot: object) -> tuple[FactTable, list[Opens]]:
    table = FactTable("Facts", [FactColumn("What"), FactColumn("Figure", 80, right=True)])
    qtbot.addWidget(table)
    table.resize(300, 100)
    opened: list[Opens] = []
    table.opened.connect(opened.append)
    table.show()
    return table, opened


def test_every_fact_opens_with_enter(qtbot: object) -> None:
    table, opened = facts(qtbot)
    risk, chip = Opens(record=("risks", "r1")), Opens(chip=("Risks", "Rising"))
    table.show_rows([[Fact("A long sentence " * 8, opens=risk), Fact("4", opens=chip, right=True)]])
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened == [risk, chip]


def test_a_table_is_as_tall_as_its_rows(qtbot: object) -> None:
    table, _ = facts(qtbot)
    table.show_rows([[Fact("Short"), Fact("1")]])
    short = table.height()
    table.show_rows([[Fact("A long sentence " * 12), Fact("1")]])
    assert table.height() > short * 1.5


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_bar_in_a_table_offers_what_it_counts(
    qtbot: object, key: Qt.Key, wait_for_menu: Callable[[], list[str]]
) -> None:
    table, _ = facts(qtbot)
    segments = rating_segments({"green": 1, "red": 1}, WORDS)
    several = [("Red · 1.2", Opens(record=("plan_items", "x")), 1), ("Green · 1.1", Opens(), 0)]
    table.show_rows([[Fact("Priority"), Fact(segments=segments, several=several)]])
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, key)
    assert wait_for_menu() == ["Red · 1.2", "Green · 1.1"]


@pytest.fixture
def wait_for_menu(qtbot: object) -> Callable[[], list[str]]:
    """The labels of the menu now open, which is then closed."""
    from PySide6.QtWidgets import QApplication, QMenu

    def read() -> list[str]:
        qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        labels = [action.text() for action in menu.actions()]
        menu.close()
        return labels

    return read


@pytest.mark.parametrize("width", range(240, 340, 10))
def test_no_line_below_marked_words_is_cut_off(qtbot: object, width: int) -> None:
    table, _ = facts(qtbot)
    table.resize(width, 400)
    words = Fact("Money", mark="amber", under="Could take it: a speed gun or the car parks " * 3)
    table.show_rows([[words, Fact()]])
    height = table.rowHeight(0)
    table.setRowHeight(0, height + 40)
    table.setFixedHeight(table.height() + 40)
    image = table.viewport().grab().toImage()
    below = {image.pixel(x, y) for x in range(100) for y in range(height, height + 38)}
    assert len(below) == 1


def test_a_figure_is_not_cut_off_by_the_words_after_it(qtbot) -> None:
    table = FactTable("Money", [FactColumn("Spent")], headed=False)
    qtbot.addWidget(table)
    said = Fact("£9,850", "figure", tail="spent of money not recorded yet, 65% of the year gone")
    table.show_rows([[said]])
    index = table.model().index(0, 0)

    def height(width: int) -> int:
        table.setColumnWidth(0, width)
        option = QStyleOptionViewItem()
        return table.itemDelegate().sizeHint(option, index).height()

    beside, below = height(900), height(300)
    assert below > beside and table.fact(index) == said
