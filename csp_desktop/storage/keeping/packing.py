"""Backups packed to a tenth of their size, and read again."""

from __future__ import annotations

import contextlib
import gzip
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from csp_desktop.errors import FileProblem
from csp_desktop.passing_copies import PREFIX


class _Reading(Protocol):
    def read(self, size: int, /) -> bytes: ...


_LEVEL = 4  # Nearly as small as the best, in a third of the time.
_MOST_UNPACKED = 2**33
_PIECE = 2**20


def pack(path: Path, target: Path) -> None:
    """Write a file packed, under a name that is free, and read it back; raises OSError, FileProblem."""
    partial = target.with_name(f"{target.name}.partial")
    try:
        with path.open("rb") as reading, partial.open("xb") as writing:
            with gzip.GzipFile("", "wb", _LEVEL, writing, mtime=0) as packing:
                shutil.copyfileobj(reading, packing, _PIECE)
            writing.flush()
            os.fsync(writing.fileno())
        with path.open("rb") as reading, gzip.open(partial, "rb") as packed:
            if not _same(reading, packed):
                raise FileProblem(f"“{path.name}” could not be packed; it is as it was.")
        shutil.copystat(path, partial)
        for_the_owner_only(partial)
        partial.replace(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """A backup as a file of ours: itself, or for a while an unpacked copy; raises FileProblem where it is none."""
    if not path.name.lower().endswith(".gz"):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
        plain = Path(folder) / path.name[: -len(".gz")]
        try:
            with gzip.open(path, "rb") as packed, plain.open("xb") as writing:
                _copy_at_most(packed, writing, path)
        except (EOFError, gzip.BadGzipFile, OSError) as problem:
            if isinstance(problem, FileNotFoundError):
                raise FileProblem(f"There is no file “{path}”; check its name and folder.") from problem
            raise FileProblem(
                f"“{path.name}” cannot be unpacked ({problem}); choose another backup."
            ) from problem
        yield plain


def _copy_at_most(packed: _Reading, writing: BinaryIO, path: Path) -> None:
    size = 0
    while piece := packed.read(_PIECE):
        size += len(piece)
        if size > _MOST_UNPACKED:
            raise FileProblem(f"“{path.name}” holds more than a file of ours can; choose another backup.")
        writing.write(piece)


def _same(one: _Reading, other: _Reading) -> bool:
    while piece := one.read(_PIECE):
        if other.read(_PIECE) != piece:
            return False
    return not other.read(1)


def for_the_owner_only(path: Path) -> None:
    """Let nobody but their owner read a file, where the system knows of owners."""
    with contextlib.suppress(OSError):
        path.chmod(0o600)
