"""What the general reader passes over in an old binary workbook (xls): errors, notes, crossed out cells."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

Position = tuple[int, int]

_WORDS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_SHEET, _START = 0x0085, 0x0809
_FORMULA, _BOOLEAN_OR_ERROR = 0x0006, 0x0205
_FONT, _LOOK = 0x0031, 0x00E0
_NOTE, _OBJECT, _OBJECT_TEXT, _MORE = 0x001C, 0x005D, 0x01B6, 0x003C
# Records of one cell, which start with row, column and look; and of several, with first column and looks.
_CELLS = (_FORMULA, _BOOLEAN_OR_ERROR, 0x00FD, 0x0203, 0x0204, 0x00D6, 0x027E)
_NUMBERS = 0x00BD
_STRUCK_OUT = 0x0008
_LAST_SECTOR = 0xFFFFFFFA


@dataclass
class SheetMarks:
    """Of one sheet, by row and column from 1: what errors cells show, notes left, cells crossed out."""

    errors: dict[Position, str] = field(default_factory=dict)
    comments: dict[Position, str] = field(default_factory=dict)
    struck: list[Position] = field(default_factory=list)


def sheet_marks(content: bytes) -> dict[str, SheetMarks]:
    """The marks of each sheet by its title; empty where they cannot be told."""
    try:
        return _marks(_workbook_stream(content))
    except (struct.error, IndexError, ValueError, UnicodeDecodeError):
        return {}


def _workbook_stream(content: bytes) -> bytes:
    """The stream that holds the workbook, put together from the sectors of its container."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    table_sectors, directory = (
        struct.unpack_from("<I", content, 44)[0],
        struct.unpack_from("<I", content, 48)[0],
    )
    master = struct.unpack_from("<109I", content, 76)[: min(table_sectors, 109)]
    table: list[int] = []
    for sector in master:
        table += struct.unpack_from(f"<{size // 4}I", content, (sector + 1) * size)

    def chained(sector: int) -> bytes:
        return b"".join(content[(one + 1) * size : (one + 2) * size] for one in _chain(sector, table))

    entries = chained(directory)
    smallest, small_table = struct.unpack_from("<II", content, 56)
    small_size = 1 << struct.unpack_from("<H", content, 32)[0]
    for at in range(0, len(entries) - 127, 128):
        length = struct.unpack_from("<H", entries, at + 64)[0]
        if entries[at : at + max(0, length - 2)].decode("utf-16-le") not in ("Workbook", "Book"):
            continue
        first, stated = struct.unpack_from("<II", entries, at + 116)
        if stated >= smallest:
            return chained(first)[:stated]
        # Small streams share the sectors of the first entry, with a table of their own.
        shared = chained(struct.unpack_from("<I", entries, 116)[0])
        own = chained(small_table)
        small = list(struct.unpack(f"<{len(own) // 4}I", own))
        pieces = (shared[one * small_size : (one + 1) * small_size] for one in _chain(first, small))
        return b"".join(pieces)[:stated]
    return b""


def _chain(sector: int, table: list[int]) -> Iterator[int]:
    """The sectors of a stream in order; a loop ends it."""
    seen: set[int] = set()
    while sector < _LAST_SECTOR and sector not in seen:
        seen.add(sector)
        yield sector
        sector = table[sector]


def _marks(stream: bytes) -> dict[str, SheetMarks]:
    titles: dict[int, str] = {}
    found: dict[str, SheetMarks] = {}
    fonts: list[bool] = []
    looks: list[bool] = []
    current = SheetMarks()
    texts: dict[int, str] = {}
    shape, awaited, text = 0, 0, ""
    for at, kind, data in _records(stream):
        if kind == _SHEET:
            place, length, wide = struct.unpack_from("<I", data)[0], data[6], data[7] & 1
            raw = data[8 : 8 + length * (1 + wide)]
            titles[place] = raw.decode("utf-16-le" if wide else "latin-1")
        elif kind == _FONT:
            fonts.append(bool(struct.unpack_from("<H", data, 2)[0] & _STRUCK_OUT))
        elif kind == _LOOK:
            number = struct.unpack_from("<H", data)[0]
            number -= number > 4  # no font is ever numbered 4
            looks.append(number < len(fonts) and fonts[number])
        elif kind == _START:
            current, texts = found.setdefault(titles.get(at, ""), SheetMarks()), {}
        elif kind == _OBJECT:
            shape = struct.unpack_from("<H", data, 6)[0]
        elif kind == _OBJECT_TEXT:
            awaited, text = struct.unpack_from("<H", data, 10)[0], ""
        elif kind == _MORE and awaited:
            part = data[1:].decode("utf-16-le" if data[0] & 1 else "latin-1")[:awaited]
            text, awaited = text + part, awaited - len(part)
            texts[shape] = text
        elif kind == _NOTE:
            row, column, _, which = struct.unpack_from("<HHHH", data)
            if said := texts.get(which):
                current.comments[row + 1, column + 1] = said.replace("\r", "\n")
        elif kind in _CELLS:
            row, column, look = struct.unpack_from("<HHH", data)
            if look < len(looks) and looks[look]:
                current.struck.append((row + 1, column + 1))
            if (error := _error(kind, data)) is not None:
                current.errors[row + 1, column + 1] = error
        elif kind == _NUMBERS:
            row, first = struct.unpack_from("<HH", data)
            for number, start in enumerate(range(4, len(data) - 6, 6), first + 1):
                look = struct.unpack_from("<H", data, start)[0]
                if look < len(looks) and looks[look]:
                    current.struck.append((row + 1, number))
    return found


def _error(kind: int, data: bytes) -> str | None:
    if kind == _BOOLEAN_OR_ERROR and data[7]:
        return _WORDS.get(data[6], "#ERROR")
    if kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:
        return _WORDS.get(data[8], "#ERROR")
    return None


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
