"""What stands below a table after a gap and is not of it: another table, words, a scale, a legend."""

from __future__ import annotations

import re
from datetime import date

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.finding.bands import name_beside
from csp_desktop.excel.recognising.finding.header_rows import (
    Known,
    header_score,
    heads_times,
    names_figures,
    says_one_word,
    told_beside_times,
    well_told,
    without_times,
    wordings,
)
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.recognising.wordings.cell_words import LEVEL_WORDS
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.as_written.amounts import parse_number

# So many texts one under the other, after a gap, are words under a table rather than headings in it.
_PARAGRAPHS = 3
# A title and so many lines below it may stand over a header.
_LINES_OVER = 4
# So many lines at most are the form over a table that goes on below it.
_LINES_OF_FORM = 8
_SENTENCE = 60
# So many words of a scale are one.
_DEGREES = 3
_JUDGED = 60
# So many words one under the other are a list to choose from, of what so many rows above may say.
_FEWEST_CHOICES, _MOST_ABOVE = 4, 200


def starts_another(grid: Grid, rows: list[int], at: int, known: Known) -> bool:
    """After a gap: is this row, or the one after a title and a line or two here, the header of another table?"""
    for later in range(at, min(at + _LINES_OVER, len(rows))):
        texts = wordings(grid, rows[later])
        told = told_beside_times(texts, known) or heads_times(texts)
        if (told or (later > at and names_figures(texts, known))) and header_score(
            grid, rows, later, known
        ) > 0:
            return True
        if len(texts) > 1:
            return False
    return False


def only_words_follow(grid: Grid, rows: list[int], at: int, above: list[int]) -> bool:
    """After a gap: do several lines of words stand here, and then nothing like the rows above?"""
    after = at
    while after < len(rows) and (grid.lone_text(rows[after]) or says_one_word(grid, rows[after])):
        after += 1
    if after - at < _PARAGRAPHS:
        return False
    if not above:
        # Below a form nobody has filled in: whole sentences are no headings of its rows.
        return any(len(text) > _SENTENCE for row in rows[at:after] for text in wordings(grid, row))
    if len(above) < 2:
        return False
    kinds: dict[int, list[bool]] = {}
    for row in above[-_JUDGED:]:
        for column, text in grid.row_texts(row).items():
            kinds.setdefault(column, []).append(_is_figure(grid.value(row, column), text))
    judged = alike = 0
    for row in rows[after : after + _PARAGRAPHS]:
        for column, text in grid.row_texts(row).items():
            figures = kinds.get(column, [])
            judged += 1
            alike += bool(figures) and _is_figure(grid.value(row, column), text) == (
                sum(figures) * 2 > len(figures)
            )
    return alike < 0.7 * judged if judged else True


def form_over_headings(grid: Grid, rows: list[int], at: int, header: int) -> bool:
    """Do two cells in a row name what the next rows are for, or who leads it, over the same headings once more?

    “Objective | Fewer fires”, “Owner | Station manager”, with lines of one or two cells besides.
    """
    named = False
    for row in rows[at : at + _LINES_OF_FORM]:
        columns = grid.columns_by_row[row]
        if named and len(columns) > 1 and repeats(grid, row, header):
            return True
        if len(columns) > 2:
            return False
        if len(columns) == 2:
            label, said = (grid.text(row, column) for column in columns)
            named = named or bool(name_beside(label.rstrip(" :"), said))
    return False


def repeats(grid: Grid, row: int, header: int) -> bool:
    """Does a row hold the headings of a table once more, each in its own column?"""
    return all(
        plain(text) == plain(grid.text(header, column)) for column, text in grid.row_texts(row).items()
    )


def heads_scale(grid: Grid, rows: list[int], at: int, above: list[int]) -> bool:
    """After a gap: is this row, or one of the next below a title, the head of a scale or matrix of scores?

    It says "Low", "Medium", "High" or 1, 2, 3 in columns that hold nothing of the kind in the rows above.
    """
    for row in rows[at : at + _PARAGRAPHS]:
        degrees = {column: text for column, text in grid.row_texts(row).items() if _is_degree(text)}
        strange = [
            column
            for column in degrees
            if not any(_is_degree(grid.text(over, column)) for over in above[-_JUDGED:])
        ]
        if (
            len({plain(text) for text in degrees.values()}) >= _DEGREES
            and len(degrees) * 2 >= len(grid.columns_by_row[row])
            and len(strange) * 2 >= len(degrees)
        ):
            # Right below the header, one empty row between, these are the first rows of the table.
            return bool(above) or rows[at] - rows[at - 1] > _PARAGRAPHS
        if len(grid.columns_by_row[row]) > _DEGREES:
            return False
    return False


