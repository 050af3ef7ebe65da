"""The target number meant by an indicator, and whether the figures a document states agree with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal, NamedTuple

from csp_desktop.patterns import late_pattern
from csp_desktop.registers.as_written.amounts import format_number, parse_number
from csp_desktop.registers.as_written.wordings import listed
from csp_desktop.registers.typed_records import Indicator

RATES = ("percent", "rate per 1,000", "rate per 100,000")
# More places than anybody types.
_TYPED_PLACES = 6
# Room for any figure a file can hold, down to its last place.
_ROOMY = Context(prec=700)


class TargetNumber(NamedTuple):
    """An indicator's target: as shown, before rounding, whether it is known, and how it comes about."""

    value: float | None
    exact: float | None
    state: Literal["known", "TBC", "none"]
    words: str


class TargetComparison(NamedTuple):
    """The program's own target beside the figures a document states.

    `percent` is the change asked for, signed; `disagreeing` are the stated figures that are no
    rounding of `exact`.
    """

    baseline: float
    percent: float
    exact: float
    computed: float
    stated: tuple[float, ...]
    disagreeing: tuple[float, ...]
    words: str

    @property
    def agrees(self) -> bool:
        """Whether every stated figure is the computed one, rounded."""
        return not self.disagreeing


def decimal(value: float) -> Decimal:
    """A figure as it is written: 292.5, not its nearest binary fraction."""
    return Decimal(format(value, ".12g"))


def rounded(value: Decimal | float, places: int = 0) -> float:
    """Halves go up, as in the partnerships' own documents: 292.5 is 293."""
    exact = value if isinstance(value, Decimal) else decimal(value)
    return float(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _ROOMY))


def in_points(number: str) -> str:
    """ "2 points", "1 point"."""
    return f"{number} point{'' if number == '1' else 's'}"


def format_figure(value: float | None, unit: str, *, places: int | None = None) -> str:
    """A figure in its unit: "1,872", "56.4%", "£1,200", "Yes"; "TBC" for None."""
    if value is None:
        return "TBC"
    if unit == "yes/no":
        return "Yes" if value >= 0.5 else "No"
    if places is None:
        # What somebody typed is shown whole; only what was reckoned goes on and on.
        typed = abs(rounded(value, _TYPED_PLACES) - value) < 10.0 ** -(_TYPED_PLACES + 2)
        places = _TYPED_PLACES if typed else {"count": 2, "money": 2}.get(unit, 3)
    figure = rounded(value, places)
    pence = 2 if unit == "money" and not figure.is_integer() else None
    text = format_number(figure, pence).replace("-", "−")
    if unit == "money":
        return f"−£{text[1:]}" if text.startswith("−") else f"£{text}"
    return f"{text}%" if unit == "percent" else text


def places_of(indicator: Indicator) -> int:
    """Decimal places an indicator's target is shown with: none for counts, as its baseline for rates."""
    if indicator["unit"] in RATES:
        baseline = indicator["baseline_value"]
        exponent = decimal(baseline).as_tuple().exponent if baseline is not None else 0
        return max(1, -int(exponent))
    return 2 if indicator["unit"] == "money" else 0


def target_number(indicator: Indicator) -> TargetNumber:
    """The target from what is recorded: a value, a change in per cent, or an increase on the baseline."""
    kind, wanted, unit = indicator["target_kind"], indicator["target_value"], indicator["unit"]
    if kind == "none":
        return TargetNumber(None, None, "none", "No target is set.")
    if wanted is None:
        return TargetNumber(None, None, "TBC", "The target is not known yet (TBC).")
    if kind == "value":
        figure = format_figure(wanted, unit)
        return TargetNumber(wanted, wanted, "known", f"The target is given as {figure}.")
    baseline = known_baseline(indicator)
    if baseline is None:
        why = "is not known yet (TBC)" if indicator["baseline_state"] == "TBC" else "is missing"
        return TargetNumber(None, None, "TBC", f"The baseline {why}, so the target cannot be worked out.")
    if kind == "percent change":
        percent = signed_percent(wanted, indicator["better"])
        exact = changed_by(baseline, percent)
        how = f"{format_figure(baseline, unit)} {_by(percent)}"
    else:
        exact = decimal(baseline) + decimal(wanted)
        more = "less" if wanted < 0 else "more"
        how = f"{format_figure(baseline, unit)} and {format_figure(abs(wanted), unit)} {more}"
    value = rounded(exact, places_of(indicator))
    return TargetNumber(value, float(exact), "known", f"{how} is {_exact_and_shown(exact, value, unit)}.")


