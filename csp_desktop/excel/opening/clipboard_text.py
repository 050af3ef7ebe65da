"""Cells as text between tabs, the way Excel, Word and LibreOffice put them on the clipboard and take them."""

from __future__ import annotations

from collections.abc import Sequence

Block = list[list[str]]


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
