"""Tables sketched as people of partnerships make them, each with what it is and what its columns mean.

`fitted` are those the shipped weights were fitted on, `held` were looked at by nobody meanwhile; `decided` are tables
of the tests, with what the wordings make of them. All are made up.
"""

from __future__ import annotations

import json
import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.headings import Key
from csp_desktop.periods import FinancialYear

_FOLDER = Path(__file__).with_name("sketches")
NONE = "none"
LEFT = ("", "notes")
"""What is meant for columns that have no field."""

# A list of mitigations is read beside the risks, one of members beside the people.
_READ_AS = {"mitigations": "risks", "group_members": "people"}
_LEADS = (("plan_items", "lead_agencies"), ("plan_items", "lead_officers"))
_OF_MEMBERS = {"agency": "agency", "person": "name"}
_SCORE = re.compile(r"risks\.(inherent|current|target)_(?:likelihood|impact)")
_MONEY = ("actual", "forecast", "committed", "claimed")


@dataclass(frozen=True)
class Sketch:
    """One table: what stands over it, its headings and rows, and what is meant by each."""

    year: int
    sheet: str
    title: tuple[str, ...]
    register: str
    headings: tuple[str, ...]
    fields: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[Any, ...], ...]

    @property
    def read_as(self) -> str:
        """The register its rows are read as; NONE for none of ours."""
        return _READ_AS.get(self.register, self.register)

    @property
    def grid(self) -> Grid:
        """It on a sheet, under its title."""
        over: list[list[object]] = [[line] for line in self.title]
        rows = [[_cell(value) for value in row] for row in self.rows]
        return Grid.of_rows(
            self.sheet or "Sheet1", [*over, *([[]] if over else []), list(self.headings), *rows]
        )

    def meant(self, at: int) -> set[Key]:
        """Every field a careful person would take its column number `at` (from 0) for; LEFT for none."""
        return {key for name in self.fields[at] for key in self._keys(name)}

    def _keys(self, name: str) -> Iterator[Key]:
        if name in ("notes", "ignored"):
            yield LEFT
            return
        owner, _, field = name.rpartition(".")
        owner = owner or self.register
        register = self.read_as
        if owner == "group_members" and field in _OF_MEMBERS:
            yield ("people", _OF_MEMBERS[field])
        elif field in ("parent", "item") and register != "groups":
            yield from (
                [("plan_items", "objective"), ("plan_items", "priority")]
                if register == "plan_items"
                else [(register, "item")]
            )
        elif (owner, field) == ("funding_entries", "amount"):
            yield from (("funding_entries", kind) for kind in _MONEY)
        elif (owner, field) == ("funding_streams", "name") and register in ("allocations", "bids"):
            yield (register, "stream")
        elif field in ("timescale", "due_on") and owner == "plan_items":
            yield from ((owner, "timescale"), (owner, "due_on"))
        elif score := _SCORE.fullmatch(f"{owner}.{field}"):
            yield from ((owner, field), (owner, f"{score[1]}_scores"))
        elif (owner, field) in _LEADS:
            # Bodies and posts each go where they belong, whichever of them the heading promises.
            yield from _LEADS
        elif (owner, field) == ("mitigations", "title"):
            yield from ((owner, "title"), (owner, "control"))
        else:
            yield (owner, field)


def _cell(value: Any) -> object:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return datetime.fromisoformat(value)
    return value if value != "" else None


def sketches(which: Literal["fitted", "held", "decided"]) -> list[Sketch]:
    """All sketches of one kind."""
    with lzma.open(_FOLDER / f"{which}.jsonl.xz", "rt", encoding="utf-8") as lines:
        return [_sketch(json.loads(line)) for line in lines if line.strip()]


def _sketch(kept: dict[str, Any]) -> Sketch:
    return Sketch(
        int(kept.get("year") or 2026),
        kept.get("sheet") or "",
        tuple(kept.get("title") or ()),
        kept["register"],
        tuple(kept["headings"]),
        tuple(tuple([names] if isinstance(names, str) else names) for names in kept["fields"]),
        tuple(tuple(row) for row in kept["rows"]),
    )


def counted(tables: Iterable[Sketch], *, take_doubtful: bool) -> Counter[str]:
    """What became of sketched tables and their columns."""
    found: Counter[str] = Counter()
    for sketch in tables:
        mappings = Mappings(take_doubtful=take_doubtful)
        taken = [
            table
            for table in read_grids([sketch.grid], FinancialYear(sketch.year), mappings).mapped
            if table.taken
        ]
        main = max(taken, key=lambda table: len(table.table.rows), default=None)
        if sketch.register == NONE:
            found["none of ours"] += 1
            found["none of ours taken"] += main is not None
            continue
        right = main is not None and main.mapping.register == sketch.read_as
        found["tables"] += 1
        found["registers right"] += right
        uses = {use.column: use for use in main.mapping.columns} if main else {}
        for at in range(len(sketch.headings)):
            found["columns"] += 1
            found[_fate(sketch, at, uses.get(at + 1), right, take_doubtful)] += 1
    return found


def _fate(sketch: Sketch, at: int, use: ColumnUse | None, right: bool, take_doubtful: bool) -> str:
    if use is None:
        return "columns out"
    if use.asked and not take_doubtful:
        return "columns asked"
    left = use.field in ("", "notes", "ignored")
    fits = (LEFT if left else (use.register, use.field)) in sketch.meant(at)
    if fits and right:
        return "columns right"
    return "columns kept" if left else "columns wrong"
