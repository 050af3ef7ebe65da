"""Registers as clean worksheets, and such worksheets read back: records are known again by their id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from csp_desktop.errors import InvalidValue
from csp_desktop.excel.foreign.reading import (
    COLUMN_HEADING,
    Draft,
    Reading,
    RecordNamed,
    RecordsNamed,
    only_one,
)
from csp_desktop.excel.opening.grid import Grid, Unreadable, cell_text
from csp_desktop.excel.writing.saving import workbook_bytes
from csp_desktop.excel.writing.styles import ACCENT, DATE_FORMAT, FACE, INK, MONEY_FORMAT
from csp_desktop.excel.writing.text_cells import write_text
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import BY_NAME, REGISTERS, register_named
from csp_desktop.registers.fields import (
    Content,
    Date,
    Field,
    Links,
    Money,
    Number,
    Reference,
    Text,
    Value,
    Values,
    WholeNumber,
)
from csp_desktop.registers.register import Register
from csp_desktop.registers.return_form import CLEAR

NAME = "csp-sheet"
_MARK = "CSP Desktop registers"
_KEY = "_registers"
_ID = "Record id"
_WIDE = {"narrative": 48, "text": 24, "date": 13, "money": 13, "number": 11, "links": 28, "reference": 28}

Labels = Mapping[str, Mapping[str, str]]
"""What records are called where others refer to them: by register, then id; no two alike in a register."""


@dataclass(frozen=True)
class RegisterRows:
    """A register and the records of it that go onto its sheet."""

    register: Register
    records: Sequence[Values]


def exported_fields(register: Register) -> dict[str, Field]:
    """The fields a register's sheet has a column for, by heading: all but kept files."""
    fields = [field for field in register.fields if not isinstance(field, Content)]
    labels = [field.label for field in fields]
    return {
        field.label if labels.count(field.label) == 1 else f"{field.label} ({field.name})": field
        for field in fields
    }


def write_registers(rows: Sequence[RegisterRows], labels: Labels) -> bytes:
    """A workbook with one sheet for each register: header, a record in each row, its id in a hidden column."""
    book = Workbook()
    key = book.active
    assert isinstance(key, Worksheet)
    key.title = _KEY
    key.sheet_state = "hidden"
    lines: list[tuple[str, ...]] = [(_MARK,)]
    used: set[str] = set()
    for part in rows:
        sheet = book.create_sheet(part.register.plural[:31])
        lines.append(("sheet", sheet.title, part.register.name))
        _write_rows(sheet, part, labels)
        used |= {field.to for field in part.register.fields if isinstance(field, Reference | Links)}
    for name in sorted(used):
        for record, label in labels.get(name, {}).items():
            lines.append(("name", name, record, label))
    for row, line in enumerate(lines, 1):
        for column, text in enumerate(line, 1):
            write_text(key.cell(row, column), text)
    book.move_sheet(key, len(book.sheetnames))
    book.active = 0
    return workbook_bytes(book)


def _write_rows(sheet: Worksheet, part: RegisterRows, labels: Labels) -> None:
    fields = exported_fields(part.register)
    bold = Font(name=FACE, size=10, bold=True, color=ACCENT)
    plain = Font(name=FACE, size=10, color=INK)
    top = Alignment(vertical="top", wrap_text=True)
    for column, heading in enumerate((_ID, *fields), 1):
        cell = sheet.cell(1, column)
        write_text(cell, heading)
        cell.font = bold
    for row, record in enumerate(part.records, 2):
        write_text(sheet.cell(row, 1), record["id"])
        for column, field in enumerate(fields.values(), 2):
            value, number_format = _cell(field, record[field.name], labels)
            if value is None:
                continue
            cell = sheet.cell(row, column)
            if isinstance(value, str):
                write_text(cell, value)
            else:
                cell.value = value
            if number_format:
                cell.number_format = number_format
            cell.font, cell.alignment = plain, top
    sheet.column_dimensions["A"].hidden = True
    for column, field in enumerate(fields.values(), 2):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDE.get(field.kind, 16)
    sheet.freeze_panes = "B2"
    last = get_column_letter(len(fields) + 1)
    sheet.auto_filter.ref = f"A1:{last}{max(len(part.records) + 1, 2)}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _cell(field: Field, value: Value, labels: Labels) -> tuple[object, str]:
    """A value as a cell holds it, and its number format."""
    if value is None or value == ():
        return None, ""
    if isinstance(field, Links):
        return "; ".join(labels.get(field.to, {}).get(record, record) for record in value), ""
    if isinstance(field, Reference):
        return labels.get(field.to, {}).get(value, value), ""
    if isinstance(field, Money):
        return value / 100, MONEY_FORMAT
    if isinstance(field, Date):
        return date.fromisoformat(value), DATE_FORMAT
    if isinstance(field, Number | WholeNumber):
        return value, ""
    return field.format(value) if field.kind not in ("text", "narrative") else value, ""


