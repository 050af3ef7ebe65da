"""Tables of several sheets of a form that somebody put on one sheet, each read as the sheet it was sent as."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from csp_desktop.excel.opening.read_cells import ReadCell, SheetRead
from csp_desktop.excel.returns.to_do import says_to_do
from csp_desktop.excel.returns.writer import sheet_title
from csp_desktop.registers.as_written.wordings import plain
from csp_desktop.registers.issued_form import IssuedForm
from csp_desktop.registers.row_codes import looks_like_row_code, read_row_code, row_code_holds

# So many of its headings tell a row of headings from any other.
_HEADINGS = 4
# What is kept of the cells of a sheet, each with the row it stands in.
_PLACED = ("merged", "shapes", "embedded")
_MARKED = ("struck", "formulas", "pounds")
_SAID = ("comments", "fills", "part_struck", "part_hidden", "links", "shown_texts")


def tables_on(sheet: SheetRead, form: IssuedForm) -> list[SheetRead]:
    """A sheet by the tables on it, each with the rows of one sheet of the form; alone where there are no two.

    Each has its own row of headings, or nobody knows what its columns are.
    """
    headed = _headed(sheet, form)
    if len(set(headed.values())) < 2:
        return [sheet]
    coded = {row: code for row, cells in sheet.rows.items() if (code := _sent_as(cells, form))}
    by_row = _by_row(sheet, headed, coded, form)
    if len({by_row[row] for row in coded}) < 2:
        return [sheet]
    keys = dict.fromkeys(by_row[row] for row in sorted(sheet.rows))
    return [_rows_of(sheet, by_row, key) for key in keys]


def _by_row(
    sheet: SheetRead, headed: Mapping[int, str], coded: Mapping[int, str], form: IssuedForm
) -> dict[int, str]:
    """By row, the key of the sheet of the form whose table it stands in: its own, else that of the row above it."""
    known = set(headed.values())
    by_row: dict[int, str] = {}
    key = headed[min(headed)]
    for row, cells in sorted(sheet.rows.items()):
        own = headed.get(row) or _titled(cells, form) or coded.get(row)
        if own in known:
            key = own
        by_row[row] = key
    return by_row


def _sent_as(cells: Mapping[int, ReadCell], form: IssuedForm) -> str | None:
    """The key of the sheet a row was sent on, by its code."""
    by_prefix = {issued.form.prefix: issued.key for issued in form.sheets if issued.form.prefix}
    for cell in cells.values():
        if cell.kind == "text" and looks_like_row_code(cell.value):
            code = read_row_code(cell.value)
            if row_code_holds(form.return_code, code):
                return by_prefix.get(code[0])
    return None


def _headed(sheet: SheetRead, form: IssuedForm) -> dict[int, str]:
    """By row of headings, the key of the sheet that has them, most of them and no other as many."""
    headings = {issued.key: set(map(plain, issued.headers)) for issued in form.sheets}
    headed: dict[int, str] = {}
    for row, cells in sheet.rows.items():
        said = {plain(cell.value) for cell in cells.values() if cell.kind == "text"}
        counts = {key: len(said & headings[key]) for key in headings}
        most = max(counts.values(), default=0)
        named = [key for key, count in counts.items() if count == most]
        if most >= _HEADINGS and len(named) == 1 and 2 * most > len(cells):
            headed[row] = named[0]
    return headed


def _titled(cells: Mapping[int, ReadCell], form: IssuedForm) -> str | None:
    """The key of the sheet over whose table a row stands: its title, or the sentence of what is still to do."""
    words = [str(cell.value) for cell in cells.values()]
    for sheet in form.sheets:
        if any(
            plain(said) == plain(sheet_title(form, sheet)) or says_to_do(said, form, sheet) for said in words
        ):
            return sheet.key
    return None


def _rows_of(sheet: SheetRead, by_row: Mapping[int, str], key: str) -> SheetRead:
    """A sheet with nothing but what stands in the rows of one table, and below them before the next."""
    rows = sorted(by_row)

    def own(row: int) -> bool:
        return by_row[rows[max(bisect_right(rows, row) - 1, 0)]] == key

    parted: dict[str, Any] = {
        "rows": {row: cells for row, cells in sheet.rows.items() if by_row[row] == key},
        **{name: tuple(at for at in getattr(sheet, name) if own(at[0])) for name in _PLACED},
        **{name: frozenset(place for place in getattr(sheet, name) if own(place[0])) for name in _MARKED},
        **{
            name: {place: said for place, said in getattr(sheet, name).items() if own(place[0])}
            for name in _SAID
        },
    }
    return replace(sheet, **parted)
