"""How a cell is quoted to people, and what they are asked to write in it."""

from __future__ import annotations

from datetime import date, datetime

from csp_desktop.excel.opening.read_cells import ReadCell
from csp_desktop.registers.answer import Answer
from csp_desktop.registers.as_written.amounts import format_number
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.as_written.word_meanings import says_not_yet, says_nothing, says_same_again
from csp_desktop.registers.as_written.wordings import either
from csp_desktop.registers.issued_form import IssuedForm
from csp_desktop.registers.return_form import InputColumn, is_score


def shown_text(cell: ReadCell) -> str:
    """A cell as people read it."""
    value = cell.value
    if cell.kind == "text" and isinstance(value, str):
        return value
    if cell.kind == "percent":
        return f"{format_number(round(value * 100, 6))}%"
    if isinstance(value, datetime):
        time = f" {value:%H:%M}" if value.hour or value.minute else ""
        return format_date(value.date().isoformat()) + time
    if isinstance(value, date):
        return format_date(value.isoformat())
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return format_number(value).replace(",", "")
    if cell.kind == "no value":
        return "(formula)"
    return str(value)


def nothing_given(text: str, raw: str, what: str, column: InputColumn, form: IssuedForm) -> Answer | None:
    """The answer where a cell of a column of figures or days says that there is none, not yet or again the same."""
    if not (says_not_yet(text) or says_nothing(text) or says_same_again(text)):
        return None
    why = f"“{text}” is not a {what}; {wanted(column, form)}, or leave the cell as it was."
    return Answer("unsure", None, raw, why)


def wanted(column: InputColumn, form: IssuedForm) -> str:
    """What to write in a cell of a column, as the end of a sentence says it."""
    field = column.field
    kinds = {
        "date": f"write a date such as {form.example_day}",
        "money": "write pounds, for example 1,200.50",
        "number or TBC": "write a number, or TBC if it is not known yet",
        "whole number": "write a number from 1 to 5" if is_score(field) else "write how many, digits only",
        "yes/no": "write Yes or No",
        "rag": f"choose {either(list(form.rag_words.values()))}",
    }
    if field.kind == "choice":
        return f"choose {either([field.format(option) for option in field.options])}"  # type: ignore[attr-defined]
    return kinds.get(field.kind, "write it in words")
