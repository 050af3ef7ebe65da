"""What a stream's conditions say its money may not be spent on, as far as words tell."""

from __future__ import annotations

import re

from csp_desktop.patterns import late_pattern

_EXCLUDED = late_pattern(
    r"\b(?:(?:may|must|can|is|are|should|shall|will)?\s*(?:not|never|cannot|can't)\s+(?:to\s+)?(?:be\s+)?"
    r"(?:used|spent\s+on|fund|for|pay|available\s+for|eligible\s+for)"
    r"|excludes?|excluding|except(?:\s+for)?|other\s+than|no\s+(?!other|later|more|less))\b(?P<what>[^.;\n]*)",
    re.IGNORECASE,
)
_ONLY = late_pattern(r"\bno\s+others?\b|\bonly\b|\bsolely\b|\bexclusively\b", re.IGNORECASE)
_SENTENCE = late_pattern(r"[^.;\n]+")
_EMPTY = frozenset(
    [
        "after",
        "agreed",
        "agreement",
        "allocation",
        "amount",
        "april",
        "banked",
        "before",
        "claimed",
        "council",
        "county",
        "each",
        "february",
        "fund",
        "funded",
        "funding",
        "funds",
        "grant",
        "half",
        "into",
        "january",
        "july",
        "june",
        "march",
        "money",
        "must",
        "named",
        "november",
        "october",
        "only",
        "other",
        "others",
        "others",
        "project",
        "projects",
        "purpose",
        "purposes",
        "quarter",
        "report",
        "scheme",
        "schemes",
        "september",
        "solely",
        "spend",
        "spending",
        "spent",
        "stays",
        "than",
        "that",
        "their",
        "there",
        "these",
        "they",
        "this",
        "those",
        "until",
        "used",
        "which",
        "with",
        "work",
        "year",
        "years",
    ]
)


def excludes(conditions: str | None, purpose: str, bid_for: str = "") -> bool:
    """Whether conditions rule a purpose out: by naming it, or by naming all that is allowed and not this.

    `bid_for` are the words of the bids that won the money, which "the projects named in the bids" means.
    """
    text = conditions or ""
    wanted = _telling(purpose)
    if any(_telling(match["what"]) & wanted for match in _EXCLUDED.finditer(text)):
        return True
    for sentence in _SENTENCE.findall(text):
        if _ONLY.search(sentence) and not _EXCLUDED.search(sentence):
            allowed = _telling(sentence) | (_telling(bid_for) if re.search(r"\bbids?\b", sentence) else set())
            if allowed and not allowed & wanted:
                return True
    return False


def _telling(text: str) -> set[str]:
    """Words that name something, without endings ("cameras" is "camera"), and abbreviations."""
    words = {word.casefold() for word in re.findall(r"[^\W\d_]{4,}|\b[A-Z]{2,}\b", text)}
    return {re.sub(r"(?:ing|es|s)$", "", word) for word in words - _EMPTY}
