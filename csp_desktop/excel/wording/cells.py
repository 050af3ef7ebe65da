"""How people write several things into one cell: bullets, numbered headings, years, quarters, names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from csp_desktop.errors import InvalidValue
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.dates import month_number, parse_date

_GLYPHS = "○•◦▪●■□◆◇►‣⁃∙·\uf0b7\uf0a7\uf0d8\uf02d\uf076"
_BULLET = re.compile(
    rf"\s*(?:([{_GLYPHS}])\s*|([-–—*o])(?:\s+|$)|(\(?\d{{1,2}}[.)])\s+|(\([a-z]\)|[a-z]\))\s+)"
)
_INLINE = re.compile(rf"\s*([{_GLYPHS.replace('·', '')}])\s*")
_SECTION = re.compile(
    r"\s*(?:(?:priority|section|theme|objective)\s+)?(\d{1,2})\s*[.):–-]?\s+(?=\D)(.+)",
    re.IGNORECASE | re.DOTALL,
)
_SPACES = re.compile(r"[ \t]+")
_UNMADE_CHOICE = re.compile(
    r"[\W_]*(?:(?:please|click(?: or tap)?(?: here)?(?: to)?|tap(?: here)?(?: to)?) )?(?:select|choose|pick|enter)"
    r"(?:(?: an?| one| your| the)?(?: option| item| value| answer| date| text| status| rating| category| response| type| level|(?: treatment)? action)?"
    r"(?: (?:from|in) (?:the )?(?:list|drop ?-?down(?: list| menu)?|options))?| one| here| below)[\W_]*",
    re.IGNORECASE,
)
_LONGEST_CHOICE = 60
_CHOICE_OPENS = frozenset("<[({-–—_.…*»>sScCpPtTeE")


@dataclass
class Bulleted:
    """A cell's text taken apart: what stands before the bullets, each bullet, and bullets left empty."""

    lead_in: str
    bullets: list[str]
    empty: int = 0


def bulleted(text: str) -> Bulleted:
    """Take a cell apart at its bullets; lines without one belong to what stands before them."""
    lead_in: list[str] = []
    bullets: list[_Bullet] = []
    for line in _lines(text):
        match = _BULLET.match(line)
        kind = _kind(match) if match else ""
        rest = line[match.end() :].strip() if match else line.strip()
        if match and bullets and bullets[-1].spells_out(kind):
            bullets[-1].under = kind
            bullets[-1].text += f"\n– {rest}" if rest else ""
        elif match:
            bullets.append(_Bullet(kind, rest))
        elif bullets:
            bullets[-1].text = f"{bullets[-1].text} {rest}".strip()
        else:
            lead_in.append(rest)
    texts = [_SPACES.sub(" ", bullet.text) for bullet in bullets]
    return Bulleted("\n".join(lead_in), [text for text in texts if text], texts.count(""))


def is_page_number(text: str) -> bool:
    """ "3", "Page 3 of 7"."""
    return re.fullmatch(r"(?:page\s+)?\d+(?:\s*(?:of|/)\s*\d+)?", text, re.IGNORECASE) is not None


def is_unmade_choice(text: str) -> bool:
    """What a drop-down shows while nothing is chosen: "< Select >", "Please select an option", "Choose an item."."""
    # Told by the first letter already for most of the many cells asked about.
    return (
        text[:1] in _CHOICE_OPENS
        and len(text) <= _LONGEST_CHOICE
        and _UNMADE_CHOICE.fullmatch(text) is not None
    )


def entries(text: str) -> list[str]:
    """The entries of a cell that lists several things: its bullets, or its lines."""
    plainly = "\n" not in text and text[:1].isalnum()
    if plainly and (text.isascii() or not _INLINE.search(text)) and not _BULLET.match(text):
        return [text]
    parts = bulleted(text)
    return [*(line.strip() for line in parts.lead_in.split("\n") if line.strip()), *parts.bullets]


@dataclass
class _Bullet:
    kind: str
    text: str
    under: str = ""

    def spells_out(self, kind: str) -> bool:
        """A second kind of bullet under a line ending in a colon spells that line out."""
        return kind != self.kind and (kind == self.under or self.text.endswith(":"))


def _lines(text: str) -> list[str]:
    """Lines of a cell, bullets that lost their line breaks set apart again."""
    lines: list[str] = []
    for line in text.split("\n"):
        parts = _INLINE.split(line)
        if parts[0].strip():
            lines.append(parts[0].strip())
        lines.extend(f"{glyph} {rest}".strip() for glyph, rest in zip(parts[1::2], parts[2::2], strict=True))
    return lines


def _kind(match: re.Match[str]) -> str:
    return match[1] or match[2] or ("1" if match[3] else "a")


def section_number(text: str) -> tuple[str, str] | None:
    """("1", "Feelings of safety") for "1. Feelings of safety"; None where no number leads."""
    match = _SECTION.fullmatch(text)
    return (match[1], match[2].strip()) if match else None


