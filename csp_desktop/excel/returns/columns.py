"""Finding a return's columns again after they were moved, retitled, inserted or deleted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from csp_desktop.excel.opening.read_cells import ReadCell, SheetRead
from csp_desktop.excel.returns.cells.quoted_cells import shown_text
from csp_desktop.registers.as_written.wordings import plain
from csp_desktop.registers.issued_form import IssuedRow, IssuedSheet
from csp_desktop.registers.return_form import RECORD_ID, ROW_CODE, ContextColumn, InputColumn
from csp_desktop.registers.row_codes import looks_like_row_code, read_row_code

Cells = Mapping[int, ReadCell]
# Keys of the two columns that name a row, beside those of the form.
CODE, RECORD = "row code", "record id"
_HEADER_WITHIN = 60
_SENTENCE = 12


@dataclass
class FoundColumns:
    """Which column of a sheet holds what: `places` by key, `header_row` 0 where there is none.

    `extra` are columns that hold something but were not on the form; `guessed` those known by their
    place or their content, not their heading.
    """

    header_row: int = 0
    places: dict[str, int] = field(default_factory=dict)
    extra: list[int] = field(default_factory=list)
    guessed: set[str] = field(default_factory=set)
    headings: dict[int, str] = field(default_factory=dict)


def find_columns(sheet: SheetRead, issued: IssuedSheet) -> FoundColumns:
    """Which column of a sheet is which of the issued ones."""
    columns = FoundColumns()
    columns.header_row = _header_row(sheet, issued)
    body = {row: cells for row, cells in sheet.rows.items() if row > columns.header_row}
    if columns.header_row:
        header = sheet.rows[columns.header_row]
        columns.headings = {column: shown_text(cell) for column, cell in sorted(header.items())}
        _by_heading(columns, issued)
    if issued.rows:
        _by_codes(columns, sheet, issued)
    used = sorted({column for cells in body.values() for column in cells} | columns.headings.keys())
    _by_place(columns, issued, body, used)
    _by_content(columns, issued, body, used)
    if not columns.header_row:
        _as_sent(columns, issued, body)
    _by_place(columns, issued, body, used)
    taken = set(columns.places.values())
    columns.extra = [column for column in used if column not in taken]
    return columns


def keys_in_order(issued: IssuedSheet) -> list[str]:
    """The keys of a sheet's columns in the order they went out."""
    form = issued.form
    return [CODE, RECORD, *(column.key for column in form.context), *(column.key for column in form.inputs)]


def _header_row(sheet: SheetRead, issued: IssuedSheet) -> int:
    """The row with most of the headings, at least two; 0 for none."""
    wanted = {plain(header) for header in issued.headers}
    best, most = 0, 1
    for row in sorted(sheet.rows)[:_HEADER_WITHIN]:
        texts = {plain(cell.value) for cell in sheet.rows[row].values() if cell.kind == "text"}
        count = len(texts & wanted) + (plain(ROW_CODE) in texts)
        if count > most:
            best, most = row, count
    return best


def _by_heading(columns: FoundColumns, issued: IssuedSheet) -> None:
    form = issued.form
    names = dict(zip(keys_in_order(issued), map(plain, issued.headers), strict=True))
    unmatched = {column: plain(text) for column, text in columns.headings.items()}

    stood = {key: place for place, key in enumerate(names, 1)}

    def match(key: str, wanted: set[str]) -> None:
        named = [column for column, text in unmatched.items() if text in wanted]
        if named and key not in columns.places:
            # Of two with one heading, one was typed over: not the one that stands where it was sent.
            column = stood[key] if stood[key] in named else named[0]
            columns.places[key] = column
            del unmatched[column]

    for key, name in names.items():
        match(key, {name})
    match(CODE, {plain("Code"), plain("Row")})
    match(RECORD, {plain(RECORD_ID), plain("id")})
    form_columns: list[InputColumn | ContextColumn] = [*form.inputs, *form.context]
    for column in form_columns:
        match(column.key, set(map(plain, column.aliases)))


