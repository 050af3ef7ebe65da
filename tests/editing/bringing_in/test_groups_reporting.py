"""Groups that report to one another, listed in one table: each is made once, and none reports to itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import SmallFile

from csp_desktop.editing.bringing_in.plan_import import apply_import, compare
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear


@pytest.fixture
def workspace(small: SmallFile) -> Iterator[Workspace]:
    with Workspace.open(small.path, backup=False) as opened:
        yield opened


def _bring_in(workspace: Workspace, *rows: tuple[str, str | None]) -> dict[str, tuple[str, str]]:
    """Bring in groups with whom they report to, twice; the outcome and message of each cell."""
    grids = [Grid.of_rows("Groups", [["Group", "Parent group"], *map(list, rows)])]
    preview = compare(workspace, read_grids(grids, FinancialYear(2010)), "groups.xlsx")
    apply_import(workspace, preview)
    again = compare(workspace, read_grids(grids, FinancialYear(2010)), "groups.xlsx")
    assert again.changes == []
    return {cell["cell"]: (cell["outcome"], cell["message"]) for cell in preview.as_json()["cells"]}


def _tree(workspace: Workspace) -> dict[str, str | None]:
    names = {group["id"]: group["name"] for group in workspace.records("groups")}
    return {group["name"]: names.get(group["parent"]) for group in workspace.records("groups")}


def test_one_listed_further_down_is_not_made_twice(workspace: Workspace) -> None:
    cells = _bring_in(
        workspace, ("Alley group", "Town board"), ("Night group", "Alley Group"), ("Town board", None)
    )
    tree = _tree(workspace)
    assert {name: tree[name] for name in ("Alley group", "Night group", "Town board")} == {
        "Alley group": "Town board",
        "Night group": "Alley group",
        "Town board": None,
    }
    assert {outcome for outcome, _ in cells.values()} == {"taken", "ignored"}


@pytest.mark.parametrize(
    "rows",
    [
        [("Alley group", "Alley group")],
        [("Alley group", "Night group"), ("Night group", "Alley group"), ("Door group", "Alley group")],
        [("Alley group", "Night group"), ("Night group", "Door group"), ("Door group", "Alley group")],
    ],
)
def test_a_circle_is_asked_about_and_the_groups_come_in(
    workspace: Workspace, rows: list[tuple[str, str]]
) -> None:
    cells = _bring_in(workspace, *rows)
    tree = _tree(workspace)
    assert {name for name, _ in rows} <= set(tree)
    assert tree["Alley group"] is None
    assert cells["B2"][0] == "asked"
    assert "cannot report to itself" in cells["B2"][1]
    assert tree.get("Door group", "Alley group") in ("Alley group", None)


def test_a_circle_closed_by_the_file_is_asked_about(workspace: Workspace) -> None:
    _bring_in(workspace, ("Alley group", "Town board"), ("Town board", None))
    cells = _bring_in(workspace, ("Town board", "Alley group"))
    assert cells["B2"][0] == "asked"
    assert _tree(workspace)["Town board"] is None


def test_names_that_differ_in_a_number_are_two(workspace: Workspace) -> None:
    _bring_in(workspace, ("Ward panel 100", None), ("Door group", "Ward panel 102"))
    tree = _tree(workspace)
    assert tree["Door group"] == "Ward panel 102"
    assert {"Ward panel 100", "Ward panel 102"} <= set(tree)
