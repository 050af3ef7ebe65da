"""What a line over a plan's table is: a name its actions may stand under, or a title, key or line of the document."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from csp_desktop.excel.recognising.finding.about_document import is_document_line
from csp_desktop.excel.recognising.finding.bands import band_of
from csp_desktop.excel.recognising.finding.keys import is_key_line
from csp_desktop.excel.recognising.wordings.bands import (
    ASIDES,
    ASKED_OVER,
    DOCUMENTS,
    PARTNERSHIPS,
    SUBJECTS,
)
from csp_desktop.excel.wording.cells import plain

LineOver = Literal["name", "explanation", "subject", "title", "aside", "key"]

_DOCUMENT = re.compile(rf"\b(?:{DOCUMENTS})\b", re.IGNORECASE)
_SUBJECT = re.compile(rf"\b(?:{SUBJECTS})")
_PARTNERSHIP = re.compile(PARTNERSHIPS, re.IGNORECASE)
_ASIDE = re.compile(ASIDES, re.IGNORECASE | re.DOTALL)
_ASKED = re.compile(ASKED_OVER, re.IGNORECASE | re.DOTALL)
_FIRST_SENTENCE = re.compile(r"(?<=\w)\.\s+(?=[A-Z])")
_LONGEST, _FEWEST_WORDS = 150, 7


@cache
def line_over(text: str) -> LineOver:
    """What a line over the table of a plan is.

    "name" may name what the actions are for; "explanation" is a sentence or a question about it; "subject" is the title of a
    document that says what it is about, “Domestic abuse action plan”, and "title" of one that does not; "key" explains
    ratings; "aside" tells of the document or how to fill it in.
    """
    if band_of(text):
        return "name"
    if is_key_line(text):
        return "key"
    if any(map(is_document_line, (text, _FIRST_SENTENCE.split(text, maxsplit=1)[0]))) or _ASIDE.match(text):
        return "aside"
    if _PARTNERSHIP.fullmatch(text):
        return "title"
    if _DOCUMENT.search(text):
        return "subject" if has_subject(text) else "title"
    if _ASKED.fullmatch(text):
        return "explanation" if has_subject(text) else "aside"
    if len(text) > _LONGEST or (text.rstrip().endswith(".") and len(text.split()) >= _FEWEST_WORDS):
        return "explanation"
    return "name"


def has_subject(text: str) -> bool:
    """Does a text say what work is about, in a word of community safety: “Domestic abuse”, “Burglary”?"""
    return _SUBJECT.search(plain(text)) is not None
