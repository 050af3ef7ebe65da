"""Writing a return workbook from an issued form: nothing is in it but what the form holds."""

from __future__ import annotations

from collections.abc import Mapping
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

from csp_desktop.excel.returns import to_do
from csp_desktop.excel.returns.validation import validation
from csp_desktop.excel.writing.row_heights import HIGHEST, LINE, let_grow, lines_of
from csp_desktop.excel.writing.saving import workbook_bytes
from csp_desktop.excel.writing.styles import Styles, rag_look
from csp_desktop.excel.writing.text_cells import escape, in_footer, in_formula, write_text
from csp_desktop.registers.fields import Choice, Value
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow, IssuedSheet
from csp_desktop.registers.return_form import (
    CLEAR,
    CORRECTION_NOTE,
    SIGN_OFF,
    ContextColumn,
    InputColumn,
    ReturnSheet,
    cell_text,
    is_score,
)

TITLE_ROW, TO_DO_ROW, HEADER_ROW, FIRST_ROW = 1, 2, 3, 4
PROPOSAL_ROWS = 15
NAME = "csp_return_code"
ISSUE_NAME = "csp_issue"
META = "_meta"
# Where on the hidden sheet the words for ratings stand, for lists too long for a cell's own.
_LISTED = f"{META}!$D$1:$D${{}}"
START = "Start here"
SIGNED_CODE = "Return code"
STILL_TO_FILL = "Still to fill"
THANKS = "Thank you for your return."
# A column is made this much wider at a time until the highest of its rows can be seen whole.
_WIDER, _WIDEST = 1.25, 60


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
    waiting: dict[str, list[to_do.Waiting]] = {}
    formula_texts: dict[str, dict[str, str]] = {}
    for sheet in form.sheets:
        worksheet = book.create_sheet(sheet.form.title)
        rows = _Rows(worksheet, form, sheet, styles, correction)
        formula_texts[worksheet.title] = rows.write()
        if rows.waiting:
            waiting[worksheet.title] = rows.waiting
    formula_texts[start.title] = _start_here(start, form, styles, waiting, correction)
    _meta(book.create_sheet(META), form, styles)
    styles.done()
    book.defined_names[NAME] = DefinedName(NAME, attr_text=in_formula(form.return_code))
    book.custom_doc_props.append(StringProperty(name=NAME, value=form.return_code))
    book.custom_doc_props.append(StringProperty(name=ISSUE_NAME, value=str(form.issue)))
    properties = book.properties
    properties.identifier = form.return_code
    properties.creator = escape(form.partnership)
    properties.title = escape(f"Quarterly return {form.period.label} for {form.recipient_name}")
    return workbook_bytes(book, formula_texts)


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
        "Please send back by": to_do.long_date(form.due_on),
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
        self._widths = self._wide_enough()
        self._faults: list[str] = []
        self.waiting: list[to_do.Waiting] = []

    def write(self) -> dict[str, str]:
        """Write all of it; what its formulas show, by cell."""
        worksheet, issued = self._worksheet, self._issued
        put(worksheet, TITLE_ROW, 1, sheet_title(issued, self._sheet), self._styles["title"])
        for column, header in enumerate(self._sheet.headers, 1):
            put(worksheet, HEADER_ROW, column, header, self._styles["header"])
        lines = max(map(lines_of, self._sheet.headers[2:], self._widths), default=1)
        let_grow(worksheet, HEADER_ROW, 11 + LINE * lines)
        last = self._proposals() if not self._form.prefix else self._rows()
        self._columns()
        self._checks(max(last, FIRST_ROW))
        _set_up(worksheet, issued, header_row=HEADER_ROW)
        # Headings and the row's name stay in view.
        first_free = (
            3 + [column.key for column in self._form.context].index("title") if self._form.context else 3
        )
        worksheet.freeze_panes = f"{get_column_letter(min(first_free, 4))}{FIRST_ROW}"
        _begin_at(worksheet, self._first_to_fill())
        return self._say_what_to_do(last)

    def _first_to_fill(self) -> str:
        return self._faults[0] if self._faults else f"{get_column_letter(self._first_input)}{FIRST_ROW}"

    def _say_what_to_do(self, last: int) -> dict[str, str]:
        for column, input_column in enumerate(self._form.inputs, self._first_input):
            if input_column.asked and self._sheet.rows:
                empty = sum(
                    self._worksheet.cell(number, column).value in (None, "")
                    for number in range(FIRST_ROW, last + 1)
                )
                self.waiting.append(to_do.Waiting(input_column.header, _range(column, last), empty))
        if self._correction is None:
            said = to_do.on_sheet(self._issued, self.waiting)
        else:
            said = to_do.on_corrected_sheet(self._issued, len(self._faults))
        return _say(self._worksheet, f"A{TO_DO_ROW}", said, self._styles["to do"])

    def _wide_enough(self) -> list[float]:
        """The widths of the columns after the first two: those of the form, or wider for long texts."""
        columns: list[ContextColumn | InputColumn] = [*self._form.context, *self._form.inputs]
        widths = []
        for column in columns:
            width, texts = column.width, self._texts(column.key)
            while width < _WIDEST and any(_height(lines_of(text, width)) > HIGHEST for text in texts):
                width *= _WIDER
            widths.append(width)
        return widths

    def _texts(self, key: str) -> list[str]:
        said = [value for row in self._sheet.rows for value in (row.context.get(key), row.shown(key))]
        if self._correction:
            said += [value for (_, column), value in self._correction.answers.items() if column == key]
        return [value for value in said if isinstance(value, str)]

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
                lines = max(lines, lines_of(value, self._widths[column - 3]))
            else:
                look = "figure"
            put(worksheet, number, column, value, styles[look])
        for column, input_column in enumerate(self._form.inputs, self._first_input):
            place = (row.code, input_column.key)
            if self._correction and place in self._correction.answers:
                value = self._correction.answers[place]
            else:
                value = self._shown(input_column, row.shown(input_column.key))
            if isinstance(value, str):
                lines = max(lines, lines_of(value, self._widths[column - 3]))
            fault = self._correction.faults.get(place) if self._correction else None
            state = "fault" if fault else self._state
            cell = put(worksheet, number, column, value, styles[f"{input_column.field.kind} {state}"])
            if fault:
                self._faults.append(cell.coordinate)
                cell.comment = Comment(
                    escape(CORRECTION_NOTE + fault), escape(self._issued.partnership), width=320, height=120
                )
        let_grow(worksheet, number, max(40, _height(lines)))

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
            for column, input_column in enumerate(self._form.inputs, self._first_input):
                style = self._styles[f"{input_column.field.kind} {self._state}"]
                put(self._worksheet, number, column, answers.get(input_column.key), style)
            let_grow(self._worksheet, number, 30)
        return last

    def _columns(self) -> None:
        dimensions = self._worksheet.column_dimensions
        dimensions["A"].width = 11
        dimensions["B"].width = 18
        dimensions["B"].hidden = True
        for column, width in enumerate(self._widths, 3):
            dimensions[get_column_letter(column)].width = width

    def _checks(self, last: int) -> None:
        rated = []
        for column, locked in enumerate(self._form.context, 3):
            if locked.key == "last_rag":
                rated.append(_range(column, last))
        for column, input_column in enumerate(self._form.inputs, self._first_input):
            cells = _range(column, last)
            if input_column.field.kind == "rag":
                rated.append(cells)
            check = validation(
                input_column, self._options(input_column), f"{get_column_letter(column)}{FIRST_ROW}", _LISTED
            )
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
        if is_score(field):
            return ["1", "2", "3", "4", "5"]
        return [field.format(option) for option in field.options] if isinstance(field, Choice) else []


