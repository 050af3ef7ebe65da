"""What stands in a returned workbook beside the answers: words added, typed over, or left in notes and shapes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from csp_desktop.excel.opening.grid import cell_text, column_letters
from csp_desktop.excel.opening.read_cells import ReadCell, SheetRead
from csp_desktop.excel.returns.cells.answered_days import is_far
from csp_desktop.excel.returns.cells.quoted_cells import shown_text
from csp_desktop.excel.returns.writer import SIGNED_CODE, STILL_TO_FILL, THANKS, meta_facts, start_texts
from csp_desktop.registers.as_written.dates import parse_date
from csp_desktop.registers.as_written.wordings import plain
from csp_desktop.registers.fields import is_blank
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow, IssuedSheet
from csp_desktop.registers.return_form import CORRECTION_NOTE, SIGN_OFF
from csp_desktop.registers.row_codes import read_return_code

Outside = Literal[
    "note",
    "shape",
    "link",
    "column",
    "sheet",
    "stray",
    "locked",
    "heading",
    "struck",
    "embedded",
    "email",
    "page",
]

_TIME = re.compile(r",?\s+(?:at\s+)?\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]m)?$", re.IGNORECASE)
# When a return may be signed, from the end of its quarter.
_SIGNED_SINCE, _SIGNED_UNTIL = timedelta(-31), timedelta(180)

# What the formula that counts the empty cells shows, in whatever state it was saved; 0 where it was not calculated.
_COUNTED = re.compile(r"0|Nothing: thank you|Nothing that must be filled in\.|\d+ cells: .*", re.DOTALL)
# What Excel puts before a comment with replies, for programs that know only notes.
_THREADED = re.compile(r"\[Threaded comment\].*?\n\s*\n?Comment:\s*", re.DOTALL)
_REPLY = re.compile(r"\n\s*Reply:\s*")


@dataclass
class Remark:
    """Words outside the form: where they stand (`outside`, the address, and `message` as part of a sentence).

    `row` is the issued row they stand in and `sheet_issued` its sheet, where there is one; `column` the key
    of the column of the form; `heading` what heads the column of another; `beside` all words of their row, where it
    is none of the form's.
    """

    outside: Outside
    sheet: str
    address: str
    message: str
    returned: str
    issued: str = ""
    column: str = ""
    row: IssuedRow | None = None
    sheet_issued: IssuedSheet | None = None
    heading: str = ""
    beside: tuple[str, ...] = ()


def address_of(row: int, column: int) -> str:
    """ "C12"."""
    return f"{column_letters(column)}{row}"


def row_of(address: str) -> int:
    """12 of "C12"."""
    return int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


@dataclass(frozen=True)
class SignedCell:
    """A cell of the signature: where it stands, its words, and the day it says where that can be when it was signed."""

    sheet: str
    address: str
    words: str
    day: date | None


def signature(sheet: SheetRead, form: IssuedForm) -> dict[str, SignedCell] | None:
    """What was signed on the first sheet; None where this is another sheet."""
    labels = {plain(label): key for key, label in SIGN_OFF.items()}
    signed: dict[str, SignedCell] = {}
    ours = False
    for row, cells in sheet.rows.items():
        for column, cell in sorted(cells.items()):
            label = plain(cell.value) if cell.kind == "text" else ""
            ours = ours or label in (plain(SIGNED_CODE), plain(SIGN_OFF["completed_by"]))
            after = min((other for other in cells if other > column), default=None)
            if label in labels and after is not None and not is_blank(cells[after].value):
                signed.setdefault(
                    labels[label], _signed(sheet.title, address_of(row, after), cells[after], form)
                )
    return signed if ours else None


def _signed(sheet: str, address: str, cell: ReadCell, form: IssuedForm) -> SignedCell:
    if isinstance(cell.value, datetime):
        day: date | None = cell.value.date()
    else:
        day = cell.value if isinstance(cell.value, date) else _day_signed(shown_text(cell), form)
    if day is not None and is_far(day, form.period):  # a mere number in a cell that shows dates
        day = None
    return SignedCell(sheet, address, cell_text(shown_text(cell)), day)


def _day_signed(words: str, form: IssuedForm) -> date | None:
    """The day in words, of which the time is left out; one without a year is the one about when the return was due."""
    said = _TIME.sub("", words.strip())
    if day := parse_date(said):
        return day
    end, joint = form.period.end, next((sign for sign in "/.-" if sign in said), " ")
    days = (parse_date(f"{said}{joint}{year}") for year in (end.year, end.year + 1))
    return next((day for day in days if day and _SIGNED_SINCE <= day - end <= _SIGNED_UNTIL), None)


def on_first_sheet(sheet: SheetRead, form: IssuedForm, signed: Collection[str]) -> Iterator[Remark]:
    """What the first sheet says that it did not say when it went out."""
    sent = start_texts(form)
    labels = {plain(label): text for label, text in sent.items()}
    known = {plain(text) for text in [*sent, *sent.values(), *SIGN_OFF.values()]}
    for row, cells in sorted(sheet.rows.items()):
        for column, cell in sorted(cells.items()):
            address = address_of(row, column)
            before = cells.get(column - 1)
            label = plain(before.value) if before is not None else ""
            words = shown_text(cell)
            if (
                is_blank(cell.value)
                or address in signed
                or plain(words) in known
                or _filled_by_us(label, cell, form)
            ):
                continue
            if label in labels:
                said = f"“{before.value if before else label}” is not the partner's to change"
                yield Remark("locked", sheet.title, address, said, words, labels[label])
            else:
                said = "This was added to the first sheet"
                yield Remark("stray", sheet.title, address, said, words)


def _filled_by_us(label: str, cell: ReadCell, form: IssuedForm) -> bool:
    """Whether a cell of the first sheet says what only we write there, in one of its forms."""
    if label == plain(STILL_TO_FILL):
        # Where a sheet was renamed by a program that does not follow, the count shows an error.
        return cell.kind in ("no value", "error") or _COUNTED.fullmatch(shown_text(cell)) is not None
    if label == plain(SIGNED_CODE):
        return read_return_code(cell.value) == form.return_code
    if label == plain("What to do"):
        text = str(cell.value)
        return text.startswith(THANKS) and text.endswith("needs nothing more.")
    return False


def on_meta_sheet(sheet: SheetRead, form: IssuedForm) -> Iterator[Remark]:
    """What somebody wrote on the hidden sheet."""
    ours = {plain(text) for pair in meta_facts(form) for text in pair}
    ours |= {plain(word) for word in form.rag_words.values()}
    for row, cells in sorted(sheet.rows.items()):
        for column, cell in sorted(cells.items()):
            if not is_blank(cell.value) and plain(shown_text(cell)) not in ours:
                said = "This was written on the hidden sheet of the form"
                yield Remark("sheet", sheet.title, address_of(row, column), said, shown_text(cell))


def on_foreign_sheet(sheet: SheetRead, form: IssuedForm) -> Iterator[Remark]:
    """Every filled cell of a sheet that is none of ours, under the headings it has of ours."""
    said = f"The sheet “{sheet.title}” was not part of the form"
    ours = {
        plain(name)
        for issued in form.sheets
        for columns in (issued.form.context, issued.form.inputs)
        for column in columns
        for name in (column.header, *column.aliases)
    }
    headings: dict[int, str] = {}
    for row, cells in sorted(sheet.rows.items()):
        filled = {
            column: shown_text(cell) for column, cell in sorted(cells.items()) if not is_blank(cell.value)
        }
        heads = sum(plain(words) in ours for words in filled.values()) > 1
        if heads:
            headings = filled
        for column, words in filled.items():
            heading, beside = ("", ()) if heads else (headings.get(column, ""), tuple(filled.values()))
            yield Remark(
                "sheet", sheet.title, address_of(row, column), said, words, heading=heading, beside=beside
            )


def notes_on(sheet: SheetRead) -> Iterator[tuple[tuple[int, int], Remark]]:
    """The notes on a sheet's cells, with the row and column of each."""
    for position in sorted(sheet.comments or ()):
        note = note_at(sheet, position)
        if note:
            said = "This was left in a note and not in the cell"
            yield position, Remark("note", sheet.title, address_of(*position), said, note)


