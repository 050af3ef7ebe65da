"""Lines above and below a table that tell of the document: who made it and when, which version it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.finding.keys import KEY_ROW, is_key_line
from csp_desktop.excel.recognising.finding.remarks import (
    REMARK_ROW,
    is_aside,
    names_source_of_rows,
    opens_remark,
)
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.recognising.wordings.around_tables import DAYS, MADE, MARKINGS, OF_IT, POSTS, VERSIONS
from csp_desktop.registers.as_written.dates import parse_date
from csp_desktop.registers.as_written.word_meanings import says_not_yet, says_nothing

ABOUT_DOCUMENT = "A line about the document, not a record."

_AFTER = r"\s*[:;–—-]?\s*"
_BY = re.compile(
    rf"(?:(?:{OF_IT}) ){{0,4}}(?:{MADE})(?: off)?(?: and (?:{MADE}))? by{_AFTER}(?P<said>.*)",
    re.IGNORECASE | re.DOTALL,
)
_DAY = re.compile(rf"(?:{DAYS.format(made=MADE)}){_AFTER}(?P<said>.*)", re.IGNORECASE | re.DOTALL)
_BY_WHOM = re.compile(r"(?<=\S)\s+by\b", re.IGNORECASE)
_VERSION = re.compile(
    rf"(?:{VERSIONS})\.?\s*[:–—-]?\s*(?P<said>(?:\d+(?:\.\d+)*[a-z]?|final|draft)?(?:(?: ?[–—,-])? \(?(?:final|draft)\)?)?)",
    re.IGNORECASE,
)
_POST = re.compile(rf"(?:{POSTS})(?:\s*[:–—-]\s*(?P<said>.*)|\s*)", re.IGNORECASE | re.DOTALL)
_MARKING = re.compile(MARKINGS, re.IGNORECASE)
_TIME = re.compile(
    r"(?:on |by |in |at )?(?:early |mid |late |end (?:of )?)?(?:(?:spring|summer|autumn|winter|annually|quarterly|monthly|"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*|\d{1,2}(?:st|nd|rd|th)?|(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?|q[1-4]|of|[/.,:-]| )+",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s+[–—-]\s+|\s*[,;|]\s+")
_SAYS_STEPS = re.compile(r"[=:–—\d]|\s-\s")
# “Issue 3” may number what follows.
_NUMBERED = re.compile(r"(?:issue|draft|edition|revision)\b", re.IGNORECASE)
_LONGEST, _LONGEST_VALUE, _MOST_WORDS = 120, 80, 9
_MOST_CELLS = 6
_WORDS_OF_DAY = 3


def about_document(grid: Grid, row: int, columns: Sequence[int]) -> str:
    """How surely a row tells of the document rather than of a record: "plainly", "perhaps" or not at all."""
    texts = [text for column in columns if (text := grid.text(row, column))]
    if not texts or len(texts) > _MOST_CELLS or len(texts[0]) > _LONGEST:
        return ""
    if len(texts) == 1:
        return _alone(texts[0])
    if len(texts) % 2:
        return "plainly" if len(texts) == 3 and (all(map(_is_line, texts)) or _is_signed(texts)) else ""
    pairs = [_pair(label, said) for label, said in zip(texts[::2], texts[1::2], strict=True)]
    return "" if not all(pairs) else "plainly" if "plainly" in pairs else "perhaps"


def is_document_line(text: str) -> bool:
    """Does a text alone in its row plainly tell of the document: “Version 3”, “OFFICIAL – SENSITIVE”?"""
    return _is_line(text) or _MARKING.fullmatch(text) is not None or opens_remark(text)


def _alone(text: str) -> str:
    if is_document_line(text):
        return "plainly"
    post = _POST.fullmatch(text)
    if post is None or len((post["said"] or "").split()) > _MOST_WORDS:
        return ""
    return "perhaps"


def _is_line(text: str) -> bool:
    """ "Prepared by the analyst", "Last updated 12 June", "Version 3", "Version 3 – updated 12 June by the analyst"."""
    parts = _PARTS.split(text)
    return _is_one_line(text) or (
        len(parts) > 1
        and any(map(_is_one_line, parts))
        and all(_is_one_line(part) or _MARKING.fullmatch(part) for part in parts)
    )


def _is_one_line(text: str) -> bool:
    if by := _BY.fullmatch(text):
        return len(by["said"].split()) <= _MOST_WORDS
    if day := _DAY.fullmatch(text):
        when, *by_whom = _BY_WHOM.split(day["said"], maxsplit=1)
        return _is_time(when) and (not by_whom or 0 < len(by_whom[0].split()) <= _MOST_WORDS)
    return _VERSION.fullmatch(text) is not None


def _pair(label: str, said: str) -> str:
    """A label and what stands beside it."""
    if len(said) > _LONGEST_VALUE:
        return ""
    by, day, version = (pattern.fullmatch(label) for pattern in (_BY, _DAY, _VERSION))
    if (
        (by and not by["said"])
        or (day and not day["said"] and _is_time(said))
        or (version and not version["said"] and (re.search(r"\d", said) or _VERSION.fullmatch(said)))
    ):
        return "plainly"
    post = _POST.fullmatch(label)
    return "perhaps" if post and not post["said"] else ""


def _is_signed(texts: Sequence[str]) -> bool:
    """ "Approved by the board | Chair: A Sample | 20 October 2026", "Signed | A Sample | 9 June": who agreed it, in front of the day."""
    opens, who, when = texts
    label = _POST.fullmatch(opens)
    signed = _BY.fullmatch(opens) is not None or (
        label is not None and not label["said"] and "sign" in opens.casefold()
    )
    dated = _is_time(when) or parse_date(" ".join(when.split()[-_WORDS_OF_DAY:])) is not None
    return signed and len(who.split()) <= _MOST_WORDS and bool(re.search(r"\d", when)) and dated


def _is_time(text: str) -> bool:
    said = text.strip(" .:")
    return (
        not said
        or says_nothing(said)
        or says_not_yet(said)
        or parse_date(said) is not None
        or _TIME.fullmatch(said) is not None
    )


def take_lines_between(table: FoundTable) -> None:
    """Words alone in a row between the others that tell of the document, explain its colours or say how to fill it in."""
    grid, held = table.grid, table.grid.columns_by_row
    for row in [row for row in (*table.rows, *table.sections) if len(held[row]) == 1]:
        text = grid.text(row, held[row][0])
        if names_source_of_rows(grid, row, table.header):
            continue
        if why := _why_no_record(text):
            table.sections.pop(row, None)
            if row in table.rows:
                table.rows.remove(row)
            table.remarks[row] = why


def _why_no_record(text: str) -> str:
    if is_aside(text) or opens_remark(text):
        return REMARK_ROW
    if _SAYS_STEPS.search(text) and is_key_line(text):
        return KEY_ROW
    return ABOUT_DOCUMENT if is_document_line(text) and not _NUMBERED.match(text) else ""


def take_document_lines(table: FoundTable) -> None:
    """The lines about the document at the end of a table are none of its rows.

    Of those that may be records only what stands below a gap or below a plainer one goes with them.
    """
    grid, held = table.grid, table.grid.columns_by_row
    lines: list[int] = []
    for row in sorted((*table.rows, *table.sections), reverse=True):
        if row == min(table.rows, default=row) or not about_document(grid, row, held[row]):
            break
        lines.insert(0, row)
    while lines and not _starts_lines(table, lines):
        lines.pop(0)
    _put_beside(table, lines)


def _starts_lines(table: FoundTable, lines: list[int]) -> bool:
    held = table.grid.columns_by_row
    first = lines[0]
    plainly = [row for row in lines if about_document(table.grid, row, held[row]) == "plainly"]
    if first in plainly:
        return True
    return (len(held[first]) == 1 and bool(plainly)) or first - 1 not in held


def _put_beside(table: FoundTable, lines: Iterable[int]) -> None:
    for row in lines:
        table.sections.pop(row, None)
        if row in table.rows:
            table.rows.remove(row)
        table.remarks[row] = ABOUT_DOCUMENT


def take_lines_around(grid: Grid, tables: Sequence[FoundTable]) -> None:
    """Lines about the document over a table name nothing of it, and those below it are none of any other."""
    held = {row for table in tables for row in (*table.header, *table.rows, *table.sections, *table.totals)}
    held.update(row for table in tables for row in table.remarks)
    for row in grid.rows:
        if row in held or not (said := about_document(grid, row, grid.columns_by_row[row])):
            continue
        before = [table for table in tables if table.header[-1] < row]
        if said == "perhaps" and not (before and row - 1 in before[-1].remarks):
            continue
        for table in tables:
            table.titles.pop(row, None)
        (before or tables)[-1 if before else 0].remarks[row] = ABOUT_DOCUMENT
