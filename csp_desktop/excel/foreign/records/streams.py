"""The funding streams that rows of money are paid from: named in the row, over it, or over the table."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from csp_desktop.excel.foreign.mapped_rows import Said
from csp_desktop.excel.foreign.reading import Draft, Mark, Reading, To
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.finding.over_plans import line_over
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.cells import plain, years_in
from csp_desktop.excel.wording.fund_lines import (
    FundLine,
    fund_line,
    is_of_any_money,
    names_a_fund,
    says_fund,
    says_sum_of_its_own,
)
from csp_desktop.excel.wording.to_date import quarter_stated
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.fields import Values

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
            return {"fund": 4, "funder": 2}.get(self.said.called, 0)
        if is_of_any_money(self.said.name):
            return 0
        told_apart = "£" not in self.said.name
        if says_fund(self.text):
            return 3 if told_apart else 1
        return 1 if told_apart and line_over(self.text) in ("name", "subject") else 0


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
        self._current: Draft | None = None
        self._sum: _Line | None = None

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

    def start_section(self, heading: str) -> None:
        """Another heading between the rows: their stream, or what they are for."""
        # "Equipment" among the rows of a budget is what they are for, not where the money comes from.
        if names_a_fund(heading) or not self.named_by_headings:
            self._current = self._sum = None

    def are_named_by(self, heading: str) -> bool:
        """Does a heading between the rows name the stream of those below it?"""
        return self.named_by_headings and names_a_fund(heading)

    def say(
        self,
        own: Values,
        named: str,
        places: dict[str, Place],
        title: Place | None,
        section: str,
        section_place: Place | None,
    ) -> None:
        """Put the stream of a row: the one it names, that of the rows above, or of what stands over them."""
        if not named and self._current is None and (known := self._of_known_project(own)):
            own["stream"] = known
            return
        if named:
            self._current = self._stream(named, places["stream"])
        elif self._current and title and not self.named_by_headings:
            stream = self._current.values["name"]
            self.cells.add_message(title, f"From the funding stream of the row above: {stream}.")
        elif self._current is None and section and section_place and names_a_fund(section):
            self._current = self._told(_Line(fund_line(section), section_place, section), "")
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
        """The stream of each project that other tables name with one stream only; none where this one names its fund."""
        if not self.named_by_headings or any(map(says_fund, self.table.titles.values())):
            return {}
        paid: dict[str, set[To]] = {}
        for draft in self.reading.drafts:
            project, stream = draft.values.get("project"), draft.values.get("stream")
            if draft.register == "allocations" and project and isinstance(stream, To):
                paid.setdefault(plain(str(project)), set()).add(stream)
        return {project: streams.pop() for project, streams in paid.items() if len(streams) == 1}

    def _told_over(self, title: Place | None) -> Draft | None:
        """The stream that the lines over the table name best, or one called as the sheet is, with what they say of it."""
        lines = self._lines_over() if self.named_by_headings else []
        best = max(lines, key=lambda line: line.worth, default=None)
        if best and best.worth:
            stream = self._told(best, "The stream the rows below are paid from.")
        elif title:
            stream = self._supposed(title)
        else:
            return None
        for line in lines:
            if line is not best and (line.said.called == "funder" or not line.said.name):
                self._take(stream, line)
        return stream

    def _lines_over(self) -> list[_Line]:
        """The lines over the table, each alone in its row, or a label and what it says in two cells."""
        grid, lines, named = self.table.grid, [], []
        for row in sorted({*self.table.titles, *self.table.over} - self.table.remarks.keys()):
            if title := self.table.titles.get(row):
                place = self.table.title_place(row)
                lines += [_Line(fund_line(text), place, text) for text in title.splitlines()]
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
        stream = self._stream(name, title)
        self.cells.add_message(title, f"No funding stream is named: it is put under “{name}”.")
        note = (
            f"Nothing in {sheet} names the funding stream its money comes from: it is put under “{name}”. "
            "Rename that stream where it has another name."
        )
        if titled and is_of_any_money(name) and note not in self.reading.notes:
            self.reading.notes.append(note)
        return stream

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
        stream = self.reading.worded("funding_streams", "name", name, **of_year) or self.reading.add(
            "funding_streams",
            {"name": name, "year": year},
            known_by=(("name", "year"),),
            places={"name": place},
        )
        stream.read_from("name", place)
        return stream
