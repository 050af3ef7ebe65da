"""Which figure, score or amount a partner's cell means: a certain one, or a question."""

from __future__ import annotations

import re
from collections.abc import Callable

from csp_desktop.excel.opening.read_cells import ReadCell
from csp_desktop.excel.returns.cells.quoted_cells import nothing_given, wanted
from csp_desktop.excel.returns.cells.shown_figures import shows_only_unit
from csp_desktop.excel.returns.cells.suggestions import figure_meant, score_meant, yes_meant
from csp_desktop.registers.answer import Answer, State
from csp_desktop.registers.as_written.amounts import format_number, parse_money, parse_number
from csp_desktop.registers.as_written.word_meanings import (
    says_not_yet,
    says_nought,
    yes_or_no,
)
from csp_desktop.registers.as_written.wordings import in_short, plain_text
from csp_desktop.registers.fields import Value
from csp_desktop.registers.issued_form import IssuedForm
from csp_desktop.registers.return_form import TBC, InputColumn, is_score

# "1.200" in pounds: the point may be that of pence, or stand between thousands; "33.333" is a third of something.
_THOUSANDS = re.compile(r"£?\s*\d{1,3}(?:\.(?!333|66[67])\d{3})+")


def answered_whole_number(
    cell: ReadCell, raw: str, column: InputColumn, form: IssuedForm, unit: str
) -> Answer:
    return (_score if is_score(column.field) else _count)(cell, raw, column, form, unit)


def _count(cell: ReadCell, raw: str, column: InputColumn, form: IssuedForm, unit: str) -> Answer:
    if cell.kind not in ("text", "number"):
        return Answer("rejected", None, raw, f"The cell holds {raw}, not a count; {wanted(column, form)}.")
    number = _counted(cell.value)
    if number is not None:
        return Answer("value", number, raw)
    return _roughly(plain_text(raw), raw, column, form, unit, _counted, str)


def _counted(raw: object) -> int | None:
    number = parse_number(raw)
    return int(number) if number is not None and number >= 0 and float(number).is_integer() else None


def _score(cell: ReadCell, raw: str, column: InputColumn, form: IssuedForm, unit: str) -> Answer:
    number = parse_number(cell.value) if cell.kind in ("text", "number") else None
    if number in (1, 2, 3, 4, 5):
        return Answer("value", int(number), raw)
    meant = score_meant(raw, form.period) if number is None and cell.kind == "text" else None
    if meant:
        said = f"“{in_short(raw)}” is not just a number. Did they mean {meant}?"
        return Answer("unsure", meant, raw, said, worded=True)
    return Answer("rejected", None, raw, f"“{in_short(raw)}” is not a score; {wanted(column, form)}.")


def answered_figure(cell: ReadCell, raw: str, column: InputColumn, form: IssuedForm, unit: str) -> Answer:
    text = plain_text(raw)
    if says_not_yet(text):
        return Answer("value", TBC, raw)
    if unit == "yes/no" and cell.kind != "date":
        return _yes_or_no(text, raw)
    if cell.kind in ("date", "time", "boolean"):
        return Answer("rejected", None, raw, f"The cell holds {text}, not a figure; {wanted(column, form)}.")
    per_cent = text.endswith("%")
    number = parse_number(text.removesuffix("%")) if cell.kind != "number" else parse_number(cell.value)
    if number is not None and per_cent:
        number = round(number, 9)
        if unit == "percent":
            return Answer("value", number, raw)
        return Answer(
            "unsure",
            number,
            raw,
            f"“{text}” is a percentage, but this is counted in {unit or 'numbers'}. Which figure did they mean?",
            worded=True,
        )
    if number is not None and unit == "percent" and 0 < abs(number) < 1:
        hundredfold = round(number * 100, 9)
        return Answer(
            "unsure",
            hundredfold,
            raw,
            f"Did they mean {text} per cent, or {format_number(hundredfold)} per cent?",
            literal=number,
        )
    if number is not None:
        return Answer("value", number, raw)
    if unit == "money" and (pence := parse_money(text)) is not None:
        return Answer("value", pence / 100, raw)
    if says_nought(text):
        return Answer("value", 0.0, raw)
    counted = parse_number(text.partition(" ")[0])
    if counted is not None and unit.startswith("rate") and shows_only_unit(text, counted, column, unit):
        return Answer("value", counted, raw)
    parse = _pounds if unit == "money" else parse_number
    return _roughly(text, raw, column, form, unit, parse, format_number)


def _yes_or_no(text: str, raw: str) -> Answer:
    """The answer to an indicator that is met or not."""
    crossed = text.strip(" .").casefold() == "x"
    if not crossed and (said := yes_or_no(text)) is not None:
        return Answer("value", float(said), raw)
    if says_nought(text):
        return Answer("value", 0.0, raw)
    wrong = f"“{in_short(text)}” is neither Yes nor No"
    meant = None if crossed else yes_meant(text)
    if meant is None:
        # A cross ticks a box in one office, and says No in another.
        state: State = "unsure" if crossed else "rejected"
        return Answer(state, None, raw, f"{wrong}; write Yes or No.")
    said_so = "Yes" if meant else "No"
    return Answer("unsure", float(meant), raw, f"{wrong} alone. Did they mean {said_so}?", worded=True)


def _pounds(text: object) -> float | int | None:
    pence = parse_money(text)
    return parse_number(text) if pence is None else pence / 100


def answered_money(cell: ReadCell, raw: str, column: InputColumn, form: IssuedForm, unit: str) -> Answer:
    text = plain_text(raw)
    if cell.kind in ("date", "time", "boolean", "percent"):
        return Answer("rejected", None, raw, f"The cell holds {text}, not an amount; {wanted(column, form)}.")
    pence = parse_money(cell.value if cell.kind == "number" else text)
    if pence is not None:
        return Answer("value", pence, raw)
    if says_nought(text):
        return Answer("value", 0, raw)
    number = parse_number(cell.value if cell.kind == "number" else text.lstrip("£"))
    if number is not None and cell.kind == "text" and _THOUSANDS.fullmatch(text):
        said = f"“{text}” may be {column.field.format(round(number * 100))} or a number of thousands; {wanted(column, form)}."
        return Answer("unsure", None, raw, said)
    if number is not None:
        nearest = round(number * 100)
        return Answer(
            "unsure",
            nearest,
            raw,
            f"“{text}” is not a whole number of pence. Did they mean {column.field.format(nearest)}?",
        )
    return _roughly(text, raw, column, form, unit, parse_money, column.field.format)


def _roughly(
    text: str,
    raw: str,
    column: InputColumn,
    form: IssuedForm,
    unit: str,
    parse: Callable[[object], float | int | None],
    write: Callable[[Value], str],
) -> Answer:
    """A figure with words around it, or words in place of a figure."""
    if nothing := nothing_given(text, raw, "figure", column, form):
        return nothing
    money = column.field.kind == "money" or unit == "money"
    number = figure_meant(text, parse, form.period, column.header, money=money, per_cent=unit == "percent")
    if number is not None:
        said = f"“{in_short(text)}” is not just a number. Did they mean {write(number)}?"
        return Answer("unsure", number, raw, said, worded=True)
    return Answer("rejected", None, raw, f"“{in_short(text)}” is not a number; {wanted(column, form)}.")
