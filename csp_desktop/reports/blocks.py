"""What a form is made of before it is typeset or written for Word.

Blocks are plain values that turn into JSON data with `data()`. A template places a form's named blocks
on the page; the Word writer sets them one after the other. Text in them is always as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

Tone = Literal["plain", "strong", "soft", "alert"]


@dataclass(frozen=True)
class Words:
    """A run of text on lines of its own within a cell."""

    text: str
    tone: Tone = "plain"

    def data(self) -> Any:
        return self.text if self.tone == "plain" else {"words": self.text, "tone": self.tone}


@dataclass(frozen=True)
class Badge:
    """A rating by its code and the word shown, with what it is of where that needs saying."""

    rag: str
    word: str
    of: str = ""

    def data(self) -> Any:
        return {"rag": self.rag, "word": self.word, "of": self.of}


@dataclass(frozen=True)
class Bullets:
    """Points one under the other."""

    points: tuple[str, ...]

    def data(self) -> Any:
        return {"points": list(self.points)}


@dataclass(frozen=True)
class Blank:
    """Room to write by hand: so many lines, as wide as their column; in Word so many letters."""

    lines: int = 1
    letters: int = 24

    def data(self) -> Any:
        return {"blank": self.lines}


@dataclass(frozen=True)
class Ticks:
    """Boxes to tick by hand, one of which may be ticked already."""

    choices: tuple[str, ...]
    ticked: str = ""

    def data(self) -> Any:
        return {"ticks": list(self.choices), "ticked": self.ticked}


Piece = Words | Badge | Bullets | Blank | Ticks
Cell = tuple[Piece, ...]


def cell(*pieces: Piece | str | None) -> Cell:
    """A cell of what is there; empty text and None are left out."""
    made = (Words(piece) if isinstance(piece, str) else piece for piece in pieces)
    return tuple(piece for piece in made if piece is not None and not _is_empty(piece))


def _is_empty(piece: Piece) -> bool:
    return (isinstance(piece, Words) and not piece.text) or (isinstance(piece, Bullets) and not piece.points)


def cell_data(pieces: Cell) -> Any:
    """A cell as JSON data: plain text where it is nothing else."""
    if len(pieces) == 1:
        return pieces[0].data()
    return [piece.data() for piece in pieces] if pieces else ""


@dataclass(frozen=True)
class Column:
    """A column by its name and heading; `em` wide in letters, or a `share` of what is left.

    `leads` marks those that name the record: in large print they become its heading. A `spare` one is
    left out where no record has anything in it.
    """

    name: str
    label: str
    share: float = 0
    em: float = 0
    align: Literal["left", "right", "center"] = "left"
    leads: bool = False
    spare: bool = False

    def data(self) -> Any:
        return asdict(self)


# A column of ratings, and the same at the right edge, where no gap follows.
BADGE_WIDE = 7.9
BADGE_LAST = 7.0


def letters_wide(texts: Iterable[str | None], least: float = 3.1, most: float = 8.5) -> float:
    """How wide, in letters, a column of short texts must be so that none breaks; within limits."""
    longest = max((len(text) for text in texts if text), default=0)
    return min(max(longest * 0.62 + 1.2, least), most)


def figures_wide(cells: Iterable[Cell], least: float) -> float:
    """How wide, in letters, a column of figures must be so that none breaks: commas and points take half a digit."""
    figures = (piece.text for told in cells for piece in told[:1] if isinstance(piece, Words))
    wide = (sum(0.28 if sign in ",.\u00a0" else 0.56 for sign in said) + 0.95 for said in figures)
    return max((least, *wide))


def ref_column(refs: Iterable[str | None], label: str = "Ref", least: float = 3.1) -> Column:
    """The column of refs that names each record, as wide as they need; left out where none has one."""
    return Column("ref", label, em=letters_wide(refs, least), leads=True, spare=True)


@dataclass(frozen=True)
class Row:
    """The cells of one record, in the order of the columns; `under` rows belong to the row before."""

    cells: tuple[Cell, ...]
    under: bool = False

    def data(self) -> Any:
        return {"cells": [cell_data(piece) for piece in self.cells], "under": self.under}


@dataclass(frozen=True)
class Band:
    """A heading across the table: what follows belongs to it."""

    title: str

    def data(self) -> Any:
        return {"band": self.title}


@dataclass(frozen=True)
class Table:
    """Records under a heading. `empty` is said where there are none; `note` stands under it."""

    columns: tuple[Column, ...]
    rows: tuple[Row | Band, ...]
    title: str = ""
    level: int = 2
    note: str = ""
    empty: str = ""
    stacks: bool = True

    def data(self) -> Any:
        return {
            "kind": "table",
            "title": self.title,
            "level": self.level,
            "note": self.note,
            "empty": self.empty,
            "stacks": self.stacks,
            "columns": [column.data() | self._longest(at) for at, column in enumerate(self.columns)],
            "rows": [row.data() for row in self.rows],
        }

    def _longest(self, at: int) -> dict[str, Any]:
        """The longest word and the longest rating of a column, for which it must be wide enough."""
        pieces = [piece for row in self.rows if isinstance(row, Row) for piece in row.cells[at]]
        texts = [piece.text for piece in pieces if isinstance(piece, Words)]
        texts += [point for piece in pieces if isinstance(piece, Bullets) for point in piece.points]
        words = " ".join([*texts, self.columns[at].label]).split()
        ratings = [piece for piece in pieces if isinstance(piece, Badge)]
        rating = max(ratings, key=lambda badge: len(badge.of + badge.word), default=None)
        return {"word": max(words, key=len, default=""), "rating": rating and rating.data()}

    def without(self, names: Iterable[str]) -> Table:
        """The table less the columns named, but for those that lead, and less spare ones that are empty."""
        dropped = set(names)
        records = [row for row in self.rows if isinstance(row, Row)]
        kept = [
            at
            for at, column in enumerate(self.columns)
            if (column.leads or column.name not in dropped)
            and not (column.spare and all(not row.cells[at] for row in records))
        ]
        if len(kept) == len(self.columns):
            return self
        rows = tuple(
            row if isinstance(row, Band) else Row(tuple(row.cells[at] for at in kept), row.under)
            for row in self.rows
        )
        return replace(self, columns=tuple(self.columns[at] for at in kept), rows=rows)


@dataclass(frozen=True)
class Prose:
    """Text of any length under a heading of its own."""

    text: str
    title: str = ""
    level: int = 2
    empty: str = ""

    def data(self) -> Any:
        return {"kind": "prose", **asdict(self)}


@dataclass(frozen=True)
class Facts:
    """Labels with what is known under each."""

    facts: tuple[tuple[str, Cell], ...]
    title: str = ""
    level: int = 2

    def data(self) -> Any:
        return {
            "kind": "facts",
            "title": self.title,
            "level": self.level,
            "facts": [[label, cell_data(value)] for label, value in self.facts],
        }


@dataclass(frozen=True)
class Line:
    """One line of a chart: a value per period, None where there is none."""

    label: str
    values: tuple[float | None, ...]
    style: Literal["actual", "target", "before"]


@dataclass(frozen=True)
class Chart:
    """Lines over the periods of a year, with the words that stand for it."""

    title: str
    periods: tuple[str, ...]
    lines: tuple[Line, ...]
    marks: tuple[tuple[float, str], ...]
    low: float
    high: float
    alt: str
    caption: str = ""
    level: int = 2

    def data(self) -> Any:
        return {"kind": "chart", **asdict(self)}


@dataclass(frozen=True)
class HeatMap:
    """Likelihood against impact, 1 to 5 each: band and risks of each square."""

    title: str
    bands: Mapping[tuple[int, int], str]
    risks: Mapping[tuple[int, int], Sequence[str]]
    alt: str
    level: int = 2

    def data(self) -> Any:
        squares = [
            [
                {
                    "score": row * column,
                    "band": self.bands[row, column],
                    "risks": list(self.risks.get((row, column), ())),
                }
                for column in range(1, 6)
            ]
            for row in range(5, 0, -1)
        ]
        return {
            "kind": "heat map",
            "title": self.title,
            "level": self.level,
            "squares": squares,
            "alt": self.alt,
        }


@dataclass(frozen=True)
class Node:
    """A box of a structure chart and what stands under it."""

    title: str
    note: str
    under: tuple[Node, ...] = ()

    def data(self) -> Any:
        return {"title": self.title, "note": self.note, "under": [node.data() for node in self.under]}


@dataclass(frozen=True)
class Structure:
    """Groups as a tree."""

    title: str
    nodes: tuple[Node, ...]
    alt: str
    level: int = 2

    def data(self) -> Any:
        return {
            "kind": "structure",
            "title": self.title,
            "level": self.level,
            "alt": self.alt,
            "nodes": [node.data() for node in self.nodes],
        }


Block = Table | Prose | Facts | Chart | HeatMap | Structure


@dataclass(frozen=True)
class Sheet:
    """One sheet of a form: starts a page, carries the first heading, holds named blocks in reading order."""

    title: str
    context: str
    blocks: Mapping[str, Block]
    rating: Badge | None = None
    before: Badge | None = None
    lead: str = ""

    def data(self) -> Any:
        return {
            "title": self.title,
            "context": self.context,
            "rating": self.rating and self.rating.data(),
            "before": self.before and self.before.data(),
            "lead": self.lead,
            "blocks": {name: block.data() for name, block in self.blocks.items()},
        }


@dataclass(frozen=True)
class Form:
    """A form with its data gathered: the template that lays it out and its sheets.

    `legend` has the shapes of ratings explained at the foot, `reported` whose ratings of actions they are.
    """

    template: str
    title: str
    sheets: tuple[Sheet, ...]
    legend: bool = True
    reported: bool = True
    flipped: bool = True

    def data(self) -> Any:
        return {
            "template": self.template,
            "title": self.title,
            "legend": self.legend,
            "reported": self.legend and self.reported,
            "flipped": self.flipped,
            "sheets": _alike([sheet.data() for sheet in self.sheets]),
        }


def _alike(sheets: list[Any]) -> list[Any]:
    """Sheets whose tables of the same columns know the longest word of them all, so that they are laid out alike."""
    tables: dict[tuple[str, ...], list[Any]] = {}
    for sheet in sheets:
        for block in sheet["blocks"].values():
            if block["kind"] == "table":
                tables.setdefault(tuple(column["name"] for column in block["columns"]), []).append(block)
    for of_one_kind in tables.values():
        for columns in zip(*(table["columns"] for table in of_one_kind), strict=True):
            longest = max((column["word"] for column in columns), key=len)
            for column in columns:
                column["longest"] = longest
    return sheets
