"""What says between actions when or why they were added is asked about, where their numbers go on across it."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

_HEADINGS = ("No.", "Action", "Lead", "Due date", "Status")
_TITLES = (
    "Run the tasking meeting",
    "Print the leaflet",
    "Fit new locks",
    "Train the wardens",
    "Light the lane",
)


def read(*rows: str) -> Reading:
    """A plan under Priority 1: each text of a number is an action, any other stands alone between them."""
    titles = iter(_TITLES)
    cells = [
        (row,) if " " in row or not any(map(str.isdigit, row))
        else (row, next(titles), "Council", "30/09/2026", "Open")
        for row in rows
    ]  # fmt: skip
    grid = Grid.of_rows("Plan", [_HEADINGS, ("Priority 1: Nuisance",), *cells])
    return read_grids([grid], FinancialYear(2026), Mappings())


def above(reading: Reading) -> list[str]:
    """The title of what each action stands right under, in their order."""
    items = {draft.key: draft for draft in reading.drafts if draft.register == "plan_items"}
    actions = [draft for draft in items.values() if draft.values["level"] == "action"]
    return [str(items[draft.values["parent"].key].values["title"]) for draft in actions]


@pytest.mark.parametrize(
    ("remark", "numbers"),
    [
        ("Added at Board 14 May following refresh of the assessment:", ("1b", "1c")),
        ("New actions agreed by the board in July:", ("1.3", "1.4")),
        ("Moved here from Priority 3 on 2 June 2026", ("1(b)", "1(c)")),
        ("Deferred from last year's plan", ("1.9", "1.10")),
        ("The following actions were brought in after the peer review:", ("P1.2", "P1.3")),
        ("Carried forward from 2025/26:", ("1.1.1", "1.1.2")),
    ],
)
def test_a_remark_across_which_numbers_go_on_heads_none_of_them(
    remark: str, numbers: tuple[str, str]
) -> None:
    reading = read(numbers[0], remark, numbers[1], "Priority 2: Homes", "2.1")
    assert above(reading) == ["Priority 1: Nuisance"] * 2 + ["Priority 2: Homes"]
    (mark,) = [cell.mark for cell in reading.cells if cell.text == remark]
    assert mark.outcome == "asked" and "a remark between the rows" in mark.message


@pytest.mark.parametrize(
    ("heading", "numbers"),
    [
        ("Prevention", ("1.3", "1.4")),
        ("Prevention:", ("1.3", "1.4")),
        ("Objective B: New ways to report", ("1.3", "1.4")),
        ("New communities", ("1.3", "1.4")),
        ("Added value for residents", ("1.3", "1.4")),
        # Numbers that begin again, or stand below nothing, do not go on across it.
        ("New work from the summit", ("1.3", "2.1")),
        ("New work from the summit", ("1.3", "1.5")),
        ("New work from the summit", ("A3", "A4")),
        ("New work from the summit", ("3", "4")),
    ],
)
def test_what_names_the_actions_below_it_still_heads_them(heading: str, numbers: tuple[str, str]) -> None:
    assert above(read(numbers[0], heading, numbers[1])) == ["Priority 1: Nuisance", heading]
