"""Which register a foreign table is, and which of its columns is which field: proposed, changed, remembered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from csp_desktop.errors import InvalidValue
from csp_desktop.excel.foreign.column_names import (
    ABOVE,
    HINTS,
    IGNORE,
    NOT_THIS,
    TABLES,
    WORKED_OUT,
    alike,
    mappable_fields,
    names_by_field,
)
from csp_desktop.excel.foreign.mapped_values import Scale, read_value
from csp_desktop.excel.foreign.tables_found import FoundColumn, FoundTable
from csp_desktop.excel.opening.grid import cell_text
from csp_desktop.excel.wording.cells import plain, quarter_number, quarter_said
from csp_desktop.excel.wording.colours import rag_of_fill
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import (
    Choice,
    Date,
    Links,
    Money,
    Narrative,
    Number,
    Rag,
    Reference,
    WholeNumber,
    parse_date,
    parse_number,
)
from csp_desktop.registers.kept_json import keep_json, kept_json
from csp_desktop.registers.word_meanings import says_not_yet
from csp_desktop.rules.targets import stated_percent
from csp_desktop.rules.timescales import read_timescale

_LEAST = 0.55
_SURE_ENOUGH = 0.6
# A column taken for something with less certainty than this is a guess.
_DOUBTFUL = 0.75
_SCORE_LETTERS = {"l": "likelihood", "i": "impact", "p": "likelihood", "s": "impact"}
_WHEN = {"before": "inherent", "after": "residual", "now": "current"}

MAPPING_VERSION = 1
"""How a mapping is remembered; raise it with an upgrade when that changes."""


@dataclass(frozen=True)
class ColumnUse:
    """What a column is taken for; an empty `field` is nothing known. `quarter` is set where it is one of a year's.

    `why` is the evidence, in a sentence.
    """

    column: int
    heading: str
    register: str = ""
    field: str = ""
    quarter: str = ""
    sureness: float = 0.0
    why: str = ""

    @property
    def asked(self) -> bool:
        """Is it a guess, so that somebody should look?"""
        return self.field not in ("", IGNORE) and self.sureness < _DOUBTFUL


@dataclass(frozen=True)
class TableMapping:
    """A table's register and the use of each of its columns; register "" where none is recognised, and `why`."""

    register: str
    columns: tuple[ColumnUse, ...]
    sureness: float = 0.0
    why: str = ""

    def __post_init__(self) -> None:
        # The register may be chosen after a column: what no record of it has is then nothing known.
        owners = (self.register, *TABLES.get(self.register, ()))
        columns = tuple(
            use
            if not self.register or use.register in owners
            else replace(use, register="", field="", quarter="", sureness=0.0)
            for use in self.columns
        )
        object.__setattr__(self, "columns", columns)

    def with_column(self, column: int, register: str, field: str, quarter: str = "") -> TableMapping:
        """The mapping with one column taken for something else; "" for nothing."""
        changed = tuple(
            replace(use, register=register, field=field, quarter=quarter, sureness=1.0)
            if use.column == column
            else use
            for use in self.columns
        )
        return replace(self, columns=changed, sureness=1.0)

    def to_json(self, table: FoundTable) -> str:
        """The mapping as remembered: by heading, since columns move."""
        keys = {column.column: column.key for column in table.columns}
        uses = {
            keys[use.column]: [use.register, use.field, use.quarter]
            for use in self.columns
            if use.field and use.column in keys
        }
        return keep_json(MAPPING_VERSION, {"register": self.register, "columns": dict(sorted(uses.items()))})


@dataclass
class MappedTable:
    """A table and what its columns were taken for; `chosen` where a person said so, `taken` where it is read."""

    table: FoundTable
    mapping: TableMapping
    chosen: bool = False
    taken: bool = False

    @property
    def place(self) -> tuple[str, int]:
        """Its sheet and the row its header starts in."""
        return self.table.grid.name, self.table.header[0]


def choices(register: str) -> list[tuple[str, str, str]]:
    """(register, field, label) of everything a column of a register's table can be taken for."""
    owners = (register, *TABLES.get(register, ()))
    found = [(owner, name, names[0]) for (owner, name), names in ABOVE.items() if owner in owners]
    for owner in owners:
        prefix = "" if owner == register else f"{register_named(owner).label}: "
        found += [(owner, field.name, prefix + field.label) for field in mappable_fields(owner)]
    return found


def registers() -> list[str]:
    """The registers a table can be taken for."""
    return list(TABLES)


