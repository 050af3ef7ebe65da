"""The SQLite of apsw under a workspace, in place of Python's own: its file system layer can be replaced.

What apsw raises is passed on as what sqlite3 would raise.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import apsw


def _raised(problem: apsw.Error) -> sqlite3.Error:
    code = getattr(problem, "extendedresult", None) or getattr(problem, "result", 1)
    kinds = {
        apsw.SQLITE_CONSTRAINT: sqlite3.IntegrityError,
        apsw.SQLITE_CORRUPT: sqlite3.DatabaseError,
        apsw.SQLITE_NOTADB: sqlite3.DatabaseError,
        apsw.SQLITE_MISUSE: sqlite3.ProgrammingError,
    }
    raised = kinds.get(code & 0xFF, sqlite3.OperationalError)(str(problem))
    raised.sqlite_errorcode = code
    return raised


class Cursor:
    """As much of sqlite3's cursor as the storage uses."""

    def __init__(self, rows: list[tuple[Any, ...]], lastrowid: int) -> None:
        self._rows = iter(rows)
        self.lastrowid = lastrowid

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self._rows

    def fetchone(self) -> tuple[Any, ...] | None:
        return next(self._rows, None)

    def fetchall(self) -> list[tuple[Any, ...]]:
        return list(self._rows)


class Connection:
    """As much of sqlite3's connection as the storage uses."""

    text_factory: Any = str
    layer = ""

    def __init__(self, address: str, **_: Any) -> None:
        flags = apsw.SQLITE_OPEN_URI | apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
        self._connection = self._translated(lambda: apsw.Connection(address, flags, self.layer))

    def _translated(self, work: Callable[[], Any]) -> Any:
        try:
            return work()
        except apsw.Error as problem:
            raise _raised(problem) from problem

    def execute(self, sql: str, parameters: Iterable[Any] | Mapping[str, Any] = ()) -> Cursor:
        connection = self._connection
        given = parameters if isinstance(parameters, Mapping) else tuple(parameters)
        rows = self._translated(lambda: list(connection.execute(sql, given)))
        return Cursor(rows, connection.last_insert_rowid())

    def executemany(self, sql: str, many: Iterable[Iterable[Any]]) -> None:
        self._translated(lambda: list(self._connection.executemany(sql, [tuple(one) for one in many])))

    @property
    def in_transaction(self) -> bool:
        return bool(self._connection.in_transaction)

    def backup(self, target: Connection) -> None:
        def copy() -> None:
            with target._connection.backup("main", self._connection, "main") as copying:
                while not copying.done:
                    copying.step(-1)

        self._translated(copy)

    def close(self) -> None:
        self._translated(lambda: self._connection.close(True))
