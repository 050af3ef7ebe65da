"""The kinds of field a register is made of.

Each kind knows how to `parse` what a person typed, pasted or sent, how to `format` a value for
people, how to `check` a value, and its `sqlite_type`. Widgets, cell formats and alignment belong
to whoever shows the field, in a table keyed by `kind`.

Values are plain: str, int, float, bool, bytes, tuple of ids, or None for "nothing recorded".
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal

from csp_desktop.errors import InvalidValue
from csp_desktop.periods import FinancialYear, example_year
from csp_desktop.periods import Quarter as QuarterPeriod
from csp_desktop.registers.as_written.amounts import format_money, format_number, parse_money, parse_number
from csp_desktop.registers.as_written.dates import YEARS, format_date, parse_date
from csp_desktop.registers.as_written.word_meanings import says_nought, status_meant, yes_or_no
from csp_desktop.registers.as_written.wordings import either

Value = Any
Record = Mapping[str, Value]
"""A record as it is read: its fields by name, and its id."""
Values = dict[str, Value]
"""A record, or part of one, being put together."""

LARGEST = 10**15  # What SQLite, JSON and spreadsheets all keep to the last digit.
_NOTHING = re.compile(r"[\s\u00a0\u200b]*")


def is_blank(raw: object) -> bool:
    """Nothing at all, or only spaces (no-break ones too)."""
    # Asked of every cell and value: most are told by their first sign.
    return raw is None or (
        isinstance(raw, str) and not "!" <= raw[:1] <= "~" and _NOTHING.fullmatch(raw) is not None
    )


def is_nothing(value: Value) -> bool:
    """Nothing recorded: no value, an empty text, or the No that stands for an empty yes/no field."""
    return value is None or value is False or is_blank(value)


# A kind of field that keeps nothing more than the one it is of needs no methods made for it: each set takes a while at start.
@dataclass(frozen=True, kw_only=True)
class Field:
    """One recorded fact: its name in the file, its label for people, other headings it goes by."""

    name: str
    label: str
    required: bool = False
    default: Value = None
    aliases: tuple[str, ...] = ()

    kind: ClassVar[str] = "text"
    sqlite_type: ClassVar[str] = "TEXT"

    def parse(self, raw: object) -> Value:
        """The value meant by `raw`; None for a blank. Raises InvalidValue, saying what would be right."""
        if is_blank(raw):
            return None
        return self._parse(raw)

    def _parse(self, raw: object) -> Value:
        raise NotImplementedError

    def format(self, value: Value) -> str:
        """The value as people read it; "" for nothing."""
        return "" if value is None else str(value)

    def check(self, value: Value) -> str | None:
        """Why a value cannot be stored, as one sentence; None where it can."""
        if value is None or (self.required and is_blank(value)):
            return f"{self.label} is needed." if self.required else None
        return self._check(value)

    def _check(self, value: Value) -> str | None:
        return None


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """A line of text, kept as typed but for spaces at its ends; `longest` in characters."""

    longest: int = 2**20

    kind: ClassVar[str] = "text"

    def _parse(self, raw: object) -> str:
        if isinstance(raw, float) and raw.is_integer():
            raw = int(raw)
        return str(raw).strip()

    def _check(self, value: Value) -> str | None:
        if not isinstance(value, str):
            return f"{self.label} must be text."
        if len(value) > self.longest:
            return f"{self.label} is {len(value):,} characters long, and {self.longest:,} is the most; shorten it."
        try:
            value.isascii() or value.encode("utf-8")
        except UnicodeEncodeError as problem:
            place = value[max(problem.start - 20, 0) : problem.start]
            return f"{self.label} holds half a character after “{place}”; type that place again."
        return None


class Narrative(Text):
    """Text of any length with its own line breaks."""

    kind: ClassVar[str] = "narrative"

    def _parse(self, raw: object) -> str:
        return super()._parse(raw).replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True, kw_only=True)
class Structured(Narrative):
    """What the program keeps for itself as a JSON object."""

    longest: int = 2**28

    def _check(self, value: Value) -> str | None:
        problem = super()._check(value)
        if problem is None:
            try:
                kept = json.loads(value)
            except (ValueError, RecursionError):
                kept = None
            if not isinstance(kept, dict):
                return f"{self.label} can no longer be read."
        return problem


@dataclass(frozen=True, kw_only=True)
class WholeNumber(Field):
    """A count or a score, within limits where given."""

    minimum: int | None = None
    maximum: int | None = None

    kind: ClassVar[str] = "whole number"
    sqlite_type: ClassVar[str] = "INTEGER"

    def _parse(self, raw: object) -> int:
        number = parse_number(raw)
        if number is None or number != int(number):
            raise InvalidValue(f"“{raw}” is not a whole number; {self._wanted()}.")
        value = int(number)
        problem = self._check(value)
        if problem:
            raise InvalidValue(problem)
        return value

    def _wanted(self) -> str:
        if self.minimum is not None and self.maximum is not None:
            return f"write a number from {self.minimum} to {self.maximum}"
        return "write digits only"

    def _check(self, value: Value) -> str | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return f"{self.label} must be a whole number."
        low = value < (-LARGEST if self.minimum is None else self.minimum)
        high = value > (LARGEST if self.maximum is None else self.maximum)
        return f"{self.label} cannot be {value}; {self._wanted()}." if low or high else None


class Number(Field):
    """A figure, decimals allowed."""

    kind: ClassVar[str] = "number"
    sqlite_type: ClassVar[str] = "REAL"

    def _parse(self, raw: object) -> float:
        number = 0.0 if says_nought(str(raw)) else parse_number(raw)
        if number is None:
            raise InvalidValue(f"“{raw}” is not a number; write digits only, for example 1,872 or 13.9.")
        return number

    def format(self, value: Value) -> str:
        return "" if value is None else format_number(value)

    def _check(self, value: Value) -> str | None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return f"{self.label} must be a number."
        # Every float holds at least the digits it shows; a whole number must not lose its last ones.
        storable = abs(value) <= LARGEST if isinstance(value, int) else math.isfinite(value)
        return None if storable else f"{self.label} is too large a number."


class Money(Field):
    """Pounds for people, whole pence in the file."""

    kind: ClassVar[str] = "money"
    sqlite_type: ClassVar[str] = "INTEGER"

    def _parse(self, raw: object) -> int:
        pence = 0 if says_nought(str(raw)) else parse_money(raw)
        if pence is None:
            raise InvalidValue(f"“{raw}” is not an amount of money; write pounds, for example 1,200.50.")
        problem = self._check(pence)
        if problem:
            raise InvalidValue(problem)
        return pence

    def format(self, value: Value) -> str:
        return "" if value is None else format_money(value)

    def _check(self, value: Value) -> str | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return f"{self.label} must be an amount in pounds and pence."
        return None if abs(value) <= LARGEST else f"{self.label} cannot be as much as {format_money(value)}."


class Date(Field):
    """A day: ISO in the file, "4 April 2010" for people. Day before month, no other order is guessed."""

    kind: ClassVar[str] = "date"

    def parse_in(self, raw: object, year: FinancialYear) -> Value:
        """What `parse` makes of it; a refusal names a day of this year."""
        return None if is_blank(raw) else self._read(raw, year)

    def _parse(self, raw: object) -> str:
        return self._read(raw, example_year())

    def _read(self, raw: object, year: FinancialYear) -> str:
        day = parse_date(raw)
        if day is None:
            example = year.end
            raise InvalidValue(
                f"“{raw}” is not a date; write it as {example:%d/%m/%Y} or {format_date(example.isoformat())}."
            )
        return day.isoformat()

    def format(self, value: Value) -> str:
        return "" if value is None else format_date(value)

    def _check(self, value: Value) -> str | None:
        try:
            day = date.fromisoformat(value)
        except (TypeError, ValueError):
            day = None
        if day is None or day.isoformat() != value or day.year not in YEARS:
            return f"{self.label} must be a date."
        return None


class Quarter(Field):
    """A quarter of a financial year, by its code."""

    kind: ClassVar[str] = "quarter"

    def parse_in(self, raw: object, year: FinancialYear) -> Value:
        """What `parse` makes of it; "Q2" is that of this year."""
        return self.parse(raw) if is_blank(raw) else QuarterPeriod.parse(raw, year).code

    def _parse(self, raw: object) -> str:
        return QuarterPeriod.parse(raw).code

    def format(self, value: Value) -> str:
        return "" if value is None else QuarterPeriod.parse(value).label

    def _check(self, value: Value) -> str | None:
        try:
            quarter = QuarterPeriod.parse(value)
        except InvalidValue as problem:
            return problem.sentence
        fits = quarter.code == value and quarter.year in YEARS
        return None if fits else f"{self.label} must be a quarter such as {example_year().quarters[1].code}."


class Year(Field):
    """A financial year, by its first calendar year."""

    kind: ClassVar[str] = "year"
    sqlite_type: ClassVar[str] = "INTEGER"
    earliest: ClassVar[int] = 1990
    latest: ClassVar[int] = 2100

    def _parse(self, raw: object) -> int:
        if isinstance(raw, float) and raw.is_integer():
            raw = int(raw)
        return FinancialYear.parse(raw).first

    def format(self, value: Value) -> str:
        return "" if value is None else FinancialYear(value).label

    def _check(self, value: Value) -> str | None:
        if isinstance(value, int) and self.earliest <= value <= self.latest:
            return None
        return f"{self.label} must be a financial year such as {example_year().label}."


@dataclass(frozen=True, kw_only=True)
class YesNo(Field):
    """Yes or no; no unless said."""

    default: Value = False

    kind: ClassVar[str] = "yes/no"
    sqlite_type: ClassVar[str] = "INTEGER"

    def _parse(self, raw: object) -> bool:
        said = yes_or_no(str(raw))
        if said is None:
            raise InvalidValue(f"“{raw}” is neither Yes nor No.")
        return said

    def format(self, value: Value) -> str:
        return "" if value is None else ("Yes" if value else "No")

    def check(self, value: Value) -> str | None:
        return None if isinstance(value, bool) else f"{self.label} must be Yes or No."


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One of a short list of words; the words themselves are stored."""

    options: tuple[str, ...]

    kind: ClassVar[str] = "choice"

    def _parse(self, raw: object) -> str:
        word = " ".join(str(raw).split()).casefold()
        for option in self.options:
            if word in (option.casefold(), self.format(option).casefold()):
                return option
        meant = status_meant(word, self.options)
        if meant is None:
            raise InvalidValue(f"“{raw}” is not on the list; choose {self._list()}.")
        return meant

    def _list(self) -> str:
        return either([self.format(option) for option in self.options])

    def format(self, value: Value) -> str:
        return "" if value is None else value[:1].upper() + value[1:]

    def _check(self, value: Value) -> str | None:
        return None if value in self.options else f"{self.label} must be {self._list()}."


