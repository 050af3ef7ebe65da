"""Positions among siblings: some records have none and come last until somebody puts them in order."""

from __future__ import annotations

import pytest

from csp_desktop.ui.grid.rows.positions import FIRST, moved, placed


def siblings(*positions: int | None) -> list[dict[str, object]]:
    return [{"id": f"r{place}", "position": position} for place, position in enumerate(positions)]


@pytest.mark.parametrize(
    ("positions", "after", "becomes"),
    [
        ((0, 1), None, {"new": 2}),
        ((), None, {"new": 0}),
        ((None, None), None, {"new": None}),
        ((0, None), "r1", {"new": None}),
        ((0, None), "r0", {"new": 1}),
        ((None, None), FIRST, {"new": 0}),
    ],
)
def test_a_new_record_takes_the_place_it_was_begun_at(
    positions: tuple[int | None, ...], after: str | None, becomes: dict[str, int | None]
) -> None:
    assert placed(siblings(*positions), [("new", after)]) == becomes


def test_moving_gives_every_sibling_a_position() -> None:
    assert dict(moved(siblings(None, None, None), ["r2"], -1)) == {"r0": 0, "r2": 1, "r1": 2}
