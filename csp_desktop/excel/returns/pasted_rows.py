"""Rows of a return copied from an email or a Word table, laid out as a workbook that is read like any other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl

from csp_desktop.excel.opening.clipboard_text import Block
from csp_desktop.excel.writing.text_cells import write_text
from csp_desktop.registers.as_written.wordings import plain
from csp_desktop.registers.issued_form import IssuedForm
from csp_desktop.registers.row_codes import looks_like_row_code, read_row_code, row_code_holds

_AFTER_CODE = re.compile(r"\s*(\w{4,6}[-\u2010-\u2015\u2212]\w)\s*(?:[:;,.)–—-]\s*|\s)(\S.*)", re.DOTALL)


def write_pasted_rows(rows: Block, forms: Iterable[IssuedForm], target: Path) -> bool:
    """Write pasted rows as a workbook; False, and nothing is written, where no cell holds a row code.

    Rows as wide as they were sent in one of the `forms` get the headings they had there, the rows of each sheet
    on one of their own.
    """
    rows = [_said_after_code(row) for row in rows]
    if not any(looks_like_row_code(cell) for row in rows for cell in row):
        return False
    forms = list(forms)
    sheets: list[list[Sequence[str]]] = [[]]
    headed: tuple[str, ...] = ()
    for row in rows:
        headings = _headings(row, forms)
        if headings and headings != headed:
            if headed:
                sheets.append([])
            if not sheets[-1] or list(map(plain, sheets[-1][-1])) != list(map(plain, headings)):
                sheets[-1].append(headings)
            headed = headings
        sheets[-1].append(row)
    book = openpyxl.Workbook()
    for place, sheet_rows in enumerate(sheets):
        sheet = book.create_sheet() if place else book.worksheets[0]
        for number, cells in enumerate(sheet_rows, 1):
            for column, words in enumerate(cells, 1):
                if words:
                    write_text(sheet.cell(number, column), words)
    book.save(target)
    book.close()
    return True


def _said_after_code(row: Sequence[str]) -> list[str]:
    """ "A012-K: Lamps lit." as two cells; any other row as it is."""
    filled = [cell for cell in row if cell.strip()]
    if len(filled) == 1 and (match := _AFTER_CODE.fullmatch(filled[0])) and looks_like_row_code(match[1]):
        return [match[1], match[2]]
    return list(row)


def _headings(row: Sequence[str], forms: Sequence[IssuedForm]) -> tuple[str, ...]:
    """The headings a row was sent under, with or without the hidden id; none where its width is another."""
    code = read_row_code(row[0]) if row else ""
    for form in forms:
        if not row_code_holds(form.return_code, code):
            continue
        for sheet, issued in form.rows():
            if issued.code == code:
                every = tuple(sheet.headers)
                seen = (*every[:1], *every[2:])  # the id of the record stands hidden beside the code
                return next((headings for headings in (every, seen) if len(headings) == len(row)), ())
    return ()
