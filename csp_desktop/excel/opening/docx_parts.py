"""A Word document as one sheet: its paragraphs as rows of one text, its tables row by row, in their order."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from csp_desktop.excel.opening.cell_looks import part_struck
from csp_desktop.excel.opening.docx_texts import DocumentTexts, W, Words, blocks, on, rows_or_cells
from csp_desktop.excel.opening.package_parts import (
    ASK_AGAIN,
    DAMAGED,
    UNSAFE,
    Limits,
    Package,
    Packed,
    Refused,
)

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
        sheet = _Sheet(limits, DocumentTexts(document))
        for block in blocks(document.element.body):
            if block.tag == f"{W}p":
                sheet.paragraph(block)
            else:
                sheet.table(block)
    except (PackageNotFoundError, SyntaxError, KeyError, ValueError, zipfile.BadZipFile) as problem:
        raise Refused(DAMAGED) from problem
    return {"kind": "docx", "sheets": [sheet.packed]}


class _Sheet:
    """Rows as they are laid down one under the other."""

    def __init__(self, limits: Limits, texts: DocumentTexts) -> None:
        self._limits, self._texts = limits, texts
        self.packed: Packed = {
            "title": "Document",
            "rows": [],
            "merged": [],
            "fills": [],
            "struck": [],
            "part_struck": [],
            "part_hidden": [],
            "links": [],
            "comments": [],
            "hidden_rows": [],
            "choices": [],
        }
        self._next = 1
        self._cells = 0

    def paragraph(self, paragraph: Any) -> None:
        words = self._texts.of_paragraph(paragraph)
        if words.text or words.part_hidden:
            self._put([(1, words)])

    def table(self, table: Any) -> None:
        self._next += 1
        for offered in table.iter(f"{W}dropDownList", f"{W}comboBox"):
            choices = [_offered(item) for item in offered.iter(f"{W}listItem")]
            if choices not in self.packed["choices"]:
                self.packed["choices"].append(choices)
        # The cells that go on downwards: their column, with the row they started in and how wide they are.
        going_on: dict[int, tuple[int, int]] = {}
        for row in rows_or_cells(table, f"{W}tr"):
            filled: list[tuple[int, Words]] = []
            column = 1 + _number(row.find(f"{W}trPr/{W}gridBefore"))
            carried: set[int] = set()
            for cell in rows_or_cells(row, f"{W}tc"):
                width = max(1, min(_number(cell.find(f"{W}tcPr/{W}gridSpan")) or 1, _WIDEST))
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                carries_on = merge is not None and merge.get(f"{W}val") != "restart"
                if not (carries_on and column in going_on):
                    # Whatever went on in the columns this cell stands over ends above it.
                    for other, (_, wide) in list(going_on.items()):
                        if other < column + width and column < other + wide:
                            self._end(going_on, other)
                    going_on[column] = (self._next, width)
                    words = self._texts.of_cell(cell)
                    if words.text or words.part_hidden:
                        filled.append((column, words))
                    if colour := _shade(cell.find(f"{W}tcPr/{W}shd")):
                        self.packed["fills"].append((self._next, column, colour))
                carried.add(column)
                column += width
            for other in [started for started in going_on if started not in carried]:
                self._end(going_on, other)
            if on(row.find(f"{W}trPr/{W}hidden")):
                self.packed["hidden_rows"].append((self._next, self._next))
            self._put(filled)
        for column in list(going_on):
            self._end(going_on, column)
        self._next += 1

    def _end(self, going_on: dict[int, tuple[int, int]], column: int) -> None:
        first, width = going_on.pop(column)
        if self._next - 1 > first or width > 1:
            self.packed["merged"].append((first, column, max(self._next - 1, first), column + width - 1))

    def _put(self, cells: list[tuple[int, Words]]) -> None:
        self._cells += len(cells)
        if self._cells > self._limits.cells:
            raise Refused(f"has more cells filled in than any plan could. {ASK_AGAIN}")
        packed, row = self.packed, self._next
        hidden = {column: parts for column, words in cells if (parts := words.part_hidden)}
        said = {column: words.text for column, words in cells if words.text}
        if not said and hidden:
            # A row of which nothing is seen.
            said = {column: written for column, (_, written) in hidden.items()}
            packed["hidden_rows"].append((row, row))
            hidden = {}
        if said:
            packed["rows"].append(
                (row, [part for column, text in said.items() for part in (column, "t", text)])
            )
        packed["part_hidden"] += [(row, column, *parts) for column, parts in hidden.items()]
        for column, words in cells:
            if words.struck:
                packed["struck"].append((row, column))
                if parts := part_struck(words.pieces):
                    packed["part_struck"].append((row, column, *parts))
            packed["links"] += [(row, column, address) for address in dict.fromkeys(words.links)][:1]
            if words.comments:
                packed["comments"].append((row, column, "\n".join(words.comments)))
        self._next += 1


def _offered(item: Any) -> str:
    """What one choice of a form field shows."""
    return str(item.get(f"{W}displayText") or item.get(f"{W}value") or "")


def _number(element: Any) -> int:
    value = element.get(f"{W}val") if element is not None else None
    return int(value) if value and value.isdigit() else 0


def _shade(shade: Any) -> str:
    """The colour of a cell, RRGGBB; of a solid pattern it is the pattern's own."""
    if shade is None:
        return ""
    colour = shade.get(f"{W}color" if shade.get(f"{W}val") == "solid" else f"{W}fill") or ""
    return colour.upper() if re.fullmatch(r"[0-9A-Fa-f]{6}", colour) else ""
