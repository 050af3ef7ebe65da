"""Reading a returned workbook against the form that was issued: which of its sheets is which, nothing dropped.

Sheets, rows and columns are known by what stands in them, not by their names and places.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from types import MappingProxyType

from csp_desktop.excel.opening.read_cells import ReadCell, SheetRead, WorkbookRead
from csp_desktop.excel.returns.identity import is_hidden_sheet, lists_exported_sheets
from csp_desktop.excel.returns.page_words import on_pages
from csp_desktop.excel.returns.returned_form import ReturnedForm, ReturnedSheet
from csp_desktop.excel.returns.sheet_reader import SheetReader
from csp_desktop.excel.returns.surroundings import (
    Remark,
    SignedCell,
    on_first_sheet,
    on_foreign_sheet,
    on_meta_sheet,
    over_cells,
    signature,
)
from csp_desktop.excel.returns.tables_together import tables_on
from csp_desktop.excel.returns.to_do import says_to_do
from csp_desktop.excel.returns.writer import sheet_title
from csp_desktop.registers.as_written.wordings import plain
from csp_desktop.registers.issued_form import IssuedForm, IssuedSheet
from csp_desktop.registers.return_form import NEW_ITEMS
from csp_desktop.registers.row_codes import looks_like_row_code, read_row_code

# As Excel, LibreOffice and Google show them.
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|ERROR!|SPILL!|CALC!|FIELD!)|Err:5\d\d")


def read_return(
    book: WorkbookRead,
    form: IssuedForm,
    by_title: Collection[str] = (),
    sent_with: Callable[[SheetRead], IssuedForm | None] = lambda sheet: None,
    slid: Mapping[str, bool] = MappingProxyType({}),
) -> ReturnedForm:
    """A workbook as the return it is; sheets named in `by_title` have their rows paired by title.

    `sent_with` gives the form of another return whose rows alone a sheet holds; `slid` says of sheets whose answers may
    stand in the rows of others whether they do.
    """
    sheets: list[ReturnedSheet] = []
    sign_off: dict[str, SignedCell] = {}
    remarks: list[Remark] = []
    whole = map(_with_errors, book.sheets) if book.kind in ("ods", "csv") else book.sheets
    for sheet in (table for one in whole for table in tables_on(one, form)):
        if lists_exported_sheets(sheet, {other.title for other in book.sheets}):
            continue
        if is_hidden_sheet(sheet):
            remarks += on_meta_sheet(sheet, form)
            remarks += over_cells(sheet)
            continue
        other = sent_with(sheet)
        issued = _which(sheet, other or form) if sheet.rows else None
        if issued is not None:
            if other is not None:
                read = SheetReader(sheet, issued, other, by_title=False).read()
                sheets.append(_sent_elsewhere(read, form))
                continue
            sheets.append(
                SheetReader(sheet, issued, form, sheet.title in by_title).read(slid.get(sheet.title))
            )
            continue
        signed = signature(sheet, form)
        if signed is not None:
            for key, place in signed.items():
                sign_off.setdefault(key, place)
            remarks += on_first_sheet(sheet, form, {place.address for place in signed.values()})
        else:
            remarks += on_foreign_sheet(sheet, form)
        remarks += over_cells(sheet)
    remarks += on_pages(book.sheets)
    return ReturnedForm(sheets, sign_off, remarks)


def _sent_elsewhere(sheet: ReturnedSheet, form: IssuedForm) -> ReturnedSheet:
    """A sheet of another return: none of its rows is known in this one, whose headings it may still have."""
    leave_out_headings(sheet, form)
    for row in sheet.rows:
        row.issued, row.fault = (
            None,
            f"Row {row.code} is from another return; the row is kept for you to look at.",
        )
    for remark in sheet.remarks:
        remark.row = remark.sheet_issued = None
    sheet.unknown = sorted([*sheet.rows, *sheet.unknown], key=lambda row: row.number)
    sheet.rows, sheet.missing_columns, sheet.held = [], [], ""
    return sheet


def leave_out_headings(sheet: ReturnedSheet, form: IssuedForm) -> None:
    """Leave out what `form` has around the rows of such a sheet: on that of another return it is no word of theirs."""
    for own in form.sheets:
        if own.key == sheet.issued.key:
            around = {plain(text) for text in (sheet_title(form, own), form.return_code, *own.headers)}
            sheet.remarks = [
                remark
                for remark in sheet.remarks
                if not (
                    remark.outside in ("heading", "stray")
                    and (plain(remark.returned) in around or says_to_do(remark.returned, form, own))
                )
            ]


def _with_errors(sheet: SheetRead) -> SheetRead:
    """The sheet as it was seen: some programs write an error cell as if its sign had been typed."""
    rows = {
        number: {
            column: ReadCell("error", cell.value)
            if cell.kind == "text" and _ERROR.fullmatch(cell.value.strip())
            else cell
            for column, cell in cells.items()
        }
        for number, cells in sheet.rows.items()
    }
    return replace(sheet, rows=rows)


def _which(sheet: SheetRead, form: IssuedForm) -> IssuedSheet | None:
    """The issued sheet a sheet is: by its row codes, else its record ids, else its headings.

    The sheet of new items has no codes of its own: those on it name what a new item is about.
    """
    by_key = {issued.key: issued for issued in form.sheets}
    prefixes: Counter[str] = Counter()
    ids: Counter[str] = Counter()
    records = {row.record: issued.key for issued in form.sheets for row in issued.rows}
    headings: Counter[str] = Counter()
    wanted = {issued.key: {plain(header) for header in issued.headers if header} for issued in form.sheets}
    for row, cells in sheet.rows.items():
        texts = set()
        for cell in cells.values():
            if cell.kind != "text":
                continue
            if looks_like_row_code(cell.value):
                prefixes[read_row_code(cell.value)[0]] += 1
            elif cell.value in records:
                ids[records[cell.value]] += 1
            elif row < 60:
                texts.add(plain(cell.value))
        for key, names in wanted.items():
            headings[key] = max(headings[key], len(texts & names))
    if NEW_ITEMS in by_key and headings[NEW_ITEMS] >= 3 and headings[NEW_ITEMS] == max(headings.values()):
        return by_key[NEW_ITEMS]
    by_prefix = {issued.form.prefix: issued for issued in form.sheets if issued.form.prefix}
    for prefix, _ in prefixes.most_common():
        if prefix in by_prefix:
            return by_prefix[prefix]
    if ids:
        return by_key[ids.most_common(1)[0][0]]
    best = [(count, key) for key, count in headings.items() if count >= 3]
    return by_key[max(best)[1]] if best else None
