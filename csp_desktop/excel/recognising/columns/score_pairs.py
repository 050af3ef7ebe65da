"""Likelihood and impact in one cell: "4 x 5 = 20"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_LIKELIHOOD, _IMPACT = r"(?:l|p|likelihood|probability)", r"(?:i|s|c|impact|severity|consequence)"
_LETTER = r"(?:likelihood|probability|impact|severity|consequence|[LPISC])"
_LEVEL = r"(?:very )?(?:low|medium|high|moderate|extreme|critical|severe|significant|red|amber|yellow|green)(?: risk)?"
_PAIR = (
    rf"(?P<before>(?:{_LETTER}\s*[=:]?\s*)?)(?P<first>\d{{1,2}})\s*(?P<between>[x×*/,;]?)\s*"
    rf"(?P<after>(?:{_LETTER}\s*[=:]?\s*)?)(?P<second>\d{{1,2}})"
)
_BOTH = re.compile(
    # “4 x 5 = 20”, “L4 I5 (20) High”; or what comes of the two in front: “20 (4x5)”, “High – 20 = L4 x I5”.
    rf"[(\[]?\s*{_PAIR}\s*[)\]]?(?:\s*[=(\[]\s*(?P<product>\d{{1,3}})\s*[)\]]?)?(?:\s*[-–(]?\s*{_LEVEL}\)?)?",
    re.IGNORECASE,
)
_PRODUCT_FIRST = re.compile(
    rf"(?:{_LEVEL}\s*[-–:,]?\s*)?[(\[]?(?P<product>\d{{1,3}})[)\]]?(?:\s*[-–(]?\s*{_LEVEL}\)?)?\s*[=:–(\[-]\s*{_PAIR}\s*[)\]]?"
    rf"(?:\s*[-–(]?\s*{_LEVEL}\)?)?",
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
    match = _BOTH.fullmatch(text.strip()) or _PRODUCT_FIRST.fullmatch(text.strip())
    if match is None:
        return None
    first = ""
    before, after = match["before"][:1].casefold(), match["after"][:1].casefold()
    if before and after and (before in "lp") != (after in "lp"):
        first = "likelihood" if before in "lp" else "impact"
    if not first and not match["between"]:
        return None
    product = int(match["product"]) if match["product"] else None
    scores = int(match["first"]), int(match["second"])
    told = first or product == scores[0] * scores[1]
    return Both(scores, product, first, match["between"] in ("/", ",", ";") and not told)


def first_said(heading: str) -> str:
    """Which of the two a heading names first: "likelihood" for "(L x I)"; "" where it does not say."""
    return next((first for first, said in _ORDERS if said.search(heading)), "")


def order_told(heading: str, texts: Iterable[str]) -> bool:
    """Is it told which score of each cell is the likelihood, or are both the same?"""
    pairs = [pair for pair in map(both_scores, texts) if pair]
    return bool(first_said(heading)) or all(pair.first or pair.scores[0] == pair.scores[1] for pair in pairs)
