"""What words that are no value most likely mean: the one thing they can mean, or nothing at all."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from rapidfuzz import fuzz

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.dates import parse_date
from csp_desktop.rules.timescales import Timescale, read_timescale

# What stands in brackets, or after "was", tells of something else: an earlier value, where it comes from.
_BRACKETED = re.compile(r"[(\[][^)\]]*[)\]]")
_BEFORE = re.compile(
    r"\b(?:was|were|previously|originally|formerly|instead of|last (?:time|quarter|year))\b[^,;.]*",
    re.IGNORECASE,
)

# Figures

_ABOUT = re.compile(
    r"(?:(?:circa|approx(?:imately)?|about|around|roughly|ca|c)\b\.?\s*|ca?\.?\s*(?=[\d£])|~\s*)(.+)",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"(.+?)\s*(?:\*+|\b(?:prov(?:isional)?|est(?:imate[d]?)?|approx(?:imately)?)\.?)", re.IGNORECASE
)
_PER_CENT = re.compile(r"(?<=\d)\s*(?:%|per ?cent\b|pc\b)", re.IGNORECASE)
_UNITED = re.compile(r"(-?£?-?\d[\d,]*(?:\.\d+)?)\s*([A-Za-z]*)((?:\s+[A-Za-z]+)*)")
_TIMES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "mn": 1_000_000, "mil": 1_000_000, "mill": 1_000_000}
_TIMES |= {"million": 1_000_000, "thou": 1_000, "grand": 1_000}
_PENCE = ("p", "pence")
# With these a number beside them is not the figure itself, or not all of it.
_OTHERWISE = frozenset([
    "a", "about", "above", "all", "and", "awaited", "awaiting", "below", "billion", "bn", "by", "cent",
    "cr", "credit", "decrease", "dollars", "down", "dozen", "dr", "each", "eur", "euro", "euros", "ex",
    "extra", "few", "fewer", "half", "hour", "hours", "hrs", "hundred", "in", "increase", "left",
    "less", "many", "mins", "minus", "minutes", "missing", "month", "months", "more", "most", "nearly",
    "not", "of", "off", "or", "out", "outstanding", "over", "overspend", "overspent", "owed", "owing",
    "pending", "per", "percent", "planned", "plus", "quarter", "quarters", "reduction", "refund",
    "refunded", "remaining", "returned", "saved", "saving", "savings", "short", "target", "than", "to",
    "too", "trillion", "under", "underspend", "underspent", "unspent", "up", "usd", "vat", "week",
    "weeks", "year", "years",
])  # fmt: skip


def figure_meant(
    text: str, parse: Callable[[object], float | int | None], *, money: bool, per_cent: bool = False
) -> float | int | None:
    """The figure in "c. 40", "40 (was 35)", "2k committed" or "12 offences"; None where it may be another.

    Where figures are `per_cent`, "c. 85%" and "85 per cent" are such too.
    """
    said = _without_asides(text)
    if per_cent:
        said = _PER_CENT.sub("", said)
    for pattern in (_ABOUT, _MARKED):
        if match := pattern.fullmatch(said):
            said = match[1].strip()
    number = parse(said)
    match = _UNITED.fullmatch(said)
    if number is not None or match is None or (count := parse(match[1])) is None:
        return number
    unit, words = match[2].casefold(), match[3].casefold().split()
    if _OTHERWISE & {unit, *words}:
        return None
    glued = bool(unit) and said[match.end(1)].isalpha()
    if unit in _TIMES:
        times: float = _TIMES[unit]
    elif unit in _PENCE and money:
        times = 0.01
    elif glued or unit in _PENCE or len(unit) == 1:
        return None  # "5OO", "40p" where nothing is counted in pence
    else:
        times = 1
    meant = Decimal(str(count)) * Decimal(str(times))
    return int(meant) if isinstance(count, int) else float(meant)


def _without_asides(text: str) -> str:
    return _BEFORE.sub("", _BRACKETED.sub(" ", text)).strip(" \t,;")


# Scores

_SCORE = re.compile(
    r"(?:[a-z ]{0,24}[(:=–-]\s*)?([1-5])(?:\s*[)])?(?:\s*(?:out of 5|/\s*5))?(?:\s*[(:=–-]\s*[a-z ]{0,30}\)?)?",
    re.IGNORECASE,
)


def score_meant(text: str) -> int | None:
    """The one digit in "3 - medium", "High (4)" or "4 (was 3)"."""
    match = _SCORE.fullmatch(text.strip()) or _SCORE.fullmatch(_without_asides(text))
    return int(match[1]) if match else None


# Ratings and states

_COLOURED_SIGNS = {
    **dict.fromkeys("🟢💚🟩", "green"),
    **dict.fromkeys("🟡🟠💛🧡🟨🟧", "amber"),
    **dict.fromkeys("🔴❤🟥", "red"),
    **dict.fromkeys("🔵💙🟦", "blue"),
}
# With these beside it, a known word says something else, or only in part.
_TURNED = frozenset([
    "almost", "and", "approaching", "aren", "assuming", "awaiting", "bar", "barely", "becoming",
    "behind", "bordering", "but", "by", "close", "could", "except", "expected", "far", "from", "half",
    "hardly", "heading", "if", "isn", "less", "likely", "may", "maybe", "might", "mostly", "near",
    "nearly", "never", "next", "no", "not", "nowhere", "off", "or", "part", "partially", "partly",
    "pending", "perhaps", "possibly", "potentially", "probable", "probably", "should", "soon",
    "subject", "to", "towards", "turning", "unless", "until", "verging", "was", "wasn", "when", "will",
    "without", "would", "yet",
])  # fmt: skip
_ALIKE = 80
# So much of it, and the rest not: "80% complete", "14 of 22 done".
_COUNTED = re.compile(r"(?<!\d)(?!100\s*%)\d+\s*(?:%|(?:out\s+)?of\b|/\s*\d)")


def rating_meant(text: str, words: Mapping[str, str], phrases: Mapping[str, str]) -> str | None:
    """The one rating in "gren", "🟢", "AMBER*" or "green (was amber)".

    `words` are the partnership's own by rating, `phrases` others that stand for one.
    """
    said = _without_asides(text)
    if _COUNTED.search(said):
        return None
    signs = {_COLOURED_SIGNS[sign] for sign in said if sign in _COLOURED_SIGNS}
    letters = _words(said)
    known = {"yellow": "amber", **{rag: rag for rag in words if rag != "none"}, **phrases}
    known |= {" ".join(_words(own)): rag for rag, own in words.items()}
    if len(signs) == 1 and not letters:
        return signs.pop()
    if len(letters) == 1 and len(letters[0]) == 1 and not signs:
        starting = {rag for rag in words if rag != "none" and rag.startswith(letters[0])}  # "G (was A)"
        return starting.pop() if starting else None
    meant = one_meant(letters, known)
    return meant if not signs or signs == {meant} else None


def one_meant(letters: list[str], known: Mapping[str, str]) -> str | None:
    """What the one known word or phrase among some words means; else what is spelt like them."""
    if not letters or _TURNED.intersection(letters):
        return None
    said = f" {' '.join(letters)} "
    named = {meant for phrase, meant in known.items() if f" {phrase} " in said}
    if named:
        return named.pop() if len(named) == 1 else None
    if len(letters) > 2:
        return None
    scores: dict[str, float] = {}
    for phrase, meant in known.items():
        scores[meant] = max(scores.get(meant, 0), _likeness(letters, phrase.split()))
    best, *others = sorted(scores, key=lambda meant: -scores[meant]) or [""]
    if scores.get(best, 0) < _ALIKE or (others and scores[best] <= scores[others[0]] + 5):
        return None
    return best


def _likeness(said: list[str], phrase: list[str]) -> float:
    """How alike two phrases are spelt, by their least alike words, 0 to 100.

    Words that begin otherwise are others ("incomplete", "off track"), and so are short ones that differ at all.
    """
    if len(said) != len(phrase):
        return 0
    return min(
        fuzz.ratio(word, own) if word == own or (word[0] == own[0] and len(own) > 2) else 0
        for word, own in zip(said, phrase, strict=True)
    )


def state_meant(text: str, phrases: Mapping[str, str]) -> str | None:
    """The one state in "complete!", "In progres" or "stopped (was in progress)"; `phrases` stand for each."""
    said = _without_asides(text)
    return None if _COUNTED.search(said) else one_meant(_words(said), phrases)


def names_itself(text: str, heading: str) -> bool:
    """Whether a box to be ticked is answered with its own heading, or the start of it: "Prov." for Provisional."""
    letters = "".join(_words(text))
    return len(letters) > 3 and "".join(_words(heading)).startswith(letters)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


# Days

_NUMERIC = re.compile(r"(?<![\d/.\-])(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d\d)(?![\d/.\-])")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_YEARLESS = re.compile(r"(?:by\s+)?(\d{1,2})[/.](\d{1,2})\.?", re.IGNORECASE)
# As a word of its own a month may be one without its capital, but "may slip" is none.
_MONTH_ALONE = re.compile(rf"\b{_MONTH}\b(?!\s+[a-z])")
# Not a day, and not the end of anything: "mid-November", "w/c 4 April", "Oct/Nov", "after June", "not before May".
_NO_ONE_DAY = re.compile(
    rf"\b(?:mid|middle|early|beginning|start|after|either|or|not|w/?c)\b|\bweek(?:s|end)?\s+(?:of|in)\s+{_MONTH}|{_MONTH}\s*/\s*{_MONTH}",
    re.IGNORECASE,
)


def day_meant(text: str, quarter: Quarter) -> tuple[date | None, Timescale]:
    """The day in "end of Sept" or "31/03/11 (was 31/12/10)", and how the words were read.

    What names no year is read forward from the end of the quarter asked about.
    """
    said = _in_words(_without_asides(text) or text)
    year = FinancialYear(quarter.year)
    read, later = read_timescale(said, year), read_timescale(said, FinancialYear(quarter.year + 1))
    numeric = {match[0] for match in _NUMERIC.finditer(said)}
    if read.due_on is None or len(numeric) > 1 or _NO_ONE_DAY.search(said):
        return None, read
    days = [read.due_on]
    if later.due_on is not None and later.due_on != read.due_on:
        days = [day for day in (read.due_on, later.due_on) if day > quarter.end]
    if weekday := _WEEKDAY.search(said):
        days = [day for day in days if _WEEKDAYS[day.weekday()] == weekday[1].casefold()]
    return (days[0] if days else None), read


def _in_words(text: str) -> str:
    """What stands where a day is asked for, its months with their capital; "31/3" as "31 March"."""
    if (match := _YEARLESS.fullmatch(text)) and 1 <= int(match[2]) <= 12:
        return f"{match[1]} {month_name[int(match[2])]}"
    return _MONTH_ALONE.sub(lambda month: month[0].title(), text)


def month_first(text: str) -> date | None:
    """The day of "03/31/2011" read as Americans write it; None where that is none either."""
    match = _NUMERIC.fullmatch(text.strip())
    return parse_date(f"{match[2]}/{match[1]}/{match[3]}") if match else None


def either_month(text: str) -> bool:
    """Whether "5/11", with no year, could be a day of May or of November."""
    match = _YEARLESS.fullmatch(text.strip())
    return match is not None and match[1] != match[2] and max(int(match[1]), int(match[2])) <= 12


def only_month_first(text: str) -> bool:
    """Whether a date can only have its month first."""
    return month_first(text) is not None and parse_date(text.strip()) is None
