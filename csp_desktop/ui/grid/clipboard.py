"""Blocks of cells to and from the clipboard, as Excel, Word and LibreOffice write and read them."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

from csp_desktop.excel.opening.clipboard_text import Block, read_tab_separated, tab_separated

CELLS = "application/x-csp-desktop-cells"
# As Excel and as LibreOffice want to be told that a cell holds text.
_TEXT = """style='mso-number-format:"\\@"' sdnum="2057;0;@\""""


def html_table(block: Sequence[Sequence[str]], header: Sequence[str] = ()) -> str:
    """Cells as an HTML table that Word and Excel both take, with a header row where given.

    Every cell is text: "=1+1" stays what somebody wrote, 1.10 keeps its nought, and 3/4 becomes no date.
    """
    head = "".join(f"<th {_TEXT}>{_html(cell)}</th>" for cell in header)
    body = "".join(
        "<tr>" + "".join(f"<td {_TEXT}>{_html(cell)}</td>" for cell in row) + "</tr>" for row in block
    )
    return (
        '<html><head><meta charset="utf-8"></head><body><table border="1" cellspacing="0">'
        + (f"<tr>{head}</tr>" if head else "")
        + body
        + "</table></body></html>"
    )


def _html(cell: str) -> str:
    from html import escape

    # Excel takes a plain <br> for a new cell unless told that it belongs to the same one.
    return escape(cell).replace("\n", '<br style="mso-data-placement:same-cell">')


def put_block(block: Sequence[Sequence[str]], header: Sequence[str] = ()) -> None:
    """Put cells on the clipboard, as text, as a table, and exactly as they are for a grid of ours."""
    data = QMimeData()
    data.setText(tab_separated(block))
    data.setHtml(html_table(block, header))
    data.setData(CELLS, json.dumps([list(row) for row in block]).encode("ascii"))
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
