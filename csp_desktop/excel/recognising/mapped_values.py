"""What the cells of a foreign table mean: scores in words, ratings as letters or colours, money, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from csp_desktop.errors import InvalidValue
from csp_desktop.excel.opening.grid import cell_text
from csp_desktop.excel.wording.cells import month_said, plain, quarter_number, quarter_said
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.amounts import parse_money, parse_number
from csp_desktop.registers.fields import Choice, Date, Field, Money, Number, Rag, WholeNumber
from csp_desktop.rules.timescales import read_timescale

_FIVE = {
    "rare": 1, "remote": 1, "very low": 1, "very unlikely": 1, "negligible": 1, "insignificant": 1,
    "almost impossible": 1, "improbable": 1, "unlikely": 2, "minor": 2, "low": 2, "possible": 3, "moderate": 3,
    "medium": 3, "significant": 3, "likely": 4, "probable": 4, "high": 4, "major": 4, "serious": 4,
    "almost certain": 5, "certain": 5, "very likely": 5, "highly likely": 5, "very high": 5, "severe": 5,
    "catastrophic": 5, "critical": 5, "extreme": 5,
    "very rare": 1, "highly unlikely": 1, "extremely unlikely": 1, "extremely low": 1, "v low": 1, "trivial": 1, "minimal": 1,
    "seldom": 2, "infrequent": 2, "quite unlikely": 2, "marginal": 2, "occasional": 3, "even chance": 3, "quite likely": 4,
    "substantial": 4, "considerable": 4, "frequent": 5, "near certain": 5, "near certainty": 5, "certainty": 5, "inevitable": 5,
    "extremely likely": 5, "extremely high": 5, "v high": 5, "very severe": 5, "very serious": 5, "disastrous": 5,
}  # fmt: skip
# What the letters of a scale with very low and very high at its ends stand for: there “H” is not the highest.
_LETTERS_OF_FIVE = {"vl": "very low", "l": "low", "m": "medium", "h": "high", "vh": "very high"}
_THREE = {"low": 1, "l": 1, "medium": 3, "med": 3, "m": 3, "moderate": 3, "high": 5, "h": 5}
_STATUS = {
    "completed": "complete", "done": "complete", "achieved": "complete", "finished": "complete", "closed": "complete",
    "delivered": "complete", "implemented": "complete", "yes": "complete", "true": "complete", "met": "complete",
    "signed off": "complete", "fully complete": "complete", "resolved": "complete", "fully implemented": "complete", "fully achieved": "complete",
    "fully met": "complete", "action complete": "complete", "action completed": "complete", "task complete": "complete", "discharged": "complete",
    "embedded": "complete", "actioned": "complete", "fulfilled": "complete", "complete and closed": "complete", "closed complete": "complete",
    "partially achieved": "in progress", "partly achieved": "in progress", "partially met": "in progress", "partly met": "in progress",
    "partially implemented": "in progress", "partly implemented": "in progress", "part complete": "in progress", "in process": "in progress",
    "inprogress": "in progress", "in train": "in progress", "being progressed": "in progress", "being implemented": "in progress", "commenced": "in progress",
    "progressing well": "in progress", "good progress": "in progress", "some progress": "in progress", "limited progress": "in progress",
    "nearly complete": "in progress", "mostly complete": "in progress", "substantially complete": "in progress", "under development": "in progress",
    "slipping": "in progress", "slightly behind": "in progress", "some slippage": "in progress", "on course": "in progress", "initiated": "in progress",
    "being developed": "in progress", "under review": "in progress", "in review": "in progress", "continuing": "ongoing",
    "on track": "in progress", "underway": "in progress", "under way": "in progress", "started": "in progress",
    "in hand": "in progress", "progressing": "in progress", "partially complete": "in progress", "partly complete": "in progress",
    "behind schedule": "in progress", "delayed": "in progress", "on schedule": "in progress", "active": "in progress",
    "open": "in progress", "off track": "in progress", "at risk": "in progress", "wip": "in progress", "work in progress": "in progress",
    "in development": "in progress", "partially completed": "in progress", "slipped": "in progress", "overdue": "in progress",
    "ongoing": "ongoing", "on going": "ongoing", "continuous": "ongoing", "business as usual": "ongoing", "bau": "ongoing",
    "not yet started": "not started", "not due": "not started", "not yet due": "not started", "not due yet": "not started", "not started yet": "not started", "planned": "not started", "to do": "not started",
    "pending": "not started", "to be started": "not started", "no": "not started", "false": "not started", "new": "not started",
    "not begun": "not started", "not yet commenced": "not started", "yet to begin": "not started", "yet to commence": "not started", "to start": "not started",
    "not yet begun": "not started", "not progressed": "not started", "no progress": "not started", "future": "not started", "future action": "not started",
    "scheduled": "not started", "proposed": "not started", "awaiting start": "not started", "unstarted": "not started", "backlog": "not started",
    "not commenced": "not started", "yet to start": "not started", "outstanding": "not started", "todo": "not started",
    "withdrawn": "stopped", "cancelled": "stopped", "canceled": "stopped", "deleted": "stopped", "abandoned": "stopped",
    "removed": "stopped", "on hold": "stopped", "paused": "stopped", "suspended": "stopped", "no longer required": "stopped",
    "deferred": "stopped", "superseded": "stopped", "no longer applicable": "stopped", "no longer relevant": "stopped", "no longer needed": "stopped",
    "not progressing": "stopped", "not proceeding": "stopped", "not being progressed": "stopped", "rejected": "stopped", "dropped": "stopped",
    "parked": "stopped", "stalled": "stopped", "discontinued": "stopped", "halted": "stopped",
}  # fmt: skip
# How an action of a plan stands; only there.
_PLAN_STATUS = {
    "live": "in progress",
    **dict.fromkeys(("monitoring", "monitored", "being monitored", "monitor"), "ongoing"),
}
# How an entry of the log stands, told by a rating or of an order; only there.
_LOG_STATUS = {
    "b": "complete", "blue": "complete", **dict.fromkeys(("g", "a", "r", "green", "amber", "red"), "in progress"),
    **dict.fromkeys(("in force", "live", "current", "renewed", "extended", "made"), "in progress"),
}  # fmt: skip
_RISK_STATUS = {
    "live": "open", "active": "open", "current": "open", "ongoing": "open", "on going": "open", "monitoring": "open",
    "monitored": "open", "monitor": "open", "in progress": "open", "new": "open", "identified": "open", "managed": "open",
    "increasing": "open", "static": "open", "stable": "open", "reducing": "open", "watch": "open", "emerging": "open", "treated": "open",
    "escalated": "open", "under review": "open", "yes": "open", "mitigating": "open", "being managed": "open", "being mitigated": "open",
    "tolerated": "open", "accepted": "open", "treating": "open", "decreasing": "open", "increased": "open", "decreased": "open",
    "unchanged": "open", "no change": "open", "worsening": "open", "improving": "open", "de escalated": "open", "deescalated": "open", "proposed": "open",
    "complete": "closed", "completed": "closed", "resolved": "closed", "expired": "closed", "retired": "closed", "archived": "closed",
    "mitigated": "closed", "no longer a risk": "closed", "removed": "closed", "cancelled": "closed", "deleted": "closed",
    "no longer relevant": "closed", "no longer applicable": "closed", "merged": "closed", "withdrawn": "closed",
    "crystallised": "happened", "crystallized": "happened", "escalated to issue": "happened", "moved to issue log": "happened",
    "occurred": "happened", "materialised": "happened", "materialized": "happened", "issue": "happened", "realised": "happened",
    "realized": "happened", "became an issue": "happened", "now an issue": "happened",
}  # fmt: skip
_RESPONSE = {
    "mitigate": "treat", "accept": "tolerate", "avoid": "terminate", "reduce": "treat", "share": "transfer",
    "mitigation": "treat", "acceptance": "tolerate", "accepted": "tolerate", "avoidance": "terminate", "reduction": "treat",
    "transferred": "transfer", "transference": "transfer", "sharing": "transfer", "retain": "tolerate", "eliminate": "terminate", "remove": "terminate", "control": "treat",
    "manage": "treat", "treated": "treat", "mitigated": "treat", "monitor": "tolerate", "contain": "treat", "prevent": "treat",
}  # fmt: skip
_FUNDING_STATUS = {
    "agreed": "approved", "confirmed": "approved", "awarded": "approved", "granted": "approved", "pending": "proposed",
    "requested": "proposed", "planned": "proposed", "to be agreed": "proposed", "cancelled": "withdrawn", "refused": "withdrawn",
    "declined": "withdrawn", "successful": "awarded", "won": "awarded", "unsuccessful": "refused", "rejected": "refused",
    "in preparation": "draft", "awaiting decision": "submitted", "pending decision": "submitted", "partly successful": "part awarded",
}  # fmt: skip
_DECISION = {
    "pending": "submitted", "awaiting outcome": "submitted", "awaited": "submitted", "awaiting": "submitted", "applied": "submitted",
    "under consideration": "submitted", "being assessed": "submitted", "yes": "awarded", "no": "refused",
    "lost": "refused", "not successful": "refused", "declined": "refused", "turned down": "refused", "not approved": "refused",
    "not funded": "refused", "not awarded": "refused", "approved": "awarded", "agreed": "awarded", "granted": "awarded",
    "funded": "awarded", "offered": "awarded", "part funded": "part awarded", "partly funded": "part awarded",
    "part approved": "part awarded", "partially awarded": "part awarded", "partially successful": "part awarded",
    "under review": "submitted", "in review": "submitted", "cancelled": "withdrawn", "approve": "awarded", "part fund": "part awarded",
    "part approve": "part awarded", "reject": "refused", "decline": "refused", "defer": "submitted", "deferred": "submitted",
    "full award": "awarded", "awarded in full": "awarded", "award in full": "awarded", "fully funded": "awarded", "fund in full": "awarded",
    **dict.fromkeys(
        (f"{part} {word}" for part in ("part", "partly", "partial", "partially") for word in ("award", "offer", "grant", "support", "supported", "granted", "funding", "approved", "funded", "agreed", "offered")),
        "part awarded",
    ),
    **dict.fromkeys((f"{word} in part" for word in ("award", "awarded", "fund", "funded", "approve", "approved", "agreed", "supported", "successful")), "part awarded"),
    **dict.fromkeys(("refuse", "refusal", "turn down", "not supported", "no award", "nil award", "do not fund", "do not award", "not agreed", "not offered"), "refused"),
    "withdraw": "withdrawn", "withdrawn by applicant": "withdrawn", "to be decided": "submitted", "awaiting panel": "submitted", "held over": "submitted",
}  # fmt: skip
# What a panel may say in a word; with more words it may say anything: “Award pending”, “Grant refused”.
_DECISION_ALONE = dict.fromkeys(("award", "fund", "grant", "offer", "support", "supported"), "awarded")
# Words beside an answer that say there is less of it, or none yet.
_IN_PART = {"part", "partly", "partial", "partially", "less", "reduced"}
_UNDECIDED = {
    "yet",
    "pending",
    "awaited",
    "awaiting",
    "if",
    "unless",
    "likely",
    "expected",
    "refused",
    "declined",
}
_LONGEST_DECISION = 8
_BETTER = {
    "up": "higher", "increase": "higher", "high": "higher", "bigger": "higher", "more": "higher", "higher is better": "higher",
    "bigger is better": "higher", "maximise": "higher", "positive": "higher", "upward": "higher", "increasing": "higher",
    "high is good": "higher", "higher is good": "higher", "bigger is best": "higher", "up is good": "higher", "aim to maximise": "higher",
    "aim to increase": "higher", "maximising": "higher", "upwards": "higher", "go up": "higher", "low is good": "lower", "lower is good": "lower",
    "smaller is best": "lower", "down is good": "lower", "aim to minimise": "lower", "aim to decrease": "lower", "aim to reduce": "lower",
    "minimising": "lower", "downwards": "lower", "downward": "lower", "decreasing": "lower", "reducing": "lower", "go down": "lower",
    "grow": "higher", "rise": "higher", "raise": "higher", "minimize": "lower", "maximize": "higher", "fall": "lower",
    "down": "lower", "decrease": "lower", "reduce": "lower", "low": "lower", "smaller": "lower", "less": "lower", "fewer": "lower",
    "lower is better": "lower", "smaller is better": "lower", "minimise": "lower", "negative": "lower", "reduction": "lower",
}  # fmt: skip
# What an amount is, told of a payment or an order.
_ENTRY_KIND = {
    **dict.fromkeys(("paid", "spent", "spend", "payment", "paid out", "actuals", "expenditure", "paid in full"), "actual"),
    **dict.fromkeys(("commitment", "ordered", "on order", "order raised", "order placed", "not yet paid", "to be paid", "to pay"), "committed"),
    **dict.fromkeys(("expected", "estimate", "estimated", "planned"), "forecast"), "claim": "claimed",
}  # fmt: skip
PAYMENT_WORDS = frozenset((*_ENTRY_KIND, "actual", "committed", "forecast", "claimed", "returned"))
"""Words for what an amount is: paid, ordered, expected."""
_UNIT = {
    "number": "count", "no": "count", "#": "count", "numeric": "count", "%": "percent", "per cent": "percent", "percentage": "percent",
    "pct": "percent", "£": "money", "pounds": "money", "gbp": "money", "currency": "money", "per 1 000": "rate per 1,000",
    "per 1000": "rate per 1,000", "rate per 1000": "rate per 1,000", "per 100 000": "rate per 100,000", "per 100000": "rate per 100,000",
    "rate per 100000": "rate per 100,000", "y n": "yes/no", "yes no": "yes/no", "numbers": "count",
    "per 1 000 population": "rate per 1,000", "rate per 1 000": "rate per 1,000", "rate per 1 000 population": "rate per 1,000",
    "per 100 000 population": "rate per 100,000", "rate per 100 000": "rate per 100,000", "rate per 100 000 population": "rate per 100,000",
}  # fmt: skip
# What a figure of a quarter is: of that quarter alone, of the year so far, or of how things stand at its end.
_FIGURE_KIND = {
    **dict.fromkeys(("discrete", "in period", "in quarter", "each quarter", "quarterly", "non cumulative", "not cumulative", "period"), "per quarter"),
    **dict.fromkeys(("year to date", "ytd", "to date", "running total", "year so far", "accumulative", "cumulative ytd"), "cumulative"),
    **dict.fromkeys(("point in time", "as at", "position", "rolling", "rolling year", "rolling 12 months", "12 month rolling", "rolling 12 month", "12 months rolling", "moving annual total"), "snapshot"),
}  # fmt: skip
_UNITS = (
    ("rate per 100,000", r"\bper 100[, ]?000\b"),
    ("rate per 1,000", r"\bper (?:1[, ]?000|thousand)\b"),
    ("percent", r"%|\bper ?cent(?:age)?\b|\bproportion\b"),
)
UNIT_WORDS = frozenset(
    (*_UNIT, "count", "percent", "money", "rate", "days", "hours", "minutes", "score", "ratio", "people")
)
"""Words for what a figure is counted in."""
DIRECTION_WORDS = frozenset(("higher", "lower", *_BETTER))
"""Words for which way is better."""
# What the levels of a plan are called in a column of their own.
_LEVEL = {
    "strategic priority": "priority", "theme": "priority", "strand": "priority", "pillar": "priority", "workstream": "priority",
    "aim": "objective", "goal": "objective", "sub priority": "objective", "strategic objective": "objective", "outcome": "objective",
    "activity": "action", "task": "action", "sub action": "action", "sub task": "action", "milestone": "action", "step": "action",
    "deliverable": "action",
}  # fmt: skip
LEVELS_OF_A_PLAN = frozenset(("priority", "objective", "action", *_LEVEL))
"""Words for the levels of a plan."""
_MEANT: dict[str, tuple[dict[str, str], ...]] = {
    "level": (_LEVEL,),
    "status": (_STATUS, _RISK_STATUS, _FUNDING_STATUS), "decision": (_DECISION, _FUNDING_STATUS), "response": (_RESPONSE,),
    "better": (_BETTER,), "unit": (_UNIT,), "kind": (_FIGURE_KIND, _ENTRY_KIND),
}  # fmt: skip
LEVEL_WORDS = frozenset((*_FIVE, *_THREE, *_LETTERS_OF_FIVE))
"""Words for a step on a scale of likelihood or impact."""
RATING_WORDS = frozenset((
    "red", "amber", "green", "blue", "yellow", "r", "a", "g", "b", "purple", "grey", "gray", "black", "white", "orange", "complete", "completed",
    "ragb", "ar", "ag", "a g", "a r", "g a", "r a", "amber green", "green amber", "amber red", "red amber", "light green", "dark green",
))  # fmt: skip
STATUS_WORDS = frozenset(
    (*_STATUS, *_RISK_STATUS, *_FUNDING_STATUS, "not started", "in progress", "complete", "stopped", "open", "closed",
     "happened", "approved", "proposed", "awarded", "submitted", "draft", "hold", "started", "late", "red amber green", "blocked", "awaiting approval", "awaiting response", "waiting",
     "carried forward", "merged", "planning", "in planning", "mobilising", "delivery", "behind", "ahead of schedule", "exceeded", "not met", "not achieved")
)  # fmt: skip
PROGRESS_WORDS = frozenset(
    {"not started", "in progress", "complete", *_STATUS}
    - {"open", "closed", "active", "new", "ongoing", "on going", "continuing", "continuous", "yes", "no", "true", "false",
       "under review", "in review", "at risk", "resolved", "removed", "withdrawn", "deleted", "proposed", "no longer applicable", "no longer relevant"}
)  # fmt: skip
"""Words for how far something is that is to be done: no risk stands so."""
RESPONSE_WORDS = frozenset(("treat", "tolerate", "transfer", "terminate", *_RESPONSE))
_OPEN_ENDED = re.compile(
    r"\b(?:on-?\s?going|tbc|tba|monthly|quarterly|weekly|annual(?:ly)?|daily|termly|fortnightly|yearly|continuous|as required|"
    r"rolling|immediate(?:ly)?|asap|completed?|year end|half yearly|when required|long term|short term|medium term|"
    r"\d+\s*(?:-\s*\d+\s*)?(?:days?|weeks?|months?|years?))\b",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"(?:within|in|up to|over|under|after|at least|at most|less than|more than|approx(?:imately)?\.?|about|circa|c\.?|[<>≤≥~])?\s*"
    r"\d+(?:\.\d+)?\s*(?:(?:-|–|—|to|/)\s*\d+(?:\.\d+)?\s*)?\+?\s*(?:working |calendar |school )?"
    r"(?:hours?|hrs?|days?|weeks?|wks?|months?|mths?|quarters?|terms?|years?|yrs?)(?:\s+(?:from|after|of|before|prior|post|following|onwards?)\b.{0,40})?"
    r"|(?:year|phase|stage|term|month|week|day|sprint|tranche)s?\s*\d+(?:\s*(?:-|–|to|,|&|and)\s*\d+)*",
    re.IGNORECASE,
)
# "£3,000 p.a.", "£12K per annum", "£500 / year".
_YEARLY = re.compile(
    r"(.*\d.*?)[\s,(/]*(?:p\.?\s*a\.?|(?:(?:per|a|each|every|/)\s*)?(?:annum|year|yr)|annually|yearly)[\s.)]*",
    re.IGNORECASE,
)
# "1-4", "1 to 5", "1 (low) – 4 (high)", "1 = rare, 5 = certain", "out of 10", "max 4", "/4".
_SCALE = re.compile(
    r"(?:\b[01]\s*(?:[=:(]?\s*[a-z]+(?: [a-z]+)?\s*\)?\s*)?(?:[-–,;/]|\bto\b)|\bout of|\bmax(?:imum)?(?: of)?|(?<!\d)/)\s*(100|16|10|[3-9])\b",
    re.IGNORECASE,
)


def unit_told(text: str) -> str | None:
    """The unit some words speak of: the name of an indicator, "Rate per 1,000 residents"; None where they do not."""
    return next((unit for unit, words in _UNITS if re.search(words, text, re.IGNORECASE)), None)


def step_of(word: str) -> int | None:
    """Where a word stands on the usual scale of five; None for any other word."""
    return _FIVE.get(word)


def is_open_ended(text: str) -> bool:
    """A time that is no date: ongoing, monthly, in three weeks."""
    return _OPEN_ENDED.search(text) is not None


def is_duration(text: str) -> bool:
    """How long rather than when: "3-12 months", "within 6 weeks", "> 1 year", "Year 2"."""
    return _DURATION.fullmatch(text.strip().rstrip(".")) is not None


class ReadValue(NamedTuple):
    """A value as the file holds it, and what to say about how it was read."""

    value: Any
    message: str = ""


def stated_top(heading: str) -> int | None:
    """The top of the scale a heading states: 4 for "Probability (1-4)"."""
    said = _SCALE.search(heading)
    return int(said[1]) if said else None


def only_three(texts: Iterable[str]) -> bool:
    """Do all of these say only low, medium or high?"""
    return {plain(text) for text in texts} <= set(_THREE)


def scale_word(text: str) -> str:
    """The word of a score without its figure: "probable" for "4 – Probable"."""
    return plain(re.sub(r"[\d()=:.–-]+", " ", text))


class Scale:
    """How a column of likelihoods or impacts maps onto 1 to 5, said openly."""

    def __init__(
        self,
        texts: Iterable[str],
        heading: str = "",
        own: Mapping[str, int] | None = None,
        top: int | None = None,
    ) -> None:
        said = {scale_word(text) for text in texts} - {""}
        self.letters = _LETTERS_OF_FIVE if said & {"vl", "vh"} else {}
        words = {self.letters.get(word, word) for word in said}
        self.three = bool(words) and words <= set(_THREE)
        self.top = stated_top(heading) or top or 5
        self.own = dict(own or {})
        steps: dict[int, set[str]] = {}
        for word in words - set(self.own):
            if word in _FIVE and not self.three:
                steps.setdefault(_FIVE[word], set()).add(word)
        # Two words of one column cannot be one step: which is more, only the register's own scale says.
        self.shared = {word: sharing for sharing in steps.values() if len(sharing) > 1 for word in sharing}

    def read(self, text: str) -> ReadValue:
        """A score from a number, a word, or both ("3 – Possible"); raises InvalidValue."""
        chances = [float(chance) for chance in re.findall(r"(\d+(?:\.\d+)?)\s*%", text)]
        if chances:
            return self._of_chance(sum(chances) / len(chances), text)
        number = parse_number(text) if parse_number(text) is not None else leading_number(text)
        if number is not None and number == int(number) and 1 <= number <= self.top:
            return self._of_scale(int(number), text)
        word = scale_word(text)
        word = self.letters.get(word, word)
        if word in self.own:
            return ReadValue(
                self.own[word], f"“{text}” is {self.own[word]} of 5 on the workbook's own scale."
            )
        if word in self.shared:
            others = " and ".join(f"“{other}”" for other in sorted(self.shared[word] - {word}))
            raise InvalidValue(f"“{text}” and {others} would be one step of the scale; which is the higher?")
        # "High – the grant ends": the step, and why.
        leading = plain(re.split(r"[-–—:;,.(\n]", text, maxsplit=1)[0])
        if word not in _FIVE and word not in _THREE and leading in (*_FIVE, *_THREE):
            word = leading
        if (self.three or len(word) == 1) and word in _THREE:
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


def leading_number(text: str) -> float | None:
    """The figure a score starts with: 3 for "3 – Possible"; None where there is none."""
    match = re.match(r"\(?(\d)\)?\s*(?:[-–=:.(](?!\s*\d)|\s[A-Za-z])", text)
    return float(match[1]) if match else None


def read_value(field: Field, raw: object, year: FinancialYear | None) -> ReadValue:
    """A cell's value for a field; raises InvalidValue with what would be right."""
    text = cell_text(raw)
    if isinstance(field, Rag):
        said = re.sub(r"\s*\(.*\)|\s*[-–/].*", "", text) or text
        rating = field.parse(said)
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
        return ReadValue(field.parse(text.removesuffix("%").removeprefix("£").strip()))
    return ReadValue(field.parse(raw if isinstance(raw, int | float | bool) else text))


