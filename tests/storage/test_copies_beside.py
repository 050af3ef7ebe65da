"""Copies that stand beside a file are found by their names and told by their steps."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import SmallFile

from csp_desktop.editing.copies.taking_in import apply_copies
from csp_desktop.editing.workspace import Update, Workspace
from csp_desktop.storage.copies_beside import copies_beside


def _worked_on(small: SmallFile, name: str) -> Path:
    copy = small.path.with_name(name)
    shutil.copyfile(small.path, copy)
    with Workspace.open(copy, backup=False, user="home") as home:
        home.apply([Update("plan_items", small.action, {"title": name})])
    return copy


@pytest.mark.parametrize(
    "name",
    [
        *(
            "small-LAPTOP.csp",
            "small (1).csp",
            "small – Copy.csp",
            "small - Copy (2).csp",
            "Small_conflict.csp",
        ),
        *("Copy of small.csp", "Copy (2) of small - home.csp", "small.sync-conflict-20260401-PC.csp"),
    ],
)
def test_a_copy_with_changes_of_its_own_is_found_until_it_is_brought_back(
    small: SmallFile, name: str
) -> None:
    copy = _worked_on(small, name)
    assert copies_beside(small.path) == [copy]
    with Workspace.open(small.path, backup=False) as here:
        apply_copies(here, [copy])
    assert copies_beside(small.path) == []


def test_what_is_no_copy_or_holds_nothing_new_is_passed_over(small: SmallFile, tmp_path: Path) -> None:
    shutil.copyfile(small.path, tmp_path / "small (2).csp")
    (tmp_path / "small (3).csp").write_bytes(b"not one of ours")
    Workspace.create(tmp_path / "small (4).csp").close()
    _worked_on(small, "smallholdings.csp")
    _worked_on(small, "Copy of smallholdings.csp")
    assert copies_beside(small.path) == []
