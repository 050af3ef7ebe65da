"""A Word document as one sheet: its paragraphs as rows of one text, its tables row by row, in their order."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from csp_desktop.excel.opening.package_parts import (
    ASK_AGAIN,
    DAMAGED,
    UNSAFE,
    Limits,
    Package,
    Packed,
    Refused,
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WIDEST = 200


def read_docx(content: bytes, package: Package, limits: Limits) -> Packed:
    """The document in compact form; raises Refused where it cannot be read safely."""
    for name in package.names:
        part = package.read(name)
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in part:
            raise Refused(UNSAFE)
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        # lxml tells of malformed XML by a kind of SyntaxError.
        document = docx.Document(io.BytesIO(content))
    except (PackageNotFoundError, SyntaxError, KeyError, ValueError, zipfile.BadZipFile) as problem:
        raise Refused(DAMAGED) from problem
    sheet = _Sheet(limits)
    for block in document.element.body:
        if block.tag == f"{_W}p":
            sheet.paragraph(block)
        elif block.tag == f"{_W}tbl":
            sheet.table(block)
    return {"kind": "docx", "sheets": [sheet.packed()]}


class _Sheet:
    """Rows as they are laid down one under the other."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._rows: list[tuple[int, list[Any]]] = []
        self._merged: list[tuple[int, int, int, int]] = []
        self._fills: list[tuple[int, int, str]] = []
        self._next = 1
        self._cells = 0

    def packed(self) -> Packed:
        return {"title": "Document", "rows": self._rows, "merged": self._merged, "fills": self._fills}

    def paragraph(self, paragraph: Any) -> None:
        text = _paragraph_text(paragraph)
        if text:
            self._put([(1, text)])

    def table(self, table: Any) -> None:
        self._next += 1
        # The cells that go on downwards: their column, with the row they started in and how wide they are.
        going_on: dict[int, tuple[int, int]] = {}
        for row in table.iter(f"{_W}tr"):
            if _owner(row) is not table:
                continue
            filled: list[tuple[int, str]] = []
            column = 1 + _number(row.find(f"{_W}trPr/{_W}gridBefore"))
            for cell in row.findall(f"{_W}tc"):
                width = max(1, min(_number(cell.find(f"{_W}tcPr/{_W}gridSpan")) or 1, _WIDEST))
                merge = cell.find(f"{_W}tcPr/{_W}vMerge")
                carries_on = merge is not None and merge.get(f"{_W}val") != "restart"
                if carries_on and column in going_on:
                    pass
                else:
                    self._end(going_on, column)
                    going_on[column] = (self._next, width)
                    text = _cell_text(cell)
                    if text:
                        filled.append((column, text))
                    shade = cell.find(f"{_W}tcPr/{_W}shd")
                    colour = shade.get(f"{_W}fill") if shade is not None else None
                    if colour and re.fullmatch(r"[0-9A-Fa-f]{6}", colour):
                        self._fills.append((self._next, column, colour.upper()))
                column += width
            self._put(filled)
        for column in list(going_on):
            self._end(going_on, column)
        self._next += 1

    def _end(self, going_on: dict[int, tuple[int, int]], column: int) -> None:
        if column in going_on:
            first, width = going_on.pop(column)
            if self._next - 1 > first or width > 1:
                self._merged.append((first, column, max(self._next - 1, first), column + width - 1))

    def _put(self, cells: list[tuple[int, str]]) -> None:
        self._cells += len(cells)
        if self._cells > self._limits.cells:
            raise Refused(f"has more cells filled in than any plan could. {ASK_AGAIN}")
        if cells:
            self._rows.append((self._next, [part for column, text in cells for part in (column, "t", text)]))
        self._next += 1


def _owner(row: Any) -> Any:
    """The table a row belongs to: rows of tables within cells are read with their cell."""
    parent = row.getparent()
    while parent is not None and parent.tag != f"{_W}tbl":
        parent = parent.getparent()
    return parent


def _number(element: Any) -> int:
    value = element.get(f"{_W}val") if element is not None else None
    return int(value) if value and value.isdigit() else 0


def _cell_text(cell: Any) -> str:
    return "\n".join(text for paragraph in cell.iter(f"{_W}p") if (text := _paragraph_text(paragraph)))


def _paragraph_text(paragraph: Any) -> str:
    """A paragraph's words; one of a list starts with a bullet, as its cell does in Excel."""
    words: list[str] = []
    for element in paragraph.iter():
        if element.tag == f"{_W}t":
            words.append(element.text or "")
        elif element.tag in (f"{_W}br", f"{_W}cr"):
            words.append("\n")
        elif element.tag in (f"{_W}tab", f"{_W}noBreakHyphen"):
            words.append(" " if element.tag == f"{_W}tab" else "-")
    text = "".join(words).strip()
    listed = paragraph.find(f"{_W}pPr/{_W}numPr") is not None or _style(paragraph).startswith("List")
    return f"○ {text}" if listed and text else text


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return str(style.get(f"{_W}val") or "") if style is not None else ""
