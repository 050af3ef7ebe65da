"""The shipped sample moved to another year, with the bodies, funds and numbers of that year."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from csp_desktop.editing.changes import Insert
from csp_desktop.errors import BadRequest
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Field
from csp_desktop.sample.build import shipped_sample
from csp_desktop.sample.year_bodies import Bodies, bodies_of, words_of

FIRST, LAST = 2010, 2090
# Since when bodies are what they are is history: it moves with no sample.
_FACTS = ("responsible_from", "responsible_until")
_NUMBERED = re.compile(r"\bNI (\d+)\b")
# "2009", and the second half of "2009/10" or "2009–2012"; a sum of money or a count has a comma.
_YEAR = re.compile(r"(?<![\d,.£])(199\d|20[0-2]\d)(?:([/–-])(20\d\d|\d\d))?(?!\d|,\d{3})")
_SHORT_YEAR = re.compile(r"\b(June) (10)\b(?![.,:]\d)")


def sample_year(today: date) -> FinancialYear:
    """The year the sample is of on a day: the newest of which half has ended, as the sample tells half a year."""
    year = FinancialYear.of(today)
    return year if today > year.quarters[1].end else FinancialYear(year.first - 1)


def sample_of(year: FinancialYear) -> list[Insert]:
    """Every record of the shipped sample as of another year; raises BadRequest for one it cannot be of."""
    if not FIRST <= year.first <= LAST:
        raise BadRequest(
            f"The sample can be of {FinancialYear(FIRST).label} to {FinancialYear(LAST).label}; nothing was written."
        )
    shipped = shipped_sample()
    return shipped if year.first == FIRST else _Moving(shipped, year).records()


class _Moving:
    """Moves the records of the shipped sample so many years on."""

    def __init__(self, shipped: list[Insert], year: FinancialYear) -> None:
        self._shipped = shipped
        self._by = year.first - FIRST
        self._bodies: Bodies = bodies_of(year)
        self._words = words_of(year, self._bodies)
        refs = [insert.values["ref"] for insert in shipped if insert.register == "indicators"]
        # The national indicators ended with 2010/11: each has a number of the partnership's own.
        national = [ref for ref in refs if _NUMBERED.fullmatch(ref)]
        self._numbers = {ref: f"K{number}" for number, ref in enumerate(national, 1)}

    def records(self) -> list[Insert]:
        """All of them, in the same order and with the same ids."""
        return [Insert(insert.register, self._values(insert), insert.id) for insert in self._shipped]

    def _values(self, insert: Insert) -> Mapping[str, Any]:
        register = register_named(insert.register)
        values = {name: self._value(register[name], value) for name, value in insert.values.items()}
        if insert.register == "agencies":
            values.update(self._bodies.get(insert.values["short_name"], {}))
        return values

    def _value(self, field: Field, value: Any) -> Any:
        move = self._MOVES.get(field.kind)
        return value if value is None or move is None or field.name in _FACTS else move(self, value)

    def _date(self, iso: str) -> str:
        day = date.fromisoformat(iso)
        return day.replace(year=day.year + self._by).isoformat()

    def _quarter(self, code: str) -> str:
        return Quarter.parse(code).plus(4 * self._by).code

    def _year(self, first: int) -> int:
        return first + self._by

    def _text(self, text: str) -> str:
        for pattern, other in self._words:
            text = pattern.sub(other, text)
        text = _NUMBERED.sub(lambda match: self._numbers[match[0]], text)
        text = _SHORT_YEAR.sub(lambda match: f"{match[1]} {(int(match[2]) + self._by) % 100:02d}", text)
        return _YEAR.sub(self._years, text)

    def _years(self, match: re.Match[str]) -> str:
        said = str(int(match[1]) + self._by)
        if match[2] is None:
            return said
        second = int(match[3]) + self._by
        return said + match[2] + (str(second) if len(match[3]) == 4 else f"{second % 100:02d}")

    _MOVES: Mapping[str, Callable[[_Moving, Any], Any]] = {
        "date": _date,
        "quarter": _quarter,
        "year": _year,
        "text": _text,
        "narrative": _text,
        "choice": lambda self, value: "grant" if value == "reward grant" else value,
    }
