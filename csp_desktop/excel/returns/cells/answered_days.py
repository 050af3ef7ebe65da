"""Which day a partner's cell means: a certain one, or a question."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

from csp_desktop.errors import InvalidValue
from csp_desktop.excel.opening.read_cells import ReadCell
from csp_desktop.excel.opening.xlsx.sheets import serial_date
from csp_desktop.excel.returns.cells.quoted_cells import nothing_given, wanted
from csp_desktop.excel.returns.cells.suggestions import day_meant
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.answer import Answer
from csp_desktop.registers.as_written.dates import WEEKDAYS, format_date, weekday_named
from csp_desktop.registers.as_written.wordings import in_short, plain_text
from csp_desktop.registers.issued_form import IssuedForm
from csp_desktop.registers.return_form import InputColumn


def answered_day(cell: ReadCell, raw: str, column: InputColumn, form: IssuedForm, unit: str) -> Answer:
    text = plain_text(raw)
    if cell.kind == "date":
        day = cell.value.date() if isinstance(cell.value, datetime) else cell.value
        if column.field.check(day.isoformat()):
            return Answer("rejected", None, raw, f"“{text}” is not a date; {wanted(column, form)}.")
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
        return Answer("rejected", None, raw, f"“{text}” is not a date; {wanted(column, form)}.")
    if cell.kind != "text":
        return Answer("rejected", None, raw, f"“{text}” is not a date; {wanted(column, form)}.")
    try:
        iso = column.field.parse(text)
    except InvalidValue:
        pass
    else:
        return _of_another_weekday(iso, raw) or _plausible(iso, raw, form)
    if nothing := nothing_given(text, raw, "date", column, form):
        return nothing
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
        said = f"“{in_short(text)}” does not say which day it is due now; {wanted(column, form)}."
        return Answer("unsure", None, raw, said)
    if read.kind in ("open", "recurring"):
        return Answer("unsure", None, raw, f"“{in_short(text)}” names no one day; {wanted(column, form)}.")
    return Answer("rejected", None, raw, f"“{in_short(text)}” is not a date; {wanted(column, form)}.")


def either_order(answer: Answer) -> Answer:
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
