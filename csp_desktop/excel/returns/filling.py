"""Filling in a return workbook the way a lead does: only the cells that are theirs to fill."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from csp_desktop.excel.writing.text_cells import write_text
from csp_desktop.registers.return_form import PROPOSALS, ROW_CODE

Answer = Callable[[str, dict[str, Any]], Any]


def fill_in(source: Path, target: Path, answer: Answer, added: Sequence[Mapping[str, str]] = ()) -> int:
    """Copy a return with answers typed in; how many cells were filled.

    `answer` gets a cell's heading and its row by heading, and gives what to type, or None to leave it; `added`
    are rows for the sheet of new items, by heading.
    """
    book = openpyxl.load_workbook(source)
    filled = 0
    for sheet in book.worksheets:
        header = next((row for row in sheet.iter_rows() if row[0].value == ROW_CODE), None)
        if header is None:
            continue
        for row in sheet.iter_rows(min_row=header[0].row + 1):
            if not row[0].value:
                continue
            row_by_heading = {
                str(heading.value): cell.value for heading, cell in zip(header, row, strict=True)
            }
            for heading, cell in zip(row_by_heading, row, strict=True):
                if cell.protection.locked is False:
                    given = answer(heading, row_by_heading)
                    if given is not None:
                        if isinstance(given, str):
                            write_text(cell, given)
                        else:
                            cell.value = given
                        filled += 1
        if sheet.title == PROPOSALS.title:
            filled += _add_rows(sheet, header, added)
    book.save(target)
    book.close()
    return filled


def _add_rows(sheet: Any, header: Sequence[Any], added: Sequence[Mapping[str, str]]) -> int:
    columns = {str(heading.value): heading.column for heading in header}
    for number, row in enumerate(added, header[0].row + 1):
        for heading, words in row.items():
            write_text(sheet.cell(number, columns[heading]), words)
    return sum(len(row) for row in added)
