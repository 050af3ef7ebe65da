"""The sheet itself with what each of its columns is taken for, to be changed by pointing at a column."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.excel.foreign.column_mapping import (
    ColumnUse,
    MappedTable,
    TableMapping,
    choices,
    propose_as,
    registers,
)
from csp_desktop.excel.foreign.column_names import IGNORE
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.catalog import register_named
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import Label, as_hint
from csp_desktop.ui.look.preview_dialog import plain_button

_Index = QModelIndex | QPersistentModelIndex
_ROWS_SHOWN = 60
# Columns taken for something with less certainty than this are tinted, so that somebody looks.
_DOUBTFUL = 0.75
_NOT_KNOWN = "not brought in"


class _SheetModel(QAbstractTableModel):
    """The first rows of a table as they stand on the sheet, under what their columns become."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.mapped: MappedTable | None = None

    def show(self, mapped: MappedTable | None) -> None:
        self.beginResetModel()
        self.mapped = mapped
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.mapped is None else min(len(self.mapped.table.rows), _ROWS_SHOWN)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.mapped is None else len(self.mapped.mapping.columns)

    def use(self, place: int) -> ColumnUse:
        assert self.mapped is not None
        return self.mapped.mapping.columns[place]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if self.mapped is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(self.mapped.table.rows[section]) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            use = self.use(section)
            return f"{meaning(use)}\n{' '.join(use.heading.split()) or '(no heading)'}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour("ink" if self.use(section).field not in ("", IGNORE) else "soft")
        return None

    def data(self, index: _Index, role: int = 0) -> Any:
        if self.mapped is None or not index.isValid():
            return None
        use, row = self.use(index.column()), self.mapped.table.rows[index.row()]
        text = self.mapped.table.grid.seen(row, use.column)
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(text.split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_hint(text) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{meaning(use)}: {text}"
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour("ink" if use.field not in ("", IGNORE) else "soft")
        if (
            role == Qt.ItemDataRole.BackgroundRole
            and use.field not in ("", IGNORE)
            and use.sureness < _DOUBTFUL
        ):
            return QColor(theme.colours().amber.tint)
        return None


def meaning(use: ColumnUse) -> str:
    """What a column is taken for, in words."""
    if use.field == IGNORE:
        return "worked out here"
    if not use.field:
        return _NOT_KNOWN
    found = next((label for owner, name, label in choices(use.register) if (owner, name) == (use.register, use.field)),
                 use.field.replace("_", " "))  # fmt: skip
    return f"{found}, {Quarter.parse(use.quarter).short}" if use.quarter else found


class MappingPage(QWidget):
    """One table at a time: what register it is, and each column's field. Changes are announced, not made."""

    chosen = Signal(object, object)
    """A MappedTable and the TableMapping a person wants for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tables: list[MappedTable] = []
        self._year: FinancialYear | None = None
        self._filling = False
        self.table = QComboBox(self)
        self.table.setAccessibleName("Table")
        self.table.currentIndexChanged.connect(lambda _: self._show_table())
        self.register = QComboBox(self)
        self.register.setAccessibleName("What the table is")
        self.register.addItem("Not to be brought in", "")
        for name in registers():
            self.register.addItem(register_named(name).plural, name)
        self.register.activated.connect(lambda _: self._register_chosen())
        self._change = plain_button("Change column…", self.open_menu, "Enter on a cell of the column", self)
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        row.setSpacing(theme.px(8))
        for text, widget in (("Table", self.table), ("is a list of", self.register)):
            label = Label(text, self)
            theme.set_role(label, "soft")
            label.setBuddy(widget)
            row.addWidget(label)
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._change)
        self._model = _SheetModel(self)
        self.sheet = _SheetView(self)
        self.sheet.setModel(self._model)
        self.sheet.asked.connect(self.open_menu)
        self.sheet.horizontalHeader().sectionClicked.connect(self._header_clicked)
        hint = Label(
            "Over each column stands what it becomes. Click a heading, or press Enter in a column, to change it; those "
            "on a tint are the least certain. "
            "What you choose is remembered for tables with the same headings.",
            self,
        )
        hint.setWordWrap(True)
        hint.setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(8))
        theme.set_role(hint, "caption")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row)
        whole.addWidget(self.sheet, 1)
        whole.addWidget(hint)

    def show_tables(self, tables: list[MappedTable], year: FinancialYear | None) -> None:
        """Show these tables, staying on the one shown where it is still among them."""
        place = self.current.place if self.current else None
        column = self.sheet.currentIndex().column()
        self._tables, self._year = tables, year
        self._filling = True
        self.table.clear()
        for found in tables:
            self.table.addItem(f"{found.table.name} (row {found.table.header[0]})")
        same = next((at for at, found in enumerate(tables) if found.place == place), 0)
        self.table.setCurrentIndex(same)
        self._filling = False
        self._show_table()
        if 0 <= column < self._model.columnCount():
            self.sheet.setCurrentIndex(self._model.index(0, column))

    @property
    def current(self) -> MappedTable | None:
        """The table shown."""
        place = self.table.currentIndex()
        return self._tables[place] if 0 <= place < len(self._tables) else None

    def _show_table(self) -> None:
        if self._filling:
            return
        found = self.current
        self._model.show(found)
        if found is None:
            return
        self.register.setCurrentIndex(max(self.register.findData(found.mapping.register), 0))
        for place in range(self._model.columnCount()):
            self.sheet.setColumnWidth(place, theme.px(150))
        self.sheet.setCurrentIndex(self._model.index(0, 0))

    def _register_chosen(self) -> None:
        found, name = self.current, self.register.currentData()
        if found is None or name == found.mapping.register:
            return
        if name:
            mapping = propose_as(name, found.table, self._year)
        else:
            columns = tuple(ColumnUse(use.column, use.heading) for use in found.mapping.columns)
            mapping = TableMapping("", columns)
        self.chosen.emit(found, mapping)

    def _header_clicked(self, section: int) -> None:
        self.sheet.setCurrentIndex(self._model.index(0, section))
        self.open_menu()

    def open_menu(self) -> None:
        """Offer what the current column can be taken for."""
        found, section = self.current, self.sheet.currentIndex().column()
        if found is None or section < 0 or not found.mapping.register:
            return
        use = self._model.use(section)
        menu = QMenu(self)
        menu.setAccessibleName(f"What the column {use.heading} is")
        menu.addAction("Not brought in").triggered.connect(lambda: self.take(section, "", ""))
        menu.addSeparator()
        for owner, name, label in choices(found.mapping.register):
            action = menu.addAction(label.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked((owner, name) == (use.register, use.field))
            action.triggered.connect(lambda _=False, owner=owner, name=name: self.take(section, owner, name))
        menu.aboutToHide.connect(menu.deleteLater)
        header = self.sheet.horizontalHeader()
        left = header.sectionViewportPosition(section)
        menu.popup(header.viewport().mapToGlobal(QPoint(left, header.height())))

    def take(self, section: int, register: str, field: str) -> None:
        """Take a column (counted from the left) for a field; "" for nothing."""
        found = self.current
        if found is None:
            return
        use = self._model.use(section)
        quarter = use.quarter if field and register == use.register else ""
        self.chosen.emit(found, found.mapping.with_column(use.column, register, field, quarter))


class _SheetView(QTableView):
    """The sheet; Enter, Space or F2 asks what the column is to become."""

    asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("The table as it stands in the file")
        theme.set_role(self, "sheet")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectColumns)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(True)
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(theme.px(26))
        self.horizontalHeader().setFixedHeight(theme.px(46))
        self.horizontalHeader().setHighlightSections(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2):
            self.asked.emit()
        else:
            super().keyPressEvent(event)
