"""Writing a return workbook from an issued form: nothing is in it but what the form holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openpyxl.utils import get_column_letter, quote_sheetname

from csp_desktop.excel.returns import to_do
from csp_desktop.excel.returns.validation import DAYS, validation
from csp_desktop.excel.writing.return_package import BookFacts, packed
from csp_desktop.excel.writing.row_heights import HIGHEST, LINE, lines_of
from csp_desktop.excel.writing.styles import looks_of_returns
from csp_desktop.excel.writing.text_cells import in_footer
from csp_desktop.excel.writing.worksheet_part import Check, Column, WorksheetPart
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
    waiting: dict[str, list[to_do.Waiting]] = {}
    sheets = []
    for sheet in form.sheets:
        part = _sheet_part(form, sheet.form.title)
        rows = _Rows(part, form, sheet, correction)
        rows.write()
        if rows.waiting:
            waiting[part.title] = rows.waiting
        sheets.append(part)
    facts = BookFacts(
        creator=form.partnership,
        title=f"Quarterly return {form.period.label} for {form.recipient_name}",
        identifier=form.return_code,
        names={NAME: form.return_code},
        properties={NAME: form.return_code, ISSUE_NAME: str(form.issue)},
    )
    return packed([_start_here(form, waiting, correction), *sheets, _meta(form)], facts)


def _sheet_part(form: IssuedForm, title: str) -> WorksheetPart:
    return WorksheetPart(title, looks_of_returns(), footer=(in_footer(form.return_code), "Page &P of &N"))


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
        self, part: WorksheetPart, form: IssuedForm, sheet: IssuedSheet, correction: Correction | None
    ) -> None:
        self._part = part
        self._issued = form
        self._sheet = sheet
        self._form: ReturnSheet = sheet.form
        self._correction = correction
        self._first_input = 3 + len(self._form.context)
        self._state = "open" if correction is None else "closed"
        self._widths = self._wide_enough()
        self._faults: list[str] = []
        self._empty: Counter[str] = Counter()
        self.waiting: list[to_do.Waiting] = []

    def write(self) -> None:
        """Write all of it."""
        part = self._part
        part.put(TITLE_ROW, 1, sheet_title(self._issued, self._sheet), "title")
        for column, header in enumerate(self._sheet.headers, 1):
            part.put(HEADER_ROW, column, header, "header")
        lines = max(map(lines_of, self._sheet.headers[2:], self._widths), default=1)
        part.high(HEADER_ROW, _seen(11 + LINE * lines))
        last = self._proposals() if not self._form.prefix else self._rows()
        part.columns = {1: Column(11), 2: Column(18, hidden=True)}
        part.columns |= {at: Column(width) for at, width in enumerate(self._widths, 3)}
        self._checks(max(last, FIRST_ROW))
        # Headings and the row's name stay in view.
        part.header_row = HEADER_ROW
        first_free = (
            3 + [column.key for column in self._form.context].index("title") if self._form.context else 3
        )
        part.free = (FIRST_ROW, min(first_free, 4))
        part.cursor = self._first_to_fill()
        self._say_what_to_do(last)

    def _first_to_fill(self) -> str:
        return self._faults[0] if self._faults else f"{get_column_letter(self._first_input)}{FIRST_ROW}"

    def _say_what_to_do(self, last: int) -> None:
        for column, input_column in enumerate(self._form.inputs, self._first_input):
            if input_column.asked and self._sheet.rows:
                empty = self._empty[input_column.key]
                self.waiting.append(to_do.Waiting(input_column.header, _range(column, last), empty))
        if self._correction is None:
            said = to_do.on_sheet(self._issued, self.waiting)
        else:
            said = to_do.on_corrected_sheet(self._issued, len(self._faults))
        _say(self._part, TO_DO_ROW, 1, said, "to do")

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
        part = self._part
        part.put(number, 1, row.code, "code")
        part.put(number, 2, row.record, "code")
        lines = 2
        for column, context in enumerate(self._form.context, 3):
            value = row.context.get(context.key)
            if isinstance(value, str):
                look = "subject" if context.key == "title" else "context"
                value = cell_text(value)
                lines = max(lines, lines_of(value, self._widths[column - 3]))
            else:
                look = "figure"
            part.put(number, column, value, look)
        for column, input_column in enumerate(self._form.inputs, self._first_input):
            place = (row.code, input_column.key)
            if self._correction and place in self._correction.answers:
                value = self._correction.answers[place]
            else:
                value = self._shown(input_column, row.shown(input_column.key))
            if isinstance(value, str):
                lines = max(lines, lines_of(value, self._widths[column - 3]))
            if value in (None, ""):
                self._empty[input_column.key] += 1
            fault = self._correction.faults.get(place) if self._correction else None
            state = "fault" if fault else self._state
            part.put(number, column, value, f"{input_column.field.kind} {state}")
            if fault:
                address = f"{get_column_letter(column)}{number}"
                self._faults.append(address)
                part.notes.append((address, CORRECTION_NOTE + fault))
        part.high(number, _seen(max(40, _height(lines))))

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
                self._part.put(number, column, None, "code")
            for column, input_column in enumerate(self._form.inputs, self._first_input):
                look = f"{input_column.field.kind} {self._state}"
                self._part.put(number, column, answers.get(input_column.key), look)
            self._part.high(number, 30)
        return last

    def _checks(self, last: int) -> None:
        rated = []
        for column, locked in enumerate(self._form.context, 3):
            if locked.key == "last_rag":
                rated.append(_range(column, last))
        for column, input_column in enumerate(self._form.inputs, self._first_input):
            cells = _range(column, last)
            if input_column.field.kind == "rag":
                rated.append(cells)
            first = f"{get_column_letter(column)}{FIRST_ROW}"
            check = validation(
                input_column, self._options(input_column), first, _LISTED, self._issued.example_day
            )
            if check is not None:
                self._part.check(cells, check)
        if rated:
            self._part.colour_ratings(" ".join(rated), self._issued.rag_words.items())

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


def _seen(points: float) -> float:
    """A height a row can have."""
    return min(HIGHEST, points)


def _say(part: WorksheetPart, row: int, column: int, said: to_do.ToDo, look: str) -> None:
    """Put a sentence into a cell, counting where it counts."""
    if said.formula:
        part.put_formula(row, column, said.formula, said.words, look)
    else:
        part.put(row, column, said.words, look)


def _range(column: int, last: int) -> str:
    letter = get_column_letter(column)
    return f"{letter}{FIRST_ROW}:{letter}{last}"


def _start_here(
    form: IssuedForm, waiting: Mapping[str, list[to_do.Waiting]], correction: Correction | None
) -> WorksheetPart:
    part = _sheet_part(form, START)
    part.columns = {1: Column(30), 2: Column(84)}
    texts = start_texts(form, correction)
    part.put(1, 1, texts.pop("1"), "heading")
    part.put(2, 1, texts.pop("2"), "subheading")
    part.high(1, 26, held=True)
    number = 4
    for label, value in texts.items():
        part.put(number, 1, label, "label")
        look = "strong" if label in ("Please send back by", SIGNED_CODE) else "value"
        if label == STILL_TO_FILL:
            said = to_do.on_first_sheet(waiting, {title: quote_sheetname(title) for title in waiting})
            value = said.words
            _say(part, number, 2, said, look)
        else:
            part.put(number, 2, value, look)
        part.high(number, _seen(8 + 15 * lines_of(value, 84, 11)))
        number += 1
    part.cursor = f"B{number}"
    for key, label in SIGN_OFF.items():
        part.put(number, 1, label, "label")
        part.put(number, 2, None, f"{'date' if key == 'date' else 'narrative'} open")
        part.high(number, 24)
        number += 1
    part.check(f"B{number - 1}", Check("date", DAYS, f"Write a date such as {form.example_day}."))
    return part


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


def _meta(form: IssuedForm) -> WorksheetPart:
    part = WorksheetPart(META, looks_of_returns(), bare=True)
    facts, words = meta_facts(form), list(form.rag_words.values())
    for number, (name, value) in enumerate(facts, 1):
        part.put(number, 1, name, "plain")
        part.put(number, 2, value, "plain")
    for number, word in enumerate(words, 1):
        part.put(number, 4, word, "plain")
    return part
