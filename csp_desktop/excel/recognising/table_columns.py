"""The columns of a table with what is known of each before anything is settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from csp_desktop.excel.opening.grid import Unreadable, cell_text
from csp_desktop.excel.recognising.heading_words import alike_words
from csp_desktop.excel.recognising.score_products import agreeing
from csp_desktop.excel.recognising.tables_found import FoundColumn, FoundTable
from csp_desktop.excel.recognising.value_profiles import Profile, profile
from csp_desktop.excel.wording.colours import rag_of_fill
from csp_desktop.excel.wording.heard_words import words_of

_LOOKED_AT = 400
_NEARLY_ALL = 0.9
# What values say in words is told by so many of them, and so many words of each.
_LISTENED_TO, _WORDS_HEARD = 60, 8


@dataclass
class Column:
    """A column with what is known of it before anything is settled.

    `said` tells which words its values hold, each with the share of values that hold it, 0 to 1; `beside` the headings
    to its left and right, None at an edge; `place` where it stands, from 0 for the first column to 1 for the last;
    `of_two` whether its figures are those of the two columns before it, multiplied; `of_product` whether the product
    behind it says of when its scores are; `years_off` how many years before (less than 0) or after this one its
    heading names; `scores` what the fitted weights say for each field.
    """

    in_table: FoundColumn
    seen: Profile
    said: Mapping[str, float] = field(default_factory=dict)
    beside: tuple[str | None, str | None] = (None, None)
    place: float = 0.0
    quarter: str = ""
    own_quarter: bool = False
    to_end_of: str = ""
    years_before: int = 0
    of_another_year: bool = False
    years_off: int = 0
    sums: bool = False
    chart: str = ""
    shaded: float = 0.0
    of_two: bool = False
    of_product: bool = False
    scores: dict[str, float] | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The words of its heading, made alike."""
        return alike_words(self.in_table.heading)

    @property
    def is_rated(self) -> bool:
        """Does its heading say how rows stand, so that B, G and A under it number nothing?"""
        return bool({"rag", "rating", "status"} & set(self.words))


def profiled(table: FoundTable) -> list[Column]:
    """Every column of a table with the profile of its values."""
    grid, rows = table.grid, table.rows[:_LOOKED_AT]
    columns = []
    headings = [None, *(column.own for column in table.columns), None]
    last = max(len(table.columns) - 1, 1)
    for at, column in enumerate(table.columns):
        held = [
            (raw, cell_text(raw))
            for row in rows
            if (raw := grid.value(row, column.column)) is not None and not isinstance(raw, Unreadable)
        ]
        shades = [
            rating
            for row in rows
            if (row, column.column) not in grid.values
            and (rating := rag_of_fill(grid.fills.get((row, column.column), "")))
        ]
        seen = profile(held, len(rows), len(shades))
        said = _words_said([text for _, text in held[:_LISTENED_TO]])
        shaded = len(shades) / len(rows) if rows else 0.0
        columns.append(Column(column, seen, said, (headings[at], headings[at + 2]), at / last, shaded=shaded))
    for first, second, third in zip(columns, columns[1:], columns[2:], strict=False):
        third.of_two = _are_products(table, first, second, third)
    return columns


def _are_products(table: FoundTable, first: Column, second: Column, third: Column) -> bool:
    """Are small figures of a column those of two others multiplied, in nearly all rows and some that prove it?"""
    if min(first.seen.small, second.seen.small) < _NEARLY_ALL or third.seen.numbers < _NEARLY_ALL:
        return False
    agree, judged = agreeing(table, third.in_table.column, (first.in_table.column, second.in_table.column))
    return judged > 1 and agree >= _NEARLY_ALL * judged


def _words_said(texts: Sequence[str]) -> dict[str, float]:
    """The words that texts begin with, each with the share of texts that hold it."""
    counted = Counter(word for text in texts for word in dict.fromkeys(words_of(text)[:_WORDS_HEARD]))
    return {word: count / len(texts) for word, count in counted.items()}