RAG_WORDS = {"green": "Green", "amber": "Amber", "red": "Red", "blue": "Complete", "none": "Not rated"}
RAG_SHAPES = {"green": "●", "amber": "▲", "red": "■", "blue": "✔", "none": "○"}
_RAG_LETTERS = {
    "g": "green", "a": "amber", "r": "red", "b": "blue", "yellow": "amber", "none": "none",
}  # fmt: skip
_RAG_OF_STATUS = {"not started": "none", "complete": "blue"}


@dataclass(frozen=True, kw_only=True)
class Rag(Choice):
    """A rating: green, amber, red, blue (complete) or none. Shown as word and shape, never colour alone."""

    options: tuple[str, ...] = tuple(RAG_WORDS)

    kind: ClassVar[str] = "rag"

    def parse_as(self, raw: object, words: Mapping[str, str]) -> Value:
        """The rating meant where the partnership has these words for the ratings; None for a blank.

        "Complete" is no word for blue where the partnership calls minor concerns blue. Raises InvalidValue.
        """
        said = self._word(raw)
        for rag, own in words.items():
            if said and said == own.casefold():
                return rag
        meant = self.parse(raw)
        coloured = meant is not None and said in (meant, meant[0], "yellow")
        if meant is None or coloured or words[meant] == RAG_WORDS[meant]:
            return meant
        raise InvalidValue(f"“{raw}” is not on the list; choose {either(list(words.values()))}.")

    @staticmethod
    def _word(raw: object) -> str:
        return " ".join(str(raw).split()).strip("●▲■✔○ ").casefold()

    def _parse(self, raw: object) -> str:
        word = self._word(raw)
        if word in _RAG_LETTERS:
            return _RAG_LETTERS[word]
        status = status_meant(word, _RAG_OF_STATUS)
        if status is not None:
            return _RAG_OF_STATUS[status]
        return super()._parse(word or raw)

    def format(self, value: Value) -> str:
        return "" if value is None else RAG_WORDS[value]