# Reading back


def recognises(grids: list[Grid]) -> bool:
    """Is this a workbook this program wrote its registers into?"""
    return any(_is_key(grid) for grid in grids)


def _is_key(grid: Grid) -> bool:
    return grid.text(1, 1) == _MARK and not grid.visible


def read(grids: list[Grid], reading: Reading, year: FinancialYear | None = None) -> None:
    """Every record on the sheets, known by its id; a blank changes nothing, [clear] empties a field."""
    key = next(grid for grid in grids if _is_key(grid))
    ids: dict[str, dict[str, str]] = {}
    registers: dict[str, Register] = {}
    for row in key.rows:
        for column in key.columns_by_row[row]:
            reading.cells.ignored(key.place(row, column), "Kept by the program to know its records again.")
        kind, first, second = (key.text(row, column) for column in (1, 2, 3))
        if kind == "sheet" and second in BY_NAME:
            registers[first] = register_named(second)
        elif kind == "name":
            ids.setdefault(first, {})[key.text(row, 4)] = second
    order = {register.name: at for at, register in enumerate(REGISTERS)}
    known = [grid for grid in grids if grid.name in registers]
    for grid in sorted(known, key=lambda sheet: order[registers[sheet.name].name]):
        reading.tables += 1
        _read_sheet(grid, registers[grid.name], ids, reading)
    reading.drafts.sort(key=lambda draft: (order[draft.register], _depth(draft)))


def _depth(draft: Draft) -> int:
    """Priorities before the objectives and actions under them."""
    return ("priority", "objective", "action").index(draft.values.get("level", "priority"))


def _read_sheet(
    grid: Grid, register: Register, ids: Mapping[str, Mapping[str, str]], reading: Reading
) -> None:
    cells = reading.cells
    headings = grid.row_texts(1)
    by_label = exported_fields(register)
    for column in headings:
        cells.ignored(grid.place(1, column), COLUMN_HEADING)
    fields = {column: by_label[text] for column, text in headings.items() if text in by_label}
    id_column = next((column for column, text in headings.items() if text == _ID), 0)
    for row in grid.rows[1:]:
        values: Values = {}
        places = {}
        for column in grid.columns_by_row[row]:
            place, raw = grid.place(row, column), grid.values[row, column]
            if column == id_column:
                cells.ignored(place, "The record's id.")
                continue
            field = fields.get(column)
            if field is None:
                cells.asked(place, f"“{headings.get(column, '')}” is no column of {register.plural.lower()}.")
                continue
            if isinstance(raw, Unreadable):
                continue
            if field.name in places:
                cells.asked(place, only_one(field))
                continue
            places[field.name] = place
            text = cell_text(raw)
            try:
                if text == CLEAR:
                    values[field.name] = () if isinstance(field, Links) else None
                elif isinstance(field, Reference):
                    values[field.name] = RecordNamed(text, ids.get(field.to, {}).get(text, ""), place)
                elif isinstance(field, Links):
                    named = tuple(
                        (part.strip(), ids.get(field.to, {}).get(part.strip(), ""))
                        for part in text.split(";")
                    )
                    values[field.name] = RecordsNamed(named, place)
                else:
                    # A date in a column of words is kept as it is seen.
                    as_seen = isinstance(field, Text) or not isinstance(raw, int | float | bool | date)
                    values[field.name] = field.parse(text if as_seen else raw)
            except InvalidValue as problem:
                cells.asked(place, problem.sentence)
                continue
            cells.taken(place, register.name, field.name)
        record_id = grid.text(row, id_column) if id_column else ""
        draft = reading.add(
            register.name,
            {},
            known_by=_known_by(register, values),
            places=places,
            record_id=record_id or None,
        )
        # Emptied fields stay among the values, which otherwise hold only what is said.
        draft.values = values


def _known_by(register: Register, values: Values) -> tuple[tuple[str, ...], ...]:
    unique = tuple(fields for fields in register.unique if all(values.get(name) for name in fields))
    return (
        (*unique, ("ref",), (register.title,)) if "ref" in register.by_name else (*unique, (register.title,))
    )
