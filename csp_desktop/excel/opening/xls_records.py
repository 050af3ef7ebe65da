"""What the general reader passes over in an old binary workbook (xls): errors, notes, text boxes, links, looks, what is
hidden."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import NamedTuple

from csp_desktop.excel.opening.cell_looks import NumberFormat, number_format, part_struck, standard_colour
from csp_desktop.excel.opening.read_cells import PICTURE
from csp_desktop.excel.opening.xls_container import records, workbook_stream
from csp_desktop.excel.opening.xls_texts import RichText, link, link_of_formula, rich_texts

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
_FONT, _LOOK, _FORMAT, _PALETTE = 0x0031, 0x00E0, 0x041E, 0x0092
_TEXTS, _TEXT_CELL, _LINK = 0x00FC, 0x00FD, 0x01B8
_ROW, _COLUMNS, _BLANK, _BLANKS = 0x0208, 0x007D, 0x0201, 0x00BE
_NOTE, _OBJECT, _OBJECT_TEXT, _MORE = 0x001C, 0x005D, 0x01B6, 0x003C
_CHECK, _LISTED, _TYPED = 0x01BE, 3, 0x17
_DRAWING, _END, _NOTE_BOX, _PICTURE_BOX = 0x00EC, 0x000A, 0x0019, 0x0008
# What goes before the cells a drawn object stands over: column and row of its first corner are the second and fourth word.
_ANCHOR = bytes.fromhex("000010F012000000")
# Records of one cell, which start with row, column and look; and of several, with first column and looks.
_CELLS = (_FORMULA, _BOOLEAN_OR_ERROR, _TEXT_CELL, 0x0203, 0x0204, 0x00D6, 0x027E, _BLANK)
_NUMBERS = 0x00BD
_STRUCK_OUT, _HIDDEN_ROW, _SOLID = 0x0008, 0x0020, 1


@dataclass
class SheetMarks:
    """Of one sheet, by row and column from 1: what errors cells show, notes, text boxes, documents and pictures over them and
    links, what is crossed out, fills, how numbers are shown, the rows and columns hidden (first, last), and the words of drop-downs."""

    errors: dict[Position, str] = field(default_factory=dict)
    comments: dict[Position, str] = field(default_factory=dict)
    shapes: list[tuple[int, int, str]] = field(default_factory=list)
    embedded: list[tuple[int, int, str]] = field(default_factory=list)
    struck: list[Position] = field(default_factory=list)
    part_struck: list[tuple[int, int, str, str]] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    fills: list[tuple[int, int, str]] = field(default_factory=list)
    formats: dict[Position, NumberFormat] = field(default_factory=dict)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    choices: list[list[str]] = field(default_factory=list)


class _Look(NamedTuple):
    """The look of a cell: its font is crossed out, its number format, its fill by number (-1 for none)."""

    struck: bool
    format: NumberFormat
    fill: int


def sheet_marks(content: bytes) -> dict[str, SheetMarks]:
    """The marks of each sheet by its title; empty where they cannot be told."""
    try:
        return _marks(workbook_stream(content))
    except (struct.error, IndexError, ValueError, UnicodeDecodeError):
        return {}


class _Workbook:
    """What holds for all sheets: fonts, number formats, looks, colours, texts in several looks."""

    def __init__(self) -> None:
        self.fonts: list[bool] = []
        self.codes: dict[int, str] = {}
        self.looks: list[_Look] = []
        self.colours: dict[int, str] = {}
        self.texts: dict[int, RichText] = {}

    def font_struck(self, number: int) -> bool:
        number -= number > 4  # no font is ever numbered 4
        return number < len(self.fonts) and self.fonts[number]

    def add_look(self, data: bytes) -> None:
        font, code = struct.unpack_from("<HH", data)
        pattern, colours = struct.unpack_from("<IH", data, 14)
        fill = colours & 0x7F if pattern >> 26 == _SOLID else -1
        self.looks.append(_Look(self.font_struck(font), number_format(code, self.codes), fill))

    def add_palette(self, data: bytes) -> None:
        for number in range(struct.unpack_from("<H", data)[0]):
            self.colours[number + 8] = data[2 + 4 * number : 5 + 4 * number].hex().upper()

    def part_struck(self, number: int, crossed: bool) -> tuple[str, str] | None:
        """(words left, words crossed out) of a text; None where it is not in several looks, or all one way."""
        rich = self.texts.get(number)
        if rich is None:
            return None
        # What stands before the first run looks as the cell does.
        starts = [0, *(at for at, _ in rich.runs), len(rich.text)]
        looks = [crossed, *(self.font_struck(font) for _, font in rich.runs)]
        pieces = zip(starts, starts[1:], looks, strict=False)
        return part_struck((rich.text[start:end], struck) for start, end, struck in pieces)

    def mark(self, sheet: SheetMarks, place: Position, look: int) -> bool:
        """Mark a cell as its look says; whether it is crossed out."""
        if look >= len(self.looks):
            return False
        struck, cell_format, fill = self.looks[look]
        if struck:
            sheet.struck.append(place)
        if cell_format.kind == "percent" or cell_format.code:
            sheet.formats[place] = cell_format
        if fill >= 0 and (colour := self.colours.get(fill) or standard_colour(fill)):
            sheet.fills.append((*place, colour))
        return struck


def _marks(stream: bytes) -> dict[str, SheetMarks]:
    titles: dict[int, str] = {}
    marks_by_sheet: dict[str, SheetMarks] = {}
    book = _Workbook()
    current = SheetMarks()
    texts: dict[int, str] = {}
    apart: list[bytes] = []
    shape, kind_of_shape, awaited, text, before = 0, 0, 0, "", 0
    drawn_at = (1, 1)
    # A chart among the objects of a sheet is a sheet within it.
    above: list[tuple[SheetMarks, dict[int, str]]] = []
    for at, kind, data in records(stream):
        if kind == _SHEET:
            place, length, wide = struct.unpack_from("<I", data)[0], data[6], data[7] & 1
            raw = data[8 : 8 + length * (1 + wide)]
            titles[place] = raw.decode("utf-16-le" if wide else "latin-1")
        elif kind == _FONT:
            book.fonts.append(bool(struct.unpack_from("<H", data, 2)[0] & _STRUCK_OUT))
        elif kind == _FORMAT:
            number, length, wide = struct.unpack_from("<HHB", data)
            raw = data[5 : 5 + length * (1 + (wide & 1))]
            book.codes[number] = raw.decode("utf-16-le" if wide & 1 else "latin-1")
        elif kind == _LOOK:
            book.add_look(data)
        elif kind == _PALETTE:
            book.add_palette(data)
        elif kind == _TEXTS or (kind == _MORE and before == _TEXTS):
            apart.append(data)
            kind = _TEXTS
        elif kind == _START:
            if apart:
                book.texts, apart = rich_texts(apart), []
            above.append((current, texts))
            current, texts = marks_by_sheet.setdefault(titles.get(at, ""), SheetMarks()), {}
        elif kind == _END and above:
            current, texts = above.pop()
        elif kind == _DRAWING:
            drawn_at = _first_corner(data) or drawn_at
        elif kind == _OBJECT:
            kind_of_shape, shape = struct.unpack_from("<HH", data, 4)
            if kind_of_shape == _PICTURE_BOX:  # a document, too, is seen as one
                current.embedded.append((*drawn_at, PICTURE))
        elif kind == _OBJECT_TEXT:
            awaited, text = struct.unpack_from("<H", data, 10)[0], ""
        elif kind == _MORE and awaited:
            part = data[1:].decode("utf-16-le" if data[0] & 1 else "latin-1")[:awaited]
            text, awaited = text + part, awaited - len(part)
            texts[shape] = text
            words = text.replace("\r", "\n").strip()
            if not awaited and kind_of_shape != _NOTE_BOX and words:
                current.shapes.append((*drawn_at, words))
        elif kind == _NOTE:
            row, column, _, which = struct.unpack_from("<HHHH", data)
            if said := texts.get(which):
                current.comments[row + 1, column + 1] = said.replace("\r", "\n")
        elif kind == _LINK:
            if (led := link(data)) is not None:
                current.links.append(led)
        elif kind == _ROW:
            if struct.unpack_from("<H", data, 12)[0] & _HIDDEN_ROW:
                row = struct.unpack_from("<H", data)[0] + 1
                current.hidden_rows.append((row, row))
        elif kind == _COLUMNS:
            first, last, _, _, flags = struct.unpack_from("<HHHHH", data)
            if flags & 1:
                current.hidden_columns.append((first + 1, last + 1))
        elif kind == _CHECK:
            if offered := _offered(data):
                current.choices.append(offered)
        elif kind in _CELLS:
            row, column, look = struct.unpack_from("<HHH", data)
            place = (row + 1, column + 1)
            struck = book.mark(current, place, look)
            if (error := _error(kind, data)) is not None:
                current.errors[place] = error
            if kind == _FORMULA and (address := link_of_formula(data)):
                current.links.append((*place, address))
            if kind == _TEXT_CELL:
                parts = book.part_struck(struct.unpack_from("<I", data, 6)[0], struck)
                if parts is not None:
                    current.part_struck.append((*place, *parts))
                    if not struck:
                        current.struck.append(place)
        elif kind in (_NUMBERS, _BLANKS):
            row, first = struct.unpack_from("<HH", data)
            size = 6 if kind == _NUMBERS else 2
            for number, start in enumerate(range(4, len(data) - 3, size), first + 1):
                book.mark(current, (row + 1, number), struct.unpack_from("<H", data, start)[0])
        before = kind
    return marks_by_sheet


def _first_corner(data: bytes) -> Position | None:
    """Row and column of the cell under the upper left corner of the last object in a record of drawings."""
    at = data.rfind(_ANCHOR) + len(_ANCHOR)
    if at < len(_ANCHOR):
        return None
    _, column, _, row = struct.unpack_from("<HHHH", data, at)
    return row + 1, column + 1


def _offered(data: bytes) -> list[str]:
    """The words a drop-down offers where they are typed into the check of its cells; none where it refers to cells."""
    if struct.unpack_from("<I", data)[0] & 0x0F != _LISTED:
        return []
    at = 4
    for _ in range(4):  # what is said beside the cell, and of a wrong entry
        length, wide = struct.unpack_from("<HB", data, at)
        at += 3 + length * (1 + (wide & 1))
    size, kind = struct.unpack_from("<H2xB", data, at)
    if size < 3 or kind != _TYPED:
        return []
    wide = data[at + 6] & 1
    raw = data[at + 7 : at + 7 + data[at + 5] * (1 + wide)]
    return [word.strip() for word in raw.decode("utf-16-le" if wide else "latin-1").split("\0")]


def _error(kind: int, data: bytes) -> str | None:
    if kind == _BOOLEAN_OR_ERROR and data[7]:
        return _WORDS.get(data[6], "#ERROR")
    if kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:
        return _WORDS.get(data[8], "#ERROR")
    return None
