"""Texts across a table, and what they call what stands below them: a priority, or an objective."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from csp_desktop.excel.recognising.finding.keys import is_key_line
from csp_desktop.excel.recognising.wordings.around_tables import MADE
from csp_desktop.excel.recognising.wordings.bands import (
    BEFORE_BANDS,
    LEADS,
    MIDDLE_BANDS,
    NAMES_OF_ANYTHING,
    NOT_LEADS,
    OBJECTIVE_BANDS,
    PRIORITY_BANDS,
)
from csp_desktop.excel.recognising.wordings.cell_words import LEVEL_WORDS
from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.leads import named_leads
from csp_desktop.excel.wording.who_is_named import COMMA, TOGETHER, is_body
from csp_desktop.registers.as_written.word_meanings import says_not_yet

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
_LEADS = re.compile(
    rf"{LEADS}(?P<mark>\s*:\s*|\s+[-–—]\s+|(?<=\bby)\s+)(?P<who>\S.*)", re.IGNORECASE | re.DOTALL
)
_LEADS_AGAIN = re.compile(rf"[\s,;|/]+{LEADS}\s*:\s*", re.IGNORECASE)
_NOT_LEADS = re.compile(
    rf"{NOT_LEADS}(?:\s*:\s*|\s+[-–—]\s+|(?<=\bby)\s+)(?P<who>\S.*)", re.IGNORECASE | re.DOTALL
)
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

_MADE = re.compile(rf"\s*\((?:last )?(?:{MADE})\b[^()]*\)", re.IGNORECASE)


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

    `of_priority` where it says that it is the priority they lead, whatever stands between. The field is "" where it
    says who chairs it or stands for it, and that is not said to be who leads.
    """

    field: str
    who: str
    of_priority: bool


@cache
def lead_said(text: str) -> LeadSaid | None:
    """Who a line says leads what stands above it: “CSP Lead: Grace Sample – Manager, Council”; None where it says none."""
    if len(text) > _LONGEST_LEADS:
        return None
    of_priority = _OF_PRIORITY.match(text) is not None
    other = _NOT_LEADS.fullmatch(text)
    if other and (_names_somebody(other["who"]) or says_not_yet(other["who"])):
        return LeadSaid("", other["who"].strip(), of_priority)
    said = _LEADS.fullmatch(text)
    if said is None or (said["mark"].isspace() and not _names_somebody(said["who"])):
        return None
    if _LEADS_AGAIN.search(said["who"]):
        # "Strategic lead: Grace Sample   Operational lead: Alan Sample".
        return LeadSaid("lead_officers", _LEADS_AGAIN.sub("; ", said["who"]).strip(), of_priority)
    what = said["what"] or ""
    field = "lead_groups" if _GROUPS.match(what) or what.lower().startswith("sub") else "lead_officers"
    field = "lead_agencies" if _BODIES.match(what) else field
    return LeadSaid(field, said["who"].strip(), of_priority)


def _names_somebody(text: str) -> bool:
    """Are all the names of a text surely those of persons, posts or bodies?"""
    return bool(named_leads(text)) or all(
        is_body(part.strip()) for name in re.split(COMMA, text) for part in TOGETHER.split(name)
    )


@cache
def name_of_what(text: str) -> str:
    """What a sheet or title is of, without its quarter, year or number, or when it was made; "" where it names nothing: “Action plan Q2”."""
    text = _MADE.sub("", text)
    words = plain(_OF_ANY_TIME.sub(" ", text.replace("_", " "))).split()
    if all(word in _OF_ANYTHING for word in words):
        return ""
    return " ".join(_AROUND_TIME.sub(" ", text.replace("_", " ")).split()).strip(" -–—,:") or text


_OF_ANYTHING = frozenset(NAMES_OF_ANYTHING.split("|"))
