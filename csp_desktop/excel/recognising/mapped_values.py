"""What the cells of a foreign table mean: choices, ratings as letters or colours, money, dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from csp_desktop.errors import InvalidValue
from csp_desktop.excel.opening.grid import cell_text
from csp_desktop.excel.recognising.wordings import cell_words
from csp_desktop.excel.wording.cells import month_said, plain, quarter_number, quarter_said
from csp_desktop.excel.wording.meeting_days import day_held
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.amounts import parse_money
from csp_desktop.registers.as_written.dates import parse_date
from csp_desktop.registers.fields import Choice, Date, Field, Money, Number, Rag, WholeNumber
from csp_desktop.rules.body_kinds import kind_in_words
from csp_desktop.rules.timescales import read_timescale

_LONGEST_DECISION = 8
_OPEN_ENDED = re.compile(
    r"\b(?:on-?\s?going|tbc|tba|monthly|quarterly|weekly|annual(?:ly)?|daily|termly|fortnightly|yearly|continuous|as required|"
    r"rolling|immediate(?:ly)?|asap|completed?|year end|half yearly|when required|long term|short term|medium term|"
    r"\d+\s*(?:-\s*\d+\s*)?(?:days?|weeks?|months?|years?))\b",
    re.IGNORECASE,
)
_COUNT = r"(?:\d+(?:\.\d+)?|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)\b)"
_DURATION = re.compile(
    r"(?:within|in|up to|over|under|after|at least|at most|less than|more than|approx(?:imately)?\.?|about|circa|c\.?|[<>≤≥~])?\s*"
    rf"{_COUNT}\s*(?:(?:-|–|—|to|/)\s*{_COUNT}\s*)?\+?\s*(?:working |calendar |school )?"
    r"(?:hours?|hrs?|days?|weeks?|wks?|months?|mths?|quarters?|terms?|years?|yrs?)(?:\s+(?:from|after|of|before|prior|post|following|onwards?)\b.{0,40})?"
    r"|(?:year|phase|stage|term|month|week|day|sprint|tranche)s?\s*\d+(?:\s*(?:-|–|to|,|&|and)\s*\d+)*",
    re.IGNORECASE,
)
# "£3,000 p.a.", "£12K per annum", "£500 / year".
_YEARLY = re.compile(
    r"(.*\d.*?)[\s,(/]*(?:p\.?\s*a\.?|(?:(?:per|a|each|every|/)\s*)?(?:annum|year|yr)|annually|yearly)[\s.)]*",
    re.IGNORECASE,
)


def unit_told(text: str) -> str | None:
    """The unit some words speak of: the name of an indicator, "Rate per 1,000 residents"; None where they do not."""
    return next((unit for unit, words in cell_words.UNITS if re.search(words, text, re.IGNORECASE)), None)


def is_open_ended(text: str) -> bool:
    """A time that is no date: ongoing, monthly, in three weeks."""
    return _OPEN_ENDED.search(text) is not None


def is_duration(text: str) -> bool:
    """How long rather than when: "3-12 months", "within 6 weeks", "> 1 year", "Year 2", "within one year of the start"."""
    return _DURATION.fullmatch(text.strip().rstrip(".")) is not None


class ReadValue(NamedTuple):
    """A value as the file holds it, and what to say about how it was read."""

    value: Any
    message: str = ""


_DAY_WITHIN = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-](?:20)?\d\d\b|\b\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,9}\.?,?\s+20\d\d\b"
)
# What stands behind a rating: “Amber (staffing)”, “Amber/Green”.
_RATING_ALONE = re.compile(r"\s*\(.*\)|\s*[-–/].*")


def read_value(field: Field, raw: object, year: FinancialYear | None) -> ReadValue:
    """A cell's value for a field; raises InvalidValue with what would be right."""
    text = cell_text(raw)
    if isinstance(field, Rag):
        said = _RATING_ALONE.sub("", text) or text
        try:
            rating = field.parse(said)
        except InvalidValue:
            rating = cell_words.RATINGS_IN_WORDS.get(plain(said))
            if rating is None:
                raise
            said = ""
        return ReadValue(rating, "" if said == text else f"“{text}” is read as {field.format(rating)}.")
    if isinstance(field, Choice):
        try:
            meant = str(field.parse(text))
        except InvalidValue:
            otherwise = _meant(field, text)
            if otherwise is None:
                raise
            meant = otherwise
        worded = plain(text) in (plain(meant), plain(field.format(meant)))
        return ReadValue(meant, "" if worded else f"“{text}” is read as {field.format(meant)}.")
    if isinstance(field, Money):
        return _money(field, raw, text)
    if isinstance(field, Date):
        return _date(field, raw, text, year)
    if isinstance(field, Number | WholeNumber) and isinstance(raw, str):
        if text.startswith("£") and (pence := parse_money(text)) is not None:
            return ReadValue(field.parse(pence / 100))
        return ReadValue(field.parse(text.removesuffix("%").removeprefix("£").strip()))
    return ReadValue(field.parse(raw if isinstance(raw, int | float | bool) else text))


