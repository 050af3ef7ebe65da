"""A foreign workbook as plain cells, and the compact form in which the reading process hands it over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

Kind = Literal["text", "number", "percent", "date", "time", "boolean", "error", "no value"]
Position = tuple[int, int]

# One letter each on the way between the processes.
LETTERS: dict[str, Kind] = {
    "t": "text",
    "n": "number",
    "p": "percent",
    "d": "date",
    "h": "time",
    "b": "boolean",
    "e": "error",
    "x": "no value",
}


class ReadCell(NamedTuple):
    """What a cell holds. `percent` is a number in a per cent cell (0.12 shown as 12%); `no value` a
    formula whose result was not stored; `error` the words shown, such as #N/A; `time` "HH:MM:SS"."""

    kind: Kind
    value: Any


DOCUMENT, PICTURE = "document", "picture"
"""What is laid over the cells of a sheet, where nothing more is known of it."""


@dataclass
class SheetRead:
    """One sheet: the cells that hold something, by row and column counted from 1.

    `struck` are cells crossed out, all of them or in part; `part_struck` those in part, with the words
    left and the words crossed out. `part_hidden` are cells some of whose words are not shown: those, and all
    of them. `formulas` are those whose value was calculated, `comments` the notes
    people left, `shapes` the words in text boxes, shapes, charts and form controls over the cells (row, column, words),
    `embedded` the documents and pictures laid over them (row, column, name), `links`
    the addresses behind cells, `shown_texts` the digits of a number shown in a way of its own ("001"), `pounds`
    numbers shown in pounds, `fills` RRGGBB colours (only where asked for), `merged` (first row, first column, last row, last column),
    `hidden_rows` and `hidden_columns` (first, last), `choices` the lists of words typed into the drop-downs of
    cells, `page` what is printed at the head and foot of its pages, with its codes ("&LDraft&RPage &P"). What lies hidden under a merged range is left out: nobody sees it.
    """

    title: str
    visible: bool = True
    rows: dict[int, dict[int, ReadCell]] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    struck: frozenset[Position] = frozenset()
    formulas: frozenset[Position] = frozenset()
    comments: Mapping[Position, str] = field(default_factory=dict)
    fills: Mapping[Position, str] = field(default_factory=dict)
    part_struck: Mapping[Position, tuple[str, str]] = field(default_factory=dict)
    part_hidden: Mapping[Position, tuple[str, str]] = field(default_factory=dict)
    links: Mapping[Position, str] = field(default_factory=dict)
    shown_texts: Mapping[Position, str] = field(default_factory=dict)
    pounds: frozenset[Position] = frozenset()
    hidden_rows: tuple[tuple[int, int], ...] = ()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    shapes: tuple[tuple[int, int, str], ...] = ()
    embedded: tuple[tuple[int, int, str], ...] = ()
    choices: tuple[tuple[str, ...], ...] = ()
    page: tuple[str, ...] = ()


@dataclass
class WorkbookRead:
    """A whole workbook: its sheets, its named constants, custom properties and core identifier."""

    kind: str
    sheets: list[SheetRead]
    names: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    identifier: str = ""


def unpack(packed: Mapping[str, Any]) -> WorkbookRead:
    """The workbook from its compact form."""
    return WorkbookRead(
        kind=packed["kind"],
        sheets=[_sheet(sheet) for sheet in packed["sheets"]],
        names=packed.get("names", {}),
        properties=packed.get("properties", {}),
        identifier=packed.get("identifier", ""),
    )


def _sheet(packed: Mapping[str, Any]) -> SheetRead:
    rows: dict[int, dict[int, ReadCell]] = {}
    for row, flat in packed["rows"]:
        cells = rows.setdefault(row, {})
        for at in range(0, len(flat), 3):
            letter, value = flat[at + 1], flat[at + 2]
            if letter == "d":
                value = datetime.fromisoformat(value) if len(value) > 10 else date.fromisoformat(value)
            cells[flat[at]] = ReadCell(LETTERS[letter], value)
    merged = tuple(tuple(area) for area in packed.get("merged", ()))
    _drop_hidden(rows, merged)
    return SheetRead(
        title=packed["title"],
        visible=packed.get("visible", True),
        rows=rows,
        merged=merged,
        struck=frozenset(map(tuple, packed.get("struck", ()))),
        formulas=frozenset(map(tuple, packed.get("formulas", ()))),
        comments=_together(packed.get("comments", ())),
        shapes=tuple((row, column, text) for row, column, text in packed.get("shapes", ())),
        embedded=tuple((row, column, name) for row, column, name in packed.get("embedded", ())),
        fills=_by_position(packed, "fills"),
        part_struck={
            (row, column): (left, crossed) for row, column, left, crossed in packed.get("part_struck", ())
        },
        part_hidden={
            (row, column): (gone, written) for row, column, gone, written in packed.get("part_hidden", ())
        },
        links=_by_position(packed, "links"),
        shown_texts=_by_position(packed, "shown"),
        pounds=frozenset(map(tuple, packed.get("pounds", ()))),
        hidden_rows=tuple((first, last) for first, last in packed.get("hidden_rows", ())),
        hidden_columns=tuple((first, last) for first, last in packed.get("hidden_columns", ())),
        choices=tuple(map(tuple, packed.get("choices", ()))),
        page=tuple(packed.get("page", ())),
    )


def _by_position(packed: Mapping[str, Any], name: str) -> dict[Position, str]:
    return {(row, column): text for row, column, text in packed.get(name, ())}


def _together(comments: Iterable[tuple[int, int, str]]) -> dict[Position, str]:
    """The notes by their cell, those on one cell under one another."""
    notes: dict[Position, str] = {}
    for row, column, text in comments:
        notes[row, column] = f"{notes[row, column]}\n{text}" if (row, column) in notes else text
    return notes


def _drop_hidden(rows: dict[int, dict[int, ReadCell]], merged: tuple[tuple[int, int, int, int], ...]) -> None:
    for top, left, bottom, right in merged:
        # A range may be merged over a million rows: look at those that hold something.
        covered = range(top, bottom + 1) if bottom - top < len(rows) else list(rows)
        for row in covered:
            if row in rows and top <= row <= bottom:
                for column in [filled for filled in rows[row] if left <= filled <= right]:
                    if (row, column) != (top, left):
                        del rows[row][column]
