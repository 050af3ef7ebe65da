"""Rows among those of a table that are no records: guidance under its headings, remarks and footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.wording.cells import is_unmade_choice, plain
from csp_desktop.registers.as_written.word_meanings import says_nothing

GUIDANCE_ROW = "Guidance under the headings: no record."
REMARK_ROW = "A remark beside the table: no record."
PAGE_NUMBER_ROW = "A page number."
EXAMPLE_ROW = "An example of how to fill in a row: no record."
SUMMARY_ROW = "It says what the rows above come to: no record."
MAYBE_SUMMARY_ROW = "Does this say what the rows above come to? It was not brought in as a record."
ASKED_ROWS = frozenset((MAYBE_SUMMARY_ROW,))
"""Of the rows that are no records those somebody should look at."""
UNFILLED_ROW = "A row with nothing filled in: no record."
END_ROW = "It says where the table ends: no record."

# What the templates of Excel say, in white, to whoever has a sheet read aloud: “Headings for the table are in cells B3 to G3”.
_READ_ALOUD = re.compile(
    r"(?=.{40}).*\b(?:headings?|labels?|tables?|titles?|instructions?)\b.*\bin (?:this |the )?(?:cells?|columns?|rows?)\b",
    re.IGNORECASE | re.DOTALL,
)
# What a row of guidance under the headings opens its cells with.
_GUIDANCE = (
    "enter|provide|use|describe|describes|description of|name of|names of|what|who|when|where|how|why|which|list|specify|clearly|brief|briefly|please|"
    "insert|select|choose|pick|state|add|explain|explanation of|identify|indicate|give|write|record|outline|summari[sz]e|date|unique|define|detail|"
    "details of|set out|set|rate|score|assign|refer|include|see|type|fill|complete this|copy|number from|on a scale|scale of|is this|is the|are there|"
    "does this|automatically|calculated|auto|do not|this column|a short|a brief|a unique|a description|the date|the name|the person|the risk|the action|"
    "required|optional|mandatory|example|summary of|one of|any|note any|yes or no|high,? medium|red,? amber"
)
_GUIDES = re.compile(
    rf"\W*(?:{_GUIDANCE})\b|.*(?:\be\.?g\.|\bfor example\b|\bdrop-? ?down\b)", re.IGNORECASE | re.DOTALL
)
_FEWEST, _SHARE = 3, 0.6
_SHORTEST = 14
_REMARK = re.compile(
    r"\s*(?:\*|†|‡|\^|n\.?b\.?\b|notes?\s*[:\-–]|sources?\s*[:\-–]|footnotes?\b)", re.IGNORECASE
)
_EXAMPLE = re.compile(
    r"\W*(?:(?:(?:worked|completed) )?example|sample|e\.?g)\b(?:[\s.]*(?:of how|row|entry|only)\b.*|\s*\d{0,3}\s*[.:>)\]–-].*|\s*\d{0,3})",
    re.IGNORECASE | re.DOTALL,
)
_EXAMPLES_BELOW = re.compile(
    r"\W*(?:(?:here is |this is )?an? )?(?:worked |completed |filled[- ]in )?examples?\b"
    r"(?: (?:rows?|entry|entries|only|below)\b.*| .*\b(?:fill(?:ed)?|completed?|enter(?:ed)?|entry|entries|rows?|lines?|record|form|template)\b.*)?\W*",
    re.IGNORECASE | re.DOTALL,
)
_MOST_EXAMPLES = 2
_COUNTS_RECORDS = re.compile(
    r"(?:total )?(?:number |no\.? |count )?(?:of )?(?:actions?|risks?|measures?|indicators?|projects?|milestones?|tasks?|items?|deliverables?)\b"
    r"(?! \d)[^.:=]{0,50}[:=]\s*\d{1,3}(?:\s*(?:[,;(]|of which\b|out of\b).*)?",
    re.IGNORECASE | re.DOTALL,
)
# “END”, “End of register”: what a form says in every cell of the row below its last.
_ENDS = re.compile(
    r"\W*end(?: of (?:the |this )?(?:[\w&'’-]+ ){0,2}"
    r"(?:table|register|log|list|plan|form|return|section|sheet|worksheet|tab|page|document|report|data|records|entries|rows))?\W*",
    re.IGNORECASE,
)
_NOUGHT = re.compile(r"[£$€]?\s*0(?:[.,]0+)?\s*%?")
_NUMBER = re.compile(r"[A-Za-z]{0,4}[-. ]?\d{1,4}(?:\.\d{1,3})?[.)]?")
_RUNNING = re.compile(r"\d{1,3}[.)]?")
_REMARK_ALONE = {
    "note",
    "notes",
    "nb",
    "n b",
    "source",
    "sources",
    "footnote",
    "footnotes",
    "key",
    "legend",
    "disclaimer",
}


def is_example(grid: Grid, row: int, columns: Sequence[int]) -> bool:
    """Does a row say in its first cells that it only shows how to fill one in?"""
    return len(columns) > 2 and any(_EXAMPLE.fullmatch(grid.text(row, column)) for column in columns[:2])


def are_examples(title: str, rows: Sequence[int]) -> bool:
    """Does what stands right over a row or two say that they only show how to fill one in?"""
    return len(rows) <= _MOST_EXAMPLES and _EXAMPLES_BELOW.fullmatch(title) is not None


def is_unfilled(grid: Grid, row: int, columns: Sequence[int], first: int) -> bool:
    """Does a row of a table that starts in column `first` hold only its number, choices and ticks nobody made and noughts?"""
    choices = noughts = 0
    # The cell after the number says most often that the row is a record.
    for column in (*columns[1:], columns[0]):
        text = grid.text(row, column)
        if is_unmade_choice(text) or grid.values[row, column] is False:
            choices += 1
        elif _NOUGHT.fullmatch(text) or says_nothing(text):
            noughts += 1
        elif column != columns[0] or column > first or not _NUMBER.fullmatch(text):
            return False
    if len(columns) == 1:
        # A year or "Q1" alone heads the rows below it.
        return bool(choices) or _RUNNING.fullmatch(grid.text(row, columns[0])) is not None
    # A year with nothing but noughts is a record; a row of noughts alone, or with choices to make, is none.
    return bool(choices) or noughts == len(columns) > 2


def is_end(grid: Grid, row: int, columns: Sequence[int]) -> bool:
    """Does a row say in each of several cells that the table ends there?"""
    texts = [grid.text(row, column) for column in columns]
    return len(texts) > 1 and all(_ENDS.fullmatch(text) for text in texts)


def is_guidance(grid: Grid, row: int, after: int) -> bool:
    """Does a row right under the headings say what to write there, cell by cell?"""
    texts = list(grid.row_texts(row).values())
    if len(texts) < _FEWEST or sum(map(len, texts)) < _SHORTEST * len(texts):
        return False
    if len(grid.columns_by_row[after]) * 2 < len(texts):
        return False
    return sum(_GUIDES.match(text) is not None for text in texts) >= _SHARE * len(texts)


def is_read_aloud(heading: str) -> bool:
    """Does what heads a column tell whoever hears the sheet read where its table stands?"""
    return _READ_ALOUD.match(heading) is not None


def counts_records(text: str) -> bool:
    """ "Actions in this outcome: 3, of which 2 on track": words alone in their row that count those above."""
    return _COUNTS_RECORDS.fullmatch(text) is not None


def opens_remark(text: str) -> bool:
    """ "Note: provisional", "Source: the county": words about a table."""
    return _REMARK.match(text) is not None


def is_remark(grid: Grid, row: int, columns: Sequence[int], width: int) -> bool:
    """Does a row say something of the table beside it: "* provisional", "Notes | …", where others fill more cells?"""
    held = [column for column in columns if (row, column) in grid.values]
    if len(held) > 2 or width < 2:
        return False
    texts = [text for column in held if (text := grid.text(row, column))]
    if not texts:
        return False
    if len(texts) == 2:
        return width > 2 and plain(texts[0]) in _REMARK_ALONE and len(texts[1]) > _SHORTEST
    return _REMARK.match(texts[0]) is not None and len(texts[0]) > _SHORTEST
