"""A short table of facts to read, every one of which opens what it tells of; as tall as what it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QMenu,
    QWidget,
)

from csp_desktop.ui.look.plain_words import as_hint
from csp_desktop.ui.look.theme import colour, font, px
from csp_desktop.ui.painted import LABEL_SIZE
from csp_desktop.ui.painted.fact_cells import FactDelegate, FactView, Index, bar_box
from csp_desktop.ui.painted.facts import Fact, FactColumn, Opens
from csp_desktop.ui.painted.stacked_bar import segment_at


class _Facts(QAbstractTableModel):
    def __init__(self, columns: Sequence[FactColumn], parent: QWidget) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self.rows: Sequence[Sequence[Fact]] = ()

    def show(self, rows: Sequence[Sequence[Fact]], columns: Sequence[FactColumn] | None) -> None:
        self.beginResetModel()
        self.rows = rows
        if columns is not None:
            self.columns = list(columns)
        self.endResetModel()

    def rename(self, column: int, heading: str) -> None:
        self.columns[column] = replace(self.columns[column], heading=heading)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, column, column)

    def fact(self, index: Index) -> Fact:
        return self.rows[index.row()][index.column()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.fact(index).words or "empty"
        if role == Qt.ItemDataRole.DisplayRole:
            return self.fact(index).words
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_hint(self.fact(index).words)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            # Nobody sees it; a screen reader says it with each cell.
            widths = [column.width for column in self.columns]
            called = self.rows[section][widths.index(0) if 0 in widths else 0]
            return called.words if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class _FactHeader(QHeaderView):
    """Headings as quiet words over a hairline, in line with what stands below."""

    def __init__(self, facts: _Facts, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._facts = facts

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        left = px(6) if section else px(2)
        column = self._facts.columns[section]
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        painter.save()
        painter.fillRect(rect, colour("surface"))
        painter.setFont(font(LABEL_SIZE))
        painter.setPen(colour("soft"))
        painter.drawText(
            rect.adjusted(left, 0, -px(6), 0), int(side | Qt.AlignmentFlag.AlignVCenter), column.heading
        )
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour("line"))
        painter.restore()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px(26))


class FactTable(FactView):
    """Facts in rows. Arrow keys move from one to the next, Enter or a click opens it.

    Those that are `looked_at` are only picked by a click, several with Ctrl or Space; a double click opens.
    """

    opened = Signal(object)
    """Where somebody wants to go: an Opens."""
    picked_too = Signal(int)
    """A row was clicked with Ctrl, or Space pressed on it: its place. It is chosen beside others, or no longer."""
    picked = Signal(int)
    """A row was moved to or clicked: its place."""

    def __init__(
        self,
        name: str,
        columns: Sequence[FactColumn],
        parent: QWidget | None = None,
        *,
        headed: bool = True,
        ruled: bool = True,
        looked_at: bool = False,
    ) -> None:
        super().__init__(parent)
        self._looked_at = looked_at
        self.ruled = ruled
        self._facts = _Facts(columns, self)
        self._fitted_to: tuple[object, ...] = ()
        self.hovered = QPersistentModelIndex()
        self.chosen_rows: frozenset[int] = frozenset()
        self.setAccessibleName(name)
        self.setModel(self._facts)
        self.setItemDelegate(FactDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(px(24))
        header = _FactHeader(self._facts, self)
        self.setHorizontalHeader(header)
        header.setVisible(headed)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        self.clicked.connect(self._clicked)
        if looked_at:
            self.doubleClicked.connect(lambda index: self.follow(index.row(), index.column()))

    def show_rows(self, rows: Sequence[Sequence[Fact]], columns: Sequence[FactColumn] | None = None) -> None:
        """Show these rows, under other columns where they are given; the one with the keyboard keeps its place."""
        at = self.currentIndex()
        row, column = at.row(), at.column()
        self.hovered = QPersistentModelIndex()
        self.chosen_rows = frozenset()
        self._facts.show(rows, columns)
        if rows:
            self.setCurrentIndex(self._facts.index(min(max(row, 0), len(rows) - 1), max(column, 0)))
        self._fit()

    def fact(self, index: Index) -> Fact:
        return self._facts.fact(index)

    def rename(self, column: int, heading: str) -> None:
        """Give a column another heading."""
        self._facts.rename(column, heading)

    def go_to(self, row: int) -> None:
        """Move the keyboard to a row and mark it."""
        self.setCurrentIndex(self._facts.index(row, 0))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.picked.emit(row)

    def fact_at(self, row: int, column: int) -> Fact:
        """A shown fact."""
        return self._facts.rows[row][column]

    def choose_rows(self, rows: Iterable[int]) -> None:
        """Mark these rows as the chosen ones."""
        self.chosen_rows = frozenset(rows)
        self.viewport().update()

    def follow(self, row: int, column: int) -> None:
        """Open what a fact tells of, as Enter does."""
        fact = self.fact_at(row, column)
        self._open(fact, fact.several)

    def _fit(self) -> None:
        # Not asked of the viewport: the first widget that Qt made itself has Python learn of every kind there is.
        width = self.contentsRect().width()
        columns, rows = self._facts.columns, self._facts.rows
        seen = (width, px(13), tuple(columns), rows, self.horizontalHeader().isVisibleTo(self))
        if seen == self._fitted_to:
            return
        self._fitted_to = seen
        fixed = {place: px(column.width) for place, column in enumerate(columns)}
        shared = [place for place, size in fixed.items() if not size]
        rest = max(px(60) * len(shared), width - sum(fixed.values()))
        for place, size in fixed.items():
            self.setColumnWidth(place, size or rest // len(shared))
        for row in range(len(rows)):
            self.setRowHeight(row, self.sizeHintForRow(row))
        header = (
            self.horizontalHeader().sizeHint().height() if self.horizontalHeader().isVisibleTo(self) else 0
        )
        self.setFixedHeight(self.verticalHeader().length() + header + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def minimumSizeHint(self) -> QSize:
        fixed = sum(px(column.width or 60) for column in self._facts.columns)
        return QSize(fixed, px(30))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus() and current.isValid() and current.row() != previous.row():
            self.picked.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and at.isValid() and self._looked_at:
            self.picked_too.emit(at.row())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and at.isValid():
            self.follow(at.row(), at.column())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self.hovered = QPersistentModelIndex(index)
        leads = index.isValid() and self._facts.fact(index).leads
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered = QPersistentModelIndex()
        self.viewport().update()

    def _clicked(self, index: QModelIndex) -> None:
        if self._looked_at and QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier:
            self.picked_too.emit(index.row())
            return
        self.picked.emit(index.row())
        if self._looked_at:
            return
        fact = self._facts.fact(index)
        several = fact.several
        if fact.segments:
            inner = QRectF(self.visualRect(index)).adjusted(px(6), px(6), -px(6), -px(5))
            spot = QPointF(self.viewport().mapFromGlobal(self.cursor().pos()))
            at = segment_at(bar_box(inner), fact.segments, spot)
            several = [line for line in several if at is None or line[2] == at]
        self._open(fact, several)

    def _open(self, fact: Fact, several: Sequence[tuple[str, Opens, int]]) -> None:
        if several:
            menu = QMenu(self)
            for label, opens, _ in several:
                menu.addAction(label.replace("&", "&&"), _opening(self.opened.emit, opens))
            menu.aboutToHide.connect(menu.deleteLater)
            rect: QRect = self.visualRect(self.currentIndex())
            menu.popup(self.viewport().mapToGlobal(rect.bottomLeft() + QPoint(0, 2)))
        elif fact.opens is not None:
            self.opened.emit(fact.opens)


def _opening(tell: Callable[[Opens], None], opens: Opens) -> Callable[[], None]:
    return lambda: tell(opens)
