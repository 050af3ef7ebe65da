"""Texts across a table, and what they call what stands below them: a priority, or an objective."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from csp_desktop.excel.recognising.finding.keys import is_key_line
from csp_desktop.excel.recognising.wordings.bands import (
    BEFORE_BANDS,
    LEADS,
    MIDDLE_BANDS,
    NAMES_OF_ANYTHING,
    OBJECTIVE_BANDS,
    PRIORITY_BANDS,
)
from csp_desktop.excel.recognising.wordings.cell_words import LEVEL_WORDS
from csp_desktop.excel.wording.cells import plain

Band = Literal["priority", "middle", "objective"]

_NUMBER = r"\s*\d+(?:\.\d+)*|\s(?:no\.? ?)?(?:one|two|three|four|five|six|seven|eight|nine|ten|(?-i:[A-Z]\d*|[IVX]+))(?=\s*(?:[:.)–—-]|$))"
_WORDS: dict[Band, str] = {
    "objective": OBJECTIVE_BANDS,
    "middle": MIDDLE_BANDS,
    "priority": PRIORITY_BANDS,
}
_BANDS = {
    level: re.compile(rf"(?:(?:{BEFORE_BANDS}) )*(?:{words})s?(?:{_NUMBER}|\s*[:–—]|\s+-)", re.IGNORECASE)
    for level, words in _WORDS.items()
}
_LEADS = re.compile(rf"{LEADS}(?:\s*:\s*|\s+[-–—]\s+)(?P<who>\S.*)", re.IGNORECASE | re.DOTALL)
_BODIES = re.compile(r"agenc|partner|bod(?:y|ies)|organisation", re.IGNORECASE)
_GROUPS = re.compile(r"group|board|forum", re.IGNORECASE)
_OF_PRIORITY = re.compile(r"(?:csp|priority|theme|thematic|strategic)\b", re.IGNORECASE)
_LONGEST_LEADS = 200
_OF_ANY_TIME = re.compile(
    r"\bq[1-4]\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\d+(?:st|nd|rd|th)?",
    re.IGNORECASE,
)
_AROUND_TIME = re.compile(
    r"\b(?:copy of|quarter \d|q[1-4]|(?:19|20)\d\d(?:\s*[-/–]\s*\d{2,4})?|v(?:ersion)?\s*\d+(?:\.\d+)*)\b|\(\d+\)",
    re.IGNORECASE,
)


@cache
def band_of(text: str) -> Band | None:
    """What a text calls what stands below it, “Objective 1: …”; None where it says neither word, or is a key."""
    level = next((level for level, words in _BANDS.items() if words.match(text)), None)
    return None if level and is_key_line(text) else level


def is_band_alone(text: str) -> bool:
    """Is a text the word and its number and no more: “Objective 1”?"""
    return any(
        (said := words.match(text)) and not text[said.end() :].strip(" :.–—-") for words in _BANDS.values()
    )


def name_beside(label: str, text: str) -> str:
    """What a text beside “Priority” names, its number with it, “Priority 1 Burglary”; "" for “Priority: High” or “6”."""
    if not is_band_alone(f"{label}:") or label.endswith("s"):
        return ""
    if plain(text) in LEVEL_WORDS or not re.search(r"[^\W\d_]", text):
        return ""
    return f"{label} {text}" if band_of(label) else text


class LeadSaid(NamedTuple):
    """Who leads what a line stands under, and the field of a plan item that its wording promises them for.

    `of_priority` where it says that it is the priority they lead, whatever stands between.
    """

    field: str
    who: str
    of_priority: bool


@cache
def lead_said(text: str) -> LeadSaid | None:
    """Who a line says leads what stands above it: “CSP Lead: Grace Sample – Manager, Council”; None where it says none."""
    said = _LEADS.fullmatch(text) if len(text) <= _LONGEST_LEADS else None
    if said is None:
        return None
    what = said["what"] or ""
    field = "lead_groups" if _GROUPS.match(what) or what.lower().startswith("sub") else "lead_officers"
    field = "lead_agencies" if _BODIES.match(what) else field
    return LeadSaid(field, said["who"].strip(), _OF_PRIORITY.match(text) is not None)


@cache
def name_of_what(text: str) -> str:
    """What a sheet or title is of, without its quarter, year or number; "" where it names nothing: “Action plan Q2”."""
    words = plain(_OF_ANY_TIME.sub(" ", text.replace("_", " "))).split()
    if all(word in _OF_ANYTHING for word in words):
        return ""
    return " ".join(_AROUND_TIME.sub(" ", text.replace("_", " ")).split()).strip(" -–—,:") or text


_OF_ANYTHING = frozenset(NAMES_OF_ANYTHING.split("|"))
