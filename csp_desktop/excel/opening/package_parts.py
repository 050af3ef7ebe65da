"""The parts of a zipped workbook, inflated under a limit and parsed without entities."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Characters = Callable[[str], None]
# A workbook or sheet in the compact form in which the reading process hands it over.
Packed = dict[str, Any]


class Refused(Exception):
    """A file that is not read, with the rest of the sentence: what it is and what to do."""


@dataclass(frozen=True)
class Limits:
    """How much of a foreign file is read: bytes, entries, expanded bytes, cells, characters, seconds."""

    file_bytes: int = 20_000_000
    entries: int = 1_000
    expanded_bytes: int = 100_000_000
    ratio: int = 100
    ratio_from_bytes: int = 40_000_000
    cells: int = 400_000
    characters: int = 40_000_000
    memory_bytes: int = 384_000_000
    seconds: float = 7.0


class Package:
    """A zip file whose parts are counted while they inflate, whatever their stated sizes."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self._size = len(content)
        self._limits = limits
        self._inflated = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as problem:
            raise Refused(DAMAGED) from problem
        if len(entries) > limits.entries:
            raise Refused(f"has {len(entries):,} parts inside, far more than a workbook needs. {ASK_AGAIN}")
        # Parts are looked for whatever their case, as Excel does.
        self._entries = {entry.filename.replace("\\", "/").strip("/").casefold(): entry for entry in entries}

    def __contains__(self, name: str) -> bool:
        return name.strip("/").casefold() in self._entries

    @property
    def names(self) -> list[str]:
        """The names of all parts, in small letters."""
        return list(self._entries)

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part, piece by piece; raises Refused where the whole file grows beyond the limits."""
        entry = self._entries[name.strip("/").casefold()]
        if entry.flag_bits & 1:
            raise Refused(PASSWORD)
        try:
            with self._zip.open(entry) as part:
                while piece := part.read(65_536):
                    self._count(len(piece))
                    yield piece
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as problem:
            raise Refused(DAMAGED) from problem
        except Exception as problem:
            if type(problem).__module__ in ("zlib", "lzma", "_lzma", "bz2"):
                raise Refused(DAMAGED) from problem
            raise

    def read(self, name: str) -> bytes:
        """A whole part."""
        return b"".join(self.chunks(name))

    def check_all(self) -> None:
        """Inflate everything once, for readers that would not count."""
        for name in self._entries:
            for _ in self.chunks(name):
                pass

    def _count(self, size: int) -> None:
        self._inflated += size
        limits = self._limits
        grown = self._inflated > limits.ratio_from_bytes and self._inflated > self._size * limits.ratio
        if self._inflated > limits.expanded_bytes or grown:
            raise Refused(
                f"unpacks to more than {self._inflated // 1_000_000} MB, which no return needs and "
                f"this computer may not bear. {ASK_AGAIN}"
            )


ASK_AGAIN = "Nothing was taken from it; ask the sender for a freshly saved copy."
DAMAGED = f"cannot be read: it is damaged or was cut short. {ASK_AGAIN}"
PASSWORD = "is protected with a password. Nothing was taken from it; ask the sender for an unprotected copy."
UNSAFE = (
    "is unsafe: it declares entities, which no spreadsheet program does. Nothing was taken from it; "
    "ask the sender where it comes from."
)


def local(name: str) -> str:
    """An element's name without its namespace prefix."""
    return name.rpartition(":")[2] if ":" in name else name


def parse(
    pieces: Iterator[bytes], start: Start, end: End | None = None, text: Characters | None = None
) -> None:
    """Parse XML piece by piece; raises Refused on a document type or entity, ExpatError where malformed."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 65_536
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text

    def refuse(*_: object) -> None:
        raise Refused(UNSAFE)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    for piece in pieces:
        parser.Parse(piece, False)
    parser.Parse(b"", True)
