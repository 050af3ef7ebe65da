"""What is left of a returned sheet when its answers are known: every other word, with where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from csp_desktop.excel.opening.read_cells import ReadCell, SheetRead
from csp_desktop.excel.opening.xlsx.shapes import BOXES
from csp_desktop.excel.returns.cells.quoted_cells import shown_text
from csp_desktop.excel.returns.columns import CODE, RECORD, FoundColumns, keys_in_order
from csp_desktop.excel.returns.surroundings import Outside, Remark, address_of, placed_on
from csp_desktop.excel.returns.to_do import says_to_do
from csp_desktop.excel.returns.writer import SIGNED_CODE, sheet_title
from csp_desktop.registers.as_written.amounts import parse_number
from csp_desktop.registers.as_written.wordings import plain, unescape
from csp_desktop.registers.fields import is_blank
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow, IssuedSheet
from csp_desktop.registers.register import looks_like_id
from csp_desktop.registers.return_form import ContextColumn, InputColumn
from csp_desktop.registers.row_codes import looks_like_row_code

Place = Literal["known", "unknown", "proposed", "elsewhere"]
"""What a row is: one that was sent, one that was not, one that is new, or none of the table's."""

_PLACEHOLDERS = ("Chart Title", "Axis Title")


class Leftovers:
    """Goes over one sheet. `held` says that its rows may be paired wrongly."""

    def __init__(
        self, sheet: SheetRead, issued: IssuedSheet, form: IssuedForm, columns: FoundColumns, *, held: bool
    ) -> None:
        self._sheet = sheet
        self._issued = issued
        self._form = form
        self._columns = columns
        self._held = held
        self._key_of = {place: key for key, place in columns.places.items()}
        self._headers = dict(zip(keys_in_order(issued), issued.headers, strict=True))
        self._inputs = {column.key for column in issued.form.inputs}
        self._around = {plain(sheet_title(form, issued)), plain(SIGNED_CODE), plain(form.return_code)}
        self._sent: dict[str, set[str]] = defaultdict(set)
        self._figures: dict[str, set[float]] = defaultdict(set)
        for row in issued.rows:
            for key, value in row.context.items():
                self._sent[key].add(plain(str(value or "")))
                if (number := parse_number(value)) is not None:
                    self._figures[key].add(number)

    def in_headings(self, but: Collection[str] = ()) -> Iterator[Remark]:
        """Headings that read differently, and those of columns that were added; `but` not those of the columns named."""
        number = self._columns.header_row
        for column, words in self._columns.headings.items():
            key = self._key_of.get(column)
            if is_blank(words) or key in but or (key is not None and plain(words) in self._said_for(key)):
                continue
            if key is None:
                said = "This heads a column that was not on the form"
            else:
                said = f"This was written over the heading “{self._headers[key]}”"
            yield self._remark("heading", number, column, said, words, key or "", None)

    def in_row(self, number: int, place: Place, issued: IssuedRow | None) -> Iterator[Remark]:
        """The words of a row that are neither answers nor what was sent."""
        crossed_out = False
        beside: tuple[str, ...] = ()
        if place == "elsewhere":
            cells = self._sheet.rows[number]
            beside = tuple(shown_text(cells[at]) for at in sorted(cells) if not is_blank(cells[at].value))
        for column, cell in sorted(self._sheet.rows[number].items()):
            if is_blank(cell.value):
                continue
            key = self._key_of.get(column)
            kind, said = self._fate(cell, key, place, issued)
            if place == "elsewhere" and self._tells_what_to_do(number, cell):
                said = ""
            if said:
                heading = self._columns.headings.get(column, "")
                if kind == "column":
                    name = f"the column “{heading}”" if heading else "a column without a heading"
                    said = f"This was written in {name}, which was not on the form"
                sent = issued.context.get(key) if issued and key else None
                remark = self._remark(kind, number, column, said, shown_text(cell), key or "", issued)
                remark.issued = "" if sent is None else str(sent)
                remark.heading, remark.beside = heading if key is None else "", beside
                yield remark
            elif place == "known" and key not in self._inputs and (number, column) in self._sheet.struck:
                crossed_out = True
        if crossed_out:
            said = "What was asked about is crossed out here"
            title = self._columns.places.get("title", 1)
            words = issued.title if issued else ""
            yield self._remark("struck", number, title, said, words, "title", issued)

    def over_cells(self, rows: Mapping[int, IssuedRow | None]) -> Iterator[Remark]:
        """The notes on the sheet's cells, the text boxes and documents over them and the addresses behind them."""
        titles = {plain(row.title) for row in self._issued.rows}
        known = {*map(plain, self._issued.headers), *titles, *self._around, *map(plain, _PLACEHOLDERS)}
        for (number, column), remark in placed_on(self._sheet):
            if (
                remark.outside == "shape"
                and remark.returned[:1] not in BOXES
                and plain(remark.returned) in known
            ):
                continue  # as the title of a chart does, it says what the form says
            remark.column = self._key_of.get(column, "")
            remark.row, remark.sheet_issued = rows.get(number), self._issued
            yield remark

    def _said_for(self, key: str) -> set[str]:
        """What a column may be headed, letters and digits only."""
        columns: list[InputColumn | ContextColumn] = [*self._issued.form.inputs, *self._issued.form.context]
        other = {CODE: ("Code", "Row"), RECORD: ("id",)} | {column.key: column.aliases for column in columns}
        return set(map(plain, (self._headers[key], *other[key])))

    def _fate(
        self, cell: ReadCell, key: str | None, place: Place, issued: IssuedRow | None
    ) -> tuple[Outside, str]:
        """Where the words of a cell stand and what is asked about them; nothing where they are accounted for."""
        if place == "elsewhere":
            ours = plain(cell.value) in self._around
            return (
                "stray",
                "" if ours else "This was written outside the rows that were sent",
            )
        if key is None:
            return "column", "This was not on the form"
        if key in self._inputs:
            return "column", ""
        name = self._headers[key]
        typed_over = f"“{name}” is not the partner's to change"
        if key == CODE:
            return "locked", "" if looks_like_row_code(cell.value) else typed_over
        if key == RECORD:
            own = issued is not None and str(cell.value).strip() == issued.record
            return "locked", "" if own or looks_like_id(str(cell.value).strip()) else typed_over
        if place == "proposed":
            return "locked", ""  # part of what is proposed
        if issued is not None and not self._held:
            return "locked", "" if reads_as_sent(issued.context.get(key), shown_text(cell)) else typed_over
        # Nobody knows which row it is: what was sent in this column with any says nothing.
        return "locked", "" if self._was_sent(key, shown_text(cell)) else typed_over

    def _was_sent(self, key: str, words: str) -> bool:
        return plain(words) in self._sent[key] or parse_number(words) in self._figures[key]

    def _tells_what_to_do(self, number: int, cell: ReadCell) -> bool:
        """Whether a cell holds our sentence over the table; programs that do not calculate leave no words of it, or a 0."""
        uncalculated = cell.kind == "no value" or (cell.kind == "number" and not cell.value)
        return (uncalculated and number < self._columns.header_row) or says_to_do(
            shown_text(cell), self._form, self._issued
        )

    def _remark(
        self,
        outside: Outside,
        number: int,
        column: int,
        said: str,
        words: str,
        key: str,
        row: IssuedRow | None,
    ) -> Remark:
        return Remark(
            outside,
            self._sheet.title,
            address_of(number, column),
            said,
            words,
            column=key,
            row=row,
            sheet_issued=self._issued,
        )


def reads_as_sent(sent: object, came: str) -> bool:
    """Whether a locked cell says what was sent, whatever programs did to it on its way."""
    if sent is None or sent == "":
        return is_blank(came)
    if sent == came or plain(unescape(str(sent))) == plain(unescape(came)):
        return True
    number = parse_number(sent)
    return number is not None and number == parse_number(came)
