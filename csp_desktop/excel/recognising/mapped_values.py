"""What the cells of a foreign table mean: scores in words, ratings as letters or colours, money, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from csp_desktop.errors import InvalidValue
from csp_desktop.excel.opening.grid import cell_text
from csp_desktop.excel.recognising.wordings import cell_words
from csp_desktop.excel.wording.cells import month_said, plain, quarter_number, quarter_said
from csp_desktop.excel.wording.meeting_days import day_held
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.amounts import parse_money, parse_number
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
# "1-4", "1 to 5", "1 (low) – 4 (high)", "1 (unlikely/minor) to 4", "1 = rare, 5 = certain", "out of 10", "max 4", "/4".
_SCALE = re.compile(
    r"(?:\b[01]\s*(?:[=:(]?\s*[a-z]+(?: [a-z]+)?(?:\s*/\s*[a-z]+(?: [a-z]+)?)?\s*\)?\s*)?(?:[-–,;/]|\bto\b)|\bout of|\bmax(?:imum)?(?: of)?|(?<!\d)/)\s*(100|16|10|[3-9])\b",
    re.IGNORECASE,
)


# "1 = high, 4 = low", "1 (almost certain) to 5 (rare)", "1 is the highest".
_STEP_SAID = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:[=:(–-]|is\b|being\b)?\s*(?:the\s+)?([a-z]+(?:\s[a-z]+)?)", re.IGNORECASE
)


def unit_told(text: str) -> str | None:
    """The unit some words speak of: the name of an indicator, "Rate per 1,000 residents"; None where they do not."""
    return next((unit for unit, words in cell_words.UNITS if re.search(words, text, re.IGNORECASE)), None)


def step_of(word: str) -> int | None:
    """Where a word stands on the usual scale of five; None for any other word."""
    return cell_words.FIVE.get(word)


def is_open_ended(text: str) -> bool:
    """A time that is no date: ongoing, monthly, in three weeks."""
    return _OPEN_ENDED.search(text) is not None


def is_duration(text: str) -> bool:
    """How long rather than when: "3-12 months", "within 6 weeks", "> 1 year", "Year 2", "within one year of the start"."""
    return _DURATION.fullmatch(text.strip().rstrip(".")) is not None


_THREE_FIGURED: set[tuple[float, int | None]] = {(1, 1), (2, 3), (3, 5)}


class ReadValue(NamedTuple):
    """A value as the file holds it, and what to say about how it was read."""

    value: Any
    message: str = ""


def stated_top(heading: str) -> int | None:
    """The top of the scale a heading states: 4 for "Probability (1-4)"."""
    said = _SCALE.search(heading)
    if said:
        return int(said[1])
    # "4 = low, 1 = high": the figures of its ends.
    top = max((int(figure) for figure, _ in _STEP_SAID.findall(heading)), default=0)
    return top if top > 1 and states_falling(heading) else None


def states_falling(heading: str) -> bool:
    """Does a heading state a scale on which 1 is the highest: "Likelihood (1 = high, 4 = low)"?"""
    said = [(float(figure), _end_or_step(words)) for figure, words in _STEP_SAID.findall(heading)]
    told = [(figure, step) for figure, step in said if step is not None]
    if len(told) == 1:
        figure, step = told[0]
        return figure == 1 and step >= cell_words.FIVE["high"]
    return falling(told)


def _end_or_step(words: str) -> int | None:
    said = plain(words)
    return next(
        (
            step
            for word in (said, said.split()[0])
            if (step := cell_words.ENDS.get(word, step_of(word))) is not None
        ),
        None,
    )


def falling(steps: Iterable[tuple[float, int | None]]) -> bool:
    """Do the steps of a scale, each with its figure, fall from the highest at 1?"""
    known = [step for _, step in sorted(steps, key=lambda said: said[0]) if step is not None]
    return len(known) > 1 and known[0] > known[-1] and known == sorted(known, reverse=True)


def only_three(texts: Iterable[str]) -> bool:
    """Do all of these say only low, medium or high, with or without a figure?"""
    return {scale_word(text) for text in texts} <= set(cell_words.THREE)


def each_of_three(texts: Iterable[str]) -> bool:
    """Do these say "1 – Low", "2 – Medium" and "3 – High", all of them?"""
    return _steps_said(texts) == _THREE_FIGURED


def _steps_said(texts: Iterable[str]) -> set[tuple[float, int | None]]:
    return {
        (number, cell_words.THREE.get(scale_word(text)))
        for text in texts
        if (number := leading_number(text)) is not None
    }


def score_figures(texts: Iterable[str]) -> list[float]:
    """The figures of a column of scores, alone or before their words."""
    said = ((parse_number(text), leading_number(text)) for text in texts)
    return [figure for alone, leading in said if (figure := leading if alone is None else alone) is not None]


def scale_word(text: str) -> str:
    """The word of a score without its figure: "probable" for "4 – Probable"."""
    return plain(re.sub(r"[\d()=:.–-]+", " ", text))


class OwnSteps(NamedTuple):
    """The words of a workbook's own scale: which step each is, from 1 to its top."""

    steps: Mapping[str, int]
    top: int


