"""What one row of a foreign table says: the values of each record it tells of, and the cells they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from csp_desktop.excel.foreign.reading import Draft, Mark, joined, only_one
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.column_mapping import NOTED, ColumnUse
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Field, Text, Values

# Registers whose records are titled by what is told in them, and called by nothing.
_TOLD = ("updates", "risk_reviews")


@dataclass
class Said:
    """Values of one record by field, and the cells each was read from."""

    values: Values = field(default_factory=dict)
    sources: dict[str, list[Place]] = field(default_factory=dict)
    headings: dict[str, list[str]] = field(default_factory=dict)

    def fits(self, use: ColumnUse, own: Field, value: Any) -> bool:
        """Can a field take this value beside what it holds?"""
        return own.name not in self.values or self._with(use, own, value) is not None

    def put(self, use: ColumnUse, own: Field, value: Any, place: Place | None) -> bool:
        """Put a cell's value into a field, beside what it holds; False where it holds another and only one."""
        both = self._with(use, own, value) if own.name in self.values else value
        if both is None:
            return False
        if both is not self.values.get(own.name):
            self.headings.setdefault(own.name, []).append(use.heading)
        self.values[own.name] = both
        if place:
            self.sources.setdefault(own.name, []).append(place)
        return True

    def _with(self, use: ColumnUse, own: Field, value: Any) -> Any:
        """A field's value with another; texts stand under the headings of their columns."""
        first, headings = self.values[own.name], self.headings.get(own.name, [])
        if not isinstance(own, Text) or joined(own, first, value) in (None, first):
            return joined(own, first, value)
        naming = own.name == register_named(use.register).title and use.register not in _TOLD
        if len(headings) == 1 and not naming:
            # A name stays as it is; what else is said of it follows.
            first = _under(headings[0], first)
        return joined(own, first, _under(use.heading, value))

    def give(self, draft: Draft) -> None:
        """Say which cells a draft's fields were read from."""
        told = draft.sources
        for name, places in self.sources.items():
            # Of nearly every field the one cell is known that its draft was made of.
            if len(places) != 1 or places[0] not in told.get(name, ()):
                draft.read_from(name, *places)


def _under(heading: str, text: str) -> str:
    before = _before(heading)
    return before + text if before else text


@cache
def _before(heading: str) -> str:
    """What stands before a text kept under its heading."""
    title = " ".join(heading.split()).rstrip(":")
    return f"{title}: " if title else ""


@dataclass
class RowSaid:
    """What a row says: of its own record, of those it stands under, and of those that hang on it.

    `records` are by register and quarter ("" for none), `texts` the names of what it stands under by
    (register, name) with their cells, `mitigations` each cell of controls or actions, `notes` what has no field,
    `names` the parts of a person's name, `entries` money by kind and quarter.
    """

    start: Place
    records: dict[tuple[str, str], Said] = field(default_factory=dict)
    texts: dict[tuple[str, str], tuple[str, Place]] = field(default_factory=dict)
    mitigations: list[tuple[str, str, Place]] = field(default_factory=list)
    notes: list[tuple[str, Place]] = field(default_factory=list)
    names: dict[str, tuple[str, Place]] = field(default_factory=dict)
    entries: list[tuple[str, str, int, Place]] = field(default_factory=list)

    def note(self, heading: str, text: str, place: Place) -> None:
        """Keep what has no field of its own, under its heading."""
        self.notes.append((_under(heading, text), place))

    def take_note(self, use: ColumnUse) -> tuple[str, list[Place]]:
        """Take back what a column's cells were kept for under its heading; nothing where they were not."""
        before = _before(use.heading)
        kept = [
            (line, place)
            for line, place in self.notes
            if place.column == use.column and line.startswith(before)
        ]
        self.notes = [note for note in self.notes if note not in kept]
        return "\n".join(line.removeprefix(before) for line, _ in kept), [place for _, place in kept]

    def of(self, register: str, quarter: str = "") -> Said:
        """What it says of a record."""
        said = self.records.get((register, quarter))
        if said is None:
            said = self.records[register, quarter] = Said()
        return said

    def put(self, use: ColumnUse, own: Field, value: Any, place: Place | None) -> bool:
        """Put a cell's value into the record its column is of; False where its field holds another."""
        return self.of(use.register, use.quarter).put(use, own, value, place)

    def put_all(self, use: ColumnUse, values: Mapping[Field, Any], place: Place) -> bool:
        """Put what a cell says in several fields, all of it or nothing."""
        said = self.of(use.register, use.quarter)
        return all(said.fits(use, own, value) for own, value in values.items()) and all(
            said.put(use, own, value, place) for own, value in values.items()
        )

    def put_done(self, use: ColumnUse, day: date, place: Place) -> Mark:
        """Put the day that something was done: that it is complete, and since when."""
        status, written = register_named(use.register)["status"], day.isoformat()
        # How an entry of a log stands is said in its updates, when it was done in itself.
        own = "log_entries" if use.register == "log_updates" else use.register
        completed = register_named(own)["completed_on"]
        if self.put(use, status, "complete", place) and self.of(own).put(use, completed, written, place):
            return Mark("taken", use.register, status.name, f"Complete on {format_date(written)}.")
        self.note(use.heading, format_date(written), place)
        return Mark("noted", use.register, NOTED, only_one(status))

    def stand_under(self, use: ColumnUse, text: str, place: Place) -> bool:
        """Name what the row's record stands under; False where another column named something else."""
        known, _ = self.texts.setdefault((use.register, use.field), (text, place))
        return known == text

    def name_person(self, own: Said) -> None:
        """First and last name in columns of their own are one name."""
        parts = [self.names[part] for part in ("first_name", "last_name") if part in self.names]
        if parts and "name" not in own.values:
            own.values["name"] = " ".join(text for text, _ in parts)
            own.sources["name"] = [place for _, place in parts]

    def give_parents(self, draft: Draft) -> None:
        """Say which cells a draft's parents were read from."""
        for (_, name), (_, place) in self.texts.items():
            if name in ("priority", "objective") and "parent" in draft.values:
                draft.read_from("parent", place)

    def give_notes(self, draft: Draft) -> None:
        """Keep in a draft's notes what has no field of its own."""
        if not self.notes:
            return
        lines = [line for line, _ in self.notes]
        before = draft.values.get("notes")
        draft.values["notes"] = "\n".join([before, *lines] if before else lines)
        draft.read_from("notes", *(place for _, place in self.notes))
