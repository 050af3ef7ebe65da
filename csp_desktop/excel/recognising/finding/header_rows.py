"""Where the header of a table stands on a sheet, with the group headings over it and the sub-headings under it."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice, pairwise, takewhile

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.columns.timed_columns import year_alone
from csp_desktop.excel.recognising.finding.told_scales import scale_rows
from csp_desktop.excel.wording.cells import plain, quarter_number
from csp_desktop.excel.wording.explained import without_explanation
from csp_desktop.registers.as_written.amounts import parse_number
from csp_desktop.registers.as_written.dates import month_number, parse_date

Known = Callable[[str], float]
"""How sure it is that a text is the heading of a column of some register: 0 to 1."""

LONGEST_HEADING = 90
_LONGEST_EXPLAINED = 400
_LOOKED_AT = 40
# So many rows below a header tell whether it heads them, and so many of their texts may be known headings.
_BELOW, _LABELS = 6, 0.35
# A form nobody has filled in yet has at least so many headings.
_FEWEST_OF_BLANK = 4
# Tables side by side that are headed alike have at least so many headings each.
_FEWEST_ALIKE = 3
# With one heading alone so many quarters, months or years make a header.
_FEWEST_TIMES = 3
_BRACKETED = re.compile(r"\([^()\d]+\)")
# A scale of scores has so many steps.
_STEPS = (3, 4, 5)
_MONTH = re.compile(r"([A-Za-z]{3,9})\.?(?:[ '’/-]*(?:20)?\d\d)?")
_MONTHS_FIRST = re.compile(r"1 [A-Z][a-z]+ \d{4}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SORTS_OF_FIGURE = {
    *("actual", "actuals", "forecast", "budget", "plan", "planned", "target", "profile", "estimate"),
    *("outturn", "total"),
}


def best_header(grid: Grid, rows: list[int], start: int, known: Known) -> int | None:
    """Where in `rows` the next header stands: the likeliest of the next forty that hold more than one text.

    Guidance over a table may run over pages, one text a row.
    """
    best, best_score = None, 0.0
    several = (at for at in range(start, len(rows)) if len(grid.columns_by_row[rows[at]]) > 1)
    looked_at = list(islice(several, _LOOKED_AT))
    if not looked_at:
        return None
    widths = [len(grid.columns_by_row[rows[at]]) for at in looked_at]
    wide = next(at for at, width in zip(looked_at, widths, strict=True) if width >= 0.6 * max(widths))
    for at in looked_at:
        if (
            best is not None
            and _parted(rows, best, at)
            and (
                well_told(grid, rows[best], known)
                or _heads_rows(grid, rows, best, known)
                or _heads_values(grid, rows, best, known)
            )
        ):
            break  # a table of its own stands there, whatever heads the next
        # The first row as wide as the table is its header, more likely than not.
        score = header_score(grid, rows, at, known) + (1.2 if at == wide else 0.0)
        # A later row must be clearly more of a header: data rows often read like one.
        if score > best_score * 1.15 + 0.01:
            best, best_score = at, score
    return best if best_score >= 1.5 else None


def _parted(rows: list[int], header: int, at: int) -> bool:
    """Does an empty row stand between the rows below a header and a later row?"""
    return any(rows[later] - rows[later - 1] > 1 for later in range(header + 2, at + 1))


def _heads_rows(grid: Grid, rows: list[int], header: int, known: Known) -> bool:
    """Do half of a row's texts name columns, over rows as wide that hold no labels themselves, as those of a form do?"""
    texts = wordings(grid, rows[header])
    if len(texts) < 3:
        return False
    sure = _sure_headings(texts, known)
    if (sure < 2 or sure * 2 < len(texts)) and (
        any(map(_is_label, texts)) or not (told_beside_times(texts, known) or heads_times(texts))
    ):
        return False
    headings = len(without_times(texts))
    below = _right_below(rows, header)
    held = [wordings(grid, rows[at]) for at in below]
    said = [text for row in held for text in row]
    labels = sum(known(text) >= 0.75 for text in said)
    return (
        len(held) > 1
        and sum(len(row) > 1 and len(row) * 3 >= 2 * headings for row in held) * 2 > len(held)
        and labels <= _LABELS * len(said)
    )


def _right_below(rows: list[int], header: int) -> list[int]:
    """Where in `rows` the next few stand that follow a header without a gap."""
    following = range(header + 1, min(header + 1 + _BELOW, len(rows)))
    return list(takewhile(lambda at: rows[at] - rows[at - 1] == 1, following))


