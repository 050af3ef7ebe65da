"""Row headings marked in a finished PDF: typst marks the headings of columns only.

A screen reader says with each cell what its column is called; who or what its row is about it knows only where the
first cells of the row are marked as headings too. The templates set the heading of a column that names its records
as emphasis, which is seen by nobody; here the cells under it become headings of their rows, and the others of the row
refer to them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_START = re.compile(rb"startxref\n(\d+)\n%%EOF\s*$")
_PLACE = re.compile(rb"(\d{10}) \d{5} n")
_ELEMENT = re.compile(rb"/Type/StructElem/S/(\w+)")
_CHILD = re.compile(rb"(\d+) 0 R")
_CHILDREN = re.compile(rb"/K\[([^\]]*)\]")
_FILLED = re.compile(rb"/K\[[^\]]")
_HEADERS = re.compile(rb"(/O/Table)(/Headers\[[^\]]*)\]")
_NAMES = b"/IDTree<</Names["


def with_row_headings(pdf: bytes) -> bytes:
    """The same PDF with its row headings marked; as it is where it has none, or is not written as typst writes it."""
    objects, start = _objects(pdf)
    kinds = {number: found[1] for number, body in objects.items() if (found := _ELEMENT.search(body[:40]))}
    changed: dict[int, bytes] = {}
    for number in (number for number, kind in kinds.items() if kind == b"Table"):
        changed |= _named_rows(number, objects, kinds)
    if not changed:
        return pdf
    added = b"".join(
        b"(%b)%d 0 R" % (_name(number), number)
        for number, body in sorted(changed.items())
        if b"/ID(R" in body
    )
    for number, body in objects.items():
        if _NAMES in body:
            changed[number] = body.replace(_NAMES, _NAMES + added)
    return _written(pdf, start, objects | changed)


def _objects(pdf: bytes) -> tuple[dict[int, bytes], int]:
    """Each object by its number, in the order they stand in, and where the list of their places begins."""
    found = _START.search(pdf[-64:])
    start = int(found[1]) if found else len(pdf)
    lines = pdf[start:].split(b"trailer")[0].splitlines()[2:]
    places = {n: int(line[1]) for n, text in enumerate(lines) if (line := _PLACE.match(text))}
    ordered = sorted(places, key=lambda number: places[number])
    ends = [*(places[number] for number in ordered[1:]), start]
    return {number: pdf[places[number] : end] for number, end in zip(ordered, ends, strict=False)}, start


def _children(body: bytes) -> list[int]:
    found = _CHILDREN.search(body)
    return [int(number) for number in _CHILD.findall(found[1])] if found else []


def _named_rows(table: int, objects: Mapping[int, bytes], kinds: Mapping[int, bytes]) -> dict[int, bytes]:
    """The cells of one table as they are to be, and the marks of emphasis as the plain words they stand for."""
    changed: dict[int, bytes] = {}
    naming: set[int] = set()
    for part in _children(objects[table]):
        for row in _children(objects[part]):
            cells = _children(objects[row])
            if kinds.get(part) == b"THead":
                for place, cell in enumerate(cells):
                    for mark in (one for one in _children(objects[cell]) if kinds.get(one) == b"Em"):
                        naming.add(place)
                        changed[mark] = objects[mark].replace(b"/S/Em", b"/S/Span", 1)
                continue
            if any(kinds.get(cell) != b"TD" for cell in cells):
                continue
            # A cell with nothing in it names nothing.
            heads = [
                cell for place, cell in enumerate(cells) if place in naming and _FILLED.search(objects[cell])
            ]
            for cell in cells:
                changed[cell] = (
                    _as_heading(cell, objects[cell]) if cell in heads else _under(heads, objects[cell])
                )
    return changed


def _as_heading(number: int, cell: bytes) -> bytes:
    named = cell.replace(b"/S/TD", b"/S/TH/ID(%b)" % _name(number), 1)
    return _HEADERS.sub(rb"\1/Scope/Row\2]", named, 1)


def _under(heads: list[int], cell: bytes) -> bytes:
    names = b"".join(b"(%b)" % _name(head) for head in heads)
    return _HEADERS.sub(lambda found: found[1] + found[2] + names + b"]", cell, 1)


def _name(number: int) -> bytes:
    # Names stand in order in the list of them, before those that typst gives.
    return b"R%08d" % number


def _written(pdf: bytes, start: int, objects: Mapping[int, bytes]) -> bytes:
    """The file with other objects in the old order, and a list of where they are now."""
    first = pdf.index(b" 0 obj")
    written = bytearray(pdf[: pdf.rindex(b"\n", 0, first) + 1])
    places = {}
    for number, body in objects.items():
        places[number] = len(written)
        written += body
    moved = len(written)
    listed = pdf[start:]
    head, trailer = listed.split(b"trailer", 1)
    lines = head.splitlines(keepends=True)
    for number, line in enumerate(lines[2:]):
        if number in places:
            lines[number + 2] = b"%010d" % places[number] + line[10:]
    return (
        bytes(written) + b"".join(lines) + b"trailer" + _START.sub(b"startxref\n%d\n%%%%EOF" % moved, trailer)
    )
