"""Whatever a table holds: nothing of it is dropped, nothing is made up, and the second time nothing is new."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import SmallFile
from hypothesis import HealthCheck, example, given, seed, settings
from hypothesis import strategies as st
from plan_documents import (
    ACHIEVED,
    CONTACTS,
    forms_workbook,
    headings_workbook,
    sections_workbook,
    table_workbook,
)
from taken_cells import missing, words_kept, words_of

from csp_desktop.editing.bringing_in.plan_import import apply_import, compare, map_table, remembered_mappings
from csp_desktop.editing.registers_out import export_registers
from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.errors import WorkbookProblem
from csp_desktop.excel.foreign import mapped_tables
from csp_desktop.excel.foreign.records.standing_under import UNNAMED
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid, cell_text
from csp_desktop.excel.opening.source_files import open_grids
from csp_desktop.excel.recognising.column_mapping import TableMapping, choices
from csp_desktop.excel.recognising.wordings.of_registers import TABLES as COLUMNS_OF
from csp_desktop.periods import FinancialYear

YEAR = FinancialYear(2010)
HEADINGS = (
    ("Ref", "Risk description", "Likelihood", "Impact", "Mitigation", "Risk owner", "Review date", "RAG"),
    ("Ref", "Risk", "Root cause", "Trigger", "Consequence", "Existing controls", "Category", "Probability", "Status"),
    ("No.", "Priority", "Action", "Lead agency", "Timescale", "Q1", "Q2", "Q2 RAG", "Resources"),
    ("Objective", "Action", "Lead partner", "Lead officer", "Q1 progress", "Q2 progress", "Q2 RAG", "Due date", "Outcome"),
    ("Funding source", "Project", "Provider", "Amount", "Approved on", "Notes"),
    ("Indicator", "Baseline 2009/10", "Target", "Q1", "Q2", "Source"),
    ("Name", "Job title", "Organisation", "Telephone", "Email"),
    ("Agency", "Short name", "Statutory"),
    ("Group", "Chair", "Parent group", "Purpose"),
)  # fmt: skip
# A plan that has no title of its own is named by its year; a heading that says what money is for is noted as one.
OWN_WORDS = {"action", "plan", "2010", "11", "heading"}
WORDS = st.sampled_from(
    [
        "Mark bicycles", "Close the alley", "Police", "EHC", "N/A", "TBC", "High", "Low", "3 - Possible", "R", "Amber",
        "£1,200", "4k", "12%", "-5%", "June 2010", "31/03/2011", "31/02/2011", "Total", "1.1", "R2", "one; two", "• a\n• b",
        "=1+1", "  spaced  ", "x" * 60, "Council, Police", "ongoing", "é – ok", "someone@example.org", "01279 655261",
    ]
)  # fmt: skip
# Words that stand nowhere else, so that what was lost is not found by chance.
OWN = st.integers(100, 999).map(lambda number: f"Wording {number}")
CELLS = st.one_of(
    st.none(), st.none(), WORDS, OWN, st.integers(-5, 5000), st.dates(date(2009, 1, 1), date(2012, 1, 1))
)
TARGETS = {register: choices(register) for register in COLUMNS_OF}


@st.composite
def sheets(draw: st.DrawFn) -> Grid:
    """A table anywhere on a sheet, with any of the headings people use and any cells."""
    headings = list(draw(st.sampled_from(HEADINGS)))
    headings = draw(st.permutations(headings))[: draw(st.integers(2, len(headings)))]
    headings += draw(st.lists(st.sampled_from([None, "Ref", "Comments", "Qwerty"]), max_size=2))
    left, top = draw(st.integers(0, 2)), draw(st.integers(0, 3))
    rows: list[list[Any]] = [["A title over it"] if draw(st.booleans()) else [] for _ in range(top)]
    rows.append([*[None] * left, *headings])
    for _ in range(draw(st.integers(1, 8))):
        rows.append([*[None] * left, *draw(st.lists(CELLS, max_size=len(headings) + 1))])
    merges = []
    if draw(st.booleans()) and len(rows) > top + 2:
        column = left + draw(st.integers(1, len(headings)))
        merges.append((top + 2, column, min(top + 3, len(rows)), column))
    return Grid.of_rows("Sheet", rows, tuple(merges))


@st.composite
def choices_made(draw: st.DrawFn) -> tuple[str, list[tuple[str, str, str]]]:
    """A register and what a person takes each of some columns for, often one thing twice."""
    register = draw(st.sampled_from(sorted(TARGETS)))
    few = draw(st.lists(st.sampled_from(TARGETS[register]), min_size=1, max_size=6))
    uses = [(owner, name) for owner, name, _ in few]
    quarters = st.sampled_from(["", *(quarter.code for quarter in YEAR.quarters)])
    return register, [
        (*use, draw(quarters) if use[0] in ("updates", "measurements") else "")
        for use in draw(st.lists(st.sampled_from(uses), min_size=9, max_size=9))
    ]


@cache
def known_documents() -> list[list[Grid]]:
    """A workbook of each layout that is recognised as such."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "known.xlsx"
        found = [open_grids(write(path)) for write in (sections_workbook, headings_workbook, forms_workbook)]
        found += [open_grids(table_workbook(path, tables)) for tables in (ACHIEVED, CONTACTS)]
        small = SmallFile(Path(folder) / "small.csp")
        with Workspace.create(small.path) as ws:
            ws.apply(small.changes)
            found.append(open_grids(export_registers(ws, path, ["agencies", "plans", "plan_items"])))
    return found


