"""What a partner's cell means: a value where that is certain, else a question with the raw text kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime

from csp_desktop.errors import InvalidValue
from csp_desktop.excel.opening.read_cells import ReadCell
from csp_desktop.excel.opening.xlsx.sheets import serial_date
from csp_desktop.excel.returns.cells.shown_figures import shows_only_unit
from csp_desktop.excel.returns.cells.suggestions import (
    day_meant,
    either_month,
    figure_meant,
    month_first,
    names_itself,
    rating_meant,
    score_meant,
    state_meant,
    yes_meant,
)
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.answer import Answer, State
from csp_desktop.registers.as_written.amounts import format_number, parse_money, parse_number
from csp_desktop.registers.as_written.dates import WEEKDAYS, format_date, weekday_named
from csp_desktop.registers.as_written.word_meanings import (
    rating_phrases,
    says_clear,
    says_not_yet,
    says_nothing,
    says_nought,
    says_same_again,
    status_phrases,
    yes_or_no,
)
from csp_desktop.registers.as_written.wordings import plain_text
from csp_desktop.registers.fields import RAG_WORDS, Field, Value, either, is_blank
from csp_desktop.registers.issued_form import IssuedForm
from csp_desktop.registers.return_form import CLEAR, TBC, WORDS, InputColumn, is_score

# "1.200" in pounds: the point may be that of pence, or stand between thousands; "33.333" is a third of something.
_THOUSANDS = re.compile(r"£?\s*\d{1,3}(?:\.(?!333|66[67])\d{3})+")


def read_answer(
    cell: ReadCell | None,
    column: InputColumn,
    form: IssuedForm,
    unit: str = "",
    struck: bool = False,
    *,
    left: str = "",
    months_first: bool = False,
) -> Answer:
    """What a cell of an input column says. `unit` is that of the row's indicator.

    `left` are its words without those crossed out, where only some are; `months_first` says that other dates
    of its column can only have the month first.
    """
    if cell is None or (cell.kind == "text" and is_blank(cell.value)):
        return Answer("blank")
    raw = shown_text(cell)
    if struck and left.strip():
        answer = read_answer(ReadCell("text", left), column, form, unit, months_first=months_first)
        said = f"Part of “{in_short(raw)}” is crossed out. Did they mean “{in_short(left)}”?"
        return Answer("unsure", answer.value, raw, said, struck=True)
    if cell.kind == "error":
        return Answer("rejected", None, raw, f"The cell shows the error {raw}; {_wanted(column, form)}.")
    if cell.kind == "no value":
        return Answer(
            "rejected",
            None,
            raw,
            f"The cell holds a formula whose result was not saved; type the result itself: {_wanted(column, form)}.",
        )
    if raw.strip().casefold().replace(" ", "") == CLEAR:
        return Answer("clear", None, raw)
    if says_clear(raw):
        return _perhaps_clear(raw, column)
    answer = _READERS[column.field.kind](cell, raw, column, form, unit)
    in_doubt = months_first and column.field.kind == "date" and answer.state == "value"
    if in_doubt and (cell.kind == "date" or month_first(raw)):
        answer = _either_order(answer)
    if months_first and answer.value is not None and column.field.kind == "date" and either_month(raw):
        said = f"“{in_short(raw)}” could have its month first, as another date in this column has; {_wanted(column, form)}."
        answer = Answer("unsure", None, raw, said)
    if column.field.kind == "money" and answer.value is not None and column.field.check(answer.value):
        return Answer(
            "rejected",
            None,
            raw,
            f"“{in_short(raw)}” is more than an amount can be; {_wanted(column, form)}.",
        )
    if struck and answer.state in ("value", "unsure"):
        said = f"“{in_short(raw)}” is crossed out. Do they still mean it?"
        return Answer("unsure", answer.value, raw, said, struck=True)
    return answer


def _perhaps_clear(raw: str, column: InputColumn) -> Answer:
    """The word that empties a cell, without its brackets: it may be the answer itself."""
    said = (
        f"“{in_short(raw)}” may be their answer, or ask for what stands here to be emptied; the word {CLEAR} "
        "would have said so. Is it to be emptied?"
    )
    in_words = column.field.kind in WORDS
    return Answer("perhaps clear", plain_text(raw) if in_words else None, raw, said)


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


def _opening(raw: str) -> str:
    """The tabs and line breaks a text begins with: someone set it out like that."""
    start = raw.replace("\r\n", "\n").replace("\r", "\n")
    return start[: len(start) - len(start.lstrip("\t\n"))]


def _wanted(column: InputColumn, form: IssuedForm) -> str:
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


def in_short(text: str) -> str:
    """A text in one line, as it is quoted in a question."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}…"


