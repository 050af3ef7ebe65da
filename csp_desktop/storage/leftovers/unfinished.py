"""The journal of a write that was cut short, and the log another program left: whose they are, what is done with them.

SQLite rolls any journal or log beside a file into it, also into another file that was copied over the first. So
nothing is opened for writing before these have been looked at; reading works on a copy and writes nothing.
The journal's format is that of https://www.sqlite.org/fileformat2.html (section 3).
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import struct
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from csp_desktop.errors import FileDamaged, FileProblem
from csp_desktop.passing_copies import PREFIX
from csp_desktop.storage.connection import connect
from csp_desktop.storage.leftovers.write_ahead import (
    could_be_its_log,
    log_beside,
    log_of,
    refuse_in_use,
    remove_log,
)
from csp_desktop.storage.schema import SCHEMA_VERSION, migrations_in

_MAGIC = bytes.fromhex("d9d505f920a163d7")
_TO_THE_END = 0xFFFFFFFF
_KEPT = 2
_ASIDE = "as found"


def journal_of(path: Path) -> Path:
    """Where SQLite keeps the journal of a file."""
    return path.with_name(path.name + "-journal")


def read_without_writing(path: Path) -> sqlite3.Connection:
    """A connection to a copy of a file, its cut-short write taken back; the file and its journal stay as they are."""
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
        copy = _copy_to_read(path, Path(folder))
        memory = sqlite3.connect("", isolation_level=None)
        try:
            with contextlib.closing(connect(copy, "rw")) as source:
                source.backup(memory)
            memory.execute("PRAGMA query_only = ON")
        except BaseException:
            memory.close()
            raise
    return memory


def stale(path: Path) -> str:
    """A sentence where the journal or log beside a file is not the file's own; "" where there is none, or it is."""
    if log_beside(path) and not log_wanted(path):
        return (
            f"“{log_of(path).name}” was left by another program or another file of that name; it was not rolled into "
            f"“{path.name}”, and is moved aside when the file is opened for editing."
        )
    journal = journal_of(path)
    try:
        with journal.open("rb") as stream:
            if stream.read(8) != _MAGIC or _could_be(path, journal):
                return ""
    except OSError:
        return ""
    return (
        f"“{journal.name}” was left by another file of that name; it was not rolled into “{path.name}”, and is moved "
        "aside when the file is opened for editing."
    )


def settle(path: Path, aside: Path) -> str:
    """Take the cut-short write back, or leave out a journal the file is whole without; a sentence where it is another's.

    Copies of the file and its journal are first put into the folder `aside`; the newest two pairs stay there.
    Asked for by who has the right to edit the file. Raises FileDamaged where the file is whole neither way.
    """
    journal = journal_of(path)
    kept = _set_aside(path, journal, aside)
    if wanted(path, journal):
        with contextlib.closing(connect(path, "rw")) as connection:
            connection.execute("SELECT name FROM sqlite_schema").fetchone()
        return ""
    another = not _could_be(path, journal)
    journal.unlink()
    if not another:
        return ""
    return (
        f"“{journal.name}” was left by another file of that name and was not rolled into “{path.name}”, which is as "
        f"it was; the journal is kept as “{kept.name}” in {aside}."
    )


def settle_log(path: Path, aside: Path) -> str:
    """Take in the log beside a file where the file needs it, or move it aside; a sentence where it was not its own.

    As `settle`. Raises FileProblem where another program has the file open.
    """
    refuse_in_use(path)
    kept = _set_aside(path, log_of(path), aside)
    if log_wanted(path):
        connect(path, "rw").close()
        return ""
    remove_log(path)
    return (
        f"“{log_of(path).name}” was left by another program or another file of that name and was not rolled into "
        f"“{path.name}”, which is as it was; it is kept as “{kept.name}” in {aside}."
    )


def log_wanted(path: Path) -> bool:
    """Whether a file needs the log beside it: it is whole with that and not without, or has further steps with it.

    What another program alone has written there is in no step, so it is left out. Raises FileDamaged where the
    file cannot be read either way.
    """
    if not could_be_its_log(path) or journal_of(path).exists():
        return False
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
        alone, rolled = _copied(path, Path(folder), "alone.csp"), _copied(path, Path(folder), "rolled.csp")
        shutil.copyfile(log_of(path), log_of(rolled))
        if _is_whole(rolled):
            return not _is_whole(alone) or _has_further_steps(alone, rolled)
        if _is_whole(alone) or _is_readable(alone):
            return False
        if _is_readable(rolled):
            return True
    raise FileDamaged(
        f"“{path.name}” cannot be read, neither with “{log_of(path).name}” beside it nor without; both were left as "
        "they are. Restore a backup."
    )


def _has_further_steps(alone: Path, rolled: Path) -> bool:
    before, after = _steps(alone), _steps(rolled)
    return len(after) > len(before) and after[: len(before)] == before


def wanted(path: Path, journal: Path) -> bool:
    """Whether a file needs its journal: it is whole with what that brings back, and half written as it stands.

    A file that is whole as it stands is left so, except where the journal takes back its very last step and
    nothing else: that is a write which had come to its end and was never confirmed. Raises FileDamaged where
    the file is whole neither way.
    """
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
        alone, rolled = _copied(path, Path(folder), "alone.csp"), _copied(path, Path(folder), "rolled.csp")
        shutil.copyfile(journal, journal_of(rolled))
        possible = _could_be(path, journal)
        if _is_whole(alone):
            return possible and _is_whole(rolled) and _takes_back_the_last_step(alone, rolled)
        # What was amiss before the write is no reason to leave it half written.
        if possible and (_is_whole(rolled) or _is_readable(rolled)):
            return True
    raise FileDamaged(
        f"A change to “{path.name}” was cut short, and it is whole neither with it nor without it; it was left as "
        "it is. Restore a backup."
    )


