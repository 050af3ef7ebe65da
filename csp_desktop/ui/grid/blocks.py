"""Blocks of cells in a grid: selected, summed, copied, pasted, filled and cleared."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from csp_desktop.registers.fields import format_date, format_number
from csp_desktop.ui.grid import clipboard
from csp_desktop.ui.grid.cell_cursor import selected_ranges
from csp_desktop.ui.grid.columns import Row
from csp_desktop.ui.grid.model import GridModel
from csp_desktop.ui.grid.view import GridView
from csp_desktop.ui.grid.writing import Outcome, write_cells
from csp_desktop.ui.look.plain_words import counted

READ_ONLY = "This file is open to read only."
_SUMMED_AT_MOST = 50_000


class GridBlocks:
    """What is done with the selected cells of a view, each time as one step.

    `add_rows(count)` begins new rows at the end and gives those it could; `report` is told what became
    of the cells.
    """

    def __init__(
        self,
        view: GridView,
        model: GridModel,
        *,
        add_rows: Callable[[int], Sequence[Row]],
        report: Callable[[Outcome], None],
    ) -> None:
        self.view, self.model, self.context = view, model, model.context
        self._add_rows, self._report = add_rows, report

    def sums(self, cells: int) -> list[str]:
        """Count of the filled cells among the selected; sum and average of figures, where they are of one column."""
        if cells > _SUMMED_AT_MOST:
            return []
        by_column: dict[int, list[float]] = {}
        filled = 0
        for block in selected_ranges(self.view):
            for column in range(block.left(), block.right() + 1):
                for place in range(block.top(), block.bottom() + 1):
                    amount = self.model.columns[column].amount(self.model.rows[place])
                    filled += amount is not None or bool(self._text(place, column))
                    if amount is not None:
                        by_column.setdefault(column, []).append(amount)
        words = [f"count {format_number(filled)}"]
        if len(by_column) == 1:
            column, amounts = next(iter(by_column.items()))
            worded = self.model.columns[column].sum_text
            words += [f"sum {worded(sum(amounts))}", f"average {worded(sum(amounts) / len(amounts))}"]
        return words

    def _block(self) -> tuple[list[int], list[int]]:
        """The selected rows and columns (by number, columns from left to right as shown)."""
        rows: set[int] = set()
        columns: set[int] = set()
        for cells in selected_ranges(self.view):
            rows.update(range(cells.top(), cells.bottom() + 1))
            columns.update(range(cells.left(), cells.right() + 1))
        shown = self.view.cells.columns()
        return sorted(rows), [column for column in shown if column in columns]

    def copy(self) -> None:
        """Copy the selected cells; with a header row in the table form where whole rows are selected."""
        rows, columns = self._block()
        if not rows:
            return
        model = self.model
        block = [[str(model.data(model.index(row, column)) or "") for column in columns] for row in rows]
        whole = len(columns) == len(self.view.cells.columns())
        clipboard.put_block(block, [model.columns[column].label for column in columns] if whole else [])
        self.context.said.emit(f"Copied {len(rows)} × {len(columns)} cells.")

    def cut(self) -> None:
        """Copy the selected cells and clear them."""
        self.copy()
        self.clear()

    def clear(self) -> None:
        """Clear the selected cells that can be edited."""
        rows, columns = self._block()
        self._fill_with([(row, column, "") for row in rows for column in columns], "cleared")

    def fill_down(self) -> None:
        """Write the top cell of each selected column into those below it; one row takes that above it."""
        rows, columns = self._block()
        if len(rows) == 1 and rows[0] > 0:
            rows = [rows[0] - 1, *rows]
        if len(rows) < 2:
            return
        top = rows.pop(0)
        values = {column: self._text(top, column) for column in columns}
        self._fill_with([(row, column, values[column]) for row in rows for column in columns], "filled down")

    def fill_right(self) -> None:
        """Write the leftmost cell of each selected row into those right of it; one cell takes that left of it."""
        rows, columns = self._block()
        shown = self.view.cells.columns()
        if len(columns) == 1 and shown.index(columns[0]) > 0:
            columns = [shown[shown.index(columns[0]) - 1], *columns]
        if len(columns) < 2:
            return
        left = columns.pop(0)
        values = {row: self._text(row, left) for row in rows}
        self._fill_with([(row, column, values[row]) for row in rows for column in columns], "filled right")

    def fill_selection(self, raw: object) -> None:
        """Write one value into every selected cell."""
        rows, columns = self._block()
        cells = [
            (self.model.rows[row], self.model.columns[column], raw) for row in rows for column in columns
        ]
        self._report(write_cells(self.model, cells, f"filled {counted(len(cells), 'cell')}"))

    def put_today(self) -> None:
        """Write today's date into the current cell; where it holds other words, open it with the date after them."""
        index = self.view.currentIndex()
        if not index.isValid() or not self.context.editable:
            return
        row, column = self.model.rows[index.row()], self.model.columns[index.column()]
        field = column.field(row)
        today = format_date(self.context.today.isoformat(), short=True)
        if field is not None and field.kind == "date":
            self._fill_with([(index.row(), index.column(), today)], "dated")
        elif field is not None:
            words = column.text(row)
            self.view.write_in(f"{words} {today}" if words else today)

    def _text(self, row: int, column: int) -> str:
        return str(self.model.data(self.model.index(row, column)) or "")

    def _fill_with(self, cells: Sequence[tuple[int, int, str]], verb: str) -> None:
        if not self.context.editable:
            self.context.said.emit(READ_ONLY)
            return
        model = self.model
        wanted = [
            (model.rows[row], model.columns[column], text)
            for row, column, text in cells
            if str(model.data(model.index(row, column)) or "") != text
        ]
        if wanted:
            reason = f"{verb} {counted(len(wanted), 'cell')}"
            self._report(write_cells(model, wanted, reason))

    def paste(self) -> None:
        """Paste a block: at the current cell, over a larger selection, or into every selected cell.

        Rows below the last one become new rows, where rows can be added.
        """
        block = clipboard.taken_block()
        rows, columns = self._block()
        if not block:
            self.context.said.emit("There is nothing to paste.")
            return
        if not self.context.editable:
            self.context.said.emit(READ_ONLY)
            return
        if not columns:
            columns = self.view.cells.columns()[:1]
            rows = [len(self.model.rows)]
        wide = max(len(line) for line in block)
        if self._is_header(block[0], columns[0]) and len(block) > 1:
            block = block[1:]
        tiled = len(rows) >= len(block) and len(columns) >= wide
        tall = len(rows) if tiled and len(rows) % len(block) == 0 else len(block)
        across = len(columns) if tiled and len(columns) % wide == 0 else wide
        shown = self.view.cells.columns()
        targets = shown[shown.index(columns[0]) :][:across]
        places = list(rows) if tall == len(rows) else [rows[0] + step for step in range(tall)]
        below = sum(1 for place in places if place >= len(self.model.rows))
        added = self._add_rows(below)
        cells = []
        lost = across - len(targets)
        for step, place in enumerate(places):
            beyond = place - (len(self.model.rows) - len(added))
            row = self.model.rows[place] if beyond < 0 else added[beyond] if beyond < len(added) else None
            if row is None:
                continue
            line = block[step % len(block)]
            for number, column in enumerate(targets):
                if number % wide < len(line):
                    cells.append((row, self.model.columns[column], line[number % wide]))
        outcome = write_cells(self.model, cells, f"pasted {counted(len(cells), 'cell')}")
        self._report(outcome)
        if lost or below > len(added):
            self.context.said.emit(
                f"Pasted {outcome.written} cells; what reached past the last column or row was left out. "
                "Undo, make room and paste again to take it all."
            )

    def _is_header(self, line: Sequence[str], first: int) -> bool:
        """Whether a pasted line is only the headings of the columns it would land in."""
        shown = self.view.cells.columns()
        labels = [self.model.columns[column].label for column in shown[shown.index(first) :]]
        return any(line) and all(
            not cell or cell.casefold() == label.casefold() for cell, label in zip(line, labels, strict=False)
        )
