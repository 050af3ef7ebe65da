"""The rows of a grid as Qt shows them: which in which order, and what each of their cells says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from csp_desktop.editing.changes import Change
from csp_desktop.registers.fields import Record
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.columns import Column
from csp_desktop.ui.grid.rows.drafts import Drafts
from csp_desktop.ui.grid.rows.faults import Fault, Faults, Place
from csp_desktop.ui.grid.rows.positions import FIRST, woven
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.grid.rows.row_filter import RowFilter
from csp_desktop.ui.look.plain_words import as_hint
from csp_desktop.ui.tab import UnsavedCell

Index = QModelIndex | QPersistentModelIndex


class GridModel(QAbstractTableModel):
    """Rows of records under columns.

    Rows come whole through `set_rows`; `filter` decides which are shown. Drafts (rows typed or
    pasted that still lack something needed) and faults (cells that could not be taken) are kept here
    until they are mended or discarded, whatever is refreshed around them.
    """

    arranged = Signal()
    """Which rows are shown, or their order, is new."""

    def __init__(self, context: Context, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.columns = list(columns)
        self.rows: list[Row] = []
        self.lines: list[Row] = []
        """The rows shown, and at the foot the one that new ones are typed and pasted into."""
        self.ghost: Row | None = None
        self.ghost_words = ""
        self.begun_at_foot = ""
        """The record of the row that is being typed there."""
        self.freshen_ghost: Callable[[], None] = lambda: None
        """Lets it begin with what goes beside the row chosen now."""
        self.drafts = Drafts()
        self.faults = Faults(
            lambda register, record: self.context.workspace.record(register, record) is not None
        )
        self.sorted_by: tuple[int, bool] | None = None
        self.filter = RowFilter()
        self._held_keys: dict[str, tuple[bool, Any]] = {}
        """What held rows are sorted by, as it was."""
        self.beside: Callable[[Row], Sequence[Record]] | None = None
        self.check: Callable[[Sequence[Change]], None] = lambda changes: None
        """Raises InvalidChange for changes that are not to be made without asking."""
        self._all: list[Row] = []
        self._places: dict[str, int] | None = None

    def forget_faults(self, record: str) -> None:
        """Let go of what could not be taken in a record's cells."""
        self.faults.forget({record})
        self.tell_unsaved()

    # What is shown

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns over the same rows."""
        self.beginResetModel()
        self.columns = list(columns)
        self.sorted_by = None
        self._held_keys.clear()
        self._show(self._arranged())
        self.endResetModel()
        self.arranged.emit()

    def set_rows(self, rows: Sequence[Row], *, by_value: bool = False) -> None:
        """Show these rows (all of them, in their natural order; filters and sorting are applied here).

        Rows that come in the order of what is typed into them (`by_value`) stay in their places while they are held.
        """
        self._all = self._in_places(rows) if by_value else list(rows)
        for row in self._all:
            self.drafts.pop(row.id, None)
        if self.faults or self.faults.away:
            self.faults.part({*(row.id for row in self._all), *self.drafts})
        self.arrange()
        self.tell_unsaved()

    def _in_places(self, rows: Sequence[Row]) -> list[Row]:
        by_id = {row.id: row for row in rows}
        if any(row.depth > 1 for row in rows):
            # A tree stays as it stands while it is the same tree; else each belongs below its own.
            still = not self.filter.held.isdisjoint(by_id) and _tree(rows) == _tree(self._all)
            return [by_id[row.id] for row in self._all] if still else list(rows)
        stood = [row.id for row in self._all if row.id in by_id]
        # One that was moved by hand goes where it was put.
        put = {row.id: row.record.get("position") for row in self._all}
        held = [
            (record, before)
            for before, record in zip([FIRST, *stood], stood, strict=False)
            if record in self.filter.held and by_id[record].record.get("position") == put[record]
        ]
        staying = {record for record, _ in held}
        return [by_id[record] for record in woven([one for one in by_id if one not in staying], held)]

    def show_alone(self, row: Row | None) -> None:
        """Hold one row, as a form does; faults of records that are no longer in the file are put aside."""
        self._show([row] if row is not None else [])
        if self.faults or self.faults.away:
            self.faults.part_recorded()
        self.tell_unsaved()

    @property
    def all_rows(self) -> list[Row]:
        """Every row given, shown or not, without drafts."""
        return self._all

    def arrange(self) -> None:
        """Filter and sort again."""
        rows = self._arranged()
        if [row.id for row in rows] == [row.id for row in self.rows]:
            self._show(rows)
            if self.lines:
                self.dataChanged.emit(
                    self.index(0, 0), self.index(len(self.lines) - 1, len(self.columns) - 1)
                )
            self.arranged.emit()
            return
        self.beginResetModel()
        self._show(rows)
        self.endResetModel()
        self.arranged.emit()

    def freshen(self, row: Row) -> None:
        """Show what became of a row's record, before all rows come anew."""
        record, place = self.context.workspace.record(row.register.name, row.id), self.place_of(row.id)
        if record is not None and place is not None:
            row.record = record
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))

    def _show(self, rows: list[Row]) -> None:
        self.rows = rows
        self.lines = rows if self.ghost is None else [*rows, self.ghost]
        self._places = None

    def set_ghost(self, row: Row | None, words: str = "") -> None:
        """Stand this row at the foot, empty, saying these words; what is typed there becomes a new row."""
        before = self.ghost
        if before is not None and row is not None:
            before.register, before.record, self.ghost_words = (
                row.register,
                {**row.record, "id": before.id},
                words,
            )
            foot = len(self.rows)
            self.dataChanged.emit(self.index(foot, 0), self.index(foot, len(self.columns) - 1))
            return
        if before is None and row is None:
            return
        self.ghost_words = words
        foot = len(self.rows)
        if row is not None:
            self.beginInsertRows(QModelIndex(), foot, foot)
            self.ghost = row
            self._show(self.rows)
            self.endInsertRows()
        else:
            self.beginRemoveRows(QModelIndex(), foot, foot)
            self.ghost = None
            self._show(self.rows)
            self.endRemoveRows()

    def adopt_ghost(self) -> Row:
        """Make a new row like any other of what stands at the foot."""
        self.freshen_ghost()
        row = self.ghost
        assert row is not None  # asked for where something is typed into it
        self.ghost = None
        self.begun_at_foot = row.id
        self._begin(row, None)
        # It stays where it is: only what it is called is another matter now.
        self._show([*self.rows, row])
        return row

    def _arranged(self) -> list[Row]:
        rows = list(self.filter.to_show(self._all, self.columns))
        if self.sorted_by is not None:
            place, descending = self.sorted_by
            column = self.columns[place]
            flat = [row for row in rows if not row.heading]
            full = [(self._held_keys.get(row.id) or column.sort_key(row), row) for row in flat]
            with_value = [pair for pair in full if not pair[0][0]]
            with_value.sort(key=lambda pair: pair[0], reverse=descending)
            rows = [row for _, row in with_value] + [row for key, row in full if key[0]]
        return self.drafts.woven_into(rows, self.context.plan_id)

    def show_only(self, key: str, texts: frozenset[str]) -> None:
        """Show only rows whose cell of a column, by its key, says one of these; all where there are none."""
        self.filter.only.pop(key, None)
        if texts:
            self.filter.only[key] = texts
        self._let_go()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self.arrange()

    def hold(self, rows: Iterable[Row]) -> None:
        """Keep rows in sight and in their places, whatever is written into them, until one filters or sorts anew.

        As in a spreadsheet: the next words are meant for what stands below.
        """
        rows = [row for row in rows if row is not self.ghost]
        self.filter.hold(rows)
        if self.sorted_by is not None:
            column = self.columns[self.sorted_by[0]]
            for row in rows:
                if not row.draft:
                    self._held_keys.setdefault(row.id, column.sort_key(row))

    def _let_go(self) -> bool:
        self._held_keys.clear()
        return self.filter.let_go()

    def filter_anew(self) -> None:
        """Filter and sort what was held like all else: another filter was chosen."""
        if self._let_go():
            self.arrange()

    def place_of(self, record: str) -> int | None:
        """Where a record is shown; None where it is not."""
        if self._places is None:
            self._places = {row.id: place for place, row in enumerate(self.lines)}
        return self._places.get(record)

    # Drafts

    def add_drafts(self, rows: Sequence[Row], after: str | None) -> None:
        """New rows (of `new_row`) in this order below another, or at the end."""
        for row in rows:
            self._begin(row, after)
            after = row.id
        if len(rows) != 1:
            self.arrange()
            return
        arranged = self._arranged()
        place = next(place for place, row in enumerate(arranged) if row is rows[0])
        self.beginInsertRows(QModelIndex(), place, place)
        self._show(arranged)
        self.endInsertRows()
        self.arranged.emit()

    def _begin(self, row: Row, after: str | None) -> None:
        self.drafts.begin(row, after, self.context.plan_id)
        row.begun_in = self

    def making(self, rows: Sequence[Row]) -> list[Change]:
        """The changes that bring complete new rows into the file, each in its place among the others."""
        self.filter.hold(rows)
        if self.sorted_by is not None:
            column = self.columns[self.sorted_by[0]]
            for row in rows:
                # It stays below the row it was begun under; one that still waits has no place of its own.
                over = reversed(self.rows[: self.place_of(row.id)])
                above = next((one for one in over if not one.draft or one.id in self._held_keys), None)
                if above is not None:
                    self._held_keys[row.id] = self._held_keys.get(above.id) or column.sort_key(above)
        return self.drafts.making(rows, self.siblings, self._sibling_above)

    def _sibling_above(self, row: Row, after: str | None, siblings: Set[str]) -> str | None:
        """The sibling a new row stands below: the nearest one above where it was begun; FIRST where there is none."""
        if after is None or after in siblings:
            return after
        place = self.place_of(after)
        while place is not None and place >= 0:
            above = self.rows[place]
            if above.id in siblings and not above.draft:
                return above.id
            if above.depth < row.depth:
                return FIRST
            place -= 1
        return None

    def siblings(self, row: Row) -> Sequence[Record]:
        """The records a row takes its position among: its register's, or what `beside` says."""
        if self.beside is not None:
            return self.beside(row)
        return [beside.record for beside in self._all if beside.register is row.register]

    def discard_drafts(self, rows: Iterable[Row]) -> None:
        """Forget new rows; what stands below them stays where it is."""
        gone = {row.id for row in rows if row.id in self.drafts}
        if not gone:
            return
        self.drafts.forget(gone)
        self.faults.forget(gone)
        self.tell_unsaved()
        if len(gone) == 1 and (place := self.place_of(next(iter(gone)))) is not None:
            self.beginRemoveRows(QModelIndex(), place, place)
            self._show([row for row in self.rows if row.id not in gone])
            self.endRemoveRows()
            self.arranged.emit()
        else:
            self.arrange()

    def discard_untouched(self, besides: str | None) -> None:
        """Forget new rows nothing was typed into, but for one."""
        self.discard_drafts(
            [draft.row for draft in self.drafts.values() if not draft.touched and draft.row.id != besides]
        )

    @property
    def unsaved(self) -> int:
        """How many cells and rows hold something typed that is not in the file."""
        drafts = {record for record, draft in self.drafts.items() if draft.touched}
        return len(drafts) + sum(record not in drafts for record, _ in self.faults) + self.faults.elsewhere

    def tell_unsaved(self) -> None:
        """Let the window know how much is not in the file."""
        self.context.unsaved.note(self, self.unsaved)

    def unsaved_cells(self) -> list[UnsavedCell]:
        """Each cell that has to be mended, as rows are shown, those that are not shown last."""
        known = self.context.workspace.record
        places = {
            place: fault
            for place, fault in self.faults.items()
            if not fault.waits or place[0] not in self.drafts
        } | {place: fault for place, fault in self.faults.away.items() if known(fault.register, place[0])}
        for draft in self.drafts.values():
            if draft.touched:
                for column in self.columns:
                    fault = self.fault(draft.row, column)
                    if fault is not None and not fault.waits:
                        places.setdefault((draft.row.id, column.place(draft.row)), fault)

        def shown_at(cell: tuple[Place, Fault]) -> int:
            at = self.place_of(cell[0][0])
            return len(self.rows) if at is None else at

        return [
            UnsavedCell(fault.register, record, cell, fault.quarter, fault.reason, fault.plan)
            for (record, cell), fault in sorted(places.items(), key=shown_at)
        ]

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.isValid() and self.context.editable:
            row, column = self.lines[index.row()], self.columns[index.column()]
            if column.field(row) is not None:
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def fault(self, row: Row, column: Column) -> Fault | None:
        """What is wrong with a cell."""
        fault = self.faults.get((row.id, column.place(row))) if self.faults else None
        draft = self.drafts.get(row.id) if fault is None and row.draft else None
        return draft.lacking(column, self.columns) if draft is not None and draft.touched else fault

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.lines[index.row()], self.columns[index.column()]
        if row is self.ghost:
            return self._of_ghost(column, role)
        fault = self.fault(row, column)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return fault.raw if fault else column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_hint(fault.reason if fault else column.hover(row)) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column, fault)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return f"Not saved: {fault.reason}" if fault else column.label
        return None

    def _of_ghost(self, column: Column, role: int) -> Any:
        """An empty row: it holds nothing yet, but says what it is for."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_hint(f"{self.ghost_words}. Type here, or paste rows from Excel.")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.ghost_words
        return column.label if role == Qt.ItemDataRole.AccessibleDescriptionRole else None

    def _spoken(self, row: Row, column: Column, fault: Fault | None) -> str:
        if fault:
            return fault.raw
        rating = column.rating(row)
        if rating:
            return self.context.rating_words.get(rating, rating)
        return column.text(row) or column.placeholder(row) or "empty"

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            # Nobody sees it; a screen reader says it with each cell.
            spoken = role == Qt.ItemDataRole.DisplayRole and 0 <= section < len(self.lines)
            row = self.lines[section] if spoken else None
            return row and (self.ghost_words if row is self.ghost else row.called)
        if not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            label = f"{column.label} ▾" if column.key in self.filter.only else column.label
            if self.sorted_by and self.sorted_by[0] == section:
                return f"{label} {'↓' if self.sorted_by[1] else '↑'}"
            return label
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_hint(self.filter.only_words(column) or column.hint) or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort_by(self, section: int) -> None:
        """Sort by a column: upwards, then downwards, then as recorded again."""
        self._held_keys.clear()
        if self.sorted_by is None or self.sorted_by[0] != section:
            self.sorted_by = (section, False)
        elif not self.sorted_by[1]:
            self.sorted_by = (section, True)
        else:
            self.sorted_by = None
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self.arrange()


def _tree(rows: Sequence[Row]) -> dict[str, tuple[int, object]]:
    return {row.id: (row.depth, row.record.get("parent")) for row in rows}
