"""What the colours of cells say beside their words: a level where a cell is empty, and what cannot be brought in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from csp_desktop.excel.opening.grid import Unreadable
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.heading_words import alike_words
from csp_desktop.excel.recognising.headings import IGNORE
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.recognising.wordings.cell_words import LEVEL_WORDS, RATING_WORDS
from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.colours import rag_of_fill

_LEVELS = {"rag", "rating", "level", "score"}
_LEVELS_OF_RISKS = _LEVELS | {"inherent", "residual", "gross", "net"}
_MOST_OF_ROW = 0.6


def levels_by_colour(table: FoundTable, use: ColumnUse) -> dict[int, str]:
    """The ratings a column gives by colour alone, by row; none where its colours are those of bands or whole rows.

    One colour all over says something only under a heading that asks for a level.
    """
    if not use.heading or not table.grid.fills:
        return {}
    told = {
        row: rating
        for row in table.rows
        if (row, use.column) not in table.grid.values
        and (rating := rag_of_fill(table.grid.fills.get((row, use.column), "")))
        and _row_colour(table, row) != rating
    }
    return told if _asks_for_level(use) or len(set(told.values())) > 1 else {}


def shades(table: FoundTable, columns: Iterable[int]) -> dict[int, dict[int, str]]:
    """The ratings that the colours of cells stand for, by column and row, where they tell the cells apart.

    A colour that most cells of a row have is the row's.
    """
    fills = table.grid.fills
    told = {
        column: {
            row: rating
            for row in table.rows
            if (rating := rag_of_fill(fills.get((row, column), ""))) and _row_colour(table, row) != rating
        }
        for column in (columns if fills else ())
    }
    ratings = [rating for by_row in told.values() for rating in by_row.values()]
    return told if len(set(ratings)) > 1 or len(ratings) < len(told) * len(table.rows) else {}


def _asks_for_level(use: ColumnUse) -> bool:
    asking = _LEVELS_OF_RISKS if use.register == "risks" else _LEVELS
    return bool(asking & set(alike_words(use.heading)))


def colours_left(table: FoundTable, uses: Iterable[ColumnUse], explained: Iterable[int]) -> str:
    """What is said of colours behind words, which are not brought in; "" where there are none that tell rows apart.

    `explained` are the columns whose colours say the same as their cells, or as figures beside them.
    """
    if not table.grid.fills:
        return ""
    by_row = {row: _row_colour(table, row) for row in table.rows}
    whole = len(list(filter(None, by_row.values())))
    told = []
    if whole and _tells_apart(list(by_row.values())):
        told.append("1 whole row" if whole == 1 else f"{whole} whole rows")
    for use in uses:
        if use.column in explained or use.field == IGNORE or not use.heading or _asks_for_level(use):
            continue
        colours = _behind_words(table, [row for row in table.rows if not by_row[row]], use.column)
        unsaid = sum(bool(colour) and not _says_rating(text) for text, colour in colours)
        if unsaid and len({colour for _, colour in colours}) > 1:
            cells = "1 cell" if unsaid == 1 else f"{unsaid} cells"
            told.append(f"{cells} of “{' '.join(use.heading.split())}”")
    if not told:
        return ""
    named = told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
    are = "is" if named.startswith("1 ") and len(told) == 1 else "are"
    return f"{named} in {table.grid.name} {are} coloured: colours behind words or figures are not brought in."


def _behind_words(table: FoundTable, rows: list[int], column: int) -> list[tuple[str, str | None]]:
    """The cells of a column that hold something, each with the rating its colour stands for, if any."""
    grid = table.grid
    return [
        (grid.text(row, column), rag_of_fill(grid.fills.get((row, column), "")))
        for row in rows
        if not isinstance(grid.values.get((row, column)), Unreadable | None)
    ]


def _says_rating(text: str) -> bool:
    """Do the words say by themselves what a colour could tell?"""
    return plain(text) in LEVEL_WORDS or plain(text) in RATING_WORDS


def _row_colour(table: FoundTable, row: int) -> str | None:
    """The rating of the colour that most cells of a row have; None where they have none, or several."""
    columns = [column.column for column in table.columns]
    fills = Counter(table.grid.fills.get((row, column), "") for column in columns)
    fill, count = fills.most_common(1)[0]
    return rag_of_fill(fill) if count >= _MOST_OF_ROW * len(columns) else None


def _tells_apart(colours: list[str | None]) -> bool:
    """Do the colours of rows tell them apart, rather than band every second one?"""
    every_second = len(set(colours[::2])) == 1 and len(set(colours[1::2])) == 1
    return len(set(colours)) > 1 and (not every_second or len(colours) <= 2)
