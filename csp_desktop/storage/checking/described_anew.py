"""A damaged file whose tables SQLite no longer finds: made as long as it was, and its tables described anew."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from csp_desktop.storage.connection import address
from csp_desktop.storage.identity import APPLICATION_ID
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
        whole, left = _page_size(header) * int.from_bytes(header[28:32], "big"), file.seek(0, 2)
        if left < whole <= left * _MOST_LOST and header[24:28] == header[92:96]:
            file.truncate(whole)


def describe_anew(copy: Path) -> bool:
    """Describe those tables of a file again of which it is still known where they begin; whether there are any.

    What else the file says of itself (indexes, views, rules) is left out: nothing is written in it any more.
    """
    with copy.open("rb") as file:
        if not _is_ours(file.read(_HEADER)):
            return False
    tables = _still_described(copy)
    if not tables:
        return False
    with copy.open("r+b") as file:
        header = file.read(_HEADER)
        size = _page_size(header)
        file.seek(32)
        file.write(bytes(8))  # No free pages: what is said of them may be damaged too.
        file.seek(_HEADER)
        # An empty leaf of a table.
        file.write(b"\x0d\x00\x00\x00\x00" + (size % 65536).to_bytes(2, "big") + b"\x00")
    with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.executemany(
            "INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('table', ?1, ?1, ?2, ?3)",
            [(name, root, sql) for name, (root, sql) in tables.items()],
        )
    return True


def _is_ours(header: bytes) -> bool:
    return (
        header.startswith(b"SQLite format 3\x00") and int.from_bytes(header[68:72], "big") == APPLICATION_ID
    )


def _page_size(header: bytes) -> int:
    size = int.from_bytes(header[16:18], "big")
    return 65536 if size == 1 else size


def _still_described(copy: Path) -> dict[str, tuple[int, str]]:
    """By the name of a table the page it begins on and the short form of its description, as far as these can be read."""
    tables: dict[str, tuple[int, str]] = {}
    with contextlib.closing(
        sqlite3.connect(f"{address(copy.absolute())}?mode=ro", uri=True, isolation_level=None)
    ) as connection:
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        connection.execute("PRAGMA writable_schema = ON")
        # The first statement fails, as the whole description is read for it; after it only what is asked for is.
        with contextlib.suppress(sqlite3.DatabaseError, UnicodeDecodeError):
            connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
        for direction in ("ASC", "DESC"):
            with contextlib.suppress(sqlite3.DatabaseError, UnicodeDecodeError):
                for kind, name, root, sql in connection.execute(
                    f"SELECT type, name, rootpage, sql FROM sqlite_schema ORDER BY rowid {direction}"
                ):
                    if kind == "table" and name not in tables and isinstance(root, int):
                        short = _in_short(str(name), str(sql))
                        if short:
                            tables[str(name)] = root, short
    return tables


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
