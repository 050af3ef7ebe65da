"""Rows as tall as their text: those near the top at once, the others when there is time."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QTableView

from csp_desktop.ui.grid.painting import GridDelegate
from csp_desktop.ui.grid.rows.model import GridModel
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.look import theme

_AT_ONCE = 300
_REMEMBERED = 20_000


class RowHeights(QObject):
    """Gives the rows of a view the height a delegate says their text takes, and remembers it by that text."""

    fitted = Signal()
    """Some rows have been looked at."""

    def __init__(self, view: QTableView, model: GridModel, delegate: GridDelegate) -> None:
        super().__init__(view)
        self._view, self._model, self._delegate = view, model, delegate
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.fit)
        self._rest = QTimer(self)
        self._rest.setInterval(0)
        self._rest.timeout.connect(self._fit_some)
        self._done = 0
        self._known: dict[tuple[object, ...], int] = {}

    @property
    def unfinished(self) -> bool:
        """Whether rows further down have still to be looked at."""
        return self._rest.isActive()

    def fit_soon(self, after: int) -> None:
        """Fit all rows in so many milliseconds, counted anew where this is asked again before."""
        self._soon.start(after)

    def fit(self) -> None:
        """Fit all rows."""
        self._soon.stop()
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        self._done = 0
        self._fit_some()
        if self._done < len(self._model.lines):
            self._rest.start()

    def fit_row(self, row: Row) -> None:
        """Fit one row."""
        place = self._model.place_of(row.id)
        if place is None:
            return
        before, viewport = self._view.rowHeight(place), self._view.viewport()
        self._fit(range(place, place + 1))
        if self._view.rowHeight(place) != before:
            # What stands below it moves, and is painted with it.
            top = self._view.rowViewportPosition(place)
            viewport.update(0, top, viewport.width(), viewport.height() - top)

    def _fit_some(self) -> None:
        every = len(self._model.lines)
        stop = min(self._done + _AT_ONCE, every)
        self._fit(range(self._done, stop))
        self._done = stop
        if stop >= every:
            self._rest.stop()

    def _fit(self, places: range) -> None:
        header, vertical = self._view.horizontalHeader(), self._view.verticalHeader()
        wrapping = [
            (column, header.sectionSize(place))
            for place, column in enumerate(self._model.columns)
            if column.wraps and not header.isSectionHidden(place)
        ]
        shape = (theme.px(100), self._delegate.tight, *(width for _, width in wrapping))
        for place in places:
            row = self._model.lines[place]
            words = ((column.text(row), column.under(row)) for column, _ in wrapping)
            key = (row.heading, row.depth, row is self._model.ghost, *words, shape)
            height = self._known.get(key)
            if height is None:
                height = self._delegate.height_of(row, iter(wrapping))
                self._known[key] = height
            if vertical.sectionSize(place) != height:
                vertical.resizeSection(place, height)
        self.fitted.emit()
