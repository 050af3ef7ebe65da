"""An index of the words in all registers of a file, kept in the person's own profile.

It is no part of the file. Measured on a county file of 260,000 texts: in the file each save took a sixth longer
and the file grew by 50 MB; here a save costs nothing, who reads only has it too, and no other program meets tables
it does not know. What is here is what `changes` told since the step last taken in; where that step is not the
file's (another copy, a backup restored), a person was made anonymous since, or it cannot be read, all is made anew.

Each record is one text under a number that grows with the quarter it speaks of, so that the newest come first
without ranking. A record that changed gets a new number; its old one leads nowhere, and is gone when all is made
anew. The words are kept without their order.
"""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from csp_desktop.lean_sha256 import sha256
from csp_desktop.portable import data_folder
from csp_desktop.registers.catalog import BY_NAME
from csp_desktop.registers.register import Register
from csp_desktop.storage.connection import address
from csp_desktop.storage.forgetting import forgotten_after
from csp_desktop.storage.keeping.packing import for_the_owner_only
from csp_desktop.storage.tables import quoted

SEARCHED = (
    "plan_items",
    "updates",
    "indicators",
    "risks",
    "mitigations",
    "funding_streams",
    "bids",
    "allocations",
    "log_entries",
    "agencies",
    "people",
    "groups",
    "measurements",
    "risk_reviews",
    "funding_entries",
    "log_updates",
    "meetings",
    "linked_plans",
    "returns",
    "accepted_findings",
)
"""The registers whose records a search finds: those that a tab can show."""
_KEPT = 5
_ROWS_AT_ONCE = (
    10_000  # So that who writes into the file meanwhile waits for a few hundredths of a second at most.
)
_BITS = 32  # of a number that only tell records of one quarter apart
_STANDING = 9999  # What is of no year (groups, agencies) comes before all that is.
_MOST_DEAD, _FEWEST_DEAD = 0.2, 1000  # numbers that lead nowhere, of those that lead somewhere
_WORDS = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
_MADE_BY = (
    "CREATE VIRTUAL TABLE texts USING fts5(body, content='', detail=none, columnsize=0, prefix='1 2 3 4', "
    "tokenize=\"unicode61 remove_diacritics 2 tokenchars '.'\")",
    "CREATE TABLE records (number INTEGER PRIMARY KEY, register TEXT NOT NULL, record TEXT NOT NULL) STRICT",
    "CREATE INDEX records_record ON records (record)",
    "CREATE TABLE state (shape TEXT NOT NULL, step INTEGER NOT NULL, name TEXT NOT NULL, last INTEGER NOT NULL) STRICT",
)


class IndexFailed(Exception):
    """The index cannot be written, or the file not be read for it just now."""


class GivenUp(Exception):
    """The file was closed before its index was made."""


