"""The history of a damaged file, carried on by the file that its records were put into.

That file is the same one then: copies made of the damaged file are copies of it, and what was deleted stays so.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from csp_desktop.registers.catalog import REGISTERS
from csp_desktop.registers.fields import Value, Values
from csp_desktop.storage.history.images import kept
from csp_desktop.storage.steps import ChangeRow, record_step
from csp_desktop.storage.tables import quoted, select

STEPS = ("id", "step", "made_at", "made_by", "reason", "kind", "state", "of_step")
CHANGES = ("id", "step", "register", "record", "field", "before", "after")


class Past(NamedTuple):
    """Which file it is, all of its steps, and those of their changes that can be read, as they are kept."""

    file_id: str
    steps: list[tuple[Any, ...]]
    changes: list[tuple[Any, ...]]


def carry_on(
    connection: sqlite3.Connection,
    past: Past,
    stood: Mapping[str, Mapping[str, Values]],
    *,
    made_by: str,
    made_at: str,
    reason: str,
) -> None:
    """Give a file a past, within the transaction there is; a last step says what is otherwise than it left it.

    `stood` has by register and id the records as the past left them.
    """
    connection.execute("DELETE FROM changes")
    connection.execute("DELETE FROM steps")
    connection.execute("UPDATE this_file SET id = ?", [past.file_id])
    put(connection, "steps", STEPS, past.steps)
    put(connection, "changes", CHANGES, map(_as_kept, past.changes))
    record_step(
        connection,
        made_at=made_at,
        made_by=made_by,
        reason=reason,
        kind="start",
        of_step=None,
        changes=_otherwise(connection, stood),
    )


def put(
    connection: sqlite3.Connection, table: str, names: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Write rows of the history as they are kept; raises sqlite3.Error where the table does not take them."""
    listed, places = ", ".join(map(quoted, names)), ", ".join("?" * len(names))
    connection.executemany(f"INSERT INTO {quoted(table)} ({listed}) VALUES ({places})", rows)


def _as_kept(change: tuple[Any, ...]) -> tuple[Any, ...]:
    """A change as files of this version keep it: those of earlier ones have images as text."""
    *before, record_id, field, was, after = change
    return *before, record_id, field, was, kept(record_id, field, after) if isinstance(after, str) else after


def _otherwise(
    connection: sqlite3.Connection, stood: Mapping[str, Mapping[str, Values]]
) -> Iterator[ChangeRow]:
    for register in REGISTERS:
        left = dict(stood.get(register.name, {}))
        blank = {
            name: value for name, value in register.blank().items() if register[name] not in register.contents
        }
        for record in select(connection, register):
            was = left.pop(record["id"], None)
            known = blank | (was or {})
            for name in blank:
                if record[name] != known[name]:
                    yield ChangeRow(
                        register.name, record["id"], name, _json(known[name]), _json(record[name])
                    )
            if was is None:
                # Said last: what it was before each of its fields was written, nobody knows any more.
                image = {"id": record["id"], **{name: record[name] for name in blank}}
                yield ChangeRow(register.name, record["id"], "", None, _json(image))
        for record_id, was in left.items():
            yield ChangeRow(register.name, record_id, "", _json(was), None)


def _json(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
