"""When the power fails: what was said to be saved is there, whole, and what was not is there whole or not at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from conftest import SmallFile

sys.path.insert(0, str(Path(__file__).parent))
from beside import told_by


@pytest.mark.slow
def test_the_power_fails_at_any_moment(small: SmallFile, tmp_path: Path, search_seed: int) -> None:
    pytest.importorskip("apsw")
    folder = tmp_path / "disk"
    folder.mkdir()
    # CSP_POWER=5000 makes the long run of it.
    states = int(os.environ.get("CSP_POWER", "300"))
    *wrong, counted = told_by("power_loss.py", small.path, folder, search_seed, states)
    assert wrong == []
    assert counted == {"tried": states}
