"""Writing one step: records and, beside each change, what goes into the history."""

from __future__ import annotations

import base64
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from csp_desktop.errors import InvalidChange
from csp_desktop.registers.catalog import BY_NAME, register_named
from csp_desktop.registers.fields import Links, Reference, Values
from csp_desktop.registers.register import Register
from csp_desktop.storage import tables
from csp_desktop.storage.steps import ChangeRow

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class StepWriting:
    """The changes of one step as they are made: rows for the history, records touched.

    Records made, or removed, one after the other in one register are gathered and written together.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._made: tuple[Register, list[Values]] | None = None
        self._removed: tuple[Register, list[str]] | None = None
        self._known: dict[tuple[str, str], Values] = {}
        self.rows: list[ChangeRow] = []
        self.changed: set[tuple[str, str]] = set()

    def foresee(self, touched: Iterable[tuple[str, str]]) -> None:
        """Read the records, given as (register, id), that are to be written next: all of them at once."""
        by_register: dict[str, list[str]] = {}
        for name, record_id in touched:
            if (name, record_id) not in self._known:
                by_register.setdefault(name, []).append(record_id)
        if by_register:
            self.flush()
        for name, ids in by_register.items():
            for record in tables.select(self._connection, register_named(name), {"id": ids}):
                self._known[name, record["id"]] = record

    def revert(self, rows: Iterable[ChangeRow]) -> None:
        """Put recorded changes back as they were before, the last one first.

        Raises InvalidChange where what is recorded is not what the registers take.
        """
        rows = list(rows)
        self.foresee((row.register, row.record) for row in rows if not row.field and row.before is None)
        for (name, record_id, of_fields), together in groupby(reversed(rows), _of_one_record):
            register = register_named(name)
            if of_fields:
                self._write_back(register, record_id, list(together))
                continue
            for row in together:
                if row.before is None:
                    self._remove(register, record_id)
                else:
                    self._insert(register, self._as_it_was(register, row))

    def _write_back(self, register: Register, record_id: str, rows: Sequence[ChangeRow]) -> None:
        """Put fields of a record back, the last change first."""
        values: Values = {}
        for row in rows:
            earlier = as_held(_recorded(register, row))
            field = register.by_name.get(row.field)
            problem = field.check(earlier) if field else f"{row.field} is no field."
            if problem:
                raise _cannot_go_back(register, row, problem)
            values[row.field] = earlier
        self._write(register, record_id, values, [(row.field, row.after, row.before) for row in rows])

    def _as_it_was(self, register: Register, row: ChangeRow) -> Values:
        """A record that was deleted, as its history has it."""
        recorded = _recorded(register, row)
        if not isinstance(recorded, dict) or recorded.get("id") != row.record:
            raise _cannot_go_back(register, row, "It cannot be read.")
        record = {**register.blank(), **recorded}
        for linked in register.links:
            record[linked.name] = as_held(record[linked.name])
        try:
            for held in register.contents:
                if record[held.name] is not None:
                    record[held.name] = base64.b64decode(record[held.name])
        except (TypeError, ValueError) as problem:
            raise _cannot_go_back(register, row, "A file in it cannot be read.") from problem
        for name, sentence in register.problems(record):
            raise _cannot_go_back(register, row._replace(field=name), sentence)
        return record

    def flush(self) -> None:
        """Write what is still gathered."""
        if self._made:
            register, records = self._made
            self._made = None
            tables.insert(self._connection, register, records)
        if self._removed:
            register, ids = self._removed
            self._removed = None
            tables.delete(self._connection, register, ids)

    def insert(self, register: Register, record_id: str, values: Mapping[str, Any]) -> None:
        """Make a record; raises InvalidChange where its checks refuse it."""
        _known_fields(register, values)
        record = {**register.blank(), **values, "id": record_id}
        problems = register.problems(record)
        if problems:
            raise _problem(register, record_id, problems[0])
        self._insert(register, record)

    def _insert(self, register: Register, record: Values) -> None:
        if self._removed or (self._made and self._made[0] is not register):
            self.flush()
        if self._made is None:
            self._made = (register, [])
        self._made[1].append(record)
        image = record
        if register.contents:
            kept = {field.name for field in register.contents}
            image = {name: value for name, value in record.items() if name not in kept}
        self.rows.append(ChangeRow(register.name, record["id"], "", None, _json(image)))
        self.changed.add((register.name, record["id"]))

    def update(self, register: Register, record_id: str, values: Mapping[str, Any]) -> None:
        """Write some fields of a record; raises InvalidChange where its checks refuse them."""
        _known_fields(register, values)
        current = self.current(register, record_id)
        changed = {
            name: value
            for name, value in values.items()
            if name != "id" and as_held(current.get(name)) != as_held(value)
        }
        if not changed:
            return
        # A record that was at fault before may still be mended field by field.
        problems = register.problems({**current, **changed}, changed)
        if problems:
            raise _problem(register, record_id, problems[0])
        self._write(
            register,
            record_id,
            {name: as_held(value) for name, value in changed.items()},
            [(name, _json(current.get(name)), _json(value)) for name, value in changed.items()],
        )

    def _write(
        self,
        register: Register,
        record_id: str,
        values: Values,
        images: Iterable[tuple[str, str | None, str | None]],
    ) -> None:
        """Write some fields of a record; `images`: each field's name, and before and after as the history keeps them."""
        self.flush()
        tables.update(self._connection, register, record_id, values)
        if (register.name, record_id) in self._known:
            self._known[register.name, record_id].update(values)
        self.rows.extend(ChangeRow(register.name, record_id, *image) for image in images)
        self.changed.add((register.name, record_id))

    def delete(self, register: Register, record_id: str) -> None:
        """Remove a record and what cannot stand without it; raises InvalidChange where something stops it."""
        self.current(register, record_id)
        doomed, ties = self._with_what_hangs_on(register, record_id)
        for other, field, ids in ties:
            left = [naming_id for naming_id in ids if (other.name, naming_id) not in doomed]
            self.foresee((other.name, naming_id) for naming_id in left)
            for naming_id in left:
                if isinstance(field, Links):
                    kept = self.current(other, naming_id)[field.name]
                    self.update(
                        other,
                        naming_id,
                        {field.name: tuple(to for to in kept if (field.to, to) not in doomed)},
                    )
                elif field.on_delete == "clear":
                    self.update(other, naming_id, {field.name: None})
                else:
                    raise InvalidChange(
                        f"This {register.label.lower()} is still named by a {other.label.lower()}; "
                        "nothing was deleted. Change that first.",
                        register=register.name,
                        record=record_id,
                    )
        self.foresee(doomed)
        for name, doomed_id in reversed(doomed):
            self._remove(BY_NAME[name], doomed_id)

    def _with_what_hangs_on(
        self, register: Register, record_id: str
    ) -> tuple[dict[tuple[str, str], None], list[tuple[Register, Reference | Links, list[str]]]]:
        """All that goes with a record, as (register, id), and (register, field, ids) of what else names it."""
        self.flush()
        doomed: dict[tuple[str, str], None] = {(register.name, record_id): None}
        ties: list[tuple[Register, Reference | Links, list[str]]] = []
        wave = {register.name: [record_id]}
        while wave:
            following: dict[str, list[str]] = {}
            for name, ids in wave.items():
                for other, field, naming in tables.referring(self._connection, BY_NAME[name], ids):
                    if isinstance(field, Reference) and field.on_delete == "cascade":
                        fresh = [naming_id for naming_id in naming if (other.name, naming_id) not in doomed]
                        doomed.update(((other.name, naming_id), None) for naming_id in fresh)
                        following.setdefault(other.name, []).extend(fresh)
                    else:
                        ties.append((other, field, naming))
            wave = {name: ids for name, ids in following.items() if ids}
        return doomed, ties

    def _remove(self, register: Register, record_id: str) -> None:
        image = dict(self.current(register, record_id))
        for field in register.contents:
            image[field.name] = encoded(tables.content(self._connection, register, record_id, field.name))
        if self._made or (self._removed and self._removed[0] is not register):
            self.flush()
        if self._removed is None:
            self._removed = (register, [])
        self._removed[1].append(record_id)
        del self._known[register.name, record_id]
        self.rows.append(ChangeRow(register.name, record_id, "", _json(image), None))
        self.changed.add((register.name, record_id))

    def current(self, register: Register, record_id: str) -> Values:
        """A record as it stands within the step; raises InvalidChange where it is gone."""
        known = self._known.get((register.name, record_id))
        if known is None:
            self.foresee([(register.name, record_id)])
            known = self._known.get((register.name, record_id))
        if known is None:
            raise InvalidChange(
                f"This {register.label.lower()} is no longer in the file; nothing was changed.",
                register=register.name,
                record=record_id,
            )
        return known


