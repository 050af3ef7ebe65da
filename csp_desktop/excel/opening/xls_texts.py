"""Texts of an old binary workbook (xls) that are in several looks, and the addresses behind its cells."""

from __future__ import annotations

import struct
from typing import NamedTuple

_WIDE, _EXTENDED, _RICH = 1, 4, 8
_TEXT_TOKEN, _LINK_FUNCTION = 0x17, (359).to_bytes(2, "little")
_MONIKER = bytes.fromhex("E0C9EA79F9BACE118C8200AA004BA90B")


class RichText(NamedTuple):
    """A text and its runs: the character each starts at, and the number of its font."""

    text: str
    runs: tuple[tuple[int, int], ...]


class _Segments:
    """Data that goes on over several records; a text broken between two says its width again."""

    def __init__(self, segments: list[bytes]) -> None:
        self._segments, self._segment, self._at = segments, 0, 0

    def take(self, size: int) -> bytes:
        taken = b""
        while size:
            left = self._segments[self._segment][self._at : self._at + size]
            taken, size, self._at = taken + left, size - len(left), self._at + len(left)
            if size:
                self._segment, self._at = self._segment + 1, 0
        return taken

    def number(self, kind: str) -> int:
        return int(struct.unpack(f"<{kind}", self.take(struct.calcsize(kind)))[0])

    def text(self, length: int, wide: int) -> str:
        words = ""
        while length:
            here = self._segments[self._segment][self._at :]
            count = min(length, len(here) // (2 if wide else 1))
            words += here[: count * (1 + wide)].decode("utf-16-le" if wide else "latin-1")
            self._at += count * (1 + wide)
            length -= count
            if length:
                self._segment, self._at = self._segment + 1, 1
                wide = self._segments[self._segment][0] & _WIDE
        return words


def rich_texts(segments: list[bytes]) -> dict[int, RichText]:
    """Of the texts kept apart from the cells, by number, those in several looks; as many as can be read."""
    texts: dict[int, RichText] = {}
    data = _Segments(segments)
    try:
        _, count = data.number("I"), data.number("I")
        for number in range(count):
            length, flags = data.number("H"), data.number("B")
            runs = data.number("H") if flags & _RICH else 0
            extended = data.number("I") if flags & _EXTENDED else 0
            text = data.text(length, flags & _WIDE)
            looks = struct.iter_unpack("<HH", data.take(4 * runs))
            data.take(extended)
            if runs:
                texts[number] = RichText(text, tuple((at, font) for at, font in looks))
    except (struct.error, IndexError, UnicodeDecodeError):
        pass  # what was read of a table cut short holds
    return texts


def link(data: bytes) -> tuple[int, int, str] | None:
    """(row, column, address) of a link's record, counted from 1; None where it leads nowhere outside."""
    row, _, column, _ = struct.unpack_from("<HHHH", data)
    flags = struct.unpack_from("<I", data, 28)[0]
    at = 32
    for has in (0x10, 0x80):  # words shown, and the frame it opens in
        if flags & has:
            at += 4 + 2 * struct.unpack_from("<I", data, at)[0]
    if not flags & 1:
        return None
    if flags & 0x100:
        size = 4 + 2 * struct.unpack_from("<I", data, at)[0]
        raw = data[at + 4 : at + size]
    elif data[at : at + 16] == _MONIKER:
        size = 20 + struct.unpack_from("<I", data, at + 16)[0]
        raw = data[at + 20 : at + size]
    else:
        return None
    address = raw.decode("utf-16-le", errors="replace").partition("\0")[0]
    if address and flags & 8:
        # Where in the page it leads.
        length = struct.unpack_from("<I", data, at + size)[0]
        within = data[at + size + 4 : at + size + 4 + 2 * length].decode("utf-16-le", errors="replace")
        address = f"{address}#{within.partition(chr(0))[0]}"
    return (row + 1, column + 1, address) if address else None


def link_of_formula(data: bytes) -> str:
    """The address of a link that is written as a formula, from its record; "" where it is no such formula."""
    size = struct.unpack_from("<H", data, 20)[0]
    tokens = data[22 : 22 + size]
    if len(tokens) < 7 or tokens[0] != _TEXT_TOKEN or tokens[-2:] != _LINK_FUNCTION:
        return ""
    length, wide = tokens[1], tokens[2] & _WIDE
    return tokens[3 : 3 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1")
