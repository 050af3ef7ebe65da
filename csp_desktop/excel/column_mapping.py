"""Which register a foreign table is, and which of its columns is which field: proposed, changed, remembered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz

from csp_desktop.errors import InvalidValue
from csp_desktop.excel.cell_wording import plain, quarter_number, quarter_said
from csp_desktop.excel.grid import cell_text
from csp_desktop.excel.mapped_values import Scale, rag_of_fill, read_value
from csp_desktop.excel.tables_found import FoundColumn, FoundTable
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import BY_NAME, register_named
from csp_desktop.registers.fields import (
    Choice,
    Content,
    Date,
    Field,
    Links,
    Money,
    Number,
    Rag,
    Reference,
    WholeNumber,
)
from csp_desktop.rules.targets import stated_percent

IGNORE = "ignored"
"""The field of a column that is left out on purpose, because the program works it out itself."""

# Registers a table may be, and those whose fields may stand in the same row.
_TABLES: dict[str, tuple[str, ...]] = {
    "plan_items": ("updates",),
    "risks": ("mitigations",),
    "indicators": ("measurements",),
    "funding_streams": (),
    "allocations": (),
    "bids": (),
    "agencies": (),
    "people": (),
    "groups": (),
    "linked_plans": (),
}
# What a row of a table may say of the records it belongs to: not a field of its own record, but their name.
ABOVE: dict[tuple[str, str], tuple[str, ...]] = {
    ("plan_items", "priority"): ("Priority", "Strategic priority", "Theme", "Priority area", "Key priority"),
    ("plan_items", "objective"): ("Objective", "Aim", "Strategic objective", "Outcome sought", "Objectives"),
    ("allocations", "stream"): ("Funding stream", "Source of funding", "Funding source", "Funder", "Fund", "Stream", "Grant"),
    ("bids", "stream"): ("Funding stream", "Source of funding", "Funding source", "Funder", "Fund", "Stream"),
    ("people", "agency"): ("Agency", "Organisation", "Employer", "Partner"),
    ("risks", "item"): ("Priority", "Linked priority", "Related priority", "Objective at risk", "Objective"),
    ("indicators", "item"): ("Priority", "Strategic priority", "Theme", "Objective", "Outcome"),
    ("allocations", "item"): ("Priority", "Strategic priority", "Theme", "Linked priority"),
}  # fmt: skip
_WORKED_OUT = {
    "risks": ("score", "risk score", "total", "rating", "risk rating", "rag", "rag rating", "rag status", "level of risk",
              "risk level", "direction of travel", "inherent score", "residual score", "current score", "target score",
              "gross score", "net score", "inherent risk score", "residual risk score", "overall score", "trend"),
    "indicators": ("variance", "direction of travel", "rag", "rag rating", "rag status", "trend", "change"),
    "funding_streams": ("balance", "remaining", "variance", "left"),
    "allocations": ("balance", "remaining", "variance", "left"),
}  # fmt: skip
_HINTS = {
    "risks": r"\brisks?\b", "plan_items": r"\b(?:action|plan|objective|priorit)", "indicators": r"\b(?:indicator|performance|measure)",
    "funding_streams": r"\b(?:grant|fund)", "allocations": r"\b(?:allocation|spend|budget|fund)", "bids": r"\bbids?\b",
    "people": r"\b(?:contact|people|staff|directory)", "agencies": r"\b(?:agenc|partners|organisation)",
    "groups": r"\bgroups?\b", "linked_plans": r"\b(?:strateg|plans)\b",
}  # fmt: skip
_LEAST = 0.55


@dataclass(frozen=True)
class ColumnUse:
    """What a column is taken for; an empty `field` is nothing known. `quarter` is set where it is one of a year's."""

    column: int
    heading: str
    register: str = ""
    field: str = ""
    quarter: str = ""
    sureness: float = 0.0


