"""What people do to the layout of a return before they send it back; every answer must still be found."""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import copy
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from returning_partner import Sheet

UPDATES = "Action updates"


def move_column(worksheet: Worksheet, source: int, target: int) -> None:
    """Cut a column and insert it elsewhere."""
    cells = [worksheet.cell(row, source).value for row in range(1, worksheet.max_row + 1)]
    cells[0], title = None, worksheet["A1"].value
    worksheet.delete_cols(source)
    worksheet.insert_cols(target)
    for row, value in enumerate(cells, 1):
        worksheet.cell(row, target).value = value
        if isinstance(value, str):
            worksheet.cell(row, target).data_type = "s"
    if source == 1 or target == 1:
        worksheet.cell(1, 1).value = title


def rename_sheets(book: Workbook) -> None:
    for number, worksheet in enumerate(book.worksheets):
        if worksheet.title != "_meta":
            worksheet.title = f"Tabelle{number}"


def code_column_last(book: Workbook) -> None:
    move_column(book[UPDATES], 1, 12)


def update_first(book: Workbook) -> None:
    move_column(book[UPDATES], 9, 3)


def drop_context(book: Workbook) -> None:
    for heading in ("Priority", "Due", "What you said in Q1", "Q1 rating"):
        book[UPDATES].delete_cols(Sheet(book[UPDATES]).column(heading))


def drop_ids(book: Workbook) -> None:
    for name in (UPDATES, "Indicators", "Risks", "Mitigations", "Funding", "Log"):
        book[name].delete_cols(2)


def drop_codes(book: Workbook) -> None:
    for name in (UPDATES, "Indicators", "Risks", "Mitigations", "Funding", "Log"):
        title = book[name]["A1"].value
        book[name].delete_cols(1)
        book[name]["A1"].value = title


def retitle(book: Workbook) -> None:
    worksheet = book[UPDATES]
    for heading, other in (
        ("Row code", "Code"), ("Update", "What we have done since July"), ("RAG", "RAG rating"),
        ("Outcome RAG", "outcome rag *"), ("What is to be done", "Task"), ("New due date", "Revised date"),
    ):  # fmt: skip
        worksheet.cell(3, _place(worksheet, heading)).value = other


def _place(worksheet: Worksheet, heading: str) -> Any:
    return next(cell.column for cell in worksheet[3] if cell.value == heading)


def no_headings(book: Workbook) -> None:
    book[UPDATES].delete_rows(3)


def insert_rows_and_columns(book: Workbook) -> None:
    worksheet = book[UPDATES]
    worksheet.insert_rows(6, 2)
    worksheet.insert_rows(1, 3)
    worksheet.insert_cols(5, 2)
    worksheet.insert_cols(1)


def sort_rows(book: Workbook) -> None:
    worksheet = book[UPDATES]
    rows = [[copy(cell.value) for cell in worksheet[row]] for row in range(4, worksheet.max_row + 1)]
    random.Random(4).shuffle(rows)
    for number, values in enumerate(rows, 4):
        for column, value in enumerate(values, 1):
            cell = worksheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"


def blank_rows_between(book: Workbook) -> None:
    for row in (9, 7, 5):
        book[UPDATES].insert_rows(row)


def copy_sheet(book: Workbook) -> None:
    copied = book.copy_worksheet(book[UPDATES])
    for row in copied.iter_rows(min_row=4, min_col=9, max_col=12):
        for cell in row:
            cell.value = None
    # The copy holds what was sent, the first sheet the answers.
    copied["I4"].value, copied["J4"].value = "Sixty by August.", "Green"


def drop_meta(book: Workbook) -> None:
    del book["_meta"]
    del book["Start here"]


HARMLESS: tuple[Callable[[Workbook], None], ...] = (
    rename_sheets,
    code_column_last,
    update_first,
    drop_context,
    drop_ids,
    drop_codes,
    retitle,
    no_headings,
    insert_rows_and_columns,
    sort_rows,
    blank_rows_between,
    copy_sheet,
    drop_meta,
)