def says_more(field: Field, text: str) -> bool:
    """Do the words of a status, decision or rating say more than it: “Completed 12/09/2026”, “At risk”, “Amber (staffing)”?"""
    if isinstance(field, Rag):
        return _RATING_ALONE.sub("", text) != text
    if not isinstance(field, Choice) or field.name not in ("status", "decision"):
        return False
    # The same word once more in the next line says no more.
    lines = dict.fromkeys(plain(line) for line in text.split("\n"))
    said = {plain(text), " ".join(lines)}
    return bool(said & cell_words.HELD_UP) or not said & {*_known_words(field), *cell_words.STATUS_WORDS}


def day_within(text: str) -> date | None:
    """The one day that stands among other words: “Completed 12/09/2026”; None where none or several do."""
    days = {parse_date(said) for said in _DAY_WITHIN.findall(text)} - {None}
    day = days.pop() if len(days) == 1 else None
    return day if isinstance(day, date) else None


def _known_words(field: Choice) -> dict[str, str]:
    """What each word means that a field is known by, its own and others for the same."""
    known = {plain(option): option for option in field.options}
    for words in cell_words.MEANT.get(field.name, ()):
        known |= {
            said: meant for said, meant in words.items() if meant in field.options and said not in known
        }
    if "in progress" in field.options and "ongoing" not in field.options:
        known |= {said: "in progress" for said, meant in cell_words.STATUS.items() if meant == "ongoing"}
    if "ongoing" in field.options:
        known |= cell_words.PLAN_STATUS
    if "lapsed" in field.options:
        known |= cell_words.LOG_STATUS
    return known


def _meant(field: Choice, text: str) -> str | None:
    """What a word means that is not on a field's list: the same said otherwise, or the list's word and more."""
    wording = plain(text) or text.strip()
    if "responsible authority" in field.options:
        return kind_in_words(text)
    known = _known_words(field)
    if wording in known:
        return known[wording]
    if field.name == "decision":
        return _decided(wording, text, known)
    if field.name == "unit" and (told := unit_told(text)):
        return told
    # "Closed - Q2", "Complete (June)": the word, and what is said of it.
    if field.name == "response":
        # "Risk avoidance" is avoidance.
        wording = wording.removeprefix("risk ")
    before_mark = plain(re.split(r"\s*[-–—:;,(/]\s*|\s+\d", text)[0])
    first_line, _, below = text.partition("\n")
    if len(wording.split()) <= 8:
        meant = known.get(before_mark) or known.get(next(iter(wording.split()), ""))
        if meant or not below:
            return meant
    if below:
        # "Completed", and in the lines below what came of it.
        return _meant(field, first_line)
    # "Mitigate, we will keep a spare": of a response the words that follow say how, however many.
    return known.get(before_mark) if field.name == "response" else None


def _decided(wording: str, text: str, known: Mapping[str, str]) -> str | None:
    """What a panel said in more words than one: “Yes, in part” is less than yes, and “No decision yet” no refusal."""
    if wording in cell_words.DECISION_ALONE:
        return cell_words.DECISION_ALONE[wording]
    words = wording.split()
    if len(words) > _LONGEST_DECISION:
        return None
    first = words[0] if words and words[0] not in ("yes", "no") else ""
    meant = known.get(plain(re.split(r"\s*[-–—:;,(/]\s*|\s+\d", text)[0])) or known.get(first)
    if meant != "awarded":
        return meant
    return (
        None
        if cell_words.UNDECIDED & set(words)
        else "part awarded"
        if cell_words.IN_PART & set(words)
        else meant
    )


def _money(field: Money, raw: object, text: str) -> ReadValue:
    if isinstance(raw, str) and (yearly := _YEARLY.fullmatch(text.strip())):
        amount = _money(field, yearly[1], yearly[1])
        said = f"“{text}” is read as {field.format(amount.value)}, what it is for one year."
        return amount._replace(message=said)
    pence = parse_money(raw)
    if pence is None:
        million = re.fullmatch(r"£?\s*(\d+(?:\.\d+)?)\s*(?:m|million)", text, re.IGNORECASE)
        if million:
            return ReadValue(round(float(million[1]) * 100_000_000))
        spelled = re.fullmatch(
            r"(\d[\d,]*(?:\.\d\d)?)\s*(?:pounds|gbp)|gbp\s*(\d[\d,]*(?:\.\d\d)?)", text, re.IGNORECASE
        )
        if spelled:
            pence = parse_money(spelled[1] or spelled[2])
    return ReadValue(field.parse(text) if pence is None else pence)


def _date(field: Date, raw: object, text: str, year: FinancialYear | None) -> ReadValue:
    if isinstance(raw, date):
        return ReadValue(field.parse(raw))
    try:
        return ReadValue(field.parse(text))
    except InvalidValue:
        if field.name == "held_on":
            due = day_held(text, year)
        else:
            due = read_timescale(text, year).due_on if year else None
        if field.name == "starts_on":
            # What starts in a month or quarter starts with it, though it would be due at its end.
            due = _first_day(text, year) or due
        if due is None:
            raise
        return ReadValue(due.isoformat(), f"“{text}” is read as {field.format(due.isoformat())}.")


def _first_day(text: str, year: FinancialYear | None) -> date | None:
    """The first day of the month or quarter a text is; None where it is neither."""
    quarter = quarter_said(text, year) if quarter_number(text) else None
    return quarter.start if quarter else month_said(text, year)
