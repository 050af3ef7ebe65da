"""Targets in words, in lists of indicators: the figure or the change they ask for, and what only a person can say."""

from __future__ import annotations

import re

from csp_desktop.registers.as_written.amounts import parse_money, parse_number
from csp_desktop.registers.fields import Values
from csp_desktop.rules.targets import stated_level, stated_percent

# What is longer tells a story, and no target by itself.
_LONGEST = 150
_SIGNED = re.compile(r"[-+−–]\s*\d+(?:\.\d+)?\s*%")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_YEAR = r"(?:19|20)\d\d(?:\s*[/–-]\s*\d{2,4})?"
_WHEN = rf"(?:by|in|at|for|on)\s+(?:the\s+)?(?:end\s+(?:of\s+)?)?(?:(?:\d\d?(?:st|nd|rd|th)?\s+)?{_MONTH}(?:\s+{_YEAR})?|{_YEAR}|(?:this|the|financial|year|end|\s)+)"
_FIGURE = r"£?\s*(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*(?:k\b)?"
_SHARE = r"\s*(?:%|per\s?cent\b)?"
_OF_A_YEAR = r"(?:(?:per|a|each|every)\s+(?:year|annum)|p\.?\s?a\.?|annually)"
# What stands behind a figure and asks for no other: a note, a month, the change in per cent it comes to.
_BEHIND = rf"(?:\s*\*|\s*\((?:[^()\d]*|[^()]*?\d+(?:\.\d+)?\s*%[^()\d]*|[^()\d]*{_YEAR})\)|\s+{_OF_A_YEAR}|\s*,?\s*{_WHEN})*\s*\.?"
_AT = r"(?:(?:≈|~|(?:c|ca|circa|approx(?:imately)?)\b\.?|about|around|(?:maintain|keep|hold|remain|stay|stand|achieve|reach)\w*(?:\s+it)?(?:\s+(?:at|on))?|target(?:\s+of)?:?)\s*)*"
_NEUTRAL = re.compile(rf"{_AT}(?P<figure>{_FIGURE})(?P<share>{_SHARE}){_BEHIND}", re.IGNORECASE)
_LESS = r"reduc\w*|decreas\w*|cut|lower|fall|drop|fewer|less|down"
_MORE = r"increas\w*|rais\w*|rise|improv\w*|grow\w*|more|up"
_POINTS = (
    r"(?:\s*(?P<points>(?:%|per\s?cent(?:age)?)\s*(?:points?|pts?)|p\.?p\.?(?:ts?)?|points?|pts?)\b\.?)?"
)
_THAN = rf"(?:\s+(?:than|on|from|against|compared (?:to|with))\s+[A-Za-z’' ]*(?:{_YEAR})?|\s*,?\s*{_WHEN}){{0,2}}\s*\.?"
_NUMBER = r"(?P<figure>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
_CHANGES = (
    re.compile(rf"(?:(?P<less>{_LESS})|(?P<more>{_MORE}))\s+(?:it\s+)?(?:by|of)\s+{_NUMBER}{_POINTS}{_THAN}", re.IGNORECASE),
    re.compile(rf"(?:(?P<less>[-−–])|(?P<more>\+))\s*{_NUMBER}{_POINTS}{_THAN}", re.IGNORECASE),
    re.compile(rf"(?:an?\s+)?{_NUMBER}{_POINTS}\s+(?:(?P<less>{_LESS})|(?P<more>{_MORE})){_THAN}", re.IGNORECASE),
)  # fmt: skip
_STILL = re.compile(
    rf"(?:no|zero)\s+(?:increase|decrease|reduction|change|rise){_THAN}|(?:maintain|keep|hold|stay|remain)\w*(?:\s+(?:at|as))?\s+(?:the\s+)?(?:baseline|same)(?:\s+level)?\s*\.?"
    r"|(?:maintain|sustain)(?:\s+(?:current|present|this|the))?(?:\s+(?:levels?|performance|position))?\s*\.?",
    re.IGNORECASE,
)
_ON_BASELINE = re.compile(
    r"\b(?:on|of|from|against|compared)\b.*\b(?:baseline|last year|20\d\d|previous)", re.IGNORECASE
)


def is_change(text: str) -> bool:
    """ "-5%": a change, whatever the indicator counts in."""
    return _SIGNED.fullmatch(text) is not None


def target_in_words(text: str) -> Values:
    """What a target that is no figure says: its words, and the level or the change they name."""
    said: Values = {"stated_target": text}
    if len(text) > _LONGEST:
        return said
    if _STILL.fullmatch(text.strip()):
        return {**said, "target_kind": "increase from baseline by", "target_value": 0.0}
    level = stated_level(text)
    if level is not None:
        return {**said, "target_kind": "value", "target_value": level[0]}
    if (change := _change_by(text)) is not None:
        return {**said, "target_kind": "increase from baseline by", "target_value": change}
    percent = float(re.sub("[−–]", "-", text).rstrip("% ")) if is_change(text) else stated_percent(text)
    if percent is not None:
        return {**said, "target_kind": "percent change", "target_value": percent}
    if (neutral := _NEUTRAL.fullmatch(text.strip())) is not None:
        figure = _figure(neutral["figure"])
        return said if figure is None else {**said, "target_kind": "value", "target_value": figure}
    return said


def target_asked(
    text: str, kind: str | None, figure: float | None, unit: str | None, *, of_change: bool = False
) -> str:
    """What has to be asked about a target, its words being `text` and what they say a kind and a figure; "" for nothing.

    `of_change` says that its indicator tells of a change, which may be less than nothing.
    """
    if kind == "percent change":
        if unit != "percent" or _ON_BASELINE.search(text):
            return ""
        change = f"{abs(figure or 0):g}"
        return f"“{text}” of what is told in per cent: is that {change} points, or {change}% of the baseline?"
    if kind == "increase from baseline by":
        points = next(
            (said["points"] for change in _CHANGES if (said := change.fullmatch(text.strip()))), None
        )
        if unit == "percent" and figure and not points:
            return f"“{text}” of what is told in per cent: is that {abs(figure):g} points, or {abs(figure):g}% of the baseline?"
        if unit != "percent" and points and not points.casefold().startswith(("po", "pt")):
            return f"“{text}” of what is not told in per cent: is that {abs(figure or 0):g}% of the baseline, or {abs(figure or 0):g}?"
        return ""
    if figure is None:
        return f"Which figure does “{text}” ask for?" if re.search(r"\d", text) else ""
    if re.search(r"\d\s*(?:%|per\s?cent\b)", re.sub(r"\([^()]*\)", "", text)) and unit != "percent":
        return f"Is “{text}” a level in per cent, or a change? What is counted is not told in per cent."
    if "£" in text and unit not in (None, "money"):
        return f"Is “{text}” the target? What is counted is not money."
    if figure < 0 and not of_change:
        return f"Is “{text}” a change? A target cannot be less than nothing."
    return ""


def _change_by(text: str) -> float | None:
    """So much more than the baseline, or less, as "Reduce by 10", "+5 points" or "10 fewer" says it."""
    said = next((said for change in _CHANGES if (said := change.fullmatch(text.strip()))), None)
    figure = parse_number(said["figure"]) if said else None
    if said is None or figure is None:
        return None
    return -figure if said["less"] else figure


def _figure(text: str) -> float | None:
    number = parse_number(text.lstrip("£ ").rstrip())
    if number is None and (pence := parse_money(text.strip())) is not None:
        return pence / 100
    return number
