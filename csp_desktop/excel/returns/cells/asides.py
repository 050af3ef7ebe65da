"""What stands beside a value in a cell: an earlier value, a remark, or that the value is of another time or kind."""

from __future__ import annotations

import re

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.dates import A_MONTH, MONTHS, WEEKDAYS, month_number
from csp_desktop.registers.as_written.word_meanings import (
    says_no_change,
    says_not_yet,
    says_nothing,
    says_same_again,
)

_BRACKETED = re.compile(r"[(\[][^)\]]*[)\]]?")
# What stands in brackets, or after "was", tells of something else: an earlier value, where it comes from.
_BEFORE = re.compile(
    r"\b(?:was|were|previously|originally|formerly|instead of|last (?:time|quarter|qtr|year))\b[^,;.]*",
    re.IGNORECASE,
)
# Words that say a value is not this quarter's, not yet so, or of a part only.
_OF_ANOTHER = re.compile(
    r"\b(?:(?:last|previous|prior|next|past|same) (?:quarter|qtr|year|yr|time|period|month|report|return)|"
    r"q[1-4]|quarter [1-4]|(?:19|20)\d\d(?:\s?[/–-]\s?(?:20)?\d\d)?|"
    rf"{A_MONTH}|previous(?:ly)?|prior|earlier|original(?:ly)?|formerly|was|were|last|next|old|since|"
    r"ytd|year[ -]to[ -]date|to[ -]date|(?:full|whole) year|so far|cumulative(?:ly)?|running total|rolling|"
    r"(?<!on )targets?|baseline|forecasts?|forecasted|project(?:ed|ion)|expected|planned|predicted|anticipated|proposed|"
    r"budget(?:ed)?|average[ds]?|avg|mean|median|max(?:imum)?|min(?:imum)?|annual(?:ly)?|yearly|quarterly|monthly|weekly|daily|"
    r"(?:phase|stage|part|step) (?:\d+|one|two|three|i{1,3}))\b",
    re.IGNORECASE,
)
# After these a remark follows.
_REMARK = re.compile(
    r"\s[–—-]+\s|[,;.:](?!\d)|\b(?:because|as|due to|owing to|subject to|pending|when|while|depending on|awaiting)\b",
    re.IGNORECASE,
)
# What says nothing of its own beside such words: "(target for March)", "(Oct and Nov only)".
_SMALL = re.compile(
    r"\b(?:in|for|at|of|the|as|and|or|end|only|up to|to|by|all|position|figures?|data|total|this|our|is|are|value|"
    r"result|status|rating|score|only|just|year|quarter|qtr|month|period)\b",
    re.IGNORECASE,
)

# Beside a value these tell nothing that would have to be kept.
_TELLS_NO_MORE = frozenset([
    "about", "approx", "approximately", "around", "ca", "cent", "circa", "est", "estimate", "estimated", "on", "out", "per",
    "percent", "prov", "provisional", "roughly", "say", "target", "track", *map(str.casefold, WEEKDAYS),
])  # fmt: skip
_A_REMARK = 5


def parted(text: str) -> tuple[str, list[str]]:
    """What a cell says itself, and what stands in brackets or after "was": ("40", ["(was 35)"])."""
    bracketless = _BRACKETED.sub(" ", text)
    asides = [*_BRACKETED.findall(text), *_BEFORE.findall(bracketless)]
    return _BEFORE.sub("", bracketless).strip(" \t,;:"), asides


def says_more(text: str, value: str) -> bool:
    """Whether words tell more than the value they are read as: "Amber. Two families moved", but not "c. 40" or "gren".

    In place of a value that is not known ("") all words do. That nothing has changed goes without saying.
    """
    if says_no_change(text):
        return False
    if not value:
        empty = says_nothing(text) or says_not_yet(text) or says_same_again(text)
        return not empty and re.search(r"[^\W\d_]{3}", text) is not None
    own = set(_tokens(value))
    left = [
        word
        for word in _tokens(_SMALL.sub(" ", _BEFORE.sub(" ", text)))
        if word not in own | _TELLS_NO_MORE
        and month_number(word) is None
        and (word.isalpha() or word.isdecimal())  # not the "2k" that £2,000 was read from
    ]
    if len(left) == 1:
        # One word may be the value, spelt otherwise; set apart from it, it is a remark: "Amber - staffing".
        apart = _tokens(" ".join([*clauses(text)[1:], *_BRACKETED.findall(text)]))
        return left[0] in apart and left[0].isalpha() and len(left[0]) >= _A_REMARK
    return any(len(word) > 2 and word.isalpha() for word in left)


