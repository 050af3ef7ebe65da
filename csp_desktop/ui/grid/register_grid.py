"""A register as a spreadsheet: edit in place, copy and paste blocks, fill, insert, delete, sort, choose columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from csp_desktop.registers.fields import Record
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.arrangement import ColumnLayout
from csp_desktop.ui.grid.blocks import GridBlocks
from csp_desktop.ui.grid.cell_cursor import selected_cells
from csp_desktop.ui.grid.columns import Column
from csp_desktop.ui.grid.overlaid.replace_dialog import ReplaceDialog
from csp_desktop.ui.grid.overlaid.value_filter import ValueFilter
from csp_desktop.ui.grid.pasting import BlockPasting
from csp_desktop.ui.grid.row_acts import NewRecord, RowActs
from csp_desktop.ui.grid.rows.model import GridModel
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.grid.view import GridView
from csp_desktop.ui.grid.writing import Outcome, give_up, note_unsaved, what_changes, write_again, write_cells
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import READ_ONLY, counted
from csp_desktop.ui.tab import CellGrid, GridAction, UnsavedCell

_UNPAINTED = 50  # milliseconds a record waits for its cell to be painted


class RegisterGrid(CellGrid):
    """A grid of rows of records under columns.

    `name` is what it is called to people and to screen readers; `key` what its widths are remembered
    under. `register` (or where there are several, what names the one for a row below another) and `new`
    let rows be added: `new(row)` gives the values a record inserted below that row starts with (None: not
    there). `beside(row)` gives the records a row is ordered among, where
    the register has a position. `example(chosen, row)` says what may be typed into the row at the foot, given
    the row chosen above it and what it begins with. Fill it with `set_rows`; it keeps selection and scrolling.
    """

    row_chosen = Signal(object)
    """The current row is another one, or its record is new: the Row, or None."""
    summarised = Signal(str)
    """What is shown and selected, in words, is new."""
    asked = Signal(str)
    """A GridAction the grid leaves to its tab: "in", "out", "fold", "unfold", "escape"."""

    def __init__(
        self,
        context: Context,
        columns: Sequence[Column],
        *,
        name: str,
        key: str,
        register: str | Callable[[Row | None], str] | None = None,
        new: NewRecord | None = None,
        beside: Callable[[Row], Sequence[Record]] | None = None,
        example: Callable[[Row | None, Row], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        theme.set_role(self, "card")
        self.context = context
        self.name, self.key = name, key
        self._example = example
        self.model = GridModel(context, columns, self)
        self.model.beside = beside
        self.model.freshen_ghost = self._stand_ghost
        self.view = GridView(self.model, self)
        self.view.write = self._typed
        self.view.setAccessibleName(name)
        self.view.asked.connect(self.do)
        self.view.selected.connect(self._selected)
        self.view.locked.connect(self._say_why_locked)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._open_menu)
        header = self.view.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open_heading_menu)
        header.sectionClicked.connect(self._sort)
        self.model.arranged.connect(self._arranged)
        self._told: str | None = None
        self._chosen: str | None = None
        """The row new ones go beside: the one chosen before the current cell went to the foot."""
        # The cell is painted before the record beside it is filled; where nothing is painted, that is not waited for long.
        self._tell_later = QTimer(self)
        self._tell_later.setSingleShot(True)
        self.view.painted.connect(self._painted)
        self._tell_later.timeout.connect(self._after_paint)
        self.columns = ColumnLayout(self.view, self.model, key)
        self.row_acts = RowActs(
            self.view, self.model, register=register, new=new, current=lambda: self.current
        )
        self.blocks = GridBlocks(self.view, self.model, report=self._report)
        self.pasting = BlockPasting(self.blocks, add_rows=self.row_acts.begin_several, report=self._report)
        self.view.filled.connect(self.blocks.fill_selection)
        self.view.handle.filled.connect(self.blocks.fill_to)
        self.values = ValueFilter(self.view, self.model)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.view)
        self.columns.restore()
        context.turning.connect(self.save)

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Give the keys to the table."""
        # As its proxy the table would be met where the grid was made, not where Tab is to come to it.
        self.view.setFocus(*reason)

    # Showing

    def set_rows(self, rows: Sequence[Row], *, by_value: bool = False) -> None:
        """Show these rows, in their natural order, keeping the current cell and the scroll.

        `by_value` where that is the order of what is typed into them: a name, a day.
        """
        self.model.set_rows(rows, by_value=by_value)
        self._stand_ghost()
        self._tell_chosen(again=True)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns (another quarter's, say) over the same rows."""
        if [column.key for column in columns] == [column.key for column in self.model.columns]:
            self.model.columns = list(columns)
            self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)
            return
        self.model.set_columns(columns)
        self.columns.restore()

    def set_filter(self, keep: Callable[[Row], bool] | None, words: str = "") -> None:
        """Show only rows that `keep` keeps and that hold all the words; None and "" for all."""
        self.model.filter.choose(keep, words)
        self.model.arrange()
        self._tell_chosen()

    def set_rows_filtered(
        self, rows: Sequence[Row], keep: Callable[[Row], bool] | None, words: str = ""
    ) -> None:
        """Show those of these rows that a filter leaves, arranged once for both."""
        self.model.filter.choose(keep, words)
        self.set_rows(rows)

    @property
    def values_words(self) -> str:
        """Which values of which columns are shown only; "" for all."""
        return "; ".join(
            words for column in self.model.columns if (words := self.model.filter.only_words(column))
        )

    def show_all_values(self) -> None:
        """Show rows with any values again."""
        for key in list(self.model.filter.only):
            self.model.show_only(key, frozenset())

    def set_empty_words(self, words: str) -> None:
        """What an empty grid says, and what to do about it."""
        self.view.setProperty("empty", words)

    def _arranged(self) -> None:
        self.columns.widen()
        self.view.heights.fit()
        self._summarise()

    # Selection

    @property
    def current(self) -> Row | None:
        """The row the current cell is in; None at the foot, where there is no record yet."""
        return None if self.at_foot else self.view.current_row()

    @property
    def at_foot(self) -> bool:
        """Whether the current cell is in the empty row at the foot."""
        return self.model.ghost is not None and self.view.current_row() is self.model.ghost

    def _stand_ghost(self) -> None:
        """Have an empty row at the foot for what goes beside the row that is chosen."""
        place = self.model.place_of(self._chosen) if self._chosen else None
        chosen = self.model.lines[place] if place is not None else None
        row = self.row_acts.below(chosen) if self.context.editable else None
        if row is not None:
            row.depth = 0
        words = f"New {row.register.label.lower()}" if row is not None else ""
        if row is not None and self._example is not None:
            words = self._example(chosen, row)
        self.model.set_ghost(row, words)

    def begin_typing(self) -> None:
        """Go to the row at the foot, where a new record is typed."""
        place = self.model.place_of(self.model.ghost.id) if self.model.ghost is not None else None
        if place is None:
            self.insert_row()
            return
        self.view.setFocus()
        self.view.go_to(place, self.row_acts.first_to_fill(self.model.lines[place]))

    def select(self, record: str) -> bool:
        """Make a record's row current and bring it into sight; False where it is not shown."""
        place = self.model.place_of(record)
        if place is None:
            return False
        self.view.go_to(place)
        self._tell_chosen()
        return True

    def choose_first(self) -> None:
        """Make the first row current where none is; not while the current cell is at the foot, for a new one."""
        if self.current is None and self.model.rows and not self.at_foot:
            self.select(self.model.rows[0].id)

    def _selected(self) -> None:
        if self.current is not None:
            self._chosen = self.current.id
        self._tell_later.start(_UNPAINTED)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell_later.start(_UNPAINTED)

    def _painted(self) -> None:
        if self._tell_later.isActive():
            self._tell_later.start(0)

    def _after_paint(self) -> None:
        self.context.tell()
        if not self.isVisible():
            # The file may be closed by now; what is shown again is told then.
            return
        self._tell_chosen()
        self._summarise()
        row = self.current
        self.model.discard_untouched(row.id if row else None)

    def _tell_chosen(self, again: bool = False) -> None:
        row = self.current
        told = row.id if row else None
        if again or told != self._told:
            self._told = told
            self.row_chosen.emit(row)
            self._stand_ghost()

    def summary(self) -> str:
        """What is shown and selected: "46 rows · 1 selected", "12 cells · sum £1,200"."""
        number = sum(1 for row in self.model.rows if not row.draft)
        total = len(self.model.all_rows)
        parts = [
            f"{number} of {total} rows" if number != total else f"{total} row{'' if total == 1 else 's'}"
        ]
        parts += [words for column in self.model.columns if (words := self.model.filter.only_words(column))]
        cells = selected_cells(self.view)
        if cells > 1:
            parts.append(f"{len(self.view.selected_rows())} selected, {cells} cells")
            parts.extend(self.blocks.sums(cells))
        elif self.current is not None:
            parts.append("1 selected")
        return " · ".join(parts)

    def _summarise(self) -> None:
        self.summarised.emit(self.summary())

    # Editing

    def _typed(self, row: Row, column: Column, raw: object) -> None:
        before = self.model.all_rows
        plain = not row.draft and not self.model.faults
        cell, what = (row, column, raw), what_changes(row, column)
        if plain and self.isVisible():
            with self.context.holding_news():
                outcome = write_cells(self.model, [cell], what)
            if self.context.untold and not outcome.flagged:
                self.model.freshen(row)
                self.view.heights.fit_row(row)
                self._tell_later.start(_UNPAINTED)
                return
            self.context.tell()
        else:
            outcome = write_cells(self.model, [cell], what)
        # Where the tab has shown all rows anew, there is nothing left to arrange.
        self._report(outcome, arranged=plain and not outcome.flagged and self.model.all_rows is not before)

    def _say_why_locked(self) -> None:
        if not self.context.editable:
            self.context.said.emit(READ_ONLY)
            return
        column = self.model.columns[self.view.currentIndex().column()]
        self.context.said.emit(
            f"“{column.label}” cannot be changed here: it is calculated, or belongs to another record. {column.hint}".rstrip()
        )

    def _report(self, outcome: Outcome, *, arranged: bool = False) -> None:
        if not arranged:
            self.model.arrange()
        note_unsaved(self.model, outcome, self._taken_back)
        self._stand_ghost()
        self.view.viewport().update()
        self._summarise()
        if outcome.flagged:
            which = f"{outcome.flagged} cells not saved, the first" if outcome.flagged > 1 else "Not saved"
            self.context.said.emit(f"{which}: {outcome.reasons[0]}")
        elif outcome.lacking:
            rows = len(outcome.lacking)
            which = f"{rows} new rows not saved yet, the first" if rows > 1 else "New row not saved yet"
            self.context.said.emit(f"{which}: {next(iter(outcome.lacking.values()))}")
        elif outcome.locked:
            self.context.said.emit(
                f"{counted(outcome.locked, 'cell')} left as {'it was' if outcome.locked == 1 else 'they were'}: "
                "calculated, or of another record."
            )

    def save(self) -> None:
        """Take what is being typed in a cell, and what was kept while the file could not be written."""
        self.view.finish_editing()
        outcome = write_again(self.model)
        if outcome is not None:
            self._report(outcome)

    @property
    def unsaved(self) -> int:
        return self.model.unsaved

    def unsaved_cells(self) -> list[UnsavedCell]:
        return self.model.unsaved_cells()

    def show_unsaved(self, cell: UnsavedCell) -> bool:
        place = self.model.place_of(cell.record)
        if place is None or not self.isVisible():
            return False
        row = self.model.rows[place]
        column = next(
            (at for at, column in enumerate(self.model.columns) if column.place(row) == cell.cell), None
        )
        if column is None:
            return False
        if self.view.isColumnHidden(column):
            self.columns.show_column(column, True)
        self.view.setFocus()
        self.view.go_to(place, column)
        return True

    def show_changed(self, changed: Set[tuple[str, str]]) -> None:
        places = sorted(
            place
            for register, record in changed
            if (place := self.model.place_of(record)) is not None
            and self.model.rows[place].register.name == register
        )
        if places and self.view.currentIndex().row() not in places:
            self.view.go_to(places[0])

    def do(self, action: GridAction) -> None:
        """Do what a key or a menu asks for."""
        self.context.tell()
        acts: dict[GridAction, Callable[[], object]] = {
            "copy": self.blocks.copy,
            "cut": self.blocks.cut,
            "paste": self.pasting.paste,
            "clear": self.blocks.clear,
            "paste values": self.pasting.paste,
            "fill": self.blocks.fill_down,
            "fill right": self.blocks.fill_right,
            "today": self.blocks.put_today,
            "replace": self.ask_replace,
            "filter values": self.values.choose,
            "insert": self.insert_row,
            "delete": self.delete_rows,
            "up": lambda: self.move_rows(-1),
            "down": lambda: self.move_rows(1),
        }
        if action in acts:
            acts[action]()
        elif action == "escape" and self.current is not None and self._discard_at(self.current):
            return
        else:
            self.asked.emit(action)

    def _discard_at(self, row: Row) -> bool:
        """Give up what was not taken in the current cell, or a new row with nothing but defaults."""
        outcome = give_up(self.model, row, self.model.columns[self.view.currentIndex().column()])
        if outcome is not None:
            self._report(outcome)
        return outcome is not None

    def _taken_back(self, row: Row, column: Column) -> None:
        """Show a cell whose entry was taken back."""
        self._report(Outcome())
        self.show_changed({(row.register.name, row.id)})

    def insert_row(self) -> None:
        """Begin a new row below the current one and edit it."""
        self.row_acts.insert()

    def begin_row(self, register: str, values: dict[str, Any], after: str | None, *, depth: int = 0) -> None:
        """Begin a new row of a register below a record (None: at the end) and edit it."""
        self.context.tell()
        self.row_acts.begin(register, values, after, depth=depth)

    def delete_rows(self) -> None:
        """Delete the selected rows as one step that can be undone."""
        self.row_acts.delete()

    def move_rows(self, by: int) -> None:
        """Move the selected rows up (−1) or down (+1) among those they are ordered with."""
        self.row_acts.move(by)

    # Menus and columns

    def _open_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction("Copy\tCtrl+C").triggered.connect(lambda: self.blocks.copy())
        if self.context.editable:
            for text, act in (
                ("Cut\tCtrl+X", self.blocks.cut),
                ("Paste\tCtrl+V", self.pasting.paste),
                ("Fill down\tCtrl+D", self.blocks.fill_down),
                ("Clear\tDel", self.blocks.clear),
                ("Insert row\tIns", self.insert_row),
                ("Delete rows\tCtrl+-", self.delete_rows),
                ("Move up\tAlt+Up", lambda: self.move_rows(-1)),
                ("Move down\tAlt+Down", lambda: self.move_rows(1)),
            ):
                menu.addAction(text).triggered.connect(lambda _=False, act=act: act())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.view.viewport().mapToGlobal(point))

    def _open_heading_menu(self, point: QPoint) -> None:
        header = self.view.horizontalHeader()
        place = header.logicalIndexAt(point)
        menu = self.columns_menu()
        first = menu.actions()[0]
        if 0 <= place < len(self.model.columns):
            column = self.model.columns[place]
            only = QAction("Only certain values…\tCtrl+Shift+L", menu)
            only.triggered.connect(lambda: self.values.choose(place))
            every = QAction("All values", menu)
            every.setEnabled(column.key in self.model.filter.only)
            every.triggered.connect(lambda: self.model.show_only(column.key, frozenset()))
            menu.insertActions(first, [only, every])
            menu.insertSeparator(first)
        menu.popup(header.mapToGlobal(point))

    def ask_replace(self) -> None:
        """Ask which words to replace by which."""
        if not self.context.editable:
            self.context.said.emit(READ_ONLY)
            return
        ReplaceDialog(self.blocks, self.window()).open()

    def columns_menu(self) -> QMenu:
        return self.columns.menu()

    def choose_columns(self) -> None:
        header = self.view.horizontalHeader()
        self.columns_menu().popup(header.mapToGlobal(header.rect().bottomLeft()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.later.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "columns"):
            self.columns.later.start()

    def _sort(self, section: int) -> None:
        self.model.sort_by(section)