def _heads_values(grid: Grid, rows: list[int], header: int, known: Known) -> bool:
    """Do a row's words stand, each another, over full rows that hold numbers or days in one of its columns at least?

    Two words over two columns must both be known as headings: “Milestone | Date”.
    """
    columns = grid.columns_by_row[rows[header]]
    texts = wordings(grid, rows[header])
    few = len(columns) < _FEWEST_ALIKE and _sure_headings(texts, known) < len(columns)
    if len(columns) < 2 or few or len({plain(text) for text in texts}) < len(columns):
        return False
    if scale_rows(grid, rows, header):
        return False
    if any(_is_value(text) or _is_label(text) or len(text) > LONGEST_HEADING for text in texts):
        return False
    below = _right_below(rows, header)
    full = [rows[at] for at in below if len(grid.columns_by_row[rows[at]]) * 3 >= 2 * len(columns)]
    return (
        len(full) > 1
        and len(full) == len(below)
        and any(all(_counts_or_dates(grid.text(row, column)) for row in full) for column in columns)
    )


def well_told(grid: Grid, row: int, known: Known) -> bool:
    """Are most texts of a row surely headings, and several of them, rather than labels of what stands beside them?"""
    texts = wordings(grid, row)
    sure = _sure_headings(texts, known)
    return sure > 2 and sure * 2 > len(texts)


def _sure_headings(texts: list[str], known: Known) -> int:
    """How many texts are surely headings, and no labels of what stands beside them."""
    return sum(known(text) >= 0.75 and not _is_label(text) for text in texts)


def _is_label(text: str) -> bool:
    return text.endswith(":")


def told_beside_times(texts: list[str], known: Known) -> bool:
    """Are half of a row's texts, but for those of a time, surely headings: several, or one beside many of those?"""
    others = without_times(texts)
    sure = sum(known(text) >= 0.75 for text in others)
    several = sure >= 2 or (len(texts) - len(others) >= _FEWEST_TIMES and sure == len(others) == 1)
    return several and sure * 2 >= len(others)


def names_figures(texts: list[str], known: Known) -> bool:
    """Is it a heading and nothing but times after it: “Measure”, “Q1 2026/27”, “Q2 2026/27”?"""
    return len(texts) > 2 and known(texts[0]) >= 0.75 and not without_times(texts[1:])


def heads_times(texts: list[str]) -> bool:
    """Are several of a row's texts times, “Quarter 1”, “2025-26”, each another, and at least as many as the rest?"""
    # A day may be that of a month, and stand in a record as well.
    times = sum(_is_of_a_time(text) and not _MONTHS_FIRST.fullmatch(text) for text in texts)
    return times >= _FEWEST_TIMES and times * 2 >= len(texts) == len(set(texts))


def without_times(texts: list[str]) -> list[str]:
    """The texts but for "Q1", "Apr-26" and "2024/25": those head columns of figures, and are no register's own headings."""
    return [text for text in texts if not _is_of_a_time(text)]


def _is_of_a_time(text: str) -> bool:
    month = _MONTH.fullmatch(text)
    of_month = month is not None and month_number(month[1]) is not None
    of_month = of_month or _MONTHS_FIRST.fullmatch(text) is not None
    return of_month or quarter_number(text) is not None or year_alone(text) is not None


def header_score(grid: Grid, rows: list[int], at: int, known: Known) -> float:
    """How much a row looks like the header of a table; below nought where it cannot be one."""
    texts = wordings(grid, rows[at])
    if len(texts) < 2 or any(len(text) > _LONGEST_EXPLAINED for text in texts):
        return -1.0
    # A heading may be explained under it or in brackets.
    texts = [without_explanation(text) for text in texts]
    # One question among short headings may be a long one; where there are values too, the row is a record.
    long = sum(len(text) > LONGEST_HEADING for text in texts)
    values = (
        sum(map(_is_value, texts)) - _years_in_turn(texts) - _months_in_turn(texts) - _steps_in_turn(texts)
    )
    if values > len(texts) / 3 or long > (0 if values else len(texts) / 5):
        return -1.0
    alike = len(texts) - len({plain(text) for text in texts})
    if says_one_word(grid, rows[at]) or (alike and _tells_actual_from_forecast(texts)):
        return -1.0  # the same word in every cell, "END", or what stands under headings
    filled = [len(grid.columns_by_row[row]) for row in rows[at + 1 : at + 6]]
    followed = sum(count >= 2 for count in filled)
    told = [known(text) for text in texts]
    sure = sum(certainty for certainty in told if certainty >= 0.75)
    # Without rows below, or with nothing but their numbers, a header is told by its words alone.
    if not followed and (
        len(texts) < _FEWEST_OF_BLANK
        or alike
        or sum(certainty >= 0.7 for certainty in told) * 2 < len(texts)
        or sure < 2.5
    ):
        return -1.0
    return 0.35 * len(texts) + 2 * sure - 0.3 * alike + 0.1 * followed


