"""What a remark beside a figure or a score says of it, where the two can be set against each other."""

from __future__ import annotations

import re
from datetime import date

from csp_desktop.periods import Quarter
from csp_desktop.rules.risk_scores import Placing

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATA_TO = re.compile(
    r"\b(?:(?:data|figures?|latest|available)\b[^.;\n]{0,40}?\b(?:to|at|until|for|from|of)|as\s+(?:at|of))\s+"
    r"(?:the\s+)?(?:end\s+(?:of\s+)?)?(?P<said>"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?P<month>{'|'.join(_MONTHS)})(?:[a-z]*)\.?\s+(?P<year>\d{{4}})\b"
    r"|\d{1,2}/(?P<number>0?[1-9]|1[0-2])/(?P<of>\d{4})\b"
    r"|(?P<quarter>Q[1-4]\s+\d{4}/\d{2}(?:\d{2})?)\b)",
    re.IGNORECASE,
)

_LOWER = re.compile(
    r"\b(?:reduc(?:ed|ing)|lower(?:ed)?|decreas\w+|eased|fallen|gone down|improv(?:ed|ing))\b", re.IGNORECASE
)
_HIGHER = re.compile(
    r"\b(?:increas(?:ed|ing)|higher|raised|risen|gone up|escalat\w+|worse(?:ned|ning)?)\b", re.IGNORECASE
)
_SAME = re.compile(r"\b(?:unchanged|no change|not changed|(?:remains?|stays?) the same)\b", re.IGNORECASE)
_UNLIKELY = re.compile(
    r"\b(?<!not )(?<!less )(?:(?:very |most |highly )?unlikely|improbable)\b", re.IGNORECASE
)
_LIKELY = re.compile(r"\b(?<!not )(?:almost certain|(?:very|highly) (?:likely|probable))\b", re.IGNORECASE)
# "Now a low risk.", "the risk remains high", "still rated red": of the risk itself, not of what it is about.
_STANDING = re.compile(
    r"\b(?:now|still|remains?|is)\s+an?\s+(?:very\s+)?(?P<one>low|high)\s+risk\s*(?=[.,;:!]|$)"
    r"|\b(?:risk|score|rating)\s+(?:(?:is|remains|stays|now|still)\s+)+(?:very\s+)?(?P<two>low|high|green|red)\b(?!\s+risk)"
    r"|\b(?:rated|remains|stays|still)\s+(?P<three>green|red)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\b(?P<what>scored?|likelihood|impact)\b[^.;\n]{0,30}?\b(?:to|at|is|now)\s+(?P<number>\d{1,2})(?![\d%/.-]*\d|\s*%)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:will|would|should|could|may|might|expect\w*|aim\w*|targets?|by|if|until|when)\b", re.IGNORECASE
)


def data_end(note: str | None) -> tuple[str, Quarter] | None:
    """The day, month or quarter a note says its data end with, in its own words, and the quarter that lies in."""
    said = _DATA_TO.search(note or "")
    if said is None:
        return None
    if said["quarter"]:
        return said["said"], Quarter.parse(said["quarter"])
    month = _MONTHS.index(said["month"].casefold()) + 1 if said["month"] else int(said["number"])
    return said["said"], Quarter.of(date(int(said["year"] or said["of"]), month, 1))


def score_denied(comment: str, now: Placing, before: Placing | None, band: str) -> str | None:
    """What a comment says against the score it stands beside: "says “unlikely”, but its likelihood is 5 of 5"."""
    # What is said of how it stands, against how it is scored; both ends of the scale leave no doubt.
    unlikely = _UNLIKELY.search(comment)
    likely = None if unlikely else _LIKELY.search(comment)
    if (unlikely and now.likelihood >= 4) or (likely and now.likelihood <= 2):
        phrase = (unlikely or likely)[0].lower()  # type: ignore[index]
        return f"says “{phrase}”, but its likelihood is {now.likelihood} of 5"
    standing = _STANDING.search(comment)
    if standing:
        word = next(filter(None, standing.groups())).lower()
        if band == ("red" if word in ("low", "green") else "green"):
            return f"says “{' '.join(standing[0].split()).lower()}”, but its score is {now.score} ({band})"
    stated = None if _TO_COME.search(comment) else _NUMBER.search(comment)
    if stated:
        what = "score" if stated["what"].lower().startswith("score") else stated["what"].lower()
        scored: int = getattr(now, what)
        if int(stated["number"]) != scored:
            return f"says that its {what} is {stated['number']}, but it is {scored}"
    if before is None or now.score == before.score:
        return None
    lower, higher, same = (bool(pattern.search(comment)) for pattern in (_LOWER, _HIGHER, _SAME))
    against = lower and not higher if now.score > before.score else higher and not lower
    if against or (same and not lower and not higher):
        word = "unchanged" if same and not against else "lower" if lower else "higher"
        return f"says {word}, but its score went from {before.score} to {now.score}"
    return None