_WORDS = re.compile(r"[^\W_]+|[%£]")
_ASCII_WORDS = str.maketrans(
    {sign: sign.lower() if sign.isalnum() else " " for sign in map(chr, range(128))} | {"'": None}
)


def plain(text: str) -> str:
    """Text for comparing: lower case, one space between words, punctuation dropped."""
    if text.isascii() and "%" not in text:
        # Most of the many texts compared: letter by letter they take a third of the time.
        return " ".join(text.translate(_ASCII_WORDS).split())
    return " ".join(_WORDS.findall(text.casefold().replace("'", "").replace("’", "")))


class YearsSaid(NamedTuple):
    """The first and last financial year a text names."""

    first: FinancialYear
    last: FinancialYear


_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*(?:[/\-–—]|to)\s*((?:19|20)?\d\d)(?!\d)")
_LONE_YEAR = re.compile(r"(?<![\d£])((?:19|20)\d\d)(?!\d)")


def years_in(text: str) -> YearsSaid | None:
    """The financial years a heading names: "2008-2009" is one, "2008-2011" three, "2010" one; None if none."""
    for match in _YEARS.finditer(text):
        first = int(match[1])
        last = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
        if first < last <= first + 10:
            return YearsSaid(FinancialYear(first), FinancialYear(last - 1))
    lone = _LONE_YEAR.search(text)
    return YearsSaid(FinancialYear(int(lone[1])), FinancialYear(int(lone[1]))) if lone else None


_SHORT = re.compile(r"(?<![\d/.,-])'?(\d\d)\s*[/–-]\s*'?(\d\d)(?![\d/.,-])")


def year_in_short(heading: str) -> FinancialYear | None:
    """The financial year a heading names in two figures each: "25/26", "’25-26"; None where it names none."""
    for match in _SHORT.finditer(heading):
        if int(match[2]) == (int(match[1]) + 1) % 100:
            return FinancialYear(2000 + int(match[1]))
    return None


_QUARTER = re.compile(
    r"(?:\b(?:q|qtr|quarter)\s*\.?\s*([1-4])\b|\b([1-4])(?:st|nd|rd|th)\s+(?:qtr|quarter)\b)", re.IGNORECASE
)
_QUARTER_IN_WORDS = re.compile(
    r"\b(?:(first|second|third|fourth)\s+(?:qtr|quarter)|(?:qtr|quarter)\s+(one|two|three|four))\b",
    re.IGNORECASE,
)
_IN_WORDS = ("first", "one", "second", "two", "third", "three", "fourth", "four")
_MONTHS = re.compile(r"\b([A-Za-z]{3,9})\s*(?:[-–/]|to)\s*([A-Za-z]{3,9})\b")
_QUARTERS: dict[tuple[int | None, int | None], int] = {(4, 6): 1, (7, 9): 2, (10, 12): 3, (1, 3): 4}
# A year behind months is one of the calendar, unless it is two: “Jan–Mar 2026”, but “Jan–Mar 2025/26”.
_MONTHS_OF_YEAR = re.compile(
    rf"{_MONTHS.pattern}\)?\.?,?\s*['’]?((?:19|20)\d\d|\d\d)(?!\d|\s*[/–-]\s*\d)", re.IGNORECASE
)
_LAST_MONTHS = {6: 1, 9: 2, 12: 3, 3: 4}
_ENDING = re.compile(
    r"\b(?:quarter|qtr|q|(?:3|three) months)\W{0,2}(?:e|end(?:ing|ed)?|to)\b\W{0,2}(?:\d{1,2}(?:st|nd|rd|th)?\s+)?"
    r"([A-Za-z]{3,9})\b(?:\.?,?\s*['’]?((?:19|20)\d\d|\d\d)(?!\d|\s*[/–-]\s*\d))?",
    re.IGNORECASE,
)
_DAY_IN_FIGURES = re.compile(r"(?<![\d/.-])\d{1,2}([/.-])\d{1,2}\1(?:20\d\d|\d\d)(?![\d/.-]*\d)")
_MONTH_YEAR = re.compile(r"\b(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Za-z]{3,9})\.?,?\s+((?:19|20)\d\d|\d\d)\b")


def quarter_number(heading: str) -> int | None:
    """1 to 4 for "Quarter 1", "Q1", "1st quarter", "First quarter" or "Apr–Jun"; None for anything else."""
    match = _QUARTER.search(heading)
    if match:
        return int(match[1] or match[2])
    if match := _QUARTER_IN_WORDS.search(heading):
        return _IN_WORDS.index((match[1] or match[2]).casefold()) // 2 + 1
    return _quarter_of_months(heading)


def _quarter_of_months(heading: str) -> int | None:
    """1 to 4 for the first and last month of a quarter, or the one it ends in; None where a heading has no such months."""
    match, ending = _MONTHS.search(heading), _ENDING.search(heading)
    number = _QUARTERS.get((month_number(match[1]), month_number(match[2]))) if match else None
    return _LAST_MONTHS.get(month_number(ending[1]) or 0) if ending and number is None else number


