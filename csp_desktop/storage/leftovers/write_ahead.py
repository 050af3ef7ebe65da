"""The write-ahead log another program keeps beside a file: whose it is, and what is done with it.

This program never makes one. SQLite takes any `-wal` beside a file for the file's own, whatever file it was
written for, so nothing is opened in place while there is one. The formats are those of
https://www.sqlite.org/fileformat2.html (sections 1.3 and 4.1).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from csp_desktop.errors import FileProblem

_MAGIC = (0x377F0682, 0x377F0683)
_HEADER = 32
# Where SQLite's readers and writers lock a file, as its own source (os.h) has it.
_SHARED_FIRST, _SHARED_SIZE = 0x40000002, 510


def log_of(path: Path) -> Path:
    """Where SQLite keeps the write-ahead log of a file."""
    return path.with_name(path.name + "-wal")


def index_of(path: Path) -> Path:
    """Where SQLite keeps the index of a file's write-ahead log, which is made anew from the log."""
    return path.with_name(path.name + "-shm")


def keeps_log(path: Path) -> bool:
    """Whether a file is in the mode in which SQLite writes a log ahead; False where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(20)[18:20] == b"\2\2"
    except OSError:
        return False


def log_beside(path: Path) -> bool:
    """Whether something that SQLite would take for a file's write-ahead log lies beside it."""
    return os.path.lexists(log_of(path))


def could_be_its_log(path: Path) -> bool:
    """Whether the log beside a file was written for one in that mode and with pages of that size."""
    try:
        with log_of(path).open("rb") as stream:
            header = stream.read(_HEADER)
        with path.open("rb") as stream:
            page = stream.read(20)
    except OSError:
        return False
    if len(header) < _HEADER or int.from_bytes(header[:4], "big") not in _MAGIC:
        return False
    size = int.from_bytes(page[16:18], "big")
    return keeps_log(path) and int.from_bytes(header[8:12], "big") == (65536 if size == 1 else size)


def refuse_in_use(path: Path) -> None:
    """Raise FileProblem where another program has a file open with a log of its own.

    On Windows that shows when the log is to be removed, which the system refuses.
    """
    if sys.platform == "win32":
        return
    import fcntl

    with path.open("rb+") as stream:
        try:
            fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_SIZE, _SHARED_FIRST)
        except OSError as problem:
            raise in_use(path) from problem


def remove_log(path: Path) -> None:
    """Remove a log and its index; raises FileProblem where another program holds them."""
    try:
        log_of(path).unlink(missing_ok=True)
        index_of(path).unlink(missing_ok=True)
    except OSError as problem:
        raise in_use(path) from problem


def in_use(path: Path) -> FileProblem:
    """What is said where another program has a file open with a log of its own."""
    return FileProblem(
        f"“{path.name}” is open in another program, so it was not opened for editing and is as it was. "
        "Close it there, then open it again; it can be opened to read only."
    )
