"""Days: read as people write them, day before month, and written as they read them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
"""In English whatever the machine speaks; the names of the standard calendar follow the machine."""
A_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
"""A pattern of a month in full or short, to be matched whatever its capitals: “September”, “Sept”, “Sep”."""
DAY_OF_MONTH = rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{A_MONTH}\b"
"""A pattern of a day and its month without a year: “12 May”, “3rd of June”."""
YEARS = range(1900, 2200)
"""What a year can be: another is a slip."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(r"(?:[a-z]{3,9}day|mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)(?:\.|,)* ", re.IGNORECASE)


# A day, alone or with midnight, or the moment that programs write: “2025-09-30T00:00:00Z”.
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?: 00:00(?::00)?|T(?P<hour>\d\d):\d\d(?::\d\d(?:\.\d+)?)?(?:(?P<utc>Z)|[+-]\d\d:?\d\d)?)?"
)
_YEAR_FIRST = re.compile(r"(\d{4})([/.])(\d{1,2})\2(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d\d)")
_WITH_MONTH = re.compile(
    r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ \-]([a-z]{3,9})\.?,?[ \-](\d{4}|\d\d)", re.IGNORECASE
)
# Word processors put other hyphens and dashes in place of the plain one.
_DASHES = re.compile("[\u2010-\u2014\u2212]")
_MIDNIGHT = re.compile(r"(?<=\d) 0?0:00(?::00)?$")


def parse_date(raw: object) -> date | None:
    """A day from a date, "31/3/11", "31.03.2011", "Thu 31st of March 2011" or year first ("2011-03-31", "2011/3/31").

    Of a moment as programs write it ("2011-03-31T09:00:00Z", "31/03/2011 00:00") the day. A day of the week before it is not looked at;
    see `weekday_named`.
    """
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    text = _DASHES.sub("-", " ".join(str(raw).replace("\u00a0", " ").split()))
    if match := _WEEKDAY.match(text):
        text = text[match.end() :]
    text = _MIDNIGHT.sub("", text)
    match = _ISO.fullmatch(text)
    if match:
        day = _day(int(match[1]), int(match[2]), int(match[3]))
        # Midnight of a day in British Summer Time, as lists kept in UTC write it.
        return day + timedelta(days=1) if day and match["utc"] and match["hour"] == "23" else day
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        return _day(int(match[1]), int(match[3]), int(match[4]))
    match = _DAY_FIRST.fullmatch(text)
    if match:
        return _day(_full_year(match[3]), int(match[2]), int(match[1]))
    match = _WITH_MONTH.fullmatch(text)
    if match and (month := month_number(match[2])):
        return _day(_full_year(match[3]), month, int(match[1]))
    return None


def meant_as_day(raw: object) -> bool:
    """Whether words are a day, or stand as one does though there is none such: "31/11/2010", "12/31/2010"."""
    words = re.findall(r"[^\W_]+", _MIDNIGHT.sub("", str(raw).strip()))[weekday_named(raw) is not None :]
    figures = [re.fullmatch(r"\d+(?:st|nd|rd|th)?", word, re.IGNORECASE) for word in words]
    as_a_day = (
        len(words) == 3
        and sum(map(bool, figures)) >= 2
        and all(figure or month_number(word) for word, figure in zip(words, figures, strict=True))
    )
    return as_a_day or parse_date(raw) is not None


def weekday_named(raw: object) -> int | None:
    """The day of the week a date begins with, 0 for "Monday" or "Mon"; None where it begins with none."""
    match = _WEEKDAY.match(str(raw).strip())
    if match is None:
        return None
    word = match[0].casefold().strip(" .,")
    return next(
        (number for number, name in enumerate(WEEKDAYS) if name.casefold().startswith(word[:3])), None
    )


def month_number(name: str) -> int | None:
    """1 to 12 for "March", "Mar" or "Sept"; None for anything else."""
    word = name.casefold().rstrip(".")
    if word == "sept":
        return 9
    for number, month in enumerate(MONTHS, 1):
        if len(word) >= 3 and (word == month.casefold() or word == month.casefold()[:3]):
            return number
    return None


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def format_date(iso: str, *, short: bool = False) -> str:
    """ "2010-04-04" as "4 April 2010", or "4 Apr 2010" where short."""
    day = date.fromisoformat(iso)
    return f"{day.day} {format_month(day, short=short)}"


def format_month(day: date, *, short: bool = False) -> str:
    """The month of a day with its year, "April 2010", or "Apr 2010" where short."""
    name = MONTHS[day.month - 1]
    return f"{name[:3] if short else name} {day.year}"
