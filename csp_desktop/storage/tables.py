"""Records in and out of the tables of a file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from csp_desktop.errors import BadRequest
from csp_desktop.registers.catalog import BY_NAME, REGISTERS
from csp_desktop.registers.fields import Content, Links, Reference, Values, YesNo
from csp_desktop.registers.register import Register


def quoted(name: str) -> str:
    """A name as SQL wants it."""
    return '"' + name.replace('"', '""') + '"'


def link_table(register: Register, field: Links) -> str:
    """The table that holds a field's links."""
    return f"{register.name}_{field.name}"


@cache
def _read_columns(register: Register) -> tuple[list[str], list[str], str]:
    """The names of the columns that are read, those of them that hold yes or no, and the question for all of them."""
    columns = [field for field in register.columns if not isinstance(field, Content)]
    names = ["id", *(field.name for field in columns)]
    flags = [field.name for field in columns if isinstance(field, YesNo)]
    return names, flags, f"SELECT {', '.join(map(quoted, names))} FROM {quoted(register.name)}"


def select(
    connection: sqlite3.Connection,
    register: Register,
    where: Mapping[str, Any] | None = None,
    order: Sequence[str] = (),
) -> list[Values]:
    """Records that match, in the order asked for, empty ones last (or as recorded). File contents are left out.

    `where`: a value equals; a tuple, list or set is any of; None is empty; a dotted name goes through
    references ("item.plan").
    """
    names, flags, question = _read_columns(register)
    condition, parameters = _condition(register, where or {})
    ordering = ", ".join([*(f"{quoted(name)} NULLS LAST" for name in order), "rowid"])
    rows = connection.execute(f"{question}{condition} ORDER BY {ordering}", parameters)
    records: list[Values] = []
    for row in rows:
        record = dict(zip(names, row, strict=True))
        for flag in flags:
            record[flag] = bool(record[flag])
        records.append(record)
    for field in register.links:
        linked: dict[str, list[str]] = {}
        table = quoted(link_table(register, field))
        for record_id, target in connection.execute(
            f'SELECT "record", "target" FROM {table} WHERE "record" IN '
            f'(SELECT "id" FROM {quoted(register.name)}{condition}) ORDER BY "record", "position"',
            parameters,
        ):
            linked.setdefault(record_id, []).append(target)
        for record in records:
            record[field.name] = tuple(linked.get(record["id"], ()))
    return records


def field_of(
    connection: sqlite3.Connection, register: Register, name: str, ids: Iterable[str]
) -> dict[str, Any]:
    """One field of some records, by their ids, as it is stored; a dotted name goes through references."""
    question, wanted = _field_question(register, name), tuple(ids)
    if len(wanted) == 1:  # as after every change that is typed
        return dict(connection.execute(f"{question} = ?", wanted).fetchall())
    return dict(
        connection.execute(f"{question} IN (SELECT value FROM json_each(?))", [json.dumps(wanted)]).fetchall()
    )


@cache
def _field_question(register: Register, name: str) -> str:
    return f"SELECT id, {_reached(register, name)} FROM {quoted(register.name)} AS from0 WHERE id"


@cache
def _reached(register: Register, path: str, references: int = 0) -> str:
    """What stands in a field, or in that of a record which is so many references away."""
    name, _, rest = path.partition(".")
    own = f"from{references}.{quoted(name)}"
    if not rest:
        return own
    reference = register[name]
    assert isinstance(reference, Reference)
    there, table = BY_NAME[reference.to], f"from{references + 1}"
    column = _reached(there, rest, references + 1)
    return f'(SELECT {column} FROM {quoted(there.name)} AS {table} WHERE {table}."id" = {own})'


def count(connection: sqlite3.Connection, register: Register) -> int:
    """How many records a register has."""
    return int(connection.execute(f"SELECT count(*) FROM {quoted(register.name)}").fetchone()[0])


def _condition(register: Register, where: Mapping[str, Any]) -> tuple[str, list[Any]]:
    parts: list[str] = []
    parameters: list[Any] = []
    for name, wanted in where.items():
        parts.append(_match(register, name.split("."), wanted, parameters))
    return (" WHERE " + " AND ".join(parts) if parts else ""), parameters


