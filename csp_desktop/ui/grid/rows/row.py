"""One row: a record, as it stands among others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar, cast

from csp_desktop.registers.as_written.wordings import in_short
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Record
from csp_desktop.registers.register import Register
from csp_desktop.registers.typed_records import BY_REGISTER

Kind = TypeVar("Kind")


@dataclass
class Row:
    """One row: a record and how it stands in the outline. A draft is typed but not yet in the file.

    `begun_in` is the grid's model that holds it, where it is a draft of a grid.
    """

    register: Register
    record: Record
    depth: int = 0
    heading: bool = False
    draft: bool = False
    begun_in: object = field(default=None, compare=False, repr=False)

    @property
    def id(self) -> str:
        """The record's id."""
        return str(self.record["id"])

    @property
    def called(self) -> str:
        """What it is called in full ("1.3.2 Prepare for Halloween"), of a quarter by that; a new one "New action"."""
        known = "quarter" if "quarter" in self.register.by_name else self.register.title
        title = self.register[known].format(self.record.get(known))
        words = f"{self.record.get('ref') or ''} {title}".split()
        return " ".join(words) or f"New {self.register.label.lower()}"

    def typed(self, kind: type[Kind]) -> Kind:
        """The record as one of a kind, which must be that of the row's register."""
        assert BY_REGISTER[self.register.name] is kind, f"{self.register.name} are no {kind.__name__}"
        # A record is a plain dict, draft or not; which kind, its register says.
        return cast("Kind", self.record)


def row_name(row: Row) -> str:
    """What people call a row: its ref, or the start of its title."""
    if row.record.get("ref"):
        return str(row.record["ref"])
    return in_short(str(row.record.get(row.register.title) or ""), 30)


def rows_of(register: str, records: Iterable[Record]) -> list[Row]:
    """One plain row for each record of a register."""
    declared = register_named(register)
    return [Row(declared, record) for record in records]
