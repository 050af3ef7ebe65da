"""The layout of numbered sections: objectives with bulleted actions and a column for each quarter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from csp_desktop.excel.foreign.reading import COLUMN_HEADING, Draft, PartnersInCell, Reading, To
from csp_desktop.excel.layouts.headings import (
    is_rating,
    read_opening,
    years_of_opening,
)
from csp_desktop.excel.layouts.section_headers import SectionHeader, are_of_objectives, section_headers
from csp_desktop.excel.opening.grid import Grid, Place
from csp_desktop.excel.wording.cells import (
    bulleted,
    is_page_number,
    plain,
    section_number,
)
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.amounts import parse_number
from csp_desktop.registers.catalog import register_named

NAME = "east-herts"

_TEXT_FIELDS = ("target", "timescale", "resources", "outcome")


@dataclass
class _Section:
    """Where reading stands: the priority, the objective, and refs already met."""

    priority: Draft | None = None
    objective: Draft | None = None
    last_ref: str = ""
    leads: dict[str, PartnersInCell] = field(default_factory=dict)


def recognises(grids: list[Grid]) -> bool:
    """Does any sheet have a header with objectives, actions and quarters, and rows that stand for objectives?"""
    return any(are_of_objectives(grid, headers) for grid in grids if (headers := section_headers(grid)))


def read(grids: list[Grid], reading: Reading, year: FinancialYear | None = None) -> None:
    """The plan of the sheets that are laid out so; `year` overrides what their headings say."""
    for grid in grids:
        headers = section_headers(grid)
        if headers:
            reading.tables += len(headers)
            _SheetReader(grid, headers, reading, year).read()


class _SheetReader:
    """Reads one sheet from top to bottom into the reading."""

    def __init__(
        self, grid: Grid, headers: dict[int, SectionHeader], reading: Reading, year: FinancialYear | None
    ) -> None:
        self.grid, self.headers, self.reading, self.year = grid, headers, reading, year
        self.cells = reading.cells
        self.at = _Section()
        self.header: SectionHeader | None = None
        self.opening: list[int] = []

    def read(self) -> None:
        """Every row: header, section, objective, or one that carries on the last."""
        inside_header = {row for header in self.headers.values() for row in header.rows}
        for row in self.grid.rows:
            if row in self.headers:
                self._start_table(self.headers[row])
            elif row in inside_header:
                continue
            elif section := self._section_at(row):
                self._start_section(*section, row)
            elif self.header is None:
                self.opening.append(row)
            else:
                self._read_row(row, self.header)
        self._read_opening()
        self._say_years()

    # Headings and sections

    def _start_table(self, header: SectionHeader) -> None:
        self.header = header
        for row in header.rows:
            for column in self.grid.columns_by_row[row]:
                self.cells.ignored(self.grid.place(row, column), COLUMN_HEADING)
        if self.at.priority is None:
            self._section_from_sheet_name()

    def _section_at(self, row: int) -> tuple[str, str, int] | None:
        """(number, title, column) where a row is a section's heading."""
        lone = self.grid.lone_text(row)
        ahead = self._header_follows(row)
        if lone is None:
            texts = list(self.grid.row_texts(row).items())
            if len(texts) == 2 and ahead and re.fullmatch(r"\d{1,2}[.)]?", texts[0][1]):
                return texts[0][1].rstrip(".)"), texts[1][1], texts[1][0]
            return None
        column, text = lone
        numbered = section_number(text)
        if numbered and (ahead or self._may_be_section(column, text)):
            return *numbered, column
        if ahead and not numbered and len(text) <= 150 and (self.header or not self._numbered_sections):
            return "", text, column
        return None

    @property
    def _numbered_sections(self) -> bool:
        """Do the sections of this sheet have numbers? Then a text without one is no section."""
        return any(
            section_number(lone[1]) is not None
            for row in self.grid.rows
            if (lone := self.grid.lone_text(row)) and self._header_follows(row)
        )

    def _header_follows(self, row: int) -> bool:
        following = next((later for later in self.grid.rows if later > row), None)
        return following in self.headers

    def _may_be_section(self, column: int, text: str) -> bool:
        """A numbered text alone in its row, not one bullet of a list of actions."""
        if self.header is None:
            return False
        if column == self.header.columns["actions"]:
            return False
        if column == self.header.columns["objective"] and "ref" in self.header.columns:
            return False
        return "\n" not in text and len(text) <= 150

    def _start_section(self, number: str, title: str, column: int, row: int) -> None:
        place = self.grid.place(row, column)
        draft = self._known_priority(number, title)
        if draft is None:
            draft = self.reading.add(
                "plan_items",
                {
                    "level": "priority",
                    "ref": number,
                    "title": title,
                    "cross_cutting": True if re.search(r"cross[\s-]?cutting", title, re.IGNORECASE) else None,
                },
                known_by=(("ref",), ("title",)),
                places={"title": place},
            )
        self.at = _Section(draft)
        for other in self.grid.columns_by_row[row]:
            name = "ref" if other != column else "title"
            self.reading.take(draft, name, draft.values[name], self.grid.place(row, other))

    def _known_priority(self, number: str, title: str) -> Draft | None:
        """The same section, carried on after a page break."""
        for draft in self.reading.drafts:
            same = draft.values.get("ref", "") == number and plain(draft.values.get("title", "")) == plain(
                title
            )
            if draft.register == "plan_items" and draft.values["level"] == "priority" and same:
                return draft
        return None

    def _section_from_sheet_name(self) -> None:
        numbered = section_number(self.grid.name)
        number, title = numbered or ("", self.grid.name)
        draft = self._known_priority(number, title) or self.reading.add(
            "plan_items",
            {"level": "priority", "ref": number, "title": title},
            known_by=(("ref",), ("title",)),
        )
        self.reading.notes.append(
            f"No section heading stands over the table on “{title}”: the sheet's name is the priority."
        )
        self.at = _Section(draft)

    # Rows

    def _read_row(self, row: int, header: SectionHeader) -> None:
        columns = header.columns
        texts = self.grid.row_texts(row)
        lone = self.grid.lone_text(row)
        if lone and lone[0] not in (columns["objective"], columns["actions"], *header.quarters):
            place = self.grid.place(row, lone[0])
            if is_page_number(lone[1]):
                self.cells.ignored(place, "A page number.")
            return
        objective_column = columns["objective"]
        title = texts.get(objective_column, "")
        ref = self._ref(row, columns.get("ref"))
        if title or ref:
            self._start_objective(row, header, title, ref)
        if self.at.objective is None:
            return
        self._read_leads(row, columns, fresh=bool(title or ref))
        self._read_texts(row, header)
        self._read_actions(row, header)
        self._read_updates(row, header)

    def _ref(self, row: int, column: int | None) -> str:
        """The ref as written; 1.10 typed as a number has lost its nought and is given it back."""
        if column is None:
            return ""
        text = self.grid.text(row, column).rstrip(".")
        value = self.grid.value(row, column)
        if isinstance(value, float) and self.at.last_ref:
            section, _, number = self.at.last_ref.partition(".")
            following = f"{section}.{int(number) + 1}" if number.isdigit() else ""
            if following != text and parse_number(following) == value:
                return following
        return text

    def _start_objective(self, row: int, header: SectionHeader, title: str, ref: str) -> None:
        title_place = self.grid.place(row, header.columns["objective"])
        if not title:
            place = self.grid.place(row, header.columns["ref"])
            if len(self.grid.columns_by_row[row]) == 1:
                self.cells.ignored(place, "A number with nothing beside it.")
                return
            self.reading.notes.append(f"{place.sheet} {place.address}: the objective {ref} has no words.")
        assert self.at.priority is not None
        priority = self.at.priority
        self.at = _Section(priority, None, ref or self.at.last_ref)
        self.at.objective = self.reading.add(
            "plan_items",
            {
                "level": "objective",
                "parent": To(priority.key),
                "ref": ref,
                "title": title or f"Objective {ref}",
            },
            known_by=(("ref",), ("title",)),
            places={"title": title_place},
        )
        if title:
            self.reading.take(self.at.objective, "title", title, title_place)
        if ref:
            place = self.grid.place(row, header.columns["ref"])
            message = "" if ref == self.grid.text(*place[1:]).rstrip(".") else f"Read as {ref}."
            self.reading.take(self.at.objective, "ref", ref, place, message)

    def _read_leads(self, row: int, columns: dict[str, int], *, fresh: bool) -> None:
        """Leads stand on the objective, which is what they report on; a further row's on its own actions."""
        assert self.at.objective is not None
        self.at.leads = {}
        for name in ("lead_agencies", "lead_groups"):
            column = columns.get(name)
            text = self.grid.text(row, column) if column else ""
            if not column or not text:
                continue
            place = self.grid.place(row, column)
            if fresh:
                self.reading.take(self.at.objective, name, PartnersInCell(text, place), place)
            else:
                self.at.leads[name] = PartnersInCell(text, place)
                self.cells.taken(place, "plan_items", name)

    def _read_texts(self, row: int, header: SectionHeader) -> None:
        assert self.at.objective is not None
        for name in _TEXT_FIELDS:
            column = header.columns.get(name)
            text = self.grid.text(row, column) if column else ""
            if not column or not text:
                continue
            self.reading.take(self.at.objective, name, text, self.grid.place(row, column))

    def _read_actions(self, row: int, header: SectionHeader) -> None:
        """Each bullet is an action; what stands before the bullets is said again with each of them."""
        assert self.at.objective is not None
        column = header.columns["actions"]
        text = self.grid.text(row, column)
        if not text:
            return
        place = self.grid.place(row, column)
        bullet_list = bulleted(text)
        if not bullet_list.bullets and not bullet_list.lead_in:
            self.cells.ignored(place, "A bullet with nothing after it.")
            return
        if not bullet_list.bullets:
            titles = [bullet_list.lead_in]
        elif bullet_list.lead_in:
            titles = [f"{bullet_list.lead_in} {bullet}" for bullet in bullet_list.bullets]
        else:
            titles = bullet_list.bullets
        for title in titles:
            self.reading.add(
                "plan_items",
                {"level": "action", "parent": To(self.at.objective.key), "title": title, **self.at.leads},
                known_by=(("title",),),
                places={"title": place, **{name: names.place for name, names in self.at.leads.items()}},
            )
        message = f"{len(titles)} actions." if len(titles) > 1 else ""
        if bullet_list.bullets and bullet_list.lead_in:
            message += f" “{bullet_list.lead_in}” is said with each."
        if bullet_list.empty:
            message += " A bullet with nothing after it was left out."
        self.cells.taken(place, "plan_items", "title", message.strip())

    def _read_updates(self, row: int, header: SectionHeader) -> None:
        assert self.at.objective is not None
        rag = register_named("updates")["rag"]
        for column, said in header.quarters.items():
            text = self.grid.text(row, column)
            if not text:
                continue
            place = self.grid.place(row, column)
            year = self.year or header.year_said or self._year_of_title
            quarter = (
                said if said.year and not self.year else Quarter(year.first, said.number) if year else None
            )
            if quarter is None:
                self.cells.asked(place, "The heading does not say which year this quarter is in.")
                continue
            self._add_update(quarter, text, place, rag.parse(text) if is_rating(text) else None)

    def _add_update(self, quarter: Quarter, text: str, place: Place, rating: str | None) -> None:
        assert self.at.objective is not None
        known = next(
            (
                draft
                for draft in self.reading.drafts
                if draft.register == "updates"
                and draft.values["item"] == To(self.at.objective.key)
                and draft.values["quarter"] == quarter.code
            ),
            None,
        )
        update = known or self.reading.add(
            "updates",
            {"item": To(self.at.objective.key), "quarter": quarter.code},
            known_by=(("item", "quarter"),),
        )
        name, value = ("rag", rating) if rating else ("narrative", text)
        self.reading.take(update, name, value, place, quarter.label)

    # The opening and the years

    @property
    def _year_of_title(self) -> FinancialYear | None:
        said = years_of_opening(self.grid, self.opening)
        return said.first if said else None

    def _read_opening(self) -> None:
        read_opening(self.reading, self.grid, self.opening)

    def _say_years(self) -> None:
        said = [header.year_said for header in self.headers.values() if header.year_said]
        from_title = self._year_of_title
        if self.year:
            self.reading.years = (self.year, self.year)
        elif said:
            known = [*(self.reading.years or ()), *said]
            self.reading.years = (min(known), max(known))
        elif from_title and not self.reading.years:
            self.reading.years = (from_title, from_title)
