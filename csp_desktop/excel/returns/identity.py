"""Which return a workbook is: by the code written in it five times, else by its row codes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from csp_desktop.excel.opening.grid import column_letters
from csp_desktop.excel.opening.read_cells import SheetRead, WorkbookRead
from csp_desktop.excel.returns.writer import ISSUE_NAME, META, NAME, SIGNED_CODE
from csp_desktop.registers.as_written.wordings import plain
from csp_desktop.registers.row_codes import looks_like_row_code, read_return_code, read_row_code

_LOOKS_LIKE_RETURN = re.compile(r"\s*RET[-\u2010-\u2015]\w{4}[-\u2010-\u2015]?\w{4}\s*", re.IGNORECASE)

# What Apple Numbers writes on a sheet of its own, letters and digits only.
_EXPORTED = plain(
    "This document was exported from Numbers. Each table was converted to an Excel worksheet. All other objects on each "
    "Numbers sheet were placed on separate worksheets. Please be aware that formula calculations may differ in Excel."
)
_EXPORT_HEADS = [plain(head) for head in ("Numbers Sheet Name", "Numbers Table Name", "Excel Worksheet Name")]


@dataclass
class FoundCode:
    """The return codes a workbook names, in the order they are believed, and its issue."""

    places: list[tuple[str, str]] = field(default_factory=list)
    issue: int | None = None

    @property
    def code(self) -> str | None:
        """The one code all places agree on; None where there is none or they do not."""
        codes = {code for _, code in self.places}
        return codes.pop() if len(codes) == 1 else None

    @property
    def disagreement(self) -> str:
        """What the places say where they do not agree; "" where they do."""
        if len({code for _, code in self.places}) < 2:
            return ""
        return ", ".join(f"{code} in {place}" for place, code in self.places)


def is_hidden_sheet(sheet: SheetRead) -> bool:
    """Whether it is the sheet that names the return, by its name or, saved as text, by what it names."""
    named = {cells[1].value for cells in sheet.rows.values() if 1 in cells}
    return sheet.title.casefold() == META or named >= {"return_code", "issue", "quarter"}


def lists_exported_sheets(sheet: SheetRead, titles: Collection[str]) -> bool:
    """Whether it is the sheet Apple Numbers adds to a workbook: the names of its sheets and tables, and nothing else."""
    heading = (cells for cells in sheet.rows.values() if len(cells) == len(_EXPORT_HEADS))
    if not any([plain(cell.value) for cell in cells.values()] == _EXPORT_HEADS for cells in heading):
        return False
    rows = [{at: plain(cell.value) for at, cell in cells.items()} for _, cells in sorted(sheet.rows.items())]
    heads = next(at for at, row in enumerate(rows) if list(row.values()) == _EXPORT_HEADS)
    if sheet.comments or sheet.shapes or sheet.embedded:
        return False
    columns = list(rows[heads])
    known = {plain(title) for title in titles}

    def named(words: str) -> bool:
        return any(title.startswith(words) for title in known)

    return [word for row in rows[:heads] for word in row.values()] == [_EXPORTED] and all(
        (list(row) == columns[:1] or list(row) == columns[1:]) and named(list(row.values())[-1])
        for row in rows[heads + 1 :]
    )


def find_code(book: WorkbookRead) -> FoundCode:
    """Where a workbook names its return: visible cell, _meta, defined name, property, identifier."""
    code = FoundCode()
    meta: list[tuple[str, str]] = []
    for sheet in book.sheets:
        hidden = is_hidden_sheet(sheet)
        for row, cells in sheet.rows.items():
            for column, cell in cells.items():
                if cell.kind != "text" or not _LOOKS_LIKE_RETURN.fullmatch(cell.value):
                    continue
                label = cells.get(column - 1)
                labelled = label is not None and plain(label.value) in (plain(SIGNED_CODE), "returncode")
                if hidden or labelled:
                    place = f"{sheet.title or 'the sheet'} {column_letters(column)}{row}"
                    (meta if hidden else code.places).append((place, _code(cell.value)))
        if hidden:
            code.issue = _meta_issue(sheet)
    code.places += meta
    for place, text in (
        ("the workbook's defined name", book.names.get(NAME, "").strip("=").strip('"')),
        ("its properties", book.properties.get(NAME, "")),
        ("its identifier", book.identifier),
    ):
        if _LOOKS_LIKE_RETURN.fullmatch(text):
            code.places.append((place, _code(text)))
    if code.issue is None and book.properties.get(ISSUE_NAME, "").isdigit():
        code.issue = int(book.properties[ISSUE_NAME])
    return code


def _code(text: str) -> str:
    return read_return_code(text) or text.strip().upper()


def _meta_issue(sheet: SheetRead) -> int | None:
    for cells in sheet.rows.values():
        if 1 in cells and cells[1].value == "issue" and 2 in cells and str(cells[2].value).isdigit():
            return int(cells[2].value)
    return None


def row_codes_in(sheets: Iterable[SheetRead]) -> list[str]:
    """The row codes on the sheets of a workbook, for finding the return they were sent with."""
    return [
        read_row_code(cell.value)
        for sheet in sheets
        for cells in sheet.rows.values()
        for cell in cells.values()
        if cell.kind == "text" and looks_like_row_code(cell.value)
    ]


def texts_in(sheets: Iterable[SheetRead]) -> set[str]:
    """All longer texts on the sheets of a workbook, for telling apart forms whose codes agree."""
    return {
        plain(cell.value)
        for sheet in sheets
        for cells in sheet.rows.values()
        for cell in cells.values()
        if cell.kind == "text" and len(cell.value) > 3
    }
