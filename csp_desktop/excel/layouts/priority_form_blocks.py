"""The blocks of a priority's form: leads, money, milestones with their ratings, progress, risks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from csp_desktop.excel.foreign.reading import Draft, PartnersInCell, Posts, Reading, To
from csp_desktop.excel.layouts.headings import is_rating
from csp_desktop.excel.opening.grid import Grid, Place
from csp_desktop.excel.wording.cells import entries, is_page_number, quarter_number, quarter_said
from csp_desktop.excel.wording.indicators import StatedIndicator, StatedIndicators
from csp_desktop.excel.wording.leads import named_leads
from csp_desktop.excel.wording.named_amounts import named_amounts
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Values

_NO_COLUMN = 1_000_000


@dataclass
class PriorityForm:
    """One priority while its form is read."""

    priority: Draft
    indicators: StatedIndicators = field(default_factory=StatedIndicators)
    stated: list[tuple[StatedIndicator, Quarter, float, Place]] = field(default_factory=list)
    leads: PartnersInCell | None = None
    milestone: Draft | None = None
    risks: list[Draft] = field(default_factory=list)
    indicator_places: dict[int, list[tuple[str, Place]]] = field(default_factory=dict)


class FormBlocks:
    """Reads the blocks of the forms of one sheet, one form at a time."""

    def __init__(self, grid: Grid, reading: Reading, year: FinancialYear | None, opening: list[int]) -> None:
        self.grid, self.reading, self.year, self.opening = grid, reading, year, opening
        self.cells = reading.cells
        self.form: PriorityForm | None = None
        self.quarter = self._quarter_said()

    def _quarter_said(self) -> Quarter | None:
        """The quarter the sheet says its ratings are for."""
        opening = self.opening
        over = [text for row in opening for text in self.grid.row_texts(row).values()]
        for text in (self.grid.name, *over):
            if len(text) < 80 and quarter_number(text) and (said := quarter_said(text, self.year)):
                return said
        return None

    @property
    def rated_quarter(self) -> Quarter | None:
        """The quarter ratings and progress are recorded for: as said, else the first of the plan's year."""
        if self.quarter is None and self.year is not None:
            self.quarter = Quarter(self.year.first, 1)
            self.reading.notes.append(
                f"“{self.grid.name}” does not say which quarter its ratings are for: they are read as {self.quarter.label}."
            )
        return self.quarter

    def finish(self) -> None:
        """Indicators are known once all their blocks have been read."""
        if self.form is None:
            return
        drafts: dict[int, Draft] = {}
        for indicator in self.form.indicators.stated:
            values = indicator.values()
            places = self.form.indicator_places[id(indicator)]
            draft = drafts[id(indicator)] = self.reading.add(
                "indicators",
                {**values, "item": To(self.form.priority.key)},
                known_by=(("item", "ref"), ("item", "title")),
                places={"title": places[0][1]},
            )
            for name, place in places:
                draft.read_from(name, place)
                self.cells.taken(place, "indicators", name)
        for indicator, quarter, figure, place in self.form.stated:
            self.reading.add(
                "measurements",
                {"indicator": To(drafts[id(indicator)].key), "quarter": quarter.code, "value": figure},
                known_by=(("indicator", "quarter"),),
                places={"value": place},
            )
        self.form = None

    # Leads and money

    def read_leads(self, text: str, place: Place) -> None:
        """The people or agencies that lead the priority, and so its milestones."""
        assert self.form is not None
        people = named_leads(text)
        if people is None:
            agencies = text
        else:
            agencies = ", ".join(dict.fromkeys(lead.agency for lead in people if lead.agency))
            self.reading.take(self.form.priority, "lead_officers", Posts(text, place), place)
        if agencies:
            self.form.leads = PartnersInCell(agencies, place)
            self.reading.take(self.form.priority, "lead_agencies", self.form.leads, place)
        elif people is not None:
            self.cells.add_message(
                place, "No agency is named with the people: choose the lead agency on the record."
            )

    def read_resources(self, text: str, place: Place) -> None:
        """The text kept whole; each amount in it is a proposed allocation of its stream."""
        assert self.form is not None
        priority = self.form.priority
        self.reading.take(priority, "resources", text, place)
        amounts = named_amounts(text)
        for amount in amounts:
            stream = self._stream(amount.stream, amount.kind)
            self.reading.add(
                "allocations",
                {
                    "stream": To(stream.key),
                    "item": To(priority.key),
                    "project": amount.purpose or priority.values["title"],
                    "amount": amount.pence,
                },
                starting={"status": "proposed"},
                known_by=(("item", "project"),),
                places={"amount": place},
            )
        if amounts:
            self.cells.add_message(place, f"{len(amounts)} proposed allocations are made of it.")

    def _stream(self, name: str, kind: str) -> Draft:
        year = self.year.first if self.year else None
        return self.reading.worded("funding_streams", "name", name) or self.reading.add(
            "funding_streams",
            {"name": name, "year": year},
            starting={"kind": kind},
            known_by=(("name", "year"),),
        )

    def read_milestone(self, row: int, columns: dict[str, int]) -> None:
        """A milestone with its outcome, and the rating of each."""
        assert self.form is not None
        milestone_column = columns["milestones"]
        outcome_column = columns.get("outcomes", _NO_COLUMN)
        texts = self.grid.row_texts(row)
        title = texts.get(milestone_column, "")
        if len(texts) == 1 and is_page_number(next(iter(texts.values()))):
            self.cells.ignored(self.grid.place(row, next(iter(texts))), "A page number.")
            return
        if title:
            place = self.grid.place(row, milestone_column)
            values: Values = {"level": "action", "parent": To(self.form.priority.key), "title": title}
            if self.form.leads:
                values["lead_agencies"] = self.form.leads
            self.form.milestone = self.reading.add(
                "plan_items", values, known_by=(("title",),), places={"title": place}
            )
            self.cells.taken(place, "plan_items", "title", "A milestone.")
        item = self.form.milestone
        if item is None:
            return
        if outcome_column in texts:
            place = self.grid.place(row, outcome_column)
            self.reading.take(item, "outcome", texts[outcome_column], place)
        self._read_timescale(item)
        for column, text in texts.items():
            if column in (milestone_column, outcome_column) or not is_rating(text):
                continue
            self._rate(
                item, "rag" if column < outcome_column else "outcome_rag", text, self.grid.place(row, column)
            )

    def _read_timescale(self, item: Draft) -> None:
        """The month by which a milestone falls due, where its own words or those of its outcome name just one."""
        for text in (item.values["title"], item.values.get("outcome", "")):
            months = re.findall(
                r"\bby\s+((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\s+(?:20\d\d|\d\d))\b",
                text,
            )
            if len(set(months)) == 1:
                item.values["timescale"] = f"by {months[0]}"
                return

    def _rate(self, item: Draft, name: str, text: str, place: Place) -> None:
        quarter = self.rated_quarter
        if quarter is None:
            self.cells.asked(place, "Nothing says which quarter this rating is for.")
            return
        rating = register_named("updates")["rag"].parse(text)
        self._update(item, quarter, name, rating, place)

    def _update(self, item: Draft, quarter: Quarter, name: str, value: str, place: Place) -> None:
        known = (
            draft
            for draft in reversed(self.reading.drafts)
            if draft.register == "updates" and draft.values["item"] == To(item.key)
        )
        update = next(known, None) or self.reading.add(
            "updates",
            {"item": To(item.key), "quarter": quarter.code},
            known_by=(("item", "quarter"),),
        )
        self.reading.take(update, name, value, place, quarter.label)

    def read_progress(self, text: str, place: Place) -> None:
        """The priority's own update."""
        assert self.form is not None
        quarter = self.rated_quarter
        if quarter is None:
            self.cells.asked(place, "Nothing says which quarter this progress is for.")
            return
        self._update(self.form.priority, quarter, "narrative", text, place)

    # Risks

    def read_risks(self, text: str, place: Place) -> None:
        """Each line is a risk of the priority."""
        assert self.form is not None
        for line in entries(text):
            self.form.risks.append(
                self.reading.add(
                    "risks",
                    {"item": To(self.form.priority.key), "title": line},
                    known_by=(("item", "title"),),
                    places={"title": place},
                )
            )
        self.cells.taken(place, "risks", "title")

    def read_mitigations(self, text: str, place: Place) -> None:
        """Each line answers the risk of the same line, or the first one."""
        assert self.form is not None
        risks = self.form.risks
        if not risks:
            self.cells.asked(place, "No risk stands over this, so there is nothing it answers.")
            return
        lines = entries(text)
        paired = len(lines) == len(risks)
        for at, line in enumerate(lines):
            self.reading.add(
                "mitigations",
                {"risk": To((risks[at] if paired else risks[0]).key), "title": line},
                known_by=(("title",),),
                places={"title": place},
            )
        self.cells.taken(place, "mitigations", "title")
        if not paired:
            self.cells.add_message(
                place,
                "The form does not say which risk this answers: it stands under the first; move it where it belongs.",
            )
