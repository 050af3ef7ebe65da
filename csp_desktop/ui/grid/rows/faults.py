"""Cells that could not be taken: what was typed there and why not, kept until it is mended or given up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass

from csp_desktop.ui.grid.columns import Column
from csp_desktop.ui.grid.rows.row import Row

_NOTHING = (None, "", ())

Place = tuple[str, str]
"""Where a cell is, whatever is shown: the row's id and what the column calls the cell."""


@dataclass(frozen=True)
class Fault:
    """A cell that could not be taken: what was typed or pasted, and why not; of which quarter, in which plan.

    One that `waits` is right by itself and goes into the file with its row; one that is `kept` is right too, but
    the file could not be written; one that is `unread` says something nobody could read.
    """

    raw: str
    reason: str
    register: str
    plan: str | None
    quarter: str = ""
    waits: bool = False
    kept: bool = False
    unread: bool = False


class Faults(dict[Place, Fault]):
    """Those in rows that stand here, by place; `away` are those in rows that are gone, for when these come back.

    `recorded` says whether a record of a register is in the file.
    """

    def __init__(self, recorded: Callable[[str, str], bool]) -> None:
        super().__init__()
        self._recorded = recorded
        self.away: dict[Place, Fault] = {}
        self.elsewhere = 0
        """How many of those away are in records of the file: another plan's."""

    def part(self, standing: Set[str]) -> None:
        """Keep faults of rows that are gone for when they come back: an undone row, another plan's."""
        every = {**self.away, **self}
        self.clear()
        self.update((place, fault) for place, fault in every.items() if place[0] in standing)
        self.away = {place: fault for place, fault in every.items() if place[0] not in standing}
        recorded = self._those_recorded(self.away)
        self.elsewhere = sum((fault.register, place[0]) in recorded for place, fault in self.away.items())

    def part_recorded(self) -> None:
        """Keep those of records that are no longer in the file for when they come back."""
        self.part({record for _, record in self._those_recorded({**self.away, **self})})

    def _those_recorded(self, faults: dict[Place, Fault]) -> set[tuple[str, str]]:
        records = {(fault.register, record) for (record, _), fault in faults.items()}
        return {(register, record) for register, record in records if self._recorded(register, record)}

    def forget(self, records: Set[str]) -> None:
        """Let go of what could not be taken in the cells of some rows."""
        for place in [place for place in self if place[0] in records]:
            del self[place]

    def instead_of(self, row: Row, columns: Iterable[Column]) -> Fault | None:
        """The first cell of a new row that says something nobody could read where the row holds what it began with."""
        for column in columns:
            fault = self.get((row.id, column.place(row)))
            if fault is not None and fault.unread and row.record.get(column.stored_as(row)) not in _NOTHING:
                return fault
        return None

    def waiting(self, row: Row, columns: Iterable[Column]) -> list[tuple[Column, str]]:
        """The cells of a new row that wait for it to be complete, each with what was typed."""
        return [
            (column, fault.raw)
            for column in columns
            if (fault := self.get((row.id, column.place(row)))) is not None and fault.waits
        ]
