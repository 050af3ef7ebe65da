"""Headings of figures that run to the end of a quarter: "To end June 2026", "As at 30 September", "Apr - Dec 2026"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from csp_desktop.excel.wording.cells import quarter_number
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.dates import month_number

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
_OF_QUARTER = re.compile(r"\b(?:3|three) months?\b|\bquarter\b", re.IGNORECASE)
_UNTIL = re.compile(
    r"\b(?:as at|at|up to|to|by|until)\s+(?:(?:the\s+)?end\b|(?:\d\d?(?:st|nd|rd|th)?\s+)?(?:"
    r"jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b|\d\d?[./-]\d\d?\b).*",
    re.IGNORECASE,
)
_RUNS_TO = re.compile(r"\b(?:to|ytd|cumulative)\b", re.IGNORECASE)
_ENDS_QUARTER = (3, 6, 9, 12)


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
