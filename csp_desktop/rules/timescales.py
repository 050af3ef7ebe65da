"""What a timescale says: a date, a recurrence, both or neither. Its text is always kept.

A month means its last day, a financial year its 31 March, a quarter its end. Day comes before month;
what would need a guess ("March 31" without a year, "3/31/11") stays unreadable.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from csp_desktop.errors import InvalidValue
from csp_desktop.patterns import late_pattern
from csp_desktop.periods import FinancialYear, Quarter, months_on
from csp_desktop.registers.as_written.dates import A_MONTH, MONTHS, month_number, parse_date
from csp_desktop.registers.as_written.word_meanings import says_nothing, speaks_of_done, speaks_of_not_yet
from csp_desktop.registers.as_written.wordings import listed
from csp_desktop.registers.fields import is_blank

Kind = Literal["date", "recurring", "open", "done", "TBC", "none", "unreadable"]


class Timescale(NamedTuple):
    """A timescale as read: its text as written, the date and recurrence found in it, and what kind it is."""

    text: str
    due_on: date | None
    recurrence: str | None
    kind: Kind


class _Found(NamedTuple):
    """A date found in the text and where it stands; None where it was only possible by guessing."""

    start: int
    end: int
    day: date | None


_MONTH = rf"{A_MONTH}\b\.?"
_YEAR = r"(?:(?:19|20)\d\d|['’]?\d\d)\b(?![/.:]\d|%|(?:st|nd|rd|th)\b)"
# "28-Aug-26", "Aug-26": as Excel shows a day and a month.
_DASH = "[-/‐-—]"
_YEAR_AFTER = rf"{_DASH}(?=\d++(?!\s*(?:{_DASH}\d|{_MONTH})))"
_BETWEEN = r"\s*(?:/|,|&|-|–|—|\band\b|\bto\b|\bor\b)\s*"
_DATES = late_pattern(
    "|".join(
        (
            r"(?P<iso>\b\d{4}-\d\d-\d\d(?:T[\d:.]{5,}(?:Z|[+-]\d\d:?\d\d)?)?\b)",
            r"(?P<numeric>\b\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d\d)\b)",
            r"(?P<year_end>\byear[- ]end\b|\bend\s+of\s+(?:the\s+)?(?:financial\s+)?year\b)",
            r"(?P<quarter>\b(?:(?:19|20)\d\d\s*-\s*Q[1-4]\b"
            r"|(?:19|20)\d\d\s*[/–\-]\s*(?:\d\d){1,2},?\s+(?:Q|Quarter\s*)[1-4]\b"
            r"|(?:Q|Quarter\s*)[1-4]\b(?:[\s,]+(?:of\s+)?(?:19|20)\d\d\s*[/–\-]\s*\d\d(?:\d\d)?\b)?))",
            r"(?P<year>\b(?:19|20)\d\d\s*[/–\-]\s*(?:\d\d){1,2}\b)",
            rf"(?P<day>\b\d{{1,2}})(?:(?:st|nd|rd|th)?\s+(?:of\s+)?|{_DASH})(?P<day_month>{_MONTH})(?:(?:,?\s+|{_YEAR_AFTER})(?P<day_year>{_YEAR}))?",
            rf"\b(?P<us_month>{_MONTH})(?:\s+|{_DASH})(?P<us_day>\d{{1,2}})(?P<ordinal>st|nd|rd|th)?(?:(?:,?\s+|{_DASH})(?P<us_year>(?:19|20)\d\d)\b"
            r"|(?<=st)|(?<=nd)|(?<=rd)|(?<=th))",
            rf"\b(?P<months>{_MONTH}(?:{_BETWEEN}{_MONTH})+)(?:,?\s+(?P<months_year>{_YEAR}))?",
            rf"\b(?P<month>{_MONTH})(?:(?:,?\s*|{_YEAR_AFTER})(?P<month_year>{_YEAR}))?",
        )
    ),
    re.IGNORECASE,
)

# Word processors put other hyphens and dashes in place of the plain ones of a date.
_HYPHENS = "[\u2010-\u2014\u2212]"
_HYPHENED = late_pattern(rf"\b\d{{1,2}}{_HYPHENS}\d{{1,2}}{_HYPHENS}(?:\d{{4}}|\d\d)\b")

_TIMES = {
    "annual": r"\bannual(?:ly)?\b|\b(?:every|per|each)\s+year\b|\byearly\b|\ba\s+year\b",
    "bi-annual": r"\bbi-?annual(?:ly)?\b|\btwice\s+(?:a|per)\s+year\b|\bsix[- ]monthly\b|\bhalf[- ]yearly\b",
    "quarterly": r"\bquarterly\b|\b(?:every|per|each)\s+quarter\b",
    "termly": r"\btermly\b|\b(?:every|per|each)\s+term\b",
    "bi-monthly": r"\bbi-?monthly\b|\bevery\s+(?:two|2)\s+months\b",
    "monthly": r"\bmonthly\b|\b(?:every|per|each)\s+month\b",
    "fortnightly": r"\bfortnightly\b",
    "weekly": r"\bweekly\b|\b(?:every|per|each)\s+week\b",
    "daily": r"\bdaily\b",
}
_COUNTED = late_pattern(
    r"\b\d+(?:\s*[-–]\s*\d+)?\s+(?:\w+\s+){0,3}?(?:per|a|each|every)\s+(?:year|quarter|month|week|term)\b"
    r"|\b\d+[- ](?:weekly|monthly)\b",
    re.IGNORECASE,
)
_OPEN = late_pattern(
    r"\bon-?\s?going\b|\bas\s+(?:and\s+when\s+)?(?:required|needed|necessary)\b|\bcontinu(?:ous|ing|ed|al)\b"
    r"|\bthroughout\b|\ball\s+year\b|\brolling\b|\bwhen\s+(?:required|needed|necessary)\b",
    re.IGNORECASE,
)
_PENDING = late_pattern(r"\bpending\b", re.IGNORECASE)
_FROM = late_pattern(
    r"\b(?:from|since|after|start(?:ing|ed|s)?|begin(?:ning|s)?|began|begun|commenc(?:ing|ed|es?)|not before|no earlier than|"
    r"(?:paused|on hold|suspended) (?:until|till|to))\s*:?\s*(?:in\s+|on\s+|the\s+|early\s+|late\s+|mid-?\s*)*$",
    re.IGNORECASE,
)
_ONWARDS = late_pattern(r"\s*(?:onwards?\b|\+|or later\b|at the earliest\b)", re.IGNORECASE)
_DONE_ON = late_pattern(
    r"^\W*(?:(?:now|all|was|works?|action|it)\s+)*(?:completed|finished|closed|achieved|done|signed off)\s*[:–—-]?\s*(?:on\s+|in\s+)?$",
    re.IGNORECASE,
)
_RANGE = late_pattern(
    r"\s*(?:-|–|—|\bto\b|\buntil\b|\btill\b)\s*(?:the\s+)?(?:end\s+(?:of\s+)?)?", re.IGNORECASE
)

# "November 2026 and February 2027": what is to be done twice is due when it has been done for the last time.
_AND = late_pattern(r"\s*(?:,|&|,?\s*\band\b)\s*(?:(?:in|by|again in)\s+)?", re.IGNORECASE)

# "30/06/2026, now moved to 30/11/2026", "June – extended until September".
PUT_OFF = late_pattern(
    r"[\s,;:.()–—-]*\b(?:(?:but|and|now|been|has|date)\s+)*"
    r"(?:now|moved|extended|revised|postponed|delayed|deferred|rescheduled|re-scheduled|(?:put|pushed) (?:back|off)|slipped|slips|"
    r"changed|(?:superseded|replaced) by|new (?:(?:due|target|completion|end) )?(?:date|deadline))"
    r"\b(?:\s+(?:now|date|deadline|back))?(?:\s+(?:to|until|till|is|as|for))?[\s:]*(?:(?:the\s+)?end (?:of\s+)?)?",
    re.IGNORECASE,
)
"""What stands between a day and the one it was put off to."""


def read_timescale(text: str | None, year: FinancialYear) -> Timescale:
    """Read a timescale; months and quarters without a year of their own fall in `year`."""
    kept = text or ""
    if is_blank(kept) or says_nothing(kept):
        return Timescale(kept, None, None, "none")
    # What stands in brackets qualifies the date ("ideally February"); alone it is all there is.
    main = re.sub(r"\([^()]*\)", _without_aside, _plainly_hyphened(kept))
    spoken = main if not is_blank(main) else kept
    months = _months_repeated(spoken)
    if months:
        return Timescale(kept, None, months, "recurring")
    recurrence = _recurrence(spoken)
    dates = list(_dates(spoken, year))
    if any(said.day is None for said in dates):
        return Timescale(kept, None, recurrence, "unreadable")
    ends = [said for said in dates if not _only_starts(spoken, said)]
    if dates and not ends:
        return Timescale(kept, None, recurrence, "recurring" if recurrence else "open")
    due = _chosen(spoken, ends)
    if due and len(dates) == 1 and not recurrence and _DONE_ON.search(spoken[: dates[0].start]):
        return Timescale(kept, None, None, "done")
    if recurrence:
        return Timescale(kept, due, recurrence, "recurring")
    if due:
        return Timescale(kept, due, None, "date")
    kind: Kind = "unreadable"
    if _OPEN.search(spoken):
        kind = "open"
    elif speaks_of_not_yet(spoken) or _PENDING.search(spoken):
        kind = "TBC"
    elif speaks_of_done(spoken):
        kind = "done"
    return Timescale(kept, None, None, kind)


def names_day(text: str | None, day: date, year: FinancialYear) -> bool:
    """Whether a timescale names a day, alone or among others: "November 2010 and February 2011" names two."""
    return any(said.day == day for said in _dates(_plainly_hyphened(text or ""), year))


def _without_aside(brackets: re.Match[str]) -> str:
    """Blanks for what stands in brackets, unless it says what a day was put off to: "(extended to 31/12/2026)"."""
    inside = brackets[0][1:-1]
    return f" {inside} " if PUT_OFF.match(inside) else " " * len(brackets[0])


def _plainly_hyphened(text: str) -> str:
    """A text with the dates in figures written with plain hyphens, as long as before."""
    return _HYPHENED.sub(lambda day: re.sub(_HYPHENS, "-", day[0]), text)


def _recurrence(text: str) -> str | None:
    counted = _COUNTED.search(text)
    if counted:
        return " ".join(counted[0].split()).lower()
    recurrences = [
        (match.start(), word)
        for word, pattern in _TIMES.items()
        if (match := re.search(pattern, text, re.IGNORECASE))
    ]
    return min(recurrences)[1] if recurrences else None


def _months_repeated(text: str) -> str | None:
    """ "June, September, December and April" for months named without a year that do not follow one another."""
    match = _DATES.search(text)
    if match is None or not match["months"] or match["months_year"]:
        return None
    numbers = _months_listed(match["months"])
    ranged = len(numbers) == 2 and re.search(r"-|–|—|\bto\b", match["months"], re.IGNORECASE)
    if ranged or all((later - earlier) % 12 == 1 for earlier, later in itertools.pairwise(numbers)):
        return None
    return listed([MONTHS[number - 1] for number in numbers])


def _months_listed(months: str) -> list[int]:
    names = re.findall(r"[A-Za-z]{3,9}", re.sub(r"\b(?:and|to|or)\b", " ", months, flags=re.IGNORECASE))
    return [number for name in names if (number := month_number(name)) is not None]


def _dates(text: str, year: FinancialYear) -> Iterator[_Found]:
    for match in _DATES.finditer(text):
        # "may" and "march" are ordinary words too: alone they count as months only with a capital.
        if match["month"] and not match["month_year"] and not match["month"][0].isupper():
            continue
        yield _Found(match.start(), match.end(), _read(match, year))


def _read(match: re.Match[str], year: FinancialYear) -> date | None:
    if match["iso"] or match["numeric"]:
        return parse_date(match["iso"] or match["numeric"])
    if match["year_end"]:
        return year.end
    if match["quarter"]:
        return _quarter_end(match["quarter"], year)
    if match["year"]:
        try:
            return FinancialYear.parse(match["year"]).end
        except InvalidValue:
            return None
    if match["day"]:
        number = _month(match["day_month"])
        stated = _year_of(match["day_year"], None) if match["day_year"] else _within(year, number)
        return parse_date(f"{stated}-{number:02d}-{int(match['day']):02d}")
    if match["us_month"]:
        number = _month(match["us_month"])
        stated = int(match["us_year"]) if match["us_year"] else _within(year, number)
        return parse_date(f"{stated}-{number:02d}-{int(match['us_day']):02d}")
    if match["months"]:
        number = _months_listed(match["months"])[-1]
        return _month_end(number, match["months_year"], year)
    return _month_end(_month(match["month"]), match["month_year"], year)


def _month(name: str) -> int:
    number = month_number(name)
    assert number is not None, name
    return number


def _within(year: FinancialYear, month: int) -> int:
    """The calendar year a month has within a financial year."""
    return year.first if month >= 4 else year.first + 1


def _year_of(digits: str, near: FinancialYear | None) -> int | None:
    """A calendar year; two digits could be a day after a month, so they must lie near the plan's year."""
    digits = digits.lstrip("'’")
    if len(digits) == 4:
        return int(digits)
    stated = 2000 + int(digits)
    if near is not None and int(digits) <= 31 and not near.first - 2 <= stated <= near.first + 3:
        return None
    return stated


