"""The cells of a sheet are kept by row, and found by their place all the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from csp_desktop.excel.opening.grid import Grid

HELD = {(3, 2): "Lighting", (1, 4): "Lead", (1, 1): "Ref", (5, 1): 0}


def test_cells_are_found_by_place_and_by_row_whatever_order_they_came_in() -> None:
    grid = Grid("Plan", HELD)
    assert dict(grid.values) == HELD and len(grid.values) == 4
    assert grid.rows == [1, 3, 5] and grid.columns_by_row[1] == [1, 4]
    assert dict(grid.held(1)) == {1: "Ref", 4: "Lead"} and not grid.held(2)
    assert (5, 1) in grid.values and (1, 2) not in grid.values and (2, 1) not in grid.values
    assert grid.values.get((3, 1), "none") == grid.values.get((4, 1), "none") == "none"
    with pytest.raises(KeyError):
        grid.values[3, 1]


def test_parts_of_a_sheet_hold_the_cells_of_their_rows() -> None:
    grid = Grid("Plan", HELD)
    assert set(grid.top(2).values) == {(1, 1), (1, 4), (3, 2)}
    assert set(grid.between(2, 4).values) == {(3, 2)}
    assert set(grid.without_rows({1, 3}).values) == {(5, 1)}
    other = replace(grid, values={**grid.values, (2, 1): "Since"})
    assert other.rows == [1, 2, 3, 5] and grid.rows == [1, 3, 5]