def says_one_word(grid: Grid, row: int) -> bool:
    """Does a row say the same in each of several cells: "END"?"""
    texts = wordings(grid, row)
    return len(texts) > 2 and len({plain(text) for text in texts}) == 1


def wordings(grid: Grid, row: int) -> list[str]:
    """The texts of a row that say something."""
    return [text for text in grid.row_texts(row).values() if text]


def _is_value(text: str) -> bool:
    """A number, an amount or a date rather than words."""
    return (
        parse_number(text.strip("£% ")) is not None
        or re.fullmatch(r"\d{1,2} [A-Z][a-z]+ \d{4}", text) is not None
    )


def _counts_or_dates(text: str) -> bool:
    return _is_value(text) or parse_date(text) is not None


def _years_in_turn(texts: list[str]) -> int:
    """How many texts are years that follow one another: “2023”, “2024”, “2025” head columns and are no values."""
    years = [int(text) for text in texts if _YEAR.fullmatch(text)]
    in_turn = len(years) > 1 and all(later - year == 1 for year, later in pairwise(years))
    return len(years) if in_turn else 0


def _months_in_turn(texts: list[str]) -> int:
    """How many texts are the firsts of months that follow one another: cells shown as “Apr-26”, “May-26”, “Jun-26”."""
    days = [day for text in texts if _MONTHS_FIRST.fullmatch(text) and (day := parse_date(text))]
    in_turn = all(28 <= (later - day).days <= 31 for day, later in pairwise(days))
    return len(days) if len(days) >= _FEWEST_TIMES and in_turn else 0


def _steps_in_turn(texts: list[str]) -> int:
    """How many texts are the steps of a scale from 1 on, or down to it: they head the columns of a matrix of scores."""
    steps = [text for text in texts if text.isdecimal()]
    scale = list(map(str, range(1, len(steps) + 1)))
    return len(steps) if len(steps) in _STEPS and steps in (scale, scale[::-1]) else 0


def header_rows(grid: Grid, rows: list[int], at: int) -> tuple[int, ...]:
    """The header with the rows of group headings over it, or of sub-headings under it."""
    header = [rows[at]]
    for before in range(at - 1, max(at - 3, -1), -1):
        above, row = rows[before], header[0]
        heads = _heads_several(grid, above, row) or heads_in_place(grid, above, row)
        heads = heads or _heads_groups(grid, above, row)
        if above != row - 1 or not heads:
            break
        if _heads_all(grid, above, row) or _names_tables(grid, above, row) or _fills_in_a_form(grid, above):
            break
        header.insert(0, above)
    for below in rows[at + 1 : at + 3]:
        if below - header[-1] > 2 or not _heads_on(grid, header, below):
            break
        header.append(below)
    return tuple(header)


def _heads_on(grid: Grid, header: list[int], below: int) -> bool:
    """Does a row below a header head its columns more closely, an empty row between them or not?"""
    row, first = header[-1], grid.columns_by_row[header[0]][0]
    if below == row + 1 and _explains_headings(grid, below):
        return True
    if not _all_short_words(grid, below):
        in_turn = _counts_on([grid.value(below, column) for column in grid.columns_by_row[below]])
        return in_turn and below == row + 1 and _heads_several(grid, row, below)
    within = grid.columns_by_row[below][0] > first
    if within and _tells_actual_from_forecast(wordings(grid, below)):
        return True
    if below == row + 1:
        return _heads_several(grid, row, below) or heads_beside(grid, row, below)
    return within and _heads_several(grid, row, below)


def _explains_headings(grid: Grid, row: int) -> bool:
    """Does a row say in brackets, in most of its cells, what belongs under the headings: “(what)”, “(agency)”?"""
    texts = wordings(grid, row)
    bracketed = sum(_BRACKETED.fullmatch(text) is not None for text in texts)
    return (
        bracketed > 1 and bracketed * 2 >= len(texts) and all(len(text) < LONGEST_HEADING for text in texts)
    )


def _counts_on(values: list[object]) -> bool:
    """Are all values days in equal steps, or numbers from 1 on: the weeks under one heading of a chart?"""
    if len(values) < _FEWEST_ALIKE:
        return False
    if all(isinstance(value, int) for value in values):
        return values == list(range(1, len(values) + 1))
    days = [parse_date(value) for value in values]
    steps = {(later - day).days if day and later else 0 for day, later in pairwise(days)}
    return len(steps) == 1 and steps.pop() > 0