def _by_codes(columns: FoundColumns, sheet: SheetRead, issued: IssuedSheet) -> None:
    """The columns of row codes and record ids, by what stands in them."""
    records = {row.record for row in issued.rows}
    codes: Counter[int] = Counter()
    ids: Counter[int] = Counter()
    for row, cells in sheet.rows.items():
        if row == columns.header_row:
            continue
        for column, cell in cells.items():
            if cell.kind == "text":
                codes[column] += looks_like_row_code(cell.value)
                ids[column] += cell.value in records
    for key, counted in ((CODE, codes), (RECORD, ids)):
        taken = {column for other, column in columns.places.items() if other != key}
        most = [(column, count) for column, count in counted.most_common() if count and column not in taken]
        # A heading may have been dragged elsewhere; codes speak for themselves.
        if most and counted[columns.places.get(key, 0)] == 0:
            columns.places[key] = most[0][0]


def _by_place(columns: FoundColumns, issued: IssuedSheet, body: Mapping[int, Cells], used: list[int]) -> None:
    """A retitled column: it stands where the form's own stood, between the same neighbours.

    Not where a locked one among them says something else than was sent: one of them was moved.
    """
    order = keys_in_order(issued)
    pairs = _rows_by_code(columns, issued, body)
    known = {column: key for key, column in columns.places.items()}
    # Runs of unknown columns between known ones, against the form's own between the same two.
    run: list[int] = []
    before = -1
    for column in [*used, 0]:
        if column and column not in known:
            run.append(column)
            continue
        after = order.index(known[column]) if column else len(order)
        missing = [key for key in order[before + 1 : after] if key not in columns.places]
        stands = before < after and run and len(run) == len(missing) and (before >= 0 or columns.header_row)
        if stands and all(_says_as_sent(key, place, pairs) for key, place in zip(missing, run, strict=True)):
            for key, place in zip(missing, run, strict=True):
                columns.places[key] = place
                columns.guessed.add(key)
        run, before = [], after


def _by_content(
    columns: FoundColumns, issued: IssuedSheet, body: Mapping[int, Cells], used: list[int]
) -> None:
    """A column moved and retitled: it still says what was sent in most of its rows."""
    pairs = _rows_by_code(columns, issued, body)
    keys = [key for key in keys_in_order(issued)[2:] if key not in columns.places]
    inputs = {column.key for column in issued.form.inputs}
    for key in keys:
        # A rating or date reads like that of another column: while answers are looked for, only sentences tell.
        telling = 2 if inputs <= columns.places.keys() else _SENTENCE
        said = [
            (plain(text), cells)
            for row, cells in pairs
            if (text := row.context.get(key) or row.inputs.get(key)) and len(plain(text)) > telling
        ]
        for column in used:
            if column in columns.places.values() or not said:
                continue
            same = sum(plain(cells[column].value) == text for text, cells in said if column in cells)
            if same * 2 > len(said):
                columns.places[key] = column
                columns.guessed.add(key)
                break


def _as_sent(columns: FoundColumns, issued: IssuedSheet, body: Mapping[int, Cells]) -> None:
    """Without headings: every column where it stood, if those known by what they say do, beside the codes."""
    order = keys_in_order(issued)
    code, record = columns.places.get(CODE, 0), columns.places.get(RECORD)
    shifts = {place - order.index(key) for key, place in columns.places.items() if key not in (CODE, RECORD)}
    ids_gone = shifts == {code - 1} and record is None
    ids_there = shifts == {code} and (record == code + 1 or all(code + 1 not in row for row in body.values()))
    if not code or not (ids_gone or ids_there):
        return
    (shift,) = shifts
    stood = {key: order.index(key) + shift for key in order[2:] if key not in columns.places}
    pairs = _rows_by_code(columns, issued, body)
    if all(_says_as_sent(key, place, pairs) for key, place in stood.items()):
        columns.places |= stood
        columns.guessed |= stood.keys()


def _rows_by_code(
    columns: FoundColumns, issued: IssuedSheet, body: Mapping[int, Cells]
) -> list[tuple[IssuedRow, Cells]]:
    """The rows that were sent, each with the cells it came back with; none where there is no column of codes."""
    by_code = {row.code: row for row in issued.rows}
    code_column = columns.places.get(CODE, 0)
    return [
        (by_code[code], cells)
        for cells in body.values()
        if code_column in cells and (code := read_row_code(cells[code_column].value)) in by_code
    ]


def _says_as_sent(key: str, place: int, pairs: list[tuple[IssuedRow, Cells]]) -> bool:
    """Whether a column may be the locked one of this key: it says what was sent in at least half of its rows."""
    told = [(plain(row.context[key] or ""), cells) for row, cells in pairs if key in row.context]
    filled = [(text, plain(shown_text(cells[place]))) for text, cells in told if place in cells]
    return sum(text == came for text, came in filled) * 2 >= len(filled)