def _meant(field: Choice, text: str) -> str | None:
    """What a word means that is not on a field's list: the same said otherwise, or the list's word and more."""
    wording = plain(text) or text.strip()
    known = {plain(option): option for option in field.options}
    for words in _MEANT.get(field.name, ()):
        known |= {
            said: meant for said, meant in words.items() if meant in field.options and said not in known
        }
    if "in progress" in field.options and "ongoing" not in field.options:
        known |= {said: "in progress" for said, meant in _STATUS.items() if meant == "ongoing"}
    if "ongoing" in field.options:
        known |= _PLAN_STATUS
    if "lapsed" in field.options:
        known |= _LOG_STATUS
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
    if len(wording.split()) <= 8:
        return known.get(before_mark) or known.get(next(iter(wording.split()), ""))
    # "Mitigate, we will keep a spare": of a response the words that follow say how, however many.
    return known.get(before_mark) if field.name == "response" else None


def _decided(wording: str, text: str, known: Mapping[str, str]) -> str | None:
    """What a panel said in more words than one: “Yes, in part” is less than yes, and “No decision yet” no refusal."""
    if wording in _DECISION_ALONE:
        return _DECISION_ALONE[wording]
    words = wording.split()
    if len(words) > _LONGEST_DECISION:
        return None
    first = words[0] if words and words[0] not in ("yes", "no") else ""
    meant = known.get(plain(re.split(r"\s*[-–—:;,(/]\s*|\s+\d", text)[0])) or known.get(first)
    if meant != "awarded":
        return meant
    return None if _UNDECIDED & set(words) else "part awarded" if _IN_PART & set(words) else meant


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