def known_baseline(indicator: Indicator) -> float | None:
    """The baseline figure where it is known; TBC and none are not zero."""
    if indicator["baseline_state"] != "known" or indicator["baseline_value"] is None:
        return None
    return float(indicator["baseline_value"])


def signed_percent(percent: float, better: str) -> float:
    """A change in per cent with its sign: 10 and −10 both mean 10% less where lower is better."""
    return -abs(percent) if better == "lower" else percent


def changed_by(baseline: float, percent: float) -> Decimal:
    """A baseline changed by so many per cent, exactly."""
    return decimal(baseline) * (100 + decimal(percent)) / 100


def compare_target(indicator: Indicator) -> TargetComparison | None:
    """The program's arithmetic beside the document's; None where there is nothing to compare."""
    baseline = known_baseline(indicator)
    percent = _percent_asked(indicator)
    if baseline is None or percent is None:
        return None
    stated = list(stated_figures(indicator["stated_target"], indicator["unit"]))
    if indicator["target_kind"] == "value" and indicator["target_value"] is not None:
        stated.insert(0, float(indicator["target_value"]))
    stated = list(dict.fromkeys(stated))
    if not stated:
        return None
    exact = changed_by(baseline, percent)
    unit = indicator["unit"]
    computed = rounded(exact, places_of(indicator))
    disagreeing = tuple(figure for figure in stated if not is_rounding(figure, exact))
    said = listed([format_figure(figure, unit) for figure in stated])
    words = (
        f"{format_figure(baseline, unit)} {_by(percent)} is {_exact_and_shown(exact, computed, unit)}; "
        f"the document says {said}"
    )
    return TargetComparison(baseline, percent, float(exact), computed, tuple(stated), disagreeing, words)


_PERCENT = late_pattern(r"(\d+(?:\.\d+)?)\s*(?:%|per\s?cent\b)", re.IGNORECASE)
_LESS = late_pattern(r"\b(?:reduc|decreas|cut|fewer|less|lower|fall)", re.IGNORECASE)
_MORE = late_pattern(r"\b(?:increas|rais|ris|more|grow|improv)", re.IGNORECASE)
_AT_MOST = r"below|under|(?:less|fewer|lower) than|(?:no|not) (?:more|higher) than|at most|max(?:imum)?(?: of)?|<=?|≤"
_AT_LEAST = r"above|over|(?:more|higher) than|(?:no|not) (?:less|fewer|lower) than|at least|min(?:imum)?(?: of)?|>=?|≥"
_OR_LESS, _OR_MORE = r"(?:or|and) (?:less|fewer|lower|below|under)", r"(?:or|and) (?:more|higher|above|over)"
# Words that bound a level, and ask for no change.
_BOUND = late_pattern(
    rf"(?:{_AT_MOST}|{_AT_LEAST})\s*(?=£?\d)|(?<=[\d%])\s*\b(?:{_OR_LESS}|{_OR_MORE})\b", re.IGNORECASE
)
# "increase to over 60%", but "up to 10%" and "5 to 10%" are changes.
_TO_LEVEL = late_pattern(rf"(?<![\d%])(?<!\bup)\s+to\s+(?:(?:{_AT_MOST}|{_AT_LEAST})\s*)?$", re.IGNORECASE)
_LEVEL = late_pattern(
    rf"(?:(?:to\s+)?(?:keep|stay|remain|maintain|hold|be)\s+(?:it\s+)?)?(?:(?:(?P<down>reduce|cut|lower|fall)|(?P<up>increase|raise|improve|rise))\s+to\s+)?(?:(?P<most>{_AT_MOST})|(?P<least>{_AT_LEAST}))?\s*"
    rf"£?(?P<figure>\d[\d,]*(?:\.\d+)?)\s*(?:%|per\s?cent\b)?\s*(?:(?P<less>{_OR_LESS})|(?P<more>{_OR_MORE}))?(?:\s+by\s.+)?",
    re.IGNORECASE,
)