def _of_one_record(row: ChangeRow) -> tuple[str, str, bool]:
    """What rows have in common that change fields of the same record."""
    return row.register, row.record, bool(row.field)


def _recorded(register: Register, row: ChangeRow) -> Any:
    """What the history says stood before a change."""
    try:
        return json.loads(row.before or "null")
    except (ValueError, RecursionError) as problem:
        raise _cannot_go_back(register, row, "It cannot be read.") from problem


def _cannot_go_back(register: Register, row: ChangeRow, why: str) -> InvalidChange:
    return InvalidChange(
        f"What the history keeps of a {register.label.lower()} is damaged, so nothing was changed "
        f"({why.rstrip('.')}). Restore a backup.",
        register=register.name,
        record=row.record,
        field=row.field,
    )


def as_held(value: Any) -> Any:
    """A value of the history as records hold it: JSON knows no tuples."""
    return tuple(value) if isinstance(value, list) else value


def _known_fields(register: Register, values: Mapping[str, Any]) -> None:
    unknown = values.keys() - register.by_name.keys() - {"id"}
    if unknown:
        raise KeyError(f"{register.name} has no field {', '.join(sorted(unknown))}")


def encoded(content: bytes | None) -> str | None:
    """A file's bytes as text for JSON."""
    return None if content is None else base64.b64encode(content).decode("ascii")


def _problem(register: Register, record: str, problem: tuple[str, str]) -> InvalidChange:
    return InvalidChange(problem[1], register=register.name, record=record, field=problem[0])