@dataclass(frozen=True)
class TableMapping:
    """A table's register and the use of each of its columns; register "" where none is recognised."""

    register: str
    columns: tuple[ColumnUse, ...]
    sureness: float = 0.0

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
        return json.dumps({"register": self.register, "columns": uses}, ensure_ascii=False, sort_keys=True)


def choices(register: str) -> list[tuple[str, str, str]]:
    """(register, field, label) of everything a column of a register's table can be taken for."""
    found = [(owner, name, names[0]) for (owner, name), names in ABOVE.items() if owner == register]
    for owner in (register, *_TABLES.get(register, ())):
        prefix = "" if owner == register else f"{register_named(owner).label}: "
        found += [(owner, field.name, prefix + field.label) for field in _mappable(owner)]
    return found


def registers() -> list[str]:
    """The registers a table can be taken for."""
    return list(_TABLES)


def remembered_mapping(table: FoundTable, mapping: str) -> TableMapping:
    """A remembered mapping on a table whose header has the same shape."""
    kept = json.loads(mapping)
    columns = []
    for column in table.columns:
        register, field, quarter = kept["columns"].get(column.key, ["", "", ""])
        columns.append(
            ColumnUse(column.column, column.heading, register, field, quarter, 1.0 if field else 0.0)
        )
    return TableMapping(kept["register"], tuple(columns), 1.0)


def known_heading(text: str) -> float:
    """How sure it is that a text is the heading of some field: 0 to 1."""
    wording = plain(text)
    if not wording or len(wording) > 60:
        return 0.0
    if quarter_number(text) and len(wording) < 20:
        return 0.9
    return _known_wording(wording)


@cache
def _known_wording(wording: str) -> float:
    best = 0.0
    for register in _TABLES:
        for names in _names_by_field(register).values():
            best = max(best, _alike(wording, names))
            if best == 1.0:
                return best
    return best if best >= 0.6 else 0.0


def propose(table: FoundTable, year: FinancialYear | None = None) -> TableMapping:
    """The likeliest register of a table, and each column's likeliest field in it."""
    samples = {column.column: _sample(table, column) for column in table.columns}
    found = [_propose_as(register, table, samples, year) for register in _TABLES]
    return max(found, key=lambda mapping: mapping.sureness)


def propose_as(register: str, table: FoundTable, year: FinancialYear | None = None) -> TableMapping:
    """Each column's likeliest field in a register somebody chose."""
    samples = {column.column: _sample(table, column) for column in table.columns}
    return _propose_as(register, table, samples, year)


def _propose_as(
    register: str, table: FoundTable, samples: Mapping[int, list[object]], year: FinancialYear | None
) -> TableMapping:
    scored: list[tuple[float, int, str, str]] = []
    for column in table.columns:
        wording = plain(column.heading)
        if not wording:
            continue
        for (owner, name), names in _names_by_field(register).items():
            sure = _alike(wording, names)
            if sure < _LEAST:
                continue
            fits = _fits(owner, name, column.heading, samples[column.column], year)
            if fits < 0.3:
                continue
            scored.append((sure * (0.75 + 0.25 * fits), column.column, owner, name))
    uses = {column.column: ColumnUse(column.column, column.heading) for column in table.columns}
    taken: set[tuple[str, str]] = set()
    for sure, at, owner, name in sorted(scored, key=lambda found: -found[0]):
        if not uses[at].field and (owner, name) not in taken and sure >= _LEAST:
            taken.add((owner, name))
            uses[at] = replace(uses[at], register=owner, field=name, sureness=sure)
    _use_quarters(register, table, uses, year)
    for column in table.columns:
        if not uses[column.column].field and _is_worked_out(register, column.heading):
            uses[column.column] = replace(uses[column.column], register=register, field=IGNORE, sureness=0.9)
    mapping = TableMapping(register, tuple(uses.values()))
    return replace(mapping, sureness=_sureness(register, table, mapping))


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
    hinted = 0.15 if re.search(_HINTS[register], said, re.IGNORECASE) else 0.0
    typed = sum(
        0.1
        for use in mapping.columns
        if use.field and use.field in own.by_name and own[use.field].kind not in ("text", "narrative")
    )
    return explained / headed + min(explained, 6) * 0.05 + hinted + min(typed, 0.3)


