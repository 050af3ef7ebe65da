"""The layout of unnumbered headings: action, timescale, resources, and one update column with its date.

A plan whose headings say themselves what they are, “Priority 2: …”, or are all alike beside numbers or leads, is read
column by column instead.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from csp_desktop.excel.foreign.reading import COLUMN_HEADING, Draft, PartnersInCell, Reading, To
from csp_desktop.excel.layouts.headings import (
    heading_role,
    is_rating,
    read_opening,
    years_of_opening,
)
from csp_desktop.excel.opening.grid import Grid, Place
from csp_desktop.excel.recognising.finding.bands import band_of, lead_said
from csp_desktop.excel.recognising.finding.header_rows import well_told
from csp_desktop.excel.recognising.headings import known_heading
from csp_desktop.excel.wording.cells import is_page_number, plain, quarter_number, quarter_said
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.catalog import register_named

NAME = "rochford-2004"

_UPDATE = re.compile(r"\b(?:update|progress|position|comments?)\b", re.IGNORECASE)
_LEADING_MARK = re.compile(r"^\s*[-–•○*·\uf0b7]\s*")
_TEXTS = ("target", "timescale", "resources", "outcome")
_NUMBERED_OR_LED = frozenset(("ref", "lead_agencies", "lead_groups"))


@dataclass
class _Header:
    """Which column says what; update columns by the quarter their heading dates them to."""

    row: int
    columns: dict[str, int]
    updates: dict[int, Quarter | None]


def recognises(grids: list[Grid]) -> bool:
    """Is there a table of actions and timescales with headings between its rows that do not say what they are?"""
    return any(_is_laid_out_so(grid) for grid in grids)


def _is_laid_out_so(grid: Grid) -> bool:
    headers = _headers(grid)
    if not headers:
        return False
    first = headers[min(headers)]
    if any(
        row > first.row and row not in headers and well_told(grid, row, known_heading) for row in grid.rows
    ):
        return False  # a table of something else stands below
    headings = [row for row in grid.rows if row > first.row and _is_heading(grid, row, first)]
    texts = {row: grid.text(row, grid.columns_by_row[row][0]) for row in headings}
    bands = {band_of(text) for text in texts.values()}
    if bands == {"objective"}:
        # Objectives that stand under nothing are what its priorities are.
        return True
    if not headings or bands != {None} or any(map(lead_said, texts.values())):
        return False
    nested = any(
        row in texts and below in texts and not texts[below][:1].islower()
        for row, below in itertools.pairwise(grid.rows)
    )
    dated = any(
        said or quarter_number(grid.text(first.row, column)) for column, said in first.updates.items()
    )
    return nested or (dated and _NUMBERED_OR_LED.isdisjoint(first.columns))


def read(grids: list[Grid], reading: Reading, year: FinancialYear | None = None) -> None:
    """The plan of the sheets laid out so; `year` overrides the year their headings say."""
    for grid in grids:
        headers = _headers(grid)
        if headers:
            reading.tables += 1
            _SheetReader(grid, headers, reading, year).read()


def _headers(grid: Grid) -> dict[int, _Header]:
    headers: dict[int, _Header] = {}
    for row in grid.rows:
        if len(grid.columns_by_row[row]) < 3:
            continue
        columns: dict[str, int] = {}
        updates: dict[int, Quarter | None] = {}
        others = 0
        for column, text in grid.row_texts(row).items():
            role = heading_role(text)
            if role and role not in columns:
                columns[role] = column
            elif len(text) < 60 and (_UPDATE.search(text) or quarter_number(text)):
                updates[column] = quarter_said(text, None)
            else:
                others += 1
        # With columns it does not know it is somebody else's table, read column by column.
        if others:
            continue
        if "actions" in columns and "timescale" in columns and "objective" not in columns and updates:
            headers[row] = _Header(row, columns, updates)
    return headers


def _is_heading(grid: Grid, row: int, header: _Header) -> bool:
    lone = grid.lone_text(row)
    return lone is not None and lone[0] <= header.columns["actions"]


_NAMES_A_SECTION = re.compile(r"(?:priority|objective|theme|aim|goal|outcome|strand)\b", re.IGNORECASE)


class _SheetReader:
    """Reads one sheet from top to bottom: headings, sub-headings and the actions under them."""

    def __init__(
        self, grid: Grid, headers: dict[int, _Header], reading: Reading, year: FinancialYear | None
    ) -> None:
        self.grid, self.headers, self.reading, self.year = grid, headers, reading, year
        self.cells = reading.cells
        self.priority: Draft | None = None
        self.objective: Draft | None = None
        self.leads: dict[str, PartnersInCell] = {}

    def read(self) -> None:
        """Opening, then every row under the header."""
        first = min(self.headers)
        opening = [row for row in self.grid.rows if row < first]
        headings: list[int] = []
        if opening and self._heads_its_rows(opening):
            headings.append(opening.pop())
        said = years_of_opening(self.grid, opening)
        read_opening(self.reading, self.grid, opening)
        header = self.headers[first]
        dated = [quarter for quarter in header.updates.values() if quarter]
        if self.year:
            self.reading.years = (self.year, self.year)
        elif dated:
            # A title of such a plan names the month of its update: the update's own year is the plan's.
            years = [FinancialYear(quarter.year) for quarter in dated]
            self.reading.years = self.reading.years or (min(years), max(years))
        elif said and not self.reading.years:
            self.reading.years = (said.first, said.last)
        for row in (row for row in self.grid.rows if row >= first):
            if row in self.headers:
                header = self.headers[row]
                for column in self.grid.columns_by_row[row]:
                    self.cells.ignored(self.grid.place(row, column), COLUMN_HEADING)
            elif _is_heading(self.grid, row, header):
                lone = self.grid.lone_text(row)
                assert lone is not None
                if is_page_number(lone[1]):
                    self.cells.ignored(self.grid.place(row, lone[0]), "A page number.")
                else:
                    headings.append(row)
            else:
                if headings:
                    self._start_headings(headings, another_follows=self._says_nothing_else(row, header))
                headings = []
                self._read_row(row, header)
        self._start_headings(headings, another_follows=False)

    def _heads_its_rows(self, opening: list[int]) -> bool:
        """Does the last line over the first header head its rows alone, as the lines over the later ones do?"""
        lone = self.grid.lone_text(opening[-1])
        if lone is None:
            return False
        parted = len(self.headers) > 1 and len(opening) > 1 and opening[-1] == min(self.headers) - 1
        return parted or _NAMES_A_SECTION.match(lone[1]) is not None

    def _says_nothing_else(self, row: int, header: _Header) -> bool:
        """No timescale, resources, number or lead stand beside the text: it heads what follows."""
        told = header.columns.keys() & {*_TEXTS, *_NUMBERED_OR_LED}
        return not any(self.grid.text(row, header.columns[name]) for name in told)

    def _start_headings(self, rows: list[int], *, another_follows: bool) -> None:
        """Of headings that follow one another the first is the priority and the next an objective of it.

        A heading alone is another objective where one stands above it, unless it is a few words only, as priorities
        are; where actions stand right under the priority above, it is another priority like that one.
        """
        texts: list[tuple[str, list[Place]]] = []
        for row in rows:
            column, text = self.grid.lone_text(row) or (1, "")
            if texts and text[:1].islower():
                # A heading carried on in the next row.
                above, places = texts[-1]
                texts[-1] = (f"{above} {text}", [*places, self.grid.place(row, column)])
            else:
                texts.append((text, [self.grid.place(row, column)]))
        for at, (text, places) in enumerate(texts):
            alone = len(texts) == 1 and not another_follows
            short = len(text.split()) <= 4 or self.objective is None
            if self.priority is None or (
                at == 0 and (not alone or (short and not text.casefold().startswith("to ")))
            ):
                self._start_priority(text, places)
            else:
                self._start_objective(text, places)

    def _start_priority(self, text: str, places: list[Place]) -> None:
        known = next(
            (
                draft
                for draft in self.reading.drafts
                if draft.values.get("level") == "priority" and plain(draft.values["title"]) == plain(text)
            ),
            None,
        )
        self.priority = known or self.reading.add(
            "plan_items",
            {"level": "priority", "title": text},
            known_by=(("title",),),
            places={"title": places[0]} if places else {},
        )
        self.objective = None
        self._take_heading(self.priority, places, "A priority.")

    def _take_heading(self, draft: Draft, places: list[Place], what: str) -> None:
        for at, place in enumerate(places):
            draft.read_from("title", place)
            message = "Carries on the heading above." if at else what
            self.cells.taken(place, "plan_items", "title", message)

    def _start_objective(self, text: str, places: list[Place]) -> None:
        assert self.priority is not None
        self.objective = self.reading.add(
            "plan_items",
            {"level": "objective", "parent": To(self.priority.key), "title": _LEADING_MARK.sub("", text)},
            known_by=(("title",),),
            places={"title": places[0]},
        )
        self._take_heading(self.objective, places, "An objective.")

    def _read_row(self, row: int, header: _Header) -> None:
        columns = header.columns
        title = self.grid.text(row, columns["actions"])
        if not title:
            return
        if self.priority is None:
            self._start_priority(self.grid.name, [])
            self.reading.notes.append(
                f"No heading stands over the first actions: “{self.grid.name}” is their priority."
            )
        place = self.grid.place(row, columns["actions"])
        if self._says_nothing_else(row, header) and self.objective is None:
            # Under a priority, a text with no timescale or resources of its own heads what follows.
            self._start_objective(title, [place])
            assert self.objective is not None
            item = self.objective
        else:
            parent = self.objective or self.priority
            assert parent is not None
            item = self.reading.add(
                "plan_items",
                {"level": "action", "parent": To(parent.key), "title": _LEADING_MARK.sub("", title)},
                known_by=(("ref",), ("title",)),
                places={"title": place},
            )
            self.cells.taken(place, "plan_items", "title")
        for name in ("ref", *_TEXTS):
            column = columns.get(name)
            if column and (text := self.grid.text(row, column)):
                self.reading.take(item, name, text, self.grid.place(row, column))
        for name in ("lead_agencies", "lead_groups"):
            column = columns.get(name)
            if column and (text := self.grid.text(row, column)):
                lead_place = self.grid.place(row, column)
                self.reading.take(item, name, PartnersInCell(text, lead_place), lead_place)
        self._read_updates(row, header, item)

    def _read_updates(self, row: int, header: _Header, item: Draft) -> None:
        rag = register_named("updates")["rag"]
        of_quarter: dict[Quarter, Draft] = {}
        for column, said in header.updates.items():
            text = self.grid.text(row, column)
            if not text:
                continue
            place = self.grid.place(row, column)
            heading = self.grid.text(header.row, column)
            number = said.number if said else quarter_number(heading)
            quarter = Quarter(self.year.first, number) if self.year and number else said
            if quarter is None:
                before, line = item.values.get("notes"), f"{heading}: {text}"
                item.values["notes"] = f"{before}\n{line}" if before else line
                item.read_from("notes", place)
                self.cells.asked(
                    place,
                    f"The heading “{heading}” does not say which quarter this is for. Its words are kept in the notes.",
                )
                continue
            name, value = ("rag", rag.parse(text)) if is_rating(text) else ("narrative", text)
            if quarter not in of_quarter:
                of_quarter[quarter] = self.reading.add(
                    "updates",
                    {"item": To(item.key), "quarter": quarter.code},
                    known_by=(("item", "quarter"),),
                )
            self.reading.take(of_quarter[quarter], name, value, place, quarter.label)
