"""What was read from somebody's workbook: draft records, and what became of every cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import PurePath
from typing import Any, Literal, NamedTuple

from csp_desktop.excel.foreign.cells.own_ratings import BookKeys
from csp_desktop.excel.opening.grid import Grid, Place, Unreadable, cell_text
from csp_desktop.excel.recognising.column_mapping import MappedTable
from csp_desktop.excel.wording.cells import plain
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Field, Links, Text

Outcome = Literal["taken", "noted", "asked", "ignored"]


class Mark(NamedTuple):
    """What became of a cell: taken into a field of a register, noted beside the record, asked about, or ignored (and why)."""

    outcome: Outcome
    register: str = ""
    field: str = ""
    message: str = ""


class SourceCell(NamedTuple):
    """A cell of the source that holds something, a part of one or what stands beside it, with what became of it."""

    place: Place
    text: str
    mark: Mark
    beside: bool = False

    def as_json(self) -> dict[str, str]:
        """The cell as `import --json` lists it."""
        return {
            "sheet": self.place.sheet,
            "cell": self.place.address,
            "text": self.text,
            **self.mark._asdict(),
        }


COLUMN_HEADING = "A column heading."
"""What is said of a cell that heads a column."""
SAYS_WHEN = "Says when the rest of its row is of."
"""What is said of a cell with the quarter, month or year its row tells of."""
_UNSEEN = Mark(
    "asked", message="No table was found here: put what matters where it belongs, or leave it where it is."
)
_COMMENT = Mark("asked", message="A note left on this cell: read it and put it where it belongs.")
_CROSSED = Mark("asked", message="Words crossed out in this cell: put them where they belong, or leave them.")
_HIDDEN = Mark(
    "asked",
    message="Words of this cell are hidden in the document, so they were left out; include what is hidden, or leave them.",
)
_ADDRESS = Mark("ignored", message="The address behind words that were not brought in.")
_NO_VALUE = Mark(
    "asked", message="The workbook shows an error or no result here, so there is nothing to take."
)


def _bare(text: str) -> str:
    """The words of a cell without the spaces, bullets and stops around them."""
    return " ".join(text.split()).strip(" .,;•○●▪·–-")


class SourceCells:
    """Every cell that holds something, with its mark; cells nobody marks are asked about."""

    def __init__(self, grids: Iterable[Grid]) -> None:
        self._grids = {grid.name: grid for grid in grids}
        self.rating_keys = BookKeys()
        self._marks: dict[Place, Mark] = {}
        self._parts: dict[Place, dict[str, Mark]] = {}
        self._beside: dict[tuple[Place, str], Mark] = {}
        self._as_read: (
            tuple[dict[Place, Mark], dict[Place, dict[str, Mark]], dict[tuple[Place, str], Mark]] | None
        ) = None

    def forget_comparison(self) -> None:
        """Every mark as the reading left it: what one comparison with a file found is not true of the next."""
        if self._as_read is None:
            self._as_read = (self._marks, self._parts, self._beside)
        marks, parts, beside = self._as_read
        self._marks, self._beside = dict(marks), dict(beside)
        self._parts = {place: dict(marks_by_text) for place, marks_by_text in parts.items()}

    @property
    def marks(self) -> dict[Place, Mark]:
        """What became of the cells marked so far."""
        return self._marks

    @property
    def grids(self) -> list[Grid]:
        """The sheets the cells are of."""
        return list(self._grids.values())

    def taken(self, place: Place, register: str, field: str, message: str = "") -> None:
        """The cell went into a field of a register."""
        self._marks[place] = Mark("taken", register, field, message)

    def ignored(self, place: Place, why: str) -> None:
        """The cell is left out on purpose."""
        self._marks[place] = Mark("ignored", message=why)

    def noted(self, place: Place, register: str, message: str = "") -> None:
        """The cell has no field: it went, under its heading, into the notes of a record of a register."""
        self._marks[place] = Mark("noted", register, "notes", message)

    def asked(self, place: Place, message: str) -> None:
        """The cell needs a person."""
        self._marks[place] = Mark("asked", message=message)

    def mark(self, place: Place, mark: Mark) -> None:
        """The same mark as other cells."""
        self._marks[place] = mark

    def mark_beside(self, place: Place, text: str, mark: Mark) -> None:
        """What became of a note, of words crossed out or hidden or of an address at a cell."""
        self._beside[place, text] = mark

    def set_part(self, place: Place, text: str, mark: Mark) -> None:
        """A part of a cell fared otherwise than the rest of it: listed on its own, where it is not all of it."""
        if _bare(text) == _bare(cell_text(self._grids[place.sheet].values.get((place.row, place.column)))):
            self._marks[place] = mark
        else:
            self._parts.setdefault(place, {})[text] = mark

    def places_of_row(self, sheet: str, row: int) -> list[Place]:
        """The cells of a row that hold something."""
        return [Place(sheet, row, column) for column in self._grids[sheet].columns_by_row.get(row, ())]

    def marked(self, place: Place) -> Mark:
        """What became of a cell."""
        return self._marks.get(place, _UNSEEN)

    def add_message(self, place: Place, message: str) -> None:
        """Say more about a cell, once."""
        mark = self.marked(place)
        if message not in mark.message:
            self._marks[place] = mark._replace(message=f"{mark.message} {message}".strip())

    def holds(self, place: Place) -> bool:
        """Does a cell hold something itself?"""
        return place[1:] in self._grids[place.sheet].values

    def in_records(self) -> Iterator[tuple[Place, Mark]]:
        """The cells a record or its notes took in, all of them or in part, with the marks that say so."""
        parts = ((place, mark) for place, marks in self._parts.items() for mark in marks.values())
        for place, mark in chain(self._marks.items(), parts):
            if mark.outcome in ("taken", "noted"):
                yield place, mark

    def asked_texts(self) -> Iterator[str]:
        """What the cells say that need a person: hidden, of a row that names nothing, or of a table not brought in."""
        for place, mark in self._marks.items():
            if mark.outcome == "asked" and place[1:] in self._grids[place.sheet].values:
                yield cell_text(self._grids[place.sheet].values[place[1:]])

    def beside_in_records(self) -> Iterator[tuple[Place, str, Mark]]:
        """Of what stands beside cells, what a record took in: where, its words and its mark."""
        for (place, text), mark in self._beside.items():
            if mark.outcome in ("taken", "noted"):
                yield place, text, mark

    def __iter__(self) -> Iterator[SourceCell]:
        for grid in self._grids.values():
            for row, column in sorted(grid.values):
                place = Place(grid.name, row, column)
                value, mark = grid.values[row, column], self.marked(place)
                if isinstance(value, Unreadable):
                    mark = _NO_VALUE
                elif (row, column) in grid.struck and mark.outcome in ("taken", "noted"):
                    mark = mark._replace(message=f"{mark.message} Crossed out in the workbook.".strip())
                yield SourceCell(place, cell_text(value), mark)
                for text, part in self._parts.get(place, {}).items():
                    yield SourceCell(place, text, part)
            for said, unless_marked in (
                (grid.comments, _COMMENT),
                (grid.struck_words, _CROSSED),
                ({place: gone for place, (gone, _) in grid.hidden_words.items()}, _HIDDEN),
                (grid.links, _ADDRESS),
            ):
                for (row, column), text in sorted(said.items()):
                    place = Place(grid.name, row, column)
                    if unless_marked is not _ADDRESS or grid.address_behind(row, column):
                        yield SourceCell(place, text, self._beside.get((place, text), unless_marked), True)


class To(NamedTuple):
    """A reference to another draft, by its key."""

    key: str


class PartnersInCell(NamedTuple):
    """Agencies or groups as somebody wrote them in a cell; who they are is for the file to say.

    `one` says that it is the name of one of them, commas or not, unless parts of it are known; `initials`, that what is
    short for nobody known may be somebody's initials.
    """

    text: str
    place: Place
    one: bool = False
    initials: bool = False


class Posts(NamedTuple):
    """People or posts as somebody wrote them in a cell; who they are is for the file to say."""

    text: str
    place: Place


class PartnersInCells(NamedTuple):
    """What several cells say of who is meant in one field."""

    cells: tuple[PartnersInCell, ...]


def partner_cells(value: object) -> tuple[PartnersInCell, ...]:
    """The cells of names a drafted value stands for; none where it is anything else."""
    if isinstance(value, PartnersInCell):
        return (value,)
    return value.cells if isinstance(value, PartnersInCells) else ()


class SoFar(NamedTuple):
    """Pence spent so far, as somebody wrote them: less what the file holds of earlier quarters it is this quarter's.

    Not `sure` where nothing says whether they are so far, or of the quarter alone.
    """

    pence: int
    place: Place
    sure: bool = True


class Label(NamedTuple):
    """A record of another register by the name somebody wrote for it."""

    text: str
    place: Place


class JointNames(NamedTuple):
    """Other partnerships by name as somebody wrote them in a cell, of the workbook or of the file."""

    text: str
    place: Place


class RecordNamed(NamedTuple):
    """A record by its name on a sheet this program wrote, and its id ("" where the name was typed anew)."""

    text: str
    id: str
    place: Place


class RecordsNamed(NamedTuple):
    """Several records by (name, id)."""

    named: tuple[tuple[str, str], ...]
    place: Place


# What tells records apart holds one wording.
_ONE_WORDING = ("ref", "name", "short_name")


def joined(field: Field, first: Any, second: Any) -> Any:
    """What two cells say of one field, together: lines of a text, everybody named; None where it holds one value."""
    if first == second:
        return first
    if isinstance(field, Links) and partner_cells(first) and partner_cells(second):
        return PartnersInCells(tuple(dict.fromkeys((*partner_cells(first), *partner_cells(second)))))
    if isinstance(first, Posts) and isinstance(second, Posts):
        return first._replace(text=f"{first.text}\n{second.text}")
    if isinstance(first, tuple) and isinstance(second, tuple) and isinstance(field, Links):
        return tuple(dict.fromkeys((*first, *second)))
    if isinstance(field, Text) and field.name not in _ONE_WORDING:
        return f"{first}\n{second}"
    return None


@dataclass
class Draft:
    """A record proposed from a workbook.

    `values` holds parsed values by field, or who or what is meant (`To`, `PartnersInCell`, `Label`, …); what the source does not say is not
    in it. `starting` holds values a new record starts with, which never change a known one.
    `known_by` lists the groups of fields, best first, that tell the same record again; `places` says
    where each field stood, `sources` every cell it was read from. `supposed` is one the source needs and does not name;
    `likely` are the fields whose quarter nothing in the source tells; `when` is the quarter or month its sheet or row tells it of.
    """

    register: str
    key: str
    values: dict[str, Any]
    starting: dict[str, Any] = field(default_factory=dict)
    known_by: tuple[tuple[str, ...], ...] = ()
    places: dict[str, Place] = field(default_factory=dict)
    record_id: str | None = None
    sources: dict[str, tuple[Place, ...]] = field(default_factory=dict)
    supposed: bool = False
    likely: frozenset[str] = frozenset()
    when: str = ""

    def __post_init__(self) -> None:
        for name, place in self.places.items():
            if name not in self.sources:
                self.sources[name] = (place,)

    @property
    def told_at(self) -> dict[str, Place]:
        """Where each field stood, or the first of the cells it was read from."""
        known = self.places
        others = {name: min(places) for name, places in self.sources.items() if name not in known and places}
        return {**known, **others} if others else known

    def read_from(self, name: str, *places: Place) -> None:
        """A field was read from these cells."""
        known = self.sources.get(name)
        if known != places:
            self.sources[name] = places if known is None else tuple(dict.fromkeys((*known, *places)))


def only_one(field: Field) -> str:
    """Why a second cell is not taken into a field."""
    return f"{field.label} holds one value and an earlier cell gave it, so this one was not taken."


@dataclass
class Reading:
    """A workbook as understood: its layout, the drafts in their order, and every cell's fate.

    `years` are the first and last financial year the source speaks of, as far as it says; `tables`
    counts the tables found; `mapped` are those read by a mapping of their columns; `notes` are sentences
    for the person; `file` is the name of the file, "" for what was pasted; `year_supposed` says that the years are the
    plan's, as the source names none; `named_streams` are the keys of funding streams known by what is paid from them
    alone, `supposed_streams` of those called after a sheet or its title, as nothing names them.
    """

    layout: str
    cells: SourceCells
    drafts: list[Draft] = field(default_factory=list)
    title: str = ""
    introduction: str = ""
    title_place: Place | None = None
    introduction_places: set[Place] = field(default_factory=set)
    years: tuple[FinancialYear, FinancialYear] | None = None
    tables: int = 0
    mapped: list[MappedTable] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    file: str = ""
    year_supposed: bool = False
    named_streams: set[str] = field(default_factory=set)
    supposed_streams: set[str] = field(default_factory=set)

    @property
    def file_stem(self) -> str:
        """What the file is called, as words: “Action plan Q1” for "Action_plan_Q1.xlsx"."""
        return PurePath(self.file).stem.replace("_", " ")

    def worded(self, register: str, name: str, text: str, **others: Any) -> Draft | None:
        """The draft of a register whose field says the same, case and punctuation apart, as do `others` exactly."""
        wanted = plain(text)
        return next(
            (
                draft
                for draft in self.drafts
                if draft.register == register
                and plain(str(draft.values.get(name) or "")) == wanted
                and all(draft.values.get(other) == value for other, value in others.items())
            ),
            None,
        )

    def take(self, draft: Draft, name: str, value: Any, place: Place, message: str = "") -> None:
        """Put what a cell says into a field of a draft, beside what it says already; listed where it holds one value."""
        own = register_named(draft.register)[name]
        both = joined(own, draft.values[name], value) if name in draft.values else value
        if both is None:
            self.cells.asked(place, only_one(own))
            return
        draft.values[name] = both
        draft.read_from(name, place)
        self.cells.taken(place, draft.register, name, message)

    def add(
        self,
        register: str,
        values: dict[str, Any],
        *,
        known_by: tuple[tuple[str, ...], ...],
        starting: dict[str, Any] | None = None,
        places: dict[str, Place] | None = None,
        record_id: str | None = None,
    ) -> Draft:
        """Propose a record; fields with nothing to say are left out."""
        draft = Draft(
            register,
            f"d{len(self.drafts) + 1}",
            {name: value for name, value in values.items() if value is not None and value != ""},
            starting or {},
            known_by,
            places or {},
            record_id,
        )
        self.drafts.append(draft)
        return draft
