"""A register as it stood after an earlier step, worked out from the history."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from csp_desktop.registers.fields import Links, Values
from csp_desktop.registers.register import Register
from csp_desktop.storage import tables
from csp_desktop.storage.steps import last_change_by


def last_step_by(connection: sqlite3.Connection, day: str) -> int:
    """The number of the last step made on a day (ISO) or before it; 0 where there is none.

    Steps count in the order they were made, whatever the clock said: one dated later, but followed by one dated
    within the day, was made by then.
    """
    (step,) = connection.execute(
        "SELECT coalesce(max(step), 0) FROM steps WHERE substr(made_at, 1, 10) <= ?", [day]
    ).fetchone()
    return int(step)


Firsts = dict[str, dict[str, tuple[str | None, int]]]
"""Of each record what stood before its first change after a step, and that change's number, by field; "" is all of it."""


def first_changes(connection: sqlite3.Connection, register: Register, step: int) -> Firsts:
    """What stood before all that was changed in a register after a step."""
    rows = connection.execute(
        "SELECT record, field, before, id FROM changes WHERE id > ? AND register = ? AND step > ? ORDER BY id",
        [last_change_by(connection, step), register.name, step],
    )
    firsts: Firsts = {}
    for record_id, name, before, at in rows:
        firsts.setdefault(record_id, {}).setdefault(name, (before, at))
    return firsts


def values_before(
    connection: sqlite3.Connection, after: Iterable[tuple[str, str, str, str]]
) -> dict[str, str | None]:
    """Of fields that were changed after a field of another record was, what they said until then, as JSON.

    Each of `after` is the other record and its field, then the record asked about and its field; the answer is by the
    other record. What was changed in the same step was not changed after it.
    """
    rows = connection.execute(
        "WITH asked AS (SELECT json_extract(value, '$[0]') AS other, json_extract(value, '$[1]') AS written, "
        "json_extract(value, '$[2]') AS record, json_extract(value, '$[3]') AS field FROM json_each(?)), "
        "firsts AS (SELECT other, (SELECT min(c.id) FROM changes c WHERE c.record = asked.record "
        "AND c.field = asked.field AND c.step > (SELECT max(w.step) FROM changes w WHERE w.record = asked.other "
        "AND w.field IN ('', asked.written))) AS first FROM asked) "
        "SELECT other, before FROM firsts JOIN changes ON id = first",
        [json.dumps(list(after))],
    )
    return dict(rows.fetchall())


def stood(
    connection: sqlite3.Connection, register: Register, firsts: Firsts, where: Mapping[str, Any] | None = None
) -> list[Values]:
    """The records of a register as they stood before all of these changes, without file contents.

    With `where` those that match now, and all that were changed since. Raises ValueError where the history cannot be
    read.
    """
    records = {record["id"]: record for record in tables.select(connection, register, where)}
    if where is not None:
        elsewhere = [each for each, changes in firsts.items() if "" not in changes and each not in records]
        records |= {record["id"]: record for record in tables.select(connection, register, {"id": elsewhere})}
    for record_id, changes in firsts.items():
        # When the record as a whole was made, or deleted.
        whole, at_end = changes.get("", (None, None))
        if at_end is not None:
            if whole is None:
                records.pop(record_id, None)
                continue
            records[record_id] = _whole(register, json.loads(whole))
        record = records.get(record_id)
        if record is None:
            continue
        for name, (before, at) in changes.items():
            # What was changed only after it was deleted and brought back, it had not at the step.
            if name in register.by_name and (at_end is None or at < at_end):
                value = json.loads(before or "null")
                record[name] = tuple(value or ()) if isinstance(register[name], Links) else value
    return list(records.values())


def _whole(register: Register, image: Any) -> Values:
    """A record as its deletion recorded it."""
    if not isinstance(image, dict):
        raise ValueError(f"{register.name} is kept as something else than a record")
    record = {**register.blank(), **image}
    for held in register.contents:
        record.pop(held.name, None)
    for linked in register.links:
        record[linked.name] = tuple(record[linked.name] or ())
    return record
