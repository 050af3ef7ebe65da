"""The current cell of a grid and the block selected from it: the one place that moves either.

Whatever moves it, the current cell is one of the selected ones, and what is written, deleted or shown
beside the grid is what is selected. As in a spreadsheet it stays where a selection begins.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QObject,
    Qt,
)
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from csp_desktop.ui.grid.rows.model import GridModel

Spot = tuple[int, int]
"""A row, and a column by its place among the shown ones from the left."""

_FLAG = QItemSelectionModel.SelectionFlag


def selected_ranges(view: QAbstractItemView) -> list[QItemSelectionRange]:
    """The ranges of selected cells; never cell by cell, for there may be very many."""
    selection = view.selectionModel().selection()
    return [selection.at(place) for place in range(selection.count())]


def selected_cells(view: QAbstractItemView) -> int:
    """How many cells are selected."""
    return sum(cells.width() * cells.height() for cells in selected_ranges(view))


class CellCursor(QObject):
    """Moves the current cell of a view over its shown columns, and selects blocks from it."""

    def __init__(self, view: QTableView, model: GridModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._end: tuple[Spot, Spot] | None = None
        self._whole = (False, False)
        """Whether whole rows, whole columns are selected, and are to be gone on with."""
        self._beside = QItemSelection()
        """What is selected beside the block the current cell is in."""
        self._run: int | None = None
        self._typing = False
        self._before: tuple[str, int, str, int] | None = None
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)

    # Where it is

    def columns(self) -> list[int]:
        """The shown columns, from the left, by their number in the model."""
        header = self._view.horizontalHeader()
        order = [header.logicalIndex(visual) for visual in range(header.count())]
        return [column for column in order if not header.isSectionHidden(column)]

    @property
    def spot(self) -> Spot | None:
        """Where the current cell is; None where there is none."""
        index, columns = self._view.currentIndex(), self.columns()
        if not index.isValid() or index.column() not in columns:
            return None
        return index.row(), columns.index(index.column())

    @property
    def reach(self) -> Spot | None:
        """The corner of the selected block across from the current cell."""
        spot = self.spot
        return self._end[1] if self._end is not None and self._end[0] == spot else spot

    def _index(self, spot: Spot) -> QModelIndex:
        return self._model.index(spot[0], self.columns()[spot[1]])

    def _within(self, spot: Spot) -> Spot:
        last = (len(self._model.lines) - 1, len(self.columns()) - 1)
        return max(0, min(spot[0], last[0])), max(0, min(spot[1], last[1]))

    # Going and selecting

    def go(self, spot: Spot, *, run: bool = False) -> None:
        """Make a cell current and the only one selected; a `run` of Tab goes on, else it ends."""
        if not self._model.lines or not self.columns():
            return
        if not run:
            self._run, self._typing = None, False
        spot = self._within(spot)
        if self._model.lines[spot[0]].id != self._model.begun_at_foot:
            self._model.begun_at_foot = ""
        index = self._index(spot)
        self._begin_block()
        self._view.selectionModel().setCurrentIndex(index, _FLAG.ClearAndSelect)
        self._view.scrollTo(index)

    def _begin_block(self, beside: QItemSelection | None = None) -> None:
        self._end, self._whole, self._beside = None, (False, False), beside or QItemSelection()

    def extend(self, spot: Spot) -> None:
        """Select from the current cell, which stays, to another: whole rows or columns where these are selected."""
        start = self.spot
        if start is None:
            self.go(spot)
            return
        spot = self._within(spot)
        last = (max(len(self._model.rows) - 1, start[0]), len(self.columns()) - 1)
        rows, columns = self._whole
        self._select(
            (0 if columns else start[0], 0 if rows else start[1]),
            (last[0] if columns else spot[0], last[1] if rows else spot[1]),
        )
        self._end = (start, spot)
        self._view.scrollTo(self._index(spot))

    def add(self, spot: Spot) -> None:
        """Make a cell current and select it beside what is selected."""
        self._begin_block(self._view.selectionModel().selection())
        self._run, self._typing = None, False
        self._view.selectionModel().setCurrentIndex(self._index(self._within(spot)), _FLAG.Select)

    def press(self, spot: Spot, event: QMouseEvent) -> None:
        """Choose what a mouse button pressed over a cell chooses: with Shift up to it, with Ctrl it as well.

        A menu is for what is selected, where it is opened there.
        """
        button, held = event.button(), event.modifiers()
        if button == Qt.MouseButton.LeftButton and held & Qt.KeyboardModifier.ShiftModifier:
            self.extend(spot)
        elif button == Qt.MouseButton.LeftButton and held & Qt.KeyboardModifier.ControlModifier:
            self.add(spot)
        elif button == Qt.MouseButton.LeftButton or (
            button == Qt.MouseButton.RightButton
            and not self._view.selectionModel().isSelected(self._index(spot))
        ):
            self.go(spot)

    def _select(self, start: Spot, end: Spot) -> None:
        columns = self.columns()
        top, bottom = sorted((start[0], end[0]))
        left, right = sorted((start[1], end[1]))
        block = QItemSelection()
        for column in columns[left : right + 1]:
            block.select(self._model.index(top, column), self._model.index(bottom, column))
        block.merge(self._beside, _FLAG.Select)
        self._view.selectionModel().select(block, _FLAG.ClearAndSelect)

    def select_block(self, start: Spot, end: Spot) -> None:
        """Make the first cell current and select from it to the other."""
        self.go(start)
        if start != end:
            self.extend(end)

    def select_rows(self) -> None:
        """Widen what is selected to whole rows."""
        self._widen(rows=True)

    def select_columns(self) -> None:
        """Widen what is selected to whole columns."""
        self._widen(columns=True)

    def select_all(self) -> None:
        """Select every shown cell; the current one stays."""
        self._widen(rows=True, columns=True)

    def _widen(self, *, rows: bool = False, columns: bool = False) -> None:
        spot = self.spot
        if spot is None:
            return
        last = max(len(self._model.rows) - 1, spot[0])
        wide = QItemSelection()
        for cells in selected_ranges(self._view):
            top, bottom = (0, last) if columns else (cells.top(), cells.bottom())
            for column in self.columns():
                if rows or cells.left() <= column <= cells.right():
                    ends = self._model.index(top, column), self._model.index(bottom, column)
                    wide.merge(QItemSelection(*ends), _FLAG.Select)
        self._view.selectionModel().select(wide, _FLAG.ClearAndSelect)
        self._begin_block(None if self.in_one_block else wide)
        self._whole = (rows, columns)
        if self.in_one_block:
            # Shift and an arrow go on from the far corner.
            top, left, bottom, right = self.bounds()
            down, across = bottom if spot[0] == top else top, right if spot[1] == left else left
            self._end = (spot, (spot[0] if columns else down, spot[1] if rows else across))

    @property
    def count(self) -> int:
        """How many shown cells are selected."""
        shown_columns = self.columns()
        return sum(
            cells.height() * sum(cells.left() <= column <= cells.right() for column in shown_columns)
            for cells in selected_ranges(self._view)
        )

    @property
    def in_one_block(self) -> bool:
        """Whether the selected cells stand together as one block."""
        top, left, bottom, right = self.bounds()
        return self.count == (bottom - top + 1) * (right - left + 1)

    def bounds(self) -> tuple[int, int, int, int]:
        """Top, left, bottom and right of what is selected."""
        places = {column: place for place, column in enumerate(self.columns())}
        ranges = selected_ranges(self._view)
        across = [
            places[column]
            for cells in ranges
            for column in range(cells.left(), cells.right() + 1)
            if column in places
        ]
        if not across:
            spot = self.spot or (0, 0)
            return (*spot, *spot)
        top = min(cells.top() for cells in ranges)
        return top, min(across), max(cells.bottom() for cells in ranges), max(across)

    # Moving

    def move(self, down: int, right: int, *, far: bool = False, extend: bool = False) -> None:
        """One cell on, or (`far`) to the edge of the data as in a spreadsheet."""
        start = self.reach if extend else self.spot
        if start is None:
            self.go((0, 0))
            return
        to = self._edge(start, down, right) if far else (start[0] + down, start[1] + right)
        self._to(to, extend)

    def leap(self, row: int | None, column: int | None, *, extend: bool = False) -> None:
        """To a row, a column (−1 for the last), or where None, the own one."""
        start = (self.reach if extend else self.spot) or (0, 0)
        ends = (max(len(self._model.rows) - 1, 0), len(self.columns()) - 1)
        to = [
            own if wanted is None else ends[axis] if wanted < 0 else wanted
            for axis, (own, wanted) in enumerate(zip(start, (row, column), strict=True))
        ]
        self._to((to[0], to[1]), extend)

    def page(self, step: int, *, extend: bool = False) -> None:
        """As many rows up (−1) or down (+1) as are in sight."""
        start = (self.reach if extend else self.spot) or (0, 0)
        height = self._view.viewport().height()
        row, passed = start[0], 0
        while 0 <= row + step < len(self._model.lines):
            passed += self._view.rowHeight(row)
            if passed > height and row != start[0]:
                break
            row += step
        self._to((row, start[1]), extend)

    def _to(self, spot: Spot, extend: bool) -> None:
        if extend:
            self.extend(spot)
        else:
            self.go(spot)

    def filled(self, spot: Spot) -> bool:
        """Whether a cell holds any words; one that is not there holds none."""
        columns = self.columns()
        if not 0 <= spot[1] < len(columns):
            return False
        return bool(str(self._model.data(self._model.index(spot[0], columns[spot[1]])) or "").strip())

    def _edge(self, start: Spot, down: int, right: int) -> Spot:
        """The last filled cell of a run, or the next filled one over a gap, or the end."""
        ends = (len(self._model.rows), len(self.columns()))
        filled = self.filled

        def inside(spot: Spot) -> bool:
            return 0 <= spot[0] < ends[0] and 0 <= spot[1] < ends[1]

        at = start
        following = (at[0] + down, at[1] + right)
        if not inside(following):
            return at
        in_run = filled(at) and filled(following)
        while inside(following):
            if in_run and not filled(following):
                return at
            at, following = following, (following[0] + down, following[1] + right)
            if not in_run and filled(at):
                return at
        return at

    # Tab and Enter

    def note_typing(self) -> None:
        """Something was typed: Tab passes over cells that take nothing until the run of Tab ends."""
        self._typing = True

    def tab(self, step: int) -> bool:
        """To the next cell (+1) or the one before (−1), over the ends of rows; False past the last one.

        Inside a selected block it goes round.
        """
        if self._walk_selection(step, down_first=False):
            return True
        spot = self.spot
        if spot is None:
            return False
        run = spot[1] if self._run is None else self._run
        row, column = spot
        while True:
            column += step
            if not 0 <= column < len(self.columns()):
                row, column = self._row_on(row, step), 0 if step > 0 else len(self.columns()) - 1
                run = column
            if not 0 <= row < len(self._model.lines):
                return False
            if not self._typing or self._takes((row, column)):
                break
        self._run = run
        self.go((row, column), run=True)
        return True

    def enter(self, step: int) -> None:
        """A row down (+1) or up (−1), back in the column where a run of Tab began."""
        if self._walk_selection(step, down_first=True):
            return
        spot = self.spot
        if spot is not None:
            self.go((self._row_on(spot[0], step), spot[1] if self._run is None else self._run))

    def _row_on(self, row: int, step: int) -> int:
        """The row below (+1) or above (−1).

        Below one just typed at the foot it is the foot, wherever the row itself has gone: the next words
        are meant for another new row and must not overwrite what stands there.
        """
        lines = self._model.lines
        if step > 0 and self._model.ghost is not None and lines[row].id == self._model.begun_at_foot:
            return len(lines) - 1
        return row + step

    def _takes(self, spot: Spot) -> bool:
        return self._model.columns[self.columns()[spot[1]]].field(self._model.lines[spot[0]]) is not None

    def _walk_selection(self, step: int, *, down_first: bool) -> bool:
        """To the next cell of a selected block, which stays selected; False where only one cell is."""
        spot = self.spot
        if spot is None or selected_cells(self._view) < 2:
            return False
        top, left, bottom, right = self.bounds()
        tall, wide = bottom - top + 1, right - left + 1
        place = (
            (spot[1] - left) * tall + spot[0] - top if down_first else (spot[0] - top) * wide + spot[1] - left
        )
        for _ in range(tall * wide):
            place = (place + step) % (tall * wide)
            row, column = (place % tall, place // tall) if down_first else (place // wide, place % wide)
            index = self._index((top + row, left + column))
            if self._view.selectionModel().isSelected(index):
                self._end = None
                self._view.selectionModel().setCurrentIndex(index, _FLAG.NoUpdate)
                self._view.scrollTo(index)
                return True
        return False

    # Other rows and columns

    def settle(self) -> None:
        """Stay on a column that is shown, after others are."""
        index = self._view.currentIndex()
        if index.isValid() and index.column() not in self.columns():
            self.go((index.row(), 0))

    def _remember(self) -> None:
        index = self._view.currentIndex()
        rows, columns = self._model.lines, self._model.columns
        if index.isValid() and index.row() < len(rows) and index.column() < len(columns):
            scrolled = self._view.verticalScrollBar().value()
            self._before = (rows[index.row()].id, index.row(), columns[index.column()].key, scrolled)

    def _restore(self) -> None:
        """Stay on the record and column that were current; where it is gone, on what took its place."""
        before, self._before = self._before, None
        self._begin_block()
        columns = self.columns()
        gone = before is None or self._model.place_of(before[0]) is None
        if not columns or (not self._model.rows and gone and before is not None) or not self._model.lines:
            # They may come back: a search that finds nothing is cleared again.
            self._before = before
            return
        if before is None:
            if self._view.hasFocus():
                self.go((0, 0))
            return
        record, row, key, scrolled = before
        keys = [self._model.columns[column].key for column in columns]
        place = self._model.place_of(record)
        column = columns[keys.index(key)] if key in keys else columns[0]
        stays = place is not None
        index = self._model.index(
            place if place is not None else min(row, max(len(self._model.rows) - 1, 0)), column
        )
        self._view.selectionModel().setCurrentIndex(index, _FLAG.ClearAndSelect)
        if stays:
            self._view.verticalScrollBar().setValue(scrolled)
