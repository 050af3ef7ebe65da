"""The columns of a grid as this person arranged them: widths, order, and which are shown."""

from __future__ import annotations

from math import ceil
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QMenu

from csp_desktop.settings import settings
from csp_desktop.ui.grid.rows.model import GridModel
from csp_desktop.ui.grid.view import GridView
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.rating import badge_size

_MEASURED = 400
_SHORT, _WORDY = 14, 80
"""Characters: entries up to the first must be whole; the words of texts from the second on have room enough."""
_LONGEST_WORD = 190
_NARROWEST = 110
"""Of a column that wraps, for 13 px text, where all others have given way."""


class ColumnLayout(QObject):
    """Fits the columns of a view to its width and remembers under `key` what a person changes."""

    def __init__(self, view: GridView, model: GridModel, key: str) -> None:
        super().__init__(view)
        self.view, self.model, self.key = view, model, key
        self._fitting = False
        self._shape: tuple[int, str] | None = None
        self._least: dict[str, int] = {}
        self._advances: dict[tuple[str, bool], int] = {}
        header = view.horizontalHeader()
        header.sectionMoved.connect(lambda *_: self._remember_order())
        header.sectionResized.connect(self._remember_width)
        self.later = QTimer(self)
        self.later.setSingleShot(True)
        self.later.setInterval(0)
        self.later.timeout.connect(self.fit)

    def menu(self) -> QMenu:
        """The column chooser: a menu that ticks the columns shown."""
        menu = QMenu(self.view)
        header = self.view.horizontalHeader()
        for place, column in enumerate(self.model.columns):
            action = menu.addAction(column.label.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(place))
            action.setEnabled(place > 0)
            action.toggled.connect(lambda on, place=place: self.show_column(place, on))
        menu.addSeparator()
        menu.addAction("As at first").triggered.connect(lambda: self._forget())
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _kept(self) -> dict[str, Any]:
        kept: dict[str, Any] = settings().get("grids", {}).get(self.key, {})
        return kept

    def _keep(self, **values: Any) -> None:
        grids = dict(settings().get("grids", {}))
        grids[self.key] = {**grids.get(self.key, {}), **values}
        settings().put("grids", grids)

    def restore(self) -> None:
        """Arrange the columns as they were left, or as they are usual."""
        header = self.view.horizontalHeader()
        kept = self._kept()
        hidden, order = kept.get("hidden"), kept.get("order", [])
        self._fitting = True
        for place, column in enumerate(self.model.columns):
            off = column.hidden if hidden is None else column.key in hidden
            header.setSectionHidden(place, off and place > 0)
        keys = [column.key for column in self.model.columns]
        for visual, key in enumerate([key for key in order if key in keys]):
            header.moveSection(header.visualIndex(keys.index(key)), visual)
        self._fitting = False
        self.fit()

    def widen(self) -> None:
        """Fit again where what is shown now needs more room than a column has."""
        if self._measure():
            self.fit()

    def _measure(self) -> bool:
        """Note the least width of each column; whether one needs more than before.

        A figure, a date, a badge and any short entry must be whole, and so must each word of a text.
        """
        shape = (theme.px(100), theme.font().toString())
        if shape != self._shape:
            self._shape, self._least, self._advances = shape, {}, {}
        across = theme.px(22)
        most = theme.px(_LONGEST_WORD)
        more = False
        for place in self.view.cells.columns():
            column = self.model.columns[place]
            drawn = column.painter() is not None
            least = self._least.get(column.key, 0)
            badges = set()
            for row in self.model.rows[:_MEASURED]:
                text, rating = column.text(row), column.rating(row)
                if rating:
                    badges.add((rating, text or self.model.context.rating_words.get(rating)))
                # A drawing fits any width; its words are for those who cannot see it.
                if not text or rating is not None or drawn:
                    continue
                if column.wraps:
                    parts = text.split() if len(text) < _WORDY else ()
                else:
                    parts = [text] if column.right or len(text) <= _SHORT else ()
                bold = column.strong(row)
                for part in parts:
                    least = max(least, min(self._advance(part, bold) + across, most))
            for rating, word in badges:
                least = max(least, min(badge_size(rating, word).width() + theme.px(18), most))
            more = more or least > self._least.get(column.key, 0)
            self._least[column.key] = least
        return more

    def _advance(self, text: str, bold: bool) -> int:
        key = (text, bold)
        if key not in self._advances:
            if len(self._advances) > 20_000:
                self._advances.clear()
            self._advances[key] = ceil(QFontMetricsF(theme.font(bold=bold)).horizontalAdvance(text))
        return self._advances[key]

    def fit(self) -> None:
        """Give each column its remembered or usual width; narrative columns share what is left over.

        Where there is too little room they give way in this order: narrative ones to six tenths of what is
        usual, then the others by a quarter at most, then all that wrap on. No column becomes narrower than
        what must be whole in it, or than a person made it: then the grid scrolls sideways.
        """
        header = self.view.horizontalHeader()
        kept: dict[str, int] = self._kept().get("widths", {})
        shown_columns = self.view.cells.columns()
        columns = self.model.columns
        heading = header.fontMetrics()
        labels = {
            place: heading.horizontalAdvance(columns[place].label) + theme.px(24) for place in shown_columns
        }
        widths: dict[int, int] = {}
        for place in shown_columns:
            column = columns[place]
            if column.key in kept:
                widths[place] = theme.px(kept[column.key])
            else:
                least = self._least.get(column.key, 0)
                widths[place] = max(theme.px(column.width), labels[place], least)
        flexible = [
            place
            for place in shown_columns
            if columns[place].wraps and columns[place].width >= 180 and columns[place].key not in kept
        ]
        # The scroll bar takes its room whether or not it is there yet, so that nothing jumps.
        room = self.view.width() - theme.px(12) - sum(widths.values())
        share = sum(widths[place] for place in flexible)
        if self.view.width() > theme.px(300):
            for place in flexible:
                grown = round(widths[place] * (1 + room / share))
                widths[place] = max(grown, round(widths[place] * 0.6), theme.px(150))
            over = sum(widths.values()) - (self.view.width() - theme.px(12))
            least_of = {
                place: max(self._least.get(columns[place].key, 0), labels[place])
                for place in shown_columns
                if columns[place].key not in kept
            }
            others = {
                place: max(least, round(widths[place] * 0.75))
                for place, least in least_of.items()
                # The first has the mark that folds beside its words; of what is not measured nobody knows what
                # will stand in it.
                if place and place not in flexible and self._least.get(columns[place].key)
            }
            wrapping = {
                place: max(least, theme.px(_NARROWEST))
                for place, least in least_of.items()
                if columns[place].wraps
            }
            for least_widths in (others, wrapping):
                over = _give_way(widths, least_widths, over)
        self._fitting = True
        for place, width in widths.items():
            if header.sectionSize(place) != width:
                header.resizeSection(place, width)
        self._fitting = False
        self.view.cells.settle()
        self.view.heights.fit()

    def show_column(self, place: int, on: bool) -> None:
        """Show or hide a column, and remember it."""
        header = self.view.horizontalHeader()
        header.setSectionHidden(place, not on)
        columns = self.model.columns
        self._keep(
            hidden=[column.key for other, column in enumerate(columns) if header.isSectionHidden(other)]
        )
        self.fit()

    def _remember_width(self, place: int, _: int, width: int) -> None:
        if self._fitting or not width or place >= len(self.model.columns):
            return
        usual = round(width / theme.px(100) * 100)
        self._keep(widths={**self._kept().get("widths", {}), self.model.columns[place].key: usual})

    def _remember_order(self) -> None:
        if not self._fitting:
            header = self.view.horizontalHeader()
            keys = [self.model.columns[header.logicalIndex(at)].key for at in range(header.count())]
            self._keep(order=keys)

    def _forget(self) -> None:
        self._keep(widths={}, hidden=None, order=[])
        header = self.view.horizontalHeader()
        self._fitting = True
        for place in range(header.count()):
            header.moveSection(header.visualIndex(place), place)
        self._fitting = False
        self.restore()


def _give_way(widths: dict[int, int], least: dict[int, int], over: int) -> int:
    """Take `over` pixels from columns, evenly and from none below its least; how many are over still."""
    places = sorted(least, key=lambda place: widths[place] - least[place])
    for number, place in enumerate(places):
        given = max(min(ceil(over / (len(places) - number)), widths[place] - least[place]), 0)
        widths[place] -= given
        over -= given
    return over
