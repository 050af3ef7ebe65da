"""A short table of facts to read, every one of which opens what it tells of; as tall as what it holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

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
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from csp_desktop.ui.context import Context
from csp_desktop.ui.painted import LABEL_SIZE
from csp_desktop.ui.painted.stacked_bar import Segment, paint_segments, segment_at
from csp_desktop.ui.rating import badge_size, paint_badge, paint_shape
from csp_desktop.ui.theme import colour, colours, font, px

Look = Literal["plain", "soft", "bold", "late", "good", "figure"]
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Opens:
    """Where a fact leads: a record by register and id, or a tab with one of its chips chosen."""

    record: tuple[str, str] | None = None
    chip: tuple[str, str] | None = None

    def follow(self, context: Context) -> None:
        """Go there."""
        if self.record is not None:
            context.opened.emit(*self.record)
        elif self.chip is not None:
            context.filtered.emit(*self.chip)


@dataclass(frozen=True)
class Fact:
    """One cell: words, a badge where `rag` is given, or a bar; `under` is a second, quieter line.

    `mark` is a rating's shape before the words; `tail` follows the words in its own look ("↑4"). `several` leads to more than one place: label,
    destination and, for a bar, the segment each belongs to.
    """

    text: str = ""
    look: Look = "plain"
    rag: str | None = None
    mark: str | None = None
    under: str = ""
    tail: str = ""
    tail_look: Look = "soft"
    segments: Sequence[Segment] = ()
    right: bool = False
    said: str = ""
    opens: Opens | None = None
    several: Sequence[tuple[str, Opens, int]] = ()

    @property
    def words(self) -> str:
        """The cell as a screen reader says it."""
        if self.said:
            return self.said
        parts = [self.text, self.tail, self.under]
        parts += [f"{segment.label} {segment.words}" for segment in self.segments if segment.value]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class FactColumn:
    """A heading and a width for 13 px text; 0 shares what is left."""

    heading: str
    width: int = 0
    right: bool = False


class _Facts(QAbstractTableModel):
    def __init__(self, columns: Sequence[FactColumn], parent: QWidget) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self.rows: Sequence[Sequence[Fact]] = ()

    def show(self, rows: Sequence[Sequence[Fact]]) -> None:
        self.beginResetModel()
        self.rows = rows
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
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return self.fact(index).words
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class _FactDelegate(QStyledItemDelegate):
    """Paints facts over a hairline; the cell that has the keyboard is tinted and ringed."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        fact: Fact = index.model().fact(index)
        width = max(px(20), self.parent().columnWidth(index.column()) - px(12))
        if fact.rag is not None:
            return QSize(width, badge_size(fact.rag, fact.text or None).height() + px(12))
        if fact.segments:
            return QSize(width, px(34))
        height = _text_height(fact.text, _font(fact.look), width - _tail_width(fact) - _mark_width(fact))
        if fact.under:
            height += _text_height(fact.under, font(12), width) + px(1)
        return QSize(width, max(px(30), round(height) + px(12)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view: FactTable = self.parent()
        fact: Fact = index.model().fact(index)
        box = QRectF(option.rect)
        current = view.hasFocus() and index == view.currentIndex()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current:
            painter.fillRect(box.adjusted(0, 0, 0, -1), colour("accent_tint"))
        elif view.chosen_row == index.row():
            painter.fillRect(box.adjusted(0, 0, 0, -1), colour("hover"))
        if view.ruled:
            painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), colour("line"))
        inner = box.adjusted(px(6) if index.column() else px(2), px(6), -px(6), -px(5))
        if fact.rag is not None:
            paint_badge(painter, inner, fact.rag, fact.text or None)
        elif fact.segments:
            paint_segments(painter, _bar_box(inner), fact.segments, font(11))
        else:
            self._paint_text(painter, inner, fact, hovered=view.hovered == index and _leads(fact))
        if current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("accent"), 1.5))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -2), px(3), px(3))
        painter.restore()

    def _paint_text(self, painter: QPainter, inner: QRectF, fact: Fact, *, hovered: bool) -> None:
        used = QFont(_font(fact.look))
        used.setUnderline(hovered)
        along = Qt.AlignmentFlag.AlignRight if fact.right else Qt.AlignmentFlag.AlignLeft
        flags = int(along | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
        if fact.mark is not None:
            side = px(8)
            top = inner.top() + (QFontMetricsF(used).height() - side) / 2
            ink = QColor(colours().rating(fact.mark).ink)
            paint_shape(painter, QRectF(inner.left(), top, side, side), fact.mark, ink)
            inner = inner.adjusted(_mark_width(fact), 0, 0, 0)
        words = inner.adjusted(0, 0, -_tail_width(fact), 0)
        painter.setFont(used)
        painter.setPen(_ink(fact.look))
        taken = painter.boundingRect(words, flags, fact.text)
        painter.drawText(words, flags, fact.text)
        if fact.tail:
            painter.setFont(font())
            painter.setPen(_ink(fact.tail_look))
            base = QFontMetricsF(used).ascent() - QFontMetricsF(font()).ascent()
            painter.drawText(
                QRectF(taken.right() + px(5), inner.top() + base, _tail_width(fact), inner.height()),
                int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop),
                fact.tail,
            )
        if fact.under:
            painter.setFont(font(12))
            painter.setPen(colour("soft"))
            painter.drawText(inner.adjusted(0, taken.height() + px(1), 0, 0), flags, fact.under)