def _match(register: Register, path: list[str], wanted: Any, parameters: list[Any]) -> str:
    name, *rest = path
    if name != "id" and (name not in register.by_name or isinstance(register[name], Links)):
        raise BadRequest(f"The register {register.name} has no field “{name}”.")
    if rest:
        reference = register[name]
        if not isinstance(reference, Reference):
            raise BadRequest(f"“{name}” of {register.name} is not a reference.")
        inner = _match(BY_NAME[reference.to], rest, wanted, parameters)
        return f'{quoted(name)} IN (SELECT "id" FROM {quoted(reference.to)} WHERE {inner})'
    if wanted is None:
        return f"{quoted(name)} IS NULL"
    if isinstance(wanted, tuple | list | set | frozenset) and len(wanted) == 1:
        (wanted,) = wanted  # Most often it is one record: asked for alone it is found in half the time.
        parameters.append(wanted)
        return f"{quoted(name)} = ?"
    if isinstance(wanted, tuple | list | set | frozenset):
        parameters.append(json.dumps(list(wanted)))
        return f"{quoted(name)} IN (SELECT value FROM json_each(?))"
    parameters.append(wanted)
    return f"{quoted(name)} = ?"


def registers_read(register: Register, where: Mapping[str, Any]) -> set[str]:
    """The registers, by name, on which it depends what matches."""
    read = {register.name}
    for path in where:
        there = register
        for name in path.split(".")[:-1]:
            reference = there[name]
            assert isinstance(reference, Reference)
            there = BY_NAME[reference.to]
            read.add(there.name)
    return read


def content(connection: sqlite3.Connection, register: Register, record: str, name: str) -> bytes | None:
    """The bytes of a kept file."""
    row = connection.execute(
        f"SELECT {quoted(name)} FROM {quoted(register.name)} WHERE id = ?", [record]
    ).fetchone()
    return row[0] if row else None


def insert(connection: sqlite3.Connection, register: Register, records: Iterable[Values]) -> None:
    """Write new records, each with its id and every field."""
    records = list(records)
    names = ["id", *(field.name for field in register.columns)]
    marks = ", ".join("?" for _ in names)
    connection.executemany(
        f"INSERT INTO {quoted(register.name)} ({', '.join(map(quoted, names))}) VALUES ({marks})",
        ([record.get(name) for name in names] for record in records),
    )
    for field in register.links:
        _insert_links(
            connection, register, field, ((record["id"], record.get(field.name) or ()) for record in records)
        )


def _insert_links(
    connection: sqlite3.Connection,
    register: Register,
    field: Links,
    linked: Iterable[tuple[str, Sequence[str]]],
) -> None:
    connection.executemany(
        f'INSERT INTO {quoted(link_table(register, field))} ("record", "target", "position") VALUES (?, ?, ?)',
        ((record, target, position) for record, targets in linked for position, target in enumerate(targets)),
    )


def update(
    connection: sqlite3.Connection, register: Register, record: str, values: Mapping[str, Any]
) -> None:
    """Write some fields of one record."""
    columns = [name for name in values if not isinstance(register[name], Links)]
    if columns:
        connection.execute(
            f"UPDATE {quoted(register.name)} SET {', '.join(f'{quoted(name)} = ?' for name in columns)} "
            "WHERE id = ?",
            [*(values[name] for name in columns), record],
        )
    for field in register.links:
        if field.name in values:
            _delete_links(connection, register, field, record)
            _insert_links(connection, register, field, [(record, values[field.name])])


def _delete_links(connection: sqlite3.Connection, register: Register, field: Links, record: str) -> None:
    connection.execute(f'DELETE FROM {quoted(link_table(register, field))} WHERE "record" = ?', [record])


def delete(connection: sqlite3.Connection, register: Register, records: Iterable[str]) -> None:
    """Remove records and their own links."""
    keys = [(record,) for record in records]
    for field in register.links:
        connection.executemany(f'DELETE FROM {quoted(link_table(register, field))} WHERE "record" = ?', keys)
    connection.executemany(f"DELETE FROM {quoted(register.name)} WHERE id = ?", keys)


def referring(
    connection: sqlite3.Connection, target: Register, records: Iterable[str]
) -> list[tuple[Register, Reference | Links, list[str]]]:
    """(register, field, record ids) for all that refers to any of some records of one register."""
    wanted = [json.dumps(list(records))]
    ties: list[tuple[Register, Reference | Links, list[str]]] = []
    for register in REGISTERS:
        fields: tuple[Reference | Links, ...] = (*register.references, *register.links)
        for field in fields:
            if field.to == target.name:
                if isinstance(field, Links):
                    table, record, column = link_table(register, field), "record", "target"
                else:
                    table, record, column = register.name, "id", field.name
                rows = connection.execute(
                    f"SELECT DISTINCT {record} FROM {quoted(table)} "
                    f"WHERE {quoted(column)} IN (SELECT value FROM json_each(?))",
                    wanted,
                )
                ids = [row[0] for row in rows]
                if ids:
                    ties.append((register, field, ids))
    return ties
