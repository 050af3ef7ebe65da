"""Writing a return workbook from an issued form: nothing is in it but what the form holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from csp_desktop.excel.writing.saving import workbook_bytes
from csp_desktop.excel.writing.styles import Styles, rag_look
from csp_desktop.excel.writing.text_cells import escape, in_footer, in_formula, write_text
from csp_desktop.registers.fields import Choice, Value, format_date
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow, IssuedSheet
from csp_desktop.registers.return_form import (
    CLEAR,
    CORRECTION_NOTE,
    SIGN_OFF,
    InputColumn,
    ReturnSheet,
    cell_text,
)

TITLE_ROW, HEADER_ROW, FIRST_ROW = 1, 3, 4
PROPOSAL_ROWS = 15
NAME = "csp_return_code"
ISSUE_NAME = "csp_issue"
META = "_meta"
START = "Start here"
SIGNED_CODE = "Return code"
STILL_TO_FILL = "Still to fill"
THANKS = "Thank you for your return."
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass
class Correction:
    """What goes back to a partner: what they wrote, what is at fault with it, and their new items.

    `answers` and `faults` are by (row code, column key); answers are raw, as they were written.
    """

    answers: Mapping[tuple[str, str], Any] = field(default_factory=dict)
    faults: Mapping[tuple[str, str], str] = field(default_factory=dict)
    proposals: list[Mapping[str, Any]] = field(default_factory=list)


def write_return(form: IssuedForm, correction: Correction | None = None) -> bytes:
    """The workbook of a form; with a correction, only its faulty cells can be filled in."""
    book = Workbook()
    start = book.active
    start.title = START
    styles = Styles(book)
    ranges: list[tuple[str, list[str]]] = []
    for sheet in form.sheets:
        worksheet = book.create_sheet(sheet.form.title)
        _Rows(worksheet, form, sheet, styles, correction).write()
        asked = _asked_ranges(sheet)
        if asked:
            ranges.append((sheet.form.title, asked))
    _start_here(start, form, styles, ranges, correction)
    _meta(book.create_sheet(META), form, styles)
    styles.done()
    book.defined_names[NAME] = DefinedName(NAME, attr_text=in_formula(form.return_code))
    book.custom_doc_props.append(StringProperty(name=NAME, value=form.return_code))
    book.custom_doc_props.append(StringProperty(name=ISSUE_NAME, value=str(form.issue)))
    properties = book.properties
    properties.identifier = form.return_code
    properties.creator = escape(form.partnership)
    properties.title = escape(f"Quarterly return {form.period.label} for {form.recipient_name}")
    return workbook_bytes(book)


def put(worksheet: Worksheet, row: int, column: int, value: Any, style: Any) -> Any:
    """Write one cell; text is text, whatever it starts with."""
    cell = worksheet.cell(row, column)
    cell._style = style
    if isinstance(value, str):
        write_text(cell, value)
    elif value is not None:
        cell.value = value
        cell._style = style  # a date would have changed its format
    return cell


def sheet_title(form: IssuedForm, sheet: IssuedSheet) -> str:
    """What stands in the first cell of a sheet of rows."""
    return f"{sheet.form.title} for {form.period.label} · {form.recipient_name}"


def start_texts(form: IssuedForm, correction: Correction | None = None) -> dict[str, str]:
    """What the first sheet says, in order, by label; the two headings stand under 1 and 2."""
    quarter = form.period
    when = f"{quarter.months} {quarter.calendar_year}"
    return {
        "1": f"Quarterly return: {quarter.label} ({when})",
        "2": f"{form.partnership} · for {form.recipient_name}",
        "Please send back by": _long_date(form.due_on),
        "To": form.contact,
        "What to do": _what_to_do(correction),
        STILL_TO_FILL: "",
        SIGNED_CODE: form.return_code,
    }


class _Rows:
    """Writes one sheet of rows."""

    def __init__(
        self,
        worksheet: Worksheet,
        form: IssuedForm,
        sheet: IssuedSheet,
        styles: Styles,
        correction: Correction | None,
    ) -> None:
        self._worksheet = worksheet
        self._issued = form
        self._sheet = sheet
        self._form: ReturnSheet = sheet.form
        self._styles = styles
        self._correction = correction
        self._first_input = 3 + len(self._form.context)
        self._state = "open" if correction is None else "closed"

    def write(self) -> None:
        worksheet, issued = self._worksheet, self._issued
        put(worksheet, TITLE_ROW, 1, sheet_title(issued, self._sheet), self._styles["title"])
        for column, header in enumerate(self._sheet.headers, 1):
            put(worksheet, HEADER_ROW, column, header, self._styles["header"])
        worksheet.row_dimensions[HEADER_ROW].height = 24
        last = self._proposals() if not self._form.prefix else self._rows()
        self._columns()
        self._checks(max(last, FIRST_ROW))
        _set_up(worksheet, issued, header_row=HEADER_ROW)
        # Headings and the row's name stay in view.
        first_free = (
            3 + [column.key for column in self._form.context].index("title") if self._form.context else 3
        )
        worksheet.freeze_panes = f"{get_column_letter(min(first_free, 4))}{FIRST_ROW}"

    def _rows(self) -> int:
        number = FIRST_ROW - 1
        for number, row in enumerate(self._sheet.rows, FIRST_ROW):
            self._row(number, row)
        return number

    def _row(self, number: int, row: IssuedRow) -> None:
        worksheet, styles = self._worksheet, self._styles
        put(worksheet, number, 1, row.code, styles["code"])
        put(worksheet, number, 2, row.record, styles["code"])
        lines = 2
        for column, context in enumerate(self._form.context, 3):
            value = row.context.get(context.key)
            if isinstance(value, str):
                look = "subject" if context.key == "title" else "context"
                value = cell_text(value)
                lines = max(lines, _lines(value, context.width))
            else:
                look = "figure"
            put(worksheet, number, column, value, styles[look])
        for column, found in enumerate(self._form.inputs, self._first_input):
            place = (row.code, found.key)
            if self._correction and place in self._correction.answers:
                value = self._correction.answers[place]
            else:
                value = self._shown(found, row.shown(found.key))
            if isinstance(value, str):
                lines = max(lines, _lines(value, found.width))
            fault = self._correction.faults.get(place) if self._correction else None
            state = "fault" if fault else self._state
            cell = put(worksheet, number, column, value, styles[f"{found.field.kind} {state}"])
            if fault:
                cell.comment = Comment(
                    escape(CORRECTION_NOTE + fault), escape(self._issued.partnership), width=320, height=120
                )
        worksheet.row_dimensions[number].height = min(409, max(40, 13 * lines + 6))

    def _shown(self, column: InputColumn, value: Value) -> Any:
        kind = column.field.kind
        if value is None or kind in ("narrative", "text", "whole number"):
            return value
        if kind == "date":
            return date.fromisoformat(value)
        if kind == "money":
            return value / 100
        if kind == "rag":
            return self._issued.rag_words[value]
        if kind == "number or TBC":
            return int(value) if isinstance(value, float) and value.is_integer() else value
        return column.field.format(value)

    def _proposals(self) -> int:
        last = FIRST_ROW + PROPOSAL_ROWS - 1
        given = list(self._correction.proposals) if self._correction else []
        for number in range(FIRST_ROW, last + 1):
            answers = given.pop(0) if given else {}
            for column in (1, 2):
                put(self._worksheet, number, column, None, self._styles["code"])
            for column, found in enumerate(self._form.inputs, self._first_input):
                style = self._styles[f"{found.field.kind} {self._state}"]
                put(self._worksheet, number, column, answers.get(found.key), style)
            self._worksheet.row_dimensions[number].height = 30
        return last

    def _columns(self) -> None:
        dimensions = self._worksheet.column_dimensions
        dimensions["A"].width = 11
        dimensions["B"].width = 18
        dimensions["B"].hidden = True
        widths = [column.width for column in self._form.context]
        widths += [column.width for column in self._form.inputs]
        for column, width in enumerate(widths, 3):
            dimensions[get_column_letter(column)].width = width

    def _checks(self, last: int) -> None:
        rated = []
        for column, locked in enumerate(self._form.context, 3):
            if locked.key == "last_rag":
                rated.append(_range(column, last))
        for column, found in enumerate(self._form.inputs, self._first_input):
            cells = _range(column, last)
            if found.field.kind == "rag":
                rated.append(cells)
            check = _validation(found, self._options(found), f"{get_column_letter(column)}{FIRST_ROW}")
            if check is not None:
                check.add(cells)
                self._worksheet.add_data_validation(check)
        for rag, word in self._issued.rag_words.items() if rated else ():
            rule = Rule(type="cellIs", operator="equal", formula=[in_formula(word)], dxf=rag_look(rag))
            self._worksheet.conditional_formatting.add(" ".join(rated), rule)

    def _options(self, column: InputColumn) -> list[str]:
        field = column.field
        if field.kind == "rag":
            return list(self._issued.rag_words.values())
        if field.kind == "yes/no":
            return ["Yes", "No"]
        if field.kind == "whole number":
            return ["1", "2", "3", "4", "5"]
        return [field.format(option) for option in field.options] if isinstance(field, Choice) else []


def _asked_ranges(sheet: IssuedSheet) -> list[str]:
    first_input = 3 + len(sheet.form.context)
    last = FIRST_ROW + len(sheet.rows) - 1
    name = quote_sheetname(sheet.form.title)
    return [
        f"{name}!{_range(column, last)}"
        for column, found in enumerate(sheet.form.inputs, first_input)
        if found.asked and sheet.rows
    ]


def _range(column: int, last: int) -> str:
    letter = get_column_letter(column)
    return f"{letter}{FIRST_ROW}:{letter}{last}"


def _lines(text: str, width: float) -> int:
    across = max(1, int(width * 1.15) - 2)
    return sum(1 + max(0, len(line) - 1) // across for line in text.split("\n"))


def _validation(column: InputColumn, options: list[str], first: str) -> DataValidation | None:
    kind = column.field.kind
    check: DataValidation | None = None
    if options:
        inline = ",".join(options)
        if len(inline) <= 253 and not any("," in option or '"' in option for option in options):
            check = DataValidation(type="list", formula1=in_formula(inline))
        else:
            check = DataValidation(type="list", formula1=f"{META}!$D$1:$D${len(options)}")
        check.error = f"Choose from the list: {', '.join(options)}; or type {CLEAR} to empty the cell."[:254]
    elif kind == "date":
        check = DataValidation(type="date", operator="between", formula1="32874", formula2="73050")
        check.error = f"Write a date such as 31/03/2011; or type {CLEAR} to empty the cell."
    elif kind == "money":
        check = DataValidation(type="custom", formula1=_number_or(first, CLEAR))
        check.error = f"Write pounds, digits only, such as 1200.50; or type {CLEAR} to empty the cell."
    elif kind == "number or TBC":
        check = DataValidation(type="custom", formula1=_number_or(first, "TBC", CLEAR))
        check.error = f"Write a number, or TBC if it is not known yet; or type {CLEAR} to empty the cell."
    if check is not None:
        # A warning can be overruled: what was meant is then asked about, not lost.
        check.errorStyle = "warning"
        check.errorTitle = column.header
        check.showErrorMessage = True
        check.allow_blank = True
    return check


def _number_or(cell: str, *words: str) -> str:
    said = ",".join(f'{cell}="{word}"' for word in words)
    return f"OR(ISNUMBER({cell}),{said})"


def _set_up(worksheet: Worksheet, form: IssuedForm, *, header_row: int | None = None) -> None:
    worksheet.sheet_view.showGridLines = False
    worksheet.protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "autoFilter"):
        setattr(worksheet.protection, allowed, False)  # not protected against
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = worksheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom = 0.5, 0.7
    if header_row:
        worksheet.print_title_rows = f"{header_row}:{header_row}"
    worksheet.oddFooter.left.text = in_footer(form.return_code)
    worksheet.oddFooter.right.text = "Page &P of &N"


def _start_here(
    worksheet: Worksheet,
    form: IssuedForm,
    styles: Styles,
    ranges: Iterable[tuple[str, list[str]]],
    correction: Correction | None,
) -> None:
    worksheet.column_dimensions["A"].width = 30
    worksheet.column_dimensions["B"].width = 84
    texts = start_texts(form, correction)
    put(worksheet, 1, 1, texts.pop("1"), styles["heading"])
    put(worksheet, 2, 1, texts.pop("2"), styles["subheading"])
    worksheet.row_dimensions[1].height = 26
    number = 4
    for label, value in texts.items():
        put(worksheet, number, 1, label, styles["label"])
        look = "strong" if label in ("Please send back by", SIGNED_CODE) else "value"
        cell = put(worksheet, number, 2, value, styles[look])
        if label == STILL_TO_FILL:
            cell.value = _still_to_fill(list(ranges))
        worksheet.row_dimensions[number].height = 8 + 15 * _lines(value, 84)
        number += 1
    for key, label in SIGN_OFF.items():
        put(worksheet, number, 1, label, styles["label"])
        kind = "date" if key == "date" else "narrative"
        put(worksheet, number, 2, None, styles[f"{kind} open"])
        worksheet.row_dimensions[number].height = 24
        number += 1
    check = DataValidation(type="date", operator="between", formula1="32874", formula2="73050")
    check.error = "Write a date such as 15/10/2010."
    check.errorStyle, check.showErrorMessage, check.allow_blank = "warning", True, True
    check.add(f"B{number - 1}")
    worksheet.add_data_validation(check)
    _set_up(worksheet, form)


def _what_to_do(correction: Correction | None) -> str:
    if correction is None:
        return (
            "Fill in the pale yellow cells on the sheets that follow. Everything else is there to help and "
            f"cannot be changed. Leave a cell as it is if nothing changed. Type {CLEAR} to empty one."
        )
    number = len(correction.faults)
    cells = "the pale red cell" if number == 1 else f"the {number} pale red cells"
    return (
        f"{THANKS} Please look at {cells} again: the note on each says what could not "
        "be read and what would be right. Everything else has been taken in and needs nothing more."
    )


def _still_to_fill(ranges: list[tuple[str, list[str]]]) -> str | None:
    if not ranges:
        return "Nothing that must be filled in."
    counts = [(title, "+".join(f"COUNTBLANK({cells})" for cells in found)) for title, found in ranges]
    total = "+".join(count for _, count in counts)
    parts = '&", "&'.join(f"{in_formula(f'{title} ')}&({count})" for title, count in counts)
    return f'=IF({total}=0,"Nothing: thank you",({total})&" cells: "&{parts})'


def _long_date(iso: str) -> str:
    return f"{_WEEKDAYS[date.fromisoformat(iso).weekday()]} {format_date(iso)}" if iso else "–"


def meta_facts(form: IssuedForm) -> tuple[tuple[str, str], ...]:
    """What the hidden sheet says of the form: names and values."""
    return (
        ("return_code", form.return_code),
        ("issue", str(form.issue)),
        ("quarter", form.quarter),
        ("recipient", form.recipient),
        ("partnership", form.partnership),
        ("plan", form.plan),
    )


def _meta(worksheet: Worksheet, form: IssuedForm, styles: Styles) -> None:
    worksheet.sheet_state = "hidden"
    for number, (name, value) in enumerate(meta_facts(form), 1):
        put(worksheet, number, 1, name, styles["plain"])
        put(worksheet, number, 2, value, styles["plain"])
    for number, word in enumerate(form.rag_words.values(), 1):
        put(worksheet, number, 4, word, styles["plain"])
    worksheet.protection.sheet = True