@cache
def can_index() -> bool:
    """Whether SQLite as it is built here knows full-text tables."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute(_MADE_BY[0])
        except sqlite3.OperationalError:
            return False
    return True


def text_fields(register: Register) -> list[str]:
    """The fields of a register that hold what people wrote, refs and codes among them."""
    return [field.name for field in register.fields if field.kind in ("text", "narrative")]


def index_path(path: Path) -> Path:
    """Where the index of a file lies."""
    name = sha256(str(path.resolve()).encode()).hexdigest()[:24]
    return data_folder() / "search" / f"{name}.index"


class SearchIndex:
    """Finds records of one file by the beginnings of words in them."""

    def __init__(self, path: Path) -> None:
        self._file = path.resolve()
        self._path = index_path(path)
        self._reading: sqlite3.Connection | None = None

    def found(self, words: Sequence[str]) -> Iterator[tuple[str, str]]:
        """(register, id) of records in which every word begins some word, newest first; nothing where not ready."""
        wanted = [part for word in words for part in _WORDS.findall(word)]
        if not wanted or not self.ready:
            return
        assert self._reading is not None
        with contextlib.suppress(sqlite3.DatabaseError):
            yield from self._reading.execute(
                "SELECT register, record FROM texts JOIN records ON number = texts.rowid "
                "WHERE texts MATCH ? ORDER BY texts.rowid DESC",
                [" AND ".join(f'"{word}"*' for word in wanted)],
            )

    @property
    def ready(self) -> bool:
        """Whether there is an index to search in: made, whole, and not being made anew just now."""
        if not can_index() or not self._path.exists():
            return False
        try:
            if self._reading is None:
                # Never waits: there is another way to search until then.
                self._reading = sqlite3.connect(self._path, timeout=0, isolation_level=None)
            return self._reading.execute("SELECT 1 FROM state").fetchone() is not None
        except sqlite3.DatabaseError:
            self.close()
            return False

    def freshen(self, given_up: Callable[[], bool] = lambda: False, *, most: int | None = None) -> bool:
        """Take in what changed since the last time, or make all anew; on connections of its own.

        With `most` only where no more records than that are to be read: False otherwise, and nothing was done.
        Raises GivenUp, IndexFailed.
        """
        if not can_index() or (most is not None and not self.ready):
            return False
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                return self._freshen(given_up, most)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                # The index is damaged, or no index: nothing is lost with it.
                self.close()
                self._path.unlink(missing_ok=True)
                return self._freshen(given_up, most)
        except (sqlite3.Error, OSError) as problem:
            raise IndexFailed from problem

    def _freshen(self, given_up: Callable[[], bool], most: int | None) -> bool:
        new = not self._path.exists()
        with contextlib.closing(_opened(self._path)) as connection:
            if new:
                _make_room(self._path)
            return _Filling(connection, given_up).freshen(self._file, most)

    def close(self) -> None:
        """Let go of the index."""
        if self._reading is not None:
            self._reading.close()
            self._reading = None


def discard_index(path: Path) -> None:
    """Forget all words of a file, overwritten where they were; it is made anew when next wanted."""
    index = index_path(path)
    if index.exists() and not _emptied(index):
        _erase(index)


def _emptied(index: Path) -> bool:
    """Empty it where it is, as another window may have it open; not where it is damaged or cannot be used here."""
    if not can_index():
        return False
    try:
        with contextlib.closing(_opened(index)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            _make_tables(connection)
            connection.execute("COMMIT")
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False
    return True


def _erase(index: Path) -> None:
    """Overwrite and remove it, and what a crash left beside it."""
    for kept in (index, index.with_name(f"{index.name}-journal")):
        # Where another program holds it, it is overwritten at least.
        with contextlib.suppress(OSError):
            with kept.open("r+b") as opened:
                opened.write(bytes(kept.stat().st_size))
            kept.unlink()


def _opened(index: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(address(index), uri=True, timeout=5, isolation_level=None)
    for_the_owner_only(index)
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def _make_room(index: Path) -> None:
    """Remove the indexes used longest ago, all but a few."""
    others = sorted(
        (other for other in index.parent.glob("*.index") if other != index),
        key=lambda other: other.stat().st_mtime,
        reverse=True,
    )
    for old in others[_KEPT - 1 :]:
        # One that another window has open is removed the next time.
        with contextlib.suppress(OSError):
            old.unlink()


def _make_tables(connection: sqlite3.Connection) -> None:
    for name in ("texts", "records", "state"):
        connection.execute(f"DROP TABLE IF EXISTS main.{name}")
    for statement in _MADE_BY:
        connection.execute(statement)


class _Filling:
    """Fills an index from its file.

    The file is read in short statements and let go before anything is written, so that whoever saves meanwhile
    does not wait; what they save is taken in the next time.
    """

    def __init__(self, connection: sqlite3.Connection, given_up: Callable[[], bool]) -> None:
        self._connection = connection
        self._given_up = given_up

    def freshen(self, file: Path, most: int | None) -> bool:
        """Take in what the file says now; with `most` only where no more records than that are to be read."""
        self._connection.execute("ATTACH ? AS file", [f"{address(file)}?mode=ro"])
        self._connection.execute(
            "CREATE TEMP TABLE gathered (quarter INTEGER, register TEXT, record TEXT, body TEXT)"
        )
        found = self._state()
        now = self._connection.execute(
            "SELECT step, id FROM file.steps ORDER BY step DESC LIMIT 1"
        ).fetchone() or (0, "")
        if found is not None and found[:2] == now:
            return True
        changed = self._changed_since(found) if found is not None else None
        if most is not None and (changed is None or len(changed) > most):
            return False
        self._gather(None if changed is None else json.dumps(changed))
        self._connection.execute("DETACH file")
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            if self._noted() == found:
                last = 0 if found is None or changed is None else found[2]
                self._write(now, None if changed is None else json.dumps(changed), last)
            self._connection.execute("COMMIT")
            return True
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _noted(self) -> tuple[int, str, int] | None:
        """Number and id of the step taken in last, and the last number given; None where there is nothing yet."""
        try:
            shape, *noted = self._connection.execute(
                "SELECT shape, step, name, last FROM main.state"
            ).fetchone()
        except (sqlite3.OperationalError, TypeError):
            return None
        return tuple(noted) if shape == _shape() else None

    def _state(self) -> tuple[int, str, int] | None:
        """What was noted, where the file has gone on from there; None where all is to be made anew."""
        noted = self._noted()
        if noted is None:
            return None
        step, name, _ = noted
        same = self._connection.execute("SELECT id FROM file.steps WHERE step = ?", [step]).fetchone()
        if same != (name,) or forgotten_after(self._connection, step):
            self._connection.execute("DELETE FROM main.state")  # No longer to be searched in.
            return None
        return noted

    def _changed_since(self, noted: tuple[int, str, int]) -> list[str] | None:
        """The ids of the records changed since; None where so many are that all is better made anew."""
        step, _, last = noted
        changed = self._connection.execute(
            "SELECT DISTINCT register, record FROM file.changes WHERE step > ?", [step]
        ).fetchall()
        (alive,) = self._connection.execute("SELECT count(*) FROM main.records").fetchone()
        if len(changed) + last - alive > max(_MOST_DEAD * alive, _FEWEST_DEAD):
            return None
        return [record for register, record in changed if register in SEARCHED]

    def _gather(self, changed: str | None) -> None:
        """Read texts of the file, of some records or of all, into a table of this connection's own."""
        for name in SEARCHED:
            if changed is not None:
                self._connection.execute(
                    f"{_reading(name)} AND r.id IN (SELECT value FROM json_each(?))", [0, 2**62, changed]
                )
                continue
            (highest,) = self._connection.execute(
                f"SELECT coalesce(max(rowid), 0) FROM file.{quoted(name)}"
            ).fetchone()
            for start in range(0, highest + 1, _ROWS_AT_ONCE):
                self._go_on()
                self._connection.execute(_reading(name), [start, start + _ROWS_AT_ONCE - 1])

    def _write(self, step: tuple[int, str], changed: str | None, last: int) -> None:
        """Number what was gathered from `last` on, the earliest quarter first, and take its words in."""
        run = self._connection.execute
        if changed is None:
            _make_tables(self._connection)
        else:
            run("DELETE FROM main.records WHERE record IN (SELECT value FROM json_each(?))", [changed])
        run(
            "CREATE TEMP TABLE numbered AS SELECT (quarter << ?) + ? + row_number() OVER (ORDER BY quarter, rowid) "
            "AS number, register, record, body FROM temp.gathered ORDER BY number",
            [_BITS, last],
        )
        run("INSERT INTO main.records SELECT number, register, record FROM temp.numbered ORDER BY rowid")
        (count,) = run("SELECT count(*) FROM temp.numbered").fetchone()
        for start in range(1, count + 1, _ROWS_AT_ONCE):
            self._go_on()
            run(
                "INSERT INTO main.texts (rowid, body) SELECT number, body FROM temp.numbered "
                "WHERE rowid BETWEEN ? AND ? ORDER BY rowid",
                [start, start + _ROWS_AT_ONCE - 1],
            )
        run("DELETE FROM main.state")
        run("INSERT INTO main.state VALUES (?, ?, ?, ?)", [_shape(), *step, last + count])

    def _go_on(self) -> None:
        if self._given_up():
            raise GivenUp


