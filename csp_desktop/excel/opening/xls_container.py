"""The stream of an old binary workbook (xls) out of the container it is kept in, and the records in it."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_LAST_SECTOR = 0xFFFFFFFA


def workbook_stream(content: bytes) -> bytes:
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
        return b"".join(content[(link + 1) * size : (link + 2) * size] for link in _chain(sector, table))

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
        pieces = (
            shared[small_sector * small_size : (small_sector + 1) * small_size]
            for small_sector in _chain(first, small)
        )
        return b"".join(pieces)[:stated]
    return b""


def _chain(sector: int, table: list[int]) -> Iterator[int]:
    """The sectors of a stream in order; a loop ends it."""
    seen: set[int] = set()
    while sector < _LAST_SECTOR and sector not in seen:
        seen.add(sector)
        yield sector
        sector = table[sector]


def records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(where it starts, kind, data) of every record in order."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
