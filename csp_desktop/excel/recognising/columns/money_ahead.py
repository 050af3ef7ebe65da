"""Headings of money that is still to be spent: “Still expected”, “To spend Q1”, “Jan–Mar (est)”."""

from __future__ import annotations

import re

from csp_desktop.excel.recognising.heading_words import alike_words

# In words made alike: “est” is estimated, “to be” is ahead.
_AHEAD = {
    "forecast",
    "projected",
    "projection",
    "profile",
    "profiled",
    "planned",
    "plan",
    "budget",
    "expected",
    "anticipated",
    "estimated",
    "estimate",
    "predicted",
    "prediction",
    "ahead",
    "fc",
}
_STILL_TO_COME = re.compile(
    r"\bto (?:spend|pay(?: out)?|come|go(?: out)?|follow|claim)\b|\byet to\b|\bstill (?:due|to)\b|\bf/c\b",
    re.IGNORECASE,
)


def says_money_ahead(heading: str) -> bool:
    """Does a heading of money in a quarter say that it is yet to be spent?"""
    return bool(_AHEAD & set(alike_words(heading))) or _STILL_TO_COME.search(heading) is not None
