"""Rows among those of a table that are no records: guidance under its headings, remarks and footnotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.wordings.around_tables import SAID_TO_READERS
from csp_desktop.excel.wording.cells import is_unmade_choice, plain
from csp_desktop.registers.as_written.word_meanings import says_nothing

GUIDANCE_ROW = "Guidance under the headings: no record."
REMARK_ROW = "A remark beside the table: no record."
PAGE_NUMBER_ROW = "A page number."
EXAMPLE_ROW = "An example of how to fill in a row: no record."
SUMMARY_ROW = "It says what the rows above come to: no record."
MAYBE_SUMMARY_ROW = "Does this say what the rows above come to? It was not brought in as a record."
MAYBE_REMARK_ROW = (
    "Is this a remark between the rows, or does it name what stands below it? It was not brought in."
)
ASKED_ROWS = frozenset((MAYBE_SUMMARY_ROW, MAYBE_REMARK_ROW))
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
_SOURCE = re.compile(r"\s*sources?\s*[:\-–]", re.IGNORECASE)
_OF_MONEY = re.compile(
    r"£|\b(?:amounts?|budgets?|spen[dt]|spending|grants?|awards?|awarded|allocat\w+|costs?|paid)\b",
    re.IGNORECASE,
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
_TYPED_OVER = re.compile(
    r"[\[<{][^\[\]<>{}]{2,60}[\]>}]|d{1,2}[/.-]m{1,3}[/.-]y{2,4}|y(?:es)?\s*/\s*n(?:o)?|open\s*/\s*closed|"
    r"(?:enter|insert|type) (?:the |a |your )?[a-z]+(?: [a-z]+){0,2}",
    re.IGNORECASE,
)
# A row of so many sure headings among its cells is one of headings.
_SURELY, _HEADINGS = 0.75, 0.75
# A whole sentence, a sum, words in brackets, a time of day, and what is said to a reader.
_NOTE = re.compile(
    r"[.!?;]$|=|^\(.*\)$|\d:\d\d|\b\d{1,2}(?::\d\d)? ?[ap]m\b|\b(?:you|your|please|thanks|thank you|we (?:agreed|need)|i think|this (?:month|quarter|sheet|page|column|list|plan|time))\b|"
    r"^(?:see|refer to|delete rows?|nb|n\.b|as|same as|repeat of|nil|nothing|apologies|abbreviations?|formula|comparison|previous|overall)\b|"
    r"^(?:next|document|author|date|location|cross[ -]reference|source|links?|reminder|contact|minutes?|meeting|present|attendees|key)\b[^:]{0,40}:|^\d{1,3}(?:%| (?:actions|risks|measures|indicators|projects|of)\b)|"
    r"\b(?:are|is|were|was|will be|must be|should be|have been|has been) (?:now )?(?:shown|kept|listed|held|monitored|agreed|reviewed|updated|escalated|received|closed|moved|decided|confirmed|rated|reported|shaded|highlighted)\b|^.{110}|"
    r":\s*\d+\b.*:\s*\d+|\bpage \d+$|\bare asked to\b|\bto (?:review|complete|update) (?:their|the|this|these)\b|^(?:status|rag|rating) (?:options?|values?)\b|^print on\b|"
    r"^official\b|^not for\b",
    re.IGNORECASE | re.DOTALL,
)
_ASIDE = re.compile(SAID_TO_READERS, re.IGNORECASE | re.DOTALL)
_NOUGHT = re.compile(r"[£$€]?\s*0(?:[.,]0+)?\s*%?")
_NUMBER = re.compile(r"[A-Za-z]{0,4}[-. ]?\d{1,4}(?:\.\d{1,3})?[.)]?")
_LETTERED = re.compile(r"(?P<letters>[A-Za-z]{1,5}[-. /]?(?:\d{1,3}[-./])*)(?P<number>\d{1,4})[.)]?")
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
        if is_unmade_choice(text) or grid.value(row, column) is False:
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
    return len(columns) > 1 and all(_ENDS.fullmatch(grid.text(row, column)) for column in columns)


def is_number_alone(text: str, above: str) -> bool:
    """Is a text alone in its row a number like the one above it, for a record nobody has written: “R5” below “R4”?"""
    before, after = (_LETTERED.fullmatch(said) for said in (above, text))
    return bool(before and after and before["letters"] == after["letters"])


def is_template(grid: Grid, row: int, columns: Sequence[int], known: Callable[[str], float]) -> bool:
    """Does a row hold nothing but what is to be typed over, “[Lead officer]”, or headings in other words?"""
    if len(columns) < 2:
        return False
    most = int((1 - _HEADINGS) * len(columns)) if len(columns) > _FEWEST else -1
    others, some, nothing_else = 0, False, True
    # A few of most rows say that they are records; those at the end hold words met before sooner than names do.
    for column in reversed(columns):
        text = grid.text(row, column)
        typed_over = _TYPED_OVER.fullmatch(text) is not None
        some = some or typed_over
        nothing_else = nothing_else and (typed_over or _NOUGHT.fullmatch(text) is not None)
        others += not typed_over and known(text) < _SURELY
        if others > most and not nothing_else:
            return False
    return some or not nothing_else


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


def is_aside(text: str) -> bool:
    """Do words alone in their row speak to whoever fills the list in: “Add rows as needed”, “No further actions”?"""
    return _ASIDE.fullmatch(text.strip(" .*[]<>")) is not None


def names_source_of_rows(grid: Grid, row: int, header: Sequence[int]) -> bool:
    """Does “Source: Home Office” stand over the rows of a table of money, which come from it, rather than below its figures?"""
    texts = list(grid.row_texts(row).values())
    if len(texts) != 1 or not _SOURCE.match(texts[0]) or len(grid.columns_by_row.get(row + 1, ())) < _FEWEST:
        return False
    return any(_OF_MONEY.search(text) for at in header for text in grid.row_texts(at).values())


def reads_as_note(text: str) -> bool:
    """Do words read as said to somebody, or as worked out, and not as the name of anything: a sentence, a sum, “See …”?"""
    return _NOTE.search(text) is not None


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
