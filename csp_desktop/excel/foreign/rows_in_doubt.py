"""Rows that may be no records: a name with hardly anything beside it among rows that say much, or a word in its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from statistics import median

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.column_words import row_called
from csp_desktop.excel.recognising.finding.about_document import about_document
from csp_desktop.excel.recognising.finding.remarks import reads_as_note
from csp_desktop.excel.recognising.finding.totals import figure_at
from csp_desktop.excel.recognising.headings import IGNORE
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.recognising.wordings.around_tables import BESIDE_RECORDS, COMPARED
from csp_desktop.excel.recognising.wordings.cell_words import LEVEL_WORDS, RATING_WORDS
from csp_desktop.excel.recognising.wordings.of_registers import NAMED_IN_WORDS
from csp_desktop.excel.wording.cells import plain
from csp_desktop.patterns import late_pattern
from csp_desktop.registers.as_written.amounts import parse_number
from csp_desktop.registers.as_written.dates import parse_date
from csp_desktop.registers.as_written.word_meanings import says_not_yet, says_nothing
from csp_desktop.registers.catalog import register_named

# A row is odd only among so many others that each say so much besides their names.
_FEWEST, _TELLING = 3, 2
# With more odd rows than this share it is a list nobody has filled in yet.
_MOST = 0.2
# What most rows hold is said by so many of them, of so many at most.
_NEARLY_ALL, _LOOKED_AT = 0.75, 60
# Nobody is given less than nothing: it is income, or moved elsewhere.
_SUMS = ("amount", "amount_sought", "amount_awarded")
_WHY_BELOW = "“{}” is less than nothing: is it money given back, or moved to another project?"
_BESIDE = {register: late_pattern(words, re.IGNORECASE) for register, words in BESIDE_RECORDS.items()}
# A figure with its mark and what it counts: “£1,200”, “< 5%”, “2 days”.
_COUNTED = re.compile(r"[£$€<>~+≤≥ -]*(?:c\.? ?)?\d[\d,.]*\s*(?:%|[a-z]{1,10})?", re.IGNORECASE)
_FIGURED = re.compile(r"\W*\d")
# What a row is called that holds the figures of other areas beside those of ours: “North Wales average”.
_AVERAGE = re.compile(r"\S.{0,60}\b(?:average|mean|median)", re.IGNORECASE)
_BETWEEN_LANGUAGES = " / "
# “Scotland: house fires”, “House fires (England)”: what another row names, of another area.
_PARTS = re.compile(r"\s*:\s*|\s+[–—-]\s+|\s*[()]\s*")
_AREA = re.compile(rf"(?:{COMPARED})(?:[’']?s)?(?: (?:average|mean|rate|figure|total))?", re.IGNORECASE)
# What explains a level or a colour below the records, “High | More than likely”, is named by it.
_STEPS = LEVEL_WORDS | RATING_WORDS
_AROUND = " .()[]*-–—"
_ANOTHER = r"[a-z]{0,5}[ -]?\d+(?:\.\d+)*[a-z]?(?: (?:above|below))?"
_IN_ITS_PLACE = late_pattern(
    r"(?:action |risk |item |row |number )?(?:(?:now )?closed|completed?|done|cancelled|withdrawn|deleted|discontinued|superseded|(?:number )?not (?:in )?used?|"
    r"no longer (?:used|required|needed|applicable|relevant)|spare|(?:intentionally )?(?:left )?blank(?: on purpose)?|x{2,}|\.{2,}|…)"
    r"|(?:now |action |risk )?(?:merged|combined|amalgamated|incorporated|moved|transferred|subsumed|absorbed) (?:with|into|in|to|under) (?:(?:action|risk|item|row|number|no) )?"
    rf"{_ANOTHER}"
    r"|(?:(?:please )?see|same as|duplicate of|duplicates|superseded by|replaced by|covered (?:by|in|under)) (?:(?:action|risk|item|row|number|no) )?"
    rf"{_ANOTHER}",
    re.IGNORECASE,
)


def rows_of_no_record(
    table: FoundTable,
    register: str,
    uses: Sequence[ColumnUse],
    naming: Collection[int],
    *,
    take_doubtful: bool,
) -> dict[int, str]:
    """The rows of a table that name no record, or may name none, each with what is said of it.

    `uses` are the columns with what becomes of each, `naming` those that name the record; with `take_doubtful` rows that
    only may name none are taken, but for those whose words read as a note.
    """
    if register not in NAMED_IN_WORDS:
        return {}
    numbers = {use.column for use in uses if (use.register, use.field) == (register, "ref")}
    numbered = _numbered(table, numbers)
    doubted = _in_doubt(table, register, uses, naming, numbers, numbered, take_doubtful=take_doubtful)
    return doubted | _with_no_name(table, register, uses, numbered)


def _in_doubt(
    table: FoundTable,
    register: str,
    uses: Sequence[ColumnUse],
    naming: Collection[int],
    numbers: Collection[int],
    numbered: Collection[int],
    *,
    take_doubtful: bool,
) -> dict[int, str]:
    """The rows that say too little or other things than the others, each with the question.

    In doubt is a row that is not `numbered` as others are and says nothing but a name among others that say much, or
    hardly anything of the kinds they say; where such are many, only those whose words read as a note. So is one with a
    sum below nothing, however many there are.
    """
    own = [use for use in uses if use.register == register]
    rated = {use.column for use in uses if use.field == "rag"}
    telling = {use.column for use in uses if use.field != IGNORE} - set(numbers) - set(naming)
    held = {row: _held(table, row, rated) for row in table.rows}
    told = {row: columns & telling for row, columns in held.items() if not columns.isdisjoint(naming)}
    full = [len(columns) for columns in told.values() if len(columns) >= _TELLING]
    if len(full) < _FEWEST:
        return {}
    usual, kinds = median(full), _Kinds(table)
    sums = [use.column for use in own if use.field in _SUMS]
    below = {row: _WHY_BELOW.format(text) for row in told if (text := _below_nothing(table.grid, row, sums))}

    def is_odd(row: int, columns: set[int]) -> bool:
        if len(columns) >= usual or row in numbered:
            return False
        strange = sum(kinds.is_strange(row, column) for column in columns)
        return not columns or strange * 2 > len(columns)

    odd = [row for row, columns in told.items() if row not in below and is_odd(row, columns)]
    if take_doubtful or len(odd) > max(2, _MOST * len(told)):
        odd = [row for row in odd if any(reads_as_note(table.grid.text(row, column)) for column in naming)]
    why = (
        f"It says hardly anything where the other rows say more: does it name another {row_called(register)}?"
    )
    return dict.fromkeys(odd, why) | ({} if take_doubtful else below)


def _below_nothing(grid: Grid, row: int, sums: Sequence[int]) -> str:
    """The first sum of a row that is less than nothing, as it is written."""
    return next(
        (grid.text(row, column) for column in sums if (figure_at(grid, row, column) or 0) < 0),
        "",
    )


def _numbered(table: FoundTable, numbers: Collection[int]) -> set[int]:
    """The rows whose number is made as that of another: “R7” beside “R1”, and neither “Green” nor “15-25”."""
    texts = {row: table.grid.text(row, column) for column in numbers for row in table.rows}
    made = {row: re.sub(r"\d+", "9", re.sub(r"[^\W\d_]+", "a", text)) for row, text in texts.items() if text}
    times = Counter(made.values())
    return {row for row, shape in made.items() if times[shape] > 1 or len(times) * 2 > len(made)}


class _Kinds:
    """Which kind of value most rows hold in each column of a table: a figure, a day or words."""

    def __init__(self, table: FoundTable) -> None:
        self.table = table
        self._most: dict[int, str] = {}

    def is_strange(self, row: int, column: int) -> bool:
        """Does a row hold another kind of value there than nearly all others?"""
        value = self.table.grid.value(row, column)
        if isinstance(value, str) and (says_nothing(value) or says_not_yet(value)):
            return False
        usual = self._usual(column)
        if usual == "words" and isinstance(value, str) and not _FIGURED.match(value):
            return False
        return usual not in ("", _kind(value))

    def _usual(self, column: int) -> str:
        if column not in self._most:
            values = self.table.grid.values
            kinds = Counter(
                _kind(values[row, column]) for row in self.table.rows[:_LOOKED_AT] if (row, column) in values
            )
            kind, count = kinds.most_common(1)[0] if kinds else ("", 0)
            self._most[column] = kind if count >= _FEWEST and count >= _NEARLY_ALL * kinds.total() else ""
        return self._most[column]


def _kind(value: object) -> str:
    if isinstance(value, date):
        return "day"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return "figure"
    text = str(value).strip()
    if parse_date(text) is not None:
        return "day"
    return "figure" if _COUNTED.fullmatch(text) or parse_number(text) is not None else "words"


def _with_no_name(
    table: FoundTable, register: str, uses: Sequence[ColumnUse], numbered: Collection[int]
) -> dict[int, str]:
    """The rows that say in place of a name what became of it, “See 1.2”, or what is counted or compared: “Force average”."""
    grid, title = table.grid, register_named(register).title
    named = next((use.column for use in uses if (use.register, use.field) == (register, title)), None)
    if named is None:
        return {}
    names = {plain(grid.text(row, named)) for row in table.rows} if register == "indicators" else set()
    return {
        row: f"“{text or grid.text(row, grid.columns_by_row[row][0])}” names no {row_called(register)}."
        for row in table.rows
        if ((text := grid.text(row, named).strip(_AROUND)) and _IN_ITS_PLACE.fullmatch(text))
        or (
            row not in numbered
            and (
                _is_beside(grid, row, register, text, others_numbered=bool(numbered))
                or _is_of_another_area(grid.text(row, named), names)
            )
        )
    }


def _is_of_another_area(text: str, names: Collection[str]) -> bool:
    """Does a text name what another row does, of an area that ours is compared with? `names` are those of all rows."""
    parts = [part for part in _PARTS.split(text) if part]
    return len(parts) == 2 and any(
        plain(what) in names and _AREA.fullmatch(area) is not None for what, area in (parts, parts[::-1])
    )


def _is_beside(grid: Grid, row: int, register: str, text: str, *, others_numbered: bool) -> bool:
    """Is a row without a number one of counts or comparisons, a step of a scale, or about the document?"""
    if plain(text) in _STEPS:
        return True
    patterns = [pattern for pattern in (_BESIDE.get(register),) if pattern]
    if register == "indicators" and others_numbered:
        patterns.append(_AVERAGE)
    texts = [" ".join(said.split()) for said in (text, *text.split(_BETWEEN_LANGUAGES)) if said]
    if any(pattern.fullmatch(said) for pattern in patterns for said in texts):
        return True
    return about_document(grid, row, grid.columns_by_row[row]) == "plainly"


def _held(table: FoundTable, row: int, rated: Collection[int]) -> set[int]:
    """The columns in which a row holds something, or the colour of a rating."""
    grid = table.grid
    return {*grid.columns_by_row[row], *(column for column in rated if (row, column) in grid.fills)}