def _month_end(month: int, digits: str | None, year: FinancialYear) -> date | None:
    stated = _year_of(digits, year) if digits else _within(year, month)
    return None if stated is None else months_on(date(stated, month, 1), 1) - timedelta(days=1)


def _quarter_end(text: str, year: FinancialYear) -> date | None:
    number = re.search(r"(?:Q|Quarter\s*)([1-4])\b", text, re.IGNORECASE)
    assert number is not None, text
    stated = re.search(r"(?:19|20)\d\d(?:\s*[/–\-]\s*(?:\d\d){1,2}\b)?", text)
    try:
        own = FinancialYear.parse(stated[0]) if stated else year
    except InvalidValue:
        return None
    return Quarter(own.first, int(number[1])).end


def _only_starts(text: str, said: _Found) -> bool:
    """ "From May 2010", "May 2010 onwards": when it begins is not when it is due."""
    return bool(_FROM.search(text[: said.start]) or _ONWARDS.match(text[said.end :]))


def _chosen(text: str, dates: list[_Found]) -> date | None:
    """The end of a range, the last of a list or what a day was put off to, else the first date named.

    What follows that comments on it.
    """
    if not dates:
        return None
    chosen = dates[0]
    for following in dates[1:]:
        between = text[chosen.end : following.start]
        follows = _AND.fullmatch(between) and chosen.day and following.day and chosen.day < following.day
        if not follows and not _RANGE.fullmatch(between) and not PUT_OFF.fullmatch(between):
            break
        chosen = following
    return chosen.day
