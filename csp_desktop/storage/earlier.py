"""A register as it stood after an earlier step, worked out from the history."""

from __future__ import annotations

import json
import sqlite3
from itertools import groupby
from typing import Any

from csp_desktop.registers.fields import Links, Values
from csp_desktop.registers.register import Register
from csp_desktop.storage import tables


def last_step_by(connection: sqlite3.Connection, day: str) -> int:
    """The number of the last step made on a day (ISO) or before it; 0 where there is none.

    Steps count in the order they were made, whatever the clock said: one dated later, but followed by one dated
    within the day, was made by then.
    """
    (step,) = connection.execute(
        "SELECT coalesce(max(step), 0) FROM steps WHERE substr(made_at, 1, 10) <= ?", [day]
    ).fetchone()
    return int(step)


def stood(connection: sqlite3.Connection, register: Register, step: int) -> list[Values]:
    """The records of a register as they stood after a step, without file contents.

    Raises ValueError where the history cannot be read.
    """
    records = {record["id"]: record for record in tables.select(connection, register)}
    # The first change after the step says what stood before it. SQLite takes `before` from the row of min(id).
    first = connection.execute(
        "SELECT record, field, before, min(id) FROM changes WHERE register = ? AND step > ? "
        "GROUP BY record, field ORDER BY record, field",
        [register.name, step],
    )
    for record_id, rows in groupby(first, key=lambda row: row[0]):
        changes = {name: (before, at) for _, name, before, at in rows}
        # Under no name: when the record as a whole was made, or deleted.
        whole, at_end = changes.pop("", (None, None))
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