def remembered_mapping(table: FoundTable, mapping: str) -> TableMapping:
    """A remembered mapping on a table whose header has the same shape."""
    kept = kept_json(mapping, MAPPING_VERSION, {})
    columns = []
    for column in table.columns:
        register, field, quarter = kept["columns"].get(column.key, ["", "", ""])
        columns.append(
            ColumnUse(column.column, column.heading, register, field, quarter, 1.0 if field else 0.0)
        )
    return TableMapping(kept["register"], tuple(columns), 1.0)


def propose(table: FoundTable, year: FinancialYear | None = None) -> TableMapping:
    """The likeliest register of a table, and each column's likeliest field in it."""
    samples = {column.column: _sample(table, column) for column in table.columns}
    found = [_propose_as(register, table, samples, year) for register in TABLES]
    best = max(found, key=lambda mapping: mapping.sureness)
    known = sum(bool(use.field) and use.field != IGNORE for use in best.columns)
    if (best.sureness < _SURE_ENOUGH and known < 4) or known < 2:
        return TableMapping("", tuple(ColumnUse(column.column, column.heading) for column in table.columns))
    return best


def propose_as(register: str, table: FoundTable, year: FinancialYear | None = None) -> TableMapping:
    """Each column's likeliest field in a register somebody chose."""
    samples = {column.column: _sample(table, column) for column in table.columns}
    return _propose_as(register, table, samples, year)


def _propose_as(
    register: str, table: FoundTable, samples: Mapping[int, list[object]], year: FinancialYear | None
) -> TableMapping:
    scored: list[tuple[float, int, str, str]] = []
    for column in table.columns:
        wording = _spelled_out(plain(column.bare)) if register == "risks" else plain(column.bare)
        if not wording or _is_worked_out(register, column):
            continue
        for (owner, name), names in names_by_field(register).items():
            sure = alike(wording, names)
            if column.own != column.bare and not name.endswith(("likelihood", "impact")):
                # What stands over several columns says which score is meant, hardly ever which field.
                sure = max(sure, alike(plain(column.own), names) - 0.05)
            if sure < _LEAST or re.search(NOT_THIS.get((owner, name), r"(?!)"), wording):
                continue
            sample = samples[column.column]
            fits = _fits(owner, name, column.heading, sample, year)
            if fits < 0.3 or (sure < 0.9 and name == register_named(owner).title and _all_short(sample)):
                continue
            scored.append((sure * (0.75 + 0.25 * fits), column.column, owner, name))
    uses = {column.column: ColumnUse(column.column, column.heading) for column in table.columns}
    taken: set[tuple[str, str]] = set()
    for sure, at, owner, name in sorted(scored, key=lambda found: -found[0]):
        again = (owner, name) in taken
        if (
            not uses[at].field
            and sure >= (0.8 if again else _LEAST)
            and not (again and not _may_repeat(owner, name))
        ):
            taken.add((owner, name))
            uses[at] = replace(uses[at], register=owner, field=name, sureness=sure)
    _use_quarters(register, table, uses, year)
    if register == "risks":
        _name_by_cause(uses)
    for column in table.columns:
        if not uses[column.column].field and _is_worked_out(register, column):
            uses[column.column] = replace(uses[column.column], register=register, field=IGNORE, sureness=0.9)
    mapping = TableMapping(register, tuple(uses.values()))
    return replace(mapping, sureness=_sureness(register, table, mapping))


def _spelled_out(wording: str) -> str:
    """A heading of a score by its first letter in full: "residual risk L" is the residual likelihood."""
    *before, letter = wording.split() or [""]
    if letter not in _SCORE_LETTERS:
        return wording
    said = [_WHEN.get(word, word) for word in before if word not in ("risk", "score", "rating", "scores")]
    return " ".join((*said, _SCORE_LETTERS[letter]))


def _may_repeat(register: str, name: str) -> bool:
    """Several columns may add to one text, as threats and vulnerabilities do to the cause of a risk, or name leads."""
    if name == register_named(register).title:
        return register == "mitigations"
    return isinstance(register_named(register).by_name.get(name), Narrative | Links)


def _name_by_cause(uses: dict[int, ColumnUse]) -> None:
    """A register of threats or causes that gives its risks no name of their own: the cause is the name."""
    own = [use for use in uses.values() if use.register == "risks"]
    cause = next((use for use in own if use.field == "cause"), None)
    if cause and not any(use.field == "title" for use in own):
        uses[cause.column] = replace(cause, field="title")


def _use_quarters(
    register: str, table: FoundTable, uses: dict[int, ColumnUse], year: FinancialYear | None
) -> None:
    """Columns of quarters hold updates of plan items and measurements of indicators."""
    target = {"plan_items": ("updates", "narrative"), "indicators": ("measurements", "value")}.get(register)
    if target is None:
        return
    for column in table.columns:
        said = quarter_said(column.heading, year)
        if said and (
            quarter_number(column.heading)
            or re.search(r"update|progress|actual", column.heading, re.IGNORECASE)
        ):
            field = (
                "rag"
                if target[0] == "updates" and re.search(r"\brag\b", column.heading, re.IGNORECASE)
                else target[1]
            )
            uses[column.column] = ColumnUse(column.column, column.heading, target[0], field, said.code, 0.9)