# Headings and values


@cache
def _names_by_field(register: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Every wording that names a field, by (register, field)."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for (owner, name), names in ABOVE.items():
        if owner == register:
            found[owner, name] = tuple(plain(one) for one in names)
    for owner in (register, *_TABLES[register]):
        label = register_named(owner).label
        for field in _mappable(owner):
            if (owner, field.name) in found:
                continue
            own = (field.label, *field.aliases, field.name.replace("_", " "))
            names = own if owner == register else (*own, *(f"{label} {one}" for one in own))
            found[owner, field.name] = tuple(dict.fromkeys(plain(one) for one in names))
    return found


@cache
def _mappable(register: str) -> tuple[Field, ...]:
    """The fields a column can fill: not those the program keeps for itself."""
    own = {
        "plan",
        "item",
        "parent",
        "position",
        "copied_from",
        "return_file",
        "level",
        "risk",
        "indicator",
        "partnership",
    }
    return tuple(
        field
        for field in BY_NAME[register].fields
        if field.name not in own and not isinstance(field, Content) and (register, field.name) not in ABOVE
    )


def _alike(wording: str, names: Iterable[str]) -> float:
    """How alike a heading and the names of a field are, 0 to 1."""
    best = 0.0
    words = wording.split()
    for name in names:
        if wording == name:
            return 1.0
        if len(wording) < 4 or len(name) < 3:
            continue
        score = max(fuzz.ratio(wording, name), fuzz.token_sort_ratio(wording, name) - 2) / 100
        parts = name.split()
        if score < 0.85 and set(parts) <= set(words):
            # All the words of the name among others: the more of the heading they are, the surer.
            score = max(score, 0.55 + 0.35 * len(parts) / len(words))
        best = max(best, score if score >= 0.8 or set(parts) <= set(words) else 0.0)
    return best


def _is_worked_out(register: str, heading: str) -> bool:
    wording = plain(heading)
    return any(wording == name or wording.endswith(f" {name}") for name in _WORKED_OUT.get(register, ()))


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
        return 0.8
    field = register_named(register)[name]
    texts = [cell_text(value) for value in sample]
    if isinstance(field, Rag) and all(text.startswith("fill ") for text in texts):
        return 1.0
    if isinstance(field, Reference | Links):
        return sum(len(text) < 80 and not text.replace(".", "").isdigit() for text in texts) / len(texts)
    if not isinstance(field, Choice | Date | Money | Number | WholeNumber):
        return _wordy(field.kind, name, texts)
    scale = Scale(texts, heading) if name.endswith(("likelihood", "impact")) else None
    taken = 0
    for value, text in zip(sample, texts, strict=True):
        if isinstance(field, Number) and (plain(text) in ("tbc", "tba") or stated_percent(text) is not None):
            taken += 1
            continue
        try:
            _ = scale.read(text) if scale else read_value(field, value, year)
            taken += 1
        except InvalidValue:
            pass
    return taken / len(sample)


def _wordy(kind: str, name: str, texts: list[str]) -> float:
    """How much like words the values of a text field are: refs are short, titles and narratives are not."""
    average = sum(map(len, texts)) / len(texts)
    if name == "ref":
        return 1.0 if average <= 8 else 0.4 if average <= 14 else 0.0
    if name == "email":
        return sum("@" in text for text in texts) / len(texts)
    if name == "phone":
        return sum(len(re.findall(r"\d", text)) >= 6 for text in texts) / len(texts)
    if kind == "narrative":
        return 1.0 if average >= 15 else 0.6 if average >= 6 else 0.35
    return 1.0 if average <= 60 else 0.5
