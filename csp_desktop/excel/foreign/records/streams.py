"""The funding streams that rows of money are paid from: named in the row, over it, or over the table."""

from __future__ import annotations

import re
from collections.abc import Mapping

from csp_desktop.excel.foreign.mapped_rows import Said
from csp_desktop.excel.foreign.reading import Draft, Reading, To
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.to_date import quarter_stated
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.fields import Values

_FUND = re.compile(
    r"\bfund(?:s|ing|ed|er)?\b|\bgrants?\b|\ballocations?\b|\bpots?\b|\breserves?\b|\bmonies\b|\bmoney\b|\bstreams?\b|\blevy\b|\bcontributions?\b|"
    r"\bcommissioner|\bpcc\b|\bopcc\b|\bhome office\b|\bministry\b|\bcouncil\b|\bpolice\b|\bnhs\b|\bicb\b|\blottery\b|\btrust\b|\bfoundation\b|\bprogramme\b|\bbudget\b",
    re.IGNORECASE,
)


def names_a_fund(text: str) -> bool:
    """Does a heading between rows of money name where it comes from, rather than what it is for?"""
    return _FUND.search(text) is not None


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
        self.named_by_headings = register in ("allocations", "bids") and not any(
            (use.register, use.field) == (register, "stream") for use in uses
        )
        self._current: Draft | None = None

    def start_section(self, heading: str) -> None:
        """Another heading between the rows: their stream, or what they are for."""
        # "Equipment" among the rows of a budget is what they are for, not where the money comes from.
        if names_a_fund(heading) or not self.named_by_headings:
            self._current = None

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
        if named:
            self._current = self._stream(named, places["stream"])
        elif self._current and title and not self.named_by_headings:
            stream = self._current.values["name"]
            self.cells.add_message(title, f"From the funding stream of the row above: {stream}.")
        elif self._current is None and section and section_place and names_a_fund(section):
            self._current = self._stream(section, section_place)
        elif self._current is None and self.named_by_headings and self.table.titles:
            row, text = next(iter(self.table.titles.items()))
            place = self.table.title_place(row)
            self.cells.taken(place, "funding_streams", "name", "The stream the rows below are paid from.")
            self._current = self._stream(text, place)
        elif self._current is None and title:
            # A sheet for each quarter is no stream of its own.
            sheet = self.table.grid.name
            of_time = self.year and quarter_stated(sheet, self.year)
            name = f"Funding {self.year.label}" if self.year and of_time else sheet
            self._current = self._stream(name, title)
            self.cells.add_message(title, f"No funding stream is named: it is put under “{name}”.")
        if self._current:
            own["stream"] = To(self._current.key)

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
            self.cells.asked(place, "Nothing says which fund this sum is of, or it has another one already.")

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
