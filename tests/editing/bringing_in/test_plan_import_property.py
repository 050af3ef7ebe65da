"""Whatever a table holds: nothing of it is dropped, nothing is made up, and the second time nothing is new."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csp_desktop.editing.bringing_in.plan_import import apply_import, compare
from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid, cell_text
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import REGISTERS
from csp_desktop.registers.fields import Narrative, Text

YEAR = FinancialYear(2010)
HEADINGS = (
    ("Ref", "Risk description", "Likelihood", "Impact", "Mitigation", "Risk owner", "Review date", "RAG"),
    ("No.", "Priority", "Action", "Lead agency", "Timescale", "Q1", "Q2", "Q2 RAG", "Resources"),
    ("Funding source", "Project", "Provider", "Amount", "Approved on", "Notes"),
    ("Indicator", "Baseline 2009/10", "Target", "Q1", "Q2", "Source"),
    ("Name", "Job title", "Organisation", "Telephone", "Email"),
)
# A plan that has no title of its own is named by its year.
OWN_WORDS = {"action", "plan", "2010", "11"}
WORDS = st.sampled_from(
    [
        "Mark bicycles", "Close the alley", "Police", "EHC", "N/A", "TBC", "High", "Low", "3 - Possible", "R", "Amber",
        "£1,200", "4k", "12%", "-5%", "June 2010", "31/03/2011", "31/02/2011", "Total", "1.1", "R2", "one; two", "• a\n• b",
        "=1+1", "  spaced  ", "x" * 60, "Council, Police", "ongoing", "é – ok", "someone@example.org", "01279 655261",
    ]
)  # fmt: skip
CELLS = st.one_of(
    st.none(), st.none(), WORDS, st.integers(-5, 5000), st.dates(date(2009, 1, 1), date(2012, 1, 1))
)


@st.composite
def sheets(draw: st.DrawFn) -> Grid:
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


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.casefold()))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sheets())
def test_nothing_dropped_nothing_made_up_nothing_twice(grid: Grid) -> None:
    with tempfile.TemporaryDirectory() as folder, Workspace.create(Path(folder) / "plan.csp") as ws:
        start = {"name": "Meadowshire CSP", "short_name": "MCSP"}
        ws.apply([Insert("partnerships", start)])
        preview = compare(ws, read_grids([grid], YEAR), "table.xlsx")
        cells = preview.as_json()["cells"]
        whole = Counter(cell["cell"] for cell in cells if cell["text"])
        assert {grid.place(*place).address for place in grid.values} == set(whole)
        parts = Counter((cell["cell"], cell["text"]) for cell in cells)
        assert set(parts.values()) <= {1}
        assert all(cell["message"] for cell in cells if cell["outcome"] != "taken")

        apply_import(ws, preview)
        source = words_of(" ".join(cell_text(value) for value in grid.values.values()))
        said: list[str] = []
        for register in REGISTERS:
            if register.name in ("partnerships", "import_layouts"):
                continue
            for record in ws.records(register.name):
                texts = [
                    str(record[field.name])
                    for field in register.fields
                    if isinstance(field, Text | Narrative) and record[field.name]
                ]
                said += texts
        made_up = words_of(" ".join(said)) - source - {"sheet"} - OWN_WORDS
        assert not made_up

        taken = {cell["text"] for cell in cells if cell["outcome"] == "taken" and cell["field"] in _TEXTS}
        kept = words_of(" ".join(said))
        assert not {word for text in taken for word in words_of(text)} - kept
        again = compare(ws, read_grids([grid], YEAR), "table.xlsx")
        assert again.changes == []


_TEXTS = {
    field.name
    for register in REGISTERS
    for field in register.fields
    if isinstance(field, Text | Narrative)
}  # fmt: skip
