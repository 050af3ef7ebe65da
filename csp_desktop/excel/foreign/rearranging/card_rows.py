"""Cards as rows of a table: what a card holds, and how its values stand under their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from csp_desktop.excel.opening.grid import Grid, Position
from csp_desktop.excel.recognising.finding.header_rows import Known
from csp_desktop.excel.recognising.tables_found import GatheredGrid
from csp_desktop.excel.wording.cells import plain, quarter_number

_LONGEST_LABEL = 60
_SURE = 0.75
_NUMBERED = re.compile(
    r"(?:[A-Za-z][a-z]+\.?\s+){1,3}[:#–-]?\s*(?P<ref>[A-Z]{0,4}[ -]?\d+(?:\.\d+)*)\W*|(?P<bare>[A-Z]{0,4}[ -]?\d+(?:\.\d+)*)"
)
REFS = {"ref", "reference", "no", "number", "id"}
"""Words of a label that asks for a number."""
# “Score now (likelihood, impact)” over a cell for each.
_OF_TWO = re.compile(
    r"(?:scores? )?([^()]*?)(?: scores?)? ?\((likelihood|probability|impact|severity) ?[,/x×&] ?(likelihood|probability|impact|severity)\)",
    re.IGNORECASE,
)
_BOTH = 2
# “Risk 1” over its name is the label of each card's first value.
_COUNTED = re.compile(r"([^\W\d]+(?: [^\W\d]+){0,2}) (?:no )?\d{1,3}")


@dataclass
class Card:
    """One record: the cells of its values by label, in order; `title` is what stands over it.

    `listed` are the rows of a small table in it, each with its cells by heading.
    """

    values: dict[str, list[Position]] = field(default_factory=dict)
    title: Position | None = None
    listed: list[dict[str, Position]] = field(default_factory=list)

    def put(self, key: str, places: Iterable[Position]) -> None:
        self.values.setdefault(key, []).extend(places)


@dataclass
class CardsFound:
    """The cards of a sheet as found, with the cells of their labels and the texts over them all.

    `said` are labels that say more than their cell does, `listed` the headings of the small tables in the cards.
    """

    labels: dict[str, Position] = field(default_factory=dict)
    every_label: list[Position] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    titles: list[Position] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    listed: dict[str, Position] = field(default_factory=dict)


def label(text: str) -> str:
    """A label without its colon."""
    return text.strip().removesuffix(":").strip()


def is_label(text: str, known: Known) -> bool:
    """Does a text read like the label of a value: a known heading, a quarter, or whatever ends in a colon?"""
    if not text or len(text) > _LONGEST_LABEL:
        return False
    return text.endswith(":") or known(label(text)) >= _SURE or quarter_number(text) is not None


def uncounted(key: str) -> str:
    """The label of a card's first value without the card's number: "risk" of “Risk 1”."""
    said = _COUNTED.fullmatch(key)
    return said[1] if said else key


def laid_out(grid: Grid, found: CardsFound) -> GatheredGrid:
    """The cards as rows under their labels, with the texts over them above; a row more for each further row of their lists."""
    origins: dict[Position, Position] = {}
    values: dict[Position, object] = {}

    def put(row: int, column: int, origin: Position, value: object = None) -> None:
        origins[row, column] = origin
        if value is None:
            value = grid.value(*origin)
        if value is not None:
            values[row, column] = value

    for row, title in enumerate(found.titles, 1):
        put(row, 1, title)
    header = len(found.titles) + 1
    refs = _refs(grid, found)
    column = 2 if refs else 1
    columns: dict[str, int] = {}
    for key, place in found.labels.items():
        columns[key] = column
        most = max(len(card.values.get(key, ())) for card in found.cards)
        for number in range(most):
            said = found.said.get(key) or label(grid.text(*place))
            pair = _OF_TWO.fullmatch(said) if most == _BOTH else None
            if pair:
                said = f"{pair[2 + number]} {pair[1].strip()}"
            elif plain(said) != key:
                said = key.capitalize()
            put(header, column + number, place, said)
        column += most
    in_list = {key: column + at for at, key in enumerate(found.listed)}
    for key, place in found.listed.items():
        put(header, in_list[key], place, label(grid.text(*place)))
    if refs:
        put(header, 1, next(iter(refs.values())), "Ref")
    at, ignored = header, dict.fromkeys(found.every_label, "A column heading.")
    for card in found.cards:
        at += 1
        if card.title and card.title in refs.values():
            put(at, 1, card.title, number_over(grid.text(*card.title)))
        elif card.title and number_over(grid.text(*card.title)):
            ignored[card.title] = "The number of the form below it."
        elif card.title:
            put(at, 1, card.title)
            at += 1
        for key, places in card.values.items():
            for number, place in enumerate(places):
                put(at, columns[key] + number, place)
        for row, listed in enumerate(card.listed):
            at += bool(row)
            for key, place in listed.items():
                put(at, in_list[key], place)
    fills = {place: fill for place, origin in origins.items() if (fill := grid.fills.get(origin))}
    return GatheredGrid(grid.name, values, fills=fills, visible=grid.visible, origins=origins, labels=ignored)


def number_over(text: str) -> str:
    """The number in what stands over a card: "R1" of “Risk R1”; "" where it says more than that."""
    said = _NUMBERED.fullmatch(text)
    return (said["ref"] or said["bare"]) if said else ""


def _refs(grid: Grid, found: CardsFound) -> dict[int, Position]:
    """The numbers over the cards, where they are refs (“Risk R1”) and no label says them: by the card's place."""
    if any(REFS & set(key.split()) for key in found.labels):
        return {}
    refs = {}
    for at, card in enumerate(found.cards):
        number = number_over(grid.text(*card.title)) if card.title else ""
        if not card.title or not number or number.isdigit():
            return {}
        refs[at] = card.title
    return refs
