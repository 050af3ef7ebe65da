"""What the values of a column look like: shares of dates, figures, scores, names, words and more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from csp_desktop.excel.recognising.columns.contact_details import EMAIL, contact_details
from csp_desktop.excel.recognising.columns.score_pairs import both_scores, order_told
from csp_desktop.excel.recognising.columns.tick_marks import is_tick
from csp_desktop.excel.recognising.mapped_values import is_duration, is_open_ended
from csp_desktop.excel.recognising.wordings.cell_words import (
    DIRECTION_WORDS,
    LEVEL_WORDS,
    LEVELS_OF_A_PLAN,
    LOG_KIND_WORDS,
    PARTS_IN_GROUPS,
    PAYMENT_WORDS,
    PROGRESS_WORDS,
    RATING_WORDS,
    RESPONSE_WORDS,
    STATUS_WORDS,
    UNIT_WORDS,
)
from csp_desktop.excel.wording.cells import is_unmade_choice, plain
from csp_desktop.excel.wording.which_way import tells_of_change, way_of_mark
from csp_desktop.excel.wording.who_is_named import is_person, is_post, may_be_person
from csp_desktop.registers.as_written.amounts import parse_money, parse_number
from csp_desktop.registers.as_written.dates import A_MONTH, parse_date
from csp_desktop.rules.body_kinds import kind_in_words

_SAMPLE = 60
_BODY = re.compile(
    r"\b(?:police|council|probation|nhs|icb|ccg|pct|fire|trust|partnership|county|district|borough|agency|association|"
    r"housing|health|school|schools|college|university|charity|ymca|csp|pcc|opcc|service|services|all partners|"
    r"department|authority|team|group|board|forum|club|society|church|federation|foundation|cic|ltd|limited|community safety)\b",
    re.IGNORECASE,
)
_MONTH_WORD = re.compile(
    rf"\b{A_MONTH}\b|\b(?:19|20)\d\d\b|\bq[1-4]\b|\bquarter\b",
    re.IGNORECASE,
)
_SCORE = re.compile(r"\(?[0-9]{1,2}\)?|\(?[0-9]{1,2}\)?[\s\-–=:.(]+(?P<after>[A-Za-z][A-Za-z /]*)\)?"
                    r"|(?P<before>[A-Za-z][A-Za-z /]*?)\s*[-–=:(]*\s*\(?[0-9]{1,2}\)?")  # fmt: skip
_NUMERIC_DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](?:\d{4}|\d\d)")
# Who is responsible, accountable, consulted, informed or supports, each by a letter.
_LETTERS = re.compile(r"[RACIS](?:\s*[/,&]?\s*[RACIS])?")
_NULL = {
    "",
    "tbc",
    "tba",
    "n a",
    "na",
    "none",
    "nil",
    "not applicable",
    "unknown",
    "to be confirmed",
    "not known",
    "not set",
    "dd mm yyyy",
    "dd mm yy",
}
_GROUP = re.compile(
    r"\b(?:groups?|sub-?groups?|boards?|panels?|forums?|committees?|executive|steering|partnership|meetings?|networks?|task and finish|"
    r"working party|tasking|jag|marac|mappa|csp)\b",
    re.IGNORECASE,
)
# How soon something is wanted, in a word: a level, though of no scale of likelihood or impact.
_URGENCY = {"urgent", "normal", "routine", "essential", "desirable", "p1", "p2", "p3", "p4"}
# What plans and strategies are called: “Serious Violence Strategy 2024-29”; to write, agree or renew one is an action.
_STRATEGY = re.compile(
    r"^(?!\w+ (?:an?|the|our|its|their|new)\b)"
    r"(?!(?:write|draft|develop|agree|review|refresh|renew|update|produce|publish|prepare|adopt|deliver|implement|create)\b)"
    r".*(?:\b(?:strategy|(?<!to )plan|framework|policy)|\bstrategic assessment)(?:[\s,:(–-]*20\d\d(?:\s*(?:[-/–]|to)\s*(?:20)?\d\d)?\)?)?$",
    re.IGNORECASE,
)
# What a telephone number has at least.
_DIGITS = re.compile(r"\d(?:\D{0,2}\d){8}")
# A figure with its step and what that is of: "5 - Major impact".
_STEP_OF = re.compile(
    r"\(?\d{1,2}\)?\s*[-–=:.]\s*[A-Za-z]+(?: [A-Za-z]+)? (?:impact|likelihood|probability|severity)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Profile:
    """Shares (0 to 1) of what a column's values are; `count` of them looked at, `filled` of the table's rows.

    `average` is their length in characters, `distinct` the share of different ones, `repeats` whether equal ones
    stand together; `month_first` and `day_first` count dates in figures that can only be of that order;
    `numbered` says that each is a number of its own, as “1.2” or “SR10”, that comes after the one before;
    `mark` is the one text that all values are, "" where there are several; `introduced` are those that name somebody
    and say how to reach them, `reached` those that say only the latter; `strangers` look like somebody's name, though
    no given name that is known stands in them.
    """

    count: int = 0
    filled: float = 0.0
    dates: float = 0.0
    when: float = 0.0
    numbers: float = 0.0
    small: float = 0.0
    scores: float = 0.0
    levels: float = 0.0
    chances: float = 0.0
    money: float = 0.0
    percents: float = 0.0
    ratings: float = 0.0
    fills: float = 0.0
    statuses: float = 0.0
    opening: float = 0.0
    under_way: float = 0.0
    responses: float = 0.0
    ticks: float = 0.0
    emails: float = 0.0
    phones: float = 0.0
    links: float = 0.0
    bodies: float = 0.0
    posts: float = 0.0
    persons: float = 0.0
    strangers: float = 0.0
    parts: float = 0.0
    names: float = 0.0
    sentences: float = 0.0
    refs: float = 0.0
    counted: bool = False
    numbered: bool = False
    distinct: float = 0.0
    average: float = 0.0
    questions: float = 0.0
    most: float = 0.0
    month_first: int = 0
    day_first: int = 0
    years: float = 0.0
    leading: float = 0.0
    units: float = 0.0
    directions: float = 0.0
    arrows: float = 0.0
    changes: float = 0.0
    pairs: float = 0.0
    parted: float = 0.0
    ordered: bool = False
    figured: float = 0.0
    letters: float = 0.0
    payments: float = 0.0
    mark: str = ""
    tiers: float = 0.0
    kinds_of_bodies: float = 0.0
    groups: float = 0.0
    strategies: float = 0.0
    log_kinds: float = 0.0
    introduced: float = 0.0
    reached: float = 0.0


def profile(values: Sequence[tuple[object, str]], rows: int, fills: int = 0) -> Profile:
    """The profile of a column from its values with their texts; `fills` of its empty cells show a rating's colour."""
    said = [(raw, text) for raw, text in values if isinstance(raw, bool) or not _says_nothing(text)]
    month, day = _orders(values)
    looked = said[:: max(1, len(said) // _SAMPLE)][:_SAMPLE]
    if not looked:
        filled = len(values) / rows if rows else 0.0
        return Profile(filled=filled, fills=1.0 if fills else 0.0)
    texts = [text for _, text in looked]
    count = len(texts)
    numbers = [_number(raw, text) for raw, text in looked]
    plains = [plain(text) for text in texts]

    def share(kept: Sequence[object]) -> float:
        return sum(bool(holds) for holds in kept) / count

    known = [number for number in numbers if number is not None]
    every: Counter[str] = Counter()
    for text, times in Counter(text for _, text in said).items():
        every[plain(text)] += times
    pairs = [both_scores(text) for text in texts]
    contacts = [
        contact_details(text) if EMAIL.search(text) or _DIGITS.search(text) else None for text in texts
    ]
    return Profile(
        count=len(said),
        filled=len(values) / rows if rows else 0.0,
        dates=share([_is_date(raw, text) for raw, text in looked]),
        when=share([_is_when(raw, text) for raw, text in looked]),
        numbers=share([number is not None for number in numbers]),
        small=share(
            [number is not None and number == int(number) and 0 <= number <= 10 for number in numbers]
        ),
        scores=share([len(text) <= 30 and _is_score(text) for text in texts]),
        levels=share(
            [
                text in LEVEL_WORDS
                or text in _URGENCY
                or _level_in(text)
                or (len(said) <= 25 and _leads_with_level(said))
                for text, said in zip(plains, texts, strict=True)
            ]
        ),
        chances=share([_is_chance(raw, text) for raw, text in looked]),
        money=share(["£" in text or "$" in text or "€" in text for text in texts]),
        percents=share(["%" in text for text in texts]),
        ratings=share([text in RATING_WORDS for text in plains]),
        fills=1.0 if fills and fills >= len(said) else 0.0,
        statuses=share([_is_status(text) for text in plains]),
        opening=share(
            [_is_status(_first_line(text, said)) for text, said in zip(texts, plains, strict=True)]
        ),
        under_way=share([text in PROGRESS_WORDS for text in plains]),
        responses=share([_is_response(text) for text in plains]),
        ticks=share([isinstance(raw, bool) or is_tick(text) for raw, text in looked]),
        emails=share([re.search(r"\S@\S+\.\S", text) for text in texts]),
        phones=share([_is_phone(raw, text) for raw, text in looked]),
        links=share([re.match(r"(?:https?://|www\.)", text.strip(), re.IGNORECASE) for text in texts]),
        bodies=share([_BODY.search(text) or _is_capitals(text) for text in texts if len(text) <= 60]),
        posts=share([is_post(text) for text in texts]),
        persons=share([len(text) <= 40 and is_person(text) for text in texts]),
        strangers=share([len(text) <= 40 and may_be_person(text) and not is_person(text) for text in texts]),
        parts=share([text in PARTS_IN_GROUPS for text in plains]),
        names=share([_is_short_name(raw, text) for raw, text in looked]),
        sentences=share([len(text.split()) >= 4 for text in texts]),
        refs=share([_is_ref(text) for text in texts]),
        counted=len(known) == count > 1 and all(later == known[0] + at for at, later in enumerate(known))
        if len(said) <= _SAMPLE
        else len(known) == count and known == sorted(known) and len(set(known)) == count,
        numbered=_are_numbered(texts),
        distinct=len(every) / len(said),
        average=sum(map(len, texts)) / count,
        questions=share([text.rstrip().endswith("?") for text in texts]),
        most=max(every.values()) / len(said),
        month_first=month,
        day_first=day,
        figured=share([re.search(r"\d", text) and len(text) <= 40 for text in texts]),
        units=share(
            [
                text.strip() in ("%", "£", "#") or said in UNIT_WORDS
                for text, said in zip(texts, plains, strict=True)
            ]
        ),
        directions=share([said in DIRECTION_WORDS for said in plains]),
        arrows=share([way_of_mark(text) or tells_of_change(text) for text in texts]),
        pairs=share([pair is not None and not pair.parted for pair in pairs]),
        parted=share([pair is not None and pair.parted for pair in pairs]),
        ordered=order_told("", texts),
        changes=share([tells_of_change(text) for text in texts]),
        tiers=share([text in LEVELS_OF_A_PLAN for text in plains]),
        kinds_of_bodies=share([kind_in_words(text) for text in texts]),
        groups=share([_GROUP.search(text) or _is_capitals(text) for text in texts if len(text) <= 80]),
        strategies=share([_STRATEGY.search(text) for text in texts]),
        log_kinds=share([said in LOG_KIND_WORDS for said in plains]),
        introduced=share([told is not None and bool(told.name) for told in contacts]),
        reached=share([told is not None and not told.name for told in contacts]),
        payments=share([said in PAYMENT_WORDS for said in plains]),
        letters=share([_LETTERS.fullmatch(text) for text in texts]),
        leading=share([_leads_with_level(text) for text in texts]),
        mark=texts[0] if len(every) == 1 and len(set(texts)) == 1 else "",
        years=share([re.fullmatch(r"(?:19|20)\d\d(?:\s*[/–-]\s*(?:\d\d){1,2})?", text) for text in texts]),
    )


def _are_numbered(texts: Sequence[str]) -> bool:
    """Is each text a number or a code that comes after the one before: “1.9”, “1.10”, “2.1”, or “SR9”, “SR10”?"""
    if not all(map(_is_ref, texts)) or any(re.fullmatch(r"(?:19|20)\d\d", text) for text in texts):
        return False
    orders = [
        [(part.isdigit(), part.casefold().zfill(8)) for part in re.findall(r"\d+|[A-Za-z]+", text)]
        for text in texts
    ]
    return all(before < after for before, after in pairwise(orders))


def _is_response(text: str) -> bool:
    first = text.removeprefix("risk ").split(" ")[0]
    return first in RESPONSE_WORDS or first in ("contingency", "contingent", "fallback")


def _says_nothing(text: str) -> bool:
    if is_unmade_choice(text.strip()):
        return True
    return plain(text) in _NULL and not (is_tick(text) or way_of_mark(text) or tells_of_change(text))


def _orders(values: Sequence[tuple[object, str]]) -> tuple[int, int]:
    """How many dates in figures can only be month-first, and how many only day-first."""
    month = day = 0
    for raw, text in values:
        if isinstance(raw, str):
            for first, second in _NUMERIC_DATE.findall(text):
                month += int(first) <= 12 < int(second) <= 31
                day += int(second) <= 12 < int(first) <= 31
    return month, day


def _number(raw: object, text: str) -> float | None:
    if isinstance(raw, bool | date):
        return None
    if isinstance(raw, int | float):
        return float(raw)
    said = parse_number(text.strip("£$€% "))
    if said is None and re.search(r"\d", text) and len(text) <= 20:
        pence = parse_money(text)
        return None if pence is None else pence / 100
    return said


def _is_date(raw: object, text: str) -> bool:
    return isinstance(raw, date) or parse_date(text) is not None or _NUMERIC_DATE.fullmatch(text) is not None


def _is_when(raw: object, text: str) -> bool:
    """A date, a month, a quarter, or a word such as ongoing or monthly."""
    if _is_date(raw, text) or (len(text) <= 40 and (is_open_ended(text) or is_duration(text))):
        return True
    if isinstance(raw, int | float):
        return False
    return len(text) <= 45 and _MONTH_WORD.search(text) is not None


def _is_chance(raw: object, text: str) -> bool:
    return "%" in text or (isinstance(raw, float) and 0 < raw < 1)


def _level_in(text: str) -> bool:
    """ "5 high", "high risk": a step of a scale with its figure or what it is of."""
    words = text.split()
    if len(words) == 2 and set(words) <= LEVEL_WORDS:
        return True  # likelihood and impact in one: "Low / High"
    first, last = " ".join(words[:-1]), " ".join(words[1:])
    return 1 < len(words) <= 4 and (
        (last in LEVEL_WORDS and (words[0].isdigit() or len(words[0]) == 1))
        or (
            first in LEVEL_WORDS
            and (words[-1].isdigit() or words[-1] in ("risk", "impact", "likelihood", "rating"))
        )
    )


def _is_score(text: str) -> bool:
    """A figure of one or two digits, alone or with the word of its step: "3", "4 (Likely)", "Rare - 1", "5 - Major impact"."""
    if _STEP_OF.fullmatch(text):
        return True
    match = _SCORE.fullmatch(text)
    return match is not None and plain(match["after"] or match["before"] or "low") in LEVEL_WORDS


def _leads_with_level(text: str) -> bool:
    """ "High - the grant ends", "2 - Significant (£0.5m to £1m)": a step of a scale, and why."""
    first = re.split(r"[-–—:;,.(\n]", re.sub(r"^\(?\d\)?\s*[-–=:.]\s*", "", text), maxsplit=1)[0]
    return plain(first) in LEVEL_WORDS


def _first_line(text: str, said: str) -> str:
    """The first line made alike; `said` is the whole text so."""
    return plain(text.partition("\n")[0]) if "\n" in text else said


def _is_status(text: str) -> bool:
    return (
        text in STATUS_WORDS or " ".join(text.split()[:2]) in STATUS_WORDS or text.split()[:1] == ["closed"]
    )


def _is_phone(raw: object, text: str) -> bool:
    digits = len(re.findall(r"\d", text))
    return (
        9 <= digits <= 15
        and not isinstance(raw, date)
        and re.fullmatch(r"(?i:(?:tel(?:ephone)?|phone|mob(?:ile)?)[.:]?)?[\d\s()+\-./extEXT]+", text)
        is not None
    )


def _is_capitals(text: str) -> bool:
    return re.fullmatch(r"[A-Z]{2,7}(?:\s*[/,&+]\s*[A-Z]{2,7})*", text) is not None


def _is_short_name(raw: object, text: str) -> bool:
    """Short enough for a name, and neither a number nor a date."""
    if len(text) >= 80 or isinstance(raw, int | float | date) or not re.search(r"[A-Za-z]{2}", text):
        return False
    return len(text.split()) <= 8 and parse_date(text) is None


# “12”, “A7”, “CSP-014”, “3.2.1”; and codes of several parts in capitals, “TH/P/11”, “24/PSPO/03”, “DHR-SO-R4”.
_REF = re.compile(
    r"[A-Za-z]{0,8}[\s\-_./]{0,2}\d{1,5}(?:[.\-/]\d{1,3}){0,3}[a-z]?\.?|[A-Z]\d?"
    r"|(?:\d{2,4}[\-_/.])?(?:[A-Z]{1,6}[\-_/.]){1,3}(?:\d{2,4}[\-_/.])?[A-Z]{0,3}\d{1,5}[a-z]?"
)
_LONGEST_REF = 20


def _is_ref(text: str) -> bool:
    return len(text) <= _LONGEST_REF and _REF.fullmatch(text) is not None
