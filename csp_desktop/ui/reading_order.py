"""The order in which Tab goes through a page: as the eye does, whenever and in whatever order its parts were made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QGridLayout,
    QLayout,
    QScrollArea,
    QSplitter,
    QWidget,
)

_WHOLE = (QAbstractItemView, QComboBox, QAbstractSpinBox)
"""What stands inside these is theirs to give the keys to."""


def put_in_reading_order(page: QWidget) -> list[QWidget]:
    """Have Tab go from one to the next of what is shown on a page as it is read: down, and across where side by side; in this order."""
    # Which comes next is not asked of Qt: its binding would take the answer for a part of the one asked, and for gone
    # with it, were it the menu bar.
    stops = list(_stops(page))
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)
    return stops


def _stops(page: QWidget) -> Iterator[QWidget]:
    for child in _read(page):
        if child.isHidden() or child.isWindow():
            continue
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.focusProxy() is None:
            yield child
        if not isinstance(child, _WHOLE):
            yield from _stops(child)


def _read(page: QWidget) -> Iterator[QWidget]:
    """What stands in a widget, in reading order; last what has no place in its layout."""
    inside: list[QWidget | None] = []
    if isinstance(page, QSplitter):
        inside = [page.widget(place) for place in range(page.count())]
    elif isinstance(page, QScrollArea):
        inside = [page.widget()]
    elif (layout := page.layout()) is not None:
        inside = list(_placed(layout))
    placed = [widget for widget in inside if widget is not None]
    yield from placed
    if not isinstance(page, QScrollArea):
        known = set(placed)
        # Asked for widgets alone: one of Qt's own objects of another kind has Python learn of every kind there is.
        own = page.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        yield from (child for child in own if child not in known)


def _placed(layout: QLayout) -> Iterator[QWidget]:
    items = [item for place in range(layout.count()) if (item := layout.itemAt(place)) is not None]
    if isinstance(layout, QGridLayout):
        items.sort(key=lambda item: (item.geometry().top(), item.geometry().left()))
    for item in items:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _placed(inner)
