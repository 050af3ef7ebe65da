"""What the cells of a foreign table mean: scores in words, ratings as letters or colours, money, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from csp_desktop.errors import InvalidValue
from csp_desktop.excel.opening.grid import cell_text
from csp_desktop.excel.wording.cells import plain
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.fields import (
    Choice,
    Date,
    Field,
    Money,
    Number,
    Rag,
    WholeNumber,
    parse_money,
    parse_number,
)
from csp_desktop.rules.timescales import read_timescale

_FIVE = {
    "rare": 1, "remote": 1, "very low": 1, "very unlikely": 1, "negligible": 1, "insignificant": 1,
    "almost impossible": 1, "improbable": 1, "unlikely": 2, "minor": 2, "low": 2, "possible": 3, "moderate": 3,
    "medium": 3, "significant": 3, "likely": 4, "probable": 4, "high": 4, "major": 4, "serious": 4,
    "almost certain": 5, "certain": 5, "very likely": 5, "highly likely": 5, "very high": 5, "severe": 5,
    "catastrophic": 5, "critical": 5, "extreme": 5,
}  # fmt: skip
_THREE = {"low": 1, "l": 1, "medium": 3, "med": 3, "m": 3, "moderate": 3, "high": 5, "h": 5}
_SCALE = re.compile(r"\b[01]\s*(?:-|–|to)\s*(10|[3-6])\b")


class ReadValue(NamedTuple):
    """A value as the file holds it, and what to say about how it was read."""

    value: Any
    message: str = ""


class Scale:
    """How a column of likelihoods or impacts maps onto 1 to 5, said openly."""

    def __init__(self, texts: Iterable[str], heading: str = "") -> None:
        words = {self._word(text) for text in texts} - {""}
        self.three = bool(words) and words <= set(_THREE)
        said = _SCALE.search(heading)
        self.top = int(said[1]) if said else 5

    @staticmethod
    def _word(text: str) -> str:
        return plain(re.sub(r"[\d()=:.–-]+", " ", text))

    def read(self, text: str) -> ReadValue:
        """A score from a number, a word, or both ("3 – Possible"); raises InvalidValue."""
        chances = [float(found) for found in re.findall(r"(\d+(?:\.\d+)?)\s*%", text)]
        if chances:
            return self._of_chance(sum(chances) / len(chances), text)
        number = parse_number(text) if parse_number(text) is not None else _leading_number(text)
        if number is not None and number == int(number) and 1 <= number <= self.top:
            return self._of_scale(int(number), text)
        word = self._word(text)
        if self.three and word in _THREE:
            return ReadValue(_THREE[word], f"“{text}” is read as {_THREE[word]} of 5.")
        if word in _FIVE:
            return ReadValue(_FIVE[word], f"“{text}” is read as {_FIVE[word]} of 5.")
        raise InvalidValue(f"“{text}” is no score; write a number from 1 to 5.")

    def _of_chance(self, percent: float, text: str) -> ReadValue:
        """A chance in per cent: up to 10 is 1, to 30 is 2, to 50 is 3, to 80 is 4, more is 5."""
        score = 1 + sum(percent > limit for limit in (10, 30, 50, 80))
        return ReadValue(score, f"“{text}” is read as {score} of 5.")

    def _of_scale(self, number: int, text: str) -> ReadValue:
        if self.top == 5:
            return ReadValue(number)
        value = (number + 1) // 2 if self.top == 10 else round(1 + (number - 1) * 4 / (self.top - 1))
        return ReadValue(value, f"“{text}” of {self.top} is read as {value} of 5.")


def _leading_number(text: str) -> float | None:
    match = re.match(r"\(?(\d)\)?\s*(?:[-–=:.(]|\s[A-Za-z])", text)
    return float(match[1]) if match else None


def read_value(field: Field, raw: object, year: FinancialYear | None) -> ReadValue:
    """A cell's value for a field; raises InvalidValue with what would be right."""
    text = cell_text(raw)
    if isinstance(field, Rag):
        said = re.sub(r"\s*\(.*\)|\s*[-–/].*", "", text) or text
        rating = field.parse(said)
        return ReadValue(rating, "" if said == text else f"“{text}” is read as {field.format(rating)}.")
    if isinstance(field, Choice):
        meant = field.parse(text)
        worded = plain(text) in (plain(meant), plain(field.format(meant)))
        return ReadValue(meant, "" if worded else f"“{text}” is read as {field.format(meant)}.")
    if isinstance(field, Money):
        return _money(field, raw, text)
    if isinstance(field, Date):
        return _date(field, raw, text, year)
    if isinstance(field, Number | WholeNumber) and isinstance(raw, str):
        return ReadValue(field.parse(text.removesuffix("%").removeprefix("£").strip()))
    return ReadValue(field.parse(raw if isinstance(raw, int | float | bool) else text))


def _money(field: Money, raw: object, text: str) -> ReadValue:
    pence = parse_money(raw if not isinstance(raw, str) else re.sub(r"\s*(?:p\.?a\.?|per annum)$", "", text))
    if pence is None:
        million = re.fullmatch(r"£?\s*(\d+(?:\.\d+)?)\s*(?:m|million)", text, re.IGNORECASE)
        if million:
            return ReadValue(round(float(million[1]) * 100_000_000))
    return ReadValue(field.parse(text) if pence is None else pence)


def _date(field: Date, raw: object, text: str, year: FinancialYear | None) -> ReadValue:
    if isinstance(raw, date):
        return ReadValue(field.parse(raw))
    try:
        return ReadValue(field.parse(text))
    except InvalidValue:
        due = read_timescale(text, year).due_on if year else None
        if due is None:
            raise
        return ReadValue(due.isoformat(), f"“{text}” is read as {field.format(due.isoformat())}.")
