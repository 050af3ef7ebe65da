"""The error cells of an old binary workbook (xls), which the general reader passes over as empty."""

from __future__ import annotations

import struct
from collections.abc import Iterator

Errors = dict[str, dict[tuple[int, int], str]]

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
_LAST_SECTOR = 0xFFFFFFFA


def error_cells(content: bytes) -> Errors:
    """By sheet title, what error each cell shows, by row and column from 1; empty where it cannot be told."""
    try:
        return _errors(_workbook_stream(content))
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


def _errors(stream: bytes) -> Errors:
    titles: dict[int, str] = {}
    found: Errors = {}
    current: dict[tuple[int, int], str] = {}
    for at, kind, data in _records(stream):
        if kind == _SHEET:
            place, length, wide = struct.unpack_from("<I", data)[0], data[6], data[7] & 1
            raw = data[8 : 8 + length * (1 + wide)]
            titles[place] = raw.decode("utf-16-le" if wide else "latin-1")
        elif kind == _START:
            current = found.setdefault(titles.get(at, ""), {})
        elif kind == _BOOLEAN_OR_ERROR:
            row, column, _, code, is_error = struct.unpack_from("<HHHBB", data)
            if is_error:
                current[row + 1, column + 1] = _WORDS.get(code, "#ERROR")
        elif kind == _FORMULA:
            row, column = struct.unpack_from("<HH", data)
            if data[12:14] == b"\xff\xff" and data[6] == 2:
                current[row + 1, column + 1] = _WORDS.get(data[8], "#ERROR")
    return {title: errors for title, errors in found.items() if errors}


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
