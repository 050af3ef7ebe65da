"""The day a meeting is held on, as a calendar of meetings says it: with its weekday before it and its time behind."""

from __future__ import annotations

import re
from datetime import date

from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.dates import month_number, parse_date

_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_IN_FIGURES = r"\d{1,2}(?P<sign>[/.-])\d{1,2}(?P=sign)\d{2,4}"
_DAY_FIRST = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<month>[a-z]{3,9})\.?"
# “June 26” may be a day or a year, “June 26th” and “June 26, 2026” are days.
_MONTH_FIRST = r"(?P<first>[a-z]{3,9})\.?\s+(?P<then>\d{1,2})(?:st|nd|rd|th|(?=,?\s+20\d\d))"
_YEAR = r"(?:,?[\s-]+(?P<year>20\d\d|['’]?\d\d(?!\s*(?:[ap]m|[:.]\d))))?"
_CLOCK = r"(?:\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]m|hrs)?|noon|midday)"
_TIME = rf"(?:\s*(?:,|at|from|[-–@])?\s*{_CLOCK}(?:\s*(?:to|until|till|[-–])\s*{_CLOCK})?)?"
_HELD = re.compile(
    rf"{_WEEKDAY}(?:(?P<figures>{_IN_FIGURES})|(?:{_DAY_FIRST}|{_MONTH_FIRST}){_YEAR}){_TIME}", re.IGNORECASE
)


def day_held(text: str, year: FinancialYear | None) -> date | None:
    """The one day a text says and nothing else but its time; without a year of its own it falls in `year`.

    None for a month, a week, two days, or one that may be called off: “June 26”, “16 or 17 June”, “10 July (cancelled)”.
    """
    said = _HELD.fullmatch(" ".join(text.split()))
    if said is None:
        return None
    if said["figures"]:
        return parse_date(said["figures"])
    number = month_number(said["month"] or said["first"])
    if number is None:
        return None
    if said["year"]:
        stated = int(said["year"].strip("'’"))
        stated += 2000 if stated < 100 else 0
    elif year:
        stated = year.first + (number < 4)
    else:
        return None
    try:
        return date(stated, number, int(said["day"] or said["then"]))
    except ValueError:
        return None