def _height(lines: int) -> float:
    return LINE * lines + 6


def _begin_at(worksheet: Worksheet, address: str) -> None:
    """Put the cursor there."""
    for selection in worksheet.sheet_view.selection:
        if selection.pane in (None, "bottomRight"):
            selection.activeCell = selection.sqref = address


def _say(worksheet: Worksheet, address: str, said: to_do.ToDo, style: Any) -> dict[str, str]:
    """Put a sentence into a cell, counting where it counts; what it shows where that is a formula."""
    cell = worksheet[address]
    put(worksheet, cell.row, cell.column, None if said.formula else said.words, style)
    if not said.formula:
        return {}
    cell.value = said.formula
    return {address: said.words}


def _range(column: int, last: int) -> str:
    letter = get_column_letter(column)
    return f"{letter}{FIRST_ROW}:{letter}{last}"


def _set_up(worksheet: Worksheet, form: IssuedForm, *, header_row: int | None = None) -> None:
    worksheet.sheet_view.showGridLines = False
    worksheet.protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "autoFilter"):
        setattr(worksheet.protection, allowed, False)  # not protected against
    worksheet.protection.objects = True  # no text box can be drawn over the cells
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
    waiting: Mapping[str, list[to_do.Waiting]],
    correction: Correction | None,
) -> dict[str, str]:
    """Write the first sheet; what its formulas show, by cell."""
    formula_texts: dict[str, str] = {}
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
        put(worksheet, number, 2, value, styles[look])
        if label == STILL_TO_FILL:
            said = to_do.on_first_sheet(waiting, {title: quote_sheetname(title) for title in waiting})
            value = said.words
            formula_texts = _say(worksheet, f"B{number}", said, styles[look])
        let_grow(worksheet, number, 8 + 15 * lines_of(value, 84, 11))
        number += 1
    _begin_at(worksheet, f"B{number}")
    for key, label in SIGN_OFF.items():
        put(worksheet, number, 1, label, styles["label"])
        kind = "date" if key == "date" else "narrative"
        put(worksheet, number, 2, None, styles[f"{kind} open"])
        let_grow(worksheet, number, 24)
        number += 1
    check = DataValidation(type="date", operator="between", formula1="32874", formula2="73050")
    check.error = "Write a date such as 15/10/2010."
    check.errorStyle, check.showErrorMessage, check.allow_blank = "warning", True, True
    check.add(f"B{number - 1}")
    worksheet.add_data_validation(check)
    _set_up(worksheet, form)
    return formula_texts


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
