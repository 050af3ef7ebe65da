"""Forms laid out sideways: headings down the first column, a record in each column after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from csp_desktop.excel.foreign.reading import (
    Draft,
    Label,
    PartnersInCell,
    PartnersInCells,
    Posts,
    Reading,
    SoFar,
    SourceCells,
)
from csp_desktop.excel.opening.grid import Grid, Place
from csp_desktop.excel.recognising.finding.about_document import about_document
from csp_desktop.excel.recognising.finding.header_rows import Known
from csp_desktop.excel.recognising.finding.totals import figure_at
from csp_desktop.excel.recognising.finding.upright import stands_upright
from csp_desktop.excel.recognising.tables_found import Rearranged, TurnedGrid
from csp_desktop.excel.recognising.wordings.cell_words import STATUS_WORDS
from csp_desktop.excel.wording.cells import month_said, plain, quarter_number

_COLUMNS_OF_A_LIST = 2
_FEWEST = 3
_MOST_OF_LINE = 2
_EXPLAINED = (
    "meaning",
    "explanation",
    "definition",
    "description",
    "guidance",
    "what to enter",
    "what to write",
    "instruction",
    "instructions",
    "notes for completion",
    "how to fill in",
    "what goes here",
)
_OF_TIME = {"quarter", "qtr", "month", "period", "when"}
_MOST_AMONG_VALUES = 0.35
_FEWEST_FILLED_IN = 0.6


def is_turned(grid: Grid, known: Known) -> bool:
    """Do known headings stand down the first column, and none along any row?"""
    if not grid.rows or len(grid.rows) > 60:
        return False
    rows = _without_titles(grid)
    first = min(grid.columns_by_row[row][0] for row in rows)
    down = [grid.text(row, first) for row in rows if grid.columns_by_row[row][0] == first]
    headings = sum(known(text) >= 0.9 for text in down if len(text) <= 60)
    if len(set(down)) < len(down) or len(down) * 2 < len(rows) or _explains(grid, rows):
        return False
    if stands_upright(grid, rows, known, by_headings=True) or _heads_figures(grid, rows, first, known):
        return False
    if headings < _FEWEST or headings < 0.6 * len(down):
        # Quarters down the side are headings beside others, where none stand along a row.
        quarters = sum(quarter_number(text) is not None for text in down)
        sure = headings + quarters
        several = headings >= 2 and sure > _FEWEST and sure >= 0.5 * len(down)
        if not (several or _counted_by_time(down, known)) or _is_headed(grid, first, known):
            return False
    beside = [
        text
        for row in rows
        for column, text in grid.row_texts(row).items()
        if column != first and text.strip()
    ]
    # "Complete" and "Closed" may head a column, and stand in one far more often.
    others = [text for text in beside if len(text) <= 60 and plain(text) not in STATUS_WORDS]
    # Where all of the first column are headings, a word or two among the values may be one as well, and some be left out.
    all_headings = headings > _FEWEST and headings == len(down)
    most = _MOST_AMONG_VALUES if all_headings else 0.2
    fewest = len(down) * (_FEWEST_FILLED_IN if all_headings else 1)
    return len(beside) >= fewest and sum(known(text) >= 0.9 for text in others) <= most * len(others)


def _counted_by_time(down: list[str], known: Known) -> bool:
    """Does “Quarter” or “Month” head two of them or more, beside at most target, source or notes: figures a column each?"""
    if not down or plain(down[0]) not in _OF_TIME:
        return False
    others = [text for text in down[1:] if quarter_number(text) is None and month_said(text, None) is None]
    return len(down) - 1 - len(others) > 1 and all(known(text) >= 0.75 for text in others)


def _explains(grid: Grid, rows: list[int]) -> bool:
    """Does a row at the start head what follows as an explanation of headings: "Column | Options | Meaning"?"""
    return any(
        plain(text) in _EXPLAINED
        for row in rows[:_MOST_OF_LINE]
        for text in list(grid.row_texts(row).values())[1:]
    )


def _without_titles(grid: Grid) -> list[int]:
    """The rows of a sheet but those that hold nothing but a text over it all, a text below it, or tell of the document."""
    rows = list(grid.rows)
    held = grid.columns_by_row
    widest = max(len(held[row]) for row in rows)
    while (
        len(rows) > 1
        and len(held[rows[-1]]) <= _MOST_OF_LINE < widest
        and (_is_footnote(grid, rows) or about_document(grid, rows[-1], held[rows[-1]]))
    ):
        rows.pop()
    while len(rows) > 1 and grid.lone_text(rows[0]):
        rows.pop(0)
    return rows


def _is_footnote(grid: Grid, rows: list[int]) -> bool:
    """Does a text stand alone in the last row, below a gap?"""
    return grid.lone_text(rows[-1]) is not None and rows[-1] - rows[-2] > 1


def _heads_figures(grid: Grid, rows: list[int], first: int, known: Known) -> bool:
    """Does some row hold nothing but headings, three or more beside its first cell, over figures in most of their columns?

    So does the first of two columns, “Project | Amount”, with a figure in every row below.
    """
    if len(columns := list(grid.row_texts(rows[0]))) == _COLUMNS_OF_A_LIST:
        headings = [known(grid.text(rows[0], column)) >= 0.9 for column in columns]
        if all(headings) and all(figure_at(grid, row, columns[-1]) is not None for row in rows[1:]):
            return True
    for row, below in pairwise(rows):
        beside = {column: text for column, text in grid.row_texts(row).items() if column != first}
        named = [text for text in beside.values() if quarter_number(text) is None]
        apart = len({*beside.values()}) > 1  # “count” again and again is the unit of each
        headed = len(beside) >= _FEWEST and apart and all(known(text) >= 0.9 for text in named)
        figures = sum(figure_at(grid, below, column) is not None for column in beside)
        if headed and below == row + 1 and figures * 2 > len(beside):
            return True
    return False


def _is_headed(grid: Grid, first: int, known: Known) -> bool:
    """Does some row hold headings beside its first cell?"""
    for row in grid.rows:
        beside = {text for column, text in grid.row_texts(row).items() if column != first}
        texts = {text for text in beside if quarter_number(text) is None}
        sure = sum(known(text) >= 0.9 for text in texts if len(text) <= 60)
        if sure > 1 and sure * 2 >= len(texts):
            return True
    return False


def turned(grid: Grid, known: Known) -> TurnedGrid:
    """The same sheet with rows for columns; a text below a gap is left where it is.

    Over figures by quarter or month stands what stood over them; over a form it is one more heading.
    """
    rows = _without_titles(grid)
    first = min(grid.columns_by_row[row][0] for row in rows)
    if not _counted_by_time([grid.text(row, first) for row in rows], known):
        rows = [row for row in grid.rows if row <= rows[-1]]
    titles = [(row, grid.columns_by_row[row][0]) for row in grid.rows if row < rows[0]]
    over = {(at, 1): place for at, place in enumerate(titles, 1)}
    within, down = frozenset(rows), len(over)
    below = {(column + down, row): value for (row, column), value in grid.values.items() if row in within}
    return TurnedGrid(
        grid.name,
        {place: grid.values[origin] for place, origin in over.items()} | below,
        tuple(
            (left + down, top, right + down, bottom)
            for top, left, bottom, right in grid.merged
            if top in within
        ),
        fills={(column + down, row): fill for (row, column), fill in grid.fills.items() if row in within},
        visible=grid.visible,
        over=over,
    )


def reading_apart(grid: Rearranged, reading: Reading) -> Reading:
    """Where a rearranged sheet is read into: drafts go straight to the reading, cells stay apart until taken back."""
    return Reading(reading.layout, SourceCells([grid]), drafts=reading.drafts, years=reading.years)


def take_back(grid: Rearranged, apart: Reading, reading: Reading, first: int) -> None:
    """Take over what was read of a rearranged sheet, every cell where it really stands; `first` is its first draft."""

    def back(place: Place) -> Place:
        return Place(place.sheet, *grid.origin(place.row, place.column))

    for place, mark in apart.cells.marks.items():
        reading.cells.mark(back(place), mark)
    put_back(reading.drafts[first:], back)
    reading.tables += apart.tables
    reading.years = reading.years or apart.years
    reading.mapped += apart.mapped
    reading.notes += apart.notes


def put_back(drafts: Iterable[Draft], back: Callable[[Place], Place]) -> None:
    """Say of drafts that they were read from the cells where their values really stand."""

    def value_back(value: object) -> object:
        if isinstance(value, PartnersInCell | Posts | Label | SoFar):
            return value._replace(place=back(value.place))
        if isinstance(value, PartnersInCells):
            return PartnersInCells(tuple(names._replace(place=back(names.place)) for names in value.cells))
        return value

    for draft in drafts:
        draft.values = {name: value_back(value) for name, value in draft.values.items()}
        draft.places = {name: back(place) for name, place in draft.places.items()}
        draft.sources = {
            name: tuple(back(place) for place in places) for name, places in draft.sources.items()
        }
