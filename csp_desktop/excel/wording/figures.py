"""Figures as people put them in words: "78 per cent", "Fire IRS 2009/2010 (140)"."""

from __future__ import annotations

import re
from typing import NamedTuple

from csp_desktop.registers.as_written.amounts import format_number, parse_number

_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_WORDED = {"nil": 0, "zero": 0, "nought": 0, "a hundred": 100, "one hundred": 100, **_TENS, **_ONES}
_WORDED |= {
    f"{tens} {ones}": _TENS[tens] + _ONES[ones] for tens in _TENS for ones in _ONES if _ONES[ones] < 10
}
_PER_CENT = re.compile(r"(?P<figure>.+?)\s*(?:per\s?-?cent(?:age)?|pct|p\.?c\.?)\.?", re.IGNORECASE)

_RATE = re.compile(
    r"(?P<figure>[\d.,]+)\s*(?:(?:crimes?|offences?|incidents?|cases?|reports?)\s+)?(?:per|/)\s*"
    r"(?P<of>1[, ]?000|a? ?thousand|100[, ]?000)(?:\s+(?:people|population|residents|households|heads?|persons))?",
    re.IGNORECASE,
)

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_YEAR = r"(?:(?:19|20)\d\d\s?[/–-]\s?(?:\d\d){1,2}|(?:19|20)\d\d)(?![\d,.])"
_PERIOD = re.compile(
    rf"(?:Q[1-4],?\s+)?(?:{_MONTH}\s+(?:{_YEAR}\s+)?(?:to|–|-)\s+)?(?:{_MONTH}\s+)?(?<![\d£.,]){_YEAR}(?!\s*%)",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"(?<![\w.,])£?(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<share>\s*%)?(?![\w.,]*\d)(?!\w)"
)


class Stated(NamedTuple):
    """A figure with the period it is of; `words` where the cell says more than these two."""

    figure: float
    mark: str
    period: str
    words: bool

    @property
    def shown(self) -> str:
        """The figure with its mark: "140", "27%", "£1,200"."""
        number = format_number(self.figure)
        return f"£{number}" if self.mark == "£" else number + self.mark


def share_in_words(text: str) -> str:
    """ "78%" for "78 per cent" and for "seventy-eight percent"; "" for anything else."""
    match = _PER_CENT.fullmatch(text.strip())
    if match is None:
        return ""
    said = match["figure"].strip()
    figure = parse_number(said)
    if figure is None:
        figure = _WORDED.get(" ".join(said.casefold().replace("-", " ").split()))
    return "" if figure is None else f"{figure:g}%"


def rate_in_words(text: str) -> tuple[float, str] | None:
    """(3.4, "rate per 1,000") for "3.4 per 1,000" or "3.4 offences per thousand people"; None for anything else."""
    match = _RATE.fullmatch(text.strip())
    figure = parse_number(match["figure"]) if match else None
    if match is None or figure is None:
        return None
    return figure, "rate per 100,000" if match["of"].startswith("100") else "rate per 1,000"


def figure_of_period(text: str) -> Stated | None:
    """What "140 (2009/10)" or "Fire IRS 2009/2010 (140)" states; None where it names no period or not one figure."""
    periods = list(_PERIOD.finditer(text))
    if len(periods) != 1:
        return None
    rest = text[: periods[0].start()] + " " + text[periods[0].end() :]
    figures = list(_FIGURE.finditer(rest))
    # A second number, whatever it is, leaves it open which is meant.
    if len(figures) != 1 or len(re.findall(r"\d[\d,.]*", rest)) != 1:
        return None
    figure = parse_number(figures[0]["figure"])
    if figure is None:
        return None
    mark = "%" if figures[0]["share"] else "£" if figures[0][0].startswith("£") else ""
    before, after = rest[: figures[0].start()], rest[figures[0].end() :]
    words = (
        re.search(r"[A-Za-z]{2}", re.sub(r"\b(?:in|at|for|as|of|per)\b", " ", before + " " + after))
        is not None
    )
    return Stated(figure, mark, periods[0][0].strip(), words)