def shapes_on(sheet: SheetRead) -> Iterator[tuple[tuple[int, int], Remark]]:
    """The words in text boxes and shapes over a sheet's cells, with the row and column each begins at."""
    for row, column, words in sheet.shapes:
        said = "This is in a text box, chart or control over the cells and not in a cell"
        yield (row, column), Remark("shape", sheet.title, address_of(row, column), said, words)


def embedded_on(sheet: SheetRead) -> Iterator[tuple[tuple[int, int], Remark]]:
    """The documents and pictures laid over a sheet's cells, with the row and column each begins at."""
    for row, column, name in sheet.embedded:
        said = f"The {name} that lies over the cells cannot be read here: open the workbook to see it"
        yield (row, column), Remark("embedded", sheet.title, address_of(row, column), said, name)


def in_email(words: str) -> Remark:
    """What the email says that a workbook came in."""
    return Remark("email", "", "", "This was written in the email it came in", words)


def links_on(sheet: SheetRead) -> Iterator[tuple[tuple[int, int], Remark]]:
    """The addresses behind a sheet's cells that the cells do not show, with the row and column of each."""
    for (row, column), address in sorted(sheet.links.items()):
        cell = sheet.rows.get(row, {}).get(column)
        seen = plain(address.removeprefix("mailto:").partition("://")[2] or address.removeprefix("mailto:"))
        if address.strip() and (cell is None or seen not in plain(shown_text(cell))):
            said = "This address lies behind the words of the cell"
            yield (row, column), Remark("link", sheet.title, address_of(row, column), said, address.strip())


def over_cells(sheet: SheetRead) -> Iterator[Remark]:
    """The notes, text boxes, documents and addresses of a sheet that has no rows of the form."""
    for _, remark in placed_on(sheet):
        yield remark


def placed_on(sheet: SheetRead) -> Iterator[tuple[tuple[int, int], Remark]]:
    """The notes on a sheet's cells, the text boxes and documents over them and the addresses behind them."""
    yield from notes_on(sheet)
    yield from shapes_on(sheet)
    yield from embedded_on(sheet)
    yield from links_on(sheet)


def note_at(sheet: SheetRead, position: tuple[int, int]) -> str:
    """The words of the note on a cell; none where it is one of ours."""
    note = sheet.comments.get(position, "") if sheet.comments else ""
    if note.startswith("[Threaded comment]"):
        note = _REPLY.sub("\n", _THREADED.sub("", note, count=1)).strip()
    return "" if note.startswith(CORRECTION_NOTE) else note