def _tokens(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def clauses(text: str) -> list[str]:
    """A text taken apart where a remark begins: "Amber", "contractor late"."""
    return _REMARK.split(text)


def without_asides(text: str, quarter: Quarter, *, of_a_month: bool = False) -> str | None:
    """The value alone: "40" of "40 (was 35)"; None where what is beside it says it is of another time or kind.

    That it is of the `quarter` asked about goes without saying; so does a month of it where the value may be
    `of_a_month`, as a rating is. A month's figure is only a part of the quarter's.
    """
    alone, asides = parted_now(text, quarter, of_a_month=of_a_month)
    return None if any(map(only_says_another, asides)) else alone


def parted_now(text: str, quarter: Quarter, *, of_a_month: bool = False) -> tuple[str, list[str]]:
    """A text in its parts, without the quarter asked about; nor its months, where it may be `of_a_month`."""
    own = _own_quarter(quarter).sub(" ", text)
    return parted(_own_months(quarter).sub(" ", own) if of_a_month else own)


def of_another(text: str) -> bool:
    """Whether words speak of another time than is asked about, of a target or forecast, or of a part."""
    return _OF_ANOTHER.search(text) is not None


def only_says_another(aside: str) -> bool:
    """Whether an aside has no value of its own, but says whose time or what kind the value beside it is."""
    left = _OF_ANOTHER.sub(" ", aside)
    return left != aside and re.search(r"\w", _SMALL.sub(" ", left)) is None


def _own_quarter(quarter: Quarter) -> re.Pattern[str]:
    """How a partner names the quarter asked about, a year only with it."""
    said = own_year(quarter)
    first, _, last = _months_of(quarter)
    return re.compile(
        rf"\b(?:(?:in|for|during)\s+)?(?:(?:this|current)\s+(?:quarter|qtr)|the\s+(?:quarter|qtr)(?!\s+(?:before|ago|to|so)\b)|"
        rf"{first}\s*(?:[–—-]|to|until)\s*{last}{_calendar_year(quarter)}|"
        rf"(?:q|quarter\s){quarter.number}(?:,?\s+(?:of\s+)?{said})?|{said},?\s+q{quarter.number})\b"
        r"(?:\s*[–—-](?=\s))?(?!\s*[–—-])",
        re.IGNORECASE,
    )


def own_year(quarter: Quarter) -> str:
    """How a partner writes the financial year of a quarter, as a pattern: "2010/11", "10-11"."""
    first = FinancialYear(quarter.year).first
    return rf"(?:20)?{first % 100:02d}\s?[/–-]\s?(?:20)?{(first + 1) % 100:02d}"


def _own_months(quarter: Quarter) -> re.Pattern[str]:
    """How a partner names a month or day of the quarter asked about: "in December", "since 3 Nov 2010"."""
    months = "|".join(_months_of(quarter))
    return re.compile(
        rf"\b(?:(?:in|since|on|during)\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:{months})\b{_calendar_year(quarter)}",
        re.IGNORECASE,
    )


def _months_of(quarter: Quarter) -> list[str]:
    """The names of a quarter's months. "May" has its capital and no verb behind it, "may slip" is none."""
    first = quarter.start.month
    names = MONTHS[first - 1 : first + 2]
    return [
        r"(?-i:May\b(?!\s+[a-z]))" if name == "May" else rf"{name[:3]}(?:{name[3:]}|{name[3:4]})?"
        for name in names
    ]


def _calendar_year(quarter: Quarter) -> str:
    """The calendar year a quarter's months may have behind them, and none other."""
    return rf"(?:,?\s+(?:{quarter.calendar_year}|['’]?{quarter.calendar_year % 100:02d})\b)?(?!,?\s*['’]?\d)"
