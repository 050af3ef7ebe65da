"""Pages of cards inside scroll areas, never squeezed below what their words need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from csp_desktop.ui.look.theme import px

_CHANGES = (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show)


def scrolled(page: QWidget, name: str, *, sideways: bool = True) -> QScrollArea:
    """A scroll area without a frame round a page, as a screen reader names it."""
    scroll = QScrollArea()
    scroll.setAccessibleName(name)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if sideways else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    scroll.setHorizontalScrollBarPolicy(bar)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(page)
    return scroll


def column_of(cards: Sequence[QWidget]) -> QWidget:
    """Cards one below the other; a widget, as a layout within a layout does not notice that a card has grown."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(12))
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return holder


def keep_tall(page: QWidget) -> None:
    """See to it that a page is as tall as its layout needs at its width, at once and not frame by frame.

    A scroll area learns of a new height of wrapped text deep inside its page only after several rounds,
    and squeezes the page until then.
    """
    page.installEventFilter(_KeepsTall(page))


class _KeepsTall(QObject):
    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self._settle)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _CHANGES:
            self._settle()
            # What stands inside may still be about to wrap anew.
            self._again.start()
        return False

    def _settle(self) -> None:
        layout = self._page.layout()
        if layout is None:
            return
        height = layout.totalMinimumSize().height()
        if layout.hasHeightForWidth():
            height = max(height, layout.totalHeightForWidth(self._page.width()))
        if height != self._page.minimumHeight():
            self._page.setMinimumHeight(height)