def _text(cell: ReadCell, raw: str, column: InputColumn, form: IssuedForm, unit: str) -> Answer:
    text = _opening(raw) + plain_text(raw)
    if not text.strip():
        return Answer("blank")
    if cell.kind == "date":
        return Answer(
            "unsure",
            text,
            raw,
            f"The spreadsheet turned what was typed into a date, {text}. Did they mean that?",
        )
    if cell.kind == "boolean":
        word = "Yes" if cell.value else "No"
        return Answer("unsure", word, raw, f"The cell says {raw} and not words. Did they mean “{word}”?")
    if says_same_again(text):
        return Answer("unsure", text, raw, f"“{text}” points at another cell. Which words did they mean?")
    return Answer("value", text, raw)


def _rag(cell: ReadCell, raw: str, column: InputColumn, form: IssuedForm, unit: str) -> Answer:
    try:
        rating = column.field.parse_as(plain_text(raw), form.rag_words)  # type: ignore[attr-defined]
        if rating is not None and "?" in raw and raw.strip() not in form.rag_words.values():
            return _off_the_list(raw, rating, form.rag_words, column, form)
    except InvalidValue:
        if says_nothing(raw) or says_not_yet(raw):
            return _off_the_list(raw, "none", form.rag_words, column, form)
        phrases = rating_phrases(blue_is_complete=form.rag_words["blue"] == RAG_WORDS["blue"])
        meant = rating_meant(raw, form.rag_words, phrases, form.period)
        return _off_the_list(raw, meant, form.rag_words, column, form)
    return Answer("value", rating, raw)


def _choice(cell: ReadCell, raw: str, column: InputColumn, form: IssuedForm, unit: str) -> Answer:
    answer = _parsed(column.field, plain_text(raw), raw, _wanted(column, form))
    states = {state: column.field.format(state) for state in column.field.options}  # type: ignore[attr-defined]
    if answer.state != "rejected":
        return _off_the_list(raw, answer.value, states, column, form) if "?" in raw else answer
    return _off_the_list(raw, state_meant(raw, status_phrases(states), form.period), states, column, form)


def _off_the_list(
    raw: str, meant: str | None, words: Mapping[str, str], column: InputColumn, form: IssuedForm
) -> Answer:
    """A word that is none of those asked for: the one it most likely means is asked about."""
    if meant is None:
        return Answer(
            "rejected", None, raw, f"“{in_short(raw)}” is not on the list; {_wanted(column, form)}."
        )
    said = f"“{in_short(raw)}” is not on the list. Did they mean {words[meant]}?"
    return Answer("unsure", meant, raw, said, worded=True)


def _parsed(field: Field, typed: object, raw: str, wanted: str) -> Answer:
    try:
        value = field.parse(typed)
    except InvalidValue:
        return Answer("rejected", None, raw, f"“{in_short(raw)}” is not on the list; {wanted}.")
    return Answer("value", value, raw)


def _yes_no(cell: ReadCell, raw: str, column: InputColumn, form: IssuedForm, unit: str) -> Answer:
    try:
        return Answer("value", column.field.parse(plain_text(raw)), raw)
    except InvalidValue:
        pass
    said = f"“{in_short(raw)}” is neither Yes nor No"
    if names_itself(raw, column.header):
        return Answer("unsure", True, raw, f"{said}. Did they mean Yes?")
    return Answer("rejected", None, raw, f"{said}; write one of them.")


def _whole_number(cell: ReadCell, raw: str, column: InputColumn, form: IssuedForm, unit: str) -> Answer:
    return (_score if is_score(column.field) else _count)(cell, raw, column, form, unit)


def _count(cell: ReadCell, raw: str, column: InputColumn, form: IssuedForm, unit: str) -> Answer:
    if cell.kind not in ("text", "number"):
        return Answer("rejected", None, raw, f"The cell holds {raw}, not a count; {_wanted(column, form)}.")
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
    return Answer("rejected", None, raw, f"“{in_short(raw)}” is not a score; {_wanted(column, form)}.")


def _figure(cell: ReadCell, raw: str, column: InputColumn, form: IssuedForm, unit: str) -> Answer:
    text = plain_text(raw)
    if says_not_yet(text):
        return Answer("value", TBC, raw)
    if unit == "yes/no" and cell.kind != "date":
        return _yes_or_no(text, raw)
    if cell.kind in ("date", "time", "boolean"):
        return Answer("rejected", None, raw, f"The cell holds {text}, not a figure; {_wanted(column, form)}.")
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


def _money(cell: ReadCell, raw: str, column: InputColumn, form: IssuedForm, unit: str) -> Answer:
    text = plain_text(raw)
    if cell.kind in ("date", "time", "boolean", "percent"):
        return Answer(
            "rejected", None, raw, f"The cell holds {text}, not an amount; {_wanted(column, form)}."
        )
    pence = parse_money(cell.value if cell.kind == "number" else text)
    if pence is not None:
        return Answer("value", pence, raw)
    if says_nought(text):
        return Answer("value", 0, raw)
    number = parse_number(cell.value if cell.kind == "number" else text.lstrip("£"))
    if number is not None and cell.kind == "text" and _THOUSANDS.fullmatch(text):
        said = f"“{text}” may be {column.field.format(round(number * 100))} or a number of thousands; {_wanted(column, form)}."
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
    if says_not_yet(text) or says_nothing(text) or says_same_again(text):
        return Answer(
            "unsure",
            None,
            raw,
            f"“{text}” is not a figure; {_wanted(column, form)}, or leave the cell as it was.",
        )
    money = column.field.kind == "money" or unit == "money"
    number = figure_meant(text, parse, form.period, column.header, money=money, per_cent=unit == "percent")
    if number is not None:
        said = f"“{in_short(text)}” is not just a number. Did they mean {write(number)}?"
        return Answer("unsure", number, raw, said, worded=True)
    return Answer("rejected", None, raw, f"“{in_short(text)}” is not a number; {_wanted(column, form)}.")