def _of_calendar_year(heading: str) -> Quarter | None:
    """The quarter a heading names by its months and their year: "Jan–Mar 2026" is the fourth of 2025/26."""
    number = _quarter_of_months(heading)
    match = _MONTHS_OF_YEAR.search(heading) or _ENDING.search(heading)
    written = match[match.re.groups] if match else None
    if number is None or written is None:
        return None
    calendar_year = int(written) if len(written) == 4 else 2000 + int(written)
    return Quarter(calendar_year - (number == 4), number)


_PERIOD = re.compile(r"\b(?:period|month)\s*(?:no\.?\s*)?(1[0-2]|[1-9])\b", re.IGNORECASE)


def quarter_reported(title: str, year: FinancialYear) -> Quarter | None:
    """The one quarter of a year a title says it is about: "Quarter 2 2025/26", "Period 6"; None for several or none."""
    if period := _PERIOD.search(title):
        return Quarter(year.first, (int(period[1]) - 1) // 3 + 1)
    numbers = {found[1] or found[2] for found in _QUARTER.finditer(title)}
    said = quarter_said(title, year) if quarter_number(title) and len(numbers) <= 1 else None
    return said if said and said.year == year.first else None


_A_MONTH = re.compile(r"([A-Za-z]{3,9})\.?[\s\-/'’]*((?:19|20)?\d\d)?", re.IGNORECASE)


def month_said(heading: str, year: FinancialYear | None) -> date | None:
    """The first day of the month a heading is: "Apr", "April 2025" or "Apr-25", in the given year where it says none."""
    match = _A_MONTH.fullmatch(heading.strip())
    month = month_number(match[1]) if match else None
    if match is None or month is None:
        return None
    if match[2]:
        stated = int(match[2]) if len(match[2]) == 4 else 2000 + int(match[2])
        return date(stated, month, 1)
    return date(year.first + (month < 4), month, 1) if year else None


def month_spoken_of(heading: str, year: FinancialYear) -> date | None:
    """The first day of the one month a heading names among other words, in the given year: "RAG June", "Sept update"."""
    # "May" and "March" are ordinary words too: they count as months only with a capital.
    numbers = {
        number
        for word in re.findall(r"[A-Za-z]+", heading)
        if word[0].isupper() and (number := month_number(word)) is not None
    }
    if len(numbers) != 1:
        return None
    month = numbers.pop()
    return date(year.first + (month < 4), month, 1)


def quarter_said(heading: str, year: FinancialYear | None) -> Quarter | None:
    """The quarter a heading speaks of: "Q2 2010/11", "March 2004 Update", "at 30/09/2026", or "Quarter 1" of the given year."""
    if told := _of_calendar_year(heading):
        return told
    number = quarter_number(heading)
    month_year = _quarter_of_month(heading)
    of_two_years = _BETWEEN_YEARS.search(heading) is not None
    if number is not None and month_year and month_year.number == number and not of_two_years:
        return month_year  # “Q4 to March 2019” is the last quarter of 2018/19
    if number is not None:
        said = years_in(heading)
        within = said.first if said else year_in_short(heading) or year
        if within is None:
            return None
        months = _quarter_of_months(heading)
        if months is None or number != months % 4 + 1:
            return Quarter(within.first, number)
        # “Q1 (Jan–Mar)” counts the quarters of calendar years: the months say which of ours it is.
        return Quarter(within.first - (months == 4 and not of_two_years), months)
    if month_year:
        return month_year
    if (figures := _DAY_IN_FIGURES.search(heading)) and (day := parse_date(figures[0])):
        return Quarter.of(day)
    try:
        return Quarter.parse(heading)
    except InvalidValue:
        return None


_BETWEEN_YEARS = re.compile(r"\d\s*[/–-]\s*'?\d")


def _quarter_of_month(heading: str) -> Quarter | None:
    """The quarter of the month and calendar year a heading names: "March 2004 Update"; None where it names none."""
    match = _MONTH_YEAR.search(heading)
    month = month_number(match[2]) if match else None
    if match is None or month is None:
        return None
    calendar_year = int(match[3]) if len(match[3]) == 4 else 2000 + int(match[3])
    return Quarter(calendar_year - (month < 4), (month - 4) % 12 // 3 + 1)


_COUNTED = re.compile(
    r"(\d{1,4})\s+(?:out\s+)?of\s+(?:the\s+|all\s+)?(\d{1,4})(?:\s+[a-z-]+){0,3}?"
    r"(?:\s+(?:are\s+|now\s+)*(?:complete|completed|done|delivered|implemented|finished|achieved|signed off|in place))?\s*\.?",
    re.IGNORECASE,
)


def counted_in(text: str) -> tuple[int, int] | None:
    """Progress told as a count and nothing else: "14 of 22 complete" is (14, 22); None for any other words."""
    match = _COUNTED.fullmatch(text.strip())
    if match is None:
        return None
    done, of = int(match[1]), int(match[2])
    return (done, of) if done <= of else None