def stated_percent(text: str | None) -> float | None:
    """The change in per cent a sentence asks for, signed; None where it asks for none.

    "10% reduction in …", "increase reporting by 10%": a percentage next to no word of change is a level.
    """
    match = _PERCENT.search(text or "")
    if not text or not match:
        return None
    if _TO_LEVEL.search(text[: match.start()]):
        return None
    text = _BOUND.sub(lambda bound: " " * len(bound[0]), text)
    less, more = _LESS.search(text), _MORE.search(text)
    if not less and not more:
        return None
    if less and more:
        # Whichever word stands nearer to the figure governs it.
        down = abs(less.start() - match.start()) <= abs(more.start() - match.start())
    else:
        down = less is not None
    return -float(match[1]) if down else float(match[1])


def stated_level(text: str) -> tuple[float, Literal["lower", "higher"]] | None:
    """The level a target in words asks for and which way is better: "Below 30%", "65 or more"; else None."""
    match = _LEVEL.fullmatch(text.strip(" .*"))
    figure = parse_number(match["figure"]) if match else None
    if match is None or figure is None:
        return None
    lower, higher = (
        any(match[side] for side in sides) for sides in (("most", "less", "down"), ("least", "more", "up"))
    )
    return None if lower == higher else (figure, "lower" if lower else "higher")


def _percent_asked(indicator: Indicator) -> float | None:
    if indicator["target_kind"] == "percent change":
        wanted = indicator["target_value"]
        return None if wanted is None else signed_percent(wanted, indicator["better"])
    for text in (indicator["stated_target"], indicator["title"]):
        percent = stated_percent(text)
        if percent is not None:
            return percent
    return None


_FIGURE = r"(?<![\w.,/\-])\d[\d,]*(?:\.\d+)?(?![\w/]|\.\d|\s*-\s*\d)"
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_BRACKETS = late_pattern(rf"\(\s*\*?\s*[£]?({_FIGURE})\s*(%?)")
_BY_DATE = late_pattern(
    rf"({_FIGURE})(\s*%?)\s+(?:by|in|at)\s+(?:the\s+)?(?:end\s+(?:of\s+)?)?(?:{_MONTHS}\b|(?:19|20)\d\d\b)"
)
_TO = late_pattern(rf"\bto\s+({_FIGURE})(\s*%?)", re.IGNORECASE)
_ALONE = late_pattern(rf"\s*\*?\s*£?({_FIGURE})\s*(%?)\s*")


def stated_figures(text: str | None, unit: str) -> Iterator[float]:
    """The target figures a sentence states: in brackets, "206 by March 2011", "to 195", or all there is."""
    if not text:
        return
    alone = _ALONE.fullmatch(text)
    for pattern in (_ALONE,) if alone else (_BRACKETS, _BY_DATE, _TO):
        for match in pattern.finditer(text):
            figure = parse_number(match[1])
            # "10% by March" asks for a change; "(56.4%)" is a level where the unit is per cent.
            if figure is not None and (unit == "percent") == (match[2].strip() == "%"):
                yield figure


def is_rounding(figure: float, exact: Decimal) -> bool:
    """Whether a figure is `exact` rounded to the places it is written with; of a half, either way."""
    written = decimal(figure)
    return abs(written - exact) <= rounding(written)


def rounding(written: Decimal) -> Decimal:
    """How far a figure may be off what it was rounded from, by the places it is written with."""
    return Decimal(1).scaleb(min(0, int(written.as_tuple().exponent))) / 2


def _by(percent: float) -> str:
    return f"{'less' if percent < 0 else 'plus'} {format_number(abs(percent))}%"


def _exact_and_shown(exact: Decimal, rounded_figure: float, unit: str) -> str:
    text = format_figure(float(exact), unit, places=4)
    if exact == decimal(rounded_figure):
        return text
    return f"{text}, shown as {format_figure(rounded_figure, unit, places=4)}"
