"""Pasting a block into a grid: where it goes, which rows it makes, and what it would overwrite."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from csp_desktop.registers.as_written.dates import meant_as_day
from csp_desktop.registers.as_written.wordings import plain_text
from csp_desktop.registers.fields import is_blank
from csp_desktop.ui.grid import clipboard
from csp_desktop.ui.grid.blocks import GridBlocks
from csp_desktop.ui.grid.columns import Column
from csp_desktop.ui.grid.pasted_headings import columns_headed, words_beside
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.grid.writing import Outcome, says_where, write_cells
from csp_desktop.ui.look.plain_words import READ_ONLY, MessageBox, counted


@dataclass(frozen=True)
class _Pasting:
    """A block so wide, the rows and columns it goes to, and how many columns that would have to be.

    A cell of it is None where a line had none.
    """

    block: list[list[str | None]]
    wide: int
    places: list[int]
    columns: list[int]
    across: int

    def words(self, step: int) -> list[tuple[int, str]]:
        """What goes into the columns of one of the rows."""
        line = self.block[step % len(self.block)]
        cells = (
            (column, line[number % self.wide] if number % self.wide < len(line) else None)
            for number, column in enumerate(self.columns)
        )
        return [(column, cell) for column, cell in cells if cell is not None]


@dataclass(frozen=True)
class _Headed:
    """A block under headings, and those of its columns with words in them that have no place in the grid."""

    pasting: _Pasting
    nowhere: list[str]


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
        """Paste a block: at the current cell, over a larger selection, or one cell into every selected one.

        Rows below the last one become new rows, where rows can be added. A block that begins on an empty row
        but reaches rows with words in them asks first. One that begins with headings goes into their columns.
        """
        block = clipboard.taken_block()
        if not block:
            self._context.said.emit("There is nothing to paste.")
            return
        if not self._context.editable:
            self._context.said.emit(READ_ONLY)
            return
        if self._blocks.scattered:
            if len(block) > 1 or len(block[0]) > 1:
                self._context.refused.emit(
                    "Nothing was pasted: the selected cells make no block. Choose one cell to paste from there on."
                )
            else:
                self._blocks.fill_selection(block[0][0], "pasted")
            return
        rows, columns = self._blocks.selected_block()
        shown_columns = self._view.cells.columns()
        if not columns:
            columns, rows = shown_columns[:1], [len(self._model.rows)]
        own_order = len(block) > 1 and self._is_header(block[0], columns[0])
        headed = None if own_order else self._headed(block, rows[0])
        if headed is not None and headed.nowhere:
            self._refuse_headed(headed.nowhere)
            return
        pasting = headed.pasting if headed else self._laid(block[1:] if own_order else block, rows, columns)
        overwritten = self._overwritten(pasting)
        if overwritten and self._is_empty(pasting.places[0]):
            self._ask(pasting, overwritten)
        else:
            self._paste(pasting, overwritten)

    def _laid(self, block: Sequence[Sequence[str]], rows: list[int], columns: Sequence[int]) -> _Pasting:
        """A block from the first of some selected cells on, over and over where they are more."""
        shown_columns = self._view.cells.columns()
        wide = max(len(line) for line in block)
        tiled = len(rows) >= len(block) and len(columns) >= wide
        tall = len(rows) if tiled and len(rows) % len(block) == 0 else len(block)
        across = len(columns) if tiled and len(columns) % wide == 0 else wide
        places = list(rows) if tall == len(rows) else list(range(rows[0], rows[0] + tall))
        targets = shown_columns[shown_columns.index(columns[0]) :][:across]
        return _Pasting([list(line) for line in block], wide, places, targets, across)

    def _headed(self, block: Sequence[Sequence[str]], first: int) -> _Headed | None:
        """Where a block goes that begins with headings in an order of its own; None where it begins with no headings."""
        headings, lines = block[0], block[1:]
        if not lines or not self._model.lines:
            return None
        row = self._model.lines[min(first, len(self._model.lines) - 1)]
        columns = columns_headed(
            headings, self._model.columns, self._view.cells.columns(), row, self._context.quarter
        )
        if columns is None:
            return None
        wide = max(len(line) for line in block)
        nowhere = [
            headings[at].strip() if at < len(headings) else ""
            for at in range(wide)
            if at not in columns and any(at < len(line) and line[at].strip() for line in lines)
        ]
        if not columns and not nowhere:
            return None
        laid = [[line[at] if at < len(line) else None for at in columns] for line in lines]
        places = list(range(first, first + len(lines)))
        targets = list(columns.values())
        for number, at in enumerate(columns):
            beside = words_beside(
                headings[at], self._model.columns[targets[number]], self._model.columns, row
            )
            if beside is not None and beside not in targets:
                targets.append(beside)
                for line, place in zip(laid, places, strict=True):
                    line.append(self._words_taken(line, number, place, targets[number]))
        return _Headed(_Pasting(laid, len(targets), places, targets, len(targets)), nowhere)

    def _words_taken(self, line: list[str | None], number: int, place: int, days: int) -> str | None:
        """Take from a line the words of a column of days that are none, where its row has no day to contradict them."""
        words = line[number]
        if words is None or is_blank(words) or meant_as_day(words):
            return None
        if place < len(self._model.lines) and not is_blank(self._blocks.text(place, days)):
            return None
        line[number] = None
        return words

    def _refuse_headed(self, nowhere: Sequence[str]) -> None:
        """Say that nothing was pasted, for columns of the block that have no place in the grid."""
        first = f"the column “{nowhere[0]}”" if nowhere[0] else "a column without a heading"
        more = f" and {len(nowhere) - 1:,} more have" if len(nowhere) > 1 else " has"
        self._context.refused.emit(
            f"Nothing was pasted: the first row is headings, and {first}{more} no place in this grid. "
            "Give it the heading of a column here, or copy without it, and paste again."
        )

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
        over = box.add_danger(f"Overwrite {overwritten:,}")
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
        new_words = [cell for cell in cells if not self._shows_already(*cell)]
        outcome = write_cells(self._model, new_words, f"pasted {counted(len(cells), 'cell')}")
        self._report(outcome)
        self._select_pasted(list(pasted), pasting.columns)
        if pasting.across > len(pasting.columns) or below > len(added):
            self._context.said.emit(
                f"Pasted {outcome.written + len(cells) - len(new_words)} cells; the rest did not fit and was left out. "
                "Undo, make room and paste again."
            )
        elif not outcome.flagged and not outcome.locked and not outcome.lacking:
            begun = new & {row.id for row, _, _ in new_words}
            parts = [
                f"{len(begun):,} new" if begun else "",
                f"{overwritten:,} overwritten" if overwritten else "",
            ]
            told = ", ".join(part for part in parts if part)
            self._context.said.emit(f"Pasted {counted(len(pasted), 'row')}{': ' if told else ''}{told}.")

    def _shows_already(self, row: Row, column: Column, raw: object) -> bool:
        """Whether a cell says just what is pasted there; not in a new row, which takes all of it.

        What it says may be carried over from an earlier quarter, or stand for a record that is not there: pasted
        back, it is nobody's word for this one.
        """
        new = row.id in self._model.drafts
        fault = self._model.fault(row, column)
        return not new and fault is None and plain_text(raw) == plain_text(column.text(row))

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
