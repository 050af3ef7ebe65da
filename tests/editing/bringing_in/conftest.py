"""The file that documents of others are brought into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from csp_desktop.editing.workspace import Insert, Workspace


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """A file with one partnership and nothing else, open for editing."""
    with Workspace.create(tmp_path / "plan.csp") as workspace:
        workspace.apply([Insert("partnerships", {"name": "Meadowshire CSP", "short_name": "MCSP"})])
        yield workspace
