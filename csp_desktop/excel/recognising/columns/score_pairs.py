"""Likelihood and impact in one cell: "4 x 5 = 20"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_LIKELIHOOD, _IMPACT = r"(?:l|p|likelihood|probability)", r"(?:i|s|c|impact|severity|consequence)"
_LETTER = r"(?:[LPISC]\s*[=:]?\s*)?"
_BOTH = re.compile(
    rf"\(?\s*(?P<before>{_LETTER})(?P<first>\d{{1,2}})\s*(?P<between>[x×*/,])\s*(?P<after>{_LETTER})(?P<second>\d{{1,2}})\s*\)?"
    r"(?:\s*=\s*(?P<product>\d{1,3}))?(?:\s*[-–(]?\s*(?:very )?(?:low|medium|high|moderate|extreme|red|amber|green)\)?)?",
    re.IGNORECASE,
)
_ORDERS = (
    ("likelihood", re.compile(rf"(?<![a-z]){_LIKELIHOOD}\s*[x×*/,]\s*{_IMPACT}(?![a-z])", re.IGNORECASE)),
    ("impact", re.compile(rf"(?<![a-z]){_IMPACT}\s*[x×*/,]\s*{_LIKELIHOOD}(?![a-z])", re.IGNORECASE)),
)


class Both(NamedTuple):
    """The two scores of a cell as they stand in it, their product where it is said, and which comes `first`, "" unsaid.

    Those only `parted`, "3/4", are two scores where something says so: it may be a day, or three of four.
    """

    scores: tuple[int, int]
    product: int | None
    first: str
    parted: bool = False

    @property
    def agrees(self) -> bool:
        """Is the product said, if any, that of the two?"""
        return self.product is None or self.product == self.scores[0] * self.scores[1]


def both_scores(text: str) -> Both | None:
    """The likelihood and impact a cell gives together; None where it is no such cell."""
    match = _BOTH.fullmatch(text.strip())
    if match is None:
        return None
    first = ""
    before, after = match["before"][:1].casefold(), match["after"][:1].casefold()
    if before and after and (before in "lp") != (after in "lp"):
        first = "likelihood" if before in "lp" else "impact"
    product = int(match["product"]) if match["product"] else None
    return Both((int(match["first"]), int(match["second"])), product, first, match["between"] in "/,")


def first_said(heading: str) -> str:
    """Which of the two a heading names first: "likelihood" for "(L x I)"; "" where it does not say."""
    return next((first for first, said in _ORDERS if said.search(heading)), "")


def order_told(heading: str, texts: Iterable[str]) -> bool:
    """Is it told which score of each cell is the likelihood, or are both the same?"""
    pairs = [pair for pair in map(both_scores, texts) if pair]
    return bool(first_said(heading)) or all(pair.first or pair.scores[0] == pair.scores[1] for pair in pairs)
