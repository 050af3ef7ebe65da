"""How somebody is reached, as people write it in one cell: an address to write to, a telephone number, or both."""

from __future__ import annotations

import re
from typing import NamedTuple

_EMAIL = re.compile(r"(?:e-?mail:?\s*|mailto:)?([^\s,;:<>()]+@[^\s,;<>()]+\.[A-Za-z]{2,})", re.IGNORECASE)
_PHONE = re.compile(
    r"(?:(?:tel(?:ephone)?|phone|mob(?:ile)?|m|t|direct)[.:]?\s*)?((?:\+?\d|\(0)[\d\s()/-]{7,}\d(?:\s*(?:ext?|x)\.?\s*\d+)?)",
    re.IGNORECASE,
)


class Reached(NamedTuple):
    """An email address and a telephone number, each "" where there is none."""

    email: str
    phone: str


def reached_by(text: str) -> Reached | None:
    """What a cell says of how to reach somebody; None where it says more, several of a kind, or nothing of it."""
    emails, rest = _EMAIL.findall(text), _EMAIL.sub(" ", text)
    phones, rest = _PHONE.findall(rest), _PHONE.sub(" ", rest)
    if len(emails) > 1 or len(phones) > 1 or not (emails or phones) or rest.strip(" \n,;/|–—-<>()"):
        return None
    return Reached("".join(emails), "".join(phones).strip())
