"""Descriptions of tables as they stand in the pages of a file of ours whose first page no longer leads to them.

The pages are read as the format of SQLite files has them: https://www.sqlite.org/fileformat2.html.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

PAGE = 4096
"""The size of a page in every file this program makes."""
_LEAF, _INTERIOR = 13, 5  # Of a table whose rows have numbers.
_BY_KEY = (10, 2)  # Of a table whose rows are told by their key: its pages are those of an index.
_ON_LEAF = PAGE - 35  # Bytes of a row that still stand on one page.
_LEAST = (PAGE - 12) * 32 // 255 - 23
_WHOLE_NUMBERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


def described_in_pages(path: Path) -> dict[str, tuple[int, str]]:
    """By the name of a table the page it begins on and the statement that made it, where such a page is there."""
    data = path.read_bytes()
    tables: dict[str, tuple[int, str]] = {}
    for start in range(PAGE, len(data) - PAGE + 1, PAGE):
        page = data[start : start + PAGE]
        if page[0] == _LEAF and b"CREATE TABLE" in page:
            for kind, name, root, sql in _rows(data, page):
                if kind == "table" and _begins_on(data, root, sql):
                    tables.setdefault(str(name), (int(str(root)), str(sql)))
    return tables


def _begins_on(data: bytes, root: object, sql: object) -> bool:
    """Whether a page is the first of a table of that kind."""
    if not isinstance(root, int) or not PAGE <= (root - 1) * PAGE < len(data):
        return False
    kinds = _BY_KEY if "WITHOUT ROWID" in str(sql) else (_LEAF, _INTERIOR)
    return data[(root - 1) * PAGE] in kinds


def _rows(data: bytes, page: bytes) -> Iterator[tuple[object, ...]]:
    """Kind, name, first page and statement of what a page of descriptions describes."""
    for number in range(int.from_bytes(page[3:5], "big")):
        with contextlib.suppress(IndexError, ValueError, KeyError):
            at = int.from_bytes(page[8 + 2 * number : 10 + 2 * number], "big")
            size, at = _number(page, at)
            _, at = _number(page, at)
            kind, name, _, root, sql = _values(_payload(data, page, at, size))
            yield kind, name, root, sql


def _payload(data: bytes, page: bytes, at: int, size: int) -> bytes:
    """A row, with the pages that what is too long for one goes on in."""
    if size <= _ON_LEAF:
        return page[at : at + size]
    here = _LEAST + (size - _LEAST) % (PAGE - 4)
    here = here if here <= _ON_LEAF else _LEAST
    parts, left = [page[at : at + here]], size - here
    following = int.from_bytes(page[at + here : at + here + 4], "big")
    while left > 0 and following:
        more = data[(following - 1) * PAGE : following * PAGE]
        parts.append(more[4 : 4 + left])
        left, following = left - (PAGE - 4), int.from_bytes(more[:4], "big")
    return b"".join(parts)


def _values(row: bytes) -> list[object]:
    head, at = _number(row, 0)
    kinds: list[int] = []
    while at < head:
        kind, at = _number(row, at)
        kinds.append(kind)
    values: list[object] = []
    for kind in kinds:
        if kind >= 13 and kind % 2:
            length = (kind - 13) // 2
            values.append(row[at : at + length].decode("utf-8"))
        else:
            length = _WHOLE_NUMBERS.get(kind, 0)
            values.append(int.from_bytes(row[at : at + length], "big") if length else kind - 8)
        at += length
    return values


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for _ in range(9):
        byte = data[at]
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return value, at
