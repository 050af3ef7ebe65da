"""New rows: typed or pasted, shown where they were begun, and not in the file until nothing they need is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from typing import Any

from csp_desktop.editing.changes import Change, Insert, Update
from csp_desktop.registers.fields import Record
from csp_desktop.registers.register import Register, new_id
from csp_desktop.ui.grid.columns import Column
from csp_desktop.ui.grid.rows.faults import Fault
from csp_desktop.ui.grid.rows.positions import placed, woven
from csp_desktop.ui.grid.rows.row import Row


def new_row(register: Register, values: dict[str, Any], depth: int = 0) -> Row:
    """A row that is not in the file yet, with what is usual and these values in it."""
    return Row(register, {**register.blank(), **values, "id": new_id()}, depth=depth, draft=True)


@dataclass
class Draft:
    """A new row, and the record it stands after: None for none, where it was begun at the end."""

    row: Row
    after: str | None
    plan: str | None
    """The plan it was begun in, and is shown in."""
    began: Record
    """What it held before anything was typed."""
    touched: bool = False
    """Whether anything was typed into it."""
    at_end: bool = False
    _seen: Record | None = None
    _lacks: tuple[str, str] | None = None
    """The key of the column, and the sentence, of what it lacks as it was `_seen`."""

    def lacking(self, column: Column, columns: Sequence[Column]) -> Fault | None:
        """What it still needs, at the one of all columns where that is typed."""
        row = self.row
        if self._seen is not row.record:
            self._seen, self._lacks = row.record, None
            problems = row.register.problems(row.record)
            if problems:
                stored = {other.stored_as(row): other.key for other in reversed(columns)}
                title = stored.get(row.register.title, columns[0].key)
                self._lacks = (stored.get(problems[0][0] or row.register.title, title), problems[0][1])
        if self._lacks is None or self._lacks[0] != column.key:
            return None
        return Fault(column.text(row), self._lacks[1], row.register.name, self.plan)


class Drafts(dict[str, Draft]):
    """The new rows of a grid by their id, those of other plans too, in the order they were begun."""

    def begin(self, row: Row, after: str | None, plan: str | None) -> None:
        """Note a new row of a plan below a record or another new row; None for the end."""
        at_end = after is None or (after in self and self[after].at_end)
        if after is None:
            # Several new rows at the end keep the order they came in.
            before = (draft for draft in reversed(self.values()) if draft.plan == plan)
            after = next((draft.row.id for draft in before if draft.at_end), None)
        self[row.id] = Draft(row, after, plan, row.record, at_end=at_end)

    def woven_into(self, rows: list[Row], plan: str | None) -> list[Row]:
        """These rows with the new ones of a plan among them."""
        drafts = [draft for draft in self.values() if draft.plan == plan]
        if not drafts:
            return rows
        by_id = {row.id: row for row in rows}
        by_id.update((draft.row.id, draft.row) for draft in drafts)
        order = woven([row.id for row in rows], [(draft.row.id, draft.after) for draft in drafts])
        return [by_id[record] for record in order]

    def making(
        self,
        rows: Sequence[Row],
        siblings: Callable[[Row], Sequence[Record]],
        sibling_above: Callable[[Row, str | None, Set[str]], str | None],
    ) -> list[Change]:
        """The changes that bring complete ones into the file, each in its place among its `siblings`.

        `sibling_above` says which of some siblings a row stands below that was begun after a record.
        """
        pushed: list[Change] = []
        making = {row.id for row in rows}
        beside: dict[tuple[object, ...], Sequence[Record]] = {}
        groups: dict[tuple[str, str], tuple[Sequence[Record], list[Row]]] = {}
        for row in rows:
            if "position" not in row.register.by_name:
                continue
            owners = (row.register.name, *(row.record.get(field.name) for field in row.register.references))
            among = beside.get(owners)
            if among is None:
                among = beside[owners] = siblings(row)
            first = str(among[0]["id"]) if among else ""
            groups.setdefault((row.register.name, first), (among, []))[1].append(row)
        after = self._stand_after(making)
        for (register, _), (among, together) in groups.items():
            beside_it = {record["id"] for record in among} | making
            positions = placed(
                among, [(row.id, sibling_above(row, after[row.id], beside_it)) for row in together]
            )
            for row in together:
                row.record = {**row.record, "position": positions.pop(row.id)}
            pushed.extend(Update(register, record, {"position": to}) for record, to in positions.items())
        return [*pushed, *(Insert(row.register.name, row.record, row.id) for row in rows)]

    def _stand_after(self, making: Set[str]) -> dict[str, str | None]:
        """What each stands after once some go into the file: the nearest above that is not new then."""
        above: dict[str, str | None] = {}
        for draft in self.values():
            after = draft.after
            if after is not None and after in self and after not in making:
                after = above.get(after)
            above[draft.row.id] = after
        return above

    def forget(self, gone: Set[str]) -> None:
        """Let go of some; what stands below them stays where it is."""
        above = self._stand_after(self.keys() - gone)
        for draft in self.values():
            draft.after = above[draft.row.id]
        for record in gone:
            del self[record]

    def touch(self, row: Row) -> None:
        """Note that something was typed into one."""
        if row.id in self:
            self[row.id].touched = True

    def touched(self, row: Row) -> bool:
        """Whether anything was typed into a new row."""
        return row.id in self and self[row.id].touched

    def untouch(self, row: Row) -> None:
        """Note that what was typed into one was given up, where it holds nothing but what it began with."""
        draft = self.get(row.id)
        if draft is not None and all(
            value in (None, "", ()) or value == draft.began.get(name) for name, value in row.record.items()
        ):
            draft.touched = False