class _FactHeader(QHeaderView):
    """Headings as quiet words over a hairline, in line with what stands below."""

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        left = px(6) if section else px(2)
        column = self.model().columns[section]
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


class FactTable(QTableView):
    """Facts in rows. Arrow keys move from one to the next, Enter or a click opens it."""

    opened = Signal(object)
    """Where somebody wants to go: an Opens."""
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
    ) -> None:
        super().__init__(parent)
        self.ruled = ruled
        self._facts = _Facts(columns, self)
        self.hovered = QPersistentModelIndex()
        self.chosen_row = -1
        self.setAccessibleName(name)
        self.setModel(self._facts)
        self.setItemDelegate(_FactDelegate(self))
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
        header = _FactHeader(Qt.Orientation.Horizontal, self)
        self.setHorizontalHeader(header)
        header.setVisible(headed)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        self.clicked.connect(self._clicked)

    def show_rows(self, rows: Sequence[Sequence[Fact]]) -> None:
        """Show these rows; the one with the keyboard keeps its place."""
        at = self.currentIndex()
        row, column = at.row(), at.column()
        self.hovered = QPersistentModelIndex()
        self.chosen_row = -1
        self._facts.show(rows)
        if rows:
            self.setCurrentIndex(self._facts.index(min(max(row, 0), len(rows) - 1), max(column, 0)))
        self._fit()

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

    def row_count(self) -> int:
        """How many rows are shown."""
        return len(self._facts.rows)

    def choose_row(self, row: int) -> None:
        """Mark one row as the chosen one; -1 for none."""
        self.chosen_row = row
        self.viewport().update()

    def follow(self, row: int, column: int) -> None:
        """Open what a fact tells of, as Enter does."""
        fact = self.fact_at(row, column)
        self._open(fact, fact.several)

    def _fit(self) -> None:
        columns = self._facts.columns
        width = self.viewport().width()
        fixed = [px(column.width) for column in columns]
        shared = [place for place, size in enumerate(fixed) if not size]
        rest = max(px(60) * len(shared), width - sum(fixed))
        for place, size in enumerate(fixed):
            self.setColumnWidth(place, size or rest // len(shared))
        for row in range(len(self._facts.rows)):
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

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus() and current.isValid() and current.row() != previous.row():
            self.picked.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and at.isValid():
            self.follow(at.row(), at.column())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self.hovered = QPersistentModelIndex(index)
        leads = index.isValid() and _leads(self._facts.fact(index))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered = QPersistentModelIndex()
        self.viewport().update()

    def _clicked(self, index: QModelIndex) -> None:
        self.picked.emit(index.row())
        fact = self._facts.fact(index)
        several = fact.several
        if fact.segments:
            inner = QRectF(self.visualRect(index)).adjusted(px(6), px(6), -px(6), -px(5))
            spot = QPointF(self.viewport().mapFromGlobal(self.cursor().pos()))
            at = segment_at(_bar_box(inner), fact.segments, spot)
            several = [found for found in several if at is None or found[2] == at]
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


def _leads(fact: Fact) -> bool:
    return fact.opens is not None or bool(fact.several)


def _bar_box(inner: QRectF) -> QRectF:
    return QRectF(inner.left(), inner.top() + px(1), inner.width(), px(18))


def _mark_width(fact: Fact) -> float:
    return px(14) if fact.mark is not None else 0.0


def _font(look: Look) -> QFont:
    return font(24 if look == "figure" else 13, bold=look in ("bold", "figure"))


def _ink(look: Look) -> QColor:
    return colour({"soft": "soft", "late": "red", "good": "green"}.get(look, "ink"))


def _tail_width(fact: Fact) -> float:
    return QFontMetricsF(font()).horizontalAdvance(fact.tail) + px(6) if fact.tail else 0.0


def _text_height(text: str, used: QFont, width: float) -> float:
    box = QRectF(0, 0, width, 10000)
    return QFontMetricsF(used).boundingRect(box, int(Qt.TextFlag.TextWordWrap), text).height()
