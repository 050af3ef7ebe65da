"""The rows of a sheet written as nearly all are, taken without calling back for every element: that took most of the time.

Whatever is written in any other way goes to the parser, which sees the rest of the sheet as if these rows were not there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

PlainCell = tuple[str, str | None, str | None, str | None, str | None, str | None]
"""The letters of a cell's column, its style, its kind, its formula, its value and its own text; None for what it has not."""
Take = Callable[[int, Iterable[PlainCell]], None]

_ATTRIBUTES = r'((?: [A-Za-z0-9:]+="[^"<>&]*")*)'
_TEXT = r"[^<>\x00-\x08\x0b-\x1f\ufffe\uffff]*"
_ROW = re.compile(rf'\s*<row r="([0-9]+)"{_ATTRIBUTES}>')
_CELL = re.compile(
    r'<c r="([A-Z]+)([0-9]+)"(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")?(?:/>|>'
    rf"(?:<f>({_TEXT})</f>)?"
    rf'(?:<v>({_TEXT})</v>|<is><t(?: xml:space="preserve")?>({_TEXT})</t></is>)?</c>)'
)
_EACH = _CELL.groups + 1
_ENTITY = re.compile(r"&(amp|lt|gt|quot|apos);")
_OTHER_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")
_SIGNS = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_IN_UTF_8 = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml(?:(?!encoding)[^<>])*(?:encoding=["']utf-8["'][^<>]*)?\?>)?\s*<\w""",
    re.IGNORECASE,
)
_ROWS, _ROW_END = b"<sheetData>", b"</row>"
_LONGEST_ROW = 4_000_000


def without_plain_rows(pieces: Iterator[bytes], take: Take) -> Iterator[bytes]:
    """A sheet piece by piece, less the plain rows: those are handed to `take` when all before them was taken in."""
    held = next(pieces, b"")
    head = held.find(_ROWS) + len(_ROWS)
    if head < len(_ROWS) or not _IN_UTF_8.match(held) or b"<!" in held[:head]:
        yield from chain((held,), pieces)
        return
    yield held[:head]
    held = held[head:]
    for piece in chain((b"",), pieces):
        held += piece
        end = held.rfind(_ROW_END) + len(_ROW_END)
        # In comments and in what is quoted as a whole may stand what only looks like rows.
        if b"<!" in held or b"<?" in held or len(held) - end > _LONGEST_ROW:
            break
        if end >= len(_ROW_END):
            yield from _other_rows(held[:end].decode("utf-8"), take)
            held = held[end:]
    yield held
    yield from pieces


def _other_rows(text: str, take: Take) -> Iterator[bytes]:
    """What is no plain row of some whole rows."""
    at = 0
    while at < len(text):
        end = text.index("</row>", at)
        row = _ROW.match(text, at, end)
        cells = _plain_cells(row[1], text[row.end() : end]) if row and "hidden" not in row[2] else None
        end += len("</row>")
        if row and cells is not None:
            take(int(row[1]), cells)
        else:
            yield text[at:end].encode("utf-8")
        at = end


def _plain_cells(row: str, text: str) -> Iterable[PlainCell] | None:
    """The cells of a row; None where there is anything else in it."""
    parts = _CELL.split(text)
    if any(parts[::_EACH]) or parts[2::_EACH].count(row) < len(parts) // _EACH:
        return None
    if "&" in text:
        if _OTHER_ENTITY.search(text):
            return None
        parts = [part and _ENTITY.sub(lambda named: _SIGNS[named[1]], part) for part in parts]
    return zip(*(parts[group::_EACH] for group in (1, 3, 4, 5, 6, 7)), strict=True)
