"""A tab over a register: filter chips and buttons above, the grid, and the chosen record beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.editing.changes import Step
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.look.chips import ChipBar
from csp_desktop.ui.look.plain_words import READ_ONLY, allow
from csp_desktop.ui.look.screen_room import is_low
from csp_desktop.ui.look.scrolled_page import keep_tall
from csp_desktop.ui.look.theme import px, set_role
from csp_desktop.ui.tab import CellGrid, Tab


class RegisterTab(Tab):
    """What the register tabs share. A tab makes its grid and its side and hands both to `lay_out`."""

    holds = "rows"
    """What its rows are, in words."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.chips = ChipBar(f"Which {self.holds} are shown")
        for changed in (
            *(self.chips.chosen, self.chips.narrowed),
            *(context.search_changed, context.plan_changed, context.quarter_changed),
        ):
            changed.connect(self._filter_anew)
        self.chips.chosen.connect(lambda _: self.go_stale())
        context.written.connect(self._hold_chosen)
        self._beside_width = 0
        """px for 13 px text the record beside the grid is to have, until it has been given it."""
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(px(8))
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(px(12))
        bar = QHBoxLayout()
        bar.setSpacing(px(12))
        bar.addWidget(self.chips, 1)
        bar.addLayout(self._buttons)
        self._whole = QVBoxLayout(self)
        self._space(low=False)
        self._whole.addLayout(bar)
        self._whole.addWidget(self.splitter, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_window(low=is_low(self))
        self._divide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._divide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_whole"):
            self.fit_window(low=is_low(self))

    def fit_window(self, *, low: bool) -> None:
        """Leave the grid as much of a window that is `low` for its text as it needs."""
        self._space(low=low)
        for grid in self._registers():
            grid.view.set_tight(low)

    def _registers(self) -> list[RegisterGrid]:
        """The grids of the tab without those in the record beside them, which show what a line has no room for."""
        grids = self.findChildren(RegisterGrid)
        return [grid for grid in grids if isinstance(grid.parentWidget(), QSplitter | QStackedWidget)]

    def seen_grid(self) -> CellGrid | None:
        # What is said or measured of the record beside it is not what the keys go to.
        return next((grid for grid in self._registers() if grid.isVisible()), None)

    def _space(self, *, low: bool) -> None:
        self._whole.setContentsMargins(px(16), px(3 if low else 9), px(16), px(3 if low else 14))
        self._whole.setSpacing(px(4 if low else 9))

    def _filter_anew(self, *_: object) -> None:
        for grid in self.findChildren(RegisterGrid):
            grid.model.filter_anew()

    def _hold_chosen(self, _step: Step) -> None:
        # What is typed beside a row may be no end of the typing; the row stays until another is filtered for.
        for grid in self._registers() if self.isVisible() else ():
            if grid.isVisible() and grid.current is not None:
                grid.model.hold([grid.current])

    def split(self, left: QWidget, right: QWidget, shares: tuple[int, int]) -> None:
        """Stand two widgets side by side; they keep their shares as the window changes."""
        for place, widget in enumerate((left, right)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(place, shares[place])
        self.splitter.setSizes([px(10 * share) for share in shares])

    def stand_beside(self, left: QWidget, right: QWidget, width: int) -> None:
        """Stand a record beside a grid, so wide for 13 px text; what a wider window has more is the grid's."""
        for widget in (left, right):
            self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(0, 1)
        self._beside_width = width

    def _divide(self) -> None:
        if self._beside_width and self.isVisible():
            # Large text must not push the grid out of the window.
            beside = min(px(self._beside_width), round(self.width() * 0.4))
            self._beside_width = 0
            self.splitter.setSizes([self.width() - beside, beside])

    def add_button(
        self,
        label: str,
        act: Callable[[], object],
        hint: str = "",
        *,
        primary: bool = False,
        changes: bool = False,
    ) -> QPushButton:
        """A button at the right of the chips; one that `changes` is off where the file is only read.

        `hint` says what it does, and its key where it has one.
        """
        button = QPushButton(label)
        if primary:
            set_role(button, "primary")
        button.setAccessibleDescription(hint)
        allow(button, READ_ONLY if changes and not self.context.editable else "")
        button.clicked.connect(lambda: act())
        self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return button

    def add_columns_button(self) -> None:
        """The column chooser of the grid that is seen."""
        button = self.add_button(
            "Columns", lambda: self._choose_columns(button), "Choose which columns are shown"
        )

    def _choose_columns(self, button: QPushButton) -> None:
        grid = self.seen_grid()
        if grid is not None:
            grid.columns_menu().popup(button.mapToGlobal(button.rect().bottomLeft()))

    def print_form(self, name: str) -> None:
        """Open the print window on a form."""
        self.context.print_asked.emit(name, "")

    def choose_chip(self, chip: str) -> None:
        if self._stale:
            self._freshen()
        # Choosing what is chosen would turn it off.
        if chip != self.chips.current:
            self.chips.choose(chip)
        else:
            self._filter_anew()

    def show_all(self) -> None:
        """Turn filters off, so that any record can be brought into sight."""
        self.choose_chip("All")


def scrolled(content: QWidget, width: int) -> QScrollArea:
    """A card that scrolls, at least so wide for 13 px text."""
    keep_tall(content)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setMinimumWidth(px(width))
    area.setWidget(content)
    return area