def lists_choices(grid: Grid, rows: list[int], at: int) -> bool:
    """After a gap: do lists begin here of the words that rows above choose from, “Risk categories” and each below it?

    Some of the words stand above in one column, and that is another than the one the list stands in.
    """
    after = at + 1
    while after < len(rows) and rows[after] - rows[after - 1] == 1:
        after += 1
    lists = {
        column: words
        for column in grid.columns_by_row[rows[at]]
        if len(words := [plain(text) for row in rows[at + 1 : after] if (text := grid.text(row, column))])
        >= _FEWEST_CHOICES
        and len(set(words)) == len(words)
    }
    stand: dict[str, set[int]] = {}
    for row in rows[max(0, at - _MOST_ABOVE) : at] if lists else ():
        for column, text in grid.row_texts(row).items():
            stand.setdefault(plain(text), set()).add(column)
    return any(_are_chosen(words, column, stand) for column, words in lists.items())


def _are_chosen(words: list[str], column: int, stand: dict[str, set[int]]) -> bool:
    """Do several words of a list stand in one column, and none in that of the list? `stand` is where each one does."""
    columns = [stand[word] for word in words if word in stand and not word.isdigit()]
    return len(columns) > 1 and bool(set.intersection(*columns)) and not set().union(*columns) & {column}


def _is_degree(text: str) -> bool:
    """A word or figure of a scale: "Low", "Almost certain", "4"."""
    return plain(text) in LEVEL_WORDS or re.fullmatch(r"[1-9]|10", text) is not None


def _is_figure(value: object, text: str) -> bool:
    return isinstance(value, int | float | date) or parse_number(text) is not None


def cut_tail(grid: Grid, rows: list[int], table: FoundTable, end: int) -> int:
    """Cut off what stands below a table after a gap and fills other columns: legends, sums, remarks."""
    filled = [set(grid.columns_by_row[row]) for row in table.rows]
    if len(filled) < 2:
        return end
    half = max(1, len(filled) // 2)
    core = {
        column
        for column in set().union(*filled)
        if sum(column in row for row in filled[:half]) * 10 >= half * 6
    }
    if len(core) < 2:
        return end
    cut = None
    own = sorted((*table.rows, *table.sections, *table.totals))
    for at in range(len(own) - 1, 0, -1):
        columns = set(grid.columns_by_row[own[at]])
        if len(columns & core) * 2 >= len(core):
            break
        if own[at] - own[at - 1] > 1:
            cut = own[at]
    if cut is None or all(row in table.totals for row in own if row >= cut):
        return end
    table.rows = [row for row in table.rows if row < cut]
    table.totals = [row for row in table.totals if row < cut]
    table.sections = {row: text for row, text in table.sections.items() if row < cut}
    table.remarks = {row: why for row, why in table.remarks.items() if row < cut}
    return next(at for at, row in enumerate(rows) if row >= cut)


def heads_otherwise(grid: Grid, header: int, row: int, known: Known) -> bool:
    """Does a row begin with the headings of the table, each in its column, and go on with others: a table of its own?"""
    texts = grid.row_texts(row)
    alike = [plain(text) == plain(grid.text(header, column)) for column, text in texts.items()]
    return len(alike) > 2 and all(alike[:2]) and not all(alike) and well_told(grid, row, known)


def heads_below_title(grid: Grid, row: int, columns: int, known: Known) -> bool:
    """Right below a text across a table: does a row as wide hold nothing but headings, and so head a table of its own?"""
    others = without_times(wordings(grid, row))
    told = sum(known(text) >= 0.75 for text in others)
    return 2 < told == len(others) and 2 * len(grid.columns_by_row[row]) > columns
