"""The funding streams that rows of money are paid from: named in the row, over it, or over the table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from csp_desktop.excel.foreign.mapped_rows import Said
from csp_desktop.excel.foreign.reading import Draft, Mark, Reading, To, only_one
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.finding.over_plans import line_over
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.cells import plain, years_in
from csp_desktop.excel.wording.fund_lines import (
    FundLine,
    fund_between,
    fund_in_sentence,
    fund_line,
    is_of_any_money,
    names_a_fund,
    says_fund,
    says_sum_of_its_own,
    without_round,
)
from csp_desktop.excel.wording.to_date import quarter_stated
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Values

# What “Community Safety” is besides a fund.
_OF_BODIES = "partnership|partners|team|board|unit|plan|strategy|group|service|services|officer|manager|hub|forum|department|directorate|csp"
_OF_NO_FUND = "Nothing says which fund this sum is of, or it has another one already."


class _Line(NamedTuple):
    """What a line over the table says of the fund its rows are paid from, where that stands, and its words."""

    said: FundLine
    place: Place
    text: str

    @property
    def worth(self) -> int:
        """How well it names the fund; 0 where it does not."""
        if self.said.called or not self.said.name:
            return {"fund": 6, "funder": 2}.get(self.said.called, 0)
        if is_of_any_money(self.said.name):
            return 0
        told_apart, summed = "£" not in self.said.name, self.said.pence is not None
        if says_fund(self.text):
            return (5 if summed else 3) if told_apart else 1
        named = told_apart and line_over(self.text) in ("name", "subject")
        return (4 if summed else 1) if named else 0


class Streams:
    """Says of the allocations and bids of one table which stream they are paid from.

    `years` are those its rows say they are of, `year` is that of all others.
    """

    def __init__(
        self,
        table: FoundTable,
        register: str,
        uses: list[ColumnUse],
        reading: Reading,
        year: FinancialYear | None,
        years: Mapping[int, FinancialYear],
    ) -> None:
        self.table, self.reading, self.cells = table, reading, reading.cells
        self.year, self.years = year, years
        self._are_paid = register in ("allocations", "bids")
        self.named_by_headings = self._are_paid and not any(
            (use.register, use.field) == (register, "stream") for use in uses
        )
        self._first = len(reading.drafts)
        self._current: Draft | None = None
        self._sum: _Line | None = None
        self._heading: _Line | None = None
        self._names: dict[str, bool] = {}
        self._has_own_rows = self._below_heading = False

    def ask_of_sums_over(self) -> None:
        """Ask about the sums over the rows, until a line of them is taken for their fund."""
        for row, text in self.table.titles.items() if self._are_paid else ():
            if says_sum_of_its_own(text):
                self.cells.asked(self.table.title_place(row), _OF_NO_FUND)

    def take_sum(self, heading: str, place: Place) -> bool:
        """Take a line between the rows that says no more than how much their fund is, “Award £30,000”; False for others."""
        line = fund_line(heading)
        if not self.named_by_headings or line.name or line.pence is None:
            return False
        self.cells.asked(place, _OF_NO_FUND)
        # Below rows of one fund nothing says whether it is that fund's or the next one's.
        self._sum = None if self._current else _Line(line, place, heading)
        return True

    def start_section(self, heading: str, place: Place) -> None:
        """Another heading between the rows: their stream, or what they are for."""
        named = self.are_named_by(heading)
        # "Equipment" among the rows of a budget is what they are for, but behind a fund with rows of its own it is no part of it.
        beside = not named and self.named_by_headings and self._has_own_rows
        if named or beside or not self.named_by_headings:
            self._current = self._sum = self._heading = None
            self._has_own_rows = False
        if named or (beside and self._heads_funds):
            self._heading = _Line(fund_between(heading), place, heading)
        self._below_heading = self._heading is not None and self._heading.place == place

    @cached_property
    def _heads_funds(self) -> bool:
        """Do most of the headings between the rows name funds, so that the others among them do so too?"""
        headings = self.table.sections.values()
        return sum(map(self.are_named_by, headings)) * 2 > len(headings)

    def are_named_by(self, heading: str) -> bool:
        """Does a heading between the rows name the stream of those below it: by what it says, or as one told of already?"""
        if not self.named_by_headings or not heading:
            return False
        if heading not in self._names:
            line = fund_between(heading)
            self._names[heading] = bool(
                line.called or names_a_fund(heading) or plain(line.name) in self._funds_told
            )
        return self._names[heading]

    @property
    def _funds_told(self) -> dict[str, Draft]:
        """The funds of the year told of so far, by their names."""
        return {
            plain(str(draft.values["name"])): draft
            for draft in self.reading.drafts
            if draft.register == "funding_streams"
            and draft.values.get("year") == (self.year and self.year.first)
        }

    def say(
        self,
        own: Values,
        named: str,
        places: dict[str, Place],
        title: Place | None,
    ) -> None:
        """Put the stream of a row: the one it names, that of the rows above, or of what stands over them."""
        unnamed = self._current is None or self._current.key in self.reading.supposed_streams
        if not named and unnamed and (known := self._of_known_project(own)):
            own["stream"] = known
            return
        if named:
            self._current = self._stream(named, places["stream"])
        elif self._current and title and not self.named_by_headings:
            stream = self._current.values["name"]
            self.cells.add_message(title, f"From the funding stream of the row above: {stream}.")
        elif self._current is None and self._heading:
            self._current = self._told(self._heading, "For the rows below it.")
            self._has_own_rows = self._below_heading
            if not self.are_named_by(self._heading.text):
                self._suppose(self._current, is_new=True)
        elif self._current is None:
            self._current = self._told_over(title)
        if self._current and self._sum:
            self._take(self._current, self._sum)
            self._sum = None
        if self._current:
            own["stream"] = To(self._current.key)

    def _of_known_project(self, own: Values) -> To | None:
        """The one stream that another table pays the same project from, where nothing in or over this one says a fund."""
        return self._streams_of_projects.get(plain(str(own.get("project") or "")))

    @cached_property
    def _streams_of_projects(self) -> dict[str, To]:
        """The stream of each project that other tables name with one stream only; none where this one names its fund.

        Of streams of several years those of this table's count, and where a line over it says a fund those called so too.
        """
        if not self.named_by_headings:
            return {}
        lines = [
            _Line(_said_over(text), self.table.title_place(row), text)
            for row, text in self.table.titles.items()
        ]
        called = [line.said.name for line in lines if line.worth > 1 or line.said.called]
        streams = {
            draft.key: draft.values for draft in self.reading.drafts if draft.register == "funding_streams"
        }
        paid: dict[str, set[To]] = {}
        for draft in self.reading.drafts:
            project, stream = draft.values.get("project"), draft.values.get("stream")
            if draft.register == "allocations" and project and isinstance(stream, To):
                own = streams[stream.key]
                if all(
                    _is_part(name, own.get("name")) or _is_part(name, own.get("funder")) for name in called
                ):
                    paid.setdefault(plain(str(project)), set()).add(stream)
        for project, from_them in paid.items():
            of_year = {to for to in from_them if self.year and streams[to.key].get("year") == self.year.first}
            paid[project] = of_year or from_them
        return {project: from_them.pop() for project, from_them in paid.items() if len(from_them) == 1}

    def _told_over(self, title: Place | None) -> Draft | None:
        """The stream that the lines over the table name best, or one called as the sheet is, with what they say of it."""
        lines = self._lines_over() if self.named_by_headings else []
        best = max(lines, key=lambda line: line.worth, default=None)
        if found := self._known_in(lines):
            stream, best = found
            stream.read_from("name", best.place)
            self.cells.taken(best.place, "funding_streams", "name", self._read_as(stream, best))
            self._take(stream, best)
        elif best and best.worth:
            known = len(self.reading.drafts)
            stream = self._told(best, "The stream the rows below are paid from.")
            if best.worth == 1:
                self._suppose(stream, is_new=len(self.reading.drafts) > known)
        elif above := self._of_table_above():
            stream = above
            if title:
                told = f"it is put under “{stream.values['name']}”, as the table above."
                self.cells.add_message(title, f"No funding stream is named: {told}")
                self.reading.notes.append(
                    f"Nothing at {title.sheet} {title.address} names the funding stream its money comes from: {told}"
                )
        elif title:
            stream = self._supposed(title)
        else:
            return None
        for line in lines:
            if line is not best and (line.said.called == "funder" or not line.said.name):
                self._take(stream, line)
        return stream

    def _known_in(self, lines: list[_Line]) -> tuple[Draft, _Line] | None:
        """The one fund told of already that the lines over the table call by its name, or by less of it: “Community Fund round 3”."""
        known = self._funds_told
        found: dict[str, tuple[Draft, _Line]] = {}
        for line in lines:
            if line.said.called or line_over(line.text) == "explanation":
                continue
            words = len(plain(without_round(line.said.name)).split())
            for name, draft in known.items():
                part = line.worth > 1 and words > 1 and _is_part(line.said.name, name)
                if part or (len(name.split()) > 1 and _names(line.text, name)):
                    found[draft.key] = draft, line
        return found.popitem()[1] if len(found) == 1 else None

    def _read_as(self, stream: Draft, line: _Line) -> str:
        """Which fund told of already the rows below are paid from; said in a note too where it is called by less of its name."""
        name, place = stream.values["name"], stream.told_at.get("name")
        if not _is_part(name, line.text):
            self.reading.notes.append(
                f"“{line.said.name}” over the rows of {self.table.grid.name} is read as the fund “{name}”. "
                "Move them where they are paid from another."
            )
        where = f" ({place.sheet} {place.address})" if place else ""
        return f"Read as {name}{where}, for the rows below."

    def _of_table_above(self) -> Draft | None:
        """The one fund that tables above on the same sheet are paid from."""
        sheet = self.table.grid.name
        streams = {
            draft.values["stream"].key
            for draft in self.reading.drafts[: self._first]
            if draft.register in ("allocations", "bids")
            and isinstance(draft.values.get("stream"), To)
            and any(place.sheet == sheet for place in draft.places.values())
        }
        return next((draft for draft in self.reading.drafts if streams == {draft.key}), None)

    def _lines_over(self) -> list[_Line]:
        """The lines over the table, each alone in its row, or a label and what it says in two cells."""
        grid, lines, named = self.table.grid, [], []
        for row in sorted({*self.table.titles, *self.table.over} - self.table.remarks.keys()):
            if title := self.table.titles.get(row):
                place = self.table.title_place(row)
                lines += [_Line(_said_over(text), place, text) for text in title.splitlines()]
                continue
            columns = grid.columns_by_row[row]
            for label, said in zip(columns[::2], columns[1::2], strict=False):
                text = f"{grid.text(row, label).rstrip(' :')}: {grid.text(row, said)}"
                line = _Line(fund_line(text), grid.place(row, said), text)
                if line.said.called or (line.said.pence is not None and not line.said.name):
                    self.cells.ignored(grid.place(row, label), "Goes with the cell beside it.")
                    lines.append(line)
                elif line.said.pence is not None and says_fund(line.said.name):
                    named.append((grid.place(row, label), line))
        # Of several funds with their sums nothing says which of them a row is paid from.
        if len(named) == 1:
            label_place, line = named[0]
            self.cells.ignored(label_place, "Goes with the cell beside it.")
            lines.append(line)
        return lines

    def _told(self, line: _Line, why: str) -> Draft:
        """The stream a line names, with what it says of it."""
        stream = self._stream(line.said.name, line.place)
        self.cells.taken(line.place, "funding_streams", "name", why)
        self._take(stream, line)
        return stream

    def _take(self, stream: Draft, line: _Line) -> None:
        """Put into a stream its sum and who gives it, where a line says so; another sum, or one of another year, is asked about."""
        if (
            line.said.called == "funder"
            and stream.values.setdefault("funder", line.said.name) == line.said.name
        ):
            stream.read_from("funder", line.place)
            self.cells.taken(line.place, "funding_streams", "funder")
        if line.said.pence is None:
            return
        years = years_in(line.text)
        of_other = years and stream.values["year"] not in (None, years.first.first)
        if of_other or stream.values.setdefault("amount", line.said.pence) != line.said.pence:
            asked = Mark("asked", message=_OF_NO_FUND)
            self.cells.set_part(
                line.place, format_money(line.said.pence) if line.said.name else line.text, asked
            )
            return
        stream.read_from("amount", line.place)
        if self.cells.marked(line.place).outcome == "taken":
            self.cells.add_message(line.place, f"It is of {format_money(line.said.pence)}.")
        else:
            self.cells.taken(line.place, "funding_streams", "amount")

    def _supposed(self, title: Place) -> Draft:
        """A stream nothing names: called as the sheet is."""
        # A sheet for each quarter is no stream of its own, nor is "Budget" under the title of a paper.
        sheet, titled = self.table.grid.name, self.named_by_headings and self.table.titles
        of_time = self.year and (quarter_stated(sheet, self.year) or (titled and is_of_any_money(sheet)))
        name = f"Funding {self.year.label}" if self.year and of_time else sheet
        known = len(self.reading.drafts)
        stream = self._stream(name, title)
        self._suppose(stream, is_new=len(self.reading.drafts) > known)
        self.cells.add_message(title, f"No funding stream is named: it is put under “{name}”.")
        return stream

    def _suppose(self, stream: Draft, *, is_new: bool) -> None:
        """Keep in mind that nothing says of a stream that it is a fund, and say so where its name does not sound like one."""
        if is_new:
            self.reading.supposed_streams.add(stream.key)
        name = str(stream.values["name"])
        note = (
            f"Nothing in {self.table.grid.name} names the funding stream its money comes from: it is put under “{name}”. "
            "Rename that stream where it has another name."
        )
        named = stream.key not in self.reading.supposed_streams or (
            says_fund(name) and not is_of_any_money(name)
        )
        if not named and note not in self.reading.notes:
            self.reading.notes.append(note)

    def give(self, said: Said) -> None:
        """How much a fund is, where it stands beside its projects; another sum for the same fund is asked about."""
        if "amount" not in said.values:
            return
        stream = self._current
        known = stream and stream.values.setdefault("amount", said.values["amount"])
        if stream and known == said.values["amount"]:
            said.give(stream)
            return
        for place in said.sources["amount"]:
            self.cells.asked(place, _OF_NO_FUND)

    def _stream(self, name: str, place: Place) -> Draft:
        of = self.years.get(place.row, self.year)
        year = of.first if of else None
        of_year = {"year": year} if place.row in self.years else {}
        stream = self.reading.worded("funding_streams", "name", name, **of_year)
        if stream is None:
            stream = self.reading.add(
                "funding_streams",
                {"name": name, "year": year},
                known_by=(("name", "year"),),
                places={"name": place},
            )
            self.reading.named_streams.add(stream.key)
        stream.read_from("name", place)
        return stream


def fund_named_before(reading: Reading, own: Values, places: dict[str, Place]) -> Draft | None:
    """The fund a list of funds tells of, where tables before it only named it; what these said otherwise is asked about."""
    if not reading.named_streams:
        return None
    known = reading.worded("funding_streams", "name", str(own["name"]), year=own.get("year"))
    if known is None or known.key not in reading.named_streams:
        return None
    reading.named_streams.discard(known.key)
    reading.supposed_streams.discard(known.key)
    for name, value in own.items():
        if name not in ("name", "year") and known.values.setdefault(name, value) != value:
            reading.cells.asked(places[name], only_one(register_named("funding_streams")[name]))
    return known


def _is_part(name: str, other: object) -> bool:
    """Does a name, whichever round it is of, stand in another?"""
    own = plain(without_round(name))
    return bool(own) and f" {own} " in f" {plain(str(other or ''))} "


def _names(text: str, fund: str) -> bool:
    """Does a line call a fund by its name, and not the partnership or the team of that name?"""
    return re.search(rf"\b{re.escape(fund)}\b(?! (?:{_OF_BODIES})\b)", plain(text)) is not None


def _said_over(text: str) -> FundLine:
    """What a line over the table says of the fund; a sentence only where it calls one by its name."""
    said = fund_line(text)
    return fund_in_sentence(text) if line_over(text) == "explanation" and not said.called else said
