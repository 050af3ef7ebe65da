"""The layout of one form for each priority: labels with their blocks, milestones and outcomes each with a rating."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

from rapidfuzz import fuzz, process

from csp_desktop.excel.foreign.reading import Mark, Reading
from csp_desktop.excel.layouts.headings import is_rating, read_opening, years_of_opening
from csp_desktop.excel.layouts.priority_form_blocks import FormBlocks, PriorityForm
from csp_desktop.excel.opening.grid import Grid, Place
from csp_desktop.excel.wording.cells import is_page_number, plain, quarter_number, years_in
from csp_desktop.excel.wording.indicators import Block, StatedIndicator, is_footnote, stated_lines
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.amounts import parse_number

NAME = "priority-form"

_LABELS: dict[str, tuple[str, ...]] = {
    "priority": ("strategic priority", "priority"),
    "indicators": ("performance indicators", "performance indicator", "indicators"),
    "baseline": ("baseline", "baselines"),
    "target": ("target", "targets"),
    "leads": ("csp lead", "csp leads", "lead", "leads", "lead officers", "lead officer", "priority lead", "priority leads", "priority owner"),
    "resources": ("csp resources", "resources"),
    "milestones": ("key milestones", "milestones"),
    "outcomes": ("outcomes outputs", "key outcomes outputs", "outcomes and outputs", "key outcomes and outputs", "outcomes", "what will be different", "what will change", "difference made"),
    "progress": ("progress comments", "progress", "comments", "progress and comments"),
    "risks": ("key risks to achieving", "key risks", "risks"),
    "mitigations": ("key actions to mitigate risk", "key actions to mitigate risks", "mitigation", "mitigating actions", "what we do about the risks", "what we will do about the risks", "what we are doing about the risks"),
}  # fmt: skip
_LABELLED = {known: label for label, names in _LABELS.items() for known in names}
_BLOCKS: tuple[Block, ...] = ("indicators", "baseline", "target")
_PRIORITY = re.compile(
    r"\s*(?:strategic\s+priority|(?:strategic\s+)?priority\s+(?:no\.?\s*)?(?P<ref>\d{1,2}))\s*[:–-]\s*(?P<title>.+)",
    re.IGNORECASE | re.DOTALL,
)
_OF_PLAN = re.compile(r"\b(?:plan|strategy)\b", re.IGNORECASE)
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
    """Do the labels of a form stand under one another? Side by side they are the headings of a table."""
    rows = [
        # “Priority 1: …” heads the rows of many a table, too.
        {label for column, label in labels.items() if not _is_numbered(grid.text(row, column))}
        for row in grid.rows
        if (labels := _labels(grid, row))
    ]
    for wanted in ({"milestones", "priority"}, {"indicators", "baseline", "milestones"}):
        if wanted <= set().union(*rows) and not any(wanted <= labels for labels in rows):
            return True
    return False


def _is_numbered(text: str) -> bool:
    match = _PRIORITY.match(text)
    return match is not None and match["ref"] is not None


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


@lru_cache(maxsize=4_096)
def _label(text: str) -> str | None:
    if _PRIORITY.match(text):
        return "priority"
    wording = plain(text)
    if not wording or len(wording) > 40:
        return None
    near = process.extract(
        wording,
        tuple(_LABELLED),
        scorer=fuzz.ratio,
        processor=None,
        limit=None,
        score_cutoff=100 if len(wording) < 8 else 90,
    )
    return max(((likeness, _LABELLED[known]) for known, likeness, _ in near), default=(0.0, None))[1]


def _labels(grid: Grid, row: int) -> dict[int, str]:
    """The labels of a row by column; only the first cell of a row, and cells beside another label, are labels."""
    labels: dict[int, str] = {}
    texts = grid.row_texts(row)
    for at, (column, text) in enumerate(texts.items()):
        label = _label(text)
        if label and (at == 0 or labels) and label not in labels.values():
            labels[column] = label
    return labels


class _FormReader:
    """Reads the forms of one sheet from top to bottom."""

    def __init__(self, grid: Grid, reading: Reading, year: FinancialYear | None) -> None:
        self.grid, self.reading, self.year = grid, reading, year
        self.cells = reading.cells
        opening = list(itertools.takewhile(lambda row: not _labels(grid, row), grid.rows))
        self.blocks = FormBlocks(grid, reading, year, opening)
        self.block = ""
        self.columns: dict[str, int] = {}
        self.quarters: dict[int, int] = {}
        self.opening: list[int] = []

    def read(self) -> None:
        """Every row in turn."""
        for row in self.grid.rows:
            labels = _labels(self.grid, row)
            if "priority" in labels.values():
                self._start_form(row, labels)
            elif labels:
                if self.blocks.form is None:
                    self._start_unnamed_form()
                self._start_blocks(row, labels)
            elif self.blocks.form is None:
                self.opening.append(row)
            elif self.block == "milestones":
                self.blocks.read_milestone(row, self.columns)
            else:
                self._read_block(row, self.block, list(self.grid.row_texts(row)))
        self.blocks.finish()
        read_opening(self.reading, self.grid, self.opening)

    # Blocks and their labels

    def _start_form(self, row: int, labels: dict[int, str]) -> None:
        label_column = next(column for column, label in labels.items() if label == "priority")
        texts = self.grid.row_texts(row)
        match = _PRIORITY.match(texts[label_column])
        if match:
            title, column = match["title"].strip(), label_column
        else:
            column = next((column for column in texts if column > label_column), label_column)
            title = texts[column]
            self._label_seen(row, label_column)
        self._add_priority(title, self.grid.place(row, column), match["ref"] if match else None)
        rest = {column: label for column, label in labels.items() if label != "priority"}
        if rest:
            self._start_blocks(row, rest)

    def _start_unnamed_form(self) -> None:
        """A form that does not label its priority: the line over it names that, else its sheet does."""
        lone = self.grid.lone_text(self.opening[-1]) if self.opening else None
        if lone and len(lone[1]) <= 150 and not _OF_PLAN.search(lone[1]):
            self._add_priority(lone[1], self.grid.place(self.opening.pop(), lone[0]))
        else:
            self._add_priority(self.grid.name, None)

    def _add_priority(self, title: str, place: Place | None, ref: str | None = None) -> None:
        self.blocks.finish()
        self.reading.tables += 1
        priority = self.reading.add(
            "plan_items",
            {"level": "priority", "title": title, **({"ref": ref} if ref else {})},
            known_by=(("title",),),
            places={"title": place} if place else {},
        )
        if place:
            self.cells.taken(place, "plan_items", "title", "A priority.")
        self.blocks.form = PriorityForm(priority)
        self.block, self.columns, self.quarters = "", {}, {}

    def _start_blocks(self, row: int, labels: dict[int, str]) -> None:
        for column in labels:
            self._label_seen(row, column)
        first = min(labels)
        self.block = labels[first]
        if self.block == "milestones":
            self.columns = {label: column for column, label in labels.items()}
            if "outcomes" in self.columns:
                self.columns["outcomes"] = self._text_column(row, self.columns["outcomes"])
            for column, text in self.grid.row_texts(row).items():
                if plain(text) in _RATING_LABELS:
                    self._label_seen(row, column)
            return
        self.quarters = {}
        ends = [*sorted(labels)[1:], 1_000_000]
        for column, end in zip(sorted(labels), ends, strict=True):
            own = [filled for filled in self.grid.columns_by_row[row] if column < filled < end]
            self._read_block(row, labels[column], own)

    def _text_column(self, header: int, column: int) -> int:
        """Where the texts under a heading stand: its own column, or the next one where that holds ratings alone."""
        rows = itertools.takewhile(
            lambda row: not _labels(self.grid, row), (row for row in self.grid.rows if row > header)
        )
        said = [(self.grid.text(row, column), self.grid.text(row, column + 1)) for row in rows]
        own = [text for text, _ in said if text]
        beside = [text for _, text in said if text]
        if own and all(map(is_rating, own)) and beside and not any(map(is_rating, beside)):
            return column + 1
        return column

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
                self.blocks.read_leads(text, place)
            elif block == "resources":
                self.blocks.read_resources(text, place)
            elif block == "progress":
                self.blocks.read_progress(text, place)
            elif block == "risks":
                self.blocks.read_risks(text, place)
            elif block == "mitigations":
                self.blocks.read_mitigations(text, place)

    # Indicators

    def _read_indicator_cells(self, row: int, block: Block, columns: list[int]) -> None:
        assert self.blocks.form is not None
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
                indicator = self.blocks.form.indicators.add(block, line)
                if indicator is None:
                    why = Mark("asked", message="A footnote with nothing over it.")
                    if line == text:
                        self.cells.mark(place, why)
                    else:
                        self.cells.set_part(place, line, why)
                    continue
                stated.append(indicator)
                # Every line is kept as it was written, whatever figures are read out of it.
                kept_in = "stated_target" if block == "target" and not is_footnote(line) else "notes"
                self.blocks.form.indicator_places.setdefault(id(indicator), []).append((kept_in, place))
            if block == "target":
                self.reading.take(self.blocks.form.priority, "target", text, place)

    def _read_quarter(self, text: str, place: Place, column: int, stated: list[StatedIndicator]) -> None:
        """A figure beside a target: the quarter is the nearest label at or left of it."""
        assert self.blocks.form is not None
        label = max(quarter_column for quarter_column in self.quarters if quarter_column <= column)
        figures = [parse_number(line.strip(" %")) for line in text.split("\n") if line.strip()]
        if self.year is None or len(figures) != len(stated) or None in figures:
            self.cells.asked(place, "This is not a figure for each target beside it.")
            return
        quarter = Quarter(self.year.first, self.quarters[label])
        for indicator, figure in zip(stated, figures, strict=True):
            assert figure is not None
            self.blocks.form.stated.append((indicator, quarter, figure, place))
        self.cells.taken(place, "measurements", "value", quarter.label)
