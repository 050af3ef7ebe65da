"""A damaged file whose tables SQLite no longer finds: made as long as it was, and its tables described anew."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from csp_desktop.storage.checking.pages import PAGE, described_in_pages
from csp_desktop.storage.identity import APPLICATION_ID
from csp_desktop.storage.schema import SCHEMA_VERSION
from csp_desktop.storage.tables import quoted

_HEADER = 100  # Bytes of the first page that say what kind of file it is.
# Of a file cut shorter than this part of it nothing hangs together; what says so may be damaged.
_MOST_LOST = 20


def fill_up(copy: Path) -> None:
    """Put empty pages where a file of ours was cut off: SQLite refuses all of one that is shorter than it says."""
    with copy.open("r+b") as file:
        header = file.read(_HEADER)
        if not _is_ours(header):
            return
        whole, left = PAGE * int.from_bytes(header[28:32], "big"), file.seek(0, 2)
        if left < whole <= left * _MOST_LOST and header[24:28] == header[92:96]:
            file.truncate(whole)


def describe_anew(copy: Path) -> bool:
    """Describe those tables of a file again of which it is still known where they begin; whether there are any.

    What else the file says of itself (indexes, views, rules) is left out: nothing is written in it any more. Where the
    first page no longer says that it is a file of ours, its tables do.
    """
    with copy.open("rb") as file:
        header = file.read(_HEADER)
    ours, there = _is_ours(header), described_in_pages(copy)
    if not (ours or {"steps", "changes", "plan_items"} <= there.keys()):
        return False
    tables = [(name, root, short) for name, (root, sql) in there.items() if (short := _in_short(name, sql))]
    if not tables:
        return False
    version = int.from_bytes(header[60:64], "big") if ours else SCHEMA_VERSION
    with copy.open("r+b") as file:
        pages = file.seek(0, 2) // PAGE
        file.seek(0)
        # With an empty leaf of a table.
        file.write(_new_header(pages, version) + b"\x0d\x00\x00\x00\x00" + PAGE.to_bytes(2, "big") + b"\x00")
    with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.executemany(
            "INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('table', ?1, ?1, ?2, ?3)",
            tables,
        )
    return True


def _new_header(pages: int, version: int) -> bytes:
    """What a file of ours with so many pages, none of them free, says of itself first."""
    numbers = (1, pages, 0, 0, 1, 4, 0, 0, 1, version, 0, APPLICATION_ID)
    return (
        b"SQLite format 3\x00" + PAGE.to_bytes(2, "big") + b"\x01\x01\x00\x40\x20\x20"
        + b"".join(number.to_bytes(4, "big") for number in numbers)
        + bytes(20) + (1).to_bytes(4, "big") + (3_040_000).to_bytes(4, "big")
    )  # fmt: skip


def _is_ours(header: bytes) -> bool:
    return (
        header.startswith(b"SQLite format 3\x00" + PAGE.to_bytes(2, "big"))
        and int.from_bytes(header[68:72], "big") == APPLICATION_ID
    )


def _in_short(name: str, sql: str) -> str:
    """What makes a table of the same columns, without any index of its own; "" where its description is damaged."""
    with contextlib.closing(sqlite3.connect(":memory:")) as scratch:
        try:
            scratch.execute(sql)
            columns = scratch.execute(f"PRAGMA table_info({quoted(name)})").fetchall()
        except sqlite3.Error:
            return ""
    if not columns:
        return ""
    keys = [column[1] for column in sorted(columns, key=lambda column: column[5]) if column[5]]
    by_key = "WITHOUT ROWID" in sql
    parts = []
    for _, column, kind, _, default, key in columns:
        numbered = key and not by_key and len(keys) == 1 and kind.upper() == "INTEGER"
        said = " PRIMARY KEY" if numbered else f" DEFAULT {default}" if default is not None else ""
        parts.append(f"{quoted(column)} {kind}{said}")
    if by_key:
        parts.append(f"PRIMARY KEY ({', '.join(map(quoted, keys))})")
    return f"CREATE TABLE {quoted(name)} ({', '.join(parts)})" + (" WITHOUT ROWID" if by_key else "")
