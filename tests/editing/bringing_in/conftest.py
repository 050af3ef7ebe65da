"""The file that documents of others are brought into."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from csp_desktop.editing.workspace import Insert, Workspace


@pytest.fixture(scope="session")
def new_to_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with one partnership and nothing else, not to be changed: copied in a fraction of the time."""
    path = tmp_path_factory.mktemp("new") / "plan.csp"
    with Workspace.create(path) as workspace:
        workspace.apply(
            [Insert("partnerships", {"name": "Meadowshire CSP", "short_name": "MCSP"})], kind="start"
        )
    return path


@pytest.fixture
def ws(new_to_copy: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A file with one partnership and nothing else, open for editing."""
    path = tmp_path / "plan.csp"
    shutil.copy(new_to_copy, path)
    with Workspace.open(path, backup=False) as workspace:
        yield workspace
