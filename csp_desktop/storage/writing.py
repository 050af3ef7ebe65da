"""Writing one step: records and, beside each change, what goes into the history."""

from __future__ import annotations

import base64
import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from csp_desktop.errors import InvalidChange
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Links, Record
from csp_desktop.registers.register import Register
from csp_desktop.storage import tables
from csp_desktop.storage.steps import ChangeRow


class StepWriting:
    """The changes of one step as they are made: rows for the history, records touched.

    Inserts into one register are gathered and written together.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._pending: tuple[Register, list[Record]] | None = None
        self.rows: list[ChangeRow] = []
        self.changed: set[tuple[str, str]] = set()

    def revert(self, row: ChangeRow) -> None:
        """Put one recorded change back as it was before."""
        register = register_named(row.register)
        if row.field:
            self._write(register, row.record, {row.field: (row.after, row.before)})
        elif row.before is None:
            self._remove(register, row.record)
        else:
            record = json.loads(row.before)
            for field in register.contents:
                if record[field.name] is not None:
                    record[field.name] = base64.b64decode(record[field.name])
            self._insert(register, record)

    def flush(self) -> None:
        """Write what is still gathered."""
        if self._pending:
            register, records = self._pending
            self._pending = None
            tables.insert(self._connection, register, records)

    def insert(self, register: Register, record_id: str, values: Mapping[str, Any]) -> None:
        """Make a record; raises InvalidChange where its checks refuse it."""
        _known_fields(register, values)
        record = {**register.blank(), **values, "id": record_id}
        problems = register.problems(record)
        if problems:
            raise _problem(register, record_id, problems[0])
        self._insert(register, record)

    def _insert(self, register: Register, record: Record) -> None:
        if self._pending is None or self._pending[0] is not register:
            self.flush()
            self._pending = (register, [])
        self._pending[1].append(record)
        kept = {field.name for field in register.contents}
        image = {name: value for name, value in record.items() if name not in kept}
        self.rows.append(ChangeRow(register.name, record["id"], "", None, _json(image)))
        self.changed.add((register.name, record["id"]))

    def update(self, register: Register, record_id: str, values: Mapping[str, Any]) -> None:
        """Write some fields of a record; raises InvalidChange where its checks refuse them."""
        _known_fields(register, values)
        current = self._current(register, record_id)
        changed = {
            name: value
            for name, value in values.items()
            if name not in ("id",) and _plain(current.get(name)) != _plain(value)
        }
        if not changed:
            return
        # A record that was at fault before may still be mended field by field.
        problems = [
            found for found in register.problems({**current, **changed}) if found[0] in {"", *changed}
        ]
        if problems:
            raise _problem(register, record_id, problems[0])
        self._write(
            register,
            record_id,
            {name: (_json(current.get(name)), _json(value)) for name, value in changed.items()},
        )

    def _write(
        self, register: Register, record_id: str, sides: Mapping[str, tuple[str | None, str | None]]
    ) -> None:
        self.flush()
        values = {name: json.loads(after or "null") for name, (_, after) in sides.items()}
        tables.update(self._connection, register, record_id, values)
        self.rows.extend(
            ChangeRow(register.name, record_id, name, before, after)
            for name, (before, after) in sides.items()
        )
        self.changed.add((register.name, record_id))

    def delete(self, register: Register, record_id: str) -> None:
        """Remove a record and what cannot stand without it; raises InvalidChange where something stops it."""
        self._current(register, record_id)
        for other, field, ids in tables.referring(self._connection, register, record_id):
            for found in ids:
                if isinstance(field, Links):
                    kept = self._current(other, found)[field.name]
                    self.update(other, found, {field.name: tuple(one for one in kept if one != record_id)})
                elif field.on_delete == "cascade":
                    if (other.name, found) != (register.name, record_id):
                        self.delete(other, found)
                elif field.on_delete == "clear":
                    self.update(other, found, {field.name: None})
                else:
                    raise InvalidChange(
                        f"This {register.label.lower()} is still named by a {other.label.lower()}; "
                        "nothing was deleted. Change that first.",
                        register=register.name,
                        record=record_id,
                    )
        self._remove(register, record_id)

    def _remove(self, register: Register, record_id: str) -> None:
        image = dict(self._current(register, record_id))
        for field in register.contents:
            image[field.name] = encoded(tables.content(self._connection, register, record_id, field.name))
        tables.delete(self._connection, register, record_id)
        self.rows.append(ChangeRow(register.name, record_id, "", _json(image), None))
        self.changed.add((register.name, record_id))

    def _current(self, register: Register, record_id: str) -> Record:
        self.flush()
        found = tables.select(self._connection, register, {"id": record_id})
        if not found:
            raise InvalidChange(
                f"This {register.label.lower()} is no longer in the file; nothing was changed.",
                register=register.name,
                record=record_id,
            )
        return found[0]


def _plain(value: Any) -> Any:
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


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
