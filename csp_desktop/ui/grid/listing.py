"""A list to read and choose from: rows of anything, in columns of words, never edited in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from csp_desktop.palette import ColourRole
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.notice import announce
from csp_desktop.ui.look.plain_words import as_hint, show_hint
from csp_desktop.ui.look.rating import paint_badge

_Index = QModelIndex | QPersistentModelIndex
_LINES = 3
_LEAST_WIDE = 170
_SAMPLE = 200
_ROW_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class ListingColumn:
    """One column: what it says of a row, in which colour role, and as which badges (rating, word) if any.

    Of two badges the second is what the first becomes.

    `width` is in px for 13 px text; the one with width 0 takes what is left. A row is called by what the
    columns say that are `names`, or by the first.
    """

    label: str
    text: Callable[[Any], str]
    width: int = 0
    tone: Callable[[Any], ColourRole] = lambda row: "ink"
    badges: Callable[[Any], Sequence[tuple[str, str]]] = lambda row: ()
    bold: Callable[[Any], bool] = lambda row: False
    names: bool = False

    def words(self, row: Any) -> str:
        """What it says of a row, badges by their words."""
        badges = self.badges(row)
        return " → ".join(word for _, word in badges) if badges else self.text(row)


class _ListingModel(QAbstractTableModel):
    def __init__(self, columns: Sequence[ListingColumn], parent: QWidget) -> None:
        super().__init__(parent)
        self.columns = columns
        self.rows: Sequence[Any] = ()
        self.headings = [column.label for column in columns]
        self.ticked: set[int] | None = None
        self.refused: dict[int, str] = {}

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.headings[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        elif role == Qt.ItemDataRole.DisplayRole:
            # Nobody sees it; a screen reader says it with each cell.
            naming = [column for column in self.columns if column.names] or self.columns[:1]
            return " ".join(" ".join(column.words(self.rows[section]) for column in naming).split())
        return None

    def data(self, index: _Index, role: int = 0) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            words = column.words(row)
            return words if words or role == Qt.ItemDataRole.DisplayRole else "empty"
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0 and self.ticked is not None:
            if index.row() in self.refused:
                return None
            return Qt.CheckState.Checked if index.row() in self.ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            if index.column() == 0 and index.row() in self.refused:
                return as_hint(self.refused[index.row()])
            text = column.text(row)
            return as_hint(text) if len(text) > 30 else None
        if role == _ROW_ROLE:
            return row
        return None


class _ListingDelegate(QStyledItemDelegate):
    def __init__(self, listing: Listing) -> None:
        super().__init__(listing)
        self._listing = listing

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        c = theme.colours()
        row, column = index.data(_ROW_ROLE), self._listing.columns[index.column()]
        painter.save()
        chosen = self._listing.selectionModel().isRowSelected(index.row(), QModelIndex())
        painter.fillRect(option.rect, QColor(c.accent_tint if chosen else c.surface))
        painter.setPen(QColor(c.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if chosen and index.column() == 0:
            painter.fillRect(
                QRectF(option.rect.left(), option.rect.top(), theme.px(3), option.rect.height()),
                QColor(c.accent),
            )
        above, below = (theme.px(2), theme.px(1)) if self._listing.tight else (theme.px(6), theme.px(5))
        box = QRectF(option.rect).adjusted(theme.px(10), above, -theme.px(8), -below)
        if index.column() == 0 and self._listing.ticked is not None:
            self._paint_tick(painter, box, index)
            box.setLeft(box.left() + theme.px(26))
        badges = column.badges(row)
        if badges:
            self._paint_badges(painter, box.translated(0, -theme.px(2)), badges)
        else:
            painter.setFont(theme.font(bold=column.bold(row)))
            painter.setPen(theme.colour(column.tone(row)))
            paint_lines(painter, box, column.text(row))
        painter.restore()

    def _paint_badges(self, painter: QPainter, box: QRectF, badges: Sequence[tuple[str, str]]) -> None:
        for place, (rag, word) in enumerate(badges):
            if place:
                painter.setPen(theme.colour("soft"))
                painter.drawText(box.topLeft() + QPointF(0, theme.px(15)), "→")
                box.setLeft(box.left() + theme.px(20))
            box.setLeft(paint_badge(painter, box, rag, word).right() + theme.px(6))

    def _paint_tick(self, painter: QPainter, box: QRectF, index: _Index) -> None:
        option = QStyleOptionButton()
        side = theme.px(16)
        option.rect = QRectF(box.left(), box.top(), side, side).toRect()
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        option.state = QStyle.StateFlag.State_On if ticked else QStyle.StateFlag.State_Off
        if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            option.state |= QStyle.StateFlag.State_Enabled
        style = self._listing.tick_box.style()
        style.drawPrimitive(
            QStyle.PrimitiveElement.PE_IndicatorCheckBox, option, painter, self._listing.tick_box
        )


class Listing(QTableView):
    """Rows to read; one can be chosen with the arrow keys or the mouse, Enter opens it.

    Where rows can be ticked (`tick` was called), Space and a click on the box do it. Of words that need more than
    `most_lines` the rest is in the hint.
    """

    chose = Signal(object)
    """The row that is now current; None for no row."""
    opened = Signal(object)
    """The row on which Enter or a double click fell."""
    fitted = Signal()
    """Rows became lower or taller."""
    ticks_changed = Signal()
    """Other rows are ticked now."""

    def __init__(
        self,
        name: str,
        columns: Sequence[ListingColumn],
        parent: QWidget | None = None,
        *,
        most_lines: int = _LINES,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._model = _ListingModel(self.columns, self)
        # Never shown: it only lends its looks to the painted boxes.
        self.tick_box = QCheckBox(self)
        self.tick_box.hide()
        self._usual_lines = self._most_lines = most_lines
        self.setModel(self._model)
        self.setItemDelegate(_ListingDelegate(self))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme.px(24))
        self.verticalHeader().setDefaultSectionSize(theme.px(32))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(theme.px(40))
        for place, column in enumerate(self.columns):
            self.setColumnWidth(place, theme.px(column.width or _LEAST_WIDE))
        self._refit = QTimer(self)
        self._refit.setSingleShot(True)
        self._refit.timeout.connect(self._fit)
        header.sectionResized.connect(lambda *_: self._refit.start(0))
        self.selectionModel().currentRowChanged.connect(lambda now, _: self.chose.emit(now.data(_ROW_ROLE)))
        self.activated.connect(lambda index: self.opened.emit(index.data(_ROW_ROLE)))

    @property
    def rows(self) -> Sequence[Any]:
        """The rows shown."""
        return self._model.rows

    @property
    def current(self) -> Any:
        """The row chosen, or None."""
        return self.currentIndex().data(_ROW_ROLE) if self.currentIndex().isValid() else None

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows, keeping the place where the current row is still among them."""
        before = self.current
        self._model.beginResetModel()
        self._model.rows = rows
        if self._model.ticked is not None:
            self._model.ticked, self._model.refused = set(), {}
        self._model.endResetModel()
        self._fit_rows()
        if before is not None and before in rows:
            self.choose(before)

    @property
    def tight(self) -> bool:
        """Whether every row is one line, so that more of them are seen."""
        return self._most_lines == 1

    def set_tight(self, tight: bool) -> None:
        """Have rows of one line each under a low heading, or again as tall as their words."""
        if tight != self.tight:
            self._most_lines = 1 if tight else self._usual_lines
            self.verticalHeader().setMinimumSectionSize(0 if tight else theme.px(24))
            theme.set_role(self.horizontalHeader(), "tight" if tight else "")
            self._fit_rows()

    @property
    def ticked(self) -> Sequence[Any] | None:
        """The rows ticked; None where rows are not to be ticked."""
        if self._model.ticked is None:
            return None
        return [self.rows[place] for place in sorted(self._model.ticked)]

    def tick(self, keep: Callable[[Any], bool], refused: Callable[[Any], str] = lambda row: "") -> None:
        """Tick these rows and no others; `refused` says why one cannot be ticked at all, "" where it can."""
        reasons = {place: refused(row) for place, row in enumerate(self.rows)}
        self._model.refused = {place: reason for place, reason in reasons.items() if reason}
        self._model.ticked = {
            place for place, row in enumerate(self.rows) if keep(row) and not reasons[place]
        }
        self._fit_rows()
        self._ticks_new()

    def _toggle(self, place: int) -> None:
        if reason := self._model.refused.get(place):
            at = self.visualRect(self._model.index(place, 0)).bottomLeft()
            show_hint(self.viewport().mapToGlobal(at), reason, self)
            announce(self, reason)
        elif self._model.ticked is not None and place >= 0:
            self._model.ticked ^= {place}
            self._ticks_new()

    def _ticks_new(self) -> None:
        self.viewport().update()
        if self.rows:
            self._model.dataChanged.emit(self._model.index(0, 0), self._model.index(len(self.rows) - 1, 0))
        self.ticks_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self._model.ticked is not None:
            self._toggle(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        left = self.visualRect(index).left()
        if index.column() == 0 and event.position().x() - left < theme.px(34):
            self._toggle(index.row())

    def choose(self, row: Any) -> None:
        """Make a row the current one and bring it into view."""
        place = next((number for number, listed in enumerate(self.rows) if listed == row), -1)
        if place >= 0:
            self.setCurrentIndex(self._model.index(place, 0))

    def set_header(self, place: int, label: str) -> None:
        """Put another heading over a column."""
        self._model.headings[place] = label
        self._model.headerDataChanged.emit(Qt.Orientation.Horizontal, place, place)

    def content_height(self, most: int | None = None) -> int:
        """How tall it must be to show every row, or so many of the first."""
        rows = sum(self.rowHeight(place) for place in range(len(self.rows[:most])))
        return self.horizontalHeader().sizeHint().height() + rows + theme.px(4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the wide column what is left, never less than can be read; then rows their height."""
        wide = [place for place, column in enumerate(self.columns) if not column.width]
        if wide:
            taken = sum(self.columnWidth(place) for place in range(len(self.columns)) if place not in wide)
            share = max((self.viewport().width() - taken) // len(wide), theme.px(_LEAST_WIDE))
            for place in wide:
                if self.columnWidth(place) != share:
                    self.setColumnWidth(place, share)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Rows as tall as their words, up to so many lines; beyond the first rows one line is enough to find."""
        metrics = QFontMetrics(theme.font())
        heights: list[int] = []
        for row in self.rows[:_SAMPLE]:
            lines = 1
            for place, column in enumerate(self.columns):
                width = self.columnWidth(place) - theme.px(18)
                if place == 0 and self._model.ticked is not None:
                    width -= theme.px(26)
                if width > 0 and lines < self._most_lines:
                    lines = max(lines, _line_count(metrics, column.text(row), width))
            high = min(lines, self._most_lines) * metrics.lineSpacing()
            heights.append(high + theme.px(3) if self.tight else max(high + theme.px(13), theme.px(32)))
        changed = [place for place, height in enumerate(heights) if self.rowHeight(place) != height]
        for place in changed:
            self.setRowHeight(place, heights[place])
        if changed:
            self.fitted.emit()


def _line_count(metrics: QFontMetrics, text: str, width: int) -> int:
    if "\n" not in text and metrics.horizontalAdvance(text) <= width:
        return 1
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
    return round(
        metrics.boundingRect(0, 0, width, 100_000, flags, text[:600]).height() / metrics.lineSpacing()
    )


def paint_lines(painter: QPainter, box: QRectF, text: str) -> None:
    """Text wrapped in a box; what does not fit ends in an ellipsis on the last line that does."""
    metrics = painter.fontMetrics()
    flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    lines = max(int((box.height() + metrics.leading() + 1) // metrics.lineSpacing()), 1)
    if lines == 1:
        text = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, int(box.width()))
    elif _line_count(metrics, text, int(box.width())) > lines:
        low, high = 0, min(len(text), 600)
        while low < high:
            middle = (low + high + 1) // 2
            fits = _line_count(metrics, text[:middle].rstrip() + "…", int(box.width())) <= lines
            low, high = (middle, high) if fits else (low, middle - 1)
        text = text[:low].rstrip() + "…"
    painter.drawText(box, flags, text)