def _sureness(register: str, table: FoundTable, mapping: TableMapping) -> float:
    """How much of the table a register explains; nothing where its records would have no name."""
    own = register_named(register)
    naming = {own.title, "objective"} if register == "plan_items" else {own.title}
    if not any(use.field in naming and use.register == register for use in mapping.columns):
        return 0.0
    explained = sum(use.sureness for use in mapping.columns if use.field and use.field != IGNORE)
    explained += 0.3 * sum(use.field == IGNORE for use in mapping.columns)
    headed = sum(bool(column.heading) for column in table.columns) or 1
    said = f"{table.grid.name} {' '.join(table.titles.values())} {' '.join(column.heading for column in table.columns)}"
    hinted = 0.15 if re.search(HINTS[register], said, re.IGNORECASE) else 0.0
    typed = sum(
        0.1
        for use in mapping.columns
        if use.field and use.field in own.by_name and own[use.field].kind not in ("text", "narrative")
    )
    return explained / headed + min(explained, 6) * 0.05 + hinted + min(typed, 0.3)


# Columns and their values


def _is_worked_out(register: str, column: FoundColumn) -> bool:
    wording = plain(column.bare)
    if re.search(r"\b(?:likelihood|probability|impact|severity)\b", plain(column.own)):
        return wording.endswith(" score") and "impact" not in wording
    return any(wording == name or wording.endswith(f" {name}") for name in WORKED_OUT.get(register, ()))


def _sample(table: FoundTable, column: FoundColumn) -> list[object]:
    """Up to forty of a column's values."""
    values = table.grid.values
    found = [values[row, column.column] for row in table.rows[:400] if (row, column.column) in values]
    if not found:
        fills = (table.grid.fills.get((row, column.column), "") for row in table.rows[:400])
        found = [f"fill {rating}" for colour in fills if (rating := rag_of_fill(colour))]
    return found[:40]


def _fits(register: str, name: str, heading: str, sample: list[object], year: FinancialYear | None) -> float:
    """The share of a column's values a field could take; 0.5 where there are none to judge by."""
    if not sample:
        return 0.5
    if (register, name) in ABOVE:
        texts = [cell_text(value) for value in sample]
        return 0.1 if _mostly_numbers(texts) else 0.8
    field = register_named(register)[name]
    texts = [cell_text(value) for value in sample]
    if isinstance(field, Rag) and all(text.startswith("fill ") for text in texts):
        return 1.0
    if isinstance(field, Reference | Links):
        return sum(_may_name(text, year) for text in texts) / len(texts)
    if not isinstance(field, Choice | Date | Money | Number | WholeNumber):
        return _wordy(field.kind, name, texts)
    scale = Scale(texts, heading) if name.endswith(("likelihood", "impact")) else None
    taken = 0
    for value, text in zip(sample, texts, strict=True):
        if isinstance(field, Number) and (says_not_yet(text) or stated_percent(text) is not None):
            taken += 1
            continue
        try:
            _ = scale.read(text) if scale else read_value(field, value, year)
            taken += 1
        except InvalidValue:
            pass
    return taken / len(sample)


def _may_name(text: str, year: FinancialYear | None) -> bool:
    """Short enough for a name, and neither a number nor a date."""
    if len(text) >= 80 or text.replace(".", "").isdigit() or parse_date(text) is not None:
        return False
    return year is None or read_timescale(text, year).due_on is None


def _wordy(kind: str, name: str, texts: list[str]) -> float:
    """How much like words the values of a text field are: refs are short, titles and narratives are not."""
    average = sum(map(len, texts)) / len(texts)
    if kind == "narrative" and _mostly_numbers(texts):
        return 0.0
    if name == "ref":
        return 1.0 if average <= 8 else 0.4 if average <= 14 else 0.0
    if name == "email":
        return sum("@" in text for text in texts) / len(texts)
    if name == "phone":
        return sum(len(re.findall(r"\d", text)) >= 6 for text in texts) / len(texts)
    if kind == "narrative":
        return 1.0 if average >= 15 else 0.6 if average >= 6 else 0.35
    return 1.0 if average <= 60 else 0.5


def _all_short(sample: list[object]) -> bool:
    return bool(sample) and all(len(cell_text(value)) < 14 for value in sample)


def _mostly_numbers(texts: list[str]) -> bool:
    return sum(parse_number(text.strip("£% ")) is not None for text in texts) > len(texts) / 2
