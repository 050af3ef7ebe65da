"""Remarks between the records of a table: when or why those below were added, “Added at Board 14 May:”, or of one by its number."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.beside.meetings_between import meeting_named
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.finding.bands import band_of, lead_said
from csp_desktop.excel.recognising.finding.remarks import MAYBE_REMARK_ROW, reads_as_note
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.registers.as_written.dates import A_MONTH, DAY_OF_MONTH

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
_DAY = re.compile(rf"{DAY_OF_MONTH}|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b", re.IGNORECASE)
_FEWEST_WORDS = 5
# “S4: Chair has written to the committee”, “Note on TH/P/11 – appeal lodged”.
_ON_ONE = re.compile(
    r"\W*(?:(?:notes?|updates?|comments?|nb|re)\b[\s:.–-]*(?:(?:on|to|for|from)\s+)?)?(?:(?:action|rec|recommendation|item|risk|issue|no|ref)\b\.?\s*)?"
    r"(?P<number>\S{2,20}?)\s*[:–—-]+\s+\S.*",
    re.IGNORECASE | re.DOTALL,
)
# What was done, told in a sentence, and how headings of entries begin.
_TOLD = re.compile(r"\b(?:has|have|had|was|were|will|wrote)\b", re.IGNORECASE)
_ENTRIES = re.compile(
    r"\W*(?:(?:new|old|open|closed|all|other) )?(?:actions?|recommendations?|recs|items?|matters|decisions?|orders?|entries|those|issues?)\b",
    re.IGNORECASE,
)


class _Number(NamedTuple):
    """What a number stands below, and where it comes there."""

    above: str
    at: int


def ask_of_remarks(table: FoundTable, uses: Iterable[ColumnUse]) -> None:
    """Texts that say when or why actions were added head none where the numbers go on across them: they are asked about.

    So are sentences, wherever a column names the priorities or the first rows stand below none.
    """
    if not table.sections or not table.rows:
        return
    columns = {(use.register, use.field): use.column for use in reversed(tuple(uses))}
    numbers = columns.get(("plan_items", "ref"), min(columns.values()))
    said = {row: _number(table.grid.text(row, numbers)) for row in table.rows}
    first = next(iter(table.sections))
    between = ("plan_items", "priority") in columns or (
        table.rows[0] < first and all(map(_is_sentence, table.sections.values()))
    )
    several = len({number.above for number in said.values() if number}) > 1
    for row, text in list(table.sections.items()):
        after = bisect_left(table.rows, row)
        sentence = _is_sentence(text)
        if sentence and between:
            del table.sections[row]
            table.remarks[row] = MAYBE_REMARK_ROW
            continue
        if not 0 < after < len(table.rows) or not (sentence or _says_when_or_why(text)):
            continue
        before, below = (said[table.rows[at]] for at in (after - 1, after))
        # The letter before all the numbers of a plan says nothing of what they stand below.
        told = several or (before is not None and any(map(str.isdigit, before.above)))
        if told and before and below == before._replace(at=before.at + 1):
            del table.sections[row]
            table.remarks[row] = MAYBE_REMARK_ROW


def ask_of_sentences(table: FoundTable, uses: Iterable[ColumnUse]) -> None:
    """Sentences between the entries of a log tell something and head none: they are asked about."""
    of_one = _tell_of_one(table, uses)
    for row, text in list(table.sections.items()):
        told = _TOLD.search(text) and len(text.split()) > _FEWEST_WORDS and not _ENTRIES.match(text)
        if row in of_one or not (told or reads_as_note(text)) or not any(at < row for at in table.rows):
            continue
        if not (band_of(text) or meeting_named(text) or _DAY.search(text)):
            del table.sections[row]
            table.remarks[row] = MAYBE_REMARK_ROW


def remarks_on_records(table: FoundTable, uses: Iterable[ColumnUse]) -> dict[int, list[tuple[str, Place]]]:
    """The texts between the rows that tell of one record above by its number, by the row of that record; they head none."""
    told: dict[int, list[tuple[str, Place]]] = {}
    for row, of in _tell_of_one(table, uses).items():
        told.setdefault(of, []).append((table.sections[row], table.section_place(row)))
        del table.sections[row]
    return told


def _tell_of_one(table: FoundTable, uses: Iterable[ColumnUse]) -> dict[int, int]:
    """The rows between that tell of a record above by its number, each with the row of that record."""
    numbers = next((use.column for use in uses if use.field == "ref"), None)
    if numbers is None or not table.sections:
        return {}
    rows = {text: row for row in table.rows if _is_code(text := table.grid.text(row, numbers))}
    said = {row: _ON_ONE.fullmatch(text) for row, text in table.sections.items()}
    meant = {row: rows.get(one["number"].strip("()[]"), row) for row, one in said.items() if one}
    return {row: of for row, of in meant.items() if of < row}


def _is_code(text: str) -> bool:
    """Is a number no bare one, which headings have as well, but a code: “S4”, “26/03”?"""
    return re.search(r"[^\W\d_]|/", text) is not None and re.search(r"\d", text) is not None


def _number(text: str) -> _Number | None:
    said = _BELOW.fullmatch(text.strip())
    if said is None:
        return None
    return _Number(said["above"], int(said["number"]) if said["number"] else ord(said["letter"]))


def _is_sentence(text: str) -> bool:
    """Is a text one that ends in a full stop, of some length, and neither a priority by its word nor who leads one?"""
    ends = text.rstrip().endswith(".") and len(text.split()) > _FEWEST_WORDS
    return ends and not (band_of(text) or lead_said(text))


def _says_when_or_why(text: str) -> bool:
    """Does a text tell when or why what is below it was added, and names nothing?"""
    if band_of(text) or lead_said(text):
        return False
    sentence = text.rstrip().endswith(":") and len(text.split()) >= _FEWEST_WORDS
    return sentence or bool(_ADDED.match(text) or _DAY.search(text))
