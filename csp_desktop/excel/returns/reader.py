"""Reading a returned workbook against the form that was issued: rows known again, nothing dropped.

Sheets, rows and columns are known by what stands in them, not by their names and places.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from csp_desktop.excel.opening.grid import column_letters
from csp_desktop.excel.opening.read_cells import ReadCell, SheetRead, WorkbookRead
from csp_desktop.excel.returns.answers import plain_text, shown
from csp_desktop.excel.returns.columns import CODE, RECORD, FoundColumns, find_columns, keys_in_order, plain
from csp_desktop.excel.returns.surroundings import (
    Remark,
    note_at,
    notes_on,
    on_first_sheet,
    on_foreign_sheet,
    signature,
)
from csp_desktop.excel.returns.writer import META, SIGNED_CODE, sheet_title
from csp_desktop.registers.fields import is_blank, parse_number
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow, IssuedSheet
from csp_desktop.registers.return_form import NEW_ITEMS, InputColumn
from csp_desktop.registers.row_codes import (
    looks_like_row_code,
    read_row_code,
    row_code_holds,
)


@dataclass
class ReturnedCell:
    """An input cell as it came back; `cell` is None where it is empty."""

    column: InputColumn
    address: str
    cell: ReadCell | None
    struck: bool = False
    comment: str = ""

    @property
    def raw(self) -> str:
        """What is seen in it."""
        return "" if self.cell is None else shown(self.cell)

    @property
    def blank(self) -> bool:
        return self.cell is None or (self.cell.kind == "text" and is_blank(self.cell.value))


@dataclass
class ReturnedRow:
    """A row that could be read, with the issued row it belongs to (None where it is not known)."""

    sheet: str
    number: int
    issued: IssuedRow | None
    cells: dict[str, ReturnedCell]
    address: str = ""
    code: str = ""
    title: str = ""
    context: dict[str, str] = field(default_factory=dict)
    fault: str = ""

    def answers(self) -> Iterator[ReturnedCell]:
        """Its input cells that hold something."""
        return (cell for cell in self.cells.values() if not cell.blank)


@dataclass
class ReturnedSheet:
    """One sheet as it came back: rows known again, rows that are not ours, rows that are new.

    `held` says why none of it may be taken; `by_title` that its rows were paired by their titles.
    """

    title: str
    issued: IssuedSheet
    rows: list[ReturnedRow] = field(default_factory=list)
    unknown: list[ReturnedRow] = field(default_factory=list)
    proposed: list[ReturnedRow] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    missing_columns: list[InputColumn] = field(default_factory=list)
    held: str = ""
    by_title: bool = False


@dataclass
class ReturnedForm:
    """A whole return as it came back."""

    sheets: list[ReturnedSheet]
    sign_off: dict[str, tuple[str, ReadCell]]
    remarks: list[Remark]

    def missing(self, form: IssuedForm) -> list[tuple[IssuedSheet, IssuedRow]]:
        """The issued rows that did not come back."""
        held = {sheet.issued.key for sheet in self.sheets if sheet.held}
        seen = {row.issued.code for sheet in self.sheets for row in sheet.rows if row.issued}
        return [(sheet, row) for sheet, row in form.rows() if row.code not in seen and sheet.key not in held]


def read_return(book: WorkbookRead, form: IssuedForm, by_title: Collection[str] = ()) -> ReturnedForm:
    """A workbook as the return it is; sheets named in `by_title` have their rows paired by title."""
    sheets: list[ReturnedSheet] = []
    sign_off: dict[str, tuple[str, ReadCell]] = {}
    remarks: list[Remark] = []
    for sheet in book.sheets:
        if sheet.title.casefold() == META or not sheet.rows:
            continue
        issued = _which(sheet, form)
        if issued is not None:
            sheets.append(_Sheet(sheet, issued, form, sheet.title in by_title).read())
            continue
        signed = signature(sheet)
        if signed is not None:
            for key, found in signed.items():
                sign_off.setdefault(key, found)
            remarks += on_first_sheet(sheet, form, {place for place, _ in signed.values()})
            remarks += notes_on(sheet, ())
        else:
            remarks += on_foreign_sheet(sheet)
            remarks += notes_on(sheet, ())
    return ReturnedForm(sheets, sign_off, remarks)


def _which(sheet: SheetRead, form: IssuedForm) -> IssuedSheet | None:
    """The issued sheet a sheet is: by its row codes, else its record ids, else its headings."""
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
    by_prefix = {issued.form.prefix: issued for issued in form.sheets if issued.form.prefix}
    for prefix, _ in prefixes.most_common():
        if prefix in by_prefix:
            return by_prefix[prefix]
    if ids:
        return by_key[ids.most_common(1)[0][0]]
    best = [(count, key) for key, count in headings.items() if count >= 3]
    return by_key[max(best)[1]] if best else None


class _Sheet:
    """Reads one sheet."""

    def __init__(self, sheet: SheetRead, issued: IssuedSheet, form: IssuedForm, by_title: bool) -> None:
        self._sheet = sheet
        self._issued = issued
        self._form = form
        self._columns: FoundColumns = find_columns(sheet, issued)
        self._by_code = {row.code: row for row in issued.rows}
        self._by_record = {row.record: row for row in issued.rows}
        self._titles: dict[str, list[IssuedRow]] = defaultdict(list)
        for row in issued.rows:
            self._titles[plain(row.title)].append(row)
        self._found = ReturnedSheet(sheet.title, issued, by_title=by_title)

    def read(self) -> ReturnedSheet:
        found, columns = self._found, self._columns
        found.missing_columns = [
            column
            for column in self._issued.form.inputs
            if column.key not in columns.places and self._issued.rows
        ]
        for number in sorted(self._sheet.rows):
            if number != columns.header_row:
                self._row(number)
        if found.held:
            # What was paired may be paired wrongly: nothing of it is certain.
            for row in found.rows:
                row.fault = found.held
        self._notes()
        return found

    def _row(self, number: int) -> None:
        cells = self._sheet.rows[number]
        row = self._returned(number, cells)
        self._place(row, cells)
        if number < self._columns.header_row:
            self._stray(row, cells)
        else:
            self._own_words(row, cells)

    def _place(self, row: ReturnedRow, cells: dict[int, ReadCell]) -> None:
        """Know the row again."""
        code, record = row.code, self._text(cells, RECORD)
        before_header = row.number < self._columns.header_row
        if self._issued.key == NEW_ITEMS:
            if not before_header and not code and any(row.answers()):
                self._found.proposed.append(row)
            elif code and any(row.answers()):
                self._refuse(row, f"“{code}” is no row code of this sheet")
            elif not before_header:
                self._stray(row, self._sheet.rows[row.number])
            return
        if self._found.by_title:
            self._pair_by_title(row, before_header)
            return
        if not code and not record:
            self._without_code(row, before_header)
            return
        above = before_header or not self._columns.header_row
        if (
            above
            and not looks_like_row_code(code)
            and record not in self._by_record
            and not any(row.answers())
        ):
            if not before_header:
                self._stray(row, cells)
            return  # the title, or something written above the table
        by_code, by_record = self._by_code.get(code), self._by_record.get(record)
        if code and by_code is None:
            self._refuse(row, self._why_unknown(code))
        elif by_code is None and by_record is None:
            self._refuse(row, "The row's code is gone and its record id is not one that was sent")
        elif by_code is not None and record and by_record is not by_code:
            self._hold(row, f"row code {code} stands beside another row's record id")
        else:
            row.issued = by_code or by_record
            self._accept(row)

    def _accept(self, row: ReturnedRow) -> None:
        issued = row.issued
        assert issued is not None
        own, title = plain(issued.title), plain(row.title)
        if title and title != own and title in self._titles and self._titles[title][0] is not issued:
            self._hold(row, f"“{issued.code}” stands beside the title of {self._titles[title][0].code}")
            return
        self._found.rows.append(row)
        self._locked(row)

    def _hold(self, row: ReturnedRow, why: str) -> None:
        if not self._found.held:
            self._found.held = (
                f"The sheet was sorted apart: in row {row.number}, {why}. Nothing on it is taken until its "
                "rows are paired again, by their titles or by the partner."
            )
        row.issued = None
        self._found.unknown.append(row)

    def _refuse(self, row: ReturnedRow, why: str) -> None:
        row.fault = f"{why}; the row is kept for you to look at and nothing of it was taken."
        self._found.unknown.append(row)

    def _why_unknown(self, code: str) -> str:
        if not looks_like_row_code(code):
            return f"“{code}” is not a row code"
        if row_code_holds(self._form.return_code, code):
            return f"No row {code} was sent with this return"
        return f"The check character of {code} is wrong: it was mistyped, or the row is from another return"

    def _without_code(self, row: ReturnedRow, before_header: bool) -> None:
        if before_header:
            return
        if not self._columns.header_row and not any(row.answers()):
            self._stray(row, self._sheet.rows[row.number])
            return
        filled = any(row.answers())
        if CODE not in self._columns.places and RECORD not in self._columns.places and filled:
            # The columns that name rows are gone altogether.
            self._hold(row, "there is neither a row code nor a record id")
        elif filled or row.title:
            self._found.proposed.append(row)
        else:
            self._stray(row, self._sheet.rows[row.number])

    def _pair_by_title(self, row: ReturnedRow, before_header: bool) -> None:
        titled = self._titles.get(plain(row.title), []) if row.title else []
        if len(titled) > 1:
            titled = [one for one in titled if plain(one.ref) == plain(row.context.get("ref", ""))]
        if len(titled) == 1:
            row.issued = titled[0]
            self._found.rows.append(row)
        elif not before_header and any(row.answers()):
            self._refuse(row, "No row that was sent has this title" if row.title else "The row has no title")

    def _returned(self, number: int, cells: dict[int, ReadCell]) -> ReturnedRow:
        places, sheet = self._columns.places, self._sheet
        answers = {}
        for column in self._issued.form.inputs:
            place = places.get(column.key)
            if place is None:
                continue
            position = (number, place)
            answers[column.key] = ReturnedCell(
                column,
                f"{column_letters(place)}{number}",
                cells.get(place),
                position in sheet.struck,
                note_at(sheet, position),
            )
        context = {
            column.key: shown(cells[places[column.key]])
            for column in self._issued.form.context
            if places.get(column.key) in cells
        }
        code = read_row_code(cells[places[CODE]].value) if places.get(CODE) in cells else ""
        address = f"{column_letters(places.get(CODE, 1))}{number}"
        title = plain_text(context.get("title", ""))
        return ReturnedRow(sheet.title, number, None, answers, address, code, title, context)

    def _text(self, cells: dict[int, ReadCell], key: str) -> str:
        place = self._columns.places.get(key)
        return str(cells[place].value).strip() if place in cells else ""

    def _locked(self, row: ReturnedRow) -> None:
        """Locked cells that no longer say what was sent, and words in columns of the partner's own."""
        issued = row.issued
        assert issued is not None
        headers = dict(zip(keys_in_order(self._issued), self._issued.headers, strict=True))
        for column in self._issued.form.context:
            place = self._columns.places.get(column.key)
            if place is None:
                continue
            sent, came = issued.context.get(column.key), row.context.get(column.key, "")
            if not _same(sent, came):
                self._found.remarks.append(
                    Remark(
                        "ignored",
                        row.sheet,
                        f"{column_letters(place)}{row.number}",
                        f"“{headers[column.key]}” is not the partner's to change; it stays as it is.",
                        came,
                        "" if sent is None else str(sent),
                        issued.ref,
                        column.key,
                    )
                )

    def _stray(self, row: ReturnedRow, cells: dict[int, ReadCell]) -> None:
        """What stands in a row that is none of the table's."""
        ours = {
            plain(sheet_title(self._form, self._issued)),
            plain(SIGNED_CODE),
            plain(self._form.return_code),
        }
        for place, cell in sorted(cells.items()):
            below = row.number > self._columns.header_row
            if is_blank(cell.value) or plain(cell.value) in ours or (below and place in self._columns.extra):
                continue
            self._found.remarks.append(
                Remark(
                    "ignored",
                    row.sheet,
                    f"{column_letters(place)}{row.number}",
                    "This stands outside the rows that were sent.",
                    shown(cell),
                )
            )

    def _own_words(self, row: ReturnedRow, cells: dict[int, ReadCell]) -> None:
        for place in self._columns.extra:
            if place in cells and not is_blank(cells[place].value):
                heading = self._columns.headings.get(place, "")
                name = f"the column “{heading}”" if heading else "a column without a heading"
                self._found.remarks.append(
                    Remark(
                        "ask",
                        row.sheet,
                        f"{column_letters(place)}{row.number}",
                        f"This stands in {name}, which was not on the form; where does it belong?",
                        shown(cells[place]),
                        "",
                        row.issued.ref if row.issued else "",
                    )
                )

    def _notes(self) -> None:
        """Notes left on cells that are no answers."""
        answered = {cell.address for row in self._found.rows for cell in row.cells.values() if cell.comment}
        self._found.remarks += notes_on(self._sheet, answered)


def _same(sent: object, came: str) -> bool:
    if sent is None or sent == "":
        return is_blank(came)
    if sent == came or plain(sent) == plain(came):
        return True
    number = parse_number(sent)
    return number is not None and number == parse_number(came)
