"""Which box of a row words from outside the form might belong into: by their heading, else by the kind of value they are."""

from __future__ import annotations

import re
from typing import NamedTuple

from csp_desktop.editing.returns.values import said
from csp_desktop.excel.opening.read_cells import ReadCell
from csp_desktop.excel.returns.cells.answers import read_answer
from csp_desktop.excel.returns.surroundings import Remark
from csp_desktop.registers.answer import Answer
from csp_desktop.registers.as_written.dates import parse_date
from csp_desktop.registers.as_written.wordings import as_compared, plain
from csp_desktop.registers.fields import Value
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow, IssuedSheet
from csp_desktop.registers.return_form import WORDS, ContextColumn, InputColumn

# What stands in cells; a note or text box over one holds words, whatever they are.
_IN_CELLS = ("locked", "column", "sheet", "stray")
# The locked columns that show the last quarter's answer of a figure: another figure there may be this quarter's.
_LAST_FIGURES = {"indicators": "value"}
_SHOWN_BY_LABEL = ("rag", "choice")


class Box(NamedTuple):
    """An input column, and what would be put into it."""

    column: InputColumn
    value: Value


def box_for(remark: Remark, form: IssuedForm, sheet: IssuedSheet, row: IssuedRow) -> Box | None:
    """The box of a row that some words might belong into; None where they are a value of which it cannot be told."""
    if remark.outside == "embedded":
        return None  # its name says nothing of what is in it
    words = _box_of_words(remark, sheet)
    if remark.outside not in _IN_CELLS:
        return words
    headed = [column for column in _inputs(sheet) if _heads(remark.heading, column)]
    if headed:
        column = headed[0]
        if column.field.kind in WORDS:
            return Box(column, remark.returned)
        answer = _read(remark, form, row, column)
        if answer.state == "value":
            return Box(column, answer.value)
        return words if answer.state == "rejected" and _has_words(remark.returned) else None
    if any(_heads(remark.heading, column) for column in sheet.form.context) or _only_names(remark, row):
        return None
    told = _value_over(remark, form, sheet, row)
    if told is None and _has_words(remark.returned) and not _is_day(remark.returned):
        return words
    # Under a heading of their own nobody knows which day or rating it is.
    return told if told and not remark.heading and not _as_it_was(told, row) else None


def _box_of_words(remark: Remark, sheet: IssuedSheet) -> Box | None:
    """The box for words in a row: the one they stand over, else the one that is waited for."""
    own = (column for column in _inputs(sheet) if column.key == remark.column and column.field.kind in WORDS)
    column = next(own, None) or words_box(sheet)
    return Box(column, _added(remark)) if column else None


def _added(remark: Remark) -> str:
    """The words themselves, or those typed before or behind last quarter's that were sent."""
    sent, came = remark.issued.strip(), remark.returned.strip()
    if remark.outside != "locked" or remark.column != "last" or not sent:
        return remark.returned
    return came.removeprefix(sent).removesuffix(sent).strip(" \n\r\t-–—;,:") or remark.returned


def words_box(sheet: IssuedSheet) -> InputColumn | None:
    """The box of a row for words that stand where it asks for a value."""
    boxes = [column for column in _inputs(sheet) if column.field.kind in WORDS]
    return next((column for column in boxes if column.asked), boxes[0] if boxes else None)


def _only_names(remark: Remark, row: IssuedRow) -> bool:
    """Whether words say no more than which row is meant."""
    named = as_compared(remark.returned) in (as_compared(row.code), as_compared(row.ref))
    return named or plain(remark.returned) == plain(row.title)


def _inputs(sheet: IssuedSheet) -> list[InputColumn]:
    return [column for column in sheet.form.inputs if column.register]


def _heads(heading: str, column: InputColumn | ContextColumn) -> bool:
    return bool(heading) and plain(heading) in map(plain, (column.header, *column.aliases))


def _read(remark: Remark, form: IssuedForm, row: IssuedRow, column: InputColumn) -> Answer:
    unit = str(row.context.get("unit") or "")
    return read_answer(ReadCell("text", remark.returned), column, form, unit)


def _value_over(remark: Remark, form: IssuedForm, sheet: IssuedSheet, row: IssuedRow) -> Box | None:
    """The box for a day over the day it was due, a figure over the last one, a rating or state wherever it stands."""
    over = remark.column if remark.outside == "locked" else ""
    boxes = []
    for column in _inputs(sheet):
        kind = column.field.kind
        figure = over == "last" and _LAST_FIGURES.get(sheet.key) == column.key
        if not figure and not (kind == "date" and over == "due") and kind not in _SHOWN_BY_LABEL:
            continue
        answer = _read(remark, form, row, column)
        labelled = plain(said(column, answer.value, form.rag_words)) == plain(remark.returned)
        if answer.state == "value" and (labelled or kind not in _SHOWN_BY_LABEL):
            boxes.append(Box(column, answer.value))
    return next((box for box in boxes if box.column.asked), boxes[0] if boxes else None)


def _as_it_was(box: Box, row: IssuedRow) -> bool:
    """Whether a day is the one it was due already, written otherwise."""
    due = parse_date(str(row.context.get("due") or ""))
    return box.column.field.kind == "date" and due is not None and due.isoformat() == box.value


def _is_day(text: str) -> bool:
    return parse_date(text) is not None


def _has_words(text: str) -> bool:
    return re.search(r"[^\W\d_]{2}", text) is not None