@cache
def _shape() -> str:
    """What an index depends on: made of other registers, or in another way, it is made anew."""
    statements = [*_MADE_BY, *(_reading(name) for name in SEARCHED)]
    return sha256("\n".join(statements).encode()).hexdigest()


@cache
def _reading(name: str) -> str:
    """The statement that reads the texts of a register's rows between two row numbers."""
    register = BY_NAME[name]
    said = " || char(10) || ".join(f"coalesce(r.{quoted(field)}, '')" for field in text_fields(register))
    return (
        f"INSERT INTO temp.gathered SELECT coalesce({_quarter(register, 'r')}, {4 * _STANDING}), '{name}', r.id, {said} "
        f"FROM file.{quoted(name)} r WHERE r.rowid BETWEEN ? AND ? AND trim({said}, char(10, 32)) <> ''"
    )


def _quarter(register: Register, alias: str) -> str:
    """An SQL expression: the quarter that a row speaks of as a number; of a plan or stream its last, NULL for none."""
    if "quarter" in register.by_name:
        return f"substr({alias}.quarter, 1, 4) * 4 + substr({alias}.quarter, 7)"
    if "last_year" in register.by_name:
        return f"{alias}.last_year * 4 + 4"
    if "year" in register.by_name:
        return f"{alias}.year * 4 + 4"
    above = "plan" if "plan" in register.by_name else register.within
    if above is None:
        return "NULL"
    parent, inner = BY_NAME[register[above].to], f"{alias}{len(alias)}"  # type: ignore[attr-defined]
    return (
        f"(SELECT {_quarter(parent, inner)} FROM file.{quoted(parent.name)} {inner} "
        f"WHERE {inner}.id = {alias}.{quoted(above)})"
    )