@dataclass(frozen=True, kw_only=True)
class Reference(Field):
    """A link to one record of another register, by id.

    `on_delete` says what becomes of this record when the other goes: it goes too ("cascade"), forgets
    it ("clear"), or stops it ("refuse").
    """

    to: str
    on_delete: Literal["cascade", "clear", "refuse"] = "clear"

    kind: ClassVar[str] = "reference"

    def _parse(self, raw: object) -> str:
        return str(raw).strip()

    def _check(self, value: Value) -> str | None:
        return None if isinstance(value, str) else f"{self.label} must be chosen from the list."


@dataclass(frozen=True, kw_only=True)
class Links(Field):
    """Links to any number of records of another register, in order; kept as rows of a link table."""

    to: str
    default: Value = ()

    kind: ClassVar[str] = "links"
    sqlite_type: ClassVar[str] = ""

    def _parse(self, raw: object) -> tuple[str, ...]:
        if isinstance(raw, str):
            raw = [part.strip() for part in raw.split(",")]
        return tuple(dict.fromkeys(str(part) for part in raw if part))  # type: ignore[attr-defined]

    def parse(self, raw: object) -> Value:
        return () if is_blank(raw) else self._parse(raw)

    def check(self, value: Value) -> str | None:
        if not isinstance(value, tuple):
            return f"{self.label} must be chosen from the list."
        return super().check(value or None)

    def _check(self, value: Value) -> str | None:
        return None if len(set(value)) == len(value) else f"{self.label} lists one of them twice."


class Content(Field):
    """The bytes of a kept file."""

    kind: ClassVar[str] = "content"
    sqlite_type: ClassVar[str] = "BLOB"

    def _parse(self, raw: object) -> bytes:
        if isinstance(raw, bytes):
            return raw
        raise InvalidValue(f"{self.label} must be a file.")

    def _check(self, value: Value) -> str | None:
        return None if isinstance(value, bytes) else f"{self.label} must be a file."

    def format(self, value: Value) -> str:
        return "" if value is None else f"{len(value):,} bytes"
