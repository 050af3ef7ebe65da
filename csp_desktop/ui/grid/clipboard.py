"""Blocks of cells to and from the clipboard, as Excel, Word and LibreOffice write and read them."""

from __future__ import annotations

import contextlib
import html
import json
from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

Block = list[list[str]]

CELLS = "application/x-csp-desktop-cells"
# As Excel and as LibreOffice want to be told that a cell holds text.
_TEXT = """style='mso-number-format:"\\@"' sdnum="2057;0;@\""""


def tab_separated(block: Sequence[Sequence[str]]) -> str:
    """Cells as text between tabs; those with tabs, line breaks or quotes are quoted as Excel does."""
    return "\r\n".join("\t".join(_quoted(cell) for cell in row) for row in block)


def _quoted(cell: str) -> str:
    if any(mark in cell for mark in '\t\n\r"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def read_tab_separated(text: str) -> Block:
    """The cells of text between tabs; quoted cells may hold tabs, quotes and line breaks.

    A quote inside a cell that does not begin with one stands for itself, as Excel reads it.
    """
    rows: Block = [[]]
    place, end = 0, len(text)
    while place < end:
        if text[place] == '"' and (closed := _closing_quote(text, place)) is not None:
            cell = text[place + 1 : closed].replace('""', '"').replace("\r\n", "\n").replace("\r", "\n")
            place = closed + 1
        else:
            stop = place
            while stop < end and text[stop] not in "\t\r\n":
                stop += 1
            cell, place = text[place:stop], stop
        rows[-1].append(cell)
        if place >= end:
            return rows
        if text[place] == "\t":
            place += 1
            if place >= end:
                rows[-1].append("")
            elif text[place] in "\r\n":
                rows[-1].append("")
                place = _after_break(text, place)
                rows.append([])
        else:
            place = _after_break(text, place)
            rows.append([])
    if not rows[-1]:
        rows.pop()
    return rows


def _closing_quote(text: str, start: int) -> int | None:
    """Where a quoted cell ends; None where the quote is part of plain text after all."""
    place = start + 1
    while True:
        place = text.find('"', place)
        if place < 0:
            return None
        if text[place : place + 2] == '""':
            place += 2
            continue
        return place if place + 1 >= len(text) or text[place + 1] in "\t\r\n" else None


def _after_break(text: str, place: int) -> int:
    return place + 2 if text[place : place + 2] == "\r\n" else place + 1


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
    # Excel takes a plain <br> for a new cell unless told that it belongs to the same one.
    return html.escape(cell).replace("\n", '<br style="mso-data-placement:same-cell">')


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


def _block(found: object) -> Block:
    """Cells in our own form; raises ValueError where another program put something else under its name."""
    if isinstance(found, list) and all(
        isinstance(row, list) and row and all(isinstance(cell, str) for cell in row) for row in found
    ):
        return found
    raise ValueError("no block of cells")
