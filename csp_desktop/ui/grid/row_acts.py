"""Whole rows of a grid: begun, deleted and moved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csp_desktop.editing.changes import Change, Delete, Update
from csp_desktop.editing.deleting import deleted_words
from csp_desktop.registers.catalog import register_named
from csp_desktop.ui.grid.rows.drafts import new_row
from csp_desktop.ui.grid.rows.model import GridModel
from csp_desktop.ui.grid.rows.positions import moved
from csp_desktop.ui.grid.rows.row import Row, row_name
from csp_desktop.ui.grid.view import GridView
from csp_desktop.ui.look.plain_words import READ_ONLY

NewRecord = Callable[[Row | None], dict[str, Any] | None]


class RowActs:
    """What is done with whole rows of a view, each time as one step.

    `register` (or where there are several, what names the one for a row below another) and `new` say what a row
    begins with, as for `RegisterGrid`; `current` which one the current cell is in.
    """

    def __init__(
        self,
        view: GridView,
        model: GridModel,
        *,
        register: str | Callable[[Row | None], str] | None,
        new: NewRecord | None,
        current: Callable[[], Row | None],
    ) -> None:
        self._view, self._model, self._context = view, model, model.context
        self._register, self._new, self._current = register, new, current

    def below(self, above: Row | None) -> Row | None:
        """What a new row below another starts with; None where there can be none."""
        if self._new is None or self._register is None:
            return None
        values = self._new(above)
        if values is None:
            return None
        name = self._register if isinstance(self._register, str) else self._register(above)
        depth = above.depth if above is not None and not above.heading else 1 if above is not None else 0
        return new_row(register_named(name), values, depth)

    def begin_several(self, count: int, below: Row | None) -> list[Row]:
        """Begin so many new rows below one (or the last), or as many as there can be."""
        last = below or (self._model.rows[-1] if self._model.rows else None)
        added: list[Row] = []
        for _ in range(count):
            row = self.below(added[-1] if added else last)
            if row is None:
                break
            added.append(row)
        self._model.add_drafts(added, last.id if last else None)
        return added

    def insert(self) -> None:
        """Begin a new row below the current one and edit it."""
        if not self._context.editable:
            self._context.said.emit(READ_ONLY)
            return
        above = self._current() or (self._model.rows[-1] if self._model.rows else None)
        row = self.below(above)
        if row is not None:
            self._model.add_drafts([row], above.id if above else None)
            self._edit(row)

    def begin(self, register: str, values: dict[str, Any], after: str | None, *, depth: int = 0) -> None:
        """Begin a new row of a register below a record (None: at the end) and edit it."""
        if not self._context.editable:
            self._context.said.emit(READ_ONLY)
            return
        row = new_row(register_named(register), values, depth)
        self._model.add_drafts([row], after)
        self._edit(row)

    def _edit(self, row: Row) -> None:
        """Make a row current and open the editor of the cell that matters most: the first one needed."""
        place = self._model.place_of(row.id)
        if place is None:
            return
        column = self.first_to_fill(row)
        self._view.setFocus()
        if column is not None:
            self._view.go_to(place, column)
            self._view.edit(self._view.currentIndex())

    def first_to_fill(self, row: Row) -> int | None:
        """The column of a new row that matters most: the first one needed, else the first that takes anything."""
        shown_columns = self._view.cells.columns()
        fields = [(column, self._model.columns[column].field(row)) for column in shown_columns]
        editable = [column for column, field in fields if field is not None]
        needed = [column for column, field in fields if field is not None and field.required]
        return next(iter(needed or editable), None)

    def delete(self) -> None:
        """Delete the selected rows as one step that can be undone."""
        if not self._context.editable:
            self._context.said.emit(READ_ONLY)
            return
        rows = self._view.selected_rows()
        self._model.discard_drafts([row for row in rows if row.draft])
        standing = [row for row in rows if not row.draft]
        if not standing:
            return
        gone = {row.id for row in standing}
        changes: list[Change] = [
            Delete(row.register.name, row.id)
            for row in standing
            # What stands under a deleted row goes with it.
            if not any(
                row.record.get(field.name) in gone
                for field in row.register.references
                if field.on_delete == "cascade"
            )
        ]
        what = deleted_words(
            self._context.workspace, {(row.register.name, row.id): row.record for row in standing}
        )
        if self._context.apply(changes, f"deleted {what}") is not None:
            self._context.said.emit(f"Deleted {what}; Ctrl+Z brings it back.")

    def move(self, by: int) -> None:
        """Move the selected rows up (−1) or down (+1) among those they are ordered with."""
        row = self._current()
        if row is None or row.draft or "position" not in row.register.by_name:
            return
        if self._model.sorted_by is not None:
            self._context.said.emit(
                "Rows can only be moved in their original order; click the sorted heading until its arrow is gone."
            )
            return
        siblings = self._model.siblings(row)
        ids = [chosen.id for chosen in self._view.selected_rows() if chosen.register is row.register]
        positions = moved(siblings, ids, by)
        changes = [Update(row.register.name, record, {"position": to}) for record, to in positions]
        if changes:
            self._context.apply(changes, f"moved {row_name(row)} {'up' if by < 0 else 'down'}")