class Scale:
    """How a column of likelihoods or impacts maps onto 1 to 5, said openly.

    `own` are the words of the workbook's own scale, `top` how far its figures go; `falls` says that 1 is its highest.
    """

    def __init__(
        self,
        texts: Iterable[str],
        heading: str = "",
        own: OwnSteps | None = None,
        top: int | None = None,
        *,
        falls: bool = False,
    ) -> None:
        texts = list(texts)
        said = {scale_word(text) for text in texts} - {""}
        self.letters = cell_words.LETTERS_OF_FIVE if said & {"vl", "vh"} else {}
        words = {self.letters.get(word, word) for word in said}
        self.three = bool(words) and words <= set(cell_words.THREE)
        figured = [(number, text) for text in texts if (number := leading_number(text)) is not None]
        of_three = self.three and bool(figured) and _steps_said(texts) <= _THREE_FIGURED
        self.top = stated_top(heading) or top or (3 if of_three else 5)
        self.own = own or OwnSteps({}, 5)
        self.falls = falls or states_falling(heading)
        # Where the cells say themselves that 1 is the highest, their words count.
        self.by_words = not self.falls and falling(
            (number, step_of(scale_word(text))) for number, text in dict.fromkeys(figured)
        )
        # Nothing but the word says which step it is.
        self.words_alone = self.three and not self.own.steps and (self.by_words or len(figured) < len(texts))
        steps: dict[int, set[str]] = {}
        for word in words - set(self.own.steps):
            if word in cell_words.FIVE and not self.three:
                steps.setdefault(cell_words.FIVE[word], set()).add(word)
        # Two words of one column cannot be one step: which is more, only the register's own scale says.
        self.shared = {word: sharing for sharing in steps.values() if len(sharing) > 1 for word in sharing}

    def read(self, text: str) -> ReadValue:
        """A score from a number, a word, or both ("3 – Possible"); raises InvalidValue."""
        chances = [float(chance) for chance in re.findall(r"(\d+(?:\.\d+)?)\s*%", text)]
        if chances:
            return self._of_chance(sum(chances) / len(chances), text)
        number = parse_number(text) if parse_number(text) is not None else leading_number(text)
        word = scale_word(text)
        worded = (self.by_words and word in cell_words.FIVE) or self.own.steps.get(word) == number
        if number is not None and number == int(number) and 1 <= number <= self.top and not worded:
            return self._of_scale(int(number), text)
        word = self.letters.get(word, word)
        if word in self.own.steps:
            return self._of_own(self.own.steps[word], text)
        if word in self.shared:
            others = " and ".join(f"“{other}”" for other in sorted(self.shared[word] - {word}))
            raise InvalidValue(f"“{text}” and {others} would be one step of the scale; which is the higher?")
        # "High – the grant ends": the step, and why; "Low–Medium" is neither of the two.
        leading, rest = (plain(part) for part in (*re.split(r"[-–—:;,.(\n]", text, maxsplit=1), "")[:2])
        known = cell_words.THREE | cell_words.FIVE
        if word not in known and leading in known and known.get(rest, known[leading]) == known[leading]:
            word = leading
        if (self.three or len(word) == 1) and word in cell_words.THREE:
            return ReadValue(cell_words.THREE[word], f"“{text}” is read as {cell_words.THREE[word]} of 5.")
        if word in cell_words.FIVE:
            return ReadValue(cell_words.FIVE[word], f"“{text}” is read as {cell_words.FIVE[word]} of 5.")
        raise InvalidValue(f"“{text}” is no score; write a number from 1 to 5.")

    def _of_chance(self, percent: float, text: str) -> ReadValue:
        """A chance in per cent: up to 10 is 1, to 30 is 2, to 50 is 3, to 80 is 4, more is 5."""
        score = 1 + sum(percent > limit for limit in (10, 30, 50, 80))
        return ReadValue(score, f"“{text}” is read as {score} of 5.")

    def _of_own(self, step: int, text: str) -> ReadValue:
        value, top = _of_five(step, self.own.top), self.own.top
        read = "" if top == 5 else f", read as {value} of 5"
        return ReadValue(value, f"“{text}” is {step} of {top} on the workbook's own scale{read}.")

    def _of_scale(self, number: int, text: str) -> ReadValue:
        if self.falls:
            value = _of_five(self.top + 1 - number, self.top)
            return ReadValue(
                value, f"“{text}” of {self.top}, where 1 is the highest, is read as {value} of 5."
            )
        if self.top == 5:
            return ReadValue(number)
        value = _of_five(number, self.top)
        return ReadValue(value, f"“{text}” of {self.top} is read as {value} of 5.")


def _of_five(step: int, top: int) -> int:
    """The step from 1 to 5 that one of another scale is."""
    return (step + 1) // 2 if top == 10 else round(1 + (step - 1) * 4 / (top - 1))


def leading_number(text: str) -> float | None:
    """The figure a score starts with: 3 for "3 – Possible"; None where there is none."""
    match = re.match(r"\(?(\d)\)?\s*(?:[-–=:.(](?!\s*\d)|\s[A-Za-z])", text)
    return float(match[1]) if match else None


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
