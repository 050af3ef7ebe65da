"""Financial years and quarters: 1 April to 31 March, coded by the first year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering

from csp_desktop.errors import InvalidValue

_MONTHS = {1: "April to June", 2: "July to September", 3: "October to December", 4: "January to March"}
_YEAR = re.compile(r"\s*((?:19|20)\d\d)(?:\s*[/\-–]\s*(\d\d|(?:19|20)\d\d))?\s*")
_QUARTER_CODE = re.compile(r"\s*((?:19|20)\d\d)\s*-?\s*Q([1-4])\s*", re.IGNORECASE)
_STILL_REPORTED = timedelta(weeks=6)
_QUARTER_WORDS = re.compile(r"\s*(?:Q|(?:Quarter|Qtr\.?)\s*)([1-4])(?:[\s,]+(.+?))?\s*", re.IGNORECASE)
_YEAR_BEFORE = re.compile(r"\s*(.+?)[\s,]+((?:Q|Quarter|Qtr\.?)\s*[1-4])\s*", re.IGNORECASE)


def month_start(text: object) -> date:
    """The first day of a month written "2010-11"; raises InvalidValue."""
    match = re.fullmatch(r"\s*((?:19|20)\d\d)-(0[1-9]|1[0-2])\s*", str(text))
    if match is None:
        raise InvalidValue(f"“{text}” is not a month; write it as {example_year().first}-11.")
    return date(int(match[1]), int(match[2]), 1)


def months_on(day: date, months: int) -> date:
    """The first day of the month so many later than a day's own."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


@total_ordering
@dataclass(frozen=True)
class FinancialYear:
    """The year that starts on 1 April of `first`."""

    first: int

    @classmethod
    def of(cls, day: date) -> FinancialYear:
        """The financial year a day falls in."""
        return cls(day.year if day.month >= 4 else day.year - 1)

    @classmethod
    def parse(cls, text: object) -> FinancialYear:
        """Read 2010, "2010", "2010/11", "2010-11" or "2010-2011"; raises InvalidValue."""
        match = _YEAR.fullmatch(str(text))
        if match:
            first = int(match[1])
            if match[2] is None or int(match[2]) % 100 == (first + 1) % 100:
                return cls(first)
        raise InvalidValue(f"“{text}” is not a financial year; write it as {example_year().label}.")

    @property
    def label(self) -> str:
        """As people write it: "2010/11"."""
        return f"{self.first}/{(self.first + 1) % 100:02d}"

    @property
    def start(self) -> date:
        return date(self.first, 4, 1)

    @property
    def end(self) -> date:
        return date(self.first + 1, 3, 31)

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """Its four quarters, in order."""
        return tuple(Quarter(self.first, number) for number in (1, 2, 3, 4))

    def quarter_nearest(self, day: date) -> Quarter:
        """The quarter a day lies in; the last where the year is over by then, the first where it has yet to begin."""
        first, last = self.quarters[0], self.quarters[-1]
        return first if day < self.start else last if day > self.end else Quarter.of(day)

    def __lt__(self, other: FinancialYear) -> bool:
        return self.first < other.first


@total_ordering
@dataclass(frozen=True)
class Quarter:
    """One quarter of a financial year: Q1 Apr–Jun … Q4 Jan–Mar."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter a day falls in."""
        return cls(FinancialYear.of(day).first, (day.month - 4) % 12 // 3 + 1)

    @classmethod
    def parse(cls, text: object, year: FinancialYear | None = None) -> Quarter:
        """Read "2010-Q2", "Q2 2010/11" or "2010/11 Q2", or where a `year` is known "Q2"; raises InvalidValue."""
        match = _QUARTER_CODE.fullmatch(str(text))
        if match:
            return cls(int(match[1]), int(match[2]))
        before = _YEAR_BEFORE.fullmatch(str(text))
        match = _QUARTER_WORDS.fullmatch(f"{before[2]} {before[1]}" if before else str(text))
        if match and (match[2] or year):
            named = FinancialYear.parse(match[2]) if match[2] else year
            assert named is not None
            return cls(named.first, int(match[1]))
        example = cls((year or example_year()).first, 2)
        raise InvalidValue(
            f"“{text}” is not a quarter; write it as {example.code} ({example.months} {example.calendar_year})."
        )

    @classmethod
    def reported_on(cls, day: date) -> Quarter:
        """The quarter people most likely report on at a day: in its first six weeks still the one before."""
        quarter = cls.of(day)
        return quarter.previous if day < quarter.start + _STILL_REPORTED else quarter

    @property
    def code(self) -> str:
        """As stored: "2010-Q2"."""
        return f"{self.year}-Q{self.number}"

    @property
    def label(self) -> str:
        """As people write it: "Q2 2010/11"."""
        return f"Q{self.number} {FinancialYear(self.year).label}"

    @property
    def short(self) -> str:
        """Within its year: "Q2"."""
        return f"Q{self.number}"

    @property
    def months(self) -> str:
        """ "July to September"."""
        return _MONTHS[self.number]

    @property
    def calendar_year(self) -> int:
        """The calendar year its months lie in."""
        return self.year + (self.number == 4)

    @property
    def start(self) -> date:
        return date(self.calendar_year, (4, 7, 10, 1)[self.number - 1], 1)

    @property
    def end(self) -> date:
        month, day = ((6, 30), (9, 30), (12, 31), (3, 31))[self.number - 1]
        return date(self.calendar_year, month, day)

    def plus(self, quarters: int) -> Quarter:
        """The quarter so many later (or earlier, where negative)."""
        index = self.year * 4 + self.number - 1 + quarters
        return Quarter(index // 4, index % 4 + 1)

    @property
    def previous(self) -> Quarter:
        return self.plus(-1)

    @property
    def next(self) -> Quarter:
        return self.plus(1)

    def __lt__(self, other: Quarter) -> bool:
        return (self.year, self.number) < (other.year, other.number)


def example_year() -> FinancialYear:
    """The year of today: what sentences give as an example looks like what people are about to write."""
    return FinancialYear.of(date.today())
