"""Blocks of cells in a grid: selected, summed, copied, filled and cleared."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from csp_desktop.registers.as_written.amounts import format_number
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.fields import Links, Reference, Value
from csp_desktop.ui.grid import clipboard
from csp_desktop.ui.grid.cell_cursor import Spot, selected_ranges
from csp_desktop.ui.grid.columns import Column
from csp_desktop.ui.grid.rows.model import GridModel
from csp_desktop.ui.grid.rows.positions import numbered_on
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.grid.view import GridView
from csp_desktop.ui.grid.writing import Outcome, write_cells
from csp_desktop.ui.look.plain_words import READ_ONLY, counted

_SUMMED_AT_MOST = 50_000


class GridBlocks:
    """What is done with the selected cells of a view, each time as one step.

    `report` is told what became of the cells.
    """

    def __init__(self, view: GridView, model: GridModel, *, report: Callable[[Outcome], None]) -> None:
        self.view, self.model, self.context = view, model, model.context
        self._report = report

    def sums(self, cells: int) -> list[str]:
        """Count of the filled cells among the selected; sum and average of figures, where they are of one column."""
        if cells > _SUMMED_AT_MOST:
            return []
        by_column: dict[int, list[float]] = {}
        filled = 0
        for block in selected_ranges(self.view):
            for column in range(block.left(), block.right() + 1):
                for place in range(block.top(), block.bottom() + 1):
                    amount = self.model.columns[column].amount(self.model.lines[place])
                    filled += amount is not None or bool(self.text(place, column))
                    if amount is not None:
                        by_column.setdefault(column, []).append(amount)
        words = [f"count {format_number(filled)}"]
        if len(by_column) == 1:
            column, amounts = next(iter(by_column.items()))
            worded = self.model.columns[column].sum_text
            words += [
                f"sum {worded(sum(amounts))}",
                f"average {worded(round(sum(amounts) / len(amounts), 2))}",
            ]
        return words

    def selected_block(self) -> tuple[list[int], list[int]]:
        """The selected rows and columns (by number, columns from left to right as shown)."""
        rows: set[int] = set()
        columns: set[int] = set()
        for cells in selected_ranges(self.view):
            rows.update(range(cells.top(), cells.bottom() + 1))
            columns.update(range(cells.left(), cells.right() + 1))
        shown_columns = self.view.cells.columns()
        return sorted(rows), [column for column in shown_columns if column in columns]

    def selected_places(self) -> list[tuple[int, int]]:
        """The selected cells, by row and column, in the order they are read."""
        across = {column: place for place, column in enumerate(self.view.cells.columns())}
        places = [
            (row, column)
            for cells in selected_ranges(self.view)
            for column in range(cells.left(), cells.right() + 1)
            if column in across
            for row in range(cells.top(), cells.bottom() + 1)
        ]
        return sorted(places, key=lambda place: (place[0], across[place[1]]))

    @property
    def scattered(self) -> bool:
        """Whether the selected cells are not the same columns of some rows, so that they make no block."""
        rows, columns = self.selected_block()
        return self.view.cells.count != len(rows) * len(columns)

    def copy(self) -> bool:
        """Copy the selected cells, with a header row in the table form where whole rows are; whether it was done."""
        rows, columns = self.selected_block()
        if not rows:
            return False
        if self.scattered:
            self.context.refused.emit(
                "Nothing was copied: the selected cells make no block. Select cells side by side, or whole rows."
            )
            return False
        model = self.model
        block = [[self.text(row, column) for column in columns] for row in rows]
        meant = [[self._meant(row, column) for column in columns] for row in rows]
        whole = len(columns) == len(self.view.cells.columns())
        counted_cells = {
            (line, place)
            for line, row in enumerate(rows)
            for place, column in enumerate(columns)
            if block[line][place] and self._counts(model.lines[row], model.columns[column])
        }
        headings = [model.columns[column].label for column in columns] if whole else []
        clipboard.put_block(block, headings, counted_cells, meant)
        self.context.said.emit(f"Copied {len(rows)} × {len(columns)} cells.")
        return True

    def _counts(self, row: Row, column: Column) -> bool:
        """Whether a cell holds a figure or a day."""
        field, value = column.field(row), column.value(row)
        is_figure = isinstance(value, int | float) and not isinstance(value, bool)
        return is_figure or column.amount(row) is not None or (field is not None and field.kind == "date")

    def cut(self) -> None:
        """Copy the selected cells and clear them."""
        if self.copy():
            self.clear()

    def clear(self) -> None:
        """Clear the selected cells that can be edited."""
        self._fill_with([(row, column, "") for row, column in self.selected_places()], "cleared")

    def fill_down(self) -> None:
        """Write the top selected cell of each column into those below it; one alone takes that above it."""
        by_column: dict[int, list[int]] = {}
        for row, column in self.selected_places():
            by_column.setdefault(column, []).append(row)
        cells = []
        for column, rows in by_column.items():
            top, *below = rows if len(rows) > 1 else (rows[0] - 1, *rows)
            if top >= 0:
                cells += [(row, column, self._given_down(top, row, column)) for row in below]
        self._fill_with(cells, "filled down")

    def fill_right(self) -> None:
        """Write the leftmost selected cell of each row into those right of it; one alone takes that left of it."""
        by_row: dict[int, list[int]] = {}
        for row, column in self.selected_places():
            by_row.setdefault(row, []).append(column)
        shown_columns = self.view.cells.columns()
        cells = []
        for row, columns in by_row.items():
            if len(columns) == 1:
                at = shown_columns.index(columns[0])
                columns = shown_columns[max(at - 1, 0) : at + 1]
            left, *beyond = columns
            cells += [(row, column, self.text(row, left)) for column in beyond]
        self._fill_with(cells, "filled right")

    def fill_to(self, to: Spot) -> None:
        """Copy what is selected on to a cell below, above, right or left of it, over and over; refs are numbered on."""
        rows, columns = self.selected_block()
        shown_columns = self.view.cells.columns()
        across = [shown_columns.index(column) for column in columns]
        row, column = to
        cells: list[tuple[int, int, Value]] = []
        if column == across[-1] or across[0] <= column <= across[-1]:
            beyond = range(rows[-1] + 1, row + 1) if row > rows[-1] else range(rows[0] - 1, row - 1, -1)
            source = rows if row > rows[-1] else rows[::-1]
            for at in columns:
                numbered = self._refs_below(rows, at, beyond) if row > rows[-1] else []
                cells += numbered or [
                    (place, at, self._given_down(source[step % len(source)], place, at))
                    for step, place in enumerate(beyond)
                ]
        else:
            right = column > across[-1]
            beyond = range(across[-1] + 1, column + 1) if right else range(across[0] - 1, column - 1, -1)
            taken = columns if right else columns[::-1]
            for step, at in enumerate(beyond):
                cells += [
                    (place, shown_columns[at], self.text(place, taken[step % len(taken)])) for place in rows
                ]
        top, left, bottom, last = rows[0], across[0], rows[-1], across[-1]
        self._fill_with(cells, "filled")
        self.view.cells.select_block(
            (min(top, row), min(left, column)), (max(bottom, row), max(last, column))
        )

    def _refs_below(
        self, rows: Sequence[int], column: int, beyond: Sequence[int]
    ) -> list[tuple[int, int, Value]]:
        """The refs that follow the last of some rows, for those of its level below; none where it is another column."""
        lines = self.model.lines
        if any(self.model.columns[column].stored_as(lines[row]) != "ref" for row in rows):
            return []
        last, depth = self.text(rows[-1], column), lines[rows[-1]].depth
        cells = []
        for place in beyond:
            following = numbered_on([last])
            if following is None:
                return []
            if lines[place].depth < depth:
                break
            # What hangs below one of them, a milestone say, keeps its own.
            if lines[place].depth == depth:
                last = following
                cells.append((place, column, last))
        return cells

    def replacements(
        self, pattern: re.Pattern[str], by: str, where: Sequence[tuple[int, int]] | None
    ) -> list[tuple[int, int, str]]:
        """The cells a pattern is found in (by row and column, of some or of all that is shown), and what they become."""
        if where is None:
            shown_columns = self.view.cells.columns()
            where = [(row, column) for row in range(len(self.model.rows)) for column in shown_columns]
        cells = []
        for row, column in where:
            text = self.text(row, column) if row < len(self.model.rows) else ""
            if text and self.model.columns[column].field(self.model.rows[row]) is not None:
                other = pattern.sub(lambda _: by, text)
                if other != text:
                    cells.append((row, column, other))
        return cells

    def replace(self, pattern: re.Pattern[str], by: str, where: Sequence[tuple[int, int]] | None) -> None:
        """Replace a pattern by words in some cells (None: in all that is shown), as one step."""
        self._fill_with(self.replacements(pattern, by, where), "replaced words in")

    def fill_selection(self, raw: object, verb: str = "filled") -> None:
        """Write one value into every selected cell."""
        cells = [
            (self.model.lines[row], self.model.columns[column], raw) for row, column in self.selected_places()
        ]
        self._report(write_cells(self.model, cells, f"{verb} {counted(len(cells), 'cell')}"))

    def put_today(self) -> None:
        """Write today's date into the current cell; where it holds other words, open it with the date after them."""
        index = self.view.currentIndex()
        if not index.isValid() or not self.context.editable:
            return
        row, column = self.model.lines[index.row()], self.model.columns[index.column()]
        field = column.field(row)
        today = format_date(self.context.today.isoformat(), short=True)
        if field is not None and field.kind == "date":
            self._fill_with([(index.row(), index.column(), today)], "dated")
        elif field is not None:
            words = column.text(row)
            self.view.write_in(f"{words} {today}" if words else today, over=not words)

    def text(self, row: int, column: int) -> str:
        """What a cell says, by its row and column."""
        return str(self.model.data(self.model.index(row, column)) or "")

    def _meant(self, row: int, column: int) -> str:
        """What a cell says, in words that mean the same record where another is called the same."""
        line, given = self.model.lines[row], self.model.columns[column]
        field, text = given.field(line), self.text(row, column)
        if field is None or not text or self.model.fault(line, given) is not None:
            return text
        is_named = isinstance(field, Reference | Links)
        return self.context.names.typed(field, given.value(line)) if is_named else text

    def _given_down(self, row: int, to: int, column: int) -> Value:
        """What a cell gives to another of its column: of records their ids, as several may be called the same."""
        line, given = self.model.lines[row], self.model.columns[column]
        field, taking = given.field(line), given.field(self.model.lines[to])
        alike = (
            isinstance(field, Reference | Links)
            and isinstance(taking, Reference | Links)
            and (field.kind, field.to) == (taking.kind, taking.to)
        )
        if alike and given.value(line) and self.model.fault(line, given) is None:
            return given.value(line)
        return self.text(row, column)

    def _fill_with(self, cells: Sequence[tuple[int, int, Value]], verb: str) -> None:
        if not self.context.editable:
            self.context.said.emit(READ_ONLY)
            return
        model = self.model
        wanted = [
            (model.lines[row], model.columns[column], given)
            for row, column, given in cells
            if given not in (self.text(row, column), model.columns[column].value(model.lines[row]))
        ]
        if wanted:
            reason = f"{verb} {counted(len(wanted), 'cell')}"
            self._report(write_cells(model, wanted, reason))
