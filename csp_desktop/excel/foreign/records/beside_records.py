"""The records that hang on a row's own: its updates, figures by quarter, mitigations and money spent."""

from __future__ import annotations

import itertools
from datetime import date
from functools import cached_property

from csp_desktop.excel.foreign.mapped_rows import RowSaid, Said
from csp_desktop.excel.foreign.reading import Draft, Reading, SoFar, To
from csp_desktop.excel.foreign.records.money_columns import MoneyColumns
from csp_desktop.excel.foreign.records.months_told import join_months, month_name, sum_months
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.columns.row_periods import RowPeriods
from csp_desktop.excel.recognising.columns.timed_columns import of_month
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.cells import counted_in, entries, year_in_short, years_in
from csp_desktop.excel.wording.to_date import quarter_stated
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Values

_RATED = {"rag", "outcome_rag"}
# Money that is spent already, and what stands in place of a figure there is none of yet.
_SPENT, _NOT_YET = ("actual", "claimed"), ("value_state", "provisional")
# What records that stand in the same row hang on.
_BESIDE = {"updates": "item", "measurements": "indicator", "log_updates": "entry", "risk_reviews": "risk"}


class BesideRecords:
    """Makes drafts of what the rows of one table say beside their own records.

    `unsaid` tells, by column, the quarter that was supposed where a heading names none; `by_row` the columns of ratings
    put with the latest quarter of each row; `not_begun` the quarters still to come that the rows tell of; `of_day` is the
    quarter of the day a log stood so, where other sheets say how it stood on others.
    """

    def __init__(
        self,
        table: FoundTable,
        uses: list[ColumnUse],
        reading: Reading,
        year: FinancialYear | None,
        today: date,
        periods: RowPeriods | None = None,
        *,
        supposed: bool = False,
    ) -> None:
        self.table, self.grid, self.uses = table, table.grid, uses
        self.reading, self.cells, self.year, self.today = reading, reading.cells, year, today
        self.periods, self.supposed = periods or RowPeriods(), supposed
        self.unsaid: dict[int, Quarter] = {}
        self.of_day: Quarter | None = None
        self.by_row: set[int] = set()
        self.not_begun: set[Quarter] = set()
        self._money = MoneyColumns(table, uses, year)

    def add(self, draft: Draft, said: RowSaid) -> None:
        """Records that hang on a row's own: updates, reviews, mitigations, measurements."""
        row = said.start.row
        sum_months(said, {**draft.starting, **draft.values})
        join_months(said)
        self._add_entries(draft, said)
        mitigation = said.records.pop(("mitigations", ""), Said())
        if mitigation.values or said.mitigations:
            self._add_mitigations(draft, mitigation, said)
        supposed: dict[tuple[str, str], set[str]] = {}
        for register, quarter in list(said.records):
            if quarter:
                continue
            own = said.records.pop((register, ""))
            if self.year and not self._told(register):
                supposed[register, self._likely.code] = set(own.values)
            if register == "funding_entries":
                self._of_no_payment(own)
            elif self.year is None and not self._told(register):
                self._not_placed(register, row)
            else:
                self._add_unquartered(draft, register, own, said)
        for (register, code), own in said.records.items():
            if code[5:6] != "Q":
                continue
            link = _BESIDE[register]
            if register == "updates" and (counted := counted_in(str(own.values.get("narrative") or ""))):
                own.values.setdefault("done", counted[0])
                own.values.setdefault("of", counted[1])
            if not self._has_begun(Quarter.parse(code), own):
                continue
            beside = self.reading.add(
                register, {**own.values, link: To(draft.key), "quarter": code}, known_by=((link, "quarter"),)
            )
            own.give(beside)
            beside.likely = frozenset(supposed.get((register, code), ()))

    def _add_entries(self, draft: Draft, said: RowSaid) -> None:
        """Money spent, forecast or claimed under an allocation; without a quarter, of the year's last told of.

        Money by month is a quarter's together, unless a column gives the quarter; the months are kept in its note.
        """
        by_month: dict[tuple[str, str], list[tuple[str, int, Place]]] = {}
        for kind, period, pence, place in said.entries:
            if pence is not None and place.column not in self._money.so_far and (quarter := of_month(period)):
                by_month.setdefault((kind, quarter.code), []).append((period, pence, place))
        for kind, code, pence, place in said.entries:
            so_far = place.column in self._money.so_far
            month = of_month(code)
            if pence is None or (month and not so_far):
                continue
            if not code and self.year is None:
                self.cells.asked(place, "Nothing says which quarter this belongs to.")
                continue
            ended = None if code else self._money.until.get(place.column)
            half = None if code or ended else self._money.halves.get(place.column)
            whole = month.code if month else code or (ended or half or self._unsaid("funding_entries")).code
            alone = bool(code or half) or place.column in self._money.of_one_quarter
            amount = pence if alone and not so_far else SoFar(pence, place, sure=so_far)
            entry = self._add_entry(draft, kind, whole, amount, [place], by_month.pop((kind, whole), []))
            if entry and ended:
                self.cells.add_message(place, f"Until the end of {ended.label}.")
            elif entry and half:
                self.cells.add_message(place, f"Of half a year: put with {half.label}, its last quarter.")
            elif entry and not code:
                if not so_far and not self._told("funding_entries"):
                    entry.likely = frozenset({"amount"})
                self._say_unsaid(place, self._unsaid("funding_entries"))
                self.unsaid[place.column] = self._unsaid("funding_entries")
        for (kind, code), months in by_month.items():
            sum_of_months = sum(pence for _, pence, _ in months)
            self._add_entry(draft, kind, code, sum_of_months, [place for *_, place in months], months)

    def _add_entry(
        self,
        draft: Draft,
        kind: str,
        quarter: str,
        amount: int | SoFar,
        places: list[Place],
        months: list[tuple[str, int, Place]],
    ) -> Draft | None:
        money = Said({"amount": amount}, {"amount": places})
        if kind in _SPENT and not self._has_begun(Quarter.parse(quarter), money):
            return None
        if (
            kind in _SPENT
            and (amount.pence if isinstance(amount, SoFar) else amount)
            and "status" not in draft.starting
        ):
            draft.starting["status"] = "approved"
            self.cells.add_message(places[-1], "Money was spent, so a new allocation starts as approved.")
        own: Values = {"allocation": To(draft.key), "quarter": quarter, "kind": kind, "amount": amount}
        if months:
            said = (f"{month_name(period)} {format_money(part)}" for period, part, _ in sorted(months))
            own["note"] = ", ".join(said)
        entry = self.reading.add(
            "funding_entries",
            own,
            known_by=(("allocation", "quarter", "kind"),),
            places={"amount": places[-1]},
        )
        entry.read_from("amount", *places)
        if months:
            entry.read_from("note", *(place for *_, place in months))
        return entry

    def _has_begun(self, quarter: Quarter, own: Said) -> bool:
        """Can there be progress, figures or spending of a quarter yet? Where not, its cells say so: noughts are left out.

        Where the workbook or somebody says which year it is of, that is not doubted.
        """
        told = {name: value for name, value in own.values.items() if name not in _NOT_YET}
        if not self.supposed or quarter.start <= self.today or not told or self._says_year(quarter):
            return True
        of_nothing = all(value == 0 for value in told.values())
        for place in itertools.chain(*own.sources.values()):
            if of_nothing:
                self.cells.ignored(place, f"{quarter.label} has not begun, so this nought says nothing yet.")
                continue
            self.cells.asked(
                place,
                f"{quarter.label} has not begun, so this was not brought in; choose another year where it is of that.",
            )
            self.not_begun.add(quarter)
        return False

    def _says_year(self, quarter: Quarter) -> bool:
        """Does the heading of a column of a quarter say its year too?"""
        return any(
            use.quarter == quarter.code and (years_in(use.heading) or year_in_short(use.heading))
            for use in self.uses
        )

    def _add_unquartered(self, draft: Draft, register: str, own: Said, said: RowSaid) -> None:
        """Progress whose heading names no quarter: of the latest the table tells of, else the first; said openly.

        A rating alone is of the latest its row tells of.
        """
        rated = own.values.keys() <= _RATED and self._tells_of_several(register)
        of_row = self._latest_of_row(register, said) if rated else None
        if rated and not of_row and set(own.values.values()) == {"none"}:
            for place in itertools.chain(*own.sources.values()):
                self.cells.ignored(place, "It is not rated yet, and its row has words for no quarter.")
            return
        quarter = of_row or self._unsaid(register)
        known = said.of(register, quarter.code)
        for name, value in own.values.items():
            here = [place for place in own.sources.get(name, ()) if place.row == said.start.row]
            if known.values.setdefault(name, value) != value:
                for place in here:
                    self._keep_beside(draft, quarter, place)
                continue
            # A rating told by its colour stands in no cell, so the columns are gone by and not the cells.
            columns = {
                use.column
                for use in self.uses
                if (use.register, use.field) == (register, name) and not use.quarter
            }
            if of_row:
                self.by_row |= columns
            else:
                self.unsaid |= dict.fromkeys(columns, quarter)
            known.sources.setdefault(name, []).extend(own.sources.get(name, ()))
            for place in here:
                self._say_unsaid(place, quarter)

    def _keep_beside(self, draft: Draft, quarter: Quarter, place: Place) -> None:
        """Ask about what a column of no quarter says where the quarter's own says otherwise; its words are kept."""
        why = f"{quarter.label} has a column of its own."
        if "notes" in register_named(draft.register).by_name:
            heading = next((use.heading for use in self.uses if use.column == place.column), "")
            line = f"{heading}: {self.grid.text(place.row, place.column)}".removeprefix(": ")
            self.reading.take(draft, "notes", line, place)
            why = f"{why} Its words are kept in the notes."
        self.cells.asked(place, why)

    def _tells_of_several(self, register: str) -> bool:
        """Does the table have a column of words for several quarters?"""
        worded = (register, "narrative")
        return len({use.quarter for use in self.uses if (use.register, use.field) == worded} - {""}) > 1

    def _latest_of_row(self, register: str, said: RowSaid) -> Quarter | None:
        """The latest quarter that has begun and that a row has words for; None where it has none."""
        told = (
            Quarter.parse(code)
            for (of, code), own in said.records.items()
            if of == register and code[5:6] == "Q" and own.values.get("narrative")
        )
        return max((quarter for quarter in told if quarter.start <= self.today), default=None)

    def _unsaid(self, register: str) -> Quarter:
        """The quarter of what names none: the latest the table tells of, else the one it is called by, else a likely one."""
        return self._told(register) or self._likely

    def _told(self, register: str) -> Quarter | None:
        """The quarter the table tells without naming it in a heading."""
        of_day = self.of_day if register == "log_updates" else None
        return self._latest.get(register) or of_day or self._called_by

    @cached_property
    def _likely(self) -> Quarter:
        """The quarter of its year that people report on today."""
        assert self.year is not None
        return self.year.quarter_nearest(Quarter.reported_on(self.today).end)

    def told_of(self, row: int) -> str:
        """The code of the quarter or month that a row, or else its sheet, says it tells of; "" where neither does."""
        code = self.periods.codes.get(row, "")
        return code or (self._of_sheet.code if self._of_sheet else "")

    @cached_property
    def _called_by(self) -> Quarter | None:
        """The quarter that stands over the table, in the sheet's name or, last, in the file's."""
        return self._of_sheet or self._stated(self.reading.file_stem)

    @cached_property
    def _of_sheet(self) -> Quarter | None:
        return self._stated(*self._texts_over, *self.table.titles.values(), self.grid.name)

    def _stated(self, *names: str) -> Quarter | None:
        """The first quarter of the year that one of some names says."""
        stated = (quarter_stated(text, self.year) for text in names if self.year)
        return next((said for said in stated if said and self.year and said.year == self.year.first), None)

    @property
    def _texts_over(self) -> list[str]:
        """What stands over the table, row by row: “Quarter:” and “Q1” beside each other are one text."""
        return [" ".join(self.grid.row_texts(row).values()) for row in self.table.over]

    def _say_unsaid(self, place: Place, quarter: Quarter) -> None:
        self.cells.add_message(place, f"The heading names no quarter: read as {quarter.label}.")

    @cached_property
    def _latest(self) -> dict[str, Quarter]:
        """The latest quarter any column of a register holds something for."""
        filled = {column for row in self.table.rows for column in self.grid.columns_by_row[row]}
        latest: dict[str, Quarter] = {}
        for use in self.uses:
            if use.quarter and use.column in filled:
                quarter = of_month(use.quarter) or Quarter.parse(use.quarter)
                latest[use.register] = max(latest.get(use.register, quarter), quarter)
        return latest

    def _add_mitigations(self, draft: Draft, own: Said, said: RowSaid) -> None:
        """Each bullet or line of a cell is one, sharing what else the row says of them; controls exist already."""
        if not said.mitigations:
            self._not_placed("mitigations", said.start.row)
        planned = any(name == "title" for name, _, _ in said.mitigations)
        for name, text, place in said.mitigations:
            # What a row says of its mitigations is said of those planned, where it has any.
            shared = own if name == "title" or not planned else Said()
            kind = {"kind": "existing control"} if name == "control" else {}
            lines = entries(text)
            for line in lines:
                made = self.reading.add(
                    "mitigations",
                    {**kind, **shared.values, "risk": To(draft.key), "title": line},
                    known_by=(("title",),),
                    places={"title": place},
                )
                shared.give(made)
            if len(lines) > 1:
                self.cells.add_message(place, f"{len(lines)} mitigations.")

    def _of_no_payment(self, own: Said) -> None:
        """A number or note of a payment where no row is one: somebody took a column for it all the same."""
        for name, places in own.sources.items():
            what = register_named("funding_entries")[name].label.lower()
            for place in places:
                self.cells.asked(place, f"Nothing says which payment this {what} belongs to.")

    def _not_placed(self, register: str, row: int) -> None:
        what = "quarter" if register in _BESIDE else register_named(register).label.lower()
        for use in self.uses:
            place = Place(self.grid.name, row, use.column)
            if use.register == register and (row, use.column) in self.grid.values:
                self.cells.asked(place, f"Nothing says which {what} this belongs to.")
