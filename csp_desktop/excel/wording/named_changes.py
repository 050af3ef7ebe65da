"""Names of indicators that tell of a change: it may be less than nothing, or more than the whole."""

from __future__ import annotations

import re

# Where a title begins, behind its number, or goes on after a dash or in brackets; and how a change may be counted.
BEGINS = r"(?:^\W*(?:[a-z]{0,4} ?\d[\w.:)-]*\s++)*+|[:;,(–—]\s*|\s-\s*)"
"""Where a title begins, or goes on."""
_HOW = (
    r"(?:(?:the|a|an|in|of|overall|total|net|annual|yearly|quarterly|actual|point|real|relative|year[ -]on[ -]year|"
    r"%|per ?cent(?:age)?|\d+%|numerical?)\s+)*"
)
_NOUN = (
    r"(?:increase|decrease|reduction|rise|fall|growth|decline|improvement|movement|difference|net|"
    r"drop(?!-in|\s+in\s+(?:session|centre|clinic|surger|event|visit|advice|service)))"
)
_BEFORE = (
    r"(?:the )?(?:(?:last|previous|prior|earlier|same) (?:\w+ )?(?:year|quarter|qtr|month|period|time|return|figures?|q[1-4])|"
    r"(?:\w+ )?(?:year|quarter|month|period) before|(?:\w+ )?(?:baseline|average)|(?:19|20)\d\d)(?:\b|'s)"
)
PLANNED = r"(?:planned|plans?|targets?|budget(?:ed)?|profiled?|baseline|expected|forecast|trajectory)\b"
"""What was to be."""
# What tells of a change may be less than nothing, or more than the whole. Those words say other things too: "less
# serious", "Changes of address", "risk reduced".
_CHANGES = re.compile(
    rf"{BEGINS}{_HOW}{_NOUN}\b(?!s)|(?:%|\bper ?cent(?:age)?)\s+{_NOUN}\b|(?<!\ba )(?<!\ban )(?<!\bany )\b{_NOUN}\W*$|"
    r"\bchanges? (?:in|on|from|since|over|between|against|compared|year|this)\b|\bchange\s*(?:[(:;,–-]|$)|"
    rf"(?:%|\b(?:per ?cent(?:age)?|net|annual|point|numerical?|{BEGINS})) ?changes?\b(?! of\b)|"
    r"\b(?:variance|variation|surplus|deficit|balance|year on year|net (?:movement|migration|gain|loss|flow|spend|cost))\b|"
    rf"\bgap\b(?! years?\b)|{BEGINS}(?:fewer|more)\b(?! (?:than|serious)\b)|"
    rf"\b(?:fewer|more|less|higher|lower|up|down)\b[\w ]* (?:than|on|from) {_BEFORE}|"
    rf"\b(?:compared (?:with|to)|against|versus|vs?|relative to)\W+(?:{_BEFORE}|(?:\w+\s+){{0,2}}{PLANNED})|"
    r"[+-]/[+-]|±",
    re.IGNORECASE,
)


def named_for_change(name: str) -> bool:
    """Does the name of an indicator say that a change is told, which may be less than nothing?"""
    return _CHANGES.search(name) is not None