def _date(cell: ReadCell, raw: str, column: InputColumn, form: IssuedForm, unit: str) -> Answer:
    text = plain_text(raw)
    if cell.kind == "date":
        day = cell.value.date() if isinstance(cell.value, datetime) else cell.value
        if column.field.check(day.isoformat()):
            return Answer("rejected", None, raw, f"“{text}” is not a date; {_wanted(column, form)}.")
        return _plausible(day.isoformat(), raw, form)
    if cell.kind == "number":
        letter, iso = serial_date(float(cell.value), from_1904=False)
        if letter == "d" and 32_874 <= cell.value <= 73_050:
            return Answer(
                "unsure",
                iso[:10],
                raw,
                f"The cell holds the number {text}. Did they mean {format_date(iso[:10])}?",
            )
        return Answer("rejected", None, raw, f"“{text}” is not a date; {_wanted(column, form)}.")
    if cell.kind != "text":
        return Answer("rejected", None, raw, f"“{text}” is not a date; {_wanted(column, form)}.")
    try:
        iso = column.field.parse(text)
    except InvalidValue:
        pass
    else:
        return _of_another_weekday(iso, raw) or _plausible(iso, raw, form)
    if says_not_yet(text) or says_nothing(text) or says_same_again(text):
        return Answer(
            "unsure",
            None,
            raw,
            f"“{text}” is not a date; {_wanted(column, form)}, or leave the cell as it was.",
        )
    day, read = day_meant(text, form.period)
    if day is not None:
        said = "is not just a date" if re.search(r"\d[/.-]\d", text) else "does not name the day in full"
        return Answer(
            "unsure",
            day.isoformat(),
            raw,
            f"“{in_short(text)}” {said}. Did they mean {format_date(day.isoformat())}?",
            worded=True,
        )
    if read.due_on:
        said = f"“{in_short(text)}” does not say which day it is due now; {_wanted(column, form)}."
        return Answer("unsure", None, raw, said)
    if read.kind in ("open", "recurring"):
        return Answer("unsure", None, raw, f"“{in_short(text)}” names no one day; {_wanted(column, form)}.")
    return Answer("rejected", None, raw, f"“{in_short(text)}” is not a date; {_wanted(column, form)}.")


def _either_order(answer: Answer) -> Answer:
    """A day that would be another one were its month written first, among days that have it first."""
    day = date.fromisoformat(answer.value)
    if day.day > 12 or day.day == day.month:
        return answer
    other = day.replace(month=day.day, day=day.month)
    said = (
        f"“{in_short(answer.raw)}” could be {format_date(answer.value)} or {format_date(other.isoformat())}: another "
        "date in this column can only have the month first. Which day did they mean?"
    )
    return replace(answer, state="unsure", value=None, message=said, literal=answer.value)


def is_far(day: date, quarter: Quarter) -> bool:
    """Whether a day is too far from a quarter to be meant: more than twenty years."""
    return abs(day.year - quarter.year) > 20


def _plausible(iso: str, raw: str, form: IssuedForm) -> Answer:
    """A day that is to come; late answers may give one that has passed by now, but none of an earlier year."""
    day, year = date.fromisoformat(iso), FinancialYear(form.period.year)
    if is_far(day, form.period):
        wrong = f"is far from {form.period.label}"
    elif day < year.start:
        wrong = f"was over before {year.label} began"
    else:
        return Answer("value", iso, raw)
    return Answer("unsure", iso, raw, f"{format_date(iso)} {wrong}. Did they mean that day?")


def _of_another_weekday(iso: str, raw: str) -> Answer | None:
    """A day written with a day of the week that it is not."""
    weekday, day = weekday_named(raw), date.fromisoformat(iso)
    if weekday is None or weekday == day.weekday():
        return None
    said = f"“{in_short(raw)}”: {format_date(iso)} is a {WEEKDAYS[day.weekday()]}. Did they mean that day?"
    return Answer("unsure", iso, raw, said, worded=True)


_READERS: dict[str, Callable[[ReadCell, str, InputColumn, IssuedForm, str], Answer]] = {
    "narrative": _text,
    "text": _text,
    "rag": _rag,
    "choice": _choice,
    "yes/no": _yes_no,
    "whole number": _whole_number,
    "number or TBC": _figure,
    "money": _money,
    "date": _date,
}
