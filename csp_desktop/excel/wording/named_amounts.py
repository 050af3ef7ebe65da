"""Money as plans name it: "20k CSP Allocation"."""

from __future__ import annotations

import re
from typing import NamedTuple

from csp_desktop.registers.as_written.amounts import parse_money

_AMOUNT = re.compile(r"(?<![\w.,/])(£?\s?\d[\d,]*(?:\.\d+)?\s?[kK]?)\s+(?:from\s+(?:the\s+)?)?(?=[A-Z])")
_KINDS = (
    ("reserve", "reserve"),
    ("prg", "reward grant"),
    ("reward", "reward grant"),
    ("in kind", "in kind"),
    ("match", "match"),
)


class NamedAmount(NamedTuple):
    """An amount of money as a plan names it: pence, the stream it comes from, its kind, and what it is for."""

    pence: int
    stream: str
    kind: str
    purpose: str


def named_amounts(text: str) -> list[NamedAmount]:
    """Every amount with the name of its stream in a text on resources."""
    amounts: list[NamedAmount] = []
    matches = list(_AMOUNT.finditer(text))
    ends = [*(match.start() for match in matches[1:]), len(text)]
    for match, end in zip(matches, ends, strict=bool(matches)):
        pence = parse_money(match[1])
        rest = " ".join(text[match.end() : end].split())
        stream, _, purpose = rest.strip(" ,;+&").partition(" - ")
        if pence is None or not stream:
            continue
        kind = next((kind for word, kind in _KINDS if word in stream.casefold()), "grant")
        amounts.append(NamedAmount(pence, stream.strip(" .,;"), kind, purpose.strip()))
    return amounts
