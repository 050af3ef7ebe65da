"""Words of when figures stand: headings that run to the end of a quarter, and what is said over a table or beside a row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from csp_desktop.excel.wording.cells import month_said, quarter_number, quarter_reported
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.dates import month_number, parse_date

_MONTH_AND_YEAR = r"([A-Za-z]{3,9})\.?(?:,?[\s'’]*((?:19|20)?\d\d))?\W*"
_TO_END = re.compile(
    r"(?:(?:position|figures?|actuals?|values?|results?|performance|out-?turn|count|number|total|achieved|delivered|"
    r"cumulative|ytd|year to date|year|rolling|so far|as|(?:\d\d?|three|six|nine|twelve) months?)\s+)*"
    r"(?:(?:up )?to|at|by|ytd|year to date|cumulative|end(?:ing|ed)?)\s+(?:the\s+)?(?:end\s+(?:of\s+)?)?(?:\d\d?(?:st|nd|rd|th)?\s+)?"
    + _MONTH_AND_YEAR,
    re.IGNORECASE,
)
_SINCE_APRIL = re.compile(rf"apr(?:il)?\.?\s*(?:[-–—/]|to)\s*{_MONTH_AND_YEAR}", re.IGNORECASE)
_SO_FAR = re.compile(
    r"\bytd\b|\byear to date\b|\bcumulative\b|\bto date\b|\bso far\b|\bto (?:the )?end\b|\brunning total\b",
    re.IGNORECASE,
)
_ROLLING = re.compile(
    r"\brolling\b|\b(?:12|twelve) months?\b|\byear (?:to|ending|ended)\b(?! date)", re.IGNORECASE
)
_NAMED_ROLLING = re.compile(
    r"\brolling\b|\b(?:last|past|previous|latest) (?:12|twelve) months?\b|\byear (?:to|ending|ended)\b(?! date)|"
    r"\b(?:12|twelve)[ -]months? (?:to|ending|ended|total|average|period)\b|\((?:12|twelve) months?\)|\bmoving average\b",
    re.IGNORECASE,
)
_AVERAGE = re.compile(r"^\W*(?:the\s+)?(?:average|mean|median)\b|\((?:average|mean|median)\)", re.IGNORECASE)
_NAMED_SO_FAR = re.compile(
    r"\bytd\b|\byear to date\b|\bcumulative(?:ly)?\b|(?<!\bup )\bto date\b|\brunning total\b", re.IGNORECASE
)
_OF_QUARTER = re.compile(r"\b(?:3|three) months?\b|\bquarter\b", re.IGNORECASE)
_UNTIL = re.compile(
    r"\b(?:as at|at|up to|to|by|until)\s+(?:(?:the\s+)?end\b|(?:\d\d?(?:st|nd|rd|th)?\s+)?(?:"
    r"jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b|\d\d?[./-]\d\d?\b).*",
    re.IGNORECASE,
)
_HALVES = (
    (
        2,
        re.compile(
            r"\bapr(?:il)?\.?\s*(?:[-–—/&]|to)\s*sept?(?:ember)?\b|\bh1\b|\b(?:first|1st) (?:half|(?:six|6) months?)\b",
            re.I,
        ),
    ),
    (
        4,
        re.compile(
            r"\boct(?:ober)?\.?\s*(?:[-–—/&]|to)\s*mar(?:ch)?\b|\bh2\b|\b(?:second|2nd) (?:half|(?:six|6) months?)\b",
            re.I,
        ),
    ),
)
_RUNS_TO = re.compile(r"\b(?:to|ytd|cumulative)\b", re.IGNORECASE)
_ENDS_QUARTER = (3, 6, 9, 12)
_DAY_OR_MONTH = (
    r"(?P<figures>\d{1,2}[/.-]\d{1,2}[/.-](?:20)?\d\d\b)|"
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<month>[A-Za-z]{3,9})\b\.?(?:,?[\s'’]*(?P<year>(?:20)?\d\d)\b)?"
)
_STANDS_AT = re.compile(
    r"(?:\b(?:(?:as )?at|as of|position(?: on)?|st(?:ood|ands?|and) on|end(?:ing|ed|s)?(?: of| on)?|"
    r"(?:up )?to(?= (?:the )?end\b| \d| [a-z]{3,9}\.?,? ['’]?(?:20)?\d\d\b))\b[\s:–-]*(?:the\s+)?|(?<=\w)\s*[–—-]\s*(?=\d))"
    rf"(?:end\s+(?:of\s+)?)?(?:{_DAY_OR_MONTH})",
    re.IGNORECASE,
)
_OF_POSITION = re.compile(
    r"\b(?:as at|as of|position|st(?:ood|ands?) (?:at|on)|quarter|period|report(?:s|ing)?|monitoring|update|progress|performance|figures|data|"
    r"(?:up )?to (?:the )?end|end(?:ing|ed)?)\b",
    re.IGNORECASE,
)
_LONGEST_TITLE = 150


def quarter_ended(heading: str, year: FinancialYear | None) -> Quarter | None:
    """The quarter at whose end a heading says its figures stand; None where it names no such end."""
    said = _TO_END.fullmatch(heading.strip()) or _since_april(heading)
    month = month_number(said[1]) if said else None
    if said is None or month not in _ENDS_QUARTER:
        return None
    number = (month - 4) % 12 // 3 + 1
    if not said[2]:
        return Quarter(year.first, number) if year else None
    calendar_year = int(said[2]) if len(said[2]) == 4 else 2000 + int(said[2])
    ended = Quarter(calendar_year - (month < 4), number)
    # “Year to March 2026” beside figures of 2026/27 is last year's whole.
    return None if year and ended.year < year.first and _ROLLING.search(heading) else ended


def quarter_stated(text: str, year: FinancialYear) -> Quarter | None:
    """The quarter that what is said over a table, beside a row or in a sheet's name is of; None where it says none.

    "Quarter 2", "June 26", "Position at 30 June 2026", "Reporting period: 1 April to 30 June". Where no year is said
    it is of the given one; where another is, of that.
    """
    if len(text) >= _LONGEST_TITLE:
        return None
    if said := quarter_reported(text, year):
        return said
    if month := month_said(text, year):
        return Quarter.of(month)
    return quarter_up_to(text, year) if _OF_POSITION.search(text) else None


def quarter_up_to(text: str, year: FinancialYear) -> Quarter | None:
    """The quarter of the day or month up to which something is told: “Sit-rep to 30 June 2026”; None where none is said."""
    days = (_day_said(match, year) for match in _STANDS_AT.finditer(text))
    return next((quarter_at(day) for day in days if day), None)


def quarter_at(day: date) -> Quarter:
    """The quarter that a position on a day is of: the first of July is still the end of June."""
    if (day + timedelta(days=1)).day == 1:
        return Quarter.of(day)
    return Quarter.of(day - timedelta(days=1)) if day.day == 1 else Quarter.reported_on(day)


def _day_said(match: re.Match[str], year: FinancialYear) -> date | None:
    """The day a position is of; the last of the month where only that is said."""
    if match["figures"]:
        return parse_date(match["figures"])
    month = month_number(match["month"])
    if month is None:
        return None
    said = match["year"]
    calendar_year = int(said[-2:]) + 2000 if said else year.first + (month < 4)
    if match["day"]:
        return parse_date(f"{calendar_year}-{month:02d}-{int(match['day']):02d}")
    return date(calendar_year + (month == 12), month % 12 + 1, 1) - timedelta(days=1)


def half_ended(heading: str, year: FinancialYear | None) -> Quarter | None:
    """The quarter that ends the half of a year a heading names, “Apr–Sep” or “H2”; None where it names none or both."""
    said = [number for number, half in _HALVES if half.search(heading)]
    return Quarter(year.first, said[0]) if year and len(said) == 1 else None


def says_so_far(heading: str) -> bool:
    """Does a heading say that its figures are for the year so far: “Q2 YTD”, “Cumulative to December”?"""
    return _SO_FAR.search(heading) is not None


def said_until(heading: str) -> str:
    """The end of a heading of money that says until when it runs: “at 30 September”; "" where none does."""
    said = _UNTIL.search(heading)
    return said[0] if said else ""


def kind_by_headings(headings: Iterable[str]) -> str:
    """What kind of figures stand under headings: "cumulative" where each says they run from April; "" where they differ."""
    kinds = {_kind(heading) for heading in headings}
    if "cumulative" in kinds:
        # “Apr–Jun” before “Apr–Sep” runs from April too.
        kinds.discard("first quarter")
    return kinds.pop() if len(kinds) == 1 and kinds <= {"cumulative", "snapshot"} else ""


def kind_by_name(name: str) -> str:
    """What kind of figures the name of an indicator says it has: "cumulative", "snapshot"; "" where it says none.

    “Reoffending within 12 months” is of no rolling year, and what is kept up to date runs from no April.
    """
    if _NAMED_ROLLING.search(name) or _AVERAGE.search(name):
        return "snapshot"
    return "cumulative" if _NAMED_SO_FAR.search(name) else ""


@cache
def _kind(heading: str) -> str:
    if _ROLLING.search(heading):
        return "snapshot"
    if _since_april(heading):
        return "first quarter" if quarter_number(heading) else "cumulative"
    if says_so_far(heading):
        return "cumulative"
    if not _TO_END.fullmatch(heading.strip()) or _OF_QUARTER.search(heading):
        return ""
    return "cumulative" if _RUNS_TO.search(heading) else "snapshot"


def _since_april(heading: str) -> re.Match[str] | None:
    return _SINCE_APRIL.fullmatch(heading.strip())
