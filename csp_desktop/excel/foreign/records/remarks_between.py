"""Remarks between the actions of a plan: when or why those below them were added, “Added at Board 14 May:”."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.finding.bands import band_of, lead_said
from csp_desktop.excel.recognising.finding.remarks import MAYBE_REMARK_ROW
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.registers.as_written.dates import A_MONTH

# “1c” is below “1”, “1.3” below “1.” and “SV3” below “SV”.
_BELOW = re.compile(r"(?P<above>\S.*?)(?:(?<!\d)(?P<number>\d{1,3})|(?<=[\d.(])(?P<letter>[a-z]))[.):]*")
_ROWS = r"(?:actions?|items?|rows?|lines?|tasks?|milestones?|work|projects?)"
_WAYS = (
    r"added|agreed|moved|deferred|included|inserted|transferred|approved|introduced|proposed|requested|amended|revised|raised|identified|"
    r"recommended|carried (?:over|forward)|rolled (?:over|forward)|brought (?:in|over|forward)"
)
_WHEN = rf"(?:at|by|in|on|after|following|since|to|for|from|as|with|under|during|here|into|via|q[1-4]|{A_MONTH}|\d+)"
_ADDED = re.compile(
    rf"\W*(?:(?:the )?(?:following |below |these |those |new |further |additional )?(?:{_ROWS} )?"
    rf"(?:(?:below|were|was|are|is|have been|has been|all|newly|also) )*(?:{_WAYS})(?=\s+{_WHEN}\b|\W*$)"
    rf"|(?:new|additional|further|extra|more|late) (?:{_ROWS}|for|since|this|at|from|q[1-4]|as|following)\b"
    r"|(?:following|since|after) (?:the|a|an|our) (?:\S+ ){2}|as agreed\b)",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {A_MONTH}\b|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b", re.IGNORECASE
)
_FEWEST_WORDS = 5


class _Number(NamedTuple):
    """What a number stands below, and where it comes there."""

    above: str
    at: int


def ask_of_remarks(table: FoundTable, uses: Iterable[ColumnUse]) -> None:
    """Texts that say when or why actions were added head none where the numbers go on across them: they are asked about."""
    if not table.sections:
        return
    columns = {(use.register, use.field): use.column for use in reversed(tuple(uses))}
    numbers = columns.get(("plan_items", "ref"), min(columns.values()))
    said = {row: _number(table.grid.text(row, numbers)) for row in table.rows}
    several = len({number.above for number in said.values() if number}) > 1
    for row, text in list(table.sections.items()):
        after = bisect_left(table.rows, row)
        if not 0 < after < len(table.rows) or not _says_when_or_why(text):
            continue
        before, below = (said[table.rows[at]] for at in (after - 1, after))
        # The letter before all the numbers of a plan says nothing of what they stand below.
        told = several or (before is not None and any(map(str.isdigit, before.above)))
        if told and before and below == before._replace(at=before.at + 1):
            del table.sections[row]
            table.remarks[row] = MAYBE_REMARK_ROW


def _number(text: str) -> _Number | None:
    said = _BELOW.fullmatch(text.strip())
    if said is None:
        return None
    return _Number(said["above"], int(said["number"]) if said["number"] else ord(said["letter"]))


def _says_when_or_why(text: str) -> bool:
    """Does a text tell when or why what is below it was added, and names nothing?"""
    if band_of(text) or lead_said(text):
        return False
    sentence = text.rstrip().endswith(":") and len(text.split()) >= _FEWEST_WORDS
    return sentence or bool(_ADDED.match(text) or _DAY.search(text))
