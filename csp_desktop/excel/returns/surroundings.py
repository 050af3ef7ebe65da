"""What stands on a returned workbook beside the answers: the signature, words added, notes left."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from csp_desktop.excel.opening.grid import column_letters
from csp_desktop.excel.opening.read_cells import ReadCell, SheetRead
from csp_desktop.excel.returns.answers import shown
from csp_desktop.excel.returns.columns import plain
from csp_desktop.excel.returns.writer import SIGNED_CODE, STILL_TO_FILL, THANKS, start_texts
from csp_desktop.registers.fields import is_blank
from csp_desktop.registers.issued_form import IssuedForm
from csp_desktop.registers.return_form import CORRECTION_NOTE, SIGN_OFF

RemarkKind = Literal["ignored", "ask", "rejected"]


@dataclass
class Remark:
    """Something on a sheet that is no answer: a locked cell changed, a column of the partner's own."""

    kind: RemarkKind
    sheet: str
    address: str
    message: str
    returned: str = ""
    issued: str = ""
    ref: str = ""
    column: str = ""


def signature(sheet: SheetRead) -> dict[str, tuple[str, ReadCell]] | None:
    """What was signed on the first sheet; None where this is another sheet."""
    labels = {plain(label): key for key, label in SIGN_OFF.items()}
    found: dict[str, tuple[str, ReadCell]] = {}
    ours = False
    for row, cells in sheet.rows.items():
        for column, cell in sorted(cells.items()):
            label = plain(cell.value) if cell.kind == "text" else ""
            ours = ours or label in (plain(SIGNED_CODE), plain(SIGN_OFF["completed_by"]))
            after = min((other for other in cells if other > column), default=None)
            if label in labels and after is not None and not is_blank(cells[after].value):
                found.setdefault(
                    labels[label], (f"{sheet.title}\0{column_letters(after)}{row}", cells[after])
                )
    return found if ours else None


def on_first_sheet(sheet: SheetRead, form: IssuedForm, signed: Collection[str]) -> Iterator[Remark]:
    """What the first sheet says that it did not say when it went out."""
    sent = start_texts(form)
    labels = {plain(label): text for label, text in sent.items()}
    known = {plain(text) for text in [*sent, *sent.values(), *SIGN_OFF.values()]}
    for row, cells in sorted(sheet.rows.items()):
        for column, cell in sorted(cells.items()):
            address = f"{column_letters(column)}{row}"
            before = cells.get(column - 1)
            label = plain(before.value) if before is not None else ""
            if (
                is_blank(cell.value)
                or f"{sheet.title}\0{address}" in signed
                or plain(shown(cell)) in known
                or label in (plain(STILL_TO_FILL), plain(SIGNED_CODE))
                or (label == plain("What to do") and str(cell.value).startswith(THANKS))
            ):
                continue
            if label in labels:
                said = f"“{before.value if before else label}” is not the partner's to change; it stays as it is."
                yield Remark("ignored", sheet.title, address, said, shown(cell), labels[label])
            else:
                said = "This was added to the first sheet; where does it belong?"
                yield Remark("ask", sheet.title, address, said, shown(cell))


def on_foreign_sheet(sheet: SheetRead) -> Iterator[Remark]:
    """Every filled cell of a sheet that is none of ours."""
    for row, cells in sorted(sheet.rows.items()):
        for column, cell in sorted(cells.items()):
            if not is_blank(cell.value):
                yield Remark(
                    "ignored",
                    sheet.title,
                    f"{column_letters(column)}{row}",
                    f"The sheet “{sheet.title}” was not part of the form.",
                    shown(cell),
                )


def notes_on(sheet: SheetRead, answered: Collection[str]) -> Iterator[Remark]:
    """The notes on a sheet's cells but those told with their answers."""
    for position in sorted(sheet.comments or ()):
        address = f"{column_letters(position[1])}{position[0]}"
        if address not in answered and (note := note_at(sheet, position)):
            yield Remark("ignored", sheet.title, address, f"A note was left here: “{note}”", note)


def note_at(sheet: SheetRead, position: tuple[int, int]) -> str:
    note = sheet.comments.get(position, "") if sheet.comments else ""
    return "" if note.startswith(CORRECTION_NOTE) else note
