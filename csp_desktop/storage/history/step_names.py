"""Names for the steps made before steps had any: every copy of a file comes to the same ones.

A step's id is drawn from the id of the step before it, from when, by whom and why it was made, and from its
changes, in the order made. So copies of one file, migrated apart, agree on every step up to where they
parted, and on none after it. Whether a step was undone later plays no part: that changes.

Each step gives one SHA-256: over the id of the step before (of the first step: when the file was made),
`made_at`, `made_by` and `reason`, then `register`, `record`, `field`, `before` and `after` of each change. A
value goes in as its length in bytes, a colon and its bytes in UTF-8; one that is missing as "-". The id is
`id_from` of the digest in hexadecimal letters. The file's id is made in the same way of when the file was
made and the id of its first step.

Part of migration 0002: never changed once that is released, or copies would no longer agree.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import Any

from csp_desktop.registers.register import id_from, new_id

_MADE = "SELECT CAST(applied_at AS BLOB) FROM _sqlite_migrations WHERE name = '0001_registers'"
_STEPS = """SELECT s.step, CAST(s.made_at AS BLOB), CAST(s.made_by AS BLOB), CAST(s.reason AS BLOB),
    CAST(c.register AS BLOB), CAST(c.record AS BLOB), CAST(c.field AS BLOB),
    CAST(c.before AS BLOB), CAST(c.after AS BLOB)
    FROM steps s LEFT JOIN changes c ON c.step = s.step ORDER BY s.step, c.id"""


def name_file_and_steps(connection: sqlite3.Connection) -> None:
    """Give the steps of an older file their ids, and the file its own: computed, or random where it is new."""
    made: bytes = connection.execute(_MADE).fetchone()[0]
    # The version is stated when the first migration is over, so not yet in a file just being made.
    new = connection.execute("PRAGMA user_version").fetchone()[0] == 0
    names = list(_names(connection, made))
    connection.executemany("UPDATE steps SET id = ? WHERE step = ?", names)
    first = names[0][0].encode("ascii") if names else None
    file_id = new_id() if new else _id_of([made, first])
    connection.execute("INSERT INTO this_file (only, id) VALUES (1, ?)", [file_id])


def _names(connection: sqlite3.Connection, made: bytes) -> Iterator[tuple[str, int]]:
    """(id, number) of each step, oldest first."""
    before = made
    for step, rows in groupby(connection.execute(_STEPS), key=lambda row: row[0]):
        name = _id_of(chain([before], _values(rows)))
        yield name, step
        before = name.encode("ascii")


def _values(rows: Iterable[tuple[Any, ...]]) -> Iterator[bytes | None]:
    """Of the rows of one step what its id is drawn from."""
    for number, (_, made_at, made_by, reason, *change) in enumerate(rows):
        if number == 0:
            yield from (made_at, made_by, reason)
        if change[0] is not None:  # A step may stand without changes.
            yield from change


def _id_of(values: Iterable[bytes | None]) -> str:
    digest = hashlib.sha256()
    for value in values:
        digest.update(b"-" if value is None else b"%d:%b" % (len(value), value))
    return id_from(digest.hexdigest())
