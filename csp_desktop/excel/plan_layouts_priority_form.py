"""The layout of one form for each priority: labels with their blocks, milestones and outcomes each with a rating."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from csp_desktop.excel.cell_wording import bulleted, plain, quarter_number, quarter_said, years_in
from csp_desktop.excel.grid import Grid, Place
from csp_desktop.excel.indicator_wording import Block, StatedIndicator, StatedIndicators, stated_lines
from csp_desktop.excel.plan_headings import is_page_number, is_rating, read_opening, years_of_opening
from csp_desktop.excel.plan_reading import Draft, Mark, Names, Reading, To
from csp_desktop.excel.resource_wording import NamedLead, named_amounts, named_leads
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Record, parse_number

NAME = "priority-form"

_LABELS: dict[str, tuple[str, ...]] = {
    "priority": ("strategic priority", "priority"),
    "indicators": ("performance indicators", "performance indicator", "indicators"),
    "baseline": ("baseline", "baselines"),
    "target": ("target", "targets"),
    "leads": ("csp lead", "csp leads", "lead", "leads", "lead officers", "lead officer"),
    "resources": ("csp resources", "resources"),
    "milestones": ("key milestones", "milestones"),
    "outcomes": ("outcomes outputs", "key outcomes outputs", "outcomes and outputs", "key outcomes and outputs", "outcomes"),
    "progress": ("progress comments", "progress", "comments", "progress and comments"),
    "risks": ("key risks to achieving", "key risks", "risks"),
    "mitigations": ("key actions to mitigate risk", "key actions to mitigate risks", "mitigation", "mitigating actions"),
}  # fmt: skip
_BLOCKS: tuple[Block, ...] = ("indicators", "baseline", "target")
_PRIORITY = re.compile(r"\s*strategic\s+priority\s*[:–-]\s*(.+)", re.IGNORECASE | re.DOTALL)
_RATING_LABELS = {"rag", "rating", "status"}


def recognises(grids: list[Grid]) -> bool:
    """Does a sheet have the labels of such a form?"""
    return any(_is_form(grid) for grid in grids)


def read(grids: list[Grid], reading: Reading, year: FinancialYear | None = None) -> None:
    """Every form of every sheet; `year` overrides the year the forms speak of."""
    forms = [grid for grid in grids if _is_form(grid)]
    said = _years(forms)
    years = (year, year) if year else said
    reading.years = reading.years or years
    for grid in forms:
        _FormReader(grid, reading, years[1] if years else None).read()


def _is_form(grid: Grid) -> bool:
    labels = {label for row in grid.rows for label in _labels(grid, row).values()}
    return {"milestones", "priority"} <= labels or {"indicators", "baseline", "milestones"} <= labels


def _years(grids: list[Grid]) -> tuple[FinancialYear, FinancialYear] | None:
    """The year in the lines over the first form, or the year whose end its targets name."""
    for grid in grids:
        rows: list[int] = []
        for row in grid.rows:
            if _labels(grid, row):
                break
            rows.append(row)
        said = years_of_opening(grid, rows) or years_in(grid.name)
        if said:
            return (said.first, said.last)
    for grid in grids:
        for row in grid.rows:
            for text in grid.row_texts(row).values():
                match = re.search(r"\bby\s+(?:end\s+(?:of\s+)?)?Mar(?:ch)?\s+(20\d\d)", text)
                if match:
                    year = FinancialYear(int(match[1]) - 1)
                    return (year, year)
    return None


def _label(text: str) -> str | None:
    if _PRIORITY.match(text):
        return "priority"
    wording = plain(text)
    if not wording or len(wording) > 40:
        return None
    best, label = max(
        (fuzz.ratio(wording, known), label) for label, names in _LABELS.items() for known in names
    )
    return label if best >= (100 if len(wording) < 8 else 90) else None


def _labels(grid: Grid, row: int) -> dict[int, str]:
    """The labels of a row by column; only the first cell of a row, and cells beside another label, are labels."""
    found: dict[int, str] = {}
    texts = grid.row_texts(row)
    for at, (column, text) in enumerate(texts.items()):
        label = _label(text)
        if label and (at == 0 or found) and label not in found.values():
            found[column] = label
    return found


@dataclass
class _Form:
    """One priority while its form is read."""

    priority: Draft
    indicators: StatedIndicators = field(default_factory=StatedIndicators)
    stated: list[tuple[StatedIndicator, Quarter, float, Place]] = field(default_factory=list)
    leads: Names | None = None
    milestone: Draft | None = None
    risks: list[Draft] = field(default_factory=list)
    indicator_places: dict[int, Place] = field(default_factory=dict)


class _FormReader:
    """Reads the forms of one sheet from top to bottom."""

    def __init__(self, grid: Grid, reading: Reading, year: FinancialYear | None) -> None:
        self.grid, self.reading, self.year = grid, reading, year
        self.cells = reading.cells
        self.form: _Form | None = None
        self.block = ""
        self.columns: dict[str, int] = {}
        self.quarters: dict[int, int] = {}
        self.quarter = self._quarter_said()
        self.opening: list[int] = []

    def _quarter_said(self) -> Quarter | None:
        """The quarter the sheet says its ratings are for."""
        opening = itertools.takewhile(lambda row: not _labels(self.grid, row), self.grid.rows)
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

    def read(self) -> None:
        """Every row in turn."""
        for row in self.grid.rows:
            labels = _labels(self.grid, row)
            if "priority" in labels.values():
                self._start_form(row, labels)
            elif self.form is None:
                self.opening.append(row)
            elif labels:
                self._start_blocks(row, labels)
            elif self.block == "milestones":
                self._read_milestone(row)
            else:
                self._read_block(row, self.block, list(self.grid.row_texts(row)))
        self._finish_form()
        read_opening(self.reading, self.grid, self.opening)

    # Blocks and their labels

    def _start_form(self, row: int, labels: dict[int, str]) -> None:
        self._finish_form()
        self.reading.tables += 1
        label_column = next(column for column, label in labels.items() if label == "priority")
        texts = self.grid.row_texts(row)
        match = _PRIORITY.match(texts[label_column])
        if match:
            title, column = match[1].strip(), label_column
        else:
            column = next((column for column in texts if column > label_column), label_column)
            title = texts[column]
            self._label_seen(row, label_column)
        place = self.grid.place(row, column)
        priority = self.reading.add(
            "plan_items",
            {"level": "priority", "title": title},
            known_by=(("title",),),
            places={"title": place},
        )
        self.cells.taken(place, "plan_items", "title", "A priority.")
        self.form = _Form(priority)
        self.block, self.columns, self.quarters = "", {}, {}
        rest = {found: label for found, label in labels.items() if label != "priority"}
        if rest:
            self._start_blocks(row, rest)

    def _start_blocks(self, row: int, labels: dict[int, str]) -> None:
        for column in labels:
            self._label_seen(row, column)
        first = min(labels)
        self.block = labels[first]
        if self.block == "milestones":
            self.columns = {label: column for column, label in labels.items()}
            for column, text in self.grid.row_texts(row).items():
                if plain(text) in _RATING_LABELS:
                    self._label_seen(row, column)
            return
        self.quarters = {}
        ends = [*sorted(labels)[1:], 1_000_000]
        for column, end in zip(sorted(labels), ends, strict=True):
            own = [found for found in self.grid.columns_by_row[row] if column < found < end]
            self._read_block(row, labels[column], own)

    def _label_seen(self, row: int, column: int) -> None:
        self.cells.ignored(self.grid.place(row, column), "A label of the form.")

    def _read_block(self, row: int, block: str, columns: list[int]) -> None:
        """The cells of a row that belong to a block."""
        if block in _BLOCKS:
            self._read_indicator_cells(row, block, columns)
            return
        for column in columns:
            text, place = self.grid.text(row, column), self.grid.place(row, column)
            if is_page_number(text):
                self.cells.ignored(place, "A page number.")
            elif block == "leads":
                self._read_leads(text, place)
            elif block == "resources":
                self._read_resources(text, place)
            elif block == "progress":
                self._read_progress(text, place)
            elif block == "risks":
                self._read_risks(text, place)
            elif block == "mitigations":
                self._read_mitigations(text, place)

    # Indicators

    def _read_indicator_cells(self, row: int, block: Block, columns: list[int]) -> None:
        assert self.form is not None
        for column in columns:
            text = self.grid.text(row, column)
            if block == "target" and len(text) < 30 and (number := quarter_number(text)):
                self.quarters[column] = number
                self._label_seen(row, column)
        stated: list[StatedIndicator] = []
        first_quarter = min(self.quarters, default=1_000_000)
        for column in columns:
            text, place = self.grid.text(row, column), self.grid.place(row, column)
            if column in self.quarters and self.cells.marked(place).outcome == "ignored":
                continue
            if column >= first_quarter and stated:
                self._read_quarter(text, place, column, stated)
                continue
            for line in stated_lines(text):
                indicator = self.form.indicators.add(block, line)
                if indicator is None:
                    self.cells.set_part(
                        place, line, Mark("not understood", message="A footnote with nothing over it.")
                    )
                    continue
                stated.append(indicator)
                self.form.indicator_places.setdefault(id(indicator), place)
            self.cells.taken(
                place,
                "indicators",
                {"baseline": "baseline_value", "target": "target_value"}.get(block, "title"),
            )
            if block == "target":
                values = self.form.priority.values
                values["target"] = f"{values['target']}\n{text}" if "target" in values else text

    def _read_quarter(self, text: str, place: Place, column: int, stated: list[StatedIndicator]) -> None:
        """A figure beside a target: the quarter is the nearest label at or left of it."""
        assert self.form is not None
        label = max(found for found in self.quarters if found <= column)
        figures = [parse_number(line.strip(" %")) for line in text.split("\n") if line.strip()]
        if self.year is None or len(figures) != len(stated) or None in figures:
            self.cells.not_understood(place, "This is not a figure for each target beside it.")
            return
        quarter = Quarter(self.year.first, self.quarters[label])
        for indicator, figure in zip(stated, figures, strict=True):
            assert figure is not None
            self.form.stated.append((indicator, quarter, figure, place))
        self.cells.taken(place, "measurements", "value", quarter.label)

    def _finish_form(self) -> None:
        """Indicators are known once all their blocks have been read."""
        if self.form is None:
            return
        drafts: dict[int, Draft] = {}
        for indicator in self.form.indicators.found:
            values = indicator.values()
            drafts[id(indicator)] = self.reading.add(
                "indicators",
                {**values, "item": To(self.form.priority.key)},
                known_by=(("item", "ref"), ("item", "title")),
                places={"title": self.form.indicator_places[id(indicator)]},
            )
        for indicator, quarter, figure, place in self.form.stated:
            self.reading.add(
                "measurements",
                {"indicator": To(drafts[id(indicator)].key), "quarter": quarter.code, "value": figure},
                known_by=(("indicator", "quarter"),),
                places={"value": place},
            )
        self.form = None

    # Leads and money

    def _read_leads(self, text: str, place: Place) -> None:
        assert self.form is not None
        people = named_leads(text)
        if people is None:
            agencies = text
        else:
            agencies = ", ".join(dict.fromkeys(lead.agency for lead in people if lead.agency))
            for lead in people:
                self._add_person(lead, place)
        self.cells.taken(place, "plan_items", "lead_agencies")
        if agencies:
            self.form.priority.values["lead_agencies"] = self.form.leads = Names(agencies, place)
        else:
            self.cells.add_message(
                place, "No agency is named with the people: choose the lead agency on the record."
            )

    def _add_person(self, lead: NamedLead, place: Place) -> None:
        for draft in self.reading.drafts:
            if draft.register == "people" and plain(draft.values["name"]) == plain(lead.name):
                if draft.values.get("job_title") != lead.job_title:
                    mark = Mark(
                        "ignored", message=f"{lead.name} is named before, as {draft.values['job_title']}."
                    )
                    self.cells.set_part(place, lead.job_title, mark)
                return
        self.reading.add(
            "people",
            {
                "name": lead.name,
                "job_title": lead.job_title,
                "agency": Names(lead.agency, place) if lead.agency else None,
            },
            known_by=(("name",),),
            places={"name": place},
        )

    def _read_resources(self, text: str, place: Place) -> None:
        assert self.form is not None
        priority = self.form.priority
        values = priority.values
        values["resources"] = f"{values['resources']}\n{text}" if "resources" in values else text
        self.cells.taken(place, "plan_items", "resources")
        amounts = named_amounts(text)
        for amount in amounts:
            stream = self._stream(amount.stream, amount.kind)
            self.reading.add(
                "allocations",
                {
                    "stream": To(stream.key),
                    "item": To(priority.key),
                    "project": amount.purpose or values["title"],
                    "amount": amount.pence,
                },
                starting={"status": "proposed"},
                known_by=(("item", "project"),),
                places={"amount": place},
            )
        if amounts:
            self.cells.add_message(place, f"{len(amounts)} proposed allocations are made of it.")

    def _stream(self, name: str, kind: str) -> Draft:
        for draft in self.reading.drafts:
            if draft.register == "funding_streams" and plain(draft.values["name"]) == plain(name):
                return draft
        year = self.year.first if self.year else None
        return self.reading.add(
            "funding_streams",
            {"name": name, "year": year},
            starting={"kind": kind},
            known_by=(("name", "year"),),
        )

    # Milestones

    def _read_milestone(self, row: int) -> None:
        assert self.form is not None
        milestone_column = self.columns["milestones"]
        outcome_column = self.columns.get("outcomes", 1_000_000)
        texts = self.grid.row_texts(row)
        title = texts.get(milestone_column, "")
        if len(texts) == 1 and is_page_number(next(iter(texts.values()))):
            self.cells.ignored(self.grid.place(row, next(iter(texts))), "A page number.")
            return
        if title:
            place = self.grid.place(row, milestone_column)
            values: Record = {"level": "action", "parent": To(self.form.priority.key), "title": title}
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
            outcome = texts[outcome_column]
            item.values["outcome"] = (
                f"{item.values['outcome']}\n{outcome}" if "outcome" in item.values else outcome
            )
            self.cells.taken(self.grid.place(row, outcome_column), "plan_items", "outcome")
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
            self.cells.not_understood(place, "Nothing says which quarter this rating is for.")
            return
        rating = register_named("updates")["rag"].parse(text)
        self._update(item, quarter, name, rating, place)

    def _update(self, item: Draft, quarter: Quarter, name: str, value: str, place: Place) -> None:
        for draft in reversed(self.reading.drafts):
            if draft.register == "updates" and draft.values["item"] == To(item.key):
                if name == "narrative" and name in draft.values:
                    value = f"{draft.values[name]}\n{value}"
                draft.values[name] = value
                break
        else:
            self.reading.add(
                "updates",
                {"item": To(item.key), "quarter": quarter.code, name: value},
                known_by=(("item", "quarter"),),
                places={name: place},
            )
        self.cells.taken(place, "updates", name, quarter.label)

    def _read_progress(self, text: str, place: Place) -> None:
        assert self.form is not None
        quarter = self.rated_quarter
        if quarter is None:
            self.cells.not_understood(place, "Nothing says which quarter this progress is for.")
            return
        self._update(self.form.priority, quarter, "narrative", text, place)

    # Risks

    def _read_risks(self, text: str, place: Place) -> None:
        assert self.form is not None
        for line in _each_line(text):
            self.form.risks.append(
                self.reading.add(
                    "risks",
                    {"item": To(self.form.priority.key), "title": line},
                    known_by=(("item", "title"),),
                    places={"title": place},
                )
            )
        self.cells.taken(place, "risks", "title")

    def _read_mitigations(self, text: str, place: Place) -> None:
        assert self.form is not None
        risks = self.form.risks
        if not risks:
            self.cells.not_understood(place, "No risk stands over this, so there is nothing it answers.")
            return
        lines = _each_line(text)
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


def _each_line(text: str) -> list[str]:
    """The entries of a cell: its bullets, or its lines."""
    found = bulleted(text)
    lead_in = [line.strip() for line in found.lead_in.split("\n") if line.strip()]
    return [*lead_in, *found.bullets]
