"""Pasting a block into a grid: where it goes, which rows it makes, and what it would overwrite."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from csp_desktop.ui.grid import clipboard
from csp_desktop.ui.grid.blocks import GridBlocks
from csp_desktop.ui.grid.columns import Column
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.grid.writing import Outcome, says_where, write_cells
from csp_desktop.ui.look.plain_words import READ_ONLY, MessageBox, counted
from csp_desktop.ui.look.theme import set_role


@dataclass(frozen=True)
class _Pasting:
    """A block so wide, the rows and columns it goes to, and how many columns that would have to be."""

    block: list[list[str]]
    wide: int
    places: list[int]
    columns: list[int]
    across: int

    def words(self, step: int) -> list[tuple[int, str]]:
        """What goes into the columns of one of the rows."""
        line = self.block[step % len(self.block)]
        return [
            (column, line[number % self.wide])
            for number, column in enumerate(self.columns)
            if number % self.wide < len(line)
        ]


class BlockPasting:
    """Puts what was copied into the cells of a grid, as one step.

    `add_rows(count, below)` begins new rows below one (None: at the end) and gives those it could; `report` is told
    what became of the cells.
    """

    def __init__(
        self,
        blocks: GridBlocks,
        *,
        add_rows: Callable[[int, Row | None], Sequence[Row]],
        report: Callable[[Outcome], None],
    ) -> None:
        self._blocks, self._view, self._model = blocks, blocks.view, blocks.model
        self._context = blocks.context
        self._add_rows, self._report = add_rows, report

    def paste(self) -> None:
        """Paste a block: at the current cell, over a larger selection, or into every selected cell.

        Rows below the last one become new rows, where rows can be added. A block that begins on an empty row
        but reaches rows with words in them asks first.
        """
        block = clipboard.taken_block()
        if not block:
            self._context.said.emit("There is nothing to paste.")
            return
        if not self._context.editable:
            self._context.said.emit(READ_ONLY)
            return
        rows, columns = self._blocks.selected_block()
        shown_columns = self._view.cells.columns()
        if not columns:
            columns, rows = shown_columns[:1], [len(self._model.rows)]
        if self._is_header(block[0], columns[0]) and len(block) > 1:
            block = block[1:]
        wide = max(len(line) for line in block)
        tiled = len(rows) >= len(block) and len(columns) >= wide
        tall = len(rows) if tiled and len(rows) % len(block) == 0 else len(block)
        across = len(columns) if tiled and len(columns) % wide == 0 else wide
        places = list(rows) if tall == len(rows) else list(range(rows[0], rows[0] + tall))
        targets = shown_columns[shown_columns.index(columns[0]) :][:across]
        pasting = _Pasting(block, wide, places, targets, across)
        overwritten = self._overwritten(pasting)
        if overwritten and self._is_empty(places[0]):
            self._ask(pasting, overwritten)
        else:
            self._paste(pasting, overwritten)

    def _is_empty(self, place: int) -> bool:
        """Whether nothing was typed into a row: it is new, or holds no words at all."""
        if place >= len(self._model.lines):
            return True
        row = self._model.lines[place]
        if row.draft:
            return not self._model.drafts.touched(row)
        return not any(self._blocks.text(place, column) for column in self._view.cells.columns())

    def _overwritten(self, pasting: _Pasting) -> int:
        """How many rows would lose words they hold now."""
        lost = 0
        for step, place in enumerate(pasting.places):
            if place < len(self._model.lines) and not self._is_empty(place):
                words = pasting.words(step)
                lost += any(
                    text and text != raw
                    for column, raw in words
                    if (text := self._blocks.text(place, column)) is not None
                )
        return lost

    def _ask(self, pasting: _Pasting, overwritten: int) -> None:
        """Say what pasting would do to rows that hold words, and do what is chosen."""
        lines = counted(len(pasting.places), "row")
        added = len(pasting.places) - overwritten
        box = MessageBox(
            QMessageBox.Icon.Question,
            "Overwrite rows?",
            f"Pasting here adds {added:,} and overwrites {overwritten:,}. "
            f"Put all {lines} in as new rows instead, and nothing is overwritten.",
            self._view,
        )
        new = box.addButton("Put in as new rows", QMessageBox.ButtonRole.AcceptRole)
        over = box.addButton(f"Overwrite {overwritten:,}", QMessageBox.ButtonRole.DestructiveRole)
        set_role(over, "danger")
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(new)
        box.setEscapeButton(cancel)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        new.clicked.connect(lambda: self._paste_as_new(pasting))
        over.clicked.connect(lambda: self._paste(pasting, overwritten))
        box.open()

    def _paste_as_new(self, pasting: _Pasting) -> None:
        """Make room below the row pasting begins on."""
        first = pasting.places[0]
        above = self._model.lines[first]
        added = self._add_rows(len(pasting.places) - 1, above)
        begin = self._model.place_of(above.id)
        if begin is not None:
            kept = len(added) + 1
            self._paste(
                replace(pasting, places=list(range(begin, begin + kept)), block=pasting.block[:kept]), 0
            )

    def _paste(self, pasting: _Pasting, overwritten: int) -> None:
        lines = list(self._model.lines)
        foot = None
        if lines and lines[-1] is self._model.ghost and len(lines) - 1 in pasting.places:
            foot = self._model.adopt_ghost()
        below = sum(place >= len(lines) for place in pasting.places)
        added = self._add_rows(below, foot)
        cells: list[tuple[Row, Column, object]] = []
        pasted: dict[str, None] = {}
        new: set[str] = set()
        named = {
            column for line in range(len(pasting.block)) for column, raw in pasting.words(line) if raw.strip()
        }
        for step, place in enumerate(pasting.places):
            beyond = place - len(lines)
            row = lines[place] if beyond < 0 else added[beyond] if beyond < len(added) else None
            if row is not None:
                pasted[row.id] = None
                if row.draft and not self._model.drafts.touched(row):
                    new.add(row.id)
                cells.extend(
                    (row, self._model.columns[column], raw)
                    for column, raw in pasting.words(step)
                    # A blank leaves what a new row begins with, but not where other rows say what they belong to.
                    if raw
                    or row.id not in new
                    or (column in named and says_where(self._model.columns[column], row))
                )
        outcome = write_cells(self._model, cells, f"pasted {counted(len(cells), 'cell')}")
        self._report(outcome)
        self._select_pasted(list(pasted), pasting.columns)
        if pasting.across > len(pasting.columns) or below > len(added):
            self._context.said.emit(
                f"Pasted {outcome.written} cells; the rest did not fit and was left out. "
                "Undo, make room and paste again."
            )
        elif not outcome.flagged and not outcome.locked and not outcome.lacking:
            parts = [
                f"{len(new):,} new" if new else "",
                f"{overwritten:,} overwritten" if overwritten else "",
            ]
            told = ", ".join(part for part in parts if part)
            self._context.said.emit(f"Pasted {counted(len(pasted), 'row')}{': ' if told else ''}{told}.")

    def _select_pasted(self, records: Sequence[str], columns: Sequence[int]) -> None:
        """Select what was pasted, where it stands together."""
        places = [place for record in records if (place := self._model.place_of(record)) is not None]
        shown_columns = self._view.cells.columns()
        across = [shown_columns.index(column) for column in columns if column in shown_columns]
        if places and across and sorted(places) == list(range(min(places), max(places) + 1)):
            self._view.cells.select_block((min(places), across[0]), (max(places), across[-1]))
            self._view.scrollTo(self._view.currentIndex())

    def _is_header(self, line: Sequence[str], first: int) -> bool:
        """Whether a pasted line is only the headings of the columns it would land in."""
        shown_columns = self._view.cells.columns()
        labels = [self._model.columns[column].label for column in shown_columns[shown_columns.index(first) :]]
        return any(line) and all(
            not cell or cell.casefold() == label.casefold() for cell, label in zip(line, labels, strict=False)
        )
