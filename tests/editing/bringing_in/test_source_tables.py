"""What is in a file, table by table; and every value of it counted once, whatever became of it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from csp_desktop.editing.bringing_in.plan_import import compare
from csp_desktop.editing.bringing_in.source_tables import drafts_of, source_tables
from csp_desktop.editing.changes import Insert
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid, cell_text
from csp_desktop.periods import FinancialYear

_YEAR = FinancialYear(2025)
_HEADINGS = (
    "Ref",
    "Risk",
    "Action",
    "Lead",
    "Owner",
    "Likelihood",
    "Impact",
    "By when",
    "Update Q1",
    "RAG",
    "Wibble",
)
_VALUES = some.one_of(
    some.none(),
    some.sampled_from(
        ("R1", "Police", "EHC; Police", "30/09/2025", "TBC", "3", 4, 2.5, "Amber", "The grant ends", "n/a",
         "Not a word anybody knows", "High", True, "£1,200", "a\nb", "-")
    ),
    some.text(alphabet="abc -£%", max_size=12),
)  # fmt: skip


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with Workspace.create(tmp_path_factory.mktemp("tables") / "mine.csp") as workspace:
        workspace.apply([Insert("partnerships", {"name": "Meadowshire", "short_name": "MCSP"})], kind="start")
        yield workspace


@some.composite
def sheets(draw: some.DrawFn) -> Grid:
    headings = draw(some.lists(some.sampled_from(_HEADINGS), min_size=2, max_size=7))
    rows = draw(
        some.lists(
            some.lists(_VALUES, min_size=len(headings), max_size=len(headings)), min_size=1, max_size=5
        )
    )
    grid = Grid.of_rows("Sheet", [headings, *rows])
    places = sorted(grid.values)
    positions = some.sets(some.sampled_from(places), max_size=3)
    grid.comments = {place: f"note at {place}" for place in draw(positions)}
    grid.links = {place: f"https://example.org/{place[0]}/{place[1]}" for place in draw(positions)}
    grid.struck_words = {place: f"gone at {place}" for place in draw(positions)}
    grid.hidden_rows = frozenset(draw(some.sets(some.sampled_from([row for row, _ in places]), max_size=1)))
    return grid


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grid=sheets(), hidden=some.booleans())
def test_values_found_are_taken_noted_asked_or_ignored(ws: Workspace, grid: Grid, hidden: bool) -> None:
    preview = compare(ws, read_grids([grid], _YEAR, Mappings(hidden=hidden)), "table.xlsx")
    cells = list(preview.reading.cells)
    counts = preview.cell_counts
    assert set(counts) == {"taken", "noted", "asked", "ignored"}
    assert sum(counts.values()) == len(cells)
    # Each cell, and what stands beside it, is told of once; a part that fared otherwise is a part of its cell.
    whole = [cell for cell in cells if not cell.beside]
    times = Counter((cell.place.row, cell.place.column) for cell in whole)
    assert times.keys() == grid.values.keys()
    for (row, column), number in times.items():
        texts = [cell.text for cell in whole if (cell.place.row, cell.place.column) == (row, column)]
        assert texts[0] == cell_text(grid.values[row, column]) and len(texts) == number
        # A name is read without the breaks it was typed with.
        assert all(set(part.split()) <= set(texts[0].replace(";", " ").split()) for part in texts[1:])
    beside = Counter(cell.text for cell in cells if cell.beside)
    assert beside == Counter([*grid.comments.values(), *grid.struck_words.values(), *grid.links.values()])


def test_each_table_says_what_it_is_and_which_records_come_of_it(ws: Workspace) -> None:
    risks = Grid.of_rows("Risks", [("Ref", "Risk", "Likelihood", "Impact"), ("R1", "The grant ends", 3, 4)])
    plan = Grid.of_rows(
        "Delivery Plan",
        [
            ("Action", "Lead", "Due date"),
            ("Renew the gates", "Police", "30/09/2025"),
            ("Train", "EHC", "TBC"),
        ],
    )
    notes = Grid.of_rows("Notes", [("Read me first.",)])
    reading = read_grids([risks, plan, notes], _YEAR)
    found = source_tables(reading)
    assert [(one.grid.name, one.range, one.rows, one.looks_like, one.taken) for one in found] == [
        ("Risks", "A1:D2", 1, "a risk register", True),
        ("Delivery Plan", "A1:C3", 2, "an action plan", True),
        ("Notes", "A1:A1", 0, "nothing recognised", False),
    ]
    by_key = {draft.key: draft for draft in reading.drafts}
    titles = [{by_key[key].values["title"] for key in drafts_of(reading, one)} for one in found]
    # The priority nobody names goes with its actions.
    assert titles == [{"The grant ends"}, {"All actions", "Renew the gates", "Train"}, set()]
