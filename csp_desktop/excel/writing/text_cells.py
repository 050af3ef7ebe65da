"""Somebody's words in a workbook of ours: the only place where they are put into cells, names and footers."""

from __future__ import annotations

import re
from copy import copy

from openpyxl.cell import Cell

_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# With these Excel begins a formula where a cell is typed into, or written out as text and opened again.
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")

CELL_ROOM = 32_767
"""Characters a cell has room for."""


def escape(text: str) -> str:
    """A text as a workbook holds it: control characters, and what looks like one written out, escaped."""
    if "_x" in text:
        text = _ESCAPED.sub("_x005F_", text)
    text = _NOT_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    return _SURROGATE.sub("\ufffd", text)


def stays_text(text: str) -> bool:
    """Whether words need the mark that keeps them text when their cell is edited."""
    return text.startswith(_BEGINS_FORMULA)


def write_text(cell: Cell, text: str) -> None:
    """Put words into a cell as text, whatever they begin with, and to stay text when it is edited."""
    cell.value = escape(text)
    cell.data_type = "s"
    if stays_text(text):
        # Looks are shared between cells; this one alone gets the mark an apostrophe typed first leaves.
        cell._style = copy(cell._style)
        cell.quotePrefix = True


def in_formula(text: str) -> str:
    """A text as a formula, a list or a name holds it, between its quotes."""
    return '"' + escape(text).replace('"', '""') + '"'


def in_footer(text: str) -> str:
    """A text as a header or footer prints it: an ampersand would begin a code."""
    return escape(text).replace("&", "&&")
