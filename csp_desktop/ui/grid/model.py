"""The rows of a grid: what is shown in which order, what is not yet in the file, and what is at fault."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from csp_desktop.editing.changes import Change, Insert, Update
from csp_desktop.registers.fields import Record
from csp_desktop.registers.register import Register, new_id
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.columns import Column, Row
from csp_desktop.ui.grid.positions import placed
from csp_desktop.ui.look.plain_words import as_hint

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Fault:
    """A cell that could not be taken: what was typed or pasted, and why not."""

    raw: str
    reason: str


@dataclass
class _Draft:
    row: Row
    after: str | None
    touched: bool = False


class GridModel(QAbstractTableModel):
    """Rows of records under columns.

    Rows come whole through `set_rows`; `keep` and `words` decide which are shown. Drafts (rows typed or
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
        self.faults: dict[tuple[str, str], Fault] = {}
        self.sorted_by: tuple[int, bool] | None = None
        self.words: tuple[str, ...] = ()
        self.keep: Callable[[Row], bool] | None = None
        self.beside: Callable[[Row], Sequence[Record]] | None = None
        self.check: Callable[[Sequence[Change]], None] = lambda changes: None
        """Raises InvalidChange for changes that are not to be made without asking."""
        self._all: list[Row] = []
        self._drafts: list[_Draft] = []

    def forget_faults(self, record: str) -> None:
        """Let go of what could not be taken in a record's cells."""
        self.faults = {place: fault for place, fault in self.faults.items() if place[0] != record}

    # What is shown

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns over the same rows."""
        self.beginResetModel()
        self.columns = list(columns)
        self.sorted_by = None
        self.rows = self._arranged()
        self.endResetModel()
        self.arranged.emit()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows (all of them, in their natural order; filters and sorting are applied here)."""
        self._all = list(rows)
        known = {row.id for row in self._all}
        self._drafts = [draft for draft in self._drafts if draft.row.id not in known]
        standing = known | {draft.row.id for draft in self._drafts}
        self.faults = {place: fault for place, fault in self.faults.items() if place[0] in standing}
        self.arrange()

    @property
    def all_rows(self) -> list[Row]:
        """Every row given, shown or not, without drafts."""
        return self._all

    def arrange(self) -> None:
        """Filter and sort again."""
        rows = self._arranged()
        if [row.id for row in rows] == [row.id for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))
            self.arranged.emit()
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()
        self.arranged.emit()

    def _arranged(self) -> list[Row]:
        rows = self._all
        if self.keep is not None or self.words:
            rows = _with_those_above(rows, {row.id for row in rows if self._matches(row)})
        if self.sorted_by is not None:
            place, descending = self.sorted_by
            column = self.columns[place]
            flat = [row for row in rows if not row.heading]
            full = [(column.sort_key(row), row) for row in flat]
            with_value = [pair for pair in full if not pair[0][0]]
            with_value.sort(key=lambda pair: pair[0], reverse=descending)
            rows = [row for _, row in with_value] + [row for key, row in full if key[0]]
        rows = list(rows)
        for draft in self._drafts:
            after = next((place for place, row in enumerate(rows) if row.id == draft.after), None)
            rows.insert(len(rows) if after is None else after + 1, draft.row)
        return rows

    def _matches(self, row: Row) -> bool:
        if self.keep is not None and not self.keep(row):
            return False
        if not self.words:
            return True
        text = "\n".join(column.text(row) for column in self.columns).casefold()
        return all(word in text for word in self.words)

    def place_of(self, record: str) -> int | None:
        """Where a record is shown; None where it is not."""
        return next((place for place, row in enumerate(self.rows) if row.id == record), None)

    # Drafts

    def add_draft(
        self, register: Register, values: dict[str, Any], after: str | None, *, depth: int = 0
    ) -> Row:
        """A new row below another (or at the end), not in the file until what is needed is there."""
        row = Row(register, {**register.blank(), **values, "id": new_id()}, depth=depth, draft=True)
        following = [draft for draft in self._drafts if draft.after == after]
        # Several new rows below one another keep the order they came in.
        self._drafts.append(_Draft(row, following[-1].row.id if following and after is None else after))
        rows = self._arranged()
        place = next(at for at, other in enumerate(rows) if other is row)
        self.beginInsertRows(QModelIndex(), place, place)
        self.rows = rows
        self.endInsertRows()
        self.arranged.emit()
        return row

    def making(self, rows: Sequence[Row]) -> list[Change]:
        """The changes that bring complete drafts into the file, each in its place among the others."""
        pushed: list[Change] = []
        by_place: dict[tuple[str, ...], list[Row]] = {}
        siblings: dict[tuple[str, ...], Sequence[Record]] = {}
        for row in rows:
            if "position" in row.register.by_name:
                beside = self.siblings(row)
                key = (row.register.name, *(record["id"] for record in beside))
                by_place.setdefault(key, []).append(row)
                siblings[key] = beside
        after = {draft.row.id: draft.after for draft in self._drafts}
        for key, together in by_place.items():
            positions = placed(siblings[key], [(row.id, after.get(row.id)) for row in together])
            for row in together:
                row.record = {**row.record, "position": positions.pop(row.id)}
            pushed.extend(Update(key[0], record, {"position": to}) for record, to in positions.items())
        return [*pushed, *(Insert(row.register.name, row.record, row.id) for row in rows)]

    def siblings(self, row: Row) -> Sequence[Record]:
        """The records a row takes its position among: its register's, or what `beside` says."""
        if self.beside is not None:
            return self.beside(row)
        return [other.record for other in self._all if other.register is row.register]

    def touch(self, row: Row) -> None:
        """Note that something was typed into a draft."""
        for draft in self._drafts:
            if draft.row is row:
                draft.touched = True

    def discard_draft(self, row: Row) -> None:
        """Forget a new row."""
        self._drafts = [draft for draft in self._drafts if draft.row is not row]
        self.faults = {place: fault for place, fault in self.faults.items() if place[0] != row.id}
        place = self.place_of(row.id)
        if place is not None:
            self.beginRemoveRows(QModelIndex(), place, place)
            del self.rows[place]
            self.endRemoveRows()
            self.arranged.emit()

    def discard_untouched(self, besides: str | None) -> None:
        """Forget new rows nothing was typed into, but for one."""
        for draft in [draft for draft in self._drafts if not draft.touched and draft.row.id != besides]:
            self.discard_draft(draft.row)

    @property
    def unsaved(self) -> int:
        """How many cells and rows hold something typed that is not in the file."""
        drafts = {draft.row.id for draft in self._drafts if draft.touched}
        return len(drafts) + sum(1 for record, _ in self.faults if record not in drafts)

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.isValid() and self.context.editable:
            row, column = self.rows[index.row()], self.columns[index.column()]
            if column.field(row) is not None:
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def fault(self, row: Row, column: Column) -> Fault | None:
        """What is wrong with a cell."""
        return self.faults.get((row.id, column.key)) if self.faults else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        fault = self.fault(row, column)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return fault.raw if fault else column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_hint(fault.reason if fault else column.hover(row)) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column, fault)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return f"Not taken: {fault.reason}" if fault else column.label
        return None

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
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            if self.sorted_by and self.sorted_by[0] == section:
                return f"{column.label} {'↓' if self.sorted_by[1] else '↑'}"
            return column.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_hint(column.hint) or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort_by(self, section: int) -> None:
        """Sort by a column: upwards, then downwards, then as recorded again."""
        if self.sorted_by is None or self.sorted_by[0] != section:
            self.sorted_by = (section, False)
        elif not self.sorted_by[1]:
            self.sorted_by = (section, True)
        else:
            self.sorted_by = None
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self.arrange()


def _with_those_above(rows: Sequence[Row], matching: set[str]) -> list[Row]:
    """The matching rows, each with the rows of the outline it stands under."""
    kept: list[Row] = []
    above: list[Row] = []
    shown: set[str] = set()
    for row in rows:
        while above and above[-1].depth >= row.depth:
            above.pop()
        if row.id in matching:
            kept.extend(heading for heading in above if heading.id not in shown)
            shown.update(heading.id for heading in above)
            if row.id not in shown:
                kept.append(row)
                shown.add(row.id)
        above.append(row)
    return kept