def _tells_actual_from_forecast(texts: list[str]) -> bool:
    """Does a row say of columns headed above nothing but what sort of figure stands there?"""
    said = [plain(text) for text in texts]
    return len(said) > 2 and len(set(said)) <= len(said) / 2 and set(said) <= _SORTS_OF_FIGURE


def heads_in_place(grid: Grid, upper: int, lower: int) -> bool:
    """Do texts of the upper row, not merged, each stand over the first of several columns headed alike?"""
    over, under = grid.columns_by_row[upper], grid.columns_by_row[lower]
    if not 2 <= len(over) < len(under) or not set(over) <= set(under) or not _all_short_words(grid, upper):
        return False
    said = [plain(grid.text(lower, column)) for column in under]
    return len(set(said)) <= len(said) - 2


def heads_beside(grid: Grid, upper: int, lower: int) -> bool:
    """Is the lower row one of sub-headings alone: under some headings and right of them, the same again?"""
    over, under = grid.columns_by_row[upper], grid.columns_by_row[lower]
    if over[0] in under or len(under) < 2 or set(under) <= set(over) or not over[0] < under[0]:
        return False
    if not _all_short_words(grid, lower):
        return False
    if all(quarter_number(grid.text(lower, column)) for column in under):
        return True  # nothing but quarters, and no record beside them
    if len(under) < 4:
        return False
    said = [plain(grid.text(lower, column)) for column in under]
    return len(set(said)) <= len(said) / 2


def _heads_groups(grid: Grid, upper: int, lower: int) -> bool:
    """Does the upper row, not merged, name every group of sub-headings that come again, and what stands beside them?"""
    over, under = grid.columns_by_row[upper], grid.columns_by_row[lower]
    first = plain(grid.text(lower, under[0]))
    starts = {column for column in under if plain(grid.text(lower, column)) == first}
    return len(starts) > 1 and starts <= set(over) and heads_beside(grid, upper, lower)


def _heads_several(grid: Grid, upper: int, lower: int) -> bool:
    """Does a text of the upper row spread, merged, over several texts of the lower one?"""
    for column in grid.columns_by_row[upper]:
        width = grid.width_of(upper, column)
        under = [below for below in grid.columns_by_row[lower] if column <= below < column + width]
        if width > 1 and len(under) > 1 and len(grid.columns_by_row[upper]) > 1:
            return True
    return False


def heads_groups_again(grid: Grid, row: int, header: tuple[int, ...]) -> bool:
    """Does a row of merged words stand right over one that heads groups of columns: “The plan | Half year 1” over months?"""
    return (
        len(header) > 1
        and row == header[0] - 1
        and len(grid.columns_by_row[row]) > 1
        and all(_all_short_words(grid, at) and _all_merged(grid, at) for at in (row, header[0]))
    )


def _all_merged(grid: Grid, row: int) -> bool:
    return all(grid.width_of(row, column) > 1 for column in grid.columns_by_row[row])


def _heads_all(grid: Grid, upper: int, lower: int) -> bool:
    """Does one text of the upper row spread over most of the lower one? It is the table's title then."""
    widest = max(grid.width_of(upper, column) for column in grid.columns_by_row[upper])
    return widest >= 0.7 * len(grid.columns_by_row[lower])


def _fills_in_a_form(grid: Grid, row: int) -> bool:
    """Does a row begin with a label and say what belongs to it: “Project name: | Safer Streets”?"""
    texts = wordings(grid, row)
    return len(texts) > 1 and texts[0].endswith(":") and not texts[1].endswith(":")


def _names_tables(grid: Grid, upper: int, lower: int) -> bool:
    """Does each text of the upper row stand over headings that are all the same again: tables side by side?"""
    starts, under = grid.columns_by_row[upper], grid.columns_by_row[lower]
    if len(starts) < 2 or starts[0] != under[0]:
        return False
    parts = [
        [plain(grid.text(lower, column)) for column in under if start <= column < end]
        for start, end in zip(starts, [*starts[1:], under[-1] + 1], strict=True)
    ]
    return len(parts[0]) >= _FEWEST_ALIKE and all(part == parts[0] for part in parts)


def _all_short_words(grid: Grid, row: int) -> bool:
    values = [grid.value(row, column) for column in grid.columns_by_row[row]]
    return all(isinstance(value, str) and len(without_explanation(value)) < 40 for value in values)