def wanted_by_damaged(path: Path) -> bool:
    """Whether a file that is perhaps whole neither way is to be read with the journal beside it: not with another's."""
    journal = journal_of(path)
    if not journal.exists():
        return False
    try:
        return wanted(path, journal)
    except FileDamaged:
        return _could_be(path, journal)


def _takes_back_the_last_step(alone: Path, rolled: Path) -> bool:
    before, after = _steps(rolled), _steps(alone)
    return len(after) > 0 and before == after[:-1]


def _steps(copy: Path) -> list[tuple[int, str, str]]:
    with contextlib.closing(connect(copy, "ro")) as connection:
        return connection.execute("SELECT step, made_at, made_by FROM steps ORDER BY step").fetchall()


def _copy_to_read(path: Path, folder: Path) -> Path:
    beside = None
    if log_beside(path) and log_wanted(path):
        beside = log_of
    elif journal_of(path).exists() and wanted(path, journal_of(path)):
        beside = journal_of
    copy = _copied(path, folder)
    if beside:
        shutil.copyfile(beside(path), beside(copy))
    return copy


def _copied(path: Path, folder: Path, name: str = "copy.csp") -> Path:
    copy = folder / name
    shutil.copyfile(path, copy)
    return copy


def _is_whole(copy: Path) -> bool:
    # Imported here because it takes longer than opening a file, and is seldom wanted.
    from csp_desktop.storage.checking.wholeness import problems_in

    try:
        with contextlib.closing(connect(copy, "rw")) as connection:
            version = len(migrations_in(connection))
            return 0 < version <= SCHEMA_VERSION and not problems_in(connection, version)
    except sqlite3.DatabaseError:
        return False


def _is_readable(copy: Path) -> bool:
    try:
        with contextlib.closing(connect(copy, "ro")) as connection:
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False


def _could_be(path: Path, journal: Path) -> bool:
    """Whether a journal's page size, page count and first page can be those before a write to this very file."""
    with path.open("rb") as stream:
        page = stream.read(100)
    with journal.open("rb") as stream:
        header = stream.read(28)
    if len(page) < 100 or len(header) < 28 or header[:8] != _MAGIC:
        return True  # SQLite itself makes nothing of it.
    pages_before: int
    page_size: int
    pages_before, _, page_size = struct.unpack(">3I", header[16:28])
    size = int.from_bytes(page[16:18], "big")
    if page_size != (65536 if size == 1 else size):
        return False
    before = _first_page(journal, page_size)
    if before is None:
        # The write had not come to its end, which is when the first page is written.
        return _pages(page) == pages_before and path.stat().st_size >= pages_before * page_size
    further = (_changes(page) - _changes(before)) % 2**32
    return _pages(before) in (pages_before, None) and further in (0, 1)


def _first_page(journal: Path, page_size: int) -> bytes | None:
    """The first 100 bytes of the file's first page as the journal has it."""
    end = journal.stat().st_size
    with journal.open("rb") as stream:
        at = 0
        while at + 28 <= end:
            stream.seek(at)
            header = stream.read(28)
            if header[:8] != _MAGIC:
                return None
            records, _, _, sector = struct.unpack(">4I", header[8:24])
            record = page_size + 8
            if records == _TO_THE_END:
                records = (end - at - sector) // record
            for number in range(records):
                stream.seek(at + sector + number * record)
                if stream.read(4) == b"\0\0\0\1":
                    return stream.read(100)
            used = at + sector + records * record
            at = -(-used // max(sector, 1)) * sector
            if not records:
                return None
    return None


def _changes(page: bytes) -> int:
    return int.from_bytes(page[24:28], "big")


def _pages(page: bytes) -> int | None:
    """The number of pages a first page states; None where an old program has written it, and it does not count."""
    return int.from_bytes(page[28:32], "big") if page[92:96] == page[24:28] else None


def _set_aside(path: Path, beside: Path, aside: Path) -> Path:
    """Copy a file and what lies beside it under names SQLite makes nothing of; where the latter is kept."""
    stamp = f"{datetime.now():%Y-%m-%d %H%M%S %f}"
    kept = aside / f"{path.stem[:40]} {_ASIDE} {stamp}.journal"
    try:
        aside.mkdir(exist_ok=True)
        for source, target in ((path, kept.with_suffix(".csp-copy")), (beside, kept)):
            _copy_whole(source, target)
    except OSError as problem:
        raise FileProblem(
            f"“{path.name}” and “{beside.name}”, which was left beside it, could not be copied aside in {aside} "
            f"({problem.strerror or problem}), so it was left as it is. Make room there or allow writing, then open "
            "it again; it can be opened to read only."
        ) from problem
    for old in list(_kept(aside))[:-_KEPT]:
        for surplus in (old, old.with_suffix(".csp-copy")):
            with contextlib.suppress(OSError):
                surplus.unlink(missing_ok=True)
    return kept


def _copy_whole(source: Path, target: Path) -> None:
    with source.open("rb") as reading, target.open("xb") as writing:
        shutil.copyfileobj(reading, writing, 2**20)
        writing.flush()
        os.fsync(writing.fileno())


def _kept(aside: Path) -> Iterator[Path]:
    return iter(sorted(aside.glob(f"* {_ASIDE} *.journal"), key=lambda kept: kept.name[-33:]))
