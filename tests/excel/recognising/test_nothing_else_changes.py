"""A column of noise, columns moved far away and a table turned sideways change nothing else of what is recognised."""

from __future__ import annotations

from typing import Any

import pytest
from laid_out_tables import LaidOut, laid_out

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.rearranging.turned_forms import is_turned
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.headings import known_heading
from csp_desktop.periods import FinancialYear

Recognised = tuple[str, bool, dict[str, tuple[str, str, str, bool]]]
_SEEDS = range(16)
# Columns that stand for what is beside them: of those moved, none may be one.
_BESIDE = ("likelihood", "impact", "rag", "narrative", "value", "score", "ignored", "status")


def recognised(grid: Grid) -> Recognised:
    """The register of the largest table of a sheet, whether it is taken, and what each heading is taken for."""
    reading = read_grids([grid], FinancialYear(2025), Mappings())
    main = max(reading.mapped, key=lambda table: len(table.table.rows))
    uses = {
        use.heading: (use.register, use.field, use.quarter, use.asked)
        for use in main.mapping.columns
        if use.heading
    }
    return main.mapping.register, main.taken, uses


def _tables() -> list[tuple[LaidOut, int]]:
    """Generated registers under one row of headings, with that row."""
    found = []
    for seed in _SEEDS:
        made = laid_out(seed)
        rows = sorted({row for row, _ in made.grid.values})
        if made.register and not made.grid.merged and made.rows and not is_turned(made.grid, known_heading):
            header = max(row for row in rows if row < made.rows[0]) if rows[0] < made.rows[0] else 0
            if header and sum(row == header for row, _ in made.grid.values) >= 3:
                found.append((made, header))
    assert len(found) > len(_SEEDS) / 2
    return found


def test_a_column_of_noise_changes_nothing_else() -> None:
    for made, header in _tables():
        values = dict(made.grid.values)
        right = max(column for _, column in values) + 1
        values |= {(row, right): f"blue {row * 7 % 5}" for row in made.rows} | {(header, right): "Zebra"}
        register, taken, uses = recognised(Grid(made.grid.name, values, fills=made.grid.fills))
        uses.pop("Zebra")
        assert (register, taken, uses) == recognised(made.grid)


# What a district keeps beside its own lists, and no register has a field for.
_BESIDE_LISTS = {
    "Apologies by": ("05/05/2026", "07/09/2026", ""),
    "Cost centre": (20114, 20388, 20114),
    "Ward": ("Abbey", "Castle", "All"),
    "Seen by legal": ("Yes", "No", "Yes"),
    "Direction of travel": ("↑", "→", "↓"),
    "GDPR basis": ("Public task", "Consent", "Public task"),
    "Quorum": (5, 5, 4),
    "Sign off": ("KB", "", "TS"),
}
_SHORT_LISTS = [
    ("meetings", ("Group", "Date of meeting", "Venue"), [
        ("Steering Group", "12/05/2026", "Town Hall"), ("Steering Group", "14/09/2026", "Teams"), ("ASB Group", "02/06/2026", "Police Station"),
    ]),
    ("plan_items", ("Ref", "Action", "Lead agency", "Timescale", "Status"), [
        ("1.1", "Run Friday patrols by the market", "Essex Police", "June 2026", "In progress"),
        ("1.2", "Print a leaflet on reporting", "Meadow Council", "30/09/2026", "Complete"),
        ("2.1", "Train door staff in spotting harm", "Pubwatch", "Ongoing", "Not started"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("register", "headings", "rows"), _SHORT_LISTS, ids=["meetings", "plan"])
@pytest.mark.parametrize("noise", _BESIDE_LISTS)
def test_what_a_district_keeps_beside_a_short_list_makes_it_no_question(
    register: str, headings: tuple[str, ...], rows: list[tuple[str, ...]], noise: str
) -> None:
    bare = recognised(Grid.of_rows("Sheet1", [headings, *rows]))
    more = [(*row, beside) for row, beside in zip(rows, _BESIDE_LISTS[noise], strict=True)]
    found, taken, uses = recognised(Grid.of_rows("Sheet1", [(*headings, noise), *more]))
    assert uses.pop(noise)[1] == "notes"
    assert (found, taken, uses) == bare
    assert bare[:2] == (register, True)


def test_columns_moved_far_away_change_nothing() -> None:
    for made, header in _tables():
        columns = sorted(column for row, column in made.grid.values if row == header)
        first, last = columns[0], columns[-1]
        if any(
            word in meant
            for column in (first, last)
            for meant in made.columns.get(column, ())
            for word in _BESIDE
        ):
            continue
        swapped = {first: last, last: first}
        moved = _moved(made.grid.values, swapped)
        assert recognised(Grid(made.grid.name, moved, fills=_moved(made.grid.fills, swapped))) == recognised(
            made.grid
        )


def _moved(held: Any, to: dict[int, int]) -> dict[tuple[int, int], Any]:
    return {(row, to.get(column, column)): value for (row, column), value in held.items()}


def test_a_table_turned_sideways_is_read_as_it_stood() -> None:
    for made, header in _tables():
        if made.others or len(made.rows) > 8 or made.grid.fills:
            continue
        lines = [row for row in sorted({row for row, _ in made.grid.values}) if row >= header]
        turned = {
            (column, at): value
            for at, line in enumerate(lines, 1)
            for (row, column), value in made.grid.values.items()
            if row == line
        }
        assert recognised(Grid(made.grid.name, turned)) == recognised(made.grid)
