"""Blocks of cells to and from the clipboard, as Excel, Word and LibreOffice write and read them."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Sequence, Set
from datetime import date

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

from csp_desktop.excel.opening.clipboard_text import Block, read_tab_separated, tab_separated
from csp_desktop.registers.as_written.dates import parse_date

CELLS = "application/x-csp-desktop-cells"
# As Excel and as LibreOffice want to be told what a cell holds.
_TEXT = """ style='mso-number-format:"\\@"' sdnum="2057;0;@\""""
_DAY = r""" style='mso-number-format:"d\\ mmm\\ yyyy"' sdnum="2057;2057;D MMM YYYY" """
_FIGURE = re.compile(r"-?£?\d[\d,]*(\.\d+)?%?")
_FIRST_DAY = date(1899, 12, 30)
"""Day nought of spreadsheets."""

Counted = Set[tuple[int, int]]
"""Cells of a block, by line and place in it, that hold a figure or a day and not words that look like one."""


def html_table(
    block: Sequence[Sequence[str]], header: Sequence[str] = (), counted: Counted = frozenset()
) -> str:
    """Cells as an HTML table that Word and Excel both take, with a header row where given.

    All but what is `counted` is text: "=1+1" stays what somebody wrote, 1.10 keeps its nought, and 3/4 becomes no
    date. Figures can be summed, and days sorted.
    """
    head = "".join(f"<th{_TEXT}>{_html(cell)}</th>" for cell in header)
    body = "".join(
        "<tr>" + "".join(_cell(cell, (line, place) in counted) for place, cell in enumerate(row)) + "</tr>"
        for line, row in enumerate(block)
    )
    return (
        '<html><head><meta charset="utf-8"></head><body><table border="1" cellspacing="0">'
        + (f"<tr>{head}</tr>" if head else "")
        + body
        + "</table></body></html>"
    )


def _cell(cell: str, counts: bool) -> str:
    """A cell of the table; one that counts with its value beside its words."""
    words = cell.replace("−", "-")
    figure = _FIGURE.fullmatch(words) if counts else None
    day = parse_date(cell) if counts and figure is None else None
    told = _TEXT
    if figure is not None:
        per_cent, parts = words.endswith("%"), ".00" if "." in words else ""
        shape = f"0{parts}%" if per_cent else f"#,##0{parts}" if "£" in words else "General"
        value = float(words.replace("£", "").replace(",", "").rstrip("%")) / (100 if per_cent else 1)
        told = f' sdval="{value:.12g}" sdnum="2057;2057;{shape}"'
    elif day is not None:
        told = f'{_DAY}sdval="{(day - _FIRST_DAY).days}"'
    return f"<td{told}>{_html(words if figure is not None else cell)}</td>"


def _html(cell: str) -> str:
    from html import escape

    # Excel takes a plain <br> for a new cell unless told that it belongs to the same one.
    return escape(cell).replace("\n", '<br style="mso-data-placement:same-cell">')


def put_block(
    block: Sequence[Sequence[str]],
    header: Sequence[str] = (),
    counted: Counted = frozenset(),
    meant: Sequence[Sequence[str]] | None = None,
) -> None:
    """Put cells on the clipboard, as text, as a table, and for a grid of ours exactly as they are or are `meant`."""
    data = QMimeData()
    data.setText(tab_separated(block))
    data.setHtml(html_table(block, header, counted))
    data.setData(CELLS, json.dumps([list(row) for row in meant or block]).encode("ascii"))
    QApplication.clipboard().setMimeData(data)


def taken_block() -> Block:
    """The cells on the clipboard; empty where there is no text on it."""
    data = QApplication.clipboard().mimeData()
    if data.hasFormat(CELLS):
        with contextlib.suppress(ValueError):
            return _block(json.loads(bytes(data.data(CELLS).data())))
    text = data.text()
    return read_tab_separated(text) if text else []


def _block(block: object) -> Block:
    """Cells in our own form; raises ValueError where another program put something else under its name."""
    if isinstance(block, list) and all(
        isinstance(row, list) and row and all(isinstance(cell, str) for cell in row) for row in block
    ):
        return block
    raise ValueError("no block of cells")
