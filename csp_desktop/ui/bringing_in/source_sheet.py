"""The sheet as it looks in the file: its colours and merged cells, with the bounds and meanings of a table drawn on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from csp_desktop.editing.bringing_in.source_tables import SourceTable
from csp_desktop.excel.foreign.reading import Mark
from csp_desktop.excel.opening.grid import Place, column_letters
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.headings import IGNORE
from csp_desktop.ui.bringing_in.import_wording import meaning
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import as_hint

_Index = QModelIndex | QPersistentModelIndex
_ROWS_SHOWN, _COLUMNS_SHOWN, _SPANS_SHOWN = 20_000, 400, 400
_WHITE = QColor("white").name()[1:].upper()  # as a cell without a fill is often said to be


class _SheetModel(QAbstractTableModel):
    """The first rows of a sheet, under the letters of its columns and what those become."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.table: SourceTable | None = None
        self.marked: Callable[[Place], Mark] = lambda place: Mark("ignored")
        self.rows = self.columns = 0

    def show(self, table: SourceTable | None, marked: Callable[[Place], Mark]) -> None:
        self.beginResetModel()
        self.table, self.marked = table, marked
        self.rows = self.columns = 0
        if table is not None:
            self.rows = min(table.grid.rows[-1], table.bounds[0] + _ROWS_SHOWN)
            self.columns = min(
                max(columns[-1] for columns in table.grid.columns_by_row.values()), _COLUMNS_SHOWN
            )
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.rows

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.columns

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        use = self.use_of(section + 1)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{meaning(use) if use else ''}\n{column_letters(section + 1)}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and use:
            return as_hint(meaning(use))
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour("ink" if use and use.field not in ("", IGNORE) else "soft")
        if role == Qt.ItemDataRole.BackgroundRole and use and use.asked:
            return QColor(theme.colours().amber.tint)
        return None

    def use_of(self, column: int) -> ColumnUse | None:
        """What a whole column of the sheet is taken for; None where it holds labels and values of a form."""
        return self.table.uses.get(column) if self.table is not None and not self.table.is_form else None

    def data(self, index: _Index, role: int = 0) -> Any:
        if self.table is None or not index.isValid():
            return None
        grid, row, column = self.table.grid, index.row() + 1, index.column() + 1
        anchored = grid.anchor(row, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(grid.text(row, column).split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_hint(self._hint(*anchored)) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        if role == Qt.ItemDataRole.FontRole:
            return self._font(row, column)
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._background(row, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._foreground(row, column)
        return None

    def _spoken(self, row: int, column: int) -> str:
        assert self.table is not None
        grid, use = self.table.grid, self.table.use_at(row, column)
        words = grid.seen(row, column) or "empty"
        asked = ", to decide" if self._is_asked(row, column) else ""
        return (f"{meaning(use)}: {words}" if use else words) + asked

    def _is_asked(self, row: int, column: int) -> bool:
        assert self.table is not None
        grid = self.table.grid
        return (row, column) in grid.values and self.marked(grid.place(row, column)).outcome == "asked"

    def _inside(self, row: int, column: int) -> bool:
        return self.table is not None and self.table.holds(Place(self.table.grid.name, row, column))

    def _hint(self, row: int, column: int) -> str:
        assert self.table is not None
        grid = self.table.grid
        mark = self.marked(grid.place(row, column)) if (row, column) in grid.values else None
        said = (grid.text(row, column), grid.comments.get((row, column), ""), mark.message if mark else "")
        return "\n".join(part for part in said if part)

    def _font(self, row: int, column: int) -> QFont | None:
        assert self.table is not None
        struck = (row, column) in self.table.grid.struck
        heads = self.table.heads(row, column)
        if not struck and not heads:
            return None
        font = theme.font(bold=heads)
        font.setStrikeOut(struck)
        return font

    def _background(self, row: int, column: int) -> QColor | None:
        assert self.table is not None
        c, grid = theme.colours(), self.table.grid
        fill = grid.fills.get(grid.anchor(row, column))
        if fill and fill != _WHITE:
            return QColor(f"#{fill}")
        if not self._inside(row, column):
            return QColor(c.ground)
        if self._is_asked(row, column):
            return QColor(c.amber.tint)
        return None

    def _foreground(self, row: int, column: int) -> QColor:
        assert self.table is not None
        grid = self.table.grid
        fill = grid.fills.get(grid.anchor(row, column))
        if fill and fill != _WHITE:
            return theme.ink_on(QColor(f"#{fill}"))
        use = self.table.use_at(row, column)
        taken = use is None or use.field not in ("", IGNORE)
        return theme.colour("ink" if self._inside(row, column) and taken else "soft")


class SourceSheet(QTableView):
    """The sheet; Enter, Space or F2 asks what the current column is to become."""

    asked = Signal()
    pointed = Signal()
    """Another column, or another value of a form, is current now."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("The sheet as it stands in the file")
        theme.set_role(self, "sheet")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(theme.px(25))
        self.verticalHeader().setMinimumSectionSize(theme.px(20))
        self.horizontalHeader().setFixedHeight(theme.px(44))
        self.horizontalHeader().setHighlightSections(True)
        self._sheet = _SheetModel(self)
        self.setModel(self._sheet)
        self.horizontalHeader().sectionClicked.connect(self.point)
        self.selectionModel().currentChanged.connect(self._moved)

    def _moved(self, now: QModelIndex, before: QModelIndex) -> None:
        form = self._sheet.table is not None and self._sheet.table.is_form
        if now.isValid() and (form or now.column() != before.column()):
            self.pointed.emit()

    @property
    def use(self) -> ColumnUse | None:
        """What the column, or the value of a form, pointed at is taken for; None outside the table."""
        at, table = self.currentIndex(), self._sheet.table
        return table.use_at(at.row() + 1, at.column() + 1) if table is not None else None

    def show_table(self, table: SourceTable | None, marked: Callable[[Place], Mark]) -> None:
        """Show the sheet of a table with its bounds, and what became of its cells."""
        stood, column = self.currentIndex().row(), self.currentIndex().column()
        before = self._sheet.table.place if self._sheet.table else None
        self.clearSpans()
        self._sheet.show(table, marked)
        if table is None:
            return
        for first_row, first_column, last_row, last_column in table.grid.merged[:_SPANS_SHOWN]:
            if last_row <= self._sheet.rows and last_column <= self._sheet.columns:
                self.setSpan(
                    first_row - 1, first_column - 1, last_row - first_row + 1, last_column - first_column + 1
                )
        titles = _titles(table)
        self._fit_columns(table, titles)
        self._let_run_on(titles)
        again = before == table.place and column >= 0
        if again and table.is_form:
            self.setCurrentIndex(self._sheet.index(stood, column))
        else:
            self.point(column if again else table.bounds[1] - 1)
        if before != table.place:
            self.scrollTo(
                self._sheet.index(max(table.top - 2, 0), 0), QAbstractItemView.ScrollHint.PositionAtTop
            )

    def show_cell(self, place: Place) -> None:
        """Bring a cell of this sheet into view and make it the current one."""
        if self._sheet.table is not None and place.sheet == self._sheet.table.grid.name:
            index = self._sheet.index(place.row - 1, place.column - 1)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def point(self, section: int) -> None:
        """Make a column the current one, by its place from the left."""
        table = self._sheet.table
        if table is not None:
            self.setCurrentIndex(self._sheet.index(table.top - 1, section))

    def _fit_columns(self, table: SourceTable, titles: Mapping[int, tuple[int, str]]) -> None:
        metrics, bold = self.fontMetrics(), QFontMetrics(theme.font(bold=True))

        def with_room(words: int) -> int:
            return min(max(words + theme.px(22), theme.px(56)), theme.px(230))

        rows = [row for row in table.grid.rows[:60] if row not in titles]
        for column in range(1, self._sheet.columns + 1):
            use = self._sheet.use_of(column)
            texts = [table.grid.text(row, column) for row in rows if table.grid.width_of(row, column) == 1]
            widest = max((metrics.horizontalAdvance(text[:40]) for text in texts), default=0)
            # Headings are bold.
            heads = [row for row in rows if table.heads(row, column)]
            widest = max([widest, *(bold.horizontalAdvance(table.grid.text(row, column)) for row in heads)])
            if use:
                widest = max(widest, metrics.horizontalAdvance(meaning(use)))
            self.setColumnWidth(column - 1, with_room(widest))
        for column, text in islice(titles.values(), 60):
            # Where there is little beside it to run on over, a title makes its column as wide as any text does.
            room = sum(self.columnWidth(place) for place in range(column - 1, self._sheet.columns))
            lacking = with_room(metrics.horizontalAdvance(text[:40])) - room
            if lacking > 0:
                self.setColumnWidth(column - 1, self.columnWidth(column - 1) + lacking)

    def _let_run_on(self, titles: Mapping[int, tuple[int, str]]) -> None:
        """Show titles over the empty cells beside them, as they look in the file."""
        metrics = self.fontMetrics()
        for row, (column, text) in islice(titles.items(), _SPANS_SHOWN):
            room, last = self.columnWidth(column - 1) - theme.px(22), column
            while room < metrics.horizontalAdvance(text) and last < self._sheet.columns:
                last += 1
                room += self.columnWidth(last - 1)
            if last > column:
                self.setSpan(row - 1, column - 1, 1, last - column + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        table = self._sheet.table
        if table is None or not table.register:
            return
        first_row, first_column, last_row, last_column = table.bounds
        header, side = self.horizontalHeader(), self.verticalHeader()
        last_row, last_column = min(last_row, self._sheet.rows), min(last_column, self._sheet.columns)
        left, top = (
            header.sectionViewportPosition(first_column - 1),
            side.sectionViewportPosition(first_row - 1),
        )
        right = header.sectionViewportPosition(last_column - 1) + header.sectionSize(last_column - 1)
        bottom = side.sectionViewportPosition(last_row - 1) + side.sectionSize(last_row - 1)
        painter = QPainter(self.viewport())
        painter.setPen(QPen(QColor(theme.colours().accent), theme.px(2)))
        painter.drawRect(QRect(left + 1, top + 1, right - left - 2, bottom - top - 2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2):
            self.asked.emit()
        else:
            super().keyPressEvent(event)


def _titles(table: SourceTable) -> dict[int, tuple[int, str]]:
    """By row the column and text of what stands alone in it, in rows that are none of the table nor its headings."""
    grid, found = table.grid, table.mapped.table if table.mapped else None
    own = set(grid.rows if table.is_form else (*found.header, *found.rows) if found else ())
    alone = {row: told for row in grid.rows if row not in own and (told := grid.lone_text(row))}
    return {row: told for row, told in alone.items() if grid.width_of(row, told[0]) == 1}