@st.composite
def changed_documents(draw: st.DrawFn) -> list[Grid]:
    """A known document with some cells written over, emptied or told twice."""
    grids = list(draw(st.sampled_from(known_documents())))
    for at, grid in enumerate(grids):
        if not grid.visible or grid.name.startswith("_"):
            continue
        values = dict(grid.values)
        places = st.sampled_from(sorted(values))
        for place in draw(st.lists(places, max_size=6)):
            value = draw(st.one_of(CELLS, places.map(values.get)))
            if value is None:
                values.pop(place, None)
            elif isinstance(value, str | int | date):
                values[place] = value
        grids[at] = replace(grid, values=values)
    return grids


Chosen = tuple[str, list[tuple[str, str, str]]]


def check(grids: list[Grid], chosen: Chosen | None) -> None:
    """Import it, and hold what was said of every cell against the file."""
    with tempfile.TemporaryDirectory() as folder, Workspace.create(Path(folder) / "plan.csp") as ws:
        ws.apply([Insert("partnerships", {"name": "Meadowshire CSP", "short_name": "MCSP"})])
        try:
            preview = compare(ws, read_grids(grids, YEAR), "table.xlsx")
        except WorkbookProblem:
            # Refused whole, in a sentence: nothing is reported taken.
            assert ws.records("plan_items") == []
            return
        for table in list(preview.reading.mapped) if chosen else []:
            register, uses = chosen or ("", [])
            mapping = TableMapping(register, table.mapping.columns, 1.0)
            for use, taken_for in zip(table.mapping.columns, uses, strict=False):
                mapping = mapping.with_column(use.column, *taken_for)
            preview = map_table(ws, preview, table, mapping, YEAR)
        cells = preview.as_json()["cells"]
        whole = Counter((cell["sheet"], cell["cell"]) for cell in cells if cell["text"])
        seen = {(grid.name, grid.place(*place).address) for grid in grids for place in grid.values}
        assert seen == set(whole)
        parts = Counter((cell["sheet"], cell["cell"], cell["text"]) for cell in cells)
        assert set(parts.values()) <= {1}
        assert all(cell["message"] for cell in cells if cell["outcome"] != "taken")
        # The counts at the foot: every value found is taken, noted, asked about or ignored.
        counts = preview.cell_counts
        assert sum(counts.values()) == len(cells) and set(counts) == {"taken", "noted", "asked", "ignored"}

        apply_import(ws, preview)
        hidden = [str(value) for grid in grids if not grid.visible for value in grid.values.values()]
        assert missing(ws, cells, hidden) == []
        if preview.layout == mapped_tables.NAME:
            source = words_of(" ".join(cell_text(value) for grid in grids for value in grid.values.values()))
            made_up = (
                words_kept(ws, without=("partnerships",)) - source - {"sheet"} - OWN_WORDS - words_of(UNNAMED)
            )
            assert not made_up
            # Forms that name one thing twice with different words are not told apart the second time. A row that
            # could not be a record of its own may say more of one that came in; after that nothing is new.
            again = compare(ws, read_grids(grids, YEAR, remembered_mappings(ws)), "table.xlsx")
            assert [change for change in again.changes if not isinstance(change, Update)] == []
            apply_import(ws, again)
            third = compare(ws, read_grids(grids, YEAR, remembered_mappings(ws)), "table.xlsx")
            assert third.changes == []


# A search came upon it: what stands between rows of money is kept with them, under a word of our own.
HEADING_OF_MONEY = Grid.of_rows(
    "Sheet",
    [
        ("Project", "Amount", "Provider"),
        ("Wording 100",),
        ("Wording 101", 1200, "Police"),
        ("Wording 102", 900, "Police"),
    ],
)
QUICK = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEWER = settings(QUICK, max_examples=3)
AT_RANDOM = {"tables": 350, "mapped": 100, "documents": 100}
# Made anew for each test: a property takes its settings only once.
PROPERTIES = {
    "tables": (
        QUICK,
        lambda: example([HEADING_OF_MONEY], None)(given(st.tuples(sheets()).map(list), st.none())(check)),
    ),
    "mapped": (FEWER, lambda: given(st.tuples(sheets()).map(list), choices_made())(check)),
    "documents": (FEWER, lambda: given(changed_documents(), st.none())(check)),
}


@pytest.mark.parametrize("kind", PROPERTIES)
def test_nothing_dropped_nothing_made_up_nothing_twice(kind: str) -> None:
    quick, holds = PROPERTIES[kind]
    quick(holds())()


@pytest.mark.slow
@pytest.mark.parametrize("kind", PROPERTIES)
def test_nothing_is_dropped_in_a_search_at_random(kind: str, search_seed: int) -> None:
    quick, holds = PROPERTIES[kind]
    longer = settings(quick, max_examples=AT_RANDOM[kind], derandomize=False)
    longer(seed(search_seed)(holds()))()
